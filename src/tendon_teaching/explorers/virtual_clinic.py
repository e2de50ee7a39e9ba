"""Does the picture tell you who hurts: twenty tendons to judge, and what a scan means in a crowd.

The pictures know the finding and nothing else: two tendons with the same finding are drawn in the
same way whether they hurt or not.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

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
    Value,
    stops,
)
from tendon_teaching.figures import virtual_clinic
from tendon_teaching.figures.virtual_clinic import (
    FIELD_MM,
    PEOPLE,
    TENDONS,
    BoolArray,
    ClinicView,
    Scan,
)
from tendon_teaching.models.neovascularisation import vessel_tree, visible_vessels
from tendon_teaching.models.ultrasound import (
    UltrasoundTissue,
    b_mode,
    surfaces_mm,
    ultrasound_tissue,
)
from tendon_teaching.models.virtual_clinic import (
    Call,
    Sign,
    VirtualClinic,
    calls_that_follow,
    crowd,
    draw_patients,
    meaning_of,
    published,
    score,
)
from tendon_teaching.texts import _

NAME = "virtual_clinic"
SIGNS = tuple(Sign)
# Three sets of twenty. Their seeds were picked so that each set comes as near to the published
# shares as twenty can; with others a class might meet a lucky or an unlucky clinic.
SEEDS = (3979, 1412, 2426)
HALF, RARE = VirtualClinic().painful_share_pct, 10.0
CLOSED, OPEN = 0.0, 1.0
CROWD, HOW_SURE = 0.0, 1.0
NOT_JUDGED = (float(Call.NOT_YET),) * TENDONS
# Few different pictures, each drawn once and shown from the left and from the right.
_GRAINS = (1, 9, 20)
# Call for vessels in a tendon whose scan shows flow; enough to be seen at a middling gain.
_DRIVE = 0.6


def definition() -> Definition:
    """The explorer in the reader's language."""
    return Definition(
        name=NAME,
        title=_("Does the picture tell you who hurts?"),
        controls=_controls(),
        series=_series(),
        scenes=_scenes(),
        static_grid=_static_grid(),
        compute=_view,
        figure=virtual_clinic,
        prediction=_prediction(),
    )


def _view(
    *,
    tendon: float,
    sign: float,
    painful_share_pct: float,
    people: float,
    answers: float,
    beside: float,
    calls: Sequence[float],
) -> ClinicView:
    looked_for = SIGNS[int(sign)]
    patients = draw_patients(SEEDS[int(people)])
    place = int(tendon) - 1
    return ClinicView(
        sign=looked_for,
        tendon=int(tendon),
        scan=_scan(looked_for, bool(patients.abnormal(looked_for)[place]), place),
        patients=patients,
        calls=tuple(Call(int(call)) for call in calls),
        score=score(calls, patients),
        followed=score(calls_that_follow(patients, looked_for), patients),
        painful_share_pct=painful_share_pct,
        crowd=crowd(looked_for, painful_share_pct, PEOPLE),
        meaning=meaning_of(looked_for, painful_share_pct),
        answers=answers == OPEN,
        how_sure=beside == HOW_SURE,
    )


@lru_cache(maxsize=64)
def _scan(sign: Sign, is_abnormal: bool, place: int) -> Scan:
    """What the scanner shows of a finding. Of the person it knows nothing but a place in the row,
    so that neighbours do not look alike."""
    grain = _GRAINS[place % len(_GRAINS)]
    tissue = UltrasoundTissue()
    if sign is Sign.STRUCTURE and is_abnormal:
        # No thicker than the others: what was counted is order, not thickness.
        tissue = replace(ultrasound_tissue(), thickness_mm=tissue.thickness_mm)
    image = b_mode(tissue, seed=grain)
    flow = np.zeros(image.shape, dtype=bool)
    if sign is Sign.FLOW and is_abnormal:
        flow = _flow_inside(tissue, grain, image.shape)
    if (place // len(_GRAINS)) % 2:
        image, flow = image[:, ::-1], flow[:, ::-1]
    return Scan(image, flow)


def _flow_inside(tissue: UltrasoundTissue, seed: int, shape: tuple[int, ...]) -> BoolArray:
    """Where Doppler shows flow, in pixels of the grey picture; the grown slice is the tendon."""
    seen = visible_vessels(vessel_tree(_DRIVE, seed)).mask
    skin_mm, deep_mm = surfaces_mm(tissue)
    depth_mm = (np.arange(shape[0])[:, np.newaxis] + 0.5) * FIELD_MM[1] / shape[0]
    row = np.floor((depth_mm - skin_mm) / (deep_mm - skin_mm) * seen.shape[0]).astype(int)
    column = np.arange(shape[1]) * seen.shape[1] // shape[1]
    inside = (row >= 0) & (row < seen.shape[0])
    return np.asarray(inside & seen[row.clip(0, seen.shape[0] - 1), column])


def _controls() -> tuple[Control, ...]:
    return (
        Control(
            name="tendon",
            label=_("Tendon"),
            unit="",
            unit_spoken="",
            values=stops(1, TENDONS, 1),
        ),
        _choice("sign", _("Looked for"), _("colour (flow)"), _("order (structure)")),
        Control(
            name="painful_share_pct",
            label=_("In pain"),
            unit="%",
            unit_spoken=_("per cent of those scanned"),
            values=stops(5, 80, 5),
            rests_on=_basis("painful_share_pct"),
        ),
        _choice(
            "people",
            _("Which twenty"),
            _("first"),
            _("second"),
            _("third"),
            more=True,
        ),
        _choice(
            "answers",
            _("Answers open"),
            _("when all are judged"),
            _("now"),
            more=True,
        ),
        _choice("beside", _("Beside it"), _("a crowd"), _("how sure"), more=True),
    )


def _choice(name: str, label: str, *options: str, more: bool = False) -> Control:
    places = tuple(float(place) for place in range(len(options)))
    return Control(name, label, "", "", places, options=options, more=more)


def _basis(name: str) -> Parameter:
    """The setting of the clinic behind a control, its note in the reader's language."""
    declared = parameters_of(VirtualClinic)[name]
    return replace(declared, note=_(declared.note))


def _series() -> tuple[Series, ...]:
    return (
        Series(
            name="calls",
            label=_("Your call"),
            unit="",
            unit_spoken="",
            values=tuple(float(call) for call in Call),
            options=tuple(virtual_clinic.call_words(call) for call in Call),
            length=TENDONS,
            place_label=_("tendon"),
            cursor="tendon",
        ),
    )


def _scenes() -> tuple[Scene, ...]:
    start: dict[str, Value] = {
        "tendon": 1.0,
        "sign": _place(Sign.FLOW),
        "painful_share_pct": HALF,
        "people": 0.0,
        "answers": CLOSED,
        "beside": CROWD,
        "calls": NOT_JUDGED,
    }
    order = start | {"sign": _place(Sign.STRUCTURE)}
    believed = order | {
        "calls": _followed(Sign.STRUCTURE),
        "tendon": _first(hurts=True, sign=Sign.STRUCTURE, is_abnormal=False),
    }
    rare = believed | {"painful_share_pct": RARE}
    colour = rare | {
        "sign": _place(Sign.FLOW),
        "calls": _followed(Sign.FLOW),
        "tendon": _first(hurts=False, sign=Sign.FLOW, is_abnormal=True),
    }
    return (
        Scene(
            "first_patient",
            _("First"),
            _(
                "Twenty people were scanned, and about half of them are in pain. Does this tendon "
                "hurt? Judge all of them; then the answers open."
            ),
            start,
        ),
        Scene(
            "order",
            _("Order"),
            _(
                "The same people, another sign: now the report is about order in the tendon. "
                "Would you change your mind?"
            ),
            order,
        ),
        Scene(
            "believe_it",
            _("Believe"),
            _(
                "Believe every picture, and most calls are right. But this tendon is in order, "
                "and it hurts."
            ),
            believed,
        ),
        Scene(
            "rare_pain",
            _("Rare"),
            _(
                "Same scanner, same reports, but one in ten hurts. Now most of those with a patch "
                "are pain-free."
            ),
            rare,
        ),
        Scene(
            "no_diagnosis",
            _("No diagnosis"),
            _(
                "A scan does not diagnose pain. It shows tissue, and whether that tissue hurts "
                "only the person can tell."
            ),
            colour,
            SceneKind.MESSAGE,
        ),
        Scene(
            "but_is_it_so",
            _("But is it so?"),
            _(
                "Scans are not blind: colour today goes with more trouble later, and order parts "
                "the groups well. But few, chosen people were compared."
            ),
            colour | {"beside": HOW_SURE},
            SceneKind.DOUBT,
        ),
    )


def _place(sign: Sign) -> float:
    return float(SIGNS.index(sign))


def _followed(sign: Sign) -> tuple[float, ...]:
    """The calls of somebody who believes every picture of the first set."""
    return tuple(float(call) for call in calls_that_follow(draw_patients(SEEDS[0]), sign))


def _first(*, hurts: bool, sign: Sign, is_abnormal: bool) -> float:
    """Number of the first tendon of the first set that hurts, or not, and looks like this."""
    patients = draw_patients(SEEDS[0])
    found = (patients.painful == hurts) & (patients.abnormal(sign) == is_abnormal)
    return float(np.flatnonzero(found)[0] + 1)


def _static_grid() -> StaticGrid:
    """The tendons of the first scene and, once judged, of the third; then the share in pain."""
    return StaticGrid(
        main={
            "first_patient": "tendon",
            "order": "sign",
            "believe_it": "tendon",
            "rare_pain": "painful_share_pct",
            "no_diagnosis": "painful_share_pct",
            "but_is_it_so": "beside",
        }
    )


def _prediction() -> Prediction:
    found = published(Sign.STRUCTURE)
    rare, half = meaning_of(Sign.STRUCTURE, RARE), meaning_of(Sign.STRUCTURE, HALF)
    return Prediction(
        question=_(
            "One in ten of those scanned hurts. A scan shows a patch, as {share:.0f} % of painful "
            "tendons do. How likely is it that this one hurts?"
        ).format(share=100 * found.sensitivity),
        options=(
            Option(
                _("About {share:.0f} %.").format(share=100 * found.sensitivity),
                _(
                    "A common mix-up: “so many painful ones look like this, so many that look like "
                    "this hurt”. Count the pain-free ones with a patch too: there are many."
                ),
            ),
            Option(
                _("About {share:.0f} %.").format(share=100 * (half.painful_if_abnormal or 0)),
                _(
                    "A common mix-up: “a scan means the same everywhere”. That is what it means "
                    "where half of those scanned hurt. Here only one in ten does."
                ),
            ),
            Option(
                _("About {share:.0f} %.").format(share=100 * (rare.painful_if_abnormal or 0)),
                _(
                    "Right. Pain-free people are many here, and about a quarter of them "
                    "have a patch: more than all the painful ones together."
                ),
                right=True,
            ),
        ),
        settled_by="rare_pain",
    )
