"""Every calibrated number of the turnover model is pinned: move it by a fifth and a check fails."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from models.turnover_targets import ANCHORS, BEHAVIOUR, PUBLISHED, Kit

from tendon_teaching.evidence import Status, parameters_of

# Anchors first: they are quick and nearly always the ones that notice.
CHECKS = ANCHORS + PUBLISHED + BEHAVIOUR
OBJECTS = ("parameters", "start")


def calibrated() -> Iterator[tuple[str, str]]:
    for place in OBJECTS:
        for name, held in parameters_of(getattr(Kit(), place)).items():
            if held.status is Status.CALIBRATED:
                yield place, name


def altered(place: str, name: str, factor: float) -> Kit:
    model = getattr(Kit(), place)
    return replace(
        Kit(),
        **{place: replace(model, **{name: min(factor * getattr(model, name), _most(place, name))})},
    )


def _most(place: str, name: str) -> float:
    return parameters_of(getattr(Kit(), place))[name].allowed_high


@pytest.mark.parametrize("factor", [0.8, 1.2])
@pytest.mark.parametrize(("place", "name"), list(calibrated()))
def test_calibrated_parameter_is_pinned_by_a_check(place: str, name: str, factor: float) -> None:
    kit = altered(place, name, factor)
    assert not all(target.holds(kit) for target in CHECKS)


def test_both_objects_have_calibrated_parameters_to_move() -> None:
    assert {place for place, _name in calibrated()} == set(OBJECTS)


def test_the_checks_hold_before_anything_is_moved() -> None:
    assert all(target.holds(Kit()) for target in CHECKS)
