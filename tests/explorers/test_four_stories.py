"""The comparison explorer: message first, doubt after it, and words that agree with the model."""

import re

import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import Status, value
from tendon_teaching.explorers.definition import VISIBLE_CONTROLS, SceneKind
from tendon_teaching.explorers.four_stories import FOCUS, definition
from tendon_teaching.figures import four_stories as figure
from tendon_teaching.figures.four_stories import View
from tendon_teaching.models.four_stories import LAST_WEEK, LIVES, massage_pattern
from tendon_teaching.models.trial_arms import NULL_ZONE_POINTS
from tendon_teaching.models.trial_design import Aim, verdicts

WAIT, MASSAGE, LOADING, BOTH = LIVES
SCENES = (
    "start",
    "two_weeks",
    "twelve_weeks",
    "door",
    "trial",
    "story_b",
    "range",
    "settle",
)
MESSAGE_SCENES = SCENES[:4]
MOST_LETTERS_OF_A_STRIP = 60
MOST_STORED_STATES = 100
MOST_LETTERS_OF_A_READ_OUT = 230


@pytest.fixture(scope="module")
def explorer():
    return definition()


def view(explorer, scene, **changes):
    return explorer.compute(**{**explorer.scene(scene).values, **changes})


def said(explorer, scene, **changes):
    return figure.read_out(view(explorer, scene, **changes))


# Story


def test_the_message_stands_on_the_first_four_scenes_and_all_doubt_comes_after(explorer):
    assert tuple(scene.name for scene in explorer.scenes) == SCENES
    kinds = [scene.kind for scene in explorer.scenes]
    assert kinds == [SceneKind.STORY] * 2 + [SceneKind.MESSAGE] * 2 + [SceneKind.DOUBT] * 4
    assert explorer.scenes[4].label == "But is it so?"


def test_no_doubt_shows_before_the_fifth_scene(explorer):
    for name in MESSAGE_SCENES:
        picture = view(explorer, name)
        assert picture.view is View.MAP
        assert not picture.is_doubted
        assert picture.first.story == "L"
        assert "misfit" not in said(explorer, name)


def test_every_scene_can_be_read_aloud(explorer):
    for scene in explorer.scenes:
        assert len(scene.sentence.split()) <= 25, scene.sentence
        assert not re.search(r"\d", scene.sentence)


def test_the_scenes_fit_into_one_row(explorer):
    assert sum(len(scene.label) for scene in explorer.scenes) <= MOST_LETTERS_OF_A_STRIP


def test_every_read_out_of_a_scene_is_short(explorer):
    for scene in explorer.scenes:
        assert len(said(explorer, scene.name)) <= MOST_LETTERS_OF_A_READ_OUT


def test_all_four_start_at_one_point(explorer):
    picture = view(explorer, "start")
    assert picture.week == 0
    assert "all four stand at" in said(explorer, "start")
    assert "All start here" in explorer.scene("start").sentence


def test_two_weeks_of_massage_go_up_and_not_right(explorer):
    picture = view(explorer, "two_weeks")
    stories = picture.first
    assert picture.focus is MASSAGE
    assert stories.score(MASSAGE, 2) > stories.score(MASSAGE, 0) + 3
    assert abs(stories.stiffness(MASSAGE, 2) - stories.stiffness(MASSAGE, 0)) < 1
    assert "goes up, and not to the right" in explorer.scene("two_weeks").sentence
    assert f"massage VISA-A {stories.score(MASSAGE, 2):.0f} " in said(explorer, "two_weeks")


def test_at_twelve_weeks_massage_lifts_and_loading_lifts_and_moves_right(explorer):
    stories = view(explorer, "twelve_weeks").first
    for name in LIVES:
        right = stories.stiffness(name, 12) - stories.stiffness(name, 0)
        assert (right > 8) == (name in (LOADING, BOTH))
        assert stories.score(name, 12) > stories.score(name, 0)
    words = said(explorer, "twelve_weeks")
    for name, word in ((MASSAGE, "massage"), (LOADING, "loading")):
        score, stiffness = stories.score(name, 12), stories.stiffness(name, 12)
        assert f"{word} {score:.0f} points, tendon {stiffness:.0f} %" in words
    assert "not a forecast" in words


def test_behind_the_door_massage_beside_loading_is_compared_with_loading_alone(explorer):
    picture = view(explorer, "door")
    stories = picture.first
    assert stories.setting.visa_a_start == 30
    lead = stories.lead(BOTH, LOADING, 4)
    assert lead > 0
    words = said(explorer, "door")
    assert f"{lead:+.0f} with massage" in words
    assert value("L118").text in words
    assert "second-hand" in words
    assert ("less than the" in words) == (abs(lead) < value("L118").value)


def test_the_trial_is_told_as_a_pattern_and_the_misfit_in_words(explorer):
    picture = view(explorer, "trial")
    off = [check.week for check in massage_pattern(picture.first) if not check.fits]
    assert off
    words = said(explorer, "trial")
    assert "massage ahead at week 4, then no difference" in words
    assert f"misfit at week{'s' * (len(off) > 1)} " in words
    assert str(off[-1]) in words
    assert "a misfit" in explorer.scene("trial").sentence


def test_the_points_of_the_trials_groups_are_nowhere(explorer):
    told = figure.text_alternative(view(explorer, "trial"))
    assert "Points of each group were not seen, so none is drawn." in told
    assert "M012" not in figure.SOURCES


def test_both_stories_share_the_tendon_and_differ_on_massage(explorer):
    picture = view(explorer, "story_b")
    a, b = picture.stories
    assert (a.story, b.story) == ("L", "S")
    gap = abs(b.lead(MASSAGE, LOADING, 12))
    assert gap <= NULL_ZONE_POINTS < abs(a.lead(MASSAGE, LOADING, 12))
    words = said(explorer, "story_b")
    assert f"massage {a.score(MASSAGE, 12):.0f} or {b.score(MASSAGE, 12):.0f} points" in words
    assert "They agree on the tissue" in words
    told = figure.text_alternative(picture)
    assert "Story B misses:" in told
    assert "5\N{NO-BREAK SPACE}y" in told


def test_the_range_is_given_for_loading_at_half_a_year(explorer):
    picture = view(explorer, "range")
    life = picture.first.life(LOADING)
    row = life.row(24)
    low, high = life.low[row], life.high[row]
    assert f"(5 to 95 % of people: {low:.0f} to {high:.0f})" in said(explorer, "range")
    assert high - low > 30


def test_the_sketch_of_a_trial_starts_as_the_published_one_and_can_be_made_better(explorer):
    start = view(explorer, "settle")
    assert start.design.people == value("M001").value
    assert not any(verdict.can_tell for verdict in verdicts(start.design)[1:])
    best = view(explorer, "settle", arms=3.0, contact=1.0, people_per_group=320.0, follow_up=52.0)
    assert all(verdict.can_tell for verdict in verdicts(best.design)[1:])
    assert f"of {len(Aim)} questions" in said(explorer, "settle")


def test_the_trial_compares_what_the_learner_set(explorer):
    mild = view(explorer, "trial", visa_a_start=65.0).first
    bad = view(explorer, "trial", visa_a_start=30.0).first
    assert massage_pattern(mild) != massage_pattern(bad)


# Controls


def test_weeks_explanation_and_start_are_visible(explorer):
    visible = [control.name for control in explorer.controls if not control.more]
    assert visible == ["weeks", "explanation", "visa_a_start"]
    assert len(visible) == VISIBLE_CONTROLS


def test_the_stops_are_those_asked_for(explorer):
    for name, low, high, step in (
        ("weeks", 0, LAST_WEEK, 2),
        ("visa_a_start", 30, 65, 5),
        ("adherence_pct", 30, 100, 10),
        ("pain_rule", 1, 7, 1),
        ("rebuild_pct", 0, 100, 10),
    ):
        stops = explorer.control(name).values
        assert stops == tuple(float(stop) for stop in range(low, high + 1, step))


def test_massage_rebuilds_nothing_until_somebody_asks(explorer):
    assert {scene.values["rebuild_pct"] for scene in explorer.scenes} == {0}
    rebuild = explorer.control("rebuild_pct").rests_on
    assert rebuild.status is Status.ILLUSTRATIVE
    assert "not a finding" in rebuild.note
    words = said(explorer, "twelve_weeks", rebuild_pct=50.0)
    assert "What if: each massage rebuilds 50 % of a session" in words


def test_every_life_can_be_looked_at_alone(explorer):
    told = [said(explorer, "twelve_weeks", focus=float(place)) for place in range(len(FOCUS))]
    assert len(set(told)) == len(FOCUS)


def test_every_stop_of_every_control_gives_words_without_gaps(explorer):
    for scene in ("twelve_weeks", "trial", "settle", "range"):
        for control in explorer.controls:
            for stop in control.values:
                result = view(explorer, scene, **{control.name: stop})
                words = figure.read_out(result) + figure.text_alternative(result)
                assert not re.search(r"nan|None|inf\b|[{}]", words)


def test_the_text_alternative_follows_the_week(explorer):
    told = {
        week: figure.text_alternative(view(explorer, "twelve_weeks", weeks=float(week)))
        for week in range(0, LAST_WEEK + 1, 2)
    }
    assert len(set(told.values())) == len(told)
    for week, words in told.items():
        assert f"week {week}:" in words


# Prediction


def test_the_right_prediction_is_what_its_scene_shows(explorer):
    prediction = explorer.prediction
    assert prediction.settled_by == "two_weeks"
    right = [option.text for option in prediction.options if option.right]
    assert right == ["Up: the person does better."]


def test_a_wrong_prediction_hears_the_name_of_its_misconception(explorer):
    wrong = [option for option in explorer.prediction.options if not option.right]
    assert len(wrong) == 3
    for option in wrong:
        assert re.search("mix-up: “.+”", option.feedback)


# Stored pages


def test_a_stored_page_is_small_and_holds_every_scene(explorer):
    states = list(explorer.static_states())
    assert len(states) == len(set(states)) <= MOST_STORED_STATES
    assert {explorer.at(scene.values) for scene in explorer.scenes} <= set(states)
    assert set(explorer.static_grid.main) == set(SCENES)


def test_a_stored_page_plays_the_message_week_by_week(explorer):
    stored = set(explorer.static_states())
    for week in explorer.control("weeks").values:
        values = {**explorer.scene("twelve_weeks").values, "weeks": week}
        assert explorer.at(values) in stored


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
    assert len(seen) > 60
    assert [text for text in seen if untranslated(text)] == []


@pytest.mark.parametrize("scene", SCENES)
def test_the_words_of_the_picture_can_be_translated(monkeypatch, scene):
    speak_in_brackets(monkeypatch)
    result = view(definition(), scene)
    for words in (figure.read_out(result), figure.text_alternative(result)):
        # Names of authors stay as they are.
        assert untranslated(words) == ""
