"""The daily course: what has to hold whatever the numbers are."""

import itertools
import math
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from tendon_teaching.evidence import Status, parameters_of
from tendon_teaching.models import clinical_course, patients, regimens, turnover
from tendon_teaching.models.clinical_course import (
    PATIENTS_PER_CHUNK,
    PER_PATIENT,
    MonteCarloCancelled,
    follow,
    model,
    monte_carlo,
    single_course,
    story,
)
from tendon_teaching.models.patients import Baseline, draw_patients, true_visa_a, typical_patient
from tendon_teaching.models.regimens import CalendarEntry, Plan, RegimenName, plan, regimen

STORIES = ("L", "S")
REGIMENS = [each.name for each in regimens.regimens()]
WEEKS_12, WEEKS_24 = 84, 168


@pytest.fixture(scope="module")
def cohort():
    return draw_patients(200, 7, Baseline(50))


def in_both_stories(test):
    return pytest.mark.parametrize("name", STORIES)(test)


def with_traits(people, **changes):
    zero = 0.0 if people.is_single else np.zeros(people.count)
    return replace(people, **{key: zero + value for key, value in changes.items()})


def calm_tissue(people):
    """Everybody gets a healthy tendon, so that nothing in it drives the pain."""
    zero = np.zeros(people.count)
    return replace(people, tissue=tuple(zero + state for state in turnover.healthy_state()))


# --- bounds ------------------------------------------------------------------------------------


@in_both_stories
@pytest.mark.parametrize("regimen_name", REGIMENS)
def test_all_values_stay_where_they_can_be(cohort, name, regimen_name):
    wild = plan(regimen_name, days=WEEKS_24, running=4.0, monitored_running=False, pain_rule=10.0)
    course = follow(wild, cohort, name, 1)
    for values in (course.visa_a, course.visa_a_observed):
        assert ((values >= 0) & (values <= 100)).all()
    for values in (course.participation, course.reactivity, course.damage, course.relief):
        assert ((values >= 0) & (values <= 1)).all()
    assert (course.sensitisation >= 0).all()
    for values in (course.stiffness_ratio, course.area_ratio, course.modulus_ratio):
        assert (values > 0).all()
    assert all(np.isfinite(getattr(course, key)).all() for key in PER_PATIENT)


def test_the_exercise_load_stays_between_its_lowest_and_its_ceiling(cohort):
    course = follow(plan("heavy_slow", days=WEEKS_24), cohort, "L", 1)
    ceiling = regimen("heavy_slow").exercise.ceiling_bw
    assert course.exercise_bw.max() <= ceiling
    assert course.exercise_bw.min() >= regimens.LOWEST_EXERCISE_BW
    assert course.exercise_bw[-1].mean() > course.exercise_bw[0].mean()


def test_a_tendon_out_of_range_is_held_and_marked():
    hops = (CalendarEntry(regimens.ActivityKind.RUNNING, "hops", 9.0, 4000, 0.3),)
    hard = Plan(regimen("calendar"), days=28, monitored_running=False, calendar=(hops,) * 28)
    course = follow(hard, typical_patient(60), "L")
    assert course.stopped.all()
    assert course.stiffness_ratio[-1] == course.stiffness_ratio[1]
    assert not follow(plan("wait", days=28), typical_patient(60), "L").stopped.any()


# --- one source, any company, any order --------------------------------------------------------


@in_both_stories
@pytest.mark.parametrize("regimen_name", ["as_tolerated", "both", "heavy_slow", "wait"])
def test_one_patient_of_floats_and_the_same_in_an_array_agree(cohort, name, regimen_name):
    chosen = plan(regimen_name, days=WEEKS_24, massage_rebuild_pct=30)
    together = follow(chosen, cohort.take(slice(0, 3)), name, 5)
    for place in range(3):
        alone = follow(chosen, cohort.one(place), name, 5)
        for key in PER_PATIENT:
            if key != "visa_a_observed":
                np.testing.assert_allclose(
                    getattr(alone, key), getattr(together, key)[:, place], rtol=1e-9, atol=1e-9
                )


def test_changing_the_order_of_patients_changes_the_order_of_results_only(cohort):
    some = cohort.take(slice(0, 40))
    order = np.random.default_rng(3).permutation(40)
    chosen = plan("both", days=WEEKS_12)
    straight, mixed = follow(chosen, some, "L", 2), follow(chosen, some.take(order), "L", 2)
    for key in PER_PATIENT:
        np.testing.assert_array_equal(getattr(straight, key)[:, order], getattr(mixed, key))


def test_the_same_seed_gives_the_same_course_and_another_one_does_not(cohort):
    chosen = plan("home_eccentric", days=WEEKS_12)
    first, again = follow(chosen, cohort, "L", 4), follow(chosen, cohort, "L", 4)
    other = follow(chosen, cohort, "L", 5)
    np.testing.assert_array_equal(first.visa_a_observed, again.visa_a_observed)
    assert (first.visa_a[-1] != other.visa_a[-1]).any()


def test_missed_sessions_are_as_many_as_adherence_says(cohort):
    chosen = plan("home_eccentric", days=WEEKS_12, adherence=0.5, pain_rule=10)
    easy = with_traits(cohort, sensitisation=0.0)
    share = follow(chosen, easy, "L", 1).sessions[-1] / WEEKS_12
    expected = patients.adherence_towards(easy.adherence, 0.5, model("L").people.spread)
    assert np.abs(share - expected).mean() < 0.06


# --- what must not move ------------------------------------------------------------------------


@in_both_stories
def test_without_treatment_and_tissue_drive_a_person_at_the_floor_stays_there(cohort, name):
    whole = model(name)
    still = calm_tissue(cohort)
    floor_only = replace(
        whole,
        people=replace(whole.people, spread=replace(whole.people.spread, floor_rise=0.0)),
    )
    own = whole.story.floor_scale * whole.people.spread.floor_mean * still.floor_share
    at_floor = replace(still, sensitisation=own)
    course = follow(plan("wait", days=WEEKS_24, running=0.0), at_floor, floor_only, 1)
    np.testing.assert_allclose(course.sensitisation[-1], own, atol=1e-12)
    assert np.abs(course.visa_a[-1] - course.visa_a[0]).max() < 0.5


@in_both_stories
def test_waiting_at_the_floor_improves_no_more_than_the_tissue_does(cohort, name):
    whole = model(name)
    people = replace(whole.people, spread=replace(whole.people.spread, floor_rise=0.0))
    own = whole.story.floor_scale * people.spread.floor_mean * cohort.floor_share
    start = replace(cohort, sensitisation=own)
    waited = follow(plan("wait", days=WEEKS_24, running=0), start, replace(whole, people=people), 1)
    # The same people with the tendon they end with, and the sensitisation they began with.
    assert (waited.sensitisation[-1] >= own - 1e-9).all()


def test_massage_changes_no_tissue_except_through_running(cohort):
    rest = {"days": WEEKS_24, "running": 0.0}
    waited = follow(plan("wait", **rest), cohort, "L", 1)
    massaged = follow(plan("massage", **rest), cohort, "L", 1)
    for key in ("stiffness_ratio", "modulus_ratio", "area_ratio", "reactivity", "damage"):
        np.testing.assert_array_equal(getattr(waited, key), getattr(massaged, key))
    assert massaged.visa_a[1].mean() > waited.visa_a[1].mean()
    running = follow(plan("massage", days=WEEKS_24), cohort, "L", 1)
    assert (
        running.runs[-1].mean()
        > follow(plan("wait", days=WEEKS_24), cohort, "L", 1).runs[-1].mean()
    )


def test_the_what_if_at_zero_is_the_model_and_above_it_stiffens_the_tendon(cohort):
    def stiffness(pct):
        chosen = plan("massage", days=WEEKS_12, running=0.0, massage_rebuild_pct=pct)
        return follow(chosen, cohort, "L", 1).stiffness_ratio

    waited = follow(plan("wait", days=WEEKS_12, running=0.0), cohort, "L", 1).stiffness_ratio
    np.testing.assert_array_equal(stiffness(0.0), waited)
    means = [stiffness(pct)[-1].mean() for pct in (0, 10, 50, 100)]
    assert all(later > sooner + 0.005 for sooner, later in itertools.pairwise(means))


def test_by_itself_massage_never_raises_pain(cohort):
    waited = follow(plan("wait", days=WEEKS_24, running=0.0), cohort, "L", 1)
    massaged = follow(plan("massage", days=WEEKS_24, running=0.0), cohort, "L", 1)
    assert (massaged.running_pain <= waited.running_pain + 1e-9).all()
    assert (massaged.running_pain[1] < waited.running_pain[1]).all()


# --- what must move, and which way -------------------------------------------------------------


def test_more_adherence_does_no_harm_to_the_mean_in_story_a(cohort):
    means = [
        follow(plan("home_eccentric", days=WEEKS_12, adherence=share), cohort, "L", 1)
        .visa_a[-1]
        .mean()
        for share in (0.0, 0.3, 0.5, 0.7, 0.9, 1.0)
    ]
    assert all(later >= sooner - 1.0 for sooner, later in itertools.pairwise(means))
    assert means[-1] > means[0] + 5


def test_contact_helps_in_story_b_and_hardly_in_story_a(cohort):
    def lead(name):
        alone, met = (
            follow(plan("home_eccentric", days=WEEKS_12, contacts_per_week=often), cohort, name, 1)
            for often in (0.0, 1.5)
        )
        assert met.contacts[-1] == pytest.approx(18)
        assert alone.contacts[-1] == 0
        return met.visa_a[-1].mean() - alone.visa_a[-1].mean()

    assert lead("S") > 3
    assert lead("L") < 2


def test_loading_that_calms_nothing_is_story_b():
    assert story("S").load_effect_per_day == 0
    assert story("L").load_effect_per_day > 5 * story("L").care_effect_per_day


@pytest.mark.parametrize(
    ("regimen_name", "contacts", "massages"),
    [("wait", 0, 0), ("massage", 18, 18), ("home_eccentric", 1, 0), ("both", 19, 18)],
)
def test_contacts_and_massages_are_those_of_the_trial(regimen_name, contacts, massages):
    course = single_course(plan(regimen_name, days=WEEKS_24))
    assert course.contacts[-1] == pytest.approx(contacts)
    assert course.contacts[12] == pytest.approx(contacts)
    assert course.massages[-1] == massages


def test_a_careful_pain_rule_costs_sessions(cohort):
    done = [
        follow(plan("home_eccentric", days=WEEKS_12, pain_rule=rule), cohort, "L", 1).sessions[-1]
        for rule in (1, 3, 5)
    ]
    assert done[0].mean() < done[1].mean() < done[2].mean()


def test_repetitions_as_tolerated_let_a_cautious_person_train(cohort):
    sore = cohort.take(true_visa_a(cohort) < 45)
    fixed, bent = (
        follow(plan(name, days=WEEKS_12, pain_rule=1), sore, "L", 1).sessions[-1].mean()
        for name in ("home_eccentric", "as_tolerated")
    )
    assert bent > fixed


def test_after_the_programme_loading_keeps_the_tendon_and_stopping_loses_it(cohort):
    def stiffness(often):
        chosen = plan("home_eccentric", days=364, after_sessions_per_week=often)
        return follow(chosen, cohort.take(slice(0, 80)), "L", 1).mean("stiffness_ratio")

    kept, stopped = stiffness(2), stiffness(0)
    np.testing.assert_array_equal(kept[:13], stopped[:13])
    assert stopped[36] < stopped[12] - 0.02
    assert kept[36] > stopped[36] + 0.005


def test_a_calendar_does_what_it_says():
    squat = CalendarEntry(regimens.ActivityKind.EXERCISE, "raise", 3.5, 60, 3.0)
    hands = CalendarEntry(regimens.ActivityKind.MASSAGE, "self_massage")
    week = ((squat, hands), (), (squat,), (), (hands,), (), ())
    own = Plan(regimen("calendar"), days=28, adherence=1.0, calendar=week * 4)
    course = follow(own, typical_patient(70), "L")
    assert course.sessions[-1] == 8
    assert course.massages[-1] == 8
    assert course.runs[-1] == 0
    idle = Plan(regimen("calendar"), days=28, calendar=((),) * 28)
    assert course.stiffness_ratio[-1] > follow(idle, typical_patient(70), "L").stiffness_ratio[-1]


# --- many at once ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def crowd():
    return draw_patients(2 * PATIENTS_PER_CHUNK + 30, 11, Baseline(50))


@pytest.fixture(scope="module")
def alone(crowd):
    return monte_carlo(plan("both", days=28), crowd, 3, "S")


def assert_same(one, other):
    for key in PER_PATIENT:
        np.testing.assert_array_equal(getattr(one, key), getattr(other, key))
    np.testing.assert_array_equal(one.stopped, other.stopped)


def test_chunks_are_the_same_as_all_at_once(crowd, alone):
    assert_same(alone, follow(plan("both", days=28), crowd, "S", 3))


def test_weeks_that_are_kept_are_those_of_the_whole_course(crowd, alone):
    some = monte_carlo(plan("both", days=28), crowd, 3, "S", weeks=(2, 4))
    assert some.weeks.tolist() == [0, 2, 4]
    for key in (*PER_PATIENT, "contacts", "massages"):
        np.testing.assert_array_equal(getattr(some, key), getattr(alone, key)[[0, 2, 4]])
    assert some.at(4) == 2
    with pytest.raises(ValueError, match="weeks is 5; it must be a whole number between 0 and 4"):
        monte_carlo(plan("both", days=28), crowd, 3, "S", weeks=(5,))


def test_more_than_a_small_computer_can_hold_is_refused(crowd):
    long = plan("wait", days=regimens.MOST_DAYS)
    everybody = crowd.take(np.zeros(patients.MOST_PATIENTS, dtype=int))
    with pytest.raises(ValueError, match="Name fewer weeks, or take fewer patients"):
        monte_carlo(long, everybody, 1)


@pytest.mark.parametrize("kind", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_any_executor_gives_the_same_result(crowd, alone, kind):
    told = []
    with kind(max_workers=2) as executor:
        course = monte_carlo(
            plan("both", days=28),
            crowd,
            3,
            "S",
            executor=executor,
            progress=lambda done, everybody: told.append((done, everybody)),
        )
        assert executor.submit(math.sqrt, 4).result() == 2, "the executor is left open"
    assert_same(alone, course)
    assert told[-1] == (crowd.count, crowd.count)


def test_a_dask_cluster_can_be_handed_in(crowd, alone):
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(n_workers=1, processes=False, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        executor = client.get_executor()
        assert_same(alone, monte_carlo(plan("both", days=28), crowd, 3, "S", executor=executor))


@pytest.mark.parametrize("with_executor", [False, True])
def test_a_cancelled_run_gives_nothing(crowd, with_executor):
    told = []
    with ThreadPoolExecutor(1) as executor, pytest.raises(MonteCarloCancelled):
        monte_carlo(
            plan("both", days=28),
            crowd,
            3,
            executor=executor if with_executor else None,
            progress=lambda done, _everybody: told.append(done),
            cancelled=lambda: bool(told),
        )
    assert told
    assert told[0] < crowd.count


def test_progress_rises_to_everybody(crowd):
    told = []
    monte_carlo(plan("wait", days=7), crowd, 3, progress=lambda *done: told.append(done))
    assert told == sorted(told)
    assert told[-1] == (crowd.count, crowd.count)
    assert len(told) == 3


def test_an_error_in_a_worker_is_told(crowd):
    with ThreadPoolExecutor(1) as executor, pytest.raises(ValueError, match="seed"):
        monte_carlo(plan("wait", days=7), crowd, -1, executor=executor)


# --- bad input ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"adherence": 1.2}, "adherence is 1.2"),
        ({"adherence": -0.1}, "adherence is -0.1"),
        ({"adherence": math.nan}, "adherence is nan"),
        ({"pain_rule": 11}, "pain_rule is 11"),
        ({"running": -1}, "running is -1"),
        ({"massage_rebuild_pct": 101}, "massage_rebuild_pct is 101"),
        ({"contacts_per_week": 20}, "contacts_per_week is 20"),
        ({"days": 3701}, "at most 3700"),
        ({"days": -1}, "days is -1"),
        ({"days": 7.5}, "days is 7.5"),
        ({"after_sessions_per_week": 8}, "after_sessions_per_week is 8"),
        ({"programme_weeks": -1}, "programme_weeks is -1"),
        ({"calendar": ()}, "calendar"),
    ],
)
def test_a_bad_choice_is_named(choices, words):
    with pytest.raises(ValueError, match=words):
        plan("home_eccentric", **choices)


def test_unknown_regimens_stories_arms_and_weeks_are_named_with_the_known_ones():
    with pytest.raises(ValueError, match="'magic'; choose one of wait"):
        plan("magic")
    with pytest.raises(ValueError, match="'X'; choose one of L, S"):
        story("X")
    with pytest.raises(ValueError, match="week is 60; this course has weeks 0 to 4"):
        single_course(plan("wait", days=28)).at(60)
    with pytest.raises(ValueError, match="ceiling_bw is 2"):
        regimens.Exercise(ceiling_bw=2.0)


@pytest.mark.parametrize("seed", [-1, 1.5, 2**32, "1"])
def test_a_bad_seed_is_refused(cohort, seed):
    with pytest.raises(ValueError, match="seed is"):
        follow(plan("wait", days=7), cohort, "L", seed)


def test_no_day_at_all_is_a_course_of_its_start():
    course = single_course(plan("both", days=0))
    assert course.visa_a.shape == (1,)
    assert course.visa_a[0] == pytest.approx(50, abs=0.01)


# --- the numbers -------------------------------------------------------------------------------


def anchors(whole):
    """What the calibrated numbers leave behind, quick to work out."""
    found = []
    person = typical_patient(50.0)
    for name in ("wait", "massage", "home_eccentric"):
        chosen = plan(name, days=WEEKS_12)
        found += list(
            follow(chosen, replace(person, sensitisation=0.85), whole, 1).visa_a[[0, 2, 12]]
        )
    people = patients.candidates_of(whole.people)
    scores = patients.observed(
        true_visa_a(people, whole.people), people.baseline_noise, whole.people.mapping
    )
    return np.array([*found, scores.mean(), scores.std(), 100 * people.adherence.mean()])


def calibrated():
    parts = {
        "story": story("L"),
        "shared": clinical_course.CourseParameters(),
        "people.symptoms": patients.Symptoms(),
        "people.spread": patients.CohortSpread(),
        "people.mapping": patients.VisaAMapping(),
    }
    for part, held in parts.items():
        for name, declared in parameters_of(held).items():
            if declared.status is Status.CALIBRATED:
                yield part, name


@pytest.mark.parametrize(("part", "name"), list(calibrated()))
def test_a_calibrated_number_moved_by_a_fifth_is_seen(part, name):
    whole = model("L")
    outer, _, inner = part.partition(".")
    held = getattr(getattr(whole, outer), inner) if inner else getattr(whole, outer)
    if name == "care_effect_per_day":
        # Near nothing in Story A by intent; it is what Story B is made of.
        whole = model("S")
        held = whole.story
    moved = replace(held, **{name: 0.8 * getattr(held, name)})
    changed = (
        replace(whole, people=replace(whole.people, **{inner: moved}))
        if inner
        else replace(whole, **{outer: moved})
    )
    assert np.abs(anchors(changed) - anchors(whole)).max() > 0.2


def test_every_regimen_and_story_has_words():
    assert all(regimen(name).text for name in RegimenName)
    assert all(story(name).text.startswith("Story") for name in STORIES)
    assert "cohort" not in story("L").text
