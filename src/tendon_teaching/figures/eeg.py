"""Two EEG studies side by side: which way brain waves moved under massage, as published.

Arrows give directions and nothing else, because no sizes were seen in print. The waves beside the
names of the bands are signs, not recordings: nothing is simulated here. Beside the arrows stand the
people, and where the hands were.
"""

import textwrap
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Polygon, Rectangle
from matplotlib.text import Text

from tendon_teaching.evidence import value
from tendon_teaching.figures import style
from tendon_teaching.figures.stage import Drawing, Layout
from tendon_teaching.figures.stress_ladder import Still
from tendon_teaching.figures.where_hands import Hands, Study, build_where_hands, hands_of
from tendon_teaching.texts import _

__all__ = [
    "GROUPS_OF_2004",
    "LAYOUTS",
    "PICTURE_LIKE",
    "SOURCES",
    "Agreement",
    "Band",
    "Pattern",
    "Picture",
    "Shown",
    "Way",
    "agreement",
    "draw",
    "pattern_2004",
    "pattern_2018",
    "people",
    "read_out",
    "text_alternative",
    "update",
]

LAYOUTS: Final = {"wide": Layout(10.0, 4.5), "narrow": Layout(4.5, 7.0)}
PICTURE_LIKE: Final = False
SOURCES: Final = ("M023", "M024", "M025", "M026", "M027")

# The abstract of the 2004 study names three groups of the size that its rows carry.
GROUPS_OF_2004: Final = 3


class Band(StrEnum):
    """What was read: four bands of brain waves, slow to fast, and the heart rate."""

    DELTA = "delta"
    THETA = "theta"
    ALPHA = "alpha"
    BETA = "beta"
    HEART = "heart"

    @property
    def text(self) -> str:
        """The band in words."""
        return {
            Band.DELTA: _("delta"),
            Band.THETA: _("theta"),
            Band.ALPHA: _("alpha"),
            Band.BETA: _("beta"),
            Band.HEART: _("heart rate"),
        }[self]


class Way(IntEnum):
    """Which way a reading went; not seen means that the register holds nothing on it."""

    DOWN = -1
    NOT_SEEN = 0
    UP = 1

    @property
    def text(self) -> str:
        """The way in a word."""
        return {Way.DOWN: _("down"), Way.NOT_SEEN: _("not seen"), Way.UP: _("up")}[self]


class Shown(IntEnum):
    """How much of the two studies is on the picture."""

    NOTHING = 0
    FIRST = 1
    MODERATE = 2
    LIGHT = 3

    @property
    def text(self) -> str:
        """The choice in words."""
        return {
            Shown.NOTHING: _("no study yet"),
            Shown.FIRST: _("the study of 2018"),
            Shown.MODERATE: _("and 2004, moderate pressure"),
            Shown.LIGHT: _("and 2004, light pressure"),
        }[self]


class Agreement(StrEnum):
    """How two studies stand to each other in one band."""

    OPPOSITE = "opposite"
    SAME = "same"
    ONE_ONLY = "one_only"
    NEITHER = "neither"

    @property
    def text(self) -> str:
        """The agreement in words."""
        return {
            Agreement.OPPOSITE: _("opposite"),
            Agreement.SAME: _("same way"),
            Agreement.ONE_ONLY: _("in one study only"),
            Agreement.NEITHER: _("not seen"),
        }[self]


@dataclass(frozen=True)
class Pattern:
    """What one study published: a way for each band, and the rows of the register."""

    ways: dict[Band, Way]
    row_ids: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """What one position of the controls shows; ``band`` is None for all of them."""

    shown: Shown
    band: Band | None


def pattern_2018() -> Pattern:
    """Swedish massage, one side of the body at a time; beta only over one region."""
    ways = {
        Band.DELTA: Way.DOWN,
        Band.THETA: Way.DOWN,
        Band.ALPHA: Way.UP,
        Band.BETA: Way.DOWN,
        Band.HEART: Way.NOT_SEEN,
    }
    return Pattern(ways, ("M023", "M024", "M025"))


def pattern_2004(shown: Shown) -> Pattern:
    """Two pressures of another study; bands that its rows do not name are not seen."""
    ways = dict.fromkeys(Band, Way.NOT_SEEN)
    if shown is Shown.MODERATE:
        ways |= {
            Band.DELTA: Way.UP,
            Band.ALPHA: Way.DOWN,
            Band.BETA: Way.DOWN,
            Band.HEART: Way.DOWN,
        }
        return Pattern(ways, ("M026",))
    ways |= {Band.DELTA: Way.DOWN, Band.HEART: Way.UP}
    return Pattern(ways, ("M027",))


def agreement(band: Band, shown: Shown) -> Agreement:
    """How the studies on the picture stand to each other in ``band``."""
    one, other = pattern_2018().ways[band], pattern_2004(shown).ways[band]
    if one is Way.NOT_SEEN and other is Way.NOT_SEEN:
        return Agreement.NEITHER
    if Way.NOT_SEEN in (one, other):
        return Agreement.ONE_ONLY
    return Agreement.SAME if one is other else Agreement.OPPOSITE


def people() -> tuple[int, int, int]:
    """People of the 2018 study, of one group of the 2004 study, and of all its groups."""
    first, group = value("M023").n or 0, value("M026").n or 0
    return first, group, GROUPS_OF_2004 * group


@dataclass(frozen=True)
class Column:
    """One study: an arrow for each band, or hatching where nothing was seen."""

    arrows: dict[Band, Polygon]
    unseen: dict[Band, Rectangle]
    words: dict[Band, Text]
    head: tuple[Text, ...]
    x: float


@dataclass(frozen=True)
class Handles:
    """Everything that moves."""

    first: Column
    second: Column
    verdicts: dict[Band, Text]
    frame: FancyBboxPatch
    rows: dict[Band, float]
    pressure: Text
    is_wide: bool
    still: Still
    second_place: tuple[Artist, ...]


@dataclass(frozen=True)
class Plan:
    """Where the parts lie, in inches."""

    top: float
    row: float
    name: float
    wave: float
    first: float
    second: float
    verdict: float
    right: float
    sign: tuple[float, float, float, float]
    other: tuple[float, float, int]
    foot: tuple[float, float, int]
    is_wide: bool

    def up(self, band: Band) -> float:
        """Height of the middle of a band's row; the heart stands a little apart."""
        place = list(Band).index(band)
        return self.top - self.row * (place + 0.5) - (0.06 if band is Band.HEART else 0.0)


_PLANS: Final = {
    "wide": Plan(
        top=3.52,
        row=0.54,
        name=0.12,
        wave=1.00,
        first=2.96,
        second=4.46,
        verdict=5.58,
        right=7.02,
        sign=(7.28, 2.34, 2.64, 2.06),
        other=(7.28, 2.00, 28),
        foot=(0.10, 0.56, 118),
        is_wide=True,
    ),
    "narrow": Plan(
        top=5.92,
        row=0.54,
        name=0.08,
        wave=0.0,
        first=1.34,
        second=2.38,
        verdict=3.33,
        right=4.46,
        sign=(0.08, 1.06, 2.20, 1.98),
        other=(2.40, 2.72, 22),
        foot=(0.08, 0.92, 56),
        is_wide=False,
    ),
}

_UP_COLOUR, _DOWN_COLOUR = style.VERMILION, style.TISSUE
_CYCLES: Final = {Band.DELTA: 1.5, Band.THETA: 3.0, Band.ALPHA: 5.5, Band.BETA: 11.0}


def draw(layout: str) -> Drawing:
    """Build the figure: rows, heads and people; the moving artists still empty."""
    sheet_in = LAYOUTS[layout]
    across, up = sheet_in.width_in, sheet_in.height_in
    figure = Figure(figsize=(across, up), dpi=sheet_in.dots_per_inch)
    sheet = figure.add_axes((0, 0, 1, 1))
    sheet.set(xlim=(0, across), ylim=(0, up))
    sheet.axis("off")
    plan = _PLANS[layout]
    _rows(sheet, plan)
    _foot(sheet, plan)
    frame = FancyBboxPatch(
        (plan.name - 0.04, 0), plan.right - plan.name + 0.02, plan.row - 0.08,
        boxstyle="round,pad=0,rounding_size=0.07", fc="none", ec=style.INK, lw=2.2,
    )  # fmt: skip
    sheet.add_patch(frame)
    pressure = sheet.text(
        plan.second, _head_y(plan) - 0.19, "", ha="center", va="center", fontsize=_SIZE
    )
    first_n, group_n, _all = people()
    first = _column(sheet, plan, plan.first, _("2018"), _("n = {n}").format(n=first_n))
    second = _column(sheet, plan, plan.second, _("2004"), _("n = {n}").format(n=group_n))
    massage = _("Swedish massage") if plan.is_wide else _("Swedish")
    first_massage = sheet.text(
        plan.first, _head_y(plan) - 0.19, massage, ha="center", va="center", fontsize=_SIZE
    )
    first = replace(first, head=(*first.head, first_massage))
    size = _SIZE if plan.is_wide else style.SMALL_SIZE
    verdicts = {
        band: _say(sheet, plan.verdict, plan.up(band), "", fontsize=size, fontweight="bold")
        for band in Band
    }
    build_where_hands(sheet, plan.sign, _hands(), words_below=True, lines=4)
    handles = Handles(
        first=first,
        second=second,
        verdicts=verdicts,
        frame=frame,
        rows={band: plan.up(band) for band in Band},
        pressure=pressure,
        is_wide=plan.is_wide,
        still=Still((), (0.0, 0.0, across, up)),
        second_place=_second_place(sheet, plan),
    )
    still = Still(_still_parts(handles), (0.0, 0.0, across, up))
    painted = (*still.parts, frame)
    for rank, artist in enumerate(painted):
        artist.set_zorder(3 + rank / len(painted))
    return Drawing(figure, (still, frame), replace(handles, still=still))


def update(drawing: Drawing, result: Picture) -> None:
    """Move every artist to ``result``."""
    handles: Handles = drawing.handles
    has_first, has_second = _has_first(result), _has_second(result)
    _move_column(handles.first, pattern_2018(), handles.rows, is_shown=has_first)
    _move_column(handles.second, pattern_2004(result.shown), handles.rows, is_shown=has_second)
    for band, text in handles.verdicts.items():
        words = _verdict_words(band, result, is_wide=handles.is_wide) if has_second else ""
        text.set_text(words)
        text.set_color(_verdict_colour(band, result))
    handles.pressure.set_text(_pressure_words(result.shown))
    for artist in handles.second_place:
        artist.set_visible(has_second)
    handles.still.look = result.shown
    handles.frame.set_visible(result.band is not None)
    if result.band is not None:
        handles.frame.set_y(handles.rows[result.band] - handles.frame.get_height() / 2)


def read_out(result: Picture) -> str:
    """The sentence under the picture."""
    if result.shown is Shown.NOTHING:
        return _("No study on the picture yet. {who}").format(who=_who())
    if result.band is None:
        words = _("2018: {first}.").format(first=_pattern_words(pattern_2018()))
        if _has_second(result):
            words += " " + _("2004, {pressure}: {second}.").format(
                pressure=_pressure_words(result.shown),
                second=_pattern_words(pattern_2004(result.shown)),
            )
        return f"{words} {_who()}"
    return f"{_band_words(result.band, result)} {_who()}"


def text_alternative(result: Picture) -> str:
    """The picture in words, following the state."""
    parts = [
        _("Table of arrows, rows from slow to fast waves and the heart rate; directions only.")
    ]
    if result.shown is Shown.NOTHING:
        parts.append(_("No arrows yet."))
    else:
        parts += [_band_words(band, result) for band in Band]
    if result.band is not None:
        parts.append(_("Framed: {band}.").format(band=result.band.text))
    parts.append(_hands().words)
    if _has_second(result):
        parts.append(_("Where the hands were in 2004 was not seen."))
    parts += [_who(), _("Published directions; nothing is simulated.")]
    return " ".join(parts)


# ---------- building ----------

_SIZE: Final = 10.3


def _head_y(plan: Plan) -> float:
    return plan.top + 0.52


def _rows(axes: Axes, plan: Plan) -> None:
    """Names of the bands with a wave as a sign, and a line between rows."""
    title = _("Brain waves under massage: which way?")
    axes.text(
        plan.name,
        plan.top + (0.93 if plan.is_wide else 0.98),
        title,
        va="top",
        fontsize=style.TITLE_SIZE,
        fontweight="bold",
    )
    for band in Band:
        y = plan.up(band)
        edge = y + plan.row / 2
        axes.plot([plan.name, plan.right], [edge, edge], color=style.PALE, lw=1.0)
        _say(axes, plan.name + 0.04, y, band.text, fontsize=11.5, fontweight="bold")
        if band in _CYCLES and plan.is_wide:
            across = np.linspace(0, 1, 160)
            wave = 0.11 * np.sin(2 * np.pi * _CYCLES[band] * across)
            axes.plot(plan.wave + 0.85 * across, y + wave, color=style.GREY, lw=1.3)
    if plan.is_wide:
        _say(
            axes,
            plan.wave,
            plan.top + 0.14,
            _("slow to fast (signs)"),
            color=style.GREY,
        )


def _foot(axes: Axes, plan: Plan) -> None:
    left, top, letters = plan.foot
    words = [
        textwrap.fill(words, letters)
        for words in (
            _("Arrows: direction only; no sizes were seen in print. Nothing is simulated."),
            _who() + " " + _("In 2018 no pain was measured and nobody went without massage."),
        )
    ]
    axes.text(left, top, "\n".join(words), va="top", fontsize=style.SMALL_SIZE, linespacing=1.2)


def _who() -> str:
    first, _group, all_groups = people()
    return _("{first} and {second} healthy adults; no tendon patients.").format(
        first=first, second=all_groups
    )


def _hands() -> Hands:
    """Where the hands were in the study of 2018."""
    return replace(
        hands_of(Study.EEG), sentence=_("2018: the beta wave fell while the left arm was massaged.")
    )


def _second_place(axes: Axes, plan: Plan) -> tuple[Artist, ...]:
    left, top, letters = plan.other
    _first, group, _all = people()
    words = _("2004: where the hands were was not seen. {n} people in each of {groups} groups.")
    said = textwrap.fill(words.format(n=group, groups=GROUPS_OF_2004), letters)
    return (
        axes.text(left, top, "?", va="top", fontsize=26, fontweight="bold", color=style.GREY),
        axes.text(left + 0.34, top, said, va="top", fontsize=style.SMALL_SIZE, linespacing=1.15),
    )


def _column(axes: Axes, plan: Plan, x: float, name: str, people_words: str) -> Column:
    y = _head_y(plan)
    arrows, unseen, words = {}, {}, {}
    for band in Band:
        arrows[band] = Polygon(np.zeros((7, 2)), fc=_UP_COLOUR, lw=0)
        unseen[band] = Rectangle(
            (x - 0.16, plan.up(band) - 0.17), 0.32, 0.34, fc="white", ec=style.GREY, hatch="////"
        )
        axes.add_patch(arrows[band])
        axes.add_patch(unseen[band])
        words[band] = _say(axes, x + 0.22, plan.up(band), "", fontsize=_SIZE)
    looks: dict[str, Any] = {"ha": "center", "va": "center"}
    head = (
        axes.text(x, y, name, fontsize=12.5, fontweight="bold", **looks),
        axes.text(x, y - 0.37, people_words, fontsize=_SIZE, color=style.GREY, **looks),
    )
    return Column(arrows, unseen, words, head, x)


def _still_parts(handles: Handles) -> tuple[Artist, ...]:
    parts: list[Artist] = []
    for column in (handles.first, handles.second):
        for group in (column.arrows, column.unseen, column.words):
            parts += group.values()
    return (
        *parts,
        *handles.first.head,
        *handles.second.head,
        handles.pressure,
        *handles.verdicts.values(),
        *handles.second_place,
    )


# ---------- moving ----------


def _move_column(
    column: Column, pattern: Pattern, rows: dict[Band, float], *, is_shown: bool
) -> None:
    for artist in column.head:
        artist.set_visible(is_shown)
    for band, way in pattern.ways.items():
        column.arrows[band].set_visible(is_shown and way is not Way.NOT_SEEN)
        column.unseen[band].set_visible(is_shown and way is Way.NOT_SEEN)
        column.words[band].set_visible(is_shown)
        column.words[band].set_text(way.text)
        if way is not Way.NOT_SEEN:
            column.arrows[band].set_xy(_arrow(column.x, rows[band], way))
            column.arrows[band].set_facecolor(_UP_COLOUR if way is Way.UP else _DOWN_COLOUR)


def _arrow(x: float, y: float, way: Way) -> np.ndarray:
    """An arrow of one size for all: only its direction speaks."""
    outline = np.array(
        [(-0.06, -0.19), (-0.06, 0.0), (-0.15, 0.0), (0.0, 0.19), (0.15, 0.0), (0.06, 0.0),
         (0.06, -0.19)]
    )  # fmt: skip
    return np.asarray(np.array([x, y]) + outline * np.array([1, int(way)]))


# ---------- words ----------


def _has_first(result: Picture) -> bool:
    return result.shown is not Shown.NOTHING


def _has_second(result: Picture) -> bool:
    return result.shown in (Shown.MODERATE, Shown.LIGHT)


def _pressure_words(shown: Shown) -> str:
    return {Shown.MODERATE: _("moderate pressure"), Shown.LIGHT: _("light pressure")}.get(shown, "")


def _verdict_words(band: Band, result: Picture, *, is_wide: bool) -> str:
    found = agreement(band, result.shown)
    sign = {Agreement.OPPOSITE: "↕ ", Agreement.SAME: "= "}.get(found, "")
    if band is Band.BETA and found is Agreement.SAME:
        return sign + (
            _("same way,\n2018 in one spot") if is_wide else _("same; 2018\nin one spot")
        )
    if found is Agreement.ONE_ONLY and not is_wide:
        return _("one only")
    return sign + found.text


def _verdict_colour(band: Band, result: Picture) -> str:
    return style.INK if agreement(band, result.shown) is Agreement.OPPOSITE else style.GREY


def _pattern_words(pattern: Pattern) -> str:
    seen = [(band, way) for band, way in pattern.ways.items() if way is not Way.NOT_SEEN]
    return ", ".join(_("{band} {way}").format(band=band.text, way=way.text) for band, way in seen)


def _band_words(band: Band, result: Picture) -> str:
    """One band in all studies on the picture, as a sentence."""
    name = band.text[:1].upper() + band.text[1:]
    first = pattern_2018().ways[band]
    if not _has_second(result):
        return _("{band}: {way} in 2018.").format(band=name, way=first.text)
    words = _("{band}: {one} in 2018, {other} in 2004 ({pressure}): {verdict}.").format(
        band=name,
        one=first.text,
        other=pattern_2004(result.shown).ways[band].text,
        pressure=_pressure_words(result.shown),
        verdict=agreement(band, result.shown).text,
    )
    if band is Band.BETA:
        words += " " + _("In 2018 only over the touch area opposite the massaged arm.")
    return words


def _say(axes: Axes, x: float, y: float, words: str, **looks: Any) -> Text:
    looks = {"va": "center", "fontsize": style.SMALL_SIZE, "linespacing": 1.1, **looks}
    return axes.text(x, y, words, **looks)
