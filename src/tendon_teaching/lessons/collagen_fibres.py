"""The fibre half of lesson 01: patches, cells, and what a number read from a picture says.

Every number in these texts comes from the register or is computed when it is shown. Ultrasound
shares of two studies never stand in one table: each belongs to its scanner.
"""

from tendon_teaching.evidence import Value, value
from tendon_teaching.explorers import how_parallel
from tendon_teaching.explorers.definition import Scene, SceneKind
from tendon_teaching.figures.fibres import FibreView
from tendon_teaching.lessons.content import (
    EvidenceGroup,
    ExpectedAnswer,
    Explanation,
    ModelCard,
    Option,
    Point,
    Question,
    Step,
    Table,
)
from tendon_teaching.models.fibre_image import FibrePicture, FibreTissue, Microscope
from tendon_teaching.models.orientation import TensorScales, window_bias
from tendon_teaching.texts import _


def goals() -> tuple[str, ...]:
    """What a learner will be able to explain."""
    return (
        _("why “disorganised” means patches, and why the rest of the tendon still works;"),
        _("what an alignment index says about a picture, and what it does not;"),
    )


# ---------- numbers of the drawings, as the explorer computes them ----------


def _drawn_scenes() -> tuple[tuple[Scene, FibreView, FibrePicture], ...]:
    """The scenes up to the message that show a drawing."""
    explorer = how_parallel.definition()
    found = []
    for scene in explorer.scenes:
        view: FibreView = explorer.compute(**scene.values)
        if view.drawn and scene.kind is not SceneKind.DOUBT:
            found.append((scene, view, view.drawn))
    return tuple(found)


def explanation() -> Explanation:
    """What the scenes showed and why."""
    scenes = {scene.name: (view, drawn) for scene, view, drawn in _drawn_scenes()}
    healthy, (fewer, thinned) = scenes["healthy"][0], scenes["fewer_fibres"]
    return Explanation(
        paragraphs=(
            _(
                "Fibres lie side by side, like people pulling one rope each. Those in a patch pull "
                "askew; those around it still pull straight. So a scan that calls half a tendon "
                "disorganised does not say that half its strength is gone, and not that the other "
                "half is ill."
            ),
            _(
                "The histogram counts where the pixels' edges point. One narrow hump means one "
                "direction, and an index near 1. The index sums up the whole picture: a small "
                "untidy patch and a slight untidiness everywhere can give the same number."
            ),
            _(
                "With {left:.0f} % of the fibres the index is {fewer:.2f}, with all of them "
                "{healthy:.2f}. It tells how parallel the fibres are that are there, and not how "
                "many there are."
            ).format(
                left=thinned.tissue.fibres_left_pct,
                fewer=fewer.analysis.alignment.index,
                healthy=healthy.analysis.alignment.index,
            ),
            _(
                "In sick patches the cells were seen to be rounder and often more crowded. That "
                "they were larger was not seen measured in human Achilles tendon, so the drawn "
                "ones keep their area."
            ),
        ),
        table=_scene_table(),
    )


def _scene_table() -> Table:
    return Table(
        caption=_("The drawn scenes in numbers. Spread drawn is the truth that no picture knows."),
        columns=(
            _("Scene"),
            _("Disturbed"),
            _("Fibres left"),
            _("Spread drawn"),
            _("Spread measured"),
            _("Alignment index"),
        ),
        rows=tuple(
            (
                scene.label,
                f"{drawn.disturbed_pct:.0f} %",
                f"{drawn.tissue.fibres_left_pct:.0f} %",
                f"{drawn.true_alignment.sd_deg:.0f}°",
                f"{view.analysis.alignment.sd_deg:.0f}°",
                f"{view.analysis.alignment.index:.2f}",
            )
            for scene, view, drawn in _drawn_scenes()
        ),
    )


# ---------- doubt ----------


def doubt() -> tuple[str, ...]:
    """The one nuance that matters about the fibres."""
    return (
        _(
            "Half of the tendon? On one scanner {painful_a} of a painful tendon looked aligned "
            "(n = {n_a}), on another {painful_b} (n = {n_b}). Pain-free tendons were not perfect "
            "either: {free_a} on the first (n = {n_free_a}), {free_b} on the second "
            "(n = {n_free_b}). The number belongs to its scanner and its settings: compare inside "
            "a study, never between them."
        ).format(
            painful_a=value("S001").text,
            n_a=value("S001").n,
            painful_b=value("S005").text,
            n_b=value("S005").n,
            free_a=value("S002").text,
            n_free_a=value("S002").n,
            free_b=value("S007").text,
            n_free_b=value("S007").n,
        ),
        _(
            "And the picture is not the person: on the first scanner {normal} of {n} painful "
            "tendons looked normal, and {abnormal} of {n_free} pain-free ones did not."
        ).format(
            normal=_looked_normal(value("S003")),
            n=value("S003").n,
            abnormal=_count(value("S004")),
            n_free=value("S004").n,
        ),
    )


def _count(row: Value) -> int:
    if row.value is None:
        raise ValueError(f"register row {row.id} has no count")
    return round(row.value)


def _looked_normal(row: Value) -> int:
    """Tendons that were not under the cut-off of a row that counts those that were."""
    return (row.n or 0) - _count(row)


def sceptics() -> tuple[Point, ...]:
    """The other nuances about the fibres."""
    change, visa, link = value("S008"), value("S009"), value("S033")
    sick, sound = value("S035"), value("S036")
    return (
        Point(
            _("Does the order have to come back?"),
            _(
                "After an exercise programme symptoms were better by {visa}, ultrasound order "
                "changed by {change} (n = {n}). But in one small study an MRI measure did go with "
                "symptoms ({link}, n = {n_link})."
            ).format(visa=visa.text, change=change.text, n=change.n, link=link.text, n_link=link.n),
        ),
        Point(
            _("More cells or fewer?"),
            _(
                "Counted in PATELLAR tendon: {sick} in tendinopathy, {sound} without. In Achilles "
                "biopsies cells filled a larger share (S024); a review says fewer (S042). Patchy "
                "tissue allows both."
            ).format(sick=sick.text, sound=sound.text),
        ),
        Point(
            _("Who was biopsied?"),
            _(
                "In one series every tendon showed disorder, but all of them had been operated "
                "on (S014, n = {n}). Milder ones are not cut out."
            ).format(n=value("S014").n),
        ),
        Point(
            _("How good is the number?"),
            _(
                "A picture is averaged over a window, and crossing fibres cancel inside it. The "
                "table shows one drawing measured with wider and wider windows: it looks more and "
                "more parallel, and not one fibre has moved."
            ),
        ),
    )


def window_table() -> Table:
    """The known bias of the structure tensor, on the drawing of the message."""
    _scene, _view, drawn = next(
        found for found in _drawn_scenes() if found[0].kind is SceneKind.MESSAGE
    )
    bias = window_bias(drawn.image, drawn.true_alignment.sd_deg)
    return Table(
        caption=_(
            "One drawing, drawn with a spread of {true:.0f}°, measured with four windows on the "
            "same pixels."
        ).format(true=bias.true_sd_deg),
        columns=(_("Window"), _("Spread measured"), _("Too small by")),
        rows=tuple(
            (_("{window:g} px").format(window=window), f"{measured:.0f}°", f"{-off:.0f} %")
            for window, measured, off in zip(
                bias.window_px, bias.measured_sd_deg, bias.bias_pct, strict=True
            )
        ),
    )


def left_out() -> tuple[Point, ...]:
    """What the drawing leaves out."""
    return (
        Point(
            _("The third dimension."),
            _("The picture is one flat slice. Fibres also run in and out of it."),
        ),
        Point(
            _("The way from fibre to scan."),
            _(
                "No study ties a spread of direction to an ultrasound share. So the drawing and "
                "the scanner's axis stand side by side, and neither is read off the other."
            ),
        ),
        Point(
            _("The clinic."),
            _(
                "A second-harmonic microscope looks at a thin slice, not through the skin of a "
                "patient."
            ),
        ),
        Point(
            _("Real cells."),
            _("Their shape and number are for the drawing; they do nothing to the fibres."),
        ),
    )


# ---------- evidence ----------


def evidence() -> tuple[EvidenceGroup, ...]:
    """Rows about order, fibres and cells; each ultrasound study has a table of its own."""
    own_scale = _("Its own scanner and settings: compare inside this table only.")
    return (
        EvidenceGroup(
            _("Order seen by ultrasound: scanner A"),
            ("S002", "S001", "S003", "S004"),
            own_scale,
        ),
        EvidenceGroup(
            _("Order seen by ultrasound: scanner B"), ("S007", "S006", "S005"), own_scale
        ),
        EvidenceGroup(
            _("Order seen by ultrasound: runners without pain"),
            ("S010", "S011", "S012", "S013"),
            _("From a conference abstract. {own_scale}").format(own_scale=own_scale),
        ),
        EvidenceGroup(
            _("Order and symptoms"),
            ("S008", "S009", "S033"),
            _("One study in which they parted, one in which they went together."),
        ),
        EvidenceGroup(
            _("Fibres under the microscope"),
            ("S014", "S015", "S023", "S025", "S025c", "S027", "S028", "S029", "S030"),
            _("Rows about rats give directions and sizes only; nobody's Achilles is a rat's."),
        ),
        EvidenceGroup(
            _("Cells"),
            ("S024", "S043", "S042", "S035", "S036", "S037", "S038"),
            _("PATELLAR rows are another tendon. Two rows contradict each other: more, or fewer."),
        ),
    )


def models() -> tuple[ModelCard, ...]:
    """Every number behind the drawing and its measurement."""
    return (
        ModelCard(
            _("The drawn fibres and cells"),
            FibreTissue,
            {
                "healthy_sd_deg": _("Spread of direction, healthy"),
                "patch_sd_deg": _("Spread of direction in the patch"),
                "share_disturbed_pct": _("Share of the picture that is disturbed"),
                "fibres_left_pct": _("Fibres still there"),
                "crimp_angle_deg": _("Crimp: steepest tilt of a wave"),
                "crimp_period_um": _("Crimp: length of a wave"),
                "bundle_width_um": _("Distance between bundles"),
                "healthy_cell_ratio": _("Cells: length over width, healthy"),
                "patch_cell_ratio": _("Cells: length over width in the patch"),
                "healthy_cells_per_mm2": _("Cells per mm², healthy"),
                "patch_cells_per_mm2": _("Cells per mm² in the patch"),
                "cell_area_um2": _("Area of a cell"),
            },
        ),
        ModelCard(
            _("The drawn microscope"),
            Microscope,
            {
                "um_per_px": _("Size of a pixel"),
                "blur_px": _("Blur"),
                "haze_share": _("Share of light that is haze"),
                "haze_px": _("Width of the haze"),
                "noise_share": _("Grain"),
            },
        ),
        ModelCard(
            _("How directions are measured"),
            TensorScales,
            {
                "gradient_px": _("Width over which a slope is taken"),
                "window_px": _("Window over which slopes are averaged"),
                "energy_floor": _("Weakest slopes that count"),
                "rim_px": _("Rim that is left out"),
            },
        ),
    )


# ---------- check yourself ----------


def questions() -> tuple[Question, ...]:
    """Questions about patches, the number and the cells."""
    return (_question_on_half(), _question_on_the_index(), _question_on_cells())


def _question_on_half() -> Question:
    return Question(
        _("“The scan says half my tendon is disorganised.” What do you answer?"),
        (
            Option(
                _("“Then only half of its strength is left.”"),
                _("The share counts how echoes look. No force was measured."),
                misconception=_("a share of a picture is a share of strength"),
            ),
            Option(
                _("“Then all of it is tangled: it has become scar.”"),
                _("Disorder sits in patches. On the same scan the rest looked aligned."),
                misconception=_("the whole tendon is tangled"),
            ),
            Option(
                _("“Some patches look untidy. Pain-free tendons were not perfect either.”"),
                _(
                    "On one scanner pain-free tendons looked aligned over {free}, painful ones "
                    "over {painful}."
                ).format(free=value("S002").text, painful=value("S001").text),
                right=True,
            ),
        ),
    )


def _question_on_the_index() -> Question:
    return Question(
        _("Two pictures have the same alignment index. What do you know?"),
        (
            Option(
                _("Taken over the whole picture, their directions are spread alike."),
                _("If both were measured in the same way. Where the disorder sits, it hides."),
                right=True,
            ),
            Option(
                _("Both hold the same number of fibres."),
                _("Take fibres away and keep the rest in order: the index hardly moves."),
                misconception=_("an index of order counts fibres"),
            ),
            Option(
                _("Both tendons are equally healthy."),
                _(
                    "A picture has an index; a person has pain, or not. Real collagen that is no "
                    "tendon has an index too."
                ),
                misconception=_("a number from a picture is a finding in a person"),
            ),
        ),
    )


def _question_on_cells() -> Question:
    return Question(
        _("What was seen of the cells in sick patches of the human Achilles?"),
        (
            Option(
                _("They are larger than normal."),
                _("Plumper is not larger. Their size was not seen measured."),
                misconception=_("abnormal cells are big cells"),
            ),
            Option(
                _("They are rounder, and in places crowded."),
                _("Biopsies show rounded nuclei and a patchy number of cells (S014)."),
                right=True,
            ),
            Option(
                _("They have turned into scar cells."),
                _("Nothing in these rows shows that. What they show is shape and number."),
                misconception=_("sick tendon is scar"),
            ),
        ),
    )


# ---------- for lecturers ----------


def objectives() -> tuple[str, ...]:
    """What students do at the end of the fibre half."""
    return (_("Students explain “disorganised” as patches and say what a scan's share is not."),)


def steps() -> tuple[Step, ...]:
    """The first eight minutes."""
    return (
        Step(0, _("Read the case aloud."), _("Half of it disorganised: what is left?")),
        Step(
            1,
            _("First explorer: prediction by show of hands. Then scenes 1 to 3."),
            _("Which number would have told you that fibres are missing?"),
        ),
        Step(
            4,
            _("Scene 4, a real picture. Switch the direction lines on."),
            _("It is no tendon. Would you have known from the index?"),
        ),
        Step(
            5,
            _("Scenes 5 and 6. Point at the axis of each scanner."),
            _("Which of the two is right?"),
        ),
    )


def expected() -> tuple[ExpectedAnswer, ...]:
    """Wrong answers to be ready for."""
    return (
        ExpectedAnswer(
            _("“Half is disorganised, so half the strength is gone.”"),
            _("Ask what was measured: echoes, not newtons. The second explorer pulls."),
        ),
    )
