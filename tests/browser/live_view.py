"""A live view on a page: what it shows, what it says, and what the model says about the same."""

import base64
import io
import re
from functools import lru_cache
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Locator, expect

from tendon_teaching.explorers.definition import Control, Definition
from tendon_teaching.explorers.static_page import STORED_SHARPNESS
from tendon_teaching.figures.stage import Stage

WAIT_MS = 30_000
MOST_LOSS = 1.0

State = tuple[int, ...]

# Drawn, because a stored page lets nothing be fetched, not even what it made itself.
_PICTURE = """async (image) => {
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), {
    width: image.naturalWidth, height: image.naturalHeight,
  });
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/png").split(",")[1];
}"""
_SAMPLE = """(view) => {
  const samples = [];
  let goesOn = true;
  const look = () => {
    const image = view.querySelector(".tt-picture");
    const readOut = view.querySelector(".tt-read-out").textContent;
    const now = [view.dataset.shown, image.src, image.alt, readOut];
    const last = samples.at(-1);
    if (!last || now.some((part, index) => part !== last[index])) samples.push(now);
    if (goesOn) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  view.stopSampling = () => { goesOn = false; look(); return samples; };
}"""
_READ_CONTROLS = """(view) => Object.fromEntries(
  [...view.querySelectorAll("[data-control]")].map((control) => [
    control.dataset.control,
    control.querySelector(".tt-number, .tt-list-box")?.value
      ?? control.querySelector("label:has(input:checked)").textContent.trim(),
  ]),
)"""
_LISTEN = """(view) => {
  view.listener?.disconnect();
  view.heard = [];
  const spoken = view.querySelector(".tt-hidden[role=status]");
  view.listener = new MutationObserver(() => view.heard.push(spoken.textContent));
  view.listener.observe(spoken, { childList: true, characterData: true, subtree: true });
}"""


class LiveViewOnPage:
    """The view at ``root`` of an explorer defined by ``definition``."""

    def __init__(self, root: Locator, definition: Definition) -> None:
        self.root = root
        self.page = root.page
        self.definition = definition
        self.picture = root.locator(".tt-picture")
        self.read_out = root.locator(".tt-read-out")
        self.sentence = root.locator(".tt-sentence")
        self.note = root.locator(".tt-note")
        self.trouble = root.locator(".tt-trouble")
        self.link = root.locator(".tt-link")
        self.spoken = root.locator(".tt-hidden[role=status]")
        self.controls = root.locator(".tt-lockable")

    # --- what a person does ---

    def control(self, name: str) -> Locator:
        return self.root.locator(f"[data-control='{name}']")

    def slider(self, name: str) -> Locator:
        return self.control(name).locator("input[type=range]")

    def field(self, name: str) -> Locator:
        return self.control(name).locator(".tt-number")

    def scene_button(self, name: str) -> Locator:
        return self.root.locator(f"[data-scene='{name}']")

    def go(self, scene: str) -> None:
        """Press the button of a scene and wait for its picture."""
        self.scene_button(scene).click()
        self.wait_for(self.state_of(scene))

    def type(self, name: str, text: str) -> None:
        """Type into the number field of a control."""
        self.field(name).fill(text)
        self.field(name).press("Enter")

    def skip_prediction(self) -> None:
        self.root.get_by_role("button", name="Skip the question").click()

    def open_more(self) -> None:
        """Open "More" if it is closed."""
        more = self.root.locator("details.tt-more")
        if more.get_attribute("open") is None:
            more.locator("summary").click()

    def drag(self, name: str, start: int, end: int, points: int, *, each_frame: bool) -> None:
        """Drag a slider by mouse from one stop to another in ``points`` moves."""
        slider = self.slider(name)
        slider.scroll_into_view_if_needed()
        box = slider.bounding_box()
        assert box is not None
        last = len(self.definition.control(name).values) - 1
        thumb = 16
        places = [
            box["x"] + thumb / 2 + (box["width"] - thumb) * stop / last for stop in (start, end)
        ]
        height = box["y"] + box["height"] / 2
        mouse = self.page.mouse
        mouse.move(places[0], height)
        mouse.down()
        for point in range(1, points + 1):
            mouse.move(places[0] + (places[1] - places[0]) * point / points, height)
            if each_frame:
                self.wait_for_frames()
        mouse.up()

    def wait_for_frames(self) -> None:
        """Wait until the browser has painted what was set before."""
        self.page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )

    # --- what the view shows ---

    def state(self) -> State:
        """Where the controls stand, read from the numbers and options that a person sees."""
        read = self.root.evaluate(_READ_CONTROLS)
        controls = tuple(
            (list(control.options) or self._numbers(control)).index(read[control.name])
            for control in self.definition.controls
        )
        return controls + self._painted()

    def _painted(self) -> State:
        """What is painted: part of the state that the picture on screen belongs to."""
        shown = str(self.root.get_attribute("data-shown")).split("|")[-1].split(",")
        return tuple(map(int, shown[len(self.definition.controls) :]))

    def _numbers(self, control: Control) -> list[str]:
        return [control.shown(place) for place in range(len(control.values))]

    def wait_for(self, state: State) -> None:
        """Wait until the picture of ``state`` is on screen."""
        text = ",".join(map(str, state))
        expect(self.root).to_have_attribute(
            "data-shown", re.compile(rf"\|{text}$"), timeout=WAIT_MS
        )

    def is_locked(self) -> bool:
        return bool(self.controls.evaluate("(fieldset) => fieldset.disabled"))

    def wait_until_locked(self, locked: bool) -> None:
        expect(self.controls).to_have_js_property("disabled", locked, timeout=WAIT_MS)

    def wait_until_spoken(self, state: State) -> None:
        """Wait until the live region speaks of ``state``; by then the view is at rest."""
        expect(self.spoken).to_have_text(self.words(state)[0], timeout=WAIT_MS)

    def wait_for_connection(self, word: str) -> None:
        expect(self.root).to_have_attribute("data-connection", word, timeout=WAIT_MS)

    def shown_pixels(self) -> np.ndarray:
        """The picture that is on screen, as an array of shape (height, width, 3)."""
        return _pixels(base64.b64decode(self.picture.evaluate(_PICTURE)))

    def start_sampling(self) -> None:
        """From now on note what each painted frame shows."""
        self.root.evaluate(_SAMPLE)

    def samples(self) -> list[tuple[str, str, str, str]]:
        """What was shown since: key of the state, address of the picture, its words, read-out."""
        return [tuple(sample) for sample in self.root.evaluate("(view) => view.stopSampling()")]

    def start_listening(self) -> None:
        """From now on note what the live region says."""
        self.root.evaluate(_LISTEN)

    def heard(self) -> list[str]:
        return list(self.root.evaluate("(view) => view.heard"))

    # --- what the model says ---

    def state_of(self, scene: str) -> State:
        return self.definition.at(self.definition.scene(scene).values)

    def moved(self, state: State, **stops: int) -> State:
        """``state`` with some controls at other stops."""
        names = [control.name for control in self.definition.controls]
        return tuple(stops.get(name, place) for name, place in zip(names, state, strict=True))

    def words(self, state: State) -> tuple[str, str]:
        """Read-out and text alternative that the model gives for ``state``."""
        result = self.definition.compute(**self.definition.values(state))
        figure = self.definition.figure
        return figure.read_out(result), figure.text_alternative(result)

    def agrees_with_model(self, state: State | None = None) -> State:
        """Wait for the picture of ``state`` (or of where the controls stand); everything shown
        must then be what model and figure give here, in this process."""
        expected = self.state() if state is None else state
        self.wait_for(expected)
        self.says(expected)
        shown, drawn = self.shown_pixels(), self._drawn_here(expected)
        assert shown.shape == drawn.shape
        # What is packed with loss is unpacked a little differently by every library.
        most = MOST_LOSS if self.definition.figure.PICTURE_LIKE else 0
        assert np.abs(shown.astype(int) - drawn).mean() <= most
        return expected

    def says(self, state: State) -> None:
        """Controls, read-out and text alternative must be those of ``state``."""
        assert self.state() == state
        self.says_words_of(state)

    def says_words_of(self, state: State) -> None:
        """Read-out and text alternative must be those of ``state``."""
        read_out, text_alternative = self.words(state)
        assert self.read_out.inner_text() == read_out
        assert self.picture.get_attribute("alt") == text_alternative

    def _drawn_here(self, state: State) -> np.ndarray:
        key = str(self.root.get_attribute("data-shown")).split("|")
        sharpness = float(key[1]) if len(key) == 3 else STORED_SHARPNESS
        result = self.definition.compute(**self.definition.values(state))
        return _pixels(_stage(self.definition.figure, key[0], sharpness).shoot(result).picture)


def _pixels(picture: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"))


@lru_cache
def _stage(figure: Any, layout: str, sharpness: float) -> Stage:
    return Stage(figure, layout, sharpness)
