"""HTML as nested calls, always escaped, and the same content as plain lines.

Only what notebook viewers let through is used: plain tags and inline styles. JupyterLab takes
``role``, ``tabindex`` and ``aria-*`` away from outputs it does not trust, and GitHub also the
styles, so nothing may depend on these alone.
"""

import html
import re
from html.parser import HTMLParser
from typing import Final

_BLOCKS: Final = {
    "br",
    "caption",
    "details",
    "div",
    "li",
    "ol",
    "p",
    "summary",
    "table",
    "tr",
    "ul",
}
_CELLS: Final = {"td", "th"}
# A number and its unit stay on one line, and so does a count.
_BEFORE_UNIT: Final = re.compile(r"(?<=[\d)]) (?=(?:%|N|N/mm|mm|mm²|MPa|GPa|min)(?![\w/]))")
_COUNT: Final = re.compile(r"\bn = (?=\d)")
_AFTER_SPREAD: Final = re.compile(r"(?<=\b(?:SD|SE)) (?=\d)")
_NO_BREAK: Final = "\N{NO-BREAK SPACE}"


class Markup(str):
    """Text that is HTML already and must not be escaped again."""

    __slots__ = ()


BREAK: Final = Markup("<br/>")


def element(tag: str, *children: str, **attributes: str) -> Markup:
    """One element. Children that are not Markup are escaped; ``aria_label`` means ``aria-label``.

    An attribute that is empty is left out.
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{html.escape(value)}"'
        for name, value in attributes.items()
        if value
    )
    return Markup(f"<{tag}{written}>{together(*children)}</{tag}>")


def together(*children: str) -> Markup:
    """Children one after the other, escaped where they are plain text."""
    return Markup("".join(c if isinstance(c, Markup) else _escaped(c) for c in children))


def _escaped(text: str) -> str:
    tied = _AFTER_SPREAD.sub(_NO_BREAK, _BEFORE_UNIT.sub(_NO_BREAK, text))
    tied = _COUNT.sub(f"n{_NO_BREAK}={_NO_BREAK}", tied)
    return html.escape(tied, quote=False)


def plain(markup: Markup) -> str:
    """The same content as lines of text: a block is a line, cells are divided by bars."""
    reader = _PlainReader()
    reader.feed(markup)
    reader.close()
    return reader.text()


class _PlainReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self._lines = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._lines.append("")
        if tag in _CELLS and self._lines[-1]:
            self._lines[-1] += " | "

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._lines.append("")

    def handle_data(self, data: str) -> None:
        self._lines[-1] += data

    def text(self) -> str:
        lines = (" ".join(line.split()) for line in self._lines)
        return "\n".join(line for line in lines if line)
