"""Lesson 00: the message of the kit, how to use an explorer, and three words for one problem."""

from tendon_teaching.lessons.content import WHOLE_MESSAGE, EvidenceGroup, Lesson
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
    )
