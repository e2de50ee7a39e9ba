"""Rows, sources, bibliography, claims and notes agree with one another."""

import re
from collections import Counter

import pytest


def repeated(keys):
    return [key for key, times in Counter(keys).items() if times > 1]


def bibliography_keys(bibliography):
    return re.findall(r"^@\w+\{([^,]+),", bibliography, re.M)


def evidence_of(claim, column):
    return [part for part in claim[column].split(";") if part]


def test_the_register_is_there(value_rows, source_rows, claim_rows):
    assert len(value_rows) >= 600
    assert len(source_rows) >= 240
    assert len(claim_rows) >= 19


def test_ids_and_keys_are_unique(value_rows, source_rows, claim_rows, bibliography):
    assert repeated(row["id"] for row in value_rows) == []
    assert repeated(row["id"] for row in claim_rows) == []
    assert repeated(row["source_key"] for row in source_rows) == []
    assert repeated(bibliography_keys(bibliography)) == []


def test_no_measurement_is_entered_twice(value_rows):
    columns = ("source_key", "quantity", "group", "time")
    assert repeated(tuple(row[column] for column in columns) for row in value_rows) == []


def test_every_row_has_a_source_and_every_source_a_row(value_rows, source_rows):
    assert {row["source_key"] for row in value_rows} == {row["source_key"] for row in source_rows}


def test_bibliography_and_source_table_list_the_same_publications(bibliography, source_rows):
    assert set(bibliography_keys(bibliography)) == {row["source_key"] for row in source_rows}


def test_bibliography_entries_are_complete(bibliography):
    assert bibliography.count("{") == bibliography.count("}")
    entries = re.findall(r"^@\w+\{.*?^\}", bibliography, re.M | re.S)
    assert len(entries) == len(bibliography_keys(bibliography))
    for field in ("author", "title", "year"):
        filled = re.compile(rf"^  {field}\s*= \{{.+\}},$", re.M)
        assert [entry.split(",")[0] for entry in entries if not filled.search(entry)] == []


def test_bibliography_and_source_table_give_the_same_doi(bibliography, source_rows):
    entries = re.findall(r"^@\w+\{([^,]+),(.*?)^\}", bibliography, re.M | re.S)
    doi = {key: re.search(r"^  doi\s*= \{(.+)\},$", body, re.M) for key, body in entries}
    printed = {key: match[1] if match else "" for key, match in doi.items()}
    assert [s["source_key"] for s in source_rows if printed[s["source_key"]] != s["doi"]] == []


@pytest.mark.parametrize("column", ["evidence_for", "evidence_against"])
def test_claims_rest_only_on_verified_rows(claim_rows, value_rows, column):
    verified = {row["id"] for row in value_rows if row["status"] == "verified"}
    assert {
        claim["id"]: sorted(missing)
        for claim in claim_rows
        if (missing := set(evidence_of(claim, column)) - verified)
    } == {}


def test_claims_have_evidence_and_no_row_on_both_sides(claim_rows):
    for claim in claim_rows:
        speaks_for = evidence_of(claim, "evidence_for")
        speaks_against = evidence_of(claim, "evidence_against")
        assert speaks_for + speaks_against, claim["id"]
        assert set(speaks_for).isdisjoint(speaks_against), claim["id"]


def test_the_notes_list_exactly_the_rows_that_must_not_be_printed(notes, value_rows):
    listed = re.search(r"^Unverified rows: (.*)\.$", notes, re.M)[1].split(", ")
    assert sorted(listed) == sorted(r["id"] for r in value_rows if r["status"] == "unverified")


def test_the_notes_count_the_dois_as_the_table_does(notes, source_rows):
    counts = re.search(
        r"Seen (\d+), looked up (\d+), from memory (\d+), none recorded (\d+)", notes
    )
    table = Counter(row["doi_status"] for row in source_rows)
    wanted = [table[status] for status in ("seen", "looked_up", "memory", "none")]
    assert [int(count) for count in counts.groups()] == wanted


def test_ids_named_in_the_notes_are_rows_or_listed_as_dropped(notes, value_rows):
    dropped = re.findall(r"^\| ([SLMU]\d+[a-z]?) \|", notes, re.M)
    rows = {row["id"] for row in value_rows}
    assert dropped
    assert rows.isdisjoint(dropped)
    assert set(re.findall(r"\b(?:[SLM]\d{3}|U\d{2})[a-z]?\b", notes)) <= rows | set(dropped)
