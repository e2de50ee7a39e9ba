"""The editor for painted series, in a page whose pictures are made on the spot, and stored."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from browser.accessibility import violations
from browser.small_explorers import BarFigure
from browser.watched import Watched
from playwright.sync_api import Browser, Locator, Page, expect

from tendon_teaching.explorers.definition import (
    Control,
    Definition,
    Option,
    Prediction,
    Scene,
    Series,
    StaticGrid,
    stops,
)
from tendon_teaching.explorers.static_page import MODULE_EXPORT
from tendon_teaching.explorers.static_page import page as stored_page
from tendon_teaching.explorers.view import script, specification, style

pytestmark = pytest.mark.browser

WEEKS = 12
FLAT = (20.0,) * WEEKS
SPIKE = (*FLAT[:5], 60.0, *FLAT[6:])
ROAD = (0.0,) * WEEKS
PHONE = (360, 740)
QUESTION = Prediction("Which?", (Option("This", "Yes."), Option("That", "No.")), settled_by="spike")

# Stands for a notebook: keeps the state, counts what is set and saved, and answers every ask with
# a small picture whose read-out is the state itself.
HOST = """async ({ spec, at }) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 60, height: 25 });
  const blob = await new Promise((done) => canvas.toBlob(done));
  const picture = await blob.arrayBuffer();
  const state = { spec, at, prediction: -1, poster: {} };
  const handlers = new Map();
  const tell = (name, ...words) => {
    for (const handler of handlers.get(name) ?? []) handler(...words);
  };
  const answer = (content, ...pictures) => tell("msg:custom", content, pictures);
  globalThis.host = { state, states: [], asks: [] };
  const model = {
    get: (name) => state[name],
    set(name, value) {
      state[name] = value;
      if (name === "at") host.states.push(value);
      tell(`change:${name}`);
    },
    save_changes() {},
    send(message) {
      if (message.kind === "hello") queueMicrotask(() => answer({ kind: "welcome" }));
      if (message.kind !== "ask") return;
      host.asks.push(message);
      const { id, idle, key, at: asked } = message;
      const words = { mime: "image/png", alt: "x", read_out: asked.join(" ") };
      const frame = { kind: "frame", id, idle, key, ...words };
      setTimeout(() => answer(frame, picture.slice(0)), 20);
    },
    on: (name, handler) => handlers.set(name, [...(handlers.get(name) ?? []), handler]),
    off() {},
  };
  kit.render({ model, el: document.getElementById("explorer") });
}"""


class PaintedBars(BarFigure):
    """The same bar, as long as the kilometres of the week that is looked at."""


def painted() -> Definition:
    """A week to look at, a distance for each week and the ground for each week."""
    return Definition(
        name="painted",
        title="Painted",
        controls=(
            Control("week", "Week", "", "", stops(0, WEEKS, 1)),
            Control("shoes", "Shoes", "", "", stops(1, 3, 1), more=True),
        ),
        scenes=(
            Scene("flat", "Flat", "Even.", _values(week=0)),
            Scene("spike", "Spike", "Odd.", _values(week=6, distance_km=SPIKE)),
        ),
        static_grid=StaticGrid(main={"flat": "week"}),
        compute=lambda week, shoes, distance_km, ground: (
            distance_km[max(int(week) - 1, 0)] / 4,
            1,
        ),
        figure=PaintedBars(),
        series=(
            Series(
                "distance_km",
                "Distance",
                "km",
                "km a week",
                stops(0, 60, 2),
                WEEKS,
                "week",
                cursor="week",
            ),
            Series(
                "ground",
                "Ground",
                "",
                "",
                (0.0, 1.0, 2.0),
                WEEKS,
                "week",
                options=("road", "hills", "soft sand"),
                cursor="week",
            ),
        ),
    )


def _values(**changes: Any) -> dict[str, Any]:
    return {"week": 0, "shoes": 1, "distance_km": FLAT, "ground": ROAD} | changes


DEFINITION = painted()


class Painting:
    """The editor on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.view = page.locator(".tt-view")
        self.editor = page.locator(".tt-series")
        self.canvas = self.editor.get_by_role("slider")
        self.strip = self.editor.locator(".tt-bars, .tt-cells")
        self.note = self.editor.locator(".tt-note")
        self.table = self.editor.locator("details")

    def values(self, settled: bool = True) -> dict[str, Any]:
        """What the model was told; the picture of it must be on screen."""
        at = self.page.evaluate("host.state.at")
        if settled:
            expect(self.view).to_have_attribute("data-shown", re.compile(rf"\|{_joined(at)}$"))
        return DEFINITION.values(tuple(at))

    def wait_for(self, **expected: Any) -> dict[str, Any]:
        """Wait until the model was told these values, and give them all."""
        for name, value in expected.items():
            span = DEFINITION.span_of(name)
            places = DEFINITION.at(_values(**{name: value}))[span]
            self.page.wait_for_function(
                "([start, stop, places]) => `${host.state.at.slice(start, stop)}` === places",
                arg=[span.start, span.stop, _joined(places)],
            )
        return self.values()

    def point(self, place: int, part: float) -> tuple[float, float]:
        """Where a place of the strip is on the page, ``part`` of the way up."""
        self.strip.scroll_into_view_if_needed()
        box = self.strip.bounding_box()
        assert box
        return (
            box["x"] + box["width"] * (place + 0.5) / WEEKS,
            box["y"] + box["height"] * (1 - part),
        )

    def press(self, *keys: str) -> None:
        for key in keys:
            self.canvas.press(key)

    def choose(self, series: str) -> None:
        self.editor.get_by_role("radio", name=series).check()

    def open_table(self) -> None:
        self.table.locator("summary").click()

    def use_list(self, text: str) -> None:
        self.editor.locator("textarea").fill(text)
        self.editor.get_by_role("button", name="Use this list").click()

    def field(self, name: str) -> Locator:
        return self.table.get_by_label(name, exact=True)


def _joined(places: Any) -> str:
    return ",".join(map(str, places))


def _hosted(page: Page, definition: Definition = DEFINITION) -> Painting:
    page.goto("about:blank")
    source = script()
    assert source.count(MODULE_EXPORT) == 1
    page.set_content(
        '<!doctype html><html lang="en"><title>Painted</title>'
        f"<style>{style()}</style><main><h1>Painted</h1><div id='explorer'></div></main>"
    )
    offered = source.replace(MODULE_EXPORT, "globalThis.kit = { render };")
    page.add_script_tag(content=f"(() => {{{offered}}})()")
    spec = json.loads(json.dumps(specification(definition, "painted")))
    page.evaluate(HOST, {"spec": spec, "at": list(definition.at(definition.scenes[0].values))})
    return Painting(page)


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[Watched]:
    watched = Watched(browser)
    yield watched
    assert watched.complaints == []
    watched.close()


@pytest.fixture
def painting(shared: Watched) -> Painting:
    return _hosted(shared.page)


def test_a_click_paints_one_week_and_points_at_it(painting: Painting) -> None:
    painting.page.mouse.click(*painting.point(4, 0.5))
    painting.wait_for(week=5, distance_km=(*FLAT[:4], 30.0, *FLAT[5:]))
    expect(painting.editor.locator(".tt-paint-now")).to_have_text("week 5: 30 km a week")


def test_a_drag_paints_every_week_it_crosses_however_quick_the_hand(painting: Painting) -> None:
    mouse = painting.page.mouse
    mouse.move(*painting.point(0, 0.0))
    mouse.down()
    mouse.move(*painting.point(10, 1.0))
    mouse.move(painting.point(10, 1.0)[0], 0)  # far above: the highest, and nothing else
    mouse.up()
    values = painting.wait_for(week=11)
    assert values["distance_km"][:11] == tuple(range(0, 66, 6))
    assert values["distance_km"][11] == 20
    assert values["ground"] == ROAD


def test_a_drag_changes_the_state_once_a_frame_at_most(painting: Painting) -> None:
    x, y = painting.point(2, 0.2)
    sent = painting.page.evaluate(
        """([x, y]) => new Promise((done) => {
          const canvas = document.querySelector(".tt-paint");
          canvas.setPointerCapture = () => {};
          const hand = { pointerId: 7, isPrimary: true, button: 0, clientX: x, bubbles: true };
          const at = (type, height) =>
            canvas.dispatchEvent(new PointerEvent(type, { ...hand, clientY: y - height }));
          requestAnimationFrame(() => {
            host.states.length = 0;
            at("pointerdown", 0);
            for (let step = 1; step <= 50; step += 1) at("pointermove", step);
            const before = host.states.length;
            requestAnimationFrame(() => {
              const inOneFrame = host.states.length - before;
              at("pointerup", 50);
              done([before, inOneFrame, host.states.length]);
            });
          });
        })""",
        [x, y],
    )
    assert sent == [0, 1, 1]
    painting.values()


def test_painting_leaves_no_backlog_of_pictures(painting: Painting) -> None:
    mouse = painting.page.mouse
    mouse.move(*painting.point(0, 0.1))
    mouse.down()
    for step in range(60):
        mouse.move(*painting.point(step % WEEKS, 0.2 + step / 100))
        at_once = painting.page.evaluate(
            "[host.states.length, host.asks.filter(({ idle }) => !idle).length]"
        )
        assert at_once[1] <= at_once[0] + 1
    mouse.up()
    painting.values()
    asked = painting.page.evaluate("host.asks.filter(({ idle }) => !idle).at(-1).at")
    assert asked == painting.page.evaluate("host.state.at")


def test_a_painting_hand_is_followed_by_pictures_that_keep_their_own_words(
    painting: Painting,
) -> None:
    painting.values()
    painting.page.evaluate(
        """() => {
          globalThis.seen = [];
          const view = document.querySelector(".tt-view");
          const words = view.querySelector(".tt-read-out");
          new MutationObserver(() => seen.push([view.dataset.shown, words.textContent]))
            .observe(view, { attributes: true, attributeFilter: ["data-shown"] });
        }"""
    )
    mouse = painting.page.mouse
    mouse.move(*painting.point(0, 0.1))
    mouse.down()
    for step in range(40):
        mouse.move(*painting.point(step * WEEKS // 40, 0.1 + step / 50))
        painting.page.evaluate("() => new Promise(requestAnimationFrame)")
    mouse.up()
    painting.values()
    seen = painting.page.evaluate("seen")
    assert len(seen) > 5
    for shown, words in seen:
        assert shown.split("|")[-1].split(",") == words.split(" ")


def test_the_cursor_slider_chooses_the_week_to_paint(painting: Painting) -> None:
    slider = painting.page.locator("[data-control=week] input[type=range]")
    for place, week in ((0, "week 1"), (1, "week 1"), (7, "week 7"), (12, "week 12")):
        slider.fill(str(place))
        expect(painting.canvas).to_have_attribute("aria-valuetext", f"{week}: 20 km a week")


def test_keys_move_the_week_and_the_value(painting: Painting) -> None:
    painting.canvas.focus()
    painting.press("ArrowRight", "ArrowRight", "ArrowUp", "ArrowUp", "PageUp", "ArrowDown")
    painting.wait_for(week=3, distance_km=(20, 20, 28, *FLAT[3:]))
    expect(painting.canvas).to_have_attribute("aria-valuetext", "week 3: 28 km a week")
    expect(painting.canvas).to_have_attribute("aria-valuenow", "28")
    painting.press("End", "PageDown")
    painting.wait_for(week=12, distance_km=(20, 20, 28, *FLAT[3:11], 14))
    painting.press("Home", *["PageDown"] * 9)
    painting.wait_for(week=1, distance_km=(0, 20, 28, *FLAT[3:11], 14))
    expect(painting.view.locator("[data-scene=flat]")).not_to_have_attribute("aria-current", "step")


def test_the_strip_is_one_stop_of_the_tab_key(painting: Painting) -> None:
    painting.canvas.focus()
    painting.page.keyboard.press("Tab")
    inside = painting.page.evaluate(
        "document.activeElement.closest('.tt-paint') === null && document.activeElement.tagName"
    )
    assert inside == "BUTTON"


def test_buttons_step_for_those_who_cannot_draw(painting: Painting) -> None:
    for name in ("One week on", "One week on", "More of it", "Less", "Less", "One week back"):
        painting.editor.get_by_role("button", name=name, exact=True).click()
    painting.wait_for(week=2, distance_km=(20, 20, 18, *FLAT[3:]))
    box = painting.editor.get_by_role("button", name="Less", exact=True).bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44


def test_touch_draws_and_does_not_scroll_the_page(browser: Browser) -> None:
    context = browser.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]}, has_touch=True, is_mobile=True
    )
    painting = _hosted(context.new_page())
    painting.canvas.scroll_into_view_if_needed()
    scrolled = painting.page.evaluate("scrollY")
    send = partial(context.new_cdp_session(painting.page).send, "Input.dispatchTouchEvent")
    for kind, place, part in (
        ("touchStart", 1, 0.5),
        ("touchMove", 3, 0.5),
        ("touchMove", 6, 0.5),
    ):
        x, y = painting.point(place, part)
        send({"type": kind, "touchPoints": [{"x": x, "y": y}]})
    send({"type": "touchEnd", "touchPoints": []})
    painting.wait_for(week=7, distance_km=(20, *[30] * 6, *FLAT[7:]))
    assert painting.page.evaluate("scrollY") == scrolled
    assert painting.canvas.evaluate("(node) => getComputedStyle(node).touchAction") == "none"
    assert painting.editor.evaluate("(node) => getComputedStyle(node).touchAction") == "auto"
    context.close()


def test_reset_and_scenes_bring_the_painted_weeks_back(painting: Painting) -> None:
    painting.view.locator("[data-scene=spike]").click()
    painting.wait_for(week=6, distance_km=SPIKE)
    painting.page.mouse.click(*painting.point(2, 1.0))
    painting.wait_for(week=3)
    painting.view.get_by_role("button", name="Reset to this scene").click()
    painting.wait_for(week=6, distance_km=SPIKE)
    expect(painting.canvas).to_have_attribute("aria-valuetext", "week 6: 60 km a week")


def test_nothing_can_be_painted_before_the_prediction(shared: Watched) -> None:
    painting = _hosted(shared.page, replace(DEFINITION, prediction=QUESTION))
    expect(painting.canvas).to_have_attribute("aria-disabled", "true")
    painting.page.mouse.click(*painting.point(4, 0.9))
    assert painting.canvas.get_attribute("tabindex") == "-1"
    assert painting.values(settled=False)["distance_km"] == FLAT
    painting.view.get_by_role("button", name="Skip the question").click()
    expect(painting.canvas).to_have_attribute("aria-disabled", "false")
    painting.page.mouse.click(*painting.point(4, 0.5))
    assert painting.wait_for(week=5)["distance_km"][4] == 30


# --- words instead of numbers ------------------------------------------------------------------


def test_a_cell_is_chosen_named_and_dragged_along(painting: Painting) -> None:
    painting.choose("Ground")
    cells = painting.editor.locator(".tt-cell")
    cells.nth(3).click()
    assert painting.wait_for(week=4)["ground"] == ROAD, "choosing a week changes nothing"
    painting.editor.get_by_role("button", name="hills").click()
    painting.wait_for(ground=(*ROAD[:3], 1.0, *ROAD[4:]))
    expect(painting.editor.get_by_role("button", name="hills")).to_have_attribute(
        "aria-pressed", "true"
    )
    cells.nth(3).drag_to(cells.nth(6))
    values = painting.wait_for(week=7)
    assert values["ground"] == (0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0)
    assert values["distance_km"] == FLAT
    assert cells.all_inner_texts() == list("RRRHHHHRRRRR")


def test_keys_go_through_the_words(painting: Painting) -> None:
    painting.choose("Ground")
    painting.canvas.focus()
    painting.press("ArrowRight", "ArrowUp", "ArrowUp", "ArrowUp")
    painting.wait_for(week=2, ground=(0, 2, *ROAD[2:]))
    expect(painting.canvas).to_have_attribute("aria-valuetext", "week 2: soft sand")


# --- typing ------------------------------------------------------------------------------------


def test_a_number_typed_into_the_table_is_set_and_a_bad_one_stays_to_be_put_right(
    painting: Painting,
) -> None:
    painting.open_table()
    field = painting.field("Distance, week 3, km a week")
    field.fill("36")
    field.press("Enter")
    painting.wait_for(week=3, distance_km=(20, 20, 36, *FLAT[3:]))
    field.fill("3x6")
    field.press("Tab")
    expect(painting.note).to_have_text(
        "Distance, week 3: “3x6” is not a number. Nothing was changed."
    )
    expect(field).to_have_value("3x6")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert painting.values()["distance_km"] == (20, 20, 36, *FLAT[3:])
    field.fill("99")
    field.press("Enter")
    painting.wait_for(distance_km=(20, 20, 60, *FLAT[3:]))
    expect(painting.note).to_contain_text("week 3: 99 to 60")
    expect(field).to_have_value("60")
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_a_word_is_chosen_in_the_table(painting: Painting) -> None:
    painting.open_table()
    painting.field("Ground, week 12").select_option("soft sand")
    painting.wait_for(week=12, ground=(*ROAD[:11], 2.0))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (" ".join(map(str, range(0, 24, 2))), tuple(range(0, 24, 2))),
        ("0, 2,4 , 6;8\n10\t12 14 16 18 20,22", tuple(range(0, 24, 2))),
        ("44", (44,) * WEEKS),
    ],
)
def test_a_whole_list_can_be_pasted(
    painting: Painting, typed: str, expected: tuple[int, ...]
) -> None:
    painting.open_table()
    painting.use_list(typed)
    assert painting.wait_for(distance_km=expected)["distance_km"] == expected
    expect(painting.note).to_have_text("Distance: all 12 values are set.")


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ("20 20 20", "3 values are given, 12 are needed"),
        ("", "0 values are given"),
        ("20 " * 11 + "1e999", "week 12: “1e999” is not a number"),
        ("20 " * 5 + "hill " + "20 " * 6, "week 6: “hill” is not a number"),
    ],
)
def test_a_list_that_cannot_be_read_changes_nothing_and_stays(
    painting: Painting, typed: str, complaint: str
) -> None:
    painting.open_table()
    painting.use_list(typed)
    expect(painting.note).to_contain_text(complaint)
    expect(painting.note).to_contain_text("Nothing was changed")
    expect(painting.editor.locator("textarea")).to_have_value(typed)
    assert painting.values()["distance_km"] == FLAT


def test_a_list_outside_the_range_is_clamped_and_said(painting: Painting) -> None:
    painting.open_table()
    painting.use_list("20 " * 10 + "300 -4")
    painting.wait_for(distance_km=(*FLAT[:10], 60, 0))
    expect(painting.note).to_contain_text("2 values were outside")
    expect(painting.note).to_contain_text("week 11: 300 to 60")


def test_a_list_of_words_takes_words_letters_and_numbers(painting: Painting) -> None:
    painting.choose("Ground")
    painting.open_table()
    painting.use_list("hills, Soft Sand, r, h, s, 1, 2, 3, road, road, road, road")
    painting.wait_for(ground=(1, 2, 0, 1, 2, 0, 1, 2, 0, 0, 0, 0))
    painting.use_list("mud, " * 11 + "road")
    expect(painting.note).to_contain_text("“mud” is none of: road, hills, soft sand")


# --- for everyone ------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(1280, 720), PHONE])
def test_axe_finds_nothing_wrong_and_nothing_sticks_out(
    browser: Browser, size: tuple[int, int]
) -> None:
    watched = Watched(browser, *size)
    painting = _hosted(watched.page)
    painting.open_table()
    assert violations(watched.page) == []
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    painting.choose("Ground")
    assert violations(watched.page) == []
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= size[0]
    watched.close()


def test_a_stored_page_shows_the_weeks_and_says_where_they_can_be_painted(
    browser: Browser,
) -> None:
    watched = Watched(browser)
    watched.page.set_content(stored_page(DEFINITION))
    painting = Painting(watched.page)
    expect(painting.canvas).to_have_attribute("aria-disabled", "true")
    expect(painting.editor).to_contain_text("Painting needs the live lesson")
    expect(painting.editor.get_by_role("button", name="Less", exact=True)).to_be_disabled()
    shown = painting.view.get_attribute("data-shown")
    painting.page.mouse.click(*painting.point(4, 0.9))
    assert painting.view.get_attribute("data-shown") == shown
    slider = watched.page.locator("[data-control=week] input[type=range]")
    slider.fill("6")
    expect(painting.canvas).to_have_attribute("aria-valuetext", "week 6: 20 km a week")
    watched.page.locator("[data-scene=spike]").click()
    expect(painting.canvas).to_have_attribute("aria-valuetext", "week 6: 60 km a week")
    assert violations(watched.page) == []
    assert watched.complaints == []
    assert watched.requests() == []
    watched.close()
