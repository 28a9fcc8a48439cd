# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The last touches of a filled-in document: what it says about itself, rows that may break, a page turned sideways."""

from dataclasses import dataclass
from datetime import date, datetime, time

from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from ..characters import xml_safe

_LINE, _LONG_CELL = 36, 700     # letters in a line of a wide column, and of a cell of twenty lines


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says about itself; no clock is read."""

    title: str = ''
    author: str = ''
    day: date = date(2000, 1, 1)


def describe(document, properties):
    """Write what the file says about itself, the same whenever and wherever it is made."""
    core = document.core_properties
    core.title, core.author = xml_safe(properties.title)[:255], xml_safe(properties.author)[:255]
    core.last_modified_by, core.comments, core.keywords, core.subject = core.author, '', '', ''
    core.created = core.modified = core.last_printed = datetime.combine(properties.day, time())
    core.revision = 1


def let_break(document):
    """Let a row break over two pages when it is so long that keeping it together would leave a page half empty."""
    for row in document.element.body.iter(qn('w:tr')):
        kept = row.find(f'{qn("w:trPr")}/{qn("w:cantSplit")}')
        if kept is not None and max(map(_length, row.tc_lst), default=0) > _LONG_CELL:
            kept.getparent().remove(kept)


def _length(cell):
    """Return about how many letters a cell takes, the rest of each last line included."""
    return sum(len(line.text) + _LINE // 2 for line in cell.iter(qn('w:p')))


def turn(document):
    """Turn the last section to landscape and stretch its tables to the new width."""
    section = document.sections[-1]
    if section.page_width >= section.page_height:
        return
    before = _text_width(section)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    ratio = _text_width(section) / before
    body = document.element.body
    break_ = f'{qn("w:pPr")}/{qn("w:sectPr")}'
    breaks = [index for index, element in enumerate(body) if element.find(break_) is not None]
    for element in body[breaks[-1] + 1 if breaks else 0:]:
        for width in element.iter(qn('w:gridCol'), qn('w:tcW'), qn('w:tblW')):
            if width.get(qn('w:type'), 'dxa') == 'dxa' and (width.get(qn('w:w')) or '').isdecimal():
                width.set(qn('w:w'), str(round(int(width.get(qn('w:w'))) * ratio)))


def _text_width(section):
    return section.page_width - section.left_margin - section.right_margin
