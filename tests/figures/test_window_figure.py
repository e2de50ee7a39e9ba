"""What the drawing of the window shows and says agrees with the dose it was given."""

import re
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
from matplotlib.text import Text

from tendon_teaching.evidence import value
from tendon_teaching.explorers.the_window import definition
from tendon_teaching.figures import window
from tendon_teaching.figures.stage import Stage
from tendon_teaching.figures.window import Picture
from tendon_teaching.models.loading_dose import (
    Base,
    LoadingDose,
    Zone,
    judge_dose,
    strain_of_force_pct,
    walking_strain_pct,
)

DOSE = LoadingDose()
MANY = replace(DOSE, strain_pct=7.5, repetitions=12)
NONE = replace(DOSE, sessions_a_week=0)


def shown(base=Base.WALKING, dose=DOSE, **changes):
    return Picture(judge_dose(replace(dose, **changes), base))


STATES = {
    "start": shown(weeks=0),
    "gentle": shown(strain_pct=2.85),
    "enough": shown(),
    "one week": shown(weeks=1),
    "too hard": shown(strain_pct=8.0),
    "much too hard": shown(strain_pct=9.0),
    "many, before the end": shown(dose=MANY, weeks=3),
    "many, after the end": shown(dose=MANY),
    "swollen": shown(dose=MANY, strain_pct=7.25),
    "very many": shown(strain_pct=6.5, repetitions=30, sets=6, sessions_a_week=7, weeks=26),
    "quick": shown(seconds_per_contraction=0.5, repetitions=24),
    "no sessions": shown(dose=NONE),
    "bed": shown(Base.BED, NONE, weeks=3),
    "long in bed": shown(Base.BED, NONE, weeks=26),
    "bed with sessions": shown(Base.BED),
    "bed with gentle sessions": shown(Base.BED, strain_pct=2.0, sessions_a_week=1, weeks=26),
}
PEOPLE = replace(STATES["enough"], people_in_focus=True)
each_state = pytest.mark.parametrize("state", STATES.values(), ids=STATES)
ENDED = ("too hard", "much too hard", "many, after the end")


@lru_cache
def stage_of(layout):
    return Stage(window, layout)


def handles(state, layout="wide"):
    """The artists, moved to ``state``; the next call moves the same ones."""
    stage = stage_of(layout)
    stage.pixels(state)
    return stage._drawing.handles


def marks(line):
    return list(zip(*line.get_data(), strict=True))


# Words


@pytest.mark.parametrize("name", [name for name in STATES if name not in ENDED])
def test_the_read_out_carries_the_change_of_the_model(name):
    said, change = window.read_out(STATES[name]), STATES[name].result.change
    for word, wanted in (
        ("stiffness", change.stiffness_pct),
        ("modulus", change.modulus_pct),
        ("area", change.area_pct),
    ):
        number = float(re.search(rf"{word} ([-+]?\d+) %", said)[1])
        assert number == pytest.approx(wanted, abs=0.51)


@pytest.mark.parametrize("name", ENDED)
def test_beyond_the_model_there_is_no_number_for_the_tendon(name):
    for words in (window.read_out(STATES[name]), handles(STATES[name]).headline.get_text()):
        assert "too much" in words
        assert "stiffness" not in words
    assert "stands a question mark" in window.text_alternative(STATES[name])
    assert {text.get_text() for text in handles(STATES[name]).numbers} == {"?"}


@each_state
def test_words_are_finite_short_and_never_plus_nought(state):
    for words in (window.read_out(state), window.text_alternative(state)):
        assert "nan" not in words
        assert not re.search(r"[-+]0 %", words)
    assert len(window.read_out(state)) <= 210


def test_every_state_is_told_apart_in_words():
    said = [window.text_alternative(state) for state in (*STATES.values(), PEOPLE)]
    assert len(set(said)) == len(said)


def test_the_zones_of_the_alternative_are_those_of_the_curve():
    words = window.text_alternative(STATES["enough"])
    curve = STATES["enough"].result.curve
    assert f"enough from {curve.enough_from_pct:.1f} %" in words
    assert f"too much from {curve.too_much_from_pct:.1f} %" in words
    assert "At no strain is this dose enough;" in window.text_alternative(STATES["quick"])


def test_an_end_that_lies_ahead_is_told_before_it_comes():
    said = window.read_out(STATES["many, before the end"])
    assert "ends on day 26" in said
    assert "stiffness -" in said


def test_measured_numbers_are_quoted_from_the_register():
    words = window.text_alternative(STATES["enough"])
    for row in window.POOLED:
        assert value(row).text in words
    for row in ("S111", "S111b", "L256"):
        assert value(row).text in window.read_out(PEOPLE)


# Picture


@each_state
def test_the_curve_is_that_of_the_dose_and_ends_with_the_model(state):
    curve = state.result.curve
    strains, heights = handles(state).curve.get_data()
    assert (strains == curve.strain_pct).all()
    assert (heights == curve.stiffness_pct).all()


@pytest.mark.parametrize("name", ["gentle", "enough", "swollen", "many, before the end", "quick"])
def test_the_ball_lies_on_the_curve(name):
    state = STATES[name]
    drawn = handles(state)
    ((strain, height),) = marks(drawn.ball)
    assert strain == state.result.dose.strain_pct
    assert height == pytest.approx(state.result.change.stiffness_pct)
    assert height == pytest.approx(np.interp(strain, *drawn.curve.get_data()), abs=0.4)
    assert not marks(drawn.below) + marks(drawn.unknown) + marks(drawn.bed_ball)


@pytest.mark.parametrize("name", ENDED)
def test_beyond_the_model_stands_a_question_mark_in_the_hatched_zone(name):
    drawn = handles(STATES[name])
    ((strain, _height),) = marks(drawn.unknown)
    zone = drawn.too_much
    assert zone.get_x() <= strain <= zone.get_x() + zone.get_width()
    assert zone.get_hatch()
    assert not marks(drawn.ball)


def test_without_load_the_ball_lies_on_the_strip():
    drawn = handles(STATES["bed"])
    assert marks(drawn.bed_ball) == [(21, STATES["bed"].result.change.stiffness_pct)]
    assert not marks(drawn.ball)
    assert len(marks(handles(STATES["long in bed"]).bed_below)) == 1


def test_what_lies_below_the_panel_is_an_arrow_at_its_foot():
    drawn = handles(STATES["bed with gentle sessions"])
    ((_strain, height),) = marks(drawn.below)
    assert STATES["bed with gentle sessions"].result.change.stiffness_pct < window.LEAST_PCT
    assert window.LEAST_PCT < height < window.LEAST_PCT + 6


@each_state
def test_zones_are_drawn_where_the_model_says(state):
    drawn, curve = handles(state), state.result.curve
    end = 9.0 if curve.too_much_from_pct is None else curve.too_much_from_pct
    assert drawn.too_much.get_x() == end
    start = end if curve.enough_from_pct is None else curve.enough_from_pct
    assert drawn.enough.get_x() == pytest.approx(start)
    assert drawn.enough.get_width() == pytest.approx(end - start)


def test_zones_bear_their_names():
    names = [text.get_text() for text in handles(STATES["enough"]).zones]
    assert names == [zone.text for zone in Zone]
    assert handles(STATES["quick"]).zones[1].get_text() == ""


@each_state
def test_courses_are_those_of_the_dose_up_to_its_end(state):
    drawn, course = handles(state), state.result.course
    for line, wanted in zip(
        drawn.courses, (course.stiffness_pct, course.modulus_pct, course.area_pct), strict=True
    ):
        weeks, heights = line.get_data()
        assert (heights == wanted).all()
        assert (weeks == course.week).all()
    assert drawn.ended.get_visible() == (course.stopped_on_day is not None)
    assert set(drawn.cursor.get_xdata()) == {state.result.dose.weeks}


def test_courses_stay_inside_their_panel():
    for state in STATES.values():
        for line in handles(state).courses:
            heights = np.asarray(line.get_ydata())
            assert heights.min() > window.LEAST_COURSE_PCT
            assert heights.max() < window.MOST_PCT


def test_strains_measured_elsewhere_come_into_sight_only_in_doubt():
    for state, visible in ((STATES["enough"], False), (PEOPLE, True)):
        drawn = handles(state)
        assert all(part.get_visible() is visible for part in (drawn.cover, *drawn.conflict))
    measured, _bar, computed, here = handles(PEOPLE).conflict[:4]
    assert list(measured.get_xdata()) == [value("S111").value, value("S111b").value]
    assert list(computed.get_xdata()) == [value("L256").value]
    raised = strain_of_force_pct(value("L275").value)
    assert list(here.get_xdata()) == [walking_strain_pct(), raised]


def test_published_legs_have_strain_and_spread_but_no_height():
    figure = stage_of("wide")._drawing.figure
    strip = next(a for a in figure.axes if a.get_xlabel().startswith("strain"))
    assert len(strip.get_yticks()) == 0
    middles = sorted(
        float(line.get_xdata()[0]) for box in strip.containers for line in [box.lines[0]]
    )
    rows = (*window.UNCHANGED, *window.CHANGED)
    assert middles == sorted(value(row).value for row in rows)


def test_body_weights_on_top_are_the_forces_of_the_strains_below():
    assert window._to_body_weights(walking_strain_pct()) == pytest.approx(2.6)
    assert window._to_strain(window._to_body_weights(4.55)) == pytest.approx(4.55)


def words_of(stage):
    renderer = stage._canvas.get_renderer()
    found = stage._drawing.figure.findobj(Text)
    seen = [text for text in found if text.get_text().strip() and text.get_visible()]
    return [(text.get_text(), text.get_window_extent(renderer)) for text in seen]


@pytest.mark.parametrize("layout", window.LAYOUTS)
def test_no_word_is_cut_off_or_covers_another(layout):
    stage = stage_of(layout)
    explorer = definition()
    states = [explorer.compute(**scene.values) for scene in explorer.scenes]
    legs = {"measured legs: no change", "changed"}
    for state in (*states, *STATES.values(), PEOPLE):
        stage.pixels(state)
        edge = stage._drawing.figure.bbox
        words = [w for w in words_of(stage) if not (state.people_in_focus and w[0] in legs)]
        for text, box in words:
            assert edge.x0 - 1 <= box.x0, text
            assert box.x1 <= edge.x1 + 1, text
            assert edge.y0 - 1 <= box.y0, text
            assert box.y1 <= edge.y1 + 1, text
        for place, (text, box) in enumerate(words):
            for other, other_box in words[place + 1 :]:
                apart = (
                    box.x1 <= other_box.x0 + 1
                    or other_box.x1 <= box.x0 + 1
                    or box.y1 <= other_box.y0 + 2
                    or other_box.y1 <= box.y0 + 2
                )
                assert apart, (text, other)


@pytest.mark.parametrize("layout", window.LAYOUTS)
def test_names_of_strains_measured_elsewhere_stay_inside_their_frame(layout):
    stage = stage_of(layout)
    stage.pixels(PEOPLE)
    drawn, renderer = stage._drawing.handles, stage._canvas.get_renderer()
    frame = drawn.cover.get_window_extent(renderer)
    for part in drawn.conflict:
        if isinstance(part, Text):
            box = part.get_window_extent(renderer)
            assert frame.x0 <= box.x0 <= box.x1 <= frame.x1, part.get_text()
            assert frame.y0 <= box.y0 <= box.y1 <= frame.y1, part.get_text()
