"""Explorers made for tests: small, quick to draw, and one of them sometimes fails.

Copied beside the generated notebooks, so that their kernels import it as well.
"""

from collections.abc import Callable
from typing import ClassVar

from matplotlib.figure import Figure

from tendon_teaching.explorers.definition import Control, Definition, Scene, StaticGrid, stops
from tendon_teaching.figures.stage import Drawing, Layout

Result = tuple[float, float]

FAILS_AT = 7.0
WHY_IT_FAILS = "length is 7; this small model knows no tendon of that length"


def squares() -> Definition:
    """A length and what a square of it covers."""
    return _definition("squares", lambda length, width: (length, width))


def fails_at_seven() -> Definition:
    """The same, but the model raises for one value of the length."""

    def compute(length: float, width: float) -> tuple[float, float]:
        if length == FAILS_AT:
            raise ValueError(WHY_IT_FAILS)
        return length, width

    return _definition("fails_at_seven", compute)


def _definition(name: str, compute: Callable[[float, float], Result]) -> Definition:
    return Definition(
        name=name,
        title=name.replace("_", " "),
        controls=(
            Control("length", "Length", "cm", "centimetres", stops(0, 20, 1)),
            Control("width", "Width", "cm", "centimetres", stops(1, 3, 1)),
        ),
        scenes=(
            Scene("short", "Short", "A short one.", {"length": 2, "width": 1}),
            Scene("long", "Long", "A long one.", {"length": 12, "width": 1}),
        ),
        static_grid=StaticGrid(main={"short": "length"}),
        compute=compute,
        figure=BarFigure(),
    )


class BarFigure:
    """A bar as long as the length and as high up as the width."""

    LAYOUTS: ClassVar = {"wide": Layout(6.0, 2.5), "narrow": Layout(3.5, 2.5)}
    PICTURE_LIKE = False

    def draw(self, layout: str) -> Drawing:
        size = self.LAYOUTS[layout]
        figure = Figure(figsize=(size.width_in, size.height_in), dpi=size.dots_per_inch)
        axes = figure.add_subplot(xlim=(0, 20), ylim=(0, 4))
        (bar,) = axes.plot([], [], lw=8)
        return Drawing(figure, (bar,), bar)

    def update(self, drawing: Drawing, result: Result) -> None:
        length, width = result
        drawing.handles.set_data([0, length], [width, width])

    def read_out(self, result: Result) -> str:
        length, width = result
        return f"{length:.0f} cm by {width:.0f} cm makes {length * width:.0f} square centimetres."

    def text_alternative(self, result: Result) -> str:
        return f"A bar. {self.read_out(result)}"
