# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Dates, names and titles as printed official documents write them, and the room that a line of text takes (Decree
30/2020/NĐ-CP, annex I)."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

BLANK = '\u00a0'
_ROMAN = ('', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX')
POINTS = 'abcdđeghiklmnopqrstuvxy'      # the letters that number the points of a text, in their order

# Advance widths of Times, in thousandths of the size. Letters with marks are as wide as without.
_WIDTHS = {
    **dict.fromkeys('fr(-)', 333), **dict.fromkeys('ijlt:;/!I', 278), **dict.fromkeys('ace?z', 444),
    **dict.fromkeys(' \u00a0.,', 250), **dict.fromkeys('wCGOQADHKNUVXYĐ', 722), **dict.fromkeys('mM%', 833),
    **dict.fromkeys('ELTZR', 630), **dict.fromkeys('BPFSJ', 570), 's': 389, 'W': 944,
}
_AVERAGE, _CAPITAL = 500, 650
_MM_PER_POINT = 25.4 / 72
_BOLD = 1.06
_ENDS = ' \u00a0;,.'
_LAST = './.'


def decree_month(month: int) -> str:
    """Return the month as documents write it: only months 1 and 2 with a leading zero."""
    return f'{month:02}' if month < 3 else str(month)


def decree_day(day: date, with_year: bool = True) -> str:
    """Return a date as documents write it: days below 10 and months 1 and 2 with a leading zero.

    >>> decree_day(date(2024, 4, 1)), decree_day(date(2024, 2, 22), with_year=False)
    ('01/4/2024', '22/02')
    """
    text = f'{day.day:02}/{decree_month(day.month)}'
    return f'{text}/{day.year}' if with_year else text


def within_sentence(words: str) -> str:
    """Return a name or heading as it stands within a sentence, with a small first letter.

    >>> within_sentence('Quý I năm 2024')
    'quý I năm 2024'
    """
    return words[:1].lower() + words[1:]


def roman(number: int) -> str:
    """Return a number below 40 as the Roman numeral that parts and appendices are numbered by.

    >>> roman(4), roman(18), roman(30)
    ('IV', 'XVIII', 'XXX')
    """
    return 'X' * (number // 10) + _ROMAN[number % 10]


def short_body_name(name: str, parent: str) -> str:
    """Return the name of a body to print below its parent's, without the words that both end in.

    >>> short_body_name('Sở Thông tin và Truyền thông tỉnh Sóc Trăng', 'UBND TỈNH SÓC TRĂNG')
    'Sở Thông tin và Truyền thông'
    """
    words, above = name.split(), parent.split()
    while len(words) > 1 and above and words[-1].casefold() == above[-1].casefold():
        words.pop()
        above.pop()
    return ' '.join(words)


def signing_title(text: str) -> str:
    """Return the title above a signature with the blank that the decree puts after an abbreviation.

    >>> signing_title('KT.GIÁM ĐỐC')
    'KT. GIÁM ĐỐC'
    """
    return re.sub(r'\b(KT|TL|TM|TUQ|Q)\.(?=\S)', r'\1. ', text)


def listed_lines(texts: Sequence[str], dash: str = '') -> list[str]:
    """Return the lines of a list, each with a semicolon at its end and the last with a full stop.

    >>> listed_lines(['Sở Nội vụ', 'Lưu: VT.'], '- ')
    ['- Sở Nội vụ;', '- Lưu: VT.']
    """
    texts = [text.strip(' \u00a0').rstrip(_ENDS) for text in texts]
    texts = [text.removeprefix(dash) if dash else text for text in texts if text]
    return [f'{dash}{text}{"." if at == len(texts) else ";"}' for at, text in enumerate(texts, start=1)]


def closed(text: str) -> str:
    """Return the last sentence of a document with "./." at its end.

    >>> closed('chỉ đạo.'), closed('chỉ đạo./.'), closed('tin, bài v.v.')
    ('chỉ đạo./.', 'chỉ đạo./.', 'tin, bài v.v./.')
    """
    return reopened(text).rstrip(_ENDS) + _LAST


def reopened(text: str) -> str:
    """Return a sentence that ended a document as one in the middle of it.

    >>> reopened('chỉ đạo./.'), reopened('chỉ đạo:')
    ('chỉ đạo.', 'chỉ đạo:')
    """
    text = text.rstrip(' \u00a0')
    return text.removesuffix(_LAST).rstrip(_ENDS) + '.' if text.endswith(_LAST) else text


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of one line of text in millimetres, in Times; ``size`` in points."""
    plain = ''.join(mark for mark in unicodedata.normalize('NFD', text) if not unicodedata.combining(mark))
    thousandths = sum(_WIDTHS.get(letter, _AVERAGE if letter.islower() or letter.isdigit() else _CAPITAL)
                      for letter in plain)
    return thousandths / 1000 * size * _MM_PER_POINT * (_BOLD if bold else 1)


def lines_of(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Return the lines into which a cell breaks the text; ``width`` in millimetres."""
    lines = []
    for paragraph in text.splitlines() or ['']:
        line, room = [], width
        for word in paragraph.split(' '):
            taken = text_width(f'{word} ', size, bold)
            if line and taken > room:
                lines.append(' '.join(line))
                line, room = [], width
            line.append(word)
            room -= taken
        lines.append(' '.join(line))
        if taken > width:   # a long word, such as a link, continues on the next line
            lines += [''] * int(taken // width)
    return lines


def balanced(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Return the text on as few lines as the width allows, with lines of about the same length.

    >>> balanced('SỞ THÔNG TIN VÀ TRUYỀN THÔNG', 61, 13, bold=True)
    ['SỞ THÔNG TIN VÀ', 'TRUYỀN THÔNG']
    """
    best = lines_of(text, width, size, bold)
    while len(narrower := lines_of(text, width - 1, size, bold)) == len(best) and width > 1:
        best, width = narrower, width - 1
    return best
