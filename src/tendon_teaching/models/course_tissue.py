"""The tendon within the clinical course: days of load that differ between patients.

Everything here is the turnover model; this is only the quick way to give it thousands of different
days, and the one what-if in which massage would rebuild.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from tendon_teaching.models.course_parameters import CourseParameters
from tendon_teaching.models.patients import Patients
from tendon_teaching.models.regimens import DAYS_PER_WEEK, RUN_DAYS_PER_WEEK
from tendon_teaching.models.turnover import (
    PLAIN,
    PreparedDay,
    TurnoverParameters,
    day_of,
    walking_day,
)
from tendon_teaching.models.turnover_parameters import MOST_WEAR_PER_DAY


@dataclass(frozen=True, eq=False)
class Ground:
    """The walking of every day, worked out once; a day's other blocks are put on top of it."""

    blocks: tuple[tuple[Any, Any, Any, Any], ...]
    wear: float
    peak_mpa: float
    alone: PreparedDay


@lru_cache(maxsize=16)
def ground_of(turnover: TurnoverParameters) -> Ground:
    """The walking of every day under these parameters, without the idea of vulnerability."""
    alone = day_of(walking_day(), turnover, recovery=False)
    c = alone.constants
    wear = sum(
        block_wear * math.exp(min(stress * c.wear_per_stress, c.wear_cap))
        for stress, block_wear, _counted, _cycles in alone.blocks
    )
    return Ground(alone.blocks, wear, float(alone.peak_stress_mpa), alone)


def day_with(ground: Ground, blocks: Sequence[tuple[Any, Any, float]], ns: Any) -> PreparedDay:
    """The walking and these blocks (force, cycles, seconds), which may differ between patients.

    As ``turnover.day_for_each``, but without its checks and without working out the walking anew:
    this runs every day. A block that is left out has neither force nor cycles.
    """
    if not blocks:
        return ground.alone
    c = ground.alone.constants
    prepared, wear, peak = list(ground.blocks), ground.wear, ground.peak_mpa
    for force_bw, cycles, seconds in blocks:
        stress = force_bw * c.stress_per_bw
        block_wear = cycles * c.wear_factor
        prepared.append(
            (
                stress,
                block_wear,
                cycles * (seconds * (seconds / (seconds + c.hold_half_s)) ** 3),
                cycles,
            )
        )
        wear = wear + block_wear * ns.exp(ns.least(stress * c.wear_per_stress, c.wear_cap))
        peak = -ns.least(-peak, -stress)
    wear = ns.least(wear, MOST_WEAR_PER_DAY)
    return PreparedDay(tuple(prepared), peak, wear / (wear + c.habitual_damage), c)


def settled_habit(
    patients: Patients, run_steps: Any, ground: Ground, c: CourseParameters, ns: Any
) -> tuple[Any, ...]:
    """The tendon at the start, used to the walking and running of the weeks before."""
    usual = day_with(
        ground,
        [(c.running_bw, run_steps * (RUN_DAYS_PER_WEEK / DAYS_PER_WEEK), c.running_step_s)],
        ns,
    ).habit
    return (*patients.tissue[:12], usual, patients.tissue[13])


def with_growth_signal(tissue: tuple[Any, ...], share: float, constants: Any) -> tuple[Any, ...]:
    """What if massage did rebuild: this share of the growth signal of one full session."""
    effect = min(share, 1.0) * tissue[10]
    memory = tissue[8] + constants.growth_gain * effect * constants.growth_memory
    tired = tissue[10] - constants.refractory_drop * effect
    return (*tissue[:8], memory, tissue[9], tired, *tissue[11:])


def kept_within(
    before: tuple[Any, ...], after: tuple[Any, ...], too_much: Any, stopped: Any, ns: Any
) -> tuple[tuple[Any, ...], Any]:
    """The new tendon, or the old one where the load went beyond what the model may be asked."""
    stopped = stopped | too_much
    if ns is PLAIN:
        return (before if stopped else after), stopped
    if stopped.any():
        after = tuple(np.where(stopped, old, new) for old, new in zip(before, after, strict=True))
    return after, stopped
