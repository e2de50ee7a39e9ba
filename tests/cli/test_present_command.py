"""`tendon-teaching present`: what it starts, and what it says when it cannot."""

import http.server
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tendon_teaching import cli

LESSONS = ("00_start_here.ipynb", "01_collagen_disorganisation.ipynb")


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Give a project folder with two lessons, and be in it."""
    notebooks = tmp_path / "project" / "notebooks"
    notebooks.mkdir(parents=True)
    for name in (*LESSONS, "my_notes.ipynb"):
        (notebooks / name).touch()
    monkeypatch.chdir(notebooks.parent)
    # Set again after the test, whatever the command made of it.
    for name in ("JUPYTER_CONFIG_PATH", "JUPYTER_PATH"):
        monkeypatch.setenv(name, "")
    return notebooks.parent


@pytest.fixture
def started(monkeypatch):
    """Collect the commands instead of starting them."""
    commands = []
    monkeypatch.setattr(cli.os, "execv", lambda program, command: commands.append(command))
    monkeypatch.setattr(cli.subprocess, "call", lambda command, cwd: commands.append(command) or 0)
    monkeypatch.setattr(cli.subprocess, "Popen", commands.append)
    return commands


@pytest.fixture
def free_port():
    with socket.socket() as trial:
        trial.bind((cli.HOST, 0))
        return trial.getsockname()[1]


def refusal(capsys, *arguments):
    """Give the one sentence with which the command refuses."""
    assert cli.main(["present", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    return captured.err


@pytest.mark.parametrize(
    ("arguments", "notebook"), [([], LESSONS[0]), (["01"], LESSONS[1]), (["1"], LESSONS[1])]
)
def test_the_lesson_is_served_and_its_address_is_told(
    project, started, free_port, capsys, arguments, notebook
):
    cli.main(["present", *arguments, "--port", str(free_port), "--no-browser"])
    (command,) = started
    assert command == cli.voila_command(project / "notebooks", free_port)
    address = f"http://{cli.HOST}:{free_port}/voila/render/{notebook}"
    assert capsys.readouterr().out == f"The lesson is at {address}; Ctrl+C ends it.\n"


def test_the_browser_is_opened_beside_the_server(project, started, free_port):
    cli.main(["present", "01", "--port", str(free_port)])
    opener, server = started
    assert server == cli.voila_command(project / "notebooks", free_port)
    assert opener[-1] == f"http://{cli.HOST}:{free_port}/voila/render/{LESSONS[1]}"


def test_the_page_is_opened_once_there_is_a_server(tmp_path):
    """The browser here is a script that fetches the page, as a real one would."""
    asked = []

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    browser = tmp_path / "browser.py"
    browser.write_text("import sys, urllib.request\nurllib.request.urlopen(sys.argv[1])\n")
    with socket.socket() as reserved:
        reserved.bind((cli.HOST, 0))
        port = reserved.getsockname()[1]
    address = f"http://{cli.HOST}:{port}/voila/render/{LESSONS[1]}"
    opener = subprocess.Popen(
        [sys.executable, "-c", cli.OPEN_PAGE, cli.HOST, str(port), address],
        env={**os.environ, "BROWSER": f"{sys.executable} {browser} %s"},
    )
    with http.server.HTTPServer((cli.HOST, port), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert opener.wait(60) == 0
        server.shutdown()
    assert asked == [f"/voila/render/{LESSONS[1]}"]


@pytest.mark.parametrize("lesson", ["02", "99", "start_here", "../01", "my"])
def test_an_unknown_lesson_is_answered_with_those_there_are(project, started, capsys, lesson):
    assert refusal(capsys, lesson) == f"There is no lesson {lesson}; there is: 00, 01.\n"
    assert not started


def test_without_voila_it_is_told_how_to_get_it(project, started, capsys, monkeypatch):
    monkeypatch.setattr(cli, "_version_of", lambda package: None)
    said = refusal(capsys, "01")
    assert "Voilà is not installed" in said
    assert "make lab" in said
    assert not started


def test_a_port_in_use_is_refused_in_one_sentence(project, started, capsys):
    with socket.socket() as server:
        server.bind((cli.HOST, 0))
        server.listen()
        port = server.getsockname()[1]
        assert f"Port {port} is in use" in refusal(capsys, "01", "--port", str(port))
    assert not started


def test_lessons_that_are_nowhere_are_named(tmp_path, started, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "__file__", str(tmp_path / "a" / "b" / "c" / "cli.py"))
    assert "notebooks/00_start_here.ipynb" in refusal(capsys)
    assert not started


@pytest.mark.parametrize("before", ["", os.pathsep.join(["/one", "/two"])])
def test_the_page_of_the_kit_comes_before_those_of_others(monkeypatch, before):
    names = {
        "JUPYTER_CONFIG_PATH": "voila.json",
        "JUPYTER_PATH": "voila/templates/tendon-teaching/index.html.j2",
    }
    for name in names:
        monkeypatch.setenv(name, before)
    for name, file in names.items():
        first, _separator, rest = cli.voila_variables()[name].partition(os.pathsep)
        assert Path(first, file).is_file()
        assert rest == before


def test_what_make_lab_installs_holds_voila():
    root = Path(__file__).resolve().parents[2]
    assert "\nvoila==" in (root / "requirements/lab.txt").read_text(encoding="utf-8")
