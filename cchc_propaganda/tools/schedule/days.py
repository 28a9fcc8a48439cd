# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Days, months, quarters and years in a text: "20/11", "tháng 1, 2, 3", "quý III", "6 tháng đầu năm"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ..period import month_day
from .values import IMPOSSIBLE, PERIODS, REPORT_WINDOW, UNKNOWN, VAGUE, Unread
from .words import Words

TOKEN = r'([DS]\d+)'     # noqa: S105 - what stands in the text for a day or a span
_SPREADSHEET_EPOCH = date(1899, 12, 30)
_ROMAN = {'i': 1, 'ii': 2, 'iii': 3, 'iv': 4}
_QUARTER = r'(?:iv|i{1,3}|0?[1-4])'
_SEPARATOR = r'\s*(?:,|-|/|\bva\b|\bden\b|&)\s*'
_YEAR_AFTER = r'(?:\s*(?:/|,?\s*nam\s|-)\s*(?P<year>\d{4})(?!\d))?'


@dataclass
class Day:
    """A day whose year may be missing."""

    day: int
    month: int
    year: int | None
    words: str
    is_year_before: bool = False

    def on(self, year):
        """Return the date; ``year`` is that of the plan, or of the other end of a window."""
        try:
            return date((self.year or year) - self.is_year_before, self.month, self.day)
        except ValueError:
            raise Unread(IMPOSSIBLE, self.words) from None


@dataclass
class Span:
    """Whole months, from the first to the last; ``months`` when they are not in one piece, and ``apart``: first and
    last day of each month or quarter where no two follow each other. ``is_range``: written with a first and a last one;
    ``is_each``: each quarter of the year by its number."""

    start: date
    end: date
    months: tuple[int, ...] = ()
    is_range: bool = False
    is_each: bool = False
    apart: tuple[tuple[date, date], ...] = ()


class Days(Words):
    """``tokens``: ``{name: day or span}`` of what the text names; there the name stands instead."""

    def __init__(self, words, year):
        super().__init__(words, year)
        self.tokens = {}

    def _token(self, kind, value):
        name = f'{kind}{len(self.tokens)}'
        self.tokens[name] = value
        return f' {name} '

    def _make_tokens(self):
        year = r'(?P<year>\d{4}|\d{2})(?!\d)'
        before = r'(?P<before> (?:cua )?nam truoc(?: ky bao cao)?)?'
        self._tokens(r'\b(?P<iso>\d{4}-\d{1,2}-\d{1,2})(?:[t ]\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?z?)?(?!\d)', self._iso)
        self._tokens(r'\A(?P<serial>[3-7]\d{4})\Z', self._serial)
        self._tokens(rf'(?<!\d )\b(?:cac )?thang (?P<list>\d{{1,2}}(?:{_SEPARATOR}(?:thang )?\d{{1,2}}(?!\d))*)(?!\d)'
                     rf'{_YEAR_AFTER}', self._months)
        self._tokens(rf'\b(?P<day>\d{{1,2}})(?: ?[/.] ?|-)(?P<month>\d{{1,2}})(?: ?[/.] ?|-){year}', self._day)
        self._tokens(rf'\b(?P<day>\d{{1,2}}) thang (?P<month>\d{{1,2}})(?!\d)(?:(?: nam |,? ?/ ?){year})?{before}',
                     self._day)
        self._tokens(r'\b(?:(?:tu |giai doan )?(?:nam )?(?P<first>\d{4}) ?(?:-|den(?: het)?(?: nam)?) ?'
                     r'(?P<last>\d{4}))(?!\d)', self._years)
        self._tokens(rf'\b(?:cac )?quy (?P<list>{_QUARTER}(?:{_SEPARATOR}(?:quy )?{_QUARTER}(?!\w))*)(?!\w)'
                     rf'{_YEAR_AFTER}', self._quarters)
        of_year = r'(?: (?:cua )?nam(?: (?P<year>\d{4}))?)?'
        self._tokens(rf'\b(?:(?:0?6|sau) thang|nua) (?P<which>dau|cuoi){of_year}', self._half)
        self._tokens(rf'\b(?:0?9|chin) thang dau{of_year}', lambda match: self._token('S', self._whole(match, 1, 9)))
        self._tokens(r'\A(?:0?9|chin) thang\Z', self._nine_months_of_the_report)
        self._tokens(r'\b(?P<month>0?[1-9]|1[0-2]) ?[/-] ?(?P<year>\d{4})(?!\d)', self._month)
        self._tokens(r'\b(?P<day>\d{1,2})(?: ?[/.] ?|-)(?P<month>\d{1,2})(?!\d)(?P<year>)' + before, self._day)
        self._tokens(r'\b(?:nam )?(?P<year>(?:19|20)\d{2})(?!\d)',
                     lambda match: self._token('S', self._whole(match, 1, 12)))
        self._tokens(r'\b(?P<which>dau|giua|cuoi) nam\b(?: nay)?', lambda match: self._third(
            match['which'], Span(date(self.year, 1, 1), date(self.year, 12, 31))))
        self._tokens(rf'\b(?P<which>dau|giua|cuoi) {TOKEN}',
                     lambda match: self._third(match['which'], self.tokens[match[2]]))

    def _tokens(self, pattern, handler):
        self.words = ' '.join(re.sub(pattern, handler, self.words).split())

    def _iso(self, match):
        year, month, day = map(int, match['iso'].split('-'))
        return self._token('D', Day(day, month, year, match['iso']))

    def _serial(self, match):
        day = _SPREADSHEET_EPOCH + timedelta(days=int(match['serial']))
        return self._token('D', Day(day.day, day.month, day.year, match['serial']))

    def _day(self, match):
        groups = match.groupdict()
        year = groups.get('year')
        return self._token('D', Day(int(match['day']), int(match['month']), year and _full_year(year),
                                     match[0].strip(), bool(groups.get('before'))))

    def _years(self, match):
        first, last = int(match['first']), int(match['last'])
        if last < first:
            raise Unread(IMPOSSIBLE, match[0])
        return self._token('S', Span(_date(first, 1, match), _date(last, 12, match, is_end=True)))

    def _months(self, match):
        return self._listed(match, [int(month) for month in _members(match['list'], r'\d+')], 1)

    def _quarters(self, match):
        return self._listed(match, [_ROMAN.get(one) or int(one) for one in _members(match['list'], _QUARTER)], 3)

    def _listed(self, match, members, length):
        """A list of months or quarters, in one piece or not; "1 – 3" means all of them."""
        year = int(match['year'] or self.year)
        is_range = bool(re.search(r'-|\bden\b', match['list'])) and len(members) == 2 and members[0] < members[1]
        if is_range:
            members = list(range(members[0], members[1] + 1))
        if any(not 1 <= one <= 12 // length for one in members):
            raise Unread(IMPOSSIBLE, match[0].strip())
        if members != sorted(set(members)):
            raise Unread(PERIODS, match[0].strip())
        months = tuple(month for one in members for month in range((one - 1) * length + 1, one * length + 1))
        gaps = months != tuple(range(months[0], months[-1] + 1))
        apart = not any(one + 1 == other for one, other in pairwise(members)) and len(members) > 1 and [
            (_date(year, one * length - length + 1, match), _date(year, one * length, match, is_end=True))
            for one in members]
        return self._token('S', Span(_date(year, months[0], match), _date(year, months[-1], match, is_end=True),
                                      months if gaps else (), is_range,
                                      length == 3 and len(members) == 4 and not is_range, tuple(apart or ())))

    def _half(self, match):
        return self._token('S', self._whole(match, *((1, 6) if match['which'] == 'dau' else (7, 12))))

    def _whole(self, match, first, last):
        year = int(match['year'] or self.year)
        return Span(_date(year, first, match), _date(year, last, match, is_end=True))

    def _nine_months_of_the_report(self, match):
        """ "9 tháng" alone is a report's window, from the 15th of December to the 14th of September."""
        self._note(REPORT_WINDOW)
        return self._token('S', Span(date(self.year - 1, 12, 15), date(self.year, 9, 14)))

    def _month(self, match):
        return self._token('S', self._whole(match, int(match['month']), int(match['month'])))

    def _third(self, which, span):
        """The beginning, middle or end: a third of the months, or ten days of one month."""
        if isinstance(span, Day) or span.months:
            raise Unread(UNKNOWN, which)
        self._note(VAGUE)
        at = ('dau', 'giua', 'cuoi').index(which)
        months = (span.end.year - span.start.year) * 12 + span.end.month - span.start.month + 1
        if months == 1:
            first, last = ((1, 10), (11, 20), (21, 31))[at]
            return self._token('S', Span(span.start.replace(day=first),
                                          month_day(span.start.year, span.start.month, last)))
        if months % 3:
            raise Unread(UNKNOWN, which)
        length = months // 3
        start = month_day(span.start.year, span.start.month + at * length, 1)
        return self._token('S', Span(start, month_day(start.year, start.month + length - 1, 31)))

    def _ends(self, name, year=None):
        """Return the first and the last day of a token."""
        value = self.tokens[name]
        if isinstance(value, Day):
            day = value.on(year or self.year)
            return day, day
        if value.months:
            raise Unread(PERIODS)
        return value.start, value.end

    def _year_of(self, name):
        value = self.tokens[name]
        return value.year if isinstance(value, Day) else value.start.year


def _full_year(words):
    return int(words) + (2000 if len(words) == 2 else 0)


def _members(words, pattern):
    return re.findall(rf'(?<!\w){pattern}(?!\w)', words)


def _date(year, month, match, is_end=False):
    if not 1900 <= year <= 2200:
        raise Unread(IMPOSSIBLE, match[0].strip())
    return month_day(year, month, 31 if is_end else 1)
