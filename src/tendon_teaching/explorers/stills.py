"""Still figures: every scene of every explorer as SVG and PNG, with one index of their words.

A still is drawn by the figure module of its explorer, from the result of its scene, so picture and
words belong together here as they do on the screen. A figure module may say more about itself:
``SOURCES`` are the rows of the register that it draws, ``credit(result)`` names whose picture it
shows when it is not our own.
"""

import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from PIL.PngImagePlugin import PngInfo

from tendon_teaching.evidence import value
from tendon_teaching.explorers import catalogue
from tendon_teaching.explorers.definition import Definition, Scene
from tendon_teaching.explorers.files import write_aside
from tendon_teaching.figures.shades import few_greys_and_colours
from tendon_teaching.figures.stage import Stage, few_colours
from tendon_teaching.figures.vector import vector
from tendon_teaching.texts import _

LAYOUT = "wide"
WIDTH_PX = 1200
INDEX = "index.json"
PAGE = "index.md"

Entry = dict[str, Any]


@dataclass(frozen=True)
class Still:
    """One scene of an explorer, as a picture to keep."""

    definition: Definition
    scene: Scene

    @property
    def name(self) -> str:
        """Name of its files, without their endings."""
        return f"{self.definition.name}-{self.scene.name}"

    @property
    def title(self) -> str:
        """Explorer and scene in words."""
        return f"{self.definition.title}: {self.scene.label}"

    @property
    def result(self) -> Any:
        """The model's result that is drawn."""
        return self.definition.compute(**self.scene.values)

    @property
    def licence(self) -> str:
        """Who made the picture and what others may do with it."""
        credit: Callable[[Any], str] | None = getattr(self.definition.figure, "credit", None)
        return " ".join(filter(None, [licence(), credit(self.result) if credit else ""]))

    def svg(self) -> bytes:
        """The picture as SVG, text as text."""
        drawn = vector(
            self.definition.figure,
            LAYOUT,
            self.result,
            name=self.name,
            title=self.title,
            licence=self.licence,
        )
        return drawn.encode()

    def png(self, stage: Stage) -> bytes:
        """The picture as PNG, by the ``stage`` of its explorer."""
        pixels = stage.pixels(self.result)
        photograph_like = self.definition.figure.PICTURE_LIKE
        notes = PngInfo()
        notes.add_itxt("Title", self.title)
        notes.add_itxt("Description", self.definition.figure.text_alternative(self.result))
        notes.add_itxt("Copyright", self.licence)
        buffer = io.BytesIO()
        few = few_greys_and_colours(pixels) if photograph_like else few_colours(pixels)
        few.save(buffer, "png", optimize=True, pnginfo=notes)
        return buffer.getvalue()

    def entry(self) -> Entry:
        """All that is said about the picture, ready for JSON; rows of the register by their id."""
        figure, result = self.definition.figure, self.result
        return {
            "name": self.name,
            "explorer": self.definition.name,
            "scene": self.scene.name,
            "title": self.title,
            "svg": f"{self.name}.svg",
            "png": f"{self.name}.png",
            "caption": self.scene.sentence,
            "read_out": figure.read_out(result),
            "text_alternative": figure.text_alternative(result),
            "state": {
                name: list(value) if isinstance(value, tuple) else value
                for name, value in self.scene.values.items()
            },
            "measured_values": list(getattr(figure, "SOURCES", ())),
            "basis_of_controls": _basis_of_controls(self.definition),
            "licence": self.licence,
        }


def licence() -> str:
    """The line that goes with every figure."""
    return _(
        "Figure: the tendon-teaching authors, CC BY 4.0, "
        "https://creativecommons.org/licenses/by/4.0/. Teaching model, not medical advice."
    )


def stills(only: str | None = None) -> tuple[Still, ...]:
    """All stills in the order of the lessons, or those that ``only`` names.

    ``only`` is an explorer or one still of it; ValueError with the known names for any other.
    """
    every = [
        Still(definition, scene)
        for definition in map(catalogue.definition_of, catalogue.names())
        for scene in definition.scenes
    ]
    chosen = tuple(s for s in every if only in (None, s.name, s.definition.name))
    if not chosen:
        names = (name for s in every for name in (s.definition.name, s.name))
        raise ValueError(
            _("No figure is called {name}; there are: {known}.").format(
                name=only, known=", ".join(dict.fromkeys(names))
            )
        )
    return chosen


def render(target: Path, only: str | None = None) -> tuple[Still, ...]:
    """Draw stills into the folder ``target``, made if it is not there, and give them.

    With ``only`` the index keeps what it says about the others. OSError when the place cannot be
    written to, ValueError for an unknown name.
    """
    chosen = stills(only)
    target.mkdir(exist_ok=True)
    for _name, of_one_explorer in groupby(chosen, lambda still: still.definition.name):
        _draw(tuple(of_one_explorer), target)
    entries = [still.entry() for still in chosen]
    if only:
        entries = _merged(_written_before(target, entries[0]), entries)
    write_aside(target / INDEX, index(entries).encode())
    write_aside(target / PAGE, page(entries).encode())
    return chosen


def index(entries: list[Entry]) -> str:
    """The index for programs: the figures, and the rows of the register that they name."""
    ids = dict.fromkeys(
        row for entry in entries for row in entry["measured_values"] + entry["basis_of_controls"]
    )
    written = {"figures": entries, "rows": {row: _row(row) for row in ids}}
    return json.dumps(written, ensure_ascii=False, indent=2) + "\n"


def page(entries: list[Entry]) -> str:
    """The index for readers, in Markdown."""
    parts = [
        "# " + _("Still figures"),
        _(
            "Every scene of every explorer, for slides and handouts. The command "
            "`tendon-teaching figures` draws them; changes by hand would be lost."
        ),
    ]
    for _name, of_one_explorer in groupby(entries, lambda entry: entry["explorer"]):
        parts += _chapter(list(of_one_explorer))
    return "\n\n".join(filter(None, parts)) + "\n"


def _draw(of_one_explorer: tuple[Still, ...], target: Path) -> None:
    figure = of_one_explorer[0].definition.figure
    stage = Stage(figure, LAYOUT, WIDTH_PX / figure.LAYOUTS[LAYOUT].width_px)
    for still in of_one_explorer:
        write_aside(target / f"{still.name}.svg", still.svg())
        write_aside(target / f"{still.name}.png", still.png(stage))


def _written_before(target: Path, sample: Entry) -> list[Entry]:
    """Entries of the index in ``target`` that are made like ``sample``; none without an index."""
    try:
        entries = json.loads((target / INDEX).read_text("utf-8"))["figures"]
        return [entry for entry in entries if entry.keys() == sample.keys()]
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return []


def _merged(old: list[Entry], new: list[Entry]) -> list[Entry]:
    """``new`` entries and those of ``old`` that they do not replace, in the order of lessons."""
    by_name = {entry["name"]: entry for entry in [*old, *new]}
    return [by_name[still.name] for still in stills() if still.name in by_name]


def _basis_of_controls(definition: Definition) -> list[str]:
    movable = (*definition.controls, *definition.series)
    parameters = filter(None, (each.rests_on for each in movable))
    return list(dict.fromkeys(row for each in parameters for row in each.register_ids))


def _row(row_id: str) -> dict[str, str | None]:
    """What a row of the register says and where it comes from."""
    row = value(row_id)
    said = f"{_(row.quantity)}, {_(row.group)}: {row.text}"
    return {
        "says": ", ".join(filter(None, [said, row.label_note])),
        "seen_in": row.seen_in,
        "citation": row.source.short_citation,
        "link": row.source.link,
    }


def _chapter(of_one_explorer: list[Entry]) -> list[str]:
    """The stills of one explorer, then what they rest on."""
    parts = []
    for entry in of_one_explorer:
        parts += [
            f"## {entry['title']}",
            f"![{entry['text_alternative']}]({entry['png']})",
            entry["caption"],
            f"**{entry['read_out']}**",
            f"[SVG]({entry['svg']}) · [PNG]({entry['png']}) · {entry['licence']}",
        ]
    last = of_one_explorer[-1]
    return [
        *parts,
        _rows_in_words(_("Measured values in these figures"), last["measured_values"]),
        _rows_in_words(_("What their controls rest on"), last["basis_of_controls"]),
    ]


def _rows_in_words(title: str, ids: Iterable[str]) -> str:
    lines = []
    for row_id in ids:
        row = _row(row_id)
        cited = f"[{row['citation']}]({row['link']})" if row["link"] else row["citation"]
        lines.append(f"- {row['says']} ({row_id}; {cited})")
    return "\n".join([f"### {title}", "", *lines]) if lines else ""
