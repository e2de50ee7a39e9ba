"""What counts as load: the same activities on three rulers that do not agree.

Activities and their published forces come from one table; the third ruler's exponent comes from
dead toe tendons, and the doubt is about nothing else.
"""

from dataclasses import replace

from tendon_teaching.evidence import Parameter, Status, parameters_of, value
from tendon_teaching.explorers.definition import (
    Control,
    Definition,
    Option,
    Prediction,
    Scene,
    SceneKind,
    StaticGrid,
)
from tendon_teaching.figures import load_rulers
from tendon_teaching.figures.load_rulers import RULERS, Ruler
from tendon_teaching.models.activities import activities, activity
from tendon_teaching.models.bout import LoadRuler, measure
from tendon_teaching.texts import _

NAME = "what_counts_as_load"
LOWEST, TEACHING, HIGHEST = 0.0, 1.0, 2.0
FIRST_FIT, LATER_FIT = 0.0, 1.0
NO_FOCUS = 0.0
TIMES = (
    *(10.0, 20.0, 30.0, 40.0, 45.0, 60.0, 80.0, 100.0, 150.0, 180.0, 250.0, 400.0, 600.0, 800.0),
    *(1200.0, 1600.0, 2000.0, 3000.0, 4000.0, 5000.0, 7500.0, 10_000.0, 15_000.0, 20_000.0),
)
BESIDE = ("walking", "heel_drop", "easy_running")


def definition() -> Definition:
    """The explorer in the reader's language."""
    return Definition(
        name=NAME,
        title=_("What counts as load?"),
        controls=_controls(),
        scenes=_scenes(),
        static_grid=_static_grid(),
        compute=_picture,
        figure=load_rulers,
        prediction=_prediction(),
    )


def _picture(
    *, mine: float, times: float, force: float, fit: float, focus: float, **beside: float
) -> load_rulers.Picture:
    known = activities()
    chosen, ruler = known[int(mine)], _ruler(fit)
    force_bw = (chosen.low_bw, chosen.force_bw, chosen.high_bw)[int(force)]
    others = (known[int(beside[_slot(place)])] for place in range(len(BESIDE)))
    return load_rulers.Picture(
        loads=(
            measure(chosen, int(times), force_bw, ruler),
            *(measure(other, ruler=ruler) for other in others),
        ),
        focus=None if focus == NO_FOCUS else RULERS[int(focus) - 1],
    )


def _ruler(fit: float) -> LoadRuler:
    slope = value("L311").value if fit == LATER_FIT else None
    return LoadRuler() if slope is None else LoadRuler(fatigue_slope_pct=slope)


def _controls() -> tuple[Control, ...]:
    return (
        _picker("mine", _("A: your activity"), more=False),
        Control(
            name="times",
            label=_("How often"),
            unit="×",
            unit_spoken=_("times"),
            values=TIMES,
        ),
        Control(
            name="force",
            label=_("Force of A"),
            unit="",
            unit_spoken="",
            values=(LOWEST, TEACHING, HIGHEST),
            options=(_("lowest published"), _("used here"), _("highest published")),
            rests_on=_force_basis(),
        ),
        *(
            _picker(_slot(place), _("{letter}: beside it").format(letter=letter), more=True)
            for place, letter in enumerate("BCD")
        ),
        Control(
            name="fit",
            label=_("Exponent"),
            unit="",
            unit_spoken="",
            values=(FIRST_FIT, LATER_FIT),
            options=(_("first fit"), _("later fit")),
            rests_on=_exponent_basis(),
            more=True,
        ),
        Control(
            name="focus",
            label=_("In focus"),
            unit="",
            unit_spoken="",
            values=(NO_FOCUS, *(float(place) for place in range(1, len(RULERS) + 1))),
            options=(_("all rulers"), *(ruler.head for ruler in RULERS)),
            more=True,
        ),
    )


def _picker(name: str, label: str, *, more: bool) -> Control:
    known = activities()
    return Control(
        name=name,
        label=label,
        unit="",
        unit_spoken="",
        values=tuple(float(place) for place in range(len(known))),
        options=tuple(found.label for found in known),
        more=more,
    )


def _slot(place: int) -> str:
    return f"beside_{'bcd'[place]}"


def _force_basis() -> Parameter:
    """Where the forces of all activities come from, as one badge."""
    rows = tuple(dict.fromkeys(row for found in activities() for row in found.value_ids))
    running = activity("running").force_basis
    return replace(
        running,
        name="force",
        status=Status.ASSUMED,
        register_ids=rows,
        note=_(
            "Methods differ up to three-fold for one activity. What each force rests on stands in "
            "the table of activities."
        ),
    )


def _exponent_basis() -> Parameter:
    declared = parameters_of(LoadRuler)["fatigue_slope_pct"]
    later = value("L311")
    note = _("{note} The later fit is {later} ({label}).").format(
        note=_(declared.note), later=later.text, label=later.label_note
    )
    # Measured, but in dead toe tendons: for a living Achilles it is an assumption.
    return replace(declared, note=note, status=Status.ASSUMED, register_ids=("L157b", "L311"))


def _place(name: str) -> float:
    return float([found.name for found in activities()].index(name))


def _scenes() -> tuple[Scene, ...]:
    start = {
        "mine": _place("seated_raise"),
        "times": float(activity("seated_raise").cycles),
        "force": TEACHING,
        **{_slot(slot): _place(name) for slot, name in enumerate(BESIDE)},
        "fit": FIRST_FIT,
        "focus": NO_FOCUS,
    }
    hops = start | {
        "mine": _place("single_leg_hop"),
        "times": float(activity("single_leg_hop").cycles),
    }
    fast = start | {
        "mine": _place("fast_running"),
        "times": float(activity("fast_running").cycles),
    }
    return (
        Scene(
            "easy_day",
            _("Easy day"),
            _("Seated raises, a day on foot, heel drops, an easy run: which loads a tendon most?"),
            start,
        ),
        Scene(
            "how_often",
            _("How often"),
            _("Count how often. Walking comes first, a few hops on one leg come last."),
            hops | {"focus": _focus(Ruler.HOW_OFTEN)},
        ),
        Scene(
            "together",
            _("Added up"),
            _("Add up the force of all times. Now the easy run comes first, the hops still last."),
            hops | {"focus": _focus(Ruler.TOGETHER)},
        ),
        Scene(
            "how_hard",
            _("How hard"),
            _(
                "Weight each time by how hard it is. In this model the few hops now come first, "
                "the run second, walking third."
            ),
            hops | {"focus": _focus(Ruler.HOW_HARD)},
        ),
        Scene(
            "size_wins",
            _("Size first"),
            _(
                "Fewer steps, but faster: they outweigh the easy run. In this model how hard "
                "matters more than how often."
            ),
            fast,
            SceneKind.MESSAGE,
        ),
        Scene(
            "other_force",
            _("But is it so?"),
            _(
                "Take the lowest published force instead, and the order turns round. Laboratories "
                "disagree, and the exponent comes from dead toe tendons."
            ),
            fast | {"force": LOWEST},
            SceneKind.DOUBT,
        ),
    )


def _focus(ruler: Ruler) -> float:
    return 1.0 + RULERS.index(ruler)


def _static_grid() -> StaticGrid:
    """From each scene the control that tells most."""
    return StaticGrid(
        main={
            "easy_day": "mine",
            "how_often": "focus",
            "together": "force",
            "how_hard": "times",
            "size_wins": "times",
            "other_force": "force",
        }
    )


def _prediction() -> Prediction:
    return Prediction(
        question=_(
            "What loads the Achilles more: a whole day of walking, or forty forward hops on one "
            "leg?"
        ),
        options=(
            Option(
                _("The walking: thousands of steps."),
                _(
                    "A common mix-up: “load is how often”. By number, walking is far ahead. By how "
                    "hard each time is, the hops overtake it in this model."
                ),
            ),
            Option(
                _("The hops: each is so much harder."),
                _(
                    "A common mix-up: “there is one true measure of load”. By how hard each time "
                    "is, yes, in this model. By number, and with all force added up, walking is "
                    "far ahead."
                ),
            ),
            Option(
                _("It depends on how you count."),
                _(
                    "Right. Two of the three rulers put the walking first, the third the hops. "
                    "Before you compare two loads, say which ruler you use."
                ),
                right=True,
            ),
        ),
        settled_by="how_hard",
    )
