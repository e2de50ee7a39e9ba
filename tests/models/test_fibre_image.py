"""Laws the drawn fibre picture obeys, whatever the sliders say, and what it refuses."""

import math
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from tendon_teaching.evidence import Status, parameters_of, value
from tendon_teaching.models.fibre_image import (
    FibrePicture,
    FibreTissue,
    Microscope,
    brightened,
    fibre_picture,
    healthy_tissue,
    tendinopathic_tissue,
)
from tendon_teaching.models.orientation import TensorScales, analyse_picture, orientation_maps

few = settings(derandomize=True, deadline=None, max_examples=30)
SEEDS = (1, 2, 3)

tissues = st.builds(
    FibreTissue,
    healthy_sd_deg=st.floats(0, 30),
    patch_sd_deg=st.floats(0, 60),
    share_disturbed_pct=st.floats(0, 100),
    fibres_left_pct=st.floats(5, 100),
    crimp_angle_deg=st.floats(0, 30),
    crimp_period_um=st.floats(25, 400),
    patch_cell_ratio=st.floats(1, 10),
    healthy_cells_per_mm2=st.floats(0, 1000),
    patch_cells_per_mm2=st.floats(0, 1000),
)


def small(tissue: FibreTissue, seed: int = 1) -> FibrePicture:
    return fibre_picture(tissue, size_px=96, seed=seed)


def disturbed(share_pct: float, patch_sd_deg: float = 22.0, seed: int = 1) -> FibrePicture:
    tissue = FibreTissue(share_disturbed_pct=share_pct, patch_sd_deg=patch_sd_deg)
    return fibre_picture(tissue, seed=seed)


def change(one: FibrePicture, other: FibrePicture) -> float:
    """Mean change of grey value."""
    return float(np.abs(one.image - other.image).mean())


# --- laws for any tissue -----------------------------------------------------------------------


@few
@given(tissues, st.sampled_from([1, 2]))
def test_every_picture_is_a_picture(tissue: FibreTissue, seed: int) -> None:
    picture = small(tissue, seed)
    assert picture.image.shape == picture.patch.shape == (96, 96)
    assert picture.image.min() >= 0
    assert picture.image.max() <= 1
    assert picture.image.max() > 0.5
    assert 0 <= picture.true_alignment.index <= 1
    assert (picture.true_length_px > 0).all()
    assert (picture.true_length_px <= 3).all()
    assert picture.true_angle_deg.shape == picture.true_length_px.shape


@few
@given(tissues)
def test_cells_lie_in_the_picture_and_keep_their_area(tissue: FibreTissue) -> None:
    picture = small(tissue)
    cells = picture.cells
    assert ((cells.x_px >= 0) & (cells.x_px < 96) & (cells.y_px >= 0) & (cells.y_px < 96)).all()
    area_um2 = np.pi * cells.half_length_px * cells.half_width_px * 2.0**2
    assert area_um2 == pytest.approx(np.full(cells.count, tissue.cell_area_um2))
    ratios = sorted((tissue.healthy_cell_ratio, tissue.patch_cell_ratio))
    assert (cells.ratio >= ratios[0] - 1e-9).all()
    assert (cells.ratio <= ratios[1] + 1e-9).all()


@few
@given(st.floats(0, 100), st.floats(0, 100), st.sampled_from(SEEDS))
def test_a_pixel_once_disturbed_stays_disturbed(one: float, other: float, seed: int) -> None:
    less, more = sorted((one, other))
    before = small(FibreTissue(share_disturbed_pct=less), seed).patch
    after = small(FibreTissue(share_disturbed_pct=more), seed).patch
    assert not (before & ~after).any()


@few
@given(st.floats(0, 100), st.sampled_from(SEEDS))
def test_the_patch_fills_the_share_that_was_asked_for(share_pct: float, seed: int) -> None:
    picture = small(FibreTissue(share_disturbed_pct=share_pct), seed)
    assert picture.disturbed_pct == pytest.approx(share_pct, abs=100 / 96**2)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_patch_is_in_one_piece_and_starts_inside(seed: int) -> None:
    for share_pct in (5, 25, 50):
        patch = disturbed(share_pct, seed=seed).patch
        pieces, count = ndimage.label(patch)
        largest = np.bincount(pieces.ravel())[1:].max()
        assert count <= 5
        assert largest > 0.9 * patch.sum()
    rim = np.ones((192, 192), dtype=bool)
    rim[20:-20, 20:-20] = False
    assert not disturbed(5, seed=seed).patch[rim].any()


def test_no_share_no_patch_and_all_share_all_patch() -> None:
    assert not disturbed(0).patch.any()
    assert disturbed(100).patch.all()


# --- direction ---------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("spread_deg", [0.0, 2.0, 6.0, 16.0, 30.0])
def test_the_spread_that_was_asked_for_is_the_spread_that_is_drawn(
    spread_deg: float, seed: int
) -> None:
    everywhere = disturbed(100, spread_deg, seed)
    assert everywhere.true_alignment.sd_deg == pytest.approx(spread_deg, rel=0.06, abs=1e-6)
    assert abs(everywhere.true_alignment.mean_deg) < 0.1 * spread_deg + 1e-6
    nowhere = fibre_picture(FibreTissue(healthy_sd_deg=spread_deg), seed=seed)
    assert nowhere.true_alignment.sd_deg == pytest.approx(spread_deg, rel=0.06, abs=1e-6)


@pytest.mark.parametrize("crimp_angle_deg", [0.0, 5.0, 7.5, 30.0])
def test_crimp_is_part_of_the_spread_and_never_adds_to_it(crimp_angle_deg: float) -> None:
    picture = fibre_picture(FibreTissue(crimp_angle_deg=crimp_angle_deg))
    assert picture.true_alignment.sd_deg == pytest.approx(6, rel=0.06)


def test_crimp_runs_in_waves_of_its_period() -> None:
    """In the healthy picture, the directions of a column rise and fall together."""
    tissue = FibreTissue(crimp_period_um=64.0, crimp_angle_deg=9.0)
    maps = orientation_maps(fibre_picture(tissue, seed=2).image, TensorScales(window_px=2.0))
    by_column = np.average(maps.angle_deg[:, 16:-16], axis=0, weights=maps.weight[:, 16:-16])
    power = np.abs(np.fft.rfft(by_column - by_column.mean())) ** 2
    waves = 160 * 2.0 / 64.0
    assert power[1:].argmax() + 1 == pytest.approx(waves, abs=1)


def test_patch_and_surroundings_each_have_their_own_spread() -> None:
    picture = disturbed(40, 25)
    maps = orientation_maps(picture.image)
    inside = ndimage.binary_erosion(picture.patch, iterations=8)
    outside = ~ndimage.binary_dilation(picture.patch, iterations=25)
    spread = [
        np.sqrt(np.average(maps.angle_deg[part] ** 2, weights=maps.weight[part]))
        for part in (inside, outside)
    ]
    assert spread[0] > 16
    assert spread[1] < 9


@pytest.mark.parametrize("seed", SEEDS)
def test_more_spread_lowers_the_true_and_the_measured_index(seed: int) -> None:
    for share_pct in (50, 100):
        drawn = [disturbed(share_pct, spread, seed) for spread in range(2, 41, 4)]
        assert (np.diff([one.true_alignment.index for one in drawn]) < 0).all()
        assert (np.diff([analyse_picture(one.image).alignment.index for one in drawn]) < 0).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_larger_share_lowers_the_true_and_the_measured_index(seed: int) -> None:
    drawn = [disturbed(share, seed=seed) for share in range(0, 101, 5)]
    true = np.array([one.true_alignment.index for one in drawn])
    measured = np.array([analyse_picture(one.image).alignment.index for one in drawn])
    assert (np.diff(true) < 0).all()
    # Which fibres happen to shine makes the measured index stumble a little.
    assert np.diff(measured).max() < 0.015
    assert (np.diff(measured[::4]) < 0).all()


# --- fibres left -------------------------------------------------------------------------------


def test_fibres_left_are_the_fibres_drawn() -> None:
    whole = fibre_picture().true_length_px.sum()
    for left_pct in (80, 60, 30, 5):
        left = fibre_picture(FibreTissue(fibres_left_pct=left_pct)).true_length_px.sum()
        assert left == pytest.approx(left_pct / 100 * whole, abs=0.02 * whole)


@pytest.mark.parametrize("seed", SEEDS)
def test_losing_fibres_hardly_moves_the_index(seed: int) -> None:
    whole = fibre_picture(seed=seed)
    thinned = fibre_picture(FibreTissue(fibres_left_pct=70), seed=seed)
    assert thinned.true_alignment.index == pytest.approx(whole.true_alignment.index, abs=0.002)
    assert analyse_picture(thinned.image).alignment.index == pytest.approx(
        analyse_picture(whole.image).alignment.index, abs=0.01
    )


def test_losing_fibres_opens_dark_gaps() -> None:
    def dark(left_pct: float) -> float:
        return float((fibre_picture(FibreTissue(fibres_left_pct=left_pct)).image < 0.1).mean())

    assert dark(70) > 3 * dark(100)
    assert dark(50) > dark(70)


# --- moving a slider ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "start", "step"),
    [
        ("share_disturbed_pct", 40.0, 5.0),
        ("patch_sd_deg", 20.0, 4.0),
        ("fibres_left_pct", 80.0, 5.0),
        ("healthy_sd_deg", 6.0, 2.0),
        ("crimp_angle_deg", 5.0, 2.0),
    ],
)
def test_a_small_step_of_a_slider_is_a_small_step_of_the_picture(
    name: str, start: float, step: float
) -> None:
    tissue = replace(tendinopathic_tissue(), **{name: start})
    before = fibre_picture(tissue)
    large, little, tiny = (
        change(before, fibre_picture(replace(tissue, **{name: start + part * step})))
        for part in (1, 0.1, 0.001)
    )
    assert 0.005 < large < 0.12
    assert little < 0.5 * large
    assert tiny < 0.02 * large


def test_fibres_far_from_the_patch_do_not_move() -> None:
    before, after = disturbed(0), disturbed(15)
    scale = before.image[:20].mean() / after.image[:20].mean()
    assert np.abs(before.image[:20] - scale * after.image[:20]).mean() < 0.02
    assert np.abs(before.image[80:120] - scale * after.image[80:120]).mean() > 0.04


# --- cells -------------------------------------------------------------------------------------


def test_cells_are_as_many_as_their_density_says() -> None:
    for tissue in (FibreTissue(), FibreTissue(healthy_cells_per_mm2=500.0)):
        counts = [fibre_picture(tissue, seed=seed).cells.count for seed in range(1, 7)]
        expected = tissue.healthy_cells_per_mm2 * (192 * 2e-3) ** 2
        assert np.mean(counts) == pytest.approx(expected, rel=0.15)


def test_cells_are_rounder_and_more_crowded_in_the_patch_only() -> None:
    tissue = replace(tendinopathic_tissue(), healthy_cells_per_mm2=300.0, patch_cells_per_mm2=600.0)
    picture = fibre_picture(tissue)
    cells = picture.cells
    deep = ndimage.binary_erosion(picture.patch, iterations=12)
    far = ~ndimage.binary_dilation(picture.patch, iterations=12)
    row, column = cells.y_px.astype(int), cells.x_px.astype(int)
    assert cells.ratio[deep[row, column]] == pytest.approx(1.5, abs=0.2)
    assert cells.ratio[far[row, column]] == pytest.approx(6.0, abs=0.2)
    density = [np.count_nonzero(part[row, column]) / part.sum() for part in (deep, far)]
    assert density[0] > 1.4 * density[1]
    assert np.array_equal(cells.in_patch, picture.patch[row, column])


def test_cells_lie_along_the_fibres_beside_them() -> None:
    tissue = FibreTissue(healthy_sd_deg=12, crimp_angle_deg=0, healthy_cells_per_mm2=900.0)
    picture = fibre_picture(tissue)
    maps = orientation_maps(picture.image, TensorScales(window_px=3.0))
    row, column = picture.cells.y_px.astype(int), picture.cells.x_px.astype(int)
    counts = maps.weight[row, column] > 0
    seen, cell = maps.angle_deg[row, column][counts], picture.cells.angle_deg[counts]
    assert np.corrcoef(seen, cell)[0, 1] > 0.5


def test_more_cells_join_those_that_are_there() -> None:
    few_cells = fibre_picture(FibreTissue(healthy_cells_per_mm2=100.0)).cells
    many = fibre_picture(FibreTissue(healthy_cells_per_mm2=300.0)).cells
    places = set(zip(many.x_px, many.y_px, strict=True))
    assert few_cells.count < many.count
    assert set(zip(few_cells.x_px, few_cells.y_px, strict=True)) <= places
    assert fibre_picture(FibreTissue(healthy_cells_per_mm2=0.0)).cells.count == 0


def test_cells_are_not_painted_into_the_picture() -> None:
    with_cells = fibre_picture(FibreTissue(healthy_cells_per_mm2=900.0, healthy_cell_ratio=2.0))
    assert np.array_equal(with_cells.image, fibre_picture().image)


# --- the microscope ----------------------------------------------------------------------------


def test_blur_takes_detail_and_noise_adds_grain() -> None:
    def roughness(microscope: Microscope) -> float:
        return float(np.abs(np.diff(fibre_picture(microscope=microscope).image, axis=1)).mean())

    clear = Microscope(noise_share=0.0)
    assert roughness(replace(clear, blur_px=2.0)) < 0.9 * roughness(clear)
    assert roughness(Microscope(noise_share=0.1)) > 2 * roughness(clear)


def test_haze_fills_the_gaps() -> None:
    gaps = [
        np.percentile(fibre_picture(microscope=Microscope(haze_share=share)).image, 5)
        for share in (0.0, 0.5)
    ]
    assert gaps[1] > gaps[0]


def test_scale_says_how_much_tissue_is_seen() -> None:
    assert fibre_picture().width_um == 384
    nearer = fibre_picture(microscope=Microscope(um_per_px=1.0))
    assert nearer.width_um == 192
    assert nearer.size_px == 192


@pytest.mark.parametrize("size_px", [64, 101, 256])
def test_pictures_of_any_size_have_the_same_spread(size_px: int) -> None:
    picture = fibre_picture(size_px=size_px)
    assert picture.image.shape == (size_px, size_px)
    assert picture.true_alignment.sd_deg == pytest.approx(6, rel=0.15)


def test_a_dark_picture_is_brightened_for_showing() -> None:
    image = fibre_picture().image
    shown = brightened(3 + 0.01 * image)
    assert shown == pytest.approx(
        np.clip((image - image.min()) / (np.sort(image.ravel())[36678] - image.min()), 0, 1)
    )
    assert not brightened(np.full((4, 5), 7.0)).any()
    with pytest.raises(ValueError, match=r"^image has"):
        brightened([[math.nan, 1.0]])


# --- the same again ----------------------------------------------------------------------------


def test_the_same_seed_draws_the_same_picture() -> None:
    first = fibre_picture(tendinopathic_tissue(), seed=7)
    for seed in range(100, 106):  # pushes what was remembered out
        small(healthy_tissue(), seed)
    again = fibre_picture(tendinopathic_tissue(), seed=7)
    assert np.array_equal(first.image, again.image)
    assert np.array_equal(first.patch, again.patch)
    assert np.array_equal(first.true_angle_deg, again.true_angle_deg)
    assert np.array_equal(first.cells.x_px, again.cells.x_px)


def test_another_seed_draws_another_picture() -> None:
    assert change(fibre_picture(seed=1), fibre_picture(seed=2)) > 0.1


def test_presets_are_what_they_are_called() -> None:
    assert healthy_tissue() == FibreTissue()
    assert fibre_picture().tissue == healthy_tissue()
    assert tendinopathic_tissue().share_disturbed_pct == 50
    assert tendinopathic_tissue().fibres_left_pct == 86


def test_results_are_locked() -> None:
    picture = fibre_picture()
    for locked in (picture.image, picture.patch, picture.true_angle_deg, picture.cells.x_px):
        with pytest.raises(ValueError, match="read-only"):
            locked[0] = 1
    with pytest.raises(FrozenInstanceError):
        picture.seed = 2  # type: ignore[misc]


# --- what is refused ---------------------------------------------------------------------------

refusals: list[tuple[Callable[[], object], str]] = [
    (lambda: FibreTissue(healthy_sd_deg=-1.0), "healthy_sd_deg is -1"),
    (lambda: FibreTissue(patch_sd_deg=61.0), "patch_sd_deg is 61"),
    (lambda: FibreTissue(share_disturbed_pct=100.5), "share_disturbed_pct is 100.5"),
    (lambda: FibreTissue(share_disturbed_pct=math.nan), "share_disturbed_pct is nan"),
    (lambda: FibreTissue(fibres_left_pct=0.0), "fibres_left_pct is 0"),
    (lambda: FibreTissue(patch_cell_ratio=0.5), "patch_cell_ratio is 0.5"),
    (lambda: Microscope(um_per_px=0.0), "um_per_px is 0"),
    (lambda: Microscope(noise_share=math.inf), "noise_share is inf"),
    (lambda: fibre_picture(size_px=63), "size_px is 63"),
    (lambda: fibre_picture(size_px=513), "size_px is 513"),
    (lambda: fibre_picture(size_px=192.0), "size_px is 192.0"),  # type: ignore[arg-type]
    (lambda: fibre_picture(seed=-1), "seed is -1"),
    (
        lambda: fibre_picture(FibreTissue(bundle_width_um=70.0), Microscope(um_per_px=1.0)),
        "bundle_",
    ),
    (lambda: fibre_picture(microscope=Microscope(um_per_px=5.0)), "bundle_width_um is 16 µm; at 5"),
    (lambda: fibre_picture(FibreTissue(crimp_period_um=20.0)), "crimp_period_um is 20 µm; at 2"),
]


@pytest.mark.parametrize(("call", "message"), refusals, ids=[text for _call, text in refusals])
def test_arguments_outside_their_range_are_refused(
    call: Callable[[], object], message: str
) -> None:
    with pytest.raises(ValueError, match=f"^{message}"):
        call()


def test_every_parameter_is_explained_and_none_is_called_measured() -> None:
    for model in (FibreTissue, Microscope):
        for held in parameters_of(model).values():
            assert held.note
            assert held.status is not Status.MEASURED
            assert all(value(value_id) for value_id in held.register_ids)
