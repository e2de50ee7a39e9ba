"""Checks of arguments, with messages that tell a student what to do."""

import math
from numbers import Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tendon_teaching.texts import _

FloatArray = NDArray[np.float64]


def require_between(name: str, value: object, low: float, high: float, unit: str) -> None:
    """Raise ValueError unless ``value`` is a number from ``low`` to ``high``; NaN is refused."""
    if isinstance(value, Real) and low <= float(value) <= high:
        return
    raise ValueError(
        _(
            "{name} is {value}; it must lie between {low:g} and {high:g} {unit}. "
            "Choose a value in this range."
        ).format(name=name, value=value, low=low, high=high, unit=unit)
    )


def require_whole(name: str, value: object, low: int, high: int) -> None:
    """Raise ValueError unless ``value`` is a whole number from ``low`` to ``high``."""
    if isinstance(value, int | np.integer) and low <= value <= high:
        return
    raise ValueError(
        _(
            "{name} is {value}; it must be a whole number between {low} and {high}. "
            "Choose a value in this range."
        ).format(name=name, value=value, low=low, high=high)
    )


def finite_row(name: str, values: ArrayLike) -> FloatArray:
    """``values`` as a row of finite floats; raises ValueError for anything else."""
    row = np.array(values, dtype=float)
    if row.ndim == 1 and row.size and np.isfinite(row).all():
        return row
    raise ValueError(
        _(
            "{name} has shape {shape} or holds values that are not finite; "
            "give a plain list of at least one finite number."
        ).format(name=name, shape=row.shape)
    )


def rising_row(name: str, values: ArrayLike, *, first: float = -math.inf) -> FloatArray:
    """``values`` as a row of floats in which each is larger than the one before.

    With ``first`` given, the row must begin with exactly this value. Raises ValueError otherwise.
    """
    row = finite_row(name, values)
    if (np.diff(row) <= 0).any():
        raise ValueError(
            _("{name} does not rise everywhere; sort it and remove repeated values.").format(
                name=name
            )
        )
    if math.isfinite(first) and row[0] != first:
        raise ValueError(
            _("{name} starts at {start:g}; it must start at {first:g}. Add this point.").format(
                name=name, start=row[0], first=first
            )
        )
    return row


def read_only(values: FloatArray) -> FloatArray:
    """The same array, locked, because results are shared between callers."""
    values.setflags(write=False)
    return values
