"""Arms of published trials that the clinical course is fitted to or checked against.

Every number is a row of the register. ``CALIBRATION`` arms were used to fit both stories;
``CHECKS`` were not, but some of them stem from the same people, and then ``same_people_as`` says
so. The trial of massage against loading has no printed means per arm that anybody here has seen;
only its pattern is held: ``MASSAGE_PATTERN``.
"""

from dataclasses import dataclass
from typing import Final

from tendon_teaching.evidence import Value, value
from tendon_teaching.models.patients import Baseline
from tendon_teaching.models.regimens import DAYS_PER_WEEK, Plan, plan
from tendon_teaching.texts import _

NULL_ZONE_POINTS: Final = 9.0
"""Differences between arms below this could not be seen by a trial with twenty people an arm."""

WEEKS_PER_YEAR: Final = 52


@dataclass(frozen=True)
class TrialArm:
    """One arm: who started where, what they did, and where they were in a week of follow-up.

    ``after_id`` names the row of the mean at follow-up, or, with ``after_is_gain``, of the mean
    gain. ``tolerance`` is how far (points) a story may be off and still be said to meet the arm.
    """

    name: str
    regimen: str
    before_id: str
    after_id: str
    week: int
    tolerance: float
    after_is_gain: bool = False
    same_people_as: str = ""

    @property
    def before(self) -> Value:
        """The row of the start."""
        return value(self.before_id)

    @property
    def after(self) -> Value:
        """The row of the follow-up."""
        return value(self.after_id)

    @property
    def start(self) -> float:
        """Mean VISA-A at the start."""
        return _number(self.before)

    @property
    def gain(self) -> float:
        """Published mean gain, in points."""
        return _number(self.after) - (0.0 if self.after_is_gain else self.start)

    @property
    def plan(self) -> Plan:
        """The arm as a plan of the model, to the week of follow-up."""
        return plan(self.regimen, days=self.week * DAYS_PER_WEEK)

    @property
    def baseline(self) -> Baseline:
        """The start as the cohort of the model needs it."""
        return Baseline(self.start)

    @property
    def text(self) -> str:
        """The arm in words for the reader."""
        return _("{arm}, week {week} ({source})").format(
            arm=self.plan.regimen.text, week=self.week, source=self.after.source.short_citation
        )


def _number(row: Value) -> float:
    if row.value is None:
        raise ValueError(f"register row {row.id} holds no single number")
    return row.value


CALIBRATION: Final = (
    TrialArm("rompe2007_wait", "wait", "L028", "L029", 16, 4.0),
    TrialArm("rompe2007_eccentric", "home_eccentric", "L018", "L019", 16, 4.0),
    TrialArm("beyer2015_eccentric", "home_eccentric", "L079", "L080", 52, 4.0),
    TrialArm("beyer2015_heavy_slow", "heavy_slow", "L077", "L078", 52, 4.0),
    TrialArm("vanderplas2012_year_1", "home_eccentric", "L220", "L221", 52, 8.0),
)

CHECKS: Final = (
    TrialArm(
        "devos2007_eccentric",
        "home_eccentric",
        "L065",
        "L066",
        12,
        8.0,
        same_people_as="vanderplas2012_year_1",
    ),
    TrialArm("devos2010_eccentric", "home_eccentric", "L107", "L058", 24, 8.0, True),
    TrialArm("murphy2018_pool", "home_eccentric", "L107", "L215", 12, 8.0, True, "several trials"),
    TrialArm(
        "vanderplas2012_year_5",
        "home_eccentric",
        "L220",
        "L222",
        5 * WEEKS_PER_YEAR,
        8.0,
        same_people_as="vanderplas2012_year_1",
    ),
    TrialArm(
        "lagas2022_year_10",
        "home_eccentric",
        "L107",
        "L108",
        10 * WEEKS_PER_YEAR,
        8.0,
        same_people_as="devos2010_eccentric",
    ),
)

MASSAGE_PATTERN: Final = {4: "M004", 8: "M005", 12: "M005", 24: "M005"}
"""Weeks of the massage trial and the row that says what was found there: ahead at 4 weeks, after
that no difference between any pair of arms."""

MASSAGE_START: Final = 50.0
"""Where the model's copy of that trial starts; its own start was not seen."""


def arm(name: str) -> TrialArm:
    """The arm of that name; ValueError with the known names otherwise."""
    known = {each.name: each for each in (*CALIBRATION, *CHECKS)}
    if name not in known:
        raise ValueError(
            _("There is no arm {name!r}; choose one of {known}.").format(
                name=name, known=", ".join(known)
            )
        )
    return known[name]
