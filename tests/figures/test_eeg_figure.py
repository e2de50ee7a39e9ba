"""The picture of the two EEG studies shows the register's directions and nothing beyond them."""

import re
from itertools import combinations

import numpy as np
import pytest
from matplotlib.text import Text

from tendon_teaching.evidence import value
from tendon_teaching.figures import eeg
from tendon_teaching.figures.eeg import Agreement, Band, Picture, Shown, Way
from tendon_teaching.figures.stage import Stage

STATES = {
    f"{shown.name} {band or 'all'}": Picture(shown, band)
    for shown in Shown
    for band in (None, *Band)
}
every_state = pytest.mark.parametrize("name", STATES)
both_layouts = pytest.mark.parametrize("layout", eeg.LAYOUTS)
PUBLISHED = [
    ("M023", eeg.pattern_2018(), {Band.DELTA: Way.DOWN, Band.THETA: Way.DOWN}),
    ("M024", eeg.pattern_2018(), {Band.ALPHA: Way.UP}),
    ("M025", eeg.pattern_2018(), {Band.BETA: Way.DOWN}),
]


def shown(text):
    return " ".join(text.get_text().split())


@pytest.fixture(scope="module")
def stage():
    return Stage(eeg, "wide")


def handles(stage, name):
    stage.pixels(STATES[name])
    return stage._drawing.handles


# The register


@pytest.mark.parametrize(("row", "pattern", "ways"), PUBLISHED)
def test_the_ways_of_2018_are_those_of_the_register(row, pattern, ways):
    found = value(row)
    assert row in pattern.row_ids
    for band, way in ways.items():
        assert band.value in found.quantity
        assert found.direction.startswith("decreased" if way is Way.DOWN else "increased")
        assert pattern.ways[band] is way


@pytest.mark.parametrize(("choice", "row"), [(Shown.MODERATE, "M026"), (Shown.LIGHT, "M027")])
def test_the_ways_of_2004_are_read_off_the_register(choice, row):
    said = value(row).direction.replace("heart rate", "heart")
    ways = dict.fromkeys(Band, Way.NOT_SEEN)
    for names, way in re.findall(r"([\w ]+) (up|down)", said):
        for name in names.replace("and", " ").split():
            ways[Band(name)] = Way.UP if way == "up" else Way.DOWN
    assert eeg.pattern_2004(choice).ways == ways
    assert eeg.pattern_2004(choice).row_ids == (row,)


def test_the_contradiction_is_in_delta_and_alpha():
    opposite = [b for b in Band if eeg.agreement(b, Shown.MODERATE) is Agreement.OPPOSITE]
    assert opposite == [Band.DELTA, Band.ALPHA]
    assert value("M026").note == "Delta and alpha moved opposite to the 2018 study."


def test_the_people_are_those_of_the_register():
    first, group, everybody = eeg.people()
    assert (first, group) == (value("M023").n, value("M026").n)
    assert everybody == eeg.GROUPS_OF_2004 * group
    assert (first, everybody) == (18, 36)
    assert "12 per group" in value("M026").population


# The picture


@every_state
def test_an_arrow_points_the_published_way_or_is_hatched(name, stage):
    state, now = STATES[name], handles(stage, name)
    columns = [
        (now.first, eeg.pattern_2018(), state.shown is not Shown.NOTHING),
        (now.second, eeg.pattern_2004(state.shown), state.shown >= Shown.MODERATE),
    ]
    for column, pattern, is_on in columns:
        for band, way in pattern.ways.items():
            arrow = column.arrows[band]
            assert arrow.get_visible() == (is_on and way is not Way.NOT_SEEN)
            assert column.unseen[band].get_visible() == (is_on and way is Way.NOT_SEEN)
            assert column.unseen[band].get_hatch()
            assert column.words[band].get_text() == way.text
            if way is not Way.NOT_SEEN:
                tip = arrow.get_xy()[3, 1]
                assert (tip > now.rows[band]) == (way is Way.UP)


def test_all_arrows_have_one_size_because_no_size_was_published(stage):
    now = handles(stage, "MODERATE all")
    heights = [
        float(np.ptp(column.arrows[band].get_xy()[:, 1]))
        for column in (now.first, now.second)
        for band in Band
        if column.arrows[band].get_visible()
    ]
    assert len(heights) == 8
    assert heights == pytest.approx([heights[0]] * len(heights))


@every_state
def test_the_frame_is_round_the_band_that_is_looked_at(name, stage):
    state, now = STATES[name], handles(stage, name)
    assert now.frame.get_visible() == (state.band is not None)
    if state.band is not None:
        low = now.frame.get_y()
        inside = [b for b, y in now.rows.items() if low < y < low + now.frame.get_height()]
        assert inside == [state.band]


def test_opposite_is_written_beside_the_arrows(stage):
    now = handles(stage, "MODERATE all")
    written = {band: shown(text) for band, text in now.verdicts.items()}
    assert [b for b, words in written.items() if "opposite" in words] == [Band.DELTA, Band.ALPHA]
    assert written[Band.BETA] == "= same way, 2018 in one spot"
    assert {text.get_text() for text in handles(stage, "FIRST all").verdicts.values()} == {""}


@both_layouts
def test_the_picture_names_its_people_and_that_nothing_is_simulated(layout):
    stage = Stage(eeg, layout)
    stage.pixels(STATES["MODERATE all"])
    written = " ".join(shown(text) for text in stage._drawing.figure.findobj(Text))
    assert "18 and 36 healthy adults; no tendon patients." in written
    assert "Nothing is simulated." in written
    assert "left arm" in written
    assert "2004: where the hands were was not seen" in written


def test_the_unknown_place_of_2004_is_shown_with_that_study_only(stage):
    for name, state in STATES.items():
        now = handles(stage, name)
        has_second = state.shown >= Shown.MODERATE
        assert {artist.get_visible() for artist in now.second_place} == {has_second}
        assert ("2004 was not seen" in eeg.text_alternative(state)) == has_second


# Words


def test_every_state_is_told_apart_in_words():
    said = [eeg.text_alternative(state) for state in STATES.values()]
    assert len(set(said)) == len(said)


@every_state
def test_the_words_carry_the_directions_of_what_is_shown(name):
    state, said = STATES[name], eeg.text_alternative(STATES[name])
    assert "nothing is simulated" in said
    if state.shown is Shown.NOTHING:
        assert "No arrows yet." in said
        assert "in 2018" not in said
    else:
        assert "Delta: down in 2018" in said
        assert "Alpha: up in 2018" in said
    if state.shown is Shown.MODERATE:
        assert "Delta: down in 2018, up in 2004 (moderate pressure): opposite." in said
    if state.band is not None and state.shown is not Shown.NOTHING:
        assert eeg.read_out(state).lower().startswith(state.band.text)


# The kept figure


@both_layouts
def test_a_kept_figure_draws_what_a_fresh_one_draws(layout):
    kept = Stage(eeg, layout)
    for name in ("NOTHING all", "FIRST all", "LIGHT delta", "MODERATE alpha"):
        kept.pixels(STATES[name])
    for name in ("MODERATE beta", "NOTHING all", "LIGHT delta", "FIRST all", "MODERATE all"):
        fresh = Stage(eeg, layout)
        assert np.array_equal(kept.pixels(STATES[name]), fresh.pixels(STATES[name]))


@both_layouts
def test_no_word_of_the_figure_is_cut_off_and_none_overlap(layout):
    stage = Stage(eeg, layout)
    edge = stage._drawing.figure.bbox
    renderer = stage._canvas.get_renderer()
    for name in ("MODERATE all", "LIGHT all", "FIRST all", "NOTHING all", "MODERATE beta"):
        stage.pixels(STATES[name])
        found = [
            (text, text.get_window_extent(renderer))
            for text in stage._drawing.figure.findobj(Text)
            if text.get_visible() and text.get_text().strip()
        ]
        for text, box in found:
            assert box.x0 >= -1, (name, text)
            assert box.x1 <= edge.x1 + 1, (name, text)
            assert box.y0 >= -1, (name, text)
            assert box.y1 <= edge.y1 + 1, (name, text)
        for (one, box), (other, its_box) in combinations(found, 2):
            overlap = box.padded(-1.0).intersection(box.padded(-1.0), its_box.padded(-1.0))
            assert overlap is None, f"{name}: {one.get_text()!r} and {other.get_text()!r}"
