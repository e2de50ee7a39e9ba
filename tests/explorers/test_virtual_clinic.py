"""The clinic explorer: its scenes, its pictures, its calls, its prediction and its stored pages."""

import re

import numpy as np
import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import Status, value
from tendon_teaching.explorers import virtual_clinic as clinic
from tendon_teaching.explorers.definition import VISIBLE_CONTROLS, SceneKind
from tendon_teaching.explorers.virtual_clinic import SEEDS, definition
from tendon_teaching.figures import virtual_clinic as figure
from tendon_teaching.figures.virtual_clinic import PEOPLE, TENDONS
from tendon_teaching.models.ultrasound import UltrasoundTissue, echo_types, ultrasound_tissue
from tendon_teaching.models.virtual_clinic import Call, Sign, draw_patients, meaning_of, published

SCENES = (
    "first_patient",
    "order",
    "believe_it",
    "rare_pain",
    "no_diagnosis",
    "but_is_it_so",
)
MOST_STORED_STATES = 100
# What fits into two lines of the view beside JupyterLab's side bar; the doubt may take three.
TWO_LINES, THREE_LINES = 150, 225
CUT_OFF_PCT = 75.0


@pytest.fixture(scope="module")
def explorer():
    return definition()


def view(explorer, scene, **changes):
    return explorer.compute(**{**explorer.scene(scene).values, **changes})


def said(explorer, scene, **changes):
    return figure.read_out(view(explorer, scene, **changes))


# Story


def test_the_story_ends_with_the_message_and_then_the_doubt(explorer):
    assert tuple(scene.name for scene in explorer.scenes) == SCENES
    kinds = [scene.kind for scene in explorer.scenes]
    assert kinds == [SceneKind.STORY] * 4 + [SceneKind.MESSAGE, SceneKind.DOUBT]


def test_every_scene_can_be_read_aloud(explorer):
    for scene in explorer.scenes:
        assert len(scene.sentence.split()) <= 27, scene.sentence
        assert len(scene.sentence) < 150
        assert not re.search(r"\d", scene.sentence)


def test_the_scenes_fit_into_one_row(explorer):
    assert sum(len(scene.label) for scene in explorer.scenes) <= 47


def test_every_read_out_of_a_scene_is_short(explorer):
    for scene in explorer.scenes:
        most = THREE_LINES if scene.kind is SceneKind.DOUBT else TWO_LINES
        assert len(said(explorer, scene.name)) <= most


def test_the_clinic_opens_with_nothing_judged_a_normal_scan_and_the_answers_closed(explorer):
    start = view(explorer, "first_patient")
    assert start.score.judged == 0
    assert not start.is_open
    assert not start.is_abnormal
    assert start.tendon == 1


def test_order_shows_the_same_person_for_the_other_sign(explorer):
    one, other = explorer.scene("first_patient").values, explorer.scene("order").values
    assert {key for key in one if one[key] != other[key]} == {"sign"}
    assert "another sign" in explorer.scene("order").sentence


def test_believing_every_picture_is_mostly_right_and_wrong_about_this_tendon(explorer):
    shown = view(explorer, "believe_it")
    assert shown.is_open
    assert shown.score == shown.followed
    assert TENDONS / 2 < shown.score.right < TENDONS
    assert not shown.is_abnormal
    assert shown.patients.painful[shown.tendon - 1]
    assert shown.calls[shown.tendon - 1] is Call.PAIN_FREE


def test_where_pain_is_rare_only_the_crowd_changes_and_most_patches_do_not_hurt(explorer):
    before, after = explorer.scene("believe_it").values, explorer.scene("rare_pain").values
    assert {key for key in before if before[key] != after[key]} == {"painful_share_pct"}
    crowd = view(explorer, "rare_pain").crowd
    assert crowd.painful == PEOPLE / 10
    assert crowd.pain_free_abnormal > crowd.painful_abnormal
    assert "one in ten" in explorer.scene("rare_pain").sentence


def test_the_message_shows_colour_in_a_tendon_without_pain(explorer):
    shown = view(explorer, "no_diagnosis")
    assert shown.sign is Sign.FLOW
    assert shown.is_abnormal
    assert not shown.patients.painful[shown.tendon - 1]
    assert "does not diagnose pain" in explorer.scene("no_diagnosis").sentence


def test_the_doubt_gives_what_speaks_for_scans_and_how_few_were_counted(explorer):
    message, doubt = (explorer.scene(name).values for name in SCENES[-2:])
    assert {key for key in message if message[key] != doubt[key]} == {"beside"}
    words = said(explorer, "but_is_it_so")
    assert value("S049").text in words
    structure = published(Sign.STRUCTURE)
    for interval in (structure.sensitivity_interval, structure.specificity_interval):
        assert f"({100 * interval.low:.0f} to {100 * interval.high:.0f})" in words


# Numbers


@pytest.mark.parametrize(
    ("scene", "sign", "share"),
    [
        ("believe_it", Sign.STRUCTURE, 79),
        ("rare_pain", Sign.STRUCTURE, 30),
        ("first_patient", Sign.FLOW, 68),
        ("no_diagnosis", Sign.FLOW, 19),
    ],
)
def test_the_read_out_says_what_an_abnormal_scan_means(explorer, scene, sign, share):
    shown = view(explorer, scene)
    assert shown.sign is sign
    meaning = meaning_of(sign, shown.painful_share_pct)
    assert round(100 * meaning.painful_if_abnormal) == share
    assert f"about {share} % of abnormal scans" in said(explorer, scene)


def test_the_read_out_follows_every_stop_of_the_share_in_pain(explorer):
    told = []
    for share in explorer.control("painful_share_pct").values:
        words = said(explorer, "rare_pain", painful_share_pct=share)
        assert f"Where {share:.0f} % hurt" in words
        told.append(int(re.search(r"about (\d+) %", words)[1]))
    assert told == sorted(told)


def test_the_score_is_told_with_its_interval_and_beside_picture_and_coin(explorer):
    words = said(explorer, "believe_it")
    score = view(explorer, "believe_it").score
    low, high = 100 * score.interval.low, 100 * score.interval.high
    assert f"{score.right} of 20 right ({low:.0f} to {high:.0f} %)" in words
    assert f"following each picture: {score.right} of 20" in words
    assert "a coin: about 10" in words


@pytest.mark.parametrize("place", range(len(SEEDS)))
def test_each_set_of_twenty_comes_near_to_the_published_shares(place):
    patients = draw_patients(SEEDS[place])
    assert len(patients.painful) == TENDONS
    assert patients.painful.sum() == TENDONS / 2
    for sign in Sign:
        seen, found = patients.abnormal(sign), published(sign)
        assert seen[patients.painful].mean() == pytest.approx(found.sensitivity, abs=0.06)
        assert seen[~patients.painful].mean() == pytest.approx(found.pain_free.share, abs=0.06)


def test_the_sets_of_twenty_are_different_people():
    truths = {tuple(draw_patients(seed).painful) for seed in SEEDS}
    assert len(truths) == len(SEEDS)


# Pictures


def test_a_picture_knows_the_finding_and_nothing_of_the_pain(explorer):
    for name, sign in (("first_patient", Sign.FLOW), ("order", Sign.STRUCTURE)):
        by_look = {}
        for tendon in range(1, TENDONS + 1):
            for people in range(len(SEEDS)):
                shown = view(explorer, name, tendon=float(tendon), people=float(people))
                look = (shown.scan.image.tobytes(), shown.scan.flow.tobytes())
                by_look.setdefault((tendon, shown.is_abnormal), set()).add(look)
        assert {len(looks) for looks in by_look.values()} == {1}
        assert {abnormal for _tendon, abnormal in by_look} == {False, True}
        assert sign is view(explorer, name).sign


def test_flow_is_painted_exactly_where_the_report_tells_of_it(explorer):
    for tendon in range(1, TENDONS + 1):
        shown = view(explorer, "first_patient", tendon=float(tendon))
        assert shown.scan.flow.any() == shown.is_abnormal
        if shown.is_abnormal:
            assert shown.scan.flow.mean() > 0.003, "large enough to be seen"
        assert not view(explorer, "order", tendon=float(tendon)).scan.flow.any()


def test_a_patch_changes_the_grey_picture_and_flow_does_not(explorer):
    def image(scene, **changes):
        return view(explorer, scene, **changes).scan.image

    patients = draw_patients(SEEDS[0])
    for tendon in range(1, TENDONS + 1):
        with_flow = image("first_patient", tendon=float(tendon))
        with_order = image("order", tendon=float(tendon))
        alike = np.array_equal(with_flow, with_order)
        assert alike is not bool(patients.disturbed[tendon - 1])


@pytest.mark.parametrize("grain", clinic._GRAINS)
def test_what_is_called_in_order_is_above_the_published_cut_off_and_a_patch_below(grain):
    in_order = echo_types(UltrasoundTissue(), seed=grain)
    patch = echo_types(ultrasound_tissue(), seed=grain)
    assert in_order.aligned_pct > CUT_OFF_PCT > patch.aligned_pct


# Calls


def test_the_calls_are_a_series_whose_cursor_is_the_tendon(explorer):
    calls = explorer.series_named("calls")
    assert calls.cursor == "tendon"
    assert calls.length == TENDONS == len(explorer.control("tendon").values)
    assert calls.values == (0, 1, 2)
    assert calls.options == ("not judged yet", "free of pain", "hurts")
    assert len({option[0] for option in calls.options}) == len(calls.options)


def test_the_answers_open_with_the_last_call_and_not_before(explorer):
    calls = [1.0] * (TENDONS - 1) + [0.0]
    nearly = view(explorer, "first_patient", calls=tuple(calls))
    assert not nearly.is_open
    assert "19 of 20 judged" in figure.read_out(nearly)
    done = view(explorer, "first_patient", calls=(1.0,) * TENDONS)
    assert done.is_open
    assert "10 of 20 right" in figure.read_out(done)


def test_the_answers_can_be_opened_early(explorer):
    shown = view(explorer, "first_patient", answers=1.0)
    assert shown.is_open
    assert "0 of 20 judged" in figure.read_out(shown)
    calls = (2.0, *[0.0] * (TENDONS - 1))
    one = view(explorer, "first_patient", answers=1.0, calls=calls)
    assert "0 of 1 right" in figure.read_out(one)


def test_another_sign_or_share_leaves_the_calls_and_the_truth_alone(explorer):
    calls = (2.0,) * TENDONS
    scores = [
        view(explorer, "first_patient", calls=calls, sign=sign, painful_share_pct=share).score
        for sign in (0.0, 1.0)
        for share in (5.0, 80.0)
    ]
    assert len(set(scores)) == 1
    assert scores[0].sensitivity == 1
    assert scores[0].specificity == 0


# Prediction


def test_the_right_prediction_is_what_its_scene_shows(explorer):
    prediction = explorer.prediction
    shown = view(explorer, prediction.settled_by)
    right = [option.text for option in prediction.options if option.right]
    assert right == [f"About {100 * shown.meaning.painful_if_abnormal:.0f} %."]
    assert "One in ten" in prediction.question
    assert shown.painful_share_pct == 10


def test_a_wrong_prediction_hears_the_name_of_its_misconception(explorer):
    wrong = [option for option in explorer.prediction.options if not option.right]
    assert [option.text for option in wrong] == ["About 88 %.", "About 79 %."]
    for option in wrong:
        assert re.search("mix-up: “.+”", option.feedback)


# Controls


def test_three_controls_are_visible(explorer):
    visible = [control.name for control in explorer.controls if not control.more]
    assert visible == ["tendon", "sign", "painful_share_pct"]
    assert len(visible) == VISIBLE_CONTROLS


def test_the_share_in_pain_goes_from_5_to_80_and_is_a_teaching_value(explorer):
    share = explorer.control("painful_share_pct")
    assert share.values == tuple(float(stop) for stop in range(5, 85, 5))
    assert share.rests_on.status is Status.ILLUSTRATIVE
    assert "clinic" in share.rests_on.note
    assert explorer.scene("first_patient").values["painful_share_pct"] == 50


def test_every_stop_of_every_control_gives_words_without_gaps(explorer):
    for scene in ("first_patient", "believe_it"):
        for control in explorer.controls:
            for stop in control.values:
                result = view(explorer, scene, **{control.name: stop})
                words = figure.read_out(result) + figure.text_alternative(result)
                assert not re.search(r"nan|None|inf\b", words)


# Stored pages


def test_a_stored_page_is_small_and_holds_every_scene(explorer):
    states = list(explorer.static_states())
    assert len(states) == len(set(states)) <= MOST_STORED_STATES
    assert {explorer.at(scene.values) for scene in explorer.scenes} <= set(states)
    assert set(explorer.static_grid.main) == set(SCENES)


def test_a_stored_page_steps_through_all_tendons_closed_and_open(explorer):
    stored = set(explorer.static_states())
    for scene in ("first_patient", "believe_it"):
        for tendon in explorer.control("tendon").values:
            assert explorer.at({**explorer.scene(scene).values, "tendon": tendon}) in stored


# Translation


def test_every_text_a_reader_sees_can_be_translated(monkeypatch):
    speak_in_brackets(monkeypatch)
    explorer = definition()
    seen = [explorer.title, explorer.prediction.question]
    for option in explorer.prediction.options:
        seen += [option.text, option.feedback]
    for scene in explorer.scenes:
        seen += [scene.label, scene.sentence]
    for control in (*explorer.controls, *explorer.series):
        seen += [control.label, control.unit_spoken, *control.options]
        seen += [control.rests_on.note] if control.rests_on else []
    seen += [explorer.series[0].place_label]
    assert len(seen) > 40
    assert [text for text in seen if untranslated(text)] == []


@pytest.mark.parametrize("scene", SCENES)
def test_the_words_of_the_picture_can_be_translated(monkeypatch, scene):
    speak_in_brackets(monkeypatch)
    explorer = definition()
    result = view(explorer, scene)
    assert untranslated(figure.read_out(result)) == ""
    assert untranslated(figure.text_alternative(result)) == ""
