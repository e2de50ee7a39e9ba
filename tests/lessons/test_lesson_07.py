"""Lesson 07 says what the planner shows, keeps a learner's plan, and frightens nobody."""

import contextlib
import io
import re
from dataclasses import fields, replace
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import nbformat
import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import claim, parameters_of, value
from tendon_teaching.explorers import plan_the_load as explorer
from tendon_teaching.explorers.explorer import Explorer
from tendon_teaching.lessons.plan_the_load import THREE_PLANS, lesson
from tendon_teaching.lessons.render import LessonPage
from tendon_teaching.models.plan_the_load import (
    WEEKS,
    CaseName,
    Light,
    Massage,
    Ready,
    Ruler,
    cases,
    outcome,
    pain_light,
    ready_plan,
)
from tendon_teaching.plans.patient_sheet import patient_sheet, say_this_not_that

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "07_plan_the_load.ipynb"
FADED = WEEKS + 2


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


@pytest.fixture(scope="module")
def cells():
    return {cell.id: cell.source for cell in nbformat.read(NOTEBOOK, 4).cells}


def shown(page):
    return page.explain(SimpleNamespace(definition=explorer.definition(), predicted=None))


def sceptic(content, word):
    (found,) = [point.text for point in content.sceptics if word in point.lead]
    return found


def question(content, word):
    (found,) = [question for question in content.questions if word in question.text]
    return found


def scene(name):
    definition = explorer.definition()
    return definition.compute(**definition.scene(name).values)


def run(source, namespace):
    """What a cell prints and shows."""
    *before, last = source.strip().splitlines()
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec("\n".join(before), namespace)
        result = eval(last, namespace)
    return printed.getvalue(), result


# A whole lesson


def test_the_lesson_has_every_part(content):
    filled = {field.name for field in fields(content) if getattr(content, field.name)}
    assert filled == {field.name for field in fields(content)}
    assert 4 <= len(content.questions) <= 8
    assert (content.number, content.message_line) == ("07", 3)
    assert content.notebook == NOTEBOOK.name


def test_every_row_and_claim_may_be_shown(content):
    for value_id in content.value_ids:
        assert value(value_id).is_printable
    for claim_id in (*content.opening_claims, *content.claims):
        assert claim(claim_id).wording


def test_the_rows_on_load_rest_and_sessions_stand_in_tables(content):
    rows = {row for group in content.evidence for row in group.value_ids}
    assert {*(f"L{number}" for number in range(172, 180)), "L226", "L228", "L230", "L313"} <= rows
    assert {"L140", "L141", "M004", "M005", "M006", "L126", "L128"} <= rows


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
    for one in content.questions:
        assert len(one.options) >= 3
        assert len({option.text for option in one.options}) == len(one.options)
        assert len({option.feedback for option in one.options}) == len(one.options)


def test_the_right_answers_do_not_always_stand_in_one_place(content):
    places = [[option.right for option in q.options].index(True) for q in content.questions]
    assert len(set(places)) == 3
    assert max(places.count(place) for place in places) <= 3


def test_the_common_ideas_about_plans_are_met_on_both_sides(content):
    met = {o.misconception for q in content.questions for o in q.options if not o.right}
    assert {
        "rest until it stops hurting",
        "pain means damage",
        "no pain, no gain",
        "more sessions means faster",
        "only the weekly sum counts",
        "first cure the pain, then load",
        "what does not rebuild does not help",
        "a missed week undoes everything",
        "tendinopathy is wear and tear",
    } <= met


def test_second_hand_numbers_in_running_text_are_called_so(told):
    for text in told:
        named = re.findall(r"\b[SLM]\d{3}[a-z]?\b", text)
        if any(value(value_id).label_note for value_id in named):
            assert "second-hand" in text


def test_every_value_named_in_running_text_is_counted_as_shown(content, told):
    named = set(re.findall(r"\b[SLM]\d{3}[a-z]?\b", " ".join(told)))
    assert len(named) > 15
    assert named <= set(content.value_ids)


def test_the_plan_fits_its_minutes(content):
    assert content.plan.steps[0].minute == 0
    assert content.plan.steps[-1].minute < content.plan.minutes <= 45


def test_every_part_can_be_shown(content):
    page = LessonPage(content)
    parts = ("opening", "goals", "words", "doubt", "sceptics", "claims", "evidence", "left_out")
    for name in (*parts, "model_card", "questions", "plan", "sources"):
        assert len(repr(getattr(page, name))) > 200, name


# Three plans


def test_the_table_gives_the_numbers_of_the_read_outs(content):
    rows = content.explanation.table.rows[1:]
    assert [row[0] for row in rows] == ["all at once", "rest and massage", "graded"]
    read_out = explorer.definition().figure.read_out
    for row, ready in zip(rows, THREE_PLANS, strict=True):
        found = scene(ready.value)
        _plan, _sessions, budget, a, b, faded, stiffness = row
        said = read_out(found)
        assert f"VISA-A about {a.split()[0]} (Story A) or {b.split()[0]} (B)" in said
        assert f"stiffness {stiffness}" in said
        assert faded == f"{found.found.a.visa_a_at(FADED).middle:.0f}"
        assert float(budget.replace(",", "")) == round(max(found.found.plan.budget(Ruler.TOGETHER)))
        low, high = (float(end) for end in re.findall(r"\((\d+)–(\d+)\)", a)[0])
        assert low < float(a.split()[0]) < high


def test_the_three_plans_are_made_for_one_case():
    assert {ready_plan(ready).case.name for ready in THREE_PLANS} == {CaseName.HILLY_WEEK}


def test_each_plan_is_told_with_what_it_does_to_person_and_tendon(content):
    at_once, rest, graded, compared, spread = content.explanation.paragraphs
    for told_plan, ready in (
        (at_once, THREE_PLANS[0]),
        (rest, THREE_PLANS[1]),
        (graded, Ready.GRADED),
    ):
        found = outcome(ready_plan(ready))
        for number in (
            found.a.visa_a_at(WEEKS).middle,
            found.b.visa_a_at(WEEKS).middle,
            found.a.stiffness_at(WEEKS).middle,
        ):
            assert f"{number:.0f}" in told_plan
    assert "decided, not found" in rest
    assert "needs the hands again" in compared
    assert "No number here is anybody’s future" in spread


def test_it_is_the_run_that_harms_the_hero_as_the_text_says(content):
    hero = ready_plan(Ready.ALL_AT_ONCE)
    drops = outcome(replace(hero, choices=replace(hero.choices, running_kept_pct=0.0)))
    start = drops.a.stiffness_at(0).middle
    assert outcome(hero).a.stiffness_at(WEEKS).middle < start - 3
    assert drops.a.stiffness_at(WEEKS).middle > start
    assert (
        f"the drops alone leave {drops.a.stiffness_at(WEEKS).middle:.0f} %"
        in (content.explanation.paragraphs[0])
    )


def test_massage_and_rest_end_where_rest_ends(content):
    numbers = re.search(
        r"ends at (\d+) %, and rest alone ends at (\d+) %", " ".join(content.explanation.paragraphs)
    )
    with_hands, without = (int(number) for number in numbers.groups())
    assert with_hands == without


def test_people_differ_more_than_plans_as_the_text_says(content):
    wide, apart = re.search(
        r"(\d+) points apart, where the middles of the three plans are (\d+) apart",
        content.explanation.paragraphs[-1],
    ).groups()
    assert int(wide) > int(apart)


def test_all_six_cases_stand_in_the_large_table(content):
    rows = content.sceptics_table.rows
    assert [row[0] for row in rows] == [one.label for one in cases()]
    for row, one in zip(rows, cases(), strict=True):
        for cell, ready in zip(row[2:], THREE_PLANS, strict=True):
            found = outcome(ready_plan(ready, one.name))
            assert cell == (
                f"{found.a.visa_a_at(WEEKS).middle:.0f} / {found.b.visa_a_at(WEEKS).middle:.0f}; "
                f"{found.a.stiffness_at(WEEKS).middle:.0f} %"
            )
    assert "the model does not hold" in content.sceptics_table.caption


# Doubt and fairness


def test_the_doubt_gives_both_stories_and_says_what_speaks_for_loading(content):
    first, second = content.doubt
    graded, massage = (outcome(ready_plan(r)) for r in (Ready.GRADED, Ready.REST_AND_MASSAGE))
    a, b = (f"{one.visa_a_at(WEEKS).middle:.0f} and" for one in (graded.b, graded.a))
    assert a in first
    assert b in first
    assert f"and {massage.b.visa_a_at(WEEKS).middle:.0f}." in first
    assert "contested" in first
    assert "No trial has compared" in first
    assert "not shown to be the best line" in second
    for row in ("L226", "L228", "L230"):
        assert value(row).text in second


def test_made_up_people_never_tire_and_people_do(content):
    early, late = (
        int(n) for n in re.search(r"do (\d+) % of .+ and (\d+) %", content.doubt[1]).groups()
    )
    assert abs(early - late) <= 3
    assert value("L230").value < value("L228").value < value("L226").value


def test_the_door_is_called_nearly_open_and_its_gain_smaller_than_noticeable(content):
    words = sceptic(content, "open the door")
    with_hands = ready_plan(Ready.MASSAGE_FIRST)
    without = replace(with_hands, choices=replace(with_hands.choices, massage=Massage.NONE))
    a, b = outcome(with_hands).a, outcome(without).a
    gain = a.visa_a_at(WEEKS).middle - b.visa_a_at(WEEKS).middle
    assert gain < value("L118").value
    assert f"{gain:.1f} points are left" in words
    assert a.sessions[4] - b.sessions[4] < 0.5
    assert "the door was nearly open" in words


def test_a_strict_rule_costs_sessions_and_running_without_any_rule_costs_points(content):
    few, planned, k, _rule, more, k_rule = (
        int(n)
        for n in re.search(
            r"do (\d+) of (\d+) sessions and end at (\d+) % stiffness, with (\d+) allowed "
            r"(\d+) sessions and (\d+) %",
            sceptic(content, "no pain"),
        ).groups()
    )
    assert few < more < planned
    assert k < k_rule
    watched, not_watched = re.search(
        r"end at (\d+) with the rule and (\d+) without", sceptic(content, "go on running")
    ).groups()
    assert int(watched) > int(not_watched)


def test_runs_are_told_with_their_disorder_and_the_ratio_as_criticised(content):
    words = sceptic(content, "long run")
    hazards = [value(row).value for row in ("L172", "L173", "L174")]
    assert all(f"{hazard:.2f}" in words for hazard in hazards)
    assert hazards != sorted(hazards)
    assert "do not rise in order" in words
    assert "criticised" in sceptic(content, "last four")


def test_a_week_of_walks_is_heaviest_on_two_rulers_and_light_on_the_third(content):
    plan = ready_plan(Ready.LIFE_HAPPENS)
    assert "heaviest of its plan on the first two" in sceptic(content, "ruler")
    holiday = 7
    for ruler in (Ruler.HOW_OFTEN, Ruler.TOGETHER):
        assert plan.budget(ruler)[holiday] == max(plan.budget(ruler))
    assert plan.budget(Ruler.HOW_HARD)[holiday] < 0.1 * max(plan.budget(Ruler.HOW_HARD))


def test_the_case_without_much_running_takes_no_harm_as_the_text_says(content):
    words = sceptic(content, "Monday hero")
    found = outcome(ready_plan(Ready.ALL_AT_ONCE, CaseName.LUMP))
    assert found.a.stiffness_at(WEEKS).middle > found.a.stiffness_at(0).middle
    assert f"({found.a.stiffness_at(WEEKS).middle:.0f} %)" in words


def test_the_heel_bone_is_refused_and_the_misfit_named(content):
    words = sceptic(content, "heel bone")
    assert words.startswith("No.")
    assert "misfit" in words
    for row in ("L126", "L128"):
        assert value(row).text in words


def test_the_answer_on_pain_is_the_one_the_rule_gives(content):
    during, allowed = (
        float(n)
        for n in re.search(
            r"hurt (\d+) of 10.+agreed on (\d+)", question(content, "Heel raises hurt").text
        ).groups()
    )
    assert pain_light(during, sore_next_morning=False, allowed=allowed) is Light.GO_ON
    (right,) = [o for o in question(content, "Heel raises hurt").options if o.right]
    assert right.text == "Go on as planned."


def test_what_the_planner_can_not_do_is_said(content):
    left = {point.lead: point.text for point in content.left_out}
    for lead in (
        "Diagnosis.",
        "Other causes.",
        "Medicines and other treatments.",
        "The heel bone.",
    ):
        assert left[lead]
    assert "local guideline" in left["Warning signs."]
    assert "says nothing about one person" in left["You."]


def test_it_is_said_once_that_this_is_not_medical_advice(content, told, cells):
    everything = " ".join([*told, *content.goals, *cells.values()])
    assert everything.count("medical advice") == 1
    assert "not medical advice" in cells["cases-title"]


def test_no_word_to_avoid_is_said_in_the_lessons_own_voice(content, cells):
    own = [*content.goals, *content.doubt, *content.explanation.paragraphs]
    own += [option.text for q in content.questions for option in q.options if option.right]
    own += cells.values()
    for word in ("torn", "worn out", "degenerated", "crumbling"):
        assert not re.search(rf"\b{word}\b", " ".join(own))
    avoided = {that for _this, that in say_this_not_that()}
    assert {"torn", "worn out", "degenerated", "crumbling"} <= avoided


# Notebook


def test_the_notebook_shows_every_part_and_the_planner(cells):
    notebook = nbformat.read(NOTEBOOK, 4)
    nbformat.validate(notebook)
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    first = nbformat.read(NOTEBOOK.with_name("01_collagen_disorganisation.ipynb"), 4)
    parts = re.findall(r"here\.\w+", " ".join(c.source for c in first.cells if "here." in c.source))
    assert set(parts) <= set(re.findall(r"here\.\w+", " ".join(code)))
    assert f'explore("{explorer.NAME}")' in cells["planner"]
    assert all(sum(bool(line.strip()) for line in cell.splitlines()) <= 3 for cell in code)


def test_the_notebook_counts_the_scenes_as_they_are(cells):
    assert re.findall(r"through the (\w+) scenes", " ".join(cells.values())) == ["eight"]
    scenes = explorer.definition().scenes
    assert len(scenes) == 8
    places = [scenes[number - 1].name for number in (2, 1, 3)]
    assert places == [ready.value for ready in THREE_PLANS]
    assert "Start from scene 2, from scene 1, and from scene 3" in cells["own-title"]


def test_the_notebook_shows_the_cases_as_the_model_has_them(cells):
    _printed, markdown = run(cells["cases"], {})
    for one in cases():
        assert f"**{one.label}.** {one.text}" in markdown.data
        assert one.text not in " ".join(cells.values())


def test_the_cell_that_keeps_a_plan_leaves_nothing_behind_and_shows_no_path(
    cells, tmp_path, tmp_path_factory, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path_factory.mktemp("elsewhere")))
    planner = Explorer(explorer.definition(), "graded")
    shows = {repr(run(cells["keep"], {"planner": planner})[1]) for _again in range(2)}
    (shown_there,) = shows
    assert "37 days of loading" in shown_there
    assert "/" not in shown_there
    assert list(tmp_path.iterdir()) == []


def lines_to_try(cell):
    (block,) = re.findall(r"```python\n(.*?)```", cell, re.S)
    return block


def test_the_lines_for_an_own_plan_and_sheet_work_as_printed(
    cells, tmp_path, tmp_path_factory, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path_factory.mktemp("elsewhere")))
    planner = Explorer(explorer.definition(), "life_happens")
    before = planner.values
    names = {"planner": planner}
    run(cells["keep"], names)
    run(cells["sheet"], names)
    save, show = lines_to_try(cells["keep-own"]).splitlines()
    exec(save, names)
    planner.set(growth_pct=2.0)
    exec(show, names)
    # The view looks at the plan; how it looks at it is no part of the file.
    assert planner.values == before
    _printed, sheet = run(lines_to_try(cells["sheet-own"]), names)
    assert "week 1" in sheet.title
    assert {path.name for path in tmp_path.iterdir()} == {"my_plan.toml", "my_sheet.pdf"}


def test_the_sheet_stands_in_the_notebook_with_its_box_to_be_checked(cells):
    names = {}
    _printed, sheet = run(cells["sheet"], names)
    assert sheet == patient_sheet(ready_plan(Ready.GRADED), week=3)
    shown = sheet._repr_markdown_()
    assert "local guideline" in shown
    for section in sheet.sections:
        assert all(f"- {line}" in shown for line in section.lines)
    assert "check it against your local guideline" in cells["sheet-title"]
    run(cells["cases"], names)
    _printed, listed = run(cells["say"], names)
    assert listed.data.count("\n") + 1 == len(say_this_not_that())
    for this, that in say_this_not_that():
        assert f"“{this}”, not “{that}”" in listed.data


def test_the_last_word_to_the_patient_has_no_number_and_no_promise(cells):
    assert not re.search(r"\d", cells["case-again"])
    assert "can not tell you" in cells["case-again"]


# Translation


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
    seen += [row[0] for row in content.sceptics_table.rows]
    seen += [label for card in content.models for label in (card.title, *card.labels.values())]
    seen += content.abbreviations.values()
    for one in content.questions:
        seen.append(one.text)
        for option in one.options:
            seen += [option.text, option.feedback]
            seen += [option.misconception] if option.misconception else []
    seen += content.plan.objectives
    seen += [text for step in content.plan.steps for text in (step.do, step.ask) if text]
    seen += [text for item in content.plan.expected for text in (item.answer, item.reply)]
    assert [text for text in seen if untranslated(text)] == []
