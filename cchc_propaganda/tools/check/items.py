# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The items of a section: its lines as they are read on paper."""

import re
from functools import lru_cache

from ..text import plain_text

_BULLET = re.compile(r'\A\s*[-–—+•●▪*]\s*')
_NUMBER = re.compile(r'\A\s*(\d{1,2}|[a-zđ])\s*[.)]\s+')


@lru_cache(maxsize=1024)
def items(body: str | None) -> tuple[tuple[str, str], ...]:
    """Return ``((number or '', words), …)`` of a section's text. A line without a bullet goes on the item before it,
    as soon as one line has a bullet.

    >>> items('<p>- Tin, bài</p><p>- Niêm yết</p><p>tại bộ phận một cửa.</p>')
    (('', 'Tin, bài'), ('', 'Niêm yết tại bộ phận một cửa.'))
    >>> items('<p>1. Văn phòng theo dõi.</p><p>Báo cáo./.</p>')
    (('1', 'Văn phòng theo dõi. Báo cáo./.'),)
    >>> items('<ul><li>Tin, bài</li><li>Hội thi</li></ul>')
    (('', 'Tin, bài'), ('', 'Hội thi'))
    """
    found, is_list = [], False
    for line in plain_text(body).splitlines():
        number = _NUMBER.match(line)
        mark = number or _BULLET.match(line)
        is_list = is_list or bool(mark)
        if mark:
            found.append((number[1] if number else '', line[mark.end():].strip()))
        elif found and is_list:
            found[-1] = (found[-1][0], f'{found[-1][1]} {line.strip()}')
        else:
            found.append(('', line.strip()))
    return tuple(found)
