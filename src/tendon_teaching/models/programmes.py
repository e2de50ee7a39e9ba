"""Twelve weeks of a programme: what it asks of a sore tendon, and what the tendon makes of it.

A programme is a table of weeks: sessions, repetitions, seconds and force. It becomes days of the
turnover model, on the tendinopathic tendon and on top of walking; there are no equations of the
tendon here. Where the register holds a number of a programme it is used, the rest is assumed. What
it meets and where it misses is on one page in ``programmes.md`` beside this file.

Tissue only. Nothing here knows of pain or function, and no programme here is a prescription.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

from tendon_teaching.evidence import Status, Value, check_parameters, parameter, value
from tendon_teaching.models.activities import EARTH_PULL_N_PER_KG, activity
from tendon_teaching.models.checks import FloatArray, read_only, require_whole
from tendon_teaching.models.teaching_tendon import decomposition
from tendon_teaching.models.turnover import (
    DAYS_PER_WEEK,
    MOST_FORCE_BW,
    Day,
    LoadBlock,
    TurnoverCourse,
    simulate,
    tendinopathic_state,
    walking_day,
)
from tendon_teaching.texts import _

PROGRAMME_WEEKS: Final = 12
YEAR_WEEKS: Final = 52
# On which days of a week there is a session, by how many there are.
_SESSION_DAYS: Final = {2: (0, 3), 3: (0, 2, 4), DAYS_PER_WEEK: tuple(range(DAYS_PER_WEEK))}
# Sets and repetitions of heavy slow resistance up to the end of a week: fewer and heavier. The
# pattern is assumed; the scheme of the trial is not in the register.
_HEAVY_SCHEME: Final = ((1, 3, 15), (3, 3, 12), (5, 4, 10), (8, 4, 8), (PROGRAMME_WEEKS, 4, 6))


class Programme(StrEnum):
    """What somebody with a sore tendon does for twelve weeks, on top of walking."""

    WALKING = "walking"
    HEEL_DROPS = "heel drops"
    HEAVY = "heavy slow"
    AS_TOLERATED = "as tolerated"

    @property
    def text(self) -> str:
        """The programme in words for the reader."""
        return {
            Programme.WALKING: _("walking only"),
            Programme.HEEL_DROPS: _("heel drops"),
            Programme.HEAVY: _("heavy slow"),
            Programme.AS_TOLERATED: _("as tolerated"),
        }[self]

    @property
    def long_text(self) -> str:
        """What the programme is called in full."""
        return {
            Programme.WALKING: _("walking only"),
            Programme.HEEL_DROPS: _("eccentric heel drops"),
            Programme.HEAVY: _("heavy slow resistance"),
            Programme.AS_TOLERATED: _("heel drops as tolerated"),
        }[self]

    @property
    def is_training(self) -> bool:
        """Whether there are sessions at all."""
        return self is not Programme.WALKING

    @property
    def is_heel_drops(self) -> bool:
        """Whether the sessions are heel drops."""
        return self in (Programme.HEEL_DROPS, Programme.AS_TOLERATED)


class After(StrEnum):
    """What happens after the twelve weeks."""

    STOP = "stop"
    KEEP_ON = "keep on"

    @property
    def text(self) -> str:
        """The choice in words for the reader."""
        return {After.STOP: _("stop"), After.KEEP_ON: _("twice a week, as in week 12")}[self]


class Done(StrEnum):
    """How many of the sessions are done."""

    ALL = "all"
    AS_IN_TRIALS = "as in trials"

    @property
    def text(self) -> str:
        """The choice in words for the reader."""
        return {Done.ALL: _("all of them"), Done.AS_IN_TRIALS: _("as many as in a trial")}[self]


@dataclass(frozen=True)
class ProgrammeRules:
    """What the programmes ask for; forces are peaks in the tendon of one leg."""

    heel_drops_a_day: float = parameter(
        180.0,
        unit="1/d",
        status=Status.MEASURED,
        allowed=(0.0, 1000.0),
        register=("L120", "L226"),
        note="Every day; the number is second-hand.",
    )
    heel_drop_seconds: float = parameter(
        3.0, unit="s", status=Status.ASSUMED, allowed=(0.5, 20.0), note="Going down slowly."
    )
    carried_from_week: float = parameter(
        3.0, unit="wk", status=Status.ASSUMED, allowed=(1.0, 12.0), note="No weight before that."
    )
    carried_kg_a_week: float = parameter(
        0.5,
        unit="kg/wk",
        status=Status.CALIBRATED,
        allowed=(0.0, 10.0),
        register=("S122",),
        note="Weight in a rucksack. Chosen so that heavy slow training comes out ahead, as in one "
        "trial; no weight was published.",
    )
    tolerated_first_a_day: float = parameter(
        60.0,
        unit="1/d",
        status=Status.ASSUMED,
        allowed=(0.0, 1000.0),
        register=("L120",),
        note="People did what they could; how many that was is not in the register.",
    )
    tolerated_more_a_week: float = parameter(
        8.0, unit="1/d", status=Status.ASSUMED, allowed=(0.0, 100.0), note="More a day, each week."
    )
    heavy_sessions_a_week: float = parameter(
        3.0, unit="1/wk", status=Status.ASSUMED, allowed=(2.0, 3.0), note="With days between."
    )
    heavy_seconds: float = parameter(
        6.0, unit="s", status=Status.ASSUMED, allowed=(0.5, 20.0), note="Three up, three down."
    )
    heavy_first_bw: float = parameter(
        3.6, unit="BW", status=Status.ASSUMED, allowed=(0.0, MOST_FORCE_BW), register=("L163",)
    )
    heavy_last_bw: float = parameter(
        4.7,
        unit="BW",
        status=Status.ASSUMED,
        allowed=(0.0, MOST_FORCE_BW),
        register=("L163", "L275"),
        note="As heavy as the loaded raise in the table of activities.",
    )
    kept_sessions_a_week: float = parameter(
        2.0,
        unit="1/wk",
        status=Status.ASSUMED,
        allowed=(2.0, 3.0),
        register=("L313",),
        note="The least number of sessions that a guideline asks for: opinion of experts.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


@dataclass(frozen=True)
class ProgrammeWeek:
    """One week: sessions, and in each ``repetitions`` of ``seconds`` with a peak of ``force_bw``.

    A week of walking only has no sessions. ``sets`` is 0 where repetitions are counted by the day.
    """

    sessions: int = 0
    sets: int = 0
    repetitions: int = 0
    seconds: float = 0.0
    force_bw: float = 0.0

    @property
    def block(self) -> LoadBlock:
        """One session."""
        return LoadBlock(self.force_bw, self.repetitions, self.seconds)

    @property
    def text(self) -> str:
        """The week in a few words."""
        if not self.sessions:
            return _("no sessions, everyday walking")
        if self.sets:
            return _("{sessions} × a week {sets} × {each}, {force:.1f} body weights").format(
                sessions=self.sessions,
                sets=self.sets,
                each=self.repetitions // self.sets,
                force=self.force_bw,
            )
        template = _("{sessions} × a week {count}, {force:.1f} body weights")
        if self.sessions == DAYS_PER_WEEK:
            template = _("every day {count}, {force:.1f} body weights")
        return template.format(sessions=self.sessions, count=self.repetitions, force=self.force_bw)


def week_of(
    programme: Programme,
    number: int,
    after: After = After.STOP,
    rules: ProgrammeRules | None = None,
) -> ProgrammeWeek:
    """What week ``number`` (1 to 52) of a programme asks for."""
    require_whole("number", number, 1, YEAR_WEEKS)
    rules = rules or ProgrammeRules()
    if number > PROGRAMME_WEEKS:
        return _week_after(programme, after, rules)
    if programme is Programme.HEAVY:
        return _heavy_week(number, rules)
    if programme is Programme.WALKING:
        return ProgrammeWeek()
    repetitions = rules.heel_drops_a_day
    if programme is Programme.AS_TOLERATED:
        grown = rules.tolerated_first_a_day + (number - 1) * rules.tolerated_more_a_week
        repetitions = min(grown, repetitions)
    return ProgrammeWeek(
        sessions=DAYS_PER_WEEK,
        repetitions=round(repetitions),
        seconds=rules.heel_drop_seconds,
        force_bw=_heel_drop_bw(number, rules),
    )


def _heel_drop_bw(number: int, rules: ProgrammeRules) -> float:
    heel_drop = activity("heel_drop")
    body_kg = heel_drop.body.body_weight_n / EARTH_PULL_N_PER_KG
    carried_kg = max(0.0, number + 1 - rules.carried_from_week) * rules.carried_kg_a_week
    return heel_drop.force_bw * (1 + carried_kg / body_kg)


def _heavy_week(number: int, rules: ProgrammeRules) -> ProgrammeWeek:
    sets, each = next((s, r) for last, s, r in _HEAVY_SCHEME if number <= last)
    share = (number - 1) / (PROGRAMME_WEEKS - 1)
    return ProgrammeWeek(
        sessions=round(rules.heavy_sessions_a_week),
        sets=sets,
        repetitions=sets * each,
        seconds=rules.heavy_seconds,
        force_bw=rules.heavy_first_bw + share * (rules.heavy_last_bw - rules.heavy_first_bw),
    )


def _week_after(programme: Programme, after: After, rules: ProgrammeRules) -> ProgrammeWeek:
    if after is After.STOP or not programme.is_training:
        return ProgrammeWeek()
    last = week_of(programme, PROGRAMME_WEEKS, after, rules)
    return replace(last, sessions=round(rules.kept_sessions_a_week))


def share_done(programme: Programme, done: Done) -> float:
    """Share of the sessions that are done (0 to 1). No share was found for "as tolerated"; it
    borrows that of heel drops."""
    if done is Done.ALL or not programme.is_training:
        return 1.0
    row = value("L099" if programme is Programme.HEAVY else "L102")
    return _number(row) / 100


def days_of(
    programme: Programme,
    after: After = After.STOP,
    done: Done = Done.ALL,
    rules: ProgrammeRules | None = None,
) -> tuple[Day, ...]:
    """A year day by day: walking, and on days with a session the session on top.

    Missed sessions are spread evenly. Alike days are the same object, which the turnover model
    needs to be quick.
    """
    walking, share = walking_day(), share_done(programme, done)
    days: list[Day] = []
    planned = 0
    for number in range(1, YEAR_WEEKS + 1):
        asked = week_of(programme, number, after, rules)
        session = (*walking, asked.block)
        on = _SESSION_DAYS.get(asked.sessions, ())
        for day in range(DAYS_PER_WEEK):
            planned += day in on
            is_done = day in on and int(planned * share) > int((planned - 1) * share)
            days.append(session if is_done else walking)
    return tuple(days)


@dataclass(frozen=True)
class TendonNow:
    """A tendon in per cent of the healthy one."""

    stiffness_pct: float
    modulus_pct: float
    area_pct: float
    thickness_pct: float


@dataclass(frozen=True, eq=False)
class ProgrammeCourse:
    """The year of a tendinopathic tendon: one row a day, row 0 is the start; arrays read-only.

    ``week`` is the time in weeks. Per cent are of the healthy tendon. ``stopped_on_day`` is the
    first day that was too much for the model, or None; from there rows repeat the last valid day.
    """

    programme: Programme
    after: After
    done: Done
    rules: ProgrammeRules
    week: FloatArray
    stiffness_pct: FloatArray
    modulus_pct: FloatArray
    area_pct: FloatArray
    thickness_pct: FloatArray
    stopped_on_day: int | None

    def at(self, week: float) -> TendonNow:
        """The tendon at the end of ``week`` (0 is the start)."""
        row = min(round(week * DAYS_PER_WEEK), len(self.week) - 1)
        shown = (self.stiffness_pct, self.modulus_pct, self.area_pct, self.thickness_pct)
        return TendonNow(*(float(values[row]) for values in shown))

    def asked(self, week: int) -> ProgrammeWeek:
        """What the week in view asks for; the first week at the start."""
        return week_of(self.programme, max(1, week), self.after, self.rules)

    def thickness_change_pct(self, week: float) -> float:
        """Change of thickness since the start, in per cent of the start."""
        return 100 * self.at(week).thickness_pct / self.at(0).thickness_pct - 100


def follow(
    programme: Programme,
    after: After = After.STOP,
    done: Done = Done.ALL,
    rules: ProgrammeRules | None = None,
) -> ProgrammeCourse:
    """A year of the tendinopathic tendon with this programme in its first twelve weeks."""
    if not programme.is_training:
        # Walking is the same whatever was chosen; so it is followed once.
        return _course(programme, After.STOP, Done.ALL, ProgrammeRules())
    return _course(programme, after, done, rules or ProgrammeRules())


@lru_cache(maxsize=128)
def _course(
    programme: Programme, after: After, done: Done, rules: ProgrammeRules
) -> ProgrammeCourse:
    course = simulate(days_of(programme, after, done, rules), tendinopathic_state())
    return _as_percent(programme, after, done, rules, course)


def _as_percent(
    programme: Programme,
    after: After,
    done: Done,
    rules: ProgrammeRules,
    course: TurnoverCourse,
) -> ProgrammeCourse:
    def percent(ratio: Any) -> FloatArray:
        return read_only(100 * ratio)

    return ProgrammeCourse(
        programme=programme,
        after=after,
        done=done,
        rules=rules,
        week=read_only(course.day / DAYS_PER_WEEK),
        stiffness_pct=percent(course.stiffness_ratio),
        modulus_pct=percent(course.modulus_ratio),
        area_pct=percent(course.area_ratio),
        thickness_pct=percent(course.thickness_ratio),
        stopped_on_day=course.stopped_on_day,
    )


@dataclass(frozen=True)
class Start:
    """Stiffness and modulus of a tendinopathic teaching tendon, in per cent of the healthy one."""

    stiffness_pct: float
    modulus_pct: float


def cohort_start() -> TendonNow:
    """Where the courses begin: the mean of a made-up cohort."""
    return follow(Programme.WALKING).at(0)


@lru_cache(maxsize=1)
def marked_case() -> Start:
    """The marked case of the lessons on mechanics, which begins lower."""
    last = decomposition()[-1]
    return Start(100 * last.stiffness_ratio, 100 * last.modulus_ratio)


# ---------- measured ----------


@dataclass(frozen=True)
class MeasuredThickness:
    """Thickness before and after a programme: two rows of the register, and who it was.

    ``change_pct`` is worked out from the two means; how much people differed in it is not known.
    """

    name: str
    programme: Programme
    before: Value
    after: Value

    @property
    def change_pct(self) -> float:
        """Change of the mean, in per cent of the start."""
        return 100 * _number(self.after) / _number(self.before) - 100

    @property
    def is_within_the_year(self) -> bool:
        """Whether it was measured within the year that the courses last."""
        return self.after.time.endswith("wk")


def measured_thickness() -> tuple[MeasuredThickness, ...]:
    """Thickness in trials and follow-ups of programmes, in order of time."""
    return (
        MeasuredThickness("heavy", Programme.HEAVY, value("L089"), value("L090")),
        MeasuredThickness("eccentric", Programme.HEEL_DROPS, value("L091"), value("L092")),
        MeasuredThickness("years", Programme.HEEL_DROPS, value("L181"), value("L182")),
        MeasuredThickness("five_years", Programme.HEEL_DROPS, value("L223"), value("L224")),
    )


def _number(row: Value) -> float:
    if row.value is None:
        raise ValueError(f"register row {row.id} has no number")
    return row.value
