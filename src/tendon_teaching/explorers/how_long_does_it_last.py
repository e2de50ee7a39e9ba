"""How long does it last: seconds, minutes, days after the hands have left."""

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
from tendon_teaching.figures import how_long
from tendon_teaching.models.relief import (
    DAY_S,
    HOUR_S,
    MINUTE_S,
    WEEK_S,
    HowLong,
    ReliefCurve,
)
from tendon_teaching.models.relief import how_long as how_long_after
from tendon_teaching.texts import _

NAME = "how_long_does_it_last"
TIMES_S = (
    0.0,
    10.0,
    MINUTE_S,
    3 * MINUTE_S,
    10 * MINUTE_S,
    30 * MINUTE_S,
    HOUR_S,
    6 * HOUR_S,
    DAY_S,
    2 * DAY_S,
    WEEK_S,
)


class Clock(Control):
    """A control of seconds that shows and speaks each stop in its own unit.

    What is shown has to fit a small field, so "0 s" stands there for hands that are still on.
    """

    def shown(self, index: int) -> str:
        """The stop as it is written beside the control."""
        seconds = self.values[index]
        for unit, words in (
            (DAY_S, _("{count:.0f} d")),
            (HOUR_S, _("{count:.0f} h")),
            (MINUTE_S, _("{count:.0f} min")),
        ):
            if seconds >= unit:
                return words.format(count=seconds / unit)
        return _("{count:.0f} s").format(count=seconds)

    def spoken(self, index: int) -> str:
        """The same in words, for a screen reader."""
        return how_long.when(self.values[index])


def definition() -> Definition:
    """The explorer in the reader's language."""
    return Definition(
        name=NAME,
        title=_("How long does it last?"),
        controls=_controls(),
        scenes=_scenes(),
        static_grid=StaticGrid(
            main={"hands_on": "seconds"}, second={"hands_on": "sessions_a_week"}
        ),
        compute=_state,
        figure=how_long,
        prediction=_prediction(),
    )


def _state(*, seconds: float, sessions_a_week: float) -> HowLong:
    return how_long_after(seconds, round(sessions_a_week))


def _controls() -> tuple[Control, ...]:
    sessions = replace(
        _basis("at_once_pct"),
        note=_(
            "Each massage is assumed to relieve what pain is left by the same share; no study of "
            "how massages add up was seen."
        ),
    )
    return (
        Clock(
            name="seconds",
            label=_("Time since the hands left"),
            unit="",
            unit_spoken=_("seconds"),
            values=TIMES_S,
            rests_on=_basis("fades_in_days"),
        ),
        Control(
            name="sessions_a_week",
            label=_("Massages a week"),
            unit=_("a week"),
            unit_spoken=_("massages a week"),
            values=stops(0, 7, 1),
            rests_on=sessions,
        ),
    )


def _basis(name: str) -> Parameter:
    """The parameter of the teaching curve behind a control, its note in the reader's language."""
    declared = parameters_of(ReliefCurve)[name]
    return replace(declared, note=_(declared.note))


def _scenes() -> tuple[Scene, ...]:
    def at(seconds: float, sessions_a_week: float = 1) -> dict[str, float]:
        return {"seconds": seconds, "sessions_a_week": sessions_a_week}

    return (
        Scene(
            "nothing",
            _("None"),
            _("No massage: nothing moves. The open points are what studies found with hands."),
            at(0, 0),
        ),
        Scene(
            "hands_on",
            _("Hands"),
            _("While the hands are on, the calf's reflex drops and the soreness eases."),
            at(0),
        ),
        Scene(
            "one_minute",
            _("1 min"),
            _("One minute later the reflex has long been back. Most of the relief is still there."),
            at(MINUTE_S),
        ),
        Scene(
            "ten_minutes",
            _("10 min"),
            _("Ten minutes later the muscle is as stiff as before. The relief is fading."),
            at(10 * MINUTE_S),
        ),
        Scene(
            "next_day",
            _("1 day"),
            _("Next day, little is left in this model. In painful tendons nobody measured it."),
            at(DAY_S),
        ),
        Scene(
            "next_week",
            _("1 week"),
            _("A week later nothing is left in this model: what lasts must come from elsewhere."),
            at(WEEK_S),
        ),
        Scene(
            "course",
            _("Course"),
            _(
                "Twice a week, as at first in the trial: here relief hardly adds up. In the trial "
                "massage led at week four, not later."
            ),
            at(DAY_S, 2),
            SceneKind.MESSAGE,
        ),
        Scene(
            "against",
            _("But is it so?"),
            _(
                "Sore muscles were eased more on days two and three than on day one, and one trial "
                "saw nothing: a smooth fall is our choice."
            ),
            at(2 * DAY_S),
            SceneKind.DOUBT,
        ),
    )


def _prediction() -> Prediction:
    return Prediction(
        question=_("How long after a massage is the calf's reflex back to where it was?"),
        options=(
            Option(
                _("Hours: it stays loose."),
                _(
                    "A common mix-up: “it stays loose”. The reflex was back at the first reading, "
                    "seconds after the hands had left. It was a response to them, not a new state."
                ),
            ),
            Option(
                _("About ten minutes."),
                _(
                    "A common mix-up: “the reflex fades like the relief”. Relief takes its time to "
                    "go; the reflex was back at the first reading, seconds after the hands."
                ),
            ),
            Option(
                _("At once, within seconds."),
                _(
                    "Right. It was low while the hands moved, and back at the first reading "
                    "afterwards. Relief of soreness lasts longer, so the two are different things."
                ),
                right=True,
            ),
        ),
        settled_by="one_minute",
    )
