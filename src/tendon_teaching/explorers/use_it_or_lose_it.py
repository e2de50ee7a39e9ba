"""Use it or lose it: a healthy tendon without its usual load, and with it again.

The weeks without load were measured in a few people and other tendons; the way back was not, so
that half of the picture is the model alone. That is the doubt at the end.
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
from tendon_teaching.figures import unloading as figure
from tendon_teaching.figures.unloading import Picture
from tendon_teaching.models.turnover import TurnoverParameters
from tendon_teaching.models.unloading import (
    MOST_DAYS_UNLOADED,
    MOST_WEEKS_AFTER,
    Rest,
    RestHistory,
    Sport,
    follow,
)
from tendon_teaching.texts import _

NAME = "use_it_or_lose_it"
KINDS = tuple(Rest)
MODEL, PEOPLE = 0.0, 1.0
FORTNIGHT, QUARTER = 14, MOST_DAYS_UNLOADED
BACK_WEEKS = 4


def definition() -> Definition:
    """The explorer in the reader's language."""
    return Definition(
        name=NAME,
        title=_("Use it or lose it"),
        controls=_controls(),
        scenes=_scenes(),
        static_grid=_static_grid(),
        compute=_picture,
        figure=figure,
        prediction=_prediction(),
    )


def _picture(*, days: float, kind: float, weeks_after: float, people: float) -> Picture:
    course = follow(RestHistory(KINDS[int(kind)], int(days)))
    return Picture(course, int(weeks_after), people_in_focus=people == PEOPLE)


def _controls() -> tuple[Control, ...]:
    return (
        Control(
            name="days",
            label=_("Days without"),
            unit=_("d"),
            unit_spoken=_("days"),
            values=stops(0, MOST_DAYS_UNLOADED, 7),
            rests_on=_basis(TurnoverParameters, "quality_days", _loss_note()),
        ),
        Control(
            name="kind",
            label=_("Kind of rest"),
            unit="",
            unit_spoken="",
            values=tuple(float(place) for place in range(len(KINDS))),
            options=tuple(kind.text for kind in KINDS),
            rests_on=_basis(Sport, "force_bw"),
        ),
        Control(
            name="weeks_after",
            label=_("Weeks after the return"),
            unit=_("wk"),
            unit_spoken=_("weeks"),
            values=stops(0, MOST_WEEKS_AFTER, 1),
            rests_on=_basis(TurnoverParameters, "growth_strain_low_pct", _return_note()),
        ),
        Control(
            name="people",
            label=_("In focus"),
            unit="",
            unit_spoken="",
            values=(MODEL, PEOPLE),
            options=(_("the model"), _("measured people")),
            more=True,
        ),
    )


def _loss_note() -> str:
    return _("Fitted to the measured points. It loses at an even pace; people did not.")


def _return_note() -> str:
    return _("The way back is the model alone: nobody in these studies was followed back.")


def _basis(model: type, name: str, note: str = "") -> Parameter:
    """The parameter behind a control, its note in the reader's language."""
    declared = parameters_of(model)[name]
    return replace(declared, note=note or _(declared.note))


def _scenes() -> tuple[Scene, ...]:
    walk = _values(Rest.WALKING_ON, QUARTER)
    bed = _values(Rest.BED, QUARTER)
    fortnight = _values(Rest.BED, FORTNIGHT)
    return (
        Scene(
            "walk_on",
            _("Walk on"),
            _("Somebody walks, week after week. Nothing changes: everyday load keeps the tendon."),
            walk,
        ),
        Scene(
            "no_sport",
            _("No sport"),
            _(
                "A trained person stops training and walks. In this model most of what training "
                "built goes; what walking keeps, stays."
            ),
            _values(Rest.NO_SPORT, QUARTER),
        ),
        Scene(
            "in_bed",
            _("In bed"),
            _("No steps at all. After only two weeks the tendon is clearly less stiff."),
            fortnight,
        ),
        Scene(
            "longer",
            _("Longer"),
            _("Three months in bed: more than half of the stiffness is gone, here and in people."),
            bed,
        ),
        Scene(
            "exercise",
            _("Exercise"),
            _(
                "Still in bed, but hard exercise every third day: in this model the tendon loses "
                "about half as much."
            ),
            _values(Rest.BED_THIRD_DAY, QUARTER),
        ),
        Scene(
            "back",
            _("Back"),
            _(
                "Use it or lose it: load is what keeps a tendon. When load returns, so does "
                "stiffness, over weeks and not days."
            ),
            bed | {"weeks_after": float(BACK_WEEKS)},
            SceneKind.MESSAGE,
        ),
        Scene(
            "is_it_so",
            _("But is it so?"),
            _(
                "A few healthy men, other tendons, and two tendons of one study far apart. The way "
                "back is assumed, not measured."
            ),
            fortnight | {"people": PEOPLE},
            SceneKind.DOUBT,
        ),
    )


def _values(kind: Rest, days: int) -> dict[str, float]:
    return {
        "days": float(days),
        "kind": float(KINDS.index(kind)),
        "weeks_after": 0.0,
        "people": MODEL,
    }


def _static_grid() -> StaticGrid:
    return StaticGrid(
        main={
            "walk_on": "kind",
            "no_sport": "days",
            "in_bed": "weeks_after",
            "longer": "days",
            "exercise": "days",
            "back": "weeks_after",
            "is_it_so": "people",
        }
    )


def _prediction() -> Prediction:
    return Prediction(
        question=_(
            "Three months in bed, but with hard calf exercise every third day. What happens to "
            "the stiffness of the tendon?"
        ),
        options=(
            Option(
                _("It stays: every third day is enough."),
                _(
                    "A common mix-up: “a little hard work replaces all the rest”. In people with "
                    "this programme stiffness still fell clearly, and in this model it does too."
                ),
            ),
            Option(
                _("It falls, but less than without exercise."),
                _(
                    "Right. Measured in people in bed, and so in this model: exercise every third "
                    "day slowed the loss and did not stop it."
                ),
                right=True,
            ),
            Option(
                _("It falls just the same: lying down is lying down."),
                _(
                    "A common mix-up: “rest is all or nothing”. Those who exercised kept more than "
                    "those who only lay. Compare this scene with the one before."
                ),
            ),
        ),
        settled_by="exercise",
    )
