"""What goes wrong: one tendon from healthy to changed, all together or one change at a time.

The drawing shows what was seen in people and how much of it is our choice; beside it stands an
ultrasound look of the same tendon, or an imitation of echo-types.
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
from tendon_teaching.figures import sections as figure
from tendon_teaching.figures.sections import Look, SectionsView, Study
from tendon_teaching.models.sections import Move, SectionTissue, section_tissue, sections
from tendon_teaching.models.ultrasound import b_mode, b_mode_across, echo_types
from tendon_teaching.texts import _

NAME = "what_goes_wrong"
MOVES, LOOKS, STUDIES = tuple(Move), tuple(Look), tuple(Study)


def definition() -> Definition:
    """The explorer in the reader's language."""
    return Definition(
        name=NAME,
        title=_("What goes wrong in the tendon"),
        controls=_controls(),
        scenes=_scenes(),
        static_grid=_static_grid(),
        compute=_view,
        figure=figure,
        prediction=_prediction(),
    )


def _view(
    *, way_pct: float, move: float, look: float, study: float, **cells: float
) -> SectionsView:
    moved, chosen = MOVES[int(move)], STUDIES[int(study)]
    tissue = section_tissue(way_pct, moved, **cells)
    has_types = LOOKS[int(look)] is Look.ECHO_TYPES
    return SectionsView(
        sections=sections(tissue),
        move=moved,
        way_pct=way_pct,
        scan=b_mode(tissue.scan),
        scan_across=b_mode_across(tissue.scan),
        study=chosen,
        echo=echo_types(tissue.scan, chosen.reader) if has_types else None,
    )


def _controls() -> tuple[Control, ...]:
    return (
        Control(
            name="way_pct",
            label=_("Healthy to tendinopathic"),
            unit="%",
            unit_spoken=_("per cent of the way"),
            values=stops(0, 100, 10),
            rests_on=_way_basis(),
        ),
        _choice("move", _("What changes"), *(move.text for move in MOVES)),
        _choice("look", _("Lower half"), *(look.text for look in LOOKS)),
        Control(
            name="rounded_ratio",
            label=_("Cell shape in the patch"),
            unit="×",
            unit_spoken=_("times as long as wide"),
            values=stops(1.5, 6, 0.5),
            decimals=1,
            rests_on=_basis("rounded_ratio"),
            more=True,
        ),
        Control(
            name="crowding_ratio",
            label=_("Cells in the patch"),
            unit="×",
            unit_spoken=_("times as many as in healthy tissue"),
            values=stops(0.6, 3, 0.2),
            decimals=1,
            rests_on=_crowding_basis(),
            more=True,
        ),
        _choice("study", _("Echo-types fitted to"), *(study.text for study in STUDIES), more=True),
    )


def _choice(name: str, label: str, *options: str, more: bool = False) -> Control:
    places = tuple(float(place) for place in range(len(options)))
    return Control(name, label, "", "", places, options=options, more=more)


def _basis(name: str) -> Parameter:
    """The parameter of the drawn tissue behind a control, its note in the reader's language."""
    declared = parameters_of(SectionTissue)[name]
    return replace(declared, note=_(declared.note))


def _way_basis() -> Parameter:
    basis, waves = _basis("fibres_pct"), value("S029")
    note = _("{note} The drawn waves are as steep as in slack RAT tendon ({id}).")
    return replace(
        basis,
        note=note.format(note=basis.note, id=waves.id),
        register_ids=(*basis.register_ids, waves.id),
    )


def _crowding_basis() -> Parameter:
    basis, sick, sound, review = _basis("crowding_ratio"), *map(value, ("S035", "S036", "S042"))
    note = _(
        "{note} Counted in PATELLAR tendon only: {sick} against {sound} ({ids}). A review states "
        "the opposite, fewer cells ({review})."
    ).format(
        note=basis.note,
        sick=sick.text,
        sound=sound.text,
        ids=f"{sick.id}, {sound.id}",
        review=review.id,
    )
    return replace(basis, note=note, register_ids=(*basis.register_ids, sick.id, sound.id))


def _scenes() -> tuple[Scene, ...]:
    tissue = SectionTissue()
    healthy = {
        "way_pct": 0.0,
        "move": _place(MOVES, Move.ALL),
        "look": _place(LOOKS, Look.ULTRASOUND),
        "rounded_ratio": tissue.rounded_ratio,
        "crowding_ratio": tissue.crowding_ratio,
        "study": _place(STUDIES, Study.FIRST),
    }
    changed = healthy | {"way_pct": 100.0}
    return (
        Scene(
            "healthy",
            _("Healthy"),
            _(
                "Wavy fibres side by side, slender cells between them, and a vessel: healthy "
                "tendons have vessels too."
            ),
            healthy,
        ),
        Scene(
            "fibres",
            _("Fibres"),
            _(
                "Biopsies of long painful tendons showed fibres in disarray, in patches. Drawn: a "
                "patch loosens, the rest stays in line."
            ),
            changed | {"move": _place(MOVES, Move.FIBRES)},
        ),
        Scene(
            "cells",
            _("Cells"),
            _(
                "In sick patches the cells were rounder and took up more room. How round and how "
                "many is drawn, not measured."
            ),
            changed | {"move": _place(MOVES, Move.CELLS)},
        ),
        Scene(
            "vessels",
            _("Vessels"),
            _(
                "More vessels were seen in painful tendons than in others, though not in all. How "
                "many are drawn is our choice."
            ),
            changed | {"move": _place(MOVES, Move.VESSELS)},
        ),
        Scene(
            "lump",
            _("Lump"),
            _(
                "Painful tendons were about a third thicker, with more matrix that binds water. "
                "Drawn: the same fibres, further apart."
            ),
            changed | {"move": _place(MOVES, Move.WATER)},
        ),
        Scene(
            "all_of_it",
            _("All of it"),
            _(
                "Thicker, less ordered and, on average, less stiff. In this model the lump gives "
                "way more easily than the slim tendon did."
            ),
            changed,
            SceneKind.MESSAGE,
        ),
        Scene(
            "doubt",
            _("But is it so?"),
            _(
                "Much still looks aligned, and the lump may stay after recovery. “Bigger cells” "
                "is loose: we found no measured size."
            ),
            changed | {"look": _place(LOOKS, Look.ECHO_TYPES)},
            SceneKind.DOUBT,
        ),
    )


def _place(choices: tuple[Move, ...] | tuple[Look, ...] | tuple[Study, ...], one: str) -> float:
    return float([str(choice) for choice in choices].index(str(one)))


def _static_grid() -> StaticGrid:
    """The way of each scene, in the doubt the study; every frame is a picture, so no second axis.
    One line serves the first and the last but one scene."""
    names = ("healthy", "fibres", "cells", "vessels", "lump", "all_of_it")
    return StaticGrid(main={**dict.fromkeys(names, "way_pct"), "doubt": "study"})


def _prediction() -> Prediction:
    return Prediction(
        question=_("In this model, what alone makes the tendon thicker?"),
        options=(
            Option(
                _("Bigger cells that fill it."),
                _(
                    "A common mix-up: “bigger cells make the lump”. Cells are a small part of a "
                    "tendon. They get rounder in patches; we found no measurement of larger ones."
                ),
            ),
            Option(
                _("New vessels that swell it."),
                _(
                    "A common mix-up: “vessels make the lump”. In this model they bring no "
                    "thickness, and many tendons that are not thick have vessels too."
                ),
            ),
            Option(
                _("Water between the fibres."),
                _(
                    "Right. Here water alone thickens it and leaves the whole as stiff as before. "
                    "In people, matrix that binds water was found raised; water was not measured."
                ),
                right=True,
            ),
        ),
        settled_by="lump",
    )
