# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A plan with its appendix as the data of its printed document (Decree 30/2020/NĐ-CP, annex I): the words are those of
the plan, and this decides where they stand."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from .decree import (
    BLANK,
    POINTS,
    balanced,
    closed,
    decree_day,
    decree_month,
    listed_lines,
    reopened,
    short_body_name,
    signing_title,
)
from .document_text import html_blocks, lines, paragraph, words_of

_LEFT_HALF, _TITLE, _APPENDIX_TITLE = 58, 135, 162      # millimetres for the name of the agency and for the titles
_NO_NUMBER, _NO_DAY = 8, 5          # blanks that leave room for writing
_KIND = 'Kế hoạch '


@dataclass(frozen=True, slots=True)
class Agency:
    """Who issues the document."""

    name: str
    parent: str = ''
    place: str = ''
    symbol: str = ''

    def data(self) -> dict:
        short = short_body_name(self.name, self.parent)
        return {
            'name': self.name, 'short_name': short, 'parent': self.parent.upper(), 'symbol': self.symbol,
            'place': self.place or BLANK * 10,
            'printed_name': title_on_lines(short.upper(), _LEFT_HALF, 13)}


@dataclass(frozen=True, slots=True)
class Section:
    """A section as typed: its number as in the list (I.1), and its text as HTML."""

    number: str = ''
    title: str = ''
    body: str = ''
    has_changes: bool = False       # of an amendment: the table of what changes stands below it


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of a rotation, printed below its row."""

    content: str
    lead: str = ''
    time: str = ''
    result: str = ''


@dataclass(frozen=True, slots=True)
class Topic:
    """A row of the appendix. A topic without code below another is a bullet in its cell."""

    code: str = ''
    name: str = ''
    lead: str = ''
    coordinator: str = ''
    time: str = ''
    output: str = ''
    result: str = ''
    children: Sequence['Topic'] = ()
    turns: Sequence[Turn] = field(default=())

    def has_own_cells(self) -> bool:
        return bool(self.lead or self.coordinator or self.time or self.output)


def number_and_day(kind: str, agency: Agency, number: str, day: date | None, otherwise: date) -> dict:
    """Return number and day as printed, with blanks for the clerk where they are not known yet; month and year are then
    those of ``otherwise``. ``kind``: the letters of this kind of document (KH)."""
    symbol = '-'.join(filter(None, [kind, agency.symbol]))
    shown = day or otherwise
    return {
        'number': number or f'{BLANK * _NO_NUMBER}/{symbol}', 'day': f'{day.day:02}' if day else BLANK * _NO_DAY,
        'month': decree_month(shown.month), 'year': str(shown.year)}


def title_of(name: str) -> str:
    """Return the abstract below "KẾ HOẠCH", on lines of about the same length.

    >>> title_of('Kế hoạch tuyên truyền cải cách hành chính năm 2024')
    'Tuyên truyền cải cách hành chính năm 2024'
    """
    name = ' '.join(name.split())
    if name.casefold().startswith(_KIND.casefold()):
        name = name[len(_KIND):]
    return title_on_lines(name[:1].upper() + name[1:])


def title_on_lines(words: str, width: float = _TITLE, size: float = 14) -> str:
    """Return a bold title on lines of about the same length, none of which ends with a small word; ``width`` in
    millimetres."""
    glued = re.sub(r'(?<= )(và|tại|của|ở) ', rf'\1{BLANK}', ' '.join(words.split()), flags=re.IGNORECASE)
    return '\n'.join(balanced(glued, width, size, bold=True)).replace(BLANK, ' ')


def printed_sections(sections: Sequence[Section]) -> list[dict]:
    """Return heading and text of each section. A title that ends with a colon stands on the line of its text; the last
    paragraph of the document ends with "./.", and no other does."""
    result = []
    for section in sections:
        body, heading = html_blocks(section.body), heading_of(section)
        if heading.endswith(':') and body and 'runs' in body[0]:
            body[0] = {**body[0], 'runs': [{'text': f'{heading} ', 'look': 'b'}, *body[0]['runs']]}
            heading = ''
        for block in body:
            if 'runs' in block and words_of(block).rstrip().endswith('./.'):
                _end(block, reopened)
        if heading or body:
            result.append({'heading': heading, 'body': body, 'has_changes': section.has_changes})
    if result:
        last = result[-1]
        if not last['body'] or 'runs' not in last['body'][-1]:
            last['body'].append(paragraph())
        if words_of(last['body'][-1]):
            _end(last['body'][-1], closed)
        else:
            last['body'][-1]['runs'] = [{'text': './.', 'look': ''}]
        last['body'][-1]['keep'] = True     # the signature does not stand on a page alone
    return result


def heading_of(section: Section) -> str:
    """Return the heading with the last part of its number: sections are numbered I, I.1, printed I., 1.

    >>> heading_of(Section('I.1', 'Mục tiêu')), heading_of(Section('a)', 'Tin')), heading_of(Section('', 'Mục đích'))
    ('1. Mục tiêu', 'a) Tin', 'Mục đích')
    """
    number, title = section.number.strip(), section.title.strip()
    last = number.rstrip('.').rpartition('.')[2].strip()
    if last and not last.endswith((')', '/')):
        last += ')' if last.islower() and last.isalpha() else '.'
    return ' '.join(filter(None, [last, title]))


def _end(block, change):
    """Change the end of a paragraph: that of its words, whatever their looks."""
    words = words_of(block)
    changed = change(words)
    common = len(words.rstrip(' \u00a0;,./'))
    left = common
    for run in block['runs']:
        kept = run['text'][:left]
        left -= len(kept)
        run['text'] = kept
    block['runs'][-1]['text'] += changed[common:]


def printed_rows(topics: Sequence[Topic], level: int = 0) -> list[dict]:
    """Return the printed rows of the topics, in order: a bullet stands in the cell of its row, or, with a lead or a
    time of its own, in a row below it; turns stand below their row."""
    return [row for topic in topics for row in _rows_of(topic, level)]


def _rows_of(topic, level):
    bullets = [child for child in topic.children if not child.code]
    below = [child for child in topic.children if child.code]
    within = [bullet for bullet in bullets if not bullet.has_own_cells()]
    if bullets and not (topic.name or within):      # the row begins with its first bullet
        first, *bullets = bullets
        topic = replace(first, code=topic.code, turns=topic.turns, **{
            name: getattr(first, name) or getattr(topic, name)
            for name in ('lead', 'coordinator', 'time', 'output', 'result')})
        topic, within = replace(topic, name=''), [first]
    content = [*lines(topic.name, level), *(line for bullet in within for line in _bullet(bullet, level))]
    rows = [_row(topic, content, level)]
    rows += [_row(bullet, _bullet(bullet, level), level) for bullet in bullets if bullet.has_own_cells()]
    rows += [{'code': '', 'content': lines(turn.content, level), 'lead': lines(turn.lead), 'coordinator': [],
              'time': lines(turn.time), 'output': [], 'result': lines(turn.result), 'level': level}
             for turn in topic.turns]
    return rows + printed_rows(below, level + 1)


def _row(topic, content, level):
    return {'code': topic.code, 'content': content, 'level': level, **{
        name: lines(getattr(topic, name)) for name in ('lead', 'coordinator', 'time', 'output', 'result')}}


def _bullet(bullet, level):
    found = lines(bullet.name, level)
    if found and not bullet.name.lstrip().startswith(('-', '+', '–', '•')):
        found[0]['runs'][0]['text'] = f"- {found[0]['runs'][0]['text']}"
    return found


def turn_letter(index: int) -> str:
    """Return how the point of a list is numbered: a., b., c., d., đ. …"""
    return f'{POINTS[index]}.' if index < len(POINTS) else f'{index + 1}.'


def told_in_cell(lead: str, spans: int) -> bool:
    """Whether the cell of the lead units itself says who takes which turn: it has a line for each.

    >>> told_in_cell('- Tháng 1,2,3: Văn phòng\\n- Tháng 4,5,6: Thanh tra', 2), told_in_cell('Văn phòng; Thanh tra', 2)
    (True, False)
    """
    return len([line for line in (lead or '').splitlines() if line.strip()]) == spans > 1


def printed_changes(rows: Sequence[Mapping], kinds: Mapping[str, str], cells: Mapping[str, str]) -> list[dict]:
    """Return the rows of the table of what an amendment changes. ``rows``: as ``cchc.plan._changes`` tells them;
    ``kinds``, ``cells``: the words for the kinds of changes and for the cells of a row. The content of a row stands
    without a label, as in the appendix."""

    def told(row, at):
        return [line for cell in row['cells'] if cell[at] for line in lines(
            cell[at] if cell[0] == 'content' else f"{cells[cell[0]]}: {cell[at]}")]

    return [{
        'code': row['code'], 'content': lines(f"{kinds[row['kind']]}: {row['title']}"), 'before': told(row, 1),
        'after': lines(kinds['abolished']) if row['kind'] == 'abolished' else told(row, 2)} for row in rows]


def plan_data(agency: Agency, document: dict, name: str, bases: Sequence[str], sections: Sequence[Section],
              recipients: Sequence[str], signer: tuple[str, str], appendix_title: str, topics: Sequence[Topic],
              as_of: date, amended_by: Sequence[str] = ()) -> dict:
    """Return what the templates of a plan can print. ``signer``: titles and name; ``as_of``: the day of the results;
    ``amended_by``: a line for each amendment."""
    rows = printed_rows(topics)
    titles, signed_by = signer
    return {
        'agency': agency.data(),
        'document': {**document, 'title': title_of(name), 'amended_by': list(amended_by)},
        'bases': listed_lines(bases),
        'sections': printed_sections(sections),
        'recipients': listed_lines(recipients, '- '),
        'signer': {'titles': [signing_title(line.strip()) for line in titles.splitlines() if line.strip()],
                   'name': signed_by},
        'appendix': {
            'title': '\n'.join(title_on_lines(line, _APPENDIX_TITLE) for line in appendix_title.splitlines()),
            'rows': rows, 'has_output': any(row['output'] for row in rows), 'day': decree_day(as_of)},
    }
