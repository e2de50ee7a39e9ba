"""DOIs and addresses of the register have the right form, and nothing private lies in its files."""

import re
from collections import Counter
from urllib.parse import urlparse

import pytest

KNOWN_HOSTS = """
    doi.org pubmed.ncbi.nlm.nih.gov pmc.ncbi.nlm.nih.gov bmj.com lww.com springer.com
    springeropen.com biomedcentral.com mdpi.com thieme-connect.de allenpress.com humankinetics.com
    cochrane.org ijtmb.org jns-journal.com jsams.org jssm.org silverchair.com iop.org amrj.net
    jptcp.com eur.nl latrobe.edu.au mmu.ac.uk nebraska.edu umt.edu griffith.edu.au unige.ch
    keio.pure.elsevier.com uea.ac.uk ueaeprints.uea.ac.uk aau.dk opinvisindi.is uky.edu
    miami.pure.elsevier.com creighton.pure.elsevier.com northampton.ac.uk nyu.edu
    nyuscholars.nyu.edu ecu.edu.au uq.edu.au uni-giessen.de njit.edu uwo.ca bsu.edu
"""
FORBIDDEN = {
    "path of one machine": re.compile(r"(?<![\w.])/(?:tmp|work|home|root|Users)/"),
    "address without a name": re.compile(r"https?://\d+\.\d+\.\d+\.\d+"),
    "document-sharing site": re.compile(r"scri[b]d|zlib[r]ary|sci-hu[b]", re.IGNORECASE),
}


def is_known_host(url):
    host = urlparse(url).hostname or ""
    return any(host == name or host.endswith("." + name) for name in KNOWN_HOSTS.split())


def forbidden_in(text):
    return [reason for reason, pattern in FORBIDDEN.items() if pattern.search(text)]


def test_dois_have_the_form_of_a_doi_and_a_status(source_rows):
    for row in source_rows:
        assert bool(row["doi"]) == (row["doi_status"] != "none"), row["source_key"]
        assert not row["doi"] or re.fullmatch(r"10\.\d{4,9}/\S+", row["doi"]), row["source_key"]


def test_no_doi_belongs_to_two_sources(source_rows):
    times = Counter(row["doi"].lower() for row in source_rows if row["doi"])
    assert [doi for doi, count in times.items() if count > 1] == []


def test_addresses_point_to_publishers_indexes_and_institutions(source_rows):
    assert [r["url"] for r in source_rows if r["url"] and not is_known_host(r["url"])] == []


def test_sources_with_a_doi_also_have_an_address(source_rows):
    assert [r["source_key"] for r in source_rows if r["doi"] and not r["url"]] == []


def test_the_host_check_refuses_strangers_and_look_alikes():
    assert is_known_host("https://bjsm.bmj.com/content/50")
    assert not is_known_host("https://example.com/paper.pdf")
    assert not is_known_host("https://notbmj.com/content/50")


@pytest.mark.parametrize(
    "name", ["values.csv", "sources.csv", "claims.csv", "sources.bib", "NOTES.md"]
)
def test_register_files_hold_nothing_private(data_folder, name):
    assert forbidden_in((data_folder / name).read_text(encoding="utf-8")) == []


def test_the_search_for_private_text_finds_it():
    assert forbidden_in("see /home/someone/paper.pdf") == ["path of one machine"]
    assert forbidden_in("http://10.0.0.1/paper") == ["address without a name"]
    assert forbidden_in("https://doi.org/10.1136/bjsm.2009.061010") == []
