"""The fibre explorer: its scenes, its sentences, its prediction and its stored pages."""

import re

import numpy as np
import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import Status, value
from tendon_teaching.explorers import catalogue
from tendon_teaching.explorers.definition import VISIBLE_CONTROLS, SceneKind
from tendon_teaching.explorers.how_parallel import definition
from tendon_teaching.figures import fibres
from tendon_teaching.figures.fibres import Study
from tendon_teaching.figures.stage import Stage
from tendon_teaching.models.fibre_image import TENDINOPATHIC_SHARE_PCT, FibreTissue
from tendon_teaching.models.picture_file import CollagenPicture

SCENES = ("healthy", "patch", "fewer_fibres", "real_picture", "scanner_a", "scanner_b")
DRAWN = tuple(name for name in SCENES if name != "real_picture")
MOST_STORED_STATES = 100
# What fits into two lines of the view beside JupyterLab's side bar.
TWO_LINES = 150


@pytest.fixture(scope="module")
def explorer():
    return definition()


def view(explorer, scene, **changes):
    return explorer.compute(**{**explorer.scene(scene).values, **changes})


def index(explorer, scene, **changes):
    return view(explorer, scene, **changes).analysis.alignment.index


def said(explorer, scene):
    return fibres.read_out(view(explorer, scene))


# Story


def test_the_story_ends_with_the_message_and_then_the_doubt(explorer):
    assert tuple(scene.name for scene in explorer.scenes) == SCENES
    kinds = [scene.kind for scene in explorer.scenes]
    assert kinds == [SceneKind.STORY] * 4 + [SceneKind.MESSAGE, SceneKind.DOUBT]


def test_it_comes_before_the_pull_in_the_catalogue(explorer):
    names = catalogue.names()
    assert names.index(explorer.name) < names.index("lump_yet_weaker")
    assert catalogue.definition_of(explorer.name).title == explorer.title


def test_every_scene_has_one_or_two_sentences_that_can_be_read_aloud(explorer):
    for scene in explorer.scenes:
        assert 1 <= scene.sentence.count(".") <= 2
        assert len(scene.sentence) < 150
        assert not re.search(r"\d", scene.sentence)


def test_every_read_out_of_a_scene_fits_into_two_lines(explorer):
    for scene in SCENES:
        assert len(said(explorer, scene)) <= TWO_LINES


def test_the_scenes_fit_into_one_row(explorer):
    assert sum(len(scene.label) for scene in explorer.scenes) <= 45


def test_the_healthy_scene_is_healthy_tissue_and_says_so(explorer):
    assert view(explorer, "healthy").drawn.tissue == FibreTissue()
    assert said(explorer, "healthy").startswith("All of this drawn picture is in order.")


def test_a_patch_grows_without_touching_what_is_around_it(explorer):
    before, after = view(explorer, "healthy").drawn, view(explorer, "patch").drawn
    assert 20 < after.disturbed_pct < 30
    corners = np.s_[:30, :30]
    assert not after.patch[corners].any()
    assert np.corrcoef(before.image[corners].ravel(), after.image[corners].ravel())[0, 1] > 0.9


def test_the_index_falls_with_the_patch_but_not_with_lost_fibres(explorer):
    healthy = index(explorer, "healthy")
    assert index(explorer, "fewer_fibres") == pytest.approx(healthy, abs=0.01)
    assert index(explorer, "patch") < healthy - 0.01
    assert index(explorer, "scanner_a") < index(explorer, "patch") - 0.03
    images = [view(explorer, scene).picture.image for scene in ("healthy", "fewer_fibres")]
    assert images[1].mean() < 0.95 * images[0].mean()


def test_the_real_picture_is_a_real_one_and_no_slider_changes_it(explorer):
    shown = view(explorer, "real_picture")
    assert shown.collagen is CollagenPicture.WAVY
    moved = view(explorer, "real_picture", share_disturbed_pct=100.0, study=1.0)
    assert np.array_equal(moved.picture.image, shown.picture.image)
    assert fibres.read_out(moved) == said(explorer, "real_picture")
    assert "no slider changes it" in said(explorer, "real_picture")
    assert "not tendon" in explorer.scene("real_picture").sentence


def test_message_and_doubt_show_one_drawing_and_two_scanners(explorer):
    message, doubt = explorer.scene("scanner_a").values, explorer.scene("scanner_b").values
    assert {key for key in message if message[key] != doubt[key]} == {"study"}
    assert message["share_disturbed_pct"] == TENDINOPATHIC_SHARE_PCT
    assert view(explorer, "scanner_a").study is Study.SCANNER_A
    assert view(explorer, "scanner_b").study is Study.SCANNER_B


@pytest.mark.parametrize(
    ("scene", "words", "row", "low", "high"),
    [
        ("scanner_a", "about half", "S001", 45, 55),
        ("scanner_b", "about four fifths", "S005", 76, 84),
    ],
)
def test_the_sentence_of_a_scanner_says_its_published_share(explorer, scene, words, row, low, high):
    assert words in explorer.scene(scene).sentence
    assert low < value(row).value < high
    assert value(row).text in said(explorer, scene)


def test_pain_free_tendons_looked_only_a_little_better_on_the_second_scanner(explorer):
    assert "a little more without pain" in explorer.scene("scanner_b").sentence
    assert 0 < value("S007").value - value("S005").value < 10


# Sentences and numbers


@pytest.mark.parametrize("scene", SCENES)
def test_the_read_out_says_what_is_measured_in_this_very_picture(explorer, scene):
    alignment = view(explorer, scene).analysis.alignment
    spread = float(re.search(r"spread (\d+)°", said(explorer, scene))[1])
    shown_index = float(re.search(r"index (\d\.\d\d)", said(explorer, scene))[1])
    assert spread == pytest.approx(alignment.sd_deg, abs=0.51)
    assert shown_index == pytest.approx(alignment.index, abs=0.0051)


@pytest.mark.parametrize("scene", SCENES)
def test_numbers_of_scenes_do_not_stand_on_the_edge_of_rounding(explorer, scene):
    alignment = view(explorer, scene).analysis.alignment
    for number in (alignment.sd_deg, 100 * alignment.index):
        assert abs(number % 1 - 0.5) > 0.01


@pytest.mark.parametrize("scene", DRAWN)
def test_the_share_that_is_said_is_the_share_that_is_drawn(explorer, scene):
    share = explorer.scene(scene).values["share_disturbed_pct"]
    assert view(explorer, scene).drawn.disturbed_pct == pytest.approx(share, abs=0.01)
    expected = f"{share:.0f} % of this drawn" if share else "in order"
    assert expected in said(explorer, scene)


def test_the_same_state_gives_the_same_frame(explorer):
    frames = {
        Stage(fibres, "wide").shoot(view(definition(), "scanner_a")).picture for _again in range(2)
    }
    assert len(frames) == 1


# Prediction


def test_the_right_prediction_is_what_the_message_shows(explorer):
    prediction = explorer.prediction
    assert explorer.scene(prediction.settled_by).kind is SceneKind.MESSAGE
    assert [option.right for option in prediction.options] == [False, False, True]
    drawn = view(explorer, prediction.settled_by).drawn
    outside = ~drawn.patch
    assert outside.mean() == pytest.approx(0.5, abs=0.01)


def test_a_wrong_prediction_hears_the_name_of_its_misconception(explorer):
    ideas = [
        re.search("mix-up: “(.+?)”", option.feedback)[1]
        for option in explorer.prediction.options
        if not option.right
    ]
    assert ideas == ["the whole tendon is tangled", "a rope is as weak as its weakest strand"]


# Controls


@pytest.mark.parametrize(
    ("name", "low", "high", "stops"),
    [
        ("share_disturbed_pct", 0, 100, 21),
        ("patch_sd_deg", 4, 40, 37),
        ("fibres_left_pct", 50, 100, 26),
        ("patch_cell_ratio", 1.5, 6, 10),
    ],
)
def test_the_sliders_cover_their_range(explorer, name, low, high, stops):
    values = explorer.control(name).values
    assert (values[0], values[-1], len(values)) == (low, high, stops)


def test_three_sliders_are_visible_and_the_rest_is_under_more(explorer):
    visible = [control.name for control in explorer.controls if not control.more]
    assert visible == ["share_disturbed_pct", "patch_sd_deg", "fibres_left_pct"]
    assert len(visible) == VISIBLE_CONTROLS


def test_sliders_say_what_they_rest_on_and_none_of_them_was_measured(explorer):
    for control in explorer.controls:
        if control.options:
            assert control.rests_on is None
        else:
            assert control.rests_on.note
            assert control.rests_on.status is not Status.MEASURED


def test_counted_cells_are_called_patellar(explorer):
    note = explorer.control("patch_cell_ratio").rests_on.note
    assert "PATELLAR" in note
    for row in ("S035", "S036"):
        assert value(row).text in note
        assert row in note


def test_cells_follow_their_slider(explorer):
    for ratio in (1.5, 6.0):
        cells = view(explorer, "scanner_a", patch_cell_ratio=ratio).drawn.cells
        assert cells.ratio[cells.in_patch] == pytest.approx(ratio)


def test_each_choice_of_a_picture_shows_that_picture(explorer):
    choices = explorer.control("picture").values
    shown = [view(explorer, "healthy", picture=choice).collagen for choice in choices]
    assert shown == [None, *CollagenPicture]
    assert len(set(explorer.control("picture").options)) == len(choices)


def test_more_spread_in_the_patch_lowers_the_index(explorer):
    falling = [index(explorer, "scanner_a", patch_sd_deg=float(sd)) for sd in (6, 12, 22, 40)]
    assert falling == sorted(falling, reverse=True)
    assert falling[0] - falling[-1] > 0.1


@pytest.mark.parametrize("pick", [0, -1])
def test_the_corners_of_all_sliders_give_words(explorer, pick):
    values = {
        control.name: control.values[0 if control.name == "picture" else pick]
        for control in explorer.controls
    }
    result = explorer.compute(**values)
    for words in (fibres.read_out(result), fibres.text_alternative(result)):
        assert words
        assert "nan" not in words


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
    assert len(seen) > 40
    # Units of the register stay as they are in every language.
    assert [text for text in seen if untranslated(text.replace(" nuclei/mm²", ""))] == []


@pytest.mark.parametrize("scene", SCENES)
def test_the_words_of_the_picture_can_be_translated(monkeypatch, scene):
    speak_in_brackets(monkeypatch)
    result = view(definition(), scene)
    for words in (fibres.read_out(result), fibres.text_alternative(result)):
        assert untranslated(words) == ""


def test_the_words_inside_the_figure_can_be_translated(monkeypatch):
    speak_in_brackets(monkeypatch)
    explorer = definition()
    drawing = fibres.draw("wide")
    for scene in SCENES:
        fibres.update(drawing, view(explorer, scene))
        for text in drawing.figure.findobj(lambda artist: hasattr(artist, "get_text")):
            if text.get_visible():
                words = text.get_text().replace("\n", " ")
                assert untranslated(re.sub(r"\w+(?: \w+)* et al\. \d+$", "", words)) == ""
