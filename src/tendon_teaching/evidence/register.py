"""Typed, read-only access to the evidence register: published values, sources and claims.

The register lies in ``data/`` as three tables; ``data/NOTES.md`` says how to read their columns.
A table is read when it is first asked for, never while this module is being imported.
"""

import csv
import difflib
import importlib.resources
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TypeVar
from urllib.parse import quote, urlparse

from tendon_teaching.texts import _

Row = TypeVar("Row")


class UnknownId(ValueError):  # noqa: N818 - reads as what it says
    """The register has no row under this id or key."""


class UnverifiedRow(ValueError):  # noqa: N818
    """The row exists but nobody has seen its number in print, so it must not be shown."""


@dataclass(frozen=True)
class Source:
    """One publication. ``doi_status`` says how sure its DOI is (seen, looked_up, memory, none)."""

    source_key: str
    short_citation: str
    doi: str
    doi_status: str
    pmid: str
    pmcid: str
    study_type: str
    species: str
    url: str
    seen_via: str

    @property
    def link(self) -> str | None:
        """Address that may be printed, or None.

        A DOI becomes a link only when it was seen or looked up; a DOI recalled from memory is
        never turned into one, also not through a stored doi.org address.
        """
        if self.doi and self.doi_status in ("seen", "looked_up"):
            return "https://doi.org/" + quote(self.doi, safe="/:;")
        if self.url and not _is_doi_address(self.url):
            return self.url
        return None

    @property
    def seen_second_hand(self) -> bool:
        """True when the publication was read in a copy or quotation, not at its own address."""
        return self.seen_via == "secondary copy"


@dataclass(frozen=True)
class Value:
    """One published number or direction with its spread, population and source.

    ``value`` is None when only a range (``spread_low`` to ``spread_high``) or a ``direction`` is
    known. ``spread`` is a single number (``spread_type`` SD, SE or empty when the text does not
    say); ``spread_low`` and ``spread_high`` hold CI95 and range. ``n`` counts what the row is
    about. ``printed_value`` and ``printed_spread`` keep the digits as they were printed.
    """

    id: str
    topic: str
    quantity: str
    measure: str
    group: str
    time: str
    value: float | None
    direction: str
    spread: float | None
    spread_low: float | None
    spread_high: float | None
    spread_type: str
    unit: str
    n: int | None
    population: str
    source_key: str
    seen_in: str
    status: str
    note: str
    printed_value: str
    printed_spread: str

    @property
    def is_printable(self) -> bool:
        """False for rows that no learner may see."""
        return self.status == "verified"

    @property
    def source(self) -> Source:
        """The publication this row comes from."""
        return source(self.source_key)

    @property
    def text(self) -> str:
        """The row in words, such as ``5.2 (SD 2.6) %``, ``-7 to -5 %`` or its direction."""
        if self.direction:
            return _(self.direction)
        return _unit_template(self.unit).format(number=self._number_text())

    @property
    def label_note(self) -> str:
        """The label a second-hand row must carry wherever it is shown; empty for other rows."""
        return _("second-hand") if self.seen_in == "secondary" else ""

    def _number_text(self) -> str:
        if not self.printed_spread:
            return self.printed_value
        low, between, high = self.printed_spread.partition(" to ")
        spread = _("{low} to {high}").format(low=low, high=high) if between else low
        if not self.printed_value:
            return spread
        template = {
            "SD": _("{value} (SD {spread})"),
            "SE": _("{value} (SE {spread})"),
            "CI95": _("{value} (95 % CI {spread})"),
            "range": _("{value} (range {spread})"),
            "": _("{value} (± {spread})"),
        }[self.spread_type]
        return template.format(value=self.printed_value, spread=spread)


@dataclass(frozen=True)
class Claim:
    """One point of the popular account with its verdict and the rows for and against it."""

    id: str
    claim: str
    verdict: str
    confidence: str
    wording: str
    evidence_for: tuple[str, ...]
    evidence_against: tuple[str, ...]
    change_our_mind: str

    @property
    def verdict_text(self) -> str:
        """The verdict in plain words."""
        return {
            "supported": _("supported"),
            "supported_with_nuance": _("supported, with a nuance"),
            "contested": _("contested"),
            "not_supported": _("not supported"),
        }[self.verdict]


def value(value_id: str) -> Value:
    """The value row ``value_id``, such as ``S087``.

    Raises UnknownId when there is no such row and UnverifiedRow when it may not be shown.
    """
    row = _look_up(_value_table(), value_id, _("value row"))
    if not row.is_printable:
        raise UnverifiedRow(
            _(
                "{id} is unverified: nobody has seen this number in the publication, so it must "
                "not be shown. Use a verified row of the same topic ({topic}) instead."
            ).format(id=value_id, topic=row.topic)
        )
    return row


def values(*, include_unverified: bool = False) -> tuple[Value, ...]:
    """All value rows that may be shown; with ``include_unverified`` the others too (checks)."""
    rows = _value_table().values()
    return tuple(row for row in rows if include_unverified or row.is_printable)


def source(source_key: str) -> Source:
    """The publication ``source_key``, such as ``child2010``; UnknownId when there is none."""
    return _look_up(_source_table(), source_key, _("source"))


def sources() -> tuple[Source, ...]:
    """All publications behind at least one row that may be shown, in register order."""
    used = {row.source_key for row in values()}
    return tuple(row for row in _source_table().values() if row.source_key in used)


cite = source


def claim(claim_id: str) -> Claim:
    """The claim ``claim_id``, such as ``A08``; UnknownId when there is none."""
    return _look_up(_claim_table(), claim_id, _("claim"))


def claims() -> tuple[Claim, ...]:
    """All claims in register order."""
    return tuple(_claim_table().values())


def _look_up(table: Mapping[str, Row], key: str, kind: str) -> Row:
    if key in table:
        return table[key]
    message = _("The register has no {kind} '{key}'.").format(kind=kind, key=key)
    near = difflib.get_close_matches(str(key), table, n=4, cutoff=0.6)
    if near:
        message += " " + _("Near ids: {near}.").format(near=", ".join(near))
    raise UnknownId(message)


def _is_doi_address(url: str) -> bool:
    host = urlparse(url).hostname or ""
    return host == "doi.org" or host.endswith(".doi.org")


def _unit_template(unit: str) -> str:
    """How a number is written together with a unit of the register."""
    in_words = {
        "": "{number}",
        "count": "{number}",
        "ratio": "{number}",
        "fraction": "{number}",
        "fold": _("{number} times"),
        "points": _("{number} points"),
        "percentage points": _("{number} percentage points"),
        "% of UTS": _("{number} % of ultimate strength"),
        "per 1000": _("{number} per 1000"),
        "wk": _("{number} weeks"),
        "y": _("{number} years"),
        "BW": _("{number} body weights"),
        "BW/s": _("{number} body weights/s"),
        "nuclei/mm2": _("{number} nuclei/mm²"),
        "SMD": _("standardised difference {number}"),
        "OR": _("odds ratio {number}"),
        "RR": _("relative risk {number}"),
        "HR": _("hazard ratio {number}"),
        "r": _("correlation {number}"),
        "ICC": _("ICC {number}"),
    }
    symbols = {
        "mm2": "mm²",
        "cm3": "cm³",
        "um": "µm",
        "ug/L": "µg/L",
        "deg": "°",
        "degC": "°C",
        "Nm": "N m",
    }
    return in_words.get(unit, "{number} " + symbols.get(unit, unit))


@lru_cache(maxsize=1)
def _value_table() -> Mapping[str, Value]:
    return MappingProxyType({row["id"]: _value_from(row) for row in _read("values.csv")})


@lru_cache(maxsize=1)
def _source_table() -> Mapping[str, Source]:
    return MappingProxyType({row["source_key"]: Source(**row) for row in _read("sources.csv")})


@lru_cache(maxsize=1)
def _claim_table() -> Mapping[str, Claim]:
    return MappingProxyType({row["id"]: _claim_from(row) for row in _read("claims.csv")})


def _read(name: str) -> Iterator[dict[str, str]]:
    table = importlib.resources.files("tendon_teaching.evidence").joinpath("data", name)
    return csv.DictReader(io.StringIO(table.read_text(encoding="utf-8")))


def _value_from(row: Mapping[str, str]) -> Value:
    low, between, high = row["spread"].partition(" to ")
    return Value(
        id=row["id"],
        topic=row["topic"],
        quantity=row["quantity"],
        measure=row["measure"],
        group=row["group"],
        time=row["time"],
        value=_number(row["value"]),
        direction=row["direction"],
        spread=None if between else _number(row["spread"]),
        spread_low=_number(low) if between else None,
        spread_high=_number(high),
        spread_type=row["spread_type"],
        unit=row["unit"],
        n=int(row["n"]) if row["n"] else None,
        population=row["population"],
        source_key=row["source_key"],
        seen_in=row["seen_in"],
        status=row["status"],
        note=row["note"],
        printed_value=row["value"],
        printed_spread=row["spread"],
    )


def _claim_from(row: Mapping[str, str]) -> Claim:
    return Claim(
        id=row["id"],
        claim=row["claim"],
        verdict=row["verdict"],
        confidence=row["confidence"],
        wording=row["wording"],
        evidence_for=_ids(row["evidence_for"]),
        evidence_against=_ids(row["evidence_against"]),
        change_our_mind=row["change_our_mind"],
    )


def _ids(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(";") if part)


def _number(text: str) -> float | None:
    return float(text) if text else None
