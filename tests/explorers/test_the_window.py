"""The window: scenes, sentences, prediction, controls and stored pages agree with the model."""

import re

import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import Status, value
from tendon_teaching.explorers.definition import (
    VISIBLE_CONTROLS,
    SceneKind,
    status_badge_is_needed,
)
from tendon_teaching.explorers.the_window import NAME, PEOPLE, definition
from tendon_teaching.models.loading_dose import (
    Base,
    Zone,
    strain_of_force_pct,
    walking_strain_pct,
)
from tendon_teaching.models.turnover import Validity

STORY = ("gentle", "enough", "harder", "too_hard", "too_many", "quick", "bed", "message")
MOST_STORED_STATES = 100


@pytest.fixture(scope="module")
def explorer():
    return definition()


def result(explorer, scene, **changes):
    return explorer.compute(**(explorer.scene(scene).values | changes)).result


def gain(explorer, scene, **changes):
    return result(explorer, scene, **changes).change.stiffness_pct


def said(explorer, scene):
    return explorer.figure.read_out(explorer.compute(**explorer.scene(scene).values))


def sentence(explorer, scene):
    return explorer.scene(scene).sentence


# Story


def test_the_story_goes_from_no_change_to_message_to_doubt(explorer):
    assert explorer.name == NAME
    assert tuple(scene.name for scene in explorer.scenes) == (*STORY, "elsewhere")
    kinds = [scene.kind for scene in explorer.scenes]
    assert kinds == [SceneKind.STORY] * 7 + [SceneKind.MESSAGE, SceneKind.DOUBT]
    assert explorer.scenes[-1].label == "But is it so?"


def test_every_scene_has_one_or_two_sentences_that_can_be_read_aloud(explorer):
    for scene in explorer.scenes:
        assert 1 <= len(re.findall(r"[.?!]", scene.sentence)) <= 2
        assert len(scene.sentence.split()) <= 25
        assert not re.search(r"\d", scene.sentence)


def test_labels_of_nine_scenes_fit_one_row(explorer):
    assert len(explorer.scenes) == 9
    assert sum(len(scene.label) for scene in explorer.scenes) <= 48


@pytest.mark.parametrize("scene", STORY)
def test_what_only_the_model_says_is_said_to_be_of_the_model(explorer, scene):
    assert re.search("[Ii]n this model|this model loses|the model stops", sentence(explorer, scene))


@pytest.mark.parametrize(
    ("scene", "zone"),
    [
        ("gentle", Zone.TOO_LITTLE),
        ("enough", Zone.ENOUGH),
        ("harder", Zone.ENOUGH),
        ("too_hard", Zone.TOO_MUCH),
        ("too_many", Zone.TOO_MUCH),
        ("quick", Zone.TOO_LITTLE),
        ("message", Zone.ENOUGH),
    ],
)
def test_each_scene_lies_in_the_zone_it_speaks_of(explorer, scene, zone):
    assert result(explorer, scene).zone is zone
    assert zone.text in said(explorer, scene)


def test_gentle_training_leaves_the_tendon_as_it_was(explorer):
    change = result(explorer, "gentle").change
    assert max(abs(change.stiffness_pct), abs(change.modulus_pct), abs(change.area_pct)) < 0.5
    assert explorer.scene("gentle").values["strain_pct"] == value("L131").value


def test_enough_comes_through_the_material_and_hardly_through_size(explorer):
    change = result(explorer, "enough").change
    assert change.stiffness_pct > 20
    assert change.modulus_pct > 5 * change.area_pct
    assert explorer.scene("enough").values["strain_pct"] == value("L132").value


def test_much_harder_brings_hardly_more(explorer):
    more = gain(explorer, "harder") - gain(explorer, "enough")
    assert 0 < more < 0.15 * gain(explorer, "enough")


def test_too_hard_ends_at_the_first_session_and_shows_no_number(explorer):
    hard = result(explorer, "too_hard")
    assert hard.course.stopped_on_day == 1
    assert hard.status is Validity.OUTSIDE
    assert "stiffness" not in said(explorer, "too_hard")


def test_too_many_is_less_hard_but_three_times_as_many(explorer):
    many, enough = result(explorer, "too_many"), result(explorer, "enough")
    assert many.dose.strain_pct < result(explorer, "too_hard").dose.strain_pct
    assert many.dose.contractions == 3 * enough.dose.contractions
    assert many.change.area_pct > 10
    assert many.change.modulus_pct < -5
    assert result(explorer, "too_many", repetitions=4).zone is Zone.ENOUGH


def test_quick_ones_keep_the_seconds_and_a_third_of_the_gain(explorer):
    quick, enough = result(explorer, "quick"), result(explorer, "enough")
    assert quick.dose.seconds_a_session == enough.dose.seconds_a_session
    assert quick.dose.strain_pct == enough.dose.strain_pct
    assert 0.28 < gain(explorer, "quick") / gain(explorer, "enough") < 0.39


def test_in_bed_three_weeks_lose_nearly_what_months_gave(explorer):
    lost = -gain(explorer, "bed")
    assert result(explorer, "bed").dose.weeks == 3
    assert 0.75 * gain(explorer, "enough") < lost < gain(explorer, "enough")
    assert result(explorer, "bed").base is Base.BED
    for row in ("L136", "L137"):
        assert value(row).text in said(explorer, "bed")


def test_most_of_the_gain_is_there_after_three_months(explorer):
    final = gain(explorer, "message")
    assert gain(explorer, "message", weeks=13) > 0.9 * final
    assert gain(explorer, "message", weeks=4) < 0.5 * final


def test_the_doubt_states_the_conflict_of_the_scales(explorer):
    message, doubt = explorer.scene("message").values, explorer.scene("elsewhere").values
    assert {key for key in message if message[key] != doubt[key]} == {"in_focus"}
    assert doubt["in_focus"] == PEOPLE
    words = said(explorer, "elsewhere")
    for row in ("S111", "S111b", "L256"):
        assert value(row).text in words
    assert f"walking {walking_strain_pct():.1f} %" in words
    assert f"raise {strain_of_force_pct(value('L275').value):.1f} %" in words
    assert "second-hand" in words
    assert value("S111").value > walking_strain_pct() + 1


def test_the_doubt_about_pain_rests_on_rows_that_say_so(explorer):
    assert "for pain, heavier has not beaten moderate" in sentence(explorer, "elsewhere")
    assert value("L241").direction == "equivalent"
    assert value("L243").direction == "similar in all arms"


# What a learner can do


def test_the_window_is_found_by_dragging_the_strain(explorer):
    zones = [
        result(explorer, "enough", strain_pct=strain).zone
        for strain in explorer.control("strain_pct").values
    ]
    found = [zone for place, zone in enumerate(zones) if place == 0 or zone is not zones[place - 1]]
    assert found == [Zone.TOO_LITTLE, Zone.ENOUGH, Zone.TOO_MUCH]


def test_a_tendon_is_broken_by_strain_or_by_volume(explorer):
    by_strain = result(explorer, "enough", strain_pct=9.0)
    by_volume = result(explorer, "too_many", strain_pct=7.5)
    assert by_strain.status is by_volume.status is Validity.OUTSIDE
    assert result(explorer, "too_many", strain_pct=7.5, repetitions=4).status is Validity.VALID


# Prediction


def test_the_right_prediction_is_what_its_scene_shows(explorer):
    assert explorer.prediction.settled_by == "quick"
    (right,) = [option.text for option in explorer.prediction.options if option.right]
    assert right == "Few slow ones."
    assert gain(explorer, "quick") < gain(explorer, "enough")
    assert "slower cycles worked better" in value("L134").note
    assert "did change the tendon" in value("L266").note
    assert "did not change" in value("L265").note


def test_a_wrong_prediction_hears_the_name_of_its_misconception(explorer):
    wrong = [option for option in explorer.prediction.options if not option.right]
    assert len(wrong) == 2
    for option in wrong:
        assert re.search("mix-up: “.+”", option.feedback)


# Controls


def test_strain_seconds_and_weeks_are_visible(explorer):
    visible = [control.name for control in explorer.controls if not control.more]
    assert visible == ["strain_pct", "seconds_per_contraction", "weeks"]
    assert len(visible) == VISIBLE_CONTROLS


def test_sliders_of_the_dose_carry_the_badge(explorer):
    for control in explorer.controls:
        if control.name not in ("base", "in_focus"):
            assert status_badge_is_needed(control.rests_on), control.name
            assert control.rests_on.status is not Status.MEASURED
            assert control.rests_on.note


def test_the_corners_of_all_sliders_give_words(explorer):
    for pick in (0, -1):
        values = {control.name: control.values[pick] for control in explorer.controls}
        for focus in (0.0, PEOPLE):
            shown = explorer.compute(**(values | {"in_focus": focus}))
            assert explorer.figure.read_out(shown)
            assert "nan" not in explorer.figure.text_alternative(shown)


# Stored pages


def test_a_stored_page_is_small_and_every_scene_has_a_slider(explorer):
    states = list(explorer.static_states())
    assert len(states) == len(set(states)) <= MOST_STORED_STATES
    assert {explorer.at(scene.values) for scene in explorer.scenes} <= set(states)
    assert set(explorer.static_grid.main) == {scene.name for scene in explorer.scenes}


def test_every_stored_state_has_words(explorer):
    for at in explorer.static_states():
        shown = explorer.compute(**explorer.values(at))
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
    assert len(seen) > 40
    assert [text for text in seen if untranslated(text)] == []


@pytest.mark.parametrize("scene", [*STORY, "elsewhere"])
def test_the_words_of_the_picture_can_be_translated(monkeypatch, scene):
    speak_in_brackets(monkeypatch)
    explorer = definition()
    shown = explorer.compute(**explorer.scene(scene).values)
    for words in (explorer.figure.read_out(shown), explorer.figure.text_alternative(shown)):
        # Units and times of the register stay as they are in every language.
        assert untranslated(re.sub(r"\b\d+ d\b", "", words)) == ""
