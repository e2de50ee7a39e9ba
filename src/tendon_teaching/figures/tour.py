"""The two-minute tour: a tendon drawn from the side, three bars, and a dial for pain.

Blue is tissue, orange is symptoms. The bar of thickness, whose two ends are measured group means,
is solid until a model moves it; the bars of the model have a dashed edge.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle, Wedge
from matplotlib.text import Text

from tendon_teaching.figures import style
from tendon_teaching.figures.stage import Drawing, Layout
from tendon_teaching.figures.tour_side import STROKES, Side, build_key, build_side, move_side
from tendon_teaching.figures.tour_signs import Sign, badge, cards, open_questions
from tendon_teaching.models.tour import PULL_N, Regimen, Tissue, TourState, tour_state
from tendon_teaching.texts import _

LAYOUTS: Final = {"wide": Layout(10.0, 4.5), "narrow": Layout(4.5, 7.0)}
PICTURE_LIKE: Final = False
SOURCES: Final = ("S071", "S070")

MOST_PCT: Final = 150.0


@dataclass(frozen=True)
class Picture:
    """What the figure shows: one moment of the tour, and whether the open questions lie over it."""

    state: TourState
    questions: bool = False


@dataclass(frozen=True)
class Bar:
    """One bar, what it gained or lost since the beginning, its number, and its looks.

    ``is_measured``: its two ends were measured, so it is that of a model only once it moves on.
    """

    body: Rectangle
    gain: Rectangle
    number: Text
    is_measured: bool


@dataclass(frozen=True)
class Mark:
    """A tick across the ring of the dial, and its words outside."""

    tick: Line2D
    words: Text


@dataclass(frozen=True)
class Dial:
    """Pain of 0 to 10 as a dial; its ``hub`` and ``radius`` in inches."""

    hub: tuple[float, float]
    radius: float
    filled: Wedge
    needle: Line2D
    number: Text
    before: Mark
    hands_on: Mark


@dataclass(frozen=True)
class Handles:
    """Everything that moves."""

    side: Side
    bars: tuple[Bar, ...]
    dial: Dial
    teaching_values: Sign
    teaching_model: Sign
    cards: Sign


def draw(layout: str) -> Drawing:
    """Build the figure: axes, scales and labels; the moving artists still empty."""
    size = LAYOUTS[layout]
    figure = Figure(figsize=(size.width_in, size.height_in), dpi=size.dots_per_inch)
    foot, width, height = _sheet(figure, layout, "foot")
    build_key(foot, width, height)
    handles = Handles(
        side=build_side(_axes(figure, layout, "side"), STROKES[layout]),
        bars=_bars(_axes(figure, layout, "bars")),
        dial=_dial(*_sheet(figure, layout, "dial")),
        teaching_values=badge(foot, _("teaching values"), width),
        teaching_model=badge(foot, _("teaching model; lessons 04 to 06 show it whole"), width),
        cards=cards(foot, layout, width, height),
    )
    moving = _in_drawing_order(handles)
    for rank, artist in enumerate(moving):
        # The same order where the whole figure is drawn at once, as for a still picture.
        artist.set_zorder(3 + rank / len(moving))
    return Drawing(figure, moving, handles)


def update(drawing: Drawing, result: Picture) -> None:
    """Move every artist to ``result``."""
    handles: Handles = drawing.handles
    state = result.state
    move_side(handles.side, state)
    _move_bars(handles.bars, state)
    _move_dial(handles.dial, state)
    handles.teaching_values.set_visible(not state.is_under_way)
    handles.teaching_model.set_visible(state.is_under_way)
    handles.cards.set_visible(result.questions)


def read_out(result: Picture) -> str:
    """The sentence under the picture, with the numbers of ``result``."""
    if result.questions:
        return _("Not known for sure: {questions}").format(questions=_questions_words())
    if not result.state.is_under_way:
        return _tendon_words(result.state.tissue)
    return _("{what_follows} Teaching model; lessons 04 to 06 show it whole.").format(
        what_follows=_what_follows(result.state)
    )


def text_alternative(result: Picture) -> str:
    """The picture in words, following the state."""
    state, tissue = result.state, result.state.tissue
    words = [
        _("Drawing of a tendon {thickness:.1f} mm thick, from the side. {inside}").format(
            thickness=tissue.thickness_mm, inside=_inside_words(tissue)
        ),
        *_what_is_done_words(state),
        _(
            "Bars, in per cent of healthy: thickness {thickness:.0f} %, stiffness {stiffness:.0f} "
            "%, modulus {modulus:.0f} %. Pain dial: {pain:.1f} of 10."
        ).format(
            thickness=tissue.thickness_pct,
            stiffness=tissue.stiffness_pct,
            modulus=tissue.modulus_pct,
            pain=state.pain.now_of_10,
        ),
        _("Teaching model.") if state.is_under_way else _("Teaching values."),
    ]
    if result.questions:
        words += [_("Three hatched cards: {questions}").format(questions=_questions_words())]
    return " ".join(words)


# ---------- building ----------

# Left, bottom, width and height of each axes, in inches.
_PLACES_IN: Final = {
    "wide": {
        "side": (0.08, 1.34, 5.75, 3.10),
        "foot": (0.08, 0.05, 5.75, 1.28),
        "bars": (6.20, 2.32, 3.60, 1.82),
        "dial": (6.02, 0.06, 3.90, 1.72),
    },
    "narrow": {
        "side": (0.04, 4.58, 4.42, 2.39),
        "foot": (0.04, 3.31, 4.42, 1.26),
        "bars": (0.20, 1.85, 4.00, 1.25),
        "dial": (0.10, 0.03, 4.30, 1.40),
    },
}


def _axes(figure: Figure, layout: str, name: str) -> Axes:
    left, bottom, width, height = _PLACES_IN[layout][name]
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    return figure.add_axes((left / across, bottom / up, width / across, height / up))


def _sheet(figure: Figure, layout: str, name: str) -> tuple[Axes, float, float]:
    """Axes measured in inches from the lower left corner, with their width and height."""
    axes = _axes(figure, layout, name)
    _left, _bottom, width, height = _PLACES_IN[layout][name]
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.axis("off")
    return axes, width, height


def _bars(axes: Axes) -> tuple[Bar, ...]:
    """Three bars on one axis, the first one on top, and the line of the healthy tendon."""
    axes.set(xlim=(0, MOST_PCT), ylim=(-0.42, 2.62), yticks=[], xticks=[0, 50, 100, 150])
    axes.set_xlabel(_("% of the healthy tendon"), labelpad=1)
    axes.spines["left"].set_visible(False)
    axes.axvline(100, color=style.INK, lw=1.4, zorder=0)
    axes.annotate(
        _("healthy"),
        (100, 1),
        xycoords=axes.get_xaxis_transform(),
        xytext=(0, 1),
        textcoords="offset points",
        ha="center",
        va="bottom",
        fontsize=style.SMALL_SIZE,
    )
    return (
        _bar(axes, 2, _("thickness"), ""),
        _bar(axes, 1, _("stiffness"), _("the whole tendon")),
        _bar(axes, 0, _("modulus"), _("each mm²")),
    )


def _bar(axes: Axes, row: int, name: str, of_what: str) -> Bar:
    """A bar; one that says of what, is always that of the model."""
    label = axes.annotate(name, (0, row + 0.27), va="bottom", fontweight="bold")
    axes.annotate(
        of_what,
        (1, 0),
        xycoords=label,
        xytext=(5, 0),
        textcoords="offset points",
        va="bottom",
        color=style.GREY,
        fontsize=10.5,
    )
    body = Rectangle((0, row - 0.25), 100, 0.5, ec=style.TISSUE, lw=1.6)
    gain = Rectangle((0, row - 0.25), 0, 0.5, ec=style.TISSUE)
    for part in (body, gain):
        axes.add_patch(part)
    number = axes.text(0, row - 0.02, "", ha="right", va="center", fontsize=13.5, fontweight="bold")
    return Bar(body, gain, number, is_measured=not of_what)


_MODEL_FILL: Final = "#B7D6E9"
_GAINED: Final[dict[str, Any]] = {"fc": style.TISSUE, "lw": 0.0}
_LOST: Final[dict[str, Any]] = {"fc": "white", "lw": 1.0}
_RING: Final = 0.34


def _dial(axes: Axes, width: float, height: float) -> Dial:
    axes.set_aspect("equal")
    hub, radius = (0.585 * width, 0.31), min(1.12, height - 0.53)
    ring = {"width": _RING * radius, "theta1": 0.0, "theta2": 180.0}
    axes.add_patch(Wedge(hub, radius, fc="#F1F3F5", ec=style.GREY, lw=1.0, **ring))
    filled = Wedge(hub, radius, fc=style.ORANGE, ec=style.SYMPTOMS, lw=1.2, **ring)
    axes.add_patch(filled)
    for pain in range(11):
        ends = [_on_dial(hub, part * radius, pain) for part in (1, 0.9 if pain % 5 else 0.84)]
        axes.plot(*zip(*ends, strict=True), color=style.INK, lw=1.0)
    for pain in (0, 10):
        across, up = _on_dial(hub, (1 - _RING / 2) * radius, pain)
        axes.text(across, up - 0.05, f"{pain}", ha="center", va="top", fontsize=10.5)
    axes.text(
        0.02, height - 0.02, _("Pain"), va="top", fontsize=style.TITLE_SIZE, fontweight="bold"
    )
    axes.text(0.02, 0.30, _("of 10"), va="center", color=style.GREY)
    axes.plot(*hub, "o", ms=10, color=style.INK)
    return Dial(
        hub=hub,
        radius=radius,
        filled=filled,
        needle=axes.plot([], [], color=style.INK, lw=4, solid_capstyle="round")[0],
        number=axes.text(0.0, 0.62, "", va="center", fontsize=25, fontweight="bold"),
        before=_mark(axes, "-"),
        hands_on=_mark(axes, (0, (1.5, 1))),
    )


def _mark(axes: Axes, line: str | tuple[int, tuple[float, float]]) -> Mark:
    (tick,) = axes.plot([], [], color=style.INK, lw=2.2, ls=line)
    return Mark(tick, axes.text(0, 0, "", fontsize=style.SMALL_SIZE, va="bottom"))


def _on_dial(hub: tuple[float, float], radius: float, pain: float) -> tuple[float, float]:
    turn = np.pi * (1 - pain / 10)
    return hub[0] + radius * float(np.cos(turn)), hub[1] + radius * float(np.sin(turn))


def _in_drawing_order(handles: Handles) -> tuple[Artist, ...]:
    dial = handles.dial
    bars = [part for bar in handles.bars for part in (bar.body, bar.gain, bar.number)]
    marks = [part for mark in (dial.before, dial.hands_on) for part in (mark.tick, mark.words)]
    signs = (handles.teaching_values, handles.teaching_model, handles.cards)
    return (*handles.side.artists(), *bars, dial.filled, *marks, dial.needle, dial.number, *signs)


# ---------- moving ----------


def _move_bars(bars: tuple[Bar, ...], state: TourState) -> None:
    before, now = state.before, state.tissue
    values = (
        (before.thickness_pct, now.thickness_pct),
        (before.stiffness_pct, now.stiffness_pct),
        (before.modulus_pct, now.modulus_pct),
    )
    for bar, (start, end) in zip(bars, values, strict=True):
        is_model = not bar.is_measured or start != end
        bar.body.set(width=end, fc=_MODEL_FILL if is_model else style.TISSUE)
        bar.body.set_linestyle(style.MODEL_DASHES if is_model else "-")
        bar.gain.set(x=start, width=end - start, **(_GAINED if end > start else _LOST))
        bar.number.set(x=min(start, end) - 2.5, color=style.INK if is_model else "white")
        bar.number.set_text(_bar_words(start, end))


def _bar_words(start: float, end: float) -> str:
    if round(start) != round(end):
        return _("{start:.0f} → {end:.0f} %").format(start=start, end=end)
    if round(end) == 100:
        return _("{percent:.0f} %").format(percent=end)
    return _("{sign} {percent:.0f} %").format(sign="▲" if end > 100 else "▼", percent=end)


def _move_dial(dial: Dial, state: TourState) -> None:
    pain = state.pain
    dial.filled.set_theta1(180 * (1 - pain.now_of_10 / 10))
    tip = _on_dial(dial.hub, 0.8 * dial.radius, pain.now_of_10)
    dial.needle.set_data(*zip(dial.hub, tip, strict=True))
    dial.number.set_text(f"{pain.now_of_10:.1f}")
    has_moved = round(pain.start_of_10, 1) != round(pain.now_of_10, 1)
    before = pain.start_of_10 if has_moved else None
    _move_mark(dial, dial.before, before, _("before {pain:.1f}"))
    hands_on = pain.hands_on_of_10 if pain.start_of_10 > 0 and not state.hands_are_on else None
    _move_mark(dial, dial.hands_on, hands_on, _("hands on {pain:.1f}"))


def _move_mark(dial: Dial, mark: Mark, pain: float | None, words: str) -> None:
    """Put a mark at ``pain``, or take it away."""
    mark.tick.set_visible(pain is not None)
    mark.words.set_visible(pain is not None)
    if pain is None:
        return
    ends = [_on_dial(dial.hub, part * dial.radius, pain) for part in (1 - _RING - 0.02, 1.07)]
    mark.tick.set_data(*zip(*ends, strict=True))
    mark.words.set_position(_on_dial(dial.hub, 1.1 * dial.radius, pain))
    mark.words.set(text=words.format(pain=pain), ha="right" if pain < 5 else "left")


# ---------- words ----------


def _questions_words() -> str:
    return " ".join(question.words for question in open_questions())


def _tendon_words(tissue: Tissue) -> str:
    """What the tendon is like, before anything is done."""
    if tissue.patch_share_pct == 0:
        return _(
            "Healthy: {thickness:.1f} mm thick, full stiffness. In this model {pull:,.0f} N "
            "stretches it {stretch:.1f} mm."
        ).format(thickness=tissue.thickness_mm, pull=PULL_N, stretch=tissue.stretch_mm)
    return _(
        "Thicker and softer: {thickness:.1f} mm thick ({thicker:+.0f} %), stiffness "
        "{stiffness:.0f} %, modulus {modulus:.0f} % of healthy. In this model {pull:,.0f} N now "
        "stretches it {stretch:.1f} mm (healthy {healthy:.1f} mm)."
    ).format(
        thickness=tissue.thickness_mm,
        thicker=tissue.thickness_pct - 100,
        stiffness=tissue.stiffness_pct,
        modulus=tissue.modulus_pct,
        pull=PULL_N,
        stretch=tissue.stretch_mm,
        healthy=tour_state(0).tissue.stretch_mm,
    )


def _what_follows(state: TourState) -> str:
    """What was done with the tendon, and what came of it, in one or two sentences."""
    before, now = state.before, state.tissue
    return _follows_template(state).format(
        week=state.week,
        pain=_pain_words(state),
        hands_on=state.pain.hands_on_of_10,
        stiffness=_percent_words(before.stiffness_pct, now.stiffness_pct),
        thickness=_percent_words(before.thickness_pct, now.thickness_pct),
    )


def _follows_template(state: TourState) -> str:
    if state.is_loaded and state.regimen is Regimen.BOTH:
        return _(
            "Pain was {hands_on:.1f} while the hands were on. After {week:g} weeks of graded "
            "loading: {pain}; stiffness {stiffness} of healthy, thickness {thickness}."
        )
    if state.is_loaded:
        return _(
            "After {week:g} weeks of graded loading: {pain}; stiffness {stiffness} of healthy, "
            "thickness {thickness}."
        )
    if state.hands_are_on and state.regimen.has_loading:
        return _(
            "While the hands are on: {pain}. Loading begins now; stiffness {stiffness} of healthy."
        )
    if state.hands_are_on:
        return _(
            "While the hands are on: {pain}. The tendon: unchanged, because this model lets "
            "massage change nothing in it (lesson 05 asks why)."
        )
    if state.regimen is Regimen.MASSAGE:
        return _(
            "Week {week:g}, hands long off: {pain}; stiffness {stiffness} of healthy, thickness "
            "{thickness}. All as without massage: this model lets it change nothing in the tendon "
            "(lesson 05 asks why)."
        )
    if state.regimen is Regimen.LOADING:
        return _("Loading begins: {pain}; stiffness {stiffness} of healthy.")
    return _(
        "Week {week:g}, walking and nothing else: {pain}; stiffness {stiffness} of healthy, "
        "thickness {thickness}."
    )


def _percent_words(before: float, now: float) -> str:
    """From which percentage to which, or that it is still the same."""
    if round(before) == round(now):
        return _("still {now:.0f} %").format(now=now)
    return _("{before:.0f} to {now:.0f} %").format(before=before, now=now)


def _pain_words(state: TourState) -> str:
    start, now = state.pain.start_of_10, state.pain.now_of_10
    if start == 0:
        return _("no pain before and none now")
    if round(start, 1) == round(now, 1):
        return _("pain still {now:.1f} of 10").format(now=now)
    return _("pain {start:.1f} to {now:.1f} of 10").format(start=start, now=now)


def _inside_words(tissue: Tissue) -> str:
    if tissue.patch_share_pct == 0:
        words = _("The fibres run parallel, the cell nuclei are slender; vessels: {vessels}.")
    else:
        words = _(
            "Most fibres run parallel; in a patch in the middle, {share:.0f} % of the picture, "
            "they are spread and the cell nuclei rounder; vessels: {vessels}."
        )
    return words.format(share=tissue.patch_share_pct, vessels=tissue.vessels)


def _what_is_done_words(state: TourState) -> list[str]:
    done = [
        (state.hands_are_on, _("A hand presses on the skin above it.")),
        (state.regimen.has_massage and not state.hands_are_on, _("A hand, lifted off.")),
        (state.regimen.has_loading, _("A dumb-bell, and two arrows that pull along the tendon.")),
        (
            state.is_loaded and state.tissue.patch_share_pct > 0,
            _("Hatching over the patch: whether it re-aligns is not known."),
        ),
    ]
    return [words for is_so, words in done if is_so]
