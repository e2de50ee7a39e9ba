"""The clinical course: pain, behaviour and tendon of made-up patients, day by day, for months.

The tendon is that of the turnover model; it knows nothing of pain. Added here are sensitisation, a
short relief by massage, flare, the memory of being cared for, taking part in sport, and the load of
the exercise. Two stories share every equation and differ in four numbers: in Story A (set ``L``)
loading calms the pain, in Story B (set ``S``) time, care and contact do. What they reproduce and
where each fails is in ``clinical_course.md`` and ``clinical_course_fit.md`` beside this file.

One source serves one patient of plain floats (quick enough for a slider) and thousands in arrays.
Nothing here is a forecast for a person.
"""

import math
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from dataclasses import dataclass, fields, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tendon_teaching.models.checks import FloatArray, require_whole
from tendon_teaching.models.course_days import PlannedDay, planned_days
from tendon_teaching.models.course_parameters import (
    STORY_NAMES,
    ClinicalModel,
    CourseParameters,
    Story,
    model,
    stored,
    story,
)
from tendon_teaching.models.course_tissue import (
    day_with,
    ground_of,
    kept_within,
    settled_habit,
    with_growth_signal,
)
from tendon_teaching.models.patient_chance import daily_chances, normal_noise
from tendon_teaching.models.patients import (
    MOST_PATIENTS,
    Baseline,
    Patients,
    People,
    adherence_towards,
    draw_patients,
    sensitivity_of,
    true_visa_a,
    typical_patient,
)
from tendon_teaching.models.regimens import (
    DAYS_PER_WEEK,
    LOWEST_EXERCISE_BW,
    RUN_DAYS_PER_WEEK,
    Plan,
)
from tendon_teaching.models.turnover import (
    ARRAYS,
    PLAIN,
    TurnoverState,
    constants_of,
    read_out,
    step,
)
from tendon_teaching.models.visa_a import (
    VisaAMapping,
    dared_participation,
    observed,
    pain_of,
    visa_a,
)
from tendon_teaching.texts import _

__all__ = [
    "MOST_KEPT",
    "PATIENTS_PER_CHUNK",
    "PER_PATIENT",
    "QUANTILES",
    "STORY_NAMES",
    "ClinicalCourse",
    "ClinicalModel",
    "CourseParameters",
    "MonteCarloCancelled",
    "Story",
    "cohort_course",
    "follow",
    "join_courses",
    "model",
    "monte_carlo",
    "regression_of",
    "single_course",
    "stored",
    "story",
]

QUANTILES: Final = (0.05, 0.25, 0.50, 0.75, 0.95)
PATIENTS_PER_CHUNK: Final = 250
MOST_KEPT: Final = 3_000_000
"""Patients times weeks that one result may hold; each is some twenty numbers."""


# --- what came of it ---------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class ClinicalCourse:
    """A course week by week; arrays (weeks kept) for one patient, (weeks kept, patients) for many.

    ``weeks`` are those kept, the start first. Each row is the morning of the first day of a week,
    before that day's treatment; so relief by the last massage has mostly worn off. ``visa_a`` is
    true, ``visa_a_observed`` with the error of measurement (for one patient both are the same).
    Ratios are over the healthy tendon. ``relief`` is the mean analgesia (0 to 1) of the week
    before, ``sessions``, ``runs``, ``contacts`` and ``massages`` are counted from the start.
    ``running_pain`` is that of a step of running (0 to 10). ``stopped`` is true for patients whose
    tendon left the range in which the model means anything; their tendon stays as it was.
    """

    weeks: NDArray[np.int64]
    visa_a: FloatArray
    visa_a_observed: FloatArray
    stiffness_ratio: FloatArray
    modulus_ratio: FloatArray
    area_ratio: FloatArray
    thickness_ratio: FloatArray
    aligned_echo_pct: FloatArray
    doppler_area_pct: FloatArray
    reactivity: FloatArray
    damage: FloatArray
    sensitisation: FloatArray
    participation: FloatArray
    exercise_bw: FloatArray
    relief: FloatArray
    sessions: FloatArray
    runs: FloatArray
    running_pain: FloatArray
    contacts: FloatArray
    massages: FloatArray
    stopped: NDArray[np.bool_]

    def at(self, week: int) -> int:
        """The row of ``week``. Raises ValueError when the course does not reach it."""
        if week not in self.weeks:
            raise ValueError(
                _("week is {week}; this course has weeks 0 to {last}. Choose one of them.").format(
                    week=week, last=int(self.weeks[-1])
                )
            )
        return int(np.searchsorted(self.weeks, week))

    def mean(self, name: str) -> FloatArray:
        """Mean over the patients of the row of values ``name``, week by week."""
        values: FloatArray = getattr(self, name)
        means: FloatArray = values if values.ndim == 1 else values.mean(axis=1)
        return means

    def quantiles(self, name: str = "visa_a_observed") -> FloatArray:
        """Quantiles 5, 25, 50, 75 and 95 % over the patients, shape (5, weeks kept)."""
        values: FloatArray = getattr(self, name)
        if values.ndim == 1:
            return np.tile(values, (len(QUANTILES), 1))
        return np.quantile(values, QUANTILES, axis=1)

    @property
    def gain(self) -> FloatArray:
        """Mean observed VISA-A minus that of the start, week by week."""
        means = self.mean("visa_a_observed")
        gain: FloatArray = means - means[0]
        return gain

    def gain_of_each(self, week: int) -> FloatArray:
        """Observed gain of each patient up to ``week``."""
        gain: FloatArray = self.visa_a_observed[self.at(week)] - self.visa_a_observed[0]
        return gain

    def responders(self, week: int, points: float) -> float:
        """Share (0 to 1) of patients whose observed score rose by at least ``points``."""
        return float(np.mean(self.gain_of_each(week) >= points))


PER_PATIENT = tuple(
    each.name
    for each in fields(ClinicalCourse)
    if each.name not in ("weeks", "contacts", "massages", "stopped")
)


def join_courses(parts: Sequence[ClinicalCourse]) -> ClinicalCourse:
    """Courses of several groups under one plan as one, in this order."""
    joined = {
        name: np.concatenate([getattr(part, name) for part in parts], axis=1)
        for name in PER_PATIENT
    }
    return replace(parts[0], stopped=np.concatenate([part.stopped for part in parts]), **joined)


# --- the course --------------------------------------------------------------------------------


def follow(
    plan: Plan,
    patients: Patients,
    story_or_model: Story | ClinicalModel | str,
    seed: int = 0,
    weeks: Sequence[int] | None = None,
) -> ClinicalCourse:
    """Follow ``patients`` through ``plan``.

    ``seed`` (0 to 2^32 - 1) decides chance: missed sessions and errors of measurement. Chance hangs
    on the seed, the person and the day only, so regimens compared under one seed are compared in
    the same people on the same days, and nobody's course depends on who else is followed.
    ``weeks`` (rising) are the weeks to keep; without them all. The start is always kept.
    Raises ValueError for a seed, weeks or a number of patients outside their range, and when more
    would be kept than fits into a small computer.
    """
    require_whole("seed", seed, 0, 2**32 - 1)
    require_whole("patients", patients.count, 1, MOST_PATIENTS)
    kept = _kept_weeks(plan, weeks)
    _check_kept(kept, patients)
    whole = _model_of(story_or_model)
    ns = PLAIN if patients.is_single else ARRAYS
    return _follow(plan, patients, whole, seed, kept, ns)


def _check_kept(kept: tuple[int, ...], patients: Patients) -> None:
    if len(kept) * patients.count > MOST_KEPT:
        raise ValueError(
            _(
                "{weeks} weeks of {patients:,} patients are more than the {most:,} scores that can "
                "be kept at once. Name fewer weeks, or take fewer patients."
            ).format(weeks=len(kept), patients=patients.count, most=MOST_KEPT)
        )


def _kept_weeks(plan: Plan, weeks: Sequence[int] | None) -> tuple[int, ...]:
    if weeks is None:
        return tuple(range(plan.weeks + 1))
    for week in weeks:
        require_whole("weeks", week, 0, plan.weeks)
    return tuple(sorted({0, *map(int, weeks)}))


def _model_of(story_or_model: Story | ClinicalModel | str) -> ClinicalModel:
    if isinstance(story_or_model, ClinicalModel):
        return story_or_model
    if isinstance(story_or_model, Story):
        return ClinicalModel(story_or_model)
    return model(story_or_model)


@dataclass(frozen=True, eq=False)
class _Rules:
    """What a plan and the constants come to; worked out once for all days."""

    c: CourseParameters
    mapping: VisaAMapping
    growth: float
    ceiling_bw: float
    after_bw: float
    as_tolerated: bool
    pain: float
    easy_pain: float
    most_pain: float
    felt_at_rule: float
    monitored: bool
    per_dose_bw: float
    per_pain_over: float


def _rules(plan: Plan, whole: ClinicalModel) -> _Rules:
    c, exercise, rule = whole.shared, plan.exercise, plan.pain_rule
    return _Rules(
        c=c,
        mapping=whole.people.mapping,
        growth=exercise.growth_pct / 100 if exercise else 0.0,
        ceiling_bw=exercise.ceiling_bw if exercise else LOWEST_EXERCISE_BW,
        after_bw=exercise.after_bw if exercise else 0.0,
        as_tolerated=exercise is not None and exercise.as_tolerated,
        pain=rule,
        easy_pain=max(rule - c.easy_margin, 0.0),
        most_pain=rule + c.try_margin,
        # The pain of the rule needs a felt load of this over the sensitivity.
        felt_at_rule=(rule / (10 - rule)) ** (1 / 3) if rule < 10 else 1e6,
        monitored=plan.monitored_running,
        per_dose_bw=1 / (c.full_dose_bw - c.least_dose_bw),
        per_pain_over=1 / (10 - c.overdoing_pain),
    )


def _exercise(
    today: PlannedDay, felt: Any, load_bw: Any, ready: Any, rules: _Rules, ns: Any
) -> tuple[list[tuple[Any, Any, float]], Any, Any, Any, Any]:
    """One day's exercise: its blocks, whether it is done, dose, overdoing, and the next load.

    ``felt`` is sensitivity after relief, ``load_bw`` the current load, ``ready`` who has time and
    no flare.
    """
    c, least, exp, clip = rules.c, ns.least, ns.exp, ns.within_0_and_1
    worst, undone, parts = 0.0, 1.0, []
    for force, repetitions, seconds, heavier, lasting in today.exercises:
        bw = force
        if bw is None:
            bw = least(load_bw, rules.after_bw) if today.after else load_bw
        if rules.as_tolerated:
            allowed = (rules.felt_at_rule / (felt * bw) - 1) / c.volume_effect
            bearable = c.volume_repetitions * (exp(least(allowed, 10.0)) - 1)
            fewest = min(c.fewest_repetitions, repetitions)
            repetitions = -least(-least(bearable, repetitions), -fewest)
            heavier = 1 + c.volume_effect * _log(ns)(1 + repetitions / c.volume_repetitions)
            lasting = 1 - exp(-repetitions * seconds / c.dose_seconds)
        worst = -least(-worst, -pain_of(bw * heavier, felt))
        undone = undone * (1 - clip((bw - c.least_dose_bw) * rules.per_dose_bw) * lasting)
        parts.append((bw, repetitions, seconds))
    done = ready & (worst <= rules.most_pain)
    dose = (1 - undone) * (done & (worst <= rules.pain))
    over = clip((worst - c.overdoing_pain) * rules.per_pain_over) * done
    easy, sore = done & (worst <= rules.easy_pain), worst > rules.pain
    load_bw = least(load_bw * (1 + rules.growth * easy), rules.ceiling_bw)
    load_bw = -least(-load_bw * (1 - c.back_off * sore), -LOWEST_EXERCISE_BW)
    if ns is ARRAYS or done:
        return [(bw * done, n * done, s) for bw, n, s in parts], done, dose, over, load_bw
    return [], done, dose, over, load_bw


def _run(
    wanted: Any, felt: Any, flare: Any, damage: Any, rules: _Rules, ns: Any
) -> tuple[list[tuple[Any, Any, float]], Any, Any]:
    """One day's running: its blocks, who goes, and overdoing."""
    c, least = rules.c, ns.least
    worst = 0.0
    for bw, steps, _seconds in wanted:
        heavier = 1 + c.volume_effect * _log(ns)(1 + steps / c.volume_steps)
        worst = -least(-worst, -pain_of(bw * heavier, felt))
    going = worst >= 0
    if rules.monitored:
        calm = (flare <= c.flare_limit) & (damage <= c.running_damage_limit)
        going = (worst <= rules.pain) & calm
    over = ns.within_0_and_1((worst - c.overdoing_pain) * rules.per_pain_over) * going
    if ns is ARRAYS or going:
        return [(bw * going, steps * going, s) for bw, steps, s in wanted], going, over
    return [], going, over


def _log(ns: Any) -> Any:
    return math.log if ns is PLAIN else np.log


def _follow(
    plan: Plan, patients: Patients, whole: ClinicalModel, seed: int, kept: Any, ns: Any
) -> ClinicalCourse:
    """The daily loop; the same lines for floats (``ns`` PLAIN) and arrays (ARRAYS)."""
    c, told, people = whole.shared, whole.story, whole.people
    least, clip = ns.least, ns.within_0_and_1
    constants = constants_of(people.turnover, recovery=False)
    rules, ground, planned = _rules(plan, whole), ground_of(people.turnover), planned_days(plan, c)
    chance, adherence = daily_chances(seed, patients, plan.days), _adherence(plan, patients, whole)

    zero = patients.sensitisation * 0.0
    floor = _floor(patients, told, people, ns)
    run_steps = patients.running_km_per_week * plan.running * c.steps_per_km / RUN_DAYS_PER_WEEK
    rebuild = plan.massage_rebuild_pct / 100
    keep_relief, keep_flare = math.exp(-1 / c.relief_days), math.exp(-1 / c.flare_days)
    care_step, part_step = 1 / c.care_memory_days, 1 / c.participation_days
    base_rate = 1 / told.sensitisation_days
    load_effect = told.load_effect_per_day * patients.response
    care_effect = told.care_effect_per_day * patients.response

    s, relief, flare, care = patients.sensitisation, zero, zero, zero
    load_bw = zero + (plan.exercise.start_bw if plan.exercise else LOWEST_EXERCISE_BW)
    part = dared_participation(sensitivity_of(s, patients.tissue, people, ns), rules.mapping, clip)
    tissue = settled_habit(patients, run_steps * part, ground, c, ns)
    stopped = s < 0
    sessions = runs = week_relief = zero
    contacts, massages = 0.0, 0
    rows: list[tuple[Any, ...]] = []
    counts: list[tuple[float, int]] = []
    kept_days = {week * DAYS_PER_WEEK for week in kept}

    for day in range(plan.days + 1):
        relief = relief * keep_relief
        if day % DAYS_PER_WEEK == 0:
            if day in kept_days:
                felt = sensitivity_of(s, tissue, people, ns) * (1 - relief)
                score = visa_a(felt, flare, part, rules.mapping, ns)
                pain = pain_of(c.running_bw, felt)
                mean_relief = week_relief / DAYS_PER_WEEK
                rows.append((score, s, part, load_bw, mean_relief, sessions, runs, pain, *tissue))
                counts.append((contacts, massages))
            week_relief = zero
        if day == plan.days:
            break

        today = planned[day]
        contacts, massages = contacts + today.contacts, massages + today.massages
        for _massage in range(today.massages):
            relief = relief + c.relief_per_massage * (1 - relief)
        week_relief = week_relief + relief
        felt = sensitivity_of(s, tissue, people, ns) * (1 - relief)

        blocks: list[tuple[Any, Any, float]] = list(today.walks)
        over = dose = 0.0
        if today.exercises:
            ready = (chance[day] < adherence) & (flare <= c.flare_limit)
            more, done, dose, over, load_bw = _exercise(today, felt, load_bw, ready, rules, ns)
            blocks += more
            sessions = sessions + done
        own_run = ((c.running_bw, run_steps * part, c.running_step_s),)
        wanted = own_run if today.habit_run else today.runs
        if wanted:
            more, going, too_far = _run(wanted, felt, flare, tissue[2], rules, ns)
            blocks += more
            runs, over = runs + going, over + too_far

        after, too_much = step(tissue, day_with(ground, blocks, ns), constants, ns)
        if rebuild and today.massages:
            after = with_growth_signal(after, rebuild * today.massages, constants)
        tissue, stopped = kept_within(tissue, after, too_much, stopped, ns)

        drive = tissue[5] + 2 * tissue[2] - c.tissue_quiet
        target = floor - c.tissue_drive * least(-drive, 0.0)
        rate = least(base_rate + load_effect * dose + care_effect * care, 1.0)
        s = s + (target - s) * rate + c.overdoing * over
        flare = flare * keep_flare + c.flare_gain * over
        care = care + (today.care - care) * care_step
        part = part + (dared_participation(felt, rules.mapping, clip) - part) * part_step

    return _course(rows, np.array(kept), counts, stopped, patients, whole, seed)


def _adherence(plan: Plan, patients: Patients, whole: ClinicalModel) -> Any:
    """Share of the sessions that each patient will do, if pain lets them."""
    if plan.adherence is not None:
        return adherence_towards(patients.adherence, plan.adherence, whole.people.spread)
    if plan.exercise is None:
        return patients.adherence
    least = PLAIN.least if patients.is_single else ARRAYS.least
    return least(patients.adherence * plan.exercise.supervised_adherence, 1.0)


def _floor(patients: Patients, story_: Story, people: People, ns: Any) -> Any:
    """Level below which sensitisation does not fall by itself; higher for a worse start."""
    spread = people.spread
    own = story_.floor_scale * spread.floor_mean * patients.floor_share
    raised = own + spread.floor_rise * (patients.sensitisation - spread.sensitisation_mean)
    return -ns.least(-raised, 0.0)


def _course(
    rows: list[tuple[Any, ...]],
    weeks: NDArray[np.int64],
    counts: list[tuple[float, int]],
    stopped: Any,
    patients: Patients,
    whole: ClinicalModel,
    seed: int,
) -> ClinicalCourse:
    columns = [np.array(column, dtype=float) for column in zip(*rows, strict=True)]
    true, s, part, lev, relief, sessions, runs, run_pain = columns[:8]
    tissue = TurnoverState(*columns[8:])
    instruments = read_out(tissue, whole.people.turnover)
    seen = true
    if not patients.is_single:
        noise = normal_noise(seed, patients, weeks)
        noise[0] = patients.baseline_noise
        seen = observed(true, noise, whole.people.mapping)
    return ClinicalCourse(
        weeks=weeks,
        visa_a=true,
        visa_a_observed=seen,
        stiffness_ratio=instruments.stiffness_ratio,
        modulus_ratio=instruments.modulus_ratio,
        area_ratio=instruments.area_ratio,
        thickness_ratio=instruments.thickness_ratio,
        aligned_echo_pct=instruments.aligned_echo_pct,
        doppler_area_pct=instruments.doppler_area_pct,
        reactivity=tissue.reactivity,
        damage=tissue.damage,
        sensitisation=s,
        participation=part,
        exercise_bw=lev,
        relief=relief,
        sessions=sessions,
        runs=runs,
        running_pain=run_pain,
        contacts=np.array([contacts for contacts, _massages in counts]),
        massages=np.array([massages for _contacts, massages in counts], dtype=float),
        stopped=np.atleast_1d(np.asarray(stopped, dtype=bool)),
    )


def regression_of(patients: Patients, people: People | None = None) -> float:
    """Points by which a cohort would improve without any change, because a score chose it."""
    people = people or People()
    true = true_visa_a(patients, people)
    return float(np.mean(true - observed(true, patients.baseline_noise, people.mapping)))


# --- many patients -----------------------------------------------------------------------------


class MonteCarloCancelled(Exception):  # noqa: N818 - reads as what it says
    """Somebody asked to stop; there is no result."""


def monte_carlo(
    plan: Plan,
    patients: Patients,
    seed: int,
    story_or_model: Story | ClinicalModel | str = "L",
    *,
    weeks: Sequence[int] | None = None,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ClinicalCourse:
    """Follow many patients in chunks, here or in any ``concurrent.futures`` executor.

    The result is the same, to the last digit, whatever the executor and the chunks. ``progress`` is
    called with the number of patients done and of all, in this thread; ``cancelled`` is asked
    between chunks, and once it says yes, waiting chunks are given up and MonteCarloCancelled is
    raised. An executor of processes or of a cluster gets plain picklable values: an existing Dask
    cluster works with ``Client(...).get_executor()``. The executor is not shut down.
    Raises ValueError for bad input.
    """
    require_whole("patients", patients.count, 1, MOST_PATIENTS)
    whole = _model_of(story_or_model)
    kept = _kept_weeks(plan, weeks)
    if patients.is_single:
        return follow(plan, patients, whole, seed, kept)
    _check_kept(kept, patients)
    chunks = [
        patients.take(slice(first, first + PATIENTS_PER_CHUNK))
        for first in range(0, patients.count, PATIENTS_PER_CHUNK)
    ]
    tell = progress or (lambda _done, _all: None)
    stop = cancelled or (lambda: False)
    if executor is None:
        parts = _one_after_another(plan, chunks, whole, seed, kept, tell, stop)
    else:
        parts = _all_at_once(plan, chunks, whole, seed, kept, executor, tell, stop)
    return join_courses(parts)


def _one_after_another(
    plan: Plan,
    chunks: list[Patients],
    whole: ClinicalModel,
    seed: int,
    kept: tuple[int, ...],
    tell: Any,
    stop: Any,
) -> list[ClinicalCourse]:
    everybody = sum(chunk.count for chunk in chunks)
    parts, done = [], 0
    for chunk in chunks:
        if stop():
            raise MonteCarloCancelled
        parts.append(follow(plan, chunk, whole, seed, kept))
        done += chunk.count
        tell(done, everybody)
    return parts


def _all_at_once(
    plan: Plan,
    chunks: list[Patients],
    whole: ClinicalModel,
    seed: int,
    kept: tuple[int, ...],
    executor: Executor,
    tell: Any,
    stop: Any,
) -> list[ClinicalCourse]:
    everybody = sum(chunk.count for chunk in chunks)
    futures: list[Future[ClinicalCourse]] = []
    try:
        for chunk in chunks:
            futures.append(executor.submit(follow, plan, chunk, whole, seed, kept))
        waiting, done = set(futures), 0
        while waiting:
            if stop():
                raise MonteCarloCancelled
            finished, waiting = wait(waiting, timeout=0.1, return_when=FIRST_COMPLETED)
            if finished:
                done += sum(
                    chunk.count
                    for chunk, future in zip(chunks, futures, strict=True)
                    if future in finished
                )
                for future in finished:
                    future.result()
                tell(done, everybody)
        return [future.result() for future in futures]
    except CancelledError as problem:
        raise MonteCarloCancelled from problem
    finally:
        for future in futures:
            future.cancel()


def cohort_course(
    plan: Plan,
    name: str = "L",
    *,
    patients: int = 300,
    seed: int = 0,
    baseline: Baseline | None = None,
) -> ClinicalCourse:
    """Draw a cohort and follow it under Story ``name``; the short way for a lesson or a test."""
    whole = model(name)
    people = draw_patients(patients, seed, baseline, whole.people)
    return monte_carlo(plan, people, seed, whole)


def single_course(
    plan: Plan, name: str = "L", *, visa_a_start: float = 50.0, seed: int = 0
) -> ClinicalCourse:
    """Follow the typical patient under Story ``name``; quick enough for a slider."""
    whole = model(name)
    return follow(plan, typical_patient(visa_a_start, whole.people), whole, seed)
