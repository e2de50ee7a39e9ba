"""The ways of drawing that are compared. All draw the same artists for the same states."""

from dataclasses import dataclass
from pathlib import Path

import nbformat

STEPS = 62

_COMMON = """\
from dataclasses import replace
from tendon_teaching.explorers.catalogue import definition_of
from tendon_teaching.explorers.definition import stops
from tendon_teaching.figures import mechanics
from tendon_teaching.models.teaching_tendon import compare_with_healthy

ANGLES = stops(4.0, 35.0, 0.5)

def picture(angle_sd_deg):
    return mechanics.Picture(compare_with_healthy(1.47, 14, angle_sd_deg, 1.6, 2000))
"""

_KIT = """\
from tendon_teaching.explorers.explorer import Explorer

usual = definition_of("lump_yet_weaker")
fine = tuple(
    replace(control, values=ANGLES) if control.name == "angle_sd_deg" else control
    for control in usual.controls
)
Explorer(replace(usual, controls=fine, prediction=None), "all_of_it")
"""

_INTERACT = """\
%matplotlib inline
from IPython.display import display
from ipywidgets import FloatSlider, interact

def show(angle_sd_deg):
    drawing = mechanics.draw("wide")
    mechanics.update(drawing, picture(angle_sd_deg))
    display(drawing.figure)

interact(show, angle_sd_deg=FloatSlider(value=16, min=4, max=35, step=0.5));
"""

_IPYMPL = """\
%matplotlib widget
from ipympl.backend_nbagg import Canvas, FigureManager
from IPython.display import display
from ipywidgets import FloatSlider

drawing = mechanics.draw("wide")
mechanics.update(drawing, picture(16))
canvas = Canvas(drawing.figure)
manager = FigureManager(canvas, 1)
canvas.header_visible = canvas.footer_visible = canvas.toolbar_visible = False
slider = FloatSlider(value=16, min=4, max=35, step=0.5)

def move(change):
    mechanics.update(drawing, picture(change.new))
    canvas.draw_idle()

slider.observe(move, "value")
display(slider, canvas)
"""


@dataclass(frozen=True)
class Variant:
    """One way: its notebook, what to grab, and where its picture is."""

    name: str
    code: str
    handle: str
    picture: str


VARIANTS = (
    Variant(
        "this kit",
        _KIT,
        ".tt-control[data-control=angle_sd_deg] input[type=range]",
        ".tt-picture",
    ),
    Variant("interact, new figure", _INTERACT, ".noUi-handle", ".jp-OutputArea-output img"),
    Variant("ipympl, kept artists", _IPYMPL, ".noUi-handle", ".jupyter-matplotlib canvas"),
)


def write_notebooks(folder: Path) -> dict[str, str]:
    """Write one notebook for each variant; gives their file names by variant name."""
    names = {}
    for number, variant in enumerate(VARIANTS):
        notebook = nbformat.v4.new_notebook(
            cells=[
                nbformat.v4.new_code_cell(_COMMON, id="common"),
                nbformat.v4.new_code_cell(variant.code, id="variant"),
            ],
            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        )
        names[variant.name] = f"variant_{number}.ipynb"
        nbformat.write(notebook, folder / names[variant.name])
    return names
