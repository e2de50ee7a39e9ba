"""What a trial can tell follows from its groups, its care and its size, and its sums are right."""

import math

import numpy as np
import pytest

from tendon_teaching.evidence import value
from tendon_teaching.models.four_stories import LIVES, four_stories
from tendon_teaching.models.trial_design import Aim, Arms, Spread, TrialDesign, verdicts

WAIT, MASSAGE, LOADING, BOTH = LIVES


def told(design):
    return {verdict.aim: verdict.can_tell for verdict in verdicts(design)}


def test_the_spread_is_that_of_the_register():
    assert Spread().visa_a_sd == value("L107").spread


def test_four_times_the_people_halve_what_can_be_seen():
    small, large = TrialDesign(people_per_group=20), TrialDesign(people_per_group=80)
    assert large.detectable_points == pytest.approx(small.detectable_points / 2)
    assert large.interval_points == pytest.approx(small.interval_points / 2)


def test_a_detectable_difference_is_found_four_times_in_five_and_none_one_time_in_twenty():
    design = TrialDesign(people_per_group=33)
    assert design.chance_to_find_pct(design.detectable_points) == pytest.approx(80, abs=0.1)
    assert design.chance_to_find_pct(-design.detectable_points) == pytest.approx(80, abs=0.1)
    assert design.chance_to_find_pct(0.0) == pytest.approx(5, abs=0.01)


def test_the_chance_agrees_with_trials_drawn_at_random():
    design, true = TrialDesign(people_per_group=20), -12.0
    rng = np.random.default_rng(4)
    shape = (4000, design.people_per_group)
    hands = rng.normal(true, design.spread.visa_a_sd, shape).mean(axis=1)
    load = rng.normal(0.0, design.spread.visa_a_sd, shape).mean(axis=1)
    found = np.abs(hands - load) > design.interval_points
    assert 100 * found.mean() == pytest.approx(design.chance_to_find_pct(true), abs=2.5)


def test_expected_differences_are_those_of_the_map():
    for name in ("L", "S"):
        lead = four_stories(name).lead(MASSAGE, LOADING, 24)
        assert TrialDesign(weeks=24).expected(name) == pytest.approx(lead)


def test_as_many_meetings_help_loading_most_in_the_story_of_care():
    for name, least in (("L", 0.0), ("S", 2.0)):
        as_it_comes = TrialDesign(weeks=24).expected(name)
        alike = TrialDesign(weeks=24, equal_contact=True).expected(name)
        assert as_it_comes - alike >= least
    a, b = (
        TrialDesign(weeks=24).expected(name)
        - TrialDesign(weeks=24, equal_contact=True).expected(name)
        for name in ("L", "S")
    )
    assert b > a


def test_the_published_trial_has_no_clean_answer():
    design = TrialDesign()
    assert design.people == value("M001").value
    assert design.meetings == (18, 1)
    answers = told(design)
    assert not any(answers[aim] for aim in (Aim.HANDS, Aim.TIME, Aim.BELIEF, Aim.LASTING))


def test_each_question_is_answered_by_what_it_needs_and_by_nothing_else():
    base = told(TrialDesign(people_per_group=20, weeks=24))
    for changes, aim in (
        ({"equal_contact": True}, Aim.HANDS),
        ({"arms": Arms.WITH_WAITING}, Aim.TIME),
        ({"arms": Arms.WITH_SHAM}, Aim.BELIEF),
    ):
        answers = told(TrialDesign(**({"people_per_group": 20, "weeks": 24} | changes)))
        changed = {each for each in Aim if answers[each] != base[each]} - {Aim.STORIES}
        assert changed == {aim}
    assert told(TrialDesign(weeks=52))[Aim.LASTING]


def test_no_number_of_people_tells_hands_from_meetings():
    for people in (2, 20, 10_000):
        assert not told(TrialDesign(people_per_group=people))[Aim.HANDS]


def test_enough_people_tell_the_stories_apart_and_few_do_not():
    assert not told(TrialDesign(people_per_group=5))[Aim.STORIES]
    assert told(TrialDesign(people_per_group=1000))[Aim.STORIES]
    design = TrialDesign()
    enough = 2 * ((1.959964 + 0.841621) * design.spread.visa_a_sd / design.gap_points) ** 2
    assert told(TrialDesign(people_per_group=math.ceil(enough)))[Aim.STORIES]
    assert not told(TrialDesign(people_per_group=math.floor(enough)))[Aim.STORIES]


def test_the_reasons_name_the_numbers():
    words = {verdict.aim: verdict.why for verdict in verdicts(TrialDesign())}
    assert "18 meetings against 1" in words[Aim.HANDS]
    assert f"it can see {TrialDesign().detectable_points:.0f}" in words[Aim.STORIES]
    assert "12 weeks after" in words[Aim.LASTING]
    early = {v.aim: v.why for v in verdicts(TrialDesign(weeks=4))}
    assert "before the care has ended" in early[Aim.LASTING]


def test_groups_are_counted():
    assert [arms.count for arms in Arms] == [3, 3, 3, 4]
    assert TrialDesign(arms=Arms.WITH_BOTH_CHECKS, people_per_group=40).people == 160
    for arms in Arms:
        assert arms.text.count(",") == arms.count - 1


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"people_per_group": 1}, "people_per_group"),
        ({"people_per_group": 2.5}, "people_per_group"),
        ({"weeks": 60}, "weeks"),
    ],
)
def test_an_impossible_trial_is_refused_by_name(wrong, name):
    with pytest.raises(ValueError, match=name):
        TrialDesign(**wrong)
