"""What is on Binder before anything of this kit is installed, read from repo2docker itself.

repo2docker installs a locked set of conda packages first, for each Python its own, and then
`binder/requirements.txt` over it. Which versions a launch meets depends on the repo2docker that
runs there; what is read here is the lock of the one that is installed with the tests.
"""

import re
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What repo2docker itself asks for; all else in the lock is there because these need it.
ASKED_FOR = (
    "ipywidgets",
    "jupyter-offlinenotebook",
    "jupyter-resource-usage",
    "jupyter-server",
    "jupyterhub",
    "jupyterlab",
    "notebook",
)
# Packages whose conda name is not the one they have for pip.
NAMES_FOR_PIP = {
    "jupyterhub-base": "jupyterhub",
    "nbconvert-core": "nbconvert",
    "python-fastjsonschema": "fastjsonschema",
}
PACKAGE = re.compile(r"/(?P<name>[^/]+)-(?P<version>[^-/]+)-py[^-/]*\.(?:conda|tar\.bz2)", re.ASCII)


def python_version() -> str:
    """Python on Binder, such as ``"3.12"``, as binder/runtime.txt asks for it."""
    text = (ROOT / "binder" / "runtime.txt").read_text(encoding="utf-8").strip()
    return text.removeprefix("python-")


def lock_file() -> Path:
    """The list of what repo2docker installs first for that Python."""
    spec = find_spec("repo2docker")
    if spec is None or spec.origin is None:
        raise SystemExit("jupyter-repo2docker is not installed: give `make test` first.")
    folder = Path(spec.origin).parent / "buildpacks" / "conda"
    return folder / f"environment.py-{python_version()}-linux-64.lock"


def base_versions() -> dict[str, str]:
    """Version of each Python package that is there first, by its name for pip."""
    lock = lock_file().read_text(encoding="utf-8")
    return {normal(found["name"]): found["version"] for found in PACKAGE.finditer(lock)}


def normal(name: str) -> str:
    """One spelling for a package, whoever spells it."""
    plain = re.sub(r"[-_.]+", "-", name).lower()
    return NAMES_FOR_PIP.get(plain, plain)
