"""A still picture as SVG: by the same figure module, sharp at any size, with its words inside.

Text stays text, so that it can be searched, copied and read out. The same result gives the same
bytes every time.
"""

import base64
import io
import re
from html import escape
from typing import Any, Final

import numpy as np
from matplotlib import rc_context
from PIL import Image

from tendon_teaching.figures.shades import few_greys
from tendon_teaching.figures.stage import DRAWING, FigureModule
from tendon_teaching.figures.style import house_style

_RC: Final[dict[str, Any]] = {"svg.fonttype": "none", "svg.hashsalt": "tendon-teaching"}
# Nothing that depends on the day or on the version of a library.
_NO_METADATA: Final = dict.fromkeys(("Date", "Creator", "Format", "Type"))
# Viewers without our font take one of nearly the same widths, so that labels keep their places.
_FONT: Final = "'DejaVu Sans'"
_FONTS: Final = "'DejaVu Sans', Verdana, sans-serif"
_ROOT: Final = re.compile(r"<svg\b[^>]*(?=>)")
_TAG: Final = re.compile(r"<[^>]*>")
_NOT_TURNED: Final = re.compile(r' transform="rotate\(-?0 [^"]*\)"')
_FINE_NUMBER: Final = re.compile(r"\d+\.\d{3,}")
_PATH: Final = re.compile(r'(?<= d=")[^"]*')
_STEP_OF_PATH: Final = re.compile(r"\s*([A-Za-z])\s*")
_INDENTATION: Final = re.compile(r"\n\s+")
_PICTURE: Final = re.compile(r'(?<="data:image/png;base64,)[^"]*')


def vector(
    module: FigureModule, layout: str, result: Any, *, name: str, title: str, licence: str
) -> str:
    """SVG of ``result`` with ``title``, the text alternative and the ``licence`` inside.

    ``name`` makes the ids of its words its own, should two pictures stand in one page.
    """
    with DRAWING, house_style(), rc_context(_RC):  # type: ignore[arg-type]  # as in style
        drawing = module.draw(layout)
        module.update(drawing, result)
        buffer = io.StringIO()
        drawing.figure.savefig(buffer, format="svg", metadata=_NO_METADATA)
    plainer = _INDENTATION.sub("\n", _TAG.sub(lambda tag: _plainer(tag[0]), buffer.getvalue()))
    words = (
        f'<title id="{name}-title">{escape(title)}</title>\n'
        f'<desc id="{name}-words">{escape(module.text_alternative(result))}</desc>\n'
        f"<metadata>{escape(licence)}</metadata>"
    )
    named = f'role="img" aria-labelledby="{name}-title" aria-describedby="{name}-words"'
    return _ROOT.sub(lambda root: f"{root[0]} {named}", plainer, count=1).replace(
        "\n<defs>", f"\n{words}\n<defs>", 1
    )


def _plainer(tag: str) -> str:
    """A tag with fonts for everyone and less to carry: hundredths of a point will do."""
    if "data:image/png" in tag:
        return _PICTURE.sub(lambda picture: _few_shades(picture[0]), tag)
    tag = _NOT_TURNED.sub("", tag.replace(_FONT, _FONTS))
    tag = _FINE_NUMBER.sub(lambda number: f"{float(number[0]):.2f}", tag)
    return _PATH.sub(lambda path: _STEP_OF_PATH.sub(r"\1", path[0]), tag)


def _few_shades(coded: str) -> str:
    """A part without colour in 64 shades of grey, a third of its size; any other as it is."""
    picture = np.asarray(Image.open(io.BytesIO(base64.b64decode(coded))).convert("RGBA"))
    grey = picture[:, :, 0]
    has_colour = (picture[:, :, :3] != grey[:, :, np.newaxis]).any()
    if has_colour or (picture[:, :, 3] < 255).any():
        return coded
    buffer = io.BytesIO()
    Image.fromarray(few_greys(grey)).save(buffer, "png", optimize=True)
    return base64.b64encode(buffer.getvalue()).decode("ascii")
