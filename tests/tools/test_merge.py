# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Two people changed one text: nothing that either of them wrote is lost."""

import doctest
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_propaganda.tools import merge
from cchc_propaganda.tools.merge import BOTH, MINE, SAME, SAVED


def text(letters):
    return ''.join(f'<p>{letter}</p>' for letter in letters)


def states(base, saved, mine):
    return [(piece.state, piece.saved.replace('<p>', '').replace('</p>', ''),
             piece.mine.replace('<p>', '').replace('</p>', ''))
            for piece in merge.merge(base and text(base), text(saved), text(mine)) if piece.state != SAME]


def chosen(pieces, choice):
    return ''.join({SAME: piece.saved, SAVED: piece.saved, MINE: piece.mine}.get(
        piece.state, piece.saved + piece.mine if choice == BOTH else getattr(piece, choice)) for piece in pieces)


def test_examples_in_the_docstrings():
    result = doctest.testmod(merge)
    assert result.attempted and not result.failed


@pytest.mark.parametrize(('base', 'saved', 'mine', 'expected'), [
    ('abc', 'abc', 'abc', []),
    ('abc', 'aBc', 'aBc', []),                                      # both changed it in the same way
    ('abcde', 'Abcde', 'abcdE', [(SAVED, 'A', 'a'), (MINE, 'e', 'E')]),
    ('ab', 'Ab', 'aB', [(SAVED, 'A', 'a'), (MINE, 'b', 'B')]),      # neighbours are two paragraphs
    ('abc', 'aXc', 'aYc', [(BOTH, 'X', 'Y')]),
    ('abc', 'ac', 'aBc', [(BOTH, '', 'B')]),                        # one deleted what the other changed
    ('abc', 'ac', 'abC', [(SAVED, '', 'b'), (MINE, 'c', 'C')]),
    ('ab', 'axb', 'ayb', [(BOTH, 'x', 'y')]),                       # two additions at the same place
    ('ab', 'axB', 'ab', [(SAVED, 'xB', 'b')]),
    ('ab', 'aBx', 'aby', [(SAVED, 'Bx', 'b'), (MINE, '', 'y')]),
    ('abc', 'xyabc', 'abcz', [(SAVED, 'xy', ''), (MINE, '', 'z')]),
    ('abc', 'axyc', 'aBc', [(BOTH, 'xy', 'B')]),                    # a paragraph was split, and changed by the other
    ('', 'a', 'b', [(BOTH, 'a', 'b')]),
    ('abc', '', 'abC', [(SAVED, '', 'a'), (SAVED, '', 'b'), (BOTH, '', 'C')]),
    (None, 'axc', 'ayc', [(BOTH, 'x', 'y')]),
    (None, 'ac', 'abc', [(MINE, '', 'b')]),
])
def test_what_one_person_changed_is_merged_and_what_both_changed_is_asked(base, saved, mine, expected):
    assert states(base, saved, mine) == expected


@given(*3 * [st.text('abcdef', max_size=8)])
def test_no_paragraph_that_somebody_wrote_is_lost(base, saved, mine):
    pieces = merge.merge(text(base), text(saved), text(mine))
    for choice, of_whom in ((SAVED, saved), (MINE, mine), (BOTH, saved + mine)):
        kept = chosen(pieces, choice)
        for letter in set(of_whom) - set(base):
            assert f'<p>{letter}</p>' in kept
    assert ''.join(piece.saved for piece in pieces) == text(saved)
    if all(piece.state != SAME for piece in pieces):
        assert ''.join(piece.mine for piece in pieces) == text(mine)


@given(*2 * [st.text('abcdef', max_size=8)])
def test_who_changed_nothing_gets_what_the_other_saved(base, other):
    assert chosen(merge.merge(text(base), text(other), text(base)), MINE) == text(other)
    assert chosen(merge.merge(text(base), text(base), text(other)), SAVED) == text(other)


def test_notes_of_the_editor_are_no_change():
    pieces = merge.merge('<p>a</p><p>b</p>', '<p>a</p><p>B</p>', '<p data-oe-version="2.0">a<br></p><p>b</p>')
    assert [piece.state for piece in pieces] == [SAME, SAVED]


def test_a_very_long_text_takes_no_time():
    begun = time.perf_counter()
    base = [f'<p>{number}</p>' for number in range(5000)]
    mine = [f'<p>{number * 3}</p>' for number in range(5000)]
    pieces = merge.merge(''.join(base), ''.join(['<p>x</p>', *base]), ''.join(mine))
    assert chosen(pieces, MINE).count('<p>') >= 5000
    assert time.perf_counter() - begun < 5


def test_marks_are_around_words_only():
    assert merge.marked('<p>a <b>new</b> word</p>', '<p>a word</p>') == (
        '<p>a <b><added>new</added></b><added> </added>word</p>')
    assert merge.marked('<p>Quite another</p>', '<p>Forms are online now</p>') == '<p>Quite another</p>'
    assert merge.marked('', '<p>a</p>') == ''
