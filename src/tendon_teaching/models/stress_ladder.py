"""The ladder of stress: what a thumb presses across a tendon, and what a step pulls along it.

All in megapascals, computed from rows of the register and the cross-section of the one teaching
tendon. Pressing across and pulling along are different kinds of loading, so the ladder is an
argument about orders of magnitude, not a proof.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tendon_teaching.evidence import value
from tendon_teaching.models.activities import EARTH_PULL_N_PER_KG, TeachingBody, activity
from tendon_teaching.models.checks import require_between
from tendon_teaching.models.mechanics import FibreBundle
from tendon_teaching.models.relief import CalfReflex
from tendon_teaching.texts import _

KG_PER_CM2_IN_MPA: Final = 0.0980665
"""One kilogram-force on a square centimetre, in megapascals."""

LIGHTEST_HAND_KG_PER_CM2: Final = 0.5
HARDEST_HAND_KG_PER_CM2: Final = 5.0


class Direction(StrEnum):
    """How a stress acts on the fibres."""

    ACROSS = "across"
    ALONG = "along"

    @property
    def text(self) -> str:
        """The direction in words."""
        return {Direction.ACROSS: _("pressed across"), Direction.ALONG: _("pulled along")}[self]


@dataclass(frozen=True)
class Rung:
    """One stress: its middle, and the range over people or methods where there is one.

    ``low_mpa`` and ``high_mpa`` equal the middle where no range is known.
    """

    name: str
    direction: Direction
    stress_mpa: float
    low_mpa: float
    high_mpa: float
    register_ids: tuple[str, ...]

    @property
    def text(self) -> str:
        """The rung in words."""
        return {
            "light_massage": _("light massage"),
            "deep_massage": _("deep massage"),
            "friction_massage": _("friction massage"),
            "seated_raise": _("seated heel raise"),
            "walking": _("walking step"),
            "heel_raise": _("heel raise on one leg"),
            "running": _("running step"),
            "hop": _("forward hop on one leg"),
            "breaking": _("breaking stress of tendon"),
        }[self.name]

    @property
    def kg_per_cm2(self) -> float:
        """The same stress as kilograms on each square centimetre."""
        return self.stress_mpa / KG_PER_CM2_IN_MPA

    @property
    def has_range(self) -> bool:
        """Whether people or methods differ on it."""
        return self.low_mpa < self.high_mpa


@dataclass(frozen=True)
class HandAgainstStep:
    """A hand of so many kilograms on each square centimetre beside one rung of the ladder."""

    hand_mpa: float
    rung: Rung

    @property
    def times_more(self) -> float:
        """How many times the stress of the rung is that of the hand."""
        return self.rung.stress_mpa / self.hand_mpa


def ladder() -> tuple[Rung, ...]:
    """All rungs, the smallest stress first.

    Walking and running are the steps of the remodelling lessons, with the range over measuring
    methods beside them; the reflex studies read their pressure on a sensor of their own.
    """
    reflex = CalfReflex()
    rungs = (
        _pressed("light_massage", reflex.light_kpa, ("M041",)),
        _pressed("deep_massage", reflex.deep_kpa, ("M041",)),
        _friction(),
        _pulled("seated_raise", (_row("S114"), _row("S114"), _row("L276")), ("S114", "L276")),
        _step("walking", ("L161", "S109", "S112")),
        _pulled("heel_raise", (_row("L275"),), ("L275",)),
        _step("running", ("S110", "L162", "S113b")),
        _pulled("hop", (_row("S115"),), ("S115",)),
        _single("breaking", Direction.ALONG, _row("S080"), ("S080",)),
    )
    return tuple(sorted(rungs, key=lambda rung: rung.stress_mpa))


def rung(name: str) -> Rung:
    """The rung of that name; ValueError with the known names for any other."""
    rungs = {one.name: one for one in ladder()}
    if name not in rungs:
        raise ValueError(
            _("no rung is named {name!r}; there are: {known}.").format(
                name=name, known=", ".join(rungs)
            )
        )
    return rungs[name]


def hand_against(kg_per_cm2: float, name: str = "walking") -> HandAgainstStep:
    """A hand of ``kg_per_cm2`` (0.5 to 5) beside the rung ``name``. Raises ValueError."""
    require_between(
        "kg_per_cm2",
        kg_per_cm2,
        LIGHTEST_HAND_KG_PER_CM2,
        HARDEST_HAND_KG_PER_CM2,
        _("kg on each cm²"),
    )
    return HandAgainstStep(kg_per_cm2 * KG_PER_CM2_IN_MPA, rung(name))


def times_more(higher: str, lower: str) -> float:
    """How many times the stress of one rung is that of another."""
    return rung(higher).stress_mpa / rung(lower).stress_mpa


def _row(name: str) -> float:
    found = value(name).value
    if found is None:
        raise ValueError(f"register row {name} holds no number")
    return found


def _pressed(name: str, kpa: float, ids: tuple[str, ...]) -> Rung:
    return _single(name, Direction.ACROSS, kpa / 1000, ids)


def _single(name: str, direction: Direction, mpa: float, ids: tuple[str, ...]) -> Rung:
    return Rung(name, direction, mpa, mpa, mpa, ids)


def _friction() -> Rung:
    """Middle and quartiles of forty physiotherapists."""
    row = value("M074")
    kpa = (row.value, row.spread_low, row.spread_high)
    middle, low, high = (pressure / 1000 for pressure in kpa if pressure is not None)
    return Rung("friction_massage", Direction.ACROSS, middle, low, high, (row.id,))


def _pulled(name: str, forces_bw: tuple[float, ...], ids: tuple[str, ...]) -> Rung:
    """A pull from body weights: the middle, and with it the least and the most of ``forces_bw``."""
    per_bw = TeachingBody().body_weight_n / FibreBundle().area_mm2
    middle, low, high = forces_bw[0], min(forces_bw), max(forces_bw)
    return Rung(name, Direction.ALONG, middle * per_bw, low * per_bw, high * per_bw, ids)


def _step(name: str, ids: tuple[str, ...]) -> Rung:
    """A step of the remodelling lessons among the rows that measured it, whatever the method."""
    found = [end for row in ids for end in _in_body_weights(row)]
    return _pulled(name, (activity(name).force_bw, *found), ids)


def _in_body_weights(row_id: str) -> tuple[float, ...]:
    row, body_n = value(row_id), TeachingBody().body_weight_n
    per_bw = {"BW": 1.0, "N": body_n, "N/kg": EARTH_PULL_N_PER_KG}[row.unit]
    ends = (row.value, row.spread_low, row.spread_high)
    return tuple(end / per_bw for end in ends if end is not None)
