"""What the figure of the two cuts shows and says agrees with what was drawn and computed."""

import re
from functools import cache

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb

from tendon_teaching.evidence import value
from tendon_teaching.figures import sections as figure
from tendon_teaching.figures.sections import TYPE_COLOURS, SectionsView, Study
from tendon_teaching.figures.stage import STILL, Stage
from tendon_teaching.figures.style import house_style
from tendon_teaching.figures.vector import vector
from tendon_teaching.models.sections import ALONG_MM, Move, section_tissue, sections
from tendon_teaching.models.ultrasound import b_mode, b_mode_across, echo_types


@cache
def view(way_pct=100.0, move=Move.ALL, types=False, study=Study.FIRST):
    tissue = section_tissue(way_pct, move)
    return SectionsView(
        sections=sections(tissue),
        move=move,
        way_pct=way_pct,
        scan=b_mode(tissue.scan),
        scan_across=b_mode_across(tissue.scan),
        study=study,
        echo=echo_types(tissue.scan, study.reader) if types else None,
    )


VIEWS = {
    "healthy": lambda: view(0.0),
    "half": lambda: view(50.0),
    "all": lambda: view(),
    **{str(move): lambda move=move: view(100.0, move) for move in Move if move is not Move.ALL},
    "healthy types": lambda: view(0.0, types=True),
    "types": lambda: view(types=True),
    "types, second study": lambda: view(types=True, study=Study.SECOND),
}
each_view = pytest.mark.parametrize("shown", [make() for make in VIEWS.values()], ids=VIEWS)
each_layout = pytest.mark.parametrize("layout", figure.LAYOUTS)


def handles(shown, layout="wide"):
    stage = Stage(figure, layout)
    stage.pixels(shown)
    return stage._drawing.handles


def numbers(words):
    return {float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", words)}


# Words


@each_view
def test_words_carry_the_thickness_that_is_drawn(shown):
    thickness = f"{shown.sections.tissue.thickness_mm:.1f} mm thick"
    assert thickness in figure.text_alternative(shown)
    assert thickness in handles(shown).lengthwise.title.get_text()
    if shown.move not in (Move.CELLS, Move.VESSELS):
        assert thickness in figure.read_out(shown)


@each_view
def test_the_text_alternative_names_both_cuts_and_the_imitation(shown):
    words = figure.text_alternative(shown)
    assert "lengthwise and across" in words
    assert "imitation" in words
    assert f"vessels: {shown.sections.vessels}" in words
    assert words.count("  ") == 0


def test_the_text_alternative_follows_each_change():
    said = {
        Move.FIBRES: "they cross and some are broken",
        Move.CELLS: "some spots are crowded",
        Move.WATER: "the outline bulges",
    }
    for move, words in said.items():
        assert words in figure.text_alternative(view(100.0, move))
        assert words not in figure.text_alternative(view(0.0, move))
        assert words in figure.text_alternative(view())
        for other in said:
            if other is not move:
                assert words not in figure.text_alternative(view(100.0, other))


def test_a_dark_patch_is_said_only_where_it_is_dark():
    assert "dark patch" in figure.text_alternative(view())
    assert "dark patch" not in figure.text_alternative(view(100.0, Move.FIBRES))
    assert "dark" not in figure.text_alternative(view(0.0)).split("Below")[1]


@pytest.mark.parametrize("study", list(Study))
def test_echo_types_come_with_their_study_and_are_called_an_imitation(study):
    shown = view(types=True, study=study)
    painful, pain_free = study.rows
    for words in (figure.read_out(shown), figure.text_alternative(shown)):
        assert "imitation" in words
        assert f"painful {painful.text}, pain-free {pain_free.text}" in words
    for share in shown.echo.shares_pct:
        assert round(share) in numbers(figure.text_alternative(shown))
    drawn = handles(shown)
    assert "imitation, thresholds fitted" in drawn.scan_title.get_text()
    assert study.text in drawn.shares.published.get_text()


def test_the_rows_of_the_figure_are_those_it_draws():
    drawn = {row.id for study in Study for row in study.rows} | {"S070", "S071"}
    assert drawn == set(figure.SOURCES)
    assert all(value(row).is_printable for row in figure.SOURCES)


# Picture


@each_view
def test_the_outline_is_that_of_the_model(shown):
    (path,) = handles(shown).lengthwise.body.get_paths()
    corners = path.vertices[: 2 * len(ALONG_MM)]
    section = shown.sections.lengthwise
    assert corners[: len(ALONG_MM), 1] == pytest.approx(section.upper_mm)
    assert corners[len(ALONG_MM) :, 1] == pytest.approx(section.lower_mm[::-1])
    body = handles(shown).across.body
    assert (body.width, body.height) == (
        shown.sections.across.width_mm,
        shown.sections.across.thickness_mm,
    )


@each_view
def test_fibres_nuclei_and_vessels_are_all_drawn(shown):
    drawn, section = handles(shown), shown.sections
    assert len(drawn.lengthwise.fibres.get_segments()) == len(section.lengthwise.fibres)
    assert len(drawn.lengthwise.nuclei.get_offsets()) == section.lengthwise.nuclei.count
    assert len(drawn.lengthwise.vessels.get_segments()) == len(section.lengthwise.vessels)
    assert len(drawn.across.bundles.get_paths()) == len(section.across.bundles_mm)
    assert len(drawn.across.nuclei.get_offsets()) == section.across.nuclei.count
    assert len(drawn.across.vessels.get_offsets()) == len(section.across.vessels_mm)


def test_millimetres_are_equally_long_everywhere():
    for layout in figure.LAYOUTS:
        drawn = handles(view(), layout)
        scales = []
        for artist in (drawn.lengthwise.body, drawn.across.body):
            corners = artist.axes.transData.transform([(0, 0), (1, 1)])
            scales += np.abs(corners[1] - corners[0]).tolist()
        assert scales == pytest.approx([scales[0]] * 4, rel=0.02)
        for scan, cut in ((drawn.scan, drawn.lengthwise.body), (drawn.scan_across, drawn.across)):
            axes = cut.axes if hasattr(cut, "axes") else cut.body.axes
            one, other = scan.axes.get_window_extent(), axes.get_window_extent()
            assert (one.width, one.height) == pytest.approx((other.width, other.height))
            assert one.x0 == pytest.approx(other.x0)


def test_nuclei_lean_as_the_fibres_beside_them():
    """A nucleus of a healthy tendon, as it is painted, lies along the nearest fibre."""
    shown = view(0.0)
    drawn = handles(shown).lengthwise
    transform = drawn.fibres.axes.transData
    lines = [transform.transform(line) for line in drawn.fibres.get_segments()]
    points = np.concatenate([line[:-1] for line in lines])
    directions = np.concatenate([np.diff(line, axis=0) for line in lines])
    nuclei = shown.sections.lengthwise.nuclei
    places = transform.transform(nuclei.centres_mm)
    nearest = np.hypot(*(places[:, np.newaxis] - points).transpose(2, 0, 1)).argmin(axis=1)
    seen = np.degrees(np.arctan2(directions[nearest, 1], directions[nearest, 0]))
    # The collection turns its ellipses in data units, of which one counts downwards.
    painted = -np.degrees(drawn.nuclei._angles)
    assert np.abs(painted - seen).mean() < 5
    assert np.abs(painted + seen).mean() > 8


def block(stage, pixels, axes):
    box = axes.get_window_extent()
    height = pixels.shape[0]
    return pixels[
        height - int(box.y1) + 2 : height - int(box.y0) - 2, int(box.x0) + 2 : int(box.x1) - 2
    ]


def test_the_scan_that_is_painted_is_that_of_the_model_the_right_way_up():
    stage = Stage(figure, "wide")
    pixels = stage.pixels(view())
    painted = block(stage, pixels, stage._drawing.handles.scan.axes).mean(axis=2)
    rows, columns = painted.shape
    scan = view().scan
    blocks = painted[: rows // 12 * 12, : columns // 36 * 36]
    blocks = blocks.reshape(12, rows // 12, 36, columns // 36).mean(axis=(1, 3))
    expected = 255 * scan.reshape(12, 10, 36, 10).mean(axis=(1, 3))
    assert np.corrcoef(blocks.ravel(), expected.ravel())[0, 1] > 0.95
    assert np.corrcoef(blocks[::-1].ravel(), expected.ravel())[0, 1] < 0.7


def test_echo_types_are_painted_in_their_colours_over_the_tendon_only():
    shown = view(types=True)
    stage = Stage(figure, "wide")
    painted = block(stage, stage.pixels(shown), stage._drawing.handles.scan.axes)
    rows, columns, _three = painted.shape
    types = shown.echo.types
    seen = 0
    for row in range(1, 29):
        for column in range(1, 89):
            kind = types[row, column]
            near = types[row - 1 : row + 2, column - 1 : column + 2]
            if kind and (near == kind).all():
                pixel = painted[int((row + 0.5) / 30 * rows), int((column + 0.5) / 90 * columns)]
                assert pixel == pytest.approx(255 * np.array(to_rgb(TYPE_COLOURS[kind - 1])), abs=3)
                seen += 1
    assert seen > 200


def test_types_differ_in_lightness_not_only_in_hue():
    lightness = [np.dot(to_rgb(colour), (0.2126, 0.7152, 0.0722)) for colour in TYPE_COLOURS]
    assert lightness == sorted(lightness, reverse=True)
    assert -np.diff(lightness).max() > 0.1


def test_bars_are_as_long_as_the_shares_and_only_there_with_the_types():
    shown = view(types=True)
    shares = handles(shown).shares
    lengths = np.array([bar.get_width() for bar in shares.bars])
    assert lengths / lengths.sum() * 100 == pytest.approx(shown.echo.shares_pct)
    for number, share in zip(shares.numbers, shown.echo.shares_pct, strict=True):
        assert number.get_text() == f"{share:.0f} %"
    assert not handles(view()).shares.bars[0].get_visible()
    assert handles(view()).scan_across.get_visible()
    assert not handles(shown).scan_across.get_visible()


# Frames


@each_layout
def test_a_state_gives_the_same_bytes_after_other_states(layout):
    stage = Stage(figure, layout)
    first = stage.shoot(view()).picture
    for make in VIEWS.values():
        stage.pixels(make())
    assert stage.shoot(view()).picture == first


@each_layout
@pytest.mark.parametrize("name", ["healthy", "all", "types"])
def test_a_still_drawn_at_once_looks_like_a_frame_drawn_over_its_background(layout, name):
    shown = VIEWS[name]()
    with house_style():
        drawing = figure.draw(layout)
        figure.update(drawing, shown)
        canvas = FigureCanvasAgg(drawing.figure)
        canvas.draw()
    at_once = np.asarray(canvas.buffer_rgba())[:, :, :3].astype(int)
    frame = Stage(figure, layout).pixels(shown).astype(int)
    assert (np.abs(at_once - frame).max(axis=2) > 40).mean() < 0.002


@each_view
def test_a_frame_is_small(shown):
    frame = Stage(figure, "wide", 1.5).shoot(shown)
    assert frame.mime == "image/webp"
    assert len(frame.picture) < 130_000


def test_a_still_carries_the_picture_as_svg_and_png():
    svg = vector(figure, "wide", view(), name="n", title="t", licence="l")
    assert "data:image/png;base64," in svg
    assert svg == vector(figure, "wide", view(), name="n", title="t", licence="l")
    assert Stage(figure, "wide").shoot(view(), STILL).mime == "image/png"


@each_layout
@each_view
def test_no_word_of_the_figure_is_cut_off_or_runs_into_another(layout, shown):
    stage = Stage(figure, layout)
    stage.pixels(shown)
    bounds = stage._drawing.figure.bbox
    pictures = [axes.get_window_extent() for axes in picture_axes(stage, shown)]
    seen = []
    for text in texts(stage):
        words, box = text.get_text(), text.get_window_extent(stage._canvas.get_renderer())
        assert box.x0 >= -1, words
        assert box.x1 <= bounds.x1 + 1, words
        assert box.y0 >= -1, words
        assert box.y1 <= bounds.y1 + 1, words
        for other, other_box in seen:
            assert not box.overlaps(other_box), f"{words!r} runs into {other!r}"
        for picture in pictures:
            assert not box.overlaps(picture), f"{words!r} lies over a picture"
        seen.append((words, box))
    assert len(seen) > 10


def picture_axes(stage, shown):
    drawn = stage._drawing.handles
    found = [drawn.lengthwise.body.axes, drawn.across.body.axes, drawn.scan.axes]
    return found if shown.echo else [*found, drawn.scan_across.axes]


def texts(stage):
    return [
        text
        for text in stage._drawing.figure.findobj(lambda artist: hasattr(artist, "get_text"))
        if text.get_text() and text.get_visible()
    ]
