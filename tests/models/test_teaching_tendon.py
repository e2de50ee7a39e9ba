"""The one teaching tendon: its presets, its sliders and the way from one to the other."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tendon_teaching.evidence import Status, parameters_of, value
from tendon_teaching.models.mechanics import FibreBundle, StressStrain, stress_strain
from tendon_teaching.models.teaching_tendon import (
    TendinopathicChange,
    changed_tendon,
    compare_with_healthy,
    decomposition,
    effort_strain_pct,
    healthy,
    healthy_curve,
    slack_sd_for,
    tendinopathic,
)

steady = settings(derandomize=True, deadline=None, max_examples=60)
HEALTHY_SLIDERS = (1.0, 0.0, 6.0, 1.2)
sliders = st.tuples(
    st.floats(1, 1.6), st.floats(0, 40), st.floats(2, 40), st.floats(0.5, 3), st.floats(0, 5000)
)


def test_sliders_at_rest_give_the_healthy_tendon() -> None:
    assert changed_tendon(*HEALTHY_SLIDERS) == healthy() == FibreBundle()
    state = compare_with_healthy(*HEALTHY_SLIDERS, pull_n=2000)
    assert (state.area_pct, state.modulus_pct, state.stiffness_pct) == (100, 100, 100)
    assert state.healthy_pull == state.changed_pull


def test_sliders_reach_the_tendinopathic_tendon() -> None:
    change = TendinopathicChange()
    reached = changed_tendon(change.swelling_ratio, 14.0, 16.0, 1.6)
    for name, held in parameters_of(tendinopathic()).items():
        assert getattr(reached, name) == pytest.approx(held.value, rel=1e-12)


def test_measured_thickness_makes_the_area() -> None:
    change = TendinopathicChange()
    assert change.swelling_ratio == pytest.approx((9.2 / 6.8) ** 1.27)
    assert tendinopathic().area_mm2 == pytest.approx(88, abs=0.5)
    assert parameters_of(change)["painful_thickness_mm"].status is Status.MEASURED
    assert parameters_of(change)["area_exponent"].status is Status.ASSUMED
    unchanged = TendinopathicChange(painful_thickness_mm=6.8)
    assert unchanged.swelling_ratio == 1


@steady
@given(st.floats(1, 1.6), st.floats(0, 40))
def test_swelling_keeps_every_fibre_and_loss_takes_its_share(ratio: float, lost: float) -> None:
    bundle = changed_tendon(ratio, lost, 6.0, 1.2)
    fibre_area_mm2 = bundle.fibre_fraction * bundle.area_mm2
    assert fibre_area_mm2 == pytest.approx(0.62 * 60 * (1 - lost / 100), rel=1e-12)


def test_slack_spread_runs_through_both_presets_and_never_below_zero() -> None:
    assert slack_sd_for(1.2) == pytest.approx(0.6)
    assert slack_sd_for(1.6) == pytest.approx(0.9)
    assert slack_sd_for(0.4) == pytest.approx(0.0, abs=1e-12)
    assert slack_sd_for(0.4) >= 0


def test_swelling_alone_moves_the_square_millimetre_but_not_the_tendon() -> None:
    state = compare_with_healthy(1.47, 0.0, 6.0, 1.2, pull_n=2000)
    assert state.area_pct == pytest.approx(147)
    assert state.fibre_number_pct == 100
    assert state.modulus_pct == pytest.approx(68, abs=0.5)
    assert state.stiffness_pct == pytest.approx(100, abs=0.5)
    assert state.changed_pull.elongation_mm == pytest.approx(
        state.healthy_pull.elongation_mm, abs=0.01
    )


def test_all_changes_together_make_it_thicker_and_weaker() -> None:
    state = compare_with_healthy(1.47, 14.0, 16.0, 1.6, pull_n=2000)
    assert state.area_pct > 140
    assert state.stiffness_pct == pytest.approx(75, abs=0.5)
    assert state.modulus_pct == pytest.approx(51, abs=0.5)
    assert state.breaking_force_pct < 80
    assert state.healthy_pull.elongation_mm == pytest.approx(8.0, abs=0.05)
    assert state.changed_pull.elongation_mm == pytest.approx(10.9, abs=0.05)


@steady
@given(sliders)
def test_every_position_of_the_sliders_has_an_honest_answer(
    position: tuple[float, float, float, float, float],
) -> None:
    state = compare_with_healthy(*position)
    numbers = [state.area_pct, state.modulus_pct, state.stiffness_pct, state.breaking_force_pct]
    assert all(math.isfinite(number) and number > 0 for number in numbers)
    assert state.changed.peak_reached
    assert state.changed.cautions == ()
    assert state.healthy_pull.is_carried
    pull = state.changed_pull
    assert pull.is_carried == (pull.force_n <= state.changed.breaking_force_n)
    assert (pull.elongation_mm is None) == (not pull.is_carried)


def test_a_weak_tendon_pulled_too_hard_is_beyond_the_model() -> None:
    state = compare_with_healthy(1.6, 40.0, 40.0, 3.0, pull_n=5000)
    assert state.healthy_pull.is_carried
    assert not state.changed_pull.is_carried


def test_decomposition_adds_one_cause_at_a_time() -> None:
    steps = decomposition()
    assert [step.cause for step in steps] == ["swelling", "fibre loss", "spread", "crimp"]
    assert len({step.text for step in steps}) == 4
    assert all(np.diff([step.modulus_ratio for step in steps]) < 0)
    assert all(np.diff([step.stiffness_ratio for step in steps]) < 0)
    assert steps[0].stiffness_ratio == pytest.approx(1, abs=0.005)
    last = stress_strain(tendinopathic())
    assert steps[-1].modulus_ratio == last.modulus_mpa / healthy_curve().modulus_mpa


def chord_modulus_mpa(curve: StressStrain) -> float:
    """Slope between 20 and 40 MPa, as a testing machine would report it."""
    rising = slice(0, curve.peak_index + 1)
    low, high = np.interp([20.0, 40.0], curve.stress_mpa[rising], curve.strain_pct[rising])
    return float(100 * 20.0 / (high - low))


def test_the_story_does_not_hang_on_how_the_modulus_is_read() -> None:
    start = chord_modulus_mpa(healthy_curve())
    for step, expected in zip(decomposition(), [0.682, 0.585, 0.511, 0.507], strict=True):
        ratio = chord_modulus_mpa(step.curve) / start
        assert ratio == pytest.approx(expected, abs=0.002)
        assert ratio == pytest.approx(step.modulus_ratio, abs=0.006)


def test_effort_scale_starts_where_the_resting_tendon_is() -> None:
    assert effort_strain_pct(4.0) == pytest.approx(2.8)
    assert effort_strain_pct(1.2) == pytest.approx(0.0)
    assert effort_strain_pct(0.0) == pytest.approx(-1.2)


def test_the_healthy_curve_is_worked_out_once() -> None:
    assert healthy_curve() is healthy_curve()
    state = compare_with_healthy(1.2, 5.0, 8.0, 1.3, pull_n=0.0)
    assert state.healthy is healthy_curve()


@pytest.mark.parametrize(
    ("position", "name"),
    [
        ((0.5, 0.0, 6.0, 1.2), "swelling_ratio"),
        ((3.1, 0.0, 6.0, 1.2), "swelling_ratio"),
        ((1.0, -1.0, 6.0, 1.2), "fibres_lost_pct"),
        ((1.0, 96.0, 6.0, 1.2), "fibres_lost_pct"),
        ((1.0, 0.0, 91.0, 1.2), "angle_sd_deg"),
        ((1.0, 0.0, math.nan, 1.2), "angle_sd_deg"),
        ((1.0, 0.0, 6.0, 0.3), "slack_mean_pct"),
        ((1.0, 0.0, 6.0, 6.1), "slack_mean_pct"),
    ],
)
def test_sliders_beyond_their_range_are_refused(
    position: tuple[float, float, float, float], name: str
) -> None:
    with pytest.raises(ValueError, match=f"^{name} is .* must lie between"):
        changed_tendon(*position)


def test_every_parameter_names_rows_the_register_has() -> None:
    for held in parameters_of(TendinopathicChange).values():
        assert held.note or held.status is Status.MEASURED
        assert all(value(value_id) for value_id in held.register_ids)
