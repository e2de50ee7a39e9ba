"""Massage once a week, or lift once a week: scenes, sentences, prediction and stored pages."""

import re

import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import value
from tendon_teaching.explorers.definition import (
    VISIBLE_CONTROLS,
    SceneKind,
    status_badge_is_needed,
)
from tendon_teaching.explorers.massage_or_lift import NAME, PAIN, definition
from tendon_teaching.models.loading_dose import WeeklyHour, follow_hour, judge_dose

SCENES = ("nothing", "massage", "first", "month", "message", "open")
MOST_STORED_STATES = 100


@pytest.fixture(scope="module")
def explorer():
    return definition()


def picture(explorer, scene, **changes):
    return explorer.compute(**(explorer.scene(scene).values | changes))


def said(explorer, scene):
    return explorer.figure.read_out(picture(explorer, scene))


# Story


def test_the_story_goes_from_nothing_to_message_to_doubt(explorer):
    assert explorer.name == NAME
    assert tuple(scene.name for scene in explorer.scenes) == SCENES
    kinds = [scene.kind for scene in explorer.scenes]
    assert kinds == [SceneKind.STORY] * 4 + [SceneKind.MESSAGE, SceneKind.DOUBT]
    assert explorer.scenes[-1].label == "But is it so?"


def test_every_scene_has_one_or_two_sentences_that_can_be_read_aloud(explorer):
    for scene in explorer.scenes:
        assert 1 <= len(re.findall(r"[.?!]", scene.sentence)) <= 2
        assert len(scene.sentence.split()) <= 25
        assert not re.search(r"\d", scene.sentence)


def test_labels_fit_one_row(explorer):
    assert sum(len(scene.label) for scene in explorer.scenes) <= 60


def test_the_gym_argument_is_said_in_its_own_words(explorer):
    assert "Nobody goes for a massage to get strong" in explorer.scene("massage").sentence


@pytest.mark.parametrize("scene", ["nothing", "massage"])
def test_walking_and_massage_keep_calf_and_tendon_as_they_are(explorer, scene):
    change = picture(explorer, scene).change
    assert abs(change.strength_pct) < 0.5
    assert abs(change.stiffness_pct) < 0.5
    assert "calf strength 0 %, tendon stiffness 0 %" in said(explorer, scene)


def test_that_the_zero_is_built_in_is_said_where_it_is_shown(explorer):
    words = said(explorer, "massage")
    assert "built in, not found" in words
    assert value("M159").text in words


def test_after_one_session_there_is_hardly_anything_and_after_a_month_a_beginning(explorer):
    first, month = picture(explorer, "first").change, picture(explorer, "month").change
    final = picture(explorer, "message").change
    assert 0 < first.stiffness_pct < 2
    assert 0.2 * final.stiffness_pct < month.stiffness_pct < 0.6 * final.stiffness_pct


def test_the_message_is_that_calf_and_tendon_gain(explorer):
    shown = picture(explorer, "message")
    assert (shown.hour, shown.week) == (WeeklyHour.HEAVY, 14)
    assert min(shown.change.strength_pct, shown.change.stiffness_pct) > 5
    for wanted in (shown.change.strength_pct, shown.change.stiffness_pct):
        assert f"+{wanted:.0f} %" in said(explorer, "message")
    assert "Measured, other programmes" in said(explorer, "message")


def test_the_doubt_parts_gain_from_pain_and_calls_the_zero_assumed(explorer):
    scene, words = explorer.scene("open"), said(explorer, "open")
    assert scene.values["in_focus"] == PAIN
    assert "gain is not pain" in scene.sentence
    assert "assumed here, not measured" in scene.sentence
    assert value("L243").text in words
    assert "passive therapy included" in value("L243").note
    assert "assumed, not measured" in words


# Prediction


def test_the_right_prediction_is_what_its_scene_shows(explorer):
    assert explorer.prediction.settled_by == "message"
    (right,) = [option.text for option in explorer.prediction.options if option.right]
    assert right.startswith("A heavy session")
    lifted = picture(explorer, "message").change
    rubbed = picture(explorer, "message", hour=1.0).change
    assert lifted.strength_pct > rubbed.strength_pct + 5


def test_wrong_predictions_hear_the_name_of_their_misconception(explorer):
    wrong = [option for option in explorer.prediction.options if not option.right]
    assert len(wrong) == 2
    for option in wrong:
        assert re.search("mix-up: “.+”", option.feedback)


def test_one_session_a_week_gives_nearly_half_of_what_four_give(explorer):
    assert any("nearly half" in option.feedback for option in explorer.prediction.options)
    once, four = follow_hour(WeeklyHour.HEAVY).at(14), judge_dose().change
    assert 0.4 < once.stiffness_pct / four.stiffness_pct < 0.5
    assert 0.4 < once.strength_pct / four.strength_pct < 0.5


# Controls


def test_the_hour_and_the_weeks_are_visible(explorer):
    visible = [control.name for control in explorer.controls if not control.more]
    assert visible == ["hour", "weeks"]
    assert len(visible) <= VISIBLE_CONTROLS
    assert explorer.control("hour").options == ("nothing", "massage", "heavy session")
    weeks = explorer.control("weeks").values
    assert (weeks[0], weeks[-1]) == (0, 14)


def test_both_carry_the_badge(explorer):
    for name in ("hour", "weeks"):
        basis = explorer.control(name).rests_on
        assert status_badge_is_needed(basis)
        assert basis.note


# Stored pages


def test_a_stored_page_is_small_and_every_scene_has_a_slider(explorer):
    states = list(explorer.static_states())
    assert len(states) == len(set(states)) <= MOST_STORED_STATES
    assert {explorer.at(scene.values) for scene in explorer.scenes} <= set(states)
    assert set(explorer.static_grid.main) == set(SCENES)


def test_every_state_has_words(explorer):
    for hour in explorer.control("hour").values:
        for weeks in explorer.control("weeks").values:
            for in_focus in explorer.control("in_focus").values:
                shown = explorer.compute(hour=hour, weeks=weeks, in_focus=in_focus)
                assert explorer.figure.read_out(shown)
                assert "nan" not in explorer.figure.text_alternative(shown)


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


@pytest.mark.parametrize("scene", SCENES)
def test_the_words_of_the_picture_can_be_translated(monkeypatch, scene):
    speak_in_brackets(monkeypatch)
    explorer = definition()
    shown = picture(explorer, scene)
    for words in (explorer.figure.read_out(shown), explorer.figure.text_alternative(shown)):
        # Times of the register stay as they are in every language.
        assert untranslated(re.sub(r"\b\d+ wk\b", "", words)) == ""
