"""The picture of the four stories draws what the model has, and everybody can read it."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated
from matplotlib.text import Text

from tendon_teaching.evidence import value
from tendon_teaching.figures import four_stories as figure
from tendon_teaching.figures import style
from tendon_teaching.figures.four_stories import LAYOUTS, Picture, View, read_out
from tendon_teaching.figures.stage import Stage
from tendon_teaching.figures.vector import vector
from tendon_teaching.models.four_stories import (
    LIVES,
    Setting,
    arm_checks,
    four_stories,
    massage_pattern,
)
from tendon_teaching.models.trial_arms import MASSAGE_PATTERN
from tendon_teaching.models.trial_design import Aim, Arms, TrialDesign, verdicts

WAIT, MASSAGE, LOADING, BOTH = LIVES


def shown(week, *names, setting=None, **changes):
    stories = tuple(four_stories(name, setting or Setting()) for name in names or ("L",))
    return Picture(stories, week, **changes)


MILD = Setting(visa_a_start=65.0, adherence_pct=100.0)
STATES = {
    "start": shown(0),
    "two weeks": shown(2, focus=MASSAGE),
    "twelve weeks": shown(12),
    "a year": shown(52),
    "bad start": shown(4, setting=Setting(visa_a_start=30.0), focus=BOTH),
    "mild, both stories": shown(52, "L", "S", setting=MILD),
    "story B": shown(24, "S"),
    "both stories": shown(12, "L", "S"),
    "what if": shown(16, "L", "S", setting=Setting(rebuild_pct=100.0)),
    "what if, mild": shown(16, "L", "S", setting=replace(MILD, rebuild_pct=100.0)),
    "over time": shown(24, view=View.TIME, focus=LOADING),
    "over time, both": shown(52, "L", "S", view=View.TIME),
    "trials": shown(12, view=View.TRIALS),
    "trials, both": shown(12, "L", "S", view=View.TRIALS),
    "sketch": shown(24, "L", "S", view=View.DESIGN),
    "best sketch": shown(
        24,
        view=View.DESIGN,
        design=TrialDesign(Arms.WITH_BOTH_CHECKS, equal_contact=True, people_per_group=320),
    ),
    "small sketch": shown(24, view=View.DESIGN, design=TrialDesign(people_per_group=10, weeks=4)),
}


@pytest.fixture(scope="module", params=LAYOUTS)
def stage(request):
    return Stage(figure, request.param)


def named(stage, name):
    stage.pixels(STATES[name])
    return stage._drawing.handles.named


def shown_words(stage, name):
    """Texts with their boxes that a reader sees in this state."""
    stage.pixels(STATES[name])
    renderer = stage._canvas.get_renderer()
    drawn = stage._drawing.handles
    group = drawn.groups[STATES[name].view]
    parts = [drawn.title, *group.artists, *group.page.parts]
    texts = dict.fromkeys(text for part in parts for text in part.findobj(Text))
    return [
        (text, text.get_window_extent(renderer))
        for text in texts
        if text.get_visible() and text.get_text().strip() and not is_tick_outside(text)
    ]


def is_tick_outside(text):
    """matplotlib keeps labels of ticks beyond the ends of an axis and does not draw them."""
    axes = text.axes
    if axes is None:
        return False
    for axis in (axes.xaxis, axes.yaxis):
        low, high = sorted(axis.get_view_interval())
        for tick in axis.get_major_ticks():
            if text in (tick.label1, tick.label2):
                return not low <= tick.get_loc() <= high
    return False


# What is drawn


@pytest.mark.parametrize("name", ["twelve weeks", "a year", "bad start", "both stories"])
def test_each_trail_runs_from_the_start_to_the_week_and_ends_where_the_model_is(stage, name):
    trails = named(stage, name)["map"]
    result = STATES[name]
    for slot, stories in zip(("L", "S"), result.stories, strict=False):
        for life in LIVES:
            across, up = trails[slot][life].line.get_data()
            assert across[0] == stories.stiffness(life, 0)
            assert up[0] == stories.score(life, 0)
            end = trails[slot][life].end.get_data()
            assert (end[0][0], end[1][0]) == (across[-1], up[-1])
            assert across[-1] == stories.stiffness(life, result.week)
            assert up[-1] == stories.score(life, result.week)


def test_a_mark_stands_every_four_weeks(stage):
    line = named(stage, "a year")["map"]["L"][LOADING].line
    life = STATES["a year"].first.life(LOADING)
    assert [life.weeks[place] for place in line.get_markevery()] == list(range(4, 53, 4))


def test_nothing_leaves_the_map(stage):
    axes = named(stage, "start")["map_axes"]
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    for name in ("L", "S"):
        for start in (30.0, 65.0):
            for rebuild in (0.0, 100.0):
                setting = Setting(start, 100.0, 7.0, rebuild)
                for life in four_stories(name, setting).lives:
                    assert left < life.stiffness_pct.min()
                    assert life.stiffness_pct.max() < right
                    assert low < life.visa_a.min()
                    assert life.visa_a.max() < high


def test_lives_differ_in_line_and_mark_and_not_only_in_colour(stage):
    trails = named(stage, "twelve weeks")["map"]["L"]
    assert len({trail.line.get_marker() for trail in trails.values()}) == len(LIVES)
    styles = {(str(t.line._unscaled_dash_pattern), t.core is not None) for t in trails.values()}
    assert len(styles) == len(LIVES)


def test_the_label_of_each_life_stands_beside_its_end(stage):
    labels = named(stage, "twelve weeks")["labels"]
    stories = STATES["twelve weeks"].first
    assert [labels[name].get_text() for name in LIVES] == ["waiting", "massage", "loading", "both"]
    for name in LIVES:
        across, up = labels[name].get_position()
        assert abs(across - stories.stiffness(name, 12)) < 2
        assert 0 <= up - stories.score(name, 12) < 12


def test_the_second_story_is_drawn_only_when_asked_for(stage):
    alone = named(stage, "twelve weeks")["map"]["S"]
    assert not any(part.get_visible() for trail in alone.values() for part in trail.artists)
    beside = named(stage, "both stories")["map"]["S"]
    assert all(part.get_visible() for trail in beside.values() for part in trail.artists)
    assert beside[MASSAGE].end.get_markerfacecolor() == "white"


def test_the_table_says_where_the_four_are_and_how_often_they_met_a_clinician(stage):
    stage.pixels(STATES["twelve weeks"])
    table = stage._drawing.handles.table
    stories = STATES["twelve weeks"].first
    scores, rest = (t.get_text().split("\n") for t in (table.scores, table.rest))
    for place, name in enumerate(LIVES):
        life = stories.life(name)
        row = life.row(12)
        told = scores[place].replace("\N{FIGURE SPACE}", " ").split()
        ends = [f"{life.low[row]:.0f}", "to", f"{life.high[row]:.0f}"]
        assert told == [f"{life.visa_a[row]:.0f}", *ends]
        told = rest[place].replace("\N{FIGURE SPACE}", " ").split()
        assert told[0] == f"{life.stiffness_pct[row]:.0f}"
        assert told[-1] == f"{life.meetings[row]:.0f}"
    assert rest[1].endswith("18")
    assert rest[2].endswith("1")


def test_misfits_stand_in_a_red_frame_once_the_story_is_doubted_and_not_before(stage):
    for name in ("start", "two weeks", "twelve weeks", "bad start"):
        note = named(stage, name)["note"]
        assert "misses" not in note.get_text()
        assert "Up alone" in note.get_text()
        grey = note.get_bbox_patch().get_edgecolor()[:3]
        assert max(grey) - min(grey) < 0.1
    note = named(stage, "both stories")["note"]
    words = note.get_text().replace("\n", " ")
    assert "Story A misses: massage trial" in words
    assert "Story B misses:" in words
    red = np.array(note.get_bbox_patch().get_edgecolor()[:3])
    assert red[0] > 0.5
    assert red[1:].max() < 0.2


def test_the_band_over_time_is_the_middle_of_people_of_the_life_in_focus(stage):
    band = named(stage, "over time")["band"]
    life = STATES["over time"].first.life(LOADING)
    corners = band.get_paths()[0].vertices
    assert corners[:, 1].max() == life.high.max()
    assert corners[:, 1].min() == life.low.min()


def test_published_points_are_those_of_the_register_and_none_is_massage():
    for group in figure._PUBLISHED:
        for row in group.rows:
            assert row in figure.SOURCES
            assert value(row).measure == "visa_a"
            assert "massage" not in value(row).group


def test_a_red_square_stands_round_every_misfit_and_nothing_else(stage):
    drawn = named(stage, "trials, both")
    stories = STATES["trials, both"].stories
    off = [c.lead_points for each in stories for c in massage_pattern(each) if not c.fits]
    assert sorted(drawn["off_pattern"].get_ydata()) == pytest.approx(sorted(off))
    off = [c.gains[name] for c in arm_checks() for name in ("L", "S") if not c.fits(name)]
    assert sorted(drawn["off_arms"].get_ydata()) == pytest.approx(sorted(off))
    assert "misfit" in drawn["verdict"].get_text()


def test_under_story_a_alone_no_mark_of_story_b_is_drawn(stage):
    drawn = named(stage, "trials")
    for disc, sign in (drawn["dots"]["S"], drawn["gains"]["S"]):
        assert len(disc.get_xdata()) == len(sign.get_xdata()) == 0
    assert len(drawn["dots"]["L"][0].get_xdata()) == len(MASSAGE_PATTERN)


def test_the_card_holds_the_registers_facts():
    card = " ".join(figure._card_lines())
    assert f"{value('M001').value:.0f} people" in card
    assert f"{value('M011').value:.0f} of 10 (second-hand)" in card
    assert "none waited" in card
    assert "not seen" in card


def test_the_sketch_draws_expectations_with_their_intervals(stage):
    drawn = named(stage, "sketch")
    design = STATES["sketch"].design
    for which in ("L", "S"):
        low, high = drawn["bars"][which].get_xdata()
        assert (low + high) / 2 == pytest.approx(design.expected(which))
        assert (high - low) / 2 == pytest.approx(design.interval_points)
    for verdict in verdicts(design):
        mark = "✓" if verdict.can_tell else "✗"
        assert drawn["marks"][verdict.aim].get_text() == mark
        told = drawn["told"][verdict.aim].get_text().replace("\n", " ")
        assert told == f"{'Yes' if verdict.can_tell else 'No'}. {verdict.why}"
    assert set(drawn["told"]) == set(Aim)


# Whether it can be read


@pytest.mark.parametrize("name", STATES)
def test_no_word_is_cut_off(stage, name):
    edge = stage._drawing.figure.bbox
    for text, box in shown_words(stage, name):
        assert box.x0 >= -1, text
        assert box.x1 <= edge.x1 + 1, text
        assert box.y0 >= -1, text
        assert box.y1 <= edge.y1 + 1, text


@pytest.mark.parametrize("name", STATES)
def test_no_words_overlap(stage, name):
    for (one, box), (other, its_box) in combinations(shown_words(stage, name), 2):
        overlap = box.padded(-1.5).intersection(box.padded(-1.5), its_box.padded(-1.5))
        assert overlap is None, f"{one.get_text()!r} and {other.get_text()!r}"


@pytest.mark.parametrize("name", ["twelve weeks", "over time", "trials, both", "sketch"])
def test_no_letters_are_smaller_than_the_small_size(stage, name):
    for text, _box in shown_words(stage, name):
        assert text.get_fontsize() >= style.SMALL_SIZE, text


@pytest.mark.parametrize("name", ["what if", "both stories", "story B"])
def test_the_frame_of_the_note_stays_on_the_page_and_covers_no_other_words(stage, name):
    words = shown_words(stage, name)
    note = stage._drawing.handles.named["note"]
    frame = note.get_bbox_patch().get_window_extent(stage._canvas.get_renderer())
    assert frame.x1 <= stage._drawing.figure.bbox.x1
    assert frame.y0 >= 0
    for text, box in words:
        if text is not note:
            inner = box.padded(-1.0)
            assert frame.intersection(frame, inner) is None, text


# Pages and words that are pasted


def test_the_same_state_gives_the_same_pixels_whatever_was_shown_before(stage):
    first = {name: stage.pixels(result) for name, result in STATES.items()}
    for name, result in reversed(STATES.items()):
        assert np.array_equal(stage.pixels(result), first[name]), name


def test_a_vector_file_holds_the_words_of_its_view_and_of_no_other():
    how = {"name": "a", "title": "b", "licence": "c"}
    drawn = vector(figure, "wide", STATES["twelve weeks"], **how)
    assert "the tendon is stiffer" in drawn
    assert "Published groups" not in drawn
    assert "The trial that the account cites" in vector(figure, "wide", STATES["trials"], **how)


# Words


def test_states_are_told_apart_in_words():
    maps = [name for name, result in STATES.items() if result.view is View.MAP]
    assert len({read_out(STATES[name]) for name in maps}) == len(maps)


def test_the_words_inside_the_picture_can_be_translated(monkeypatch):
    speak_in_brackets(monkeypatch)
    stage = Stage(figure, "wide")
    for name in ("both stories", "what if", "over time", "trials, both", "sketch"):
        words = [text.get_text() for text, _box in shown_words(stage, name)]
        assert [text for text in words if untranslated(text)] == []
