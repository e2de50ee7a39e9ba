"""Every register id used in the project exists and may be shown, and every parameter is founded.

Where an id counts as used:

- Python source: a text that is nothing but ids (``"S087"``, ``"S087; A08"``); and, in docstrings
  and everywhere in the lessons, ids inside a sentence.
- Notebooks: ids inside sources and inside printed, Markdown and HTML outputs.
- README.md and docs: ids inside sentences.

Inside sentences only the full forms count (S087, U04, A08), so that M1, A4 or S1 are left alone.
"""

import ast
import dataclasses
import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

import tendon_teaching.evidence
import tendon_teaching.models
from tendon_teaching.evidence import Status, claim, parameter, parameters_of, value

PROJECT = Path(__file__).parents[2]
PACKAGE = PROJECT / "src" / "tendon_teaching"

NOTHING_BUT_IDS = re.compile(r"(?:(?:[SLMU]\d{2,3}[a-z]?|A\d{2})(?:[;,]? |[;,]|$))+")
ID_IN_LITERAL = re.compile(r"[SLMUA]\d{2,3}[a-z]?")
ID_IN_SENTENCE = re.compile(r"(?<![\w#&.:%-])(?:[SLM]\d{3}[a-z]?|U\d{2}[a-z]?|A\d{2})(?!\w)")
NOT_PROSE = re.compile(r"data:[\w/+.;=-]+,\S*|https?://\S+|\b10\.\d{4,9}/\S+")
SPOKEN_ATTRIBUTES = {"alt", "title", "aria-label", "aria-valuetext"}


def ids_in_sentence(text: str) -> list[str]:
    return ID_IN_SENTENCE.findall(NOT_PROSE.sub(" ", text))


class _SpokenText(HTMLParser):
    """Collects what a reader of a page sees or hears, without scripts, styles and drawings."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._inside_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside_code = tag in ("script", "style")
        self.pieces += [text for name, text in attrs if name in SPOKEN_ATTRIBUTES and text]

    def handle_endtag(self, tag: str) -> None:
        self._inside_code = False

    def handle_data(self, data: str) -> None:
        if not self._inside_code:
            self.pieces.append(data)


def ids_in_html(page: str) -> list[str]:
    reader = _SpokenText()
    reader.feed(page)
    reader.close()
    return ids_in_sentence("\n".join(reader.pieces))


def ids_in_python(source: str, *, is_lesson: bool) -> list[str]:
    tree = ast.parse(source)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if NOTHING_BUT_IDS.fullmatch(node.value):
                found += ID_IN_LITERAL.findall(node.value)
            elif is_lesson:
                found += ids_in_sentence(node.value)
        documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
        if not is_lesson and isinstance(node, documented):
            found += ids_in_sentence(ast.get_docstring(node) or "")
    return found


def ids_in_notebook(notebook: dict) -> list[str]:
    found = []
    for cell in notebook["cells"]:
        found += ids_in_sentence("".join(cell["source"]))
        for output in cell.get("outputs", []):
            shown = output.get("data", {})
            texts = [output.get("text", ""), shown.get("text/plain", "")]
            texts.append(shown.get("text/markdown", ""))
            found += [i for text in texts for i in ids_in_sentence("".join(text))]
            found += ids_in_html("".join(shown.get("text/html", "")))
    return found


def complaints_about(ids: list[str], place: str) -> list[str]:
    complaints = []
    for used in ids:
        try:
            claim(used) if used.startswith("A") else value(used)
        except ValueError as refused:
            complaints.append(f"{place}: {refused}")
    return complaints


def model_classes(package) -> Iterator[type]:
    """Every dataclass defined in the package or a module below it."""
    below = pkgutil.walk_packages(package.__path__, package.__name__ + ".")
    names = [package.__name__, *sorted(found.name for found in below)]
    for name in names:
        for thing in vars(importlib.import_module(name)).values():
            if dataclasses.is_dataclass(thing) and getattr(thing, "__module__", "") == name:
                yield thing


def complaints_about_parameters(model: type) -> list[str]:
    complaints = []
    for name, declared in parameters_of(model).items():
        place = f"{model.__name__}.{name}"
        if not declared.unit.strip():
            complaints.append(f"{place}: no unit")
        if not isinstance(declared.status, Status):
            complaints.append(f"{place}: no status")
        if declared.status is Status.MEASURED and not declared.register_ids:
            complaints.append(f"{place}: measured without a register row")
        complaints += complaints_about(list(declared.register_ids), place)
    return complaints


def project_files(folder: Path, pattern: str) -> list[Path]:
    return sorted(p for p in folder.rglob(pattern) if ".ipynb_checkpoints" not in p.parts)


# The project


def test_ids_in_the_python_source_exist_and_may_be_shown():
    complaints = []
    modules = project_files(PACKAGE, "*.py")
    assert modules
    for module in modules:
        is_lesson = "lessons" in module.relative_to(PACKAGE).parts
        ids = ids_in_python(module.read_text(encoding="utf-8"), is_lesson=is_lesson)
        complaints += complaints_about(ids, str(module.relative_to(PROJECT)))
    assert complaints == []


def test_ids_in_the_notebooks_exist_and_may_be_shown():
    complaints = []
    for path in project_files(PROJECT / "notebooks", "*.ipynb"):
        ids = ids_in_notebook(json.loads(path.read_text(encoding="utf-8")))
        complaints += complaints_about(ids, path.name)
    assert complaints == []


def test_ids_in_the_documentation_exist_and_may_be_shown():
    complaints = []
    readme = [path for path in [PROJECT / "README.md"] if path.exists()]
    for path in readme + project_files(PROJECT / "docs", "*.md"):
        ids = ids_in_sentence(path.read_text(encoding="utf-8"))
        complaints += complaints_about(ids, str(path.relative_to(PROJECT)))
    assert complaints == []


def test_every_model_parameter_has_unit_status_and_a_foundation():
    found = [
        c for m in model_classes(tendon_teaching.models) for c in complaints_about_parameters(m)
    ]
    assert found == []


# The scanner itself


@pytest.mark.parametrize(
    ("literal", "ids"),
    [
        ("S087", ["S087"]),
        ("L157b", ["L157b"]),
        ("S087;A08", ["S087", "A08"]),
        ("S087, U04", ["S087", "U04"]),
        ("S99", ["S99"]),
        ("M1", []),
        ("A4", []),
        ("a sentence with S087", []),
    ],
)
def test_in_python_a_text_of_nothing_but_ids_counts(literal, ids):
    assert ids_in_python(f"x = {literal!r}", is_lesson=False) == ids


def test_sentences_count_in_lessons_and_docstrings_only():
    sentence = 'def f():\n    """Source: S096."""\n    return "Strain, see S087 (A08)."'
    assert ids_in_python(sentence, is_lesson=False) == ["S096"]
    assert ids_in_python(sentence, is_lesson=True) == ["S096", "S087", "A08"]


@pytest.mark.parametrize(
    "harmless",
    [
        "M1 and A4, level S1, model M4",
        "a11y, L10n, A11y",
        "https://example.org/S999 and doi 10.1000/S999",
        "colour #A99 and ![x](data:image/png;base64,iVBOR/L999+A99=)",
        "pages 5:A99-A98",
    ],
)
def test_sizes_models_addresses_and_pictures_are_no_ids(harmless):
    assert ids_in_sentence(harmless) == []


def test_ids_beside_each_other_are_all_found():
    assert ids_in_sentence("S087/S096 (L157b, A08); U04.") == [
        "S087",
        "S096",
        "L157b",
        "A08",
        "U04",
    ]


def test_in_pages_only_what_is_seen_or_heard_counts():
    page = (
        '<style>.L998 {}</style><script>x="S998"</script><svg><path d="M998 20L 997 0"/></svg>'
        '<img alt="Strain (S087)" src="x.png"><p id="M998">Stiffness, S096.</p>'
    )
    assert sorted(ids_in_html(page)) == ["S087", "S096"]


def test_notebook_sources_and_every_kind_of_output_are_searched():
    outputs = [
        {"output_type": "stream", "text": ["S003\n"]},
        {"output_type": "display_data", "data": {"text/plain": ["S004"], "image/png": "S999"}},
        {"output_type": "display_data", "data": {"text/html": ["<b>S005</b>"]}},
        {"output_type": "execute_result", "data": {"text/markdown": "S006"}},
    ]
    cells = [
        {"cell_type": "markdown", "source": ["See ", "S001."]},
        {"cell_type": "code", "source": 'value("S002")', "outputs": outputs},
    ]
    expected = ["S001", "S002", "S003", "S004", "S005", "S006"]
    assert ids_in_notebook({"cells": cells}) == expected


def test_unknown_and_unverified_ids_are_complained_about():
    complaints = complaints_about(["S087", "A08", "S999", "A99", "U03"], "here")
    assert len(complaints) == 3
    assert "no value row 'S999'" in complaints[0]
    assert "no claim 'A99'" in complaints[1]
    assert "U03 is unverified" in complaints[2]


def test_a_parameter_without_foundation_is_complained_about():
    @dataclasses.dataclass(frozen=True)
    class Unfounded:
        force_n: float = parameter(
            1.0, unit="N", status=Status.MEASURED, allowed=(0, 2), register=("S999", "U03")
        )

    bare = dataclasses.replace(
        parameters_of(Unfounded)["force_n"], unit="", status="guess", register_ids=()
    )
    nameless = dataclasses.make_dataclass(
        "Nameless", [("x", float, dataclasses.field(default=1.0, metadata={"parameter": bare}))]
    )
    assert len(complaints_about_parameters(Unfounded)) == 2
    assert complaints_about_parameters(nameless) == ["Nameless.x: no unit", "Nameless.x: no status"]


def test_models_are_found_in_every_module_of_a_package():
    assert {found.__name__ for found in model_classes(tendon_teaching.evidence)} == {
        "Claim",
        "Parameter",
        "Source",
        "Value",
    }
