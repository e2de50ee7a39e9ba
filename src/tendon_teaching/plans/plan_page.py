"""A plan on one page: the calendar with its amounts, the load of each week, and what to hold on to.

Drawn by matplotlib without ``pyplot``; the same plan gives the same bytes.
"""

import io
import textwrap
from typing import Any, Final

from matplotlib import rc_context
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from tendon_teaching.figures import style
from tendon_teaching.figures.plan_the_load import CARD_COLOURS, plain
from tendon_teaching.figures.stage import DRAWING
from tendon_teaching.figures.style import house_style
from tendon_teaching.models.plan_the_load import (
    CARDS,
    RULERS,
    WEEKS,
    Card,
    Light,
    LoadPlan,
    Outcome,
    all_feedback,
    card_letters,
    day_names,
    light_words,
    outcome,
    rule_words,
)
from tendon_teaching.models.regimens import DAYS_PER_WEEK, ActivityKind
from tendon_teaching.texts import _

A4_IN: Final = (8.27, 11.69)
MARGIN_IN: Final = 0.55
MOST_SENTENCES: Final = 3
# Letters as shapes would make the words of a page impossible to search or read aloud.
_RC: Final[dict[str, Any]] = {"pdf.fonttype": 42}
_NO_DATE: Final = {"CreationDate": None, "ModDate": None, "Producer": None, "Creator": None}


def page_as_pdf(plan: LoadPlan) -> bytes:
    """One page in A4, with the ranges of the cohort and the sentences about the plan."""
    with DRAWING, house_style(), rc_context(_RC):  # type: ignore[arg-type]  # as in style
        sheet = Sheet(_("Plan the load: {case}").format(case=plan.case.label))
        _fill(sheet, plan, outcome(plan))
        return sheet.as_pdf()


class Sheet:
    """A page that is filled from the top; ``top`` is the height left, in inches."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.figure = Figure(figsize=A4_IN)
        self.canvas = FigureCanvasPdf(self.figure)
        self.top = A4_IN[1] - MARGIN_IN
        self.write(title, size=16, bold=True, after=0.10)

    def write(
        self,
        words: str,
        *,
        size: float = 10.5,
        bold: bool = False,
        columns: int | None = None,
        after: float = 0.06,
        left: float = 0.0,
        colour: str = style.INK,
    ) -> None:
        """Add a paragraph, wrapped at ``columns`` characters (as many as fit when omitted)."""
        width = A4_IN[0] - 2 * MARGIN_IN - left
        fitting = int(width / (size * (0.0073 if not bold else 0.0086)))
        lines = textwrap.wrap(words, columns or fitting) or [""]
        step = size / 72 * 1.28
        for line in lines:
            self.figure.text(
                (MARGIN_IN + left) / A4_IN[0],
                self.top / A4_IN[1],
                line,
                va="top",
                ha="left",
                fontsize=size,
                fontweight="bold" if bold else "normal",
                color=colour,
            )
            self.top -= step
        self.top -= after

    def as_pdf(self) -> bytes:
        """The page as a file."""
        buffer = io.BytesIO()
        self.figure.savefig(buffer, format="pdf", metadata={"Title": self.title, **_NO_DATE})
        return buffer.getvalue()


def _fill(sheet: Sheet, plan: LoadPlan, found: Outcome) -> None:
    sheet.write(plan.case.text, after=0.14)
    _grid(sheet, plan)
    sheet.write(_key(plan), size=9, after=0.12)
    sheet.write(rule_words(plan.choices.pain_allowed) + ".", bold=True)
    for light in Light:
        sheet.write(f"– {light_words(light)}", left=0.15, after=0.02)
    sheet.top -= 0.08
    sheet.write(_("What may come of it in made-up people"), bold=True)
    for story in (found.a, found.b):
        score, stiffness = story.visa_a_at(found.week), story.stiffness_at(found.week)
        sheet.write(
            _(
                "{story}. Week {week}: VISA-A {middle:.0f} (5 to 95 %: {low:.0f} to {high:.0f}), "
                "stiffness {k:.0f} % of healthy ({k_low:.0f} to {k_high:.0f})."
            ).format(
                story=story.text,
                week=found.week,
                middle=score.middle,
                low=score.low,
                high=score.high,
                k=stiffness.middle,
                k_low=stiffness.low,
                k_high=stiffness.high,
            ),
            left=0.15,
        )
    sheet.write(
        _("A range of a made-up cohort, from VISA-A {start:.0f}; nobody’s forecast.").format(
            start=found.a.visa_a_at(0).middle
        ),
        left=0.15,
        after=0.14,
    )
    sheet.write(_("About this plan"), bold=True)
    for said in all_feedback(found)[:MOST_SENTENCES]:
        sheet.write(f"– {said.text}", left=0.15)
    sheet.top -= 0.04
    sheet.write(_("Teaching model. Not medical advice."), size=9, colour=style.GREY)


def _grid(sheet: Sheet, plan: LoadPlan) -> None:
    """The calendar: letter and amount of each day, and the three rulers of each week."""
    left, width, height = MARGIN_IN + 0.3, 0.66, 0.335
    names, letters = day_names(), dict(zip(CARDS, card_letters(), strict=True))
    heads = [*names, *(ruler.text for ruler in RULERS)]
    columns = [left + width * place for place in range(DAYS_PER_WEEK)]
    columns += [left + width * DAYS_PER_WEEK + 0.12 + 0.70 * place for place in range(len(RULERS))]
    for head, across in zip(heads, columns, strict=True):
        _small(sheet, across + 0.03, sheet.top, head, bold=True, size=7.2)
    sheet.top -= 0.19
    for week in range(WEEKS):
        _small(sheet, MARGIN_IN, sheet.top - height / 2, str(week + 1), bold=True, va="center")
        for day in range(DAYS_PER_WEEK):
            place = week * DAYS_PER_WEEK + day
            card = plan.calendar.days[place]
            _cell(sheet, columns[day], width, height, CARD_COLOURS[card])
            words = "" if card is Card.REST else f"{letters[card]}\n{_amount(plan, place)}"
            _small(sheet, columns[day] + 0.04, sheet.top - height / 2, words, va="center")
        for ruler, across in zip(RULERS, columns[DAYS_PER_WEEK:], strict=True):
            number = plain(plan.budget(ruler)[week])
            _small(sheet, across + 0.03, sheet.top - height / 2, number, va="center")
        sheet.top -= height
    sheet.top -= 0.10


def _cell(sheet: Sheet, left: float, width: float, height: float, colour: str) -> None:
    sheet.figure.add_artist(
        Rectangle(
            (left / A4_IN[0], (sheet.top - height) / A4_IN[1]),
            width / A4_IN[0],
            height / A4_IN[1],
            transform=sheet.figure.transFigure,
            fc=colour,
            ec=style.PALE,
            lw=0.8,
        )
    )


def _small(
    sheet: Sheet,
    left: float,
    up: float,
    words: str,
    *,
    bold: bool = False,
    va: str = "top",
    size: float = 8.0,
) -> None:
    sheet.figure.text(
        left / A4_IN[0],
        up / A4_IN[1],
        words,
        va=va,
        ha="left",
        fontsize=size,
        linespacing=1.1,
        fontweight="bold" if bold else "normal",
    )


def _amount(plan: LoadPlan, day: int) -> str:
    """What a cell says under its letter."""
    card = plan.calendar.days[day]
    if card.is_run and card is not Card.ALL_IN_ONE:
        return _("{km:.1f} km").format(km=plan.run_km(card))
    exercise = [e for e in plan.day_entries(day) if e.kind is ActivityKind.EXERCISE]
    if not exercise:
        return ""
    words = _("{cycles:.0f} × {bw:.1f}").format(cycles=exercise[0].cycles, bw=exercise[0].force_bw)
    return words + (" •" if plan.has_massage_on(day) else "")


def _key(plan: LoadPlan) -> str:
    used = dict.fromkeys(plan.calendar.days)
    pairs = [
        f"{letter} {card.text}"
        for letter, card in zip(card_letters(), CARDS, strict=True)
        if card in used and card is not Card.REST
    ]
    words = "; ".join(pairs) or _("rest only")
    return _(
        "{cards}. Numbers: repetitions × body weights in the tendon; • self-massage before it. "
        "Rulers: contractions, body weights, running steps."
    ).format(cards=words)
