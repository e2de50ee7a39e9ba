"""A lump, yet weaker: force against stretch, stress against strain, and the tendon drawn to scale.

Three things side by side: what the whole tendon does (stiffness), what each square millimetre does
(modulus), and what it looks like end on and from the side. Measured values that have no force or
stress of their own stand on strips beneath the axes, never on a curve.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import ScaledTranslation

from tendon_teaching.evidence import Value, value
from tendon_teaching.figures import style
from tendon_teaching.figures.stage import Drawing, Layout
from tendon_teaching.models.checks import FloatArray
from tendon_teaching.models.mechanics import TRUSTED_SHARE_OF_PEAK, Pull, StressStrain
from tendon_teaching.models.teaching_tendon import TendonState, healthy_curve
from tendon_teaching.texts import _

LAYOUTS: Final = {"wide": Layout(10.0, 4.5), "narrow": Layout(4.5, 7.0)}
PICTURE_LIKE: Final = False
SOURCES: Final = ("S096", "S093", "S088", "S087")

FIBRES_DRAWN: Final = 60
FIBRE_LENGTH_MM: Final = 4.5
MOST_STRETCH_MM: Final = 20.0
MOST_FORCE_N: Final = 6800.0
MOST_STRAIN_PCT: Final = 12.0
MOST_STRESS_MPA: Final = 115.0


@dataclass(frozen=True)
class Picture:
    """What the figure shows: one state of the tendon, and whether measured people are in focus."""

    tendon: TendonState
    people_in_focus: bool = False


@dataclass(frozen=True)
class CurvePanel:
    """One axes with the healthy curve in the background and the teaching tendon moving over it."""

    axes: Axes
    unknown: Rectangle
    trusted: Line2D
    beyond: Line2D
    level: Line2D
    healthy_ball: Line2D
    ball: Line2D
    headline: Text
    stretch: Text


@dataclass(frozen=True)
class TendonPanel:
    """The cross-section end on and the fibres from the side."""

    outline: Circle
    present: PathCollection
    lost: PathCollection
    area: Text
    body: Rectangle
    fibres: LineCollection
    axis_mm: float


@dataclass(frozen=True)
class Strips:
    """What moves on the strips of measured values: the model's mark, and the marks of a focus on
    people: the strain that both groups share, and a frame round each strip."""

    model_mark: Line2D
    shared: Rectangle
    frames: tuple[Rectangle, Rectangle]


@dataclass(frozen=True)
class Handles:
    """Everything that moves."""

    whole: CurvePanel
    each: CurvePanel
    tendon: TendonPanel
    strips: Strips


def draw(layout: str) -> Drawing:
    """Build the figure: axes, healthy curve, measured strips; the moving artists still empty."""
    size = LAYOUTS[layout]
    figure = Figure(figsize=(size.width_in, size.height_in), dpi=size.dots_per_inch)
    whole = _whole_tendon_panel(_axes(figure, layout, "whole"))
    each = _each_mm2_panel(_axes(figure, layout, "each"))
    tendon = _tendon_panel(_axes(figure, layout, "tendon"), layout)
    stiffness, strain = _axes(figure, layout, "stiffness"), _axes(figure, layout, "strain")
    strips = Strips(
        _stiffness_strip(stiffness),
        _strain_strip(strain),
        (_focus_frame(figure, stiffness), _focus_frame(figure, strain)),
    )
    handles = Handles(whole, each, tendon, strips)
    return Drawing(figure, _in_drawing_order(handles), handles)


def update(drawing: Drawing, result: Picture) -> None:
    """Move every artist to ``result``."""
    handles: Handles = drawing.handles
    tendon = result.tendon
    changed = tendon.changed
    _move_curve(handles.whole, changed.elongation_mm, changed.force_n, changed)
    _move_curve(handles.each, changed.strain_pct, changed.stress_mpa, changed)
    _move_balls(handles, tendon)
    handles.whole.headline.set_text(
        _("stiffness {percent:.0f} %").format(percent=tendon.stiffness_pct)
    )
    handles.each.headline.set_text(_("modulus {percent:.0f} %").format(percent=tendon.modulus_pct))
    handles.whole.stretch.set_text(_stretch_words(tendon))
    _move_tendon(handles.tendon, tendon)
    handles.strips.model_mark.set_xdata([changed.stiffness_n_per_mm])
    for artist in (handles.strips.shared, *handles.strips.frames):
        artist.set_visible(result.people_in_focus)


def read_out(result: Picture) -> str:
    """The sentence under the picture, with the numbers of ``result``."""
    if result.people_in_focus:
        return _people_words()
    tendon = result.tendon
    changes = _changes(tendon)
    if not changes:
        return _(
            "Healthy: area {area:.0f} mm², stiffness {stiffness:.0f} N/mm, "
            "modulus {modulus:.2f} GPa. {stretch}."
        ).format(
            area=tendon.healthy.bundle.area_mm2,
            stiffness=tendon.healthy.stiffness_n_per_mm,
            modulus=tendon.healthy.modulus_mpa / 1000,
            stretch=_pull_words(tendon),
        )
    sentence = _(
        "{what}: area {area:+.0f} %, stiffness {stiffness:.0f} %, modulus {modulus:.0f} % "
        "of healthy. {stretch}."
    ).format(
        what=_what_changed(tendon),
        area=tendon.area_pct - 100,
        stiffness=tendon.stiffness_pct,
        modulus=tendon.modulus_pct,
        stretch=_pull_words(tendon),
    )
    if changes == {"swollen"}:
        sentence += " " + _("In this model a lump by itself does not stretch more.")
    return sentence


def text_alternative(result: Picture) -> str:
    """The picture in words, following the state."""
    tendon = result.tendon
    words = _(
        "Two curves and a drawing, from a teaching model. Left, force against stretch of the "
        "whole tendon: this tendon lies {whole} the healthy curve, stiffness {stiffness:.0f} %. "
        "{stretch}. Middle, stress against strain of each square millimetre: {each} the healthy "
        "curve, modulus {modulus:.0f} % of healthy. Right, cross-sections of {healthy_area:.0f} "
        "and {area:.0f} mm² with {healthy_fibres} and {fibres} fibres drawn, spread {angle:.0f} "
        "degrees."
    ).format(
        whole=_beside(tendon.stiffness_pct),
        stiffness=tendon.stiffness_pct,
        each=_beside(tendon.modulus_pct),
        stretch=_pull_words(tendon),
        modulus=tendon.modulus_pct,
        healthy_area=tendon.healthy.bundle.area_mm2,
        area=tendon.changed.bundle.area_mm2,
        healthy_fibres=FIBRES_DRAWN,
        fibres=_fibres_left(tendon),
        angle=tendon.angle_sd_deg,
    )
    if result.people_in_focus:
        words += " " + _("In focus, the strips of measured values beneath.") + " " + _people_words()
    return words


# ---------- building ----------

# Left, bottom, width and height of each axes, in inches.
_PLACES_IN: Final = {
    "wide": {
        "whole": (0.80, 2.00, 3.10, 2.12),
        "each": (4.72, 2.00, 2.95, 2.12),
        "stiffness": (0.80, 0.54, 3.10, 0.80),
        "strain": (4.72, 0.54, 2.95, 0.80),
        "tendon": (7.88, 0.10, 2.06, 4.30),
    },
    "narrow": {
        "tendon": (0.06, 5.86, 4.40, 1.08),
        "whole": (0.80, 4.42, 3.55, 1.10),
        "stiffness": (0.80, 3.34, 3.55, 0.56),
        "each": (0.80, 1.62, 3.55, 0.92),
        "strain": (0.80, 0.52, 3.55, 0.56),
    },
}


def _axes(figure: Figure, layout: str, name: str) -> Axes:
    left, bottom, width, height = _PLACES_IN[layout][name]
    across, up = LAYOUTS[layout].width_in, LAYOUTS[layout].height_in
    return figure.add_axes((left / across, bottom / up, width / across, height / up))


def _whole_tendon_panel(axes: Axes) -> CurvePanel:
    axes.set(
        xlim=(0, MOST_STRETCH_MM),
        ylim=(0, MOST_FORCE_N),
        xlabel=_("stretch of the tendon (mm)"),
        ylabel=_("pull (N)"),
        title=_("Whole tendon"),
        xticks=[0, 5, 10, 15, 20],
        yticks=[0, 2000, 4000, 6000],
    )
    healthy = healthy_curve()
    _healthy_curve(axes, healthy.elongation_mm, healthy.force_n, healthy)
    return _curve_panel(axes)


def _each_mm2_panel(axes: Axes) -> CurvePanel:
    axes.set(
        xlim=(0, MOST_STRAIN_PCT),
        ylim=(0, MOST_STRESS_MPA),
        xlabel=_("strain, from slack (%)"),
        ylabel=_("stress (MPa)"),
        title=_("Each mm²"),
        yticks=[0, 50, 100],
    )
    healthy = healthy_curve()
    _healthy_curve(axes, healthy.strain_pct, healthy.stress_mpa, healthy)
    return _curve_panel(axes)


def _healthy_curve(axes: Axes, across: FloatArray, up: FloatArray, curve: StressStrain) -> None:
    last = _trusted_end(curve)
    axes.plot(across[: last + 1], up[: last + 1], color=style.GREY, lw=1.8, ls=style.MODEL_DASHES)
    place = int(last * 0.9)
    axes.annotate(
        _("healthy"),
        (across[place], up[place]),
        xytext=(-9, 0),
        textcoords="offset points",
        ha="right",
        va="center",
        color=style.GREY,
    )


def _curve_panel(axes: Axes) -> CurvePanel:
    beside_axis = axes.get_yaxis_transform()
    unknown = Rectangle(
        (0, 0), 1, 1, transform=beside_axis, fc="none", ec=style.HATCH, hatch="//", lw=0
    )
    axes.add_patch(unknown)
    axes.text(
        0.02,
        0.99,
        _("never measured in a living tendon"),
        transform=axes.transAxes,
        va="top",
        fontsize=style.SMALL_SIZE,
        color=style.GREY,
    )
    (level,) = axes.plot(
        [0, 1], [0, 0], color=style.INK, lw=1.0, ls=(0, (1, 2)), transform=beside_axis
    )
    (trusted,) = axes.plot([], [], color=style.TISSUE, ls=style.MODEL_DASHES, lw=3.4)
    (beyond,) = axes.plot([], [], color=style.TISSUE, ls=":", lw=1.6)
    (healthy_ball,) = axes.plot([], [], "o", ms=10, mfc="white", mec=style.GREY, mew=2)
    (ball,) = axes.plot([], [], "o", ms=11.5, color=style.TISSUE, mec="white", mew=1.5)
    headline = axes.text(
        1.0,
        1.0,
        "",
        transform=axes.transAxes + ScaledTranslation(0, 6 / 72, axes.figure.dpi_scale_trans),
        ha="right",
        va="baseline",
        fontweight="bold",
        fontsize=style.TITLE_SIZE,
        color=style.TISSUE,
    )
    stretch = axes.text(
        0.985,
        0.04,
        "",
        transform=axes.transAxes,
        ha="right",
        va="bottom",
        fontweight="bold",
        color=style.TISSUE,
    )
    return CurvePanel(axes, unknown, trusted, beyond, level, healthy_ball, ball, headline, stretch)


def _stiffness_strip(axes: Axes) -> Line2D:
    axes.set(xlim=(0, 700), xlabel=_("stiffness (N/mm), healthy; ▲ model"))
    _measured(axes, value("S096"), 1.0, "o", style.INK, _("one method"))
    _measured(axes, value("S093"), 0.0, "s", style.INK, _("another"))
    (mark,) = axes.plot(
        [0],
        [0.0],
        "^",
        ms=12,
        color=style.TISSUE,
        clip_on=False,
        transform=axes.get_xaxis_transform(),
    )
    return mark


def _strain_strip(axes: Axes) -> Rectangle:
    axes.set(xlim=(0, MOST_STRAIN_PCT), xlabel=_("strain at full effort, from rest (%)"))
    pain_free, painful = value("S088"), value("S087")
    _measured(axes, pain_free, 1.0, "o", style.INK, _("pain-free"))
    _measured(axes, painful, 0.0, "s", style.SYMPTOMS, _("painful"))
    low, high = shared_strain_pct()
    return axes.axvspan(low, high, color=style.ORANGE, alpha=0.25, lw=0)


def shared_strain_pct() -> tuple[float, float]:
    """Where the published mean plus and minus one SD of painful and pain-free tendons overlap."""
    rows = [value("S087"), value("S088")]
    ends = [(_mean(row) - _spread(row), _mean(row) + _spread(row)) for row in rows]
    return max(low for low, _high in ends), min(high for _low, high in ends)


def _focus_frame(figure: Figure, axes: Axes) -> Rectangle:
    """Frame around a strip with its labels, shown when measured people are in focus."""
    across, up = figure.get_size_inches()
    box = axes.get_position()
    frame = Rectangle(
        (box.x0 - 0.2 / across, box.y0 - 0.49 / up),
        box.width + 0.35 / across,
        box.height + 0.52 / up,
        transform=figure.transFigure,
        fc="none",
        ec=style.SYMPTOMS,
        lw=2.5,
        clip_on=False,
    )
    axes.add_patch(frame)
    return frame


def _measured(axes: Axes, row: Value, height: float, marker: str, color: str, word: str) -> None:
    """A published mean with its spread; who or how, and the kind of spread, written above it."""
    axes.set(ylim=(-0.45, 2.0), yticks=[])
    axes.spines["left"].set_visible(False)
    mean, spread = _mean(row), _spread(row)
    axes.errorbar(mean, height, xerr=spread, fmt=marker, ms=6.5, color=color, capsize=3.5, lw=2)
    axes.annotate(
        f"{word} {row.text}",
        (mean - spread, height),
        xytext=(0, 4.5),
        textcoords="offset points",
        va="bottom",
        fontsize=style.SMALL_SIZE,
        color=color,
    )


def _mean(row: Value) -> float:
    if row.value is None:
        raise ValueError(f"register row {row.id} has no mean to draw")
    return row.value


def _spread(row: Value) -> float:
    if row.spread is None:
        raise ValueError(f"register row {row.id} has no spread to draw")
    return row.spread


def _tendon_panel(axes: Axes, layout: str) -> TendonPanel:
    places = _TENDON_PLACES[layout]
    axes.set(xlim=(0, places.width), ylim=(0, places.height), aspect="equal", anchor="N")
    axes.axis("off")
    for words, place in (
        (_("End on"), places.end_on_title),
        (_("From the side"), places.side_title),
    ):
        axes.text(*place, words, fontsize=style.TITLE_SIZE, fontweight="bold", va="bottom")
    bundle = healthy_curve().bundle
    radius = _radius_mm(bundle.area_mm2)
    axes.add_patch(Circle(places.healthy, radius, fc="white", ec=style.GREY, lw=1.6))
    dots = _fibre_places(radius, places.healthy)
    axes.scatter(dots[:, 0], dots[:, 1], s=7, color=style.GREY, lw=0)
    _caption(
        axes,
        places.healthy,
        places,
        _("healthy\n{area:.0f} mm²").format(area=bundle.area_mm2),
        style.GREY,
    )
    outline = Circle(places.now, radius, fc=style.TISSUE_PALE, ec=style.TISSUE, lw=2.2)
    axes.add_patch(outline)
    present = axes.scatter([], [], s=8, color=style.TISSUE, lw=0)
    lost = axes.scatter([], [], s=8, facecolors="white", edgecolors=style.GREY, lw=0.8)
    area = _caption(axes, places.now, places, "", style.TISSUE)
    body = Rectangle(
        places.side, places.side_length, 1, fc=style.TISSUE_PALE, ec=style.TISSUE, lw=1.2
    )
    axes.add_patch(body)
    fibres = LineCollection([], colors=style.TISSUE, lw=1.5)
    axes.add_collection(fibres)
    return TendonPanel(outline, present, lost, area, body, fibres, places.side[1])


@dataclass(frozen=True)
class _TendonPlaces:
    """Ground plan of the drawing, in millimetres of tendon, so that all of it is to scale."""

    width: float
    height: float
    end_on_title: tuple[float, float]
    healthy: tuple[float, float]
    now: tuple[float, float]
    caption_height: float
    side_title: tuple[float, float]
    side: tuple[float, float]
    side_length: float
    caption_right_mm: float = 0.0


_TENDON_PLACES: Final = {
    "wide": _TendonPlaces(
        width=23.5,
        height=49.0,
        end_on_title=(0.3, 46.4),
        healthy=(4.9, 39.6),
        now=(16.8, 39.6),
        caption_height=33.2,
        side_title=(0.3, 22.4),
        side=(0.3, 15.6),
        side_length=22.9,
    ),
    "narrow": _TendonPlaces(
        width=69.0,
        height=17.0,
        end_on_title=(0.5, 13.4),
        healthy=(5.2, 5.7),
        now=(29.0, 5.7),
        caption_height=8.6,
        side_title=(48.0, 13.4),
        side=(48.0, 5.7),
        side_length=20.0,
        caption_right_mm=6.4,
    ),
}


def _caption(
    axes: Axes, centre: tuple[float, float], places: _TendonPlaces, words: str, color: str
) -> Text:
    beside = places.caption_right_mm
    place = (centre[0] + beside, centre[1]) if beside else (centre[0], places.caption_height)
    return axes.text(
        *place,
        words,
        ha="left" if beside else "center",
        va="center" if beside else "top",
        fontsize=10.5,
        color=color,
    )


def _in_drawing_order(handles: Handles) -> tuple[Artist, ...]:
    curves = [
        artist
        for panel in (handles.whole, handles.each)
        for artist in (
            panel.unknown,
            panel.level,
            panel.beyond,
            panel.trusted,
            panel.healthy_ball,
            panel.ball,
            panel.headline,
            panel.stretch,
        )
    ]
    tendon = handles.tendon
    drawn = [tendon.outline, tendon.present, tendon.lost, tendon.area, tendon.body, tendon.fibres]
    strips = [handles.strips.model_mark, handles.strips.shared, *handles.strips.frames]
    return (*curves, *drawn, *strips)


# ---------- moving ----------


def _trusted_end(curve: StressStrain) -> int:
    """Last point of the grid below the force at which the curve is shown as unknown."""
    return int(np.argmax(curve.force_n > curve.trusted_force_n)) - 1


def _move_curve(panel: CurvePanel, across: FloatArray, up: FloatArray, curve: StressStrain) -> None:
    last, peak = _trusted_end(curve), curve.peak_index
    panel.trusted.set_data(across[: last + 1], up[: last + 1])
    panel.beyond.set_data(across[last : peak + 1], up[last : peak + 1])
    limit = TRUSTED_SHARE_OF_PEAK * up[peak]
    # The words "never measured" stand above the hatching.
    panel.unknown.set(y=limit, height=max(0.87 * panel.axes.get_ylim()[1] - limit, 0))


def _move_balls(handles: Handles, tendon: TendonState) -> None:
    whole, each = handles.whole, handles.each
    _move_ball(whole.healthy_ball, each.healthy_ball, tendon.healthy_pull, tendon.healthy)
    _move_ball(whole.ball, each.ball, tendon.changed_pull, tendon.changed)
    pull_n = tendon.changed_pull.force_n
    whole.level.set_ydata([pull_n] * 2)
    each.level.set_ydata([pull_n / tendon.changed.bundle.area_mm2] * 2)


def _move_ball(in_whole: Line2D, in_each: Line2D, pull: Pull, curve: StressStrain) -> None:
    """Put the ball where the pull meets the curve, or take it away when it never does."""
    if pull.elongation_mm is None or pull.strain_pct is None:
        in_whole.set_data([], [])
        in_each.set_data([], [])
        return
    in_whole.set_data([pull.elongation_mm], [pull.force_n])
    in_each.set_data([pull.strain_pct], [pull.force_n / curve.bundle.area_mm2])


def _move_tendon(panel: TendonPanel, tendon: TendonState) -> None:
    bundle = tendon.changed.bundle
    radius = _radius_mm(bundle.area_mm2)
    panel.outline.set_radius(radius)
    centre = panel.outline.center
    places = _fibre_places(radius, centre)
    gone = np.zeros(FIBRES_DRAWN, dtype=bool)
    gone[_LOSS_ORDER[: FIBRES_DRAWN - _fibres_left(tendon)]] = True
    panel.present.set_offsets(places[~gone])
    panel.lost.set_offsets(places[gone])
    panel.area.set_text(_("this one\n{area:.0f} mm²").format(area=bundle.area_mm2))
    panel.body.set(y=panel.axis_mm - radius, height=2 * radius)
    panel.fibres.set_segments(list(_side_fibres(panel.body, bundle.angle_sd_deg, ~gone)))


def _radius_mm(area_mm2: float) -> float:
    return float(np.sqrt(area_mm2 / np.pi))


def _fibre_places(radius: float, centre: tuple[float, float]) -> FloatArray:
    """Even places in a disc (a sunflower's), the same fibres at any size."""
    rank = np.arange(FIBRES_DRAWN) + 0.5
    distance = 0.93 * radius * np.sqrt(rank / FIBRES_DRAWN)
    turn = rank * np.pi * (3 - np.sqrt(5))
    return np.column_stack(
        (centre[0] + distance * np.cos(turn), centre[1] + distance * np.sin(turn))
    )


# Fixed orders, so that the same fibres are drawn and lost every time.
_LOSS_ORDER: Final = np.random.default_rng(7).permutation(FIBRES_DRAWN)
_TILT_ORDER: Final = np.random.default_rng(11).standard_normal(FIBRES_DRAWN)
_SIDE_PLACES: Final = (
    np.arange(FIBRES_DRAWN)[:, np.newaxis] * np.array([0.7548776662, 0.5698402910])
) % 1


def _side_fibres(body: Rectangle, angle_sd_deg: float, present: FloatArray) -> FloatArray:
    """Short stretches of fibre inside the body, tilted by the spread; shape (fibres, 2, 2)."""
    tilt = np.radians(angle_sd_deg * _TILT_ORDER[present])
    half = FIBRE_LENGTH_MM / 2 * np.column_stack((np.cos(tilt), np.sin(tilt)))
    room = np.array([body.get_width(), body.get_height()]) - 2 * np.abs(half)
    corner = np.array([body.get_x(), body.get_y()]) + np.abs(half)
    middle = corner + _SIDE_PLACES[present] * np.maximum(room, 0)
    return np.stack((middle - half, middle + half), axis=1)


# ---------- words ----------


def _pull_words(tendon: TendonState) -> str:
    """What the chosen pull does, without a full stop."""
    pull, before = tendon.changed_pull, tendon.healthy_pull
    if pull.elongation_mm is None:
        return _(
            "{force:,.0f} N is more than this model tendon carries: its curve ends at {peak:,.0f} N"
        ).format(force=pull.force_n, peak=tendon.changed.breaking_force_n)
    if not _changes(tendon):
        return _("{force:,.0f} N stretches it {mm:.1f} mm").format(
            force=pull.force_n, mm=pull.elongation_mm
        )
    return _("{force:,.0f} N stretches it {mm:.1f} mm (healthy {healthy:.1f} mm)").format(
        force=pull.force_n, mm=pull.elongation_mm, healthy=before.elongation_mm
    )


def _people_words() -> str:
    low, high = shared_strain_pct()
    return _(
        "Measured strain at full effort: {painful} painful, {pain_free} pain-free; both spreads "
        "cover {low:.1f} to {high:.1f} %. Healthy stiffness: {one} or {other}, by method."
    ).format(
        painful=value("S087").text,
        pain_free=value("S088").text,
        low=low,
        high=high,
        one=value("S096").text,
        other=value("S093").text,
    )


def _stretch_words(tendon: TendonState) -> str:
    mm = tendon.changed_pull.elongation_mm
    if mm is None:
        return _("beyond this model")
    return _("{healthy:.1f} → {mm:.1f} mm").format(healthy=tendon.healthy_pull.elongation_mm, mm=mm)


def _changes(tendon: TendonState) -> set[str]:
    """What differs from the healthy tendon."""
    start, now = tendon.healthy.bundle, tendon.changed.bundle
    differs = {
        "swollen": now.area_mm2 != start.area_mm2,
        "fewer fibres": tendon.fibres_lost_pct != 0,
        "spread": now.angle_sd_deg != start.angle_sd_deg,
        "crimp": now.slack_mean_pct != start.slack_mean_pct,
    }
    return {name for name, is_so in differs.items() if is_so}


def _what_changed(tendon: TendonState) -> str:
    changes = _changes(tendon)
    if len(changes) > 1:
        return _("Mixed")
    return {
        "swollen": _("Swollen"),
        "fewer fibres": _("Fewer fibres"),
        "spread": _("Spread"),
        "crimp": _("Crimp"),
    }[changes.pop()]


def _beside(percent: float) -> str:
    if abs(percent - 100) < 0.5:
        return _("on")
    return _("below") if percent < 100 else _("above")


def _fibres_left(tendon: TendonState) -> int:
    return round(FIBRES_DRAWN * tendon.fibre_number_pct / 100)
