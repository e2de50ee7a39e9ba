"""Lessons: their content as data, and the one renderer that shows it."""
