"""How hard, how long, how often: a dose of training, and what the tendon makes of it in this model.

A dose is a strain per contraction, seconds, repetitions, sets, sessions a week and weeks. It
becomes days of the turnover model on top of walking, or of lying in bed. The whole range of strain
is followed at once, so that the dose can be seen on its curve: too little, enough, too much. At the
end stands one hour a week, spent on nothing, a massage or a heavy session.

The strain is that of the studies that set it by effort; other methods give other strains for the
same step. Healthy tendon, tissue only; nothing here says what a person's own tendon will do. What
it meets and where it misses is on one page in ``loading_dose.md`` beside this file.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Any, Final

import numpy as np

from tendon_teaching.evidence import Status, check_parameters, parameter
from tendon_teaching.models.checks import FloatArray, read_only, require_between, require_whole
from tendon_teaching.models.massage import massage_day
from tendon_teaching.models.training_history import STIRRING
from tendon_teaching.models.turnover import (
    DAYS_PER_WEEK,
    MOST_FORCE_BW,
    Day,
    LoadBlock,
    PreparedDay,
    TurnoverCourse,
    TurnoverParameters,
    TurnoverState,
    Validity,
    WalkingHabit,
    day_for_each,
    day_of,
    simulate,
    walking_day,
)
from tendon_teaching.models.turnover_parameters import default_parameters
from tendon_teaching.texts import _

MOST_WEEKS: Final = 26
LEAST_STRAIN_PCT: Final = 2.0
MOST_STRAIN_PCT: Final = 9.0
STRAIN_STEP_PCT: Final = 0.25
STRAINS_PCT: Final = tuple(
    LEAST_STRAIN_PCT + STRAIN_STEP_PCT * place
    for place in range(round((MOST_STRAIN_PCT - LEAST_STRAIN_PCT) / STRAIN_STEP_PCT) + 1)
)
SECONDS: Final = tuple(0.5 * place for place in range(1, 13))
"""Seconds per contraction that are followed together, because a learner moves between them."""

_SESSION_DAYS: Final = (
    "-------",
    "X------",
    "X--X---",
    "X-X-X--",
    "XX-XX--",
    "XXX-XX-",
    "XXXXXX-",
    "XXXXXXX",
)
_DAYS: Final = MOST_WEEKS * DAYS_PER_WEEK


class Base(StrEnum):
    """What the rest of the day consists of."""

    WALKING = "walking"
    BED = "bed"

    @property
    def text(self) -> str:
        """The rest of the day in words for the reader."""
        return {Base.WALKING: _("usual walking"), Base.BED: _("in bed")}[self]

    @property
    def day(self) -> Day:
        """A day of it, without a session."""
        return walking_day() if self is Base.WALKING else ()


class Zone(StrEnum):
    """What a dose is to a tendon in this model; judged on the whole training, not on one week."""

    TOO_LITTLE = "too little"
    ENOUGH = "enough"
    TOO_MUCH = "too much"

    @property
    def text(self) -> str:
        """The zone in words for the reader."""
        return {
            Zone.TOO_LITTLE: _("too little"),
            Zone.ENOUGH: _("enough"),
            Zone.TOO_MUCH: _("too much"),
        }[self]


@dataclass(frozen=True)
class WindowRules:
    """Where the zones end: teaching choices, not findings."""

    enough_pct: float = parameter(
        12.0,
        unit="%",
        status=Status.ILLUSTRATIVE,
        allowed=(1.0, 40.0),
        note="Gain of stiffness from which a dose is called enough. Our choice; a smaller gain is "
        "not nothing.",
    )
    judged_after_weeks: float = parameter(
        14.0,
        unit="wk",
        status=Status.ASSUMED,
        allowed=(1.0, float(MOST_WEEKS)),
        register=("L131", "L132", "L133", "L134"),
        note="As long as the training in the two studies of strain.",
    )
    most_reactivity: float = parameter(
        STIRRING,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(0.01, 1.0),
        note="From here on cells are said to stir, and the dose is called too much.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


@dataclass(frozen=True)
class LoadingDose:
    """A dose of training; sessions and weeks are whole numbers. Raises ValueError.

    The defaults are the strong leg of a study of strain (L132), with the rhythm of a later study
    of the same laboratory (L135).
    """

    strain_pct: float = parameter(
        4.55,
        unit="%",
        status=Status.CALIBRATED,
        allowed=(1.0, 10.0),
        register=("L131", "L132", "L133", "L134"),
        note="Strain as studies of effort give it. Other methods give other strains for the same "
        "step, so exercises cannot be read off it.",
    )
    seconds_per_contraction: float = parameter(
        3.0,
        unit="s",
        status=Status.CALIBRATED,
        allowed=(0.1, 60.0),
        register=("L134", "L135", "L266"),
        note="That slow works better was measured; how much better at each second was fitted.",
    )
    repetitions: float = parameter(
        4.0,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.0, 200.0),
        note="In a set. The studies differ.",
    )
    sets: float = parameter(
        5.0,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.0, 20.0),
        note="In a session. The model only counts repetitions times sets.",
    )
    sessions_a_week: float = parameter(
        4.0,
        unit="1/wk",
        status=Status.CALIBRATED,
        allowed=(0.0, 7.0),
        register=("L135",),
        note="Four a week was used in a study; what other numbers do is the model's.",
    )
    weeks: float = parameter(
        14.0,
        unit="wk",
        status=Status.CALIBRATED,
        allowed=(0.0, float(MOST_WEEKS)),
        register=("L131", "L132", "L133", "L134"),
        note="Measured after fourteen weeks; the way there is the model's.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)
        for name in ("sessions_a_week", "weeks"):
            number = float(getattr(self, name))
            require_whole(name, int(number) if number.is_integer() else number, 0, MOST_WEEKS)

    @property
    def contractions(self) -> float:
        """Contractions in a session."""
        return self.repetitions * self.sets

    @property
    def seconds_a_session(self) -> float:
        """Seconds under load in a session."""
        return self.contractions * self.seconds_per_contraction

    @property
    def is_training(self) -> bool:
        """Whether there is any contraction at all."""
        return self.contractions * self.sessions_a_week > 0

    @property
    def force_bw(self) -> float:
        """Pull of the healthy teaching tendon at this strain, in body weights."""
        return force_of_strain_bw(self.strain_pct)

    @property
    def session(self) -> LoadBlock:
        """One session as the turnover model wants it."""
        return LoadBlock(self.force_bw, self.contractions, self.seconds_per_contraction)


def force_of_strain_bw(strain_pct: float, parameters: TurnoverParameters | None = None) -> float:
    """Pull (body weights) that strains the healthy teaching tendon by ``strain_pct`` (0.3 to 10).

    Raises ValueError outside that range.
    """
    p = parameters or default_parameters()
    require_between("strain_pct", strain_pct, p.prestrain_pct, 10.0, "%")
    stress_mpa = (strain_pct - p.prestrain_pct) / 100 * p.modulus_mpa
    return stress_mpa * p.area_mm2 / p.body_weight_n


def strain_of_force_pct(force_bw: float, parameters: TurnoverParameters | None = None) -> float:
    """Strain (%) of the healthy teaching tendon under ``force_bw`` (0 to 12 body weights)."""
    p = parameters or default_parameters()
    require_between("force_bw", force_bw, 0.0, MOST_FORCE_BW, _("body weights"))
    return p.prestrain_pct + 100 * force_bw * p.body_weight_n / p.area_mm2 / p.modulus_mpa


def walking_strain_pct() -> float:
    """Strain of a walking step on this scale; measured was more (S111)."""
    return strain_of_force_pct(WalkingHabit().force_bw)


# ---------- one dose ----------


@dataclass(frozen=True)
class Change:
    """What instruments would show against the start, in per cent; ``strength_pct`` of the calf."""

    stiffness_pct: float
    modulus_pct: float
    area_pct: float
    strength_pct: float


@dataclass(frozen=True, eq=False)
class DoseCourse:
    """Half a year of one dose, day by day, from a healthy tendon; read-only rows up to its end.

    ``day`` is 0 to 182, or shorter where the model ends: ``stopped_on_day`` is the first day that
    asked for more than it can say, and None where there is none.
    """

    day: FloatArray
    stiffness_pct: FloatArray
    modulus_pct: FloatArray
    area_pct: FloatArray
    strength_pct: FloatArray
    reactivity: FloatArray
    stopped_on_day: int | None

    @property
    def week(self) -> FloatArray:
        """The days in weeks."""
        return self.day / DAYS_PER_WEEK

    @property
    def peak_reactivity(self) -> float:
        """Highest reactivity of the cells at the end of a week, 0 to 1."""
        return float(self.reactivity[::DAYS_PER_WEEK].max())

    def knows(self, week: float) -> bool:
        """Whether the model still speaks at the end of ``week``."""
        return self.stopped_on_day is None or week * DAYS_PER_WEEK < self.stopped_on_day

    def at(self, week: float) -> Change | None:
        """The change after ``week`` (0 to 26) weeks; None where the model has ended."""
        require_between("week", week, 0, MOST_WEEKS, _("weeks"))
        if not self.knows(week):
            return None
        row = round(week * DAYS_PER_WEEK)
        return Change(
            *(
                float(values[row])
                for values in (
                    self.stiffness_pct,
                    self.modulus_pct,
                    self.area_pct,
                    self.strength_pct,
                )
            )
        )


def follow_dose(dose: LoadingDose | None = None, base: Base = Base.WALKING) -> DoseCourse:
    """Half a year of ``dose``; its own number of weeks only says where one looks."""
    dose = dose or LoadingDose()
    sessions = int(dose.sessions_a_week) if dose.contractions else 0
    return _course(
        dose.strain_pct, dose.seconds_per_contraction, dose.contractions, sessions, Base(base)
    )


@lru_cache(maxsize=256)
def _course(
    strain_pct: float, seconds: float, contractions: float, sessions: int, base: Base
) -> DoseCourse:
    block = LoadBlock(force_of_strain_bw(strain_pct), contractions, seconds)
    rest, train = day_of(base.day), day_of((*base.day, block))
    return _as_changes(simulate(_half_year(rest, train, sessions)))


def _half_year(
    rest: PreparedDay, train: PreparedDay, sessions: int, weeks: int = MOST_WEEKS
) -> tuple[PreparedDay, ...]:
    week = tuple(train if sign == "X" else rest for sign in _SESSION_DAYS[sessions])
    return week * weeks


def _as_changes(course: TurnoverCourse) -> DoseCourse:
    stopped = course.stopped_on_day
    rows = slice(stopped)

    def change_pct(ratio: Any) -> FloatArray:
        return read_only(100 * (np.asarray(ratio)[rows] - 1))

    return DoseCourse(
        day=read_only(np.asarray(course.day, dtype=float)[rows]),
        stiffness_pct=change_pct(course.stiffness_ratio),
        modulus_pct=change_pct(course.modulus_ratio),
        area_pct=change_pct(course.area_ratio),
        strength_pct=change_pct(course.strength),
        reactivity=read_only(np.asarray(course.reactivity)[rows].copy()),
        stopped_on_day=stopped,
    )


# ---------- the whole range of strain ----------


@dataclass(frozen=True, eq=False)
class DoseCurve:
    """Change of stiffness against strain for one dose, and where its zones end.

    ``strain_pct`` holds the strains at which the model still speaks after the chosen weeks,
    ``stiffness_pct`` the change there. ``enough_from_pct`` is the strain from which the dose is
    enough, ``too_much_from_pct`` the one from which it is too much; None where there is none.
    """

    strain_pct: FloatArray
    stiffness_pct: FloatArray
    enough_from_pct: float | None
    too_much_from_pct: float | None

    def zone_of(self, strain_pct: float) -> Zone:
        """The zone of a strain; ValueError outside 2 to 9 %."""
        require_between("strain_pct", strain_pct, LEAST_STRAIN_PCT, MOST_STRAIN_PCT, "%")
        if self.too_much_from_pct is not None and strain_pct >= self.too_much_from_pct:
            return Zone.TOO_MUCH
        if self.enough_from_pct is not None and strain_pct >= self.enough_from_pct:
            return Zone.ENOUGH
        return Zone.TOO_LITTLE


@dataclass(frozen=True, eq=False)
class _Landscape:
    """One volume of training at all strains and several seconds; weeks by strains by seconds."""

    stiffness_pct: FloatArray
    peak_reactivity: FloatArray
    stopped_on_day: Any


def dose_curve(
    dose: LoadingDose | None = None, base: Base = Base.WALKING, rules: WindowRules | None = None
) -> DoseCurve:
    """The curve of ``dose`` over all strains from 2 to 9 %, after its weeks.

    The first call for a volume (contractions, sessions a week) takes some tens of milliseconds and
    covers every strain, week and half second; after that it is a look into a table.
    """
    dose, rules = dose or LoadingDose(), rules or WindowRules()
    sessions = int(dose.sessions_a_week) if dose.contractions else 0
    return _curve(
        dose.seconds_per_contraction,
        dose.contractions,
        sessions,
        Base(base),
        int(dose.weeks),
        rules,
    )


@lru_cache(maxsize=512)
def _curve(
    seconds: float, contractions: float, sessions: int, base: Base, weeks: int, rules: WindowRules
) -> DoseCurve:
    together = SECONDS if seconds in SECONDS else (seconds,)
    land = _landscape(together, contractions, sessions, base)
    place = together.index(seconds)
    stopped, peak = land.stopped_on_day[:, place], land.peak_reactivity[:, place]
    strains = np.asarray(STRAINS_PCT)
    known = (stopped < 0) | (weeks * DAYS_PER_WEEK < stopped)
    too_much = (stopped >= 0) | (peak >= rules.most_reactivity)
    first_bad = int(np.argmax(too_much)) if too_much.any() else strains.size
    judged = land.stiffness_pct[int(rules.judged_after_weeks), :first_bad, place]
    return DoseCurve(
        strain_pct=read_only(strains[known]),
        stiffness_pct=read_only(land.stiffness_pct[weeks, known, place]),
        enough_from_pct=_first_above(strains[:first_bad], judged, rules.enough_pct),
        too_much_from_pct=_between(strains, first_bad),
    )


@lru_cache(maxsize=32)
def _landscape(
    seconds: tuple[float, ...], contractions: float, sessions: int, base: Base
) -> _Landscape:
    shape = (len(STRAINS_PCT), len(seconds))
    forces = np.array([force_of_strain_bw(strain) for strain in STRAINS_PCT])
    force = np.repeat(forces, len(seconds))
    held = np.tile(seconds, len(STRAINS_PCT))
    train = day_for_each(
        [*(np.full_like(force, block.force_bw) for block in base.day), force],
        [*(np.full_like(force, block.cycles) for block in base.day), force * 0 + contractions],
        [*(np.full_like(force, block.seconds_per_cycle) for block in base.day), held],
    )
    start = TurnoverState(aligned=np.ones(force.size))
    course = simulate(
        _half_year(day_of(base.day), train, sessions), start, every_days=DAYS_PER_WEEK
    )
    return _Landscape(
        stiffness_pct=read_only(100 * (course.stiffness_ratio.reshape(-1, *shape) - 1)),
        peak_reactivity=read_only(course.reactivity.max(axis=0).reshape(shape)),
        stopped_on_day=course.stopped_on_day.reshape(shape),
    )


def _first_above(strains: FloatArray, gains: FloatArray, level: float) -> float | None:
    """Strain at which the gain first reaches the level, between two points of the curve."""
    above = np.flatnonzero(gains >= level)
    if not above.size:
        return None
    place = int(above[0])
    if place == 0:
        return float(strains[0])
    low, high = gains[place - 1], gains[place]
    share = (level - low) / (high - low)
    return float(strains[place - 1] + share * (strains[place] - strains[place - 1]))


def _between(strains: FloatArray, first_bad: int) -> float | None:
    """Half way between the last strain that is borne and the first that is not."""
    if first_bad == strains.size:
        return None
    return float(strains[0] if first_bad == 0 else strains[first_bad - 1 : first_bad + 1].mean())


# ---------- a dose on its curve ----------


@dataclass(frozen=True, eq=False)
class DoseResult:
    """A dose with its course, the curve it lies on and its zone."""

    dose: LoadingDose
    base: Base
    course: DoseCourse
    curve: DoseCurve
    zone: Zone

    @cached_property
    def change(self) -> Change | None:
        """What has changed after the weeks of the dose; None where the model has ended."""
        return self.course.at(self.dose.weeks)

    @property
    def status(self) -> Validity:
        """Whether the model may be believed up to the weeks of the dose."""
        return Validity.OUTSIDE if self.change is None else Validity.VALID

    @property
    def is_without_load(self) -> bool:
        """In bed and without any session."""
        return self.base is Base.BED and not self.dose.is_training


def judge_dose(
    dose: LoadingDose | None = None, base: Base = Base.WALKING, rules: WindowRules | None = None
) -> DoseResult:
    """Everything about ``dose``: its course, its change, its curve and its zone.

    Too much: the model ends within half a year, or cells stir. Enough: at this strain or a lower
    one, stiffness has gained what ``rules`` ask for after 14 weeks. Raises ValueError for a dose
    outside its ranges.
    """
    dose, rules = dose or LoadingDose(), rules or WindowRules()
    course, curve = follow_dose(dose, base), dose_curve(dose, base, rules)
    return DoseResult(dose, Base(base), course, curve, _zone(dose, course, curve, rules))


def _zone(dose: LoadingDose, course: DoseCourse, curve: DoseCurve, rules: WindowRules) -> Zone:
    if course.stopped_on_day is not None or course.peak_reactivity >= rules.most_reactivity:
        return Zone.TOO_MUCH
    enough_from = curve.enough_from_pct
    # Beyond the top of the hill less is gained, but not because the dose would be too little.
    is_enough = enough_from is not None and dose.strain_pct >= enough_from
    return Zone.ENOUGH if is_enough else Zone.TOO_LITTLE


# ---------- one hour a week ----------


class WeeklyHour(StrEnum):
    """What one hour of each week is spent on; the rest is usual walking."""

    NOTHING = "nothing"
    MASSAGE = "massage"
    HEAVY = "heavy session"

    @property
    def text(self) -> str:
        """The hour in words for the reader."""
        return {
            WeeklyHour.NOTHING: _("nothing"),
            WeeklyHour.MASSAGE: _("massage"),
            WeeklyHour.HEAVY: _("heavy session"),
        }[self]


def follow_hour(hour: WeeklyHour) -> DoseCourse:
    """Half a year with this hour once a week.

    The heavy session is that of ``LoadingDose()``. A massage adds nothing, because this kit lets
    hands reach the tissue nowhere: a decision, argued in ``massage``, and not a finding.
    """
    return _hour(WeeklyHour(hour))


@lru_cache(maxsize=4)
def _hour(hour: WeeklyHour) -> DoseCourse:
    if hour is WeeklyHour.HEAVY:
        return follow_dose(replace(LoadingDose(), sessions_a_week=1.0))
    if hour is WeeklyHour.MASSAGE:
        walking = walking_day()
        rubbed = massage_day(walking)
        return _as_changes(simulate(_half_year(day_of(walking), rubbed, 1)))
    return follow_dose(replace(LoadingDose(), sessions_a_week=0.0))
