"""The Doppler explorer: its scenes, its sentences, its prediction and its stored pages."""

import re

import numpy as np
import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import Status, claim, value
from tendon_teaching.explorers.definition import SceneKind
from tendon_teaching.explorers.does_the_colour_tell import (
    HIGH_GAIN,
    LOW_GAIN,
    MIDDLE_GAIN,
    definition,
)
from tendon_teaching.figures import doppler
from tendon_teaching.figures.doppler import Beside
from tendon_teaching.figures.stage import Stage
from tendon_teaching.models.neovascularisation import HEALTHY_DRIVE

SCENES = (
    "healthy",
    "painful",
    "low_gain",
    "high_gain",
    "no_flow",
    "after_run",
    "pain_free",
    "later",
)
MOST_STORED_STATES = 100
# What fits into two lines of the view beside JupyterLab's side bar.
TWO_LINES = 150


@pytest.fixture(scope="module")
def explorer():
    return definition()


def view(explorer, scene, **changes):
    return explorer.compute(**{**explorer.scene(scene).values, **changes})


def said(explorer, scene):
    return doppler.read_out(view(explorer, scene))


def sentence(explorer, scene):
    return explorer.scene(scene).sentence


# Story


def test_the_story_ends_with_the_message_and_then_the_doubt(explorer):
    assert tuple(scene.name for scene in explorer.scenes) == SCENES
    kinds = [scene.kind for scene in explorer.scenes]
    assert kinds == [SceneKind.STORY] * 6 + [SceneKind.MESSAGE, SceneKind.DOUBT]
    assert explorer.scene("later").label == "But is it so?"


def test_every_scene_has_a_sentence_that_can_be_read_aloud(explorer):
    for scene in explorer.scenes:
        assert 1 <= scene.sentence.count(".") <= 2
        assert len(scene.sentence.split()) <= 25
        assert not re.search(r"\d", scene.sentence)


def test_every_read_out_of_a_scene_fits_into_two_lines(explorer):
    for scene in SCENES:
        assert len(said(explorer, scene)) <= TWO_LINES


def test_the_scenes_fit_into_one_row(explorer):
    assert sum(len(scene.label) for scene in explorer.scenes) <= 62


def test_a_healthy_tendon_is_shown_with_a_vessel_as_the_register_says(explorer):
    healthy = view(explorer, "healthy")
    assert healthy.scan.tree.drive == HEALTHY_DRIVE
    assert healthy.scan.count == 1
    assert "Healthy tendons have vessels" in sentence(explorer, "healthy")
    assert claim("A06").verdict == "not_supported"


def test_gain_changes_what_is_seen_of_the_same_tree(explorer):
    low, middle, high = (
        view(explorer, scene).scan for scene in ("low_gain", "painful", "high_gain")
    )
    assert low.tree is middle.tree is high.tree
    assert (low.gain_pct, middle.gain_pct, high.gain_pct) == (LOW_GAIN, MIDDLE_GAIN, HIGH_GAIN)
    assert low.count == 1
    assert "one vessel left" in sentence(explorer, "low_gain")
    assert high.count > middle.count > low.count
    assert "more vessels" in sentence(explorer, "high_gain")
    assert high.area_pct > middle.area_pct > low.area_pct
    assert high.specks > 0 == middle.specks
    assert "noise" in sentence(explorer, "high_gain")
    assert "noise" in said(explorer, "high_gain")


def test_the_painful_tendon_is_thicker_and_darker_than_the_healthy_one(explorer):
    healthy, painful = view(explorer, "healthy"), view(explorer, "painful")
    thickness = [(each.deep_mm - each.skin_mm).max() for each in (healthy, painful)]
    assert thickness[0] < thickness[1]
    core = np.s_[50:80, 150:210]
    assert painful.image[core].mean() < 0.7 * healthy.image[core].mean()


def test_a_painful_tendon_can_show_no_flow_and_a_quarter_do(explorer):
    silent = view(explorer, "no_flow")
    assert not silent.scan.has_flow
    assert not silent.scan.mask.any()
    assert np.array_equal(silent.image, view(explorer, "painful").image)
    assert "about a quarter" in sentence(explorer, "no_flow").casefold()
    without = 100 - value("S045").value
    assert 20 <= without <= 30
    assert f"{without:.0f} of 100 painful" in said(explorer, "no_flow")


def test_a_run_brings_more_flow_into_the_same_healthy_tendon(explorer):
    rest, run = view(explorer, "healthy"), view(explorer, "after_run")
    assert run.scan.tree is rest.scan.tree
    assert run.scan.count > rest.scan.count
    assert "more flow" in sentence(explorer, "after_run")
    words = said(explorer, "after_run")
    assert "10 healthy people 5 showed flow before" in words
    assert "8 after it" in words
    assert [value(row).value * value(row).n / 100 for row in ("S054", "S055")] == [5, 8]


def test_the_message_shows_the_flow_of_the_painful_tendon_without_pain(explorer):
    painful, pain_free = view(explorer, "painful"), view(explorer, "pain_free")
    assert np.array_equal(painful.scan.mask, pain_free.scan.mask)
    assert np.array_equal(pain_free.image, view(explorer, "healthy").image)
    assert "As much colour as the painful one" in sentence(explorer, "pain_free")


def test_the_doubt_says_that_flow_marks_later_risk(explorer):
    assert value("S049").value > 1
    assert value("S047").direction == "no relation"
    assert value("S148").direction == "not related"
    assert "says little about pain today" in sentence(explorer, "later")
    words = said(explorer, "later")
    for row in ("S047", "S049"):
        assert value(row).text in words
    message, doubt = explorer.scene("pain_free").values, explorer.scene("later").values
    assert {key for key in message if message[key] != doubt[key]} == {"beside"}


def test_the_crowds_open_one_after_the_other_and_not_before_the_prediction_is_settled(explorer):
    shown = [view(explorer, scene).beside for scene in SCENES]
    assert shown == [
        *[Beside.GUESS] * 4,
        *[Beside.PAINFUL] * 2,
        Beside.BOTH,
        Beside.LATER,
    ]
    share = f"{value('S048').value:.0f}"
    for scene in SCENES[: SCENES.index(explorer.prediction.settled_by)]:
        for words in (said(explorer, scene), doppler.text_alternative(view(explorer, scene))):
            assert share not in re.findall(r"\d+", words.replace(".", " "))


def test_no_slider_moves_the_crowds(explorer):
    def crowds(**changes):
        words = doppler.text_alternative(view(explorer, "pain_free", **changes))
        return re.search(r"Beside it.*?flow\.", words)[0]

    assert f"{value('S045').value:.0f} painful" in crowds()
    assert f"{value('S048').value:.0f} pain-free" in crowds()
    for changes in ({"drive": 0.0}, {"drive": 1.0}, {"gain_pct": 0.0}, {"gain_pct": 100.0}):
        assert crowds(**changes) == crowds()


# Sentences and numbers


@pytest.mark.parametrize("scene", SCENES)
def test_the_read_out_says_what_is_counted_in_this_very_picture(explorer, scene):
    scan, words = view(explorer, scene).scan, said(explorer, scene)
    assert words.startswith(f"Count {scan.count}, area {scan.area_pct:.1f} %")
    assert f"gain {scan.gain_pct:.0f} %" in words


@pytest.mark.parametrize("scene", SCENES)
def test_numbers_of_scenes_do_not_stand_on_the_edge_of_rounding(explorer, scene):
    # The area is a whole number of cells, so it is exact up to the last bits of a division.
    assert abs(10 * view(explorer, scene).scan.area_pct % 1 - 0.5) > 0.005


@pytest.mark.parametrize("scene", ["healthy", "painful", "low_gain", "high_gain", "pain_free"])
def test_low_and_high_gain_are_said_of_the_same_tendon(explorer, scene):
    words = said(explorer, scene)
    found = re.search(r"shows (\d+) at gain (\d+), (\d+) at (\d+)\.", words)
    assert [int(number) for number in found.groups()[1::2]] == [LOW_GAIN, HIGH_GAIN]
    counts = [view(explorer, scene, gain_pct=gain).scan.count for gain in (LOW_GAIN, HIGH_GAIN)]
    assert [int(number) for number in found.groups()[::2]] == counts


def test_a_louder_call_never_shows_fewer_vessels_in_the_tendon_of_the_lesson(explorer):
    drives = explorer.control("drive").values
    counts = [view(explorer, "painful", drive=drive).scan.count for drive in drives]
    assert counts == sorted(counts)
    assert counts[0] == 0
    assert counts[-1] > 4


def test_the_same_state_gives_the_same_frame():
    frames = {
        Stage(doppler, "wide").shoot(view(definition(), "high_gain")).picture for _again in range(2)
    }
    assert len(frames) == 1


# Prediction


def test_the_right_prediction_is_the_published_share(explorer):
    prediction = explorer.prediction
    assert explorer.scene(prediction.settled_by).kind is SceneKind.MESSAGE
    assert [option.right for option in prediction.options] == [False, False, True]
    assert "a third" in prediction.options[2].text
    assert 30 < value("S048").value < 37


def test_a_wrong_prediction_hears_the_name_of_its_misconception_and_the_share(explorer):
    wrong = [option.feedback for option in explorer.prediction.options if not option.right]
    ideas = [re.search("mix-up: “(.+?)”", feedback)[1] for feedback in wrong]
    assert ideas == ["a healthy tendon has no vessels", "vessels are the pain"]
    for option in explorer.prediction.options:
        assert value("S048").text in option.feedback


# Controls


def test_three_controls_are_visible_and_the_rest_is_under_more(explorer):
    visible = [control.name for control in explorer.controls if not control.more]
    assert visible == ["drive", "gain_pct", "run"]


@pytest.mark.parametrize(
    ("name", "low", "high", "stops"), [("drive", 0, 1, 11), ("gain_pct", 0, 100, 11)]
)
def test_the_sliders_cover_their_range(explorer, name, low, high, stops):
    values = explorer.control(name).values
    assert (values[0], values[-1], len(values)) == (low, high, stops)


def test_what_moves_the_model_says_what_it_rests_on_and_was_not_measured(explorer):
    for name in ("drive", "gain_pct", "run"):
        basis = explorer.control(name).rests_on
        assert basis.note
        assert basis.status is not Status.MEASURED
        assert all(value(row) for row in basis.register_ids)


@pytest.mark.parametrize("pick", [0, -1])
def test_the_corners_of_all_sliders_give_words(explorer, pick):
    result = explorer.compute(**{c.name: c.values[pick] for c in explorer.controls})
    for words in (doppler.read_out(result), doppler.text_alternative(result)):
        assert words
        assert "nan" not in words


def test_nobody_is_told_what_their_own_tendon_will_do(explorer):
    words = " ".join(
        [*(scene.sentence for scene in explorer.scenes), *(said(explorer, s) for s in SCENES)]
    )
    assert not re.search(r"\byour?\b", words, re.IGNORECASE)


# Stored pages


def test_a_stored_page_is_small_and_holds_every_scene(explorer):
    states = list(explorer.static_states())
    assert len(states) == len(set(states)) <= MOST_STORED_STATES
    assert {explorer.at(scene.values) for scene in explorer.scenes} <= set(states)


def test_in_a_stored_page_one_control_moves_freely_from_each_scene(explorer):
    stored = set(explorer.static_states())
    assert set(explorer.static_grid.main) == set(SCENES)
    for scene, name in explorer.static_grid.main.items():
        for stop in explorer.control(name).values:
            assert explorer.at({**explorer.scene(scene).values, name: stop}) in stored


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
    assert len(seen) > 30
    assert [text for text in seen if untranslated(text)] == []


@pytest.mark.parametrize("scene", SCENES)
def test_the_words_of_the_picture_can_be_translated(monkeypatch, scene):
    speak_in_brackets(monkeypatch)
    result = view(definition(), scene)
    for words in (doppler.read_out(result), doppler.text_alternative(result)):
        assert untranslated(words) == ""


def test_the_words_inside_the_figure_can_be_translated(monkeypatch):
    speak_in_brackets(monkeypatch)
    explorer = definition()
    drawing = doppler.draw("wide")
    for scene in SCENES:
        doppler.update(drawing, view(explorer, scene))
        for text in drawing.figure.findobj(lambda artist: hasattr(artist, "get_text")):
            if text.get_visible():
                words = text.get_text().replace("\n", " ")
                assert untranslated(re.sub(r"^\w+(?: \w+)* et al\. \d+$", "", words)) == ""
