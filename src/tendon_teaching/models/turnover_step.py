"""One day of the turnover model: blocks of load in, the tendon a day later out.

The equations in words are in ``turnover.md`` beside this file.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from tendon_teaching.models.checks import require_between
from tendon_teaching.models.turnover_parameters import (
    MOST_WEAR_PER_DAY,
    Constants,
    TurnoverParameters,
    constants_of,
    default_parameters,
)
from tendon_teaching.texts import _

Number = Any
"""A float or an array over patients; the equations do not care which."""

MOST_FORCE_BW = 12.0
MOST_CYCLES = 50_000
MOST_SECONDS_PER_CYCLE = 600.0
MOST_SWELLING_SIGNAL = 1.2
_MOST_UPKEEP_STRAIN = 1.5


@dataclass(frozen=True)
class LoadBlock:
    """Load of one kind within a day: ``cycles`` times a peak of ``force_bw`` body weights.

    ``force_bw`` is the force in the tendon (0 to 12), ``cycles`` how often (0 to 50,000),
    ``seconds_per_cycle`` how long each lasts under load (0 to 600). Raises ValueError.
    """

    force_bw: float
    cycles: float
    seconds_per_cycle: float

    def __post_init__(self) -> None:
        require_between("force_bw", self.force_bw, 0.0, MOST_FORCE_BW, _("body weights"))
        require_between("cycles", self.cycles, 0.0, MOST_CYCLES, _("cycles"))
        require_between(
            "seconds_per_cycle", self.seconds_per_cycle, 0.0, MOST_SECONDS_PER_CYCLE, "s"
        )


Day = tuple[LoadBlock, ...]
"""The blocks of one day, in any order; an empty tuple is complete unloading, as in bed."""


@dataclass(frozen=True, eq=False)
class TurnoverState:
    """One tendon, or many, at the end of a day; each field a float or an array over patients.

    ``aligned`` (1 in health; 0 to 1.05) and ``disorganised`` (0; to 0.9) are amounts of matrix,
    ``damage`` (0 to 0.5) is the share of the aligned fibres with fatigue damage. ``quality`` (1)
    and ``hypertrophy`` (1) multiply the modulus of the fibres and the cross-section. ``reactivity``
    (0 to 1) is that of the cells, ``swelling`` water as a share of the healthy area, ``vessels``
    an amount. ``anabolic_memory`` and ``maintenance_memory`` (1) remember loading that builds and
    that keeps, ``responsiveness`` (1) is how much cells answer the next bout, ``strength`` (1) is
    that of the calf, ``repair_upregulation`` (0 to 1) the habit of load, ``vulnerability``
    (0 to 1) what the last sessions left open. No instrument shows most of them: stiffness, size
    and strength can be measured, the rest is how this model explains them.

    It can be taken apart like a tuple, in this order.
    """

    aligned: Number = 1.0
    disorganised: Number = 0.0
    damage: Number = 0.0
    quality: Number = 1.0
    hypertrophy: Number = 1.0
    reactivity: Number = 0.0
    swelling: Number = 0.0
    vessels: Number = 0.0
    anabolic_memory: Number = 0.0
    maintenance_memory: Number = 1.0
    responsiveness: Number = 1.0
    strength: Number = 1.0
    repair_upregulation: Number = 0.0
    vulnerability: Number = 0.0

    def __iter__(self) -> Iterator[Number]:
        return iter([getattr(self, name) for name in STATE_NAMES])


STATE_NAMES: tuple[str, ...] = tuple(field.name for field in fields(TurnoverState))


@dataclass(frozen=True, eq=False)
class Namespace:
    """The few functions that differ between plain numbers and arrays."""

    exp: Callable[[Any], Any]
    sqrt: Callable[[Any], Any]
    least: Callable[[Any, Any], Any]
    within_0_and_1: Callable[[Any], Any]


def _within_0_and_1(number: float) -> float:
    return 0.0 if number < 0.0 else (number if number < 1.0 else 1.0)


def _least(one: float, other: float) -> float:
    return one if one < other else other


PLAIN = Namespace(math.exp, math.sqrt, _least, _within_0_and_1)
"""For one tendon of plain floats: by far the quickest for a slider."""

ARRAYS = Namespace(
    np.exp, np.sqrt, np.minimum, lambda number: np.minimum(np.maximum(number, 0.0), 1.0)
)
"""For arrays over patients."""


@dataclass(frozen=True, eq=False)
class PreparedDay:
    """A day as ``step`` wants it: whatever does not depend on the tendon is worked out already.

    Per block: stress on a healthy tendon (MPa), damage per day at no stress, seconds under load
    that count for building, and cycles. ``patients`` is None for a day that is the same for all.
    Made by ``day_of`` or ``day_for_each``.
    """

    blocks: tuple[tuple[Number, Number, Number, Number], ...]
    peak_stress_mpa: Number
    habit: Number
    constants: Constants
    patients: int | None = None


def day_of(
    blocks: Day,
    parameters: TurnoverParameters | None = None,
    *,
    recovery: bool = True,
    name: str = "blocks",
) -> PreparedDay:
    """A day that is the same for all patients, prepared for ``step``.

    ``name`` is what an error calls the day. Raises ValueError.
    """
    _check_day(blocks, name)
    constants = constants_of(parameters or default_parameters(), recovery=recovery)
    return _prepared(
        [
            (block.force_bw if block.cycles else 0.0, block.cycles, block.seconds_per_cycle)
            for block in blocks
        ],
        constants,
        PLAIN,
    )


def _check_day(blocks: object, name: str) -> None:
    if isinstance(blocks, tuple) and all(isinstance(block, LoadBlock) for block in blocks):
        return
    raise ValueError(
        _(
            "{name} is {blocks!r}; a day is a tuple of LoadBlock, and an empty tuple for a day "
            "without any load. There are no gaps: give every day."
        ).format(name=name, blocks=blocks)
    )


def _prepared(blocks: Any, c: Constants, ns: Namespace) -> PreparedDay:
    prepared, habit_damage, peak = [], 0.0, 0.0
    for force_bw, cycles, seconds in blocks:
        stress = force_bw * c.stress_per_bw
        # Without force there is nothing to count; the fatigue curve alone would say otherwise.
        cycles = cycles * (force_bw > 0)
        wear = cycles * c.wear_factor
        counted = cycles * seconds * (seconds / (seconds + c.hold_half_s)) ** 3
        prepared.append((stress, wear, counted, cycles))
        habit_damage = habit_damage + wear * ns.exp(
            ns.least(stress * c.wear_per_stress, c.wear_cap)
        )
        peak = -ns.least(-peak, -stress)
    habit_damage = ns.least(habit_damage, MOST_WEAR_PER_DAY)
    return PreparedDay(
        blocks=tuple(prepared),
        peak_stress_mpa=peak,
        habit=habit_damage / (habit_damage + c.habitual_damage),
        constants=c,
    )


def day_for_each(
    force_bw: ArrayLike,
    cycles: ArrayLike,
    seconds_per_cycle: ArrayLike,
    parameters: TurnoverParameters | None = None,
    *,
    recovery: bool = True,
) -> PreparedDay:
    """A day on which every patient has loads of their own, prepared for ``step`` with ``ARRAYS``.

    Each argument has one row per block; a row is one number for all or one per patient. A block a
    patient leaves out has no cycles. The ranges are those of ``LoadBlock``. Raises ValueError.
    """
    constants = constants_of(parameters or default_parameters(), recovery=recovery)
    rows = [
        _rows("force_bw", force_bw, MOST_FORCE_BW, _("body weights")),
        _rows("cycles", cycles, MOST_CYCLES, _("cycles")),
        _rows("seconds_per_cycle", seconds_per_cycle, MOST_SECONDS_PER_CYCLE, "s"),
    ]
    if len({len(row) for row in rows}) != 1:
        raise ValueError(
            _(
                "force_bw, cycles and seconds_per_cycle have {counts} rows; "
                "give one row per block in each."
            ).format(counts=", ".join(str(len(row)) for row in rows))
        )
    patients = {values.size for row in rows for values in row if values.ndim}
    if len(patients) > 1:
        raise ValueError(
            _("the rows hold {counts} patients; give rows of one length.").format(
                counts=", ".join(str(count) for count in sorted(patients))
            )
        )
    # A block that is left out must not count towards the peak.
    rows[0] = [force * (count > 0) for force, count in zip(rows[0], rows[1], strict=True)]
    day = _prepared(list(zip(*rows, strict=True)), constants, ARRAYS)
    return replace(day, patients=patients.pop() if patients else None)


def _rows(name: str, values: Any, high: float, unit: str) -> list[Any]:
    if np.ndim(values) == 0 and not isinstance(values, Sequence):
        raise ValueError(
            _("{name} is {values}; give one row per block, in a list.").format(
                name=name, values=values
            )
        )
    rows = [np.asarray(row, dtype=float) for row in values]
    for row in rows:
        if row.ndim > 1:
            raise ValueError(
                _("{name} has a row of shape {shape}; give one number, or one per patient.").format(
                    name=name, shape=row.shape
                )
            )
        wrong = row[~((row >= 0) & (row <= high))]
        if wrong.size:
            require_between(name, float(wrong.flat[0]), 0.0, high, unit)
    return rows


def step(state: Any, day: PreparedDay, constants: Constants, ns: Namespace) -> tuple[Any, Any]:
    """One day. Returns the new values in the order of ``STATE_NAMES``, and if it was too much.

    ``state`` is a TurnoverState or a plain tuple in that order (the quick way in a loop). The
    second result is true where the load went beyond what the model may be asked; the new values
    mean nothing there and the tendon has to stay as it was. ``ns`` is ``PLAIN`` or ``ARRAYS``.
    """
    # Letters are those of the model card: O aligned, M disorganised, D damage, Q quality,
    # H hypertrophy, C reactivity, W swelling, V vessels, A and L the memories, R responsiveness,
    # F strength, T upregulation, X vulnerability.
    O, M, D, Q, H, C, W, V, A, L, R, F, T, X = state  # noqa: E741
    c, exp, least, clip = constants, ns.exp, ns.least, ns.within_0_and_1

    bearing = H * ((1 - c.damage_unloads * D) * O + c.disorganised_stiffness * M)
    weakness = 1 / (bearing * ns.sqrt(Q))
    stretch = c.strain_per_stress / (bearing * Q)
    wear_scale = c.wear_per_stress * weakness
    wear = building = keeping = 0.0
    for stress, block_wear, counted_s, cycles in day.blocks:
        wear = wear + block_wear * exp(least(stress * wear_scale, c.wear_cap))
        strain = c.prestrain + stress * stretch
        ramp = clip((strain - c.growth_low) * c.per_growth_width)
        building = building + counted_s * ramp * ramp * (3 - 2 * ramp)
        used = least(strain * c.per_upkeep_strain, _MOST_UPKEEP_STRAIN)
        felt = clip((strain - c.upkeep_low) * c.per_upkeep_width)
        keeping = keeping + cycles * used * used * felt

    wear = least(wear * (c.rested_wear + c.vulnerability_gain * X), MOST_WEAR_PER_DAY)
    X = X * c.vulnerability_kept
    X = X + (1 - X) * wear * wear / (wear * wear + c.vulnerability_level)
    D = D + wear * (1 - D)
    too_much = (c.most_damage < D) | (
        day.peak_stress_mpa * weakness > c.most_stress_share * c.strength_mpa
    )
    repaired = c.repair * (1 + c.repair_gain * T) * D
    D = D - repaired
    T = T + (day.habit - T) * c.upregulation

    dose = 1 - exp(-building * c.per_growth_dose)
    effect = dose * R
    R = 1 - (1 - R) * c.refractory_kept - c.refractory_drop * effect
    A = A + (c.growth_gain * effect - A) * c.growth_memory
    kept = 1 - exp(-keeping * c.per_upkeep_cycles) * (1 - dose)
    L = L + (least(kept * c.per_upkeep_enough, 1.0) - L) * c.upkeep_memory
    built = least(A, 1.0)
    gain = built * L

    used_well = c.quality_gain * gain * O * (1 - C / 2)
    Q = Q + (c.unused_quality + (1 - c.unused_quality) * L + used_well - Q) * c.quality
    H = H + (1 + c.hypertrophy_gain * gain - H) * c.hypertrophy
    trained = c.strength_gain * gain
    F = F + (c.unused_strength + (1 - c.unused_strength) * L + trained - F) * c.strength

    failed = c.failed_repair_share * C * repaired
    remodelled = M * (c.remodelling + c.loaded_remodelling * built)
    O = O - failed * O + c.remodelled_share * remodelled  # noqa: E741
    M = M + c.overgrowth * failed * (1 - M * c.per_most_disorganised) - remodelled

    hurt = D**c.reactive_steepness
    calm = c.reactive_level / (hurt + c.reactive_level)
    abnormal = c.matrix_irritation * M / (M + c.matrix_irritation_half) * (1 - built / 2)
    C = C + (1 - calm * (1 - abnormal) - C) * c.reactivity
    wet = least(C + c.swelling_from_matrix * M, MOST_SWELLING_SIGNAL)
    W = W + (c.most_swelling * wet - W) * c.swelling
    V = V + c.vessel_growth * (C + M / 2) - V * (c.vessel_loss + c.half_loaded_vessel_loss * A)
    return (O, M, D, Q, H, C, W, V, A, L, R, F, T, X), too_much
