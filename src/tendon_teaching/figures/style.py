"""One look for all figures: opaque white, Okabe-Ito colours, type that reads from the last row.

Blue is tissue, orange is symptoms; dashed is the model, solid with a spread bar is measured,
hatched is unknown. Line style, marker and a direct label always repeat what the colour says.
"""

from contextlib import AbstractContextManager
from typing import Any, Final

from matplotlib import rc_context

# Okabe and Ito's palette, safe for the common kinds of colour blindness.
BLACK: Final = "#000000"
ORANGE: Final = "#E69F00"
SKY: Final = "#56B4E9"
GREEN: Final = "#009E73"
BLUE: Final = "#0072B2"
VERMILION: Final = "#D55E00"
PURPLE: Final = "#CC79A7"
# Greys dark enough for small type on white.
INK: Final = "#1B1F24"
GREY: Final = "#5F6874"
PALE: Final = "#D5DAE1"

HATCH: Final = "#AEB7C2"

TISSUE: Final = BLUE
TISSUE_PALE: Final = "#E8F1F7"
SYMPTOMS: Final = VERMILION
MODEL_DASHES: Final = (0, (5, 1.6))

TITLE_SIZE: Final = 12.5
SMALL_SIZE: Final = 9.8

RC: Final[dict[str, Any]] = {
    "font.family": "DejaVu Sans",
    "font.size": 11.5,
    "axes.titlesize": TITLE_SIZE,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 11.5,
    "xtick.labelsize": 10.5,
    "ytick.labelsize": 10.5,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 1.0,
    "figure.facecolor": "white",
    "axes.facecolor": "white",
    "lines.linewidth": 2.4,
    "hatch.linewidth": 0.6,
    "hatch.color": HATCH,
    "path.simplify": True,
}


def house_style() -> AbstractContextManager[None]:
    """The style as a context: nothing of it leaks into figures that are not ours."""
    return rc_context(RC)  # type: ignore[arg-type]  # the stubs want every key spelled out
