"""Fibre-bundle mechanics of the teaching tendon: from fibres to stress, stiffness and breaking.

A tendon is read as many straight elastic fibres that differ in direction (an angle to the tendon
axis) and in slack (crimp that must be pulled straight before the fibre carries anything), and that
break one after the other. Averaging over all of them gives the stress-strain curve. The equations,
their symbols and what they get wrong are on one page in ``mechanics.md`` beside this file.

Two read-outs are kept apart on purpose, because learners mix them up: *modulus* belongs to each
square millimetre, *stiffness* to the whole tendon.
"""

import math
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from tendon_teaching.evidence import Status, check_parameters, parameter
from tendon_teaching.models.checks import (
    FloatArray,
    finite_row,
    read_only,
    require_between,
    require_whole,
    rising_row,
)
from tendon_teaching.texts import _

MAT_ANGLE_SD_DEG = 60.0
"""Spread of direction above which the fibres form a mat rather than a tendon."""

TOE_SHARE_OF_MODULUS = 0.9
"""The toe region ends where the slope has reached this share of the modulus."""

TRUSTED_SHARE_OF_PEAK = 0.7
"""Above this share of its breaking force the model's curve is shown as unknown (hatched)."""

LARGEST_STRAIN_PCT = 30.0
_MOST_SLACK_SD_PER_MEAN = 1.5
_DENSITY_POINTS = 2001
# Narrower laws than these count as no spread at all: their densities need finer numbers than ours.
_LEAST_ANGLE_SD_DEG = 1e-3
_LEAST_SLACK_SD_PER_MEAN = 1e-4


@dataclass(frozen=True)
class FibreBundle:
    """The tendon as a bundle of fibres; the defaults are the healthy teaching tendon.

    ``fibre_fraction`` is the share of the cross-section that load-bearing fibres fill.
    ``angle_sd_deg`` is the spread of fibre direction about the tendon axis, ``slack_mean_pct``
    and ``slack_sd_pct`` describe how much a fibre must be pulled before it is straight.
    ``lateral_contraction`` is the narrowing per unit of stretch. ``weibull_strain_pct`` and
    ``weibull_shape`` say at which fibre strain, and how abruptly, fibres break.

    Raises ValueError for a value outside its range. A spread of direction above 60 degrees is
    accepted, but every curve made from it carries a caution.
    """

    area_mm2: float = parameter(
        60.0,
        unit="mm²",
        status=Status.ASSUMED,
        allowed=(1.0, 1000.0),
        register=("S079",),
        published=(90.0, 90.0),
        note="Chosen as a typical adult cross-section; a textbook gives a rounded 90 mm².",
    )
    length_mm: float = parameter(
        200.0,
        unit="mm",
        status=Status.ASSUMED,
        allowed=(1.0, 1000.0),
        note="Tendon together with its aponeurosis, the part that ultrasound follows.",
    )
    fibre_fraction: float = parameter(
        0.62,
        unit="-",
        status=Status.CALIBRATED,
        allowed=(0.001, 1.0),
        register=("S080", "S082", "S099"),
        note="Chosen so that modulus and strength of the bundle meet published values.",
    )
    fibre_modulus_mpa: float = parameter(
        2000.0,
        unit="MPa",
        status=Status.CALIBRATED,
        allowed=(1.0, 100_000.0),
        register=("S082", "S099"),
        note="Chosen so that the tissue's tangent modulus lies between 1 and 1.5 GPa.",
    )
    angle_sd_deg: float = parameter(
        6.0,
        unit="°",
        status=Status.CALIBRATED,
        allowed=(0.0, 90.0),
        note="No value for living human tendon was found.",
    )
    slack_mean_pct: float = parameter(
        1.2,
        unit="%",
        status=Status.CALIBRATED,
        allowed=(0.0, 10.0),
        note="Chosen for a toe region that ends near 2 % strain.",
    )
    slack_sd_pct: float = parameter(
        0.6,
        unit="%",
        status=Status.CALIBRATED,
        allowed=(0.0, 15.0),
        note="Chosen for a toe region that ends near 2 % strain.",
    )
    lateral_contraction: float = parameter(
        0.5,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.0, 3.0),
        note="0.5 keeps the volume; tendon that loses water under load narrows more.",
    )
    matrix_modulus_mpa: float = parameter(
        1.0,
        unit="MPa",
        status=Status.ASSUMED,
        allowed=(0.0, 20.0),
        note="The soft material between the fibres; it hardly matters along the tendon.",
    )
    weibull_shape: float = parameter(
        8.0,
        unit="-",
        status=Status.CALIBRATED,
        allowed=(1.05, 100.0),
        register=("S080",),
        note="Chosen together with the breaking strain so that strength is 100 MPa.",
    )
    weibull_strain_pct: float = parameter(
        12.25,
        unit="%",
        status=Status.CALIBRATED,
        allowed=(0.5, 100.0),
        register=("S080",),
        note="Fibre strain at which 63 % of the fibres have broken.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)
        if self.slack_sd_pct > _MOST_SLACK_SD_PER_MEAN * self.slack_mean_pct:
            raise ValueError(
                _(
                    "slack_sd_pct is {sd:g}; it must lie between 0 and {most:g} % here, which is "
                    "{times:g} times slack_mean_pct ({mean:g} %). Lower it or raise the mean."
                ).format(
                    sd=self.slack_sd_pct,
                    most=_MOST_SLACK_SD_PER_MEAN * self.slack_mean_pct,
                    times=_MOST_SLACK_SD_PER_MEAN,
                    mean=self.slack_mean_pct,
                )
            )

    @property
    def is_mat(self) -> bool:
        """True when the fibres point almost everywhere, so that this is no tendon any more."""
        return self.angle_sd_deg > MAT_ANGLE_SD_DEG


@dataclass(frozen=True, eq=False)
class StressStrain:
    """One pull to breaking: arrays along the strain grid, and the read-outs drawn from them.

    All arrays have the length of ``strain_pct`` and are read-only. Stress is force per *resting*
    cross-section. ``recruited_fraction`` is the share of fibres that are straight,
    ``broken_fraction`` the share that have failed.
    """

    bundle: FibreBundle
    strain_pct: FloatArray
    stress_mpa: FloatArray
    tangent_modulus_mpa: FloatArray
    recruited_fraction: FloatArray
    broken_fraction: FloatArray

    @property
    def peak_index(self) -> int:
        """Position of the highest stress."""
        return int(np.argmax(self.stress_mpa))

    @property
    def peak_reached(self) -> bool:
        """False when the grid ends before stress falls again, so that strength is unknown."""
        return 0 < self.peak_index < self.strain_pct.size - 1

    @property
    def modulus_mpa(self) -> float:
        """Steepest slope of the curve: that of its straight part, after the toe."""
        return float(self.tangent_modulus_mpa.max())

    @property
    def toe_end_pct(self) -> float:
        """First strain of the grid at which the slope has reached 90 % of the modulus."""
        steep = self.tangent_modulus_mpa >= TOE_SHARE_OF_MODULUS * self.modulus_mpa
        return float(self.strain_pct[int(np.argmax(steep))])

    @property
    def strength_mpa(self) -> float:
        """Highest stress on the grid."""
        return float(self.stress_mpa[self.peak_index])

    @property
    def strain_at_strength_pct(self) -> float:
        """Strain at the highest stress."""
        return float(self.strain_pct[self.peak_index])

    @property
    def elongation_mm(self) -> FloatArray:
        """How much longer the whole tendon is, along the grid."""
        return self.strain_pct / 100 * self.bundle.length_mm

    @property
    def force_n(self) -> FloatArray:
        """Force in the whole tendon, along the grid."""
        return self.stress_mpa * self.bundle.area_mm2

    @property
    def stiffness_n_per_mm(self) -> float:
        """Stiffness of the whole tendon: modulus times area over length."""
        return self.modulus_mpa * self.bundle.area_mm2 / self.bundle.length_mm

    @property
    def breaking_force_n(self) -> float:
        """Highest force on the grid. Nobody has measured it in a living tendon."""
        return self.strength_mpa * self.bundle.area_mm2

    @property
    def trusted_force_n(self) -> float:
        """Force up to which the curve is drawn as a model line; hatched above it."""
        return TRUSTED_SHARE_OF_PEAK * self.breaking_force_n

    @property
    def cautions(self) -> tuple[str, ...]:
        """What a reader has to be told about this curve; usually nothing."""
        found = []
        if self.bundle.is_mat:
            found.append(_("isotropic mat, not a tendon"))
        if not self.peak_reached:
            found.append(_("the curve ends before its peak: strength is not known"))
        return tuple(found)


class PullStatus(StrEnum):
    """Whether the tendon of the model holds a pull."""

    CARRIED = "carried"
    BEYOND = "beyond the model"

    @property
    def text(self) -> str:
        """The status in words for the reader."""
        return {
            PullStatus.CARRIED: _("carried"),
            PullStatus.BEYOND: _("beyond the model"),
        }[self]


@dataclass(frozen=True)
class Pull:
    """What a steady pull does to one tendon.

    ``strain_pct`` and ``elongation_mm`` are None when the pull is beyond the model, that is, larger
    than the highest force of its curve. ``share_of_peak`` is the pull over that force.
    """

    force_n: float
    status: PullStatus
    share_of_peak: float
    strain_pct: float | None
    elongation_mm: float | None

    @property
    def is_carried(self) -> bool:
        """True when the model has an answer for this pull."""
        return self.status is PullStatus.CARRIED

    @property
    def is_trusted(self) -> bool:
        """True when the pull stays clear of the part of the curve that is shown as unknown."""
        return self.share_of_peak <= TRUSTED_SHARE_OF_PEAK


def default_strain_pct() -> FloatArray:
    """Strain from 0 to 15 % in steps of 0.1 %; every peak the lesson can reach lies inside."""
    return np.linspace(0.0, 15.0, 151)


def stress_strain(
    bundle: FibreBundle, strain_pct: ArrayLike | None = None, nodes: int = 24
) -> StressStrain:
    """Pull the bundle along its axis and follow it through toe, straight part and breaking.

    ``strain_pct`` must rise from 0 and stay within 30 %; without it the default grid is used. The
    read-outs are only as fine as the grid. ``nodes`` (4 to 200) is the number of angles and of
    slacks that stand for all fibres. Raises ValueError for anything else.
    """
    angles = angle_nodes_deg(bundle.angle_sd_deg, nodes)
    if nodes % 2 == 0:  # fibres on one side of the axis do what their mirror images do
        angles = angles[nodes // 2 :]
    slacks = slack_nodes_pct(bundle.slack_mean_pct, bundle.slack_sd_pct, nodes)
    return stress_strain_of_fibres(bundle, angles, slacks, strain_pct)


def stress_strain_of_fibres(
    bundle: FibreBundle,
    angles_deg: ArrayLike,
    slacks_pct: ArrayLike,
    strain_pct: ArrayLike | None = None,
) -> StressStrain:
    """Like ``stress_strain`` with the fibres given one by one.

    Every angle is combined with every slack and all combinations count the same; the spread and
    slack of ``bundle`` itself are not used.
    """
    grid_pct = _strain_grid(strain_pct)
    angles = np.radians(finite_row("angles_deg", angles_deg))
    slacks = finite_row("slacks_pct", slacks_pct) / 100
    strain = grid_pct / 100
    along = np.cos(angles) ** 2
    stretch = _fibre_stretch(strain, along, bundle.lateral_contraction)
    fibre_strain = stretch[:, :, np.newaxis] / (1 + slacks) - 1
    recruited = np.count_nonzero(fibre_strain > 0, axis=(1, 2)) / (angles.size * slacks.size)
    fibre_strain = np.maximum(fibre_strain, 0)
    breaking_strain = bundle.weibull_strain_pct / 100
    intact = np.exp(-((fibre_strain / breaking_strain) ** bundle.weibull_shape))
    tension = bundle.fibre_modulus_mpa * (fibre_strain * intact).mean(axis=2)
    axial_share = (1 + strain)[:, np.newaxis] * along / stretch
    fibres = bundle.fibre_fraction * (tension * axial_share).mean(axis=1)
    matrix = (1 - bundle.fibre_fraction) * bundle.matrix_modulus_mpa * strain
    stress = fibres + matrix
    return StressStrain(
        bundle=bundle,
        strain_pct=read_only(grid_pct),
        stress_mpa=read_only(stress),
        tangent_modulus_mpa=read_only(np.gradient(stress, strain)),
        recruited_fraction=read_only(recruited),
        broken_fraction=read_only(1 - intact.mean(axis=(1, 2))),
    )


def pull_on(curve: StressStrain, force_n: float) -> Pull:
    """Strain and elongation at which the tendon of ``curve`` holds ``force_n`` (0 to 100,000 N).

    A force above the curve's peak gives a Pull that says so instead of a number. Raises ValueError
    for a force that is negative or not finite.
    """
    require_between("force_n", force_n, 0.0, 100_000.0, "N")
    peak_n = curve.breaking_force_n
    if force_n > peak_n:
        share = force_n / peak_n if peak_n > 0 else math.inf
        return Pull(force_n, PullStatus.BEYOND, share, None, None)
    if force_n == 0:  # slack fibres alone carry nothing for a while: take the first such strain
        return Pull(force_n, PullStatus.CARRIED, 0.0, 0.0, 0.0)
    rising = slice(0, curve.peak_index + 1)
    strain_pct = float(np.interp(force_n, curve.force_n[rising], curve.strain_pct[rising]))
    elongation_mm = strain_pct / 100 * curve.bundle.length_mm
    return Pull(force_n, PullStatus.CARRIED, force_n / peak_n, strain_pct, elongation_mm)


def crimp_slack_pct(crimp_angle_deg: float) -> float:
    """Slack of a fibre that zigzags at one crimp angle (0 to 80 degrees) to the tendon axis.

    6.5 degrees give 0.65 %, 13.1 degrees give 2.7 %. Raises ValueError outside the range.
    """
    require_between("crimp_angle_deg", crimp_angle_deg, 0.0, 80.0, "°")
    return float(100 * (1 / np.cos(np.radians(crimp_angle_deg)) - 1))


def order_parameter(angle_sd_deg: float) -> float:
    """Order of the fibre directions, 1 (all parallel) to nearly 0 (every direction alike).

    It is the mean of cos 2θ and tied to the displayed spread by S = exp(-2 sd²), sd in radians.
    """
    require_between("angle_sd_deg", angle_sd_deg, 0.0, 90.0, "°")
    return float(np.exp(-2 * np.radians(angle_sd_deg) ** 2))


def dispersion_kappa(angle_sd_deg: float) -> float:
    """The same spread as the κ of a Gasser-Ogden-Holzapfel material, 0 (parallel) to 1/3.

    A read-out for readers of that literature; the model itself does not use it.
    """
    require_between("angle_sd_deg", angle_sd_deg, 0.0, 90.0, "°")
    if angle_sd_deg < _LEAST_ANGLE_SD_DEG:
        return 0.0
    angles, density = _angle_density(angle_sd_deg)
    ring = density * np.sin(angles)
    return float(np.trapezoid(ring * np.sin(angles) ** 2, angles) / np.trapezoid(ring, angles) / 2)


def quantile_nodes(grid: FloatArray, density: FloatArray, nodes: int) -> FloatArray:
    """``nodes`` values that each stand for an equal share of a density given on a rising grid.

    They are the quantiles at (i + 1/2) / nodes. The density needs no particular scale.
    """
    areas = np.diff(grid) * (density[1:] + density[:-1]) / 2
    cumulative = np.concatenate(([0.0], np.cumsum(areas)))
    ranks = (np.arange(nodes) + 0.5) / nodes
    found: FloatArray = np.interp(ranks * cumulative[-1], cumulative, grid)
    return found


@lru_cache(maxsize=256)
def angle_nodes_deg(angle_sd_deg: float, nodes: int = 24) -> FloatArray:
    """Fibre angles (rising, symmetric about 0, read-only) for a spread of 0 to 90 degrees.

    The law is the axial von Mises law, which treats a fibre and its reverse alike.
    """
    require_between("angle_sd_deg", angle_sd_deg, 0.0, 90.0, "°")
    require_whole("nodes", nodes, 4, 200)
    if angle_sd_deg < _LEAST_ANGLE_SD_DEG:
        return read_only(np.zeros(nodes))
    half, density = _angle_density(angle_sd_deg)
    angles = np.concatenate((-half[:0:-1], half))
    both = np.concatenate((density[:0:-1], density))
    return read_only(np.degrees(quantile_nodes(angles, both, nodes)))


@lru_cache(maxsize=256)
def slack_nodes_pct(slack_mean_pct: float, slack_sd_pct: float, nodes: int = 24) -> FloatArray:
    """Fibre slacks (rising, read-only) of a gamma law with this mean and spread, in per cent.

    The mean may be 0 to 10 %, the spread at most 1.5 times the mean; with no spread all slacks
    equal the mean.
    """
    require_between("slack_mean_pct", slack_mean_pct, 0.0, 10.0, "%")
    most = _MOST_SLACK_SD_PER_MEAN * slack_mean_pct
    require_between("slack_sd_pct", slack_sd_pct, 0.0, most, "%")
    require_whole("nodes", nodes, 4, 200)
    if slack_sd_pct <= _LEAST_SLACK_SD_PER_MEAN * slack_mean_pct:
        return read_only(np.full(nodes, float(slack_mean_pct)))
    root, density = _slack_root_density((slack_mean_pct / slack_sd_pct) ** 2)
    return read_only(slack_mean_pct * quantile_nodes(root, density, nodes) ** 3)


def _strain_grid(strain_pct: ArrayLike | None) -> FloatArray:
    if strain_pct is None:
        return default_strain_pct()
    grid = rising_row("strain_pct", strain_pct, first=0.0)
    if grid.size < 3:
        raise ValueError(
            _("strain_pct has {count} values; give at least 3, so that a slope exists.").format(
                count=grid.size
            )
        )
    require_between("strain_pct", float(grid[-1]), 0.0, LARGEST_STRAIN_PCT, "%")
    return grid


def _fibre_stretch(strain: FloatArray, along: FloatArray, contraction: float) -> FloatArray:
    """Stretch of fibres with squared direction cosine ``along``; shape (strain, angle)."""
    # Written as a change from 1, so that without strain every fibre is at rest to the last bit.
    lengthening = strain * (2 + strain)
    narrowing = contraction * strain * (2 - contraction * strain)
    squared: FloatArray = 1 + np.outer(lengthening, along) - np.outer(narrowing, 1 - along)
    return np.sqrt(squared)


def _angle_density(angle_sd_deg: float) -> tuple[FloatArray, FloatArray]:
    """Angles from 0 to where the law has died out (at most 90 degrees) and its density there."""
    spread = np.radians(angle_sd_deg)
    angles = np.linspace(0.0, min(np.pi / 2, 10 * spread), _DENSITY_POINTS)
    tilt = 2 * np.sin(angles) ** 2
    return angles, np.exp(-_concentration(tilt, -np.expm1(-2 * spread**2)) * tilt)


def _concentration(tilt: FloatArray, mean_tilt: float) -> float:
    """Concentration b for which the density exp(-b tilt) on an even grid has this mean tilt.

    Newton's rule. It starts below the answer, where the curve is convex, so it cannot overshoot.
    """
    concentration = 1 / (2 * mean_tilt) if mean_tilt < 0.5 else 2 * (1 - mean_tilt)
    for _step in range(50):
        weight = np.exp(-concentration * tilt)
        weight[[0, -1]] /= 2  # trapezoid rule
        weight /= weight.sum()
        mean = float(weight @ tilt)
        variance = float(weight @ (tilt - mean) ** 2)
        change = (mean - mean_tilt) / variance
        concentration += change
        if abs(change) < 1e-10 * concentration:
            break
    return concentration


def _slack_root_density(shape: float) -> tuple[FloatArray, FloatArray]:
    """Density of the cube root of a gamma variable of mean 1.

    The cube root is nearly normal, so an even grid serves narrow and skewed laws alike.
    """
    middle, spread = 1 - 1 / (9 * shape), 1 / (3 * np.sqrt(shape))
    low, high = max(1e-9, middle - 8 * spread), middle + 9 * spread
    root = np.linspace(low, high, _DENSITY_POINTS)
    log_density = (3 * shape - 1) * np.log(root) - shape * root**3
    return root, np.exp(log_density - log_density.max())
