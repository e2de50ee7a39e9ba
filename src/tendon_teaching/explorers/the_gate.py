"""The gate: why rubbing it helps, while nothing in the tendon changes."""

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
from tendon_teaching.figures import gate
from tendon_teaching.models.gate import GateInputs, GateState, gate_state
from tendon_teaching.texts import _

NAME = "the_gate"


def definition() -> Definition:
    """The explorer in the reader's language."""
    return Definition(
        name=NAME,
        title=_("The gate: why rubbing it helps"),
        controls=_controls(),
        scenes=_scenes(),
        static_grid=_static_grid(),
        compute=_state,
        figure=gate,
        prediction=_prediction(),
    )


def _state(**inputs: float) -> GateState:
    return gate_state(GateInputs(**inputs))


def _controls() -> tuple[Control, ...]:
    def control(
        name: str, label: str, spoken: str, highest: float, *, more: bool = False
    ) -> Control:
        return Control(
            name=name,
            label=label,
            unit=_("of 1"),
            unit_spoken=spoken,
            values=stops(0, highest, 0.1),
            decimals=1,
            rests_on=_basis(name),
            more=more,
        )

    return (
        control("signal", _("Signal from the sore tendon"), _("of one, thin pain fibres"), 1.0),
        control("touch", _("Touch"), _("of one, thick touch fibres"), 1.0),
        control("brake", _("Brake from the brain"), _("of one, sent by the brain"), 0.4, more=True),
        control(
            "amplifier",
            _("Amplifier (sensitisation)"),
            _("of one, added in the spinal cord"),
            0.6,
            more=True,
        ),
    )


def _basis(name: str) -> Parameter:
    """The input of the circuit behind a control, its note in the reader's language."""
    declared = parameters_of(GateInputs)[name]
    return replace(declared, note=_(declared.note))


def _scenes() -> tuple[Scene, ...]:
    def at(
        signal: float, touch: float = 0.0, brake: float = 0.0, amplifier: float = 0.0
    ) -> dict[str, float]:
        return {"signal": signal, "touch": touch, "brake": brake, "amplifier": amplifier}

    return (
        Scene(
            "sore",
            _("Sore"),
            _("A sore tendon, no hands: its signal passes the gate and reaches the brain."),
            at(0.4),
        ),
        Scene(
            "light_touch",
            _("Light touch"),
            _(
                "A little touch begins to shut the gate. In sore forearms, light touch eased "
                "pain on pressing as much as deep massage did."
            ),
            at(0.4, 0.2),
        ),
        Scene(
            "sorer",
            _("Sorer"),
            _("A louder tendon, and more touch: it helps less, and pain remains."),
            at(0.6, 0.3),
        ),
        Scene(
            "amplified",
            _("Amplified"),
            _(
                "The spinal cord makes more of the same signal. Touch still helps, but from a "
                "higher place."
            ),
            at(0.6, 0.3, amplifier=0.4),
        ),
        Scene(
            "no_hands",
            _("No hands"),
            _(
                "Nobody touches it, yet the brain can brake the signal from above. Expecting help "
                "may do that; no study here separates it from hands."
            ),
            at(0.4, brake=0.1),
        ),
        Scene(
            "hands_on",
            _("Hands on"),
            _(
                "While the hands are on, pain is about half. The tendon sends as much as before: "
                "the gate has moved, not the tendon."
            ),
            at(0.4, 0.3),
            SceneKind.MESSAGE,
        ),
        Scene(
            "too_good",
            _("But is it so?"),
            _(
                "More touch, and the pain is all but gone. No study here saw that: the circuit "
                "is ours, and gate theory is wrong in detail."
            ),
            at(0.4, 0.6),
            SceneKind.DOUBT,
        ),
    )


def _static_grid() -> StaticGrid:
    """From each scene the control that tells most; one line may serve several scenes."""
    return StaticGrid(
        main={
            "sore": "touch",
            "light_touch": "touch",
            "sorer": "touch",
            "amplified": "touch",
            "no_hands": "brake",
            "hands_on": "signal",
            "too_good": "touch",
        }
    )


def _prediction() -> Prediction:
    return Prediction(
        question=_("You bang your elbow and rub it, and it hurts less. What did the rubbing do?"),
        options=(
            Option(
                _("It repaired something in the elbow."),
                _(
                    "A common mix-up: “pain gone means healed”. The signal from below is as "
                    "strong as before; in this model touch only lets less of it through."
                ),
            ),
            Option(
                _("It let less of the signal through to the brain."),
                _(
                    "Right, as far as this model goes: touch closes a gate in the spinal cord "
                    "for a while. The tissue is not part of the circuit."
                ),
                right=True,
            ),
            Option(
                _("It only helps if you press deep enough."),
                _(
                    "A common mix-up: “deeper is better”. In sore forearms light touch eased "
                    "pressing pain as much as deep massage, and in painful knee tendons more "
                    "pressure was not better."
                ),
            ),
        ),
        settled_by="hands_on",
    )
