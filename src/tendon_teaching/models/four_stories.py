"""One result for the comparison: four ways of care, week by week, under one story.

The courses are stored ones of a made-up cohort (``course_bands``), so a slider can follow. Nothing
is fitted here. Beside them stand two checks against print: the pattern of the trial of massage
against loading, and the gains of the published arms, as the fit wrote them down.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tendon_teaching.evidence import Status, check_parameters, parameter
from tendon_teaching.models.checks import FloatArray, read_only, require_between
from tendon_teaching.models.clinical_course import story
from tendon_teaching.models.course_bands import bands
from tendon_teaching.models.regimens import RegimenName, plan
from tendon_teaching.models.trial_arms import (
    CALIBRATION,
    CHECKS,
    MASSAGE_PATTERN,
    NULL_ZONE_POINTS,
    TrialArm,
)
from tendon_teaching.texts import _

LIVES: Final = (
    RegimenName.WAIT,
    RegimenName.MASSAGE,
    RegimenName.HOME_ECCENTRIC,
    RegimenName.BOTH,
)
LAST_WEEK: Final = 52
AHEAD_WEEK: Final = 4
"""The only week at which the trial found a difference: massage was ahead."""


@dataclass(frozen=True)
class Setting:
    """What a learner may choose; the same for all four ways of care.

    ``rebuild_pct`` is the what-if: the share of the growth signal of a loading session that a
    massage is given. Raises ValueError outside the ranges.
    """

    visa_a_start: float = parameter(
        50.0,
        unit="points",
        status=Status.ILLUSTRATIVE,
        allowed=(30.0, 65.0),
        register=("L018", "L028", "L107", "L220"),
        note="Mean of a made-up group. Published trials of midportion pain began near the middle.",
    )
    adherence_pct: float = parameter(
        80.0,
        unit="%",
        status=Status.ILLUSTRATIVE,
        allowed=(30.0, 100.0),
        register=("L102",),
        note="Share of the loading sessions that people do. In a trial it was about this.",
    )
    pain_rule: float = parameter(
        5.0,
        unit="of 10",
        status=Status.ASSUMED,
        allowed=(1.0, 7.0),
        note="Pain up to which an exercise counts as allowed. Trials used such a rule; no "
        "threshold was shown to be best.",
    )
    rebuild_pct: float = parameter(
        0.0,
        unit="% of a session",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 100.0),
        note="A thought experiment. In this kit massage reaches no tissue: that is a decision, "
        "not a finding. Nobody has measured such a number.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


@dataclass(frozen=True, eq=False)
class Life:
    """One way of care over a year; every row has one entry for each of ``weeks``.

    ``visa_a`` is the mean observed score of the cohort, ``low`` and ``high`` hold the middle 90 %
    of its people. ``stiffness_pct`` and ``area_pct`` are means, in per cent of the healthy tendon.
    ``meetings`` counts those with a clinician since the start.
    """

    name: RegimenName
    weeks: NDArray[np.int64]
    visa_a: FloatArray
    low: FloatArray
    high: FloatArray
    stiffness_pct: FloatArray
    area_pct: FloatArray
    meetings: FloatArray

    @property
    def text(self) -> str:
        """The way of care in a word or two."""
        return life_text(self.name)

    def row(self, week: int) -> int:
        """Place of ``week`` in the rows. Raises ValueError when it is not stored."""
        place = int(np.searchsorted(self.weeks, week))
        if place == len(self.weeks) or self.weeks[place] != week:
            raise ValueError(
                _("week is {week}; choose one of {known}.").format(
                    week=week, known=", ".join(map(str, self.weeks))
                )
            )
        return place


def life_text(name: RegimenName) -> str:
    """A way of care in a word or two."""
    return {
        RegimenName.WAIT: _("waiting"),
        RegimenName.MASSAGE: _("massage"),
        RegimenName.HOME_ECCENTRIC: _("loading"),
        RegimenName.BOTH: _("both"),
    }.get(name, name.text)


@dataclass(frozen=True, eq=False)
class FourStories:
    """The four ways of care under one story (``L`` or ``S``) and one setting."""

    story: str
    setting: Setting
    lives: tuple[Life, ...]

    @property
    def short_text(self) -> str:
        """The story's name for the reader."""
        return story_name(self.story)

    @property
    def text(self) -> str:
        """The story in words."""
        return story(self.story).text

    def life(self, name: RegimenName) -> Life:
        """One of the four. Raises ValueError for another regimen."""
        for each in self.lives:
            if each.name is name:
                return each
        raise ValueError(
            _("There is no course of {name}; choose one of {known}.").format(
                name=name, known=", ".join(LIVES)
            )
        )

    def score(self, name: RegimenName, week: int) -> float:
        """Mean VISA-A of one way of care in a week."""
        life = self.life(name)
        return float(life.visa_a[life.row(week)])

    def stiffness(self, name: RegimenName, week: int) -> float:
        """Mean stiffness of one way of care in a week, per cent of healthy."""
        life = self.life(name)
        return float(life.stiffness_pct[life.row(week)])

    def lead(self, one: RegimenName, other: RegimenName, week: int) -> float:
        """By how many points ``one`` stands above ``other`` in a week."""
        return self.score(one, week) - self.score(other, week)


def story_name(name: str) -> str:
    """The short name of story ``L`` or ``S`` for the reader."""
    return {"L": _("Story A"), "S": _("Story B")}[name]


@lru_cache(maxsize=256)
def four_stories(story_: str, setting: Setting | None = None) -> FourStories:
    """All four ways of care under ``story_``. Raises ValueError for an unknown story."""
    story(story_)
    setting = setting or Setting()
    return FourStories(story_, setting, tuple(_life(story_, name, setting) for name in LIVES))


def _life(story_: str, name: RegimenName, setting: Setting) -> Life:
    course = bands(
        story_,
        name,
        visa_a_start=setting.visa_a_start,
        adherence=setting.adherence_pct / 100,
        pain_rule=setting.pain_rule,
        massage_rebuild_pct=setting.rebuild_pct,
    )
    return Life(
        name=name,
        weeks=course.weeks,
        visa_a=read_only(np.array(course.visa_a_mean)),
        low=read_only(np.array(course.visa_a[0])),
        high=read_only(np.array(course.visa_a[-1])),
        stiffness_pct=read_only(100 * course.stiffness_ratio),
        area_pct=read_only(100 * course.area_ratio),
        meetings=_meetings(name)[course.weeks],
    )


@lru_cache(maxsize=len(LIVES))
def _meetings(name: RegimenName) -> FloatArray:
    """Meetings with a clinician up to the start of each week, 0 to 52."""
    care = plan(name)
    each_week = [care.contacts_in_week(week) for week in range(LAST_WEEK)]
    return read_only(np.concatenate([[0.0], np.cumsum(each_week)]))


def whole_course_meetings(name: RegimenName) -> int:
    """Meetings with a clinician in the whole programme."""
    return round(float(_meetings(name)[-1]))


# --- against print -----------------------------------------------------------------------------


@dataclass(frozen=True)
class PatternCheck:
    """Massage minus loading in one week: the model's points beside what the trial found.

    The trial's own points were not seen, only which arm was ahead, so a check is a matter of sign
    and of a zone in which a small trial sees nothing.
    """

    week: int
    lead_points: float

    @property
    def found_ahead(self) -> bool:
        """Whether the trial found massage ahead in this week; otherwise it found no difference."""
        return self.week == AHEAD_WEEK

    @property
    def fits(self) -> bool:
        """Whether the model agrees with that."""
        if self.found_ahead:
            return self.lead_points > 0
        return abs(self.lead_points) <= NULL_ZONE_POINTS


def massage_pattern(stories: FourStories) -> tuple[PatternCheck, ...]:
    """The model beside the pattern of the trial of massage against loading, week by week."""
    massage, loading = RegimenName.MASSAGE, RegimenName.HOME_ECCENTRIC
    return tuple(
        PatternCheck(week, stories.lead(massage, loading, week)) for week in MASSAGE_PATTERN
    )


@dataclass(frozen=True)
class ArmCheck:
    """One published arm and what each story came to, as the fit wrote it down (points)."""

    arm: TrialArm
    gains: dict[str, float]
    was_fitted: bool

    def fits(self, story_: str) -> bool:
        """Whether the story meets the arm within its tolerance."""
        return abs(self.gains[story_] - self.arm.gain) <= self.arm.tolerance


@lru_cache(maxsize=1)
def arm_checks() -> tuple[ArmCheck, ...]:
    """Every published arm beside both stories, with the gains that the fit wrote down."""
    folder = resources.files("tendon_teaching.models") / "data" / "clinical_course"
    gains = json.loads((folder / "arm_gains.json").read_text(encoding="utf-8"))
    return tuple(
        ArmCheck(arm, gains[arm.name], arm in CALIBRATION) for arm in (*CALIBRATION, *CHECKS)
    )


def arm_check(name: str) -> ArmCheck:
    """One published arm beside both stories, by name. Raises ValueError if unknown."""
    known = {check.arm.name: check for check in arm_checks()}
    if name not in known:
        raise ValueError(
            _("There is no arm {name!r}; choose one of {known}.").format(
                name=name, known=", ".join(known)
            )
        )
    return known[name]


def largest_tissue_gap_pct(one: FourStories, other: FourStories, week: int) -> float:
    """By how many points of stiffness two stories differ at most, over the four ways of care."""
    return max(abs(one.stiffness(name, week) - other.stiffness(name, week)) for name in LIVES)


def share_of_people_pct(stories: FourStories, name: RegimenName, week: int) -> float:
    """How wide the middle 90 % of people is beside the distance of the best and worst mean.

    Per cent: 300 means that people under one care lie three times as far apart as the four means.
    Raises ValueError at the start, where the means are one.
    """
    require_between("week", week, 1, LAST_WEEK, _("weeks"))
    life = stories.life(name)
    row = life.row(week)
    means = [stories.score(each, week) for each in LIVES]
    return 100 * float(life.high[row] - life.low[row]) / (max(means) - min(means))
