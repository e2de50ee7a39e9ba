"""Relaxation, loading cycles and creep: exact answers, laws, and what is refused."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tendon_teaching.evidence import Status, parameters_of, value
from tendon_teaching.models.mechanics import FibreBundle, stress_strain
from tendon_teaching.models.viscoelastic import (
    Creep,
    MoreViscousLayer,
    ViscousLayer,
    creep_strain_pct,
    cyclic_loading,
    relaxed_stress_mpa,
)

steady = settings(derandomize=True, deadline=None, max_examples=40)
FAST_ONLY = ViscousLayer(slow_share=0.0)
SLOW_ONLY = ViscousLayer(fast_share=0.0)

layers = st.builds(
    ViscousLayer,
    fast_share=st.floats(0, 0.25),
    fast_time_s=st.floats(0.01, 2),
    slow_share=st.floats(0, 0.25),
    slow_time_s=st.floats(3, 300),
)


# --- relaxation --------------------------------------------------------------------------------


def test_a_sudden_stress_relaxes_to_what_does_not_fade() -> None:
    layer = ViscousLayer()
    time_s = np.array([0.0, 0.3, 30.0, 3000.0])
    left = relaxed_stress_mpa(layer, time_s, np.full(4, 10.0))
    fading = 0.06 * np.exp(-time_s / 0.3) + 0.06 * np.exp(-time_s / 30)
    assert left == pytest.approx(10 * (0.88 + fading), rel=1e-12)
    assert left[-1] == pytest.approx(8.8)


def test_a_steady_ramp_follows_its_closed_form() -> None:
    time_s = np.linspace(0, 5, 8)
    left = relaxed_stress_mpa(ViscousLayer(), time_s, 4 * time_s)
    memory = sum(0.06 * tau * (1 - np.exp(-time_s / tau)) for tau in (0.3, 30.0))
    assert left == pytest.approx(4 * (0.88 * time_s + memory), rel=1e-12)


@steady
@given(layers, st.lists(st.floats(-5, 5), min_size=3, max_size=12), st.integers(2, 7))
def test_finer_steps_change_nothing_when_stress_runs_straight(
    layer: ViscousLayer, jumps: list[float], pieces: int
) -> None:
    time_s = np.cumsum(np.linspace(0.1, 1, len(jumps)))
    stress = np.cumsum(jumps)
    ranks = np.arange(len(jumps) - 1 + 1 / (2 * pieces), step=1 / pieces)
    fine_time = np.interp(ranks, np.arange(len(jumps)), time_s)
    fine_stress = np.interp(ranks, np.arange(len(jumps)), stress)
    coarse = relaxed_stress_mpa(layer, time_s, stress)
    fine = relaxed_stress_mpa(layer, fine_time, fine_stress)[::pieces]
    assert fine == pytest.approx(coarse, rel=1e-9, abs=1e-9)


@steady
@given(layers, st.floats(0.1, 10), st.floats(-100, 100))
def test_relaxation_is_linear_in_stress_and_blind_to_the_clock(
    layer: ViscousLayer, times: float, later_s: float
) -> None:
    time_s = np.linspace(0, 10, 50)
    stress = np.sin(time_s) ** 2
    left = relaxed_stress_mpa(layer, time_s, stress)
    assert relaxed_stress_mpa(layer, time_s, times * stress) == pytest.approx(times * left)
    assert relaxed_stress_mpa(layer, time_s + later_s, stress) == pytest.approx(left, abs=1e-9)


def test_without_fading_shares_the_tendon_is_elastic() -> None:
    stress = np.array([0.0, 3.0, 1.0])
    elastic = ViscousLayer(fast_share=0.0, slow_share=0.0)
    assert np.array_equal(relaxed_stress_mpa(elastic, [0.0, 1.0, 2.0], stress), stress)


# --- cycles ------------------------------------------------------------------------------------


def loss_by_hand(bundle: FibreBundle, layer: ViscousLayer, frequency_hz: float) -> float:
    """Loss of the eighth cycle with the memory integral done by brute force on a fine grid."""
    steps = 400
    time_s = np.arange(8 * steps + 1) / (steps * frequency_hz)
    strain = 0.025 * (1 - np.cos(2 * np.pi * frequency_hz * time_s))
    curve = stress_strain(bundle, np.linspace(0, 5.1, 400))
    elastic = np.interp(100 * strain, curve.strain_pct, curve.stress_mpa)
    middles = (time_s[1:] + time_s[:-1]) / 2
    stress = np.empty(steps + 1)
    for index, now in enumerate(range(7 * steps, 8 * steps + 1)):
        age = time_s[now] - middles[:now]
        kept = (
            1
            - layer.fast_share * (1 - np.exp(-age / layer.fast_time_s))
            - layer.slow_share * (1 - np.exp(-age / layer.slow_time_s))
        )
        stress[index] = kept @ np.diff(elastic[: now + 1])
    last = strain[7 * steps :]
    up = np.trapezoid(stress[: steps // 2 + 1], last[: steps // 2 + 1])
    return float(100 * np.trapezoid(stress, last) / up)


@pytest.mark.parametrize("frequency_hz", [0.1, 0.5, 1.0])
def test_loss_per_cycle_agrees_with_the_memory_integral(frequency_hz: float) -> None:
    bundle, layer = FibreBundle(), ViscousLayer()
    by_hand = loss_by_hand(bundle, layer, frequency_hz)
    assert cyclic_loading(bundle, frequency_hz).settled_hysteresis_pct == pytest.approx(
        by_hand, rel=0.005
    )


@steady
@given(layers, st.floats(-3, 2))
def test_a_cycle_never_returns_more_work_than_it_took(
    layer: ViscousLayer, log_frequency: float
) -> None:
    found = cyclic_loading(FibreBundle(), 10**log_frequency, layer)
    assert (found.hysteresis_pct >= -1e-9).all()
    assert (found.hysteresis_pct < 100).all()


@pytest.mark.parametrize("layer", [FAST_ONLY, SLOW_ONLY], ids=["fast", "slow"])
def test_each_memory_costs_nothing_in_very_slow_and_very_fast_cycles(layer: ViscousLayer) -> None:
    def loss(frequency_hz: float) -> float:
        return cyclic_loading(FibreBundle(), frequency_hz, layer).settled_hysteresis_pct

    times_s = layer.fast_time_s if layer is FAST_ONLY else layer.slow_time_s
    middle = loss(1 / (2 * np.pi * times_s))
    assert middle > 3
    assert loss(1e-4 / times_s) < 0.01 * middle
    assert loss(1e4 / times_s) < 0.01 * middle


def test_more_fading_more_loss() -> None:
    for frequency_hz in (0.1, 0.5, 1.0):
        less = cyclic_loading(FibreBundle(), frequency_hz).settled_hysteresis_pct
        more = cyclic_loading(
            FibreBundle(), frequency_hz, MoreViscousLayer()
        ).settled_hysteresis_pct
        assert 1.8 * less < more < 2.5 * less


def test_the_first_cycle_loses_most() -> None:
    losses = cyclic_loading(FibreBundle(), 0.1).hysteresis_pct
    assert losses.argmax() == 0
    assert (np.diff(losses) < 0).all()


def test_cycles_start_and_end_at_rest_and_reach_the_peak() -> None:
    found = cyclic_loading(FibreBundle(), 2.0, cycles=3, peak_strain_pct=4.0)
    assert found.time_s[-1] == pytest.approx(1.5)
    assert found.strain_pct[[0, -1]] == pytest.approx([0.0, 0.0])
    assert found.strain_pct[100::200] == pytest.approx([4.0, 4.0, 4.0])
    assert found.hysteresis_pct.shape == (3,)
    expected = 2 * (1 - np.cos(2 * np.pi * 2.0 * found.time_s))
    assert found.strain_pct == pytest.approx(expected, abs=1e-9)


def test_the_layer_pushes_a_little_at_the_end_of_a_cycle() -> None:
    """A known flaw: a real tendon goes limp instead. It stays small, and readers are told."""
    found = cyclic_loading(FibreBundle(), 1.0)
    assert -0.05 * found.stress_mpa.max() < found.stress_mpa.min() < 0


# --- creep -------------------------------------------------------------------------------------


def test_creep_starts_at_the_elastic_strain_and_settles() -> None:
    strain_pct = creep_strain_pct(4.0, [0.0, 100.0, 1e6])
    assert strain_pct == pytest.approx([4.0, 4.0 * (1 + 0.05 * (1 - math.exp(-1))), 4.2])


@steady
@given(st.floats(0, 10), st.lists(st.floats(0, 1e4), min_size=2, max_size=20))
def test_creep_never_goes_back(elastic_pct: float, times_s: list[float]) -> None:
    strain_pct = creep_strain_pct(elastic_pct, sorted(times_s))
    assert (np.diff(strain_pct) >= -1e-12).all()
    assert strain_pct.max() <= elastic_pct * 1.05 + 1e-9


# --- what is refused ---------------------------------------------------------------------------

refusals: list[tuple[Callable[[], object], str]] = [
    (lambda: cyclic_loading(FibreBundle(), 0.0), "frequency_hz is 0"),
    (lambda: cyclic_loading(FibreBundle(), math.nan), "frequency_hz is nan"),
    (lambda: cyclic_loading(FibreBundle(), 1.0, peak_strain_pct=-1.0), "peak_strain_pct is -1"),
    (lambda: cyclic_loading(FibreBundle(), 1.0, peak_strain_pct=9.5), "peak_strain_pct is 9.5; th"),
    (lambda: cyclic_loading(FibreBundle(), 1.0, cycles=0), "cycles is 0"),
    (lambda: cyclic_loading(FibreBundle(), 1.0, samples_per_cycle=2), "samples_per_cycle is 2"),
    (lambda: cyclic_loading(FibreBundle(), 1.0, samples_per_cycle=201), "samples_per_cycle is 201"),
    (lambda: ViscousLayer(fast_share=-0.1), "fast_share is -0.1"),
    (lambda: ViscousLayer(slow_time_s=0.0), "slow_time_s is 0"),
    (lambda: Creep(extra_share=math.inf), "extra_share is inf"),
    (lambda: relaxed_stress_mpa(ViscousLayer(), [0.0, 1.0], [0.0]), "time_s has 2 values"),
    (lambda: relaxed_stress_mpa(ViscousLayer(), [1.0, 0.0], [0.0, 1.0]), "time_s does not rise"),
    (lambda: relaxed_stress_mpa(ViscousLayer(), [0.0], [math.nan]), "elastic_stress_mpa has"),
    (lambda: creep_strain_pct(-1.0, [0.0]), "elastic_strain_pct is -1"),
    (lambda: creep_strain_pct(1.0, [-1.0]), "time_s is -1"),
]


@pytest.mark.parametrize(("call", "message"), refusals, ids=[text for _call, text in refusals])
def test_arguments_outside_their_range_are_refused(
    call: Callable[[], object], message: str
) -> None:
    with pytest.raises(ValueError, match=f"^{message}"):
        call()


def test_the_more_viscous_tendon_is_called_an_assumption() -> None:
    shares = parameters_of(MoreViscousLayer())
    assert shares["fast_share"].status is Status.ASSUMED
    assert shares["slow_share"].status is Status.ASSUMED
    healthy = ViscousLayer()
    assert MoreViscousLayer() == replace(
        MoreViscousLayer(), fast_share=2 * healthy.fast_share, slow_share=2 * healthy.slow_share
    )


def test_every_parameter_names_rows_the_register_has() -> None:
    for model in (ViscousLayer, MoreViscousLayer, Creep):
        for held in parameters_of(model).values():
            assert held.note
            assert all(value(value_id) for value_id in held.register_ids)
