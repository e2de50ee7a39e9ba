"""The two-minute tour: one tendon on its way from healthy to changed, and what may come then.

Thickness, stiffness and modulus are those of the one teaching tendon. What the weeks do to it comes
from the turnover model: its relative change since the start, because it follows a milder tendon,
the mean of a made-up group. Pain comes from the clinical course under Story A, in which loading
calms pain, and from the curve of relief by one massage. Tissue and pain are computed apart; neither
knows the other, and massage reaches the tissue nowhere: by construction, not as a finding.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final

import numpy as np

from tendon_teaching.evidence import Status, check_parameters, parameter
from tendon_teaching.models.checks import FloatArray, read_only, require_between
from tendon_teaching.models.clinical_course import CourseParameters, single_course
from tendon_teaching.models.mechanics import StressStrain, pull_on, stress_strain
from tendon_teaching.models.regimens import Exercise, RegimenName, is_session_day, plan
from tendon_teaching.models.relief import LONGEST_S, WEEK_S, relief_pct
from tendon_teaching.models.teaching_tendon import (
    TendinopathicChange,
    changed_tendon,
    healthy,
    healthy_curve,
)
from tendon_teaching.models.turnover import (
    DAYS_PER_WEEK,
    LoadBlock,
    PreparedDay,
    TendinopathicStart,
    day_of,
    read_out,
    simulate,
    tendinopathic_state,
    walking_day,
)
from tendon_teaching.models.visa_a import pain_of
from tendon_teaching.texts import _

PULL_N = 2000.0
"""The pull under which the tour says how far the tendon stretches."""

LAST_WEEK = 12

TRIAL_WEEKS = 16
"""When the trial that is compared with measured the fall of pain."""

STORY = "L"
"""Story A of the clinical course: loading drives recovery."""

_PROGRAMME: Final = RegimenName.HOME_ECCENTRIC
"""The programme of that trial; tissue and pain follow the same one."""


class Regimen(StrEnum):
    """What is done with the tendon after it has changed."""

    NOTHING = "nothing"
    MASSAGE = "massage"
    LOADING = "loading"
    BOTH = "both"

    @property
    def text(self) -> str:
        """The regimen in words for the reader."""
        return {
            Regimen.NOTHING: _("nothing"),
            Regimen.MASSAGE: _("massage"),
            Regimen.LOADING: _("loading"),
            Regimen.BOTH: _("both"),
        }[self]

    @property
    def has_massage(self) -> bool:
        """Whether hands are part of it."""
        return self in (Regimen.MASSAGE, Regimen.BOTH)

    @property
    def has_loading(self) -> bool:
        """Whether graded loading is part of it."""
        return self in (Regimen.LOADING, Regimen.BOTH)


@dataclass(frozen=True)
class DrawnChange:
    """How the fully changed teaching tendon looks inside; how far along, is ``way_pct``.

    The spread of direction is not among these: it follows from the teaching tendon, see
    ``Tissue.patch_angle_sd_deg``.
    """

    way_pct: float = parameter(
        100.0,
        unit="%",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 100.0),
        note="A straight way from one teaching tendon to the other; nobody has watched one go it.",
    )
    patch_share_pct: float = parameter(
        25.0,
        unit="%",
        status=Status.ILLUSTRATIVE,
        allowed=(1.0, 33.0),
        register=("S001", "S005"),
        note="About half to four fifths of a painful tendon still looks aligned.",
    )
    slender_nucleus_ratio: float = parameter(
        6.0,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(1.0, 10.0),
        note="Length over width of a cell nucleus between healthy fibres.",
    )
    rounded_nucleus_ratio: float = parameter(
        1.5,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(1.0, 10.0),
        register=("S014",),
        note="Only the direction is published: the nuclei in sick patches are rounder.",
    )
    crowding_ratio: float = parameter(
        1.6,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(1.0, 3.0),
        register=("S024", "S035", "S036"),
        note="Cells in the patch over cells in as much healthy tissue; counted in knee tendons.",
    )
    healthy_vessels: float = parameter(
        1.0,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 4.0),
        register=("S048", "S059"),
        note="Healthy tendons carry vessels too.",
    )
    changed_vessels: float = parameter(
        4.0,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 4.0),
        register=("S045", "S056"),
        note="More vessels on average; about a quarter of painful tendons show no flow at all.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


@dataclass(frozen=True)
class PainExample:
    """How much the example hurts, and the person whose course of pain it follows.

    From that person only the fall since the start is taken, of the pain of one task: a hop.
    """

    pain_of_example: float = parameter(
        4.0,
        unit="of 10",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 10.0),
        register=("L244",),
        note="Pain of the fully changed example during a task.",
    )
    pain_begins_at_pct: float = parameter(
        40.0,
        unit="%",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 99.0),
        register=("S003", "S004", "S069"),
        note="Many changed tendons do not hurt, and some that hurt look normal.",
    )
    visa_a_start: float = parameter(
        50.0,
        unit="points",
        status=Status.ASSUMED,
        allowed=(10.0, 90.0),
        register=("L018", "L028"),
        note="Score of the typical person of lesson 06 at the start, about that of one trial.",
    )
    task_bw: float = parameter(
        6.5,
        unit="BW",
        status=Status.ASSUMED,
        allowed=(2.0, 12.0),
        register=("L020", "L030"),
        note="A hop on one leg; it hurts that person about as much as the trial's people at the "
        "start.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


@dataclass(frozen=True)
class LoadingHabit:
    """How the programme of loading is done; the programme itself is that of lesson 06."""

    sessions_done_pct: float = parameter(
        78.0,
        unit="%",
        status=Status.ASSUMED,
        allowed=(0.0, 100.0),
        register=("L102",),
        note="Evenly spread. People in one trial did as many; the load grows with each session.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


@dataclass(frozen=True)
class Tissue:
    """The tendon itself. Percentages named after a quantity are of the healthy tendon.

    ``stretch_mm`` is under the pull of the tour. In the disturbed patch, a share of the picture,
    directions spread so much more that the whole tendon has the spread of the teaching tendon.
    """

    thickness_mm: float
    thickness_pct: float
    stiffness_pct: float
    modulus_pct: float
    stretch_mm: float
    patch_share_pct: float
    patch_angle_sd_deg: float
    angle_sd_deg: float
    patch_fibres_lost_pct: float
    nucleus_ratio: float
    crowding_ratio: float
    vessels: int


@dataclass(frozen=True)
class Pain:
    """Pain of 0 to 10, low is good.

    ``hands_on_of_10`` is the pain while the hands are on in week 0; None without massage.
    """

    start_of_10: float
    now_of_10: float
    hands_on_of_10: float | None = None


@dataclass(frozen=True)
class TourState:
    """One moment of the tour: the tendon before anything was done, and now; and the pain."""

    changed_pct: float
    regimen: Regimen
    week: float
    before: Tissue
    tissue: Tissue
    pain: Pain

    @property
    def is_under_way(self) -> bool:
        """Whether something is shown that the models of massage, loading and waiting say."""
        return self.regimen is not Regimen.NOTHING or self.week > 0

    @property
    def hands_are_on(self) -> bool:
        """One massage is shown, in week 0; later the hands are off."""
        return self.regimen.has_massage and self.week == 0

    @property
    def is_loaded(self) -> bool:
        """Some weeks of loading lie behind this tendon."""
        return self.regimen.has_loading and self.week > 0


def tour_state(
    changed_pct: float,
    regimen: Regimen | str = Regimen.NOTHING,
    week: float = 0,
    example: PainExample | None = None,
    habit: LoadingHabit | None = None,
) -> TourState:
    """Everything one position of the tour's controls shows.

    ``changed_pct`` (0 to 100) is the way from the healthy to the tendinopathic teaching tendon,
    ``regimen`` one of nothing, massage, loading and both, ``week`` (0 to 12) the time since.
    Raises ValueError for anything else.
    """
    require_between("changed_pct", changed_pct, 0.0, 100.0, "%")
    require_between("week", week, 0, LAST_WEEK, _("weeks"))
    chosen, example, habit = _regimen(regimen), example or PainExample(), habit or LoadingHabit()
    done_pct = habit.sessions_done_pct if chosen.has_loading else 0.0
    before, now = _tissue_at(changed_pct), _tissue_at(changed_pct, week, done_pct)
    return TourState(
        changed_pct, chosen, week, before, now, _pain(changed_pct, chosen, week, example)
    )


@lru_cache(maxsize=512)
def _tissue_at(changed_pct: float, week: float = 0.0, done_pct: float = 0.0) -> Tissue:
    """The tendon ``changed_pct`` of the way, so many weeks on, with so many sessions done.

    Area and stiffness of the whole change as in the turnover model. Where in a tendon a gain arises
    is not known, so inside the outline nothing that is drawn changes with it.
    """
    way, end, start = changed_pct / 100, TendinopathicChange(), healthy()
    stiffer_ratio, larger_ratio = _change_since_start(changed_pct, week, done_pct)
    swelling_ratio = larger_ratio * _between(1.0, end.swelling_ratio, way)
    bundle = changed_tendon(
        swelling_ratio,
        way * end.fibres_lost_pct,
        _between(start.angle_sd_deg, end.angle_sd_deg, way),
        _between(start.slack_mean_pct, end.slack_mean_pct, way),
    )
    stiffer = replace(bundle, fibre_modulus_mpa=bundle.fibre_modulus_mpa * stiffer_ratio)
    curve, reference, drawn = stress_strain(stiffer), healthy_curve(), DrawnChange()
    thickness_ratio = swelling_ratio ** (1 / end.area_exponent)
    share = way * drawn.patch_share_pct / 100
    return Tissue(
        thickness_mm=end.healthy_thickness_mm * thickness_ratio,
        thickness_pct=100 * thickness_ratio,
        stiffness_pct=100 * curve.stiffness_n_per_mm / reference.stiffness_n_per_mm,
        modulus_pct=100 * curve.modulus_mpa / reference.modulus_mpa,
        stretch_mm=_stretch_mm(curve),
        patch_share_pct=100 * share,
        patch_angle_sd_deg=_patch_angle_deg(bundle.angle_sd_deg, start.angle_sd_deg, share),
        angle_sd_deg=start.angle_sd_deg,
        patch_fibres_lost_pct=100 * end.fibres_lost_pct / drawn.patch_share_pct if share else 0.0,
        nucleus_ratio=_between(drawn.slender_nucleus_ratio, drawn.rounded_nucleus_ratio, way),
        crowding_ratio=_between(1.0, drawn.crowding_ratio, way),
        vessels=round(_between(drawn.healthy_vessels, drawn.changed_vessels, way)),
    )


# ---------- what the weeks do to the tissue ----------


def _change_since_start(changed_pct: float, week: float, done_pct: float) -> tuple[float, float]:
    """Stiffness and cross-section over those of week 0, in the turnover model."""
    if week == 0:
        return 1.0, 1.0
    stiffness, area = _turnover(changed_pct, done_pct)
    days = np.arange(len(stiffness)) / DAYS_PER_WEEK
    return float(np.interp(week, days, stiffness)), float(np.interp(week, days, area))


@lru_cache(maxsize=256)
def _turnover(changed_pct: float, done_pct: float) -> tuple[FloatArray, FloatArray]:
    """Stiffness and cross-section day by day, over those of the first day."""
    way, end = changed_pct / 100, TendinopathicStart()
    start = tendinopathic_state(
        replace(
            end,
            disorganised=way * end.disorganised,
            reactivity=way * end.reactivity,
            damage=way * end.damage,
            doppler_area_pct=way * end.doppler_area_pct,
        )
    )
    course = simulate(_days(done_pct), start=start)
    stiffness, area = course.stiffness_ratio, course.area_ratio
    return read_only(stiffness / stiffness[0]), read_only(area / area[0])


@lru_cache(maxsize=16)
def _days(done_pct: float) -> tuple[PreparedDay, ...]:
    """Walking, and the planned sessions that are done; each of those lets the load grow."""
    exercise = _exercise()
    days, planned, done = [], 0, 0
    for day in range(LAST_WEEK * DAYS_PER_WEEK):
        blocks = walking_day()
        if is_session_day(day, exercise.sessions_per_week):
            planned += 1
            if done + 1 <= planned * done_pct / 100:
                blocks = (*blocks, _session(exercise, done))
                done += 1
        days.append(day_of(blocks))
    return tuple(days)


def _session(exercise: Exercise, done: int) -> LoadBlock:
    force_bw = min(exercise.start_bw * (1 + exercise.growth_pct / 100) ** done, exercise.ceiling_bw)
    return LoadBlock(force_bw, exercise.repetitions, exercise.seconds_per_repetition)


def _exercise() -> Exercise:
    exercise = plan(_PROGRAMME).exercise
    if exercise is None:
        raise ValueError(f"{_PROGRAMME} has no exercise; the tour needs one that has")
    return exercise


# ---------- what the weeks and the hands do to the pain ----------


def _pain(changed_pct: float, regimen: Regimen, week: float, example: PainExample) -> Pain:
    begins = example.pain_begins_at_pct
    start = example.pain_of_example * max(0.0, (changed_pct - begins) / (100 - begins))
    without_hands = start * pain_left(week, is_loading=regimen.has_loading, example=example)
    if not regimen.has_massage:
        return Pain(start, without_hands)
    relief = relief_pct([0.0, min(week * WEEK_S, LONGEST_S)]) / 100
    return Pain(start, without_hands * float(1 - relief[1]), start * float(1 - relief[0]))


def pain_left(week: float, *, is_loading: bool, example: PainExample | None = None) -> float:
    """Pain of the task in ``week`` (0 to 16) over that of week 0, waiting or loading.

    That of the typical person of the clinical course under Story A. Raises ValueError.
    """
    require_between("week", week, 0, TRIAL_WEEKS, _("weeks"))
    if week == 0:
        return 1.0
    left = _course_of_pain(is_loading, example or PainExample())
    return float(np.interp(week, np.arange(len(left)), left))


@lru_cache(maxsize=16)
def _course_of_pain(is_loading: bool, example: PainExample) -> FloatArray:
    name = _PROGRAMME if is_loading else RegimenName.WAIT
    followed = plan(name, days=TRIAL_WEEKS * DAYS_PER_WEEK)
    course = single_course(followed, STORY, visa_a_start=example.visa_a_start)
    # The course holds the pain of a running step; the same sensitivity, under the task's force.
    felt = (course.running_pain / (10 - course.running_pain)) ** (1 / 3)
    pain = pain_of(example.task_bw, felt / CourseParameters().running_bw)
    return read_only(np.asarray(pain / pain[0]))


# ---------- one teaching tendon ----------


@dataclass(frozen=True)
class Likeness:
    """Thickness, stiffness and modulus of a tendinopathic tendon, in per cent of healthy."""

    thickness_pct: float
    stiffness_pct: float
    modulus_pct: float


def tour_and_group() -> tuple[Likeness, Likeness]:
    """The marked case of the tour and of lesson 01; the mean of the group of lessons 04 to 06."""
    case, group = _tissue_at(100.0), read_out(tendinopathic_state())
    return (
        Likeness(case.thickness_pct, case.stiffness_pct, case.modulus_pct),
        Likeness(
            *(
                100 * float(ratio)
                for ratio in (group.thickness_ratio, group.stiffness_ratio, group.modulus_ratio)
            )
        ),
    )


# ---------- geometry and input ----------


def _patch_angle_deg(whole_deg: float, healthy_deg: float, share: float) -> float:
    """Spread in the patch that, with healthy order around it, gives the spread of the whole."""
    if share == 0:
        return healthy_deg
    return float(np.sqrt((whole_deg**2 - (1 - share) * healthy_deg**2) / share))


def _stretch_mm(curve: StressStrain) -> float:
    stretch_mm = pull_on(curve, PULL_N).elongation_mm
    if stretch_mm is None:
        raise ValueError(
            _("This tendon does not hold {force:,.0f} N in the model.").format(force=PULL_N)
        )
    return stretch_mm


def _regimen(name: Regimen | str) -> Regimen:
    try:
        return Regimen(name)
    except ValueError:
        raise ValueError(
            _("regimen is {name!r}; choose one of {known}.").format(
                name=name, known=", ".join(Regimen)
            )
        ) from None


def _between(start: float, end: float, way: float) -> float:
    return start + way * (end - start)
