"""Stored courses of a large cohort, so that a slider can show the range of people at once.

``tools/make_bands.py`` follows cohorts of the clinical course over a small grid and stores their
quantiles; here they are looked up and interpolated, in well under a millisecond. Between the
points of the grid the values are straight lines; how far that is off is held by a test.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tendon_teaching.models.checks import FloatArray, read_only, require_between
from tendon_teaching.models.clinical_course import QUANTILES, STORY_NAMES, stored, story
from tendon_teaching.models.regimens import RegimenName, regimen
from tendon_teaching.texts import _

FILE: Final = "bands.npz"
WEEKS: Final = (0, 1, 2, 3, 4, *range(6, 53, 2))
STARTS: Final = (30.0, 40.0, 50.0, 65.0)
ADHERENCES: Final = (0.3, 0.65, 1.0)
PAIN_RULES: Final = (1.0, 3.0, 5.0, 7.0)
REBUILDS_PCT: Final = (0.0, 50.0, 100.0)
STATISTICS: Final = ("visa_a_mean", "stiffness_ratio", "modulus_ratio", "area_ratio")

REGIMENS: Final = (
    RegimenName.WAIT,
    RegimenName.MASSAGE,
    RegimenName.HOME_ECCENTRIC,
    RegimenName.HEAVY_SLOW,
    RegimenName.BOTH,
)

VISA_A_STEP: Final = 1 / 500  # points; what is stored are whole numbers of these
RATIO_STEP: Final = 1 / 20_000


@dataclass(frozen=True, eq=False)
class CourseBands:
    """The course of a cohort: ``visa_a`` holds the quantiles 5, 25, 50, 75 and 95 % as rows.

    Scores are observed ones. The other rows are means over the cohort; ratios are over the healthy
    tendon. All have one entry for each of ``weeks``.
    """

    weeks: NDArray[np.int64]
    visa_a: FloatArray
    visa_a_mean: FloatArray
    stiffness_ratio: FloatArray
    modulus_ratio: FloatArray
    area_ratio: FloatArray


def axes_of(name: str) -> tuple[tuple[float, ...], ...]:
    """Points of the grid for a regimen: start, adherence, pain rule, what-if."""
    chosen = regimen(name)
    alone = (0.0,)
    return (
        STARTS,
        ADHERENCES if chosen.has_loading else alone,
        PAIN_RULES if chosen.has_loading else alone,
        REBUILDS_PCT if chosen.has_massage else alone,
    )


def bands(
    story_name: str,
    regimen_name: str,
    *,
    visa_a_start: float = 50.0,
    adherence: float = 0.8,
    pain_rule: float = 5.0,
    massage_rebuild_pct: float = 0.0,
) -> CourseBands:
    """The stored course of a cohort, interpolated.

    ``visa_a_start`` lies between 30 and 65, ``adherence`` (share of sessions, 0.3 to 1) and
    ``pain_rule`` (1 to 7) matter with loading only, ``massage_rebuild_pct`` (0 to 100) with
    massage only. Raises ValueError outside these and for an unknown story or regimen.
    """
    story(story_name)
    name = regimen(regimen_name).name
    if name not in REGIMENS:
        raise ValueError(
            _("There are no stored courses for {regimen}; choose one of {known}.").format(
                regimen=name, known=", ".join(REGIMENS)
            )
        )
    require_between("visa_a_start", visa_a_start, STARTS[0], STARTS[-1], _("points"))
    require_between("adherence", adherence, ADHERENCES[0], ADHERENCES[-1], _("share of sessions"))
    require_between("pain_rule", pain_rule, PAIN_RULES[0], PAIN_RULES[-1], _("points of pain"))
    require_between("massage_rebuild_pct", massage_rebuild_pct, 0.0, 100.0, "%")
    values = _stored()[name][STORY_NAMES.index(story_name)]
    wanted = (visa_a_start, adherence, pain_rule, massage_rebuild_pct)
    for points, place in zip(axes_of(name), wanted, strict=True):
        values = _between(values, points, place)
    quantiles = len(QUANTILES)
    visa_a_values = values[: quantiles + 1] * VISA_A_STEP
    ratios = values[quantiles + 1 :] * RATIO_STEP
    return CourseBands(
        np.array(WEEKS), visa_a_values[:quantiles], visa_a_values[quantiles], *ratios
    )


def _between(values: FloatArray, points: Sequence[float], place: float) -> FloatArray:
    """The first axis of ``values``, which stands at ``points``, interpolated at ``place``."""
    if len(points) == 1:
        only: FloatArray = values[0]
        return only
    left = min(int(np.searchsorted(points, place, side="right")), len(points) - 1) - 1
    way = (place - points[left]) / (points[left + 1] - points[left])
    between: FloatArray = values[left] * (1 - way) + values[left + 1] * way
    return between


@lru_cache(maxsize=1)
def _stored() -> dict[str, FloatArray]:
    with np.load(io.BytesIO(stored(FILE))) as file:
        return {name: read_only(file[name].astype(float)) for name in REGIMENS}
