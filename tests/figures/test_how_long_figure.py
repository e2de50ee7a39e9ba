"""What the lanes of time show and say agrees with the model and the register."""

import re
from itertools import combinations

import numpy as np
import pytest
from matplotlib.text import Text

from tendon_teaching.evidence import value
from tendon_teaching.explorers.how_long_does_it_last import TIMES_S, definition
from tendon_teaching.figures import how_long as figure
from tendon_teaching.figures.stage import Stage
from tendon_teaching.models.relief import DAY_S, how_long

STATES = {
    scene.name: how_long(scene.values["seconds"], int(scene.values["sessions_a_week"]))
    for scene in definition().scenes
} | {f"daily, {seconds:g} s": how_long(seconds, 7) for seconds in TIMES_S}
every_state = pytest.mark.parametrize("name", STATES)
both_layouts = pytest.mark.parametrize("layout", figure.LAYOUTS)


def numbers(sentence):
    return [float(text.replace("−", "-")) for text in re.findall(r"[−-]?\d+\.?\d*", sentence)]


@pytest.fixture(scope="module")
def stage():
    return Stage(figure, "wide")


def handles(stage, name):
    stage.pixels(STATES[name])
    return stage._drawing.handles


# Words


@every_state
def test_the_read_out_says_what_is_left(name):
    state, said = STATES[name], figure.read_out(STATES[name])
    assert "in this model" in said
    if not state.is_massaged:
        assert said.startswith("No massage")
        return
    assert f"relief {state.relief_pct:.0f} % in this model (teaching curve)" in said
    assert ("reflex back to rest" in said) == (state.reflex_pct >= 97)


@every_state
def test_from_a_day_on_it_is_said_that_nobody_measured_it_in_tendon_patients(name):
    state = STATES[name]
    is_late = state.is_massaged and state.seconds >= DAY_S
    assert ("Not measured in tendon patients." in figure.read_out(state)) == is_late


def test_a_course_says_what_was_left_and_the_mean_of_its_week():
    state, said = STATES["course"], figure.read_out(STATES["course"])
    found = numbers(said)
    assert {2, round(state.before_last_pct), round(state.week_mean_pct)} <= set(found)


@every_state
def test_the_text_alternative_carries_the_numbers_and_what_argues_against_the_curve(name):
    state, said = STATES[name], figure.text_alternative(STATES[name])
    found = numbers(said)
    assert {round(state.reflex_pct), round(state.relief_pct), state.sessions_a_week} <= set(found)
    for row in ("M129", "M130", "M131"):
        assert round(value(row).value, 1) in found
    assert "calf muscle" in said
    assert "forearm muscle" in said


def test_every_state_is_told_apart_in_words():
    said = [figure.text_alternative(state) for state in STATES.values()]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "Hands on"),
        (10, "10 seconds after"),
        (60, "One minute after"),
        (180, "3 minutes after"),
        (3600, "One hour after"),
        (21600, "6 hours after"),
        (86400, "One day after"),
        (604800, "7 days after"),
    ],
)
def test_a_time_is_said_in_its_own_unit(seconds, words):
    assert figure.read_out(how_long(seconds)).startswith(words)


# Lanes


@every_state
def test_the_marks_stand_at_the_time_and_the_number_above_says_the_same(name, stage):
    state, shown = STATES[name], handles(stage, name)
    here = -0.80 if state.seconds == 0 else np.log10(state.seconds)
    for lane, now in (
        (shown.reflex, state.reflex_pct),
        (shown.stiffness, state.stiffness_pct),
        (shown.soreness, state.relief_pct),
    ):
        assert lane.mark.get_xdata()[0] == pytest.approx(here)
        assert lane.mark.get_ydata()[0] == pytest.approx(now)
        assert numbers(lane.now.get_text())[0] == pytest.approx(now, abs=0.51)
    assert all(cursor.get_xdata()[0] == pytest.approx(here) for cursor in shown.cursors)


@every_state
def test_the_marks_lie_on_their_curves(name, stage):
    shown = handles(stage, name)
    for lane in (shown.reflex, shown.stiffness, shown.soreness):
        across, up = lane.course.get_data()
        there = np.interp(lane.mark.get_xdata()[0], across, up)
        assert there == pytest.approx(lane.mark.get_ydata()[0], abs=1.0)


def test_the_curves_of_the_model_are_dashed(stage):
    shown = handles(stage, "hands_on")
    for lane in (shown.reflex, shown.stiffness, shown.soreness):
        assert lane.course.get_linestyle() not in ("-", "solid")


@pytest.mark.parametrize(("name", "sessions"), [("nothing", 0), ("hands_on", 1), ("course", 2)])
def test_as_many_sessions_are_ticked_as_there_were_in_six_weeks(name, sessions, stage):
    ticks = handles(stage, name).sessions.get_xdata()
    assert len(ticks) == 6 * sessions
    assert all(0 <= tick < 6 for tick in ticks)


def measured_points(stage, lane):
    """Places of the points in a lane that do not move."""
    axes = getattr(stage._drawing.handles, lane).course.axes
    moving = set(stage._drawing.moving)
    found = []
    for line in axes.lines:
        if line not in moving and line.get_marker() not in ("", "None", None, "_"):
            found += list(zip(*np.broadcast_arrays(*line.get_data()), strict=True))
    return [(float(x), float(y)) for x, y in found]


def test_the_measured_reflexes_are_those_of_the_register(stage):
    heights = [round(y, 1) for _x, y in measured_points(stage, "reflex")]
    for row in ("M030", "M164"):
        assert round(100 + value(row).value, 1) in heights
    assert round(100 * value("M034").value / value("M032").value, 1) in heights
    assert round(100 * value("M036").value / value("M032").value, 1) in heights
    assert 100.0 in heights


def test_the_measured_sizes_of_relief_stand_where_the_hands_leave(stage):
    points = measured_points(stage, "soreness")
    for row in ("M115", "M116"):
        assert any(y == value(row).value and x < 0 for x, y in points)


def test_the_muscle_is_measured_softer_and_back_after_three_minutes(stage):
    points = measured_points(stage, "stiffness")
    assert any(y == value("M056").value for _x, y in points)
    assert any(x == pytest.approx(np.log10(180)) and y == 0 for x, y in points)


def test_the_bars_that_argue_against_the_curve_rise_as_in_the_register(stage):
    bars = [
        bar
        for bar in stage._drawing.handles.soreness.course.axes.patches
        if bar.get_hatch() == "////"
    ]
    heights = [bar.get_height() for bar in bars]
    found = [-value(row).value for row in ("M129", "M130", "M131")]
    assert heights == pytest.approx([heights[0] / found[0] * one for one in found])
    middles = [bar.get_x() + bar.get_width() / 2 for bar in bars]
    assert middles == pytest.approx(np.log10([DAY_S, 2 * DAY_S, 3 * DAY_S]))


@both_layouts
def test_what_argues_against_the_curve_is_written_in_its_lane(layout):
    stage = Stage(figure, layout)
    axes = stage._drawing.handles.soreness.course.axes
    written = " ".join(" ".join(text.get_text().split()) for text in axes.texts)
    for words in ("better on days 2", "other thigh eased too", "one trial: nothing"):
        assert words in written


@both_layouts
def test_every_lane_shows_where_the_hands_were(layout):
    stage = Stage(figure, layout)
    written = [" ".join(t.get_text().split()) for t in stage._drawing.figure.findobj(Text)]
    assert written.count("calf muscle") == 3
    assert written.count("forearm muscle") == 1


# The kept figure


@both_layouts
def test_a_kept_figure_draws_what_a_fresh_one_draws(layout):
    kept = Stage(figure, layout)
    for name in ("course", "nothing", "against"):
        assert np.array_equal(kept.pixels(STATES[name]), Stage(figure, layout).pixels(STATES[name]))


def shown_words(stage):
    renderer = stage._canvas.get_renderer()
    for text in stage._drawing.figure.findobj(Text):
        if text.get_visible() and text.get_text().strip():
            box = text.get_window_extent(renderer)
            if box.width and box.height:
                yield text, box


@both_layouts
def test_no_word_of_the_figure_is_cut_off_and_none_overlap(layout):
    stage = Stage(figure, layout)
    edge = stage._drawing.figure.bbox
    for state in STATES.values():
        stage.pixels(state)
        found = list(shown_words(stage))
        for text, box in found:
            assert box.x0 >= -1, text
            assert box.x1 <= edge.x1 + 1, text
            assert box.y0 >= -1, text
            assert box.y1 <= edge.y1 + 1, text
        for (one, box), (other, its_box) in combinations(found, 2):
            overlap = box.padded(-1.5).intersection(box.padded(-1.5), its_box.padded(-1.5))
            assert overlap is None, f"{one.get_text()!r} and {other.get_text()!r}"
