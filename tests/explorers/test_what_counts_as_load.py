"""What counts as load: scenes, sentences, prediction, picker and stored pages."""

import re

import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import value
from tendon_teaching.explorers.definition import (
    VISIBLE_CONTROLS,
    SceneKind,
    status_badge_is_needed,
)
from tendon_teaching.explorers.what_counts_as_load import LATER_FIT, NAME, definition
from tendon_teaching.figures.load_rulers import RULERS, Ruler, plain
from tendon_teaching.models.activities import activities, activity
from tendon_teaching.models.bout import LoadRuler, amounts

SCENES = ("easy_day", "how_often", "together", "how_hard", "size_wins", "other_force")
MOST_STORED_STATES = 100


@pytest.fixture(scope="module")
def explorer():
    return definition()


def picture(explorer, scene, **moved):
    return explorer.compute(**{**explorer.scene(scene).values, **moved})


def said(explorer, scene):
    return explorer.figure.read_out(picture(explorer, scene))


def order(shown, ruler):
    """Names of the activities from most to least."""
    ranked = zip(shown.places(ruler), shown.loads, strict=True)
    return [load.activity.name for _place, load in sorted(ranked, key=lambda pair: pair[0])]


# Story


def test_the_story_goes_from_an_easy_day_to_message_to_doubt(explorer):
    assert explorer.name == NAME
    assert tuple(scene.name for scene in explorer.scenes) == SCENES
    kinds = [scene.kind for scene in explorer.scenes]
    assert kinds == [SceneKind.STORY] * 4 + [SceneKind.MESSAGE, SceneKind.DOUBT]
    assert explorer.scenes[-1].label == "But is it so?"


def test_every_scene_has_one_or_two_sentences_that_can_be_read_aloud(explorer):
    for scene in explorer.scenes:
        assert 1 <= len(re.findall(r"[.?]", scene.sentence)) <= 2
        assert len(scene.sentence.split()) <= 25
        assert not re.search(r"\d", scene.sentence)


def test_labels_fit_one_row(explorer):
    assert sum(len(scene.label) for scene in explorer.scenes) <= 60


def test_three_rulers_give_three_orders(explorer):
    shown = picture(explorer, "how_often")
    orders = {tuple(order(shown, ruler)) for ruler in RULERS}
    assert len(orders) == 3


def test_counted_by_how_often_walking_is_first_and_hops_last(explorer):
    ranked = order(picture(explorer, "how_often"), Ruler.HOW_OFTEN)
    assert (ranked[0], ranked[-1]) == ("walking", "single_leg_hop")


def test_added_up_the_easy_run_is_first_and_hops_still_last(explorer):
    ranked = order(picture(explorer, "together"), Ruler.TOGETHER)
    assert (ranked[0], ranked[-1]) == ("easy_running", "single_leg_hop")


def test_by_how_hard_hops_are_first_the_run_second_and_walking_third(explorer):
    ranked = order(picture(explorer, "how_hard"), Ruler.HOW_HARD)
    assert ranked[:3] == ["single_leg_hop", "easy_running", "walking"]
    assert "in this model" in explorer.scene("how_hard").sentence.lower()


def test_the_message_is_fewer_but_faster_steps_that_outweigh_the_easy_run(explorer):
    shown = picture(explorer, "size_wins")
    fast, easy = shown.loads[0], shown.loads[3]
    assert (fast.activity.name, easy.activity.name) == ("fast_running", "easy_running")
    assert fast.cycles < easy.cycles
    assert fast.amounts.body_weights < easy.amounts.body_weights
    assert fast.amounts.running_steps > easy.amounts.running_steps
    assert value("L160").direction == "magnitude dominates"


def test_the_doubt_turns_the_order_with_another_published_force(explorer):
    message, doubt = explorer.scene("size_wins").values, explorer.scene("other_force").values
    assert {key for key in message if message[key] != doubt[key]} == {"force"}
    shown = picture(explorer, "other_force")
    assert shown.loads[0].force_bw == activity("fast_running").low_bw
    assert order(shown, Ruler.HOW_HARD)[0] == "easy_running"
    assert "toe" in explorer.scene("other_force").sentence


@pytest.mark.parametrize("scene", ["easy_day", "size_wins", "other_force"])
def test_the_read_out_says_what_the_model_computes(explorer, scene):
    mine = picture(explorer, scene).loads[0]
    measured = amounts(mine.force_bw, mine.cycles)
    sentence = said(explorer, scene)
    assert f"({measured.body_weights:,.0f} body weights)" in sentence
    assert f"({plain(measured.running_steps)} running steps)" in sentence


# Prediction


def test_the_right_prediction_is_that_it_depends(explorer):
    (right,) = [option.text for option in explorer.prediction.options if option.right]
    assert right == "It depends on how you count."
    shown = picture(explorer, explorer.prediction.settled_by)
    hops, walking = shown.loads[0].amounts, shown.loads[1].amounts
    assert hops.cycles < walking.cycles
    assert hops.body_weights < walking.body_weights
    assert hops.running_steps > walking.running_steps


def test_a_wrong_prediction_hears_the_name_of_its_misconception(explorer):
    wrong = [option for option in explorer.prediction.options if not option.right]
    assert len(wrong) == 2
    for option in wrong:
        assert re.search("mix-up: “.+”", option.feedback)


# Controls


def test_three_controls_are_visible_and_every_row_has_a_picker(explorer):
    visible = [control.name for control in explorer.controls if not control.more]
    assert visible == ["mine", "times", "force"]
    assert len(visible) == VISIBLE_CONTROLS
    names = [found.label for found in activities()]
    for picker in ("mine", "beside_b", "beside_c", "beside_d"):
        assert list(explorer.control(picker).options) == names


def test_every_typical_amount_can_be_set(explorer):
    times = explorer.control("times")
    for found in activities():
        if found.cycles <= times.values[-1]:
            assert times.index_of(found.cycles) >= 0


def test_every_pick_shows_the_picked_activity(explorer):
    for place, found in enumerate(activities()):
        shown = picture(explorer, "easy_day", mine=float(place), beside_c=float(place))
        assert shown.loads[0].activity.name == found.name
        assert shown.loads[2].activity.name == found.name
        assert shown.loads[2].cycles == found.cycles


def test_the_force_of_a_moves_within_the_published_band(explorer):
    for found in range(len(activities())):
        low, here, high = (
            picture(explorer, "easy_day", mine=float(found), force=float(force)).loads[0]
            for force in range(3)
        )
        assert low.force_bw <= here.force_bw <= high.force_bw
        assert low.force_bw == here.activity.low_bw
        assert high.force_bw == here.activity.high_bw


def test_the_later_fit_moves_the_third_ruler_only(explorer):
    first = picture(explorer, "how_hard").loads[0].amounts
    later = picture(explorer, "how_hard", fit=LATER_FIT).loads[0].amounts
    assert later.running_steps > first.running_steps
    assert (later.cycles, later.body_weights) == (first.cycles, first.body_weights)
    expected = LoadRuler(fatigue_slope_pct=value("L311").value)
    assert later.running_steps == expected.running_steps(7.3, 40)


def test_force_and_exponent_carry_the_badge_and_say_why(explorer):
    for name in ("force", "fit"):
        basis = explorer.control(name).rests_on
        assert status_badge_is_needed(basis)
        assert basis.note
    assert "second-hand" in explorer.control("fit").rests_on.note


def test_the_corners_of_all_controls_give_words(explorer):
    for pick in (0, -1):
        values = {control.name: control.values[pick] for control in explorer.controls}
        result = explorer.compute(**values)
        assert explorer.figure.read_out(result)
        assert "nan" not in explorer.figure.text_alternative(result)


# Stored pages


def test_a_stored_page_is_small_and_every_scene_has_a_control(explorer):
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
    assert len(seen) > 40
    assert [text for text in seen if untranslated(text)] == []


@pytest.mark.parametrize("scene", SCENES)
def test_the_words_of_the_picture_can_be_translated(monkeypatch, scene):
    speak_in_brackets(monkeypatch)
    explorer = definition()
    result = picture(explorer, scene)
    for words in (explorer.figure.read_out(result), explorer.figure.text_alternative(result)):
        assert untranslated(words) == ""
