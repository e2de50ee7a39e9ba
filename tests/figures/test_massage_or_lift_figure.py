"""What the drawing of the weekly hour shows and says agrees with the course it was given."""

import re
from functools import lru_cache
from itertools import pairwise

import pytest
from matplotlib.text import Text

from tendon_teaching.evidence import value
from tendon_teaching.explorers.massage_or_lift import definition
from tendon_teaching.figures import massage_or_lift as figure
from tendon_teaching.figures.massage_or_lift import Picture
from tendon_teaching.figures.stage import Stage
from tendon_teaching.models.loading_dose import LoadingDose, WeeklyHour, follow_hour


def shown(hour, week, pain_in_focus=False):
    return Picture(hour, follow_hour(hour), week, pain_in_focus)


STATES = {
    f"{hour.value} {week}": shown(hour, week) for hour in WeeklyHour for week in (0, 1, 8, 14)
} | {f"{hour.value} in doubt": shown(hour, 14, pain_in_focus=True) for hour in WeeklyHour}
PLAIN = [name for name in STATES if "doubt" not in name]
each_state = pytest.mark.parametrize("state", STATES.values(), ids=STATES)


@lru_cache
def stage_of(layout):
    return Stage(figure, layout)


def handles(state, layout="wide"):
    """The artists, moved to ``state``; the next call moves the same ones."""
    stage = stage_of(layout)
    stage.pixels(state)
    return stage._drawing.handles


@pytest.mark.parametrize("name", PLAIN)
def test_the_read_out_carries_the_numbers_of_the_model(name):
    state, said = STATES[name], figure.read_out(STATES[name])
    strength = float(re.search(r"calf strength ([-+]?\d+) %", said)[1])
    stiffness = float(re.search(r"tendon stiffness ([-+]?\d+) %", said)[1])
    assert strength == pytest.approx(state.change.strength_pct, abs=0.51)
    assert stiffness == pytest.approx(state.change.stiffness_pct, abs=0.51)
    assert "in this model" in said


@each_state
def test_words_are_finite_short_and_never_plus_nought(state):
    for words in (figure.read_out(state), figure.text_alternative(state)):
        assert "nan" not in words
        assert not re.search(r"[-+]0 %", words)
    assert len(figure.read_out(state)) <= 210


def test_every_state_is_told_apart_in_words():
    said = [figure.text_alternative(state) for state in STATES.values()]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("layout", figure.LAYOUTS)
def test_the_picture_says_that_the_zero_of_massage_is_built_in(layout):
    note = handles(STATES["massage 14"], layout).note.get_text().replace("\n", " ")
    assert "zero is built in, not found" in note
    doubt = handles(STATES["massage in doubt"], layout).note.get_text().replace("\n", " ")
    assert "an assumption of this kit" in doubt
    assert "not pain" in doubt


@pytest.mark.parametrize("layout", figure.LAYOUTS)
def test_the_session_is_described_with_the_numbers_of_the_dose(layout):
    note = handles(STATES["heavy session 14"], layout).note.get_text().replace("\n", " ")
    dose = LoadingDose()
    assert f"{dose.contractions:.0f} slow contractions" in note
    assert f"{dose.force_bw:.1f} body weights" in note


@each_state
def test_bars_are_as_high_as_the_gain_and_flat_for_nought(state):
    drawn = handles(state)
    gains = (state.change.strength_pct, state.change.stiffness_pct)
    for bar, number, gain in zip(drawn.bars, drawn.numbers, gains, strict=True):
        assert bar.get_height() == pytest.approx(gain, abs=0.5)
        assert (bar.get_height() == 0) == (number.get_text() == "0 %")
        assert figure.LEAST_PCT < bar.get_height() < figure.MOST_PCT - 2


def test_bars_are_dashed_because_they_are_the_model_and_differ_by_hatch():
    first, second = handles(STATES["heavy session 14"]).bars
    assert first.get_linestyle() != "-"
    assert second.get_linestyle() != "-"
    assert first.get_hatch() != second.get_hatch()


@pytest.mark.parametrize("name", PLAIN)
def test_as_many_boxes_are_marked_as_weeks_have_passed(name):
    state, drawn = STATES[name], handles(STATES[name])
    for hour, line in drawn.hours.items():
        assert len(line.get_xdata()) == (state.week if hour is state.hour else 0)
    assert drawn.now.get_visible() == (state.week > 0)


def test_each_hour_has_a_sign_of_its_own():
    signs = [line.get_marker() for line in handles(STATES["nothing 14"]).hours.values()]
    assert all(one is not other for one, other in pairwise(signs))


def test_measured_gains_are_those_of_the_register():
    axes = next(
        a for a in stage_of("wide")._drawing.figure.axes if "Measured" in a.get_title("left")
    )
    drawn = sorted(float(line.get_xdata()[0]) for line in axes.lines if line.get_marker() in "o^")
    old = 100 * (value("L151").value / value("L150").value - 1)
    assert drawn == pytest.approx([value("L265").value, value("L266").value, old])
    words = figure.text_alternative(STATES["heavy session 14"])
    assert value("L265").text in words
    assert f"{old:+.0f} %" in words


def test_the_picture_says_in_whom_it_was_measured():
    stage = stage_of("wide")
    told = " ".join(text.get_text() for text in stage._drawing.figure.findobj(Text))
    for words in ("young men: thigh", "older adults: knee tendon", "rats: wasting not prevented"):
        assert words in told
    assert "PATELLAR" in value("L151").population
    assert "older adults" in value("L151").population
    assert "wasting not prevented" in value("M159").direction


def test_the_frame_stands_round_the_doubt():
    assert handles(STATES["massage in doubt"]).frame.get_visible()
    assert not handles(STATES["massage 14"]).frame.get_visible()


def words_of(stage):
    renderer = stage._canvas.get_renderer()
    found = stage._drawing.figure.findobj(Text)
    seen = [text for text in found if text.get_text().strip() and text.get_visible()]
    return [(text.get_text(), text.get_window_extent(renderer)) for text in seen]


@pytest.mark.parametrize("layout", figure.LAYOUTS)
def test_no_word_is_cut_off_or_covers_another(layout):
    stage = stage_of(layout)
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


@pytest.mark.parametrize("layout", figure.LAYOUTS)
def test_the_doubt_fits_its_frame_and_leaves_the_bars_free(layout):
    stage = stage_of(layout)
    stage.pixels(STATES["massage in doubt"])
    drawn, renderer = stage._drawing.handles, stage._canvas.get_renderer()
    frame, note = (part.get_window_extent(renderer) for part in (drawn.frame, drawn.note))
    assert frame.x0 + 4 <= note.x0 <= note.x1 <= frame.x1 - 4
    assert frame.y0 + 4 <= note.y0 <= note.y1 <= frame.y1 - 4
    for bar in drawn.bars:
        box = bar.get_window_extent(renderer)
        assert box.x1 < frame.x0 or box.x0 > frame.x1
