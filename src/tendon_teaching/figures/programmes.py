"""A year of a sore tendon with three programmes and with walking only, in four small plots.

Stiffness, modulus, cross-section and thickness against the healthy tendon. The programme in view is
blue and thick, the others grey; a marker of its own says which is which. Everything is the model's
and dashed, but for the thickness after a year that one trial measured. Beside it the numbers of the
week in view and the tendon from the side; in focus on people, what trials measured instead.
"""

import textwrap
from dataclasses import dataclass
from typing import Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon, Rectangle
from matplotlib.text import Text
from matplotlib.ticker import FixedLocator, NullLocator

from tendon_teaching.evidence import value
from tendon_teaching.figures import style
from tendon_teaching.figures.stage import Drawing, Layout
from tendon_teaching.models.checks import FloatArray
from tendon_teaching.models.programmes import (
    PROGRAMME_WEEKS,
    YEAR_WEEKS,
    MeasuredThickness,
    Programme,
    ProgrammeCourse,
    cohort_start,
    marked_case,
    measured_thickness,
)
from tendon_teaching.texts import _

LAYOUTS: Final = {"wide": Layout(10.0, 4.5), "narrow": Layout(4.5, 7.0)}
PICTURE_LIKE: Final = False
SOURCES: Final = (
    *("L089", "L090", "L091", "L092", "L181", "L182"),
    *("L223", "L224", "S138", "S122", "L243"),
)
_WEEK_DAYS: Final = 7
_MARK_EVERY_WEEKS: Final = 8


@dataclass(frozen=True)
class Picture:
    """What the figure shows: the courses of all programmes, which one is in view, the week (0 to
    52), and whether measured people are in focus."""

    courses: tuple[ProgrammeCourse, ...]
    programme: Programme
    week: int
    people_in_focus: bool = False

    @property
    def course(self) -> ProgrammeCourse:
        """The course in view."""
        return self.course_of(self.programme)

    def course_of(self, programme: Programme) -> ProgrammeCourse:
        """The course of ``programme``."""
        return next(course for course in self.courses if course.programme is programme)


@dataclass(frozen=True)
class Handles:
    """Everything that moves."""

    lines: dict[str, dict[Programme, Line2D]]
    cursors: tuple[Line2D, ...]
    heading: Text
    columns: dict[str, Text]
    row: Rectangle
    asked: Text
    sign: "Sign"
    cover: Rectangle
    people: tuple[Artist, ...]
    wrap: int
    row_heights: dict[Programme, float]


@dataclass(frozen=True)
class Sign:
    """The tendon from the side, as thick as it is; the start dotted, the healthy one grey."""

    body: Polygon
    outlines: tuple[Polygon, ...]
    caption: Text


# Each plot: its range in per cent of the healthy tendon, and the ticks.
_RANGES: Final = {
    "stiffness_pct": (78.0, 134.0, (80, 100, 120)),
    "modulus_pct": (54.0, 112.0, (60, 80, 100)),
    "area_pct": (94.0, 142.0, (100, 120, 140)),
    "thickness_pct": (94.0, 142.0, (100, 120, 140)),
}
_MARKERS: Final = {
    Programme.WALKING: "s",
    Programme.HEEL_DROPS: "v",
    Programme.HEAVY: "D",
    Programme.AS_TOLERATED: "o",
}


def draw(layout: str) -> Drawing:
    """Build the figure: axes, names, measured marks; the moving artists still empty."""
    size = LAYOUTS[layout]
    figure = Figure(figsize=(size.width_in, size.height_in), dpi=size.dots_per_inch)
    panels = {name: _panel(figure, layout, name) for name in _RANGES}
    _measured_marks(panels["thickness_pct"], layout)
    table = _Table.of(layout)
    row = _row(figure, layout, table)
    handles = Handles(
        lines={
            name: {programme: _line(axes, programme) for programme in Programme}
            for name, axes in panels.items()
        },
        cursors=tuple(_cursor(axes) for axes in panels.values()),
        heading=_heading(figure, layout, table),
        columns=_columns(figure, layout, table),
        row=row,
        asked=_asked(figure, layout),
        sign=_sign(_axes(figure, layout, "sign")),
        cover=_cover(figure, layout),
        people=_people(figure, layout),
        wrap=_WRAP[layout],
        row_heights={
            programme: table.height_of(number) / size.height_in
            for number, programme in enumerate(Programme)
        },
    )
    _start_note(figure, layout)
    return Drawing(figure, _in_drawing_order(handles), handles)


def update(drawing: Drawing, result: Picture) -> None:
    """Move every artist to ``result``."""
    handles: Handles = drawing.handles
    for name, lines in handles.lines.items():
        for programme, line in lines.items():
            course = result.course_of(programme)
            # A point a week is smooth enough here, and draws in half the time.
            line.set_data(course.week[::_WEEK_DAYS], getattr(course, name)[::_WEEK_DAYS])
            _show_as(line, in_view=programme is result.programme)
    for cursor in handles.cursors:
        cursor.set_xdata([result.week] * 2)
    handles.heading.set_text(_("Week {week}").format(week=result.week))
    for name, column in handles.columns.items():
        numbers = (getattr(course.at(result.week), name) for course in _in_order(result))
        column.set_text("\n".join(f"{number:.0f}" for number in numbers))
    middle = handles.row_heights[result.programme]
    handles.row.set_y(middle - handles.row.get_height() / 2)
    handles.asked.set_text(textwrap.fill(_asked_words(result), handles.wrap))
    now = result.course.at(result.week)
    handles.sign.body.set_xy(_outline(now.thickness_pct))
    handles.sign.caption.set_text(
        _("thickness {now:.0f} %; dotted: start, dashed: healthy").format(now=now.thickness_pct)
    )
    for part in (handles.cover, *handles.people):
        part.set_visible(result.people_in_focus)


def read_out(result: Picture) -> str:
    """The sentence under the picture, with the numbers of ``result``."""
    if result.people_in_focus:
        return _people_words()
    now = result.course.at(result.week)
    return _(
        "Week {week}, {programme}: stiffness {stiffness:.0f}, modulus {modulus:.0f}, "
        "cross-section {area:.0f}, thickness {thickness:.0f} % of healthy, in this model."
    ).format(
        week=result.week,
        programme=result.programme.long_text,
        stiffness=now.stiffness_pct,
        modulus=now.modulus_pct,
        area=now.area_pct,
        thickness=now.thickness_pct,
    )


def text_alternative(result: Picture) -> str:
    """The picture in words, following the state."""
    start, case = cohort_start(), marked_case()
    words = [
        _(
            "Four plots over {weeks} weeks, in per cent of the healthy tendon: stiffness, modulus, "
            "cross-section, thickness of a sore tendon with three programmes of {programme} weeks "
            "and with walking only. Teaching model, dashed."
        ).format(weeks=YEAR_WEEKS, programme=PROGRAMME_WEEKS),
        _(
            "All start at stiffness {stiffness:.0f} and modulus {modulus:.0f} %, the mean of a "
            "made-up cohort; the marked case of other lessons has {other:.0f} and {less:.0f} %."
        ).format(
            stiffness=start.stiffness_pct,
            modulus=start.modulus_pct,
            other=case.stiffness_pct,
            less=case.modulus_pct,
        ),
        _("In view: {asked}.").format(asked=_asked_words(result)),
        read_out(result),
        _("In week {week} stiffness is {all}.").format(
            week=result.week,
            all=", ".join(
                _("{number:.0f} % with {programme}").format(
                    number=course.at(result.week).stiffness_pct,
                    programme=course.programme.long_text,
                )
                for course in _in_order(result)
            ),
        ),
        _("Measured change of thickness: {studies}.").format(
            studies="; ".join(_study_words(study) for study in measured_thickness())
        ),
    ]
    if result.people_in_focus:
        words.append(" ".join(_findings()))
    return " ".join(words)


# ---------- words ----------


def _in_order(result: Picture) -> list[ProgrammeCourse]:
    return [result.course_of(programme) for programme in Programme]


def _asked_words(result: Picture) -> str:
    week = max(1, result.week)
    asked = result.course.asked(week).text
    return _("{programme}, week {week}: {asked}").format(
        programme=result.programme.long_text, week=week, asked=asked
    )


def _people_words() -> str:
    by_name = {study.name: study for study in measured_thickness()}
    return _(
        "Measured thickness: {heavy:+.0f} and {eccentric:+.0f} % in a year ({note}), {years:+.0f} "
        "% in five years elsewhere. Across {n} studies it {found}."
    ).format(
        note=by_name["heavy"].after.label_note,
        n=value("S138").n,
        found=value("S138").text,
        heavy=by_name["heavy"].change_pct,
        eccentric=by_name["eccentric"].change_pct,
        years=by_name["five_years"].change_pct,
    )


def _study_words(study: MeasuredThickness) -> str:
    words = _("{programme}, {time}: {change:+.0f} %").format(
        programme=study.programme.text, time=_time(study), change=study.change_pct
    )
    note = study.after.label_note
    return f"{words} ({note})" if note else words


def _time(study: MeasuredThickness) -> str:
    number, _space, unit = study.after.time.partition(" ")
    template = {"wk": _("{number} weeks"), "y": _("{number} years")}[unit]
    return template.format(number=number)


def _findings() -> tuple[str, ...]:
    """What trials say about structure and symptoms, from the register."""
    return (
        _("In {n} studies of eccentric training thickness {found}.").format(
            n=value("S138").n, found=value("S138").text
        ),
        _(
            "High load, heel drops or passive therapy (n\u00a0=\u00a0{n}): tendon change {tissue}; "
            "gain in symptoms {people}."
        ).format(tissue=value("S122").text, people=value("L243").text, n=value("L243").n),
    )


# ---------- building ----------

# Left, bottom, width and height of each axes, in inches.
_PLACES_IN: Final = {
    "wide": {
        "stiffness_pct": (0.52, 2.60, 2.55, 1.50),
        "modulus_pct": (3.62, 2.60, 2.55, 1.50),
        "area_pct": (0.52, 0.52, 2.55, 1.50),
        "thickness_pct": (3.62, 0.52, 2.55, 1.50),
        "sign": (6.55, 0.90, 3.30, 0.66),
        "people": (8.12, 2.34, 1.66, 1.66),
    },
    "narrow": {
        "stiffness_pct": (0.48, 5.46, 1.68, 1.22),
        "modulus_pct": (2.68, 5.46, 1.68, 1.22),
        "area_pct": (0.48, 3.72, 1.68, 1.22),
        "thickness_pct": (2.68, 3.72, 1.68, 1.22),
        "sign": (0.50, 0.52, 3.5, 0.56),
        "people": (1.72, 1.58, 2.55, 1.24),
    },
}
_ASKED_IN: Final = {"wide": (6.55, 2.50), "narrow": (0.14, 1.74)}
_NOTE_IN: Final = {"wide": (6.55, 0.66), "narrow": (0.14, 0.42)}
_COVER_IN: Final = {"wide": (6.38, 0.0, 4.5), "narrow": (0.0, 0.0, 3.24)}
_PEOPLE_TITLE_IN: Final = {"wide": (6.55, 4.18), "narrow": (0.14, 2.94)}
_FINDINGS_IN: Final = {"wide": (6.55, 1.70), "narrow": (0.14, 1.02)}
_WRAP: Final = {"wide": 43, "narrow": 58}
_LETTERS: Final = {"wide": 10.4, "narrow": style.SMALL_SIZE}


@dataclass(frozen=True)
class _Table:
    """Ground plan of the table of numbers, in inches."""

    left: float
    top: float
    line: float
    columns: tuple[float, ...]

    @staticmethod
    def of(layout: str) -> "_Table":
        if layout == "wide":
            return _Table(6.55, 3.72, 0.27, (1.78, 2.30, 2.78, 3.28))
        return _Table(0.14, 2.74, 0.22, (1.92, 2.62, 3.30, 4.04))

    def height_of(self, number: float) -> float:
        """Middle of a row."""
        return self.top - self.line * (number + 0.5)


def _axes(figure: Figure, layout: str, name: str) -> Axes:
    left, bottom, width, height = _PLACES_IN[layout][name]
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    return figure.add_axes((left / across, bottom / up, width / across, height / up))


def _panel(figure: Figure, layout: str, name: str) -> Axes:
    axes = _axes(figure, layout, name)
    low, high, ticks = _RANGES[name]
    axes.set(xlim=(0, YEAR_WEEKS + 1.5), ylim=(low, high))
    axes.xaxis.set_major_locator(FixedLocator([0, PROGRAMME_WEEKS, 26, YEAR_WEEKS]))
    axes.yaxis.set_major_locator(FixedLocator(ticks))
    axes.set_title(_title(name, layout), pad=4)
    axes.axhline(100, color=style.GREY, lw=1.0, ls=(0, (1, 2)))
    axes.axvspan(0, PROGRAMME_WEEKS, color=style.PALE, alpha=0.45, lw=0)
    if name in ("area_pct", "thickness_pct"):
        axes.set_xlabel(_("weeks"), labelpad=1)
    return axes


def _title(name: str, layout: str) -> str:
    return {
        "stiffness_pct": _("Stiffness, % of healthy") if layout == "wide" else _("Stiffness, %"),
        "modulus_pct": _("Modulus, %"),
        "area_pct": _("Cross-section, %"),
        "thickness_pct": _("Thickness, %"),
    }[name]


def _line(axes: Axes, programme: Programme) -> Line2D:
    # Markers are shifted against each other, so that none hides another.
    first = 2 * list(Programme).index(programme) + 1
    (line,) = axes.plot(
        [],
        [],
        lw=1.6,
        ls=style.MODEL_DASHES,
        marker=_MARKERS[programme],
        mec="white",
        mew=0.6,
        markevery=(first, _MARK_EVERY_WEEKS),
    )
    return line


def _show_as(line: Line2D, *, in_view: bool) -> None:
    line.set_color(style.TISSUE if in_view else style.GREY)
    line.set_linewidth(3.0 if in_view else 1.4)
    line.set_markersize(8.0 if in_view else 5.5)
    line.set_zorder(3 if in_view else 2)


def _cursor(axes: Axes) -> Line2D:
    (line,) = axes.plot(
        [0, 0],
        [0, 1],
        color=style.INK,
        lw=1.3,
        transform=axes.get_xaxis_transform(),
        clip_on=False,
    )
    return line


def _measured_marks(axes: Axes, layout: str) -> None:
    """Thickness after a year in one trial, carried over to the start of this tendon."""
    start = cohort_start().thickness_pct
    marks = [study for study in measured_thickness() if study.is_within_the_year]
    for study in marks:
        axes.plot(
            [YEAR_WEEKS],
            [start * (1 + study.change_pct / 100)],
            marker=_MARKERS[study.programme],
            ms=8,
            color=style.INK,
            mec="white",
            mew=0.8,
            clip_on=False,
            zorder=4,
        )
    note = marks[0].after.label_note
    template = _("one trial ({note})") if layout == "wide" else _("one trial\n({note})")
    axes.text(
        14,
        101.5,
        template.format(note=note),
        fontsize=style.SMALL_SIZE,
        va="bottom",
        linespacing=1.0,
    )


def _heading(figure: Figure, layout: str, table: _Table) -> Text:
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    names = (_("stiff-\nness"), _("modu-\nlus"), _("sec-\ntion"), _("thick-\nness"))
    for name, right in zip(names, table.columns, strict=True):
        figure.text(
            (table.left + right) / across,
            (table.top + 0.04) / up,
            name,
            ha="right",
            va="bottom",
            fontsize=style.SMALL_SIZE,
        )
    return figure.text(
        table.left / across,
        (table.top + 0.06) / up,
        "",
        va="bottom",
        fontweight="bold",
        fontsize=style.TITLE_SIZE,
    )


def _columns(figure: Figure, layout: str, table: _Table) -> dict[str, Text]:
    """Names of the programmes with their markers, which stay; beside them columns of numbers."""
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    letters = _LETTERS[layout]
    for number, programme in enumerate(Programme):
        height = table.height_of(number) / up
        figure.add_artist(
            Line2D(
                [(table.left + 0.10) / across],
                [height],
                marker=_MARKERS[programme],
                ms=7,
                color=style.INK,
                lw=0,
            )
        )
        figure.text(
            (table.left + 0.24) / across, height, programme.text, va="center", fontsize=letters
        )
    middle = table.height_of((len(Programme) - 1) / 2) / up
    return {
        name: figure.text(
            (table.left + right) / across,
            middle,
            "",
            ha="right",
            va="center",
            fontsize=letters,
            fontweight="bold",
            linespacing=table.line * 72 / letters,
        )
        for name, right in zip(_RANGES, table.columns, strict=True)
    }


def _row(figure: Figure, layout: str, table: _Table) -> Rectangle:
    """Frame around the row of the programme in view."""
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    row = Rectangle(
        ((table.left - 0.04) / across, 0),
        (table.columns[-1] + 0.10) / across,
        (table.line - 0.01) / up,
        transform=figure.transFigure,
        fc="none",
        ec=style.TISSUE,
        lw=1.8,
    )
    figure.add_artist(row)
    return row


def _asked(figure: Figure, layout: str) -> Text:
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    left, top = _ASKED_IN[layout]
    return figure.text(
        left / across, top / up, "", va="top", fontsize=style.SMALL_SIZE, linespacing=1.15
    )


def _start_note(figure: Figure, layout: str) -> None:
    """Where the courses begin, and that other lessons show a tendon that begins lower."""
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    left, top = _NOTE_IN[layout]
    start, case = cohort_start(), marked_case()
    words = _(
        "Start: mean of a made-up cohort (stiffness {k:.0f}, modulus {e:.0f}). The marked case of "
        "lessons 00 to 02 has {other:.0f} and {less:.0f}."
    ).format(
        k=start.stiffness_pct,
        e=start.modulus_pct,
        other=case.stiffness_pct,
        less=case.modulus_pct,
    )
    figure.text(
        left / across,
        top / up,
        textwrap.fill(words, _WRAP[layout]),
        va="top",
        fontsize=style.SMALL_SIZE,
        color=style.GREY,
        linespacing=1.1,
    )


_SIGN_ENDS: Final = (0.0, 10.0)
_HEALTHY_HALF: Final = 0.66


def _sign(axes: Axes) -> Sign:
    axes.axis("off")
    axes.set(xlim=_SIGN_ENDS, ylim=(-1.0, 1.0))
    axes.set_autoscale_on(False)
    body = Polygon(_outline(100), closed=True, fc=style.TISSUE_PALE, ec=style.TISSUE, lw=2.2)
    axes.add_patch(body)
    looks = (
        (100.0, style.GREY, (0, (4, 2))),
        (cohort_start().thickness_pct, style.INK, (0, (1, 2))),
    )
    outlines = tuple(
        Polygon(_outline(thickness_pct), closed=True, fc="none", ec=color, lw=1.4, ls=dashes)
        for thickness_pct, color, dashes in looks
    )
    for outline in outlines:
        axes.add_patch(outline)
    caption = axes.text(
        0.5,
        1.04,
        "",
        transform=axes.transAxes,
        ha="center",
        va="bottom",
        fontsize=style.SMALL_SIZE,
    )
    return Sign(body, outlines, caption)


def _outline(thickness_pct: float) -> FloatArray:
    """The tendon from the side: a swelling in the middle, the ends as in health."""
    along = np.linspace(*_SIGN_ENDS, 60)
    hump = np.sin(np.pi * along / _SIGN_ENDS[1]) ** 2
    half = _HEALTHY_HALF * (1 + (thickness_pct / 100 - 1) * hump)
    return np.column_stack([np.r_[along, along[::-1]], np.r_[half, -half[::-1]]])


def _cover(figure: Figure, layout: str) -> Rectangle:
    """White over table and sign, for what was measured in people."""
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    left, bottom, top = _COVER_IN[layout]
    cover = Rectangle(
        (left / across, bottom / up),
        1 - left / across,
        (top - bottom) / up,
        transform=figure.transFigure,
        fc="white",
        lw=0,
        zorder=6,
    )
    figure.add_artist(cover)
    return cover


def _people(figure: Figure, layout: str) -> tuple[Artist, ...]:
    """Thickness in trials, and what it has to do with getting better."""
    axes = _axes(figure, layout, "people")
    axes.set_zorder(7)
    letters = style.SMALL_SIZE
    studies = measured_thickness()
    axes.set(xlim=(-24, 4), ylim=(len(studies) - 0.5, -0.5))
    axes.set_xlabel(_("change of thickness, %"), fontsize=letters, labelpad=1)
    axes.xaxis.set_major_locator(FixedLocator([-20, -10, 0]))
    axes.yaxis.set_major_locator(NullLocator())
    axes.spines["left"].set_visible(False)
    axes.axvline(0, color=style.GREY, lw=1)
    for place, study in enumerate(studies):
        _study(axes, place, study)
    inches = figure.dpi_scale_trans
    left, bottom = _PEOPLE_TITLE_IN[layout]
    axes.text(
        left,
        bottom,
        _("Measured means (*: {note})").format(note=studies[0].after.label_note),
        transform=inches,
        fontsize=11.5,
        fontweight="bold",
    )
    left, top = _FINDINGS_IN[layout]
    lines = [textwrap.fill(finding, _WRAP[layout]) for finding in _findings()]
    axes.text(left, top, "\n".join(lines), transform=inches, va="top", fontsize=letters)
    return (axes,)


def _study(axes: Axes, place: int, study: MeasuredThickness) -> None:
    """The change of a mean, with the programme and the time to its left."""
    axes.plot(
        [study.change_pct],
        [place],
        marker=_MARKERS[study.programme],
        ms=8,
        color=style.INK,
        lw=0,
    )
    words = _("{programme},\n{time}").format(programme=study.programme.text, time=_time(study))
    if study.after.label_note:
        words += "*"
    axes.annotate(
        words,
        (0, place),
        xycoords=axes.get_yaxis_transform(),
        xytext=(-6, 0),
        textcoords="offset points",
        ha="right",
        va="center",
        fontsize=style.SMALL_SIZE,
        linespacing=0.95,
    )


def _in_drawing_order(handles: Handles) -> tuple[Artist, ...]:
    return (
        *(line for lines in handles.lines.values() for line in lines.values()),
        *handles.cursors,
        handles.heading,
        *handles.columns.values(),
        handles.row,
        handles.asked,
        handles.sign.body,
        *handles.sign.outlines,
        handles.sign.caption,
        handles.cover,
        *handles.people,
    )
