"""How parallel is parallel: a picture of fibres, and the directions measured from its pixels.

Left the picture, drawn or real; right the histogram of directions, the alignment index on a ruler,
and, when one is chosen, a published ultrasound study on an axis of its own. An ultrasound share is
another measure than the share of a drawing that is disturbed; no word here sets one equal to the
other.
"""

import textwrap
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.collections import EllipseCollection, LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle, StepPatch
from matplotlib.text import Text
from PIL import Image

from tendon_teaching.evidence import Value, value
from tendon_teaching.figures import style
from tendon_teaching.figures.stage import Drawing, Layout
from tendon_teaching.models.checks import FloatArray
from tendon_teaching.models.fibre_image import Cells, FibrePicture, fibre_picture
from tendon_teaching.models.orientation import (
    Alignment,
    PictureAnalysis,
    analyse_picture,
    direction_bins_deg,
)
from tendon_teaching.models.picture_file import CollagenPicture, Picture
from tendon_teaching.texts import _

LAYOUTS: Final = {"wide": Layout(10.0, 4.5), "narrow": Layout(4.5, 7.0)}
PICTURE_LIKE: Final = True
SOURCES: Final = ("S001", "S002", "S005", "S007")

MOST_SHARE_PCT: Final = 20.0
DIRECTION_LINES: Final = 15
SCALE_BAR_UM: Final = 50.0
# Directions spread by less or more than this are called narrow or wide in words.
NARROW_SD_DEG: Final = 9.0
WIDE_SD_DEG: Final = 18.0
LONGEST_TITLE: Final = 32


class Study(StrEnum):
    """A published ultrasound study, each with a scanner and therefore a scale of its own."""

    NONE = "none"
    SCANNER_A = "scanner A"
    SCANNER_B = "scanner B"

    @property
    def rows(self) -> tuple[Value, Value] | None:
        """Shares of the painful and of the pain-free group, from the register."""
        ids = {Study.SCANNER_A: ("S001", "S002"), Study.SCANNER_B: ("S005", "S007")}.get(self)
        return (value(ids[0]), value(ids[1])) if ids else None

    @property
    def text(self) -> str:
        """Its name for the reader."""
        return {
            Study.NONE: _("none"),
            Study.SCANNER_A: _("scanner A"),
            Study.SCANNER_B: _("scanner B"),
        }[self]


@dataclass(frozen=True, eq=False)
class FibreView:
    """What the figure shows: a picture with its analysis.

    The picture is a drawn one, one of the kit's real ones (then ``collagen`` names it), or the
    reader's own.
    """

    picture: FibrePicture | Picture
    analysis: PictureAnalysis
    study: Study = Study.NONE
    direction_lines: bool = False
    collagen: CollagenPicture | None = None

    @property
    def drawn(self) -> FibrePicture | None:
        """The picture when it is a drawn one."""
        return self.picture if isinstance(self.picture, FibrePicture) else None


class Photograph(Artist):
    """A grey picture in its own pixels, scaled once to those of the screen.

    matplotlib's own image artist would resample it through colour maps in floating point, which
    takes longer than everything else in a frame.
    """

    def __init__(self, axes: Axes) -> None:
        super().__init__()
        self._grey = np.zeros((2, 2), dtype=np.uint8)
        axes.add_artist(self)

    def set_image(self, image: FloatArray) -> None:
        """Show ``image``, grey values from 0 to 1; data units of the axes are its pixels."""
        self._grey = np.rint(255 * image).astype(np.uint8)

    def draw(self, renderer: RendererBase) -> None:
        """Paint it where the axes now have it."""
        if not self.get_visible() or self.axes is None:
            return
        rows, columns = self._grey.shape
        corners = self.axes.transData.transform([(0, rows), (columns, 0)])
        (left, bottom), (right, top) = np.rint(corners)
        finer = renderer.get_image_magnification()
        size = round((right - left) * finer), round((top - bottom) * finer)
        scaled = Image.fromarray(self._grey).resize(size, Image.Resampling.BICUBIC)
        context = renderer.new_gc()
        upwards = np.ascontiguousarray(np.asarray(scaled.convert("RGBA"))[::-1])
        renderer.draw_image(context, left, bottom, upwards)
        context.restore()


@dataclass(frozen=True)
class PicturePanel:
    """The picture, what is drawn over it, and its legend; ``cover`` hides the legend."""

    axes: Axes
    image: Photograph
    lines: LineCollection
    cells: EllipseCollection
    title: Text
    scale_bar: Line2D
    cover: Rectangle


@dataclass(frozen=True)
class StudyStrip:
    """The published shares of one ultrasound study; ``cover`` hides it when none is chosen, and
    ``caption`` then says whose picture is shown."""

    painful: Line2D
    pain_free: Line2D
    painful_word: Text
    pain_free_word: Text
    title: Text
    cover: Rectangle
    caption: Text
    line_length: int


@dataclass(frozen=True)
class Handles:
    """Everything that moves."""

    picture: PicturePanel
    histogram: StepPatch
    mean: Line2D
    spread: Text
    index: Line2D
    index_word: Text
    study: StudyStrip


def draw(layout: str) -> Drawing:
    """Build the figure with an empty picture."""
    size = LAYOUTS[layout]
    figure = Figure(figsize=(size.width_in, size.height_in), dpi=size.dots_per_inch)
    picture = _picture_panel(_axes(figure, layout, "picture"))
    histogram, mean, spread = _histogram(_axes(figure, layout, "histogram"))
    index, index_word = _ruler(_axes(figure, layout, "ruler"), layout)
    study = _study_strip(_axes(figure, layout, "study"), 62 if layout == "wide" else 48)
    handles = Handles(picture, histogram, mean, spread, index, index_word, study)
    return Drawing(figure, _in_drawing_order(handles), handles)


def update(drawing: Drawing, result: FibreView) -> None:
    """Move every artist to ``result``."""
    handles: Handles = drawing.handles
    _move_picture(handles.picture, result)
    alignment = result.analysis.alignment
    handles.histogram.set_data(np.minimum(result.analysis.histogram_pct, MOST_SHARE_PCT))
    handles.mean.set_visible(alignment.has_direction)
    handles.index.set_visible(alignment.is_measured)
    if alignment.has_direction:
        handles.mean.set_xdata([alignment.mean_deg] * 2)
    if alignment.is_measured:
        handles.index.set_xdata([alignment.index])
    handles.spread.set_text(_spread_words(result.analysis))
    handles.index_word.set_text(_index_words(alignment))
    _move_study(handles.study, result)


def read_out(result: FibreView) -> str:
    """The sentence under the picture, with the numbers of ``result``."""
    alignment = result.analysis.alignment
    if not alignment.is_measured:
        return " ".join([_what_is_shown(result), *map(_as_sentence, alignment.cautions)])
    sentences = [_what_is_shown(result), _measured_words(alignment, brief=bool(result.study.rows))]
    return " ".join([*sentences, *map(_as_sentence, alignment.cautions), *_study_words(result)])


def text_alternative(result: FibreView) -> str:
    """The picture in words, following the state."""
    alignment = result.analysis.alignment
    words = [_picture_words(result)]
    if alignment.is_measured:
        words.append(
            _(
                "Beside it the share of pixels by direction, from -90 to 90 degrees: a {width} "
                "hump at {mean} degrees, spread {sd:.0f} degrees. Alignment index {index:.2f} on "
                "a ruler from 0 to 1."
            ).format(
                width=_width_word(alignment.sd_deg),
                mean=round(alignment.mean_deg),
                sd=alignment.sd_deg,
                index=alignment.index,
            )
        )
    words += map(_as_sentence, alignment.cautions)
    if result.direction_lines:
        words.append(_("Short lines over the picture follow the measured direction."))
    return " ".join([*words, *_study_words(result)])


def credit(result: FibreView) -> str:
    """Whose picture is shown, when it is not our own."""
    return result.collagen.caption if result.collagen else ""


# ---------- building ----------

# Left, bottom, width and height of each axes, in inches.
_PLACES_IN: Final = {
    "wide": {
        "picture": (0.10, 0.36, 3.84, 3.84),
        "histogram": (4.95, 2.46, 4.85, 1.68),
        "ruler": (4.95, 1.40, 4.85, 0.16),
        "study": (4.95, 0.54, 4.85, 0.28),
    },
    "narrow": {
        "picture": (0.80, 3.76, 2.90, 2.90),
        "histogram": (0.66, 2.28, 3.68, 0.90),
        "ruler": (0.66, 1.34, 3.68, 0.14),
        "study": (0.66, 0.52, 3.68, 0.28),
    },
}


def _axes(figure: Figure, layout: str, name: str) -> Axes:
    left, bottom, width, height = _PLACES_IN[layout][name]
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    return figure.add_axes((left / across, bottom / up, width / across, height / up))


def _picture_panel(axes: Axes) -> PicturePanel:
    axes.axis("off")
    image = Photograph(axes)
    lines = LineCollection([], colors=style.SKY, lw=2.2)
    axes.add_collection(lines, autolim=False)
    cells = EllipseCollection(
        [],
        [],
        [],
        units="xy",
        facecolors=style.ORANGE,
        edgecolors="white",
        lw=0.8,
        offsets=np.empty((0, 2)),
        transOffset=axes.transData,
    )
    axes.add_collection(cells, autolim=False)
    title = _word(axes, 0.0, 1.015, va="bottom", fontsize=style.TITLE_SIZE, fontweight="bold")
    (scale_bar,) = axes.plot([], [], color=style.INK, lw=4, solid_capstyle="butt", clip_on=False)
    for place, words in (
        (0.0, _("orange: cells, drawn")),
        (_BAR_ENDS, _("{length:.0f} µm, illustrative").format(length=SCALE_BAR_UM)),
    ):
        _word(axes, place + 0.01, _LEGEND_LINE, words, va="center", fontsize=style.SMALL_SIZE)
    cover = _cover(axes, (-0.02, -0.10), 1.2, 0.0985)
    return PicturePanel(axes, image, lines, cells, title, scale_bar, cover)


# Place of the legend beneath the picture, as shares of its sides.
_LEGEND_LINE: Final = -0.043
_BAR_ENDS: Final = 0.66
# A still is drawn in the order of these numbers, a frame in that of its moving artists.
_OVER_AXES: Final = 10


def _word(axes: Axes, across: float, up: float, words: str = "", **how: Any) -> Text:
    """A text at a place given as shares of the axes."""
    return axes.text(across, up, words, transform=axes.transAxes, **how)


def _cover(axes: Axes, corner: tuple[float, float], width: float, height: float) -> Rectangle:
    """White paper over what never moves and is not always wanted; shares of the axes."""
    cover = Rectangle(
        corner,
        width,
        height,
        transform=axes.transAxes,
        fc="white",
        ec="none",
        clip_on=False,
        zorder=_OVER_AXES,
    )
    axes.add_patch(cover)
    return cover


def _histogram(axes: Axes) -> tuple[StepPatch, Line2D, Text]:
    axes.set(
        xlim=(-90, 90),
        ylim=(0, MOST_SHARE_PCT),
        xlabel=_("direction (°), 0 = left to right"),
        ylabel=_("share (%)"),
        title=_("Where the fibres point"),
        xticks=[-90, -45, 0, 45, 90],
        yticks=[0, 10, 20],
    )
    edges = direction_bins_deg()
    healthy = analyse_picture(fibre_picture().image).histogram_pct
    axes.stairs(healthy, edges, color=style.GREY, lw=1.2)
    _word(
        axes,
        0.01,
        0.97,
        _("grey: the healthy drawing"),
        va="top",
        fontsize=style.SMALL_SIZE,
        color=style.GREY,
    )
    steps = axes.stairs(np.zeros(edges.size - 1), edges, fill=True, color=style.TISSUE)
    (mean,) = axes.plot([0, 0], [0, 0.84 * MOST_SHARE_PCT], color=style.INK, lw=1.6, ls=(0, (4, 2)))
    spread = _word(axes, 1.0, 0.97, ha="right", va="top", color=style.TISSUE, fontweight="bold")
    return steps, mean, spread


def _ruler(axes: Axes, layout: str) -> tuple[Line2D, Text]:
    ticks = [0, 0.25, 0.5, 0.75, 1.0] if layout == "wide" else [0, 0.5, 1.0]
    axes.set(xlim=(0, 1), ylim=(0, 1), yticks=[], xticks=ticks)
    between = [f"{tick:.2f}" for tick in ticks[1:-1]]
    labels = axes.set_xticklabels([_("0 every way"), *between, _("1 parallel")])
    labels[0].set_horizontalalignment("left")
    labels[-1].set_horizontalalignment("right")
    axes.spines["left"].set_visible(False)
    (mark,) = axes.plot([1], [0.6], "v", ms=14, color=style.TISSUE, mec="white", clip_on=False)
    word = _word(axes, 0.0, 1.6, va="bottom", color=style.TISSUE, fontweight="bold")
    return mark, word


def _study_strip(axes: Axes, line_length: int) -> StudyStrip:
    axes.set(xlim=(0, 125), ylim=(0, 1), yticks=[], xticks=[0, 25, 50, 75, 100])
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_bounds(0, 100)
    (painful,) = axes.plot([0], [0.3], "s", ms=9, color=style.SYMPTOMS, clip_on=False)
    (pain_free,) = axes.plot([0], [0.3], "o", ms=9, color=style.INK, clip_on=False)
    small: dict[str, Any] = {"va": "bottom", "fontsize": style.SMALL_SIZE}
    painful_word = axes.text(0, 0.85, "", ha="right", color=style.SYMPTOMS, **small)
    pain_free_word = axes.text(0, 0.85, "", ha="left", **small)
    title = _word(axes, 0.0, -1.12, va="top", fontsize=style.SMALL_SIZE)
    caption = _word(
        axes,
        0.0,
        1.55,
        va="top",
        fontsize=style.SMALL_SIZE,
        linespacing=1.25,
        zorder=_OVER_AXES + 1,
    )
    cover = _cover(axes, (-0.03, -1.9), 1.06, 3.5)
    return StudyStrip(
        painful, pain_free, painful_word, pain_free_word, title, cover, caption, line_length
    )


def _in_drawing_order(handles: Handles) -> tuple[Artist, ...]:
    picture, study = handles.picture, handles.study
    return (
        picture.cover,
        picture.image,
        picture.lines,
        picture.cells,
        picture.title,
        picture.scale_bar,
        handles.histogram,
        handles.mean,
        handles.spread,
        handles.index,
        handles.index_word,
        study.cover,
        study.painful,
        study.pain_free,
        study.painful_word,
        study.pain_free_word,
        study.title,
        study.caption,
    )


# ---------- moving ----------


def _move_picture(panel: PicturePanel, result: FibreView) -> None:
    image = result.picture.image
    rows, columns = image.shape
    # A picture that is not square keeps its shape, in the middle of a square.
    half, middle = max(rows, columns) / 2, (columns / 2, rows / 2)
    panel.axes.set(
        xlim=(middle[0] - half, middle[0] + half), ylim=(middle[1] + half, middle[1] - half)
    )
    panel.image.set_image(image)
    panel.title.set_text(_title(result))
    panel.lines.set_segments(list(_direction_lines(result)) if result.direction_lines else [])
    drawn = result.drawn
    for artist in (panel.cells, panel.scale_bar):
        artist.set_visible(drawn is not None)
    panel.cover.set_visible(drawn is None)
    if drawn is not None:
        _move_cells(panel.cells, drawn.cells)
        bar, end = SCALE_BAR_UM / drawn.microscope.um_per_px, _BAR_ENDS * columns
        panel.scale_bar.set_data([end - bar, end], [rows * (1 - _LEGEND_LINE)] * 2)


def _move_cells(collection: EllipseCollection, cells: Cells) -> None:
    collection.set_widths(2 * cells.half_length_px)
    collection.set_heights(2 * cells.half_width_px)
    # The picture counts rows downwards, angles are anticlockwise as seen.
    collection.set_angles(-cells.angle_deg)
    collection.set_offsets(np.column_stack((cells.x_px, cells.y_px)))


def _direction_lines(result: FibreView) -> FloatArray:
    """Short lines along the measured direction on an even grid; shape (lines, 2, 2)."""
    maps = result.analysis.maps
    rows, columns = maps.angle_deg.shape
    step = max(rows, columns) // DIRECTION_LINES
    row, column = np.mgrid[step // 2 : rows : step, step // 2 : columns : step].reshape(2, -1)
    counts = maps.weight[row, column] > 0
    row, column = row[counts], column[counts]
    tilt = np.radians(maps.angle_deg[row, column])
    half = 0.42 * step * np.column_stack((np.cos(tilt), -np.sin(tilt)))
    middle = np.column_stack((column, row)).astype(float)
    return np.stack((middle - half, middle + half), axis=1)


def _move_study(strip: StudyStrip, result: FibreView) -> None:
    rows = result.study.rows
    strip.cover.set_visible(rows is None)
    marks = (strip.painful, strip.pain_free, strip.painful_word, strip.pain_free_word, strip.title)
    for artist in marks:
        artist.set_visible(rows is not None)
    strip.caption.set_text(textwrap.fill(_capital(credit(result)), strip.line_length))
    if rows is None:
        return
    for row, mark, word, text in (
        (rows[0], strip.painful, strip.painful_word, _("painful {share}")),
        (rows[1], strip.pain_free, strip.pain_free_word, _("pain-free {share}")),
    ):
        place = _share(row)
        mark.set_xdata([place])
        word.set_x(place)
        word.set_text(text.format(share=row.text))
    strip.title.set_text(
        _("{scanner}: looks aligned (%), {study}").format(
            scanner=_capital(result.study.text),
            study=rows[0].source.short_citation.partition(",")[0],
        )
    )


def _share(row: Value) -> float:
    if row.value is None:
        raise ValueError(f"register row {row.id} has no share to draw")
    return row.value


# ---------- words ----------


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _as_sentence(text: str) -> str:
    return f"{_capital(text)}."


def _title(result: FibreView) -> str:
    if result.drawn:
        return _("Drawn fibres")
    if result.collagen:
        return _capital(result.collagen.text)
    return _shortened(_name(result))


def _name(result: FibreView) -> str:
    return result.picture.name if isinstance(result.picture, Picture) else ""


def _shortened(name: str) -> str:
    """A file name with its middle left out where it is long; the ending tells more."""
    short = name if len(name) <= LONGEST_TITLE else f"{name[:18]} … {name[-10:]}"
    # Dollar signs would be read as mathematics.
    return short.replace("$", r"\$")


def _spread_words(analysis: PictureAnalysis) -> str:
    if not analysis.alignment.is_measured:
        return ""
    words = _("spread {sd:.0f}°").format(sd=analysis.alignment.sd_deg)
    highest = float(analysis.histogram_pct.max())
    if highest <= MOST_SHARE_PCT:
        return words
    return _("{spread}\npeak {highest:.0f} %").format(spread=words, highest=highest)


def _index_words(alignment: Alignment) -> str:
    if not alignment.is_measured:
        return _("nothing to measure")
    return _("alignment index {index:.2f}").format(index=alignment.index)


def _measured_words(alignment: Alignment, *, brief: bool) -> str:
    """What was measured; ``brief`` leaves to the ruler what the ends of the index mean."""
    words = (
        _("Measured: spread {sd:.0f}°, index {index:.2f}.")
        if brief
        else _(
            "Measured in its pixels: spread {sd:.0f}°, alignment index {index:.2f} "
            "(1 = all parallel)."
        )
    )
    return words.format(sd=alignment.sd_deg, index=alignment.index)


def _what_is_shown(result: FibreView) -> str:
    drawn = result.drawn
    if drawn is None:
        if result.collagen:
            return _("Real collagen, not tendon; no slider changes it.")
        return _("{name}, your picture.").format(name=_name(result))
    words = _order_words(drawn)
    if drawn.tissue.fibres_left_pct < 100:
        return _("{order}, and {left:.0f} % of the fibres are left.").format(
            order=words, left=drawn.tissue.fibres_left_pct
        )
    return f"{words}."


def _order_words(drawn: FibrePicture) -> str:
    """How much of a drawn picture is disturbed, without a full stop."""
    share = round(drawn.disturbed_pct)
    if share == 0:
        return _("All of this drawn picture is in order")
    if share == 100:
        return _("All of this drawn picture is disturbed")
    return _("{share} % of this drawn picture is disturbed").format(share=share)


def _picture_words(result: FibreView) -> str:
    drawn = result.drawn
    if drawn is None:
        name = _capital(result.collagen.caption) if result.collagen else _what_is_shown(result)
        return _("A real picture. {name}").format(name=name)
    return _(
        "A drawing of collagen fibres, bright on black, as a microscope shows them. {order}; "
        "{left:.0f} % of the fibres are there. {cells} cells are drawn over it, {ratio:.1f} times "
        "as long as wide on average."
    ).format(
        order=_order_words(drawn),
        left=drawn.tissue.fibres_left_pct,
        cells=drawn.cells.count,
        ratio=float(drawn.cells.ratio.mean()) if drawn.cells.count else 0.0,
    )


def _width_word(sd_deg: float) -> str:
    if sd_deg < NARROW_SD_DEG:
        return _("narrow")
    return _("medium") if sd_deg < WIDE_SD_DEG else _("wide")


def _study_words(result: FibreView) -> list[str]:
    rows = result.study.rows
    if rows is None:
        return []
    return [
        _("{scanner}, another measure: painful {painful}, pain-free {pain_free} aligned.").format(
            scanner=_capital(result.study.text), painful=rows[0].text, pain_free=rows[1].text
        )
    ]
