"""How parallel is parallel: a patch in a picture of fibres, and the number read from its pixels.

The patch is drawn, the number is measured, and what ultrasound found in people stands on axes of
its own: no study ties one to the other.
"""

from dataclasses import replace

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
from tendon_teaching.figures import fibres
from tendon_teaching.figures.fibres import FibreView, Study
from tendon_teaching.models.fibre_image import TENDINOPATHIC_SHARE_PCT, FibreTissue, fibre_picture
from tendon_teaching.models.orientation import analyse_picture
from tendon_teaching.models.picture_file import CollagenPicture, collagen_picture
from tendon_teaching.texts import _

NAME = "how_parallel"
STUDIES = tuple(Study)
# The first picture is the drawn one.
REAL_PICTURES = tuple(CollagenPicture)
DRAWN, LINES_OFF, LINES_ON = 0.0, 0.0, 1.0


def definition() -> Definition:
    """The explorer in the reader's language."""
    return Definition(
        name=NAME,
        title=_("How parallel is parallel?"),
        controls=_controls(),
        scenes=_scenes(),
        static_grid=_static_grid(),
        compute=_view,
        figure=fibres,
        prediction=_prediction(),
    )


def _view(*, picture: float, lines: float, study: float, **tissue: float) -> FibreView:
    if picture != DRAWN:
        return _real_view(REAL_PICTURES[int(picture) - 1], lines == LINES_ON)
    drawn = fibre_picture(FibreTissue(**tissue))
    return FibreView(drawn, analyse_picture(drawn.image), STUDIES[int(study)], lines == LINES_ON)


def _real_view(which: CollagenPicture, with_lines: bool) -> FibreView:
    """A picture that is no tendon; a study of tendons has no business beside it."""
    real = collagen_picture(which)
    analysis = analyse_picture(real.image)
    return FibreView(real, analysis, direction_lines=with_lines, collagen=which)


def _controls() -> tuple[Control, ...]:
    return (
        Control(
            name="share_disturbed_pct",
            label=_("Disturbed"),
            unit="%",
            unit_spoken=_("per cent of the picture"),
            values=stops(0, 100, 5),
            rests_on=_basis("share_disturbed_pct"),
        ),
        Control(
            name="patch_sd_deg",
            label=_("Patch spread"),
            unit="°",
            unit_spoken=_("degrees"),
            values=stops(4, 40, 1),
            rests_on=_basis("patch_sd_deg"),
        ),
        Control(
            name="fibres_left_pct",
            label=_("Fibres left"),
            unit="%",
            unit_spoken=_("per cent"),
            values=stops(50, 100, 2),
            rests_on=_basis("fibres_left_pct"),
        ),
        Control(
            name="patch_cell_ratio",
            label=_("Cells in the patch"),
            unit="×",
            unit_spoken=_("times as long as wide"),
            values=stops(1.5, 6, 0.5),
            decimals=1,
            rests_on=_cells_basis(),
            more=True,
        ),
        _choice("lines", _("Direction lines"), _("off"), _("on")),
        _choice("study", _("Ultrasound study"), *(study.text for study in STUDIES)),
        _choice(
            "picture",
            _("Picture (no slider changes a real one)"),
            _("drawn"),
            *(_("real: {picture}").format(picture=_short(which)) for which in REAL_PICTURES),
        ),
    )


def _choice(name: str, label: str, *options: str) -> Control:
    places = tuple(float(place) for place in range(len(options)))
    return Control(name, label, "", "", places, options=options, more=True)


def _short(which: CollagenPicture) -> str:
    return {
        CollagenPicture.MIXED: _("mixed"),
        CollagenPicture.WAVY: _("wavy"),
        CollagenPicture.SPARSE: _("few fibres"),
    }[which]


def _basis(name: str) -> Parameter:
    """The parameter of the drawn tissue behind a control, its note in the reader's language."""
    declared = parameters_of(FibreTissue)[name]
    return replace(declared, note=_(declared.note))


def _cells_basis() -> Parameter:
    """Shape and number of the drawn cells, for both rest on one control."""
    shape = _basis("patch_cell_ratio")
    sick, sound = value("S035"), value("S036")
    note = _(
        "{shape} How many are drawn: counted in PATELLAR tendon, {sick} against {sound} ({ids}), "
        "and assumed here."
    ).format(shape=shape.note, sick=sick.text, sound=sound.text, ids=f"{sick.id}, {sound.id}")
    return replace(shape, note=note, register_ids=(*shape.register_ids, sick.id, sound.id))


def _scenes() -> tuple[Scene, ...]:
    healthy_tissue = FibreTissue()
    healthy = {
        "share_disturbed_pct": healthy_tissue.share_disturbed_pct,
        "patch_sd_deg": healthy_tissue.patch_sd_deg,
        "fibres_left_pct": healthy_tissue.fibres_left_pct,
        "patch_cell_ratio": healthy_tissue.patch_cell_ratio,
        "lines": LINES_OFF,
        "study": _place(Study.NONE),
        "picture": DRAWN,
    }
    painful = healthy | {"share_disturbed_pct": TENDINOPATHIC_SHARE_PCT}
    return (
        Scene(
            "healthy",
            _("Healthy"),
            _("Fibres side by side, in gentle waves, with slender cells between them."),
            healthy,
        ),
        Scene(
            "patch",
            _("A patch"),
            _(
                "In one patch the fibres lose their line and the cells round up. Around it all "
                "is in order."
            ),
            healthy | {"share_disturbed_pct": 25.0, "patch_sd_deg": 20.0},
        ),
        Scene(
            "fewer_fibres",
            _("Thinned"),
            _(
                "Fibres gone, order kept: the alignment index hardly moves, yet there is less to "
                "pull on."
            ),
            healthy | {"fibres_left_pct": 70.0},
        ),
        Scene(
            "real_picture",
            _("Real"),
            _(
                "Collagen under a real microscope, read in the same way. It is not tendon, and "
                "its fibres need no common line."
            ),
            healthy | {"picture": 1.0 + REAL_PICTURES.index(CollagenPicture.WAVY)},
        ),
        Scene(
            "scanner_a",
            _("Painful"),
            _(
                "Order is lost in patches. On scanner A about half of a painful tendon still "
                "looked aligned, and what is in line can pull."
            ),
            painful | {"study": _place(Study.SCANNER_A)},
            SceneKind.MESSAGE,
        ),
        Scene(
            "scanner_b",
            _("But is it so?"),
            _(
                "Another scanner, another share: here about four fifths of a painful tendon looked "
                "aligned, and a little more without pain."
            ),
            painful | {"study": _place(Study.SCANNER_B)},
            SceneKind.DOUBT,
        ),
    )


def _place(study: Study) -> float:
    return float(STUDIES.index(study))


def _static_grid() -> StaticGrid:
    """One slider or choice from each scene; every frame is a picture, so no second axis."""
    return StaticGrid(
        main={
            "healthy": "share_disturbed_pct",
            "patch": "patch_sd_deg",
            "fewer_fibres": "fibres_left_pct",
            "real_picture": "picture",
            "scanner_a": "study",
            "scanner_b": "study",
        }
    )


def _prediction() -> Prediction:
    return Prediction(
        question=_(
            "If a scan says half the tendon is disorganised, can the other half still work?"
        ),
        options=(
            Option(
                _("No: the whole tendon is tangled, it is scar."),
                _(
                    "A common mix-up: “the whole tendon is tangled”. Disorder sits in patches. "
                    "Around the patch the fibres run on side by side, and they can pull."
                ),
            ),
            Option(
                _("No: a rope is as weak as its weakest strand."),
                _(
                    "A common mix-up: “a rope is as weak as its weakest strand”. That is true of "
                    "the links of a chain. Fibres lie side by side and share the load, so those "
                    "in line still pull."
                ),
            ),
            Option(
                _("Yes: what is in line can still pull."),
                _(
                    "Right. Fibres lie side by side and share the load, so those in line still "
                    "pull. How much the whole tendon then gives way is the next question."
                ),
                right=True,
            ),
        ),
        settled_by="scanner_a",
    )
