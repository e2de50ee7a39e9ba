"""Where things lie in a healthy and in a tendinopathic tendon, cut lengthwise and across.

Outline, fibres, cell nuclei, vessels and water of the one teaching tendon, as places in mm for a
figure to draw. Four changes can come together or one by one. Outline and patch are those of the
ultrasound look, so that drawing and scan are one tendon. Cells are drawn far too large and are far
too few; nothing here is counted from a microscope. The same tissue gives the same places every
time, and a little more change moves everything only a little. See ``sections.md`` beside this file.

In the long-section x runs along the tendon and y is the depth, skin side at 0; in the cross-section
both count from the middle of the tendon, y towards the deep side.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tendon_teaching.evidence import Status, check_parameters, parameter
from tendon_teaching.models.checks import FloatArray, read_only, require_between
from tendon_teaching.models.mechanics import FibreBundle
from tendon_teaching.models.teaching_tendon import (
    TendinopathicChange,
    TendonState,
    compare_with_healthy,
)
from tendon_teaching.models.tour import PULL_N, DrawnChange
from tendon_teaching.models.ultrasound import (
    DEPTH_MM,
    LENGTH_MM,
    PX_PER_MM,
    UltrasoundTissue,
    patch_core,
    surfaces_mm,
    ultrasound_tissue,
)
from tendon_teaching.texts import _

LANES: Final = 46
ALONG_MM: Final = np.linspace(0, LENGTH_MM, 151)
MIDDLE_MM: Final = DEPTH_MM / 2

_SEED: Final = 1


class Move(StrEnum):
    """What the way from healthy to tendinopathic changes."""

    ALL = "all"
    FIBRES = "fibres"
    CELLS = "cells"
    VESSELS = "vessels"
    WATER = "water"

    @property
    def text(self) -> str:
        """Its name for the reader."""
        return {
            Move.ALL: _("all together"),
            Move.FIBRES: _("fibres"),
            Move.CELLS: _("cells"),
            Move.VESSELS: _("vessels"),
            Move.WATER: _("water, thickness"),
        }[self]


@dataclass(frozen=True)
class SectionTissue:
    """How far each thing has gone from healthy (0) to the tendinopathic teaching tendon (100).

    ``rounded_ratio`` is length over width of the nuclei in the fully changed patch,
    ``crowding_ratio`` how many there are over those in as much healthy tissue. Raises ValueError
    for a value outside its range.
    """

    fibres_pct: float = parameter(
        0.0,
        unit="%",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 100.0),
        register=("S001", "S005", "S014"),
        note="A straight way from one teaching tendon to the other; nobody has watched one go it.",
    )
    cells_pct: float = parameter(
        0.0,
        unit="%",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 100.0),
        register=("S014", "S024"),
        note="A straight way from one teaching tendon to the other; nobody has watched one go it.",
    )
    vessels_pct: float = parameter(
        0.0,
        unit="%",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 100.0),
        register=("S045", "S048", "S056", "S057"),
        note="A straight way from one teaching tendon to the other; nobody has watched one go it.",
    )
    water_pct: float = parameter(
        0.0,
        unit="%",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 100.0),
        register=("S016", "S017", "S070", "S071"),
        note="A straight way from one teaching tendon to the other; nobody has watched one go it.",
    )
    rounded_ratio: float = parameter(
        1.5,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(1.0, 6.0),
        register=("S014", "S043"),
        note="In people only the direction was seen: rounder, in patches. No size was measured.",
    )
    crowding_ratio: float = parameter(
        1.6,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(0.5, 3.0),
        register=("S024", "S042"),
        note="In the human Achilles only the direction was seen: more room taken by cells.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)

    @property
    def scan(self) -> UltrasoundTissue:
        """The same tendon as ultrasound sees it: cells and vessels are not in it."""
        scan, patch = ultrasound_tissue(self.water_pct), max(self.fibres_pct, self.water_pct)
        if patch == 0:
            return scan
        return replace(
            scan,
            disturbed_share_pct=patch / 100 * DrawnChange().patch_share_pct,
            order_lost_pct=scan.order_lost_pct * self.fibres_pct / patch,
        )

    @property
    def thickness_mm(self) -> float:
        """Thickness at the thickest place."""
        return self.scan.thickness_mm

    @property
    def nucleus_ratio(self) -> float:
        """Length over width of the nuclei in the core of the patch."""
        slender = DrawnChange().slender_nucleus_ratio
        return slender + self.cells_pct / 100 * (self.rounded_ratio - slender)

    @property
    def fibre_share_lost(self) -> float:
        """Share of the fibres of the patch that are gone, from 0 to 1."""
        lost = TendinopathicChange().fibres_lost_pct / DrawnChange().patch_share_pct
        return self.fibres_pct / 100 * lost


@dataclass(frozen=True, eq=False)
class Nuclei:
    """Cell nuclei as ellipses: centres (n, 2), full lengths and widths (mm), and the direction of
    the long axis in degrees, anticlockwise as seen; ``in_patch`` is from 0 to 1."""

    centres_mm: FloatArray
    lengths_mm: FloatArray
    widths_mm: FloatArray
    angles_deg: FloatArray
    in_patch: FloatArray

    @property
    def count(self) -> int:
        """Number of nuclei."""
        return len(self.centres_mm)


@dataclass(frozen=True, eq=False)
class Vessel:
    """A vessel, or a branch of one, as a line of points (n, 2)."""

    path_mm: FloatArray
    calibre_mm: float


@dataclass(frozen=True, eq=False)
class LongSection:
    """The tendon cut lengthwise.

    ``upper_mm`` and ``lower_mm`` are the depths of its surfaces at ``ALONG_MM``. ``fibres`` holds
    one or two lines (n, 2) for each fibre; of a fibre that is lost in the patch the ends remain.
    ``water`` are drops: centres (n, 2), lengths and heights.
    """

    upper_mm: FloatArray
    lower_mm: FloatArray
    fibres: tuple[FloatArray, ...]
    fibre_of_line: NDArray[np.intp]
    nuclei: Nuclei
    vessels: tuple[Vessel, ...]
    water_mm: FloatArray


@dataclass(frozen=True, eq=False)
class CrossSection:
    """The tendon cut across, through the patch.

    ``bundles_mm`` are bundles of fibres as polygons, shape (bundles, 6, 2); ``bundle_strength`` is
    1 for a bundle in order and less for one that is thinned out. ``vessels_mm`` are rows of x, y
    and calibre, ``water_mm`` rows of x, y, width, height.
    """

    width_mm: float
    thickness_mm: float
    bundles_mm: FloatArray
    bundle_strength: FloatArray
    nuclei: Nuclei
    vessels_mm: FloatArray
    water_mm: FloatArray


@dataclass(frozen=True, eq=False)
class Sections:
    """Both cuts of one tendon, and what its pull is like in the mechanics model."""

    tissue: SectionTissue
    lengthwise: LongSection
    across: CrossSection
    mechanics: TendonState

    @property
    def vessels(self) -> int:
        """Vessels of the long-section, twigs not counted."""
        return _vessel_count(self.tissue.vessels_pct)


def section_tissue(
    way_pct: float,
    move: Move | str = Move.ALL,
    *,
    rounded_ratio: float = SectionTissue.rounded_ratio,
    crowding_ratio: float = SectionTissue.crowding_ratio,
) -> SectionTissue:
    """The tendon ``way_pct`` (0 to 100) of the way, with all changes or only one of them.

    Raises ValueError for numbers outside their ranges and for an unknown ``move``.
    """
    require_between("way_pct", way_pct, 0.0, 100.0, "%")
    chosen = _move(move)

    def way_of(one: Move) -> float:
        return way_pct if chosen in (Move.ALL, one) else 0.0

    return SectionTissue(
        fibres_pct=way_of(Move.FIBRES),
        cells_pct=way_of(Move.CELLS),
        vessels_pct=way_of(Move.VESSELS),
        water_pct=way_of(Move.WATER),
        rounded_ratio=rounded_ratio,
        crowding_ratio=crowding_ratio,
    )


def sections(tissue: SectionTissue | None = None) -> Sections:
    """Both cuts of ``tissue``, the healthy tendon unless another is given."""
    return _sections(tissue or SectionTissue())


@lru_cache(maxsize=64)
def _sections(tissue: SectionTissue) -> Sections:
    return Sections(tissue, _lengthwise(tissue), _across(tissue), _mechanics(tissue))


def _mechanics(tissue: SectionTissue) -> TendonState:
    """The pull of this tendon: fibres and water count, cells and vessels bear no load here."""
    start, end = FibreBundle(), TendinopathicChange()
    fibres, water = tissue.fibres_pct / 100, tissue.water_pct / 100
    return compare_with_healthy(
        1 + water * (end.swelling_ratio - 1),
        fibres * end.fibres_lost_pct,
        start.angle_sd_deg + fibres * (end.angle_sd_deg - start.angle_sd_deg),
        start.slack_mean_pct + fibres * (end.slack_mean_pct - start.slack_mean_pct),
        PULL_N,
    )


def _move(name: Move | str) -> Move:
    try:
        return Move(name)
    except ValueError:
        raise ValueError(
            _("move is {name!r}; choose one of {known}.").format(name=name, known=", ".join(Move))
        ) from None


# ---------- what is random, drawn once ----------

_MOST_NUCLEI: Final = 900
_HEALTHY_NUCLEI: Final = 100
_NUCLEUS_MM2: Final = 0.085
_MOST_DROPS: Final = 46
_WAVES: Final = 3
# Rat tendon, slack as in a microscope slice: a crimp top of 148° is 16° to each side (S029).
_CRIMP_DEG: Final = 16.0
_CRIMP_MM: Final = 2.3
_PATCH_SPREAD_DEG: Final = 24.0
_BUNDLE_MM: Final = 0.86
_MOST_ACROSS: Final = 576
_HEALTHY_ACROSS: Final = 64


@dataclass(frozen=True, eq=False)
class _Stock:
    """Everything random about the drawn tendon. Rows of fibres are columns of 1, so that they
    stretch along the tendon; places are shares from 0 to 1."""

    lanes: FloatArray
    crimp_start: FloatArray
    wave_mm: FloatArray
    wave_start: FloatArray
    ragged: FloatArray
    loss_order: FloatArray
    nucleus_along: FloatArray
    nucleus_lane: NDArray[np.intp]
    nucleus_side: FloatArray
    crowd: FloatArray
    tilt: FloatArray
    drop_along: FloatArray
    drop_turn: FloatArray
    bundles: FloatArray
    across: FloatArray
    across_crowd: FloatArray


@lru_cache(maxsize=1)
def _stock() -> _Stock:
    rng = np.random.default_rng(29)
    rank = np.arange(float(_MOST_NUCLEI))
    along = (0.31 + 0.5698402909980532 * rank) % 1
    lane = (LANES * ((0.77 + 0.7548776662466927 * rank) % 1)).astype(np.intp)
    places = np.column_stack((along * LENGTH_MM, lane / LANES * 9))
    near = np.hypot((places[:, 0] - LENGTH_MM / 2) / 5.2, (places[:, 1] - 4.9) / 3.6) < 1
    across = _even_in_circle(_MOST_ACROSS)
    return _Stock(
        lanes=(np.arange(LANES) + 0.5)[:, np.newaxis] / LANES * 2 - 1,
        crimp_start=np.cumsum(0.22 * rng.normal(size=LANES))[:, np.newaxis],
        wave_mm=rng.uniform(2.8, 6.5, (_WAVES, LANES, 1)),
        wave_start=rng.uniform(0, 2 * np.pi, (_WAVES, LANES, 1)),
        ragged=rng.uniform(0.05, 0.97, (2, LANES)),
        loss_order=np.argsort(np.argsort(np.arange(LANES) * (np.sqrt(5) - 1) / 2 % 1)) / LANES,
        nucleus_along=along,
        nucleus_lane=lane,
        nucleus_side=rng.uniform(-0.4, 0.4, _MOST_NUCLEI),
        crowd=_clusters(places, 3.4, near),
        tilt=rng.normal(0, 30, _MOST_NUCLEI),
        drop_along=(0.2 + 0.7548776662466927 * np.arange(float(_MOST_DROPS))) % 1,
        drop_turn=rng.uniform(0.6, 1.4, (2, _MOST_DROPS)),
        bundles=_honeycomb(rng),
        across=across,
        across_crowd=_clusters(6 * across, 3.4, np.hypot(*across.T) < 0.8),
    )


def _honeycomb(rng: np.random.Generator) -> FloatArray:
    """Bundles of the healthy tendon as polygons that fill it, shape (bundles, 6, 2), in mm.

    Bundles touch where three of their middles meet, so that neighbours share their corners.
    """
    rows, columns = 17, 23
    row, column = np.mgrid[:rows, :columns]
    x = (column - columns // 2 + 0.5 * (row % 2)) * _BUNDLE_MM
    y = (row - rows // 2) * _BUNDLE_MM * np.sqrt(3) / 2
    middles = np.stack((x, y), axis=-1) + rng.normal(0, 0.14, (rows, columns, 2))
    polygons = []
    for r in range(1, rows - 1):
        for c in range(1, columns - 1):
            left = c - 1 + r % 2
            around = [(r, c + 1), (r + 1, left + 1), (r + 1, left)]
            around += [(r, c - 1), (r - 1, left), (r - 1, left + 1)]
            near = np.array([middles[place] for place in around])
            polygons.append((middles[r, c] + near + np.roll(near, -1, axis=0)) / 3)
    return np.array(polygons)


def _even_in_circle(count: int) -> FloatArray:
    """Places in a circle of radius 1; any first part of them is spread evenly."""
    rank = np.arange(float(count))
    reach = np.sqrt((0.5 + 0.7548776662466927 * rank) % 1)
    turn = 2 * np.pi * ((0.5698402909980532 * rank) % 1)
    return np.column_stack((reach * np.cos(turn), reach * np.sin(turn)))


def _clusters(places_mm: FloatArray, wave_mm: float, near: NDArray[np.bool_]) -> FloatArray:
    """Crowded (1) and empty (0) spots of about this size, evenly mixed among those ``near``."""
    x, y = (2 * np.pi / wave_mm) * places_mm.T
    waves = np.sin(x + 0.4) * np.cos(0.8 * y + 1.1) + np.sin(0.7 * x - 0.9 * y + 2.0)
    known = np.sort(waves[near])
    ranks: FloatArray = np.interp(waves, known, (np.arange(known.size) + 0.5) / known.size)
    return ranks


# ---------- lengthwise ----------


def _lengthwise(tissue: SectionTissue) -> LongSection:
    stock, scan = _stock(), tissue.scan
    upper, lower = (np.interp(ALONG_MM, _columns_mm(), side) for side in surfaces_mm(scan))
    half = (lower - upper) / 2
    patch = _patch_of(tissue.fibres_pct, scan)
    rest = MIDDLE_MM + 0.965 * stock.lanes * half
    disorder = patch_at(patch, ALONG_MM, rest)
    depths = rest + (1 - disorder) * _crimp(stock) + disorder * _tangle(stock)
    limit = 0.975 * half
    depths = np.clip(depths, MIDDLE_MM - limit, MIDDLE_MM + limit)
    lines, numbers = _fibre_lines(depths, disorder, tissue.fibre_share_lost)
    return LongSection(
        upper_mm=read_only(upper),
        lower_mm=read_only(lower),
        fibres=lines,
        fibre_of_line=numbers,
        nuclei=_long_nuclei(tissue, depths, half),
        vessels=_long_vessels(tissue, lower),
        water_mm=_drops(tissue, scan),
    )


@lru_cache(maxsize=1)
def _columns_mm() -> FloatArray:
    count = round(LENGTH_MM * PX_PER_MM)
    return (np.arange(count) + 0.5) / PX_PER_MM


def _patch_of(way_pct: float, scan: UltrasoundTissue) -> FloatArray:
    """The patch in the drawing of one change that has gone ``way_pct`` of its way."""
    share_pct = way_pct / 100 * DrawnChange().patch_share_pct
    return patch_core(
        replace(scan, disturbed_share_pct=share_pct, order_lost_pct=0.0, water_pct=0.0), seed=_SEED
    )


def patch_at(patch: FloatArray, x_mm: FloatArray, depth_mm: FloatArray) -> FloatArray:
    """Value of a patch, shape (120, 360), at these places; those beside it get the nearest."""
    rows, columns = patch.shape
    row = np.clip((depth_mm * PX_PER_MM).astype(np.intp), 0, rows - 1)
    column = np.clip((x_mm * PX_PER_MM).astype(np.intp), 0, columns - 1)
    found: FloatArray = patch[row, np.broadcast_to(column, row.shape)]
    return found


def _crimp(stock: _Stock) -> FloatArray:
    height = np.tan(np.radians(_CRIMP_DEG)) * _CRIMP_MM / (2 * np.pi)
    waves: FloatArray = height * np.sin(2 * np.pi * ALONG_MM / _CRIMP_MM + stock.crimp_start)
    return waves


def _tangle(stock: _Stock) -> FloatArray:
    """Waves of each fibre's own, whose slopes have the spread of the patch."""
    slope = np.tan(np.radians(_PATCH_SPREAD_DEG)) / np.sqrt(_WAVES / 2)
    lengths = stock.wave_mm / (2 * np.pi)
    waves: FloatArray = (slope * lengths * np.sin(ALONG_MM / lengths + stock.wave_start)).sum(
        axis=0
    )
    return waves


def _fibre_lines(
    depths: FloatArray, disorder: FloatArray, share_lost: float
) -> tuple[tuple[FloatArray, ...], NDArray[np.intp]]:
    stock = _stock()
    lines, numbers = [], []
    for fibre in range(LANES):
        line = np.column_stack((ALONG_MM, depths[fibre]))
        ends = [line]
        if stock.loss_order[fibre] < share_lost:
            left, right = stock.ragged[:, fibre]
            gap = np.flatnonzero(disorder[fibre] > np.where(ALONG_MM < 15, left, right))
            if gap.size:
                ends = [line[: gap[0]], line[gap[-1] + 1 :]]
        lines += [read_only(end) for end in ends if len(end) > 1]
        numbers += [fibre for end in ends if len(end) > 1]
    return tuple(lines), np.array(numbers)


def _long_nuclei(tissue: SectionTissue, depths: FloatArray, half: FloatArray) -> Nuclei:
    """Nuclei in rows between the fibres; crowded and empty spots in the patch."""
    stock = _stock()
    place = np.clip(np.round(stock.nucleus_along * 150), 2, 148).astype(np.intp)
    lane = np.minimum(stock.nucleus_lane, LANES - 2)
    between = 0.5 + stock.nucleus_side
    depth = (1 - between) * depths[lane, place] + between * depths[lane + 1, place]
    x = stock.nucleus_along * LENGTH_MM
    in_patch = patch_at(_patch_of(tissue.cells_pct, tissue.scan), x, depth)
    in_patch = in_patch * (tissue.cells_pct > 0)
    there = _is_there(tissue, in_patch, stock.crowd, _HEALTHY_NUCLEI, _MOST_NUCLEI)
    room = np.abs(depth - MIDDLE_MM) < half[place] - 0.12
    chosen = there & room
    slope = np.gradient(depths, ALONG_MM, axis=1)[lane, place]
    tilt = -np.degrees(np.arctan(slope)) + in_patch * stock.tilt
    return _nuclei(tissue, np.column_stack((x, depth))[chosen], tilt[chosen], in_patch[chosen])


def _is_there(
    tissue: SectionTissue, in_patch: FloatArray, crowd: FloatArray, healthy: int, most: int
) -> NDArray[np.bool_]:
    """Which of the possible nuclei are there: evenly few outside, in crowds inside the patch."""
    rank = (np.arange(float(most)) + 0.5) / most
    share = healthy / most
    # Three times the crowding in the crowds and none between them: the mean stays what it is.
    crowded = np.clip(tissue.crowding_ratio * 3 * crowd**2, 0, 1 / share)
    there: NDArray[np.bool_] = rank < share * (1 + in_patch * (crowded - 1))
    return there


def _nuclei(
    tissue: SectionTissue, centres: FloatArray, tilt_deg: FloatArray, in_patch: FloatArray
) -> Nuclei:
    slender = DrawnChange().slender_nucleus_ratio
    ratio = slender + (tissue.rounded_ratio - slender) * in_patch * tissue.cells_pct / 100
    return Nuclei(
        centres_mm=read_only(centres),
        lengths_mm=read_only(np.sqrt(4 / np.pi * _NUCLEUS_MM2 * ratio)),
        widths_mm=read_only(np.sqrt(4 / np.pi * _NUCLEUS_MM2 / ratio)),
        angles_deg=read_only(tilt_deg),
        in_patch=read_only(in_patch),
    )


# Of each vessel that grows in: where it enters from below and where it ends (mm along the tendon,
# and share of the thickness above the deep side), and how far along it its two twigs leave.
_ROADS: Final = (
    (10.6, 13.2, 0.62, 0.45, 0.7),
    (18.6, 16.4, 0.66, 0.40, 0.72),
    (14.2, 15.2, 0.42, 0.50, 0.8),
)
_CALIBRE_MM: Final = 0.30


def _vessel_count(vessels_pct: float) -> int:
    drawn = DrawnChange()
    return round(
        drawn.healthy_vessels + vessels_pct / 100 * (drawn.changed_vessels - drawn.healthy_vessels)
    )


def _long_vessels(tissue: SectionTissue, lower: FloatArray) -> tuple[Vessel, ...]:
    """One vessel inside the deep edge, as in a healthy tendon, and those that grow in."""
    deep = lower - 0.55 + 0.10 * np.sin(0.9 * ALONG_MM)
    inner = (ALONG_MM > 1.5) & (ALONG_MM < 28.5)
    found = [Vessel(read_only(np.column_stack((ALONG_MM, deep))[inner]), 0.22)]
    for number, road in enumerate(_ROADS[: max(0, _vessel_count(tissue.vessels_pct) - 1)]):
        # Each starts where it is counted first and is full grown at the end of the way.
        begins = (number + 0.5) / len(_ROADS)
        grown = 0.35 + 0.65 * (tissue.vessels_pct / 100 - begins) / (1 - begins)
        found += _grown_in(road, grown, tissue, lower)
    return tuple(found)


def _grown_in(
    road: tuple[float, float, float, float, float],
    grown: float,
    tissue: SectionTissue,
    lower: FloatArray,
) -> list[Vessel]:
    start_x, end_x, height, *twigs = road
    floor = float(np.interp(start_x, ALONG_MM, lower))
    # They come from below the field.
    start, end = np.array((start_x, DEPTH_MM + 0.5)), np.array((end_x, floor - height * 6.5))
    trunk = _winding(start, end, 0.5, grown)
    found = [Vessel(trunk, _CALIBRE_MM)]
    for side, leaves in zip((-1, 1), twigs, strict=True):
        length = max(0.0, grown - leaves)
        if length > 0.05:
            root = _winding(start, end, 0.5, leaves)[-1]
            tip = root + np.array((side * 2.2, -0.9))
            found += [Vessel(_winding(root, tip, 0.25, min(1.0, 2 * length)), 0.6 * _CALIBRE_MM)]
    return found


def _winding(start: FloatArray, end: FloatArray, bend_mm: float, share: float) -> FloatArray:
    """The first ``share`` of a winding way from ``start`` to ``end``."""
    part = np.linspace(0, share, 18)[:, np.newaxis]
    way = end - start
    aside = np.array((way[1], -way[0])) / np.hypot(*way)
    winding = bend_mm * np.sin(np.pi * part) * np.sin(2.7 * np.pi * part)
    return read_only(start + part * way + winding * aside)


def _drops(tissue: SectionTissue, scan: UltrasoundTissue) -> FloatArray:
    """Water between the fibres: drops all over the patch that grow with it."""
    way = tissue.water_pct / 100
    if way == 0:
        return read_only(np.empty((0, 4)))
    stock = _stock()
    rank = np.arange(float(_MOST_DROPS))
    x = 9.2 + 11.6 * stock.drop_along
    depth = MIDDLE_MM + scan.thickness_mm * (((0.5 + 0.5698402909980532 * rank) % 1) - 0.47)
    strength = way * patch_at(_patch_of(100 * way, scan), x, depth)
    seen = strength > 0.15
    length, height = 1.7 * stock.drop_turn[0] * strength, 0.27 * stock.drop_turn[1] * strength
    return read_only(np.column_stack((x, depth, length, height))[seen])


# ---------- across ----------


def _across(tissue: SectionTissue) -> CrossSection:
    stock, scan = _stock(), tissue.scan
    half = np.array((scan.width_mm, scan.thickness_mm)) / 2
    healthy = ultrasound_tissue(0)
    healthy_half = np.array((healthy.width_mm, healthy.thickness_mm)) / 2
    corners = _held_inside(stock.bundles, _EDGE_OF_BUNDLES * healthy_half)
    middles = corners.mean(axis=1, keepdims=True)
    # Bundles move apart with the swelling and keep their size: what comes between them is water.
    places = middles * half / healthy_half
    disorder = _core_across(tissue.fibres_pct, scan, places[:, 0])
    order = np.arange(len(stock.bundles)) * (np.sqrt(5) - 1) / 2 % 1
    order = order[: len(places)]
    thinned = np.clip(1.5 * tissue.fibre_share_lost - order, 0, 0.55) * disorder
    size = (0.93 * (1 - 0.7 * thinned))[:, np.newaxis, np.newaxis]
    return CrossSection(
        width_mm=scan.width_mm,
        thickness_mm=scan.thickness_mm,
        bundles_mm=read_only(places + size * (corners - middles)),
        bundle_strength=read_only(1 - thinned - 0.35 * disorder * tissue.fibres_pct / 100),
        nuclei=_nuclei_across(tissue, scan),
        vessels_mm=_vessels_across(tissue, *half),
        water_mm=_drops_across(tissue, scan),
    )


_EDGE_OF_BUNDLES: Final = 0.965


def _held_inside(polygons: FloatArray, half: FloatArray) -> FloatArray:
    """Those polygons of which some corner lies in the ellipse, the others drawn in to its edge."""
    reach = np.hypot(*np.moveaxis(polygons / half, -1, 0))
    enough = (reach < 1).sum(axis=1) >= 2
    held: FloatArray = polygons[enough] / np.maximum(reach[enough], 1)[:, :, np.newaxis]
    return held


def _core_across(way_pct: float, scan: UltrasoundTissue, places_mm: FloatArray) -> FloatArray:
    """Patch at places of the cross-section, an oval as deep as in the long-section."""
    if way_pct == 0:
        return np.zeros(len(places_mm))
    column = _patch_of(way_pct, scan)[:, round(scan.patch_x_mm * PX_PER_MM)]
    depth = places_mm[:, 1] + MIDDLE_MM
    middle = MIDDLE_MM + scan.patch_depth_pct / 100 * scan.thickness_mm / 2
    # Sidewards the patch is a third wider than deep.
    distance = np.hypot(places_mm[:, 0] / 1.35, depth - middle)
    down = column[np.clip((middle + distance) * PX_PER_MM, 0, 119).astype(np.intp)]
    up = column[np.clip((middle - distance) * PX_PER_MM, 0, 119).astype(np.intp)]
    core: FloatArray = np.where(depth > middle, down, up)
    return core


def _nuclei_across(tissue: SectionTissue, scan: UltrasoundTissue) -> Nuclei:
    stock = _stock()
    half = np.array((scan.width_mm, scan.thickness_mm)) / 2 * 0.95
    places = stock.across * half
    in_patch = _core_across(tissue.cells_pct, scan, places)
    there = _is_there(tissue, in_patch, stock.across_crowd, _HEALTHY_ACROSS, _MOST_ACROSS)
    places, in_patch = places[there], in_patch[there]
    # Cut across, a slender nucleus is a small dot and a round one a large dot.
    lengthwise = _nuclei(tissue, places, stock.tilt[:_MOST_ACROSS][there], in_patch)
    return replace(lengthwise, lengths_mm=read_only(1.35 * lengthwise.widths_mm))


_VESSELS_ACROSS: Final = np.array(
    [
        (0.10, 0.86, 0.34),
        (-0.62, 0.66, 0.28),
        (0.30, 0.45, 0.36),
        (-0.30, 0.52, 0.34),
        (0.02, 0.22, 0.30),
        (-0.42, 0.05, 0.26),
        (0.46, 0.08, 0.28),
        (0.12, -0.16, 0.24),
    ]
)
_HEALTHY_VESSELS_ACROSS: Final = 2


def _vessels_across(tissue: SectionTissue, half_width: float, half_thick: float) -> FloatArray:
    """Cut vessels: two near the deep edge in a healthy tendon, then more of them in the patch."""
    more = tissue.vessels_pct / 100 * (len(_VESSELS_ACROSS) - _HEALTHY_VESSELS_ACROSS)
    # The next one to come grows from nothing, so that none jumps into view.
    grown = np.clip(_HEALTHY_VESSELS_ACROSS + more - np.arange(len(_VESSELS_ACROSS)), 0, 1)
    vessels = _VESSELS_ACROSS * np.array((half_width, half_thick, 1.0))
    vessels[:, 2] *= grown
    return read_only(vessels[grown > 0])


def _drops_across(tissue: SectionTissue, scan: UltrasoundTissue) -> FloatArray:
    way = tissue.water_pct / 100
    if way == 0:
        return read_only(np.empty((0, 4)))
    stock = _stock()
    places = stock.across[-40:] * np.array((scan.width_mm, scan.thickness_mm)) / 2 * 0.8
    strength = way * _core_across(tissue.water_pct, scan, places)
    seen = strength > 0.15
    size = 0.56 * strength * stock.drop_turn[0, :40]
    return read_only(np.column_stack((places, size * 1.3, size))[seen])


def healthy_outline_mm() -> tuple[FloatArray, FloatArray]:
    """Depths of the surfaces of the healthy tendon at ``ALONG_MM``."""
    healthy = ultrasound_tissue(0)
    upper, lower = (np.interp(ALONG_MM, _columns_mm(), side) for side in surfaces_mm(healthy))
    return upper, lower
