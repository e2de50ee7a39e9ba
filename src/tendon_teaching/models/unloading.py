"""Use it or lose it: a healthy tendon that goes without its usual load, and then gets it back.

A history is a kind of rest, its days, and the weeks after the return. It becomes days of the
turnover model; there are no equations of the tendon here. The measured points of people who were
kept off their legs stand beside it, each with the tendon it belongs to. What it meets and where it
misses is on one page in ``unloading.md`` beside this file. Tissue only: nothing here knows of pain.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

from tendon_teaching.evidence import Status, Value, check_parameters, parameter, value
from tendon_teaching.models.checks import FloatArray, read_only, require_whole
from tendon_teaching.models.turnover import (
    DAYS_PER_WEEK,
    MOST_CYCLES,
    MOST_FORCE_BW,
    Day,
    LoadBlock,
    TurnoverCourse,
    TurnoverState,
    simulate,
    walking_day,
    week,
)
from tendon_teaching.texts import _

MOST_DAYS_UNLOADED: Final = 91
MOST_WEEKS_AFTER: Final = 26
_SPORT_DAYS: Final = (0, 1, 3, 4)


class Rest(StrEnum):
    """What somebody does instead of what they did before."""

    WALKING_ON = "walking on"
    NO_SPORT = "no sport"
    BED = "bed"
    BED_THIRD_DAY = "bed, exercise every third day"

    @property
    def text(self) -> str:
        """The kind in words for the reader."""
        return {
            Rest.WALKING_ON: _("walking on as usual"),
            Rest.NO_SPORT: _("no sport, but walking"),
            Rest.BED: _("bed or plaster"),
            Rest.BED_THIRD_DAY: _("bed, exercise every 3rd day"),
        }[self]

    @property
    def short_text(self) -> str:
        """The kind in as few words as a small picture has room for."""
        return {
            Rest.WALKING_ON: _("walking on"),
            Rest.NO_SPORT: _("no sport"),
            Rest.BED: _("bed or plaster"),
            Rest.BED_THIRD_DAY: _("bed with exercise"),
        }[self]

    @property
    def is_in_bed(self) -> bool:
        """Whether nobody walks."""
        return self not in (Rest.WALKING_ON, Rest.NO_SPORT)


@dataclass(frozen=True)
class Sport:
    """The slow, heavy calf exercise that stands for sport before, and for exercise in bed."""

    force_bw: float = parameter(
        4.8,
        unit="BW",
        status=Status.ASSUMED,
        allowed=(0.0, MOST_FORCE_BW),
        register=("L132", "L275"),
        note="About the strain of the legs that changed in one study; no force was published.",
    )
    repetitions: float = parameter(
        20.0, unit="-", status=Status.ASSUMED, allowed=(0.0, MOST_CYCLES), note="A session."
    )
    seconds_per_repetition: float = parameter(
        3.0, unit="s", status=Status.ASSUMED, allowed=(0.1, 60.0)
    )
    weeks_before: float = parameter(
        26.0,
        unit="wk",
        status=Status.ASSUMED,
        allowed=(0.0, 104.0),
        note="How long the person who stops had trained, four sessions a week.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)

    @property
    def block(self) -> LoadBlock:
        """One session."""
        return LoadBlock(self.force_bw, self.repetitions, self.seconds_per_repetition)


@dataclass(frozen=True)
class RestHistory:
    """A kind of rest and its length (0 to 91 days); after it, everybody does as before."""

    kind: Rest = Rest.BED
    days: int = 14

    def __post_init__(self) -> None:
        require_whole("days", self.days, 0, MOST_DAYS_UNLOADED)


@dataclass(frozen=True)
class TendonNow:
    """Stiffness, modulus and strength of the calf, in per cent of a healthy tendon that walks."""

    stiffness_pct: float
    modulus_pct: float
    strength_pct: float


@dataclass(frozen=True, eq=False)
class RestCourse:
    """What a history does: one row a day, row 0 is the start; all arrays are read-only.

    ``week`` is the time in weeks since the rest began; row ``history.days`` is its last day, and
    26 weeks after the return follow. Per cent are of a healthy tendon that walks, so a tendon that
    was trained before starts above 100.
    """

    history: RestHistory
    week: FloatArray
    stiffness_pct: FloatArray
    modulus_pct: FloatArray
    strength_pct: FloatArray

    def at(self, weeks_after: float = 0) -> TendonNow:
        """The tendon ``weeks_after`` (0 to 26) the return; 0 is the last day of the rest."""
        row = self.history.days + round(weeks_after * DAYS_PER_WEEK)
        return self._row(min(row, len(self.week) - 1))

    @property
    def start(self) -> TendonNow:
        """The tendon on the day before the rest."""
        return self._row(0)

    def lost_pct(self, weeks_after: float = 0) -> float:
        """Change of stiffness from the start, in per cent of the start."""
        return 100 * self.at(weeks_after).stiffness_pct / self.start.stiffness_pct - 100

    @property
    def weeks_to_come_back(self) -> int | None:
        """Whole weeks after the return until at most a twentieth is missing; None if longer."""
        for weeks_after in range(MOST_WEEKS_AFTER + 1):
            if self.lost_pct(weeks_after) >= -5:
                return weeks_after
        return None

    def _row(self, row: int) -> TendonNow:
        return TendonNow(
            float(self.stiffness_pct[row]),
            float(self.modulus_pct[row]),
            float(self.strength_pct[row]),
        )


def days_of(history: RestHistory, sport: Sport | None = None) -> tuple[Day, ...]:
    """The rest day by day, then 26 weeks of what the person did before."""
    sport = sport or Sport()
    walking = walking_day()
    after = _training_weeks(sport, MOST_WEEKS_AFTER) if history.kind is Rest.NO_SPORT else ()
    after = after or (walking,) * (DAYS_PER_WEEK * MOST_WEEKS_AFTER)
    exercise: Day = (sport.block,)
    bed: Day = ()
    resting = {
        Rest.WALKING_ON: (walking,),
        Rest.NO_SPORT: (walking,),
        Rest.BED: (bed,),
        Rest.BED_THIRD_DAY: (bed, bed, exercise),
    }[history.kind]
    rest = (resting * (history.days // len(resting) + 1))[: history.days]
    return rest + after


@lru_cache(maxsize=256)
def follow(history: RestHistory, sport: Sport | None = None) -> RestCourse:
    """What the history does to a healthy tendon; without sport it is one that trained before."""
    sport = sport or Sport()
    start = _trained(sport) if history.kind is Rest.NO_SPORT else None
    course = simulate(days_of(history, sport), start)
    return _as_percent(history, course)


def _as_percent(history: RestHistory, course: TurnoverCourse) -> RestCourse:
    def percent(ratio: Any) -> FloatArray:
        return read_only(100 * ratio)

    return RestCourse(
        history=history,
        week=read_only(course.day / DAYS_PER_WEEK),
        stiffness_pct=percent(course.stiffness_ratio),
        modulus_pct=percent(course.modulus_ratio),
        strength_pct=percent(course.strength),
    )


def _training_weeks(sport: Sport, weeks: int) -> tuple[Day, ...]:
    if not weeks:
        return ()
    walking = walking_day()
    session = (*walking, sport.block)
    days = (session if day in _SPORT_DAYS else walking for day in range(DAYS_PER_WEEK))
    return week(*days, times=weeks)


@lru_cache(maxsize=8)
def _trained(sport: Sport) -> TurnoverState | None:
    days = _training_weeks(sport, round(sport.weeks_before))
    return simulate(days).last if days else None


# ---------- measured ----------


@dataclass(frozen=True)
class MeasuredRest:
    """What a study found after so many days: per cent of the start, or None where it has none.

    ``spread`` is the SD of the change; None where only the two means are known and the change was
    worked out from them. ``tendon`` says which one and how it was unloaded, ``ids`` are its rows.
    """

    name: str
    kind: Rest
    days: int
    stiffness_pct: float | None
    stiffness_spread: float | None
    modulus_pct: float | None
    modulus_spread: float | None
    tendon: str
    people: int
    ids: tuple[str, ...]


def measured_rests() -> tuple[MeasuredRest, ...]:
    """All points of the register about tendons without load, in order of days."""
    hung = _("PATELLAR tendon, leg hung up")
    calf = _("calf tendon, in bed")
    return (
        _of_changes("hung_14", "L136", "L138", hung),
        _of_means("bed_calf", Rest.BED, ("L146", "L147"), None, calf),
        _of_means("bed_thigh", Rest.BED, ("L148", "L149"), None, _("THIGH tendon, in bed")),
        _of_changes("hung_23", "L137", "L139", hung),
        _of_means("bed_long", Rest.BED, ("L140", "L141"), "L144", calf),
        _of_means(
            "bed_exercise",
            Rest.BED_THIRD_DAY,
            ("L142", "L143"),
            "L145",
            _("calf tendon, in bed with exercise"),
        ),
    )


def _of_changes(name: str, stiffness_id: str, modulus_id: str, tendon: str) -> MeasuredRest:
    """A point of a study that published the changes themselves."""
    stiffness, modulus = value(stiffness_id), value(modulus_id)
    return MeasuredRest(
        name=name,
        kind=Rest.BED,
        days=_days(stiffness),
        stiffness_pct=100 + _number(stiffness),
        stiffness_spread=stiffness.spread,
        modulus_pct=100 + _number(modulus),
        modulus_spread=modulus.spread,
        tendon=tendon,
        people=stiffness.n or 0,
        ids=(stiffness_id, modulus_id),
    )


def _of_means(
    name: str, kind: Rest, stiffness_ids: tuple[str, str], modulus_id: str | None, tendon: str
) -> MeasuredRest:
    """A point worked out from the means before and after."""
    before, after = (value(row) for row in stiffness_ids)
    return MeasuredRest(
        name=name,
        kind=kind,
        days=_days(after),
        stiffness_pct=100 * _number(after) / _number(before),
        stiffness_spread=None,
        modulus_pct=100 + _number(value(modulus_id)) if modulus_id else None,
        modulus_spread=None,
        tendon=tendon,
        people=after.n or 0,
        ids=(*stiffness_ids, *((modulus_id,) if modulus_id else ())),
    )


def _number(row: Value) -> float:
    if row.value is None:
        raise ValueError(f"register row {row.id} has no number")
    return row.value


def _days(row: Value) -> int:
    number, _space, unit = row.time.partition(" ")
    if unit != "d":
        raise ValueError(f"register row {row.id} does not say after how many days")
    return int(number)
