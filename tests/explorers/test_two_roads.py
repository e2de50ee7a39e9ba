"""The training history explorer: its scenes, its painted weeks, its sentences and stored pages."""

import re

import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import Status, claim
from tendon_teaching.explorers.definition import VISIBLE_CONTROLS, SceneKind
from tendon_teaching.explorers.explorer import Explorer
from tendon_teaching.explorers.two_roads import BESIDE, NAME, definition
from tendon_teaching.explorers.view import specification
from tendon_teaching.figures import training_history as figure
from tendon_teaching.figures.training_history import cells_word
from tendon_teaching.models.training_history import Road, Spread

SCENES = (
    "steady",
    "hilly_week",
    "creep",
    "double_week",
    "after_rest",
    "both_roads",
    "is_it_so",
)
MOST_STORED_STATES = 100
TWO_LINES = 150
MOST_SPOKEN_WORDS = 26


@pytest.fixture(scope="module")
def explorer():
    return definition()


def picture(explorer, scene, **changes):
    return explorer.compute(**{**explorer.scene(scene).values, **changes})


def said(explorer, scene):
    return figure.read_out(picture(explorer, scene))


def in_view(result):
    year, row = result.year, result.year.row_of(result.week)
    names = ("damage_pct", "reactivity", "stiffness_pct", "modulus_pct", "area_pct")
    return {name: float(getattr(year, name)[row]) for name in names}


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
    assert len(said(explorer, scene)) <= TWO_LINES


def test_the_painted_weeks_of_a_scene_are_those_of_its_road(explorer):
    roads = (Road.STEADY, Road.HILLY_WEEK, Road.CREEP, Road.DOUBLE_WEEK, Road.AFTER_REST)
    for scene, road in zip(SCENES, roads, strict=False):
        assert picture(explorer, scene).year.history == road.history


# Words of the scenes, held against the model


def test_steady_running_makes_the_tendon_a_little_stiffer(explorer):
    now = in_view(picture(explorer, "steady"))
    assert "a little stiffer" in explorer.scene("steady").sentence
    assert 3 < now["stiffness_pct"] < 10


def test_the_hilly_week_is_no_further_and_leaves_stiffness_nearly_normal(explorer):
    result = picture(explorer, "hilly_week")
    sentence = explorer.scene("hilly_week").sentence
    assert "no further than usual" in sentence
    assert len(set(result.year.history.km)) == 1
    now = in_view(result)
    assert "swollen" in sentence
    assert now["area_pct"] > 20
    assert "softer" in sentence
    assert now["modulus_pct"] < -20
    assert "nearly normal" in sentence
    assert abs(now["stiffness_pct"]) < 8


def test_half_a_year_into_the_creep_stiffness_is_fine_and_the_cells_stir(explorer):
    result = picture(explorer, "creep")
    now = in_view(result)
    assert result.week == 26
    assert now["stiffness_pct"] > 0
    assert cells_word(now["reactivity"]) == "stirring"
    assert now["area_pct"] > 10


def test_twice_the_distance_does_almost_nothing(explorer):
    double, steady = (in_view(picture(explorer, name)) for name in ("double_week", "steady"))
    assert cells_word(double["reactivity"]) == "quiet"
    assert abs(double["modulus_pct"] - steady["modulus_pct"]) < 2
    history = picture(explorer, "double_week").year.history
    assert max(history.km) == 2 * min(history.km)
    assert len(set(history.peak_force_bw)) == 1


def test_after_rest_the_same_return_would_have_been_fine(explorer):
    rested = picture(explorer, "after_rest")
    walked = picture(explorer, "after_rest", near_rest=0.0)
    assert in_view(rested)["modulus_pct"] < -15
    assert cells_word(walked.year.peak_reactivity) == "quiet"
    assert rested.year.peak_reactivity > 0.4


def test_both_roads_lead_to_a_thicker_tendon_of_softer_material(explorer):
    result = picture(explorer, "both_roads")
    assert result.road is Road.CREEP
    assert result.year.history == Road.HILLY_WEEK.history
    for year in (result.year, result.other):
        assert year.area_pct[year.worst_row] > 20
        assert year.modulus_pct[year.worst_row] < -20


def test_the_message_says_likely_because_the_claim_is_contested(explorer):
    assert claim("A02").verdict == "contested"
    assert "likely" in explorer.scene("both_roads").sentence


def test_the_doubt_differs_from_its_scene_only_by_the_people(explorer):
    double, doubt = (explorer.scene(name).values for name in ("double_week", "is_it_so"))
    assert {name for name in double if double[name] != doubt[name]} == {"people"}
    assert "5,205 runners" in said(explorer, "is_it_so")


# Prediction


def test_the_right_prediction_is_what_the_two_scenes_show(explorer):
    (right,) = [option for option in explorer.prediction.options if option.right]
    assert "steep hills" in right.text
    double, hilly = (picture(explorer, name).year for name in ("double_week", "hilly_week"))
    assert hilly.peak_reactivity > 5 * double.peak_reactivity


def test_a_wrong_prediction_hears_the_name_of_its_misconception(explorer):
    wrong = [option for option in explorer.prediction.options if not option.right]
    assert len(wrong) == 2
    assert all(re.search("mix-up: “.+”", option.feedback) for option in wrong)


def test_the_feedback_names_the_scene_of_the_hills(explorer):
    number = 1 + SCENES.index("hilly_week")
    assert f"(scene {number})" in explorer.prediction.options[0].feedback


# Controls and painted weeks


def test_the_week_the_runs_and_the_other_road_are_visible(explorer):
    visible = [control.name for control in explorer.controls if not control.more]
    assert visible == ["week", "spread", "beside"]
    assert len(visible) <= VISIBLE_CONTROLS
    assert [control.name for control in explorer.controls if control.more] == [
        "recovery",
        "near_rest",
        "people",
    ]


def test_distance_and_force_can_be_painted_over_the_year(explorer):
    ranges = {s.name: (s.values[0], s.values[-1], s.length, s.cursor) for s in explorer.series}
    assert ranges == {
        "distance_km": (0, 120, 52, "week"),
        "peak_force_bw": (4, 9, 52, "week"),
    }


def test_what_is_assumed_says_so_beside_its_control(explorer):
    rests = {each.name: each.rests_on for each in (*explorer.controls, *explorer.series)}
    for name in ("recovery", "near_rest", "distance_km", "peak_force_bw"):
        assert rests[name].status is Status.ASSUMED
        assert rests[name].note
    badges = [series["badge"] for series in specification(explorer, "x")["series"]]
    assert badges == ["teaching value"] * 2


def test_the_other_road_runs_on_the_same_days(explorer):
    creep = float(BESIDE.index(Road.CREEP))
    for place, spread in enumerate(Spread):
        result = picture(explorer, "steady", beside=creep, spread=float(place), recovery=0.0)
        assert result.other.history.spread is result.year.history.spread is spread
        assert result.other.recovery is result.year.recovery is False


def test_two_models_disagree_about_rest_days(explorer):
    def damage(spread, recovery):
        place = float(tuple(Spread).index(spread))
        return picture(explorer, "creep", spread=place, recovery=recovery).year.peak_damage_pct

    with_it = damage(Spread.IN_A_ROW, 1.0) - damage(Spread.TWO, 1.0)
    without = damage(Spread.IN_A_ROW, 0.0) - damage(Spread.TWO, 0.0)
    assert with_it > 5
    assert without < -5


def test_a_year_of_the_heaviest_weeks_ends_the_picture_in_words(explorer):
    values = explorer.scene("steady").values
    heaviest = {"distance_km": (120.0,) * 52, "peak_force_bw": (9.0,) * 52}
    result = explorer.compute(**{**values, **heaviest})
    assert "beyond this model" in figure.read_out(result)
    assert "the model ends" in figure.text_alternative(result)


def test_an_empty_year_is_walking_and_changes_next_to_nothing(explorer):
    now = in_view(picture(explorer, "steady", distance_km=(0.0,) * 52))
    assert all(abs(number) < 2 for number in now.values())


def test_a_class_can_paint_by_name(capsys):
    live = Explorer(definition())
    live.go("steady").set(peak_force_bw=[5.2] * 22 + [7.04] + [5.2] * 29, week=27)
    assert live.values == live.go("hilly_week").values
    assert "week 23: 7.04 to 7.0 BW" in capsys.readouterr().out


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
    for each in (*explorer.controls, *explorer.series):
        seen += [each.label, each.unit_spoken, *each.options]
        seen += [each.rests_on.note] if each.rests_on else []
    seen += [series.place_label for series in explorer.series]
    assert len(seen) > 40
    assert [text for text in seen if untranslated(text)] == []
