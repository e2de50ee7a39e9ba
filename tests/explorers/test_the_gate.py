"""The explorer of the gate: its scenes, its sentences, its prediction and its stored pages."""

import re

import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import value
from tendon_teaching.explorers.definition import SceneKind
from tendon_teaching.explorers.the_gate import definition
from tendon_teaching.models.gate import GateInputs, gate_state

STORY = ("sore", "light_touch", "sorer", "amplified", "no_hands", "hands_on", "too_good")
MOST_STORED_STATES = 100
MOST_LETTERS_OF_A_STRIP = 60


@pytest.fixture(scope="module")
def explorer():
    return definition()


def state(explorer, scene):
    return explorer.compute(**explorer.scene(scene).values)


# Story


def test_the_story_goes_from_no_hands_to_message_and_doubt(explorer):
    assert tuple(scene.name for scene in explorer.scenes) == STORY
    kinds = [scene.kind for scene in explorer.scenes]
    assert kinds == [SceneKind.STORY] * 5 + [SceneKind.MESSAGE, SceneKind.DOUBT]
    assert explorer.scenes[0].values["touch"] == 0
    assert explorer.scenes[-1].label == "But is it so?"


@pytest.mark.parametrize(
    ("scene", "inputs", "before", "now"),
    [
        ("sore", GateInputs(0.4), 4.0, 4.0),
        ("light_touch", GateInputs(0.4, 0.2), 4.0, 2.8),
        ("sorer", GateInputs(0.6, 0.3), 5.5, 3.8),
        ("amplified", GateInputs(0.6, 0.3, 0.0, 0.4), 7.0, 5.5),
        ("no_hands", GateInputs(0.4, 0.0, 0.1), 4.0, 3.0),
        ("hands_on", GateInputs(0.4, 0.3), 4.0, 2.1),
        ("too_good", GateInputs(0.4, 0.6), 4.0, 0.3),
    ],
)
def test_each_scene_is_its_state_and_has_its_pain(explorer, scene, inputs, before, now):
    shown = state(explorer, scene)
    assert shown == gate_state(inputs)
    assert (round(shown.pain_before, 1), round(shown.pain, 1)) == (before, now)


def test_every_scene_can_be_read_aloud(explorer):
    for scene in explorer.scenes:
        assert len(scene.sentence.split()) <= 28
        assert not re.search(r"\d", scene.sentence)


def test_the_labels_fit_one_row(explorer):
    assert sum(len(scene.label) for scene in explorer.scenes) <= MOST_LETTERS_OF_A_STRIP


def test_light_touch_relieves_about_what_was_measured_for_it(explorer):
    assert state(explorer, "light_touch").relief_pct == pytest.approx(value("M116").value, abs=5)
    assert "Light touch did as well as deep massage" in value("M116").note
    assert "light touch eased" in explorer.scene("light_touch").sentence


def test_touch_helps_a_sorer_tendon_less(explorer):
    reliefs = [state(explorer, name).relief_pct for name in ("hands_on", "sorer", "amplified")]
    assert reliefs == sorted(reliefs, reverse=True)
    assert "helps less" in explorer.scene("sorer").sentence


def test_the_message_has_the_size_that_was_measured_and_the_same_signal(explorer):
    message, start = state(explorer, "hands_on"), state(explorer, "sore")
    assert message.relief_pct == pytest.approx(value("M115").value, abs=1)
    assert message.inputs.signal == start.inputs.signal
    assert "about half" in explorer.scene("hands_on").sentence


def test_the_doubt_overshoots_every_study(explorer):
    assert state(explorer, "too_good").is_beyond_measured
    assert "No study here saw that" in explorer.scene("too_good").sentence


# Prediction


def test_the_right_prediction_is_what_its_scene_shows(explorer):
    settled = state(explorer, explorer.prediction.settled_by)
    assert settled.carrier < state(explorer, "sore").carrier
    right = [option for option in explorer.prediction.options if option.right]
    assert len(right) == 1
    assert "less of the signal" in right[0].text


def test_a_wrong_prediction_hears_the_name_of_its_misconception(explorer):
    wrong = [option for option in explorer.prediction.options if not option.right]
    heard = [re.search("mix-up: “(.+?)”", option.feedback)[1] for option in wrong]
    assert heard == ["pain gone means healed", "deeper is better"]
    assert value("M078").direction == "reduced at any pressure"


# Controls


def test_signal_and_touch_are_in_sight_and_the_brain_is_under_more(explorer):
    assert [c.name for c in explorer.controls if not c.more] == ["signal", "touch"]
    assert [c.values[-1] for c in explorer.controls] == [1.0, 1.0, 0.4, 0.6]


def test_every_control_is_a_teaching_value_and_says_so(explorer):
    for control in explorer.controls:
        assert control.rests_on.status == "illustrative"
        assert control.rests_on.note


def test_every_setting_has_words(explorer):
    for signal in (0, 0.1, 0.4, 1):
        for touch in (0, 0.3, 1):
            for brake in (0, 0.4):
                for amplifier in (0, 0.6):
                    result = explorer.compute(
                        signal=signal, touch=touch, brake=brake, amplifier=amplifier
                    )
                    for words in (explorer.figure.read_out, explorer.figure.text_alternative):
                        assert not re.search("nan|None|{|}", words(result))


# Stored pages


def test_a_stored_page_is_small_and_one_control_moves_from_each_scene(explorer):
    stored = set(explorer.static_states())
    assert len(stored) <= MOST_STORED_STATES
    assert set(explorer.static_grid.main) == set(STORY)
    for scene_name, control_name in explorer.static_grid.main.items():
        values = explorer.scene(scene_name).values
        for stop in explorer.control(control_name).values:
            assert explorer.at({**values, control_name: stop}) in stored


# Translation


def test_every_text_a_reader_sees_can_be_translated(monkeypatch):
    speak_in_brackets(monkeypatch)
    explorer = definition()
    seen = [explorer.title, explorer.prediction.question]
    for option in explorer.prediction.options:
        seen += [option.text, option.feedback]
    for scene in explorer.scenes:
        seen += [scene.label, scene.sentence]
    for control in explorer.controls:
        seen += [control.label, control.unit, control.unit_spoken, control.rests_on.note]
    assert len(seen) > 30
    assert [text for text in seen if untranslated(text)] == []


def test_the_words_of_the_picture_can_be_translated(monkeypatch):
    speak_in_brackets(monkeypatch)
    explorer = definition()
    for layout in explorer.figure.LAYOUTS:
        drawing = explorer.figure.draw(layout)
        for scene in STORY:
            result = state(explorer, scene)
            explorer.figure.update(drawing, result)
            texts = drawing.figure.findobj(lambda artist: hasattr(artist, "get_text"))
            written = [text.get_text() for text in texts]
            written += [explorer.figure.read_out(result), explorer.figure.text_alternative(result)]
            assert len(written) > 20
            assert [words for words in written if untranslated(words)] == []
