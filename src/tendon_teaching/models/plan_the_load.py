"""A plan of twelve weeks as cards on a calendar, what it adds up to, and what may come of it.

A day holds one card. Cards become entries of the calendar of the clinical course, with doses from
the table of activities; the course is followed in a cohort of made-up patients under both stories,
and told as a range, never as one future. The cases are starting points for a class, not patients.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Final

import numpy as np

from tendon_teaching.evidence import Status, check_parameters, parameter, value
from tendon_teaching.models.activities import activity
from tendon_teaching.models.bout import Amounts, amounts
from tendon_teaching.models.checks import FloatArray, read_only, require_between, require_whole
from tendon_teaching.models.clinical_course import (
    STORY_NAMES,
    CourseParameters,
    follow,
    story,
)
from tendon_teaching.models.patients import Baseline, Patients, draw_patients
from tendon_teaching.models.regimens import (
    DAYS_PER_WEEK,
    ActivityKind,
    CalendarDay,
    CalendarEntry,
    Plan,
    RegimenName,
    regimen,
)
from tendon_teaching.texts import _

WEEKS: Final = 12
DAYS: Final = WEEKS * DAYS_PER_WEEK
LATER_WEEK: Final = 24
FADING_WEEKS: Final = 2
"""The course goes on that long after week twelve, to see what is left once hands have gone."""
PATIENTS: Final = 200
SEED: Final = 7
NO_RULE: Final = 10.0
"""Pain allowed from which nothing is left out because it hurts."""
SELF_MASSAGE: Final = "self_massage"
LOOK_BACK_DAYS: Final = 30
"""Runs are held against the longest of that many days, as in the study behind it (L172)."""


class Card(StrEnum):
    """What can be put on a day. The order is that of the choices a learner is given."""

    REST = "rest"
    RUN_FLAT = "run_flat"
    TWO_LEGS = "two_legs"
    ONE_LEG = "one_leg"
    LOADED = "loaded"
    HOPS = "hops"
    WALK = "walk"
    RUN_HILLY = "run_hilly"
    MASSAGE = "massage"
    ALL_IN_ONE = "all_in_one"

    @property
    def text(self) -> str:
        """The card in a word or two; in English no two begin with the same letter."""
        return {
            Card.REST: _("Rest"),
            Card.RUN_FLAT: _("Flat run"),
            Card.TWO_LEGS: _("Two-leg raise"),
            Card.ONE_LEG: _("One-leg raise"),
            Card.LOADED: _("Loaded raise"),
            Card.HOPS: _("Jumps"),
            Card.WALK: _("Walk"),
            Card.RUN_HILLY: _("Hilly run"),
            Card.MASSAGE: _("Self-massage"),
            Card.ALL_IN_ONE: _("All in one"),
        }[self]

    @property
    def is_loading(self) -> bool:
        """Whether it is exercise for the calf."""
        return self in (Card.TWO_LEGS, Card.ONE_LEG, Card.LOADED, Card.HOPS, Card.ALL_IN_ONE)

    @property
    def is_run(self) -> bool:
        """Whether it holds a run."""
        return self in (Card.RUN_FLAT, Card.RUN_HILLY, Card.ALL_IN_ONE)


CARDS: Final = tuple(Card)


def card_letters() -> tuple[str, ...]:
    """A sign for each card, to stand in a small cell: the first letter of its name, or its number
    where two names begin alike."""
    firsts = [card.text[:1].upper() for card in CARDS]
    if len(set(firsts)) == len(firsts):
        return tuple(firsts)
    return tuple(str(number) for number in range(1, len(CARDS) + 1))


def day_names() -> tuple[str, ...]:
    """The days of a week, Monday first."""
    return (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )


class Massage(StrEnum):
    """When self-massage goes before the sessions."""

    NONE = "none"
    FIRST_WEEKS = "first_weeks"
    ALL_WEEKS = "all_weeks"

    @property
    def text(self) -> str:
        """The choice in words."""
        return {
            Massage.NONE: _("off"),
            Massage.FIRST_WEEKS: _("first weeks"),
            Massage.ALL_WEEKS: _("all weeks"),
        }[self]


class Afterwards(StrEnum):
    """Up to which week one looks, and what is done after the last card."""

    AT_TWELVE = "at_twelve"
    STOP = "stop"
    TWICE_A_WEEK = "twice_a_week"

    @property
    def text(self) -> str:
        """The choice in words."""
        return {
            Afterwards.AT_TWELVE: _("week {week}").format(week=WEEKS),
            Afterwards.STOP: _("{week}, then nothing").format(week=LATER_WEEK),
            Afterwards.TWICE_A_WEEK: _("{week}, kept up").format(week=LATER_WEEK),
        }[self]

    @property
    def week(self) -> int:
        """The week in view."""
        return WEEKS if self is Afterwards.AT_TWELVE else LATER_WEEK


class Ruler(StrEnum):
    """A way to add up a week. The value is the name of the number in ``Amounts``."""

    HOW_OFTEN = "cycles"
    TOGETHER = "body_weights"
    HOW_HARD = "running_steps"

    @property
    def text(self) -> str:
        """The ruler in a few words."""
        return {
            Ruler.HOW_OFTEN: _("how often"),
            Ruler.TOGETHER: _("added up"),
            Ruler.HOW_HARD: _("how hard"),
        }[self]

    @property
    def unit(self) -> str:
        """What it counts."""
        return {
            Ruler.HOW_OFTEN: _("contractions"),
            Ruler.TOGETHER: _("body weights"),
            Ruler.HOW_HARD: _("running steps"),
        }[self]

    def of(self, measured: Amounts) -> float:
        """The number of a load on this ruler."""
        return float(getattr(measured, self.value))


RULERS: Final = tuple(Ruler)


@dataclass(frozen=True)
class Doses:
    """What a card means where the table of activities leaves it open."""

    loaded_exercises: float = parameter(
        3.0,
        unit="-",
        status=Status.ASSUMED,
        allowed=(1.0, 6.0),
        note="A loaded session has three exercises, each with the sets of the table.",
    )
    ceiling_bw: float = parameter(
        5.2,
        unit="BW",
        status=Status.ASSUMED,
        allowed=(1.5, 8.0),
        register=("L163",),
        note="Loaded raises grow no further; the ceiling of heavy slow resistance in this kit.",
    )
    walk_steps: float = parameter(
        1500.0,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.0, 10_000.0),
        note="Steps of one leg in half an hour, on top of the walking of every day.",
    )
    hero_repetitions: float = parameter(
        180.0, unit="-", status=Status.ASSUMED, allowed=(1.0, 1000.0), register=("L120",)
    )
    runs_per_week: float = parameter(
        3.0, unit="1/wk", status=Status.ASSUMED, allowed=(1.0, 7.0), note="In a usual week."
    )
    first_weeks: float = parameter(
        4.0, unit="wk", status=Status.ASSUMED, allowed=(1.0, 12.0), note="Of massage, if chosen."
    )
    contacts_per_week: float = parameter(
        0.5,
        unit="1/wk",
        status=Status.ASSUMED,
        allowed=(0.0, 7.0),
        note="The same for every plan, so that plans differ in what is done and not in attention.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


@dataclass(frozen=True)
class Choices:
    """What goes with the cards of a plan.

    ``pain_allowed`` is pain of 10; from ``NO_RULE`` on nothing is left out because it hurts.
    """

    start_load_bw: float = parameter(
        3.0,
        unit="BW",
        status=Status.ASSUMED,
        allowed=(1.5, 4.0),
        register=("L275",),
        note="Peak force of the first loaded raise; at the default it begins where the raise on "
        "one leg is.",
    )
    growth_pct: float = parameter(
        0.6,
        unit="%",
        status=Status.ASSUMED,
        allowed=(0.0, 3.0),
        note="From one loaded session to the next.",
    )
    running_kept_pct: float = parameter(
        50.0,
        unit="%",
        status=Status.ASSUMED,
        allowed=(0.0, 150.0),
        note="Length of a run, of the usual one.",
    )
    pain_allowed: float = parameter(
        5.0,
        unit="points of pain",
        status=Status.ASSUMED,
        allowed=(0.0, 10.0),
        note="A rule of this kind was used in trials; this threshold was not shown to be best.",
    )
    massage: Massage = Massage.NONE

    def __post_init__(self) -> None:
        check_parameters(self)
        if not isinstance(self.massage, Massage):
            raise ValueError(
                _("massage is {value!r}; choose one of {known}.").format(
                    value=self.massage, known=", ".join(Massage)
                )
            )

    @property
    def has_rule(self) -> bool:
        """Whether pain decides anything."""
        return self.pain_allowed < NO_RULE


@dataclass(frozen=True)
class Calendar:
    """The cards of twelve weeks, one for each day, Monday first.

    Raises ValueError for another number of days or something that is no card.
    """

    days: tuple[Card, ...]

    def __post_init__(self) -> None:
        if len(self.days) != DAYS:
            raise ValueError(
                _("days has {count} cards; a plan has {days}, one for each day.").format(
                    count=len(self.days), days=DAYS
                )
            )
        for place, card in enumerate(self.days):
            if not isinstance(card, Card):
                raise ValueError(
                    _("week {week}, {day}: {card!r} is no card; choose one of {known}.").format(
                        week=place // DAYS_PER_WEEK + 1,
                        day=day_names()[place % DAYS_PER_WEEK],
                        card=card,
                        known=", ".join(CARDS),
                    )
                )

    @classmethod
    def of(cls, numbers: Iterable[float]) -> "Calendar":
        """From the place of each card among ``CARDS``. Raises ValueError as above."""
        places = list(numbers)
        for place in places:
            require_whole(_("place of a card"), int(place), 0, len(CARDS) - 1)
        return cls(tuple(CARDS[int(place)] for place in places))

    @property
    def numbers(self) -> tuple[float, ...]:
        """The place of each card among ``CARDS``."""
        return tuple(float(CARDS.index(card)) for card in self.days)

    def week(self, number: int) -> tuple[Card, ...]:
        """The seven cards of week ``number``, from 1."""
        require_whole("week", number, 1, WEEKS)
        return self.days[(number - 1) * DAYS_PER_WEEK : number * DAYS_PER_WEEK]

    @property
    def weeks(self) -> tuple[tuple[Card, ...], ...]:
        """All weeks."""
        return tuple(self.week(number) for number in range(1, WEEKS + 1))

    def count(self, *cards: Card) -> int:
        """On how many days one of these cards lies."""
        return sum(card in cards for card in self.days)

    @property
    def loading_days(self) -> int:
        """Days with exercise."""
        return sum(card.is_loading for card in self.days)

    @property
    def run_days(self) -> int:
        """Days with a run."""
        return sum(card.is_run for card in self.days)


# --- cases -------------------------------------------------------------------------------------


class CaseName(StrEnum):
    """The six cases."""

    HILLY_WEEK = "hilly_week"
    OVER_REACHER = "over_reacher"
    LUMP = "lump"
    INSERTION = "insertion"
    HOLIDAY = "holiday"
    SEVERE = "severe"

    @property
    def label(self) -> str:
        """The case in two or three words."""
        return {
            CaseName.HILLY_WEEK: _("After a hilly week"),
            CaseName.OVER_REACHER: _("Slowly too much"),
            CaseName.LUMP: _("Lump, little pain"),
            CaseName.INSERTION: _("At the heel bone"),
            CaseName.HOLIDAY: _("Back from holiday"),
            CaseName.SEVERE: _("Severe, cannot start"),
        }[self]


@dataclass(frozen=True)
class Case:
    """Where people of one kind start: a made-up story, a score and their running.

    ``visa_a_mean`` is the mean of a cohort like this one, included below ``include_below``.
    ``longest_run_km`` is the longest run of the thirty days before the plan.
    """

    name: CaseName
    visa_a_mean: float
    km_per_week: float
    longest_run_km: float
    include_below: float = 80.0

    def __post_init__(self) -> None:
        require_between("visa_a_mean", self.visa_a_mean, 0.0, self.include_below, _("points"))
        require_between("km_per_week", self.km_per_week, 0.0, 200.0, "km")
        require_between("longest_run_km", self.longest_run_km, 0.0, 100.0, "km")

    @property
    def label(self) -> str:
        """The case in two or three words."""
        return self.name.label

    @property
    def text(self) -> str:
        """The case, told in two or three sentences."""
        return {
            CaseName.HILLY_WEEK: _(
                "Runs {km:.0f} km a week for fun. One holiday week was all hills; since then the "
                "tendon is stiff in the morning and sore on every run."
            ),
            CaseName.OVER_REACHER: _(
                "Added a little every week for half a year, up to {km:.0f} km. There was no bad "
                "day, but now the first steps hurt and the pace is gone."
            ),
            CaseName.LUMP: _(
                "Sits all day and jogs for the bus. There is a lump that one can feel and little "
                "pain. The question is: must I stop moving?"
            ),
            CaseName.INSERTION: _(
                "The pain sits where the tendon meets the heel bone, worse uphill. This model "
                "knows the middle of the tendon only; in one trial loading did less at the heel "
                "bone (VISA-A {before:.0f} to {after:.0f})."
            ),
            CaseName.HOLIDAY: _(
                "Did next to nothing for weeks and wants to run as before, {km:.0f} km a week, "
                "from Monday on."
            ),
            CaseName.SEVERE: _(
                "Hurts on stairs and is afraid of the first heel raise. Tried exercises twice and "
                "gave up. Asks for massage."
            ),
        }[self.name].format(
            km=self.km_per_week,
            before=value("L125").value or 0.0,
            after=value("L126").value or 0.0,
        )

    @property
    def baseline(self) -> Baseline:
        """The start of the cohort."""
        return Baseline(self.visa_a_mean, highest=self.include_below)

    def run_km(self, doses: Doses) -> float:
        """Length of a usual run."""
        return self.km_per_week / doses.runs_per_week


def case(name: str) -> Case:
    """The case of that name; ValueError with the known names otherwise."""
    for found in cases():
        if found.name == name:
            return found
    raise ValueError(
        _("There is no case {name!r}; choose one of {known}.").format(
            name=str(name), known=", ".join(CaseName)
        )
    )


@lru_cache(maxsize=1)
def cases() -> tuple[Case, ...]:
    """All cases; how they score and run is made up, but for the one at the heel bone (L125)."""
    return (
        Case(CaseName.HILLY_WEEK, 55.0, 15.0, 6.0),
        Case(CaseName.OVER_REACHER, 50.0, 24.0, 12.0),
        Case(CaseName.LUMP, 74.0, 3.0, 1.0, include_below=100.0),
        Case(CaseName.INSERTION, value("L125").value or 0.0, 12.0, 5.0),
        Case(CaseName.HOLIDAY, 62.0, 15.0, 2.0, include_below=90.0),
        Case(CaseName.SEVERE, 32.0, 9.0, 1.0),
    )


# --- a plan ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class LoadPlan:
    """A case, the cards of twelve weeks, and the choices that go with them."""

    case: Case
    calendar: Calendar
    choices: Choices = Choices()
    afterwards: Afterwards = Afterwards.AT_TWELVE
    doses: Doses = Doses()

    @property
    def week(self) -> int:
        """The week in view."""
        return self.afterwards.week

    @property
    def course_days(self) -> int:
        """How long the course is followed."""
        return max(self.week, WEEKS + FADING_WEEKS) * DAYS_PER_WEEK

    def run_km(self, card: Card) -> float:
        """Length of the run on a card, 0 without one; the hero runs a whole week in one go."""
        if not card.is_run:
            return 0.0
        kept = self.choices.running_kept_pct / 100 * self.case.run_km(self.doses)
        return kept * (self.doses.runs_per_week if card is Card.ALL_IN_ONE else 1.0)

    def entries(self) -> tuple[CalendarDay, ...]:
        """The days as the clinical course wants them: twelve weeks, or as many as are in view when
        loading goes on."""
        return _entries(self)

    def course_plan(self) -> Plan:
        """The plan for the clinical course. What nobody chose is that of a plan file."""
        entries = self.entries()
        chosen = regimen(RegimenName.CALENDAR)
        nobody = (0.0,) * (len(entries) // DAYS_PER_WEEK + 1)
        return Plan(
            replace(chosen, contacts_per_week=nobody),
            days=self.course_days,
            programme_weeks=WEEKS,
            pain_rule=self.choices.pain_allowed,
            monitored_running=self.choices.has_rule,
            contacts_per_week=self.doses.contacts_per_week,
            calendar=entries,
        )

    def week_amounts(self) -> tuple[Amounts, ...]:
        """What is planned in each of the twelve weeks, on all three rulers.

        The usual walking of every day is not counted.
        """
        return _week_amounts(self)

    def budget(self, ruler: Ruler) -> tuple[float, ...]:
        """What is planned in each of the twelve weeks on one ruler."""
        return tuple(ruler.of(week) for week in self.week_amounts())

    def day_entries(self, day: int) -> CalendarDay:
        """What is done on day ``day``, from 0."""
        require_whole("day", day, 0, DAYS - 1)
        return self.entries()[day]

    def has_massage_on(self, day: int) -> bool:
        """Whether hands are used on day ``day``, from 0."""
        return any(entry.kind is ActivityKind.MASSAGE for entry in self.day_entries(day))

    @property
    def massages(self) -> int:
        """Days of the twelve weeks on which hands are used."""
        return sum(self.has_massage_on(day) for day in range(DAYS))

    @property
    def heaviest_bw(self) -> float:
        """The highest force of any exercise, 0 without any."""
        forces = [
            entry.force_bw
            for day in self.entries()[:DAYS]
            for entry in day
            if entry.kind is ActivityKind.EXERCISE
        ]
        return max(forces, default=0.0)

    @property
    def heaviest_week(self) -> int:
        """The week, from 1, that is highest on the ruler of forces added up."""
        return int(np.argmax(self.budget(Ruler.TOGETHER))) + 1


@lru_cache(maxsize=64)
def _entries(plan: LoadPlan) -> tuple[CalendarDay, ...]:
    choices, doses = plan.choices, plan.doses
    days: list[CalendarDay] = []
    loaded = 0
    cards = list(plan.calendar.days)
    if plan.afterwards is Afterwards.TWICE_A_WEEK:
        kept_up = [Card.LOADED, *[Card.REST] * 2, Card.LOADED, *[Card.REST] * 3]
        cards += kept_up * (LATER_WEEK - WEEKS)
    for place, card in enumerate(cards):
        grown = choices.start_load_bw * (1 + choices.growth_pct / 100) ** loaded
        force_bw = round(min(grown, doses.ceiling_bw), 2)
        entries = list(_of_card(card, force_bw, plan))
        # After the programme the load stays where it is.
        loaded += card is Card.LOADED and place < DAYS
        if card.is_loading and _is_massaged(place, choices, doses):
            entries.append(CalendarEntry(ActivityKind.MASSAGE, SELF_MASSAGE))
        days.append(tuple(entries))
    return tuple(days)


def _is_massaged(day: int, choices: Choices, doses: Doses) -> bool:
    weeks = {
        Massage.NONE: 0.0,
        Massage.FIRST_WEEKS: doses.first_weeks,
        Massage.ALL_WEEKS: float(WEEKS),
    }[choices.massage]
    return day < weeks * DAYS_PER_WEEK


def _of_card(card: Card, loaded_bw: float, plan: LoadPlan) -> tuple[CalendarEntry, ...]:
    doses = plan.doses
    if card is Card.LOADED:
        usual = activity("loaded_raise")
        return (_exercise("loaded_raise", usual.cycles * doses.loaded_exercises, loaded_bw),)
    if card is Card.ALL_IN_ONE:
        return (
            _exercise("heel_drop", doses.hero_repetitions),
            _run("running", plan.run_km(card)),
        )
    return {
        Card.REST: lambda: (),
        Card.WALK: lambda: (_entry(ActivityKind.WALKING, "walking", doses.walk_steps),),
        Card.RUN_FLAT: lambda: (_run("running", plan.run_km(card)),),
        Card.RUN_HILLY: lambda: (_run("fast_running", plan.run_km(card)),),
        Card.TWO_LEGS: lambda: (_exercise("two_leg_raise"),),
        Card.ONE_LEG: lambda: (_exercise("single_leg_raise"),),
        Card.HOPS: lambda: (_exercise("two_leg_hop"),),
        Card.MASSAGE: lambda: (CalendarEntry(ActivityKind.MASSAGE, SELF_MASSAGE),),
    }[card]()


_STEPS_PER_KM: Final = {"running": 5.0, "fast_running": 3.0}
"""Kilometres that the typical amount in the table of activities means."""


def _run(name: str, km: float) -> CalendarEntry:
    steps = round(km * activity(name).cycles / _STEPS_PER_KM[name])
    return _entry(ActivityKind.RUNNING, name, float(steps))


def _exercise(
    name: str, cycles: float | None = None, force_bw: float | None = None
) -> CalendarEntry:
    return _entry(ActivityKind.EXERCISE, name, cycles, force_bw)


@lru_cache(maxsize=512)
def _entry(
    kind: ActivityKind, name: str, cycles: float | None = None, force_bw: float | None = None
) -> CalendarEntry:
    found = activity(name)
    return CalendarEntry(
        kind=kind,
        name=name,
        force_bw=found.force_bw if force_bw is None else force_bw,
        cycles=float(found.cycles if cycles is None else cycles),
        seconds_per_cycle=found.seconds_per_cycle,
    )


@lru_cache(maxsize=64)
def _week_amounts(plan: LoadPlan) -> tuple[Amounts, ...]:
    days = plan.entries()[:DAYS]
    weeks = []
    for first in range(0, DAYS, DAYS_PER_WEEK):
        loads = [
            amounts(entry.force_bw, entry.cycles)
            for day in days[first : first + DAYS_PER_WEEK]
            for entry in day
        ]
        weeks.append(
            Amounts(
                sum(load.cycles for load in loads),
                sum(load.body_weights for load in loads),
                sum(load.running_steps for load in loads),
            )
        )
    return tuple(weeks)


# --- ready-made plans --------------------------------------------------------------------------


class Ready(StrEnum):
    """Plans to begin with."""

    REST_AND_MASSAGE = "rest_and_massage"
    ALL_AT_ONCE = "all_at_once"
    GRADED = "graded"
    GRADED_RUNNING = "graded_running"
    MASSAGE_FIRST = "massage_first"
    LIFE_HAPPENS = "life_happens"

    @property
    def text(self) -> str:
        """The plan in a few words."""
        return {
            Ready.REST_AND_MASSAGE: _("rest and massage"),
            Ready.ALL_AT_ONCE: _("all at once"),
            Ready.GRADED: _("graded"),
            Ready.GRADED_RUNNING: _("graded, running kept"),
            Ready.MASSAGE_FIRST: _("massage first"),
            Ready.LIFE_HAPPENS: _("life happens"),
        }[self]


_SIGNS: Final = dict(zip("RFTOLJWHMA", CARDS, strict=True))
FLU_WEEK: Final = 5
HOLIDAY_WEEK: Final = 8


def ready_calendar(ready: Ready) -> Calendar:
    """The cards of a ready-made plan."""
    gentle = ["TRORTRR", "OROROTR", "ORLRORR", "LRORLRR"]
    running = ["TROFTRR", "OFOROFT", "OFLROFR", "LFORLFR"]
    weeks = {
        Ready.REST_AND_MASSAGE: ["RMRRMRR"] * WEEKS,
        Ready.ALL_AT_ONCE: ["ARRRRRR"] * WEEKS,
        Ready.GRADED: gentle + ["LRLRLRR"] * (WEEKS - 4),
        Ready.GRADED_RUNNING: running + ["LFLRLFR"] * (WEEKS - 4),
        Ready.MASSAGE_FIRST: ["TMTMTRM", *gentle[:3]] + ["LRLRLRR"] * (WEEKS - 4),
        Ready.LIFE_HAPPENS: running + ["LFLRLFR"] * (WEEKS - 4),
    }[ready]
    if ready is Ready.LIFE_HAPPENS:
        weeks[FLU_WEEK - 1] = "RRRRRRR"
        weeks[HOLIDAY_WEEK - 1] = "WWRWWRW"
    return Calendar(tuple(_SIGNS[sign] for week in weeks for sign in week))


def ready_plan(ready: Ready, of: CaseName | None = None) -> LoadPlan:
    """A ready-made plan with its own choices, for the case it is made for or another one."""
    usual = CaseName.SEVERE if ready is Ready.MASSAGE_FIRST else CaseName.HILLY_WEEK
    choices = Choices()
    if ready is Ready.ALL_AT_ONCE:
        choices = replace(choices, pain_allowed=NO_RULE, running_kept_pct=100.0)
    if ready is Ready.MASSAGE_FIRST:
        choices = replace(choices, massage=Massage.FIRST_WEEKS)
    return LoadPlan(case(of or usual), ready_calendar(ready), choices)


# --- what may come of it -----------------------------------------------------------------------


@dataclass(frozen=True)
class Range:
    """A number in a cohort: 5, 25, 50, 75 and 95 % of the people lie below these."""

    low: float
    quarter: float
    middle: float
    three_quarters: float
    high: float


@dataclass(frozen=True, eq=False)
class StoryOutcome:
    """A cohort under one story. Rows are the quantiles of ``Range``, columns are weeks from 0.

    ``sessions`` and ``runs`` are means per person, counted from the start, week by week;
    ``beyond_pct`` is the share whose tendon left the range in which the model means anything.
    """

    story: str
    visa_a: FloatArray
    stiffness_pct: FloatArray
    damage_pct: FloatArray
    sessions: FloatArray
    runs: FloatArray
    beyond_pct: float

    @property
    def sessions_done(self) -> float:
        """Sessions per person in the twelve weeks."""
        return float(self.sessions[WEEKS])

    @property
    def runs_done(self) -> float:
        """Runs per person in the twelve weeks."""
        return float(self.runs[WEEKS])

    def visa_a_at(self, week: int) -> Range:
        """Observed VISA-A in ``week``. Raises ValueError for a week that was not followed."""
        require_whole("week", week, 0, self.visa_a.shape[1] - 1)
        return Range(*(float(number) for number in self.visa_a[:, week]))

    def stiffness_at(self, week: int) -> Range:
        """Stiffness in per cent of a healthy tendon, as above."""
        require_whole("week", week, 0, self.stiffness_pct.shape[1] - 1)
        return Range(*(float(number) for number in self.stiffness_pct[:, week]))

    @property
    def text(self) -> str:
        """The story in words."""
        return story(self.story).text


@dataclass(frozen=True, eq=False)
class Outcome:
    """What may come of a plan in made-up people, under both stories. Nobody's future."""

    plan: LoadPlan
    a: StoryOutcome
    b: StoryOutcome
    patients: int
    seed: int

    @property
    def week(self) -> int:
        """The week in view."""
        return self.plan.week

    @property
    def sessions_planned(self) -> int:
        """Days with exercise in the twelve weeks."""
        return self.plan.calendar.loading_days

    @property
    def runs_planned(self) -> int:
        """Days with a run of any length in the twelve weeks."""
        return sum(self.plan.run_km(card) > 0 for card in self.plan.calendar.days)

    @property
    def done_pct(self) -> float | None:
        """Share of the planned days of exercise that took place in Story A; None without any."""
        planned = self.sessions_planned
        return 100 * self.a.sessions_done / planned if planned else None


@lru_cache(maxsize=16)
def _people(baseline: Baseline, patients: int, seed: int) -> Patients:
    return draw_patients(patients, seed, baseline)


@lru_cache(maxsize=128)
def outcome(plan: LoadPlan, patients: int = PATIENTS, seed: int = SEED) -> Outcome:
    """Follow a cohort of ``patients`` (1 to 20,000) with ``plan`` under both stories.

    The people are the same in every plan of a case, so plans can be compared. Raises ValueError
    for a number outside its range.
    """
    people = _people(plan.case.baseline, patients, seed)
    a, b = (_under(name, plan, people, seed) for name in STORY_NAMES)
    return Outcome(plan, a, b, patients, seed)


def _under(name: str, plan: LoadPlan, people: Patients, seed: int) -> StoryOutcome:
    course = follow(plan.course_plan(), people, name, seed)
    return StoryOutcome(
        story=name,
        visa_a=read_only(course.quantiles("visa_a_observed")),
        stiffness_pct=read_only(100 * course.quantiles("stiffness_ratio")),
        damage_pct=read_only(100 * course.quantiles("damage")),
        sessions=read_only(course.mean("sessions")),
        runs=read_only(course.mean("runs")),
        beyond_pct=100 * float(course.stopped.mean()),
    )


# --- pain rule ---------------------------------------------------------------------------------


class Light(StrEnum):
    """What the pain rule says."""

    GO_ON = "go on"
    SAME_AGAIN = "same again"
    LESS = "less"


def pain_light(during: float, *, sore_next_morning: bool, allowed: float) -> Light:
    """The pain rule for one session: pain ``during`` it (0 to 10), and the morning after.

    ``allowed`` is the pain that counts as all right (0 to 10). Raises ValueError outside these.
    """
    require_between("during", during, 0.0, 10.0, _("points of pain"))
    require_between("allowed", allowed, 0.0, 10.0, _("points of pain"))
    if during > allowed:
        return Light.LESS
    return Light.SAME_AGAIN if sore_next_morning else Light.GO_ON


def light_words(light: Light) -> str:
    """One line of the pain rule."""
    return {
        Light.GO_ON: _("no more than that, usual next morning: go on"),
        Light.SAME_AGAIN: _("no more, but sore next morning: same again"),
        Light.LESS: _("more than that: less next time"),
    }[light]


def rule_words(allowed: float) -> str:
    """Which pain is all right, and what is not known about it."""
    if allowed >= NO_RULE:
        return _("No pain rule: nothing is left out")
    return _("Pain up to {pain:.0f} of 10 is all right (not proven best)").format(pain=allowed)


# --- feedback ----------------------------------------------------------------------------------


class Matter(StrEnum):
    """What a feedback sentence is about, the most pressing first."""

    HARM = "harm"
    SPIKE = "spike"
    MASSAGE_ONLY = "massage only"
    NO_LOADING = "no loading"
    TOO_MUCH = "too much"
    TOO_LITTLE = "too little"
    OPENER = "opener"
    GAP = "gap"
    LIFE = "life happens"
    TOO_SELDOM = "too seldom"
    STOPPING = "stopping"
    KEEPING_UP = "keeping up"
    WEEK_JUMP = "week jump"
    STEADY = "steady"


@dataclass(frozen=True)
class Feedback:
    """One kind, specific sentence or two about a plan; ``week`` (from 1) is where to look."""

    matter: Matter
    text: str
    week: int | None = None


@dataclass(frozen=True)
class FeedbackLimits:
    """When a plan gets which sentence. All of it is a teaching choice."""

    spike_pct: float = parameter(
        10.0,
        unit="%",
        status=Status.ASSUMED,
        allowed=(0.0, 200.0),
        register=("L172",),
        note="Beyond the longest run of the last thirty days; the first step of the study.",
    )
    done_pct: float = parameter(60.0, unit="%", status=Status.ASSUMED, allowed=(0.0, 100.0))
    least_useful_bw: float = parameter(
        CourseParameters().least_dose_bw,
        unit="BW",
        status=Status.ASSUMED,
        allowed=(0.0, 6.0),
        note="As in the clinical course; the tendon does not answer lighter loads either.",
    )
    stiffness_loss_pct: float = parameter(3.0, unit="%", status=Status.ASSUMED, allowed=(0.0, 50.0))
    week_jump: float = parameter(
        1.5, unit="-", status=Status.ASSUMED, allowed=(1.0, 10.0), register=("L178", "L179")
    )

    def __post_init__(self) -> None:
        check_parameters(self)


def feedback(found: Outcome, limits: FeedbackLimits | None = None) -> Feedback:
    """The one sentence that helps most with this plan now."""
    return all_feedback(found, limits)[0]


def all_feedback(found: Outcome, limits: FeedbackLimits | None = None) -> tuple[Feedback, ...]:
    """Every sentence that fits this plan, the most pressing first; at least one."""
    limits = limits or FeedbackLimits()
    said = [words for ask in _ASKED if (words := ask(found, limits)) is not None]
    return tuple(said) or (_steady(found),)


def _harm(found: Outcome, limits: FeedbackLimits) -> Feedback | None:
    start, now = (found.a.stiffness_at(week).middle for week in (0, found.week))
    if now > start - limits.stiffness_loss_pct and found.a.beyond_pct < 5:
        return None
    return Feedback(
        Matter.HARM,
        _(
            "In this model the tendon pays for it: stiffness goes from {start:.0f} to {now:.0f} % "
            "(Story A). What if the same load came in smaller pieces over the week, and a pain "
            "rule decided?"
        ).format(start=start, now=now),
    )


@dataclass(frozen=True)
class RunSpike:
    """A run that is much longer than the longest of the thirty days before; ``day`` from 0."""

    day: int
    km: float
    longest_km: float

    @property
    def more_pct(self) -> float:
        """By how much it is longer."""
        return 100 * (self.km / self.longest_km - 1)

    @property
    def hazard_id(self) -> str:
        """The row of the register for runs that much longer."""
        if self.more_pct > 100:
            return "L174"
        return "L173" if self.more_pct > 30 else "L172"


def run_spike(plan: LoadPlan, limits: FeedbackLimits | None = None) -> RunSpike | None:
    """The first run that is longer, by more than the limit, than the longest of the thirty days
    before it; None without one, and after thirty days without any run."""
    limits = limits or FeedbackLimits()
    lengths = [plan.run_km(card) for card in plan.calendar.days]
    for day, km in enumerate(lengths):
        before = lengths[max(day - LOOK_BACK_DAYS, 0) : day]
        if day < LOOK_BACK_DAYS:
            before = [*before, plan.case.longest_run_km]
        longest = max(before, default=0.0)
        if km > 0 < longest and km > longest * (1 + limits.spike_pct / 100):
            return RunSpike(day, km, longest)
    return None


def _spike(found: Outcome, limits: FeedbackLimits) -> Feedback | None:
    spike = run_spike(found.plan, limits)
    if spike is None:
        return None
    hazard = value(spike.hazard_id)
    return Feedback(
        Matter.SPIKE,
        _(
            "{day}’s run in week {week} ({km:.1f} km) is {more:.0f} % longer than the longest of "
            "the last {days} days. In {n:,} runners such runs came with more injuries of all kinds "
            "(hazard ratio {hazard:.2f}). Could it be two runs?"
        ).format(
            day=day_names()[spike.day % DAYS_PER_WEEK],
            week=_week_of(spike.day),
            km=spike.km,
            more=spike.more_pct,
            days=LOOK_BACK_DAYS,
            n=hazard.n,
            hazard=hazard.value,
        ),
        _week_of(spike.day),
    )


def _no_loading(found: Outcome, _limits: FeedbackLimits) -> Feedback | None:
    plan = found.plan
    if plan.calendar.loading_days:
        return None
    start, now = (found.a.stiffness_at(week).middle for week in (0, found.week))
    if plan.massages:
        faded = WEEKS + FADING_WEEKS
        return Feedback(
            Matter.MASSAGE_ONLY,
            _(
                "Massage may ease pain for a while: VISA-A {now:.0f} in week {week}, but "
                "{faded:.0f} in week {later}, without hands (Story A). Stiffness goes "
                "from {k0:.0f} to {k:.0f} %, as with rest alone. What could the easier days be "
                "used for?"
            ).format(
                now=found.a.visa_a_at(WEEKS).middle,
                week=WEEKS,
                faded=found.a.visa_a_at(faded).middle,
                later=faded,
                k0=start,
                k=now,
            ),
        )
    return Feedback(
        Matter.NO_LOADING,
        _(
            "Rest takes load off, and that may be right for a few days. For twelve weeks it "
            "leaves stiffness at {k:.0f} % (from {k0:.0f} %). Is there one card of loading that "
            "this person would accept?"
        ).format(k0=start, k=now),
    )


def _too_much(found: Outcome, limits: FeedbackLimits) -> Feedback | None:
    done = found.done_pct
    if done is None or done >= limits.done_pct:
        return None
    words = _(
        "Of {planned} sessions people did {done:.0f} on average; many of the others would have "
        "hurt more than the rule allows."
    ).format(planned=found.sessions_planned, done=found.a.sessions_done)
    advice = _("A lighter start may let more of them happen.")
    if found.plan.choices.pain_allowed < Choices().pain_allowed:
        advice = _("A lighter start, or a rule that allows a little more, may let more of them be.")
    return Feedback(Matter.TOO_MUCH, f"{words} {advice}")


def _too_little(found: Outcome, limits: FeedbackLimits) -> Feedback | None:
    heaviest = found.plan.heaviest_bw
    if not found.sessions_planned or heaviest >= limits.least_useful_bw:
        return None
    return Feedback(
        Matter.TOO_LITTLE,
        _(
            "A good way to begin. No session is heavier than {heaviest:.1f} body weights, though; "
            "in this model loads below {least:.0f} neither calm pain nor stiffen the tendon. What "
            "would the next step be?"
        ).format(heaviest=heaviest, least=limits.least_useful_bw),
    )


def _opener(found: Outcome, _limits: FeedbackLimits) -> Feedback | None:
    plan = found.plan
    if plan.choices.massage is Massage.NONE or not found.sessions_planned:
        return None
    without = replace(plan, choices=replace(plan.choices, massage=Massage.NONE))
    bare = outcome(without, found.patients, found.seed)
    week, faded = round(plan.doses.first_weeks), WEEKS + FADING_WEEKS
    left = found.a.visa_a_at(faded).middle - bare.a.visa_a_at(faded).middle
    return Feedback(
        Matter.OPENER,
        _(
            "Week {week}, massage before sessions: VISA-A {with_:.0f} instead of {without:.0f}, "
            "sessions {more:.1f} instead of {fewer:.1f}. In week {faded}, without hands, "
            "{left} of it is left; the field calls {noticed:.0f} noticeable (imprecise). It may "
            "help to begin."
        ).format(
            week=week,
            with_=found.a.visa_a_at(week).middle,
            without=bare.a.visa_a_at(week).middle,
            more=found.a.sessions[week],
            fewer=bare.a.sessions[week],
            faded=faded,
            left=_points(left),
            noticed=value("L118").value or 0.0,
        ),
        1,
    )


def _points(difference: float) -> str:
    rounded = round(difference)
    if rounded == 0:
        return _("nothing")
    return _("{points:+d} points").format(points=rounded)


def _empty_weeks(plan: LoadPlan) -> list[int]:
    """Weeks (from 1) without loading that lie between weeks with it."""
    loaded = [
        number
        for number, week in enumerate(plan.calendar.weeks, start=1)
        if any(card.is_loading for card in week)
    ]
    return [week for week in range(loaded[0], loaded[-1]) if week not in loaded] if loaded else []


def _gap(found: Outcome, _limits: FeedbackLimits) -> Feedback | None:
    empty = _empty_weeks(found.plan)
    if not empty:
        return None
    in_a_row = [week for week in empty if week + 1 in empty]
    if in_a_row:
        return Feedback(
            Matter.GAP,
            _(
                "From week {week} on nothing loads the calf for more than a week. What is not "
                "used goes again: it may help to keep one short session, or to come back a step "
                "lighter."
            ).format(week=in_a_row[0]),
            in_a_row[0],
        )
    shares = [value(row).value or 0.0 for row in ("L226", "L228", "L230")]
    return Feedback(
        Matter.LIFE,
        _(
            "No loading in week {week}, and that is normal: in one trial people did {a:.0f}, then "
            "{b:.0f}, then {c:.0f} % of their sessions over twelve weeks. A missed week is no "
            "failed plan; begin again a step lighter."
        ).format(week=_listed(empty), a=shares[0], b=shares[1], c=shares[2]),
        empty[0],
    )


def _listed(weeks: Sequence[int]) -> str:
    if len(weeks) == 1:
        return str(weeks[0])
    first = ", ".join(map(str, weeks[:-1]))
    return _("{first} and {last}").format(first=first, last=weeks[-1])


def _too_seldom(found: Outcome, _limits: FeedbackLimits) -> Feedback | None:
    wanted = round(value("L313").value or 0.0)
    few = [
        number
        for number, week in enumerate(found.plan.calendar.weeks, start=1)
        if sum(card.is_loading for card in week) < wanted
    ]
    if not found.sessions_planned or len(few) <= WEEKS // 2:
        return None
    return Feedback(
        Matter.TOO_SELDOM,
        _(
            "In {count} of {weeks} weeks there is less loading than the {wanted} sessions that a "
            "guideline asks for at least (opinion of experts). Where would a second one fit in?"
        ).format(count=len(few), weeks=WEEKS, wanted=wanted),
        few[0],
    )


def _afterwards(found: Outcome, _limits: FeedbackLimits) -> Feedback | None:
    plan = found.plan
    if plan.afterwards is Afterwards.AT_TWELVE:
        return None
    then, now = (found.a.stiffness_at(week).middle for week in (WEEKS, LATER_WEEK))
    wanted = round(value("L313").value or 0.0)
    if plan.afterwards is Afterwards.STOP:
        return Feedback(
            Matter.STOPPING,
            _(
                "Twelve weeks are not the end: with nothing after them stiffness goes from "
                "{then:.0f} to {now:.0f} % by week {week} in this model. A guideline asks for at "
                "least {wanted} sessions a week (opinion of experts)."
            ).format(then=then, now=now, week=LATER_WEEK, wanted=wanted),
        )
    return Feedback(
        Matter.KEEPING_UP,
        _(
            "Two sessions a week after week twelve: stiffness goes from {then:.0f} to {now:.0f} % "
            "by week {week} in this model. No trial has tested how little is enough; a guideline "
            "asks for {wanted} a week or more."
        ).format(then=then, now=now, week=LATER_WEEK, wanted=wanted),
    )


def _week_jump(found: Outcome, limits: FeedbackLimits) -> Feedback | None:
    budget = found.plan.budget(Ruler.TOGETHER)
    for week in range(4, WEEKS):  # a beginning is always a jump
        before = sum(budget[week - 3 : week]) / 3
        if 0 < before * limits.week_jump < budget[week]:
            return Feedback(
                Matter.WEEK_JUMP,
                _(
                    "Week {week} is {ratio:.1f} times the mean of the three before. That ratio is "
                    "popular and criticised: it told injuries little better than chance ({c:.2f}; "
                    "0.5 is chance), in football. Look at single sessions instead."
                ).format(week=week + 1, ratio=budget[week] / before, c=value("L178").value or 0.0),
                week + 1,
            )
    return None


def _steady(found: Outcome) -> Feedback:
    return Feedback(
        Matter.STEADY,
        _(
            "Step by step, no gaps, no sudden long run: of {planned} sessions people did "
            "{done:.0f} on average. Now tell the patient in one sentence why it grows so slowly."
        ).format(planned=found.sessions_planned, done=found.a.sessions_done),
    )


_ASKED: Final = (
    _harm,
    _spike,
    _no_loading,
    _too_much,
    _too_little,
    _opener,
    _gap,
    _too_seldom,
    _afterwards,
    _week_jump,
)


def _week_of(day: int) -> int:
    return day // DAYS_PER_WEEK + 1
