"""Does the colour tell you who hurts: one tendon with Doppler, and two published crowds beside it.

Two sliders change what grows and what is seen of it; neither touches the crowds, which are data.
"""

from dataclasses import replace
from functools import lru_cache

from tendon_teaching.evidence import Parameter, parameters_of, value
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
from tendon_teaching.figures import doppler
from tendon_teaching.figures.doppler import Beside, DopplerView
from tendon_teaching.models.neovascularisation import (
    HEALTHY_DRIVE,
    DopplerParameters,
    VesselCall,
    vessel_tree,
    visible_vessels,
)
from tendon_teaching.models.ultrasound import (
    UltrasoundTissue,
    b_mode,
    surfaces_mm,
    ultrasound_tissue,
)
from tendon_teaching.texts import _

NAME = "does_the_colour_tell"
LOW_GAIN, MIDDLE_GAIN, HIGH_GAIN = 20.0, 50.0, 90.0
PAINFUL_DRIVE, SILENT_DRIVE = 0.7, 0.1
RESTED, RUN = 0.0, 1.0
EVEN, THICK = 0.0, 1.0
_BESIDE = tuple(Beside)


def definition() -> Definition:
    """The explorer in the reader's language."""
    return Definition(
        name=NAME,
        title=_("Does the colour tell you who hurts?"),
        controls=_controls(),
        scenes=_scenes(),
        static_grid=_static_grid(),
        compute=_view,
        figure=doppler,
        prediction=_prediction(),
    )


def _view(
    *, drive: float, gain_pct: float, run: float, tendon: float, beside: float
) -> DopplerView:
    tissue = _tissue(tendon)
    skin_mm, deep_mm = surfaces_mm(tissue)
    tree, after_run = vessel_tree(drive), run == RUN
    scan, low, high = (
        visible_vessels(tree, gain, after_run=after_run) for gain in (gain_pct, LOW_GAIN, HIGH_GAIN)
    )
    return DopplerView(b_mode(tissue), skin_mm, deep_mm, scan, low, high, _BESIDE[int(beside)])


@lru_cache(maxsize=2)
def _tissue(tendon: float) -> UltrasoundTissue:
    return ultrasound_tissue(100.0 if tendon == THICK else 0.0)


def _controls() -> tuple[Control, ...]:
    return (
        Control(
            name="drive",
            label=_("Call for vessels"),
            unit="",
            unit_spoken=_("of the largest call"),
            values=stops(0, 1, 0.1),
            decimals=1,
            rests_on=_basis(VesselCall, "drive"),
        ),
        Control(
            name="gain_pct",
            label=_("Doppler gain"),
            unit="%",
            unit_spoken=_("per cent of its range"),
            values=stops(0, 100, 10),
            rests_on=_basis(DopplerParameters, "seen_from_cells"),
        ),
        _choice(
            "run",
            _("Just been for a run?"),
            _("no"),
            _("yes"),
            rests_on=_basis(DopplerParameters, "run_flow_ratio"),
        ),
        _choice("tendon", _("Grey picture"), _("even"), _("thick, dark patch"), more=True),
        _choice("beside", _("Published beside it"), *(what.text for what in _BESIDE), more=True),
    )


def _choice(
    name: str, label: str, *options: str, more: bool = False, rests_on: Parameter | None = None
) -> Control:
    places = tuple(float(place) for place in range(len(options)))
    return Control(name, label, "", "", places, options=options, more=more, rests_on=rests_on)


def _basis(model: type, name: str) -> Parameter:
    """The parameter behind a control, its note in the reader's language."""
    declared = parameters_of(model)[name]
    return replace(declared, note=_(declared.note))


def _scenes() -> tuple[Scene, ...]:
    healthy = {
        "drive": HEALTHY_DRIVE,
        "gain_pct": MIDDLE_GAIN,
        "run": RESTED,
        "tendon": EVEN,
        "beside": _place(Beside.GUESS),
    }
    painful = healthy | {"drive": PAINFUL_DRIVE, "tendon": THICK}
    pain_free = healthy | {"drive": PAINFUL_DRIVE, "beside": _place(Beside.BOTH)}
    return (
        Scene(
            "healthy",
            _("Healthy"),
            _("A healthy tendon, and it shows a vessel. Healthy tendons have vessels."),
            healthy,
        ),
        Scene(
            "painful",
            _("Painful"),
            _(
                "A painful tendon: thicker, with a dark patch, and vessels grow in from the "
                "deep side."
            ),
            painful,
        ),
        Scene(
            "low_gain",
            _("Low"),
            _("The same tendon with the gain turned down: one vessel left. Nothing has healed."),
            painful | {"gain_pct": LOW_GAIN},
        ),
        Scene(
            "high_gain",
            _("High"),
            _(
                "The same tendon with the gain turned up: more vessels, and specks that are "
                "only noise."
            ),
            painful | {"gain_pct": HIGH_GAIN},
        ),
        Scene(
            "no_flow",
            _("No flow"),
            _("No flow at all, and it hurts. About a quarter of painful tendons look like this."),
            painful | {"drive": SILENT_DRIVE, "beside": _place(Beside.PAINFUL)},
        ),
        Scene(
            "after_run",
            _("Run"),
            _("The healthy tendon again, just after a run: more flow, and still no disease."),
            healthy | {"run": RUN, "beside": _place(Beside.PAINFUL)},
        ),
        Scene(
            "pain_free",
            _("Pain?"),
            _(
                "As much colour as the painful one, and this one does not hurt. Colour shows blood "
                "flow; it does not show pain."
            ),
            pain_free,
            SceneKind.MESSAGE,
        ),
        Scene(
            "later",
            _("But is it so?"),
            _(
                "Flow says little about pain today. Yet runners with flow more often had "
                "trouble within a year."
            ),
            pain_free | {"beside": _place(Beside.LATER)},
            SceneKind.DOUBT,
        ),
    )


def _place(beside: Beside) -> float:
    return float(_BESIDE.index(beside))


def _static_grid() -> StaticGrid:
    """One slider from each scene; every frame is a picture, so no second axis."""
    return StaticGrid(
        main={
            "healthy": "drive",
            "painful": "gain_pct",
            "low_gain": "drive",
            "high_gain": "drive",
            "no_flow": "gain_pct",
            "after_run": "run",
            "pain_free": "gain_pct",
            "later": "beside",
        }
    )


def _prediction() -> Prediction:
    found = value("S048")
    return Prediction(
        question=_(
            "A hundred runners without pain have a Doppler scan. How many show vessels inside "
            "the tendon?"
        ),
        options=(
            Option(
                _("Next to none: a healthy tendon has no vessels."),
                _(
                    "A common mix-up: “a healthy tendon has no vessels”. Supply runs along the "
                    "whole tendon, and {share} of pain-free runners showed flow ({id})."
                ).format(share=found.text, id=found.id),
            ),
            Option(
                _("A handful, and those will hurt: vessels are the pain."),
                _(
                    "A common mix-up: “vessels are the pain”. {share} of pain-free runners showed "
                    "flow ({id}). That flow marks later risk is another matter, and comes next."
                ).format(share=found.text, id=found.id),
            ),
            Option(
                _("About a third."),
                _(
                    "Right: {share} of those whose tendon looked normal ({id}). Flow is common "
                    "without pain, and about a quarter of painful tendons show none."
                ).format(share=found.text, id=found.id),
                right=True,
            ),
        ),
        settled_by="pain_free",
    )
