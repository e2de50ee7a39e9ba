"""`tendon-teaching export`, `doctor` and what argparse says."""

import pytest

from tendon_teaching import __version__, cli
from tendon_teaching.explorers import names, static_page


def test_the_version_is_told(capsys):
    with pytest.raises(SystemExit) as ending:
        cli.main(["--version"])
    assert ending.value.code == 0
    assert capsys.readouterr().out == f"tendon-teaching {__version__}\n"


@pytest.mark.parametrize("arguments", [[], ["massage"], ["lab", "--port", "many"]])
def test_what_is_not_understood_ends_with_2(arguments, capsys):
    with pytest.raises(SystemExit) as ending:
        cli.main(arguments)
    assert ending.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_an_explorer_that_does_not_exist_is_answered_with_those_that_do(tmp_path, capsys):
    assert cli.main(["export", "no_such_explorer", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert all(name in said for name in names())
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_cannot_be_written_is_told_in_one_sentence(tmp_path, capsys, monkeypatch):
    def full(name, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(static_page, "export", full)
    assert cli.main(["export", names()[0], str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert said == f"The page could not be written to {tmp_path}: No space left on device.\n"


def test_the_exported_page_is_named(tmp_path, capsys, monkeypatch):
    asked = []

    def written(name, target):
        asked.append((name, target))
        return target / "page.html"

    monkeypatch.setattr(static_page, "export", written)
    assert cli.main(["export", names()[0], str(tmp_path)]) == 0
    assert asked == [(names()[0], tmp_path)]
    assert str(tmp_path / "page.html") in capsys.readouterr().out


def test_the_doctor_finds_nothing_missing_in_the_checkout(capsys):
    assert cli.main(["doctor"]) == 0
    said = capsys.readouterr().out
    assert f"tendon-teaching {__version__}" in said
    assert "Everything that the lessons need is here." in said


def test_the_doctor_names_what_is_missing(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "__file__", str(tmp_path / "a" / "b" / "c" / "cli.py"))
    monkeypatch.setattr(cli, "NEEDED_PACKAGES", ("tendon-teaching-is-not-this",))
    assert cli.main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "tendon-teaching-is-not-this is not installed." in said
    assert "The lessons were not found" in said
    assert "Everything" not in said
