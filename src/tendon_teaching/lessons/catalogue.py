"""Which lessons there are. Each has a module of its own, loaded when it is asked for."""

from importlib import import_module

from tendon_teaching.lessons.content import Lesson
from tendon_teaching.texts import _

_MODULES = {
    "00": "start_here",
    "01": "collagen_disorganisation",
    "02": "cells_and_neovascularisation",
    "03": "overload",
    "04": "load_driven_remodelling",
    "05": "massage_and_the_nervous_system",
    "06": "massage_versus_loading",
    "07": "plan_the_load",
}


def numbers() -> tuple[str, ...]:
    """Numbers of all lessons, in order."""
    return tuple(_MODULES)


def lesson_of(number: str) -> Lesson:
    """Content of lesson ``number``, such as ``"01"``; ValueError with the known ones otherwise."""
    if number not in _MODULES:
        raise ValueError(
            _("There is no lesson {number!r}; choose one of {known}.").format(
                number=number, known=", ".join(_MODULES)
            )
        )
    content: Lesson = import_module(f"tendon_teaching.lessons.{_MODULES[number]}").lesson()
    return content
