"""The hours after a session, as a schematic; and three rulers for what counts as load.

Hours: collagen building and breakdown after loading are drawn as two humps. When building is
highest was measured; that the balance is negative first is an inference, and nobody has measured it
hour by hour in a human tendon. So the numbers here order things and mean nothing by themselves.

Rulers: the same week of loading counted in three ways, which do not agree on what is most.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from tendon_teaching.evidence import Status, check_parameters, parameter
from tendon_teaching.models.activities import Activity
from tendon_teaching.models.checks import FloatArray, read_only, require_between, require_whole
from tendon_teaching.models.turnover import MOST_FORCE_BW, TurnoverParameters
from tendon_teaching.texts import _

HOURS_SHOWN: Final = 96
SHORTEST_GAP_H: Final = 6.0
LONGEST_GAP_H: Final = 336.0
MOST_SESSIONS: Final = 50
HOURS_PER_WEEK: Final = 168.0
MOST_CYCLES: Final = 1_000_000
# After this many peak times a hump has fallen below a millionth of its height.
_FORGOTTEN_PEAKS: Final = 18


# ---------- hours after a session ----------


@dataclass(frozen=True)
class BoutParameters:
    """Two humps after each session, and how much building several sessions can add up to.

    Heights are multiples of the highest building rate after one session; they have no unit.
    """

    synthesis_peak_h: float = parameter(
        24.0,
        unit="h",
        status=Status.MEASURED,
        allowed=(6.0, 72.0),
        register=("S126", "L013"),
        note="A review, rounded; and patellar tendon after an hour of kicking.",
    )
    breakdown_peak_h: float = parameter(
        10.0,
        unit="h",
        status=Status.ASSUMED,
        allowed=(2.0, 48.0),
        register=("L240",),
        note="Only that breakdown peaks earlier than building was published, not when.",
    )
    breakdown_height: float = parameter(
        1.9,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 5.0),
        note="Chosen so that one session begins with a loss and ends with a gain. Never measured.",
    )
    most_synthesis: float = parameter(
        2.2,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(0.5, 20.0),
        note="Ceiling of building when sessions follow each other closely. Never measured.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


@dataclass(frozen=True, eq=False)
class BoutCourse:
    """Building, breakdown and their balance in the hours after the first of some sessions.

    All arrays have the shape of ``hours``; rates are multiples of the highest building rate after
    a single session. ``net`` is building minus breakdown.
    """

    gap_h: float
    sessions: int
    hours: FloatArray
    synthesis: FloatArray
    breakdown: FloatArray
    parameters: BoutParameters

    @property
    def net(self) -> FloatArray:
        """Building minus breakdown."""
        return self.synthesis - self.breakdown

    @property
    def session_hours(self) -> FloatArray:
        """When the sessions are, in hours after the first."""
        return self.gap_h * np.arange(self.sessions, dtype=np.float64)

    @property
    def net_so_far(self) -> FloatArray:
        """Balance added up from the first session on, in rate times hours."""
        steps = np.diff(self.hours) * (self.net[1:] + self.net[:-1]) / 2
        so_far = np.zeros_like(self.hours)
        so_far[1:] = np.cumsum(steps)
        return so_far

    @property
    def first_gain_h(self) -> float | None:
        """First hour from which the balance is above zero; None when it never is."""
        above = np.flatnonzero(self.net[1:] > 0)
        return float(self.hours[above[0] + 1]) if above.size else None

    def at(self, hour: float) -> "BoutMoment":
        """The rates at one hour, between the points of the grid too; ValueError outside it."""
        require_between("hour", hour, float(self.hours[0]), float(self.hours[-1]), "h")
        return BoutMoment(
            hour=hour,
            synthesis=float(np.interp(hour, self.hours, self.synthesis)),
            breakdown=float(np.interp(hour, self.hours, self.breakdown)),
        )


@dataclass(frozen=True)
class BoutMoment:
    """The rates at one hour."""

    hour: float
    synthesis: float
    breakdown: float

    @property
    def net(self) -> float:
        """Building minus breakdown."""
        return self.synthesis - self.breakdown


def bout_course(
    gap_h: float,
    sessions: int,
    parameters: BoutParameters | None = None,
    *,
    hours_shown: int = HOURS_SHOWN,
) -> BoutCourse:
    """The course from a rested tendon on, with ``sessions`` sessions (0 to 50) ``gap_h`` hours
    (6 to 336) apart, on a grid of quarter hours up to ``hours_shown`` (1 to 2,000).

    Raises ValueError outside these ranges.
    """
    require_between("gap_h", gap_h, SHORTEST_GAP_H, LONGEST_GAP_H, "h")
    require_whole("sessions", sessions, 0, MOST_SESSIONS)
    require_whole("hours_shown", hours_shown, 1, 2000)
    return _course(float(gap_h), int(sessions), parameters or BoutParameters(), int(hours_shown))


@lru_cache(maxsize=256)
def _course(gap_h: float, sessions: int, p: BoutParameters, hours_shown: int) -> BoutCourse:
    hours = np.arange(4 * hours_shown + 1) / 4
    since = hours - gap_h * np.arange(sessions)[:, np.newaxis]
    synthesis, breakdown = _rates(since, p)
    return BoutCourse(
        gap_h, sessions, read_only(hours), read_only(synthesis), read_only(breakdown), p
    )


def net_per_week(gap_h: float, parameters: BoutParameters | None = None) -> float:
    """Balance of one week of sessions ``gap_h`` hours apart (6 to 336) that have long been a habit.

    In rate times hours, a unit without meaning outside this schematic: compare, do not quote.
    Raises ValueError outside the range.
    """
    require_between("gap_h", gap_h, SHORTEST_GAP_H, LONGEST_GAP_H, "h")
    return _net_per_week(float(gap_h), parameters or BoutParameters())


@lru_cache(maxsize=1024)
def _net_per_week(gap_h: float, p: BoutParameters) -> float:
    longest_peak_h = max(p.synthesis_peak_h, p.breakdown_peak_h)
    remembered = int(np.ceil(_FORGOTTEN_PEAKS * longest_peak_h / gap_h)) + 1
    # The middles of equal steps between two sessions: no step falls on a session itself.
    after = (np.arange(200) + 0.5) / 200 * gap_h
    synthesis, breakdown = _rates(after + gap_h * np.arange(remembered)[:, np.newaxis], p)
    return float(np.mean(synthesis - breakdown) * HOURS_PER_WEEK)


@lru_cache(maxsize=8)
def weekly_balance(
    gaps_h: tuple[float, ...], parameters: BoutParameters | None = None
) -> FloatArray:
    """``net_per_week`` for several gaps; shape (gaps,)."""
    return read_only(np.array([net_per_week(gap_h, parameters) for gap_h in gaps_h]))


def even_gap_h(parameters: BoutParameters | None = None) -> float:
    """The gap at which a week of this schematic neither gains nor loses, in hours.

    Raises ValueError where there is none between 6 and 336 hours.
    """
    low, high = SHORTEST_GAP_H, LONGEST_GAP_H
    if not net_per_week(low, parameters) < 0 < net_per_week(high, parameters):
        raise ValueError(
            _("These parameters never lose or never gain; change breakdown_height or a peak time.")
        )
    while high - low > 0.05:
        middle = (low + high) / 2
        low, high = (middle, high) if net_per_week(middle, parameters) < 0 else (low, middle)
    return (low + high) / 2


def _rates(since_h: FloatArray, p: BoutParameters) -> tuple[FloatArray, FloatArray]:
    """Building and breakdown, added up over the sessions along the first axis."""
    building = _hump(since_h, p.synthesis_peak_h).sum(axis=0)
    breakdown = p.breakdown_height * _hump(since_h, p.breakdown_peak_h).sum(axis=0)
    # One session stays almost as it is; many of them meet a ceiling.
    return p.most_synthesis * np.tanh(building / p.most_synthesis), breakdown


def _hump(since_h: FloatArray, peak_h: float) -> FloatArray:
    """Rises from 0, is 1 at ``peak_h`` and falls slowly; 0 before the session."""
    share = np.maximum(since_h, 0.0) / peak_h
    return np.asarray(share * np.exp(1.0 - share))


# ---------- what counts as load ----------


@dataclass(frozen=True)
class LoadRuler:
    """The third ruler: one running step counts as one, a harder or softer step by an exponent.

    The exponent comes from the stress at which dead toe tendons broke after so many cycles.
    """

    step_force_bw: float = parameter(
        5.2,
        unit="BW",
        status=Status.ASSUMED,
        allowed=(2.0, 12.0),
        register=("L162",),
        note="The force of the step that counts as one.",
    )
    fatigue_slope_pct: float = parameter(
        TurnoverParameters().fatigue_slope_pct,
        unit="% of strength",
        status=Status.MEASURED,
        allowed=(5.0, 40.0),
        register=("L157b",),
        note="Dead toe tendons of old people; a later fit of the same data gives another slope.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)

    @property
    def force_of_ten_bw(self) -> float:
        """How much more force makes one cycle count ten times as much, in body weights."""
        tendon = _healthy_tendon()
        stress_mpa = self.fatigue_slope_pct / 100 * tendon.strength_mpa
        return stress_mpa * tendon.area_mm2 / tendon.body_weight_n

    def running_steps(self, force_bw: float, cycles: float) -> float:
        """``cycles`` (0 to 1,000,000) of ``force_bw`` (0 to 12) as steps of running.

        Raises ValueError outside these ranges.
        """
        require_between("force_bw", force_bw, 0.0, MOST_FORCE_BW, "BW")
        require_between("cycles", cycles, 0.0, MOST_CYCLES, _("cycles"))
        return float(cycles * 10 ** ((force_bw - self.step_force_bw) / self.force_of_ten_bw))


@lru_cache(maxsize=1)
def _healthy_tendon() -> TurnoverParameters:
    return TurnoverParameters()


@dataclass(frozen=True)
class Amounts:
    """One activity on three rulers: how often, how much together, how much it could wear."""

    cycles: float
    body_weights: float
    running_steps: float


def amounts(force_bw: float, cycles: float, ruler: LoadRuler | None = None) -> Amounts:
    """``cycles`` of ``force_bw`` on all three rulers. Raises ValueError outside their ranges."""
    steps = (ruler or LoadRuler()).running_steps(force_bw, cycles)
    return Amounts(float(cycles), float(cycles * force_bw), steps)


@dataclass(frozen=True)
class MeasuredLoad:
    """One activity, so many times with one force, on three rulers.

    ``least`` and ``most`` are the same with the lowest and the highest force published for it.
    """

    activity: Activity
    cycles: int
    force_bw: float
    amounts: Amounts
    least: Amounts
    most: Amounts


def measure(
    activity: Activity,
    cycles: int | None = None,
    force_bw: float | None = None,
    ruler: LoadRuler | None = None,
) -> MeasuredLoad:
    """An activity on three rulers: its typical amount and teaching force unless told otherwise.

    Raises ValueError outside the ranges of ``amounts``.
    """
    cycles = activity.cycles if cycles is None else cycles
    force_bw = activity.force_bw if force_bw is None else force_bw
    return MeasuredLoad(
        activity=activity,
        cycles=cycles,
        force_bw=force_bw,
        amounts=amounts(force_bw, cycles, ruler),
        least=amounts(activity.low_bw, cycles, ruler),
        most=amounts(activity.high_bw, cycles, ruler),
    )


def ranks(numbers: Sequence[float]) -> tuple[int, ...]:
    """Place of each number, 1 for the largest; equal numbers share the better place."""
    return tuple(1 + sum(other > number for other in numbers) for number in numbers)
