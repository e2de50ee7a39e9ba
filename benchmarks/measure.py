"""Measuring in the page: from the input event to changed pixels, frame by frame."""

import time
from dataclasses import dataclass

from playwright.sync_api import Page

from benchmarks.variants import Subject, Variant

# Every animation frame the picture is sampled onto a small canvas and hashed: a picture counts as
# shown when its pixels are, whoever draws it.
WATCHER = """([picture]) => {
  const small = new OffscreenCanvas(400, 180);
  const pen = small.getContext("2d", { willReadFrequently: true });
  const watch = { changes: [], input: null, release: null, running: true, last: null };
  window.benchWatch = watch;
  const hash = () => {
    const nodes = [...document.querySelectorAll(picture)];
    const node = nodes.find((n) => n.getBoundingClientRect().width > 200);
    if (!node || (node.tagName === "IMG" && !node.complete)) return watch.last;
    pen.drawImage(node, 0, 0, 400, 180);
    let sum = 0;
    const data = new Uint32Array(pen.getImageData(0, 0, 400, 180).data.buffer);
    for (let i = 0; i < data.length; i += 1) sum = (Math.imul(sum, 31) + data[i]) | 0;
    return sum;
  };
  const frame = () => {
    if (!watch.running) return;
    const now = hash();
    if (now !== watch.last) {
      if (watch.last !== null) watch.changes.push(performance.now());
      watch.last = now;
    }
    requestAnimationFrame(frame);
  };
  for (const name of ["keydown", "pointermove"]) {
    window.addEventListener(name, () => { watch.input = performance.now(); }, { capture: true });
  }
  const released = () => { watch.release = performance.now(); };
  window.addEventListener("pointerup", released, { capture: true });
  requestAnimationFrame(frame);
}"""


@dataclass(frozen=True)
class Drag:
    """One fast drag: distinct frames shown, and how long after release the last one came."""

    frames: int
    settled_ms: float


def watch(page: Page, variant: Variant) -> None:
    """Begin to watch the picture of ``variant``."""
    page.evaluate(WATCHER, [variant.picture])
    page.wait_for_function("() => window.benchWatch.last !== null")


def key_step_ms(page: Page, key: str, patience_ms: int = 5000) -> float:
    """Press an arrow key on the focused slider; milliseconds from the event to new pixels."""
    _quiet(page)
    page.evaluate("() => { benchWatch.changes = []; benchWatch.input = null; }")
    page.keyboard.press(key)
    page.wait_for_function("() => benchWatch.changes.length > 0", timeout=patience_ms)
    return float(page.evaluate("() => benchWatch.changes[0] - benchWatch.input"))


def missing_step_ms(page: Page, subject: Subject, seed: int) -> float:
    """One step of this kit's explorer to a state that it cannot have drawn ahead.

    One control jumps; the moment its picture is there, and before the page has begun to draw
    ahead, another control jumps far: that step is measured.
    """
    _quiet(page)
    page.evaluate(
        """async ([control, other, seed]) => {
          const range = (name) =>
            document.querySelector(`.tt-control[data-control=${name}] input[type=range]`);
          const jump = (node, stop) => {
            node.value = stop % (Number(node.max) + 1);
            node.dispatchEvent(new Event("input", { bubbles: true }));
          };
          const root = document.querySelector(".tt-view");
          const before = root.dataset.shown;
          jump(range(control), 5 * seed + 1);
          while (root.dataset.shown === before) await new Promise(requestAnimationFrame);
          await new Promise(requestAnimationFrame);
          benchWatch.changes = [];
          benchWatch.input = performance.now();
          jump(range(other), Number(range(other).value) + 7 + (seed % 6));
        }""",
        [subject.control, subject.other, seed],
    )
    page.wait_for_function("() => benchWatch.changes.length > 0", timeout=8000)
    return float(page.evaluate("() => benchWatch.changes[0] - benchWatch.input"))


def drag(page: Page, variant: Variant, events: int = 60, seconds: float = 1.0) -> Drag:
    """Drag the slider from end to end with ``events`` mouse moves in ``seconds``."""
    box = page.locator(variant.handle).first.bounding_box()
    track = box
    if variant.handle == ".noUi-handle":
        track = page.locator(".noUi-base").first.bounding_box()
    if box is None or track is None:
        raise RuntimeError(f"no slider to drag for {variant.name}")
    height = track["y"] + track["height"] / 2
    left, right = track["x"] + 9, track["x"] + track["width"] - 9
    page.mouse.move(box["x"] + box["width"] / 2 if track is not box else left, height)
    page.mouse.down()
    page.mouse.move(left, height)
    _quiet(page)
    page.evaluate("() => { benchWatch.changes = []; benchWatch.release = null; }")
    start = time.perf_counter()
    for event in range(1, events + 1):
        page.mouse.move(left + (right - left) * event / events, height)
        time.sleep(max(0.0, start + event * seconds / events - time.perf_counter()))
    page.mouse.up()
    _quiet(page)
    frames, settled = page.evaluate(
        "() => [benchWatch.changes.length, benchWatch.changes.at(-1) - benchWatch.release]"
    )
    return Drag(int(frames), max(0.0, float(settled)))


def _quiet(page: Page, rest_ms: int = 900) -> None:
    """Wait until the picture has not changed for a while."""
    page.wait_for_function(
        """(rest) => {
          const last = benchWatch.changes.at(-1) ?? 0;
          return performance.now() - last > rest;
        }""",
        arg=rest_ms,
        timeout=30_000,
    )
