"""Many made-up people on request: the range under one story, with a bar of progress and a way out.

The explorer of lesson 06 shows stored ranges, which cost nothing. Here a learner asks for people
of their own: which story, which care, how many, which chance. The work runs beside the notebook's
other cells and can be stopped; a computing cluster may be handed in as an ``executor``.
"""

import html
import logging
from concurrent.futures import Executor
from threading import Event, Thread
from typing import Any

import ipywidgets

from tendon_teaching.models.clinical_course import (
    STORY_NAMES,
    ClinicalCourse,
    MonteCarloCancelled,
    monte_carlo,
    story,
)
from tendon_teaching.models.patients import Baseline, draw_patients
from tendon_teaching.models.regimens import RegimenName, plan
from tendon_teaching.texts import _

FEWEST, MOST, STEP, USUAL = 100, 5000, 100, 1000
LARGEST_SEED = 999_999
WEEKS = (0, 4, 12, 24, 52)
LIVES = (
    RegimenName.WAIT,
    RegimenName.MASSAGE,
    RegimenName.HOME_ECCENTRIC,
    RegimenName.HEAVY_SLOW,
    RegimenName.BOTH,
)

_log = logging.getLogger(__name__)


class ManyPeople(ipywidgets.VBox):
    """Fields, two buttons, a bar of progress and a table; ``start`` and ``cancel`` as buttons do.

    ``executor`` is any ``concurrent.futures`` executor, for example ``Client(...).get_executor()``
    of an existing Dask cluster; without one the people are followed one group after the other. The
    result is the same to the last digit. ``course`` holds it afterwards.
    """

    def __init__(self, executor: Executor | None = None) -> None:
        self._executor = executor
        self._stop, self._work = Event(), Thread()
        self.course: ClinicalCourse | None = None
        wide = {"description_width": "initial"}
        self.story = ipywidgets.Dropdown(
            options=[(story(name).text, name) for name in STORY_NAMES],
            description=_("Story"),
            style=wide,
        )
        self.care = ipywidgets.Dropdown(
            options=[(name.text, name) for name in LIVES],
            value=RegimenName.HOME_ECCENTRIC,
            description=_("Care"),
            style=wide,
        )
        self.people = ipywidgets.BoundedIntText(
            USUAL, min=FEWEST, max=MOST, step=STEP, description=_("People"), style=wide
        )
        self.seed = ipywidgets.BoundedIntText(
            0, min=0, max=LARGEST_SEED, description=_("Chance (seed)"), style=wide
        )
        self.run = ipywidgets.Button(description=_("Follow them"), button_style="primary")
        self.stop = ipywidgets.Button(description=_("Cancel"), disabled=True)
        self.bar = ipywidgets.IntProgress(0, 0, USUAL)
        self.said = ipywidgets.HTML(_status(_("Nobody has been followed yet.")))
        self.table = ipywidgets.HTML()
        self.run.on_click(lambda _button: self.start())
        self.stop.on_click(lambda _button: self.cancel())
        super().__init__(
            [
                ipywidgets.HBox([self.story, self.care], layout={"flex_flow": "row wrap"}),
                ipywidgets.HBox([self.people, self.seed], layout={"flex_flow": "row wrap"}),
                ipywidgets.HBox([self.run, self.stop, self.bar]),
                self.said,
                self.table,
            ]
        )

    def start(self) -> None:
        """Follow the people asked for; nothing happens while others are still followed."""
        if self._work.is_alive():
            return
        self._stop = Event()
        self.run.disabled, self.stop.disabled = True, False
        self.bar.value, self.bar.max = 0, self.people.value
        self.table.value = ""
        asked = (self.story.value, self.care.value, self.people.value, self.seed.value)
        self._work = Thread(target=self._follow, args=(*asked, self._stop), daemon=True)
        self._work.start()

    def cancel(self) -> None:
        """Stop after the group that is being followed."""
        self._stop.set()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until the work has ended, at most so many ``seconds``."""
        if self._work.ident is not None:
            self._work.join(seconds)

    def _follow(self, name: str, care: RegimenName, people: int, seed: int, stop: Event) -> None:
        try:
            self.course = monte_carlo(
                plan(care, days=7 * WEEKS[-1]),
                draw_patients(people, seed, Baseline()),
                seed,
                name,
                weeks=WEEKS,
                executor=self._executor,
                progress=self._progress,
                cancelled=stop.is_set,
            )
            self.table.value = _table(self.course)
            self._say(_("Done: {people:,} made-up people.").format(people=people))
        except MonteCarloCancelled:
            self._say(_("Cancelled. Nothing is kept of these people; follow them again any time."))
        except Exception as problem:
            _log.exception("the people could not be followed")
            self._say(_("That did not work: {problem}").format(problem=problem))
        finally:
            self.run.disabled, self.stop.disabled = False, True

    def _progress(self, done: int, everybody: int) -> None:
        self.bar.max, self.bar.value = everybody, done
        self._say(
            _("{done:,} of {everybody:,} people followed.").format(done=done, everybody=everybody)
        )

    def _say(self, words: str) -> None:
        self.said.value = _status(words)

    def __repr__(self) -> str:
        return _(
            "Many people: run this cell, choose a story, a kind of care and how many made-up "
            "people to follow."
        )

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        live: dict[str, Any] = super()._repr_mimebundle_(**kwargs) or {}
        return {**live, "text/plain": repr(self)}


def _status(words: str) -> str:
    """Words that a screen reader says when they change."""
    return f'<div role="status" aria-live="polite">{html.escape(words)}</div>'


def _table(course: ClinicalCourse) -> str:
    low, _lower, middle, _upper, high = course.quantiles()
    head = (
        _("week"),
        _("VISA-A, mean"),
        _("half of the people above"),
        _("5 to 95 %"),
        _("tendon"),
    )
    rows = [
        (
            f"{week}",
            f"{mean:.0f}",
            f"{half:.0f}",
            _("{low:.0f} to {high:.0f}").format(low=few, high=most),
            f"{100 * stiff:.0f} %",
        )
        for week, mean, half, few, most, stiff in zip(
            course.weeks,
            course.mean("visa_a_observed"),
            middle,
            low,
            high,
            course.mean("stiffness_ratio"),
            strict=True,
        )
    ]
    cells = "".join(f'<th scope="col" style="padding:0 0.8em">{html.escape(h)}</th>' for h in head)
    lines = "".join(
        f'<tr><th scope="row">{row[0]}</th>'
        + "".join(f'<td style="text-align:right;padding:0 0.8em">{c}</td>' for c in row[1:])
        + "</tr>"
        for row in rows
    )
    note = _(
        "VISA-A: 0 to 100, high is good. Tendon: mean stiffness, per cent of healthy. Made-up "
        "people under one story, not a forecast for a person."
    )
    return (
        f"<table><thead><tr>{cells}</tr></thead><tbody>{lines}</tbody></table>"
        f"<p>{html.escape(note)}</p>"
    )
