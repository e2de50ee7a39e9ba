"""The turnover model over days to years: from a history of load to what instruments would show."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np

from tendon_teaching.models.checks import require_whole
from tendon_teaching.models.turnover_parameters import (
    Constants,
    TurnoverParameters,
    constants_of,
    default_parameters,
)
from tendon_teaching.models.turnover_step import (
    ARRAYS,
    PLAIN,
    STATE_NAMES,
    Day,
    Number,
    PreparedDay,
    TurnoverState,
    day_of,
    step,
)
from tendon_teaching.texts import _

DAYS_PER_WEEK = 7
MOST_DAYS = 3700
MOST_PATIENTS = 20_000
MOST_STORED = 8_000_000
"""Most stored patient-days; about one gigabyte."""

_NEVER_ZERO = ("aligned", "quality", "hypertrophy")


class Validity(StrEnum):
    """Whether the model may be believed to the end of a course."""

    VALID = "valid"
    OUTSIDE = "outside model validity"

    @property
    def text(self) -> str:
        """The status in words for the reader."""
        return {
            Validity.VALID: _("within the model"),
            Validity.OUTSIDE: _("outside what this model can say"),
        }[self]


@dataclass(frozen=True, eq=False)
class ReadOut:
    """What instruments would show; ratios are over the healthy tendon.

    Stiffness belongs to the whole tendon, modulus to each square millimetre of it; ``thickness``
    is front to back. ``aligned_echo_pct`` mimics the share of aligned echo in tissue
    characterisation by ultrasound, ``doppler_area_pct`` the area with visible flow.
    """

    stiffness_ratio: Number
    modulus_ratio: Number
    area_ratio: Number
    thickness_ratio: Number
    aligned_echo_pct: Number
    doppler_area_pct: Number


def read_out(state: TurnoverState, parameters: TurnoverParameters | None = None) -> ReadOut:
    """Read the instruments on a state; floats give floats, arrays give arrays."""
    p = parameters or default_parameters()
    sound = (1 - state.damage) * state.aligned
    stiffness = (
        state.quality * state.hypertrophy * (sound + p.disorganised_stiffness * state.disorganised)
    )
    matrix = state.aligned + p.disorganised_volume * state.disorganised
    area = state.hypertrophy * matrix + state.swelling
    seen = state.aligned + state.disorganised + state.swelling / 2
    return ReadOut(
        stiffness_ratio=stiffness,
        modulus_ratio=stiffness / area,
        area_ratio=area,
        thickness_ratio=area**p.thickness_exponent,
        aligned_echo_pct=p.healthy_echo_pct * sound / seen,
        doppler_area_pct=p.doppler_area_per_vessel_pct * state.vessels,
    )


@dataclass(frozen=True, eq=False)
class TurnoverCourse(TurnoverState):
    """A history: each state and read-out as an array (stored days) or (stored days, patients).

    Row 0 is the start; ``day`` says which day each row shows the end of. ``stopped_on_day`` is the
    first day that asked more of the tendon than the model can say; from there on every row repeats
    the last valid day. It is None where that never happened; for patients it is an array of whole
    numbers, with -1 for never. All arrays are read-only.
    """

    parameters: TurnoverParameters = field(default_factory=default_parameters)
    recovery: bool = True
    day: Any = None
    stopped_on_day: Any = None

    @property
    def outside(self) -> Any:
        """Whether the course left the model: a bool, or one per patient."""
        if isinstance(self.stopped_on_day, np.ndarray):
            return self.stopped_on_day >= 0
        return self.stopped_on_day is not None

    @property
    def status(self) -> Validity:
        """Outside model validity as soon as one tendon is."""
        return Validity.OUTSIDE if np.any(self.outside) else Validity.VALID

    @cached_property
    def read_out(self) -> ReadOut:
        """All instruments, over the whole course."""
        shown = read_out(self, self.parameters)
        for values in vars(shown).values():
            values.setflags(write=False)
        return shown

    @property
    def stiffness_ratio(self) -> Any:
        """Stiffness of the whole tendon over that of the healthy one."""
        return self.read_out.stiffness_ratio

    @property
    def modulus_ratio(self) -> Any:
        """Modulus, what each square millimetre does, over that of the healthy tendon."""
        return self.read_out.modulus_ratio

    @property
    def area_ratio(self) -> Any:
        """Cross-section over that of the healthy tendon."""
        return self.read_out.area_ratio

    @property
    def thickness_ratio(self) -> Any:
        """Thickness, front to back, over that of the healthy tendon."""
        return self.read_out.thickness_ratio

    @property
    def aligned_echo_pct(self) -> Any:
        """Share of aligned echo."""
        return self.read_out.aligned_echo_pct

    @property
    def doppler_area_pct(self) -> Any:
        """Share of the area with visible flow."""
        return self.read_out.doppler_area_pct

    def at(self, row: int) -> TurnoverState:
        """The state in one row; -1 is the last. It can start another course."""
        picked = [getattr(self, name)[row] for name in STATE_NAMES]
        return TurnoverState(*(v.copy() if np.ndim(v) else float(v) for v in picked))

    @property
    def last(self) -> TurnoverState:
        """The state at the end."""
        return self.at(-1)


def simulate(
    days: Sequence[Day | PreparedDay],
    start: TurnoverState | None = None,
    parameters: TurnoverParameters | None = None,
    *,
    recovery: bool = True,
    every_days: int = 1,
) -> TurnoverCourse:
    """Follow one tendon, or many, through ``days`` (1 to 3,700 of them).

    Each day is a tuple of LoadBlock, or a PreparedDay; give the same object for days that are
    alike, which are then prepared once. ``start`` holds floats for one tendon or arrays of equal
    length for 1 to 20,000 patients (a float among arrays counts for all); without it the tendon is
    healthy. ``recovery=False`` leaves out the vulnerability after a session. ``every_days`` (a
    divisor of the number of days) stores fewer rows. Raises ValueError for anything else, for
    states that are negative or not finite, and for days prepared with other parameters.
    """
    parameters = parameters or default_parameters()
    _check_count(days, every_days)
    days = tuple(days)
    constants = constants_of(parameters, recovery=recovery)
    values, patients = _start_values(start or TurnoverState(), parameters)
    prepared = list(_prepare_each(days, parameters, recovery, patients))
    if patients is None:
        table, stopped = _follow_one(values, prepared, constants, every_days)
    else:
        _check_stored(len(days) // every_days, patients)
        table, stopped = _follow_many(values, prepared, constants, every_days, patients)
    table.setflags(write=False)
    day = np.arange(0, len(days) + 1, every_days)
    day.setflags(write=False)
    return TurnoverCourse(
        **{name: table[:, index] for index, name in enumerate(STATE_NAMES)},
        parameters=parameters,
        recovery=recovery,
        day=day,
        stopped_on_day=stopped,
    )


def _follow_one(values: Any, days: list[PreparedDay], constants: Constants, every: int) -> Any:
    rows, stopped = [values], None
    for number, day in enumerate(days, start=1):
        after, too_much = step(values, day, constants, PLAIN)
        if too_much:
            stopped = number
            break
        values = after
        if number % every == 0:
            rows.append(values)
    rows += [values] * (len(days) // every + 1 - len(rows))
    flat = np.fromiter(chain.from_iterable(rows), float, len(rows) * len(STATE_NAMES))
    return flat.reshape(len(rows), len(STATE_NAMES)), stopped


def _follow_many(
    values: Any, days: list[PreparedDay], constants: Constants, every: int, patients: int
) -> Any:
    table = np.empty((len(days) // every + 1, len(STATE_NAMES), patients))
    table[0] = values
    stopped = np.full(patients, -1)
    for number, day in enumerate(days, start=1):
        after, too_much = step(values, day, constants, ARRAYS)
        new = too_much & (stopped < 0)
        if new.any():
            stopped[new] = number
        if (held := stopped >= 0).any():
            after = tuple(np.where(held, old, now) for old, now in zip(values, after, strict=True))
        values = after
        if number % every == 0:
            table[number // every] = values
    stopped.setflags(write=False)
    return table, stopped


def _prepare_each(
    days: Sequence[Any], parameters: TurnoverParameters, recovery: bool, patients: int | None
) -> Iterator[PreparedDay]:
    ready: dict[int, PreparedDay] = {}
    for number, day in enumerate(days, start=1):
        # Looking a day up by what it is would cost more than a whole day of the model.
        if id(day) not in ready:
            if isinstance(day, PreparedDay):
                _check_prepared(number, day, constants_of(parameters, recovery=recovery), patients)
                ready[id(day)] = day
            else:
                name = _("day {n}").format(n=number)
                ready[id(day)] = day_of(day, parameters, recovery=recovery, name=name)
        yield ready[id(day)]


def _check_prepared(
    number: int, day: PreparedDay, constants: Constants, patients: int | None
) -> None:
    if day.constants is not constants and day.constants != constants:
        raise ValueError(
            _(
                "day {n} was prepared with other parameters or another recovery; "
                "prepare it with the ones you simulate with."
            ).format(n=number)
        )
    if day.patients not in (None, patients):
        raise ValueError(
            _(
                "day {n} holds loads for {loads} patients, the start for {patients}; "
                "give as many of one as of the other."
            ).format(n=number, loads=day.patients, patients=patients or 1)
        )


def _check_count(days: Any, every_days: Any) -> None:
    count = len(days) if isinstance(days, Sequence) else 0
    if not 1 <= count <= MOST_DAYS:
        raise ValueError(
            _(
                "days has {count} days; give a list of 1 to {most} days. "
                "An empty tuple is a day without load; an empty list is no history."
            ).format(count=count, most=MOST_DAYS)
        )
    require_whole("every_days", every_days, 1, count)
    if count % every_days:
        raise ValueError(
            _(
                "every_days is {every}, which does not divide {count} days; choose a divisor."
            ).format(every=every_days, count=count)
        )


def _check_stored(rows: int, patients: int) -> None:
    if rows * patients > MOST_STORED:
        raise ValueError(
            _(
                "{rows} stored days for {patients} patients are too many for one computer; "
                "at most {most} together. Choose a larger every_days or fewer patients."
            ).format(rows=rows, patients=patients, most=MOST_STORED)
        )


def _start_values(
    start: TurnoverState, parameters: TurnoverParameters
) -> tuple[tuple[Any, ...], int | None]:
    """The start as 14 floats, or as 14 arrays of equal length and that length."""
    given = [np.asarray(getattr(start, name), dtype=float) for name in STATE_NAMES]
    for name, values in zip(STATE_NAMES, given, strict=True):
        if values.ndim > 1:
            raise ValueError(
                _("{name} has shape {shape}; give one number, or one per patient.").format(
                    name=name, shape=values.shape
                )
            )
        if not (np.isfinite(values) & (values >= 0)).all():
            raise ValueError(
                _(
                    "{name} of the start holds values that are negative or not finite; "
                    "start from healthy_state() or tendinopathic_state() and change that."
                ).format(name=name)
            )
    named = dict(zip(STATE_NAMES, given, strict=True))
    for name in _NEVER_ZERO:
        if (named[name] == 0).any():
            raise ValueError(
                _("{name} of the start is 0 somewhere; such a tendon carries nothing.").format(
                    name=name
                )
            )
    if (named["damage"] > parameters.most_damage).any():
        raise ValueError(
            _(
                "damage of the start is above {most:g} somewhere, where this model says nothing; "
                "start from less."
            ).format(most=parameters.most_damage)
        )
    lengths = {values.size for values in given if values.ndim}
    if not lengths:
        return tuple(float(values) for values in given), None
    if len(lengths) > 1:
        raise ValueError(
            _("the fields of start have {lengths} patients; give arrays of one length.").format(
                lengths=", ".join(str(length) for length in sorted(lengths))
            )
        )
    patients = lengths.pop()
    require_whole("patients", patients, 1, MOST_PATIENTS)
    return tuple(np.broadcast_to(values, (patients,)).copy() for values in given), patients
