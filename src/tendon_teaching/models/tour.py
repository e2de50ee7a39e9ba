"""The two-minute tour: one tendon on its way from healthy to changed, and what may come then.

Thickness, stiffness and modulus are those of the one teaching tendon. What massage, loading and
waiting do is a simple stand-in: a few lines that show the message, until the lessons on pain and
on remodelling bring their full models. Tissue and pain are computed apart; neither knows the other.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

import numpy as np

from tendon_teaching.evidence import Status, check_parameters, parameter
from tendon_teaching.models.checks import require_between
from tendon_teaching.models.mechanics import StressStrain, pull_on, stress_strain
from tendon_teaching.models.teaching_tendon import (
    TendinopathicChange,
    changed_tendon,
    healthy,
    healthy_curve,
)
from tendon_teaching.texts import _

PULL_N = 2000.0
"""The pull under which the tour says how far the tendon stretches."""

LAST_WEEK = 12


class Regimen(StrEnum):
    """What is done with the tendon after it has changed."""

    NOTHING = "nothing"
    MASSAGE = "massage"
    LOADING = "loading"
    BOTH = "both"

    @property
    def text(self) -> str:
        """The regimen in words for the reader."""
        return {
            Regimen.NOTHING: _("nothing"),
            Regimen.MASSAGE: _("massage"),
            Regimen.LOADING: _("loading"),
            Regimen.BOTH: _("both"),
        }[self]

    @property
    def has_massage(self) -> bool:
        """Whether hands are part of it."""
        return self in (Regimen.MASSAGE, Regimen.BOTH)

    @property
    def has_loading(self) -> bool:
        """Whether graded loading is part of it."""
        return self in (Regimen.LOADING, Regimen.BOTH)


@dataclass(frozen=True)
class DrawnChange:
    """How the fully changed teaching tendon looks inside; how far along, is ``way_pct``.

    The spread of direction is not among these: it follows from the teaching tendon, see
    ``Tissue.patch_angle_sd_deg``.
    """

    way_pct: float = parameter(
        100.0,
        unit="%",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 100.0),
        note="A straight way from one teaching tendon to the other; nobody has watched one go it.",
    )
    patch_share_pct: float = parameter(
        25.0,
        unit="%",
        status=Status.ILLUSTRATIVE,
        allowed=(1.0, 33.0),
        register=("S001", "S005"),
        note="About half to four fifths of a painful tendon still looks aligned.",
    )
    slender_nucleus_ratio: float = parameter(
        6.0,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(1.0, 10.0),
        note="Length over width of a cell nucleus between healthy fibres.",
    )
    rounded_nucleus_ratio: float = parameter(
        1.5,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(1.0, 10.0),
        register=("S014",),
        note="Only the direction is published: the nuclei in sick patches are rounder.",
    )
    crowding_ratio: float = parameter(
        1.6,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(1.0, 3.0),
        register=("S024", "S035", "S036"),
        note="Cells in the patch over cells in as much healthy tissue; counted in knee tendons.",
    )
    healthy_vessels: float = parameter(
        1.0,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 4.0),
        register=("S048", "S059"),
        note="Healthy tendons carry vessels too.",
    )
    changed_vessels: float = parameter(
        4.0,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 4.0),
        register=("S045", "S056"),
        note="More vessels on average; about a quarter of painful tendons show no flow at all.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


@dataclass(frozen=True)
class StandIn:
    """A simple stand-in for what massage, loading and waiting do.

    Everything runs along straight lines, and massage reaches the tissue nowhere: by construction,
    not as a finding. To be replaced by the models of the later lessons.
    """

    pain_of_example: float = parameter(
        4.0,
        unit="of 10",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 10.0),
        register=("L244",),
        note="Pain of the fully changed example during a task.",
    )
    pain_begins_at_pct: float = parameter(
        40.0,
        unit="%",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 99.0),
        register=("S003", "S004", "S069"),
        note="Many changed tendons do not hurt, and some that hurt look normal.",
    )
    hands_on_relief_pct: float = parameter(
        47.5,
        unit="%",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 100.0),
        register=("M030", "M031"),
        note="Simple stand-in until lesson 05: relief lasts while the hands are on.",
    )
    waiting_relief_pct: float = parameter(
        25.0,
        unit="%",
        status=Status.ASSUMED,
        allowed=(0.0, 100.0),
        register=("L030", "L031"),
        note="Fall of pain in the waiting group of one trial, as a straight line.",
    )
    loading_relief_pct: float = parameter(
        43.0,
        unit="%",
        status=Status.ASSUMED,
        allowed=(0.0, 100.0),
        register=("L020", "L021"),
        note="Fall of pain in the exercise group of the same trial, as a straight line.",
    )
    relief_weeks: float = parameter(
        16.0,
        unit="weeks",
        status=Status.ASSUMED,
        allowed=(12.0, 104.0),
        register=("L021", "L031"),
        note="When that trial measured the fall of pain.",
    )
    stiffness_gain_pct: float = parameter(
        15.0,
        unit="%",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 100.0),
        register=("S122", "L015"),
        note="Simple stand-in until lesson 04: stiffer within twelve weeks, thickness as before.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


@dataclass(frozen=True)
class Tissue:
    """The tendon itself. Percentages named after a quantity are of the healthy tendon.

    ``stretch_mm`` is under the pull of the tour. In the disturbed patch, a share of the picture,
    directions spread so much more that the whole tendon has the spread of the teaching tendon.
    """

    thickness_mm: float
    thickness_pct: float
    stiffness_pct: float
    modulus_pct: float
    stretch_mm: float
    patch_share_pct: float
    patch_angle_sd_deg: float
    angle_sd_deg: float
    patch_fibres_lost_pct: float
    nucleus_ratio: float
    crowding_ratio: float
    vessels: int


@dataclass(frozen=True)
class Pain:
    """Pain of 0 to 10, low is good.

    ``hands_on_of_10`` is the pain while the hands are on in week 0; None without massage.
    """

    start_of_10: float
    now_of_10: float
    hands_on_of_10: float | None = None


@dataclass(frozen=True)
class TourState:
    """One moment of the tour: the tendon before anything was done, and now; and the pain."""

    changed_pct: float
    regimen: Regimen
    week: float
    before: Tissue
    tissue: Tissue
    pain: Pain

    @property
    def is_stand_in(self) -> bool:
        """Whether something is shown that only the stand-in says."""
        return self.regimen is not Regimen.NOTHING or self.week > 0

    @property
    def hands_are_on(self) -> bool:
        """Massage is shown in week 0; later the hands are off."""
        return self.regimen.has_massage and self.week == 0

    @property
    def is_loaded(self) -> bool:
        """Some weeks of loading lie behind this tendon."""
        return self.regimen.has_loading and self.week > 0


def tour_state(
    changed_pct: float,
    regimen: Regimen | str = Regimen.NOTHING,
    week: float = 0,
    stand_in: StandIn | None = None,
) -> TourState:
    """Everything one position of the tour's controls shows.

    ``changed_pct`` (0 to 100) is the way from the healthy to the tendinopathic teaching tendon,
    ``regimen`` one of nothing, massage, loading and both, ``week`` (0 to 12) the time since.
    Raises ValueError for anything else.
    """
    require_between("changed_pct", changed_pct, 0.0, 100.0, "%")
    require_between("week", week, 0, LAST_WEEK, _("weeks"))
    chosen, stand_in = _regimen(regimen), stand_in or StandIn()
    gain = 0.0
    if chosen.has_loading:
        gain = stand_in.stiffness_gain_pct / 100 * week / LAST_WEEK
    return TourState(
        changed_pct=changed_pct,
        regimen=chosen,
        week=week,
        before=_tissue_at(changed_pct),
        tissue=_tissue_at(changed_pct, gain),
        pain=_pain(changed_pct, chosen, week, stand_in),
    )


@lru_cache(maxsize=512)
def _tissue_at(changed_pct: float, stiffness_gain: float = 0.0) -> Tissue:
    """The tendon ``changed_pct`` of the way, its fibres stiffer by the ratio ``stiffness_gain``.

    Where in a tendon such a gain arises is not known, so nothing that is drawn changes with it.
    """
    way, end, start = changed_pct / 100, TendinopathicChange(), healthy()
    swelling_ratio = _between(1.0, end.swelling_ratio, way)
    bundle = changed_tendon(
        swelling_ratio,
        way * end.fibres_lost_pct,
        _between(start.angle_sd_deg, end.angle_sd_deg, way),
        _between(start.slack_mean_pct, end.slack_mean_pct, way),
    )
    stiffer = replace(bundle, fibre_modulus_mpa=bundle.fibre_modulus_mpa * (1 + stiffness_gain))
    curve, reference, drawn = stress_strain(stiffer), healthy_curve(), DrawnChange()
    thickness_ratio = swelling_ratio ** (1 / end.area_exponent)
    share = way * drawn.patch_share_pct / 100
    return Tissue(
        thickness_mm=end.healthy_thickness_mm * thickness_ratio,
        thickness_pct=100 * thickness_ratio,
        stiffness_pct=100 * curve.stiffness_n_per_mm / reference.stiffness_n_per_mm,
        modulus_pct=100 * curve.modulus_mpa / reference.modulus_mpa,
        stretch_mm=_stretch_mm(curve),
        patch_share_pct=100 * share,
        patch_angle_sd_deg=_patch_angle_deg(bundle.angle_sd_deg, start.angle_sd_deg, share),
        angle_sd_deg=start.angle_sd_deg,
        patch_fibres_lost_pct=100 * end.fibres_lost_pct / drawn.patch_share_pct if share else 0.0,
        nucleus_ratio=_between(drawn.slender_nucleus_ratio, drawn.rounded_nucleus_ratio, way),
        crowding_ratio=_between(1.0, drawn.crowding_ratio, way),
        vessels=round(_between(drawn.healthy_vessels, drawn.changed_vessels, way)),
    )


def _pain(changed_pct: float, regimen: Regimen, week: float, stand_in: StandIn) -> Pain:
    begins = stand_in.pain_begins_at_pct
    start = stand_in.pain_of_example * max(0.0, (changed_pct - begins) / (100 - begins))
    fall_pct = stand_in.loading_relief_pct if regimen.has_loading else stand_in.waiting_relief_pct
    later = start * (1 - fall_pct / 100 * week / stand_in.relief_weeks)
    if not regimen.has_massage:
        return Pain(start, later)
    hands_on = start * (1 - stand_in.hands_on_relief_pct / 100)
    return Pain(start, hands_on if week == 0 else later, hands_on)


def _patch_angle_deg(whole_deg: float, healthy_deg: float, share: float) -> float:
    """Spread in the patch that, with healthy order around it, gives the spread of the whole."""
    if share == 0:
        return healthy_deg
    return float(np.sqrt((whole_deg**2 - (1 - share) * healthy_deg**2) / share))


def _stretch_mm(curve: StressStrain) -> float:
    stretch_mm = pull_on(curve, PULL_N).elongation_mm
    if stretch_mm is None:
        raise ValueError(
            _("This tendon does not hold {force:,.0f} N in the model.").format(force=PULL_N)
        )
    return stretch_mm


def _regimen(name: Regimen | str) -> Regimen:
    try:
        return Regimen(name)
    except ValueError:
        raise ValueError(
            _("regimen is {name!r}; choose one of {known}.").format(
                name=name, known=", ".join(Regimen)
            )
        ) from None


def _between(start: float, end: float, way: float) -> float:
    return start + way * (end - start)
