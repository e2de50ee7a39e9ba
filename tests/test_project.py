"""What holds for the project as a whole: its notebooks, its pins, its first page."""

import ast
import base64
import itertools
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import browser_finder
import pytest

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PINS = sorted(ROOT.glob("requirements/*.txt")) + sorted(ROOT.glob("binder/requirements.txt"))
LEVELS = ("lab", "test", "bench")
MACHINE_PATH = re.compile(r"(?<![\w.:/])/(?:home|Users|root|tmp|work|opt|usr|var)/|\b[A-Z]:\\")
MEMORY_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{6,}\b")


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def source_of(cell):
    return "".join(cell["source"])


def cells_of(path, kind):
    return [cell for cell in read(path)["cells"] if cell["cell_type"] == kind]


def code_of(path):
    return [source_of(cell) for cell in cells_of(path, "code") if source_of(cell).strip()]


def headings_of(path):
    """Levels of the headings, without what only looks like one inside a code block."""
    levels = []
    for cell in cells_of(path, "markdown"):
        text = re.sub(r"^(```|~~~).*?^\1", "", source_of(cell), flags=re.DOTALL | re.MULTILINE)
        levels += [len(sign) for sign in re.findall(r"^(#{1,6})\s", text, flags=re.MULTILINE)]
    return levels


def outputs_of(path):
    return [output for cell in cells_of(path, "code") for output in cell["outputs"]]


def texts_of(output):
    """All that a reader could read in one output, pictures aside."""
    data = output.get("data", {})
    texts = [data[kind] for kind in data if kind.startswith("text/")]
    texts += [output.get("text", ""), output.get("traceback", "")]
    joined = "\n".join("".join(text) for text in texts)
    return re.sub(r"data:image/[^\"')\s]+", "", joined)


def each_notebook(test):
    return pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)(test)


def test_the_lessons_start_with_00():
    assert "00_start_here" in [path.stem for path in NOTEBOOKS]


@each_notebook
def test_every_code_cell_was_run(notebook):
    counts = [cell["execution_count"] for cell in cells_of(notebook, "code")]
    assert counts == list(range(1, len(counts) + 1))


@each_notebook
def test_code_cells_are_short(notebook):
    for code in code_of(notebook):
        assert sum(bool(line.strip()) for line in code.splitlines()) <= 3, code


@each_notebook
def test_code_cells_define_nothing(notebook):
    for code in code_of(notebook):
        for node in ast.walk(ast.parse(code)):
            assert not isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef), code


@each_notebook
def test_headings_make_an_outline(notebook):
    levels = headings_of(notebook)
    assert levels[:1] == [1], "the first heading is the title"
    assert levels.count(1) == 1
    for above, below in itertools.pairwise(levels):
        assert below <= above + 1, f"a heading of level {below} follows one of level {above}"


@each_notebook
def test_no_live_view_is_stored(notebook):
    assert "widgets" not in read(notebook)["metadata"]
    for output in outputs_of(notebook):
        assert not [kind for kind in output.get("data", {}) if "widget" in kind]


@each_notebook
def test_outputs_tell_nothing_about_the_machine(notebook):
    for output in outputs_of(notebook):
        text = texts_of(output)
        assert not MACHINE_PATH.search(text), text
        assert not MEMORY_ADDRESS.search(text), text


@each_notebook
def test_no_cell_ended_in_an_error_or_a_warning(notebook):
    for output in outputs_of(notebook):
        assert output["output_type"] != "error"
        assert output.get("name") != "stderr", texts_of(output)


@each_notebook
def test_pictures_are_whole(notebook):
    for output in outputs_of(notebook):
        picture = output.get("data", {}).get("image/png")
        if picture:
            assert base64.b64decode("".join(picture)).startswith(b"\x89PNG")


def test_every_level_is_pinned():
    assert {path.stem for path in PINS} >= set(LEVELS)


@pytest.mark.parametrize("pins", PINS, ids=lambda path: path.name)
def test_pins_hold_versions_and_no_addresses(pins):
    for line in pins.read_text(encoding="utf-8").splitlines():
        if not line.lstrip().startswith("#"):
            assert re.match(r"[A-Za-z0-9._-]+==[\w.+!]+( ; .+)?$", line), line
    text = pins.read_text(encoding="utf-8")
    assert "://" not in text
    assert "--" not in text


def test_each_level_keeps_the_versions_of_the_one_below():
    lines = [
        {line for line in (ROOT / f"requirements/{level}.txt").read_text().splitlines() if line}
        for level in LEVELS
    ]
    assert lines[0] < lines[1] < lines[2]


def test_what_the_package_needs_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = (ROOT / "requirements/lab.txt").read_text(encoding="utf-8")
    for need in project["dependencies"]:
        name = re.match(r"[\w.-]+", need)[0]
        assert re.search(rf"^{name}==", pinned, flags=re.MULTILINE), name


@pytest.mark.parametrize(
    "command",
    ["make lab", "make test", r"py tools\set_up.py lab", r"py tools\set_up.py test"],
)
def test_the_readme_names_the_commands(command):
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_citation_and_the_changelog_know_this_version():
    from tendon_teaching import __version__

    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(rf"^version: {re.escape(__version__)}$", citation, flags=re.MULTILINE)
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_ci_runs_the_tests_and_forbids_the_skip():
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert re.search(r"^make test$", script, flags=re.MULTILINE)
    assert "export TENDON_TEACHING_REQUIRE_BROWSER=1" in script


# --- Browser tests on a machine without a browser ----------------------------------------------

NEEDS_BROWSER = """
import pytest

@pytest.mark.browser
def test_marked():
    pass

def test_by_fixture(browser_path):
    pass

def test_without():
    pass
"""


def run_without_browser(folder, **variables):
    (folder / "test_sample.py").write_text(NEEDS_BROWSER)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "tests"), **variables}
    for name in (*browser_finder.VARIABLES, *browser_finder.WINDOWS_ROOTS):
        environment.pop(name, None)
    # A start of its own, so that nothing is found in places that a system usually has.
    program = (
        "import sys, browser_finder, pytest; "
        "browser_finder.NAMES = browser_finder.MACOS_PLACES = (); "
        "sys.exit(pytest.main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", program, "-p", "conftest", "-p", "no:cacheprovider"]
    command += ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder), str(folder)]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_without_a_browser_the_skip_is_said_plainly(tmp_path):
    done = run_without_browser(tmp_path, TENDON_TEACHING_REQUIRE_BROWSER="")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No Chromium or Chrome was found: 2 browser tests were skipped." in done.stdout
    assert "1 passed, 2 skipped" in done.stdout


def test_where_a_browser_is_required_its_absence_fails(tmp_path):
    done = run_without_browser(tmp_path, TENDON_TEACHING_REQUIRE_BROWSER="1")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "1 passed, 2 errors" in done.stdout


def test_a_browser_named_by_the_environment_comes_first(monkeypatch, tmp_path):
    program = tmp_path / "my-browser"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(program))
    assert browser_finder.find_browser() == str(program)


def test_a_named_browser_that_is_not_there_is_an_error(monkeypatch, tmp_path):
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "nothing"))
    with pytest.raises(ValueError, match="no program is there"):
        browser_finder.find_browser()
