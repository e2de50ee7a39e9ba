"""Badges and cards of the tour: words that never change, laid over the picture or beside it."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from tendon_teaching.figures import style
from tendon_teaching.texts import _


@dataclass(frozen=True)
class Question:
    """Something not known for sure: the claim of the register it belongs to, and its lesson."""

    claim_id: str
    words: str
    lesson: str


def open_questions() -> tuple[Question, ...]:
    """The three open questions of the tour, in the reader's language."""
    return (
        Question("A10", _("Does a tendon have to be rebuilt to stop hurting?"), _("lesson 04")),
        Question("A19", _("Does only loading help?"), _("lesson 06")),
        Question("A02", _("Who gets it, and why?"), _("lesson 03")),
    )


class Sign(Artist):
    """Something on white that never changes: drawn once, then only pasted.

    Letters take most of the time of a frame, and a sign has many. ``box`` is where it lies, in the
    measure of the axes; nothing else may move there but under the sign.
    """

    def __init__(self, axes: Axes, parts: Sequence[Artist], box: Bbox) -> None:
        super().__init__()
        self._parts, self._box = parts, box
        self._pasted: tuple[Any, Any] | None = None
        for part in parts:
            part.axes = axes
            part.set_figure(axes.figure)
            part.set_transform(axes.transData)
        axes.add_artist(self)

    def get_children(self) -> list[Artist]:
        """The parts, so that they can be found."""
        return list(self._parts)

    def draw(self, renderer: Any) -> None:
        """Paste the sign where it was drawn before, draw it otherwise."""
        if not self.get_visible():
            return
        if self._pasted is not None and self._pasted[0] is renderer:
            renderer.restore_region(self._pasted[1])
            return
        for part in self._parts:
            part.draw(renderer)
        if hasattr(renderer, "copy_from_bbox"):  # a vector picture cannot paste
            box = self._box.transformed(self.get_transform())
            self._pasted = (renderer, renderer.copy_from_bbox(box))


_BADGE_HIGH_IN: Final = 0.31
_CARDS_LOW_IN: Final = 0.34
# Letters in a line of a card, and their size in points.
_LETTERS: Final = {"wide": (19, 10.8), "narrow": (14, 9.4)}
_FRAME_IN: Final = 0.07
_GAP_IN: Final = 0.09


def badge(axes: Axes, words: str, width_in: float) -> Sign:
    """A badge in the lowest row of a sheet measured in inches."""
    dashed = {"boxstyle": "round,pad=0.35", "fc": "white", "ec": style.GREY, "ls": (0, (3, 2))}
    text = Text(0.12, 0.165, words, va="center", fontsize=style.SMALL_SIZE, bbox=dashed)
    return Sign(axes, [text], Bbox.from_extents(0, 0, width_in, _BADGE_HIGH_IN))


def cards(axes: Axes, layout: str, width_in: float, height_in: float) -> Sign:
    """A hatched card for each open question, with its lesson; they cover the sheet to its top."""
    low, questions = _CARDS_LOW_IN, open_questions()
    step = width_in / len(questions)
    cover = Rectangle((0, low), width_in, height_in - low, fc="white", lw=0)
    parts: list[Artist] = [cover]
    for place, question in enumerate(questions):
        left, width = place * step + _GAP_IN / 2, step - _GAP_IN
        parts += _card(question, layout, Bbox.from_bounds(left, low, width, height_in - low - 0.02))
    return Sign(axes, parts, Bbox.from_extents(0, _BADGE_HIGH_IN, width_in, height_in))


def _card(question: Question, layout: str, box: Bbox) -> list[Artist]:
    letters, size = _LETTERS[layout]
    hatched = Rectangle(
        box.p0, box.width, box.height, fc="white", ec=style.GREY, hatch="////", lw=1.4
    )
    hatched.set_hatchcolor(style.GREY)
    sheet = box.padded(-_FRAME_IN)
    middle = (box.x0 + box.x1) / 2
    words = Text(
        middle,
        sheet.y0 + 0.56 * sheet.height + 0.04,
        textwrap.fill(question.words, letters),
        ha="center",
        va="center",
        fontsize=size,
        fontweight="bold",
    )
    lesson = Text(
        middle,
        sheet.y0 + 0.09,
        question.lesson,
        ha="center",
        va="center",
        fontsize=size - 0.6,
        color=style.TISSUE,
    )
    return [
        hatched,
        Rectangle(sheet.p0, sheet.width, sheet.height, fc="white", lw=0),
        words,
        lesson,
    ]
