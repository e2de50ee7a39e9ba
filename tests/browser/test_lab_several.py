"""Small explorers in JupyterLab: several on one page, several views of one, and one that fails."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import lab_page, small_explorers
from browser.live_view import LiveViewOnPage
from browser.servers import lab, write_notebook
from browser.watched import Watched
from playwright.sync_api import Browser, expect

pytestmark = pytest.mark.browser

CELLS = (
    "from small_explorers import fails_at_seven, squares\n"
    "from tendon_teaching.explorers.explorer import Explorer",
    "one = Explorer(squares())\none",
    "two = Explorer(squares(), 'long')\ntwo",
    "shaky = Explorer(fails_at_seven())\nshaky",
)


# What the page sends to the kernel: where the controls stand, and asks for frames.
UPDATE = '"method":"update"'
ASK = '"kind":"ask"'
AHEAD = '"idle":true'


@pytest.fixture(scope="module")
def opened(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    folder: Path = tmp_path_factory.mktemp("lab")
    with lab(folder) as address:
        write_notebook(folder / "notebooks", "several.ipynb", *CELLS)
        watched = Watched(browser)
        lab_page.open_notebook(watched.page, address, "several.ipynb", "several")
        lab_page.run_all(watched.page)
        yield watched
        watched.close()


@pytest.fixture(autouse=True)
def nothing_went_wrong(opened: Watched) -> Iterator[None]:
    yield
    assert opened.complaints == []
    assert opened.requests_elsewhere() == []


def square(opened: Watched, place: int) -> LiveViewOnPage:
    return lab_page.view_of(opened.page, small_explorers.squares(), place)


def test_two_explorers_of_one_kind_do_not_follow_each_other(opened: Watched) -> None:
    one, two = square(opened, 0), square(opened, 1)
    one.agrees_with_model(one.state_of("short"))
    two.agrees_with_model(two.state_of("long"))
    one.slider("length").press("End")
    moved = one.agrees_with_model()
    two.agrees_with_model(two.state_of("long"))
    two.slider("width").press("End")
    two.agrees_with_model(two.moved(two.state_of("long"), width=2))
    one.agrees_with_model(moved)
    lab_page.wait_until_kernel_says(opened.page, "one.at", moved)


def test_what_the_model_refuses_is_said_in_the_view_and_can_be_left(opened: Watched) -> None:
    view = lab_page.view_of(opened.page, small_explorers.fails_at_seven())
    # Drawing ahead comes upon the value that fails, says so and stops.
    expect(view.trouble).to_contain_text(small_explorers.WHY_IT_FAILS, timeout=60_000)
    state = view.agrees_with_model(view.state_of("short"))
    view.wait_until_spoken(state)
    ahead = opened.messages(AHEAD)
    view.type("length", "19")
    state = view.agrees_with_model()
    expect(view.trouble).to_be_hidden()
    view.wait_until_spoken(state)
    assert opened.messages(AHEAD) == ahead > 0, "nothing more is drawn ahead"

    view.type("length", "7")
    expect(view.trouble).to_contain_text(small_explorers.WHY_IT_FAILS)
    expect(view.picture).to_have_class(re.compile("tt-stale"))
    view.says_words_of(state)
    view.slider("length").press("ArrowRight")
    view.agrees_with_model(view.moved(state, length=8))
    expect(view.trouble).to_be_hidden()
    expect(view.picture).not_to_have_class(re.compile("tt-stale"))

    view.type("length", "7")
    expect(view.trouble).to_be_visible()
    view.go("short")
    view.agrees_with_model(view.state_of("short"))
    expect(view.trouble).to_be_hidden()


def test_a_refusal_that_comes_late_does_not_speak_against_the_picture_in_view(
    opened: Watched,
) -> None:
    """The hand has left the refused value before the kernel finds time to refuse it."""
    view = lab_page.view_of(opened.page, small_explorers.fails_at_seven())
    view.go("short")
    with lab_page.busy_kernel(opened.page):
        asked = opened.messages(ASK)
        view.type("length", "7")
        opened.wait_until(lambda: opened.messages(ASK) > asked)
        view.go("short")
    # Answered in the order of asking, so the refusal has come when this has.
    view.type("length", "17")
    view.agrees_with_model()
    view.go("short")
    view.agrees_with_model(view.state_of("short"))
    expect(view.trouble).to_be_hidden()
    expect(view.picture).not_to_have_class(re.compile("tt-stale"))


def test_an_explorer_that_failed_leaves_the_others_alone(opened: Watched) -> None:
    view = lab_page.view_of(opened.page, small_explorers.fails_at_seven())
    view.type("length", "7")
    expect(view.trouble).to_be_visible()
    two = square(opened, 1)
    two.slider("length").press("Home")
    two.agrees_with_model()
    expect(two.trouble).to_be_hidden()


def test_a_late_echo_of_the_kernel_does_not_throw_the_controls_back(opened: Watched) -> None:
    """The kernel hears of a state while it is busy; the hand moves on before it answers."""
    view = square(opened, 0)
    view.go("short")
    states = [view.moved(view.state_of("short"), length=stop) for stop in (2, 3, 4)]
    for state in (states[2], states[1], states[0]):
        view.type("length", str(state[0]))
        view.wait_for(state)
    with lab_page.busy_kernel(opened.page):
        told = opened.messages(UPDATE)
        view.slider("length").press("ArrowRight")
        opened.wait_until(lambda: opened.messages(UPDATE) > told)
        view.slider("length").press("ArrowRight")
        view.wait_for(states[2])
        view.start_sampling()
    lab_page.wait_until_kernel_says(opened.page, "one.at", states[2])
    assert {key.split("|")[-1] for key, *_rest in view.samples()} == {"4,0"}
    view.agrees_with_model(states[2])


def test_two_views_of_one_explorer_follow_each_other(opened: Watched) -> None:
    before = square(opened, 1).state()
    one = square(opened, 0)
    one.go("short")
    lab_page.activate_cell(one)
    lab_page.command(opened.page, "notebook:create-output-view")
    other = LiveViewOnPage(
        opened.page.locator(".jp-LinkedOutputView .tt-view"), small_explorers.squares()
    )
    lab_page.wait_until_shown(other.root)
    other.agrees_with_model(one.state_of("short"))

    one.slider("length").press("Home")
    other.agrees_with_model(one.moved(one.state_of("short"), length=0))
    other.slider("width").press("ArrowRight")
    state = other.agrees_with_model(one.moved(one.state_of("short"), length=0, width=1))
    one.agrees_with_model(state)
    assert square(opened, 1).agrees_with_model() == before != state
