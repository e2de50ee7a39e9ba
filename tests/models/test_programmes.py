"""Programmes become days, and what a sore tendon makes of a year of them."""

import pytest

from tendon_teaching.evidence import Status, parameters_of, value
from tendon_teaching.models.activities import activity
from tendon_teaching.models.programmes import (
    PROGRAMME_WEEKS,
    YEAR_WEEKS,
    After,
    Done,
    Programme,
    ProgrammeRules,
    cohort_start,
    days_of,
    follow,
    marked_case,
    measured_thickness,
    share_done,
    week_of,
)
from tendon_teaching.models.teaching_tendon import decomposition
from tendon_teaching.models.turnover import read_out, tendinopathic_state, walking_day

TRAINING = [programme for programme in Programme if programme.is_training]


def sessions(days):
    return sum(len(day) == 2 for day in days)


def gain(programme, week=PROGRAMME_WEEKS, after=After.STOP, rules=None):
    course = follow(programme, after, Done.ALL, rules)
    return course.at(week).stiffness_pct - course.at(0).stiffness_pct


# --- programmes become days --------------------------------------------------------------------


@pytest.mark.parametrize("programme", Programme)
def test_a_year_has_its_days(programme):
    days = days_of(programme)
    assert len(days) == 7 * YEAR_WEEKS
    assert set(days[7 * PROGRAMME_WEEKS :]) == {walking_day()}


def test_walking_only_has_no_sessions():
    assert sessions(days_of(Programme.WALKING, After.KEEP_ON)) == 0


def test_heel_drops_are_180_every_day_and_begin_at_the_force_of_the_activity():
    first = week_of(Programme.HEEL_DROPS, 1)
    assert (first.sessions, first.repetitions) == (7, 180)
    assert "180/d" in value("L120").group
    assert first.force_bw == activity("heel_drop").force_bw
    forces = [week_of(Programme.HEEL_DROPS, n).force_bw for n in range(1, PROGRAMME_WEEKS + 1)]
    assert forces == sorted(forces)
    assert forces[0] == forces[1] < forces[2] < forces[-1]


def test_as_tolerated_starts_with_fewer_and_never_asks_for_more_than_heel_drops():
    weeks = range(1, PROGRAMME_WEEKS + 1)
    asked = [week_of(Programme.AS_TOLERATED, number) for number in weeks]
    all_of_them = [week_of(Programme.HEEL_DROPS, number) for number in weeks]
    counts = [each.repetitions for each in asked]
    assert counts[0] < counts[-1] <= 180
    assert counts == sorted(counts)
    assert [each.force_bw for each in asked] == [each.force_bw for each in all_of_them]


def test_heavy_slow_becomes_fewer_and_heavier():
    first, last = (week_of(Programme.HEAVY, number) for number in (1, PROGRAMME_WEEKS))
    assert (first.sets, first.repetitions // first.sets) == (3, 15)
    assert (last.sets, last.repetitions // last.sets) == (4, 6)
    assert first.force_bw < last.force_bw == activity("loaded_raise").force_bw


@pytest.mark.parametrize("programme", TRAINING)
def test_keeping_on_means_two_sessions_as_in_the_last_week(programme):
    last, kept = (week_of(programme, n, After.KEEP_ON) for n in (PROGRAMME_WEEKS, 30))
    assert kept.sessions == value("L313").value == 2
    assert (kept.force_bw, kept.repetitions) == (last.force_bw, last.repetitions)
    after = days_of(programme, After.KEEP_ON)[7 * PROGRAMME_WEEKS :]
    assert sessions(after) == 2 * (YEAR_WEEKS - PROGRAMME_WEEKS)


@pytest.mark.parametrize(
    ("programme", "row"), [(Programme.HEAVY, "L099"), (Programme.HEEL_DROPS, "L102")]
)
def test_as_in_a_trial_the_published_share_of_sessions_is_done(programme, row):
    planned = sessions(days_of(programme))
    done = sessions(days_of(programme, done=Done.AS_IN_TRIALS))
    assert share_done(programme, Done.AS_IN_TRIALS) == value(row).value / 100
    assert done == pytest.approx(planned * value(row).value / 100, abs=1)


def test_missed_sessions_are_spread_over_the_weeks():
    days = days_of(Programme.HEEL_DROPS, done=Done.AS_IN_TRIALS)
    done = [sessions(days[7 * n : 7 * n + 7]) for n in range(PROGRAMME_WEEKS)]
    assert set(done) <= {5, 6}


@pytest.mark.parametrize("number", [0, 53, 1.5, -1])
def test_a_week_that_is_none_of_the_year_is_refused(number):
    with pytest.raises(ValueError, match="number is"):
        week_of(Programme.HEAVY, number)


def test_rules_that_make_no_sense_are_refused():
    with pytest.raises(ValueError, match="heavy_last_bw"):
        ProgrammeRules(heavy_last_bw=20)


def test_only_the_published_number_of_heel_drops_is_called_measured():
    measured = {
        name
        for name, declared in parameters_of(ProgrammeRules).items()
        if declared.status is Status.MEASURED
    }
    assert measured == {"heel_drops_a_day"}


# --- what the tendon makes of them -------------------------------------------------------------


def test_all_courses_start_at_the_tendinopathic_tendon():
    start = read_out(tendinopathic_state())
    for programme in Programme:
        first = follow(programme).at(0)
        assert first == cohort_start()
        assert first.modulus_pct == pytest.approx(100 * start.modulus_ratio)
        assert first.thickness_pct == pytest.approx(100 * start.thickness_ratio)


def test_the_marked_case_of_other_lessons_begins_lower():
    case, start = marked_case(), cohort_start()
    assert case.modulus_pct == pytest.approx(100 * decomposition()[-1].modulus_ratio)
    assert case.stiffness_pct < start.stiffness_pct - 5
    assert case.modulus_pct < start.modulus_pct - 5


@pytest.mark.parametrize("programme", Programme)
@pytest.mark.parametrize("after", After)
def test_no_programme_leaves_the_model(programme, after):
    course = follow(programme, after)
    assert course.stopped_on_day is None
    assert len(course.week) == 7 * YEAR_WEEKS + 1


def test_every_programme_stiffens_more_than_walking_and_heavy_most():
    assert 0 < gain(Programme.WALKING) < gain(Programme.AS_TOLERATED) / 3
    assert gain(Programme.HEAVY) > gain(Programme.HEEL_DROPS) > 10
    assert value("S122").direction.startswith("superior")


def test_doing_what_one_can_ends_where_all_of_them_end():
    assert gain(Programme.AS_TOLERATED) == pytest.approx(gain(Programme.HEEL_DROPS), abs=2)


@pytest.mark.parametrize("programme", TRAINING)
def test_after_stopping_most_of_the_gain_goes_and_keeping_on_holds_it(programme):
    gained = gain(programme)
    waiting = gain(Programme.WALKING, YEAR_WEEKS)
    stopped = gain(programme, YEAR_WEEKS) - waiting
    kept = gain(programme, YEAR_WEEKS, After.KEEP_ON) - waiting
    assert stopped < gained / 4
    assert gain(programme, YEAR_WEEKS, After.KEEP_ON) >= gained
    assert kept > 2 * stopped


@pytest.mark.parametrize("programme", Programme)
def test_the_lump_hardly_moves_in_twelve_weeks(programme):
    assert -4 < follow(programme).thickness_change_pct(PROGRAMME_WEEKS) < 0
    assert follow(programme).at(PROGRAMME_WEEKS).thickness_pct > 120


def test_more_weight_makes_heel_drops_stiffen_more():
    gains = [
        gain(Programme.HEEL_DROPS, rules=ProgrammeRules(carried_kg_a_week=kg)) for kg in (0, 1, 2)
    ]
    assert gains == sorted(gains)
    assert gains[-1] > gains[0] + 5


def test_fewer_sessions_gain_a_little_less():
    for programme in TRAINING:
        full, missed = (follow(programme, done=done).at(PROGRAMME_WEEKS) for done in Done)
        assert 0 < full.stiffness_pct - missed.stiffness_pct < 4


def test_walking_is_the_same_course_whatever_was_chosen():
    one = follow(Programme.WALKING, After.KEEP_ON, Done.AS_IN_TRIALS, ProgrammeRules())
    assert one is follow(Programme.WALKING)


# --- measured thickness, and misfits -----------------------------------------------------------


def test_measured_changes_of_thickness_are_those_of_their_rows():
    changes = {study.name: round(study.change_pct) for study in measured_thickness()}
    assert changes == {"heavy": -20, "eccentric": -12, "years": -14, "five_years": -7}
    for study in measured_thickness():
        assert study.before.group == study.after.group
        assert study.before.source_key == study.after.source_key
        assert study.before.is_printable
    within = {study.name for study in measured_thickness() if study.is_within_the_year}
    assert within == {"heavy", "eccentric"}


def test_misfit_the_lump_shrinks_less_in_a_year_than_in_one_trial():
    for study in measured_thickness():
        if study.is_within_the_year:
            assert follow(study.programme).thickness_change_pct(YEAR_WEEKS) > study.change_pct + 4


def test_misfit_a_year_of_heavy_training_makes_it_stiffer_than_healthy():
    assert follow(Programme.HEAVY, After.KEEP_ON).at(YEAR_WEEKS).stiffness_pct > 110
