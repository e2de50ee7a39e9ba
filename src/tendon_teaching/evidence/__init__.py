"""The evidence layer: published values, sources and claims, and parameters that point at them."""

from tendon_teaching.evidence.parameters import (
    Parameter,
    Status,
    check_parameters,
    parameter,
    parameters_of,
)
from tendon_teaching.evidence.register import (
    Claim,
    Source,
    UnknownId,
    UnverifiedRow,
    Value,
    cite,
    claim,
    claims,
    source,
    sources,
    value,
    values,
)

__all__ = [
    "Claim",
    "Parameter",
    "Source",
    "Status",
    "UnknownId",
    "UnverifiedRow",
    "Value",
    "check_parameters",
    "cite",
    "claim",
    "claims",
    "parameter",
    "parameters_of",
    "source",
    "sources",
    "value",
    "values",
]
