"""The table of Achilles loads: every number has a row, and every guess says that it is one."""

import dataclasses

import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import Status, value
from tendon_teaching.models.activities import (
    Method,
    TeachingBody,
    activities,
    activity,
)
from tendon_teaching.models.bout import LoadRuler
from tendon_teaching.models.training_history import RunningHabit
from tendon_teaching.models.turnover import walking_day

NAMES = tuple(found.name for found in activities())
each = pytest.mark.parametrize("name", NAMES)


def test_the_table_runs_from_the_seated_raise_to_the_single_leg_hop():
    forces = {found.name: found.force_bw for found in activities()}
    assert len(forces) == len(activities()) >= 10
    assert min(forces, key=forces.get) == "seated_raise"
    assert max(forces, key=forces.get) == "single_leg_hop"


def test_heel_raises_stand_in_the_published_order():
    assert value("L169").direction.startswith("seated < bilateral")
    seated, two_legs, one_leg = (
        activity(name).force_bw for name in ("seated_raise", "two_leg_raise", "single_leg_raise")
    )
    assert seated < two_legs < one_leg < activity("loaded_raise").force_bw


def test_easy_running_is_lighter_than_running_and_fast_running_heavier():
    easy, usual, fast = (
        activity(name).force_bw for name in ("easy_running", "running", "fast_running")
    )
    assert activity("walking").force_bw < easy < usual < fast


@each
def test_the_teaching_force_lies_in_the_published_band(name):
    found = activity(name)
    assert found.is_in_band
    assert found.low_bw <= found.high_bw


@each
def test_every_row_of_an_activity_may_be_shown(name):
    for value_id in activity(name).register_ids:
        assert value(value_id).is_printable


@each
def test_every_row_about_a_force_says_how_it_was_found(name):
    for found in activity(name).findings:
        assert found.method in Method
        assert found.method.text


@each
def test_a_force_that_its_own_rows_do_not_support_says_so(name):
    found = activity(name)
    told = any(word in found.note.lower() for word in ("below", "above", "between"))
    assert told or not found.ids_that_disagree


@each
def test_a_force_without_a_row_of_its_own_is_assumed(name):
    found = activity(name)
    if not found.value_ids:
        assert found.force_status is Status.ASSUMED
        assert "seen" in found.note


@each
def test_a_measured_force_is_printed_in_one_of_its_rows(name):
    found = activity(name)
    if found.force_status is Status.MEASURED:
        assert found.force_bw in [value(row).value for row in found.value_ids]


def test_newtons_become_body_weights_of_the_assumed_person():
    (buckle,) = (row for row in activity("two_leg_hop").findings if not row.is_shared)
    assert buckle.low_bw == pytest.approx(value("S106").value / TeachingBody().body_weight_n)
    assert buckle.method is Method.BUCKLE
    sensor = next(row for row in activity("walking").findings if row.row.id == "S112")
    assert sensor.low_bw == pytest.approx(4.5, abs=0.05)


def test_methods_differ_almost_three_fold_for_running():
    rows = [
        row
        for name in ("easy_running", "running", "fast_running")
        for row in activity(name).findings
    ]
    lowest, highest = min(row.low_bw for row in rows), max(row.high_bw for row in rows)
    assert 2.5 < highest / lowest < 3.5


def test_walking_is_the_walking_of_the_turnover_model():
    assert (activity("walking").block(),) == walking_day()


def test_running_is_the_running_of_the_training_histories():
    running, runner = activity("running"), RunningHabit()
    assert running.force_bw == runner.usual_force_bw == LoadRuler().step_force_bw
    assert running.cycles == 5 * runner.steps_per_km
    assert running.seconds_per_cycle == runner.seconds_per_step


def test_walking_says_that_it_lies_below_what_was_measured():
    assert set(activity("walking").ids_that_disagree) == {"S109", "S112"}
    assert "below" in activity("walking").note


def test_walking_is_strained_less_on_the_models_scale_than_was_measured():
    assert activity("walking").model_strain_pct == pytest.approx(2.6, abs=0.05)
    assert activity("running").model_strain_pct == pytest.approx(4.9, abs=0.05)
    assert value("S111").value > activity("walking").model_strain_pct + 1


def test_typical_amounts_are_called_assumed_unless_a_row_names_them():
    for found in activities():
        if found.amount_ids:
            assert str(found.cycles) in value(found.amount_ids[0]).group
        assert found.cycles > 0


@each
def test_an_activity_becomes_a_block_of_a_model_day(name):
    found = activity(name)
    block = found.block()
    assert (block.force_bw, block.cycles) == (found.force_bw, found.cycles)
    assert block.seconds_per_cycle == found.seconds_per_cycle
    assert found.block(cycles=7, force_bw=found.high_bw).cycles == 7


@pytest.mark.parametrize("wrong", [{"cycles": 50_001}, {"cycles": -1}, {"force_bw": 12.5}])
def test_a_block_out_of_range_is_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        activity("running").block(**wrong)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"force_bw": 13.0}, "force_bw"),
        ({"force_bw": float("nan")}, "force_bw"),
        ({"cycles": 60_000}, "cycles"),
        ({"seconds_per_cycle": 0.0}, "seconds_per_cycle"),
        ({"value_ids": (), "shared_ids": ()}, "no register row"),
    ],
)
def test_a_wrong_row_of_the_table_is_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        dataclasses.replace(activity("running"), **wrong)


def test_an_unknown_activity_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match=r"cycling.*seated_raise"):
        activity("cycling")


def test_the_badge_of_a_force_knows_its_band_and_rows():
    basis = activity("walking").force_basis
    assert basis.status is Status.ASSUMED
    assert (basis.published_low, basis.published_high) == pytest.approx((1.10, 4.49), abs=0.01)
    assert {"L161", "S109", "S112"} <= set(basis.register_ids)


def test_every_text_of_the_table_can_be_translated(monkeypatch):
    speak_in_brackets(monkeypatch)
    texts = [
        text
        for found in activities()
        for text in (found.label, found.amount, found.note, found.value_text)
    ]
    texts += [method.text for method in Method]
    assert [text for text in texts if untranslated(text)] == []
