"""Made-up patients: what sets them apart, and a cohort that starts where a trial started.

Every patient is drawn from the spreads in ``CohortSpread``; none is a real person. A cohort is
drawn until enough candidates pass the inclusion, by their observed score, as in a trial; so it
carries regression to the mean with it. The same seed gives the same people whatever their number:
the first hundred of a thousand are the hundred.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tendon_teaching.evidence import Status, check_parameters, parameter
from tendon_teaching.models.checks import FloatArray, read_only, require_between, require_whole
from tendon_teaching.models.turnover import (
    ARRAYS,
    PLAIN,
    TendinopathicStart,
    TurnoverParameters,
    TurnoverState,
    tendinopathic_state,
)
from tendon_teaching.models.visa_a import (
    BEST,
    VisaAMapping,
    dared_participation,
    observed,
    pain_of,
    visa_a,
)
from tendon_teaching.texts import _

MOST_PATIENTS: Final = 20_000
_BLOCK = 512  # candidates drawn at a time
_MOST_CANDIDATES = 100 * MOST_PATIENTS
_POOL_SEED = 20_001  # of the people by whom a baseline is matched
_POOL_BLOCKS = 32
_CLOSE_ENOUGH = 0.02  # points
_STEPS = 200


@dataclass(frozen=True)
class Symptoms:
    """How sensitisation, cells, strength and stiffness make a load hurt.

    Sensitisation 0 is a person without the condition. Tolerance is the force, in body weights, at
    which pain is 5 when the gain is 1. All of it is assumption or calibration: nobody has measured
    these links.
    """

    gain_at_rest: float = parameter(0.33, unit="-", status=Status.CALIBRATED, allowed=(0.01, 2.0))
    gain_of_cells: float = parameter(
        0.30,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.0, 3.0),
        note="How much reactive cells add to what is felt.",
    )
    tolerance_bw: float = parameter(7.6, unit="BW", status=Status.CALIBRATED, allowed=(1.0, 30.0))
    strength_power: float = parameter(0.6, unit="-", status=Status.ASSUMED, allowed=(0.0, 2.0))
    stiffness_power: float = parameter(0.3, unit="-", status=Status.ASSUMED, allowed=(0.0, 2.0))
    inhibition: float = parameter(
        0.2,
        unit="-",
        status=Status.CALIBRATED,
        allowed=(0.0, 0.9),
        register=("S119", "S120", "M099"),
        note="Share of calf strength that pain holds back.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


@dataclass(frozen=True)
class CohortSpread:
    """Means and spreads from which patients are drawn; the mean tendon is the teaching tendon."""

    disorganised_sd: float = parameter(0.10, unit="-", status=Status.ASSUMED, allowed=(0.0, 0.3))
    reactivity_sd: float = parameter(0.10, unit="-", status=Status.ASSUMED, allowed=(0.0, 0.3))
    damage_sd: float = parameter(0.02, unit="-", status=Status.ASSUMED, allowed=(0.0, 0.1))
    aligned_sd: float = parameter(0.03, unit="-", status=Status.ASSUMED, allowed=(0.0, 0.2))
    quality_sd: float = parameter(0.06, unit="-", status=Status.ASSUMED, allowed=(0.0, 0.3))
    size_sd: float = parameter(0.08, unit="-", status=Status.ASSUMED, allowed=(0.0, 0.3))
    strength_sd: float = parameter(0.08, unit="-", status=Status.ASSUMED, allowed=(0.0, 0.3))
    vessel_log_sd: float = parameter(
        0.6,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.0, 2.0),
        register=("S046", "S047"),
        note="Drawn apart from symptoms, because vessels say little about pain.",
    )
    sensitisation_mean: float = parameter(
        0.86, unit="-", status=Status.CALIBRATED, allowed=(0.0, 3.0)
    )
    sensitisation_sd: float = parameter(
        0.22, unit="-", status=Status.CALIBRATED, allowed=(0.0, 1.0)
    )
    floor_mean: float = parameter(
        0.85,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.0, 3.0),
        note="Times a share between 0 and 1 that differs between people.",
    )
    floor_rise: float = parameter(
        0.5,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.0, 1.0),
        note="Whoever starts worse keeps this share of the difference for good.",
    )
    adherence_often: float = parameter(
        7.0, unit="-", status=Status.CALIBRATED, allowed=(0.5, 50.0), register=("L102",)
    )
    adherence_seldom: float = parameter(
        2.0, unit="-", status=Status.CALIBRATED, allowed=(0.5, 50.0), register=("L102",)
    )
    response_log_sd: float = parameter(0.35, unit="-", status=Status.ASSUMED, allowed=(0.0, 1.0))
    running_km_per_week: float = parameter(
        8.0, unit="km/wk", status=Status.ASSUMED, allowed=(0.0, 200.0), note="In good times."
    )
    running_log_sd: float = parameter(0.6, unit="-", status=Status.ASSUMED, allowed=(0.0, 2.0))

    def __post_init__(self) -> None:
        check_parameters(self)

    @property
    def adherence_mean(self) -> float:
        """Mean share of the sessions at home that people do."""
        return self.adherence_often / (self.adherence_often + self.adherence_seldom)


_FLOOR_SHAPES = (1.1, 1.2)  # of the Beta law of the floor's share
FLOOR_SHARE_MEAN: Final = _FLOOR_SHAPES[0] / sum(_FLOOR_SHAPES)


@dataclass(frozen=True, eq=False)
class Patients:
    """One patient (floats) or many (arrays of one length), at the start of a course.

    ``tissue`` is the tendon, in the order of ``turnover.STATE_NAMES``. ``sensitisation`` (0
    upwards) is what may change, ``floor_share`` (0 to 1) places the level below which it does not
    fall. ``adherence`` (0 to 1) is the share of sessions done at home, ``response`` how quickly a
    person answers (1 is typical), ``running_km_per_week`` what they run in good times.
    ``baseline_noise`` is the chance part of their first score. ``key`` tells people apart: the
    daily chance of a person depends on it and the seed, not on who else is there.
    """

    tissue: tuple[Any, ...]
    sensitisation: Any
    floor_share: Any
    adherence: Any
    response: Any
    running_km_per_week: Any
    baseline_noise: Any
    key: Any

    @property
    def is_single(self) -> bool:
        """Whether this is one patient of plain floats."""
        return not isinstance(self.sensitisation, np.ndarray)

    @property
    def count(self) -> int:
        """Number of patients."""
        return 1 if self.is_single else len(self.sensitisation)

    def take(self, which: Any) -> "Patients":
        """Those patients: a slice, a mask or a list of places."""
        kept = {
            each.name: getattr(self, each.name)[which]
            for each in fields(self)
            if each.name != "tissue"
        }
        return Patients(tissue=tuple(state[which] for state in self.tissue), **kept)

    def one(self, place: int) -> "Patients":
        """The patient at ``place`` (from 0) as plain floats, for the quick way."""
        values = {
            each.name: float(getattr(self, each.name)[place])
            for each in fields(self)
            if each.name not in ("tissue", "key")
        }
        return Patients(
            tissue=tuple(float(state[place]) for state in self.tissue),
            key=int(self.key[place]),
            **values,
        )


@dataclass(frozen=True)
class Baseline:
    """Where a cohort starts: observed VISA-A of those included.

    ``visa_a_sd`` None keeps the cohort's own spread. A candidate is included with an observed
    score from ``lowest`` to below ``highest``. Raises ValueError outside 0 to 100 and when the mean
    does not lie inside the inclusion.
    """

    visa_a_mean: float = 50.0
    visa_a_sd: float | None = None
    lowest: float = 0.0
    highest: float = 80.0

    def __post_init__(self) -> None:
        require_between("lowest", self.lowest, 0.0, BEST, _("points"))
        require_between("highest", self.highest, 0.0, BEST, _("points"))
        if self.lowest >= self.highest:
            raise ValueError(
                _(
                    "lowest is {low:g} and highest is {high:g}; the lowest score included must be "
                    "below the highest. Change one of them."
                ).format(low=self.lowest, high=self.highest)
            )
        require_between("visa_a_mean", self.visa_a_mean, self.lowest, self.highest, _("points"))
        if self.visa_a_sd is not None:
            require_between("visa_a_sd", self.visa_a_sd, 1.0, 30.0, _("points"))


@dataclass(frozen=True)
class People:
    """All that is the same for everybody: how loads hurt, how they differ, how they are scored."""

    symptoms: Symptoms = Symptoms()
    spread: CohortSpread = CohortSpread()
    mapping: VisaAMapping = field(default_factory=VisaAMapping)
    turnover: TurnoverParameters = field(default_factory=TurnoverParameters)
    start: TendinopathicStart = field(default_factory=TendinopathicStart)


def stiffness_of(tissue: Sequence[Any], turnover: TurnoverParameters) -> Any:
    """Stiffness over that of the healthy tendon."""
    aligned, disorganised, damage, quality, hypertrophy = tissue[:5]
    return (
        quality
        * hypertrophy
        * ((1 - damage) * aligned + turnover.disorganised_stiffness * disorganised)
    )


def area_of(tissue: Sequence[Any], turnover: TurnoverParameters) -> Any:
    """Cross-section over that of the healthy tendon."""
    return tissue[4] * (tissue[0] + turnover.disorganised_volume * tissue[1]) + tissue[6]


def sensitivity_of(sensitisation: Any, tissue: Sequence[Any], people: People, ns: Any) -> Any:
    """Felt gain over tolerance, per body weight, without any relief."""
    how = people.symptoms
    gain = how.gain_at_rest + sensitisation + how.gain_of_cells * tissue[5]
    strength = tissue[11] * (1 - how.inhibition * ns.least(sensitisation, 1.0))
    stiffness = stiffness_of(tissue, people.turnover)
    return gain / (how.tolerance_bw * strength**how.strength_power * stiffness**how.stiffness_power)


def true_visa_a(patients: Patients, people: People | None = None) -> Any:
    """True VISA-A of patients who have settled into their present pain."""
    people = people or People()
    ns = PLAIN if patients.is_single else ARRAYS
    sensitivity = sensitivity_of(patients.sensitisation, patients.tissue, people, ns)
    participation = dared_participation(sensitivity, people.mapping, ns.within_0_and_1)
    return visa_a(sensitivity, 0.0, participation, people.mapping, ns)


def typical_patient(visa_a_start: float = 50.0, people: People | None = None) -> Patients:
    """The middle of the cohort as one patient, who starts at ``visa_a_start`` (5 to 95, true).

    Raises ValueError outside this range.
    """
    require_between("visa_a_start", visa_a_start, 5.0, 95.0, _("points"))
    return _typical(float(visa_a_start), people or People())


@lru_cache(maxsize=128)
def _typical(visa_a_start: float, people: People) -> Patients:
    spread = people.spread
    # Means of log-normal traits are a little above their middle; the middle is the typical person.
    patient = Patients(
        tissue=tuple(tendinopathic_state(people.start, people.turnover)),
        sensitisation=0.0,
        floor_share=FLOOR_SHARE_MEAN,
        adherence=spread.adherence_mean,
        response=1.0,
        running_km_per_week=spread.running_km_per_week,
        baseline_noise=0.0,
        key=0,
    )
    low, high = 0.0, 8.0
    for _step in range(60):
        middle = (low + high) / 2
        if true_visa_a(replace(patient, sensitisation=middle), people) > visa_a_start:
            low = middle
        else:
            high = middle
    return replace(patient, sensitisation=(low + high) / 2)


@dataclass(frozen=True, eq=False)
class _Candidates:
    """People before anybody has asked how bad it is: ``z`` will become their sensitisation."""

    patients: Patients
    z: FloatArray

    def with_sensitisation(self, shift: float, widening: float, people: People) -> Patients:
        spread = people.spread
        level = spread.sensitisation_mean + shift + widening * spread.sensitisation_sd * self.z
        return replace(self.patients, sensitisation=np.maximum(level, 0.0))


def draw_patients(
    count: int,
    seed: int,
    baseline: Baseline | None = None,
    people: People | None = None,
) -> Patients:
    """``count`` (1 to 20,000) patients who passed the inclusion of ``baseline``.

    Their sensitisation is shifted (and widened) so that the observed score of a large cohort of
    this kind has the mean (and spread) asked for; a small cohort differs from it by chance.
    Raises ValueError for a count or seed outside its range and for a baseline that cannot be met.
    """
    if isinstance(count, int) and count > MOST_PATIENTS:
        raise ValueError(
            _(
                "patients is {count}; at most {most:,} can be followed at once. Choose fewer; the "
                "means hardly change beyond a few hundred."
            ).format(count=count, most=MOST_PATIENTS)
        )
    require_whole("patients", count, 1, MOST_PATIENTS)
    require_whole("seed", seed, 0, 2**32 - 1)
    baseline, people = baseline or Baseline(), people or People()
    shift, widening = match_baseline(baseline, people)
    chosen: list[Patients] = []
    found = 0
    for block in range(_MOST_CANDIDATES // _BLOCK):
        some = _candidates(seed, block, people).with_sensitisation(shift, widening, people)
        kept = some.take(included(some, baseline, people))
        chosen.append(kept)
        found += kept.count
        if found >= count:
            return join(chosen).take(slice(0, count))
    raise ValueError(_("Too few people pass the inclusion; widen it."))


def included(patients: Patients, baseline: Baseline, people: People) -> NDArray[np.bool_]:
    """Who passes the inclusion by the observed score."""
    score = observed(true_visa_a(patients, people), patients.baseline_noise, people.mapping)
    return (score >= baseline.lowest) & (score < baseline.highest)


@lru_cache(maxsize=256)
def match_baseline(baseline: Baseline, people: People) -> tuple[float, float]:
    """Shift and widening of sensitisation that give this baseline in a large cohort.

    Raises ValueError when no cohort of this kind has such a mean and spread.
    """
    pool = _pool(people)
    shift, widening = 0.0, 1.0
    for _step in range(_STEPS):
        patients = pool.with_sensitisation(shift, widening, people)
        scores = observed(true_visa_a(patients, people), patients.baseline_noise, people.mapping)
        scores = scores[(scores >= baseline.lowest) & (scores < baseline.highest)]
        if len(scores) < _BLOCK // 8:
            break
        off = float(scores.mean()) - baseline.visa_a_mean
        ratio = 1.0 if baseline.visa_a_sd is None else baseline.visa_a_sd / float(scores.std())
        if abs(off) < _CLOSE_ENOUGH and abs(ratio - 1) * float(scores.std()) < _CLOSE_ENOUGH:
            return shift, widening
        shift = min(max(shift + 0.015 * off, -2.0), 4.0)
        widening = min(max(widening * ratio**0.7, 1e-3), 8.0)
    raise ValueError(
        _(
            "No cohort was found with a baseline of {mean:g} points (spread {sd}) and inclusion "
            "from {low:g} to {high:g}. Choose a wider inclusion, a mean further from its ends, or "
            "another spread."
        ).format(
            mean=baseline.visa_a_mean,
            sd=_("not given") if baseline.visa_a_sd is None else f"{baseline.visa_a_sd:g}",
            low=baseline.lowest,
            high=baseline.highest,
        )
    )


@lru_cache(maxsize=4)
def _pool(people: People) -> _Candidates:
    blocks = [_candidates(_POOL_SEED, block, people) for block in range(_POOL_BLOCKS)]
    return _Candidates(
        join([block.patients for block in blocks]), np.concatenate([block.z for block in blocks])
    )


def join(parts: Sequence[Patients]) -> Patients:
    """Several groups as one, in this order."""
    joined = {
        each.name: np.concatenate([getattr(part, each.name) for part in parts])
        for each in fields(Patients)
        if each.name != "tissue"
    }
    tissue = tuple(
        np.concatenate(states) for states in zip(*(p.tissue for p in parts), strict=True)
    )
    return Patients(tissue=tissue, **joined)


def _candidates(seed: int, block: int, people: People) -> _Candidates:
    spread, start, turnover = people.spread, people.start, people.turnover
    draw = np.random.default_rng([seed, block])
    normal = draw.standard_normal((11, _BLOCK))
    middle = TurnoverState(*tendinopathic_state(start, turnover))

    def around(mean: float, sd: float, row: int, low: float, high: float) -> FloatArray:
        drawn: FloatArray = np.clip(mean + sd * normal[row], low, high)
        return drawn

    disorganised = around(start.disorganised, spread.disorganised_sd, 0, 0.0, 0.8)
    reactivity = around(start.reactivity, spread.reactivity_sd, 1, 0.0, 0.9)
    lost = start.aligned_lost_per_disorganised * disorganised
    one = np.ones(_BLOCK)
    tissue = TurnoverState(
        aligned=np.clip(1 - lost + spread.aligned_sd * normal[3], 0.3, 1.05),
        disorganised=disorganised,
        damage=around(start.damage, spread.damage_sd, 2, 0.0, 0.2),
        quality=around(1.0, spread.quality_sd, 4, 0.8, 1.2),
        hypertrophy=around(1.0, spread.size_sd, 5, 0.76, 1.24),
        reactivity=reactivity,
        swelling=turnover.most_swelling
        * (reactivity + turnover.swelling_from_matrix * disorganised),
        vessels=middle.vessels
        * np.exp(spread.vessel_log_sd * normal[6] - spread.vessel_log_sd**2 / 2),
        anabolic_memory=0.0 * one,
        maintenance_memory=one,
        responsiveness=one,
        strength=around(1.0, spread.strength_sd, 7, 0.6, 1.4),
        repair_upregulation=0.0 * one,
        vulnerability=0.0 * one,
    )
    patients = Patients(
        tissue=tuple(read_only(np.asarray(state)) for state in tissue),
        sensitisation=0.0 * one,
        floor_share=draw.beta(*_FLOOR_SHAPES, _BLOCK),
        adherence=draw.beta(spread.adherence_often, spread.adherence_seldom, _BLOCK),
        response=np.exp(spread.response_log_sd * normal[8]),
        running_km_per_week=spread.running_km_per_week * np.exp(spread.running_log_sd * normal[9]),
        baseline_noise=draw.standard_normal(_BLOCK),
        key=np.arange(block * _BLOCK, (block + 1) * _BLOCK, dtype=np.int64),
    )
    return _Candidates(patients, normal[10])


def mean_pain(patients: Patients, force_bw: float, people: People | None = None) -> float:
    """Mean pain (0 to 10) of a task of ``force_bw`` at the start of a course."""
    people = people or People()
    ns = PLAIN if patients.is_single else ARRAYS
    pain = pain_of(force_bw, sensitivity_of(patients.sensitisation, patients.tissue, people, ns))
    return float(np.mean(pain))


def adherence_towards(adherence: Any, mean: float, spread: CohortSpread) -> Any:
    """Shares of sessions done, bent so that a typical person does ``mean`` (0 to 1) of them."""
    if mean in (0.0, 1.0):
        return adherence * 0 + mean
    return adherence ** (math.log(mean) / math.log(spread.adherence_mean))


def candidates_of(people: People) -> Patients:
    """The large cohort by which baselines are matched, before anybody was chosen by a score."""
    return _pool(people).with_sensitisation(0.0, 1.0, people)


@dataclass(frozen=True)
class StartingTendon:
    """A painful tendon at the start, in per cent of the healthy one, and where it comes from."""

    stiffness_pct: float
    modulus_pct: float
    area_pct: float


@dataclass(frozen=True)
class TwoStarts:
    """The teaching tendon of the lessons on structure, and the mean of the cohort.

    They differ: the first is set so that mechanics meet the published directions clearly, the
    second is what turnover over months can start from. Both are calibrated, neither is a measured
    mean.
    """

    lessons: StartingTendon
    cohort: StartingTendon

    @property
    def text(self) -> str:
        """The difference in two sentences, for a place where both are seen."""
        return _(
            "The teaching tendon of the first lessons has {k1:.0f} % of healthy stiffness and "
            "{e1:.0f} % of healthy modulus. The made-up patients here start milder on average: "
            "{k2:.0f} % and {e2:.0f} %."
        ).format(
            k1=self.lessons.stiffness_pct,
            e1=self.lessons.modulus_pct,
            k2=self.cohort.stiffness_pct,
            e2=self.cohort.modulus_pct,
        )


@lru_cache(maxsize=4)
def two_starts(people: People | None = None) -> TwoStarts:
    """The painful tendon of the first lessons beside the mean of the cohort of this model."""
    from tendon_teaching.models.teaching_tendon import TendinopathicChange, decomposition

    people = people or People()
    last = decomposition()[-1]
    cohort = candidates_of(people).tissue
    stiffness, area = stiffness_of(cohort, people.turnover), area_of(cohort, people.turnover)
    return TwoStarts(
        lessons=StartingTendon(
            100 * last.stiffness_ratio,
            100 * last.modulus_ratio,
            100 * TendinopathicChange().swelling_ratio,
        ),
        cohort=StartingTendon(
            100 * float(stiffness.mean()),
            100 * float((stiffness / area).mean()),
            100 * float(area.mean()),
        ),
    )
