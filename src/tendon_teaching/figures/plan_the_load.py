"""Twelve weeks on a calendar, the load of each week, and the range of what may come of it.

A cell has a letter and a colour; the letter says all. Bars show the chosen ruler, small marks the
other two, each scaled to its own largest week, so that one sees where they disagree. Results are
ranges of made-up people under both stories. The sentence in the box is about this plan.
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
from matplotlib.patches import FancyBboxPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.textpath import TextPath

from tendon_teaching.figures import style
from tendon_teaching.figures.stage import Drawing, Layout
from tendon_teaching.models.plan_the_load import (
    CARDS,
    DAYS,
    RULERS,
    WEEKS,
    Card,
    Feedback,
    Light,
    Outcome,
    Range,
    Ruler,
    card_letters,
    day_names,
    light_words,
    rule_words,
)
from tendon_teaching.models.regimens import DAYS_PER_WEEK
from tendon_teaching.texts import _

LAYOUTS: Final = {"wide": Layout(10.0, 4.5), "narrow": Layout(4.5, 7.0)}
PICTURE_LIKE: Final = False
SOURCES: Final = (
    "L275",
    "L162",
    "L120",
    "L172",
    "L173",
    "L174",
    "L178",
    "L226",
    "L228",
    "L230",
    "L313",
    "L118",
)

# As in the editor beside the picture, which repeats them after eight.
_COLOURS: Final = (
    "#ffffff",
    "#cfe3f1",
    "#fbe3a6",
    "#bfe6d8",
    "#f6cfb4",
    "#ecd3e0",
    "#dbeefb",
    "#e3e6ea",
)
CARD_COLOURS: Final = dict(
    zip(CARDS, (_COLOURS[place % len(_COLOURS)] for place in range(len(CARDS))), strict=True)
)
_MARKS: Final = {Ruler.HOW_OFTEN: "o", Ruler.TOGETHER: "s", Ruler.HOW_HARD: "D"}
_SHAPES: Final = {
    Light.GO_ON: ("o", style.GREEN),
    Light.SAME_AGAIN: ("^", style.ORANGE),
    Light.LESS: ("s", style.VERMILION),
}
_LETTER_SIZE: Final = 10.5
_BAR: Final = 0.31
VISA_A_ENDS: Final = (0.0, 100.0)
STIFFNESS_ENDS: Final = (50.0, 150.0)
_ROWS: Final = 3  # start, Story A, Story B
_CHARACTERS: Final = {"wide": 123, "narrow": 55}


@dataclass(frozen=True, eq=False)
class Picture:
    """What the figure shows: a plan with its outcome, the ruler, the sentence, and the outcome of
    another plan to hold it against, if one is."""

    found: Outcome
    ruler: Ruler
    said: Feedback
    beside: Outcome | None = None
    beside_name: str = ""


@dataclass(frozen=True)
class Results:
    """The moving parts of one panel of results."""

    axes: Axes
    spread: LineCollection
    half: LineCollection
    middle: Line2D
    beside: LineCollection
    beside_middle: Line2D
    numbers: tuple[Text, ...]


@dataclass(frozen=True)
class Handles:
    """Everything that moves."""

    layout: str
    cells: PolyCollection
    letters: tuple[Line2D, ...]
    massaged: Line2D
    here: Line2D
    bars: PolyCollection
    marks: dict[Ruler, Line2D]
    longest: Text
    visa_a: Results
    stiffness: Results
    week: Text
    rule: Text
    said: Text


# ---------- building ----------

# Left, bottom, width and height of each axes, in inches.
_PLACES_IN: Final = {
    "wide": {
        "calendar": (0.36, 1.06, 2.36, 2.82),
        "budget": (2.92, 1.06, 1.62, 2.82),
        "visa_a": (5.52, 3.10, 2.98, 0.94),
        "stiffness": (5.52, 1.86, 2.98, 0.66),
        "rule": (4.92, 0.86, 5.0, 0.54),
    },
    "narrow": {
        "calendar": (0.34, 4.44, 2.20, 2.12),
        "budget": (2.74, 4.44, 1.62, 2.12),
        "visa_a": (0.72, 2.93, 2.46, 0.54),
        "stiffness": (0.72, 1.96, 2.46, 0.50),
        "rule": (0.06, 1.06, 4.4, 0.50),
    },
}


def draw(layout: str) -> Drawing:
    """Build the figure: grid, weeks, axes, the key to the letters and the box of the sentence."""
    size = LAYOUTS[layout]
    figure = Figure(figsize=(size.width_in, size.height_in), dpi=size.dots_per_inch)
    calendar = _axes(figure, layout, "calendar")
    cells, letters, massaged, here = _calendar(calendar, layout)
    bars, marks, longest = _budget(_axes(figure, layout, "budget"), layout)
    visa_a = _results(
        _axes(figure, layout, "visa_a"),
        layout,
        _("VISA-A (high is good)"),
        VISA_A_ENDS,
        style.SYMPTOMS,
    )
    week = _week_in_view(visa_a.axes)
    stiffness = _results(
        _axes(figure, layout, "stiffness"),
        layout,
        _("Stiffness, % of healthy"),
        STIFFNESS_ENDS,
        style.TISSUE,
    )
    rule = _rule(_axes(figure, layout, "rule"), layout)
    _key(figure, layout)
    handles = Handles(
        layout,
        cells,
        letters,
        massaged,
        here,
        bars,
        marks,
        longest,
        visa_a,
        stiffness,
        week,
        rule,
        _box(figure, layout),
    )
    return Drawing(figure, _in_drawing_order(handles), handles)


def _axes(figure: Figure, layout: str, name: str) -> Axes:
    left, bottom, width, height = _PLACES_IN[layout][name]
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    return figure.add_axes((left / across, bottom / up, width / across, height / up))


def _calendar(axes: Axes, layout: str) -> tuple[Any, ...]:
    axes.set(xlim=(0, DAYS_PER_WEEK), ylim=(WEEKS, 0), xticks=[], yticks=[])
    axes.axis("off")
    _title(axes, _("Twelve weeks"), layout, 0.0)
    for place, name in enumerate(day_names()):
        axes.text(
            place + 0.5,
            -0.12,
            name[:1],
            ha="center",
            va="bottom",
            fontsize=style.SMALL_SIZE,
            color=style.GREY,
        )
    for week in range(WEEKS):
        axes.text(
            -0.22,
            week + 0.52,
            str(week + 1),
            ha="right",
            va="center",
            fontsize=style.SMALL_SIZE,
            color=style.GREY,
        )
    corners = [
        [(day, week), (day + 1, week), (day + 1, week + 1), (day, week + 1)]
        for week in range(WEEKS)
        for day in range(DAYS_PER_WEEK)
    ]
    cells = PolyCollection(corners, facecolors="white", edgecolors=style.PALE, linewidths=0.8)
    axes.add_collection(cells)
    letters = tuple(_stamp(axes, letter) for letter in card_letters())
    (massaged,) = axes.plot([], [], "o", ms=3.4, color=style.BLACK, clip_on=False)
    (here,) = axes.plot([], [], "<", ms=6.5, color=style.BLACK, clip_on=False)
    return cells, letters, massaged, here


def _stamp(axes: Axes, letter: str) -> Line2D:
    """A letter as a marker: 84 of them are drawn in the time of one text."""
    # Markers are scaled to their largest corner, so every letter gets its own size in points.
    shape = TextPath((0, 0), letter, size=_LETTER_SIZE)
    vertices = np.asarray(shape.vertices)
    centre = (vertices.max(axis=0) + vertices.min(axis=0)) / 2
    centred = Path(vertices - centre, shape.codes)
    largest = float(np.abs(centred.vertices).max())
    (line,) = axes.plot(
        [], [], ls="", marker=centred, ms=2 * largest, mew=0.0, color=style.INK, clip_on=False
    )
    return line


def _budget(axes: Axes, layout: str) -> tuple[PolyCollection, dict[Ruler, Line2D], Text]:
    axes.set(xlim=(0, 1.06), ylim=(WEEKS, 0), xticks=[], yticks=[])
    axes.spines["bottom"].set_visible(False)
    axes.spines["left"].set_color(style.GREY)
    _title(axes, _("Load in the week"), layout, 0.0)
    bars = PolyCollection([], facecolors=style.SKY, edgecolors=style.TISSUE, linewidths=0.8)
    axes.add_collection(bars)
    marks = {}
    for ruler in RULERS:
        (marks[ruler],) = axes.plot(
            [],
            [],
            ls=(0, (1, 1.4)),
            lw=0.9,
            marker=_MARKS[ruler],
            ms=5.0,
            mfc="white",
            mec=style.INK,
            mew=1.0,
            color=style.GREY,
            clip_on=False,
        )
    longest = axes.text(
        0.0,
        -0.12,
        "",
        va="bottom",
        ha="left",
        fontsize=style.SMALL_SIZE,
        color=style.INK,
    )
    for place, ruler in enumerate(RULERS):
        left = (0.0, 0.34, 0.75)[place]
        axes.plot(
            [left + 0.03],
            [WEEKS + 0.62],
            ls="",
            marker=_MARKS[ruler],
            ms=5.0,
            mfc="white",
            mec=style.INK,
            mew=1.0,
            clip_on=False,
        )
        axes.text(
            left + 0.085,
            WEEKS + 0.62,
            _short(ruler),
            va="center",
            ha="left",
            fontsize=style.SMALL_SIZE,
        )
    return bars, marks, longest


def _short(ruler: Ruler) -> str:
    return {
        Ruler.HOW_OFTEN: _("often"),
        Ruler.TOGETHER: _("added"),
        Ruler.HOW_HARD: _("hard"),
    }[ruler]


def _title(axes: Axes, words: str, layout: str, left: float) -> None:
    axes.annotate(
        words,
        (left, 1.0),
        xycoords="axes fraction",
        xytext=(0, 15.0),
        textcoords="offset points",
        va="bottom",
        ha="left",
        fontsize=style.TITLE_SIZE if layout == "wide" else 11.5,
        fontweight="bold",
        annotation_clip=False,
    )


def _results(axes: Axes, layout: str, head: str, ends: tuple[float, float], colour: str) -> Results:
    axes.set(xlim=ends, ylim=(_ROWS - 0.45, -0.55), yticks=range(_ROWS))
    axes.set_yticklabels([_("start"), _("Story A"), _("Story B")], fontsize=style.SMALL_SIZE)
    axes.set_xticks(np.linspace(*ends, 5))
    axes.tick_params(axis="x", labelsize=style.SMALL_SIZE, pad=1.5)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x", color=style.PALE, lw=0.8)
    axes.set_axisbelow(True)
    axes.annotate(
        head,
        (0.0, 1.0),
        xycoords="axes fraction",
        xytext=(-(42 if layout == "wide" else 48), 2.5),
        textcoords="offset points",
        va="bottom",
        ha="left",
        fontsize=style.TITLE_SIZE if layout == "wide" else 11.0,
        fontweight="bold",
        annotation_clip=False,
    )
    spread = LineCollection([], colors=colour, lw=1.8, linestyles=[style.MODEL_DASHES])
    half = LineCollection([], colors=colour, lw=6.5, alpha=0.45, capstyle="butt")
    beside = LineCollection([], colors=style.GREY, lw=1.6, linestyles=[(0, (1, 1.2))])
    for lines in (half, spread, beside):
        axes.add_collection(lines)
    (middle,) = axes.plot([], [], "o", ms=7.5, mfc="white", mec=colour, mew=2.0)
    (other,) = axes.plot([], [], "x", ms=6.0, mec=style.GREY, mew=2.0)
    numbers = tuple(
        axes.annotate(
            "",
            (1.0, row),
            xycoords=axes.get_yaxis_transform(),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            ha="left",
            fontsize=10.5 if layout == "wide" else style.SMALL_SIZE,
            annotation_clip=False,
        )
        for row in (1, 2)
    )
    return Results(axes, spread, half, middle, beside, other, numbers)


def _week_in_view(axes: Axes) -> Text:
    return axes.annotate(
        "",
        (1.0, 1.0),
        xycoords="axes fraction",
        xytext=(6, 2.5),
        textcoords="offset points",
        va="bottom",
        ha="left",
        fontsize=style.SMALL_SIZE,
        annotation_clip=False,
    )


def _rule(axes: Axes, layout: str) -> Text:
    axes.set(xlim=(0, 1), ylim=(2.5, -0.5))
    axes.axis("off")
    size = 10.2 if layout == "wide" else style.SMALL_SIZE
    for row, light in enumerate(Light):
        marker, colour = _SHAPES[light]
        axes.plot(
            [0.018],
            [row],
            ls="",
            marker=marker,
            ms=9.5,
            mfc=colour,
            mec=style.INK,
            mew=0.8,
            clip_on=False,
        )
        axes.text(0.05, row, light_words(light), va="center", fontsize=size)
    return axes.text(
        0.0, -0.66, "", va="bottom", ha="left", fontsize=size, fontweight="bold", color=style.INK
    )


def _key(figure: Figure, layout: str) -> None:
    pairs = [f"{letter} {card.text}" for letter, card in zip(card_letters(), CARDS, strict=True)]
    words = "  ".join(pairs[1:]) + "  " + _("• massage first")
    if layout == "narrow":
        rows = (pairs[1:4], pairs[4:8], [*pairs[8:], _("• massage first")])
        words = "\n".join("   ".join(row) for row in rows)
    figure.text(
        0.008 if layout == "wide" else 0.02,
        (0.80 if layout == "wide" else 4.20) / LAYOUTS[layout].height_in,
        words,
        va="top",
        ha="left",
        fontsize=style.SMALL_SIZE,
        linespacing=1.2,
    )


def _box(figure: Figure, layout: str) -> Text:
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    height = 0.50 if layout == "wide" else 0.92
    figure.add_artist(
        FancyBboxPatch(
            (0.06 / across, 0.04 / up),
            1 - 0.12 / across,
            height / up,
            boxstyle="square,pad=0",
            transform=figure.transFigure,
            fc=style.TISSUE_PALE,
            ec=style.PALE,
            lw=0.8,
        )
    )
    return figure.text(
        0.14 / across,
        (0.04 + height / 2) / up,
        "",
        va="center",
        ha="left",
        fontsize=10.5 if layout == "wide" else style.SMALL_SIZE,
        linespacing=1.25,
    )


def _in_drawing_order(handles: Handles) -> tuple[Artist, ...]:
    results = [
        artist
        for panel in (handles.visa_a, handles.stiffness)
        for artist in (
            panel.half,
            panel.spread,
            panel.beside,
            panel.beside_middle,
            panel.middle,
            *panel.numbers,
        )
    ]
    return (
        handles.cells,
        *handles.letters,
        handles.massaged,
        handles.here,
        handles.bars,
        *handles.marks.values(),
        handles.longest,
        *results,
        handles.week,
        handles.rule,
        handles.said,
    )


# ---------- moving ----------


def update(drawing: Drawing, result: Picture) -> None:
    """Move every artist to ``result``."""
    handles: Handles = drawing.handles
    _move_calendar(handles, result)
    _move_budget(handles, result)
    found, beside = result.found, result.beside
    week = found.week
    handles.week.set_text(_("in week {week}").format(week=week))
    _move_results(
        handles.visa_a,
        (found.a.visa_a_at(0), found.a.visa_a_at(week), found.b.visa_a_at(week)),
        (beside.a.visa_a_at(week), beside.b.visa_a_at(week)) if beside else None,
    )
    _move_results(
        handles.stiffness,
        (found.a.stiffness_at(0), found.a.stiffness_at(week), found.b.stiffness_at(week)),
        (beside.a.stiffness_at(week), beside.b.stiffness_at(week)) if beside else None,
    )
    handles.rule.set_text(rule_words(found.plan.choices.pain_allowed))
    handles.said.set_text(_wrapped(_words_in_box(result), handles.layout))


def _words_in_box(result: Picture) -> str:
    if result.beside is None:
        return result.said.text
    return _beside_words(result)


def _wrapped(words: str, layout: str) -> str:
    return "\n".join(textwrap.wrap(words, _CHARACTERS[layout]))


def _move_calendar(handles: Handles, result: Picture) -> None:
    plan = result.found.plan
    handles.cells.set_facecolor([CARD_COLOURS[card] for card in plan.calendar.days])
    for card, line in zip(CARDS, handles.letters, strict=True):
        # A day of rest stays empty: what is done stands out.
        places = [day for day in range(DAYS) if plan.calendar.days[day] is card]
        if card is Card.REST:
            places = []
        line.set_data(
            [day % DAYS_PER_WEEK + 0.5 for day in places],
            [day // DAYS_PER_WEEK + 0.53 for day in places],
        )
    before = [
        day
        for day in range(DAYS)
        if plan.has_massage_on(day) and plan.calendar.days[day] is not Card.MASSAGE
    ]
    handles.massaged.set_data(
        [day % DAYS_PER_WEEK + 0.16 for day in before],
        [day // DAYS_PER_WEEK + 0.26 for day in before],
    )
    week = result.said.week if result.beside is None else None
    handles.here.set_data(*(([DAYS_PER_WEEK + 0.2], [week - 0.5]) if week else ([], [])))


def _move_budget(handles: Handles, result: Picture) -> None:
    plan = result.found.plan
    rows = np.arange(WEEKS)
    most = max(plan.budget(result.ruler))
    for ruler, line in handles.marks.items():
        line.set_data(_shares(plan.budget(ruler)), rows + 0.5)
        line.set_visible(most > 0 and ruler is not result.ruler)
    handles.bars.set_verts(
        [
            [
                (0, row + 0.5 - _BAR),
                (share, row + 0.5 - _BAR),
                (share, row + 0.5 + _BAR),
                (0, row + 0.5 + _BAR),
            ]
            for row, share in zip(rows, _shares(plan.budget(result.ruler)), strict=True)
        ]
    )
    words = _("{ruler}: up to {number}") if most else _("{ruler}: none")
    handles.longest.set_text(words.format(ruler=result.ruler.text, number=plain(most)))


def _shares(budget: tuple[float, ...]) -> list[float]:
    most = max(budget)
    return [number / most if most else 0.0 for number in budget]


def _move_results(
    panel: Results, ranges: tuple[Range, ...], beside: tuple[Range, ...] | None
) -> None:
    low, high = panel.axes.get_xlim()

    def kept(number: float) -> float:
        return min(max(number, low), high)

    offset = -0.14 if beside else 0.0
    heights = [0.0, 1.0 + offset, 2.0 + offset]
    panel.spread.set_segments(
        [[(kept(r.low), y), (kept(r.high), y)] for r, y in zip(ranges, heights, strict=True)]
    )
    panel.half.set_segments(
        [
            [(kept(r.quarter), y), (kept(r.three_quarters), y)]
            for r, y in zip(ranges, heights, strict=True)
        ]
    )
    panel.middle.set_data([kept(r.middle) for r in ranges], heights)
    others = beside or ()
    panel.beside.set_segments(
        [[(kept(r.low), row + 1.3), (kept(r.high), row + 1.3)] for row, r in enumerate(others)]
    )
    panel.beside_middle.set_data(
        [kept(r.middle) for r in others], [row + 1.3 for row in range(len(others))]
    )
    for text, r in zip(panel.numbers, ranges[1:], strict=True):
        text.set_text(
            _("{middle:.0f} ({low:.0f} to {high:.0f})").format(
                middle=r.middle, low=r.low, high=r.high
            )
        )


# ---------- words ----------


def read_out(result: Picture) -> str:
    """The sentence under the picture, with the numbers of ``result``."""
    found, week = result.found, result.found.week
    a, b = found.a.visa_a_at(week), found.b.visa_a_at(week)
    return _(
        "Week {week}: VISA-A about {a:.0f} (Story A) or {b:.0f} (B), 5 to 95 %: {low:.0f} to "
        "{high:.0f}; stiffness {k:.0f} %. A range of made-up people, not this person."
    ).format(
        week=week,
        a=a.middle,
        b=b.middle,
        low=min(a.low, b.low),
        high=max(a.high, b.high),
        k=found.a.stiffness_at(week).middle,
    )


def text_alternative(result: Picture) -> str:
    """The picture in words, following the state."""
    found, plan = result.found, result.found.plan
    week = found.week
    a = found.a.visa_a_at(week)
    budget = plan.budget(result.ruler)
    parts = [
        _(
            "Calendar of {weeks} weeks with {sessions} days of loading, {runs} with a run, "
            "{massages} with massage; case: {case}."
        ).format(
            weeks=WEEKS,
            sessions=plan.calendar.loading_days,
            runs=found.runs_planned,
            massages=plan.massages,
            case=plan.case.label,
        ),
        _("Bars of each week by the ruler “{ruler}”, {shape}.").format(
            ruler=result.ruler.text, shape=_shape(budget, result.ruler)
        ),
        _(
            "Ranges of made-up people: VISA-A in week {week} has median {a:.0f} in Story A, "
            "{low:.0f} to {high:.0f}, and {b:.0f} in Story B; stiffness {k:.0f} % of healthy, "
            "from {k0:.0f} %."
        ).format(
            week=week,
            a=a.middle,
            low=a.low,
            high=a.high,
            b=found.b.visa_a_at(week).middle,
            k=found.a.stiffness_at(week).middle,
            k0=found.a.stiffness_at(0).middle,
        ),
        rule_words(plan.choices.pain_allowed) + ".",
        _words_in_box(result),
    ]
    return " ".join(parts)


def _shape(budget: tuple[float, ...], ruler: Ruler) -> str:
    most = max(budget)
    if not most:
        return _("all empty")
    empty = sum(number == 0 for number in budget)
    words = _("highest in week {week} with {number} {unit}").format(
        week=budget.index(most) + 1, number=plain(most), unit=ruler.unit
    )
    if min(budget) == most:
        words = _("every week {number} {unit}").format(number=plain(most), unit=ruler.unit)
    if empty:
        words += ", " + _("weeks without load: {count}").format(count=empty)
    return words


def _beside_words(result: Picture) -> str:
    found, beside = result.found, result.beside
    assert beside is not None
    week = found.week
    return _(
        "Beside it (× dotted): {name}. VISA-A in week {week}: {a:.0f} against {oa:.0f} in Story A, "
        "{b:.0f} against {ob:.0f} in B. Stiffness: {k:.0f} against {ok:.0f} %. Most of the spread "
        "is people, not plans."
    ).format(
        name=result.beside_name,
        week=week,
        a=found.a.visa_a_at(week).middle,
        oa=beside.a.visa_a_at(week).middle,
        b=found.b.visa_a_at(week).middle,
        ob=beside.b.visa_a_at(week).middle,
        k=found.a.stiffness_at(week).middle,
        ok=beside.a.stiffness_at(week).middle,
    )


def plain(number: float) -> str:
    """A number of any size, short: two digits that count below ten, three above."""
    if number >= 1e6:
        return _("{millions} million").format(millions=f"{float(f'{number / 1e6:.3g}'):g}")
    if number == 0 or number >= 9.95:
        return f"{float(f'{number:.3g}'):,.0f}"
    return f"{float(f'{number:.2g}'):.6f}".rstrip("0").rstrip(".")
