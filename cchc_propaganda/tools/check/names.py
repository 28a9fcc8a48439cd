# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Names of units and channels in a plan: one thing that is called by several names.

"Cổng TTĐT của Sở" and "Cổng thông tin điện tử Sở" are one name: abbreviations, "của", and whose it is do not count.
"Trang TTĐT của Sở" is another name for it.
"""

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache

from ..text import fold, normalize

_WORD = re.compile(r'\w+')
_SHORT_FORM = re.compile(r'\(\s*[A-ZĐ]{2,10}\s*\)')      # "Trang thông tin điện tử (TTĐT) của Sở"
_ADDITION = re.compile(r' ?\([^)]*\)?')                   # "Cổng TTĐT của tỉnh (trên kênh Zalo)"
_LONG_FORMS = {
    'ttdt': ('thong', 'tin', 'dien', 'tu'), 'cchc': ('cai', 'cach', 'hanh', 'chinh'),
    'tttt': ('thong', 'tin', 'truyen', 'thong'), 'ubnd': ('uy', 'ban', 'nhan', 'dan'),
    'tthc': ('thu', 'tuc', 'hanh', 'chinh'), 'bbt': ('ban', 'bien', 'tap'),
}
_JOINING = frozenset({'cua', 'thuoc'})
_WHOSE = frozenset({'so', 'tinh', 'xa', 'phuong', 'huyen'})
LEAST_WORDS = 3     # shorter names, such as "Thanh tra", mean other things in running text, too


def spelt_differently(names: Sequence[str]) -> list[int]:
    """Return where each name stands first among the names that one thing is called by, when there are several.

    >>> spelt_differently(['Thanh tra', 'Phòng Thanh tra', 'Thanh tra Sở.'])
    [0, 1]
    >>> spelt_differently(['Cổng TTĐT của Sở', 'Cổng thông tin điện tử Sở', 'Cổng TTĐT của Sở (kênh Zalo)'])
    []
    """
    first = {}
    for at, name in enumerate(names):
        first.setdefault(_name_key(name), at)
    return list(first.values()) if len(first) > 1 else []


def found_names(text: str | None, known: Mapping[Hashable, Iterable[str]]) -> list[tuple[Hashable, str]]:
    """Return ``[(whose name, the name as written)]`` of the known names of three words and more in a text, the longest
    at each place.

    >>> known = {1: ['Cổng TTĐT Sở', 'Trang TTĐT của Sở'], 2: ['Ban Biên tập', 'Ban Biên tập Cổng TTĐT của Sở']}
    >>> found_names('Ban Biên tập Cổng TTĐT của Sở đăng lên Trang thông tin điện tử (TTĐT) của Sở.', known)
    [(2, 'Ban Biên tập Cổng TTĐT của Sở'), (1, 'Trang thông tin điện tử (TTĐT) của Sở')]
    """
    keys, index = list(known), _index(tuple(tuple(names) for names in known.values()))
    words, text = _words(text or ''), text or ''
    found, at = [], 0
    while at < len(words):
        best = _longest_at(words, at, index)
        if best is None:
            at += 1
            continue
        position, end = best
        found.append((keys[position], text[words[at][1]:words[end - 1][2]]))
        at = end
    return found


def _longest_at(words, at, index):
    """Return (whose name by position, the word after it) of the longest known name that begins there, else None."""
    wanted = index.get(words[at][0][0])
    if wanted is None or words[at][0][0] in _JOINING:
        return None
    longest, names = wanted
    parts, best = (), None
    for end in range(at, len(words)):
        parts += tuple(part for part in words[end][0] if part not in _JOINING)
        if len(parts) > longest:
            break
        if parts in names and words[end][0][-1] not in _JOINING:
            best = names[parts], end + 1
    return best


@lru_cache(maxsize=64)
def _index(known):
    """Return ``{first word: (words of the longest name, {words of a name: position of whose it is})}``. A name of two
    things is nobody's. Only words are kept for the next call: what the caller's keys are is not known here."""
    index = {}
    for position, names in enumerate(known):
        for name in names:
            parts = _parts(name)
            if len(parts) < LEAST_WORDS:
                continue
            longest, found = index.get(parts[0], (0, {}))
            found[parts] = position if found.get(parts, position) == position else None
            index[parts[0]] = max(longest, len(parts)), found
    return {word: (longest, {parts: position for parts, position in found.items() if position is not None})
            for word, (longest, found) in index.items()}


def _parts(name):
    return tuple(part for parts, *__ in _words(name) for part in parts if part not in _JOINING)


def _name_key(name):
    parts = _parts(_ADDITION.sub('', normalize(name)))
    while len(parts) > 2 and parts[-1] in _WHOSE:
        parts = parts[:-1]
    return parts


@lru_cache(maxsize=2048)
def _words(text):
    """Return ``[(parts, start, end)]`` of the words of a text; a short form has the parts of its long form."""
    hidden = [match.span() for match in _SHORT_FORM.finditer(text)]
    words = []
    for match in _WORD.finditer(text):
        if any(start <= match.start() < end for start, end in hidden):
            continue
        word = fold(match[0])
        words.append((_LONG_FORMS.get(word, (word,)), match.start(), match.end()))
    return words
