"""How long it lasts: relief of pain, calf reflex and muscle stiffness after the hands have left.

Three curves of very different length. The reflex and the stiffness of the muscle were measured and
are gone within seconds to minutes. The curve of relief is a teaching curve: its first value lies in
a measured range, its later course is chosen, and some studies argue against it. Nothing here
touches a tendon.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from tendon_teaching.evidence import Status, check_parameters, parameter, value
from tendon_teaching.models.checks import FloatArray, read_only, require_between, require_whole
from tendon_teaching.texts import _

MINUTE_S: Final = 60.0
HOUR_S: Final = 3600.0
DAY_S: Final = 86_400.0
WEEK_S: Final = 7 * DAY_S
LONGEST_S: Final = 4 * WEEK_S
MOST_SESSIONS_A_WEEK: Final = 14
MOST_WEEKS: Final = 52


@dataclass(frozen=True)
class ReliefCurve:
    """Relief after one massage: three parts that fade one after the other.

    The third share is what the first two leave. Percentages are of the pain before the massage.
    """

    at_once_pct: float = parameter(
        45.0,
        unit="%",
        status=Status.CALIBRATED,
        allowed=(0.0, 100.0),
        register=("M115", "M116"),
        published=(27.5, 48.4),
        note="Near the upper of two measured sizes, both from forearm muscle sore from exercise.",
    )
    minutes_share: float = parameter(
        0.35,
        unit="-",
        status=Status.CALIBRATED,
        allowed=(0.0, 0.5),
        register=("M111", "M114"),
        note="Share that fades in minutes. A choice, not a measurement.",
    )
    hours_share: float = parameter(
        0.30,
        unit="-",
        status=Status.CALIBRATED,
        allowed=(0.0, 0.5),
        register=("M111",),
        note="Share that fades in hours. A choice, not a measurement.",
    )
    fades_in_minutes: float = parameter(
        8.0, unit="min", status=Status.CALIBRATED, allowed=(0.1, 60.0), register=("M111", "M114")
    )
    fades_in_hours: float = parameter(
        2.0, unit="h", status=Status.CALIBRATED, allowed=(0.1, 12.0), register=("M111", "M113")
    )
    fades_in_days: float = parameter(
        1.5,
        unit="d",
        status=Status.CALIBRATED,
        allowed=(0.1, 14.0),
        register=("M129", "M130", "M131"),
        note="Beyond a day nothing was measured in people with a painful tendon.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)

    @property
    def shares(self) -> FloatArray:
        """Shares of the three parts; together 1."""
        rest = 1 - self.minutes_share - self.hours_share
        return np.array([self.minutes_share, self.hours_share, rest])

    @property
    def times_s(self) -> FloatArray:
        """Time in which each part falls to 37 %, in seconds."""
        return np.array(
            [
                self.fades_in_minutes * MINUTE_S,
                self.fades_in_hours * HOUR_S,
                self.fades_in_days * DAY_S,
            ]
        )


@dataclass(frozen=True)
class Onset:
    """How soon friction massage numbs a healthy tendon, by the pressure of the fingers.

    A straight line between the lightest and the hardest pressure that was tried; the paper's
    numbers disagree with their own quartiles, so only their order is to be trusted.
    """

    light_kpa: float = parameter(
        98.0, unit="kPa", status=Status.MEASURED, allowed=(10.0, 1000.0), register=("M075",)
    )
    hard_kpa: float = parameter(
        412.0, unit="kPa", status=Status.MEASURED, allowed=(10.0, 1000.0), register=("M077",)
    )
    light_s: float = parameter(
        67.0, unit="s", status=Status.MEASURED, allowed=(1.0, 600.0), register=("M075",)
    )
    hard_s: float = parameter(
        37.8, unit="s", status=Status.MEASURED, allowed=(1.0, 600.0), register=("M077",)
    )

    def __post_init__(self) -> None:
        check_parameters(self)
        if not self.light_kpa < self.hard_kpa:
            raise ValueError(
                _("light_kpa is {light:g}; it must lie below hard_kpa, {hard:g}.").format(
                    light=self.light_kpa, hard=self.hard_kpa
                )
            )


@dataclass(frozen=True)
class CalfReflex:
    """H-reflex of the calf, in per cent of rest: an electrical test of the reflex path.

    It is not muscle tone: a resting calf is almost silent anyway.
    """

    deepest_fall_pct: float = parameter(
        81.0,
        unit="%",
        status=Status.CALIBRATED,
        allowed=(0.0, 100.0),
        register=("M030", "M034", "M038", "M164"),
        note="Chosen so that deep massage lowers it by 70 %; the studies say 56 to 71 %.",
    )
    pressure_scale_kpa: float = parameter(
        1.25,
        unit="kPa",
        status=Status.CALIBRATED,
        allowed=(0.05, 50.0),
        register=("M041",),
        note="Only the order is published: deep lowers it more than light.",
    )
    deep_kpa: float = parameter(
        2.5,
        unit="kPa",
        status=Status.MEASURED,
        allowed=(0.1, 50.0),
        register=("M041",),
        note="Read on that study's sensor; not to be compared with the pressure of a thumb.",
    )
    light_kpa: float = parameter(
        1.25, unit="kPa", status=Status.MEASURED, allowed=(0.1, 50.0), register=("M041",)
    )
    falls_in_s: float = parameter(
        4.0,
        unit="s",
        status=Status.CALIBRATED,
        allowed=(0.2, 60.0),
        register=("M030", "M034"),
        note="How it gets there was not resolved; the first reading under the hands is low.",
    )
    returns_in_s: float = parameter(
        3.0,
        unit="s",
        status=Status.CALIBRATED,
        allowed=(0.2, 60.0),
        register=("M031", "M036"),
        note="Back at the first reading after the hands left; read every ten seconds.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


@dataclass(frozen=True)
class MuscleStiffness:
    """Stiffness of the calf muscle after massage, as a change from rest."""

    at_once_pct: float = parameter(
        -5.2,
        unit="%",
        status=Status.MEASURED,
        allowed=(-60.0, 0.0),
        register=("M056",),
        note="Mean of eighteen healthy adults; the spread between them is larger than the mean.",
    )
    returns_in_s: float = parameter(
        60.0,
        unit="s",
        status=Status.CALIBRATED,
        allowed=(1.0, 600.0),
        register=("M057",),
        note="Slow enough for the first reading, quick enough to be gone after three minutes.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


# ---------- relief ----------


def relief_pct(seconds: ArrayLike, curve: ReliefCurve | None = None) -> FloatArray:
    """Relief, in per cent of the pain before, so many ``seconds`` after one massage.

    ``seconds`` is a number or an array from 0 to four weeks; the answer has its shape. It never
    rises. Raises ValueError.
    """
    curve = curve or ReliefCurve()
    after = _times("seconds", seconds)[..., None]
    parts = curve.shares * np.exp(-after / curve.times_s)
    return np.asarray(curve.at_once_pct * parts.sum(axis=-1))


@dataclass(frozen=True, eq=False)
class SessionCourse:
    """Evenly spaced massages over some weeks, and what is left after the last one.

    ``left_pct`` is the relief at each of ``seconds`` after the last massage; ``before_last_pct``
    what the earlier ones had left when the last began; ``week_mean_pct`` the mean over its week.
    """

    sessions_a_week: int
    seconds: FloatArray
    left_pct: FloatArray
    before_last_pct: float
    week_mean_pct: float


def after_sessions(
    seconds: ArrayLike,
    sessions_a_week: int = 1,
    weeks: int = 6,
    curve: ReliefCurve | None = None,
) -> SessionCourse:
    """Relief so many ``seconds`` after the last of a course of massages.

    Each massage relieves the pain that is left by the same share, so relief never exceeds 100 %.
    ``sessions_a_week`` 0 to 14 (0: nobody was massaged), ``weeks`` 1 to 52. Raises ValueError.
    """
    require_whole("sessions_a_week", sessions_a_week, 0, MOST_SESSIONS_A_WEEK)
    require_whole("weeks", weeks, 1, MOST_WEEKS)
    curve = curve or ReliefCurve()
    after = np.atleast_1d(_times("seconds", seconds))
    if not sessions_a_week:
        none = read_only(np.zeros_like(after))
        return SessionCourse(0, read_only(after), none, 0.0, 0.0)
    gap_s = WEEK_S / sessions_a_week
    shares, at_once = curve.shares, curve.at_once_pct / 100
    parts, before_last = np.zeros(3), 0.0
    for _session in range(sessions_a_week * weeks):
        parts = parts * np.exp(-gap_s / curve.times_s)
        before_last = float(parts.sum())
        parts = parts + at_once * (1 - before_last) * shares
    left = 100 * (parts * np.exp(-after[..., None] / curve.times_s)).sum(axis=-1)
    mean = float((parts * curve.times_s * -np.expm1(-gap_s / curve.times_s)).sum() / gap_s)
    return SessionCourse(
        sessions_a_week=sessions_a_week,
        seconds=read_only(after),
        left_pct=read_only(np.asarray(left)),
        before_last_pct=100 * before_last,
        week_mean_pct=100 * mean,
    )


@dataclass(frozen=True, eq=False)
class HowLong:
    """One moment after massage, and the whole courses it lies on.

    ``seconds`` is the time since the hands left, 0 while they are on; ``sessions_a_week`` how often
    there was massage over six weeks (0: never). ``reflex_pct`` is of rest, ``stiffness_pct`` the
    change from rest, ``relief_pct`` of the pain before. The courses run over ``at_seconds``, from
    one second to a week; their value while the hands are on is in ``hands_on``.
    """

    seconds: float
    sessions_a_week: int
    reflex_pct: float
    stiffness_pct: float
    relief_pct: float
    week_mean_pct: float
    before_last_pct: float
    at_seconds: FloatArray
    reflex_course_pct: FloatArray
    stiffness_course_pct: FloatArray
    relief_course_pct: FloatArray
    hands_on: tuple[float, float, float]

    @property
    def is_massaged(self) -> bool:
        """Whether there was any massage."""
        return self.sessions_a_week > 0


def how_long(seconds: float, sessions_a_week: int = 1) -> HowLong:
    """Reflex, muscle stiffness and relief so many ``seconds`` (0 to a week) after the hands left.

    ``sessions_a_week`` 0 to 14. Raises ValueError.
    """
    require_between("seconds", seconds, 0.0, WEEK_S, "s")
    grid = np.geomspace(1.0, WEEK_S, 160)
    asked = np.concatenate(([0.0, seconds], grid))
    relief = after_sessions(asked, sessions_a_week)
    massage_s = 360.0
    reflex = reflex_pct(massage_s + asked, massage_s)
    stiffness = muscle_stiffness_pct(asked)
    if not sessions_a_week:
        reflex, stiffness = np.full_like(asked, 100.0), np.zeros_like(asked)
    return HowLong(
        seconds=seconds,
        sessions_a_week=sessions_a_week,
        reflex_pct=float(reflex[1]),
        stiffness_pct=float(stiffness[1]),
        relief_pct=float(relief.left_pct[1]),
        week_mean_pct=relief.week_mean_pct,
        before_last_pct=relief.before_last_pct,
        at_seconds=read_only(grid),
        reflex_course_pct=read_only(reflex[2:]),
        stiffness_course_pct=read_only(stiffness[2:]),
        relief_course_pct=read_only(relief.left_pct[2:].copy()),
        hands_on=(float(reflex[0]), float(stiffness[0]), float(relief.left_pct[0])),
    )


def numbing_half_time_s(pressure_kpa: float, onset: Onset | None = None) -> float:
    """Seconds of friction massage until a healthy tendon is half numb, by ``pressure_kpa``.

    Only between the lightest and the hardest pressure that was tried (98 to 412 kPa); ValueError
    outside. In painful tendons more pressure was not better (M078).
    """
    onset = onset or Onset()
    require_between("pressure_kpa", pressure_kpa, onset.light_kpa, onset.hard_kpa, "kPa")
    way = (pressure_kpa - onset.light_kpa) / (onset.hard_kpa - onset.light_kpa)
    return onset.light_s + way * (onset.hard_s - onset.light_s)


def numb_share(seconds: ArrayLike, pressure_kpa: float, onset: Onset | None = None) -> FloatArray:
    """How far (0 to 1) a healthy tendon is numbed after ``seconds`` of friction massage."""
    half_s = numbing_half_time_s(pressure_kpa, onset)
    return np.asarray(1 - 2.0 ** (-_times("seconds", seconds) / half_s))


# ---------- reflex and muscle ----------


def reflex_pct(
    seconds: ArrayLike,
    massage_s: float = 360.0,
    *,
    pressure_kpa: float | None = None,
    same_muscle: bool = True,
    reflex: CalfReflex | None = None,
) -> FloatArray:
    """Calf reflex in per cent of rest, so many ``seconds`` after the hands came on.

    The hands leave after ``massage_s`` (1 to 7,200). ``pressure_kpa`` (0 to 20, on the sensor of
    that study) is that of deep massage unless given. With ``same_muscle`` false another muscle is
    massaged, and nothing happens. Raises ValueError.
    """
    reflex = reflex or CalfReflex()
    pressure = reflex.deep_kpa if pressure_kpa is None else pressure_kpa
    require_between("massage_s", massage_s, 1.0, 2 * HOUR_S, "s")
    require_between("pressure_kpa", pressure, 0.0, 20.0, "kPa")
    at = _times("seconds", seconds)
    reach = reflex.deepest_fall_pct * -np.expm1(-pressure / reflex.pressure_scale_kpa)
    if not same_muscle:
        reach = 0.0
    under = -np.expm1(-np.minimum(at, massage_s) / reflex.falls_in_s)
    since = np.maximum(at - massage_s, 0.0)
    return np.asarray(100 - reach * under * np.exp(-since / reflex.returns_in_s))


def muscle_stiffness_pct(seconds: ArrayLike, muscle: MuscleStiffness | None = None) -> FloatArray:
    """Stiffness of the calf muscle, as per cent above (or below) rest, after the hands left."""
    muscle = muscle or MuscleStiffness()
    return np.asarray(
        muscle.at_once_pct * np.exp(-_times("seconds", seconds) / muscle.returns_in_s)
    )


def measured_relief_pct() -> tuple[float, float]:
    """The two sizes of relief that were measured, the smaller one first (M116, M115).

    Of pain on pressing and of pain on stretching, in a forearm muscle sore from exercise.
    """
    sizes = [value(name).value for name in ("M116", "M115")]
    low, high = sorted(size for size in sizes if size is not None)
    return low, high


def _times(name: str, seconds: ArrayLike) -> FloatArray:
    times = np.asarray(seconds, dtype=float)
    inside = (times >= 0) & (times <= LONGEST_S)
    if inside.all():
        return times
    raise ValueError(
        _(
            "{name} is {value}; it must lie between 0 and {longest:,.0f} s (four weeks). "
            "Choose a value in this range."
        ).format(name=name, value=times[~inside].flat[0], longest=LONGEST_S)
    )
