"""Hand against step: how hard a hand presses across a tendon, how hard a step pulls along it.

Beside the ladder stand cards on what students ask, and one thought experiment. The picture proves
nothing about massage directly, and says so.
"""

from dataclasses import replace
from functools import lru_cache

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
from tendon_teaching.figures import stress_ladder
from tendon_teaching.figures.stress_ladder import Card, Picture
from tendon_teaching.models.massage import ThoughtExperiment, WhatIf, thought_experiment
from tendon_teaching.models.stress_ladder import (
    HARDEST_HAND_KG_PER_CM2,
    LIGHTEST_HAND_KG_PER_CM2,
    Direction,
    hand_against,
    ladder,
    rung,
)
from tendon_teaching.texts import _

NAME = "hand_against_step"
CARDS = tuple(Card)
REBUILD_PCT = (0.0, 1.0, 2.0, 5.0, 10.0, 25.0, 50.0, 75.0, 100.0)
THUMB_KG_PER_CM2, FIRM_KG_PER_CM2 = 2.3, 4.2


def definition() -> Definition:
    """The explorer in the reader's language."""
    return Definition(
        name=NAME,
        title=_("Hand against step"),
        controls=_controls(),
        scenes=_scenes(),
        static_grid=_static_grid(),
        compute=_picture,
        figure=stress_ladder,
        prediction=_prediction(),
    )


def pulls() -> tuple[str, ...]:
    """Names of what pulls along the fibres, the smallest stress first."""
    return tuple(one.name for one in ladder() if one.direction is Direction.ALONG)


def _picture(*, hand_kg_per_cm2: float, against: float, card: float, rebuild_pct: float) -> Picture:
    return Picture(
        against=hand_against(hand_kg_per_cm2, pulls()[int(against)]),
        card=CARDS[int(card)],
        what_if=_thought(rebuild_pct),
        curve=tuple(_thought(percent) for percent in REBUILD_PCT),
    )


@lru_cache(maxsize=len(REBUILD_PCT))
def _thought(rebuild_pct: float) -> ThoughtExperiment:
    return thought_experiment(rebuild_pct)


def _controls() -> tuple[Control, ...]:
    return (
        Control(
            name="hand_kg_per_cm2",
            label=_("Your hand"),
            unit=_("kg/cm²"),
            unit_spoken=_("kilograms on each square centimetre"),
            values=stops(LIGHTEST_HAND_KG_PER_CM2, HARDEST_HAND_KG_PER_CM2, 0.1),
            decimals=1,
        ),
        _choice("against", _("Compare with"), *(rung(name).text for name in pulls())),
        _choice("card", _("Card"), *(card.text for card in CARDS)),
        Control(
            name="rebuild_pct",
            label=_("What if one massage were worth"),
            unit=_("% of a session"),
            unit_spoken=_("per cent of a loading session"),
            values=REBUILD_PCT,
            rests_on=_basis(),
            more=True,
        ),
    )


def _choice(name: str, label: str, *options: str) -> Control:
    return Control(name, label, "", "", tuple(map(float, range(len(options)))), options=options)


def _basis() -> Parameter:
    declared = parameters_of(WhatIf)["rebuild_pct"]
    return replace(declared, note=_(declared.note))


def _scenes() -> tuple[Scene, ...]:
    def at(
        hand: float, against: str = "walking", card: Card = Card.LADDER, rebuild_pct: float = 0.0
    ) -> dict[str, float]:
        return {
            "hand_kg_per_cm2": hand,
            "against": float(pulls().index(against)),
            "card": float(CARDS.index(card)),
            "rebuild_pct": rebuild_pct,
        }

    return (
        Scene(
            "light",
            _("Light"),
            _("A hand that only rests presses lightly, across. Each walking step pulls, along."),
            at(LIGHTEST_HAND_KG_PER_CM2),
        ),
        Scene(
            "thumb",
            _("Thumb"),
            _(
                "A usual friction massage. A walking step is more than a hundred times that, "
                "thousands of times a day."
            ),
            at(THUMB_KG_PER_CM2),
        ),
        Scene(
            "knots",
            _("Knots"),
            _(
                "Pushing out knots, breaking scar: no good human study shows it. What eases can "
                "ease without that."
            ),
            at(THUMB_KG_PER_CM2, card=Card.KNOTS),
        ),
        Scene(
            "blood",
            _("Blood"),
            _("Massage warmed the skin and left the leg's artery alone. Light kicking tripled it."),
            at(THUMB_KG_PER_CM2, card=Card.BLOOD),
        ),
        Scene(
            "animals",
            _("Animals"),
            _(
                "In rats, rubbing a cut ligament sped up healing. By week twelve most of the lead "
                "was gone."
            ),
            at(THUMB_KG_PER_CM2, card=Card.ANIMALS),
        ),
        Scene(
            "what_if",
            _("What if"),
            _(
                "What if a massage did a tenth of the work of a loading session? A trial would "
                "have to be huge to see it."
            ),
            at(THUMB_KG_PER_CM2, card=Card.WHAT_IF, rebuild_pct=10.0),
        ),
        Scene(
            "firm",
            _("Firm"),
            _(
                "A firm hand against the easiest exercise: still many times less. If force alone "
                "put fibres in order, walking would have done it."
            ),
            at(FIRM_KG_PER_CM2, "seated_raise"),
            SceneKind.MESSAGE,
        ),
        Scene(
            "rough",
            _("But is it so?"),
            _(
                "One method puts a running step above the textbook breaking stress. Rough numbers, "
                "other directions: an argument, no proof."
            ),
            at(THUMB_KG_PER_CM2, "running"),
            SceneKind.DOUBT,
        ),
    )


def _static_grid() -> StaticGrid:
    """The hand from one scene, and from each other the choice or slider that tells most."""
    return StaticGrid(
        main={
            "light": "against",
            "thumb": "hand_kg_per_cm2",
            "knots": "card",
            "blood": "card",
            "animals": "card",
            "what_if": "rebuild_pct",
            "firm": "against",
            "rough": "against",
        }
    )


def _prediction() -> Prediction:
    return Prediction(
        question=_(
            "A thumb in friction massage presses on each square centimetre; a walking step pulls "
            "on it. How many times more is the step?"
        ),
        options=(
            Option(
                _("About the same; a strong thumb is more."),
                _(
                    "A common mix-up: “hands are strong enough to re-align fibres”. A thumb's few "
                    "kilograms lie across; a step's hundreds of kilograms lie along."
                ),
            ),
            Option(
                _("About ten times."),
                _(
                    "Too little, by about ten times. It is a common mix-up: “a firm massage is "
                    "like a small exercise”. Even an easy seated raise is more than ten thumbs."
                ),
            ),
            Option(
                _("More than a hundred times."),
                _(
                    "Right, in order of magnitude. And the two point in different directions, so "
                    "the comparison is an argument and no proof."
                ),
                right=True,
            ),
        ),
        settled_by="thumb",
    )
