"""A drawn picture of collagen fibres, as second-harmonic microscopy shows them, with its truth.

Fibres run through the picture from left to right in bundles, with crimp in step. Disorder is
focal: a patch grows out of the middle, fibres bend as they enter it and leave it in order again.
Every random choice is made once per seed, so moving one setting moves the same fibres a little
instead of drawing others. How it is built and what it leaves out is on one page in
``fibre_image.md`` beside this file.

Positions are in pixels, columns to the right and rows downwards; angles are in degrees,
anticlockwise from the tendon's line, which is the horizontal of the picture.
"""

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tendon_teaching.evidence import Status, check_parameters, parameter
from tendon_teaching.models.checks import FloatArray, finite_row, read_only, require_whole
from tendon_teaching.models.orientation import Alignment, axial_alignment
from tendon_teaching.models.teaching_tendon import TendinopathicChange
from tendon_teaching.texts import _

BoolArray = NDArray[np.bool_]

DEFAULT_SIZE_PX = 192
SMALLEST_SIZE_PX = 64
LARGEST_SIZE_PX = 512

TENDINOPATHIC_SHARE_PCT = 50.0
"""Share of the tendinopathic teaching picture that is disturbed."""

_FIBRES_PER_BUNDLE = 10
_MARGIN_PX = 20.0  # fibres start this far outside the picture too, for some of them bend into it
_STEP_PX = 3.0
_SAMPLES_PER_STEP = 3  # one a pixel: the blur, 0.8 px, leaves nothing of the grid of points
_SPARE_LENGTH = 1.36  # a winding fibre is longer than the way it covers
_SOFT_EDGE = 0.08  # share of the picture over which a patch fades into its surroundings
_FADING = 0.01  # share of the fibres that fade at the same time
_MOST_CRIMP_SHARE = 0.8  # of the variance of direction
_MOST_CELLS_PER_MM2 = 1000.0
_WHITE_PERCENTILE = 99.5


@dataclass(frozen=True)
class FibreTissue:
    """The tissue in the picture; the defaults are healthy tendon.

    ``healthy_sd_deg`` and ``patch_sd_deg`` are the spread of the direction a microscope sees,
    crimp included, outside and inside the patch; ``share_disturbed_pct`` is how much of the picture
    the patch fills, ``fibres_left_pct`` how many of the fibres are there. ``crimp_angle_deg`` is
    the steepest tilt of the waves, ``crimp_period_um`` their length. The ratios are length over
    width of the cells. Raises ValueError for a value outside its range.
    """

    healthy_sd_deg: float = parameter(
        6.0,
        unit="°",
        status=Status.CALIBRATED,
        allowed=(0.0, 60.0),
        note="As in the mechanics of the teaching tendon. No human value was found.",
    )
    patch_sd_deg: float = parameter(
        22.0,
        unit="°",
        status=Status.CALIBRATED,
        allowed=(0.0, 60.0),
        note="Half a picture of it has the spread of the tendinopathic teaching tendon.",
    )
    share_disturbed_pct: float = parameter(
        0.0,
        unit="%",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 100.0),
        register=("S001", "S002", "S005", "S007"),
        note="No study ties an ultrasound share to a spread of direction.",
    )
    fibres_left_pct: float = parameter(
        100.0,
        unit="%",
        status=Status.ILLUSTRATIVE,
        allowed=(5.0, 100.0),
        note="100 % is the healthy picture; drawn fibres are not counted fibres.",
    )
    crimp_angle_deg: float = parameter(
        7.5,
        unit="°",
        status=Status.ASSUMED,
        allowed=(0.0, 30.0),
        register=("S029", "S030"),
        published=(7.5, 16.0),
        note="Rat tendon: a crimp top of 165° (stretched) is 7.5° to each side, 148° (slack) 16°.",
    )
    crimp_period_um: float = parameter(
        80.0,
        unit="µm",
        status=Status.ILLUSTRATIVE,
        allowed=(20.0, 400.0),
        note="Chosen so that several waves fit into the picture.",
    )
    bundle_width_um: float = parameter(
        16.0,
        unit="µm",
        status=Status.ILLUSTRATIVE,
        allowed=(8.0, 100.0),
        note="Distance between neighbouring bundles, each of ten drawn fibres.",
    )
    healthy_cell_ratio: float = parameter(
        6.0,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(1.0, 10.0),
        note="Tendon cells are slender; no length over width was found in print.",
    )
    patch_cell_ratio: float = parameter(
        1.5,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(1.0, 10.0),
        register=("S014", "S043"),
        note="Only the direction is published: rounder.",
    )
    healthy_cells_per_mm2: float = parameter(
        98.9,
        unit="1/mm²",
        status=Status.ASSUMED,
        allowed=(0.0, 1000.0),
        register=("S036",),
        note="Measured in patellar tendon, assumed for this one.",
    )
    patch_cells_per_mm2: float = parameter(
        162.5,
        unit="1/mm²",
        status=Status.ASSUMED,
        allowed=(0.0, 1000.0),
        register=("S035", "S042"),
        note="Measured in patellar tendon, assumed for this one. A review says fewer instead.",
    )
    cell_area_um2: float = parameter(
        60.0,
        unit="µm²",
        status=Status.ILLUSTRATIVE,
        allowed=(5.0, 1000.0),
        note="Kept the same while the shape changes; no human area was found.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


@dataclass(frozen=True)
class Microscope:
    """How the tissue becomes a picture. Nothing here is a real instrument.

    ``blur_px`` is the size of the Gaussian each fibre is seen with; ``haze_share`` of the light is
    spread over ``haze_px`` instead. ``noise_share`` is the grain of a white pixel. Raises
    ValueError for a value outside its range.
    """

    um_per_px: float = parameter(
        2.0,
        unit="µm/px",
        status=Status.ILLUSTRATIVE,
        allowed=(0.25, 8.0),
        note="Gives a field of 0.4 mm; the drawing has no scale of its own.",
    )
    blur_px: float = parameter(
        0.8,
        unit="px",
        status=Status.ILLUSTRATIVE,
        allowed=(0.4, 4.0),
        note="Chosen by eye.",
    )
    haze_share: float = parameter(
        0.25,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 0.9),
        note="Chosen by eye: light from fibres above and below.",
    )
    haze_px: float = parameter(
        4.0,
        unit="px",
        status=Status.ILLUSTRATIVE,
        allowed=(1.0, 20.0),
        note="Chosen by eye.",
    )
    noise_share: float = parameter(
        0.02,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 0.5),
        note="Chosen by eye; grows with the root of brightness, as counted light does.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


@dataclass(frozen=True, eq=False)
class Cells:
    """Tendon cells as ellipses, to be drawn over the picture; read-only rows of equal length.

    ``x_px`` and ``y_px`` are column and row of the centre, ``angle_deg`` is the direction of the
    long axis, anticlockwise as seen. The halves are half axes.
    """

    x_px: FloatArray
    y_px: FloatArray
    half_length_px: FloatArray
    half_width_px: FloatArray
    angle_deg: FloatArray
    in_patch: BoolArray

    @property
    def count(self) -> int:
        """Number of cells in the picture."""
        return int(self.x_px.size)

    @property
    def ratio(self) -> FloatArray:
        """Length over width of each cell."""
        return self.half_length_px / self.half_width_px


@dataclass(frozen=True, eq=False)
class FibrePicture:
    """The picture, and what is true of the fibres in it; all arrays are read-only.

    ``image`` holds grey values from 0 to 1, ``patch`` is True where the tissue is disturbed (both
    size × size). ``true_angle_deg`` are the local directions along all drawn fibres inside the
    picture, ``true_length_px`` the drawn length each of them stands for.
    """

    tissue: FibreTissue
    microscope: Microscope
    seed: int
    image: FloatArray
    patch: BoolArray
    true_angle_deg: FloatArray
    true_length_px: FloatArray
    cells: Cells

    @property
    def size_px(self) -> int:
        """Length of each side."""
        return int(self.image.shape[0])

    @property
    def width_um(self) -> float:
        """Length of each side of the tissue shown; illustrative."""
        return self.size_px * self.microscope.um_per_px

    @property
    def disturbed_pct(self) -> float:
        """Share of the pixels that lie in the patch."""
        return float(100 * self.patch.mean())

    @cached_property
    def true_alignment(self) -> Alignment:
        """Alignment of the drawn fibres themselves, which no picture gives away completely."""
        return axial_alignment(self.true_angle_deg, self.true_length_px)


def healthy_tissue() -> FibreTissue:
    """Healthy tendon."""
    return FibreTissue()


def tendinopathic_tissue(change: TendinopathicChange | None = None) -> FibreTissue:
    """The tendinopathic teaching tendon as a picture: half of it disturbed, some fibres gone."""
    change = change or TendinopathicChange()
    return FibreTissue(
        share_disturbed_pct=TENDINOPATHIC_SHARE_PCT,
        fibres_left_pct=100 - change.fibres_lost_pct,
    )


def fibre_picture(
    tissue: FibreTissue | None = None,
    microscope: Microscope | None = None,
    *,
    size_px: int = DEFAULT_SIZE_PX,
    seed: int = 1,
) -> FibrePicture:
    """Draw the tissue as a square picture of ``size_px`` (64 to 512) pixels a side.

    The same arguments give the same picture. ``seed`` (0 to 1,000,000) chooses the fibres and the
    place of the patch. Raises ValueError outside these ranges, or when the scale of the microscope
    makes a bundle narrower than 4 or wider than 64 px, or a wave of crimp shorter than 12 px.
    """
    tissue, microscope = tissue or FibreTissue(), microscope or Microscope()
    require_whole("size_px", size_px, SMALLEST_SIZE_PX, LARGEST_SIZE_PX)
    require_whole("seed", seed, 0, 1_000_000)
    _require_pixels("bundle_width_um", tissue.bundle_width_um, microscope, 4.0, 64.0)
    _require_pixels("crimp_period_um", tissue.crimp_period_um, microscope, 12.0, 2000.0)
    stock = _stock(seed, size_px, tissue.bundle_width_um, microscope.um_per_px)
    disturbance = _disturbance(stock.patch_rank, tissue.share_disturbed_pct)
    patch = stock.patch_rank < tissue.share_disturbed_pct / 100
    paths = _paths(stock, disturbance, tissue, microscope.um_per_px)
    kept = np.tile(_kept(stock.drop_order, tissue.fibres_left_pct), 2)
    angles, lengths = _truth(paths, kept, size_px)
    return FibrePicture(
        tissue=tissue,
        microscope=microscope,
        seed=int(seed),
        image=read_only(_seen(_light(paths, kept * stock.brightness, size_px), stock, microscope)),
        patch=_locked(patch),
        true_angle_deg=read_only(angles),
        true_length_px=read_only(lengths),
        cells=_cells(stock, paths, disturbance, patch, tissue),
    )


def brightened(image: ArrayLike) -> FloatArray:
    """A picture scaled so that its 99.5th percentile is white, for showing dark pictures.

    ``image`` holds finite values; the darkest becomes 0 and everything lies in 0 to 1. A picture of
    one value comes back black. Raises ValueError for values that are not finite.
    """
    flat = finite_row("image", np.asarray(image, dtype=float).ravel())
    flat -= flat.min()
    return np.clip(flat / (_white(flat) or 1.0), 0, 1).reshape(np.shape(image))


def _require_pixels(
    name: str, length_um: float, microscope: Microscope, low_px: float, high_px: float
) -> None:
    if low_px <= length_um / microscope.um_per_px <= high_px:
        return
    raise ValueError(
        _(
            "{name} is {value:g} µm; at {scale:g} µm per pixel it must lie between {low:g} and "
            "{high:g} µm. Change it or the scale of the microscope."
        ).format(
            name=name,
            value=length_um,
            scale=microscope.um_per_px,
            low=low_px * microscope.um_per_px,
            high=high_px * microscope.um_per_px,
        )
    )


@dataclass(frozen=True, eq=False)
class _Stock:
    """Everything random about one picture, drawn once; rows of fibre halves, columns of steps.

    A fibre is followed from the middle of the picture to both sides, so there are two halves of
    each: all those to the right first, then all those to the left. ``shared_tilt`` belongs to a
    bundle, ``own_tilt`` to the fibre; both have mean 0 and spread 1. ``drop_order`` belongs to
    whole fibres, from 0 (the last to go) to 1; ``patch_rank`` belongs to pixels, from 0 (the first
    to be disturbed) to 1.
    """

    lane_px: FloatArray
    shared_tilt: FloatArray
    own_tilt: FloatArray
    flicker: FloatArray
    brightness: FloatArray
    drop_order: FloatArray
    crimp_phase: FloatArray
    own_phase: FloatArray
    patch_rank: FloatArray
    grain: FloatArray
    cell_half: NDArray[np.intp]
    cell_step: NDArray[np.intp]
    cell_order_per_mm2: FloatArray
    um_per_px: float


@dataclass(frozen=True, eq=False)
class _Paths:
    """Where the fibre halves run: position, direction (radians) and brightness at every step."""

    x: FloatArray
    y: FloatArray
    angle: FloatArray
    flicker: FloatArray


@lru_cache(maxsize=4)
def _stock(seed: int, size_px: int, bundle_um: float, um_per_px: float) -> _Stock:
    rng = np.random.default_rng(seed)
    bundle_px = bundle_um / um_per_px
    bundles = math.ceil((size_px + 2 * _MARGIN_PX) / bundle_px)
    fibres = bundles * _FIBRES_PER_BUNDLE
    bundle_of = np.repeat(np.arange(bundles), _FIBRES_PER_BUNDLE)
    steps = math.ceil(size_px / 2 * _SPARE_LENGTH / _STEP_PX)
    along_px = np.linspace(-steps * _STEP_PX, steps * _STEP_PX, 2 * steps + 1)
    lanes = _lanes(rng, bundles, bundle_px)
    shared = _alike_next_door(_wandering(rng, bundles, along_px, 130.0, 0.1))
    own = _wandering(rng, fibres, along_px, 110.0, 0.35)
    flicker = np.exp(0.35 * _wandering(rng, fibres, along_px, 60.0, 0.0))
    brightness = np.exp(0.3 * rng.normal(size=bundles))[bundle_of]
    brightness *= np.exp(0.4 * rng.normal(size=fibres))
    # Neighbours tend to go together, so that gaps open.
    turn = rng.permutation(bundles)[bundle_of] / bundles + 0.4 * rng.uniform(size=fibres)
    in_picture = np.sort(turn[(lanes >= 0) & (lanes < size_px)])
    # Crimp is in step within a bundle and drifts slowly from bundle to bundle.
    phase = np.cumsum(0.16 * rng.normal(size=bundles))[bundle_of] + 0.2 * rng.normal(size=fibres)
    own_phase = rng.uniform(-np.pi, np.pi, fibres)
    cell_half, cell_step, cell_order = _cell_places(rng, bundles, steps, bundle_um, um_per_px)
    return _Stock(
        lane_px=np.tile(lanes, 2),
        shared_tilt=_both_ways(_normalised(shared)[bundle_of], steps),
        own_tilt=_both_ways(_normalised(own), steps),
        flicker=_both_ways(flicker, steps),
        brightness=np.tile(brightness, 2),
        drop_order=np.searchsorted(in_picture, turn) / in_picture.size,
        crimp_phase=np.tile(phase, 2),
        own_phase=np.tile(own_phase, 2),
        patch_rank=_patch_rank(rng, size_px),
        grain=rng.normal(size=(size_px, size_px)),
        cell_half=cell_half,
        cell_step=cell_step,
        cell_order_per_mm2=cell_order,
        um_per_px=um_per_px,
    )


def _lanes(rng: np.random.Generator, bundles: int, bundle_px: float) -> FloatArray:
    """Height at which each fibre starts, bundle by bundle, rising within a bundle."""
    middles = (np.arange(bundles) + 0.5 + 0.25 * rng.uniform(-1, 1, bundles)) * bundle_px
    within = np.clip(0.75 * rng.normal(size=(bundles, _FIBRES_PER_BUNDLE)), -1.4, 1.4)
    within.sort(axis=1)
    return (middles[:, np.newaxis] + 0.46 * bundle_px * within).ravel() - _MARGIN_PX


def _wandering(
    rng: np.random.Generator, rows: int, along_px: FloatArray, wave_px: float, steady_share: float
) -> FloatArray:
    """Smooth random rows of spread 1: waves around ``wave_px``, and a share that stays constant.

    Waves come back to where they started, so that fibres stay in their lanes.
    """
    waves = 4
    length = wave_px * np.exp(rng.uniform(-0.6, 0.6, (rows, waves, 1)))
    cosine, sine = rng.normal(size=(2, rows, waves, 1)) / math.sqrt(waves)
    turn = 2 * np.pi * along_px / length
    moving = (cosine * np.cos(turn) + sine * np.sin(turn)).sum(axis=1)
    steady = rng.normal(size=(rows, 1))
    mixed: FloatArray = math.sqrt(1 - steady_share) * moving + math.sqrt(steady_share) * steady
    return mixed


def _alike_next_door(rows: FloatArray) -> FloatArray:
    """Neighbouring bundles bend alike, so that they neither cross nor leave holes."""
    apart = np.subtract.outer(np.arange(len(rows)), np.arange(len(rows)))
    nearness = np.exp(-0.5 * (apart / 1.5) ** 2)
    alike: FloatArray = (nearness / np.sqrt((nearness**2).sum(axis=1, keepdims=True))) @ rows
    return alike


def _normalised(rows: FloatArray) -> FloatArray:
    """Mean 0 and spread 1, so that the spread that was asked for is the spread that is drawn."""
    normalised: FloatArray = (rows - rows.mean()) / rows.std()
    return normalised


def _both_ways(rows: FloatArray, steps: int) -> FloatArray:
    """From one row per fibre to one column per half: to the right, then to the left."""
    return np.ascontiguousarray(np.concatenate((rows[:, steps:], rows[:, steps::-1])).T)


def _cell_places(
    rng: np.random.Generator, bundles: int, steps: int, bundle_um: float, um_per_px: float
) -> tuple[NDArray[np.intp], NDArray[np.intp], FloatArray]:
    """Fibre half and step at which each cell may sit, and the density from which on it is there.

    Cells sit at the border of a bundle. Each next one falls into the largest gap left by those
    before it, so that any number of them is spread evenly.
    """
    area_mm2 = bundles * bundle_um * 2 * steps * _STEP_PX * um_per_px / 1e6
    count = math.ceil(_MOST_CELLS_PER_MM2 * area_mm2)
    rank = np.arange(float(count))
    bundle = (bundles * ((rng.uniform() + 0.7548776662466927 * rank) % 1)).astype(np.intp)
    along = np.round(steps * (2 * ((rng.uniform() + 0.5698402909980532 * rank) % 1) - 1))
    half = bundle * _FIBRES_PER_BUNDLE + np.where(along < 0, bundles * _FIBRES_PER_BUNDLE, 0)
    return half, np.abs(along).astype(np.intp), (rank + 0.5) / area_mm2


def _patch_rank(rng: np.random.Generator, size_px: int) -> FloatArray:
    """When each pixel becomes disturbed, from 0 to 1: a ragged oval that grows from the middle."""
    place = (np.arange(size_px) + 0.5) / size_px - 0.5
    across, down = place[np.newaxis, :], place[:, np.newaxis]
    x0, y0 = 0.06 * rng.uniform(-1, 1, 2)
    coarse = np.fft.rfft2(rng.normal(size=(size_px, size_px)))
    frequency = _squared_frequency(size_px) * size_px**2
    ragged = np.fft.irfft2(
        coarse * np.exp(-2 * (np.pi * 0.14) ** 2 * frequency), (size_px, size_px)
    )
    distance = np.hypot((across - x0) / 1.5, down - y0) + 0.045 * ragged / ragged.std()
    rank = np.empty(size_px**2)
    rank[np.argsort(distance, axis=None, kind="stable")] = np.arange(size_px**2) + 0.5
    return (rank / size_px**2).reshape(size_px, size_px)


def _squared_frequency(size_px: int) -> FloatArray:
    """Squared frequency (cycles per pixel) of every term of a real transform."""
    rows, columns = np.fft.fftfreq(size_px), np.fft.rfftfreq(size_px)
    squared: FloatArray = np.add.outer(rows**2, columns**2)
    return squared


def _disturbance(patch_rank: FloatArray, share_pct: float) -> FloatArray:
    """How disturbed each pixel is, from 0 to 1: the patch with a soft edge."""
    level = share_pct / 100 * (1 + _SOFT_EDGE) - _SOFT_EDGE / 2
    depth = np.clip((level - patch_rank) / _SOFT_EDGE + 0.5, 0, 1)
    smooth: FloatArray = depth * depth * (3 - 2 * depth)
    return smooth


def _kept(drop_order: FloatArray, left_pct: float) -> FloatArray:
    """Brightness left of each fibre: 1, or 0 when it is gone, or between for the next to go."""
    level = left_pct / 100 * (1 + _FADING)
    left: FloatArray = np.clip((level - drop_order) / _FADING, 0, 1)
    return left


def _paths(stock: _Stock, disturbance: FloatArray, tissue: FibreTissue, um_per_px: float) -> _Paths:
    """Follow all fibres step by step; each bends by what the tissue is like where it has got to."""
    size = len(disturbance)
    ahead = np.repeat([_STEP_PX, -_STEP_PX], stock.lane_px.size // 2)
    wave_number = 2 * np.pi * um_per_px / tissue.crimp_period_um
    x, y = np.full(stock.lane_px.size, size / 2), stock.lane_px
    columns, rows, angles = [], [], []
    for shared, own in zip(stock.shared_tilt, stock.own_tilt, strict=True):
        disturbed = _at(disturbance, x, y)
        tilt_sd, crimp = _tilt_and_crimp(tissue, disturbed)
        # In order, neighbours share their tilt; in a patch each fibre goes its own way.
        turn = (0.35 + 0.45 * disturbed) * (np.pi / 2)
        phase = wave_number * x + stock.crimp_phase + disturbed * stock.own_phase
        angle = tilt_sd * (np.cos(turn) * shared + np.sin(turn) * own) + crimp * np.cos(phase)
        columns.append(x)
        rows.append(y)
        angles.append(angle)
        x, y = x + ahead * np.cos(angle), y - ahead * np.sin(angle)
    return _Paths(np.array(columns), np.array(rows), np.array(angles), stock.flicker)


def _tilt_and_crimp(tissue: FibreTissue, disturbed: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Spread of tilt and steepest crimp (radians) that together give the local spread."""
    healthy, patch = math.radians(tissue.healthy_sd_deg), math.radians(tissue.patch_sd_deg)
    spread = healthy + (patch - healthy) * disturbed
    steepest = math.radians(tissue.crimp_angle_deg)
    crimp: FloatArray = np.minimum(steepest, math.sqrt(2 * _MOST_CRIMP_SHARE) * spread)
    # The directions along a wave have a spread of its steepest one over the root of 2.
    tilt_sd: FloatArray = np.sqrt(spread * spread - crimp * crimp / 2)
    return tilt_sd, crimp


def _at(field: FloatArray, x: FloatArray, y: FloatArray) -> FloatArray:
    """Value of a square field in the pixels that hold these positions, or those next to them."""
    last = len(field) - 1
    column, row = np.clip(x, 0, last).astype(np.intp), np.clip(y, 0, last).astype(np.intp)
    found: FloatArray = field.ravel()[row * (last + 1) + column]
    return found


def _light(paths: _Paths, brightness: FloatArray, size_px: int) -> FloatArray:
    """The fibres as points of light, each shared out to the four pixels around it."""
    x, y = paths.x, paths.y
    near = (x > -_STEP_PX) & (x < size_px + _STEP_PX) & (y > -_STEP_PX) & (y < size_px + _STEP_PX)
    starts = np.flatnonzero((near & (brightness > 0))[:-1])
    # A frame of one pixel takes what falls beside the picture.
    framed = size_px + 2
    column, right = _whole_and_rest(_between_steps(x, starts), size_px)
    row, down = _whole_and_rest(_between_steps(y, starts), size_px)
    light = np.tile((brightness * paths.flicker).ravel()[starts], _SAMPLES_PER_STEP)
    pixel = row * framed + column
    to_right = light * right
    to_left = light - to_right
    lower_right = to_right * down
    lower_left = to_left * down
    total = np.zeros(framed**2)
    total += np.bincount(pixel, to_left - lower_left, framed**2)
    total += np.bincount(pixel + 1, to_right - lower_right, framed**2)
    total += np.bincount(pixel + framed, lower_left, framed**2)
    total += np.bincount(pixel + framed + 1, lower_right, framed**2)
    return total.reshape(framed, framed)[1:-1, 1:-1]


def _between_steps(positions: FloatArray, starts: NDArray[np.intp]) -> FloatArray:
    """Evenly spaced positions on the straight lines from these steps to the next."""
    flat = positions.ravel()
    here, there = flat[starts], flat[starts + positions.shape[1]]
    share = (np.arange(_SAMPLES_PER_STEP) + 0.5)[:, np.newaxis] / _SAMPLES_PER_STEP
    between: FloatArray = (here + share * (there - here)).ravel()
    return between


def _whole_and_rest(positions: FloatArray, size_px: int) -> tuple[NDArray[np.intp], FloatArray]:
    """Pixel of the framed picture, and how far beyond it towards the next one."""
    shifted = np.clip(positions + 1, 0, size_px + 1 - 1e-9)
    whole = shifted.astype(np.intp)
    return whole, shifted - whole


def _seen(light: FloatArray, stock: _Stock, microscope: Microscope) -> FloatArray:
    """The light through the microscope: blurred, hazy, scaled to white, grainy."""
    frequency = _squared_frequency(len(light))
    sharp = np.exp(-2 * (np.pi * microscope.blur_px) ** 2 * frequency)
    hazy = np.exp(-2 * (np.pi * microscope.haze_px) ** 2 * frequency)
    transfer = sharp + microscope.haze_share * (hazy - sharp)
    image = np.fft.irfft2(np.fft.rfft2(light) * transfer, light.shape)
    image = np.maximum(image / (_white(image) or 1.0), 0)
    image += microscope.noise_share * (0.1 + np.sqrt(image)) * stock.grain
    return np.clip(image, 0, 1)


def _white(values: FloatArray) -> float:
    """Grey value above which a picture is white."""
    rank = int(_WHITE_PERCENTILE / 100 * (values.size - 1))
    return float(np.partition(values, rank, axis=None)[rank])


def _truth(paths: _Paths, kept: FloatArray, size_px: int) -> tuple[FloatArray, FloatArray]:
    """Directions (degrees) of all steps inside the picture, and how much of each is drawn."""
    inside = (paths.x >= 0) & (paths.x < size_px) & (paths.y >= 0) & (paths.y < size_px)
    inside &= kept > 0
    lengths = np.broadcast_to(_STEP_PX * kept, inside.shape)[inside]
    return np.degrees(paths.angle[inside]), lengths


def _cells(
    stock: _Stock, paths: _Paths, disturbance: FloatArray, patch: BoolArray, tissue: FibreTissue
) -> Cells:
    """The cells that are there, riding on the fibres beside them."""
    x = paths.x[stock.cell_step, stock.cell_half]
    y = paths.y[stock.cell_step, stock.cell_half]
    angle = paths.angle[stock.cell_step, stock.cell_half]
    disturbed = _at(disturbance, x, y)
    added = tissue.patch_cells_per_mm2 - tissue.healthy_cells_per_mm2
    there = stock.cell_order_per_mm2 < tissue.healthy_cells_per_mm2 + added * disturbed
    there &= (x >= 0) & (x < len(patch)) & (y >= 0) & (y < len(patch))
    x, y, disturbed = x[there], y[there], disturbed[there]
    rounding = math.log(tissue.patch_cell_ratio / tissue.healthy_cell_ratio)
    ratio = tissue.healthy_cell_ratio * np.exp(rounding * disturbed)
    half_width = np.sqrt(tissue.cell_area_um2 / (np.pi * ratio)) / stock.um_per_px
    return Cells(
        x_px=read_only(x),
        y_px=read_only(y),
        half_length_px=read_only(half_width * ratio),
        half_width_px=read_only(half_width),
        angle_deg=read_only(np.degrees(angle[there])),
        in_patch=_locked(patch[y.astype(np.intp), x.astype(np.intp)]),
    )


def _locked(mask: BoolArray) -> BoolArray:
    mask.setflags(write=False)
    return mask
