"""Does the picture tell you who hurts: one scan, a row of calls, and what a scan means in a crowd.

Left the scan of one tendon with its report, beneath it what the learner said of all of them and,
once every one is judged, who hurts. Right a hundred people, sorted by their scan; shape says who
hurts, filling says what the scan showed. In doubt the crowd makes way for how sure all this is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from numpy.typing import NDArray
from PIL import Image

from tendon_teaching.evidence import Value, value
from tendon_teaching.figures import style
from tendon_teaching.figures.stage import Drawing, Layout
from tendon_teaching.models.checks import FloatArray
from tendon_teaching.models.virtual_clinic import (
    GUESSED_RIGHT_PCT,
    Call,
    Crowd,
    Interval,
    Patients,
    PredictiveValue,
    Score,
    Sign,
    published,
)
from tendon_teaching.texts import _

LAYOUTS: Final = {"wide": Layout(10.0, 4.5), "narrow": Layout(4.5, 7.0)}
PICTURE_LIKE: Final = True
SOURCES: Final = ("S045", "S048", "S003", "S004", "S049")

TENDONS: Final = 20
PEOPLE: Final = 100
FIELD_MM: Final = (30.0, 10.0)

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Scan:
    """What the scanner shows: grey values 0 to 1, and where it shows flow, in the same pixels."""

    image: FloatArray
    flow: BoolArray


@dataclass(frozen=True, eq=False)
class ClinicView:
    """What the figure shows.

    ``tendon`` (from 1) is on the screen; ``calls`` are the learner's, ``score`` and ``followed``
    count them and those of somebody who follows every picture. ``crowd`` and ``meaning``
    belong to ``sign`` and to ``painful_share_pct``. ``answers`` opens the truth,
    ``how_sure`` puts the intervals in the place of the crowd.
    """

    sign: Sign
    tendon: int
    scan: Scan
    patients: Patients
    calls: tuple[Call, ...]
    score: Score
    followed: Score
    painful_share_pct: float
    crowd: Crowd
    meaning: PredictiveValue
    answers: bool = False
    how_sure: bool = False

    @property
    def is_abnormal(self) -> bool:
        """Whether the scan on the screen shows the sign."""
        return bool(self.patients.abnormal(self.sign)[self.tendon - 1])

    @property
    def all_judged(self) -> bool:
        """Whether no tendon is left to judge."""
        return self.score.judged == len(self.calls)

    @property
    def is_open(self) -> bool:
        """Whether the truth is shown."""
        return self.answers or self.all_judged


class ScanPicture(Artist):
    """The scan in its own pixels, scaled once; flow is painted over the grey with a dark rim."""

    def __init__(self, axes: Axes) -> None:
        super().__init__()
        self._scan = Scan(np.zeros((2, 2)), np.zeros((2, 2), dtype=bool))
        axes.add_artist(self)

    def set_scan(self, scan: Scan) -> None:
        """Show ``scan``; data units of the axes are millimetres of ``FIELD_MM``."""
        self._scan = scan

    def draw(self, renderer: RendererBase) -> None:
        """Paint it where the axes now have it."""
        if not self.get_visible() or self.axes is None:
            return
        corners = self.axes.transData.transform([(0, FIELD_MM[1]), (FIELD_MM[0], 0)])
        (left, bottom), (right, top) = np.rint(corners)
        finer = renderer.get_image_magnification()
        size = round((right - left) * finer), round((top - bottom) * finer)
        grey = Image.fromarray(np.rint(255 * self._scan.image).astype(np.uint8))
        picture = grey.resize(size, Image.Resampling.BICUBIC).convert("RGB")
        if self._scan.flow.any():
            rim, inside = _masks(self._scan.flow, size)
            picture.paste(_RIM, mask=rim)
            picture.paste(_FLOW, mask=inside)
        context = renderer.new_gc()
        upwards = np.ascontiguousarray(np.asarray(picture.convert("RGBA"))[::-1])
        renderer.draw_image(context, left, bottom, upwards)
        context.restore()


_FLOW: Final = (238, 130, 25)
_RIM: Final = (40, 8, 0)


def _masks(flow: BoolArray, size: tuple[int, int]) -> tuple[Image.Image, Image.Image]:
    """Flow with a rim of one pixel, and flow alone, scaled to the screen."""
    wider = flow.copy()
    wider[1:] |= flow[:-1]
    wider[:-1] |= flow[1:]
    wider[:, 1:] |= flow[:, :-1]
    wider[:, :-1] |= flow[:, 1:]
    rim, inside = (
        Image.fromarray(np.uint8(255) * mask).resize(size, Image.Resampling.BILINEAR)
        for mask in (wider, flow)
    )
    return rim, inside


class KeptPanel(Artist):
    """Artists that never change, drawn once and from then on put back as they were.

    So many words would take longer than all else in a frame. In a vector file, which nobody
    moves, the axes draw them as usual.
    """

    def __init__(self, axes: Axes, artists: Sequence[Artist]) -> None:
        super().__init__()
        self.artists = tuple(artists)
        self._kept: tuple[RendererBase, Any] | None = None
        for artist in self.artists:
            artist.set_animated(True)  # not in the background, and not drawn by the axes
        axes.add_artist(self)

    def draw(self, renderer: RendererBase) -> None:
        """Put the panel where it belongs."""
        if not self.get_visible() or self.axes is None or not isinstance(renderer, RendererAgg):
            return
        if self._kept is not None and self._kept[0] is renderer:
            renderer.restore_region(self._kept[1])
            return
        for artist in self.artists:
            artist.draw(renderer)
        self._kept = renderer, renderer.copy_from_bbox(self.axes.bbox.padded(_COVER_PX))

    def set_shown(self, is_shown: bool) -> None:
        """Show the panel or take it away."""
        for artist in (self, *self.artists):
            artist.set_visible(is_shown)


# How far the white ground of the panel reaches beyond its axes.
_COVER_PX: Final = 3


@dataclass(frozen=True)
class Tally:
    """The row of calls, and after it the truth. ``wrong`` crosses out wrong calls."""

    frame: Rectangle
    called_painful: Line2D
    called_pain_free: Line2D
    not_judged: Line2D
    scan_abnormal: Line2D
    scan_normal: Line2D
    truly_painful: Line2D
    truly_pain_free: Line2D
    wrong: Line2D
    closed: Text


@dataclass(frozen=True)
class ScoreStrip:
    """Share of right calls with its interval, beneath somebody who follows every picture."""

    interval: Line2D
    mine: Line2D
    picture: Line2D
    picture_word: Text
    words: Text


@dataclass(frozen=True)
class Tray:
    """People with one kind of scan: painful and pain-free ones, a heading and what it means.

    ``stripes`` lie over people with an abnormal scan, so that filling is not a matter of colour.
    """

    painful: Line2D
    pain_free: Line2D
    stripes: Line2D
    heading: Text
    meaning: Text

    @property
    def artists(self) -> tuple[Artist, ...]:
        """All of it, in drawing order."""
        return (self.painful, self.pain_free, self.stripes, self.heading, self.meaning)


@dataclass(frozen=True)
class CrowdPanel:
    """A hundred people in two trays."""

    title: Text
    abnormal: Tray
    normal: Tray
    plan: "_CrowdPlan"

    @property
    def artists(self) -> tuple[Artist, ...]:
        """All that moves, in drawing order."""
        return (self.title, *self.abnormal.artists, *self.normal.artists)


@dataclass(frozen=True)
class Handles:
    """Everything that moves. ``sureness`` stands in the place of the crowd when it is shown."""

    scan: ScanPicture
    title: Text
    tally: Tally
    strip: ScoreStrip
    crowd: CrowdPanel
    sureness: KeptPanel


def draw(layout: str) -> Drawing:
    """Build the figure with an empty scan."""
    size = LAYOUTS[layout]
    figure = Figure(figsize=(size.width_in, size.height_in), dpi=size.dots_per_inch)
    scan, title = _scan_panel(_axes(figure, layout, "scan"))
    tally = _tally(_axes(figure, layout, "tally"))
    strip = _score_strip(_axes(figure, layout, "strip"))
    crowd = _crowd_panel(_axes(figure, layout, "crowd"), _CROWD_PLANS[layout])
    sureness = _sureness(_axes(figure, layout, "crowd"), _CROWD_PLANS[layout])
    handles = Handles(scan, title, tally, strip, crowd, sureness)
    return Drawing(figure, _in_drawing_order(handles), handles)


def update(drawing: Drawing, result: ClinicView) -> None:
    """Move every artist to ``result``."""
    handles: Handles = drawing.handles
    handles.scan.set_scan(result.scan)
    handles.title.set_text(
        _("Tendon {tendon} of {count}: {finding}").format(
            tendon=result.tendon,
            count=len(result.calls),
            finding=finding_words(result.sign, result.is_abnormal),
        )
    )
    _move_tally(handles.tally, result)
    _move_strip(handles.strip, result)
    _move_crowd(handles.crowd, result)
    for artist in handles.crowd.artists:
        artist.set_visible(not result.how_sure)
    handles.sureness.set_shown(result.how_sure)


def read_out(result: ClinicView) -> str:
    """The sentence under the picture, with the numbers of ``result``."""
    if result.how_sure:
        return _sure_words()
    return f"{_game_words(result)} {_meaning_words(result)}"


def text_alternative(result: ClinicView) -> str:
    """The picture in words, following the state."""
    place = result.tendon - 1
    words = [
        _(
            "Drawn ultrasound picture of tendon {tendon} of {count}. Report: {finding}; {said}."
        ).format(
            tendon=result.tendon,
            count=len(result.calls),
            finding=finding_words(result.sign, result.is_abnormal),
            said=_said_words(result.calls[place]),
        )
    ]
    if result.is_open:
        truth = Call.PAINFUL if result.patients.painful[place] else Call.PAIN_FREE
        words.append(_("The truth: {truth}.").format(truth=call_words(truth)))
    words.append(_score_words(result))
    if result.how_sure:
        words.append(_("Beside it bars show how sure the published shares are."))
        return " ".join([*words, _sure_words()])
    return " ".join([*words, _crowd_words(result), _meaning_words(result)])


def finding_words(sign: Sign, is_abnormal: bool) -> str:
    """What a report would say of one scan."""
    if sign is Sign.FLOW:
        return _("colour inside") if is_abnormal else _("no colour")
    return _("patch out of order") if is_abnormal else _("in order")


def call_words(call: Call) -> str:
    """A call in words that begin with different letters, for small cells hold one letter."""
    return {
        Call.NOT_YET: _("not judged yet"),
        Call.PAIN_FREE: _("free of pain"),
        Call.PAINFUL: _("hurts"),
    }[call]


# ---------- building ----------

# Left, bottom, width and height of each axes, in inches.
_PLACES_IN: Final = {
    "wide": {
        "scan": (0.12, 2.70, 4.35, 1.45),
        "tally": (0.12, 1.17, 4.35, 1.45),
        "strip": (0.98, 0.50, 3.44, 0.54),
        "crowd": (4.80, 0.06, 5.14, 4.36),
    },
    "narrow": {
        "scan": (0.08, 5.27, 4.34, 1.447),
        "tally": (0.08, 3.97, 4.34, 1.25),
        "strip": (0.92, 3.42, 3.38, 0.46),
        "crowd": (0.06, 0.04, 4.38, 2.82),
    },
}

# A still is drawn in the order of these numbers, a frame in that of its moving artists.
_OVER_AXES: Final = 10


def _axes(figure: Figure, layout: str, name: str) -> Axes:
    left, bottom, width, height = _PLACES_IN[layout][name]
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    return figure.add_axes((left / across, bottom / up, width / across, height / up))


def _scan_panel(axes: Axes) -> tuple[ScanPicture, Text]:
    axes.set(xlim=(0, FIELD_MM[0]), ylim=(FIELD_MM[1], 0))
    axes.axis("off")
    title = axes.text(
        0.0,
        1.03,
        "",
        transform=axes.transAxes,
        va="bottom",
        fontsize=style.TITLE_SIZE,
        fontweight="bold",
    )
    return ScanPicture(axes), title


_PAINFUL_LOOK: Final = ("^", style.SYMPTOMS)
_PAIN_FREE_LOOK: Final = ("o", style.GREY)
# Heights of the rows of the tally, and the columns that the words at their left take.
_NUMBERS, _SAID, _SCANNED, _IS, _WRONG = 4.4, 3.4, 2.4, 1.4, 0.5
_LABELLED: Final = (1, 5, 10, 15, 20)
_LABEL_ROOM: Final = 4.7


def _tally(axes: Axes) -> Tally:
    axes.set(xlim=(0.4 - _LABEL_ROOM, TENDONS + 0.6), ylim=(-0.1, 5.0))
    axes.axis("off")
    for number in _LABELLED:
        axes.text(number, _NUMBERS, str(number), ha="center", va="center", color=style.GREY)
    for height, words in (
        (_NUMBERS, _("tendon")),
        (_SAID, _("you said")),
        (_SCANNED, _("scan")),
        (_IS, _("it is")),
        (_WRONG, _("wrong")),
    ):
        axes.text(0.4 - _LABEL_ROOM, height, words, va="center")
        if height != _NUMBERS:
            axes.plot([0.5, TENDONS + 0.5], [height + 0.5] * 2, color=style.PALE, lw=0.8)
    frame = Rectangle((0.5, -0.05), 1, 3.95, fc="none", ec=style.INK, lw=1.6)
    axes.add_patch(frame)
    middle = (TENDONS + 1) / 2
    closed = axes.text(middle, _IS, "", ha="center", va="center", color=style.GREY)
    return Tally(
        frame=frame,
        called_painful=_marks(axes, *_PAINFUL_LOOK),
        called_pain_free=_marks(axes, *_PAIN_FREE_LOOK),
        not_judged=_marks(axes, "$?$", style.GREY, ms=6.5, mew=0.4),
        scan_abnormal=_marks(axes, "s", style.TISSUE),
        scan_normal=_marks(axes, "s", style.TISSUE, mfc="white"),
        truly_painful=_marks(axes, *_PAINFUL_LOOK),
        truly_pain_free=_marks(axes, *_PAIN_FREE_LOOK),
        wrong=_marks(axes, "x", style.INK, mew=2.2, ms=7.0),
        closed=closed,
    )


def _marks(axes: Axes, marker: str | Path, colour: str, **how: Any) -> Line2D:
    look: dict[str, Any] = {"ms": 8.0, "mec": colour, "mfc": colour, "mew": 1.2} | how
    (marks,) = axes.plot([], [], ls="none", marker=marker, **look)
    return marks


_MINE, _OTHERS = 0.42, 1.5


def _score_strip(axes: Axes) -> ScoreStrip:
    axes.set(xlim=(0, 100), ylim=(0, 2), yticks=[], xticks=[0, 25, 50, 75, 100])
    axes.spines["left"].set_visible(False)
    axes.tick_params(pad=2)
    axes.set_xlabel(_("share of calls that are right (%)"), labelpad=1.5)
    coin = GUESSED_RIGHT_PCT
    axes.plot([coin], [_OTHERS], "o", ms=7, mfc="white", mec=style.GREY, mew=1.6)
    _beside(axes, coin, _("coin"), style.GREY)
    (interval,) = axes.plot([], [], "|-", color=style.INK, ms=9, lw=2.4)
    (mine,) = axes.plot([], [], "D", ms=8, color=style.INK, mec="white", mew=1.0, clip_on=False)
    (picture,) = axes.plot([], [], "s", ms=8, color=style.TISSUE, clip_on=False)
    picture_word = _beside(axes, 0.0, "", style.TISSUE)
    words = axes.text(-3, 0.95, "", ha="right", va="center", fontweight="bold", linespacing=1.0)
    return ScoreStrip(interval, mine, picture, picture_word, words)


def _beside(axes: Axes, share_pct: float, words: str, colour: str) -> Text:
    """Words to the left of a mark on the strip."""
    place = (share_pct - 2.5, _OTHERS)
    return axes.text(
        *place, words, ha="right", va="center", fontsize=style.SMALL_SIZE, color=colour
    )


@dataclass(frozen=True)
class _CrowdPlan:
    """Ground plan of the crowd in inches: its panel, its two trays and the people in them."""

    width: float
    height: float
    tray_left: tuple[float, float]
    tray_width: float
    tray_bottom: float
    tray_top: float
    columns: int
    step: tuple[float, float]
    marker_size: float
    bar_top: float
    bar_step: float


_CROWD_PLANS: Final = {
    "wide": _CrowdPlan(
        width=5.14,
        height=4.36,
        tray_left=(0.02, 2.62),
        tray_width=2.50,
        tray_bottom=0.98,
        tray_top=3.76,
        columns=9,
        step=(0.270, 0.302),
        marker_size=10.5,
        bar_top=3.76,
        bar_step=0.67,
    ),
    "narrow": _CrowdPlan(
        width=4.38,
        height=2.82,
        tray_left=(0.01, 2.24),
        tray_width=2.12,
        tray_bottom=0.80,
        tray_top=2.20,
        columns=12,
        step=(0.172, 0.192),
        marker_size=6.8,
        bar_top=2.40,
        bar_step=0.40,
    ),
}


def _panel(axes: Axes, plan: _CrowdPlan) -> None:
    axes.set(xlim=(0, plan.width), ylim=(0, plan.height))
    axes.axis("off")


def _crowd_panel(axes: Axes, plan: _CrowdPlan) -> CrowdPanel:
    _panel(axes, plan)
    title = axes.text(0.0, plan.height, "", va="top", fontsize=style.TITLE_SIZE, fontweight="bold")
    for left in plan.tray_left:
        corner, height = (left, plan.tray_bottom), plan.tray_top - plan.tray_bottom
        axes.add_patch(
            Rectangle(corner, plan.tray_width, height, fc="none", ec=style.HATCH, lw=1.2)
        )
    _legend(axes, plan)
    first, second = plan.tray_left
    return CrowdPanel(
        title,
        _tray(axes, plan, first, is_abnormal=True),
        _tray(axes, plan, second, is_abnormal=False),
        plan,
    )


def _legend(axes: Axes, plan: _CrowdPlan) -> None:
    height = 0.12
    for (marker, colour), words, left in (
        (_PAINFUL_LOOK, _("in pain"), 0.09),
        (_PAIN_FREE_LOOK, _("pain-free"), 0.22 * plan.width),
    ):
        axes.plot([left], [height], marker, ms=8.5, mfc="white", mec=colour, mew=1.5)
        axes.text(left + 0.13, height, words, va="center", fontsize=style.SMALL_SIZE)
    axes.text(
        plan.width,
        height,
        _("filled: abnormal scan"),
        ha="right",
        va="center",
        fontsize=style.SMALL_SIZE,
    )


def _tray(axes: Axes, plan: _CrowdPlan, left: float, *, is_abnormal: bool) -> Tray:
    heading = axes.text(left, plan.tray_top + 0.06, "", va="bottom")
    meaning = axes.text(
        left,
        plan.tray_bottom - 0.06,
        "",
        va="top",
        fontsize=style.TITLE_SIZE,
        fontweight="bold",
        linespacing=1.1,
    )
    return Tray(
        _people(axes, plan, *_PAINFUL_LOOK, is_filled=is_abnormal),
        _people(axes, plan, *_PAIN_FREE_LOOK, is_filled=is_abnormal),
        _stripes(axes, plan, is_abnormal),
        heading,
        meaning,
    )


def _people(axes: Axes, plan: _CrowdPlan, marker: str, colour: str, *, is_filled: bool) -> Line2D:
    filling = colour if is_filled else "white"
    return _marks(axes, marker, colour, ms=plan.marker_size, mfc=filling, mew=1.4)


_STRIPES: Final = Path(
    [(-0.5, -0.32), (0.32, 0.5), (-0.32, -0.5), (0.5, 0.32)],
    [Path.MOVETO, Path.LINETO, Path.MOVETO, Path.LINETO],
)


def _stripes(axes: Axes, plan: _CrowdPlan, is_abnormal: bool) -> Line2D:
    """Drawn as marks of their own: a hatch would take longer than all else in the crowd."""
    size = 0.85 * plan.marker_size if is_abnormal else 0.0
    return _marks(axes, _STRIPES, "white", ms=size, mew=0.9)


# ---------- how sure ----------


def _sureness(axes: Axes, plan: _CrowdPlan) -> KeptPanel:
    """A bar for each published share, and what flow without pain tells of later."""
    _panel(axes, plan)
    axes.set_zorder(_OVER_AXES)
    beyond = _COVER_PX / LAYOUTS["wide"].dots_per_inch
    cover = Rectangle(
        (-beyond, -beyond),
        plan.width + 2 * beyond,
        plan.height + 2 * beyond,
        fc="white",
        ec="none",
        clip_on=False,
    )
    axes.add_patch(cover)
    title = axes.text(
        0.0,
        plan.height,
        _("How sure? Bars: 95 % intervals"),
        va="top",
        fontsize=style.TITLE_SIZE,
        fontweight="bold",
    )
    artists: list[Artist] = [cover, title]
    for place, (words, share, interval, size) in enumerate(_published_shares()):
        height = plan.bar_top - place * plan.bar_step
        artists += _share_bar(axes, plan, height, words, _Counted(share, interval, size))
    lowest = plan.bar_top - len(_published_shares()) * plan.bar_step
    artists += _share_axis(axes, plan, lowest + 0.40 * plan.bar_step)
    lines = [_later_words(line_break=True), _("Chosen groups were compared, not a clinic.")]
    later = axes.text(0.0, 0.02, "\n".join(lines), va="bottom", linespacing=1.15)
    return KeptPanel(axes, [*artists, later])


@dataclass(frozen=True)
class _Counted:
    """A published share with what is known of how sure it is."""

    share: float
    interval: Interval | None
    size: int | None


def _published_shares() -> tuple[tuple[str, float, Interval | None, int | None], ...]:
    structure, flow = published(Sign.STRUCTURE), published(Sign.FLOW)
    rows = []
    for sign, seen, cleared in (
        (structure, _("painful ones with a patch"), _("pain-free ones in order")),
        (flow, _("painful ones with colour"), _("pain-free ones without")),
    ):
        rows.append((seen, sign.sensitivity, sign.sensitivity_interval, sign.painful.group_size))
        rows.append(
            (cleared, sign.specificity, sign.specificity_interval, sign.pain_free.group_size)
        )
    return tuple(rows)


def _share_bar(
    axes: Axes, plan: _CrowdPlan, height: float, words: str, counted: _Counted
) -> list[Artist]:
    """Words above, beneath them a bar on a scale from 0 to 100 % that fills the panel."""
    lower = height - 0.40 * plan.bar_step
    name = axes.text(0.0, height, words, va="center")
    number = axes.text(plan.width, height, _share_words(counted), ha="right", va="center")
    (ground,) = axes.plot([0, plan.width], [lower] * 2, color=style.PALE, lw=1.0)
    (mark,) = axes.plot([counted.share * plan.width], [lower], "o", ms=7.5, color=style.TISSUE)
    if counted.interval is None:
        return [name, number, ground, mark]
    ends = [counted.interval.low * plan.width, counted.interval.high * plan.width]
    (bar,) = axes.plot(ends, [lower] * 2, "|-", color=style.TISSUE, ms=9, lw=2.6)
    return [name, number, ground, bar, mark]


def _share_words(counted: _Counted) -> str:
    if counted.interval is None:
        return _("{share:.0f} %, group size not seen").format(share=100 * counted.share)
    return _("{share:.0f} % ({low:.0f} to {high:.0f}), n = {size}").format(
        share=100 * counted.share,
        low=100 * counted.interval.low,
        high=100 * counted.interval.high,
        size=counted.size,
    )


def _share_axis(axes: Axes, plan: _CrowdPlan, height: float) -> list[Artist]:
    return [
        axes.text(
            share * plan.width,
            height,
            _("{share:.0f} %").format(share=100 * share),
            ha=alignment,
            va="center",
            fontsize=style.SMALL_SIZE,
            color=style.GREY,
        )
        for share, alignment in ((0.0, "left"), (0.5, "center"), (1.0, "right"))
    ]


def _in_drawing_order(handles: Handles) -> tuple[Artist, ...]:
    tally, strip = handles.tally, handles.strip
    return (
        handles.scan,
        handles.title,
        tally.frame,
        tally.called_painful,
        tally.called_pain_free,
        tally.not_judged,
        tally.scan_abnormal,
        tally.scan_normal,
        tally.truly_painful,
        tally.truly_pain_free,
        tally.wrong,
        tally.closed,
        strip.interval,
        strip.mine,
        strip.picture,
        strip.picture_word,
        strip.words,
        *handles.crowd.artists,
        handles.sureness,
    )


# ---------- moving ----------


def _move_tally(tally: Tally, result: ClinicView) -> None:
    calls = np.array(result.calls)
    painful, abnormal = result.patients.painful, result.patients.abnormal(result.sign)
    is_open = result.is_open
    right = np.where(painful, calls == Call.PAINFUL, calls == Call.PAIN_FREE)
    judged = calls != Call.NOT_YET
    for marks, which, height in (
        (tally.called_painful, calls == Call.PAINFUL, _SAID),
        (tally.called_pain_free, calls == Call.PAIN_FREE, _SAID),
        (tally.not_judged, ~judged, _SAID),
        (tally.scan_abnormal, abnormal & is_open, _SCANNED),
        (tally.scan_normal, ~abnormal & is_open, _SCANNED),
        (tally.truly_painful, painful & is_open, _IS),
        (tally.truly_pain_free, ~painful & is_open, _IS),
        (tally.wrong, ~right & judged & is_open, _WRONG),
    ):
        columns = np.flatnonzero(which) + 1
        marks.set_data(columns, np.full(len(columns), height))
    tally.frame.set_x(result.tendon - 0.5)
    tally.closed.set_text("" if is_open else _("opens when all are judged"))


def _move_strip(strip: ScoreStrip, result: ClinicView) -> None:
    score, followed = result.score, result.followed.right_share
    mine: list[float] = []
    ends: list[float] = []
    pictures: list[float] = []
    if result.is_open and score.right_share is not None and score.interval is not None:
        mine = [100 * score.right_share]
        ends = [100 * score.interval.low, 100 * score.interval.high]
    if result.is_open and followed is not None:
        pictures = [100 * followed]
        strip.picture_word.set_x(pictures[0] - 3)
    strip.interval.set_data(ends, [_MINE] * len(ends))
    strip.mine.set_data(mine, [_MINE] * len(mine))
    strip.picture.set_data(pictures, [_OTHERS] * len(pictures))
    strip.picture_word.set_text(_("picture") if pictures else "")
    strip.words.set_text(_strip_words(result))


def _strip_words(result: ClinicView) -> str:
    score = result.score
    if result.is_open:
        return _("{right} of {judged}\nright").format(right=score.right, judged=score.judged)
    return _("{judged} of {count}\njudged").format(judged=score.judged, count=len(result.calls))


def _move_crowd(panel: CrowdPanel, result: ClinicView) -> None:
    crowd, meaning, plan = result.crowd, result.meaning, panel.plan
    panel.title.set_text(
        _("{people} people scanned, {painful} in pain").format(
            people=crowd.people, painful=crowd.painful
        )
    )
    _move_tray(panel.abnormal, plan, plan.tray_left[0], crowd.painful_abnormal, crowd.abnormal)
    _move_tray(panel.normal, plan, plan.tray_left[1], crowd.painful_normal, crowd.normal)
    for tray, is_abnormal, count in (
        (panel.abnormal, True, crowd.abnormal),
        (panel.normal, False, crowd.normal),
    ):
        finding = finding_words(result.sign, is_abnormal)
        tray.heading.set_text(
            _("{finding}: {count}").format(finding=finding[:1].upper() + finding[1:], count=count)
        )
    panel.abnormal.meaning.set_text(
        _("{some} of {all} in pain\n≈ {share}").format(
            some=crowd.painful_abnormal,
            all=crowd.abnormal,
            share=_per_cent(meaning.painful_if_abnormal),
        )
    )
    panel.normal.meaning.set_text(
        _("{some} of {all} pain-free\n≈ {share}").format(
            some=crowd.pain_free_normal,
            all=crowd.normal,
            share=_per_cent(meaning.pain_free_if_normal),
        )
    )


def _move_tray(tray: Tray, plan: _CrowdPlan, left: float, painful: int, people: int) -> None:
    """Painful people first, row by row from the top."""
    places = np.arange(people)
    room = plan.tray_width - (plan.columns - 1) * plan.step[0]
    across = left + room / 2 + plan.step[0] * (places % plan.columns)
    up = plan.tray_top - 0.62 * plan.step[1] - plan.step[1] * (places // plan.columns)
    tray.painful.set_data(across[:painful], up[:painful])
    tray.pain_free.set_data(across[painful:], up[painful:])
    tray.stripes.set_data(across, up)


# ---------- words ----------


def _per_cent(share: float | None) -> str:
    return _("none") if share is None else _("{share:.0f} %").format(share=100 * share)


def _game_words(result: ClinicView) -> str:
    """What the learner has done so far, and how well."""
    if result.is_open:
        return _score_words(result)
    return _("Tendon {tendon}: {finding}; {said}. {score}").format(
        tendon=result.tendon,
        finding=finding_words(result.sign, result.is_abnormal),
        said=_said_words(result.calls[result.tendon - 1]),
        score=_score_words(result),
    )


def _said_words(call: Call) -> str:
    if call is Call.NOT_YET:
        return call_words(call)
    return _("you said: {call}").format(call=call_words(call))


def _score_words(result: ClinicView) -> str:
    score, count = result.score, len(result.calls)
    if not result.is_open or score.interval is None:
        return _("{judged} of {count} judged.").format(judged=score.judged, count=count)
    return _(
        "{right} of {judged} right ({low:.0f} to {high:.0f} %); following each picture: "
        "{followed} of {count}; a coin: about {coin:.0f}."
    ).format(
        right=score.right,
        judged=score.judged,
        low=100 * score.interval.low,
        high=100 * score.interval.high,
        followed=result.followed.right,
        count=count,
        coin=count * GUESSED_RIGHT_PCT / 100,
    )


def _meaning_words(result: ClinicView) -> str:
    """What an abnormal scan means in this clinic."""
    share = result.meaning.painful_if_abnormal
    if share is None:
        return _("No scan is abnormal here.")
    return _(
        "Where {painful:.0f} % hurt, about {share:.0f} % of abnormal scans show a painful tendon."
    ).format(painful=result.painful_share_pct, share=100 * share)


def _crowd_words(result: ClinicView) -> str:
    crowd = result.crowd
    return _(
        "Beside it {people} people in two trays: of {abnormal} with an abnormal scan {hurt} are in "
        "pain, of {normal} with a normal one {free} are pain-free."
    ).format(
        people=crowd.people,
        abnormal=crowd.abnormal,
        hurt=crowd.painful_abnormal,
        normal=crowd.normal,
        free=crowd.pain_free_normal,
    )


def _sure_words() -> str:
    """The published shares in short, with the intervals that are known."""
    patch, in_order, colour, dark = (
        _brief_share(share, interval) for _words, share, interval, _size in _published_shares()
    )
    return _(
        "A patch finds {patch} of the painful and clears {in_order} of the others; colour finds "
        "{colour}, clears {dark}. {later}"
    ).format(patch=patch, in_order=in_order, colour=colour, dark=dark, later=_later_words())


def _brief_share(share: float, interval: Interval | None) -> str:
    if interval is None:
        return _("{share:.0f} %").format(share=100 * share)
    return _("{share:.0f} % ({low:.0f} to {high:.0f})").format(
        share=100 * share, low=100 * interval.low, high=100 * interval.high
    )


def _later_words(*, line_break: bool = False) -> str:
    """What flow without pain goes with later."""
    row: Value = value("S049")
    words = _("Colour before any pain: {odds}{gap}for tendinopathy within a year.")
    return words.format(odds=row.text, gap="\n" if line_break else " ")
