"""The window: how hard, how long and how often a tendon is loaded, and what it makes of it.

Too little, enough, too much: in this model, on healthy tendon. What was measured stands beside it.
"""

from dataclasses import replace

from tendon_teaching.evidence import Parameter, parameters_of, value
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
from tendon_teaching.figures import window
from tendon_teaching.models.loading_dose import (
    LEAST_STRAIN_PCT,
    MOST_STRAIN_PCT,
    MOST_WEEKS,
    SECONDS,
    STRAIN_STEP_PCT,
    Base,
    LoadingDose,
    judge_dose,
)
from tendon_teaching.texts import _

NAME = "the_window"
BASES = tuple(Base)
MODEL, PEOPLE = 0.0, 1.0
MOST_SETS = 6
REPETITIONS = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0, 15.0, 20.0, 24.0, 30.0)


def definition() -> Definition:
    """The explorer in the reader's language."""
    return Definition(
        name=NAME,
        title=_("How hard, how long, how often?"),
        controls=_controls(),
        scenes=_scenes(),
        static_grid=_static_grid(),
        compute=_picture,
        figure=window,
        prediction=_prediction(),
    )


def _picture(*, base: float, in_focus: float, **dose: float) -> window.Picture:
    return window.Picture(judge_dose(LoadingDose(**dose), BASES[int(base)]), in_focus == PEOPLE)


def _controls() -> tuple[Control, ...]:
    return (
        Control(
            name="strain_pct",
            label=_("Strain per contraction"),
            unit="%",
            unit_spoken=_("per cent strain"),
            values=stops(
                LEAST_STRAIN_PCT, MOST_STRAIN_PCT, STRAIN_STEP_PCT, also=(_gentle(), _strong())
            ),
            decimals=2,
            rests_on=_basis("strain_pct"),
        ),
        Control(
            name="seconds_per_contraction",
            label=_("Seconds per contraction"),
            unit="s",
            unit_spoken=_("seconds"),
            values=SECONDS,
            decimals=1,
            rests_on=_basis("seconds_per_contraction"),
        ),
        Control(
            name="weeks",
            label=_("Weeks"),
            unit=_("wk"),
            unit_spoken=_("weeks"),
            values=stops(0, MOST_WEEKS, 1),
            play=True,
            rests_on=_basis("weeks"),
        ),
        Control(
            name="repetitions",
            label=_("Repetitions in a set"),
            unit="",
            unit_spoken=_("repetitions"),
            values=REPETITIONS,
            rests_on=_basis("repetitions"),
            more=True,
        ),
        Control(
            name="sets",
            label=_("Sets in a session"),
            unit="",
            unit_spoken=_("sets"),
            values=stops(1, MOST_SETS, 1),
            rests_on=_basis("sets"),
            more=True,
        ),
        Control(
            name="sessions_a_week",
            label=_("Sessions a week"),
            unit="",
            unit_spoken=_("sessions a week"),
            values=stops(0, 7, 1),
            rests_on=_basis("sessions_a_week"),
            more=True,
        ),
        _choice("base", _("The rest of the day"), *(base.text for base in BASES)),
        _choice("in_focus", _("In focus"), _("the model"), _("strains measured elsewhere")),
    )


def _choice(name: str, label: str, *options: str) -> Control:
    places = tuple(float(place) for place in range(len(options)))
    return Control(name, label, "", "", places, options=options, more=True)


def _basis(name: str) -> Parameter:
    """The parameter of the dose behind a control, its note in the reader's language."""
    declared = parameters_of(LoadingDose)[name]
    return replace(declared, note=_(declared.note))


def _gentle() -> float:
    """Strain of the legs of a study that did not change."""
    return _number("L131")


def _strong() -> float:
    """Strain of the other legs of the same study, which did."""
    return _number("L132")


def _number(row_id: str) -> float:
    row = value(row_id)
    if row.value is None:
        raise ValueError(f"register row {row_id} holds no number")
    return row.value


def _scenes() -> tuple[Scene, ...]:
    dose = LoadingDose()
    strong = {
        "strain_pct": _strong(),
        "seconds_per_contraction": dose.seconds_per_contraction,
        "weeks": dose.weeks,
        "repetitions": dose.repetitions,
        "sets": dose.sets,
        "sessions_a_week": dose.sessions_a_week,
        "base": float(BASES.index(Base.WALKING)),
        "in_focus": MODEL,
    }
    # Six times as many contractions of a sixth of the length: the same seconds under load.
    quick = {"seconds_per_contraction": 0.5, "repetitions": 6 * dose.repetitions}
    many = {"strain_pct": 7.25, "repetitions": 3 * dose.repetitions}
    bed = {"base": float(BASES.index(Base.BED)), "sessions_a_week": 0.0, "weeks": 3.0}
    patient = strong | {"weeks": 24.0}
    return (
        Scene(
            "gentle",
            _("Light"),
            _("Gentle training, four times a week: in this model the tendon stays as it was."),
            strong | {"strain_pct": _gentle()},
        ),
        Scene(
            "enough",
            _("Enough"),
            _(
                "Harder, held for seconds: in this model the tendon becomes stiffer, through its "
                "material and hardly through its size."
            ),
            strong,
        ),
        Scene(
            "harder",
            _("More"),
            _("Much harder still: in this model that brings hardly more."),
            strong | {"strain_pct": 6.5},
        ),
        Scene(
            "too_hard",
            _("Hard"),
            _(
                "Harder again, and the model stops at the first session: this is beyond what it "
                "can say about a tendon."
            ),
            strong | {"strain_pct": 8.0},
        ),
        Scene(
            "too_many",
            _("Many"),
            _(
                "A little less hard, but three times as many: in this model the tendon swells and "
                "its material softens."
            ),
            strong | many,
        ),
        Scene(
            "quick",
            _("Fast"),
            _(
                "The strain that was enough, the same seconds in all, but in quick ones: in this "
                "model a third of the gain is left."
            ),
            strong | quick,
        ),
        Scene(
            "bed",
            _("Bed"),
            _(
                "No load at all: in three weeks this model loses nearly as much as months of "
                "training gave. Rest does not rebuild."
            ),
            strong | bed,
        ),
        Scene(
            "message",
            _("Time"),
            _(
                "Hard enough, slow enough, often enough, and for months. In this model most of the "
                "gain is there after three."
            ),
            patient,
            SceneKind.MESSAGE,
        ),
        Scene(
            "elsewhere",
            _("But is it so?"),
            _(
                "Other methods measured more strain in plain walking than this scale says. And "
                "these are healthy legs: for pain, heavier has not beaten moderate."
            ),
            patient | {"in_focus": PEOPLE},
            SceneKind.DOUBT,
        ),
    )


def _static_grid() -> StaticGrid:
    """From each scene the control that tells most; one line may serve several scenes."""
    return StaticGrid(
        main={
            "gentle": "strain_pct",
            "enough": "strain_pct",
            "harder": "strain_pct",
            "too_hard": "strain_pct",
            "too_many": "repetitions",
            "quick": "repetitions",
            "bed": "base",
            "message": "weeks",
            "elsewhere": "in_focus",
        }
    )


def _prediction() -> Prediction:
    return Prediction(
        question=_(
            "Same strain, same seconds under load in all: many quick contractions or few slow "
            "ones? Which does more for the tendon?"
        ),
        options=(
            Option(
                _("Many quick ones."),
                _(
                    "A common mix-up: “more repetitions, more signal”. What lasted did more: "
                    "slower cycles and long holds changed tendon more than quick ones."
                ),
            ),
            Option(
                _("Few slow ones."),
                _(
                    "Right. In studies slower cycles and long holds changed tendon more. How much "
                    "is left at each speed is this model's fit."
                ),
                right=True,
            ),
            Option(
                _("No difference: the seconds count."),
                _(
                    "A common mix-up: “work is work”. With the same sum, long holds changed a "
                    "thigh tendon and one-second holds did not."
                ),
            ),
        ),
        settled_by="quick",
    )
