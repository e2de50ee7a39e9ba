"""What the vessel model has to reproduce, as named checks on forty slices that stand for people.

Published targets come from the evidence register. Anchors are numbers of this model itself: they
keep it the same from release to release and prove nothing about real tendons.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from tendon_teaching.evidence import value
from tendon_teaching.models.neovascularisation import (
    HEALTHY_DRIVE,
    Doppler,
    DopplerParameters,
    VesselParameters,
    VesselTree,
    vessel_tree,
    visible_vessels,
)

PEOPLE = range(40)


@dataclass(frozen=True)
class Population:
    """Forty healthy slices, looked at with one machine."""

    vessels: VesselParameters = field(default_factory=VesselParameters)
    scanner: DopplerParameters = field(default_factory=DopplerParameters)

    @cached_property
    def trees(self) -> list[VesselTree]:
        return [vessel_tree(HEALTHY_DRIVE, seed, parameters=self.vessels) for seed in PEOPLE]

    def seen(self, gain_pct: float = 50.0, after_run: bool = False) -> list[Doppler]:
        return [
            visible_vessels(tree, gain_pct, after_run=after_run, scanner=self.scanner)
            for tree in self.trees
        ]

    def with_flow_pct(self, after_run: bool = False) -> float:
        return 100 * float(np.mean([scan.has_flow for scan in self.seen(after_run=after_run)]))

    def area_pct(self, after_run: bool = False) -> float:
        return float(np.mean([scan.area_pct for scan in self.seen(after_run=after_run)]))

    @property
    def with_a_vessel_pct(self) -> float:
        return 100 * float(np.mean([not tree.is_empty for tree in self.trees]))

    @property
    def length_mm(self) -> float:
        return float(np.mean([tree.drawn_length_mm for tree in self.trees]))


@dataclass(frozen=True)
class Target:
    name: str
    holds: Callable[[Population], bool]

    def __str__(self) -> str:
        return self.name


def near(number: float, goal: float | None, tolerance: float) -> bool:
    return goal is not None and abs(number - goal) <= tolerance


PUBLISHED = (
    Target(
        "half of healthy people show flow before a run",
        lambda people: near(people.with_flow_pct(), value("S054").value, 10.0),
    ),
    Target(
        "eight of ten show flow after it",
        lambda people: near(people.with_flow_pct(after_run=True), value("S055").value, 10.0),
    ),
    Target(
        "a healthy tendon usually has a vessel, seen or not",
        lambda people: people.with_a_vessel_pct >= 80,
    ),
)

ANCHORS = (
    Target("vessels of a healthy slice", lambda people: near(people.length_mm, 7.40, 0.15)),
    Target("colour before a run", lambda people: near(people.area_pct(), 0.217, 0.02)),
    Target("colour after a run", lambda people: near(people.area_pct(after_run=True), 0.951, 0.03)),
)
