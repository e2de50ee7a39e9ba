"""The drawn picture against print, against its own anchors, and where it is known to miss."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from models.fibre_targets import ANCHORS, MISFITS, PUBLISHED, Kit, Target

from tendon_teaching.evidence import Status, parameters_of


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit()


@pytest.mark.parametrize("target", PUBLISHED, ids=str)
def test_published_target_is_met(target: Target, kit: Kit) -> None:
    assert target.holds(kit)


@pytest.mark.parametrize("target", ANCHORS, ids=str)
def test_drawing_is_still_the_same(target: Target, kit: Kit) -> None:
    assert target.holds(kit)


@pytest.mark.parametrize("misfit", MISFITS, ids=str)
def test_known_misfit_is_still_a_misfit(misfit: Target, kit: Kit) -> None:
    assert misfit.holds(kit), "the picture now fits here: tell the readers"


def calibrated() -> Iterator[tuple[str, str]]:
    for preset in ("healthy", "painful", "ring"):
        for name, held in parameters_of(getattr(Kit(), preset)).items():
            if held.status is Status.CALIBRATED:
                yield preset, name


def altered(preset: str, name: str, factor: float) -> Kit:
    """The kit with one number moved; both tissues share what they are made of."""
    kit = Kit()
    moved = {name: factor * getattr(getattr(kit, preset), name)}
    if preset == "ring":
        return replace(kit, ring=replace(kit.ring, **moved))
    return replace(
        kit, healthy=replace(kit.healthy, **moved), painful=replace(kit.painful, **moved)
    )


@pytest.mark.parametrize("factor", [0.8, 1.2])
@pytest.mark.parametrize(("preset", "name"), list(calibrated()))
def test_calibrated_parameter_is_pinned_by_a_target(preset: str, name: str, factor: float) -> None:
    kit = altered(preset, name, factor)
    assert not all(target.holds(kit) for target in ANCHORS + PUBLISHED)


def test_there_are_calibrated_parameters_to_move() -> None:
    assert {name for _preset, name in calibrated()} == {
        "healthy_sd_deg",
        "patch_sd_deg",
        "floor_deg",
    }
