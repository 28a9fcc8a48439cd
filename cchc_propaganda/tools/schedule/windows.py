# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""From when to when, and by when: "từ ngày 1/3 đến ngày 30/6", "chậm nhất ngày 20/11", "trước ngày 20/11"."""

import re
from datetime import timedelta

from .days import TOKEN, Day, Days
from .values import BEFORE, IMPOSSIBLE, PERIODS, Unread

_LIMIT = (r'(?:cham nhat|muon nhat|tre nhat|khong qua|thoi han(?: cuoi(?: cung)?)?|han(?: cuoi(?: cung)?| chot)?|'
          r'hoan thanh|ket thuc|xong|cuoi ky)')


class Windows(Days):
    """``dues``: the last good days."""

    def __init__(self, words, year):
        super().__init__(words, year)
        self.date_from, self.date_to, self.dues = None, None, []

    def _read_windows(self):
        to = r'(?:den|toi|-)(?: het)?(?: ngay)?(?: cuoi)?'
        self._take(rf'(?:\b(?:ke |bat dau )?tu(?: ngay)? |\btrong khoang (?:tu )?)(?P<first>[DS]\d+|\d{{1,2}})(?:,)? '
                   rf'{to} (?P<last>[DS]\d+)', self._window)
        self._take(r'\b(?P<first>D\d+|\d{1,2}) (?:den|-)(?: het)?(?: ngay)? (?P<last>D\d+)', self._window)
        self._take(rf'\b(?:bat dau |trien khai |thuc hien |ap dung |ke )*(?:tu|bat dau)(?: vao)?(?: ngay)? {TOKEN}'
                   r'(?: tro di)?', self._start)

    def _window(self, match):
        first, last = match['first'], match['last']
        year = self._year_of(first) if first in self.tokens and not self._year_of(last) else None
        end = self._ends(last, year)[1]
        if first in self.tokens:
            start = self._ends(first, end.year)[0]
        else:
            start = Day(int(first), end.month, end.year, f'{first}/{end.month}').on(end.year)
        if end < start or self.date_from or self.date_to:
            raise Unread(IMPOSSIBLE if end < start else PERIODS, self._spoken(match[0]))
        self.date_from, self.date_to = start, end

    def _start(self, match):
        if self.date_from:
            raise Unread(PERIODS)
        self.date_from, end = self._ends(match[1])
        if getattr(self.tokens[match[1]], 'is_range', False):   # "từ tháng 3 đến tháng 11"
            self.date_to = end

    def _read_dues(self):
        joined = r'(?:[ :,/]*\b(?:la|vao|den|trong|ngay|het|cua)\b)*[ :,/]*'
        self._take(rf'(?:\b{_LIMIT}\b{joined})*\btruoc(?: ngay| het)? {TOKEN}', self._before)
        self._take(rf'\b(?P<limit>{_LIMIT}\b(?:[ .:,/]*\b(?:la|vao|den|trong|ngay|het|cua)\b)*(?:[ .:,/]*\b{_LIMIT}\b)*'
                   rf'{joined})[ .]*{TOKEN}', self._due)
        self._take(rf'\b(?:den|toi)(?: het)?(?: ngay)? {TOKEN}', self._end)

    def _before(self, match):
        self._note(BEFORE)
        self.dues.append(self._ends(match[1])[0] - timedelta(days=1))

    def _due(self, match):
        start, end = self._ends(match[2])
        self.dues.append(end)
        if re.search(r'\b(?:hoan thanh|xong)\b.*\btrong\b', match['limit']) and start != end and not self.date_from:
            self.date_from, self.date_to = start, end

    def _end(self, match):
        if self.date_to:
            raise Unread(PERIODS)
        self.date_to = self._ends(match[1])[1]

    def _spoken(self, words):
        """Return the words with their tokens as they were written."""
        return ' '.join(re.sub(r'[DS]\d+', lambda match: getattr(self.tokens[match[0]], 'words', ''), words).split())
