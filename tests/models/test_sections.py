"""The two drawn cuts are the one teaching tendon, and each change moves only what it names."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tendon_teaching.evidence import Status, parameters_of, value
from tendon_teaching.models.sections import (
    ALONG_MM,
    LANES,
    Move,
    Nuclei,
    SectionTissue,
    healthy_outline_mm,
    section_tissue,
    sections,
)
from tendon_teaching.models.tour import DrawnChange, tour_state
from tendon_teaching.models.ultrasound import b_mode, b_mode_across, patch_core, ultrasound_tissue

few = settings(derandomize=True, deadline=None, max_examples=15)
HEALTHY, CHANGED = sections(), sections(section_tissue(100))

tissues = st.builds(
    SectionTissue,
    fibres_pct=st.floats(0, 100),
    cells_pct=st.floats(0, 100),
    vessels_pct=st.floats(0, 100),
    water_pct=st.floats(0, 100),
    rounded_ratio=st.floats(1, 6),
    crowding_ratio=st.floats(0.5, 3),
)


def only(move: Move, way_pct: float = 100):
    return sections(section_tissue(way_pct, move))


def ratio(nuclei: Nuclei) -> np.ndarray:
    return nuclei.lengths_mm / nuclei.widths_mm


def slopes_deg(shown, middle: bool) -> np.ndarray:
    """Directions of the fibres near the middle of the field, or near its ends."""
    found = []
    for line in shown.lengthwise.fibres:
        x, y = line.T
        here = np.abs(x[:-1] - 15) < 3 if middle else np.abs(x[:-1] - 15) > 11
        found.append(np.degrees(np.arctan2(np.diff(y), np.diff(x)))[here])
    return np.concatenate(found)


# ---------- one teaching tendon ----------


@pytest.mark.parametrize("way_pct", [0, 30, 50, 100])
def test_all_together_is_the_tendon_of_the_tour(way_pct):
    here, tour = sections(section_tissue(way_pct)), tour_state(way_pct).tissue
    assert here.tissue.thickness_mm == pytest.approx(tour.thickness_mm)
    assert here.mechanics.stiffness_pct == pytest.approx(tour.stiffness_pct)
    assert here.mechanics.modulus_pct == pytest.approx(tour.modulus_pct)
    assert here.tissue.nucleus_ratio == pytest.approx(tour.nucleus_ratio)
    assert here.vessels == tour.vessels


@pytest.mark.parametrize("way_pct", [0, 40, 100])
def test_all_together_is_the_tendon_of_the_ultrasound_look(way_pct):
    assert section_tissue(way_pct).scan == ultrasound_tissue(way_pct)


def test_thickness_goes_from_the_pain_free_to_the_painful_group():
    assert HEALTHY.tissue.thickness_mm == value("S071").value
    assert CHANGED.tissue.thickness_mm == pytest.approx(value("S070").value)
    for shown in (HEALTHY, CHANGED):
        thickness = shown.lengthwise.lower_mm - shown.lengthwise.upper_mm
        assert thickness.max() == pytest.approx(shown.tissue.thickness_mm, abs=0.01)
        assert shown.across.thickness_mm == shown.tissue.thickness_mm


def test_the_changed_tendon_is_thicker_less_ordered_and_less_stiff():
    assert CHANGED.tissue.thickness_mm > HEALTHY.tissue.thickness_mm
    assert slopes_deg(CHANGED, True).std() > 1.5 * slopes_deg(HEALTHY, True).std()
    assert CHANGED.mechanics.stiffness_pct < 80
    assert CHANGED.mechanics.modulus_pct < 55


def test_no_parameter_of_the_drawing_claims_to_be_measured():
    for held in parameters_of(SectionTissue).values():
        assert held.status is Status.ILLUSTRATIVE
        assert held.note
    drawn = DrawnChange()
    assert SectionTissue().rounded_ratio == drawn.rounded_nucleus_ratio
    assert SectionTissue().crowding_ratio == drawn.crowding_ratio


# ---------- one by one ----------


def test_at_the_start_every_move_is_the_healthy_tendon():
    for move in Move:
        assert section_tissue(0, move) == SectionTissue()


def test_fibres_alone_leave_outline_cells_and_vessels():
    shown = only(Move.FIBRES)
    assert slopes_deg(shown, True).std() > slopes_deg(HEALTHY, True).std() + 4
    assert slopes_deg(shown, False).std() == pytest.approx(slopes_deg(HEALTHY, False).std(), abs=1)
    assert shown.tissue.thickness_mm == HEALTHY.tissue.thickness_mm
    assert shown.lengthwise.nuclei.count == pytest.approx(HEALTHY.lengthwise.nuclei.count, abs=4)
    assert ratio(shown.lengthwise.nuclei) == pytest.approx(ratio(HEALTHY.lengthwise.nuclei)[0])
    assert shown.vessels == HEALTHY.vessels
    assert shown.mechanics.stiffness_pct < 90


def test_fibres_are_lost_in_the_patch_and_nowhere_else():
    shown = only(Move.FIBRES)
    cut = len(shown.lengthwise.fibres) > LANES
    assert cut
    for line in shown.lengthwise.fibres:
        for end in (line[0], line[-1]):
            at_edge = end[0] in (ALONG_MM[0], ALONG_MM[-1])
            assert at_edge or abs(end[0] - 15) < 8
    crossing = sum(line[0, 0] < 12 and line[-1, 0] > 18 for line in shown.lengthwise.fibres)
    lost = 1 - crossing / LANES
    assert lost == pytest.approx(shown.tissue.fibre_share_lost, abs=0.2)
    assert len(HEALTHY.lengthwise.fibres) == LANES


def test_cells_alone_get_rounder_and_crowd_in_spots():
    shown = only(Move.CELLS)
    inside = shown.lengthwise.nuclei.in_patch > 0.9
    assert ratio(shown.lengthwise.nuclei)[inside].mean() < 2
    outside = shown.lengthwise.nuclei.in_patch < 0.01
    assert ratio(shown.lengthwise.nuclei)[outside] == pytest.approx(
        DrawnChange().slender_nucleus_ratio, rel=0.02
    )
    assert shown.lengthwise.nuclei.count > HEALTHY.lengthwise.nuclei.count + 5
    assert shown.across.nuclei.count > HEALTHY.across.nuclei.count + 10
    for one, other in zip(shown.lengthwise.fibres, HEALTHY.lengthwise.fibres, strict=True):
        assert np.array_equal(one, other)


def test_cells_keep_their_area_while_they_round_up():
    for shown in (HEALTHY, CHANGED):
        nuclei = shown.lengthwise.nuclei
        area = np.pi / 4 * nuclei.lengths_mm * nuclei.widths_mm
        assert area == pytest.approx(area[0])


def in_middle(nuclei: Nuclei) -> int:
    return int((np.abs(nuclei.centres_mm[:, 0] - 15) < 4).sum())


def test_the_crowding_that_is_asked_for_is_drawn():
    counts = [
        in_middle(
            sections(section_tissue(100, Move.CELLS, crowding_ratio=crowding)).lengthwise.nuclei
        )
        for crowding in (0.6, 1.0, 1.6, 3.0)
    ]
    assert counts == sorted(counts)
    assert counts[1] == pytest.approx(in_middle(HEALTHY.lengthwise.nuclei), rel=0.25)
    assert counts[3] > 1.6 * counts[1]


def test_there_are_crowded_and_empty_spots():
    nuclei = only(Move.CELLS).across.nuclei
    apart = np.hypot(*(nuclei.centres_mm[:, np.newaxis] - nuclei.centres_mm).transpose(2, 0, 1))
    near = (apart < 0.8).sum(axis=1) - 1
    even = HEALTHY.across.nuclei
    apart = np.hypot(*(even.centres_mm[:, np.newaxis] - even.centres_mm).transpose(2, 0, 1))
    assert near.max() > ((apart < 0.8).sum(axis=1) - 1).max() + 2


def test_vessels_alone_come_from_below_and_a_healthy_tendon_has_one():
    shown = only(Move.VESSELS)
    assert HEALTHY.vessels == 1
    assert len(HEALTHY.lengthwise.vessels) == 1
    assert shown.vessels > 2
    assert len(shown.across.vessels_mm) > len(HEALTHY.across.vessels_mm) >= 1
    for vessel in shown.lengthwise.vessels[1:]:
        assert vessel.path_mm[:, 1].min() > shown.lengthwise.upper_mm.min()
    assert max(vessel.path_mm[:, 1].max() for vessel in shown.lengthwise.vessels) > 10


def test_vessels_do_not_jump_into_view():
    lengths = []
    for way_pct in range(0, 101, 2):
        vessels = only(Move.VESSELS, way_pct).lengthwise.vessels
        lengths.append(sum(np.hypot(*np.diff(v.path_mm, axis=0).T).sum() for v in vessels))
    steps = np.diff(lengths)
    assert steps.min() > -0.01
    assert steps.max() < 0.2 * lengths[-1]


def test_water_alone_thickens_and_keeps_every_fibre_and_the_stiffness():
    shown = only(Move.WATER)
    assert shown.tissue.thickness_mm == pytest.approx(value("S070").value)
    assert len(shown.lengthwise.fibres) == LANES
    assert shown.mechanics.stiffness_pct == pytest.approx(100, abs=0.5)
    assert shown.mechanics.modulus_pct < 75
    assert len(shown.lengthwise.water_mm) > 10
    assert len(HEALTHY.lengthwise.water_mm) == len(HEALTHY.across.water_mm) == 0


def bundle_areas(shown) -> np.ndarray:
    x, y = np.moveaxis(shown.across.bundles_mm, -1, 0)
    return 0.5 * np.abs((x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1)).sum(axis=1))


def test_bundles_keep_their_size_while_water_drives_them_apart():
    before, after = bundle_areas(HEALTHY), bundle_areas(only(Move.WATER))
    assert after == pytest.approx(before)
    tendon = math.pi / 4 * HEALTHY.across.width_mm * HEALTHY.across.thickness_mm
    assert before.sum() > 0.75 * tendon
    swollen = math.pi / 4 * CHANGED.across.width_mm * CHANGED.across.thickness_mm
    assert after.sum() < 0.65 * swollen
    assert bundle_areas(only(Move.FIBRES)).sum() < 0.9 * before.sum()


@pytest.mark.parametrize("move", [Move.CELLS, Move.VESSELS])
def test_ultrasound_and_pull_know_nothing_of_cells_and_vessels(move):
    shown = only(move)
    assert np.array_equal(b_mode(shown.tissue.scan), b_mode(HEALTHY.tissue.scan))
    assert np.array_equal(b_mode_across(shown.tissue.scan), b_mode_across(HEALTHY.tissue.scan))
    assert shown.mechanics.stiffness_pct == pytest.approx(100)


def test_the_scan_shows_fibres_and_water_apart():
    fibres, water = only(Move.FIBRES).tissue.scan, only(Move.WATER).tissue.scan
    assert (fibres.water_pct, water.order_lost_pct) == (0, 0)
    assert fibres.order_lost_pct == ultrasound_tissue().order_lost_pct
    core = patch_core(ultrasound_tissue()) > 0.9
    assert b_mode(water)[core].mean() < b_mode(fibres)[core].mean() - 0.05


# ---------- laws ----------


@few
@given(tissues)
def test_everything_lies_inside_the_tendon(tissue):
    shown = sections(tissue)
    section, across = shown.lengthwise, shown.across
    for line in section.fibres:
        upper = np.interp(line[:, 0], ALONG_MM, section.upper_mm)
        lower = np.interp(line[:, 0], ALONG_MM, section.lower_mm)
        assert (line[:, 1] >= upper).all()
        assert (line[:, 1] <= lower).all()
    x, y = section.nuclei.centres_mm.T
    assert (y > np.interp(x, ALONG_MM, section.upper_mm)).all()
    assert (y < np.interp(x, ALONG_MM, section.lower_mm)).all()
    half = np.array((across.width_mm, across.thickness_mm)) / 2
    for places in (across.bundles_mm, across.nuclei.centres_mm, across.vessels_mm[:, :2]):
        assert (np.hypot(*np.moveaxis(places / half, -1, 0)) <= 1 + 1e-9).all()
    assert (across.bundle_strength > 0).all()
    assert (across.bundle_strength <= 1).all()


@few
@given(st.floats(0, 99), st.sampled_from(list(Move)))
def test_a_little_more_change_moves_things_a_little(way_pct, move):
    here, next_to_it = only(move, way_pct), only(move, way_pct + 1)
    assert abs(here.tissue.thickness_mm - next_to_it.tissue.thickness_mm) < 0.05
    assert abs(here.lengthwise.nuclei.count - next_to_it.lengthwise.nuclei.count) < 8
    assert abs(len(here.lengthwise.fibres) - len(next_to_it.lengthwise.fibres)) < 6


def test_same_tissue_same_places():
    again = sections(SectionTissue(fibres_pct=33.0, cells_pct=33.0))
    other = sections(SectionTissue(fibres_pct=34.0, cells_pct=33.0))
    same = sections(SectionTissue(fibres_pct=33.0, cells_pct=33.0))
    assert np.array_equal(again.lengthwise.nuclei.centres_mm, same.lengthwise.nuclei.centres_mm)
    assert other.lengthwise.fibres is not again.lengthwise.fibres


def test_nuclei_lie_along_the_fibres_in_a_healthy_tendon():
    nuclei = HEALTHY.lengthwise.nuclei
    assert np.abs(nuclei.angles_deg).max() < 20
    assert nuclei.angles_deg.std() > 3


def test_the_healthy_outline_is_that_of_the_healthy_tendon():
    upper, lower = healthy_outline_mm()
    assert upper == pytest.approx(HEALTHY.lengthwise.upper_mm)
    assert lower == pytest.approx(HEALTHY.lengthwise.lower_mm)


# ---------- bad input ----------


@pytest.mark.parametrize("way_pct", [-1, 101, math.nan, None, "50"])
def test_an_impossible_way_is_refused(way_pct):
    with pytest.raises(ValueError, match="way_pct is"):
        section_tissue(way_pct)


def test_an_unknown_move_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="move is 'bones'; choose one of all, fibres"):
        section_tissue(50, "bones")


@pytest.mark.parametrize(
    ("name", "bad"),
    [("fibres_pct", 101.0), ("rounded_ratio", 0.5), ("crowding_ratio", 4.0), ("water_pct", -1.0)],
)
def test_an_impossible_tissue_is_refused(name, bad):
    with pytest.raises(ValueError, match=f"{name} is"):
        SectionTissue(**{name: bad})
