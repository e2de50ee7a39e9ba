"""The dose window: stiffness gained against strain, half a year of it, and pooled effect sizes.

The curve and the courses are the model's (dashed). What was measured is solid and stands apart:
legs of two studies as marks on the strain axis without height, because how much they changed is not
in the register; tendons without load on a strip, effect sizes in a panel of their own.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from tendon_teaching.evidence import Value, value
from tendon_teaching.figures import style
from tendon_teaching.figures.stage import Drawing, Layout
from tendon_teaching.models.loading_dose import (
    LEAST_STRAIN_PCT,
    MOST_STRAIN_PCT,
    MOST_WEEKS,
    Base,
    DoseResult,
    Zone,
    force_of_strain_bw,
    strain_of_force_pct,
    walking_strain_pct,
)
from tendon_teaching.models.turnover import DAYS_PER_WEEK, WalkingHabit
from tendon_teaching.texts import _

LAYOUTS: Final = {"wide": Layout(10.0, 4.5), "narrow": Layout(4.5, 7.0)}
PICTURE_LIKE: Final = False
UNCHANGED: Final = ("L131", "L133")
CHANGED: Final = ("L132", "L134")
UNLOADED: Final = ("L136", "L137")
POOLED: Final = ("L015", "L016", "L017")
ELSEWHERE: Final = ("S111", "S111b", "L256", "L275")
SOURCES: Final = (*UNCHANGED, *CHANGED, *UNLOADED, *POOLED, *ELSEWHERE)

LEAST_PCT: Final = -55.0
MOST_PCT: Final = 52.0
LEAST_COURSE_PCT: Final = -78.0
_UNKNOWN_AT_PCT: Final = -24.0
# Narrower than this a zone has no room for its name; the headline carries it.
_LEAST_NAMED_PCT: Final = {"wide": 1.1, "narrow": 1.7}


@dataclass(frozen=True)
class Picture:
    """What the figure shows: a dose with its result, and whether measured people are in focus."""

    result: DoseResult
    people_in_focus: bool = False


@dataclass(frozen=True)
class Handles:
    """Everything that moves."""

    enough: Rectangle
    too_much: Rectangle
    still: tuple[Artist, ...]
    zones: tuple[Text, ...]
    curve: Line2D
    ball: Line2D
    below: Line2D
    unknown: Line2D
    bed_ball: Line2D
    bed_below: Line2D
    headline: Text
    courses: tuple[Line2D, ...]
    cursor: Line2D
    ended: Rectangle
    ended_word: Text
    numbers: tuple[Text, ...]
    cover: Rectangle
    conflict: tuple[Artist, ...]
    layout: str


def draw(layout: str) -> Drawing:
    """Build the figure: axes, what was measured, the moving artists still empty."""
    size = LAYOUTS[layout]
    figure = Figure(figsize=(size.width_in, size.height_in), dpi=size.dots_per_inch)
    bed, dose, legs, weeks, pooled = (_axes(figure, layout, name) for name in _PLACES_IN["wide"])
    _bed_panel(bed)
    _pooled_panel(pooled, layout)
    _legs_strip(legs)
    handles = Handles(
        **_dose_panel(dose, layout),
        bed_ball=_hollow(_ball(bed, "o", 11)),
        bed_below=_hollow(_ball(bed, "v", 11)),
        headline=_headline(figure, layout),
        **_weeks_panel(weeks),
        numbers=_list(figure, layout),
        cover=_cover(figure, layout, legs),
        conflict=_conflict(legs),
        layout=layout,
    )
    return Drawing(figure, _in_drawing_order(handles), handles)


def update(drawing: Drawing, result: Picture) -> None:
    """Move every artist to ``result``."""
    handles: Handles = drawing.handles
    shown = result.result
    _move_zones(handles, shown)
    handles.curve.set_data(shown.curve.strain_pct, shown.curve.stiffness_pct)
    _move_ball(handles, shown)
    handles.headline.set_text(_headline_words(shown))
    course = shown.course
    changes = (course.stiffness_pct, course.modulus_pct, course.area_pct)
    for line, values in zip(handles.courses, changes, strict=True):
        line.set_data(course.week, values)
    handles.cursor.set_xdata([shown.dose.weeks, shown.dose.weeks])
    _move_end(handles, shown)
    for text, number in zip(handles.numbers, _numbers(shown), strict=True):
        text.set_text(number)
    for artist in (handles.cover, *handles.conflict):
        artist.set_visible(result.people_in_focus)


def read_out(result: Picture) -> str:
    """The sentence under the picture, with the numbers of ``result``."""
    shown = result.result
    if result.people_in_focus:
        return _conflict_words()
    if shown.is_without_load:
        return _bed_words(shown)
    if shown.change is None:
        return _("{dose}: too much. {end}").format(dose=_dose_words(shown), end=_end_words(shown))
    words = _("{dose}: {zone} in this model. After {weeks}: {change}.").format(
        dose=_dose_words(shown),
        zone=shown.zone.text,
        weeks=_weeks_words(shown.dose.weeks),
        change=_change_words(shown),
    )
    if shown.course.stopped_on_day is not None:
        words += " " + _end_words(shown)
    return words


def text_alternative(result: Picture) -> str:
    """The picture in words, following the state."""
    shown = result.result
    words = _(
        "Left, a dashed curve of the change of stiffness against strain per contraction, with "
        "zones too little, enough and too much. {ball} Under it, marks without height: two "
        "low-strain legs did not change, two high-strain legs did. Beside it, measured losses "
        "without load. Right, dashed courses over {most} weeks, and pooled effect sizes: "
        "stiffness {stiffness}, modulus {modulus}, area {area}. The curves are a teaching model. "
        "{zones}"
    ).format(
        ball=_ball_words(shown),
        most=MOST_WEEKS,
        stiffness=value("L015").text,
        modulus=value("L016").text,
        area=value("L017").text,
        zones=_zones_words(shown),
    )
    if result.people_in_focus:
        words += " " + _("In focus, strains measured elsewhere.") + " " + _conflict_words()
    return words


# ---------- building ----------

# Left, bottom, width and height of each axes, in inches.
_PLACES_IN: Final = {
    "wide": {
        "bed": (0.76, 1.42, 0.80, 2.22),
        "dose": (1.64, 1.42, 4.52, 2.22),
        "legs": (1.64, 0.56, 4.52, 0.76),
        "weeks": (6.98, 2.42, 1.62, 1.62),
        "pooled": (7.56, 0.56, 2.24, 0.92),
    },
    "narrow": {
        "bed": (0.70, 4.62, 0.84, 1.62),
        "dose": (1.60, 4.62, 2.78, 1.62),
        "legs": (1.60, 3.82, 2.78, 0.72),
        "weeks": (0.74, 1.94, 2.04, 1.02),
        "pooled": (1.36, 0.50, 3.00, 0.72),
    },
}
_HEADLINE_IN: Final = {"wide": (0.10, 4.22), "narrow": (0.10, 6.78)}
# Left and top of the list beside the courses; where its numbers begin; distance of its lines.
_LIST_IN: Final = {"wide": (8.72, 3.86), "narrow": (2.90, 2.88)}
_NUMBER_AT_IN: Final = {"wide": 0.34, "narrow": 0.98}
_LINE_IN: Final = {"wide": 0.22, "narrow": 0.22}
_LOOKS: Final = ((style.BLUE, "^"), (style.INK, "D"), (style.PURPLE, "v"))


def _axes(figure: Figure, layout: str, name: str) -> Axes:
    left, bottom, width, height = _PLACES_IN[layout][name]
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    return figure.add_axes((left / across, bottom / up, width / across, height / up))


def _bed_panel(axes: Axes) -> None:
    axes.set(xlim=(7, 30), ylim=(LEAST_PCT, MOST_PCT))
    axes.set_ylabel(_("change of stiffness, %"), labelpad=2)
    axes.xaxis.set_major_locator(FixedLocator([14, 23]))
    axes.yaxis.set_major_locator(FixedLocator([-40, -20, 0, 20, 40]))
    axes.set_xlabel(_("days\nwithout\nload"), fontsize=style.SMALL_SIZE, labelpad=1)
    axes.axhline(0, color=style.GREY, lw=1)
    for row in map(value, UNLOADED):
        days = float(row.time.split()[0])
        axes.errorbar(
            days, _number(row), row.spread, fmt="s", ms=6, color=style.INK, capsize=3, lw=2
        )
    axes.text(
        0.5,
        0.97,
        _("measured\n(knee)"),
        transform=axes.transAxes,
        ha="center",
        va="top",
        fontsize=style.SMALL_SIZE,
    )


def _dose_panel(axes: Axes, layout: str) -> dict[str, Any]:
    axes.set(xlim=(LEAST_STRAIN_PCT, MOST_STRAIN_PCT), ylim=(LEAST_PCT, MOST_PCT))
    axes.xaxis.set_major_locator(FixedLocator(range(2, 10)))
    axes.yaxis.set_major_locator(FixedLocator([-40, -20, 0, 20, 40]))
    axes.tick_params(labelleft=False, labelbottom=False, left=False, bottom=False)
    axes.spines["left"].set_visible(False)
    twin = axes.secondary_xaxis("top", functions=(_to_body_weights, _to_strain))
    twin.xaxis.set_major_locator(FixedLocator(range(2, 10)))
    twin.xaxis.set_major_formatter(FuncFormatter(lambda bw, _place: f"{bw:.0f}"))
    twin.set_xlabel(_("pull in body weights, on this scale"), fontsize=style.SMALL_SIZE, labelpad=2)
    twin.tick_params(length=3, pad=1)
    enough = Rectangle((0, LEAST_PCT), 0, MOST_PCT - LEAST_PCT, fc=style.TISSUE_PALE, ec="none")
    too_much = Rectangle(
        (0, LEAST_PCT), 0, MOST_PCT - LEAST_PCT, fc="white", ec=style.HATCH, hatch="//", lw=0
    )
    axes.add_patch(enough)
    axes.add_patch(too_much)
    zero = axes.axhline(0, color=style.GREY, lw=1)
    model = axes.text(
        LEAST_STRAIN_PCT + 0.08,
        LEAST_PCT + 3,
        _("dashed: the model, healthy tendon"),
        fontsize=style.SMALL_SIZE,
        color=style.GREY,
    )
    (curve,) = axes.plot([], [], color=style.TISSUE, ls=style.MODEL_DASHES)
    return {
        "still": (zero, model),
        "enough": enough,
        "too_much": too_much,
        "zones": tuple(_zone_name(axes, place) for place in ("left", "center", "right")),
        "curve": curve,
        "ball": _ball(axes, "o", 14),
        "below": _ball(axes, "v", 14),
        "unknown": _ball(axes, r"$\mathbf{?}$", 20),
    }


def _to_body_weights(strain_pct: Any) -> Any:
    return force_of_strain_bw(1.0) + (np.asarray(strain_pct) - 1.0) * _bw_per_pct()


def _to_strain(force_bw: Any) -> Any:
    return 1.0 + (np.asarray(force_bw) - force_of_strain_bw(1.0)) / _bw_per_pct()


def _bw_per_pct() -> float:
    return force_of_strain_bw(2.0) - force_of_strain_bw(1.0)


def _zone_name(axes: Axes, place: str) -> Text:
    return axes.text(
        0,
        MOST_PCT - 3,
        "",
        ha=place,
        va="top",
        fontsize=style.SMALL_SIZE,
        fontweight="bold",
        color=style.INK,
        bbox={"fc": "white", "ec": "none", "pad": 1.2, "alpha": 0.85},
    )


def _ball(axes: Axes, marker: str, size: float) -> Line2D:
    (ball,) = axes.plot(
        [],
        [],
        ls="none",
        marker=marker,
        ms=size,
        color=style.TISSUE,
        mec="white",
        mew=1.2,
        clip_on=False,
    )
    return ball


def _hollow(ball: Line2D) -> Line2D:
    """A ball through which the measured marks can be seen."""
    ball.set(markerfacecolor="none", markeredgecolor=style.TISSUE, markeredgewidth=2.6)
    return ball


def _headline(figure: Figure, layout: str) -> Text:
    left, bottom = _HEADLINE_IN[layout]
    return figure.text(
        left / LAYOUTS[layout].width_in,
        bottom / LAYOUTS[layout].height_in,
        "",
        va="baseline",
        fontsize=style.TITLE_SIZE if layout == "wide" else 11.5,
        fontweight="bold",
        color=style.INK,
    )


def _strip(axes: Axes) -> None:
    axes.set(xlim=(LEAST_STRAIN_PCT, MOST_STRAIN_PCT), ylim=(0, 4))
    axes.xaxis.set_major_locator(FixedLocator(range(2, 10)))
    axes.set_xlabel(_("strain per contraction, %"), labelpad=1)
    axes.yaxis.set_major_locator(NullLocator())
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="x", length=3)


def _legs_strip(axes: Axes) -> None:
    _strip(axes)
    for height, (row_id, marker, face) in enumerate(
        [
            *((each, "s", style.INK) for each in CHANGED),
            *((each, "o", "white") for each in UNCHANGED),
        ]
    ):
        row = value(row_id)
        axes.errorbar(
            _number(row),
            height + 0.5,
            xerr=row.spread,
            fmt=marker,
            ms=6.5,
            color=style.INK,
            mfc=face,
            capsize=2.5,
            lw=1.6,
        )
    axes.text(4.15, 3.0, _("measured legs: no change"), va="center", fontsize=style.SMALL_SIZE)
    axes.text(6.1, 1.0, _("changed"), va="center", fontsize=style.SMALL_SIZE)


def _cover(figure: Figure, layout: str, legs: Axes) -> Rectangle:
    """White over the legs, and a frame, for the strains that were measured elsewhere."""
    box = legs.get_position()
    cover = Rectangle(
        (box.x0 - 0.05 / LAYOUTS[layout].width_in, box.y0 + 0.015 / LAYOUTS[layout].height_in),
        box.width + 0.1 / LAYOUTS[layout].width_in,
        box.height,
        transform=figure.transFigure,
        fc="white",
        ec=style.SYMPTOMS,
        lw=2,
        visible=False,
    )
    figure.add_artist(cover)
    return cover


def _conflict(axes: Axes) -> tuple[Artist, ...]:
    """Strains of everyday steps measured elsewhere, above those of this scale."""
    walking, running, drop, raise_bw = (value(row_id) for row_id in ELSEWHERE)
    measured = [_number(walking), _number(running)]
    here = [walking_strain_pct(), strain_of_force_pct(_number(raise_bw))]
    middle, spread = _number(drop), drop.spread or 0.0
    lines = (
        axes.plot(measured, [3.3, 3.3], "s", ms=7, color=style.INK),
        axes.plot([middle - spread, middle + spread], [2, 2], "|-", ms=7, color=style.GREY, lw=1.8),
        axes.plot([middle], [2], "D", ms=6, mfc="white", color=style.GREY),
        axes.plot(here, [0.75, 0.75], "o", ms=7.5, color=style.TISSUE, mec="white"),
    )
    words = (
        (measured[0], 3.3, _("walking"), "right"),
        (measured[1], 3.3, _("running, measured"), "left"),
        (middle - spread, 2, _("heel drop"), "right"),
        (middle + spread, 2, _("computed"), "left"),
        (here[1], 0.75, _("this scale: walking, one-leg raise"), "left"),
    )
    texts = [
        axes.annotate(
            word,
            (x, y),
            xytext=(-7 if side == "right" else 7, 0),
            textcoords="offset points",
            ha=side,
            va="center",
            fontsize=style.SMALL_SIZE,
        )
        for x, y, word, side in words
    ]
    artists = (*(line for (line,) in lines), *texts)
    for artist in artists:
        artist.set_visible(False)
    return artists


def _weeks_panel(axes: Axes) -> dict[str, Any]:
    axes.set(xlim=(0, MOST_WEEKS), ylim=(LEAST_COURSE_PCT, MOST_PCT), xlabel=_("week"))
    axes.set_title(_("Half a year, in the model"), pad=4)
    axes.xaxis.set_major_locator(FixedLocator([0, 8, 14, 20, 26]))
    axes.yaxis.set_major_locator(FixedLocator([-40, 0, 40]))
    axes.xaxis.labelpad = 1
    axes.set_ylabel("%", labelpad=-3)
    axes.axhline(0, color=style.GREY, lw=1)
    courses = []
    for number, (color, marker) in enumerate(_LOOKS):
        (line,) = axes.plot(
            [],
            [],
            color=color,
            lw=2,
            ls=style.MODEL_DASHES,
            marker=marker,
            ms=5.5,
            mec="white",
            mew=0.6,
            # One after the other: courses that run together keep their marks apart.
            markevery=(21 + 14 * number, 42),
        )
        courses.append(line)
    (cursor,) = axes.plot(
        [0, 0], [LEAST_COURSE_PCT, MOST_PCT], color=style.INK, lw=1.2, clip_on=False
    )
    ended = Rectangle(
        (0, LEAST_COURSE_PCT),
        0,
        MOST_PCT - LEAST_COURSE_PCT,
        fc="white",
        ec=style.HATCH,
        hatch="//",
        lw=0,
    )
    axes.add_patch(ended)
    word = axes.text(
        0.97,
        0.06,
        "",
        transform=axes.transAxes,
        ha="right",
        va="bottom",
        fontsize=style.SMALL_SIZE,
        fontweight="bold",
        bbox={"fc": "white", "ec": "none", "pad": 1.2},
    )
    return {"courses": tuple(courses), "cursor": cursor, "ended": ended, "ended_word": word}


def _list(figure: Figure, layout: str) -> tuple[Text, ...]:
    """Names of the courses with their markers, which stay; a number under or beside each."""
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    left, top = _LIST_IN[layout]
    line = _LINE_IN[layout]
    lines_each = 2 if layout == "wide" else 1
    gap = 0.1 if layout == "wide" else 0.0
    numbers = []
    names = (_("stiffness"), _("modulus"), _("area"))
    for number, ((color, marker), name) in enumerate(zip(_LOOKS, names, strict=True)):
        height = (top - (line * lines_each + gap) * number - line / 2) / up
        sample = Line2D(
            [left / across, (left + 0.24) / across],
            [height, height],
            color=color,
            lw=2,
            ls=style.MODEL_DASHES,
            marker=marker,
            markevery=[1],
            ms=6,
            mec="white",
            mew=0.6,
        )
        figure.add_artist(sample)
        figure.text((left + 0.34) / across, height, name, va="center", fontsize=style.SMALL_SIZE)
        under = line * (lines_each - 1)
        number_text = figure.text(
            (left + _NUMBER_AT_IN[layout]) / across,
            height - under / up,
            "",
            va="center",
            fontsize=style.SMALL_SIZE,
            fontweight="bold",
        )
        numbers.append(number_text)
    return tuple(numbers)


def _pooled_panel(axes: Axes, layout: str) -> None:
    axes.set(xlim=(0, 1.12), ylim=(2.6, -0.6))
    axes.set_xlabel(_("effect size (95 % interval)"), fontsize=style.SMALL_SIZE, labelpad=1)
    axes.set_title(
        _("Measured: healthy adults"),
        pad=3,
        x=-0.28 if layout == "wide" else -0.26,
        fontsize=11.5,
    )
    axes.xaxis.set_major_locator(FixedLocator([0, 0.5, 1]))
    axes.yaxis.set_major_locator(FixedLocator([0, 1, 2]))
    axes.set_yticklabels([_("stiffness"), _("modulus"), _("area")], fontsize=style.SMALL_SIZE)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(axis="x", length=3, labelsize=style.SMALL_SIZE)
    for place, (row_id, (color, marker)) in enumerate(zip(POOLED, _LOOKS, strict=True)):
        row = value(row_id)
        if row.spread_low is None or row.spread_high is None:
            raise ValueError(f"register row {row.id} has no interval to draw")
        mean = _number(row)
        spread = [[mean - row.spread_low], [row.spread_high - mean]]
        axes.errorbar(mean, place, xerr=spread, fmt=marker, ms=6.5, color=color, capsize=3, lw=2)


def _in_drawing_order(handles: Handles) -> tuple[Artist, ...]:
    return (
        handles.enough,
        handles.too_much,
        *handles.still,
        handles.curve,
        *handles.zones,
        handles.unknown,
        handles.ball,
        handles.below,
        handles.bed_ball,
        handles.bed_below,
        handles.headline,
        *handles.courses,
        handles.ended,
        handles.cursor,
        handles.ended_word,
        *handles.numbers,
        handles.cover,
        *handles.conflict,
    )


def _number(row: Value) -> float:
    if row.value is None:
        raise ValueError(f"register row {row.id} has no number to draw")
    return row.value


# ---------- moving ----------


def _zone_ends(shown: DoseResult) -> tuple[float, float]:
    """Strain from which the dose is enough, and from which too much; the right end for never."""
    too_much = shown.curve.too_much_from_pct
    end = MOST_STRAIN_PCT if too_much is None else too_much
    enough = shown.curve.enough_from_pct
    return (end if enough is None else min(enough, end)), end


def _move_zones(handles: Handles, shown: DoseResult) -> None:
    enough, too_much = _zone_ends(shown)
    handles.enough.set_x(enough)
    handles.enough.set_width(too_much - enough)
    handles.too_much.set_x(too_much)
    handles.too_much.set_width(MOST_STRAIN_PCT - too_much)
    little, middle, much = handles.zones
    places = (
        (little, Zone.TOO_LITTLE, LEAST_STRAIN_PCT, enough, LEAST_STRAIN_PCT + 0.06),
        (middle, Zone.ENOUGH, enough, too_much, (enough + too_much) / 2),
        (much, Zone.TOO_MUCH, too_much, MOST_STRAIN_PCT, MOST_STRAIN_PCT - 0.06),
    )
    for text, zone, start, end, x in places:
        has_room = end - start >= _LEAST_NAMED_PCT[handles.layout] * _SHARE_OF_ROOM[zone]
        text.set_text(zone.text if has_room else "")
        text.set_x(x)


# Names that may lean over the edge of the axes need less room.
_SHARE_OF_ROOM: Final = {Zone.TOO_LITTLE: 0.85, Zone.ENOUGH: 1.0, Zone.TOO_MUCH: 0.75}


def _move_ball(handles: Handles, shown: DoseResult) -> None:
    dose, change = shown.dose, shown.change
    balls = {
        "ball": handles.ball,
        "below": handles.below,
        "unknown": handles.unknown,
        "bed_ball": handles.bed_ball,
        "bed_below": handles.bed_below,
    }
    where: dict[str, tuple[float, float]] = {}
    if change is None:
        where["unknown"] = (dose.strain_pct, _UNKNOWN_AT_PCT)
    else:
        kind = "ball" if change.stiffness_pct >= LEAST_PCT else "below"
        height = max(change.stiffness_pct, LEAST_PCT + 4)
        if shown.is_without_load:
            where["bed_" + kind] = (min(max(dose.weeks * DAYS_PER_WEEK, 9), 28), height)
        else:
            where[kind] = (dose.strain_pct, height)
    for name, ball in balls.items():
        ball.set_data(*(([], []) if name not in where else ([p] for p in where[name])))


def _move_end(handles: Handles, shown: DoseResult) -> None:
    stopped = shown.course.stopped_on_day
    handles.ended.set_visible(stopped is not None)
    handles.ended_word.set_visible(stopped is not None)
    if stopped is None:
        return
    end = float(shown.course.week[-1])
    handles.ended.set_x(end)
    handles.ended.set_width(MOST_WEEKS - end)
    handles.ended_word.set_text(_("ends on day {day}").format(day=stopped))


def _numbers(shown: DoseResult) -> tuple[str, ...]:
    change = shown.change
    if change is None:
        return ("?", "?", "?")
    return tuple(map(_signed, (change.stiffness_pct, change.modulus_pct, change.area_pct)))


# ---------- words ----------


def _signed(number: float) -> str:
    rounded = round(number) + 0.0
    return _("{change:+.0f} %").format(change=rounded) if rounded else _("0 %")


def _weeks_words(weeks: float) -> str:
    if weeks == 1:
        return _("one week")
    return _("{weeks:.0f} weeks").format(weeks=weeks)


def _headline_words(shown: DoseResult) -> str:
    weeks = _weeks_words(shown.dose.weeks)
    if shown.is_without_load and shown.change is not None:
        return _("In bed, {weeks}: stiffness {change}").format(
            weeks=weeks, change=_signed(shown.change.stiffness_pct)
        )
    if shown.change is None:
        return _("{strain:.3g} %, {weeks}: too much, outside the model").format(
            strain=shown.dose.strain_pct, weeks=weeks
        )
    return _("{strain:.3g} %, {weeks}: {zone}, stiffness {change}").format(
        strain=shown.dose.strain_pct,
        weeks=weeks,
        zone=shown.zone.text,
        change=_signed(shown.change.stiffness_pct),
    )


def _dose_words(shown: DoseResult) -> str:
    dose = shown.dose
    if not dose.is_training:
        return _("No sessions, {base}").format(base=shown.base.text)
    words = _(
        "{strain:.3g} % strain ({force:.1f} body weights), {seconds:g} s, {count:.0f} times, "
        "{sessions:.0f} a week"
    ).format(
        strain=dose.strain_pct,
        force=dose.force_bw,
        seconds=dose.seconds_per_contraction,
        count=dose.contractions,
        sessions=dose.sessions_a_week,
    )
    if shown.base is Base.BED:
        words += _(", otherwise in bed")
    return words


def _change_words(shown: DoseResult) -> str:
    change = shown.change
    if change is None:
        return _("not known")
    stiffness, modulus, area = map(
        _signed, (change.stiffness_pct, change.modulus_pct, change.area_pct)
    )
    return _("stiffness {stiffness}, modulus {modulus}, area {area}").format(
        stiffness=stiffness, modulus=modulus, area=area
    )


def _end_words(shown: DoseResult) -> str:
    day = shown.course.stopped_on_day
    if day is None:
        return ""
    if day == 1:
        return _("The first session is already more than this model can say anything about.")
    return _("The model ends on day {day}: damage runs away from repair.").format(day=day)


def _bed_words(shown: DoseResult) -> str:
    fortnight, later = map(value, UNLOADED)
    return _(
        "{weeks} in bed in this model: {change}. Measured without load, knee tendon: {first} "
        "after {first_time}, {later} after {later_time}."
    ).format(
        weeks=_capital(_weeks_words(shown.dose.weeks)),
        change=_change_words(shown),
        first=fortnight.text,
        first_time=fortnight.time,
        later=later.text,
        later_time=later.time,
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _ball_words(shown: DoseResult) -> str:
    dose = shown.dose
    if shown.change is None:
        return _("At {strain:.3g} % stands a question mark: {end}").format(
            strain=dose.strain_pct, end=_end_words(shown)
        )
    if shown.is_without_load:
        return _("The ball lies on the strip without load: {change} after {weeks}.").format(
            change=_change_words(shown), weeks=_weeks_words(dose.weeks)
        )
    return _("The ball is at {strain:.3g} %, {zone}: {change} after {weeks}.").format(
        strain=dose.strain_pct,
        zone=shown.zone.text,
        change=_change_words(shown),
        weeks=_weeks_words(dose.weeks),
    )


def _zones_words(shown: DoseResult) -> str:
    enough, too_much = shown.curve.enough_from_pct, shown.curve.too_much_from_pct
    if enough is None and too_much is None:
        return _("At no strain is this dose enough.")
    if enough is None:
        return _("At no strain is this dose enough; from {much:.1f} % it is too much.").format(
            much=too_much
        )
    if too_much is None:
        return _("This dose is enough from {enough:.1f} %.").format(enough=enough)
    return _("This dose is enough from {enough:.1f} % and too much from {much:.1f} %.").format(
        enough=enough, much=too_much
    )


def _conflict_words() -> str:
    walking, running, drop, raise_bw = (value(row_id) for row_id in ELSEWHERE)
    return _(
        "Walking strains {walking}, running {running} (measured), a heel drop {drop} (computed, "
        "{second_hand}). This scale: walking {here:.1f} % for {step:.1f} s a step, one-leg raise "
        "{raised:.1f} %. Read no exercises off it."
    ).format(
        walking=walking.text,
        running=running.text,
        drop=drop.text,
        second_hand=drop.label_note,
        here=walking_strain_pct(),
        step=WalkingHabit().seconds_per_cycle,
        raised=strain_of_force_pct(_number(raise_bw)),
    )
