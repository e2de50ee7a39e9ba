"""The virtual clinic: published frequencies, what follows from them, and the score of a learner."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tendon_teaching.evidence import value
from tendon_teaching.models import virtual_clinic
from tendon_teaching.models.virtual_clinic import (
    Call,
    Crowd,
    Patients,
    Rule,
    Sign,
    VirtualClinic,
    calls_that_follow,
    crowd,
    draw_patients,
    expected_right_pct,
    meaning_of,
    predictive_value,
    published,
    score,
    wilson_interval,
)

steady = settings(derandomize=True, deadline=None, max_examples=80)
shares = st.floats(0.01, 0.99)
pain = st.floats(0, 100)
both_signs = pytest.mark.parametrize("sign", Sign)


def handmade(painful: str, abnormal: str) -> Patients:
    truth = np.array([letter == "p" for letter in painful])
    seen = np.array([letter == "x" for letter in abnormal])
    return Patients(truth, seen, seen)


# What is published


def test_the_frequencies_are_those_of_the_register() -> None:
    flow, structure = published(Sign.FLOW), published(Sign.STRUCTURE)
    assert flow.sensitivity == value("S045").value / 100
    assert flow.specificity == pytest.approx(1 - value("S048").value / 100)
    assert structure.sensitivity == value("S003").value / value("S003").n
    assert structure.specificity == pytest.approx(1 - value("S004").value / value("S004").n)


def test_structure_finds_88_and_clears_77_per_cent_and_flow_76_and_65() -> None:
    in_per_cent = {
        sign: (round(100 * published(sign).sensitivity), round(100 * published(sign).specificity))
        for sign in Sign
    }
    assert in_per_cent == {Sign.STRUCTURE: (88, 77), Sign.FLOW: (76, 65)}


def test_a_group_of_unseen_size_gets_no_interval() -> None:
    assert published(Sign.FLOW).pain_free.group_size is None
    assert published(Sign.FLOW).specificity_interval is None
    assert published(Sign.FLOW).sensitivity_interval is not None


@both_signs
def test_published_intervals_hold_their_share_and_turn_round_with_it(sign: Sign) -> None:
    found = published(sign)
    assert found.sensitivity_interval.low < found.sensitivity < found.sensitivity_interval.high
    if found.specificity_interval:
        turned = found.pain_free.interval
        assert found.specificity_interval.low == pytest.approx(1 - turned.high)
        assert found.specificity_interval.low < found.specificity < found.specificity_interval.high


def test_twenty_six_tendons_leave_the_structure_wide_open() -> None:
    interval = published(Sign.STRUCTURE).specificity_interval
    assert 0.25 < interval.high - interval.low < 0.4


def test_a_row_that_is_no_share_is_refused() -> None:
    with pytest.raises(ValueError, match="S070 is no share"):
        virtual_clinic._share(value("S070"))


# What a scan means


@pytest.mark.parametrize(
    ("sign", "painful_share_pct", "painful_if_abnormal_pct"),
    [
        (Sign.STRUCTURE, 50, 79),
        (Sign.STRUCTURE, 10, 30),
        (Sign.FLOW, 50, 68),
        (Sign.FLOW, 10, 19),
    ],
)
def test_the_same_abnormal_scan_means_less_where_pain_is_rare(
    sign: Sign, painful_share_pct: float, painful_if_abnormal_pct: float
) -> None:
    meaning = meaning_of(sign, painful_share_pct)
    assert round(100 * meaning.painful_if_abnormal) == painful_if_abnormal_pct


@both_signs
def test_the_more_have_pain_the_more_an_abnormal_scan_says_and_the_less_a_normal_one(
    sign: Sign,
) -> None:
    meanings = [meaning_of(sign, share) for share in range(0, 101, 5)]
    abnormal = [meaning.painful_if_abnormal for meaning in meanings]
    normal = [meaning.pain_free_if_normal for meaning in meanings]
    assert abnormal == sorted(abnormal)
    assert abnormal[0] == 0
    assert abnormal[-1] == 1
    assert normal == sorted(normal, reverse=True)
    assert normal[0] == 1
    assert normal[-1] == 0


@steady
@given(shares, shares, pain)
def test_bayes_by_hand_in_a_million_people(
    sensitivity: float, specificity: float, painful_share_pct: float
) -> None:
    painful = 1e6 * painful_share_pct / 100
    pain_free = 1e6 - painful
    abnormal = painful * sensitivity + pain_free * (1 - specificity)
    meaning = predictive_value(sensitivity, specificity, painful_share_pct)
    assert meaning.painful_if_abnormal == pytest.approx(painful * sensitivity / abnormal)
    normal = 1e6 - abnormal
    assert meaning.pain_free_if_normal == pytest.approx(pain_free * specificity / normal)


@steady
@given(shares, pain)
def test_a_sign_as_common_with_pain_as_without_tells_nothing(
    share: float, painful_share_pct: float
) -> None:
    meaning = predictive_value(share, 1 - share, painful_share_pct)
    assert meaning.painful_if_abnormal == pytest.approx(painful_share_pct / 100, abs=1e-9)
    assert meaning.pain_free_if_normal == pytest.approx(1 - painful_share_pct / 100, abs=1e-9)


def test_where_no_such_scan_exists_it_has_no_meaning() -> None:
    assert predictive_value(1.0, 1.0, 0.0).painful_if_abnormal is None
    assert predictive_value(1.0, 1.0, 100.0).pain_free_if_normal is None
    assert predictive_value(1.0, 1.0, 30.0).painful_if_abnormal == 1


@steady
@given(st.sampled_from(Sign), pain, st.integers(1, 1000))
def test_nobody_of_a_crowd_is_lost_or_counted_twice(
    sign: Sign, painful_share_pct: float, people: int
) -> None:
    sorted_people = crowd(sign, painful_share_pct, people)
    assert sorted_people.people == people
    assert abs(sorted_people.painful - people * painful_share_pct / 100) <= 0.5
    assert min(vars(sorted_people).values()) >= 0


def test_a_hundred_people_as_they_are_drawn() -> None:
    assert crowd(Sign.STRUCTURE, 50) == Crowd(44, 6, 12, 38)
    assert crowd(Sign.STRUCTURE, 10) == Crowd(9, 1, 21, 69)
    assert crowd(Sign.FLOW, 10) == Crowd(8, 2, 31, 59)


@both_signs
def test_a_large_crowd_says_what_bayes_says(sign: Sign) -> None:
    for share in (5, 10, 35, 80):
        people, meaning = crowd(sign, share, 10_000), meaning_of(sign, share)
        counted = people.painful_abnormal / people.abnormal
        assert counted == pytest.approx(meaning.painful_if_abnormal, abs=0.001)


# Intervals


@steady
@given(st.integers(1, 400), st.data(), st.sampled_from([80.0, 90.0, 95.0, 99.0]))
def test_intervals_are_those_of_scipy(n: int, data: st.DataObject, level_pct: float) -> None:
    successes = data.draw(st.integers(0, n))
    known = stats.binomtest(successes, n).proportion_ci(level_pct / 100, method="wilson")
    ours = wilson_interval(successes, n, level_pct)
    assert (ours.low, ours.high) == pytest.approx((known.low, known.high), abs=1e-9)


@steady
@given(st.integers(1, 400), st.data())
def test_intervals_hold_the_share_and_stay_between_none_and_all(
    n: int, data: st.DataObject
) -> None:
    successes = data.draw(st.integers(0, n))
    interval = wilson_interval(successes, n)
    assert 0 <= interval.low <= successes / n <= interval.high <= 1
    assert interval.high - interval.low > 0
    turned = wilson_interval(n - successes, n)
    assert turned.low == pytest.approx(1 - interval.high, abs=1e-12)


def test_more_people_and_less_certainty_make_an_interval_narrower() -> None:
    def width(n: int, level_pct: float = 95.0) -> float:
        interval = wilson_interval(3 * n // 4, n, level_pct)
        return interval.high - interval.low

    assert width(20) > width(80) > width(320)
    assert width(20, 99) > width(20, 95) > width(20, 80)
    assert width(80) == pytest.approx(2 * width(320), rel=0.05)


# Drawn people


def test_the_same_seed_draws_the_same_people_and_another_seed_others() -> None:
    one, again, other = draw_patients(7), draw_patients(7), draw_patients(8)
    assert np.array_equal(one.painful, again.painful)
    assert np.array_equal(one.flow, again.flow)
    assert not all(
        np.array_equal(getattr(one, name), getattr(other, name))
        for name in ("painful", "flow", "disturbed")
    )


@both_signs
def test_many_people_show_a_sign_as_often_as_published(sign: Sign) -> None:
    many = draw_patients(3, VirtualClinic(painful_share_pct=30.0, patients=60_000))
    assert many.painful.mean() == pytest.approx(0.3, abs=0.01)
    seen, found = many.abnormal(sign), published(sign)
    assert seen[many.painful].mean() == pytest.approx(found.sensitivity, abs=0.01)
    assert 1 - seen[~many.painful].mean() == pytest.approx(found.specificity, abs=0.01)
    hit = many.painful[seen].mean()
    assert hit == pytest.approx(meaning_of(sign, 30.0).painful_if_abnormal, abs=0.015)


def test_one_sign_knows_nothing_of_the_other_but_through_pain() -> None:
    many = draw_patients(5, VirtualClinic(patients=60_000))
    for group in (many.painful, ~many.painful):
        together = (many.flow & many.disturbed)[group].mean()
        apart = many.flow[group].mean() * many.disturbed[group].mean()
        assert together == pytest.approx(apart, abs=0.01)


@steady
@given(st.integers(0, 5000), pain, pain)
def test_more_pain_only_turns_pain_free_people_into_painful_ones(
    seed: int, one: float, other: float
) -> None:
    fewer, more = (
        draw_patients(seed, VirtualClinic(painful_share_pct=share))
        for share in sorted((one, other))
    )
    assert not (fewer.painful & ~more.painful).any()


def test_nobody_or_everybody_can_have_pain() -> None:
    assert not draw_patients(1, VirtualClinic(painful_share_pct=0.0)).painful.any()
    assert draw_patients(1, VirtualClinic(painful_share_pct=100.0)).painful.all()


def test_drawn_people_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        draw_patients(1).painful[0] = True


# The learner's score


def test_a_score_counts_only_what_was_judged() -> None:
    people = handmade("pp..", "x.x.")
    nothing = score((0, 0, 0, 0), people)
    assert (nothing.judged, nothing.right, nothing.interval) == (0, 0, None)
    assert nothing.right_share is None
    assert nothing.sensitivity is None
    some = score((Call.PAINFUL, 0, 0, Call.PAINFUL), people)
    assert (some.judged, some.right) == (2, 1)
    assert (some.sensitivity, some.specificity) == (1.0, 0.0)


def test_calls_may_be_the_stops_of_a_control() -> None:
    people = handmade("p.", "x.")
    assert score((2.0, 1.0), people) == score((Call.PAINFUL, Call.PAIN_FREE), people)
    assert score(np.array([2.0, 1.0]), people).right == 2


@steady
@given(st.lists(st.integers(0, 2), min_size=20, max_size=20), st.integers(0, 200))
def test_right_is_found_plus_cleared_and_turning_every_call_turns_it_round(
    calls: list[int], seed: int
) -> None:
    people = draw_patients(seed)
    ours = score(calls, people)
    turned = score([{0: 0, 1: 2, 2: 1}[call] for call in calls], people)
    assert ours.right == ours.painful_found + ours.pain_free_cleared
    assert ours.judged == ours.painful_judged + ours.pain_free_judged
    assert ours.right + turned.right == ours.judged == turned.judged


@both_signs
def test_following_the_picture_scores_its_sensitivity_and_specificity(sign: Sign) -> None:
    many = draw_patients(11, VirtualClinic(painful_share_pct=40.0, patients=20_000))
    ours, found = score(calls_that_follow(many, sign), many), published(sign)
    assert ours.sensitivity == pytest.approx(found.sensitivity, abs=0.015)
    assert ours.specificity == pytest.approx(found.specificity, abs=0.015)
    expected = expected_right_pct(sign, 40.0, Rule.FOLLOW_THE_PICTURE)
    assert 100 * ours.right_share == pytest.approx(expected, abs=1.0)


def test_where_pain_is_rare_calling_everybody_pain_free_beats_every_picture() -> None:
    for sign in Sign:
        follow, always = (
            expected_right_pct(sign, 10.0, rule)
            for rule in (Rule.FOLLOW_THE_PICTURE, Rule.ALWAYS_PAIN_FREE)
        )
        assert always > follow > expected_right_pct(sign, 10.0, Rule.GUESS)


@steady
@given(st.sampled_from(Sign), pain)
def test_no_rule_without_pictures_depends_on_the_sign(sign: Sign, painful_share_pct: float) -> None:
    assert expected_right_pct(sign, painful_share_pct, Rule.GUESS) == 50
    opposite = [
        expected_right_pct(sign, painful_share_pct, rule)
        for rule in (Rule.ALWAYS_PAINFUL, Rule.ALWAYS_PAIN_FREE)
    ]
    assert sum(opposite) == pytest.approx(100)


def test_a_coin_that_is_tossed_often_is_right_half_of_the_time() -> None:
    many = draw_patients(2, VirtualClinic(painful_share_pct=10.0, patients=20_000))
    coin = 1 + np.random.default_rng(4).integers(0, 2, 20_000)
    assert 100 * score(coin, many).right_share == pytest.approx(
        expected_right_pct(Sign.FLOW, 10.0, Rule.GUESS), abs=1.5
    )


# Bad input


@pytest.mark.parametrize("wrong", [-1, 100.5, math.nan, math.inf, "many", None])
def test_a_share_of_pain_outside_0_to_100_is_refused_everywhere(wrong: object) -> None:
    for ask in (
        lambda: VirtualClinic(painful_share_pct=wrong),
        lambda: meaning_of(Sign.FLOW, wrong),
        lambda: crowd(Sign.FLOW, wrong),
        lambda: expected_right_pct(Sign.FLOW, wrong, Rule.GUESS),
    ):
        with pytest.raises(ValueError, match=r"painful_share_pct is .* between 0(\.0)? and 100"):
            ask()


@pytest.mark.parametrize("wrong", [0, -3, 2.5, 10**9, math.nan])
def test_an_impossible_number_of_patients_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match="patients is"):
        VirtualClinic(patients=wrong)


@pytest.mark.parametrize("wrong", [1.5, "7", None, -1])
def test_a_seed_that_is_no_whole_number_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"seed is .* whole number"):
        draw_patients(wrong)


@pytest.mark.parametrize(("successes", "n"), [(1, 0), (-1, 5), (6, 5), (2.5, 5), (1, 5.0)])
def test_counts_that_cannot_be_are_refused(successes: object, n: object) -> None:
    with pytest.raises(ValueError, match="whole number"):
        wilson_interval(successes, n)


@pytest.mark.parametrize("wrong", [20, 100, math.nan])
def test_a_level_of_an_interval_that_makes_none_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="level_pct is"):
        wilson_interval(3, 4, wrong)


@pytest.mark.parametrize("wrong", [-0.1, 1.1, 88, math.nan])
def test_a_sensitivity_that_is_no_share_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="sensitivity is"):
        predictive_value(wrong, 0.5, 50)
    with pytest.raises(ValueError, match="specificity is"):
        predictive_value(0.5, wrong, 50)


def test_too_few_calls_or_unknown_ones_are_refused_by_their_place() -> None:
    people = handmade("p.p", "xx.")
    with pytest.raises(ValueError, match="2 entries; there are 3 patients"):
        score((1, 2), people)
    for wrong in (3, -1, 0.5, math.nan, "painful", True, None):
        with pytest.raises(ValueError, match="call 2 is"):
            score((1, wrong, 2), people)


@pytest.mark.parametrize("wrong", ["flow", 0, None])
def test_a_sign_nobody_knows_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"Sign\.FLOW or Sign\.STRUCTURE"):
        published(wrong)
    with pytest.raises(ValueError, match=r"Sign\.FLOW or Sign\.STRUCTURE"):
        calls_that_follow(draw_patients(1), wrong)
