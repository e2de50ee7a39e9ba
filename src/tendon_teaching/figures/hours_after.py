"""Hours after a session: building, breakdown and their balance, and a week of it.

The curves are a drawing (dashed): no study measured such a balance. What was measured, the hours at
which building was found raised, stands on a strip beneath with solid marks.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.ticker import FixedLocator
from matplotlib.transforms import ScaledTranslation

from tendon_teaching.evidence import Value, value
from tendon_teaching.figures import style
from tendon_teaching.figures.stage import Drawing, Layout
from tendon_teaching.models.bout import (
    HOURS_SHOWN,
    BoutCourse,
    BoutMoment,
    net_per_week,
    weekly_balance,
)
from tendon_teaching.models.checks import FloatArray
from tendon_teaching.texts import _

LAYOUTS: Final = {"wide": Layout(10.0, 4.5), "narrow": Layout(4.5, 7.0)}
PICTURE_LIKE: Final = False
SOURCES: Final = ("S126", "S127", "L013", "L240")

HIGHEST_RATE: Final = 5.4
LOWEST_RATE: Final = -3.0
SHORTEST_GAP_H: Final = 12
LEAST_BALANCE: Final = -100.0
MOST_BALANCE: Final = 45.0
EVEN_BALANCE: Final = 1.0
# The humps of a rate are drawn at every second point of the course.
_EVERY: Final = 2


@dataclass(frozen=True)
class Picture:
    """What the figure shows: a course, the hour that is looked at, and what is in focus."""

    course: BoutCourse
    hour: float
    measured_in_focus: bool = False

    @property
    def moment(self) -> BoutMoment:
        """Rates at the hour."""
        return self.course.at(self.hour)

    @property
    def week(self) -> float:
        """Balance of a week of sessions with this gap; 0 without a session."""
        return net_per_week(self.course.gap_h) if self.course.sessions else 0.0


@dataclass(frozen=True)
class Handles:
    """Everything that moves."""

    gain: PolyCollection
    loss: PolyCollection
    building: Line2D
    breakdown: Line2D
    balance: Line2D
    sessions: Line2D
    cursor: Line2D
    marks: Line2D
    moment: Text
    week: Line2D
    week_below: Line2D
    week_word: Text
    frame: Rectangle


def draw(layout: str) -> Drawing:
    """Build the figure: axes, the strip of what was measured, the curve of weeks."""
    size = LAYOUTS[layout]
    figure = Figure(figsize=(size.width_in, size.height_in), dpi=size.dots_per_inch)
    hours = _axes(figure, layout, "hours")
    strip = _axes(figure, layout, "strip")
    weeks = _axes(figure, layout, "weeks")
    _measured_strip(strip)
    frame = _focus_frame(figure, strip)
    _caption(figure, layout)
    moving = (*_hours_panel(hours), *_weeks_panel(weeks), frame)
    return Drawing(figure, moving, Handles(*moving))  # type: ignore[arg-type]  # in this order


def update(drawing: Drawing, result: Picture) -> None:
    """Move every artist to ``result``."""
    handles: Handles = drawing.handles
    course, moment = result.course, result.moment
    hours = course.hours[::_EVERY]
    building, breakdown = course.synthesis[::_EVERY], course.breakdown[::_EVERY]
    net = building - breakdown
    handles.gain.set_verts([_area(hours, np.maximum(net, 0))])
    handles.loss.set_verts([_area(hours, np.minimum(net, 0))])
    handles.building.set_data(hours, building)
    handles.breakdown.set_data(hours, breakdown)
    handles.balance.set_data(hours, net)
    shown = course.session_hours[course.session_hours <= HOURS_SHOWN]
    handles.sessions.set_data(shown, np.full(len(shown), HIGHEST_RATE - 0.35))
    handles.cursor.set_xdata([result.hour, result.hour])
    handles.marks.set_data([result.hour] * 3, [moment.synthesis, moment.breakdown, moment.net])
    handles.moment.set_text(_moment_words(result))
    _move_week(handles, result)
    handles.frame.set_visible(result.measured_in_focus)


def read_out(result: Picture) -> str:
    """The sentence under the picture, with the numbers of ``result``."""
    if result.measured_in_focus:
        return _measured_words()
    if not result.course.sessions:
        return _(
            "No session: nothing is drawn. The curves show only what a session adds to the "
            "building and breakdown that go on anyway."
        )
    moment = result.moment
    return _(
        "{sessions}. Hour {hour:.0f}: building {building:.1f}, breakdown {breakdown:.1f}, "
        "balance {net:+.1f}. {week}. A drawing, in units of its own."
    ).format(
        sessions=_sessions_words(result.course),
        hour=result.hour,
        building=moment.synthesis,
        breakdown=moment.breakdown,
        net=_without_minus_zero(moment.net, 1),
        week=_week_words(result),
    )


def text_alternative(result: Picture) -> str:
    """The picture in words, following the state."""
    course, moment = result.course, result.moment
    turns = course.first_gain_h
    words = _(
        "Two schematic plots, not measurements. Left, building, breakdown and their balance over "
        "{shown} hours. {sessions}. {turns} At hour {hour:.0f} building is {building:.1f}, "
        "breakdown {breakdown:.1f}, the balance {net:+.1f}. Right, the balance of a week against "
        "the hours between sessions, from a loss with short gaps to a gain with long ones. {week}. "
        "Beneath, a strip with what was measured."
    ).format(
        shown=HOURS_SHOWN,
        sessions=_sessions_words(course),
        turns=(
            _("The balance is never above zero.")
            if turns is None
            else _("The balance is first above zero at hour {turns:.0f}.").format(turns=turns)
        ),
        hour=result.hour,
        building=moment.synthesis,
        breakdown=moment.breakdown,
        net=_without_minus_zero(moment.net, 1),
        week=_week_words(result),
    )
    if result.measured_in_focus:
        words += " " + _("In focus, the strip.") + " " + _measured_words()
    return words


# ---------- building ----------

# Left, bottom, width and height of each axes, in inches.
_PLACES_IN: Final = {
    "wide": {
        "hours": (0.62, 2.18, 5.75, 1.98),
        "strip": (0.62, 0.86, 5.75, 0.76),
        "weeks": (7.06, 1.06, 2.76, 3.10),
    },
    "narrow": {
        "hours": (0.56, 4.50, 3.78, 2.12),
        "strip": (0.56, 3.16, 3.78, 0.76),
        "weeks": (0.56, 1.06, 3.78, 1.18),
    },
}
_HOUR_TICKS: Final = (0, 24, 48, 72, 96)


def _axes(figure: Figure, layout: str, name: str) -> Axes:
    left, bottom, width, height = _PLACES_IN[layout][name]
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    return figure.add_axes((left / across, bottom / up, width / across, height / up))


def _hours_panel(axes: Axes) -> tuple[Artist, ...]:
    axes.set(
        xlim=(0, HOURS_SHOWN),
        ylim=(LOWEST_RATE, HIGHEST_RATE),
        title=_("After a session"),
        ylabel=_("rate"),
        xticks=_HOUR_TICKS,
        yticks=[-2, 0, 2, 4],
    )
    axes.tick_params(labelbottom=False)
    axes.axhline(0, color=style.GREY, lw=1.0)
    gain = PolyCollection([], facecolors=style.SKY, edgecolors="none", alpha=0.6)
    loss = PolyCollection(
        [], facecolors="none", edgecolors=style.GREY, hatch="////", linewidths=0.0
    )
    axes.add_collection(gain)
    axes.add_collection(loss)
    (building,) = axes.plot([], [], color=style.TISSUE, ls=style.MODEL_DASHES, lw=2.6)
    (breakdown,) = axes.plot([], [], color=style.PURPLE, ls=(0, (1.2, 1.2)), lw=2.8)
    (balance,) = axes.plot([], [], color=style.INK, ls=(0, (8, 1.6)), lw=1.8)
    (sessions,) = axes.plot([], [], "v", ms=9, color=style.INK, clip_on=False)
    (cursor,) = axes.plot(
        [0, 0], [LOWEST_RATE, HIGHEST_RATE - 0.9], color=style.INK, lw=1.0, clip_on=False
    )
    (marks,) = axes.plot([], [], "o", ms=7, color=style.INK, mec="white", mew=1.2)
    axes.legend(
        handles=[
            Line2D([], [], color=style.TISSUE, ls=style.MODEL_DASHES, lw=2.6),
            Line2D([], [], color=style.PURPLE, ls=(0, (1.2, 1.2)), lw=2.8),
            Line2D([], [], color=style.INK, ls=(0, (8, 1.6)), lw=1.8),
        ],
        labels=[_("building"), _("breakdown"), _("balance")],
        loc="upper left",
        bbox_to_anchor=(0.0, -0.03),
        ncols=3,
        frameon=False,
        fontsize=style.SMALL_SIZE,
        handlelength=1.9,
        columnspacing=1.1,
        handletextpad=0.5,
        borderaxespad=0.1,
    )
    moment = _headline(axes)
    return gain, loss, building, breakdown, balance, sessions, cursor, marks, moment


def _headline(axes: Axes) -> Text:
    """Right of the title, on its line."""
    return axes.text(
        1.0,
        1.0,
        "",
        transform=axes.transAxes + ScaledTranslation(0, 6 / 72, axes.figure.dpi_scale_trans),
        ha="right",
        va="baseline",
        fontweight="bold",
        color=style.TISSUE,
    )


def _weeks_panel(axes: Axes) -> tuple[Artist, ...]:
    gaps_h = tuple(float(gap) for gap in range(SHORTEST_GAP_H, HOURS_SHOWN + 1, 2))
    axes.set(
        xlim=(SHORTEST_GAP_H - 2, HOURS_SHOWN + 4),
        ylim=(LEAST_BALANCE, MOST_BALANCE),
        title=_("A week of it"),
        xlabel=_("hours between sessions"),
        ylabel=_("balance"),
        yticks=[0],
    )
    axes.xaxis.set_major_locator(FixedLocator([12, *_HOUR_TICKS[1:]]))
    axes.axhline(0, color=style.GREY, lw=1.0)
    for word, height in ((_("gain"), MOST_BALANCE * 0.92), (_("loss"), LEAST_BALANCE * 0.94)):
        axes.text(
            0.98,
            height,
            word,
            transform=axes.get_yaxis_transform(),
            ha="right",
            va="top" if height > 0 else "bottom",
            color=style.GREY,
            fontsize=style.SMALL_SIZE,
        )
    axes.plot(gaps_h, weekly_balance(gaps_h), color=style.INK, ls=(0, (8, 1.6)), lw=1.8)
    (week,) = axes.plot([], [], "o", ms=11.5, color=style.TISSUE, mec="white", mew=1.5)
    (below,) = axes.plot([], [], "v", ms=12, color=style.TISSUE, clip_on=False)
    headline = _headline(axes)
    return week, below, headline


def _measured_strip(axes: Axes) -> None:
    axes.set(
        xlim=(0, HOURS_SHOWN),
        ylim=(0.0, 3.0),
        xlabel=_("hours after the first session"),
        xticks=_HOUR_TICKS,
        yticks=[],
    )
    axes.spines["left"].set_visible(False)
    highest, raised = _hour(value("S126")), _hour(value("S127"))
    axes.plot([highest, raised], [1.75, 1.75], color=style.TISSUE, lw=3, solid_capstyle="butt")
    axes.plot([highest], [1.75], "o", ms=8, color=style.TISSUE)
    axes.text(0, 2.3, _("measured:"), va="bottom", fontsize=style.SMALL_SIZE, color=style.INK)
    axes.text(
        highest,
        2.3,
        _("building highest, then still raised"),
        va="bottom",
        fontsize=style.SMALL_SIZE,
        color=style.TISSUE,
    )
    axes.add_patch(
        Rectangle((0, 0.3), highest, 0.75, fc="none", ec=style.HATCH, hatch="//", lw=1.0)
    )
    axes.annotate(
        _("breakdown highest, hour unknown"),
        (highest, 0.67),
        xytext=(4, 0),
        textcoords="offset points",
        va="center",
        fontsize=style.SMALL_SIZE,
        color=style.GREY,
    )


def _hour(row: Value) -> float:
    if row.value is None:
        raise ValueError(f"register row {row.id} has no hour to draw")
    return row.value


def _focus_frame(figure: Figure, axes: Axes) -> Rectangle:
    across, up = figure.get_size_inches()
    box = axes.get_position()
    frame = Rectangle(
        (box.x0 - 0.14 / across, box.y0 - 0.47 / up),
        box.width + 0.28 / across,
        box.height + 0.52 / up,
        transform=figure.transFigure,
        fc="none",
        ec=style.SYMPTOMS,
        lw=2.5,
        clip_on=False,
    )
    axes.add_patch(frame)
    return frame


def _caption(figure: Figure, layout: str) -> None:
    words = _(
        "A drawing, not a measurement: nobody has measured this balance hour by hour in a "
        "human tendon."
    )
    narrow = _(
        "A drawing, not a measurement: nobody has measured\nthis balance hour by hour in a "
        "human tendon."
    )
    figure.text(
        0.5,
        0.12 / LAYOUTS[layout].height_in,
        narrow if layout == "narrow" else words,
        ha="center",
        va="bottom",
        fontsize=style.SMALL_SIZE,
        color=style.INK,
        style="italic",
    )


# ---------- moving ----------


def _area(hours: FloatArray, heights: FloatArray) -> Any:
    outline = np.column_stack((hours, heights))
    return np.vstack(([hours[0], 0.0], outline, [hours[-1], 0.0]))


def _move_week(handles: Handles, result: Picture) -> None:
    is_inside = result.week >= LEAST_BALANCE
    gap_h = [result.course.gap_h] if result.course.sessions else []
    handles.week.set_data(*((gap_h, [result.week] * len(gap_h)) if is_inside else ([], [])))
    lowest = [LEAST_BALANCE + 8] * len(gap_h)
    handles.week_below.set_data(*(([], []) if is_inside else (gap_h, lowest)))
    handles.week_word.set_text(_week_word(result))


# ---------- words ----------


def _moment_words(result: Picture) -> str:
    if not result.course.sessions:
        return _("no session")
    net = result.moment.net
    if abs(net) < 0.05:
        return _("hour {hour:.0f}: even").format(hour=result.hour)
    word = (
        _("hour {hour:.0f}: gain {net:+.1f}") if net > 0 else _("hour {hour:.0f}: loss {net:+.1f}")
    )
    return word.format(hour=result.hour, net=net)


def _week_word(result: Picture) -> str:
    if not result.course.sessions:
        return _("none")
    if abs(result.week) < EVEN_BALANCE:
        return _("even")
    word = _("gain {week:+.0f}") if result.week > 0 else _("loss {week:+.0f}")
    return word.format(week=result.week)


def _sessions_words(course: BoutCourse) -> str:
    if not course.sessions:
        return _("No session")
    if course.sessions == 1:
        return _("One session")
    return _("{count} sessions, {gap:.0f} hours apart").format(
        count=course.sessions, gap=course.gap_h
    )


def _week_words(result: Picture) -> str:
    if not result.course.sessions:
        return _("No week of sessions is drawn")
    return _("A week at {gap:.0f} hours: {week:+.0f}").format(
        gap=result.course.gap_h, week=_without_minus_zero(result.week, 0)
    )


def _measured_words() -> str:
    highest, raised, patellar = value("S126"), value("S127"), value("L013")
    return _(
        "Measured: building highest at {highest}, raised for {raised} (review); {patellar} at its "
        "highest in patellar tendon. Breakdown peaks earlier. Never measured: the balance."
    ).format(highest=highest.text, raised=raised.text, patellar=patellar.text)


def _without_minus_zero(number: float, decimals: int) -> float:
    return round(number, decimals) + 0.0
