"""The tendon of the tour drawn from the side, to scale, with what is done to it.

Where things lie inside comes from the module beside this one; here they become artists. Hatched is
not known. Cells and vessels are drawn larger than life, or nobody could see them.
"""

from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import EllipseCollection, LineCollection
from matplotlib.lines import Line2D
from matplotlib.markers import CARETDOWN, CARETUP
from matplotlib.patches import Ellipse, Polygon, Rectangle
from matplotlib.text import Text

from tendon_teaching.figures import style
from tendon_teaching.figures.tour_tendon import (
    ALONG_MM,
    Inside,
    Patch,
    as_thick_as,
    fibre_pieces,
    half_thickness_mm,
    inside_of,
    nuclei,
    vessel_stretches,
)
from tendon_teaching.models.tour import Tissue, TourState, tour_state
from tendon_teaching.texts import _

# Both layouts share this ground plan; strokes are in points, so the smaller one needs thinner ones.
GROUND_MM: Final = ((-15.3, 18.1), (-6.2, 11.8))
STROKES: Final = {"wide": 1.0, "narrow": 0.77}

_SKIN_GAP_MM: Final = 0.55
_SKIN_MM: Final = 0.75
_SKIN, _SKIN_EDGE, _HAND, _HAND_AWAY = "#E9D8C9", "#8C7463", "#DDB892", "#FBF6F0"
_FIBRES: Final = ("#5FA9D6", "#3C90C6", "#82BDE0", "#2A80B9")
_NUCLEUS: Final = "#0B2A45"
_VESSEL, _VESSEL_WALL = style.PURPLE, "#7A2352"
_DASHES: Final = (0, (4, 2))


@dataclass(frozen=True)
class Side:
    """Everything that moves in the drawing, in drawing order, and the scale of its strokes."""

    skin: Polygon
    body: Polygon
    fibres: LineCollection
    nuclei: EllipseCollection
    vessel_walls: LineCollection
    vessels: LineCollection
    upper_edge: Line2D
    lower_edge: Line2D
    healthy_edges: LineCollection
    levels: LineCollection
    upper_end: Line2D
    lower_end: Line2D
    thickness: Text
    unknown: Ellipse
    unknown_words: Text
    load: tuple[Artist, ...]
    hand: LineCollection
    when: Text
    strokes: float

    def artists(self) -> tuple[Artist, ...]:
        """The artists, in drawing order."""
        found: list[Artist] = []
        for field in fields(self)[:-1]:
            held = getattr(self, field.name)
            found += held if isinstance(held, tuple) else [held]
        return tuple(found)


# ---------- building ----------


def build_side(axes: Axes, strokes: float) -> Side:
    """Title and skin label; the tendon still empty. ``strokes`` scales the widths of lines."""
    (left, right), (_low, top) = GROUND_MM
    axes.set(xlim=(left, right), ylim=GROUND_MM[1], aspect="equal", anchor="N")
    axes.axis("off")
    title: dict[str, Any] = {"va": "top", "fontsize": style.TITLE_SIZE}
    axes.text(left + 0.2, top, _("Achilles tendon, from the side"), fontweight="bold", **title)
    half = half_thickness_mm(tour_state(0).tissue)
    axes.text(
        left + 0.3,
        half[0] + _SKIN_GAP_MM + _SKIN_MM + 0.2,
        _("skin"),
        va="bottom",
        fontsize=style.SMALL_SIZE,
        color=_SKIN_EDGE,
    )
    outline = [np.column_stack((ALONG_MM, side)) for side in (half, -half)]
    return Side(
        skin=_shape(axes, fc=_SKIN, ec=_SKIN_EDGE, lw=0.8),
        body=_shape(axes, fc=style.TISSUE_PALE, lw=0),
        fibres=_lines(axes, linewidths=1.7 * strokes, capstyle="round"),
        nuclei=_ellipses(axes),
        vessel_walls=_lines(axes, colors=_VESSEL_WALL, capstyle="round"),
        vessels=_lines(axes, colors=_VESSEL, capstyle="round"),
        upper_edge=axes.plot([], [], color=style.TISSUE, lw=2.2)[0],
        lower_edge=axes.plot([], [], color=style.TISSUE, lw=2.2)[0],
        healthy_edges=_lines(axes, outline, colors=style.INK, linewidths=1.3, linestyles=":"),
        levels=_lines(axes, colors=style.GREY, linewidths=0.9, linestyles=":"),
        upper_end=axes.plot([], [], color=style.INK, lw=1.4, marker=CARETUP, ms=8)[0],
        lower_end=axes.plot([], [], color=style.INK, lw=1.4, marker=CARETDOWN, ms=8)[0],
        thickness=axes.text(
            17.3, 0, "", rotation=90, ha="center", va="center", fontweight="bold", fontsize=13
        ),
        unknown=_unknown(axes),
        unknown_words=axes.text(
            0,
            0,
            _("re-alignment:\nnot known"),
            ha="center",
            va="center",
            fontsize=10.5,
            fontweight="bold",
            bbox={"fc": "white", "ec": style.INK, "lw": 1.0, "pad": 2.5, "ls": _DASHES},
        ),
        load=_load(axes),
        hand=_hand(axes, strokes),
        when=axes.text(right - 0.2, top, "", ha="right", **title),
        strokes=strokes,
    )


def build_key(axes: Axes, width_in: float, height_in: float) -> None:
    """What is what in the drawing, on a sheet measured in inches."""
    row, step = height_in - 0.20, width_in / 3.15
    along = np.linspace(0.06, 0.44, 30)
    for line in (-0.06, 0.0, 0.06):
        up = row + line + 0.012 * np.sin(40 * along)
        axes.plot(along, up, color=style.TISSUE, lw=1.7)
    for place, wide, tall in ((0.14, 0.22, 0.045), (0.38, 0.14, 0.10)):
        axes.add_patch(Ellipse((step + place, row), wide, tall, fc=_NUCLEUS, lw=0))
    wave = row + 0.03 * np.sin(14 * along)
    for color, points in ((_VESSEL_WALL, 5), (_VESSEL, 3)):
        axes.plot(2 * step + along, wave, color=color, lw=points, solid_capstyle="round")
    for rank, words in enumerate((_("fibres"), _("cell nuclei"), _("vessels"))):
        axes.text(rank * step + 0.54, row, words, va="center")
    axes.text(
        0.06,
        row - 0.20,
        _("Dotted: where a healthy tendon ends.\nCells and vessels larger than life."),
        va="top",
        fontsize=style.SMALL_SIZE,
        color=style.GREY,
    )


def _shape(axes: Axes, **looks: object) -> Polygon:
    shape = Polygon(np.zeros((3, 2)), **looks)  # type: ignore[arg-type]
    axes.add_patch(shape)
    return shape


def _lines(axes: Axes, segments: object = (), **looks: object) -> LineCollection:
    lines = LineCollection(segments, **looks)  # type: ignore[arg-type]
    axes.add_collection(lines, autolim=False)
    return lines


def _ellipses(axes: Axes) -> EllipseCollection:
    ellipses = EllipseCollection(
        [1], [1], [0], units="xy", offsets=[(0, 0)], offset_transform=axes.transData
    )
    ellipses.set(facecolor=_NUCLEUS, edgecolor="white", linewidth=0.5)
    axes.add_collection(ellipses, autolim=False)
    return ellipses


def _unknown(axes: Axes) -> Ellipse:
    unknown = Ellipse((0, 0), 1, 1, fc="none", ec=style.INK, hatch="///", lw=1.4, ls=_DASHES)
    unknown.set_hatchcolor(style.INK)
    axes.add_patch(unknown)
    return unknown


# The right one of the two arrows, and the dumb-bell: its middle, and its plates.
_ARROW_MM: Final = np.array(
    [(11.4, -0.42), (13.4, -0.42), (13.4, -1), (15.1, 0), (13.4, 1), (13.4, 0.42), (11.4, 0.42)]
)
_DUMB_BELL_MM: Final = (13.4, 8.3)
_PLATES_MM: Final = ((1.9, 2.6), (2.8, 1.9))


def _load(axes: Axes) -> tuple[Artist, ...]:
    """A dumb-bell, and two arrows that pull along the tendon."""
    middle, height = _DUMB_BELL_MM
    plates = [(side * at, 0.8, tall) for side in (-1, 1) for at, tall in _PLATES_MM]
    parts: list[Polygon | Rectangle] = [
        Rectangle((middle + at - wide / 2, height - tall / 2), wide, tall, fc=style.INK, lw=0)
        for at, wide, tall in [(0.0, 6.8, 0.44), *plates]
    ]
    for side in (-1, 1):
        parts.append(Polygon(_ARROW_MM * (side, 1), fc=style.INK, ec="white", lw=1.2))
    for part in parts:
        axes.add_patch(part)
    return tuple(parts)


# A hand from the side, from where it presses: each finger from tip over knuckle, then the palm.
_HAND_AT_MM: Final = -1.4
_HAND_AWAY_MM: Final = 0.75
_FINGER_POINTS, _PALM_POINTS = 13.0, 21.0
_HAND_MM: Final = (
    ((1.6, 0.5), (1.9, 1.7), (3.2, 2.6)),
    ((0.3, 0.5), (0.6, 2.0), (2.8, 2.8)),
    ((-1.0, 0.5), (-0.6, 2.2), (2.4, 2.9)),
    ((-2.3, 0.5), (-1.8, 2.3), (2.0, 2.9)),
    ((2.6, 2.6), (4.6, 2.7), (7.6, 2.9)),
)


def _hand(axes: Axes, strokes: float) -> LineCollection:
    """A hand of thick strokes: each first dark and wide, then light and a little narrower."""
    points = [_FINGER_POINTS] * (len(_HAND_MM) - 1) + [_PALM_POINTS]
    widths = [strokes * width + more for width in points for more in (2.4, 0)]
    return _lines(axes, linewidths=widths, capstyle="round", joinstyle="round")


# ---------- moving ----------


def move_side(side: Side, state: TourState) -> None:
    """Move the drawing to ``state``."""
    tissue = state.tissue
    # What weeks change inside is not known, so the inside only follows the outline.
    inside = as_thick_as(inside_of(state.before), tissue)
    _move_outline(side, inside)
    _move_inside(side, inside, tissue)
    _move_thickness(side, tissue)
    _move_unknown(side, inside.patch, state.is_loaded)
    _move_hand(side, state)
    for part in side.load:
        part.set_visible(state.regimen.has_loading)
    side.when.set_text(_("week {week:g}").format(week=state.week) if state.is_under_way else "")


def _move_outline(side: Side, inside: Inside) -> None:
    upper = np.column_stack((ALONG_MM, inside.half_mm))
    under = upper + np.array((0, _SKIN_GAP_MM))
    side.skin.set_xy(np.concatenate((under, under[::-1] + np.array((0, _SKIN_MM)))))
    side.body.set_xy(np.concatenate((upper, upper[::-1] * (1, -1))))
    side.upper_edge.set_data(ALONG_MM, inside.half_mm)
    side.lower_edge.set_data(ALONG_MM, -inside.half_mm)


def _move_inside(side: Side, inside: Inside, tissue: Tissue) -> None:
    pieces = fibre_pieces(inside, tissue.patch_fibres_lost_pct)
    side.fibres.set_segments([line for _fibre, line in pieces])
    side.fibres.set_color([_FIBRES[fibre % len(_FIBRES)] for fibre, _line in pieces])
    cells = nuclei(inside, tissue, tour_state(0).tissue.nucleus_ratio)
    side.nuclei.set_offsets(cells.centres)
    side.nuclei.set(widths=cells.lengths, heights=cells.widths, angles=cells.angles_deg)
    stretches = vessel_stretches(inside, tissue.vessels)
    for lines, wall_points in ((side.vessel_walls, 1.4), (side.vessels, 0.0)):
        lines.set_segments([line for _points, line in stretches])
        lines.set_linewidth([side.strokes * points + wall_points for points, _line in stretches])


def _move_thickness(side: Side, tissue: Tissue) -> None:
    half, at = tissue.thickness_mm / 2, 16.0
    side.healthy_edges.set_visible(tissue.thickness_pct > 100.5)
    side.levels.set_segments([[(0, up), (at + 0.3, up)] for up in (half, -half)])
    side.upper_end.set_data([at, at], [half, 0])
    side.lower_end.set_data([at, at], [-half, 0])
    for end in (side.upper_end, side.lower_end):
        end.set_markevery([0])
    side.thickness.set_text(_("{thickness:.1f} mm").format(thickness=tissue.thickness_mm))


def _move_unknown(side: Side, patch: Patch, is_loaded: bool) -> None:
    """Hatching over a patch that was loaded: nobody knows whether it re-aligns."""
    is_shown = is_loaded and patch.half_high > 0
    side.unknown.set(
        width=2 * patch.half_long,
        height=2 * patch.half_high,
        center=(0, patch.centre),
        visible=is_shown,
    )
    side.unknown_words.set(position=(0, patch.centre), visible=is_shown)


def _move_hand(side: Side, state: TourState) -> None:
    """The hand presses in week 0; later it is lifted and pale."""
    skin = state.tissue.thickness_mm / 2 + _SKIN_GAP_MM + _SKIN_MM
    lift, colour = (0.0, _HAND) if state.hands_are_on else (_HAND_AWAY_MM, _HAND_AWAY)
    at = np.array((_HAND_AT_MM, skin + lift))
    side.hand.set_segments([np.array(line) + at for line in _HAND_MM for _stroke in "ab"])
    side.hand.set_color([_SKIN_EDGE, colour] * len(_HAND_MM))
    side.hand.set_visible(state.regimen.has_massage)
