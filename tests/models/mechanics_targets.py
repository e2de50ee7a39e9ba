"""What the mechanics model has to reproduce, as one list of named checks.

The ordinary tests assert that every check holds; the calibration test asserts that every
calibrated number is pinned by at least one of them. Published targets come from the evidence
register. Anchors are numbers of this teaching tendon itself: they keep it the same tendon from
release to release and prove nothing about real ones.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property

from tendon_teaching.evidence import value
from tendon_teaching.models.mechanics import FibreBundle, StressStrain, pull_on, stress_strain
from tendon_teaching.models.teaching_tendon import (
    TendinopathicChange,
    decomposition,
    effort_strain_pct,
    healthy,
    tendinopathic,
)
from tendon_teaching.models.viscoelastic import (
    Creep,
    ViscousLayer,
    creep_strain_pct,
    cyclic_loading,
)


@dataclass(frozen=True)
class Kit:
    """All presets a target may ask about, so that one of them can be altered."""

    healthy: FibreBundle = field(default_factory=healthy)
    painful: FibreBundle = field(default_factory=tendinopathic)
    change: TendinopathicChange = field(default_factory=TendinopathicChange)
    layer: ViscousLayer = field(default_factory=ViscousLayer)
    creep: Creep = field(default_factory=Creep)

    @cached_property
    def healthy_curve(self) -> StressStrain:
        return stress_strain(self.healthy)

    @cached_property
    def painful_curve(self) -> StressStrain:
        return stress_strain(self.painful)

    @property
    def modulus_ratio(self) -> float:
        return self.painful_curve.modulus_mpa / self.healthy_curve.modulus_mpa

    @property
    def stiffness_ratio(self) -> float:
        return self.painful_curve.stiffness_n_per_mm / self.healthy_curve.stiffness_n_per_mm

    def hysteresis_pct(self, frequency_hz: float) -> float:
        return cyclic_loading(self.healthy, frequency_hz, self.layer).settled_hysteresis_pct


@dataclass(frozen=True)
class Target:
    name: str
    holds: Callable[[Kit], bool]

    def __str__(self) -> str:
        return self.name


def near(number: float | None, goal: float, tolerance: float) -> bool:
    return number is not None and abs(number - goal) <= tolerance


def stretch_mm(curve: StressStrain, force_n: float) -> float | None:
    return pull_on(curve, force_n).elongation_mm


def effort_strain_at(kit: Kit, curve: StressStrain, force_n: float) -> float | None:
    strain_pct = pull_on(curve, force_n).strain_pct
    return None if strain_pct is None else effort_strain_pct(strain_pct, kit.change)


def lies_within_one_sd(number: float | None, value_id: str) -> bool:
    row = value(value_id)
    assert row.value is not None
    assert row.spread is not None
    assert row.spread_type == "SD"
    return near(number, row.value, row.spread)


def number_of(value_id: str) -> float:
    found = value(value_id).value
    assert found is not None
    return found


def hysteresis_limits_pct() -> tuple[float, float]:
    """Lowest loss seen in living tendon, highest seen in loose mammal tendon."""
    living, loose = value("S097"), value("S083")
    assert living.value is not None
    assert living.spread is not None
    assert loose.spread_high is not None
    return living.value - living.spread, loose.spread_high


def hysteresis_is_published_at(frequency_hz: float) -> Callable[[Kit], bool]:
    def check(kit: Kit) -> bool:
        low, high = hysteresis_limits_pct()
        return low <= kit.hysteresis_pct(frequency_hz) <= high

    return check


def hysteresis_anchor(frequency_hz: float, goal_pct: float) -> Callable[[Kit], bool]:
    return lambda kit: near(kit.hysteresis_pct(frequency_hz), goal_pct, 0.05)


def decomposition_anchor(step: int, modulus: float, stiffness: float) -> Callable[[Kit], bool]:
    def check(kit: Kit) -> bool:
        found = decomposition(kit.change)[step]
        return near(found.modulus_ratio, modulus, 0.0006) and near(
            found.stiffness_ratio, stiffness, 0.0006
        )

    return check


def crimp_alone_only_lengthens_the_toe(kit: Kit) -> bool:
    curve = stress_strain(
        replace(
            kit.healthy,
            slack_mean_pct=kit.change.slack_mean_pct,
            slack_sd_pct=kit.change.slack_sd_pct,
        )
    )
    return near(curve.toe_end_pct, 2.9, 0.05) and near(
        curve.modulus_mpa / kit.healthy_curve.modulus_mpa, 0.996, 0.001
    )


PUBLISHED = (
    Target(
        "strength within 5 % of the textbook value (S080)",
        lambda kit: near(
            kit.healthy_curve.strength_mpa, number_of("S080"), 0.05 * number_of("S080")
        ),
    ),
    Target(
        "modulus between 1 GPa and that of mammal tendons outside the body (S082)",
        lambda kit: 1000 <= kit.healthy_curve.modulus_mpa <= 1000 * number_of("S082"),
    ),
    Target(
        "modulus within one SD of living gastrocnemius tendon (S099)",
        lambda kit: lies_within_one_sd(kit.healthy_curve.modulus_mpa / 1000, "S099"),
    ),
    Target(
        "stiffness within one SD of hoppers before they hop (S093)",
        lambda kit: lies_within_one_sd(kit.healthy_curve.stiffness_n_per_mm, "S093"),
    ),
    Target(
        "the thicknesses are those of the study (S070, S071)",
        lambda kit: (
            kit.change.painful_thickness_mm == number_of("S070")
            and kit.change.healthy_thickness_mm == number_of("S071")
        ),
    ),
    Target(
        "tendinopathy: larger area (S086)",
        lambda kit: kit.painful.area_mm2 > kit.healthy.area_mm2,
    ),
    Target(
        "tendinopathy: lower modulus, about half (S085)",
        lambda kit: near(kit.modulus_ratio, 0.5, 0.1),
    ),
    Target(
        "tendinopathy: lower stiffness, about three quarters (S084)",
        lambda kit: near(kit.stiffness_ratio, 0.75, 0.1),
    ),
    Target(
        "tendinopathy: the same pull stretches it more (S089)",
        lambda kit: (
            (stretch_mm(kit.painful_curve, 2000) or 0) > (stretch_mm(kit.healthy_curve, 2000) or 99)
        ),
    ),
    Target(
        "strain at maximal effort (force S095) within one SD of healthy runners (S088)",
        lambda kit: lies_within_one_sd(
            effort_strain_at(kit, kit.healthy_curve, number_of("S095")), "S088"
        ),
    ),
    Target(
        "strain at maximal effort (force S095) within one SD of runners in pain (S087)",
        lambda kit: lies_within_one_sd(
            effort_strain_at(kit, kit.painful_curve, number_of("S095")), "S087"
        ),
    ),
    Target("hysteresis at 0.1 Hz (S097, S083)", hysteresis_is_published_at(0.1)),
    Target("hysteresis at 0.5 Hz (S097, S083)", hysteresis_is_published_at(0.5)),
    Target("hysteresis at 1 Hz (S097, S083)", hysteresis_is_published_at(1.0)),
)

ANCHORS = (
    Target("healthy modulus 1.20 GPa", lambda kit: near(kit.healthy_curve.modulus_mpa, 1200, 5)),
    Target(
        "healthy stiffness 359 N/mm",
        lambda kit: near(kit.healthy_curve.stiffness_n_per_mm, 359, 0.5),
    ),
    Target("healthy toe ends at 2.1 %", lambda kit: near(kit.healthy_curve.toe_end_pct, 2.1, 0.05)),
    Target(
        "healthy strength 100.7 MPa", lambda kit: near(kit.healthy_curve.strength_mpa, 100.7, 0.1)
    ),
    Target(
        "healthy strength at 10.8 %",
        lambda kit: near(kit.healthy_curve.strain_at_strength_pct, 10.8, 0.05),
    ),
    Target(
        "2 kN stretch the healthy tendon 8.0 mm",
        lambda kit: near(stretch_mm(kit.healthy_curve, 2000), 8.0, 0.05),
    ),
    Target("tendinopathic modulus x0.512", lambda kit: near(kit.modulus_ratio, 0.512, 0.001)),
    Target("tendinopathic stiffness x0.751", lambda kit: near(kit.stiffness_ratio, 0.751, 0.001)),
    Target(
        "tendinopathic toe ends at 3.2 %",
        lambda kit: near(kit.painful_curve.toe_end_pct, 3.2, 0.05),
    ),
    Target(
        "tendinopathic strength 52.6 MPa",
        lambda kit: near(kit.painful_curve.strength_mpa, 52.6, 0.1),
    ),
    Target(
        "tendinopathic strength at 11.6 %",
        lambda kit: near(kit.painful_curve.strain_at_strength_pct, 11.6, 0.05),
    ),
    Target(
        "2 kN stretch the tendinopathic tendon 10.9 mm",
        lambda kit: near(stretch_mm(kit.painful_curve, 2000), 10.9, 0.05),
    ),
    Target("swelling only: x0.681, x1.000", decomposition_anchor(0, 0.6815, 1.0004)),
    Target("plus fibre loss: x0.586, x0.861", decomposition_anchor(1, 0.5862, 0.8605)),
    Target("plus spread: x0.515, x0.755", decomposition_anchor(2, 0.5146, 0.7554)),
    Target("plus crimp: x0.512, x0.751", decomposition_anchor(3, 0.5117, 0.7512)),
    Target("crimp alone moves the toe from 2.1 to 2.9 %", crimp_alone_only_lengthens_the_toe),
    Target(
        "2 kN read 2.8 % on the effort scale",
        lambda kit: near(effort_strain_at(kit, kit.healthy_curve, 2000), 2.8, 0.05),
    ),
    Target("hysteresis 3.5 % at 0.1 Hz", hysteresis_anchor(0.1, 3.5)),
    Target("hysteresis 7.1 % at 0.5 Hz", hysteresis_anchor(0.5, 7.1)),
    Target("hysteresis 5.8 % at 1 Hz", hysteresis_anchor(1.0, 5.8)),
    Target(
        "4 % creep to 4.13 % in 100 s",
        lambda kit: near(creep_strain_pct(4.0, [100.0], kit.creep)[0], 4.126, 0.01),
    ),
    Target(
        "4 % creep to 4.20 % in 20 min",
        lambda kit: near(creep_strain_pct(4.0, [1200.0], kit.creep)[0], 4.2, 0.01),
    ),
)

MISFITS = (
    Target(
        "stiffer than living tendon in one laboratory (S096)",
        lambda kit: (
            kit.healthy_curve.stiffness_n_per_mm
            > number_of("S096") + 5 * (value("S096").spread or 0)
        ),
    ),
    Target(
        "loses less than half of what another laboratory found per cycle (S100)",
        lambda kit: kit.hysteresis_pct(0.5) < number_of("S100") / 2,
    ),
    Target(
        "holds more than any of the old cadaver tendons (S103)",
        lambda kit: kit.healthy_curve.breaking_force_n > 2 * (value("S103").spread_high or 0),
    ),
    Target(
        "breaks later than the textbook says (S081)",
        lambda kit: kit.healthy_curve.strain_at_strength_pct > number_of("S081") + 2,
    ),
    Target(
        "breaks later than cadaver tendon pulled slowly, on the effort scale too (S154)",
        lambda kit: (
            effort_strain_pct(kit.healthy_curve.strain_at_strength_pct)
            > number_of("S154") + (value("S154").spread or 0)
        ),
    ),
)
