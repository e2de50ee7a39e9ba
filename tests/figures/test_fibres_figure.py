"""What the fibre figure shows and says agrees with what was drawn and measured."""

import re
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from tendon_teaching.evidence import value
from tendon_teaching.figures import fibres
from tendon_teaching.figures.fibres import FibreView, Study
from tendon_teaching.figures.stage import STILL, Stage
from tendon_teaching.figures.style import house_style
from tendon_teaching.figures.vector import vector
from tendon_teaching.models.fibre_image import FibreTissue, fibre_picture
from tendon_teaching.models.orientation import analyse_picture, direction_bins_deg
from tendon_teaching.models.picture_file import CollagenPicture, Picture, collagen_picture


@cache
def drawn(share=0.0, spread=22.0, left=100.0):
    tissue = FibreTissue(share_disturbed_pct=share, patch_sd_deg=spread, fibres_left_pct=left)
    picture = fibre_picture(tissue)
    return FibreView(picture, analyse_picture(picture.image))


@cache
def real(which=CollagenPicture.WAVY):
    picture = collagen_picture(which)
    return FibreView(picture, analyse_picture(picture.image), collagen=which)


def own(image, name="mine.png"):
    picture = Picture(name, image, image.shape[1], image.shape[0], False, False, False)
    return FibreView(picture, analyse_picture(image), direction_lines=True)


def stripes(rows=96, columns=128):
    return np.tile(0.5 + 0.5 * np.sin(np.arange(rows) / 2)[:, np.newaxis], (1, columns))


def noise():
    return np.random.default_rng(4).random((256, 256))


LONG_NAME = "a very long name of a file that somebody really gave to a picture $1 $2.tiff"
VIEWS = {
    "healthy": lambda: drawn(),
    "patch": lambda: drawn(25.0, 20.0),
    "everywhere": lambda: drawn(100.0, 40.0),
    "thinned": lambda: drawn(0.0, 22.0, 70.0),
    "scanner A": lambda: replace(drawn(50.0), study=Study.SCANNER_A),
    "scanner B": lambda: replace(drawn(50.0, 22.0, 50.0), study=Study.SCANNER_B),
    "lines": lambda: replace(drawn(50.0), direction_lines=True),
    "real": lambda: real(),
    "mixed": lambda: real(CollagenPicture.MIXED),
    "sparse": lambda: real(CollagenPicture.SPARSE),
    "stripes": lambda: own(stripes(), LONG_NAME),
    "noise": lambda: own(noise()),
    "no contrast": lambda: own(np.full((80, 80), 0.5)),
}
each_view = pytest.mark.parametrize("view", [make() for make in VIEWS.values()], ids=VIEWS)


def handles(view, layout="wide"):
    stage = Stage(fibres, layout)
    stage.pixels(view)
    return stage._drawing.handles


def shares(words):
    return {float(number) for number in re.findall(r"([\d.]+) %", words)}


# Words


@each_view
def test_words_carry_what_was_measured(view):
    alignment = view.analysis.alignment
    words = [fibres.read_out(view), fibres.text_alternative(view)]
    if alignment.is_measured:
        assert f"spread {alignment.sd_deg:.0f}°" in words[0]
        assert f"spread {alignment.sd_deg:.0f} degrees" in words[1]
        for text in words:
            assert re.search(rf"index {alignment.index:.2f}\b", text)
    else:
        for text in words:
            assert "no contrast" in text
            assert "index" not in text
    assert not [text for text in words if "nan" in text]


@each_view
def test_a_read_out_is_short(view):
    assert len(fibres.read_out(view).replace(LONG_NAME, "")) <= 200


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "All of this drawn picture is in order."),
        (35.0, "35 % of this drawn picture is disturbed."),
        (100.0, "All of this drawn picture is disturbed."),
    ],
)
def test_the_share_disturbed_is_said_in_plain_words(share, said):
    assert fibres.read_out(drawn(share)).startswith(said)


def test_lost_fibres_are_said_only_when_some_are_lost():
    assert "70 % of the fibres are left" in fibres.read_out(drawn(0.0, 22.0, 70.0))
    assert "left" not in fibres.read_out(drawn())


@pytest.mark.parametrize("study", [Study.SCANNER_A, Study.SCANNER_B])
def test_an_ultrasound_share_is_called_another_measure_and_its_scanner_is_named(study):
    view = replace(drawn(50.0), study=study)
    painful, pain_free = study.rows
    for words in (fibres.read_out(view), fibres.text_alternative(view)):
        _about_the_drawing, _is_said, about_people = words.partition("another measure")
        assert _is_said
        assert painful.text in about_people
        assert pain_free.text in about_people
        assert study.text in words.casefold().replace("scanner a,", "scanner A,").replace(
            "scanner b,", "scanner B,"
        )
        assert "50 %" not in about_people


def test_the_two_scanners_never_meet():
    for study, other in (
        (Study.SCANNER_A, Study.SCANNER_B),
        (Study.SCANNER_B, Study.SCANNER_A),
    ):
        words = fibres.text_alternative(replace(drawn(50.0), study=study))
        assert not shares(words) & {row.value for row in other.rows}


def test_without_a_study_no_share_of_people_is_said():
    assert shares(fibres.read_out(drawn(50.0))) == {50.0}


@pytest.mark.parametrize("which", CollagenPicture)
def test_a_real_picture_is_never_without_its_owner_or_called_tendon(which):
    view = real(which)
    assert "not tendon" in fibres.read_out(view)
    assert fibres.credit(view) == which.caption
    caption = handles(view).study.caption.get_text()
    assert caption.replace("\n", " ").casefold() == which.caption.casefold()
    assert "CurveAlign" in fibres.text_alternative(view)


def test_our_own_drawing_needs_no_credit():
    assert fibres.credit(drawn()) == ""
    assert handles(drawn()).study.caption.get_text() == ""


def test_noise_is_said_to_have_no_direction_and_gets_no_mean_line():
    view = own(noise())
    assert "No preferred direction" in fibres.read_out(view)
    assert not handles(view).mean.get_visible()
    assert handles(view).index.get_visible()


def test_a_picture_without_contrast_shows_no_mark():
    shown = handles(own(np.full((80, 80), 0.5)))
    assert not shown.mean.get_visible()
    assert not shown.index.get_visible()
    assert shown.index_word.get_text() == "nothing to measure"


# Picture


@each_view
def test_marks_stand_where_the_numbers_are(view):
    shown, alignment = handles(view), view.analysis.alignment
    if alignment.is_measured:
        assert shown.index.get_xdata() == [alignment.index]
        assert f"{alignment.index:.2f}" in shown.index_word.get_text()
    if alignment.has_direction:
        assert set(shown.mean.get_xdata()) == {alignment.mean_deg}
    heights, edges, _base = shown.histogram.get_data()
    assert edges == pytest.approx(direction_bins_deg())
    assert heights == pytest.approx(np.minimum(view.analysis.histogram_pct, fibres.MOST_SHARE_PCT))


def test_a_bar_that_is_cut_off_says_how_high_it_is():
    view = own(stripes())
    highest = view.analysis.histogram_pct.max()
    assert highest > fibres.MOST_SHARE_PCT
    assert f"peak {highest:.0f} %" in handles(view).spread.get_text()
    assert "peak" not in handles(drawn()).spread.get_text()


@pytest.mark.parametrize("study", [Study.SCANNER_A, Study.SCANNER_B])
def test_a_study_stands_on_its_own_axis_with_its_name(study):
    strip = handles(replace(drawn(50.0), study=study)).study
    painful, pain_free = study.rows
    assert strip.painful.get_xdata() == [painful.value]
    assert strip.pain_free.get_xdata() == [pain_free.value]
    assert painful.text in strip.painful_word.get_text()
    assert pain_free.text in strip.pain_free_word.get_text()
    author = painful.source.short_citation.split(",")[0]
    assert strip.title.get_text().endswith(author)
    assert strip.title.get_text().startswith(f"S{study.text[1:]}")
    assert not strip.cover.get_visible()


def test_without_a_study_its_axis_is_covered():
    strip = handles(drawn(50.0)).study
    assert strip.cover.get_visible()
    assert not strip.painful.get_visible()


def test_the_rows_of_the_figure_are_those_it_draws():
    drawn_rows = {row.id for study in Study for row in study.rows or ()}
    assert drawn_rows == set(fibres.SOURCES)
    assert all(value(row).is_printable for row in fibres.SOURCES)


def test_cells_are_drawn_over_drawings_only():
    shown = handles(drawn(50.0)).picture
    assert len(shown.cells.get_offsets()) == drawn(50.0).picture.cells.count > 5
    assert shown.cells.get_visible()
    covered = handles(real()).picture
    assert not covered.cells.get_visible()
    assert not covered.scale_bar.get_visible()
    assert covered.cover.get_visible()


def test_direction_lines_follow_the_stripes():
    lines = handles(own(stripes())).picture.lines.get_segments()
    assert len(lines) > 20
    for (x0, y0), (x1, y1) in lines:
        assert abs(y1 - y0) < 0.02 * abs(x1 - x0)


def test_direction_lines_lean_as_they_are_seen():
    rows, columns = np.mgrid[:128, :128]
    rising = 0.5 + 0.5 * np.sin((columns + rows) / 2)  # rows count downwards: 45° as seen
    view = own(rising)
    assert view.analysis.alignment.mean_deg == pytest.approx(45, abs=1)
    for (x0, y0), (x1, y1) in handles(view).picture.lines.get_segments():
        assert (y1 - y0) / (x1 - x0) == pytest.approx(-1, abs=0.05)


def test_the_scale_bar_is_as_long_as_it_says():
    bar = handles(drawn()).picture.scale_bar.get_xdata()
    microscope = drawn().picture.microscope
    assert (bar[1] - bar[0]) * microscope.um_per_px == pytest.approx(fibres.SCALE_BAR_UM)


def test_a_picture_that_is_not_square_keeps_its_shape():
    stage = Stage(fibres, "wide")
    stage.pixels(own(stripes(96, 192)))
    axes = stage._drawing.handles.picture.axes
    corners = axes.transData.transform([(0, 96), (192, 0)])
    across, up = corners[1] - corners[0]
    assert across == pytest.approx(2 * up)


def test_the_pixels_of_the_picture_are_those_of_the_model():
    dark, bright = np.zeros((64, 64)), np.ones((64, 64))
    half = np.hstack((dark, bright))
    stage = Stage(fibres, "wide")
    pixels = stage.pixels(replace(own(half), direction_lines=False))
    box = stage._drawing.handles.picture.axes.get_window_extent()
    middle_row = pixels[pixels.shape[0] - int((box.y0 + box.y1) / 2)]
    left, right = (
        middle_row[int(box.x0 + box.width / 4)],
        middle_row[int(box.x0 + box.width * 0.75)],
    )
    assert (left == 0).all()
    assert (right == 255).all()


def test_a_picture_stands_the_right_way_up():
    top_bright = np.vstack((np.ones((64, 128)), np.zeros((64, 128))))
    stage = Stage(fibres, "wide")
    pixels = stage.pixels(replace(own(top_bright), direction_lines=False))
    box = stage._drawing.handles.picture.axes.get_window_extent()
    column = pixels[:, int((box.x0 + box.x1) / 2)]
    upper = column[pixels.shape[0] - int(box.y0 + box.height * 0.75)]
    lower = column[pixels.shape[0] - int(box.y0 + box.height * 0.25)]
    assert (upper == 255).all()
    assert (lower == 0).all()


# Frames


@pytest.mark.parametrize("layout", fibres.LAYOUTS)
def test_a_state_gives_the_same_bytes_after_other_states(layout):
    stage = Stage(fibres, layout)
    first = stage.shoot(drawn(50.0)).picture
    for make in VIEWS.values():
        stage.pixels(make())
    assert stage.shoot(drawn(50.0)).picture == first


@pytest.mark.parametrize("layout", fibres.LAYOUTS)
@each_view
def test_a_still_drawn_at_once_looks_like_a_frame_drawn_over_its_background(layout, view):
    with house_style():
        drawing = fibres.draw(layout)
        fibres.update(drawing, view)
        canvas = FigureCanvasAgg(drawing.figure)
        canvas.draw()
    at_once = np.asarray(canvas.buffer_rgba())[:, :, :3].astype(int)
    frame = Stage(fibres, layout).pixels(view).astype(int)
    # A few pixels differ where an axis meets what is drawn over it.
    assert (np.abs(at_once - frame).max(axis=2) > 40).mean() < 0.002


@each_view
def test_a_frame_is_small(view):
    frame = Stage(fibres, "wide", 1.5).shoot(view)
    assert frame.mime == "image/webp"
    # Nothing packs noise.
    assert len(frame.picture) < (200_000 if "No preferred" in frame.read_out else 90_000)


def test_a_still_carries_the_picture_as_svg_and_png():
    svg = vector(fibres, "wide", drawn(50.0), name="n", title="t", licence="l")
    assert "data:image/png;base64," in svg
    assert svg == vector(fibres, "wide", drawn(50.0), name="n", title="t", licence="l")
    assert Stage(fibres, "wide").shoot(drawn(50.0), STILL).mime == "image/png"


@pytest.mark.parametrize("layout", fibres.LAYOUTS)
@each_view
def test_no_word_of_the_figure_is_cut_off_or_runs_into_another(layout, view):
    stage = Stage(fibres, layout)
    stage.pixels(view)
    figure, shown = stage._drawing.figure, stage._drawing.handles
    covers = [boxed(stage, c) for c in (shown.study.cover, shown.picture.cover) if c.get_visible()]
    seen = []
    for text in texts(stage):
        words, box = text.get_text(), boxed(stage, text)
        if text is not shown.study.caption and any(cover.overlaps(box) for cover in covers):
            continue
        assert box.x0 >= -1, words
        assert box.x1 <= figure.bbox.x1 + 1, words
        assert box.y0 >= -1, words
        assert box.y1 <= figure.bbox.y1 + 1, words
        for other, other_box in seen:
            assert not box.overlaps(other_box), f"{words!r} runs into {other!r}"
        seen.append((words, box))
    assert len(seen) > 12


@pytest.mark.parametrize("layout", fibres.LAYOUTS)
def test_what_does_not_belong_to_a_picture_is_covered_completely(layout):
    stage = Stage(fibres, layout)
    stage.pixels(own(stripes()))
    shown = stage._drawing.handles
    covers = [boxed(stage, cover) for cover in (shown.picture.cover, shown.study.cover)]
    touched = [t for t in texts(stage) if any(c.overlaps(boxed(stage, t)) for c in covers)]
    words = {text.get_text() for text in touched}
    assert {"orange: cells, drawn", "50 µm, illustrative", "75", "100"} <= words
    for text in touched:
        box = boxed(stage, text)
        assert any(
            c.x0 <= box.x0 and box.x1 <= c.x1 and c.y0 <= box.y0 and box.y1 <= c.y1 for c in covers
        ), text.get_text()


# ---------- reading a figure ----------


def boxed(stage, artist):
    return artist.get_window_extent(stage._canvas.get_renderer())


def texts(stage):
    """Every text that is painted; the axes of the picture itself have none."""
    picture = stage._drawing.handles.picture.axes
    unseen = {
        id(text)
        for axis in (picture.xaxis, picture.yaxis)
        for text in axis.findobj(lambda artist: hasattr(artist, "get_text"))
    }
    return [
        text
        for text in stage._drawing.figure.findobj(lambda artist: hasattr(artist, "get_text"))
        if text.get_text() and text.get_visible() and id(text) not in unseen
    ]
