"""An hour a week on nothing, a massage or a heavy session: what a calf and its tendon gain.

The bars are the model's (dashed). What was measured in people who trained is solid and stands in a
panel of its own, because those were other muscles and other programmes.
"""

from dataclasses import dataclass
from typing import Final

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.ticker import FixedLocator, NullLocator

from tendon_teaching.evidence import Value, value
from tendon_teaching.figures import style
from tendon_teaching.figures.stage import Drawing, Layout
from tendon_teaching.models.loading_dose import (
    Change,
    DoseCourse,
    LoadingDose,
    WeeklyHour,
)
from tendon_teaching.texts import _

LAYOUTS: Final = {"wide": Layout(10.0, 4.5), "narrow": Layout(4.5, 7.0)}
PICTURE_LIKE: Final = False
STRENGTH: Final = ("L265", "L266")
STIFFNESS: Final = ("L150", "L151")
RATS: Final = "M159"
PAIN: Final = "L243"
SOURCES: Final = (*STRENGTH, *STIFFNESS, RATS, PAIN)

SHOWN_WEEKS: Final = 14
LEAST_PCT: Final = -2.0
MOST_PCT: Final = 17.0
_A_ROW: Final = 7


@dataclass(frozen=True)
class Picture:
    """What the figure shows: an hour and its course, the week in view, and if pain is in focus."""

    hour: WeeklyHour
    course: DoseCourse
    week: int
    pain_in_focus: bool = False

    @property
    def change(self) -> Change:
        """What has changed up to the week in view."""
        change = self.course.at(self.week)
        if change is None:
            raise ValueError(f"the model ends before week {self.week}")
        return change


@dataclass(frozen=True)
class Handles:
    """Everything that moves."""

    hours: dict[WeeklyHour, Line2D]
    now: Rectangle
    headline: Text
    note: Text
    frame: Rectangle
    bars: tuple[Rectangle, Rectangle]
    numbers: tuple[Text, Text]
    layout: str


def draw(layout: str) -> Drawing:
    """Build the figure: the weeks, the axes of the bars, what was measured."""
    size = LAYOUTS[layout]
    figure = Figure(figsize=(size.width_in, size.height_in), dpi=size.dots_per_inch)
    weeks, gains, measured = (_axes(figure, layout, name) for name in _PLACES_IN["wide"])
    _measured_panel(measured, layout)
    bars, numbers = _bars_panel(gains)
    hours, now = _weeks_panel(weeks)
    frame = _frame(figure, layout)
    handles = Handles(
        hours, now, _headline(figure, layout), _note(figure, layout), frame, bars, numbers, layout
    )
    moving: tuple[Artist, ...] = (
        *hours.values(),
        now,
        frame,
        handles.headline,
        handles.note,
        *bars,
        *numbers,
    )
    return Drawing(figure, moving, handles)


def update(drawing: Drawing, result: Picture) -> None:
    """Move every artist to ``result``."""
    handles: Handles = drawing.handles
    cells = [_cell(week) for week in range(result.week)]
    for hour, marks in handles.hours.items():
        shown = cells if hour is result.hour else []
        marks.set_data([x for x, _y in shown], [y for _x, y in shown])
    handles.now.set_visible(bool(cells))
    if cells:
        handles.now.set_xy((cells[-1][0] - 0.5, cells[-1][1] - 0.5))
    handles.headline.set_text(_headline_words(result))
    handles.note.set_text(_note_words(result, handles.layout))
    handles.frame.set_visible(result.pain_in_focus)
    change = result.change
    gains = (change.strength_pct, change.stiffness_pct)
    for bar, text, gain in zip(handles.bars, handles.numbers, gains, strict=True):
        # A drift that is called nought in the number is drawn as nought.
        bar.set_height(gain if round(gain) else 0.0)
        text.set_text(_signed(gain))
        text.set_y(max(gain, 0.0) + 0.4)


def read_out(result: Picture) -> str:
    """The sentence under the picture, with the numbers of ``result``."""
    if result.pain_in_focus:
        return _pain_words()
    change = result.change
    words = _(
        "{weeks}, {hour}: calf strength {strength}, tendon stiffness {stiffness} in this model."
    ).format(
        weeks=_capital(_weeks_words(result.week)),
        hour=_hour_words(result.hour),
        strength=_signed(change.strength_pct),
        stiffness=_signed(change.stiffness_pct),
    )
    if result.hour is WeeklyHour.MASSAGE:
        words += " " + _("The zero is built in, not found. Rats in disuse: {rats}.").format(
            rats=value(RATS).text
        )
    elif result.hour is WeeklyHour.HEAVY:
        one, other = map(value, STRENGTH)
        words += " " + _(
            "Measured, other programmes: thigh strength +{one:.0f} and +{other:.0f} %, knee tendon "
            "of older adults +{old:.0f} %."
        ).format(one=_number(one), other=_number(other), old=_measured_stiffness_pct())
    return words


def text_alternative(result: Picture) -> str:
    """The picture in words, following the state."""
    change = result.change
    one, other = map(value, STRENGTH)
    words = _(
        "{shown} weeks as boxes, {week} of them marked: {hour}. Two dashed bars of a teaching "
        "model: calf strength {strength}, tendon stiffness {stiffness}. Beside them, measured in "
        "people who lifted: thigh strength {one} and {other}, stiffness of a knee tendon in older "
        "adults {old:+.0f} %."
    ).format(
        shown=SHOWN_WEEKS,
        week=result.week,
        hour=_hour_words(result.hour),
        strength=_signed(change.strength_pct),
        stiffness=_signed(change.stiffness_pct),
        one=one.text,
        other=other.text,
        old=_measured_stiffness_pct(),
    )
    if result.hour is WeeklyHour.MASSAGE:
        words += " " + _("That massage gives nothing is built into the model.")
    if result.pain_in_focus:
        words += " " + _("In focus:") + " " + _pain_words()
    return words


# ---------- building ----------

# Left, bottom, width and height of each axes, in inches.
_PLACES_IN: Final = {
    "wide": {
        "weeks": (0.30, 2.62, 3.50, 1.00),
        "gains": (4.46, 0.66, 2.10, 2.98),
        "measured": (7.02, 0.66, 2.78, 2.98),
    },
    "narrow": {
        "weeks": (0.42, 5.36, 3.66, 1.06),
        "gains": (0.62, 2.72, 1.70, 2.20),
        "measured": (0.42, 0.54, 3.86, 1.34),
    },
}
_HEADLINE_IN: Final = {"wide": (0.30, 4.14), "narrow": (0.12, 6.72)}
_NOTE_IN: Final = {"wide": (0.34, 2.30, 3.50, 1.40), "narrow": (2.50, 4.90, 1.88, 1.80)}


def _axes(figure: Figure, layout: str, name: str) -> Axes:
    left, bottom, width, height = _PLACES_IN[layout][name]
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    return figure.add_axes((left / across, bottom / up, width / across, height / up))


def _cell(week: int) -> tuple[float, float]:
    row, column = divmod(week, _A_ROW)
    return column + 0.5, 1.5 - row


def _weeks_panel(axes: Axes) -> tuple[dict[WeeklyHour, Line2D], Rectangle]:
    axes.set(xlim=(0, _A_ROW), ylim=(0, SHOWN_WEEKS / _A_ROW))
    axes.axis("off")
    for week in range(SHOWN_WEEKS):
        x, y = _cell(week)
        axes.add_patch(
            Rectangle((x - 0.44, y - 0.44), 0.88, 0.88, fc="white", ec=style.PALE, lw=1.4)
        )
    looks = {
        WeeklyHour.NOTHING: (".", 7, style.GREY),
        WeeklyHour.MASSAGE: (_HAND, 19, style.GREY),
        WeeklyHour.HEAVY: (_DUMBBELL, 23, style.INK),
    }
    hours = {}
    for hour, (marker, size, color) in looks.items():
        (hours[hour],) = axes.plot([], [], ls="none", marker=marker, ms=size, color=color, mew=0)
    now = Rectangle((0, 0), 1, 1, fc="none", ec=style.TISSUE, lw=2.4, clip_on=False)
    axes.add_patch(now)
    return hours, now


def _boxes(*boxes: tuple[float, float, float, float]) -> Path:
    """A filled shape of boxes, each given by left, right, bottom and top."""
    vertices, codes = [], []
    for left, right, bottom, top in boxes:
        corners = [(left, bottom), (right, bottom), (right, top), (left, top), (left, bottom)]
        vertices += corners
        codes += [Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY]
    return Path(vertices, codes)


_HAND: Final = _boxes(
    (-0.33, 0.67, -0.95, 0.1),
    (-0.33, -0.12, 0.0, 0.7),
    (-0.07, 0.14, 0.0, 0.95),
    (0.20, 0.41, 0.0, 0.9),
    (0.46, 0.67, 0.0, 0.6),
    (-0.68, -0.43, -0.5, 0.15),
    (-0.68, -0.23, -0.7, -0.45),
)
_DUMBBELL: Final = _boxes(
    (-0.5, 0.5, -0.09, 0.09),
    (-0.66, -0.44, -0.5, 0.5),
    (0.44, 0.66, -0.5, 0.5),
    (-0.92, -0.71, -0.34, 0.34),
    (0.71, 0.92, -0.34, 0.34),
)


def _bars_panel(axes: Axes) -> tuple[tuple[Rectangle, Rectangle], tuple[Text, Text]]:
    axes.set(xlim=(0, 2), ylim=(LEAST_PCT, MOST_PCT))
    axes.set_title(_("In this model"), pad=4)
    axes.set_ylabel(_("gain, %"), labelpad=1)
    axes.yaxis.set_major_locator(FixedLocator([0, 5, 10, 15]))
    axes.xaxis.set_major_locator(FixedLocator([0.5, 1.5]))
    axes.set_xticklabels([_("calf\nstrength"), _("tendon\nstiffness")])
    axes.tick_params(axis="x", length=0)
    axes.spines["bottom"].set_visible(False)
    axes.axhline(0, color=style.INK, lw=1.4)
    bars, numbers = [], []
    for x, hatch in ((0.5, ".."), (1.5, "")):
        bar = Rectangle(
            (x - 0.32, 0),
            0.64,
            0,
            fc=style.TISSUE_PALE,
            ec=style.TISSUE,
            ls=style.MODEL_DASHES,
            lw=2.2,
            hatch=hatch,
        )
        axes.add_patch(bar)
        bars.append(bar)
        numbers.append(
            axes.text(x, 0, "", ha="center", va="bottom", fontsize=14, fontweight="bold")
        )
    return (bars[0], bars[1]), (numbers[0], numbers[1])


def _measured_panel(axes: Axes, layout: str) -> None:
    axes.set(xlim=(0, 80), ylim=(3.1, -0.35))
    axes.set_title(_("Measured elsewhere"), pad=4, x=0.0)
    axes.set_xlabel(_("gain, %"), labelpad=1)
    axes.xaxis.set_major_locator(FixedLocator([0, 20, 40, 60, 80]))
    axes.yaxis.set_major_locator(NullLocator())
    axes.spines["left"].set_visible(False)
    marks = (0.55, 0.8) if layout == "wide" else (0.65, 0.95)
    for height, row in zip(marks, map(value, STRENGTH), strict=True):
        axes.errorbar(
            _number(row), height, xerr=row.spread, fmt="o", ms=7, color=style.INK, capsize=3, lw=2
        )
    axes.plot([_measured_stiffness_pct()], [1.85], "^", ms=9, color=style.BLUE)
    wording = (
        (0.2, _("Lifting, young men: thigh strength")),
        (1.45, _("Lifting, older adults: knee tendon")),
        (2.6, _("Massage, rats: wasting not prevented")),
    )
    for height, words in wording:
        axes.text(0, height, words, va="center", fontsize=style.SMALL_SIZE)


def _measured_stiffness_pct() -> float:
    before, after = (_number(value(row_id)) for row_id in STIFFNESS)
    return 100 * (after / before - 1)


def _number(row: Value) -> float:
    if row.value is None:
        raise ValueError(f"register row {row.id} has no number to draw")
    return row.value


def _headline(figure: Figure, layout: str) -> Text:
    left, bottom = _HEADLINE_IN[layout]
    return figure.text(
        left / LAYOUTS[layout].width_in,
        bottom / LAYOUTS[layout].height_in,
        "",
        va="baseline",
        fontsize=15 if layout == "wide" else style.TITLE_SIZE,
        fontweight="bold",
    )


def _note(figure: Figure, layout: str) -> Text:
    left, top, _width, _height = _NOTE_IN[layout]
    return figure.text(
        left / LAYOUTS[layout].width_in,
        top / LAYOUTS[layout].height_in,
        "",
        va="top",
        fontsize=12 if layout == "wide" else style.SMALL_SIZE,
        linespacing=1.3,
    )


def _frame(figure: Figure, layout: str) -> Rectangle:
    left, top, width, height = _NOTE_IN[layout]
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    frame = Rectangle(
        ((left - 0.08) / across, (top - height + 0.08) / up),
        (width + 0.1) / across,
        height / up,
        transform=figure.transFigure,
        fc="none",
        ec=style.SYMPTOMS,
        lw=2.2,
        visible=False,
    )
    figure.add_artist(frame)
    return frame


# ---------- words ----------


def _signed(number: float) -> str:
    rounded = round(number) + 0.0
    return _("{change:+.0f} %").format(change=rounded) if rounded else _("0 %")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _weeks_words(weeks: int) -> str:
    if weeks == 1:
        return _("1 week")
    return _("{weeks} weeks").format(weeks=weeks)


def _hour_words(hour: WeeklyHour) -> str:
    return {
        WeeklyHour.NOTHING: _("nothing but walking"),
        WeeklyHour.MASSAGE: _("one massage a week"),
        WeeklyHour.HEAVY: _("one heavy session a week"),
    }[hour]


def _headline_words(result: Picture) -> str:
    return _("{weeks}: {hour}").format(
        weeks=_capital(_weeks_words(result.week)), hour=_hour_words(result.hour)
    )


def _note_words(result: Picture, layout: str) -> str:
    """A few broken lines about what the hour does; the lines fit the layout."""
    is_wide = layout == "wide"
    if result.pain_in_focus:
        return (
            _(
                "Gain is not pain: painful tendons\nimproved alike with heavy load\nand with "
                "passive care. And that\nmassage gives nothing is an\nassumption of this kit."
            )
            if is_wide
            else _(
                "Gain is not pain:\npainful tendons got\nbetter alike with\nheavy load and with\n"
                "passive care. And that\nmassage gives nothing\nis an assumption\nof this kit."
            )
        )
    if result.hour is WeeklyHour.MASSAGE:
        return (
            _(
                "Hands hardly pull on the tendon.\nSo in this model nothing changes:\nthe zero is "
                "built in, not found."
            )
            if is_wide
            else _(
                "Hands hardly pull\non the tendon. So in\nthis model nothing\nchanges: the zero "
                "is\nbuilt in, not found."
            )
        )
    if result.hour is WeeklyHour.HEAVY:
        dose = LoadingDose()
        words = (
            _(
                "{count:.0f} slow contractions, {seconds:.0f} s each,\nwith a pull of {force:.1f} "
                "body weights\nin the tendon: a signal to build."
            )
            if is_wide
            else _(
                "{count:.0f} slow contractions,\n{seconds:.0f} s each, with a\npull of "
                "{force:.1f} body\nweights in the tendon:\na signal to build."
            )
        )
        return words.format(
            count=dose.contractions, seconds=dose.seconds_per_contraction, force=dose.force_bw
        )
    return (
        _("Usual walking every day\nkeeps what there is.")
        if is_wide
        else _("Usual walking every\nday keeps what\nthere is.")
    )


def _pain_words() -> str:
    row = value(PAIN)
    return _(
        "Painful Achilles tendons, {time}: clinical improvement {result}, passive therapy "
        "included; only high load changed the tendon. Massage at zero: assumed, not measured."
    ).format(time=row.time, result=row.text)
