"""Massage once a week, or lift once a week? The gym argument, in a calf and its tendon.

That massage adds nothing is built into the kit; the last scene says so.
"""

from dataclasses import replace

from tendon_teaching.evidence import Parameter, parameters_of
from tendon_teaching.explorers.definition import (
    Control,
    Definition,
    Option,
    Prediction,
    Scene,
    SceneKind,
    StaticGrid,
    stops,
)
from tendon_teaching.figures import massage_or_lift as figure
from tendon_teaching.models.loading_dose import LoadingDose, WeeklyHour, follow_hour
from tendon_teaching.models.massage import WhatIf
from tendon_teaching.texts import _

NAME = "massage_or_lift"
HOURS = tuple(WeeklyHour)
STRUCTURE, PAIN = 0.0, 1.0


def definition() -> Definition:
    """The explorer in the reader's language."""
    return Definition(
        name=NAME,
        title=_("Massage once a week, or lift once a week?"),
        controls=_controls(),
        scenes=_scenes(),
        static_grid=_static_grid(),
        compute=_picture,
        figure=figure,
        prediction=_prediction(),
    )


def _picture(*, hour: float, weeks: float, in_focus: float) -> figure.Picture:
    chosen = HOURS[int(hour)]
    return figure.Picture(chosen, follow_hour(chosen), int(weeks), in_focus == PAIN)


def _controls() -> tuple[Control, ...]:
    return (
        Control(
            name="hour",
            label=_("This week's hour"),
            unit="",
            unit_spoken="",
            values=tuple(float(place) for place in range(len(HOURS))),
            options=tuple(hour.text for hour in HOURS),
            rests_on=_basis(WhatIf, "rebuild_pct"),
        ),
        Control(
            name="weeks",
            label=_("Weeks"),
            unit=_("wk"),
            unit_spoken=_("weeks"),
            values=stops(0, figure.SHOWN_WEEKS, 1),
            play=True,
            rests_on=_basis(LoadingDose, "weeks"),
        ),
        Control(
            name="in_focus",
            label=_("In focus"),
            unit="",
            unit_spoken="",
            values=(STRUCTURE, PAIN),
            options=(_("strength and tendon"), _("what it leaves open")),
            more=True,
        ),
    )


def _basis(model: type, name: str) -> Parameter:
    """The parameter behind a control, its note in the reader's language."""
    declared = parameters_of(model)[name]
    return replace(declared, note=_(declared.note))


def _scenes() -> tuple[Scene, ...]:
    nothing, massage, heavy = (float(HOURS.index(hour)) for hour in WeeklyHour)
    end = float(figure.SHOWN_WEEKS)
    return (
        Scene(
            "nothing",
            _("Nothing"),
            _("An hour of nothing each week: walking keeps calf and tendon as they are."),
            {"hour": nothing, "weeks": end, "in_focus": STRUCTURE},
        ),
        Scene(
            "massage",
            _("Massage"),
            _("A massage each week. Nobody goes for a massage to get strong."),
            {"hour": massage, "weeks": end, "in_focus": STRUCTURE},
        ),
        Scene(
            "first",
            _("First lift"),
            _("One heavy session: in this model hardly anything to see after a week."),
            {"hour": heavy, "weeks": 1.0, "in_focus": STRUCTURE},
        ),
        Scene(
            "month",
            _("A month"),
            _("One heavy session a week for a month: in this model a beginning of a gain."),
            {"hour": heavy, "weeks": 4.0, "in_focus": STRUCTURE},
        ),
        Scene(
            "message",
            _("Lift on"),
            _(
                "One heavy session a week for three months: calf and tendon gain. Effort is the "
                "signal; hands are not known to be one."
            ),
            {"hour": heavy, "weeks": end, "in_focus": STRUCTURE},
            SceneKind.MESSAGE,
        ),
        Scene(
            "open",
            _("But is it so?"),
            _(
                "For strength it is plain. But gain is not pain, and that massage changes no "
                "tissue is assumed here, not measured."
            ),
            {"hour": massage, "weeks": end, "in_focus": PAIN},
            SceneKind.DOUBT,
        ),
    )


def _static_grid() -> StaticGrid:
    """From each scene the weeks or the choice of the hour."""
    return StaticGrid(
        main={
            "nothing": "weeks",
            "massage": "weeks",
            "first": "weeks",
            "month": "hour",
            "message": "weeks",
            "open": "hour",
        }
    )


def _prediction() -> Prediction:
    return Prediction(
        question=_(
            "You want a stronger calf and a stiffer tendon, and you have one hour a week. What do "
            "you spend it on?"
        ),
        options=(
            Option(
                _("A massage: it feeds the tissue."),
                _(
                    "A common mix-up: “what feels good builds”. Nobody goes for a massage to get "
                    "strong. Hands put hardly any pull on the tendon; effort does."
                ),
            ),
            Option(
                _("A heavy session: effort is the signal."),
                _(
                    "Right. People who lift gain strength, and tendons gain stiffness, old ones "
                    "too. How much one session a week gives is this model's guess."
                ),
                right=True,
            ),
            Option(
                _("Neither: an hour a week is nothing."),
                _(
                    "A common mix-up: “little is nothing”. In this model one heavy session a week "
                    "already gives nearly half of what four give."
                ),
            ),
        ),
        settled_by="message",
    )
