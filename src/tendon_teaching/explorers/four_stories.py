"""Same tendon, four stories: wait, massage, loading or both, on one map, then against the trials.

The first four scenes carry the message: massage lifts the person, loading also moves the tendon.
Then the doubt: the one trial of massage against loading, a second explanation that agrees on the
tissue, the range of people, and what a trial would have to look like to settle it.
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
    StaticGrid,
    stops,
)
from tendon_teaching.figures import four_stories as figure
from tendon_teaching.figures.four_stories import Picture, View
from tendon_teaching.models.four_stories import (
    LAST_WEEK,
    LIVES,
    Setting,
    four_stories,
    life_text,
    story_name,
)
from tendon_teaching.models.trial_design import Arms, Spread, TrialDesign
from tendon_teaching.texts import _

NAME = "four_stories"
EXPLANATIONS = (("L",), ("S",), ("L", "S"))
STORY_A, STORY_B, BOTH_STORIES = range(3)
# The first choice is all four at once.
FOCUS = (None, *LIVES)
ALL, WAIT, MASSAGE, LOADING, BOTH = range(5)
AS_THEY_COME, ALL_ALIKE = 0.0, 1.0


def definition() -> Definition:
    """The explorer in the reader's language."""
    return Definition(
        name=NAME,
        title=_("Same tendon, four stories"),
        controls=_controls(),
        scenes=_scenes(),
        static_grid=_static_grid(),
        compute=_picture,
        figure=figure,
        prediction=_prediction(),
    )


def _picture(
    *,
    weeks: float,
    explanation: float,
    visa_a_start: float,
    view: float,
    focus: float,
    adherence_pct: float,
    pain_rule: float,
    rebuild_pct: float,
    arms: float,
    contact: float,
    people_per_group: float,
    follow_up: float,
) -> Picture:
    setting = Setting(visa_a_start, adherence_pct, pain_rule, rebuild_pct)
    return Picture(
        stories=tuple(four_stories(name, setting) for name in EXPLANATIONS[int(explanation)]),
        week=int(weeks),
        view=View(int(view)),
        focus=FOCUS[int(focus)],
        design=TrialDesign(
            arms=Arms(int(arms)),
            equal_contact=contact == ALL_ALIKE,
            people_per_group=int(people_per_group),
            weeks=int(follow_up),
        ),
    )


def _controls() -> tuple[Control, ...]:
    return (
        Control("weeks", _("Weeks"), "", _("weeks"), stops(0, LAST_WEEK, 2), play=True),
        _choice(
            "explanation",
            _("Explanation"),
            story_name("L"),
            story_name("S"),
            _("both"),
            more=False,
        ),
        Control(
            name="visa_a_start",
            label=_("VISA-A at the start"),
            unit="",
            unit_spoken=_("points of 100"),
            values=stops(30, 65, 5),
            rests_on=_basis(Setting, "visa_a_start"),
        ),
        _choice("view", _("View"), *(view.text for view in View)),
        _choice(
            "focus",
            _("In focus"),
            *(life_text(name) if name else _("all four") for name in FOCUS),
        ),
        Control(
            name="adherence_pct",
            label=_("Sessions done"),
            unit="%",
            unit_spoken=_("per cent of the loading sessions"),
            values=stops(30, 100, 10),
            rests_on=_basis(Setting, "adherence_pct"),
            more=True,
        ),
        Control(
            name="pain_rule",
            label=_("Pain allowed in exercise"),
            unit=_("of 10"),
            unit_spoken=_("of ten"),
            values=stops(1, 7, 1),
            rests_on=_basis(Setting, "pain_rule"),
            more=True,
        ),
        Control(
            name="rebuild_pct",
            label=_("What if massage did rebuild?"),
            unit=_("% of a session"),
            unit_spoken=_("per cent of a loading session"),
            values=stops(0, 100, 10),
            rests_on=_basis(Setting, "rebuild_pct"),
            more=True,
        ),
        _choice("arms", _("Your trial: groups"), *(arms.text for arms in Arms)),
        _choice(
            "contact",
            _("Your trial: meetings"),
            _("as they come"),
            _("the same for all"),
        ),
        Control(
            name="people_per_group",
            label=_("Your trial: people in a group"),
            unit="",
            unit_spoken=_("people"),
            values=(10.0, 20.0, 40.0, 80.0, 160.0, 320.0),
            rests_on=_basis(Spread, "visa_a_sd"),
            more=True,
        ),
        Control(
            name="follow_up",
            label=_("Your trial: last week"),
            unit="",
            unit_spoken=_("weeks"),
            values=(4.0, 12.0, 24.0, 52.0),
            more=True,
        ),
    )


def _choice(name: str, label: str, *options: str, more: bool = True) -> Control:
    places = tuple(float(place) for place in range(len(options)))
    return Control(name, label, "", "", places, options=options, more=more)


def _basis(model: type, name: str) -> Parameter:
    """The parameter behind a control, its note in the reader's language."""
    declared = parameters_of(model)[name]
    return replace(declared, note=_(declared.note))


def _values(week: int, **changes: Any) -> dict[str, Any]:
    start = Setting()
    return {
        "weeks": float(week),
        "explanation": float(STORY_A),
        "visa_a_start": start.visa_a_start,
        "view": float(View.MAP),
        "focus": float(ALL),
        "adherence_pct": start.adherence_pct,
        "pain_rule": start.pain_rule,
        "rebuild_pct": start.rebuild_pct,
        "arms": float(Arms.AS_PUBLISHED),
        "contact": AS_THEY_COME,
        "people_per_group": 20.0,
        "follow_up": 24.0,
    } | {name: float(value) for name, value in changes.items()}


def _scenes() -> tuple[Scene, ...]:
    return (
        Scene(
            "start",
            _("Start"),
            _("One sore tendon, four ways on: wait, massage, loading, or both. All start here."),
            _values(0),
        ),
        Scene(
            "two_weeks",
            _("2 wk"),
            _("Two weeks of massage: the dot goes up, and not to the right. That is relief."),
            _values(2, focus=MASSAGE),
        ),
        Scene(
            "twelve_weeks",
            _("12 wk"),
            _(
                "Twelve weeks: massage lifts. Loading lifts and moves right: effort is the signal "
                "that changes a tendon."
            ),
            _values(12),
            SceneKind.MESSAGE,
        ),
        Scene(
            "door",
            _("Door"),
            _(
                "A bad start, week four: with massage beside loading they stand higher. Calming "
                "pain may open the door; it is not shown to rebuild."
            ),
            _values(4, visa_a_start=30, focus=BOTH),
            SceneKind.MESSAGE,
        ),
        Scene(
            "trial",
            _("But is it so?"),
            _(
                "The trial that the account cites found no difference between massage and loading "
                "after week four. Story A expects one: a misfit."
            ),
            _values(12, view=View.TRIALS),
            SceneKind.DOUBT,
        ),
        Scene(
            "story_b",
            _("Story B"),
            _(
                "Perhaps time, care and contact lift people. Story B has the same tendon and "
                "other reasons, and misfits of its own."
            ),
            _values(12, explanation=BOTH_STORIES),
            SceneKind.DOUBT,
        ),
        Scene(
            "range",
            _("Range"),
            _(
                "The same loading, half a year on: some people are well, some hardly better. Most "
                "of the spread is people, not treatment."
            ),
            _values(24, view=View.TIME, focus=LOADING),
            SceneKind.DOUBT,
        ),
        Scene(
            "settle",
            _("Trial"),
            _(
                "What trial would settle it? Under More, choose groups, meetings, people, length, "
                "and read what it can and cannot tell."
            ),
            _values(24, view=View.DESIGN, explanation=BOTH_STORIES),
            SceneKind.DOUBT,
        ),
    )


def _static_grid() -> StaticGrid:
    return StaticGrid(
        main={
            "start": "visa_a_start",
            "two_weeks": "focus",
            "twelve_weeks": "weeks",
            "door": "visa_a_start",
            "trial": "explanation",
            "story_b": "view",
            "range": "focus",
            "settle": "people_per_group",
        },
        second={"settle": "contact"},
    )


def _prediction() -> Prediction:
    return Prediction(
        question=_("Two weeks of massage, nothing else: which way does the dot move?"),
        options=(
            Option(
                _("Up: the person does better."),
                _(
                    "Right, in this model. Now the harder one: if it moves up, is the patient "
                    "better? Yes, in how they are. The tendon is where it was."
                ),
                right=True,
            ),
            Option(
                _("To the right: the tendon gets stiffer."),
                _(
                    "A common mix-up: “massage works on the tissue”. In this kit it reaches no "
                    "tissue, and no human study shows that it does. Use the what-if to undo that."
                ),
            ),
            Option(
                _("Up and to the right."),
                _(
                    "A common mix-up: “less pain means healed”. They are two directions here, and "
                    "massage goes in one of them."
                ),
            ),
            Option(
                _("Neither: massage is useless."),
                _(
                    "A common mix-up: “what does not rebuild does not help”. People who were "
                    "massaged were ahead at week four of the trial."
                ),
            ),
        ),
        settled_by="two_weeks",
    )
