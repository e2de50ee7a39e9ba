"""A training history in weeks, turned into days of load, and the year that the tendon has of it.

A week is a distance and the peak force of its running steps. How the running is spread over the
week, and what a week without running looks like, belongs to the history as well. The tendon is that
of the turnover model; what is special here is on one page in ``training_history.md`` beside this
file. Tissue only: nothing here knows of pain, and nothing says what a runner's own tendon will do.
"""

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final

from tendon_teaching.evidence import Status, check_parameters, parameter
from tendon_teaching.models.checks import FloatArray, read_only, require_between, require_whole
from tendon_teaching.models.turnover import (
    DAYS_PER_WEEK,
    MOST_CYCLES,
    Day,
    LoadBlock,
    TurnoverCourse,
    TurnoverParameters,
    WalkingHabit,
    simulate,
    walking_day,
)
from tendon_teaching.texts import _

MOST_KM: Final = 200.0
LOWEST_FORCE_BW: Final = 3.0
HIGHEST_FORCE_BW: Final = 9.0
MOST_WEEKS: Final = 520
YEAR_WEEKS: Final = 52
KM_STEP: Final = 2.0
HARD_WEEK: Final = 23
"""The week, counted from 1, in which the roads leave the usual one."""
HILLY_FORCE_BW: Final = 7.0
CREEP_PCT: Final = 5.0
CREEP_TO: Final = 3.0
REST_WEEKS: Final = 3
BACK_AT: Final = 1.5
STIRRING: Final = 0.15
"""Cell reactivity from which the words call the cells stirring; a teaching choice."""
REACTIVE: Final = 0.5
"""Cell reactivity from which the words call them reactive; a teaching choice."""


class Spread(StrEnum):
    """On which days of a week somebody runs; the distance is shared evenly between them."""

    FOUR = "four"
    DAILY = "daily"
    IN_A_ROW = "in a row"
    TWO = "two"

    @property
    def text(self) -> str:
        """The days in words for the reader."""
        return {
            Spread.FOUR: _("4, spread out"),
            Spread.DAILY: _("7, every day"),
            Spread.IN_A_ROW: _("4 in a row"),
            Spread.TWO: _("2 long ones"),
        }[self]

    @property
    def days(self) -> tuple[int, ...]:
        """Days with a run, counted from 0."""
        return {
            Spread.FOUR: (0, 2, 4, 6),
            Spread.DAILY: (0, 1, 2, 3, 4, 5, 6),
            Spread.IN_A_ROW: (0, 1, 2, 3),
            Spread.TWO: (0, 3),
        }[self]


@dataclass(frozen=True)
class RunningHabit:
    """What a kilometre asks of one leg, and a runner's usual week."""

    usual_km: float = parameter(
        22.0,
        unit="km/wk",
        status=Status.ASSUMED,
        allowed=(0.0, MOST_KM),
        note="A recreational runner of the lesson.",
    )
    usual_force_bw: float = parameter(
        5.2,
        unit="BW",
        status=Status.ASSUMED,
        allowed=(LOWEST_FORCE_BW, HIGHEST_FORCE_BW),
        register=("L162", "S110", "S113"),
        published=(4.15, 7.71),
        note="Peak of a running step on the flat. Methods differ widely, and no hill was measured: "
        "a hilly week here simply means a higher peak.",
    )
    steps_per_km: float = parameter(
        400.0,
        unit="1/km",
        status=Status.ASSUMED,
        allowed=(200.0, 1000.0),
        note="Loadings of one leg in a kilometre; as in the numbers that the turnover model is "
        "checked with. Slow runners take more.",
    )
    seconds_per_step: float = parameter(
        0.2,
        unit="s",
        status=Status.ASSUMED,
        allowed=(0.05, 1.0),
        note="Time on the foot in a running step.",
    )
    near_rest_steps: float = parameter(
        500.0,
        unit="1/d",
        status=Status.ASSUMED,
        allowed=(0.0, MOST_CYCLES),
        note="Walking steps of one leg on a day spent mostly sitting.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


@dataclass(frozen=True)
class TrainingHistory:
    """Weeks of running: distance (0 to 200 km) and peak force of a step (3 to 9 BW) in each.

    ``near_rest`` says that in a week without running the runner hardly walks either; otherwise
    every day has its usual walking. Raises ValueError for an empty history, for lists of different
    length, and for a number outside its range, naming the week.
    """

    km: tuple[float, ...]
    peak_force_bw: tuple[float, ...]
    spread: Spread = Spread.FOUR
    near_rest: bool = False

    def __post_init__(self) -> None:
        if len(self.km) != len(self.peak_force_bw):
            raise ValueError(
                _(
                    "km has {km} weeks and peak_force_bw has {force}; give both for every week."
                ).format(km=len(self.km), force=len(self.peak_force_bw))
            )
        require_whole("weeks", len(self.km), 1, MOST_WEEKS)
        for week, (km, force) in enumerate(zip(self.km, self.peak_force_bw, strict=True), start=1):
            require_between(_("km of week {week}").format(week=week), km, 0.0, MOST_KM, "km")
            require_between(
                _("peak_force_bw of week {week}").format(week=week),
                force,
                LOWEST_FORCE_BW,
                HIGHEST_FORCE_BW,
                _("body weights"),
            )

    @property
    def weeks(self) -> int:
        """How many weeks it has."""
        return len(self.km)


class Road(StrEnum):
    """Histories of a year that the lessons show, all of the same runner."""

    STEADY = "steady"
    HILLY_WEEK = "hilly week"
    CREEP = "creep"
    DOUBLE_WEEK = "double week"
    AFTER_REST = "after rest"

    @property
    def text(self) -> str:
        """The history in a few words for the reader."""
        return {
            Road.STEADY: _("the same every week"),
            Road.HILLY_WEEK: _("one hilly week"),
            Road.CREEP: _("a slow creep"),
            Road.DOUBLE_WEEK: _("one week of twice the distance"),
            Road.AFTER_REST: _("three weeks of near rest, then more than before"),
        }[self]

    @property
    def history(self) -> TrainingHistory:
        """The weeks, on the even kilometres and tenths of a body weight that can be painted."""
        return _road(self)


@lru_cache
def _road(road: Road) -> TrainingHistory:
    habit = RunningHabit()
    km = [habit.usual_km] * YEAR_WEEKS
    force = [habit.usual_force_bw] * YEAR_WEEKS
    hard = HARD_WEEK - 1
    if road is Road.HILLY_WEEK:
        force[hard] = HILLY_FORCE_BW
    elif road is Road.CREEP:
        grown = [habit.usual_km * (1 + CREEP_PCT / 100) ** week for week in range(YEAR_WEEKS)]
        km = [_painted(min(distance, CREEP_TO * habit.usual_km)) for distance in grown]
    elif road is Road.DOUBLE_WEEK:
        km[hard] = 2 * habit.usual_km
    elif road is Road.AFTER_REST:
        back = hard + REST_WEEKS
        km[hard:back] = [0.0] * REST_WEEKS
        km[back:] = [_painted(BACK_AT * habit.usual_km)] * (YEAR_WEEKS - back)
    return TrainingHistory(tuple(km), tuple(force), near_rest=road is Road.AFTER_REST)


def _painted(km: float) -> float:
    return KM_STEP * round(km / KM_STEP)


@dataclass(frozen=True, eq=False)
class TrainingYear:
    """What a history does to the tendon: one row a day, row 0 is the start; all read-only.

    ``week`` is the time in weeks. ``damage_pct`` is the share of the aligned fibres with fatigue
    damage, ``reactivity`` that of the cells (0 to 1); ``stiffness_pct``, ``modulus_pct`` and
    ``area_pct`` are changes from the start in per cent, ``thickness_ratio`` is over the start.
    The rows end with the last day the model can speak of; ``ends_in_week`` is the week in which
    that is, or None when it is the end of the history.
    """

    history: TrainingHistory
    recovery: bool
    week: FloatArray
    damage_pct: FloatArray
    reactivity: FloatArray
    stiffness_pct: FloatArray
    modulus_pct: FloatArray
    area_pct: FloatArray
    thickness_ratio: FloatArray
    disorganised: FloatArray
    ends_in_week: int | None

    def row_of(self, week: float) -> int:
        """Row at the end of ``week`` (0 is the start), at most the last one."""
        return min(round(week * DAYS_PER_WEEK), len(self.week) - 1)

    def knows(self, week: float) -> bool:
        """Whether the model still speaks at the end of ``week``."""
        return round(week * DAYS_PER_WEEK) < len(self.week)

    @property
    def worst_row(self) -> int:
        """Row with the lowest modulus."""
        return int(self.modulus_pct.argmin())

    @property
    def peak_damage_pct(self) -> float:
        """Highest damage."""
        return float(self.damage_pct.max())

    @property
    def peak_damage_week(self) -> int:
        """Week in which damage is highest; the first is 1."""
        return self.week_number(int(self.damage_pct.argmax()))

    def week_number(self, row: int) -> int:
        """The week, counted from 1, that the day of a row belongs to."""
        return max(1, math.ceil(float(self.week[row])))

    @property
    def peak_reactivity(self) -> float:
        """Highest cell reactivity."""
        return float(self.reactivity.max())


def days_of(history: TrainingHistory, habit: RunningHabit | None = None) -> tuple[Day, ...]:
    """The history day by day: walking, and on days with a run its steps on top.

    Alike days are the same object, which the turnover model needs to be quick. Raises ValueError
    for a run of more than 50,000 steps.
    """
    habit = habit or RunningHabit()
    walking = walking_day()
    resting = _sitting_day(habit) if history.near_rest else walking
    weeks: dict[tuple[float, float], tuple[Day, ...]] = {}
    days: list[Day] = []
    for km, force_bw in zip(history.km, history.peak_force_bw, strict=True):
        load = (km, force_bw if km else 0.0)
        if load not in weeks:
            run = _run(km, force_bw, history.spread, habit)
            weeks[load] = (
                _week(history.spread, (*walking, *run), walking)
                if km
                else (resting,) * DAYS_PER_WEEK
            )
        days += weeks[load]
    return tuple(days)


def _run(km: float, force_bw: float, spread: Spread, habit: RunningHabit) -> Day:
    steps = km * habit.steps_per_km / len(spread.days)
    return (LoadBlock(force_bw, steps, habit.seconds_per_step),)


def _week(spread: Spread, with_run: Day, without: Day) -> tuple[Day, ...]:
    return tuple(with_run if day in spread.days else without for day in range(DAYS_PER_WEEK))


def _sitting_day(habit: RunningHabit) -> Day:
    walking = WalkingHabit()
    return walking_day(replace(walking, cycles=habit.near_rest_steps))


@lru_cache(maxsize=64)
def follow(
    history: TrainingHistory,
    *,
    recovery: bool = True,
    habit: RunningHabit | None = None,
    parameters: TurnoverParameters | None = None,
) -> TrainingYear:
    """The year of a healthy tendon that has only walked before.

    ``recovery=False`` leaves out that a session makes the tendon vulnerable for a day or two.
    """
    days = days_of(history, habit)
    course = simulate(days, None, parameters, recovery=recovery)
    known = int(course.stopped_on_day or len(days) + 1)
    return _year(history, recovery, course, known)


def _year(
    history: TrainingHistory, recovery: bool, course: TurnoverCourse, known: int
) -> TrainingYear:
    """``course`` as far as the model knows it: ``known`` rows, the start among them."""

    def change_pct(ratio: FloatArray) -> FloatArray:
        return read_only(100 * ratio[:known] / ratio[0] - 100)

    stopped = course.stopped_on_day
    return TrainingYear(
        history=history,
        recovery=recovery,
        week=read_only(course.day[:known] / DAYS_PER_WEEK),
        damage_pct=read_only(100 * course.damage[:known]),
        reactivity=course.reactivity[:known],
        stiffness_pct=change_pct(course.stiffness_ratio),
        modulus_pct=change_pct(course.modulus_ratio),
        area_pct=change_pct(course.area_ratio),
        thickness_ratio=read_only(course.thickness_ratio[:known] / course.thickness_ratio[0]),
        disorganised=course.disorganised[:known],
        ends_in_week=None if stopped is None else (stopped - 1) // DAYS_PER_WEEK + 1,
    )
