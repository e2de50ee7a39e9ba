"""Hours after a session: building and breakdown drawn over days, and how far apart sessions are.

A schematic for one idea, that recovery takes time; it forbids nobody to exercise daily.
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
from tendon_teaching.figures import hours_after
from tendon_teaching.models.bout import HOURS_SHOWN, BoutParameters, bout_course
from tendon_teaching.texts import _

NAME = "hours_after_a_session"
CURVES, MEASURED = 0.0, 1.0
MOST_SESSIONS = 8


def definition() -> Definition:
    """The explorer in the reader's language."""
    return Definition(
        name=NAME,
        title=_("Hours after a session"),
        controls=_controls(),
        scenes=_scenes(),
        static_grid=_static_grid(),
        compute=_picture,
        figure=hours_after,
        prediction=_prediction(),
    )


def _picture(*, gap_h: float, sessions: float, hour: float, in_focus: float) -> hours_after.Picture:
    course = bout_course(gap_h, int(sessions))
    return hours_after.Picture(course, hour, in_focus == MEASURED)


def _controls() -> tuple[Control, ...]:
    return (
        Control(
            name="gap_h",
            label=_("Between sessions"),
            unit="h",
            unit_spoken=_("hours"),
            values=stops(12, HOURS_SHOWN, 6),
            rests_on=_basis("breakdown_height"),
        ),
        Control(
            name="sessions",
            label=_("Sessions"),
            unit="",
            unit_spoken=_("sessions"),
            values=stops(0, MOST_SESSIONS, 1),
        ),
        Control(
            name="hour",
            label=_("Look at hour"),
            unit="h",
            unit_spoken=_("hours after the first session"),
            values=stops(0, HOURS_SHOWN, 4),
            rests_on=_basis("breakdown_peak_h"),
        ),
        Control(
            name="in_focus",
            label=_("In focus"),
            unit="",
            unit_spoken="",
            values=(CURVES, MEASURED),
            options=(_("the drawing"), _("what was measured")),
            more=True,
        ),
    )


def _basis(name: str) -> Parameter:
    """The parameter of the schematic behind a control, its note in the reader's language."""
    declared = parameters_of(BoutParameters)[name]
    return replace(declared, note=_(declared.note))


def _scenes() -> tuple[Scene, ...]:
    rest = {"gap_h": 48.0, "sessions": 0.0, "hour": 24.0, "in_focus": CURVES}
    spaced = rest | {"gap_h": 72.0, "sessions": 2.0, "hour": 72.0}
    return (
        Scene(
            "no_session",
            _("No session"),
            _("No session, so nothing is added: building and breakdown tick over as always."),
            rest,
        ),
        Scene(
            "one",
            _("One"),
            _(
                "After one session building is highest about a day later. That breakdown leads "
                "until then is our inference."
            ),
            rest | {"sessions": 1.0},
        ),
        Scene(
            "daily",
            _("Every day"),
            _(
                "A session every day: in this drawing the gain has hardly begun when the next "
                "session comes."
            ),
            rest | {"gap_h": 24.0, "sessions": 4.0, "hour": 60.0},
        ),
        Scene(
            "twice_a_day",
            _("Twice a day"),
            _("Twice a day: in this drawing breakdown piles up and building meets a ceiling."),
            rest | {"gap_h": 12.0, "sessions": 8.0, "hour": 84.0},
        ),
        Scene(
            "third_day",
            _("Third day"),
            _(
                "Every third day: in this drawing each session ends in a gain before the next. "
                "The answer to a session takes time."
            ),
            spaced,
            SceneKind.MESSAGE,
        ),
        Scene(
            "never_measured",
            _("But is it so?"),
            _(
                "When building peaks was measured. The balance was not, and people who load twice "
                "a day, every day, get better too."
            ),
            spaced | {"in_focus": MEASURED},
            SceneKind.DOUBT,
        ),
    )


def _static_grid() -> StaticGrid:
    """From each scene the control that tells most."""
    return StaticGrid(
        main={
            "no_session": "sessions",
            "one": "hour",
            "daily": "gap_h",
            "twice_a_day": "sessions",
            "third_day": "hour",
            "never_measured": "in_focus",
        }
    )


def _prediction() -> Prediction:
    return Prediction(
        question=_("You trained your calf hard this morning. When is the tendon building most?"),
        options=(
            Option(
                _("While training, and right after."),
                _(
                    "A common mix-up: “what I do now, happens now”. Loading is only the signal. "
                    "Collagen building was highest about a day later."
                ),
            ),
            Option(
                _("About a day later."),
                _(
                    "Right. Building was found highest after about a day, and still raised after "
                    "three. The rest of the picture is drawn, not measured."
                ),
                right=True,
            ),
            Option(
                _("After about a week of rest."),
                _(
                    "A common mix-up: “the tendon rebuilds when I rest long enough”. Building "
                    "answers to a load, and fades in days when none follows."
                ),
            ),
        ),
        settled_by="one",
    )
