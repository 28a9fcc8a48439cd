# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Two people changed one text: put their changes together, paragraph by paragraph.

A paragraph is an element at the top of the HTML: a heading, a list, a table too. What only one of them changed is taken
from that one. What both changed in different ways is for the reader to choose; nothing is left out by itself.
"""

import re
from dataclasses import asdict, dataclass
from html import escape

from lxml import html
from rapidfuzz.distance import Indel

from . import limits
from .html_tree import html_tree

SAME, SAVED, MINE, BOTH = 'same', 'saved', 'mine', 'both'   # who changed a piece
_EDITOR = re.compile(r'\s(?:data-oe-version|data-last-history-steps)="[^"]*"')    # the editor's own notes
_SPACE = re.compile(r'[\s\xa0]+')
_LAST_BREAK = re.compile(r'<br>(?=</\w+>$)')
_TOKENS = re.compile(r'<[^>]*>|[^\S<]+|[^\s<]+')
_ALIKE = 0.4        # less alike, old and new are easier to read one after the other


@dataclass(frozen=True, slots=True)
class Piece:
    """Neighbouring paragraphs, as HTML. ``number``: of the first one in the text that both opened, from 1."""

    state: str
    number: int
    base: str
    saved: str
    mine: str

    def as_dict(self) -> dict:
        """Return the piece for a client, with the differences from the text that both opened in words."""
        if self.state == SAME:
            return {'state': self.state, 'saved': self.saved}
        shown = {name: marked(getattr(self, name), self.base) for name in (SAVED, MINE)}
        return {**asdict(self), 'shown': shown}


def merge(base: str | None, saved: str, mine: str) -> list[Piece]:
    """Return the pieces of the merged text, in order. ``base``: the text that both opened; None: it is not known, and
    every difference is for the reader to choose.

    >>> [(piece.state, piece.number) for piece in merge(
    ...     '<p>a</p><p>b</p><p>c</p>', '<p>A</p><p>b</p><p>x</p>', '<p>a</p><p>B</p><p>y</p>')]
    [('saved', 1), ('mine', 2), ('both', 3)]
    """
    texts = [paragraphs(text) for text in (saved, mine)]
    old = _common(*texts) if base is None else paragraphs(base)
    changes = [_changes(old, new) for new in texts]
    pieces, done = [], [0, 0, 0]    # how many paragraphs of base, saved, mine are dealt with
    for first, last, ends in _regions(*changes):
        _add(pieces, old, texts, done, (first, done[1] + first - done[0], done[2] + first - done[0]))
        _add(pieces, old, texts, done, (last, *ends))
    _add(pieces, old, texts, done, (len(old), len(texts[0]), len(texts[1])))
    return pieces


def paragraphs(text: str | None) -> list[str]:
    """Return the elements at the top of the HTML, and the words between them.

    >>> paragraphs('Tin <b>mới</b><p>a</p>')
    ['Tin ', '<b>mới</b>', '<p>a</p>']
    """
    root = html_tree(text)
    found = [escape(root.text, quote=False)] if (root.text or '').strip() else []
    for element in root:
        found.append(html.tostring(element, encoding='unicode', with_tail=False))
        if (element.tail or '').strip():
            found.append(escape(element.tail, quote=False))
    return found


def is_same_text(one: str | None, other: str | None) -> bool:
    """Whether two texts differ in nothing but the notes of the editor and in spaces.

    >>> is_same_text('<p data-oe-version="2.0">a  b<br></p>', '<p>a b</p>'), is_same_text('<p>a</p>', '<h1>a</h1>')
    (True, False)
    """
    return [_key(text) for text in paragraphs(one)] == [_key(text) for text in paragraphs(other)]


def marked(new: str, old: str) -> str:
    """Return the new HTML with the words marked that are not in the old one, and those that it lacks.

    >>> marked('<p>All 120 communes</p>', '<p>All 12 communes</p>')
    '<p>All <removed>12</removed><added>120</added> communes</p>'
    """
    words, before = _TOKENS.findall(new), _TOKENS.findall(old)
    if not new or not old or len(words) + len(before) > limits.WORDS_COMPARED:
        return new
    changes = Indel.opcodes(before, words)
    if not _is_alike(before, words, changes):
        return new
    marks, removed, added = [], [], []
    for change in changes:
        if change.tag == 'equal':
            marks += [*removed, *added, *(('', token) for token in words[change.dest_start:change.dest_end])]
            removed, added = [], []
        elif change.tag == 'insert':
            added += [('' if token[0] == '<' else 'added', token)
                      for token in words[change.dest_start:change.dest_end]]
        else:
            removed += [('removed', token) for token in before[change.src_start:change.src_end] if token[0] != '<']
    return _written([*marks, *removed, *added])


def _is_alike(before, words, changes):
    """Whether enough of the words stayed for the marks to be read."""
    kept = sum(_is_word(token) for change in changes if change.tag == 'equal'
               for token in words[change.dest_start:change.dest_end])
    return 2 * kept >= _ALIKE * sum(_is_word(token) for token in (*before, *words))


def _is_word(token):
    return token[0] != '<' and not token.isspace()


def _written(marks):
    parts, open_mark = [], ''
    for mark, token in [*marks, ('', '')]:
        if mark != open_mark:
            parts.append((open_mark and f'</{open_mark}>') + (mark and f'<{mark}>'))
            open_mark = mark
        parts.append(token)
    return ''.join(parts)


def _key(text):
    return _LAST_BREAK.sub('', _SPACE.sub(' ', _EDITOR.sub('', text)).strip())


def _common(one, other):
    """Return the paragraphs that two texts have in common, in their order."""
    keys = [_key(text) for text in one], [_key(text) for text in other]
    if len(one) * len(other) > limits.PARAGRAPHS_MATCHED:
        return []
    return [one[number] for change in Indel.opcodes(*keys) if change.tag == 'equal'
            for number in range(change.src_start, change.src_end)]


def _changes(old, new):
    """Return the changes of one person: ``(first, last, new first, new last)``, numbers of paragraphs. Where as many
    paragraphs went as came, each is a change of its own."""
    before, after = [_key(text) for text in old], [_key(text) for text in new]
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    before, after = before[head:len(before) - tail], after[head:len(after) - tail]
    if len(before) * len(after) > limits.PARAGRAPHS_MATCHED:
        return [(head, head + len(before), head, head + len(after))]
    changes, begun = [], (0, 0)
    for change in [*Indel.opcodes(before, after), None]:
        if change is None or change.tag == 'equal':
            end = (len(before), len(after)) if change is None else (change.src_start, change.dest_start)
            changes += _single(*(number + head for number in (begun[0], end[0], begun[1], end[1])))
            begun = end if change is None else (change.src_end, change.dest_end)
    return changes


def _single(first, last, new_first, new_last):
    gone, come = last - first, new_last - new_first
    if gone == come:
        return [(first + step, first + step + 1, new_first + step, new_first + step + 1) for step in range(gone)]
    if not come:
        return [(first + step, first + step + 1, new_first, new_first) for step in range(gone)]
    return [(first, last, new_first, new_last)]


def _regions(saved, mine):
    """Return ``(first, last, (last of saved, last of mine))`` for each part of the opened text that somebody changed;
    changes that touch the same paragraph or the same place make one part."""
    pending = sorted(
        [(*change, 0) for change in saved] + [(*change, 1) for change in mine], key=lambda change: change[:2])
    shifts, regions = [0, 0], []    # how many paragraphs the text of each has more than the opened one, so far
    while pending:
        first, last, *__ = pending[0]
        took = [pending.pop(0)]
        while pending and (pending[0][0] < last or (pending[0][0] == first and last == first == pending[0][1])):
            last = max(last, pending[0][1])
            took.append(pending.pop(0))
        for old_first, old_last, new_first, new_last, who in took:
            shifts[who] += (new_last - new_first) - (old_last - old_first)
        regions.append((first, last, (last + shifts[0], last + shifts[1])))
    return regions


def _add(pieces, old, texts, done, ends):
    """Add the piece that goes to these ends (of base, saved and mine)."""
    parts = [source[begun:end] for source, begun, end in zip((old, *texts), done, ends, strict=True)]
    number, done[:] = done[0] + 1, ends
    if not any(parts):
        return
    base, saved, mine = ([_key(text) for text in part] for part in parts)
    if saved == mine:
        state = SAME
    elif mine == base:
        state = SAVED
    elif saved == base:
        state = MINE
    else:
        state = BOTH
    pieces.append(Piece(state, number, *(''.join(part) for part in parts)))
