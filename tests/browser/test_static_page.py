"""A stored page, opened from a file: no kernel, no server, no request."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.accessibility import violations
from browser.conftest import OpenPage
from browser.live_view import LiveViewOnPage
from browser.watched import Watched
from playwright.sync_api import Browser, Page, expect

from tendon_teaching.explorers.catalogue import definition_of
from tendon_teaching.explorers.static_page import export

pytestmark = pytest.mark.browser

NAME = "lump_yet_weaker"
PHONE = {"width": 360, "height": 740}
SPEECH_AFTER_MS = 700


@pytest.fixture(scope="module")
def stored_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(NAME, tmp_path_factory.mktemp("stored page"))


@pytest.fixture(scope="module")
def shared(browser: Browser, stored_page: Path) -> Iterator[Watched]:
    watched = Watched(browser)
    watched.page.goto(stored_page.as_uri())
    yield watched
    watched.close()


@pytest.fixture
def view(shared: Watched) -> LiveViewOnPage:
    """The view of a page just loaded, with the question skipped and everything unfolded."""
    shared.page.reload()
    view = view_on(shared.page)
    view.skip_prediction()
    view.open_more()
    return view


def view_on(page: Page) -> LiveViewOnPage:
    return LiveViewOnPage(page.locator(".tt-view"), definition_of(NAME))


def test_the_page_asks_for_nothing_but_itself(open_page: OpenPage, stored_page: Path) -> None:
    opened = open_page()
    opened.page.goto(stored_page.as_uri())
    view = view_on(opened.page)
    view.skip_prediction()
    for scene in view.definition.scenes:
        view.go(scene.name)
    assert opened.requests() == [stored_page.as_uri()]
    assert opened.complaints == []


def test_every_scene_shows_and_says_what_the_model_gives(view: LiveViewOnPage) -> None:
    for scene in view.definition.scenes:
        view.go(scene.name)
        view.agrees_with_model(view.state_of(scene.name))
        expect(view.sentence).to_have_text(scene.sentence)


def test_the_main_slider_of_each_scene_moves_along_all_its_stops(view: LiveViewOnPage) -> None:
    for scene_name, control_name in view.definition.static_grid.main.items():
        control = view.definition.control(control_name)
        if control.options:
            continue
        view.go(scene_name)
        slider = view.slider(control_name)
        slider.press("Home")
        view.agrees_with_model(view.moved(view.state_of(scene_name), **{control_name: 0}))
        for stop in range(1, len(control.values)):
            slider.press("ArrowRight")
            state = view.moved(view.state_of(scene_name), **{control_name: stop})
            view.wait_for(state)
            assert view.read_out.inner_text() == view.words(state)[0]
        view.agrees_with_model()


def test_a_mouse_drag_shows_the_picture_of_every_stop_it_passes(view: LiveViewOnPage) -> None:
    view.go("only_spread")
    name = view.definition.static_grid.main["only_spread"]
    last = len(view.definition.control(name).values) - 1
    states = [view.moved(view.state(), **{name: stop}) for stop in range(last + 1)]
    for state in (states[0], states[-1]):
        view.slider(name).press("Home" if state == states[0] else "End")
        view.wait_for(state)
    view.start_sampling()
    view.drag(name, last, 0, points=60, each_frame=True)
    view.agrees_with_model(states[0])
    shown = {key: words for key, _address, *words in view.samples()}
    for key, (text_alternative, read_out) in shown.items():
        state = tuple(map(int, key.split("|")[-1].split(",")))
        assert (read_out, text_alternative) == view.words(state)
    assert len(shown) > 10


def test_what_is_not_stored_is_switched_off_and_says_where_it_moves(view: LiveViewOnPage) -> None:
    definition = view.definition
    numbers = {scene.name: str(place) for place, scene in enumerate(definition.scenes, start=1)}
    free = definition.static_grid.main
    for scene in definition.scenes:
        view.go(scene.name)
        for control in definition.controls:
            inputs = view.control(control.name).locator("input")
            reason = view.control(control.name).locator(".tt-reason")
            if free.get(scene.name) == control.name:
                expect(inputs.first).to_be_enabled()
                expect(reason).to_be_hidden()
                continue
            if inputs.first.is_enabled():
                # Free by way of another scene's line; then every stop must be there.
                for place in range(len(control.values)):
                    assert view.moved(view.state(), **{control.name: place}) in set(
                        definition.static_states()
                    )
                continue
            for place in range(inputs.count()):
                expect(inputs.nth(place)).to_be_disabled()
            scenes = [numbers[name] for name, main in free.items() if main == control.name]
            said = reason.text_content() or ""
            assert said
            assert all(re.search(rf"\b{number}\b", said) for number in scenes), (said, scenes)


def test_no_reachable_setting_lacks_its_picture(view: LiveViewOnPage) -> None:
    """Wherever a free control leads, the others are free only if their pictures are there too."""
    stored = set(view.definition.static_states())
    for scene_name, control_name in view.definition.static_grid.main.items():
        view.go(scene_name)
        control = view.definition.control(control_name)
        for place in (0, len(control.values) // 2, len(control.values) - 1):
            if control.options:
                view.control(control_name).locator("input").nth(min(place, 1)).check()
            else:
                view.type(control_name, control.shown(place))
            state = view.agrees_with_model()
            for other in view.definition.controls:
                enabled = view.control(other.name).locator("input").first.is_enabled()
                reachable = all(
                    view.moved(state, **{other.name: stop}) in stored
                    for stop in range(len(other.values))
                )
                assert enabled == reachable


def test_keys_step_scenes_and_sliders(view: LiveViewOnPage) -> None:
    scenes = [scene.name for scene in view.definition.scenes]
    view.go(scenes[0])
    name = view.definition.static_grid.main[scenes[0]]
    view.slider(name).focus()
    view.page.keyboard.press("End")
    view.agrees_with_model(
        view.moved(
            view.state_of(scenes[0]), **{name: len(view.definition.control(name).values) - 1}
        )
    )
    view.page.keyboard.press("PageDown")
    view.agrees_with_model(view.state_of(scenes[1]))
    view.page.keyboard.press("PageUp")
    view.agrees_with_model(view.state_of(scenes[0]))


def test_the_question_can_be_answered_without_a_kernel(
    open_page: OpenPage, stored_page: Path
) -> None:
    opened = open_page()
    opened.page.goto(stored_page.as_uri())
    view = view_on(opened.page)
    view.wait_until_locked(True)
    prediction = view.definition.prediction
    assert prediction
    view.root.get_by_label(prediction.options[0].text).check()
    view.root.get_by_role("button", name="This is my prediction").click()
    view.wait_until_locked(False)
    view.go(prediction.settled_by)
    expect(view.root.locator(".tt-answered")).to_contain_text(prediction.options[0].feedback)


def test_on_a_phone_the_narrow_picture_fits_without_scrolling_sideways(
    open_page: OpenPage, stored_page: Path
) -> None:
    opened = open_page(**PHONE)
    opened.page.goto(stored_page.as_uri())
    view = view_on(opened.page)
    view.skip_prediction()
    view.open_more()
    view.root.locator(".tt-basis summary").click()
    for scene in view.definition.scenes:
        view.go(scene.name)
        view.agrees_with_model()
        assert str(view.root.get_attribute("data-shown")).startswith("narrow|")
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_turning_the_phone_changes_the_layout_and_keeps_the_state(
    open_page: OpenPage, stored_page: Path
) -> None:
    opened = open_page(**PHONE)
    opened.page.goto(stored_page.as_uri())
    view = view_on(opened.page)
    view.skip_prediction()
    view.go("all_of_it")
    opened.page.set_viewport_size({"width": PHONE["height"], "height": PHONE["width"]})
    expect(view.root).to_have_attribute("data-shown", re.compile(r"^wide\|"))
    view.agrees_with_model(view.state_of("all_of_it"))


def test_axe_finds_nothing_wrong_with_the_whole_page(
    open_page: OpenPage, stored_page: Path
) -> None:
    for size in ({}, PHONE):
        opened = open_page(**size)
        opened.page.goto(stored_page.as_uri())
        view = view_on(opened.page)
        assert violations(opened.page) == []
        view.skip_prediction()
        view.open_more()
        view.root.locator(".tt-basis summary").click()
        view.go("people_differ")
        assert violations(opened.page) == []


def test_the_read_out_is_spoken_once_and_only_after_the_hand_rests(
    open_page: OpenPage, stored_page: Path
) -> None:
    opened = open_page()
    clock = opened.page.clock
    clock.install()
    opened.page.goto(stored_page.as_uri())
    view = view_on(opened.page)
    view.skip_prediction()
    view.wait_for(view.state_of("healthy"))
    clock.pause_at(opened.page.evaluate("Date.now()") + 1000)
    view.start_listening()
    name = view.definition.static_grid.main["healthy"]
    for stop in range(1, 6):
        view.slider(name).press("ArrowRight")
        view.wait_for(view.moved(view.state_of("healthy"), **{name: stop}))
        clock.run_for(SPEECH_AFTER_MS - 1)
    assert view.heard() == []
    clock.run_for(1)
    assert view.heard() == [view.read_out.inner_text()]
