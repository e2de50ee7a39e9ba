"""Plans of care as files: reading, writing, running them. ``README.md`` here has the schema."""

from tendon_teaching.plans.plan_file import (
    PlanFile,
    PlanFileError,
    example,
    examples,
    plan_as_text,
    plan_from_text,
    read_plan,
    write_plan,
)

__all__ = [
    "PlanFile",
    "PlanFileError",
    "example",
    "examples",
    "plan_as_text",
    "plan_from_text",
    "read_plan",
    "write_plan",
]
