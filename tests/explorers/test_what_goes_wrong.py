"""The explorer of what goes wrong: its scenes, its sentences, its prediction, its stored pages."""

import re

import numpy as np
import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import Status, claim, value
from tendon_teaching.explorers.definition import VISIBLE_CONTROLS, SceneKind
from tendon_teaching.explorers.what_goes_wrong import NAME, definition
from tendon_teaching.figures import sections as figure
from tendon_teaching.figures.sections import Look, Study
from tendon_teaching.figures.stage import Stage
from tendon_teaching.models.sections import Move, SectionTissue
from tendon_teaching.models.tour import tour_state

SCENES = ("healthy", "fibres", "cells", "vessels", "lump", "all_of_it", "doubt")
MOST_STORED_STATES = 60
# What fits into two lines of the view beside JupyterLab's side bar.
TWO_LINES = 150


@pytest.fixture(scope="module")
def explorer():
    return definition()


def view(explorer, scene, **changes):
    return explorer.compute(**{**explorer.scene(scene).values, **changes})


def said(explorer, scene, **changes):
    return figure.read_out(view(explorer, scene, **changes))


# Story


def test_the_story_ends_with_the_message_and_then_the_doubt(explorer):
    assert explorer.name == NAME
    assert tuple(scene.name for scene in explorer.scenes) == SCENES
    kinds = [scene.kind for scene in explorer.scenes]
    assert kinds == [SceneKind.STORY] * 5 + [SceneKind.MESSAGE, SceneKind.DOUBT]
    assert explorer.scenes[-1].label == "But is it so?"


def test_every_scene_has_one_or_two_sentences_that_can_be_read_aloud(explorer):
    for scene in explorer.scenes:
        assert 1 <= scene.sentence.count(".") <= 2
        assert len(scene.sentence.split()) <= 25
        assert len(scene.sentence) < 150
        assert not re.search(r"\d", scene.sentence)


def test_the_scenes_fit_into_one_row(explorer):
    assert sum(len(scene.label) for scene in explorer.scenes) <= 60


@pytest.mark.parametrize("scene", SCENES)
def test_every_read_out_fits_into_two_lines_on_the_whole_way(explorer, scene):
    for way_pct in explorer.control("way_pct").values:
        for study in explorer.control("study").values:
            assert len(said(explorer, scene, way_pct=way_pct, study=study)) <= TWO_LINES


def test_the_healthy_scene_is_healthy_and_has_a_vessel(explorer):
    shown = view(explorer, "healthy").sections
    assert shown.tissue == SectionTissue()
    assert shown.vessels == 1
    assert "a vessel too" in said(explorer, "healthy")
    assert "healthy tendons have vessels" in explorer.scene("healthy").sentence


@pytest.mark.parametrize(
    ("scene", "changed"),
    [
        ("fibres", {"fibres_pct"}),
        ("cells", {"cells_pct"}),
        ("vessels", {"vessels_pct"}),
        ("lump", {"water_pct"}),
        ("all_of_it", {"fibres_pct", "cells_pct", "vessels_pct", "water_pct"}),
    ],
)
def test_each_scene_changes_what_its_name_says(explorer, scene, changed):
    tissue = view(explorer, scene).sections.tissue
    ways = ("fibres_pct", "cells_pct", "vessels_pct", "water_pct")
    assert {name for name in ways if getattr(tissue, name) > 0} == changed


def test_the_message_holds_in_the_model(explorer):
    sentence = explorer.scene("all_of_it").sentence
    assert all(word in sentence for word in ("Thicker", "less ordered", "less stiff", "model"))
    shown = view(explorer, "all_of_it").sections
    assert shown.tissue.thickness_mm > view(explorer, "healthy").sections.tissue.thickness_mm
    assert shown.mechanics.stiffness_pct < 90
    assert shown.mechanics.modulus_pct < shown.mechanics.stiffness_pct


def test_a_third_thicker_is_what_was_measured(explorer):
    assert "about a third thicker" in explorer.scene("lump").sentence
    assert 0.3 < value("S070").value / value("S071").value - 1 < 0.4


def test_the_doubt_says_what_the_claims_say(explorer):
    sentence = explorer.scene("doubt").sentence
    assert "may stay" in sentence
    assert "stay thick" in claim("A07").wording
    assert "no measured size" in sentence
    assert "not seen measured" in claim("A04").wording
    assert "still looks aligned" in sentence
    assert "still looks aligned" in claim("A03").wording
    assert view(explorer, "doubt").echo.aligned_pct > 45


def test_seen_in_people_and_drawn_are_kept_apart(explorer):
    for scene in ("fibres", "cells", "vessels", "lump"):
        assert re.search(r"\b[Dd]rawn\b", explorer.scene(scene).sentence)


# Sentences and numbers


def test_the_read_out_of_the_message_gives_the_numbers_of_the_teaching_tendon(explorer):
    tour = tour_state(100).tissue
    words = said(explorer, "all_of_it")
    for number in (
        f"{tour.thickness_mm:.1f} mm",
        f"stiffness {tour.stiffness_pct:.0f} %",
        f"modulus {tour.modulus_pct:.0f} %",
    ):
        assert number in words


def test_water_alone_is_said_to_leave_the_stiffness(explorer):
    assert "keeps 100 % of its stiffness" in said(explorer, "lump")
    assert f"{view(explorer, 'lump').sections.mechanics.modulus_pct:.0f} %" in said(
        explorer, "lump"
    )


def test_the_read_out_of_cells_and_vessels_says_that_the_scan_misses_them(explorer):
    for scene in ("cells", "vessels"):
        assert re.search("has no cells|does not show them", said(explorer, scene))
        assert np.array_equal(view(explorer, scene).scan, view(explorer, "healthy").scan)


@pytest.mark.parametrize(("study", "rows"), [(0.0, ("S001", "S002")), (1.0, ("S005", "S007"))])
def test_a_study_is_named_with_its_shares_and_the_imitation_meets_them(explorer, study, rows):
    for way_pct, row in zip((100.0, 0.0), rows, strict=True):
        shown = view(explorer, "doubt", study=study, way_pct=way_pct)
        assert shown.echo.aligned_pct == pytest.approx(value(row).value, abs=0.5)
        words = figure.read_out(shown)
        assert "imitation" in words
        assert all(value(each).text in words for each in rows)


def test_the_two_studies_never_meet(explorer):
    first, second = (said(explorer, "doubt", study=study) for study in (0.0, 1.0))
    assert value("S005").text not in first
    assert value("S001").text not in second


@pytest.mark.parametrize("scene", SCENES)
def test_numbers_of_scenes_do_not_stand_on_the_edge_of_rounding(explorer, scene):
    shown = view(explorer, scene)
    numbers = [shown.sections.mechanics.stiffness_pct, shown.sections.mechanics.modulus_pct]
    numbers += [shown.echo.aligned_pct] if shown.echo else []
    for number in numbers:
        assert abs(number % 1 - 0.5) > 0.01


def test_the_same_state_gives_the_same_frame():
    frames = {
        Stage(figure, "wide").shoot(view(definition(), "all_of_it")).picture for _again in range(2)
    }
    assert len(frames) == 1


# Prediction


def test_the_right_prediction_is_what_the_scene_shows(explorer):
    prediction = explorer.prediction
    assert [option.right for option in prediction.options] == [False, False, True]
    thick = {
        scene: view(explorer, scene).sections.tissue.thickness_mm
        for scene in ("fibres", "cells", "vessels", "lump")
    }
    assert prediction.settled_by == "lump"
    assert [scene for scene in thick if thick[scene] > 7] == ["lump"]


def test_a_wrong_prediction_hears_the_name_of_its_misconception(explorer):
    ideas = [
        re.search("mix-up: “(.+?)”", option.feedback)[1]
        for option in explorer.prediction.options
        if not option.right
    ]
    assert ideas == ["bigger cells make the lump", "vessels make the lump"]


# Controls


def test_three_controls_are_visible_and_the_rest_is_under_more(explorer):
    visible = [control.name for control in explorer.controls if not control.more]
    assert visible == ["way_pct", "move", "look"]
    assert len(visible) == VISIBLE_CONTROLS


def test_choices_have_one_word_for_each_of_their_kind(explorer):
    for name, kind in (("move", Move), ("look", Look), ("study", Study)):
        assert explorer.control(name).options == tuple(one.text for one in kind)


def test_sliders_say_what_they_rest_on_and_none_of_them_was_measured(explorer):
    for control in explorer.controls:
        if control.options:
            assert control.rests_on is None
        else:
            assert control.rests_on.note
            assert control.rests_on.status is Status.ILLUSTRATIVE


def test_counted_cells_are_called_patellar_and_waves_are_called_rat(explorer):
    note = explorer.control("crowding_ratio").rests_on.note
    assert "PATELLAR" in note
    assert "Achilles only the direction" in note
    for row in ("S035", "S036"):
        assert value(row).text in note
        assert row in note
    assert "RAT" in explorer.control("way_pct").rests_on.note
    assert "No size was measured" in explorer.control("rounded_ratio").rests_on.note


def test_cells_follow_their_sliders(explorer):
    for ratio in (1.5, 6.0):
        nuclei = view(explorer, "cells", rounded_ratio=ratio).sections.lengthwise.nuclei
        inside = nuclei.in_patch > 0.95
        assert (nuclei.lengths_mm / nuclei.widths_mm)[inside] == pytest.approx(ratio, abs=0.3)
    few, many = (
        view(explorer, "cells", crowding_ratio=crowding).sections.lengthwise.nuclei.count
        for crowding in (0.6, 3.0)
    )
    assert few < many


@pytest.mark.parametrize("pick", [0, -1])
def test_the_corners_of_all_controls_give_words(explorer, pick):
    result = explorer.compute(
        **{control.name: control.values[pick] for control in explorer.controls}
    )
    for words in (figure.read_out(result), figure.text_alternative(result)):
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
        seen += [control.label, control.unit_spoken]
        # A study is called by its authors in every language.
        seen += [] if control.name == "study" else control.options
        seen += [control.rests_on.note] if control.rests_on else []
    assert len(seen) > 30
    assert [text for text in seen if untranslated(text.replace(" nuclei/mm²", ""))] == []


@pytest.mark.parametrize("scene", SCENES)
def test_the_words_of_the_picture_can_be_translated(monkeypatch, scene):
    speak_in_brackets(monkeypatch)
    result = view(definition(), scene)
    for words in (figure.read_out(result), figure.text_alternative(result)):
        assert untranslated(words) == ""


def test_the_words_inside_the_figure_can_be_translated(monkeypatch):
    speak_in_brackets(monkeypatch)
    explorer = definition()
    drawing = figure.draw("wide")
    for scene in SCENES:
        figure.update(drawing, view(explorer, scene))
        for text in drawing.figure.findobj(lambda artist: hasattr(artist, "get_text")):
            words = text.get_text().replace("\n", " ")
            if text.get_visible() and words not in ("I", "II", "III", "IV"):
                assert untranslated(words) == ""
