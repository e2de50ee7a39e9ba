"""The play button of a slider: it runs through the stops, and any other hand stops it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from browser.accessibility import violations
from browser.small_explorers import squares
from playwright.sync_api import Browser, Locator, Page, expect

from tendon_teaching.explorers.definition import Definition
from tendon_teaching.explorers.static_page import page as stored_page

pytestmark = pytest.mark.browser


def playable() -> Definition:
    usual = squares()
    length, width = usual.controls
    return replace(usual, controls=(replace(length, play=True), width))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    page.set_content(stored_page(playable()))
    yield page
    page.close()


def slider(page: Page) -> Locator:
    return page.locator("[data-control=length] input[type=range]")


def test_it_runs_to_the_last_stop_and_begins_anew_from_there(page):
    play = page.get_by_role("button", name="Play Length")
    play.click()
    expect(page.get_by_role("button", name="Pause Length")).to_be_visible()
    expect(slider(page)).to_have_value("20", timeout=20_000)
    expect(play).to_be_visible()
    play.click()
    page.wait_for_function("() => document.querySelector('.tt-range').value < 10")


def test_each_picture_on_the_way_is_that_of_its_stop(page):
    page.get_by_role("button", name="Play Length").click()
    expect(slider(page)).not_to_have_value("2")
    page.get_by_role("button", name="Pause Length").click()
    reached = slider(page).input_value()
    expect(page.locator(".tt-view")).to_have_attribute("data-shown", f"wide|{reached},0")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_it_starts_and_stops_by_keyboard(page, key):
    play = page.get_by_role("button", name="Play Length")
    play.focus()
    page.keyboard.press(key)
    expect(slider(page)).not_to_have_value("2")
    page.keyboard.press(key)
    expect(play).to_be_visible()


def test_going_to_a_scene_stops_it(page):
    page.get_by_role("button", name="Play Length").click()
    expect(slider(page)).not_to_have_value("2")
    page.get_by_role("button", name="Long").click()
    expect(page.get_by_role("button", name="Play Length")).to_be_visible()
    expect(slider(page)).to_have_value("12")


def test_moving_the_slider_stops_it(page):
    page.get_by_role("button", name="Play Length").click()
    expect(slider(page)).not_to_have_value("2")
    slider(page).press("Home")
    expect(page.get_by_role("button", name="Play Length")).to_be_visible()
    expect(slider(page)).to_have_value("0")


def test_only_a_slider_that_asks_for_it_has_a_button(page):
    expect(page.get_by_role("button", name="Play Width")).to_have_count(0)


def test_a_screen_reader_finds_nothing_broken(page):
    assert violations(page, ".tt-view") == []
