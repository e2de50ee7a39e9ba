"""The explorer of time: its scenes, its sentences, its prediction and its stored pages."""

import re

import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import value
from tendon_teaching.explorers.definition import SceneKind
from tendon_teaching.explorers.how_long_does_it_last import TIMES_S, definition
from tendon_teaching.models.relief import DAY_S, MINUTE_S, WEEK_S, ReliefCurve

STORY = (
    "nothing",
    "hands_on",
    "one_minute",
    "ten_minutes",
    "next_day",
    "next_week",
    "course",
    "against",
)
MOST_STORED_STATES = 100
MOST_LETTERS_OF_A_STRIP = 60


@pytest.fixture(scope="module")
def explorer():
    return definition()


def state(explorer, scene):
    return explorer.compute(**explorer.scene(scene).values)


# Story


def test_the_story_goes_from_nothing_to_message_and_doubt(explorer):
    assert tuple(scene.name for scene in explorer.scenes) == STORY
    kinds = [scene.kind for scene in explorer.scenes]
    assert kinds == [SceneKind.STORY] * 6 + [SceneKind.MESSAGE, SceneKind.DOUBT]
    assert explorer.scenes[0].values["sessions_a_week"] == 0
    assert explorer.scenes[-1].label == "But is it so?"


@pytest.mark.parametrize(
    ("scene", "reflex", "stiffness", "relief"),
    [
        ("nothing", 100, 0.0, 0),
        ("hands_on", 30, -5.2, 45),
        ("one_minute", 100, -1.9, 43),
        ("ten_minutes", 100, 0.0, 33),
        ("next_day", 100, 0.0, 8),
        ("next_week", 100, 0.0, 0),
        ("course", 100, 0.0, 9),
        ("against", 100, 0.0, 4),
    ],
)
def test_each_scene_has_its_numbers(explorer, scene, reflex, stiffness, relief):
    shown = state(explorer, scene)
    assert round(shown.reflex_pct) == reflex
    assert abs(shown.stiffness_pct - stiffness) < 0.05
    assert round(shown.relief_pct) == relief


def test_every_scene_can_be_read_aloud(explorer):
    for scene in explorer.scenes:
        assert len(scene.sentence.split()) <= 26
        assert not re.search(r"\d", scene.sentence)


def test_the_labels_fit_one_row(explorer):
    assert sum(len(scene.label) for scene in explorer.scenes) <= MOST_LETTERS_OF_A_STRIP


def test_after_a_minute_most_of_the_relief_is_left_and_the_reflex_is_back(explorer):
    now, then = state(explorer, "one_minute"), state(explorer, "hands_on")
    assert now.reflex_pct > 99
    assert now.relief_pct > 0.9 * then.relief_pct
    assert "Most of the relief is still there" in explorer.scene("one_minute").sentence


def test_the_course_is_the_one_of_the_trial_and_hardly_adds_up(explorer):
    shown, single = state(explorer, "course"), state(explorer, "next_day")
    assert shown.sessions_a_week == value("M008").value
    assert shown.relief_pct - single.relief_pct < 1.5
    assert "hardly adds up" in explorer.scene("course").sentence
    assert value("M004").time == "4 wk"
    assert value("M005").direction == "no difference"


def test_the_doubt_stands_where_the_studies_rise_and_the_curve_falls(explorer):
    shown = state(explorer, "against")
    assert shown.seconds == 2 * DAY_S
    assert shown.relief_pct < state(explorer, "next_day").relief_pct
    assert value("M130").value < value("M129").value < 0
    assert value("M131").value < value("M129").value


# Prediction


def test_the_right_prediction_is_what_its_scene_shows(explorer):
    assert state(explorer, explorer.prediction.settled_by).reflex_pct > 99
    right = [option.text for option in explorer.prediction.options if option.right]
    assert right == ["At once, within seconds."]
    assert value("M031").direction == "back to baseline at once"


def test_a_wrong_prediction_hears_the_name_of_its_misconception(explorer):
    wrong = [option for option in explorer.prediction.options if not option.right]
    heard = [re.search("mix-up: “(.+?)”", option.feedback)[1] for option in wrong]
    assert heard == ["it stays loose", "the reflex fades like the relief"]


# Controls


def test_the_clock_has_eleven_stops_from_hands_on_to_a_week(explorer):
    clock = explorer.control("seconds")
    assert clock.values == TIMES_S
    assert len(TIMES_S) == 11
    assert (TIMES_S[0], TIMES_S[-1]) == (0, WEEK_S)


@pytest.mark.parametrize(
    ("seconds", "shown", "spoken"),
    [
        (0, "0 s", "Hands on"),
        (10, "10 s", "10 seconds after"),
        (MINUTE_S, "1 min", "One minute after"),
        (10 * MINUTE_S, "10 min", "10 minutes after"),
        (3600, "1 h", "One hour after"),
        (DAY_S, "1 d", "One day after"),
        (WEEK_S, "7 d", "7 days after"),
    ],
)
def test_the_clock_shows_each_time_in_its_own_unit(explorer, seconds, shown, spoken):
    clock = explorer.control("seconds")
    place = clock.index_of(seconds)
    assert clock.shown(place) == shown
    assert clock.spoken(place) == spoken


def test_both_controls_are_teaching_values_and_say_why(explorer):
    for control in explorer.controls:
        assert not control.more
        assert control.rests_on.status == "calibrated"
        assert control.rests_on.note
    assert (
        "nothing was measured"
        in ReliefCurve.__dataclass_fields__["fades_in_days"].metadata["parameter"].note
    )


def test_every_setting_has_words(explorer):
    for at in explorer.static_states():
        result = explorer.compute(**explorer.values(at))
        for words in (explorer.figure.read_out, explorer.figure.text_alternative):
            assert not re.search("nan|None|{|}", words(result))


# Stored pages


def test_a_stored_page_holds_every_setting(explorer):
    stored = set(explorer.static_states())
    everything = len(TIMES_S) * len(explorer.control("sessions_a_week").values)
    assert len(stored) == everything <= MOST_STORED_STATES
    assert {explorer.at(scene.values) for scene in explorer.scenes} <= stored


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
        for place in range(len(control.values)):
            seen += [control.shown(place), control.spoken(place)]
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
            # An axis keeps numbers as marks of mathematics; they have no words.
            written = [re.sub(r"\\mathdefault|[${}]", "", text.get_text()) for text in texts]
            written += [explorer.figure.read_out(result), explorer.figure.text_alternative(result)]
            assert len(written) > 20
            assert [words for words in written if untranslated(words)] == []


def test_what_the_clock_shows_fits_its_small_field(explorer):
    clock = explorer.control("seconds")
    assert max(len(clock.shown(place)) for place in range(len(clock.values))) <= 6
