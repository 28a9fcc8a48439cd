# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What moves when units, channels or recipients are renamed, merged, split or ended: the rows of the table that the
Office confirms, and the answers that still hold when it is made again."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

MOVE, KEEP, WAIVE = 'move', 'keep', 'waive'


@dataclass(frozen=True)
class Move:
    """One row of the table: what moves, and what somebody has to decide about it.

    ``key`` is the same whenever the table is made, so that an answer is found again. ``apply`` names the method of the
    reorganisation that moves the ``records``: ``method(move, line)``.
    """

    key: str
    apply: str
    records: Any                    # any collection with ``ids``
    what: str
    now: str
    after: str
    detail: str = ''
    more: Mapping[str, Any] = field(default_factory=dict)   # further records that the same method moves
    count: int | None = None        # None: as many as there are records
    choice: str = ''                # what is proposed; '': there is nothing to choose
    is_doubtful: bool = False       # the proposal is worth a look
    must_move: bool = False         # it cannot stay as it is
    asks_target: bool = False       # who of several successors takes over
    asks_person: bool = False
    person: int | None = None       # the id of the person who is proposed
    people: Collection[int] = ()    # the ids of those who may be chosen

    @property
    def is_decided(self) -> bool:
        """Whether there is nothing to choose, nor to look at."""
        return not (self.choice or self.asks_target or self.asks_person)


def digest(moves: Iterable[Move]) -> str:
    """Return a checksum of what would move: it changes when anything else would.

    >>> class Ids(list):
    ...     ids = property(list)
    >>> one = Move('a', '_apply', Ids([1]), 'A', '', '')
    >>> digest([one]) == digest([Move('a', '_apply', Ids([1]), 'Another name', '', '')])
    True
    >>> digest([one]) == digest([Move('a', '_apply', Ids([1, 2]), 'A', '', '')])
    False
    """
    said = sorted(
        (move.key, sorted(move.records.ids), sorted((name, sorted(records.ids)) for name, records in move.more.items()))
        for move in moves)
    return hashlib.sha256(repr(said).encode()).hexdigest()


def digests_asked(moves: Iterable[Move]) -> set[str]:
    """Return the checksum of each row about which somebody decides. What was decided still holds as long as no other
    row is there; one that is there no more needs no decision."""
    return {digest([move]) for move in moves if not move.is_decided}


def replaced(values: Iterable[Any], old: Collection[Any], new: Iterable[Any]) -> list[Any]:
    """Return the values with the first of the old ones replaced by the new ones and the other old ones left out;
    nothing stands there twice.

    >>> replaced(['Office', 'Press', 'Digital'], {'Press', 'Digital'}, ['Media'])
    ['Office', 'Media']
    >>> replaced(['Press', 'Media'], {'Press'}, ['Media'])
    ['Media']
    """
    said = []
    for value in values:
        said += list(new) if value in old else [value]
    return list(dict.fromkeys(said))


def renamed_body(words: str, old: Iterable[str], new: Collection[str]) -> list[str]:
    """Return the words that name one of the old bodies with the new ones in its place: one text for each. [] when
    nothing but the old body stood there and none takes over; the words as they are when they name no old body.

    >>> renamed_body('Sở Nội vụ (b/c);', ['Sở Nội vụ'], ['Sở Nội vụ tỉnh A'])
    ['Sở Nội vụ tỉnh A (b/c);']
    >>> renamed_body('- Sở TT và TT;', ['sở TT và TT'], ['Sở KH và CN', 'Sở VH, TT và DL'])
    ['- Sở KH và CN;', '- Sở VH, TT và DL;']
    >>> renamed_body('Huyện ủy (b/c);', ['Huyện ủy'], [])
    []
    >>> renamed_body('Sở Nội vụ tỉnh', ['Nội vụ tỉn'], ['A'])
    ['Sở Nội vụ tỉnh']
    """
    text = normalize_nfc(words)
    for name in old:
        pattern = re.compile(rf'(?<!\w){re.escape(normalize_nfc(name))}(?!\w)', re.IGNORECASE)
        if not pattern.search(text):
            continue
        if new:
            return [pattern.sub(lambda __, one=one: one, text, count=1) for one in new]
        rest = pattern.sub('', re.sub(r'\([^)]*\)', '', text))
        return [] if not re.search(r'\w', rest) else [words]
    return [words]


def normalize_nfc(words: str) -> str:
    """Return the words in composed letters: the same name may be typed in two ways."""
    return unicodedata.normalize('NFC', words)
