"""Same tendon, four stories: one map, the same over time, the trials, and a trial of one's own.

The map has the tendon across and the person up, so "feels better" and "is stiffer" are two
directions. Waiting is dotted, massage dashed, loading solid, both a double line; markers and labels
repeat it. Each view is a page that is drawn once and pasted; what moves is drawn over it.
"""

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import partial
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.ticker import FixedLocator

from tendon_teaching.evidence import value
from tendon_teaching.figures import style
from tendon_teaching.figures.stage import Drawing, Layout
from tendon_teaching.models.four_stories import (
    LAST_WEEK,
    LIVES,
    ArmCheck,
    FourStories,
    Life,
    PatternCheck,
    arm_checks,
    life_text,
    massage_pattern,
    story_name,
    whole_course_meetings,
)
from tendon_teaching.models.regimens import RegimenName
from tendon_teaching.models.trial_arms import MASSAGE_PATTERN, NULL_ZONE_POINTS
from tendon_teaching.models.trial_design import Aim, TrialDesign, Verdict, verdicts
from tendon_teaching.texts import _

LAYOUTS: Final = {"wide": Layout(10.0, 4.5), "narrow": Layout(4.5, 7.0)}
PICTURE_LIKE: Final = False
SOURCES: Final = (
    *("L018", "L019", "L023", "L024", "L028", "L029", "L077", "L078", "L079", "L080"),
    *("L220", "L221", "L222", "L107", "L108", "L058", "L065", "L066", "L215", "L118"),
    *("M001", "M003", "M004", "M005", "M006", "M008", "M008b", "M010", "M011"),
)

WAIT, MASSAGE, LOADING, BOTH = LIVES
A, B = "L", "S"
# What the stories are called in the picture.
_LETTERS: Final = {A: "A", B: "B"}
MARK_EVERY_WEEKS: Final = 4


class View(IntEnum):
    """Which page is on top."""

    MAP = 0
    TIME = 1
    TRIALS = 2
    DESIGN = 3

    @property
    def text(self) -> str:
        """The view in words for the choice."""
        return {
            View.MAP: _("map"),
            View.TIME: _("over time"),
            View.TRIALS: _("trials"),
            View.DESIGN: _("your own trial"),
        }[self]


@dataclass(frozen=True)
class Picture:
    """What the figure shows: one story or both (A first), a week, a view, one life in focus or all
    four, and a trial of the learner's own."""

    stories: tuple[FourStories, ...]
    week: int
    view: View = View.MAP
    focus: RegimenName | None = None
    design: TrialDesign = field(default_factory=TrialDesign)

    @property
    def first(self) -> FourStories:
        """The story whose numbers come first."""
        return self.stories[0]

    @property
    def is_both(self) -> bool:
        """Whether two stories are compared."""
        return len(self.stories) > 1

    @property
    def is_doubted(self) -> bool:
        """Whether the learner has left Story A alone; misfits are shown from then on."""
        return self.is_both or self.first.story != A


@dataclass(frozen=True)
class _Look:
    """Line, marker and colour of one way of care."""

    dashes: Any
    marker: str
    colour: str
    width: float
    is_double: bool = False


_LOOKS: Final = {
    WAIT: _Look((0, (1.1, 1.6)), "o", style.GREY, 2.4),
    MASSAGE: _Look((0, (4.2, 1.9)), "s", "#A0457F", 2.4),
    LOADING: _Look("-", "^", "#00795A", 2.6),
    BOTH: _Look("-", "D", style.INK, 4.4, is_double=True),
}
_MISFIT: Final = "#B00020"
_AXES_TISSUE: Final = style.TISSUE
_AXES_PERSON: Final = style.SYMPTOMS


class Page(Artist):
    """The axes and words of one view that never move: drawn once, from then on pasted.

    Its parts belong to the figure, which draws them itself where nothing can be pasted, as in a
    vector file.
    """

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self.of, self.parts = figure, list[Artist]()
        self._pasted: tuple[Any, Any] | None = None

    def axes_at(self, inches: tuple[float, float, float, float]) -> Axes:
        """New axes of this page at left, bottom, width and height."""
        across, up = self.of.get_size_inches()
        left, bottom, width, height = inches
        axes = self.of.add_axes((left / across, bottom / up, width / across, height / up))
        self.parts.append(axes)
        return axes

    def words(self, left: float, bottom: float, words: str, **how: Any) -> Text:
        """Words of this page at a place in inches."""
        text = _text(self.of, left, bottom, words, **how)
        self.parts.append(text)
        return text

    def line(self, across: Sequence[float], up: Sequence[float], **how: Any) -> Line2D:
        """A line of this page in inches."""
        line = Line2D(across, up, transform=self.of.dpi_scale_trans, **how)
        self.of.add_artist(line)
        self.parts.append(line)
        return line

    def set_visible(self, b: bool) -> None:
        """Show or hide it with its parts."""
        super().set_visible(b)
        for part in self.parts:
            part.set_visible(b)

    def draw(self, renderer: Any) -> None:
        """Paste it where it was drawn before, draw it otherwise."""
        if not self.get_visible() or not isinstance(renderer, RendererAgg):
            return
        if self._pasted is not None and self._pasted[0] is renderer:
            renderer.restore_region(self._pasted[1])
            return
        for part in self.parts:
            part.draw(renderer)
        self._pasted = renderer, renderer.copy_from_bbox(self.of.bbox)


class KeptText(Text):
    """Words over a white ground that often stay as they are: pasted until they change."""

    _kept: tuple[Any, Any] | None = None

    def draw(self, renderer: Any) -> None:
        """Paste them where they were drawn before, draw them otherwise."""
        if not self.get_visible() or not self.get_text():
            return
        frame = self.get_bbox_patch()
        looks = (self.get_text(), self.get_color(), frame and frame.get_edgecolor())
        if self._kept is not None and self._kept[0] == (renderer, looks):
            renderer.restore_region(self._kept[1])
            return
        super().draw(renderer)
        if isinstance(renderer, RendererAgg):
            box = (frame or self).get_window_extent(renderer).padded(4)
            self._kept = (renderer, looks), renderer.copy_from_bbox(box)


def _kept_text(figure: Figure, left: float, bottom: float, **how: Any) -> KeptText:
    text = KeptText(left, bottom, "", transform=figure.dpi_scale_trans, **how)
    figure.add_artist(text)
    return text


def _text(figure: Figure, left: float, bottom: float, words: str, **how: Any) -> Text:
    return figure.text(left, bottom, words, transform=figure.dpi_scale_trans, **how)


@dataclass(frozen=True)
class _Trail:
    """One way of care under one story: the line, the white that makes it double, its end."""

    line: Line2D
    core: Line2D | None
    end: Line2D | None = None

    @property
    def artists(self) -> tuple[Artist, ...]:
        """In drawing order."""
        return tuple(part for part in (self.line, self.core, self.end) if part is not None)

    def hide(self) -> None:
        """Take it away until the next update."""
        for part in self.artists:
            part.set_visible(False)

    def move(self, across: Any, up: Any, every: Any = None) -> None:
        """Lay the trail along these points."""
        self.line.set_data(across, up)
        self.line.set_markevery(every)
        if self.core is not None:
            self.core.set_data(across, up)
        if self.end is not None:
            self.end.set_data(across[-1:], up[-1:])

    def set_weight(self, weight: float) -> None:
        """1 for a trail in focus, less for the others."""
        for part in self.artists:
            part.set_alpha(weight)


@dataclass(frozen=True)
class _Group:
    """All that moves in one view."""

    page: Page
    artists: tuple[Artist, ...]
    move: Callable[[Picture], None]


@dataclass(frozen=True)
class Handles:
    """Everything that moves, by view; ``named`` for tests."""

    groups: dict[View, _Group]
    title: Text
    table: "_Table"
    named: dict[str, Any]


def draw(layout: str) -> Drawing:
    """Build the figure: a page for each view, the moving artists still empty."""
    size = LAYOUTS[layout]
    figure = Figure(figsize=(size.width_in, size.height_in), dpi=size.dots_per_inch)
    plan = _PLANS[layout]
    named: dict[str, Any] = {}
    table = _table(figure, plan)
    groups = {
        View.MAP: _map_group(figure, plan, table, named),
        View.TIME: _time_group(figure, plan, table, named),
        View.TRIALS: _trials_group(figure, plan, named),
        View.DESIGN: _design_group(figure, plan, named),
    }
    title = _text(
        figure,
        plan.title_left,
        size.height_in - 0.08,
        "",
        va="top",
        fontsize=plan.title_size,
        fontweight="bold",
    )
    handles = Handles(groups, title, table, named)
    pages = tuple(group.page for group in groups.values())
    for page in pages:
        page.set_visible(False)
    # What both the map and the plots over time use is listed once.
    moving = dict.fromkeys(artist for group in groups.values() for artist in group.artists)
    return Drawing(figure, (*pages, *moving, title), handles)


def update(drawing: Drawing, result: Picture) -> None:
    """Move every artist to ``result``."""
    handles: Handles = drawing.handles
    for view, group in handles.groups.items():
        group.page.set_visible(view is result.view)
        for artist in group.artists:
            artist.set_visible(False)
    group = handles.groups[result.view]
    for artist in group.artists:
        artist.set_visible(True)
    handles.title.set_text(_title(result))
    group.move(result)


# ---------- words ----------


def read_out(result: Picture) -> str:
    """The sentence under the picture, with the numbers of ``result``."""
    if result.view is View.DESIGN:
        return _design_words(result.design)
    if result.view is View.TRIALS:
        return _trials_words(result)
    words = _course_words(result)
    return f"{words} {_what_if(result)}".strip()


def text_alternative(result: Picture) -> str:
    """The picture in words, following the state."""
    if result.view is View.DESIGN:
        return _("A sketch of a trial: {arms}, {people} people. {told}").format(
            arms=result.design.arms.text,
            people=result.design.people,
            told=" ".join(
                _("{question} {can} {why}").format(
                    question=verdict.aim.question, can=_yes(verdict), why=verdict.why
                )
                for verdict in verdicts(result.design)
            ),
        )
    if result.view is View.TRIALS:
        return _("{card} {pattern} {arms}").format(
            card=" ".join(_card_lines()),
            pattern=_trials_words(result),
            arms=_(
                "A second plot has the gains of {count} published arms, measured, beside the "
                "stories. {misfits}"
            ).format(count=len(arm_checks()), misfits=" ".join(_misfit_lines(result.stories))),
        )
    kind = (
        _("Map with tendon stiffness across and VISA-A up, from a teaching model.")
        if result.view is View.MAP
        else _("Two plots over a year, stiffness and VISA-A, from a teaching model.")
    )
    words = [kind, *(_state_words(stories, result.week) for stories in result.stories)]
    words.append(_sideways_words(result.first, result.week))
    if result.view is View.TIME:
        words.append(
            _("Open black marks: published groups, none of them massage. {band}").format(
                band=_range_words(result)
            )
        )
    words += _misfit_lines(result.stories) if result.is_doubted else []
    return " ".join([*words, _what_if(result)]).strip()


def _yes(verdict: Verdict) -> str:
    return _("Yes.") if verdict.can_tell else _("No.")


def _title(result: Picture) -> str:
    if result.view is View.DESIGN:
        return _("What trial would settle it?")
    stories = _("Story A and Story B") if result.is_both else result.first.text
    if result.view is View.TRIALS:
        return stories
    return _("Week {week} · {story}").format(week=result.week, story=stories)


def _state_words(stories: FourStories, week: int) -> str:
    """Where the four stand under one story."""
    return _("{story}, week {week}: {lives}.").format(
        story=stories.short_text,
        week=week,
        lives=", ".join(
            _("{life} {score:.0f} points at {stiffness:.0f} %").format(
                life=life.text,
                score=stories.score(life.name, week),
                stiffness=stories.stiffness(life.name, week),
            )
            for life in stories.lives
        ),
    )


def _moved_right(stories: FourStories, name: RegimenName, week: int) -> float:
    return _whole(stories.stiffness(name, week) - stories.stiffness(name, 0))


def _sideways_words(stories: FourStories, week: int) -> str:
    """How far each moved to the right since the start."""
    if week == 0:
        return _("All four start at one point.")
    return _("To the right since the start: {moves} points of stiffness.").format(
        moves=", ".join(
            _("{life} {right:+.0f}").format(
                life=life.text, right=_moved_right(stories, life.name, week)
            )
            for life in stories.lives
        )
    )


def _course_words(result: Picture) -> str:
    stories, week = result.first, result.week
    if week == 0:
        life = stories.lives[0]
        return _(
            "Start: all four stand at VISA-A {score:.0f} of 100 and {stiffness:.0f} % of healthy "
            "stiffness. Means of a made-up group, not a forecast."
        ).format(score=life.visa_a[0], stiffness=life.stiffness_pct[0])
    if result.is_both:
        return _both_stories_words(result)
    if result.focus is not None:
        return _focus_words(result, result.focus)
    return _("Week {week}, {story}: {lives}. Teaching model, not a forecast.").format(
        week=week,
        story=stories.short_text,
        lives=", ".join(
            _("{life} {score:.0f} points, tendon {stiffness:.0f} %").format(
                life=life.text,
                score=stories.score(life.name, week),
                stiffness=stories.stiffness(life.name, week),
            )
            for life in stories.lives
        ),
    )


def _both_stories_words(result: Picture) -> str:
    first, second = result.stories
    week = result.week
    name = result.focus or MASSAGE
    gap = max(abs(first.stiffness(life, week) - second.stiffness(life, week)) for life in LIVES)
    return _(
        "Week {week}, Story A against B: {life} {one:.0f} or {other:.0f} points, loading "
        "{load:.0f} or {same:.0f}; stiffness differs by at most {gap:.0f} %. They agree on the "
        "tissue, not on why people feel better."
    ).format(
        week=week,
        life=life_text(name if name is not LOADING else MASSAGE),
        one=first.score(name if name is not LOADING else MASSAGE, week),
        other=second.score(name if name is not LOADING else MASSAGE, week),
        load=first.score(LOADING, week),
        same=second.score(LOADING, week),
        gap=gap,
    )


def _focus_words(result: Picture, name: RegimenName) -> str:
    stories, week = result.first, result.week
    words = _(
        "Week {week}, {story}, start {start:.0f}: {life} {range}, stiffness {k:.0f} %."
    ).format(
        week=week,
        story=stories.short_text,
        start=stories.setting.visa_a_start,
        life=life_text(name),
        range=_score_and_range(stories.life(name), week),
        k=stories.stiffness(name, week),
    )
    return f"{words} {_beside_words(stories, name, week)}"


def _score_and_range(life: Life, week: int) -> str:
    row = life.row(week)
    return _("VISA-A {score:.0f} (5 to 95 % of people: {low:.0f} to {high:.0f})").format(
        score=life.visa_a[row], low=life.low[row], high=life.high[row]
    )


def _beside_words(stories: FourStories, name: RegimenName, week: int) -> str:
    """What the life in focus is best compared with."""
    if name is BOTH:
        return _noticeable_words(stories.lead(BOTH, LOADING, week), stories.score(LOADING, week))
    if name is WAIT:
        return _("{lead:+.0f} points since the start, without any care.").format(
            lead=_whole(stories.score(WAIT, week) - stories.score(WAIT, 0))
        )
    return _("Waiting: {score:.0f} and {stiffness:.0f} %.").format(
        score=stories.score(WAIT, week), stiffness=stories.stiffness(WAIT, week)
    )


def _noticeable_words(lead: float, alone: float) -> str:
    """Both against loading alone, beside the change that the field calls noticeable."""
    row = value("L118")
    words = _("Loading alone: {alone:.0f}, so {lead:+.0f} with massage").format(
        alone=alone, lead=_whole(lead)
    )
    if abs(lead) < _number("L118"):
        return _("{words}: less than the {text} called noticeable at week 12 ({note}).").format(
            words=words, text=row.text, note=row.label_note
        )
    return _("{words}; called noticeable at week 12: {text} ({note}).").format(
        words=words, text=row.text, note=row.label_note
    )


def _range_words(result: Picture) -> str:
    name = result.focus or LOADING
    return _("Band, {life}: {range}.").format(
        life=life_text(name), range=_score_and_range(result.first.life(name), result.week)
    )


def _what_if(result: Picture) -> str:
    rebuild = result.first.setting.rebuild_pct
    if not rebuild:
        return ""
    words = _("What if: each massage rebuilds {share:.0f} % of a session; nobody measured it.")
    return words.format(share=rebuild)


def _trials_words(result: Picture) -> str:
    """The pattern of the massage trial beside the stories."""
    told = []
    for stories in result.stories:
        pattern = massage_pattern(stories)
        leads = ", ".join(
            _("{lead:+.0f} at week {week}").format(lead=_whole(p.lead_points), week=p.week)
            for p in pattern
        )
        off = [p.week for p in pattern if not p.fits]
        verdict = (
            _("misfit at {weeks}").format(weeks=_weeks_words(off)) if off else _("fits the pattern")
        )
        told.append(
            _("{story}: massage minus loading {leads}; {verdict}.").format(
                story=stories.short_text, leads=leads, verdict=verdict
            )
        )
    trial = _("Trial: massage ahead at week {ahead}, then no difference.").format(
        ahead=next(p.week for p in massage_pattern(result.first) if p.found_ahead)
    )
    return " ".join([trial, *told])


def _listed(weeks: Sequence[int]) -> str:
    """Weeks in words: "8, 12 and 24"."""
    if len(weeks) < 2:
        return ", ".join(map(str, weeks))
    return _("{some} and {last}").format(some=", ".join(map(str, weeks[:-1])), last=weeks[-1])


def _weeks_words(weeks: Sequence[int]) -> str:
    words = _("week {weeks}") if len(weeks) < 2 else _("weeks {weeks}")
    return words.format(weeks=_listed(weeks))


def _misfit_lines(stories: Sequence[FourStories]) -> list[str]:
    """For each story in words where it is off."""
    lines = []
    for each in stories:
        found = [
            _("{arm}: {gain:+.0f}, published {printed:+.0f}").format(
                arm=_arm_words(check), gain=check.gains[each.story], printed=check.arm.gain
            )
            for check in arm_checks()
            if not check.fits(each.story)
        ]
        weeks = [p.week for p in massage_pattern(each) if not p.fits]
        if weeks:
            found.insert(0, _("massage trial, {weeks}").format(weeks=_weeks_words(weeks)))
        told = "; ".join(found) if found else _("none of those looked at")
        lines.append(_("{story} misses: {told}.").format(story=each.short_text, told=told))
    return lines


def _arm_words(check: ArmCheck) -> str:
    return " ".join(_arm_label(check)).replace(" ", "\N{NO-BREAK SPACE}")


def _arm_label(check: ArmCheck) -> tuple[str, str]:
    """Treatment and time of a published arm, short."""
    treatment = {
        "wait": _("waiting"),
        "heavy_slow": _("heavy"),
    }.get(check.arm.regimen, _("loading"))
    week = check.arm.week
    if week >= LAST_WEEK:
        return treatment, _("{years:.0f} y").format(years=week / LAST_WEEK)
    return treatment, _("{weeks} wk").format(weeks=week)


def _design_words(design: TrialDesign) -> str:
    first, second = (design.expected(name) for name in (A, B))
    told = [verdict for verdict in verdicts(design) if verdict.can_tell]
    return _(
        "{people} people, week {weeks}: Story A expects {one:+.0f} points for massage against "
        "loading, Story B {other:+.0f}; this trial can see {seen:.0f}. It answers {count} of "
        "{all} questions."
    ).format(
        people=design.people,
        weeks=design.weeks,
        one=_whole(first),
        other=_whole(second),
        seen=design.detectable_points,
        count=len(told),
        all=len(Aim),
    )


def _card_lines() -> tuple[str, ...]:
    """The trial of massage against loading, from the register."""
    second = value("M006").label_note
    return (
        _("{source}: {people:.0f} people, three groups.").format(
            source=value("M001").source.short_citation.split(",")[0], people=_number("M001")
        ),
        _("Week {week}: massage of the calf ahead of loading.").format(week=min(MASSAGE_PATTERN)),
        _("Weeks {weeks}: no difference between any pair.").format(
            weeks=_listed([week for week in MASSAGE_PATTERN if week > min(MASSAGE_PATTERN)])
        ),
        _("All groups improved; none waited."),
        _("Both was not better than one ({note}).").format(note=second),
        _("Quality (PEDro): {score:.0f} of 10 ({note}).").format(
            score=_number("M011"), note=value("M011").label_note
        ),
        _("Points of each group were not seen, so none is drawn."),
    )


def _number(row_id: str) -> float:
    number = value(row_id).value
    if number is None:
        raise ValueError(f"register row {row_id} has no number to draw")
    return number


def _whole(number: float) -> float:
    """Whole number; no minus sign before a nought."""
    return round(float(number)) + 0.0


# ---------- places ----------


@dataclass(frozen=True)
class _Plan:
    """Places of one layout in inches; sizes of letters in points."""

    title_left: float
    title_size: float
    letters: float
    map: tuple[float, float, float, float]
    stiffness: tuple[float, float, float, float]
    score: tuple[float, float, float, float]
    table_left: float
    table_top: float
    columns: tuple[float, ...]
    row: float
    note: tuple[float, float, int]
    hint_bottom: float
    legend: tuple[float, float, float]
    legend_columns: int
    card: tuple[float, float, int]
    card_step: float
    meetings: tuple[float, float, float]
    pattern: tuple[float, float, float, float]
    arms: tuple[float, float, float, float]
    difference: tuple[float, float, float, float]
    size: tuple[float, float]
    verdicts: tuple[float, float, int]
    verdict_step: float


_PLANS: Final = {
    "wide": _Plan(
        title_left=0.10,
        title_size=style.TITLE_SIZE,
        letters=10.4,
        map=(0.66, 0.56, 5.0, 3.50),
        stiffness=(0.66, 2.86, 5.0, 1.20),
        score=(0.66, 0.56, 5.0, 1.92),
        table_left=6.08,
        table_top=4.06,
        columns=(0.46, 1.53, 2.50, 3.38, 3.84),
        row=0.34,
        note=(6.10, 2.10, 46),
        hint_bottom=0.12,
        legend=(6.14, 1.98, 0.27),
        legend_columns=1,
        card=(0.12, 3.78, 50),
        card_step=0.225,
        meetings=(1.02, 0.36, 2.1),
        pattern=(4.42, 2.72, 5.45, 1.30),
        arms=(4.42, 0.52, 5.45, 1.34),
        difference=(0.94, 1.80, 3.50, 1.72),
        size=(0.12, 0.92),
        verdicts=(4.96, 3.98, 50),
        verdict_step=0.80,
    ),
    "narrow": _Plan(
        title_left=0.06,
        title_size=11.0,
        letters=style.SMALL_SIZE,
        map=(0.64, 3.60, 3.72, 2.98),
        stiffness=(0.64, 5.62, 3.72, 0.94),
        score=(0.64, 3.56, 3.72, 1.66),
        table_left=0.10,
        table_top=2.98,
        columns=(0.46, 2.04, 2.95, 3.85, 4.28),
        row=0.225,
        note=(0.14, 1.51, 56),
        hint_bottom=0.06,
        legend=(0.16, 1.24, 0.22),
        legend_columns=1,
        card=(0.08, 6.36, 62),
        card_step=0.18,
        meetings=(1.0, 4.46, 3.0),
        pattern=(0.66, 2.82, 3.72, 1.14),
        arms=(0.66, 1.06, 3.72, 1.20),
        difference=(0.86, 5.16, 3.46, 1.16),
        size=(0.08, 4.36),
        verdicts=(0.10, 3.56, 50),
        verdict_step=0.72,
    ),
}


# ---------- the table beside map and plots ----------


@dataclass(frozen=True)
class _Table:
    """Numbers of the four lives: scores and, beside them, tendon and meetings; a line a life."""

    heads: tuple[KeptText, KeptText]
    scores: KeptText
    rest: KeptText
    page_parts: Callable[[Page], None]

    @property
    def artists(self) -> tuple[Artist, ...]:
        """All that moves."""
        return (*self.heads, self.scores, self.rest)


def _line_spacing(inches: float, letters: float) -> float:
    """What matplotlib must be told so that lines lie ``inches`` apart."""
    return inches * 72 / letters


def _table(figure: Figure, plan: _Plan) -> _Table:
    spacing = _line_spacing(plan.row, plan.letters)
    first_row = plan.table_top - 0.62
    # Several lines hang by the baseline of the last.
    how: dict[str, Any] = {
        "fontsize": plan.letters,
        "va": "baseline",
        "linespacing": spacing,
    }
    last_row = first_row - plan.row * (len(LIVES) - 1)
    grey: dict[str, Any] = {
        "fontsize": plan.letters,
        "va": "top",
        "ha": "right",
        "color": style.GREY,
        "linespacing": 1.05,
    }
    names, mean, spread, tendon, meetings = (plan.table_left + each for each in plan.columns)

    def page_parts(page: Page) -> None:
        """Samples of the lines, names and heads, for a page that has the table."""
        words = "\n".join(life_text(name) for name in LIVES)
        page.words(names, last_row, words, ha="left", **how)
        page.words(tendon - 0.08, plan.table_top, _("tendon %\n(change)"), **grey)
        page.words(meetings, plan.table_top, _("meet-\nings"), **grey)
        for place, name in enumerate(LIVES):
            height = first_row - plan.row * place + 0.30 * plan.letters / 72
            _sample(page, plan.table_left, height, _LOOKS[name])

    return _Table(
        (
            _kept_text(figure, mean, plan.table_top, **grey),
            _kept_text(figure, spread, plan.table_top, **grey),
        ),
        _kept_text(figure, spread, last_row, ha="right", **how),
        _kept_text(figure, meetings, last_row, ha="right", **how),
        page_parts,
    )


def _sample(page: Page, left: float, height: float, look: _Look) -> None:
    across = (left, left + 0.38)
    page.line(across, (height, height), ls=look.dashes, lw=look.width, color=look.colour)
    if look.is_double:
        page.line(across, (height, height), lw=look.width - 3.0, color="white")
    page.line((left + 0.19,), (height,), ls="none", marker=look.marker, ms=7, **_fill(look))


def _fill(look: _Look, *, is_hollow: bool = False) -> dict[str, Any]:
    return {
        "mfc": "white" if is_hollow else look.colour,
        "mec": look.colour,
        "mew": 1.5,
    }


# As wide as a digit, so that numbers of different length stand under each other.
_DIGIT_SPACE: Final = "\N{FIGURE SPACE}"


def _padded(number: float, width: int, *, sign: str = "") -> str:
    return format(_whole(number), f"{sign}.0f").rjust(width, _DIGIT_SPACE)


def _moved_left(words: str) -> str:
    """The head of a column that stands two digits further left."""
    return "\n".join(line + _DIGIT_SPACE * 2 for line in words.split("\n"))


def _move_table(table: _Table, result: Picture) -> None:
    first, last = result.stories[0], result.stories[-1]
    week = result.week
    heads = (
        (_("VISA-A\nStory A"), _moved_left(_("VISA-A\nStory B")))
        if result.is_both
        else (_("VISA-A\nmean"), _("5 to 95 %\nof people"))
    )
    for text, words in zip(table.heads, heads, strict=True):
        text.set_text(words)
    scores, rest = [], []
    for name in LIVES:
        life = first.life(name)
        row = life.row(week)
        if result.is_both:
            other = last.score(name, week)
            # Kept away from the column on its right.
            beside = _DIGIT_SPACE * 5 + _padded(other, 3) + _DIGIT_SPACE * 2
        else:
            beside = _DIGIT_SPACE * 3 + _("{low} to {high}").format(
                low=_padded(life.low[row], 2),
                high=f"{_whole(life.high[row]):.0f}".ljust(3, _DIGIT_SPACE),
            )
        scores.append(_padded(life.visa_a[row], 3) + beside)
        rest.append(
            _("{stiffness} ({change})").format(
                stiffness=_padded(life.stiffness_pct[row], 3),
                change=_padded(_moved_right(first, name, week), 0, sign="+"),
            )
            + _DIGIT_SPACE * 3
            + _padded(life.meetings[row], 2)
        )
    table.scores.set_text("\n".join(scores))
    table.rest.set_text("\n".join(rest))


# ---------- the map ----------

_MAP_ACROSS: Final = (80.0, 116.0)
_MAP_UP: Final = (25.0, 100.0)
_LABEL_GAP: Final = 4.3
_LABEL_REACH: Final = 9.0
# Beyond this a label stands to the left of its mark, or it would leave the map.
_LABEL_TURNS_PCT: Final = 105.0
_SECOND_WEIGHT: Final = 0.75
_PALE: Final = 0.45


def _map_group(figure: Figure, plan: _Plan, table: _Table, named: dict[str, Any]) -> _Group:
    page = Page(figure)
    axes = page.axes_at(plan.map)
    axes.set(xlim=_MAP_ACROSS, ylim=_MAP_UP)
    axes.xaxis.set_major_locator(FixedLocator([80, 85, 90, 95, 100, 105, 110, 115]))
    axes.yaxis.set_major_locator(FixedLocator([30, 40, 50, 60, 70, 80, 90, 100]))
    axes.grid(color=style.PALE, lw=0.7)
    axes.set_axisbelow(True)
    axes.axvline(100, color=style.HATCH, lw=1.4)
    size: dict[str, Any] = {"fontsize": plan.letters + 0.6}
    axes.set_xlabel(_("The tendon: stiffness, % of healthy"), color=_AXES_TISSUE, **size)
    axes.set_ylabel(_("The person: VISA-A, 0 to 100"), color=_AXES_PERSON, **size)
    axes.spines["bottom"].set_color(_AXES_TISSUE)
    axes.spines["left"].set_color(_AXES_PERSON)
    inside: dict[str, Any] = {"transform": axes.transAxes, "fontsize": plan.letters}
    axes.text(0.02, 0.975, _("↑ the person does better"), va="top", color=_AXES_PERSON, **inside)
    axes.text(0.985, 0.025, _("the tendon is stiffer →"), ha="right", color=_AXES_TISSUE, **inside)
    table.page_parts(page)
    page.words(
        plan.note[0],
        plan.hint_bottom,
        _("A mark every {weeks} weeks. Meetings with a clinician.").format(weeks=MARK_EVERY_WEEKS),
        va="bottom",
        fontsize=style.SMALL_SIZE,
        color=style.GREY,
    )
    trails = {A: _trails(axes), B: _trails(axes, is_second=True)}
    connectors = LineCollection([], colors=style.HATCH, linewidths=1.2)
    axes.add_collection(connectors, autolim=False)
    labels = {name: _label(axes, plan, name) for name in LIVES}
    (start,) = axes.plot([], [], "o", ms=11, mfc="none", mec=style.INK, mew=1.4)
    note = _note(figure, plan)
    named |= {"map": trails, "labels": labels, "note": note, "map_axes": axes, "start": start}
    artists: list[Artist] = [connectors, start]
    # The double line is the broadest; massage, which it would hide, comes last.
    for which in (B, A):
        for name in (BOTH, LOADING, WAIT, MASSAGE):
            artists += trails[which][name].artists
    artists += [*labels.values(), *table.artists, note]

    def move(result: Picture) -> None:
        _move_map(trails, connectors, result)
        life = result.first.lives[0]
        start.set_data([life.stiffness_pct[0]], [life.visa_a[0]])
        _move_labels(labels, result)
        _move_table(table, result)
        _move_note(note, plan, result)

    return _Group(page, tuple(artists), move)


def _trails(axes: Axes, *, is_second: bool = False) -> dict[RegimenName, _Trail]:
    """Trails of one story; those of the second are thinner, their marks hollow."""
    found = {}
    for name, look in _LOOKS.items():
        width = look.width * (0.7 if is_second else 1.0)
        (line,) = axes.plot(
            [],
            [],
            ls=look.dashes,
            lw=width,
            color=look.colour,
            marker=look.marker,
            ms=5.0,
            **_fill(look, is_hollow=is_second),
        )
        core = None
        if look.is_double:
            (core,) = axes.plot([], [], "-", lw=max(width - 3.0, 1.0), color="white")
        (end,) = axes.plot(
            [], [], ls="none", marker=look.marker, ms=10.5, **_fill(look, is_hollow=is_second)
        )
        found[name] = _Trail(line, core, end)
    return found


def _label(axes: Axes, plan: _Plan, name: RegimenName) -> Text:
    return axes.text(
        0,
        0,
        "",
        va="center",
        fontsize=plan.letters,
        color=_LOOKS[name].colour,
        fontweight="bold",
        bbox={"boxstyle": "square,pad=0.08", "fc": "white", "ec": "none", "alpha": 0.75},
    )


def _move_map(
    trails: dict[str, dict[RegimenName, _Trail]], connectors: LineCollection, result: Picture
) -> None:
    for slot, which in enumerate((A, B)):
        shown = result.stories[slot] if slot < len(result.stories) else None
        for name, trail in trails[which].items():
            if shown is None:
                trail.hide()
                continue
            life = shown.life(name)
            upto = life.row(result.week) + 1
            weeks = life.weeks[:upto]
            marks = np.flatnonzero((weeks % MARK_EVERY_WEEKS == 0) & (weeks > 0)).tolist()
            trail.move(life.stiffness_pct[:upto], life.visa_a[:upto], marks)
            trail.set_weight(_weight(result, name))
    pairs = []
    if result.is_both:
        for name in LIVES:
            ends = [
                (stories.stiffness(name, result.week), stories.score(name, result.week))
                for stories in result.stories
            ]
            pairs.append(ends)
    connectors.set_segments(pairs)


def _weight(result: Picture, name: RegimenName) -> float:
    return 1.0 if result.focus in (None, name) else _PALE


def _move_labels(labels: dict[RegimenName, Text], result: Picture) -> None:
    """Names beside the ends of the first story; those that would cover each other go up."""
    placed: list[tuple[float, float]] = []
    stories, week = result.first, result.week
    for name in sorted(LIVES, key=lambda each: stories.score(each, week)):
        stiffness, height = stories.stiffness(name, week), stories.score(name, week)
        for across, up in placed:
            if abs(across - stiffness) < _LABEL_REACH and height < up + _LABEL_GAP:
                height = up + _LABEL_GAP
        placed.append((stiffness, height))
        aside = -1.0 if stiffness > _LABEL_TURNS_PCT else 1.0
        labels[name].set_text(life_text(name))
        labels[name].set_position((stiffness + aside, height))
        labels[name].set_horizontalalignment("right" if aside < 0 else "left")


def _note(figure: Figure, plan: _Plan) -> KeptText:
    left, top, _width = plan.note
    return _kept_text(
        figure,
        left + 0.06,
        top,
        va="top",
        fontsize=plan.letters,
        linespacing=1.2,
        bbox={"boxstyle": "square,pad=0.45", "fc": "white", "ec": _MISFIT, "lw": 2.0},
    )


def _move_note(note: Text, plan: _Plan, result: Picture) -> None:
    """How to read the map; in doubt, in a red frame, the misfits instead."""
    paragraphs = [] if result.is_doubted else _reading_lines()
    if result.is_both:
        paragraphs.append(_("Filled marks: Story A. Open marks: Story B."))
    if result.is_doubted:
        paragraphs += _misfit_lines(result.stories)
    if result.first.setting.rebuild_pct:
        paragraphs.append(_what_if(result))
    note.set_text("\n".join(textwrap.fill(words, plan.note[2]) for words in paragraphs))
    frame = note.get_bbox_patch()
    if frame is not None:
        frame.set_edgecolor(_MISFIT if result.is_doubted else style.PALE)


def _reading_lines() -> list[str]:
    return [
        _("Up alone: the person does better."),
        _("Up and right: the tendon is stiffer, too."),
    ]


# ---------- over time ----------

_LATER_AT: Final = {5: 58.0, 10: 65.0}
_TIME_ACROSS: Final = (-1.0, 68.5)


@dataclass(frozen=True)
class _Published:
    """A published group: its rows before and after, when, and how it is marked."""

    rows: tuple[str, ...]
    at: tuple[float, ...]
    marker: str


_PUBLISHED: Final = (
    _Published(("L018", "L019"), (0, 16), "^"),
    _Published(("L023", "L024"), (0, 16), "X"),
    _Published(("L028", "L029"), (0, 16), "o"),
    _Published(("L077", "L078"), (0, 52), "P"),
    _Published(("L079", "L080"), (0, 52), "^"),
    _Published(("L220", "L221", "L222"), (0, 52, _LATER_AT[5]), "^"),
    _Published(("L107", "L108"), (0, _LATER_AT[10]), "^"),
)


def _time_group(figure: Figure, plan: _Plan, table: _Table, named: dict[str, Any]) -> _Group:
    page = Page(figure)
    upper, lower = page.axes_at(plan.stiffness), page.axes_at(plan.score)
    ticks = [0, 12, 24, 36, 52, *_LATER_AT.values()]
    for axes in (upper, lower):
        axes.set(xlim=_TIME_ACROSS)
        axes.xaxis.set_major_locator(FixedLocator(ticks))
        axes.grid(color=style.PALE, lw=0.7)
        axes.set_axisbelow(True)
        axes.axvspan(LAST_WEEK + 1.5, _TIME_ACROSS[1], fc="#F3F4F6", lw=0)
    size: dict[str, Any] = {"fontsize": plan.letters + 0.6}
    upper.set(ylim=(80, 114), xticklabels=[])
    upper.yaxis.set_major_locator(FixedLocator([80, 90, 100, 110]))
    upper.set_ylabel(_("Tendon, %"), color=_AXES_TISSUE, **size)
    lower.set(ylim=(10, 101))
    lower.yaxis.set_major_locator(FixedLocator([20, 40, 60, 80, 100]))
    lower.set_ylabel(_("VISA-A"), color=_AXES_PERSON, **size)
    years = [_("{years} y").format(years=years) for years in _LATER_AT]
    lower.set_xticklabels([*map(str, ticks[:5]), *years])
    lower.set_xlabel(_("weeks, then years of follow-up"), **size)
    published = [part for group in _PUBLISHED for part in _published(lower, group)]
    table.page_parts(page)
    _legend(page, plan)
    band = PolyCollection([], facecolors="#E7EAEE", edgecolors=style.GREY, linewidths=0.7)
    lower.add_collection(band, autolim=False)
    band.set_zorder(0.6)
    lines = {
        (which, axes): _lines(axes, is_second=which == B)
        for which in (A, B)
        for axes in (upper, lower)
    }
    cursors = [axes.axvline(0, color=style.INK, lw=1.0, ls=(0, (2, 2))) for axes in (upper, lower)]
    named |= {"time": lines, "band": band, "cursors": cursors, "time_axes": (upper, lower)}
    artists: list[Artist] = [band, *published]
    for trails in lines.values():
        artists += [part for trail in trails.values() for part in trail.artists]
    artists += [*cursors, *table.artists]

    def move(result: Picture) -> None:
        for slot, which in enumerate((A, B)):
            shown = result.stories[slot] if slot < len(result.stories) else None
            for name in LIVES:
                life = shown.life(name) if shown else None
                for axes, row in ((upper, "stiffness_pct"), (lower, "visa_a")):
                    trail = lines[which, axes][name]
                    if life is None:
                        trail.hide()
                    else:
                        trail.move(life.weeks, getattr(life, row), _marks_of(life))
                        trail.set_weight(_weight(result, name))
        in_view = result.first.life(result.focus or LOADING)
        band.set_verts([_outline(in_view)])
        for cursor in cursors:
            cursor.set_xdata([result.week] * 2)
        _move_table(table, result)

    return _Group(page, tuple(artists), move)


def _published(axes: Axes, group: _Published) -> list[Line2D]:
    """A published group over the band of the model; it never moves, but must lie on top."""
    heights = [_number(row) for row in group.rows]
    look: dict[str, Any] = {"ms": 8, "mfc": "white", "mec": style.INK, "mew": 1.3}
    return [
        *axes.plot(group.at, heights, "-", lw=0.9, color=style.INK, alpha=0.5),
        *axes.plot(group.at, heights, ls="none", marker=group.marker, clip_on=False, **look),
    ]


def _marks_of(life: Life) -> list[int]:
    return np.flatnonzero((life.weeks % 12 == 0) & (life.weeks > 0)).tolist()


def _outline(life: Life) -> Any:
    across = np.concatenate([life.weeks, life.weeks[::-1]])
    return np.column_stack([across, np.concatenate([life.low, life.high[::-1]])])


def _lines(axes: Axes, *, is_second: bool) -> dict[RegimenName, _Trail]:
    found = {}
    for name, look in _LOOKS.items():
        width = look.width * (0.55 if is_second else 0.85)
        (line,) = axes.plot(
            [],
            [],
            ls=look.dashes,
            lw=width,
            color=look.colour,
            marker=look.marker,
            ms=5.0,
            **_fill(look, is_hollow=is_second),
        )
        core = None
        if look.is_double:
            (core,) = axes.plot([], [], "-", lw=max(width - 2.6, 0.9), color="white")
        found[name] = _Trail(line, core)
    return found


def _legend(page: Page, plan: _Plan) -> None:
    """What the black marks are."""
    left, top, step = plan.legend
    how: dict[str, Any] = {"fontsize": plan.letters, "va": "center"}
    page.words(left, top, _("Published groups; none had massage"), fontweight="bold", **how)
    second = value("L078").label_note
    for place, (marker, words) in enumerate(
        (
            ("^", _("eccentric loading (one {note})").format(note=second)),
            ("P", _("heavy slow loading ({note})").format(note=second)),
            ("X", _("shock wave")),
            ("o", _("waiting")),
        ),
        start=1,
    ):
        height = top - step * place
        page.line(
            (left + 0.08,),
            (height,),
            ls="none",
            marker=marker,
            ms=8,
            mfc="white",
            mec=style.INK,
            mew=1.3,
        )
        page.words(left + 0.28, height, words, **how)


# ---------- trials ----------

_LEADS_UP: Final = (-27.0, 27.0)
_ROOM_OF_A_LABEL_IN: Final = 0.5


def _trials_group(figure: Figure, plan: _Plan, named: dict[str, Any]) -> _Group:
    page = Page(figure)
    _card(page, plan)
    pattern, dots = _pattern_panel(page, plan)
    arms, gains = _arms_panel(page, plan)
    off_pattern = _squares(pattern)
    off_arms = _squares(arms)
    verdict = pattern.text(
        1.0,
        1.03,
        "",
        transform=pattern.transAxes,
        ha="right",
        va="bottom",
        color=_MISFIT,
        fontweight="bold",
        fontsize=plan.letters,
    )
    named |= {
        "dots": dots,
        "off_pattern": off_pattern,
        "gains": gains,
        "off_arms": off_arms,
        "verdict": verdict,
    }
    artists: list[Artist] = [off_pattern, off_arms, verdict]
    for dot in (*dots.values(), *gains.values()):
        artists += dot

    def move(result: Picture) -> None:
        off_weeks: list[tuple[float, float]] = []
        off_gains: list[tuple[float, float]] = []
        words = []
        for which in (A, B):
            shown = next((s for s in result.stories if s.story == which), None)
            checks: tuple[PatternCheck, ...] = massage_pattern(shown) if shown else ()
            aside = _aside(which)
            places = [(place + aside, c.lead_points) for place, c in enumerate(checks)]
            _move_dots(dots[which], places)
            off = [place for place, c in zip(places, checks, strict=True) if not c.fits]
            off_weeks += off
            if off:
                words.append(_LETTERS[which])
            of_arms = arm_checks() if shown else ()
            places = [(n + aside, check.gains[which]) for n, check in enumerate(of_arms)]
            _move_dots(gains[which], places)
            off_gains += [
                place for place, check in zip(places, of_arms, strict=True) if not check.fits(which)
            ]
        off_pattern.set_data(_split(off_weeks))
        off_arms.set_data(_split(off_gains))
        verdict.set_text(_("□ misfit: {letters}").format(letters=", ".join(words)) if words else "")

    return _Group(page, tuple(artists), move)


def _aside(which: str) -> float:
    return -0.2 if which == A else 0.2


def _split(places: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [place[0] for place in places], [place[1] for place in places]


def _move_dots(dots: Sequence[Line2D], places: Sequence[tuple[float, float]]) -> None:
    for dot in dots:
        dot.set_data(_split(places))


def _squares(axes: Axes) -> Line2D:
    (squares,) = axes.plot(
        [], [], ls="none", marker="s", ms=19, mfc="none", mec=_MISFIT, mew=2.2, clip_on=False
    )
    return squares


def _story_dots(axes: Axes) -> dict[str, tuple[Line2D, Line2D]]:
    """Round marks with the letter of the story; A is filled, B is open."""
    found = {}
    looks = ((A, style.INK, "white"), (B, "white", style.INK))
    for which, fill, ink in looks:
        (disc,) = axes.plot([], [], ls="none", marker="o", ms=13, mfc=fill, mec=style.INK, mew=1.4)
        (sign,) = axes.plot(
            [], [], ls="none", marker=f"${_LETTERS[which]}$", ms=6.5, color=ink, mew=0.4
        )
        found[which] = (disc, sign)
    return found


def _card(page: Page, plan: _Plan) -> None:
    left, top, width = plan.card
    lines = [line for words in _card_lines() for line in textwrap.wrap(words, width)]
    page.words(
        left,
        top,
        "\n".join(lines),
        va="top",
        fontsize=plan.letters,
        linespacing=_line_spacing(plan.card_step, plan.letters),
    )
    page.words(
        left,
        top + 0.08,
        _("The trial that the account cites"),
        va="bottom",
        fontsize=plan.letters + 0.8,
        fontweight="bold",
    )
    _meeting_bars(page, plan)


def _meeting_bars(page: Page, plan: _Plan) -> None:
    """Meetings with a clinician in the two groups, as bars: eighteen against one."""
    left, bottom, most = plan.meetings
    start = plan.card[0]
    step = 0.24
    page.words(
        start,
        bottom + 2 * step,
        _("Meetings with a clinician in twelve weeks"),
        va="center",
        fontsize=plan.letters,
        fontweight="bold",
    )
    longest = whole_course_meetings(MASSAGE)
    for place, name in enumerate((MASSAGE, LOADING)):
        height = bottom + step * (1 - place)
        count = whole_course_meetings(name)
        page.words(start, height, life_text(name), va="center", fontsize=plan.letters)
        across = (left, left + most * count / longest)
        page.line(across, (height, height), lw=9, color=_LOOKS[name].colour, solid_capstyle="butt")
        page.words(
            across[1] + 0.07,
            height,
            f"{count}",
            va="center",
            fontsize=plan.letters,
            fontweight="bold",
        )


def _pattern_panel(page: Page, plan: _Plan) -> tuple[Axes, dict[str, tuple[Line2D, Line2D]]]:
    axes = page.axes_at(plan.pattern)
    weeks = tuple(MASSAGE_PATTERN)
    axes.set(xlim=(-0.55, len(weeks) - 0.45), ylim=_LEADS_UP)
    axes.yaxis.set_major_locator(FixedLocator([-20, 0, 20]))
    axes.set_xticks(range(len(weeks)), [_("week {week}").format(week=week) for week in weeks])
    axes.tick_params(axis="x", length=0)
    axes.set_title(_("Massage minus loading"), fontsize=plan.letters + 0.8, pad=4)
    axes.set_ylabel(_("points"), labelpad=0)
    axes.axhline(0, color=style.GREY, lw=1.0)
    for place, week in enumerate(weeks):
        ahead = week == min(weeks)
        low, high = (0.0, _LEADS_UP[1]) if ahead else (-NULL_ZONE_POINTS, NULL_ZONE_POINTS)
        axes.add_patch(
            Rectangle(
                (place - 0.46, low),
                0.92,
                high - low,
                fc="#EEF1F4",
                ec=style.HATCH,
                lw=1.0,
                hatch="///" if ahead else None,
            )
        )
        words = _("trial: ahead,\nsize not seen") if ahead else _("trial: no\ndifference")
        axes.text(
            place - 0.43,
            _LEADS_UP[0] + 1.0 if ahead else _LEADS_UP[1] - 1.0,
            words,
            va="bottom" if ahead else "top",
            fontsize=style.SMALL_SIZE,
            linespacing=1.0,
        )
    return axes, _story_dots(axes)


def _arms_panel(page: Page, plan: _Plan) -> tuple[Axes, dict[str, tuple[Line2D, Line2D]]]:
    axes = page.axes_at(plan.arms)
    checks = arm_checks()
    axes.set(xlim=(-0.55, len(checks) - 0.45), ylim=(0, 50))
    axes.yaxis.set_major_locator(FixedLocator([0, 20, 40]))
    title = _("Gains, published ◆ (fitted | not fitted)")
    axes.set_title(title, fontsize=plan.letters + 0.8, pad=4)
    axes.set_ylabel(_("points"), labelpad=0)
    is_narrow = plan.arms[2] < len(checks) * _ROOM_OF_A_LABEL_IN
    labels = [(" " if is_narrow else "\n").join(_arm_label(check)) for check in checks]
    axes.set_xticks(range(len(checks)), labels, fontsize=style.SMALL_SIZE)
    axes.tick_params(axis="x", labelrotation=90 if is_narrow else 0)
    axes.tick_params(axis="x", length=0, pad=2)
    fitted = sum(check.was_fitted for check in checks)
    axes.axvline(fitted - 0.5, color=style.GREY, lw=1.0, ls=(0, (3, 2)))
    for place, check in enumerate(checks):
        axes.errorbar(
            place,
            check.arm.gain,
            yerr=check.arm.tolerance,
            fmt="D",
            ms=6,
            color=style.TISSUE,
            lw=1.2,
            capsize=3,
        )
    return axes, _story_dots(axes)


# ---------- a trial of one's own ----------

_DIFFERENCES_ACROSS: Final = (-36.0, 36.0)


def _design_group(figure: Figure, plan: _Plan, named: dict[str, Any]) -> _Group:
    page = Page(figure)
    axes = page.axes_at(plan.difference)
    axes.set(xlim=_DIFFERENCES_ACROSS, ylim=(-0.6, 1.6))
    axes.xaxis.set_major_locator(FixedLocator([-30, -15, 0, 15, 30]))
    axes.set_yticks([1, 0], [story_name(A), story_name(B)])
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.axvline(0, color=style.GREY, lw=1.0)
    axes.set_xlabel(
        _("massage minus loading, points\n← loading better    massage better →"),
        fontsize=plan.letters,
    )
    axes.set_title(_("What it would read, ± 95 %"), fontsize=plan.letters + 0.8, pad=5)
    bars = {which: axes.plot([], [], "|-", ms=13, lw=2.6, color=style.INK)[0] for which in (A, B)}
    dots = _story_dots(axes)
    left, bottom = plan.size
    size = _kept_text(figure, left, bottom, va="top", fontsize=plan.letters, linespacing=1.3)
    told, marks = {}, {}
    left, top, _width = plan.verdicts
    for aim in Aim:
        height = top - plan.verdict_step * aim
        page.words(
            left + 0.42,
            height,
            aim.question,
            va="top",
            fontsize=plan.letters + 0.6,
            fontweight="bold",
        )
        told[aim] = _kept_text(figure, left + 0.42, height - 0.23, va="top", fontsize=plan.letters)
        marks[aim] = _kept_text(figure, left, height + 0.03, va="top", fontsize=plan.letters + 6)
    named |= {"bars": bars, "design_dots": dots, "told": told, "marks": marks, "size": size}
    artists: list[Artist] = [*bars.values()]
    for dot in dots.values():
        artists += dot
    artists += [size, *told.values(), *marks.values()]
    move = partial(_move_design, plan, bars, dots, size, told, marks)
    return _Group(page, tuple(artists), move)


def _move_design(
    plan: _Plan,
    bars: dict[str, Line2D],
    dots: dict[str, tuple[Line2D, Line2D]],
    size: Text,
    told: dict[Aim, KeptText],
    marks: dict[Aim, KeptText],
    result: Picture,
) -> None:
    design = result.design
    for which, height in ((A, 1.0), (B, 0.0)):
        expected, half = design.expected(which), design.interval_points
        bars[which].set_data([expected - half, expected + half], [height, height])
        _move_dots(dots[which], [(expected, height)])
    hands, alone = design.meetings
    size.set_text(
        "\n".join(
            _(
                "{arms}\n{each} a group, {all} people; read at week {weeks}\n"
                "Meetings: massage {hands}, loading {alone}"
            )
            .format(
                arms=design.arms.text,
                each=design.people_per_group,
                all=design.people,
                weeks=design.weeks,
                hands=hands,
                alone=alone,
            )
            .splitlines()
        )
    )
    for verdict in verdicts(design):
        words = f"{_yes(verdict)} {verdict.why}"
        told[verdict.aim].set_text(textwrap.fill(words, plan.verdicts[2]))
        marks[verdict.aim].set_text("✓" if verdict.can_tell else "✗")
        marks[verdict.aim].set_color(style.TISSUE if verdict.can_tell else _MISFIT)
