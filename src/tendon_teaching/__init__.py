"""Lessons with sliders about the Achilles tendon: the models, the evidence and the explorers.

Importing this package loads nothing heavy; each part is loaded at the moment it is asked for::

    from tendon_teaching import explore, lesson

    explore("lump_yet_weaker")
"""

import importlib
import os
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from tendon_teaching.explorers.explorer import Explorer
    from tendon_teaching.explorers.many_people import ManyPeople
    from tendon_teaching.explorers.own_picture import Examination, OwnPicture
    from tendon_teaching.lessons.render import LessonPage

__version__ = "0.1.0"

_PARTS = ("evidence", "explorers", "figures", "lessons", "models", "plans")


def explore(name: str, scene: str | None = None) -> "Explorer":
    """Open the explorer ``name``, at ``scene`` if given. ValueError lists the known names."""
    from tendon_teaching.explorers.catalogue import definition_of
    from tendon_teaching.explorers.explorer import Explorer

    return Explorer(definition_of(name), scene)


def examine(
    source: str | os.PathLike[str] | bytes | None = None,
) -> "Examination | OwnPicture":
    """Measure how parallel the fibres of a picture are; without one, choose it in the notebook.

    ``source`` is the path of a PNG, JPEG or TIFF file, or its bytes. ValueError says in one
    sentence why a picture cannot be used.
    """
    from tendon_teaching.explorers import own_picture

    return own_picture.OwnPicture() if source is None else own_picture.examine(source)


def many_people(executor: "Executor | None" = None) -> "ManyPeople":
    """Follow many made-up people through a kind of care, with progress and cancel.

    ``executor`` is any ``concurrent.futures`` executor, such as that of a computing cluster.
    """
    from tendon_teaching.explorers.many_people import ManyPeople

    return ManyPeople(executor)


def lesson(number: str) -> "LessonPage":
    """The parts of lesson ``number`` ("01"), ready to show. ValueError lists the known numbers."""
    from tendon_teaching.lessons.catalogue import lesson_of
    from tendon_teaching.lessons.render import LessonPage

    return LessonPage(lesson_of(number))


def __getattr__(name: str) -> ModuleType:
    if name in _PARTS:
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_PARTS})
