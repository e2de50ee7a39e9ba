"""What a Binder launch would open, made here without Docker: ``make binder``.

A fresh environment gets what Binder's base holds, then the steps of the image in their order: the
pinned packages, a copy of the project, binder/postBuild. The server is the one that Binder starts.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
from browser import lab_page
from browser.live_view import LiveViewOnPage
from browser.servers import free_port, running
from browser.watched import Watched
from playwright.sync_api import Browser, expect

from tendon_teaching.explorers.catalogue import definition_of

pytestmark = [
    pytest.mark.binder,
    pytest.mark.browser,
    pytest.mark.skipif(os.name == "nt", reason="Binder's images are made on Linux"),
]

ROOT = Path(__file__).resolve().parents[2]
LESSON = "notebooks/01_collagen_disorganisation.ipynb"
NAME = "lump_yet_weaker"
MOST_ADDED_MB = 200
PROJECT = ("binder", "notebooks", "src", "pyproject.toml", "README.md", "LICENSE*")
# JupyterLab 4.4, while it opens a notebook: its table of contents comes before the cells.
KNOWN_OF_THE_BASE = re.compile(r"reading 'type'\).*/jlab_core\.", re.DOTALL)
OVERRIDES = ROOT / "src/tendon_teaching/lab/settings/overrides.json"


@dataclass(frozen=True)
class Image:
    """An environment as in a Binder image, and the project's copy in it."""

    prefix: Path
    home: Path
    base_mb: float
    whole_mb: float

    @property
    def added_mb(self) -> float:
        return self.whole_mb - self.base_mb


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Image:
    prefix, home = tmp_path_factory.mktemp("srv") / "notebook", tmp_path_factory.mktemp("home")
    venv.create(prefix, with_pip=True)
    install_base(prefix)
    base_mb = size_mb(prefix)
    pip(prefix, "install", "--requirement", str(ROOT / "binder/requirements.txt"))
    for pattern in PROJECT:
        for path in ROOT.glob(pattern):
            copy = shutil.copytree if path.is_dir() else shutil.copy
            copy(path, home / path.name)
    variables = {"KERNEL_PYTHON_PREFIX": str(prefix), "NB_PYTHON_PREFIX": str(prefix)}
    run(["./binder/postBuild"], cwd=home, env={**os.environ, **variables})
    return Image(prefix, home, base_mb, size_mb(prefix))


def install_base(prefix: Path) -> None:
    """Install what repo2docker installs first, in the versions of its lock."""
    base = binder_base()
    versions = base.base_versions()
    held = prefix / "base.txt"
    held.write_text("".join(f"{name}=={version}\n" for name, version in versions.items()))
    pip(prefix, "install", "--constraint", str(held), *base.ASKED_FOR, "ipykernel", "setuptools")


def binder_base() -> Any:
    spec = spec_from_file_location("binder_base", ROOT / "tools/binder_base.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pip(prefix: Path, *arguments: str) -> None:
    """Run the environment's pip; only ready-built packages, as nobody compiles on Binder."""
    command = [str(prefix / "bin/python"), "-m", "pip", "--quiet", *arguments]
    if arguments[0] == "install":
        command.append("--only-binary=:all:")
    run(command)


def run(command: list[str], **how: Any) -> None:
    """Run a command that must succeed; what it says is told only if it does not."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, **how)
    assert done.returncode == 0, done.stdout + done.stderr


def size_mb(folder: Path) -> float:
    """Size of all files, each counted once."""
    files = {path.stat().st_ino: path.stat().st_size for path in folder.rglob("*") if is_own(path)}
    return sum(files.values()) / 1e6


def is_own(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


@pytest.fixture(scope="module")
def server(image: Image, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server of the image, in the copy of the project."""
    port = free_port()
    command = [
        str(image.prefix / "bin/jupyter"),
        *("notebook", "--no-browser", "--allow-root"),
        f"--ServerApp.root_dir={image.home}",
        *("--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"),
        *("--IdentityProvider.token=", "--LabApp.expose_app_in_browser=True"),
    ]
    address = f"http://127.0.0.1:{port}"
    with running(command, tmp_path_factory.mktemp("server"), f"{address}/api/status"):
        yield address


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    watched = Watched(browser)
    yield watched
    watched.close()


def test_nothing_in_the_environment_lacks_what_it_needs(image: Image) -> None:
    pip(image.prefix, "check")


def test_the_kit_adds_little_to_the_base(image: Image) -> None:
    print(f"base {image.base_mb:.0f} MB, added by the kit {image.added_mb:.0f} MB")
    assert 50 < image.added_mb <= MOST_ADDED_MB


def test_jupyterlab_has_the_settings_of_the_kit(server: str) -> None:
    with urllib.request.urlopen(f"{server}/lab/api/settings", timeout=30) as answer:
        listed = json.load(answer)["settings"]
    schemas = {each["id"]: each["schema"].get("properties", {}) for each in listed}
    for plugin, settings in json.loads(OVERRIDES.read_text(encoding="utf-8")).items():
        for key, setting in settings.items():
            assert schemas[plugin][key]["default"] == setting


def test_the_lesson_opens_and_a_slider_moves_its_picture(server: str, watched: Watched) -> None:
    lab_page.open_notebook(watched.page, server, LESSON, "binder")
    lab_page.run_all(watched.page)
    view = lab_page.view_of(watched.page, definition_of(NAME))
    slider_moves_picture(view)
    lab_page.run_code(view.page, "import ipykernel; assert ipykernel.version_info[0] == 6")
    assert [each for each in watched.complaints if not KNOWN_OF_THE_BASE.search(each)] == []
    assert watched.requests_elsewhere() == []


def test_the_lesson_opens_as_a_page_without_code(server: str, watched: Watched) -> None:
    page = watched.page
    page.goto(f"{server}/voila/render/{LESSON}", wait_until="load")
    view = LiveViewOnPage(page.locator(f".tt-view[data-explorer='{NAME}']"), definition_of(NAME))
    lab_page.wait_until_shown(view.root)
    slider_moves_picture(view)
    expect(page.get_by_text("explore(", exact=False)).to_have_count(0)
    assert watched.complaints == []
    assert watched.requests_elsewhere() == [], "the template of the kit is not in use"


def slider_moves_picture(view: LiveViewOnPage) -> None:
    view.wait_for_connection("live")
    view.skip_prediction()
    view.wait_until_locked(False)
    before = view.shown_pixels()
    state = view.state()
    name = view.definition.controls[0].name
    last = len(view.definition.controls[0].values) - 1
    view.drag(name, state[0], last, points=30, each_frame=False)
    view.wait_for((last, *state[1:]))
    view.says((last, *state[1:]))
    assert not (view.shown_pixels() == before).all()


def test_the_kernel_runs_the_kit_of_the_image(image: Image) -> None:
    """And not a checkout that happens to lie in its path."""
    where = subprocess.run(
        [image.prefix / "bin/python", "-c", "import tendon_teaching as kit; print(kit.__file__)"],
        cwd=image.home,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert re.match(rf"{re.escape(str(image.prefix))}/.*/site-packages/", where)
    assert sys.prefix not in where
