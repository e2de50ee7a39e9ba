"""What a trial of massage against loading can tell, and what it cannot, by its arms, care and size.

Rough sums for a lesson, not a sample size for a protocol: two means are compared at the end, no
account is taken of the start, of drop-outs or of several readings. The spread between people is
that of a published follow-up; the trial's own was not seen.
"""

import math
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from typing import Final

from tendon_teaching.evidence import Status, check_parameters, parameter
from tendon_teaching.models.checks import require_whole
from tendon_teaching.models.clinical_course import STORY_NAMES, single_course
from tendon_teaching.models.four_stories import LAST_WEEK, four_stories, whole_course_meetings
from tendon_teaching.models.regimens import DAYS_PER_WEEK, RegimenName, plan
from tendon_teaching.texts import _

MOST_PEOPLE: Final = 10_000
PUBLISHED_PEOPLE: Final = 20
"""About this many a group in the published trial: sixty in three arms; sizes were not seen."""

PROGRAMME_WEEKS: Final = 12
_TWO_SIDED_5_PCT = 1.959964
_POWER_80_PCT = 0.841621


class Arms(IntEnum):
    """Which groups a trial has; each has massage and loading."""

    AS_PUBLISHED = 0
    WITH_WAITING = 1
    WITH_SHAM = 2
    WITH_BOTH_CHECKS = 3

    @property
    def count(self) -> int:
        """Number of groups."""
        return {Arms.WITH_BOTH_CHECKS: 4}.get(self, 3)

    @property
    def has_waiting(self) -> bool:
        """Whether one group gets nothing."""
        return self in (Arms.WITH_WAITING, Arms.WITH_BOTH_CHECKS)

    @property
    def has_sham(self) -> bool:
        """Whether one group gets as much touch and time, but no massage."""
        return self in (Arms.WITH_SHAM, Arms.WITH_BOTH_CHECKS)

    @property
    def text(self) -> str:
        """The groups in words."""
        return {
            Arms.AS_PUBLISHED: _("massage, loading, both"),
            Arms.WITH_WAITING: _("massage, loading, waiting"),
            Arms.WITH_SHAM: _("massage, loading, sham touch"),
            Arms.WITH_BOTH_CHECKS: _("massage, loading, waiting, sham"),
        }[self]


@dataclass(frozen=True)
class Spread:
    """How far people's scores lie apart at follow-up."""

    visa_a_sd: float = parameter(
        17.0,
        unit="points",
        status=Status.MEASURED,
        allowed=(1.0, 40.0),
        register=("L107",),
        note="Of people at the start of a loading trial; at ten years it was larger.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


@dataclass(frozen=True)
class TrialDesign:
    """A trial: groups, whether all meet a clinician equally often, people a group, last week.

    Raises ValueError, naming the argument, outside 2 to 10,000 people or weeks that are not stored.
    """

    arms: Arms = Arms.AS_PUBLISHED
    equal_contact: bool = False
    people_per_group: int = PUBLISHED_PEOPLE
    weeks: int = 24
    spread: Spread = field(default_factory=Spread)

    def __post_init__(self) -> None:
        require_whole("people_per_group", self.people_per_group, 2, MOST_PEOPLE)
        require_whole("weeks", self.weeks, 2, LAST_WEEK)

    @property
    def people(self) -> int:
        """People in all groups together."""
        return self.arms.count * self.people_per_group

    @property
    def standard_error(self) -> float:
        """Of the difference between two groups, in points."""
        return self.spread.visa_a_sd * math.sqrt(2 / self.people_per_group)

    @property
    def interval_points(self) -> float:
        """Half the width of the 95 % interval of a difference; smaller ones are not significant."""
        return _TWO_SIDED_5_PCT * self.standard_error

    @property
    def detectable_points(self) -> float:
        """True difference that such a trial would find four times in five."""
        return (_TWO_SIDED_5_PCT + _POWER_80_PCT) * self.standard_error

    def chance_to_find_pct(self, true_points: float) -> float:
        """How often (%) such a trial finds a true difference of this size significant."""
        shift = abs(true_points) / self.standard_error
        found = _below(shift - _TWO_SIDED_5_PCT) + _below(-shift - _TWO_SIDED_5_PCT)
        return 100 * found

    @property
    def meetings(self) -> tuple[int, int]:
        """Meetings with a clinician of the massage and of the loading group."""
        hands = whole_course_meetings(RegimenName.MASSAGE)
        alone = whole_course_meetings(RegimenName.HOME_ECCENTRIC)
        return hands, hands if self.equal_contact else alone

    def expected(self, story: str) -> float:
        """Massage minus loading at the last week under a story, in points.

        The mean of the cohort; where loading gets as many meetings as massage, plus what these
        change in the typical made-up patient.
        """
        stories = four_stories(story)
        lead = stories.lead(RegimenName.MASSAGE, RegimenName.HOME_ECCENTRIC, self.weeks)
        return lead - (_gain_by_meetings(story)[self.weeks] if self.equal_contact else 0.0)

    @property
    def gap_points(self) -> float:
        """How far apart the two stories' expectations are."""
        first, second = (self.expected(name) for name in STORY_NAMES)
        return abs(first - second)


class Aim(IntEnum):
    """What one may want to learn from a trial."""

    STORIES = 0
    HANDS = 1
    TIME = 2
    BELIEF = 3
    LASTING = 4

    @property
    def question(self) -> str:
        """As a question."""
        return {
            Aim.STORIES: _("Which story is nearer?"),
            Aim.HANDS: _("Is it the hands, or the meetings?"),
            Aim.TIME: _("Would time alone have done it?"),
            Aim.BELIEF: _("Is it massage, or touch and belief?"),
            Aim.LASTING: _("Does it last?"),
        }[self]


@dataclass(frozen=True)
class Verdict:
    """Whether a trial can answer one question, and why."""

    aim: Aim
    can_tell: bool
    why: str


def verdicts(design: TrialDesign) -> tuple[Verdict, ...]:
    """What ``design`` can and cannot tell, one verdict for each aim, in their order."""
    hands, alone = design.meetings
    after = design.weeks - PROGRAMME_WEEKS
    can_part = design.gap_points >= design.detectable_points
    return (
        Verdict(
            Aim.STORIES,
            can_part,
            _("They lie {gap:.0f} points apart; it can see {seen:.0f}.").format(
                gap=design.gap_points, seen=design.detectable_points
            ),
        ),
        Verdict(
            Aim.HANDS,
            design.equal_contact,
            _("{hands} meetings each: only the care differs.").format(hands=hands)
            if design.equal_contact
            else _("{hands} meetings against {alone} come with the hands.").format(
                hands=hands, alone=alone
            ),
        ),
        Verdict(
            Aim.TIME,
            design.arms.has_waiting,
            _("A group that waits shows what time does.")
            if design.arms.has_waiting
            else _("No group waits."),
        ),
        Verdict(
            Aim.BELIEF,
            design.arms.has_sham,
            _("Sham touch brings the same time and attention.")
            if design.arms.has_sham
            else _("No sham. Nobody can be blind to loading."),
        ),
        Verdict(
            Aim.LASTING,
            design.weeks >= LAST_WEEK,
            _("Read {weeks} weeks after the last session.").format(weeks=after)
            if after > 0
            else _("Read before the care has ended, or as it ends."),
        ),
    )


def _below(z: float) -> float:
    """Share of a normal law below ``z``."""
    return 0.5 * (1 + math.erf(z / math.sqrt(2)))


@lru_cache(maxsize=len(STORY_NAMES))
def _gain_by_meetings(story: str) -> tuple[float, ...]:
    """Week by week, what as many meetings as massage has add to loading in a typical patient."""
    often = whole_course_meetings(RegimenName.MASSAGE) / PROGRAMME_WEEKS
    days = LAST_WEEK * DAYS_PER_WEEK
    alone = single_course(plan(RegimenName.HOME_ECCENTRIC, days=days), story)
    met = single_course(plan(RegimenName.HOME_ECCENTRIC, days=days, contacts_per_week=often), story)
    return tuple((met.visa_a - alone.visa_a).tolist())
