"""Choosing a picture of one's own in lesson 01, in a real JupyterLab."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from browser import lab_page
from browser.accessibility import violations
from browser.servers import lab
from browser.watched import Watched
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Locator, expect

from tendon_teaching.explorers.own_picture import LARGEST_UPLOAD_MB, examine

pytestmark = pytest.mark.browser

LESSON = "01_collagen_disorganisation.ipynb"
WAIT_MS = 60_000

_COUNT_WHAT_IS_SENT = """() => {
  const { send } = WebSocket.prototype;
  window.largestSent = 0;
  WebSocket.prototype.send = function (data) {
    window.largestSent = Math.max(window.largestSent, data.byteLength ?? data.length);
    return send.call(this, data);
  };
}"""


def png(picture: np.ndarray) -> bytes:
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "png")
    return file.getvalue()


STRIPES = png(np.tile((120 + 100 * np.sin(np.arange(96) / 2)).astype("uint8")[:, None], (1, 128)))


def file(name: str, data: bytes) -> FilePayload:
    return {"name": name, "mimeType": "image/png", "buffer": data}


@pytest.fixture(scope="module")
def lesson(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """The lesson, opened and run."""
    with lab(tmp_path_factory.mktemp("lab")) as address:
        watched = Watched(browser)
        lab_page.open_notebook(watched.page, address, LESSON, "own-picture")
        lab_page.run_all(watched.page)
        yield watched
        assert watched.complaints == []
        assert watched.requests_elsewhere() == []
        watched.close()


@pytest.fixture
def view(lesson: Watched) -> Locator:
    view = lesson.page.locator(".jp-Notebook .tt-own")
    view.wait_for(state="attached", timeout=WAIT_MS)
    view.scroll_into_view_if_needed()
    return view


def choose(view: Locator, payload: FilePayload) -> Locator:
    """Choose a file and wait for its answer."""
    view.locator("input[type=file]").set_input_files(payload)
    status = view.locator("[role=status]")
    expect(status).to_contain_text(payload["name"], timeout=WAIT_MS)
    expect(status).not_to_contain_text("Measuring", timeout=WAIT_MS)
    return status


def test_a_chosen_picture_is_shown_with_its_number_and_its_limits(view: Locator) -> None:
    status = choose(view, file("grass.png", STRIPES))
    words = examine(STRIPES).read_out.partition(". ")[2]
    expect(status).to_contain_text(words)
    picture = view.locator("img")
    expect(picture).to_be_visible()
    assert picture.evaluate("(image) => image.decode().then(() => image.naturalWidth)") >= 800
    assert "Alignment index 1.00" in str(picture.get_attribute("alt"))
    expect(view).to_contain_text("no diagnosis")


def test_a_file_that_is_no_picture_is_refused_and_the_next_one_is_read(view: Locator) -> None:
    choose(view, file("grass.png", STRIPES))
    status = choose(view, file("letter.png", b"dear reader"))
    expect(status).to_contain_text("letter.png is not a picture")
    expect(view.locator("img")).to_be_hidden()
    choose(view, file("again.png", STRIPES))
    expect(view.locator("img")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("grey.png", png(np.full((80, 80), 90, "uint8")), "one colour everywhere"),
        ("nothing.png", b"", "is empty"),
    ],
)
def test_other_bad_files_get_their_sentence(
    view: Locator, name: str, data: bytes, words: str
) -> None:
    expect(choose(view, file(name, data))).to_contain_text(words)


def test_a_huge_file_is_refused_before_it_travels(lesson: Watched, view: Locator) -> None:
    lesson.page.evaluate(_COUNT_WHAT_IS_SENT)
    choose(view, file("padded.png", STRIPES + bytes(1_000_000)))
    assert lesson.page.evaluate("() => window.largestSent") > 1_000_000
    lesson.page.evaluate("() => { window.largestSent = 0; }")
    status = choose(view, file("huge.png", bytes(LARGEST_UPLOAD_MB * 1_000_000 + 1)))
    expect(status).to_contain_text(f"more than {LARGEST_UPLOAD_MB} MB")
    expect(status).to_contain_text('examine("huge.png")')
    assert lesson.page.evaluate("() => window.largestSent") < 1_000_000


def test_the_largest_file_that_may_travel_arrives(view: Locator) -> None:
    padded = STRIPES + bytes(LARGEST_UPLOAD_MB * 1_000_000 - len(STRIPES))
    choose(view, file("largest.png", padded))
    expect(view.locator("img")).to_be_visible()


def test_it_is_reached_and_named_without_a_mouse(lesson: Watched, view: Locator) -> None:
    button = lesson.page.get_by_label(re.compile("^Choose a picture of fibres"))
    expect(button).to_have_attribute("accept", ".png,.jpg,.jpeg,.tif,.tiff")
    button.focus()
    expect(button).to_be_focused()
    before = lab_page.cells(lesson.page)
    # In JupyterLab's command mode these keys would add and delete cells.
    for key in ("a", "b", "d", "d", "x"):
        lesson.page.keyboard.press(key)
    assert lab_page.cells(lesson.page) == before
    with lesson.page.expect_file_chooser() as chooser:
        lesson.page.keyboard.press("Enter")
    chooser.value.set_files(file("keyboard.png", STRIPES))
    expect(view.locator("[role=status]")).to_contain_text("keyboard.png, your", timeout=WAIT_MS)


def test_a_screen_reader_finds_nothing_broken(lesson: Watched, view: Locator) -> None:
    choose(view, file("grass.png", STRIPES))
    assert violations(lesson.page, ".tt-own") == []
    choose(view, file("letter.png", b"dear reader"))
    assert violations(lesson.page, ".tt-own") == []


def test_nothing_of_the_picture_is_saved_with_the_notebook(
    lesson: Watched, view: Locator, tmp_path: Path
) -> None:
    choose(view, file("secret-name.png", STRIPES))
    saved = lesson.page.evaluate(
        """async () => {
          await window.jupyterapp.commands.execute("docmanager:save");
          return JSON.stringify(window.jupyterapp.shell.currentWidget.model.toJSON());
        }"""
    )
    assert "Choose a picture of fibres" in saved or "Your own picture" in saved
    assert "secret-name" not in saved
