"""The turnover model against print, in its behaviour, and where it is known to miss."""

import pytest
from models.turnover_targets import ANCHORS, BEHAVIOUR, MISFITS, PUBLISHED, Kit, Target

KIT = Kit()


@pytest.mark.parametrize("target", PUBLISHED, ids=str)
def test_published_target_is_met(target: Target) -> None:
    assert target.holds(KIT)


@pytest.mark.parametrize("target", PUBLISHED, ids=str)
def test_published_target_is_met_without_the_idea_of_recovery_too(target: Target) -> None:
    assert target.holds(Kit(recovery=False))


@pytest.mark.parametrize("target", BEHAVIOUR, ids=str)
def test_behaviour_has_the_right_sign_and_order(target: Target) -> None:
    assert target.holds(KIT)


@pytest.mark.parametrize("target", ANCHORS, ids=str)
def test_teaching_tendon_is_still_the_same(target: Target) -> None:
    assert target.holds(KIT)


@pytest.mark.parametrize("misfit", MISFITS, ids=str)
def test_known_misfit_is_still_a_misfit(misfit: Target) -> None:
    assert misfit.holds(KIT), "the model now fits here: tell the readers"
