"""JupyterLab started for a test, away from the settings of whoever runs it."""

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat

from tendon_teaching.cli import lab_command

HERE = Path(__file__).resolve().parent
NOTEBOOKS = HERE.parents[1] / "notebooks"
START_S = 90


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


@contextmanager
def lab(folder: Path) -> Iterator[str]:
    """JupyterLab on a copy of the notebooks in ``folder``, with the kit's own settings."""
    notebooks = _copied_notebooks(folder)
    port = free_port()
    command = [
        *lab_command(notebooks, port, browser=False),
        "--IdentityProvider.token=",
        "--LabApp.expose_app_in_browser=True",
    ]
    with running(command, folder, f"http://127.0.0.1:{port}/api/status") as _process:
        yield f"http://127.0.0.1:{port}"


def write_notebook(notebooks: Path, name: str, *cells: str) -> Path:
    """A notebook of code cells that were not run yet."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)"}},
    )
    path = notebooks / name
    nbformat.write(notebook, path)
    return path


def _copied_notebooks(folder: Path) -> Path:
    notebooks = folder / "notebooks"
    shutil.copytree(NOTEBOOKS, notebooks, ignore=shutil.ignore_patterns(".*"))
    shutil.copy(HERE / "small_explorers.py", notebooks)
    return notebooks


@contextmanager
def running(command: list[str], folder: Path, address: str) -> Iterator[subprocess.Popen[bytes]]:
    log = (folder / "server.log").open("wb")
    process = subprocess.Popen(
        command, cwd=folder, env=_own_environment(folder), stdout=log, stderr=subprocess.STDOUT
    )
    try:
        _wait_until_up(process, address, folder / "server.log")
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()


def _own_environment(folder: Path) -> dict[str, str]:
    names = ("CONFIG", "DATA", "RUNTIME")
    own = {f"JUPYTER_{name}_DIR": str(folder / name.lower()) for name in names}
    own["IPYTHONDIR"] = str(folder / "ipython")
    own["JUPYTERLAB_WORKSPACES_DIR"] = str(folder / "workspaces")
    own["JUPYTERLAB_SETTINGS_DIR"] = str(folder / "user-settings")
    return {**os.environ, **own}


def _wait_until_up(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')[-3000:]}")
