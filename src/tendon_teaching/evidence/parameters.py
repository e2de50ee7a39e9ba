"""Model parameters that carry their unit, range, status and register rows with them.

A model declares each number as a dataclass field with ``parameter(...)``::

    @dataclass(frozen=True)
    class Bundle:
        area_mm2: float = parameter(
            60.0, unit="mm²", status=Status.ASSUMED, allowed=(20.0, 200.0)
        )

        def __post_init__(self) -> None:
            check_parameters(self)

so that a slider, a badge and a model card can all ask ``parameters_of(Bundle)``.
"""

import dataclasses
import math
from collections.abc import Sequence
from enum import StrEnum
from numbers import Real
from typing import Any

from tendon_teaching.texts import _

_METADATA_KEY = "parameter"


class Status(StrEnum):
    """How a number came into the kit."""

    MEASURED = "measured"
    CALIBRATED = "calibrated"
    ASSUMED = "assumed"
    ILLUSTRATIVE = "illustrative"

    @property
    def text(self) -> str:
        """The status in one word for the reader."""
        return {
            Status.MEASURED: _("measured"),
            Status.CALIBRATED: _("calibrated"),
            Status.ASSUMED: _("assumed"),
            Status.ILLUSTRATIVE: _("illustrative"),
        }[self]


@dataclasses.dataclass(frozen=True)
class Parameter:
    """One model parameter with everything a reader may ask about it.

    ``unit`` is never empty; ``-`` means a pure number. ``allowed_low`` to ``allowed_high`` is the
    closed range the model accepts, ``published_low`` to ``published_high`` the range found in
    print. ``register_ids`` name rows of the evidence register.
    """

    value: float
    unit: str
    status: Status
    allowed_low: float
    allowed_high: float
    register_ids: tuple[str, ...]
    published_low: float | None
    published_high: float | None
    note: str
    name: str = ""


def parameter(
    default: float,
    *,
    unit: str,
    status: Status,
    allowed: tuple[float, float],
    register: Sequence[str] = (),
    published: tuple[float, float] | None = None,
    note: str = "",
) -> Any:
    """A dataclass field with ``default`` that carries a Parameter in its metadata.

    Raises ValueError, while the model class is being defined, when the unit is empty (write ``-``
    for a pure number), a range is not two rising finite numbers, the default lies outside
    ``allowed``, or a measured parameter names no register row.
    """
    if isinstance(register, str):
        raise ValueError(
            _("register is the text '{ids}'; give a tuple of ids, such as ('S087',).").format(
                ids=register
            )
        )
    published_low, published_high = published if published is not None else (None, None)
    declared = Parameter(
        value=default,
        unit=unit,
        status=Status(status),
        allowed_low=allowed[0],
        allowed_high=allowed[1],
        register_ids=tuple(register),
        published_low=published_low,
        published_high=published_high,
        note=note,
    )
    _check_declaration(declared)
    return dataclasses.field(default=default, metadata={_METADATA_KEY: declared})


def parameters_of(model: object) -> dict[str, Parameter]:
    """The parameters of a model class, or of an instance with the values it holds, by name.

    Fields that were not declared with ``parameter`` are left out.
    """
    if not dataclasses.is_dataclass(model):
        raise ValueError(_("{model!r} is not a dataclass; give a model.").format(model=model))
    found = {}
    for field in dataclasses.fields(model):
        declared = field.metadata.get(_METADATA_KEY)
        if declared is not None:
            held = declared.value if isinstance(model, type) else getattr(model, field.name)
            found[field.name] = dataclasses.replace(declared, name=field.name, value=held)
    return found


def check_parameters(model: object) -> None:
    """Raise ValueError for the first parameter of an instance that lies outside its range.

    NaN, infinities and things that are not numbers are refused too.
    """
    for name, declared in parameters_of(model).items():
        if not _lies_within(declared.value, declared.allowed_low, declared.allowed_high):
            raise ValueError(
                _(
                    "{name} is {value}; it must lie between {low} and {high} ({unit}). "
                    "Choose a value in this range."
                ).format(
                    name=name,
                    value=_plain(declared.value),
                    low=_plain(declared.allowed_low),
                    high=_plain(declared.allowed_high),
                    unit=_("no unit") if declared.unit == "-" else declared.unit,
                )
            )


def _check_declaration(declared: Parameter) -> None:
    if not declared.unit.strip():
        raise ValueError(_("unit is empty; give the unit, or '-' for a pure number."))
    _check_range("allowed", declared.allowed_low, declared.allowed_high)
    if declared.published_low is not None and declared.published_high is not None:
        _check_range("published", declared.published_low, declared.published_high)
    if not _lies_within(declared.value, declared.allowed_low, declared.allowed_high):
        raise ValueError(
            _("default is {value}; it must lie in the allowed range {low} to {high}.").format(
                value=_plain(declared.value),
                low=_plain(declared.allowed_low),
                high=_plain(declared.allowed_high),
            )
        )
    if declared.status is Status.MEASURED and not declared.register_ids:
        raise ValueError(
            _(
                "register is empty, but a measured parameter must name its register rows; "
                "add them or choose another status (calibrated, assumed, illustrative)."
            )
        )


def _check_range(name: str, low: float, high: float) -> None:
    if not (math.isfinite(low) and math.isfinite(high) and low <= high):
        raise ValueError(
            _("{name} is ({low}, {high}); give two finite numbers, the lower one first.").format(
                name=name, low=low, high=high
            )
        )


def _lies_within(candidate: object, low: float, high: float) -> bool:
    return isinstance(candidate, Real) and low <= float(candidate) <= high


def _plain(candidate: object) -> str:
    """A number without needless digits, exact enough to tell it from a range end beside it."""
    if not isinstance(candidate, Real):
        return repr(candidate)
    short = f"{float(candidate):g}"
    return short if float(short) == float(candidate) else str(float(candidate))
