"""The clinical course against print: arms of the fit, arms left out of it, known failures."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from tendon_teaching.evidence import value
from tendon_teaching.models import trial_arms
from tendon_teaching.models.clinical_course import follow, model
from tendon_teaching.models.patients import Baseline, draw_patients
from tendon_teaching.models.regimens import plan
from tendon_teaching.models.trial_arms import (
    CALIBRATION,
    CHECKS,
    MASSAGE_PATTERN,
    MASSAGE_START,
    NULL_ZONE_POINTS,
)

# Other people than those of the fit; arms are judged in as many as the report has.
PATIENTS, SEED = 300, 9
ARM_PATIENTS = 1000
STORIES = ("L", "S")
# Arms a story is known to miss; if it meets one, tell the readers of the model card.
MISSED = {
    ("L", "beyer2015_heavy_slow"),
    ("L", "lagas2022_year_10"),
    ("S", "vanderplas2012_year_5"),
    ("S", "lagas2022_year_10"),
}


@lru_cache(maxsize=32)
def people_from(mean):
    return draw_patients(PATIENTS, SEED, Baseline(mean))


@lru_cache(maxsize=64)
def off_by(arm_name, name):
    arm = trial_arms.arm(arm_name)
    people = draw_patients(ARM_PATIENTS, SEED, arm.baseline)
    course = follow(arm.plan, people, name, SEED, weeks=(arm.week,))
    return float(course.gain[-1]) - arm.gain


@lru_cache(maxsize=64)
def scores(regimen, name, start=MASSAGE_START, weeks=24, **choices):
    return follow(plan(regimen, days=7 * weeks, **choices), people_from(start), name, SEED).mean(
        "visa_a_observed"
    )


def lead(regimen, other, name, week):
    return float(scores(regimen, name)[week] - scores(other, name)[week])


def every_pair(arms):
    return pytest.mark.parametrize(
        ("name", "arm_name"), [(name, arm.name) for arm in arms for name in STORIES]
    )


# --- arms --------------------------------------------------------------------------------------


@every_pair(CALIBRATION)
def test_arm_of_the_fit_is_met_or_known_to_be_missed(name, arm_name):
    arm = trial_arms.arm(arm_name)
    is_met = abs(off_by(arm_name, name)) <= arm.tolerance
    assert is_met is ((name, arm_name) not in MISSED)


@every_pair(CHECKS)
def test_arm_left_out_is_met_or_known_to_be_missed(name, arm_name):
    arm = trial_arms.arm(arm_name)
    is_met = abs(off_by(arm_name, name)) <= arm.tolerance
    assert is_met is ((name, arm_name) not in MISSED)


@pytest.mark.parametrize("arm", [*CALIBRATION, *CHECKS], ids=lambda arm: arm.name)
def test_an_arm_says_where_it_comes_from(arm):
    assert arm.before.is_printable
    assert arm.after.is_printable
    assert arm.gain > 0
    assert str(arm.week) in arm.text


def test_arms_left_out_of_the_same_people_say_so():
    sources = {arm.before.source_key for arm in CALIBRATION}
    for arm in CHECKS:
        if arm.before.source_key in sources:
            assert arm.same_people_as, arm.name


# --- massage against loading -------------------------------------------------------------------


@pytest.mark.parametrize("name", STORIES)
def test_both_stories_see_massage_ahead_at_four_weeks(name):
    assert value(MASSAGE_PATTERN[4]).direction == "massage improved more"
    assert lead("massage", "home_eccentric", name, 4) > 3


@pytest.mark.parametrize("week", [8, 12, 24])
def test_story_b_sees_no_difference_later_as_the_trial_did(week):
    assert value(MASSAGE_PATTERN[week]).direction == "no difference"
    assert abs(lead("massage", "home_eccentric", "S", week)) < NULL_ZONE_POINTS


def test_known_failure_story_a_puts_massage_far_behind_at_24_weeks():
    assert lead("massage", "home_eccentric", "L", 24) < -NULL_ZONE_POINTS


@pytest.mark.parametrize("name", STORIES)
def test_both_are_not_better_than_loading_at_24_weeks(name):
    assert value("M006").direction == "not better"
    assert abs(lead("both", "home_eccentric", name, 24)) < NULL_ZONE_POINTS


@pytest.mark.parametrize("name", STORIES)
@pytest.mark.parametrize("regimen", ["massage", "home_eccentric", "both"])
def test_every_arm_of_the_massage_trial_improves(name, regimen):
    assert value("M003").direction == "improved in all arms"
    assert scores(regimen, name)[24] > scores(regimen, name)[0] + 5


@pytest.mark.parametrize("name", STORIES)
def test_known_failure_no_story_dips_under_180_repetitions_a_day(name):
    many, tolerated = scores("home_eccentric", name), scores("as_tolerated", name)
    assert "worse" in value("L120").direction
    assert many[3] >= tolerated[3] - 0.5
    assert many[3] > many[0]


# --- who is much better ------------------------------------------------------------------------


def much_better_pct(arm_name, name):
    """Not quite what the trial asked: people who gain what the field calls noticeable."""
    arm = trial_arms.arm(arm_name)
    course = follow(arm.plan, people_from(arm.start), name, SEED)
    return 100 * course.responders(arm.week, value("L118").value)


@pytest.mark.parametrize("name", STORIES)
def test_as_many_as_published_are_much_better_after_waiting(name):
    share_pct = much_better_pct("rompe2007_wait", name)
    assert share_pct == pytest.approx(value("L032").value, abs=10)


@pytest.mark.parametrize("name", STORIES)
def test_known_failure_too_many_are_much_better_after_loading(name):
    share_pct = much_better_pct("rompe2007_eccentric", name)
    assert share_pct > value("L022").value + 10
    assert share_pct > much_better_pct("rompe2007_wait", name) + 20


# --- what a clinician would ask ----------------------------------------------------------------


@pytest.mark.parametrize("name", STORIES)
@pytest.mark.parametrize("regimen", ["home_eccentric", "heavy_slow", "both", "wait"])
def test_a_severe_start_never_overtakes_a_typical_one(name, regimen):
    severe = scores(regimen, name, start=32.0, weeks=52)
    typical = scores(regimen, name, start=50.0, weeks=52)
    assert (typical - severe).min() > 3


@pytest.mark.parametrize("name", STORIES)
def test_massage_opens_the_door_for_a_severe_start_and_the_gain_is_small(name):
    alone = scores("home_eccentric", name, start=32.0)
    helped = scores("both", name, start=32.0)
    assert 2 < helped[4] - alone[4] < value("L118").value


def test_running_as_usual_under_the_rule_does_no_harm_and_more_without_it_does():
    people = people_from(MASSAGE_START)
    keen = replace(people, running_km_per_week=people.running_km_per_week * 0 + 25)

    def gain(share, monitored):
        chosen = plan("home_eccentric", days=168, running=share, monitored_running=monitored)
        return float(follow(chosen, keen, "L", SEED).gain[-1])

    assert gain(1.0, True) > gain(0.0, True) - 8
    free = [gain(share, False) for share in (0.5, 1.0, 2.5)]
    assert free[0] > free[1] > free[2]
    assert free[2] < 0


def test_a_higher_ceiling_and_a_bolder_rule_help_up_to_a_point_in_story_a():
    people = people_from(MASSAGE_START)

    def gain(**choices):
        ceiling = choices.pop("ceiling", None)
        chosen = plan("home_eccentric", days=168, **choices)
        if ceiling:
            exercise = replace(chosen.regimen.exercise, ceiling_bw=ceiling)
            chosen = replace(chosen, regimen=replace(chosen.regimen, exercise=exercise))
        return float(follow(chosen, people, "L", SEED).gain[-1])

    light, heavier, heavy = (gain(ceiling=bw) for bw in (2.5, 3.0, 3.8))
    assert light + 3 < heavier < heavy
    assert gain(pain_rule=1) < gain(pain_rule=3) < gain(pain_rule=5)


# --- tissue ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", STORIES)
def test_only_loading_stiffens_the_tendon_beyond_waiting(name):
    people = people_from(MASSAGE_START)

    def stiffness(regimen):
        return follow(plan(regimen, days=84), people, name, SEED).mean("stiffness_ratio")

    waited, rubbed, loaded = map(stiffness, ("wait", "massage", "home_eccentric"))
    assert rubbed[12] < waited[12] + 0.01
    assert loaded[12] > waited[12] + 0.08
    assert 1.08 < loaded[12] / loaded[0] < 1.30


def test_both_stories_agree_on_the_tissue():
    people = people_from(MASSAGE_START)
    ends = [
        follow(plan("home_eccentric", days=84), people, name, SEED).mean("stiffness_ratio")[-1]
        for name in STORIES
    ]
    assert ends[0] == pytest.approx(ends[1], abs=0.02)


def test_a_thinner_tendon_is_not_what_makes_people_better():
    course = follow(plan("home_eccentric", days=84), people_from(MASSAGE_START), "L", SEED)
    assert course.gain[-1] > 14
    assert course.mean("thickness_ratio")[-1] / course.mean("thickness_ratio")[0] > 0.95
    thinning = course.thickness_ratio[0] - course.thickness_ratio[-1]
    assert abs(np.corrcoef(thinning, course.gain_of_each(12))[0, 1]) < 0.5


@pytest.mark.parametrize("name", STORIES)
def test_most_of_the_spread_is_people_not_treatment(name):
    course = follow(plan("home_eccentric", days=168), people_from(MASSAGE_START), name, SEED)
    low, _q1, _middle, _q3, high = course.quantiles()[:, -1]
    assert high - low > 2 * abs(lead("home_eccentric", "wait", name, 24))


def test_a_large_cohort_tells_the_same_mean_as_a_small_one():
    large = draw_patients(2000, SEED, Baseline(50))
    chosen = plan("home_eccentric", days=84)
    ends = [
        follow(chosen, large.take(slice(0, count)), model("L"), SEED).mean("visa_a")[-1]
        for count in (300, 2000)
    ]
    assert ends[0] == pytest.approx(ends[1], abs=1.5)
