"""Does the colour tell you who hurts: a scan with Doppler, its count, and two crowds of tendons.

Left a drawn ultrasound picture with its colour box; flow has a dark rim and each vessel that counts
has an arrow where it enters, so that colour alone carries nothing. Beneath it the count and the
coloured area. Right two hundred published tendons, which no slider moves: shape says who hurts, a
dot says where flow was found.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from numpy.typing import NDArray
from PIL import Image

from tendon_teaching.evidence import Value, value
from tendon_teaching.figures import style
from tendon_teaching.figures.stage import Drawing, Layout
from tendon_teaching.models.checks import FloatArray
from tendon_teaching.models.neovascularisation import FULL_COUNT, Doppler
from tendon_teaching.texts import _

LAYOUTS: Final = {"wide": Layout(10.0, 4.5), "narrow": Layout(4.5, 7.0)}
PICTURE_LIKE: Final = True
SOURCES: Final = ("S045", "S047", "S048", "S049", "S054", "S055")

FIELD_MM: Final = (30.0, 10.0)
CROWD: Final = 100
MOST_AREA_PCT: Final = 10.0
SCALE_BAR_MM: Final = 5.0


class Beside(StrEnum):
    """How much of the published findings is shown beside the scan."""

    GUESS = "guess first"
    PAINFUL = "painful"
    BOTH = "both"
    LATER = "later"

    @property
    def text(self) -> str:
        """Its name for the reader."""
        return {
            Beside.GUESS: _("guess first"),
            Beside.PAINFUL: _("painful tendons"),
            Beside.BOTH: _("pain-free ones too"),
            Beside.LATER: _("trouble later"),
        }[self]

    @property
    def shows_painful(self) -> bool:
        """Whether the painful crowd is open."""
        return self is not Beside.GUESS

    @property
    def shows_pain_free(self) -> bool:
        """Whether the pain-free crowd is open."""
        return self in (Beside.BOTH, Beside.LATER)


@dataclass(frozen=True, eq=False)
class DopplerView:
    """What the figure shows.

    ``image`` holds grey values from 0 to 1 of a field of ``FIELD_MM``; ``skin_mm`` and ``deep_mm``
    are the depths of the two surfaces of the tendon in each of its columns. ``scan`` is what is
    seen, ``low`` and ``high`` the same tendon at a low and at a high gain.
    """

    image: FloatArray
    skin_mm: FloatArray
    deep_mm: FloatArray
    scan: Doppler
    low: Doppler
    high: Doppler
    beside: Beside = Beside.GUESS


class ScanPicture(Artist):
    """The grey picture in its own pixels, scaled once, with flow painted over it."""

    def __init__(self, axes: Axes) -> None:
        super().__init__()
        self._grey = np.zeros((2, 2), dtype=np.uint8)
        self._power: NDArray[np.uint8] | None = None
        axes.add_artist(self)

    def set_view(self, result: DopplerView) -> None:
        """Show ``result``; data units of the axes are millimetres of ``FIELD_MM``."""
        self._grey = np.rint(255 * result.image).astype(np.uint8)
        power = _power_in_picture(result)
        self._power = np.rint(255 * power).astype(np.uint8) if power.any() else None

    def draw(self, renderer: RendererBase) -> None:
        """Paint it where the axes now have it."""
        if not self.get_visible() or self.axes is None:
            return
        corners = self.axes.transData.transform([(0, FIELD_MM[1]), (FIELD_MM[0], 0)])
        (left, bottom), (right, top) = np.rint(corners)
        finer = renderer.get_image_magnification()
        size = round((right - left) * finer), round((top - bottom) * finer)
        grey = Image.fromarray(self._grey).resize(size, Image.Resampling.BICUBIC)
        picture = np.array(grey.convert("RGBA"))
        if self._power is not None:
            scaled = Image.fromarray(self._power).resize(size, Image.Resampling.BICUBIC)
            _paint_flow(picture, np.asarray(scaled))
        context = renderer.new_gc()
        renderer.draw_image(context, left, bottom, np.ascontiguousarray(picture[::-1]))
        context.restore()


@dataclass(frozen=True)
class ScanPanel:
    """The picture, the frame inside which flow is looked for, and an arrow for each vessel."""

    image: ScanPicture
    box: Line2D
    arrows: Line2D
    title: Text


@dataclass(frozen=True)
class Counter:
    """The count and the area; ``reach`` runs from low to high gain of the same tendon."""

    frame: Rectangle
    reach: Line2D
    area: Line2D
    area_word: Text


@dataclass(frozen=True)
class Crowd:
    """What opens and closes of one crowd: the dots, and how many there are of them."""

    dots: Line2D
    share: Text


@dataclass(frozen=True)
class Handles:
    """Everything that moves. Of the last three one is shown, beneath the crowds."""

    scan: ScanPanel
    counter: Counter
    painful: Crowd
    pain_free: Crowd
    shares: Text
    run: tuple[Artist, ...]
    later: tuple[Artist, ...]


def draw(layout: str) -> Drawing:
    """Build the figure with an empty picture."""
    size = LAYOUTS[layout]
    figure = Figure(figsize=(size.width_in, size.height_in), dpi=size.dots_per_inch)
    scan = _scan_panel(_axes(figure, layout, "scan"))
    counter = _counter(_axes(figure, layout, "count"), _axes(figure, layout, "area"))
    painful = _crowd(_axes(figure, layout, "painful"), _PAINFUL)
    pain_free = _crowd(_axes(figure, layout, "pain_free"), _PAIN_FREE)
    _crowd_words(_axes(figure, layout, "key"))
    beneath = _axes(figure, layout, "beneath")
    shares, run, later = _shares(beneath), _run(beneath), _later(beneath)
    handles = Handles(scan, counter, painful, pain_free, shares, run, later)
    return Drawing(figure, _in_drawing_order(handles), handles)


def update(drawing: Drawing, result: DopplerView) -> None:
    """Move every artist to ``result``."""
    handles: Handles = drawing.handles
    _move_scan(handles.scan, result)
    _move_counter(handles.counter, result)
    later = result.beside is Beside.LATER
    run = result.scan.after_run and not later
    _move_crowd(handles.painful, _PAINFUL, result.beside.shows_painful)
    _move_crowd(handles.pain_free, _PAIN_FREE, result.beside.shows_pain_free)
    handles.shares.set_text(_shares_words(result.beside))
    for artists, shown in (
        ((handles.shares,), not later and not run),
        (handles.run, run),
        (handles.later, later),
    ):
        for artist in artists:
            artist.set_visible(shown)


def read_out(result: DopplerView) -> str:
    """The sentence under the picture, with the numbers of ``result``."""
    words = [_seen_words(result.scan)]
    if result.beside is Beside.LATER:
        words.append(_later_words())
    elif result.scan.after_run:
        words.append(_run_words())
    elif not result.scan.has_flow and result.beside.shows_painful:
        words.append(_no_flow_words(result.beside))
    else:
        words.append(_gain_words(result))
        if result.scan.specks:
            words.append(_("The specks are noise."))
    return " ".join(words)


def text_alternative(result: DopplerView) -> str:
    """The picture in words, following the state."""
    scan = result.scan
    words = [
        _(
            "Drawn ultrasound picture of a tendon, long-section, {look}. In a colour box "
            "{vessels} at gain {gain:.0f} %, covering {area:.1f} % of it."
        ).format(
            look=_look_words(result),
            vessels=_vessels_words(scan.count),
            gain=scan.gain_pct,
            area=scan.area_pct,
        )
    ]
    if scan.specks:
        words.append(_("Scattered specks of colour are noise."))
    if scan.after_run:
        words.append(_("The same tendon just after a run."))
    words.append(_gain_words(result))
    words.append(_crowds_in_words(result.beside))
    if result.beside is Beside.LATER:
        words.append(_later_words())
    elif scan.after_run:
        words.append(_run_words())
    return " ".join(words)


# ---------- building ----------

# Left, bottom, width and height of each axes, in inches.
_PLACES_IN: Final = {
    "wide": {
        "scan": (0.12, 2.10, 6.06, 2.02),
        "count": (0.12, 0.42, 3.30, 0.80),
        "area": (3.86, 0.66, 2.20, 0.42),
        "painful": (6.62, 2.36, 1.50, 1.50),
        "pain_free": (8.36, 2.36, 1.50, 1.50),
        "key": (6.50, 1.44, 3.44, 0.86),
        "beneath": (6.50, 0.10, 3.44, 1.30),
    },
    "narrow": {
        "scan": (0.08, 5.24, 4.34, 1.447),
        "count": (0.10, 4.00, 2.40, 0.64),
        "area": (2.78, 4.20, 1.50, 0.36),
        "painful": (0.40, 1.92, 1.36, 1.36),
        "pain_free": (2.66, 1.92, 1.36, 1.36),
        "key": (0.14, 1.14, 4.22, 0.74),
        "beneath": (0.14, 0.06, 4.22, 1.06),
    },
}


@dataclass(frozen=True)
class _Group:
    """One crowd: its published share, and the shape that stands for one of its tendons."""

    source_row: str
    marker: str
    colour: str

    @property
    def row(self) -> Value:
        return value(self.source_row)


_PAINFUL: Final = _Group("S045", "^", style.SYMPTOMS)
_PAIN_FREE: Final = _Group("S048", "o", style.GREY)


def _axes(figure: Figure, layout: str, name: str) -> Axes:
    left, bottom, width, height = _PLACES_IN[layout][name]
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    return figure.add_axes((left / across, bottom / up, width / across, height / up))


def _word(axes: Axes, across: float, up: float, words: str = "", **how: Any) -> Text:
    """A text at a place given as shares of the axes."""
    return axes.text(across, up, words, transform=axes.transAxes, **how)


def _scan_panel(axes: Axes) -> ScanPanel:
    axes.set(xlim=(0, FIELD_MM[0]), ylim=(FIELD_MM[1], 0))
    axes.axis("off")
    image = ScanPicture(axes)
    (box,) = axes.plot([], [], color="white", lw=1.6, solid_joinstyle="miter")
    (arrows,) = axes.plot(
        [], [], ls="none", marker="^", ms=10, mfc="white", mec="black", mew=1.2, clip_on=False
    )
    title = _word(axes, 0.0, 1.03, va="bottom", fontsize=style.TITLE_SIZE, fontweight="bold")
    small: dict[str, Any] = {"va": "top", "fontsize": style.SMALL_SIZE}
    _word(axes, 1.0, 1.03, _("skin side"), va="bottom", ha="right", fontsize=style.SMALL_SIZE)
    _word(axes, 0.0, -0.05, _("white arrow: a vessel that counts"), **small)
    bar_up, bar_end = -0.115, 0.998
    axes.plot(
        [bar_end - SCALE_BAR_MM / FIELD_MM[0], bar_end],
        [bar_up] * 2,
        transform=axes.transAxes,
        color=style.INK,
        lw=4,
        solid_capstyle="butt",
        clip_on=False,
    )
    length = _("{length:.0f} mm").format(length=SCALE_BAR_MM)
    _word(axes, bar_end - SCALE_BAR_MM / FIELD_MM[0] - 0.015, -0.05, length, ha="right", **small)
    return ScanPanel(image, box, arrows, title)


def _counter(count: Axes, area: Axes) -> Counter:
    count.set(xlim=(0, FULL_COUNT + 1), ylim=(0, 1))
    count.axis("off")
    _word(count, 0.0, 1.06, _("Vessels counted"), va="bottom", fontweight="bold")
    for number in range(FULL_COUNT + 1):
        corner = (number + 0.04, 0.30)
        count.add_patch(Rectangle(corner, 0.92, 0.66, fc=style.TISSUE_PALE, ec="none"))
        words = str(number) if number < FULL_COUNT else _("{count} +").format(count=number)
        count.text(number + 0.5, 0.63, words, ha="center", va="center")
    frame = Rectangle((0.04, 0.30), 0.92, 0.66, fill=False, ec=style.TISSUE, lw=3.2)
    count.add_patch(frame)
    (reach,) = count.plot([], [], "|-", color=style.INK, ms=9, mew=2.0, lw=2.0)
    _word(
        count,
        0.0,
        -0.06,
        _("line: low to high gain"),
        va="top",
        fontsize=style.SMALL_SIZE,
    )
    area.set(xlim=(0, MOST_AREA_PCT), ylim=(0, 1), yticks=[], xticks=[0, 5, 10])
    area.spines["left"].set_visible(False)
    area.set_xlabel(_("coloured (%)"), labelpad=1.5)
    area.tick_params(pad=2)
    (mark,) = area.plot([0], [0.42], "v", ms=13, color=style.TISSUE, mec="white", clip_on=False)
    word = area.text(0, 0.95, "", ha="center", va="bottom", color=style.TISSUE, fontweight="bold")
    return Counter(frame, reach, mark, word)


def _crowd(axes: Axes, group: _Group) -> Crowd:
    """A hundred tendons of one group in ten rows; no slider moves any of it."""
    share = _of_hundred(group.row)
    axes.set(xlim=(-0.5, 9.5), ylim=(9.5, -0.5))
    axes.axis("off")
    row, column = np.divmod(np.arange(CROWD), 10)
    look: dict[str, Any] = {"ls": "none", "clip_on": False}
    points_apart = 7.2 * axes.get_window_extent().height / axes.figure.dpi
    hollow: dict[str, Any] = {"ms": 0.78 * points_apart, "mfc": "white", "mew": 1.3}
    axes.plot(column, row, marker=group.marker, mec=group.colour, **hollow, **look)
    # The dot sits in the middle of the triangle's body, a little under the middle of its box.
    lower = 0.08 if group.marker == "^" else 0.0
    (dots,) = axes.plot(
        column[:share],
        row[:share] + lower,
        marker=".",
        ms=0.6 * points_apart,
        color=style.INK,
        **look,
    )
    name = _("Painful") if group is _PAINFUL else _("Pain-free")
    colour = group.colour if group is _PAINFUL else style.INK
    _word(axes, 0.5, 1.15, name, ha="center", va="bottom", fontweight="bold", color=colour)
    words = _word(axes, 0.5, 1.02, ha="center", va="bottom", fontsize=style.SMALL_SIZE)
    return Crowd(dots, words)


def _crowd_words(axes: Axes) -> None:
    axes.axis("off")
    authors = [
        row.source.short_citation.partition(",")[0] for row in (_PAINFUL.row, _PAIN_FREE.row)
    ]
    words = "\n".join(
        (
            _("dot: flow inside. Two studies,"),
            _("{painful} and"),
            _("{pain_free}; no slider moves them"),
        )
    )
    _word(
        axes,
        0.5,
        1.0,
        words.format(painful=authors[0], pain_free=authors[1]),
        ha="center",
        va="top",
        fontsize=style.SMALL_SIZE,
        linespacing=1.25,
    )


# What stands beneath the crowds is drawn at one place; heights are shares of it.
_HEADING, _MIDDLE, _FOOT = 0.97, 0.40, 0.03


def _beneath_word(axes: Axes, up: float, words: str, **how: Any) -> Text:
    look: dict[str, Any] = {"ha": "center", "linespacing": 1.25} | how
    return _word(axes, 0.5, up, words, **look)


def _shares(axes: Axes) -> Text:
    axes.set(xlim=(0, 1), ylim=(0, 1))
    axes.axis("off")
    return _beneath_word(axes, 0.82, "", va="top")


def _run(axes: Axes) -> tuple[Artist, ...]:
    before, after = value("S054"), value("S055")
    people = before.n or 0
    heading = _("{people} healthy people, 5 km run").format(people=people)
    artists: list[Artist] = [_beneath_word(axes, _HEADING, heading, va="top", fontweight="bold")]
    for row, up, words in ((before, 0.60, _("before")), (after, 0.34, _("after"))):
        place = 0.30 + 0.062 * np.arange(people)
        look: dict[str, Any] = {"ls": "none", "transform": axes.transAxes}
        artists += axes.plot(
            place, [up] * people, marker="o", ms=10, mfc="white", mec=style.GREY, **look
        )
        seen = _of(people, row)
        artists += axes.plot(place[:seen], [up] * seen, marker=".", ms=9, color=style.INK, **look)
        artists.append(_word(axes, 0.25, up, words, ha="right", va="center"))
    source = before.source.short_citation.partition(",")[0]
    artists.append(_beneath_word(axes, _FOOT, source, va="bottom", fontsize=style.SMALL_SIZE))
    return tuple(artists)


_MOST_ODDS: Final = 10.0


def _later(axes: Axes) -> tuple[Artist, ...]:
    """Odds of trouble within a year on a line of its own; drawn by hand, as it comes and goes."""
    row = value("S049")
    odds = _number(row)

    def place(ratio: float) -> float:
        return 0.10 + 0.80 * float(np.log(ratio) / np.log(_MOST_ODDS))

    heading = _("Flow now, trouble within a year")
    artists: list[Artist] = [_beneath_word(axes, _HEADING, heading, va="top", fontweight="bold")]
    line: dict[str, Any] = {"transform": axes.transAxes, "color": style.GREY}
    artists += axes.plot([place(1), place(_MOST_ODDS)], [0.42] * 2, lw=1.4, **line)
    ticks = (1.0, 2.0, 5.0, 10.0)
    artists += axes.plot([place(tick) for tick in ticks], [0.42] * 4, "|", ms=8, mew=1.4, **line)
    artists += [
        _word(axes, place(tick), 0.34, f"{tick:g}", ha="center", va="top", fontsize=10.5)
        for tick in ticks
    ]
    artists += axes.plot(
        [place(odds)], [0.52], "v", ms=13, color=style.TISSUE, mec="white", transform=axes.transAxes
    )
    artists.append(
        _word(
            axes,
            place(odds) - 0.05,
            0.56,
            _("odds × {odds}").format(odds=row.printed_value),
            ha="right",
            va="center",
            color=style.TISSUE,
            fontweight="bold",
        )
    )
    source = row.source.short_citation.partition(",")[0]
    artists.append(_beneath_word(axes, _FOOT, source, va="bottom", fontsize=style.SMALL_SIZE))
    return tuple(artists)


def _in_drawing_order(handles: Handles) -> tuple[Artist, ...]:
    scan, counter = handles.scan, handles.counter
    return (
        scan.image,
        scan.box,
        scan.arrows,
        scan.title,
        counter.reach,
        counter.frame,
        counter.area,
        counter.area_word,
        handles.painful.dots,
        handles.painful.share,
        handles.pain_free.dots,
        handles.pain_free.share,
        handles.shares,
        *handles.run,
        *handles.later,
    )


# ---------- moving ----------

# How far the colour box stands out over the tendon.
_BOX_MARGIN_MM: Final = 0.25


def _move_scan(panel: ScanPanel, result: DopplerView) -> None:
    scan = result.scan
    panel.image.set_view(result)
    cell_mm = FIELD_MM[0] / scan.tree.grid.columns
    left, right = (edge * cell_mm for edge in scan.box)
    top = max(float(result.skin_mm.min()) - _BOX_MARGIN_MM, 0.12)
    bottom = min(float(result.deep_mm.max()) + _BOX_MARGIN_MM, FIELD_MM[1] - 0.12)
    panel.box.set_data([left, right, right, left, left], [top, top, bottom, bottom, top])
    across = (scan.entry_columns + 0.5) * cell_mm
    deep = np.interp(across, _columns_mm(result), result.deep_mm)
    panel.arrows.set_data(across, np.minimum(deep + 0.75, FIELD_MM[1] - 0.1))
    words = _("Drawn Doppler scan, gain {gain:.0f} %")
    if scan.after_run:
        words = _("Drawn, after a run, gain {gain:.0f} %")
    panel.title.set_text(words.format(gain=scan.gain_pct))


def _move_counter(counter: Counter, result: DopplerView) -> None:
    scan = result.scan
    counter.frame.set_x(scan.grade + 0.04)
    counter.reach.set_data([result.low.grade + 0.5, result.high.grade + 0.5], [0.13, 0.13])
    shown = min(scan.area_pct, MOST_AREA_PCT)
    counter.area.set_xdata([shown])
    counter.area_word.set_text(_("{area:.1f} %").format(area=scan.area_pct))
    # The word stays over its axis.
    counter.area_word.set_x(float(np.clip(shown, 1.0, MOST_AREA_PCT - 1.0)))


def _move_crowd(crowd: Crowd, group: _Group, is_open: bool) -> None:
    crowd.dots.set_visible(is_open)
    share = str(_of_hundred(group.row)) if is_open else "?"
    crowd.share.set_text(_("{share} of {all} with flow").format(share=share, all=CROWD))


def _columns_mm(result: DopplerView) -> FloatArray:
    columns = result.image.shape[1]
    middles: FloatArray = (np.arange(columns) + 0.5) * FIELD_MM[0] / columns
    return middles


def _power_in_picture(result: DopplerView) -> FloatArray:
    """Strength of colour for each pixel of the grey picture: the grown slice is the tendon."""
    power = np.pad(result.scan.power, 1)
    rows, columns = result.image.shape
    depth_mm = (np.arange(rows)[:, np.newaxis] + 0.5) * FIELD_MM[1] / rows
    share = (depth_mm - result.skin_mm) / (result.deep_mm - result.skin_mm)
    grown_rows, grown_columns = result.scan.power.shape
    row = np.clip(share * grown_rows + 0.5, 0, grown_rows + 0.999)
    column = ((np.arange(columns) + 0.5) * grown_columns / columns + 0.5)[np.newaxis]
    above, before = row.astype(int), column.astype(int)
    down, along = row - above, column - before
    upper = (1 - along) * power[above, before] + along * power[above, before + 1]
    lower = (1 - along) * power[above + 1, before] + along * power[above + 1, before + 1]
    inside: FloatArray = (1 - down) * upper + down * lower
    return inside


# Below this a pixel keeps its grey; then comes the rim, then colour.
_FROM, _RIM = 34, 66


def _paint_flow(picture: NDArray[np.uint8], power: NDArray[np.uint8]) -> None:
    """Orange to yellow over the grey, with a dark rim that shows flow without colour too."""
    rows, columns = np.nonzero(power >= _FROM)
    strength = power[rows, columns].astype(float)
    share = np.clip((strength - _RIM) / (255 - _RIM), 0, 1)[:, np.newaxis]
    colour = (1 - share) * (222, 66, 0) + share * (255, 224, 70)
    colour[strength < _RIM] = (40, 8, 0)
    picture[rows, columns, :3] = colour


# ---------- words ----------


def _number(row: Value) -> float:
    if row.value is None:
        raise ValueError(f"register row {row.id} has no number to draw")
    return row.value


def _of(people: int, row: Value) -> int:
    """A published share as a number of people."""
    return round(_number(row) * people / 100)


def _of_hundred(row: Value) -> int:
    return _of(CROWD, row)


def _vessels_words(count: int) -> str:
    if count == 0:
        return _("no vessel is counted")
    if count == 1:
        return _("1 vessel is counted")
    return _("{count} vessels are counted").format(count=count)


def _seen_words(scan: Doppler) -> str:
    return _("Count {count}, area {area:.1f} % at gain {gain:.0f} %.").format(
        count=scan.count, area=scan.area_pct, gain=scan.gain_pct
    )


def _gain_words(result: DopplerView) -> str:
    return _(
        "The same tendon shows {low} at gain {low_gain:.0f}, {high} at {high_gain:.0f}."
    ).format(
        low=result.low.count,
        low_gain=result.low.gain_pct,
        high=result.high.count,
        high_gain=result.high.gain_pct,
    )


def _without() -> tuple[int, int]:
    """Of a hundred painful and of a hundred pain-free tendons, how many show no flow."""
    return CROWD - _of_hundred(_PAINFUL.row), CROWD - _of_hundred(_PAIN_FREE.row)


def _no_flow_words(beside: Beside) -> str:
    painful, pain_free = _without()
    if not beside.shows_pain_free:
        return _("So it is in {painful} of {all} painful tendons.").format(
            painful=painful, all=CROWD
        )
    words = _("So it is in {painful} of {all} painful and {pain_free} of {all} pain-free tendons.")
    return words.format(painful=painful, pain_free=pain_free, all=CROWD)


def _shares_words(beside: Beside) -> str:
    """The lines beneath the crowds."""
    painful, _pain_free = _without()
    if beside is Beside.GUESS:
        lines = [_("In how many is there flow?"), _("Guess first.")]
    elif beside is Beside.PAINFUL:
        lines = [_("{without} painful ones show none."), _("And without pain?")]
    else:
        lines = [
            _("{without} painful ones show none,"),
            _("{with_flow} pain-free ones show some:"),
            _("colour alone does not tell who hurts."),
        ]
    return "\n".join(lines).format(without=painful, with_flow=_of_hundred(_PAIN_FREE.row))


def _crowds_in_words(beside: Beside) -> str:
    painful, pain_free = _of_hundred(_PAINFUL.row), _of_hundred(_PAIN_FREE.row)
    if not beside.shows_painful:
        return _(
            "Beside it two crowds of {all} tendons, painful and pain-free, not opened."
        ).format(all=CROWD)
    if not beside.shows_pain_free:
        words = _("Beside it two crowds of {all}, published: {painful} painful tendons have flow.")
    else:
        words = _(
            "Beside it two crowds of {all}, published: {painful} painful and {pain_free} "
            "pain-free tendons have flow."
        )
    return words.format(all=CROWD, painful=painful, pain_free=pain_free)


def _run_words() -> str:
    before, after = value("S054"), value("S055")
    people = before.n or 0
    return _(
        "Of {people} healthy people {before} showed flow before a 5 km run, {after} after it."
    ).format(people=people, before=_of(people, before), after=_of(people, after))


def _later_words() -> str:
    return _(
        "Amount of flow and pain today: {relation}. Tendinopathy within a year if flow now: {odds}."
    ).format(relation=value("S047").text, odds=value("S049").text)


def _look_words(result: DopplerView) -> str:
    thickness = float((result.deep_mm - result.skin_mm).max())
    return _("{thickness:.1f} millimetres thick").format(thickness=thickness)
