"""What the models cost: one tick of every explorer, and how the long simulations grow."""

import statistics
import time
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

import numpy as np

from tendon_teaching.explorers import catalogue
from tendon_teaching.explorers.definition import Definition
from tendon_teaching.figures.stage import Stage
from tendon_teaching.models.clinical_course import follow
from tendon_teaching.models.course_bands import bands
from tendon_teaching.models.neovascularisation import vessel_tree
from tendon_teaching.models.patients import Baseline, draw_patients, typical_patient
from tendon_teaching.models.regimens import plan
from tendon_teaching.models.turnover import LoadBlock, TurnoverState, simulate, walking_day, week

YEAR_DAYS = 364
LONGEST_WALK = 40


def tables() -> list[str]:
    """Every table of this module, as lines of Markdown."""
    return [*_explorers(), *_simulations(), *_slopes()]


def median_ms(work: Callable[..., Any], arguments: Iterable[Any]) -> float:
    """Median time of ``work`` over ``arguments``."""
    return statistics.median(_times_ms(work, arguments))


def _times_ms(work: Callable[..., Any], arguments: Iterable[Any]) -> list[float]:
    times = []
    for argument in arguments:
        start = time.perf_counter()
        work(argument)
        times.append(1000 * (time.perf_counter() - start))
    return times


def _explorers() -> list[str]:
    rows = [
        "| one slider tick of each explorer | model, median ms (limit 10) | model, slowest ms "
        "| picture 800 × 360, median ms (limit 50) |",
        "|---|---|---|---|",
    ]
    for name in catalogue.names():
        definition = catalogue.definition_of(name)
        states = _walk(definition)
        ticks = _times_ms(lambda values, d=definition: d.compute(**values), states)
        results = [definition.compute(**values) for values in states]
        picture = median_ms(Stage(definition.figure, "wide").shoot, results)
        rows.append(
            f"| {definition.title} | {statistics.median(ticks):.1f} | {max(ticks):.0f} "
            f"| {picture:.1f} |"
        )
    return [*rows, ""]


def _walk(definition: Definition) -> list[dict[str, Any]]:
    """States that a stored page holds too: each scene, and its main slider moved."""
    states = [definition.values(at) for at in definition.static_states()]
    return states[:: max(1, len(states) // LONGEST_WALK)]


def _simulations() -> list[str]:
    person, crowd = typical_patient(50), draw_patients(1000, 1, Baseline())
    loading = plan("home_eccentric")
    rows = [
        ("growth of a vessel tree, loudest call", _tree_ms(), "60"),
        ("one tendon, one year", _tendon_ms(YEAR_DAYS), "2"),
        ("2,000 tendons, one year", _tendons_ms(2000, YEAR_DAYS), "150"),
        (
            "one patient, one year",
            median_ms(lambda seed: follow(loading, person, "L", seed), range(15)),
            "3",
        ),
        (
            "1,000 patients, one year",
            median_ms(lambda seed: follow(loading, crowd, "L", seed), range(3)),
            "-",
        ),
        (
            "a stored range of people",
            median_ms(lambda v: bands("L", "massage", visa_a_start=v), np.linspace(31, 64, 30)),
            "1",
        ),
    ]
    head = ["| simulation | median ms | limit ms |", "|---|---|---|"]
    return [*head, *(f"| {what} | {took:.2f} | {limit} |" for what, took, limit in rows), ""]


def _tree_ms() -> float:
    # A seed that was not asked for before: trees are kept.
    return median_ms(lambda seed: vessel_tree(1.0, seed), range(7000, 7020))


def _tendon_ms(days: int) -> float:
    running = _running_weeks(days)
    return median_ms(lambda _run: simulate(running), range(15))


def _tendons_ms(patients: int, days: int) -> float:
    start = TurnoverState(quality=np.linspace(0.8, 1.1, patients))
    running = _running_weeks(days)
    return median_ms(lambda _run: simulate(running, start=start, every_days=days), range(5))


def _running_weeks(days: int) -> tuple[Any, ...]:
    rest = walking_day()
    run = (*rest, LoadBlock(5.2, 2200.0, 0.2))
    return week(run, rest, run, rest, run, rest, run, times=days // 7)


def _slopes() -> list[str]:
    """How the cost of many tendons grows; a ratio of 2 is a straight line."""
    patients = [(n, _tendons_ms(n, YEAR_DAYS)) for n in (1000, 2000, 4000, 8000)]
    days = [(n, _tendons_ms(2000, n)) for n in (91, 182, 364, 728)]
    rows = ["| twice as much of | from → to | ms | ratio |", "|---|---|---|---|"]
    for what, found in (("tendons, one year", patients), ("days, 2,000 tendons", days)):
        for (n, before), (m, after) in pairwise(found):
            rows.append(
                f"| {what} | {n:,} → {m:,} | {before:.0f} → {after:.0f} | {after / before:.1f} |"
            )
    return [*rows, ""]
