"""Laws the fibre bundle obeys for any tendon, exact limits, and what it refuses."""

import math
import subprocess
import sys
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from tendon_teaching.evidence import Status, parameters_of, value
from tendon_teaching.models.mechanics import (
    FibreBundle,
    PullStatus,
    StressStrain,
    angle_nodes_deg,
    crimp_slack_pct,
    dispersion_kappa,
    order_parameter,
    pull_on,
    quantile_nodes,
    slack_nodes_pct,
    stress_strain,
    stress_strain_of_fibres,
)

steady = settings(derandomize=True, deadline=None, max_examples=60)


@st.composite
def any_bundle(draw: st.DrawFn, largest_spread_deg: float = 60.0) -> FibreBundle:
    mean_pct = draw(st.floats(0.2, 3.0))
    return FibreBundle(
        area_mm2=draw(st.floats(20, 200)),
        length_mm=draw(st.floats(50, 400)),
        fibre_fraction=draw(st.floats(0.1, 1.0)),
        fibre_modulus_mpa=draw(st.floats(500, 5000)),
        angle_sd_deg=draw(st.floats(0, largest_spread_deg)),
        slack_mean_pct=mean_pct,
        slack_sd_pct=mean_pct * draw(st.floats(0, 0.8)),
        lateral_contraction=draw(st.floats(0, 1)),
        matrix_modulus_mpa=draw(st.floats(0, 3)),
        weibull_shape=draw(st.floats(3, 10)),
        weibull_strain_pct=draw(st.floats(8, 16)),
    )


def up_to_peak(curve: StressStrain) -> np.ndarray:
    return curve.stress_mpa[: curve.peak_index + 1]


def before_any_fibre_softens(bundle: FibreBundle) -> float:
    """Largest strain (per cent) at which more fibre strain still means more fibre force."""
    return bundle.weibull_strain_pct * bundle.weibull_shape ** (-1 / bundle.weibull_shape)


# --- laws for any tendon -----------------------------------------------------------------------


@steady
@given(any_bundle())
def test_an_unstretched_tendon_carries_nothing(bundle: FibreBundle) -> None:
    curve = stress_strain(bundle)
    assert curve.stress_mpa[0] == 0
    assert curve.recruited_fraction[0] == 0
    assert curve.broken_fraction[0] == 0


@steady
@given(any_bundle())
def test_fibres_straighten_and_break_for_good(bundle: FibreBundle) -> None:
    curve = stress_strain(bundle)
    for share in (curve.recruited_fraction, curve.broken_fraction):
        assert share.min() >= 0
        assert share.max() <= 1
        assert (np.diff(share) >= -1e-12).all()


@steady
@given(any_bundle())
def test_stress_rises_until_its_peak(bundle: FibreBundle) -> None:
    curve = stress_strain(bundle)
    assert (np.diff(up_to_peak(curve)) >= -1e-9 * curve.strength_mpa).all()


@steady
@given(any_bundle(), st.floats(0, 30))
def test_more_spread_never_raises_the_modulus(bundle: FibreBundle, more_deg: float) -> None:
    wider = replace(bundle, angle_sd_deg=bundle.angle_sd_deg + more_deg)
    before = stress_strain(bundle).modulus_mpa
    assert stress_strain(wider).modulus_mpa <= before * (1 + 1e-6)


@steady
@given(any_bundle(), st.floats(1, 2))
def test_more_slack_never_raises_the_stress_at_a_strain(bundle: FibreBundle, times: float) -> None:
    slacker = replace(
        bundle,
        slack_mean_pct=bundle.slack_mean_pct * times,
        slack_sd_pct=bundle.slack_sd_pct * times,
    )
    strain_pct = np.linspace(0, before_any_fibre_softens(bundle), 40)
    before = stress_strain(bundle, strain_pct).stress_mpa
    after = stress_strain(slacker, strain_pct).stress_mpa
    assert (after <= before + 1e-9 * before.max()).all()


@pytest.mark.parametrize("angle_sd_deg", [0.0, 6.0, 16.0, 40.0])
def test_more_slack_hardly_moves_the_modulus_and_never_up(angle_sd_deg: float) -> None:
    moduli = [
        stress_strain(FibreBundle(angle_sd_deg=angle_sd_deg, slack_mean_pct=mean)).modulus_mpa
        for mean in np.arange(0.5, 3.01, 0.1)
    ]
    # A few hundredths of a per cent are the grain of 24 slacks, not the law.
    assert (np.diff(moduli) <= 5e-4 * moduli[0]).all()
    assert moduli[-1] < moduli[0]


@steady
@given(any_bundle(), st.floats(0.1, 1))
def test_fewer_or_softer_fibres_never_raise_the_modulus(bundle: FibreBundle, factor: float) -> None:
    before = stress_strain(bundle).modulus_mpa * (1 + 1e-9)
    fewer = replace(bundle, fibre_fraction=bundle.fibre_fraction * factor)
    softer = replace(bundle, fibre_modulus_mpa=bundle.fibre_modulus_mpa * factor)
    assert stress_strain(fewer).modulus_mpa <= before
    assert stress_strain(softer).modulus_mpa <= before


@steady
@given(any_bundle(), st.floats(1, 3))
def test_swelling_alone_leaves_the_whole_tendon_as_it_was(
    bundle: FibreBundle, times: float
) -> None:
    bare = replace(bundle, matrix_modulus_mpa=0.0)
    swollen = replace(
        bare, area_mm2=bare.area_mm2 * times, fibre_fraction=bare.fibre_fraction / times
    )
    before, after = stress_strain(bare), stress_strain(swollen)
    assert after.stiffness_n_per_mm == pytest.approx(before.stiffness_n_per_mm, rel=1e-9)
    assert after.force_n == pytest.approx(before.force_n, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("times", [1.05, 1.47, 1.6])
def test_swelling_alone_leaves_the_teaching_tendon_as_it_was(times: float) -> None:
    start = FibreBundle()
    swollen = replace(start, area_mm2=60 * times, fibre_fraction=start.fibre_fraction / times)
    before, after = stress_strain(start), stress_strain(swollen)
    assert after.stiffness_n_per_mm == pytest.approx(before.stiffness_n_per_mm, rel=1e-3)
    assert after.modulus_mpa == pytest.approx(before.modulus_mpa / times, rel=1e-3)


@steady
@given(any_bundle(), st.floats(0.2, 2.5))
def test_size_changes_force_and_elongation_but_not_the_material(
    bundle: FibreBundle, times: float
) -> None:
    before = stress_strain(bundle)
    thick = stress_strain(replace(bundle, area_mm2=bundle.area_mm2 * times))
    long = stress_strain(replace(bundle, length_mm=bundle.length_mm * times))
    assert np.array_equal(thick.stress_mpa, before.stress_mpa)
    assert np.array_equal(long.stress_mpa, before.stress_mpa)
    assert thick.force_n == pytest.approx(before.force_n * times)
    assert long.elongation_mm == pytest.approx(before.elongation_mm * times)
    assert long.stiffness_n_per_mm == pytest.approx(before.stiffness_n_per_mm / times)


@steady
@given(any_bundle(), st.floats(0.2, 4))
def test_stress_scales_with_the_moduli(bundle: FibreBundle, times: float) -> None:
    scaled = replace(
        bundle,
        fibre_modulus_mpa=bundle.fibre_modulus_mpa * times,
        matrix_modulus_mpa=bundle.matrix_modulus_mpa * times,
    )
    before = stress_strain(bundle).stress_mpa
    assert stress_strain(scaled).stress_mpa == pytest.approx(before * times, rel=1e-12, abs=1e-12)


fibre_rows = st.tuples(
    st.lists(st.floats(-90, 90), min_size=1, max_size=12),
    st.lists(st.floats(0, 5), min_size=1, max_size=12),
)


@steady
@given(any_bundle(), fibre_rows, st.integers(0, 1000))
def test_fibres_have_no_order_and_no_handedness(
    bundle: FibreBundle, rows: tuple[list[float], list[float]], seed: int
) -> None:
    angles, slacks = rows
    order = np.random.default_rng(seed)
    before = stress_strain_of_fibres(bundle, angles, slacks).stress_mpa
    mirrored = [-angle for angle in angles]
    reversed_fibres = [angle + 180 for angle in angles]
    shuffled_angles, shuffled_slacks = order.permutation(angles), order.permutation(slacks)
    same = pytest.approx(before, rel=1e-9, abs=1e-9)
    assert stress_strain_of_fibres(bundle, mirrored, slacks).stress_mpa == same
    assert stress_strain_of_fibres(bundle, reversed_fibres, slacks).stress_mpa == same
    assert stress_strain_of_fibres(bundle, shuffled_angles, shuffled_slacks).stress_mpa == same


def test_mirror_images_are_left_out_without_a_trace() -> None:
    bundle = FibreBundle(angle_sd_deg=16)
    all_fibres = stress_strain_of_fibres(
        bundle,
        angle_nodes_deg(16, 24),
        slack_nodes_pct(bundle.slack_mean_pct, bundle.slack_sd_pct, 24),
    )
    assert stress_strain(bundle).stress_mpa == pytest.approx(all_fibres.stress_mpa, rel=1e-9)


@pytest.mark.parametrize(
    ("angle_sd_deg", "tolerance"), [(6.0, 0.003), (16.0, 0.0065), (28.0, 0.0025), (40.0, 0.002)]
)
@pytest.mark.parametrize("slack_mean_pct", [0.8, 1.2, 2.2])
def test_twice_as_many_nodes_hardly_change_the_curve(
    angle_sd_deg: float, slack_mean_pct: float, tolerance: float
) -> None:
    bundle = FibreBundle(angle_sd_deg=angle_sd_deg, slack_mean_pct=slack_mean_pct)
    coarse, fine = stress_strain(bundle, nodes=24), stress_strain(bundle, nodes=48)
    change = np.abs(coarse.stress_mpa - fine.stress_mpa).max()
    assert change < tolerance * fine.strength_mpa


# --- exact limits ------------------------------------------------------------------------------


@pytest.mark.parametrize(("shape", "breaking_pct"), [(8.0, 12.25), (3.0, 9.0), (12.0, 10.0)])
def test_parallel_straight_fibres_reach_the_strength_of_a_daniels_bundle(
    shape: float, breaking_pct: float
) -> None:
    bundle = FibreBundle(
        angle_sd_deg=0,
        slack_mean_pct=0,
        slack_sd_pct=0,
        matrix_modulus_mpa=0,
        weibull_shape=shape,
        weibull_strain_pct=breaking_pct,
    )
    strength = 0.62 * 2000 * breaking_pct / 100 * (shape * math.e) ** (-1 / shape)
    curve = stress_strain(bundle, np.linspace(0, 15, 15001))
    assert curve.strength_mpa == pytest.approx(strength, rel=1e-4)


@pytest.mark.parametrize("angle_sd_deg", [2.0, 6.0, 16.0, 25.0, 30.0])
@pytest.mark.parametrize("contraction", [0.0, 0.3, 0.5])
def test_small_strain_modulus_is_that_of_straight_elastic_fibres(
    angle_sd_deg: float, contraction: float
) -> None:
    bundle = FibreBundle(
        angle_sd_deg=angle_sd_deg,
        slack_mean_pct=0,
        slack_sd_pct=0,
        lateral_contraction=contraction,
        matrix_modulus_mpa=0,
    )
    order_4 = special.ive(2, concentration_of(angle_sd_deg)) / special.ive(
        0, concentration_of(angle_sd_deg)
    )
    cos_4 = (3 + 4 * order_parameter(angle_sd_deg) + order_4) / 8
    cos_2_sin_2 = (1 - order_4) / 8
    expected = 0.62 * 2000 * (cos_4 - contraction * cos_2_sin_2)
    curve = stress_strain(bundle, [0.0, 0.0001, 0.0002], nodes=200)
    assert curve.tangent_modulus_mpa[0] == pytest.approx(expected, rel=0.01)


def stress_by_hand(
    bundle: FibreBundle, strain: float, angles: list[float], slacks: list[float]
) -> float:
    """The written equations, one fibre after the other."""
    total = 0.0
    for angle in angles:
        cos_2, sin_2 = math.cos(math.radians(angle)) ** 2, math.sin(math.radians(angle)) ** 2
        lateral = 1 - bundle.lateral_contraction * strain
        stretch = math.sqrt((1 + strain) ** 2 * cos_2 + lateral**2 * sin_2)
        for slack in slacks:
            fibre_strain = stretch / (1 + slack / 100) - 1
            if fibre_strain > 0:
                breaking = (100 * fibre_strain / bundle.weibull_strain_pct) ** bundle.weibull_shape
                force = bundle.fibre_modulus_mpa * fibre_strain * math.exp(-breaking)
                total += force * (1 + strain) * cos_2 / stretch
    fibres = bundle.fibre_fraction * total / (len(angles) * len(slacks))
    return fibres + (1 - bundle.fibre_fraction) * bundle.matrix_modulus_mpa * strain


@pytest.mark.parametrize("bundle", [FibreBundle(), FibreBundle(lateral_contraction=2.0)])
def test_the_curve_is_the_sum_over_its_fibres(bundle: FibreBundle) -> None:
    angles, slacks = [-70.0, -20.0, 0.0, 5.0, 40.0], [0.0, 0.5, 1.5, 4.0]
    curve = stress_strain_of_fibres(bundle, angles, slacks, [0.0, 2.0, 5.0, 11.0, 14.0])
    by_hand = [stress_by_hand(bundle, e / 100, angles, slacks) for e in curve.strain_pct]
    assert curve.stress_mpa == pytest.approx(by_hand, rel=1e-12)


def test_one_fibre_along_the_axis_is_a_spring() -> None:
    bundle = FibreBundle(fibre_fraction=1.0)
    curve = stress_strain_of_fibres(bundle, [0.0], [0.0], [0.0, 1.0, 2.0])
    assert curve.stress_mpa == pytest.approx([0.0, 20.0, 40.0], rel=1e-5)


def test_one_fibre_across_the_axis_carries_nothing() -> None:
    bundle = FibreBundle(matrix_modulus_mpa=0.0)
    curve = stress_strain_of_fibres(bundle, [90.0], [0.0])
    assert curve.stress_mpa == pytest.approx(np.zeros(151), abs=1e-12)
    assert curve.recruited_fraction.max() == 0


# --- laws of direction and slack ---------------------------------------------------------------


def concentration_of(angle_sd_deg: float) -> float:
    """Concentration of the von Mises law by another road: root finding on Bessel functions."""
    from scipy.optimize import brentq

    order = order_parameter(angle_sd_deg)
    return float(brentq(lambda b: special.ive(1, b) / special.ive(0, b) - order, 1e-9, 1e6))


@pytest.mark.parametrize("angle_sd_deg", [0.5, 2.0, 6.0, 16.0, 40.0, 75.0])
def test_angles_are_the_quantiles_of_an_axial_von_mises_law(angle_sd_deg: float) -> None:
    law = stats.vonmises(concentration_of(angle_sd_deg))
    expected = np.degrees(law.ppf((np.arange(24) + 0.5) / 24)) / 2
    assert angle_nodes_deg(angle_sd_deg, 24) == pytest.approx(expected, abs=2e-3 * angle_sd_deg)


@pytest.mark.parametrize("angle_sd_deg", [1.0, 6.0, 16.0, 40.0])
def test_spread_that_is_shown_is_the_spread_that_is_used(angle_sd_deg: float) -> None:
    angles = np.radians(angle_nodes_deg(angle_sd_deg, 200))
    assert np.cos(2 * angles).mean() == pytest.approx(order_parameter(angle_sd_deg), abs=5e-3)
    assert angles == pytest.approx(-angles[::-1], abs=1e-9)


@pytest.mark.parametrize(
    ("mean", "sd"), [(1.2, 0.6), (1.6, 0.9), (0.5, 0.075), (3, 1.95), (1, 1.4)]
)
def test_slacks_are_the_quantiles_of_a_gamma_law(mean: float, sd: float) -> None:
    law = stats.gamma((mean / sd) ** 2, scale=sd**2 / mean)
    expected = law.ppf((np.arange(24) + 0.5) / 24)
    assert slack_nodes_pct(mean, sd, 24) == pytest.approx(expected, rel=2e-3, abs=1e-5)


def test_without_spread_all_fibres_are_alike() -> None:
    assert np.array_equal(angle_nodes_deg(0.0, 6), np.zeros(6))
    assert np.array_equal(slack_nodes_pct(1.2, 0.0, 6), np.full(6, 1.2))


@steady
@given(st.integers(1, 60), st.floats(0.1, 100))
def test_quantiles_of_an_even_density_are_evenly_spaced(nodes: int, scale: float) -> None:
    grid = np.linspace(-1.0, 3.0, 101)
    expected = -1 + 4 * (np.arange(nodes) + 0.5) / nodes
    assert quantile_nodes(grid, np.full(101, scale), nodes) == pytest.approx(expected)


def test_order_and_kappa_run_from_parallel_to_every_direction_alike() -> None:
    assert order_parameter(0) == 1
    assert dispersion_kappa(0) == 0
    assert order_parameter(90) < 0.01
    assert dispersion_kappa(90) == pytest.approx(1 / 3, abs=0.002)
    spreads = [1.0, 6.0, 16.0, 40.0, 80.0]
    assert (np.diff([dispersion_kappa(sd) for sd in spreads]) > 0).all()


@pytest.mark.parametrize("angle_sd_deg", [2.0, 6.0, 16.0, 40.0])
def test_kappa_is_the_integral_over_the_sphere(angle_sd_deg: float) -> None:
    from scipy.integrate import quad

    b = concentration_of(angle_sd_deg)

    def ring(theta: float, power: int) -> float:
        return math.exp(b * (math.cos(2 * theta) - 1)) * math.sin(theta) ** power

    above, below = (quad(ring, 0, math.pi / 2, args=(power,))[0] for power in (3, 1))
    assert dispersion_kappa(angle_sd_deg) == pytest.approx(above / below / 2, rel=1e-4)


def test_slack_of_a_zigzag_is_the_published_textbook_geometry() -> None:
    assert crimp_slack_pct(0) == 0
    assert crimp_slack_pct(6.5) == pytest.approx(0.65, abs=0.005)
    assert crimp_slack_pct(13.1) == pytest.approx(2.7, abs=0.03)


# --- a steady pull -----------------------------------------------------------------------------


def test_no_pull_no_stretch() -> None:
    pull = pull_on(stress_strain(FibreBundle()), 0.0)
    assert (pull.status, pull.strain_pct, pull.elongation_mm) == (PullStatus.CARRIED, 0.0, 0.0)


@steady
@given(any_bundle(), st.floats(0.01, 0.99))
def test_a_pull_is_held_where_the_curve_says_so(bundle: FibreBundle, share: float) -> None:
    curve = stress_strain(bundle)
    pull = pull_on(curve, share * curve.breaking_force_n)
    assert pull.is_carried
    assert pull.strain_pct is not None
    held_n = np.interp(pull.strain_pct, curve.strain_pct, curve.force_n)
    assert held_n == pytest.approx(pull.force_n, rel=1e-6)
    assert pull.elongation_mm == pytest.approx(pull.strain_pct / 100 * bundle.length_mm)
    assert pull.is_trusted == (pull.force_n <= curve.trusted_force_n)


def test_the_curve_is_trusted_up_to_seven_tenths_of_its_peak() -> None:
    curve = stress_strain(FibreBundle())
    assert curve.trusted_force_n == pytest.approx(0.7 * curve.breaking_force_n)
    assert pull_on(curve, 0.69 * curve.breaking_force_n).is_trusted
    assert not pull_on(curve, 0.71 * curve.breaking_force_n).is_trusted


def test_a_pull_above_the_peak_is_called_beyond_the_model() -> None:
    curve = stress_strain(FibreBundle())
    pull = pull_on(curve, curve.breaking_force_n * 1.001)
    assert pull.status is PullStatus.BEYOND
    assert pull.status.text == "beyond the model"
    assert pull.strain_pct is None
    assert pull.elongation_mm is None
    assert not pull.is_trusted
    assert pull_on(curve, curve.breaking_force_n).is_carried


def test_a_tendon_that_carries_nothing_holds_no_pull() -> None:
    limp = FibreBundle(slack_mean_pct=5.0, slack_sd_pct=0.0, matrix_modulus_mpa=0.0)
    curve = stress_strain(limp, [0.0, 1.0, 2.0])
    assert pull_on(curve, 1.0).status is PullStatus.BEYOND
    assert pull_on(curve, 0.0).is_carried


@pytest.mark.parametrize("force_n", [-1.0, math.nan, math.inf, 1e9])
def test_a_pull_that_is_no_pull_is_refused(force_n: float) -> None:
    with pytest.raises(ValueError, match=r"force_n is .* between 0 and 100000 N"):
        pull_on(stress_strain(FibreBundle()), force_n)


# --- what is refused, what is flagged ----------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("area_mm2", 0.0),
        ("area_mm2", -60.0),
        ("length_mm", 0.0),
        ("fibre_fraction", 0.0),
        ("fibre_fraction", 1.01),
        ("fibre_modulus_mpa", 0.0),
        ("angle_sd_deg", -1.0),
        ("angle_sd_deg", 91.0),
        ("slack_mean_pct", -0.1),
        ("slack_sd_pct", -0.1),
        ("slack_sd_pct", 1.81),
        ("lateral_contraction", -0.1),
        ("matrix_modulus_mpa", -1.0),
        ("weibull_shape", 1.0),
        ("weibull_strain_pct", 0.0),
        ("area_mm2", math.nan),
        ("weibull_strain_pct", math.inf),
    ],
)
def test_an_impossible_tendon_is_refused_by_name_with_its_range(name: str, bad: float) -> None:
    with pytest.raises(ValueError, match=rf"^{name} is .*must lie between .* and "):
        replace(FibreBundle(), **{name: bad})


def test_a_mat_is_pulled_but_called_a_mat() -> None:
    assert stress_strain(FibreBundle(angle_sd_deg=60.0)).cautions == ()
    assert stress_strain(FibreBundle(angle_sd_deg=61.0)).cautions == (
        "isotropic mat, not a tendon",
    )


def test_a_curve_that_ends_before_its_peak_says_so() -> None:
    curve = stress_strain(FibreBundle(), np.linspace(0, 5, 51))
    assert not curve.peak_reached
    assert curve.cautions == ("the curve ends before its peak: strength is not known",)


@pytest.mark.parametrize(
    ("strain_pct", "message"),
    [
        ([0.0, 2.0, 1.0], "rise everywhere"),
        ([0.0, 1.0, 1.0], "rise everywhere"),
        ([0.5, 1.0, 2.0], "must start at 0"),
        ([0.0, math.nan, 2.0], "not finite"),
        ([0.0, 1.0, math.inf], "not finite"),
        ([], "not finite"),
        ([[0.0, 1.0, 2.0]], "not finite"),
        ([0.0, 1.0], "at least 3"),
        ([0.0, 1.0, 31.0], "between 0 and 30 %"),
    ],
)
def test_a_strain_grid_that_is_no_pull_is_refused(strain_pct: list[float], message: str) -> None:
    with pytest.raises(ValueError, match=rf"^strain_pct .*{message}"):
        stress_strain(FibreBundle(), strain_pct)


refusals: list[tuple[Callable[[], object], str]] = [
    (lambda: stress_strain(FibreBundle(), nodes=3), "nodes is 3"),
    (lambda: stress_strain(FibreBundle(), nodes=12.5), "nodes is 12.5"),  # type: ignore[arg-type]
    (lambda: angle_nodes_deg(-1.0), "angle_sd_deg is -1"),
    (lambda: slack_nodes_pct(1.0, 2.0), "slack_sd_pct is 2"),
    (lambda: slack_nodes_pct(11.0, 1.0), "slack_mean_pct is 11"),
    (lambda: crimp_slack_pct(90.0), "crimp_angle_deg is 90"),
    (lambda: order_parameter(math.nan), "angle_sd_deg is nan"),
    (lambda: dispersion_kappa(100.0), "angle_sd_deg is 100"),
    (lambda: stress_strain_of_fibres(FibreBundle(), [], [1.0]), "angles_deg"),
    (lambda: stress_strain_of_fibres(FibreBundle(), [0.0], [math.nan]), "slacks_pct"),
]


@pytest.mark.parametrize(("call", "message"), refusals, ids=[text for _call, text in refusals])
def test_arguments_outside_their_range_are_refused(
    call: Callable[[], object], message: str
) -> None:
    with pytest.raises(ValueError, match=f"^{message}"):
        call()


# --- house rules -------------------------------------------------------------------------------


def test_results_cannot_be_changed_by_a_reader() -> None:
    curve = stress_strain(FibreBundle())
    with pytest.raises(ValueError, match="read-only"):
        curve.stress_mpa[0] = 1.0
    with pytest.raises(FrozenInstanceError):
        curve.bundle = FibreBundle()  # type: ignore[misc]
    with pytest.raises(ValueError, match="read-only"):
        angle_nodes_deg(6.0)[0] = 1.0


def test_the_grid_of_the_caller_stays_the_callers() -> None:
    grid = np.linspace(0, 10, 11)
    curve = stress_strain(FibreBundle(), grid)
    grid[1] = 5.0
    assert curve.strain_pct[1] == 1.0


def test_every_parameter_names_rows_the_register_has() -> None:
    for held in parameters_of(FibreBundle).values():
        assert held.note
        for value_id in held.register_ids:
            assert value(value_id).id == value_id


def test_nothing_hidden_is_called_measured() -> None:
    statuses = {name: held.status for name, held in parameters_of(FibreBundle).items()}
    assert statuses["angle_sd_deg"] is Status.CALIBRATED
    assert statuses["area_mm2"] is Status.ASSUMED
    assert Status.MEASURED not in statuses.values()


def test_the_model_needs_numpy_only() -> None:
    program = (
        "import sys, tendon_teaching.models.viscoelastic, tendon_teaching.models.teaching_tendon\n"
        "print([m for m in ('scipy', 'matplotlib', 'ipywidgets') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
