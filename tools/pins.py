"""Writes the pinned versions in requirements/ anew, from pyproject.toml: ``make pins``.

The largest set is resolved first and holds the smaller ones to the same versions. So each set is
a subset of the next, and what ``make test`` adds to an environment that ``make lab`` made does
not change what is in it. No addresses and no hashes are written: every machine installs from the
package index it is set up for.
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

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
    PinSet("requirements/lab.txt", EVERY_PYTHON, "requirements/test.txt"),
)


def compile_command(pins: PinSet) -> list[str]:
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--upgrade"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--no-annotate"]
    command += ["--custom-compile-command", "make pins", "--output-file", pins.file]
    command += [*pins.options, "pyproject.toml", "requirements/build.in"]
    if pins.held_to:
        command += ["--constraint", pins.held_to]
    return command


def main() -> int:
    for pins in PIN_SETS:
        done = subprocess.run(compile_command(pins), cwd=ROOT, check=False)
        if done.returncode:
            print(f"{pins.file} could not be resolved; the lines above say why.", file=sys.stderr)
            return 1
        print(f"{pins.file} is up to date.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
