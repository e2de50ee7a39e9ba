"""A learner's plan as a file: out and back whole, and exact words for whatever is wrong."""

import csv
import io
import os
import re
from dataclasses import replace
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from tendon_teaching.explorers import files
from tendon_teaching.explorers.explorer import Explorer
from tendon_teaching.explorers.plan_the_load import definition
from tendon_teaching.figures.style import house_style
from tendon_teaching.models.plan_the_load import (
    CARDS,
    DAYS,
    NO_RULE,
    PATIENTS,
    SEED,
    Afterwards,
    Calendar,
    Card,
    CaseName,
    Choices,
    LoadPlan,
    Massage,
    Ready,
    case,
    outcome,
    ready_plan,
)
from tendon_teaching.plans import plan_page
from tendon_teaching.plans.plan_file import (
    DAY_NAMES,
    PlanFileError,
    plan_as_text,
    plan_from_text,
    read_plan,
)
from tendon_teaching.plans.planner_files import (
    Opened,
    decoded,
    open_plan,
    plan_as_csv,
    plan_file_of,
    plan_from_csv,
    plan_from_toml,
    save_plan,
)
from tendon_teaching.plans.simulation import simulate

PLAN = replace(
    ready_plan(Ready.MASSAGE_FIRST),
    choices=Choices(3.4, 1.2, 80.0, 4.0, Massage.ALL_WEEKS),
    afterwards=Afterwards.TWICE_A_WEEK,
)
CSV = plan_as_csv(PLAN)
TOML = plan_as_text(plan_file_of(PLAN))


def changed(text, old, new, count=1):
    assert old in text, old
    return text.replace(old, new, count)


def line_of(text, part):
    return next(n for n, line in enumerate(text.splitlines(), start=1) if part in line)


# --- out and back ------------------------------------------------------------------------------


def any_plan():
    return st.builds(
        LoadPlan,
        st.sampled_from([case(name) for name in CaseName]),
        st.builds(Calendar, st.tuples(*[st.sampled_from(CARDS)] * DAYS)),
        st.builds(
            Choices,
            st.integers(15, 40).map(lambda n: n / 10),
            st.integers(0, 30).map(lambda n: n / 10),
            st.integers(0, 15).map(lambda n: n * 10.0),
            st.sampled_from([*map(float, range(8)), NO_RULE]),
            st.sampled_from(Massage),
        ),
        st.sampled_from(Afterwards),
    )


@given(any_plan())
@settings(max_examples=15)
def test_any_plan_comes_back_from_toml_and_csv_as_it_was(plan):
    for opened in (
        plan_from_toml(plan_as_text(plan_file_of(plan))),
        plan_from_csv(plan_as_csv(plan)),
    ):
        assert opened.plan == plan
        assert opened.notes == ()


@given(any_plan())
@settings(max_examples=10)
def test_the_file_holds_the_very_course_that_the_planner_follows(plan):
    held = plan_file_of(plan)
    assert plan_from_text(plan_as_text(held)) == held
    assert held.plan == plan.course_plan()


def test_simulate_gives_what_the_planner_shows():
    plan = ready_plan(Ready.GRADED)
    course = simulate(plan_file_of(plan), "L", PATIENTS, SEED).course
    middle = course.quantiles()[2, course.at(12)]
    assert middle == pytest.approx(outcome(plan).a.visa_a_at(12).middle)


@pytest.mark.parametrize("ending", [".toml", ".csv"])
def test_a_plan_is_saved_and_opened_with_an_explorer(tmp_path, ending):
    live = Explorer(definition()).go("life_happens").set(growth_pct=1.0)
    saved = save_plan(live, tmp_path / f"mine{ending}")
    again = Explorer(definition()).set(**open_plan(saved).values)
    assert again.result.found.plan == live.result.found.plan
    assert [each.name for each in tmp_path.iterdir()] == [f"mine{ending}"]


def test_what_was_opened_introduces_itself():
    opened = plan_from_csv(CSV)
    assert isinstance(opened, Opened)
    assert PLAN.case.label in repr(opened)
    assert f"{PLAN.calendar.loading_days} days of loading" in repr(opened)


# --- nothing is lost ---------------------------------------------------------------------------


def test_an_older_plan_of_the_same_name_is_kept(tmp_path):
    path = tmp_path / "mine.toml"
    first = ready_plan(Ready.GRADED)
    save_plan(first, path)
    save_plan(first, path)
    assert len(list(tmp_path.iterdir())) == 1, "nothing to keep of the same plan"
    save_plan(PLAN, path)
    assert open_plan(path).plan == PLAN
    kept = tmp_path / "mine.toml.earlier"
    assert plan_from_toml(kept.read_text()).plan == first


def test_a_disk_that_fails_half_way_leaves_the_old_plan_whole(tmp_path):
    path = tmp_path / "mine.csv"
    save_plan(ready_plan(Ready.GRADED), path)
    whole = path.read_bytes()
    with (
        patch.object(files.Path, "write_bytes", side_effect=OSError(28, "No space left")),
        pytest.raises(PlanFileError, match=r"cannot be written: No space left.*unchanged"),
    ):
        save_plan(PLAN, path)
    assert path.read_bytes() == whole
    assert [each.name for each in tmp_path.iterdir()] == ["mine.csv"]


def test_a_place_or_an_ending_that_does_not_do_is_said_before_anything_is_written(tmp_path):
    with pytest.raises(PlanFileError, match="cannot be written"):
        save_plan(PLAN, tmp_path / "no such folder" / "mine.toml")
    with pytest.raises(PlanFileError, match=r"\.toml, \.csv, \.pdf"):
        save_plan(PLAN, tmp_path / "mine.docx")
    with pytest.raises(PlanFileError, match=r"only a \.toml or \.csv"):
        open_plan(tmp_path / "mine.pdf")
    with pytest.raises(PlanFileError, match="cannot be read"):
        open_plan(tmp_path / "not there.csv")
    with pytest.raises(PlanFileError, match="cannot be read"):
        open_plan(tmp_path / "not there.toml")
    assert list(tmp_path.iterdir()) == []


# --- CSV, changed by hand ----------------------------------------------------------------------

BAD_CSV = {
    "a card misspelt": (
        lambda t: changed(t, "3,one_leg,rest,one_leg", "3,one_leg,rest,one_lag"),
        "3,one",
        r"week 3, wednesday: 'one_lag' is no card; did you mean one_leg\?",
    ),
    "a card nobody knows": (
        lambda t: changed(t, "5,loaded", "5,zumba!"),
        "5,loaded",
        "week 5, monday: 'zumba!' is no card; choose one of rest, run_flat",
    ),
    "week 13": (
        lambda t: changed(t, "\n12,", "\n13,"),
        "12,loaded",
        "week: there is no week 13; a plan has weeks 1 to 12",
    ),
    "week 0": (lambda t: changed(t, "\n1,", "\n0,"), "1,two", "there is no week 0"),
    "a negative week": (lambda t: changed(t, "\n1,", "\n-1,"), "1,two", "there is no week -1"),
    "a week twice": (
        lambda t: changed(t, "\n4,", "\n3,"),
        "4,one",
        "week 3: this week stands here for the second time",
    ),
    "an eighth day": (
        lambda t: changed(t, "\n6,", "\n6,rest,"),
        "6,loaded",
        "week 6: there are 8 days; a week has 7",
    ),
    "a day that is none": (
        lambda t: changed(t, "sunday", "sunnday"),
        "week,",
        r"sunnday: there is no such key; did you mean sunday\?",
    ),
    "a missing day": (
        lambda t: changed(t, ",saturday", ""),
        "week,",
        "saturday: this column is missing; add it",
    ),
    "a day twice": (
        lambda t: changed(t, "tuesday", "monday"),
        "week,",
        "monday: this day has two columns",
    ),
    "an extra key": (
        lambda t: changed(t, "growth_pct", "growht_pct"),
        "growth_pct",
        r"growht_pct: there is no such key; did you mean growth_pct\?",
    ),
    "a key twice": (
        lambda t: changed(t, "growth_pct,1.2", "start_load_bw,1.2"),
        "growth_pct",
        "start_load_bw: this key stands here for the second time",
    ),
    "no value": (
        lambda t: changed(t, "growth_pct,1.2", "growth_pct"),
        "growth_pct",
        "growth_pct: there is no value",
    ),
    "a number out of range": (
        lambda t: changed(t, "pain_allowed,4", "pain_allowed,40"),
        "pain",
        "pain_allowed: '40' must be a number between 0 and 10",
    ),
    "no number": (
        lambda t: changed(t, "start_load_bw,3.4", "start_load_bw,heavy"),
        "start",
        "start_load_bw: 'heavy' must be a number between 1.5 and 4",
    ),
    "not a number": (
        lambda t: changed(t, "start_load_bw,3.4", "start_load_bw,nan"),
        "start",
        "'nan' must be a number",
    ),
    "an unknown case": (
        lambda t: changed(t, "case,severe", "case,knee"),
        "case",
        "case: There is no case 'knee'; choose one of",
    ),
    "an unknown choice": (
        lambda t: changed(t, "all_weeks", "sometimes"),
        "massage,",
        "massage: 'sometimes' is not known; choose one of none",
    ),
    "weeks before their head": (
        lambda t: changed(t, "week,monday", "#week,monday"),
        "1,two",
        "week 1: before the first week a row has to name the columns",
    ),
}


@pytest.mark.parametrize("name", BAD_CSV)
def test_a_bad_table_is_refused_with_line_and_key(name):
    spoil, where, words = BAD_CSV[name]
    line = line_of(CSV, where)
    with pytest.raises(PlanFileError, match=rf"^mine\.csv, line {line}: .*{words}") as caught:
        plan_from_csv(spoil(CSV), "mine.csv")
    assert caught.value.line == line
    assert caught.value.key


def test_missing_weeks_are_listed():
    text = "\n".join(line for line in CSV.splitlines() if not re.match("(7|11),", line))
    with pytest.raises(PlanFileError, match="these weeks are missing: 7, 11; add them"):
        plan_from_csv(text)
    with pytest.raises(PlanFileError, match="missing: 1, 2, 3"):
        plan_from_csv("")


def test_missing_settings_and_empty_cells_are_filled_and_said():
    text = changed(changed(CSV, "growth_pct,1.2\n", ""), "\n1,two_legs,massage,", "\n1,two_legs,,")
    opened = plan_from_csv(text)
    assert opened.plan.choices.growth_pct == Choices().growth_pct
    assert opened.plan.calendar.days[1] is Card.REST
    assert opened.notes == (
        "Empty cells were read as rest: 1.",
        "growth_pct is not in the file; the usual value is used.",
    )


@pytest.mark.parametrize("sign", [";", "\t"])
def test_tables_of_other_spreadsheets_are_read(sign):
    rows = list(csv.reader(io.StringIO(CSV)))
    text = "\r\n".join(sign.join(row) for row in rows).replace("3.4", "3,4")
    assert plan_from_csv(text).plan == PLAN


def test_weeks_and_days_may_stand_in_any_order_and_cards_in_any_words():
    lines = CSV.splitlines()
    head = line_of(CSV, "week,")
    shuffled = [*lines[:head], *reversed(lines[head:]), "", "# a remark of my own"]
    assert plan_from_csv("\n".join(shuffled)).plan == PLAN
    words = CSV.replace("one_leg", "One-leg raise").replace("loaded", "L").replace("massage,", "S,")
    words = words.replace("S,all_weeks", "massage,all_weeks")
    assert plan_from_csv(words).plan == PLAN
    reordered = list(csv.reader(io.StringIO(CSV)))
    at = head - 1
    turned = [[row[0], *reversed(row[1:])] if n >= at else row for n, row in enumerate(reordered)]
    assert plan_from_csv("\n".join(",".join(row) for row in turned)).plan == PLAN


@given(st.text(max_size=300))
@settings(max_examples=60)
def test_any_text_is_a_plan_or_one_sentence(text):
    with pytest.raises(PlanFileError) as caught:
        plan_from_csv(text)
    assert str(caught.value).endswith((".", "?"))


# --- encodings ---------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1"])
def test_tables_in_the_usual_encodings_are_read(tmp_path, encoding):
    path = tmp_path / "mine.csv"
    path.write_bytes(f"# Plan für Zoë, 5 km\n{CSV}".encode(encoding))
    opened = open_plan(path)
    assert opened.plan == PLAN
    is_told = any("Windows-1252" in note for note in opened.notes)
    assert is_told == (encoding in ("cp1252", "latin-1"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (CSV.encode("utf-16"), "UTF-16"),
        (CSV.encode() + b"\n\x81\x8d", r"line 23: this is neither UTF-8 nor Windows-1252"),
        (b"week,\0monday", "line 1: this is no text"),
        (b"x" * 1_000_001, "at most 1,000,000"),
    ],
)
def test_anything_else_is_refused_exactly(content, words):
    with pytest.raises(PlanFileError, match=words):
        decoded(content, "mine.csv")


def test_a_toml_file_that_is_not_utf_8_is_refused_with_its_line(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(("# Übung\n" + TOML).encode("cp1252"))
    with pytest.raises(PlanFileError, match="line 1: this is not UTF-8"):
        open_plan(path)


# --- TOML, changed by hand ---------------------------------------------------------------------

BAD_TOML = {
    "an extra key": (
        lambda t: changed(t, "growth_pct", "growht_pct"),
        "growth_pct",
        r"planner\.growht_pct: there is no such key; did you mean growth_pct\?",
    ),
    "an impossible day": (
        lambda t: changed(t, "monday", "mondey"),
        "monday",
        r"week\[1\]\.mondey: there is no such key; did you mean monday\?",
    ),
    "an unknown activity": (
        lambda t: changed(t, '"two_leg_raise"', '"two_leg_rise"'),
        "two_leg",
        "did you mean two_leg_raise",
    ),
    "a missing key": (lambda t: changed(t, "visa_a_mean = 32\n", ""), "[people]", "missing"),
    "an unknown case": (
        lambda t: changed(t, '"severe"', '"knee"'),
        "case = ",
        r"planner\.case: There is no case 'knee'",
    ),
    "an unknown choice": (
        lambda t: changed(t, '"all_weeks"', '"sometimes"'),
        "massage = ",
        r"planner\.massage: 'sometimes' is not known",
    ),
    "a number out of range": (
        lambda t: changed(t, "growth_pct = 1.2", "growth_pct = 12"),
        "growth_pct",
        "between 0 and 3",
    ),
    "two cards in a day": (
        lambda t: changed(t, '["two_leg_raise"', '["two_leg_raise", "running"'),
        "two_leg",
        r"week\[1\]\.monday: no single card stands for running \+ two_leg_raise",
    ),
}


@pytest.mark.parametrize("name", BAD_TOML)
def test_a_bad_plan_is_refused_with_line_and_key(tmp_path, name):
    spoil, where, words = BAD_TOML[name]
    path = tmp_path / "mine.toml"
    path.write_text(spoil(TOML))
    with pytest.raises(PlanFileError, match=words) as caught:
        open_plan(path)
    assert caught.value.line == line_of(TOML, where)
    assert caught.value.key


def test_the_line_of_a_repeated_week_is_that_of_its_table():
    text = (
        'name = "mine"\n[people]\nvisa_a_mean = 50\n[course]\nweeks = [0, 12]\n'
        '[[week]]\nrepeat = 6\nmonday = ["single_leg_raise"]\n'
        '[[week]]\nrepeat = 6\ntuesday = ["jump", "walking"]\n'
    )
    with pytest.raises(PlanFileError, match=r"week\[2\]\.tuesday") as caught:
        plan_from_toml(text)
    assert caught.value.line == 11


def test_a_plan_from_elsewhere_opens_and_says_what_is_shown_differently():
    text = (
        'name = "mine"\n[people]\nvisa_a_mean = 49\n[course]\nweeks = [0, 4]\npain_rule = 3\n'
        '[[week]]\nrepeat = 4\nmonday = [{ activity = "single_leg_raise", cycles = 60 }]\n'
        'tuesday = ["massage"]\n'
    )
    opened = plan_from_toml(text)
    assert opened.plan.choices.pain_allowed == 3
    assert opened.plan.case.name is CaseName.OVER_REACHER
    assert opened.plan.calendar.count(Card.ONE_LEG, Card.MASSAGE) == 8
    said = " ".join(opened.notes)
    assert "does not name a case" in said
    assert "has 4 weeks" in said
    assert "Week 1, Monday: the file asks for single_leg_raise (60 × 3 BW)" in said
    assert "4 more days differ" in said
    assert "by a clinician" in said


def test_an_edited_start_is_said_and_the_case_is_shown():
    opened = plan_from_toml(changed(TOML, "visa_a_mean = 32", "visa_a_mean = 40"))
    assert opened.plan == PLAN
    assert opened.notes == ("The file starts at VISA-A 40; the case starts at 32, which is shown.",)


def test_a_regimen_is_no_calendar():
    text = 'name = "x"\n[people]\nvisa_a_mean = 50\n[course]\nregimen = "wait"\nweeks = [0, 12]\n'
    with pytest.raises(PlanFileError, match="shows calendars only"):
        plan_from_toml(text, "wait.toml")


def test_the_commands_reader_takes_the_planners_table(tmp_path):
    path = save_plan(PLAN, tmp_path / "mine.toml")
    assert dict(read_plan(path).planner)["case"] == "severe"


# --- the page ----------------------------------------------------------------------------------


def test_the_page_is_one_page_and_the_same_every_time(tmp_path):
    content = save_plan(PLAN, tmp_path / "mine.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert len(re.findall(rb"/Type /Page\b", content)) == 1
    assert plan_page.page_as_pdf(PLAN) == content
    assert os.fsencode(tmp_path) not in content


@pytest.mark.parametrize("ready", [None, *Ready])
def test_all_words_of_the_page_stay_on_it_and_apart(ready):
    plan = ready_plan(ready) if ready else PLAN
    with house_style():
        sheet = plan_page.Sheet("Plan")
        plan_page._fill(sheet, plan, outcome(plan))
    renderer = FigureCanvasAgg(sheet.figure).get_renderer()
    page = sheet.figure.bbox
    boxes = [
        (text, text.get_window_extent(renderer))
        for text in sheet.figure.findobj(Text)
        if text.get_text().strip()
    ]
    said = "\n".join(text.get_text() for text, _box in boxes)
    assert all(day.capitalize() in said for day in DAY_NAMES)
    assert "Not medical advice" in said
    for text, box in boxes:
        assert page.x0 <= box.x0 < box.x1 <= page.x1, text
        assert page.y0 <= box.y0 < box.y1 <= page.y1, text
    for number, (one, box) in enumerate(boxes):
        for other, its_box in boxes[number + 1 :]:
            assert not box.padded(-1).overlaps(its_box.padded(-1)), (one, other)
