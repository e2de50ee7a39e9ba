"""Tissue turnover of the teaching tendon, day by day: how load harms it and how load rebuilds it.

A tendon is fourteen numbers. Each day brings blocks of load; ``step`` says what they leave behind.
The same source serves one tendon of plain floats and thousands in arrays. The equations in words,
what they reproduce and where they miss is on one page in ``turnover.md`` beside this file; every
constant is in ``TurnoverParameters``. Other modules import from here.

Tissue only: nothing here knows of pain. Massage has no block: it puts no force along the tendon, so
in this model it adds nothing to a day. Nothing here says what a person's own tendon will do.
"""

from dataclasses import dataclass
from functools import lru_cache

from tendon_teaching.evidence import Status, check_parameters, parameter
from tendon_teaching.models.checks import require_whole
from tendon_teaching.models.turnover_course import (
    DAYS_PER_WEEK,
    MOST_DAYS,
    MOST_PATIENTS,
    ReadOut,
    TurnoverCourse,
    Validity,
    read_out,
    simulate,
)
from tendon_teaching.models.turnover_parameters import (
    Constants,
    TendinopathicStart,
    TurnoverParameters,
    constants_of,
    default_parameters,
)
from tendon_teaching.models.turnover_step import (
    ARRAYS,
    MOST_CYCLES,
    MOST_FORCE_BW,
    MOST_SWELLING_SIGNAL,
    PLAIN,
    STATE_NAMES,
    Day,
    LoadBlock,
    PreparedDay,
    TurnoverState,
    day_for_each,
    day_of,
    step,
)
from tendon_teaching.texts import _

__all__ = [
    "ARRAYS",
    "DAYS_PER_WEEK",
    "MOST_CYCLES",
    "MOST_DAYS",
    "MOST_FORCE_BW",
    "MOST_PATIENTS",
    "PLAIN",
    "STATE_NAMES",
    "Constants",
    "Day",
    "LoadBlock",
    "PreparedDay",
    "ReadOut",
    "TendinopathicStart",
    "TurnoverCourse",
    "TurnoverParameters",
    "TurnoverState",
    "Validity",
    "WalkingHabit",
    "constants_of",
    "day_for_each",
    "day_of",
    "healthy_state",
    "read_out",
    "simulate",
    "step",
    "tendinopathic_state",
    "walking_day",
    "week",
]


@dataclass(frozen=True)
class WalkingHabit:
    """The walking that a default day consists of."""

    force_bw: float = parameter(
        2.6,
        unit="BW",
        status=Status.ASSUMED,
        allowed=(0.0, MOST_FORCE_BW),
        register=("L161",),
        published=(2.7, 3.95),
        note="A little below the published range; methods differ widely.",
    )
    cycles: float = parameter(
        5000.0, unit="-", status=Status.ASSUMED, allowed=(0.0, MOST_CYCLES), note="Steps per leg."
    )
    seconds_per_cycle: float = parameter(
        0.6, unit="s", status=Status.ASSUMED, allowed=(0.0, 10.0), note="Time on the foot."
    )

    def __post_init__(self) -> None:
        check_parameters(self)


def healthy_state() -> TurnoverState:
    """A healthy tendon that has never been tired."""
    return TurnoverState()


def tendinopathic_state(
    start: TendinopathicStart | None = None, parameters: TurnoverParameters | None = None
) -> TurnoverState:
    """The tendinopathic teaching tendon: the mean of the made-up cohort of the clinical lessons."""
    start, parameters = start or TendinopathicStart(), parameters or default_parameters()
    held = start.reactivity + parameters.swelling_from_matrix * start.disorganised
    return TurnoverState(
        aligned=1 - start.aligned_lost_per_disorganised * start.disorganised,
        disorganised=start.disorganised,
        damage=start.damage,
        reactivity=start.reactivity,
        swelling=parameters.most_swelling * min(held, MOST_SWELLING_SIGNAL),
        vessels=start.doppler_area_pct / parameters.doppler_area_per_vessel_pct,
    )


def walking_day(habit: WalkingHabit | None = None) -> Day:
    """A day of ordinary walking; add further blocks with ``+``."""
    return _walking(habit or WalkingHabit())


def week(*days: Day, times: int = 1) -> tuple[Day, ...]:
    """Seven days, ``times`` (1 to 528) over; raises ValueError for any other number of days."""
    if len(days) != DAYS_PER_WEEK:
        raise ValueError(
            _("days has {count} days; a week has {week}. Give one entry for each day.").format(
                count=len(days), week=DAYS_PER_WEEK
            )
        )
    require_whole("times", times, 1, MOST_DAYS // DAYS_PER_WEEK)
    return days * int(times)


@lru_cache(maxsize=16)
def _walking(habit: WalkingHabit) -> Day:
    return (LoadBlock(habit.force_bw, habit.cycles, habit.seconds_per_cycle),)
