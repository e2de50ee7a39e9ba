"""Lesson 04 says what its explorers show and what the register holds, and keeps its doubts."""

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
    massage_or_lift,
    the_window,
    twelve_weeks,
    use_it_or_lose_it,
)
from tendon_teaching.explorers.definition import SceneKind
from tendon_teaching.lessons.load_driven_remodelling import lesson
from tendon_teaching.lessons.render import LessonPage
from tendon_teaching.models.activities import activity
from tendon_teaching.models.loading_dose import (
    LoadingDose,
    WeeklyHour,
    follow_dose,
    follow_hour,
    judge_dose,
)
from tendon_teaching.models.programmes import (
    After,
    Programme,
    cohort_start,
    follow,
    marked_case,
    measured_thickness,
)
from tendon_teaching.models.unloading import Rest, RestHistory, measured_rests
from tendon_teaching.models.unloading import follow as follow_rest

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "04_load_driven_remodelling.ipynb"
EXPLORERS = (massage_or_lift, the_window, use_it_or_lose_it, twelve_weeks)


@pytest.fixture(scope="module")
def content():
    return lesson()


@pytest.fixture(scope="module")
def rest(content):
    return content.other_explanations[use_it_or_lose_it.NAME]


@pytest.fixture(scope="module")
def programmes(content):
    return content.other_explanations[twelve_weeks.NAME]


def shown(page, explorer):
    return page.explain(SimpleNamespace(definition=explorer.definition(), predicted=None))


def sceptic(content, word):
    (found,) = [point.text for point in content.sceptics if word in point.lead]
    return found


def by_label(explorer):
    return {scene.label: scene for scene in explorer.definition().scenes}


def all_explanations(content):
    return (content.explanation, *content.other_explanations.values())


def signed(change):
    return f"{round(change):+d} %" if round(change) else "0 %"


# A whole lesson


def test_the_lesson_has_every_part(content):
    filled = {field.name for field in fields(content) if getattr(content, field.name)}
    assert filled == {field.name for field in fields(content)}
    assert 4 <= len(content.questions) <= 8
    assert (content.number, content.message_line) == ("04", 3)
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


def test_every_source_drawn_by_the_explorers_of_rest_and_programmes_is_listed(content):
    for explorer in (use_it_or_lose_it, twelve_weeks):
        assert set(explorer.definition().figure.SOURCES) <= set(content.value_ids)


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
    assert len(places) == 3


def test_the_common_ideas_about_load_are_all_met(content):
    met = {o.misconception for q in content.questions for o in q.options if not o.right}
    assert {
        "what feels good builds",
        "more is better",
        "rest rebuilds",
        "the lump must go",
        "structure is symptoms",
        "remodelling means new fibres",
    } <= met


def test_second_hand_numbers_in_running_text_are_called_so(content):
    told = [pair.why for pair in content.words]
    told += [point.text for point in (*content.sceptics, *content.left_out)]
    told += content.doubt
    for explanation in all_explanations(content):
        told += explanation.paragraphs
    marked = 0
    for text in told:
        named = re.findall(r"[SLM]\d{3}[a-z]?", text)
        if any(value(value_id).label_note for value_id in named):
            assert "second-hand" in text
            marked += 1
    assert marked >= 3


def test_every_value_named_in_running_text_is_counted_as_shown(content):
    told = [point.text for point in content.sceptics] + list(content.doubt)
    for explanation in all_explanations(content):
        told += explanation.paragraphs
    for question in content.questions:
        told += [option.feedback for option in question.options]
    named = set(re.findall(r"\b[SLM]\d{3}[a-z]?\b", " ".join(told)))
    assert len(named) > 15
    assert named <= set(content.value_ids)


def test_the_plan_fits_its_minutes(content):
    assert content.plan.steps[0].minute == 0
    assert content.plan.steps[-1].minute < content.plan.minutes == 40


def test_the_plan_names_questions_that_are_there(content):
    (voted,) = [step.do for step in content.plan.steps if "vote on questions" in step.do]
    numbers = [int(number) for number in re.findall(r"\d", voted)]
    assert [content.questions[number - 1].text for number in numbers] == [
        content.questions[4].text,
        content.questions[5].text,
    ]
    assert "thick" in content.questions[4].text
    assert "best for pain" in content.questions[5].text


def test_each_explorer_of_the_lesson_has_its_own_explanation(content):
    page = LessonPage(content)
    parts = [repr(shown(page, explorer)) for explorer in EXPLORERS]
    assert len(set(parts)) == len(EXPLORERS)
    assert content.explanation.table.caption in parts[EXPLORERS.index(the_window)]


# The hour and the window


def test_the_table_of_the_hour_gives_the_models_numbers(content):
    table = content.other_explanations[massage_or_lift.NAME].table
    assert [row[0] for row in table.rows] == [hour.text for hour in WeeklyHour]
    for hour, row in zip(WeeklyHour, table.rows, strict=True):
        change = follow_hour(hour).at(14)
        assert row[1:3] == (signed(change.strength_pct), signed(change.stiffness_pct))
    assert set(table.rows[1][1:]) == {"0 %"}


def test_the_zero_of_massage_is_called_a_decision(content):
    told = " ".join(content.other_explanations[massage_or_lift.NAME].paragraphs)
    assert "assumed, not found" in told
    assert "decision" in sceptic(content, "massage")


def test_the_table_of_the_window_has_a_row_for_every_scene_of_the_model(content):
    scenes = by_label(the_window)
    of_the_model = [s for s in scenes.values() if s.kind is not SceneKind.DOUBT]
    rows = content.explanation.table.rows
    assert [row[0] for row in rows] == [scene.label for scene in of_the_model]
    for label, *_dose, stiffness, modulus, area in rows:
        result = the_window.definition().compute(**scenes[label].values).result
        if result.change is None:
            assert {stiffness, modulus, area} == {"?"}
        else:
            change = result.change
            shown_ = (change.stiffness_pct, change.modulus_pct, change.area_pct)
            assert (stiffness, modulus, area) == tuple(map(signed, shown_))


def test_beyond_the_model_no_number_is_given_and_the_day_is_named(content):
    told = " ".join(content.explanation.paragraphs)
    stopped = judge_dose(LoadingDose(strain_pct=8.0)).course.stopped_on_day
    assert stopped == 1
    assert f"At 8 % the model stops on day {stopped}: no result" in told
    assert any("?" in row for row in content.explanation.table.rows)


def test_the_explanation_of_the_window_gives_measured_strains_and_the_models_gains(content):
    told = " ".join(content.explanation.paragraphs)
    for row in ("L131", "L132"):
        assert value(row).text in told
    enough = follow_dose(LoadingDose()).at(14)
    assert f"{signed(enough.stiffness_pct)} at the higher" in told
    assert f"modulus {signed(enough.modulus_pct)}" in told


def test_the_gentle_and_harder_strains_are_those_of_the_scenes(content):
    scenes = the_window.definition()
    told = " ".join(content.explanation.paragraphs)
    assert scenes.scene("gentle").values["strain_pct"] == value("L131").value
    assert f"at {scenes.scene('harder').values['strain_pct']:.1f} %" in told
    assert f"At {scenes.scene('too_hard').values['strain_pct']:.0f} %" in told


# Rest and programmes


def test_the_table_of_rest_gives_the_numbers_of_the_read_outs(rest):
    explorer, scenes = use_it_or_lose_it.definition(), by_label(use_it_or_lose_it)
    assert len(rest.table.rows) == 6
    for label, days, weeks, _start, stiffness, modulus, strength in rest.table.rows:
        said = explorer.figure.read_out(explorer.compute(**scenes[label].values))
        assert f"{days} days" in said
        assert (f"then {weeks} weeks back" in said) == (weeks != "0")
        assert f"Stiffness {stiffness}, modulus {modulus}, calf strength {strength}" in said


def test_the_explanation_of_rest_sets_measured_beside_model(rest):
    told = " ".join(rest.paragraphs)
    points = {point.name: point for point in measured_rests()}
    for name in ("hung_14", "bed_long", "bed_exercise"):
        assert f"{points[name].stiffness_pct:.0f} %" in told
    bed = follow_rest(RestHistory(Rest.BED, 91)).at()
    assert f"Three months leave {bed.stiffness_pct:.0f} %" in told
    assert "The way back is the model alone" in told
    assert "no plan for a patient" in told


def test_the_table_of_programmes_gives_the_numbers_of_the_read_outs(programmes):
    explorer, scenes = twelve_weeks.definition(), by_label(twelve_weeks)
    assert len(programmes.table.rows) == 6
    for label, week, asked, *numbers in programmes.table.rows:
        picture = explorer.compute(**scenes[label].values)
        said = explorer.figure.read_out(picture)
        stiffness, modulus, area, thickness = (cell.split()[0] for cell in numbers)
        assert f"Week {week}," in said
        assert f"stiffness {stiffness}, modulus {modulus}, cross-section {area}" in said
        assert f"thickness {thickness} %" in said
        assert asked == picture.course.asked(int(week)).text


def test_the_two_tendinopathic_tendons_are_told_apart(programmes):
    told = programmes.paragraphs[0]
    start, case = cohort_start(), marked_case()
    assert f"{start.stiffness_pct:.0f} % of the healthy stiffness" in told
    assert f"{start.modulus_pct:.0f} % of the modulus" in told
    assert f"{case.stiffness_pct:.0f} and {case.modulus_pct:.0f} %" in told
    assert "made-up cohort" in told


def test_what_was_put_in_and_what_nobody_has_seen_is_said(programmes):
    told = " ".join(programmes.paragraphs)
    assert "was put in" in told
    kept = follow(Programme.HEAVY, After.KEEP_ON).at(52).stiffness_pct
    assert kept > 105
    assert f"it is {kept:.0f} %: more than healthy, which nobody has seen" in told


# Doubt


def test_the_doubt_parts_tissue_from_symptoms_and_new_from_stiffer(content):
    apart, core = content.doubt
    assert value("S122").text in apart
    assert value("L243").text in apart
    assert f"{value('L243').n} men" in apart
    assert value("S123").text in core
    assert "hardly renewed" in core


def test_the_conflict_about_walking_is_stated(content):
    told = sceptic(content, "Walking")
    model = float(re.search(r"strains the tendon ([\d.]+) %", told)[1])
    assert model == pytest.approx(activity("walking").model_strain_pct, abs=0.051)
    assert value("S111").text in told
    assert value("S111").value > model + 1
    assert "do not read exercises off" in told


def test_the_window_is_said_to_be_that_of_healthy_legs(content):
    assert "healthy legs" in sceptic(content, "Whose window")


def test_the_lump_is_honest_about_trials_that_disagree_and_the_models_miss(content):
    told = sceptic(content, "lump")
    for study in measured_thickness():
        assert signed(study.change_pct) in told
    assert value("S138").text in told
    assert "misses the trial" in told


def test_the_quick_return_after_a_long_rest_is_called_a_limit(content):
    told = sceptic(content, "long rest")
    long, short = (int(number) for number in re.findall(r"(\d+) (?:weeks|after)", told))
    assert long <= short
    assert "no advice" in told


def test_the_table_for_sceptics_sets_every_measured_rest_beside_the_model(content):
    rows = content.sceptics_table.rows
    assert len(rows) == len(measured_rests())
    for point, row in zip(measured_rests(), rows, strict=True):
        model = follow_rest(RestHistory(point.kind, point.days)).at().stiffness_pct
        assert row[3:5] == (f"{point.stiffness_pct:.0f} %", f"{model:.0f} %")
        assert row[5] == ", ".join(point.ids)
        assert set(point.ids) <= set(content.value_ids)


def test_no_text_calls_the_models_a_plan_or_a_prognosis(content):
    (you,) = [point.text for point in content.left_out if point.lead == "You."]
    assert "training plan" in you
    assert "prognosis" in you


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
    words = {6: "six", 7: "seven", 8: "eight", 9: "nine"}
    assert counts == [words[len(explorer.definition().scenes)] for explorer in EXPLORERS]


def test_the_notebook_tells_the_minutes_of_the_plan(content):
    text = nbformat.read(NOTEBOOK, 4).cells[0].source
    assert f"About {content.plan.minutes} minutes" in text


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
    seen += [row[0] for row in content.sceptics_table.rows]
    seen += [label for card in content.models for label in (card.title, *card.labels.values())]
    seen += list(content.abbreviations.values())
    for question in content.questions:
        seen.append(question.text)
        for option in question.options:
            seen += [option.text, option.feedback]
            seen += [option.misconception] if option.misconception else []
    seen += content.plan.objectives
    seen += [text for step in content.plan.steps for text in (step.do, step.ask) if text]
    seen += [text for item in content.plan.expected for text in (item.answer, item.reply)]
    assert [text for text in seen if untranslated(text)] == []
