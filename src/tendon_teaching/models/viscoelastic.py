"""Time in the mechanics of the tendon: relaxation, the loop of a loading cycle, and creep.

The layer is quasi-linear: the elastic curve of ``mechanics`` says how much stress a strain calls
for, and two fading memories (a fast and a slow one) let part of that stress relax. Equations and
limits are in ``mechanics.md`` beside this file.
"""

from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import ArrayLike

from tendon_teaching.evidence import Status, check_parameters, parameter
from tendon_teaching.models.checks import (
    FloatArray,
    finite_row,
    read_only,
    require_between,
    require_whole,
    rising_row,
)
from tendon_teaching.models.mechanics import FibreBundle, stress_strain
from tendon_teaching.texts import _

_MOST_BROKEN_FRACTION = 0.01


@dataclass(frozen=True)
class ViscousLayer:
    """How much of a stress relaxes, and how fast; the defaults are the healthy teaching tendon.

    ``fast_share`` and ``slow_share`` are parts of a suddenly applied stress that fade with
    ``fast_time_s`` and ``slow_time_s``; the rest stays. With more than a quarter each, the limp end
    of a cycle would push back hard, so that is refused. Raises ValueError outside the ranges.
    """

    fast_share: float = parameter(
        0.06,
        unit="-",
        status=Status.CALIBRATED,
        allowed=(0.0, 0.25),
        register=("S097", "S083"),
        note="Chosen so that a cycle loses between 3 and 11 % of its work.",
    )
    fast_time_s: float = parameter(
        0.3,
        unit="s",
        status=Status.CALIBRATED,
        allowed=(1e-4, 1e5),
        register=("S097", "S083"),
        note="Chosen so that the loss hardly depends on speed between 0.1 and 1 Hz.",
    )
    slow_share: float = parameter(
        0.06,
        unit="-",
        status=Status.CALIBRATED,
        allowed=(0.0, 0.25),
        register=("S097", "S083"),
        note="Chosen so that a cycle loses between 3 and 11 % of its work.",
    )
    slow_time_s: float = parameter(
        30.0,
        unit="s",
        status=Status.CALIBRATED,
        allowed=(1e-4, 1e5),
        register=("S097", "S083"),
        note="Chosen so that the loss hardly depends on speed between 0.1 and 1 Hz.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


@dataclass(frozen=True)
class MoreViscousLayer(ViscousLayer):
    """A tendon that loses about twice as much per cycle; an assumption, measured nowhere."""

    fast_share: float = parameter(
        0.12, unit="-", status=Status.ASSUMED, allowed=(0.0, 0.25), note="Twice the healthy share."
    )
    slow_share: float = parameter(
        0.12, unit="-", status=Status.ASSUMED, allowed=(0.0, 0.25), note="Twice the healthy share."
    )


@dataclass(frozen=True)
class Creep:
    """How much further a tendon stretches under a steady pull, and how fast."""

    extra_share: float = parameter(
        0.05,
        unit="-",
        status=Status.CALIBRATED,
        allowed=(0.0, 1.0),
        note="Chosen for a picture in which the tendon ends up one twentieth longer.",
    )
    time_s: float = parameter(
        100.0,
        unit="s",
        status=Status.CALIBRATED,
        allowed=(0.01, 1e6),
        note="Chosen for a picture that settles within some minutes.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


@dataclass(frozen=True, eq=False)
class CyclicLoading:
    """Strain cycles and the stress they call for; arrays along time, read-only.

    ``hysteresis_pct`` has one entry per cycle: work lost, in per cent of the work of loading.
    """

    frequency_hz: float
    time_s: FloatArray
    strain_pct: FloatArray
    elastic_stress_mpa: FloatArray
    stress_mpa: FloatArray
    hysteresis_pct: FloatArray

    @property
    def settled_hysteresis_pct(self) -> float:
        """Loss of the last cycle, after the earlier ones have conditioned the tendon."""
        return float(self.hysteresis_pct[-1])


def relaxed_stress_mpa(
    layer: ViscousLayer, time_s: ArrayLike, elastic_stress_mpa: ArrayLike
) -> FloatArray:
    """Stress that is left when the elastic stress has this history.

    Both rows have the same length and time must rise, in steps of any size. The result is exact
    when the elastic stress runs straight between the given times. Before the first time the tendon
    is at rest, and a first stress other than zero counts as applied at once. Raises ValueError.
    """
    time = rising_row("time_s", time_s)
    elastic = finite_row("elastic_stress_mpa", elastic_stress_mpa)
    if time.size != elastic.size:
        raise ValueError(
            _(
                "time_s has {times} values and elastic_stress_mpa has {stresses}; "
                "give one stress for each time."
            ).format(times=time.size, stresses=elastic.size)
        )
    fast = _fading_memory(layer.fast_share, layer.fast_time_s, time, elastic)
    slow = _fading_memory(layer.slow_share, layer.slow_time_s, time, elastic)
    return (1 - layer.fast_share - layer.slow_share) * elastic + fast + slow


def cyclic_loading(
    bundle: FibreBundle,
    frequency_hz: float,
    layer: ViscousLayer | None = None,
    *,
    peak_strain_pct: float = 5.0,
    cycles: int = 8,
    samples_per_cycle: int = 200,
) -> CyclicLoading:
    """Stretch the bundle from rest to a peak and back, smoothly, again and again.

    Strain follows (1 - cos)/2 between 0 and ``peak_strain_pct``; the eighth cycle is the settled
    one, like the conditioned cycle of a laboratory test. ``frequency_hz`` may be 1e-6 to 1e6,
    ``cycles`` 1 to 200, ``samples_per_cycle`` an even number from 20 to 2000. Raises ValueError,
    also for a peak at which more than 1 % of the fibres would break, because this layer would heal
    them on the way back.
    """
    require_between("frequency_hz", frequency_hz, 1e-6, 1e6, "Hz")
    require_between("peak_strain_pct", peak_strain_pct, 0.1, 30.0, "%")
    require_whole("cycles", cycles, 1, 200)
    require_whole("samples_per_cycle", samples_per_cycle, 20, 2000)
    if samples_per_cycle % 2:
        raise ValueError(
            _("samples_per_cycle is {count}; give an even number between 20 and 2000.").format(
                count=samples_per_cycle
            )
        )
    half = samples_per_cycle // 2
    rising_pct = peak_strain_pct * (1 - np.cos(np.pi * np.arange(half + 1) / half)) / 2
    curve = stress_strain(bundle, rising_pct)
    _require_unbroken(float(curve.broken_fraction[-1]), peak_strain_pct)
    strain_pct = _there_and_back(rising_pct, cycles)
    elastic = _there_and_back(curve.stress_mpa, cycles)
    time_s = np.arange(strain_pct.size) / (2 * half * frequency_hz)
    stress = relaxed_stress_mpa(layer or ViscousLayer(), time_s, elastic)
    return CyclicLoading(
        frequency_hz=frequency_hz,
        time_s=read_only(time_s),
        strain_pct=read_only(strain_pct),
        elastic_stress_mpa=read_only(elastic),
        stress_mpa=read_only(stress),
        hysteresis_pct=read_only(_hysteresis_pct(strain_pct, stress, half, cycles)),
    )


def creep_strain_pct(
    elastic_strain_pct: float, time_s: ArrayLike, creep: Creep | None = None
) -> FloatArray:
    """Strain under a steady pull that gives ``elastic_strain_pct`` (0 to 30) at once.

    ``time_s`` counts from the moment of the pull and must not be negative. Raises ValueError.
    """
    require_between("elastic_strain_pct", elastic_strain_pct, 0.0, 30.0, "%")
    time = finite_row("time_s", time_s)
    require_between("time_s", float(time.min()), 0.0, float("inf"), "s")
    law = creep or Creep()
    return elastic_strain_pct * (1 + law.extra_share * -np.expm1(-time / law.time_s))


def _fading_memory(share: float, tau_s: float, time: FloatArray, elastic: FloatArray) -> FloatArray:
    """One Prony term, step by step; exact between points where the stress runs straight."""
    steps = np.diff(time) / tau_s
    kept = np.exp(-steps).tolist()
    gained = (share * -np.expm1(-steps) / steps * np.diff(elastic)).tolist()
    history = accumulate(
        zip(kept, gained, strict=True),
        lambda memory, step: step[0] * memory + step[1],
        initial=share * float(elastic[0]),
    )
    return np.fromiter(history, dtype=float, count=time.size)


def _there_and_back(rising: FloatArray, cycles: int) -> FloatArray:
    """One row that runs up and down ``cycles`` times without repeating the turning points."""
    one_cycle = np.concatenate((rising[1:], rising[-2::-1]))
    return np.concatenate((rising[:1], np.tile(one_cycle, cycles)))


def _hysteresis_pct(strain: FloatArray, stress: FloatArray, half: int, cycles: int) -> FloatArray:
    work = (np.diff(strain) * (stress[1:] + stress[:-1]) / 2).reshape(cycles, 2, half).sum(axis=2)
    lost_share: FloatArray = work.sum(axis=1) / work[:, 0]
    return 100 * lost_share


def _require_unbroken(broken_fraction: float, peak_strain_pct: float) -> None:
    if broken_fraction > _MOST_BROKEN_FRACTION:
        raise ValueError(
            _(
                "peak_strain_pct is {peak:g}; there {broken:.0%} of the fibres break, and at most "
                "{most:.0%} may, because cycles cannot follow breaking. Lower the peak."
            ).format(peak=peak_strain_pct, broken=broken_fraction, most=_MOST_BROKEN_FRACTION)
        )
