"""Hours after a session: scenes, sentences, prediction, controls and stored pages."""

import re

import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import Status, value
from tendon_teaching.explorers.definition import (
    VISIBLE_CONTROLS,
    SceneKind,
    status_badge_is_needed,
)
from tendon_teaching.explorers.hours_after_a_session import MEASURED, NAME, definition
from tendon_teaching.models.bout import bout_course, net_per_week

STORY = ("no_session", "one", "daily", "twice_a_day", "third_day")
MOST_STORED_STATES = 100


@pytest.fixture(scope="module")
def explorer():
    return definition()


def picture(explorer, scene):
    return explorer.compute(**explorer.scene(scene).values)


def said(explorer, scene):
    return explorer.figure.read_out(picture(explorer, scene))


# Story


def test_the_story_goes_from_nothing_to_message_to_doubt(explorer):
    assert explorer.name == NAME
    assert tuple(scene.name for scene in explorer.scenes) == (*STORY, "never_measured")
    kinds = [scene.kind for scene in explorer.scenes]
    assert kinds == [SceneKind.STORY] * 4 + [SceneKind.MESSAGE, SceneKind.DOUBT]
    assert explorer.scenes[-1].label == "But is it so?"


def test_every_scene_has_one_or_two_sentences_that_can_be_read_aloud(explorer):
    for scene in explorer.scenes:
        assert 1 <= scene.sentence.count(".") <= 2
        assert len(scene.sentence.split()) <= 25
        assert not re.search(r"\d", scene.sentence)


def test_labels_fit_one_row(explorer):
    assert sum(len(scene.label) for scene in explorer.scenes) <= 60


def test_what_only_the_drawing_says_is_said_to_be_of_the_drawing(explorer):
    for name in ("daily", "twice_a_day", "third_day"):
        assert "in this drawing" in explorer.scene(name).sentence
    assert "our inference" in explorer.scene("one").sentence
    for name in STORY[1:]:
        assert "drawing" in said(explorer, name)


def test_in_the_first_scene_nothing_happens(explorer):
    course = picture(explorer, "no_session").course
    assert not course.synthesis.any()
    assert not course.breakdown.any()


def test_after_one_session_building_is_highest_at_the_hour_that_is_looked_at(explorer):
    shown = picture(explorer, "one")
    course = shown.course
    assert course.hours[course.synthesis.argmax()] == shown.hour == value("S126").value
    assert shown.moment.breakdown > shown.moment.synthesis
    assert course.first_gain_h > shown.hour


def test_every_day_the_gain_has_hardly_begun_when_the_next_session_comes(explorer):
    course = picture(explorer, "daily").course
    gains = [
        course.net[(course.hours >= start) & (course.hours < start + 24)] > 0
        for start in course.session_hours
    ]
    assert all(0 <= gain.mean() < 0.35 for gain in gains)
    assert net_per_week(24) < 0
    assert picture(explorer, "daily").moment.net < 0


def test_twice_a_day_breakdown_piles_up_and_building_meets_a_ceiling(explorer):
    course = picture(explorer, "twice_a_day").course
    one = bout_course(12, 1)
    assert course.breakdown.max() > 2 * one.breakdown.max()
    second_half = course.synthesis[course.hours > 48]
    assert second_half.max() - second_half.min() < 0.15 * second_half.max()
    assert course.first_gain_h is None


def test_every_third_day_each_session_ends_in_a_gain(explorer):
    shown = picture(explorer, "third_day")
    assert shown.hour == shown.course.gap_h
    assert shown.moment.net > 0
    assert net_per_week(72) > 0


def test_the_doubt_puts_what_was_measured_into_focus(explorer):
    message, doubt = explorer.scene("third_day").values, explorer.scene("never_measured").values
    assert {key for key in message if message[key] != doubt[key]} == {"in_focus"}
    assert doubt["in_focus"] == MEASURED
    assert value("S126").text in said(explorer, "never_measured")
    assert "Never measured: the balance" in said(explorer, "never_measured")


def test_the_doubt_about_twice_a_day_rests_on_a_trial_row(explorer):
    assert "twice a day, every day" in explorer.scene("never_measured").sentence
    assert "Twice a day, every day" in value("L226").note
    assert value("L019").value > value("L018").value


# Prediction


def test_the_right_prediction_is_what_its_scene_shows(explorer):
    assert explorer.prediction.settled_by == "one"
    (right,) = [option.text for option in explorer.prediction.options if option.right]
    assert right == "About a day later."
    course = picture(explorer, "one").course
    assert 18 <= course.hours[course.synthesis.argmax()] <= 30


def test_a_wrong_prediction_hears_the_name_of_its_misconception(explorer):
    wrong = [option for option in explorer.prediction.options if not option.right]
    assert len(wrong) == 2
    for option in wrong:
        assert re.search("mix-up: “.+”", option.feedback)


# Controls


def test_three_controls_are_visible(explorer):
    visible = [control.name for control in explorer.controls if not control.more]
    assert visible == ["gap_h", "sessions", "hour"]
    assert len(visible) == VISIBLE_CONTROLS


def test_the_hours_between_sessions_run_from_half_a_day_to_four_days(explorer):
    values = explorer.control("gap_h").values
    assert (values[0], values[-1]) == (12, 96)
    assert {24, 36, 48, 72} <= set(values)


def test_sliders_that_move_the_schematic_carry_the_badge(explorer):
    for name in ("gap_h", "hour"):
        basis = explorer.control(name).rests_on
        assert status_badge_is_needed(basis)
        assert basis.status is not Status.MEASURED
        assert basis.note


def test_the_corners_of_all_sliders_give_words(explorer):
    for pick in (0, -1):
        values = {control.name: control.values[pick] for control in explorer.controls}
        result = explorer.compute(**values)
        assert explorer.figure.read_out(result)
        assert "nan" not in explorer.figure.text_alternative(result)


# Stored pages


def test_a_stored_page_is_small_and_every_scene_has_a_slider(explorer):
    states = list(explorer.static_states())
    assert len(states) == len(set(states)) <= MOST_STORED_STATES
    assert {explorer.at(scene.values) for scene in explorer.scenes} <= set(states)
    assert set(explorer.static_grid.main) == {scene.name for scene in explorer.scenes}


def test_every_stored_state_has_words(explorer):
    for at in explorer.static_states():
        result = explorer.compute(**explorer.values(at))
        assert explorer.figure.read_out(result)
        assert "nan" not in explorer.figure.text_alternative(result)


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
        seen += [control.rests_on.note] if control.rests_on else []
    assert len(seen) > 25
    assert [text for text in seen if untranslated(text)] == []


@pytest.mark.parametrize("scene", [*STORY, "never_measured"])
def test_the_words_of_the_picture_can_be_translated(monkeypatch, scene):
    speak_in_brackets(monkeypatch)
    explorer = definition()
    result = picture(explorer, scene)
    for words in (explorer.figure.read_out(result), explorer.figure.text_alternative(result)):
        # Units of the register stay as they are in every language.
        assert untranslated(re.sub(r"(?<=⟧) (?:h|%/h)\b", "", words)) == ""
