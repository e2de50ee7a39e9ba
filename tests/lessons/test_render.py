"""What a notebook shows of a lesson: well-formed, accessible, honest, translatable."""

import re
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated

from tendon_teaching.evidence import UnverifiedRow, claim, source, sources, value, values
from tendon_teaching.explorers import lump_yet_weaker
from tendon_teaching.explorers.explorer import Explorer
from tendon_teaching.lessons.catalogue import lesson_of
from tendon_teaching.lessons.content import EvidenceGroup, Lesson
from tendon_teaching.lessons.markup import BREAK, Markup, element, plain, together
from tendon_teaching.lessons.render import LessonPage

PARTS = {
    "00": ("opening", "account", "evidence", "sources"),
    "01": (
        "opening",
        "account",
        "goals",
        "explain",
        "words",
        "doubt",
        "sceptics",
        "claims",
        "evidence",
        "left_out",
        "model_card",
        "questions",
        "plan",
        "sources",
    ),
}
EVERY_PART = [(number, name) for number, names in PARTS.items() for name in names]

# What JupyterLab's sanitiser lets through, as far as lessons use it.
SANITISED_TAGS = """
a br caption cite code details div li ol p span strong summary table tbody td th thead tr ul
"""
SANITISED_ATTRIBUTES = {"style", "lang", "translate", "href", "open", "scope"}
LOST_WHEN_SANITISED = {"role", "tabindex", "aria-label", "aria-hidden"}
SANITISED_STYLES = """
background-color border border-bottom border-collapse border-left border-radius border-top
box-sizing caption-side color cursor display font-size font-style font-weight height line-height
margin max-width min-width overflow overflow-wrap overflow-x padding position table-layout
text-align text-decoration vertical-align white-space width
"""


NO_BREAK = "\N{NO-BREAK SPACE}"


def unpredicted():
    return SimpleNamespace(definition=lump_yet_weaker.definition(), predicted=None)


def part(number, name):
    page = LessonPage(lesson_of(number))
    return page.explain(unpredicted()) if name == "explain" else getattr(page, name)


def tree(shown):
    return ElementTree.fromstring(shown.html)


@pytest.fixture(scope="module", params=EVERY_PART, ids="-".join)
def any_part(request):
    return part(*request.param)


@pytest.fixture(scope="module")
def mechanics():
    return LessonPage(lesson_of("01"))


# Every part


def test_a_part_carries_the_same_words_as_page_and_as_text(any_part):
    bundle = any_part._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    words = "".join(tree(any_part).itertext())
    lines = bundle["text/plain"].replace(" | ", "")
    assert "".join(lines.split()) == "".join(words.split())


def test_a_part_is_the_same_at_every_run():
    for number, name in EVERY_PART:
        assert part(number, name)._repr_mimebundle_() == part(number, name)._repr_mimebundle_()


def test_a_part_uses_only_what_notebook_viewers_let_through(any_part):
    for node in tree(any_part).iter():
        assert node.tag in SANITISED_TAGS.split()
        assert set(node.attrib) <= SANITISED_ATTRIBUTES | LOST_WHEN_SANITISED
        for declaration in filter(None, node.get("style", "").split(";")):
            assert declaration.split(":")[0] in SANITISED_STYLES.split()


def test_tables_can_be_heard_and_scrolled_by_keyboard(any_part):
    page = tree(any_part)
    regions = [node for node in page.iter("div") if node.get("role") == "region"]
    assert len(regions) == len(list(page.iter("table")))
    for region in regions:
        assert region.get("tabindex") == "0"
        assert "overflow-x:auto" in region.get("style")
        assert region.get("aria-label") == "".join(region.find("table/caption").itertext())
        head, body = region.find("table/thead"), region.find("table/tbody")
        assert {th.get("scope") for th in head.iter("th")} == {"col"}
        for row in body:
            assert [cell.get("scope") for cell in row if cell.tag == "th"] == ["row"]
            assert len(row) == len(head[0])
            assert all("".join(cell.itertext()).strip() for cell in row if cell.tag == "th")


def test_ink_stands_out_from_its_card_also_in_a_dark_theme(any_part):
    for ink, paper, words in inked(tree(any_part)):
        assert contrast(ink, paper) >= 4.5, words


def test_no_text_is_small(any_part):
    for size in sizes(tree(any_part), 1.0):
        assert size >= 0.85


def test_links_are_those_the_register_allows(any_part):
    allowed = {publication.link for publication in sources()} - {None}
    links = [node.get("href") for node in tree(any_part).iter("a")]
    assert set(links) <= allowed
    uncertain = [s.doi for s in sources() if s.doi and s.doi_status not in ("seen", "looked_up")]
    assert [doi for doi in uncertain if doi in any_part.html] == []


def test_no_unverified_row_is_shown(any_part):
    shown = set(re.findall(r"\b[SLMU]\d{2,3}[a-z]?\b", repr(any_part)))
    refused = {row.id for row in values(include_unverified=True) if not row.is_printable}
    assert not shown & refused


def test_every_text_can_be_translated(monkeypatch):
    speak_in_brackets(monkeypatch)
    heard = 0
    for number, name in EVERY_PART:
        for text in visible_texts(tree(part(number, name))):
            assert untranslated(text) == "", f"{name} of lesson {number}"
            heard += 1
    assert heard > 500


# Opening


def test_the_current_line_of_the_message_is_marked_by_more_than_colour(mechanics):
    lines = list(tree(mechanics.opening).find(".//ol"))
    marked = ["this lesson" in "".join(line.itertext()) for line in lines]
    assert marked == [True, False, False, False]
    assert lines[0].find("strong") is not None


def test_the_first_lesson_shows_the_whole_message_and_marks_no_line():
    assert "this lesson" not in repr(part("00", "opening"))
    assert len(list(tree(part("00", "opening")).iter("li"))) == 4


def test_the_opening_gives_the_verdicts_and_leaves_the_nuance_for_later(mechanics):
    opening, claims = repr(mechanics.opening), repr(mechanics.claims)
    for claim_id in ("A07", "A08", "A09"):
        row = claim(claim_id)
        assert row.claim in opening
        assert f"{row.verdict_text} confidence: {row.confidence}" in opening
        assert row.wording not in opening
        assert row.wording in claims


def test_an_account_without_an_explorer_gives_the_wording_at_once():
    assert claim("A01").wording in repr(part("00", "account"))


def test_each_verdict_has_a_sign_and_a_border_of_its_own():
    page = LessonPage(Lesson("09", "x", "x", 1, "x", ("A02", "A06", "A07", "A08")))
    chips = [
        node for node in tree(page.account).iter("span") if "border:2px" in node.get("style", "")
    ]
    assert len({chip[0].text for chip in chips}) == 4
    assert len({re.search("border:2px [^;]+", chip.get("style"))[0] for chip in chips}) == 4


# Explain


def test_without_a_prediction_every_prediction_is_answered(mechanics):
    shown = repr(mechanics.explain(unpredicted()))
    for option in lump_yet_weaker.definition().prediction.options:
        assert option.text in shown
        assert option.feedback in shown
    assert "◀" not in shown


def test_the_prediction_of_the_learner_is_marked(mechanics):
    explorer = Explorer(lump_yet_weaker.definition())
    explorer.view.prediction = 1
    shown = repr(mechanics.explain(explorer))
    assert "Your prediction was: “Less: it has become thicker.”" in shown
    assert shown.count("◀ you") == 1
    assert "Less: it has become thicker. ◀ you" in shown


def test_explanation_sceptics_plan_and_model_card_are_folded(mechanics):
    for shown in (
        mechanics.explain(unpredicted()),
        mechanics.sceptics,
        mechanics.plan,
        mechanics.model_card,
    ):
        (only,) = tree(shown)
        assert only.tag == "details"
        assert only.get("open") is None


# Evidence


def rows_of(shown):
    """Cells of every evidence row by its register id."""
    rows = {}
    for row in tree(shown).iter("tr"):
        cells = ["".join(cell.itertext()).replace(NO_BREAK, " ") for cell in row]
        study = cells[4] if len(cells) == 6 else ""
        found = re.search(r"\b[SLMU]\d{2,3}[a-z]?$", study)
        if found:
            rows[found[0]] = cells
    return rows


def test_evidence_shows_quantity_group_value_n_population_and_study_of_each_row(mechanics):
    rows = rows_of(mechanics.evidence)
    assert set(lesson_of("01").value_ids) <= set(rows)
    for value_id, (what, shown, count, population, study, note) in rows.items():
        row = value(value_id)
        assert what.casefold().startswith(row.quantity.casefold())
        assert row.group in what
        assert shown.startswith(row.text)
        assert count == (str(row.n) if row.n is not None else "not seen")
        assert (population, note) == (row.population, row.note)
        authors_and_year = re.match(r".+?\d{4}", study)[0]
        assert row.source.short_citation.startswith(f"{authors_and_year},")


def test_a_spread_is_shown_with_its_kind_and_a_missing_one_is_said(mechanics):
    rows = rows_of(mechanics.evidence)
    assert "(SD 2.6)" in rows["S087"][1]
    assert "(SE 18)" in rows["S096"][1]
    assert "95 % CI 0.5 to 3.3" in rows["S072"][1]
    assert "spread not seen" in rows["S070"][1]
    assert "spread not seen" not in rows["S087"][1]


def test_second_hand_rows_are_labelled_and_only_they(mechanics):
    for value_id, cells in rows_of(mechanics.evidence).items():
        assert ("second-hand" in cells[4]) == bool(value(value_id).label_note)


def test_every_row_that_a_verdict_names_can_be_found_in_the_tables(mechanics):
    rows = set(rows_of(mechanics.evidence))
    for claim_id in lesson_of("01").claims:
        row = claim(claim_id)
        assert {*row.evidence_for, *row.evidence_against} <= rows


def test_a_row_that_nobody_verified_cannot_be_shown():
    unseen = next(row.id for row in values(include_unverified=True) if not row.is_printable)
    group = EvidenceGroup("title", (unseen,))
    page = LessonPage(Lesson("09", "x", "x", 1, "x", (), evidence=(group,)))
    with pytest.raises(UnverifiedRow):
        _ = page.evidence


def test_sources_list_every_study_once_and_say_what_is_second_hand(mechanics):
    items = ["".join(item.itertext()) for item in tree(mechanics.sources).iter("li")]
    assert len(items) == len(set(items))
    keys = {value(value_id).source_key for value_id in rows_of(mechanics.evidence)}
    for key in keys:
        publication = source(key)
        (item,) = [line for line in items if line.startswith(publication.short_citation)]
        assert ("read in a copy" in item) == publication.seen_second_hand
        assert ("no checked address" in item) == (publication.link is None)


# Questions


def test_every_answer_opens_to_its_feedback_without_a_kernel(mechanics):
    questions = lesson_of("01").questions
    folds = list(tree(mechanics.questions).iter("details"))
    options = [option for question in questions for option in question.options]
    assert len(folds) == len(options)
    for fold, option in zip(folds, options, strict=True):
        assert fold.get("open") is None
        summary, feedback = ("".join(node.itertext()) for node in fold)
        assert option.text in summary.replace(NO_BREAK, " ")
        assert ("Right." in feedback) is option.right
        assert option.misconception in feedback


# Markup


def test_texts_are_escaped_and_markup_is_not_escaped_twice():
    inner = element("strong", "a < b & c")
    assert inner == "<strong>a &lt; b &amp; c</strong>"
    assert element("p", inner, title='"x"') == (
        '<p title="&quot;x&quot;"><strong>a &lt; b &amp; c</strong></p>'
    )


def test_a_number_stays_with_its_unit():
    tied = together("5.2 (SD 2.6) % of n = 14, 2,000 N, 3 Newtons")
    assert tied.replace(NO_BREAK, "~") == ("5.2 (SD~2.6)~% of n~=~14, 2,000~N, 3 Newtons")


def test_plain_text_has_a_line_for_each_block_and_bars_between_cells():
    row = element("tr", element("th", "a"), element("td", "b", BREAK, "c"))
    page = element("div", element("p", "one ", Markup("&amp; two")), element("table", row))
    assert plain(page) == "one & two\na | b\nc"


# ---------- reading a page ----------


def visible_texts(node, *, inside_data=False):
    """Texts that are seen or heard, without what is marked as not to be translated."""
    is_data = inside_data or node.get("translate") == "no"
    if not is_data:
        yield from filter(None, [node.text, node.get("aria-label")])
    for child in node:
        yield from visible_texts(child, inside_data=is_data)
        if not is_data and child.tail:
            yield child.tail


def inked(node, ink=None, paper=None):
    """Ink, paper and words of every text; the card itself must set both colours."""
    style = dict(d.split(":", 1) for d in filter(None, node.get("style", "").split(";")))
    ink, paper = style.get("color", ink), style.get("background-color", paper)
    if (node.text or "").strip():
        yield ink, paper, node.text
    for child in node:
        yield from inked(child, ink, paper)
        if (child.tail or "").strip():
            yield ink, paper, child.tail


def sizes(node, size):
    style = dict(d.split(":", 1) for d in filter(None, node.get("style", "").split(";")))
    if "font-size" in style:
        size *= float(style["font-size"].removesuffix("em"))
    if (node.text or "").strip():
        yield size
    for child in node:
        yield from sizes(child, size)


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
