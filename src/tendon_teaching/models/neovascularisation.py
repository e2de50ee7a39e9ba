"""Vessels that grow into a slice of tendon, and what a Doppler scan would show of them.

Tissue that calls for vessels gives off a growth factor (VEGF); sprouts leave the vessels at the
ventral edge and their tips follow it, as in the angiogenesis model of Anderson and Chaplain, in
its discretised form. Growth time is pseudo-time: a frame of growth is not a day. What Doppler
shows is another thing than what is there, so the two are kept apart: ``vessel_tree`` grows,
``visible_vessels`` looks. How it is built and what it leaves out is on one page in
``neovascularisation.md`` beside this file.

Grids have rows in depth (row 0 at the skin, the last row at the ventral edge) and columns along
the tendon. Nothing here is computed while the module is imported.
"""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tendon_teaching.evidence import Status, check_parameters, parameter
from tendon_teaching.models.checks import (
    FloatArray,
    read_only,
    require_between,
    require_whole,
)
from tendon_teaching.texts import _

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]

MOST_TIPS: Final = 120
"""More tips than this never grow at the same time."""

SPROUT_SITES: Final = 9
"""Places on the ventral edge from which a sprout may start."""

HEALTHY_DRIVE: Final = 0.2
"""Call for vessels of the healthy teaching tendon; it is not zero, healthy tendons have vessels."""

TEACHING_SEED: Final = 2120
"""The slice shown in the lessons; chosen because it shows at every setting what many slices show
on average, and because its count rises with the drive, which a single slice need not do."""

SMALLEST_COUNTED_CELLS: Final = 6
"""A vessel is counted when at least this many of its cells are seen."""

FULL_COUNT: Final = 4
"""This many visible vessels and more are one class, "4 or more"."""

DOPPLER_AREA_PER_VESSELS_PCT: Final = 4.0
"""Doppler area, in per cent, that stands for a vessel amount of 1 in the day-by-day model."""

_LARGEST_SEED: Final = 1_000_000
_OFFSETS_OPPOSITE: Final = [1, 0, 3, 2]


@dataclass(frozen=True)
class SliceGrid:
    """The slice as square cells; the default is 10 mm deep and 30 mm long.

    Raises ValueError for a side that is not a whole number from 12 to 240 (rows) or 36 to 720
    (columns), or for cells smaller than 0.02 or larger than 1 mm.
    """

    rows: int = 60
    columns: int = 180
    cell_mm: float = 1 / 6

    def __post_init__(self) -> None:
        require_whole("rows", self.rows, 12, 240)
        require_whole("columns", self.columns, 36, 720)
        require_between("cell_mm", self.cell_mm, 0.02, 1.0, "mm")

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.rows, self.columns

    @property
    def depth_mm(self) -> float:
        """From the skin side to the ventral edge."""
        return self.rows * self.cell_mm

    @property
    def length_mm(self) -> float:
        """Along the tendon."""
        return self.columns * self.cell_mm


@dataclass(frozen=True)
class VesselCall:
    """What tissue asks for: ``drive`` runs from no call (0) to the loudest (1). Raises ValueError
    outside that range.
    """

    drive: float = parameter(
        HEALTHY_DRIVE,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.0, 1.0),
        register=("S059",),
        note="How loudly tissue calls for vessels; never measured. Healthy tendon calls a little, "
        "for it has vessels.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


_FROM_THE_MODEL: Final = "As in the published model of Anderson and Chaplain; no value for tendon."


@dataclass(frozen=True)
class VesselParameters:
    """Constants of the field, the tips and the sprouts.

    Those of the tips are without dimension, as in the original: lengths in depths of the slice,
    the growth factor as a share of its largest value. Raises ValueError for a value outside its
    range.
    """

    screening_mm: float = parameter(
        14 / 6,
        unit="mm",
        status=Status.ASSUMED,
        allowed=(0.3, 10.0),
        note="How far the growth factor reaches before it is broken down; never measured here.",
    )
    field_gain: float = parameter(
        7.0,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.1, 20.0),
        note="Scales the growth factor so that it peaks near 1 where the call is 1.",
    )
    focus_mm: float = parameter(
        0.7,
        unit="mm",
        status=Status.ILLUSTRATIVE,
        allowed=(0.1, 5.0),
        note="Size of one spot that calls; the spots lie where the seed puts them.",
    )
    core_length_mm: float = parameter(
        9.0,
        unit="mm",
        status=Status.ILLUSTRATIVE,
        allowed=(0.5, 50.0),
        note="Length of tendon, each way from the middle, over which the spots grow weaker.",
    )
    random_motility: float = parameter(
        0.00035, unit="-", status=Status.ASSUMED, allowed=(0.0, 0.01), note=_FROM_THE_MODEL
    )
    chemotaxis: float = parameter(
        0.38, unit="-", status=Status.ASSUMED, allowed=(0.0, 2.0), note=_FROM_THE_MODEL
    )
    desensitisation: float = parameter(
        0.6, unit="-", status=Status.ASSUMED, allowed=(0.0, 5.0), note=_FROM_THE_MODEL
    )
    haptotaxis: float = parameter(
        0.34, unit="-", status=Status.ASSUMED, allowed=(0.0, 2.0), note=_FROM_THE_MODEL
    )
    fibronectin_made: float = parameter(
        0.05, unit="-", status=Status.ASSUMED, allowed=(0.0, 1.0), note=_FROM_THE_MODEL
    )
    fibronectin_used: float = parameter(
        0.1, unit="-", status=Status.ASSUMED, allowed=(0.0, 1.0), note=_FROM_THE_MODEL
    )
    factor_used: float = parameter(
        0.1, unit="-", status=Status.ASSUMED, allowed=(0.0, 1.0), note=_FROM_THE_MODEL
    )
    age_to_branch: float = parameter(
        0.5, unit="-", status=Status.ASSUMED, allowed=(0.05, 10.0), note=_FROM_THE_MODEL
    )
    fibronectin_at_edge: float = parameter(
        0.02,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.0, 1.0),
        note="Original: 0.75. With that, nearly every slice of a weak call would show flow.",
    )
    branch_chance: float = parameter(
        0.06,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.0, 1.0),
        note="Largest chance of branching in one step.",
    )
    sprout_factor: float = parameter(
        0.4,
        unit="-",
        status=Status.CALIBRATED,
        allowed=(0.001, 10.0),
        register=("S054", "S055", "S059"),
        note="Growth factor at the edge that wakes about two thirds of the sprout sites.",
    )
    time_step: float = parameter(
        0.06,
        unit="-",
        status=Status.ASSUMED,
        allowed=(0.01, 0.1),
        note="Pseudo-time of one step; it is neither hours nor days.",
    )
    duration: float = parameter(
        20.0,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(0.1, 30.0),
        note="Pseudo-time after which growth is looked at.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)

    @property
    def steps(self) -> int:
        """Number of steps of one growth run."""
        return max(1, round(self.duration / self.time_step))


@dataclass(frozen=True)
class DopplerParameters:
    """How blood flow becomes colour. Nothing here is a real machine.

    Flow is counted in cells of vessel that a place feeds. Raises ValueError for a value outside
    its range.
    """

    seen_from_cells: float = parameter(
        24.0,
        unit="cells",
        status=Status.CALIBRATED,
        allowed=(0.5, 200.0),
        register=("S054",),
        note="Just seen at gain 50 %; set so that half of the healthy slices show some flow.",
    )
    gain_per_tenfold_pct: float = parameter(
        70.0,
        unit="%",
        status=Status.ILLUSTRATIVE,
        allowed=(5.0, 200.0),
        note="This much more gain shows flow ten times weaker.",
    )
    run_flow_ratio: float = parameter(
        8.0,
        unit="-",
        status=Status.CALIBRATED,
        allowed=(1.0, 20.0),
        register=("S054", "S055"),
        note="Flow just after a run over flow before it; set so that eight of ten show some.",
    )
    colour_width_mm: float = parameter(
        0.13,
        unit="mm",
        status=Status.ILLUSTRATIVE,
        allowed=(0.02, 1.0),
        note="Colour is wider than the vessel; strong flow and high gain widen it more.",
    )
    noise_from_gain_pct: float = parameter(
        70.0,
        unit="%",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 100.0),
        note="Above this gain the machine colours noise.",
    )
    most_specks: float = parameter(
        90.0,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(0.0, 400.0),
        note="Specks of noise in the box at full gain.",
    )
    box_share: float = parameter(
        0.95,
        unit="-",
        status=Status.ILLUSTRATIVE,
        allowed=(0.1, 1.0),
        note="Share of the length that lies in the colour box; outside it nothing is coloured.",
    )

    def __post_init__(self) -> None:
        check_parameters(self)


@dataclass(frozen=True, eq=False)
class VesselTree:
    """Vessels of one slice; all rows are read-only and hold one entry per vessel cell.

    The cells stand in the order in which they were laid down, so any first part of them is a
    younger state of the same tree. ``cells`` are places in the flattened grid, ``parents`` the
    entry of the cell each grew from (-1 on the ventral edge), ``vessels`` the sprout each belongs
    to, counted from 0; the cells on the edge come first, one for each vessel. ``most_tips`` grew at
    the same time at most; ``joins`` counts tips that met another vessel (anastomosis).
    """

    drive: float
    seed: int
    grid: SliceGrid
    cells: IntArray
    parents: IntArray
    vessels: IntArray
    most_tips: int
    joins: int

    @property
    def is_empty(self) -> bool:
        """True when nothing has grown."""
        return self.cells.size == 0

    @property
    def sprouts(self) -> int:
        """Number of vessels that left the ventral edge, long or short."""
        return int(np.unique(self.vessels).size)

    @property
    def drawn_length_mm(self) -> float:
        """Length of all vessels."""
        return self.cells.size * self.grid.cell_mm

    @cached_property
    def mask(self) -> BoolArray:
        """True where there is a vessel; shape of the grid."""
        mask = np.zeros(self.grid.rows * self.grid.columns, dtype=bool)
        mask[self.cells] = True
        return _locked(mask.reshape(self.grid.shape))

    @cached_property
    def flow_cells(self) -> FloatArray:
        """Flow through each cell, as the number of cells that it feeds, itself included."""
        flow = [1.0] * self.cells.size
        parents = self.parents.tolist()
        for cell in range(len(flow) - 1, -1, -1):
            if parents[cell] >= 0:
                flow[parents[cell]] += flow[cell]
        return read_only(np.array(flow, dtype=float))

    @cached_property
    def towards_probe(self) -> BoolArray:
        """For each sprout whether its blood runs towards the probe; random, from the seed."""
        order = np.random.default_rng((self.seed, 1)).random(SPROUT_SITES) < 0.5
        return _locked(order[: self.sprouts])


@dataclass(frozen=True, eq=False)
class Doppler:
    """What a scan shows of a tree at one gain; the arrays have the shape of the grid, read-only.

    ``power`` is 0 where nothing is coloured, else strength from above 0 to 1, noise included;
    ``mask`` is True where vessels are coloured, ``noise`` where specks are; ``sign`` is +1 or -1
    on coloured vessels (blood to or from the probe), random per vessel, 0 elsewhere. ``box`` holds
    first and last column (exclusive) of the colour box, which is as deep as the slice. ``counted``
    names the vessels of which enough is seen to be counted.
    """

    tree: VesselTree
    gain_pct: float
    after_run: bool
    power: FloatArray
    mask: BoolArray
    noise: BoolArray
    sign: FloatArray
    box: tuple[int, int]
    counted: IntArray
    specks: int

    @property
    def count(self) -> int:
        """Number of visible vessels."""
        return int(self.counted.size)

    @property
    def entry_columns(self) -> IntArray:
        """Column of the ventral edge at which each counted vessel enters."""
        columns: IntArray = self.tree.cells[self.counted] % self.tree.grid.columns
        return columns

    @property
    def area_pct(self) -> float:
        """Share of the box that is coloured by vessels; noise is not counted."""
        return float(100 * self.mask.sum() / self._cells_in_box)

    @property
    def coloured_pct(self) -> float:
        """Share of the box that is coloured at all: what a machine that knows no noise counts."""
        return float(100 * (self.power > 0).sum() / self._cells_in_box)

    @property
    def grade(self) -> int:
        """Modified Öhberg-like count: 0, 1, 2, 3, or 4 for four and more."""
        return modified_oehberg_like_count(self.count)

    @property
    def has_flow(self) -> bool:
        """True when at least one vessel is counted."""
        return self.count > 0

    @property
    def _cells_in_box(self) -> int:
        return self.tree.grid.rows * (self.box[1] - self.box[0])


def vegf_field(source: ArrayLike, *, screening_cells: float = 14.0) -> FloatArray:
    """Growth factor in balance: made by ``source``, spreading, broken down after a while.

    Solves ``l² lap c - c + source = 0`` on a grid of any shape from 2 x 2, without flux through the
    edges: the source is mirrored, and one pair of Fourier transforms gives the exact answer of the
    discretised equation. ``screening_cells`` (0.5 to 200) is l. The answer is as large as the
    source in total, nowhere negative, and linear in it. Raises ValueError for a source that is
    negative or not finite, or for a length outside its range.
    """
    made = np.array(source, dtype=float)
    if made.ndim != 2 or min(made.shape) < 2 or not np.isfinite(made).all() or made.min() < 0:
        raise ValueError(
            _(
                "source has shape {shape} or holds values that are negative or not finite; give "
                "a grid of at least 2 x 2 numbers from 0 upwards."
            ).format(shape=made.shape)
        )
    require_between("screening_cells", screening_cells, 0.5, 200.0, _("cells"))
    rows, columns = made.shape
    mirrored = np.vstack((made, made[::-1]))
    mirrored = np.hstack((mirrored, mirrored[:, ::-1]))
    down = 2 * np.cos(np.pi * np.arange(2 * rows) / rows) - 2
    along = 2 * np.cos(np.pi * np.arange(columns + 1) / columns) - 2
    damping = 1 - screening_cells**2 * (down[:, np.newaxis] + along)
    spread = np.fft.irfft2(np.fft.rfft2(mirrored) / damping, s=mirrored.shape)
    # The exact answer is never negative; the transform leaves some 1e-17 of either sign.
    return np.maximum(spread[:rows, :columns], 0.0)


def vessel_tree(
    drive: float = HEALTHY_DRIVE,
    seed: int = TEACHING_SEED,
    *,
    parameters: VesselParameters | None = None,
    grid: SliceGrid | None = None,
) -> VesselTree:
    """Vessels that grow where tissue calls for them with ``drive`` (0 to 1).

    The same arguments give the same tree; it is grown when first asked for and then remembered.
    ``seed`` (0 to 1,000,000) stands for the person: it places the calling spots and the sprouts.
    A drive of 0 gives an empty tree. Raises ValueError outside these ranges, NaN included, or when
    the calling spots are larger than the grid.
    """
    VesselCall(drive)
    require_whole("seed", seed, 0, _LARGEST_SEED)
    parameters, grid = parameters or VesselParameters(), grid or SliceGrid()
    if parameters.focus_mm > grid.depth_mm / 2:
        raise ValueError(
            _(
                "focus_mm is {focus:g}, but the slice is only {depth:g} mm deep; choose at most "
                "half of that, or a deeper grid."
            ).format(focus=parameters.focus_mm, depth=grid.depth_mm)
        )
    return _grown(float(drive), int(seed), parameters, grid)


def regressed(tree: VesselTree, share: float) -> VesselTree:
    """The tree drawn back to ``share`` (0 to 1) of its length, youngest segments first.

    Raises ValueError for a share outside 0 to 1.
    """
    require_between("share", share, 0.0, 1.0, _("(no unit)"))
    kept = round(share * tree.cells.size)
    if kept == tree.cells.size:
        return tree
    return replace(
        tree,
        cells=_locked(tree.cells[:kept]),
        parents=_locked(tree.parents[:kept]),
        vessels=_locked(tree.vessels[:kept]),
    )


def drive_of(reactivity: float, disorganised: float) -> float:
    """Call for vessels of cells with ``reactivity`` (0 to 1) in ``disorganised`` matrix (0 to 1).

    ``reactivity + disorganised / 2``, at most 1; an assumed form. Raises ValueError outside these
    ranges.
    """
    require_between("reactivity", reactivity, 0.0, 1.0, _("(no unit)"))
    require_between("disorganised", disorganised, 0.0, 1.0, _("(no unit)"))
    return float(min(reactivity + 0.5 * disorganised, 1.0))


def share_drawn(vessels: float, vessels_peak: float) -> float:
    """Share of a tree that is drawn when the vessel amount has come from its peak to ``vessels``.

    1 while nothing has grown yet (peak 0). Raises ValueError for negative amounts.
    """
    require_between("vessels_peak", vessels_peak, 0.0, 1000.0, _("(no unit)"))
    require_between("vessels", vessels, 0.0, 1000.0, _("(no unit)"))
    return min(vessels / vessels_peak, 1.0) if vessels_peak > 0 else 1.0


def doppler_area_of_pct(vessels: float) -> float:
    """Doppler area, in per cent, that stands for a vessel amount of the day-by-day model."""
    require_between("vessels", vessels, 0.0, 25.0, _("(no unit)"))
    return DOPPLER_AREA_PER_VESSELS_PCT * vessels


def modified_oehberg_like_count(count: int) -> int:
    """Visible vessels as 0, 1, 2, 3 or 4, which stands for four and more.

    Like the published grades in spirit; their exact wording has not been checked, hence the name.
    """
    require_whole("count", count, 0, 10_000)
    return min(int(count), FULL_COUNT)


def visible_vessels(
    tree: VesselTree,
    gain_pct: float = 50.0,
    *,
    after_run: bool = False,
    scanner: DopplerParameters | None = None,
) -> Doppler:
    """What Doppler shows of ``tree`` at ``gain_pct`` (0 to 100): the tree itself never changes.

    More gain shows weaker flow, never less, and colours noise when it is high. ``after_run`` is
    the same tendon just after a run, with more flow in the same vessels. Raises ValueError for a
    gain outside its range.
    """
    require_between("gain_pct", gain_pct, 0.0, 100.0, "%")
    scanner = scanner or DopplerParameters()
    box = _box(tree.grid, scanner)
    signal = _signal(tree, float(gain_pct), after_run, scanner)
    seen = (signal >= 1) & _in_box(tree, box)
    power, vessel_of = _colour(tree, signal, seen, scanner)
    power[:, : box[0]] = power[:, box[1] :] = 0.0
    mask = power > 0
    noise, specks = _noise(tree, float(gain_pct), scanner, box, mask)
    sign = np.where(mask, np.where(_towards(tree)[vessel_of], 1.0, -1.0), 0.0)
    sizes = np.bincount(tree.vessels[seen], minlength=1)
    return Doppler(
        tree=tree,
        gain_pct=float(gain_pct),
        after_run=bool(after_run),
        power=read_only(np.maximum(power, noise)),
        mask=_locked(mask),
        noise=_locked(noise > 0),
        sign=read_only(sign),
        box=box,
        counted=_locked(np.flatnonzero(sizes >= SMALLEST_COUNTED_CELLS)),
        specks=specks,
    )


# ---------- growing ----------


@lru_cache(maxsize=64)
def _grown(drive: float, seed: int, parameters: VesselParameters, grid: SliceGrid) -> VesselTree:
    random = np.random.default_rng(seed)
    # All chance is drawn at once, the same for every drive: one person, called more or less.
    luck, shift = random.random(SPROUT_SITES), random.uniform(-0.35, 0.35, SPROUT_SITES)
    source = drive * _calling_spots(random, parameters, grid)
    chance = random.random((parameters.steps, 2, MOST_TIPS))
    screening = parameters.screening_mm / grid.cell_mm
    factor = parameters.field_gain * vegf_field(source, screening_cells=screening)
    columns = ((np.arange(SPROUT_SITES) + 0.5 + shift) * grid.columns / SPROUT_SITES).astype(int)
    woken = luck < 1 - np.exp(-factor[-1, columns] / parameters.sprout_factor)
    growth = _Growth(grid, parameters, factor, columns[woken])
    for at_step in chance:
        if not growth.at.size:
            break
        growth.step(at_step)
    return growth.tree(drive, seed)


def _calling_spots(
    random: np.random.Generator, parameters: VesselParameters, grid: SliceGrid
) -> FloatArray:
    """Share of the drive that each cell of the grid calls with: a few spots, strongest midway."""
    spots = 6
    jitter = random.uniform(-0.4, 0.4, spots)
    along = (0.5 + (np.arange(spots) + 0.5 - spots / 2 + jitter) * 0.8 / spots) * grid.columns
    deep = random.uniform(0.2, 0.8, spots) * grid.rows
    middle = random.uniform(-2.0, 2.0)
    away_mm = (along - grid.columns / 2) * grid.cell_mm - middle
    weight = random.uniform(0.5, 1.0, spots) * np.exp(
        -0.5 * (away_mm / parameters.core_length_mm) ** 2
    )
    size = parameters.focus_mm / grid.cell_mm
    row, column = np.arange(grid.rows), np.arange(grid.columns)
    over_rows = np.exp(-0.5 * ((row - deep[:, np.newaxis]) / size) ** 2)
    # Spots are longer than deep, as the tendon is.
    over_columns = np.exp(-0.5 * ((column - along[:, np.newaxis]) / (1.6 * size)) ** 2)
    call: FloatArray = 2 * np.einsum("s,sr,sc->rc", weight, over_rows, over_columns)
    return call


class _Growth:
    """One run of growth. Grids have a border of one cell that no tip may enter, and are flat."""

    def __init__(
        self,
        grid: SliceGrid,
        parameters: VesselParameters,
        factor: FloatArray,
        columns: IntArray,
    ) -> None:
        self._grid, self._parameters = grid, parameters
        self._width = width = grid.columns + 2
        self._around = np.array([-1, 1, -width, width])
        self._inside = np.pad(np.ones(grid.shape), 1).ravel()
        self._factor = np.pad(factor, 1, mode="edge").ravel()
        self._fibronectin = np.pad(_fibronectin(grid, parameters), 1, mode="edge").ravel()
        self._branch_of = np.full(width * (grid.rows + 2), -1)
        self._entry_of, self._vessel_of = self._branch_of.copy(), self._branch_of.copy()
        self._branches = self._entries = self.most_tips = self.joins = 0
        self._laid: list[tuple[IntArray, IntArray, IntArray]] = []
        self.at = grid.rows * width + 1 + columns
        self._vessel = self._branch = np.arange(columns.size)
        self._age = np.zeros(columns.size)
        self._branches = self.most_tips = columns.size
        self._branch_of[self.at] = self._branch
        self._lay(self.at, np.full(columns.size, -1), self._vessel)

    def step(self, chance: FloatArray) -> None:
        """Every tip stays or moves by one cell; then some stop and some branch."""
        parameters = self._parameters
        target, moves = self._choice(chance[0])
        owner = self._branch_of[target]
        # A young branch may still run beside its own vessel; any other vessel ends its way.
        foreign = self._vessel_of[target] != self._vessel
        grown_up = self._age > parameters.age_to_branch
        meets = moves & (owner >= 0) & (foreign | ((owner != self._branch) & grown_up))
        enters = moves & (owner < 0)
        self._branch_of[target[enters]] = self._branch[enters]
        # Of two tips that enter one cell at the same time, one goes on.
        stopped = enters & (self._branch_of[target] != self._branch)
        laid = enters & ~stopped
        self._lay(target[laid], self._entry_of[self.at[laid]], self._vessel[laid])
        self.joins += int(np.count_nonzero(meets | stopped))
        self._feed()
        self._go_on(target, ~(meets | stopped))
        self._split(chance[1])

    def tree(self, drive: float, seed: int) -> VesselTree:
        """What has grown."""
        cells, parents, vessels = (np.concatenate(rows) for rows in zip(*self._laid, strict=True))
        row, column = cells // self._width - 1, cells % self._width - 1
        return VesselTree(
            drive=drive,
            seed=seed,
            grid=self._grid,
            cells=_locked(row * self._grid.columns + column),
            parents=_locked(parents),
            vessels=_locked(vessels),
            most_tips=self.most_tips,
            joins=self.joins,
        )

    def _choice(self, chance: FloatArray) -> tuple[IntArray, BoolArray]:
        """Where each tip goes, and which of them move; from the discretised flux."""
        parameters, beside = self._parameters, self.at[:, np.newaxis] + self._around
        factor, fibronectin = self._factor[beside], self._fibronectin[beside]
        sense = parameters.chemotaxis / (1 + parameters.desensitisation * self._factor[self.at])
        pull = sense[:, np.newaxis] * (factor - factor[:, _OFFSETS_OPPOSITE])
        pull += parameters.haptotaxis * (fibronectin - fibronectin[:, _OFFSETS_OPPOSITE])
        step = parameters.time_step * self._grid.rows**2
        share = np.maximum(step * (parameters.random_motility + pull / 4), 0.0)
        reached = np.cumsum(share * self._inside[beside], axis=1)
        reached /= np.maximum(reached[:, -1:], 1.0)
        which = (reached <= chance[: self.at.size, np.newaxis]).sum(axis=1)
        moves = which < 4
        chosen = beside[np.arange(self.at.size), np.minimum(which, 3)]
        return np.where(moves, chosen, self.at), moves

    def _lay(self, cells: IntArray, parents: IntArray, vessels: IntArray) -> None:
        self._entry_of[cells] = self._entries + np.arange(cells.size)
        self._entries += cells.size
        self._vessel_of[cells] = vessels
        self._laid.append((cells, parents, vessels))

    def _feed(self) -> None:
        """Tips use up the growth factor; they make fibronectin and break it down."""
        parameters, step = self._parameters, self._parameters.time_step
        self._factor[self.at] *= 1 - parameters.factor_used * step
        made, used = parameters.fibronectin_made, parameters.fibronectin_used
        self._fibronectin[self.at] += step * (made - used * self._fibronectin[self.at])

    def _go_on(self, target: IntArray, going: BoolArray) -> None:
        self.at, self._branch = target[going], self._branch[going]
        self._vessel = self._vessel[going]
        self._age = self._age[going] + self._parameters.time_step

    def _split(self, chance: FloatArray) -> None:
        parameters, tips = self._parameters, self.at.size
        likely = parameters.branch_chance * np.minimum(1.2 * self._factor[self.at], 1.0)
        splits = (self._age > parameters.age_to_branch) & (chance[:tips] < likely)
        parents = np.flatnonzero(splits)[: MOST_TIPS - tips]
        self._age[parents] = 0.0
        self.at = np.append(self.at, self.at[parents])
        self._vessel = np.append(self._vessel, self._vessel[parents])
        self._age = np.append(self._age, np.zeros(parents.size))
        self._branch = np.append(self._branch, self._branches + np.arange(parents.size))
        self._branches += parents.size
        self.most_tips = max(self.most_tips, self.at.size)


def _fibronectin(grid: SliceGrid, parameters: VesselParameters) -> FloatArray:
    """Before growth: most at the ventral edge, as in the original; shape of the grid."""
    from_edge = (grid.rows - 1 - np.arange(grid.rows)) / grid.rows
    by_row = parameters.fibronectin_at_edge * np.exp(-(from_edge**2) / 0.45)
    return np.repeat(by_row[:, np.newaxis], grid.columns, axis=1)


# ---------- looking ----------


def _box(grid: SliceGrid, scanner: DopplerParameters) -> tuple[int, int]:
    margin = round(grid.columns * (1 - scanner.box_share) / 2)
    return margin, grid.columns - margin


def _in_box(tree: VesselTree, box: tuple[int, int]) -> BoolArray:
    column = tree.cells % tree.grid.columns
    return (column >= box[0]) & (column < box[1])


def _signal(
    tree: VesselTree, gain_pct: float, after_run: bool, scanner: DopplerParameters
) -> FloatArray:
    """Strength of each cell's echo; from 1 upwards it is coloured."""
    flow = tree.flow_cells * (scanner.run_flow_ratio if after_run else 1.0)
    louder = 10 ** ((gain_pct - 50.0) / scanner.gain_per_tenfold_pct)
    return flow / scanner.seen_from_cells * louder


def _towards(tree: VesselTree) -> BoolArray:
    return tree.towards_probe if tree.sprouts else np.zeros(1, dtype=bool)


def _colour(
    tree: VesselTree, signal: FloatArray, seen: BoolArray, scanner: DopplerParameters
) -> tuple[FloatArray, IntArray]:
    """Strength of colour, 0 to 1, and the vessel it belongs to, for each cell of the grid."""
    rows, columns = tree.grid.shape
    power, vessel_of = np.zeros((rows, columns)), np.zeros((rows, columns), dtype=int)
    reach = 3
    padded = np.zeros((rows + 2 * reach, columns + 2 * reach))
    owner = np.zeros(padded.shape, dtype=int)
    row, column = np.divmod(tree.cells[seen], columns)
    # Strong echoes bleed over their borders, faint ones do not: so colour widens with gain.
    strength, vessels = np.minimum(signal[seen], 12.0), tree.vessels[seen]
    for down in range(-reach, reach + 1):
        for along in range(-reach, reach + 1):
            distance = np.hypot(down, along) * tree.grid.cell_mm / scanner.colour_width_mm
            here = strength * np.exp(-0.5 * distance**2)
            place = row + down + reach, column + along + reach
            stronger = here > padded[place]
            place = place[0][stronger], place[1][stronger]
            padded[place], owner[place] = here[stronger], vessels[stronger]
    inner = np.s_[reach : rows + reach, reach : columns + reach]
    bright = padded[inner]
    coloured = bright >= 0.5
    power[coloured] = 0.35 + 0.65 * np.log(2 * bright[coloured]) / np.log(24.0)
    vessel_of[coloured] = owner[inner][coloured]
    return power, vessel_of


def _noise(
    tree: VesselTree,
    gain_pct: float,
    scanner: DopplerParameters,
    box: tuple[int, int],
    vessels: BoolArray,
) -> tuple[FloatArray, int]:
    """Strength of coloured specks for each cell of the grid, and how many specks there are."""
    noise = np.zeros(tree.grid.shape)
    over = (gain_pct - scanner.noise_from_gain_pct) / max(100 - scanner.noise_from_gain_pct, 1e-9)
    count = round(scanner.most_specks * over**2) if over > 0 else 0
    # One stock for all gains: more gain adds specks to those that are there.
    random = np.random.default_rng((tree.seed, 2)).random((400, 3))[:count]
    row = (random[:, 0] * (tree.grid.rows - 1)).astype(int)
    column = (box[0] + random[:, 1] * (box[1] - box[0] - 1)).astype(int)
    for down, along in ((0, 0), (0, 1), (1, 0)):
        place = row + down * (random[:, 2] > 0.3), column + along * (random[:, 2] > 0.6)
        noise[place] = np.maximum(noise[place], 0.35 + 0.4 * random[:, 2])
    noise[vessels] = 0.0
    return noise, count


def _locked(values: NDArray[Any]) -> NDArray[Any]:
    """Read-only, as results are shared between callers."""
    values.setflags(write=False)
    return values
