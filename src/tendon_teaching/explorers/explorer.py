"""One explorer at work: it joins a definition, its kept figures and the live view.

The page drives everything: it asks for one state at a time, wanted ones first and, while idle, one
neighbour after the other. The kernel therefore keeps no queue and runs no task of its own; without
a page (strict notebook tests, export) nothing is drawn but the one saved picture.
"""

import base64
import logging
from collections import OrderedDict
from collections.abc import Collection
from math import isfinite
from typing import Any, Self
from uuid import uuid4

import numpy as np

from tendon_teaching.explorers.definition import Control, Definition, Series
from tendon_teaching.explorers.view import SHARPNESS, LiveView, PaintingView, specification
from tendon_teaching.figures.stage import STILL, Frame, Stage
from tendon_teaching.texts import _

MOST_FRAME_BYTES = 32_000_000
SAVED_SHARPNESS = 1.5

_log = logging.getLogger(__name__)

FrameKey = tuple[str, float, tuple[int, ...]]


class FrameStore:
    """Frames already made, the least recently used dropped first beyond ``most_bytes``."""

    def __init__(self, most_bytes: int = MOST_FRAME_BYTES) -> None:
        self._most_bytes = most_bytes
        self._frames: OrderedDict[FrameKey, Frame] = OrderedDict()
        self.bytes_held = 0

    def get(self, key: FrameKey) -> Frame | None:
        """Frame of that key, now the most recently used; None when it was not kept."""
        if key in self._frames:
            self._frames.move_to_end(key)
        return self._frames.get(key)

    def put(self, key: FrameKey, frame: Frame) -> None:
        """Keep a frame, dropping old ones as needed."""
        known = self._frames.pop(key, None)
        self._frames[key] = frame
        self.bytes_held += len(frame.picture) - (len(known.picture) if known else 0)
        while self.bytes_held > self._most_bytes and len(self._frames) > 1:
            _dropped, old = self._frames.popitem(last=False)
            self.bytes_held -= len(old.picture)


class Explorer:
    """A picture, a few controls and named scenes, live in a notebook.

    ``scene`` is the scene to begin with (the first when omitted). The object shows itself: as the
    live view where widgets work, as a picture and a sentence everywhere else.
    """

    def __init__(self, definition: Definition, scene: str | None = None) -> None:
        self.definition = definition
        self._stages: dict[tuple[str, float], Stage] = {}
        self._store = FrameStore()
        first = definition.scene(scene) if scene else definition.scenes[0]
        start = definition.at(first.values)
        view = PaintingView if definition.series else LiveView
        self.view = view(
            spec=specification(definition, uuid4().hex), at=list(start), poster=self._poster(start)
        )
        self.view.on_msg(self._hear)

    @property
    def at(self) -> tuple[int, ...]:
        """Places of the stops at which controls and painted series stand."""
        return tuple(self.view.at)

    @property
    def values(self) -> dict[str, Any]:
        """Values by name: a number for a control, a tuple of numbers for a painted series."""
        return self.definition.values(self.at)

    @property
    def result(self) -> Any:
        """The model's result for the present control values."""
        return self.definition.compute(**self.values)

    @property
    def read_out(self) -> str:
        """The sentence under the picture."""
        return self.definition.figure.read_out(self.result)

    @property
    def text_alternative(self) -> str:
        """The picture in words."""
        return self.definition.figure.text_alternative(self.result)

    @property
    def predicted(self) -> str | None:
        """Text of the prediction that the learner chose; None before, or when skipped."""
        prediction, answer = self.definition.prediction, int(self.view.prediction)
        if prediction is None or not prediction.accepts(answer):
            return None
        return prediction.options[answer].text

    def go(self, scene: str) -> Self:
        """Go to a scene by name."""
        self.view.at = list(self.definition.at(self.definition.scene(scene).values))
        return self

    def set(self, **values: float | Collection[float]) -> Self:
        """Move controls by name, and paint series with one number for each of their places.

        A value outside, or between stops, goes to the nearest stop and this is said; an unknown
        name, something that is not a number, or a list of another length is a ValueError and
        changes nothing.
        """
        at = list(self.at)
        series = [each.name for each in self.definition.series]
        said = []
        for name, value in values.items():
            if name in series:
                painted = self.definition.series_named(name)
                places, moved = _painted(painted, value)
            else:
                control = self.definition.control(name)
                places, moved = _set_to(control, value)
            at[self.definition.span_of(name)] = places
            said += moved
        for sentence in said:
            print(sentence)
        self.view.at = at
        return self

    def frame(self, at: tuple[int, ...], layout: str = "wide", sharpness: float = 1.0) -> Frame:
        """Frame of a state; kept, so that a second request costs nothing."""
        key = (layout, sharpness, at)
        frame = self._store.get(key)
        if frame is None:
            result = self.definition.compute(**self.definition.values(at))
            frame = self._stage(layout, sharpness).shoot(result)
            self._store.put(key, frame)
        return frame

    def _stage(self, layout: str, sharpness: float) -> Stage:
        if (layout, sharpness) not in self._stages:
            self._stages[layout, sharpness] = Stage(self.definition.figure, layout, sharpness)
        return self._stages[layout, sharpness]

    def _poster(self, at: tuple[int, ...]) -> dict[str, Any]:
        frame = self.frame(at)
        return {
            "src": f"data:{frame.mime};base64,{_base64(frame.picture)}",
            "alt": frame.text_alternative,
            "readOut": frame.read_out,
            "at": list(at),
        }

    def _hear(self, _view: LiveView, message: Any, _buffers: Any) -> None:
        """Answer one message of the page. Whatever goes wrong is said in the view."""
        try:
            if message["kind"] == "hello":
                self.view.send({"kind": "welcome"})
            elif message["kind"] == "ask":
                self._answer(message)
        except Exception as error:
            _log.exception("explorer %s could not answer", self.definition.name)
            self.view.send({"kind": "trouble", "text": _trouble(error), **_return_address(message)})

    def _answer(self, message: dict[str, Any]) -> None:
        at = _checked_state(message["at"], self.definition)
        frame = self.frame(at, *_checked_format(message, self.definition))
        self.view.send(
            {
                "kind": "frame",
                "key": message["key"],
                "mime": frame.mime,
                "alt": frame.text_alternative,
                "read_out": frame.read_out,
                **_return_address(message),
            },
            [frame.picture],
        )

    def __repr__(self) -> str:
        return f"{self.definition.title}: {self.read_out}"

    def _repr_mimebundle_(self, **_kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        result = self.result
        still = self._stage("wide", SAVED_SHARPNESS).shoot(result, STILL)
        live, _metadata = self.view._repr_mimebundle_() or ({}, {})
        bundle = {**live, "text/plain": repr(self), "image/png": _base64(still.picture)}
        return bundle, {"image/png": {"alt": still.text_alternative}}


def _checked_state(at: Any, definition: Definition) -> tuple[int, ...]:
    """State asked for by a page, or ValueError: a page of another version may ask for anything."""
    sizes = definition.sizes
    whole = isinstance(at, list) and all(type(place) is int for place in at)
    if (
        not whole
        or len(at) != len(sizes)
        or any(not 0 <= p < n for p, n in zip(at, sizes, strict=True))
    ):
        raise ValueError(_("This page asks for a state that this explorer does not have."))
    return tuple(at)


def _checked_format(message: dict[str, Any], definition: Definition) -> tuple[str, float]:
    layout, sharpness = message["layout"], float(message["scale"])
    if layout not in definition.figure.LAYOUTS or sharpness not in SHARPNESS:
        raise ValueError(_("This page asks for a picture size that this explorer does not have."))
    return layout, sharpness


def _return_address(message: Any) -> dict[str, Any]:
    if not isinstance(message, dict):
        return {}
    return {name: message[name] for name in ("id", "idle") if name in message}


def _trouble(error: Exception) -> str:
    return _(
        "This picture could not be drawn: {error}\n"
        "Go back to a scene or move the control back; what you set is not lost."
    ).format(error=error if str(error) else type(error).__name__)


def _number(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ValueError(
            _("{name} is {value!r}; give a number, for example {name}=1.2.").format(
                name=name, value=value
            )
        )
    return float(value)


def _set_to(control: Control, value: object) -> tuple[list[int], list[str]]:
    """Place among the stops of a control, and what is to be said about it."""
    number = _number(control.name, value)
    place = control.nearest(number)
    if abs(control.values[place] - number) <= 1e-9:
        return [place], []
    said = _("{label}: {value:g} is not a setting; moved to the nearest, {reached} {unit}.")
    return [place], [
        said.format(
            label=control.label, value=number, reached=control.shown(place), unit=control.unit
        )
    ]


def _painted(series: Series, value: object) -> tuple[list[int], list[str]]:
    """Places among the stops of a series, and one sentence for what was moved to a stop."""
    entries = list(value) if isinstance(value, Collection) and not isinstance(value, str) else []
    if len(entries) != series.length:
        raise ValueError(
            _("{name} is {value!r}; give a list of {length} numbers, one for each {place}.").format(
                name=series.name,
                value=value if len(repr(value)) < 60 else f"{repr(value)[:60]} …",
                length=series.length,
                place=series.place_label,
            )
        )
    numbers = [
        _number(f"{series.name}[{place}]", entry.item() if isinstance(entry, np.generic) else entry)
        for place, entry in enumerate(entries)
    ]
    places = [series.nearest(number) for number in numbers]
    moved = [
        place
        for place, number in enumerate(numbers)
        if abs(series.values[places[place]] - number) > 1e-9
    ]
    if not moved:
        return places, []
    first = moved[0]
    said = _(
        "{label}: {count} of {length} values are not settings; each moved to the nearest "
        "({place} {number}: {value:g} to {reached} {unit})."
    )
    return places, [
        said.format(
            label=series.label,
            count=len(moved),
            length=series.length,
            place=series.place_label,
            number=first + 1,
            value=numbers[first],
            reached=series.shown(places[first]),
            unit=series.unit,
        )
    ]


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
