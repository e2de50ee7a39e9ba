"""The numbers of the clinical course: the two stories, and what both share."""

import json
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Final

from tendon_teaching.evidence import Status, check_parameters, parameter
from tendon_teaching.models.patients import People
from tendon_teaching.texts import _

STORY_NAMES: Final = ("L", "S")
_STORIES_FILE: Final = "stories.json"


# --- the two stories ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Story:
    """The four numbers in which the two explanations differ; all fitted to the same trial arms.

    ``sensitisation_days`` is the time in which sensitisation moves by itself two thirds of the way
    to its floor. ``load_effect_per_day`` adds to that rate on a day with a full, allowed loading
    session, ``care_effect_per_day`` on a day within full care and contact. ``floor_scale`` scales
    the level below which the sensitisation of a person does not fall.
    """

    sensitisation_days: float = parameter(
        242.0,
        unit="d",
        status=Status.CALIBRATED,
        allowed=(10.0, 20000.0),
        register=("L018", "L019", "L028", "L029", "L077", "L078", "L079", "L080", "L220", "L221"),
    )
    load_effect_per_day: float = parameter(
        0.05,
        unit="1/d",
        status=Status.CALIBRATED,
        allowed=(0.0, 0.5),
        register=("L018", "L019", "L077", "L078", "L079", "L080", "L220", "L221"),
    )
    care_effect_per_day: float = parameter(
        0.001,
        unit="1/d",
        status=Status.CALIBRATED,
        allowed=(0.0, 0.5),
        register=("M004", "M005"),
    )
    floor_scale: float = parameter(
        1.0,
        unit="-",
        status=Status.CALIBRATED,
        allowed=(0.0, 3.0),
        register=("L078", "L080", "L221"),
    )
    name: str = "L"

    def __post_init__(self) -> None:
        check_parameters(self)

    @property
    def text(self) -> str:
        """The story in words for the reader."""
        return {
            "L": _("Story A: loading drives recovery"),
            "S": _("Story B: time, care and contact drive it"),
        }.get(self.name, self.name)


def story(name: str) -> Story:
    """The fitted story ``L`` (Story A) or ``S`` (Story B); ValueError for any other name."""
    known = _stories()
    if name not in known:
        raise ValueError(
            _("There is no parameter set {name!r}; choose one of {known}.").format(
                name=name, known=", ".join(known)
            )
        )
    return known[name]


@lru_cache(maxsize=1)
def _stories() -> dict[str, Story]:
    fitted = json.loads(stored(_STORIES_FILE).decode("utf-8"))["stories"]
    return {name: Story(name=name, **fitted[name]) for name in STORY_NAMES}


def stored(name: str) -> bytes:
    """Content of a file that the tools made for this model."""
    folder = resources.files("tendon_teaching.models") / "data" / "clinical_course"
    return (folder / name).read_bytes()


# --- what both stories share -------------------------------------------------------------------


@dataclass(frozen=True)
class CourseParameters:
    """Constants of the daily equations of pain and behaviour, the same in both stories."""

    tissue_drive: float = parameter(
        0.35,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.0, 3.0),
        note="How much reactive cells and damage keep sensitisation up.",
    )
    tissue_quiet: float = parameter(0.15, unit="-", status=Status.ASSUMED, allowed=(0.0, 1.0))
    overdoing: float = parameter(
        0.012,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.0, 0.5),
        note="What a session with the worst pain adds to sensitisation.",
    )
    overdoing_pain: float = parameter(
        5.0, unit="points of pain", status=Status.ASSUMED, allowed=(0.0, 9.5)
    )
    flare_gain: float = parameter(1.2, unit="-", status=Status.ASSUMED, allowed=(0.0, 10.0))
    flare_days: float = parameter(1.6, unit="d", status=Status.ASSUMED, allowed=(0.1, 30.0))
    flare_limit: float = parameter(
        0.5, unit="-", status=Status.ASSUMED, allowed=(0.0, 5.0), note="Above it people pause."
    )
    relief_per_massage: float = parameter(
        0.42,
        unit="-",
        status=Status.CALIBRATED,
        allowed=(0.0, 1.0),
        note="In the range of what deep massage took off muscle soreness in healthy people.",
    )
    relief_days: float = parameter(
        1.5,
        unit="d",
        status=Status.ASSUMED,
        allowed=(0.1, 14.0),
        note="Not measured in tendon pain.",
    )
    care_memory_days: float = parameter(21.0, unit="d", status=Status.ASSUMED, allowed=(1.0, 365.0))
    care_of_programme: float = parameter(
        0.5,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.0, 1.0),
        note="Weight of having a programme at all; meetings with a clinician add the rest.",
    )
    contacts_for_full_care: float = parameter(
        1.5,
        unit="1/wk",
        status=Status.ASSUMED,
        allowed=(0.1, 14.0),
        register=("M008", "M008b", "M010"),
        note="The mean of 18 meetings in twelve weeks.",
    )
    care_after_programme: float = parameter(
        0.25, unit="-", status=Status.ASSUMED, allowed=(0.0, 1.0)
    )
    participation_days: float = parameter(
        14.0, unit="d", status=Status.ASSUMED, allowed=(1.0, 180.0)
    )
    volume_effect: float = parameter(
        0.15,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.01, 1.0),
        note="Many repetitions feel heavier than few.",
    )
    volume_repetitions: float = parameter(
        20.0, unit="-", status=Status.ASSUMED, allowed=(1.0, 500.0)
    )
    volume_steps: float = parameter(
        2000.0, unit="-", status=Status.ASSUMED, allowed=(10.0, 20000.0)
    )
    least_dose_bw: float = parameter(
        2.0,
        unit="BW",
        status=Status.ASSUMED,
        allowed=(0.0, 6.0),
        note="Lighter loads calm nothing.",
    )
    full_dose_bw: float = parameter(
        5.0, unit="BW", status=Status.ASSUMED, allowed=(1.0, 12.0), note="Nothing is gained above."
    )
    dose_seconds: float = parameter(
        180.0,
        unit="s",
        status=Status.ASSUMED,
        allowed=(1.0, 5000.0),
        note="Time under load at which a session counts by two thirds.",
    )
    easy_margin: float = parameter(
        1.0, unit="points of pain", status=Status.ASSUMED, allowed=(0.0, 5.0)
    )
    try_margin: float = parameter(
        1.0, unit="points of pain", status=Status.ASSUMED, allowed=(0.0, 5.0)
    )
    back_off: float = parameter(
        0.04, unit="-", status=Status.ASSUMED, allowed=(0.0, 0.5), note="Of the load, after pain."
    )
    fewest_repetitions: float = parameter(
        30.0, unit="-", status=Status.ASSUMED, allowed=(1.0, 500.0)
    )
    running_bw: float = parameter(
        5.2, unit="BW", status=Status.ASSUMED, allowed=(1.0, 12.0), register=("L162",)
    )
    steps_per_km: float = parameter(
        400.0, unit="1/km", status=Status.ASSUMED, allowed=(200.0, 1000.0), note="Of one leg."
    )
    running_step_s: float = parameter(0.2, unit="s", status=Status.ASSUMED, allowed=(0.05, 1.0))
    running_damage_limit: float = parameter(
        0.12,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.0, 1.0),
        note="Stands for a tendon that is stiff and sore the next morning.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)
        if self.full_dose_bw <= self.least_dose_bw:
            raise ValueError(
                _(
                    "full_dose_bw is {full:g} and least_dose_bw is {least:g}; the full dose must "
                    "need more force. Change one of them."
                ).format(full=self.full_dose_bw, least=self.least_dose_bw)
            )


@dataclass(frozen=True)
class ClinicalModel:
    """All parameters together: the people, the shared constants and the story."""

    story: Story
    shared: CourseParameters = CourseParameters()
    people: People = field(default_factory=People)


def model(name: str) -> ClinicalModel:
    """The whole model under Story ``L`` or ``S``."""
    return ClinicalModel(story(name))
