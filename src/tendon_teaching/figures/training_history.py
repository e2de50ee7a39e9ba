"""A year of training in three panels over one axis of weeks, and the tendon at the week in view.

On top what was done: distance as bars, peak force as a line. Then damage and the cells, then what
the whole tendon, its material and its size become. Everything but the first panel is the model's,
so it is dashed, and a marker of its own repeats each colour. Where the model ends, they end.
"""

import textwrap
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.ticker import FixedLocator, NullLocator
from matplotlib.transforms import ScaledTranslation

from tendon_teaching.evidence import Value, value
from tendon_teaching.figures import style
from tendon_teaching.figures.stage import Drawing, Layout
from tendon_teaching.models.checks import FloatArray
from tendon_teaching.models.training_history import (
    REACTIVE,
    STIRRING,
    YEAR_WEEKS,
    Road,
    TrainingYear,
)
from tendon_teaching.texts import _

LAYOUTS: Final = {"wide": Layout(10.0, 4.5), "narrow": Layout(4.5, 7.0)}
PICTURE_LIKE: Final = False
SOURCES: Final = ("L172", "L173", "L174", "S133")
HAZARDS: Final = SOURCES[:3]
COHORT: Final = "S133"

MOST_KM: Final = 130.0
LEAST_FORCE_BW: Final = 3.0
MOST_FORCE_BW: Final = 9.6
MOST_DAMAGE_PCT: Final = 52.0
MOST_CHANGE_PCT: Final = 72.0
_FIBRES: Final = 13
_MARK_EVERY_DAYS: Final = 28


@dataclass(frozen=True)
class Picture:
    """What the figure shows: a year, the week in view (0 to 52), another road beside it or none,
    and whether measured people are in focus."""

    year: TrainingYear
    week: int
    road: Road | None = None
    other: TrainingYear | None = None
    people_in_focus: bool = False

    @property
    def is_known(self) -> bool:
        """Whether the model still speaks at the week in view."""
        return self.year.knows(self.week)


@dataclass(frozen=True)
class Handles:
    """Everything that moves."""

    bars: PolyCollection
    force: Line2D
    curves: dict[str, Line2D]
    ghosts: dict[str, Line2D]
    cursors: tuple[Line2D, ...]
    unknown: tuple[Rectangle, ...]
    ends: Text
    beside: Text
    words: "_Words"
    numbers: dict[str, Text]
    sign: "Sign"
    people: "People"


@dataclass(frozen=True)
class Sign:
    """The tendon from the side: as thick as it is, as many fibres sound as there are."""

    body: Polygon
    start: Polygon
    sound: LineCollection
    damaged: LineCollection
    unknown: Polygon
    caption: Text
    is_upright: bool


class People(Artist):
    """What was measured in people, over the lowest panel.

    It never changes and has many letters, so it is drawn once and then only pasted. Its parts
    belong to the figure, which draws them itself where nothing can be pasted, as in a vector file.
    """

    def __init__(self, cover: Rectangle, axes: Axes) -> None:
        super().__init__()
        self.cover, self.axes_of_people = cover, axes
        self._pasted: tuple[Any, Any] | None = None
        self.set_visible(False)

    def set_visible(self, b: bool) -> None:
        """Show or hide it, with its parts."""
        super().set_visible(b)
        for part in (self.cover, self.axes_of_people):
            part.set_visible(b)

    def draw(self, renderer: Any) -> None:
        """Paste it where it was drawn before, draw it otherwise."""
        if not self.get_visible():
            return
        if self._pasted is not None and self._pasted[0] is renderer:
            renderer.restore_region(self._pasted[1])
            return
        for part in (self.cover, self.axes_of_people):
            part.draw(renderer)
        box = self.cover.get_window_extent(renderer)
        self._pasted = (renderer, renderer.copy_from_bbox(box))


# Each curve: panel, colour, marker. The order is that of the lists beside the panels.
_CURVES: Final = {
    "damage_pct": ("harm", style.BLUE, "s"),
    "reactivity": ("cells", style.GREEN, "o"),
    "stiffness_pct": ("tendon", style.BLUE, "^"),
    "modulus_pct": ("tendon", style.INK, "D"),
    "area_pct": ("tendon", style.PURPLE, "v"),
}


def draw(layout: str) -> Drawing:
    """Build the figure: axes, names, the measured hazards; the moving artists still empty."""
    size = LAYOUTS[layout]
    figure = Figure(figsize=(size.width_in, size.height_in), dpi=size.dots_per_inch)
    load, harm, tendon = (_axes(figure, layout, name) for name in ("load", "harm", "tendon"))
    force, cells = _load_panel(load, layout), _harm_panel(harm, layout)
    _tendon_panel(tendon, layout)
    panels = {"harm": harm, "cells": cells, "tendon": tendon}
    curves = {name: _curve(panels[panel], *look) for name, (panel, *look) in _CURVES.items()}
    ghosts = {name: _ghost(panels[_CURVES[name][0]]) for name in ("reactivity", "modulus_pct")}
    ghosts["km"] = _ghost(load)
    handles = Handles(
        bars=_bars(load),
        force=force.plot([], [], color=style.INK, lw=1.8, drawstyle="steps-post")[0],
        curves=curves,
        ghosts=ghosts,
        cursors=tuple(_cursor(axes) for axes in (load, harm, tendon)),
        unknown=tuple(_unknown(axes) for axes in (harm, tendon)),
        ends=_ends(harm),
        beside=_beside(load, layout),
        words=_words(layout),
        numbers=_lists(figure, layout),
        sign=_sign(_axes(figure, layout, "sign"), layout == "wide"),
        people=People(_cover(figure, layout), _people(figure, layout)),
    )
    return Drawing(figure, _in_drawing_order(handles), handles)


def update(drawing: Drawing, result: Picture) -> None:
    """Move every artist to ``result``."""
    handles: Handles = drawing.handles
    year = result.year
    _move_load(handles, result)
    for name, curve in handles.curves.items():
        curve.set_data(year.week, getattr(year, name))
    for name, ghost in handles.ghosts.items():
        if result.other is None:
            ghost.set_data([], [])
        elif name != "km":
            ghost.set_data(result.other.week, getattr(result.other, name))
    for cursor in handles.cursors:
        cursor.set_xdata([result.week] * 3)
    end = year.ends_in_week
    for unknown in handles.unknown:
        unknown.set_visible(end is not None)
        unknown.set_x(float(year.week[-1]))
        unknown.set_width(YEAR_WEEKS - float(year.week[-1]))
    handles.ends.set_visible(end is not None)
    handles.ends.set_text(handles.words.ends.format(week=end))
    handles.people.set_visible(result.people_in_focus)
    _move_numbers(handles, result)
    _move_sign(handles.sign, handles.words, result)


def read_out(result: Picture) -> str:
    """The sentence under the picture, with the numbers of ``result``."""
    if result.people_in_focus:
        return _people_words()
    if not result.is_known:
        return _(
            "Week {week} lies beyond this model: in week {end} damage runs away, and no one has "
            "followed a living tendon there."
        ).format(week=result.week, end=result.year.ends_in_week)
    if result.other:
        return _("Worst of this history, {this}. Worst of {road}, {other}.").format(
            this=_worst_words(result.year),
            road=result.road.text if result.road else "",
            other=_worst_words(result.other),
        )
    if result.week == 0:
        return _("Week 0: a healthy tendon that has walked, but not run. Nothing has changed yet.")
    return _("Week {week}: {tendon}; {harm}.").format(
        week=result.week, tendon=_tendon_words(result), harm=_harm_words(result)
    )


def text_alternative(result: Picture) -> str:
    """The picture in words, following the state."""
    year = result.year
    history = year.history
    words = [
        _(
            "Three plots over {weeks} weeks, from a teaching model. Load: {low:.0f} to {high:.0f} "
            "km a week, peak force {least:.1f} to {most:.1f} body weights, runs: {spread}."
        ).format(
            weeks=YEAR_WEEKS,
            low=min(history.km),
            high=max(history.km),
            least=min(history.peak_force_bw),
            most=max(history.peak_force_bw),
            spread=history.spread.text,
        ),
        _(
            "Damage peaks at {damage:.0f} % in week {week}; reactivity of the cells at {cells:.2f}."
        ).format(
            damage=year.peak_damage_pct, week=year.peak_damage_week, cells=year.peak_reactivity
        ),
    ]
    if year.ends_in_week is not None:
        words.append(
            _("The plots end in week {week}, where the model ends.").format(week=year.ends_in_week)
        )
    if result.is_known:
        words.append(
            _("At week {week}: {tendon}; {harm}.").format(
                week=result.week, tendon=_tendon_words(result), harm=_harm_words(result)
            )
        )
    if result.other and result.road:
        words.append(
            _("Dotted beside it, {road}; at its worst, {worst}.").format(
                road=result.road.text, worst=_worst_words(result.other)
            )
        )
    if result.people_in_focus:
        words.append(
            _("In the lowest plot instead, measured in people. {people} {cohort}").format(
                people=_people_words(), cohort=_cohort_words()
            )
        )
    return " ".join(words)


def cells_word(reactivity: float) -> str:
    """How the cells are, in a word."""
    if reactivity < STIRRING:
        return _("quiet")
    return _("stirring") if reactivity < REACTIVE else _("reactive")


# ---------- words ----------


def _tendon_words(result: Picture) -> str:
    year, row = result.year, result.year.row_of(result.week)
    return _("area {area:+.0f} %, modulus {modulus:+.0f} %, stiffness {stiffness:+.0f} %").format(
        area=_rounded(year.area_pct[row]),
        modulus=_rounded(year.modulus_pct[row]),
        stiffness=_rounded(year.stiffness_pct[row]),
    )


def _harm_words(result: Picture) -> str:
    year, row = result.year, result.year.row_of(result.week)
    cells = float(year.reactivity[row])
    return _("{damage:.0f} % of the fibres damaged, cells {word} ({cells:.2f})").format(
        damage=float(year.damage_pct[row]), word=cells_word(cells), cells=cells
    )


def _worst_words(year: TrainingYear) -> str:
    row = year.worst_row
    return _("week {week}: area {area:+.0f} %, modulus {modulus:+.0f} %").format(
        week=year.week_number(row),
        area=_rounded(year.area_pct[row]),
        modulus=_rounded(year.modulus_pct[row]),
    )


def _cohort_words() -> str:
    return _(
        "Another study, {people:,} runners: of all that was asked about training, only following "
        "a schedule went with a sore Achilles later."
    ).format(people=value(COHORT).n)


def _people_words() -> str:
    rows = [value(row) for row in HAZARDS]
    return _(
        "In {people:,} runners, overuse injuries after a run longer than any of the last 30 days: "
        "hazard × {hazards}, by how much longer it was."
    ).format(people=rows[0].n, hazards=", ".join(f"{_mean(row):.2f}" for row in rows))


def _excess(row: Value) -> str:
    """By how much the run was longer, for one of the three hazards."""
    return {
        "L172": _("10 to 30 % longer"),
        "L173": _("30 to 100 %"),
        "L174": _("more than that"),
    }[row.id]


def _mean(row: Value) -> float:
    if row.value is None:
        raise ValueError(f"register row {row.id} has no number to draw")
    return row.value


def _signed(number: float) -> str:
    """Whole per cent with its sign; no sign before a nought."""
    rounded = _rounded(number)
    return _("{change:+.0f} %").format(change=rounded) if rounded else _("0 %")


def _rounded(number: float) -> float:
    """Whole number; no minus sign before a nought."""
    return round(float(number)) + 0.0


# ---------- building ----------

# Left, bottom, width and height of each axes, in inches.
_PLACES_IN: Final = {
    "wide": {
        "sign": (0.08, 0.30, 1.42, 4.02),
        "load": (2.12, 3.28, 4.98, 0.90),
        "harm": (2.12, 1.92, 4.98, 0.90),
        "tendon": (2.12, 0.50, 4.98, 0.96),
        "people": (3.62, 0.50, 2.9, 0.80),
    },
    "narrow": {
        "sign": (0.30, 5.94, 3.9, 0.70),
        "load": (0.68, 4.30, 3.20, 0.80),
        "harm": (0.68, 2.70, 3.20, 0.86),
        "tendon": (0.68, 0.50, 3.20, 1.10),
        "people": (1.70, 0.50, 2.5, 0.98),
    },
}
# Where the list beside or above a panel begins (left and top), in inches; then of all lists the
# height of a line, where name and number stand, and the size of the letters in points.
_LISTS_IN: Final = {
    "wide": {"load": (7.62, 4.00), "harm": (7.62, 2.64), "tendon": (7.62, 1.40)},
    "narrow": {"load": (0.68, 5.52), "harm": (0.68, 3.98), "tendon": (0.68, 2.20)},
}
_LINE_IN: Final = {"wide": 0.25, "narrow": 0.19}
# How far the words for the dotted lines stand right of and above the first panel's corner.
_BESIDE_IN: Final = {"wide": (0.0, 3 / 72), "narrow": (0.40, 5 / 72)}
_NAME_AT_IN: Final = 0.32
_NUMBER_AT_IN: Final = {"wide": 1.14, "narrow": 1.20}
_LETTERS: Final = {"wide": 10.4, "narrow": style.SMALL_SIZE}
# matplotlib spaces lines by this much of the size of the letters.
_LINE_HEIGHT: Final = 1.0
# What the picture of people covers, from the left and up to here, and where its words stand.
_COVERED_FROM_IN: Final = {"wide": (1.52, 1.80), "narrow": (0.0, 2.52)}
_PEOPLE_TITLE_IN: Final = {"wide": (2.12, 1.42), "narrow": (0.3, 1.62)}
_COHORT_IN: Final = {"wide": (6.85, 1.42, 34), "narrow": (0.3, 2.44, 58)}


def _axes(figure: Figure, layout: str, name: str) -> Axes:
    left, bottom, width, height = _PLACES_IN[layout][name]
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    return figure.add_axes((left / across, bottom / up, width / across, height / up))


def _weeks(axes: Axes, layout: str, title: str, lines: int) -> None:
    axes.set(xlim=(0, YEAR_WEEKS))
    axes.xaxis.set_major_locator(FixedLocator([0, 10, 20, 30, 40, YEAR_WEEKS]))
    # On a narrow page the list stands between the title and its panel.
    axes.set_title(title, pad=3 if layout == "wide" else 72 * lines * _LINE_IN[layout] + 4)
    axes.tick_params(axis="x", length=3)
    axes.yaxis.labelpad = 2


def _other_side(axes: Axes) -> Axes:
    twin = axes.twinx()
    twin.spines["right"].set_visible(True)
    twin.xaxis.set_major_locator(FixedLocator([0, 10, 20, 30, 40, YEAR_WEEKS]))
    return twin


def _load_panel(axes: Axes, layout: str) -> Axes:
    _weeks(axes, layout, _("What was run"), 2)
    axes.set(ylim=(0, MOST_KM), ylabel=_("km"), xticklabels=[])
    axes.yaxis.set_major_locator(FixedLocator([0, 60, 120]))
    twin = _other_side(axes)
    twin.set(ylim=(LEAST_FORCE_BW, MOST_FORCE_BW))
    twin.set_ylabel(_("BW"), labelpad=2)
    twin.yaxis.set_major_locator(FixedLocator([3, 6, 9]))
    return twin


def _harm_panel(axes: Axes, layout: str) -> Axes:
    _weeks(axes, layout, _("Fibres and cells"), 2)
    axes.set(ylim=(0, MOST_DAMAGE_PCT), ylabel="%", xticklabels=[])
    axes.yaxis.set_major_locator(FixedLocator([0, 25, 50]))
    twin = _other_side(axes)
    twin.set(ylim=(0, MOST_DAMAGE_PCT / 50))
    twin.yaxis.set_major_locator(FixedLocator([0, 0.5, 1]))
    return twin


def _tendon_panel(axes: Axes, layout: str) -> None:
    _weeks(axes, layout, _("The tendon, change from the start"), 3)
    axes.set(ylim=(-MOST_CHANGE_PCT, MOST_CHANGE_PCT), ylabel="%", xlabel=_("week"))
    axes.yaxis.set_major_locator(FixedLocator([-50, 0, 50]))
    axes.axhline(0, color=style.PALE, lw=1)
    axes.xaxis.labelpad = 1


def _bars(axes: Axes) -> PolyCollection:
    bars = PolyCollection([], facecolors="#9FB3C4", edgecolors="white", lw=0.4)
    axes.add_collection(bars, autolim=False)
    return bars


def _curve(axes: Axes, color: str, marker: str) -> Line2D:
    (line,) = axes.plot(
        [],
        [],
        color=color,
        lw=2.2,
        ls=style.MODEL_DASHES,
        marker=marker,
        ms=6,
        mec="white",
        mew=0.7,
        markevery=(_MARK_EVERY_DAYS // 2, _MARK_EVERY_DAYS),
    )
    return line


def _ghost(axes: Axes) -> Line2D:
    (line,) = axes.plot([], [], color=style.GREY, lw=2.2, ls=(0, (1, 1.3)))
    return line


def _cursor(axes: Axes) -> Line2D:
    (line,) = axes.plot(
        [0, 0, 0],
        [0, 0.93, 1],
        color=style.INK,
        lw=1.5,
        marker="v",
        ms=7,
        markevery=[1],
        transform=axes.get_xaxis_transform(),
        clip_on=False,
    )
    return line


def _unknown(axes: Axes) -> Rectangle:
    patch = Rectangle(
        (YEAR_WEEKS, 0),
        0,
        1,
        transform=axes.get_xaxis_transform(),
        fc="white",
        ec=style.HATCH,
        hatch="//",
        lw=0,
        visible=False,
    )
    axes.add_patch(patch)
    return patch


def _ends(axes: Axes) -> Text:
    """Where the model ends, in words; over the panel, at its right end."""
    return axes.text(
        1.0,
        1.0,
        "",
        transform=axes.transAxes + ScaledTranslation(0, 3 / 72, axes.figure.dpi_scale_trans),
        ha="right",
        va="bottom",
        fontsize=style.SMALL_SIZE,
        fontweight="bold",
        visible=False,
    )


def _beside(axes: Axes, layout: str) -> Text:
    """What the dotted lines are; over the first panel, at its right end."""
    moved = ScaledTranslation(*_BESIDE_IN[layout], axes.figure.dpi_scale_trans)
    return axes.text(
        1.0,
        1.0,
        "",
        transform=axes.transAxes + moved,
        ha="right",
        va="bottom",
        fontsize=style.SMALL_SIZE,
        color=style.GREY,
    )


@dataclass(frozen=True)
class _Words:
    """Words in the figure that have less room on a narrow page."""

    ends: str
    beside: str
    sign: str


def _words(layout: str) -> _Words:
    if layout == "wide":
        return _Words(
            ends=_("the model ends in week {week}"),
            beside=_("dotted: {road} (km, cells, modulus)"),
            sign=_("week {week}"),
        )
    return _Words(
        ends=_("model ends\nin week {week}"),
        beside=_("dotted: {road}\n(km, cells, modulus)"),
        sign=_("week {week} (dashed: damaged; dotted: start)"),
    )


def _lists(figure: Figure, layout: str) -> dict[str, Text]:
    """Names with their markers, which stay; beside them one text of numbers for each panel."""
    named = {
        "load": [("", _("distance"), "#6F879B"), ("", _("peak force"), style.INK)],
        "harm": [
            ("s", _("damage"), style.BLUE),
            ("o", _("cells"), style.GREEN),
        ],
        "tendon": [
            ("^", _("stiffness"), style.BLUE),
            ("D", _("modulus"), style.INK),
            ("v", _("area"), style.PURPLE),
        ],
    }
    return {panel: _list(figure, layout, panel, rows) for panel, rows in named.items()}


def _list(figure: Figure, layout: str, panel: str, rows: list[tuple[str, str, str]]) -> Text:
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    left, top = _LISTS_IN[layout][panel]
    line, letters = _LINE_IN[layout], _LETTERS[layout]
    for number, (marker, name, color) in enumerate(rows):
        height = (top - line * (number + 0.5)) / up
        sample = Line2D(
            [left / across, (left + 0.24) / across],
            [height, height],
            color=color,
            lw=2.2 if marker or number else 7,
            ls=style.MODEL_DASHES if marker else "-",
            marker=marker or None,
            markevery=[1],
            ms=6,
            mec="white",
            mew=0.7,
            solid_capstyle="butt",
        )
        figure.add_artist(sample)
        figure.text((left + _NAME_AT_IN) / across, height, name, va="center", fontsize=letters)
    # One text of several lines costs a third of several texts; its lines stand beside the names.
    return figure.text(
        (left + _NUMBER_AT_IN[layout]) / across,
        (top - line * len(rows) / 2) / up,
        "",
        va="center",
        fontsize=letters,
        fontweight="bold",
        linespacing=line * 72 / letters / _LINE_HEIGHT,
    )


def _sign(axes: Axes, is_upright: bool) -> Sign:
    long_in, broad_in = (4.02, 1.42) if is_upright else (3.9, 0.70)
    axes.axis("off")
    along, across = (0.0, 10.0), (-broad_in / long_in * 5, broad_in / long_in * 5)
    axes.set(xlim=across if is_upright else along, ylim=along if is_upright else across)
    axes.set_autoscale_on(False)
    outline = _outline(1.0, is_upright)
    body = Polygon(outline, closed=True, fc=style.TISSUE_PALE, ec=style.TISSUE, lw=2.2)
    start = Polygon(outline, closed=True, fc="none", ec=style.INK, lw=1.2, ls=(0, (1, 2)))
    unknown = Polygon(outline, closed=True, fc="white", ec=style.HATCH, hatch="//", lw=1.5)
    for patch in (body, start, unknown):
        axes.add_patch(patch)
    sound = LineCollection([], colors=style.TISSUE, lw=1.4)
    damaged = LineCollection([], colors=style.INK, lw=1.8, ls=(0, (2, 2)))
    for lines in (sound, damaged):
        axes.add_collection(lines, autolim=False)
    looks: dict[str, Any] = {
        "ha": "center",
        "fontsize": style.SMALL_SIZE,
        "transform": axes.transAxes,
    }
    caption = axes.text(
        0.5, 1.0, "", va="top" if is_upright else "bottom", fontweight="bold", **looks
    )
    if is_upright:
        axes.text(0.5, 0.0, _("dashed: damaged\ndotted: at the start"), va="bottom", **looks)
    return Sign(body, start, sound, damaged, unknown, caption, is_upright)


_HALF: Final = {True: 1.02, False: 0.58}
_ENDS: Final = {True: (0.95, 9.2), False: (0.1, 9.9)}


def _half_along(thickness_ratio: float, along: FloatArray, is_upright: bool) -> FloatArray:
    """Half the thickness along the tendon: a swelling in the middle, the ends as they were."""
    low, high = _ENDS[is_upright]
    hump = np.sin(np.pi * (along - low) / (high - low)) ** 2
    return np.asarray(_HALF[is_upright] * (1 + (thickness_ratio - 1) * hump))


def _outline(thickness_ratio: float, is_upright: bool) -> FloatArray:
    along = np.linspace(*_ENDS[is_upright], 60)
    half = _half_along(thickness_ratio, along, is_upright)
    around = np.column_stack([np.r_[along, along[::-1]], np.r_[half, -half[::-1]]])
    return around[:, ::-1] if is_upright else around


def _cover(figure: Figure, layout: str) -> Rectangle:
    """White over the lowest panel with all that belongs to it, for what was measured in people."""
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    left, top = _COVERED_FROM_IN[layout]
    cover = Rectangle(
        (left / across, 0),
        1 - left / across,
        top / up,
        transform=figure.transFigure,
        fc="white",
        lw=0,
        zorder=4,
    )
    figure.add_artist(cover)
    return cover


def _people(figure: Figure, layout: str) -> Axes:
    """Hazards measured in runners, over the lowest panel; drawn only when they are in focus."""
    axes = _axes(figure, layout, "people")
    axes.set_zorder(5)
    letters = _LETTERS[layout]
    axes.set(xlim=(0.8, 3.7), ylim=(2.6, -0.6))
    axes.set_xlabel(_("hazard, 1 = as usual (95 % interval)"), labelpad=1, fontsize=letters)
    axes.xaxis.set_major_locator(FixedLocator([1, 2, 3]))
    axes.spines["left"].set_visible(False)
    axes.yaxis.set_major_locator(NullLocator())
    axes.axvline(1, color=style.GREY, lw=1)
    for place, row_id in enumerate(HAZARDS):
        _hazard(axes, place, value(row_id), letters)
    inches = figure.dpi_scale_trans
    left, bottom = _PEOPLE_TITLE_IN[layout]
    axes.text(
        left,
        bottom,
        _("Measured: injuries after one longer run"),
        transform=inches,
        fontsize=11.5 if layout == "narrow" else style.TITLE_SIZE,
        fontweight="bold",
    )
    left, top, width = _COHORT_IN[layout]
    words = textwrap.fill(_cohort_words(), width)
    axes.text(left, top, words, transform=inches, va="top", fontsize=letters)
    return axes


def _hazard(axes: Axes, place: int, row: Value, letters: float) -> None:
    """A published hazard with its interval, and for which runs it was found."""
    if row.spread_low is None or row.spread_high is None:
        raise ValueError(f"register row {row.id} has no interval to draw")
    mean = _mean(row)
    spread = [[mean - row.spread_low], [row.spread_high - mean]]
    axes.errorbar(mean, place, xerr=spread, fmt="o", ms=6.5, color=style.INK, capsize=3.5, lw=2)
    axes.annotate(
        _excess(row),
        (0, place),
        xycoords=axes.get_yaxis_transform(),
        xytext=(-6, 0),
        textcoords="offset points",
        ha="right",
        va="center",
        fontsize=letters,
    )


def _in_drawing_order(handles: Handles) -> tuple[Artist, ...]:
    sign = handles.sign
    return (
        handles.bars,
        *handles.ghosts.values(),
        handles.force,
        *handles.curves.values(),
        *handles.unknown,
        *handles.cursors,
        handles.ends,
        handles.beside,
        *handles.numbers.values(),
        sign.body,
        sign.sound,
        sign.damaged,
        sign.start,
        sign.unknown,
        sign.caption,
        handles.people,
    )


# ---------- moving ----------


def _move_load(handles: Handles, result: Picture) -> None:
    history = result.year.history
    handles.bars.set_verts(
        [
            np.array([(week, 0.0), (week, km), (week + 1, km), (week + 1, 0.0)])
            for week, km in enumerate(history.km)
        ]
    )
    edges = np.arange(history.weeks + 1)
    handles.force.set_data(edges, [*history.peak_force_bw, history.peak_force_bw[-1]])
    ghost = handles.ghosts["km"]
    if result.other is None or result.road is None:
        handles.beside.set_text("")
        return
    other = result.other.history.km
    ghost.set_data(np.repeat(np.arange(len(other) + 1), 2)[1:-1], np.repeat(other, 2))
    handles.beside.set_text(handles.words.beside.format(road=result.road.text))


def _move_numbers(handles: Handles, result: Picture) -> None:
    year, numbers = result.year, handles.numbers
    running = min(max(result.week, 1), year.history.weeks) - 1
    numbers["load"].set_text(
        _("{km:.0f} km\n{force:.1f} BW").format(
            km=year.history.km[running], force=year.history.peak_force_bw[running]
        )
    )
    if not result.is_known:
        numbers["harm"].set_text("?\n?")
        numbers["tendon"].set_text("?\n?\n?")
        return
    row = year.row_of(result.week)
    cells = float(year.reactivity[row])
    numbers["harm"].set_text(
        _("{damage:.0f} %\n{cells:.2f}, {word}").format(
            damage=float(year.damage_pct[row]), cells=cells, word=cells_word(cells)
        )
    )
    changes = (year.stiffness_pct, year.modulus_pct, year.area_pct)
    numbers["tendon"].set_text("\n".join(_signed(c[row]) for c in changes))


def _move_sign(sign: Sign, words: _Words, result: Picture) -> None:
    year, known = result.year, result.is_known
    row = year.row_of(result.week)
    thickness = float(year.thickness_ratio[row])
    sign.caption.set_text(words.sign.format(week=result.week))
    sign.unknown.set_visible(not known)
    for part in (sign.body, sign.start, sign.sound, sign.damaged):
        part.set_visible(known)
    if not known:
        return
    sign.body.set_xy(_outline(thickness, sign.is_upright))
    along = np.linspace(*_ENDS[sign.is_upright], 60)
    half = _half_along(thickness, along, sign.is_upright)
    waves = float(year.disorganised[row])
    damaged = round(_FIBRES * float(year.damage_pct[row]) / 100)
    places = np.linspace(-0.84, 0.84, _FIBRES)
    # Damaged ones lie in the middle, where the tendon swells, and are spread between sound ones.
    broken = set(np.argsort(np.abs(places), kind="stable")[: 2 * damaged : 2].tolist())
    fibres: dict[bool, list[FloatArray]] = {True: [], False: []}
    hump = np.sin(np.pi * (along - along[0]) / (along[-1] - along[0])) ** 2
    for number, place in enumerate(places):
        bend = 0.55 * waves * hump * np.sin(along * 4.2 + 2.4 * number)
        line = np.column_stack([along, half * place + 0.4 * bend * _HALF[sign.is_upright]])
        fibres[number in broken].append(line[:, ::-1] if sign.is_upright else line)
    sign.sound.set_segments(fibres[False])
    sign.damaged.set_segments(fibres[True])
