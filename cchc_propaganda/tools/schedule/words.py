# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The text that is read, and what was taken out of it."""

import re


class Words:
    """A text about time: each phrase that is understood is taken out of it, and what is left over was not understood.

    ``words``: what is left, without marks and capitals; ``year``: that of the plan; ``notes``: see ``Reading``."""

    def __init__(self, words, year):
        self.words, self.year = words, year
        self.found, self.notes = False, []

    def _take(self, pattern, handler):
        """Call the handler with each match of the pattern, and take the matches out of the text."""
        def taken(match):
            self.found = True
            handler(match)
            return ' | '
        self.words = re.sub(pattern, taken, self.words)

    def _note(self, note):
        if note not in self.notes:
            self.notes.append(note)
