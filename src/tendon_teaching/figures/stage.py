"""A figure that is built once and then only updated.

Building axes and text takes matplotlib most of its time, so a stage draws what never moves once,
keeps it as a background, and for each new result redraws only the moving artists over it. No
``pyplot`` here: its current figure is shared between threads and kernels run callbacks on several.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import RLock
from typing import Any, Protocol

import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from tendon_teaching.figures.style import house_style

PALETTE_COLOURS = 128

Pixels = np.ndarray
"""Array of shape (height, width, 3), 8 bit."""

# matplotlib's fonts and mathematics parser are shared by all figures of a process.
DRAWING = RLock()


@dataclass(frozen=True)
class Layout:
    """Size of a figure in inches; ``dots_per_inch`` is that of the plainest frame."""

    width_in: float
    height_in: float
    dots_per_inch: float = 80.0

    @property
    def width_px(self) -> int:
        """Width of the plainest frame in pixels."""
        return round(self.width_in * self.dots_per_inch)

    @property
    def height_px(self) -> int:
        """Height of the plainest frame in pixels."""
        return round(self.height_in * self.dots_per_inch)


@dataclass(frozen=True)
class Drawing:
    """A built figure: the artists that move, in drawing order, and handles for the updater."""

    figure: Figure
    moving: tuple[Artist, ...]
    handles: Any = None


class FigureModule(Protocol):
    """What a figure module offers."""

    @property
    def LAYOUTS(self) -> Mapping[str, Layout]:  # noqa: N802
        """Sizes by name; "wide" always, "narrow" for a phone."""

    @property
    def PICTURE_LIKE(self) -> bool:  # noqa: N802
        """True for frames that look like photographs."""

    def draw(self, layout: str) -> Drawing:
        """Build the empty figure for a layout."""

    def update(self, drawing: Drawing, result: Any) -> None:
        """Move the artists to a result."""

    def read_out(self, result: Any) -> str:
        """One plain sentence with the numbers of a result."""

    def text_alternative(self, result: Any) -> str:
        """What a reader who cannot see the picture needs: type, axes, state, the one number."""


@dataclass(frozen=True)
class Frame:
    """A picture with the words that belong to it; all from the same result."""

    picture: bytes
    mime: str
    text_alternative: str
    read_out: str


class Stage:
    """One kept figure of one layout and sharpness."""

    def __init__(self, module: FigureModule, layout: str, sharpness: float = 1.0) -> None:
        self._module = module
        with DRAWING, house_style():
            self._drawing = module.draw(layout)
            figure = self._drawing.figure
            figure.set_dpi(module.LAYOUTS[layout].dots_per_inch * sharpness)
            self._canvas = FigureCanvasAgg(figure)
            for artist in self._drawing.moving:
                artist.set_animated(True)
            self._canvas.draw()
            self._background = self._canvas.copy_from_bbox(figure.bbox)

    def pixels(self, result: Any) -> Pixels:
        """Picture of ``result``."""
        with DRAWING, house_style():
            self._module.update(self._drawing, result)
            self._canvas.restore_region(self._background)
            for artist in self._drawing.moving:
                self._drawing.figure.draw_artist(artist)
            return np.asarray(self._canvas.buffer_rgba())[:, :, :3].copy()

    def shoot(self, result: Any, packing: "Packing | None" = None) -> Frame:
        """Frame of ``result``, packed for the live view unless another packing is named."""
        packing = packing or (QUICK_PICTURE if self._module.PICTURE_LIKE else QUICK_LINES)
        return Frame(
            picture=packing.pack(self.pixels(result)),
            mime=packing.mime,
            text_alternative=self._module.text_alternative(result),
            read_out=self._module.read_out(result),
        )


@dataclass(frozen=True)
class Packing:
    """A way to turn pixels into a file, and the type that browsers know it by."""

    mime: str
    pack: Callable[[Pixels], bytes]


def few_colours(pixels: Pixels) -> Image.Image:
    """Line drawing as a picture with a palette."""
    few = Image.fromarray(pixels).quantize(
        PALETTE_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
    )
    colours = few.getpalette() or []
    # The octree rounds white down by one, which shows as a grey card on a white page.
    colours = [255 if level == 254 else level for level in colours]
    if pixels[0, 0].min() == 255:
        # Its leaf for white may hold the pale ground of a card too, and lie between the two.
        ground = 3 * int(few.getpixel((0, 0)))  # type: ignore[arg-type]  # one place, not a colour
        colours[ground : ground + 3] = [255] * 3
    few.putpalette(colours)
    return few


def _packed(image: Image.Image, kind: str, **how: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **how)
    return buffer.getvalue()


QUICK_LINES = Packing(
    "image/png", lambda pixels: _packed(few_colours(pixels), "png", compress_level=2)
)
"""Line drawings for the live view: a palette packs quicker than full colour, a third the size."""

QUICK_PICTURE = Packing(
    "image/webp", lambda pixels: _packed(Image.fromarray(pixels), "webp", quality=80, method=2)
)
"""Photograph-like frames for the live view: lossy, a tenth of the size of a PNG."""

SMALL_LINES = Packing(
    "image/webp",
    lambda pixels: _packed(
        few_colours(pixels).convert("RGB"), "webp", lossless=True, quality=80, method=4
    ),
)
"""Line drawings that travel in a page: slow to pack, a third smaller."""

STILL = Packing("image/png", lambda pixels: _packed(Image.fromarray(pixels), "png", optimize=True))
"""A picture to keep: full colour, nothing lost."""
