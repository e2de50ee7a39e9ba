"""The one teaching tendon that runs through all lessons: healthy, changed, and what changed it.

Nothing here describes a person. The thicknesses are measured group means; how a thicker tendon
became weaker inside is calibrated to published directions, and many mixtures would do.
"""

from dataclasses import dataclass, replace
from functools import lru_cache

from tendon_teaching.evidence import Status, check_parameters, parameter
from tendon_teaching.models.checks import require_between
from tendon_teaching.models.mechanics import FibreBundle, Pull, StressStrain, pull_on, stress_strain
from tendon_teaching.texts import _


@dataclass(frozen=True)
class TendinopathicChange:
    """What sets the tendinopathic teaching tendon apart from the healthy one.

    Thickness is front to back. ``area_exponent`` turns a ratio of thickness into a ratio of
    cross-section: 1 would mean that only the depth grows, 2 that the width grows as much.
    ``effort_prestrain_pct`` is the stretch a tendon already has when a strain measured from rest
    position starts to count; it ties the strain of this model to the scale of effort studies.
    """

    healthy_thickness_mm: float = parameter(
        6.8, unit="mm", status=Status.MEASURED, allowed=(3.0, 20.0), register=("S071",)
    )
    painful_thickness_mm: float = parameter(
        9.2, unit="mm", status=Status.MEASURED, allowed=(3.0, 20.0), register=("S070",)
    )
    area_exponent: float = parameter(
        1.27,
        unit="-",
        status=Status.ASSUMED,
        allowed=(1.0, 2.0),
        register=("S075",),
        note="The thickening is mainly front to back, so nearer to 1 than to 2.",
    )
    fibres_lost_pct: float = parameter(
        14.0,
        unit="%",
        status=Status.CALIBRATED,
        allowed=(0.0, 95.0),
        register=("S084", "S085", "S089"),
        note="Only the direction is published: stiffness and modulus are lower.",
    )
    angle_sd_deg: float = parameter(
        16.0,
        unit="°",
        status=Status.CALIBRATED,
        allowed=(0.0, 90.0),
        register=("S084", "S085", "S089"),
        note="No value for living human tendinopathy was found.",
    )
    slack_mean_pct: float = parameter(
        1.6,
        unit="%",
        status=Status.CALIBRATED,
        allowed=(0.4, 6.0),
        register=("S087", "S088"),
        note="Only the direction is published: the same effort stretches it more.",
    )
    slack_sd_pct: float = parameter(
        0.9,
        unit="%",
        status=Status.CALIBRATED,
        allowed=(0.0, 6.0),
        register=("S087", "S088"),
        note="Only the direction is published: the same effort stretches it more.",
    )
    effort_prestrain_pct: float = parameter(
        1.2,
        unit="%",
        status=Status.CALIBRATED,
        allowed=(0.0, 5.0),
        note="Chosen so that 2,000 N, 4.0 % from slack, read 2.8 % on the effort scale.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)

    @property
    def swelling_ratio(self) -> float:
        """Cross-section of the painful tendon over that of the healthy one."""
        thickening = self.painful_thickness_mm / self.healthy_thickness_mm
        return float(thickening**self.area_exponent)


@dataclass(frozen=True)
class DecompositionStep:
    """One more cause added to the ones before it, and the tendon that results.

    Ratios are over the healthy tendon.
    """

    cause: str
    curve: StressStrain
    modulus_ratio: float
    stiffness_ratio: float

    @property
    def text(self) -> str:
        """The step in words for the reader."""
        return {
            "swelling": _("swelling only"),
            "fibre loss": _("plus fibre loss"),
            "spread": _("plus spread of direction"),
            "crimp": _("plus more crimp"),
        }[self.cause]


@dataclass(frozen=True, eq=False)
class TendonState:
    """One position of the lesson's sliders: the changed tendon beside the healthy one.

    Percentages are of the healthy tendon, so 100 means unchanged.
    """

    swelling_ratio: float
    fibres_lost_pct: float
    angle_sd_deg: float
    slack_mean_pct: float
    healthy: StressStrain
    changed: StressStrain
    healthy_pull: Pull
    changed_pull: Pull

    @property
    def area_pct(self) -> float:
        """Cross-section."""
        return 100 * self.changed.bundle.area_mm2 / self.healthy.bundle.area_mm2

    @property
    def fibre_number_pct(self) -> float:
        """Number of fibres in the whole cross-section; swelling alone leaves it at 100."""
        return 100 - self.fibres_lost_pct

    @property
    def modulus_pct(self) -> float:
        """Modulus: what each square millimetre does."""
        return 100 * self.changed.modulus_mpa / self.healthy.modulus_mpa

    @property
    def stiffness_pct(self) -> float:
        """Stiffness: what the whole tendon does."""
        return 100 * self.changed.stiffness_n_per_mm / self.healthy.stiffness_n_per_mm

    @property
    def breaking_force_pct(self) -> float:
        """Highest force; a model number, never measured in a living tendon."""
        return 100 * self.changed.breaking_force_n / self.healthy.breaking_force_n


def healthy() -> FibreBundle:
    """The healthy teaching tendon."""
    return FibreBundle()


def tendinopathic(change: TendinopathicChange | None = None) -> FibreBundle:
    """The tendinopathic teaching tendon; the same in every lesson."""
    change = change or TendinopathicChange()
    return replace(
        _swollen_and_thinned(change.swelling_ratio, change.fibres_lost_pct),
        angle_sd_deg=change.angle_sd_deg,
        slack_mean_pct=change.slack_mean_pct,
        slack_sd_pct=change.slack_sd_pct,
    )


def changed_tendon(
    swelling_ratio: float, fibres_lost_pct: float, angle_sd_deg: float, slack_mean_pct: float
) -> FibreBundle:
    """The tendon at one position of the sliders.

    ``swelling_ratio`` (0.7 to 3) multiplies the cross-section and leaves the number of fibres as
    it is; ``fibres_lost_pct`` (0 to 95) takes fibres away; ``angle_sd_deg`` is 0 to 90;
    ``slack_mean_pct`` (0.4 to 6) brings its own spread of slack along. Raises ValueError.
    """
    require_between("swelling_ratio", swelling_ratio, 0.7, 3.0, "×")
    require_between("fibres_lost_pct", fibres_lost_pct, 0.0, 95.0, "%")
    require_between("angle_sd_deg", angle_sd_deg, 0.0, 90.0, "°")
    require_between("slack_mean_pct", slack_mean_pct, 0.4, 6.0, "%")
    return replace(
        _swollen_and_thinned(swelling_ratio, fibres_lost_pct),
        angle_sd_deg=angle_sd_deg,
        slack_mean_pct=slack_mean_pct,
        slack_sd_pct=slack_sd_for(slack_mean_pct),
    )


def slack_sd_for(slack_mean_pct: float) -> float:
    """Spread of slack that goes with a mean slack, in per cent.

    A straight line through the healthy and the tendinopathic teaching tendon. It is calibrated,
    like its two ends: it lets one slider move crimp without asking for two numbers.
    """
    start, end = FibreBundle(), TendinopathicChange()
    slope = (end.slack_sd_pct - start.slack_sd_pct) / (end.slack_mean_pct - start.slack_mean_pct)
    return max(0.0, start.slack_sd_pct + slope * (slack_mean_pct - start.slack_mean_pct))


@lru_cache(maxsize=1)
def healthy_curve() -> StressStrain:
    """Stress-strain curve of the healthy teaching tendon."""
    return stress_strain(healthy())


def compare_with_healthy(
    swelling_ratio: float,
    fibres_lost_pct: float,
    angle_sd_deg: float,
    slack_mean_pct: float,
    pull_n: float,
) -> TendonState:
    """Everything one position of the sliders shows, under a pull of ``pull_n`` (0 to 100,000 N).

    The other ranges are those of ``changed_tendon``. Raises ValueError.
    """
    bundle = changed_tendon(swelling_ratio, fibres_lost_pct, angle_sd_deg, slack_mean_pct)
    before, after = healthy_curve(), stress_strain(bundle)
    return TendonState(
        swelling_ratio=swelling_ratio,
        fibres_lost_pct=fibres_lost_pct,
        angle_sd_deg=angle_sd_deg,
        slack_mean_pct=slack_mean_pct,
        healthy=before,
        changed=after,
        healthy_pull=pull_on(before, pull_n),
        changed_pull=pull_on(after, pull_n),
    )


def decomposition(change: TendinopathicChange | None = None) -> tuple[DecompositionStep, ...]:
    """The way from the healthy to the tendinopathic tendon, one cause after the other."""
    change = change or TendinopathicChange()
    swollen = _swollen_and_thinned(change.swelling_ratio, 0.0)
    thinned = _swollen_and_thinned(change.swelling_ratio, change.fibres_lost_pct)
    return (
        _step("swelling", swollen),
        _step("fibre loss", thinned),
        _step("spread", replace(thinned, angle_sd_deg=change.angle_sd_deg)),
        _step("crimp", tendinopathic(change)),
    )


def effort_strain_pct(strain_pct: float, change: TendinopathicChange | None = None) -> float:
    """Strain of this model on the scale of effort studies and of the remodelling lessons.

    This model counts from a fully slack tendon, they count from rest position; below zero means
    that the tendon has not reached that position yet.
    """
    require_between("strain_pct", strain_pct, 0.0, 30.0, "%")
    return strain_pct - (change or TendinopathicChange()).effort_prestrain_pct


def _swollen_and_thinned(swelling_ratio: float, fibres_lost_pct: float) -> FibreBundle:
    """The healthy tendon with more between its fibres, and with fewer of them."""
    start = FibreBundle()
    kept = 1 - fibres_lost_pct / 100
    return replace(
        start,
        area_mm2=start.area_mm2 * swelling_ratio,
        fibre_fraction=start.fibre_fraction * kept / swelling_ratio,
    )


def _step(cause: str, bundle: FibreBundle) -> DecompositionStep:
    curve, start = stress_strain(bundle), healthy_curve()
    return DecompositionStep(
        cause=cause,
        curve=curve,
        modulus_ratio=curve.modulus_mpa / start.modulus_mpa,
        stiffness_ratio=curve.stiffness_n_per_mm / start.stiffness_n_per_mm,
    )
