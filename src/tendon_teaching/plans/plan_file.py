"""Reading and writing a plan of care as a TOML file, with errors that name the line and the key.

The schema is in ``README.md`` beside this file. Whatever is wrong with a file is one
``PlanFileError`` of one sentence; a file is either read whole or not at all. The same plan written
and read again is the same plan.
"""

import difflib
import itertools
import math
import os
import re
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from tendon_teaching.models.activities import activities, activity
from tendon_teaching.models.patients import Baseline
from tendon_teaching.models.regimens import (
    DAYS_PER_WEEK,
    HIGHEST_FORCE_BW,
    MOST_CYCLES,
    MOST_DAYS,
    ActivityKind,
    CalendarDay,
    CalendarEntry,
    Exercise,
    Plan,
    Regimen,
    RegimenName,
    regimen,
)
from tendon_teaching.plans.key_lines import KeyLines, Where
from tendon_teaching.texts import _

MOST_BYTES: Final = 1_000_000
MOST_WEEKS: Final = MOST_DAYS // DAYS_PER_WEEK
DAY_NAMES: Final = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
MASSAGE, SELF_MASSAGE, REST = "massage", "self_massage", "rest"
TYPICAL_KM: Final = {"easy_running": 6.0, "running": 5.0, "fast_running": 3.0}
"""What the typical amount of a run means in kilometres, so that a plan can give kilometres."""


_LINE_OF_TOML: Final = re.compile(r"line (\d+)")


class PlanFileError(ValueError):
    """One sentence about what is wrong in a plan; ``line`` and ``key`` are None where unknown."""

    def __init__(self, message: str, line: int | None = None, key: str | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.key = key


@dataclass(frozen=True)
class PlanFile:
    """A plan with the people it is meant for: all that a file holds.

    ``weeks`` (rising, from 0) are the weeks asked for; the course ends with the last of them.
    ``register`` names the rows of the evidence register that the plan imitates. ``planner`` keeps
    what the planner of a lesson needs to show the plan again; running a plan does not use it.
    """

    name: str
    plan: Plan
    baseline: Baseline
    weeks: tuple[int, ...]
    register: tuple[str, ...] = ()
    note: str = ""
    planner: tuple[tuple[str, Any], ...] = ()


# --- what a file may hold ----------------------------------------------------------------------


@dataclass(frozen=True)
class _Number:
    low: float
    high: float
    whole: bool = False


@dataclass(frozen=True)
class _Text:
    longest: int = 2000


_YES_NO = "yes or no"
_TABLES: Final[dict[str, dict[str, Any]]] = {
    "": {"name": _Text(200), "note": _Text(), "register": "texts"},
    "people": {
        "visa_a_mean": _Number(0, 100),
        "visa_a_sd": _Number(1, 30),
        "include_from": _Number(0, 100),
        "include_below": _Number(0, 100),
    },
    "course": {
        "regimen": _Text(100),
        "weeks": "weeks",
        "programme_weeks": _Number(0, MOST_WEEKS, whole=True),
        "after_sessions_per_week": _Number(0, 7, whole=True),
        "pain_rule": _Number(0, 10),
        "adherence": _Number(0, 1),
        "contacts_per_week": _Number(0, 14),
        "massage_rebuild_pct": _Number(0, 100),
    },
    "running": {"share": _Number(0, 10), "monitored": _YES_NO},
    "exercise": {
        "sessions_per_week": _Number(0, 7, whole=True),
        "repetitions": _Number(1, 5000, whole=True),
        "seconds_per_repetition": _Number(0.1, 60),
        "start_bw": _Number(1, HIGHEST_FORCE_BW),
        "growth_pct": _Number(0, 10),
        "ceiling_bw": _Number(1, HIGHEST_FORCE_BW),
        "after_bw": _Number(1, HIGHEST_FORCE_BW),
        "supervised_adherence": _Number(0.1, 2),
        "as_tolerated": _YES_NO,
    },
    "planner": {
        "case": _Text(100),
        "start_load_bw": _Number(1.5, 4),
        "growth_pct": _Number(0, 3),
        "running_kept_pct": _Number(0, 150),
        "massage": _Text(100),
        "afterwards": _Text(100),
    },
}
_REQUIRED: Final = {"": ("name",), "people": ("visa_a_mean",), "course": ("weeks",)}
_WEEK_KEYS: Final = ("repeat", *DAY_NAMES)
_ENTRY: Final[dict[str, Any]] = {
    "activity": _Text(100),
    "cycles": _Number(0, MOST_CYCLES),
    "km": _Number(0, 100),
    "force_bw": _Number(0, HIGHEST_FORCE_BW),
}


# --- reading -----------------------------------------------------------------------------------


def read_plan(path: str | os.PathLike[str]) -> PlanFile:
    """Read the plan in the file ``path``; PlanFileError says what is wrong with it and where."""
    name = os.fspath(path)
    try:
        content = Path(path).read_bytes()
    except OSError as problem:
        raise PlanFileError(
            _("{file} cannot be read: {reason}.").format(
                file=name, reason=problem.strerror or type(problem).__name__
            )
        ) from problem
    return plan_from_text(_decoded(content, name), name)


def _decoded(content: bytes, name: str) -> str:
    if len(content) > MOST_BYTES:
        raise PlanFileError(
            _("{file} has {size:,} bytes; a plan has at most {most:,}.").format(
                file=name, size=len(content), most=MOST_BYTES
            )
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise PlanFileError(
            _("{file} is written in UTF-16; save it again as UTF-8.").format(file=name)
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        raise PlanFileError(
            _("{file}, line {line}: this is not UTF-8; save the file again as UTF-8.").format(
                file=name, line=line
            ),
            line,
        ) from problem


def plan_from_text(text: str, name: str = "plan") -> PlanFile:
    """Read a plan from its text; ``name`` is how an error calls it. Raises PlanFileError."""
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        found = _LINE_OF_TOML.search(str(problem))
        raise PlanFileError(
            _("{file}: this is not TOML: {reason}.").format(
                file=name, reason=str(problem).rstrip(".")
            ),
            int(found.group(1)) if found else None,
        ) from problem
    return _Reader(name, content, KeyLines(text)).read()


class _Reader:
    """Checks one parsed file, table by table."""

    def __init__(self, name: str, content: Mapping[str, Any], lines: KeyLines) -> None:
        self.name = name
        self.content = content
        self.lines = lines

    def read(self) -> PlanFile:
        known = (*_TABLES[""], *(table for table in _TABLES if table), "week")
        self.refuse_unknown((), self.content, known)
        for table in ("people", "course"):
            if table not in self.content:
                raise self.error((table,), _("this table is missing; add [{key}]"), missing=True)
        tables = {table: self.table(table) for table in _TABLES}
        baseline = self.baseline(tables["people"])
        calendar, repeats = self.calendar()
        plan = self.plan(tables, calendar, repeats)
        return PlanFile(
            name=tables[""]["name"],
            plan=plan,
            baseline=baseline,
            weeks=tables["course"]["weeks"],
            register=tables[""].get("register", ()),
            note=tables[""].get("note", ""),
            planner=tuple(tables["planner"].items()),
        )

    # A place is the keys that lead to it; entries of lists of tables are numbers.
    def error(
        self, place: Where, words: str, *, missing: bool = False, **more: Any
    ) -> PlanFileError:
        line = self.lines.of(place[:-1] if missing else place)
        key = _spelt(place)
        where = _("{file}, line {line}") if line else "{file}"
        message = "{where}: {key}: {words}"
        return PlanFileError(
            message.format(
                where=where.format(file=self.name, line=line),
                key=key,
                words=_sentence(words.format(key=key, **more)),
            ),
            line,
            key,
        )

    def refuse_unknown(self, place: Where, held: Mapping[str, Any], known: Iterable[str]) -> None:
        known = tuple(known)
        for key in held:
            if key in known:
                continue
            near = difflib.get_close_matches(key, known, 1)
            if near:
                raise self.error(
                    (*place, key), _("there is no such key; did you mean {near}?"), near=near[0]
                )
            raise self.error(
                (*place, key), _("there is no such key; known are {known}"), known=", ".join(known)
            )

    def table(self, table: str) -> dict[str, Any]:
        """The checked values of one table; an absent table is an empty one."""
        known = _TABLES[table]
        place: Where = (table,) if table else ()
        held = self.content.get(table, {}) if table else self.content
        if not isinstance(held, dict):
            raise self.error(place, _("this has to be a table; write [{key}]"))
        if table:
            self.refuse_unknown(place, held, known)
        for key in _REQUIRED.get(table, ()):
            if key not in held:
                raise self.error((*place, key), _("this key is missing; add it"), missing=True)
        return {
            key: self.checked((*place, key), held[key], rule)
            for key, rule in known.items()
            if key in held
        }

    def checked(self, place: Where, value: Any, rule: Any) -> Any:
        if isinstance(rule, _Number):
            return self.number(place, value, rule)
        if isinstance(rule, _Text):
            if not isinstance(value, str) or not value.strip():
                raise self.error(
                    place, _("{value!r} is not a text; write it in quotes"), value=value
                )
            if len(value) > rule.longest:
                raise self.error(
                    place, _("this text is longer than {most} signs; shorten it"), most=rule.longest
                )
            return value
        if rule == _YES_NO:
            if not isinstance(value, bool):
                raise self.error(place, _("{value!r} is neither true nor false"), value=value)
            return value
        if rule == "weeks":
            return self.weeks(place, value)
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.error(
                place, _('{value!r} is not a list of texts, such as ["L018"]'), value=value
            )
        return tuple(value)

    def number(self, place: Where, value: Any, rule: _Number) -> float | int:
        fits = isinstance(value, int | float) and not isinstance(value, bool)
        if fits and rule.whole:
            fits = float(value).is_integer()
        if not fits or not rule.low <= value <= rule.high or not math.isfinite(value):
            words = (
                _("{value!r} must be a whole number between {low:g} and {high:g}")
                if rule.whole
                else _("{value!r} must be a number between {low:g} and {high:g}")
            )
            raise self.error(place, words, value=value, low=rule.low, high=rule.high)
        return int(value) if rule.whole else float(value)

    def weeks(self, place: Where, value: Any) -> tuple[int, ...]:
        rule = _Number(0, MOST_WEEKS, whole=True)
        if not isinstance(value, list) or not value:
            raise self.error(
                place, _("{value!r} is not a list of weeks, such as [0, 12, 24]"), value=value
            )
        for week in value:
            if isinstance(week, int) and not isinstance(week, bool) and week > MOST_WEEKS:
                raise self.error(
                    place,
                    _("week {week} is day {day:,}; at most {most:,} days can be followed"),
                    week=week,
                    day=week * DAYS_PER_WEEK,
                    most=MOST_DAYS,
                )
            self.number(place, week, rule)
        if any(later <= sooner for sooner, later in itertools.pairwise(value)):
            raise self.error(place, _("the weeks must rise, each once"))
        return tuple(int(week) for week in value)

    def baseline(self, held: Mapping[str, Any]) -> Baseline:
        low, below = held.get("include_from", 0.0), held.get("include_below", 80.0)
        if low >= below:
            raise self.error(
                ("people", "include_below"),
                _("{below:g} must be above include_from, which is {low:g}"),
                below=below,
                low=low,
            )
        mean = held["visa_a_mean"]
        if not low <= mean <= below:
            raise self.error(
                ("people", "visa_a_mean"),
                _("{mean:g} must lie inside the inclusion, {low:g} to {below:g}"),
                mean=mean,
                low=low,
                below=below,
            )
        return Baseline(mean, held.get("visa_a_sd"), low, below)

    def plan(
        self,
        tables: Mapping[str, Mapping[str, Any]],
        calendar: tuple[CalendarDay, ...] | None,
        repeats: tuple[int, ...],
    ) -> Plan:
        course, running = tables["course"], tables["running"]
        chosen = self.regimen(course, calendar)
        if tables["exercise"]:
            if chosen.exercise is None:
                raise self.error(
                    ("exercise",),
                    _("the regimen {regimen} has no exercise; leave this table out"),
                    regimen=str(chosen.name),
                )
            chosen = replace(chosen, exercise=self.exercise(chosen.exercise, tables["exercise"]))
        choices = {key: course[key] for key in course if key not in ("regimen", "weeks")}
        if calendar is not None:
            for key in ("share", "monitored"):
                if key == "share" and key in running:
                    raise self.error(
                        ("running", key), _("a calendar says itself what is run; leave this out")
                    )
            chosen = replace(chosen, contacts_per_week=_contacts(calendar))
            choices.setdefault("programme_weeks", len(calendar) // DAYS_PER_WEEK)
        if "share" in running:
            choices["running"] = running["share"]
        if "monitored" in running:
            choices["monitored_running"] = running["monitored"]
        try:
            return Plan(
                chosen, days=course["weeks"][-1] * DAYS_PER_WEEK, calendar=calendar, **choices
            )
        except ValueError as problem:
            raise self.error(
                ("course",), str(problem).rstrip(".").replace("{", "{{").replace("}", "}}")
            ) from problem

    def regimen(
        self, course: Mapping[str, Any], calendar: tuple[CalendarDay, ...] | None
    ) -> Regimen:
        if calendar is not None and course.get("regimen", "calendar") != "calendar":
            raise self.error(
                ("course", "regimen"),
                _('there are [[week]] tables too; write "calendar" here, or leave them out'),
            )
        if calendar is None and course.get("regimen") == "calendar":
            raise self.error(("course", "regimen"), _("a calendar needs [[week]] tables; add them"))
        if calendar is None and "regimen" not in course:
            raise self.error(
                ("course", "regimen"),
                _("this key is missing; add it, or [[week]] tables"),
                missing=True,
            )
        try:
            return regimen(course.get("regimen", "calendar"))
        except ValueError:
            raise self.error(
                ("course", "regimen"),
                _("there is no regimen {name!r}; choose one of {known}"),
                name=course["regimen"],
                known=", ".join(RegimenName),
            ) from None

    def exercise(self, usual: Exercise, held: Mapping[str, Any]) -> Exercise:
        changed = {**{f.name: getattr(usual, f.name) for f in fields(usual)}, **held}
        if changed["ceiling_bw"] < changed["start_bw"]:
            key = "ceiling_bw" if "ceiling_bw" in held else "start_bw"
            raise self.error(
                ("exercise", key),
                _("the ceiling, {ceiling:g}, must not be lower than the start, {start:g}"),
                ceiling=changed["ceiling_bw"],
                start=changed["start_bw"],
            )
        return replace(usual, **held)

    def calendar(self) -> tuple[tuple[CalendarDay, ...] | None, tuple[int, ...]]:
        """The days of all weeks, or None without any, and how often each table is repeated."""
        weeks = self.content.get("week")
        if weeks is None:
            return None, ()
        if not isinstance(weeks, list) or not all(isinstance(week, dict) for week in weeks):
            raise self.error(("week",), _("write each week as [[week]], with two brackets"))
        days: list[CalendarDay] = []
        repeats = []
        for number, held in enumerate(weeks):
            place: Where = ("week", number)
            self.refuse_unknown(place, held, _WEEK_KEYS)
            rule = _Number(1, MOST_WEEKS, whole=True)
            repeat = int(self.number((*place, "repeat"), held.get("repeat", 1), rule))
            one = [self.day((*place, name), held.get(name, [])) for name in DAY_NAMES]
            if len(days) // DAYS_PER_WEEK + repeat > MOST_WEEKS:
                raise self.error(
                    (*place, "repeat") if "repeat" in held else place,
                    _("the calendar is longer than {most:,} days"),
                    most=MOST_DAYS,
                )
            days += one * repeat
            repeats.append(repeat)
        return tuple(days), tuple(repeats)

    def day(self, place: Where, held: Any) -> CalendarDay:
        if not isinstance(held, list):
            raise self.error(
                place, _('{value!r} is not a list of activities, such as ["rest"]'), value=held
            )
        entries = (self.entry(place, each) for each in held)
        return tuple(entry for entry in entries if entry is not None)

    def entry(self, place: Where, held: Any) -> CalendarEntry | None:
        if isinstance(held, str):
            held = {"activity": held}
        if not isinstance(held, dict):
            raise self.error(
                place,
                _("{value!r} is no activity; write its name, or {{ activity = ... }}"),
                value=held,
            )
        self.refuse_unknown(place, held, _ENTRY)
        if "activity" not in held:
            raise self.error(place, _("an entry has no key 'activity'; add it"))
        checked = {key: self.checked((*place,), held[key], _ENTRY[key]) for key in held}
        name = checked.pop("activity")
        if name not in entry_names():
            near = difflib.get_close_matches(name, entry_names(), 1)
            words = (
                _("there is no activity {name!r}; did you mean {near}?")
                if near
                else _("there is no activity {name!r}; choose one of {known}")
            )
            raise self.error(
                place, words, name=name, near=(near or [""])[0], known=", ".join(entry_names())
            )
        if name in (MASSAGE, SELF_MASSAGE, REST):
            if checked:
                raise self.error(
                    place, _("{name} takes no {key_given}"), name=name, key_given=min(checked)
                )
            return None if name == REST else CalendarEntry(ActivityKind.MASSAGE, name)
        if "km" in checked and name not in TYPICAL_KM:
            raise self.error(place, _("km goes with running only; give cycles"))
        if "km" in checked and "cycles" in checked:
            raise self.error(place, _("give either km or cycles, not both"))
        return calendar_entry(name, **checked)


def _sentence(words: str) -> str:
    return words if words.endswith("?") else f"{words}."


def _spelt(place: Where) -> str:
    spelt = ""
    for part in place:
        spelt += f"[{part + 1}]" if isinstance(part, int) else (f".{part}" if spelt else part)
    return spelt or _("the file")


def entry_names() -> tuple[str, ...]:
    """Names that may stand in a calendar: the activities, massage, self-massage and rest."""
    return (*(each.name for each in activities()), MASSAGE, SELF_MASSAGE, REST)


def calendar_entry(
    name: str, cycles: float | None = None, km: float | None = None, force_bw: float | None = None
) -> CalendarEntry:
    """An entry of a calendar; the typical amount and teaching force unless told otherwise.

    ``km`` is for running only. Raises ValueError for an unknown name or numbers out of range.
    """
    if name in (MASSAGE, SELF_MASSAGE):
        return CalendarEntry(ActivityKind.MASSAGE, name)
    found = activity(name)
    if km is not None:
        cycles = km * found.cycles / TYPICAL_KM[name]
    return CalendarEntry(
        kind=kind_of(name),
        name=name,
        force_bw=found.force_bw if force_bw is None else force_bw,
        cycles=float(found.cycles if cycles is None else cycles),
        seconds_per_cycle=found.seconds_per_cycle,
    )


def kind_of(name: str) -> ActivityKind:
    """What the activity ``name`` is for the rules of pain."""
    if name in TYPICAL_KM:
        return ActivityKind.RUNNING
    if name == "walking":
        return ActivityKind.WALKING
    return ActivityKind.MASSAGE if name in (MASSAGE, SELF_MASSAGE) else ActivityKind.EXERCISE


def _contacts(calendar: tuple[CalendarDay, ...]) -> tuple[float, ...]:
    """Meetings with a clinician in each week: its massages by a clinician."""
    weeks = [
        calendar[first : first + DAYS_PER_WEEK] for first in range(0, len(calendar), DAYS_PER_WEEK)
    ]
    met = (float(sum(entry.name == MASSAGE for day in week for entry in day)) for week in weeks)
    return (*met, 0.0)


# --- writing -----------------------------------------------------------------------------------


def plan_as_text(held: PlanFile) -> str:
    """A plan as TOML that ``plan_from_text`` reads as the same plan."""
    plan, usual = held.plan, Plan(held.plan.regimen, calendar=held.plan.calendar)
    course: dict[str, Any] = {"regimen": str(plan.regimen.name), "weeks": list(held.weeks)}
    course["programme_weeks"] = plan.programme_weeks
    for key in ("after_sessions_per_week", "pain_rule", "massage_rebuild_pct"):
        if getattr(plan, key) != getattr(usual, key):
            course[key] = getattr(plan, key)
    for key in ("adherence", "contacts_per_week"):
        if getattr(plan, key) is not None:
            course[key] = getattr(plan, key)
    people: dict[str, Any] = {"visa_a_mean": held.baseline.visa_a_mean}
    if held.baseline.visa_a_sd is not None:
        people["visa_a_sd"] = held.baseline.visa_a_sd
    people |= {"include_from": held.baseline.lowest, "include_below": held.baseline.highest}
    running: dict[str, Any] = {"monitored": plan.monitored_running}
    if plan.calendar is None:
        running = {"share": plan.running, **running}
    exercise: dict[str, Any] = {}
    if plan.exercise is not None:
        exercise = {f.name: getattr(plan.exercise, f.name) for f in fields(Exercise)}
    first: dict[str, Any] = {"name": held.name}
    if held.note:
        first["note"] = held.note
    if held.register:
        first["register"] = list(held.register)
    parts = [_pairs(first)]
    for table, pairs in (
        ("people", people),
        ("course", course),
        ("running", running),
        ("exercise", exercise),
        ("planner", dict(held.planner)),
    ):
        if pairs:
            parts.append(f"[{table}]\n" + _pairs(pairs))
    if plan.calendar is not None:
        parts += [_week(week, times) for week, times in _weeks_of(plan.calendar)]
    return "\n".join(parts)


def _weeks_of(calendar: tuple[CalendarDay, ...]) -> list[tuple[tuple[CalendarDay, ...], int]]:
    """The weeks with how often each is repeated in a row."""
    found: list[tuple[tuple[CalendarDay, ...], int]] = []
    for start in range(0, len(calendar), DAYS_PER_WEEK):
        week = calendar[start : start + DAYS_PER_WEEK]
        if found and found[-1][0] == week:
            found[-1] = (week, found[-1][1] + 1)
        else:
            found.append((week, 1))
    return found


def _week(week: tuple[CalendarDay, ...], times: int) -> str:
    lines = ["[[week]]"] + ([f"repeat = {times}"] if times > 1 else [])
    for name, day in zip(DAY_NAMES, week, strict=False):
        if day:
            lines.append(f"{name} = [{', '.join(map(_entry_text, day))}]")
    return "\n".join(lines) + "\n"


def _entry_text(entry: CalendarEntry) -> str:
    if entry.kind is ActivityKind.MASSAGE:
        return _literal(entry.name)
    usual = calendar_entry(entry.name)
    if entry == usual:
        return _literal(entry.name)
    pairs = {"activity": entry.name, "cycles": entry.cycles}
    if entry.force_bw != usual.force_bw:
        pairs["force_bw"] = entry.force_bw
    return "{ " + ", ".join(f"{key} = {_literal(value)}" for key, value in pairs.items()) + " }"


def _pairs(pairs: Mapping[str, Any]) -> str:
    return "".join(f"{key} = {_literal(value)}\n" for key, value in pairs.items())


def _literal(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() else repr(value)
    return '"' + "".join(_ESCAPES.get(sign, _visible(sign)) for sign in value) + '"'


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _visible(sign: str) -> str:
    return f"\\u{ord(sign):04X}" if ord(sign) < 32 or ord(sign) == 127 else sign


def write_plan(path: str | os.PathLike[str], held: PlanFile) -> None:
    """Write a plan to ``path``: first aside, then renamed, so an old file is never half lost.

    Raises OSError when the folder cannot be written to.
    """
    target = Path(path)
    handle, aside = tempfile.mkstemp(dir=target.parent or Path(), prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(plan_as_text(held))
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, target)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise


# --- examples ----------------------------------------------------------------------------------


def examples() -> tuple[str, ...]:
    """Names of the example plans in the package."""
    folder = resources.files("tendon_teaching.plans") / "examples"
    names = (entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in names))


@lru_cache(maxsize=32)
def example(name: str) -> PlanFile:
    """The example plan ``name``; ValueError with the known names otherwise."""
    if name not in examples():
        raise ValueError(
            _("There is no example {name!r}; choose one of {known}.").format(
                name=name, known=", ".join(examples())
            )
        )
    file = resources.files("tendon_teaching.plans") / "examples" / f"{name}.toml"
    return plan_from_text(_decoded(file.read_bytes(), file.name), file.name)
