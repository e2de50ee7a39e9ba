"""What the picture of a rest shows and says agrees with the model and the register."""

import re
from itertools import combinations

import numpy as np
import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated
from matplotlib.text import Text

from tendon_teaching.figures import unloading as figure
from tendon_teaching.figures.stage import Stage
from tendon_teaching.figures.unloading import Picture
from tendon_teaching.models.unloading import (
    MOST_DAYS_UNLOADED,
    MOST_WEEKS_AFTER,
    Rest,
    RestHistory,
    follow,
    measured_rests,
)

both_layouts = pytest.mark.parametrize("layout", figure.LAYOUTS)


def rested(kind, days, weeks_after=0, *, people=False):
    return Picture(follow(RestHistory(kind, days)), weeks_after, people)


PICTURES = {
    "walking": rested(Rest.WALKING_ON, 91),
    "no sport": rested(Rest.NO_SPORT, 91),
    "fortnight": rested(Rest.BED, 14),
    "long": rested(Rest.BED, MOST_DAYS_UNLOADED),
    "exercise": rested(Rest.BED_THIRD_DAY, 91),
    "back": rested(Rest.BED, 91, 4),
    "long back": rested(Rest.BED_THIRD_DAY, 91, MOST_WEEKS_AFTER),
    "no rest": rested(Rest.BED, 0),
    "people": rested(Rest.BED, 14, people=True),
}
MODEL = [name for name, result in PICTURES.items() if not result.people_in_focus]


@pytest.fixture(scope="module")
def stages():
    return {layout: Stage(figure, layout) for layout in figure.LAYOUTS}


def handles(stages, name, layout="wide"):
    stages[layout].pixels(PICTURES[name])
    return stages[layout]._drawing.handles


def numbers(sentence):
    return [float(text) for text in re.findall(r"\d+", sentence)]


def now(result):
    tendon = result.course.at(result.weeks_after)
    return [round(n) for n in (tendon.stiffness_pct, tendon.modulus_pct, tendon.strength_pct)]


# --- words -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MODEL)
def test_the_read_out_carries_the_models_numbers(name):
    result = PICTURES[name]
    said = figure.read_out(result)
    assert numbers(said)[-3:] == now(result)
    assert numbers(said)[0] == result.course.history.days
    assert result.course.history.kind.short_text in said
    assert "in this model" in said
    assert (f"then {result.weeks_after} weeks back" in said) == result.is_back


def test_people_are_quoted_from_the_register():
    points = {point.name: point for point in measured_rests()}
    said = figure.read_out(PICTURES["people"])
    for name in ("bed_calf", "bed_thigh"):
        assert f"{points[name].stiffness_pct:.0f} %" in said
    assert "n = 8" in said
    assert "No way back was measured" in said


@pytest.mark.parametrize("name", PICTURES)
def test_the_text_alternative_carries_kind_numbers_and_every_measured_point(name):
    result = PICTURES[name]
    words = figure.text_alternative(result)
    assert figure.read_out(result) in words
    assert result.course.history.kind.text in words
    assert f"to {result.course.at().stiffness_pct:.0f} %" in words
    for point in measured_rests():
        assert f"{point.tendon}, day {point.days}" in words
    assert ("hatched" in words) == result.people_in_focus


def test_every_state_is_told_apart_in_words():
    assert len({figure.text_alternative(result) for result in PICTURES.values()}) == len(PICTURES)
    assert len({figure.read_out(result) for result in PICTURES.values()}) == len(PICTURES)


@pytest.mark.parametrize("name", PICTURES)
def test_all_words_can_be_translated(monkeypatch, name):
    speak_in_brackets(monkeypatch)
    for words in (figure.read_out(PICTURES[name]), figure.text_alternative(PICTURES[name])):
        assert untranslated(words) == ""


# --- picture -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PICTURES)
def test_the_curves_are_the_models_and_part_at_the_return(stages, name):
    drawn, course = handles(stages, name), PICTURES[name].course
    days = course.history.days
    for quantity in drawn.without:
        values = getattr(course, quantity)
        assert np.array_equal(drawn.without[quantity].get_ydata(), values[: days + 1])
        assert np.array_equal(drawn.back[quantity].get_ydata(), values[days:])
        assert drawn.back[quantity].get_xdata()[0] == 0
        assert drawn.without[quantity].get_linestyle() == "--", "the model is dashed"


@both_layouts
def test_every_curve_fits_into_its_panel(stages, layout):
    for name in PICTURES:
        drawn = handles(stages, name, layout)
        for line in (*drawn.without.values(), *drawn.back.values()):
            low, high = line.axes.get_ylim()
            assert np.all((line.get_ydata() >= low) & (line.get_ydata() <= high)), name
            assert np.max(line.get_xdata()) <= line.axes.get_xlim()[1] + 1e-9


def test_no_curve_is_told_by_its_colour_alone(stages):
    markers = [line.get_marker() for line in handles(stages, "long").without.values()]
    assert len(set(markers)) == len(markers)
    assert not set(markers) & set(figure._MARKERS.values())


def test_every_measured_point_is_drawn_where_it_was_measured(stages):
    axes = handles(stages, "long").without["stiffness_pct"].axes
    places = {
        (round(float(x), 6), round(float(y), 6))
        for container in axes.containers
        for x, y in zip(*container[0].get_data(), strict=True)
    }
    assert places == {
        (round(point.days / 7, 6), round(point.stiffness_pct, 6)) for point in measured_rests()
    }


def test_the_same_tendon_has_the_same_mark_and_others_another():
    marks = {(figure._MARKERS[p.name], p.tendon) for p in measured_rests()}
    assert len({mark for mark, _tendon in marks}) == len(marks)


def test_the_ball_marks_the_last_day_of_the_rest_until_people_are_back(stages):
    ball = handles(stages, "fortnight").balls["stiffness_pct"]
    assert ball.get_visible()
    assert ball.get_xdata()[0] == pytest.approx(2)
    back = handles(stages, "back")
    assert not back.balls["stiffness_pct"].get_visible()
    for name, ball in back.back_balls.items():
        assert ball.get_visible()
        now_ = getattr(PICTURES["back"].course.at(4), name)
        assert (ball.get_xdata()[0], ball.get_ydata()[0]) == (4, now_)
    assert [cursor.get_xdata()[0] for cursor in back.cursors] == [4, 4]


def test_a_measured_point_under_the_mark_of_the_day_stays_in_sight(stages):
    drawn = handles(stages, "long")
    for ball in (*drawn.balls.values(), *drawn.back_balls.values()):
        assert ball.get_markerfacecolor() == "none"


def test_with_people_in_focus_the_way_back_is_hatched_and_its_curves_are_gone(stages):
    drawn = handles(stages, "people")
    assert all(part.get_visible() for part in (*drawn.unknown, drawn.unknown_words, drawn.frame))
    assert not any(line.get_visible() for line in drawn.back.values())
    drawn = handles(stages, "back")
    assert not any(part.get_visible() for part in (*drawn.unknown, drawn.frame))
    assert all(line.get_visible() for line in drawn.back.values())


def test_the_numbers_beside_the_panels_are_those_of_the_read_out(stages):
    for name in MODEL:
        assert numbers(handles(stages, name).numbers.get_text()) == now(PICTURES[name])


@both_layouts
def test_a_kept_figure_draws_what_a_fresh_one_draws(stages, layout):
    handles(stages, "people", layout)
    handles(stages, "back", layout)
    kept = stages[layout].pixels(PICTURES["fortnight"])
    assert np.array_equal(kept, Stage(figure, layout).pixels(PICTURES["fortnight"]))


# --- room --------------------------------------------------------------------------------------


@both_layouts
@pytest.mark.parametrize("name", PICTURES)
def test_no_words_are_cut_off_or_run_into_each_other(stages, layout, name):
    handles(stages, name, layout)
    stage = stages[layout]
    renderer, edge = stage._canvas.get_renderer(), stage._drawing.figure.bbox
    words = [
        (text, text.get_window_extent(renderer))
        for text in stage._drawing.figure.findobj(Text)
        if text.get_visible() and text.get_text().strip()
    ]
    words = [(text, box) for text, box in words if box.width > 1]
    assert len(words) > 20
    for text, box in words:
        assert box.x0 >= -0.5, text
        assert box.x1 <= edge.x1 + 0.5, text
        assert box.y0 >= -0.5, text
        assert box.y1 <= edge.y1 + 0.5, text
    for (one, box), (other, its_box) in combinations(words, 2):
        overlap = box.padded(-1.5).intersection(box.padded(-1.5), its_box.padded(-1.5))
        assert overlap is None, f"{one.get_text()!r} and {other.get_text()!r}"


@both_layouts
def test_no_words_lie_over_a_measured_point(stages, layout):
    drawn = handles(stages, "people", layout)
    renderer = stages[layout]._canvas.get_renderer()
    axes = drawn.two_tendons.axes
    box = drawn.two_tendons.get_window_extent(renderer)
    for point in measured_rests():
        place = axes.transData.transform((point.days / 7, point.stiffness_pct))
        assert not box.padded(4).contains(*place), point.name


@both_layouts
def test_the_frame_around_the_names_crosses_none_of_them(stages, layout):
    drawn = handles(stages, "people", layout)
    stage = stages[layout]
    renderer = stage._canvas.get_renderer()
    frame = drawn.frame.get_window_extent(renderer)
    inside = 0
    for text in stage._drawing.figure.texts:
        box = text.get_window_extent(renderer)
        if not frame.overlaps(box):
            continue
        inside += 1
        assert frame.x0 < box.x0, text
        assert box.x1 < frame.x1, text
        assert frame.y0 < box.y0, text
        assert box.y1 < frame.y1, text
    assert inside == 1 + len(set(figure._MARKERS.values())) + 1
