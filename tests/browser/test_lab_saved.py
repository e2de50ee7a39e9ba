"""Saved, closed, reopened, restarted: what a notebook shows when its kernel is another, or gone."""

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from browser import lab_page
from browser.accessibility import violations
from browser.conftest import OpenPage
from browser.live_view import LiveViewOnPage
from browser.servers import NOTEBOOKS, lab, write_notebook
from browser.watched import Watched
from playwright.sync_api import Page, expect

from tendon_teaching.explorers.catalogue import definition_of

pytestmark = pytest.mark.browser

NAME = "lump_yet_weaker"
LESSON = "01_collagen_disorganisation.ipynb"
EXPLORER_CELL = f"from tendon_teaching import explore\ntendon = explore({NAME!r})\ntendon"
WIDGET_STATE = "application/vnd.jupyter.widget-state+json"
SAVED_S = 30
DISCONNECTED = "Not connected"
NOT_DRAWN = "not been drawn yet"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lab")


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with lab(folder) as address:
        yield address


@pytest.fixture
def notebook(folder: Path, request: pytest.FixtureRequest) -> Path:
    """A new notebook with one explorer, for this test alone."""
    return write_notebook(folder / "notebooks", f"{request.node.name}.ipynb", EXPLORER_CELL)


def opened_and_run(opened: Watched, address: str, notebook: Path) -> LiveViewOnPage:
    lab_page.open_notebook(opened.page, address, notebook.name, "first")
    lab_page.run_all(opened.page)
    view = lab_page.view_of(opened.page, definition_of(NAME))
    view.wait_for_connection("live")
    return view


def the_view(page: Page) -> LiveViewOnPage:
    view = LiveViewOnPage(page.locator(".jp-Notebook .tt-view"), definition_of(NAME))
    view.root.wait_for(state="attached", timeout=lab_page.WAIT_MS)
    view.root.scroll_into_view_if_needed()
    return view


def save(page: Page, notebook: Path, is_saved: Callable[[dict[str, Any]], bool]) -> None:
    """Save until the file holds what it should; the view tells its last picture a moment late."""
    deadline = time.monotonic() + SAVED_S
    while time.monotonic() < deadline:
        lab_page.command(page, "docmanager:save")
        saved = json.loads(notebook.read_text(encoding="utf-8"))
        models = saved["metadata"].get("widgets", {}).get(WIDGET_STATE, {}).get("state", {})
        states = [model["state"] for model in models.values() if "poster" in model["state"]]
        if states and is_saved(states[0]):
            return
        page.wait_for_timeout(200)
    held = [(state["at"], state["poster"].get("at")) for state in states]
    raise AssertionError(f"the file holds {held} of {len(models)} models")


def answer_and_move(view: LiveViewOnPage) -> tuple[int, ...]:
    """Predict, go to a scene and move on from there."""
    assert view.definition.prediction
    view.root.get_by_label(view.definition.prediction.options[1].text).check()
    view.root.get_by_role("button", name="This is my prediction").click()
    view.go("only_spread")
    view.slider("swelling_ratio").press("End")
    return view.agrees_with_model()


def test_reopened_while_its_kernel_runs_it_is_live_again_in_the_same_state(
    open_page: OpenPage, address: str, notebook: Path
) -> None:
    first = open_page()
    view = opened_and_run(first, address, notebook)
    state = answer_and_move(view)
    lab_page.wait_until_kernel_says(first.page, "tendon.at", state)
    save(first.page, notebook, lambda saved: tuple(saved["at"]) == state)
    first.close()

    second = open_page()
    lab_page.open_notebook(second.page, address, notebook.name, "second")
    again = lab_page.view_of(second.page, definition_of(NAME))
    again.wait_for_connection("live")
    again.agrees_with_model(state)
    assert again.definition.prediction
    expect(again.root.locator(".tt-answered")).to_contain_text(
        again.definition.prediction.options[1].text
    )
    again.slider("fibres_lost_pct").press("End")
    moved = again.agrees_with_model()
    assert moved != state
    assert second.complaints == []


def test_reopened_without_its_kernel_it_shows_the_last_picture_and_says_why_no_other(
    open_page: OpenPage, address: str, notebook: Path
) -> None:
    first = open_page()
    view = opened_and_run(first, address, notebook)
    state = answer_and_move(view)
    picture = view.shown_pixels()
    save(first.page, notebook, lambda saved: tuple(saved["poster"].get("at", ())) == state)
    first.page.evaluate("() => window.jupyterapp.serviceManager.sessions.shutdownAll()")
    first.close()

    second = open_page()
    page = second.page
    lab_page.open_notebook(page, address, notebook.name, "second")
    again = the_view(page)
    again.says(state)
    assert np.array_equal(again.shown_pixels(), picture)
    again.wait_for_connection("lost")
    expect(again.link).to_contain_text(DISCONNECTED)
    expect(again.note).to_be_hidden()
    again.says(state)
    assert violations(page, ".tt-view") == []

    again.type("fibres_lost_pct", "39")
    expect(again.note).to_contain_text(NOT_DRAWN)
    expect(again.note).to_contain_text("nearest")
    expect(again.picture).to_have_class(re.compile("tt-stale"))
    expect(again.root).not_to_have_attribute("aria-busy", "true")
    assert violations(page, ".tt-view") == []
    expect(again.root.locator(".tt-busy")).to_be_hidden()
    again.type("fibres_lost_pct", "0")
    again.says(state)
    expect(again.note).to_be_hidden()
    expect(again.picture).not_to_have_class(re.compile("tt-stale"))
    expect(again.root.locator(".tt-busy")).to_be_hidden()

    assert page.get_by_text("Error displaying widget").count() == 0
    assert page.get_by_text("not found").count() == 0
    assert second.complaints == []

    fresh = lab_page.run_again(again)
    fresh.agrees_with_model(fresh.state_of("healthy"))
    expect(fresh.link).to_be_hidden()


def committed(name: str) -> list[list[str]]:
    """Kinds of output that each cell of a committed notebook holds."""
    cells = json.loads((NOTEBOOKS / name).read_text(encoding="utf-8"))["cells"]
    outputs = [cell.get("outputs", []) for cell in cells]
    return [[kind for output in each for kind in output.get("data", {})] for each in outputs]


def test_a_committed_lesson_shows_its_still_picture_before_anything_is_run(
    open_page: OpenPage, address: str
) -> None:
    opened = open_page()
    page = opened.page
    lab_page.open_notebook(page, address, LESSON, "unrun")
    stills = page.locator(".jp-OutputArea-output.jp-RenderedImage img")
    saved = [image for cell in committed(LESSON) for image in cell if image == "image/png"]
    assert saved
    expect(stills).to_have_count(len(saved))
    for still in stills.all():
        still.scroll_into_view_if_needed()
        assert still.evaluate("(image) => image.decode().then(() => image.naturalWidth)") >= 800
    assert page.locator(".tt-view").count() == 0
    for words in ("Error displaying widget", "model not found", "Loading widget"):
        assert page.get_by_text(words).count() == 0
    assert opened.complaints == []


def test_after_a_restart_it_says_it_is_disconnected_and_still_flips_what_it_has(
    open_page: OpenPage, address: str, notebook: Path
) -> None:
    opened = open_page()
    page = opened.page
    view = opened_and_run(opened, address, notebook)
    view.skip_prediction()
    for scene in view.definition.scenes:
        view.go(scene.name)
    expect(view.link).to_be_hidden()

    lab_page.restart_kernel(page)
    view.wait_for_connection("lost")
    expect(view.link).to_contain_text(DISCONNECTED)
    for scene in view.definition.scenes:
        view.go(scene.name)
        view.agrees_with_model(view.state_of(scene.name))
        expect(view.note).to_be_hidden()
    assert violations(page, ".tt-view") == []

    shown = view.root.get_attribute("data-shown")
    view.type("swelling_ratio", "1.60")
    view.type("fibres_lost_pct", "38")
    expect(view.note).to_contain_text(NOT_DRAWN)
    assert view.root.get_attribute("data-shown") == shown
    expect(view.picture).to_have_class(re.compile("tt-stale"))
    view.root.get_by_role("button", name="Reset").click()
    view.agrees_with_model(view.state_of(view.definition.scenes[-1].name))
    expect(view.note).to_be_hidden()

    fresh = lab_page.run_again(view)
    fresh.skip_prediction()
    fresh.type("swelling_ratio", "1.60")
    fresh.type("fibres_lost_pct", "38")
    fresh.agrees_with_model()
    expect(fresh.link).to_be_hidden()
    assert opened.complaints == []


def test_a_kernel_that_is_busy_for_long_is_said_and_answers_in_the_end(
    open_page: OpenPage, address: str, notebook: Path
) -> None:
    opened = open_page()
    page = opened.page
    view = opened_and_run(opened, address, notebook)
    view.skip_prediction()
    view.go("only_spread")
    view.open_more()
    with lab_page.busy_kernel(page):
        view.type("pull_n", "4900")
        view.wait_for_connection("lost")
        expect(view.link).to_contain_text(DISCONNECTED)
        expect(view.note).to_contain_text(NOT_DRAWN)
        view.root.get_by_role("button", name="Reset").click()
        view.agrees_with_model(view.state_of("only_spread"))
        view.type("pull_n", "4800")
    view.wait_for_connection("live")
    assert view.definition.values(view.agrees_with_model())["pull_n"] == 4800
    expect(view.link).to_be_hidden()
    expect(view.note).to_be_hidden()
