"""The ways of drawing that are compared. All draw the same artists for the same states."""

from dataclasses import dataclass
from pathlib import Path

import nbformat


@dataclass(frozen=True)
class Subject:
    """An explorer, the scene to start from, the control that is moved and another that jumps.

    ``low``, ``high`` and ``step`` are the stops in the measurement: at least 60 where the model
    allows it, so that each of the 60 events of a drag moves the slider.
    """

    explorer: str
    scene: str
    control: str
    other: str
    low: float = 4.0
    high: float = 35.0
    step: float = 0.5


MECHANICS = Subject("lump_yet_weaker", "all_of_it", "angle_sd_deg", "fibres_lost_pct")
FIBRES = Subject("how_parallel", "scanner_a", "patch_sd_deg", "fibres_left_pct")
VESSELS = Subject("does_the_colour_tell", "painful", "gain_pct", "drive", 0.0, 99.2, 1.6)
HISTORY = Subject("two_roads", "creep", "week", "week", 0.0, 52.0, 1.0)

_COMMON = """\
from dataclasses import replace
from tendon_teaching.explorers.catalogue import definition_of
from tendon_teaching.explorers.definition import stops

usual = definition_of("{explorer}")
places = tuple(scene.values["{control}"] for scene in usual.scenes)
STOPS = stops({low}, {high}, {step}, also=places)
start = usual.scene("{scene}").values

def result(value):
    return usual.compute(**start | {{"{control}": value}})
"""

_KIT = """\
from tendon_teaching.explorers.explorer import Explorer

fine = tuple(
    replace(control, values=STOPS) if control.name == "{control}" else control
    for control in usual.controls
)
Explorer(replace(usual, controls=fine, prediction=None), "{scene}")
"""

_INTERACT = """\
%matplotlib inline
from IPython.display import display
from ipywidgets import FloatSlider, interact

def show(value):
    drawing = usual.figure.draw("wide")
    usual.figure.update(drawing, result(value))
    display(drawing.figure)

interact(show, value=FloatSlider(value=start["{control}"], min={low}, max={high}, step={step}));
"""

_IPYMPL = """\
%matplotlib widget
from ipympl.backend_nbagg import Canvas, FigureManager
from IPython.display import display
from ipywidgets import FloatSlider

drawing = usual.figure.draw("wide")
usual.figure.update(drawing, result(start["{control}"]))
canvas = Canvas(drawing.figure)
manager = FigureManager(canvas, 1)
canvas.header_visible = canvas.footer_visible = canvas.toolbar_visible = False
slider = FloatSlider(value=start["{control}"], min={low}, max={high}, step={step})

def move(change):
    usual.figure.update(drawing, result(change.new))
    canvas.draw_idle()

slider.observe(move, "value")
display(slider, canvas)
"""


@dataclass(frozen=True)
class Variant:
    """One way: its notebook, what to grab, and where its picture is."""

    name: str
    subject: Subject
    code: str
    handle: str
    picture: str

    @property
    def is_kit(self) -> bool:
        """True for this kit's own explorer."""
        return self.code == _KIT

    @property
    def notebook(self) -> str:
        """File name of its notebook."""
        return f"{self.subject.explorer} {self.name}.ipynb".replace(" ", "_").replace(",", "")


def variants_of(subject: Subject) -> tuple[Variant, ...]:
    """The kit first, then the usual ways."""
    kit_handle = f".tt-control[data-control={subject.control}] input[type=range]"
    other = ".noUi-handle"
    return (
        Variant("this kit", subject, _KIT, kit_handle, ".tt-picture"),
        Variant("interact, new figure", subject, _INTERACT, other, ".jp-OutputArea-output img"),
        Variant("ipympl, kept artists", subject, _IPYMPL, other, ".jupyter-matplotlib canvas"),
    )


def write_notebook(variant: Variant, folder: Path) -> None:
    """Write the notebook of a variant."""
    words = vars(variant.subject)
    cells = [
        nbformat.v4.new_code_cell(_COMMON.format(**words), id="common"),
        nbformat.v4.new_code_cell(variant.code.format(**words), id="variant"),
    ]
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata=metadata)
    nbformat.write(notebook, folder / variant.notebook)
