"""What the figure of the tour shows and says agrees with the model, in every scene."""

import io
import re
from itertools import combinations, pairwise

import numpy as np
import pytest
from matplotlib import rc_context
from matplotlib.colors import to_rgba
from matplotlib.text import Text

from tendon_teaching.evidence import claim
from tendon_teaching.figures import tour
from tendon_teaching.figures.stage import Stage
from tendon_teaching.figures.style import house_style
from tendon_teaching.figures.tour_signs import open_questions
from tendon_teaching.figures.tour_tendon import (
    ALONG_MM,
    FIBRES,
    fibre_pieces,
    inside_of,
    nuclei,
    vessel_stretches,
)
from tendon_teaching.models.tour import LAST_WEEK, Regimen, tour_state

SCENES = {
    "healthy": (0,),
    "on the way": (60,),
    "changed": (100,),
    "waited": (100, "nothing", 6),
    "rubbed": (100, "massage", 0),
    "hands off": (100, "massage", 6),
    "hands off a week": (100, "massage", 1),
    "about to load": (100, "loading", 0),
    "loaded": (100, "loading", 12),
    "both": (100, "both", 12),
    "both begun": (100, "both", 0),
    "healthy, loaded": (0, "loading", 12),
    "healthy, rubbed": (0, "massage", 0),
}
LOADED = ("loaded", "both", "healthy, loaded")


def picture(name, questions=False):
    return tour.Picture(tour_state(*SCENES[name]), questions)


PICTURES = {name: picture(name) for name in SCENES}
QUESTIONS = picture("both", questions=True)
every_picture = pytest.mark.parametrize("name", SCENES)
both_layouts = pytest.mark.parametrize("layout", tour.LAYOUTS)


def numbers(sentence):
    return [float(text.replace(",", "")) for text in re.findall(r"[-+]?\d[\d,]*\.?\d*", sentence)]


@pytest.fixture(scope="module")
def stage():
    return Stage(tour, "wide")


def handles(stage, result):
    stage.pixels(result)
    return stage._drawing.handles


# Words


@pytest.mark.parametrize("name", ["healthy", "on the way", "changed"])
def test_the_read_out_says_how_thick_stiff_and_stretchy_the_tendon_is(name):
    tissue = PICTURES[name].state.tissue
    found = numbers(tour.read_out(PICTURES[name]))
    assert round(tissue.thickness_mm, 1) in found
    assert round(tissue.stretch_mm, 1) in found
    if name != "healthy":
        for percent in (tissue.stiffness_pct, tissue.modulus_pct, tissue.thickness_pct - 100):
            assert round(percent) in found


@pytest.mark.parametrize("name", ["loaded", "both", "healthy, loaded"])
def test_the_read_out_says_what_loading_did(name):
    state = PICTURES[name].state
    found = numbers(tour.read_out(PICTURES[name]))
    assert {round(state.before.stiffness_pct), round(state.tissue.stiffness_pct), 12} <= set(found)
    assert {round(state.before.thickness_pct), round(state.tissue.thickness_pct)} <= set(found)


@pytest.mark.parametrize("name", ["waited", "hands off"])
def test_the_read_out_says_what_the_weeks_alone_did(name):
    state = PICTURES[name].state
    found = numbers(tour.read_out(PICTURES[name]))
    assert {round(state.before.stiffness_pct), round(state.tissue.stiffness_pct), 6} <= set(found)


@pytest.mark.parametrize("name", ["waited", "rubbed", "hands off", "loaded", "both", "both begun"])
def test_the_read_out_says_what_became_of_the_pain(name):
    pain = PICTURES[name].state.pain
    said = f"pain {pain.start_of_10:.1f} to {pain.now_of_10:.1f} of 10"
    assert said in tour.read_out(PICTURES[name])


@pytest.mark.parametrize("name", ["healthy, loaded", "healthy, rubbed"])
def test_no_pain_is_said_to_stay_none(name):
    assert "no pain before and none now" in tour.read_out(PICTURES[name])


@pytest.mark.parametrize("name", ["about to load", "hands off a week"])
def test_what_has_not_moved_is_said_to_be_still_there(name):
    said = tour.read_out(PICTURES[name])
    assert "pain still 4.0 of 10" in said
    assert "stiffness still 75 % of healthy" in said


@every_picture
def test_what_the_later_lessons_model_is_called_a_teaching_model(name, stage):
    result = PICTURES[name]
    is_so = result.state.is_under_way
    assert ("Teaching model; lessons 04 to 06" in tour.read_out(result)) == is_so
    assert ("Teaching model." in tour.text_alternative(result)) == is_so
    shown = handles(stage, result)
    assert shown.teaching_model.get_visible() == is_so
    assert shown.teaching_values.get_visible() != is_so


@pytest.mark.parametrize("name", ["rubbed", "hands off"])
def test_massage_is_said_to_leave_the_tendon_by_construction(name):
    said = tour.read_out(PICTURES[name])
    assert re.search("because this model lets|this model lets it", said)
    assert re.search("change nothing in (it|the tendon) .lesson 05 asks why", said)


@every_picture
def test_the_text_alternative_carries_what_the_picture_shows(name):
    state = PICTURES[name].state
    tissue, found = state.tissue, numbers(tour.text_alternative(PICTURES[name]))
    for percent in (tissue.thickness_pct, tissue.stiffness_pct, tissue.modulus_pct):
        assert round(percent) in found
    assert round(tissue.thickness_mm, 1) in found
    assert round(state.pain.now_of_10, 1) in found
    assert tissue.vessels in found


def test_every_state_is_told_apart_in_words():
    for words in (tour.read_out, tour.text_alternative):
        said = [words(result) for result in (*PICTURES.values(), QUESTIONS)]
        assert len(set(said)) == len(said)


# Bars and dial


@every_picture
def test_the_bars_are_as_long_as_their_numbers(name, stage):
    state = PICTURES[name].state
    bars = handles(stage, PICTURES[name]).bars
    for bar, quantity in zip(bars, ("thickness", "stiffness", "modulus"), strict=True):
        start, end = (getattr(t, f"{quantity}_pct") for t in (state.before, state.tissue))
        assert bar.body.get_width() == pytest.approx(end)
        assert bar.gain.get_width() == pytest.approx(end - start)
        said = numbers(bar.number.get_text())
        assert said == ([round(end)] if round(start) == round(end) else [round(start), round(end)])


def test_one_bar_goes_up_while_two_go_down(stage):
    signs = [bar.number.get_text()[0] for bar in handles(stage, PICTURES["changed"]).bars]
    assert signs == ["▲", "▼", "▼"]
    signs = [bar.number.get_text()[0] for bar in handles(stage, PICTURES["healthy"]).bars]
    assert signs == ["1", "1", "1"]


@pytest.mark.parametrize(
    ("name", "dashed"),
    [
        ("changed", [False, True, True]),
        ("rubbed", [False, True, True]),
        ("loaded", [True, True, True]),
        ("waited", [True, True, True]),
    ],
)
def test_a_bar_has_a_dashed_edge_once_a_model_moves_it(name, dashed, stage):
    bars = handles(stage, PICTURES[name]).bars
    assert [bar.body.get_linestyle() not in ("-", "solid") for bar in bars] == dashed


def test_what_a_bar_gained_is_filled_and_what_it_lost_is_empty(stage):
    thickness, stiffness, _modulus = handles(stage, PICTURES["loaded"]).bars
    assert thickness.gain.get_width() < 0
    assert thickness.gain.get_facecolor() == to_rgba("white")
    assert stiffness.gain.get_width() > 0
    assert stiffness.gain.get_facecolor() != to_rgba("white")


@every_picture
def test_the_needle_points_at_the_pain(name, stage):
    pain = PICTURES[name].state.pain
    dial = handles(stage, PICTURES[name]).dial
    (x0, x1), (y0, y1) = dial.needle.get_data()
    turn_deg = np.degrees(np.arctan2(y1 - y0, x1 - x0))
    assert 10 * (1 - turn_deg / 180) == pytest.approx(pain.now_of_10)
    assert dial.filled.theta1 == pytest.approx(turn_deg)
    assert numbers(dial.number.get_text()) == [round(pain.now_of_10, 1)]


@pytest.mark.parametrize(
    ("name", "before", "hands_on"),
    [
        ("changed", None, None),
        ("rubbed", 4.0, None),
        ("loaded", 4.0, None),
        ("both", 4.0, 2.2),
        ("hands off", 4.0, 2.2),
        ("healthy, rubbed", None, None),
    ],
)
def test_the_dial_remembers_where_the_pain_was(name, before, hands_on, stage):
    dial = handles(stage, PICTURES[name]).dial
    for mark, pain in ((dial.before, before), (dial.hands_on, hands_on)):
        assert mark.tick.get_visible() == mark.words.get_visible() == (pain is not None)
        if pain is not None:
            assert numbers(mark.words.get_text()) == [pain]


# The tendon


@every_picture
def test_the_tendon_is_drawn_as_thick_as_it_says(name, stage):
    tissue = PICTURES[name].state.tissue
    side = handles(stage, PICTURES[name]).side
    heights = side.body.get_xy()[:, 1]
    assert np.ptp(heights) == pytest.approx(tissue.thickness_mm)
    assert numbers(side.thickness.get_text()) == [round(tissue.thickness_mm, 1)]


@both_layouts
def test_length_and_thickness_have_the_same_scale(layout):
    stage = Stage(tour, layout)
    to_pixels = handles(stage, PICTURES["changed"]).side.body.axes.transData
    across, up = to_pixels.transform((10, 10)) - to_pixels.transform((0, 0))
    assert across == pytest.approx(up)


@every_picture
def test_fibres_and_nuclei_stay_inside_the_tendon(name):
    tissue = PICTURES[name].state.tissue
    inside = inside_of(tissue)
    assert (np.abs(inside.heights_mm) < inside.half_mm).all()
    cells = nuclei(inside, tissue, 6.0)
    half = np.interp(cells.centres[:, 0], ALONG_MM, inside.half_mm)
    assert (np.abs(cells.centres[:, 1]) + cells.widths / 2 < half).all()


@pytest.mark.parametrize("changed_pct", [5, 25, 60, 100])
def test_the_patch_has_its_share_and_lies_in_the_middle_third(changed_pct):
    tissue = tour_state(changed_pct).tissue
    inside = inside_of(tissue)
    patch = inside.patch
    area = np.pi * patch.half_long * patch.half_high
    whole = 2 * np.trapezoid(inside.half_mm, ALONG_MM)
    assert 100 * area / whole == pytest.approx(tissue.patch_share_pct, rel=0.01)
    assert 3 * patch.half_long <= np.ptp(ALONG_MM) / 2 * 1.01
    assert patch.half_high + abs(patch.centre) < tissue.thickness_mm / 2


def slopes_deg(inside, where):
    slopes = np.gradient(inside.heights_mm, ALONG_MM, axis=1)
    return np.degrees(np.arctan(slopes[where]))


def test_directions_spread_in_the_patch_and_hardly_around_it():
    tissue = tour_state(100).tissue
    inside = inside_of(tissue)
    around = slopes_deg(inside, inside.distance > 2)
    within = slopes_deg(inside, inside.distance < 0.8)
    assert np.std(around) == pytest.approx(tissue.angle_sd_deg, abs=1.5)
    assert np.std(within) == pytest.approx(tissue.patch_angle_sd_deg, rel=0.2)


def test_a_healthy_tendon_has_no_patch():
    inside = inside_of(tour_state(0).tissue)
    assert not inside.patchiness.any()
    assert len(fibre_pieces(inside, 0)) == FIBRES


def test_the_share_of_fibres_that_are_lost_is_cut_in_the_patch_and_only_there():
    tissue = tour_state(100).tissue
    inside = inside_of(tissue)
    pieces = fibre_pieces(inside, tissue.patch_fibres_lost_pct)
    fibres = [fibre for fibre, _line in pieces]
    crossing = {fibre for fibre in range(FIBRES) if (inside.distance[fibre] < 0.5).any()}
    cut = {fibre for fibre in crossing if fibres.count(fibre) == 2}
    assert 100 * len(cut) / len(crossing) == pytest.approx(tissue.patch_fibres_lost_pct, abs=8)
    ends = [line[-1, 0] for fibre, line in pieces if fibre in cut][::2]
    assert np.abs(ends).max() < 1.2 * inside.patch.half_long


def test_nuclei_are_slender_around_the_patch_and_rounder_and_more_in_it():
    healthy, changed = (tour_state(way).tissue for way in (0, 100))
    before = nuclei(inside_of(healthy), healthy, healthy.nucleus_ratio)
    after = nuclei(inside_of(changed), changed, healthy.nucleus_ratio)
    ratios = after.lengths / after.widths
    assert before.lengths / before.widths == pytest.approx(np.full(len(before.widths), 6.0))
    assert ratios.min() == pytest.approx(changed.nucleus_ratio)
    assert np.median(ratios) == pytest.approx(healthy.nucleus_ratio)
    rounded = np.count_nonzero(ratios < 3)
    more = len(after.widths) - len(before.widths)
    assert rounded / (rounded - more) == pytest.approx(changed.crowding_ratio, abs=0.2)
    # Larger cells were not seen measured.
    assert after.lengths * after.widths == pytest.approx(
        np.full(len(ratios), before.lengths[0] * before.widths[0])
    )


@pytest.mark.parametrize("changed_pct", [0, 25, 60, 100])
def test_as_many_vessels_are_drawn_as_are_said(changed_pct):
    tissue = tour_state(changed_pct).tissue
    inside = inside_of(tissue)
    starts = np.array([line[0] for _points, line in vessel_stretches(inside, tissue.vessels)])
    depth = -starts[:, 1] - np.interp(starts[:, 0], ALONG_MM, inside.half_mm)
    roots = np.count_nonzero(depth > 1.3)
    assert 1 + roots == tissue.vessels
    assert f"vessels: {tissue.vessels}." in tour.text_alternative(
        tour.Picture(tour_state(changed_pct))
    )


def test_a_little_more_change_moves_every_fibre_only_a_little():
    heights = [inside_of(tour_state(way).tissue).heights_mm for way in np.arange(40, 60, 0.5)]
    assert max(np.abs(b - a).max() for a, b in pairwise(heights)) < 0.2


def drawn_tissue(stage, name):
    shown = handles(stage, PICTURES[name])
    side = shown.side
    paths = [
        path.vertices.copy() for lines in (side.fibres, side.vessels) for path in lines.get_paths()
    ]
    bars = [bar.body.get_width() for bar in shown.bars]
    return [*paths, side.body.get_xy().copy(), side.nuclei.get_offsets().copy(), np.array(bars)]


def are_the_same(before, after):
    return all(np.array_equal(one, other) for one, other in zip(before, after, strict=True))


@pytest.mark.parametrize("name", ["rubbed", "both begun", "about to load"])
def test_under_the_hand_neither_tendon_nor_bars_move(name, stage):
    before, after = (drawn_tissue(stage, n) for n in ("changed", name))
    assert are_the_same(before, after)


def test_weeks_after_a_massage_tendon_and_bars_are_as_without_it(stage):
    before, after = (drawn_tissue(stage, n) for n in ("waited", "hands off"))
    assert are_the_same(before, after)


@pytest.mark.parametrize("name", ["loaded", "both"])
def test_loading_moves_bars_and_leaves_the_inside_of_the_tendon_alike(name, stage):
    *lines_before, _body, nuclei_before, bars_before = drawn_tissue(stage, "changed")
    *lines_after, _body, nuclei_after, bars_after = drawn_tissue(stage, name)
    # In a tendon that is a little thinner everything lies a little closer, and nothing else moves.
    pairs = [*zip(lines_before, lines_after, strict=True), (nuclei_before, nuclei_after)]
    assert 0 < max(np.abs(before - after).max() for before, after in pairs) < 0.2
    assert (bars_after > bars_before).tolist() == [False, True, True]
    assert bars_after[0] == pytest.approx(bars_before[0], rel=0.03)


@every_picture
def test_a_loaded_patch_is_hatched_as_unknown_and_no_other(name, stage):
    side = handles(stage, PICTURES[name]).side
    is_shown = name in LOADED and "healthy" not in name
    assert side.unknown.get_visible() == side.unknown_words.get_visible() == is_shown
    assert side.unknown.get_hatch()
    assert ("re-aligns is not known" in tour.text_alternative(PICTURES[name])) == is_shown


@every_picture
def test_hand_and_weight_show_what_is_done(name, stage):
    state = PICTURES[name].state
    side = handles(stage, PICTURES[name]).side
    assert side.hand.get_visible() == state.regimen.has_massage
    assert {part.get_visible() for part in side.load} == {state.regimen.has_loading}
    said = tour.text_alternative(PICTURES[name])
    assert ("hand" in said) == state.regimen.has_massage
    assert ("dumb-bell" in said) == state.regimen.has_loading


def test_the_hand_is_lifted_once_massage_is_over(stage):
    def lowest():
        side = stage._drawing.handles.side
        tips = min(path.vertices[:, 1].min() for path in side.hand.get_paths())
        return tips - side.skin.get_xy()[:, 1].max()

    handles(stage, PICTURES["rubbed"])
    pressing = lowest()
    handles(stage, PICTURES["both"])
    assert lowest() > pressing + 0.5


# Open questions


def test_the_open_questions_are_claims_that_are_not_settled():
    verdicts = {claim(question.claim_id).verdict for question in open_questions()}
    assert verdicts <= {"contested", "not_supported"}
    assert len(open_questions()) == 3


def test_the_open_questions_lie_over_the_picture_when_asked_for(stage):
    assert not handles(stage, PICTURES["both"]).cards.get_visible()
    cards = handles(stage, QUESTIONS).cards
    assert cards.get_visible()
    written = " ".join(" ".join(text.get_text().split()) for text in cards.findobj(Text))
    for question in open_questions():
        for words in (written, tour.read_out(QUESTIONS), tour.text_alternative(QUESTIONS)):
            assert question.words in words
        assert question.lesson in written
    assert (
        sum(bool(part.get_hatch()) for part in cards.get_children() if hasattr(part, "get_hatch"))
        == 3
    )


# The kept figure


@both_layouts
def test_a_kept_figure_draws_what_a_fresh_one_draws(layout):
    kept = Stage(tour, layout)
    for result in (QUESTIONS, PICTURES["rubbed"], PICTURES["healthy"]):
        kept.pixels(result)
    for result in (QUESTIONS, PICTURES["changed"], PICTURES["both"], QUESTIONS):
        assert np.array_equal(kept.pixels(result), Stage(tour, layout).pixels(result))


def test_a_vector_picture_has_the_cards_too():
    with house_style():
        drawing = tour.draw("wide")
        tour.update(drawing, QUESTIONS)
        file = io.StringIO()
        with rc_context({"svg.fonttype": "none"}):
            drawing.figure.savefig(file, format="svg")
    assert all(question.lesson in file.getvalue() for question in open_questions())


def shown_words(stage):
    """Places of all words in sight; those that the cards cover are not."""
    renderer = stage._canvas.get_renderer()
    figure, cards = stage._drawing.figure, stage._drawing.handles.cards
    hidden = {
        id(text)
        for sign in figure.findobj(type(cards))
        if not sign.get_visible()
        for text in sign.findobj(Text)
    }
    if cards.get_visible():
        under = [text for text in cards.axes.texts if text.get_visible()]
        hidden |= {id(text) for text in under}
    for text in figure.findobj(Text):
        if text.get_visible() and text.get_text().strip() and id(text) not in hidden:
            yield text, text.get_window_extent(renderer)


@both_layouts
def test_no_word_of_the_figure_is_cut_off(layout):
    stage = Stage(tour, layout)
    for result in (*PICTURES.values(), QUESTIONS):
        stage.pixels(result)
        edge = stage._drawing.figure.bbox
        for text, box in shown_words(stage):
            assert box.x0 >= -1, text
            assert box.x1 <= edge.x1 + 1, text
            assert box.y0 >= -1, text
            assert box.y1 <= edge.y1 + 1, text


@both_layouts
def test_no_words_of_the_figure_overlap(layout):
    stage = Stage(tour, layout)
    for result in (*PICTURES.values(), QUESTIONS):
        stage.pixels(result)
        for (one, box), (other, its_box) in combinations(shown_words(stage), 2):
            overlap = box.padded(-1.5).intersection(box.padded(-1.5), its_box.padded(-1.5))
            assert overlap is None, f"{one.get_text()!r} and {other.get_text()!r}"


@both_layouts
def test_numbers_of_bars_stay_inside_their_bars(layout):
    stage = Stage(tour, layout)
    for way in (0, 60, 100):
        for regimen in Regimen:
            for week in (0, LAST_WEEK):
                shown = handles(stage, tour.Picture(tour_state(way, regimen, week)))
                for bar in shown.bars:
                    words = bar.number.get_window_extent(stage._canvas.get_renderer())
                    assert words.x0 >= bar.body.get_window_extent().x0
                    assert words.x1 <= bar.body.get_window_extent().x1
