"""The same pictures through other people's code.

Two roads: the structure tensor put together from SciPy's filters, which every test run takes, and
OrientationPy, by authors of OrientationJ, wherever it is installed. What OrientationPy 0.3.1 gave
for the three real pictures is written down here, so that the comparison is made everywhere.
"""

import math
from collections.abc import Callable

import numpy as np
import pytest
from models.straight_lines import lines
from scipy import ndimage

from tendon_teaching.models.fibre_image import (
    fibre_picture,
    healthy_tissue,
    tendinopathic_tissue,
)
from tendon_teaching.models.orientation import OrientationMaps, TensorScales, analyse_picture
from tendon_teaching.models.picture_file import CollagenPicture, collagen_picture

ANGLE_TOLERANCE_DEG = 1e-6
SHARE_TOLERANCE = 1e-9

PICTURES: dict[str, Callable[[], np.ndarray]] = {
    **{which.value: lambda which=which: collagen_picture(which).image for which in CollagenPicture},
    "drawn, healthy": lambda: fibre_picture(healthy_tissue(), seed=3).image,
    "drawn, tendinopathic": lambda: fibre_picture(tendinopathic_tissue(), seed=4).image,
    "drawn lines": lambda: lines(25, 1)[0],
}
WINDOWS_PX = (0.7, 2.0)

Tensor = tuple[np.ndarray, np.ndarray, np.ndarray]  # Jxx, Jxy, Jyy with y downwards


def tensor_from_scipy(image: np.ndarray, window_px: float) -> Tensor:
    slope_x = ndimage.gaussian_filter1d(image, 1.0, axis=1, order=1, mode="nearest")
    slope_x = ndimage.gaussian_filter1d(slope_x, 1.0, axis=0, mode="nearest")
    slope_y = ndimage.gaussian_filter1d(image, 1.0, axis=0, order=1, mode="nearest")
    slope_y = ndimage.gaussian_filter1d(slope_y, 1.0, axis=1, mode="nearest")
    products = (slope_x * slope_x, slope_x * slope_y, slope_y * slope_y)
    xx, xy, yy = (ndimage.gaussian_filter(part, window_px, mode="nearest") for part in products)
    return xx, xy, yy


def tensor_from_orientationpy(image: np.ndarray, window_px: float) -> Tensor:
    orientationpy = pytest.importorskip("orientationpy", reason="OrientationPy is not installed")
    slopes = orientationpy.computeGradient(image, mode="gaussian")
    yy, xy, xx = orientationpy.computeStructureTensor(slopes, sigma=window_px)
    return xx, xy, yy


def by_eigenvectors(tensor: Tensor) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Direction, coherency and energy the textbook way, from the axes of each pixel's tensor."""
    xx, xy, yy = tensor
    matrices = np.stack((np.stack((xx, xy), -1), np.stack((xy, yy), -1)), -1)
    values, vectors = np.linalg.eigh(matrices)
    along = vectors[..., :, 0]  # the axis along which grey changes least
    angle_deg = np.degrees(np.arctan2(-along[..., 1], along[..., 0]))
    energy = values.sum(axis=-1)
    coherency = np.divide(
        values[..., 1] - values[..., 0], energy, out=np.zeros_like(energy), where=energy > 0
    )
    return angle_deg, coherency, energy


def agrees(maps: OrientationMaps, tensor: Tensor) -> None:
    angle_deg, coherency, energy = by_eigenvectors(tensor)
    counts = maps.weight > 0
    assert np.count_nonzero(counts) > 1000
    apart = np.abs((maps.angle_deg - angle_deg + 90) % 180 - 90)
    assert apart[counts].max() < ANGLE_TOLERANCE_DEG
    assert np.abs(maps.coherency - coherency)[counts].max() < SHARE_TOLERANCE
    unit = energy[counts].max() / maps.energy[counts].max()
    assert np.abs(maps.energy - energy / unit)[counts].max() < SHARE_TOLERANCE * maps.energy.max()


@pytest.mark.parametrize("window_px", WINDOWS_PX)
@pytest.mark.parametrize("name", PICTURES)
def test_maps_agree_with_scipy(name: str, window_px: float) -> None:
    image = PICTURES[name]()
    maps = analyse_picture(image, TensorScales(window_px=window_px)).maps
    agrees(maps, tensor_from_scipy(image, window_px))


@pytest.mark.parametrize("window_px", WINDOWS_PX)
@pytest.mark.parametrize("name", PICTURES)
def test_maps_agree_with_orientationpy(name: str, window_px: float) -> None:
    image = PICTURES[name]()
    tensor = tensor_from_orientationpy(image, window_px)
    agrees(analyse_picture(image, TensorScales(window_px=window_px)).maps, tensor)


def by_hand(tensor: Tensor) -> tuple[float, float]:
    """Mean direction and alignment index by the rules of the model card, step by step."""
    inside = (slice(10, -10), slice(10, -10))
    angle_deg, coherency, energy = (part[inside] for part in by_eigenvectors(tensor))
    strong = np.sort(energy.ravel())[int(0.995 * (energy.size - 1))]
    weight = np.where(energy >= 0.05 * strong, coherency * np.minimum(energy / strong, 1), 0)
    turn = (weight * np.exp(2j * np.radians(angle_deg))).sum() / weight.sum()
    return math.degrees(np.angle(turn) / 2), abs(turn)


@pytest.mark.parametrize("name", PICTURES)
def test_mean_and_index_follow_the_rules_of_the_model_card(name: str) -> None:
    image = PICTURES[name]()
    mean_deg, index = by_hand(tensor_from_scipy(image, TensorScales().window_px))
    found = analyse_picture(image).alignment
    assert found.mean_deg == pytest.approx(mean_deg, abs=ANGLE_TOLERANCE_DEG)
    assert found.index == pytest.approx(index, abs=SHARE_TOLERANCE)


ORIENTATIONPY_0_3_1 = {
    CollagenPicture.MIXED: (-85.155101, 0.3850516),
    CollagenPicture.WAVY: (-69.137376, 0.5085997),
    CollagenPicture.SPARSE: (87.314695, 0.5002685),
}
"""Mean direction (degrees) and alignment index, put together from OrientationPy's tensors."""


@pytest.mark.parametrize("which", CollagenPicture)
def test_real_pictures_read_as_orientationpy_reads_them(which: CollagenPicture) -> None:
    mean_deg, index = ORIENTATIONPY_0_3_1[which]
    found = analyse_picture(collagen_picture(which).image).alignment
    assert found.mean_deg == pytest.approx(mean_deg, abs=1e-4)
    assert found.index == pytest.approx(index, abs=1e-6)


@pytest.mark.parametrize("which", CollagenPicture)
def test_the_numbers_written_down_are_those_of_orientationpy(which: CollagenPicture) -> None:
    tensor = tensor_from_orientationpy(collagen_picture(which).image, TensorScales().window_px)
    assert by_hand(tensor) == pytest.approx(ORIENTATIONPY_0_3_1[which], abs=1e-4)
