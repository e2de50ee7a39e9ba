"""What the rulers show and say agrees with the table of activities and the model."""

import re

import numpy as np
import pytest
from matplotlib.text import Text

from tendon_teaching.explorers.what_counts_as_load import definition
from tendon_teaching.figures import load_rulers
from tendon_teaching.figures.load_rulers import LETTERS, RULERS, Picture, Ruler, plain
from tendon_teaching.figures.stage import Stage
from tendon_teaching.models.activities import activities, activity
from tendon_teaching.models.bout import measure

BESIDE = tuple(measure(activity(name)) for name in ("walking", "heel_drop", "easy_running"))


def picture(name, cycles=None, force_bw=None, focus=None, beside=BESIDE):
    return Picture((measure(activity(name), cycles, force_bw), *beside), focus)


STATES = {
    "seated": picture("seated_raise"),
    "hops": picture("single_leg_hop", focus=Ruler.HOW_HARD),
    "often": picture("single_leg_hop", focus=Ruler.HOW_OFTEN),
    "fast": picture("fast_running"),
    "fast, lightest": picture("fast_running", force_bw=activity("fast_running").low_bw),
    "fast, hardest": picture("fast_running", 20_000, activity("fast_running").high_bw),
    "few seated": picture("seated_raise", 10, 0.5),
    "four alike": picture("walking", beside=(BESIDE[0],) * 3),
    "long names": Picture(
        tuple(
            measure(activity(name))
            for name in ("loaded_raise", "single_leg_raise", "two_leg_raise", "fast_running")
        )
    ),
}
each_state = pytest.mark.parametrize("state", STATES.values(), ids=STATES)


def handles(state, layout="wide"):
    stage = Stage(load_rulers, layout)
    stage.pixels(state)
    return stage._drawing.handles


@each_state
def test_words_in_the_columns_are_the_models_numbers_and_places(state):
    for column in handles(state).columns:
        places = state.places(column.ruler)
        for text, load, place in zip(column.words, state.loads, places, strict=True):
            number = plain(column.ruler.of(load.amounts))
            assert text.get_text() == f"{'①②③④'[place - 1]} {number}"


@each_state
def test_bars_end_at_their_numbers_or_at_the_edge_of_the_axis(state):
    for column in handles(state).columns:
        low, high = column.ruler.ends
        drawn = [
            path.vertices[:, 0].max()
            for collection in (column.bars, column.first)
            for path in collection.get_paths()
        ]
        wanted = [np.clip(column.ruler.of(load.amounts), low, high) for load in state.loads]
        assert sorted(drawn) == pytest.approx(sorted(wanted))


@each_state
def test_hatched_strips_reach_from_the_lowest_to_the_highest_published_force(state):
    columns = {column.ruler: column for column in handles(state).columns}
    assert len(columns[Ruler.HOW_OFTEN].spread.get_paths()) == 0
    for ruler in (Ruler.TOGETHER, Ruler.HOW_HARD):
        strips = columns[ruler].spread.get_paths()
        for load, strip in zip(state.loads, strips, strict=True):
            ends = np.clip([ruler.of(load.least), ruler.of(load.most)], *ruler.ends)
            across = strip.vertices[:, 0]
            assert (across.min(), across.max()) == pytest.approx(tuple(ends))


@each_state
def test_published_forces_stand_where_they_were_published(state):
    shown = handles(state)
    segments = [*shown.alone.get_segments(), *shown.shared.get_segments()]
    drawn = sorted(tuple(np.round(line[:, 0], 6).tolist()) for line in segments)
    findings = [found for load in state.loads for found in load.activity.findings]
    wanted = sorted((round(found.low_bw, 6), round(found.high_bw, 6)) for found in findings)
    assert drawn == wanted
    assert list(shown.teaching.get_xdata()) == [load.force_bw for load in state.loads]


def test_what_speaks_of_a_group_is_dotted():
    shown = handles(STATES["fast"])
    (solid,) = shown.alone.get_linestyles()
    (dotted,) = shown.shared.get_linestyles()
    assert solid[1] is None
    assert dotted[1] is not None


def test_the_first_of_a_ruler_is_told_by_fill_number_and_weight():
    column = handles(STATES["hops"]).columns[2]
    assert len(column.first.get_paths()) == 1
    assert column.words[0].get_text().startswith("①")
    assert [text.get_fontweight() for text in column.words].count("bold") == 1


def test_a_frame_stands_round_the_ruler_in_focus():
    shown = {column.ruler: column.frame.get_visible() for column in handles(STATES["hops"]).columns}
    assert shown == {Ruler.HOW_OFTEN: False, Ruler.TOGETHER: False, Ruler.HOW_HARD: True}
    assert not any(column.frame.get_visible() for column in handles(STATES["fast"]).columns)


def test_the_read_out_gives_places_and_numbers_of_the_chosen_activity():
    state = STATES["fast"]
    said, mine = load_rulers.read_out(state), state.loads[0]
    found = re.search(r"place (\d) of 4 by how often, (\d) added up .*, (\d) by how hard", said)
    assert tuple(int(place) for place in found.groups()) == tuple(
        state.places(ruler)[0] for ruler in RULERS
    )
    assert f"{mine.cycles:,} × {mine.force_bw:.1f} body weights" in said
    assert f"({plain(mine.amounts.running_steps)} running steps)" in said


@pytest.mark.parametrize("ruler", RULERS)
def test_a_ruler_in_focus_names_its_first(ruler):
    state = picture("single_leg_hop", focus=ruler)
    said, most = load_rulers.read_out(state), state.most(ruler)
    assert f"“{most.activity.label}” comes first" in said
    assert plain(ruler.of(most.amounts)) in said
    is_mine = most is state.loads[0]
    assert ("is in place" in said) is not is_mine


def test_only_the_third_ruler_is_called_a_model():
    for ruler in RULERS:
        said = load_rulers.read_out(picture("single_leg_hop", focus=ruler))
        assert ("in this model" in said) is (ruler is Ruler.HOW_HARD)


@each_state
def test_the_text_alternative_gives_every_order(state):
    said = load_rulers.text_alternative(state)
    for ruler in RULERS:
        order = re.search(rf"{ruler.head}: ([ABCD, ]+)", said)[1].rstrip(", ").split(", ")
        places = dict(zip(LETTERS, state.places(ruler), strict=True))
        assert sorted(places.values()) == [places[letter] for letter in order]
    for load in state.loads:
        assert load.activity.label in said


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0"),
        (0.01243, "0.012"),
        (3.57, "3.6"),
        (9.96, "10"),
        (48.7, "49"),
        (1685.5, "1,690"),
        (124e6, "124 million"),
    ],
)
def test_numbers_of_all_sizes_are_short(number, words):
    assert plain(number) == words


def words_of(stage):
    renderer = stage._canvas.get_renderer()
    found = stage._drawing.figure.findobj(Text)
    shown = [text for text in found if text.get_text().strip() and text.get_visible()]
    return [(text.get_text(), text.get_window_extent(renderer)) for text in shown]


@pytest.mark.parametrize("layout", load_rulers.LAYOUTS)
def test_no_word_is_cut_off_or_covers_another(layout):
    stage = Stage(load_rulers, layout)
    explorer = definition()
    states = [explorer.compute(**scene.values) for scene in explorer.scenes]
    every_name = [picture(found.name) for found in activities()]
    for state in (*states, *STATES.values(), *every_name):
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


def test_names_leave_the_marks_of_the_wide_picture_free():
    stage = Stage(load_rulers, "wide")
    for found in activities():
        stage.pixels(picture(found.name))
        name = stage._drawing.handles.names[0]
        right = name.get_window_extent(stage._canvas.get_renderer()).x1
        assert right <= name.axes.bbox.x0, found.name
