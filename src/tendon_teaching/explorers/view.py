"""The live view: one small widget that shows frames and reports what the learner does.

Frames travel as custom binary messages, never as synchronised state: state is sent whole at every
change and is saved with the notebook, so it holds only what the page must know (``spec``), where
the controls stand (``at``), the prediction, and one last picture (``poster``) for a notebook that
is reopened without running.
"""

from importlib.resources import files
from typing import Any

import anywidget
import traitlets

from tendon_teaching.explorers.definition import (
    Control,
    Definition,
    Series,
    status_badge_is_needed,
)
from tendon_teaching.texts import _, language

MOST_RADIO_LETTERS = 40
SHARPNESS = (1.0, 1.5, 2.0)
_EDITOR = "series.js"
_SCRIPTS = (
    "strip.js",
    "line.js",
    "controls.js",
    _EDITOR,
    "prediction.js",
    "view.js",
)


def script(*, painting: bool = True) -> str:
    """Source of the view, as one module whose last statement exports ``render``.

    ``painting=False`` leaves out the editor for painted series, which few explorers need.
    """
    folder = files(__package__) / "view"
    names = (name for name in _SCRIPTS if painting or name != _EDITOR)
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)


def style() -> str:
    """Style sheet of the view."""
    return (files(__package__) / "view" / "view.css").read_text(encoding="utf-8")


class LiveView(anywidget.AnyWidget):
    """Widget half of an explorer; `tendon_teaching.explorers.explorer.Explorer` owns it."""

    _esm = script(painting=False)
    _css = style()

    # No echo of what the page itself has set: one that comes late, after the hand has moved on,
    # would throw the controls back to where they were.
    spec = traitlets.Dict().tag(sync=True)
    at = traitlets.List(traitlets.Int()).tag(sync=True, echo_update=False)
    prediction = traitlets.Int(-1).tag(sync=True, echo_update=False)
    poster = traitlets.Dict().tag(sync=True, echo_update=False)

    def __repr__(self) -> str:
        return f"<live view of {self.spec.get('name', 'an explorer')}>"


class PaintingView(LiveView):
    """The same, for an explorer with painted series."""

    _esm = script()


def specification(definition: Definition, instance: str) -> dict[str, Any]:
    """Everything the page must know about an explorer, ready for JSON.

    ``instance`` tells two explorers on one page apart.
    """
    return {
        "instance": instance,
        "language": language(),
        "name": definition.name,
        "title": definition.title,
        "texts": view_texts(),
        "layouts": {
            name: {"width": layout.width_px, "height": layout.height_px}
            for name, layout in definition.figure.LAYOUTS.items()
        },
        "sharpness": SHARPNESS,
        "controls": [_control(control) for control in definition.controls],
        "series": [_series(each, definition) for each in definition.series],
        "scenes": [
            {
                "name": scene.name,
                "label": scene.label,
                "sentence": scene.sentence,
                "kind": scene.kind,
                "at": definition.at(scene.values),
            }
            for scene in definition.scenes
        ],
        "prediction": _prediction(definition),
        "basis": [
            {
                "what": f"{each.label} ({each.unit})" if each.unit else each.label,
                "status": status_text(each.rests_on.status),
                "why": each.rests_on.note,
            }
            for each in (*definition.controls, *definition.series)
            if each.rests_on
        ],
        "stored": None,
    }


def status_text(status: str) -> str:
    """Status word of a parameter, in the reader's language."""
    return {
        "measured": _("measured"),
        "calibrated": _("calibrated: chosen so that the model meets published targets"),
        "assumed": _("assumed: a modelling choice"),
        "illustrative": _("illustrative: for the drawing only"),
    }[status]


def _control(control: Control) -> dict[str, Any]:
    places = range(len(control.values))
    return {
        "name": control.name,
        "label": control.label,
        "unit": control.unit,
        "unit_spoken": control.unit_spoken,
        "kind": _kind(control),
        "stops": control.values,
        "shown": [control.shown(index) for index in places],
        "spoken": [control.spoken(index) for index in places],
        "more": control.more,
        "play": control.play,
        "badge": _("teaching value") if status_badge_is_needed(control.rests_on) else "",
        "note": control.rests_on.note if control.rests_on else "",
    }


def _kind(control: Control) -> str:
    """Slider, radio buttons, or a list where the words would push the picture off the screen."""
    if not control.options:
        return "slider"
    letters = sum(map(len, control.options))
    return "list" if not control.more and letters > MOST_RADIO_LETTERS else "choice"


def _series(series: Series, definition: Definition) -> dict[str, Any]:
    places = range(len(series.values))
    controls = [control.name for control in definition.controls]
    cursor = definition.control(series.cursor) if series.cursor else None
    return {
        "name": series.name,
        "label": series.label,
        "unit": series.unit,
        "unit_spoken": series.unit_spoken,
        "kind": "choice" if series.options else "number",
        "stops": series.values,
        "shown": [series.shown(index) for index in places],
        "spoken": [series.spoken(index) for index in places],
        "letters": series.letters or _letters(series.options),
        "length": series.length,
        "place_label": series.place_label,
        "places": [series.place_name(place) for place in range(series.length)],
        "columns": series.columns,
        "cursor": controls.index(cursor.name) if cursor else None,
        "lead": len(cursor.values) - series.length if cursor else 0,
        "start": definition.span_of(series.name).start,
        "badge": _("teaching value") if status_badge_is_needed(series.rests_on) else "",
        "note": series.rests_on.note if series.rests_on else "",
    }


def _letters(options: tuple[str, ...]) -> list[str]:
    """One sign for each option, to stand in a small cell: its first letter, or its number where
    two options begin alike."""
    firsts = [option[:1].upper() for option in options]
    if len(set(firsts)) == len(firsts):
        return firsts
    return [str(number) for number in range(1, len(options) + 1)]


def _prediction(definition: Definition) -> dict[str, Any] | None:
    prediction = definition.prediction
    if prediction is None:
        return None
    settling = [scene.name for scene in definition.scenes].index(prediction.settled_by)
    return {
        "question": prediction.question,
        "options": [{"text": o.text, "feedback": o.feedback} for o in prediction.options],
        "settled_by": prediction.settled_by,
        "settled_label": f"{settling + 1} {definition.scenes[settling].label}",
    }


def view_texts() -> dict[str, Any]:
    """Words of the view itself, the same in every explorer."""
    return {
        "scenes": _("Scenes of the story"),
        "controls": _("Controls"),
        "back": _("Back"),
        "next": _("Next"),
        "more": _("More"),
        "reset": _("Reset to this scene"),
        "ownState": _("Your own setting. Reset goes back to the scene you came from."),
        "drawing": _("drawing …"),
        "typeValue": _("{label}: type a value, {unit}"),
        "play": _("Play {label}"),
        "pause": _("Pause {label}"),
        "notANumber": _(
            "{label}: “{typed}” is not a number. Type one between {low} and {high} {unit}."
        ),
        "clamped": _("{label} goes from {low} to {high} {unit}: set to {now}."),
        "snapped": _("{label}: the nearest setting is {now} {unit}."),
        "predictFirst": _("Predict first."),
        "commit": _("This is my prediction"),
        "skip": _("Skip the question"),
        "locked": _("The controls below open once you have predicted or skipped."),
        "chooseFirst": _("Choose one of the answers first, or skip the question."),
        "youSaid": _("You predicted: “{answer}”"),
        "seeScene": _("Scene {scene} will show it."),
        "disconnected": _(
            "Not connected: the kernel does not answer. Pictures already made still work; "
            "run this cell again for new ones."
        ),
        "notHere": _(
            "This setting has not been drawn yet, so the picture still shows the one before. "
            "Run this cell again to draw it."
        ),
        "brokenFrame": _(
            "A picture arrived damaged and was not shown. Move the control again, "
            "or run this cell again."
        ),
        "notStored": _(
            "Not stored in this page for this setting. It moves from scene: {scenes}; "
            "the live lesson moves it anywhere."
        ),
        "noScene": _("none"),
        **_painting_texts(),
        "basis": _("What do these controls rest on?"),
        "basisColumns": [_("Control"), _("Status"), _("Why this value")],
    }


def _painting_texts() -> dict[str, str]:
    """Words of the editor for painted series."""
    return {
        "paint": _("Paint: {label}"),
        "paintWhich": _("What do you paint?"),
        "paintHint": _(
            "Draw with mouse or finger. Keys: left and right choose the {place}, up and down "
            "change it; Home, End and Page keys go further."
        ),
        "paintHintCells": _(
            "Choose a {place}, then one of the words; drag a cell along to repeat it. Keys: left "
            "and right choose the {place}, up and down change it."
        ),
        "paintPlace": _("{place}: {value}"),
        "placeBefore": _("One {place} back"),
        "placeAfter": _("One {place} on"),
        "valueLess": _("Less"),
        "valueMore": _("More of it"),
        "paintLive": _("Painting needs the live lesson: this page holds stored pictures only."),
        "typeNumbers": _("Type the numbers"),
        "listLabel": _("{label}: the whole list, separated by spaces or commas"),
        "listUse": _("Use this list"),
        "listLength": _(
            "{label}: {count} values are given, {length} are needed, one for each {place} (or a "
            "single one for all). Nothing was changed."
        ),
        "listBad": _("{label}, {place}: “{typed}” is {why}. Nothing was changed."),
        "notANumberShort": _("not a number"),
        "notAnOption": _("none of: {options}"),
        "listClamped": _(
            "{label}: {count} values were outside or between the settings and moved to the nearest "
            "({place}: {typed} to {now})."
        ),
        "listDone": _("{label}: all {length} values are set."),
    }
