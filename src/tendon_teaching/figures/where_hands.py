"""Where were the hands? A small body sign for every picture about massage.

Massage studies touched different places: a calf, a tendon below the kneecap, a forearm. A finding
from one place is not a finding from another, so each picture shows the place and names it. The
Achilles tendon is always drawn in the leg, so that a reader sees whether the hands were on it.

Build a sign once on axes measured in inches and move it to another study as often as needed::

    sign = build_where_hands(axes, (0.1, 0.1, 2.4, 1.3), hands_of(Study.TRIAL))
    move_where_hands(sign, hands_of(Study.FRICTION))
    drawing = Drawing(figure, (*sign.artists(), ...), ...)   # or leave it still
"""

import textwrap
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Ellipse, Polygon
from matplotlib.text import Text

from tendon_teaching.figures import style
from tendon_teaching.texts import _


class Place(StrEnum):
    """Where hands may be."""

    CALF = "calf"
    ACHILLES = "achilles"
    KNEE_TENDON = "knee_tendon"
    BACK_OF_THIGH = "back_of_thigh"
    FOREARM = "forearm"
    ARM = "arm"
    NECK_AND_SHOULDER = "neck_and_shoulder"

    @property
    def text(self) -> str:
        """The place in words."""
        return {
            Place.CALF: _("calf muscle"),
            Place.ACHILLES: _("Achilles tendon"),
            Place.KNEE_TENDON: _("tendon below the kneecap"),
            Place.BACK_OF_THIGH: _("back of the thigh"),
            Place.FOREARM: _("forearm muscle"),
            Place.ARM: _("left arm"),
            Place.NECK_AND_SHOULDER: _("neck and shoulder"),
        }[self]

    @property
    def is_on_leg(self) -> bool:
        """Whether the leg is drawn, and not the arm."""
        return self in (Place.CALF, Place.ACHILLES, Place.KNEE_TENDON, Place.BACK_OF_THIGH)


class Study(StrEnum):
    """What was studied with hands; each at its own place."""

    TRIAL = "trial"
    FRICTION = "friction"
    REFLEX = "reflex"
    STIFFNESS = "stiffness"
    SORENESS = "soreness"
    OTHER_LEG = "other_leg"
    LIGHT_EXERCISE = "light_exercise"
    EEG = "eeg"


@dataclass(frozen=True)
class Hands:
    """A place, one sentence about it, and the rows of the register that name it."""

    place: Place
    sentence: str
    register_ids: tuple[str, ...]

    @property
    def words(self) -> str:
        """Place and sentence, for a text alternative."""
        return _("Where the hands were: {place}. {sentence}").format(
            place=self.place.text, sentence=self.sentence
        )


def hands_of(study: Study | str) -> Hands:
    """Where the hands were in ``study``; ValueError with the known names for any other."""
    try:
        chosen = Study(study)
    except ValueError:
        raise ValueError(
            _("study is {name!r}; choose one of {known}.").format(
                name=study, known=", ".join(Study)
            )
        ) from None
    return {
        Study.TRIAL: Hands(Place.CALF, _("The trial pressed the calf, not the tendon."), ("M008",)),
        Study.FRICTION: Hands(
            Place.KNEE_TENDON, _("Friction massage rubs the tendon itself."), ("M074",)
        ),
        Study.REFLEX: Hands(Place.CALF, _("Calf reflex, healthy adults."), ("M030", "M032")),
        Study.STIFFNESS: Hands(Place.CALF, _("Calf stiffness, healthy adults."), ("M056",)),
        Study.SORENESS: Hands(
            Place.FOREARM,
            _("Muscle sore from exercise; not a tendon."),
            ("M115", "M116"),
        ),
        Study.OTHER_LEG: Hands(
            Place.BACK_OF_THIGH,
            _("One thigh was rolled; the other was asked too."),
            ("M113", "M114"),
        ),
        Study.LIGHT_EXERCISE: Hands(
            Place.NECK_AND_SHOULDER, _("Muscle sore from exercise."), ("M111",)
        ),
        Study.EEG: Hands(Place.ARM, _("One EEG study massaged the arm, not the leg."), ("M025",)),
    }[chosen]


@dataclass(frozen=True)
class WhereHands:
    """The artists of a sign, and how to put them in place.

    ``scale`` is inches per drawn unit, ``line_in`` the height of a line of words in inches, and
    ``letters`` how many fit into one.
    """

    leg: tuple[Artist, ...]
    arm: tuple[Artist, ...]
    knee_tendon: Artist
    mark: Ellipse
    hand: LineCollection
    place: Text
    sentence: Text
    origin_in: tuple[float, float]
    scale: float
    line_in: float
    letters: int

    def artists(self) -> tuple[Artist, ...]:
        """The artists, in drawing order."""
        return (
            *self.leg,
            *self.arm,
            self.knee_tendon,
            self.mark,
            self.hand,
            self.place,
            self.sentence,
        )


def build_where_hands(
    axes: Axes,
    box_in: tuple[float, float, float, float],
    hands: Hands,
    *,
    words_below: bool = False,
    size: float = style.SMALL_SIZE,
    title: bool = True,
    lines: int = 5,
) -> WhereHands:
    """Draw the sign into ``box_in`` (left, bottom, width, height) of axes measured in inches.

    The limb stands at the left with the words beside it; with ``words_below`` it stands over them,
    and ``lines`` of them have room. A box with words beside is at least 1.9 by 0.9 inches, one with
    words below 1.2 by 1.7. The title "Where were the hands?" takes the uppermost line and never
    moves.
    """
    left, bottom, width, height = box_in
    line_in = _line_in(size)
    top = bottom + height
    if title:
        axes.text(left, top, _("Where were the hands?"), va="top", fontsize=size, fontweight="bold")
        top -= line_in + 0.04
    words_in = lines * line_in if words_below else 0.0
    limb_in = top - bottom - words_in
    scale = limb_in / _HIGH
    words_left = left if words_below else left + scale * _WIDE + 0.08
    words_top = bottom + words_in if words_below else top - 0.12 * limb_in
    room_in = left + width - words_left
    sign = _artists(axes, (left, bottom + words_in), scale, room_in, size)
    sign.place.set_position((words_left, words_top))
    move_where_hands(sign, hands)
    return sign


def move_where_hands(sign: WhereHands, hands: Hands) -> None:
    """Move the sign to other ``hands``; it must have been built by ``build_where_hands``."""
    is_leg = hands.place.is_on_leg
    for part in sign.leg:
        part.set_visible(is_leg)
    for part in sign.arm:
        part.set_visible(not is_leg)
    sign.knee_tendon.set_visible(hands.place is Place.KNEE_TENDON)
    spot = _SPOTS[hands.place]
    sign.mark.set(
        center=_in_inches(sign.origin_in, sign.scale, np.array([spot.middle]))[0],
        width=sign.scale * spot.wide,
        height=sign.scale * spot.high,
        angle=spot.turn_deg,
    )
    strokes = [_hand_stroke(stroke, spot) for stroke in _HAND]
    inches = [_in_inches(sign.origin_in, sign.scale, stroke) for stroke in strokes]
    sign.hand.set_segments([line for line in inches for _both in "ab"])
    lines = textwrap.wrap(hands.place.text, max(8, round(0.9 * sign.letters)))
    sign.place.set_text("\n".join(lines))
    sign.sentence.set_text(textwrap.fill(hands.sentence, sign.letters))
    left, top = sign.place.get_position()
    sign.sentence.set_position((left, top - len(lines) * sign.line_in - 0.02))


# ---------- the drawing, in units of which the limb is 100 high ----------

_HIGH: Final = 100.0
_WIDE: Final = 76.0
_SKIN, _SKIN_EDGE, _HAND_FILL = "#F3E7DC", "#8C7463", "#DDB892"

_LEG: Final = (
    (62, 99), (62, 86), (59, 74), (60.5, 67), (58, 60), (53, 48), (49, 31), (46, 17), (54, 11),
    (67, 7), (71.5, 3), (68, 0.5), (48, 1), (34, 0.5), (29.5, 4), (31.5, 11), (36, 18), (35, 27),
    (30, 37), (28.5, 46), (32.5, 57), (33.5, 66), (30, 80), (29, 99),
)  # fmt: skip
_ACHILLES: Final = ((32.5, 6), (34.5, 12), (38, 19), (37.5, 26), (35.5, 32))
_KNEE_TENDON: Final = ((58.5, 64), (56, 58), (53, 50))

_HEAD: Final = ((20, 88), 11.0)
_ARM: Final = (
    (25, 79), (26, 74), (40, 71), (51, 66), (56, 56), (58, 44), (62, 31), (66, 18), (68, 8),
    (64, 3), (59, 8), (57, 18), (52, 29), (48, 40), (45, 52), (43, 44), (42, 30), (42, 12),
    (6, 13), (6, 73), (14, 75), (15, 79),
)  # fmt: skip


@dataclass(frozen=True)
class _Spot:
    """A place on a limb: the marked ellipse, and the side from which the hand presses."""

    middle: tuple[float, float]
    wide: float
    high: float
    turn_deg: float
    from_right: bool = False
    from_above: bool = False


_SPOTS: Final = {
    Place.CALF: _Spot((35, 45), 12, 25, 0),
    Place.ACHILLES: _Spot((35.5, 19), 9, 27, -7),
    Place.KNEE_TENDON: _Spot((56, 58), 10, 20, -22, from_right=True),
    Place.BACK_OF_THIGH: _Spot((36, 80), 12, 30, 0),
    Place.FOREARM: _Spot((58.5, 28), 10, 27, 17, from_right=True),
    Place.ARM: _Spot((55.5, 37), 12, 54, 14, from_right=True),
    Place.NECK_AND_SHOULDER: _Spot((39, 67), 27, 11, -17, from_above=True),
}

# A hand that presses downwards: fingers from tip over knuckle, then the palm.
_HAND: Final = tuple(
    2.6 * np.array(stroke)
    for stroke in (
        ((1.6, 0.5), (1.9, 1.7), (3.2, 2.6)),
        ((0.3, 0.5), (0.6, 2.0), (2.8, 2.8)),
        ((-1.0, 0.5), (-0.6, 2.2), (2.4, 2.9)),
        ((-2.3, 0.5), (-1.8, 2.3), (2.0, 2.9)),
        ((2.6, 2.6), (4.6, 2.7), (7.6, 2.9)),
    )
)
_FINGER, _PALM = 2.9, 4.6


def _line_in(size: float) -> float:
    return 1.29 * size / 72


def _artists(
    axes: Axes, origin: tuple[float, float], scale: float, room_in: float, size: float
) -> WhereHands:
    points = 72 * scale
    looks: dict[str, Any] = {"fc": _SKIN, "ec": _SKIN_EDGE, "lw": 1.1}
    outlines = {
        name: Polygon(_in_inches(origin, scale, _smooth(np.array(corners, float))), **looks)
        for name, corners in (("leg", _LEG), ("arm", _ARM))
    }
    middle, radius = _HEAD
    head = Circle(_in_inches(origin, scale, np.array([middle]))[0], scale * radius, **looks)
    mark = Ellipse((0, 0), 1, 1, fc="#FFF3D6", ec=style.INK, lw=1.3, hatch="////")
    mark.set_hatchcolor(style.INK)
    for patch in (*outlines.values(), head, mark):
        axes.add_patch(patch)
    tendons = [
        _tendon(axes, _in_inches(origin, scale, np.array(line, float)), 3.4 * points)
        for line in (_ACHILLES, _KNEE_TENDON)
    ]
    widths = [points * wide + more for wide in (*[_FINGER] * 4, _PALM) for more in (1.8, 0)]
    hand = LineCollection(
        [], linewidths=widths, colors=[_SKIN_EDGE, _HAND_FILL] * 5, capstyle="round"
    )
    hand.set_joinstyle("round")
    axes.add_collection(hand, autolim=False)
    return WhereHands(
        leg=(outlines["leg"], tendons[0]),
        arm=(outlines["arm"], head),
        knee_tendon=tendons[1],
        mark=mark,
        hand=hand,
        place=axes.text(0, 0, "", va="top", fontsize=size, fontweight="bold", linespacing=1.1),
        sentence=axes.text(0, 0, "", va="top", fontsize=size, linespacing=1.1),
        origin_in=origin,
        scale=scale,
        line_in=_line_in(size),
        letters=max(7, int(room_in * 72 / (0.575 * size))),
    )


def _tendon(axes: Axes, line: np.ndarray, points: float) -> Line2D:
    return axes.plot(*line.T, color=style.TISSUE, lw=points, solid_capstyle="round")[0]


def _in_inches(origin: tuple[float, float], scale: float, units: np.ndarray) -> np.ndarray:
    return np.asarray(np.asarray(origin) + scale * units)


def _hand_stroke(stroke: np.ndarray, spot: _Spot) -> np.ndarray:
    """A stroke of the hand, turned so that the fingertips lie on the spot."""
    along, off = stroke[:, 0], stroke[:, 1]
    middle = np.array(spot.middle)
    if spot.from_above:
        return np.asarray(middle + np.column_stack((along, off + spot.high / 6)))
    away = off + spot.wide / 5
    return np.asarray(middle + np.column_stack((away if spot.from_right else -away, along)))


def _smooth(corners: np.ndarray, steps: int = 6) -> np.ndarray:
    """A closed curve through ``corners`` (Catmull and Rom's), with ``steps`` points to each."""
    before, after = np.roll(corners, 1, axis=0), np.roll(corners, -1, axis=0)
    next_but_one = np.roll(corners, -2, axis=0)
    t = np.arange(steps)[:, None, None] / steps
    curve = 0.5 * (
        2 * corners
        + (after - before) * t
        + (2 * before - 5 * corners + 4 * after - next_but_one) * t**2
        + (3 * corners - before - 3 * after + next_but_one) * t**3
    )
    return np.asarray(curve.transpose(1, 0, 2).reshape(-1, 2))
