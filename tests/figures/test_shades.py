"""Photograph-like pictures in few shades: what must not be lost."""

import io

import numpy as np
import pytest
from PIL import Image

from tendon_teaching.figures.shades import SHADES, few_greys, few_greys_and_colours

ORANGE = (230, 159, 0)


@pytest.fixture
def photograph():
    """Give noise in all greys with a small orange mark, as of a cell among fibres."""
    grey = np.random.default_rng(3).integers(0, 256, (200, 300), dtype=np.uint8)
    pixels = np.repeat(grey[:, :, np.newaxis], 3, axis=2)
    pixels[100:103, 50:58] = ORANGE
    return pixels


def decoded(picture):
    buffer = io.BytesIO()
    picture.save(buffer, "png")
    return np.asarray(Image.open(buffer).convert("RGB"))


def test_greys_keep_their_order_and_their_ends():
    greys = few_greys(np.arange(256, dtype=np.uint8)).astype(int)
    assert (greys[0], greys[-1]) == (0, 255)
    assert (np.diff(greys) >= 0).all()
    assert len(set(greys.tolist())) == SHADES
    assert np.abs(greys - np.arange(256)).max() <= 255 / (SHADES - 1) / 2 + 1


def test_a_small_mark_keeps_its_colour(photograph):
    few = decoded(few_greys_and_colours(photograph)).astype(int)
    assert np.abs(few[100:103, 50:58] - ORANGE).max() <= 2


def test_all_else_stays_grey_and_near(photograph):
    few = decoded(few_greys_and_colours(photograph)).astype(int)
    is_grey = (photograph == photograph[:, :, :1]).all(axis=2)
    assert (few[is_grey].max(axis=1) == few[is_grey].min(axis=1)).all()
    assert np.abs(few - photograph)[is_grey].max() <= 3


def test_a_picture_without_colour_is_no_special_case():
    pixels = np.full((20, 20, 3), 255, dtype=np.uint8)
    assert (decoded(few_greys_and_colours(pixels)) == 255).all()
