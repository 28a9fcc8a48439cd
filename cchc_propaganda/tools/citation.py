# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Reads the words in which officials cite a document: "Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ ban
hành Chương trình tổng thể …"."""

import re
from dataclasses import dataclass
from datetime import date

from . import limits
from .table_reading import parse_date
from .text import fold

BEGIN = re.compile(r'\A(?:căn cứ|thực hiện|theo)(?: vào)?\s', re.IGNORECASE)
NUMBERED = re.compile(
    r'\bsố\s*:?\s*(\d{1,5}(?:/\d{4})?/[^\W\d_][\w-]*|\d{1,4}-[A-ZĐ][A-ZĐa-zđ]{1,3}/[A-ZĐ]{2,4})')
_NUMBER = re.compile(r'(?<![\w/-])(\d{1,5}(?:/\d{4})?/[^\W\d_][\w-]*|\d{1,4}-[A-ZĐ][A-ZĐa-zđ]{1,3}/[A-ZĐ]{2,4})')
_DAY = re.compile(r'\bngày\s+(\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})', re.IGNORECASE)
_ISSUER = re.compile(
    r'\bcủa (.+?)(?= (?:về|ban hành|quy định|phê duyệt|hướng dẫn|sửa đổi|triển khai)\b|[;,.(]|\Z)')
_JOINT = re.compile(r'\A[\s,;:-]+')

# In the order in which they are looked for at the beginning of a citation; the values are those of the register.
_KINDS = {
    'bo luat': 'law', 'luat': 'law', 'law': 'law', 'nghi dinh': 'decree', 'decree': 'decree',
    'nghi quyet': 'resolution', 'resolution': 'resolution', 'chi thi': 'directive', 'directive': 'directive',
    'thong tu lien tich': 'circular', 'thong tu': 'circular', 'circular': 'circular', 'quyet dinh': 'decision',
    'decision': 'decision', 'ke hoach': 'plan', 'plan': 'plan', 'cong van': 'letter', 'official letter': 'letter',
    'letter': 'letter', 'hien phap': 'other', 'phap lenh': 'other', 'chuong trinh': 'other', 'thong bao': 'other',
    'ket luan': 'other', 'huong dan': 'other', 'cong dien': 'other', 'de an': 'other', 'quy dinh': 'other',
    'quy che': 'other', 'van ban hop nhat': 'other',
}
_KIND_OF_SYMBOL = {
    'ND': 'decree', 'NQ': 'resolution', 'NQLT': 'resolution', 'CT': 'directive', 'TT': 'circular', 'TTLT': 'circular',
    'QD': 'decision', 'KH': 'plan', 'CV': 'letter', 'TB': 'other', 'HD': 'other', 'KL': 'other', 'CTr': 'other',
}
_ISSUER_OF_SYMBOL = {'CP': 'Chính phủ', 'TTg': 'Thủ tướng Chính phủ'}


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says of its document; '' and None for what it does not say. ``kind``: as in the register."""

    kind: str = ''
    number: str = ''
    day: date | None = None
    issuer: str = ''
    abstract: str = ''


def read_citation(words: str) -> Citation:
    """Return what the words say of the document that they cite first.

    >>> read_citation('Căn cứ Quyết định số 100/QĐ-UBND ngày 02/01/2025 của UBND tỉnh về cải cách hành chính;')
    Citation(kind='decision', number='100/QĐ-UBND', day=datetime.date(2025, 1, 2), issuer='UBND tỉnh', \
abstract='về cải cách hành chính')
    >>> read_citation('Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16/6/2025').abstract
    'Luật Tổ chức chính quyền địa phương'
    """
    words = ' '.join((words or '').split())[:limits.CELL].rstrip(' .;,')
    cited = BEGIN.sub('', words)
    number = NUMBERED.search(cited) or _NUMBER.search(cited)
    day = _DAY.search(cited, number.end() if number else 0) or _DAY.search(cited)
    end = max(match.end() for match in (number, day) if match) if number or day else 0
    issuer = _ISSUER.search(cited, number.end() if number else 0)
    rest = cited[issuer.end() if issuer else end:] if end or issuer else ''
    symbol = number[1] if number else ''
    kind = kind_of(cited) or kind_of_symbol(symbol)
    title = _title(cited, number or day) if kind == 'law' else ''
    return Citation(
        kind, symbol, parse_date(day[1]) if day else None,
        issuer[1].strip() if issuer else issuer_of_symbol(symbol), _JOINT.sub('', rest) or title)


def names_document(words: str) -> bool:
    """Whether the words cite a document: by its number, or by its kind and day.

    >>> [names_document(words) for words in ('Nghị quyết số 76/NQ-CP', 'Luật Thanh tra ngày 25/6/2025', 'Quý I')]
    [True, True, False]
    """
    cited = BEGIN.sub('', ' '.join((words or '').split())[:limits.CELL])
    return bool(_NUMBER.search(cited) or kind_of(cited) and _DAY.search(cited))


def _title(cited, before):
    """Return the name that a law bears before its number or its day: "Luật Thanh tra số …"."""
    head = cited[:before.start()] if before else cited
    head = head.strip(' .;,')
    return head if fold(head) not in _KINDS else ''


def kind_of(words: str) -> str:
    """Return the kind of document that a text begins with, '' if it begins with none.

    >>> kind_of('Nghị định số 42'), kind_of('Chương trình hành động'), kind_of('Sở Nội vụ')
    ('decree', 'other', '')
    """
    words = fold(words[:limits.TITLE])
    return next((kind for name, kind in _KINDS.items() if f'{words} '.startswith(f'{name} ')), '')


def kind_of_symbol(symbol: str) -> str:
    """Return the kind of document that its number and symbol tells, '' if it tells none.

    >>> kind_of_symbol('76/NQ-CP'), kind_of_symbol('30-CTr/TU'), kind_of_symbol('72/2025/QH15')
    ('resolution', 'other', '')
    """
    return next(filter(None, map(_KIND_OF_SYMBOL.get, _parts(symbol))), '')


def issuer_of_symbol(symbol: str) -> str:
    """Return the body that the symbol of a document names for certain, '' for others.

    >>> issuer_of_symbol('76/NQ-CP'), issuer_of_symbol('64/2025/QH15'), issuer_of_symbol('30/KH-UBND')
    ('Chính phủ', 'Quốc hội', '')
    """
    last = (_parts(symbol) or [''])[-1]
    return 'Quốc hội' if re.fullmatch(r'QH\d{1,2}', last) else _ISSUER_OF_SYMBOL.get(last, '')


def symbol_key(symbol: str | None) -> str:
    """Return a key that is equal for all spellings of a number and symbol.

    >>> symbol_key('30 - CTr/TU') == symbol_key('30-CTR/TU ')
    True
    """
    return ''.join(fold(symbol).split()).replace('–', '-')


def _parts(symbol):
    return re.findall(r'[A-Za-z]\w*', symbol.replace('Đ', 'D').replace('đ', 'd'))
