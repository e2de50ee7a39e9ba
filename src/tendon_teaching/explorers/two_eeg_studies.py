"""Two EEG studies: the same question, other hands, and answers that do not agree."""

from tendon_teaching.explorers.definition import (
    Control,
    Definition,
    Option,
    Prediction,
    Scene,
    SceneKind,
    StaticGrid,
)
from tendon_teaching.figures import eeg
from tendon_teaching.figures.eeg import Band, Picture, Shown
from tendon_teaching.texts import _

NAME = "two_eeg_studies"
BANDS = (None, *Band)


def definition() -> Definition:
    """The explorer in the reader's language."""
    return Definition(
        name=NAME,
        title=_("Two EEG studies"),
        controls=_controls(),
        scenes=_scenes(),
        static_grid=_static_grid(),
        compute=_picture,
        figure=eeg,
        prediction=_prediction(),
    )


def _picture(*, shown: float, band: float) -> Picture:
    return Picture(Shown(int(shown)), BANDS[int(band)])


def _controls() -> tuple[Control, ...]:
    return (
        _choice("shown", _("Studies"), *(one.text for one in Shown)),
        _choice("band", _("Look at"), _("everything"), *(band.text for band in Band)),
    )


def _choice(name: str, label: str, *options: str) -> Control:
    return Control(name, label, "", "", tuple(map(float, range(len(options)))), options=options)


def _scenes() -> tuple[Scene, ...]:
    def at(shown: Shown, band: Band | None = None) -> dict[str, float]:
        return {"shown": float(shown), "band": float(BANDS.index(band))}

    return (
        Scene(
            "bands",
            _("Bands"),
            _("Brain waves, from slow to fast, and no hands yet: nothing moves."),
            at(Shown.NOTHING),
        ),
        Scene(
            "one_study",
            _("One study"),
            _("Swedish massage of one side: slow waves down, alpha up. It looks like calm."),
            at(Shown.FIRST),
        ),
        Scene(
            "two_studies",
            _("Two"),
            _("Another study, moderate pressure: delta up, alpha down. It looks like calm too."),
            at(Shown.MODERATE),
        ),
        Scene(
            "delta",
            _("Delta"),
            _("The slowest wave fell in one study and rose in the other."),
            at(Shown.MODERATE, Band.DELTA),
        ),
        Scene(
            "beta",
            _("Beta"),
            _(
                "The fast wave fell in both, but in one of them only over the touch area "
                "opposite the massaged arm."
            ),
            at(Shown.MODERATE, Band.BETA),
        ),
        Scene(
            "light",
            _("Light"),
            _("Light pressure in that second study: delta down, and the heart beat faster."),
            at(Shown.LIGHT),
        ),
        Scene(
            "alpha",
            _("Alpha"),
            _("Massage changes brain activity for a while. Which way is not agreed: no wave is a "
              "signature of calm."),
            at(Shown.MODERATE, Band.ALPHA),
            SceneKind.MESSAGE,
        ),
        Scene(
            "who",
            _("But is it so?"),
            _(
                "Light pressure moved delta as the arm massage did. Pressure, place or plain rest "
                "may decide; nobody here had a sore tendon."
            ),
            at(Shown.LIGHT, Band.DELTA),
            SceneKind.DOUBT,
        ),
    )  # fmt: skip


def _static_grid() -> StaticGrid:
    """Few enough states to store them all."""
    return StaticGrid(main={"bands": "band"}, second={"bands": "shown"})


def _prediction() -> Prediction:
    return Prediction(
        question=_(
            "Two studies recorded brain waves during massage. Did alpha and delta move the same "
            "way in both?"
        ),
        options=(
            Option(
                _("Yes: more alpha, the wave of calm."),
                _(
                    "A common mix-up: “calm has one signature”. Alpha rose in one study and fell "
                    "in the other, and either pattern could be read as calm."
                ),
            ),
            Option(
                _("No: they moved opposite ways."),
                _(
                    "Right, for delta and alpha. Hands, pressure and place differed, and so did "
                    "the people; which of these decides, nobody has tested."
                ),
                right=True,
            ),
            Option(
                _("No, so massage does nothing to the brain."),
                _(
                    "A common mix-up: “studies that disagree show nothing”. Both saw brain "
                    "activity change. They disagree on the direction, not on the change."
                ),
            ),
        ),
        settled_by="two_studies",
    )
