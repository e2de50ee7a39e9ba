"""Lessons as data: what they rest on exists, and their questions teach."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from tendon_teaching.evidence import claim, parameters_of, value
from tendon_teaching.explorers import lump_yet_weaker
from tendon_teaching.lessons.catalogue import lesson_of, numbers
from tendon_teaching.lessons.content import (
    MESSAGE_LINES,
    Lesson,
    LessonPlan,
    Option,
    Question,
    Step,
)
from tendon_teaching.lessons.message import message

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


@pytest.fixture(scope="module", params=numbers())
def any_lesson(request):
    return lesson_of(request.param)


@pytest.fixture(scope="module")
def mechanics():
    return lesson_of("01")


# Every lesson


def test_the_message_has_four_lines():
    assert len(set(message())) == MESSAGE_LINES


def test_an_unknown_lesson_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match=r"'9'.*00, 01"):
        lesson_of("9")


def test_each_lesson_belongs_to_a_notebook_of_its_number(any_lesson):
    assert any_lesson.notebook.startswith(any_lesson.number)
    assert (NOTEBOOKS / any_lesson.notebook).is_file()


def test_every_row_and_claim_of_a_lesson_may_be_shown(any_lesson):
    assert any_lesson.value_ids
    for value_id in any_lesson.value_ids:
        assert value(value_id).is_printable
    for claim_id in (*any_lesson.opening_claims, *any_lesson.claims):
        assert claim(claim_id).wording


def test_no_row_stands_in_two_tables(any_lesson):
    shown = [value_id for group in any_lesson.evidence for value_id in group.value_ids]
    assert len(shown) == len(set(shown))


def test_every_parameter_of_a_model_card_has_a_name_for_the_reader(any_lesson):
    for card in any_lesson.models:
        assert set(card.labels) == set(parameters_of(card.model))


def test_questions_have_one_right_answer_and_wrong_ones_that_name_an_idea(any_lesson):
    for question in any_lesson.questions:
        assert len(question.options) >= 3
        assert sum(option.right for option in question.options) == 1
        for option in question.options:
            assert option.feedback
            assert bool(option.misconception) is not option.right


def test_answers_and_feedback_are_all_different(any_lesson):
    for question in any_lesson.questions:
        assert len({option.text for option in question.options}) == len(question.options)
        assert len({option.feedback for option in question.options}) == len(question.options)


# The lesson on mechanics


def test_the_mechanics_lesson_has_every_part_of_a_lesson(mechanics):
    filled = {field.name for field in fields(mechanics) if getattr(mechanics, field.name)}
    assert filled == {field.name for field in fields(mechanics)}
    assert 4 <= len(mechanics.questions) <= 8
    assert mechanics.message_line == 1


def test_the_right_answers_do_not_always_stand_in_one_place(mechanics):
    places = {[option.right for option in q.options].index(True) for q in mechanics.questions}
    assert len(places) > 1


def test_the_ideas_behind_the_lump_are_all_met(mechanics):
    met = {o.misconception for q in mechanics.questions for o in q.options if not o.right}
    assert {
        "a lump means strong",
        "what feels stiff is stiff",
        "stiffness and modulus are the same thing",
        "a weak calf is a weak tendon",
    } <= met


def test_the_table_gives_the_numbers_of_the_read_outs(mechanics):
    explorer = lump_yet_weaker.definition()
    by_label = {scene.label: scene for scene in explorer.scenes}
    table = mechanics.explanation.table
    assert len(table.rows) == 5
    for label, area, _fibres, modulus, stiffness, stretch in table.rows:
        said = explorer.figure.read_out(explorer.compute(**by_label[label].values))
        assert f"stretches it {stretch}" in said
        if label != "Healthy":
            assert f"stiffness {stiffness}, modulus {modulus} of healthy" in said
            assert f"area {int(area.split()[0]) - 100:+d} %" in said


def test_the_explanation_gives_the_numbers_of_its_table(mechanics):
    told = " ".join(mechanics.explanation.paragraphs)
    rows = {row[0]: row[1:] for row in mechanics.explanation.table.rows}
    _area, _fibres, modulus, stiffness, _stretch = rows["Only swollen"]
    assert f"the modulus falls to {modulus}, modulus × cross-section stays at {stiffness}" in told
    assert f"both fall to {rows['Only fewer fibres'][3]}: there" in told
    assert f"both fall to {rows['Only spread'][3]}: a slanting" in told
    assert f"yet {rows['All of it'][3]} of the stiffness and {rows['All of it'][2]} of" in told


def test_the_doubt_quotes_the_groups_and_their_overlap(mechanics):
    told = " ".join(mechanics.doubt)
    painful, pain_free = value("S087"), value("S088")
    assert painful.text in told
    assert pain_free.text in told
    low, high = (float(n) for n in re.search(r"cover ([\d.]+) to ([\d.]+) %", told).groups())
    assert low == pytest.approx(painful.value - painful.spread, abs=0.051)
    assert high == pytest.approx(pain_free.value + pain_free.spread, abs=0.051)


def test_the_two_strain_scales_are_told_apart(mechanics):
    told = next(point.text for point in mechanics.left_out if "strain" in point.lead)
    more, slack, effort = (float(n) for n in re.findall(r"(\d\.\d)", told))
    assert slack - effort == pytest.approx(more, abs=0.051)
    assert more == pytest.approx(1.2)


def test_second_hand_numbers_in_running_text_are_called_so(mechanics):
    told = [pair.why for pair in mechanics.words]
    told += [point.text for point in (*mechanics.sceptics, *mechanics.left_out)]
    told += [*mechanics.doubt, *mechanics.explanation.paragraphs]
    for sentence in told:
        named = re.findall(r"[SLM]\d{3}[a-z]?", sentence)
        if any(value(value_id).label_note for value_id in named) or "VISA-A" in sentence:
            assert "second-hand" in sentence


def test_the_plan_fits_its_minutes(mechanics):
    assert mechanics.plan.steps[0].minute == 0
    assert mechanics.plan.steps[-1].minute < mechanics.plan.minutes <= 20


# Mistakes of an author


def test_an_answer_is_either_right_or_names_a_misconception():
    with pytest.raises(ValueError, match="must name a misconception"):
        Option("wrong", "because")
    with pytest.raises(ValueError, match="must name a misconception"):
        Option("right", "because", right=True, misconception="but no")


@pytest.mark.parametrize("rights", [0, 2])
def test_a_question_has_exactly_one_right_answer(rights):
    wrong = Option("wrong", "because", misconception="an idea")
    right = Option("right", "because", right=True)
    with pytest.raises(ValueError, match="exactly one answer"):
        Question("why?", (wrong, *[right] * rights))


@pytest.mark.parametrize("minutes", [(0, 0), (3, 1), (0, 9)])
def test_the_steps_of_a_plan_rise_and_end_in_time(minutes):
    steps = tuple(Step(minute, "do") for minute in minutes)
    with pytest.raises(ValueError, match="must rise"):
        LessonPlan(9, ("goal",), steps, ())


def test_a_lesson_stands_on_a_line_of_the_message():
    with pytest.raises(ValueError, match="0 to 4"):
        Lesson("09", "09.ipynb", "title", 5, "popular", ())
