"""What the drawing of the gate shows and says agrees with the circuit; and where hands were."""

import re
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from tendon_teaching.evidence import value
from tendon_teaching.explorers.the_gate import definition
from tendon_teaching.figures import gate
from tendon_teaching.figures.stage import Stage
from tendon_teaching.figures.where_hands import (
    Place,
    Study,
    build_where_hands,
    hands_of,
    move_where_hands,
)
from tendon_teaching.models.gate import GateInputs, gate_state

STATES = {scene.name: gate_state(GateInputs(**scene.values)) for scene in definition().scenes} | {
    "no signal": gate_state(GateInputs(0.0, 0.5)),
    "loudest": gate_state(GateInputs(1.0, 1.0, 0.4, 0.6)),
    "loudest, no hands": gate_state(GateInputs(1.0, 0.0, 0.0, 0.6)),
    "faint": gate_state(GateInputs(0.1)),
    "faint, touched": gate_state(GateInputs(0.1, 0.1)),
    "too much touch": gate_state(GateInputs(0.6, 1.0)),
    "all brakes": gate_state(GateInputs(0.4, 0.2, 0.4)),
}
every_state = pytest.mark.parametrize("name", STATES)
both_layouts = pytest.mark.parametrize("layout", gate.LAYOUTS)


def numbers(sentence):
    return [float(text) for text in re.findall(r"\d+\.?\d*", sentence)]


@pytest.fixture(scope="module")
def stage():
    return Stage(gate, "wide")


def handles(stage, name):
    stage.pixels(STATES[name])
    return stage._drawing.handles


# Words


@every_state
def test_the_read_out_says_the_pain_before_and_now(name):
    state, said = STATES[name], gate.read_out(STATES[name])
    assert "in this model" in said
    if state.pain_before == 0:
        assert "no pain before and none now" in said
    else:
        assert round(state.pain, 1) in numbers(said)
        assert (f"{state.pain_before:.1f} to {state.pain:.1f}" in said) == (
            state.inputs.touch > 0 or state.inputs.brake > 0
        )


def test_hands_on_a_tendon_without_a_signal_are_not_called_no_touch(stage):
    assert STATES["no signal"].inputs.touch > 0
    assert "no pain" in handles(stage, "no signal").pain.relief.get_text()
    assert "no touch" in handles(stage, "loudest, no hands").pain.relief.get_text()
    assert "of 10" not in gate.read_out(STATES["no signal"])


@pytest.mark.parametrize("name", ["light_touch", "hands_on", "too_good", "no_hands"])
def test_the_read_out_says_that_the_tendon_has_not_changed(name):
    assert "The tendon has not changed." in gate.read_out(STATES[name])


@every_state
def test_more_than_was_measured_is_called_so_everywhere(name, stage):
    state = STATES[name]
    is_beyond = state.is_beyond_measured
    assert ("More relief than any study here measured" in gate.read_out(state)) == is_beyond
    assert ("beyond what was measured" in gate.text_alternative(state)) == is_beyond
    pain = handles(stage, name).pain
    assert pain.beyond.get_visible() == is_beyond
    assert ("beyond measured" in pain.relief.get_text()) == is_beyond


def test_only_the_doubt_of_the_scenes_is_beyond_measured():
    beyond = [s.name for s in definition().scenes if STATES[s.name].is_beyond_measured]
    assert beyond == ["too_good"]


def test_so_much_touch_that_less_would_do_more_is_named():
    said = gate.read_out(STATES["too much touch"])
    assert f"Less touch, {STATES['too much touch'].touch_best:.1f}, would relieve more" in said
    assert "would relieve more" not in gate.read_out(STATES["sorer"])


@every_state
def test_the_text_alternative_carries_every_number_of_the_circuit(name):
    state, said = STATES[name], gate.text_alternative(STATES[name])
    found = numbers(said)
    for activity in (state.closer, state.carrier, min(1, state.brake + state.inputs.brake)):
        assert round(activity, 2) in found
    assert {state.inputs.signal, state.inputs.touch} <= set(found)
    assert "no line leads back to it" in said
    assert "forearm muscle" in said


def test_every_state_is_told_apart_in_words():
    said = [gate.text_alternative(state) for state in STATES.values()]
    assert len(set(said)) == len(said)


# The circuit


@every_state
def test_a_line_is_as_thick_as_what_runs_along_it(name, stage):
    state, circuit = STATES[name], handles(stage, name).circuit
    running = {
        "signal": state.inputs.signal,
        "touch": state.inputs.touch,
        "closing": state.closer,
        "up": state.carrier,
        "brake": min(1, state.brake + state.inputs.brake),
    }
    for flow, activity in running.items():
        drawn = getattr(circuit, flow)
        is_silent = activity < 0.02
        assert drawn.end.get_visible() != is_silent
        assert drawn.line.get_linewidth() == pytest.approx(1.2 if is_silent else 1.2 + 9 * activity)


@every_state
def test_the_numbers_in_the_circuit_are_those_of_the_model(name, stage):
    state, circuit = STATES[name], handles(stage, name).circuit
    shown = {key: numbers(text.get_text()) for key, text in circuit.numbers.items()}
    assert shown["signal"] == [state.inputs.signal]
    assert shown["touch"] == [state.inputs.touch]
    assert shown["closer"] == [round(state.closer, 2)]
    assert shown["carrier"] == [round(state.carrier, 2)]
    assert shown["brake"] == [round(min(1, state.brake + state.inputs.brake), 2)]
    amplified = [1 + state.inputs.amplifier] if state.inputs.amplifier else []
    assert numbers(circuit.amplifier.get_text()) == pytest.approx(amplified)


def test_more_closing_cells_shut_the_gate_further(stage):
    turns = []
    for name in ("sore", "light_touch", "hands_on", "too_good"):
        (x0, x1), (y0, y1) = handles(stage, name).circuit.leaf.get_data()
        turns.append(np.degrees(np.arctan2(y0 - y1, x1 - x0)))
    assert turns == sorted(turns)
    assert 0 < turns[0] < 30 < 60 < turns[-1] <= 90


@every_state
def test_the_hand_lies_on_the_skin_only_when_it_touches(name, stage):
    circuit = handles(stage, name).circuit
    lowest = min(path.vertices[:, 1].min() for path in circuit.hand.get_paths())
    gap = lowest - circuit.hand_at[1]
    assert (gap < 0.1) == (STATES[name].inputs.touch > 0)


@every_state
def test_touch_beyond_what_was_measured_is_hatched_on_its_scale(name, stage):
    state, circuit = STATES[name], handles(stage, name).circuit
    left, right, _bottom = circuit.gauge
    assert circuit.touch_mark.get_xdata()[0] == pytest.approx(
        left + state.inputs.touch * (right - left)
    )
    assert circuit.touch_beyond.get_hatch()
    is_shown = state.touch_measured < 1 and state.pain_before > 0
    assert circuit.touch_beyond.get_visible() == is_shown
    assert (circuit.touch_words.get_text().split() == ["beyond", "measured"]) == is_shown
    if is_shown:
        assert circuit.touch_beyond.get_x() == pytest.approx(
            left + state.touch_measured * (right - left)
        )


def test_the_tendon_is_captioned_as_no_part_of_the_circuit(stage):
    written = [" ".join(t.get_text().split()) for t in stage._drawing.figure.findobj(Text)]
    assert "tissue: not part of this circuit" in written
    assert any("wrong in detail" in words for words in written)
    assert value("M087").direction == "not correct in detail"


def test_no_line_of_the_circuit_ends_at_the_tendon(stage):
    circuit = handles(stage, "hands_on").circuit
    tips = [
        getattr(circuit, flow).tip[0]
        for flow in ("signal", "through", "touch", "closing", "up", "brake")
    ]
    assert min(tips) > 2


# The bar of pain


@every_state
def test_the_bar_is_as_high_as_the_pain_and_its_ghost_as_the_pain_before(name, stage):
    state, pain = STATES[name], handles(stage, name).pain
    per_point = (pain.high - pain.low) / 10
    assert pain.filled.get_height() == pytest.approx(state.pain * per_point)
    assert pain.ghost.get_height() == pytest.approx(state.pain_before * per_point)
    assert numbers(pain.number.get_text()) == [round(state.pain, 1)]
    has_help = state.inputs.touch > 0 or state.inputs.brake > 0
    assert pain.ghost.get_visible() == has_help
    assert pain.before.get_text() == (f"before {state.pain_before:.1f}" if has_help else "")


@every_state
def test_the_measured_relief_is_marked_from_the_register(name, stage):
    state, pain = STATES[name], handles(stage, name).pain
    per_point = (pain.high - pain.low) / 10
    for drawn, row in zip(pain.measured.get_ydata(), ("M115", "M116"), strict=True):
        left_over = state.pain_before * (1 - value(row).value / 100)
        assert drawn == pytest.approx(pain.low + left_over * per_point)


# The kept figure


@both_layouts
def test_a_kept_figure_draws_what_a_fresh_one_draws(layout):
    kept = Stage(gate, layout)
    for name in ("too_good", "amplified", "no signal", "sore", "too_good"):
        assert np.array_equal(kept.pixels(STATES[name]), Stage(gate, layout).pixels(STATES[name]))


def shown_words(stage):
    renderer = stage._canvas.get_renderer()
    for text in stage._drawing.figure.findobj(Text):
        if text.get_visible() and text.get_text().strip():
            yield text, text.get_window_extent(renderer)


@both_layouts
def test_no_word_of_the_figure_is_cut_off_and_none_overlap(layout):
    stage = Stage(gate, layout)
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


# Where the hands were


def sign_on_a_sheet(hands, **how):
    figure = Figure(figsize=(3, 2))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, 3), ylim=(0, 2))
    return build_where_hands(axes, (0.1, 0.1, 2.4, 1.6), hands, **how)


@pytest.mark.parametrize("study", Study)
def test_every_study_names_its_place_and_rows_that_may_be_shown(study):
    hands = hands_of(study)
    assert hands.place.text in hands.words
    assert hands.sentence in hands.words
    for row in hands.register_ids:
        assert value(row).is_printable


@pytest.mark.parametrize(
    ("study", "place", "row", "seen"),
    [
        (Study.TRIAL, Place.CALF, "M008", "calf muscle, not the tendon"),
        (Study.FRICTION, Place.KNEE_TENDON, "M074", "PATELLAR"),
        (Study.REFLEX, Place.CALF, "M030", "calf"),
        (Study.STIFFNESS, Place.CALF, "M056", "gastrocnemius"),
        (Study.SORENESS, Place.FOREARM, "M115", "forearm"),
        (Study.OTHER_LEG, Place.BACK_OF_THIGH, "M114", "hamstring"),
        (Study.LIGHT_EXERCISE, Place.NECK_AND_SHOULDER, "M111", "trapezius"),
        (Study.EEG, Place.ARM, "M025", "left-arm"),
    ],
)
def test_the_place_is_the_one_in_the_register(study, place, row, seen):
    assert hands_of(study).place is place
    found = value(row)
    assert seen in " ".join([found.population, found.group, found.quantity, found.note])


def test_the_limb_of_the_study_is_drawn_and_the_other_is_not():
    sign = sign_on_a_sheet(hands_of(Study.TRIAL))
    for study in (Study.EEG, Study.FRICTION, Study.SORENESS, Study.TRIAL):
        hands = hands_of(study)
        move_where_hands(sign, hands)
        assert {part.get_visible() for part in sign.leg} == {hands.place.is_on_leg}
        assert {part.get_visible() for part in sign.arm} == {not hands.place.is_on_leg}
        assert sign.knee_tendon.get_visible() == (study is Study.FRICTION)
        assert sign.place.get_text().replace("\n", " ") == hands.place.text


def test_the_mark_of_the_calf_lies_above_the_achilles_tendon_and_the_hand_behind_it():
    sign = sign_on_a_sheet(hands_of(Study.TRIAL))
    tendon = sign.leg[1].get_ydata()
    assert sign.mark.get_center()[1] - sign.mark.height / 2 >= max(tendon) - 0.01
    hand = np.concatenate([path.vertices for path in sign.hand.get_paths()])
    assert hand[:, 0].mean() < sign.mark.get_center()[0]
    assert sign.mark.get_hatch()


def test_a_moved_sign_is_the_sign_that_was_built_so():
    moved = sign_on_a_sheet(hands_of(Study.EEG))
    move_where_hands(moved, hands_of(Study.FRICTION))
    built = sign_on_a_sheet(hands_of(Study.FRICTION))
    assert moved.sentence.get_text() == built.sentence.get_text()
    assert moved.mark.get_center() == pytest.approx(built.mark.get_center())
    for one, other in zip(moved.hand.get_paths(), built.hand.get_paths(), strict=True):
        assert np.allclose(one.vertices, other.vertices)


def test_the_words_stay_in_their_box():
    for below in (False, True):
        for study in Study:
            figure = Figure(figsize=(3, 2))
            stage_axes = figure.add_axes((0, 0, 1, 1))
            stage_axes.set(xlim=(0, 3), ylim=(0, 2))
            box = (0.1, 0.1, 1.3, 1.8) if below else (0.1, 0.1, 2.3, 1.4)
            sign = build_where_hands(stage_axes, box, hands_of(study), words_below=below)
            renderer = FigureCanvasAgg(figure).get_renderer()
            for text in (sign.place, sign.sentence):
                extent = text.get_window_extent(renderer)
                right = (extent.x1 / figure.dpi) - (box[0] + box[2])
                assert right < 0.08, (study, below, text.get_text())
                assert extent.y0 / figure.dpi > box[1] - 0.12, (study, below)


def test_a_place_with_other_words_can_be_shown():
    hands = replace(hands_of(Study.TRIAL), sentence="Knee and thumbs.")
    assert sign_on_a_sheet(hands).sentence.get_text().split() == ["Knee", "and", "thumbs."]


def test_an_unknown_study_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="study is 'dreams'; choose one of trial, friction"):
        hands_of("dreams")
