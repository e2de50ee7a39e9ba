"""The comparison is put together as the stored courses, the register and the report have it."""

import numpy as np
import pytest

from tendon_teaching.evidence import value
from tendon_teaching.models.course_bands import bands
from tendon_teaching.models.four_stories import (
    LAST_WEEK,
    LIVES,
    Setting,
    arm_check,
    arm_checks,
    four_stories,
    largest_tissue_gap_pct,
    massage_pattern,
    share_of_people_pct,
    whole_course_meetings,
)
from tendon_teaching.models.regimens import RegimenName
from tendon_teaching.models.trial_arms import CALIBRATION, CHECKS, NULL_ZONE_POINTS

WAIT, MASSAGE, LOADING, BOTH = LIVES
both_stories = pytest.mark.parametrize("story", ["L", "S"])


@both_stories
def test_all_four_start_at_one_point(story):
    stories = four_stories(story)
    starts = {(life.visa_a[0], life.stiffness_pct[0]) for life in stories.lives}
    assert len(starts) == 1
    assert stories.score(WAIT, 0) == pytest.approx(stories.setting.visa_a_start, abs=1.5)


@both_stories
@pytest.mark.parametrize("name", LIVES)
def test_a_life_is_the_stored_course_of_its_regimen(story, name):
    life = four_stories(story, Setting(40.0, 60.0, 3.0, 20.0)).life(name)
    stored = bands(
        story, name, visa_a_start=40.0, adherence=0.6, pain_rule=3.0, massage_rebuild_pct=20.0
    )
    assert np.array_equal(life.visa_a, stored.visa_a_mean)
    assert np.array_equal(life.low, stored.visa_a[0])
    assert np.array_equal(life.high, stored.visa_a[-1])
    assert np.allclose(life.stiffness_pct, 100 * stored.stiffness_ratio)


@both_stories
def test_the_mean_lies_inside_the_middle_of_people(story):
    for life in four_stories(story).lives:
        assert (life.low < life.visa_a).all()
        assert (life.visa_a < life.high).all()


def test_meetings_are_those_of_the_published_trial():
    weeks = 6
    massages = weeks * (value("M008").value + value("M008b").value)
    assert whole_course_meetings(MASSAGE) == massages
    assert whole_course_meetings(LOADING) == value("M010").value
    assert whole_course_meetings(WAIT) == 0
    assert whole_course_meetings(BOTH) == massages + value("M010").value


def test_meetings_are_counted_as_they_come_and_end_with_the_programme():
    life = four_stories("L").life(MASSAGE)
    assert [life.meetings[life.row(week)] for week in (0, 1, 6, 12, LAST_WEEK)] == [
        0,
        2,
        12,
        18,
        18,
    ]


# The story of the first scenes, and what it must not be made to say


@both_stories
def test_massage_lifts_within_two_weeks_and_moves_no_further_right_than_waiting(story):
    stories = four_stories(story)
    assert stories.lead(MASSAGE, WAIT, 2) > 3
    for week in (2, 4, 12, 24):
        assert stories.stiffness(MASSAGE, week) <= stories.stiffness(WAIT, week) + 0.5


@both_stories
def test_only_lives_with_loading_move_clearly_right(story):
    stories = four_stories(story)
    for name in (LOADING, BOTH):
        assert stories.stiffness(name, 12) > stories.stiffness(WAIT, 12) + 5


def test_from_a_bad_start_massage_beside_loading_stands_higher_at_week_four_than_loading_alone():
    bad = four_stories("L", Setting(visa_a_start=30.0))
    assert bad.lead(BOTH, LOADING, 4) > 2
    assert abs(bad.lead(BOTH, LOADING, 24)) < bad.lead(BOTH, LOADING, 4)


def test_a_bad_start_does_not_overtake_a_typical_one():
    bad, typical = four_stories("L", Setting(visa_a_start=30.0)), four_stories("L")
    for week in (4, 12, 24, LAST_WEEK):
        assert bad.score(LOADING, week) < typical.score(LOADING, week)


def test_masked_pain_swells_the_massaged_tendon_a_little_more():
    stories = four_stories("L")
    hands, none = stories.life(MASSAGE), stories.life(WAIT)
    row = hands.row(12)
    assert 0 < hands.area_pct[row] - none.area_pct[row] < 5


def test_the_what_if_moves_massage_to_the_right_and_loading_not_at_all():
    plain, asked = four_stories("L"), four_stories("L", Setting(rebuild_pct=100.0))
    assert asked.stiffness(MASSAGE, 12) > plain.stiffness(MASSAGE, 12) + 3
    assert asked.stiffness(LOADING, 12) == plain.stiffness(LOADING, 12)


def test_the_stories_agree_on_the_tissue_and_not_on_massage():
    a, b = four_stories("L"), four_stories("S")
    for week in (2, 12, 24):
        assert largest_tissue_gap_pct(a, b, week) < 2
    assert b.score(MASSAGE, 12) - a.score(MASSAGE, 12) > 4


def test_people_differ_more_than_the_means_of_the_four_lives():
    assert share_of_people_pct(four_stories("L"), LOADING, 24) > 120


# Against print


def test_story_a_misses_the_pattern_of_the_massage_trial_later_and_story_b_does_not():
    a, b = (massage_pattern(four_stories(name)) for name in ("L", "S"))
    assert [check.week for check in a] == [4, 8, 12, 24]
    assert a[0].found_ahead
    assert not any(check.found_ahead for check in a[1:])
    assert a[0].fits
    assert not a[-1].fits
    assert a[-1].lead_points < -NULL_ZONE_POINTS
    assert all(check.fits for check in b)


def test_the_trial_found_massage_ahead_at_week_four_only():
    assert value("M004").time == "4 wk"
    assert value("M004").direction == "massage improved more"
    assert value("M005").time == "8, 12 and 24 wk"
    assert value("M005").direction == "no difference"


def test_every_published_arm_is_looked_at_and_known_as_fitted_or_held_out():
    checks = arm_checks()
    assert [check.arm for check in checks] == [*CALIBRATION, *CHECKS]
    assert sum(check.was_fitted for check in checks) == len(CALIBRATION)


def test_story_b_misses_the_fifth_year_and_story_a_meets_it():
    five = arm_check("vanderplas2012_year_5")
    assert not five.fits("S")
    assert five.gains["S"] > five.arm.gain
    assert five.fits("L")


def test_the_report_and_the_stored_courses_tell_of_the_same_fit():
    """They are made by two commands, and one may be forgotten."""
    for name in ("rompe2007_wait", "rompe2007_eccentric"):
        check = arm_check(name)
        for story in ("L", "S"):
            setting = Setting(visa_a_start=check.arm.start, adherence_pct=78.0)
            life = four_stories(story, setting).life(RegimenName(check.arm.regimen))
            gain = life.visa_a[life.row(check.arm.week)] - life.visa_a[0]
            assert gain == pytest.approx(check.gains[story], abs=4.0)


# Bad input


def test_what_is_not_there_is_refused_with_what_is():
    stories = four_stories("L")
    with pytest.raises(ValueError, match="week is 5"):
        stories.life(WAIT).row(5)
    with pytest.raises(ValueError, match="wait, massage"):
        stories.life(RegimenName.HEAVY_SLOW)
    with pytest.raises(ValueError, match="parameter set"):
        four_stories("Z")
    with pytest.raises(ValueError, match="rompe2007_wait"):
        arm_check("rompe")
    with pytest.raises(ValueError, match="week"):
        share_of_people_pct(stories, LOADING, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"visa_a_start": 29.0},
        {"visa_a_start": float("nan")},
        {"adherence_pct": 101.0},
        {"pain_rule": 0.0},
        {"rebuild_pct": -1.0},
    ],
)
def test_a_setting_outside_its_range_is_refused_by_name(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Setting(**wrong)
