# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Read the time of a row as plans word it: "Chậm nhất ngày 25 hằng tháng", "Trong quý III", "Trước ngày 20/11".

What is not understood to the last word stays undated: :func:`read_schedule` then says why, and nothing is guessed.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from .period import MONTHS, month_day
from .text import fold

ONGOING, ONCE = 'ongoing', 'once'
LONGEST = 400       # letters of a cell that says when; a real one has up to 80

# Why a text is not read.
EMPTY, UNKNOWN, INCOMPLETE, IMPOSSIBLE = 'empty', 'unknown', 'incomplete', 'impossible'
RHYTHMS, WEEKLY, RELATIVE, EVENT, ELSEWHERE, PERIODS = 'rhythms', 'weekly', 'relative', 'event', 'elsewhere', 'periods'
# What a reader of the result should be told.
BEFORE, HOUR, VAGUE, WINDOW, REPORT_WINDOW, CONDITIONAL, OTHER_YEAR = (
    'before', 'hour', 'vague', 'window', 'report_window', 'conditional', 'other_year')


class ScheduleError(ValueError):
    """The values are no schedule that a plan could word."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a row is to be done.

    ``frequency``: as on an obligation; '' when the text gives a day of "the period" without saying which periods.
    ``due``: the last good day of what is done once, or of a yearly item; ``due_day`` of the month ``due_month_offset``
    months after the last month of each period (31: the last day). ``count``: how often in each period.
    """

    frequency: str
    date_from: date | None = None
    date_to: date | None = None
    due: date | None = None
    due_day: int | None = None
    due_month_offset: int = 0
    count: int | None = None

    def __post_init__(self):
        periodic = self.frequency in MONTHS or self.frequency == ''
        if not periodic and self.frequency not in (ONCE, ONGOING):
            raise ScheduleError(f"{self.frequency!r} is no frequency.")
        if self.date_from and self.date_to and self.date_to < self.date_from:
            raise ScheduleError("It ends before it begins.")
        if self.due_day is not None and not (periodic and 1 <= self.due_day <= 31):
            raise ScheduleError("A day of the month lies between 1 and 31, in each period.")
        if self.due_month_offset not in (0, 1) or (self.due_month_offset and self.due_day is None):
            raise ScheduleError("It is due in the last month of the period or in the month after it.")
        if self.due and (self.frequency not in (ONCE, 'year') or self.due_day):
            raise ScheduleError("Only what is done once or once a year has a date.")
        if self.count is not None and not (self.frequency in MONTHS and self.count > 0):
            raise ScheduleError("Only what comes back has a number for each period.")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says: its ``schedule``, or None and the ``problem`` with the ``words`` that make it; ``notes`` tell
    what a person should know about what was read."""

    schedule: Schedule | None
    problem: str = ''
    words: str = ''
    notes: tuple[str, ...] = ()


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
    Reading(schedule=None, problem='impossible', words='31/9', notes=())
    >>> read_schedule('Trước ngày 20/11', 2024).notes
    ('before',)
    """
    if len(text or '') > LONGEST:
        return Reading(None, UNKNOWN)
    words = re.sub(r'\s*–\s*', ' - ', fold(text)).replace('…', ' ... ').strip()
    words = re.sub(r'\A(?:(?:[-+•*]|[a-z0-9][.)])\s+)+', '', ' '.join(words.split()))
    if not words:
        return Reading(None, EMPTY)
    try:
        return _Reader(words, year).reading()
    except _Unread as unread:
        turn, __, unit = words.partition(':')
        if unread.problem == UNKNOWN and _UNIT_NAME.match(unit) and (found := read_schedule(turn, year)).schedule:
            return found    # "Tháng 1,2,3: Văn phòng": whose turn it is says nothing about time
        return Reading(None, unread.problem, unread.words)


def read_span(text: str | None, year: int) -> tuple[date, date] | None:
    """Return the months that the text names and nothing else, None for anything else.

    >>> read_span('a. Quý 1', 2024) == read_span('Tháng 1,2,3:', 2024) == (date(2024, 1, 1), date(2024, 3, 31))
    True
    """
    found = parse_schedule((text or '').rstrip(' :'), year)
    if not found or found.frequency != ONCE or found.due or not (found.date_from and found.date_to):
        return None
    return found.date_from, found.date_to


# -- writing ---------------------------------------------------------------------------------------------------------

_UNITS = {'month': 'tháng', 'quarter': 'quý', 'half': '6 tháng', 'nine': '9 tháng', 'year': 'năm'}


def format_schedule(schedule: Schedule) -> str:
    """Return the schedule in the words of a plan; :func:`parse_schedule` reads them back, whatever the plan's year.

    >>> format_schedule(Schedule('quarter', due_day=20, count=2))
    '02 lần/quý, chậm nhất ngày 20 của tháng cuối kỳ'
    >>> format_schedule(Schedule('once', due=date(2024, 3, 20)))
    'Chậm nhất ngày 20/03/2024'
    """
    parts = []
    if schedule.frequency == ONGOING:
        parts.append('thường xuyên')
    elif schedule.count:
        parts.append(f'{schedule.count:02} lần/{_UNITS[schedule.frequency]}')
    elif schedule.frequency in _UNITS:
        parts.append(f'hằng {_UNITS[schedule.frequency]}')
    if schedule.date_from and schedule.date_to:
        parts.append(f'từ ngày {schedule.date_from:%d/%m/%Y} đến ngày {schedule.date_to:%d/%m/%Y}')
    elif schedule.date_from:
        parts.append(f'bắt đầu từ ngày {schedule.date_from:%d/%m/%Y}')
    elif schedule.date_to:
        parts.append(f'đến hết ngày {schedule.date_to:%d/%m/%Y}')
    if schedule.due:
        parts.append(f'chậm nhất ngày {schedule.due:%d/%m/%Y}')
    elif schedule.due_day:
        day = 'ngày cuối cùng' if schedule.due_day == 31 else f'ngày {schedule.due_day:02}'
        month = ('tháng sau kỳ báo cáo' if schedule.due_month_offset
                 else 'tháng' if schedule.frequency == 'month' else 'tháng cuối kỳ')
        parts.append(f'chậm nhất {day} của {month}')
    words = ', '.join(parts)
    return words[:1].upper() + words[1:]


# -- reading ---------------------------------------------------------------------------------------------------------

class _Unread(Exception):

    def __init__(self, problem, words=''):
        super().__init__(problem)
        self.problem, self.words = problem, words


_UNIT = r'(?:(?:0?6|sau) thang|(?:0?9|chin) thang|thang|quy|nam)'
_UNIT_ENDS = rf'{_UNIT}(?! ?\d)(?! (?:dau|cuoi) nam)\b'
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

_UNIT_NAME = re.compile(r'\A ?(?:van phong|phong|ban|thanh tra|trung tam|cac phong|cac don vi|to|chi cuc)\b')
_WEEKDAY = r'\b(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat)\b'
_TOKEN = r'([DS]\d+)'
_LIMIT = (r'(?:cham nhat|muon nhat|tre nhat|khong qua|thoi han(?: cuoi(?: cung)?)?|han(?: cuoi(?: cung)?| chot)?|'
          r'hoan thanh|ket thuc|xong|cuoi ky)')
_SPREADSHEET_EPOCH = date(1899, 12, 30)
_ROMAN = {'i': 1, 'ii': 2, 'iii': 3, 'iv': 4}
_QUARTER = r'(?:iv|i{1,3}|0?[1-4])'
_SEPARATOR = r'\s*(?:,|-|/|\bva\b|\bden\b|&)\s*'
_YEAR_AFTER = r'(?:\s*(?:/|,?\s*nam\s|-)\s*(?P<year>\d{4})(?!\d))?'
_FILLERS = re.compile(
    r'\b(?:ngay|vao|trong|cua|la|cac|va|thuc hien|trien khai|hoan thanh|dinh ky|bao cao|thoi gian|thoi han|han|dam bao|'
    r'to chuc|xong|ke hoach|thuoc|ky|tro di|cuoi ky|den|het|cham nhat|muon nhat)\b|[-–,;:.()/|…+]')


@dataclass
class _Day:
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
            raise _Unread(IMPOSSIBLE, self.words) from None


@dataclass
class _Span:
    """Whole months, from the first to the last; ``months`` when they are not in one piece. ``is_range``: written with
    a first and a last one; ``is_each``: each quarter of the year by its number."""

    start: date
    end: date
    months: tuple[int, ...] = ()
    is_range: bool = False
    is_each: bool = False


class _Reader:
    """Reads one text: days and spans become tokens, then each phrase that is understood is taken out of the text. What
    is left over was not understood."""

    def __init__(self, words, year):
        self.words, self.year = words, year
        self.tokens, self.frequencies, self.notes = {}, [], []
        self.count = self.due_day = self.date_from = self.date_to = None
        self.offset, self.dues, self.spans = 0, [], []
        self.found = self.is_whole_year = self.is_each_month = False

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

    # -- refused as a whole

    def _refuse_what_no_date_can_say(self):
        first_week = r'\btuan (?:dau|thu nhat)(?: tien)? (?:cua )?(?:hang |moi |cua )?thang(?! ?\d)\b'
        if re.search(first_week, self.words):
            self._take(first_week, lambda match: (self._each('month'), self._due_on(7), self._note(VAGUE)))
        if re.search(rf'\btuan\b|{_WEEKDAY}', self.words):
            raise _Unread(WEEKLY)
        if re.search(r'\bngay lam viec\b|\bsau khi\b|\bngay sau\b|\btrong vong\b|\bsau \d+ ngay\b|\b\d+ ngay\b(?!.*/)'
                     r'(?=.*\b(?:ke|tinh) tu\b)', self.words):
            raise _Unread(RELATIVE)
        if re.search(r'\.{2,}\s*/|/\s*\.{2,}|\b(?:ngay|thang)\s*\.{2,}|_{2,}', self.words):
            raise _Unread(INCOMPLETE)
        if re.search(r'\bneu co\b', self.words):
            self.words = re.sub(r'\(?\bneu co\b\)?', ' ', self.words)
            self._note(CONDITIONAL)
            if not re.search(r'\w', self.words):
                raise _Unread(EVENT)
        if re.search(r'\bkhi\b|\bdot xuat\b|\bphat sinh\b|\btuy\b', self.words):
            raise _Unread(EVENT)
        if re.search(rf'\btheo\b(?! {_UNIT_ENDS})', self.words):
            raise _Unread(ELSEWHERE)
        # "trước 16h ngày 22/7": the day itself is still good
        self.words, hours = re.subn(r'\btruoc (?:\d{1,2}) ?(?:h|gio|g) ?(?:\d{2}(?: ?phut)?)?,?(?= |$)', 'cham nhat',
                                    self.words)
        if hours:
            self._note(HOUR)

    def _refuse_what_depends(self):
        if re.search(r'\b(?:ke|tinh) tu\b(?! (?:ngay )?[DS]\d)|\bsau\b', self.words):
            raise _Unread(RELATIVE)

    # -- how often

    def _each(self, *frequencies):
        self.frequencies += [one for one in frequencies if one and one not in self.frequencies]

    def _times(self, words):
        count = _NUMBER_WORDS.get(words) or int(words)
        if count < 1 or self.count not in (None, count):
            raise _Unread(RHYTHMS)
        self.count = count

    def _read_rates(self):
        self._take(rf'\b(?P<n>{_NUMBER}) (?P<what>[^\d/,;:.|]{{1,40}}?(?:, ?[^\d/,;:.|]{{1,20}}?)*) ?/ ?(?:0?1 |mot )?'
                   rf'(?P<unit>{_UNIT_ENDS})',
                   lambda match: (self._times(match['n']), self._each(_frequency(match['unit']))))
        self._take(rf'\b{_EACH} (?P<unit>{_UNIT})[ ,:]+{_AT_LEAST}(?P<n>{_NUMBER}) {_COUNTED}',
                   lambda match: (self._times(match['n']), self._each(_frequency(match['unit']))))
        self._take(r'\b(?:(?P<n>0?1|0?3|0?6|12|mot|ba|sau) )?(?P<unit>thang|quy|nam) ?(?:/|mot|0?1) ?(?:0?1 |mot )?'
                   r'lan\b', self._every_so_many)
        self._take(rf'\b{_AT_LEAST}(?P<n>{_NUMBER}) {_COUNTED} (?:trong )?(?:{_EACH}|0?1|mot) (?P<unit>{_UNIT_ENDS})',
                   lambda match: (self._times(match['n']), self._each(_frequency(match['unit']))))
        self._take(rf'\b(?P<unit>thang|quy|nam) (?P<n>{_NUMBER}) lan\b',
                   lambda match: (self._times(match['n']), self._each(_frequency(match['unit']))))

    def _every_so_many(self, match):
        months = {'thang': 1, 'quy': 3, 'nam': 12}[match['unit']]
        number = {'mot': 1, 'ba': 3, 'sau': 6}.get(match['n']) or int(match['n'] or 1)
        frequency = {length: name for name, length in MONTHS.items()}.get(months * number)
        if not frequency:
            raise _Unread(RHYTHMS)
        self._times('1')
        self._each(frequency)

    def _read_rhythms(self):
        units = rf'{_UNIT_ENDS}(?:\s*(?:,|-|/|\bva\b)\s*(?:(?:{_EACH}|dinh ky) )?{_UNIT_ENDS})*'
        self._take(rf'\b(?:(?:dinh ky |bao cao )?{_EACH}|dinh ky|theo) (?P<units>{units})',
                   lambda match: self._each(*map(_frequency, re.findall(_UNIT_ENDS, match['units']))))
        self._take(r'\b(?:dien ra )?(?:thuong xuyen|lien tuc|hang ngay|moi ngay)(?:,? (?:lien tuc|thuong xuyen))?\b',
                   lambda match: self._each(ONGOING))
        self._take(r'\b(?:quanh|suot)(?: ca)? nam(?: nay)?\b', lambda match: self._each(ONGOING))

    # -- on which day of each period

    def _due_on(self, day, offset=0, is_before=False):
        day = int(day)
        if not 1 <= day <= 31:
            raise _Unread(IMPOSSIBLE, str(day))
        if is_before:
            self._note(BEFORE)
            day -= 1
        if not day and not offset:      # before the 1st of the last month: no month of ours to be due in
            raise _Unread(PERIODS)
        day, offset = (day, offset) if day else (31, 0)
        if self.due_day not in (None, day) or self.due_day == day and self.offset != offset:
            raise _Unread(RHYTHMS)
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
        self._take(rf'{which}{of} thang cuoi(?: cung)?{of}{each}(?: (?P<unit>{_UNIT_ENDS}|ky))?(?: bao cao)?\b',
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

    # -- days and spans

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
            match['which'], _Span(date(self.year, 1, 1), date(self.year, 12, 31))))
        self._tokens(rf'\b(?P<which>dau|giua|cuoi) {_TOKEN}',
                     lambda match: self._third(match['which'], self.tokens[match[2]]))

    def _tokens(self, pattern, handler):
        self.words = ' '.join(re.sub(pattern, handler, self.words).split())

    def _iso(self, match):
        year, month, day = map(int, match['iso'].split('-'))
        return self._token('D', _Day(day, month, year, match['iso']))

    def _serial(self, match):
        day = _SPREADSHEET_EPOCH + timedelta(days=int(match['serial']))
        return self._token('D', _Day(day.day, day.month, day.year, match['serial']))

    def _day(self, match):
        groups = match.groupdict()
        year = groups.get('year')
        return self._token('D', _Day(int(match['day']), int(match['month']), year and _full_year(year),
                                     match[0].strip(), bool(groups.get('before'))))

    def _years(self, match):
        first, last = int(match['first']), int(match['last'])
        if last < first:
            raise _Unread(IMPOSSIBLE, match[0])
        return self._token('S', _Span(_date(first, 1, match), _date(last, 12, match, is_end=True)))

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
            raise _Unread(IMPOSSIBLE, match[0].strip())
        if members != sorted(set(members)):
            raise _Unread(PERIODS, match[0].strip())
        months = tuple(month for one in members for month in range((one - 1) * length + 1, one * length + 1))
        gaps = months != tuple(range(months[0], months[-1] + 1))
        return self._token('S', _Span(_date(year, months[0], match), _date(year, months[-1], match, is_end=True),
                                      months if gaps else (), is_range,
                                      length == 3 and len(members) == 4 and not is_range))

    def _half(self, match):
        return self._token('S', self._whole(match, *((1, 6) if match['which'] == 'dau' else (7, 12))))

    def _whole(self, match, first, last):
        year = int(match['year'] or self.year)
        return _Span(_date(year, first, match), _date(year, last, match, is_end=True))

    def _nine_months_of_the_report(self, match):
        """ "9 tháng" alone is a report's window, from the 15th of December to the 14th of September."""
        self._note(REPORT_WINDOW)
        return self._token('S', _Span(date(self.year - 1, 12, 15), date(self.year, 9, 14)))

    def _month(self, match):
        return self._token('S', self._whole(match, int(match['month']), int(match['month'])))

    def _third(self, which, span):
        """The beginning, middle or end: a third of the months, or ten days of one month."""
        if isinstance(span, _Day) or span.months:
            raise _Unread(UNKNOWN, which)
        self._note(VAGUE)
        at = ('dau', 'giua', 'cuoi').index(which)
        months = (span.end.year - span.start.year) * 12 + span.end.month - span.start.month + 1
        if months == 1:
            first, last = ((1, 10), (11, 20), (21, 31))[at]
            return self._token('S', _Span(span.start.replace(day=first),
                                          month_day(span.start.year, span.start.month, last)))
        if months % 3:
            raise _Unread(UNKNOWN, which)
        length = months // 3
        start = month_day(span.start.year, span.start.month + at * length, 1)
        return self._token('S', _Span(start, month_day(start.year, start.month + length - 1, 31)))

    def _ends(self, name, year=None):
        """Return the first and the last day of a token."""
        value = self.tokens[name]
        if isinstance(value, _Day):
            day = value.on(year or self.year)
            return day, day
        if value.months:
            raise _Unread(PERIODS)
        return value.start, value.end

    def _year_of(self, name):
        value = self.tokens[name]
        return value.year if isinstance(value, _Day) else value.start.year

    # -- windows and deadlines

    def _read_windows(self):
        to = r'(?:den|toi|-)(?: het)?(?: ngay)?(?: cuoi)?'
        self._take(rf'(?:\b(?:ke |bat dau )?tu(?: ngay)? |\btrong khoang (?:tu )?)(?P<first>[DS]\d+|\d{{1,2}})(?:,)? '
                   rf'{to} (?P<last>[DS]\d+)', self._window)
        self._take(r'\b(?P<first>D\d+|\d{1,2}) (?:den|-)(?: het)?(?: ngay)? (?P<last>D\d+)', self._window)
        self._take(rf'\b(?:bat dau |trien khai |thuc hien |ap dung |ke )*(?:tu|bat dau)(?: vao)?(?: ngay)? {_TOKEN}'
                   r'(?: tro di)?', self._start)

    def _window(self, match):
        first, last = match['first'], match['last']
        year = self._year_of(first) if first in self.tokens and not self._year_of(last) else None
        end = self._ends(last, year)[1]
        if first in self.tokens:
            start = self._ends(first, end.year)[0]
        else:
            start = _Day(int(first), end.month, end.year, f'{first}/{end.month}').on(end.year)
        if end < start or self.date_from or self.date_to:
            raise _Unread(IMPOSSIBLE if end < start else PERIODS, self._spoken(match[0]))
        self.date_from, self.date_to = start, end

    def _start(self, match):
        if self.date_from:
            raise _Unread(PERIODS)
        self.date_from, end = self._ends(match[1])
        if getattr(self.tokens[match[1]], 'is_range', False):   # "từ tháng 3 đến tháng 11"
            self.date_to = end

    def _read_dues(self):
        joined = r'(?:[ :,/]*\b(?:la|vao|den|trong|ngay|het|cua)\b)*[ :,/]*'
        self._take(rf'(?:\b{_LIMIT}\b{joined})*\btruoc(?: ngay| het)? {_TOKEN}', self._before)
        self._take(rf'\b(?P<limit>{_LIMIT}\b(?:[ .:,/]*\b(?:la|vao|den|trong|ngay|het|cua)\b)*(?:[ .:,/]*\b{_LIMIT}\b)*'
                   rf'{joined})[ .]*{_TOKEN}', self._due)
        self._take(rf'\b(?:den|toi)(?: het)?(?: ngay)? {_TOKEN}', self._end)

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
            raise _Unread(PERIODS)
        self.date_to = self._ends(match[1])[1]

    def _read_rest(self):
        self._take(r'\b(?:(?:trong|ca)(?: ca)? nam(?: nay)?)\b', lambda match: setattr(self, 'is_whole_year', True))
        self._take(r'\bS\d+', lambda match: self.spans.append(self.tokens[match[0]]))
        self._take(r'\bD\d+', lambda match: self.dues.append(self._ends(match[0])[0]))
        self._take(r'(?P<before>\btruoc )?\bngay (?P<day>\d{1,2})(?!\d)', self._lone_day)
        if self.is_each_month and not self.frequencies:
            self._each('month')
        left = ' '.join(_FILLERS.sub(' ', self.words).split())
        if left or not self.found:
            raise _Unread(UNKNOWN, left)

    def _lone_day(self, match):
        if not self.frequencies or self.frequencies == [ONGOING]:
            raise _Unread(INCOMPLETE)
        self._due_on(match['day'], is_before=match['before'])

    def _spoken(self, words):
        """Return the words with their tokens as they were written."""
        return ' '.join(re.sub(r'[DS]\d+', lambda match: getattr(self.tokens[match[0]], 'words', ''), words).split())

    # -- what it means together

    def _result(self):
        if len(self.frequencies) > 1:
            raise _Unread(RHYTHMS)
        frequency = self.frequencies[0] if self.frequencies else None
        frequency = self._join_spans(frequency)
        frequency = self._join_dues(frequency)
        due = self.dues[0] if self.dues else None
        if self.is_whole_year and not (self._is_dated() or frequency):
            self.date_from, self.date_to = date(self.year, 1, 1), date(self.year, 12, 31)
        if frequency is None:
            frequency = '' if self.due_day else ONCE
        if frequency == 'nine':
            raise _Unread(RHYTHMS)
        if any(day and day.year != self.year for day in (due, self.date_to or self.date_from)):
            self._note(OTHER_YEAR)
        try:
            schedule = Schedule(frequency, self.date_from, self.date_to, due, self.due_day, self.offset, self.count)
        except ScheduleError:
            raise _Unread(UNKNOWN) from None
        return Reading(schedule, notes=tuple(self.notes))

    def _is_dated(self):
        return bool(self.date_from or self.date_to or self.dues or self.due_day)

    def _join_spans(self, frequency):
        """Take the spans as the window: in one piece, or the last months of each quarter or half."""
        spans = sorted(self.spans, key=lambda span: span.start)
        if not spans:
            return frequency
        if len(spans) == 1 and (months := spans[0].months):
            regular = {tuple(range(length, 13, length)): name for name, length in MONTHS.items() if name != 'nine'}
            if frequency or self.dues or self.due_day or months not in regular:
                raise _Unread(PERIODS)
            self.due_day = 31
            return regular[months]
        if len(spans) == 1 and spans[0].is_each and spans[0].start.year == self.year and frequency in (None, 'quarter'):
            return 'quarter'
        start, end = spans[0].start, spans[0].end
        for span in spans[1:]:
            if span.start == end + timedelta(days=1) and not span.months:
                end = span.end
            elif not (start <= span.start and span.end <= end):     # "tháng 3 năm 2024" written twice adds nothing
                raise _Unread(PERIODS)
        if any(span.months for span in spans):
            raise _Unread(PERIODS)
        if self.date_from and self.date_to:
            if not (start <= self.date_from and self.date_to <= end):
                raise _Unread(PERIODS)
        elif self.date_from or self.date_to:
            if not (start <= (self.date_from or self.date_to) <= end):
                raise _Unread(PERIODS)
        elif not self.dues or len(spans) == 1:
            self.date_from, self.date_to = start, end
        return frequency

    def _join_dues(self, frequency):
        """Several days are one rhythm when they are the same day of the last months of all quarters or halves."""
        dues = sorted(set(self.dues))
        if len(dues) > 1:
            regular = {tuple(range(length, 13, length)): name for name, length in MONTHS.items() if name != 'nine'}
            rhythm = regular.get(tuple(day.month for day in dues))
            days = {31 if day.day == monthrange(day.year, day.month)[1] else day.day for day in dues}
            if (not rhythm or len(days) > 1 or {day.year for day in dues} != {self.year}
                    or frequency not in (None, rhythm)):
                raise _Unread(PERIODS)
            [self.due_day], self.dues = days, []
            return rhythm
        self.dues = dues
        if dues and frequency not in (None, 'year'):
            raise _Unread(RHYTHMS)
        return frequency


def _frequency(unit):
    return _FREQUENCY.get(unit.split()[0].lstrip('0') if unit else '')


def _full_year(words):
    return int(words) + (2000 if len(words) == 2 else 0)


def _members(words, pattern):
    return re.findall(rf'(?<!\w){pattern}(?!\w)', words)


def _date(year, month, match, is_end=False):
    if not 1900 <= year <= 2200:
        raise _Unread(IMPOSSIBLE, match[0].strip())
    return month_day(year, month, 31 if is_end else 1)
