"""What the mechanics figure shows and says agrees with the model, at every scene and stop."""

import re
from itertools import pairwise

import numpy as np
import pytest

from tendon_teaching.evidence import value
from tendon_teaching.figures import mechanics
from tendon_teaching.figures.stage import Stage
from tendon_teaching.models.teaching_tendon import compare_with_healthy

STATES = {
    "healthy": (1.0, 0, 6, 1.2, 2000),
    "swollen": (1.47, 0, 6, 1.2, 2000),
    "fewer": (1.0, 14, 6, 1.2, 2000),
    "spread": (1.0, 0, 16, 1.2, 2000),
    "mixed": (1.47, 14, 16, 1.6, 2000),
    "slack": (1.0, 0, 6, 1.2, 0),
    "other crimp": (1.0, 0, 6, 2.4, 900),
}
BEYOND = compare_with_healthy(1.6, 40, 40, 3.0, 5000)


def numbers(sentence):
    return [float(text.replace(",", "")) for text in re.findall(r"[-+]?\d[\d,]*\.?\d*", sentence)]


def drawn(state, layout="wide"):
    stage = Stage(mechanics, layout)
    stage.shoot(mechanics.Picture(state))
    return stage._drawing.handles


@pytest.mark.parametrize("values", STATES.values(), ids=STATES)
def test_the_read_out_carries_the_models_numbers(values):
    state = compare_with_healthy(*values)
    found = numbers(mechanics.read_out(mechanics.Picture(state)))
    assert state.changed_pull.force_n in found
    assert round(state.changed_pull.elongation_mm, 1) in found
    if values[:4] != (1.0, 0, 6, 1.2):
        assert round(state.area_pct - 100) in found
        assert round(state.stiffness_pct) in found
        assert round(state.modulus_pct) in found


@pytest.mark.parametrize("values", STATES.values(), ids=STATES)
def test_the_text_alternative_carries_the_models_numbers(values):
    state = compare_with_healthy(*values)
    found = numbers(mechanics.text_alternative(mechanics.Picture(state)))
    for number in (state.stiffness_pct, state.modulus_pct, state.changed.bundle.area_mm2):
        assert round(number) in found


def test_every_state_is_told_apart_in_words():
    sentences = [
        mechanics.read_out(mechanics.Picture(compare_with_healthy(*values)))
        for values in STATES.values()
    ]
    assert len(set(sentences)) == len(sentences)


def test_a_lump_by_itself_is_said_not_to_stretch_more_and_nothing_else_is():
    said = {
        name: "by itself" in mechanics.read_out(mechanics.Picture(compare_with_healthy(*values)))
        for name, values in STATES.items()
    }
    assert [name for name, is_said in said.items() if is_said] == ["swollen"]


def test_above_below_and_on_follow_the_percentages():
    def beside(*values):
        words = mechanics.text_alternative(mechanics.Picture(compare_with_healthy(*values)))
        return re.findall(r"(?:lies|millimetre:) (on|below|above) the healthy", words)

    assert beside(*STATES["swollen"]) == ["on", "below"]
    assert beside(*STATES["mixed"]) == ["below", "below"]
    assert beside(1.0, 0, 2, 1.2, 2000) == ["above", "above"]


def test_a_pull_beyond_the_model_is_said_and_draws_no_ball():
    words = mechanics.read_out(mechanics.Picture(BEYOND))
    assert "more than this model tendon carries" in words
    assert round(BEYOND.changed.breaking_force_n) in numbers(words)
    handles = drawn(BEYOND)
    assert len(handles.whole.ball.get_xdata()) == 0
    assert len(handles.each.ball.get_xdata()) == 0


@pytest.mark.parametrize("values", STATES.values(), ids=STATES)
def test_the_ball_rides_on_the_curve(values):
    state = compare_with_healthy(*values)
    ball = drawn(state).whole.ball
    (mm,), (newtons,) = ball.get_data()
    assert np.interp(mm, state.changed.elongation_mm, state.changed.force_n) == pytest.approx(
        newtons, abs=1.0
    )


def test_the_cross_section_is_to_scale_and_keeps_its_fibres_when_it_only_swells():
    before, after = (
        drawn(compare_with_healthy(*STATES[name])).tendon for name in ("healthy", "swollen")
    )
    assert (after.outline.radius / before.outline.radius) ** 2 == pytest.approx(1.47)
    assert len(after.present.get_offsets()) == len(before.present.get_offsets())
    inside = np.hypot(*(after.present.get_offsets() - after.outline.center).T)
    assert inside.max() < after.outline.radius


def test_lost_fibres_are_taken_from_the_drawing_and_left_as_rings():
    tendon = drawn(compare_with_healthy(*STATES["fewer"])).tendon
    present, lost = len(tendon.present.get_offsets()), len(tendon.lost.get_offsets())
    assert present + lost == mechanics.FIBRES_DRAWN
    assert lost == round(0.14 * mechanics.FIBRES_DRAWN)


def test_fibres_from_the_side_tilt_more_with_more_spread():
    def tilt(spread):
        segments = drawn(compare_with_healthy(1.0, 0, spread, 1.2, 2000)).tendon.fibres
        rise = [np.subtract(*path.vertices[::-1]) for path in segments.get_paths()]
        return np.std([np.arctan2(up, along) for along, up in rise])

    tilts = [tilt(spread) for spread in (2, 6, 16, 30)]
    assert all(less < more for less, more in pairwise(tilts))


def test_fibres_from_the_side_stay_inside_the_tendon():
    for values in STATES.values():
        tendon = drawn(compare_with_healthy(*values)).tendon
        ends = np.concatenate([path.vertices for path in tendon.fibres.get_paths()])
        (left, bottom), (right, top) = tendon.body.get_bbox().min, tendon.body.get_bbox().max
        assert (ends >= np.array([left, bottom]) - 1e-9).all()
        assert (ends <= np.array([right, top]) + 1e-9).all()


def test_the_unknown_begins_at_seventy_per_cent_of_the_peak():
    state = compare_with_healthy(*STATES["mixed"])
    unknown = drawn(state).whole.unknown
    assert unknown.get_y() == pytest.approx(0.7 * state.changed.force_n.max())
    assert unknown.get_hatch()


def test_measured_people_come_into_focus_in_picture_and_words():
    state = compare_with_healthy(*STATES["mixed"])
    stage = Stage(mechanics, "wide")
    plain = stage.shoot(mechanics.Picture(state))
    focused = stage.shoot(mechanics.Picture(state, people_in_focus=True))
    assert plain.picture != focused.picture
    for row in ("S087", "S088", "S093", "S096"):
        assert value(row).text in focused.read_out
        assert value(row).text in focused.text_alternative


def test_the_shared_strain_is_where_the_two_published_spreads_overlap():
    painful, pain_free = value("S087"), value("S088")
    low, high = mechanics.shared_strain_pct()
    assert low == pytest.approx(painful.value - painful.spread)
    assert high == pytest.approx(pain_free.value + pain_free.spread)
    assert low < high


@pytest.mark.parametrize("layout", mechanics.LAYOUTS)
def test_no_word_of_the_figure_is_cut_off(layout):
    stage = Stage(mechanics, layout)
    for values in STATES.values():
        stage.shoot(mechanics.Picture(compare_with_healthy(*values)))
        figure = stage._drawing.figure
        renderer = stage._canvas.get_renderer()
        for text in figure.findobj(lambda artist: hasattr(artist, "get_text")):
            if not text.get_text() or not text.get_visible():
                continue
            box = text.get_window_extent(renderer)
            assert box.x0 >= -1, text
            assert box.x1 <= figure.bbox.x1 + 1, text
            assert box.y0 >= -1, text
            assert box.y1 <= figure.bbox.y1 + 1, text
