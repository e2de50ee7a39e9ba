"""An ultrasound look of the teaching tendon: grey pictures, and an imitation of echo-types.

Random scatterers are seen through a pulse, the envelope is taken and compressed to a range of
decibels: that makes speckle. Fibres in order add long bright lines; a disturbed patch loses them
and is darker. The echo-types only imitate ultrasound tissue characterisation: their thresholds are
fitted to two published studies, the rule is our own. How it is built and what it leaves out is on
one page in ``ultrasound.md`` beside this file.

All arrays have the skin side in row 0. Lengths are in mm; ``x`` runs along the tendon, depth
downwards.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tendon_teaching.evidence import Status, check_parameters, parameter
from tendon_teaching.models.checks import FloatArray, read_only, require_between, require_whole
from tendon_teaching.models.mechanics import FibreBundle
from tendon_teaching.models.teaching_tendon import TendinopathicChange
from tendon_teaching.models.tour import DrawnChange
from tendon_teaching.texts import _

TypeArray = NDArray[np.int8]

PX_PER_MM: Final = 12
DEPTH_MM: Final = 10.0
LENGTH_MM: Final = 30.0
WIDTH_MM: Final = 20.0
"""Width of the cross-section that is seen."""

SHAPE: Final = (120, 360)
SHAPE_ACROSS: Final = (120, 240)
WINDOW_PX: Final = 4
SLICES: Final = 25

_SAMPLES_PER_WINDOW: Final = 4
_MIDDLE_MM: Final = 5.0
_BULGE_MM: Final = 7.5
_PATCH_LONG_FOR_HIGH: Final = 1.35
_RAGGED_MM: Final = 0.5
_LANES: Final = 96
_MOST_SEED: Final = 1_000_000

# Loudness of what is seen, in decibels over the speckle of healthy tendon; chosen by eye.
_FAT_DB: Final = -14.0
_SEPTA_DB: Final = -6.0
_LINING_DB: Final = 13.0
_FIBRIL_DB: Final = 4.0
_DOT_DB: Final = 1.0
_SKIN_DB: Final = 5.0
_LINING_HALF_MM: Final = 0.10
_WHITE_OVER_SPECKLE_DB: Final = 21.0


@dataclass(frozen=True)
class UltrasoundTissue:
    """The tendon under the probe; the defaults are the healthy teaching tendon.

    ``thickness_mm`` is the thickness at its thickest, ``end_thickness_mm`` that at both ends of
    the field. ``disturbed_share_pct`` is how much of the visible tendon lies in the patch, which
    ends the more sharply the larger ``patch_steepness``, and is ``patch_x_mm`` from the left,
    ``patch_depth_pct`` of half the thickness deeper than the middle. In its core
    ``order_lost_pct`` of the fibres are no longer aligned, and with ``water_pct`` (100 is the
    tendinopathic teaching tendon) it is ``darkening_db`` darker. The larger ``loose_exponent``,
    the fewer places of a healthy tendon are out of order. Raises ValueError for a value outside
    its range.
    """

    thickness_mm: float = parameter(
        6.8, unit="mm", status=Status.MEASURED, allowed=(3.0, 9.4), register=("S070", "S071")
    )
    end_thickness_mm: float = parameter(
        6.8,
        unit="mm",
        status=Status.ASSUMED,
        allowed=(3.0, 9.4),
        register=("S071",),
        note="Assumed healthy at both ends; only the thickest place was measured.",
    )
    disturbed_share_pct: float = parameter(
        0.0,
        unit="%",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 100.0),
        register=("S001", "S005"),
        note="Share of the visible tendon; half to four fifths of a painful one looks aligned.",
    )
    order_lost_pct: float = parameter(
        35.0,
        unit="%",
        status=Status.CALIBRATED,
        allowed=(0.0, 100.0),
        register=("S001", "S005"),
        note="Fitted to the painful groups of both studies; nobody has measured it.",
    )
    patch_steepness: float = parameter(
        2.0,
        unit="-",
        status=Status.ASSUMED,
        allowed=(1.0, 20.0),
        note="How sharply the patch ends; nobody has measured it.",
    )
    loose_exponent: float = parameter(
        6.4,
        unit="-",
        status=Status.CALIBRATED,
        allowed=(1.0, 20.0),
        register=("S001", "S002", "S005", "S007"),
        note="How rarely healthy tendon is out of order; fitted so that one tendon suits both.",
    )
    water_pct: float = parameter(
        0.0,
        unit="%",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 100.0),
        register=("S016", "S017"),
        note="No water content of human tendinopathy was found; water-binding matrix is raised.",
    )
    darkening_db: float = parameter(
        12.0,
        unit="dB",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 40.0),
        note="Chosen by eye.",
    )
    patch_x_mm: float = parameter(
        15.0,
        unit="mm",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 30.0),
        note="Chosen: the middle of the field.",
    )
    patch_depth_pct: float = parameter(
        12.0,
        unit="%",
        status=Status.ILLUSTRATIVE,
        allowed=(-90.0, 90.0),
        note="Chosen: a little deeper than the middle.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)

    @property
    def area_mm2(self) -> float:
        """Cross-section at the thickest place, after the exponent of the teaching tendon."""
        healthy_mm, exponent = TendinopathicChange().healthy_thickness_mm, _exponent()
        return float(FibreBundle().area_mm2 * (self.thickness_mm / healthy_mm) ** exponent)

    @property
    def width_mm(self) -> float:
        """Side to side in cross-section, as an ellipse."""
        return float(4 * self.area_mm2 / np.pi / self.thickness_mm)


@dataclass(frozen=True)
class Probe:
    """How the tissue becomes a picture. Nothing here is a real instrument.

    The pulse is ``exp(-x²/2sx² - z²/2sz²) cos(2 pi f z)`` with the size ``beam_mm`` (sx) along the
    surface and ``pulse_mm`` (sz) in depth; ``range_db`` is from black to white. Raises ValueError
    for a value outside its range.
    """

    beam_mm: float = parameter(
        0.14,
        unit="mm",
        status=Status.ILLUSTRATIVE,
        allowed=(0.08, 1.0),
        note="Chosen by eye, for grain as fine as in a clinic.",
    )
    pulse_mm: float = parameter(
        0.14,
        unit="mm",
        status=Status.ILLUSTRATIVE,
        allowed=(0.08, 1.0),
        note="Chosen by eye.",
    )
    waves_per_mm: float = parameter(
        3.0,
        unit="1/mm",
        status=Status.ILLUSTRATIVE,
        allowed=(2.0, 4.0),
        note="Lower than in a clinic, so that the pixels can carry it.",
    )
    range_db: float = parameter(
        50.0,
        unit="dB",
        status=Status.ILLUSTRATIVE,
        allowed=(20.0, 90.0),
        note="A usual setting of the display.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


@dataclass(frozen=True)
class EchoReader:
    """Our own rule for echo-types, from the likeness r of neighbouring slices and the mean grey g.

    Type I: r at least ``type_1_from``; II: r at least ``type_2_from``; of the rest III where g is
    at least ``grey_from``, IV where it is darker. The defaults are fitted to the first study; see
    ``first_study`` and ``second_study``. Raises ValueError for a value outside its range, or when
    ``type_1_from`` lies below ``type_2_from``.
    """

    type_1_from: float = parameter(
        0.9,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 1.0),
        note="Parts I from II and touches nothing else; the rule of the machines is not public.",
    )
    type_2_from: float = parameter(
        0.815,
        unit="-",
        status=Status.CALIBRATED,
        allowed=(0.0, 1.0),
        register=("S001", "S002", "S005", "S007"),
        note="Fitted to the pain-free group of a study; the rule of the machines is not public.",
    )
    grey_from: float = parameter(
        0.42,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 1.0),
        note="Parts III from IV and touches nothing else; chosen by eye.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)
        require_between("type_1_from", self.type_1_from, self.type_2_from, 1.0, _("(no unit)"))


@dataclass(frozen=True, eq=False)
class EchoTypes:
    """Echo-types of one tendon, one for each window of a third of a millimetre; read-only.

    ``types`` is 1 to 4 inside the tendon and 0 outside, ``likeness`` the correlation r of
    neighbouring slices; both of shape (30, 90). ``shares_pct`` are the shares of types I to IV.
    """

    types: TypeArray
    likeness: FloatArray
    shares_pct: tuple[float, float, float, float]

    @property
    def aligned_pct(self) -> float:
        """Types I and II together: the share that counts as aligned."""
        return self.shares_pct[0] + self.shares_pct[1]


def first_study() -> EchoReader:
    """The rule fitted to the study with S001 and S002."""
    return EchoReader()


def second_study() -> EchoReader:
    """The rule fitted to the study with S005 and S007, which calls more of any tendon aligned."""
    return EchoReader(type_1_from=0.8, type_2_from=0.593)


def ultrasound_tissue(way_pct: float = 100.0) -> UltrasoundTissue:
    """The teaching tendon ``way_pct`` (0 to 100) of the way from healthy to tendinopathic.

    Thickness, patch and water go together in straight lines. Raises ValueError.
    """
    require_between("way_pct", way_pct, 0.0, 100.0, "%")
    change, way = TendinopathicChange(), way_pct / 100
    swelling_ratio = 1 + way * (change.swelling_ratio - 1)
    return UltrasoundTissue(
        thickness_mm=change.healthy_thickness_mm * swelling_ratio ** (1 / change.area_exponent),
        disturbed_share_pct=way * DrawnChange().patch_share_pct,
        water_pct=way_pct,
    )


def b_mode(
    tissue: UltrasoundTissue | None = None, probe: Probe | None = None, *, seed: int = 1
) -> FloatArray:
    """Long-section as ultrasound shows it: grey values from 0 to 1, shape (120, 360), read-only.

    The field is 30 x 10 mm. ``seed`` (0 to 1,000,000) chooses the scatterers; the same arguments
    give the same picture. Raises ValueError.
    """
    require_whole("seed", seed, 0, _MOST_SEED)
    return _b_mode(tissue or UltrasoundTissue(), probe or Probe(), int(seed))


def b_mode_across(
    tissue: UltrasoundTissue | None = None, probe: Probe | None = None, *, seed: int = 1
) -> FloatArray:
    """Cross-section through the patch: grey values from 0 to 1, shape (120, 240), read-only.

    The field is 20 x 10 mm. Otherwise as ``b_mode``. Raises ValueError.
    """
    require_whole("seed", seed, 0, _MOST_SEED)
    return _b_mode_across(tissue or UltrasoundTissue(), probe or Probe(), int(seed))


def echo_types(
    tissue: UltrasoundTissue | None = None,
    reader: EchoReader | None = None,
    *,
    seed: int = 1,
) -> EchoTypes:
    """Echo-types of a long-section, as an imitation: thresholds fitted, rule our own.

    ``reader`` is ``first_study()`` unless another is given. Raises ValueError.
    """
    require_whole("seed", seed, 0, _MOST_SEED)
    tissue, reader = tissue or UltrasoundTissue(), reader or first_study()
    likeness, grey, inside = _windows(tissue, int(seed))
    types = np.where(grey >= reader.grey_from, 3, 4).astype(np.int8)
    types[likeness >= reader.type_2_from] = 2
    types[likeness >= reader.type_1_from] = 1
    types[~inside] = 0
    types.setflags(write=False)
    counts = np.bincount(types[inside], minlength=5)[1:]
    first, second, third, fourth = (float(100 * count / inside.sum()) for count in counts)
    return EchoTypes(types, likeness, (first, second, third, fourth))


def envelope(scatterers: ArrayLike, probe: Probe | None = None) -> FloatArray:
    """Strength of the echo from ``scatterers``, rows in depth, 12 to the millimetre both ways.

    The real echo is the scatterers seen through the pulse; its Hilbert transform in depth makes it
    complex, and the envelope is its size. The field is taken to repeat itself on all sides. Raises
    ValueError unless it is a two-dimensional array of finite numbers of 16 x 16 or more.
    """
    field = np.asarray(scatterers, dtype=float)
    if field.ndim != 2 or min(field.shape) < 16 or not np.isfinite(field).all():
        raise ValueError(
            _(
                "scatterers has shape {shape} or holds values that are not finite; give a "
                "table of finite numbers with 16 rows and columns or more."
            ).format(shape=field.shape)
        )
    return _envelope(field, probe or Probe())


def surfaces_mm(tissue: UltrasoundTissue | None = None) -> tuple[FloatArray, FloatArray]:
    """Depth of the skin side and of the deep side of the tendon in each of the 360 columns."""
    half = _half_mm(tissue or UltrasoundTissue())
    return _MIDDLE_MM - half, _MIDDLE_MM + half


def patchiness(tissue: UltrasoundTissue | None = None, *, seed: int = 1) -> FloatArray:
    """How disturbed each pixel of the long-section is: 1 in the patch, 0 outside it and outside
    the tendon; shape (120, 360). At least 0.5 in ``disturbed_share_pct`` of the tendon."""
    require_whole("seed", seed, 0, _MOST_SEED)
    tissue = tissue or UltrasoundTissue()
    inside = np.abs(_height(tissue)) < 1
    return np.where(inside, _patchiness(tissue, int(seed)), 0.0)


def patch_core(tissue: UltrasoundTissue | None = None, *, seed: int = 1) -> FloatArray:
    """The patch as it shows in grey, from 0 to 1: a core with a soft edge; shape (120, 360)."""
    require_whole("seed", seed, 0, _MOST_SEED)
    return _core_of(_geometry(tissue or UltrasoundTissue()), int(seed))


# ---------- what is random, drawn once ----------


@dataclass(frozen=True, eq=False)
class _Stock:
    """Everything random about one tendon. ``lines`` belong to the tendon and swell with it."""

    grains: FloatArray
    lines: FloatArray
    lining: FloatArray
    around: FloatArray
    ragged: FloatArray
    evenness: FloatArray
    slices: FloatArray


@dataclass(frozen=True, eq=False)
class _StockAcross:
    grains: FloatArray
    dots: FloatArray
    around: FloatArray


@lru_cache(maxsize=4)
def _stock(seed: int) -> _Stock:
    rng = np.random.default_rng(seed)
    rows, columns = SHAPE[0] // WINDOW_PX, SHAPE[1] // WINDOW_PX
    grains = rng.normal(size=SHAPE)
    lines = _smooth(rng, (_LANES, SHAPE[1]), 0.5, 20.0) * rng.gamma(2.0, 0.5, (_LANES, 1))
    septa = _smooth(rng, SHAPE, 0.8, 30.0)
    return _Stock(
        grains=grains,
        lines=lines,
        lining=_gain(_LINING_DB) * (1 + 0.25 * septa),
        around=_around(grains, septa),
        ragged=_smooth(rng, SHAPE, 7.0, 14.0),
        evenness=_ranks(_smooth(rng, (rows, columns), 0.55, 1.3)),
        slices=rng.normal(size=(SLICES, _SAMPLES_PER_WINDOW, rows, columns)),
    )


@lru_cache(maxsize=4)
def _stock_across(seed: int) -> _StockAcross:
    rng = np.random.default_rng((seed, 2))
    grains = rng.normal(size=SHAPE_ACROSS)
    dots = _smooth(rng, SHAPE_ACROSS, 0.5, 3.5)
    return _StockAcross(grains, dots, _around(grains, _smooth(rng, SHAPE_ACROSS, 0.8, 24.0)))


def _smooth(
    rng: np.random.Generator, shape: tuple[int, int], down_px: float, across_px: float
) -> FloatArray:
    """Random field of mean 0 and spread 1, blurred by Gaussians of these sizes."""
    down, across = np.fft.fftfreq(shape[0]), np.fft.rfftfreq(shape[1])
    squared = np.add.outer((down_px * down) ** 2, (across_px * across) ** 2)
    spectrum = np.fft.rfft2(rng.normal(size=shape)) * np.exp(-2 * np.pi**2 * squared)
    field = np.fft.irfft2(spectrum, shape)
    scaled: FloatArray = (field - field.mean()) / field.std()
    return scaled


def _ranks(field: FloatArray) -> FloatArray:
    """From 0 (the lowest) to 1: every seed gets the same mixture of values."""
    ranks = np.empty(field.size)
    ranks[np.argsort(field, axis=None, kind="stable")] = np.arange(field.size) + 0.5
    return (ranks / field.size).reshape(field.shape)


# ---------- where things are ----------

_X_MM: Final = (np.arange(SHAPE[1]) + 0.5) / PX_PER_MM
_DEPTH_OF_ROW_MM: Final = (np.arange(SHAPE[0]) + 0.5) / PX_PER_MM
_STEP_MM: Final = 0.02
_STEPS_MM: Final = np.arange(0, 40, _STEP_MM) + _STEP_MM / 2
_ACROSS_MM: Final = (np.arange(SHAPE_ACROSS[1]) + 0.5) / PX_PER_MM - WIDTH_MM / 2


def _exponent() -> float:
    return TendinopathicChange().area_exponent


def _half_mm(tissue: UltrasoundTissue) -> FloatArray:
    """Half the thickness in each column: thickest in the middle of the patch, as a spindle."""
    bulge = np.exp(-(((_X_MM - tissue.patch_x_mm) / _BULGE_MM) ** 2))
    half: FloatArray = tissue.end_thickness_mm + bulge * (
        tissue.thickness_mm - tissue.end_thickness_mm
    )
    return half / 2


def _height(tissue: UltrasoundTissue) -> FloatArray:
    """Place within the tendon: -1 at the skin side, 1 at the deep side."""
    height: FloatArray = (_DEPTH_OF_ROW_MM[:, np.newaxis] - _MIDDLE_MM) / _half_mm(tissue)
    return height


def _patch_middle_mm(tissue: UltrasoundTissue) -> float:
    return _MIDDLE_MM + tissue.patch_depth_pct / 100 * tissue.thickness_mm / 2


def _patchiness(tissue: UltrasoundTissue, seed: int) -> FloatArray:
    return _patchiness_of(_geometry(tissue), seed)


def _geometry(tissue: UltrasoundTissue) -> UltrasoundTissue:
    """The tissue without what the patch does not depend on, to look the patch up by."""
    return replace(tissue, order_lost_pct=0.0, water_pct=0.0, darkening_db=0.0)


@lru_cache(maxsize=32)
def _patchiness_of(geometry: UltrasoundTissue, seed: int) -> FloatArray:
    if geometry.disturbed_share_pct == 0:
        return read_only(np.zeros(SHAPE))
    return read_only(_faded(geometry, _rank_of(geometry, seed, _distance_mm(geometry, seed))))


@lru_cache(maxsize=32)
def _core_of(geometry: UltrasoundTissue, seed: int) -> FloatArray:
    inside = np.abs(_height(geometry)) < 1
    return read_only(np.where(inside, _core(_patchiness_of(geometry, seed)), 0.0))


def _distance_mm(tissue: UltrasoundTissue, seed: int) -> FloatArray:
    """How far from the core of the patch, along a ragged oval."""
    along = (_X_MM - tissue.patch_x_mm) / _PATCH_LONG_FOR_HIGH
    deep = _DEPTH_OF_ROW_MM[:, np.newaxis] - _patch_middle_mm(tissue)
    distance: FloatArray = np.sqrt(along**2 + deep**2) + _RAGGED_MM * _stock(seed).ragged
    return distance


def _rank_of(tissue: UltrasoundTissue, seed: int, distance_mm: FloatArray) -> FloatArray:
    """Share of the tendon that lies nearer to the core than this."""
    step = np.clip(distance_mm * (1 / _STEP_MM), 0, _STEPS_MM.size - 1)
    rank: FloatArray = _rank_table(_geometry(tissue), seed).take(step.astype(np.intp))
    return rank


@lru_cache(maxsize=32)
def _rank_table(geometry: UltrasoundTissue, seed: int) -> FloatArray:
    """The rank in fine steps of distance: looking up is quicker than interpolating each pixel."""
    every_third = np.s_[1::3, 1::3]
    inside = np.abs(_height(geometry)[every_third]) < 1
    known = np.sort(_distance_mm(geometry, seed)[every_third][inside])
    shares = (np.arange(known.size) + 0.5) / known.size
    return read_only(np.interp(_STEPS_MM, known, shares))


def _faded(tissue: UltrasoundTissue, rank: FloatArray) -> FloatArray:
    """From 1 to 0 with the rank, 0.5 where the share of the patch ends."""
    share = max(1e-6, tissue.disturbed_share_pct / 100)
    faded: FloatArray = 1 / (1 + (rank / share) ** tissue.patch_steepness)
    return faded


# ---------- from tissue to echo ----------


@lru_cache(maxsize=32)
def _b_mode(tissue: UltrasoundTissue, probe: Probe, seed: int) -> FloatArray:
    return _compressed(_scatterers(tissue, seed), probe)


@lru_cache(maxsize=32)
def _b_mode_across(tissue: UltrasoundTissue, probe: Probe, seed: int) -> FloatArray:
    return _compressed(_scatterers_across(tissue, seed), probe)


def _scatterers(tissue: UltrasoundTissue, seed: int) -> FloatArray:
    stock, height, patch = _stock(seed), _height(tissue), _core(_patchiness(tissue, seed))
    half, inside = _half_mm(tissue), np.abs(height) < 1
    lane = np.clip((height + 1) * ((_LANES - 1) / 2), 0, _LANES - 1.001)
    whole = lane.astype(np.intp)
    place = whole * SHAPE[1] + np.arange(SHAPE[1])
    upper, lower = stock.lines.take(place), stock.lines.take(place + SHAPE[1])
    lines = upper + (lane - whole) * (lower - upper)
    dark = _gain(-tissue.darkening_db * tissue.water_pct / 100 * patch)
    ordered = 1 - (1 - _lines_left(tissue)) * patch
    tendon = dark * (stock.grains + _gain(_FIBRIL_DB) * ordered * lines)
    lining_mm = (np.abs(height) - 1) * half
    lining = stock.lining * np.exp(-0.5 / _LINING_HALF_MM**2 * lining_mm**2)
    scatterers: FloatArray = np.where(inside, tendon, stock.around) + lining
    return scatterers


def _scatterers_across(tissue: UltrasoundTissue, seed: int) -> FloatArray:
    stock = _stock_across(seed)
    deep = _DEPTH_OF_ROW_MM[:, np.newaxis] - _MIDDLE_MM
    reach = np.hypot(_ACROSS_MM / (tissue.width_mm / 2), deep / (tissue.thickness_mm / 2))
    patch = np.zeros(SHAPE_ACROSS)
    if tissue.disturbed_share_pct:
        offset = deep - (_patch_middle_mm(tissue) - _MIDDLE_MM)
        distance = np.hypot(_ACROSS_MM / _PATCH_LONG_FOR_HIGH, offset)
        patch = _core(_faded(tissue, _rank_of(tissue, seed, distance)))
    dark = _gain(-tissue.darkening_db * tissue.water_pct / 100 * patch)
    ordered = 1 - (1 - _lines_left(tissue)) * patch
    tendon = dark * (stock.grains + _gain(_DOT_DB) * ordered * stock.dots)
    lining_mm = (reach - 1) * tissue.thickness_mm / 2
    # A surface answers where the beam meets it squarely; the sides stay faint.
    facing = np.abs(deep) / np.hypot(
        deep, _ACROSS_MM * (tissue.thickness_mm / tissue.width_mm) ** 2
    )
    lining = _gain(_LINING_DB) * facing**2 * np.exp(-0.5 * (lining_mm / _LINING_HALF_MM) ** 2)
    scatterers: FloatArray = np.where(reach < 1, tendon, stock.around) + lining
    return scatterers


def _core(patchiness: FloatArray) -> FloatArray:
    """The patch as it shows in grey: a core with a soft edge where the patch is half as strong."""
    inner = np.clip((patchiness - 0.28) / 0.44, 0, 1)
    core: FloatArray = inner * inner * (3 - 2 * inner)
    return core


def _lines_left(tissue: UltrasoundTissue) -> float:
    """Loudness of the fibre lines in the core: a line needs many fibres in order to show."""
    return (1 - tissue.order_lost_pct / 100) ** 3


def _around(grains: FloatArray, septa: FloatArray) -> FloatArray:
    """Fat with bright septa around the tendon, and the skin at the top."""
    depth_mm = (np.arange(len(grains))[:, np.newaxis] + 0.5) / PX_PER_MM
    skin = _gain(_SKIN_DB) * np.exp(-((depth_mm / 0.3) ** 2))
    around: FloatArray = (
        _gain(_FAT_DB) * grains + _gain(_SEPTA_DB) * np.maximum(septa - 0.8, 0) + skin * grains
    )
    return around


def _gain(decibels: FloatArray | float) -> FloatArray:
    gain: FloatArray = np.exp(np.asarray(decibels) * (np.log(10) / 20))
    return gain


def _compressed(scatterers: FloatArray, probe: Probe) -> FloatArray:
    """Envelope in decibels, the display range from black to white."""
    white = _speckle_size(probe) * _gain(_WHITE_OVER_SPECKLE_DB)
    least = 10 ** (-probe.range_db / 20)
    strength = np.clip(_smoothed(_envelope(scatterers, probe)) / white, least, 1)
    return read_only(np.clip(1 + 20 * np.log10(strength) / probe.range_db, 0, 1))


def _smoothed(strength: FloatArray) -> FloatArray:
    """A quarter of each neighbour mixed in, both ways: machines smooth away the darkest grain."""
    smooth = np.pad(strength, 1, mode="edge")
    smooth = 0.5 * smooth[1:-1] + 0.25 * (smooth[:-2] + smooth[2:])
    mixed: FloatArray = 0.5 * smooth[:, 1:-1] + 0.25 * (smooth[:, :-2] + smooth[:, 2:])
    return mixed


def _envelope(field: FloatArray, probe: Probe) -> FloatArray:
    rows, columns = field.shape
    # Depth goes last, so that the real transform keeps its positive frequencies only: that is the
    # Hilbert transform of the echo, at no further cost.
    seen = np.fft.rfft2(field, axes=(1, 0)) * _transfer(probe, field.shape)
    half = np.zeros((rows, columns), dtype=complex)
    half[: len(seen)] = 2 * seen
    strength: FloatArray = np.abs(np.fft.ifft2(half))
    return strength


@lru_cache(maxsize=8)
def _transfer(probe: Probe, shape: tuple[int, int]) -> FloatArray:
    """Fourier transform of the pulse for frequencies in depth from 0 up."""
    down = np.fft.rfftfreq(shape[0])[:, np.newaxis] * PX_PER_MM
    across = np.fft.fftfreq(shape[1]) * PX_PER_MM
    beside = np.exp(-2 * (np.pi * probe.beam_mm * across) ** 2)
    deep = np.exp(-2 * (np.pi * probe.pulse_mm * (down - probe.waves_per_mm)) ** 2)
    deep += np.exp(-2 * (np.pi * probe.pulse_mm * (down + probe.waves_per_mm)) ** 2)
    # A frequency of zero has no Hilbert transform, and the highest belongs to both sides.
    deep[0] = 0.0
    size = np.pi * probe.beam_mm * probe.pulse_mm * PX_PER_MM**2
    return read_only(size * deep * beside)


@lru_cache(maxsize=8)
def _speckle_size(probe: Probe) -> float:
    """Root mean square of the envelope of unit scatterers: what healthy speckle is like."""
    transfer = _transfer(probe, SHAPE)
    return float(2 * np.sqrt((transfer**2).sum() / (SHAPE[0] * SHAPE[1])))


# ---------- echo-types ----------


@lru_cache(maxsize=8)
def _windows(
    tissue: UltrasoundTissue, seed: int
) -> tuple[FloatArray, FloatArray, NDArray[np.bool_]]:
    """Likeness of slices, mean grey, and whether the window lies in the tendon."""
    stock = _stock(seed)
    patch = _window_means(_patchiness(tissue, seed))
    coherency = 1 - (1 - stock.evenness) ** tissue.loose_exponent
    aligned = 1 - tissue.order_lost_pct / 100 * patch
    likeness = _likeness(coherency * aligned, stock.slices)
    grey = _window_means(_b_mode(tissue, Probe(), seed))
    inside = np.abs(_window_means(_height(tissue))) < 1
    return read_only(likeness), read_only(grey), inside


def _likeness(alike: FloatArray, noise: FloatArray) -> FloatArray:
    """Correlation measured between neighbouring slices of a stack that is ``alike`` that much."""
    fresh = np.sqrt(1 - alike**2)
    before = noise[0]
    product, square, ends = np.zeros_like(alike), (before**2).sum(axis=0), (before**2).sum(axis=0)
    for grain in noise[1:]:
        after = alike * before + fresh * grain
        product += (before * after).sum(axis=0)
        square += (after**2).sum(axis=0)
        before = after
    last = (before**2).sum(axis=0)
    likeness: FloatArray = product / np.sqrt((square - last) * (square - ends))
    likeness.clip(-1, 1, out=likeness)
    return likeness


def _window_means(field: FloatArray) -> FloatArray:
    rows, columns = field.shape[0] // WINDOW_PX, field.shape[1] // WINDOW_PX
    means: FloatArray = field.reshape(rows, WINDOW_PX, columns, WINDOW_PX).mean(axis=(1, 3))
    return means
