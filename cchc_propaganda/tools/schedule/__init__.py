# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Read the time of a row as plans word it: "Chậm nhất ngày 25 hằng tháng", "Trong quý III", "Trước ngày 20/11".

What is not understood to the last word stays undated: :func:`read_schedule` then says why, and nothing is guessed.
"""

import re
from datetime import date

from ..text import fold
from .reader import Reader
from .values import EMPTY, ONCE, OTHER_YEAR, REPORT_WINDOW, UNKNOWN, VAGUE, Reading, Schedule, ScheduleError, Unread
from .wording import format_schedule

LONGEST = 400       # letters of a cell that says when; a real one has up to 80
_UNIT_NAME = re.compile(r'\A ?(?:van phong|phong|ban|thanh tra|trung tam|cac phong|cac don vi|to|chi cuc)\b')


def parse_schedule(text: str | None, year: int) -> Schedule | None:
    """Return what the text says about time in a plan of that year, None when it is not understood.

    >>> parse_schedule('Chậm nhất Ngày 25 hàng tháng', 2024).due_day
    25
    >>> parse_schedule('trước ngày 15/4/2023', 2024).due
    datetime.date(2023, 4, 14)
    >>> parse_schedule('định kỳ hàng quý, 6 tháng, năm', 2024) is None
    True
    """
    return read_schedule(text, year).schedule


def read_schedule(text: str | None, year: int) -> Reading:
    """Return the reading of the text in a plan of that year.

    >>> read_schedule('Chậm nhất 31/9', 2024)
    Reading(schedule=None, problem='impossible', words='31/9', notes=(), parts=())
    >>> read_schedule('Trước ngày 20/11', 2024).notes
    ('before',)
    >>> [part.date_from.month for part in read_schedule('Quý I và Quý III', 2024).parts]
    [1, 7]
    """
    if len(text or '') > LONGEST:
        return Reading(None, UNKNOWN)
    words = re.sub(r'\s*–\s*', ' - ', fold(text)).replace('…', ' ... ').strip()
    words = re.sub(r'\A(?:(?:[-+•*]|[a-z0-9][.)])\s+)+', '', ' '.join(words.split()))
    if not words:
        return Reading(None, EMPTY)
    try:
        return Reader(words, year).reading()
    except Unread as unread:
        turn, __, unit = words.partition(':')
        if unread.problem == UNKNOWN and _UNIT_NAME.match(unit) and (found := read_schedule(turn, year)).schedule:
            return found    # "Tháng 1,2,3: Văn phòng": whose turn it is says nothing about time
        return Reading(None, unread.problem, unread.words, parts=unread.parts)


def read_span(text: str | None, year: int) -> tuple[date, date] | None:
    """Return the months that the text names and nothing else, None for anything else.

    >>> read_span('a. Quý 1', 2024) == read_span('Tháng 1,2,3:', 2024) == (date(2024, 1, 1), date(2024, 3, 31))
    True
    """
    found = parse_schedule((text or '').rstrip(' :'), year)
    if not found or found.frequency != ONCE or found.due or not (found.date_from and found.date_to):
        return None
    return found.date_from, found.date_to
