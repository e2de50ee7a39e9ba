"""Many made-up people on request: progress, cancel, any executor, the same numbers as the model."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

import tendon_teaching
from tendon_teaching.explorers import many_people
from tendon_teaching.explorers.many_people import WEEKS, ManyPeople
from tendon_teaching.models.clinical_course import follow
from tendon_teaching.models.patients import Baseline, draw_patients
from tendon_teaching.models.regimens import plan

PATIENCE_S = 120


@pytest.fixture
def asked():
    widget = ManyPeople()
    widget.people.value = 300
    return widget


def test_the_table_says_what_the_model_says(asked):
    asked.care.value, asked.story.value, asked.seed.value = "massage", "S", 4
    asked.start()
    asked.wait(PATIENCE_S)
    course = follow(plan("massage", days=364), draw_patients(300, 4, Baseline()), "S", 4)
    for week in WEEKS:
        score = course.visa_a_observed[course.at(week)].mean()
        tendon = 100 * course.stiffness_ratio[course.at(week)].mean()
        row = asked.table.value.split(f'<th scope="row">{week}</th>')[1].split("</tr>")[0]
        assert f">{score:.0f}<" in row
        assert f">{tendon:.0f} %<" in row
    assert "not a forecast" in asked.table.value


def test_progress_ends_with_everybody(asked):
    seen = []
    asked.bar.observe(lambda change: seen.append(change.new), "value")
    asked.start()
    asked.wait(PATIENCE_S)
    assert seen == sorted(seen)
    assert seen[-1] == asked.bar.max == 300
    assert "Done: 300" in asked.said.value
    assert asked.stop.disabled
    assert not asked.run.disabled


def test_who_cancels_gets_no_half_result(asked):
    asked.people.value = 2000
    asked.bar.observe(lambda change: asked.cancel() if change.new else None, "value")
    asked.start()
    asked.wait(PATIENCE_S)
    assert "Cancelled" in asked.said.value
    assert asked.table.value == ""
    assert asked.course is None
    assert not asked.run.disabled


def test_after_a_cancel_it_can_be_run_again(asked):
    asked.cancel()
    asked.start()
    asked.wait(PATIENCE_S)
    assert "Done" in asked.said.value


def test_an_executor_changes_no_digit(asked):
    asked.start()
    asked.wait(PATIENCE_S)
    with ThreadPoolExecutor(2) as executor:
        other = tendon_teaching.many_people(executor)
        other.people.value = 300
        other.start()
        other.wait(PATIENCE_S)
    assert np.array_equal(asked.course.visa_a_observed, other.course.visa_a_observed)


def test_what_goes_wrong_is_said_and_the_buttons_come_back(asked, monkeypatch):
    def fails(*_all, **_named):
        raise ValueError("no such tendon")

    monkeypatch.setattr(many_people, "monte_carlo", fails)
    asked.start()
    asked.wait(PATIENCE_S)
    assert "That did not work: no such tendon" in asked.said.value
    assert not asked.run.disabled


@pytest.mark.parametrize(("typed", "kept"), [(1, 100), (10**6, 5000)])
def test_a_number_of_people_outside_goes_to_the_nearest(asked, typed, kept):
    asked.people.value = typed
    assert asked.people.value == kept


def test_every_field_has_a_name(asked):
    for field in (asked.story, asked.care, asked.people, asked.seed, asked.run, asked.stop):
        assert field.description


def test_a_page_without_widgets_says_what_it_is(asked):
    bundle = asked._repr_mimebundle_()
    assert bundle["text/plain"].startswith("Many people: run this cell")
    assert "application/vnd.jupyter.widget-view+json" in bundle
