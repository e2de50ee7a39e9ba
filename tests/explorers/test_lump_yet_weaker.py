"""The explorer of lesson 01: its scenes, its sentences, its prediction and its stored pages."""

import math
import re

import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import value
from tendon_teaching.explorers.catalogue import definition_of
from tendon_teaching.explorers.definition import VISIBLE_CONTROLS, SceneKind
from tendon_teaching.explorers.lump_yet_weaker import definition
from tendon_teaching.models.teaching_tendon import compare_with_healthy, tendinopathic

STORY = ("healthy", "only_swollen", "only_fewer_fibres", "only_spread", "all_of_it")
MOST_STORED_STATES = 120


@pytest.fixture(scope="module")
def explorer():
    return definition()


def picture(explorer, scene):
    return explorer.compute(**explorer.scene(scene).values)


def tendon(explorer, scene):
    return picture(explorer, scene).tendon


def said(explorer, scene):
    return explorer.figure.read_out(picture(explorer, scene))


def number(pattern, sentence):
    found = re.search(pattern, sentence)
    assert found, f"no {pattern!r} in: {sentence}"
    return float(found.group(1).replace(",", ""))


# Story


def test_the_story_is_told_in_the_order_of_the_storyboard(explorer):
    assert tuple(scene.name for scene in explorer.scenes) == (*STORY, "people_differ")
    kinds = [scene.kind for scene in explorer.scenes]
    assert kinds == [SceneKind.STORY] * 4 + [SceneKind.MESSAGE, SceneKind.DOUBT]


def test_it_is_in_the_catalogue_under_its_name(explorer):
    assert definition_of(explorer.name).title == explorer.title


def test_every_scene_has_one_or_two_sentences_that_can_be_read_aloud(explorer):
    for scene in explorer.scenes:
        assert 1 <= scene.sentence.count(".") <= 2
        assert len(scene.sentence) < 150
        assert not re.search(r"\d", scene.sentence)


def test_what_only_the_model_says_is_said_to_be_of_the_model(explorer):
    for name in ("only_swollen", "only_fewer_fibres", "only_spread"):
        assert "in this model" in explorer.scene(name).sentence.lower()


def test_each_scene_between_healthy_and_message_changes_one_cause_only(explorer):
    start = explorer.scene("healthy").values
    for name, cause in (
        ("only_swollen", "swelling_ratio"),
        ("only_fewer_fibres", "fibres_lost_pct"),
        ("only_spread", "angle_sd_deg"),
    ):
        values = explorer.scene(name).values
        assert {key for key in values if values[key] != start[key]} == {cause}


def test_the_message_scene_is_the_tendinopathic_teaching_tendon(explorer):
    shown, taught = tendon(explorer, "all_of_it").changed.bundle, tendinopathic()
    assert shown.area_mm2 == pytest.approx(taught.area_mm2, rel=0.005)
    assert shown.fibre_fraction == pytest.approx(taught.fibre_fraction, rel=0.005)
    for name in ("angle_sd_deg", "slack_mean_pct", "slack_sd_pct"):
        assert getattr(shown, name) == pytest.approx(getattr(taught, name))


def test_the_doubt_shows_people_beside_the_same_tendon(explorer):
    message, doubt = explorer.scene("all_of_it").values, explorer.scene("people_differ").values
    assert {key for key in message if message[key] != doubt[key]} == {"people_in_focus"}
    assert value("S087").text in said(explorer, "people_differ")
    assert value("S088").text in said(explorer, "people_differ")


# Sentences and numbers


@pytest.mark.parametrize("scene", STORY)
def test_the_read_out_says_what_the_model_computes(explorer, scene):
    values = {k: v for k, v in explorer.scene(scene).values.items() if k != "people_in_focus"}
    state, sentence = compare_with_healthy(**values), said(explorer, scene)
    stretch_mm = number(r"N stretches it ([\d.]+) mm", sentence)
    assert stretch_mm == pytest.approx(state.changed_pull.elongation_mm, abs=0.051)
    assert number(r"([\d,]+) N stretches", sentence) == state.changed_pull.force_n
    if scene == "healthy":
        stiffness = number(r"stiffness ([\d.]+) N/mm", sentence)
        assert stiffness == pytest.approx(state.healthy.stiffness_n_per_mm, abs=0.51)
        modulus_gpa = number(r"modulus ([\d.]+) GPa", sentence)
        assert modulus_gpa == pytest.approx(state.healthy.modulus_mpa / 1000, abs=0.0051)
    else:
        percentages = {
            r"stiffness (\d+) %": state.stiffness_pct,
            r"modulus (\d+) %": state.modulus_pct,
            r"area \+(\d+) %": state.area_pct - 100,
        }
        for pattern, computed in percentages.items():
            assert number(pattern, sentence) == pytest.approx(computed, abs=0.51)


@pytest.mark.parametrize(
    ("scene", "modulus_pct", "stiffness_pct", "stretch_mm"),
    [
        ("healthy", 100, 100, 8.0),
        ("only_swollen", 68, 100, 8.0),
        ("only_fewer_fibres", 86, 86, 8.9),
        ("only_spread", 88, 88, 9.0),
        ("all_of_it", 51, 75, 10.9),
    ],
)
def test_the_scenes_tell_a_lump_yet_weaker(explorer, scene, modulus_pct, stiffness_pct, stretch_mm):
    state = tendon(explorer, scene)
    assert state.modulus_pct == pytest.approx(modulus_pct, abs=0.7)
    assert state.stiffness_pct == pytest.approx(stiffness_pct, abs=0.7)
    assert state.changed_pull.elongation_mm == pytest.approx(stretch_mm, abs=0.06)


def test_swelling_alone_never_stretches_the_whole_tendon_more(explorer):
    start = explorer.scene("healthy").values
    stretched = [
        explorer.compute(**{**start, "swelling_ratio": times}).tendon.changed_pull.elongation_mm
        for times in explorer.control("swelling_ratio").values
    ]
    assert max(stretched) - min(stretched) < 0.02


# Prediction


def test_the_right_prediction_is_the_one_its_scene_shows(explorer):
    state = tendon(explorer, explorer.prediction.settled_by)
    before, after = state.healthy_pull.elongation_mm, state.changed_pull.elongation_mm
    assert after == pytest.approx(before, abs=0.05)
    assert [o.text for o in explorer.prediction.options if o.right] == ["The same."]


def test_a_wrong_prediction_hears_the_name_of_its_misconception(explorer):
    wrong = [option for option in explorer.prediction.options if not option.right]
    assert len(wrong) == 2
    for option in wrong:
        assert re.search("mix-up: “.+”", option.feedback)


# Controls


def test_three_controls_are_visible_and_the_pull_is_under_more(explorer):
    visible = [control.name for control in explorer.controls if not control.more]
    assert visible == ["swelling_ratio", "fibres_lost_pct", "angle_sd_deg"]
    assert len(visible) == VISIBLE_CONTROLS


@pytest.mark.parametrize(
    ("name", "low", "high", "stops"),
    [
        ("swelling_ratio", 1.0, 1.6, 14),
        ("fibres_lost_pct", 0, 40, 21),
        ("angle_sd_deg", 2, 40, 39),
        ("pull_n", 0, 5000, 51),
        ("slack_mean_pct", 0.5, 3.0, 26),
    ],
)
def test_the_sliders_cover_the_range_of_the_storyboard(explorer, name, low, high, stops):
    values = explorer.control(name).values
    assert (values[0], values[-1], len(values)) == (low, high, stops)


def test_every_slider_that_moves_the_tendon_says_what_it_rests_on(explorer):
    for control in explorer.controls:
        if control.name in ("pull_n", "people_in_focus"):
            assert control.rests_on is None
        else:
            assert control.rests_on.note
            assert control.rests_on.status


def test_the_corners_of_all_sliders_give_words_and_finite_numbers(explorer):
    for pick in (0, -1):
        values = {control.name: control.values[pick] for control in explorer.controls}
        result = explorer.compute(**values)
        assert math.isfinite(result.tendon.stiffness_pct)
        assert explorer.figure.read_out(result)
        assert explorer.figure.text_alternative(result)


# Stored pages


def test_a_stored_page_is_small_and_holds_every_scene(explorer):
    states = list(explorer.static_states())
    assert len(states) == len(set(states)) <= MOST_STORED_STATES
    assert {explorer.at(scene.values) for scene in explorer.scenes} <= set(states)


def test_in_a_stored_page_one_control_moves_freely_from_each_scene(explorer):
    stored = set(explorer.static_states())
    assert set(explorer.static_grid.main) == {scene.name for scene in explorer.scenes}
    for scene_name, control_name in explorer.static_grid.main.items():
        values = explorer.scene(scene_name).values
        for stop in explorer.control(control_name).values:
            assert explorer.at({**values, control_name: stop}) in stored


def test_every_stored_state_has_words(explorer):
    for at in explorer.static_states():
        result = explorer.compute(**explorer.values(at))
        assert "nan" not in explorer.figure.read_out(result)
        assert explorer.figure.text_alternative(result)


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
        seen += [control.label, control.unit_spoken, *control.options]
        seen += [control.unit] if control.unit != "N" else []
        seen += [control.rests_on.note] if control.rests_on else []
    assert len(seen) > 30
    assert [text for text in seen if untranslated(text)] == []


@pytest.mark.parametrize("scene", [*STORY, "people_differ"])
def test_the_words_of_the_picture_can_be_translated(monkeypatch, scene):
    speak_in_brackets(monkeypatch)
    explorer = definition()
    result = picture(explorer, scene)
    for words in (explorer.figure.read_out(result), explorer.figure.text_alternative(result)):
        # Units of the register stay as they are in every language.
        assert untranslated(re.sub(r"(?<=⟧) N/mm", "", words)) == ""
