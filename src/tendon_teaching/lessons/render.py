"""The one renderer: the parts of a lesson as objects that show themselves in a notebook.

Each part carries HTML and the same words as plain text. Both are the same at every run, so that
strict notebook tests can compare them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tendon_teaching.evidence import (
    Claim,
    Parameter,
    Source,
    Value,
    claim,
    parameters_of,
    source,
    value,
)
from tendon_teaching.explorers.definition import Prediction
from tendon_teaching.explorers.explorer import Explorer
from tendon_teaching.lessons import looks
from tendon_teaching.lessons.content import (
    EvidenceGroup,
    Lesson,
    LessonPlan,
    ModelCard,
    Option,
    Point,
    Question,
    Table,
)
from tendon_teaching.lessons.markup import BREAK, Markup, element, plain, together
from tendon_teaching.lessons.message import message
from tendon_teaching.texts import _, language

# Units of rows that count or compare; a missing spread is no gap in them.
_UNITS_WITHOUT_SPREAD = {"", "count", "r", "ICC", "fold"}


@dataclass(frozen=True)
class Part:
    """One part of a lesson, ready to show."""

    html: Markup

    def __repr__(self) -> str:
        return plain(self.html)

    def _repr_mimebundle_(self, **_kwargs: Any) -> dict[str, str]:
        return {"text/html": str(self.html), "text/plain": repr(self)}


@dataclass(frozen=True)
class LessonPage:
    """A lesson at work: every part as an attribute, in the order of the lesson."""

    content: Lesson

    @property
    def opening(self) -> Part:
        """The message in four lines and, for one of its lines, the account and its verdicts."""
        here = self.content.message_line
        if not here:
            return _card(_message(here))
        account = self._account(_claim_chip)
        return _card(_message(here), element("div", account, style=looks.BELOW_A_RULE))

    @property
    def account(self) -> Part:
        """What the popular account says, with the verdicts and what this kit stands behind."""
        return _card(self._account(_claim_line))

    @property
    def goals(self) -> Part:
        """What a learner will be able to explain."""
        return _card(
            _label(_("After this lesson you will be able to explain")), _list(self.content.goals)
        )

    @property
    def words(self) -> Part:
        """Words that sound alike and mean different things."""
        pairs = [
            element(
                "li",
                element("strong", pair.one),
                f" {_('is not')} ",
                element("strong", pair.other),
                ". ",
                pair.why,
                style=looks.ITEM,
            )
            for pair in self.content.words
        ]
        return _card(element("ul", *pairs, style=looks.LIST))

    def explain(self, explorer: Explorer) -> Part:
        """What the explorer showed and why, folded, beside what the learner predicted."""
        explanation = self.content.other_explanations.get(
            explorer.definition.name, self.content.explanation
        )
        if explanation is None:
            raise ValueError(_("This lesson has nothing to explain."))
        prediction = explorer.definition.prediction
        compared = _predictions(prediction, explorer.predicted) if prediction else Markup()
        return _card(
            _folded(
                _("Open this when you have been through the scenes"),
                compared,
                *(_paragraph(text) for text in explanation.paragraphs),
                _small_table(explanation.table),
            )
        )

    @property
    def doubt(self) -> Part:
        """The one nuance that matters."""
        return _card(*(_paragraph(text) for text in self.content.doubt), style=looks.DOUBT)

    @property
    def sceptics(self) -> Part:
        """All other nuances, folded."""
        table = self.content.sceptics_table
        tables = [_small_table(table)] if table else []
        return _card(_folded(_("For sceptics"), _points(self.content.sceptics), *tables))

    @property
    def claims(self) -> Part:
        """The claims of the account with verdict, wording and the rows for and against."""
        rows = [_claim_row(claim(claim_id)) for claim_id in self.content.claims]
        columns = (
            _("The account says"),
            _("Verdict"),
            _("What this kit stands behind"),
            _("Rows for and against"),
            _("What would change our mind"),
        )
        return _card(_table(_("The claims of this lesson"), columns, rows, wide=True))

    @property
    def evidence(self) -> Part:
        """Published values, a folded table for each group; of several the first is open."""
        groups = [*self.content.evidence, *self._other_rows()]
        first = groups[0] if len(groups) > 1 else None
        tables = [_evidence_table(group, is_open=group is first) for group in groups]
        return _card(*tables, *self._abbreviations())

    @property
    def left_out(self) -> Part:
        """What the model leaves out."""
        return _card(_points(self.content.left_out))

    @property
    def model_card(self) -> Part:
        """Every parameter of the model with value, range, status and reason, folded."""
        tables = [_model_table(card) for card in self.content.models]
        return _card(_folded(_("Model card: every number in the model"), *tables))

    @property
    def questions(self) -> Part:
        """Questions to check oneself; each answer opens to its feedback."""
        questions = self.content.questions
        numbered = [
            _question(question, number, len(questions))
            for number, question in enumerate(questions, start=1)
        ]
        return _card(_label(_("Choose an answer to open it.")), *numbered)

    @property
    def plan(self) -> Part:
        """The plan for lecturers, folded."""
        plan = self.content.plan
        if plan is None:
            raise ValueError(_("This lesson has no plan."))
        summary = _("For lecturers: a plan for {minutes} minutes").format(minutes=plan.minutes)
        return _card(_folded(summary, *_plan(plan)))

    @property
    def sources(self) -> Part:
        """Every publication behind a row, verdict or parameter of this lesson."""
        keys = {value(value_id).source_key for value_id in self._all_value_ids()}
        found = sorted((source(key) for key in keys), key=lambda s: s.short_citation.casefold())
        return _card(element("ul", *(_source_item(s) for s in found), style=looks.LIST))

    def _account(self, as_line: Callable[[Claim], Markup]) -> Markup:
        verdicts = [as_line(claim(claim_id)) for claim_id in self.content.opening_claims]
        return together(
            element(
                "p",
                element("span", _("The popular account says:"), style=looks.SMALL),
                BREAK,
                element("span", self.content.popular, style=looks.POPULAR_SENTENCE),
                style=looks.PARAGRAPH,
            ),
            *verdicts,
        )

    def _other_rows(self) -> list[EvidenceGroup]:
        """Rows that verdicts or parameters name and no group of the lesson shows."""
        shown = {value_id for group in self.content.evidence for value_id in group.value_ids}
        others = tuple(value_id for value_id in self._all_value_ids() if value_id not in shown)
        if not others:
            return []
        return [EvidenceGroup(_("Other rows named in this lesson"), others)]

    def _all_value_ids(self) -> tuple[str, ...]:
        ids = [*self.content.value_ids]
        for claim_id in dict.fromkeys([*self.content.opening_claims, *self.content.claims]):
            ids += [*claim(claim_id).evidence_for, *claim(claim_id).evidence_against]
        for card in self.content.models:
            for parameter in parameters_of(card.model).values():
                ids += parameter.register_ids
        return tuple(dict.fromkeys(ids))

    def _abbreviations(self) -> list[Markup]:
        meanings = self.content.abbreviations.items()
        if not meanings:
            return []
        pieces: list[str] = []
        for short, long in meanings:
            pieces += [element("strong", short, translate="no"), " ", long, "; "]
        return [element("p", *pieces[:-1], ".", style=looks.LABEL)]


# ---------- opening ----------


def _message(here: int) -> Markup:
    lines = [
        _message_line(text, is_here=number == here)
        for number, text in enumerate(message(), start=1)
    ]
    return together(
        _label(_("The message in four lines")), element("ol", *lines, style=looks.MESSAGE)
    )


def _message_line(text: str, *, is_here: bool) -> Markup:
    if not is_here:
        return element("li", text, style=looks.MESSAGE_LINE)
    marker = element("span", _("◀ this lesson"), style=looks.HERE)
    return element("li", element("strong", text), " ", marker, style=looks.MESSAGE_LINE_HERE)


def _claim_chip(row: Claim) -> Markup:
    """The verdict alone: the nuance comes after the first slider has moved."""
    return element("p", _verdict(row), BREAK, _(row.claim), style=looks.CLAIM)


def _claim_line(row: Claim) -> Markup:
    return element("p", _verdict(row), BREAK, _(row.wording), style=looks.CLAIM)


def _verdict(row: Claim) -> Markup:
    """The verdict in a chip whose sign and border repeat its colour, and how sure we are of it."""
    sign, colours = looks.VERDICTS[row.verdict]
    chip = element(
        "span",
        element("span", sign, aria_hidden="true"),
        " ",
        row.verdict_text,
        style=f"{looks.CHIP};{colours}",
    )
    sure = _("confidence: {confidence}").format(confidence=_confidence(row.confidence))
    return together(chip, " ", element("span", sure, style=looks.SURE))


def _confidence(word: str) -> str:
    return {"high": _("high"), "moderate": _("moderate"), "low": _("low")}[word]


# ---------- explain ----------


def _predictions(prediction: Prediction, predicted: str | None) -> Markup:
    intro = (
        _("Your prediction was: “{answer}”").format(answer=predicted)
        if predicted
        else _("Find your prediction below. In a notebook, run this cell again to have it marked.")
    )
    answers = [_predicted(o.text, o.feedback, o.text == predicted) for o in prediction.options]
    return together(
        element("p", element("strong", prediction.question), style=looks.PARAGRAPH),
        _paragraph(intro),
        element("ul", *answers, style=looks.LIST),
    )


def _predicted(answer: str, feedback: str, is_mine: bool) -> Markup:
    mark = [" ", element("span", _("◀ you"), style=looks.HERE)] if is_mine else []
    return element("li", element("strong", answer), *mark, BREAK, feedback, style=looks.ITEM)


def _small_table(table: Table) -> Markup:
    rows = [(row[0], *(_number_cell(cell) for cell in row[1:])) for row in table.rows]
    return _table(table.caption, table.columns, rows)


# ---------- claims and evidence ----------


def _claim_row(row: Claim) -> tuple[str, ...]:
    rests = together(
        _("for:"),
        " ",
        _ids(row.evidence_for),
        BREAK,
        _("against:"),
        " ",
        _ids(row.evidence_against),
    )
    return (_(row.claim), _verdict(row), _(row.wording), rests, _(row.change_our_mind))


def _ids(ids: Sequence[str]) -> Markup:
    return element("span", ", ".join(ids), translate="no") if ids else together(_("none seen"))


def _evidence_table(group: EvidenceGroup, *, is_open: bool) -> Markup:
    columns = (
        _("What, and in which group"),
        _("Value, with its spread"),
        _("n"),
        _("Studied in"),
        _("Study; seen in; row"),
        _("Remark"),
    )
    rows = [_value_row(value(value_id)) for value_id in group.value_ids]
    remark = [_paragraph(group.remark)] if group.remark else []
    summary = _("{title} ({count} rows)").format(title=group.title, count=len(rows))
    table = _table(group.title, columns, rows, wide=True, caption_style=looks.HIDDEN_CAPTION)
    return _folded(summary, *remark, table, is_open=is_open)


def _value_row(row: Value) -> tuple[str, ...]:
    quantity, group = _(row.quantity), _(row.group)
    if row.time:
        group = _("{group}, {time}").format(group=group, time=_(row.time))
    what = together(
        quantity[:1].upper() + quantity[1:], BREAK, element("span", group, style=looks.GROUP)
    )
    count = str(row.n) if row.n is not None else _("not seen")
    return (what, _value_cell(row), count, _(row.population), _study(row), _(row.note))


def _value_cell(row: Value) -> Markup:
    if row.direction:
        return together(row.text)
    number = _number_cell(row.text)
    if row.printed_spread or row.unit in _UNITS_WITHOUT_SPREAD:
        return number
    return together(number, BREAK, element("span", _("spread not seen"), style=looks.SMALL))


def _study(row: Value) -> Markup:
    """Author and year, the row, and where its number was seen; a second-hand row is marked."""
    where = element(
        "span", _seen_in(row), style=looks.SECOND_HAND if row.label_note else looks.SMALL
    )
    identity = element("span", row.id, translate="no", style=looks.SMALL)
    return together(_citation(row.source, is_short=True), BREAK, where, " ", identity)


def _seen_in(row: Value) -> str:
    return {
        "abstract": _("abstract,"),
        "full_text": _("full text,"),
        "secondary": _("second-hand"),
    }[row.seen_in]


def _citation(publication: Source, *, is_short: bool = False) -> Markup:
    """The citation, or authors and year of it; a link only where the register allows one."""
    words = publication.short_citation
    if is_short:
        words = words.partition(",")[0]
    cited = element("cite", words, translate="no", style="font-style:normal")
    if publication.link is None:
        return cited
    return element("a", cited, href=publication.link, style=looks.LINK)


def _source_item(publication: Source) -> Markup:
    remarks = [_(publication.study_type)]
    if publication.seen_second_hand:
        remarks.append(_("read in a copy or a quotation"))
    if publication.link is None:
        remarks.append(_("no checked address"))
    small = element("span", "; ".join(remarks), style=looks.SMALL)
    return element("li", _citation(publication), " ", small, style=looks.ITEM)


# ---------- model card ----------


def _model_table(card: ModelCard) -> Markup:
    columns = (
        _("Parameter"),
        _("Value"),
        _("Range the model accepts"),
        _("Published range"),
        _("Status"),
        _("Why, and from where"),
    )
    rows = [_parameter_row(card, p) for p in parameters_of(card.model).values()]
    return _table(card.title, columns, rows, wide=True)


def _parameter_row(card: ModelCard, parameter: Parameter) -> tuple[str, ...]:
    code = element("code", parameter.name, translate="no", style=looks.CODE)
    published: str = _("none found")
    if parameter.published_low is not None and parameter.published_high is not None:
        published = _range(parameter.published_low, parameter.published_high, parameter.unit)
    return (
        together(card.labels[parameter.name], BREAK, code),
        _number_cell(_with_unit(f"{parameter.value:g}", parameter.unit)),
        _range(parameter.allowed_low, parameter.allowed_high, parameter.unit),
        published,
        parameter.status.text,
        _reason(parameter),
    )


def _range(low: float, high: float, unit: str) -> Markup:
    ends = f"{low:g}" if low == high else f"{low:g}–{high:g}"
    return _number_cell(_with_unit(ends, unit))


def _with_unit(number: str, unit: str) -> str:
    if unit == "-":
        return number
    return number + unit if unit == "°" else f"{number} {unit}"


def _reason(parameter: Parameter) -> Markup:
    pieces: list[str] = [_(parameter.note)] if parameter.note else []
    for value_id in parameter.register_ids:
        pieces += [BREAK] if pieces else []
        pieces.append(_study_in_line(value(value_id)))
    return together(*pieces)


def _study_in_line(row: Value) -> Markup:
    identity = element("span", row.id, translate="no", style=looks.SMALL)
    if not row.label_note:
        return together(_citation(row.source, is_short=True), " ", identity)
    label = element("span", row.label_note, style=looks.SECOND_HAND)
    return together(_citation(row.source, is_short=True), " ", label, " ", identity)


# ---------- questions and plan ----------


def _question(question: Question, number: int, count: int) -> Markup:
    name = _("Question {number} of {count}.").format(number=number, count=count)
    options = [
        _answer(option, letter)
        for letter, option in zip("ABCDEFGH", question.options, strict=False)
    ]
    text = element("p", element("strong", name), " ", question.text, style=looks.PARAGRAPH)
    return element("div", text, *options, style="margin:0 0 1em 0")


def _answer(option: Option, letter: str) -> Markup:
    verdict = (
        _("✓ Right.")
        if option.right
        else _("✗ Not quite. The idea behind it: “{misconception}”.").format(
            misconception=option.misconception
        )
    )
    feedback = element(
        "p", element("strong", verdict), " ", option.feedback, style=looks.FEEDBACK[option.right]
    )
    lettered = element("strong", letter, translate="no")
    summary = element("summary", lettered, " ", option.text, style=looks.ANSWER)
    return element("details", summary, feedback, style=looks.DETAILS)


def _plan(plan: LessonPlan) -> tuple[Markup, ...]:
    steps = [
        (_("{minute} min").format(minute=step.minute), step.do, step.ask) for step in plan.steps
    ]
    expected = [(item.answer, item.reply) for item in plan.expected]
    return (
        _label(_("Objectives")),
        _list(plan.objectives),
        _table(_("The steps"), (_("From"), _("Do"), _("Ask")), steps),
        _table(_("Wrong answers to expect"), (_("A student says"), _("What helps")), expected),
    )


# ---------- pieces ----------


def _card(*children: str, style: str = looks.CARD) -> Part:
    return Part(element("div", *children, style=style, lang=language()))


def _label(text: str) -> Markup:
    return element("p", text, style=looks.LABEL)


def _paragraph(text: str) -> Markup:
    return element("p", text, style=looks.PARAGRAPH)


def _list(items: Iterable[str]) -> Markup:
    return element(
        "ul", *(element("li", item, style=looks.ITEM) for item in items), style=looks.LIST
    )


def _points(points: Iterable[Point]) -> Markup:
    return _list(together(element("strong", point.lead), " ", point.text) for point in points)


def _number_cell(text: str) -> Markup:
    """A number with its unit: nothing to translate."""
    return element("span", text, translate="no")


def _folded(summary: str, *children: str, is_open: bool = False) -> Markup:
    return element(
        "details",
        element("summary", summary, style=looks.SUMMARY),
        *children,
        style=looks.DETAILS,
        open="open" if is_open else "",
    )


def _table(
    caption: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    wide: bool = False,
    caption_style: str = looks.CAPTION,
) -> Markup:
    """A table in a region of its own that scrolls where the page is too narrow for it."""
    head = [element("th", column, scope="col", style=looks.HEAD) for column in columns]
    body = [
        element(
            "tr",
            element("th", row[0], scope="row", style=looks.ROW_NAME),
            *(element("td", cell, style=looks.CELL) for cell in row[1:]),
            style=looks.ROW,
        )
        for row in rows
    ]
    table = element(
        "table",
        element("caption", caption, style=caption_style),
        element("thead", element("tr", *head, style=looks.ROW)),
        element("tbody", *body),
        style=looks.TABLE + (looks.WIDE if wide else ""),
    )
    return element(
        "div", table, role="region", tabindex="0", aria_label=caption, style=looks.REGION
    )
