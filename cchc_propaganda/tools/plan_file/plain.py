# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Read the appendix out of plain text, as copied from a PDF: a line of text may be a line of any cell, and only the
words tell which. Rows so read are marked as doubtful where a cell may end elsewhere."""

import re

from .. import limits, outline
from ..schedule import LONGEST, read_schedule
from ..text import fold
from .appendix import _content, _meaning
from .document import Cell, PlanFileError, Row, Table, Turn

_YEAR = 2024        # of no importance: whether words are a time does not depend on it
_HEADING_WORD = re.compile(r'(?:stt|tt|noi|dung|tuyen|truyen|nhiem|vu|cong|viec|phong|don|vi|chu|tri|phoi|hop|thoi|'
                           r'gian|thuc|hien|san|pham|ghi|han|hoan|thanh|co|quan|ket|qua)')
_NUMBER_ALONE = re.compile(r'\A(\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,4}|[a-zđ])[.)]?\Z')
_NUMBER_FIRST = re.compile(r'\A(\d{1,2}(?:\.\d{1,2}){0,3}|[IVX]{1,4})[.)]?\s+(?=\S)')
_TURN = re.compile(r'\A([a-zđ])[.)]\s+((?:quý|tháng)\s+(?:[IVX]+|\d{1,2})(?:\s*[,–-]\s*\d{1,2})*)\b\s*(.*)\Z',
                   re.IGNORECASE)
_BULLET = re.compile(r'\A[-–—+•]\s*')
_TURN_OF_UNIT = re.compile(r'\A(?:tháng|quý)\s+[\dIVX, –-]+:', re.IGNORECASE)
_UNIT = re.compile(r'(?:các\s+)?(?:phòng|đơn vị|văn phòng|ban|trung tâm|thanh tra|chi cục|đảng|công đoàn|đoàn|hội|tổ|'
                   r'sở|ubnd|ủy ban|uỷ ban|bộ phận|lãnh đạo|công chức|VP|TT)\b', re.IGNORECASE)
_ENDS = re.compile(r'[.;:!?…]\Z')
_LONGEST_UNIT = 120
_TIME_LINES = 5     # of which a time broken over a narrow column consists


def read_text(content):
    """Return the text of the file. Raise PlanFileError for one that is no Vietnamese text."""
    for encoding in ('utf-8-sig', 'utf-16'):
        if encoding == 'utf-16' and not content.startswith((b'\xff\xfe', b'\xfe\xff')):
            continue
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if '\0' in text:
            raise PlanFileError('other')
        if len(text) > limits.PLAN_TEXT:
            raise PlanFileError('long')
        return text
    raise PlanFileError('language')


def read_blocks(text):
    """Return the lines of the text and, where its cells are separated by tabs, its tables."""
    blocks, rows = [], []
    for line in text.replace('\r\n', '\n').replace('\r', '\n').split('\n') + ['']:
        if line.count('\t') >= 2:
            rows.append([Cell(cell.strip()) for cell in line.split('\t')[:limits.COLUMNS]])
            continue
        if rows and not line.strip():
            continue        # a blank line between two rows
        if rows:
            width = max(map(len, rows))
            blocks.append(Table([[*row, *[Cell()] * (width - len(row))] for row in rows]))
            rows = []
        if line.strip():
            blocks.append(' '.join(line.split()))
    if rows:
        width = max(map(len, rows))
        blocks.append(Table([[*row, *[Cell()] * (width - len(row))] for row in rows]))
    return blocks


def find_rows(lines):
    """Return the rows of an appendix that stands in lines of text, and the lines before it. Raise PlanFileError."""
    top = next((at for at in range(len(lines)) if _heading_height(lines, at)), None)
    if top is None:
        raise PlanFileError('no_table')
    before, segments = list(lines[:top]), _segments(lines, top)
    rows = []
    for number, segment in segments:
        _read_segment(segment, number, rows)
        if len(rows) > limits.PLAN_ROWS:
            raise PlanFileError('too_many', most=limits.PLAN_ROWS)
    if not rows:
        raise PlanFileError('no_rows')
    _settle(rows)
    return rows, before


def _heading_height(lines, at):
    """Return of how many lines the heading at this place consists, 0 when there is none."""
    if not re.match(r'(?:stt|tt)\b', fold(lines[at])):
        return 0
    words, end = '', at
    while end < len(lines) and end < at + 12 and all(
            map(_HEADING_WORD.fullmatch, re.findall(r'\w+', fold(lines[end])))):
        words = f'{words} {fold(lines[end])}'
        end += 1
    known = {_meaning(part) for part in re.findall(r'noi dung|nhiem vu|chu tri|phoi hop|thoi gian|thoi han', words)}
    return end - at if {'content'} < known else 0


def _segments(lines, top):
    """Return ``(line, lines)`` of what stands between two headings, without the number of the page above a heading."""
    segments, at, segment = [], top, []
    while at < len(lines):
        height = _heading_height(lines, at)
        if height:
            if segment and re.fullmatch(r'\d{1,3}', segment[-1]):
                segment.pop()
            segments.append((at + height, segment))
            segment, at = [], at + height
        else:
            segment.append(lines[at])
            at += 1
    segments.append((at, segment))
    return [(number, segment) for number, segment in segments if segment]


def _read_segment(lines, number, rows):
    """Split the lines of a page at the numbers of rows, and read each part."""
    part, code, rest = [], None, ''
    for line in [*lines, None]:
        found = _row_number(line, rows, code) if line is not None else ('', '')
        if found is None:
            part.append(line)
            continue
        if code is not None or part:
            _read_part(code, part, number, rows)
        code, rest = found
        part = [rest] if rest else []
    return rows


def _row_number(line, rows, open_code):
    """Return ``(code, rest of the line)`` when the line begins a row, None otherwise. A number counts only when it
    follows those of the rows above."""
    if match := _TURN.match(line):
        return f'{match[1]}. {match[2]}', match[3]
    match = _NUMBER_ALONE.match(line) or _NUMBER_FIRST.match(line)
    if not match:
        return None
    code = match[1]
    known = [row.code for row in rows] + ([open_code] if open_code else [])
    return (code, line[match.end():].strip()) if _follows(code, known) else None


def _follows(code, known):
    if not code[0].isdigit():
        return code.isupper() and (code == 'I' or bool(known)) and code in _ROMANS and (
            _ROMANS.index(code) == sum(one in _ROMANS for one in known))
    numbers = [tuple(map(int, one.split('.'))) for one in known if re.fullmatch(r'[\d.]+', one)]
    number = tuple(map(int, code.split('.')))
    if not numbers:
        return number in ((1,), (1, 1))
    last = numbers[-1]
    if number == (*last, 1):
        return True
    return any(number == (*last[:size - 1], last[size - 1] + 1) for size in range(1, len(last) + 1)) or (
        number == (1,) and known[-1] in _ROMANS)


_ROMANS = ('I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X')


def _read_part(code, lines, number, rows):
    """Read a row, or the part of one that stands on this page."""
    lines = [line for line in lines if line]
    if code and ' ' in code:        # "a. Quý 1"
        content, lead, coordinator, time, __ = _cells([*lines], is_turn=True)
        if rows:
            lead = '\n'.join(filter(None, [content, lead]))
            rows[-1].turns.append(Turn(code, lead, time))
            rows[-1].source.append('\n'.join([code, *lines]))
            if coordinator:
                rows[-1].is_doubtful = True
        return
    content, lead, coordinator, time, is_doubtful = _cells(lines)
    if code is None:
        if not rows:
            return
        row = rows[-1]
        row.content = '\n'.join(filter(None, [row.content, content]))
    else:
        row = Row(number, code, content, is_doubtful=is_doubtful)
        rows.append(row)
    row.source += lines
    for name, value in (('lead', lead), ('coordinator', coordinator), ('time', time)):
        if value:
            setattr(row, name, '\n'.join(filter(None, [getattr(row, name), value])))


def _settle(rows):
    """Join the lines of each content, now that all pages are read."""
    known = []
    for row in rows:
        row.content, row.bullets = _content(row.content)
        level = outline.level_of(row.code, known)
        row.level = level if level is not None else 0
        known.append((row.code, row.level))


def _cells(lines, is_turn=False):
    """Return content, lead, coordination and time of the lines of a row, and whether they could be told apart
    otherwise."""
    end, time = _time(lines)
    start, units = _units(lines[:end], is_sure=bool(time) or is_turn)
    content = '\n'.join(lines[:start])
    lead, coordinator = ([_unwrapped(cell) for cell in units[:2]] + ['', ''])[:2]
    return content, lead, coordinator, time, len(units) > 2


def _unwrapped(lines):
    """Return a cell whose lines were broken at the edge of a narrow column: only a dash begins a new line."""
    text = ''
    for line in lines:
        text += ('\n' if _BULLET.match(line) else ' ') + line if text else line
    return text


def _time(lines):
    """Return where the time at the end of the lines begins, and the time; the longest text that reads as one."""
    for size in range(min(_TIME_LINES, len(lines)), 0, -1):
        words = ' '.join(lines[-size:])
        if len(words) <= LONGEST and not _BULLET.match(lines[-size]) and not _TURN_OF_UNIT.match(lines[-size]) and (
                read_schedule(words, _YEAR).schedule and not _UNIT.match(lines[-size])):
            return len(lines) - size, words
    return len(lines), ''


def _units(lines, is_sure):
    """Return where the units at the end of the lines begin, and their cells: a list of dashes is one cell, and so is
    each name without a dash. ``is_sure``: a time follows, so units stand before it; otherwise the text before them must
    have come to its end."""
    begin, at = len(lines), len(lines) - 1
    while at >= 0:
        line, size = lines[at], len(lines[at])
        while at > 0 and not _is_unit(line):
            at -= 1
            line, size = lines[at], size + len(lines[at])
            if size > _LONGEST_UNIT or _BULLET.match(line) and not _is_unit(line):
                break
        if not _is_unit(line) or size > _LONGEST_UNIT:
            break
        begin, at = at, at - 1
    while begin < len(lines) and begin > 0 and not is_sure and not _ENDS.search(lines[begin - 1]):
        begin = _next_unit(lines, begin)
    if is_sure and 0 < begin < len(lines) and not _BULLET.match(lines[begin]) and _is_open(lines[begin - 1]):
        begin = _next_unit(lines, begin)
    cells, in_list = [], False
    for line in lines[begin:]:
        is_bullet = bool(_BULLET.match(line))
        if is_bullet and in_list or cells and not _is_unit(line):
            cells[-1].append(line)
        else:
            cells.append([line])
            in_list = is_bullet
    return begin, cells


def _next_unit(lines, at):
    return next((place for place in range(at + 1, len(lines)) if _is_unit(lines[place])), len(lines))


def _is_unit(line):
    words = _BULLET.sub('', line)
    return bool(_TURN_OF_UNIT.match(words) or words[:1].isupper() and _UNIT.match(words))


def _is_open(line):
    """Whether the sentence goes on in the next line, though that begins like a unit: "… tại / Trung tâm phục vụ"."""
    return bool(re.search(r'(?:\b(?:tại|của|và|các|thuộc|với|do|cho|là|ở|về)|,)\Z', line))
