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
                title=_("What the three words rest on"),
                value_ids=("S161", "S160", "S044", "S014"),
                remark=_(
                    "Inflammation cells and changed tissue have both been seen. "
                    "Pain alone proves neither."
                ),
            ),
        ),
    )
