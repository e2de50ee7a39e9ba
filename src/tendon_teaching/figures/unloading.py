"""A tendon without its usual load, and with it again: stiffness on top, material and calf below.

Left the weeks without load, right the weeks after the return, both against a healthy tendon that
walks. The model is dashed, and a marker of its own repeats each colour. What was measured in people
is drawn in ink, each point with the tendon it belongs to; none of them was followed back.
"""

import textwrap
from dataclasses import dataclass
from typing import Final

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.ticker import FixedLocator

from tendon_teaching.figures import style
from tendon_teaching.figures.stage import Drawing, Layout
from tendon_teaching.models.unloading import (
    MOST_DAYS_UNLOADED,
    MOST_WEEKS_AFTER,
    MeasuredRest,
    RestCourse,
    measured_rests,
)
from tendon_teaching.texts import _

LAYOUTS: Final = {"wide": Layout(10.0, 4.5), "narrow": Layout(4.5, 7.0)}
PICTURE_LIKE: Final = False
SOURCES: Final = (
    *("L136", "L137", "L138", "L139", "L140", "L141", "L142"),
    *("L143", "L144", "L145", "L146", "L147", "L148", "L149"),
)

LEAST_PCT: Final = 28.0
MOST_PCT: Final = 142.0
_WEEK_DAYS: Final = 7


@dataclass(frozen=True)
class Picture:
    """What the figure shows: a course, how many weeks after the return (0 to 26), and whether
    measured people are in focus."""

    course: RestCourse
    weeks_after: int = 0
    people_in_focus: bool = False

    @property
    def is_back(self) -> bool:
        """Whether the week in view is after the return."""
        return self.weeks_after > 0


@dataclass(frozen=True)
class Handles:
    """Everything that moves."""

    without: dict[str, Line2D]
    back: dict[str, Line2D]
    balls: dict[str, Line2D]
    back_balls: dict[str, Line2D]
    ends: tuple[Line2D, ...]
    cursors: tuple[Line2D, ...]
    unknown: tuple[Rectangle, ...]
    unknown_words: Text
    two_tendons: Text
    frame: Rectangle
    heading: Text
    numbers: Text
    wrap: int


# Each curve: panel, colour, marker. The order is that of the list.
_CURVES: Final = {
    "stiffness_pct": ("upper", style.BLUE, "v"),
    "modulus_pct": ("lower", style.GREEN, "P"),
    "strength_pct": ("lower", style.PURPLE, "X"),
}
# Day of a curve's first mark: two curves of one panel that run together keep their marks apart.
_FIRST: Final = {
    "stiffness_pct": _WEEK_DAYS // 2,
    "modulus_pct": _WEEK_DAYS // 2,
    "strength_pct": 5 * _WEEK_DAYS // 2,
}
# Each measured point: its marker. The same tendon has the same marker.
_MARKERS: Final = {
    "hung_14": "o",
    "hung_23": "o",
    "bed_calf": "s",
    "bed_thigh": "D",
    "bed_long": "s",
    "bed_exercise": "^",
}


def draw(layout: str) -> Drawing:
    """Build the figure: axes, measured points and their names; the moving artists still empty."""
    size = LAYOUTS[layout]
    figure = Figure(figsize=(size.width_in, size.height_in), dpi=size.dots_per_inch)
    left = {name: _without_panel(figure, layout, name) for name in ("upper", "lower")}
    right = {name: _back_panel(figure, layout, name) for name in ("upper", "lower")}
    _measured(left["upper"], "stiffness_pct", "stiffness_spread")
    _measured(left["lower"], "modulus_pct", "modulus_spread")
    unknown = tuple(_unknown(axes) for axes in right.values())
    handles = Handles(
        without={name: _curve(left, name) for name in _CURVES},
        back={name: _curve(right, name) for name in _CURVES},
        balls={name: _ball(left[look[0]], *look[1:]) for name, look in _CURVES.items()},
        back_balls={name: _ball(right[look[0]], *look[1:]) for name, look in _CURVES.items()},
        # Short, so that it crosses no measured point.
        ends=tuple(_upright(axes, from_share=0.86) for axes in left.values()),
        cursors=tuple(_upright(axes) for axes in right.values()),
        unknown=unknown,
        unknown_words=_unknown_words(right["upper"]),
        two_tendons=_two_tendons(left["upper"]),
        frame=_frame(figure, layout),
        heading=_heading(figure, layout),
        numbers=_list(figure, layout),
        wrap=_WRAP[layout],
    )
    _key(figure, layout)
    return Drawing(figure, _in_drawing_order(handles), handles)


def update(drawing: Drawing, result: Picture) -> None:
    """Move every artist to ``result``."""
    handles: Handles = drawing.handles
    course, days = result.course, result.course.history.days
    faint = 0.35 if result.people_in_focus else 1.0
    for name in _CURVES:
        values = getattr(course, name)
        handles.without[name].set_data(course.week[: days + 1], values[: days + 1])
        handles.without[name].set_alpha(faint)
        handles.back[name].set_data(course.week[days:] - course.week[days], values[days:])
        handles.back[name].set_visible(not result.people_in_focus)
        handles.balls[name].set_data([course.week[days]], [values[days]])
        handles.balls[name].set_visible(not result.is_back and not result.people_in_focus)
        handles.back_balls[name].set_data([result.weeks_after], [_now(result, name)])
        handles.back_balls[name].set_visible(result.is_back and not result.people_in_focus)
    for end in handles.ends:
        end.set_xdata([course.week[days]] * 2)
    for cursor in handles.cursors:
        cursor.set_xdata([result.weeks_after] * 2)
        cursor.set_visible(result.is_back and not result.people_in_focus)
    focus = (*handles.unknown, handles.unknown_words, handles.two_tendons, handles.frame)
    for part in focus:
        part.set_visible(result.people_in_focus)
    handles.heading.set_text(textwrap.fill(_when(result), handles.wrap))
    handles.numbers.set_text("\n".join(f"{_now(result, name):.0f} %" for name in _CURVES))


def read_out(result: Picture) -> str:
    """The sentence under the picture, with the numbers of ``result``."""
    if result.people_in_focus:
        return _people_words()
    return _(
        "{when}. Stiffness {stiffness:.0f} %, modulus {modulus:.0f} %, calf strength "
        "{strength:.0f} % of a walker's, in this model."
    ).format(
        when=_when(result),
        stiffness=_now(result, "stiffness_pct"),
        modulus=_now(result, "modulus_pct"),
        strength=_now(result, "strength_pct"),
    )


def text_alternative(result: Picture) -> str:
    """The picture in words, following the state."""
    course = result.course
    words = [
        _(
            "Two rows of plots, in per cent of a healthy tendon that walks: stiffness, and below "
            "it modulus and calf strength. Left {days} days of {kind}, right {weeks} weeks after "
            "the return. Teaching model, dashed."
        ).format(days=course.history.days, kind=course.history.kind.text, weeks=MOST_WEEKS_AFTER),
        _("Stiffness goes from {start:.0f} to {end:.0f} %.").format(
            start=course.start.stiffness_pct, end=course.at().stiffness_pct
        ),
        read_out(result),
        _("Measured points: {points}.").format(
            points="; ".join(_point_words(point) for point in measured_rests())
        ),
    ]
    if result.people_in_focus:
        words.append(_("The right side is hatched: the way back was not measured in them."))
    return " ".join(words)


# ---------- words ----------


def _when(result: Picture) -> str:
    history = result.course.history
    if result.is_back:
        template = _("{days} days: {kind}; then {weeks} weeks back")
    else:
        template = _("After {days} days: {kind}")
    return template.format(
        days=history.days, kind=history.kind.short_text, weeks=result.weeks_after
    )


def _now(result: Picture, name: str) -> float:
    return float(getattr(result.course.at(result.weeks_after), name))


def _people_words() -> str:
    points = {point.name: point for point in measured_rests()}
    calf, thigh = points["bed_calf"], points["bed_thigh"]
    return _(
        "Measured in one study after {days} days in bed: calf tendon at {calf:.0f} %, thigh tendon "
        "at {thigh:.0f} % of its start (n = {n}). No way back was measured."
    ).format(days=calf.days, calf=calf.stiffness_pct, thigh=thigh.stiffness_pct, n=calf.people)


def _point_words(point: MeasuredRest) -> str:
    return _("{tendon}, day {days}, n = {n}: stiffness {stiffness:.0f} %").format(
        tendon=point.tendon, days=point.days, n=point.people, stiffness=point.stiffness_pct
    )


# ---------- building ----------

# Left, bottom, width and height of each axes, in inches.
_PLACES_IN: Final = {
    "wide": {
        "without_upper": (0.66, 2.02, 3.75, 2.12),
        "back_upper": (4.58, 2.02, 1.76, 2.12),
        "without_lower": (0.66, 0.52, 3.75, 1.02),
        "back_lower": (4.58, 0.52, 1.76, 1.02),
    },
    "narrow": {
        "without_upper": (0.62, 4.70, 2.35, 1.98),
        "back_upper": (3.12, 4.70, 1.22, 1.98),
        "without_lower": (0.62, 3.12, 2.35, 1.06),
        "back_lower": (3.12, 3.12, 1.22, 1.06),
    },
}
# Where heading, list and key begin (left and top), in inches; the height of a line of the list,
# the letters of the key in points, and how many of them stand in a line.
_HEADING_IN: Final = {"wide": (6.66, 4.40), "narrow": (0.14, 2.56)}
_LIST_IN: Final = {"wide": (6.66, 3.86), "narrow": (2.35, 2.60)}
_KEY_IN: Final = {"wide": (6.66, 2.56), "narrow": (0.14, 1.82)}
_LINE_IN: Final = {"wide": 0.29, "narrow": 0.22}
_NUMBER_AT_IN: Final = {"wide": 1.84, "narrow": 1.50}
_LETTERS: Final = {"wide": 11.5, "narrow": style.SMALL_SIZE}
_KEY_LETTERS: Final = {"wide": 10.2, "narrow": style.SMALL_SIZE}
_KEY_LINE_IN: Final = {"wide": 0.215, "narrow": 0.175}
_WRAP: Final = {"wide": 31, "narrow": 24}
_KEY_WRAP: Final = {"wide": 42, "narrow": 52}
_KEY_HEIGHT_IN: Final = {"wide": 2.0, "narrow": 1.72}


def _axes(figure: Figure, layout: str, name: str) -> Axes:
    left, bottom, width, height = _PLACES_IN[layout][name]
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    return figure.add_axes((left / across, bottom / up, width / across, height / up))


def _without_panel(figure: Figure, layout: str, name: str) -> Axes:
    axes = _axes(figure, layout, f"without_{name}")
    axes.set(xlim=(0, MOST_DAYS_UNLOADED / _WEEK_DAYS + 0.4), ylim=(LEAST_PCT, MOST_PCT))
    axes.xaxis.set_major_locator(FixedLocator([0, 2, 4, 6, 8, 10, 12]))
    axes.yaxis.set_major_locator(FixedLocator([50, 100]))
    axes.set_title(_title(name, layout), pad=4)
    axes.set_ylabel("%", labelpad=0)
    if name == "lower":
        axes.set_xlabel(_("weeks without load"), labelpad=2)
    _usual(axes)
    return axes


def _title(name: str, layout: str) -> str:
    if name == "lower":
        return _("Modulus, calf strength")
    if layout == "narrow":
        return _("Stiffness (100: walks)")
    return _("Stiffness (100: a healthy tendon that walks)")


def _back_panel(figure: Figure, layout: str, name: str) -> Axes:
    axes = _axes(figure, layout, f"back_{name}")
    axes.set(xlim=(0, MOST_WEEKS_AFTER), ylim=(LEAST_PCT, MOST_PCT))
    axes.xaxis.set_major_locator(FixedLocator([0, 10, 20]))
    axes.yaxis.set_major_locator(FixedLocator([50, 100]))
    axes.tick_params(axis="y", labelleft=False)
    if name == "lower":
        axes.set_xlabel(_("weeks back"), labelpad=2)
    _usual(axes)
    return axes


def _usual(axes: Axes) -> None:
    axes.axhline(100, color=style.GREY, lw=1.0, ls=(0, (1, 2)))


def _measured(axes: Axes, quantity: str, spread: str) -> None:
    for point in measured_rests():
        height = getattr(point, quantity)
        if height is not None:
            axes.errorbar(
                point.days / _WEEK_DAYS,
                height,
                yerr=getattr(point, spread),
                fmt=_MARKERS[point.name],
                ms=7.5,
                color=style.INK,
                mec="white",
                mew=0.8,
                capsize=3,
                lw=1.8,
                zorder=3,
            )


def _curve(panels: dict[str, Axes], name: str) -> Line2D:
    panel, color, marker = _CURVES[name]
    (line,) = panels[panel].plot(
        [],
        [],
        color=color,
        lw=2.4,
        ls=style.MODEL_DASHES,
        marker=marker,
        ms=7,
        mec="white",
        mew=0.7,
        markevery=(_FIRST[name], 4 * _WEEK_DAYS),
    )
    return line


def _ball(axes: Axes, color: str, marker: str) -> Line2D:
    """Mark of the present day; hollow, since a measured point may lie under it."""
    (ball,) = axes.plot(
        [], [], marker, ms=14, mfc="none", mec=color, mew=2.6, color=color, clip_on=False
    )
    return ball


def _upright(axes: Axes, from_share: float = 0.0) -> Line2D:
    (line,) = axes.plot(
        [0, 0], [from_share, 1], color=style.INK, lw=1.4, transform=axes.get_xaxis_transform()
    )
    return line


def _unknown(axes: Axes) -> Rectangle:
    patch = Rectangle(
        (0, 0),
        1,
        1,
        transform=axes.transAxes,
        fc="white",
        ec=style.HATCH,
        hatch="//",
        lw=0,
        zorder=4,
    )
    axes.add_patch(patch)
    return patch


def _unknown_words(axes: Axes) -> Text:
    return axes.text(
        0.5,
        0.5,
        _("the way back\nwas not\nmeasured"),
        transform=axes.transAxes,
        ha="center",
        va="center",
        fontweight="bold",
        fontsize=style.SMALL_SIZE,
        zorder=5,
        bbox={"fc": "white", "ec": "none", "pad": 3},
    )


def _two_tendons(axes: Axes) -> Text:
    """Beside the two points of one study: how far apart two tendons of the same days lie."""
    points = {point.name: point for point in measured_rests()}
    calf, thigh = points["bed_calf"], points["bed_thigh"]
    return axes.text(
        4.3,
        ((calf.stiffness_pct or 0) + (thigh.stiffness_pct or 0)) / 2,
        _("■ {calf:.0f} %, ◆ {thigh:.0f} %:\none study,\n{days} days in bed").format(
            calf=calf.stiffness_pct, thigh=thigh.stiffness_pct, days=calf.days
        ),
        va="center",
        fontsize=style.SMALL_SIZE,
        fontweight="bold",
    )


def _frame(figure: Figure, layout: str) -> Rectangle:
    """Frame around the names of the measured points, shown when people are in focus."""
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    left, top = _KEY_IN[layout]
    frame = Rectangle(
        ((left - 0.09) / across, (top - _KEY_HEIGHT_IN[layout]) / up),
        1 - (left - 0.03) / across,
        (_KEY_HEIGHT_IN[layout] + 0.08) / up,
        transform=figure.transFigure,
        fc="none",
        ec=style.INK,
        lw=2.2,
    )
    figure.add_artist(frame)
    return frame


def _heading(figure: Figure, layout: str) -> Text:
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    left, top = _HEADING_IN[layout]
    return figure.text(
        left / across, top / up, "", va="top", fontweight="bold", fontsize=_LETTERS[layout]
    )


def _list(figure: Figure, layout: str) -> Text:
    """Names with their markers, which stay; beside them one text of numbers."""
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    left, top = _LIST_IN[layout]
    line, letters = _LINE_IN[layout], _LETTERS[layout]
    names = (_("stiffness"), _("modulus"), _("calf strength"))
    for number, (name, look) in enumerate(zip(names, _CURVES.values(), strict=True)):
        height = (top - line * (number + 0.5)) / up
        figure.add_artist(
            Line2D(
                [left / across, (left + 0.16) / across, (left + 0.32) / across],
                [height] * 3,
                color=look[1],
                lw=2.4,
                ls=style.MODEL_DASHES,
                marker=look[2],
                markevery=[1],
                ms=7,
                mec="white",
                mew=0.7,
            )
        )
        figure.text((left + 0.42) / across, height, name, va="center", fontsize=letters)
    return figure.text(
        (left + _NUMBER_AT_IN[layout]) / across,
        (top - line * len(names) / 2) / up,
        "",
        va="center",
        fontsize=letters,
        fontweight="bold",
        linespacing=line * 72 / letters,
    )


def _key(figure: Figure, layout: str) -> None:
    """Which mark is which tendon, under the list."""
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    left, top = _KEY_IN[layout]
    letters, line = _KEY_LETTERS[layout], _KEY_LINE_IN[layout]
    figure.text(
        left / across,
        top / up,
        _("Measured (bar: SD of the change)"),
        va="top",
        fontsize=_LETTERS[layout],
        fontweight="bold",
    )
    height = top - 0.27
    for marker, words in _key_words().items():
        lines = textwrap.wrap(words, _KEY_WRAP[layout])
        figure.add_artist(
            Line2D(
                [(left + 0.09) / across],
                [(height - line / 2) / up],
                marker=marker,
                ms=7.5,
                color=style.INK,
                lw=0,
            )
        )
        figure.text(
            (left + 0.26) / across,
            height / up,
            "\n".join(lines),
            va="top",
            fontsize=letters,
            linespacing=line * 72 / letters,
        )
        height -= line * len(lines) + 0.05
    figure.text(
        (left + 0.26) / across,
        height / up,
        "\n".join(
            textwrap.wrap(
                _("No bar: from two means; how people differed in the change was not printed."),
                _KEY_WRAP[layout],
            )
        ),
        va="top",
        fontsize=letters,
        color=style.GREY,
        linespacing=line * 72 / letters,
    )


def _key_words() -> dict[str, str]:
    """What each marker stands for; points of one marker share a line."""
    points: dict[str, list[MeasuredRest]] = {}
    for point in measured_rests():
        points.setdefault(_MARKERS[point.name], []).append(point)
    return {
        marker: _("{tendons} (n = {n})").format(
            tendons=_("; ").join(dict.fromkeys(point.tendon for point in same)),
            n=", ".join(dict.fromkeys(f"{point.people}" for point in same)),
        )
        for marker, same in points.items()
    }


def _in_drawing_order(handles: Handles) -> tuple[Artist, ...]:
    return (
        *handles.ends,
        *handles.cursors,
        *handles.without.values(),
        *handles.back.values(),
        *handles.balls.values(),
        *handles.back_balls.values(),
        *handles.unknown,
        handles.unknown_words,
        handles.two_tendons,
        handles.frame,
        handles.heading,
        handles.numbers,
    )
