"""From one year to another: texts and days of a plan, as the next year's draft has them."""

from dataclasses import dataclass
from datetime import date

from . import text


@dataclass(frozen=True, slots=True)
class YearShift:
    """The way from the year of a plan to that of its successor."""

    source: int
    target: int

    def text(self, words: str | None) -> str | None:
        """The words with the plan's year moved on (``text.move_year``); nothing stays nothing.

        >>> YearShift(2024, 2025).text('Chậm nhất 20/3/2024')
        'Chậm nhất 20/3/2025'
        """
        return text.move_year(words, self.source, self.target) if words else words

    def day(self, day: date | None) -> date | None:
        """The same day that many years later; 29 February becomes the 28th.

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
