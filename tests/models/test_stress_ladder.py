"""The ladder of stress: hand against step, computed from the register."""

import pytest

from tendon_teaching.evidence import UnverifiedRow, value
from tendon_teaching.models.mechanics import FibreBundle
from tendon_teaching.models.stress_ladder import (
    KG_PER_CM2_IN_MPA,
    Direction,
    hand_against,
    ladder,
    rung,
    times_more,
)
from tendon_teaching.models.turnover import WalkingHabit

ORDER = (
    "light_massage",
    "deep_massage",
    "friction_massage",
    "seated_raise",
    "walking",
    "heel_raise",
    "running",
    "hop",
    "breaking",
)


def test_the_rungs_stand_in_order_hands_below_steps():
    assert tuple(one.name for one in ladder()) == ORDER
    assert [one.direction for one in ladder()] == [Direction.ACROSS] * 3 + [Direction.ALONG] * 6


@pytest.mark.parametrize(
    ("name", "mpa"),
    [
        ("light_massage", 0.00125),
        ("deep_massage", 0.0025),
        ("friction_massage", 0.227),
        ("seated_raise", 5.7),
        ("walking", 30),
        ("heel_raise", 34),
        ("running", 60),
        ("hop", 84),
        ("breaking", 100),
    ],
)
def test_a_rung_is_as_high_as_the_arithmetic_says(name, mpa):
    assert rung(name).stress_mpa == pytest.approx(mpa, rel=0.011)


def test_friction_massage_has_the_quartiles_of_the_therapists():
    friction, row = rung("friction_massage"), value("M074")
    assert friction.low_mpa == row.spread_low / 1000
    assert friction.high_mpa == row.spread_high / 1000
    kg = [mpa / KG_PER_CM2_IN_MPA for mpa in (friction.low_mpa, friction.stress_mpa)]
    assert kg == pytest.approx([1.02, 2.31], abs=0.01)


def test_a_walking_step_is_the_step_of_the_remodelling_lessons():
    assert rung("walking").stress_mpa == pytest.approx(WalkingHabit().force_bw * 687 / 60)
    assert FibreBundle().area_mm2 == 60


def test_the_middle_of_a_rung_lies_in_its_range():
    for one in ladder():
        assert one.low_mpa <= one.stress_mpa <= one.high_mpa
        assert one.has_range == (one.low_mpa < one.high_mpa)


def test_the_usual_thumb_against_a_walking_step():
    against = hand_against(2.3)
    assert against.times_more == pytest.approx(132, abs=1)
    assert against.rung.kg_per_cm2 == pytest.approx(304, abs=1)


def test_the_hardest_thumb_against_the_lightest_exercise():
    assert hand_against(4.2, "seated_raise").times_more == pytest.approx(14, abs=0.2)


def test_friction_massage_stays_70_to_300_times_below_walking():
    friction, walking = rung("friction_massage"), rung("walking").stress_mpa
    assert 70 < walking / friction.high_mpa < walking / friction.low_mpa < 300
    assert times_more("walking", "friction_massage") == pytest.approx(131, abs=1)


def test_more_hand_is_always_less_of_a_gap():
    gaps = [hand_against(kg).times_more for kg in (0.5, 1, 2.3, 4.2, 5)]
    assert gaps == sorted(gaps, reverse=True)


def test_every_rung_names_rows_that_may_be_shown():
    for one in ladder():
        assert one.register_ids
        for row in one.register_ids:
            assert value(row).is_printable


def test_the_unverified_rows_are_not_behind_any_rung():
    used = {row for one in ladder() for row in one.register_ids}
    for unverified in ("M073", "M086"):
        assert unverified not in used
        with pytest.raises(UnverifiedRow):
            value(unverified)


def test_every_rung_has_words():
    assert len({one.text for one in ladder()}) == len(ORDER)
    assert {one.direction.text for one in ladder()} == {"pressed across", "pulled along"}


# Where it misses


def test_misfit_one_method_puts_running_above_the_textbook_strength():
    assert rung("running").high_mpa > rung("breaking").stress_mpa


def test_misfit_the_teaching_step_lies_below_what_was_measured_in_walking():
    least_bw = min(value("L161").spread_low, value("S109").value / 687)
    assert WalkingHabit().force_bw < least_bw


# Bad input


@pytest.mark.parametrize("wrong", [0.4, 5.1, float("nan"), -2, "2"])
def test_an_impossible_hand_is_refused(wrong):
    with pytest.raises(ValueError, match=r"kg_per_cm2 is .*between 0.5 and 5"):
        hand_against(wrong)


def test_an_unknown_rung_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match=r"no rung is named 'sprint'; .*walking"):
        hand_against(2, "sprint")
