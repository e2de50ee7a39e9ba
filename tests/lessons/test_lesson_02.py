"""Lesson 02 says what its three explorers show and what the register holds."""

import ast
import json
import re
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import claim, parameters_of, value
from tendon_teaching.explorers import does_the_colour_tell, virtual_clinic, what_goes_wrong
from tendon_teaching.explorers.definition import SceneKind
from tendon_teaching.lessons.cells_and_neovascularisation import lesson
from tendon_teaching.lessons.render import LessonPage
from tendon_teaching.models.virtual_clinic import Sign, crowd, meaning_of, published

EXPLORERS = (what_goes_wrong, does_the_colour_tell, virtual_clinic)
NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "02_cells_and_neovascularisation.ipynb"


@pytest.fixture(scope="module")
def content():
    return lesson()


def explanation_of(content, explorer):
    return content.other_explanations.get(explorer.NAME, content.explanation)


def shown(page, explorer):
    return page.explain(SimpleNamespace(definition=explorer.definition(), predicted=None))


def running_texts(content):
    """Everything a learner reads in sentences, with the name of its part."""
    explanations = (content.explanation, *content.other_explanations.values())
    return [
        *(pair.why for pair in content.words),
        *(text for explanation in explanations for text in explanation.paragraphs),
        *content.doubt,
        *(point.text for point in (*content.sceptics, *content.left_out)),
        *(option.feedback for question in content.questions for option in question.options),
        *(question.text for question in content.questions),
    ]


def table_of(explanation):
    return {row[0]: row[1:] for row in explanation.table.rows}


# The whole


def test_the_lesson_has_every_part_of_a_lesson(content):
    filled = {field.name for field in fields(content) if getattr(content, field.name)}
    assert filled == {field.name for field in fields(content)}
    assert content.number == "02"
    assert content.notebook == NOTEBOOK.name
    assert content.message_line == 1
    assert 4 <= len(content.questions) <= 8


def test_every_row_and_claim_may_be_shown_and_no_row_stands_twice(content):
    for value_id in content.value_ids:
        assert value(value_id).is_printable
    for claim_id in (*content.opening_claims, *content.claims):
        assert claim(claim_id).wording
    rows = [value_id for group in content.evidence for value_id in group.value_ids]
    assert len(rows) == len(set(rows))
    titles = [group.title for group in content.evidence]
    assert len(titles) == len(set(titles))


def test_the_claims_about_cells_vessels_and_the_lump_are_opened_with_their_rows(content):
    rows = {row for group in content.evidence for row in group.value_ids}
    for claim_id in ("A04", "A05", "A06", "A07"):
        assert claim_id in content.opening_claims
        assert claim_id in content.claims
        known = claim(claim_id)
        assert {*known.evidence_for, *known.evidence_against} <= rows


def test_each_explorer_has_its_own_explanation(content):
    page = LessonPage(content)
    assert set(content.other_explanations) == {what_goes_wrong.NAME, does_the_colour_tell.NAME}
    told = [repr(shown(page, explorer)) for explorer in EXPLORERS]
    assert len(set(told)) == len(EXPLORERS)
    for explorer, words in zip(EXPLORERS, told, strict=True):
        assert explanation_of(content, explorer).table.caption in words


def test_every_parameter_of_a_model_card_has_a_name_for_the_reader(content):
    for card in content.models:
        assert set(card.labels) == set(parameters_of(card.model)), card.title


# Numbers


@pytest.mark.parametrize("explorer", [what_goes_wrong, does_the_colour_tell])
def test_a_table_has_a_row_for_each_scene_but_the_doubt(content, explorer):
    scenes = [s.label for s in explorer.definition().scenes if s.kind is not SceneKind.DOUBT]
    assert [row[0] for row in explanation_of(content, explorer).table.rows] == scenes


def test_the_table_of_the_change_gives_the_numbers_of_the_read_outs(content):
    explorer = what_goes_wrong.definition()
    rows = table_of(explanation_of(content, what_goes_wrong))
    for scene in explorer.scenes:
        if scene.kind is SceneKind.DOUBT:
            continue
        said = explorer.figure.read_out(explorer.compute(**scene.values))
        thickness, _nuclei, vessels, stiffness, modulus = rows[scene.label]
        for pattern, number in (
            (r"([\d.]+ mm) thick", thickness),
            (r"lengthwise: (\d+)", vessels),
            (r"stiffness (\d+ %)", stiffness),
            (r"modulus (\d+ %)", modulus),
        ):
            found = re.search(pattern, said)
            assert not found or found[1] == number, scene.name
    assert rows["Healthy"][2] != "0", "healthy tendons carry vessels"


def test_only_water_thickens_and_only_fibres_weaken_the_whole(content):
    rows = table_of(explanation_of(content, what_goes_wrong))
    healthy = rows["Healthy"]
    thicker = {name for name, row in rows.items() if row[0] != healthy[0]}
    weaker = {name for name, row in rows.items() if row[3] != healthy[3]}
    assert thicker == {"Lump", "All of it"}
    assert weaker == {"Fibres", "All of it"}


def test_the_table_of_the_colour_gives_the_counts_of_its_scenes(content):
    explorer = does_the_colour_tell.definition()
    rows = table_of(explanation_of(content, does_the_colour_tell))
    for scene in explorer.scenes:
        if scene.kind is SceneKind.DOUBT:
            continue
        view = explorer.compute(**scene.values)
        gain, count, area, low, high = rows[scene.label]
        assert gain == f"{scene.values['gain_pct']:.0f} %"
        assert int(count) == view.scan.count
        assert area == f"{view.scan.area_pct:.1f} %"
        assert int(low) <= int(count) <= int(high)


def test_the_gain_changes_what_is_told_of_one_and_the_same_tendon(content):
    told = " ".join(explanation_of(content, does_the_colour_tell).paragraphs)
    _gain, count, _area, low, high = table_of(explanation_of(content, does_the_colour_tell))[
        "Painful"
    ]
    assert int(low) < int(count) < int(high)
    counts = [int({"one": 1}.get(n, n)) for n in re.findall(r"(one|\d+) vessels?\b", told)][-3:]
    assert counts == [int(low), int(count), int(high)]


def test_the_table_of_the_clinic_is_bayes_and_whole_people(content):
    signs = {"order": Sign.STRUCTURE, "colour": Sign.FLOW}
    rows = content.explanation.table.rows
    assert len(rows) == 6
    for sign, in_pain, abnormal, of_them, hurts, does_not in rows:
        share = float(in_pain.rstrip(" %"))
        people, meaning = crowd(signs[sign], share), meaning_of(signs[sign], share)
        assert int(abnormal) == people.abnormal
        assert int(of_them) == people.painful_abnormal
        assert hurts == f"{100 * meaning.painful_if_abnormal:.0f} %"
        assert does_not == f"{100 * meaning.pain_free_if_normal:.0f} %"


def test_the_clinic_is_explained_with_79_and_30_per_cent(content):
    told = " ".join(content.explanation.paragraphs)
    rows = {(row[0], row[1]): row for row in content.explanation.table.rows}
    half, rare = rows["order", "50 %"], rows["order", "10 %"]
    assert half[4] == "79 %"
    assert rare[4] == "30 %"
    assert f"{half[3]} of {half[2]} abnormal scans" in told
    assert f"{rare[3]} of {rare[2]} do: about {rare[4]}" in told
    sensitivity, specificity = (
        100 * published(Sign.STRUCTURE).sensitivity,
        100 * published(Sign.STRUCTURE).specificity,
    )
    assert f"For order {sensitivity:.0f} %: that is its sensitivity" in told
    assert f"{specificity:.0f} %: that is its specificity" in told


# What has to be said


def test_the_doubt_speaks_for_the_scan_too(content):
    told = " ".join(content.doubt)
    for row in ("S045", "S048", "S049", "S069"):
        assert value(row).text in told
    for row in ("S003", "S004"):
        assert f"{value(row).value:.0f} of {value(row).n}" in told
    interval = published(Sign.STRUCTURE).specificity_interval
    assert f"{100 * interval.low:.0f} to {100 * interval.high:.0f} %" in told
    assert "chosen" in told


def test_numbers_of_other_tendons_and_animals_are_labelled_where_they_stand(content):
    labels = {
        "PATELLAR": ("S035", "S036"),
        "RAT": ("S039", "S040", "S041"),
    }
    texts = running_texts(content)
    for label, rows in labels.items():
        quoting = [text for text in texts for row in rows if value(row).text in text]
        assert len(quoting) >= len(rows)
        assert all(label in text for text in quoting)
    titles = {row: group.title for group in content.evidence for row in group.value_ids}
    for label, rows in labels.items():
        assert all(label in titles[row] for row in rows)
    ruptured = [text for text in texts if "S066" in text]
    assert ruptured
    assert all("RUPTURE" in text for text in ruptured)


def test_second_hand_rows_named_in_sentences_are_called_so(content):
    for text in running_texts(content):
        for named in re.findall(r"\b[SLM]\d{3}[a-z]?\b", text):
            assert not value(named).label_note or "second-hand" in text, text


def test_nothing_promises_and_nothing_forecasts(content):
    for text in running_texts(content):
        assert not re.search(r"\b(will heal|cures?|your tendon is \d)", text), text


def test_the_two_scanners_stand_in_tables_of_their_own(content):
    groups = [set(group.value_ids) for group in content.evidence]
    for one in ("S001", "S002", "S003", "S004"):
        for other in ("S005", "S006", "S007"):
            assert not [group for group in groups if {one, other} <= group]


def test_studies_of_flow_are_compared_inside_a_row(content):
    rows = {row[0]: row[1:] for row in content.sceptics_table.rows}
    assert rows["Runners, one study"] == (value("S052").text, value("S050").text)
    assert value("S052").source_key == value("S050").source_key
    assert value("S053").source_key == value("S051").source_key
    assert "two studies" in content.sceptics_table.caption


def test_the_ideas_behind_vessels_cells_lump_and_scan_are_all_met(content):
    met = {o.misconception for q in content.questions for o in q.options if not o.right}
    assert {
        "a healthy tendon has no vessels",
        "the vessels are the pain",
        "no colour means no problem",
        "abnormal cells are big cells",
        "healed means looks normal",
        "so many painful ones look like this, so many like this hurt",
    } <= met


def test_the_right_answers_do_not_always_stand_in_one_place(content):
    places = [[option.right for option in q.options].index(True) for q in content.questions]
    assert len(set(places)) == 3


def test_feels_stiff_is_not_is_stiff_and_rounder_is_not_bigger(content):
    pairs = {(pair.one, pair.other) for pair in content.words}
    assert {("feels stiff", "is stiff"), ("rounder cells", "bigger cells")} <= pairs


def test_the_plan_fits_its_minutes(content):
    assert content.plan.steps[0].minute == 0
    assert content.plan.steps[-1].minute < content.plan.minutes <= 25


# The notebook


@pytest.fixture(scope="module")
def cells():
    return json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]


def test_the_notebook_shows_every_explorer_and_explains_it_next(cells):
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    shown_names = [re.search(r'explore\("(\w+)"\)', text) for text in code]
    names = [found[1] for found in shown_names if found]
    assert names == [explorer.NAME for explorer in EXPLORERS]
    for place, found in enumerate(shown_names):
        if found:
            variable = code[place].split(" = ")[0]
            assert code[place + 1] == f"here.explain({variable})"


def test_the_notebook_shows_every_part_of_the_lesson_once(cells):
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    parts = {name for name, member in vars(LessonPage).items() if isinstance(member, property)} - {
        "account"
    }
    assert set(re.findall(r"^here\.(\w+)$", code, flags=re.MULTILINE)) == parts
    assert 'lesson("02")' in code


def test_code_cells_are_short_and_define_nothing(cells):
    for cell in cells:
        if cell["cell_type"] == "code":
            text = "".join(cell["source"])
            assert sum(bool(line.strip()) for line in text.splitlines()) <= 3
            for node in ast.walk(ast.parse(text)):
                assert not isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef)


def test_the_notebook_types_in_no_published_number(cells):
    for cell in cells:
        if cell["cell_type"] == "markdown":
            text = re.sub(r"About 25 minutes", "", "".join(cell["source"]))
            assert not re.search(r"\d", text), text


def test_the_case_asks_three_things_and_comes_back_to_them(cells):
    texts = {cell["id"]: "".join(cell["source"]) for cell in cells}
    assert texts["case"].count("?") >= 5
    assert "Tom" in texts["case"]
    assert "Back to Tom" in texts["case-again"]
    for word in ("clean", "lump"):
        assert word in texts["case"]
        assert word in texts["case-again"]


# Translation


def test_the_lesson_can_be_translated(monkeypatch):
    speak_in_brackets(monkeypatch)
    page = LessonPage(lesson())
    parts = [page.goals, page.words, page.doubt, page.sceptics, page.left_out, page.model_card]
    parts += [page.questions, page.plan, *(shown(page, explorer) for explorer in EXPLORERS)]
    seen = [
        text
        for part in parts
        for node in ElementTree.fromstring(part.html).iter()
        if node.get("translate") != "no"
        for text in (node.text, node.get("aria-label"))
        if text
    ]
    assert len(seen) > 200
    assert [text for text in seen if untranslated(text)] == []


def test_the_plan_names_scenes_by_their_labels(content):
    labels = {scene.label for each in EXPLORERS for scene in each.definition().scenes}
    named = [
        name
        for step in content.plan.steps
        for name in re.findall(r"[Ss]cene “(.+?)”", f"{step.do} {step.ask}")
    ]
    assert named
    assert set(named) <= labels
