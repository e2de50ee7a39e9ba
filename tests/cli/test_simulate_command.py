"""`tendon-teaching simulate`: a plan file, run with made-up patients, and its errors."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tendon_teaching import cli
from tendon_teaching.evidence import value
from tendon_teaching.models import trial_arms
from tendon_teaching.models.activities import activities
from tendon_teaching.models.regimens import ActivityKind, Exercise, Plan, regimen
from tendon_teaching.plans import (
    PlanFile,
    PlanFileError,
    example,
    examples,
    plan_as_text,
    plan_file,
    plan_from_text,
    read_plan,
    write_plan,
)
from tendon_teaching.plans.key_lines import KeyLines
from tendon_teaching.plans.simulation import simulate

GOOD = """\
name = "Loading at home"

[people]
visa_a_mean = 51
visa_a_sd = 15
include_below = 80

[course]
regimen = "home_eccentric"
weeks = [0, 4, 12]
pain_rule = 5
adherence = 0.8

[running]
share = 1.0
monitored = true

[exercise]
start_bw = 2.4
ceiling_bw = 4.6
"""


@pytest.fixture
def plan_path(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def run(capsys, *arguments):
    code = cli.main(["simulate", *map(str, arguments)])
    told = capsys.readouterr()
    return code, told.out, told.err


def wrong(text, name="plan.toml"):
    with pytest.raises(PlanFileError) as problem:
        plan_from_text(text, name)
    assert "\n" not in str(problem.value)
    return problem.value


# --- what it prints ----------------------------------------------------------------------------


def test_json_has_what_a_program_needs(capsys, plan_path):
    code, out, err = run(capsys, plan_path, "--set", "L", "--patients", 120, "--seed", 4, "--json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert found["weeks"] == [0, 4, 12]
    assert (found["set"], found["patients"], found["seed"]) == ("L", 120, 4)
    assert len(found["visa_a_mean"]) == 3
    assert list(found["visa_a_quantiles"]) == ["5", "25", "50", "75", "95"]
    rows = list(found["visa_a_quantiles"].values())
    for place in range(3):
        column = [row[place] for row in rows]
        assert column == sorted(column)
        assert column[0] <= found["visa_a_mean"][place] <= column[-1]
    gain = found["visa_a_mean"][-1] - found["visa_a_mean"][0]
    assert found["gain_mean"] == pytest.approx(gain, abs=0.02)
    assert set(found["tissue"]) == {"stiffness", "modulus", "area"}
    for stiffness, modulus, area in zip(*found["tissue"].values(), strict=True):
        assert modulus == pytest.approx(stiffness / area, abs=0.03)
    assert "not a forecast" in found["note"]


def test_the_text_tells_the_same_numbers(capsys, plan_path):
    choices = (plan_path, "--set", "S", "--patients", 80, "--seed", 2)
    _code, as_json, _err = run(capsys, *choices, "--json")
    code, out, err = run(capsys, *choices)
    assert (code, err) == (0, "")
    found = json.loads(as_json)
    assert "Loading at home" in out
    assert "Story B" in out
    for week, mean in zip(found["weeks"], found["visa_a_mean"], strict=True):
        (line,) = [line for line in out.splitlines() if line.split()[:1] == [str(week)]]
        assert line.split()[1] == f"{mean:.1f}"
    assert f"{found['gain_mean']:+.1f} points" in out
    assert "not a forecast" in out


def test_the_same_command_prints_the_same_and_another_seed_does_not(capsys, plan_path):
    def printed(seed):
        return run(capsys, plan_path, "--patients", 40, "--seed", seed)[1]

    assert printed(1) == printed(1)
    assert printed(1) != printed(2)


def test_the_two_sets_differ(capsys, tmp_path):
    path = tmp_path / "massage.toml"
    write_plan(path, example("stefansson2019_massage"))
    gains = [
        json.loads(run(capsys, path, "--set", name, "--patients", 150, "--json")[1])["gain_mean"]
        for name in ("L", "S")
    ]
    assert gains[1] > gains[0] + 4


# --- the examples ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", examples())
def test_an_example_runs_and_names_its_rows(name):
    held = example(name)
    assert held.register
    assert all(value(row).is_printable for row in held.register)
    short = replace(held, plan=replace(held.plan, days=7), weeks=(0, 1))
    found = simulate(short, "L", 40, 1).as_dict
    assert found["visa_a_start"] == pytest.approx(held.baseline.visa_a_mean, abs=8)


@pytest.mark.parametrize("arm", trial_arms.CALIBRATION, ids=lambda arm: arm.name)
def test_every_arm_of_the_fit_has_an_example_that_follows_it(arm):
    rows = {arm.before_id, arm.after_id}
    (held,) = [
        found
        for found in map(example, examples())
        if rows <= set(found.register) and found.plan.regimen.name == arm.regimen
    ]
    assert held.baseline.visa_a_mean == arm.start
    assert arm.week in held.weeks


def test_an_unknown_example_is_named():
    with pytest.raises(ValueError, match="no example 'x'; choose one of beyer2015"):
        example("x")


# --- bad files ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "words"),
    [
        ("adherence = 0.8", "adherence = 1.2", 12, "course.adherence", "between 0 and 1"),
        ("adherence = 0.8", "adherence = nan", 12, "course.adherence", "between 0 and 1"),
        ("adherence = 0.8", "adherence = true", 12, "course.adherence", "True must be a number"),
        (
            '"home_eccentric"',
            '"hope"',
            9,
            "course.regimen",
            "no regimen 'hope'; choose one of wait",
        ),
        ("pain_rule", "pain_rul", 11, "course.pain_rul", "did you mean pain_rule?"),
        ("pain_rule", "zzz", 11, "course.zzz", "known are regimen, weeks"),
        ("weeks = [0, 4, 12]", "weeks = [0, 600]", 10, "course.weeks", "at most 3,700 days"),
        ("weeks = [0, 4, 12]", "weeks = [4, 4]", 10, "course.weeks", "must rise"),
        ("weeks = [0, 4, 12]", "weeks = 12", 10, "course.weeks", "not a list of weeks"),
        ("weeks = [0, 4, 12]", "weeks = [0, 1.5]", 10, "course.weeks", "whole number"),
        ("weeks = [0, 4, 12]\n", "", 8, "course.weeks", "missing"),
        ("visa_a_mean = 51\n", "", 3, "people.visa_a_mean", "missing"),
        ("visa_a_mean = 51", "visa_a_mean = 90", 4, "people.visa_a_mean", "inside the inclusion"),
        ("visa_a_sd = 15", "visa_a_sd = 0", 5, "people.visa_a_sd", "between 1 and 30"),
        (
            "include_below = 80",
            "include_below = -3",
            6,
            "people.include_below",
            "between 0 and 100",
        ),
        ("monitored = true", 'monitored = "yes"', 16, "running.monitored", "true nor false"),
        ("share = 1.0", "share = -1", 15, "running.share", "between 0 and 10"),
        ("ceiling_bw = 4.6", "ceiling_bw = 2", 20, "exercise.ceiling_bw", "not be lower"),
        ('regimen = "home_eccentric"', 'regimen = "wait"', 18, "exercise", "has no exercise"),
        ('regimen = "home_eccentric"\n', "", 8, "course.regimen", "or [[week]] tables"),
        (
            'regimen = "home_eccentric"',
            'regimen = "calendar"',
            9,
            "course.regimen",
            "needs [[week]]",
        ),
        ("[people]", "[peple]", 3, "peple", "did you mean people?"),
        ('name = "Loading at home"\n', "", None, "name", "missing"),
        ('name = "Loading at home"', "name = 3", 1, "name", "not a text"),
        ('name = "Loading at home"', 'name = ""', 1, "name", "not a text"),
        ("[running]", "[[running]]", 14, "running", "has to be a table"),
    ],
)
def test_what_is_wrong_is_told_with_line_and_key(capsys, tmp_path, old, new, line, key, words):
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    problem = wrong(text)
    assert (problem.line, problem.key) == (line, key)
    assert words in str(problem)
    path = tmp_path / "plan.toml"
    path.write_text(text, encoding="utf-8")
    code, out, err = run(capsys, path, "--json")
    assert (code, out) == (2, "")
    assert err == f"{str(problem).replace('plan.toml', str(path), 1)}\n"
    if line:
        assert f"line {line}: {key}:" in err


def test_text_that_is_not_toml_is_told_with_its_line():
    problem = wrong(GOOD.replace("[running]", "[running"))
    assert problem.line == 14
    assert "not TOML" in str(problem)


@pytest.mark.parametrize("missing", ["people", "course"])
def test_a_missing_table_is_named(missing):
    start = GOOD.index(f"[{missing}]")
    end = GOOD.index("\n[", start) + 1
    assert f"[{missing}]" in str(wrong(GOOD[:start] + GOOD[end:]))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (GOOD.encode("utf-16"), "UTF-16"),
        (GOOD.replace('home"', 'home é"').encode("latin-1"), "line 1: this is not UTF-8"),
        (b"#" * 1_000_001, "at most 1,000,000"),
    ],
)
def test_another_encoding_or_a_huge_file_is_told(capsys, tmp_path, content, words):
    path = tmp_path / "plan.toml"
    path.write_bytes(content)
    code, out, err = run(capsys, path)
    assert (code, out) == (2, "")
    assert words in err


def test_a_mark_at_the_start_of_the_file_is_no_error(tmp_path):
    path = tmp_path / "plan.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert read_plan(path).name == "Loading at home"


@pytest.mark.parametrize("name", ["missing.toml", "."])
def test_a_file_that_cannot_be_read_is_told(capsys, tmp_path, name):
    code, out, err = run(capsys, tmp_path / name)
    assert (code, out) == (2, "")
    assert "cannot be read" in err


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        (("--patients", 20_001), "at most 20,000"),
        (("--patients", 0), "patients is 0"),
        (("--seed", -1), "seed is -1"),
    ],
)
def test_too_many_patients_or_a_bad_seed_is_told(capsys, plan_path, choices, words):
    code, out, err = run(capsys, plan_path, *choices)
    assert (code, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1


def test_an_unknown_set_ends_with_2(capsys, plan_path):
    with pytest.raises(SystemExit) as ended:
        cli.main(["simulate", str(plan_path), "--set", "X"])
    assert ended.value.code == 2
    assert capsys.readouterr().out == ""


def test_a_baseline_nobody_can_have_is_told(capsys, tmp_path):
    path = tmp_path / "plan.toml"
    text = GOOD.replace("visa_a_mean = 51", "visa_a_mean = 79").replace("sd = 15", "sd = 25")
    path.write_text(text, encoding="utf-8")
    code, out, err = run(capsys, path)
    assert (code, out) == (2, "")
    assert "No cohort was found" in err


# --- calendars ---------------------------------------------------------------------------------

CALENDAR = """\
name = "My weeks"
[people]
visa_a_mean = 50
[course]
weeks = [0, 3]

[[week]]
repeat = 2
monday = [
  "single_leg_raise",  # ] not the end
  "self_massage",
]
tuesday = ["rest"]
saturday = [{ activity = "easy_running", km = 4 }]

[[week]]
wednesday = ["massage", { activity = "loaded_raise", cycles = 50, force_bw = 4.2 }]
"""


def test_a_calendar_is_read_day_by_day():
    held = plan_from_text(CALENDAR)
    calendar = held.plan.calendar
    assert len(calendar) == 21
    assert held.plan.programme_weeks == 3
    assert [entry.name for entry in calendar[0]] == ["single_leg_raise", "self_massage"]
    assert calendar[1] == calendar[2] == ()
    assert calendar[7:14] == calendar[:7]
    (run_entry,) = calendar[5]
    assert run_entry.kind is ActivityKind.RUNNING
    assert run_entry.cycles == pytest.approx(2000)
    hands, raises = calendar[16]
    assert hands.kind is ActivityKind.MASSAGE
    assert (raises.cycles, raises.force_bw) == (50, 4.2)
    assert [held.plan.contacts_in_week(week) for week in range(4)] == [0, 0, 1, 0]


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "words"),
    [
        ('"massage", {', '"masage", {', 17, "week[2].wednesday", "did you mean massage?"),
        ("cycles = 50", "cycles = -1", 17, "week[2].wednesday", "between 0 and 50000"),
        ("force_bw = 4.2", "force_bw = 13", 17, "week[2].wednesday", "between 0 and 12"),
        ("force_bw = 4.2", "force = 4.2", 17, "week[2].wednesday.force", "did you mean force_bw?"),
        ("cycles = 50", "km = 5", 17, "week[2].wednesday", "running only"),
        ("km = 4", "km = 4, cycles = 3", 14, "week[1].saturday", "not both"),
        ("wednesday", "wensday", 17, "week[2].wensday", "did you mean wednesday?"),
        ("repeat = 2", "repeat = 0", 8, "week[1].repeat", "between 1 and 528"),
        ("repeat = 2", "repeat = 528", 16, "week[2]", "longer than 3,700 days"),
        ('tuesday = ["rest"]', 'tuesday = "rest"', 13, "week[1].tuesday", "list of activities"),
        ('tuesday = ["rest"]', "tuesday = [3]", 13, "week[1].tuesday", "3 is no activity"),
        (
            'tuesday = ["rest"]',
            'tuesday = [{ activity = "rest", cycles = 3 }]',
            13,
            "week[1].tuesday",
            "takes no cycles",
        ),
        ("[course]", '[course]\nregimen = "wait"', 5, "course.regimen", "[[week]] tables too"),
        ("[[week]]\nwed", "[running]\nshare = 1\n[[week]]\nwed", 17, "running.share", "calendar"),
    ],
)
def test_what_is_wrong_in_a_calendar_is_told_with_line_and_day(old, new, line, key, words):
    assert old in CALENDAR
    problem = wrong(CALENDAR.replace(old, new, 1))
    assert (problem.line, problem.key) == (line, key)
    assert words in str(problem)


def test_every_activity_can_stand_in_a_calendar():
    for found in activities():
        text = CALENDAR.replace('["rest"]', f'["{found.name}"]')
        (entry,) = plan_from_text(text).plan.calendar[1]
        assert (entry.force_bw, entry.cycles) == (found.force_bw, found.cycles)
    for name, km in plan_file.TYPICAL_KM.items():
        (found,) = [each for each in activities() if each.name == name]
        assert found.amount == f"{km:g} km"


# --- writing and reading again -----------------------------------------------------------------


@pytest.mark.parametrize("name", examples())
def test_an_example_written_and_read_again_is_the_same(name):
    assert plan_from_text(plan_as_text(example(name))) == example(name)


@settings(max_examples=60, deadline=None)
@given(
    name=st.text(min_size=1, max_size=60).filter(lambda text: text.strip()),
    regimen_name=st.sampled_from(["wait", "home_eccentric", "heavy_slow", "massage", "both"]),
    rule=st.floats(0, 10),
    running=st.floats(0, 10),
    adherence=st.none() | st.floats(0, 1),
    contacts=st.none() | st.floats(0, 14),
    weeks=st.sets(st.integers(1, 528), min_size=1, max_size=5),
    mean=st.floats(1, 79),
)
def test_any_plan_written_and_read_again_is_the_same(
    name, regimen_name, rule, running, adherence, contacts, weeks, mean
):
    asked = tuple(sorted(weeks))
    held = PlanFile(
        name=name,
        plan=Plan(
            regimen(regimen_name),
            days=7 * asked[-1],
            pain_rule=rule,
            running=running,
            adherence=adherence,
            contacts_per_week=contacts,
        ),
        baseline=trial_arms.Baseline(mean),
        weeks=asked,
    )
    again = plan_from_text(plan_as_text(held))
    assert again == held


def test_a_calendar_written_and_read_again_is_the_same():
    held = plan_from_text(CALENDAR)
    assert plan_from_text(plan_as_text(held)) == held


def test_a_plan_is_written_aside_first_so_that_the_old_one_survives(tmp_path, monkeypatch):
    path = tmp_path / "plan.toml"
    write_plan(path, example("rompe2007_wait"))
    before = path.read_bytes()

    def fails(*_arguments):
        raise OSError("disk full")

    monkeypatch.setattr(plan_file.os, "replace", fails)
    with pytest.raises(OSError, match="disk full"):
        write_plan(path, example("rompe2007_eccentric"))
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["plan.toml"]


def test_exercise_keys_of_the_file_are_those_of_the_model():
    assert set(plan_file._TABLES["exercise"]) == set(Exercise.__dataclass_fields__)


# --- lines of keys -----------------------------------------------------------------------------


def test_lines_are_found_after_long_texts_and_dotted_keys():
    text = (
        'note = """\n[people]\nweeks = 3\n"""\ncourse.regimen = "wait"\n[people]\n"visa_a_mean"=3\n'
    )
    lines = KeyLines(text)
    assert lines.of(("note",)) == 1
    assert lines.of(("course", "regimen")) == 5
    assert lines.of(("people", "visa_a_mean")) == 7
    assert lines.of(("people", "no_such")) == 6
    assert lines.of(("nothing",)) is None


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_whatever_the_text_only_a_plan_file_error_comes_of_it(text):
    # Chance does not write a whole plan.
    with pytest.raises(PlanFileError):
        plan_from_text(text)
    line = KeyLines(text).of(("name",))
    assert line is None or 1 <= line <= text.count("\n") + 1
