"""The planner: its scenes and cards, its sentences, and the way of a plan out and back."""

import re

import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import Status
from tendon_teaching.explorers.definition import VISIBLE_CONTROLS, SceneKind
from tendon_teaching.explorers.explorer import Explorer
from tendon_teaching.explorers.plan_the_load import (
    AFTERWARDS,
    BESIDE,
    MASSAGES,
    NAME,
    PAINS,
    definition,
    plan_of,
    values_of,
)
from tendon_teaching.explorers.view import specification
from tendon_teaching.figures import plan_the_load as figure
from tendon_teaching.models.plan_the_load import (
    DAYS,
    LATER_WEEK,
    NO_RULE,
    RULERS,
    WEEKS,
    Afterwards,
    Card,
    CaseName,
    Massage,
    Ready,
    card_letters,
    cases,
    ready_plan,
)

SCENES = (
    "rest_and_massage",
    "all_at_once",
    "graded",
    "graded_running",
    "massage_first",
    "life_happens",
    "week_thirteen",
    "but_is_it_so",
)
READY_OF = {name: Ready(name) for name in SCENES[:6]}
MOST_STORED_STATES = 100
TWO_LINES = 150
MOST_SPOKEN_WORDS = 26


@pytest.fixture(scope="module")
def explorer():
    return definition()


def picture(explorer, scene, **changes):
    return explorer.compute(**{**explorer.scene(scene).values, **changes})


def middles(result, story="a"):
    found = getattr(result.found, story)
    return found.visa_a_at(result.found.week).middle, found.stiffness_at(result.found.week).middle


# Story


def test_the_story_ends_with_the_message_and_then_the_doubt(explorer):
    assert explorer.name == NAME
    assert tuple(scene.name for scene in explorer.scenes) == SCENES
    kinds = [scene.kind for scene in explorer.scenes]
    assert kinds == [SceneKind.STORY] * 6 + [SceneKind.MESSAGE, SceneKind.DOUBT]
    assert explorer.scenes[-1].label == "But is it so?"


def test_every_scene_has_a_sentence_that_can_be_read_aloud(explorer):
    for scene in explorer.scenes:
        assert len(scene.sentence.split()) <= MOST_SPOKEN_WORDS, scene.name
        assert not re.search(r"\d", scene.sentence)


def test_the_scenes_fit_into_one_row(explorer):
    assert sum(len(scene.label) for scene in explorer.scenes) <= 60


@pytest.mark.parametrize("scene", SCENES)
def test_every_read_out_fits_into_two_lines_and_is_no_forecast(explorer, scene):
    words = figure.read_out(picture(explorer, scene))
    assert len(words) <= TWO_LINES
    assert "not this person" in words


@pytest.mark.parametrize("scene", READY_OF)
def test_each_ready_made_plan_has_its_scene(explorer, scene):
    assert picture(explorer, scene).found.plan == ready_plan(READY_OF[scene])


# Words of the scenes, held against the model


def test_only_rest_feels_better_for_a_while_and_leaves_the_tendon_as_rest_does(explorer):
    result = picture(explorer, "rest_and_massage")
    bare = picture(explorer, "rest_and_massage", calendar=(0.0,) * DAYS)
    assert middles(result)[0] > middles(bare)[0] + 5
    later = [r.found.a.visa_a_at(WEEKS + 2).middle for r in (result, bare)]
    assert later[0] - later[1] < middles(result)[0] - middles(bare)[0]
    assert middles(result)[1] == pytest.approx(middles(bare)[1], abs=0.5)


def test_all_at_once_the_tendon_loses_stiffness(explorer):
    result = picture(explorer, "all_at_once")
    plan = result.found.plan
    assert "whatever it hurts" in explorer.scene("all_at_once").sentence
    assert plan.choices.pain_allowed == NO_RULE
    assert all(set(week[1:]) == {Card.REST} for week in plan.calendar.weeks)
    assert plan.run_km(Card.ALL_IN_ONE) == plan.case.km_per_week
    assert middles(result)[1] < result.found.a.stiffness_at(0).middle - 3


def test_graded_the_tendon_gets_stiffer_in_both_stories(explorer):
    result = picture(explorer, "graded")
    cards = [card for card in result.found.plan.calendar.days if card.is_loading]
    firsts = [cards.index(card) for card in (Card.TWO_LEGS, Card.ONE_LEG, Card.LOADED)]
    assert firsts == sorted(firsts)
    for story in "ab":
        assert middles(result, story)[1] > result.found.a.stiffness_at(0).middle + 10


def test_with_short_runs_people_are_about_as_well(explorer):
    running, without = (picture(explorer, name) for name in ("graded_running", "graded"))
    assert running.found.a.runs_done > 10
    assert middles(running)[0] == pytest.approx(middles(without)[0], abs=4)


def test_for_the_severe_case_what_is_left_comes_from_loading(explorer):
    result = picture(explorer, "massage_first")
    bare = picture(explorer, "massage_first", massage=float(MASSAGES.index(Massage.NONE)))
    assert result.found.plan.case.name is CaseName.SEVERE
    assert result.found.a.visa_a_at(4).middle > bare.found.a.visa_a_at(4).middle + 5
    assert middles(result)[0] == pytest.approx(middles(bare)[0], abs=3)
    assert middles(result)[0] > result.found.a.visa_a_at(0).middle + 10


def test_after_flu_and_holiday_most_of_the_gain_is_still_there(explorer):
    life, whole = (picture(explorer, name) for name in ("life_happens", "graded_running"))
    start = life.found.a.visa_a_at(0).middle
    assert middles(life)[0] - start > 0.6 * (middles(whole)[0] - start)


def test_the_message_looks_beyond_the_last_card(explorer):
    result = picture(explorer, "week_thirteen")
    assert result.found.week == LATER_WEEK
    assert "keep loading" in explorer.scene("week_thirteen").sentence
    stop = picture(explorer, "week_thirteen", afterwards=float(AFTERWARDS.index(Afterwards.STOP)))
    assert middles(result)[1] > middles(stop)[1] + 3


def test_in_the_doubt_the_scores_are_alike_and_the_tendons_are_not(explorer):
    result = picture(explorer, "but_is_it_so")
    assert BESIDE[int(explorer.scene("but_is_it_so").values["beside"])] is Ready.REST_AND_MASSAGE
    for story in "ab":
        other = getattr(result.beside, story)
        score, stiffness = middles(result, story)
        assert score == pytest.approx(other.visa_a_at(WEEKS).middle, abs=6)
        assert stiffness > other.stiffness_at(WEEKS).middle + 8
    graded, doubt = (explorer.scene(name).values for name in ("graded", "but_is_it_so"))
    assert {name for name in graded if graded[name] != doubt[name]} == {"beside"}


# Prediction


def test_the_right_prediction_is_two_days_of_raises(explorer):
    (right,) = [option for option in explorer.prediction.options if option.right]
    assert "heel raises" in right.text
    wrong = [option for option in explorer.prediction.options if not option.right]
    assert all(re.search("mix-up: “.+”", option.feedback) for option in wrong)
    for option, scene in zip(wrong, ("rest_and_massage", "all_at_once"), strict=True):
        assert f"(scene {1 + SCENES.index(scene)})" in option.feedback


# Controls and cards


def test_case_ruler_and_week_are_visible_and_the_rest_is_under_more(explorer):
    visible = [control.name for control in explorer.controls if not control.more]
    assert visible == ["case", "ruler", "afterwards"]
    assert len(visible) <= VISIBLE_CONTROLS
    assert [control.name for control in explorer.controls if control.more] == [
        "start_load_bw",
        "growth_pct",
        "running_kept_pct",
        "pain_allowed",
        "massage",
        "beside",
    ]


def test_what_is_assumed_says_so_beside_its_control(explorer):
    for name in ("start_load_bw", "growth_pct", "running_kept_pct", "pain_allowed"):
        basis = explorer.control(name).rests_on
        assert basis.status is Status.ASSUMED
        assert basis.note


def test_pain_goes_up_to_seven_and_then_to_any(explorer):
    control = explorer.control("pain_allowed")
    assert control.values == PAINS
    assert [control.shown(place) for place in (0, 7, 8)] == ["0", "7", "any"]


def test_the_page_names_days_and_shows_the_letters_of_the_picture(explorer):
    (series,) = specification(explorer, "x")["series"]
    assert tuple(series["letters"]) == card_letters()
    painted = explorer.series_named("calendar")
    assert painted.length == DAYS
    assert painted.columns == 7
    assert painted.place_name(0) == "Week 1, Monday"
    assert painted.place_name(DAYS - 1) == "Week 12, Sunday"


@pytest.mark.parametrize("scene", SCENES)
def test_a_plan_survives_the_way_out_of_the_controls_and_back(explorer, scene):
    values = explorer.scene(scene).values
    back = values_of(plan_of(**values))
    assert back == {name: values[name] for name in back}
    assert set(values) - set(back) == {"ruler", "beside"}


def test_every_case_ruler_and_week_gives_another_picture(explorer):
    said = set()
    for place in range(len(cases())):
        said.add(figure.text_alternative(picture(explorer, "graded", case=float(place))))
    for place in range(len(RULERS)):
        said.add(figure.text_alternative(picture(explorer, "graded", ruler=float(place))))
    for place in range(len(AFTERWARDS)):
        said.add(figure.text_alternative(picture(explorer, "graded", afterwards=float(place))))
    shared = len({"ruler added up, week 12, hilly week"})
    assert len(said) == len(cases()) + len(RULERS) + len(AFTERWARDS) - 2 * shared


def test_a_class_can_lay_cards_by_name(capsys):
    live = Explorer(definition())
    live.go("graded").set(calendar=[0.0] * DAYS, growth_pct=0.64)
    assert live.result.found.sessions_planned == 0
    assert "0.64 is not a setting" in capsys.readouterr().out
    with pytest.raises(ValueError, match="one for each day"):
        live.set(calendar=[0.0] * 12)


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
        assert "nan" not in figure.text_alternative(result)


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
    (series,) = explorer.series
    seen += [series.place_label, *series.place_names]
    assert len(seen) > 100
    assert [text for text in seen if untranslated(text)] == []
    assert series.letters == tuple(str(n) for n in range(1, len(series.options) + 1))
