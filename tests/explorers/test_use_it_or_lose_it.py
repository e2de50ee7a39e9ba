"""The explorer of rest: its scenes, controls, sentences and stored pages."""

import re

import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import Status
from tendon_teaching.explorers.definition import VISIBLE_CONTROLS, SceneKind
from tendon_teaching.explorers.use_it_or_lose_it import NAME, definition
from tendon_teaching.explorers.view import specification
from tendon_teaching.figures import unloading as figure
from tendon_teaching.models.unloading import Rest, measured_rests

SCENES = ("walk_on", "no_sport", "in_bed", "longer", "exercise", "back", "is_it_so")
MOST_STORED_STATES = 100
TWO_LINES = 150
MOST_SPOKEN_WORDS = 25
POINTS = {point.name: point for point in measured_rests()}


@pytest.fixture(scope="module")
def explorer():
    return definition()


def picture(explorer, scene, **changes):
    return explorer.compute(**{**explorer.scene(scene).values, **changes})


def now(result):
    return result.course.at(result.weeks_after)


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


# Words of the scenes, held against the model and what was measured


def test_walking_on_changes_nothing(explorer):
    assert "Nothing changes" in explorer.scene("walk_on").sentence
    assert all(abs(number - 100) < 1 for number in vars(now(picture(explorer, "walk_on"))).values())


def test_without_sport_most_goes_and_what_walking_keeps_stays(explorer):
    result = picture(explorer, "no_sport")
    assert "most of what training built goes" in explorer.scene("no_sport").sentence
    gained, left = result.course.start.stiffness_pct - 100, now(result).stiffness_pct - 100
    assert 0 < left < gained / 2


def test_two_weeks_in_bed_are_clearly_felt_by_the_tendon(explorer):
    result = picture(explorer, "in_bed")
    assert "two weeks" in explorer.scene("in_bed").sentence
    assert result.course.history.days == 14
    assert now(result).stiffness_pct < 90


def test_three_months_cost_more_than_half_here_and_in_people(explorer):
    assert "more than half" in explorer.scene("longer").sentence
    assert now(picture(explorer, "longer")).stiffness_pct < 50
    assert POINTS["bed_long"].stiffness_pct < 50


def test_with_exercise_the_tendon_loses_about_half_as_much(explorer):
    assert "half as much" in explorer.scene("exercise").sentence
    without, with_it = (
        picture(explorer, name).course.lost_pct() for name in ("longer", "exercise")
    )
    assert with_it / without == pytest.approx(0.5, abs=0.06)


def test_on_the_way_back_weeks_are_needed(explorer):
    result = picture(explorer, "back")
    assert "over weeks" in explorer.scene("back").sentence
    assert result.is_back
    assert result.course.at().stiffness_pct + 20 < now(result).stiffness_pct < 95
    assert result.course.weeks_to_come_back >= 5


def test_the_doubt_shows_people_and_two_tendons_far_apart(explorer):
    result = picture(explorer, "is_it_so")
    assert result.people_in_focus
    assert "two tendons of one study far apart" in explorer.scene("is_it_so").sentence
    assert POINTS["bed_calf"].stiffness_pct - POINTS["bed_thigh"].stiffness_pct > 10
    assert max(point.people for point in POINTS.values()) < 10


# Prediction


def test_the_right_prediction_is_what_scene_and_people_show(explorer):
    (right,) = [option for option in explorer.prediction.options if option.right]
    assert "falls, but less" in right.text
    assert explorer.prediction.settled_by == "exercise"
    longer, exercise = (picture(explorer, name) for name in ("longer", "exercise"))
    assert now(longer).stiffness_pct + 10 < now(exercise).stiffness_pct < 90
    assert POINTS["bed_long"].stiffness_pct < POINTS["bed_exercise"].stiffness_pct < 90


def test_a_wrong_prediction_hears_the_name_of_its_misconception(explorer):
    wrong = [option for option in explorer.prediction.options if not option.right]
    assert len(wrong) == 2
    assert all(re.search("mix-up: “.+”", option.feedback) for option in wrong)


# Controls


def test_days_kind_and_return_are_visible(explorer):
    visible = [control.name for control in explorer.controls if not control.more]
    assert visible == ["days", "kind", "weeks_after"]
    assert len(visible) <= VISIBLE_CONTROLS
    assert explorer.control("kind").options == tuple(rest.text for rest in Rest)


def test_nothing_here_is_passed_off_as_measured(explorer):
    for name in ("days", "kind", "weeks_after"):
        rests_on = explorer.control(name).rests_on
        assert rests_on.status is not Status.MEASURED
        assert rests_on.note
    badges = {c["name"]: c["badge"] for c in specification(explorer, "x")["controls"]}
    assert [badges[name] for name in ("days", "kind", "weeks_after")] == ["teaching value"] * 3


def test_the_return_is_said_to_be_the_model_alone(explorer):
    assert "model alone" in explorer.control("weeks_after").rests_on.note


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
    assert len(seen) > 30
    assert [text for text in seen if untranslated(text)] == []
