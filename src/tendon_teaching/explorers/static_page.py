"""A page with one explorer that needs no kernel, no server and no network.

The frames of the explorer's static grid travel inside the page, and the very same view flips them.
Browsers refuse modules and ``fetch`` from a file, so the script is inlined as a classic one.
"""

import base64
import html
import json
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from tendon_teaching.explorers.catalogue import definition_of
from tendon_teaching.explorers.definition import Definition
from tendon_teaching.explorers.files import write_aside
from tendon_teaching.explorers.view import script, specification, style
from tendon_teaching.figures.stage import SMALL_LINES, Frame, Stage
from tendon_teaching.texts import _, language

STORED_SHARPNESS = 1.5
MODULE_EXPORT = "export default { render };"


def export(name: str, target: Path) -> Path:
    """Write the explorer ``name`` as one self-contained HTML file and give its path.

    ``target`` is the file, or an existing folder in which ``<name>.html`` is made. The file is
    written aside and renamed, so that an old page is never left half overwritten. ValueError for
    an unknown name, OSError when the place cannot be written to.
    """
    definition = definition_of(name)
    path = Path(target)
    if path.is_dir():
        path = path / f"{name}.html"
    write_aside(path, page(definition).encode())
    return path


def page(definition: Definition) -> str:
    """The page as text."""
    frames, pictures = _stored_frames(definition)
    spec = specification(definition, definition.name) | {"stored": list(frames)}
    spec["texts"] |= {"notStoredHere": _("This setting is not stored in this page.")}
    start = definition.at(definition.scenes[0].values)
    data = {"spec": spec, "at": start, "frames": frames, "pictures": pictures}
    return _view_file("static_page.html").format(
        language=language(),
        title=html.escape(definition.title),
        about=html.escape(
            _(
                "A stored page of the tendon-teaching kit: it works without Python and without a "
                "network. Teaching model, not medical advice."
            )
        ),
        style=style(),
        data=json.dumps(data, ensure_ascii=False).replace("</", "<\\/"),
        script=f"{_classic_script(definition)}\n{_view_file('static_host.js')}\nhostStoredPage();",
    )


def _classic_script(definition: Definition) -> str:
    """The view's module as a plain script that offers ``tendonTeachingView``."""
    source = script(painting=bool(definition.series))
    offered = source.replace(MODULE_EXPORT, "globalThis.tendonTeachingView = { render };")
    return f"(() => {{\n{offered}\n}})();"


def _view_file(name: str) -> str:
    return (files(__package__) / "view" / name).read_text(encoding="utf-8")


def _stored_frames(definition: Definition) -> tuple[dict[str, Any], dict[str, str]]:
    """Frames of the static grid by key, and each distinct picture once by its fingerprint."""
    frames: dict[str, Any] = {}
    pictures: dict[str, str] = {}
    for layout in definition.figure.LAYOUTS:
        stage = Stage(definition.figure, layout, STORED_SHARPNESS)
        packing = None if definition.figure.PICTURE_LIKE else SMALL_LINES
        for at in definition.static_states():
            frame = stage.shoot(definition.compute(**definition.values(at)), packing)
            fingerprint = sha256(frame.picture).hexdigest()[:16]
            pictures.setdefault(fingerprint, base64.b64encode(frame.picture).decode("ascii"))
            frames[f"{layout}|{','.join(map(str, at))}"] = _words(frame, fingerprint)
    return frames, pictures


def _words(frame: Frame, fingerprint: str) -> dict[str, str]:
    return {
        "picture": fingerprint,
        "mime": frame.mime,
        "alt": frame.text_alternative,
        "readOut": frame.read_out,
    }
