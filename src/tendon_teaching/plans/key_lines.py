"""In which line of a TOML text a key stands; the standard reader does not tell.

Good enough to point a reader at the place: it follows table headers, dotted keys, lists over
several lines and long texts. A key inside an inline table is found at the line of the outer key.
"""

import re
from typing import Final

Where = tuple[str | int, ...]
"""The keys that lead to a place; entries of a list of tables are counted from 0."""

_HEADER: Final = re.compile(r"^\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$")
_PAIR: Final = re.compile(
    r"^\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)\s*="
)
_PART: Final = re.compile(r"[\w-]+|\"[^\"]*\"|'[^']*'")
_LONG_TEXTS: Final = ('"""', "'''")


class KeyLines:
    """The lines (from 1) of all tables and keys of one text."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Where, int] = {}
        counts: dict[Where, int] = {}
        table: Where = ()
        waiting = ""  # for the end of a long text
        depth = 0  # of brackets still open
        for number, line in enumerate(text.split("\n"), start=1):
            if waiting:
                if waiting in line:
                    waiting = ""
                continue
            if depth == 0:
                table = self._noted(line, number, table, counts)
            depth, waiting = _open_after(line, depth)

    def of(self, place: Where) -> int | None:
        """The line of ``place``, or of the nearest table around it; None for the whole file."""
        while place:
            if place in self._lines:
                return self._lines[place]
            place = place[:-1]
        return None

    def _noted(self, line: str, number: int, table: Where, counts: dict[Where, int]) -> Where:
        header = _HEADER.match(line)
        if header:
            name = _parts(header.group(2))
            if header.group(1) == "[[":
                table = (*name, counts.get(name, 0))
                counts[name] = counts.get(name, 0) + 1
                self._lines.setdefault(name, number)
            else:
                table = name
            self._lines.setdefault(table, number)
            return table
        pair = _PAIR.match(line)
        if pair:
            key = (*table, *_parts(pair.group(1)))
            for end in range(len(table) + 1, len(key) + 1):
                self._lines.setdefault(key[:end], number)
        return table


def _parts(dotted: str) -> Where:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _open_after(line: str, depth: int) -> tuple[int, str]:
    """How many brackets are open after ``line``, and which quotes end a long text begun in it."""
    if depth == 0 and _HEADER.match(line):
        return 0, ""
    place = 0
    while place < len(line):
        for quotes in _LONG_TEXTS:
            if line.startswith(quotes, place):
                end = line.find(quotes, place + 3)
                if end < 0:
                    return depth, quotes
                place = end + 2
                break
        else:
            sign = line[place]
            if sign == "#":
                break
            if sign in "\"'":
                place = _end_of_text(line, place, sign)
            elif sign in "[{":
                depth += 1
            elif sign in "]}":
                depth = max(depth - 1, 0)
        place += 1
    return depth, ""


def _end_of_text(line: str, start: int, quote: str) -> int:
    place = start + 1
    while place < len(line) and line[place] != quote:
        place += 2 if line[place] == "\\" and quote == '"' else 1
    return place
