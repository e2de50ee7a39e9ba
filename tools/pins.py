"""Writes the pinned versions in requirements/ and binder/ anew, from pyproject.toml: ``make pins``.

The largest set is resolved first and holds the smaller ones to the same versions. So each set is
a subset of the next, and what ``make test`` adds to an environment that ``make lab`` made does
not change what is in it. Binder brings a base of its own: there the base's versions are kept where
the kit can work with them, and only what the kit adds or has to change is pinned. No addresses and
no hashes are written: every machine installs from the package index it is set up for.
"""

import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

from binder_base import base_versions, normal
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class PinSet:
    """One file of pinned versions.

    ``options`` go to the resolver; ``held_to`` is the file whose versions it must keep.
    """

    file: str
    options: tuple[str, ...]
    held_to: str | None = None


EVERY_PYTHON = ("--universal", "--python-version", "3.11")
# Held against the newest resolution first, so the order matters.
PIN_SETS = (
    PinSet("requirements/bench.txt", ("--extra", "bench", *EVERY_PYTHON)),
    PinSet("requirements/test.txt", ("--extra", "test", *EVERY_PYTHON), "requirements/bench.txt"),
    PinSet("requirements/lab.txt", ("--extra", "class", *EVERY_PYTHON), "requirements/test.txt"),
)
BINDER_PINS = "binder/requirements.txt"
LINUX = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}


def compile_command(pins: PinSet) -> list[str]:
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--upgrade"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--no-annotate"]
    command += ["--custom-compile-command", "make pins", "--output-file", pins.file]
    command += [*pins.options, "pyproject.toml", "requirements/build.in"]
    if pins.held_to:
        command += ["--constraint", pins.held_to]
    return command


def resolve(pins: PinSet) -> None:
    """Write the file of ``pins``; SystemExit with the sentence where that cannot be done."""
    done = subprocess.run(compile_command(pins), cwd=ROOT, check=False)
    if done.returncode:
        raise SystemExit(f"{pins.file} could not be resolved; the lines above say why.")


# --- Binder --------------------------------------------------------------------------------------


def kept_from_base() -> dict[str, str]:
    """What Binder's base has already in a version that the kit can work with."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["class"]]
    needs = {normal(need.name): need.specifier for need in map(Requirement, asked)}
    return {
        name: version
        for name, version in base_versions().items()
        if name not in needs or version in needs[name]
    }


def pin_binder() -> None:
    """Pin what the kit adds to Binder's base, in the versions of the tests."""
    kept = kept_from_base()
    held = [f"{name}=={version}" for name, version in kept.items()]
    held += [line for line in pinned_lines("requirements/test.txt") if name_of(line) not in kept]
    with tempfile.TemporaryDirectory() as folder:
        whole, constraints = Path(folder, "whole.txt"), Path(folder, "constraints.txt")
        constraints.write_text("\n".join(held) + "\n", encoding="utf-8")
        options = ("--extra", "class", *EVERY_PYTHON)
        resolve(PinSet(str(whole), options, str(constraints)))
        added = [
            line for line in pinned_lines(whole) if name_of(line) not in kept and is_for_linux(line)
        ]
    header = (
        "# What the kit adds to Binder's base, or has to change in it. Written by: make pins",
        "# The package itself is installed by binder/postBuild.",
    )
    text = "\n".join([*header, *added]) + "\n"
    (ROOT / BINDER_PINS).write_text(text, encoding="utf-8", newline="\n")


def pinned_lines(file: str | Path) -> list[str]:
    """The lines of a file of pins that pin something."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def name_of(line: str) -> str:
    """Package that a line pins."""
    return normal(Requirement(line).name)


def is_for_linux(line: str) -> bool:
    """Tell whether a line applies where Binder runs, for any of our Pythons."""
    marker = Requirement(line).marker
    versions = ("3.11", "3.12", "3.13", "3.14")
    return marker is None or any(
        marker.evaluate({**LINUX, "python_version": v, "python_full_version": f"{v}.0"})
        for v in versions
    )


def main() -> int:
    for pins in PIN_SETS:
        resolve(pins)
        print(f"{pins.file} is up to date.")
    pin_binder()
    print(f"{BINDER_PINS} is up to date.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
