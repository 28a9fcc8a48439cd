# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Days as officials write them: 05/06/2024, or 05/06 where the year is clear.

Decree 30/2020/NĐ-CP, appendix I: days below 10 and months 1 and 2 have a leading zero; in figures all months have it.
"""

from datetime import date


def in_figures(day: date) -> str:
    """Return the day with its year.

    >>> in_figures(date(2024, 6, 5))
    '05/06/2024'
    """
    return f'{day:%d/%m/%Y}'


def without_year(day: date) -> str:
    """Return the day without its year.

    >>> without_year(date(2024, 6, 5))
    '05/06'
    """
    return f'{day:%d/%m}'
