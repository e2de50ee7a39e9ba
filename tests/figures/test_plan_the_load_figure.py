"""What the picture of a plan shows and says agrees with the plan and the model."""

import re
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated
from matplotlib.colors import to_hex
from matplotlib.text import Text

from tendon_teaching.evidence import value
from tendon_teaching.figures import plan_the_load as figure
from tendon_teaching.figures.plan_the_load import CARD_COLOURS, Picture, plain
from tendon_teaching.figures.stage import Stage
from tendon_teaching.figures.vector import vector
from tendon_teaching.models.plan_the_load import (
    CARDS,
    DAYS,
    NO_RULE,
    RULERS,
    WEEKS,
    Afterwards,
    Calendar,
    Card,
    CaseName,
    Choices,
    LoadPlan,
    Massage,
    Ready,
    Ruler,
    all_feedback,
    case,
    feedback,
    outcome,
    ready_plan,
)

both_layouts = pytest.mark.parametrize("layout", figure.LAYOUTS)
PATIENTS = 40


def shown(plan, ruler=Ruler.TOGETHER, beside=None):
    found = outcome(plan, PATIENTS)
    other = outcome(ready_plan(beside), PATIENTS) if beside else None
    return Picture(found, ruler, feedback(found), other, beside.text if beside else "")


def full_of(card, **choices):
    return LoadPlan(case("severe"), Calendar((card,) * DAYS), Choices(**choices))


GRADED = ready_plan(Ready.GRADED)
PICTURES = {
    **{ready.value: shown(ready_plan(ready)) for ready in Ready},
    "how often": shown(GRADED, Ruler.HOW_OFTEN),
    "how hard": shown(ready_plan(Ready.GRADED_RUNNING), Ruler.HOW_HARD),
    "twice a week": shown(replace(GRADED, afterwards=Afterwards.TWICE_A_WEEK)),
    "beside": shown(GRADED, beside=Ready.REST_AND_MASSAGE),
    "holiday": shown(
        replace(
            ready_plan(Ready.GRADED_RUNNING, CaseName.HOLIDAY),
            choices=Choices(running_kept_pct=150.0),
        )
    ),
    "only hops": shown(full_of(Card.HOPS, pain_allowed=0.0), Ruler.HOW_HARD),
    "only heroes": shown(
        full_of(Card.ALL_IN_ONE, pain_allowed=NO_RULE, running_kept_pct=150.0), Ruler.HOW_HARD
    ),
    "all massaged": shown(full_of(Card.LOADED, massage=Massage.ALL_WEEKS, start_load_bw=4.0)),
    "nothing": shown(full_of(Card.REST)),
}


@pytest.fixture(scope="module")
def stages():
    return {layout: Stage(figure, layout) for layout in figure.LAYOUTS}


def handles(stages, name, layout="wide"):
    stages[layout].pixels(PICTURES[name])
    return stages[layout]._drawing.handles


# --- words -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PICTURES)
def test_the_read_out_carries_the_models_numbers(name):
    found = PICTURES[name].found
    a, b = (each.visa_a_at(found.week) for each in (found.a, found.b))
    numbers = [int(text) for text in re.findall(r"\d+", figure.read_out(PICTURES[name]))]
    stiffness = found.a.stiffness_at(found.week).middle
    expected = (a.middle, b.middle, 5, 95, min(a.low, b.low), max(a.high, b.high), stiffness)
    assert numbers == [found.week, *(round(number) for number in expected)]


@pytest.mark.parametrize("name", PICTURES)
def test_the_text_alternative_counts_cards_and_names_the_rule_and_the_sentence(name):
    result = PICTURES[name]
    plan, said = result.found.plan, figure.text_alternative(result)
    assert f"{plan.calendar.loading_days} days of loading" in said
    assert f"{plan.massages} with massage" in said
    assert plan.case.label in said
    assert result.ruler.text in said
    if result.beside is None:
        assert result.said.text in said
    else:
        assert "Most of the spread is people" in said
    assert ("No pain rule" in said) == (not plan.choices.has_rule)


def test_every_state_is_told_apart_in_words():
    assert len({figure.text_alternative(result) for result in PICTURES.values()}) == len(PICTURES)


@pytest.mark.parametrize("name", PICTURES)
def test_all_words_can_be_translated(monkeypatch, name):
    found = PICTURES[name].found
    speak_in_brackets(monkeypatch)
    result = replace(PICTURES[name], said=all_feedback(found)[0], beside_name="")
    assert untranslated(figure.read_out(result)) == ""
    assert untranslated(figure.text_alternative(result)) == ""


def test_large_and_small_numbers_are_written_short():
    assert [plain(n) for n in (0, 0.034, 9.4, 940, 31_680, 1_234_000)] == [
        "0",
        "0.034",
        "9.4",
        "940",
        "31,700",
        "1.23 million",
    ]


def test_all_rows_that_are_quoted_can_be_printed():
    assert all(value(row).is_printable for row in figure.SOURCES)


# --- picture -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PICTURES)
def test_cells_have_the_colour_and_the_letter_of_their_card(stages, name):
    drawn, days = handles(stages, name), PICTURES[name].found.plan.calendar.days
    colours = [to_hex(colour) for colour in drawn.cells.get_facecolor()]
    assert colours == [CARD_COLOURS[card] for card in days]
    lettered = {}
    for card, line in zip(CARDS, drawn.letters, strict=True):
        for across, down in zip(*line.get_data(), strict=True):
            lettered[int(down) * 7 + int(across)] = card
    assert lettered == {day: card for day, card in enumerate(days) if card is not Card.REST}


def test_cards_of_one_colour_differ_in_their_letter():
    alike = [
        pair for pair in combinations(CARDS, 2) if CARD_COLOURS[pair[0]] == CARD_COLOURS[pair[1]]
    ]
    assert alike == [(Card.REST, Card.MASSAGE), (Card.RUN_FLAT, Card.ALL_IN_ONE)]


def test_a_dot_marks_sessions_with_massage_before(stages):
    plan = PICTURES["massage_first"].found.plan
    dots = handles(stages, "massage_first").massaged.get_xdata()
    assert len(dots) == plan.massages - plan.calendar.count(Card.MASSAGE)
    assert len(handles(stages, "graded").massaged.get_xdata()) == 0


@pytest.mark.parametrize("name", PICTURES)
def test_bars_show_the_chosen_ruler_and_marks_the_other_two(stages, name):
    drawn, result = handles(stages, name), PICTURES[name]
    budget = np.array(result.found.plan.budget(result.ruler))
    widths = np.array([path.vertices[:, 0].max() for path in drawn.bars.get_paths()])
    assert widths == pytest.approx(budget / budget.max() if budget.max() else budget)
    assert [ruler for ruler, line in drawn.marks.items() if line.get_visible()] == [
        ruler for ruler in RULERS if budget.max() and ruler is not result.ruler
    ]
    if budget.max():
        assert plain(budget.max()) in drawn.longest.get_text()


def test_the_rulers_can_be_told_apart_without_colour(stages):
    marks = handles(stages, "graded").marks
    assert len({line.get_marker() for line in marks.values()}) == len(RULERS)


@pytest.mark.parametrize("name", PICTURES)
def test_ranges_are_those_of_the_cohort_within_the_axes(stages, name):
    drawn, found = handles(stages, name), PICTURES[name].found
    for panel, at in ((drawn.visa_a, "visa_a_at"), (drawn.stiffness, "stiffness_at")):
        low, high = panel.axes.get_xlim()
        ranges = [
            getattr(found.a, at)(0),
            *(getattr(s, at)(found.week) for s in (found.a, found.b)),
        ]
        ends = [(seg[0][0], seg[1][0]) for seg in panel.spread.get_segments()]
        clipped = [(np.clip(r.low, low, high), np.clip(r.high, low, high)) for r in ranges]
        assert np.allclose(ends, clipped)
        for text, r in zip(panel.numbers, ranges[1:], strict=True):
            assert text.get_text() == f"{r.middle:.0f} ({r.low:.0f} to {r.high:.0f})"
    assert drawn.visa_a.spread.get_linestyle()[0][1] is not None, "the model is dashed"


def test_the_other_plan_is_there_only_when_asked_for(stages):
    assert len(handles(stages, "beside").visa_a.beside.get_segments()) == 2
    assert handles(stages, "beside").visa_a.beside_middle.get_marker() == "x"
    assert len(handles(stages, "graded").visa_a.beside.get_segments()) == 0


def test_an_arrow_points_at_the_week_of_the_sentence(stages):
    week = PICTURES["life_happens"].said.week
    assert handles(stages, "life_happens").here.get_ydata()[0] == pytest.approx(week - 0.5)
    assert len(handles(stages, "graded").here.get_ydata()) == 0


def test_the_traffic_light_has_a_shape_for_each_colour():
    shapes = list(figure._SHAPES.values())
    assert len({shape for shape, _colour in shapes}) == len(shapes) == 3


@both_layouts
def test_a_kept_figure_draws_what_a_fresh_one_draws(stages, layout):
    handles(stages, "beside", layout)
    handles(stages, "only heroes", layout)
    kept = stages[layout].pixels(PICTURES["graded"])
    assert np.array_equal(kept, Stage(figure, layout).pixels(PICTURES["graded"]))


def test_the_vector_picture_has_its_words_inside():
    drawn = vector(figure, "wide", PICTURES["graded"], name="x", title="X", licence="L")
    assert "Twelve weeks" in drawn
    assert "Step by step" in drawn


# --- room --------------------------------------------------------------------------------------


def words_in_sight(stage):
    renderer = stage._canvas.get_renderer()
    for text in stage._drawing.figure.findobj(Text):
        box = text.get_window_extent(renderer)
        if text.get_visible() and text.get_text().strip() and box.width > 1:
            yield text, box


@both_layouts
@pytest.mark.parametrize("name", PICTURES)
def test_no_words_are_cut_off_or_run_into_each_other(stages, layout, name):
    handles(stages, name, layout)
    stage = stages[layout]
    edge = stage._drawing.figure.bbox
    words = list(words_in_sight(stage))
    assert len(words) > 40
    for text, box in words:
        assert box.x0 >= -0.5, text
        assert box.x1 <= edge.x1 + 0.5, text
        assert box.y0 >= -0.5, text
        assert box.y1 <= edge.y1 + 0.5, text
    for (one, box), (other, its_box) in combinations(words, 2):
        overlap = box.padded(-1.5).intersection(box.padded(-1.5), its_box.padded(-1.5))
        assert overlap is None, f"{one.get_text()!r} and {other.get_text()!r}"


@both_layouts
@pytest.mark.parametrize("name", PICTURES)
def test_the_sentence_fits_into_its_box(stages, layout, name):
    said = handles(stages, name, layout).said
    most = 0.50 if layout == "wide" else 0.92
    box = said.get_window_extent(stages[layout]._canvas.get_renderer())
    assert box.height <= most * figure.LAYOUTS[layout].dots_per_inch


def test_letters_sit_inside_their_cells(stages):
    for layout in figure.LAYOUTS:
        drawn = handles(stages, "only heroes", layout)
        axes = drawn.cells.axes
        cell = axes.get_window_extent().height / WEEKS
        assert all(line.get_markersize() * 80 / 72 < cell for line in drawn.letters)
