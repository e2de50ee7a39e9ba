"""`tendon-teaching lab`: what it starts, and what it says when it cannot."""

import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tendon_teaching import cli

TOKEN = "only-for-this-test"
OUR_SETTINGS = {
    ("@jupyter-widgets/jupyterlab-manager:plugin", "saveState"): True,
    ("@jupyterlab/apputils-extension:kernels-settings", "commsOverSubshells"): "disabled",
    ("@jupyterlab/apputils-extension:notification", "fetchNews"): "false",
    ("@jupyterlab/apputils-extension:notification", "checkForUpdates"): False,
    ("@jupyterlab/notebook-extension:tracker", "windowingMode"): "defer",
}


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Give a project folder with one lesson, and be in it."""
    folder = tmp_path / "project"
    (folder / "notebooks").mkdir(parents=True)
    lesson = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "notebooks" / cli.FIRST_NOTEBOOK).write_text(json.dumps(lesson))
    monkeypatch.chdir(folder)
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    return folder


@pytest.fixture
def started(monkeypatch):
    """Collect the command instead of handing this process over to it."""
    commands = []
    monkeypatch.setattr(cli.os, "execv", lambda program, command: commands.append(command))
    monkeypatch.setattr(cli.subprocess, "call", lambda command, cwd: commands.append(command) or 0)
    return commands


@pytest.fixture
def port_in_use():
    with socket.socket() as server:
        server.bind((cli.HOST, 0))
        server.listen()
        yield server.getsockname()[1]


def free_port():
    with socket.socket() as trial:
        trial.bind((cli.HOST, 0))
        return trial.getsockname()[1]


def refusal(capsys, *arguments):
    """Give the one sentence with which the command refuses."""
    assert cli.main(["lab", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    return captured.err


def test_a_port_in_use_is_refused_in_one_sentence(project, started, port_in_use, capsys):
    said = refusal(capsys, "--port", str(port_in_use))
    assert f"Port {port_in_use} is in use" in said
    assert not started


@pytest.mark.parametrize("port", ["0", "80", "65536", "-5"])
def test_a_port_that_cannot_be_is_refused(project, started, capsys, port):
    assert "from 1024 to 65535" in refusal(capsys, f"--port={port}")
    assert not started


def test_without_a_wish_the_next_free_port_is_taken_and_said(
    project, started, port_in_use, capsys, monkeypatch
):
    monkeypatch.setattr(cli, "USUAL_PORT", port_in_use)
    cli.main(["lab"])
    (command,) = started
    (option,) = [part for part in command if part.startswith("--ServerApp.port=")]
    port = int(option.partition("=")[2])
    assert port_in_use < port < port_in_use + cli.PORTS_TRIED
    said = f"Port {port_in_use} is in use, so the lessons are at port {port}.\n"
    assert capsys.readouterr().out == said


def test_a_free_port_that_was_asked_for_is_taken_silently(project, started, capsys):
    port = free_port()
    cli.main(["lab", "--port", str(port), "--no-browser"])
    (command,) = started
    assert f"--ServerApp.port={port}" in command
    assert "--no-browser" in command
    assert f"--ServerApp.root_dir={project / 'notebooks'}" in command
    assert capsys.readouterr() == ("", "")


def test_a_folder_that_cannot_be_written_to_is_refused(project, started, capsys, monkeypatch):
    writable = cli.is_writable
    monkeypatch.setattr(cli, "is_writable", lambda at: at.name != "notebooks" and writable(at))
    assert "notebooks cannot be written to" in refusal(capsys)
    assert not started


def test_a_runtime_folder_that_cannot_be_written_to_is_refused(
    project, started, capsys, monkeypatch
):
    blocked = project / "a-file"
    blocked.touch()
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(blocked / "runtime"))
    assert "set JUPYTER_RUNTIME_DIR" in refusal(capsys)
    assert not started


def test_a_folder_is_writable_when_a_file_can_be_made_there(tmp_path):
    assert cli.is_writable(tmp_path)
    assert not cli.is_writable(tmp_path / "nothing")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_folder_is_not_writable(tmp_path):
    tmp_path.chmod(0o500)
    assert not cli.is_writable(tmp_path)


def test_lessons_are_found_from_inside_their_folder(project, monkeypatch):
    monkeypatch.chdir(project / "notebooks")
    assert cli.notebooks_folder() == project / "notebooks"


def test_lessons_of_the_checkout_are_found_from_anywhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert cli.notebooks_folder() == Path(cli.__file__).resolve().parents[2] / "notebooks"


def test_lessons_that_are_nowhere_are_named(tmp_path, started, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "__file__", str(tmp_path / "a" / "b" / "c" / "cli.py"))
    assert "notebooks/00_start_here.ipynb" in refusal(capsys)
    assert not started


def asked(port, path):
    request = urllib.request.Request(
        f"http://{cli.HOST}:{port}/{path}", headers={"Authorization": f"token {TOKEN}"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def wait_until_it_answers(server, port, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert server.poll() is None, "JupyterLab ended"
        try:
            return asked(port, "api")
        except urllib.error.URLError:
            time.sleep(0.2)
    raise AssertionError("JupyterLab did not answer")


def test_a_real_jupyterlab_takes_our_settings_and_asks_for_no_news(project, tmp_path):
    port = free_port()
    home = tmp_path / "home"
    home.mkdir()
    variables = {
        **os.environ,
        "HOME": str(home),
        "USERPROFILE": str(home),
        "JUPYTER_TOKEN": TOKEN,
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTER_DATA_DIR": str(tmp_path / "data"),
    }
    command = cli.lab_command(project / "notebooks", port, browser=False)
    log = tmp_path / "log"
    with log.open("w") as output, subprocess.Popen(command, env=variables, stderr=output) as server:
        try:
            wait_until_it_answers(server, port)
            listed = asked(port, "lab/api/settings")["settings"]
            news = asked(port, "lab/api/news")
            update = asked(port, "lab/api/update")
        finally:
            server.terminate()
    schemas = {each["id"]: each["schema"].get("properties") for each in listed}
    found = {(name, key): schemas[name][key]["default"] for name, key in OUR_SETTINGS}
    assert found == OUR_SETTINGS
    assert news == {"news": []}
    assert update == {"notification": None}
    assert f"/lab/tree/{cli.FIRST_NOTEBOOK}" in log.read_text()
