"""The page for a patient: plain, kind, right for the plan, and not advice."""

import re

import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated
from matplotlib.backends.backend_agg import FigureCanvasAgg

from tendon_teaching.explorers.explorer import Explorer
from tendon_teaching.explorers.plan_the_load import definition
from tendon_teaching.models.plan_the_load import WEEKS, Ready, day_names, ready_plan
from tendon_teaching.plans import patient_sheet as module
from tendon_teaching.plans.patient_sheet import (
    patient_sheet,
    save_sheet,
    say_this_not_that,
    sheet_as_pdf,
)
from tendon_teaching.plans.plan_file import PlanFileError
from tendon_teaching.plans.plan_page import Sheet

GRADE_OF_AGE_11 = 6.0  # school year in the United States
HARMFUL = re.compile(r"\b(torn|tear|worn|degenerat|scar|crumbl|rupture|damag)\w*", re.I)


def syllables(word):
    groups = re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeioul])e$|(?<=[^td])ed$|es$", "", word))
    return max(1, len(groups))


def reading_grade(text):
    """Flesch-Kincaid grade: school years needed to read ``text`` with ease."""
    sentences = [s for s in re.split(r"[.!?:\n]+", text) if re.search("[a-z]", s, re.I)]
    words = re.findall(r"[a-z]+", text.lower())
    each = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / len(sentences) + 11.8 * each - 15.59


def test_the_index_tells_plain_words_from_hard_ones():
    plain = "The cat sat on the mat. It was a good day."
    hard = "Tendinopathic degeneration necessitates individualised rehabilitation interventions."
    assert reading_grade(plain) < 2
    assert reading_grade(hard) > 20
    assert [syllables(w) for w in ("pain", "tendon", "better", "medicine", "rise")] == [
        1,
        2,
        2,
        3,
        1,
    ]


@pytest.mark.parametrize("ready", Ready)
def test_a_child_of_eleven_can_read_it(ready):
    sheet = patient_sheet(ready_plan(ready), 5)
    whole = "\n".join(line for section in sheet.sections for line in section.lines)
    assert reading_grade(whole) <= GRADE_OF_AGE_11
    for section in sheet.sections:
        assert reading_grade("\n".join(section.lines)) <= GRADE_OF_AGE_11 + 1.5, section.title


@pytest.mark.parametrize("ready", Ready)
def test_it_never_uses_the_words_that_frighten(ready):
    for week in (1, 5, WEEKS):
        assert not HARMFUL.search(patient_sheet(ready_plan(ready), week).for_patient)


def test_the_words_to_avoid_stand_in_the_list_with_something_better():
    avoided = " ".join(that for _this, that in say_this_not_that())
    for word in ("torn", "worn out", "crumbling", "scar", "degenerated"):
        assert word in avoided
    assert not any(HARMFUL.search(this) for this, _that in say_this_not_that())
    assert "torn" in patient_sheet(ready_plan(Ready.GRADED)).as_text


@pytest.mark.parametrize("ready", Ready)
def test_every_day_of_the_week_is_told_once(ready):
    for week in (1, 8):
        section = patient_sheet(ready_plan(ready), week).sections[1]
        days = ", ".join(line.split(":")[0] for line in section.lines)
        assert all(days.count(day) == 1 for day in day_names())


def test_what_to_do_is_what_the_plan_says():
    text = patient_sheet(ready_plan(Ready.GRADED_RUNNING), 5).for_patient
    plan = ready_plan(Ready.GRADED_RUNNING)
    assert "Monday, Wednesday, Friday: rise up on your toes with weights, 90 times" in text
    assert f"run {plan.case.km_per_week / 3 / 2:.1f} km on the flat" in text
    massaged = patient_sheet(ready_plan(Ready.MASSAGE_FIRST), 1).for_patient
    assert "Rub your calf first" in massaged
    assert "Rub your calf first" not in text


def test_pain_is_that_of_the_rule_or_a_matter_for_the_therapist():
    assert "Up to 5 is all right" in patient_sheet(ready_plan(Ready.GRADED)).for_patient
    no_rule = patient_sheet(ready_plan(Ready.ALL_AT_ONCE)).for_patient
    assert "Ask your therapist" in no_rule
    assert "Up to" not in no_rule


def test_massage_is_to_feel_better_and_before_loading_not_instead():
    massage = patient_sheet(ready_plan(Ready.GRADED)).sections[3]
    text = " ".join(massage.lines)
    assert "feel better" in text
    assert "not shown to mend" in text
    assert "not in place of it" in text


def test_warning_signs_are_marked_to_be_checked_and_nothing_else_is():
    sheet = patient_sheet(ready_plan(Ready.GRADED))
    marked = [section.title for section in sheet.sections if section.to_check]
    assert marked == ["When to get help"]
    assert "[Check against your local guideline before printing]" in sheet.for_patient
    signs = " ".join(sheet.sections[-1].lines)
    for sign in ("pop", "push off", "hot, red or swollen", "fever", "Both sides", "antibiotics"):
        assert sign in signs


def test_it_says_once_that_it_is_not_medical_advice():
    assert patient_sheet(ready_plan(Ready.GRADED)).as_text.count("not medical advice") == 1


@pytest.mark.parametrize("week", [0, 13, 1.5])
def test_there_are_twelve_weeks(week):
    with pytest.raises(ValueError, match="week"):
        patient_sheet(ready_plan(Ready.GRADED), week)


# --- files -------------------------------------------------------------------------------------


def test_it_is_saved_from_an_explorer_as_text_or_as_one_page(tmp_path):
    live = Explorer(definition()).go("massage_first")
    text = save_sheet(live, tmp_path / "sheet.txt", 2).read_text("utf-8-sig")
    assert text == patient_sheet(ready_plan(Ready.MASSAGE_FIRST), 2).as_text
    page = save_sheet(live, tmp_path / "sheet.pdf").read_bytes()
    assert len(re.findall(rb"/Type /Page\b", page)) == 1
    with pytest.raises(PlanFileError, match=r"\.pdf, \.txt"):
        save_sheet(live, tmp_path / "sheet.odt")
    with pytest.raises(PlanFileError, match="cannot be written"):
        save_sheet(live, tmp_path / "no folder" / "sheet.txt")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["sheet.pdf", "sheet.txt"]


@pytest.mark.parametrize("ready", Ready)
def test_the_page_has_room_for_every_plan(monkeypatch, ready):
    pages = []

    def keep(sheet):
        pages.append(sheet)
        return b""

    monkeypatch.setattr(Sheet, "as_pdf", keep)
    for week in (1, 2, 5, 8):
        sheet_as_pdf(patient_sheet(ready_plan(ready), week))
    for page in pages:
        assert page.top > 0.5
        renderer = FigureCanvasAgg(page.figure).get_renderer()
        ends = [text.get_window_extent(renderer).x1 for text in page.figure.texts]
        assert max(ends) <= page.figure.bbox.x1


def test_every_word_can_be_translated(monkeypatch):
    plan = ready_plan(Ready.MASSAGE_FIRST)
    speak_in_brackets(monkeypatch)
    assert untranslated(module.patient_sheet(plan, 1).for_patient.lower()) == ""
