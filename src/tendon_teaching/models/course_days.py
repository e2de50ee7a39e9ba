"""What a plan asks for on each day of a course, before anybody decides whether to do it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tendon_teaching.models.course_parameters import CourseParameters
from tendon_teaching.models.regimens import (
    DAYS_PER_WEEK,
    ActivityKind,
    CalendarEntry,
    Plan,
    is_run_day,
    is_session_day,
)

Session = tuple[float | None, float, float, float, float]
"""Force (None for the current load), repetitions, seconds, and what follows from the latter two:
how much heavier so many feel, and how much of a full dose so long a time gives."""


def _session(
    force_bw: float | None, repetitions: float, seconds: float, shared: CourseParameters
) -> Session:
    heavier = 1 + shared.volume_effect * math.log(1 + repetitions / shared.volume_repetitions)
    lasting = 1 - math.exp(-repetitions * seconds / shared.dose_seconds)
    return force_bw, repetitions, seconds, heavier, lasting


@dataclass(frozen=True)
class PlannedDay:
    """What stands in the plan for one day.

    ``runs`` and ``walks`` hold (force, steps, seconds); ``habit_run`` is true where the person's
    own running takes place.
    """

    exercises: tuple[Session, ...]
    runs: tuple[tuple[float, float, float], ...]
    walks: tuple[tuple[float, float, float], ...]
    habit_run: bool
    massages: int
    contacts: float
    care: float
    after: bool


@lru_cache(maxsize=64)
def planned_days(plan: Plan, shared: CourseParameters) -> tuple[PlannedDay, ...]:
    """Every day of the course, in order; the same plan is worked out once."""
    return tuple(_planned_day(plan, day, shared) for day in range(plan.days))


def _planned_day(plan: Plan, day: int, shared: CourseParameters) -> PlannedDay:
    week = day // DAYS_PER_WEEK
    in_programme = week < plan.programme_weeks
    contacts = plan.contacts_in_week(week)
    care = _care(plan, week, shared)
    if plan.calendar is not None:
        entries = plan.calendar[day] if day < len(plan.calendar) else ()
        return PlannedDay(
            exercises=tuple(
                _session(*block, shared) for block in _blocks(entries, ActivityKind.EXERCISE)
            ),
            runs=_blocks(entries, ActivityKind.RUNNING),
            walks=_blocks(entries, ActivityKind.WALKING),
            habit_run=False,
            massages=sum(entry.kind is ActivityKind.MASSAGE for entry in entries),
            contacts=contacts / DAYS_PER_WEEK,
            care=care,
            after=False,
        )
    exercises: tuple[Session, ...] = ()
    if plan.exercise is not None:
        often = plan.exercise.sessions_per_week if in_programme else plan.after_sessions_per_week
        if is_session_day(day, often):
            exercise = plan.exercise
            often_a_day, seconds = float(exercise.repetitions), exercise.seconds_per_repetition
            exercises = (_session(None, often_a_day, seconds, shared),)
    return PlannedDay(
        exercises=exercises,
        runs=(),
        walks=(),
        habit_run=is_run_day(day) and plan.running > 0,
        massages=int(is_session_day(day, min(plan.massages_in_week(week), 7))),
        contacts=contacts / DAYS_PER_WEEK,
        care=care,
        after=not in_programme,
    )


def _blocks(
    entries: Iterable[CalendarEntry], kind: ActivityKind
) -> tuple[tuple[float, float, float], ...]:
    return tuple(
        (entry.force_bw, float(entry.cycles), entry.seconds_per_cycle)
        for entry in entries
        if entry.kind is kind and entry.cycles > 0
    )


def _care(plan: Plan, week: int, shared: CourseParameters) -> float:
    """Weight of care and contact in this week, 0 to 1."""
    if not plan.regimen.is_care and plan.calendar is None and not plan.contacts_per_week:
        return 0.0
    if week >= plan.programme_weeks:
        last = max(plan.programme_weeks - 1, 0)
        return shared.care_after_programme * (
            _care(plan, last, shared) if plan.programme_weeks else 0.0
        )
    met = min(plan.contacts_in_week(week) / shared.contacts_for_full_care, 1.0)
    programme = shared.care_of_programme if plan.regimen.is_care or plan.calendar else 0.0
    return programme + (1 - shared.care_of_programme) * met
