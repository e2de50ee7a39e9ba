"""Lesson 01 in a real JupyterLab, started as ``tendon-teaching lab`` starts it."""

import re
from collections.abc import Iterator

import pytest
from browser import lab_page
from browser.accessibility import violations
from browser.lab_page import state_in_key
from browser.live_view import LiveViewOnPage
from browser.servers import NOTEBOOKS, lab
from browser.watched import Watched
from playwright.sync_api import Browser, Page, expect

from tendon_teaching.explorers.catalogue import definition_of, names
from tendon_teaching.explorers.definition import Definition

pytestmark = pytest.mark.browser

NAME = "lump_yet_weaker"
LESSON = "01_collagen_disorganisation.ipynb"
LESSONS = tuple(NOTEBOOKS.glob("[0-9]*.ipynb"))


@pytest.fixture(scope="module")
def definition() -> Definition:
    return definition_of(NAME)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with lab(tmp_path_factory.mktemp("lab")) as address:
        yield address


@pytest.fixture(scope="module")
def lesson(browser: Browser, address: str) -> Iterator[Watched]:
    """The lesson, opened and run."""
    watched = Watched(browser)
    lab_page.open_notebook(watched.page, address, LESSON, "lesson")
    lab_page.run_all(watched.page)
    yield watched
    watched.close()


@pytest.fixture(autouse=True)
def nothing_went_wrong(lesson: Watched) -> Iterator[None]:
    yield
    complaints, elsewhere = list(lesson.complaints), lesson.requests_elsewhere()
    lesson.complaints.clear()
    lesson.addresses.clear()
    assert complaints == []
    assert elsewhere == []


@pytest.fixture
def locked(lesson: Watched, definition: Definition) -> LiveViewOnPage:
    """A new explorer, its question still open."""
    return lab_page.run_again(lab_page.view_of(lesson.page, definition))


@pytest.fixture
def view(lesson: Watched, definition: Definition) -> LiveViewOnPage:
    """The explorer in its first scene, its question skipped or answered and "More" open."""
    view = lab_page.view_of(lesson.page, definition)
    if view.is_locked():
        view.skip_prediction()
    view.open_more()
    view.go("healthy")
    return view


def test_every_cell_of_the_lesson_runs_and_shows_something_whole(lesson: Watched) -> None:
    everything_is_whole(lesson)


@pytest.mark.parametrize("notebook", sorted({path.name for path in LESSONS} - {LESSON}))
def test_every_other_lesson_runs_whole_and_its_explorers_agree_with_their_models(
    browser: Browser, address: str, notebook: str
) -> None:
    watched = Watched(browser)
    lab_page.open_notebook(watched.page, address, notebook, "other")
    lab_page.run_all(watched.page)
    everything_is_whole(watched)
    explorers_agree_with_their_models(watched, set())
    assert watched.complaints == []
    assert watched.requests_elsewhere() == []
    watched.close()


def test_the_other_explorers_of_the_lesson_agree_with_their_models(lesson: Watched) -> None:
    explorers_agree_with_their_models(lesson, {NAME})


def everything_is_whole(watched: Watched) -> None:
    notebook = watched.page.locator(".jp-Notebook")
    assert notebook.locator("[data-mime-type='application/vnd.jupyter.stderr']").count() == 0
    assert notebook.get_by_text("Error displaying widget").count() == 0
    for picture in notebook.locator(".jp-OutputArea-output img[src]").all():
        assert picture.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 1


def explorers_agree_with_their_models(watched: Watched, but: set[str]) -> None:
    """Every scene of every explorer on the page, except those named in ``but``."""
    on_page = watched.page.locator(".jp-Notebook .tt-view[data-explorer]").evaluate_all(
        "(views) => views.map((view) => view.dataset.explorer)"
    )
    for name in sorted({*on_page} & {*names()} - but):
        view = lab_page.view_of(watched.page, definition_of(name))
        if view.is_locked():
            view.skip_prediction()
        for scene in view.definition.scenes:
            view.go(scene.name)
            view.agrees_with_model(view.state_of(scene.name))


# --- the prediction ----------------------------------------------------------------------------


def test_until_something_was_predicted_nothing_moves(locked: LiveViewOnPage) -> None:
    locked.wait_until_locked(True)
    for control in locked.definition.controls:
        expect(locked.control(control.name).locator("input").first).to_be_disabled()
    expect(locked.scene_button("all_of_it")).to_be_disabled()
    before = locked.agrees_with_model(locked.state_of("healthy"))
    locked.root.get_by_role("radio").first.focus()
    locked.page.keyboard.press("PageDown")
    locked.wait_for_frames()
    assert locked.state() == before


def test_committing_to_no_answer_asks_for_one(locked: LiveViewOnPage) -> None:
    locked.root.get_by_role("button", name="This is my prediction").click()
    expect(locked.root.get_by_role("alert").filter(has_text="Choose one")).to_be_visible()
    locked.wait_until_locked(True)


@pytest.mark.parametrize("answer", [0, 2])
def test_an_answer_unlocks_and_its_feedback_comes_with_the_scene_that_settles_it(
    locked: LiveViewOnPage, answer: int
) -> None:
    prediction = locked.definition.prediction
    assert prediction
    option = prediction.options[answer]
    said = locked.root.locator(".tt-answered")
    expect(said).to_be_hidden()
    locked.root.get_by_label(option.text).focus()
    locked.page.keyboard.press("Space")
    locked.page.keyboard.press("Enter")
    locked.wait_until_locked(False)
    expect(locked.root.get_by_role("button", name="Next")).to_be_focused()
    expect(said).to_contain_text(option.text)
    expect(said).not_to_contain_text(option.feedback)
    locked.go(prediction.settled_by)
    expect(said).to_contain_text(option.feedback)
    locked.go("all_of_it")
    expect(said).not_to_contain_text(option.feedback)


# --- the mouse ---------------------------------------------------------------------------------


def test_a_drag_changes_picture_and_words_and_ends_where_the_model_says(
    locked: LiveViewOnPage,
) -> None:
    """In an explorer just made, where most frames still have to come from the kernel."""
    view = locked
    view.skip_prediction()
    name = "angle_sd_deg"
    last = len(view.definition.control(name).values) - 1
    before = view.agrees_with_model()
    shown_before = view.shown_pixels()
    view.start_sampling()
    view.drag(name, before[2], last, points=60, each_frame=False)
    after = view.agrees_with_model(view.moved(before, **{name: last}))
    samples = view.samples()
    assert not (view.shown_pixels() == shown_before).all()
    assert view.words(after)[0] != view.words(before)[0]
    assert view.words(after)[1] != view.words(before)[1]
    between = {key for key, *_rest in samples} - {samples[0][0], samples[-1][0]}
    assert between, "frames between the first and the last are shown too"
    words_belong_to_their_picture(view, samples)


def test_in_a_drag_over_known_frames_every_one_of_them_is_shown(view: LiveViewOnPage) -> None:
    name = "swelling_ratio"
    control = view.definition.control(name)
    states = [view.moved(view.state(), **{name: stop}) for stop in range(len(control.values))]
    for stop, state in enumerate(states):
        view.type(name, control.shown(stop))
        view.wait_for(state)
    view.start_sampling()
    view.drag(name, len(states) - 1, 0, points=40, each_frame=True)
    view.agrees_with_model(states[0])
    samples = view.samples()
    words_belong_to_their_picture(view, samples)
    assert {state_in_key(key) for key, *_rest in samples} == set(states)
    assert len({address for _key, address, *_words in samples}) == len(states)


def words_belong_to_their_picture(
    view: LiveViewOnPage, samples: list[tuple[str, str, str, str]]
) -> None:
    """At no painted moment did the words belong to another state than the picture."""
    address_of: dict[str, str] = {}
    for key, address, text_alternative, read_out in samples:
        assert (read_out, text_alternative) == view.words(state_in_key(key))
        assert address_of.setdefault(key, address) == address
    assert len(set(address_of.values())) == len(address_of)


# --- the keyboard ------------------------------------------------------------------------------


def test_arrows_and_the_ends_move_a_slider_by_its_stops(view: LiveViewOnPage) -> None:
    name = "fibres_lost_pct"
    control = view.definition.control(name)
    start = view.state()
    last = len(control.values) - 1
    slider = view.slider(name)
    slider.focus()
    for key, stop in [
        ("ArrowRight", 1),
        ("ArrowUp", 2),
        ("ArrowLeft", 1),
        ("ArrowDown", 0),
        ("ArrowLeft", 0),
        ("End", last),
        ("ArrowRight", last),
        ("Home", 0),
    ]:
        view.page.keyboard.press(key)
        view.wait_for(view.moved(start, **{name: stop}))
        assert view.field(name).input_value() == control.shown(stop)
        expect(slider).to_have_attribute("aria-valuetext", control.spoken(stop))
    view.page.keyboard.press("End")
    view.agrees_with_model(view.moved(start, **{name: last}))
    expect(slider).to_be_focused()


def test_every_control_has_its_name_and_speaks_its_unit(view: LiveViewOnPage) -> None:
    for control in view.definition.controls:
        if control.options:
            group = view.root.get_by_role("group", name=control.label)
            assert group.get_by_role("radio").count() == len(control.options)
            continue
        slider = view.root.get_by_role("slider", name=control.label)
        expect(slider).to_have_count(1)
        place = control.index_of(view.definition.scene("healthy").values[control.name])
        expect(slider).to_have_attribute("aria-valuetext", control.spoken(place))
        assert control.unit_spoken in str(slider.get_attribute("aria-valuetext"))
        expect(view.root.get_by_role("textbox", name=control.label)).to_have_count(1)


def test_a_typed_value_goes_to_the_nearest_setting_and_says_so(view: LiveViewOnPage) -> None:
    name = "fibres_lost_pct"
    control = view.definition.control(name)
    start = view.state()
    for typed, reached, words in [
        ("14", 14, ()),
        ("16,0", 16, ()),
        ("13.2", 14, ("nearest", "14")),
        ("99", 40, ("0", "40")),
        ("-3", 0, ("0", "40")),
        ("−3", 0, ("0", "40")),
    ]:
        view.type(name, typed)
        view.agrees_with_model(view.moved(start, **{name: control.index_of(reached)}))
        for word in (control.label, *words) if words else ():
            expect(view.note).to_contain_text(word)
        if not words:
            expect(view.note).to_be_hidden()


def test_leaving_the_field_counts_as_entering_the_value(view: LiveViewOnPage) -> None:
    name = "fibres_lost_pct"
    view.field(name).fill("13.2")
    view.page.keyboard.press("Tab")
    control = view.definition.control(name)
    view.agrees_with_model(view.moved(view.state_of("healthy"), **{name: control.index_of(14)}))
    expect(view.note).to_contain_text("nearest")


def test_what_is_being_typed_survives_a_picture_that_arrives(view: LiveViewOnPage) -> None:
    """A slow frame must not put the old number back under the fingers."""
    view.field("fibres_lost_pct").fill("3")
    lab_page.wait_until_kernel_says(view.page, "tendon.at", view.state_of("healthy"))
    lab_page.run_code(view.page, "tendon.set(pull_n=4800)")
    view.wait_for(view.moved(view.state_of("healthy"), pull_n=48))
    assert view.field("fibres_lost_pct").input_value() == "3"
    view.field("fibres_lost_pct").press_sequentially("8")
    view.page.keyboard.press("Enter")
    assert view.definition.values(view.agrees_with_model())["fibres_lost_pct"] == 38


def test_what_is_no_number_says_so_and_loses_nothing(view: LiveViewOnPage) -> None:
    name = "fibres_lost_pct"
    view.type(name, "20")
    before = view.agrees_with_model()
    for typed in ("much", "", "1e999", "12 or 14", "much"):
        view.type(name, typed)
        for word in (view.definition.control(name).label, f"“{typed}”", "not a number"):
            expect(view.note).to_contain_text(word)
        view.says(before)
    view.slider(name).press("ArrowRight")
    expect(view.note).to_be_hidden()


def test_pages_step_through_the_scenes_from_any_control(view: LiveViewOnPage) -> None:
    names = [scene.name for scene in view.definition.scenes]
    view.slider("swelling_ratio").focus()
    for name in [*names[1:], names[-1]]:
        view.page.keyboard.press("PageDown")
        view.wait_for(view.state_of(name)) if name != names[-1] else None
    view.agrees_with_model(view.state_of(names[-1]))
    view.field("fibres_lost_pct").focus()
    view.page.keyboard.press("PageUp")
    view.agrees_with_model(view.state_of(names[-2]))


def test_keys_in_the_view_do_nothing_to_the_notebook(view: LiveViewOnPage) -> None:
    page = view.page
    before = lab_page.cells(page)
    active = "() => window.jupyterapp.shell.currentWidget.content.activeCellIndex"
    place = page.evaluate(active)
    for node in (
        view.slider("swelling_ratio"),
        view.field("swelling_ratio"),
        view.scene_button("healthy"),
        view.control("people_in_focus").locator("input").first,
    ):
        node.focus()
        for key in ("a", "b", "j", "k", "m", "x", "d", "d", "ArrowDown", "ArrowUp"):
            page.keyboard.press(key)
        assert lab_page.cells(page) == before
        assert page.evaluate(active) == place
    # The same key does act on the notebook when it is the notebook that is in focus.
    page.evaluate("() => window.jupyterapp.shell.currentWidget.content.node.focus()")
    page.keyboard.press("b")
    assert lab_page.cells(page) == before + 1
    lab_page.command(page, "notebook:undo-cell-action")
    assert lab_page.cells(page) == before


# --- scenes ------------------------------------------------------------------------------------


def test_every_scene_shows_and_says_what_the_model_gives(view: LiveViewOnPage) -> None:
    scenes = view.definition.scenes
    for scene in (*scenes[1:], scenes[0]):
        view.go(scene.name)
        view.agrees_with_model(view.state_of(scene.name))
        expect(view.sentence).to_have_text(scene.sentence)
        expect(view.root.locator("[aria-current=step]")).to_have_attribute("data-scene", scene.name)


def test_next_and_back_walk_through_the_story(view: LiveViewOnPage) -> None:
    names = [scene.name for scene in view.definition.scenes]
    back = view.root.get_by_role("button", name="Back")
    forward = view.root.get_by_role("button", name="Next")
    expect(back).to_be_disabled()
    for name in names[1:]:
        forward.click()
        view.wait_for(view.state_of(name))
    expect(forward).to_be_disabled()
    back.click()
    view.agrees_with_model(view.state_of(names[-2]))


def test_reset_returns_to_the_scene_one_came_from(view: LiveViewOnPage) -> None:
    view.go("only_spread")
    view.type("pull_n", "3500")
    view.slider("swelling_ratio").press("End")
    own = view.agrees_with_model()
    assert own != view.state_of("only_spread")
    assert view.root.locator("[aria-current=step]").count() == 0
    view.root.get_by_role("button", name="Reset").click()
    view.agrees_with_model(view.state_of("only_spread"))


def test_more_opens_by_key_and_its_controls_move_the_picture(locked: LiveViewOnPage) -> None:
    locked.skip_prediction()
    hidden = [control for control in locked.definition.controls if control.more]
    assert hidden
    for control in hidden:
        expect(locked.control(control.name)).to_be_hidden()
    locked.root.locator(".tt-more summary").focus()
    locked.page.keyboard.press("Enter")
    for control in hidden:
        expect(locked.control(control.name)).to_be_visible()
    locked.slider("pull_n").press("End")
    locked.agrees_with_model()
    locked.root.get_by_label("measured people").check()
    assert locked.agrees_with_model()[-1] == 1


def test_the_live_region_ends_with_the_read_out_on_screen(view: LiveViewOnPage) -> None:
    view.start_listening()
    view.drag("swelling_ratio", 0, 13, points=40, each_frame=False)
    state = view.agrees_with_model()
    view.wait_until_spoken(state)
    assert view.heard()[-1] == view.words(state)[0]
    assert len(set(view.heard())) == len(view.heard()), "nothing is said twice"


# --- from the notebook -------------------------------------------------------------------------


def test_the_notebook_knows_where_the_hand_left_the_sliders(view: LiveViewOnPage) -> None:
    view.go("only_fewer_fibres")
    view.slider("swelling_ratio").press("End")
    state = view.agrees_with_model()
    lab_page.wait_until_kernel_says(view.page, "tendon.at", state)
    lab_page.wait_until_kernel_says(view.page, "tendon.read_out", view.words(state)[0])


def test_code_moves_the_page(view: LiveViewOnPage) -> None:
    lab_page.wait_until_kernel_says(view.page, "tendon.at", view.state_of("healthy"))
    lab_page.run_code(view.page, "tendon.go('all_of_it')")
    view.agrees_with_model(view.state_of("all_of_it"))
    lab_page.run_code(view.page, "tendon.set(angle_sd_deg=33, pull_n=1200)")
    angle = view.definition.control("angle_sd_deg").index_of(33)
    pull = view.definition.control("pull_n").index_of(1200)
    view.agrees_with_model(view.moved(view.state_of("all_of_it"), angle_sd_deg=angle, pull_n=pull))


# --- for everyone ------------------------------------------------------------------------------


def test_axe_finds_nothing_wrong_locked_unlocked_and_unfolded(locked: LiveViewOnPage) -> None:
    page: Page = locked.page
    part = f".tt-view[data-explorer='{NAME}']"
    assert violations(page, part) == []
    locked.root.get_by_role("button", name="This is my prediction").click()
    assert violations(page, part) == []
    locked.root.get_by_role("radio").first.check()
    locked.root.get_by_role("button", name="This is my prediction").click()
    locked.wait_until_locked(False)
    assert violations(page, part) == []
    locked.open_more()
    locked.root.locator(".tt-basis summary").click()
    locked.go("only_swollen")
    locked.type("fibres_lost_pct", "nothing")
    expect(locked.note).to_be_visible()
    assert violations(page, part) == []
    locked.go("people_differ")
    assert violations(page, part) == []


def test_in_a_narrow_window_the_narrow_picture_is_drawn(view: LiveViewOnPage) -> None:
    page: Page = view.page
    view.go("all_of_it")
    try:
        page.set_viewport_size({"width": 700, "height": 740})
        expect(view.root).to_have_attribute("data-shown", re.compile(r"^narrow\|"), timeout=60_000)
        view.agrees_with_model(view.state_of("all_of_it"))
        assert view.root.evaluate("(view) => view.scrollWidth <= view.clientWidth")
    finally:
        page.set_viewport_size({"width": 1280, "height": 720})
    expect(view.root).to_have_attribute("data-shown", re.compile(r"^wide\|"), timeout=60_000)
    view.agrees_with_model(view.state_of("all_of_it"))
