# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which units, channels and forms the words of a plan mean, with a score: below :data:`ASKED` a person is asked."""

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from . import limits, text

ASKED = 95          # a match below it is proposed, and a person confirms it
SIMILAR = 70        # what is less alike is not even proposed
_ABBREVIATED, _INITIALS = 97, 95

_SHORT = {
    'p': ('phong',), 'vp': ('van phong',), 'tt': ('trung tam', 'thanh tra'), 'bbt': ('ban bien tap',),
    'ubnd': ('uy ban nhan dan',), 'hdnd': ('hoi dong nhan dan',), 'bgd': ('ban giam doc',), 'ld': ('lanh dao',),
    'cnso': ('cong nghe so',), 'cntt': ('cong nghe thong tin',), 'cds': ('chuyen doi so',), 'dtn': ('doan thanh nien',),
    'ttdt': ('thong tin dien tu',), 'vhxh': ('van hoa xa hoi',),
}
_MANY = re.compile(r'\A(?:tat ca |toan bo |thu truong |lanh dao |truong )*(?:cac|nhung)\b')
_REST = re.compile(r'\b(?:con lai|khac)\b')
_RELATED = re.compile(r'\blien quan\b')


@dataclass(frozen=True, slots=True)
class NameMatch:
    """What a name in a cell means: the ids of one unit or of a group; none when it is not understood. ``turn``: the
    words before the colon, as in "Tháng 1,2,3: Văn phòng"."""

    words: str
    ids: tuple[Hashable, ...] = ()
    score: float = 0
    turn: str = ''

    @property
    def is_asked(self) -> bool:
        """Whether a person has to confirm or choose."""
        return not self.ids or self.score < ASKED


# -- units -----------------------------------------------------------------------------------------------------------

def match_unit_cell(cell: str | None, names: Mapping[Hashable, Iterable[str]],
                    groups: Mapping[str, Iterable[Hashable]] | None = None) -> list[NameMatch]:
    """Return what each name in a cell means, in the order of the cell. ``names``: unit id -> its names; ``groups``:
    word -> the units that "các …" means.

    >>> names = {1: ['Văn phòng'], 2: ['Phòng Chuyển đổi số'], 3: ['Thanh tra'], 4: ['Trung tâm Công nghệ số']}
    >>> [(one.words, one.ids, one.is_asked) for one in match_unit_cell('VP, P. CĐS; TT CN số; Thanh tra Sở', names)]
    [('VP', (1,), False), ('P. CĐS', (2,), False), ('TT CN số', (4,), True), ('Thanh tra Sở', (3,), False)]
    >>> match_unit_cell('- Tháng 1,2,3: Văn phòng', names)
    [NameMatch(words='Văn phòng', ids=(1,), score=100, turn='Tháng 1,2,3')]
    """
    if len(cell or '') > limits.UNITS_CELL:
        return [NameMatch((cell or '')[:limits.UNIT_NAME])]
    cell = re.sub(r'\b(P|TT|VP)\.(?=\S)', r'\1. ', cell or '')
    found = []
    for item in text.split_units(cell):
        turn, name = _turn_of(item)
        whole = match_unit(name, names, groups)
        parts = [part for part in map(str.strip, re.split(r',|/| và | \+ ', ' '.join(name.split()))) if part]
        if len(parts) > 1 and (not whole.ids or whole.score < ASKED):
            split = [match_unit(part, names, groups) for part in parts]
            if any(match.ids and match.score >= ASKED for match in split):
                found += [_with_turn(match, turn) for match in split]
                continue
        found.append(_with_turn(whole, turn))
    return found


def match_unit(name: str, names: Mapping[Hashable, Iterable[str]],
               groups: Mapping[str, Iterable[Hashable]] | None = None) -> NameMatch:
    """Return what one name means: the unit most alike, or the group of "các …".

    >>> groups = {'phòng': [1, 2], 'đơn vị': [4]}
    >>> match_unit('Các phòng và đơn vị thuộc Sở', {}, groups).ids
    (1, 2, 4)
    >>> match_unit('Các đơn vị có liên quan', {}, groups).ids
    ()
    """
    folded = text.fold(name)
    if _MANY.match(folded):
        ids = [unit for word, members in (groups or {}).items()
               if re.search(rf'\b{re.escape(text.fold(word))}\b', folded) for unit in members]
        if _RELATED.search(folded):
            return NameMatch(name)
        return NameMatch(name, tuple(dict.fromkeys(ids)), 0 if not ids else 90 if _REST.search(folded) else 100)
    if not folded or len(name) > limits.UNIT_NAME:
        return NameMatch(name)
    best = text.match_units(name, names, SIMILAR)
    if best and best[0].score >= text.CERTAIN:
        return NameMatch(name, (best[0].id,), best[0].score)
    for score, likeness in ((_ABBREVIATED, _is_abbreviated), (_INITIALS, _has_initials)):
        ids = [unit for unit, unit_names in names.items() if any(likeness(name, other) for other in unit_names)]
        if len(ids) == 1:
            return NameMatch(name, tuple(ids), score)
        if ids:
            return NameMatch(name, tuple(ids[:1]), SIMILAR)      # two units have these letters
    if not best:
        written_out = (match for spelling in _expanded(name) for match in text.match_units(spelling, names, SIMILAR))
        best = sorted(written_out, key=lambda match: -match.score)
    if not best:
        return NameMatch(name)
    score = min(best[0].score, ASKED - 1)
    if any(other.id != best[0].id and best[0].score - other.score < 3 for other in best[1:]):
        score = SIMILAR
    return NameMatch(name, (best[0].id,), score)


def _turn_of(item):
    """Return the words before the colon that say when, and the name."""
    match = re.match(r'^(?=[^:]*(?:\d|\b(?:tháng|quý|kỳ)\b))([^:]{1,60}):\s*(.+)$', item, re.IGNORECASE)
    return (match[1].strip(), match[2]) if match else ('', item)


def _with_turn(match, turn):
    return NameMatch(match.words, match.ids, match.score, turn) if turn else match


def _is_abbreviated(name, other):
    """Whether the names are equal once their short words are written out, or shortened to their first letters."""
    return bool(_expanded(name) & _expanded(other))


@lru_cache(maxsize=4096)
def _expanded(name):
    spellings = ['']
    for word in text.unit_key(name.replace('.', ' ')).split():
        spellings = [f'{spelling} {long}'.strip() for spelling in spellings[:8] for long in _SHORT.get(word, (word,))]
    return frozenset(text.unit_key(spelling) for spelling in spellings)


def _has_initials(name, other):
    letters = re.sub(r'\W', '', text.unit_key(name))
    words = text.unit_key(other).split()
    return 1 < len(letters) < 8 and len(words) > 1 and letters == ''.join(word[0] for word in words)


# -- channels and forms ----------------------------------------------------------------------------------------------

_SAME = (
    (r'\b(?:cong|trang)(?: thong tin)? dien tu(?: thanh phan)?\b|\b(?:cong|trang) ttdt\b|\bwebsite\b|\btrang web\b',
     'web'),
    (r'\bcai cach hanh chinh\b', 'cchc'), (r'\bchuyen (?:trang|muc)\b', 'trang'),
    (r'\bphat thanh(?: va)? truyen hinh\b|\bpt ?(?:va )?th\b', 'ptth'), (r'\bofficial?\b|\boffical\b|\boa\b', ' '),
    (r'\b(?:cua|tren|kenh|thuoc|tai|nhom|cac)\b', ' '),
)


@lru_cache(maxsize=4096)
def channel_key(name: str) -> tuple[str, ...]:
    """Return the words of a channel's name by which its spellings are equal.

    >>> channel_key('Cổng TTĐT của tỉnh (trên kênh Zalo)') == channel_key('Trang thông tin điện tử tỉnh – Zalo')
    True
    """
    words = re.sub(r'[\W_]+', ' ', text.fold(name))
    for pattern, short in _SAME:
        words = re.sub(pattern, short, words)
    return tuple(words.split())


def match_channels(words: str, names: Mapping[Hashable, Iterable[str]]) -> list[NameMatch]:
    """Return the channels that are named in the words, in their order; the longest name counts. Without any, the one
    that is most like the words.

    >>> names = {1: ['Cổng TTĐT Sở'], 2: ['Cổng TTĐT tỉnh', 'Cổng TTĐT tỉnh (kênh Zalo)'], 3: ['Chuyên trang CCHC']}
    >>> found = match_channels('đăng trên Trang TTĐT của Sở và Cổng TTĐT của tỉnh (trên kênh Zalo)', names)
    >>> [(one.words, one.ids, one.score) for one in found]
    [('Cổng TTĐT Sở', (1,), 99), ('Cổng TTĐT tỉnh (kênh Zalo)', (2,), 99)]
    """
    if not words or len(words) > limits.CELL:
        return []
    key = channel_key(words)
    found = []
    for ident, channel_names in names.items():
        for name in channel_names:
            part = channel_key(name)
            if len(part) > 1 or part and len(part[0]) > 3:
                found += [(at, at + len(part), ident, name) for at in range(len(key) - len(part) + 1)
                          if key[at:at + len(part)] == part]
    taken, matches = [], {}
    for start, end, ident, name in sorted(found, key=lambda one: (one[0] - one[1], one[0])):
        if all(end <= first or start >= last for first, last in taken):
            taken.append((start, end))
            matches.setdefault(ident, (start, NameMatch(name, (ident,), text.CERTAIN)))
    if matches:
        return [match for __, match in sorted(matches.values(), key=lambda one: one[0])]
    return _most_alike(words, names)


def _most_alike(words, names):
    key = ' '.join(channel_key(place_of(words)))
    best = max(((fuzz.token_set_ratio(key, ' '.join(channel_key(name))), ident, name)
                for ident, channel_names in names.items() for name in channel_names if channel_key(name)),
               key=lambda one: one[0], default=None)
    if not key or not best or best[0] < SIMILAR:
        return []
    return [NameMatch(best[2], (best[1],), min(best[0], ASKED - 1))]


def place_of(words: str) -> str:
    """Return the name of the place in words such as "được duyệt đăng trên Báo tỉnh".

    >>> place_of('gửi và được duyệt đăng trên Báo tỉnh'), place_of('Phát thanh')
    ('Báo tỉnh', 'Phát thanh')
    """
    words = ' '.join(words.split())
    match = re.search(r'\b(?:đăng(?: tải)?|phát(?: sóng)|trên|lên)\s+(?!tải\b|trên\b|lên\b)(.+)', words, re.IGNORECASE)
    return (match[1] if match else words)[:limits.UNIT_NAME].strip(' .,;:')


def match_forms(words: str, names: Mapping[Hashable, Iterable[str]]) -> list[NameMatch]:
    """Return the forms of which a part of the name stands in the words: "hội nghị" of "Lồng ghép hội nghị, cuộc họp".

    >>> match_forms('Tổ chức hội thi tìm hiểu CCHC', {1: ['Lồng ghép hội nghị, cuộc họp'], 2: ['Hội thi']})
    [NameMatch(words='Hội thi', ids=(2,), score=99, turn='')]
    """
    plain = f' {_plain(words)} '
    found = []
    for ident, form_names in names.items():
        for name in form_names:
            for part in re.split(r'[,;()]', name):
                whole = _plain(part)
                key = whole.removeprefix('long ghep ')
                if len(key) > 3 and f' {key} ' in plain:
                    # a conference of its own is not quite the form "Lồng ghép hội nghị"
                    score = text.CERTAIN if f' {whole} ' in plain else ASKED - 1
                    found.append((len(key), NameMatch(name, (ident,), score)))
    unique = {match.ids: match for __, match in sorted(found, key=lambda one: (one[1].score, one[0]))}
    return list(unique.values())


def _plain(words):
    return ' '.join(re.sub(r'[\W_]+', ' ', text.fold(words)).split())
