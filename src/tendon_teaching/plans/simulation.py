"""Running a plan file with a cohort of made-up patients, and telling what came of it."""

import json
from dataclasses import dataclass
from typing import Any, Final

from tendon_teaching.models.clinical_course import (
    QUANTILES,
    ClinicalCourse,
    Story,
    model,
    monte_carlo,
    story,
)
from tendon_teaching.models.patients import draw_patients
from tendon_teaching.plans.plan_file import PlanFile, read_plan
from tendon_teaching.texts import _

TISSUE: Final = ("stiffness", "modulus", "area")
_DIGITS_POINTS, _DIGITS_RATIO = 2, 4


@dataclass(frozen=True, eq=False)
class Simulation:
    """One plan, run: the file, the story and the course of every patient."""

    held: PlanFile
    story: Story
    seed: int
    course: ClinicalCourse

    @property
    def patients(self) -> int:
        """Number of patients."""
        return int(self.course.visa_a.shape[1])

    @property
    def as_dict(self) -> dict[str, Any]:
        """The result for programs: lists have one entry for each of ``weeks``.

        ``visa_a_quantiles`` has the keys 5, 25, 50, 75 and 95; ``tissue`` holds mean ratios over
        the healthy tendon; ``gain_mean`` is the gain from the start to the last week asked.
        """
        course = self.course
        rows = [course.at(week) for week in self.held.weeks]
        quantiles = course.quantiles()[:, rows]
        return {
            "name": self.held.name,
            "set": self.story.name,
            "patients": self.patients,
            "seed": self.seed,
            "weeks": list(self.held.weeks),
            "visa_a_start": round(float(course.mean("visa_a_observed")[0]), _DIGITS_POINTS),
            "visa_a_mean": _rounded(course.mean("visa_a_observed")[rows], _DIGITS_POINTS),
            "visa_a_quantiles": {
                f"{100 * share:g}": _rounded(row, _DIGITS_POINTS)
                for share, row in zip(QUANTILES, quantiles, strict=True)
            },
            "gain_mean": round(float(course.gain[rows[-1]]), _DIGITS_POINTS),
            "tissue": {
                name: _rounded(course.mean(f"{name}_ratio")[rows], _DIGITS_RATIO) for name in TISSUE
            },
            "stopped": int(course.stopped.sum()),
            "note": _("Teaching model with made-up patients, not a forecast for a person."),
        }

    def as_json(self) -> str:
        """The result as JSON."""
        return json.dumps(self.as_dict, indent=2)

    def as_text(self) -> str:
        """The result as a small table for the reader."""
        found = self.as_dict
        quantiles = found["visa_a_quantiles"]
        lines = [
            found["name"],
            _("{story}; {count:,} made-up patients, seed {seed}.").format(
                story=self.story.text, count=self.patients, seed=self.seed
            ),
            "",
            _("week  VISA-A    5 %   25 %   50 %   75 %   95 %   stiffness  modulus   area"),
        ]
        for place, week in enumerate(found["weeks"]):
            scores = [found["visa_a_mean"][place], *(row[place] for row in quantiles.values())]
            ratios = [100 * found["tissue"][name][place] for name in TISSUE]
            lines.append(
                f"{week:4d}  {scores[0]:6.1f} "
                + "".join(f"{score:7.0f}" for score in scores[1:])
                + f"   {ratios[0]:7.0f} % {ratios[1]:6.0f} % {ratios[2]:5.0f} %"
            )
        lines += [
            "",
            _("Gain from the start ({start:.1f}) to week {week}: {gain:+.1f} points.").format(
                start=found["visa_a_start"], week=found["weeks"][-1], gain=found["gain_mean"]
            ),
            _("Tissue is in per cent of a healthy tendon. {note}").format(note=found["note"]),
        ]
        if found["stopped"]:
            lines.append(
                _(
                    "In {count} of them the tendon left the range of the model; it was held there."
                ).format(count=found["stopped"])
            )
        return "\n".join(lines)


def simulate(held: PlanFile, set_name: str, patients: int, seed: int) -> Simulation:
    """Run a plan under Story ``set_name`` (L or S) with ``patients`` (1 to 20,000) and ``seed``.

    Raises ValueError for bad input, before anything is computed.
    """
    chosen = story(set_name)
    whole = model(set_name)
    people = draw_patients(patients, seed, held.baseline, whole.people)
    return Simulation(
        held, chosen, seed, monte_carlo(held.plan, people, seed, whole, weeks=held.weeks)
    )


def run(path: str, set_name: str, patients: int, seed: int, *, as_json: bool) -> str:
    """What the command ``tendon-teaching simulate`` prints. Raises ValueError in one sentence."""
    done = simulate(read_plan(path), set_name, patients, seed)
    return done.as_json() if as_json else done.as_text()


def _rounded(values: Any, digits: int) -> list[float]:
    return [round(float(value), digits) for value in values]
