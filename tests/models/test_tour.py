"""The tour: one teaching tendon on its way, and a stand-in that keeps pain and tissue apart."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tendon_teaching.evidence import Status, parameters_of, value
from tendon_teaching.models.teaching_tendon import TendinopathicChange, compare_with_healthy
from tendon_teaching.models.tour import (
    LAST_WEEK,
    PULL_N,
    DrawnChange,
    Regimen,
    StandIn,
    tour_state,
)

ways = st.floats(0, 100)
weeks = st.integers(0, LAST_WEEK)
regimens = st.sampled_from(Regimen)


# The way from healthy to changed


@pytest.mark.parametrize(
    ("changed_pct", "thickness_mm", "stiffness_pct", "modulus_pct", "stretch_mm"),
    [
        (0, 6.8, 100, 100, 8.0),
        (25, 7.4, 94, 84, 8.6),
        (50, 8.0, 88, 71, 9.2),
        (75, 8.6, 81, 60, 10.0),
        (100, 9.2, 75, 51, 10.9),
    ],
)
def test_the_way_is_that_of_the_storyboard(
    changed_pct, thickness_mm, stiffness_pct, modulus_pct, stretch_mm
):
    tissue = tour_state(changed_pct).tissue
    assert tissue.thickness_mm == pytest.approx(thickness_mm, abs=0.05)
    assert tissue.stiffness_pct == pytest.approx(stiffness_pct, abs=1)
    assert tissue.modulus_pct == pytest.approx(modulus_pct, abs=1)
    assert tissue.stretch_mm == pytest.approx(stretch_mm, abs=0.06)


def test_the_way_ends_at_the_one_tendinopathic_teaching_tendon():
    change = TendinopathicChange()
    taught = compare_with_healthy(
        change.swelling_ratio,
        change.fibres_lost_pct,
        change.angle_sd_deg,
        change.slack_mean_pct,
        PULL_N,
    )
    tissue = tour_state(100).tissue
    assert tissue.stiffness_pct == pytest.approx(taught.stiffness_pct)
    assert tissue.modulus_pct == pytest.approx(taught.modulus_pct)
    assert tissue.stretch_mm == pytest.approx(taught.changed_pull.elongation_mm)


def test_both_ends_have_the_measured_thicknesses():
    assert tour_state(0).tissue.thickness_mm == pytest.approx(value("S071").value)
    assert tour_state(100).tissue.thickness_mm == pytest.approx(value("S070").value)


@given(ways, ways)
def test_more_change_is_never_stiffer_and_never_thinner(one, other):
    less, more = (tour_state(way).tissue for way in sorted((one, other)))
    assert more.stiffness_pct <= less.stiffness_pct + 1e-9
    assert more.modulus_pct <= less.modulus_pct + 1e-9
    assert more.stretch_mm >= less.stretch_mm - 1e-9
    assert more.thickness_mm >= less.thickness_mm


@given(ways, ways)
def test_more_change_never_looks_healthier(one, other):
    less, more = (tour_state(way).tissue for way in sorted((one, other)))
    assert more.patch_share_pct >= less.patch_share_pct
    assert more.patch_angle_sd_deg >= less.patch_angle_sd_deg - 1e-9
    assert more.nucleus_ratio <= less.nucleus_ratio
    assert more.crowding_ratio >= less.crowding_ratio
    assert more.vessels >= less.vessels


@given(ways)
def test_patch_and_surroundings_together_have_the_spread_of_the_teaching_tendon(changed_pct):
    tissue, change = tour_state(changed_pct).tissue, TendinopathicChange()
    whole = 6.0 + changed_pct / 100 * (change.angle_sd_deg - 6.0)
    share = tissue.patch_share_pct / 100
    parts = share * tissue.patch_angle_sd_deg**2 + (1 - share) * tissue.angle_sd_deg**2
    assert math.sqrt(parts) == pytest.approx(whole)


def test_patch_and_surroundings_together_have_lost_the_fibres_of_the_teaching_tendon():
    tissue = tour_state(70).tissue
    lost_pct = tissue.patch_share_pct / 100 * tissue.patch_fibres_lost_pct
    assert lost_pct == pytest.approx(0.7 * TendinopathicChange().fibres_lost_pct)


def test_most_of_the_picture_stays_aligned_as_scans_found():
    aligned_pct = 100 - tour_state(100).tissue.patch_share_pct
    assert value("S001").value <= aligned_pct <= value("S005").value


def test_a_healthy_tendon_carries_a_vessel():
    assert tour_state(0).tissue.vessels == 1


# Massage, loading, waiting


@given(ways, weeks)
def test_massage_changes_no_tissue(changed_pct, week):
    untouched = tour_state(changed_pct).tissue
    assert tour_state(changed_pct, Regimen.MASSAGE, week).tissue == untouched
    assert (
        tour_state(changed_pct, Regimen.BOTH, week).tissue
        == tour_state(changed_pct, Regimen.LOADING, week).tissue
    )


@given(ways, regimens, weeks, st.floats(0, 100), st.floats(0, 10))
def test_nothing_about_pain_reaches_the_tissue(changed_pct, regimen, week, relief_pct, pain):
    other = StandIn(
        hands_on_relief_pct=relief_pct,
        waiting_relief_pct=relief_pct,
        loading_relief_pct=relief_pct,
        pain_of_example=pain,
    )
    usual = tour_state(changed_pct, regimen, week)
    assert tour_state(changed_pct, regimen, week, other).tissue == usual.tissue


@given(ways, regimens, weeks, st.floats(0, 100))
def test_nothing_about_stiffness_reaches_the_pain(changed_pct, regimen, week, gain_pct):
    other = StandIn(stiffness_gain_pct=gain_pct)
    usual = tour_state(changed_pct, regimen, week)
    assert tour_state(changed_pct, regimen, week, other).pain == usual.pain


@pytest.mark.parametrize("regimen", [Regimen.MASSAGE, Regimen.BOTH])
def test_massage_eases_pain_only_while_the_hands_are_on(regimen):
    on = tour_state(100, regimen, 0)
    assert on.hands_are_on
    assert (on.pain.start_of_10, on.pain.now_of_10) == pytest.approx((4.0, 2.1))
    without = Regimen.LOADING if regimen.has_loading else Regimen.NOTHING
    for week in range(1, LAST_WEEK + 1):
        later = tour_state(100, regimen, week)
        assert not later.hands_are_on
        assert later.pain.now_of_10 == tour_state(100, without, week).pain.now_of_10
        assert later.pain.hands_on_of_10 == on.pain.now_of_10


@pytest.mark.parametrize("changed_pct", [0, 60, 100])
def test_twelve_weeks_of_loading_raise_stiffness_by_fifteen_per_cent_of_its_start(changed_pct):
    loaded = tour_state(changed_pct, Regimen.LOADING, LAST_WEEK)
    gain = loaded.tissue.stiffness_pct / loaded.before.stiffness_pct
    assert gain == pytest.approx(1.15, abs=0.001)
    assert loaded.tissue.stretch_mm < loaded.before.stretch_mm


def test_loading_leaves_thickness_and_all_that_is_drawn_as_they_were():
    loaded = tour_state(100, Regimen.LOADING, LAST_WEEK)
    moved = {
        name for name, held in vars(loaded.tissue).items() if held != getattr(loaded.before, name)
    }
    assert moved == {"stiffness_pct", "modulus_pct", "stretch_mm"}


@given(ways, weeks, weeks)
def test_more_weeks_of_loading_never_make_it_softer(changed_pct, one, other):
    less, more = (tour_state(changed_pct, Regimen.LOADING, w).tissue for w in sorted((one, other)))
    assert more.stiffness_pct >= less.stiffness_pct


def test_loading_has_only_begun_in_week_0():
    begun = tour_state(100, Regimen.LOADING, 0)
    assert begun.tissue == begun.before
    assert not begun.is_loaded


def test_loading_eases_pain_more_than_waiting_and_neither_takes_all_of_it():
    waited = tour_state(100, Regimen.NOTHING, LAST_WEEK).pain
    loaded = tour_state(100, Regimen.LOADING, LAST_WEEK).pain
    assert 0 < loaded.now_of_10 < waited.now_of_10 < waited.start_of_10


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [("waiting_relief_pct", "L030", "L031"), ("loading_relief_pct", "L020", "L021")],
)
def test_the_falls_of_pain_are_those_of_two_groups_of_one_trial(name, before, after):
    start, end = value(before), value(after)
    assert start.source_key == end.source_key
    fall_pct = 100 * (1 - end.value / start.value)
    assert getattr(StandIn(), name) == pytest.approx(fall_pct, abs=0.5)
    assert end.time == f"{StandIn().relief_weeks:g} wk"


def test_a_tendon_can_be_changed_and_not_hurt():
    state = tour_state(StandIn().pain_begins_at_pct)
    assert state.tissue.stiffness_pct < 95
    assert state.pain.now_of_10 == 0


@given(ways, regimens, weeks)
def test_pain_stays_on_its_scale_and_never_above_its_start(changed_pct, regimen, week):
    pain = tour_state(changed_pct, regimen, week).pain
    assert 0 <= pain.now_of_10 <= pain.start_of_10 <= 10


@given(ways, regimens, weeks)
def test_what_rests_on_the_stand_in_is_marked(changed_pct, regimen, week):
    state, untouched = tour_state(changed_pct, regimen, week), tour_state(changed_pct)
    if (state.tissue, state.pain) != (untouched.tissue, untouched.pain):
        assert state.is_stand_in
    assert not untouched.is_stand_in


# What the numbers are, and what is refused


@pytest.mark.parametrize("model", [DrawnChange, StandIn])
def test_no_number_of_the_tour_claims_to_be_measured(model):
    for parameter in parameters_of(model).values():
        assert parameter.status in (Status.ILLUSTRATIVE, Status.ASSUMED)
        assert parameter.note.endswith(".")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((-1,), "changed_pct is -1; .* between 0 and 100"),
        ((101,), "changed_pct is 101"),
        ((math.nan,), "changed_pct is nan"),
        (("much",), "changed_pct is much"),
        ((50, "rest"), "regimen is 'rest'; choose one of nothing, massage, loading, both"),
        ((50, None), "regimen is None"),
        ((50, "massage", 13), "week is 13; .* between 0 and 12 weeks"),
        ((50, "massage", -0.5), "week is -0.5"),
        ((50, "massage", math.nan), "week is nan"),
    ],
)
def test_bad_input_is_refused_with_its_range(arguments, message):
    with pytest.raises(ValueError, match=message):
        tour_state(*arguments)


@pytest.mark.parametrize(
    ("model", "changes"),
    [
        (StandIn, {"hands_on_relief_pct": 140}),
        (StandIn, {"pain_begins_at_pct": 100}),
        (StandIn, {"relief_weeks": 4}),
        (DrawnChange, {"patch_share_pct": 50}),
    ],
)
def test_a_parameter_outside_its_range_is_refused(model, changes):
    with pytest.raises(ValueError, match=next(iter(changes))):
        model(**changes)


def test_a_regimen_may_be_named_by_its_word():
    assert tour_state(100, "both", 3) == tour_state(100, Regimen.BOTH, 3)
