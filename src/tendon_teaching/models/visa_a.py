"""From pain and participation to VISA-A points, and what measuring them does.

VISA-A runs from 0 to 100 and high is good: 30 points ask for pain, 30 for function, 40 for
activity (L302 to L304). Here 60 points follow the pain of four tasks and the flare, 40 the share of
their sport that people take part in. The real questionnaire has eight questions; this mapping is a
stand-in with its layout, not the questionnaire.

Two people with the same true state, or one person on two days, do not tick the same boxes.
Selecting people by a score that varies by chance makes a group look better when it is asked again:
``regression_to_the_mean`` says by how much.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from tendon_teaching.evidence import Status, check_parameters, parameter
from tendon_teaching.models.checks import FloatArray, require_between
from tendon_teaching.texts import _

Number = Any
"""A float or an array over patients."""

BEST: Final = 100.0


@dataclass(frozen=True)
class VisaAMapping:
    """How pain of tasks, flare and participation become points.

    Forces are peaks in the tendon in body weights; weights are shares of the symptom score.
    ``points_per_pain`` points are lost per point of pain (0 to 10), ``activity_points`` by whoever
    does no sport at all. ``measurement_sd`` is the spread of one person's score without any change.
    """

    walk_bw: float = parameter(2.6, unit="BW", status=Status.ASSUMED, allowed=(0.1, 12.0))
    stairs_bw: float = parameter(3.3, unit="BW", status=Status.ASSUMED, allowed=(0.1, 12.0))
    raises_bw: float = parameter(4.0, unit="BW", status=Status.ASSUMED, allowed=(0.1, 12.0))
    hop_bw: float = parameter(6.5, unit="BW", status=Status.ASSUMED, allowed=(0.1, 12.0))
    light_task_share: float = parameter(
        0.2,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.0, 1 / 3),
        note="Of each of the three lighter tasks; hopping has the rest.",
    )
    flare_points: float = parameter(0.8, unit="-", status=Status.ASSUMED, allowed=(0.0, 5.0))
    points_per_pain: float = parameter(
        6.0, unit="points", status=Status.ASSUMED, allowed=(0.0, 6.0), register=("L302", "L303")
    )
    activity_points: float = parameter(
        40.0, unit="points", status=Status.ASSUMED, allowed=(0.0, 40.0), register=("L304",)
    )
    sport_bw: float = parameter(
        5.2,
        unit="BW",
        status=Status.ASSUMED,
        allowed=(0.1, 12.0),
        note="A running step; its pain decides how much of their sport people dare.",
    )
    sport_fearless: float = parameter(
        1.1, unit="-", status=Status.ASSUMED, allowed=(1.0, 2.0), note="Minor pain stops nobody."
    )
    sport_pain_span: float = parameter(
        7.0, unit="points of pain", status=Status.ASSUMED, allowed=(1.0, 10.0)
    )
    measurement_sd: float = parameter(
        6.7,
        unit="points",
        status=Status.CALIBRATED,
        allowed=(0.0, 20.0),
        register=("L299", "L301"),
        note="From the published agreement of two tests, in a group with a spread of 15 to 20.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


def pain_of(force_bw: Number, sensitivity_per_bw: Number) -> Number:
    """Pain (0 to 10) of a task with a tendon force of ``force_bw``.

    ``sensitivity_per_bw`` is felt gain over tolerance: at a force of one over it, pain is 5.
    """
    load = force_bw * sensitivity_per_bw
    cubed = load * load * load
    return 10 * cubed / (1 + cubed)


def dared_participation(sensitivity_per_bw: Number, mapping: VisaAMapping, clip: Any) -> Number:
    """Share of their sport (0 to 1) that people would dare with this pain of running."""
    pain = pain_of(mapping.sport_bw, sensitivity_per_bw)
    return clip(mapping.sport_fearless - pain / mapping.sport_pain_span)


def visa_a(
    sensitivity_per_bw: Number, flare: Number, participation: Number, mapping: VisaAMapping, ns: Any
) -> Number:
    """True VISA-A (0 to 100), without error of measurement."""
    share = mapping.light_task_share
    light = (
        pain_of(mapping.walk_bw, sensitivity_per_bw)
        + pain_of(mapping.stairs_bw, sensitivity_per_bw)
        + pain_of(mapping.raises_bw, sensitivity_per_bw)
    )
    symptoms = share * light + (1 - 3 * share) * pain_of(mapping.hop_bw, sensitivity_per_bw)
    lost = mapping.points_per_pain * ns.least(symptoms + mapping.flare_points * flare, 10.0)
    return BEST - lost - mapping.activity_points * (1 - participation)


def observed(true: FloatArray, noise: FloatArray, mapping: VisaAMapping) -> FloatArray:
    """Scores as a study sees them: ``noise`` (mean 0, spread 1) times the error of measurement.

    No score leaves the scale of 0 to 100.
    """
    return np.clip(true + mapping.measurement_sd * noise, 0.0, BEST)


def regression_to_the_mean(
    true: FloatArray, baseline: FloatArray, lowest: float = 0.0, highest: float = BEST
) -> float:
    """By how many points a group improves without any change, because it was chosen by its score.

    ``true`` are the true scores of candidates, ``baseline`` their observed ones; those with an
    observed score from ``lowest`` to below ``highest`` are taken. Raises ValueError if nobody is.
    """
    require_between("lowest", lowest, 0.0, BEST, _("points"))
    require_between("highest", highest, lowest, BEST + 1, _("points"))
    chosen = (baseline >= lowest) & (baseline < highest)
    if not chosen.any():
        raise ValueError(
            _("Nobody scores from {low:g} to {high:g}; choose a wider range.").format(
                low=lowest, high=highest
            )
        )
    return float(true[chosen].mean() - baseline[chosen].mean())
