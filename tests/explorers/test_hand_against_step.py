"""The explorer of hand and step: its scenes, its cards, its prediction and its stored pages."""

import re

import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import claim, value
from tendon_teaching.explorers.definition import SceneKind
from tendon_teaching.explorers.hand_against_step import REBUILD_PCT, definition, pulls
from tendon_teaching.figures.stress_ladder import Card
from tendon_teaching.models.massage import thought_experiment
from tendon_teaching.models.stress_ladder import KG_PER_CM2_IN_MPA, hand_against, rung

STORY = ("light", "thumb", "knots", "blood", "animals", "what_if", "firm", "rough")
MOST_STORED_STATES = 100
MOST_LETTERS_OF_A_STRIP = 60


@pytest.fixture(scope="module")
def explorer():
    return definition()


def state(explorer, scene):
    return explorer.compute(**explorer.scene(scene).values)


# Story


def test_the_story_goes_from_a_resting_hand_to_message_and_doubt(explorer):
    assert tuple(scene.name for scene in explorer.scenes) == STORY
    kinds = [scene.kind for scene in explorer.scenes]
    assert kinds == [SceneKind.STORY] * 6 + [SceneKind.MESSAGE, SceneKind.DOUBT]
    hand = explorer.control("hand_kg_per_cm2")
    assert explorer.scenes[0].values["hand_kg_per_cm2"] == hand.values[0]
    assert explorer.scenes[-1].label == "But is it so?"


def test_every_scene_can_be_read_aloud(explorer):
    for scene in explorer.scenes:
        assert len(scene.sentence.split()) <= 25
        assert not re.search(r"\d", scene.sentence)


def test_the_labels_fit_one_row(explorer):
    assert sum(len(scene.label) for scene in explorer.scenes) <= MOST_LETTERS_OF_A_STRIP


def test_massage_rebuilds_nothing_unless_the_thought_experiment_asks(explorer):
    for scene in explorer.scenes:
        assert (state(explorer, scene.name).what_if.rebuild_pct > 0) == (scene.name == "what_if")


def test_a_usual_thumb_lies_more_than_a_hundred_times_below_a_walking_step(explorer):
    thumb = state(explorer, "thumb")
    assert thumb.hand_kg_per_cm2 * KG_PER_CM2_IN_MPA * 1000 == pytest.approx(
        value("M074").value, abs=5
    )
    assert 100 < thumb.against.times_more < 200
    sentence = explorer.scene("thumb").sentence
    assert "more than a hundred times" in sentence
    assert "thousands of times a day" in sentence


def test_the_message_sets_the_firmest_quarter_against_the_easiest_exercise(explorer):
    message = state(explorer, "firm")
    assert message.hand_kg_per_cm2 * KG_PER_CM2_IN_MPA * 1000 == pytest.approx(
        value("M074").spread_high, abs=10
    )
    assert message.against.rung.name == pulls()[0]
    assert value("S114").note.startswith("Lowest of 30 exercises")
    assert message.against.times_more > 10
    assert "many times less" in explorer.scene("firm").sentence


def test_the_doubt_is_true_one_method_puts_running_above_the_breaking_stress(explorer):
    doubt = state(explorer, "rough")
    assert doubt.against.rung.high_mpa > rung("breaking").stress_mpa
    assert "above the textbook breaking stress" in explorer.scene("rough").sentence


# Cards


def test_blood_did_not_follow_the_hands_and_tripled_with_light_kicking(explorer):
    times = value("M053").value / value("M051").value
    assert times == pytest.approx(3, abs=0.2)
    assert "tripled" in explorer.scene("blood").sentence
    assert value("M055").value > value("M055b").value
    assert "warmed the skin" in explorer.scene("blood").sentence


def test_most_of_the_lead_of_the_rats_was_gone_by_week_twelve(explorer):
    early, late = value("M151"), value("M153")
    assert (early.time, late.time) == ("4 wk", "12 wk")
    assert late.value < early.value / 2
    assert "most of the lead" in explorer.scene("animals").sentence


def test_knots_keep_to_the_verdict_of_the_claim(explorer):
    assert "no good human evidence" in claim("A13").wording
    said = explorer.figure.read_out(state(explorer, "knots"))
    assert "No good human evidence" in said


def test_each_card_has_a_scene_and_all_cards_can_be_chosen(explorer):
    shown = {state(explorer, scene).card for scene in STORY}
    assert shown == set(Card)
    assert len(explorer.control("card").options) == len(Card)


def test_a_tenth_of_a_session_would_need_a_huge_trial(explorer):
    what_if = state(explorer, "what_if").what_if
    assert what_if == thought_experiment(10.0)
    assert what_if.people_per_group > 10 * value("M001").value
    assert "a tenth" in explorer.scene("what_if").sentence


def test_the_thought_experiment_grows_with_what_a_massage_would_be_worth(explorer):
    curve = state(explorer, "what_if").curve
    gains = [one.massage_gain_pct for one in curve]
    assert [one.rebuild_pct for one in curve] == list(REBUILD_PCT)
    assert gains[0] == 0
    assert gains == sorted(set(gains))


# Prediction


def test_the_right_prediction_is_what_its_scene_shows(explorer):
    times = state(explorer, explorer.prediction.settled_by).against.times_more
    right = [option for option in explorer.prediction.options if option.right]
    assert len(right) == 1
    assert right[0].text == "More than a hundred times."
    assert times > 100


def test_a_wrong_prediction_hears_the_name_of_its_misconception(explorer):
    wrong = [option for option in explorer.prediction.options if not option.right]
    heard = [re.search("mix-up: “(.+?)”", option.feedback)[1] for option in wrong]
    assert heard == [
        "hands are strong enough to re-align fibres",
        "a firm massage is like a small exercise",
    ]
    assert hand_against(2.3, "seated_raise").times_more > 10


# Controls


def test_hand_comparison_and_card_are_in_sight_and_the_thought_under_more(explorer):
    assert [c.name for c in explorer.controls if not c.more] == [
        "hand_kg_per_cm2",
        "against",
        "card",
    ]
    assert explorer.control("rebuild_pct").rests_on.status == "illustrative"
    assert explorer.control("rebuild_pct").values[0] == 0


def test_every_setting_has_words(explorer):
    for hand in (0.5, 2.3, 5.0):
        for against in range(len(pulls())):
            for card in range(len(Card)):
                for rebuild in (0.0, 1.0, 100.0):
                    result = explorer.compute(
                        hand_kg_per_cm2=hand, against=against, card=card, rebuild_pct=rebuild
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
        seen += [control.label, control.unit, control.unit_spoken, *control.options]
        seen += [control.rests_on.note] if control.rests_on else []
    assert len(seen) > 40
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
            assert len(written) > 30
            assert [words for words in written if untranslated(words)] == []
