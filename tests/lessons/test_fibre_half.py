"""The fibre half of lesson 01 says what its explorer shows and what the register holds."""

import re
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import claim, value
from tendon_teaching.explorers import how_parallel, lump_yet_weaker
from tendon_teaching.lessons.catalogue import lesson_of
from tendon_teaching.lessons.render import LessonPage


@pytest.fixture(scope="module")
def content():
    return lesson_of("01")


@pytest.fixture(scope="module")
def fibre_explanation(content):
    return content.other_explanations[how_parallel.NAME]


def shown(page, explorer):
    return page.explain(SimpleNamespace(definition=explorer.definition(), predicted=None))


def test_each_explorer_of_the_lesson_has_its_own_explanation(content, fibre_explanation):
    page = LessonPage(content)
    assert fibre_explanation.table.caption in repr(shown(page, how_parallel))
    assert content.explanation.table.caption in repr(shown(page, lump_yet_weaker))
    assert repr(shown(page, how_parallel)) != repr(shown(page, lump_yet_weaker))


def test_the_table_gives_the_numbers_of_the_read_outs(fibre_explanation):
    explorer = how_parallel.definition()
    by_label = {scene.label: scene for scene in explorer.scenes}
    assert len(fibre_explanation.table.rows) == 4
    for label, share, left, _drawn, spread, index in fibre_explanation.table.rows:
        view = explorer.compute(**by_label[label].values)
        said = explorer.figure.read_out(view)
        assert f"spread {spread}, " in said
        assert f"index {index}" in said
        assert share == f"{by_label[label].values['share_disturbed_pct']:.0f} %"
        assert (f"{left} of the fibres are left" in said) is (left != "100 %")


def test_the_explanation_quotes_the_index_with_and_without_lost_fibres(fibre_explanation):
    told = " ".join(fibre_explanation.paragraphs)
    rows = {row[0]: row for row in fibre_explanation.table.rows}
    assert f"the index is {rows['Thinned'][5]}, with all of them {rows['Healthy'][5]}" in told


def test_the_picture_measures_less_spread_than_was_drawn(fibre_explanation):
    for row in fibre_explanation.table.rows:
        drawn, measured = (float(cell.rstrip("°")) for cell in row[3:5])
        assert measured <= drawn


def test_wider_windows_read_the_same_drawing_as_more_parallel(content):
    table = content.sceptics_table
    true = float(re.search(r"spread of (\d+)°", table.caption)[1])
    spreads = [float(row[1].rstrip("°")) for row in table.rows]
    assert spreads == sorted(spreads, reverse=True)
    assert true > spreads[0] > 1.5 * spreads[-1]


def test_the_two_scanners_stand_in_tables_of_their_own(content):
    groups = [set(group.value_ids) for group in content.evidence]
    for one in ("S001", "S002"):
        for other in ("S005", "S006", "S007", "S010", "S012"):
            assert not [group for group in groups if {one, other} <= group]
    titles = [group.title for group in content.evidence]
    assert len(set(titles)) == len(titles)


def test_the_doubt_counts_pictures_against_people(content):
    told = " ".join(content.doubt)
    under, pain_free_under = value("S003"), value("S004")
    assert f"{under.n - under.value:.0f} of {under.n} painful tendons looked normal" in told
    assert f"{pain_free_under.value:.0f} of {pain_free_under.n} pain-free ones did not" in told
    for row in ("S001", "S002", "S005", "S007"):
        assert value(row).text in told
        assert f"n = {value(row).n}" in told


def test_no_text_sets_a_share_of_a_drawing_equal_to_one_of_a_scan(content, fibre_explanation):
    told = [*fibre_explanation.paragraphs, *content.doubt]
    assert not [text for text in told if "drawing" in text and "scanner" in text]


def test_patellar_counts_are_called_patellar(content):
    texts = [point.text for point in content.sceptics]
    quoting = [text for text in texts if value("S035").text in text]
    assert quoting
    assert all("PATELLAR" in text for text in quoting)


def test_the_claims_about_fibres_and_cells_are_opened_and_shown(content):
    for claim_id in ("A03", "A04"):
        assert claim_id in content.opening_claims
        assert claim_id in content.claims
        rows = {row for group in content.evidence for row in group.value_ids}
        assert {*claim(claim_id).evidence_for} <= rows | {"S091"}


def test_the_ideas_behind_patches_cells_and_numbers_are_all_met(content):
    met = {o.misconception for q in content.questions for o in q.options if not o.right}
    assert {
        "the whole tendon is tangled",
        "a share of a picture is a share of strength",
        "an index of order counts fibres",
        "abnormal cells are big cells",
    } <= met


def test_the_explanation_can_be_translated(monkeypatch):
    speak_in_brackets(monkeypatch)
    part = shown(LessonPage(lesson_of("01")), how_parallel)
    seen = [
        text
        for node in ElementTree.fromstring(part.html).iter()
        if node.get("translate") != "no"
        for text in (node.text, node.get("aria-label"))
        if text
    ]
    assert len(seen) > 20
    assert [text for text in seen if untranslated(text)] == []
