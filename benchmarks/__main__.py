"""``make bench``: the kit beside ``interact`` and ipympl, interleaved, in a real JupyterLab.

Trust the ratios: they come from one run on one machine. Milliseconds depend on what else the
machine does. Writes ``benchmarks/RESULTS.md`` unless ``--dry``.
"""

import argparse
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright

from benchmarks import measure, models
from benchmarks.models import median_ms
from benchmarks.slow_network import slow_relay
from benchmarks.variants import (
    FIBRES,
    HISTORY,
    MECHANICS,
    VESSELS,
    Subject,
    Variant,
    variants_of,
    write_notebook,
)
from tendon_teaching.explorers.catalogue import definition_of
from tendon_teaching.figures.stage import Stage
from tendon_teaching.models.orientation import analyse_picture
from tendon_teaching.models.picture_file import CollagenPicture, collagen_picture

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from browser import lab_page, servers  # noqa: E402
from browser_finder import find_browser  # noqa: E402

ROUND_TRIP_S, BITS_PER_S = 0.1, 10e6
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Pages wait their turn side by side; none may be slowed for not being in front.
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
)


@dataclass
class Sample:
    """What was measured of one variant under one condition."""

    steps_ms: list[float] = field(default_factory=list)
    missing_ms: list[float] = field(default_factory=list)
    drags: list[measure.Drag] = field(default_factory=list)


def main() -> int:
    """Measure everything and print the table."""
    parser = argparse.ArgumentParser(description="How quickly pictures follow the slider.")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--steps", type=int, default=8, help="key steps in each round")
    parser.add_argument("--dry", action="store_true", help="do not write benchmarks/RESULTS.md")
    options = parser.parse_args()
    in_browser = _in_browser(options.rounds, options.steps)
    table = "\n".join([*_machine(), *_in_process(), *models.tables(), *in_browser])
    print(table)
    if not options.dry:
        (ROOT / "benchmarks" / "RESULTS.md").write_text(table + "\n", encoding="utf-8")
    return 0


def _machine() -> list[str]:
    processor = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        )
        if Path("/proc/cpuinfo").exists()
        else iter([platform.processor()]),
        "unknown",
    )
    return [
        "# How quickly pictures follow the slider",
        "",
        f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores ({processor}), "
        f"{platform.system()}, Python {platform.python_version()}, headless Chromium. "
        "Made by `make bench`; all rows of a table come from one run, interleaved. "
        "Trust the ratios, not the milliseconds.",
        "",
    ]


# ---------- in one process ----------


def _in_process() -> list[str]:
    rows = ["| one slider tick in the kernel | median ms | limit ms |", "|---|---|---|"]
    for subject in (MECHANICS, FIBRES):
        rows += _ticks(subject)
    rows.append(f"| analysis of a 512 × 512 picture | {_analysis_ms():.0f} | 60 |")
    rows.append(f"| `import tendon_teaching` (fresh process) | {1000 * _import_s():.0f} | 300 |")
    return [*rows, ""]


def _ticks(subject: Subject) -> list[str]:
    definition = definition_of(subject.explorer)
    start = definition.scene(subject.scene).values
    moved = [dict(start) | {subject.control: 4 + 0.37 * step} for step in range(60)]
    name = definition.title
    compute = median_ms(lambda values: definition.compute(**values), moved)
    rows = [f"| {name}: model | {compute:.1f} | 10 |"]
    results = [definition.compute(**values) for values in moved]
    for size, sharpness in (("800 × 360", 1.0), ("1200 × 540", 1.5), ("1600 × 720", 2.0)):
        stage = Stage(definition.figure, "wide", sharpness)
        rows.append(f"| {name}: picture, {size} | {median_ms(stage.shoot, results):.1f} | 50 |")
    return rows


def _analysis_ms() -> float:
    picture = collagen_picture(CollagenPicture.WAVY).image
    return median_ms(analyse_picture, [picture] * 15)


def _import_s() -> float:
    code = (
        "import time; start = time.perf_counter(); import tendon_teaching; "
        "print(time.perf_counter() - start)"
    )
    runs = [float(subprocess.check_output([sys.executable, "-c", code])) for _run in range(5)]
    return statistics.median(runs)


# ---------- in the browser ----------


def _in_browser(rounds: int, steps: int) -> list[str]:
    browser_path = find_browser()
    if browser_path is None:
        return ["No Chromium or Chrome was found: nothing was measured in a browser."]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        lab = stack.enter_context(servers.lab(folder))
        mechanics, fibres = variants_of(MECHANICS), variants_of(FIBRES)[:2]
        vessels, history = variants_of(VESSELS)[:2], variants_of(HISTORY)[:2]
        for variant in (*mechanics, *fibres, *vessels, *history):
            write_notebook(variant, folder / "notebooks")
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        stack.callback(browser.close)
        # 800 CSS pixels of picture at a density of 1 and of 2.
        view = {"width": 1500, "height": 748}
        near = browser.new_context(viewport=view)
        sharp = browser.new_context(viewport=view, device_scale_factor=2)
        port = int(lab.rsplit(":", 1)[1])
        relay = stack.enter_context(slow_relay(port, ROUND_TRIP_S, BITS_PER_S))
        plain = _condition(near, lab, rounds, steps, mechanics)
        pictures = _condition(near, lab, rounds, steps, fibres)
        doppler = _condition(near, lab, rounds, steps, vessels)
        painted = _condition(near, lab, rounds, steps, history)
        double = _condition(sharp, lab, rounds, steps, mechanics[:1])
        slow = _condition(near, f"http://127.0.0.1:{relay}", rounds, steps, mechanics)
        start = _start(near, lab, mechanics[0].notebook)
    return [
        *_table("curves, 800 × 360", plain, plain),
        *_table("fibres, 800 × 360", pictures, pictures),
        *_table("vessels, 800 × 360", doppler, doppler),
        *_table("a painted year, 800 × 360", painted, painted),
        *_table("curves, 1600 × 720", double, plain),
        *_table("curves, 100 ms round trip and 10 Mbit/s, 800 × 360", slow, slow),
        *start,
    ]


def _condition(
    context: BrowserContext,
    lab: str,
    rounds: int,
    steps: int,
    variants: tuple[Variant, ...],
) -> dict[str, Sample]:
    pages = {variant.name: _open(context, lab, variant) for variant in variants}
    samples = {variant.name: Sample() for variant in variants}
    order = random.Random(20)
    for number in range(rounds):
        for variant in order.sample(variants, len(variants)):
            page, sample = pages[variant.name], samples[variant.name]
            page.bring_to_front()
            _measure(page, variant, sample, steps, number)
    for page in pages.values():
        page.close()
    return samples


def _measure(page: Page, variant: Variant, sample: Sample, steps: int, number: int) -> None:
    if variant.is_kit:
        _await_strip(page)
    page.locator(variant.handle).first.focus()
    for step in range(steps):
        key = "ArrowRight" if (step + number) % 2 == 0 else "ArrowLeft"
        sample.steps_ms.append(measure.key_step_ms(page, key))
    sample.drags.append(measure.drag(page, variant))
    if variant.is_kit:
        for seed in range(11 + 13 * number, 11 + 13 * number + 3 * steps, 3):
            sample.missing_ms.append(measure.missing_step_ms(page, variant.subject, seed))
        page.locator(f"[data-scene={variant.subject.scene}]").click()


def _open(context: BrowserContext, lab: str, variant: Variant) -> Page:
    page = context.new_page()
    lab_page.open_notebook(page, lab, variant.notebook, f"bench-{time.monotonic_ns()}")
    lab_page.command(page, "application:toggle-left-area")
    lab_page.run_all(page)
    page.locator(variant.picture).first.wait_for(timeout=60_000)
    page.locator(variant.handle).first.scroll_into_view_if_needed()
    measure.watch(page, variant)
    return page


def _await_strip(page: Page) -> None:
    """Wait until nothing more is drawn ahead."""
    page.wait_for_function(
        """() => {
          const frames = document.querySelector(".tt-view").dataset.frames;
          if (frames !== window.benchFrames) {
            window.benchFrames = frames;
            window.benchSince = performance.now();
          }
          return performance.now() - window.benchSince > 1500;
        }""",
        timeout=120_000,
    )


def _start(context: BrowserContext, lab: str, notebook: str) -> list[str]:
    page = context.new_page()
    lab_page.open_notebook(page, lab, notebook, "bench-start")
    page.evaluate("() => { window.benchStart = performance.now(); }")
    page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
    page.wait_for_function(
        "() => { const image = document.querySelector('.tt-picture');"
        " return image?.complete && image.naturalWidth > 0; }",
        timeout=60_000,
    )
    seconds = page.evaluate("() => (performance.now() - benchStart) / 1000")
    _await_strip(page)
    memory = _kernel_megabytes()
    page.close()
    return [
        "| start | measured | limit |",
        "|---|---|---|",
        f"| first picture after its cell starts | {seconds:.1f} s | 3 s |",
        f"| memory of the kernel, strip filled | {memory:.0f} MB | 250 MB |",
        "",
    ]


def _kernel_megabytes() -> float:
    """Largest resident size among the kernels of this run, from the process table."""
    sizes = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            command = (status.parent / "cmdline").read_bytes()
            if b"ipykernel_launcher" in command:
                line = next(x for x in status.read_text().splitlines() if x.startswith("VmRSS"))
                sizes.append(int(line.split()[1]) / 1024)
        except (OSError, StopIteration):
            continue
    return max(sizes, default=float("nan"))


def _table(title: str, samples: dict[str, Sample], reference: dict[str, Sample]) -> list[str]:
    slowest = statistics.median(reference["interact, new figure"].steps_ms)
    rows = [
        f"| {title} | step, median ms | p95 ms | × `interact` | frames in a drag of 60 "
        "| last frame after release, ms |",
        "|---|---|---|---|---|---|",
    ]
    for name, sample in samples.items():
        label = f"{name}, step drawn ahead" if sample.missing_ms else name
        rows.append(_row(label, sample.steps_ms, slowest, sample.drags))
        if sample.missing_ms:
            rows.append(_row(f"{name}, step not yet drawn", sample.missing_ms, slowest, []))
    return [*rows, ""]


def _row(label: str, times: list[float], slowest: float, drags: list[measure.Drag]) -> str:
    middle, high = statistics.median(times), sorted(times)[int(0.95 * (len(times) - 1))]
    shown = f"{statistics.median(d.frames for d in drags):.0f}" if drags else "-"
    settled = f"{statistics.median(d.settled_ms for d in drags):.0f}" if drags else "-"
    return f"| {label} | {middle:.0f} | {high:.0f} | {slowest / middle:.1f} | {shown} | {settled} |"


if __name__ == "__main__":
    raise SystemExit(main())
