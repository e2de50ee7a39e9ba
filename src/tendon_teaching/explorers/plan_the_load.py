"""Plan the load: a case, cards on twelve weeks, and the range of what may come of it.

Everything about doses, cases and outcomes is in the model; a plan travels to files and back through
``plan_of`` and ``values_of``.
"""

from dataclasses import replace
from typing import Any

from tendon_teaching.evidence import Parameter, parameters_of
from tendon_teaching.explorers.definition import (
    Control,
    Definition,
    Option,
    Prediction,
    Scene,
    SceneKind,
    Series,
    StaticGrid,
    stops,
)
from tendon_teaching.figures import plan_the_load as figure
from tendon_teaching.figures.plan_the_load import Picture
from tendon_teaching.models.plan_the_load import (
    CARDS,
    DAYS,
    NO_RULE,
    RULERS,
    WEEKS,
    Afterwards,
    Calendar,
    CaseName,
    Choices,
    LoadPlan,
    Massage,
    Ready,
    Ruler,
    card_letters,
    cases,
    day_names,
    feedback,
    outcome,
    ready_plan,
)
from tendon_teaching.models.regimens import DAYS_PER_WEEK
from tendon_teaching.texts import _

NAME = "plan_the_load"
AFTERWARDS = tuple(Afterwards)
MASSAGES = tuple(Massage)
# The first choice is no other plan at all.
BESIDE = (None, Ready.REST_AND_MASSAGE, Ready.ALL_AT_ONCE, Ready.GRADED)
PAINS = (*stops(0, 7, 1), NO_RULE)


def definition() -> Definition:
    """The explorer in the reader's language."""
    return Definition(
        name=NAME,
        title=_("Plan the load"),
        controls=_controls(),
        series=_series(),
        scenes=_scenes(),
        static_grid=_static_grid(),
        compute=_picture,
        figure=figure,
        prediction=_prediction(),
    )


def plan_of(
    *,
    case: float,
    afterwards: float,
    start_load_bw: float,
    growth_pct: float,
    running_kept_pct: float,
    pain_allowed: float,
    massage: float,
    calendar: tuple[float, ...],
    **_of_the_view: float,
) -> LoadPlan:
    """The plan that the values of the controls mean; what only changes the view is ignored."""
    return LoadPlan(
        case=cases()[int(case)],
        calendar=Calendar.of(calendar),
        choices=Choices(
            start_load_bw=start_load_bw,
            growth_pct=growth_pct,
            running_kept_pct=running_kept_pct,
            pain_allowed=pain_allowed,
            massage=MASSAGES[int(massage)],
        ),
        afterwards=AFTERWARDS[int(afterwards)],
    )


def values_of(plan: LoadPlan) -> dict[str, Any]:
    """The values of the controls and cards that show ``plan``."""
    choices = plan.choices
    return {
        "case": float([found.name for found in cases()].index(plan.case.name)),
        "afterwards": float(AFTERWARDS.index(plan.afterwards)),
        "start_load_bw": choices.start_load_bw,
        "growth_pct": choices.growth_pct,
        "running_kept_pct": choices.running_kept_pct,
        "pain_allowed": choices.pain_allowed,
        "massage": float(MASSAGES.index(choices.massage)),
        "calendar": plan.calendar.numbers,
    }


def _picture(*, ruler: float, beside: float, **of_the_plan: Any) -> Picture:
    plan = plan_of(**of_the_plan)
    found = outcome(plan)
    other = BESIDE[int(beside)]
    if other is None:
        return Picture(found, RULERS[int(ruler)], feedback(found))
    against = replace(ready_plan(other, CaseName(plan.case.name)), afterwards=plan.afterwards)
    return Picture(found, RULERS[int(ruler)], feedback(found), outcome(against), other.text)


def _controls() -> tuple[Control, ...]:
    return (
        _choice("case", _("Case"), *(found.label for found in cases())),
        _choice("ruler", _("Ruler"), *(ruler.text for ruler in RULERS)),
        _choice("afterwards", _("Look at"), *(each.text for each in AFTERWARDS)),
        _slider(
            "start_load_bw",
            _("Loaded raise: first load"),
            "BW",
            _("body weights"),
            stops(1.5, 4.0, 0.1),
            decimals=1,
        ),
        _slider(
            "growth_pct",
            _("Growth per session"),
            "%",
            _("per cent"),
            stops(0.0, 3.0, 0.1),
            decimals=1,
        ),
        _slider(
            "running_kept_pct",
            _("Running kept"),
            "%",
            _("per cent of the usual run"),
            stops(0, 150, 10),
        ),
        Control(
            name="pain_allowed",
            label=_("Pain allowed"),
            unit="",
            unit_spoken=_("of ten"),
            values=PAINS,
            options=(*(f"{pain:.0f}" for pain in PAINS[:-1]), _("any")),
            rests_on=_basis("pain_allowed"),
            more=True,
        ),
        _choice("massage", _("Massage first"), *(each.text for each in MASSAGES), more=True),
        _choice(
            "beside",
            _("Beside it"),
            *(each.text if each else _("nothing") for each in BESIDE),
            more=True,
        ),
    )


def _choice(name: str, label: str, *options: str, more: bool = False) -> Control:
    places = tuple(float(place) for place in range(len(options)))
    return Control(name, label, "", "", places, options=options, more=more)


def _slider(
    name: str, label: str, unit: str, spoken: str, values: tuple[float, ...], decimals: int = 0
) -> Control:
    return Control(
        name,
        label,
        unit,
        spoken,
        values,
        decimals=decimals,
        rests_on=_basis(name),
        more=True,
    )


def _basis(name: str) -> Parameter:
    """The choice behind a control, its note in the reader's language."""
    declared = parameters_of(Choices)[name]
    return replace(declared, note=_(declared.note))


def _series() -> tuple[Series, ...]:
    return (
        Series(
            name="calendar",
            label=_("Cards"),
            unit="",
            unit_spoken="",
            values=tuple(float(place) for place in range(len(CARDS))),
            options=tuple(card.text for card in CARDS),
            length=DAYS,
            place_label=_("day"),
            columns=DAYS_PER_WEEK,
            place_names=tuple(
                _("Week {week}, {day}").format(week=week, day=day)
                for week in range(1, WEEKS + 1)
                for day in day_names()
            ),
            letters=card_letters(),
        ),
    )


def _values(plan: LoadPlan, **view: float) -> dict[str, Any]:
    usual = {"ruler": float(RULERS.index(Ruler.TOGETHER)), "beside": 0.0}
    return values_of(plan) | usual | view


def _scenes() -> tuple[Scene, ...]:
    graded = ready_plan(Ready.GRADED)
    kept_up = replace(graded, afterwards=Afterwards.TWICE_A_WEEK)
    return (
        Scene(
            "rest_and_massage",
            _("Rest"),
            _(
                "Nothing but rest and massage: it feels better for a while, and the tendon ends "
                "where rest alone would have brought it."
            ),
            _values(ready_plan(Ready.REST_AND_MASSAGE)),
        ),
        Scene(
            "all_at_once",
            _("At once"),
            _(
                "All of it on Mondays, a week’s running in one go, whatever it hurts: in this "
                "model the tendon loses stiffness."
            ),
            _values(ready_plan(Ready.ALL_AT_ONCE)),
        ),
        Scene(
            "graded",
            _("Graded"),
            _(
                "Two legs, one leg, then weights: load grows step by step, and in both stories "
                "the tendon gets stiffer."
            ),
            _values(graded),
        ),
        Scene(
            "graded_running",
            _("Runs"),
            _(
                "Short runs stay in under the pain rule: people are about as well as without, "
                "and they never had to stop running."
            ),
            _values(ready_plan(Ready.GRADED_RUNNING)),
        ),
        Scene(
            "massage_first",
            _("Severe"),
            _(
                "Someone who is afraid to start: massage before the first sessions eases them. "
                "What is left later in this model comes from loading."
            ),
            _values(ready_plan(Ready.MASSAGE_FIRST)),
        ),
        Scene(
            "life_happens",
            _("Life"),
            _("Flu, then a holiday: two weeks are lost, and most of the gain is still there."),
            _values(ready_plan(Ready.LIFE_HAPPENS)),
        ),
        Scene(
            "week_thirteen",
            _("Week 13"),
            _(
                "Let load grow under a pain rule, use massage if it helps to begin, and keep "
                "loading after the last week of the plan."
            ),
            _values(kept_up),
            SceneKind.MESSAGE,
        ),
        Scene(
            "but_is_it_so",
            _("But is it so?"),
            _(
                "While massage goes on, rest and massage score about as well as the graded plan; "
                "only the tendon differs. No trial has compared such plans."
            ),
            _values(graded, beside=float(BESIDE.index(Ready.REST_AND_MASSAGE))),
            SceneKind.DOUBT,
        ),
    )


def _static_grid() -> StaticGrid:
    """From each scene the control that tells most."""
    return StaticGrid(
        main={
            "rest_and_massage": "case",
            "all_at_once": "ruler",
            "graded": "case",
            "graded_running": "running_kept_pct",
            "massage_first": "massage",
            "life_happens": "ruler",
            "week_thirteen": "afterwards",
            "but_is_it_so": "beside",
        }
    )


def _prediction() -> Prediction:
    return Prediction(
        question=_(
            "Your patient, a runner sore after a hilly week, can do only two things this week. "
            "Which two?"
        ),
        options=(
            Option(
                _("Rest and massage, until it stops hurting."),
                _(
                    "A common mix-up: “rest until it stops hurting”. It feels better, yes; but in "
                    "this model the tendon ends where rest alone brings it (scene 1)."
                ),
            ),
            Option(
                _("Two days of heel raises that may hurt a little."),
                _(
                    "That fits most with this model: loading twice, under a pain rule, is where "
                    "the tendon begins to change. Massage may go with it, if it helps to begin."
                ),
                right=True,
            ),
            Option(
                _("One big session and one long run, to catch up."),
                _(
                    "A common mix-up: “more at once is faster”. In this model the tendon loses "
                    "stiffness with it (scene 2)."
                ),
            ),
        ),
        settled_by="graded",
    )
