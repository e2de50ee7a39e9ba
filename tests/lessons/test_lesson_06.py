"""Lesson 06 says what its explorer shows and what the register holds, and is fair to both sides."""

import re
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import nbformat
import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import claim, parameters_of, value
from tendon_teaching.explorers import four_stories as explorer
from tendon_teaching.lessons.massage_versus_loading import lesson
from tendon_teaching.lessons.render import LessonPage
from tendon_teaching.models.clinical_course import story
from tendon_teaching.models.four_stories import (
    LIVES,
    Setting,
    arm_check,
    four_stories,
    massage_pattern,
)
from tendon_teaching.models.patients import two_starts
from tendon_teaching.models.trial_design import TrialDesign

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "06_massage_versus_loading.ipynb"
WAIT, MASSAGE, LOADING, BOTH = LIVES


@pytest.fixture(scope="module")
def content():
    return lesson()


@pytest.fixture(scope="module")
def told(content):
    """All running text of the lesson."""
    parts = [pair.why for pair in content.words]
    parts += [point.text for point in (*content.sceptics, *content.left_out)]
    parts += [*content.doubt, *content.explanation.paragraphs]
    for question in content.questions:
        parts += [question.text, *(option.feedback for option in question.options)]
    return parts


def shown(page):
    return page.explain(SimpleNamespace(definition=explorer.definition(), predicted=None))


def sceptic(content, word):
    (found,) = [point.text for point in content.sceptics if word in point.lead]
    return found


# A whole lesson


def test_the_lesson_has_every_part(content):
    filled = {field.name for field in fields(content) if getattr(content, field.name)}
    assert filled == {field.name for field in fields(content)}
    assert 4 <= len(content.questions) <= 8
    assert (content.number, content.message_line) == ("06", 4)
    assert content.notebook == NOTEBOOK.name


def test_every_row_and_claim_may_be_shown(content):
    for value_id in content.value_ids:
        assert value(value_id).is_printable
    for claim_id in (*content.opening_claims, *content.claims):
        assert claim(claim_id).wording


def test_no_row_stands_in_two_tables(content):
    rows = [value_id for group in content.evidence for value_id in group.value_ids]
    assert len(rows) == len(set(rows))
    titles = [group.title for group in content.evidence]
    assert len(titles) == len(set(titles))


def test_every_parameter_of_a_model_card_has_a_name_for_the_reader(content):
    for card in content.models:
        assert set(card.labels) == set(parameters_of(card.model)), card.title
        assert len(set(card.labels.values())) == len(card.labels), card.title


def test_the_model_card_shows_the_fitted_numbers_of_both_stories(content):
    for name in ("L", "S"):
        (card,) = [card for card in content.models if card.title == story(name).text]
        held = parameters_of(card.model)["sensitisation_days"].value
        assert held == story(name).sensitisation_days
    assert LessonPage(content).model_card


def test_answers_and_feedback_are_all_different(content):
    for question in content.questions:
        assert len(question.options) >= 3
        assert len({option.text for option in question.options}) == len(question.options)
        assert len({option.feedback for option in question.options}) == len(question.options)


def test_the_right_answers_do_not_always_stand_in_one_place(content):
    places = {[option.right for option in q.options].index(True) for q in content.questions}
    assert len(places) == 3


def test_the_common_ideas_are_met_on_both_sides(content):
    met = {o.misconception for q in content.questions for o in q.options if not o.right}
    assert {
        "pain gone means healed",
        "what does not rebuild does not help",
        "both is double",
        "not found means not there",
        "a small trial says nothing",
        "massage breaks scar tissue",
    } <= met


def test_second_hand_numbers_in_running_text_are_called_so(told):
    for text in told:
        named = re.findall(r"\b[SLM]\d{3}[a-z]?\b", text)
        if any(value(value_id).label_note for value_id in named):
            assert "second-hand" in text


def test_every_value_named_in_running_text_is_counted_as_shown(content, told):
    named = set(re.findall(r"\b[SLM]\d{3}[a-z]?\b", " ".join(told)))
    assert len(named) > 8
    assert named <= set(content.value_ids)


def test_the_plan_fits_its_minutes(content):
    assert content.plan.steps[0].minute == 0
    assert content.plan.steps[-1].minute < content.plan.minutes <= 30


# Numbers


def test_the_table_gives_the_numbers_of_the_explorer(content):
    picture = explorer.definition()
    shown_there = picture.compute(**picture.scene("story_b").values)
    a, b = shown_there.stories
    rows = content.explanation.table.rows
    assert [row[0] for row in rows] == ["waiting", "massage", "loading", "both"]
    for row, name in zip(rows, LIVES, strict=True):
        assert row[2:4] == (f"{a.score(name, 12):.0f}", f"{b.score(name, 12):.0f}")
        assert row[6:] == (f"{a.stiffness(name, 12):.0f} %", f"{b.stiffness(name, 12):.0f} %")
    assert [row[1] for row in rows] == ["0", "18", "1", "19"]


def test_the_explanation_says_directly_and_tells_of_masked_pain(content):
    (masked,) = [text for text in content.explanation.paragraphs if "directly" in text]
    hands, none = (int(n) for n in re.search(r"runs (\d+) .+? and (\d+) times", masked).groups())
    assert hands > none
    larger, smaller = (float(n) for n in re.findall(r"(\d+\.\d) %", masked))
    assert larger > smaller
    assert "nobody has measured it" in masked


def test_massage_moves_right_no_further_than_waiting(content):
    (moved,) = [text for text in content.explanation.paragraphs if "no further than" in text]
    right, wait = re.search(r"right by (\d+), no further than waiting with (\d+)", moved).groups()
    assert int(right) <= int(wait)


def test_the_first_tendons_and_those_of_this_lesson_are_told_apart(content):
    assert two_starts().text in sceptic(content, "tendon of the first lessons")


# Doubt and fairness


def test_the_doubt_turns_the_accounts_own_reference_round_and_gives_both_misfits(content):
    trial, stories = content.doubt
    worst = max(massage_pattern(four_stories("L")), key=lambda check: abs(check.lead_points))
    assert f"{worst.lead_points:+.0f} points" in trial
    missed = 100 - TrialDesign(weeks=worst.week).chance_to_find_pct(worst.lead_points)
    assert f"{missed:.0f} % of the time" in trial
    assert "misfit" in trial
    five = arm_check("vanderplas2012_year_5")
    assert f"{five.gains['S']:.0f} points, where {five.arm.gain:.0f} were found" in stories
    assert "Neither story is shown" in stories


def test_the_lesson_says_what_speaks_for_massage_and_what_for_loading(told):
    words = " ".join(told)
    for fair in (
        "worth having",
        "massage has been seen to ease people early",
        "loading has been seen to make tendons stiffer",
        "Loading is the recommended start (L312, second-hand), not a promise",
    ):
        assert fair in words


def test_the_misfits_of_each_story_are_all_named(content):
    for name, letter in (("L", "A"), ("S", "B")):
        words = sceptic(content, f"Story {letter} is off")
        for check in massage_pattern(four_stories(name)):
            assert (f"week {check.week}: {check.lead_points:+.0f}" in words) == (not check.fits)


def test_zero_of_massage_is_called_a_decision_and_what_would_undo_it_is_said(content):
    words = sceptic(content, "built in")
    assert "a decision, not a finding" in words
    asked = four_stories("L", Setting(rebuild_pct=50.0)).stiffness(MASSAGE, 12)
    assert f"{asked:.0f} % of healthy stiffness" in words


def test_each_of_the_four_references_has_a_card(content):
    cards = content.sceptics_table.rows
    keys = ("stefansson2019", "cook2018", "weerapong2005", "kaewcum2018")
    for key, card in zip(keys, cards, strict=True):
        (group,) = [
            group
            for group in content.evidence
            if group.title.startswith("Footnote") and value(group.value_ids[0]).source_key == key
        ]
        assert card[0] == value(group.value_ids[0]).source.short_citation.split(",")[0]
        assert group.remark
    assert value("M004").text in cards[0][3]
    assert "second-hand" in cards[1][3]


def test_points_of_the_massage_trials_groups_are_never_given(content):
    assert "M012" not in content.value_ids
    (group,) = [group for group in content.evidence if "M001" in group.value_ids]
    assert "not seen" in group.remark


def test_no_text_calls_the_model_a_forecast(content):
    (you,) = [point.text for point in content.left_out if point.lead == "You."]
    assert "Nothing here is a forecast for a person" in you


# Notebook


def test_the_notebook_shows_every_part_and_the_explorer():
    notebook = nbformat.read(NOTEBOOK, 4)
    nbformat.validate(notebook)
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    first = nbformat.read(NOTEBOOK.with_name("01_collagen_disorganisation.ipynb"), 4)
    parts = re.findall(r"here\.\w+", " ".join(c.source for c in first.cells if "here." in c.source))
    assert set(parts) <= set(re.findall(r"here\.\w+", " ".join(code)))
    assert any(f'explore("{explorer.NAME}")' in cell for cell in code)
    assert all(sum(bool(line.strip()) for line in cell.splitlines()) <= 3 for cell in code)


def test_the_notebook_counts_the_scenes_as_they_are():
    text = " ".join(cell.source for cell in nbformat.read(NOTEBOOK, 4).cells)
    assert re.findall(r"through the (\w+) scenes", text) == ["eight"]
    assert len(explorer.definition().scenes) == 8


def test_the_case_has_no_number_of_the_model():
    case = next(cell for cell in nbformat.read(NOTEBOOK, 4).cells if cell.id == "case-again")
    assert not re.search(r"\d", case.source)


# Translation


def without_names(text):
    """Units and names of authors stay as they are in every language."""
    return re.sub(r"[A-Z][\w ]+(?:et al\.| and \w+)?\s\d{4}", "", text)


def test_the_explanation_can_be_translated(monkeypatch):
    speak_in_brackets(monkeypatch)
    part = shown(LessonPage(lesson()))
    seen = [
        text
        for node in ElementTree.fromstring(part.html).iter()
        if node.get("translate") != "no"
        for text in (node.text, node.get("aria-label"))
        if text
    ]
    assert len(seen) > 15
    assert [text for text in seen if untranslated(text)] == []


def test_all_other_texts_can_be_translated(monkeypatch):
    speak_in_brackets(monkeypatch)
    content = lesson()
    seen = [content.title, content.popular, *content.goals, *content.doubt]
    seen += [text for pair in content.words for text in (pair.one, pair.other, pair.why)]
    seen += [
        t for point in (*content.sceptics, *content.left_out) for t in (point.lead, point.text)
    ]
    seen += [text for group in content.evidence for text in (group.title, group.remark) if text]
    seen += [content.sceptics_table.caption, *content.sceptics_table.columns]
    seen += [cell for row in content.sceptics_table.rows for cell in row[1:]]
    seen += [label for card in content.models for label in (card.title, *card.labels.values())]
    for question in content.questions:
        seen.append(question.text)
        for option in question.options:
            seen += [option.text, option.feedback]
            seen += [option.misconception] if option.misconception else []
    seen += content.plan.objectives
    seen += [text for step in content.plan.steps for text in (step.do, step.ask) if text]
    seen += [text for item in content.plan.expected for text in (item.answer, item.reply)]
    assert [text for text in seen if untranslated(without_names(text))] == []
