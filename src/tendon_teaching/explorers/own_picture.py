"""A learner's own picture: its directions, the number, and what the number does not mean.

From a path or the bytes of a file with ``examine``, or chosen in the notebook with ``OwnPicture``.
A picture is looked at and let go of; nothing of it is kept, written or sent on.
"""

import base64
import html
import logging
import os
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any

import anywidget
import traitlets

from tendon_teaching.explorers.view import SHARPNESS, style
from tendon_teaching.figures import fibres
from tendon_teaching.figures.stage import STILL, Frame, Packing, Stage
from tendon_teaching.models.orientation import TensorScales, analyse_picture
from tendon_teaching.models.picture_file import Picture, read_picture
from tendon_teaching.texts import _, language

LARGEST_UPLOAD_MB = 8
"""Jupyter servers hang up on messages of more than 10 MB; larger files are read by their path."""

STILL_SHARPNESS = 1.5
ACCEPTED = ".png,.jpg,.jpeg,.tif,.tiff"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Examination:
    """One picture with all that was read from it; shows itself in a notebook."""

    picture: Picture

    @cached_property
    def view(self) -> fibres.FibreView:
        """What the figure draws: the picture, its directions, lines along them."""
        return fibres.FibreView(
            self.picture, analyse_picture(self.picture.image), direction_lines=True
        )

    @property
    def read_out(self) -> str:
        """The measured spread and index in one sentence."""
        return fibres.read_out(self.view)

    @property
    def text_alternative(self) -> str:
        """The figure in words."""
        return fibres.text_alternative(self.view)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was done to the picture before it was analysed."""
        return self.picture.notes

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the number does not mean."""
        return what_the_number_does_not_mean()

    def frame(self, layout: str, sharpness: float, packing: Packing | None = None) -> Frame:
        """The figure with its words."""
        return Stage(fibres, layout, sharpness).shoot(self.view, packing)

    def __repr__(self) -> str:
        lines = [self.read_out, *self.notes, _meaning_title()]
        return "\n".join([*lines, *(f"- {warning}" for warning in self.warnings)])

    def _repr_mimebundle_(self, **_kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        still = self.frame("wide", STILL_SHARPNESS, STILL)
        picture = base64.b64encode(still.picture).decode("ascii")
        bundle = {
            "text/plain": repr(self),
            "text/html": self._page(picture, still.text_alternative),
            "image/png": picture,
        }
        return bundle, {"image/png": {"alt": still.text_alternative}}

    def _page(self, picture: str, alt: str) -> str:
        """Picture and words together: of a picture alone a notebook would show no word."""
        notes = "".join(f"<p>{html.escape(note)}</p>" for note in self.notes)
        items = "".join(f"<li>{html.escape(warning)}</li>" for warning in self.warnings)
        return (
            f'<div lang="{language()}" style="background-color:#fff;color:#1b1f24;padding:1em">'
            f'<img src="data:image/png;base64,{picture}" alt="{html.escape(alt)}" '
            f'style="max-width:100%">'
            f"<p><strong>{html.escape(self.read_out)}</strong></p>{notes}"
            f"<p>{html.escape(_meaning_title())}</p><ul>{items}</ul></div>"
        )


def examine(source: str | os.PathLike[str] | bytes) -> Examination:
    """Measure the directions in a picture: a path, or the bytes of a PNG, JPEG or TIFF file.

    Raises ValueError with one plain sentence for anything that cannot be read or measured.
    """
    return Examination(read_picture(source))


def what_the_number_does_not_mean() -> tuple[str, ...]:
    """Four limits that go with every index and spread measured here."""
    window = TensorScales().window_px
    return (
        _(
            "It depends on the window: slopes are averaged over {window:g} px here, and a wider "
            "window makes any picture look more parallel. Compare only pictures of one "
            "enlargement, measured in one way."
        ).format(window=window),
        _("It is about this flat slice: fibres that run into the depth look short or are missing."),
        _("It measures edges. Scratches, writing and cell borders count like fibres."),
        _(
            "It says nothing about the health of a tendon, about pain or strength, and is no "
            "diagnosis."
        ),
    )


class OwnPicture(anywidget.AnyWidget):
    """A place in a notebook to choose a picture file and see its directions.

    The page sends the bytes of the file once; the answer goes back and nothing stays here.
    """

    _esm = "\n".join(
        (files(__package__) / "view" / name).read_text(encoding="utf-8")
        for name in ("controls.js", "own_picture.js")
    )
    _css = style() + (files(__package__) / "view" / "own_picture.css").read_text(encoding="utf-8")

    spec = traitlets.Dict().tag(sync=True)

    def __init__(self) -> None:
        super().__init__(spec=_specification())
        self.on_msg(self._hear)

    def _hear(self, _view: "OwnPicture", message: Any, buffers: Any) -> None:
        """Answer one message of the page. Whatever goes wrong is said in the view."""
        address = {"id": message.get("id")} if isinstance(message, dict) else {}
        try:
            self._answer(message, buffers, address)
        except ValueError as problem:
            self.send({"kind": "refused", "text": str(problem), **address})
        except Exception:
            _log.exception("a picture could not be examined")
            text = _("The picture could not be examined. Save it as PNG and choose it again.")
            self.send({"kind": "refused", "text": text, **address})

    def _answer(self, message: Any, buffers: Any, address: dict[str, Any]) -> None:
        name, layout, sharpness = _checked(message)
        data = _checked_bytes(buffers, name)
        examination = Examination(read_picture(data, name))
        frame = examination.frame(layout, sharpness)
        words = {
            "mime": frame.mime,
            "alt": frame.text_alternative,
            "read_out": frame.read_out,
            "notes": list(examination.notes),
        }
        self.send({"kind": "examined", **words, **address}, [frame.picture])

    def __repr__(self) -> str:
        return _(
            "Your own picture: run this cell, then choose a PNG, JPEG or TIFF file. "
            'Or examine("my_picture.png").'
        )

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        live, metadata = super()._repr_mimebundle_(**kwargs) or ({}, {})
        return {**live, "text/plain": repr(self)}, metadata


def _meaning_title() -> str:
    return _("What the number does not mean:")


def _specification() -> dict[str, Any]:
    return {
        "language": language(),
        "accept": ACCEPTED,
        "mostBytes": LARGEST_UPLOAD_MB * 1_000_000,
        "layouts": {name: layout.width_px for name, layout in fibres.LAYOUTS.items()},
        "sharpness": SHARPNESS,
        "warnings": list(what_the_number_does_not_mean()),
        "texts": {
            "title": _("Your own picture"),
            "label": _("Choose a picture of fibres: PNG, JPEG or TIFF, at most {limit} MB").format(
                limit=LARGEST_UPLOAD_MB
            ),
            "privacy": _(
                "Any picture with lines will do. It goes to the kernel of this notebook only, is "
                "measured and forgotten; nothing is stored. Use no picture that could tell who a "
                "patient is."
            ),
            "looking": _("Measuring {name} …"),
            "tooLarge": _(
                "{name} has more than {limit} MB, the most that is sent. Save it smaller, cut out "
                'a part, or read it by its path: examine("{name}").'
            ),
            "empty": _("{name} is empty; choose another file."),
            "unreadable": _("{name} could not be read from your disk; choose it again."),
            "silent": _(
                "The kernel does not answer. Wait until other cells have finished, or run this "
                "cell again."
            ),
            "broken": _("The answer arrived damaged; choose the picture again."),
            "meaning": _meaning_title(),
        },
    }


def _checked(message: Any) -> tuple[str, str, float]:
    """Name, layout and sharpness asked for; a page of another version may ask for anything."""
    known = isinstance(message, dict) and message.get("kind") == "examine"
    if not known or message.get("layout") not in fibres.LAYOUTS:
        raise ValueError(_("This page asks for something unknown; run this cell again."))
    sharpness = message.get("scale")
    name = str(message.get("name") or "")[:200]
    return name, message["layout"], float(sharpness) if sharpness in SHARPNESS else 1.0


def _checked_bytes(buffers: Any, name: str) -> bytes:
    if not buffers or len(buffers) != 1:
        raise ValueError(_("No picture arrived; choose the file again."))
    data = memoryview(buffers[0])
    if data.nbytes > LARGEST_UPLOAD_MB * 1_000_000:
        raise ValueError(
            _("{name} has more than {limit} MB, the most that is sent. Save it smaller.").format(
                name=name, limit=LARGEST_UPLOAD_MB
            )
        )
    return data.tobytes()
