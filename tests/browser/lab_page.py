"""What a person does in a JupyterLab page, as verbs."""

import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from browser.live_view import LiveViewOnPage
from playwright.sync_api import Locator, Page

from tendon_teaching.explorers.definition import Definition

WAIT_MS = 90_000

_KERNEL_IS_IDLE = """() => {
  const panel = window.jupyterapp?.shell.currentWidget;
  const kernel = panel?.sessionContext?.session?.kernel;
  return kernel?.connectionStatus === "connected" && kernel?.status === "idle";
}"""
_ALL_CELLS_RAN = """() => {
  const panel = window.jupyterapp.shell.currentWidget;
  if (panel.sessionContext.session?.kernel?.status !== "idle") return false;
  return panel.content.widgets
    .filter((cell) => cell.model.type === "code" && cell.model.sharedModel.source.trim())
    .every((cell) => cell.model.executionState !== "running" && cell.model.executionCount !== null);
}"""
_ACTIVATE_CELL = """(view) => {
  const { content } = window.jupyterapp.shell.currentWidget;
  content.activeCellIndex = content.widgets.findIndex((cell) => cell.node.contains(view));
}"""
_KERNEL_SAYS = """async (expression) => {
  const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
  const question = { code: "", user_expressions: { answer: expression }, store_history: false };
  const { content } = await kernel.requestExecute(question).done;
  return content.user_expressions.answer.data["text/plain"];
}"""
_START_CODE = """(code) => {
  window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute({ code });
}"""
_RUN_CODE = """async (code) => {
  const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
  const { content } = await kernel.requestExecute({ code, store_history: false }).done;
  return content.status === "ok" ? null : `${content.ename}: ${content.evalue}`;
}"""


def open_notebook(page: Page, lab: str, notebook: str, workspace: str) -> None:
    """Open a notebook in a workspace of its own and wait for its kernel."""
    page.goto(f"{lab}/lab/workspaces/{workspace}/tree/{notebook}?reset", wait_until="load")
    page.wait_for_function("() => window.jupyterapp?.restored", timeout=WAIT_MS)
    page.evaluate("() => window.jupyterapp.restored.then(() => true)")
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=WAIT_MS)
    wait_for_kernel(page)


def wait_for_kernel(page: Page) -> None:
    """Wait until the kernel of the notebook in front is connected and has nothing to do."""
    page.wait_for_function(_KERNEL_IS_IDLE, timeout=WAIT_MS)


def run_all(page: Page) -> None:
    """Run all cells and wait until every one has run."""
    page.evaluate(
        """async () => {
          const { content } = window.jupyterapp.shell.currentWidget;
          for (const { model } of content.widgets) {
            if (model.type === "code") model.executionCount = null;
          }
          await window.jupyterapp.commands.execute("notebook:run-all-cells");
        }"""
    )
    page.wait_for_function(_ALL_CELLS_RAN, timeout=WAIT_MS)


def run_code(page: Page, code: str) -> None:
    """Run code in the kernel of the notebook, as another cell would."""
    problem = page.evaluate(_RUN_CODE, code)
    assert problem is None, problem


def wait_until_kernel_says(page: Page, expression: str, value: object) -> None:
    """Wait until ``expression`` has that value in the kernel of the notebook."""
    deadline = time.monotonic() + WAIT_MS / 1000
    while (said := page.evaluate(_KERNEL_SAYS, expression)) != repr(value):
        assert time.monotonic() < deadline, f"{expression} is {said} and not {value}"
        page.wait_for_timeout(50)


@contextmanager
def busy_kernel(page: Page) -> Iterator[None]:
    """The kernel of the notebook answers nothing until the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        released = Path(folder) / "released"
        code = (
            "import pathlib, time\n"
            f"while not pathlib.Path({str(released)!r}).exists(): time.sleep(0.02)\n"
        )
        page.evaluate(_START_CODE, code)
        page.wait_for_function(f"() => !({_KERNEL_IS_IDLE})()", timeout=WAIT_MS)
        try:
            yield
        finally:
            released.touch()
            wait_for_kernel(page)


def command(page: Page, name: str) -> None:
    """Run one of JupyterLab's commands."""
    page.evaluate("(name) => window.jupyterapp.commands.execute(name)", name)


def restart_kernel(page: Page) -> None:
    """Restart the kernel of the notebook in front, without the question whether one is sure."""
    page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"
    )
    wait_for_kernel(page)


def view_of(page: Page, definition: Definition, place: int = 0) -> LiveViewOnPage:
    """The live view of an explorer in the notebook, in sight and with its first picture; the
    ``place``-th where there are several."""
    roots = page.locator(f".jp-Notebook .tt-view[data-explorer='{definition.name}']")
    view = LiveViewOnPage(roots.nth(place), definition)
    wait_until_shown(view.root)
    return view


def wait_until_shown(root: Locator) -> None:
    """Wait until a view has its first picture; off screen it would not get any."""
    root.wait_for(state="attached", timeout=WAIT_MS)
    root.scroll_into_view_if_needed()
    root.page.wait_for_function(
        "(view) => Boolean(view.dataset.shown)", arg=root.element_handle(), timeout=WAIT_MS
    )


def activate_cell(view: LiveViewOnPage) -> None:
    """Make the cell of a view the active one."""
    view.root.evaluate(_ACTIVATE_CELL)


def run_again(view: LiveViewOnPage) -> LiveViewOnPage:
    """Run the cell of a view again, and give the view that takes its place."""
    before = view.root.element_handle()
    activate_cell(view)
    command(view.page, "notebook:run-cell")
    view.page.wait_for_function("(view) => !view.isConnected", arg=before, timeout=WAIT_MS)
    wait_until_shown(view.root)
    view.wait_for_connection("live")
    return view


def cells(page: Page) -> int:
    """How many cells the notebook has."""
    return int(page.evaluate("() => window.jupyterapp.shell.currentWidget.content.widgets.length"))


def state_in_key(key: str) -> tuple[int, ...]:
    """Where the controls stand in the key of a frame."""
    return tuple(map(int, re.split(r"\|", key)[-1].split(",")))
