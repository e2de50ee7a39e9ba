"""The message of the whole kit in four lines; every lesson stands on one of them."""

from tendon_teaching.texts import _


def message() -> tuple[str, ...]:
    """The four lines, in order."""
    return (
        _("The tendon changes: fibres, cells, vessels. It becomes thicker and less stiff."),
        _("Load beyond present capacity is the likely road there."),
        _("Effort is the signal that changes a tendon."),
        _(
            "Massage calms the signal of pain for a while. That can open the door to loading; "
            "it is not shown to rebuild."
        ),
    )
