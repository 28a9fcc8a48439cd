# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Move the texts and days of a plan to the year of its next draft, and say what somebody has to read again."""

import unicodedata
from dataclasses import dataclass
from datetime import date

from . import text

MOVED, ASKED = 'moved', 'asked'
_AHEAD, _BEHIND = 40, 30    # characters before and after a year that an excerpt shows


@dataclass(frozen=True, slots=True)
class Mark:
    """A text to be read again. ``kind``: its year was moved on, or it names another year that stays; ``before`` and
    ``after``: what is around these years in the old plan and in the new one."""

    kind: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class YearShift:
    """The shift from the year of a plan to the year of its successor."""

    source: int
    target: int

    def text(self, words: str | None) -> str | None:
        """Return the words with the plan's year replaced (``text.move_year``); None and '' stay as they are.

        >>> YearShift(2024, 2025).text('Chậm nhất 20/3/2024')
        'Chậm nhất 20/3/2025'
        """
        return text.move_year(words, self.source, self.target) if words else words

    def day(self, day: date | None) -> date | None:
        """Return the same day in the new year; 29 February becomes the 28th when the new year has none.

        >>> YearShift(2024, 2025).day(date(2024, 2, 29))
        datetime.date(2025, 2, 28)
        """
        if not day:
            return day
        year = day.year + self.target - self.source
        try:
            return day.replace(year=year)
        except ValueError:
            return day.replace(year=year, day=28)

    def marks(self, words: str | None) -> list[Mark]:
        """Return what is to be read again of a text without markup: at most one mark of each kind. Years of documents,
        spans and links are left alone and need none.

        >>> [(mark.kind, mark.after) for mark in YearShift(2024, 2025).marks('Chỉ số năm 2023; Kế hoạch năm 2024')]
        [('moved', 'Chỉ số năm 2023; Kế hoạch năm 2025'), ('asked', 'Chỉ số năm 2023; Kế hoạch năm 2025')]
        >>> YearShift(2024, 2025).marks('Quyết định số 1847/QĐ-TTg ngày 27/12/2018, giai đoạn 2021 - 2030')
        []
        """
        words = ' '.join(unicodedata.normalize('NFC', words or '').split())
        places = text.year_places(words)
        marks = []
        for kind in (MOVED, ASKED):
            around = [place for place in places if (place[0] == self.source) == (kind == MOVED)]
            if around:
                before, after = self._excerpts(words, places, around)
                marks.append(Mark(kind, before, after))
        return marks

    def _excerpts(self, words, places, around):
        """Return what stands around these years, as it was and as it is now."""
        spans = []
        for __, start, end in around:
            first, last = max(0, start - _AHEAD), min(len(words), end + _BEHIND)
            first = words.find(' ', first, start) + 1 if first else 0
            last = words.rfind(' ', end, last) if last < len(words) and ' ' in words[end:last] else last
            if spans and first <= spans[-1][1]:
                spans[-1] = (spans[-1][0], last)
            else:
                spans.append((first, last))
        before = ['…' * (first > 0) + words[first:last] + '…' * (last < len(words)) for first, last in spans]
        after = ['…' * (first > 0) + self._moved(words, places, first, last) + '…' * (last < len(words))
                 for first, last in spans]
        return ' '.join(before), ' '.join(after)

    def _moved(self, words, places, first, last):
        """Return that part of the words with the plan's year replaced."""
        parts, at = [], first
        for year, start, end in places:
            if year == self.source and first <= start and end <= last:
                parts += [words[at:start], str(self.target)]
                at = end
        return ''.join([*parts, words[at:last]])
