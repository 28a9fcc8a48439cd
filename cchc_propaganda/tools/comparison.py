# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Show what changed between two versions of a text: in words instead of whole paragraphs, and within a bounded time.

Odoo compares line by line (a line runs from one "<" to the next), in a time that grows with the cube of the changes: a
thousand changed paragraphs take ten seconds. When that takes too long, this module compares the changed part as one
piece.
"""

import re
from os.path import commonprefix

from rapidfuzz.distance import Indel

from . import limits

_REPLACED = re.compile(r'<added>([^<]*)</added><removed>([^<]*)</removed>')   # how Odoo shows a changed paragraph
_WORDS = re.compile(r'\s+|[^\s]+')
_ALIKE = 0.4        # less alike, old and new are easier to read one after the other


def by_words(html: str) -> str:
    """Return Odoo's comparison of two HTML texts with only the changed words marked; Odoo repeats the whole paragraph.

    >>> by_words('<p><added>All 120 communes</added><removed>All 12 communes</removed></p>')
    '<p>All <removed>12</removed><added>120</added> communes</p>'
    >>> by_words('<p><added>Quite another thing</added><removed>Forms online</removed></p>')
    '<p><removed>Forms online</removed><added>Quite another thing</added></p>'
    """
    left = limits.WORDS_BUDGET

    def compared(found):
        nonlocal left
        new, old = (_WORDS.findall(text) for text in found.groups())
        left -= len(new) * len(old)
        if len(old) + len(new) > limits.WORDS_COMPARED or left < 0:
            return _mark('removed', old) + _mark('added', new)
        return _compared(new, old)

    return _REPLACED.sub(compared, html)


def sides(old: str, new: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Return both texts in pieces, ``(words, whether only this text has them)``, to be shown side by side.

    >>> sides('ngày 20 tháng cuối quý', 'ngày 25 tháng cuối quý')[0]
    [('ngày ', False), ('20', True), (' tháng cuối quý', False)]
    """
    old_words, new_words = _WORDS.findall(old), _WORDS.findall(new)
    if not (old and new) or len(old_words) + len(new_words) > limits.WORDS_COMPARED:
        return [(old, bool(new))] if old else [], [(new, bool(old))] if new else []
    before, after = [], []
    for change in Indel.opcodes(old_words, new_words):
        for pieces, words in ((before, old_words[change.src_start:change.src_end]),
                              (after, new_words[change.dest_start:change.dest_end])):
            if words:
                pieces.append((''.join(words), change.tag != 'equal'))
    return before, after


def _compared(new, old):
    changes = Indel.opcodes(old, new)
    same = sum(change.src_end - change.src_start for change in changes if change.tag == 'equal')
    if 2 * same < _ALIKE * (len(old) + len(new)):
        return _mark('removed', old) + _mark('added', new)
    pieces, removed, added = [], [], []
    for change in changes:
        if change.tag == 'equal':
            pieces += [_mark('removed', removed), _mark('added', added), *old[change.src_start:change.src_end]]
            removed, added = [], []
        else:
            removed += old[change.src_start:change.src_end]
            added += new[change.dest_start:change.dest_end]
    return ''.join([*pieces, _mark('removed', removed), _mark('added', added)])


def _mark(tag, words):
    return f'<{tag}>{"".join(words)}</{tag}>' if words else ''


# -- Texts too long for Odoo's comparison ------------------------------------------------------------------------------

def may_be_long(new: str, old: str) -> bool:
    """Whether :func:`is_long` can be true: a cheap check before the new text is parsed, which may double its tags."""
    return 2 * new.count('<') + old.count('<') > limits.LINES_COMPARED - 2


def is_long(new: str, old: str) -> bool:
    """Whether two HTML texts differ too much to be compared line by line.

    >>> is_long('<p>a</p>' * 5000, '<p>a</p>' * 5000), is_long('<p>a</p>' * 300, '<p>b</p>' * 300)
    (False, True)
    """
    if new == old:
        return False
    before, new_lines, old_lines, after = _changed(new, old)
    changed = len(new_lines) + len(old_lines)
    return changed > limits.LINES_COMPARED or changed + 2 * (len(before) + len(after)) > limits.LINES_MATCHED


def patch_as_one(new: str, old: str) -> str:
    """Return the patch that turns the new text back into the old one, in the format of Odoo's history. It has a single
    change: from the first line that differs to the last.

    >>> patch_as_one('<p>a</p><p>b</p>', '<p>a</p><p>c</p>'), patch_as_one('<p>a</p>', '<p>a</p><p>b</p>')
    ('R@3:<p>c', '+@2:<p>b</p>')
    >>> patch_as_one('<p>a</p><p>b</p>', '<p>a</p>')
    '-@3,4'
    """
    before, new_lines, old_lines, __ = _changed(new, old)
    first, last = len(before), len(before) + len(new_lines) - 1
    if not new_lines:
        return f'+@{first - 1}:<' + '<'.join(old_lines)
    place = f'@{first},{last}' if last > first else f'@{first}'
    return f'R{place}:<' + '<'.join(old_lines) if old_lines else f'-{place}'


def as_one(new: str, old: str) -> str:
    """Return the comparison of two texts as a single change: the old words, then the new ones."""
    if not (new.startswith('<') and old.startswith('<')):
        new, old = f'<div>{new}</div>', f'<div>{old}</div>'
    before, new_lines, old_lines, after = _changed(new, old)
    removed = ' '.join(filter(None, (line.partition('>')[2].strip() for line in old_lines)))
    added = [f'{tag}>{_mark("added", words)}' for tag, __, words in (line.partition('>') for line in new_lines)]
    text = '<'.join([*before, *added, *after])
    if not removed:
        return text
    shown = f'<p><removed>{removed}</removed></p>'
    return '<'.join(before) + shown + ('<' if added or after else '') + '<'.join([*added, *after])


def _changed(new, old):
    """Return the lines before the change, the new lines, the old lines, and the lines after the change. Lines are split
    as Odoo does: the first is the text before the first tag."""
    new_lines, old_lines = (text.replace('\n', '').split('<') for text in (new, old))
    head = max(len(commonprefix([new_lines, old_lines])), 1 if new_lines[0] == old_lines[0] else 0)
    rest = min(len(new_lines), len(old_lines)) - head
    tail = 0
    while tail < rest and new_lines[-1 - tail] == old_lines[-1 - tail]:
        tail += 1
    end_new, end_old = len(new_lines) - tail, len(old_lines) - tail
    return new_lines[:head], new_lines[head:end_new], old_lines[head:end_old], new_lines[end_new:]
