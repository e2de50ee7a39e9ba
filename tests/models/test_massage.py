"""Massage and the tendon: signal of a load, and the thought experiment that massage did rebuild."""

import re
from importlib import resources

import numpy as np
import pytest

from tendon_teaching.evidence import Status, parameters_of, value, values
from tendon_teaching.models.activities import activity
from tendon_teaching.models.gate import GateInputs, pain_of_10
from tendon_teaching.models.massage import (
    LoadedTendon,
    WhatIf,
    massage_day,
    massage_weeks,
    people_per_group,
    sessions_in_week,
    signal_of_load,
    stiffness_spread_pct,
    thought_experiment,
)
from tendon_teaching.models.turnover import (
    STATE_NAMES,
    day_of,
    healthy_state,
    simulate,
    tendinopathic_state,
    walking_day,
)

SORE = LoadedTendon(gain=1.25)


def course_of(**how):
    return simulate(massage_weeks(**how), start=tendinopathic_state())


# By default massage reaches the tissue nowhere


@pytest.mark.parametrize("loading", [False, True])
@pytest.mark.parametrize("start", [healthy_state, tendinopathic_state])
def test_the_tissue_goes_the_same_way_to_the_last_bit_with_massage_and_without(loading, start):
    with_hands, without = (
        simulate(massage_weeks(12, massage=hands, loading=loading), start=start())
        for hands in (True, False)
    )
    for name in STATE_NAMES:
        assert np.array_equal(getattr(with_hands, name), getattr(without, name)), name
    assert np.array_equal(with_hands.stiffness_ratio, without.stiffness_ratio)


def test_a_day_with_massage_is_the_day_without_it():
    plain = day_of(walking_day())
    massaged = massage_day(walking_day())
    assert massaged.blocks == plain.blocks
    assert massaged.peak_stress_mpa == plain.peak_stress_mpa


def test_that_is_the_default_and_a_decision():
    declared = parameters_of(WhatIf)["rebuild_pct"]
    assert declared.value == 0
    assert declared.status is Status.ILLUSTRATIVE
    assert (declared.allowed_low, declared.allowed_high) == (0, 100)
    assert "Nobody has measured it" in declared.note


# What if it did rebuild?


@pytest.mark.parametrize("rebuild_pct", [5, 25, 100])
def test_then_the_tendon_gets_stiffer_and_no_more_damaged(rebuild_pct):
    plain, what_if = course_of(), course_of(what_if=WhatIf(rebuild_pct))
    assert what_if.stiffness_ratio[-1] > plain.stiffness_ratio[-1]
    assert (what_if.damage <= plain.damage + 1e-12).all()


def test_more_rebuilding_makes_it_stiffer():
    gains = [thought_experiment(pct).massage_gain_pct for pct in (0, 5, 10, 25, 50, 100)]
    assert gains[0] == 0
    assert (np.diff(gains) > 0).all()


def test_a_massage_worth_a_whole_session_still_gains_less_than_loading():
    found = thought_experiment(100)
    assert 10 < found.massage_gain_pct < found.loading_gain_pct


def test_the_thought_puts_no_force_on_the_tendon():
    day = massage_day(walking_day(), what_if=WhatIf(50))
    assert day.peak_stress_mpa == day_of(walking_day()).peak_stress_mpa
    *_walking, (_stress, wear, counted_s, cycles) = day.blocks
    assert wear == cycles == 0
    assert counted_s > 0


def test_half_a_session_counts_half_the_seconds():
    whole = day_of((activity("loaded_raise").block(),)).blocks[0][2]
    half = massage_day(walking_day(), what_if=WhatIf(50)).blocks[-1][2]
    assert half == pytest.approx(whole / 2)


# Which measurement would reveal it


def test_the_register_has_no_measurement_error_of_stiffness():
    # As soon as it has, the spread between people need not stand in for it.
    words = ("detectable", "icc", "measurement error")
    found = [row for row in values() if any(word in row.quantity.lower() for word in words)]
    assert found
    assert not [row.id for row in found if "stiffness" in row.quantity.lower()]


def test_the_spread_between_people_is_that_of_the_register():
    row = value("S093")
    assert stiffness_spread_pct() == pytest.approx(100 * row.spread / row.value)


def test_the_smaller_the_effect_the_more_people_a_trial_would_need():
    needed = [thought_experiment(pct).people_per_group for pct in (5, 10, 25, 50, 100)]
    assert needed == sorted(needed, reverse=True)
    assert thought_experiment(0).people_per_group is None


def test_the_one_trial_was_too_small_to_see_even_a_whole_session():
    people = value("M001").value / 3
    assert thought_experiment(100).people_per_group > people
    assert thought_experiment(100).loading_people_per_group > people


def test_loading_gains_about_what_was_pooled_over_trials():
    found = thought_experiment(0)
    row = value("L015")
    assert row.spread_low <= found.loading_gain_pct / found.spread_pct <= row.spread_high


@pytest.mark.parametrize(
    ("gain", "spread", "needed"), [(50.0, 50.0, 16), (25.0, 50.0, 63), (0.0, 50.0, None)]
)
def test_people_per_group_follow_the_usual_formula(gain, spread, needed):
    assert people_per_group(gain, spread) == needed


def test_a_gain_beyond_all_trials_has_no_number():
    assert people_per_group(0.001, 50) is None


# The trial's massages


def test_the_trial_massaged_twice_a_week_and_then_once():
    assert [sessions_in_week(week) for week in (1, 6, 7, 12)] == [2, 2, 1, 1]
    assert sum(sessions_in_week(week) for week in range(1, 13)) == 18


# From load to signal


def test_a_heel_raise_says_nothing_in_health_and_hurts_a_sore_tendon():
    raise_bw = activity("single_leg_raise").force_bw
    healthy, sore = (float(signal_of_load(raise_bw, tendon)) for tendon in (None, SORE))
    assert pain_of_10(GateInputs(healthy)) < 0.1
    assert 0.5 < pain_of_10(GateInputs(sore)) < 3


def test_the_signal_rises_with_load_from_nothing_to_below_all():
    signal = signal_of_load(np.linspace(0, 12, 200), SORE)
    assert signal[0] == 0
    assert (np.diff(signal) > 0).all()
    assert signal[-1] < 1


def test_half_of_the_signal_is_reached_at_the_tolerance():
    assert signal_of_load(7.6, LoadedTendon(gain=1.0)) == pytest.approx(0.5)


def test_a_weaker_tolerance_makes_the_same_load_louder():
    assert signal_of_load(3, LoadedTendon(tolerance_bw=4, gain=1)) > signal_of_load(
        3, LoadedTendon(gain=1)
    )


# Bad input


@pytest.mark.parametrize("wrong", [-0.1, 12.1, float("nan")])
def test_an_impossible_load_is_refused(wrong):
    with pytest.raises(ValueError, match=r"force_bw is .*between 0 and 12"):
        signal_of_load([1, wrong])


@pytest.mark.parametrize("wrong", [-1, 101, float("nan")])
def test_a_share_outside_0_to_100_is_refused(wrong):
    with pytest.raises(ValueError, match=r"rebuild_pct is .*between 0 and 100"):
        thought_experiment(wrong)


@pytest.mark.parametrize("wrong", [0, 53, 1.5])
def test_an_impossible_number_of_weeks_is_refused(wrong):
    with pytest.raises(ValueError, match="weeks is"):
        massage_weeks(wrong)


def test_week_zero_of_the_trial_is_refused():
    with pytest.raises(ValueError, match="week is 0"):
        sessions_in_week(0)


def test_a_spread_of_nothing_is_refused():
    with pytest.raises(ValueError, match="spread_pct is 0"):
        people_per_group(5, 0)


# The model card


@pytest.mark.parametrize(
    ("row", "rebuild_pct"),
    [("5 % of a session", 5), ("10 %", 10), ("25 %", 25), ("100 %", 100), ("loading", 0)],
)
def test_the_model_card_has_the_numbers_of_the_thought_experiment(row, rebuild_pct):
    card = resources.files("tendon_teaching.models").joinpath("massage.md").read_text("utf-8")
    gain, people = re.search(
        rf"^\| {row}[^|]*\| (\d+) % \| about ([\d,]+) \|$", card, re.M
    ).groups()
    found = thought_experiment(rebuild_pct)
    expected = (found.massage_gain_pct, found.people_per_group)
    if row == "loading":
        expected = (found.loading_gain_pct, found.loading_people_per_group)
    assert float(gain) == pytest.approx(expected[0], abs=0.6)
    assert float(people.replace(",", "")) == pytest.approx(expected[1], rel=0.05)
