"""The gate: a live drawing of the pain circuit, the pain that comes of it, and where hands were.

Each line is as thick as what runs along it, and carries its number and an arrow head; a line that
ends in a bar holds back. The tendon stands beside the circuit, and no line leads back to it.
"""

import textwrap
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Ellipse, FancyBboxPatch, Polygon, Rectangle
from matplotlib.text import Text

from tendon_teaching.figures import style
from tendon_teaching.figures.stage import Drawing, Layout
from tendon_teaching.figures.where_hands import Hands, Study, build_where_hands, hands_of
from tendon_teaching.models.gate import GateState
from tendon_teaching.models.relief import measured_relief_pct
from tendon_teaching.texts import _

__all__ = ["LAYOUTS", "PICTURE_LIKE", "SOURCES", "draw", "read_out", "text_alternative", "update"]

LAYOUTS: Final = {"wide": Layout(10.0, 4.5), "narrow": Layout(4.5, 7.0)}
PICTURE_LIKE: Final = False
SOURCES: Final = ("M087", "M115", "M116")

TOUCH_COLOUR: Final = style.GREEN
SIGNAL_COLOUR: Final = style.SYMPTOMS
BRAKE_COLOUR: Final = style.INK
_SILENT: Final = 0.02


@dataclass(frozen=True)
class Flow:
    """A line along which activity runs; its end is an arrow head or a bar that holds back."""

    line: Line2D
    end: Polygon | Line2D
    colour: str
    dashes: Any
    tip: tuple[float, float]
    way: tuple[float, float]


@dataclass(frozen=True)
class Circuit:
    """What moves in the circuit."""

    signal: Flow
    through: Flow
    touch: Flow
    closing: Flow
    up: Flow
    brake: Flow
    leaf: Line2D
    rings: Line2D
    numbers: dict[str, Text]
    amplifier: Text
    touch_mark: Line2D
    touch_beyond: Rectangle
    touch_words: Text
    hand: LineCollection
    hinge: tuple[float, float]
    leaf_in: float
    gauge: tuple[float, float, float]
    hand_at: tuple[float, float]
    hand_scale: float
    letters: int


@dataclass(frozen=True)
class PainBar:
    """What moves at the bar of pain; ``low`` and ``high`` are where 0 and 10 lie, in inches."""

    filled: Rectangle
    ghost: Rectangle
    beyond: Rectangle
    measured: Line2D
    measured_words: Text
    before: Text
    number: Text
    relief: Text
    low: float
    high: float


@dataclass(frozen=True)
class Handles:
    """Everything that moves."""

    circuit: Circuit
    pain: PainBar


def draw(layout: str) -> Drawing:
    """Build the figure: what stands still, and the moving artists still empty."""
    size = LAYOUTS[layout]
    figure = Figure(figsize=(size.width_in, size.height_in), dpi=size.dots_per_inch)
    circuit = _circuit(*_sheet(figure, layout, "circuit"))
    pain = _pain_bar(*_sheet(figure, layout, "pain"))
    side, width, height = _sheet(figure, layout, "side")
    relief = side.text(0.0, height - 0.02, "", va="top", fontsize=12.5, fontweight="bold")
    pain = replace(pain, relief=relief)
    below = layout == "wide"
    box = (0.03, 0.0, width - 0.03, height - 0.78 if below else height - 0.62)
    build_where_hands(side, box, _hands(), words_below=below)
    foot, width, height = _sheet(figure, layout, "foot")
    _foot(foot, layout, height)
    handles = Handles(circuit, pain)
    moving = _in_drawing_order(handles)
    for rank, artist in enumerate(moving):
        artist.set_zorder(3 + rank / len(moving))
    return Drawing(figure, moving, handles)


def update(drawing: Drawing, result: GateState) -> None:
    """Move every artist to ``result``."""
    handles: Handles = drawing.handles
    _move_circuit(handles.circuit, result)
    _move_pain(handles.pain, result)


def read_out(result: GateState) -> str:
    """The sentence under the picture, with the numbers of ``result``."""
    pain = _pain_words(result)
    if result.pain_before == 0:
        return _("No signal: no pain before and none now in this model, with or without hands.")
    if not _has_help(result):
        return _("Touch 0: {pain} of 10 in this model.").format(pain=pain)
    if result.inputs.touch == 0:
        words = _("Touch 0, brake {brake:.1f}: {pain} of 10 in this model, with no hands on.")
        words = words.format(brake=result.inputs.brake, pain=pain)
    else:
        words = _("Touch {touch:.1f}: {pain} of 10 in this model while the hands are on.")
        words = words.format(touch=result.inputs.touch, pain=pain)
    parts = [words, _("The tendon has not changed.")]
    if result.is_beyond_measured:
        parts.append(_("More relief than any study here measured."))
    if result.is_past_the_best:
        parts.append(
            _("Less touch, {best:.1f}, would relieve more.").format(best=result.touch_best)
        )
    return " ".join(parts)


def text_alternative(result: GateState) -> str:
    """The picture in words, following the state."""
    inputs = result.inputs
    words = [
        _(
            "Drawing of a circuit, activities from 0 to 1. Signal from the sore tendon "
            "{signal:.1f}, touch {touch:.1f}, closing cells in the spinal cord {closer:.2f}, "
            "signal up to the brain {up:.2f}, brake from the brain {brake:.2f}."
        ).format(
            signal=inputs.signal,
            touch=inputs.touch,
            closer=result.closer,
            up=result.carrier,
            brake=_braking(result),
        ),
        _("The amplifier multiplies the signal by {times:.1f}.").format(times=1 + inputs.amplifier)
        if inputs.amplifier
        else "",
        _("Bar of pain: {pain}, on a scale of 0 to 10.").format(pain=_pain_words(result)),
        _("Hatched: beyond what was measured.") if result.is_beyond_measured else "",
        _("The tendon stands beside the circuit; no line leads back to it."),
        _hands().words,
        _("Teaching values."),
    ]
    return " ".join(part for part in words if part)


# ---------- building ----------

# Left, bottom, width and height of each sheet, in inches.
_PLACES_IN: Final = {
    "wide": {
        "circuit": (0.05, 0.30, 6.00, 4.18),
        "pain": (6.08, 0.30, 1.84, 4.18),
        "side": (7.95, 0.30, 2.03, 4.10),
        "foot": (0.05, 0.02, 9.90, 0.26),
    },
    "narrow": {
        "circuit": (0.03, 3.02, 4.46, 3.95),
        "pain": (0.08, 0.44, 1.95, 2.52),
        "side": (2.12, 0.44, 2.34, 2.45),
        "foot": (0.03, 0.02, 4.44, 0.42),
    },
}
# How wide the circuit's plan is stretched, and letters in a line of its left column.
_ACROSS: Final = {6.00: 1.0, 4.46: 0.75}


def _sheet(figure: Figure, layout: str, name: str) -> tuple[Axes, float, float]:
    """Axes measured in inches from the lower left corner, with their width and height."""
    left, bottom, width, height = _PLACES_IN[layout][name]
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    axes = figure.add_axes((left / across, bottom / up, width / across, height / up))
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.axis("off")
    return axes, width, height


def _hands() -> Hands:
    """Where the relief that this picture aims at was measured."""
    low, high = measured_relief_pct()
    sentence = _("Relief of {low:.0f} to {high:.0f} % was measured here, not on a tendon.")
    return replace(hands_of(Study.SORENESS), sentence=sentence.format(low=low, high=high))


def _foot(axes: Axes, layout: str, height: float) -> None:
    words = _(
        "A gate-control network of our own. Gate theory is a useful picture, and wrong in detail."
    )
    axes.text(
        0.06,
        height - 0.03,
        textwrap.fill(words, 110 if layout == "wide" else 56),
        va="top",
        fontsize=style.SMALL_SIZE,
        color=style.GREY,
        linespacing=1.15,
    )


def _circuit(axes: Axes, width: float, height: float) -> Circuit:
    """The circuit: left what comes in, in the middle the spinal cord, on top the brain."""
    s = _ACROSS[width]
    top = height - 0.42
    letters = 18 if s == 1 else 13

    def at(x: float, y: float) -> tuple[float, float]:
        return s * x, y

    gate_x, carrier, touch_y, signal_y = s * 3.12, at(4.18, 0.84), 2.42, 0.84
    _cord_and_brain(axes, at, s, top)
    _tendon(axes, s, signal_y, letters)
    skin_y = _skin(axes, s, touch_y)
    axes.text(gate_x, touch_y + 0.33, _("closing cells"), ha="center", va="bottom", fontsize=_SIZE)
    hinge, leaf_in = (gate_x, signal_y + 0.34), 0.62
    for up in (hinge[1], signal_y - 0.34):
        axes.plot([gate_x], [up], "s", ms=8, color=style.INK)
    axes.text(gate_x - 0.10, hinge[1] + 0.02, _("gate"), ha="right", va="center", fontsize=_SIZE)
    up_words = _("to the\nbrain")
    axes.text(
        carrier[0] - 0.14, 1.80, up_words, ha="right", va="center", fontsize=_SIZE, linespacing=1.1
    )
    brake_x, start_x = s * 5.22, s * 1.52
    gauge = (0.06, s * 1.46, touch_y - 0.66)
    axes.add_patch(
        Rectangle((gauge[0], gauge[2]), gauge[1] - gauge[0], 0.10, fc="#DDEFE8", ec=style.INK, lw=1)
    )
    flows = {
        "signal": _flow(axes, [(start_x, signal_y), (gate_x - 0.06, signal_y)], SIGNAL_COLOUR),
        "through": _flow(
            axes, [(gate_x + 0.06, signal_y), (carrier[0] - 0.29, signal_y)], SIGNAL_COLOUR
        ),
        "touch": _flow(axes, [(start_x, touch_y), (gate_x - 0.29, touch_y)], TOUCH_COLOUR),
        "closing": _flow(
            axes,
            [(gate_x, touch_y - 0.29), (gate_x, hinge[1] + 0.18)],
            TOUCH_COLOUR,
            holds_back=True,
        ),
        "up": _flow(
            axes, [(carrier[0], carrier[1] + 0.29), (carrier[0], top - 0.36)], SIGNAL_COLOUR
        ),
        "brake": _flow(
            axes,
            [(brake_x, top - 0.22), (brake_x, signal_y), (carrier[0] + 0.36, signal_y)],
            BRAKE_COLOUR,
            holds_back=True,
            dashes=(0, (3.2, 1.2)),
        ),
    }
    for place in ((gate_x, touch_y), carrier):
        axes.add_patch(Circle(place, 0.27, fc="white", ec=style.INK, lw=1.6, zorder=3))
    numbers = {
        "signal": _label(axes, start_x + 0.02, signal_y + 0.13),
        "touch": _label(axes, start_x + 0.02, touch_y + 0.13),
        "closer": _label(axes, gate_x, touch_y, ha="center", va="center", weight="bold"),
        "brake": _label(axes, brake_x + 0.10, 2.05, va="center"),
        "carrier": _label(axes, *carrier, ha="center", va="center", weight="bold"),
    }
    return Circuit(
        **flows,
        leaf=axes.plot([], [], color=style.INK, lw=5, solid_capstyle="round")[0],
        rings=axes.plot(*carrier, "o", ms=46, mfc="none", mec=SIGNAL_COLOUR, mew=1.6, ls="none")[0],
        numbers=numbers,
        amplifier=_label(axes, s * 4.72 - 0.06, 0.36, ha="right", va="center"),
        touch_mark=axes.plot([], [], marker="v", ms=9, color=style.INK, ls="none")[0],
        touch_beyond=_hatched(axes, gauge[0], gauge[2], 0.0, 0.10),
        touch_words=_label(axes, gauge[1], gauge[2] - 0.05, ha="right", va="top"),
        hand=_hand(axes, s),
        hinge=hinge,
        leaf_in=leaf_in,
        gauge=gauge,
        hand_at=(s * 0.62, skin_y),
        hand_scale=(1 + 2 * s) / 3,
        letters=letters,
    )


_SIZE: Final = 10.5


def _label(axes: Axes, x: float, y: float, **looks: Any) -> Text:
    weight = looks.pop("weight", "normal")
    looks = {"va": "bottom", "ha": "left", "linespacing": 1.1, **looks}
    return axes.text(x, y, "", fontsize=_SIZE, fontweight=weight, **looks)


def _hatched(axes: Axes, x: float, y: float, width: float, height: float) -> Rectangle:
    patch = Rectangle((x, y), width, height, fc="white", ec=style.INK, hatch="////", lw=1.0)
    patch.set_hatchcolor(style.GREY)
    axes.add_patch(patch)
    return patch


def _cord_and_brain(axes: Axes, at: Any, s: float, top: float) -> None:
    left, right = s * 2.36, s * 4.72
    box = FancyBboxPatch(
        (left, 0.16),
        right - left,
        2.98,
        boxstyle="round,pad=0,rounding_size=0.18",
        fc="#F4F1EA",
        ec=style.GREY,
        lw=1.4,
    )
    axes.add_patch(box)
    axes.text(left, 3.18, _("spinal cord"), va="bottom", fontsize=_SIZE, fontweight="bold")
    middle = at(4.55, top)
    axes.add_patch(Ellipse(middle, s * 1.9, 0.72, fc="#F4F1EA", ec=style.GREY, lw=1.4))
    axes.text(
        middle[0],
        middle[1],
        _("brain"),
        ha="center",
        va="center",
        fontsize=style.TITLE_SIZE,
        fontweight="bold",
    )
    axes.text(
        0.06,
        top + 0.38,
        _("The pain circuit"),
        va="top",
        fontsize=style.TITLE_SIZE,
        fontweight="bold",
    )


def _tendon(axes: Axes, s: float, middle: float, letters: int) -> None:
    """The tendon as a sign: blue, beside the circuit."""
    left, right, half = 0.06, s * 1.46, 0.21
    axes.add_patch(
        Rectangle(
            (left, middle - half),
            right - left,
            2 * half,
            fc=style.TISSUE_PALE,
            ec=style.TISSUE,
            lw=1.8,
        )
    )
    along = np.linspace(left + 0.04, right - 0.04, 60)
    bump = np.exp(-(((along - (left + right) / 2) / (0.2 * (right - left))) ** 2))
    for rank, height in enumerate(np.linspace(-0.14, 0.14, 5)):
        wave = 0.035 * bump * np.sin(26 * along + 2.1 * rank)
        axes.plot(along, middle + height + wave, color=style.TISSUE, lw=1.4)
    axes.text(left, middle + half + 0.06, _("sore tendon"), va="bottom", fontsize=_SIZE)
    axes.text(
        left,
        middle - half - 0.06,
        textwrap.fill(_("tissue: not part of this circuit"), letters),
        va="top",
        fontsize=style.SMALL_SIZE,
        color=style.TISSUE,
        linespacing=1.1,
    )


def _skin(axes: Axes, s: float, middle: float) -> float:
    left, right, high = 0.06, s * 1.46, 0.13
    bottom = middle - 0.26
    axes.add_patch(
        Rectangle((left, bottom), right - left, high, fc="#E9D8C9", ec="#8C7463", lw=1.0)
    )
    axes.text(left, bottom + high + 0.55, _("skin"), va="bottom", fontsize=_SIZE)
    return bottom + high


# Fingers from tip over knuckle, then the palm, in inches from where they press.
_HAND_IN: Final = tuple(
    0.105 * np.array(stroke)
    for stroke in (
        ((1.6, 0.5), (1.9, 1.7), (3.2, 2.6)),
        ((0.3, 0.5), (0.6, 2.0), (2.8, 2.8)),
        ((-1.0, 0.5), (-0.6, 2.2), (2.4, 2.9)),
        ((-2.3, 0.5), (-1.8, 2.3), (2.0, 2.9)),
        ((2.6, 2.6), (4.6, 2.7), (6.4, 2.9)),
    )
)
_HAND, _HAND_AWAY, _HAND_EDGE = "#DDB892", "#FBF6F0", "#8C7463"


def _hand(axes: Axes, s: float) -> LineCollection:
    scale = 0.8 + 0.2 * s
    widths = [scale * points + more for points in (8, 8, 8, 8, 13) for more in (2.2, 0)]
    hand = LineCollection([], linewidths=widths, capstyle="round")
    hand.set_joinstyle("round")
    axes.add_collection(hand, autolim=False)
    return hand


def _flow(
    axes: Axes,
    corners: list[tuple[float, float]],
    colour: str,
    *,
    holds_back: bool = False,
    dashes: Any = "-",
) -> Flow:
    before, tip = np.array(corners[-2]), np.array(corners[-1])
    way = (tip - before) / np.hypot(*(tip - before))
    line = axes.plot(*np.transpose(corners), color=colour, solid_capstyle="butt")[0]
    line.set_dash_capstyle("butt")
    end: Polygon | Line2D
    if holds_back:
        end = axes.plot([], [], color=colour, solid_capstyle="butt")[0]
    else:
        end = Polygon(np.zeros((3, 2)), fc=colour, lw=0)
        axes.add_patch(end)
    return Flow(line, end, colour, dashes, (tip[0], tip[1]), (way[0], way[1]))


def _pain_bar(axes: Axes, width: float, height: float) -> PainBar:
    low, high, left, wide = 0.12, height - 0.92, 0.36, 0.46
    axes.text(0.0, height - 0.04, _("Pain"), va="top", fontsize=style.TITLE_SIZE, fontweight="bold")
    axes.text(1.22, height - 0.52, _("of 10"), va="center", color=style.GREY, fontsize=_SIZE)
    axes.add_patch(Rectangle((left, low), wide, high - low, fc="#F1F3F5", ec=style.GREY, lw=1.0))
    for pain in range(11):
        up = low + (high - low) * pain / 10
        long = 0.10 if pain % 5 == 0 else 0.05
        axes.plot([left - long, left], [up, up], color=style.INK, lw=1)
        if pain % 5 == 0:
            axes.text(left - 0.14, up, f"{pain}", ha="right", va="center", fontsize=_SIZE)
    filled = Rectangle((left, low), wide, 0, fc=style.ORANGE, ec=style.SYMPTOMS, lw=1.4)
    ghost = Rectangle((left, low), wide, 0, fc="none", ec=style.INK, lw=1.6)
    ghost.set_linestyle((0, (2, 1.5)))
    beyond = _hatched(axes, left, low, wide, 0)
    for patch in (filled, ghost):
        axes.add_patch(patch)
    beside = left + wide
    return PainBar(
        filled=filled,
        ghost=ghost,
        beyond=beyond,
        measured=axes.plot([], [], color=style.INK, lw=2.0, marker="_", ms=8, mew=2.0)[0],
        measured_words=_label(axes, beside + 0.20, 0.0, va="center"),
        before=_label(axes, beside + 0.08, 0.0, va="bottom"),
        number=axes.text(0.36, height - 0.52, "", va="center", fontsize=25, fontweight="bold"),
        relief=_label(axes, 0, 0),
        low=low,
        high=high,
    )


def _in_drawing_order(handles: Handles) -> tuple[Artist, ...]:
    c, p = handles.circuit, handles.pain
    flows = (c.signal, c.through, c.touch, c.closing, c.up, c.brake)
    ends = [part for flow in flows for part in (flow.line, flow.end)]
    touch = (c.touch_beyond, c.touch_mark, c.touch_words, c.hand)
    pain = (p.filled, p.beyond, p.ghost, p.measured, p.measured_words, p.before, p.number, p.relief)
    return (*ends, c.leaf, c.rings, *touch, *c.numbers.values(), c.amplifier, *pain)


# ---------- moving ----------


def _move_circuit(circuit: Circuit, state: GateState) -> None:
    inputs = state.inputs
    braking = _braking(state)
    _run(circuit.signal, inputs.signal)
    _run(circuit.through, state.carrier)
    _run(circuit.touch, inputs.touch)
    _run(circuit.closing, state.closer)
    _run(circuit.up, state.carrier)
    _run(circuit.brake, braking)
    turn = np.pi / 2 * min(1.0, state.closer / _MOST_CLOSING)
    hinge, long = circuit.hinge, circuit.leaf_in
    circuit.leaf.set_data(
        [hinge[0], hinge[0] + long * np.cos(turn)], [hinge[1], hinge[1] - long * np.sin(turn)]
    )
    circuit.rings.set_visible(inputs.amplifier > 0)
    circuit.rings.set_markeredgewidth(1 + 6 * inputs.amplifier)
    numbers = circuit.numbers
    numbers["signal"].set_text(_("signal\n{value:.1f}").format(value=inputs.signal))
    numbers["touch"].set_text(_("touch\n{value:.1f}").format(value=inputs.touch))
    numbers["closer"].set_text(f"{state.closer:.2f}")
    numbers["carrier"].set_text(f"{state.carrier:.2f}")
    numbers["brake"].set_text(_("brake\nfrom\nbrain\n{value:.2f}").format(value=braking))
    times = _("amplifier ×{times:.1f}").format(times=1 + inputs.amplifier)
    circuit.amplifier.set_text(times if inputs.amplifier else "")
    _move_touch(circuit, state)


# The closing cells can reach no more than this; then the gate is drawn shut.
_MOST_CLOSING: Final = 0.646


def _move_touch(circuit: Circuit, state: GateState) -> None:
    left, right, bottom = circuit.gauge
    touch, limit = state.inputs.touch, state.touch_measured
    circuit.touch_mark.set_data([left + touch * (right - left)], [bottom + 0.18])
    has_beyond = limit < 1 and state.pain_before > 0
    circuit.touch_beyond.set(
        x=left + limit * (right - left), width=(1 - limit) * (right - left), visible=has_beyond
    )
    words = textwrap.fill(_("beyond measured"), circuit.letters)
    circuit.touch_words.set_text(words if has_beyond else "")
    lift, colour = (0.0, _HAND) if touch > 0 else (0.16, _HAND_AWAY)
    at = np.array((circuit.hand_at[0], circuit.hand_at[1] + lift))
    hand = [circuit.hand_scale * line + at for line in _HAND_IN]
    circuit.hand.set_segments([line for line in hand for _both in "ab"])
    circuit.hand.set_color([_HAND_EDGE, colour] * len(_HAND_IN))


def _run(flow: Flow, activity: float) -> None:
    """Draw a line as thick as what runs along it; one that is silent is thin, dotted and grey."""
    is_silent = activity < _SILENT
    points = 1.2 + 9 * activity
    flow.line.set_linewidth(1.2 if is_silent else points)
    flow.line.set_linestyle((0, (1, 2)) if is_silent else flow.dashes)
    flow.line.set_color(style.GREY if is_silent else flow.colour)
    flow.end.set_visible(not is_silent)
    tip, way = np.array(flow.tip), np.array(flow.way)
    beside = np.array((-way[1], way[0]))
    half = 0.07 + 0.11 * activity
    if isinstance(flow.end, Line2D):
        flow.end.set_data(*np.transpose([tip + 1.4 * half * beside, tip - 1.4 * half * beside]))
        flow.end.set_linewidth(2.5 + 4 * activity)
        return
    back = tip - 1.3 * half * way
    flow.end.set_xy([tip + 0.6 * half * way, back + half * beside, back - half * beside])


def _move_pain(bar: PainBar, state: GateState) -> None:
    per_point = (bar.high - bar.low) / 10
    has_help = _has_help(state)
    bar.filled.set_height(state.pain * per_point)
    bar.ghost.set_height(state.pain_before * per_point)
    bar.ghost.set_visible(has_help)
    bar.number.set_text(f"{state.pain:.1f}")
    ends = [
        state.pain_before * (1 - part / 100)
        for part in (state.measured_high_pct, state.measured_low_pct)
    ]
    beside = bar.filled.get_x() + bar.filled.get_width() + 0.12
    bar.measured.set_data([beside, beside], [bar.low + end * per_point for end in ends])
    bar.measured.set_visible(state.pain_before > 0)
    bar.beyond.set(
        y=bar.low + state.pain * per_point,
        height=max(0.0, ends[0] - state.pain) * per_point,
        visible=state.is_beyond_measured,
    )
    words_up = bar.low + sum(ends) / 2 * per_point
    bar.measured_words.set_y(words_up)
    before_up = bar.low + state.pain_before * per_point + 0.02
    is_clear = before_up - words_up > 0.22 and words_up - bar.low > 0.05
    bar.measured_words.set_text(_("measured\nrelief") if is_clear else "")
    bar.before.set_y(before_up)
    bar.before.set_text(_("before {pain:.1f}").format(pain=state.pain_before) if has_help else "")
    bar.relief.set_text(_relief_sign(state))


# ---------- words ----------


def _braking(state: GateState) -> float:
    """What the brain sends down: what the carrier called, and what was added."""
    return min(1.0, state.brake + state.inputs.brake)


def _pain_words(state: GateState) -> str:
    if state.pain_before == 0:
        return _("no pain before and none now")
    if not _has_help(state):
        return _("pain {pain:.1f}").format(pain=state.pain)
    return _("pain {before:.1f} to {pain:.1f}").format(before=state.pain_before, pain=state.pain)


def _relief_sign(state: GateState) -> str:
    if state.relief_pct is None:
        return _("no pain:\nnothing to ease")
    if not _has_help(state):
        return _("no touch:\nno relief")
    words = _("relief {relief:.0f} %\nhands on")
    if state.inputs.touch == 0:
        words = _("relief {relief:.0f} %\nno hands on")
    if state.is_beyond_measured:
        words = _("relief {relief:.0f} %\nbeyond measured")
    return words.format(relief=state.relief_pct)


def _has_help(state: GateState) -> bool:
    """Whether there is touch, or a brake that was added."""
    return state.inputs.touch > 0 or state.inputs.brake > 0
