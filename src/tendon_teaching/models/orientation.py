"""Direction of fibres measured from a picture: structure tensor, circular statistics, spectrum.

Nothing here knows how a picture was made; a drawn tendon, a microscope picture and a learner's own
file are treated alike. Angles are in degrees, anticlockwise from the horizontal of the picture,
from -90 to 90: a fibre has no front and no back. What the numbers mean, and what they do not, is
on one page in ``orientation.md`` beside this file.
"""

import cmath
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tendon_teaching.evidence import Status, check_parameters, parameter
from tendon_teaching.models.checks import FloatArray, read_only, require_between, rising_row
from tendon_teaching.texts import _

ComplexArray = NDArray[np.complex128]

SMALLEST_SIDE_PX = 64
"""Pictures with a shorter side are refused: too few fibres cross them."""

LARGEST_SIDE_PX = 2048
"""Pictures with a longer side are refused, so that no analysis takes seconds."""

BIN_WIDTH_DEG = 2.0
BIN_COUNT = 90
"""The direction histogram has 90 bins of 2 degrees, from -90 to 90."""

NO_DIRECTION_BELOW = 0.1
"""With an alignment index below this the mean direction is arbitrary."""

# For a picture whose grey values span 1; below it there is only rounding.
_NO_ENERGY = 1e-14
# Lines with less than this share of the power of noise cannot be told from it.
_LEAST_POWER_TO_NOISE = 0.5
_REFERENCE_PERCENTILE = 99.5
_KERNEL_REACH = 4.0  # standard deviations after which a Gaussian is cut off
_NYQUIST = 0.5
_FLOOR_SIDE_PX = 192


@dataclass(frozen=True)
class TensorScales:
    """The four choices behind a structure tensor; each of them moves the result.

    ``gradient_px`` is the size of the Gaussian whose slope is taken, ``window_px`` of the Gaussian
    over which slopes are averaged. Pixels with less than ``energy_floor`` of the strongest slopes
    are left out, and so is a rim of ``rim_px``, or wider where the two Gaussians reach further.
    Raises ValueError for a value outside its range.
    """

    gradient_px: float = parameter(
        1.0,
        unit="px",
        status=Status.ASSUMED,
        allowed=(0.5, 8.0),
        note="About the width of one drawn fibre.",
    )
    window_px: float = parameter(
        0.7,
        unit="px",
        status=Status.ASSUMED,
        allowed=(0.3, 16.0),
        note="Small, because a wide window averages crossing fibres away.",
    )
    energy_floor: float = parameter(
        0.05,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.0, 0.9),
        note="Leaves out dark areas, where only noise has a direction.",
    )
    rim_px: float = parameter(
        10.0,
        unit="px",
        status=Status.ASSUMED,
        allowed=(0.0, 200.0),
        note="Fibres cut by the edge of the picture would be misread.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)

    @property
    def effective_rim_px(self) -> int:
        """Width of the rim that is left out, in whole pixels."""
        reach = _kernel_radius(self.gradient_px) + _kernel_radius(self.window_px)
        return max(math.ceil(self.rim_px), reach)


@dataclass(frozen=True)
class SpectrumRing:
    """Which part of the power spectrum counts, and what a window of pixels adds to the spread.

    Frequencies are in cycles per pixel. Even perfectly parallel lines give some spread, because
    the picture ends; ``floor_deg`` is this spread for a picture of 192 px. It shrinks as the
    picture grows, and is taken off in quadrature. Raises ValueError for a value outside its range.
    """

    lowest_frequency: float = parameter(
        0.03,
        unit="1/px",
        status=Status.ASSUMED,
        allowed=(0.005, 0.2),
        note="Slower changes are uneven brightness rather than fibres.",
    )
    highest_frequency: float = parameter(
        0.35,
        unit="1/px",
        status=Status.ASSUMED,
        allowed=(0.21, 0.45),
        note="Finer detail is mostly noise.",
    )
    floor_deg: float = parameter(
        2.6,
        unit="°",
        status=Status.CALIBRATED,
        allowed=(0.0, 20.0),
        note="Chosen so that parallel drawn lines read as parallel.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


class MeasureStatus(StrEnum):
    """Whether a picture has a direction to measure."""

    MEASURED = "measured"
    NO_CONTRAST = "no contrast"
    ONLY_NOISE = "only noise"

    @property
    def text(self) -> str:
        """The status in words for the reader."""
        return {
            MeasureStatus.MEASURED: _("measured"),
            MeasureStatus.NO_CONTRAST: _(
                "no direction can be measured: the picture shows no contrast"
            ),
            MeasureStatus.ONLY_NOISE: _(
                "no direction can be measured: the picture shows nothing but noise"
            ),
        }[self]


@dataclass(frozen=True)
class Alignment:
    """How parallel a set of directions is.

    ``mean_deg`` is the mean direction (-90 to 90), ``index`` the alignment index R, from 0 (every
    direction alike) to 1 (all parallel), ``sd_deg`` the spread of a normal law with this index, and
    ``entropy`` the disorder of the direction histogram, from 0 (one bin) to 1 (all bins alike).
    Where nothing can be measured all four are NaN and ``status`` says why.
    """

    status: MeasureStatus
    mean_deg: float
    index: float
    sd_deg: float
    entropy: float

    @property
    def is_measured(self) -> bool:
        """True when the four numbers are numbers."""
        return self.status is MeasureStatus.MEASURED

    @property
    def has_direction(self) -> bool:
        """False when the directions are so mixed that their mean means nothing."""
        return self.is_measured and self.index >= NO_DIRECTION_BELOW

    @property
    def cautions(self) -> tuple[str, ...]:
        """What a reader has to be told about these numbers; usually nothing."""
        if not self.is_measured:
            return (self.status.text,)
        if not self.has_direction:
            return (_("no preferred direction: the mean direction says nothing"),)
        return ()


@dataclass(frozen=True, eq=False)
class OrientationMaps:
    """Direction, coherency and energy at every pixel; read-only arrays of the picture's shape.

    ``angle_deg`` is the direction along the fibre, ``coherency`` runs from 0 (no direction) to 1
    (one direction only), ``energy`` is the strength of the slopes as a share of the picture's
    strong slopes (their 99.5th percentile; 0 without contrast). ``weight`` says how much a pixel
    counts: coherency times energy, at most 1, and 0 where the pixel is left out.
    """

    scales: TensorScales
    angle_deg: FloatArray
    coherency: FloatArray
    energy: FloatArray
    weight: FloatArray

    @property
    def used_share(self) -> float:
        """Share of the picture's pixels that count at all."""
        return float(np.count_nonzero(self.weight) / self.weight.size)


@dataclass(frozen=True, eq=False)
class PictureAnalysis:
    """All that is read from one picture: the maps, the direction histogram and the index.

    ``histogram_pct`` holds the share of weight in each of the 90 bins (see
    ``direction_bins_deg``); it sums to 100, or is all zero without contrast.
    """

    maps: OrientationMaps
    histogram_pct: FloatArray
    alignment: Alignment


@dataclass(frozen=True, eq=False)
class WindowBias:
    """One picture measured with several windows, beside the spread it was drawn with.

    ``measured_sd_deg`` and ``window_px`` are read-only rows of the same length.
    """

    window_px: FloatArray
    measured_sd_deg: FloatArray
    true_sd_deg: float

    @property
    def bias_deg(self) -> FloatArray:
        """Measured minus true spread; negative where the picture looks more parallel than it is."""
        return self.measured_sd_deg - self.true_sd_deg

    @property
    def bias_pct(self) -> FloatArray:
        """The same as a share of the true spread."""
        return 100 * self.bias_deg / self.true_sd_deg


def analyse_picture(image: ArrayLike, scales: TensorScales | None = None) -> PictureAnalysis:
    """Direction histogram and alignment of a picture, by its structure tensor.

    ``image`` is a grey picture (rows, columns) of 64 to 2048 px a side and finite values in any
    unit; brightness and contrast do not matter. Raises ValueError for anything else, or when the
    window leaves nothing of the picture.
    """
    maps, resultant = _maps_and_resultant(checked_picture(image), scales or TensorScales())
    histogram = _histogram(maps.angle_deg.ravel(), maps.weight.ravel())
    alignment = _alignment(resultant, float(maps.weight.sum()), histogram)
    return PictureAnalysis(maps, histogram, alignment)


def orientation_maps(image: ArrayLike, scales: TensorScales | None = None) -> OrientationMaps:
    """Structure tensor of a picture, read as direction, coherency and energy at every pixel.

    What is accepted and refused is said at ``analyse_picture``.
    """
    return _maps_and_resultant(checked_picture(image), scales or TensorScales())[0]


def axial_alignment(angles_deg: ArrayLike, weights: ArrayLike | None = None) -> Alignment:
    """Mean, index, spread and entropy of directions, where 0 and 180 degrees are the same.

    ``weights`` (not negative, same shape) say how much each direction counts; without them all
    count alike. Weights that are all zero give NaN and the status that says so. Raises ValueError
    for values that are not finite or do not fit.
    """
    angles, weight = _angles_and_weights(angles_deg, weights)
    doubled = np.radians(2 * angles)
    resultant = complex((weight * np.cos(doubled)).sum(), (weight * np.sin(doubled)).sum())
    return _alignment(resultant, float(weight.sum()), _histogram(angles, weight))


def direction_bins_deg() -> FloatArray:
    """The 91 edges of the direction histogram, from -90 to 90 degrees."""
    return np.linspace(-90.0, 90.0, BIN_COUNT + 1)


def direction_histogram(angles_deg: ArrayLike, weights: ArrayLike | None = None) -> FloatArray:
    """Share of weight in each 2-degree bin, in per cent (read-only, 90 values).

    Any angle is brought into -90 to 90 degrees first. The shares sum to 100, or are all zero when
    no direction counts. What is accepted and refused is said at ``axial_alignment``.
    """
    return _histogram(*_angles_and_weights(angles_deg, weights))


def direction_entropy(histogram: ArrayLike) -> float:
    """Disorder of a direction histogram: 0 when one bin holds all, 1 when all bins hold the same.

    NaN for a histogram that is empty. Raises ValueError for shares that are negative or not finite.
    """
    shares = np.array(histogram, dtype=float).ravel()
    if shares.size < 2 or not np.isfinite(shares).all() or (shares < 0).any():
        raise ValueError(
            _("histogram must hold at least two shares, all finite and none below 0; check it.")
        )
    if shares.sum() == 0:
        return math.nan
    kept = shares[shares > 0] / shares.sum()
    return max(0.0, float(-(kept @ np.log(kept))) / math.log(shares.size))


def spectrum_alignment(image: ArrayLike, ring: SpectrumRing | None = None) -> Alignment:
    """Alignment by a second road: the power spectrum of the whole picture.

    Lines in one direction have all their power across it. Noise has the same power everywhere, so
    what is found in the corners of the spectrum is taken off; when hardly more is left, the status
    says so. ``index`` belongs to the spread after the floor was taken off. What is accepted and
    refused is said at ``analyse_picture``.
    """
    ring = ring or SpectrumRing()
    picture = _stretched(checked_picture(image))
    rows, columns = picture.shape
    geometry = _spectrum_geometry(rows, columns, ring.lowest_frequency, ring.highest_frequency)
    tapered = (picture - picture.mean()) * geometry.taper
    power = np.abs(np.fft.rfft2(tapered)) ** 2
    noise = float(power[geometry.corners].mean())
    lines = (power[geometry.ring] - noise) * geometry.count
    if power.sum() <= _NO_ENERGY:
        return _not_measured(MeasureStatus.NO_CONTRAST)
    if lines.sum() <= _LEAST_POWER_TO_NOISE * noise * geometry.count.sum():
        return _not_measured(MeasureStatus.ONLY_NOISE)
    doubled = np.radians(2 * geometry.angle_deg)
    resultant = complex((lines * np.cos(doubled)).sum(), (lines * np.sin(doubled)).sum())
    histogram = _histogram(geometry.angle_deg, np.maximum(lines, 0))
    raw = _alignment(resultant, float(lines.sum()), histogram)
    floor = ring.floor_deg * _FLOOR_SIDE_PX / min(rows, columns)
    spread = math.sqrt(max(0.0, raw.sd_deg**2 - floor**2))
    return replace(raw, sd_deg=spread, index=math.exp(-2 * math.radians(spread) ** 2))


def window_bias(
    image: ArrayLike,
    true_sd_deg: float,
    windows_px: Sequence[float] = (0.7, 1.0, 2.0, 4.0),
    scales: TensorScales | None = None,
) -> WindowBias:
    """The same picture measured with windows of several sizes (rising, 0.3 to 16 px).

    ``true_sd_deg`` (0.1 to 90) is the spread the picture was drawn with. Every window is judged on
    the same pixels, those the widest one can judge. Raises ValueError for anything else.
    """
    require_between("true_sd_deg", true_sd_deg, 0.1, 90.0, "°")
    windows = rising_row("windows_px", windows_px)
    widest = replace(scales or TensorScales(), window_px=float(windows[-1]))
    common = replace(widest, rim_px=float(widest.effective_rim_px))
    measured = [
        analyse_picture(image, replace(common, window_px=float(window))).alignment.sd_deg
        for window in windows
    ]
    return WindowBias(read_only(windows), read_only(np.array(measured)), float(true_sd_deg))


def checked_picture(image: ArrayLike) -> FloatArray:
    """``image`` as a two-dimensional array of finite floats, or ValueError saying what is wrong."""
    try:
        picture = np.asarray(image)
        if np.iscomplexobj(picture):
            raise TypeError
        picture = np.asarray(picture, dtype=float)
    except (TypeError, ValueError) as problem:
        raise ValueError(
            _("image does not hold plain numbers; give a grey picture as a table of numbers.")
        ) from problem
    if picture.ndim != 2:
        raise ValueError(
            _(
                "image has {count} dimensions; it must have 2 (rows and columns). "
                "Turn a colour picture into grey first, or choose one picture of a stack."
            ).format(count=picture.ndim)
        )
    if not all(SMALLEST_SIDE_PX <= side <= LARGEST_SIDE_PX for side in picture.shape):
        raise ValueError(
            _(
                "image is {width} × {height} px; each side must be between {low} and {high} px. "
                "Choose another part of the picture or scale it."
            ).format(
                width=picture.shape[1],
                height=picture.shape[0],
                low=SMALLEST_SIDE_PX,
                high=LARGEST_SIDE_PX,
            )
        )
    if not np.isfinite(picture).all():
        raise ValueError(
            _("image holds values that are not finite; replace them by numbers first.")
        )
    return picture


def _stretched(picture: FloatArray) -> FloatArray:
    """Grey values from 0 to 1, so that neither brightness nor contrast matters afterwards."""
    low, high = float(picture.min()), float(picture.max())
    span = high - low
    if span <= 1e-12 * max(abs(low), abs(high)):
        return np.zeros_like(picture)
    return (picture - low) / span


def _maps_and_resultant(
    picture: FloatArray, scales: TensorScales
) -> tuple[OrientationMaps, complex]:
    """The maps of a picture, and the weighted sum of exp(2iθ) over it."""
    inside = _inside(picture, scales.effective_rim_px)
    difference, mixed, energy = _smoothed_tensor(_stretched(picture), scales)
    reference = _strong_energy(energy[inside])
    strength = np.sqrt(difference * difference + mixed * mixed)
    weight = np.zeros(picture.shape)
    resultant = 0j
    if reference > 0:
        seen = energy[inside]
        # Capped at the reference, so that a speck of dust does not outweigh all fibres.
        factor = (seen >= scales.energy_floor * reference) / np.maximum(seen, reference)
        weight[inside] = strength[inside] * factor
        resultant = -complex((difference[inside] * factor).sum(), (mixed[inside] * factor).sum())
    maps = OrientationMaps(
        scales=scales,
        angle_deg=read_only(np.degrees(np.arctan2(-mixed, -difference) / 2)),
        coherency=read_only(np.minimum(strength / np.maximum(energy, _NO_ENERGY), 1)),
        energy=read_only(np.maximum(energy, 0) / (reference or math.inf)),
        weight=read_only(weight),
    )
    return maps, resultant


def _smoothed_tensor(
    picture: FloatArray, scales: TensorScales
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Jxx - Jyy, 2 Jxy and Jxx + Jyy averaged over the window, with y pointing up."""
    rows, columns = picture.shape
    across, up = _slope_spectra(rows, columns, scales.gradient_px)
    spectrum = np.fft.rfft2(picture)
    slope_x = np.fft.irfft2(spectrum * across, picture.shape)
    slope_y = np.fft.irfft2(spectrum * up, picture.shape)
    squares_x, squares_y = slope_x * slope_x, slope_y * slope_y
    window = _window_spectrum(rows, columns, scales.window_px)
    return (
        _filtered(squares_x - squares_y, window),
        _filtered(2 * slope_x * slope_y, window),
        _filtered(squares_x + squares_y, window),
    )


def _filtered(field: FloatArray, window: ComplexArray) -> FloatArray:
    """``field`` averaged by a window. Opposite edges are joined; the rim left out hides it."""
    spectrum = np.fft.rfft2(field)
    spectrum *= window
    averaged: FloatArray = np.fft.irfft2(spectrum, field.shape)
    return averaged


@lru_cache(maxsize=16)
def _slope_spectra(rows: int, columns: int, scale_px: float) -> tuple[ComplexArray, ComplexArray]:
    """What turns the spectrum of a picture into that of its slope to the right and upwards."""
    blur = _kernel(scale_px)
    steps = np.arange(blur.size) - blur.size // 2
    slope = -steps / scale_px**2 * blur
    blur_rows, slope_rows = _kernel_spectrum(blur, rows), _kernel_spectrum(slope, rows)
    blur_columns = _kernel_spectrum(blur, columns)[: columns // 2 + 1]
    slope_columns = _kernel_spectrum(slope, columns)[: columns // 2 + 1]
    return np.outer(blur_rows, slope_columns), np.outer(-slope_rows, blur_columns)


@lru_cache(maxsize=16)
def _window_spectrum(rows: int, columns: int, scale_px: float) -> ComplexArray:
    window = _kernel(scale_px)
    across = _kernel_spectrum(window, columns)[: columns // 2 + 1]
    return np.outer(_kernel_spectrum(window, rows), across)


def _kernel_radius(scale_px: float) -> int:
    return int(_KERNEL_REACH * scale_px + 0.5)


def _kernel(scale_px: float) -> FloatArray:
    """A Gaussian on whole pixels that sums to 1."""
    steps = np.arange(-_kernel_radius(scale_px), _kernel_radius(scale_px) + 1)
    weights = np.exp(-0.5 * (steps / scale_px) ** 2)
    kernel: FloatArray = weights / weights.sum()
    return kernel


def _kernel_spectrum(kernel: FloatArray, size: int) -> ComplexArray:
    """Transform of a kernel that is centred on pixel 0 of a row of ``size`` pixels."""
    steps = np.arange(kernel.size) - kernel.size // 2
    row = np.zeros(size)
    np.add.at(row, steps % size, kernel)
    return np.fft.fft(row)


def _inside(picture: FloatArray, rim_px: int) -> tuple[slice, slice]:
    """The part of a picture within its rim."""
    rows, columns = picture.shape
    if 2 * rim_px >= min(rows, columns) - 1:
        raise ValueError(
            _(
                "rim_px and window_px leave a rim of {rim} px out on each side, but the picture is "
                "only {width} × {height} px. Choose a smaller window or a larger picture."
            ).format(rim=rim_px, width=columns, height=rows)
        )
    return slice(rim_px, rows - rim_px), slice(rim_px, columns - rim_px)


def _strong_energy(energy: FloatArray) -> float:
    """Energy of strong slopes. Not the largest, which may be a single speck of dust."""
    rank = int(_REFERENCE_PERCENTILE / 100 * (energy.size - 1))
    strong = float(np.partition(energy, rank, axis=None)[rank])
    largest = float(energy.max())
    if largest <= _NO_ENERGY:
        return 0.0
    # A few thin fibres on black: nearly all pixels are empty.
    return strong if strong > 1e-6 * largest else largest


def _histogram(angles: FloatArray, weight: FloatArray) -> FloatArray:
    bins = np.floor((angles + 90) / BIN_WIDTH_DEG).astype(np.intp) % BIN_COUNT
    counts = np.bincount(bins, weight, BIN_COUNT)
    shares: FloatArray = 100 * counts / (counts.sum() or 1.0)
    return read_only(shares)


def _alignment(resultant: complex, total: float, histogram: FloatArray) -> Alignment:
    """Alignment from the sum of weight times exp(2iθ), and the sum of weights."""
    if total <= 0:
        return _not_measured(MeasureStatus.NO_CONTRAST)
    index = min(abs(resultant) / total, 1.0)
    spread = math.sqrt(max(0.0, -2 * math.log(index))) / 2 if index > 0 else math.inf
    return Alignment(
        status=MeasureStatus.MEASURED,
        mean_deg=math.degrees(cmath.phase(resultant) / 2),
        index=index,
        sd_deg=math.degrees(spread),
        entropy=direction_entropy(histogram),
    )


def _not_measured(why: MeasureStatus) -> Alignment:
    return Alignment(why, math.nan, math.nan, math.nan, math.nan)


def _angles_and_weights(
    angles_deg: ArrayLike, weights: ArrayLike | None
) -> tuple[FloatArray, FloatArray]:
    angles = np.asarray(angles_deg, dtype=float).ravel()
    weight = np.ones_like(angles) if weights is None else np.asarray(weights, dtype=float).ravel()
    if not np.isfinite(angles).all():
        raise ValueError(_("angles_deg holds values that are not finite; leave them out."))
    if weight.size != angles.size:
        raise ValueError(
            _("weights has {given} values; it must have one for each of {wanted} angles.").format(
                given=weight.size, wanted=angles.size
            )
        )
    if not np.isfinite(weight).all() or (weight < 0).any():
        raise ValueError(
            _("weights holds values that are negative or not finite; use 0 to leave an angle out.")
        )
    return angles, weight


@dataclass(frozen=True, eq=False)
class _SpectrumGeometry:
    """What a power spectrum of one shape is read with; ``count`` undoes that half is stored."""

    taper: FloatArray
    ring: NDArray[np.bool_]
    corners: NDArray[np.bool_]
    angle_deg: FloatArray
    count: FloatArray


@lru_cache(maxsize=8)
def _spectrum_geometry(rows: int, columns: int, lowest: float, highest: float) -> _SpectrumGeometry:
    up = -np.fft.fftfreq(rows)[:, np.newaxis]
    across = np.fft.rfftfreq(columns)[np.newaxis, :]
    radius = np.hypot(up, across)
    ring = (radius >= lowest) & (radius <= highest)
    # Power runs across the lines; the fibres themselves lie at a right angle to it.
    along = np.degrees(
        np.arctan2(np.broadcast_to(across, ring.shape)[ring], -(up + 0 * across)[ring])
    )
    count = np.where(np.broadcast_to(across, ring.shape)[ring] == 0, 1.0, 2.0)
    return _SpectrumGeometry(
        taper=np.outer(np.hanning(rows), np.hanning(columns)),
        ring=ring,
        corners=radius > _NYQUIST,
        angle_deg=along,
        count=count,
    )
