"""Explorers: a picture, a few controls, named scenes and a sentence. Wiring only."""

from tendon_teaching.explorers.catalogue import names

__all__ = ["names"]
