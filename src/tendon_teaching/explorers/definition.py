"""What an explorer is, as data: controls, scenes, prediction, static grid, model call and figure.

A definition holds no physiology and no drawing code; it only says which function computes and
which figure module draws. Everything is checked when the definition is made, so that a wrong
scene or a missing stop is found by the author and not by a class.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product
from typing import Any, ClassVar, Protocol, TypeAlias, TypeVar

import numpy as np

from tendon_teaching.evidence import Parameter, Status
from tendon_teaching.figures.stage import FigureModule

VISIBLE_CONTROLS = 3

Value: TypeAlias = float | tuple[float, ...]
"""What one control (a number) or one painted series (a number for each place) is set to."""


class SceneKind(StrEnum):
    """What a scene is for: telling the story, carrying the message, or raising the doubt."""

    STORY = "story"
    MESSAGE = "message"
    DOUBT = "doubt"


def stops(
    low: float, high: float, step: float, *, also: tuple[float, ...] = ()
) -> tuple[float, ...]:
    """Evenly spaced stops from ``low`` to ``high`` inclusive, plus a few named extra values."""
    count = round((high - low) / step)
    even = (round(low + index * step, 6) for index in range(count + 1))
    return tuple(sorted({*even, *also}))


class _OnStops:
    """What a control and each place of a painted series have in common: a value among stops."""

    WHAT: ClassVar[str]

    name: str
    label: str
    unit: str
    unit_spoken: str
    values: tuple[float, ...]
    decimals: int
    options: tuple[str, ...]
    rests_on: Parameter | None

    def _check_stops(self) -> None:
        if len(self.values) < 2 or list(self.values) != sorted(set(self.values)):
            raise ValueError(f"{self.WHAT} {self.name}: its stops must be two or more, ascending")
        if self.options and len(self.options) != len(self.values):
            raise ValueError(f"{self.WHAT} {self.name}: one option text is needed for each stop")

    def index_of(self, value: float) -> int:
        """Place of ``value`` among the stops; ValueError when it is not one of them."""
        for index, stop in enumerate(self.values):
            if abs(stop - value) < 1e-9:
                return index
        raise ValueError(f"{self.WHAT} {self.name}: {value} is not one of its stops")

    def nearest(self, value: float) -> int:
        """Place of the stop nearest to ``value``; the ends for a value outside."""
        return int(np.argmin(np.abs(np.asarray(self.values) - value)))

    def shown(self, index: int) -> str:
        """Number or option as it is written beside the control."""
        return self.options[index] if self.options else f"{self.values[index]:.{self.decimals}f}"

    def spoken(self, index: int) -> str:
        """Value with its unit in words, for a screen reader."""
        return self.options[index] if self.options else f"{self.shown(index)} {self.unit_spoken}"


@dataclass(frozen=True)
class Control(_OnStops):
    """One thing a learner can move.

    ``values`` are the stops in ascending order, in ``unit``; ``options`` are the words of a choice
    (one for each stop) and empty for a slider. ``rests_on`` is the model parameter that the
    control moves: its status and note are shown beside it. ``more`` puts it under "More".
    ``play`` gives a slider, such as one for weeks, a button that runs through its stops.
    """

    WHAT = "control"

    name: str
    label: str
    unit: str
    unit_spoken: str
    values: tuple[float, ...]
    decimals: int = 0
    options: tuple[str, ...] = ()
    rests_on: Parameter | None = None
    more: bool = False
    play: bool = False

    def __post_init__(self) -> None:
        self._check_stops()
        if self.play and self.options:
            raise ValueError(f"control {self.name}: a choice cannot be played; make it a slider")


@dataclass(frozen=True)
class Series(_OnStops):
    """One value for each of ``length`` places, painted over a strip by the learner.

    ``values`` are the stops that every place shares, ascending, in ``unit``; ``options`` are the
    words of a choice, one for each stop. ``place_label`` is the word for a place, for example
    "week"; places are counted from one. ``rests_on`` is as for a control. ``cursor`` may name the
    control that points at a place, so that moving it selects the place to paint and the other way
    round: a control with ``length`` stops, or with one more whose first means "before the first".
    A calendar has ``columns`` places in each row (0: as many as fit) and a name for each place in
    ``place_names``; ``letters`` are short signs for the options.
    """

    WHAT = "series"

    name: str
    label: str
    unit: str
    unit_spoken: str
    values: tuple[float, ...]
    length: int
    place_label: str
    decimals: int = 0
    options: tuple[str, ...] = ()
    rests_on: Parameter | None = None
    cursor: str = ""
    columns: int = 0
    place_names: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self._check_stops()
        if self.length < 2:
            raise ValueError(f"series {self.name}: it needs two or more places")
        if self.place_names and len(self.place_names) != self.length:
            raise ValueError(f"series {self.name}: one name is needed for each place")
        if self.letters and len(self.letters) != len(self.options):
            raise ValueError(f"series {self.name}: one letter is needed for each option")

    def place_name(self, place: int) -> str:
        """What a place is called; the first place is 0."""
        return self.place_names[place] if self.place_names else f"{self.place_label} {place + 1}"

    def indexes_of(self, values: tuple[float, ...]) -> tuple[int, ...]:
        """Places among the stops, one for each entry; ValueError for a wrong number of entries."""
        if len(values) != self.length:
            raise ValueError(
                f"series {self.name}: it needs {self.length} values and got {len(values)}"
            )
        return tuple(self.index_of(value) for value in values)


@dataclass(frozen=True)
class Scene:
    """A named state with one sentence that can be read aloud.

    ``values`` names every control, and every painted series with a tuple of one value a place.
    """

    name: str
    label: str
    sentence: str
    values: Mapping[str, Value]
    kind: SceneKind = SceneKind.STORY


@dataclass(frozen=True)
class Option:
    """One possible prediction, and what is said about it once the explorer has shown the answer."""

    text: str
    feedback: str
    right: bool = False


@dataclass(frozen=True)
class Prediction:
    """A question answered before the controls open.

    An answer is the place of one of the options, or ``SKIPPED`` for a lecturer in a hurry; both
    unlock the explorer. The feedback is shown in the scene named ``settled_by``.
    """

    question: str
    options: tuple[Option, ...]
    settled_by: str

    OPEN = -1
    SKIPPED = -2

    def accepts(self, answer: int) -> bool:
        """Whether ``answer`` counts as an answer."""
        return 0 <= answer < len(self.options)

    def unlocks(self, answer: int) -> bool:
        """Whether the controls open after ``answer``."""
        return answer == self.SKIPPED or self.accepts(answer)


@dataclass(frozen=True)
class StaticGrid:
    """States that travel with a page without a kernel: the scenes, and from each named scene the
    whole of one main control (``main``: scene to control), crossed with at most one small second
    control (``second``)."""

    main: Mapping[str, str]
    second: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Definition:
    """One explorer. ``compute`` takes the values of the controls and of the painted series by name
    and gives the model's result; ``figure`` draws that result and puts it into words.

    A state ("at") is a tuple of places among the stops: one for each control, then one for each
    place of each series.
    """

    name: str
    title: str
    controls: tuple[Control, ...]
    scenes: tuple[Scene, ...]
    static_grid: StaticGrid
    compute: Callable[..., Any]
    figure: FigureModule
    prediction: Prediction | None = None
    series: tuple[Series, ...] = ()

    def __post_init__(self) -> None:
        names = [each.name for each in (*self.controls, *self.series)]
        if len(set(names)) < len(names):
            raise ValueError(f"explorer {self.name}: two controls or series have the same name")
        for each in self.series:
            self._check_cursor(each)
        visible = [control for control in self.controls if not control.more]
        if len(visible) > VISIBLE_CONTROLS:
            raise ValueError(f"explorer {self.name}: show at most {VISIBLE_CONTROLS} controls")
        for scene in self.scenes:
            if set(scene.values) != set(names):
                raise ValueError(f"scene {scene.name}: it must set exactly {', '.join(names)}")
        if len({self.at(scene.values) for scene in self.scenes}) < len(self.scenes):
            raise ValueError(f"explorer {self.name}: two scenes are the same state")
        for scene_name, control_name in [
            *self.static_grid.main.items(),
            *self.static_grid.second.items(),
        ]:
            self.scene(scene_name)
            self.control(control_name)
        if self.prediction:
            self.scene(self.prediction.settled_by)

    def control(self, name: str) -> Control:
        """Control of that name; ValueError with the known names otherwise."""
        return _named(self.controls, name, f"explorer {self.name} has no control")

    def scene(self, name: str) -> Scene:
        """Scene of that name; ValueError with the known names otherwise."""
        return _named(self.scenes, name, f"explorer {self.name} has no scene")

    def series_named(self, name: str) -> Series:
        """Painted series of that name; ValueError with the known names otherwise."""
        return _named(self.series, name, f"explorer {self.name} has no series")

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many stops there are at each place of a state."""
        of_controls = (len(control.values) for control in self.controls)
        of_series = (len(each.values) for each in self.series for _place in range(each.length))
        return (*of_controls, *of_series)

    def span_of(self, name: str) -> slice:
        """Which places of a state belong to the control or series of that name."""
        start = 0
        for each in (*self.controls, *self.series):
            stop = start + (each.length if isinstance(each, Series) else 1)
            if each.name == name:
                return slice(start, stop)
            start = stop
        known = ", ".join(each.name for each in (*self.controls, *self.series))
        raise ValueError(f"explorer {self.name} has nothing named {name!r}; it has: {known}")

    def at(self, values: Mapping[str, Value]) -> tuple[int, ...]:
        """State for values given by name."""
        places = [control.index_of(_one(control.name, values)) for control in self.controls]
        for each in self.series:
            places += each.indexes_of(_several(each.name, values))
        return tuple(places)

    def values(self, at: tuple[int, ...]) -> dict[str, Any]:
        """Values by name for a state: a number for a control, a tuple for a series."""
        if len(at) != len(self.sizes):
            raise ValueError(f"explorer {self.name}: a state has {len(self.sizes)} places")
        controls: dict[str, Value] = {
            control.name: control.values[index]
            for control, index in zip(self.controls, at, strict=False)
        }
        painted: dict[str, Value] = {
            each.name: tuple(each.values[index] for index in at[self.span_of(each.name)])
            for each in self.series
        }
        return controls | painted

    def static_states(self) -> Iterator[tuple[int, ...]]:
        """Every state of the static grid, each once, scenes first."""
        seen = dict.fromkeys(self.at(scene.values) for scene in self.scenes)
        for scene_name, main in self.static_grid.main.items():
            start = self.at(self.scene(scene_name).values)
            axes = [main, *filter(None, [self.static_grid.second.get(scene_name)])]
            seen.update(dict.fromkeys(self._moved_along(start, axes)))
        yield from seen

    def _moved_along(self, start: tuple[int, ...], axes: list[str]) -> Iterator[tuple[int, ...]]:
        names = [control.name for control in self.controls]
        places: list[range | tuple[int]] = [(place,) for place in start]
        for axis in axes:
            places[names.index(axis)] = range(len(self.control(axis).values))
        yield from product(*places)

    def _check_cursor(self, series: Series) -> None:
        if not series.cursor:
            return
        places = len(self.control(series.cursor).values)
        if places not in (series.length, series.length + 1):
            raise ValueError(
                f"series {series.name}: its cursor {series.cursor} needs {series.length} or "
                f"{series.length + 1} stops and has {places}"
            )


def _one(name: str, values: Mapping[str, Value]) -> float:
    value = values[name]
    if isinstance(value, tuple):
        raise ValueError(f"control {name}: it takes one number, not {len(value)}")
    return value


def _several(name: str, values: Mapping[str, Value]) -> tuple[float, ...]:
    value = values[name]
    if not isinstance(value, tuple):
        raise ValueError(f"series {name}: it takes a tuple of numbers, not {value!r}")
    return value


def status_badge_is_needed(parameter: Parameter | None) -> bool:
    """A control that moves something not measured carries the badge "teaching value"."""
    return parameter is not None and parameter.status is not Status.MEASURED


class _HasName(Protocol):
    @property
    def name(self) -> str: ...


_Item = TypeVar("_Item", bound=_HasName)


def _named(items: tuple[_Item, ...], name: str, what: str) -> _Item:
    for item in items:
        if item.name == name:
            return item
    known = ", ".join(item.name for item in items)
    raise ValueError(f"{what} named {name!r}; it has: {known}")
