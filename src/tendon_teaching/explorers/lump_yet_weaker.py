"""A lump, yet weaker: what swelling, lost fibres and spread do to the pull of a tendon.

The settings of the scenes are the two teaching tendons of the model, taken apart cause by cause.
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
from tendon_teaching.figures import mechanics
from tendon_teaching.models.mechanics import FibreBundle
from tendon_teaching.models.teaching_tendon import TendinopathicChange, compare_with_healthy
from tendon_teaching.texts import _

NAME = "lump_yet_weaker"
PULL_N = 2000.0
CURVES, PEOPLE = 0.0, 1.0


def definition() -> Definition:
    """The explorer in the reader's language."""
    return Definition(
        name=NAME,
        title=_("A lump, yet weaker"),
        controls=_controls(),
        scenes=_scenes(),
        static_grid=_static_grid(),
        compute=_picture,
        figure=mechanics,
        prediction=_prediction(),
    )


def _picture(*, people_in_focus: float, **sliders: float) -> mechanics.Picture:
    return mechanics.Picture(compare_with_healthy(**sliders), people_in_focus == PEOPLE)


def _controls() -> tuple[Control, ...]:
    return (
        Control(
            name="swelling_ratio",
            label=_("Swelling"),
            unit="×",
            unit_spoken=_("times the healthy cross-section"),
            values=stops(1.0, 1.6, 0.05, also=(_swelling(),)),
            decimals=2,
            rests_on=_swelling_basis(),
        ),
        Control(
            name="fibres_lost_pct",
            label=_("Fibres lost"),
            unit="%",
            unit_spoken=_("per cent"),
            values=stops(0, 40, 2),
            rests_on=_basis("fibres_lost_pct"),
        ),
        Control(
            name="angle_sd_deg",
            label=_("Fibre spread"),
            unit="°",
            unit_spoken=_("degrees"),
            values=stops(2, 40, 1),
            rests_on=_basis("angle_sd_deg"),
        ),
        Control(
            name="pull_n",
            label=_("Pull"),
            unit="N",
            unit_spoken=_("newtons"),
            values=stops(0, 5000, 100),
            more=True,
        ),
        Control(
            name="slack_mean_pct",
            label=_("Crimp (mean slack)"),
            unit="%",
            unit_spoken=_("per cent"),
            values=stops(0.5, 3.0, 0.1),
            decimals=1,
            rests_on=_basis("slack_mean_pct"),
            more=True,
        ),
        Control(
            name="people_in_focus",
            label=_("In focus"),
            unit="",
            unit_spoken="",
            values=(CURVES, PEOPLE),
            options=(_("the model"), _("measured people")),
            more=True,
        ),
    )


def _basis(name: str) -> Parameter:
    """The parameter of the changed tendon behind a control, its note in the reader's language."""
    declared = parameters_of(TendinopathicChange)[name]
    return replace(declared, note=_(declared.note))


def _swelling_basis() -> Parameter:
    exponent = _basis("area_exponent")
    note = _("Two measured thicknesses, made into an area with an assumed exponent. {note}")
    return replace(exponent, note=note.format(note=exponent.note))


def _swelling() -> float:
    return round(TendinopathicChange().swelling_ratio, 2)


def _scenes() -> tuple[Scene, ...]:
    start, change = FibreBundle(), TendinopathicChange()
    healthy = {
        "swelling_ratio": 1.0,
        "fibres_lost_pct": 0.0,
        "angle_sd_deg": start.angle_sd_deg,
        "pull_n": PULL_N,
        "slack_mean_pct": start.slack_mean_pct,
        "people_in_focus": CURVES,
    }
    swollen = {"swelling_ratio": _swelling()}
    thinned = {"fibres_lost_pct": change.fibres_lost_pct}
    spread = {"angle_sd_deg": change.angle_sd_deg}
    changed = healthy | swollen | thinned | spread | {"slack_mean_pct": change.slack_mean_pct}
    return (
        Scene(
            "healthy",
            _("Healthy"),
            _("A healthy tendon: the fibres lie side by side and share the pull."),
            healthy,
        ),
        Scene(
            "only_swollen",
            _("Only swollen"),
            _(
                "Same fibres, more water between them. In this model each square millimetre "
                "gives way more easily, and the whole tendon stays as it was."
            ),
            healthy | swollen,
        ),
        Scene(
            "only_fewer_fibres",
            _("Only fewer fibres"),
            _(
                "Some fibres gone, no swelling. In this model the same pull stretches the tendon "
                "further: the whole of it, and each square millimetre."
            ),
            healthy | thinned,
        ),
        Scene(
            "only_spread",
            _("Only spread"),
            _(
                "Every fibre is still there, but out of line. In this model that alone lets the "
                "same pull stretch the tendon further."
            ),
            healthy | spread,
        ),
        Scene(
            "all_of_it",
            _("All of it"),
            _(
                "Swollen, thinned out and out of line: thicker under the thumb, yet the same "
                "pull stretches it further."
            ),
            changed,
            SceneKind.MESSAGE,
        ),
        Scene(
            "people_differ",
            _("But is it so?"),
            _(
                "On average the painful tendon stretches more. Person by person the two groups "
                "overlap widely."
            ),
            changed | {"people_in_focus": PEOPLE},
            SceneKind.DOUBT,
        ),
    )


def _static_grid() -> StaticGrid:
    """From each scene the control that tells most; one line may serve two scenes."""
    return StaticGrid(
        main={
            "healthy": "swelling_ratio",
            "only_swollen": "swelling_ratio",
            "only_fewer_fibres": "fibres_lost_pct",
            "only_spread": "angle_sd_deg",
            "all_of_it": "swelling_ratio",
            "people_differ": "people_in_focus",
        }
    )


def _prediction() -> Prediction:
    return Prediction(
        question=_(
            "Same fibres, twice the water between them: does the whole tendon stretch more, "
            "less or the same when you pull with the same force?"
        ),
        options=(
            Option(
                _("More: it has become softer."),
                _(
                    "A common mix-up: “softer tissue makes a softer tendon”. Each square "
                    "millimetre did become softer, but there are more of them. The same fibres "
                    "carry the same pull, so in this model the whole tendon stretches the same."
                ),
            ),
            Option(
                _("Less: it has become thicker."),
                _(
                    "A common mix-up: “a lump means strong”. Fibres carry the pull, water does "
                    "not. No fibre was added, so in this model the whole tendon stretches the same."
                ),
            ),
            Option(
                _("The same."),
                _(
                    "Right. The same fibres carry the same pull. The water only spreads them over "
                    "a larger area, so each square millimetre has less to hold with."
                ),
                right=True,
            ),
        ),
        settled_by="only_swollen",
    )
