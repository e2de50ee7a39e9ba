"""binder/: what an image built from this project would hold, and the links that open it."""

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
LAB = ROOT / "src/tendon_teaching/lab"
# From where to where the last step copies what Jupyter looks for.
BROUGHT = {
    "settings/overrides.json": "share/jupyter/lab/settings/overrides.json",
    "voila/templates/tendon-teaching/conf.json": (
        "share/jupyter/voila/templates/tendon-teaching/conf.json"
    ),
    "voila/templates/tendon-teaching/index.html.j2": (
        "share/jupyter/voila/templates/tendon-teaching/index.html.j2"
    ),
    "voila.json": "etc/jupyter/voila.json",
}

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Binder's images are made on Linux")


def tool(name):
    """Load one of the scripts in tools/."""
    spec = importlib.util.spec_from_file_location(name, ROOT / f"tools/{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


binder_base = tool("binder_base")
binder_links = tool("binder_links")


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def pins(file):
    """Lines that pin something, by package; a package may be pinned for each Python anew."""
    found = {}
    for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            found.setdefault(binder_base.normal(Requirement(line).name), []).append(line)
    return found


@pytest.fixture(scope="module")
def dockerfile():
    """Give what repo2docker would build from this project; it needs no Docker to tell."""
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(ROOT)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


def place_of(step, dockerfile):
    assert dockerfile.count(step) == 1, step
    return dockerfile.index(step)


# --- The image ---------------------------------------------------------------------------------


def test_the_image_has_the_python_that_was_asked_for(dockerfile):
    version = binder_base.python_version()
    needed = project()["requires-python"].removeprefix(">=")
    assert tuple(map(int, version.split("."))) >= tuple(map(int, needed.split(".")))
    (copied,) = re.findall(
        r"^COPY .* build_script_files/(\S*-2elock)\S* ", dockerfile, re.MULTILINE
    )
    # Its special characters are written as codes.
    name = re.sub(r"-([0-9a-f]{2})", lambda code: chr(int(code[1], 16)), copied)
    assert re.search(rf"/environment\.py-{re.escape(version)}-linux-\w+\.lock$", name)


def test_packages_are_installed_before_the_project_is_copied(dockerfile):
    """Only so does a new commit find them already there."""
    pinned = place_of("COPY --chown=0:0 src/binder/requirements.txt ${REPO_DIR}/", dockerfile)
    installed = place_of('pip install --no-cache-dir -r "binder/requirements.txt"', dockerfile)
    copied = place_of("COPY --chown=0:0 src/ ${REPO_DIR}/", dockerfile)
    built = place_of("RUN ./binder/postBuild", dockerfile)
    assert pinned < installed < copied < built


def test_nothing_else_is_installed(dockerfile):
    assert len(re.findall(r"\bpip install\b", dockerfile)) == 1
    assert "apt.txt" not in dockerfile


def test_kernel_and_jupyterlab_share_one_environment(dockerfile):
    """Pinned packages go to the one, settings to the other; the lessons need both together."""
    assert "ENV KERNEL_PYTHON_PREFIX=${NB_PYTHON_PREFIX}" in dockerfile


# --- The pins ----------------------------------------------------------------------------------


def test_pins_are_the_versions_that_the_tests_run_with():
    tested = pins("requirements/test.txt")
    for name, lines in pins("binder/requirements.txt").items():
        assert lines == tested[name]


def test_slider_callbacks_stay_in_one_thread():
    (line,) = pins("binder/requirements.txt")["ipykernel"]
    assert Requirement(line).specifier.contains("6.31.0")


def test_all_that_the_lessons_need_is_in_the_base_or_pinned():
    base, pinned = binder_base.base_versions(), pins("binder/requirements.txt")
    needs = project()["dependencies"] + project()["optional-dependencies"]["class"]
    for need in map(Requirement, needs):
        name = binder_base.normal(need.name)
        assert name in pinned or need.specifier.contains(base[name]), name


def test_what_the_base_has_in_a_fitting_version_is_left_alone():
    base = binder_base.base_versions()
    assert set(base) >= set(binder_base.ASKED_FOR), "the lock was not understood"
    needs = {need.name: need for need in map(Requirement, project()["dependencies"])}
    for name in set(pins("binder/requirements.txt")) & set(base):
        assert not needs[name].specifier.contains(base[name]), name


# --- The last step -----------------------------------------------------------------------------


def run_post_build(prefix, pip):
    """Run the last step against an environment whose pip is the given shell script."""
    (prefix / "bin").mkdir()
    program = prefix / "bin" / "pip"
    program.write_text(f"#!/bin/sh\n{pip}\n")
    program.chmod(0o755)
    variables = {**os.environ, "KERNEL_PYTHON_PREFIX": prefix, "NB_PYTHON_PREFIX": prefix}
    return subprocess.run([ROOT / "binder/postBuild"], cwd=ROOT, env=variables, check=False)


def test_the_last_step_installs_the_kit_alone_and_brings_its_settings(tmp_path):
    assert run_post_build(tmp_path, f'echo "$@" > {tmp_path}/asked').returncode == 0
    asked = (tmp_path / "asked").read_text().split()
    assert asked[0] == "install"
    assert "--no-deps" in asked
    assert asked[-1] == "."
    for ours, theirs in BROUGHT.items():
        assert (tmp_path / theirs).read_bytes() == (LAB / ours).read_bytes()


def test_all_that_lies_beside_the_settings_is_brought():
    assert {str(path.relative_to(LAB)) for path in LAB.rglob("*.*")} == set(BROUGHT)


def test_a_kit_that_cannot_be_installed_stops_the_build(tmp_path):
    assert run_post_build(tmp_path, "exit 3").returncode == 3
    assert [path.name for path in tmp_path.iterdir()] == ["bin"]


def test_what_builds_the_kit_is_there_already():
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]
    for need in map(Requirement, needed["requires"]):
        (line,) = pins("binder/requirements.txt")[binder_base.normal(need.name)]
        assert need.specifier.contains(line.partition("==")[2])


# --- The links ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "start"),
    [
        ("https://github.com/owner/repo", "gh/owner/repo/v1"),
        ("https://github.com/owner/repo.git", "gh/owner/repo/v1"),
        ("https://gitlab.com/group/part/repo/", "gl/group%2Fpart%2Frepo/v1"),
        ("https://git.example.org/repo", "git/https%3A%2F%2Fgit.example.org%2Frepo/v1"),
    ],
)
def test_a_link_names_the_repository_as_binder_does(address, start):
    assert binder_links.launch_address(address, "v1") == f"https://mybinder.org/v2/{start}"


@pytest.mark.parametrize(
    "address", ["owner/repo", "http://github.com/o/r", "https://github.com/o", "https://x.org/a b"]
)
def test_what_is_no_address_of_a_repository_is_refused(address, capsys):
    assert binder_links.main([address]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_every_lesson_opens_with_code_and_without(capsys):
    assert binder_links.main(["https://github.com/owner/repo", "v1"]) == 0
    said = capsys.readouterr().out
    notebooks = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
    for place in ("lab%2Ftree", "voila%2Frender"):
        links = re.findall(rf"\?urlpath={place}%2Fnotebooks%2F([\w.]+)\)", said)
        assert links == notebooks


def test_without_an_address_it_is_asked_for(monkeypatch, capsys):
    monkeypatch.setattr(binder_links, "repository", lambda: None)
    assert binder_links.main([]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Repository under [project.urls]" in said


def test_links_take_their_place_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    once = binder_links.in_readme(readme, "| new |")
    assert "| new |" in once
    assert binder_links.in_readme(once, "| newer |") == once.replace("| new |", "| newer |")


def test_the_readme_has_the_links_of_the_public_address_or_none():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    address = binder_links.repository()
    if address is None:
        assert binder_links.BINDER not in readme
    else:
        from tendon_teaching import __version__

        assert binder_links.table(address, f"v{__version__}") in readme
