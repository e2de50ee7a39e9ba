"""How long does it last: reflex, muscle, soreness and courses of sessions on one axis of time.

Points are measured, dashed lines are the model. What argues against the falling curve of soreness
stands in the same lane as the curve. Beside each lane: where the hands were.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from tendon_teaching.evidence import value
from tendon_teaching.figures import style
from tendon_teaching.figures.stage import Drawing, Layout
from tendon_teaching.figures.where_hands import Study, build_where_hands, hands_of
from tendon_teaching.models.relief import DAY_S, HOUR_S, MINUTE_S, WEEK_S, HowLong
from tendon_teaching.texts import _

__all__ = [
    "LAYOUTS",
    "PICTURE_LIKE",
    "SOURCES",
    "draw",
    "read_out",
    "text_alternative",
    "update",
    "when",
]

LAYOUTS: Final = {"wide": Layout(10.0, 4.5), "narrow": Layout(4.5, 7.0)}
PICTURE_LIKE: Final = False
SOURCES: Final = (
    "M030", "M031", "M034", "M036", "M038", "M056", "M057", "M059", "M060", "M111", "M114",
    "M115", "M116", "M129", "M130", "M131", "M139", "M164", "M004", "M005",
)  # fmt: skip

# The axis is the logarithm of seconds; left of it the hands are still on.
_LEFT, _RIGHT, _HANDS_OFF = -1.35, 6.02, -0.25
_WHILE_ON: Final = -0.80
LAST_WEEK: Final = 24
WEEKS_OF_COURSE: Final = 6


@dataclass(frozen=True)
class Lane:
    """One lane: its model line, the mark on it, and the number above it."""

    course: Line2D
    mark: Line2D
    now: Text


@dataclass(frozen=True)
class Handles:
    """Everything that moves."""

    reflex: Lane
    stiffness: Lane
    soreness: Lane
    cursors: tuple[Line2D, ...]
    sessions: Line2D
    week_mean: Text


def draw(layout: str) -> Drawing:
    """Build the figure: lanes, measured points and signs; the moving artists still empty."""
    size = LAYOUTS[layout]
    figure = Figure(figsize=(size.width_in, size.height_in), dpi=size.dots_per_inch)
    is_wide = layout == "wide"
    lanes = {name: _lane_axes(figure, layout, name) for name in _LANES_IN[layout]}
    for name in ("reflex", "stiffness", "soreness"):
        _time_axis(lanes[name], with_words=name == "soreness", is_wide=is_wide)
    _signs(figure, layout)
    _key(lanes["reflex" if is_wide else "soreness"], is_wide)
    _reflex_anchors(lanes["reflex"])
    _stiffness_anchors(lanes["stiffness"])
    _soreness_anchors(lanes["soreness"], is_wide)
    _course_anchors(lanes["courses"], is_wide)
    handles = Handles(
        reflex=_lane(lanes["reflex"], _("Calf reflex, % of rest"), style.INK, "o"),
        stiffness=_lane(lanes["stiffness"], _("Muscle stiffness, change in %"), style.TISSUE, "s"),
        soreness=_lane(lanes["soreness"], _("Relief of soreness, %"), style.SYMPTOMS, "D"),
        cursors=tuple(
            lanes[name].axvline(0, color=style.GREY, lw=1.0, ls=(0, (1, 1.6)), alpha=0.7)
            for name in ("reflex", "stiffness", "soreness")
        ),
        sessions=lanes["courses"].plot([], [], "|", ms=9, mew=1.3, color=style.INK)[0],
        week_mean=_title(lanes["courses"], _("Courses, weeks")),
    )
    moving = _in_drawing_order(handles)
    for rank, artist in enumerate(moving):
        artist.set_zorder(4 + rank / len(moving))
    return Drawing(figure, moving, handles)


def update(drawing: Drawing, result: HowLong) -> None:
    """Move every artist to ``result``."""
    handles: Handles = drawing.handles
    reflex, stiffness, relief = result.hands_on
    here = _place(result.seconds)
    _move_lane(handles.reflex, result, reflex, result.reflex_course_pct, result.reflex_pct)
    _move_lane(
        handles.stiffness, result, stiffness, result.stiffness_course_pct, result.stiffness_pct
    )
    _move_lane(handles.soreness, result, relief, result.relief_course_pct, result.relief_pct)
    for cursor in handles.cursors:
        cursor.set_xdata([here, here])
    handles.reflex.now.set_text(f"{result.reflex_pct:.0f} %")
    handles.stiffness.now.set_text(_signed(result.stiffness_pct))
    handles.soreness.now.set_text(f"{result.relief_pct:.0f} %")
    at = np.arange(result.sessions_a_week * WEEKS_OF_COURSE)
    weeks = at / max(1, result.sessions_a_week)
    handles.sessions.set_data(weeks, np.full(len(weeks), _SESSIONS_UP))
    handles.week_mean.set_text(_("mean relief {mean:.0f} %").format(mean=result.week_mean_pct))


def read_out(result: HowLong) -> str:
    """The sentence under the picture, with the numbers of ``result``."""
    if not result.is_massaged:
        return _("No massage: reflex, muscle and soreness stay as they are in this model.")
    words = _(
        "{when}: {reflex}; muscle stiffness {stiffness}; relief {relief:.0f} % in this model "
        "(teaching curve)."
    ).format(
        when=when(result.seconds),
        reflex=_reflex_words(result),
        stiffness=_signed(result.stiffness_pct),
        relief=result.relief_pct,
    )
    parts = [words]
    if result.sessions_a_week > 1:
        parts.append(
            _(
                "{sessions} massages a week: {left:.0f} % was left when the last began, {mean:.0f} "
                "% over the week."
            ).format(
                sessions=result.sessions_a_week,
                left=result.before_last_pct,
                mean=result.week_mean_pct,
            )
        )
    if result.seconds >= DAY_S:
        parts.append(_("Not measured in tendon patients."))
    return " ".join(parts)


def text_alternative(result: HowLong) -> str:
    """The picture in words, following the state."""
    rise = [_number("M129"), _number("M130"), _number("M131")]
    return " ".join(
        [
            _(
                "Four lanes over time, from hands on over one second to seven days on a "
                "logarithmic axis. Mark at: {when}. Calf reflex {reflex:.0f} % of rest, muscle "
                "stiffness {stiffness} from rest, relief of soreness {relief:.0f} %."
            ).format(
                when=when(result.seconds),
                reflex=result.reflex_pct,
                stiffness=_signed(result.stiffness_pct),
                relief=result.relief_pct,
            ),
            _("Massages a week: {sessions}; mean relief over the week {mean:.0f} %.").format(
                sessions=result.sessions_a_week, mean=result.week_mean_pct
            ),
            _(
                "Measured points: the reflex is back at the first reading, the muscle within "
                "three minutes. Against the falling curve: soreness trials at 24, 48 and 72 hours "
                "({one:.1f}, {two:.1f}, {three:.1f} standardised), the other leg eased too, one "
                "trial with no effect. In the trial of calf massage it was ahead at week 4, with "
                "no difference found later."
            ).format(one=rise[0], two=rise[1], three=rise[2]),
            " ".join(hands_of(study).words for study in (Study.REFLEX, Study.SORENESS)),
            _("Teaching curve."),
        ]
    )


# ---------- building ----------

# Left, bottom, width and height of the lanes, in inches; titles stand above them.
_LANES_IN: Final = {
    "wide": {
        "reflex": (1.75, 3.52, 8.10, 0.72),
        "stiffness": (1.75, 2.58, 8.10, 0.66),
        "soreness": (1.75, 1.08, 8.10, 1.22),
        "courses": (1.75, 0.27, 8.10, 0.30),
    },
    "narrow": {
        "reflex": (0.98, 5.72, 3.44, 1.00),
        "stiffness": (0.98, 4.42, 3.44, 0.94),
        "soreness": (0.98, 1.62, 3.44, 2.42),
        "courses": (0.98, 0.34, 3.44, 0.55),
    },
}
_LIMITS: Final = {
    "reflex": (0.0, 125.0),
    "stiffness": (-17.0, 8.0),
    "soreness": (0.0, 62.0),
    "courses": (-0.9, 1.0),
}
_SESSIONS_UP: Final = -0.45


def _lane_axes(figure: Figure, layout: str, name: str) -> Axes:
    left, bottom, width, height = _LANES_IN[layout][name]
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    axes = figure.add_axes((left / across, bottom / up, width / across, height / up))
    axes.set_ylim(*_LIMITS[name])
    return axes


def _place(seconds: float) -> float:
    """Where on the axis a time lies; no time at all is where the hands are still on."""
    return _WHILE_ON if seconds <= 0 else float(np.log10(max(seconds, 1.0)))


def _time_axis(axes: Axes, *, with_words: bool, is_wide: bool) -> None:
    axes.set_xlim(_LEFT, _RIGHT)
    axes.add_patch(
        Rectangle(
            (_LEFT, 0),
            _HANDS_OFF - _LEFT,
            1,
            transform=axes.get_xaxis_transform(),
            fc="#F3E7DC",
            lw=0,
            zorder=0,
        )
    )
    times = [_WHILE_ON, *np.log10([1, 10, MINUTE_S, 600, HOUR_S, 6 * HOUR_S, DAY_S, WEEK_S])]
    words = [
        _("hands on"),
        _("1 s"),
        _("10 s"),
        _("1 min"),
        _("10 min"),
        _("1 h"),
        _("6 h"),
        _("1 day"),
        _("7 days"),
    ]
    if not is_wide:
        times = [times[place] for place in (0, 2, 4, 7, 8)]
        words = [_("on"), words[2], words[4], _("1 d"), _("7 d")]
    axes.set_xticks(times, words if with_words else [""] * len(times))
    axes.tick_params(axis="both", labelsize=style.SMALL_SIZE, pad=2, length=3)


def _signs(figure: Figure, layout: str) -> None:
    """Where the hands were, beside each lane."""
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    sheet = figure.add_axes((0, 0, 1, 1))
    sheet.set(xlim=(0, across), ylim=(0, up))
    sheet.axis("off")
    sheet.set_zorder(-1)
    studies = {
        "reflex": Study.REFLEX,
        "stiffness": Study.STIFFNESS,
        "soreness": Study.SORENESS,
        "courses": Study.TRIAL,
    }
    below = layout == "narrow"
    width, high = (0.62, 1.02) if below else (1.24, 0.78)
    for name, study in studies.items():
        _left, bottom, _width, height = _LANES_IN[layout][name]
        low = max(0.04, bottom + height / 2 - high / 2)
        build_where_hands(
            sheet,
            (0.02, low, width, high),
            replace(hands_of(study), sentence=""),
            words_below=below,
            title=False,
            lines=2,
        )


def _key(axes: Axes, is_wide: bool) -> None:
    """What open points and dashes are."""
    axes.annotate(
        _("○ ◇ measured    – – model, teaching values"),
        (0.5, 1) if is_wide else (0, 0),
        xytext=(0, 3) if is_wide else (0, -29),
        ha="center" if is_wide else "left",
        va="bottom" if is_wide else "center",
        xycoords="axes fraction",
        textcoords="offset points",
        annotation_clip=False,
        fontsize=style.SMALL_SIZE,
        color=style.GREY,
    )


def _title(axes: Axes, name: str) -> Text:
    """The name of a lane at the left above it; the answer is the number at the right."""
    looks: dict[str, Any] = {
        "xycoords": "axes fraction",
        "textcoords": "offset points",
        "va": "bottom",
        "annotation_clip": False,
    }
    axes.annotate(name, (0, 1), xytext=(0, 2), fontsize=10.8, fontweight="bold", **looks)
    return axes.annotate(
        "", (1, 1), xytext=(0, 2), ha="right", fontsize=11.5, fontweight="bold", **looks
    )


def _lane(axes: Axes, name: str, colour: str, marker: str) -> Lane:
    now = _title(axes, name)
    now.set_color(colour)
    return Lane(
        course=axes.plot([], [], color=colour, lw=2.4, ls=style.MODEL_DASHES)[0],
        mark=axes.plot(
            [], [], marker, ms=10, color=colour, mec="white", mew=1.2, ls="none", clip_on=False
        )[0],
        now=now,
    )


def _say(axes: Axes, x: float, y: float, words: str, **looks: Any) -> None:
    looks = {"va": "center", "fontsize": style.SMALL_SIZE, "linespacing": 1.1, **looks}
    axes.text(x, y, words, **looks)


def _number(value_id: str) -> float:
    found = value(value_id).value
    if found is None:
        raise ValueError(f"register row {value_id} holds no number")
    return found


def _reflex_anchors(axes: Axes) -> None:
    """Four studies of the reflex under the hands, and two readings afterwards."""
    rest = _number("M032")
    controls = value("M039").spread_low or rest
    during = [
        100 + _number("M030"),
        100 + _number("M164"),
        100 * _number("M034") / rest,
        100 * _number("M038") / controls,
    ]
    across = (_LEFT + 0.12, _LEFT + 0.30, _HANDS_OFF - 0.30, _HANDS_OFF - 0.12)
    axes.plot(across, during, "o", ms=6, mfc="white", mec=style.INK, mew=1.6)
    afterwards = [100.0, 100 * _number("M036") / rest]
    axes.plot([1.0, 1.0], afterwards, "o", ms=6, mfc="white", mec=style.INK, mew=1.6)
    axes.axhline(100, color=style.GREY, lw=0.8)
    axes.set_yticks([0, 50, 100])
    words = _("hands on: −{low:.0f} to −{high:.0f} %, four studies")
    falls = [100 - percent for percent in during]
    _say(axes, -0.12, 22, words.format(low=min(falls), high=max(falls)))
    _say(axes, 1.2, 66, _("back at the first reading"))


def _stiffness_anchors(axes: Axes) -> None:
    row = value("M056")
    mean, spread = _number("M056"), row.spread or 0.0
    axes.errorbar(
        [_HANDS_OFF], [mean], [spread], fmt="o", ms=6, mfc="white", color=style.TISSUE, capsize=4
    )
    axes.axhline(0, color=style.GREY, lw=0.8)
    axes.plot([np.log10(180)], [0], "o", ms=6, mfc="white", mec=style.TISSUE, mew=1.6)
    none = np.log10([30 * MINUTE_S, 96 * HOUR_S])
    axes.plot(none, [0, 0], "X", ms=8, color=style.TISSUE, mec="white")
    axes.set_yticks([-10, 0])
    _say(axes, -0.05, -13.2, _minus(_("{mean:.1f} (SD {sd:.1f}) %").format(mean=mean, sd=spread)))
    _say(axes, 2.20, -6.2, _("gone by 3 min"))
    _say(axes, _RIGHT, 4.6, _("two studies: no change (✕)"), ha="right")


def _soreness_anchors(axes: Axes, is_wide: bool) -> None:
    sizes = [_number("M115"), _number("M116")]
    looks: dict[str, Any] = {"mfc": "white", "mec": style.SYMPTOMS, "mew": 1.6, "ls": "none"}
    axes.plot([_HANDS_OFF] * 2, sizes, "o", ms=7, **looks)
    axes.set_yticks([0, 20, 40])
    hour = [0.0, np.log10(HOUR_S)]
    axes.plot(hour, [51.5, 51.5], color=style.SYMPTOMS, lw=2.2, marker="|", ms=8, mew=2)
    words = _("better than rest for an hour")
    if is_wide:
        words = _("sore shoulder: better than rest for an hour; light exercise did as well")
    _say(axes, 0.0, 57.5, words)
    ten = float(np.log10(600))
    axes.plot([ten], [8.0 if is_wide else 14.0], "d", ms=9, **looks)
    other = _("the other thigh eased too, briefly") if is_wide else _("other thigh\neased too")
    _say(axes, ten - 0.18, 8.0 if is_wide else 14.0, other, ha="right")
    days = np.log10([DAY_S, 2 * DAY_S, 3 * DAY_S])
    heights = [-11.5 * _number(row) for row in ("M129", "M130", "M131")]
    axes.bar(
        days,
        heights,
        0.13,
        bottom=30,
        fc="white",
        ec=style.SYMPTOMS,
        lw=1.5,
        hatch="////",
        hatchcolor=style.SYMPTOMS,
    )
    _say(
        axes,
        days[0] - 0.16,
        40.0,
        _("against it: sore muscles\nbetter on days 2 and 3")
        if is_wide
        else _("better on\ndays 2, 3"),
        ha="right",
    )
    axes.plot([days[0], np.log10(WEEK_S)], [1.4, 1.4], "X", ms=8, color=style.SYMPTOMS, mec="white")
    _say(axes, days[0] - 0.16, 3.6 if is_wide else 2.6, _("one trial: nothing (✕)"), ha="right")


def _course_anchors(axes: Axes, is_wide: bool) -> None:
    """The trial of calf massage: ahead at week 4, no difference found later."""
    axes.set_xlim(-0.6, LAST_WEEK + 0.8)
    axes.set_xticks([0, 4, 8, 12, LAST_WEEK])
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="x", labelsize=style.SMALL_SIZE, pad=2, length=3)
    looks: dict[str, Any] = {"ms": 9, "color": style.SYMPTOMS, "ls": "none"}
    axes.plot([4], [0.45], "^", **looks)
    for week in (8, 12, LAST_WEEK):
        axes.plot([week], [0.45], marker="$=$", **looks)
    _say(
        axes,
        3.6 if is_wide else 3.2,
        0.45,
        _("massage ahead") if is_wide else _("ahead"),
        ha="right",
    )
    words = _("no difference found in the trial") if is_wide else _("no difference")
    _say(axes, 13, 0.45, words)


def _in_drawing_order(handles: Handles) -> tuple[Artist, ...]:
    lanes = (handles.reflex, handles.stiffness, handles.soreness)
    courses = [lane.course for lane in lanes]
    marks = [lane.mark for lane in lanes]
    words = [lane.now for lane in lanes]
    return (*courses, *handles.cursors, *marks, handles.sessions, *words, handles.week_mean)


# ---------- moving ----------


def _move_lane(
    lane: Lane, result: HowLong, hands_on: float, course: np.ndarray, now: float
) -> None:
    across = np.concatenate(([_LEFT, _HANDS_OFF], np.log10(result.at_seconds)))
    lane.course.set_data(across, np.concatenate(([hands_on, hands_on], course)))
    lane.mark.set_data([_place(result.seconds)], [now])


# ---------- words ----------


def _signed(percent: float) -> str:
    """A change with its sign, and no sign where it rounds to nothing."""
    if abs(percent) < 0.05:
        return _("0 %")
    return _minus(_("{percent:+.1f} %").format(percent=percent))


def _minus(words: str) -> str:
    return words.replace("-", "−")


def _reflex_words(result: HowLong) -> str:
    if result.reflex_pct >= 97:
        return _("reflex back to rest")
    return _("reflex {percent:.0f} % of rest").format(percent=result.reflex_pct)


def when(seconds: float) -> str:
    """The time since the hands left, in words that begin a sentence."""
    if seconds <= 0:
        return _("Hands on")
    steps: tuple[tuple[float, Callable[[float], str]], ...] = (
        (DAY_S, lambda count: _("{count:.0f} days after").format(count=count)),
        (HOUR_S, lambda count: _("{count:.0f} hours after").format(count=count)),
        (MINUTE_S, lambda count: _("{count:.0f} minutes after").format(count=count)),
        (1.0, lambda count: _("{count:.0f} seconds after").format(count=count)),
    )
    single = {
        DAY_S: _("One day after"),
        HOUR_S: _("One hour after"),
        MINUTE_S: _("One minute after"),
    }
    if seconds in single:
        return single[seconds]
    for unit, words in steps:
        if seconds >= unit:
            return words(seconds / unit)
    return _("Less than a second after")
