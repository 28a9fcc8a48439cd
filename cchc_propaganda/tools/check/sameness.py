# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Whether two texts of a plan are about the same: a form of section III and the row of the appendix that carries it
out, a content that stands twice."""

import re
from functools import lru_cache
from math import ceil

from ..text import title_key

_LONG, _SHORT = 12, 4       # so many syllables in common are enough, and so few never
_AHEAD = 3                  # syllables that one of the texts may have before what they have in common: "Tuyên truyền …"
_MOSTLY = 0.75

# What a form of communication is, by the words that name it. The codes are those of the shipped forms.
_KINDS = {
    'articles': r'tin bai|bai viet|dang tai|chuyen muc',
    'broadcast': r'phat thanh|truyen hinh|truyen thanh|video',
    'social': r'zalo|mang xa hoi|facebook',
    'integrated': r'long ghep|hoi nghi|cuoc hop',
    'law': r'giao duc phap luat',
    'party': r'sinh hoat',
    'notice': r'niem yet|cong khai',
    'study': r'hoc tap kinh nghiem',
    'contest': r'hoi thi|cuoc thi',
    'banner': r'pano|bang ron|ap phich|khau hieu',
    'leaflet': r'to roi|to gap',
    'training': r'tap huan|boi duong',
    'dialogue': r'doi thoai|toa dam',
}
_KIND_WORDS = {kind: re.compile(rf'\b(?:{words})\b') for kind, words in _KINDS.items()}


def is_same(one: str | None, other: str | None) -> bool:
    """Whether two texts are the same sentence, or begin with the same long run of words.

    >>> is_same('Tính tiện ích và hướng dẫn cá nhân, tổ chức sử dụng dịch vụ công tại Trung tâm',
    ...         'Tuyên truyền tính tiện ích và hướng dẫn cá nhân, tổ chức sử dụng dịch vụ công qua video')
    True
    >>> is_same('Niêm yết công khai TTHC.', 'Niêm yết công khai TTHC'), is_same('Kết quả xác định', 'Kết quả')
    (True, False)
    """
    one, other = _words(one), _words(other)
    if one == other:
        return bool(one)
    enough = min(_LONG, max(_SHORT, ceil(0.8 * min(len(one), len(other)))))
    return any(
        one[ahead:ahead + enough] == other[behind:behind + enough] and len(one) >= ahead + enough
        for ahead in range(_AHEAD + 1) for behind in range(_AHEAD + 1))


def carries_out(row: str | None, form: str | None, kinds: frozenset[str] = frozenset()) -> bool:
    """Whether a row of the appendix carries out a form of communication: the same words, most of the row's words, or a
    form of the same kind. ``kinds``: codes of forms that the row asks for.

    >>> carries_out('Đăng tải tin, bài lên Cổng TTĐT', 'Thực hiện viết tin, bài về CCHC gửi các báo')
    True
    >>> carries_out('Đăng tải tin, bài lên Cổng TTĐT', 'Tham gia Đoàn học tập kinh nghiệm ngoài tỉnh')
    False
    >>> carries_out('Tổ chức theo kế hoạch', 'Lồng ghép trong các hội nghị', frozenset({'integrated'}))
    True
    """
    return is_same(row, form) or _is_mostly_in(row, form) or bool((kinds_of(row) | kinds) & kinds_of(form))


def stands_in(content: str | None, form: str | None) -> bool:
    """Whether a content of the plan is that form under another heading."""
    return is_same(content, form) or _is_mostly_in(content, form)


@lru_cache(maxsize=1024)
def kinds_of(text: str | None) -> frozenset[str]:
    """Return the kinds of communication that a text names.

    >>> sorted(kinds_of('Lồng ghép trong hội nghị; viết tin, bài')), kinds_of('Vai trò của CCHC')
    (['articles', 'integrated'], frozenset())
    """
    key = title_key(text)
    return frozenset(kind for kind, words in _KIND_WORDS.items() if words.search(key))


def _is_mostly_in(part, whole):
    part, whole = set(_words(part)), set(_words(whole))
    return len(part) >= 2 * _SHORT and len(part & whole) >= _MOSTLY * len(part)


@lru_cache(maxsize=1024)
def _words(text):
    return tuple(title_key(text).split())
