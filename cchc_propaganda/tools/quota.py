# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a row asks for in numbers: "Mỗi quý có ít nhất 01 tin, bài viết…", "02 lần/tháng", "24 kỳ/năm"."""

import re
from dataclasses import dataclass

from . import limits
from .posted_list import genre_code
from .text import fold, normalize

_UNIT = r'(?:0?6 thang|thang|quy|nam)'
_FREQUENCY = {'thang': 'month', 'quy': 'quarter', 'nam': 'year', '6': 'half'}
_ITEM = (r'(?:tin bai|tin|bai viet|bai phan anh|bai|phong su anh|phong su|video clip|videoclip|video|clip|'
         r'infographic|chum anh|anh|san pham truyen thong|san pham|chuyen muc|chuyen de|ban tin|ky|so|lan|luot|'
         r'cuoc thi|cuoc hop|cuoc|hoi nghi|hoi thi|lop tap huan|lop|buoi|dot)')
_EVENTS = re.compile(r'\b(?:cuoc|hoi nghi|hoi thi|lop|buoi|dot)\b')
_EACH = re.compile(rf'\b(?:moi|hang|tung) (?P<unit>{_UNIT})\b')
_COUNT = re.compile(
    rf'(?<![\d/.,-])\b(?P<n>\d{{1,3}})(?:\s*\([^()]*\))? '
    rf'(?P<items>{_ITEM}(?:(?:\s*[,/]\s*|\s+va\s+|\s+hoac\s+){_ITEM})*)\b'
    rf'(?P<rate>\s*/\s*(?:0?1 |mot )?(?P<unit>{_UNIT})\b)?')
_AT_LEAST = re.compile(r'\b(?:it nhat|toi thieu|tu|khong duoi|moi \w+(?: \w+){0,2}|dat)\W*\Z')
_CLAUSE_ENDS = re.compile(r'[;\n]|\.\s')


@dataclass(frozen=True, slots=True)
class Quota:
    """So many items in each period. ``frequency``: '' when the row's time says how often; ``genres``: codes of what
    counts, empty for any; ``place``: the words that say where; ``is_event``: it is held, not posted."""

    quantity: int
    frequency: str = ''
    genres: tuple[str, ...] = ()
    place: str = ''
    is_event: bool = False


def read_quotas(content: str | None) -> tuple[Quota, ...]:
    """Return the quotas that a content states, in its order.

    >>> [(one.quantity, one.frequency, one.place) for one in read_quotas(
    ...     'Mỗi quý có ít nhất 01 tin đăng Chuyên trang CCHC; 02 tin, bài đăng Cổng TTĐT của tỉnh')]
    [(1, 'quarter', 'đăng Chuyên trang CCHC'), (2, 'quarter', 'đăng Cổng TTĐT của tỉnh')]
    >>> read_quotas('Phát thanh 02 lần/tháng')
    (Quota(quantity=2, frequency='month', genres=(), place='Phát thanh', is_event=False),)
    >>> read_quotas('Chỉ số CCHC năm 2023 và 11 nội dung khác')
    ()
    """
    if len(content or '') > limits.CELL:
        return ()
    text = normalize((content or '').replace('\n', '; '))
    words = fold(text)
    if len(words) != len(text):     # a letter that folds to two
        text = words
    each = [(match.end(), _frequency(match['unit'])) for match in _EACH.finditer(words)]
    counts = [match for match in _COUNT.finditer(words)
              if match['rate'] or _AT_LEAST.search(words[:match.start()]) or _before(each, match.start())]
    quotas = []
    for index, match in enumerate(counts):
        frequency = _frequency(match['unit']) if match['unit'] else _before(each, match.start()) or _after(each, match)
        until = counts[index + 1].start() if index + 1 < len(counts) else len(text)
        after = _CLAUSE_ENDS.split(text[match.end():until])[0]
        before = _CLAUSE_ENDS.split(text[counts[index - 1].end() if index else 0:match.start()])[-1]
        place = after.strip(' ,:–-') or before.strip(' ,:–-')
        if int(match['n']):
            quotas.append(Quota(int(match['n']), frequency, _genres(match['items']), _without_rest(place),
                                bool(_EVENTS.search(match['items']))))
    return tuple(quotas)


def _frequency(unit):
    return _FREQUENCY[unit.split()[0].lstrip('0')]


def _before(each, at):
    """Return the frequency named last before the place, '' without one."""
    return next((frequency for end, frequency in reversed(each) if end <= at), '')


def _after(each, match):
    return next((frequency for end, frequency in each if match.end() < end <= match.end() + 60), '')


def _genres(items):
    codes = (genre_code('tin' if item == 'tin bai' else item)
             for item in re.split(r'\s*[,/]\s*|\s+(?:va|hoac)\s+', items))
    found = [code for code in codes if code]
    return tuple(dict.fromkeys(found + (['article'] if 'tin bai' in items else [])))


def _without_rest(place):
    """Return the place without what the items are about."""
    cut = re.search(r'\s*(?::|\bnội dung\b|\bcó nội dung\b|\bliên quan\b|\bvề\s)', place, re.IGNORECASE)
    return place[:cut.start()].strip(' ,') if cut and cut.start() else place
