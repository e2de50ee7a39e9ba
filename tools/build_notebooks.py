"""Runs the notebooks and stores what they show: ``make notebooks``.

Committed notebooks are executed, because strict nbval compares nothing in a cell that was never
run. Left out is what differs from run to run or would not survive a copy: the live view of a
widget, the state of widgets, times. A picture whose pixels are the same stays byte for byte as
it was. So running this twice changes nothing.

    python tools/build_notebooks.py [--check] [NOTEBOOK ...]

``--check`` writes nothing and ends with 1 where running would change a notebook.
"""

import argparse
import base64
import copy
import hashlib
import io
import os
import sys
from pathlib import Path

import nbformat
import numpy as np
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
CELL_TIMEOUT_S = 120
PICTURES = ("image/png", "image/jpeg")
# Means nothing without the kernel that made it; a reader would get "model not found".
LIVE_VIEW = "application/vnd.jupyter.widget-view+json"
METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}
# What a cell may say about itself; the rest is noise of one editor or of one run.
KEPT_CELL_METADATA = ("tags", "jupyter", "slideshow", "editable", "deletable")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Run the notebooks and store what they show.")
    parser.add_argument("--check", action="store_true", help="write nothing, tell what differs")
    parser.add_argument("notebooks", nargs="*", type=Path, help="all of notebooks/ if none")
    chosen = parser.parse_args(arguments)
    os.environ.pop("TENDON_TEACHING_LANGUAGE", None)  # the committed lessons are English
    paths = chosen.notebooks or sorted((ROOT / "notebooks").glob("*.ipynb"))
    changed = []
    for path in paths:
        try:
            text = built(path)
        except CellExecutionError as problem:
            print(f"{path.name} stopped:\n{problem}", file=sys.stderr)
            return 1
        if text != path.read_text(encoding="utf-8"):
            changed.append(path)
            if not chosen.check:
                path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{path.name}: {'changed' if path in changed else 'as it was'}")
    return 1 if chosen.check and changed else 0


def built(path: Path) -> str:
    """Give the text of the notebook at ``path``, run and cleaned."""
    # Not nbformat.read: it would give cells that lack an id a different one each time.
    before = nbformat.reader.reads(path.read_text(encoding="utf-8"))
    notebook = copy.deepcopy(before)
    give_ids(notebook)
    for cell in code_cells(notebook):
        cell.outputs, cell.execution_count = [], None
    # Set before the run: these decide which kernel is started.
    notebook.metadata = nbformat.from_dict(METADATA)
    NotebookClient(
        notebook,
        timeout=CELL_TIMEOUT_S,
        kernel_name="python3",
        coalesce_streams=True,
        record_timing=False,
        store_widget_state=False,
        resources={"metadata": {"path": str(path.parent)}},
    ).execute()
    clean(notebook)
    for new, old in zip(code_cells(notebook), code_cells(before), strict=True):
        keep_pictures(new, old)
    nbformat.validate(notebook)
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def give_ids(notebook: NotebookNode) -> None:
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for position, cell in enumerate(notebook.cells):
        if "id" not in cell:
            digest = hashlib.sha256(f"{position}\n{cell.source}".encode()).hexdigest()
            cell.id = digest[:8]


def clean(notebook: NotebookNode) -> None:
    notebook.metadata = nbformat.from_dict(METADATA)
    for cell in notebook.cells:
        kept = {key: cell.metadata[key] for key in KEPT_CELL_METADATA if key in cell.metadata}
        cell.metadata = nbformat.from_dict(kept)
    for cell in code_cells(notebook):
        for output in cell.outputs:
            if "data" in output:
                output.data.pop(LIVE_VIEW, None)
                output.metadata.pop(LIVE_VIEW, None)
        # What was nothing but a live view has nothing left to show.
        cell.outputs = [output for output in cell.outputs if output.get("data", True)]


def keep_pictures(new: NotebookNode, old: NotebookNode) -> None:
    """Put back the old bytes of each picture that looks the same."""
    for output, former in zip(new.outputs, old.get("outputs", []), strict=False):
        for kind in PICTURES:
            now, then = (each.get("data", {}).get(kind) for each in (output, former))
            if now and then and same_pixels(now, then):
                output.data[kind] = then


def same_pixels(one: str, other: str) -> bool:
    if one == other:
        return True
    first, second = (pixels(text) for text in (one, other))
    return first is not None and second is not None and np.array_equal(first, second)


def pixels(text: str | list[str]) -> np.ndarray | None:
    joined = "".join(text)  # a file holds long texts as lists of lines
    try:
        with Image.open(io.BytesIO(base64.b64decode(joined))) as picture:
            return np.asarray(picture.convert("RGBA"))
    except (OSError, ValueError):
        return None


if __name__ == "__main__":
    raise SystemExit(main())
