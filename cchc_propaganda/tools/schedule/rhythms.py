# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How often something is done, and on which day of each period: "02 tin/quý", "ngày 25 hằng tháng"."""

import re

from ..period import MONTHS
from .values import BEFORE, IMPOSSIBLE, ONGOING, PERIODS, RHYTHMS, WINDOW, Unread
from .words import Words

_UNIT = r'(?:(?:0?6|sau) thang|(?:0?9|chin) thang|thang|quy|nam)'
UNIT_ENDS = rf'{_UNIT}(?! ?\d)(?! (?:dau|cuoi) nam)\b'
_EACH = r'(?:hang|moi|tung)'
_FREQUENCY = {'thang': 'month', 'quy': 'quarter', 'nam': 'year', '6': 'half', 'sau': 'half', '9': 'nine',
              'chin': 'nine'}
_NUMBER_WORDS = {'mot': 1, 'hai': 2, 'ba': 3, 'bon': 4}
_NUMBER = r'(?:\d{1,3}|mot|hai|ba|bon)'
_AT_LEAST = r'(?:(?:co|dang|viet|thuc hien|to chuc|phat|tu|it nhat|toi thieu)\s+)*'
# What is counted: words of which "01 tin, bài viết, phóng sự" or "02 cuộc" consist.
_ITEMS = (r'(?:lan|tin|bai|viet|phong su|video|clip|infographic|anh|ky|cuoc|chuyen muc|ban tin|hoi nghi|hoi thi|dot|'
          r'buoi|san pham|chuyen de|so|van ban)')
_COUNTED = rf'{_ITEMS}(?:(?:\s*[,/]\s*|\s+(?:va|hoac)\s+|\s+){_ITEMS})*(?:\s*\.\.\.)?'


class Rhythms(Words):
    """``due_day``: a day of the month that lies ``offset`` months after the last one of each period. ``is_each_month``:
    the text gives a day of "the month after", which means each month unless the text says otherwise."""

    def __init__(self, words, year):
        super().__init__(words, year)
        self.frequencies, self.count = [], None
        self.due_day, self.offset, self.is_each_month = None, 0, False

    def _each(self, *frequencies):
        self.frequencies += [one for one in frequencies if one and one not in self.frequencies]

    def _times(self, words):
        count = _NUMBER_WORDS.get(words) or int(words)
        if count < 1 or self.count not in (None, count):
            raise Unread(RHYTHMS)
        self.count = count

    def _read_rates(self):
        self._take(rf'\b(?P<n>{_NUMBER}) (?P<what>[^\d/,;:.|]{{1,40}}?(?:, ?[^\d/,;:.|]{{1,20}}?)*) ?/ ?(?:0?1 |mot )?'
                   rf'(?P<unit>{UNIT_ENDS})',
                   lambda match: (self._times(match['n']), self._each(_frequency(match['unit']))))
        self._take(rf'\b{_EACH} (?P<unit>{_UNIT})[ ,:]+{_AT_LEAST}(?P<n>{_NUMBER}) {_COUNTED}',
                   lambda match: (self._times(match['n']), self._each(_frequency(match['unit']))))
        self._take(r'\b(?:(?P<n>0?1|0?3|0?6|12|mot|ba|sau) )?(?P<unit>thang|quy|nam) ?(?:/|mot|0?1) ?(?:0?1 |mot )?'
                   r'lan\b', self._every_so_many)
        self._take(rf'\b{_AT_LEAST}(?P<n>{_NUMBER}) {_COUNTED} (?:trong )?(?:{_EACH}|0?1|mot) (?P<unit>{UNIT_ENDS})',
                   lambda match: (self._times(match['n']), self._each(_frequency(match['unit']))))
        self._take(rf'\b(?P<unit>thang|quy|nam) (?P<n>{_NUMBER}) lan\b',
                   lambda match: (self._times(match['n']), self._each(_frequency(match['unit']))))

    def _every_so_many(self, match):
        months = {'thang': 1, 'quy': 3, 'nam': 12}[match['unit']]
        number = {'mot': 1, 'ba': 3, 'sau': 6}.get(match['n']) or int(match['n'] or 1)
        frequency = {length: name for name, length in MONTHS.items()}.get(months * number)
        if not frequency:
            raise Unread(RHYTHMS)
        self._times('1')
        self._each(frequency)

    def _read_rhythms(self):
        units = rf'{UNIT_ENDS}(?:\s*(?:,|-|/|\bva\b)\s*(?:(?:{_EACH}|dinh ky) )?{UNIT_ENDS})*'
        self._take(rf'\b(?:(?:dinh ky |bao cao )?{_EACH}|dinh ky|theo) (?P<units>{units})',
                   lambda match: self._each(*map(_frequency, re.findall(UNIT_ENDS, match['units']))))
        self._take(r'\b(?:dien ra )?(?:thuong xuyen|lien tuc|hang ngay|moi ngay)(?:,? (?:lien tuc|thuong xuyen))?\b',
                   lambda match: self._each(ONGOING))
        self._take(r'\b(?:quanh|suot)(?: ca)? nam(?: nay)?\b', lambda match: self._each(ONGOING))


    def _due_on(self, day, offset=0, is_before=False):
        day = int(day)
        if not 1 <= day <= 31:
            raise Unread(IMPOSSIBLE, str(day))
        if is_before:
            self._note(BEFORE)
            day -= 1
        if not day and not offset:      # before the 1st of the last month: no month of ours to be due in
            raise Unread(PERIODS)
        day, offset = (day, offset) if day else (31, 0)
        if self.due_day not in (None, day) or self.due_day == day and self.offset != offset:
            raise Unread(RHYTHMS)
        self.due_day, self.offset = day, offset

    def _read_days_in_periods(self):
        before = r'(?P<before>\btruoc )?'
        day = r'\b(?:ngay |mung )(?P<day>\d{1,2})(?!\d)'
        of = r'(?: (?:cua|trong|vao))?'
        each = rf'(?: (?:{_EACH}|cac))?'
        self._take(rf'\btu {day} (?:cua )?thang truoc den(?: het)? ngay (?P<end>\d{{1,2}}){of}{each} thang'
                   r'(?: thuoc)?(?: ky)?(?: bao cao)?(?! ?\d)',
                   lambda match: (self._each('month'), self._due_on(match['end']), self._note(WINDOW)))
        self._take(rf'\btu {day} (?:den|-)(?: het)?(?: ngay)? (?P<end>\d{{1,2}}){of} {_EACH} thang\b',
                   lambda match: (self._each('month'), self._due_on(match['end']), self._note(WINDOW)))
        last = r'(?P<last>\bngay cuoi(?: cung)?)'
        which = rf'(?:{before}{day}|{last})'
        self._take(rf'{which}{of} thang (?:sau|ke tiep|tiep theo|lien ke)(?:,? (?:cua )?(?P<unit>thang|quy|ky|6 thang)'
                   r'(?: bao cao)?)?\b', lambda match: self._in_period(match, 1))
        self._take(rf'{which}{of} thang dau(?: tien)?(?: cua)? (?P<unit>quy|ky|6 thang) (?:sau|ke tiep|tiep theo)\b',
                   lambda match: self._in_period(match, 1))
        self._take(rf'{which}{of} thang cuoi(?: cung)?{of}{each}(?: (?P<unit>{UNIT_ENDS}|ky))?(?: bao cao)?\b',
                   lambda match: self._in_period(match, 0, keep_unknown=True))
        self._take(rf'{last}{of}{each} (?P<unit>thang|quy|nam|ky)(?: bao cao)?(?! ?[\divx])\b',
                   lambda match: (self._due_on(31), self._each(_frequency(match['unit']))))
        self._take(rf'\bcuoi (?:{_EACH} )(?P<unit>thang|quy|nam)\b',
                   lambda match: (self._due_on(31), self._each(_frequency(match['unit']))))
        self._take(rf'{before}{day}{of}{each} thang(?! ?(?:\d|truoc|sau|cuoi|dau))\b',
                   lambda match: (self._due_on(match['day'], 0, match['before']), self._each('month')))

    def _in_period(self, match, offset, keep_unknown=False):
        groups = match.groupdict()
        self._due_on(31 if groups['last'] else groups['day'], offset, groups.get('before'))
        frequency = _frequency(groups['unit'] or '')
        if frequency:
            self._each(frequency)
        elif not groups['unit'] and not keep_unknown:
            self.is_each_month = True    # "ngày 05 của tháng sau": of each month, unless the text says otherwise


def _frequency(unit):
    return _FREQUENCY.get(unit.split()[0].lstrip('0') if unit else '')
