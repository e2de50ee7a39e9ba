"""A still as SVG: text as text, words inside, nothing lost on the way to a small file."""

import base64
import io
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from tendon_teaching.figures.stage import Drawing, Layout
from tendon_teaching.figures.vector import vector

SVG = "{http://www.w3.org/2000/svg}"
RAMP = np.linspace(0, 1, 64).reshape(8, 8)


class Small:
    """A figure module with one line, one label, and a picture in grey or in colour."""

    LAYOUTS = {"wide": Layout(4.0, 2.0)}  # noqa: RUF012
    PICTURE_LIKE = True

    def __init__(self, colours="gray"):
        self.colours = colours

    def draw(self, layout):
        figure = Figure(figsize=(4.0, 2.0))
        axes = figure.subplots()
        axes.imshow(RAMP, cmap=self.colours, vmin=0, vmax=1, interpolation="none")
        (line,) = axes.plot([0, 7], [0, 7])
        label = axes.text(1, 1, "")
        return Drawing(figure, (line, label), label)

    def update(self, drawing, result):
        drawing.handles.set_text(result)

    def read_out(self, result):
        return result

    def text_alternative(self, result):
        return f"A ramp & a line < {result}"


def drawn(result="0.123456 mm", colours="gray"):
    return vector(
        Small(colours), "wide", result, name="small", title="Ramp & line", licence="CC BY <4.0>"
    )


def picture_in(text):
    (coded,) = re.findall(r"data:image/png;base64,([^\"]+)", text)
    return Image.open(io.BytesIO(base64.b64decode(coded)))


def test_words_are_inside_and_escaped():
    root = ET.fromstring(drawn("one"))
    assert root.findtext(f"{SVG}title") == "Ramp & line"
    assert root.findtext(f"{SVG}desc") == "A ramp & a line < one"
    assert root.findtext(f"{SVG}metadata") == "CC BY <4.0>"
    ids = {node.get("id") for node in root}
    assert {root.get("aria-labelledby"), root.get("aria-describedby")} <= ids


def test_numbers_in_labels_keep_their_digits():
    root = ET.fromstring(drawn())
    assert "0.123456 mm" in {"".join(text.itertext()) for text in root.iter(f"{SVG}text")}


def test_numbers_of_the_drawing_are_short():
    (root,) = re.findall(r"<svg[^>]*>", drawn())
    paths = re.findall(r' d="([^"]*)"', drawn())
    assert paths
    assert not [path for path in paths if re.search(r"\.\d{3}", path)]
    assert 'viewBox="0 0 288 144"' in root


def test_the_same_result_gives_the_same_text():
    assert drawn() == drawn()
    assert drawn() != drawn("other")


def test_nothing_of_the_day_or_the_library_is_in_it():
    assert not re.search(r"20\d\d-\d\d|Matplotlib v|matplotlib\.org", drawn())


def test_a_grey_picture_is_packed_small_and_stays_itself():
    picture = picture_in(drawn())
    assert picture.mode == "L"
    shown = np.asarray(picture)
    assert (shown.min(), shown.max()) == (0, 255)


@pytest.mark.parametrize("colours", ["cividis"])
def test_a_coloured_picture_keeps_its_colours(colours):
    pixels = np.asarray(picture_in(drawn(colours=colours)).convert("RGB")).astype(int)
    assert (pixels.max(axis=2) - pixels.min(axis=2)).max() > 50
    assert len(np.unique(pixels.reshape(-1, 3), axis=0)) == RAMP.size
