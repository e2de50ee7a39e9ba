"""Which explorers there are. Each is defined in a module of its own, loaded when asked for."""

from importlib import import_module

from tendon_teaching.explorers.definition import Definition

_MODULES = (
    "two_minute_tour",
    "how_parallel",
    "lump_yet_weaker",
    "what_goes_wrong",
    "does_the_colour_tell",
    "virtual_clinic",
    "two_roads",
    "hours_after_a_session",
    "what_counts_as_load",
    "massage_or_lift",
    "the_window",
    "use_it_or_lose_it",
    "twelve_weeks",
    "the_gate",
    "how_long_does_it_last",
    "hand_against_step",
    "two_eeg_studies",
    "four_stories",
    "plan_the_load",
)


def names() -> tuple[str, ...]:
    """Names of all explorers, in the order of the lessons."""
    return _MODULES


def definition_of(name: str) -> Definition:
    """Definition of the explorer ``name``; ValueError with the known names for any other."""
    if name not in _MODULES:
        raise ValueError(f"no explorer is named {name!r}; there are: {', '.join(_MODULES)}")
    definition: Definition = import_module(f"tendon_teaching.explorers.{name}").definition()
    return definition
