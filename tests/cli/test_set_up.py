"""tools/set_up.py: what it finds ready, what it makes anew, and what it says when it cannot."""

import errno
import importlib.util
import json
import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def set_up(tmp_path):
    """Give the script of a project folder that has all files, and no environment yet."""
    for part in ("tools/set_up.py", "pyproject.toml", "requirements"):
        (tmp_path / part).parent.mkdir(exist_ok=True)
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, tmp_path / part)
    spec = importlib.util.spec_from_file_location("set_up_under_test", tmp_path / "tools/set_up.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert Path(module.ROOT) == tmp_path
    return module


@pytest.fixture
def steps(set_up, monkeypatch):
    """Note the long steps instead of doing them; each leaves what the real one leaves."""
    done = []

    def make():
        done.append("make")
        python = Path(set_up.environment_python())
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    monkeypatch.setattr(set_up, "make_environment", make)
    monkeypatch.setattr(set_up, "install", lambda level: done.append(f"install {level}"))
    return done


def sentence(capsys):
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1
    assert "Traceback" not in captured.err
    return captured.err


def test_the_first_run_makes_and_the_second_finds_it_made(set_up, steps):
    assert set_up.main(["lab"]) == 0
    assert steps == ["make", "install lab"]
    assert set_up.main(["lab"]) == 0
    assert steps == ["make", "install lab"]


def test_a_larger_level_holds_the_smaller_but_not_the_other_way(set_up, steps, monkeypatch):
    monkeypatch.setattr(set_up, "environment_works", lambda: bool(steps))
    set_up.main(["test"])
    set_up.main(["lab"])
    assert steps == ["make", "install test"]
    set_up.main(["bench"])
    assert steps == ["make", "install test", "install bench"]


@pytest.mark.parametrize("file", ["requirements/lab.txt", "pyproject.toml"])
def test_new_pins_are_installed_into_the_environment_that_is_there(
    set_up, steps, file, monkeypatch
):
    monkeypatch.setattr(set_up, "environment_works", lambda: bool(steps))
    set_up.main(["lab"])
    with Path(set_up.ROOT, file).open("a") as handle:
        handle.write("# changed\n")
    set_up.main(["lab"])
    assert steps == ["make", "install lab", "install lab"]


def test_an_interrupted_installation_is_made_anew(set_up, steps):
    set_up.main(["lab"])
    Path(set_up.UNDER_WAY).touch()
    set_up.main(["lab"])
    assert steps == ["make", "install lab"] * 2


def test_an_environment_whose_python_is_gone_is_made_anew(set_up, steps):
    set_up.main(["lab"])
    os.remove(set_up.environment_python())
    set_up.main(["lab"])
    assert steps == ["make", "install lab"] * 2


def test_an_environment_of_a_folder_that_was_moved_is_made_anew(set_up, steps):
    set_up.main(["lab"])
    stamp = json.loads(Path(set_up.STAMP).read_text())
    Path(set_up.STAMP).write_text(json.dumps({**stamp, "folder": "/elsewhere", "fingerprint": ""}))
    set_up.main(["lab"])
    assert steps == ["make", "install lab"] * 2


@pytest.mark.parametrize("leftover", [[], ["pyvenv.cfg"]])
def test_a_half_made_environment_does_not_count(set_up, leftover):
    Path(set_up.ENVIRONMENT).mkdir()
    for name in leftover:
        Path(set_up.ENVIRONMENT, name).touch()
    assert not set_up.environment_works()


def test_nothing_is_stamped_when_the_installation_fails(set_up, steps, monkeypatch, capsys):
    def fails(level):
        raise set_up.SetUpError("No.")

    monkeypatch.setattr(set_up, "install", fails)
    assert set_up.main(["lab"]) == 1
    assert sentence(capsys) == "No.\n"
    assert not set_up.is_ready("lab")


@pytest.mark.parametrize("arguments", [[], ["everything"], ["lab", "test"]])
def test_only_known_levels_are_taken(set_up, steps, arguments, capsys):
    assert set_up.main(arguments) == 2
    assert "lab|test|bench" in sentence(capsys)
    assert not steps


def test_an_old_python_is_told(set_up, steps, monkeypatch, capsys):
    monkeypatch.setattr(set_up, "sys", SimpleNamespace(**vars(set_up.sys)))
    monkeypatch.setattr(set_up.sys, "version_info", (3, 9, 6))
    monkeypatch.setattr(set_up.shutil, "which", lambda name: None)
    assert set_up.main(["lab"]) == 1
    assert "Python 3.11 or newer is needed and this is 3.9" in sentence(capsys)
    assert not steps


def test_an_old_python_hands_over_to_a_newer_one(set_up, monkeypatch):
    calls = []
    monkeypatch.setattr(set_up, "sys", SimpleNamespace(**vars(set_up.sys)))
    monkeypatch.setattr(set_up.sys, "version_info", (3, 9, 6))
    monkeypatch.setattr(set_up.shutil, "which", lambda name: f"/bin/{name}")
    broken = "/bin/python3.14"

    def call(command, **options):
        calls.append(command)
        return 1 if command[0] == broken else 0

    monkeypatch.setattr(set_up.subprocess, "call", call)
    assert set_up.main(["lab"]) == 0
    assert calls[-1] == ["/bin/python3.13", str(Path(set_up.ROOT, "tools/set_up.py")), "lab"]


def test_a_missing_venv_module_is_told(set_up, monkeypatch, capsys):
    monkeypatch.setitem(set_up.sys.modules, "ensurepip", None)
    assert set_up.main(["lab"]) == 1
    assert "sudo apt install python3-venv" in sentence(capsys)


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES])
def test_a_read_only_folder_is_told(set_up, steps, monkeypatch, capsys, code):
    def refuses(path, mode="r", **options):
        if "w" in mode:
            raise OSError(code, os.strerror(code))
        return open(path, mode, **options)

    monkeypatch.setattr(set_up, "open", refuses, raising=False)
    assert set_up.main(["lab"]) == 1
    assert "cannot be written to" in sentence(capsys)
    assert not steps


def test_a_full_disk_is_told_before_the_long_part(set_up, steps, monkeypatch, capsys):
    monkeypatch.setattr(set_up.shutil, "disk_usage", lambda path: SimpleNamespace(free=2e8))
    assert set_up.main(["lab"]) == 1
    assert "0.2 GB free" in sentence(capsys)
    assert not steps


@pytest.mark.parametrize(
    ("output", "told"),
    [
        ("WARNING: ... NameResolutionError(...)\nERROR: No matching distribution", "network"),
        ("ERROR: ... an OSError: [Errno 28] No space left on device", "full"),
        ("ERROR: [Errno 13] Permission denied: 'lib'", "cannot be written to"),
        ("ERROR: No matching distribution found for numpy==2.4.6", "Python version"),
        ("Segmentation fault", "the last lines of"),
    ],
)
def test_what_stopped_pip_is_told(set_up, output, told):
    said = set_up.sentence_for_pip(output)
    assert told in said
    assert said.endswith(".")


def test_pip_is_not_sent_elsewhere_by_the_users_variables(set_up, monkeypatch):
    monkeypatch.setenv("PIP_USER", "1")
    monkeypatch.setenv("PIP_TARGET", "/elsewhere")
    monkeypatch.setenv("PIP_INDEX_URL", "kept")
    variables = set_up.pip_variables()
    assert variables["PIP_USER"] == "0"
    assert "PIP_TARGET" not in variables
    assert variables["PIP_INDEX_URL"] == "kept"
