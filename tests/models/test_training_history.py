"""From weeks of running to days of load, and what the turnover model makes of them."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models.turnover_targets import RUN_SECONDS, STEPS_PER_KM, USUAL_KM, Kit, runs

from tendon_teaching.models.training_history import (
    HARD_WEEK,
    KM_STEP,
    YEAR_WEEKS,
    Road,
    RunningHabit,
    Spread,
    TrainingHistory,
    days_of,
    follow,
)
from tendon_teaching.models.turnover import LoadBlock, TurnoverParameters, walking_day


def year(road, *, recovery=True, **changes):
    return follow(replace(road.history, **changes), recovery=recovery)


def at(course, week):
    row = course.row_of(week)
    return {
        name: float(getattr(course, name)[row])
        for name in ("damage_pct", "reactivity", "stiffness_pct", "modulus_pct", "area_pct")
    }


# --- weeks become days -------------------------------------------------------------------------


def test_the_runner_is_the_one_the_turnover_model_is_checked_with():
    habit = RunningHabit()
    assert (habit.usual_km, habit.steps_per_km) == (USUAL_KM, STEPS_PER_KM)
    assert habit.seconds_per_step == RUN_SECONDS
    assert days_of(Road.STEADY.history) == runs(USUAL_KM) * YEAR_WEEKS


def test_a_steady_year_is_that_of_the_turnover_model():
    mine, theirs = follow(Road.STEADY.history), Kit().usual_running
    assert mine.stiffness_pct == pytest.approx(100 * theirs.stiffness_ratio - 100)
    assert mine.damage_pct == pytest.approx(100 * theirs.damage)


@pytest.mark.parametrize("spread", Spread)
def test_the_distance_is_shared_by_the_days_with_a_run(spread):
    history = TrainingHistory((30.0,), (6.0,), spread)
    days = days_of(history)
    assert len(days) == 7
    runs_ = [day[-1] for day in days if len(day) == 2]
    assert [len(day) == 2 for day in days] == [day in spread.days for day in range(7)]
    assert sum(run.cycles for run in runs_) == pytest.approx(30 * RunningHabit().steps_per_km)
    assert {run.force_bw for run in runs_} == {6.0}


def test_every_day_has_its_walking_and_a_week_without_running_only_that():
    days = days_of(TrainingHistory((10.0, 0.0), (5.0, 5.0)))
    assert all(day[0] == walking_day()[0] for day in days)
    assert days[7:] == (walking_day(),) * 7


def test_near_rest_means_hardly_walking_and_only_where_nothing_is_run():
    days = days_of(TrainingHistory((10.0, 0.0), (5.0, 5.0), near_rest=True))
    (block,) = days[7]
    assert block == LoadBlock(2.6, RunningHabit().near_rest_steps, 0.6)
    assert days[1] == walking_day()


def test_alike_days_are_the_same_object_so_that_they_are_prepared_once():
    assert len({id(day) for day in days_of(Road.STEADY.history)}) == 2


# --- bad input ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("km", "force", "complaint"),
    [
        ((), (), "weeks is 0"),
        ((20.0,), (5.0, 5.0), "km has 1 weeks and peak_force_bw has 2"),
        ((20.0, -1.0), (5.0, 5.0), "km of week 2 is -1"),
        ((20.0, math.nan), (5.0, 5.0), "km of week 2 is nan"),
        ((300.0,), (5.0,), "between 0 and 200 km"),
        ((20.0,), (12.0,), "peak_force_bw of week 1 is 12"),
        ((20.0,), (2.0,), "between 3 and 9"),
        ((20.0,) * 521, (5.0,) * 521, "weeks is 521"),
    ],
)
def test_a_history_that_cannot_be_is_refused_naming_the_week(km, force, complaint):
    with pytest.raises(ValueError, match=complaint):
        TrainingHistory(km, force)


def test_the_hardest_history_of_all_ends_with_the_model_and_not_with_nonsense():
    course = follow(TrainingHistory((200.0,) * 52, (9.0,) * 52, Spread.TWO))
    assert course.ends_in_week == 1
    assert course.knows(0)
    assert not course.knows(1)
    assert np.isfinite(course.modulus_pct).all()
    assert course.row_of(52) == len(course.week) - 1


# --- what the roads show -----------------------------------------------------------------------


def test_running_steadily_trains():
    end = at(year(Road.STEADY), 52)
    assert 5 < end["stiffness_pct"] < 9
    assert end["damage_pct"] < 6
    assert end["reactivity"] < 0.06


def test_one_hilly_week_swells_and_softens_the_tendon_and_hardly_shows_in_its_stiffness():
    course = year(Road.HILLY_WEEK)
    before, after = at(course, HARD_WEEK - 1), at(course, HARD_WEEK + 4)
    assert before == at(year(Road.STEADY), HARD_WEEK - 1)
    assert after["area_pct"] > 20
    assert after["modulus_pct"] < -20
    assert -10 < after["stiffness_pct"] < 0
    assert course.peak_damage_week == HARD_WEEK


def test_a_slow_creep_looks_well_at_half_time_and_ends_in_the_same_trouble():
    course, sudden = year(Road.CREEP), year(Road.HILLY_WEEK)
    half, end = at(course, 26), at(course, 52)
    assert half["stiffness_pct"] > 3
    assert 0.15 < half["reactivity"] < 0.5
    assert course.ends_in_week is None
    assert sudden.ends_in_week is None
    assert end["area_pct"] == pytest.approx(sudden.area_pct[sudden.worst_row], abs=12)
    assert end["modulus_pct"] == pytest.approx(sudden.modulus_pct[sudden.worst_row], abs=6)


def test_twice_the_distance_for_a_week_does_almost_nothing():
    double, steady = year(Road.DOUBLE_WEEK), year(Road.STEADY)
    assert np.abs(double.modulus_pct - steady.modulus_pct).max() < 1.5
    assert double.peak_reactivity < 0.1


def test_after_near_rest_the_same_return_is_too_much_and_after_walking_it_is_not():
    sofa, walked = year(Road.AFTER_REST), year(Road.AFTER_REST, near_rest=False)
    assert sofa.peak_reactivity > 4 * walked.peak_reactivity
    assert at(sofa, 35)["modulus_pct"] < -15 < at(walked, 35)["modulus_pct"]


def test_the_edge_of_a_hard_week_is_steep():
    def end_with(force):
        forces = list(Road.STEADY.history.peak_force_bw)
        forces[HARD_WEEK - 1] = force
        return at(year(Road.STEADY, peak_force_bw=tuple(forces)), 52)["modulus_pct"]

    mild, hard, harder = (end_with(force) for force in (6.5, 7.0, 7.3))
    assert mild > -2
    assert hard < -10
    assert harder < hard - 25


def test_with_and_without_recovery_the_models_disagree_about_the_worst_week():
    def worst(recovery):
        peaks = {
            spread: year(Road.CREEP, spread=spread, recovery=recovery).peak_damage_pct
            for spread in (Spread.IN_A_ROW, Spread.TWO)
        }
        return max(peaks, key=peaks.__getitem__)

    assert worst(recovery=True) is Spread.IN_A_ROW
    assert worst(recovery=False) is Spread.TWO


def test_without_recovery_a_session_matters_less():
    with_it, without = (year(Road.CREEP, recovery=recovery) for recovery in (True, False))
    assert without.peak_damage_pct < with_it.peak_damage_pct


@pytest.mark.parametrize("road", Road)
def test_every_road_can_be_painted(road):
    history = road.history
    assert history.weeks == YEAR_WEEKS
    assert all(km % KM_STEP == 0 for km in history.km)
    assert all(round(10 * force, 6) % 1 == 0 for force in history.peak_force_bw)
    assert road.text


# --- properties --------------------------------------------------------------------------------

weeks = st.lists(st.tuples(st.floats(0, 120), st.floats(4, 9)), min_size=1, max_size=12).map(
    lambda pairs: tuple(zip(*pairs, strict=True))
)


@settings(max_examples=40, deadline=None)
@given(weeks, st.sampled_from(Spread), st.booleans(), st.booleans())
def test_whatever_is_painted_gives_finite_rows_that_end_where_the_model_ends(
    loads, spread, near_rest, recovery
):
    course = follow(TrainingHistory(*loads, spread, near_rest), recovery=recovery)
    last = len(course.week) - 1
    for name in ("damage_pct", "reactivity", "stiffness_pct", "modulus_pct", "thickness_ratio"):
        values = getattr(course, name)
        assert len(values) == last + 1
        assert np.isfinite(values).all()
        assert not values.flags.writeable
    assert course.damage_pct.max() <= 50
    days = 7 * len(loads[0])
    if course.ends_in_week is None:
        assert last == days
    else:
        assert 7 * (course.ends_in_week - 1) <= last < 7 * course.ends_in_week


@settings(max_examples=25, deadline=None)
@given(weeks, st.integers(0, 11), st.floats(1, 1.5))
def test_more_force_in_a_week_never_means_less_damage_in_it(loads, place, times):
    km, force = loads
    place %= len(km)
    more = tuple(min(9.0, f * times) if w == place else f for w, f in enumerate(force))
    usual, harder = (follow(TrainingHistory(km, f)) for f in (force, more))
    rows = range(min(7 * (place + 1) + 1, len(usual.week), len(harder.week)))
    assert all(harder.damage_pct[row] >= usual.damage_pct[row] - 1e-9 for row in rows)


def test_a_lecturer_can_change_the_habit_and_the_constants():
    easy = follow(Road.HILLY_WEEK.history, habit=RunningHabit(steps_per_km=300.0))
    tough = follow(Road.HILLY_WEEK.history, parameters=TurnoverParameters(damage_factor=0.0005))
    usual = follow(Road.HILLY_WEEK.history)
    assert easy.peak_damage_pct < usual.peak_damage_pct
    assert tough.peak_damage_pct < usual.peak_damage_pct


def test_the_same_history_is_computed_once():
    history = replace(Road.STEADY.history, spread=Spread.DAILY)
    assert follow(history) is follow(replace(history))
