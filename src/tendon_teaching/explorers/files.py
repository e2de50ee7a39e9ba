"""Writing files so that a reader never meets half of one."""

import os
from pathlib import Path


def write_aside(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path`` and rename it; an old file stays whole until then."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        aside.write_bytes(content)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
