"""Lesson 00: the message of the kit, how to use an explorer, and three words for one problem."""

from tendon_teaching.evidence import value
from tendon_teaching.lessons.content import WHOLE_MESSAGE, EvidenceGroup, Lesson, Point
from tendon_teaching.models.relief import relief_pct
from tendon_teaching.models.tour import (
    LAST_WEEK,
    TRIAL_WEEKS,
    Regimen,
    pain_left,
    tour_and_group,
    tour_state,
)
from tendon_teaching.texts import _


def lesson() -> Lesson:
    """The content of the lesson."""
    return Lesson(
        number="00",
        notebook="00_start_here.ipynb",
        title=_("Start here"),
        message_line=WHOLE_MESSAGE,
        popular=_("Tendinitis, tendinosis, tendinopathy: three words for the same sore tendon."),
        opening_claims=("A01",),
        evidence=(
            EvidenceGroup(
                title=_("What the tour rests on: thickness"),
                value_ids=("S071", "S070"),
                remark=_("Group means of one study; the spread was not visible."),
            ),
            EvidenceGroup(
                title=_("What the tour rests on: relief by massage, and sessions done"),
                value_ids=("M115", "M116", "L102"),
                remark=_(
                    "The relief was measured in healthy people whose forearm was sore from "
                    "exercise, not in people with a painful Achilles tendon. The tour does as "
                    "many sessions of its home programme as people did in the third row."
                ),
            ),
            EvidenceGroup(
                title=_("What the tour rests on: pain while people wait or load"),
                value_ids=("L030", "L031", "L020", "L021"),
                remark=_(
                    "Two groups of one trial. Pain eased in both, so not all of the ease is "
                    "due to what was done."
                ),
            ),
            EvidenceGroup(
                title=_("What the three words rest on"),
                value_ids=("S161", "S160", "S044", "S014"),
                remark=_(
                    "Inflammation cells and changed tissue have both been seen. "
                    "Pain alone proves neither."
                ),
            ),
        ),
        left_out=_left_out(),
    )


def _left_out() -> tuple[Point, ...]:
    case, group = tour_and_group()
    loaded = tour_state(100, Regimen.LOADING, LAST_WEEK)
    return (
        Point(
            _("One tendon, two degrees."),
            _(
                "The tour and lesson 01 draw a marked case: thickness {thickness:.0f} %, stiffness "
                "{stiffness:.0f} %, modulus {modulus:.0f} % of healthy. Lessons 04 to 06 follow "
                "the mean of a made-up group: {group_thickness:.0f} %, {group_stiffness:.0f} %, "
                "{group_modulus:.0f} %. From there the tour takes only by how much each changes."
            ).format(
                thickness=case.thickness_pct,
                stiffness=case.stiffness_pct,
                modulus=case.modulus_pct,
                group_thickness=group.thickness_pct,
                group_stiffness=group.stiffness_pct,
                group_modulus=group.modulus_pct,
            ),
        ),
        Point(
            _("How much loading does."),
            _(
                "In this model {weeks} weeks of a home programme leave the tendon {gain:.0f} % "
                "stiffer than it was. Another programme, or other people, would give another "
                "number."
            ).format(
                weeks=LAST_WEEK,
                gain=100 * (loaded.tissue.stiffness_pct / loaded.before.stiffness_pct - 1),
            ),
        ),
        Point(
            _("Who or what eases the pain."),
            _(
                "The weeks follow Story A of lesson 06, in which loading calms the pain. After "
                "{weeks} weeks pain has fallen by {waiting:.0f} % with waiting and by "
                "{loading:.0f} % with loading. In the trial above it was {waited:.0f} % and "
                "{loaded:.0f} %: this model gives waiting too little. Lesson 06 has a Story B too."
            ).format(
                weeks=TRIAL_WEEKS,
                waiting=100 * (1 - pain_left(TRIAL_WEEKS, is_loading=False)),
                loading=100 * (1 - pain_left(TRIAL_WEEKS, is_loading=True)),
                waited=_fall_pct("L030", "L031"),
                loaded=_fall_pct("L020", "L021"),
            ),
        ),
        Point(
            _("Massage and tissue."),
            _(
                "One massage takes {relief:.0f} % off the pain while the hands are on, and is all "
                "but gone a week later. It leaves the tendon alone because the model lets it: a "
                "decision, not a finding."
            ).format(relief=float(relief_pct(0.0))),
        ),
    )


def _fall_pct(before: str, after: str) -> float:
    """By how many per cent a published value fell, from one row of the register to another."""
    start, end = value(before).value, value(after).value
    if start is None or end is None:
        raise ValueError(f"register rows {before} and {after} must both hold numbers")
    return 100 * (1 - end / start)
