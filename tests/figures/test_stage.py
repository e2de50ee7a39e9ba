"""A kept figure draws the same state to the same bytes, whatever it drew before."""

import io

import numpy as np
import pytest
from matplotlib import pyplot
from PIL import Image

from tendon_teaching.figures import mechanics
from tendon_teaching.figures.stage import QUICK_LINES, SMALL_LINES, STILL, Stage
from tendon_teaching.models.teaching_tendon import compare_with_healthy

HEALTHY = mechanics.Picture(compare_with_healthy(1.0, 0, 6, 1.2, 2000))
SWOLLEN = mechanics.Picture(compare_with_healthy(1.47, 0, 6, 1.2, 2000))


@pytest.mark.parametrize("layout", mechanics.LAYOUTS)
def test_a_state_gives_the_same_bytes_after_other_states(layout):
    stage = Stage(mechanics, layout)
    first = stage.shoot(HEALTHY).picture
    assert stage.shoot(SWOLLEN).picture != first
    assert stage.shoot(HEALTHY).picture == first


def test_a_kept_figure_draws_what_a_fresh_one_draws():
    kept = Stage(mechanics, "wide")
    kept.shoot(HEALTHY)
    assert np.array_equal(kept.pixels(SWOLLEN), Stage(mechanics, "wide").pixels(SWOLLEN))


@pytest.mark.parametrize(("sharpness", "size"), [(1.0, (800, 360)), (2.0, (1600, 720))])
def test_sharpness_multiplies_the_pixels_and_keeps_the_shape(sharpness, size):
    picture = Stage(mechanics, "wide", sharpness).shoot(HEALTHY).picture
    assert Image.open(io.BytesIO(picture)).size == size


def test_drawing_leaves_no_figure_behind_in_pyplot():
    Stage(mechanics, "wide").shoot(HEALTHY)
    assert pyplot.get_fignums() == []


def test_the_house_style_does_not_leak():
    before = dict(pyplot.rcParams)
    Stage(mechanics, "wide").shoot(HEALTHY)
    assert dict(pyplot.rcParams) == before


@pytest.mark.parametrize("packing", [QUICK_LINES, SMALL_LINES])
def test_few_colours_keep_a_line_drawing_as_it_was(packing):
    pixels = Stage(mechanics, "wide").pixels(SWOLLEN)
    decoded = _decoded(packing.pack(pixels))
    assert np.abs(decoded - pixels).mean() < 0.5
    assert (decoded[pixels.min(axis=2) == 255] == 255).all()


def test_a_still_loses_nothing():
    pixels = Stage(mechanics, "wide").pixels(SWOLLEN)
    assert np.array_equal(_decoded(STILL.pack(pixels)), pixels)


def test_a_picture_like_frame_is_lossy_webp_unless_another_packing_is_named():
    class PictureLike:
        LAYOUTS = mechanics.LAYOUTS
        PICTURE_LIKE = True

        def __getattr__(self, name):
            return getattr(mechanics, name)

    stage = Stage(PictureLike(), "wide")
    live = stage.shoot(HEALTHY)
    assert live.mime == "image/webp"
    assert live.picture[8:12] == b"WEBP"
    assert stage.shoot(HEALTHY, STILL).mime == "image/png"


def _decoded(picture):
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")).astype(int)


@pytest.mark.parametrize("packing", [QUICK_LINES, SMALL_LINES])
def test_white_stays_white_beside_the_pale_ground_of_a_card(packing):
    pixels = np.full((40, 60, 3), 255, np.uint8)
    pixels[10:, 10:] = (250, 251, 252)
    packed = np.asarray(Image.open(io.BytesIO(packing.pack(pixels))).convert("RGB"))
    assert (packed[:10] == 255).all()
