"""The explorer of lesson 00: its scenes, its sentences, its prediction and its stored pages."""

import re

import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import value
from tendon_teaching.explorers.catalogue import definition_of, names
from tendon_teaching.explorers.definition import VISIBLE_CONTROLS, SceneKind
from tendon_teaching.explorers.two_minute_tour import REGIMENS, definition
from tendon_teaching.lessons.start_here import lesson
from tendon_teaching.models.tour import (
    LAST_WEEK,
    TRIAL_WEEKS,
    Regimen,
    pain_left,
    tour_and_group,
    tour_state,
)

STORY = ("healthy", "overloaded", "tendinopathy", "rub_it", "load_it", "both", "open_questions")
MOST_STORED_STATES = 120
MOST_LETTERS_OF_A_STRIP = 42


@pytest.fixture(scope="module")
def explorer():
    return definition()


def picture(explorer, scene):
    return explorer.compute(**explorer.scene(scene).values)


def state(explorer, scene):
    return picture(explorer, scene).state


def said(explorer, scene):
    return explorer.figure.read_out(picture(explorer, scene))


# Story


def test_the_story_is_told_in_the_order_of_the_storyboard(explorer):
    assert tuple(scene.name for scene in explorer.scenes) == STORY
    kinds = [scene.kind for scene in explorer.scenes]
    assert kinds == [SceneKind.STORY] * 5 + [SceneKind.MESSAGE, SceneKind.DOUBT]


def test_it_is_the_first_explorer_of_the_catalogue(explorer):
    assert names()[0] == explorer.name
    assert definition_of(explorer.name).title == explorer.title


@pytest.mark.parametrize(
    ("scene", "changed_pct", "regimen", "week"),
    [
        ("healthy", 0, Regimen.NOTHING, 0),
        ("overloaded", 60, Regimen.NOTHING, 0),
        ("tendinopathy", 100, Regimen.NOTHING, 0),
        ("rub_it", 100, Regimen.MASSAGE, 0),
        ("load_it", 100, Regimen.LOADING, LAST_WEEK),
        ("both", 100, Regimen.BOTH, LAST_WEEK),
        ("open_questions", 100, Regimen.BOTH, LAST_WEEK),
    ],
)
def test_each_scene_is_the_state_of_the_storyboard(explorer, scene, changed_pct, regimen, week):
    assert state(explorer, scene) == tour_state(changed_pct, regimen, week)


def test_every_scene_has_one_or_two_sentences_that_can_be_read_aloud(explorer):
    for scene in explorer.scenes:
        assert 1 <= len(re.findall(r"[.?]", scene.sentence)) <= 2
        assert len(scene.sentence) < 150
        assert not re.search(r"\d", scene.sentence)


def test_the_labels_of_the_scenes_are_short_enough_for_one_row(explorer):
    assert sum(len(scene.label) for scene in explorer.scenes) <= MOST_LETTERS_OF_A_STRIP


def test_what_only_the_model_says_is_said_to_be_of_the_model(explorer):
    for name in ("tendinopathy", "load_it"):
        assert "in this model" in explorer.scene(name).sentence


def test_rubbing_changes_the_pain_and_nothing_of_the_tendon(explorer):
    before, after = state(explorer, "tendinopathy"), state(explorer, "rub_it")
    assert after.pain.now_of_10 < before.pain.now_of_10
    assert after.tissue == before.tissue
    assert "Tendon and bars stay as they were" in explorer.scene("rub_it").sentence


def test_loading_makes_it_stiffer_and_hardly_thins_it(explorer):
    before, after = state(explorer, "tendinopathy").tissue, state(explorer, "load_it").tissue
    assert after.stiffness_pct > 1.1 * before.stiffness_pct
    assert after.thickness_mm == pytest.approx(before.thickness_mm, rel=0.03)
    assert "not known" in explorer.scene("load_it").sentence


def test_the_message_has_the_tendon_of_loading_and_the_relief_of_massage(explorer):
    both, loaded = state(explorer, "both"), state(explorer, "load_it")
    assert both.tissue == loaded.tissue
    assert both.pain.hands_on_of_10 == state(explorer, "rub_it").pain.now_of_10


def test_the_doubt_shows_the_open_questions_over_the_same_tendon(explorer):
    message, doubt = explorer.scene("both").values, explorer.scene("open_questions").values
    assert {key for key in message if message[key] != doubt[key]} == {"show"}
    assert picture(explorer, "open_questions").questions
    assert said(explorer, "open_questions").count("?") == 3


# Prediction


def test_the_right_prediction_is_the_one_its_scene_shows(explorer):
    settled = state(explorer, explorer.prediction.settled_by).tissue
    healthy = state(explorer, "healthy").tissue
    assert settled.thickness_mm > healthy.thickness_mm
    assert settled.stretch_mm > healthy.stretch_mm + 1
    assert [option.text for option in explorer.prediction.options if option.right] == ["More."]


def test_a_wrong_prediction_hears_the_name_of_its_misconception(explorer):
    wrong = [option for option in explorer.prediction.options if not option.right]
    heard = [re.search("mix-up: “(.+?)”", option.feedback) for option in wrong]
    assert [found and found[1] for found in heard] == [
        "thick means strong",
        "a lump is only water",
    ]
    for option in explorer.prediction.options:
        assert "in this model" in option.feedback


# Controls


def test_three_controls_are_in_sight_and_the_questions_are_under_more(explorer):
    visible = [control.name for control in explorer.controls if not control.more]
    assert visible == ["changed_pct", "then", "week"]
    assert len(visible) == VISIBLE_CONTROLS


@pytest.mark.parametrize(
    ("name", "low", "high", "stops"), [("changed_pct", 0, 100, 21), ("week", 0, 12, 13)]
)
def test_the_sliders_cover_the_range_of_the_storyboard(explorer, name, low, high, stops):
    values = explorer.control(name).values
    assert (values[0], values[-1], len(values)) == (low, high, stops)


def test_each_word_of_and_then_does_what_it_says(explorer):
    control = explorer.control("then")
    start = explorer.scene("tendinopathy").values
    for place, word in zip(control.values, control.options, strict=True):
        done = explorer.compute(**{**start, "then": place}).state.regimen
        assert done.text == word
    assert len(control.options) == len(REGIMENS) == len(Regimen)


def test_every_control_of_the_tendon_says_what_it_rests_on(explorer):
    for control in explorer.controls:
        if control.name == "show":
            assert control.rests_on is None
        else:
            assert control.rests_on.note
            assert control.rests_on.status != "measured"


def test_the_controls_say_that_this_tendon_is_a_marked_case_and_by_which_story_pain_falls(explorer):
    case, group = tour_and_group()
    note = explorer.control("then").rests_on.note
    for likeness in (case, group):
        assert f"{likeness.stiffness_pct:.0f} %" in note
        assert f"{likeness.modulus_pct:.0f} %" in note
    assert "not as a finding" in note
    assert "Story A" in explorer.control("week").rests_on.note


def test_the_programme_begins_so_light_that_the_tendon_answers_late(explorer):
    def stiffness(week):
        values = {**explorer.scene("load_it").values, "week": week}
        return explorer.compute(**values).state.tissue.stiffness_pct

    assert stiffness(12) - stiffness(6) > 3 * (stiffness(6) - stiffness(0))
    assert "answers late" in explorer.control("week").rests_on.note


def test_no_stand_in_is_left(explorer):
    drawing = explorer.figure.draw("wide")
    texts = drawing.figure.findobj(lambda artist: hasattr(artist, "get_text"))
    written = [text.get_text() for text in texts]
    written += [said(explorer, scene) for scene in STORY]
    written += [control.rests_on.note for control in explorer.controls if control.rests_on]
    assert not [words for words in written if "stand-in" in words]


# The lesson around it


def test_the_lesson_says_what_the_tour_left_out_in_the_numbers_of_the_model():
    words = " ".join(point.text for point in lesson().left_out)
    for likeness in tour_and_group():
        for percent in (likeness.thickness_pct, likeness.stiffness_pct, likeness.modulus_pct):
            assert f"{percent:.0f} %" in words
    for is_loading in (False, True):
        fall_pct = 100 * (1 - pain_left(TRIAL_WEEKS, is_loading=is_loading))
        assert f"by {fall_pct:.0f} %" in words
    loaded = tour_state(100, "loading", LAST_WEEK)
    gain_pct = 100 * (loaded.tissue.stiffness_pct / loaded.before.stiffness_pct - 1)
    assert f"{gain_pct:.0f} % stiffer" in words


def test_that_waiting_gets_too_little_is_said_because_it_is_so():
    published = 100 * (1 - value("L031").value / value("L030").value)
    assert 100 * (1 - pain_left(TRIAL_WEEKS, is_loading=False)) < published
    assert "this model gives waiting too little" in " ".join(p.text for p in lesson().left_out)


def test_every_setting_has_words(explorer):
    for changed in (0, 40, 45, 100):
        for then in explorer.control("then").values:
            for week in (0, 1, 12):
                result = explorer.compute(changed_pct=changed, then=then, week=week, show=0)
                for words in (explorer.figure.read_out, explorer.figure.text_alternative):
                    assert not re.search("nan|None|{|}", words(result))


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


def test_in_a_stored_page_every_regimen_can_be_followed_through_all_weeks(explorer):
    stored = set(explorer.static_states())
    start = explorer.scene("tendinopathy").values
    for then in explorer.control("then").values:
        for week in explorer.control("week").values:
            assert explorer.at({**start, "then": then, "week": week}) in stored


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
    for at in explorer.static_states():
        result = explorer.compute(**explorer.values(at))
        for words in (explorer.figure.read_out(result), explorer.figure.text_alternative(result)):
            assert untranslated(words) == ""


def test_the_words_in_the_picture_can_be_translated(monkeypatch):
    speak_in_brackets(monkeypatch)
    explorer = definition()
    for layout in explorer.figure.LAYOUTS:
        drawing = explorer.figure.draw(layout)
        for scene in STORY:
            explorer.figure.update(drawing, picture(explorer, scene))
            texts = drawing.figure.findobj(lambda artist: hasattr(artist, "get_text"))
            written = [text.get_text() for text in texts]
            assert len(written) > 20
            assert [words for words in written if untranslated(words)] == []
