"""The explorer of programmes: its scenes, controls, sentences and stored pages."""

import re

import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import Status, claim, value
from tendon_teaching.explorers.definition import VISIBLE_CONTROLS, SceneKind
from tendon_teaching.explorers.twelve_weeks import NAME, definition
from tendon_teaching.explorers.view import specification
from tendon_teaching.figures import programmes as figure
from tendon_teaching.models.programmes import Programme, measured_thickness

SCENES = ("walking", "drops", "heavy", "as_you_can", "stop", "keep_on", "is_it_so")
MOST_STORED_STATES = 100
TWO_LINES = 150
MOST_SPOKEN_WORDS = 25


@pytest.fixture(scope="module")
def explorer():
    return definition()


def picture(explorer, scene, **changes):
    return explorer.compute(**{**explorer.scene(scene).values, **changes})


def now(result):
    return result.course.at(result.week)


def gain(explorer, scene):
    result = picture(explorer, scene)
    return now(result).stiffness_pct - result.course.at(0).stiffness_pct


# Story


def test_the_story_ends_with_the_message_and_then_the_doubt(explorer):
    assert explorer.name == NAME
    assert tuple(scene.name for scene in explorer.scenes) == SCENES
    kinds = [scene.kind for scene in explorer.scenes]
    assert kinds == [SceneKind.STORY] * 5 + [SceneKind.MESSAGE, SceneKind.DOUBT]


def test_every_scene_has_a_sentence_that_can_be_read_aloud(explorer):
    for scene in explorer.scenes:
        assert len(scene.sentence.split()) <= MOST_SPOKEN_WORDS, scene.name
        assert not re.search(r"\d", scene.sentence)


def test_the_scenes_fit_into_one_row(explorer):
    assert sum(len(scene.label) for scene in explorer.scenes) <= 60


@pytest.mark.parametrize("scene", SCENES)
def test_every_read_out_fits_into_two_lines(explorer, scene):
    assert len(figure.read_out(picture(explorer, scene))) <= TWO_LINES


def test_the_first_scene_does_nothing_but_walk(explorer):
    result = picture(explorer, "walking")
    assert result.programme is Programme.WALKING
    assert "no sessions" in result.course.asked(result.week).text


# Words of the scenes, held against the model


def test_walking_changes_little(explorer):
    assert "little has changed" in explorer.scene("walking").sentence
    assert 0 < gain(explorer, "walking") < 5


def test_heel_drops_stiffen_and_the_tendon_stays_thick(explorer):
    sentence = explorer.scene("drops").sentence
    assert "stiffer" in sentence
    assert "stays thick" in sentence
    assert gain(explorer, "drops") > 10
    assert now(picture(explorer, "drops")).thickness_pct > 120


def test_heavy_is_stiffer_still_of_better_material_and_hardly_thinner(explorer):
    sentence = explorer.scene("heavy").sentence
    drops, heavy = (picture(explorer, name) for name in ("drops", "heavy"))
    assert "stiffer still" in sentence
    assert now(heavy).stiffness_pct > now(drops).stiffness_pct + 5
    assert "better material" in sentence
    assert now(heavy).modulus_pct > now(drops).modulus_pct + 5
    assert "hardly smaller" in sentence
    assert -5 < heavy.course.thickness_change_pct(12) < 0


def test_doing_what_one_can_ends_where_all_of_them_end(explorer):
    assert "ended" in explorer.scene("as_you_can").sentence
    assert gain(explorer, "as_you_can") == pytest.approx(gain(explorer, "drops"), abs=2)


def test_a_year_after_stopping_most_of_the_gain_is_gone(explorer):
    result = picture(explorer, "stop")
    assert result.week == 52
    waiting = result.course_of(Programme.WALKING).at(52).stiffness_pct
    gained = gain(explorer, "heavy")
    assert now(result).stiffness_pct - waiting < gained / 3


def test_keeping_on_holds_the_gain_and_more_and_thickness_follows_slowly(explorer):
    sentence = explorer.scene("keep_on").sentence
    kept, heavy = picture(explorer, "keep_on"), picture(explorer, "heavy")
    assert "hold the gain, and more" in sentence
    assert now(kept).stiffness_pct > now(heavy).stiffness_pct
    assert "slowly" in sentence
    assert -10 < kept.course.thickness_change_pct(52) < -5


def test_stop_and_keep_on_differ_only_by_what_comes_after(explorer):
    stop, keep = (explorer.scene(name).values for name in ("stop", "keep_on"))
    assert {name for name in stop if stop[name] != keep[name]} == {"after"}


def test_the_doubt_says_that_structure_is_not_symptoms(explorer):
    sentence = explorer.scene("is_it_so").sentence
    assert "Structure is not symptoms" in sentence
    assert "alike" in sentence
    assert value("L243").direction.startswith("similar")
    assert value("S122").direction.startswith("superior")
    assert "thickness does not tell" in sentence
    assert value("S138").direction == "does not track recovery"
    assert picture(explorer, "is_it_so").people_in_focus


def test_the_message_speaks_of_the_tissue_only(explorer):
    assert claim("A11").verdict == "supported_with_nuance"
    sentence = explorer.scene("keep_on").sentence
    assert "in this model" in sentence
    assert not re.search("pain|heal|cure", sentence)


# Prediction


def test_the_right_prediction_is_what_the_scene_shows(explorer):
    (right,) = [option for option in explorer.prediction.options if option.right]
    assert "hardly changes" in right.text
    assert explorer.prediction.settled_by == "heavy"
    result = picture(explorer, "heavy")
    assert gain(explorer, "heavy") > 20
    assert abs(result.course.thickness_change_pct(12)) < 4


def test_the_feedback_to_the_right_one_admits_the_trial_that_saw_more(explorer):
    (right,) = [option for option in explorer.prediction.options if option.right]
    assert "one trial saw clearly thinner" in right.feedback
    changes = {study.name: study.change_pct for study in measured_thickness()}
    assert changes["heavy"] < -15
    assert changes["five_years"] > -8


def test_a_wrong_prediction_hears_the_name_of_its_misconception(explorer):
    wrong = [option for option in explorer.prediction.options if not option.right]
    assert len(wrong) == 2
    assert all(re.search("mix-up: “.+”", option.feedback) for option in wrong)


# Controls


def test_week_programme_and_what_comes_after_are_visible(explorer):
    visible = [control.name for control in explorer.controls if not control.more]
    assert visible == ["week", "programme", "after"]
    assert len(visible) <= VISIBLE_CONTROLS
    assert [c.name for c in explorer.controls if c.more] == ["done", "kg_a_week", "people"]


def test_what_is_assumed_says_so_beside_its_control(explorer):
    for name in ("week", "programme", "after", "kg_a_week"):
        rests_on = explorer.control(name).rests_on
        assert rests_on.status is not Status.MEASURED
        assert rests_on.note
    badges = {c["name"]: c["badge"] for c in specification(explorer, "x")["controls"]}
    assert badges["programme"] == badges["kg_a_week"] == "teaching value"


def test_the_weight_moves_heel_drops_and_leaves_the_others_alone(explorer):
    light, loaded = (picture(explorer, "drops", kg_a_week=kg) for kg in (0.0, 2.0))
    for programme in Programme:
        less, more = (r.course_of(programme).at(12).stiffness_pct for r in (light, loaded))
        assert (more > less + 5) == programme.is_heel_drops
        assert (more == less) == (not programme.is_heel_drops)


def test_fewer_sessions_are_those_of_a_trial(explorer):
    full, missed = (picture(explorer, "heavy", done=done) for done in (0.0, 1.0))
    assert now(missed).stiffness_pct < now(full).stiffness_pct


# Stored pages


def test_a_stored_page_is_small_and_holds_every_scene(explorer):
    states = list(explorer.static_states())
    assert len(states) == len(set(states)) <= MOST_STORED_STATES
    assert {explorer.at(scene.values) for scene in explorer.scenes} <= set(states)


def test_in_a_stored_page_one_control_moves_freely_from_each_scene(explorer):
    stored = set(explorer.static_states())
    assert set(explorer.static_grid.main) == set(SCENES)
    for scene_name, control_name in explorer.static_grid.main.items():
        values = explorer.scene(scene_name).values
        for stop in explorer.control(control_name).values:
            assert explorer.at({**values, control_name: stop}) in stored


def test_every_stored_state_has_words(explorer):
    for at in explorer.static_states():
        result = explorer.compute(**explorer.values(at))
        assert "nan" not in figure.read_out(result)
        assert len(figure.read_out(result)) <= TWO_LINES
        assert figure.text_alternative(result)


# Translation


def test_every_text_a_reader_sees_can_be_translated(monkeypatch):
    speak_in_brackets(monkeypatch)
    explorer = definition()
    seen = [explorer.title, explorer.prediction.question]
    for option in explorer.prediction.options:
        seen += [option.text, option.feedback]
    for scene in explorer.scenes:
        seen += [scene.label, scene.sentence]
    for each in explorer.controls:
        seen += [each.label, each.unit, each.unit_spoken, *each.options]
        seen += [each.rests_on.note] if each.rests_on else []
    assert len(seen) > 40
    assert [text for text in seen if untranslated(text)] == []
