"""A difficulty that a unit or a board raises: the Office or the director answers it."""

from . import cchc_difficulty
