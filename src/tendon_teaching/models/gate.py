"""A gate-control network of our own: signal, touch, a brake from the brain, and the pain.

Four cell groups, each one number: a *closer* and an *opener* in the spinal cord, the *carrier* that
sends the signal up, and the *brake*, which the brain sends down. Touch drives the closer; the
closer quiets the carrier. Which groups there are follows published models (M101, M103); their
equations were not seen, so these are not theirs. Gate theory itself is a useful picture and wrong
in detail (M087); its circuit has not been measured in a person.

No state of the tendon is in here: nothing in this network can change a tendon.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from tendon_teaching.evidence import Status, check_parameters, parameter
from tendon_teaching.models.checks import FloatArray, read_only, require_between
from tendon_teaching.models.relief import measured_relief_pct
from tendon_teaching.texts import _

STEP_S: Final = 0.008
SETTLED_AFTER_S: Final = 0.4
LONGEST_S: Final = 10.0

_WEIGHT: Final = (-5.0, 5.0)
_SHAPED: Final = ("M087", "M101", "M115")


@dataclass(frozen=True)
class GateNetwork:
    """Weights, thresholds and times of the network; all chosen, none measured.

    Activities run from 0 to 1. A weight above zero excites, one below zero inhibits; "x_to_y" is
    what group x does to group y. ``steepness`` and the thresholds shape the answer of a group.
    """

    touch_to_closer: float = parameter(
        0.9, unit="-", status=Status.CALIBRATED, allowed=_WEIGHT, register=("M106", "M115")
    )
    signal_to_closer: float = parameter(
        -0.25, unit="-", status=Status.CALIBRATED, allowed=_WEIGHT, register=_SHAPED
    )
    signal_to_opener: float = parameter(
        1.0, unit="-", status=Status.CALIBRATED, allowed=_WEIGHT, register=_SHAPED
    )
    closer_to_opener: float = parameter(
        -0.4, unit="-", status=Status.CALIBRATED, allowed=_WEIGHT, register=_SHAPED
    )
    signal_to_carrier: float = parameter(
        1.0, unit="-", status=Status.CALIBRATED, allowed=_WEIGHT, register=_SHAPED
    )
    opener_to_carrier: float = parameter(
        0.8, unit="-", status=Status.CALIBRATED, allowed=_WEIGHT, register=_SHAPED
    )
    touch_to_carrier: float = parameter(
        0.25,
        unit="-",
        status=Status.CALIBRATED,
        allowed=_WEIGHT,
        register=("M107",),
        note="Touch also excites the carrier a little: it may lower or raise what is sent up.",
    )
    closer_to_carrier: float = parameter(
        -1.35, unit="-", status=Status.CALIBRATED, allowed=_WEIGHT, register=_SHAPED
    )
    brake_to_carrier: float = parameter(
        -0.6, unit="-", status=Status.CALIBRATED, allowed=_WEIGHT, register=("M095", "M096", "M097")
    )
    brake_to_closer: float = parameter(
        0.5, unit="-", status=Status.CALIBRATED, allowed=_WEIGHT, register=_SHAPED
    )
    carrier_to_brake: float = parameter(
        0.9, unit="-", status=Status.CALIBRATED, allowed=_WEIGHT, register=_SHAPED
    )
    closer_threshold: float = parameter(
        0.10, unit="-", status=Status.CALIBRATED, allowed=(0.0, 2.0), register=_SHAPED
    )
    opener_threshold: float = parameter(
        0.10, unit="-", status=Status.CALIBRATED, allowed=(0.0, 2.0), register=_SHAPED
    )
    carrier_threshold: float = parameter(
        0.25, unit="-", status=Status.CALIBRATED, allowed=(0.0, 2.0), register=_SHAPED
    )
    brake_threshold: float = parameter(
        0.35, unit="-", status=Status.CALIBRATED, allowed=(0.0, 2.0), register=_SHAPED
    )
    steepness: float = parameter(
        6.0, unit="-", status=Status.CALIBRATED, allowed=(0.5, 40.0), register=_SHAPED
    )
    cord_s: float = parameter(
        0.02,
        unit="s",
        status=Status.CALIBRATED,
        allowed=(0.008, 1.0),
        note="How quickly the groups in the spinal cord follow; a fraction of a second.",
    )
    brake_s: float = parameter(
        0.06,
        unit="s",
        status=Status.CALIBRATED,
        allowed=(0.008, 1.0),
        note="How quickly the brake follows: a little later than the cord.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


@dataclass(frozen=True)
class GateInputs:
    """What goes into the network; everything from 0 to 1 and none of it measured in a person."""

    signal: float = parameter(
        0.4,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 1.0),
        register=("M089", "M090"),
        note="Signal of the thin fibres from the sore tendon. Its scale is ours.",
    )
    touch: float = parameter(
        0.0,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 1.0),
        register=("M088", "M115", "M116"),
        note="Signal of the thick touch fibres. Its scale is ours: not kilograms, not depth.",
    )
    brake: float = parameter(
        0.0,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 1.0),
        register=("M095", "M096", "M097"),
        note="Extra drive from the brain: expectation, safety, company. Studies in Achilles "
        "tendinopathy disagree on whether this brake is weak.",
    )
    amplifier: float = parameter(
        0.0,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 1.0),
        register=("M102",),
        note="How much more the spinal cord makes of the same signal. Whether it does so in "
        "Achilles tendinopathy is disputed.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


@dataclass(frozen=True, eq=False)
class GateActivity:
    """Activities of the groups (0 to 1) and the pain (0 to 10, low is good).

    All arrays of one shape: that of the inputs, or of the times of a course.
    """

    closer: FloatArray
    opener: FloatArray
    carrier: FloatArray
    brake: FloatArray

    @property
    def pain_of_10(self) -> FloatArray:
        """Pain as a number from 0 to 10: ten times what the carrier sends up."""
        return 10 * self.carrier


@dataclass(frozen=True, eq=False)
class GateCourse:
    """How the network moves after touch begins: ``seconds`` and the activities at those times."""

    seconds: FloatArray
    activity: GateActivity


@dataclass(frozen=True)
class GateState:
    """The settled circuit at one position of the sliders, beside the same circuit without help.

    Activities from 0 to 1, pains from 0 to 10. Before is without touch and without the extra brake:
    studies cannot part hands from expectation either. ``relief_pct`` is of the pain before; it is
    None without pain. ``measured_low_pct`` and ``measured_high_pct`` are the two sizes of relief
    that were measured; ``touch_measured`` is the touch (0 to 1) from which on this circuit relieves
    more than the larger one, and ``touch_best`` the touch that relieves most.
    """

    inputs: GateInputs
    closer: float
    carrier: float
    brake: float
    pain_before: float
    pain: float
    measured_low_pct: float
    measured_high_pct: float
    touch_measured: float
    touch_best: float

    @property
    def relief_pct(self) -> float | None:
        """By how much touch and brake have lowered the pain."""
        return 100 * (1 - self.pain / self.pain_before) if self.pain_before > 0 else None

    @property
    def is_beyond_measured(self) -> bool:
        """More relief than any of the studies here found."""
        return self.relief_pct is not None and self.relief_pct > self.measured_high_pct

    @property
    def is_past_the_best(self) -> bool:
        """So much touch that less of it would relieve more."""
        return self.inputs.touch > self.touch_best + 0.05


def gate_state(inputs: GateInputs, network: GateNetwork | None = None) -> GateState:
    """Everything that one position of the sliders shows."""
    touches = np.concatenate((np.linspace(0.0, 1.0, 101), [0.0, inputs.touch]))
    brakes = np.where(np.arange(103) == 101, 0.0, inputs.brake)
    found = settled(inputs.signal, touches, brakes, inputs.amplifier, network)
    *_all, before, now = found.pain_of_10
    pain = found.pain_of_10[:101]
    low, high = measured_relief_pct()
    more = pain < before * (1 - high / 100)
    return GateState(
        inputs=inputs,
        closer=float(found.closer[-1]),
        carrier=float(found.carrier[-1]),
        brake=float(found.brake[-1]),
        pain_before=float(before),
        pain=float(now),
        measured_low_pct=low,
        measured_high_pct=high,
        touch_measured=float(touches[int(np.argmax(more))]) if more.any() else 1.0,
        touch_best=float(touches[int(np.argmin(pain))]) if pain.min() > 0 else 1.0,
    )


def answer(drive: FloatArray, threshold: float | FloatArray, steepness: float) -> FloatArray:
    """Activity of a group that is driven so much: 0 without drive, S-shaped, never below 0."""
    risen = 1 / (1 + np.exp(-steepness * (drive - threshold)))
    resting = 1 / (1 + np.exp(steepness * threshold))
    return np.asarray(np.maximum(0.0, risen - resting))


def settled(
    signal: ArrayLike,
    touch: ArrayLike = 0.0,
    brake: ArrayLike = 0.0,
    amplifier: ArrayLike = 0.0,
    network: GateNetwork | None = None,
) -> GateActivity:
    """The network at rest with its inputs, each a number or an array from 0 to 1.

    More drive of the carrier calls more brake, and brake lowers the drive; so there is exactly one
    state of rest, and halving an interval finds it. Raises ValueError for inputs outside 0 to 1 and
    for a network whose brake would excite.
    """
    network = network or GateNetwork()
    _require_that_the_brake_brakes(network)
    inputs = _checked(signal=signal, touch=touch, brake=brake, amplifier=amplifier)
    size = np.broadcast_shapes(*(np.shape(one) for one in inputs.values()))
    low, high = np.full(size, -40.0), np.full(size, 40.0)
    for _halving in range(50):
        middle = (low + high) / 2
        is_below = _carrier_drive(middle, network, **inputs)[0] > middle
        low, high = np.where(is_below, middle, low), np.where(is_below, high, middle)
    _drive, activity = _carrier_drive((low + high) / 2, network, **inputs)
    return activity


def course(
    inputs: GateInputs,
    seconds: float = SETTLED_AFTER_S,
    *,
    step_s: float = STEP_S,
    network: GateNetwork | None = None,
) -> GateCourse:
    """From the settled state without touch: what happens once touch begins.

    ``seconds`` 0.01 to 10, ``step_s`` 0.0005 to 0.008. Raises ValueError.
    """
    require_between("seconds", seconds, 0.01, LONGEST_S, "s")
    require_between("step_s", step_s, 0.0005, STEP_S, "s")
    network = network or GateNetwork()
    state = _drives_at_rest(inputs, network)
    steps = round(seconds / step_s)
    found = np.empty((steps + 1, 4))
    for step in range(steps + 1):
        found[step] = state
        state = state + step_s * _change_of(state, inputs, network)
    return GateCourse(
        seconds=read_only(step_s * np.arange(steps + 1, dtype=np.float64)),
        activity=_activity(found.T, network),
    )


def pain_of_10(inputs: GateInputs, network: GateNetwork | None = None) -> float:
    """Pain (0 to 10) once the network has settled."""
    rested = settled(inputs.signal, inputs.touch, inputs.brake, inputs.amplifier, network)
    return float(rested.pain_of_10)


def _checked(**inputs: ArrayLike) -> dict[str, FloatArray]:
    checked = {}
    for name, given in inputs.items():
        numbers = np.asarray(given, dtype=float)
        inside = (numbers >= 0) & (numbers <= 1)
        if not inside.all():
            raise ValueError(
                _(
                    "{name} is {value}; it must lie between 0 and 1. Choose a value in this range."
                ).format(name=name, value=numbers[~inside].flat[0])
            )
        checked[name] = numbers
    return checked


def _require_that_the_brake_brakes(network: GateNetwork) -> None:
    """Otherwise more pain could call for more pain, and there might be two states of rest."""
    falls = (
        network.brake_to_carrier <= 0 <= network.brake_to_closer,
        network.closer_to_carrier <= 0 and network.closer_to_opener <= 0,
        network.opener_to_carrier >= 0 and network.carrier_to_brake >= 0,
    )
    if not all(falls):
        raise ValueError(
            _(
                "In this network the brake would excite. Keep brake_to_carrier, closer_to_carrier "
                "and closer_to_opener at or below 0, and brake_to_closer, opener_to_carrier and "
                "carrier_to_brake at or above 0."
            )
        )


def _carrier_drive(
    drive: FloatArray,
    network: GateNetwork,
    *,
    signal: FloatArray,
    touch: FloatArray,
    brake: FloatArray,
    amplifier: FloatArray,
) -> tuple[FloatArray, GateActivity]:
    """Drive that the carrier gets if its drive is ``drive`` and all others have settled."""
    carrier = answer(drive, network.carrier_threshold, network.steepness)
    braking = answer(
        network.carrier_to_brake * carrier + brake, network.brake_threshold, network.steepness
    )
    closer = answer(
        network.touch_to_closer * touch
        + network.signal_to_closer * signal
        + network.brake_to_closer * braking,
        network.closer_threshold,
        network.steepness,
    )
    opener = answer(
        network.signal_to_opener * signal + network.closer_to_opener * closer,
        network.opener_threshold,
        network.steepness,
    )
    up = network.signal_to_carrier * signal + network.opener_to_carrier * opener
    got = (
        (1 + amplifier) * up
        + network.touch_to_carrier * touch
        + network.closer_to_carrier * closer
        + network.brake_to_carrier * (braking + brake)
    )
    return got, GateActivity(closer=closer, opener=opener, carrier=carrier, brake=braking)


def _thresholds(network: GateNetwork) -> FloatArray:
    return np.array(
        [
            network.closer_threshold,
            network.opener_threshold,
            network.carrier_threshold,
            network.brake_threshold,
        ]
    )


def _answers(drives: FloatArray, network: GateNetwork) -> FloatArray:
    """Activities of closer, opener, carrier and brake from their four drives (first axis)."""
    thresholds = _thresholds(network).reshape((4,) + (1,) * (drives.ndim - 1))
    return answer(drives, thresholds, network.steepness)


def _activity(drives: FloatArray, network: GateNetwork) -> GateActivity:
    closer, opener, carrier, brake = (read_only(one) for one in _answers(drives, network))
    return GateActivity(closer=closer, opener=opener, carrier=carrier, brake=brake)


def _wanted(activities: FloatArray, inputs: GateInputs, network: GateNetwork) -> FloatArray:
    """The four drives that activities and inputs call for."""
    closer, opener, carrier, brake = activities
    up = network.signal_to_carrier * inputs.signal + network.opener_to_carrier * opener
    return np.array(
        [
            network.touch_to_closer * inputs.touch
            + network.signal_to_closer * inputs.signal
            + network.brake_to_closer * brake,
            network.signal_to_opener * inputs.signal + network.closer_to_opener * closer,
            (1 + inputs.amplifier) * up
            + network.touch_to_carrier * inputs.touch
            + network.closer_to_carrier * closer
            + network.brake_to_carrier * (brake + inputs.brake),
            network.carrier_to_brake * carrier + inputs.brake,
        ]
    )


def _change_of(drives: FloatArray, inputs: GateInputs, network: GateNetwork) -> FloatArray:
    """Change of the four drives per second."""
    times = np.array([network.cord_s] * 3 + [network.brake_s])
    return np.asarray((_wanted(_answers(drives, network), inputs, network) - drives) / times)


def _drives_at_rest(inputs: GateInputs, network: GateNetwork) -> FloatArray:
    """The four drives of the settled network before touch begins."""
    before = settled(inputs.signal, 0.0, inputs.brake, inputs.amplifier, network)
    activities = np.array([before.closer, before.opener, before.carrier, before.brake])
    untouched = GateInputs(inputs.signal, 0.0, inputs.brake, inputs.amplifier)
    return _wanted(activities, untouched, network)
