"""How hard, how long, how often: doses against print, their zones, and where the model ends."""

from dataclasses import replace

import numpy as np
import pytest

from tendon_teaching.evidence import value
from tendon_teaching.models.loading_dose import (
    MOST_WEEKS,
    SECONDS,
    STRAINS_PCT,
    Base,
    LoadingDose,
    WeeklyHour,
    WindowRules,
    Zone,
    dose_curve,
    follow_dose,
    follow_hour,
    force_of_strain_bw,
    judge_dose,
    strain_of_force_pct,
    walking_strain_pct,
)
from tendon_teaching.models.massage import WhatIf, massage_day
from tendon_teaching.models.turnover import Validity, WalkingHabit, simulate, walking_day

DOSE = LoadingDose()
MANY = replace(DOSE, strain_pct=7.5, repetitions=12)
BED = replace(DOSE, sessions_a_week=0)
DOSES = {
    "usual": DOSE,
    "quick": replace(DOSE, seconds_per_contraction=0.5, repetitions=24),
    "many": replace(DOSE, repetitions=12),
    "very many": replace(DOSE, repetitions=30, sessions_a_week=7),
    "once a week": replace(DOSE, sessions_a_week=1),
    "none": BED,
    "odd seconds": replace(DOSE, seconds_per_contraction=1.7),
}


def number_of(row_id):
    number = value(row_id).value
    assert number is not None
    return number


def stiffness_pct(dose, base=Base.WALKING):
    change = judge_dose(dose, base).change
    assert change is not None
    return change.stiffness_pct


def at_strain(strain_pct, **changes):
    return replace(DOSE, strain_pct=strain_pct, **changes)


# Print


@pytest.mark.parametrize("row_id", ["L131", "L133"])
def test_legs_that_did_not_change_do_not_change_here(row_id):
    judged = judge_dose(at_strain(number_of(row_id)))
    assert abs(judged.change.stiffness_pct) < 3
    assert judged.zone is Zone.TOO_LITTLE


@pytest.mark.parametrize("row_id", ["L132", "L134"])
def test_legs_that_changed_change_here_by_material_more_than_by_size(row_id):
    judged = judge_dose(at_strain(number_of(row_id)))
    assert judged.change.stiffness_pct > 10
    assert judged.change.modulus_pct > 5 * judged.change.area_pct > 0
    assert judged.zone is Zone.ENOUGH


@pytest.mark.parametrize(("row_id", "day"), [("L136", 14), ("L137", 23)])
def test_loss_without_load_is_within_one_standard_deviation(row_id, day):
    row = value(row_id)
    assert row.time == f"{day} d"
    assert follow_dose(BED, Base.BED).stiffness_pct[day] == pytest.approx(row.value, abs=row.spread)


def test_few_slow_contractions_do_more_than_many_quick_ones_of_the_same_seconds():
    slow, quick = DOSE, DOSES["quick"]
    assert slow.seconds_a_session == quick.seconds_a_session
    assert 0 < stiffness_pct(quick) < 0.5 * stiffness_pct(slow)


# Known misses


def test_walking_strains_less_here_than_was_measured():
    assert walking_strain_pct() < number_of("S111") - 1
    assert strain_of_force_pct(number_of("L275")) < number_of("S111")


def test_no_dose_gains_what_old_knee_tendons_gained():
    gained = 100 * (number_of("L151") / number_of("L150") - 1)
    best = max(
        stiffness_pct(at_strain(strain, repetitions=12, sessions_a_week=7))
        for strain in (4.5, 5, 5.5, 6)
    )
    assert best < gained - 15


def test_one_session_a_week_gains_less_calf_than_thighs_gained_elsewhere():
    assert follow_hour(WeeklyHour.HEAVY).at(12).strength_pct < number_of("L265") / 2


# The scale


def test_strain_and_force_are_two_ways_to_say_one_thing():
    for strain in STRAINS_PCT:
        assert strain_of_force_pct(force_of_strain_bw(strain)) == pytest.approx(strain)
    assert walking_strain_pct() == strain_of_force_pct(WalkingHabit().force_bw)


def test_the_axis_runs_from_2_to_9_in_29_stops():
    assert (len(STRAINS_PCT), STRAINS_PCT[0], STRAINS_PCT[-1]) == (29, 2.0, 9.0)


# Curve and course


@pytest.mark.parametrize("dose", DOSES.values(), ids=DOSES)
@pytest.mark.parametrize("base", Base)
def test_the_curve_is_what_single_courses_give(dose, base):
    curve = dose_curve(dose, base)
    heights = dict(zip(curve.strain_pct, curve.stiffness_pct, strict=True))
    for strain in STRAINS_PCT[::3]:
        change = follow_dose(replace(dose, strain_pct=strain), base).at(dose.weeks)
        if change is None:
            assert strain not in heights
        else:
            assert heights[strain] == pytest.approx(change.stiffness_pct, abs=1e-9)


@pytest.mark.parametrize("dose", DOSES.values(), ids=DOSES)
def test_the_zone_on_the_curve_is_that_of_the_course(dose):
    curve = dose_curve(dose)
    for strain in STRAINS_PCT[::2]:
        assert curve.zone_of(strain) is judge_dose(replace(dose, strain_pct=strain)).zone


def test_the_curve_is_a_hill_that_ends_before_the_axis_does():
    curve = dose_curve(DOSE)
    top = int(curve.stiffness_pct.argmax())
    assert 5 < curve.strain_pct[top] < 6.5
    assert (np.diff(curve.stiffness_pct[:top]) > -0.01).all()
    assert (np.diff(curve.stiffness_pct[top:]) < 0).all()
    assert curve.strain_pct[-1] < curve.too_much_from_pct < 8


def test_curves_and_courses_cannot_be_changed():
    for values in (dose_curve(DOSE).stiffness_pct, follow_dose(DOSE).stiffness_pct):
        with pytest.raises(ValueError, match="read-only"):
            values[0] = 1


def test_a_dose_of_nothing_is_walking():
    walked = simulate([walking_day()] * 98)
    for nothing in (BED, replace(DOSE, repetitions=0)):
        change = judge_dose(nothing).change
        assert change.stiffness_pct == 100 * (walked.stiffness_ratio[-1] - 1)


def test_sets_and_repetitions_count_by_their_product():
    one, other = replace(DOSE, repetitions=20, sets=1), replace(DOSE, repetitions=2, sets=10)
    assert judge_dose(one).change == judge_dose(other).change


# Zones


def test_the_zone_does_not_depend_on_the_week_one_looks_at():
    for strain in (2.85, 4.55, 7.75):
        zones = {judge_dose(at_strain(strain, weeks=weeks)).zone for weeks in (0, 3, 14, 26)}
        assert len(zones) == 1


def test_more_contractions_bring_too_much_nearer():
    ends = [dose_curve(replace(DOSE, repetitions=n)).too_much_from_pct for n in (4, 8, 12, 20, 30)]
    assert ends == sorted(ends, reverse=True)
    assert ends[-1] < ends[0] - 0.4


def test_more_sessions_bring_enough_nearer():
    starts = [dose_curve(replace(DOSE, sessions_a_week=n)).enough_from_pct for n in range(1, 8)]
    assert starts == sorted(starts, reverse=True)
    assert starts[-1] < starts[0]


def test_without_sessions_or_in_bed_no_strain_is_enough():
    assert dose_curve(BED).enough_from_pct is None
    assert dose_curve(BED).too_much_from_pct is None
    assert dose_curve(BED, Base.BED).enough_from_pct is None


@pytest.mark.parametrize("factor", [0.8, 1.2])
def test_the_rules_of_the_zones_matter(factor):
    usual = dose_curve(DOSES["many"])
    moved = WindowRules(enough_pct=12 * factor)
    assert dose_curve(DOSES["many"], rules=moved).enough_from_pct != usual.enough_from_pct
    # In steps of a quarter of a per cent the upper end moves only for a larger change.
    calmer = WindowRules(most_reactivity=0.15 * factor**8)
    assert dose_curve(DOSES["very many"], rules=calmer).too_much_from_pct != (
        dose_curve(DOSES["very many"]).too_much_from_pct
    )


# The end of the model


def test_at_8_percent_the_model_ends_on_the_first_day_and_tells_no_number():
    judged = judge_dose(at_strain(8.0))
    assert judged.course.stopped_on_day == 1
    assert judged.change is None
    assert judged.status is Validity.OUTSIDE
    assert judged.zone is Zone.TOO_MUCH


def test_too_many_at_7_5_percent_end_in_the_fourth_week_and_are_known_before():
    judged = judge_dose(MANY)
    assert judged.course.stopped_on_day == 26
    assert judged.change is None
    early = judge_dose(replace(MANY, weeks=3))
    assert early.status is Validity.VALID
    assert early.change.stiffness_pct < -10
    assert early.zone is Zone.TOO_MUCH
    assert len(judged.course.day) == 26


def test_too_many_at_7_25_percent_swell_and_soften_without_an_end():
    judged = judge_dose(replace(MANY, strain_pct=7.25))
    assert judged.status is Validity.VALID
    assert judged.zone is Zone.TOO_MUCH
    assert judged.change.area_pct > 15
    assert judged.change.modulus_pct < -5


@pytest.mark.parametrize("repetitions", [1, 30])
@pytest.mark.parametrize("sessions", [0, 7])
@pytest.mark.parametrize("seconds", [SECONDS[0], SECONDS[-1], 60.0])
@pytest.mark.parametrize("base", Base)
def test_corners_give_finite_numbers_or_none(repetitions, sessions, seconds, base):
    for strain in (STRAINS_PCT[0], STRAINS_PCT[-1]):
        dose = LoadingDose(strain, seconds, repetitions, 6, sessions, MOST_WEEKS)
        judged = judge_dose(dose, base)
        assert np.isfinite(judged.curve.stiffness_pct).all()
        assert np.isfinite(judged.course.area_pct).all()
        assert (judged.change is None) == (judged.status is Validity.OUTSIDE)


# One hour a week


def test_a_massage_a_week_is_nothing_to_the_last_digit():
    nothing, massage = follow_hour(WeeklyHour.NOTHING), follow_hour(WeeklyHour.MASSAGE)
    for name in ("stiffness_pct", "strength_pct", "area_pct"):
        assert (getattr(nothing, name) == getattr(massage, name)).all()


def test_the_zero_of_massage_is_the_decision_that_can_be_undone():
    walking, chosen = walking_day(), WhatIf(rebuild_pct=100)
    days = [massage_day(walking, what_if=chosen), *[massage_day(walking)] * 6] * 14
    assert simulate(days).strength[-1] > 1.01


def test_a_heavy_session_a_week_gains_nearly_half_of_four():
    once = follow_hour(WeeklyHour.HEAVY).at(14)
    assert 0.35 < once.stiffness_pct / stiffness_pct(DOSE) < 0.5
    assert once.strength_pct > 5


def test_a_heavy_session_gains_from_week_to_week():
    course = follow_hour(WeeklyHour.HEAVY)
    gains = [course.at(week).strength_pct for week in range(15)]
    assert gains == sorted(gains)
    assert gains[0] == 0


# Bad input


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"strain_pct": 11}, "strain_pct"),
        ({"strain_pct": float("nan")}, "strain_pct"),
        ({"seconds_per_contraction": 0}, "seconds_per_contraction"),
        ({"repetitions": -1}, "repetitions"),
        ({"sets": float("inf")}, "sets"),
        ({"sessions_a_week": 8}, "sessions_a_week"),
        ({"sessions_a_week": 2.5}, "sessions_a_week"),
        ({"weeks": 27}, "weeks"),
        ({"weeks": 3.5}, "weeks"),
    ],
)
def test_a_wrong_dose_is_refused_by_name(wrong, named):
    with pytest.raises(ValueError, match=named):
        LoadingDose(**wrong)


def test_questions_outside_the_range_are_refused():
    with pytest.raises(ValueError, match="week"):
        follow_dose(DOSE).at(27)
    with pytest.raises(ValueError, match="strain_pct"):
        dose_curve(DOSE).zone_of(1.0)
    with pytest.raises(ValueError, match="strain_pct"):
        force_of_strain_bw(12)
    with pytest.raises(ValueError, match="force_bw"):
        strain_of_force_pct(-1)
    with pytest.raises(ValueError, match="sofa"):
        follow_dose(DOSE, "sofa")


def test_the_zone_of_too_much_begins_half_way_to_the_first_strain_that_is_not_borne():
    assert judge_dose(at_strain(7.5)).zone is Zone.ENOUGH
    assert judge_dose(at_strain(7.75)).zone is Zone.TOO_MUCH
    assert dose_curve(DOSE).too_much_from_pct == (7.5 + 7.75) / 2


def test_the_week_that_ends_with_the_last_straw_is_not_known():
    ends_with_week_2 = replace(follow_dose(MANY), stopped_on_day=14)
    assert ends_with_week_2.knows(1)
    assert not ends_with_week_2.knows(2)
    assert ends_with_week_2.at(2) is None
