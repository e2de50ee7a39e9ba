"""Lesson 03 says what its explorers show and what the register holds, and keeps its doubts."""

import re
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import nbformat
import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import claim, parameters_of, value
from tendon_teaching.explorers import hours_after_a_session, two_roads, what_counts_as_load
from tendon_teaching.figures.load_rulers import RULERS, plain
from tendon_teaching.lessons.overload import lesson
from tendon_teaching.lessons.render import LessonPage
from tendon_teaching.models.activities import activity
from tendon_teaching.models.bout import even_gap_h, net_per_week
from tendon_teaching.models.training_history import Road, Spread, follow

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "03_overload.ipynb"
EXPLORERS = (two_roads, hours_after_a_session, what_counts_as_load)


@pytest.fixture(scope="module")
def content():
    return lesson()


@pytest.fixture(scope="module")
def hours(content):
    return content.other_explanations[hours_after_a_session.NAME]


@pytest.fixture(scope="module")
def rulers(content):
    return content.other_explanations[what_counts_as_load.NAME]


def shown(page, explorer):
    return page.explain(SimpleNamespace(definition=explorer.definition(), predicted=None))


def sceptic(content, word):
    (found,) = [point.text for point in content.sceptics if word in point.lead]
    return found


def by_label(explorer):
    return {scene.label: scene for scene in explorer.definition().scenes}


# A whole lesson


def test_the_lesson_has_every_part(content):
    filled = {field.name for field in fields(content) if getattr(content, field.name)}
    assert filled == {field.name for field in fields(content)}
    assert 4 <= len(content.questions) <= 8
    assert (content.number, content.message_line) == ("03", 2)
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


def test_answers_and_feedback_are_all_different(content):
    for question in content.questions:
        assert len(question.options) >= 3
        assert len({option.text for option in question.options}) == len(question.options)
        assert len({option.feedback for option in question.options}) == len(question.options)


def test_the_right_answers_do_not_always_stand_in_one_place(content):
    places = {[option.right for option in q.options].index(True) for q in content.questions}
    assert len(places) > 1


def test_the_common_ideas_about_overload_are_all_met(content):
    met = {o.misconception for q in content.questions for o in q.options if not o.right}
    assert {
        "load is how often",
        "ten per cent a week is safe",
        "what does not hurt is fine",
        "a drawing is a measurement",
        "rest rebuilds",
        "a result of a model is advice",
    } <= met


def test_second_hand_numbers_in_running_text_are_called_so(content):
    told = [pair.why for pair in content.words]
    told += [point.text for point in (*content.sceptics, *content.left_out)]
    told += [*content.doubt, *content.explanation.paragraphs]
    for explanation in content.other_explanations.values():
        told += explanation.paragraphs
    for text in told:
        named = re.findall(r"[SLM]\d{3}[a-z]?", text)
        if any(value(value_id).label_note for value_id in named):
            assert "second-hand" in text


def test_every_value_named_in_running_text_is_counted_as_shown(content):
    told = [point.text for point in content.sceptics]
    for explanation in (content.explanation, *content.other_explanations.values()):
        told += explanation.paragraphs
    named = set(re.findall(r"\b[SL]\d{3}[a-z]?\b", " ".join(told)))
    assert named
    assert named <= set(content.value_ids)


def test_the_plan_fits_its_minutes(content):
    assert content.plan.steps[0].minute == 0
    assert content.plan.steps[-1].minute < content.plan.minutes <= 30


def test_each_explorer_of_the_lesson_has_its_own_explanation(content):
    page = LessonPage(content)
    parts = [repr(shown(page, explorer)) for explorer in EXPLORERS]
    assert len(set(parts)) == len(EXPLORERS)
    assert content.explanation.table.caption in parts[0]


# Two roads


def test_the_table_of_roads_gives_the_numbers_of_the_read_outs(content):
    explorer = two_roads.definition()
    scenes = by_label(two_roads)
    assert len(content.explanation.table.rows) == 5
    for (
        label,
        week,
        damage,
        cells,
        area,
        modulus,
        stiffness,
        _end,
    ) in content.explanation.table.rows:
        said = explorer.figure.read_out(explorer.compute(**scenes[label].values))
        assert f"Week {week}: area {area}, modulus {modulus}, stiffness {stiffness};" in said
        assert f"{damage} of the fibres damaged" in said
        assert f"({cells})" in said


def test_the_explanation_of_the_roads_gives_the_numbers_of_the_years(content):
    told = " ".join(content.explanation.paragraphs)
    hilly, creep = follow(Road.HILLY_WEEK.history), follow(Road.CREEP.history)
    assert f"Damage jumps to {hilly.peak_damage_pct:.0f} %" in told
    assert f"({creep.reactivity[creep.row_of(26)]:.2f} of 1)" in told
    assert f"modulus {creep.modulus_pct[-1]:+.0f} %" in told
    double = follow(Road.DOUBLE_WEEK.history)
    assert f"(reactivity at most {double.peak_reactivity:.2f})" in told


def test_both_roads_end_thicker_and_softer_and_the_steady_one_does_not(content):
    rows = {row[0]: row for row in content.explanation.table.rows}

    def percent(cell):
        return float(cell.split()[0])

    for road in ("Hilly week", "Creep"):
        assert percent(rows[road][4]) > 10
        assert percent(rows[road][7]) < -10
    assert abs(percent(rows["Steady"][4])) < 5
    assert percent(rows["Steady"][7]) > 0


def test_after_rest_the_same_distance_without_rest_would_have_been_fine():
    after = Road.AFTER_REST.history
    steady = Road.STEADY.history
    back = next(week for week, km in enumerate(after.km) if km > max(steady.km))
    without_rest = type(after)(steady.km[:back] + after.km[back:], after.peak_force_bw)
    assert follow(without_rest).peak_reactivity < 0.15
    assert follow(after).peak_reactivity > 0.4


# Hours and rulers


def test_the_table_of_hours_gives_the_numbers_of_the_read_outs(hours):
    explorer = hours_after_a_session.definition()
    scenes = by_label(hours_after_a_session)
    assert len(hours.table.rows) == 5
    for label, sessions, gap, _building, _breakdown, week in hours.table.rows:
        said = explorer.figure.text_alternative(explorer.compute(**scenes[label].values))
        if int(sessions) > 1:
            assert f"{sessions} sessions, {gap} hours apart" in said
            assert f"A week at {gap} hours: {week}" in said


def test_the_explanation_of_the_hours_parts_the_measured_from_the_drawn(hours):
    told = " ".join(hours.paragraphs)
    for row in ("S126", "S127", "L013"):
        assert value(row).text in told
    assert f"Sessions {even_gap_h():.0f} hours apart come out even in this drawing" in told
    assert "All of that is the drawing" in told
    assert "Do not use it to forbid daily exercise" in told


def test_the_table_of_rulers_gives_numbers_and_places_of_the_picture(rulers):
    explorer = what_counts_as_load.definition()
    picture = explorer.compute(**explorer.scene("how_hard").values)
    assert len(rulers.table.rows) == 4
    for row, load in zip(rulers.table.rows, picture.loads, strict=True):
        assert row[0] == load.activity.label
        for cell, ruler in zip(row[1:], RULERS, strict=True):
            assert cell.startswith(plain(ruler.of(load.amounts)))


def test_the_explanation_of_the_rulers_names_the_dead_toe_tendons(rulers):
    told = " ".join(rulers.paragraphs)
    assert "dead toe tendons (L157b)" in told
    assert "nobody knows" in told


# Doubt


def test_the_doubt_quotes_the_cohort_and_the_single_session(content):
    cohort, session = content.doubt
    assert f"{value('S133').n:,} recreational runners" in cohort
    assert value("S131").text in cohort
    assert value("S132").text in cohort
    assert "not shown" in cohort
    for row in ("L172", "L173", "L174"):
        assert value(row).text in session
    numbers = [value(row).value for row in ("L172", "L173", "L174")]
    assert numbers != sorted(numbers)
    assert "do not rise in order" in session


def test_the_ratio_of_weeks_appears_only_as_a_criticised_idea(content):
    told = sceptic(content, "last four")
    assert "criticised" in told
    for row in ("L178", "L178b", "L176", "L177", "L175"):
        assert value(row).text in told
    (group,) = [group for group in content.evidence if "L178" in group.value_ids]
    assert "criticised" in group.title


def test_the_conflict_about_walking_is_stated(content):
    told = sceptic(content, "Walking")
    model = float(re.search(r"strains the tendon ([\d.]+) %", told)[1])
    assert model == pytest.approx(activity("walking").model_strain_pct, abs=0.051)
    assert value("S111").text in told
    assert value("S111").value > model + 1


def test_the_steep_edge_is_traced_to_dead_toe_tendons(content):
    told = sceptic(content, "edge")
    soft, hard = (float(n) for n in re.findall(r"([-+]\d+) %", told))
    assert soft > -5
    assert hard < -40
    assert "L157b" in told


def test_backing_off_helps_little_and_is_called_a_limit(content):
    told = sceptic(content, "backing off")
    backed, ran_on = (float(n) for n in re.findall(r"0\.\d\d", told))
    assert 0 < ran_on - backed < 0.1
    assert "not advice" in told


def test_the_table_of_rest_days_shows_two_models_that_disagree(content):
    rows = {row[0]: row[1:] for row in content.sceptics_table.rows}
    plain_cells = {spread: rows[spread.text] for spread in Spread}
    without = {spread: float(cells[0]) for spread, cells in plain_cells.items()}
    recovering = {spread: float(cells[1]) for spread, cells in plain_cells.items()}
    assert min(without, key=without.get) is Spread.DAILY
    assert max(recovering, key=recovering.get) is Spread.IN_A_ROW
    drawn = {spread: cells[2] for spread, cells in plain_cells.items()}
    assert drawn[Spread.DAILY] == f"{net_per_week(24):+.0f}"
    assert float(drawn[Spread.DAILY]) < 0 < float(drawn[Spread.TWO])


def test_no_text_calls_the_models_a_forecast_or_a_plan(content):
    (you,) = [point.text for point in content.left_out if point.lead == "You."]
    assert "calculator of risk" in you
    assert "training plan" in you


# Notebook


def test_the_notebook_shows_every_part_and_all_three_explorers():
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
    words = {6: "six", 7: "seven"}
    assert counts == [words[len(explorer.definition().scenes)] for explorer in EXPLORERS]


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
    # Units of the register stay as they are in every language.
    kept = [re.sub(r"(?<=⟧)\s(?:h|%/h)\b", "", text) for text in seen]
    assert len(seen) > 15
    assert [text for text in kept if untranslated(text)] == []


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
    for question in content.questions:
        seen.append(question.text)
        for option in question.options:
            seen += [option.text, option.feedback]
            seen += [option.misconception] if option.misconception else []
    seen += content.plan.objectives
    seen += [text for step in content.plan.steps for text in (step.do, step.ask) if text]
    seen += [text for item in content.plan.expected for text in (item.answer, item.reply)]
    kept = [re.sub(r"(?<=⟧)\s(?:N/mm|%|h)(?!\w)", "", text) for text in seen]
    assert [text for text in kept if untranslated(text)] == []
