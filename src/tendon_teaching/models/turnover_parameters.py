"""Every constant of the turnover model, in the one object a lecturer may change.

``dataclasses.replace(TurnoverParameters(), damage_factor=0.002)`` gives a changed model; hand it to
``simulate``. What the numbers do, and how little is known about most of them, is on one page in
``turnover.md`` beside this file.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

from tendon_teaching.evidence import Status, check_parameters, parameter
from tendon_teaching.texts import _

_UNLOADING = ("L136", "L137", "L140", "L141", "L146", "L147", "L148", "L149")
_TRAINING = ("L015", "L016", "L017", "L131", "L132", "L133", "L134")


@dataclass(frozen=True)
class TurnoverParameters:
    """Constants of the daily equations; the defaults are the healthy teaching tendon.

    A ``days`` in a name is the time in which about two thirds of the way to a new level are
    covered; a ``per_day`` is the share moved in one day. Raises ValueError for a value outside its
    range, and when the two ends of a strain ramp are not in rising order.
    """

    # --- from force to stress and strain --------------------------------------------------------
    body_weight_n: float = parameter(
        687.0, unit="N", status=Status.ASSUMED, allowed=(200.0, 2000.0), note="A body of 70 kg."
    )
    area_mm2: float = parameter(
        60.0,
        unit="mm²",
        status=Status.ASSUMED,
        allowed=(20.0, 200.0),
        note="A typical adult tendon; the same as in the mechanics of the teaching tendon.",
    )
    strength_mpa: float = parameter(
        100.0,
        unit="MPa",
        status=Status.MEASURED,
        allowed=(30.0, 200.0),
        register=("S080", "L158"),
        note="Rounded textbook value for tendon in general.",
    )
    modulus_mpa: float = parameter(
        1300.0,
        unit="MPa",
        status=Status.CALIBRATED,
        allowed=(300.0, 3000.0),
        register=("L131", "L132"),
        note="Puts walking at 2.6 % and running at 4.9 %; measured walking is higher.",
    )
    prestrain_pct: float = parameter(
        0.3,
        unit="%",
        status=Status.CALIBRATED,
        allowed=(0.0, 1.5),
        register=("L131", "L132"),
        note="Strain at no force on the scale of the effort studies.",
    )
    disorganised_stiffness: float = parameter(
        0.20,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.0, 1.0),
        note="How much of a share of disorganised matrix carries load.",
    )
    disorganised_volume: float = parameter(
        1.30,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.5, 3.0),
        note="Room that disorganised matrix takes up; it is watery.",
    )
    damage_unloads: float = parameter(
        0.20,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.0, 1.0),
        note="Share of damaged fibres that no longer help to carry.",
    )

    # --- damage and repair ----------------------------------------------------------------------
    fatigue_intercept_pct: float = parameter(
        101.3,
        unit="% of strength",
        status=Status.MEASURED,
        allowed=(60.0, 150.0),
        register=("L157",),
        note="Dead toe tendons of old people.",
    )
    fatigue_slope_pct: float = parameter(
        14.8,
        unit="% of strength",
        status=Status.MEASURED,
        allowed=(5.0, 40.0),
        register=("L157b",),
        note="Dead toe tendons of old people; it makes the edge of damage steep.",
    )
    damage_factor: float = parameter(
        0.0011,
        unit="-",
        status=Status.CALIBRATED,
        allowed=(0.0, 0.1),
        register=("S093", "S094"),
        note="Far below 1: the dead-tendon curve would fail after about a thousand hops.",
    )
    repair_per_day: float = parameter(
        0.014,
        unit="1/d",
        status=Status.CALIBRATED,
        allowed=(0.0, 0.1),
        note="No repair rate has been measured in people.",
    )
    repair_gain: float = parameter(
        2.2,
        unit="-",
        status=Status.CALIBRATED,
        allowed=(0.0, 4.0),
        register=("L007", "L009"),
        note="How much faster a habitually loaded tendon repairs.",
    )
    habitual_damage: float = parameter(
        0.0020,
        unit="-",
        status=Status.CALIBRATED,
        allowed=(1e-5, 0.1),
        note="Daily damage at which half of that gain is reached.",
    )
    upregulation_days: float = parameter(
        28.0,
        unit="d",
        status=Status.CALIBRATED,
        allowed=(1.0, 365.0),
        register=("L007", "L009", "L011"),
        note="A marker of formation rose within four weeks of training.",
    )

    # --- vulnerability after a session ----------------------------------------------------------
    vulnerability_gain: float = parameter(
        0.5,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.0, 10.0),
        note="A fully vulnerable tendon takes this much more damage; 0 switches the idea off.",
    )
    vulnerability_days: float = parameter(
        1.0,
        unit="d",
        status=Status.ASSUMED,
        allowed=(0.25, 7.0),
        register=("L013", "S127"),
        note="A third is left after one day, a twentieth after three, about as long as synthesis "
        "stays raised; that this means vulnerable is a guess.",
    )
    vulnerability_damage: float = parameter(
        0.001,
        unit="-",
        status=Status.ASSUMED,
        allowed=(1e-5, 0.1),
        note="Damage of one day that makes a rested tendon half vulnerable; walking does far less.",
    )
    usual_vulnerability: float = parameter(
        0.4,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.0, 1.0),
        note="At this vulnerability damage is as without the idea. Chosen so that four sessions "
        "spread over a week, for which the rest was calibrated, do about what they did before.",
    )

    # --- cells, disorganised matrix, swelling, vessels ------------------------------------------
    reactive_damage: float = parameter(
        0.125,
        unit="-",
        status=Status.CALIBRATED,
        allowed=(0.01, 0.9),
        note="Damage at which the cells are half reactive; nobody has measured it.",
    )
    reactive_steepness: float = parameter(
        4.0, unit="-", status=Status.CALIBRATED, allowed=(1.0, 12.0)
    )
    reactivity_days: float = parameter(
        10.0, unit="d", status=Status.CALIBRATED, allowed=(1.0, 180.0)
    )
    matrix_irritation: float = parameter(
        0.55,
        unit="-",
        status=Status.CALIBRATED,
        allowed=(0.0, 1.0),
        note="Abnormal matrix keeps cells reactive: an assumption of form.",
    )
    matrix_irritation_half: float = parameter(
        0.3, unit="-", status=Status.ASSUMED, allowed=(0.01, 2.0)
    )
    failed_repair_share: float = parameter(
        0.35,
        unit="-",
        status=Status.CALIBRATED,
        allowed=(0.0, 1.0),
        note="Share of the repair of fully reactive cells that ends as disorganised matrix.",
    )
    overgrowth: float = parameter(
        1.5,
        unit="-",
        status=Status.CALIBRATED,
        allowed=(0.0, 2.0),
        note="More disorganised matrix is laid down than aligned collagen is lost.",
    )
    most_disorganised: float = parameter(
        0.9, unit="-", status=Status.CALIBRATED, allowed=(0.5, 2.0)
    )
    remodelling_days: float = parameter(
        1100.0,
        unit="d",
        status=Status.CALIBRATED,
        allowed=(30.0, 20000.0),
        note="Whether disorganised matrix ever aligns again is not known.",
    )
    loaded_remodelling_per_day: float = parameter(
        1 / 300,
        unit="1/d",
        status=Status.CALIBRATED,
        allowed=(0.0, 0.1),
        note="Whether loading helps it to align is not known either.",
    )
    remodelled_share: float = parameter(0.7, unit="-", status=Status.CALIBRATED, allowed=(0.0, 1.0))
    most_swelling: float = parameter(
        0.30, unit="-", status=Status.CALIBRATED, allowed=(0.0, 1.0), register=("S070", "S071")
    )
    swelling_from_matrix: float = parameter(
        0.3, unit="-", status=Status.ASSUMED, allowed=(0.0, 1.0)
    )
    swelling_days: float = parameter(14.0, unit="d", status=Status.CALIBRATED, allowed=(1.0, 180.0))
    vessel_growth_per_day: float = parameter(
        0.008, unit="1/d", status=Status.CALIBRATED, allowed=(0.0, 0.2)
    )
    vessel_days: float = parameter(90.0, unit="d", status=Status.CALIBRATED, allowed=(5.0, 2000.0))
    loaded_vessel_loss_per_day: float = parameter(
        1 / 60,
        unit="1/d",
        status=Status.CALIBRATED,
        allowed=(0.0, 0.2),
        register=("L093", "L094", "L095", "L096"),
        note="Doppler area fell during two programmes; another study saw no change.",
    )
    doppler_area_per_vessel_pct: float = parameter(
        4.0,
        unit="%",
        status=Status.CALIBRATED,
        allowed=(0.1, 20.0),
        register=("L093", "L095"),
    )

    # --- the signal to build --------------------------------------------------------------------
    growth_strain_low_pct: float = parameter(
        3.0,
        unit="%",
        status=Status.CALIBRATED,
        allowed=(0.5, 8.0),
        register=_TRAINING[3:],
        note="Below it a contraction tells the cells nothing.",
    )
    growth_strain_high_pct: float = parameter(
        4.5,
        unit="%",
        status=Status.CALIBRATED,
        allowed=(0.6, 12.0),
        register=_TRAINING[3:],
        note="Above it a contraction tells them all it can.",
    )
    hold_half_s: float = parameter(
        1.0,
        unit="s",
        status=Status.CALIBRATED,
        allowed=(0.01, 10.0),
        register=("L134", "L266"),
        note="Slow contractions work better than quick ones of the same total time.",
    )
    growth_dose_s: float = parameter(
        10.0, unit="s", status=Status.CALIBRATED, allowed=(0.5, 500.0), register=_TRAINING[:3]
    )
    growth_gain: float = parameter(
        2.9, unit="-", status=Status.CALIBRATED, allowed=(0.0, 8.0), register=_TRAINING[:3]
    )
    growth_memory_days: float = parameter(
        21.0, unit="d", status=Status.CALIBRATED, allowed=(1.0, 365.0), register=_TRAINING[:3]
    )
    refractory_days: float = parameter(
        1.6,
        unit="d",
        status=Status.CALIBRATED,
        allowed=(0.1, 14.0),
        register=("L013",),
        note="Cells answer the next bout less if it comes soon.",
    )
    refractory_drop: float = parameter(0.7, unit="-", status=Status.CALIBRATED, allowed=(0.0, 1.0))

    # --- the signal to keep ---------------------------------------------------------------------
    upkeep_strain_pct: float = parameter(
        2.6,
        unit="%",
        status=Status.CALIBRATED,
        allowed=(0.5, 10.0),
        note="Strain of walking on this scale; more counts more, up to one and a half times.",
    )
    upkeep_least_strain_pct: float = parameter(
        1.0,
        unit="%",
        status=Status.ASSUMED,
        allowed=(0.0, 5.0),
        note="About here upkeep begins; the ramp is a fifth wide to each side.",
    )
    upkeep_cycles: float = parameter(
        2000.0, unit="-", status=Status.CALIBRATED, allowed=(10.0, 50000.0), register=_UNLOADING
    )
    upkeep_enough: float = parameter(
        0.9, unit="-", status=Status.CALIBRATED, allowed=(0.1, 1.0), register=_UNLOADING
    )
    upkeep_memory_days: float = parameter(
        4.0, unit="d", status=Status.CALIBRATED, allowed=(1.0, 90.0), register=_UNLOADING
    )

    # --- what is built and lost -----------------------------------------------------------------
    quality_days: float = parameter(
        42.0,
        unit="d",
        status=Status.CALIBRATED,
        allowed=(5.0, 1000.0),
        register=_TRAINING + _UNLOADING,
    )
    unused_quality: float = parameter(
        0.30, unit="-", status=Status.CALIBRATED, allowed=(0.01, 1.0), register=_UNLOADING
    )
    quality_gain: float = parameter(
        0.44, unit="-", status=Status.CALIBRATED, allowed=(0.0, 2.0), register=_TRAINING
    )
    hypertrophy_days: float = parameter(
        120.0, unit="d", status=Status.CALIBRATED, allowed=(5.0, 2000.0), register=("L017",)
    )
    hypertrophy_gain: float = parameter(
        0.08, unit="-", status=Status.CALIBRATED, allowed=(0.0, 1.0), register=("L017",)
    )
    strength_days: float = parameter(
        40.0, unit="d", status=Status.CALIBRATED, allowed=(5.0, 1000.0)
    )
    unused_strength: float = parameter(
        0.40, unit="-", status=Status.CALIBRATED, allowed=(0.01, 1.0)
    )
    strength_gain: float = parameter(0.35, unit="-", status=Status.CALIBRATED, allowed=(0.0, 2.0))

    # --- what instruments would show, and where the model ends ----------------------------------
    healthy_echo_pct: float = parameter(
        76.6,
        unit="%",
        status=Status.MEASURED,
        allowed=(1.0, 100.0),
        register=("S002",),
        note="Share of aligned echo of tendons without symptoms.",
    )
    thickness_exponent: float = parameter(
        0.75,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.3, 1.0),
        note="Turns a ratio of area into one of thickness: mainly the depth grows.",
    )
    most_damage: float = parameter(
        0.5,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.05, 0.9),
        note="Beyond it the equations run away and say nothing about tendons.",
    )
    most_stress_share: float = parameter(
        0.95,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.1, 1.0),
        note="Share of the strength beyond which the model stops.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)
        if self.growth_strain_low_pct >= self.growth_strain_high_pct:
            raise ValueError(
                _(
                    "growth_strain_low_pct is {low:g} and growth_strain_high_pct is {high:g} %; "
                    "the low one must be smaller. Change one of them."
                ).format(low=self.growth_strain_low_pct, high=self.growth_strain_high_pct)
            )


@dataclass(frozen=True)
class TendinopathicStart:
    """The tendinopathic teaching tendon of the turnover model: the mean of a made-up cohort.

    Shares are of the healthy amount of aligned collagen. What is not named here is as in health,
    apart from the water, which has settled to what cells and matrix hold.
    """

    disorganised: float = parameter(
        0.32, unit="-", status=Status.CALIBRATED, allowed=(0.0, 0.9), register=("S001", "S070")
    )
    aligned_lost_per_disorganised: float = parameter(
        0.55, unit="-", status=Status.CALIBRATED, allowed=(0.0, 1.0), register=("S001", "S084")
    )
    reactivity: float = parameter(0.28, unit="-", status=Status.CALIBRATED, allowed=(0.0, 1.0))
    damage: float = parameter(0.045, unit="-", status=Status.CALIBRATED, allowed=(0.0, 0.5))
    doppler_area_pct: float = parameter(
        3.4,
        unit="%",
        status=Status.MEASURED,
        allowed=(0.0, 10.0),
        register=("L093", "L095"),
        published=(2.8, 4.0),
        note="Middle of the two arms of one trial.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


@lru_cache(maxsize=1)
def default_parameters() -> TurnoverParameters:
    """The parameters nobody has changed; making and checking them anew takes a moment."""
    return TurnoverParameters()


@dataclass(frozen=True, slots=True)
class Constants:
    """The parameters as the daily step uses them: rates, shares and products worked out once."""

    stress_per_bw: float
    wear_per_stress: float  # exponent of the fatigue curve per MPa in a healthy tendon
    wear_cap: float
    wear_factor: float
    strain_per_stress: float
    prestrain: float
    strength_mpa: float
    most_damage: float
    most_stress_share: float
    disorganised_stiffness: float
    damage_unloads: float
    repair: float
    repair_gain: float
    habitual_damage: float
    upregulation: float
    rested_wear: float
    vulnerability_gain: float
    vulnerability_kept: float
    vulnerability_level: float
    reactive_steepness: float
    reactive_level: float
    reactivity: float
    matrix_irritation: float
    matrix_irritation_half: float
    failed_repair_share: float
    overgrowth: float
    per_most_disorganised: float
    remodelling: float
    loaded_remodelling: float
    remodelled_share: float
    most_swelling: float
    swelling_from_matrix: float
    swelling: float
    vessel_growth: float
    vessel_loss: float
    half_loaded_vessel_loss: float
    growth_low: float
    per_growth_width: float
    hold_half_s: float
    per_growth_dose: float
    growth_gain: float
    growth_memory: float
    refractory_kept: float
    refractory_drop: float
    per_upkeep_strain: float
    upkeep_low: float
    per_upkeep_width: float
    per_upkeep_cycles: float
    per_upkeep_enough: float
    upkeep_memory: float
    quality: float
    unused_quality: float
    quality_gain: float
    hypertrophy: float
    hypertrophy_gain: float
    strength: float
    unused_strength: float
    strength_gain: float


MOST_WEAR_STRESS_SHARE = 1.10
MOST_WEAR_PER_DAY = 0.5
_UPKEEP_RAMP = 0.2
_LEAST_STRAIN = 1e-6


@lru_cache(maxsize=64)
def constants_of(parameters: TurnoverParameters, *, recovery: bool = True) -> Constants:
    """What one daily step needs; without ``recovery`` no session leaves the tendon vulnerable."""
    p = parameters
    gain = p.vulnerability_gain if recovery else 0.0
    usual = 1 + gain * p.usual_vulnerability
    ten = math.log(10) / p.fatigue_slope_pct
    least = max(p.upkeep_least_strain_pct / 100, _LEAST_STRAIN)
    return Constants(
        stress_per_bw=p.body_weight_n / p.area_mm2,
        wear_per_stress=ten * 100 / p.strength_mpa,
        wear_cap=ten * 100 * MOST_WEAR_STRESS_SHARE,
        wear_factor=p.damage_factor * math.exp(-ten * p.fatigue_intercept_pct),
        strain_per_stress=1 / p.modulus_mpa,
        prestrain=p.prestrain_pct / 100,
        strength_mpa=p.strength_mpa,
        most_damage=p.most_damage,
        most_stress_share=p.most_stress_share,
        disorganised_stiffness=p.disorganised_stiffness,
        damage_unloads=p.damage_unloads,
        repair=p.repair_per_day,
        repair_gain=p.repair_gain,
        habitual_damage=p.habitual_damage,
        upregulation=1 / p.upregulation_days,
        rested_wear=1 / usual,
        vulnerability_gain=gain / usual,
        vulnerability_kept=math.exp(-1 / p.vulnerability_days),
        vulnerability_level=p.vulnerability_damage**2,
        reactive_steepness=p.reactive_steepness,
        reactive_level=p.reactive_damage**p.reactive_steepness,
        reactivity=1 / p.reactivity_days,
        matrix_irritation=p.matrix_irritation,
        matrix_irritation_half=p.matrix_irritation_half,
        failed_repair_share=p.failed_repair_share,
        overgrowth=p.overgrowth,
        per_most_disorganised=1 / p.most_disorganised,
        remodelling=1 / p.remodelling_days,
        loaded_remodelling=p.loaded_remodelling_per_day,
        remodelled_share=p.remodelled_share,
        most_swelling=p.most_swelling,
        swelling_from_matrix=p.swelling_from_matrix,
        swelling=1 / p.swelling_days,
        vessel_growth=p.vessel_growth_per_day,
        vessel_loss=1 / p.vessel_days,
        half_loaded_vessel_loss=p.loaded_vessel_loss_per_day / 2,
        growth_low=p.growth_strain_low_pct / 100,
        per_growth_width=100 / (p.growth_strain_high_pct - p.growth_strain_low_pct),
        hold_half_s=p.hold_half_s,
        per_growth_dose=1 / p.growth_dose_s,
        growth_gain=p.growth_gain,
        growth_memory=1 / p.growth_memory_days,
        refractory_kept=math.exp(-1 / p.refractory_days),
        refractory_drop=p.refractory_drop,
        per_upkeep_strain=100 / p.upkeep_strain_pct,
        upkeep_low=(1 - _UPKEEP_RAMP) * least,
        per_upkeep_width=1 / (2 * _UPKEEP_RAMP * least),
        per_upkeep_cycles=1 / p.upkeep_cycles,
        per_upkeep_enough=1 / p.upkeep_enough,
        upkeep_memory=1 / p.upkeep_memory_days,
        quality=1 / p.quality_days,
        unused_quality=p.unused_quality,
        quality_gain=p.quality_gain,
        hypertrophy=1 / p.hypertrophy_days,
        hypertrophy_gain=p.hypertrophy_gain,
        strength=1 / p.strength_days,
        unused_strength=p.unused_strength,
        strength_gain=p.strength_gain,
    )
