"""Two minutes: what happens to the tendon, what helps, and what nobody knows yet.

The whole message of the kit on one picture. What massage, loading and the weeks do comes from the
models of lessons 04 to 06.
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
from tendon_teaching.figures import tour
from tendon_teaching.models.tour import (
    LAST_WEEK,
    DrawnChange,
    LoadingHabit,
    PainExample,
    Regimen,
    tour_and_group,
    tour_state,
)
from tendon_teaching.texts import _

NAME = "two_minute_tour"
REGIMENS = tuple(Regimen)
TENDON, QUESTIONS = 0.0, 1.0


def definition() -> Definition:
    """The explorer in the reader's language."""
    return Definition(
        name=NAME,
        title=_("Two minutes: what happens, what helps"),
        controls=_controls(),
        scenes=_scenes(),
        static_grid=_static_grid(),
        compute=_picture,
        figure=tour,
        prediction=_prediction(),
    )


def _picture(*, changed_pct: float, then: float, week: float, show: float) -> tour.Picture:
    state = tour_state(changed_pct, REGIMENS[int(then)], week)
    return tour.Picture(state, show == QUESTIONS)


def _controls() -> tuple[Control, ...]:
    return (
        Control(
            name="changed_pct",
            label=_("How changed?"),
            unit="%",
            unit_spoken=_("per cent of the way to the painful teaching tendon"),
            values=stops(0, 100, 5),
            rests_on=_basis(DrawnChange, "way_pct"),
        ),
        Control(
            name="then",
            label=_("And then?"),
            unit="",
            unit_spoken="",
            values=tuple(float(place) for place in range(len(REGIMENS))),
            options=tuple(regimen.text for regimen in REGIMENS),
            rests_on=_then_basis(),
        ),
        Control(
            name="week",
            label=_("Weeks later"),
            unit=_("weeks"),
            unit_spoken=_("weeks"),
            values=stops(0, LAST_WEEK, 1),
            rests_on=_week_basis(),
        ),
        Control(
            name="show",
            label=_("Show"),
            unit="",
            unit_spoken="",
            values=(TENDON, QUESTIONS),
            options=(_("the tendon"), _("the open questions")),
            more=True,
        ),
    )


def _basis(model: type, name: str) -> Parameter:
    """The parameter behind a control, its note in the reader's language."""
    declared = parameters_of(model)[name]
    return replace(declared, note=_(declared.note))


def _then_basis() -> Parameter:
    case, group = tour_and_group()
    note = _(
        "One massage in week 0 (lesson 05): it eases pain while the hands are on and changes "
        "nothing in the tendon, by construction, not as a finding. Loading (lesson 04): a home "
        "programme with most sessions done. This tendon is a marked case: stiffness "
        "{stiffness:.0f} %, modulus {modulus:.0f} % of healthy. Lessons 04 to 06 follow the mean "
        "of a made-up group: {group_stiffness:.0f} % and {group_modulus:.0f} %. From there only "
        "the relative change is taken."
    ).format(
        stiffness=case.stiffness_pct,
        modulus=case.modulus_pct,
        group_stiffness=group.stiffness_pct,
        group_modulus=group.modulus_pct,
    )
    return replace(_basis(LoadingHabit, "sessions_done_pct"), note=note)


def _week_basis() -> Parameter:
    note = _(
        "Tissue day by day as in lesson 04; the programme begins light, so the tendon answers "
        "late. Pain by Story A of lesson 06, in which loading calms it; its Story B gives that "
        "part to time and care. Pain is not read off the tendon drawn here."
    )
    return replace(_basis(PainExample, "visa_a_start"), note=note)


def _scenes() -> tuple[Scene, ...]:
    def at(
        changed_pct: float, then: Regimen = Regimen.NOTHING, week: float = 0
    ) -> dict[str, float]:
        place = float(REGIMENS.index(then))
        return {"changed_pct": changed_pct, "then": place, "week": week, "show": TENDON}

    both = at(100, Regimen.BOTH, LAST_WEEK)
    return (
        Scene(
            "healthy",
            _("Healthy"),
            _("A healthy tendon: fibres side by side, slender cells in rows, and a vessel too."),
            at(0),
        ),
        Scene(
            "overloaded",
            _("Overload"),
            _(
                "Load beyond what it can take is the likely road here. In one patch the fibres "
                "part, cells round up and vessels grow in."
            ),
            at(60),
        ),
        Scene(
            "tendinopathy",
            _("Painful"),
            _(
                "Tendinopathy: thicker, and yet in this model it stretches more. One bar goes up "
                "while two go down."
            ),
            at(100),
        ),
        Scene(
            "rub_it",
            _("Rub"),
            _("While the hands are on, the pain goes down. Tendon and bars stay as they were."),
            at(100, Regimen.MASSAGE),
        ),
        Scene(
            "load_it",
            _("Load"),
            _(
                "Twelve weeks of graded loading: in this model the tendon becomes stiffer. "
                "Whether the fibres line up again is not known."
            ),
            at(100, Regimen.LOADING, LAST_WEEK),
        ),
        Scene(
            "both",
            _("Both"),
            _(
                "Massage calms the pain for a while and may open the door. "
                "Effort changes the tendon."
            ),
            both,
            SceneKind.MESSAGE,
        ),
        Scene(
            "open_questions",
            _("Unsure"),
            _(
                "But is it so? Three things are still open: whether repair is needed, whether only "
                "loading helps, and who gets it."
            ),
            both | {"show": QUESTIONS},
            SceneKind.DOUBT,
        ),
    )


def _static_grid() -> StaticGrid:
    """The way from healthy to changed; and from there every regimen in every week."""
    return StaticGrid(
        main={
            "healthy": "changed_pct",
            "overloaded": "changed_pct",
            "tendinopathy": "changed_pct",
            "rub_it": "then",
            "load_it": "week",
            "both": "week",
            "open_questions": "show",
        },
        second={"rub_it": "week"},
    )


def _prediction() -> Prediction:
    return Prediction(
        question=_(
            "When a tendon gets thicker, does it stretch more, less or the same when you pull "
            "with the same force?"
        ),
        options=(
            Option(
                _("More."),
                _(
                    "Right, for this tendon. What makes it thicker is not more fibres: some are "
                    "gone and others out of line, so in this model the same pull stretches it "
                    "further."
                ),
                right=True,
            ),
            Option(
                _("Less: thick means strong."),
                _(
                    "A common mix-up: “thick means strong”. That holds when fibres are added. "
                    "Here some are gone and others out of line, so in this model the same pull "
                    "stretches it further."
                ),
            ),
            Option(
                _("The same."),
                _(
                    "A common mix-up: “a lump is only water”. Water alone would leave the stretch "
                    "as it was. Here fibres are gone and out of line too, so in this model the "
                    "same pull stretches it further."
                ),
            ),
        ),
        settled_by="tendinopathy",
    )
