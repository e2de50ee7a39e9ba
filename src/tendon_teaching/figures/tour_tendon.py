"""What the tendon of the tour looks like inside: outline, fibres, nuclei and vessels, as places.

Pure geometry in millimetres, for the figure to draw: the tendon lies along x with its middle at 0,
skin side up. The same tissue gives the same places every time, and a little more change moves
everything only a little.
"""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np

from tendon_teaching.models.checks import FloatArray
from tendon_teaching.models.tour import Tissue

LENGTH_MM: Final = 30.0
FIBRES: Final = 36
ALONG_MM: Final = np.linspace(-LENGTH_MM / 2, LENGTH_MM / 2, 151)

_BULGE_MM: Final = 7.5
_CRIMP_MM: Final = 1.9
_PATCH_LONG_FOR_HIGH: Final = 1.35
_PATCH_SINKS: Final = 0.08
_EDGE_OF_OUTLINE: Final = 0.97

_RANDOM: Final = np.random.default_rng(23)
_ROWS: Final = (np.arange(FIBRES) + 0.5) / FIBRES * 2 - 1
_WAVE_LENGTHS_MM: Final = _RANDOM.uniform(3.2, 7.0, (3, FIBRES, 1))
_WAVE_STARTS: Final = _RANDOM.uniform(0, 2 * np.pi, (3, FIBRES, 1))
_CRIMP_STARTS: Final = np.cumsum(_RANDOM.normal(0, 0.35, FIBRES))[:, np.newaxis]
# Fibres are lost evenly all over the patch: by the golden section.
_LOSS_ORDER: Final = np.argsort(np.arange(FIBRES) * (np.sqrt(5) - 1) / 2 % 1)
_RAGGED: Final = _RANDOM.uniform(0.6, 1.1, (2, FIBRES))


@dataclass(frozen=True)
class Patch:
    """The disturbed patch, an ellipse around the middle: half its length, half its height, and how
    high its centre lies; all 0 in a healthy tendon but the last."""

    half_long: float
    half_high: float
    centre: float

    def at(self, across: FloatArray | float, up: FloatArray | float) -> FloatArray:
        """Places given in half lengths and half heights from the centre; shape (places, 2)."""
        return np.stack((across * self.half_long, self.centre + up * self.half_high), axis=-1)


@dataclass(frozen=True)
class Inside:
    """Where the fibres of one tendon run.

    ``half_mm`` is half the thickness along the tendon, ``heights_mm`` the height of each fibre
    there. ``distance`` is 1 on the edge of the patch, and ``patchiness`` 1 inside it and 0 outside;
    both of shape (fibres, places along).
    """

    half_mm: FloatArray
    heights_mm: FloatArray
    patch: Patch
    distance: FloatArray
    patchiness: FloatArray


@dataclass(frozen=True)
class Nuclei:
    """Centres, lengths and widths (mm) and directions (degrees) of the nuclei."""

    centres: FloatArray
    lengths: FloatArray
    widths: FloatArray
    angles_deg: FloatArray


def half_thickness_mm(tissue: Tissue) -> FloatArray:
    """Half the thickness along the tendon: healthy at both ends, as stated in the middle."""
    healthy_mm = 100 * tissue.thickness_mm / tissue.thickness_pct
    bulge: FloatArray = np.exp(-((ALONG_MM / _BULGE_MM) ** 2))
    return (healthy_mm + (tissue.thickness_mm - healthy_mm) * bulge) / 2


def inside_of(tissue: Tissue) -> Inside:
    """The fibres of ``tissue``: parallel around the patch, each its own way in it."""
    half = half_thickness_mm(tissue)
    rest = 0.96 * _ROWS[:, np.newaxis] * half
    patch = _patch(tissue, half)
    distance = np.full(rest.shape, np.inf)
    if patch.half_high:
        up = (rest - patch.centre) / patch.half_high
        distance = np.hypot(ALONG_MM / patch.half_long, up)
    edge = np.clip((1.15 - distance) / 0.3, 0, 1)
    patchiness = edge * edge * (3 - 2 * edge)
    heights = rest + (1 - patchiness) * _crimp(tissue) + patchiness * _disorder(tissue)
    limit = _EDGE_OF_OUTLINE * half
    return Inside(half, np.clip(heights, -limit, limit), patch, distance, patchiness)


def as_thick_as(inside: Inside, tissue: Tissue) -> Inside:
    """The same fibres and the same patch, pressed flatter or wider to the outline of ``tissue``."""
    half = half_thickness_mm(tissue)
    flatter = half / inside.half_mm
    patch, middle = inside.patch, float(flatter[len(flatter) // 2])
    return replace(
        inside,
        half_mm=half,
        heights_mm=inside.heights_mm * flatter,
        patch=Patch(patch.half_long, patch.half_high * middle, patch.centre * middle),
    )


def fibre_pieces(inside: Inside, lost_pct: float) -> list[tuple[int, FloatArray]]:
    """Each fibre with its number: one line, or two where it is lost inside the patch."""
    pieces = []
    lost = set(_LOSS_ORDER[: round(FIBRES * lost_pct / 100)].tolist())
    for fibre, heights in enumerate(inside.heights_mm):
        line = np.column_stack((ALONG_MM, heights))
        reach = np.where(ALONG_MM < 0, *_RAGGED[:, fibre])
        gap = np.flatnonzero(inside.distance[fibre] < reach)
        is_cut = fibre in lost and gap.size > 0
        ends = (line[: gap[0]], line[gap[-1] + 1 :]) if is_cut else (line,)
        pieces += [(fibre, end) for end in ends]
    return pieces


# Nuclei lie on fibres: which fibre, and which place along it. Rows are staggered.
_NUCLEUS_MM2: Final = 0.34
_NUCLEUS_ROOM_MM: Final = 0.4
_NUCLEUS_PLACES: Final = np.array(
    [
        (fibre, place)
        for row, fibre in enumerate(range(2, FIBRES - 1, 6))
        for place in range(7 + 8 * (row % 2), len(ALONG_MM) - 6, 15)
    ]
)
_MOST_MORE: Final = 24
_MORE_SLOPES: Final = _RANDOM.uniform(-0.8, 0.8, _MOST_MORE)


def nuclei(inside: Inside, tissue: Tissue, slender_ratio: float) -> Nuclei:
    """Nuclei along the fibres, slender outside the patch; rounder, and more of them, in it."""
    fibre, place = _NUCLEUS_PLACES.T
    slopes = np.gradient(inside.heights_mm, ALONG_MM, axis=1)[fibre, place]
    room = inside.half_mm[place] - _NUCLEUS_ROOM_MM
    heights = np.clip(inside.heights_mm[fibre, place], -room, room)
    centres = np.column_stack((ALONG_MM[place], heights))
    patchiness = inside.patchiness[fibre, place]
    in_patch = np.count_nonzero(patchiness > 0.5)
    more = _crowd(inside.patch, round(in_patch * (tissue.crowding_ratio - 1)))
    patchiness = np.append(patchiness, np.ones(len(more)))
    ratio = slender_ratio + (tissue.nucleus_ratio - slender_ratio) * patchiness
    return Nuclei(
        centres=np.concatenate((centres, more)),
        lengths=np.sqrt(_NUCLEUS_MM2 * ratio),
        widths=np.sqrt(_NUCLEUS_MM2 / ratio),
        angles_deg=np.degrees(np.arctan(np.append(slopes, _MORE_SLOPES[: len(more)]))),
    )


# Of each vessel that grows in: where it comes from (mm along the tendon), then where it forks and
# where its two twigs end (in half lengths and half heights of the patch, from its centre).
_VESSEL_ROADS: Final = (
    (-4.6, (-0.55, -0.45), (-0.75, 0.15), (-0.20, 0.30)),
    (4.2, (0.50, -0.40), (0.28, 0.25), (0.80, 0.20)),
    (0.2, (0.02, -0.55), (-0.12, -0.02), (0.22, 0.02)),
)
MOST_VESSELS: Final = 1 + len(_VESSEL_ROADS)
_ROOT_MM: Final = 1.35
_STRETCHES: Final = 5


def vessel_stretches(inside: Inside, count: int) -> list[tuple[float, FloatArray]]:
    """``count`` vessels (0 to 4) as short stretches with their width in points, thinning out.

    The first runs inside the deep edge of the tendon, as in a healthy one; the others branch off
    into the patch from below. Those are drawn one after the other.
    """
    roads = [(2.6, _edge_vessel(inside))][:count]
    for start, *stations in _VESSEL_ROADS[: max(0, count - 1)]:
        fork, left, right = (inside.patch.at(*station) for station in stations)
        half_mm = float(np.interp(start, ALONG_MM, inside.half_mm))
        root = np.array((start, -half_mm - _ROOT_MM))
        roads += [(4.4, _road(root, fork, 0.25))]
        roads += [(3.2, _road(fork, left, 0.2)), (3.2, _road(fork, right, -0.2))]
    return [stretch for width, road in roads for stretch in _tapered(width, road)]


def _patch(tissue: Tissue, half: FloatArray) -> Patch:
    """The patch whose area is its share of the drawn tendon."""
    area = tissue.patch_share_pct / 100 * 2 * float(np.trapezoid(half, ALONG_MM))
    high = float(np.sqrt(area / np.pi / _PATCH_LONG_FOR_HIGH))
    return Patch(high * _PATCH_LONG_FOR_HIGH, high, -_PATCH_SINKS * tissue.thickness_mm)


def _crimp(tissue: Tissue) -> FloatArray:
    """Fine waves, in step among neighbours, whose slopes have the spread around the patch."""
    height = np.tan(np.radians(tissue.angle_sd_deg)) * np.sqrt(2) * _CRIMP_MM / (2 * np.pi)
    waves: FloatArray = height * np.sin(2 * np.pi * ALONG_MM / _CRIMP_MM + _CRIMP_STARTS)
    return waves


def _disorder(tissue: Tissue) -> FloatArray:
    """Waves of each fibre's own, whose slopes have the spread of the patch."""
    slope = np.tan(np.radians(tissue.patch_angle_sd_deg)) / np.sqrt(len(_WAVE_LENGTHS_MM) / 2)
    lengths = _WAVE_LENGTHS_MM / (2 * np.pi)
    waves: FloatArray = (slope * lengths * np.sin(ALONG_MM / lengths + _WAVE_STARTS)).sum(axis=0)
    return waves


def _crowd(patch: Patch, count: int) -> FloatArray:
    """Places of the nuclei that crowd the patch, spread like the seeds of a sunflower."""
    rank = np.arange(min(_MOST_MORE, count)) + 0.5
    reach, turn = 0.85 * np.sqrt(rank / max(1, len(rank))), rank * np.pi * (3 - np.sqrt(5))
    return patch.at(reach * np.cos(turn), reach * np.sin(turn))


def _edge_vessel(inside: Inside) -> FloatArray:
    inner = np.abs(ALONG_MM) < 13.2
    along = ALONG_MM[inner]
    return np.column_stack((along, 0.62 - inside.half_mm[inner] + 0.16 * np.sin(1.1 * along)))


def _road(start: FloatArray, end: FloatArray, bend: float) -> FloatArray:
    """A gently winding way from ``start`` to ``end``."""
    part = np.linspace(0, 1, 15)[:, np.newaxis]
    aside = np.array((start[1] - end[1], end[0] - start[0]))
    winding = bend * np.sin(np.pi * part) * np.sin(2.4 * np.pi * part)
    road: FloatArray = start + part * (end - start) + winding * aside
    return road


def _tapered(width: float, road: FloatArray) -> list[tuple[float, FloatArray]]:
    """The road cut into short stretches, each a little thinner than the one before."""
    cuts = np.linspace(0, len(road) - 1, _STRETCHES + 1).astype(int)
    return [
        (width * (1 - 0.09 * rank), road[begin : end + 1])
        for rank, (begin, end) in enumerate(pairwise(cuts))
    ]
