"""Direction measured from pictures: known answers, laws, what is refused, what is told."""

import math
import warnings
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from models.straight_lines import lines, stripes
from scipy import stats

from tendon_teaching.evidence import Status, parameters_of
from tendon_teaching.models.orientation import (
    Alignment,
    MeasureStatus,
    SpectrumRing,
    TensorScales,
    analyse_picture,
    axial_alignment,
    checked_picture,
    direction_bins_deg,
    direction_entropy,
    direction_histogram,
    orientation_maps,
    spectrum_alignment,
    window_bias,
)

few = settings(derandomize=True, deadline=None, max_examples=40)
SPREADS_DEG = (4.0, 8.0, 16.0, 25.0, 40.0)
SEEDS = range(8)

angles = arrays.arrays(float, st.integers(1, 60), elements=st.floats(-720, 720))
Measure = Callable[[np.ndarray], Alignment]
by_tensor: Measure = lambda image: analyse_picture(image).alignment  # noqa: E731
by_spectrum: Measure = spectrum_alignment
both_roads = pytest.mark.parametrize(
    "measure", [by_tensor, by_spectrum], ids=["tensor", "spectrum"]
)


def axial_distance_deg(one: float, other: float) -> float:
    return abs((one - other + 90) % 180 - 90)


def noise(seed: int, size_px: int = 192) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(size_px, size_px))


# --- known answers -----------------------------------------------------------------------------


@both_roads
@pytest.mark.parametrize("angle_deg", [-80, -60, -45, -20, 0, 10, 30, 45, 70, 90])
def test_stripes_have_the_direction_they_were_drawn_with(
    measure: Measure, angle_deg: float
) -> None:
    found = measure(stripes(angle_deg))
    assert axial_distance_deg(found.mean_deg, angle_deg) < 0.3
    assert found.index > 0.99


def test_a_line_that_climbs_to_the_right_has_a_positive_direction() -> None:
    image = np.eye(100)[::-1]
    assert by_tensor(image).mean_deg == pytest.approx(45, abs=0.1)


def test_the_maps_show_two_fields_of_stripes_apart() -> None:
    image = np.hstack((stripes(30), stripes(-50)))
    maps = orientation_maps(image)
    assert np.median(maps.angle_deg[20:-20, 20:108]) == pytest.approx(30, abs=0.5)
    assert np.median(maps.angle_deg[20:-20, 148:-20]) == pytest.approx(-50, abs=0.5)
    assert maps.coherency[20:-20, 20:108].min() > 0.9


@pytest.mark.parametrize("spread_deg", SPREADS_DEG)
def test_spectrum_reads_the_spread_of_lines(spread_deg: float) -> None:
    drawn = [lines(spread_deg, seed) for seed in SEEDS]
    error = np.mean([spectrum_alignment(image).sd_deg - true for image, true in drawn])
    assert abs(error) <= 1 + 0.1 * spread_deg


def test_tensor_reads_lines_as_a_little_too_parallel_but_in_the_right_order() -> None:
    measured, true = [], []
    for spread_deg in SPREADS_DEG:
        drawn = [lines(spread_deg, seed) for seed in SEEDS]
        measured.append(np.mean([by_tensor(image).sd_deg for image, _true in drawn]))
        true.append(np.mean([true for _image, true in drawn]))
    bias = np.array(measured) / true - 1
    assert (np.diff(measured) > 0).all()
    assert (bias >= -0.25).all()
    assert (bias <= 0).all()


@pytest.mark.parametrize("seed", range(12))
def test_noise_has_no_direction(seed: int) -> None:
    found = by_tensor(noise(seed))
    assert found.index < 0.05
    assert found.entropy > 0.99
    assert not found.has_direction
    assert "no preferred direction" in found.cautions[0]


@pytest.mark.parametrize("size_px", [64, 192])
@pytest.mark.parametrize("seed", range(6))
def test_spectrum_of_noise_is_called_noise(seed: int, size_px: int) -> None:
    found = spectrum_alignment(noise(seed, size_px))
    assert found.status is MeasureStatus.ONLY_NOISE
    assert math.isnan(found.index)
    assert "nothing but noise" in found.cautions[0]


def test_noise_over_parallel_lines_does_not_move_what_the_spectrum_reads() -> None:
    image, _true = lines(8, 3)
    grainy = image + 0.05 * image.max() * noise(3)
    assert spectrum_alignment(grainy).sd_deg == pytest.approx(
        spectrum_alignment(image).sd_deg, abs=0.5
    )


# --- laws --------------------------------------------------------------------------------------


@few
@given(angles)
def test_index_and_entropy_stay_between_nothing_and_one(angles_deg: np.ndarray) -> None:
    found = axial_alignment(angles_deg)
    assert 0 <= found.index <= 1
    assert 0 <= found.entropy <= 1
    assert found.sd_deg >= 0
    assert -90 <= found.mean_deg <= 90


@few
@given(angles, st.floats(-90, 90))
def test_turning_all_directions_turns_the_mean_and_nothing_else(
    angles_deg: np.ndarray, turn_deg: float
) -> None:
    before, after = axial_alignment(angles_deg), axial_alignment(angles_deg + turn_deg)
    assert after.index == pytest.approx(before.index, abs=1e-9)
    if before.index > 1e-3:
        assert axial_distance_deg(after.mean_deg, before.mean_deg + turn_deg) < 1e-6


@few
@given(angles)
def test_a_fibre_and_its_reverse_are_the_same(angles_deg: np.ndarray) -> None:
    before, after = axial_alignment(angles_deg), axial_alignment(angles_deg + 180)
    assert after.index == pytest.approx(before.index, abs=1e-9)


@few
@given(angles)
def test_statistics_agree_with_another_library(angles_deg: np.ndarray) -> None:
    found = axial_alignment(angles_deg)
    turned = np.mod(angles_deg, 180)
    assert found.index == pytest.approx(1 - stats.circvar(turned, high=180), abs=1e-9)
    if 0.01 < found.index < 1 - 1e-9:
        mean = stats.circmean(turned, high=180)
        assert axial_distance_deg(found.mean_deg, mean) < 1e-6
        assert found.sd_deg == pytest.approx(stats.circstd(turned, high=180), rel=1e-6)


def test_weights_count_like_repeated_directions() -> None:
    weighted = axial_alignment([10.0, 40.0, -60.0], [1, 3, 2])
    repeated = axial_alignment([10.0, 40.0, 40.0, 40.0, -60.0, -60.0])
    assert weighted.index == pytest.approx(repeated.index)
    assert weighted.mean_deg == pytest.approx(repeated.mean_deg)
    assert weighted.entropy == pytest.approx(repeated.entropy)


def test_index_and_spread_are_tied_as_everywhere_in_the_kit() -> None:
    rng = np.random.default_rng(5)
    found = axial_alignment(16 * rng.normal(size=200_000))
    assert found.sd_deg == pytest.approx(16, rel=0.01)
    assert found.index == pytest.approx(math.exp(-2 * math.radians(16) ** 2), rel=0.01)


@both_roads
@pytest.mark.parametrize("spread_deg", [4.0, 16.0, 40.0])
def test_a_mirror_turns_the_sign_of_the_mean(measure: Measure, spread_deg: float) -> None:
    image, _true = lines(spread_deg, 2, middle_deg=20)
    before, after = measure(image), measure(image[:, ::-1])
    assert after.mean_deg == pytest.approx(-before.mean_deg, abs=0.5)
    assert after.sd_deg == pytest.approx(before.sd_deg, abs=1e-2)


@both_roads
@pytest.mark.parametrize("spread_deg", [4.0, 16.0, 40.0])
def test_a_quarter_turn_of_the_picture_is_a_quarter_turn_of_the_mean(
    measure: Measure, spread_deg: float
) -> None:
    image, _true = lines(spread_deg, 2, middle_deg=20)
    before, after = measure(image), measure(np.rot90(image))
    assert axial_distance_deg(after.mean_deg, before.mean_deg + 90) < 0.5
    assert after.sd_deg == pytest.approx(before.sd_deg, abs=1e-2)


@both_roads
@pytest.mark.parametrize(("gain", "offset"), [(3.0, 0.0), (0.01, 7.0), (1e150, 0.0), (1e-150, 0)])
def test_brightness_and_contrast_do_not_matter(
    measure: Measure, gain: float, offset: float
) -> None:
    image, _true = lines(16, 4)
    before, after = measure(image), measure(gain * image + offset)
    assert after.index == pytest.approx(before.index, rel=1e-9)
    assert after.mean_deg == pytest.approx(before.mean_deg, abs=1e-9)


def test_a_negative_has_the_same_directions() -> None:
    image, _true = lines(16, 4)
    assert by_tensor(-image).index == pytest.approx(by_tensor(image).index, rel=1e-9)


@both_roads
def test_more_spread_lowers_the_index(measure: Measure) -> None:
    index = [
        np.mean([measure(lines(spread, seed)[0]).index for seed in SEEDS]) for spread in SPREADS_DEG
    ]
    assert (np.diff(index) < 0).all()


def test_maps_stay_within_their_ranges() -> None:
    for image in (noise(1), lines(16, 1)[0], np.abs(noise(2)) ** 8):
        maps = orientation_maps(image)
        assert np.abs(maps.angle_deg).max() <= 90
        for share in (maps.coherency, maps.weight):
            assert share.min() >= 0
            assert share.max() <= 1
        assert maps.energy.min() >= 0
        assert 0 < maps.used_share < 1


def test_maps_and_statistics_tell_the_same() -> None:
    found = analyse_picture(lines(16, 6)[0])
    again = axial_alignment(found.maps.angle_deg, found.maps.weight)
    assert again.index == pytest.approx(found.alignment.index, rel=1e-9)
    assert again.mean_deg == pytest.approx(found.alignment.mean_deg, abs=1e-9)
    assert again.entropy == pytest.approx(found.alignment.entropy)


def test_the_rim_and_dark_areas_do_not_count() -> None:
    image, _true = lines(8, 1)
    image[:, 100:] = image.max() * 1e-3 * noise(1)[:, 100:]
    maps = orientation_maps(image)
    assert not maps.weight[:10].any()
    assert not maps.weight[-10:].any()
    assert not maps.weight[:, :10].any()
    assert not maps.weight[:, 110:].any()
    assert maps.weight[:, 10:90].any()


def test_a_wide_window_widens_the_rim_as_far_as_it_reaches() -> None:
    assert TensorScales().effective_rim_px == 10
    assert TensorScales(window_px=8.0).effective_rim_px == 36
    assert TensorScales(rim_px=50.0).effective_rim_px == 50


def test_a_speck_of_dust_does_not_outweigh_the_fibres() -> None:
    image, _true = lines(8, 1)
    clean = by_tensor(image)
    image[90, 90] = 30 * image.max()
    assert by_tensor(image).index == pytest.approx(clean.index, abs=0.02)


# --- the histogram -----------------------------------------------------------------------------


def test_histogram_has_a_bin_for_every_two_degrees() -> None:
    edges = direction_bins_deg()
    assert edges[[0, 45, -1]] == pytest.approx([-90, 0, 90])
    histogram = direction_histogram([-90.0, -89.0, 0.0, 1.9, 2.0, 89.9, 90.0, 270.0])
    expected = np.zeros(90)
    expected[[0, 45, 46, 89]] = 50, 25, 12.5, 12.5
    assert histogram == pytest.approx(expected)


@few
@given(angles)
def test_histogram_shares_sum_to_all(angles_deg: np.ndarray) -> None:
    histogram = direction_histogram(angles_deg)
    assert histogram.sum() == pytest.approx(100)
    assert histogram.min() >= 0


def test_histogram_of_a_picture_peaks_at_its_mean() -> None:
    found = analyse_picture(lines(6, 1, middle_deg=31)[0])
    peak = direction_bins_deg()[found.histogram_pct.argmax()] + 1
    assert peak == pytest.approx(31, abs=5)


def test_entropy_runs_from_one_bin_to_all_bins() -> None:
    assert direction_entropy([0, 0, 5, 0]) == 0
    assert direction_entropy(np.full(90, 3.0)) == pytest.approx(1)
    assert direction_entropy([1, 1, 0, 0]) == pytest.approx(0.5)
    assert math.isnan(direction_entropy([0.0, 0.0]))


# --- the window --------------------------------------------------------------------------------


def test_a_wider_window_makes_crossing_fibres_look_more_parallel() -> None:
    image, true = lines(40, 1)
    found = window_bias(image, true)
    assert found.window_px == pytest.approx([0.7, 1, 2, 4])
    assert (np.diff(found.measured_sd_deg) < 0).all()
    assert (found.bias_deg < 0).all()
    assert found.bias_deg[-1] < found.bias_deg[0] - 5
    assert found.bias_pct == pytest.approx(100 * found.bias_deg / true)


def test_denser_fibres_make_the_bias_of_a_window_worse() -> None:
    def bias_pct(count: int) -> float:
        drawn = [lines(25, seed, count=count) for seed in range(3)]
        return float(
            np.mean([window_bias(image, true, [2.0]).bias_pct[0] for image, true in drawn])
        )

    assert bias_pct(200) < bias_pct(50) < bias_pct(15)


def test_all_windows_are_judged_on_the_same_pixels() -> None:
    image, true = lines(16, 1)
    alone = analyse_picture(image, TensorScales(rim_px=20)).alignment.sd_deg
    assert window_bias(image, true, [0.7, 4.0]).measured_sd_deg[0] == pytest.approx(alone)


# --- the floor of the spectrum -----------------------------------------------------------------


@pytest.mark.parametrize("size_px", [96, 192, 384])
def test_floor_of_the_spectrum_shrinks_as_the_picture_grows(size_px: int) -> None:
    bare = SpectrumRing(floor_deg=0.0)
    drawn = [lines(0, seed, size_px=size_px, count=50 * size_px // 192)[0] for seed in range(6)]
    raw = np.mean([spectrum_alignment(image, bare).sd_deg for image in drawn])
    assert raw == pytest.approx(SpectrumRing().floor_deg * 192 / size_px, rel=0.15)


def test_index_of_the_spectrum_belongs_to_the_spread_after_the_floor() -> None:
    found = spectrum_alignment(lines(16, 1)[0])
    assert found.index == pytest.approx(math.exp(-2 * math.radians(found.sd_deg) ** 2))


# --- pictures without contrast -----------------------------------------------------------------


@pytest.mark.parametrize("grey", [0.0, 0.1, 255.0, -3e8])
def test_a_picture_of_one_grey_has_no_direction_and_says_so(grey: float) -> None:
    image = np.full((80, 120), grey)
    with warnings.catch_warnings(), np.errstate(all="raise"):
        warnings.simplefilter("error")
        analysis = analyse_picture(image)
        by_road = (analysis.alignment, spectrum_alignment(image))
    for found in by_road:
        assert found.status is MeasureStatus.NO_CONTRAST
        assert all(map(math.isnan, (found.index, found.mean_deg, found.sd_deg, found.entropy)))
        assert not found.has_direction
        assert "no contrast" in found.cautions[0]
    assert not analysis.histogram_pct.any()
    assert not analysis.maps.weight.any()
    assert analysis.maps.used_share == 0


def test_contrast_at_the_rim_alone_is_no_contrast() -> None:
    image = np.zeros((80, 80))
    image[:3] = 1
    assert analyse_picture(image).alignment.status is MeasureStatus.NO_CONTRAST


def test_directions_that_do_not_count_are_no_measurement() -> None:
    assert not axial_alignment([10.0, 20.0], [0, 0]).is_measured
    assert not axial_alignment([]).is_measured


def test_two_directions_at_a_right_angle_cancel() -> None:
    found = axial_alignment([0.0, 90.0])
    assert found.index == pytest.approx(0, abs=1e-9)
    assert found.is_measured
    assert not found.has_direction


def test_an_ordinary_measurement_needs_no_caution() -> None:
    found = by_tensor(lines(16, 1)[0])
    assert found.cautions == ()
    assert found.status.text == "measured"


# --- what is accepted and refused --------------------------------------------------------------


@pytest.mark.parametrize("shape", [(64, 64), (64, 300), (97, 101), (301, 64)])
def test_pictures_need_not_be_square_nor_even(shape: tuple[int, int]) -> None:
    image = stripes(30, height_px=shape[0], width_px=shape[1])
    assert by_tensor(image).mean_deg == pytest.approx(30, abs=0.5)
    assert by_spectrum(image).mean_deg == pytest.approx(30, abs=1.5)


@pytest.mark.parametrize("kind", ["uint8", "uint16", "float32", "int64", "bool"])
def test_grey_values_may_be_of_any_kind(kind: str) -> None:
    image = stripes(30) > 0 if kind == "bool" else (100 + 100 * stripes(30)).astype(kind)
    assert by_tensor(image).mean_deg == pytest.approx(30, abs=1)


def test_pictures_are_left_as_they_were() -> None:
    image, _true = lines(16, 1)
    before = image.copy()
    analyse_picture(image)
    spectrum_alignment(image)
    assert np.array_equal(image, before)
    assert image.flags.writeable


def test_results_are_locked() -> None:
    found = analyse_picture(stripes(0))
    for locked in (found.maps.angle_deg, found.maps.weight, found.histogram_pct):
        with pytest.raises(ValueError, match="read-only"):
            locked[0] = 1
    with pytest.raises(FrozenInstanceError):
        found.alignment.index = 1.0  # type: ignore[misc]


image = stripes(0)
refusals: list[tuple[Callable[[], object], str]] = [
    (lambda: analyse_picture(np.zeros(100)), "image has 1 dimensions"),
    (lambda: analyse_picture(np.zeros((80, 80, 3))), "image has 3 dimensions"),
    (lambda: analyse_picture(np.zeros((63, 80))), "image is 80 × 63 px"),
    (lambda: analyse_picture(np.zeros((80, 2049))), "image is 2049 × 80 px"),
    (lambda: analyse_picture(np.where(image > 0.9, np.nan, image)), "image holds values that are"),
    (lambda: spectrum_alignment(np.where(image > 0.9, np.inf, image)), "image holds values that"),
    (lambda: analyse_picture(image + 1j), "image does not hold plain numbers"),
    (lambda: analyse_picture(np.full((80, 80), "a")), "image does not hold plain numbers"),
    (lambda: analyse_picture([[1, 2], [3]]), "image does not hold plain numbers"),
    (lambda: analyse_picture(None), "image "),
    (lambda: analyse_picture(image, TensorScales(window_px=16.0)), "rim_px and window_px leave"),
    (lambda: analyse_picture(image, TensorScales(rim_px=48.0)), "rim_px and window_px leave"),
    (lambda: TensorScales(window_px=0.1), "window_px is 0.1"),
    (lambda: TensorScales(gradient_px=math.nan), "gradient_px is nan"),
    (lambda: TensorScales(energy_floor=1.0), "energy_floor is 1"),
    (lambda: SpectrumRing(lowest_frequency=0.3), "lowest_frequency is 0.3"),
    (lambda: SpectrumRing(floor_deg=-1.0), "floor_deg is -1"),
    (lambda: axial_alignment([math.nan]), "angles_deg holds values"),
    (lambda: axial_alignment([1.0, 2.0], [1.0]), "weights has 1 values"),
    (lambda: axial_alignment([1.0], [-1.0]), "weights holds values"),
    (lambda: axial_alignment([1.0], [math.inf]), "weights holds values"),
    (lambda: direction_entropy([1.0, -1.0]), "histogram must hold"),
    (lambda: direction_entropy([1.0]), "histogram must hold"),
    (lambda: window_bias(image, 0.0), "true_sd_deg is 0"),
    (lambda: window_bias(image, 6.0, []), "windows_px has"),
    (lambda: window_bias(image, 6.0, [2.0, 1.0]), "windows_px does not rise"),
    (lambda: window_bias(image, 6.0, [0.1]), "window_px is 0.1"),
]


@pytest.mark.parametrize(("call", "message"), refusals, ids=[text for _call, text in refusals])
def test_what_cannot_be_measured_is_refused(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{message}"):
        call()


def test_an_accepted_picture_comes_back_as_numbers() -> None:
    assert checked_picture(np.ones((64, 64), dtype="uint8")).dtype == float


def test_choices_are_called_choices() -> None:
    for held in parameters_of(TensorScales).values():
        assert held.status is Status.ASSUMED
        assert held.note
    assert parameters_of(SpectrumRing)["floor_deg"].status is Status.CALIBRATED
    assert replace(TensorScales(), window_px=2.0).window_px == 2.0
