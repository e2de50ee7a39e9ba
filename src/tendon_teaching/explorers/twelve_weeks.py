"""Twelve weeks of a programme: what three of them, and walking only, make of a sore tendon.

The tissue changes, in this model, and the lump hardly. Whether that is what makes people feel
better, is the doubt at the end: structure is not symptoms.
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
from tendon_teaching.figures import programmes as figure
from tendon_teaching.figures.programmes import Picture
from tendon_teaching.models.programmes import (
    PROGRAMME_WEEKS,
    YEAR_WEEKS,
    After,
    Done,
    Programme,
    ProgrammeRules,
    follow,
)
from tendon_teaching.models.turnover import TendinopathicStart
from tendon_teaching.texts import _

NAME = "twelve_weeks"
PROGRAMMES, AFTERS, DONES = tuple(Programme), tuple(After), tuple(Done)
MODEL, PEOPLE = 0.0, 1.0
KG_A_WEEK = ProgrammeRules().carried_kg_a_week


def definition() -> Definition:
    """The explorer in the reader's language."""
    return Definition(
        name=NAME,
        title=_("Twelve weeks of a programme"),
        controls=_controls(),
        scenes=_scenes(),
        static_grid=_static_grid(),
        compute=_picture,
        figure=figure,
        prediction=_prediction(),
    )


def _picture(
    *, week: float, programme: float, after: float, done: float, kg_a_week: float, people: float
) -> Picture:
    rules = ProgrammeRules(carried_kg_a_week=kg_a_week)
    courses = tuple(
        # Only heel drops ask for the weight; the others need not be followed again.
        follow(each, AFTERS[int(after)], DONES[int(done)], rules if each.is_heel_drops else None)
        for each in PROGRAMMES
    )
    return Picture(courses, PROGRAMMES[int(programme)], int(week), people_in_focus=people == PEOPLE)


def _controls() -> tuple[Control, ...]:
    return (
        Control(
            name="week",
            label=_("Look at week"),
            unit="",
            unit_spoken=_("weeks"),
            values=stops(0, YEAR_WEEKS, 1),
            play=True,
            rests_on=_basis(
                TendinopathicStart, "disorganised", _("The sore tendon is a made-up cohort's mean.")
            ),
        ),
        replace(
            _choice("programme", _("Programme"), *(each.long_text for each in PROGRAMMES)),
            rests_on=_basis(
                ProgrammeRules,
                "heavy_last_bw",
                _("Only how often heel drops are done was published; forces are assumed."),
            ),
        ),
        replace(
            _choice("after", _("After week 12"), *(each.text for each in AFTERS)),
            rests_on=_basis(ProgrammeRules, "kept_sessions_a_week"),
        ),
        replace(
            _choice("done", _("Sessions done"), *(each.text for each in DONES)),
            more=True,
        ),
        Control(
            name="kg_a_week",
            label=_("Heel drops: weight added"),
            unit=_("kg a week"),
            unit_spoken=_("kilograms a week"),
            values=stops(0, 2, 0.5),
            decimals=1,
            rests_on=_basis(ProgrammeRules, "carried_kg_a_week"),
            more=True,
        ),
        replace(
            _choice("people", _("In focus"), _("the model"), _("measured people")),
            more=True,
        ),
    )


def _choice(name: str, label: str, *options: str) -> Control:
    return Control(
        name=name,
        label=label,
        unit="",
        unit_spoken="",
        values=tuple(float(place) for place in range(len(options))),
        options=options,
    )


def _basis(model: type, name: str, note: str = "") -> Parameter:
    """The parameter behind a control, its note in the reader's language."""
    declared = parameters_of(model)[name]
    return replace(declared, note=note or _(declared.note))


def _scenes() -> tuple[Scene, ...]:
    return (
        Scene(
            "walking",
            _("Walking"),
            _("A sore tendon and everyday walking: after twelve weeks little has changed."),
            _values(Programme.WALKING),
        ),
        Scene(
            "drops",
            _("Drops"),
            _("Heel drops every day: in this model the tendon becomes stiffer, and stays thick."),
            _values(Programme.HEEL_DROPS),
        ),
        Scene(
            "heavy",
            _("Heavy"),
            _(
                "Heavy and slow, three times a week: stiffer still, better material, and the lump "
                "is hardly smaller."
            ),
            _values(Programme.HEAVY),
        ),
        Scene(
            "as_you_can",
            _("As you can"),
            _("As many heel drops as people can bear: here it ends where all of them ended."),
            _values(Programme.AS_TOLERATED),
        ),
        Scene(
            "stop",
            _("Stop"),
            _("Then they stop. After a year most of what the tendon gained is gone."),
            _values(Programme.HEAVY) | {"week": float(YEAR_WEEKS)},
        ),
        Scene(
            "keep_on",
            _("Keep on"),
            _(
                "Effort, kept up: two sessions a week hold the gain, and more, in this model. The "
                "thickness follows slowly, if at all."
            ),
            _values(Programme.HEAVY)
            | {"week": float(YEAR_WEEKS), "after": float(AFTERS.index(After.KEEP_ON))},
            SceneKind.MESSAGE,
        ),
        Scene(
            "is_it_so",
            _("But is it so?"),
            _(
                "Structure is not symptoms: people got better alike where tendons changed "
                "differently, and thickness does not tell who recovers."
            ),
            _values(Programme.HEEL_DROPS) | {"people": PEOPLE},
            SceneKind.DOUBT,
        ),
    )


def _values(programme: Programme) -> dict[str, float]:
    return {
        "week": float(PROGRAMME_WEEKS),
        "programme": float(PROGRAMMES.index(programme)),
        "after": float(AFTERS.index(After.STOP)),
        "done": float(DONES.index(Done.ALL)),
        "kg_a_week": KG_A_WEEK,
        "people": MODEL,
    }


def _static_grid() -> StaticGrid:
    return StaticGrid(
        main={
            "walking": "programme",
            "drops": "kg_a_week",
            "heavy": "week",
            "as_you_can": "done",
            "stop": "programme",
            "keep_on": "programme",
            "is_it_so": "people",
        }
    )


def _prediction() -> Prediction:
    return Prediction(
        question=_(
            "Twelve weeks of heavy slow training on a thick, sore tendon. Its stiffness rises. "
            "And its thickness?"
        ),
        options=(
            Option(
                _("It is back to normal: a healed tendon is a thin one."),
                _(
                    "A common mix-up: “the lump must go before it is better”. In this model the "
                    "material improves and the lump hardly moves; in people thickness does not "
                    "tell who recovers."
                ),
            ),
            Option(
                _("It hardly changes."),
                _(
                    "Right, in this model. Measured: one trial saw clearly thinner tendons after a "
                    "year, others much less. The last scene shows them."
                ),
                right=True,
            ),
            Option(
                _("It grows: training makes things bigger."),
                _(
                    "A common mix-up: “tendon grows like muscle”. Tendon answers mainly with "
                    "stiffer material. Here the swelling even goes down a little."
                ),
            ),
        ),
        settled_by="heavy",
    )
