# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import doctest

from hypothesis import given
from hypothesis import strategies as st

from cchc_propaganda.tools import obligation, outline

# The numbers of an appendix as they are typed, and the level of each.
APPENDICES = [
    [('1', 0), ('2', 0), ('3', 0), ('4', 0), ('4.1', 1), ('a.', 2), ('b.', 2), ('4.2', 1), ('a)', 2), ('-', 3),
     ('5', 0)],
    [('I', 0), ('1', 1), ('2', 1), ('2.1', 2), ('II', 0), ('1', 1), ('a)', 2), ('III', 0)],
    [('A', 0), ('1', 1), ('1.1', 2), ('B', 0), ('1', 1)],
    [('1.', 0), ('-', 1), ('-', 1), ('+', 2), ('2.', 0), ('–', 1)],
]


def test_each_number_lies_where_the_paper_has_it():
    for rows in APPENDICES:
        for index, (code, level) in enumerate(rows):
            assert outline.level_of(code, rows[:index]) == level, (code, rows)


def test_what_is_no_number_proposes_nothing():
    for code in ('', None, False, '  ', 'Mục 4', '?', '4..1', '٤', '²', 'x' * 10_000, '1.' * 5_000):
        assert outline.level_of(code, [('1', 0), ('1.1', 1)]) is None


def test_examples():
    assert not doctest.testmod(outline).failed
    assert not doctest.testmod(obligation).failed


@given(st.lists(st.tuples(st.text(max_size=6), st.integers(0, 9)), max_size=12), st.text(max_size=12))
def test_any_text_is_answered(above, code):
    level = outline.level_of(code, above)
    assert level is None or 0 <= level <= 9


@given(st.lists(st.integers(-5, 20), max_size=40))
def test_each_row_lies_under_the_nearest_row_above_that_is_less_deep(levels):
    rows = outline.outline(levels)
    assert len(rows) == len(levels)
    for index, (level, parent) in enumerate(rows):
        before = rows[:index]
        assert 0 <= level <= (before[-1][0] + 1 if before else 0)
        nearest = next((number for number in reversed(range(index)) if rows[number][0] < level), None)
        assert parent == nearest
        assert (rows[parent][0] if parent is not None else -1) == level - 1


@given(st.lists(st.integers(-5, 20), max_size=40))
def test_an_outline_of_an_outline_is_itself(levels):
    once = outline.outline(levels)
    assert outline.outline([level for level, __ in once]) == once
