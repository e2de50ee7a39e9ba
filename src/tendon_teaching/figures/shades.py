"""Photograph-like pictures in few shades, for files that are kept: a third to half the size.

A general palette spends its places on what covers most of a picture. Here that is grey, and the
few coloured marks over it, which mean something, would be lost. So the two are kept apart.
"""

from typing import Final

import numpy as np
from PIL import Image

SHADES: Final = 64
_COLOURS: Final = 256 - SHADES
# Up to this difference between its channels a pixel counts as grey.
_GREY: Final = 12
_LEVELS: Final = np.round(np.linspace(0, 255, SHADES)).astype(np.uint8)


def few_greys(grey: np.ndarray) -> np.ndarray:
    """``grey``, 8 bit of any shape, in 64 shades; black and white stay as they are."""
    return np.take(_LEVELS, _shade(grey))


def few_greys_and_colours(pixels: np.ndarray) -> Image.Image:
    """``pixels`` of shape (height, width, 3), 8 bit, as a picture with a palette."""
    lightest, darkest = pixels.max(axis=2), pixels.min(axis=2)
    has_colour = lightest - darkest > _GREY
    places = _shade(lightest)
    palette = np.repeat(_LEVELS, 3).tolist()
    if has_colour.any():
        coloured = Image.fromarray(pixels[has_colour][np.newaxis]).quantize(
            _COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
        )
        places[has_colour] = SHADES + np.asarray(coloured)[0]
        palette += coloured.getpalette() or []
    picture = Image.fromarray(places)
    picture.putpalette(palette)
    return picture


def _shade(grey: np.ndarray) -> np.ndarray:
    """Place of the nearest of the 64 shades."""
    return np.round(grey / 255 * (SHADES - 1)).astype(np.uint8)
