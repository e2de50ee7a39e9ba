"""The model against print, against its own anchors, and where it is known to miss."""

import pytest
from models.mechanics_targets import ANCHORS, MISFITS, PUBLISHED, Kit, Target


@pytest.mark.parametrize("target", PUBLISHED, ids=str)
def test_published_target_is_met(target: Target) -> None:
    assert target.holds(Kit())


@pytest.mark.parametrize("target", ANCHORS, ids=str)
def test_teaching_tendon_is_still_the_same(target: Target) -> None:
    assert target.holds(Kit())


@pytest.mark.parametrize("misfit", MISFITS, ids=str)
def test_known_misfit_is_still_a_misfit(misfit: Target) -> None:
    assert misfit.holds(Kit()), "the model now fits here: tell the readers"
