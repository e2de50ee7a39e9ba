"""What the drawing of the hours shows and says agrees with the course it was given."""

import re

import numpy as np
import pytest
from matplotlib.text import Text

from tendon_teaching.evidence import value
from tendon_teaching.explorers.hours_after_a_session import definition
from tendon_teaching.figures import hours_after
from tendon_teaching.figures.hours_after import Picture
from tendon_teaching.figures.stage import Stage
from tendon_teaching.models.bout import bout_course, net_per_week

STATES = {
    "rest": Picture(bout_course(48, 0), 24),
    "one": Picture(bout_course(96, 1), 24),
    "daily": Picture(bout_course(24, 4), 60),
    "twice a day": Picture(bout_course(12, 8), 84),
    "third day": Picture(bout_course(72, 2), 72),
    "many": Picture(bout_course(12, 8), 0),
    "measured": Picture(bout_course(72, 2), 72, measured_in_focus=True),
}
each_state = pytest.mark.parametrize("state", STATES.values(), ids=STATES)
DRAWN = [name for name in STATES if name not in ("rest", "measured")]


def handles(state, layout="wide"):
    stage = Stage(hours_after, layout)
    stage.pixels(state)
    return stage._drawing.handles


@pytest.mark.parametrize("name", DRAWN)
def test_the_read_out_carries_the_numbers_of_the_hour(name):
    state, said = STATES[name], hours_after.read_out(STATES[name])
    moment = state.moment
    assert f"Hour {state.hour:.0f}" in said
    assert f"building {moment.synthesis:.1f}" in said
    assert f"breakdown {moment.breakdown:.1f}" in said
    balance = float(re.search(r"balance ([-+]\d+\.\d)", said)[1])
    assert balance == pytest.approx(moment.net, abs=0.051)


@pytest.mark.parametrize("name", DRAWN)
def test_words_call_it_a_drawing(name):
    assert "drawing" in hours_after.read_out(STATES[name])
    assert "not measurements" in hours_after.text_alternative(STATES[name])


@each_state
def test_words_are_finite_and_short(state):
    for words in (hours_after.read_out(state), hours_after.text_alternative(state)):
        assert "nan" not in words
    assert len(hours_after.read_out(state)) <= 200


def test_no_rate_is_called_minus_zero():
    course = bout_course(96, 1)
    for hour in range(97):
        assert not re.search(r"-0\.0\b", hours_after.read_out(Picture(course, hour)))


def test_every_state_is_told_apart_in_words():
    said = [hours_after.text_alternative(state) for state in STATES.values()]
    assert len(set(said)) == len(said)


def test_the_balance_of_a_week_is_that_of_the_model():
    said = hours_after.text_alternative(STATES["daily"])
    assert float(re.search(r"A week at 24 hours: ([-+]\d+)", said)[1]) == round(net_per_week(24))


def test_when_the_balance_turns_is_said():
    said = hours_after.text_alternative(STATES["one"])
    turns = float(re.search(r"first above zero at hour (\d+)", said)[1])
    assert turns == pytest.approx(STATES["one"].course.first_gain_h, abs=0.5)
    assert "never above zero" in hours_after.text_alternative(STATES["twice a day"])


def test_measured_hours_are_quoted_from_the_register():
    for words in (
        hours_after.read_out(STATES["measured"]),
        hours_after.text_alternative(STATES["measured"]),
    ):
        for row in ("S126", "S127", "L013"):
            assert value(row).text in words
        assert "Never measured" in words


@each_state
def test_curves_are_those_of_the_course(state):
    shown, course = handles(state), state.course
    hours, net = shown.balance.get_data()
    assert np.interp(hours, course.hours, course.net) == pytest.approx(net)
    assert len(shown.sessions.get_xdata()) == np.sum(course.session_hours <= 96)
    assert set(shown.cursor.get_xdata()) == {state.hour}


def test_gain_and_loss_are_told_apart_by_hatching_and_side():
    shown = handles(STATES["one"])
    assert shown.loss.get_hatch()
    assert not shown.gain.get_hatch()
    (gain,), (loss,) = shown.gain.get_paths(), shown.loss.get_paths()
    assert gain.vertices[:, 1].min() >= 0 >= loss.vertices[:, 1].max()


@each_state
def test_curves_stay_inside_the_axes(state):
    shown = handles(state)
    for line in (shown.building, shown.breakdown, shown.balance):
        heights = np.asarray(line.get_ydata())
        assert heights.min() > hours_after.LOWEST_RATE
        assert heights.max() < hours_after.HIGHEST_RATE - 0.6


def test_the_week_rides_on_its_curve_or_stands_as_an_arrow_below_it():
    shown = handles(STATES["third day"])
    assert shown.week.get_data()[1] == pytest.approx([net_per_week(72)])
    assert len(shown.week_below.get_xdata()) == 0
    shown = handles(STATES["twice a day"])
    assert len(shown.week.get_xdata()) == 0
    assert shown.week_below.get_xdata() == [12]
    assert f"{net_per_week(12):+.0f}" in shown.week_word.get_text()
    shown = handles(STATES["rest"])
    assert len(shown.week.get_xdata()) == len(shown.week_below.get_xdata()) == 0


def test_the_frame_stands_round_what_was_measured():
    assert handles(STATES["measured"]).frame.get_visible()
    assert not handles(STATES["third day"]).frame.get_visible()


@pytest.mark.parametrize("layout", hours_after.LAYOUTS)
def test_the_picture_says_that_it_is_no_measurement(layout):
    stage = Stage(hours_after, layout)
    told = " ".join(text.get_text() for text in stage._drawing.figure.texts)
    assert "not a measurement" in told


def words_of(stage):
    renderer = stage._canvas.get_renderer()
    found = stage._drawing.figure.findobj(Text)
    shown = [text for text in found if text.get_text().strip() and text.get_visible()]
    return [(text.get_text(), text.get_window_extent(renderer)) for text in shown]


@pytest.mark.parametrize("layout", hours_after.LAYOUTS)
def test_no_word_is_cut_off_or_covers_another(layout):
    stage = Stage(hours_after, layout)
    explorer = definition()
    states = [explorer.compute(**scene.values) for scene in explorer.scenes]
    for state in (*states, *STATES.values()):
        stage.pixels(state)
        words, edge = words_of(stage), stage._drawing.figure.bbox
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
