"""Laws the turnover model obeys for any tendon and any load."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tendon_teaching.models.turnover import (
    ARRAYS,
    PLAIN,
    STATE_NAMES,
    Day,
    LoadBlock,
    TurnoverCourse,
    TurnoverParameters,
    TurnoverState,
    Validity,
    constants_of,
    day_for_each,
    day_of,
    read_out,
    simulate,
    step,
    walking_day,
    week,
)

steady = settings(derandomize=True, deadline=None, max_examples=60)

P = TurnoverParameters()
CONSTANTS = constants_of(P)
WALK = walking_day()
HIGHEST = {
    "aligned": 1.05,
    "disorganised": P.most_disorganised,
    "damage": P.most_damage,
    "quality": 1 + P.quality_gain * 1.05,
    "hypertrophy": 1 + P.hypertrophy_gain,
    "reactivity": 1.0,
    "swelling": P.most_swelling * 1.2,
    "anabolic_memory": P.growth_gain,
    "maintenance_memory": 1.0,
    "responsiveness": 1.0,
    "strength": 1 + P.strength_gain,
    "repair_upregulation": 1.0,
    "vulnerability": 1.0,
}
LOWEST = {"quality": P.unused_quality, "hypertrophy": 1.0, "strength": P.unused_strength}
MOST_VESSELS = P.vessel_growth_per_day * (1 + P.most_disorganised / 2) * P.vessel_days

shares = st.floats(0, 1)


@st.composite
def any_state(draw: st.DrawFn) -> TurnoverState:
    disorganised = draw(st.floats(0, 0.6))
    return TurnoverState(
        aligned=draw(st.floats(0.4, 1)) * (1.05 - P.remodelled_share * disorganised),
        disorganised=disorganised,
        damage=draw(st.floats(0, 0.49)),
        quality=draw(st.floats(P.unused_quality, 1.3)),
        hypertrophy=draw(st.floats(1, 1.08)),
        reactivity=draw(shares),
        swelling=draw(st.floats(0, 0.36)),
        vessels=draw(st.floats(0, 1)),
        anabolic_memory=draw(st.floats(0, 2.9)),
        maintenance_memory=draw(shares),
        responsiveness=draw(shares),
        strength=draw(st.floats(P.unused_strength, 1.3)),
        repair_upregulation=draw(shares),
        vulnerability=draw(shares),
    )


@st.composite
def any_day(draw: st.DrawFn, most_bw: float = 10.0) -> Day:
    block = st.builds(LoadBlock, st.floats(0, most_bw), st.floats(0, 8000), st.floats(0, 6))
    return tuple(draw(st.lists(block, max_size=3)))


any_history = st.lists(any_day(), min_size=1, max_size=30).map(tuple)


def matrix(course: TurnoverCourse) -> np.ndarray:
    return np.array([getattr(course, name) for name in STATE_NAMES])


def assert_within_bounds(course: TurnoverCourse) -> None:
    for name in STATE_NAMES:
        values = getattr(course, name)
        assert np.isfinite(values).all(), name
        assert values.min() >= LOWEST.get(name, 0.0) - 1e-12, name
        assert values.max() <= HIGHEST.get(name, max(MOST_VESSELS, 1.0)) + 1e-12, name


# --- bounds ------------------------------------------------------------------------------------


@steady
@given(any_state(), any_history)
def test_states_stay_in_their_bounds_whatever_the_load(
    start: TurnoverState, days: tuple[Day, ...]
) -> None:
    assert_within_bounds(simulate(days * 3, start))


def test_thousands_of_random_tendons_stay_in_bounds_for_over_a_year() -> None:
    rng = np.random.default_rng(5)
    tendons = 4000
    start = TurnoverState(
        disorganised=rng.uniform(0, 0.6, tendons),
        aligned=rng.uniform(0.4, 0.63, tendons),
        damage=rng.uniform(0, 0.45, tendons),
        reactivity=rng.uniform(0, 1, tendons),
        quality=rng.uniform(0.5, 1.2, tendons),
    )
    days = [
        day_for_each(
            rng.uniform(0, 10, (2, tendons)) * (rng.uniform(size=(2, tendons)) < 0.5),
            rng.integers(0, 3000, (2, tendons)),
            rng.uniform(0, 5, 2),
        )
        for _unused in range(10)
    ]
    course = simulate(days * 40, start, every_days=20)
    assert_within_bounds(course)
    assert 0 < course.outside.mean() < 1
    for shown in vars(course.read_out).values():
        assert np.isfinite(shown).all()
        assert (shown >= 0).all()


@steady
@given(any_state(), any_history)
def test_the_model_stops_before_damage_runs_away(
    start: TurnoverState, days: tuple[Day, ...]
) -> None:
    course = simulate(days, start)
    assert course.damage.max() <= P.most_damage
    if course.stopped_on_day is not None:
        stopped = course.stopped_on_day
        assert course.status is Validity.OUTSIDE
        assert 1 <= stopped <= len(days)
        assert (matrix(course)[:, stopped:] == matrix(course)[:, [stopped - 1]]).all()


@pytest.mark.parametrize("start_damage", [0.0, 0.2, 0.45])
def test_a_year_of_the_heaviest_day_stops_at_once_and_shows_no_nonsense(
    start_damage: float,
) -> None:
    heaviest = (LoadBlock(12, 50_000, 600),)
    course = simulate((heaviest,) * 364, TurnoverState(damage=start_damage))
    assert course.stopped_on_day == 1
    assert_within_bounds(course)


# --- fixed point, order, time ------------------------------------------------------------------


def test_walking_alone_is_a_fixed_point() -> None:
    settled = simulate((WALK,) * 1825).last
    later = simulate((WALK,) * 365, settled)
    np.testing.assert_allclose(matrix(later)[:, -1], np.array(list(settled)), rtol=0, atol=1e-4)


@steady
@given(any_state(), any_day(), st.floats(0, 2), st.floats(0, 2000))
def test_more_force_or_more_cycles_never_leave_less_damage_that_day(
    start: TurnoverState, day: Day, more_bw: float, more_cycles: float
) -> None:
    heavier = tuple(
        LoadBlock(block.force_bw + more_bw, block.cycles, block.seconds_per_cycle) for block in day
    )
    longer = tuple(
        LoadBlock(block.force_bw, block.cycles + more_cycles, block.seconds_per_cycle)
        for block in day
    )
    damage = [
        step(tuple(start), day_of(blocks), CONSTANTS, PLAIN)[0][2]
        for blocks in (day, heavier, longer)
    ]
    assert damage[0] <= damage[1] + 1e-15
    assert damage[0] <= damage[2] + 1e-15


@pytest.mark.parametrize(
    ("less", "more"),
    [((5.2, 2000), (5.2, 2400)), ((5.2, 2000), (5.4, 2000)), ((4.0, 3000), (6.0, 3000))],
    ids=["more steps", "a little harder", "much harder"],
)
def test_a_year_of_more_running_has_more_damage_on_every_day(
    less: tuple[float, float], more: tuple[float, float]
) -> None:
    courses = []
    for force_bw, steps in (less, more):
        run = (*WALK, LoadBlock(force_bw, steps, 0.2))
        courses.append(simulate(week(run, WALK, run, WALK, run, WALK, WALK, times=52)))
    assert (courses[1].damage >= courses[0].damage).all()
    assert courses[1].damage[-1] > courses[0].damage[-1]


def test_habit_may_win_on_later_days() -> None:
    """More load speeds repair up, so a damaged tendon may end with less damage: a known quirk."""
    more = (LoadBlock(3.2, 5000, 0.6),)
    less, busy = (simulate((day,) * 60, TurnoverState(damage=0.3)) for day in (WALK, more))
    assert busy.damage[1] > less.damage[1]
    assert busy.damage[-1] < less.damage[-1]


@steady
@given(any_state(), st.integers(1, 60))
def test_without_load_damage_never_grows(start: TurnoverState, days: int) -> None:
    assert (np.diff(simulate(((),) * days, start).damage) <= 0).all()


@steady
@given(any_state(), any_day(), st.randoms(use_true_random=False))
def test_the_order_of_blocks_within_a_day_does_not_matter(start, day, random) -> None:
    shuffled = list(day)
    random.shuffle(shuffled)
    one, other = simulate((day,), start), simulate((tuple(shuffled),), start)
    np.testing.assert_allclose(matrix(one), matrix(other), rtol=0, atol=1e-12)


@steady
@given(any_state(), any_history, any_history)
def test_a_course_can_be_cut_in_two(start, before, after) -> None:
    whole, first = simulate(before + after, start), simulate(before, start)
    if first.stopped_on_day is not None:
        assert whole.stopped_on_day == first.stopped_on_day
        return
    second = simulate(after, first.last)
    np.testing.assert_array_equal(matrix(whole)[:, len(before) :], matrix(second))


@steady
@given(any_state(), any_history)
def test_one_tendon_and_many_follow_the_same_source(start, days) -> None:
    doubled = TurnoverState(*(np.array([value, value]) for value in start))
    one, many = simulate(days, start), simulate(days, doubled)
    for patient in (0, 1):
        np.testing.assert_allclose(matrix(one), matrix(many)[:, :, patient], rtol=0, atol=1e-12)
        assert many.stopped_on_day[patient] == (one.stopped_on_day or -1)


@steady
@given(any_state(), st.lists(any_day(), min_size=2, max_size=2))
def test_patients_with_days_of_their_own_are_as_if_alone(start, days) -> None:
    rows = max(len(day) for day in days)
    nothing = LoadBlock(0, 0, 0)
    filled = [day + (nothing,) * (rows - len(day)) for day in days]
    shared = day_for_each(
        *(
            [[getattr(day[row], name) for day in filled] for row in range(rows)]
            for name in ("force_bw", "cycles", "seconds_per_cycle")
        )
    )
    doubled = TurnoverState(*(np.array([value, value]) for value in start))
    many = simulate((shared,) * 5, doubled)
    for patient, day in enumerate(days):
        alone = simulate((day,) * 5, start)
        np.testing.assert_allclose(matrix(alone), matrix(many)[:, :, patient], rtol=0, atol=1e-12)


def test_the_order_of_patients_does_not_matter() -> None:
    damage = np.linspace(0, 0.4, 7)
    run = (*WALK, LoadBlock(6.5, 2000, 0.2))
    days = week(run, WALK, run, WALK, run, WALK, WALK, times=10)
    forward = simulate(days, TurnoverState(damage=damage))
    backward = simulate(days, TurnoverState(damage=damage[::-1]))
    np.testing.assert_array_equal(matrix(forward)[:, :, ::-1], matrix(backward))
    np.testing.assert_array_equal(forward.stopped_on_day[::-1], backward.stopped_on_day)


# --- book-keeping ------------------------------------------------------------------------------


@steady
@given(any_state(), any_day(most_bw=6.0))
def test_collagen_is_kept_in_the_books(start: TurnoverState, day: Day) -> None:
    after, _too_much = step(tuple(start), day_of(day), CONSTANTS, PLAIN)
    after = TurnoverState(*after)
    repair = P.repair_per_day * (1 + P.repair_gain * start.repair_upregulation)
    repaired = after.damage * repair / (1 - repair)
    failed = P.failed_repair_share * start.reactivity * repaired
    remodelled = start.disorganised * (
        1 / P.remodelling_days + P.loaded_remodelling_per_day * min(after.anabolic_memory, 1)
    )
    balance = (
        -failed * start.aligned
        + P.overgrowth * failed * (1 - start.disorganised / P.most_disorganised)
        - (1 - P.remodelled_share) * remodelled
    )
    change = after.aligned + after.disorganised - start.aligned - start.disorganised
    assert change == pytest.approx(balance, abs=1e-12)


@steady
@given(any_state(), st.floats(0, 0.36))
def test_swelling_changes_the_size_and_never_the_stiffness(
    start: TurnoverState, other: float
) -> None:
    swollen = TurnoverState(*[*list(start)[:6], other, *list(start)[7:]])
    before, after = read_out(start), read_out(swollen)
    assert before.stiffness_ratio == after.stiffness_ratio
    assert (before.area_ratio < after.area_ratio) == (before.modulus_ratio > after.modulus_ratio)


@steady
@given(any_state(), any_day(), st.floats(0, 50_000), st.floats(0, 600))
def test_hands_that_put_no_force_along_the_tendon_change_nothing(
    start: TurnoverState, day: Day, cycles: float, seconds: float
) -> None:
    rubbed = (*day, LoadBlock(0.0, cycles, seconds))
    np.testing.assert_array_equal(
        matrix(simulate((day,), start)), matrix(simulate((rubbed,), start))
    )


@steady
@given(any_state(), any_day())
def test_recovery_only_ever_raises_the_damage_of_a_tired_tendon(start, day) -> None:
    """Against a rested one; the rest of the state is the same."""
    tired = list(start)
    rested = [*tired[:-1], 0.0]
    damage = [step(tuple(state), day_of(day), CONSTANTS, PLAIN)[0][2] for state in (rested, tired)]
    assert damage[0] <= damage[1]


def test_step_takes_arrays_of_any_length() -> None:
    start = tuple(np.ones(3) * value for value in TurnoverState())
    after, too_much = step(start, day_of(WALK), CONSTANTS, ARRAYS)
    assert {np.shape(values) for values in after} == {(3,)}
    assert not too_much.any()
