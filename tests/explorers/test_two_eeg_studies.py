"""The explorer of the two EEG studies: scenes, prediction, stored pages, and no word too much."""

import re

import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import value
from tendon_teaching.explorers.definition import SceneKind
from tendon_teaching.explorers.two_eeg_studies import BANDS, definition
from tendon_teaching.figures.eeg import (
    Agreement,
    Band,
    Shown,
    Way,
    agreement,
    pattern_2004,
    pattern_2018,
)

STORY = ("bands", "one_study", "two_studies", "delta", "beta", "light", "alpha", "who")


@pytest.fixture(scope="module")
def explorer():
    return definition()


def state(explorer, scene):
    return explorer.compute(**explorer.scene(scene).values)


def test_the_story_goes_from_no_study_to_message_and_doubt(explorer):
    assert tuple(scene.name for scene in explorer.scenes) == STORY
    kinds = [scene.kind for scene in explorer.scenes]
    assert kinds == [SceneKind.STORY] * 6 + [SceneKind.MESSAGE, SceneKind.DOUBT]
    assert state(explorer, "bands").shown is Shown.NOTHING
    assert explorer.scenes[-1].label == "But is it so?"


def test_every_scene_can_be_read_aloud(explorer):
    for scene in explorer.scenes:
        assert len(scene.sentence.split()) <= 25
        assert not re.search(r"\d", scene.sentence)


def test_the_labels_fit_one_row(explorer):
    assert sum(len(scene.label) for scene in explorer.scenes) <= 60


@pytest.mark.parametrize("scene", ["delta", "beta", "alpha"])
def test_a_scene_named_after_a_band_frames_it(explorer, scene):
    assert state(explorer, scene).band is Band(scene)


def test_the_sentences_say_the_published_directions(explorer):
    first = pattern_2018().ways
    moderate, light = (pattern_2004(shown).ways for shown in (Shown.MODERATE, Shown.LIGHT))
    assert (first[Band.DELTA], first[Band.THETA], first[Band.ALPHA]) == (Way.DOWN, Way.DOWN, Way.UP)
    assert "slow waves down, alpha up" in explorer.scene("one_study").sentence
    assert (moderate[Band.DELTA], moderate[Band.ALPHA]) == (Way.UP, Way.DOWN)
    assert "delta up, alpha down" in explorer.scene("two_studies").sentence
    assert (light[Band.DELTA], light[Band.HEART]) == (Way.DOWN, Way.UP)
    assert "delta down, and the heart beat faster" in explorer.scene("light").sentence


def test_beta_is_told_as_agreement_in_one_spot(explorer):
    assert agreement(Band.BETA, Shown.MODERATE) is Agreement.SAME
    sentence = explorer.scene("beta").sentence
    assert "fell in both" in sentence
    assert "only over the touch area opposite" in sentence
    assert "right central area" in value("M025").direction
    assert value("M025").group == "left-arm massage"


def test_the_doubt_shows_an_agreement_that_spoils_the_message(explorer):
    doubt = state(explorer, "who")
    assert agreement(doubt.band, doubt.shown) is Agreement.SAME
    assert "nobody here had a sore tendon" in explorer.scene("who").sentence
    for row in ("M023", "M026", "M027"):
        assert "healthy adults" in value(row).population


def test_the_right_prediction_is_what_its_scene_shows(explorer):
    settled = state(explorer, explorer.prediction.settled_by)
    found = [agreement(band, settled.shown) for band in (Band.DELTA, Band.ALPHA)]
    assert found == [Agreement.OPPOSITE] * 2
    (right,) = [option for option in explorer.prediction.options if option.right]
    assert "opposite ways" in right.text


def test_a_wrong_prediction_hears_the_name_of_its_misconception(explorer):
    wrong = [option for option in explorer.prediction.options if not option.right]
    heard = [re.search("mix-up: “(.+?)”", option.feedback)[1] for option in wrong]
    assert heard == ["calm has one signature", "studies that disagree show nothing"]


def test_there_are_two_controls_and_none_is_hidden(explorer):
    assert [(c.name, c.more) for c in explorer.controls] == [("shown", False), ("band", False)]
    assert len(explorer.control("band").options) == len(BANDS) == 1 + len(Band)


def test_all_states_travel_with_a_stored_page_and_have_words(explorer):
    stored = set(explorer.static_states())
    every = {
        (shown, band)
        for shown in range(len(Shown))
        for band in range(len(explorer.controls[1].values))
    }
    assert stored == every
    for at in every:
        result = explorer.compute(**explorer.values(at))
        for words in (explorer.figure.read_out, explorer.figure.text_alternative):
            assert not re.search("nan|None|{|}", words(result))


def test_every_text_a_reader_sees_can_be_translated(monkeypatch):
    speak_in_brackets(monkeypatch)
    explorer = definition()
    seen = [explorer.title, explorer.prediction.question]
    for option in explorer.prediction.options:
        seen += [option.text, option.feedback]
    for scene in explorer.scenes:
        seen += [scene.label, scene.sentence]
    for control in explorer.controls:
        seen += [control.label, *control.options]
    assert len(seen) > 30
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
            assert len(written) > 20
            assert [words for words in written if untranslated(words)] == []
