"""The one rule of the house: imports only point at a layer below, and nothing loads early."""

import subprocess
import sys
from pathlib import Path

import pytest
from importlinter import cli

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("anywidget", "ipywidgets", "matplotlib", "numpy", "PIL")


def modules_after(statement: str) -> set[str]:
    program = f"import sys\n{statement}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_imports_only_point_down(monkeypatch):
    monkeypatch.chdir(ROOT)
    code = cli.lint_imports(config_filename="pyproject.toml", no_cache=True)
    assert code == cli.EXIT_STATUS_SUCCESS, "a layer imports one above it; see the report above"


@pytest.mark.parametrize("module", ["tendon_teaching", "tendon_teaching.cli"])
def test_importing_loads_nothing_heavy(module):
    assert not modules_after(f"import {module}").intersection(HEAVY)


def test_models_do_without_drawing_and_widgets():
    loaded = modules_after("import tendon_teaching.models.mechanics")
    assert not loaded.intersection({"matplotlib", "ipywidgets", "anywidget", "scipy"})


def test_parts_are_found_as_attributes():
    loaded = modules_after("import tendon_teaching as tt\nassert tt.evidence.value")
    assert "tendon_teaching.evidence" in loaded


def test_a_part_that_is_not_there_is_named():
    program = "import tendon_teaching as tt\ntt.tendons"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert "has no attribute 'tendons'" in done.stderr
