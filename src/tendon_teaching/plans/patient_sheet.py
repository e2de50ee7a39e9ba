"""A page for a patient, in plain words, from a plan; and what to say and not to say beside it.

The warning signs are marked to be checked against a local guideline before printing: no row of the
register stands behind them.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tendon_teaching.explorers.files import write_aside
from tendon_teaching.figures import style
from tendon_teaching.figures.stage import DRAWING
from tendon_teaching.figures.style import house_style
from tendon_teaching.models.checks import require_whole
from tendon_teaching.models.plan_the_load import (
    WEEKS,
    Card,
    LoadPlan,
    day_names,
)
from tendon_teaching.models.regimens import DAYS_PER_WEEK, ActivityKind
from tendon_teaching.plans.plan_file import PlanFileError
from tendon_teaching.plans.plan_page import Sheet
from tendon_teaching.plans.planner_files import HasValues, plan_from
from tendon_teaching.texts import _

ENDINGS: Final = (".pdf", ".txt")


@dataclass(frozen=True)
class Section:
    """A heading and its lines. ``to_check`` says what somebody has to check before printing."""

    title: str
    lines: tuple[str, ...]
    to_check: str = ""


@dataclass(frozen=True)
class PatientSheet:
    """The page: ``sections`` are for the patient, ``words`` for whoever hands it over."""

    title: str
    sections: tuple[Section, ...]
    last_line: str
    words: tuple[tuple[str, str], ...]

    @property
    def for_patient(self) -> str:
        """What the patient reads, as text."""
        parts = [self.title]
        for section in self.sections:
            head = section.title.upper()
            parts.append("\n".join(filter(None, (head, section.to_check))))
            parts += [f"- {line}" for line in section.lines]
            parts.append("")
        return "\n".join((*parts, self.last_line))

    @property
    def as_text(self) -> str:
        """The whole page as text."""
        said = [_("- Say “{this}”, not “{that}”.").format(this=a, that=b) for a, b in self.words]
        return "\n".join((self.for_patient, "", _("FOR THE THERAPIST"), *said, ""))

    def _repr_markdown_(self) -> str:
        """The patient's page as a notebook shows it."""
        parts = [f"### {self.title}"]
        for section in self.sections:
            to_check = f" *{section.to_check}*" if section.to_check else ""
            lines = (f"- {line}" for line in section.lines)
            parts += ["", f"**{section.title}**{to_check}", "", *lines]
        return "\n".join((*parts, "", f"*{self.last_line}*"))

    def __repr__(self) -> str:
        return self.as_text


def patient_sheet(explorer_or_plan: HasValues | LoadPlan, week: int = 1) -> PatientSheet:
    """The page for week ``week`` (1 to 12) of a plan. Raises ValueError for any other week."""
    require_whole("week", week, 1, WEEKS)
    plan = plan_from(explorer_or_plan)
    return PatientSheet(
        title=_("Your sore Achilles tendon: week {week}").format(week=week),
        sections=(
            Section(_("What is going on"), _what_is_going_on()),
            Section(_("What to do this week"), _this_week(plan, week)),
            Section(_("How much pain is all right"), _how_much_pain(plan)),
            Section(_("Where massage fits"), _where_massage_fits()),
            Section(
                _("When to get help"),
                _when_to_get_help(),
                to_check=_("[Check against your local guideline before printing]"),
            ),
        ),
        last_line=_("This page is for teaching. It is not medical advice."),
        words=say_this_not_that(),
    )


def save_sheet(
    explorer_or_plan: HasValues | LoadPlan, path: str | os.PathLike[str], week: int = 1
) -> Path:
    """Save the page as ``.pdf`` or ``.txt``. Raises PlanFileError, and then nothing is written."""
    target = Path(path)
    sheet = patient_sheet(explorer_or_plan, week)
    if target.suffix.lower() not in ENDINGS:
        raise PlanFileError(
            _("{file}: the page is saved with one of the endings {known}.").format(
                file=target, known=", ".join(ENDINGS)
            )
        )
    is_pdf = target.suffix.lower() == ".pdf"
    try:
        write_aside(target, sheet_as_pdf(sheet) if is_pdf else sheet.as_text.encode("utf-8-sig"))
    except OSError as problem:
        raise PlanFileError(
            _("{file} cannot be written: {reason}.").format(
                file=target, reason=problem.strerror or type(problem).__name__
            )
        ) from problem
    return target


def sheet_as_pdf(sheet: PatientSheet) -> bytes:
    """The page as a file, in A4."""
    with DRAWING, house_style():
        page = Sheet(sheet.title)
        for section in sheet.sections:
            page.write(section.title, size=12.5, bold=True, after=0.02)
            if section.to_check:
                page.write(section.to_check, size=9.5, colour=style.VERMILION, after=0.02)
            for line in section.lines:
                page.write(f"•  {line}", size=11, left=0.1, after=0.02)
            page.top -= 0.10
        page.write(sheet.last_line, size=10, colour=style.GREY, after=0.14)
        page.write("– " * 60, size=6, colour=style.GREY, columns=200, after=0.04)
        page.write(_("For the therapist: say this, not that"), size=10.5, bold=True, after=0.02)
        for this, that in sheet.words:
            page.write(
                _("“{this}”, not “{that}”").format(this=this, that=that),
                size=9.5,
                left=0.1,
                after=0.0,
            )
        return page.as_pdf()


def say_this_not_that() -> tuple[tuple[str, str], ...]:
    """Words that help, each with the one it stands in for; for whoever talks to the patient."""
    return (
        (_("sore and thicker than before"), _("torn")),
        (_("not ready yet for what was asked of it"), _("worn out")),
        (_("changed, and it still answers to load"), _("degenerated")),
        (_("a lump that is part of the sore spot"), _("scar")),
        (_("strong enough to start with small steps"), _("crumbling")),
        (_("massage can make it feel better"), _("massage breaks it up")),
        (_("pain up to the line we agreed on is all right"), _("stop when it hurts")),
    )


def _what_is_going_on() -> tuple[str, ...]:
    return (
        _("The tendon is the thick cord above your heel. It is sore when you use it."),
        _("The likely cause: it had to do more than it was ready for."),
        _("Inside, it can get thicker and a bit softer. That and the pain often do not match."),
        _("Many people get better in some months. How fast is not the same for all."),
    )


def _this_week(plan: LoadPlan, week: int) -> tuple[str, ...]:
    """One line for each kind of day, with the days it is for."""
    days_of: dict[str, list[str]] = {}
    for day, name in enumerate(day_names()):
        words = _card_in_plain_words(plan, (week - 1) * DAYS_PER_WEEK + day)
        days_of.setdefault(words, []).append(name)
    lines = [
        _("{days}: {words}").format(days=", ".join(days), words=words)
        for words, days in days_of.items()
    ]
    return (*lines, _("Walk in daily life as you like."))


def _card_in_plain_words(plan: LoadPlan, day: int) -> str:
    card = plan.calendar.days[day]
    entries = plan.day_entries(day)
    times = sum(e.cycles for e in entries if e.kind is ActivityKind.EXERCISE)
    km = plan.run_km(card)
    words = {
        Card.REST: _("rest."),
        Card.WALK: _("a walk of half an hour."),
        Card.RUN_FLAT: _("run {km:.1f} km on the flat, not fast."),
        Card.RUN_HILLY: _("run {km:.1f} km with hills."),
        Card.TWO_LEGS: _("rise up on your toes with both legs, {times:.0f} times, with breaks."),
        Card.ONE_LEG: _("rise up on your toes with one leg, {times:.0f} times, with breaks."),
        Card.LOADED: _("rise up on your toes with weights, {times:.0f} times, with breaks."),
        Card.HOPS: _("hop with both legs, {times:.0f} times, with breaks."),
        Card.MASSAGE: _("rub your calf for five to ten minutes, if you like."),
        Card.ALL_IN_ONE: _("heel drops, {times:.0f} times, and a run of {km:.1f} km."),
    }[card].format(km=km, times=times)
    if card.is_run and km == 0:
        words = _("no run yet.")
    if card.is_loading and plan.has_massage_on(day):
        words += " " + _("Rub your calf first, if it helps you start.")
    return words


def _how_much_pain(plan: LoadPlan) -> tuple[str, ...]:
    if not plan.choices.has_rule:
        return (
            _("Ask your therapist how much pain is all right for you."),
            _("If it is worse the next day, do less next time."),
        )
    return (
        _("0 is no pain. 10 is the worst pain.").format(),
        _("Up to {pain:.0f} is all right when you train.").format(pain=plan.choices.pain_allowed),
        _("The next day it should feel as it does on most days. Then go on."),
        _(
            "If it is more sore the next day, stay at this step. If it is more than {pain:.0f}, "
            "do less."
        ).format(pain=plan.choices.pain_allowed),
        _("No one knows which number is best. It helps you and your therapist to talk."),
    )


def _where_massage_fits() -> tuple[str, ...]:
    return (
        _("Massage can make you feel better for a while. That can help you start."),
        _("It was not shown to mend the tendon."),
        _("Use it before you train, not in place of it. You do not have to use it."),
    )


def _when_to_get_help() -> tuple[str, ...]:
    return (
        _("You feel a sudden pop, or you can not push off with your foot any more."),
        _("Your calf is hot, red or swollen."),
        _("You have a fever."),
        _("Both sides hurt and your back is stiff when you wake up."),
        _("It began when you took a new medicine, such as some antibiotics."),
    )
