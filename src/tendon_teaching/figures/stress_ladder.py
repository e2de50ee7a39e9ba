"""Hand against step: a ladder of stress, cards on what students ask, and where the hands were.

The ladder is logarithmic, in megapascals and in kilograms on each square centimetre. What presses
across the fibres stands in one column, what pulls along them in another. Two sentences never leave
the picture: hands do dent a tendon, and pressing is not pulling.
"""

import textwrap
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Ellipse, FancyBboxPatch, Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from tendon_teaching.evidence import claim, value
from tendon_teaching.figures import style
from tendon_teaching.figures.stage import Drawing, Layout
from tendon_teaching.figures.where_hands import (
    Hands,
    Study,
    WhereHands,
    build_where_hands,
    hands_of,
    move_where_hands,
)
from tendon_teaching.models.activities import activity
from tendon_teaching.models.massage import ThoughtExperiment
from tendon_teaching.models.stress_ladder import (
    HARDEST_HAND_KG_PER_CM2,
    KG_PER_CM2_IN_MPA,
    Direction,
    HandAgainstStep,
    Rung,
    ladder,
)
from tendon_teaching.texts import _

__all__ = [
    "LAYOUTS",
    "PICTURE_LIKE",
    "SOURCES",
    "Card",
    "Picture",
    "Still",
    "draw",
    "honest_sentences",
    "read_out",
    "short_name",
    "text_alternative",
    "update",
]

LAYOUTS: Final = {"wide": Layout(10.0, 4.5), "narrow": Layout(4.5, 7.0)}
PICTURE_LIKE: Final = False
SOURCES: Final = (
    "M041", "M074", "S114", "L276", "L161", "S109", "S112", "L275", "S110", "L162", "S113b",
    "S115", "S080", "M051", "M053", "M054", "M054b", "M055", "M055b", "M079", "M080", "M082",
    "M151", "M153", "M159", "M001",
)  # fmt: skip

HAND_COLOUR: Final = "#7A5C43"
HAND_FILL: Final = "#DDB892"
PULL_COLOUR: Final = style.TISSUE


class Card(StrEnum):
    """What stands beside the ladder."""

    LADDER = "ladder"
    KNOTS = "knots"
    BLOOD = "blood"
    ANIMALS = "animals"
    WHAT_IF = "what_if"

    @property
    def text(self) -> str:
        """The card in words."""
        return {
            Card.LADDER: _("hand and step"),
            Card.KNOTS: _("knots and scar"),
            Card.BLOOD: _("“it brings blood”"),
            Card.ANIMALS: _("animals"),
            Card.WHAT_IF: _("what if massage did rebuild?"),
        }[self]


@dataclass(frozen=True)
class Picture:
    """What one position of the controls shows.

    ``curve`` holds the thought experiment at several sizes of effect, ``what_if`` at the one asked.
    """

    against: HandAgainstStep
    card: Card
    what_if: ThoughtExperiment
    curve: tuple[ThoughtExperiment, ...]

    @property
    def hand_kg_per_cm2(self) -> float:
        """The hand in kilograms on each square centimetre."""
        return self.against.hand_mpa / KG_PER_CM2_IN_MPA


@dataclass(frozen=True)
class Marks:
    """What moves on the ladder."""

    hand: Line2D
    hand_line: Line2D
    hand_words: Text
    box: FancyBboxPatch
    chosen: Line2D
    methods: Line2D
    gap: Line2D
    times: Text
    day: Text


class Still(Artist):
    """Artists that have only a few looks: each look is drawn once, then put back as pixels.

    Words take matplotlib most of its time, and those of a card never change. ``box`` (left, bottom,
    width, height, in inches) must hold all parts, and nothing else that moves may be drawn before
    them in it. ``look`` names the look to put back. Where a figure is saved and not kept, the parts
    draw themselves.
    """

    def __init__(self, parts: tuple[Artist, ...], box: tuple[float, float, float, float]) -> None:
        super().__init__()
        self.parts = parts
        self.box = box
        self.look: Hashable = None
        self._kept: dict[tuple[Hashable, float], Any] = {}
        for part in parts:
            part.set_animated(True)

    def draw(self, renderer: Any) -> None:
        """Draw the parts, or put back the pixels of an earlier drawing."""
        if not self.get_visible():
            return
        key = (self.look, renderer.dpi)
        if key in self._kept:
            renderer.restore_region(self._kept[key])
            return
        for part in self.parts:
            part.draw(renderer)
        if hasattr(renderer, "copy_from_bbox"):
            left, bottom, width, height = (renderer.dpi * inches for inches in self.box)
            bounds = Bbox.from_bounds(left, bottom, width, height)
            self._kept[key] = renderer.copy_from_bbox(bounds)


@dataclass(frozen=True)
class Handles:
    """Everything that moves, and where the ladder lies."""

    plan: "Plan"
    marks: Marks
    cards: dict[Card, tuple[Artist, ...]]
    hand_number: Text
    step_number: Text
    curve: Line2D
    curve_mark: Line2D
    loading: Line2D
    loading_words: Text
    what_if_words: Text
    chart: "Chart"
    sign: WhereHands
    rat: tuple[Artist, ...]
    stills: dict[Card, Still]
    sign_still: Still


@dataclass(frozen=True)
class Plan:
    """Where everything lies, in inches, and how many letters fit."""

    bottom: float
    top: float
    axis: float
    across: float
    along: float
    labels: float
    right: float
    fan: float
    stagger: float
    card: tuple[float, float, float, float]
    chart: tuple[float, float, float, float]
    words: tuple[float, float, int]
    honest: tuple[float, float, int]
    sign: tuple[float, float, float, float]
    is_wide: bool

    def up(self, mpa: float) -> float:
        """Height of a stress on the ladder."""
        share = (np.log10(mpa) - np.log10(_LOWEST)) / (np.log10(_HIGHEST) - np.log10(_LOWEST))
        return float(self.bottom + share * (self.top - self.bottom))


@dataclass(frozen=True)
class Chart:
    """A small field for data: limits in its own units, place in inches."""

    box: tuple[float, float, float, float]
    across: tuple[float, float]
    high: tuple[float, float]

    def x(self, number: float) -> float:
        """Where a number lies across."""
        left, _bottom, width, _height = self.box
        return left + width * (number - self.across[0]) / (self.across[1] - self.across[0])

    def y(self, number: float) -> float:
        """Where a number lies up."""
        _left, bottom, _width, height = self.box
        return bottom + height * (number - self.high[0]) / (self.high[1] - self.high[0])


_LOWEST, _HIGHEST = 0.001, 200.0

_PLANS: Final = {
    "wide": Plan(
        bottom=1.00,
        top=4.02,
        axis=0.62,
        across=0.78,
        along=2.92,
        labels=3.88,
        right=5.42,
        fan=0.184,
        stagger=0.155,
        card=(6.18, 1.16, 3.76, 3.30),
        chart=(6.34, 2.62, 3.46, 1.30),
        words=(6.32, 2.42, 47),
        honest=(0.06, 0.76, 86),
        sign=(6.62, 0.03, 3.30, 1.05),
        is_wide=True,
    ),
    "narrow": Plan(
        bottom=4.02,
        top=6.62,
        axis=0.50,
        across=0.60,
        along=2.02,
        labels=2.66,
        right=3.86,
        fan=0.168,
        stagger=0.10,
        card=(0.05, 1.98, 4.40, 1.92),
        chart=(0.16, 2.08, 1.84, 1.44),
        words=(2.16, 3.54, 28),
        honest=(0.06, 1.87, 60),
        sign=(0.06, 0.02, 4.30, 0.98),
        is_wide=False,
    ),
}


def draw(layout: str) -> Drawing:
    """Build the figure: ladder, cards and sentences; the moving artists still empty."""
    size = LAYOUTS[layout]
    figure = Figure(figsize=(size.width_in, size.height_in), dpi=size.dots_per_inch)
    sheet = figure.add_axes((0, 0, 1, 1))
    sheet.set(xlim=(0, size.width_in), ylim=(0, size.height_in))
    sheet.axis("off")
    plan = _PLANS[layout]
    _axis(sheet, plan)
    _across_column(sheet, plan)
    _along_column(sheet, plan)
    _honest(sheet, plan)
    _card_frame(sheet, plan)
    marks = _marks(sheet, plan)
    pictures, hand_number, step_number = _ladder_card(sheet, plan)
    what_if, chart, moving = _what_if_card(sheet, plan)
    cards = {
        Card.LADDER: pictures,
        Card.KNOTS: _knots_card(sheet, plan),
        Card.BLOOD: _blood_card(sheet, plan),
        Card.ANIMALS: _animals_card(sheet, plan),
        Card.WHAT_IF: what_if,
    }
    sign, rat = build_where_hands(sheet, plan.sign, hands_of(Study.FRICTION)), _rat(sheet, plan)
    movers = {hand_number, step_number, *moving}
    handles = Handles(
        plan=plan,
        marks=marks,
        cards=cards,
        hand_number=hand_number,
        step_number=step_number,
        curve=moving[0],
        curve_mark=moving[1],
        loading=moving[2],
        loading_words=moving[3],
        what_if_words=moving[4],
        chart=chart,
        sign=sign,
        rat=rat,
        stills={
            card: Still(tuple(part for part in parts if part not in movers), plan.card)
            for card, parts in cards.items()
        },
        sign_still=Still((*sign.artists(), *rat), plan.sign),
    )
    order = _in_drawing_order(handles)
    painted = [part for one in order for part in (one.parts if isinstance(one, Still) else (one,))]
    for rank, artist in enumerate(painted):
        artist.set_zorder(3 + rank / len(painted))
    return Drawing(figure, order, handles)


def update(drawing: Drawing, result: Picture) -> None:
    """Move every artist to ``result``."""
    handles: Handles = drawing.handles
    _move_ladder(handles.plan, handles.marks, result)
    for card, artists in handles.cards.items():
        for artist in artists:
            artist.set_visible(card is result.card)
        handles.stills[card].set_visible(card is result.card)
    _move_card(handles, result)
    _move_sign(handles, result.card)
    handles.sign_still.look = result.card


def read_out(result: Picture) -> str:
    """The sentence under the picture, with the numbers of ``result``."""
    rung = result.against.rung
    is_ladder = result.card is Card.LADDER
    # Beside a card there is room for the ratio only; the ladder itself shows the rest.
    pattern = (
        _(
            "Your hand: {hand:.1f} kg on each cm², across. {what}: about {pull} kg on each cm², "
            "along, {times} times more{day}."
        )
        if is_ladder
        else _("Your hand: {hand:.1f} kg on each cm². {what}: {times} times more.")
    )
    parts = [
        pattern.format(
            hand=result.hand_kg_per_cm2,
            what=_capital(rung.text),
            pull=_round(rung.kg_per_cm2),
            times=_times(result.against),
            day=_day_words(rung),
        )
    ]
    if is_ladder and rung.has_range:
        parts.append(_range_words(rung))
    if result.card is Card.WHAT_IF:
        parts.append(_what_if_words(result.what_if))
    elif result.card is Card.BLOOD:
        parts.append(
            _("Leg artery: {rest} at rest or massaged, {kick} kicking lightly.").format(
                rest=_flow_text("M051"), kick=_flow_text("M053")
            )
        )
    elif result.card is Card.ANIMALS:
        parts.append(
            _("Rat knee ligament: {early} stiffer at 4 weeks, {late} at 12.").format(
                early=value("M151").text, late=value("M153").text
            )
        )
    elif result.card is Card.KNOTS:
        parts.append(_("No good human evidence that massage pushes out knots or breaks scar."))
    return " ".join(parts)


def text_alternative(result: Picture) -> str:
    """The picture in words, following the state."""
    low, high = _friction_kg()
    words = [
        _(
            "Ladder of stress on a logarithmic axis from {lowest} to {highest} megapascals, with "
            "kilograms on each square centimetre beside it."
        ).format(lowest=_LOWEST, highest=f"{_HIGHEST:.0f}"),
        _(
            "Across the fibres: your hand {hand:.1f} kg on each cm²; friction massage by "
            "therapists {low:.1f} to {high:.1f}."
        ).format(hand=result.hand_kg_per_cm2, low=low, high=high),
        _("Along the fibres, marked: {what}, about {pull}, {times} times the hand.").format(
            what=result.against.rung.text,
            pull=_round(result.against.rung.kg_per_cm2),
            times=_times(result.against),
        ),
        _range_words(result.against.rung),
        _("Card: {card}.").format(card=result.card.text),
        _CARD_WORDS[result.card](result),
        *honest_sentences(),
        _sign_words(result.card),
    ]
    return " ".join(part for part in words if part)


def honest_sentences() -> tuple[str, str]:
    """The two sentences that never leave the picture."""
    return (
        _("Hands do dent a tendon, sideways; drawn here, it springs back."),
        _(
            "Pressing across is not pulling along: this compares orders of magnitude, and proves "
            "nothing about massage directly."
        ),
    )


def short_name(rung: Rung) -> str:
    """A rung as it is written on the ladder."""
    return {
        "seated_raise": _("seated raise"),
        "walking": _("walking step"),
        "heel_raise": _("heel raise"),
        "running": _("running step"),
        "hop": _("forward hop"),
        "breaking": _("breaking"),
    }.get(rung.name, rung.text)


# ---------- the ladder ----------

_SIZE: Final = 10.3


def _axis(axes: Axes, plan: Plan) -> None:
    """Megapascals at the left, kilograms on each square centimetre at the right."""
    for x in (plan.axis, plan.right):
        axes.plot([x, x], [plan.bottom, plan.top], color=style.GREY, lw=1.0)
    for power in range(-3, 3):
        y = plan.up(10.0**power)
        axes.plot([plan.axis, plan.right], [y, y], color="#E9ECEF", lw=0.8, zorder=0)
        axes.plot([plan.axis - 0.05, plan.axis], [y, y], color=style.INK, lw=1.0)
        _say(axes, plan.axis - 0.08, y, f"{10.0**power:g}", ha="right")
    for power in range(-2, 4):
        y = plan.up(10.0**power * KG_PER_CM2_IN_MPA)
        axes.plot([plan.right, plan.right + 0.05], [y, y], color=style.INK, lw=1.0)
        _say(axes, plan.right + 0.08, y, f"{10**power:,}" if power >= 0 else f"{10.0**power:g}")
    head = plan.top + 0.22
    _say(axes, plan.axis - 0.08, head, _("MPa"), ha="right", color=style.GREY)
    left = plan.right - 0.06 if plan.is_wide else plan.right - 0.02
    _say(axes, left, head, _("kg/cm²"), color=style.GREY)
    looks: dict[str, Any] = {"fontsize": 10.8, "fontweight": "bold"}
    across, along = _("↓ pressed across"), _("↔ pulled along")
    if not plan.is_wide:
        across, along = _("↓ across"), _("↔ along")
    _say(axes, plan.across, head, across, color=HAND_COLOUR, **looks)
    _say(axes, plan.along - 0.10, head, along, color=PULL_COLOUR, **looks)


def _across_column(axes: Axes, plan: Plan) -> None:
    rungs = {one.name: one for one in ladder() if one.direction is Direction.ACROSS}
    x = plan.across + 0.08
    for name in ("light_massage", "deep_massage"):
        y = plan.up(rungs[name].stress_mpa)
        axes.plot([x], [y], "v", ms=7, color=HAND_COLOUR)
    top = plan.up(rungs["deep_massage"].stress_mpa)
    words = _("deep and light in a reflex\nstudy: its own sensor, not\nto be compared")
    if not plan.is_wide:
        words = _("deep, light: reflex\nstudy, own sensor")
    _say(axes, x + 0.12, top - (0.02 if plan.is_wide else 0.05), words, va="center")
    friction = rungs["friction_massage"]
    low, high = plan.up(friction.low_mpa), plan.up(friction.high_mpa)
    axes.add_patch(
        Rectangle((x - 0.07, low), 0.14, high - low, fc="#EFE0CF", ec=HAND_COLOUR, lw=1.2)
    )
    axes.plot([x], [plan.up(friction.stress_mpa)], "v", ms=8, color=HAND_COLOUR)
    n = value("M074").n
    words = _("friction massage: middle\nhalf of {n} therapists")
    if not plan.is_wide:
        words = _("friction massage,\n{n} therapists")
    hardest = plan.up(HARDEST_HAND_KG_PER_CM2 * KG_PER_CM2_IN_MPA)
    # The bracket to the seated raise, the nearest pull, needs a gap beside the words.
    left = x - (0.07 if plan.is_wide else 0.15)
    _say(axes, left, hardest + 0.11, words.format(n=n), va="bottom")


def _along_column(axes: Axes, plan: Plan) -> None:
    """Each pull with its range, an arrow to both sides, and a line to its name."""
    for place, one in enumerate(_pulls()):
        x, y = _pull_x(plan, place), plan.up(one.stress_mpa)
        label = _label_y(plan, place)
        near = plan.labels - 0.16
        axes.plot([x, near, plan.labels - 0.03], [y, y, label], color=style.GREY, lw=0.8)
        if one.has_range:
            ends = [plan.up(one.low_mpa), plan.up(one.high_mpa)]
            axes.plot([x, x], ends, color=PULL_COLOUR, lw=2.0, alpha=0.55, marker="_", ms=6)
        marker = "X" if one.name == "breaking" else "D"
        colour = style.INK if one.name == "breaking" else PULL_COLOUR
        axes.plot([x], [y], marker, ms=7 if marker == "X" else 5, color=colour, mec="white")
        _say(axes, plan.labels, label, short_name(one))


def _pulls() -> tuple[Rung, ...]:
    """What pulls along, the smallest first."""
    return tuple(one for one in ladder() if one.direction is Direction.ALONG)


def _pull_x(plan: Plan, place: int) -> float:
    return plan.along + plan.stagger * place - (0.0 if plan.is_wide else 0.08)


def _label_y(plan: Plan, place: int) -> float:
    return plan.top - 0.04 - plan.fan * (len(_pulls()) - 1 - place)


def _marks(axes: Axes, plan: Plan) -> Marks:
    box = FancyBboxPatch(
        (plan.labels - 0.03, 0), plan.right - plan.labels - 0.06, plan.fan - 0.02,
        boxstyle="round,pad=0.005,rounding_size=0.04", fc="none", ec=PULL_COLOUR, lw=2.0,
    )  # fmt: skip
    axes.add_patch(box)
    middle = (plan.along + plan.right) / 2 + 0.12
    low = plan.bottom + 0.40 * (plan.top - plan.bottom)
    big: dict[str, Any] = {"ha": "center", "va": "center", "fontweight": "bold"}
    step = 0.36 if plan.is_wide else 0.28
    axes.text(middle, low - step, _("your hand"), ha="center", va="center", fontsize=_SIZE)
    return Marks(
        hand=axes.plot([], [], "v", ms=13, color=HAND_FILL, mec=HAND_COLOUR, mew=1.8)[0],
        hand_line=axes.plot([], [], color=HAND_COLOUR, lw=1.4, ls=(0, (1.5, 1.5)))[0],
        hand_words=axes.text(
            0, 0, "", va="center", fontsize=_SIZE, fontweight="bold", color=HAND_COLOUR,
            linespacing=1.05,
        ),
        box=box,
        chosen=axes.plot([], [], "o", ms=12, mfc="none", mec=PULL_COLOUR, mew=2.0)[0],
        methods=axes.plot([], [], color=style.INK, lw=1.8, marker="_", ms=11, mew=1.8)[0],
        gap=axes.plot([], [], color=style.INK, lw=1.6, marker="_", ms=9, mew=1.8)[0],
        times=axes.text(middle, low, "", fontsize=22 if plan.is_wide else 17, **big),
        day=axes.text(
            middle, low - 2.0 * step, "", ha="center", va="center", fontsize=_SIZE, color=style.GREY
        ),
    )  # fmt: skip


def _move_ladder(plan: Plan, marks: Marks, result: Picture) -> None:
    rung, hand_y = result.against.rung, plan.up(result.against.hand_mpa)
    names = [one.name for one in _pulls()]
    place = names.index(rung.name)
    x, y = _pull_x(plan, place), plan.up(rung.stress_mpa)
    at = plan.across + (0.36 if plan.is_wide else 0.30)
    marks.hand.set_data([at], [hand_y])
    gap_x = plan.along - (0.26 if plan.is_wide else 0.20)
    marks.hand_line.set_data([plan.axis, gap_x], [hand_y, hand_y])
    marks.hand_words.set_position((at + 0.14, hand_y - 0.10))
    words = _("your hand {kg:.1f}") if plan.is_wide else _("hand {kg:.1f}")
    marks.hand_words.set_text(words.format(kg=result.hand_kg_per_cm2))
    marks.box.set_y(_label_y(plan, place) - plan.fan / 2 + 0.01)
    marks.chosen.set_data([x], [y])
    marks.methods.set_visible(rung.has_range)
    marks.methods.set_data([x, x], [plan.up(rung.low_mpa), plan.up(rung.high_mpa)])
    marks.gap.set_data([gap_x, gap_x], [hand_y, y])
    marks.times.set_text(_("{times} ×").format(times=_times(result.against)))
    marks.day.set_text(_short_day(rung))


def _honest(axes: Axes, plan: Plan) -> None:
    left, top, letters = plan.honest
    if not plan.is_wide:
        top -= 0.06
    size = style.SMALL_SIZE + (0.4 if plan.is_wide else 0.0)
    words = [textwrap.fill(sentence, letters) for sentence in honest_sentences()]
    axes.text(left, top, "\n".join(words), va="top", fontsize=size, linespacing=1.18)


# ---------- the cards ----------


def _card_frame(axes: Axes, plan: Plan) -> None:
    left, bottom, width, height = plan.card
    axes.add_patch(
        FancyBboxPatch(
            (left + 0.04, bottom + 0.04), width - 0.08, height - 0.08,
            boxstyle="round,pad=0.02,rounding_size=0.08", fc="#FAFBFC", ec=style.PALE, lw=1.2,
        )
    )  # fmt: skip


def _title(axes: Axes, plan: Plan, words: str) -> Text:
    left, bottom, _width, height = plan.card
    return axes.text(
        left + 0.12, bottom + height - 0.10, words, va="top", fontsize=11.5, fontweight="bold"
    )


def _card_text(axes: Axes, plan: Plan, words: str, **looks: Any) -> Text:
    left, top, letters = plan.words
    lines = [textwrap.fill(sentence, letters) for sentence in words.split("\n")]
    looks = {"va": "top", "fontsize": style.SMALL_SIZE, "linespacing": 1.14, **looks}
    return axes.text(left, top, "\n".join(lines), **looks)


def _chart_title(axes: Axes, plan: Plan, words: str) -> Text:
    left, bottom, _width, height = plan.chart
    return _say(axes, left, bottom + height - 0.02, words, color=style.GREY)


def _ladder_card(axes: Axes, plan: Plan) -> tuple[tuple[Artist, ...], Text, Text]:
    """The tendon twice: a thumb that dents it, and a step that pulls it."""
    left, bottom, width, height = plan.chart
    half = 0.17 if plan.is_wide else 0.09
    artists: list[Artist] = [_title(axes, plan, _("A hand and a step"))]
    if plan.is_wide:
        rows, right = (bottom + height * 0.58, bottom - 0.58), left + width
    else:
        rows, right = (bottom + height * 0.74, bottom + height * 0.24), left + width
    across = np.linspace(left, right, 60)
    middle = (left + right) / 2
    dent = 0.9 * half * np.exp(-(((across - middle) / 0.16) ** 2))
    outline = np.concatenate(
        [
            np.column_stack([across, rows[0] + half - dent]),
            np.column_stack([across[::-1], np.full(60, rows[0] - half)]),
        ]
    )
    artists.append(_patch(axes, Polygon(outline, fc=style.TISSUE_PALE, ec=PULL_COLOUR, lw=1.6)))
    thumb = FancyBboxPatch(
        (middle - 0.09, rows[0] + 0.12 * half), 0.18, 0.34 if plan.is_wide else 0.24,
        boxstyle="round,pad=0,rounding_size=0.09", fc=HAND_FILL, ec=HAND_COLOUR, lw=1.4,
    )  # fmt: skip
    artists.append(_patch(axes, thumb))
    low = rows[0] + 0.12 * half
    artists.append(_arrow(axes, (middle, low + 0.22), (middle, low + 0.03), HAND_COLOUR))
    inset = 0.42
    artists.append(
        _patch(
            axes,
            Rectangle(
                (left + inset, rows[1] - half), right - left - 2 * inset, 2 * half,
                fc=style.TISSUE_PALE, ec=PULL_COLOUR, lw=1.6,
            ),
        )
    )  # fmt: skip
    for fibre in (-0.5, 0.0, 0.5):
        y = rows[1] + fibre * half
        line = axes.plot([left + inset + 0.04, right - inset - 0.04], [y, y], color=PULL_COLOUR)[0]
        line.set_linewidth(0.9)
        artists.append(line)
    artists.append(_arrow(axes, (left + inset, rows[1]), (left + 0.06, rows[1]), PULL_COLOUR))
    artists.append(_arrow(axes, (right - inset, rows[1]), (right - 0.06, rows[1]), PULL_COLOUR))
    numbers = []
    for row, colour in zip(rows, (HAND_COLOUR, PULL_COLOUR), strict=True):
        x, y = (left, row - half - 0.10) if plan.is_wide else (plan.words[0], row + 0.30)
        numbers.append(
            axes.text(
                x, y, "", va="top", fontsize=_SIZE, fontweight="bold", color=colour, linespacing=1.1
            )
        )
    return (*artists, *numbers), numbers[0], numbers[1]


def _knots_card(axes: Axes, plan: Plan) -> tuple[Artist, ...]:
    """Friction massage against none in two small comparisons: points with intervals across zero."""
    chart = Chart(_inner(plan, 0.0, 0.30), (-32.0, 24.0), (-1.3, 2.3))
    artists: list[Artist] = [_title(axes, plan, _("Knots and scar: pushed out?"))]
    words = _("Friction massage, elbow: pain, mm of 100")
    if not plan.is_wide:
        words = _("Elbow: pain, mm of 100")
    artists.append(_chart_title(axes, plan, words))
    low, high = chart.y(-0.2), chart.y(2.2)
    artists.append(axes.plot([chart.x(0)] * 2, [low, high], color=style.INK, lw=1.0)[0])
    for row, name in zip((1.6, 0.5), ("M079", "M080"), strict=True):
        found = value(name)
        ends = [chart.x(found.spread_low or 0.0), chart.x(found.spread_high or 0.0)]
        y = chart.y(row)
        artists.append(axes.plot(ends, [y, y], color=style.SYMPTOMS, lw=2, marker="|", ms=8)[0])
        middle = chart.x(found.value or 0.0)
        artists.append(
            axes.plot([middle], [y], "o", ms=7, mfc="white", mec=style.SYMPTOMS, mew=1.8)[0]
        )
    foot = chart.y(-0.75)
    artists.append(_say(axes, chart.x(-1.5), foot, _("◀ better"), ha="right"))
    artists.append(_say(axes, chart.x(1.5), foot, _("worse ▶")))
    trials = value("M082")
    artists.append(
        _card_text(
            axes,
            plan,
            _(
                "Not clear either way: {trials:.0f} small trials, {n} people, elbow and outer "
                "knee; none Achilles.\nOn knots and fibres: no good human evidence, and a "
                "model asks very large forces of dense tissue. Not shown; not “impossible”."
            ).format(trials=trials.value, n=trials.n),
        )
    )
    return tuple(artists)


def _blood_card(axes: Axes, plan: Plan) -> tuple[Artist, ...]:
    """Flow in the leg's artery: two studies, each on rows of its own."""
    artists: list[Artist] = [_title(axes, plan, _("“It brings blood”?"))]
    artists.append(_chart_title(axes, plan, _("Leg artery, mL/min")))
    chart = Chart(_inner(plan, 0.0, 0.16), (0.0, 2350.0 if plan.is_wide else 1300.0), (-0.1, 4.1))
    rows = (
        (3.4, "M051", _("rest, or massage"), ""),
        (2.5, "M053", _("light kicking"), "////"),
        (1.3, "M054b", _("rest"), ""),
        (0.4, "M054", _("massage"), ".."),
    )
    thick = 0.10 if plan.is_wide else 0.05
    for up, name, words, hatch in rows:
        found = value(name)
        y, number = chart.y(up), found.value or 0.0
        bar = Rectangle(
            (chart.x(0), y - thick), chart.x(number) - chart.x(0), 2 * thick, fc="#F6D9D0",
            ec=style.VERMILION, lw=1.2, hatch=hatch,
        )  # fmt: skip
        artists.append(_patch(axes, bar))
        spread = found.spread or 0.0
        ends = [chart.x(number - spread), chart.x(number + spread)]
        artists.append(axes.plot(ends, [y, y], color=style.INK, lw=1.4, marker="|", ms=5)[0])
        label = f"{words} {number:,.0f}"
        if plan.is_wide:
            artists.append(_say(axes, ends[1] + 0.06, y, label))
        else:
            artists.append(_say(axes, chart.x(0), y + 0.13, label))
    warm, cool = value("M055").value or 0.0, value("M055b").value or 0.0
    artists.append(
        _card_text(
            axes,
            plan,
            _(
                "Upper two: one study, n\u00a0=\u00a0{one}; no stroke of massage changed flow. "
                "Lower two: another, n\u00a0=\u00a0{two} (second-hand); no difference.\n"
                "The skin did get warmer, {warm:.1f} against {cool:.1f} °C."
            ).format(one=value("M051").n, two=value("M054").n, warm=warm, cool=cool),
        )
    )
    return tuple(artists)


def _animals_card(axes: Axes, plan: Plan) -> tuple[Artist, ...]:
    """Early gain in a cut ligament of rats, and what was left of it."""
    artists: list[Artist] = [_title(axes, plan, _("Animals: hands did change tissue"))]
    words = _("Cut knee ligament of rats: stiffer by")
    if not plan.is_wide:
        words = _("Rat ligament: stiffer by")
    artists.append(_chart_title(axes, plan, words))
    chart = Chart(_inner(plan, 0.0, 0.16), (0.0, 62.0 if plan.is_wide else 105.0), (0.0, 2.2))
    for up, name, when in ((1.6, "M151", _("week 4")), (0.6, "M153", _("week 12"))):
        number = value(name).value or 0.0
        y = chart.y(up)
        bar = Rectangle(
            (chart.x(0), y - 0.14), chart.x(number) - chart.x(0), 0.28, fc=style.TISSUE_PALE,
            ec=style.TISSUE, lw=1.4, hatch="" if up > 1 else "////",
        )  # fmt: skip
        artists.append(_patch(axes, bar))
        label = _("{when}: {number:.1f} %").format(when=when, number=number)
        artists.append(_say(axes, chart.x(number) + 0.06, y, label, fontweight="bold"))
    artists.append(
        _card_text(
            axes,
            plan,
            _(
                "Against the other side: an acute cut healed sooner, and most of the lead was lost."
                "\nIdle rat muscle wasted in spite of massage.\nSo “never changes tissue” goes too "
                "far. For a sore human Achilles it is not shown."
            ),
        )
    )
    return tuple(artists)


def _what_if_card(
    axes: Axes, plan: Plan
) -> tuple[tuple[Artist, ...], Chart, tuple[Line2D, Line2D, Line2D, Text, Text]]:
    """A thought experiment: gain of stiffness by how much one massage would be worth."""
    box = _inner(plan, 0.36, 0.24)
    lift = 0.14 if plan.is_wide else 0.26
    chart = Chart((box[0], box[1] + lift, box[2] - 0.14, box[3] - lift), (0.0, 100.0), (0.0, 34.0))
    left, bottom = chart.x(0), chart.y(0)
    artists: list[Artist] = [_title(axes, plan, _("What if massage did rebuild?"))]
    words = _("Stiffness gained in 12 weeks, %") if plan.is_wide else _("Stiffness gained, %")
    artists.append(_chart_title(axes, plan, words))
    frame = [left, left, chart.x(100)], [chart.y(33), bottom, bottom]
    artists.append(axes.plot(*frame, color=style.GREY, lw=1.0)[0])
    for tick in (0, 10, 20, 30):
        artists.append(_say(axes, left - 0.07, chart.y(tick), f"{tick}", ha="right"))
    for tick in (0, 50, 100):
        artists.append(_say(axes, chart.x(tick), bottom - 0.11, f"{tick}", ha="center"))
    name = _("one massage, % of a loading session") if plan.is_wide else _("% of a session")
    artists.append(_say(axes, chart.x(50), bottom - 0.28, name, ha="center", color=style.GREY))
    curve = axes.plot([], [], color=PULL_COLOUR, ls=style.MODEL_DASHES, lw=2.2)[0]
    mark = axes.plot([], [], "o", ms=10, color=HAND_FILL, mec=HAND_COLOUR, mew=1.8)[0]
    loading = axes.plot([], [], color=style.INK, ls=(0, (1, 1.2)), lw=1.8)[0]
    name = _("loading, 3 × a week") if plan.is_wide else _("loading")
    loading_words = _say(axes, chart.x(100), 0, name, ha="right", va="top")
    said = _card_text(axes, plan, "")
    if plan.is_wide:
        said.set_position((plan.words[0], plan.words[1] - 0.22))
    moving = (curve, mark, loading, loading_words, said)
    return (*artists, *moving), chart, moving


def _move_card(handles: Handles, result: Picture) -> None:
    if result.card is Card.LADDER:
        _move_numbers(handles, result)
    elif result.card is Card.WHAT_IF:
        chart = handles.chart
        handles.curve.set_data(
            [chart.x(one.rebuild_pct) for one in result.curve],
            [chart.y(one.massage_gain_pct) for one in result.curve],
        )
        handles.curve_mark.set_data(
            [chart.x(result.what_if.rebuild_pct)], [chart.y(result.what_if.massage_gain_pct)]
        )
        y = chart.y(result.what_if.loading_gain_pct)
        handles.loading.set_data([chart.x(0), chart.x(100)], [y, y])
        handles.loading_words.set_y(y - 0.03)
        letters = handles.plan.words[2]
        handles.what_if_words.set_text(
            "\n".join(
                textwrap.fill(words, letters)
                for words in (_short_what_if(result.what_if), _trial_words())
            )
        )


def _move_numbers(handles: Handles, result: Picture) -> None:
    rung = result.against.rung
    hand = _("Across, {kg:.1f} kg on each cm²:\ndented, and it comes back")
    step = _("Along, {kg} kg on each cm²:\n{what}, on all fibres at once")
    if not handles.plan.is_wide:
        hand = _("Across, {kg:.1f} kg on\neach cm²: dented, and\nit comes back")
        step = _("Along, {kg} kg on\neach cm²: {what}")
    handles.hand_number.set_text(hand.format(kg=result.hand_kg_per_cm2))
    handles.step_number.set_text(step.format(kg=_round(rung.kg_per_cm2), what=short_name(rung)))


# ---------- where the hands were ----------


def _hands(card: Card) -> Hands:
    """Where the hands were in what a card shows."""
    friction, trial = hands_of(Study.FRICTION), hands_of(Study.TRIAL)
    return {
        Card.LADDER: friction,
        Card.KNOTS: replace(
            friction, sentence=_("Pressure was read here. The trials rubbed elbows and knees.")
        ),
        Card.BLOOD: replace(trial, sentence=_("No flow was measured in the Achilles here.")),
        Card.ANIMALS: replace(trial, sentence=_("Cut by surgery, then rubbed across.")),
        Card.WHAT_IF: replace(
            trial, sentence=_("Sessions as in the trial, which pressed the calf.")
        ),
    }[card]


def _place_words(card: Card) -> str:
    """The place where the sign cannot show it; otherwise empty."""
    return {
        Card.BLOOD: _("leg and thigh muscle"),
        Card.ANIMALS: _("knee of a rat"),
    }.get(card, "")


def _sign_words(card: Card) -> str:
    place = _place_words(card) or _hands(card).place.text
    return _("Where the hands were: {place}. {sentence}").format(
        place=place, sentence=_hands(card).sentence
    )


def _move_sign(handles: Handles, card: Card) -> None:
    sign, special = handles.sign, _place_words(card)
    move_where_hands(sign, _hands(card))
    is_rat = card is Card.ANIMALS
    for part in (*sign.leg, sign.mark, sign.hand):
        part.set_visible(not is_rat)
    for part in handles.rat:
        part.set_visible(is_rat)
    if special:
        sign.place.set_text(special)
        left, top = sign.place.get_position()
        sign.sentence.set_position((left, top - sign.line_in - 0.02))
    if card is Card.BLOOD:
        # The whole thigh, which the sign has no place for; and no hand at any one spot.
        x, y = sign.origin_in
        sign.mark.set(
            center=(x + 46 * sign.scale, y + 82 * sign.scale),
            width=27 * sign.scale,
            height=26 * sign.scale,
            angle=0,
        )
        sign.hand.set_visible(False)


def _rat(axes: Axes, plan: Plan) -> tuple[Artist, ...]:
    """A rat, in the place of the leg."""
    left, bottom, _width, _height = plan.sign
    x, y = left + 0.32, bottom + 0.30
    looks: dict[str, Any] = {"fc": "#E4DED7", "ec": style.INK, "lw": 1.2}
    tail = axes.plot(
        x + np.array([-0.18, -0.28, -0.27, -0.18]), y + np.array([-0.06, -0.02, 0.14, 0.22]),
        color=style.INK, lw=1.6,
    )[0]  # fmt: skip
    body = Ellipse((x, y), 0.40, 0.26, **looks)
    head = Polygon([(x + 0.13, y + 0.09), (x + 0.32, y - 0.05), (x + 0.13, y - 0.09)], **looks)
    ear = Circle((x + 0.13, y + 0.11), 0.055, **looks)
    eye = Circle((x + 0.21, y + 0.01), 0.016, fc=style.INK, lw=0)
    knee = Ellipse((x - 0.07, y - 0.13), 0.12, 0.12, fc="#FFF3D6", ec=style.INK, hatch="////")
    return (tail, *(_patch(axes, part) for part in (body, head, ear, eye, knee)))


# ---------- words ----------


def _flow_text(row: str) -> str:
    return _("{flow:,.0f} mL a minute").format(flow=value(row).value)


def _friction_kg() -> tuple[float, float]:
    (friction,) = (one for one in ladder() if one.name == "friction_massage")
    return friction.low_mpa / KG_PER_CM2_IN_MPA, friction.high_mpa / KG_PER_CM2_IN_MPA


def _round(number: float) -> str:
    """Two digits that count: the rungs are not known better."""
    return f"{float(f'{number:.2g}'):,.0f}"


def _times(against: HandAgainstStep) -> str:
    return f"{against.times_more:,.0f}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _day_words(rung: Rung) -> str:
    if rung.name != "walking":
        return ""
    steps = activity("walking").cycles
    return _(", about {steps:,} times a day in this model").format(steps=steps)


def _range_words(rung: Rung) -> str:
    """How far methods or versions differ; empty where only one was seen."""
    if not rung.has_range:
        return ""
    words = _("Together with published values: {low} to {high}.").format(
        low=_round(rung.low_mpa / KG_PER_CM2_IN_MPA), high=_round(rung.high_mpa / KG_PER_CM2_IN_MPA)
    )
    breaking = next(one for one in ladder() if one.name == "breaking")
    if rung.high_mpa <= breaking.stress_mpa:
        return words
    above = _("The highest lies above the textbook breaking stress, {breaking}.")
    return f"{words} {above.format(breaking=_round(breaking.kg_per_cm2))}"


def _short_day(rung: Rung) -> str:
    if rung.name != "walking":
        return ""
    return _("{steps:,} × a day").format(steps=activity("walking").cycles)


def _people(count: int | None) -> str:
    if count is None:
        return _("no trial could see it")
    return _("a trial needs about {people} people in each group").format(people=_round(count))


def _what_if_words(what_if: ThoughtExperiment) -> str:
    if what_if.rebuild_pct == 0:
        return _("Thought experiment at 0 %: massage adds no stiffness, because we decided so.")
    return _(
        "If one massage were worth {worth:.0f} % of a loading session: stiffness {gain:+.1f} %, "
        "loading {loading:+.0f} %, in this model; {people}."
    ).format(
        worth=what_if.rebuild_pct,
        gain=what_if.massage_gain_pct,
        loading=what_if.loading_gain_pct,
        people=_people(what_if.people_per_group),
    )


def _short_what_if(what_if: ThoughtExperiment) -> str:
    if what_if.rebuild_pct == 0:
        return _("At 0 %: no gain, because we decided so.")
    return _("At {worth:.0f} %: {gain:+.1f} %; {people}.").format(
        worth=what_if.rebuild_pct,
        gain=what_if.massage_gain_pct,
        people=_people(what_if.people_per_group),
    )


def _trial_words() -> str:
    return _("What would show it: stiffness. The calf trial had {people:.0f} people.").format(
        people=value("M001").value
    )


_CARD_WORDS: Final[dict[Card, Callable[[Picture], str]]] = {
    Card.LADDER: lambda result: _(
        "Two tendons: one dented by a thumb, one pulled by a step ({what})."
    ).format(what=result.against.rung.text),
    Card.KNOTS: lambda _result: " ".join(
        [
            _(
                "Two intervals of pain on friction massage of the elbow, {one} and {two}, both "
                "across zero."
            ).format(one=value("M079").text, two=value("M080").text),
            _("Verdict on knots, scar and fibres: {verdict}.").format(
                verdict=claim("A13").verdict_text
            ),
        ]
    ),
    Card.BLOOD: lambda _result: _(
        "Bars of flow in the leg's artery: rest or massage {rest}, light kicking {kick}; another "
        "study: rest {other_rest}, massage {massage} (second-hand)."
    ).format(
        rest=value("M051").text,
        kick=value("M053").text,
        other_rest=value("M054b").text,
        massage=value("M054").text,
    ),
    Card.ANIMALS: lambda _result: _(
        "Bars of a cut rat knee ligament, stiffer than the other side by {early} at week 4 and "
        "{late} at week 12. Wasting rat muscle: {muscle}."
    ).format(early=value("M151").text, late=value("M153").text, muscle=value("M159").text),
    Card.WHAT_IF: lambda result: " ".join(
        [
            _("Dashed curve of stiffness gained by what one massage would be worth."),
            _what_if_words(result.what_if),
            _("Teaching values."),
        ]
    ),
}


# ---------- pieces ----------


def _say(axes: Axes, x: float, y: float, words: str, **looks: Any) -> Text:
    looks = {"va": "center", "fontsize": style.SMALL_SIZE, "linespacing": 1.1, **looks}
    return axes.text(x, y, words, **looks)


def _inner(plan: Plan, left_in: float, top_in: float) -> tuple[float, float, float, float]:
    """The field of a card's chart without its title line and what stands left of it."""
    left, bottom, width, height = plan.chart
    return (left + left_in, bottom, width - left_in, height - top_in)


def _patch(axes: Axes, patch: Any) -> Any:
    return axes.add_patch(patch)


def _arrow(
    axes: Axes, start: tuple[float, float], tip: tuple[float, float], colour: str
) -> Polygon:
    """A filled arrow from ``start`` to ``tip``."""
    begin, end = np.array(start), np.array(tip)
    way = (end - begin) / np.hypot(*(end - begin))
    side = np.array([-way[1], way[0]])
    neck = end - 0.13 * way
    corners = [
        begin + 0.025 * side, neck + 0.025 * side, neck + 0.075 * side, end,
        neck - 0.075 * side, neck - 0.025 * side, begin - 0.025 * side,
    ]  # fmt: skip
    arrow: Polygon = _patch(axes, Polygon(np.array(corners), fc=colour, lw=0))
    return arrow


def _in_drawing_order(handles: Handles) -> tuple[Artist, ...]:
    m = handles.marks
    ladder_marks = (m.hand_line, m.gap, m.methods, m.box, m.chosen, m.hand, m.hand_words)
    stills = (handles.sign_still, *handles.stills.values())
    still = {part for one in stills for part in one.parts}
    movers = [part for parts in handles.cards.values() for part in parts if part not in still]
    return (*stills, *ladder_marks, m.times, m.day, *movers)
