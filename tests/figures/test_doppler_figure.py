"""What the Doppler figure shows and says agrees with what was grown, seen and published."""

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from tendon_teaching.evidence import value
from tendon_teaching.figures import doppler
from tendon_teaching.figures.doppler import Beside, DopplerView
from tendon_teaching.figures.stage import STILL, Stage
from tendon_teaching.figures.style import house_style
from tendon_teaching.figures.vector import vector
from tendon_teaching.models.neovascularisation import vessel_tree, visible_vessels
from tendon_teaching.models.ultrasound import b_mode, surfaces_mm, ultrasound_tissue


@cache
def shown(drive=0.7, gain=50.0, run=False, way=100.0, beside=Beside.BOTH):
    tissue, tree = ultrasound_tissue(way), vessel_tree(drive)
    scan, low, high = (visible_vessels(tree, g, after_run=run) for g in (gain, 20.0, 90.0))
    return DopplerView(b_mode(tissue), *surfaces_mm(tissue), scan, low, high, beside)


def on_grey(view, grey=0.5):
    """The same flow over an even grey, so that every other colour is flow."""
    return replace(view, image=np.full_like(view.image, grey))


VIEWS = {
    "guess": lambda: shown(0.2, 50.0, False, 0.0, Beside.GUESS),
    "painful": lambda: shown(),
    "low gain": lambda: shown(0.7, 20.0, beside=Beside.GUESS),
    "highest gain": lambda: shown(1.0, 100.0),
    "no flow": lambda: shown(0.0, 50.0, beside=Beside.PAINFUL),
    "no flow, both open": lambda: shown(0.0, 0.0),
    "run": lambda: shown(0.2, 50.0, True, 0.0),
    "run at highest gain": lambda: shown(1.0, 100.0, True, 100.0, Beside.GUESS),
    "later": lambda: shown(beside=Beside.LATER),
    "later, after a run": lambda: shown(0.7, 100.0, True, 0.0, Beside.LATER),
}
each_view = pytest.mark.parametrize("view", [make() for make in VIEWS.values()], ids=VIEWS)
each_layout = pytest.mark.parametrize("layout", doppler.LAYOUTS)


@cache
def built(layout):
    return Stage(doppler, layout)


def staged(view, layout="wide"):
    stage = built(layout)
    return stage, stage.pixels(view)


def handles(view, layout="wide"):
    return staged(view, layout)[0]._drawing.handles


# Words


@each_view
def test_words_carry_what_is_counted(view):
    scan = view.scan
    said, told = doppler.read_out(view), doppler.text_alternative(view)
    assert said.startswith(f"Count {scan.count}, area {scan.area_pct:.1f} % at gain ")
    assert f"gain {scan.gain_pct:.0f} %" in told
    assert f"{scan.area_pct:.1f} %" in told
    vessels = {0: "no vessel is", 1: "1 vessel is"}.get(scan.count, f"{scan.count} vessels are")
    assert f"{vessels} counted" in told
    assert not [words for words in (said, told) if "nan" in words]


@each_view
def test_a_read_out_is_short(view):
    assert len(doppler.read_out(view)) <= 170


def test_noise_is_said_where_there_is_noise():
    for view in (shown(0.7, 90.0), shown(0.7, 50.0)):
        for words in (doppler.read_out(view), doppler.text_alternative(view)):
            assert ("noise" in words) == (view.scan.specks > 0)


def test_no_flow_is_put_among_both_crowds_once_both_are_open():
    painful, pain_free = (100 - value(row).value for row in ("S045", "S048"))
    words = doppler.read_out(shown(0.0, 50.0))
    assert f"{painful:.0f} of 100 painful and {pain_free:.0f} of 100 pain-free" in words
    assert f"{pain_free:.0f}" not in doppler.read_out(shown(0.0, 50.0, beside=Beside.PAINFUL))
    assert "painful" not in doppler.read_out(shown(0.0, 50.0, beside=Beside.GUESS))


def test_closed_crowds_give_nothing_away():
    view = shown(0.7, 50.0, beside=Beside.GUESS)
    words = doppler.text_alternative(view)
    assert "not opened" in words
    for row in ("S045", "S048"):
        assert f"{value(row).value:.0f}" not in re.findall(r"\d+", words)
    assert doppler.text_alternative(shown(beside=Beside.PAINFUL)).count("76") == 1


def test_a_run_is_said_with_the_people_who_ran():
    words = doppler.text_alternative(shown(0.2, 50.0, True, 0.0))
    assert "just after a run" in words
    assert "Of 10 healthy people 5" in words
    assert "run" not in doppler.text_alternative(shown(0.2, 50.0, False, 0.0))


def test_the_rows_of_the_figure_are_those_it_draws():
    assert all(value(row).is_printable for row in doppler.SOURCES)
    assert len(set(doppler.SOURCES)) == len(doppler.SOURCES) == 6


# Scan


def flow_pixels(view, layout="wide"):
    """Pixels of the scan that are not grey, as shares of its height and width."""
    stage, pixels = staged(on_grey(view), layout)
    box = stage._drawing.handles.scan.image.axes.get_window_extent()
    height = pixels.shape[0]
    inside = pixels[height - int(box.y1) : height - int(box.y0), int(box.x0) : int(box.x1)]
    coloured = np.ptp(inside.astype(int), axis=2) > 60
    row, column = np.nonzero(coloured)
    return row / inside.shape[0], column / inside.shape[1]


def test_flow_is_painted_where_the_model_has_it():
    view = shown()
    row, column = flow_pixels(view)
    grown_row, grown_column = np.nonzero(view.scan.mask)
    assert column.min() == pytest.approx(grown_column.min() / 180, abs=0.02)
    assert column.max() == pytest.approx(grown_column.max() / 180, abs=0.02)
    at = np.interp(column, np.arange(360) / 360, view.skin_mm) / 10
    deep = np.interp(column, np.arange(360) / 360, view.deep_mm) / 10
    assert (row > at - 0.03).all()
    assert (row < deep + 0.03).all()
    share = (row - at) / (deep - at)
    assert share.min() == pytest.approx(grown_row.min() / 60, abs=0.04)


def test_more_gain_paints_more():
    painted = [flow_pixels(shown(0.7, gain))[0].size for gain in (0.0, 20.0, 50.0, 90.0)]
    assert painted == sorted(painted)
    assert painted[0] == 0 < painted[1] < painted[-1]


def test_flow_has_a_rim_that_is_seen_without_colour():
    view = shown()
    _stage, bright = staged(on_grey(view, 1.0))
    _stage, empty = staged(on_grey(shown(0.0), 1.0))
    lightness = bright.astype(int).sum(axis=2)
    was = empty.astype(int).sum(axis=2)
    rim = (lightness < 200) & (was > 700)
    assert rim.sum() > 60


@pytest.mark.parametrize("view", [shown(0.7, gain) for gain in (0.0, 20.0, 50.0, 100.0)])
def test_each_counted_vessel_has_an_arrow_beneath_the_tendon(view):
    across, down = handles(view).scan.arrows.get_data()
    assert len(across) == view.scan.count
    assert across == pytest.approx((view.scan.entry_columns + 0.5) / 6)
    deep = np.interp(across, (np.arange(360) + 0.5) / 12, view.deep_mm)
    assert (np.asarray(down) > deep).all()


@each_view
def test_the_colour_box_holds_all_flow(view):
    x, y = handles(view).scan.box.get_data()
    assert min(y) < view.skin_mm.min()
    assert max(y) > view.deep_mm.max()
    seen = np.flatnonzero(view.scan.power.any(axis=0)) / 6
    if seen.size:
        assert min(x) <= seen.min()
        assert seen.max() < max(x)


def test_the_grey_picture_stands_the_right_way_up():
    view = shown(0.0)
    top_bright = np.vstack((np.ones((60, 360)), np.zeros((60, 360))))
    stage, pixels = staged(replace(view, image=top_bright))
    box = stage._drawing.handles.scan.image.axes.get_window_extent()
    column = pixels[:, int((box.x0 + box.x1) / 2)]
    assert (column[pixels.shape[0] - int(box.y0 + box.height * 0.75)] == 255).all()
    assert (column[pixels.shape[0] - int(box.y0 + box.height * 0.25)] == 0).all()


def test_the_scale_bar_is_as_long_as_it_says():
    axes = handles(shown()).scan.image.axes
    bar = next(line for line in axes.lines if line.get_linewidth() == 4)
    start, end = bar.get_xdata()
    assert (end - start) * doppler.FIELD_MM[0] == pytest.approx(doppler.SCALE_BAR_MM)


# Count and area


@each_view
def test_count_and_area_stand_where_the_numbers_are(view):
    counter = handles(view).counter
    assert int(counter.frame.get_x()) == view.scan.grade
    low, high = counter.reach.get_xdata()
    assert (int(low), int(high)) == (view.low.grade, view.high.grade)
    assert counter.area.get_xdata() == [min(view.scan.area_pct, doppler.MOST_AREA_PCT)]
    assert counter.area_word.get_text() == f"{view.scan.area_pct:.1f} %"


# Crowds


@pytest.mark.parametrize(("name", "row"), [("painful", "S045"), ("pain_free", "S048")])
def test_a_crowd_has_a_dot_for_each_tendon_with_flow(name, row):
    crowd = getattr(handles(shown()), name)
    assert len(crowd.dots.get_xdata()) == value(row).value
    assert crowd.dots.get_visible()
    assert crowd.share.get_text() == f"{value(row).value:.0f} of 100 with flow"
    whole = [line for line in crowd.dots.axes.lines if line is not crowd.dots]
    assert [len(line.get_xdata()) for line in whole] == [100]


def test_shape_and_not_only_colour_says_who_hurts():
    shapes = {
        name: {line.get_marker() for line in getattr(handles(shown()), name).dots.axes.lines}
        - {"."}
        for name in ("painful", "pain_free")
    }
    assert shapes == {"painful": {"^"}, "pain_free": {"o"}}


@pytest.mark.parametrize(
    ("beside", "painful", "pain_free"),
    [
        (Beside.GUESS, False, False),
        (Beside.PAINFUL, True, False),
        (Beside.BOTH, True, True),
        (Beside.LATER, True, True),
    ],
)
def test_a_closed_crowd_shows_a_question_mark_and_no_dot(beside, painful, pain_free):
    crowds = handles(shown(beside=beside))
    for crowd, is_open in ((crowds.painful, painful), (crowds.pain_free, pain_free)):
        assert crowd.dots.get_visible() == is_open
        assert crowd.share.get_text().startswith("?") != is_open


def test_what_stands_beneath_follows_the_state():
    def visible(view):
        shown_handles = handles(view)
        return tuple(
            part[0].get_visible()
            for part in ((shown_handles.shares,), shown_handles.run, shown_handles.later)
        )

    assert visible(shown()) == (True, False, False)
    assert visible(shown(0.2, 50.0, True, 0.0)) == (False, True, False)
    assert visible(shown(beside=Beside.LATER)) == (False, False, True)
    assert visible(shown(0.7, 100.0, True, 0.0, Beside.LATER)) == (False, False, True)


def test_the_runners_before_and_after_are_those_of_the_register():
    dots = [
        len(artist.get_xdata())
        for artist in handles(shown(0.2, 50.0, True, 0.0)).run
        if getattr(artist, "get_marker", lambda: "")() == "."
    ]
    assert dots == [5, 8]


def test_the_odds_stand_at_their_place_on_a_line_of_ratios():
    later = handles(shown(beside=Beside.LATER)).later
    mark = next(a for a in later if getattr(a, "get_marker", lambda: "")() == "v")
    ticks = next(a for a in later if getattr(a, "get_marker", lambda: "")() == "|").get_xdata()
    place, low, high = mark.get_xdata()[0], ticks[0], ticks[-1]
    assert 10 ** ((place - low) / (high - low)) == pytest.approx(value("S049").value)


# Frames


@each_layout
def test_a_state_gives_the_same_bytes_after_other_states(layout):
    stage = Stage(doppler, layout)
    first = stage.shoot(shown()).picture
    for make in VIEWS.values():
        stage.pixels(make())
    assert stage.shoot(shown()).picture == first


@each_layout
@pytest.mark.parametrize("name", ["guess", "painful", "run", "later"])
def test_a_still_drawn_at_once_looks_like_a_frame_drawn_over_its_background(layout, name):
    view = VIEWS[name]()
    with house_style():
        drawing = doppler.draw(layout)
        doppler.update(drawing, view)
        canvas = FigureCanvasAgg(drawing.figure)
        canvas.draw()
    at_once = np.asarray(canvas.buffer_rgba())[:, :, :3].astype(int)
    frame = Stage(doppler, layout).pixels(view).astype(int)
    assert (np.abs(at_once - frame).max(axis=2) > 40).mean() < 0.002


def test_a_frame_is_small():
    frame = Stage(doppler, "wide", 1.5).shoot(shown(1.0, 100.0))
    assert frame.mime == "image/webp"
    assert len(frame.picture) < 110_000


def test_a_still_carries_the_picture_as_svg_and_png():
    svg = vector(doppler, "wide", shown(), name="n", title="t", licence="l")
    assert "data:image/png;base64," in svg
    assert Stage(doppler, "wide").shoot(shown(), STILL).mime == "image/png"


@each_layout
@each_view
def test_no_word_of_the_figure_is_cut_off_or_runs_into_another(layout, view):
    stage, _pixels = staged(view, layout)
    figure, seen = stage._drawing.figure, []
    for text in texts(stage):
        words, box = text.get_text(), boxed(stage, text)
        assert box.x0 >= -1, words
        assert box.x1 <= figure.bbox.x1 + 1, words
        assert box.y0 >= -1, words
        assert box.y1 <= figure.bbox.y1 + 1, words
        for other, other_box in seen:
            assert not box.overlaps(other_box), f"{words!r} runs into {other!r}"
        seen.append((words, box))
    assert len(seen) > 15


@each_layout
@each_view
def test_no_word_lies_over_a_crowd_or_the_scan(layout, view):
    stage, _pixels = staged(view, layout)
    shown_handles = stage._drawing.handles
    panels = [shown_handles.scan.image.axes, shown_handles.painful.dots.axes]
    panels.append(shown_handles.pain_free.dots.axes)
    for axes in panels:
        area = axes.get_window_extent()
        for text in texts(stage):
            assert not area.overlaps(boxed(stage, text)), text.get_text()


# ---------- reading a figure ----------


def boxed(stage, artist):
    return artist.get_window_extent(stage._canvas.get_renderer())


def texts(stage):
    """Every text that is painted; axes that are switched off paint no numbers."""
    figure = stage._drawing.figure
    unseen = {
        id(text)
        for axes in figure.axes
        if not axes.axison
        for axis in (axes.xaxis, axes.yaxis)
        for text in axis.findobj(lambda artist: hasattr(artist, "get_text"))
    }
    return [
        text
        for text in figure.findobj(lambda artist: hasattr(artist, "get_text"))
        if text.get_text() and text.get_visible() and id(text) not in unseen
    ]
