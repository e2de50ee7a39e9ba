"""What a lesson is, as data. Texts arrive here already in the reader's language.

A lesson module offers one function, ``lesson()``, that fills these classes. They hold no HTML:
``render`` turns them into what a notebook shows. Mistakes of an author, such as a question with two
right answers, are refused here and never reach a class.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

MESSAGE_LINES = 4
WHOLE_MESSAGE = 0


@dataclass(frozen=True)
class Option:
    """One possible answer. A wrong one names the misconception behind it."""

    text: str
    feedback: str
    right: bool = False
    misconception: str = ""

    def __post_init__(self) -> None:
        if self.right == bool(self.misconception):
            raise ValueError(
                f"option {self.text!r}: exactly the wrong answers must name a misconception"
            )


@dataclass(frozen=True)
class Question:
    """A question with one right answer among wrong ones that people really give."""

    text: str
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        if sum(option.right for option in self.options) != 1:
            raise ValueError(f"question {self.text!r}: exactly one answer must be right")


@dataclass(frozen=True)
class EvidenceGroup:
    """Rows of the register that belong into one table. ``remark`` is read before the table."""

    title: str
    value_ids: tuple[str, ...]
    remark: str = ""


@dataclass(frozen=True)
class TwoWords:
    """Two words that sound alike and mean different things."""

    one: str
    other: str
    why: str


@dataclass(frozen=True)
class Point:
    """One item of a list that is to be skimmed: a few leading words, then a sentence or two."""

    lead: str
    text: str


@dataclass(frozen=True)
class Table:
    """A small table of numbers that were just computed; the first column names the row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Explanation:
    """What the explorer showed and why, for after the prediction."""

    paragraphs: tuple[str, ...]
    table: Table


@dataclass(frozen=True)
class ModelCard:
    """One model class whose parameters are shown, and what to call them."""

    title: str
    model: type
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Step:
    """One step of a class: when it begins, what is done, what is asked."""

    minute: int
    do: str
    ask: str = ""


@dataclass(frozen=True)
class ExpectedAnswer:
    """A wrong answer to be ready for, and what helps then."""

    answer: str
    reply: str


@dataclass(frozen=True)
class LessonPlan:
    """What a lecturer needs. ``minutes`` is how long the steps take together."""

    minutes: int
    objectives: tuple[str, ...]
    steps: tuple[Step, ...]
    expected: tuple[ExpectedAnswer, ...]

    def __post_init__(self) -> None:
        starts = [step.minute for step in self.steps]
        if starts != sorted(set(starts)) or starts[-1] >= self.minutes:
            raise ValueError(f"steps begin at {starts}; they must rise and end before the lesson")


@dataclass(frozen=True)
class Lesson:
    """One lesson. ``message_line`` is its line of the message (1 to 4), 0 for all of it.

    ``opening_claims`` are shown with the popular sentence at the top, ``claims`` in the table.
    ``explanation`` belongs to the lesson's explorer; where it has several, those named in
    ``other_explanations`` have one of their own. ``sceptics_table`` is read after the points.
    ``other_value_ids`` are rows of the register that are quoted in running text.
    """

    number: str
    notebook: str
    title: str
    message_line: int
    popular: str
    opening_claims: tuple[str, ...]
    claims: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    words: tuple[TwoWords, ...] = ()
    explanation: Explanation | None = None
    other_explanations: Mapping[str, Explanation] = field(default_factory=dict)
    doubt: tuple[str, ...] = ()
    sceptics: tuple[Point, ...] = ()
    sceptics_table: Table | None = None
    evidence: tuple[EvidenceGroup, ...] = ()
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[Point, ...] = ()
    models: tuple[ModelCard, ...] = ()
    questions: tuple[Question, ...] = ()
    plan: LessonPlan | None = None
    other_value_ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not WHOLE_MESSAGE <= self.message_line <= MESSAGE_LINES:
            raise ValueError(f"message_line is {self.message_line}; it must be 0 to 4")

    @property
    def value_ids(self) -> tuple[str, ...]:
        """Every row of the register this lesson shows or quotes, each once."""
        grouped = [value_id for group in self.evidence for value_id in group.value_ids]
        return tuple(dict.fromkeys([*grouped, *self.other_value_ids]))
