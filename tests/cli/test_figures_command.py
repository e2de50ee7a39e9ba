"""`tendon-teaching figures`: the still figures, their words and the folder that is committed."""

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PIL import Image

from tendon_teaching import cli, evidence
from tendon_teaching.explorers import catalogue, files, stills
from tendon_teaching.figures import mechanics, stage

ROOT = Path(__file__).resolve().parents[2]
COMMITTED = ROOT / "figures"
MOST_BYTES_EACH = 300_000
SVG = "{http://www.w3.org/2000/svg}"
ONE = "lump_yet_weaker-all_of_it"


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """Give a folder with every still, drawn once for this file."""
    folder = tmp_path_factory.mktemp("drawn") / "figures"
    assert cli.main(["figures", "--target", str(folder)]) == 0
    return folder


def entries(folder):
    return json.loads((folder / stills.INDEX).read_text(encoding="utf-8"))["figures"]


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def each_still(test):
    return pytest.mark.parametrize("still", stills.stills(), ids=lambda still: still.name)(test)


# --- What is drawn -----------------------------------------------------------------------------


def test_every_scene_of_every_explorer_is_drawn_and_listed_in_order(drawn):
    scenes = [
        (name, scene.name)
        for name in catalogue.names()
        for scene in catalogue.definition_of(name).scenes
    ]
    assert [(entry["explorer"], entry["scene"]) for entry in entries(drawn)] == scenes
    pictures = {entry[kind] for entry in entries(drawn) for kind in ("svg", "png")}
    assert set(contents(drawn)) == pictures | {stills.INDEX, stills.PAGE}


@each_still
def test_the_index_says_what_the_model_says(drawn, still):
    (entry,) = [entry for entry in entries(drawn) if entry["name"] == still.name]
    figure, result = still.definition.figure, still.result
    # A painted series is a list in JSON.
    assert entry["state"] == json.loads(json.dumps(dict(still.scene.values)))
    assert entry["caption"] == still.scene.sentence
    assert entry["read_out"] == figure.read_out(result)
    assert entry["text_alternative"] == figure.text_alternative(result)
    assert "CC BY 4.0" in entry["licence"]


@each_still
def test_the_svg_carries_its_words_and_keeps_text_as_text(drawn, still):
    root = ET.parse(drawn / f"{still.name}.svg").getroot()
    assert root.get("role") == "img"
    ids = {node.get("id"): node.text for node in root}
    assert ids[root.get("aria-labelledby")] == still.title
    alternative = still.definition.figure.text_alternative(still.result)
    assert ids[root.get("aria-describedby")] == alternative
    assert "CC BY 4.0" in root.findtext(f"{SVG}metadata")
    texts = {"".join(node.itertext()).strip() for node in root.iter(f"{SVG}text")}
    assert len(texts) > 3
    families = re.findall(r"font-family: ([^;\"]+)", (drawn / f"{still.name}.svg").read_text())
    assert families
    assert all(family.endswith("sans-serif") for family in families)


def test_the_svg_shows_the_state_that_its_words_tell(drawn):
    def texts(name):
        root = ET.parse(drawn / f"{name}.svg").getroot()
        return {"".join(node.itertext()).strip() for node in root.iter(f"{SVG}text")}

    tendon = next(s for s in stills.stills() if s.name == ONE).result.tendon
    assert f"stiffness {tendon.stiffness_pct:.0f} %" in texts(ONE)
    assert "stiffness 100 %" in texts("lump_yet_weaker-healthy")


@each_still
def test_the_png_is_large_enough_to_show_and_carries_its_words(drawn, still):
    with Image.open(drawn / f"{still.name}.png") as picture:
        picture.load()
        assert picture.width == stills.WIDTH_PX
        assert picture.text["Title"] == still.title
        assert picture.text["Description"] == still.definition.figure.text_alternative(still.result)
        assert "CC BY 4.0" in picture.text["Copyright"]


def test_no_two_scenes_of_an_explorer_look_alike(drawn):
    for kind in ("svg", "png"):
        pictures = [(drawn / entry[kind]).read_bytes() for entry in entries(drawn)]
        assert len(set(pictures)) == len(pictures)


def test_drawing_again_changes_no_byte(drawn, tmp_path):
    """Another process orders sets and ids anew."""
    command = [sys.executable, "-m", "tendon_teaching.cli", "figures", "--only", ONE]
    subprocess.run(
        [*command, "--target", tmp_path],
        env={**os.environ, "PYTHONHASHSEED": "12345"},
        check=True,
        capture_output=True,
    )
    again = contents(tmp_path)
    for kind in ("svg", "png"):
        assert again[f"{ONE}.{kind}"] == (drawn / f"{ONE}.{kind}").read_bytes()


# --- Sources -----------------------------------------------------------------------------------


def test_a_figure_names_exactly_the_rows_that_it_draws(monkeypatch):
    asked = []

    def noted(row):
        asked.append(row)
        return evidence.value(row)

    monkeypatch.setattr(mechanics, "value", noted)
    stage.Stage(mechanics, "wide")
    assert set(asked) == set(mechanics.SOURCES)


def test_rows_are_told_with_their_publication(drawn):
    written = json.loads((drawn / stills.INDEX).read_text(encoding="utf-8"))
    for entry in entries(drawn):
        for row in entry["measured_values"] + entry["basis_of_controls"]:
            assert written["rows"][row]["citation"] == evidence.value(row).source.short_citation
            assert evidence.value(row).text in written["rows"][row]["says"]
    assert set(mechanics.SOURCES) <= set(written["rows"])


def test_a_second_hand_row_keeps_its_label():
    row = next(row for row in evidence.values() if row.label_note)
    (entry,) = (still.entry() for still in stills.stills(ONE))
    written = json.loads(stills.index([{**entry, "measured_values": [row.id]}]))
    assert row.label_note in written["rows"][row.id]["says"]


def test_a_picture_of_others_keeps_their_credit(monkeypatch):
    monkeypatch.setattr(mechanics, "credit", lambda result: "Photo: someone.", raising=False)
    assert all(still.licence.endswith("Photo: someone.") for still in stills.stills(ONE))


def test_the_page_has_every_picture_with_its_words(drawn):
    page = (drawn / stills.PAGE).read_text(encoding="utf-8")
    for entry in entries(drawn):
        assert f"![{entry['text_alternative']}]({entry['png']})" in page
        assert entry["read_out"] in page
    for row in mechanics.SOURCES:
        assert f"({row}; " in page


# --- One of them, and what goes wrong ----------------------------------------------------------


def test_one_figure_is_drawn_and_the_index_keeps_the_others(tmp_path, capsys):
    assert cli.main(["figures", "--target", str(tmp_path), "--only", ONE]) == 0
    assert [entry["name"] for entry in entries(tmp_path)] == [ONE]
    other = "lump_yet_weaker-healthy"
    assert cli.main(["figures", "--target", str(tmp_path), "--only", other]) == 0
    assert [entry["name"] for entry in entries(tmp_path)] == [other, ONE]
    assert "PNG: 1. " in capsys.readouterr().out


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"figures": null}', '{"figures": [1]}'])
def test_an_index_that_cannot_be_read_is_made_anew(tmp_path, broken):
    (tmp_path / stills.INDEX).write_text(broken)
    assert cli.main(["figures", "--target", str(tmp_path), "--only", ONE]) == 0
    assert [entry["name"] for entry in entries(tmp_path)] == [ONE]


def refusal(capsys, *arguments):
    assert cli.main(["figures", *map(str, arguments)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    return captured.err


def test_an_unknown_name_is_answered_with_those_that_are_known(tmp_path, capsys):
    said = refusal(capsys, "--target", tmp_path / "new", "--only", "massage")
    assert all(name in said for name in (*catalogue.names(), ONE))
    assert not (tmp_path / "new").exists()


def test_a_place_that_cannot_be_written_to_is_told(tmp_path, capsys):
    (tmp_path / "file").touch()
    for target in (tmp_path / "file", tmp_path / "nothing" / "figures"):
        assert f"could not be written to {target}" in refusal(capsys, "--target", target)


def test_a_full_disk_leaves_the_old_picture_whole(tmp_path, capsys, monkeypatch):
    old = tmp_path / f"{ONE}.svg"
    old.write_text("old")

    def full(path, content):
        with open(path, "wb") as half:
            half.write(content[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.Path, "write_bytes", full)
    assert "No space left on device" in refusal(capsys, "--target", tmp_path, "--only", ONE)
    assert old.read_text() == "old"
    assert list(tmp_path.iterdir()) == [old]


# --- The committed folder ----------------------------------------------------------------------

REDRAW = "give `make figures` and commit what it writes"


def test_the_committed_words_are_those_of_today(drawn):
    """Words and numbers, not pixels: those differ with the version of a library."""
    for name in (stills.INDEX, stills.PAGE):
        assert (COMMITTED / name).read_text("utf-8") == (drawn / name).read_text("utf-8"), REDRAW


def test_the_committed_folder_holds_the_figures_and_nothing_else(drawn):
    assert set(contents(COMMITTED)) == set(contents(drawn)), REDRAW
    drawn_stills = len(stills.stills())
    assert sum(map(len, contents(COMMITTED).values())) < MOST_BYTES_EACH * drawn_stills


@each_still
def test_the_committed_pictures_carry_the_words_of_today(still):
    alternative = still.definition.figure.text_alternative(still.result)
    root = ET.parse(COMMITTED / f"{still.name}.svg").getroot()
    assert root.findtext(f"{SVG}desc") == alternative, REDRAW
    with Image.open(COMMITTED / f"{still.name}.png") as picture:
        picture.load()
        assert picture.text["Description"] == alternative, REDRAW


def test_the_readme_shows_one_with_its_words():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"!\[([^\]]*)\]\(figures/([\w-]+)\.png\)", readme)
    assert len(shown) == 1
    ((words, name),) = shown
    (entry,) = [entry for entry in entries(COMMITTED) if entry["name"] == name]
    assert words == entry["text_alternative"]
    assert entry["read_out"] in readme
