"""What counts as load: four activities, their published forces, and three rulers side by side.

Each column measures the same four loads in its own way and numbers them from the largest down.
Solid lines are published forces; the diamond and the bars are teaching values; a hatched bar shows
how far a ruler moves within the published forces.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from tendon_teaching.figures import style
from tendon_teaching.figures.stage import Drawing, Layout
from tendon_teaching.models.bout import Amounts, MeasuredLoad, ranks
from tendon_teaching.texts import _

LAYOUTS: Final = {"wide": Layout(10.0, 4.5), "narrow": Layout(4.5, 7.0)}
PICTURE_LIKE: Final = False
SOURCES: Final = ("L161", "S109", "S112", "L163", "L120", "S113", "L162", "S117", "S115", "L157b")

ROWS: Final = 4
LETTERS: Final = "ABCD"
PLACES: Final = "①②③④"
MOST_FORCE_BW: Final = 11.0
BAR: Final = 0.26
SPREAD: Final = 0.13

_Corners = list[tuple[float, float]]


class Ruler(StrEnum):
    """A way to count load. The value is the name of the number in ``Amounts``."""

    HOW_OFTEN = "cycles"
    TOGETHER = "body_weights"
    HOW_HARD = "running_steps"

    @property
    def head(self) -> str:
        """Head of its column."""
        return {
            Ruler.HOW_OFTEN: _("How often"),
            Ruler.TOGETHER: _("Added up"),
            Ruler.HOW_HARD: _("How hard"),
        }[self]

    @property
    def unit(self) -> str:
        """Name of its axis."""
        return {
            Ruler.HOW_OFTEN: _("times"),
            Ruler.TOGETHER: _("body weights"),
            Ruler.HOW_HARD: _("as running steps"),
        }[self]

    @property
    def ends(self) -> tuple[float, float]:
        """Smallest and largest number on its axis."""
        return {
            Ruler.HOW_OFTEN: (3.0, 4e4),
            Ruler.TOGETHER: (3.0, 4e5),
            Ruler.HOW_HARD: (1e-3, 1e8),
        }[self]

    def of(self, measured: Amounts) -> float:
        """The number of a load on this ruler."""
        return float(getattr(measured, self.value))


RULERS: Final = tuple(Ruler)


@dataclass(frozen=True)
class Picture:
    """What the figure shows: four loads and the ruler in focus, if any."""

    loads: tuple[MeasuredLoad, ...]
    focus: Ruler | None = None

    def places(self, ruler: Ruler) -> tuple[int, ...]:
        """Place of each load on a ruler, 1 for the most."""
        return ranks([ruler.of(load.amounts) for load in self.loads])

    def most(self, ruler: Ruler) -> MeasuredLoad:
        """The load that counts most on a ruler; the first of several."""
        return self.loads[self.places(ruler).index(1)]


@dataclass(frozen=True)
class Column:
    """The moving parts of one ruler."""

    ruler: Ruler
    spread: PolyCollection
    bars: PolyCollection
    first: PolyCollection
    words: tuple[Text, ...]
    frame: Rectangle


@dataclass(frozen=True)
class Handles:
    """Everything that moves, and how names and marks share a row."""

    is_wide: bool
    names: tuple[Text, ...]
    alone: LineCollection
    shared: LineCollection
    points: Line2D
    teaching: Line2D
    columns: tuple[Column, ...]


def draw(layout: str) -> Drawing:
    """Build the figure: the axis of forces, three rulers, the letters of the rows."""
    size = LAYOUTS[layout]
    figure = Figure(figsize=(size.width_in, size.height_in), dpi=size.dots_per_inch)
    forces = _axes(figure, layout, "forces")
    names = _names(forces, layout)
    alone, shared, points, teaching = _forces_panel(forces, layout)
    columns = tuple(
        _column(figure, _axes(figure, layout, ruler.value), ruler, layout) for ruler in RULERS
    )
    _hatching_note(figure, layout)
    handles = Handles(layout == "wide", names, alone, shared, points, teaching, columns)
    return Drawing(figure, _in_drawing_order(handles), handles)


def update(drawing: Drawing, result: Picture) -> None:
    """Move every artist to ``result``."""
    handles: Handles = drawing.handles
    name = _("{letter} {name}\n{cycles:,} × {force:.1f} BW")
    if not handles.is_wide:
        name = _("{letter} {name}: {cycles:,} × {force:.1f} BW")
    for text, letter, load in zip(handles.names, LETTERS, result.loads, strict=True):
        text.set_text(
            name.format(
                letter=letter, name=load.activity.label, cycles=load.cycles, force=load.force_bw
            )
        )
    _move_forces(handles, result)
    for column in handles.columns:
        _move_column(column, result)


def read_out(result: Picture) -> str:
    """The sentence under the picture, with the numbers of ``result``."""
    mine = result.loads[0]
    if result.focus is not None:
        return _focus_words(result, result.focus)
    return _(
        "{name}, {cycles:,} × {force:.1f} body weights: place {often} of {rows} by how often, "
        "{together} added up ({body_weights:,.0f} body weights), {hard} by how hard "
        "({steps} running steps)."
    ).format(
        name=mine.activity.label,
        cycles=mine.cycles,
        force=mine.force_bw,
        rows=len(result.loads),
        often=result.places(Ruler.HOW_OFTEN)[0],
        together=result.places(Ruler.TOGETHER)[0],
        hard=result.places(Ruler.HOW_HARD)[0],
        body_weights=mine.amounts.body_weights,
        steps=plain(mine.amounts.running_steps),
    )


def text_alternative(result: Picture) -> str:
    """The picture in words, following the state."""
    rows = "; ".join(
        _("{letter} {name}, {cycles:,} times {force:.1f} body weights").format(
            letter=letter, name=load.activity.label, cycles=load.cycles, force=load.force_bw
        )
        for letter, load in zip(LETTERS, result.loads, strict=True)
    )
    orders = "; ".join(
        _("{ruler}: {order}").format(ruler=ruler.head, order=_order(result, ruler))
        for ruler in RULERS
    )
    return _(
        "Four loads in rows: {rows}. First column, published forces as ranges, the teaching force "
        "as a diamond. Then three rulers with bars on logarithmic axes. Order from most to least: "
        "{orders}. {focus}"
    ).format(
        rows=rows,
        orders=orders,
        focus=_focus_words(result, result.focus) if result.focus else read_out(result),
    )


def plain(number: float) -> str:
    """A number of any size, short: two digits below ten, three above."""
    if number >= 1e6:
        return _("{millions} million").format(millions=f"{float(f'{number / 1e6:.3g}'):g}")
    if number == 0 or number >= 9.95:
        return f"{float(f'{number:.3g}'):,.0f}"
    return f"{float(f'{number:.2g}'):.6f}".rstrip("0").rstrip(".")


# ---------- building ----------

# Left, bottom, width and height of each axes, in inches.
_PLACES_IN: Final = {
    "wide": {
        "forces": (2.30, 0.92, 2.00, 3.12),
        "cycles": (4.58, 0.92, 1.60, 3.12),
        "body_weights": (6.42, 0.92, 1.60, 3.12),
        "running_steps": (8.26, 0.92, 1.60, 3.12),
    },
    "narrow": {
        "forces": (0.30, 4.68, 4.06, 2.02),
        "cycles": (0.40, 0.84, 1.14, 2.72),
        "body_weights": (1.78, 0.84, 1.14, 2.72),
        "running_steps": (3.16, 0.84, 1.14, 2.72),
    },
}


def _axes(figure: Figure, layout: str, name: str) -> Axes:
    left, bottom, width, height = _PLACES_IN[layout][name]
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    axes = figure.add_axes((left / across, bottom / up, width / across, height / up))
    axes.set(ylim=(ROWS - 0.5, -0.5), yticks=[])
    axes.spines["left"].set_visible(False)
    return axes


def _names(axes: Axes, layout: str) -> tuple[Text, ...]:
    """Beside the rows where there is room, above the marks of each row where there is not."""
    is_wide = layout == "wide"
    left_in = _PLACES_IN[layout]["forces"][0] - 0.08 if is_wide else 0.0
    return tuple(
        axes.annotate(
            "",
            (0, row if is_wide else row - 0.49),
            xycoords=axes.get_yaxis_transform(),
            xytext=(-72 * left_in, 0),
            textcoords="offset points",
            va="center" if is_wide else "top",
            fontsize=10.5,
            linespacing=1.25,
            fontweight="normal" if row else "bold",
            annotation_clip=False,
        )
        for row in range(ROWS)
    )


def _forces_panel(axes: Axes, layout: str) -> tuple[Any, ...]:
    axes.set(
        xlim=(0, MOST_FORCE_BW),
        xticks=[0, 2, 4, 6, 8, 10],
        title=_("Force each time"),
        xlabel=_("body weights"),
    )
    axes.grid(axis="x", color=style.PALE, lw=0.8)
    axes.set_axisbelow(True)
    _between_rows(axes)
    alone = LineCollection([], colors=style.INK, lw=2.6, capstyle="butt")
    shared = LineCollection([], colors=style.GREY, lw=1.8, linestyles=[(0, (1, 1))])
    axes.add_collection(shared)
    axes.add_collection(alone)
    (points,) = axes.plot([], [], "o", ms=6, color=style.INK)
    (teaching,) = axes.plot([], [], "D", ms=8.5, mfc=style.SKY, mec=style.TISSUE, mew=1.8)
    is_wide = layout == "wide"
    axes.legend(
        handles=[
            Line2D([], [], color=style.INK, lw=2.6, marker="o", ms=6),
            Line2D([], [], color=style.GREY, lw=1.8, ls=(0, (1, 1))),
            Line2D([], [], ls="", marker="D", ms=7.5, mfc=style.SKY, mec=style.TISSUE, mew=1.6),
        ],
        labels=[_("measured, this alone"), _("several exercises"), _("used here")],
        loc="upper left",
        bbox_to_anchor=(-1.12, -0.155) if is_wide else (-0.05, -0.225),
        ncols=3,
        frameon=False,
        fontsize=style.SMALL_SIZE,
        handlelength=1.1,
        columnspacing=0.7,
        handletextpad=0.35,
        borderaxespad=0.0,
    )
    return alone, shared, points, teaching


def _hatching_note(figure: Figure, layout: str) -> None:
    words = _("hatched: with the lowest and the highest published force")
    is_wide = layout == "wide"
    figure.text(
        0.455 if is_wide else 0.5,
        (0.205 if is_wide else 0.10) / LAYOUTS[layout].height_in,
        words,
        ha="left" if is_wide else "center",
        va="bottom",
        fontsize=style.SMALL_SIZE,
    )


def _between_rows(axes: Axes) -> None:
    for row in range(ROWS - 1):
        axes.axhline(row + 0.5, color=style.PALE, lw=0.8)


def _column(figure: Figure, axes: Axes, ruler: Ruler, layout: str) -> Column:
    low, high = ruler.ends
    axes.set(xscale="log", xlim=(low, high), title=ruler.head, xlabel=ruler.unit)
    axes.xaxis.set_major_locator(FixedLocator(_ticks(ruler)))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda number, _place: _tick(number)))
    _between_rows(axes)
    if layout == "narrow":
        axes.xaxis.label.set_fontsize(style.SMALL_SIZE)
        axes.tick_params(axis="x", labelsize=style.SMALL_SIZE)
    if layout == "narrow" and ruler is Ruler.HOW_OFTEN:
        for row, letter in enumerate(LETTERS):
            axes.text(
                -0.10, row, letter, transform=axes.get_yaxis_transform(), ha="right", va="center"
            )
    spread = PolyCollection(
        [], facecolors="white", edgecolors=style.GREY, hatch="////", linewidths=0.8
    )
    bars = PolyCollection([], facecolors=style.TISSUE_PALE, edgecolors=style.TISSUE, linewidths=1.4)
    first = PolyCollection([], facecolors=style.TISSUE, edgecolors=style.TISSUE, linewidths=1.4)
    for collection in (spread, bars, first):
        axes.add_collection(collection, autolim=False)
    words = tuple(
        axes.text(
            0.0,
            row - 0.08,
            "",
            transform=axes.get_yaxis_transform(),
            va="bottom",
            fontsize=11.5 if layout == "wide" else 10.5,
        )
        for row in range(ROWS)
    )
    return Column(ruler, spread, bars, first, words, _frame(figure, axes, layout))


def _ticks(ruler: Ruler) -> list[float]:
    return {
        Ruler.HOW_OFTEN: [10.0, 1e3],
        Ruler.TOGETHER: [1e2, 1e4],
        Ruler.HOW_HARD: [1.0, 1e3, 1e6],
    }[ruler]


def _tick(number: float) -> str:
    if number >= 1e6:
        return _("{millions:.0f}M").format(millions=number / 1e6)
    if number >= 1e3:
        return _("{thousands:.0f}k").format(thousands=number / 1e3)
    return f"{number:g}"


def _frame(figure: Figure, axes: Axes, layout: str) -> Rectangle:
    across, up = figure.get_size_inches()
    box = axes.get_position()
    margin = 0.10 if layout == "wide" else 0.08
    frame = Rectangle(
        (box.x0 - margin / across, box.y0 - 0.50 / up),
        box.width + (0.06 + margin) / across,
        box.height + 0.86 / up,
        transform=figure.transFigure,
        fc="none",
        ec=style.SYMPTOMS,
        lw=2.5,
        clip_on=False,
    )
    axes.add_patch(frame)
    return frame


def _in_drawing_order(handles: Handles) -> tuple[Artist, ...]:
    columns = [
        artist
        for column in handles.columns
        for artist in (column.spread, column.bars, column.first, *column.words, column.frame)
    ]
    forces = (handles.shared, handles.alone, handles.points, handles.teaching)
    return (*handles.names, *forces, *columns)


# ---------- moving ----------


def _move_forces(handles: Handles, result: Picture) -> None:
    alone: list[_Corners] = []
    shared: list[_Corners] = []
    points: _Corners = []
    for row, load in enumerate(result.loads):
        findings = load.activity.findings
        top, room = (-0.28, 0.56) if handles.is_wide else (-0.14, 0.38)
        heights = row + top + room * (np.arange(len(findings)) + 0.5) / len(findings)
        for height, found in zip(heights, findings, strict=True):
            line: _Corners = [(found.low_bw, height), (found.high_bw, height)]
            (shared if found.is_shared else alone).append(line)
            if found.low_bw == found.high_bw:
                points.append((found.low_bw, height))
    handles.alone.set_segments(alone)
    handles.shared.set_segments(shared)
    handles.points.set_data(*np.array(points).T if points else ([], []))
    handles.teaching.set_data(
        [load.force_bw for load in result.loads], [row + 0.36 for row in range(ROWS)]
    )


def _move_column(column: Column, result: Picture) -> None:
    ruler, places = column.ruler, result.places(column.ruler)
    low, high = ruler.ends
    spread: list[_Corners] = []
    bars: list[_Corners] = []
    first: list[_Corners] = []
    for row, (load, place) in enumerate(zip(result.loads, places, strict=True)):
        number = ruler.of(load.amounts)
        bar = _bar(low, float(np.clip(number, low, high)), row - 0.02, BAR)
        (first if place == 1 else bars).append(bar)
        if ruler is not Ruler.HOW_OFTEN:
            least, most = (
                float(np.clip(ruler.of(end), low, high)) for end in (load.least, load.most)
            )
            spread.append(_bar(least, most, row + BAR + 0.02, SPREAD))
        column.words[row].set_text(f"{PLACES[place - 1]} {plain(number)}")
        column.words[row].set_fontweight("bold" if place == 1 else "normal")
    column.spread.set_verts(spread)
    column.bars.set_verts(bars)
    column.first.set_verts(first)
    column.frame.set_visible(result.focus is ruler)


def _bar(left: float, right: float, top: float, height: float) -> _Corners:
    low, high = top, top + height
    return [(left, low), (right, low), (right, high), (left, high)]


# ---------- words ----------


def _order(result: Picture, ruler: Ruler) -> str:
    rows = sorted(zip(result.places(ruler), LETTERS, strict=True))
    return ", ".join(letter for _place, letter in rows)


def _focus_words(result: Picture, ruler: Ruler) -> str:
    most, mine = result.most(ruler), result.loads[0]
    first = {
        Ruler.HOW_OFTEN: _("Counted by how often: “{most}” comes first, {number} times."),
        Ruler.TOGETHER: _(
            "Force added up over all times: “{most}” comes first, {number} body weights."
        ),
        Ruler.HOW_HARD: _(
            "Weighted by how hard each time is: “{most}” comes first, as much as {number} running "
            "steps in this model."
        ),
    }[ruler].format(most=most.activity.label, number=plain(ruler.of(most.amounts)))
    if most is mine:
        return first
    place = _("“{mine}” is in place {place} of {rows}.").format(
        mine=mine.activity.label, place=result.places(ruler)[0], rows=len(result.loads)
    )
    return f"{first} {place}"
