import dataclasses
import subprocess
import sys
import textwrap

import pytest

from tendon_teaching.evidence import (
    UnknownId,
    UnverifiedRow,
    cite,
    claim,
    claims,
    source,
    sources,
    value,
    values,
)


def run_fresh(program):
    """Run a small program in a new interpreter and give what it printed."""
    command = [sys.executable, "-c", textwrap.dedent(program)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def test_a_value_has_typed_cells():
    row = value("S087")
    assert (row.value, row.spread, row.spread_type, row.unit, row.n) == (5.2, 2.6, "SD", "%", 14)
    assert (row.spread_low, row.spread_high) == (None, None)
    assert row.source is cite("child2010")


def test_a_range_without_a_mean_has_no_value():
    row = value("S077")
    assert row.value is None
    assert row.spread is None
    assert (row.spread_low, row.spread_high) == (-7.0, -5.0)


def test_every_table_row_arrives_with_its_numbers(value_rows):
    rows = {row.id: row for row in values(include_unverified=True)}
    assert list(rows) == [raw["id"] for raw in value_rows]
    for raw in value_rows:
        row = rows[raw["id"]]
        assert row.value == (float(raw["value"]) if raw["value"] else None)
        assert row.n == (int(raw["n"]) if raw["n"] else None)
        ends = [float(end) for end in raw["spread"].split(" to ")] if raw["spread"] else []
        held = [e for e in (row.spread, row.spread_low, row.spread_high) if e is not None]
        assert held == ends


@pytest.mark.parametrize(
    ("value_id", "text"),
    [
        ("S087", "5.2 (SD 2.6) %"),
        ("S096", "193 (SE 18) N/mm"),
        ("S077", "-7 to -5 %"),
        ("S103", "1189 (range 360 to 1965) N"),
        ("S039", "10.59 (± 2.80) %"),
        ("L275", "3.0 (± 0.3) body weights"),
        ("L172", "hazard ratio 1.64 (95 % CI 1.31 to 2.05)"),
        ("S033", "correlation -0.816"),
        ("S110", "2556 N"),
        ("S003", "23"),
    ],
)
def test_values_are_written_with_spread_and_unit_in_the_printed_digits(value_id, text):
    assert value(value_id).text == text


def test_a_row_without_a_number_is_written_as_its_direction():
    without_number = [row for row in values() if row.direction]
    assert without_number
    assert all(row.text == row.direction for row in without_number)


def test_every_printable_row_has_a_text():
    assert [row.id for row in values() if not row.text.strip()] == []


def test_second_hand_rows_carry_their_label():
    assert value("L275").label_note == "second-hand"
    assert value("S087").label_note == ""


@pytest.mark.parametrize(
    ("wrong", "near"), [("S0871", "S087"), ("s087", "S087"), ("L172c", "L172")]
)
def test_an_unknown_value_id_is_refused_with_ids_near_it(wrong, near):
    with pytest.raises(UnknownId, match=rf"'{wrong}'.*\b{near}\b"):
        value(wrong)


def test_unknown_sources_and_claims_are_refused_with_keys_near_them():
    with pytest.raises(UnknownId, match="child2010"):
        cite("child201")
    with pytest.raises(UnknownId, match="A08"):
        claim("A8")


def test_an_unknown_id_like_nothing_else_gets_no_suggestion():
    with pytest.raises(UnknownId) as refused:
        value("?")
    assert "Near ids" not in str(refused.value)


def test_unverified_rows_are_refused_one_by_one():
    unverified = [r for r in values(include_unverified=True) if r.status == "unverified"]
    assert unverified
    for row in unverified:
        with pytest.raises(UnverifiedRow, match=row.id):
            value(row.id)


def test_lists_hold_only_what_may_be_shown():
    assert {row.status for row in values()} == {"verified"}
    assert {row.source_key for row in values()} == {row.source_key for row in sources()}


def test_rows_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        value("S087").value = 7.0


@pytest.mark.parametrize("doi_status", ["seen", "looked_up"])
def test_a_confirmed_doi_becomes_the_link(source_rows, doi_status):
    keys = [row["source_key"] for row in source_rows if row["doi_status"] == doi_status]
    assert keys
    for key in keys:
        assert cite(key).link.startswith("https://doi.org/10."), key


@pytest.mark.parametrize("doi_status", ["memory", "none"])
def test_an_unconfirmed_doi_never_becomes_a_link(source_rows, doi_status):
    found = [cite(r["source_key"]) for r in source_rows if r["doi_status"] == doi_status]
    assert {row.link is None for row in found} == {True, False}
    assert [row.source_key for row in found if "doi.org" in (row.link or "")] == []


def test_links_of_one_real_source_of_each_kind():
    assert cite("child2010").link == "https://doi.org/10.1177/0363546510366234"
    assert cite("chang2015").link == "https://pmc.ncbi.nlm.nih.gov/articles/PMC4553058/"
    assert cite("docking2016").link is None
    assert cite("banister1975").link is None


def test_brackets_in_a_doi_cannot_break_a_link():
    doi_links = [row.link for row in sources() if "doi.org" in (row.link or "")]
    assert [link for link in doi_links if set("()<> ") & set(link)] == []
    assert any("%28" in link for link in doi_links)


def test_sources_read_in_a_copy_say_so():
    assert cite("banister1975").seen_second_hand
    assert not cite("child2010").seen_second_hand
    assert source is cite


def test_a_claim_lists_the_rows_for_and_against_it():
    a08 = claim("A08")
    assert "S087" in a08.evidence_for
    assert a08.evidence_against == ()
    assert len(claims()) == len({row.id for row in claims()}) >= 19


def test_verdicts_are_said_in_plain_words():
    assert {row.verdict: row.verdict_text for row in claims()} == {
        "supported": "supported",
        "supported_with_nuance": "supported, with a nuance",
        "contested": "contested",
        "not_supported": "not supported",
    }


WATCH_FILES = """
    import sys
    opened = []
    sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
    import tendon_teaching.evidence as evidence
    def tables():
        return sum("evidence" in name and name.endswith((".csv", ".bib")) for name in opened)
"""


def test_importing_reads_no_table_and_the_first_question_reads_it_once():
    program = (
        WATCH_FILES
        + """
    print(tables())
    evidence.value("S087"), evidence.value("S096")
    print(tables())
    """
    )
    assert run_fresh(program) == ["0", "1"]


def test_importing_needs_neither_numpy_nor_matplotlib():
    program = """
    import sys, tendon_teaching.evidence
    print(*sorted({"numpy", "matplotlib", "ipywidgets", "IPython"} & set(sys.modules)))
    """
    assert run_fresh(program) == []
