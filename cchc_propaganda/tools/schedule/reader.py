# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Reads the time of a row: rhythms, days, windows and deadlines, and what they mean together."""

import re
from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise

from ..period import MONTHS
from .rhythms import UNIT_ENDS, Rhythms
from .values import (
    BEFORE,
    CONDITIONAL,
    ELSEWHERE,
    EVENT,
    HOUR,
    INCOMPLETE,
    ONCE,
    ONGOING,
    OTHER_YEAR,
    PERIODS,
    RELATIVE,
    RHYTHMS,
    UNKNOWN,
    VAGUE,
    WEEKLY,
    Reading,
    Schedule,
    ScheduleError,
    Unread,
)
from .windows import Windows

_WEEKDAY = r'\b(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat)\b'
_FILLERS = re.compile(
    r'\b(?:ngay|vao|trong|cua|la|cac|va|thuc hien|trien khai|hoan thanh|dinh ky|bao cao|thoi gian|thoi han|han|dam bao|'
    r'to chuc|xong|ke hoach|thuoc|ky|tro di|cuoi ky|den|het|cham nhat|muon nhat)\b|[-–,;:.()/|…+]')
# {the last months of all periods: their frequency}
_LAST_MONTHS = {tuple(range(length, 13, length)): name for name, length in MONTHS.items() if name != 'nine'}


class Reader(Rhythms, Windows):
    """Reads one text: days and spans become tokens, then each phrase that is understood is taken out of the text. What
    is left over was not understood."""

    def __init__(self, words, year):
        super().__init__(words, year)
        self.spans, self.is_whole_year = [], False

    def reading(self):
        self._refuse_what_no_date_can_say()
        self._read_rates()
        self._read_days_in_periods()
        self._read_rhythms()
        self._make_tokens()
        self._refuse_what_depends()
        self._read_windows()
        self._read_dues()
        self._read_rest()
        return self._result()

    def _refuse_what_no_date_can_say(self):
        first_week = r'\btuan (?:dau|thu nhat)(?: tien)? (?:cua )?(?:hang |moi |cua )?thang(?! ?\d)\b'
        if re.search(first_week, self.words):
            self._take(first_week, lambda match: (self._each('month'), self._due_on(7), self._note(VAGUE)))
        if re.search(rf'\btuan\b|{_WEEKDAY}', self.words):
            raise Unread(WEEKLY)
        if re.search(r'\bngay lam viec\b|\bsau khi\b|\bngay sau\b|\btrong vong\b|\bsau \d+ ngay\b|\b\d+ ngay\b(?!.*/)'
                     r'(?=.*\b(?:ke|tinh) tu\b)', self.words):
            raise Unread(RELATIVE)
        if re.search(r'\.{2,}\s*/|/\s*\.{2,}|\b(?:ngay|thang)\s*\.{2,}|_{2,}', self.words):
            raise Unread(INCOMPLETE)
        if re.search(r'\bneu co\b', self.words):
            self.words = re.sub(r'\(?\bneu co\b\)?', ' ', self.words)
            self._note(CONDITIONAL)
            if not re.search(r'\w', self.words):
                raise Unread(EVENT)
        if re.search(r'\bkhi\b|\bdot xuat\b|\bphat sinh\b|\btuy\b', self.words):
            raise Unread(EVENT)
        if re.search(rf'\btheo\b(?! {UNIT_ENDS})', self.words):
            raise Unread(ELSEWHERE)
        # "trước 16h ngày 22/7": the day itself is still good
        self.words, hours = re.subn(r'\btruoc (?:\d{1,2}) ?(?:h|gio|g) ?(?:\d{2}(?: ?phut)?)?,?(?= |$)', 'cham nhat',
                                    self.words)
        if hours:
            self._note(HOUR)

    def _refuse_what_depends(self):
        if re.search(r'\b(?:ke|tinh) tu\b(?! (?:ngay )?[DS]\d)|\bsau\b', self.words):
            raise Unread(RELATIVE)

    def _read_rest(self):
        self._take(r'\b(?:(?:trong|ca)(?: ca)? nam(?: nay)?)\b', lambda match: setattr(self, 'is_whole_year', True))
        self._take(r'\bS\d+', lambda match: self.spans.append(self.tokens[match[0]]))
        self._take(r'\bD\d+', lambda match: self.dues.append(self._ends(match[0])[0]))
        self._take(r'(?P<before>\btruoc )?\bngay (?P<day>\d{1,2})(?!\d)', self._lone_day)
        if self.is_each_month and not self.frequencies:
            self._each('month')
        left = ' '.join(_FILLERS.sub(' ', self.words).split())
        if left or not self.found:
            raise Unread(UNKNOWN, left)

    def _lone_day(self, match):
        if not self.frequencies or self.frequencies == [ONGOING]:
            raise Unread(INCOMPLETE)
        self._due_on(match['day'], is_before=match['before'])

    def _result(self):
        if len(self.frequencies) > 1:
            raise Unread(RHYTHMS)
        frequency = self.frequencies[0] if self.frequencies else None
        frequency = self._join_spans(frequency)
        frequency = self._join_dues(frequency)
        due = self.dues[0] if self.dues else None
        if self.is_whole_year and not (self._is_dated() or frequency):
            self.date_from, self.date_to = date(self.year, 1, 1), date(self.year, 12, 31)
        if frequency is None:
            frequency = '' if self.due_day else ONCE
        if frequency == 'nine':
            raise Unread(RHYTHMS)
        if any(day and day.year != self.year for day in (due, self.date_to or self.date_from)):
            self._note(OTHER_YEAR)
        try:
            schedule = Schedule(frequency, self.date_from, self.date_to, due, self.due_day, self.offset, self.count)
        except ScheduleError:
            raise Unread(UNKNOWN) from None
        return Reading(schedule, notes=tuple(self.notes))

    def _is_dated(self):
        return bool(self.date_from or self.date_to or self.dues or self.due_day)

    def _join_spans(self, frequency):
        """Take the spans as the window: in one piece, or the last months of each quarter or half."""
        spans = sorted(self.spans, key=lambda span: span.start)
        if not spans:
            return frequency
        if len(spans) == 1 and (months := spans[0].months):
            if frequency or self.dues or self.due_day or months not in _LAST_MONTHS:
                raise self._unread_apart(frequency, [] if self.dues else [
                    Schedule(ONCE, *ends) for ends in spans[0].apart])
            self.due_day = 31
            return _LAST_MONTHS[months]
        if len(spans) == 1 and spans[0].is_each and spans[0].start.year == self.year and frequency in (None, 'quarter'):
            return 'quarter'
        start, end = spans[0].start, spans[0].end
        for span in spans[1:]:
            if span.start == end + timedelta(days=1) and not span.months:
                end = span.end
            elif not (start <= span.start and span.end <= end):     # "tháng 3 năm 2024" written twice adds nothing
                raise self._unread_apart(frequency, [] if self.dues or not _lie_apart(spans) else [
                    Schedule(ONCE, span.start, span.end) for span in spans])
        if any(span.months for span in spans):
            raise Unread(PERIODS)
        if self.date_from and self.date_to:
            if not (start <= self.date_from and self.date_to <= end):
                raise Unread(PERIODS)
        elif self.date_from or self.date_to:
            if not (start <= (self.date_from or self.date_to) <= end):
                raise Unread(PERIODS)
        elif not self.dues or len(spans) == 1:
            self.date_from, self.date_to = start, end
        return frequency

    def _join_dues(self, frequency):
        """Several days are one rhythm when they are the same day of the last months of all quarters or halves."""
        dues = sorted(set(self.dues))
        if len(dues) > 1:
            rhythm = _LAST_MONTHS.get(tuple(day.month for day in dues))
            days = {31 if day.day == monthrange(day.year, day.month)[1] else day.day for day in dues}
            if (not rhythm or len(days) > 1 or {day.year for day in dues} != {self.year}
                    or frequency not in (None, rhythm)):
                raise self._unread_apart(frequency, [] if self.spans else [Schedule(ONCE, due=day) for day in dues])
            [self.due_day], self.dues = days, []
            return rhythm
        self.dues = dues
        if dues and frequency not in (None, 'year'):
            raise Unread(RHYTHMS)
        return frequency

    def _unread_apart(self, frequency, parts):
        """Return the error of a text that names several days or periods apart. ``parts``: what each of them says, where
        the text says nothing else."""
        more = (frequency, self.due_day, self.count, self.date_from, self.date_to, self.is_whole_year,
                set(self.notes) - {BEFORE})
        days = {day for part in parts for day in (part.date_from, part.date_to, part.due) if day}
        return Unread(PERIODS, parts=[] if any(more) or {day.year for day in days} != {self.year} else parts)


def _lie_apart(spans):
    """Whether each of these spans, in order, ends more than a day before the next one begins."""
    return not any(span.months for span in spans) and all(
        one.end + timedelta(days=1) < other.start for one, other in pairwise(spans))
