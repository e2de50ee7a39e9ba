"""What the drawn picture and its measures have to reproduce, as one list of named checks.

Published targets come from the evidence register, or are those every measure of direction has to
meet on lines whose directions are known. Anchors are numbers of this drawing itself; they keep it
the same from release to release and prove nothing about tendons.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from models.straight_lines import lines

from tendon_teaching.evidence import value
from tendon_teaching.models.fibre_image import (
    FibrePicture,
    FibreTissue,
    fibre_picture,
    healthy_tissue,
    tendinopathic_tissue,
)
from tendon_teaching.models.mechanics import FibreBundle
from tendon_teaching.models.orientation import (
    Alignment,
    SpectrumRing,
    analyse_picture,
    spectrum_alignment,
)
from tendon_teaching.models.teaching_tendon import TendinopathicChange

SPREADS_DEG = (4.0, 8.0, 16.0, 25.0, 40.0)
SEEDS = range(6)


@dataclass(frozen=True)
class Kit:
    """All presets a target may ask about, so that one of them can be altered."""

    healthy: FibreTissue = field(default_factory=healthy_tissue)
    painful: FibreTissue = field(default_factory=tendinopathic_tissue)
    ring: SpectrumRing = field(default_factory=SpectrumRing)

    @cached_property
    def healthy_picture(self) -> FibrePicture:
        return fibre_picture(self.healthy)

    @cached_property
    def painful_picture(self) -> FibrePicture:
        return fibre_picture(self.painful)


@dataclass(frozen=True)
class Target:
    name: str
    holds: Callable[[Kit], bool]

    def __str__(self) -> str:
        return self.name


def near(number: float, goal: float, tolerance: float) -> bool:
    return abs(number - goal) <= tolerance


def number_of(value_id: str) -> float:
    found = value(value_id).value
    assert found is not None
    return found


def measured(picture: FibrePicture) -> Alignment:
    return analyse_picture(picture.image).alignment


def share_in_patch(kit: Kit) -> float:
    return 100 * kit.painful_picture.cells.in_patch.mean()


def spectrum_error_deg(kit: Kit, spread_deg: float) -> float:
    drawn = [lines(spread_deg, seed) for seed in SEEDS]
    return float(
        np.mean([spectrum_alignment(image, kit.ring).sd_deg - true for image, true in drawn])
    )


def spectrum_reads_lines(spread_deg: float) -> Callable[[Kit], bool]:
    return lambda kit: near(spectrum_error_deg(kit, spread_deg), 0, 1 + 0.1 * spread_deg)


def parallel_lines_read_the_floor(kit: Kit) -> bool:
    bare = SpectrumRing(floor_deg=0.0)
    raw_deg = np.mean([spectrum_alignment(lines(0, seed)[0], bare).sd_deg for seed in SEEDS])
    return near(kit.ring.floor_deg, float(raw_deg), 0.1 * float(raw_deg))


PUBLISHED = (
    Target(
        "half of the painful tendon is not aligned, to 5 points (S001)",
        lambda kit: near(kit.painful_picture.disturbed_pct, 100 - number_of("S001"), 5),
    ),
    Target(
        "crimp is that of stretched rat tendon (S030)",
        lambda kit: kit.healthy.crimp_angle_deg == (180 - number_of("S030")) / 2,
    ),
    Target(
        "as many cells as in patellar tendon (S036)",
        lambda kit: kit.healthy.healthy_cells_per_mm2 == number_of("S036"),
    ),
    Target(
        "as many cells in the patch as in patellar tendinopathy (S035)",
        lambda kit: kit.healthy.patch_cells_per_mm2 == number_of("S035"),
    ),
    Target(
        "cells of the patch are rounder (S014, S043)",
        lambda kit: (
            kit.painful_picture.cells.ratio[kit.painful_picture.cells.in_patch].mean()
            < 0.5 * kit.healthy_picture.cells.ratio.min()
        ),
    ),
    Target(
        "cells of the patch are more crowded (S024)",
        lambda kit: share_in_patch(kit) > kit.painful_picture.disturbed_pct,
    ),
    *(
        Target(
            f"spectrum reads lines of {spread:g}° within 1° and a tenth",
            spectrum_reads_lines(spread),
        )
        for spread in SPREADS_DEG
    ),
)

ANCHORS = (
    Target(
        "healthy fibres are spread as in the mechanics",
        lambda kit: near(
            kit.healthy_picture.true_alignment.sd_deg, FibreBundle().angle_sd_deg, 0.2
        ),
    ),
    Target(
        "tendinopathic fibres are spread as in the mechanics",
        lambda kit: near(
            kit.painful_picture.true_alignment.sd_deg, TendinopathicChange().angle_sd_deg, 0.5
        ),
    ),
    Target(
        "as many fibres are gone as in the mechanics",
        lambda kit: kit.painful.fibres_left_pct == 100 - TendinopathicChange().fibres_lost_pct,
    ),
    Target(
        "the healthy picture reads 0.976",
        lambda kit: near(measured(kit.healthy_picture).index, 0.976, 0.002),
    ),
    Target(
        "the tendinopathic picture reads 0.889",
        lambda kit: near(measured(kit.painful_picture).index, 0.889, 0.005),
    ),
    Target("parallel lines read the floor of the spectrum", parallel_lines_read_the_floor),
)

MISFITS = (
    Target(
        "the tensor takes a disturbed picture for more parallel than it is",
        lambda kit: (
            measured(kit.painful_picture).sd_deg < kit.painful_picture.true_alignment.sd_deg - 1
        ),
    ),
    Target(
        "the spectrum takes the healthy picture for less parallel than it is",
        lambda kit: (
            spectrum_alignment(kit.healthy_picture.image, kit.ring).sd_deg
            > kit.healthy_picture.true_alignment.sd_deg + 1
        ),
    ),
    Target(
        "the spectrum looks hardest at the middle, where the patch is",
        lambda kit: (
            spectrum_alignment(kit.painful_picture.image, kit.ring).sd_deg
            > kit.painful_picture.true_alignment.sd_deg + 3
        ),
    ),
)
