"""Two roads to the same trouble: paint a training history, watch the tendon of that year.

A hard week and a slow creep lead to the same kind of tendon in this model. Whether they do so in
people is the doubt at the end: cohorts hardly find it.
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
from tendon_teaching.figures import training_history as figure
from tendon_teaching.figures.training_history import Picture
from tendon_teaching.models.training_history import (
    KM_STEP,
    YEAR_WEEKS,
    Road,
    RunningHabit,
    Spread,
    TrainingHistory,
    follow,
)
from tendon_teaching.models.turnover import TurnoverParameters
from tendon_teaching.texts import _

NAME = "two_roads"
SPREADS = tuple(Spread)
# The first choice is no other road at all.
BESIDE = (None, Road.HILLY_WEEK, Road.CREEP)
NO, YES = 0.0, 1.0
MOST_KM = 120.0
LEAST_FORCE_BW, MOST_FORCE_BW, FORCE_STEP_BW = 4.0, 9.0, 0.1


def definition() -> Definition:
    """The explorer in the reader's language."""
    return Definition(
        name=NAME,
        title=_("Two roads to the same trouble"),
        controls=_controls(),
        series=_series(),
        scenes=_scenes(),
        static_grid=_static_grid(),
        compute=_picture,
        figure=figure,
        prediction=_prediction(),
    )


def _picture(
    *,
    week: float,
    spread: float,
    beside: float,
    recovery: float,
    near_rest: float,
    people: float,
    distance_km: tuple[float, ...],
    peak_force_bw: tuple[float, ...],
) -> Picture:
    days = SPREADS[int(spread)]
    with_recovery = recovery == YES
    history = TrainingHistory(distance_km, peak_force_bw, days, near_rest == YES)
    road = BESIDE[int(beside)]
    other = follow(replace(road.history, spread=days), recovery=with_recovery) if road else None
    year = follow(history, recovery=with_recovery)
    return Picture(year, int(week), road, other, people_in_focus=people == YES)


def _controls() -> tuple[Control, ...]:
    return (
        Control(
            name="week",
            label=_("Look at week"),
            unit="",
            unit_spoken=_("weeks"),
            values=stops(0, YEAR_WEEKS, 1),
            play=True,
        ),
        _choice("spread", _("Runs in a week"), *(spread.text for spread in SPREADS)),
        _choice(
            "beside",
            _("Beside it"),
            *(road.text if road else _("nothing") for road in BESIDE),
        ),
        replace(
            _choice(
                "recovery", _("Does a session leave the tendon vulnerable?"), _("no"), _("yes")
            ),
            rests_on=_basis(TurnoverParameters, "vulnerability_gain"),
            more=True,
        ),
        replace(
            _choice(
                "near_rest",
                _("A week without running"),
                _("usual walking"),
                _("hardly on the feet"),
            ),
            rests_on=_basis(RunningHabit, "near_rest_steps"),
            more=True,
        ),
        replace(_choice("people", _("Measured in people"), _("off"), _("on")), more=True),
    )


def _choice(name: str, label: str, *options: str) -> Control:
    places = tuple(float(place) for place in range(len(options)))
    return Control(name, label, "", "", places, options=options)


def _series() -> tuple[Series, ...]:
    return (
        Series(
            name="distance_km",
            label=_("Distance"),
            unit="km",
            unit_spoken=_("km a week"),
            values=stops(0, MOST_KM, KM_STEP),
            length=YEAR_WEEKS,
            place_label=_("week"),
            rests_on=_basis(RunningHabit, "steps_per_km"),
            cursor="week",
        ),
        Series(
            name="peak_force_bw",
            label=_("Peak force"),
            unit="BW",
            unit_spoken=_("body weights"),
            values=stops(LEAST_FORCE_BW, MOST_FORCE_BW, FORCE_STEP_BW),
            length=YEAR_WEEKS,
            place_label=_("week"),
            decimals=1,
            rests_on=_basis(RunningHabit, "usual_force_bw"),
            cursor="week",
        ),
    )


def _basis(model: type, name: str) -> Parameter:
    """The parameter behind a control, its note in the reader's language."""
    declared = parameters_of(model)[name]
    return replace(declared, note=_(declared.note))


def _values(road: Road, week: int, **changes: Any) -> dict[str, Any]:
    history = road.history
    return {
        "week": float(week),
        "spread": float(SPREADS.index(history.spread)),
        "beside": 0.0,
        "recovery": YES,
        "near_rest": YES if history.near_rest else NO,
        "people": NO,
        "distance_km": history.km,
        "peak_force_bw": history.peak_force_bw,
    } | changes


def _scenes() -> tuple[Scene, ...]:
    return (
        Scene(
            "steady",
            _("Steady"),
            _(
                "The same distance every week: the tendon gets used to it and becomes a little "
                "stiffer."
            ),
            _values(Road.STEADY, YEAR_WEEKS),
        ),
        Scene(
            "hilly_week",
            _("Hilly week"),
            _(
                "One week on steep hills, no further than usual: weeks later the tendon is swollen "
                "and its material softer, while stiffness is nearly normal."
            ),
            _values(Road.HILLY_WEEK, 27),
        ),
        Scene(
            "creep",
            _("Creep"),
            _(
                "A little more every week: half a year on, stiffness looks fine, but the cells "
                "already stir and the tendon begins to swell."
            ),
            _values(Road.CREEP, 26),
        ),
        Scene(
            "double_week",
            _("Double"),
            _(
                "One week of twice the distance at the usual force: almost nothing happens. In "
                "this model the size of a load counts more than the number."
            ),
            _values(Road.DOUBLE_WEEK, 25),
        ),
        Scene(
            "after_rest",
            _("After rest"),
            _(
                "Weeks of hardly walking, then about half as much again: capacity fell, so a "
                "distance that would have been fine is too much."
            ),
            _values(Road.AFTER_REST, 35),
        ),
        Scene(
            "both_roads",
            _("Both roads"),
            _(
                "Sudden or slow: two histories, one kind of tendon, thicker and of softer "
                "material. Load beyond present capacity is the likely road there."
            ),
            _values(Road.HILLY_WEEK, YEAR_WEEKS, beside=float(BESIDE.index(Road.CREEP))),
            SceneKind.MESSAGE,
        ),
        Scene(
            "is_it_so",
            _("But is it so?"),
            _(
                "In people, single long runs came with more injuries of all kinds; but in a cohort "
                "of runners no amount of training foretold a sore Achilles."
            ),
            _values(Road.DOUBLE_WEEK, 25, people=YES),
            SceneKind.DOUBT,
        ),
    )


def _static_grid() -> StaticGrid:
    return StaticGrid(
        main={
            "steady": "spread",
            "hilly_week": "week",
            "creep": "spread",
            "double_week": "people",
            "after_rest": "near_rest",
            "both_roads": "beside",
            "is_it_so": "people",
        },
        second={"creep": "recovery"},
    )


def _prediction() -> Prediction:
    return Prediction(
        question=_(
            "A runner does the same every week. Which single week irritates the tendon more, in "
            "this model?"
        ),
        options=(
            Option(
                _("Twice the distance, on the flat."),
                _(
                    "Hardly at all here, and the usual distance on steep hills does much more "
                    "(scene 2). The mix-up: “overload means too many kilometres”."
                ),
            ),
            Option(
                _("The usual distance, on steep hills."),
                _(
                    "Yes, in this model: damage rises steeply with force, and only in step with "
                    "the number. That steepness comes from toe tendons tested after death."
                ),
                right=True,
            ),
            Option(
                _("Both alike: twice is twice."),
                _(
                    "Not here: twice the number does little, more force does much. The mix-up: "
                    "“load is force times number, whatever the force”."
                ),
            ),
        ),
        settled_by="double_week",
    )
