"""Vessels grow as the field tells them, and Doppler shows a part of them."""

import math
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from models.vessel_targets import ANCHORS, PUBLISHED, Population, Target
from scipy import ndimage

from tendon_teaching.evidence import Status, parameters_of, value
from tendon_teaching.models import neovascularisation
from tendon_teaching.models.neovascularisation import (
    FULL_COUNT,
    HEALTHY_DRIVE,
    MOST_TIPS,
    SMALLEST_COUNTED_CELLS,
    SPROUT_SITES,
    TEACHING_SEED,
    Doppler,
    DopplerParameters,
    SliceGrid,
    VesselCall,
    VesselParameters,
    VesselTree,
    doppler_area_of_pct,
    drive_of,
    modified_oehberg_like_count,
    regressed,
    share_drawn,
    vegf_field,
    vessel_tree,
    visible_vessels,
)

SEEDS = range(12)
DRIVES = (0.0, 0.1, 0.2, 0.4, 0.7, 1.0)
GAINS = tuple(float(gain) for gain in range(0, 101, 10))

some_trees = pytest.mark.parametrize(
    ("drive", "seed"), [(0.2, TEACHING_SEED), (0.7, TEACHING_SEED), (0.7, 1), (1.0, 2), (1.0, 5)]
)


def height(tree: VesselTree) -> int:
    """Rows from the ventral edge to the highest cell."""
    return tree.grid.rows - int(tree.cells.min(initial=tree.grid.rows * tree.grid.columns)) // 180


def spots(*places: tuple[int, int]) -> np.ndarray:
    source = np.zeros((60, 180))
    for place in places:
        source[place] = 1.0
    return source


# --- targets -----------------------------------------------------------------------------------


@cache
def healthy_people() -> Population:
    return Population()


@pytest.mark.parametrize("target", PUBLISHED + ANCHORS, ids=str)
def test_the_model_meets(target: Target) -> None:
    assert target.holds(healthy_people())


@pytest.mark.parametrize("factor", [0.8, 1.2])
@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("vessels", "sprout_factor"),
        ("scanner", "seen_from_cells"),
        ("scanner", "run_flow_ratio"),
    ],
)
def test_calibrated_parameter_is_pinned_by_a_target(part: str, name: str, factor: float) -> None:
    people = Population()
    model = getattr(people, part)
    assert parameters_of(model)[name].status is Status.CALIBRATED
    moved = replace(people, **{part: replace(model, **{name: factor * getattr(model, name)})})
    assert not all(target.holds(moved) for target in PUBLISHED + ANCHORS)


def test_no_other_parameter_is_called_calibrated() -> None:
    calibrated = [
        name
        for model in (VesselParameters, DopplerParameters)
        for name, held in parameters_of(model).items()
        if held.status is Status.CALIBRATED
    ]
    assert calibrated == ["sprout_factor", "seen_from_cells", "run_flow_ratio"]


def test_the_mean_grade_never_falls_when_tissue_calls_louder() -> None:
    grades = [
        np.mean([visible_vessels(vessel_tree(drive, seed)).grade for seed in SEEDS])
        for drive in DRIVES
    ]
    assert grades == sorted(grades)
    assert grades[0] == 0
    assert grades[2] < 1.5 < 3 < grades[4]


# --- growth factor -----------------------------------------------------------------------------


def test_the_field_solves_its_equation_without_flux_through_the_edges() -> None:
    source = np.random.default_rng(3).random((20, 33))
    field = vegf_field(source, screening_cells=4.0)
    walled = np.pad(field, 1, mode="edge")
    laplacian = walled[:-2, 1:-1] + walled[2:, 1:-1] + walled[1:-1, :-2] + walled[1:-1, 2:]
    laplacian -= 4 * field
    assert 16 * laplacian - field + source == pytest.approx(0, abs=1e-11)


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    first=st.floats(0, 10),
    second=st.floats(0, 10),
    length=st.floats(0.5, 60),
)
def test_the_field_is_nowhere_negative_and_linear_in_its_source(
    seed: int, first: float, second: float, length: float
) -> None:
    random = np.random.default_rng(seed)
    one, other = random.random((2, 12, 31)) * (random.random((2, 12, 31)) > 0.8)
    both = vegf_field(first * one + second * other, screening_cells=length)
    parts = [vegf_field(source, screening_cells=length) for source in (one, other)]
    assert both.min() >= 0
    assert np.abs(both - first * parts[0] - second * parts[1]).max() < 1e-10


def test_nothing_is_lost_at_the_edges() -> None:
    source = spots((0, 0), (59, 100), (30, 90))
    assert vegf_field(source).sum() == pytest.approx(source.sum())


def test_the_field_falls_with_distance_and_reaches_further_with_a_longer_screening() -> None:
    near_field, far_field = (
        vegf_field(spots((30, 90)), screening_cells=length)[30, 90:] for length in (5.0, 20.0)
    )
    for field in (near_field, far_field):
        assert (np.diff(field) < 0).all()
    assert far_field[40] / far_field[10] > 4 * near_field[40] / near_field[10]


def test_a_source_in_the_middle_gives_a_field_with_two_mirrors() -> None:
    source = np.zeros((21, 41))
    source[10, 20] = 1.0
    field = vegf_field(source)
    assert field == pytest.approx(field[::-1])
    assert field == pytest.approx(field[:, ::-1])


# --- growth ------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [0, 1, TEACHING_SEED])
def test_no_call_no_vessel_and_an_empty_picture(seed: int) -> None:
    tree = vessel_tree(0.0, seed)
    assert tree.is_empty
    assert (tree.sprouts, tree.most_tips, tree.joins, tree.drawn_length_mm) == (0, 0, 0, 0.0)
    for gain in (0.0, 50.0, 70.0):
        scan = visible_vessels(tree, gain, after_run=True)
        assert (scan.count, scan.grade, scan.area_pct, scan.coloured_pct) == (0, 0, 0.0, 0.0)
        assert not scan.power.any()
    assert visible_vessels(tree, 100.0).area_pct == 0


@some_trees
def test_every_vessel_is_connected_to_the_ventral_edge(drive: float, seed: int) -> None:
    tree = vessel_tree(drive, seed)
    pieces, count = ndimage.label(tree.mask, structure=np.ones((3, 3)))
    assert count > 0
    assert set(range(1, count + 1)) <= set(pieces[-1])


@some_trees
def test_every_cell_grew_from_a_neighbour_that_was_there_before(drive: float, seed: int) -> None:
    tree = vessel_tree(drive, seed)
    rooted = tree.parents < 0
    assert (tree.cells[rooted] // tree.grid.columns == tree.grid.rows - 1).all()
    assert rooted.sum() == tree.sprouts <= SPROUT_SITES
    child = np.flatnonzero(~rooted)
    parent = tree.parents[child]
    assert (parent < child).all()
    assert (tree.vessels[parent] == tree.vessels[child]).all()
    row, column = np.divmod(tree.cells, tree.grid.columns)
    apart = np.abs(row[child] - row[parent]) + np.abs(column[child] - column[parent])
    assert (apart == 1).all()
    assert len(set(tree.cells.tolist())) == tree.cells.size


def test_tips_never_exceed_their_limit_even_when_everything_branches() -> None:
    wild = VesselParameters(branch_chance=1.0, age_to_branch=0.05, field_gain=20.0)
    tree = vessel_tree(1.0, 3, parameters=wild)
    assert 60 < tree.most_tips <= MOST_TIPS


def test_branches_need_a_chance_of_branching() -> None:
    for seed in (1, 2):
        branched = vessel_tree(1.0, seed)
        assert branched.most_tips > branched.sprouts
        straight = vessel_tree(1.0, seed, parameters=VesselParameters(branch_chance=0.0))
        assert straight.most_tips == straight.sprouts == branched.sprouts
        assert straight.cells.size < branched.cells.size


def test_tips_that_meet_a_vessel_join_it_and_stop() -> None:
    joins = [vessel_tree(1.0, seed).joins for seed in SEEDS]
    assert min(joins) > 0


def test_without_chemotaxis_vessels_do_not_find_the_calling_spots() -> None:
    blind = VesselParameters(chemotaxis=0.0)
    for seed in (1, 2, 3):
        led = vessel_tree(0.7, seed)
        lost = vessel_tree(0.7, seed, parameters=blind)
        assert height(led) > height(lost) + 10


def test_with_the_fibronectin_of_the_original_too_many_healthy_slices_would_show_flow() -> None:
    original = Population(vessels=VesselParameters(fibronectin_at_edge=0.75))
    assert original.with_flow_pct() > 80
    assert not PUBLISHED[0].holds(original)


def test_a_trail_of_fibronectin_and_used_up_factor_change_the_way() -> None:
    for name in ("haptotaxis", "fibronectin_made", "fibronectin_used", "factor_used"):
        without = vessel_tree(0.7, 1, parameters=VesselParameters(**{name: 0.0}))
        assert not np.array_equal(without.mask, vessel_tree(0.7, 1).mask), name


def test_vessels_only_grow_within_one_run() -> None:
    run = [
        vessel_tree(0.7, 4, parameters=VesselParameters(duration=duration))
        for duration in (1.2, 3.0, 6.0, 12.0)
    ]
    for younger, older in pairwise(run):
        assert younger.cells.size <= older.cells.size
        assert np.array_equal(older.cells[: younger.cells.size], younger.cells)
        assert not (younger.mask & ~older.mask).any()
    assert run[0].cells.size < run[-1].cells.size


def test_the_same_seed_grows_the_same_tree() -> None:
    first = vessel_tree(0.63, 11)
    for seed in range(500, 570):  # pushes what was remembered out
        vessel_tree(0.0, seed)
    again = vessel_tree(0.63, 11)
    assert again is not first
    assert np.array_equal(again.cells, first.cells)
    scans = [visible_vessels(tree, 90.0) for tree in (first, again)]
    assert np.array_equal(scans[0].power, scans[1].power)
    assert np.array_equal(scans[0].sign, scans[1].sign)


def test_another_seed_is_another_person() -> None:
    assert not np.array_equal(vessel_tree(0.7, 1).mask, vessel_tree(0.7, 2).mask)


def test_a_tree_is_remembered() -> None:
    assert vessel_tree(0.7, 1) is vessel_tree(0.7, 1)
    assert vessel_tree(1, 1) is vessel_tree(1.0, np.int64(1))


def test_nothing_grows_while_the_module_is_imported() -> None:
    program = (
        "from tendon_teaching.models import neovascularisation as vessels\n"
        "print(vessels._grown.cache_info().currsize)\n"
        "vessels.vessel_tree()\n"
        "print(vessels._grown.cache_info().currsize)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["0", "1"]


def test_other_grids_grow_vessels_too() -> None:
    for grid in (SliceGrid(30, 90, 1 / 3), SliceGrid(100, 200, 0.1)):
        tree = vessel_tree(1.0, 1, grid=grid)
        assert tree.mask.shape == grid.shape
        assert not tree.is_empty
        assert visible_vessels(tree, 100.0).power.shape == grid.shape


# --- regression --------------------------------------------------------------------------------


def test_vessels_are_drawn_back_youngest_first() -> None:
    tree = vessel_tree(0.7, TEACHING_SEED)
    half = regressed(tree, 0.5)
    assert half.drawn_length_mm == pytest.approx(tree.drawn_length_mm / 2, abs=tree.grid.cell_mm)
    assert np.array_equal(half.cells, tree.cells[: half.cells.size])
    pieces, count = ndimage.label(half.mask, structure=np.ones((3, 3)))
    assert set(range(1, count + 1)) <= set(pieces[-1])
    assert regressed(tree, 1.0) is tree
    assert regressed(tree, 0.0).is_empty


def test_a_tree_that_is_drawn_back_shows_less() -> None:
    tree = vessel_tree(0.7, TEACHING_SEED)
    areas = [visible_vessels(regressed(tree, share)).area_pct for share in (0, 0.2, 0.5, 0.8, 1)]
    assert areas == sorted(areas)
    assert areas[0] == 0 < areas[-1]


def test_a_vessel_amount_becomes_a_share_and_an_area() -> None:
    assert share_drawn(0.3, 0.6) == 0.5
    assert share_drawn(0.7, 0.6) == 1
    assert share_drawn(0.0, 0.0) == 1
    assert doppler_area_of_pct(0.5) == 2


def test_cells_and_matrix_call_together() -> None:
    assert drive_of(0.0, 0.0) == 0
    assert drive_of(0.3, 0.4) == pytest.approx(0.5)
    assert drive_of(1.0, 1.0) == 1


# --- Doppler -----------------------------------------------------------------------------------


def cells_seen(scan: Doppler) -> int:
    return int(scan.mask.sum())


@some_trees
def test_gain_changes_what_is_seen_and_not_what_is_there(drive: float, seed: int) -> None:
    tree = vessel_tree(drive, seed)
    before = tree.cells.copy()
    scans = [visible_vessels(tree, gain) for gain in GAINS]
    for less, more in pairwise(scans):
        assert not (less.mask & ~more.mask).any()
        assert less.count <= more.count
    assert cells_seen(scans[-1]) > cells_seen(scans[0])
    assert np.array_equal(tree.cells, before)


def test_low_gain_hides_every_vessel_of_most_people() -> None:
    seen = [visible_vessels(vessel_tree(0.7, seed), 0.0).has_flow for seed in SEEDS]
    assert np.mean(seen) < 0.3


def test_noise_comes_with_high_gain_and_is_no_vessel() -> None:
    tree = vessel_tree(0.7, TEACHING_SEED)
    specks = [visible_vessels(tree, gain).specks for gain in (0.0, 50.0, 70.0, 80.0, 90.0, 100.0)]
    assert specks[:3] == [0, 0, 0]
    assert specks[3] < specks[4] < specks[5]
    loud = visible_vessels(tree, 100.0)
    assert loud.noise.any()
    assert not (loud.noise & loud.mask).any()
    assert loud.coloured_pct > loud.area_pct
    assert visible_vessels(vessel_tree(0.0), 100.0).count == 0


def test_specks_stay_where_they_are_when_more_appear() -> None:
    empty = vessel_tree(0.0)
    some, more = (visible_vessels(empty, gain).noise for gain in (80.0, 100.0))
    assert some.any()
    assert not (some & ~more).any()


def test_a_run_shows_more_of_the_same_vessels() -> None:
    for seed in SEEDS:
        tree = vessel_tree(HEALTHY_DRIVE, seed)
        rest, run = visible_vessels(tree), visible_vessels(tree, after_run=True)
        assert run.tree is rest.tree
        assert not (rest.mask & ~run.mask).any()
        assert rest.count <= run.count


def test_nothing_is_coloured_outside_the_box() -> None:
    for seed in SEEDS:
        scan = visible_vessels(vessel_tree(1.0, seed), 100.0)
        left, right = scan.box
        assert not scan.power[:, :left].any()
        assert not scan.power[:, right:].any()
        assert (right - left) / 180 == pytest.approx(0.95, abs=0.01)


def test_strength_of_colour_is_a_share() -> None:
    scan = visible_vessels(vessel_tree(1.0, 3), 100.0, after_run=True)
    coloured = scan.power[scan.power > 0]
    assert 0.3 < coloured.min() < coloured.max() <= 1
    assert np.array_equal(scan.power > 0, scan.mask | scan.noise)


def test_each_vessel_runs_one_way_and_ways_differ() -> None:
    scan = visible_vessels(vessel_tree(1.0, TEACHING_SEED), 60.0)
    assert set(np.unique(scan.sign[scan.mask])) == {-1.0, 1.0}
    assert not scan.sign[~scan.mask].any()
    alone = scan.tree.mask & scan.mask
    ways = dict(zip(scan.tree.cells, scan.tree.towards_probe[scan.tree.vessels], strict=True))
    for cell in np.flatnonzero(alone)[::7]:
        assert scan.sign.ravel()[cell] == (1 if ways[cell] else -1)


def test_flow_is_the_number_of_cells_fed() -> None:
    tree = vessel_tree(0.7, TEACHING_SEED)
    assert tree.flow_cells[tree.parents < 0].sum() == tree.cells.size
    child = np.flatnonzero(tree.parents >= 0)
    assert (tree.flow_cells[tree.parents[child]] > tree.flow_cells[child]).all()


def test_a_short_piece_of_colour_is_not_counted_as_a_vessel() -> None:
    tree = vessel_tree(0.7, TEACHING_SEED)
    longest = int(np.bincount(tree.vessels).argmax())
    keep = np.flatnonzero(tree.vessels == longest)
    for length, count in ((SMALLEST_COUNTED_CELLS - 1, 0), (SMALLEST_COUNTED_CELLS, 1)):
        cells = keep[:length]
        stub = replace(
            tree,
            cells=tree.cells[cells],
            parents=np.arange(length) - 1,
            vessels=np.zeros(length, dtype=int),
        )
        scan = visible_vessels(stub, 100.0, scanner=DopplerParameters(seen_from_cells=0.5))
        assert scan.mask.any()
        assert scan.count == count


@pytest.mark.parametrize(("count", "grade"), [(0, 0), (1, 1), (3, 3), (4, 4), (9, 4)])
def test_four_and_more_vessels_are_one_class(count: int, grade: int) -> None:
    assert modified_oehberg_like_count(count) == grade <= FULL_COUNT


def test_the_count_is_not_called_by_the_name_of_the_original() -> None:
    words = (neovascularisation.__doc__ or "") + (Doppler.__doc__ or "")
    words += (modified_oehberg_like_count.__doc__ or "") + (Doppler.grade.__doc__ or "")
    assert all(
        words[: name.start()].rstrip().casefold().endswith("modified")
        for name in re.finditer("Öhberg", words)
    )


def test_counted_vessels_are_named_with_the_place_where_they_enter() -> None:
    scan = visible_vessels(vessel_tree(0.7, TEACHING_SEED), 90.0)
    assert scan.count == len(set(scan.counted.tolist())) == scan.entry_columns.size > 2
    assert scan.tree.mask[-1, scan.entry_columns].all()


def test_results_are_locked() -> None:
    tree = vessel_tree(0.7, TEACHING_SEED)
    scan = visible_vessels(tree)
    for locked in (tree.cells, tree.mask, tree.flow_cells, scan.power, scan.mask, scan.sign):
        with pytest.raises(ValueError, match="read-only"):
            locked[0] = 0


# --- what is refused ---------------------------------------------------------------------------

refusals: list[tuple[Callable[[], object], str]] = [
    (lambda: vessel_tree(-0.01), "drive is -0.01"),
    (lambda: vessel_tree(1.01), "drive is 1.01"),
    (lambda: vessel_tree(math.nan), "drive is nan"),
    (lambda: vessel_tree("much"), "drive is 'much'"),  # type: ignore[arg-type]
    (lambda: vessel_tree(0.5, 1.5), "seed is 1.5"),  # type: ignore[arg-type]
    (lambda: vessel_tree(0.5, -1), "seed is -1"),
    (lambda: vessel_tree(0.5, None), "seed is None"),  # type: ignore[arg-type]
    (lambda: SliceGrid(rows=0), "rows is 0"),
    (lambda: SliceGrid(rows=60.0), "rows is 60.0"),  # type: ignore[arg-type]
    (lambda: SliceGrid(columns=3), "columns is 3"),
    (lambda: SliceGrid(cell_mm=0.0), "cell_mm is 0"),
    (lambda: SliceGrid(cell_mm=math.inf), "cell_mm is inf"),
    (lambda: vessel_tree(0.5, grid=SliceGrid(rows=12, cell_mm=0.05)), "focus_mm is 0.7"),
    (lambda: VesselParameters(branch_chance=1.5), "branch_chance is 1.5"),
    (lambda: VesselParameters(duration=math.nan), "duration is nan"),
    (lambda: DopplerParameters(box_share=0.0), "box_share is 0"),
    (lambda: visible_vessels(vessel_tree(0.5), -1.0), "gain_pct is -1"),
    (lambda: visible_vessels(vessel_tree(0.5), math.nan), "gain_pct is nan"),
    (lambda: regressed(vessel_tree(0.5), 1.2), "share is 1.2"),
    (lambda: share_drawn(-0.1, 1.0), "vessels is -0.1"),
    (lambda: doppler_area_of_pct(-1.0), "vessels is -1"),
    (lambda: drive_of(2.0, 0.0), "reactivity is 2"),
    (lambda: modified_oehberg_like_count(-1), "count is -1"),
    (lambda: vegf_field([[1.0, -1.0], [0.0, 0.0]]), "source has shape"),
    (lambda: vegf_field([[math.nan, 1.0], [0.0, 0.0]]), "source has shape"),
    (lambda: vegf_field([1.0, 2.0]), "source has shape"),
    (lambda: vegf_field(np.ones((4, 4)), screening_cells=0.0), "screening_cells is 0"),
]


@pytest.mark.parametrize(("call", "message"), refusals, ids=[text for _call, text in refusals])
def test_arguments_outside_their_range_are_refused(
    call: Callable[[], object], message: str
) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}"):
        call()


@settings(max_examples=25, deadline=None)
@given(
    drive=st.floats(0, 1),
    seed=st.integers(0, 1_000_000),
    gain=st.floats(0, 100),
    after_run=st.booleans(),
)
def test_any_slice_at_any_gain_gives_numbers(
    drive: float, seed: int, gain: float, after_run: bool
) -> None:
    scan = visible_vessels(vessel_tree(drive, seed), gain, after_run=after_run)
    assert np.isfinite(scan.power).all()
    assert 0 <= scan.area_pct <= scan.coloured_pct < 30
    assert 0 <= scan.count <= SPROUT_SITES
    assert 0 <= scan.grade <= FULL_COUNT


def test_every_parameter_is_explained_and_none_is_called_measured() -> None:
    for model in (VesselCall, VesselParameters, DopplerParameters):
        for held in parameters_of(model).values():
            assert held.note
            assert held.status is not Status.MEASURED
            assert all(value(value_id) for value_id in held.register_ids)
