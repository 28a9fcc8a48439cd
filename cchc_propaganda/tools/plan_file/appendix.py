# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Find the table of an appendix among several, tell its columns by what they mean, and read its rows."""

import re
from dataclasses import dataclass, field

from .. import limits, outline, table_reading
from ..schedule import read_span
from ..text import fold
from .document import PlanFileError, Row, Table, Turn

_YEAR = 2024        # of no importance: months of a turn are recognised without one
_HEADER_ROWS = 3    # of which a heading may consist
# What the words of a heading mean, the first that fits.
_MEANINGS = (
    ('coordinator', r'\bphoi hop\b'),
    ('lead', r'\bchu tri\b|\bphu trach\b|\b(?:don vi|co quan|bo phan|phong|ca nhan|nguoi|to chuc)\b.*\bthuc hien\b|'
             r'\btham muu\b|\Athuc hien\Z|\A(?:phong,? )?don vi\Z'),
    ('time', r'\bthoi (?:gian|han|diem)\b|\btien do\b|\bhan (?:hoan thanh|thuc hien)\b|\bngay hoan thanh\b|'
             r'\blo trinh\b'),
    ('result', r'\bket qua\b.*\bthuc hien\b|\bket qua dat duoc\b'),
    ('output', r'\bsan pham\b|\bdau ra\b|\bket qua\b'),
    ('note', r'\bghi chu\b'),
    ('channel', r'\bkenh\b|\bnoi dang\b|\bdang tren\b|\bphuong tien\b'),
    ('form', r'\bhinh thuc\b'),
    ('quantity', r'\bso luong\b|\bchi tieu\b|\bdinh muc\b'),
    ('budget', r'\bkinh phi\b|\bdu toan\b'),
    ('content', r'\bnoi dung\b|\bnhiem vu\b|\bcong viec\b|\bhoat dong\b|\bchu de\b'),
    ('code', r'\A(?:stt|tt|so tt|so thu tu|no|#)\Z'),
)
_MEANINGS = tuple((name, re.compile(pattern)) for name, pattern in _MEANINGS)
_BOTH = re.compile(r'\bchu tri\b.{0,40}\bphoi hop\b')
_MONTH = re.compile(r'(?:thang|t)? ?0?([1-9]|1[0-2])')
_QUARTER = re.compile(r'(?:quy|q) ?(iv|i{1,3}|[1-4])')
_QUARTERS = {'i': 1, 'ii': 2, 'iii': 3, 'iv': 4}
_TICK = re.compile(r'\A(?:x|v|\*|•|●|✓|✔|√|☑|☒|■|có)\Z', re.IGNORECASE)
_NUMBERING = re.compile(r'\A\(?(?:\d{1,2}|[a-z])\)?\Z')
_BULLET = re.compile(r'\A[-–—•●▪◦·*]\s*')
_CODE = re.compile(r'\A((?:[IVX]{1,5}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2}){0,4}|[a-zđ])[.)]|\d{1,2}(?:\.\d{1,2}){1,4})\s+(?=\S)')
_TURN = re.compile(r'\A(?:(?:\d{1,2}(?:\.\d+)*|[a-zđ])[.)]?\s+|[-–+•]\s*)?(?:quý|tháng)\b', re.IGNORECASE)
_SPLIT_BOTH = re.compile(r'^[-–+•* \t]{0,4}(?:(?:đơn vị |cơ quan )?phối hợp)\s*:?\s*', re.IGNORECASE | re.MULTILINE)
_LEAD_WORD = re.compile(r'\A[-–+•* \t]{0,4}(?:đơn vị |cơ quan )?chủ trì\s*:\s*', re.IGNORECASE)
_TEXTS = ('code', 'content', 'lead', 'coordinator', 'time', 'output', 'note', 'channel', 'form', 'quantity')


@dataclass
class _Heading:
    """The heading of a table: the meaning of each column, and which row is the first after it."""

    first: int
    columns: dict[str, int]
    periods: dict[int, tuple[int, int]] = field(default_factory=dict)   # column -> its first and last month
    labels: tuple[str, ...] = ()
    top: int = 0
    is_both: bool = False       # lead and coordination stand in one column

    @property
    def weight(self):
        known = {'code', 'content', 'lead', 'coordinator', 'time', 'output'}
        return len(known & self.columns.keys()) + bool(self.periods)


def find_appendix(blocks):
    """Return the rows of the appendix, what was left out of its tables, and the lines (paragraphs, other tables) that
    stand outside it: ``(rows, left_out, lines)``. Raise PlanFileError."""
    tables = [(index, block, _heading(block)) for index, block in enumerate(blocks) if isinstance(block, Table)]
    best = max((heading.weight for __, __, heading in tables if heading), default=0)
    chosen = {index for index, __, heading in tables
              if heading and _is_appendix(heading) and heading.weight >= best - 1}
    if not chosen:
        raise PlanFileError('no_table')
    reader, lines, heading = _Rows(), [], None
    for index, block in enumerate(blocks):
        if not isinstance(block, Table):
            lines.append(block)
        elif index in chosen:
            heading = _heading(block)
            lines += _texts(block.rows[:heading.top])
            reader.add_table(block, heading)
        elif heading and _continues(block, heading, lines, blocks[index - 1]):
            reader.add_table(
                block, _Heading(0, heading.columns, heading.periods, heading.labels, is_both=heading.is_both))
        else:
            lines += _texts(block.rows)
    if not reader.rows:
        raise PlanFileError('no_rows')
    return reader.rows, reader.left_out, lines


def _is_appendix(heading):
    return 'content' in heading.columns and bool(
        {'lead', 'coordinator', 'time'} & heading.columns.keys() or heading.periods)


def _continues(table, heading, lines, before):
    """Whether a table without a heading goes on with the one before it, as after a page break."""
    width = len(table.rows[0]) if table.rows else 0
    return isinstance(before, Table) and width == len(heading.labels)


def _texts(rows):
    return [line for row in rows for cell in row if not (cell.is_down or cell.is_across)
            for line in cell.text.split('\n') if line.strip()]


# -- the heading -----------------------------------------------------------------------------------------------------

def _heading(table):
    """Return the heading of the table, None without one."""
    for top in range(min(len(table.rows), limits.HEADING_ROWS)):
        found = _heading_at(table, top)
        if found:
            return found
    return None


def _heading_at(table, top):
    rows = table.rows[top:top + _HEADER_ROWS]
    meanings = [_meaning(_label(cell.text)) for cell in rows[0]]
    if len({name for name in meanings if name and name != 'budget'}) < 2 or 'content' not in meanings:
        return None
    labels = [[_label(cell.text)] for cell in rows[0]]
    height = 1
    for row in rows[1:]:
        if not _goes_on(row, labels, height):
            break
        for column, cell in enumerate(row):
            word = _label(cell.text)
            if word and not cell.is_down and not cell.is_across and word not in labels[column]:
                labels[column].append(word)
        height += 1
    heading = _Heading(top + height, {}, labels=tuple(' '.join(words) for words in labels))
    heading.top = top
    for column, words in enumerate(labels):
        if (period := _period(words)) is not None:
            heading.periods[column] = period
            continue
        # the lowest row of the heading is the most exact
        name = next(filter(None, map(_meaning, reversed(words))), None) or _meaning(' '.join(words))
        if name and name not in heading.columns:
            heading.columns[name] = column
            if name == 'coordinator' and _BOTH.search(' '.join(words)):
                del heading.columns[name]
                heading.columns['lead'], heading.is_both = column, True
    if len(heading.periods) < 2:
        heading.periods = {}
    return heading


def _goes_on(row, labels, height):
    """Whether the row still belongs to the heading: names of parts of columns above it, under what is merged."""
    words = [(column, _label(cell.text)) for column, cell in enumerate(row)
             if cell.text.strip() and not cell.is_down and not cell.is_across]
    if any(cell.is_down for cell in row) and words:
        return all(_meaning(word) or _period([*labels[column], word]) for column, word in words)
    if not words or any(len(word) > 40 for __, word in words):
        return False
    if len(words) < 2 and not any(_meaning(word) for __, word in words):
        return False        # one month alone is a time, two or more are columns
    if all(_NUMBERING.match(word) for __, word in words) and not any(len(labels[column]) and _period(
            [*labels[column], word]) for column, word in words):
        return False
    return all(_meaning(word) or _period([*labels[column], word]) for column, word in words)


def _label(text):
    return fold(re.sub(r'\([^()]*\)|[*:]', ' ', text[:limits.TITLE])).replace('/', ' ').strip()


def _meaning(label):
    if not label or len(label) > 80:
        return None
    if _BOTH.search(label):
        return 'coordinator'
    return next((name for name, pattern in _MEANINGS if pattern.search(label)), None)


def _period(words):
    """Return the months of a column that stands for one month or quarter, None for any other column."""
    label, above = words[-1], ' '.join(words[:-1])
    if match := _QUARTER.fullmatch(label):
        quarter = _QUARTERS.get(match[1]) or int(match[1])
        return 3 * quarter - 2, 3 * quarter
    if (label in _QUARTERS or label in '1234') and re.search(r'\bquy\b', above):
        quarter = _QUARTERS.get(label) or int(label)
        return 3 * quarter - 2, 3 * quarter
    match = _MONTH.fullmatch(label)
    if match and (not label.isdigit() or re.search(r'\bthang\b|\bthoi gian\b|\btien do\b', above)):
        return int(match[1]), int(match[1])
    return None


# -- the rows --------------------------------------------------------------------------------------------------------

class _Rows:
    """Reads the rows of one table after the other; a second table goes on with the first."""

    def __init__(self):
        self.rows, self.left_out, self.number = [], [], 0
        self.above = {}

    def add_table(self, table, heading):
        is_after_break = False
        self.above = {}
        for place, cells in enumerate(table.rows):
            self.number += 1
            if place < heading.first:
                continue
            words = [cell.text for cell in cells if cell.text.strip() and not cell.is_across]
            if not words:
                continue
            if _repeats(cells, heading):
                is_after_break = True
                continue
            if all(_NUMBERING.match(fold(word)) for word in words) and len(words) > 2:
                continue        # "(1) (2) (3)" below the heading
            self._row(cells, heading, is_after_break)
            is_after_break = False
            if len(self.rows) > limits.PLAN_ROWS:
                raise PlanFileError('too_many', most=limits.PLAN_ROWS)

    def _row(self, cells, heading, is_after_break):
        values, down = {}, set()
        for name, column in heading.columns.items():
            cell = cells[column] if column < len(cells) else None
            if cell is None or name not in _TEXTS:
                continue
            values[name] = '' if cell.is_across else cell.text.strip()
            if cell.is_down and cell.text.strip():
                down.add(name)
        for name, value in values.items():
            if name not in ('code', 'content') and table_reading.is_ditto(value):
                values[name] = self.above.get(name, '')
        source = [cell.text.strip() for cell in cells
                  if cell.text.strip() and not cell.is_down and not cell.is_across]
        if heading.is_both and values.get('lead'):
            values['lead'], values['coordinator'] = _lead_and_coordinator(values['lead'])
        self._read_grid(cells, heading, values)
        self._place(values, down, source, is_after_break, is_heading=self._is_heading(cells))
        self.above.update({name: value for name, value in values.items() if value or name not in down})

    @staticmethod
    def _is_heading(cells):
        """Whether one text spans the whole row, as above a group of rows."""
        filled = [cell for cell in cells if cell.text.strip()]
        return bool(filled) and len(filled) >= len(cells) - 1 and len(cells) > 2 and all(
            cell.is_across for cell in filled[1:])

    def _read_grid(self, cells, heading, values):
        """Write the ticked months and quarters of a grid as a time, and its words as turns of units."""
        ticked, named = [], []
        for column, (first, last) in sorted(heading.periods.items(), key=lambda item: item[1]):
            cell = cells[column] if column < len(cells) else None
            text = cell.text.strip() if cell is not None else ''
            if not text:
                continue
            if _TICK.match(text):
                ticked.append((first, last))
            elif not cell.is_across:
                named.append((first, last, text))
        if ticked and not values.get('time'):
            values['time'] = _ticked_time(ticked)
        if named and not values.get('lead'):
            values['lead'] = '\n'.join(f'- {_span_name(first, last)}: {text}' for first, last, text in named)
        elif named:
            values['time'] = '\n'.join(filter(None, [
                values.get('time'), *(f'{_span_name(first, last)}: {text}' for first, last, text in named)]))

    def _place(self, values, down, source, is_after_break, is_heading):
        """Add the row, or what it says, to the row above it when it has no number of its own."""
        code = '' if 'code' in down else ' '.join(values.get('code', '').split())
        content = '' if 'content' in down else values.get('content', '')
        if is_heading:
            content, code = ' '.join(source), ''
        if not code and (match := _CODE.match(content)) and (is_heading or not _is_turn(content)):
            code, content = match[1], content[match.end():]
        rest = {name: value for name, value in values.items()
                if name not in ('code', 'content') and value and name not in down}
        last = self.rows[-1] if self.rows else None
        name = ' '.join(f'{code} {content}'.split())
        if last is not None and rest.keys() & {'lead', 'time'} and _is_turn(name) and not is_heading:
            last.turns.append(Turn(name, values.get('lead', ''), values.get('time', '')))
            last.source += source
        elif last is not None and not code and not content and rest.keys() & {'lead', 'time'} and down & {
                'content', 'code'}:
            self._further_turn(last, values, source)
        elif last is not None and not code and not is_heading and not rest and content:
            _go_on(last, content, is_after_break)
            last.source += source
        elif last is not None and not code and not content:
            for part, value in rest.items():    # a cell that goes on in the next line
                setattr(last, part, '\n'.join(filter(None, [getattr(last, part), value])))
            last.source += source
        elif content or code:
            self._add(code, content, values, source)
        else:
            self.left_out.append((self.number, ' | '.join(source)))

    def _add(self, code, content, values, source):
        row = Row(self.number, code, source=list(source),
                  **{name: value for name, value in values.items() if name in _TEXTS[2:]})
        row.content, row.bullets = _content(content)
        level = outline.level_of(code, [(other.code, other.level) for other in self.rows])
        row.level = level if level is not None else self.rows[-1].level if self.rows else 0
        self.rows.append(row)

    def _further_turn(self, last, values, source):
        """A row whose content is merged over several lines, each with its own unit and time."""
        if not last.turns and (last.lead or last.time):
            last.turns.append(Turn(last.time, last.lead, last.time))
        time = values.get('time', '')
        last.turns.append(Turn(time, values.get('lead', ''), time))
        last.source += source


def _is_turn(words):
    """Whether the words name months of the year and nothing else, as "a. Quý 1" does."""
    return bool(_TURN.match(words) and read_span(words, _YEAR))


def _repeats(cells, heading):
    """Whether the row repeats the heading, as at the top of the next page."""
    words = [_label(cell.text) for cell in cells]
    same = [word for word, label in zip(words, heading.labels, strict=False) if word and (
        word == label or label.startswith(word) and _meaning(word))]
    filled = [word for word in words if word]
    return len(same) >= 2 and len(same) >= len(filled) / 2 and all(map(_is_label, filled))


def _is_label(word):
    return bool(_meaning(word) or _MONTH.fullmatch(word) or _QUARTER.fullmatch(word) or word in _QUARTERS)


def _lead_and_coordinator(cell):
    """Split "Chủ trì: …; Phối hợp: …" into its two parts."""
    text = cell.replace('; ', '\n')
    lead, *rest = _SPLIT_BOTH.split(text, maxsplit=1)
    return _LEAD_WORD.sub('', lead).strip(), rest[0].strip() if rest else ''


def _ticked_time(ticked):
    months = {month for first, last in ticked for month in range(first, last + 1)}
    is_by_quarter = all(last > first for first, last in ticked)
    if len(months) == 12:
        return 'Hằng quý' if is_by_quarter else 'Hằng tháng'
    if is_by_quarter:
        return 'Quý ' + ', '.join(('I', 'II', 'III', 'IV')[last // 3 - 1] for __, last in sorted(ticked))
    return 'Tháng ' + ', '.join(map(str, sorted(months)))


def _span_name(first, last):
    return f'Quý {("I", "II", "III", "IV")[last // 3 - 1]}' if last > first else f'Tháng {first}'


# -- bullets ---------------------------------------------------------------------------------------------------------

def _content(text):
    """Return the content without the dashes in it, and the dashes."""
    lines, bullets = [], []
    for line in (' '.join(line.split()) for line in text.split('\n')):
        if not line:
            continue
        if match := _BULLET.match(line):
            bullets.append(line[match.end():])
        elif bullets:
            bullets[-1] += ('\n' if line.startswith('+') else ' ') + line
        else:
            lines.append(line)
    return ' '.join(lines), [bullet for bullet in bullets if bullet]


def _go_on(row, content, is_after_break):
    """Add content without a number of its own to the row above it."""
    name, bullets = _content(content)
    if name and row.bullets:
        row.bullets[-1] += ' ' + name
    elif name:
        row.content = f'{row.content} {name}'.strip()
    row.bullets += bullets
