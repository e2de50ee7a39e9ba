"""What the clinic figure draws and says agrees with the drawn people, the calls and the crowd."""

from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pytest

from tendon_teaching.evidence import value
from tendon_teaching.figures import style, virtual_clinic
from tendon_teaching.figures.stage import Stage
from tendon_teaching.figures.vector import vector
from tendon_teaching.figures.virtual_clinic import (
    LAYOUTS,
    PEOPLE,
    TENDONS,
    ClinicView,
    Scan,
    read_out,
    text_alternative,
)
from tendon_teaching.models.virtual_clinic import (
    Call,
    PredictiveValue,
    Sign,
    calls_that_follow,
    crowd,
    draw_patients,
    meaning_of,
    published,
    score,
)

PATIENTS = draw_patients(29)
FOLLOWED = calls_that_follow(PATIENTS, Sign.STRUCTURE)
GREY = np.linspace(0.2, 0.8, 120 * 360).reshape(120, 360)
NO_FLOW = np.zeros(GREY.shape, dtype=bool)
FLOW = NO_FLOW.copy()
FLOW[60:80, 100:160] = True

both_layouts = pytest.mark.parametrize("layout", LAYOUTS)


def state(calls=None, *, sign=Sign.STRUCTURE, painful_share_pct=50.0, tendon=1, flow=NO_FLOW):
    calls = (Call.NOT_YET,) * TENDONS if calls is None else tuple(map(Call, calls))
    return ClinicView(
        sign=sign,
        tendon=tendon,
        scan=Scan(GREY, flow),
        patients=PATIENTS,
        calls=calls,
        score=score(calls, PATIENTS),
        followed=score(calls_that_follow(PATIENTS, sign), PATIENTS),
        painful_share_pct=painful_share_pct,
        crowd=crowd(sign, painful_share_pct, PEOPLE),
        meaning=meaning_of(sign, painful_share_pct),
    )


STATES = {
    "closed": state(),
    "half judged": state([2, 1] * 5 + [0] * 10, tendon=20, sign=Sign.FLOW, flow=FLOW),
    "all judged": state(FOLLOWED, tendon=7),
    "all wrong": state([1 if hurts else 2 for hurts in PATIENTS.painful], tendon=10),
    "all right": state([2 if hurts else 1 for hurts in PATIENTS.painful], tendon=10),
    "few hurt": state(FOLLOWED, painful_share_pct=5.0),
    "many hurt": state(FOLLOWED, painful_share_pct=80.0),
    "opened early": replace(state(), answers=True),
    "one judged": replace(state([2] + [0] * 19), answers=True),
    "how sure": replace(state(FOLLOWED, sign=Sign.FLOW), how_sure=True),
}


@pytest.fixture(scope="module", params=LAYOUTS)
def stage(request):
    return Stage(virtual_clinic, request.param)


def handles(stage, result):
    virtual_clinic.update(stage._drawing, result)
    return stage._drawing.handles


def columns(marks):
    return sorted(int(x) for x in marks.get_xdata())


def shown_words(stage):
    renderer = stage._canvas.get_renderer()
    found = stage._drawing.figure.findobj(lambda artist: hasattr(artist, "get_text"))
    return [
        (text, text.get_window_extent(renderer))
        for text in found
        if text.get_text().strip() and text.get_visible()
    ]


def in_place_of_the_crowd(stage, text):
    """The static words of the crowd lie under the cover while it is doubted."""
    drawn = stage._drawing.handles
    return text.axes is drawn.crowd.title.axes


# What is drawn


def test_calls_truth_and_crosses_stand_in_their_columns(stage):
    tally = handles(stage, STATES["all judged"]).tally
    calls = np.array(FOLLOWED)
    assert columns(tally.called_painful) == [*(np.flatnonzero(calls == 2) + 1)]
    assert columns(tally.called_pain_free) == [*(np.flatnonzero(calls == 1) + 1)]
    assert columns(tally.truly_painful) == [*(np.flatnonzero(PATIENTS.painful) + 1)]
    assert columns(tally.scan_abnormal) == [*(np.flatnonzero(PATIENTS.disturbed) + 1)]
    wrong = np.flatnonzero((calls == 2) != PATIENTS.painful) + 1
    assert columns(tally.wrong) == [*wrong]
    assert 0 < len(wrong) < TENDONS


def test_nothing_gives_the_truth_away_before_all_are_judged(stage):
    for name in ("closed", "half judged"):
        drawn = handles(stage, STATES[name])
        tally, strip = drawn.tally, drawn.strip
        for marks in (
            tally.truly_painful,
            tally.truly_pain_free,
            tally.scan_abnormal,
            tally.wrong,
            strip.mine,
            strip.picture,
        ):
            assert columns(marks) == []
        assert tally.closed.get_text()


def test_the_words_give_no_truth_away_either():
    for name in ("closed", "half judged"):
        for words in (read_out(STATES[name]), text_alternative(STATES[name])):
            assert "truth" not in words
            assert "right" not in words


def test_all_wrong_crosses_every_column_and_all_right_none(stage):
    assert len(columns(handles(stage, STATES["all wrong"]).tally.wrong)) == TENDONS
    assert columns(handles(stage, STATES["all right"]).tally.wrong) == []


def test_the_frame_stands_round_the_tendon_on_the_screen(stage):
    for name in ("closed", "half judged", "all judged"):
        frame = handles(stage, STATES[name]).tally.frame
        assert frame.get_x() + frame.get_width() / 2 == STATES[name].tendon


def test_the_strip_shows_the_share_and_its_interval(stage):
    strip = handles(stage, STATES["all judged"]).strip
    ours = STATES["all judged"].score
    assert strip.mine.get_xdata() == [100 * ours.right_share]
    low, high = strip.interval.get_xdata()
    assert (low, high) == (100 * ours.interval.low, 100 * ours.interval.high)
    assert strip.picture.get_xdata() == [100 * ours.right_share], "every picture was followed"
    assert strip.words.get_text() == f"{ours.right} of {TENDONS}\nright"


@pytest.mark.parametrize("name", ["closed", "few hurt", "many hurt"])
def test_every_person_of_the_crowd_is_drawn_once_and_in_the_right_tray(stage, name):
    result = STATES[name]
    panel = handles(stage, result).crowd
    for tray, painful, pain_free in (
        (panel.abnormal, result.crowd.painful_abnormal, result.crowd.pain_free_abnormal),
        (panel.normal, result.crowd.painful_normal, result.crowd.pain_free_normal),
    ):
        assert len(tray.painful.get_xdata()) == painful
        assert len(tray.pain_free.get_xdata()) == pain_free
        assert len(tray.stripes.get_xdata()) == painful + pain_free
    places = {
        place
        for tray in (panel.abnormal, panel.normal)
        for marks in (tray.painful, tray.pain_free)
        for place in zip(*marks.get_data(), strict=True)
    }
    assert len(places) == PEOPLE


def test_people_stay_inside_their_trays_however_many_are_in_pain(stage):
    for sign in Sign:
        for share in range(5, 85, 5):
            result = state(sign=sign, painful_share_pct=float(share))
            panel = handles(stage, result).crowd
            plan = panel.plan
            for tray, left in zip((panel.abnormal, panel.normal), plan.tray_left, strict=True):
                across, up = tray.stripes.get_data()
                if len(across):
                    assert left < min(across)
                    assert max(across) < left + plan.tray_width
                    assert plan.tray_bottom < min(up)
                    assert max(up) < plan.tray_top


def test_shape_says_who_hurts_and_filling_what_the_scan_shows(stage):
    panel = handles(stage, STATES["closed"]).crowd
    for tray in (panel.abnormal, panel.normal):
        assert tray.painful.get_marker() != tray.pain_free.get_marker()
    assert panel.abnormal.painful.get_markerfacecolor() != "white"
    assert panel.abnormal.stripes.get_markersize() > 0
    assert panel.normal.painful.get_markerfacecolor() == "white"
    assert panel.normal.stripes.get_markersize() == 0


def test_flow_is_coloured_with_a_rim_and_without_flow_all_is_grey(stage):
    def coloured(result):
        pixels = stage.pixels(result)
        box = stage._drawing.handles.scan.axes.get_window_extent()
        height = pixels.shape[0]
        inside = pixels[
            height - int(box.y1) + 2 : height - int(box.y0) - 2, int(box.x0) + 2 : int(box.x1) - 2
        ].astype(int)
        return (inside.max(axis=2) - inside.min(axis=2) > 40).mean()

    with_flow = coloured(replace(STATES["closed"], scan=Scan(GREY, FLOW)))
    assert with_flow == pytest.approx(FLOW.mean(), rel=0.35)
    assert coloured(STATES["closed"]) == 0


def test_the_doubt_covers_the_crowd_and_goes_away_again(stage):
    sure = handles(stage, STATES["how sure"])
    assert all(artist.get_visible() for artist in (sure.sureness, *sure.sureness.artists))
    assert not any(artist.get_visible() for artist in sure.crowd.artists)
    back = handles(stage, STATES["closed"])
    assert not any(artist.get_visible() for artist in back.sureness.artists)
    assert not back.sureness.get_visible()
    assert all(artist.get_visible() for artist in back.crowd.artists)


# What is said


@pytest.mark.parametrize("name", ["all judged", "few hurt", "many hurt"])
def test_the_text_alternative_counts_the_crowd_and_the_score(name):
    result = STATES[name]
    words = text_alternative(result)
    assert f"of {result.crowd.abnormal} with an abnormal scan" in words
    assert f"{result.crowd.painful_abnormal} are in pain" in words
    assert f"{result.score.right} of {TENDONS} right" in words


def test_the_text_alternative_tells_report_call_and_afterwards_the_truth():
    closed, opened = text_alternative(STATES["half judged"]), text_alternative(STATES["all judged"])
    assert "; not judged yet." in closed
    report = "patch out of order" if PATIENTS.disturbed[6] else "in order"
    call = "hurts" if FOLLOWED[6] == Call.PAINFUL else "free of pain"
    truth = "hurts" if PATIENTS.painful[6] else "free of pain"
    assert f"Report: {report}; you said: {call}." in opened
    assert f"The truth: {truth}." in opened


def test_the_doubt_says_shares_intervals_and_what_comes_later():
    for words in (read_out(STATES["how sure"]), text_alternative(STATES["how sure"])):
        assert value("S049").text in words
        for sign in Sign:
            assert f"{100 * published(sign).sensitivity:.0f} %" in words
            assert f"{100 * published(sign).specificity:.0f} %" in words


def test_states_are_told_apart_in_words():
    said = {name: read_out(result) for name, result in STATES.items()}
    assert len(set(said.values())) == len(said)


def test_a_clinic_without_any_abnormal_scan_gets_words_and_no_share():
    nothing = replace(
        state(), meaning=PredictiveValue(None, 1.0), crowd=crowd(Sign.STRUCTURE, 0.0, 1)
    )
    assert "No scan is abnormal here." in read_out(nothing)
    stage = Stage(virtual_clinic, "wide")
    assert "none" in handles(stage, nothing).crowd.abnormal.meaning.get_text()


# Whether it can be read


def words_on_top(stage, result):
    """Words with their boxes that a reader sees: under the cover nothing is read."""
    stage.pixels(result)
    covered = [*stage._drawing.handles.crowd.artists]
    found = []
    for text, box in shown_words(stage):
        if result.how_sure and in_place_of_the_crowd(stage, text) and text not in covered:
            continue
        found.append((text, box))
    return found


def test_no_word_of_the_figure_is_cut_off(stage):
    for name, result in STATES.items():
        edge = stage._drawing.figure.bbox
        for text, box in words_on_top(stage, result):
            assert box.x0 >= -1, (name, text)
            assert box.x1 <= edge.x1 + 1, (name, text)
            assert box.y0 >= -1, (name, text)
            assert box.y1 <= edge.y1 + 1, (name, text)


def test_no_words_of_the_figure_overlap(stage):
    for name, result in STATES.items():
        for (one, box), (other, its_box) in combinations(words_on_top(stage, result), 2):
            overlap = box.padded(-1.5).intersection(box.padded(-1.5), its_box.padded(-1.5))
            assert overlap is None, f"{name}: {one.get_text()!r} and {other.get_text()!r}"


def test_no_letters_are_smaller_than_the_small_size(stage):
    for text, _box in words_on_top(stage, STATES["all judged"]):
        assert text.get_fontsize() >= style.SMALL_SIZE


def test_the_longest_title_stays_over_its_picture(stage):
    for sign in Sign:
        for tendon in range(1, TENDONS + 1):
            title = handles(stage, state(sign=sign, tendon=tendon)).title
            box = title.get_window_extent(stage._canvas.get_renderer())
            assert box.x1 <= title.axes.get_window_extent().x1 + 1


def test_marks_in_the_row_of_calls_do_not_touch(stage):
    tally = handles(stage, STATES["all judged"]).tally
    both = np.sort(
        np.concatenate([tally.truly_painful.get_xdata(), *[tally.truly_pain_free.get_xdata()]])
    )
    axes = tally.wrong.axes
    places = axes.transData.transform(np.column_stack((both, np.ones(len(both)))))[:, 0]
    size = tally.truly_painful.get_markersize() * axes.figure.dpi / 72
    assert min(after - before for before, after in pairwise(places)) > size


@both_layouts
def test_the_kept_panel_looks_alike_every_time_and_when_it_comes_first(layout):
    stage = Stage(virtual_clinic, layout)
    first = stage.pixels(STATES["how sure"])
    stage.pixels(STATES["few hurt"])
    again = stage.pixels(STATES["how sure"])
    assert np.array_equal(first, again)
    other = Stage(virtual_clinic, layout)
    other.pixels(STATES["few hurt"])
    assert np.array_equal(other.pixels(STATES["how sure"]), first)


def test_a_vector_file_holds_the_words_of_the_doubt_once():
    words = vector(virtual_clinic, "wide", STATES["how sure"], name="a", title="b", licence="c")
    assert words.count("How sure?") == 1
    assert "How sure?" not in vector(
        virtual_clinic, "wide", STATES["closed"], name="a", title="b", licence="c"
    )


@both_layouts
def test_the_same_state_gives_the_same_pixels_whatever_was_shown_before(layout):
    stage = Stage(virtual_clinic, layout)
    before = stage.pixels(STATES["all judged"])
    for name in ("how sure", "half judged", "few hurt"):
        stage.pixels(STATES[name])
    assert np.array_equal(stage.pixels(STATES["all judged"]), before)
