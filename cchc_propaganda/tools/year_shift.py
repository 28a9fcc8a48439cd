# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Move the texts and days of a plan to the year of its next draft."""

from dataclasses import dataclass
from datetime import date

from . import text


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
