"""What the picture of the programmes shows and says agrees with the model and the register."""

import re
from itertools import combinations

import numpy as np
import pytest
from lessons.pseudo_language import speak_in_brackets, untranslated
from matplotlib.text import Text

from tendon_teaching.evidence import value
from tendon_teaching.figures import programmes as figure
from tendon_teaching.figures import style
from tendon_teaching.figures.programmes import Picture
from tendon_teaching.figures.stage import Stage
from tendon_teaching.models.programmes import (
    YEAR_WEEKS,
    After,
    Done,
    Programme,
    ProgrammeRules,
    cohort_start,
    follow,
    marked_case,
    measured_thickness,
)

both_layouts = pytest.mark.parametrize("layout", figure.LAYOUTS)


def year(programme, week, after=After.STOP, done=Done.ALL, kg=0.5, *, people=False):
    rules = ProgrammeRules(carried_kg_a_week=kg)
    courses = tuple(follow(each, after, done, rules) for each in Programme)
    return Picture(courses, programme, week, people)


PICTURES = {
    "start": year(Programme.HEAVY, 0),
    "walking": year(Programme.WALKING, 12),
    "drops": year(Programme.HEEL_DROPS, 12),
    "heavy": year(Programme.HEAVY, 12),
    "tolerated": year(Programme.AS_TOLERATED, 12),
    "stopped": year(Programme.HEAVY, 52),
    "kept on": year(Programme.HEAVY, 52, After.KEEP_ON),
    "drops kept on": year(Programme.HEEL_DROPS, 30, After.KEEP_ON, Done.AS_IN_TRIALS, 2.0),
    "people": year(Programme.HEEL_DROPS, 12, people=True),
}
MODEL = [name for name, result in PICTURES.items() if not result.people_in_focus]


@pytest.fixture(scope="module")
def stages():
    return {layout: Stage(figure, layout) for layout in figure.LAYOUTS}


def handles(stages, name, layout="wide"):
    stages[layout].pixels(PICTURES[name])
    return stages[layout]._drawing.handles


def numbers(sentence):
    return [float(text) for text in re.findall(r"[-+]?\d+", sentence)]


def rounded(tendon):
    return [round(number) for number in vars(tendon).values()]


# --- words -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", MODEL)
def test_the_read_out_carries_the_models_numbers(name):
    result = PICTURES[name]
    said = figure.read_out(result)
    assert numbers(said) == [result.week, *rounded(result.course.at(result.week))]
    assert result.programme.long_text in said
    assert "in this model" in said


def test_people_are_quoted_from_the_register():
    said = figure.read_out(PICTURES["people"])
    for study in measured_thickness():
        if study.name != "years":
            assert f"{study.change_pct:+.0f}" in said
    assert "second-hand" in said
    assert value("S138").text in said
    assert f"{value('S138').n} studies" in said


@pytest.mark.parametrize("name", PICTURES)
def test_the_text_alternative_carries_start_programme_and_measured_studies(name):
    result = PICTURES[name]
    words = figure.text_alternative(result)
    assert figure.read_out(result) in words
    assert result.programme.long_text in words
    for start in (cohort_start(), marked_case()):
        assert f"{start.stiffness_pct:.0f} and " in words
        assert f"{start.modulus_pct:.0f} %" in words
    for course in result.courses:
        number = course.at(result.week).stiffness_pct
        assert f"{number:.0f} % with {course.programme.long_text}" in words
    for study in measured_thickness():
        assert f"{study.change_pct:+.0f} %" in words
    assert (value("L243").text in words) == result.people_in_focus


def test_second_hand_numbers_are_called_so_wherever_they_stand():
    words = figure.text_alternative(PICTURES["heavy"])
    told = words.split("thickness: ")[-1].split("; ")
    for study, part in zip(measured_thickness(), told, strict=True):
        assert ("second-hand" in part) == (study.after.seen_in == "secondary")


def test_every_state_is_told_apart_in_words():
    assert len({figure.text_alternative(result) for result in PICTURES.values()}) == len(PICTURES)
    assert len({figure.read_out(result) for result in PICTURES.values()}) == len(PICTURES)


@pytest.mark.parametrize("name", PICTURES)
def test_all_words_can_be_translated(monkeypatch, name):
    speak_in_brackets(monkeypatch)
    for words in (figure.read_out(PICTURES[name]), figure.text_alternative(PICTURES[name])):
        assert untranslated(words) == ""


# --- picture -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PICTURES)
def test_every_curve_is_the_models(stages, name):
    drawn, result = handles(stages, name), PICTURES[name]
    assert len(drawn.lines) == 4
    for quantity, lines in drawn.lines.items():
        for programme, line in lines.items():
            course = result.course_of(programme)
            assert np.array_equal(line.get_ydata(), getattr(course, quantity)[::7])
            assert list(line.get_xdata()) == list(range(YEAR_WEEKS + 1))
            assert line.get_linestyle() == "--", "the model is dashed"


@both_layouts
def test_every_curve_and_mark_fits_into_its_plot(stages, layout):
    for name in PICTURES:
        for lines in handles(stages, name, layout).lines.values():
            for line in next(iter(lines.values())).axes.lines:
                low, high = line.axes.get_ylim()
                up = np.asarray(line.get_ydata())
                if line.get_transform() == line.axes.transData:
                    assert np.all((up >= low) & (up <= high)), name


@pytest.mark.parametrize("name", PICTURES)
def test_only_the_programme_in_view_is_blue_and_it_is_thicker_too(stages, name):
    for lines in handles(stages, name).lines.values():
        shown = {programme for programme, line in lines.items() if line.get_color() == style.TISSUE}
        assert shown == {PICTURES[name].programme}
        widths = {programme: line.get_linewidth() for programme, line in lines.items()}
        assert max(widths, key=widths.get) is PICTURES[name].programme


def test_every_programme_has_a_marker_of_its_own(stages):
    for lines in handles(stages, "heavy").lines.values():
        assert len({line.get_marker() for line in lines.values()}) == len(Programme)


def test_the_table_holds_all_programmes_at_the_week_in_view(stages):
    for name in MODEL:
        result, drawn = PICTURES[name], handles(stages, name)
        assert drawn.heading.get_text() == f"Week {result.week}"
        for quantity, column in drawn.columns.items():
            now = [round(getattr(c.at(result.week), quantity)) for c in result.courses]
            assert numbers(column.get_text()) == now


@both_layouts
def test_the_frame_in_the_table_is_around_the_programme_in_view(stages, layout):
    heights = []
    for name in ("walking", "drops", "heavy", "tolerated"):
        row = handles(stages, name, layout).row
        heights.append(row.get_y() + row.get_height() / 2)
        drawn = stages[layout]._drawing.handles
        assert heights[-1] == pytest.approx(drawn.row_heights[PICTURES[name].programme])
    assert heights == sorted(heights, reverse=True)


def test_what_is_asked_is_that_of_the_week(stages):
    def asked(name):
        return " ".join(handles(stages, name).asked.get_text().split())

    assert "3 × a week 4 × 6, 4.7 body weights" in asked("heavy")
    assert "week 1: 3 × a week 3 × 15" in asked("start")
    assert "no sessions" in asked("stopped")
    assert "2 × a week 4 × 6" in asked("kept on")


@pytest.mark.parametrize("name", MODEL)
def test_the_tendon_is_as_thick_as_it_is(stages, name):
    result = PICTURES[name]
    body = handles(stages, name).sign.body.get_xy()
    middle = np.ptp(body[:, 1])
    ends = np.ptp(body[np.isclose(body[:, 0], body[:, 0].min()), 1])
    thickness = result.course.at(result.week).thickness_pct
    assert middle / ends == pytest.approx(thickness / 100, abs=0.003)


def test_the_trials_marks_stand_at_the_measured_change_from_this_start(stages):
    axes = handles(stages, "heavy").lines["thickness_pct"][Programme.HEAVY].axes
    marks = {
        (line.get_marker(), round(float(line.get_ydata()[0]), 6))
        for line in axes.lines
        if list(line.get_xdata()) == [YEAR_WEEKS] and line.get_marker() != "None"
    }
    start = cohort_start().thickness_pct
    assert marks == {
        (figure._MARKERS[study.programme], round(start * (1 + study.change_pct / 100), 6))
        for study in measured_thickness()
        if study.is_within_the_year
    }


def test_people_cover_the_table_and_go_again(stages):
    with_people = stages["wide"].pixels(PICTURES["people"])
    without = stages["wide"].pixels(PICTURES["drops"])
    assert not handles(stages, "drops").cover.get_visible()
    differs = np.nonzero((with_people != without).any(axis=(0, 2)))[0]
    assert differs.min() > 0.62 * with_people.shape[1]


@both_layouts
def test_a_kept_figure_draws_what_a_fresh_one_draws(stages, layout):
    handles(stages, "people", layout)
    handles(stages, "kept on", layout)
    kept = stages[layout].pixels(PICTURES["heavy"])
    assert np.array_equal(kept, Stage(figure, layout).pixels(PICTURES["heavy"]))


# --- room --------------------------------------------------------------------------------------


def words_in_sight(stage, with_people):
    """Places of all words in sight; not those under what was measured."""
    drawing = stage._drawing
    renderer = stage._canvas.get_renderer()
    (people,) = drawing.handles.people
    cover = drawing.handles.cover.get_window_extent(renderer)
    of_people = {id(text) for text in people.findobj(Text)}
    for text in drawing.figure.findobj(Text):
        box = text.get_window_extent(renderer)
        if not text.get_visible() or not text.get_text().strip() or box.width < 1:
            continue
        if id(text) in of_people:
            if with_people:
                yield text, box
        elif not (with_people and cover.x0 <= box.x0 and box.y1 <= cover.y1):
            if with_people:
                assert not cover.padded(-1).overlaps(box), text
            yield text, box


@both_layouts
@pytest.mark.parametrize("name", PICTURES)
def test_no_words_are_cut_off_or_run_into_each_other(stages, layout, name):
    handles(stages, name, layout)
    stage = stages[layout]
    edge = stage._drawing.figure.bbox
    words = list(words_in_sight(stage, PICTURES[name].people_in_focus))
    assert len(words) > 20
    for text, box in words:
        assert box.x0 >= -0.5, text
        assert box.x1 <= edge.x1 + 0.5, text
        assert box.y0 >= -0.5, text
        assert box.y1 <= edge.y1 + 0.5, text
    for (one, box), (other, its_box) in combinations(words, 2):
        overlap = box.padded(-1.5).intersection(box.padded(-1.5), its_box.padded(-1.5))
        assert overlap is None, f"{one.get_text()!r} and {other.get_text()!r}"
