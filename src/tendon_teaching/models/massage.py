"""Massage and the tendon: how load feeds the pain circuit, and what if massage did rebuild?

In this kit massage reaches the tissue nowhere. That is a decision, not a finding: a picture made
with it proves nothing about massage, and animal studies argue against the absolute form (A15). So
the decision can be undone here. ``WhatIf.rebuild_pct`` gives a massage part of the stimulus of a
loading session, and ``thought_experiment`` says how large an effect a trial would have had to see.
Nobody has measured such a number.

The circuit is in ``gate``, the curves of relief in ``relief``, the stresses in ``stress_ladder``.
"""

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from tendon_teaching.evidence import Status, check_parameters, parameter, value
from tendon_teaching.models.activities import activity
from tendon_teaching.models.checks import FloatArray, require_between, require_whole
from tendon_teaching.models.turnover import (
    Day,
    PreparedDay,
    TurnoverParameters,
    TurnoverState,
    day_of,
    simulate,
    tendinopathic_state,
    walking_day,
)
from tendon_teaching.texts import _

SESSION: Final = "loaded_raise"
"""The loading session whose stimulus is the measure: a heavy slow heel raise."""

MOST_WEEKS: Final = 52
_DAYS_A_WEEK: Final = 7
_LOADING_DAYS: Final = (0, 2, 4)
_MASSAGE_DAYS: Final = {1: (1,), 2: (1, 4)}


@dataclass(frozen=True)
class WhatIf:
    """What if massage did rebuild? Zero, unless a learner asks for more."""

    rebuild_pct: float = parameter(
        0.0,
        unit="% of a session",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 100.0),
        note="A thought experiment: one massage counts as this share of the seconds under load of "
        "one heavy loading session. Nobody has measured it; zero is the kit's decision.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


@dataclass(frozen=True)
class LoadedTendon:
    """From the load on a tendon to the signal it sends: who feels how much of which load.

    ``gain`` multiplies the load that is felt; ``tolerance_bw`` is the load at which half of the
    signal is reached when the gain is 1. ``steepness`` is the power of the curve.
    """

    tolerance_bw: float = parameter(
        7.6,
        unit="BW",
        status=Status.ASSUMED,
        allowed=(0.5, 30.0),
        note="That of a healthy person in the clinical lessons.",
    )
    gain: float = parameter(
        0.33,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.0, 10.0),
        note="That of a healthy person in the clinical lessons; a sore tendon has three or four "
        "times as much.",
    )
    steepness: float = parameter(
        3.0,
        unit="-",
        status=Status.ASSUMED,
        allowed=(1.0, 8.0),
        note="Twice the load is felt as much more than twice.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


def signal_of_load(force_bw: ArrayLike, tendon: LoadedTendon | None = None) -> FloatArray:
    """Signal (0 to 1) that a tendon sends under a load of ``force_bw`` body weights (0 to 12).

    It feeds ``gate.GateInputs.signal``. Takes a number or an array; raises ValueError.
    """
    tendon = tendon or LoadedTendon()
    forces = np.asarray(force_bw, dtype=float)
    inside = (forces >= 0) & (forces <= 12)
    if not inside.all():
        require_between("force_bw", float(forces[~inside].flat[0]), 0.0, 12.0, _("body weights"))
    felt = (forces * tendon.gain / tendon.tolerance_bw) ** tendon.steepness
    return np.asarray(felt / (1 + felt))


# ---------- a day with massage ----------


def massage_day(
    blocks: Day,
    *,
    what_if: WhatIf | None = None,
    parameters: TurnoverParameters | None = None,
    recovery: bool = True,
) -> PreparedDay:
    """The day ``blocks`` on which the calf is massaged too, ready for ``turnover.simulate``.

    By default the very day without massage. Otherwise part of a loading session's stimulus to
    build is added: no force on the tendon, no damage, nothing that keeps. Raises ValueError.
    """
    what_if = what_if or WhatIf()
    day = day_of(blocks, parameters, recovery=recovery)
    if what_if.rebuild_pct == 0:
        return day
    session = day_of((activity(SESSION).block(),), parameters, recovery=recovery)
    stimulus = tuple(
        (stress_mpa, 0.0, what_if.rebuild_pct / 100 * counted_s, 0.0)
        for stress_mpa, _wear, counted_s, _cycles in session.blocks
    )
    return replace(day, blocks=day.blocks + stimulus)


def massage_weeks(
    weeks: int = 12,
    *,
    massage: bool = True,
    loading: bool = False,
    what_if: WhatIf | None = None,
    parameters: TurnoverParameters | None = None,
) -> tuple[PreparedDay, ...]:
    """The days of ``weeks`` (1 to 52): walking, with the massages of the trial, loading or both.

    Massage twice a week for six weeks, then once (M008, M008b); loading three times a week. Raises
    ValueError.
    """
    require_whole("weeks", weeks, 1, MOST_WEEKS)
    rest = walking_day()
    train = (*rest, activity(SESSION).block())
    plain = {blocks: day_of(blocks, parameters) for blocks in (rest, train)}
    rubbed = {
        blocks: massage_day(blocks, what_if=what_if, parameters=parameters)
        for blocks in (rest, train)
    }
    days = []
    for number in range(weeks * _DAYS_A_WEEK):
        week, weekday = divmod(number, _DAYS_A_WEEK)
        blocks = train if loading and weekday in _LOADING_DAYS else rest
        is_rubbed = massage and weekday in _MASSAGE_DAYS[sessions_in_week(week + 1)]
        days.append((rubbed if is_rubbed else plain)[blocks])
    return tuple(days)


def sessions_in_week(week: int) -> int:
    """Massages in a week of the trial, the first week being 1: from the register (M008, M008b)."""
    require_whole("week", week, 1, MOST_WEEKS)
    row = value("M008" if week <= 6 else "M008b")
    if row.value is None:
        raise ValueError(f"register row {row.id} holds no number")
    return round(row.value)


# ---------- what would reveal it ----------


@dataclass(frozen=True)
class ThoughtExperiment:
    """What twelve weeks would do if one massage were worth ``rebuild_pct`` of a loading session.

    Gains are in per cent of the stiffness at the start, beyond walking alone. ``people_per_group``
    would be needed to see the gain of massage with the spread between people that stiffness has
    (None for no gain); ``loading_people_per_group`` the same for loading.
    """

    rebuild_pct: float
    massage_gain_pct: float
    loading_gain_pct: float
    spread_pct: float
    people_per_group: int | None
    loading_people_per_group: int | None


def thought_experiment(rebuild_pct: float = 0.0, weeks: int = 12) -> ThoughtExperiment:
    """How much stiffer the tendinopathic teaching tendon would get, and who could see that.

    ``rebuild_pct`` 0 to 100, ``weeks`` 1 to 52. The register holds no measurement error of
    stiffness, so the spread between people stands in for it. A trial that measures everybody twice
    needs fewer people; how many fewer depends on that missing error. Raises ValueError.
    """
    chosen = WhatIf(rebuild_pct)
    start = tendinopathic_state()
    walked = _stiffness_after(massage_weeks(weeks, massage=False), start)
    rubbed = _stiffness_after(massage_weeks(weeks, what_if=chosen), start)
    loaded = _stiffness_after(massage_weeks(weeks, massage=False, loading=True), start)
    gains = [100 * (after / walked - 1) for after in (rubbed, loaded)]
    spread = stiffness_spread_pct()
    return ThoughtExperiment(
        rebuild_pct=rebuild_pct,
        massage_gain_pct=gains[0],
        loading_gain_pct=gains[1],
        spread_pct=spread,
        people_per_group=people_per_group(gains[0], spread),
        loading_people_per_group=people_per_group(gains[1], spread),
    )


def stiffness_spread_pct() -> float:
    """Spread (SD) of stiffness between healthy people, in per cent of their mean (S093)."""
    row = value("S093")
    if row.value is None or row.spread is None:
        raise ValueError(f"register row {row.id} holds no mean or no spread")
    return 100 * row.spread / row.value


def people_per_group(gain_pct: float, spread_pct: float) -> int | None:
    """People in each of two groups of a trial that would see a gain in four cases of five.

    The usual formula for two means, at a risk of 5 % to see what is not there:
    ``2 ((1.96 + 0.84) spread / gain)²``. None where the gain is zero or so small that more than a
    million would be needed. Raises ValueError for a ``spread_pct`` outside 0.1 to 1000.
    """
    require_between("gain_pct", gain_pct, -100.0, 1000.0, "%")
    require_between("spread_pct", spread_pct, 0.1, 1000.0, "%")
    if abs(gain_pct) < 1e-9:
        return None
    needed = 2 * ((1.96 + 0.84) * spread_pct / gain_pct) ** 2
    return max(2, math.ceil(needed)) if needed <= 1e6 else None


def _stiffness_after(days: tuple[PreparedDay, ...], start: TurnoverState) -> float:
    course = simulate(days, start=start, every_days=len(days))
    return float(course.stiffness_ratio[-1])
