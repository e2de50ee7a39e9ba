"""What the turnover model gives back, what it refuses, and in which words."""

import math
from dataclasses import FrozenInstanceError, fields, replace

import numpy as np
import pytest

from tendon_teaching.evidence import Status, parameters_of, value
from tendon_teaching.models.turnover import (
    ARRAYS,
    DAYS_PER_WEEK,
    MOST_DAYS,
    MOST_PATIENTS,
    PLAIN,
    STATE_NAMES,
    LoadBlock,
    TendinopathicStart,
    TurnoverParameters,
    TurnoverState,
    Validity,
    WalkingHabit,
    constants_of,
    day_for_each,
    day_of,
    healthy_state,
    read_out,
    simulate,
    step,
    tendinopathic_state,
    walking_day,
    week,
)

WALK = walking_day()
RUN = (*WALK, LoadBlock(5.2, 2200, 0.2))
HARD = (*WALK, LoadBlock(7.5, 3000, 0.2))


# --- a course ----------------------------------------------------------------------------------


def test_a_course_starts_with_its_start_and_has_a_row_for_each_day() -> None:
    course = simulate((WALK,) * 10, tendinopathic_state())
    for name in STATE_NAMES:
        values = getattr(course, name)
        assert values.shape == (11,)
        assert values[0] == getattr(tendinopathic_state(), name)
    assert course.day.tolist() == list(range(11))
    assert course.status is Validity.VALID
    assert course.stopped_on_day is None
    assert course.outside is False


def test_many_tendons_have_a_column_each() -> None:
    course = simulate((WALK,) * 10, TurnoverState(damage=np.array([0.0, 0.1, 0.2])))
    for name in STATE_NAMES:
        assert getattr(course, name).shape == (11, 3)
    assert course.stiffness_ratio.shape == (11, 3)
    assert course.stopped_on_day.tolist() == [-1, -1, -1]
    assert course.outside.tolist() == [False, False, False]


def test_rows_can_be_stored_by_the_week() -> None:
    days = week(RUN, WALK, RUN, WALK, RUN, WALK, WALK, times=4)
    daily, weekly = simulate(days), simulate(days, every_days=7)
    assert weekly.day.tolist() == [0, 7, 14, 21, 28]
    np.testing.assert_array_equal(weekly.damage, daily.damage[::7])
    many = TurnoverState(damage=np.zeros(2))
    np.testing.assert_array_equal(
        simulate(days, many, every_days=7).damage, simulate(days, many).damage[::7]
    )


def test_the_last_state_can_start_another_course() -> None:
    first = simulate((RUN,) * 5)
    assert all(isinstance(number, float) for number in first.last)
    assert simulate((WALK,), first.last).damage[0] == first.damage[-1]


def test_read_outs_of_a_healthy_tendon_are_one() -> None:
    shown = read_out(healthy_state())
    assert shown.stiffness_ratio == shown.modulus_ratio == shown.area_ratio == 1
    assert shown.thickness_ratio == 1
    assert shown.aligned_echo_pct == value("S002").value
    assert shown.doppler_area_pct == 0


def test_read_outs_of_a_course_are_those_of_its_states() -> None:
    course = simulate((RUN,) * 30, tendinopathic_state())
    at_the_end = read_out(course.last)
    for field in fields(at_the_end):
        shown = getattr(course, field.name)
        assert shown[-1] == pytest.approx(getattr(at_the_end, field.name), rel=1e-12)


def test_courses_cannot_be_written_to() -> None:
    course = simulate((RUN,) * 3)
    with pytest.raises(ValueError, match="read-only"):
        course.damage[0] = 1
    with pytest.raises(ValueError, match="read-only"):
        course.stiffness_ratio[0] = 1
    with pytest.raises(FrozenInstanceError):
        course.recovery = False  # type: ignore[misc]


def test_a_tendon_that_leaves_the_model_keeps_its_last_valid_day() -> None:
    course = simulate((RUN,) * 3 + (HARD,) * 50)
    assert course.status is Validity.OUTSIDE
    assert course.status == "outside model validity"
    assert course.outside is True
    stopped = course.stopped_on_day
    assert 3 < stopped < 53
    assert (course.damage[stopped:] == course.damage[stopped - 1]).all()
    assert course.damage[stopped - 1] > course.damage[stopped - 2]


def test_one_patient_leaving_the_model_does_not_stop_the_others() -> None:
    start = TurnoverState(quality=np.array([1.0, 0.31]))
    course = simulate(((LoadBlock(5.2, 100, 1.0),),) * 5, start)
    assert course.stopped_on_day.tolist() == [-1, 1]
    assert course.outside.tolist() == [False, True]
    assert course.status is Validity.OUTSIDE
    assert np.ptp(course.damage[:, 1]) == 0
    assert course.damage[-1, 0] > 0


def test_every_status_has_words() -> None:
    assert len({status.text for status in Validity}) == len(Validity)


def test_complete_unloading_is_a_day_without_blocks() -> None:
    course = simulate(((),) * 20)
    assert course.stiffness_ratio[-1] < 0.9
    assert (course.damage == 0).all()


def test_a_default_day_is_walking() -> None:
    assert walking_day() == (LoadBlock(2.6, 5000, 0.6),)
    assert walking_day(WalkingHabit(cycles=2000.0))[0].cycles == 2000


def test_a_week_is_seven_days_and_can_be_repeated() -> None:
    days = week(RUN, WALK, RUN, WALK, RUN, WALK, WALK, times=3)
    assert len(days) == 3 * DAYS_PER_WEEK
    assert days[:DAYS_PER_WEEK] == days[-DAYS_PER_WEEK:]
    assert week(*days[:7], times=MOST_DAYS // DAYS_PER_WEEK)


def test_a_prepared_day_counts_as_the_day_itself() -> None:
    np.testing.assert_array_equal(simulate((day_of(RUN),) * 9).damage, simulate((RUN,) * 9).damage)


def test_days_that_are_equal_but_not_the_same_object_count_the_same() -> None:
    made_anew = tuple((LoadBlock(5.2, 1000 + number % 2, 0.2),) for number in range(40))
    two = ((LoadBlock(5.2, 1000, 0.2),), (LoadBlock(5.2, 1001, 0.2),))
    np.testing.assert_array_equal(simulate(made_anew).damage, simulate(two * 20).damage)


def test_step_takes_a_state_or_a_plain_tuple() -> None:
    constants = constants_of(TurnoverParameters())
    named = step(tendinopathic_state(), day_of(RUN), constants, PLAIN)
    plain = step(tuple(tendinopathic_state()), day_of(RUN), constants, PLAIN)
    assert named == plain
    assert TurnoverState(*named[0]).damage == simulate((RUN,), tendinopathic_state()).damage[1]


# --- recovery ----------------------------------------------------------------------------------


def test_vulnerability_rises_with_a_session_and_fades_over_three_days() -> None:
    course = simulate((RUN, WALK, WALK, WALK))
    after = course.vulnerability
    assert after[1] > 0.8
    assert after[2] == pytest.approx(after[1] * math.exp(-1), abs=0.02)
    assert after[4] < 0.08


def test_a_session_does_more_damage_the_sooner_it_comes() -> None:
    added = []
    for gap in (0, 1, 2, 6):
        course = simulate((RUN, *(WALK,) * gap, RUN))
        added.append(course.damage[-1] - course.damage[-2])
    assert added == sorted(added, reverse=True)
    assert added[0] > 1.1 * added[2]


def test_without_recovery_only_the_load_counts() -> None:
    rested, tired = TurnoverState(), TurnoverState(vulnerability=1.0)
    on = [simulate((RUN,), start).damage[-1] for start in (rested, tired)]
    off = [simulate((RUN,), start, recovery=False).damage[-1] for start in (rested, tired)]
    assert on[0] < off[0] < on[1]
    assert off[0] == off[1]


def test_strength_zero_is_the_same_as_no_recovery() -> None:
    none = replace(TurnoverParameters(), vulnerability_gain=0.0)
    np.testing.assert_array_equal(
        simulate((RUN,) * 9, parameters=none).damage,
        simulate((RUN,) * 9, recovery=False).damage,
    )


# --- the tendinopathic start -------------------------------------------------------------------


def test_the_tendinopathic_start_holds_the_water_its_cells_and_matrix_hold() -> None:
    start = tendinopathic_state()
    held = simulate((WALK,), start).swelling
    assert held[1] == pytest.approx(held[0], abs=0.001)


def test_the_tendinopathic_start_can_be_changed_in_one_place() -> None:
    milder = tendinopathic_state(replace(TendinopathicStart(), disorganised=0.1))
    assert read_out(milder).stiffness_ratio > read_out(tendinopathic_state()).stiffness_ratio


def test_its_doppler_area_is_the_middle_of_two_arms() -> None:
    arms = [value(row).value for row in ("L093", "L095")]
    assert TendinopathicStart().doppler_area_pct == pytest.approx(sum(arms) / 2)
    assert read_out(tendinopathic_state()).doppler_area_pct == pytest.approx(3.4)


# --- parameters --------------------------------------------------------------------------------


def test_every_constant_is_a_parameter_with_a_unit_and_a_range() -> None:
    for model in (TurnoverParameters, TendinopathicStart, WalkingHabit):
        assert set(parameters_of(model)) == {field.name for field in fields(model)}


def test_measured_constants_are_those_of_the_register() -> None:
    p = TurnoverParameters()
    assert p.strength_mpa == value("S080").value
    assert p.fatigue_intercept_pct == value("L157").value
    assert p.fatigue_slope_pct == value("L157b").value
    assert p.healthy_echo_pct == value("S002").value
    measured = {name for name, held in parameters_of(p).items() if held.status is Status.MEASURED}
    assert measured == {
        "strength_mpa",
        "fatigue_intercept_pct",
        "fatigue_slope_pct",
        "healthy_echo_pct",
    }


def test_the_idea_of_recovery_is_marked_as_assumed() -> None:
    held = parameters_of(TurnoverParameters)
    ids = [name for name in held if "vulnerab" in name]
    assert len(ids) == 4
    assert {held[name].status for name in ids} == {Status.ASSUMED}


def test_a_lecturer_can_change_a_constant() -> None:
    tougher = replace(TurnoverParameters(), damage_factor=0.0005)
    assert simulate((RUN,) * 9, parameters=tougher).damage[-1] < simulate((RUN,) * 9).damage[-1]


@pytest.mark.parametrize("end", [0, 1])
def test_the_model_stays_finite_at_the_ends_of_every_range(end: int) -> None:
    days = week(RUN, HARD, WALK, (), RUN, WALK, WALK, times=6)
    for name, held in parameters_of(TurnoverParameters).items():
        at_the_end = (held.allowed_low, held.allowed_high)[end]
        if name.startswith("growth_strain_"):
            at_the_end = 4.0
        changed = replace(TurnoverParameters(), **{name: at_the_end})
        course = simulate(days, parameters=changed)
        for state in STATE_NAMES:
            assert np.isfinite(getattr(course, state)).all(), name
            assert getattr(course, state).min() >= 0, name


def test_strain_ramp_must_rise() -> None:
    with pytest.raises(ValueError, match="growth_strain_low_pct is 5 and growth_strain_high_pct"):
        TurnoverParameters(growth_strain_low_pct=5.0)


def test_a_parameter_outside_its_range_is_refused() -> None:
    with pytest.raises(ValueError, match=r"repair_per_day is -1; it must lie between 0 and 0\.1"):
        replace(TurnoverParameters(), repair_per_day=-1)


# --- bad input ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ((-1, 10, 1), r"force_bw is -1; it must lie between 0 and 12 body weights\."),
        ((12.5, 10, 1), r"force_bw is 12\.5; it must lie between 0 and 12 body weights\."),
        ((math.nan, 10, 1), "force_bw is nan; it must lie"),
        ((math.inf, 10, 1), "force_bw is inf; it must lie"),
        (("3", 10, 1), "force_bw is 3; it must lie"),
        ((3, -5, 1), "cycles is -5; it must lie between 0 and 50000 cycles"),
        ((3, 50_001, 1), "cycles is 50001; it must lie"),
        ((3, math.nan, 1), "cycles is nan; it must lie"),
        ((3, 10, -1), "seconds_per_cycle is -1; it must lie between 0 and 600 s"),
        ((3, 10, math.inf), "seconds_per_cycle is inf; it must lie"),
    ],
)
def test_a_block_refuses(wrong: tuple, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        LoadBlock(*wrong)


@pytest.mark.parametrize(
    ("days", "message"),
    [
        ((), "days has 0 days; give a list of 1 to 3700 days"),
        (5, "days has 0 days"),
        ((WALK,) * (MOST_DAYS + 1), "days has 3701 days; give a list of 1 to 3700 days"),
        ((WALK, None), "day 2 is None; a day is a tuple of LoadBlock"),
        (WALK, r"day 1 is LoadBlock\(.*\); a day is a tuple"),
        ((WALK, (3, 4)), r"day 2 is \(3, 4\); a day is a tuple"),
        (([*WALK],), r"day 1 is \[LoadBlock"),
    ],
)
def test_a_history_is_refused(days: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        simulate(days)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "message"),
    [
        (TurnoverState(damage=-0.1), "damage of the start holds values that are negative"),
        (TurnoverState(vessels=math.nan), "vessels of the start holds values that are negative"),
        (
            TurnoverState(quality=np.array([1.0, math.inf])),
            "quality of the start holds values that are negative or not finite",
        ),
        (TurnoverState(quality=np.ones((2, 2))), r"quality has shape \(2, 2\); give one number"),
        (
            TurnoverState(quality=np.ones(2), damage=np.zeros(3)),
            "the fields of start have 2, 3 patients; give arrays of one length",
        ),
        (
            TurnoverState(damage=np.zeros(MOST_PATIENTS + 1)),
            "patients is 20001; it must be a whole number between 1 and 20000",
        ),
        (TurnoverState(damage=np.zeros(0)), "patients is 0; it must be"),
        (TurnoverState(quality=0.0), "quality of the start is 0 somewhere"),
        (TurnoverState(aligned=np.array([1.0, 0.0])), "aligned of the start is 0 somewhere"),
        (TurnoverState(hypertrophy=0), "hypertrophy of the start is 0 somewhere"),
        (TurnoverState(damage=0.6), "damage of the start is above 0.5 somewhere"),
    ],
)
def test_a_start_is_refused(start: TurnoverState, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        simulate((WALK,), start)


def test_more_than_a_computer_holds_is_refused_with_advice() -> None:
    many = TurnoverState(damage=np.zeros(20_000))
    with pytest.raises(ValueError, match="3700 stored days for 20000 patients are too many"):
        simulate((WALK,) * 3700, many)


@pytest.mark.parametrize(
    ("every_days", "message"),
    [
        (0, "every_days is 0; it must be a whole number between 1 and 14"),
        (15, "every_days is 15; it must be"),
        (1.5, "every_days is 1.5; it must be"),
        (4, "every_days is 4, which does not divide 14 days; choose a divisor"),
    ],
)
def test_a_strange_rhythm_of_storing_is_refused(every_days: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        simulate((WALK,) * 14, every_days=every_days)  # type: ignore[arg-type]


def test_a_day_prepared_for_another_model_is_refused() -> None:
    other = day_of(RUN, replace(TurnoverParameters(), body_weight_n=900.0))
    with pytest.raises(ValueError, match="day 2 was prepared with other parameters"):
        simulate((day_of(RUN), other))
    with pytest.raises(ValueError, match="day 1 was prepared with other parameters"):
        simulate((day_of(RUN, recovery=False),))


def test_a_week_of_other_length_is_refused() -> None:
    with pytest.raises(ValueError, match="days has 5 days; a week has 7"):
        week(*(WALK,) * 5)
    with pytest.raises(ValueError, match="times is 529; it must be a whole number between 1"):
        week(*(WALK,) * 7, times=529)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([[3, 13]], [[1, 1]], [1]), "force_bw is 13.0; it must lie between 0 and 12"),
        (([[3, 3]], [[1, math.nan]], [1]), "cycles is nan; it must lie"),
        (([[3, 3]], [[1, 1]], [-1]), "seconds_per_cycle is -1.0; it must lie"),
        (([3, 3], [1], [1, 1]), "have 2, 1, 2 rows; give one row per block"),
        (([[[3.0]]], [1], [1]), r"force_bw has a row of shape \(1, 1\)"),
        ((3, [1], [1]), "force_bw is 3; give one row per block"),
    ],
)
def test_a_day_for_each_patient_refuses(arguments: tuple, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        day_for_each(*arguments)


def test_a_day_for_the_wrong_number_of_patients_is_refused() -> None:
    three = day_for_each([[3, 4, 5]], [[10, 10, 10]], [1])
    with pytest.raises(ValueError, match="day 1 holds loads for 3 patients, the start for 2"):
        simulate((three,), TurnoverState(damage=np.zeros(2)))
    with pytest.raises(ValueError, match="day 1 holds loads for 3 patients, the start for 1"):
        simulate((three,))


def test_namespaces_agree_on_their_few_functions() -> None:
    for number in (-0.5, 0.0, 0.3, 1.0, 2.0):
        assert PLAIN.within_0_and_1(number) == ARRAYS.within_0_and_1(number)
        assert PLAIN.least(number, 0.4) == ARRAYS.least(number, 0.4)
        assert PLAIN.exp(number) == pytest.approx(ARRAYS.exp(number), rel=1e-15)
        assert PLAIN.sqrt(abs(number)) == ARRAYS.sqrt(abs(number))
