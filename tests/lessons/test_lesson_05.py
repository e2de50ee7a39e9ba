"""Lesson 05 says what its explorers show and the register holds, fair to hands and to doubt."""

import re
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import nbformat
import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import claim, parameters_of, value
from tendon_teaching.explorers import (
    hand_against_step,
    how_long_does_it_last,
    the_gate,
    two_eeg_studies,
)
from tendon_teaching.figures import eeg
from tendon_teaching.figures.stress_ladder import Card
from tendon_teaching.lessons.massage_and_the_nervous_system import WHAT_IF_PCT, lesson
from tendon_teaching.lessons.render import LessonPage
from tendon_teaching.models.massage import massage_weeks, thought_experiment
from tendon_teaching.models.stress_ladder import hand_against, ladder
from tendon_teaching.models.turnover import simulate, tendinopathic_state

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "05_massage_and_the_nervous_system.ipynb"
EXPLORERS = (the_gate, how_long_does_it_last, hand_against_step, two_eeg_studies)


@pytest.fixture(scope="module")
def content():
    return lesson()


def explanation(content, explorer):
    return content.other_explanations.get(explorer.NAME, content.explanation)


def told_by(content, explorer):
    return " ".join(explanation(content, explorer).paragraphs)


def shown(page, explorer):
    return page.explain(SimpleNamespace(definition=explorer.definition(), predicted=None))


def sceptic(content, word):
    (found,) = [point.text for point in content.sceptics if word in point.lead]
    return found


def scene(explorer, name):
    definition = explorer.definition()
    return definition.compute(**definition.scene(name).values)


# A whole lesson


def test_the_lesson_has_every_part(content):
    filled = {field.name for field in fields(content) if getattr(content, field.name)}
    assert filled == {field.name for field in fields(content)}
    assert 4 <= len(content.questions) <= 8
    assert (content.number, content.message_line) == ("05", 4)
    assert content.notebook == NOTEBOOK.name


def test_every_row_and_claim_may_be_shown(content):
    for value_id in content.value_ids:
        assert value(value_id).is_printable
    for claim_id in (*content.opening_claims, *content.claims):
        assert claim(claim_id).wording


def test_every_row_behind_the_claims_about_massage_stands_in_a_table(content):
    rows = {row for group in content.evidence for row in group.value_ids}
    for claim_id in ("A13", "A14", "A15", "A17"):
        assert {*claim(claim_id).evidence_for, *claim(claim_id).evidence_against} <= rows


def test_no_row_stands_in_two_tables(content):
    rows = [value_id for group in content.evidence for value_id in group.value_ids]
    assert len(rows) == len(set(rows))
    titles = [group.title for group in content.evidence]
    assert len(titles) == len(set(titles))


def test_every_parameter_of_a_model_card_has_a_name_for_the_reader(content):
    for card in content.models:
        assert set(card.labels) == set(parameters_of(card.model)), card.title
        assert len(set(card.labels.values())) == len(card.labels), card.title


def test_answers_and_feedback_are_all_different(content):
    for question in content.questions:
        assert len(question.options) >= 3
        assert len({option.text for option in question.options}) == len(question.options)
        assert len({option.feedback for option in question.options}) == len(question.options)


def test_the_right_answers_do_not_always_stand_in_one_place(content):
    places = {[option.right for option in q.options].index(True) for q in content.questions}
    assert len(places) > 2


def test_the_common_ideas_about_massage_are_all_met_on_both_sides(content):
    met = {o.misconception for q in content.questions for o in q.options if not o.right}
    assert {
        "pain gone means healed",
        "it stays loose",
        "deeper is better",
        "hands break scar and re-align fibres",
        "no repair means no use",
        "not shown is shown not to be",
        "a decision of a model is a finding",
    } <= met


def texts_of(content):
    told = [pair.why for pair in content.words]
    told += [point.text for point in (*content.sceptics, *content.left_out)]
    told += [*content.doubt, *content.explanation.paragraphs]
    for one in content.other_explanations.values():
        told += one.paragraphs
    for question in content.questions:
        told += [option.feedback for option in question.options]
    return told


def test_second_hand_numbers_in_running_text_are_called_so(content):
    for text in texts_of(content):
        named = re.findall(r"[SLM]\d{3}[a-z]?", text)
        if any(value(value_id).label_note for value_id in named):
            assert "second-hand" in text


def test_every_value_named_in_running_text_is_counted_as_shown(content):
    named = set(re.findall(r"\b[SLM]\d{3}[a-z]?\b", " ".join(texts_of(content))))
    assert len(named) > 30
    assert named <= set(content.value_ids)


def test_the_plan_fits_its_minutes(content):
    assert content.plan.steps[0].minute == 0
    assert content.plan.steps[-1].minute < content.plan.minutes <= 40


# Explanations


def test_each_explorer_of_the_lesson_has_its_own_explanation(content):
    page = LessonPage(content)
    parts = [repr(shown(page, explorer)) for explorer in EXPLORERS]
    assert len(set(parts)) == len(EXPLORERS)
    for explorer, part in zip(EXPLORERS, parts, strict=True):
        assert explanation(content, explorer).table.caption in part


def test_the_table_of_the_gate_gives_the_numbers_of_the_read_outs(content):
    definition = the_gate.definition()
    assert len(content.explanation.table.rows) == len(definition.scenes)
    for row, one in zip(content.explanation.table.rows, definition.scenes, strict=True):
        state = definition.compute(**one.values)
        label, signal, touch, before, now, relief = row
        assert label == one.label
        assert now in definition.figure.read_out(state)
        assert (float(signal), float(touch)) == (state.inputs.signal, state.inputs.touch)
        assert float(relief.split()[0]) == pytest.approx(
            100 * (1 - float(now) / float(before)), abs=2
        )


def test_the_gate_is_told_with_its_measured_sizes_and_its_overshoot(content):
    told = told_by(content, the_gate)
    for row in ("M115", "M116"):
        assert value(row).text in told
    assert "No study here saw that" in told
    hands = scene(the_gate, "hands_on")
    assert f"from {hands.pain_before:.1f} to {hands.pain:.1f}" in told
    assert "wrong" in told


def test_the_table_of_times_gives_the_numbers_of_the_read_outs(content):
    figure = how_long_does_it_last.definition().figure
    rows = explanation(content, how_long_does_it_last).table.rows
    names = ("hands_on", "one_minute", "ten_minutes", "next_day", "next_week")
    for row, name in zip(rows, names, strict=True):
        when, reflex, stiffness, relief = row
        said = figure.read_out(scene(how_long_does_it_last, name)).replace("−", "-")
        assert said.startswith(when)
        assert f"stiffness {stiffness};" in said
        assert f"relief {relief}" in said
        assert f"reflex {reflex}" in said or reflex == "100 %"


def test_what_is_short_and_what_is_longer_stand_in_order(content):
    rows = explanation(content, how_long_does_it_last).table.rows
    minute = dict(zip(("when", "reflex", "stiffness", "relief"), rows[1], strict=True))
    assert minute["reflex"] == "100 %"
    reliefs = [float(row[3].split()[0]) for row in rows]
    assert reliefs == sorted(reliefs, reverse=True)
    assert reliefs[1] > 40
    assert "teaching curve" in told_by(content, how_long_does_it_last)
    assert "nobody measured it in a painful tendon" in told_by(content, how_long_does_it_last)


def test_the_table_of_the_ladder_gives_the_ratios_of_the_model(content):
    rows = {row[0]: row for row in explanation(content, hand_against_step).table.rows}
    for one in ladder():
        if one.direction.value == "along":
            times = hand_against(hand_against_step.THUMB_KG_PER_CM2, one.name).times_more
            assert rows[one.text][4] == f"{times:.0f}"
            assert rows[one.text][1] == "pulled along"
    assert not {"light massage", "deep massage"} & set(rows)


def test_the_ladder_is_told_as_an_argument_and_no_proof(content):
    told = told_by(content, hand_against_step)
    assert "Hands do dent a tendon" in told
    assert "pressing across is not pulling along" in told
    assert "not a proof about massage" in told
    for row in ("M074", "M051", "M053", "M151", "M153"):
        assert value(row).text in told
    thumb = scene(hand_against_step, "thumb").against.times_more
    assert f"about {thumb:.0f} times" in told


def test_steps_are_called_rough_where_methods_pass_the_breaking_stress(content):
    told = sceptic(content, "steps of the ladder")
    low, high = (float(number) for number in re.search(r"from (\d+) to (\d+) MPa", told).groups())
    assert low < value("S080").value < high
    assert value("S080").text in told


def test_the_table_of_waves_gives_the_ways_of_the_picture(content):
    first = eeg.pattern_2018().ways
    moderate = eeg.pattern_2004(eeg.Shown.MODERATE).ways
    for row, band in zip(explanation(content, two_eeg_studies).table.rows, eeg.Band, strict=True):
        assert row[0] == band.text
        assert (row[1], row[2]) == (first[band].text, moderate[band].text)
        assert row[4] == eeg.agreement(band, eeg.Shown.MODERATE).text
    told = told_by(content, two_eeg_studies)
    assert "Opposite in: delta, alpha." in told
    assert "anything about sore tendons" in told


# Respect and doubt


def test_nothing_belittles_massage_or_its_therapists(content):
    told = " ".join([*texts_of(content), *content.goals, NOTEBOOK.read_text("utf-8")]).lower()
    for word in ("quack", "fraud", "myth", "just placebo", "only placebo", "waste of", "debunk"):
        assert word not in told
    assert "no reason to look down on massage" in told
    assert "relief is less pain, and it counts" in told


def test_the_trial_is_told_with_both_edges(content):
    (told,) = [text for text in content.doubt if "M004" in text]
    assert "all three groups got better" in told
    assert "ahead of eccentric exercise at week four" in told
    assert "massage alone was not found worse" in told
    assert "no untreated group" in told
    massages = 6 * value("M008").value + 6 * value("M008b").value
    assert f"{massages:.0f} massages stood against {value('M010').value:.0f} visit" in told


def test_never_is_called_too_far_and_shown_in_no_human_achilles(content):
    (told,) = [text for text in content.doubt if "M151" in text]
    assert "That goes too far." in told
    assert "No human study seen here" in told


def test_findings_that_trouble_the_gate_are_named(content):
    told = content.doubt[0]
    for row in ("M116", "M093", "M114", "M094", "M087"):
        assert row in told


def test_the_opening_of_the_door_is_not_sold_as_shown(content):
    told = sceptic(content, "door")
    assert "not better than either alone" in told
    assert value("M006").direction == "not better"


def test_the_thought_experiment_gives_the_numbers_of_the_model(content):
    rows = content.sceptics_table.rows
    assert len(rows) == len(WHAT_IF_PCT) + 1
    for row, percent in zip(rows, WHAT_IF_PCT, strict=False):
        found = thought_experiment(percent)
        assert row[0].startswith(f"{percent:.0f} %")
        assert float(row[1].split()[0]) == round(found.massage_gain_pct)
        if found.people_per_group is None:
            assert row[2] == "–"
        else:
            people = int(row[2].replace(",", ""))
            assert people == pytest.approx(found.people_per_group, rel=0.06)
    assert "because we decided so" in sceptic(content, "What if")


def test_with_the_thought_at_zero_massage_leaves_the_tissue_as_it_was():
    start = tendinopathic_state()
    without = simulate(massage_weeks(2, massage=False), start=start)
    with_massage = simulate(massage_weeks(2), start=start)
    assert (without.stiffness_ratio == with_massage.stiffness_ratio).all()
    for name in ("aligned", "disorganised", "damage", "swelling", "vessels", "quality"):
        assert (getattr(without, name) == getattr(with_massage, name)).all(), name


# Notebook


def test_the_notebook_shows_every_part_and_all_four_explorers():
    notebook = nbformat.read(NOTEBOOK, 4)
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    first = nbformat.read(NOTEBOOK.with_name("01_collagen_disorganisation.ipynb"), 4)
    parts = re.findall(r"here\.\w+", " ".join(c.source for c in first.cells if "here." in c.source))
    assert set(parts) <= set(re.findall(r"here\.\w+", " ".join(code)))
    for explorer in EXPLORERS:
        assert any(f'explore("{explorer.NAME}")' in cell for cell in code)
    assert all(sum(bool(line.strip()) for line in cell.splitlines()) <= 3 for cell in code)


def test_the_notebook_counts_the_scenes_as_they_are():
    text = " ".join(cell.source for cell in nbformat.read(NOTEBOOK, 4).cells)
    counts = re.findall(r"through the (\w+) scenes", text)
    words = {7: "seven", 8: "eight"}
    assert counts == [words[len(explorer.definition().scenes)] for explorer in EXPLORERS]


def test_the_notebook_names_the_cards_that_there_are():
    text = " ".join(cell.source for cell in nbformat.read(NOTEBOOK, 4).cells)
    assert "**knots, blood, animals**" in text
    assert {Card.KNOTS, Card.BLOOD, Card.ANIMALS} <= set(Card)


# Translation


@pytest.mark.parametrize("explorer", EXPLORERS, ids=lambda module: module.NAME)
def test_the_explanations_can_be_translated(monkeypatch, explorer):
    speak_in_brackets(monkeypatch)
    part = shown(LessonPage(lesson()), explorer)
    seen = [
        text
        for node in ElementTree.fromstring(part.html).iter()
        if node.get("translate") != "no"
        for text in (node.text, node.get("aria-label"))
        if text
    ]
    assert len(seen) > 12
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
    seen += [label for card in content.models for label in (card.title, *card.labels.values())]
    seen += content.abbreviations.values()
    for question in content.questions:
        seen.append(question.text)
        for option in question.options:
            seen += [option.text, option.feedback]
            seen += [option.misconception] if option.misconception else []
    seen += content.plan.objectives
    seen += [text for step in content.plan.steps for text in (step.do, step.ask) if text]
    seen += [text for item in content.plan.expected for text in (item.answer, item.reply)]
    assert [text for text in seen if untranslated(text)] == []
