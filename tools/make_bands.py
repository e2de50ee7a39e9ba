"""Follow cohorts over the grid of the explorer and store their quantiles as ``bands.npz``.

    python tools/make_bands.py

Takes about a minute. To be run again whenever the stories, the turnover model or the regimens
change; a test compares a few stored courses with fresh ones.
"""

import itertools
import sys
from pathlib import Path

import numpy as np

from tendon_teaching.models import clinical_course
from tendon_teaching.models.clinical_course import QUANTILES, STORY_NAMES, follow, model
from tendon_teaching.models.course_bands import (
    FILE,
    RATIO_STEP,
    REGIMENS,
    STARTS,
    STATISTICS,
    VISA_A_STEP,
    WEEKS,
    axes_of,
)
from tendon_teaching.models.patients import Baseline, draw_patients
from tendon_teaching.models.regimens import plan, regimen

TARGET = Path(clinical_course.__file__).parent / "data" / "clinical_course" / FILE
PATIENTS, SEED = 300, 9
MOST_BYTES = 300_000


def choices(name, place):
    _start, adherence, rule, rebuild = place
    chosen = {"days": 7 * WEEKS[-1], "massage_rebuild_pct": rebuild}
    if regimen(name).has_loading:
        chosen |= {"adherence": adherence, "pain_rule": rule}
    return plan(name, **chosen)


def statistics(course):
    weeks = list(WEEKS)
    scores = [*course.quantiles()[:, weeks], course.mean("visa_a_observed")[weeks]]
    ratios = [course.mean(name)[weeks] for name in STATISTICS[1:]]
    rows = [np.round(np.array(scores) / VISA_A_STEP), np.round(np.array(ratios) / RATIO_STEP)]
    return np.concatenate(rows).astype(np.uint16)


def courses(name, people):
    axes = axes_of(name)
    shape = (len(STORY_NAMES), *map(len, axes), len(QUANTILES) + len(STATISTICS), len(WEEKS))
    stored = np.empty(shape, np.uint16)
    for which, story in enumerate(STORY_NAMES):
        whole = model(story)
        for index in itertools.product(*(range(len(axis)) for axis in axes)):
            place = [axis[i] for axis, i in zip(axes, index, strict=True)]
            course = follow(choices(name, place), people[place[0]], whole, SEED)
            stored[(which, *index)] = statistics(course)
    return stored


def main():
    people = {start: draw_patients(PATIENTS, SEED, Baseline(start)) for start in STARTS}
    stored = {str(name): courses(name, people) for name in REGIMENS}
    np.savez_compressed(TARGET, **stored)
    size = TARGET.stat().st_size
    print(f"{TARGET.name}: {size} bytes")
    return 0 if size < MOST_BYTES else 1


if __name__ == "__main__":
    sys.exit(main())
