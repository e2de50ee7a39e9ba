"""Saving and opening the plan of a learner: as TOML that ``simulate`` reads, as CSV, as a page.

``save_plan`` and ``open_plan`` are what a notebook needs. A file is written aside and renamed, and
an older plan under the same name is kept beside it; a file is read whole or not at all, so whatever
is wrong with it, the plan on the screen stays. Every error names the line and the key.
"""

import csv
import difflib
import io
import os
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Protocol

from tendon_teaching.evidence import parameters_of
from tendon_teaching.explorers.files import write_aside
from tendon_teaching.explorers.plan_the_load import plan_of, values_of
from tendon_teaching.models.plan_the_load import (
    CARDS,
    DAYS,
    NO_RULE,
    WEEKS,
    Afterwards,
    Calendar,
    Card,
    Case,
    Choices,
    LoadPlan,
    Massage,
    card_letters,
    case,
    cases,
    day_names,
)
from tendon_teaching.models.regimens import DAYS_PER_WEEK, ActivityKind, CalendarDay
from tendon_teaching.plans.key_lines import KeyLines
from tendon_teaching.plans.plan_file import (
    DAY_NAMES,
    MASSAGE,
    MOST_BYTES,
    PlanFile,
    PlanFileError,
    plan_as_text,
    plan_from_text,
    read_plan,
)
from tendon_teaching.plans.plan_page import page_as_pdf
from tendon_teaching.texts import _

ASKED_WEEKS: Final = (0, 4, 8, 12)
MOST_NOTES: Final = 4
_NUMBERS: Final = ("start_load_bw", "growth_pct", "running_kept_pct", "pain_allowed")
_SETTINGS: Final = ("case", *_NUMBERS, "massage", "afterwards")
_SEPARATORS: Final = ",;\t"


class HasValues(Protocol):
    """Anything that stands where a planner stands: an explorer, for example."""

    @property
    def values(self) -> dict[str, Any]:
        """Values of the controls and cards by name."""


@dataclass(frozen=True)
class Opened:
    """A plan from a file. ``notes`` are sentences about what the planner shows differently."""

    plan: LoadPlan
    notes: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, Any]:
        """The values for an explorer: ``explorer.set(**opened.values)``."""
        return values_of(self.plan)

    def __repr__(self) -> str:
        calendar = self.plan.calendar
        words = _("{case}: {loading} days of loading, {runs} with a run, {massages} with massage.")
        said = words.format(
            case=self.plan.case.label,
            loading=calendar.loading_days,
            runs=calendar.run_days,
            massages=self.plan.massages,
        )
        return "\n".join((said, *self.notes))


# --- for a notebook ----------------------------------------------------------------------------


def save_plan(explorer_or_plan: HasValues | LoadPlan, path: str | os.PathLike[str]) -> Path:
    """Save a plan to ``path``; its ending decides: ``.toml``, ``.csv`` or ``.pdf``.

    A plan that was there before under this name is kept as ``NAME.earlier``. Raises PlanFileError
    for another ending or a place that cannot be written to; then nothing is lost.
    """
    plan, target = plan_from(explorer_or_plan), Path(path)
    write = _writers().get(target.suffix.lower())
    if write is None:
        raise PlanFileError(
            _("{file}: a plan is saved with one of the endings {known}.").format(
                file=target, known=", ".join(_writers())
            )
        )
    content = write(plan)
    try:
        before = target.read_bytes() if target.exists() else content
        if before != content:
            write_aside(target.with_name(f"{target.name}.earlier"), before)
        write_aside(target, content)
    except OSError as problem:
        raise PlanFileError(
            _("{file} cannot be written: {reason}. The plan itself is unchanged.").format(
                file=target, reason=problem.strerror or type(problem).__name__
            )
        ) from problem
    return target


def open_plan(path: str | os.PathLike[str]) -> Opened:
    """Open a plan saved as TOML or CSV, perhaps changed by hand since.

    ``explorer.set(**open_plan("my.toml").values)`` shows it. Raises PlanFileError, one sentence
    with line and key, for anything that is no plan.
    """
    target = Path(path)
    read = {".toml": _open_toml, ".csv": _open_csv}.get(target.suffix.lower())
    if read is None:
        raise PlanFileError(
            _("{file}: only a .toml or .csv can be opened again.").format(file=target)
        )
    return read(target)


def plan_from(explorer_or_plan: HasValues | LoadPlan) -> LoadPlan:
    """The plan itself, or the one an explorer shows."""
    if isinstance(explorer_or_plan, LoadPlan):
        return explorer_or_plan
    return plan_of(**explorer_or_plan.values)


def _writers() -> dict[str, Callable[[LoadPlan], bytes]]:
    return {
        ".toml": lambda plan: plan_as_text(plan_file_of(plan)).encode(),
        # With a mark at its start, without which spreadsheets garble letters beyond ASCII.
        ".csv": lambda plan: plan_as_csv(plan).encode("utf-8-sig"),
        ".pdf": page_as_pdf,
    }


# --- TOML --------------------------------------------------------------------------------------


def plan_file_of(plan: LoadPlan) -> PlanFile:
    """A plan as the file that ``simulate`` reads; its cohort gives what the planner shows."""
    last = plan.course_days // DAYS_PER_WEEK
    choices = plan.choices
    return PlanFile(
        name=_("Plan the load: {case}").format(case=plan.case.label),
        plan=plan.course_plan(),
        baseline=plan.case.baseline,
        weeks=(*ASKED_WEEKS, last),
        note=_("Made-up people. {text}").format(text=plan.case.text),
        planner=(
            ("case", str(plan.case.name)),
            ("start_load_bw", float(choices.start_load_bw)),
            ("growth_pct", float(choices.growth_pct)),
            ("running_kept_pct", float(choices.running_kept_pct)),
            ("massage", str(choices.massage)),
            ("afterwards", str(plan.afterwards)),
        ),
    )


def _open_toml(path: Path) -> Opened:
    held = read_plan(path)
    return plan_from_file(held, path.read_text("utf-8-sig"), str(path))


def plan_from_toml(text: str, name: str = "plan") -> Opened:
    """The plan in a TOML text. Raises PlanFileError."""
    return plan_from_file(plan_from_text(text, name), text, name)


def plan_from_file(held: PlanFile, text: str = "", name: str = "plan") -> Opened:
    """The cards and choices behind a plan file; ``text`` gives the lines for errors.

    Raises PlanFileError for a plan without a calendar, and for a day that is no single card.
    """
    lines = KeyLines(text)
    if held.plan.calendar is None:
        raise PlanFileError(
            _("{file}: this plan has no [[week]] tables; the planner shows calendars only.").format(
                file=name
            )
        )

    def error(key: str, words: str) -> PlanFileError:
        return _error(name, lines.of(("planner", key)), f"planner.{key}", words)

    said = dict(held.planner)
    notes: list[str] = []
    chosen_case = _case_of(said, held, notes, error)
    pain = held.plan.pain_rule if held.plan.monitored_running else NO_RULE
    choices = replace(
        Choices(pain_allowed=pain),
        **{key: float(said[key]) for key in _NUMBERS if key in said},
        massage=_one_of(Massage, said.get("massage", Massage.NONE), "massage", error),
    )
    afterwards = _one_of(
        Afterwards, said.get("afterwards", Afterwards.AT_TWELVE), "afterwards", error
    )
    calendar = _cards_of(held.plan.calendar, name, text, notes)
    plan = LoadPlan(chosen_case, calendar, choices, afterwards)
    notes += _differences(plan, held)
    if "case" not in said:
        notes.insert(
            0, _("The file does not name a case; “{case}” is shown.").format(case=chosen_case.label)
        )
    return Opened(plan, tuple(notes))


_Refuse = Callable[[str, str], PlanFileError]


def _case_of(said: Mapping[str, Any], held: PlanFile, notes: list[str], error: _Refuse) -> Case:
    if "case" not in said:
        return min(cases(), key=lambda one: abs(one.visa_a_mean - held.baseline.visa_a_mean))
    try:
        found = case(said["case"])
    except ValueError as problem:
        raise error("case", str(problem)) from None
    if found.baseline != held.baseline:
        notes.append(
            _(
                "The file starts at VISA-A {file:g}; the case starts at {case:g}, which is shown."
            ).format(file=held.baseline.visa_a_mean, case=found.visa_a_mean)
        )
    return found


def _one_of(kind: Any, name: str, key: str, error: _Refuse) -> Any:
    if name in list(kind):
        return kind(name)
    raise error(
        key,
        _("{name!r} is not known; choose one of {known}.").format(name=name, known=", ".join(kind)),
    )


_BY_ACTIVITIES: Final = {
    (): Card.REST,
    ("running",): Card.RUN_FLAT,
    ("easy_running",): Card.RUN_FLAT,
    ("fast_running",): Card.RUN_HILLY,
    ("two_leg_raise",): Card.TWO_LEGS,
    ("single_leg_raise",): Card.ONE_LEG,
    ("loaded_raise",): Card.LOADED,
    ("two_leg_hop",): Card.HOPS,
    ("walking",): Card.WALK,
    ("heel_drop", "running"): Card.ALL_IN_ONE,
}


def _cards_of(days: tuple[CalendarDay, ...], name: str, text: str, notes: list[str]) -> Calendar:
    cards = []
    lines, tables = KeyLines(text), _tables_of_weeks(text, len(days) // DAYS_PER_WEEK)
    for place, day in enumerate(days[:DAYS]):
        done = tuple(sorted({e.name for e in day if e.kind is not ActivityKind.MASSAGE}))
        card = _BY_ACTIVITIES.get(done)
        if card is None:
            week, weekday = place // DAYS_PER_WEEK, DAY_NAMES[place % DAYS_PER_WEEK]
            raise _error(
                name,
                lines.of(("week", tables[week], weekday)),
                f"week[{tables[week] + 1}].{weekday}",
                _("no single card stands for {activities}; put one of them on another day.").format(
                    activities=" + ".join(done)
                ),
            )
        cards.append(Card.MASSAGE if card is Card.REST and day else card)
    if len(cards) < DAYS:
        notes.append(
            _("The file has {weeks} weeks; the others of the twelve are shown as rest.").format(
                weeks=len(days) // DAYS_PER_WEEK
            )
        )
        cards += [Card.REST] * (DAYS - len(cards))
    return Calendar(tuple(cards))


def _tables_of_weeks(text: str, weeks: int) -> list[int]:
    """Which [[week]] table (from 0) each week comes from: a table may be repeated."""
    held = tomllib.loads(text).get("week", []) if text else []
    tables = [number for number, week in enumerate(held) for _again in range(week.get("repeat", 1))]
    return tables or list(range(weeks))


def _differences(plan: LoadPlan, held: PlanFile) -> list[str]:
    """Days on which the file asks for other amounts than the card that is shown."""
    days = held.plan.calendar or ()
    mine = plan.entries()
    notes = []
    for place, day in enumerate(days[:DAYS]):
        if sorted(map(repr, day)) != sorted(map(repr, mine[place])):
            notes.append(
                _(
                    "Week {week}, {day}: the file asks for {theirs}; the card “{card}” stands for "
                    "{mine}, and that is shown."
                ).format(
                    week=place // DAYS_PER_WEEK + 1,
                    day=day_names()[place % DAYS_PER_WEEK],
                    theirs=_spelt(day),
                    card=plan.calendar.days[place].text,
                    mine=_spelt(mine[place]),
                )
            )
    more = len(notes) - MOST_NOTES
    if more > 0:
        notes[MOST_NOTES:] = [_("{count} more days differ like this.").format(count=more)]
    if any(entry.name == MASSAGE for day in days for entry in day):
        notes.append(_("Massage by a clinician is shown as self-massage."))
    shown = len(mine) // DAYS_PER_WEEK
    if len(days) // DAYS_PER_WEEK > shown:
        notes.append(_("Weeks after week {week} are not shown.").format(week=shown))
    return notes


def _spelt(day: CalendarDay) -> str:
    return (
        " + ".join(
            entry.name
            if entry.kind is ActivityKind.MASSAGE
            else f"{entry.name} ({entry.cycles:g} × {entry.force_bw:g} BW)"
            for entry in day
        )
        or "rest"
    )


# --- CSV ---------------------------------------------------------------------------------------


def plan_as_csv(plan: LoadPlan) -> str:
    """A plan as a small table: settings first, then a row for each week."""
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(("setting", "value"))
    rows.writerow(("case", plan.case.name))
    for key in _NUMBERS:
        rows.writerow((key, f"{getattr(plan.choices, key):g}"))
    rows.writerow(("massage", plan.choices.massage))
    rows.writerow(("afterwards", plan.afterwards))
    rows.writerow(("week", *DAY_NAMES))
    for number, week in enumerate(plan.calendar.weeks, start=1):
        rows.writerow((number, *week))
    return file.getvalue()


def _open_csv(path: Path) -> Opened:
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise PlanFileError(
            _("{file} cannot be read: {reason}.").format(
                file=path, reason=problem.strerror or type(problem).__name__
            )
        ) from problem
    text, notes = decoded(content, str(path))
    opened = plan_from_csv(text, str(path))
    return replace(opened, notes=(*notes, *opened.notes))


def decoded(content: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of a table from a spreadsheet, with a note when it was not UTF-8.

    UTF-8 with or without its mark, and Windows-1252 (of which Latin-1 is nearly a part) are read;
    anything else is a PlanFileError with the line.
    """
    if len(content) > MOST_BYTES:
        raise PlanFileError(
            _("{file} has {size:,} bytes; a plan has at most {most:,}.").format(
                file=name, size=len(content), most=MOST_BYTES
            )
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise PlanFileError(
            _("{file} is written in UTF-16; save it again as “CSV UTF-8”.").format(file=name)
        )
    if b"\0" in content:
        line = content[: content.index(b"\0")].count(b"\n") + 1
        raise _error(name, line, "", _("this is no text; save it again as “CSV UTF-8”."))
    try:
        return content.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        raise _error(
            name,
            line,
            "",
            _("this is neither UTF-8 nor Windows-1252; save it again as “CSV UTF-8”."),
        ) from problem
    return text, (_("{file} was read as Windows-1252.").format(file=name),)


def plan_from_csv(text: str, name: str = "plan") -> Opened:
    """The plan in a CSV text; commas, semicolons or tabs. Raises PlanFileError."""
    return _Table(name, text).read()


class _Table:
    """Checks one table, row by row."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.settings: dict[str, tuple[str, int]] = {}
        self.columns: tuple[str, ...] = ()
        self.weeks: dict[int, tuple[Card, ...]] = {}
        self.last_line = 0
        self.empty_cells = 0

    def error(self, line: int | None, key: str, words: str) -> PlanFileError:
        return _error(self.name, line, key, words)

    def read(self) -> Opened:
        rows = csv.reader(io.StringIO(self.text), delimiter=self.separator())
        try:
            for cells in rows:
                self.last_line = rows.line_num
                cells = [cell.strip() for cell in cells]
                while cells and not cells[-1]:
                    cells.pop()
                if cells and not cells[0].startswith("#"):
                    self.row(cells)
        except csv.Error as problem:
            raise self.error(
                rows.line_num, "", _("this is no table: {why}.").format(why=problem)
            ) from problem
        return self.opened()

    def separator(self) -> str:
        """What parts the cells: the sign there is most of where the days are named."""
        heads = [line for line in self.text.splitlines() if line.lower().startswith("week")]
        counted = heads[0] if heads else self.text[:1000]
        return max(_SEPARATORS, key=counted.count)

    def row(self, cells: list[str]) -> None:
        line, first = self.last_line, cells[0].lower()
        if first == "setting":
            return
        if first == "week":
            self.head([cell.lower() for cell in cells[1:]])
        elif first.lstrip("+-").isdigit():
            self.week(int(first), cells)
        elif first in _SETTINGS:
            if first in self.settings:
                raise self.error(line, first, _("this key stands here for the second time."))
            if len(cells) < 2:
                raise self.error(line, first, _("there is no value; write one beside it."))
            # A number with a decimal comma in a table of commas falls into two cells.
            self.settings[first] = (".".join(cells[1:]).replace(",", "."), line)
        else:
            raise self.error(line, cells[0], _unknown(first, (*_SETTINGS, "week")))

    def head(self, columns: list[str]) -> None:
        line = self.last_line
        for column in columns:
            if column not in DAY_NAMES:
                raise self.error(line, column, _unknown(column, DAY_NAMES))
            if columns.count(column) > 1:
                raise self.error(line, column, _("this day has two columns; leave one out."))
        for day in DAY_NAMES:
            if day not in columns:
                raise self.error(line, day, _("this column is missing; add it."))
        self.columns = tuple(columns)

    def week(self, number: int, cells: list[str]) -> None:
        line = self.last_line
        if not self.columns:
            raise self.error(
                line,
                f"week {number}",
                _("before the first week a row has to name the columns: {days}.").format(
                    days=", ".join(("week", *DAY_NAMES))
                ),
            )
        if not 1 <= number <= WEEKS:
            raise self.error(
                line,
                "week",
                _("there is no week {number}; a plan has weeks 1 to {weeks}.").format(
                    number=number, weeks=WEEKS
                ),
            )
        if number in self.weeks:
            raise self.error(
                line, f"week {number}", _("this week stands here for the second time.")
            )
        if len(cells) > DAYS_PER_WEEK + 1:
            raise self.error(
                line,
                f"week {number}",
                _("there are {count} days; a week has {days}.").format(
                    count=len(cells) - 1, days=DAYS_PER_WEEK
                ),
            )
        cells += [""] * (DAYS_PER_WEEK + 1 - len(cells))
        by_day = {
            day: self.card(number, day, cell)
            for day, cell in zip(self.columns, cells[1:], strict=True)
        }
        self.weeks[number] = tuple(by_day[day] for day in DAY_NAMES)

    def card(self, week: int, day: str, cell: str) -> Card:
        if not cell:
            self.empty_cells += 1
            return Card.REST
        known = _names_of_cards()
        found = known.get(_plain(cell))
        if found is None:
            near = difflib.get_close_matches(_plain(cell), known, 1)
            words = _("{cell!r} is no card; choose one of {known}.").format(
                cell=cell, known=", ".join(CARDS)
            )
            if near:
                words = _("{cell!r} is no card; did you mean {near}?").format(
                    cell=cell, near=known[near[0]]
                )
            raise self.error(
                self.last_line, _("week {week}, {day}").format(week=week, day=day), words
            )
        return found

    def opened(self) -> Opened:
        missing = [number for number in range(1, WEEKS + 1) if number not in self.weeks]
        if missing:
            raise self.error(
                None,
                "week",
                _("these weeks are missing: {weeks}; add them.").format(
                    weeks=", ".join(map(str, missing))
                ),
            )
        notes = []
        if self.empty_cells:
            notes.append(
                _("Empty cells were read as rest: {count}.").format(count=self.empty_cells)
            )
        for key in _SETTINGS:
            if key not in self.settings:
                notes.append(
                    _("{key} is not in the file; the usual value is used.").format(key=key)
                )
        calendar = Calendar(tuple(card for week in sorted(self.weeks) for card in self.weeks[week]))
        usual = Choices()
        choices = Choices(
            **{key: self.number(key, getattr(usual, key)) for key in _NUMBERS},
            massage=self.one_of(Massage, "massage", Massage.NONE),
        )
        afterwards = self.one_of(Afterwards, "afterwards", Afterwards.AT_TWELVE)
        return Opened(LoadPlan(self.case(), calendar, choices, afterwards), tuple(notes))

    def case(self) -> Case:
        name, line = self.settings.get("case", (str(cases()[0].name), 0))
        try:
            return case(name)
        except ValueError as problem:
            raise self.error(line, "case", str(problem)) from None

    def number(self, key: str, usual: float) -> float:
        if key not in self.settings:
            return usual
        typed, line = self.settings[key]
        declared = parameters_of(Choices)[key]
        try:
            number = float(typed)
        except ValueError:
            number = float("nan")
        if not declared.allowed_low <= number <= declared.allowed_high:
            raise self.error(
                line,
                key,
                _("{typed!r} must be a number between {low:g} and {high:g}.").format(
                    typed=typed, low=declared.allowed_low, high=declared.allowed_high
                ),
            )
        return number

    def one_of(self, kind: Any, key: str, usual: str) -> Any:
        name, line = self.settings.get(key, (usual, 0))
        return _one_of(kind, name, key, lambda which, words: self.error(line, which, words))


def _names_of_cards() -> dict[str, Card]:
    """Every way a card may be written: its name in files, its words, its letter."""
    names: dict[str, Card] = {}
    for card, letter in zip(CARDS, card_letters(), strict=True):
        for name in (letter, card.text, card.value):
            names[_plain(name)] = card
    return names


def _plain(name: str) -> str:
    return "_".join(name.lower().replace("-", " ").replace("_", " ").split())


def _unknown(name: str, known: Iterable[str]) -> str:
    known = tuple(known)
    near = difflib.get_close_matches(name, known, 1)
    if near:
        return _("there is no such key; did you mean {near}?").format(near=near[0])
    return _("there is no such key; known are {known}.").format(known=", ".join(known))


def _error(name: str, line: int | None, key: str, words: str) -> PlanFileError:
    where = _("{file}, line {line}") if line else "{file}"
    place = where.format(file=name, line=line)
    return PlanFileError(": ".join(filter(None, (place, key, words))), line or None, key or None)
