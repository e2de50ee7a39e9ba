"""What the picture of a training year shows and says agrees with the model."""

import re
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated
from matplotlib.text import Text

from tendon_teaching.evidence import value
from tendon_teaching.figures import training_history as figure
from tendon_teaching.figures.stage import Stage
from tendon_teaching.figures.training_history import Picture, cells_word
from tendon_teaching.figures.vector import vector
from tendon_teaching.models.training_history import Road, Spread, TrainingHistory, follow

both_layouts = pytest.mark.parametrize("layout", figure.LAYOUTS)

ENDING = follow(replace(Road.CREEP.history, spread=Spread.IN_A_ROW))
AT_ONCE = follow(TrainingHistory((120.0,) * 52, (9.0,) * 52))
CREEP = follow(Road.CREEP.history)


def shown(of_road, week, **changes):
    return Picture(follow(of_road.history), week, **changes)


PICTURES = {
    "start": shown(Road.STEADY, 0),
    "steady": shown(Road.STEADY, 52),
    "hilly week": shown(Road.HILLY_WEEK, 27),
    "creep": shown(Road.CREEP, 26),
    "after rest": shown(Road.AFTER_REST, 35),
    "both roads": shown(Road.HILLY_WEEK, 52, road=Road.CREEP, other=CREEP),
    "people": shown(Road.DOUBLE_WEEK, 25, people_in_focus=True),
    "before the end": Picture(ENDING, 40),
    "beyond the end": Picture(ENDING, 52),
    "ends at once": Picture(AT_ONCE, 30),
}
KNOWN = [name for name, result in PICTURES.items() if result.is_known and result.week]


@pytest.fixture(scope="module")
def stages():
    return {layout: Stage(figure, layout) for layout in figure.LAYOUTS}


def handles(stages, name, layout="wide"):
    stages[layout].pixels(PICTURES[name])
    return stages[layout]._drawing.handles


def numbers(sentence):
    return [float(text.replace(",", "")) for text in re.findall(r"[-+]?\d[\d,]*\.?\d*", sentence)]


def changes(result):
    year, row = result.year, result.year.row_of(result.week)
    return [round(float(c[row])) for c in (year.area_pct, year.modulus_pct, year.stiffness_pct)]


# --- words -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["steady", "hilly week", "creep", "after rest", "before the end"])
def test_the_read_out_carries_the_models_numbers(name):
    result = PICTURES[name]
    year, row = result.year, result.year.row_of(result.week)
    week, area, modulus, stiffness, damage, cells = numbers(figure.read_out(result))
    assert week == result.week
    assert [area, modulus, stiffness] == changes(result)
    assert damage == round(float(year.damage_pct[row]))
    assert cells == pytest.approx(year.reactivity[row], abs=0.006)
    assert cells_word(float(year.reactivity[row])) in figure.read_out(result)


def test_both_roads_are_compared_at_their_worst():
    result = PICTURES["both roads"]
    said = numbers(figure.read_out(result))
    for year, part in ((result.year, said[:3]), (result.other, said[3:])):
        row = year.worst_row
        assert part == [
            year.week_number(row),
            round(float(year.area_pct[row])),
            round(float(year.modulus_pct[row])),
        ]
    assert Road.CREEP.text in figure.read_out(result)


def test_people_are_quoted_from_the_register():
    words = figure.read_out(PICTURES["people"])
    for row_id in figure.HAZARDS:
        assert f"{value(row_id).value:.2f}" in words
    assert f"{value('L172').n:,}" in words
    assert f"{value('S133').n:,}" in figure.text_alternative(PICTURES["people"])


def test_beyond_its_end_the_model_says_nothing_but_that():
    words = figure.read_out(PICTURES["beyond the end"])
    assert numbers(words) == [52, ENDING.ends_in_week]
    assert "beyond this model" in words
    assert "modulus" not in figure.text_alternative(PICTURES["beyond the end"])


@pytest.mark.parametrize("name", KNOWN)
def test_the_text_alternative_carries_load_peaks_and_the_week_in_view(name):
    result = PICTURES[name]
    history, said = result.year.history, numbers(figure.text_alternative(result))
    for number in (max(history.km), max(history.peak_force_bw), result.week, *changes(result)):
        assert number in said
    assert round(result.year.peak_damage_pct) in said
    assert round(result.year.peak_reactivity, 2) in said


def test_every_state_is_told_apart_in_words():
    assert len({figure.text_alternative(result) for result in PICTURES.values()}) == len(PICTURES)
    assert len({figure.read_out(result) for result in PICTURES.values()}) == len(PICTURES)


@pytest.mark.parametrize("name", PICTURES)
def test_nothing_that_is_no_number_is_said(name):
    for words in (figure.read_out(PICTURES[name]), figure.text_alternative(PICTURES[name])):
        assert "nan" not in words.lower()
        assert not re.search(r"[-+]0 %|inf\b", words.replace("+0 %", ""))


def test_cells_are_quiet_then_stirring_then_reactive():
    assert [cells_word(number) for number in (0.0, 0.15, 0.49, 0.5, 1.0)] == [
        "quiet",
        "stirring",
        "stirring",
        "reactive",
        "reactive",
    ]


@pytest.mark.parametrize("name", PICTURES)
def test_all_words_can_be_translated(monkeypatch, name):
    speak_in_brackets(monkeypatch)
    for words in (figure.read_out(PICTURES[name]), figure.text_alternative(PICTURES[name])):
        assert untranslated(words) == ""


# --- picture -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PICTURES)
def test_bars_and_line_are_the_history(stages, name):
    drawn, history = handles(stages, name), PICTURES[name].year.history
    tops = [path.vertices[:, 1].max() for path in drawn.bars.get_paths()]
    assert tops == list(history.km)
    assert list(drawn.force.get_ydata())[:-1] == list(history.peak_force_bw)


@pytest.mark.parametrize("name", PICTURES)
def test_every_curve_is_the_models_and_ends_with_it(stages, name):
    drawn, year = handles(stages, name), PICTURES[name].year
    for curve, line in drawn.curves.items():
        assert np.array_equal(line.get_ydata(), getattr(year, curve))
        assert line.get_linestyle() == "--", "the model is dashed"
    assert all(part.get_visible() == (year.ends_in_week is not None) for part in drawn.unknown)
    for part in drawn.unknown:
        assert part.get_x() == pytest.approx(year.week[-1]) or not part.get_visible()


def test_no_curve_is_told_by_its_colour_alone(stages):
    looks = [
        (line.get_marker(), line.axes.get_position().y0)
        for line in handles(stages, "steady").curves.values()
    ]
    assert len({marker for marker, _panel in looks}) == len(looks)


@both_layouts
def test_every_curve_fits_into_its_panel(stages, layout):
    for name in PICTURES:
        for line in handles(stages, name, layout).curves.values():
            low, high = line.axes.get_ylim()
            assert np.all((line.get_ydata() >= low) & (line.get_ydata() <= high)), name


def test_the_other_road_is_dotted_and_only_there_when_asked_for(stages):
    assert all(len(g.get_xdata()) == 0 for g in handles(stages, "steady").ghosts.values())
    ghosts = handles(stages, "both roads").ghosts
    assert np.array_equal(ghosts["modulus_pct"].get_ydata(), CREEP.modulus_pct)
    assert np.array_equal(ghosts["reactivity"].get_ydata(), CREEP.reactivity)
    assert list(ghosts["km"].get_ydata()[::2]) == list(CREEP.history.km)
    assert Road.CREEP.text in handles(stages, "both roads").beside.get_text()
    assert handles(stages, "steady").beside.get_text() == ""


def test_the_numbers_beside_the_panels_are_those_of_the_week(stages):
    drawn, result = handles(stages, "hilly week"), PICTURES["hilly week"]
    assert drawn.numbers["load"].get_text() == "22 km\n5.2 BW"
    area, modulus, stiffness = changes(result)
    assert numbers(drawn.numbers["tendon"].get_text()) == [stiffness, modulus, area]
    assert set(handles(stages, "beyond the end").numbers["tendon"].get_text()) == {"?", "\n"}


def test_no_change_beside_the_panels_has_no_sign(stages):
    assert handles(stages, "start").numbers["tendon"].get_text() == "\n".join(["0 %"] * 3)


@pytest.mark.parametrize("name", KNOWN)
def test_the_tendon_is_as_thick_as_it_is(stages, name):
    result = PICTURES[name]
    start, now = (
        np.ptp(handles(stages, each).sign.body.get_xy()[:, 0]) for each in ("start", name)
    )
    thickness = result.year.thickness_ratio[result.year.row_of(result.week)]
    assert now / start == pytest.approx(thickness, abs=0.003)


@pytest.mark.parametrize("name", KNOWN)
def test_as_many_fibres_are_dashed_as_are_damaged(stages, name):
    result, sign = PICTURES[name], handles(stages, name).sign
    sound, damaged = (len(lines.get_segments()) for lines in (sign.sound, sign.damaged))
    share = result.year.damage_pct[result.year.row_of(result.week)] / 100
    assert damaged / (sound + damaged) == pytest.approx(share, abs=0.5 / (sound + damaged))


@both_layouts
@pytest.mark.parametrize("name", KNOWN)
def test_fibres_stay_inside_the_tendon(stages, name, layout):
    sign = handles(stages, name, layout).sign
    outline = sign.body.get_path()
    for lines in (sign.sound, sign.damaged):
        for segment in lines.get_segments():
            assert outline.contains_points(segment[1:-1]).all()


def test_beyond_its_end_no_tendon_is_drawn(stages):
    sign = handles(stages, "beyond the end").sign
    assert sign.unknown.get_visible()
    assert not sign.body.get_visible()
    assert not handles(stages, "creep").sign.unknown.get_visible()


def test_people_cover_the_tendons_panel_and_go_again(stages):
    assert handles(stages, "people").people.get_visible()
    with_people = stages["wide"].pixels(PICTURES["people"])
    without = stages["wide"].pixels(shown(Road.DOUBLE_WEEK, 25))
    assert not handles(stages, "steady").people.get_visible()
    assert np.array_equal(with_people, stages["wide"].pixels(PICTURES["people"])), "pasted"
    differs = np.nonzero((with_people != without).any(axis=(1, 2)))[0]
    assert differs.min() > 0.55 * len(without)


@both_layouts
def test_a_kept_figure_draws_what_a_fresh_one_draws(stages, layout):
    handles(stages, "people", layout)
    handles(stages, "beyond the end", layout)
    kept = stages[layout].pixels(PICTURES["hilly week"])
    assert np.array_equal(kept, Stage(figure, layout).pixels(PICTURES["hilly week"]))


def test_a_vector_picture_shows_the_people_over_the_panel():
    named = {"name": "x", "title": "X", "licence": "L"}
    drawn, without = (
        vector(figure, "wide", result, **named)
        for result in (PICTURES["people"], shown(Road.DOUBLE_WEEK, 25))
    )
    assert drawn.index("Measured: injuries") > drawn.index("The tendon, change")
    assert "Measured: injuries" not in without


# --- room --------------------------------------------------------------------------------------


def words_in_sight(stage, with_people):
    """Places of all words in sight; the lowest panel's are not under what was measured."""
    drawing = stage._drawing
    renderer, people = stage._canvas.get_renderer(), drawing.handles.people
    cover = people.cover.get_window_extent(renderer)
    of_people = {id(text) for text in people.axes_of_people.findobj(Text)}
    for text in drawing.figure.findobj(Text):
        box = text.get_window_extent(renderer)
        if not text.get_visible() or not text.get_text().strip():
            continue
        if id(text) in of_people:
            if with_people:
                yield text, box
        elif not (with_people and cover.overlaps(box)):
            yield text, box


def is_tick_label(text):
    return text.axes is not None and re.fullmatch(r"[−\d.]+", text.get_text()) is not None


@both_layouts
@pytest.mark.parametrize("name", PICTURES)
def test_no_words_are_cut_off_or_run_into_each_other(stages, layout, name):
    handles(stages, name, layout)
    stage = stages[layout]
    edge = stage._drawing.figure.bbox
    words = list(words_in_sight(stage, PICTURES[name].people_in_focus))
    assert len(words) > 20
    for text, box in words:
        assert box.x0 >= -0.5, text
        assert box.x1 <= edge.x1 + 0.5, text
        assert box.y0 >= -0.5, text
        assert box.y1 <= edge.y1 + 0.5, text
    for (one, box), (other, its_box) in combinations(words, 2):
        if is_tick_label(one) and is_tick_label(other):
            continue  # hidden ticks of two axes that share a place
        overlap = box.padded(-1.5).intersection(box.padded(-1.5), its_box.padded(-1.5))
        assert overlap is None, f"{one.get_text()!r} and {other.get_text()!r}"


def test_what_covers_the_lowest_panel_covers_none_of_the_words_above(stages):
    for layout in figure.LAYOUTS:
        handles(stages, "people", layout)
        stage = stages[layout]
        renderer = stage._canvas.get_renderer()
        cover = stage._drawing.handles.people.cover.get_window_extent(renderer)
        above = ("Fibres and cells", "0.0", "damage", "cells")
        boxes = [
            text.get_window_extent(renderer)
            for text in stage._drawing.figure.findobj(Text)
            if text.get_text() in above
        ]
        drawn = [box for box in boxes if box.width > 1]
        assert len(drawn) >= len(above)
        assert not any(cover.overlaps(box) for box in drawn)
