"""``tendon-teaching present`` as a lecturer uses it: one command, a page, one screen."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import lab_page
from browser.live_view import LiveViewOnPage
from browser.servers import free_port
from browser.watched import Watched
from playwright.sync_api import Browser, Error, expect

from tendon_teaching.explorers.catalogue import definition_of

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
NAME = "lump_yet_weaker"
SCREENS = ((1280, 720), (1920, 1080))
# Least height of letters in a picture and in words, as a share of the height of the screen. Of a
# slide of 19 cm these are 4 mm.
LEAST_LETTERS = 0.02
SMALLEST_TYPE_IN_PICTURE_PT = 9.8


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The lesson's address, as the command tells it."""
    folder = tmp_path_factory.mktemp("present")
    places = ("CONFIG", "DATA", "RUNTIME")
    own = {f"JUPYTER_{name}_DIR": str(folder / name.lower()) for name in places}
    command = [sys.executable, "-m", "tendon_teaching.cli", "present", "01", "--no-browser"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [*command, "--port", str(free_port())],
            cwd=ROOT,
            env={**os.environ, **own},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        assert server.stdout is not None
        told = re.match(r"The lesson is at (http://\S+);", server.stdout.readline())
        assert told is not None
        yield told[1]
        server.terminate()
        server.wait(30)


@pytest.fixture(scope="module", params=SCREENS, ids=lambda size: f"{size[0]}x{size[1]}")
def screen(
    request: pytest.FixtureRequest, browser: Browser, address: str
) -> Iterator[tuple[Watched, LiveViewOnPage]]:
    """The lesson on a screen of that size, its question skipped, at its message."""
    watched = Watched(browser, *request.param)
    open_when_ready(watched, address)
    root = watched.page.locator(f".tt-view[data-explorer='{NAME}']")
    view = LiveViewOnPage(root, definition_of(NAME))
    lab_page.wait_until_shown(view.root)
    view.wait_for_connection("live")
    view.skip_prediction()
    view.wait_until_locked(False)
    view.go("all_of_it")
    view.root.evaluate("(view) => view.scrollIntoView()")
    yield watched, view
    watched.close()


def open_when_ready(watched: Watched, address: str) -> None:
    """Open the page; the server may still be starting."""
    for _attempt in range(120):
        try:
            watched.page.goto(address, wait_until="load", timeout=60_000)
        except Error as problem:
            if "ERR_CONNECTION_REFUSED" not in problem.message:
                raise
            watched.page.wait_for_timeout(500)
        else:
            watched.addresses.clear()
            watched.complaints.clear()
            return
    raise AssertionError("Voilà did not answer")


Screen = tuple[Watched, LiveViewOnPage]


def test_the_lesson_is_there_and_its_code_is_not(screen: Screen) -> None:
    page = screen[0].page
    expect(page.get_by_role("heading", level=1)).to_contain_text("lump, yet weaker")
    expect(page.get_by_text("explore(", exact=False)).to_have_count(0)
    expect(page.get_by_text("here.opening", exact=True)).to_have_count(0)


def test_scenes_picture_read_out_and_controls_fit_on_the_screen(screen: Screen) -> None:
    watched, view = screen
    size = watched.page.viewport_size
    assert size is not None
    for part in (".tt-scenes", ".tt-sentence", ".tt-picture", ".tt-read-out", ".tt-controls"):
        box = view.root.locator(part).first.bounding_box()
        assert box is not None
        assert box["y"] >= 0, part
        assert box["y"] + box["height"] <= size["height"], part
        assert box["x"] >= 0, part
        assert box["x"] + box["width"] <= size["width"], part


def test_letters_are_large_on_every_screen(screen: Screen) -> None:
    watched, view = screen
    size = watched.page.viewport_size
    picture = view.picture.bounding_box()
    assert size is not None
    assert picture is not None
    layout = view.definition.figure.LAYOUTS["wide"]
    type_px = SMALLEST_TYPE_IN_PICTURE_PT / 72 * picture["width"] / layout.width_in
    assert type_px >= LEAST_LETTERS * size["height"]
    for part in (".tt-read-out", ".tt-sentence", ".tt-label", ".tt-scene"):
        written = view.root.locator(part).first.evaluate(
            "(node) => parseFloat(getComputedStyle(node).fontSize)"
        )
        assert written >= LEAST_LETTERS * size["height"], part
    paragraph = watched.page.locator(".jp-RenderedMarkdown p").first
    written = paragraph.evaluate("(node) => parseFloat(getComputedStyle(node).fontSize)")
    assert written >= LEAST_LETTERS * size["height"]


def test_a_slider_moves_the_picture(screen: Screen) -> None:
    _watched, view = screen
    view.go("all_of_it")
    state = view.state()
    view.drag("swelling_ratio", state[0], 0, points=20, each_frame=False)
    view.wait_for((0, *state[1:]))
    view.says((0, *state[1:]))


def test_keys_move_scenes_and_sliders_and_the_words_are_those_of_the_model(
    screen: Screen,
) -> None:
    _watched, view = screen
    view.go("healthy")
    view.slider("fibres_lost_pct").focus()
    for scene in view.definition.scenes[1:]:
        view.page.keyboard.press("PageDown")
        view.agrees_with_model(view.state_of(scene.name))
    view.page.keyboard.press("End")
    last = len(view.definition.control("fibres_lost_pct").values) - 1
    view.agrees_with_model(view.moved(view.state_of("people_differ"), fibres_lost_pct=last))
    view.page.keyboard.press("ArrowLeft")
    view.agrees_with_model(view.moved(view.state_of("people_differ"), fibres_lost_pct=last - 1))


def test_nothing_is_asked_of_other_machines(screen: Screen) -> None:
    watched, _view = screen
    assert watched.requests_elsewhere() == []
    assert watched.complaints == []


def test_a_link_leads_from_one_lesson_to_the_next(browser: Browser, address: str) -> None:
    watched = Watched(browser)
    start = address.replace("01_collagen_disorganisation", "00_start_here")
    open_when_ready(watched, start)
    watched.page.get_by_role("link", name=re.compile("Collagen disorganisation")).first.click()
    heading = watched.page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("lump, yet weaker", timeout=lab_page.WAIT_MS)
    watched.close()
