"""Every calibrated number is pinned: move it by a fifth and some target fails."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from models.mechanics_targets import ANCHORS, PUBLISHED, Kit

from tendon_teaching.evidence import Status, parameters_of
from tendon_teaching.models.teaching_tendon import tendinopathic

PRESETS = ("healthy", "painful", "change", "layer", "creep")


def calibrated() -> Iterator[tuple[str, str]]:
    for preset in PRESETS:
        for name, held in parameters_of(getattr(Kit(), preset)).items():
            if held.status is Status.CALIBRATED:
                yield preset, name


def altered(preset: str, name: str, factor: float) -> Kit:
    kit = Kit()
    model: Any = getattr(kit, preset)
    moved = replace(model, **{name: factor * getattr(model, name)})
    if preset == "change":
        return replace(kit, change=moved, painful=tendinopathic(moved))
    return replace(kit, **{preset: moved})


@pytest.mark.parametrize("factor", [0.8, 1.2])
@pytest.mark.parametrize(("preset", "name"), list(calibrated()))
def test_calibrated_parameter_is_pinned_by_a_target(preset: str, name: str, factor: float) -> None:
    kit = altered(preset, name, factor)
    assert not all(target.holds(kit) for target in PUBLISHED + ANCHORS)


def test_each_preset_has_calibrated_parameters_to_move() -> None:
    assert {preset for preset, _name in calibrated()} == set(PRESETS)
