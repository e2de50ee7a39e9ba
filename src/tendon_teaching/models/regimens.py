"""What is prescribed, day by day: waiting, loading, massage or both, and how a plan changes them.

A regimen is what a trial or a clinic offers; a plan is a regimen with the choices of one course:
how much running, which pain is allowed, how many sessions are done. What a patient then really
does, is decided day by day in ``clinical_course``. Forces, growth and ceilings of the exercises
are assumptions; frequencies and weeks follow the published programmes where the register has them.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final

from tendon_teaching.evidence import Status, check_parameters, parameter
from tendon_teaching.models.checks import require_between, require_whole
from tendon_teaching.texts import _

MOST_DAYS: Final = 3700
"""A little more than the longest follow-up in the register, ten years."""

DAYS_PER_WEEK: Final = 7
LOWEST_EXERCISE_BW: Final = 1.0
HIGHEST_FORCE_BW: Final = 12.0
MOST_CYCLES: Final = 50_000
LONGEST_CYCLE_S: Final = 60.0

_RUN_DAYS = (1, 3, 5)
RUN_DAYS_PER_WEEK: Final = len(_RUN_DAYS)
_SESSION_DAYS = {
    0: (),
    1: (0,),
    2: (0, 3),
    3: (0, 2, 4),
    4: (0, 2, 4, 6),
    5: (0, 1, 3, 4, 6),
    6: (0, 1, 2, 4, 5, 6),
    7: (0, 1, 2, 3, 4, 5, 6),
}


class RegimenName(StrEnum):
    """The regimens that can be named in a plan."""

    WAIT = "wait"
    HOME_ECCENTRIC = "home_eccentric"
    AS_TOLERATED = "as_tolerated"
    HEAVY_SLOW = "heavy_slow"
    MASSAGE = "massage"
    BOTH = "both"
    CALENDAR = "calendar"

    @property
    def text(self) -> str:
        """The regimen in words for the reader."""
        return {
            RegimenName.WAIT: _("wait and see"),
            RegimenName.HOME_ECCENTRIC: _("eccentric loading at home"),
            RegimenName.AS_TOLERATED: _("loading at home, repetitions as tolerated"),
            RegimenName.HEAVY_SLOW: _("heavy slow resistance"),
            RegimenName.MASSAGE: _("massage"),
            RegimenName.BOTH: _("loading and massage"),
            RegimenName.CALENDAR: _("a calendar of one's own"),
        }[self]


@dataclass(frozen=True)
class Exercise:
    """A programme of calf loading: how often, how much, how heavy, and how it grows.

    Forces are peaks in the Achilles tendon of one leg, in body weights. ``growth_pct`` is the
    rise after a session that was easy under the pain rule. ``supervised_adherence`` multiplies the
    share of sessions that a person does (never above 1). With ``as_tolerated`` the repetitions
    shrink until the expected pain is allowed.
    """

    sessions_per_week: int = parameter(
        7, unit="1/wk", status=Status.ASSUMED, allowed=(0, 7), register=("L120", "L226")
    )
    repetitions: int = parameter(
        180, unit="-", status=Status.ASSUMED, allowed=(1, 5000), register=("L120",)
    )
    seconds_per_repetition: float = parameter(
        3.0, unit="s", status=Status.ASSUMED, allowed=(0.1, 60.0)
    )
    start_bw: float = parameter(
        2.4,
        unit="BW",
        status=Status.ASSUMED,
        allowed=(LOWEST_EXERCISE_BW, HIGHEST_FORCE_BW),
        register=("L275",),
        note="A little less than a raise on one leg.",
    )
    growth_pct: float = parameter(0.6, unit="%", status=Status.ASSUMED, allowed=(0.0, 10.0))
    ceiling_bw: float = parameter(
        4.6,
        unit="BW",
        status=Status.ASSUMED,
        allowed=(LOWEST_EXERCISE_BW, HIGHEST_FORCE_BW),
        register=("L275", "L163"),
        note="A raise on one leg with about half the body weight carried.",
    )
    supervised_adherence: float = parameter(
        1.0,
        unit="-",
        status=Status.CALIBRATED,
        allowed=(0.1, 2.0),
        register=("L099", "L102"),
    )
    after_bw: float = parameter(
        3.0,
        unit="BW",
        status=Status.ASSUMED,
        allowed=(LOWEST_EXERCISE_BW, HIGHEST_FORCE_BW),
        register=("L275", "L313"),
        note="After the programme people keep up raises on one leg, without weights.",
    )
    as_tolerated: bool = False

    def __post_init__(self) -> None:
        check_parameters(self)
        require_whole("sessions_per_week", self.sessions_per_week, 0, 7)
        require_whole("repetitions", self.repetitions, 1, 5000)
        if self.ceiling_bw < self.start_bw:
            raise ValueError(
                _(
                    "ceiling_bw is {ceiling:g} and start_bw is {start:g}; the ceiling must not be "
                    "lower than the start. Change one of them."
                ).format(ceiling=self.ceiling_bw, start=self.start_bw)
            )


@dataclass(frozen=True)
class Regimen:
    """One way of care.

    ``massages_per_week`` and ``contacts_per_week`` hold one entry for each week of the programme
    (the last entry goes on if there are fewer); both stop with the programme. ``contacts`` are
    meetings with a clinician; massage by a clinician is a contact.
    """

    name: RegimenName
    exercise: Exercise | None = None
    massages_per_week: tuple[int, ...] = ()
    contacts_per_week: tuple[float, ...] = ()

    @property
    def text(self) -> str:
        """The regimen in words for the reader."""
        return self.name.text

    @property
    def is_care(self) -> bool:
        """Whether anybody does anything at all."""
        return self.name is not RegimenName.WAIT

    @property
    def has_massage(self) -> bool:
        """Whether hands are part of it."""
        return any(self.massages_per_week)

    @property
    def has_loading(self) -> bool:
        """Whether graded loading is part of it."""
        return self.exercise is not None


def regimen(name: str) -> Regimen:
    """The regimen of that name; ValueError with the known names otherwise."""
    known = _regimens()
    if name not in known:
        raise ValueError(
            _("There is no regimen {name!r}; choose one of {known}.").format(
                name=str(name), known=", ".join(known)
            )
        )
    return known[RegimenName(name)]


def regimens() -> tuple[Regimen, ...]:
    """All regimens that say what to do by themselves, waiting first."""
    return tuple(each for each in _regimens().values() if each.name is not RegimenName.CALENDAR)


@lru_cache(maxsize=1)
def _regimens() -> dict[RegimenName, Regimen]:
    home = Exercise()
    heavy = Exercise(
        sessions_per_week=3,
        repetitions=100,
        seconds_per_repetition=6.0,
        start_bw=3.0,
        growth_pct=1.5,
        ceiling_bw=5.2,
        supervised_adherence=92 / 78,
    )
    # Twice a week for six weeks, then once: 18 meetings; the exercise arm had one (M008, M008b,
    # M010).
    massages = (2,) * 6 + (1,) * 6
    one_lesson = (1.0,) + (0.0,) * 11
    found = (
        Regimen(RegimenName.WAIT),
        Regimen(RegimenName.HOME_ECCENTRIC, home, contacts_per_week=one_lesson),
        Regimen(
            RegimenName.AS_TOLERATED, replace(home, as_tolerated=True), contacts_per_week=one_lesson
        ),
        Regimen(RegimenName.HEAVY_SLOW, heavy, contacts_per_week=(1.0,)),
        Regimen(RegimenName.MASSAGE, None, massages, tuple(map(float, massages))),
        Regimen(
            RegimenName.BOTH,
            home,
            massages,
            tuple(a + b for a, b in zip(map(float, massages), one_lesson, strict=True)),
        ),
        Regimen(RegimenName.CALENDAR),
    )
    return {each.name: each for each in found}


class ActivityKind(StrEnum):
    """What an entry of a calendar is, for the rules of pain and for the bookkeeping."""

    EXERCISE = "exercise"
    RUNNING = "running"
    WALKING = "walking"
    MASSAGE = "massage"


@dataclass(frozen=True)
class CalendarEntry:
    """One activity on one day of a calendar: ``cycles`` loadings of ``force_bw`` on one leg.

    A massage has no force and no cycles. ``name`` is the name of the activity for the reader.
    """

    kind: ActivityKind
    name: str = ""
    force_bw: float = 0.0
    cycles: float = 0.0
    seconds_per_cycle: float = 1.0

    def __post_init__(self) -> None:
        require_between("force_bw", self.force_bw, 0.0, HIGHEST_FORCE_BW, "BW")
        require_between("cycles", self.cycles, 0, MOST_CYCLES, _("cycles"))
        require_between("seconds_per_cycle", self.seconds_per_cycle, 0.01, LONGEST_CYCLE_S, "s")


CalendarDay = tuple[CalendarEntry, ...]


@dataclass(frozen=True)
class Plan:
    """One course of care: a regimen and how it is used. Nothing here is about one patient.

    ``days`` is the length of the course (0 to 3,700), ``programme_weeks`` that of the care; after
    it ``after_sessions_per_week`` exercise sessions go on, with ``after_bw`` of the exercise at
    most. ``pain_rule`` is the pain (0 to 10) up to which exercise counts as allowed; a session is
    tried up to one point above it. ``running`` multiplies a person's usual running distance; with
    ``monitored_running`` a run is left out when it would hurt more than the rule allows or the
    tendon is irritable. ``adherence`` replaces the mean share of sessions that people do (0 to 1);
    None keeps the cohort's own. ``contacts`` replaces the regimen's meetings with a clinician per
    week. ``massage_rebuild_pct`` is the what-if: this share of the growth signal of a loading
    session for each massage; 0 is what the kit holds to be true. ``calendar`` holds one tuple of
    entries for each day and then takes the place of the regimen's sessions, massages and running.

    Raises ValueError, naming the argument, for anything outside its range.
    """

    regimen: Regimen
    days: int = 364
    programme_weeks: int = 12
    after_sessions_per_week: int = 2
    pain_rule: float = 5.0
    running: float = 1.0
    monitored_running: bool = True
    adherence: float | None = None
    contacts_per_week: float | None = None
    massage_rebuild_pct: float = 0.0
    calendar: tuple[CalendarDay, ...] | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.regimen, Regimen):
            raise ValueError(
                _("regimen is {value!r}; give one from regimens.regimen(name).").format(
                    value=self.regimen
                )
            )
        if isinstance(self.days, int) and self.days > MOST_DAYS:
            raise ValueError(
                _(
                    "days is {days}; at most {most} (ten years) can be followed. Choose a "
                    "shorter course."
                ).format(days=self.days, most=MOST_DAYS)
            )
        require_whole("days", self.days, 0, MOST_DAYS)
        require_whole("programme_weeks", self.programme_weeks, 0, MOST_DAYS // DAYS_PER_WEEK)
        require_whole("after_sessions_per_week", self.after_sessions_per_week, 0, 7)
        require_between("pain_rule", self.pain_rule, 0.0, 10.0, _("points of pain"))
        require_between("running", self.running, 0.0, 10.0, _("times the usual distance"))
        if self.adherence is not None:
            require_between("adherence", self.adherence, 0.0, 1.0, _("share of sessions"))
        if self.contacts_per_week is not None:
            require_between(
                "contacts_per_week", self.contacts_per_week, 0.0, 14.0, _("contacts a week")
            )
        require_between("massage_rebuild_pct", self.massage_rebuild_pct, 0.0, 100.0, "%")
        if (self.regimen.name is RegimenName.CALENDAR) != (self.calendar is not None):
            raise ValueError(
                _(
                    "calendar and the regimen '{name}' belong together; give both or neither."
                ).format(name=RegimenName.CALENDAR)
            )

    @property
    def weeks(self) -> int:
        """Whole weeks of the course."""
        return self.days // DAYS_PER_WEEK

    @property
    def exercise(self) -> Exercise | None:
        """The exercise programme, if there is one."""
        return self.regimen.exercise

    def contacts_in_week(self, week: int) -> float:
        """Meetings with a clinician in week ``week`` of the course (the first is 0)."""
        if week >= self.programme_weeks:
            return 0.0
        if self.contacts_per_week is not None:
            return self.contacts_per_week
        return _entry(self.regimen.contacts_per_week, week)

    def massages_in_week(self, week: int) -> int:
        """Massages in week ``week`` of the course (the first is 0), calendar left aside."""
        if week >= self.programme_weeks:
            return 0
        return int(_entry(self.regimen.massages_per_week, week))

    @property
    def total_contacts(self) -> float:
        """Meetings with a clinician in the whole course."""
        return sum(self.contacts_in_week(week) for week in range(-(-self.days // DAYS_PER_WEEK)))


def plan(name: str, **choices: object) -> Plan:
    """A plan with the regimen ``name`` and the given choices; see ``Plan``."""
    return Plan(regimen(name), **choices)  # type: ignore[arg-type]


def is_session_day(day: int, sessions_per_week: int) -> bool:
    """Whether exercise is planned on day ``day`` (0 is a Monday)."""
    return day % DAYS_PER_WEEK in _SESSION_DAYS[sessions_per_week]


def is_run_day(day: int) -> bool:
    """Whether a person who runs does so on day ``day``: three days a week."""
    return day % DAYS_PER_WEEK in _RUN_DAYS


def _entry(row: tuple[float, ...] | tuple[int, ...], week: int) -> float:
    return float(row[min(week, len(row) - 1)]) if row else 0.0
