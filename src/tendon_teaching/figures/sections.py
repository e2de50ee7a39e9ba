"""What goes wrong: one tendon cut lengthwise and across, drawn and as a scan shows it.

Above the drawing, pink as a stained microscope slice: fibres, cell nuclei, vessels, water. Below
the same tendon under ultrasound, or the imitation of echo-types with their shares.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.collections import EllipseCollection, LineCollection, PolyCollection
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Ellipse, Rectangle
from matplotlib.text import Text
from PIL import Image

from tendon_teaching.evidence import Value, value
from tendon_teaching.figures import style
from tendon_teaching.figures.stage import Drawing, Layout
from tendon_teaching.models.checks import FloatArray
from tendon_teaching.models.sections import (
    ALONG_MM,
    LANES,
    Move,
    Sections,
    healthy_outline_mm,
    sections,
)
from tendon_teaching.models.ultrasound import (
    DEPTH_MM,
    LENGTH_MM,
    SHAPE_ACROSS,
    WIDTH_MM,
    EchoReader,
    EchoTypes,
    first_study,
    second_study,
    ultrasound_tissue,
)
from tendon_teaching.texts import _

LAYOUTS: Final = {"wide": Layout(10.0, 4.5), "narrow": Layout(4.5, 7.0)}
PICTURE_LIKE: Final = True
SOURCES: Final = ("S001", "S002", "S005", "S007", "S070", "S071")

ACROSS_MM: Final = 15.0
"""Width that is shown of the cross-section."""

# The colours of a stained slice, and of the four echo-types from light to dark.
_PINK: Final = "#F7DFE6"
_PALE: Final = "#FBF3F6"
_FIBRES: Final = ("#D9829C", "#E29AB0", "#CC6E8C", "#DE8FA8")
_FIBRE_EDGE: Final = "#B95E7E"
_NUCLEUS: Final = "#35235F"
_VESSEL: Final = "#B3121D"
_LUMEN: Final = "#F4B7B0"
_WATER: Final = "#CFE3EE"
_WATER_EDGE: Final = "#86AFC6"
_AROUND: Final = "#F1ECE4"
TYPE_COLOURS: Final = ("#B5E3C0", "#4FA3D1", "#B8400D", "#1A1A1A")


class Look(StrEnum):
    """What the lower half shows."""

    ULTRASOUND = "ultrasound"
    ECHO_TYPES = "echo-types"

    @property
    def text(self) -> str:
        """Its name for the reader."""
        return {
            Look.ULTRASOUND: _("ultrasound"),
            Look.ECHO_TYPES: _("echo-types (imitation)"),
        }[self]


class Study(StrEnum):
    """The published study that the thresholds of the echo-types are fitted to."""

    FIRST = "first"
    SECOND = "second"

    @property
    def reader(self) -> EchoReader:
        """The fitted rule."""
        return first_study() if self is Study.FIRST else second_study()

    @property
    def rows(self) -> tuple[Value, Value]:
        """Shares of the painful and of the pain-free group."""
        ids = ("S001", "S002") if self is Study.FIRST else ("S005", "S007")
        return value(ids[0]), value(ids[1])

    @property
    def text(self) -> str:
        """Author and year."""
        return self.rows[0].source.short_citation.partition(",")[0]


@dataclass(frozen=True, eq=False)
class SectionsView:
    """What the figure shows. ``scan`` and ``scan_across`` are grey values; ``echo`` is only there
    for its look."""

    sections: Sections
    move: Move
    way_pct: float
    scan: FloatArray
    scan_across: FloatArray
    study: Study = Study.FIRST
    echo: EchoTypes | None = None


class Picture(Artist):
    """A picture in its own pixels, colours or greys, scaled once to those of the screen."""

    def __init__(self, axes: Axes) -> None:
        super().__init__()
        self._pixels = np.zeros((2, 2, 3), dtype=np.uint8)
        self._smooth = True
        axes.add_artist(self)

    def set_pixels(self, pixels: np.ndarray, *, smooth: bool = True) -> None:
        """Show ``pixels``, 8 bit, shape (rows, columns) or (rows, columns, 3)."""
        self._pixels, self._smooth = pixels, smooth

    def draw(self, renderer: RendererBase) -> None:
        """Paint it over the whole axes."""
        if not self.get_visible() or self.axes is None:
            return
        box = self.axes.get_window_extent()
        left, bottom, right, top = (round(edge) for edge in box.extents)
        finer = renderer.get_image_magnification()
        size = round((right - left) * finer), round((top - bottom) * finer)
        how = Image.Resampling.BICUBIC if self._smooth else Image.Resampling.NEAREST
        scaled = Image.fromarray(self._pixels).resize(size, how)
        context = renderer.new_gc()
        upwards = np.ascontiguousarray(np.asarray(scaled.convert("RGBA"))[::-1])
        renderer.draw_image(context, left, bottom, upwards)
        context.restore()


@dataclass(frozen=True)
class LongSlice:
    """The artists of the drawn long-section, in drawing order; ``points_per_mm`` is its scale."""

    points_per_mm: float
    body: PolyCollection
    fibres: LineCollection
    water: EllipseCollection
    nuclei: EllipseCollection
    vessels: LineCollection
    lumina: LineCollection
    healthy: tuple[Line2D, ...]
    title: Text

    def artists(self) -> tuple[Artist, ...]:
        """All of them."""
        inside = (self.body, self.fibres, self.water, self.nuclei, self.vessels, self.lumina)
        return (*inside, *self.healthy, self.title)


@dataclass(frozen=True)
class CrossSlice:
    """The artists of the drawn cross-section, in drawing order."""

    body: Ellipse
    water: EllipseCollection
    bundles: PolyCollection
    nuclei: EllipseCollection
    vessels: EllipseCollection
    healthy: Ellipse

    def artists(self) -> tuple[Artist, ...]:
        """All of them."""
        return (self.body, self.water, self.bundles, self.nuclei, self.vessels, self.healthy)


@dataclass(frozen=True)
class Shares:
    """Bars of the four echo-types with their numbers, and the line of words below."""

    bars: tuple[Rectangle, ...]
    numbers: tuple[Text, ...]
    names: tuple[Text, ...]
    total: Text
    published: Text

    def artists(self) -> tuple[Artist, ...]:
        """All of them."""
        return (*self.bars, *self.names, *self.numbers, self.total, self.published)


@dataclass(frozen=True)
class Handles:
    """What the updater moves."""

    lengthwise: LongSlice
    across: CrossSlice
    scan: Picture
    scan_title: Text
    scan_across: Picture
    scan_across_title: Text
    scan_frame: Rectangle
    shares: Shares


# ---------- the module's face ----------


def draw(layout: str) -> Drawing:
    """Build the empty figure for a layout."""
    size = LAYOUTS[layout]
    figure = Figure((size.width_in, size.height_in), dpi=size.dots_per_inch)
    narrow = layout == "narrow"
    scan = _axes(figure, layout, "scan")
    scan_across = _axes(figure, layout, "scan across")
    scan_across.set(xlim=(0, 1), ylim=(0, 1))
    handles = Handles(
        lengthwise=_long_slice(_axes(figure, layout, "long"), layout),
        across=_cross_slice(_axes(figure, layout, "across")),
        scan=Picture(scan),
        scan_title=_title(scan),
        scan_across=Picture(scan_across),
        scan_across_title=_title(scan_across),
        scan_frame=_frame(scan_across),
        shares=_shares(scan_across),
    )
    _legend(_axes(figure, layout, "legend"), narrow)
    _scan_notes(_axes(figure, layout, "notes"), narrow)
    moving = (
        *handles.lengthwise.artists(),
        *handles.across.artists(),
        handles.scan,
        handles.scan_title,
        handles.scan_across,
        handles.scan_frame,
        handles.scan_across_title,
        *handles.shares.artists(),
    )
    return Drawing(figure, moving, handles)


def update(drawing: Drawing, result: SectionsView) -> None:
    """Move the artists to a result."""
    handles: Handles = drawing.handles
    _move_long(handles.lengthwise, result.sections)
    _move_across(handles.across, result.sections)
    _move_scan(handles, result)


def read_out(result: SectionsView) -> str:
    """The sentence under the picture, with the numbers of ``result``."""
    return " ".join([_tendon_words(result), *_echo_words(result)])


def text_alternative(result: SectionsView) -> str:
    """The picture in words, following the state."""
    return " ".join([_drawing_words(result), _scan_words(result)])


# ---------- building ----------

# Left, bottom, width and height of each axes, in inches. Millimetres are equally long in all.
_PLACES_IN: Final = {
    "wide": {
        "long": (0.08, 2.32, 5.58, 1.86),
        "across": (5.80, 2.32, 2.79, 1.86),
        "scan": (0.08, 0.08, 5.58, 1.86),
        "scan across": (5.80, 0.08, 2.79, 1.86),
        "legend": (8.68, 2.32, 1.28, 1.86),
        "notes": (8.68, 0.08, 1.28, 1.86),
    },
    "narrow": {
        "long": (0.06, 5.27, 4.38, 1.46),
        "across": (0.06, 3.53, 2.19, 1.46),
        "scan": (0.06, 1.79, 4.38, 1.46),
        "scan across": (0.06, 0.05, 2.19, 1.46),
        "legend": (2.40, 3.53, 2.04, 1.46),
        "notes": (2.40, 0.05, 2.04, 1.46),
    },
}


def _axes(figure: Figure, layout: str, name: str) -> Axes:
    left, bottom, width, height = _PLACES_IN[layout][name]
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    axes = figure.add_axes((left / across, bottom / up, width / across, height / up))
    axes.set(xticks=[], yticks=[])
    for spine in axes.spines.values():
        spine.set_visible(False)
    return axes


def _title(axes: Axes) -> Text:
    return axes.text(
        0.0,
        1.02,
        "",
        transform=axes.transAxes,
        va="bottom",
        fontsize=11.0,
        fontweight="bold",
    )


def _long_slice(axes: Axes, layout: str) -> LongSlice:
    axes.set(xlim=(0, LENGTH_MM), ylim=(DEPTH_MM, 0), facecolor=_AROUND)
    healthy = [
        axes.plot(ALONG_MM, depth, color=style.INK, lw=1.3, ls=(0, (4, 3)))[0]
        for depth in healthy_outline_mm()
    ]
    drawn = LongSlice(
        points_per_mm=_PLACES_IN[layout]["long"][2] / LENGTH_MM * 72,
        body=PolyCollection([], facecolors=_PINK, edgecolors=_FIBRE_EDGE, lw=1.4),
        fibres=LineCollection([], capstyle="butt", joinstyle="bevel"),
        water=_ellipses(axes, _WATER, _WATER_EDGE, 0.6),
        nuclei=_ellipses(axes, _NUCLEUS, "none", 0),
        vessels=LineCollection([], colors=_VESSEL, capstyle="round", joinstyle="round"),
        lumina=LineCollection([], colors=_LUMEN, capstyle="round", joinstyle="round"),
        healthy=tuple(healthy),
        title=_title(axes),
    )
    for collection in (drawn.body, drawn.fibres, drawn.vessels, drawn.lumina):
        axes.add_collection(collection, autolim=False)
    _in_this_order(drawn.artists())
    return drawn


def _cross_slice(axes: Axes) -> CrossSlice:
    half, healthy = ACROSS_MM / 2, ultrasound_tissue(0)
    axes.set(xlim=(-half, half), ylim=(DEPTH_MM / 2, -DEPTH_MM / 2), facecolor=_AROUND)
    edge: dict[str, Any] = {"fc": "none", "ec": style.INK, "lw": 1.3, "ls": (0, (4, 3))}
    drawn = CrossSlice(
        body=Ellipse((0, 0), 1, 1, fc=_PALE, ec=_FIBRE_EDGE, lw=1.4),
        bundles=PolyCollection([], edgecolors=_FIBRE_EDGE, lw=0.6, joinstyle="round"),
        water=_ellipses(axes, _WATER, _WATER_EDGE, 0.6),
        nuclei=_ellipses(axes, _NUCLEUS, "none", 0),
        vessels=_ellipses(axes, _LUMEN, _VESSEL, 1.8),
        healthy=Ellipse((0, 0), healthy.width_mm, healthy.thickness_mm, **edge),
    )
    axes.add_collection(drawn.bundles, autolim=False)
    for patch in (drawn.body, drawn.healthy):
        axes.add_patch(patch)
    _in_this_order(drawn.artists())
    _title(axes).set_text(_("Drawn, cut across"))
    return drawn


def _in_this_order(artists: tuple[Artist, ...]) -> None:
    """A still is drawn in the order of these numbers, a frame in that of its moving artists."""
    for rank, artist in enumerate(artists):
        artist.set_zorder(2 + 0.1 * rank)


def _ellipses(axes: Axes, face: str, edge: str, width: float) -> EllipseCollection:
    collection = EllipseCollection(
        [],
        [],
        [],
        units="xy",
        facecolors=face,
        edgecolors=edge,
        lw=width,
        offsets=np.empty((0, 2)),
        transOffset=axes.transData,
    )
    axes.add_collection(collection, autolim=False)
    return collection


def _frame(axes: Axes) -> Rectangle:
    """White paper over the place of the second scan, for the bars."""
    paper = Rectangle((0, 0), 1, 1, transform=axes.transAxes, fc="white", ec="none")
    axes.add_patch(paper)
    return paper


_BAR_FROM: Final = 0.13
_BAR_LONG: Final = 0.58


def _shares(axes: Axes) -> Shares:
    bars, numbers, names = [], [], []
    for row, (name, colour) in enumerate(zip(_TYPE_NAMES, TYPE_COLOURS, strict=True)):
        middle = 0.92 - 0.155 * row
        bar = Rectangle((_BAR_FROM, middle - 0.06), 0, 0.12, fc=colour, ec=style.INK, lw=0.8)
        axes.add_patch(bar)
        bars.append(bar)
        names.append(axes.text(0.10, middle, name, ha="right", va="center", fontweight="bold"))
        numbers.append(axes.text(0, middle, "", va="center"))
    total = axes.text(0.0, 0.29, "", va="center", fontweight="bold")
    published = axes.text(0.0, 0.19, "", va="top", fontsize=style.SMALL_SIZE, linespacing=1.15)
    return Shares(tuple(bars), tuple(numbers), tuple(names), total, published)


_TYPE_NAMES: Final = ("I", "II", "III", "IV")


def _legend(axes: Axes, narrow: bool) -> None:
    axes.set(xlim=(0, 1), ylim=(0, 1))
    key = 0.10 if narrow else 0.18
    rows: tuple[tuple[Artist, str], ...] = (
        (_line(_FIBRES[0], 3.5), _("fibres")),
        (_dot(_NUCLEUS, _NUCLEUS), _("cell nuclei")),
        (_dot(_LUMEN, _VESSEL), _("vessels")),
        (_dot(_WATER, _WATER_EDGE), _("water")),
        (_line(style.INK, 1.3, (0, (3, 2))), _("healthy edge")),
    )
    for number, (mark, words) in enumerate(rows):
        up = 0.93 - number * 0.15
        if isinstance(mark, Line2D):
            long = 0.45 if mark.get_marker() != "None" else 1.0
            mark.set_data([0.0 if long == 1.0 else key / 2, key * long], [up, up])
            if long != 1.0:
                mark.set_data([key / 2], [up])
            axes.add_line(mark)
        axes.text(key + 0.05, up, words, va="center", fontsize=style.SMALL_SIZE)
    axes.text(
        0.0,
        0.10,
        _("cells drawn far\ntoo large and few"),
        va="center",
        fontsize=style.SMALL_SIZE,
        color=style.GREY,
        linespacing=1.1,
    )


def _line(colour: str, width: float, dashes: Any = "-") -> Line2D:
    return Line2D([], [], color=colour, lw=width, ls=dashes)


def _dot(face: str, edge: str) -> Line2D:
    return Line2D([], [], marker="o", ms=8, mfc=face, mec=edge, mew=1.6, ls="")


def _scan_notes(axes: Axes, narrow: bool) -> None:
    axes.set(xlim=(0, 1), ylim=(0, 1))
    _left, _bottom, width, _height = _PLACES_IN["narrow" if narrow else "wide"]["notes"]
    _left, _bottom, long, _height = _PLACES_IN["narrow" if narrow else "wide"]["long"]
    bar = 5 / LENGTH_MM * long / width
    axes.plot([0, bar], [0.9, 0.9], color=style.INK, lw=3, solid_capstyle="butt")
    axes.text(0, 0.85, _("5 mm"), va="top", fontsize=style.SMALL_SIZE)
    axes.text(
        0.0,
        0.42,
        _("skin on top\n\nlower half: an\nimitation, not\na real scan"),
        va="center",
        fontsize=style.SMALL_SIZE,
        color=style.GREY,
        linespacing=1.15,
    )


# ---------- moving ----------


def _move_long(drawn: LongSlice, shown: Sections) -> None:
    section = shown.lengthwise
    upper = np.column_stack((ALONG_MM, section.upper_mm))
    lower = np.column_stack((ALONG_MM, section.lower_mm))
    drawn.body.set_verts([np.concatenate((upper, lower[::-1]))])
    drawn.fibres.set_segments(section.fibres)
    drawn.fibres.set_color([_SHADES[fibre % len(_SHADES)] for fibre in section.fibre_of_line])
    drawn.fibres.set_linewidth((_WIDTHS_MM[section.fibre_of_line] * drawn.points_per_mm).tolist())
    _set_ellipses(drawn.water, section.water_mm)
    _set_nuclei(drawn.nuclei, section.nuclei)
    paths = [vessel.path_mm for vessel in section.vessels]
    points = [vessel.calibre_mm * drawn.points_per_mm for vessel in section.vessels]
    for lines, share in ((drawn.vessels, 1.0), (drawn.lumina, 0.4)):
        lines.set_segments(paths)
        lines.set_linewidth([share * width for width in points])
    drawn.title.set_text(
        _("Drawn, lengthwise: {thickness:.1f} mm thick").format(thickness=shown.tissue.thickness_mm)
    )


_SHADES: Final = [to_rgb(_FIBRES[fibre * 7 % 4]) for fibre in range(LANES)]
_WIDTHS_MM: Final = 0.157 * (0.8 + 0.4 * (np.arange(LANES) * 0.618 % 1))


def _move_across(drawn: CrossSlice, shown: Sections) -> None:
    section = shown.across
    drawn.body.set(width=section.width_mm, height=section.thickness_mm)
    drawn.bundles.set_verts(list(section.bundles_mm))
    strength = section.bundle_strength[:, np.newaxis]
    pale, full = np.array(to_rgb(_PINK)), np.array(to_rgb(_FIBRES[1]))
    drawn.bundles.set_facecolor([tuple(row) for row in (pale + strength * (full - pale)).tolist()])
    _set_ellipses(drawn.water, section.water_mm)
    _set_nuclei(drawn.nuclei, section.nuclei)
    vessels = section.vessels_mm
    _set_ellipses(drawn.vessels, np.column_stack((vessels, vessels[:, 2])))


def _set_ellipses(collection: EllipseCollection, rows: FloatArray) -> None:
    collection.set_offsets(rows[:, :2])
    collection.set_widths(rows[:, 2])
    collection.set_heights(rows[:, 3])
    collection.set_angles(np.zeros(len(rows)))


def _set_nuclei(collection: EllipseCollection, nuclei: Any) -> None:
    collection.set_offsets(nuclei.centres_mm)
    collection.set_widths(nuclei.lengths_mm)
    collection.set_heights(nuclei.widths_mm)
    # Depth counts downwards, angles are anticlockwise as seen.
    collection.set_angles(-nuclei.angles_deg)


def _grey(image: FloatArray) -> np.ndarray:
    return np.rint(255 * image).astype(np.uint8)


_CUT: Final = round((WIDTH_MM - ACROSS_MM) / 2 / WIDTH_MM * SHAPE_ACROSS[1])


def _move_scan(handles: Handles, result: SectionsView) -> None:
    echo = result.echo
    for artist in (*handles.shares.artists(), handles.scan_frame):
        artist.set_visible(echo is not None)
    handles.scan_across.set_visible(echo is None)
    if echo is None:
        handles.scan.set_pixels(_grey(result.scan))
        handles.scan_title.set_text(_("Ultrasound look of the same tendon"))
        handles.scan_across.set_pixels(_grey(result.scan_across[:, _CUT:-_CUT]))
        handles.scan_across_title.set_text(_("Ultrasound look, across"))
        return
    handles.scan.set_pixels(_coloured(echo, result.scan), smooth=False)
    handles.scan_title.set_text(_("Echo-types: imitation, thresholds fitted"))
    handles.scan_across_title.set_text(_("Share of each type"))
    _move_shares(handles.shares, result.study, echo)


_PALETTE: Final = np.array(
    [[0, 0, 0], *(np.rint(255 * np.array(to_rgb(colour))) for colour in TYPE_COLOURS)],
    dtype=np.uint8,
)


def _coloured(echo: EchoTypes, scan: FloatArray) -> np.ndarray:
    """The scan with the types over the tendon."""
    rows, columns = (big // small for big, small in zip(scan.shape, echo.types.shape, strict=True))
    types = echo.types.repeat(rows, axis=0).repeat(columns, axis=1)
    grey = np.repeat(_grey(scan)[:, :, np.newaxis], 3, axis=2)
    return np.where(types[:, :, np.newaxis] > 0, _PALETTE[types], grey)


def _move_shares(shares: Shares, study: Study, echo: EchoTypes) -> None:
    for bar, number, share in zip(shares.bars, shares.numbers, echo.shares_pct, strict=True):
        long = _BAR_LONG * share / 100
        bar.set_width(long)
        number.set_x(_BAR_FROM + long + 0.03)
        number.set_text(_("{share:.0f} %").format(share=share))
    shares.total.set_text(_("I + II, “aligned”: {share:.0f} %").format(share=echo.aligned_pct))
    painful, pain_free = study.rows
    shares.published.set_text(
        _("fitted to {study}:\npainful {painful}, pain-free {pain_free}").format(
            study=study.text, painful=painful.text, pain_free=pain_free.text
        )
    )


# ---------- words ----------


def _tendon_words(result: SectionsView) -> str:
    """What the tendon is like, with its pull in this model where that changes."""
    thickness = _thickness_words(result)
    if result.way_pct == 0:
        words = _("Healthy: {thickness}, fibres in line, slender cells, and a vessel too.")
        if result.echo is not None:
            words = _("Healthy: {thickness}.")
        return words.format(thickness=thickness)
    if result.echo is not None:
        return _("{thickness}.").format(thickness=_capital(thickness))
    return {
        Move.ALL: _(
            "{thickness}, a patch out of order. In this model stiffness {stiffness:.0f} %, modulus "
            "{modulus:.0f} % of healthy."
        ),
        Move.FIBRES: _(
            "{thickness}, as before; in a patch the fibres are out of line and some are gone. In "
            "this model stiffness {stiffness:.0f} % of healthy."
        ),
        Move.CELLS: _(
            "Nuclei in the patch {ratio:.1f} times as long as wide, healthy ones {slender:.0f} "
            "times. The ultrasound look has no cells in it."
        ),
        Move.VESSELS: _(
            "Vessels drawn lengthwise: {vessels}, in the healthy tendon {healthy_vessels}. The "
            "ultrasound look does not show them; Doppler is for that."
        ),
        Move.WATER: _(
            "{thickness}. In this model the whole tendon keeps {stiffness:.0f} % of its stiffness, "
            "each square millimetre {modulus:.0f} %."
        ),
    }[result.move].format(thickness=_capital(thickness), **_numbers(result))


def _numbers(result: SectionsView) -> dict[str, float]:
    shown, healthy = result.sections, sections()
    return {
        "stiffness": shown.mechanics.stiffness_pct,
        "modulus": shown.mechanics.modulus_pct,
        "ratio": shown.tissue.nucleus_ratio,
        "slender": healthy.tissue.nucleus_ratio,
        "vessels": shown.vessels,
        "healthy_vessels": healthy.vessels,
    }


def _thickness_words(result: SectionsView) -> str:
    thickness_mm = result.sections.tissue.thickness_mm
    thicker = 100 * (thickness_mm / sections().tissue.thickness_mm - 1)
    if round(thicker) == 0:
        return _("{thickness:.1f} mm thick").format(thickness=thickness_mm)
    return _("{thickness:.1f} mm thick ({thicker:+.0f} %)").format(
        thickness=thickness_mm, thicker=thicker
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _echo_words(result: SectionsView) -> list[str]:
    if result.echo is None:
        return []
    return [
        _("Echo-types, an imitation: {share:.0f} % look aligned. {published}.").format(
            share=result.echo.aligned_pct, published=_capital(_published_words(result.study))
        )
    ]


def _published_words(study: Study) -> str:
    painful, pain_free = study.rows
    return _("{study}: painful {painful}, pain-free {pain_free}").format(
        study=study.text, painful=painful.text, pain_free=pain_free.text
    )


def _drawing_words(result: SectionsView) -> str:
    """The drawn half: what is in it and what has changed."""
    tissue = result.sections.tissue
    changes = [
        (tissue.fibres_pct > 0, _("In a patch in the middle they cross and some are broken.")),
        (
            tissue.cells_pct > 0,
            _("The nuclei there are {ratio:.1f} times as long as wide; some spots are crowded."),
        ),
        (tissue.water_pct > 0, _("Drops of water lie between them, and the outline bulges.")),
    ]
    words = [
        _(
            "Drawing of a tendon, pink as under a microscope, cut lengthwise and across, "
            "{thickness}: wavy fibres with dark, slender cell nuclei; vessels: {vessels}."
        ),
        *(said for is_so, said in changes if is_so),
        _("A dashed line marks the healthy edge.") if tissue.water_pct > 0 else "",
    ]
    return " ".join(filter(None, words)).format(
        thickness=_thickness_words(result),
        vessels=result.sections.vessels,
        ratio=tissue.nucleus_ratio,
    )


def _scan_words(result: SectionsView) -> str:
    tissue, echo = result.sections.tissue, result.echo
    if echo is not None:
        return _(
            "Below, an imitation of echo-types on the same tendon: I {shares[0]:.0f} %, II "
            "{shares[1]:.0f} %, III {shares[2]:.0f} %, IV {shares[3]:.0f} %. {published}."
        ).format(shares=echo.shares_pct, published=_capital(_published_words(result.study)))
    if tissue.water_pct > 0 and tissue.fibres_pct > 0:
        look = _("a spindle with a dark patch in which the bright lines are lost")
    elif tissue.water_pct > 0:
        look = _("a spindle with a dark patch")
    elif tissue.fibres_pct > 0:
        look = _("bright lines along the tendon, lost in a patch")
    else:
        look = _("bright lines along the tendon between two bright edges")
    return _("Below, how ultrasound might show the same tendon, an imitation: {look}.").format(
        look=look
    )
