"""Made-up patients, their scores, and the stored courses."""

import math
from dataclasses import replace

import numpy as np
import pytest

from tendon_teaching.evidence import value
from tendon_teaching.models import course_bands, patients, turnover
from tendon_teaching.models.clinical_course import follow, model, regression_of
from tendon_teaching.models.course_bands import REGIMENS, WEEKS, bands
from tendon_teaching.models.patients import (
    Baseline,
    People,
    draw_patients,
    match_baseline,
    true_visa_a,
    two_starts,
    typical_patient,
)
from tendon_teaching.models.regimens import plan
from tendon_teaching.models.turnover import ARRAYS, PLAIN
from tendon_teaching.models.visa_a import (
    VisaAMapping,
    dared_participation,
    observed,
    pain_of,
    regression_to_the_mean,
    visa_a,
)

# --- the cohort --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "baseline",
    [Baseline(48), Baseline(58), Baseline(52, 17), Baseline(35, 10), Baseline(45, 8, 20, 60)],
)
def test_a_large_cohort_starts_where_it_was_asked_to(baseline):
    people = draw_patients(3000, 5, baseline)
    scores = observed(true_visa_a(people), people.baseline_noise, VisaAMapping())
    assert scores.mean() == pytest.approx(baseline.visa_a_mean, abs=1.2)
    if baseline.visa_a_sd:
        assert scores.std() == pytest.approx(baseline.visa_a_sd, abs=1.0)
    assert (scores >= baseline.lowest).all()
    assert (scores < baseline.highest).all()


def test_fewer_people_of_one_seed_are_the_first_of_many():
    few, many = draw_patients(50, 3), draw_patients(900, 3)
    np.testing.assert_array_equal(few.sensitisation, many.sensitisation[:50])
    np.testing.assert_array_equal(few.key, many.key[:50])
    assert len(set(many.key.tolist())) == 900


def test_the_mean_tendon_is_the_teaching_tendon_of_turnover():
    start = turnover.tendinopathic_state()
    drawn = patients.candidates_of(People())
    for name in ("aligned", "disorganised", "reactivity", "damage", "swelling"):
        place = turnover.STATE_NAMES.index(name)
        assert drawn.tissue[place].mean() == pytest.approx(getattr(start, name), rel=0.03)


def test_vessels_and_symptoms_hardly_go_together():
    drawn = patients.candidates_of(People())
    vessels = drawn.tissue[turnover.STATE_NAMES.index("vessels")]
    assert value("S047").direction == "no relation"
    assert abs(np.corrcoef(vessels, true_visa_a(drawn))[0, 1]) < 0.1


def test_mean_adherence_at_home_is_the_published_one():
    people = draw_patients(4000, 1)
    assert 100 * people.adherence.mean() == pytest.approx(value("L102").value, abs=2)
    heavy = plan("heavy_slow").regimen.exercise.supervised_adherence
    assert 100 * np.minimum(heavy * people.adherence, 1).mean() == pytest.approx(
        value("L099").value, abs=4
    )


@pytest.mark.parametrize("start", [32.0, 50.0, 65.0])
def test_the_typical_patient_starts_where_asked(start):
    assert true_visa_a(typical_patient(start)) == pytest.approx(start, abs=1e-6)


def test_one_of_many_is_the_same_person():
    people = draw_patients(10, 2)
    one = people.one(4)
    assert one.is_single
    assert one.sensitisation == people.sensitisation[4]
    assert true_visa_a(one) == pytest.approx(true_visa_a(people)[4], abs=1e-9)


def test_two_starts_are_named_with_their_numbers():
    starts = two_starts()
    assert starts.lessons.stiffness_pct == pytest.approx(75, abs=1)
    assert starts.lessons.modulus_pct == pytest.approx(51, abs=1)
    assert starts.cohort.stiffness_pct == pytest.approx(84, abs=2)
    assert starts.cohort.modulus_pct == pytest.approx(62, abs=2)
    for number in (starts.lessons.stiffness_pct, starts.cohort.modulus_pct):
        assert f"{number:.0f} %" in starts.text


# --- the score ---------------------------------------------------------------------------------


def test_pain_is_5_at_tolerance_and_rises_with_load():
    assert pain_of(4.0, 0.25) == pytest.approx(5)
    loads = np.linspace(0, 12, 50)
    assert (np.diff(pain_of(loads, 0.2)) > 0).all()
    assert pain_of(0.0, 0.2) == 0
    assert pain_of(100.0, 1.0) < 10


@pytest.mark.parametrize("ns", [PLAIN, ARRAYS])
def test_the_score_falls_with_sensitivity_flare_and_absence_from_sport(ns):
    mapping = VisaAMapping()

    def score(sensitivity, flare=0.0, part=1.0):
        return float(visa_a(sensitivity, flare, part, mapping, ns))

    assert score(0.0) == 100
    assert score(0.1) > score(0.2) > score(0.4)
    assert score(0.2, flare=1.0) < score(0.2)
    assert score(0.2, part=0.5) == pytest.approx(score(0.2) - 20)
    assert score(50.0, flare=9.0, part=0.0) == pytest.approx(0, abs=1e-9)


def test_a_person_without_the_condition_scores_as_healthy_people_do():
    healthy = replace(
        typical_patient(50.0), tissue=tuple(turnover.healthy_state()), sensitisation=0.0
    )
    assert true_visa_a(healthy) >= value("L115").value


def test_minor_pain_keeps_nobody_from_sport():
    clip = PLAIN.within_0_and_1
    assert dared_participation(0.0, VisaAMapping(), clip) == 1
    assert dared_participation(1.0, VisaAMapping(), clip) < 0.2


def test_choosing_by_a_score_makes_a_group_look_better_next_time():
    draw = np.random.default_rng(1)
    true = draw.normal(50, 15, 20_000)
    score = true + draw.normal(0, 6.7, true.size)
    assert regression_to_the_mean(true, score) == pytest.approx(0, abs=0.3)
    assert regression_to_the_mean(true, score, highest=80.0) > 0.15
    assert regression_to_the_mean(true, score, highest=80.0) < regression_to_the_mean(
        true, score, highest=55.0
    )
    with pytest.raises(ValueError, match="Nobody scores from 0 to 1"):
        regression_to_the_mean(true + 100, score + 100, highest=1.0)


def test_regression_to_the_mean_is_part_of_every_arm():
    people = draw_patients(2000, 4, Baseline(45, highest=55))
    alone = regression_of(people)
    assert alone > 1.5
    course = follow(plan("wait", days=7, running=0.0), people, "L", 1)
    assert course.gain[1] == pytest.approx(
        alone + float(np.mean(course.visa_a[1] - course.visa_a[0])), abs=0.5
    )


# --- bad input ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Baseline(90), "visa_a_mean is 90"),
        (lambda: Baseline(-1), "visa_a_mean is -1"),
        (lambda: Baseline(50, 0.0), "visa_a_sd is 0"),
        (lambda: Baseline(50, 15, 70, 60), "lowest is 70 and highest is 60"),
        (lambda: Baseline(math.nan), "visa_a_mean is nan"),
        (lambda: draw_patients(20_001, 1), "at most 20,000"),
        (lambda: draw_patients(0, 1), "patients is 0"),
        (lambda: draw_patients(10, -1), "seed is -1"),
        (lambda: match_baseline(Baseline(79, 25), People()), "No cohort was found"),
        (lambda: typical_patient(120), "visa_a_start is 120"),
    ],
)
def test_bad_input_is_named(make, words):
    with pytest.raises(ValueError, match=words):
        make()


# --- stored courses ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["L", "S"])
@pytest.mark.parametrize("regimen_name", REGIMENS)
def test_stored_quantiles_are_in_order_and_on_the_scale(name, regimen_name):
    for start in (30, 47, 65):
        found = bands(name, regimen_name, visa_a_start=start, adherence=0.5, pain_rule=4)
        assert (np.diff(found.visa_a, axis=0) >= 0).all()
        assert found.visa_a.min() >= 0
        assert found.visa_a.max() <= 100
        assert found.visa_a_mean[0] == pytest.approx(start, abs=1.5)
        assert ((found.stiffness_ratio > 0.6) & (found.stiffness_ratio < 1.4)).all()


@pytest.mark.parametrize(
    ("name", "regimen_name", "choices"),
    [
        ("L", "home_eccentric", {"adherence": 0.65, "pain_rule": 3.0}),
        ("S", "both", {"adherence": 1.0, "pain_rule": 5.0, "massage_rebuild_pct": 50.0}),
        ("L", "wait", {}),
    ],
)
def test_a_stored_course_is_what_the_model_gives_today(name, regimen_name, choices):
    people = draw_patients(300, 9, Baseline(50))
    course = follow(plan(regimen_name, days=364, **choices), people, model(name), 9)
    found = bands(name, regimen_name, visa_a_start=50.0, **choices)
    weeks = list(WEEKS)
    hint = "run tools/make_bands.py again"
    np.testing.assert_allclose(
        found.visa_a_mean, course.mean("visa_a_observed")[weeks], atol=0.05, err_msg=hint
    )
    np.testing.assert_allclose(found.visa_a, course.quantiles()[:, weeks], atol=0.3, err_msg=hint)
    np.testing.assert_allclose(
        found.stiffness_ratio, course.mean("stiffness_ratio")[weeks], atol=0.001, err_msg=hint
    )


def test_between_the_points_of_the_grid_stored_courses_are_near_the_model():
    people = draw_patients(300, 9, Baseline(45))
    chosen = plan("home_eccentric", days=364, adherence=0.8, pain_rule=4.0)
    course = follow(chosen, people, model("L"), 9)
    found = bands("L", "home_eccentric", visa_a_start=45, adherence=0.8, pain_rule=4.0)
    off = np.abs(found.visa_a_mean - course.mean("visa_a_observed")[list(WEEKS)])
    assert off.max() < 2.5
    off = np.abs(found.stiffness_ratio - course.mean("stiffness_ratio")[list(WEEKS)])
    assert off.max() < 0.02


def test_the_stored_file_is_small():
    assert len(course_bands.stored(course_bands.FILE)) < 300_000


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"visa_a_start": 20}, "visa_a_start is 20"),
        ({"adherence": 0.1}, "adherence is 0.1"),
        ({"pain_rule": 8}, "pain_rule is 8"),
        ({"massage_rebuild_pct": -1}, "massage_rebuild_pct is -1"),
    ],
)
def test_a_state_that_is_not_stored_is_refused(choices, words):
    with pytest.raises(ValueError, match=words):
        bands("L", "both", **choices)
    with pytest.raises(ValueError, match="no stored courses for as_tolerated"):
        bands("L", "as_tolerated")
