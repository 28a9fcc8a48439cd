# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Counting, wording and layout of a report, without Odoo."""

import doctest
import io
from itertools import pairwise

import pytest
import xlsxwriter

from cchc_propaganda.tools.period import Period, report_window
from cchc_propaganda_report.tools import appendix, digest, figures, layout, sheet
from cchc_propaganda_report.tools.appendix import AssignmentLine, Topic, Turn


@pytest.mark.parametrize('module', [appendix, digest, figures, layout, sheet], ids=lambda module: module.__name__)
def test_examples_in_the_docstrings(module):
    result = doctest.testmod(module)
    assert result.attempted
    assert not result.failed


@pytest.mark.parametrize(('key', 'previous', 'last_year', 'since'), [
    ('2024-Q1', ('2023-10-01', '2023-12-31'), ('2023-01-01', '2023-03-31'), '2024-01-01'),
    ('2024-M02', ('2024-01-01', '2024-01-31'), ('2023-02-01', '2023-02-28'), '2024-01-01'),
    ('2024-H2', ('2024-01-01', '2024-06-30'), ('2023-07-01', '2023-12-31'), '2024-01-01'),
    ('2024-9M', ('2023-01-01', '2023-09-30'), ('2023-01-01', '2023-09-30'), '2024-01-01'),
])
def test_columns_cover_these_days(key, previous, last_year, since):
    period = Period.parse(key)
    days = {column: tuple(map(str, window)) for column, window in figures.windows(period).items()}
    assert days == {
        'value': (str(period.start), str(period.end)), 'previous': previous, 'same_last_year': last_year,
        'cumulative': (since, str(period.end))}


def test_assignments_out_of_the_count_leave_the_denominator():
    """DESIGN §5: exempt and waived assignments, and unmet ones due before the issue, do not count."""
    tally = figures.Tally()
    for at, (unit, kind, is_over, is_explained, is_met_after) in enumerate([
            ('a', 'done', True, False, False), ('a', 'before', True, False, True), ('a', 'exempt', True, False, False),
            ('b', 'late', True, False, False), ('b', 'overdue', True, True, False), ('b', 'waiting', True, False, True),
            ('b', 'waiting', False, False, False), ('b', 'open', False, False, False),
            ('b', 'waived', False, False, False)]):
        tally.add(figures.assignment_codes(kind, is_over, is_explained, is_met_after), 'agency', unit, 0, [at])
    numbers = {code: tally.count(code, 'agency', None, {0})[0] for code in sorted(tally.codes('', 'agency'))}
    assert numbers == {
        'assignment_after': 1, 'assignment_before': 1, 'assignment_done': 1, 'assignment_due': 6,
        'assignment_exempt': 2, 'assignment_explained': 1, 'assignment_late': 1, 'assignment_met': 2,
        'assignment_pending': 2, 'assignment_unmet': 2, 'assignment_waiting': 1}
    assert tally.count('assignment_due', 'agency', 'a', {0}) == (1, (0,))
    assert tally.codes('', 'agency', 'a') == {
        'assignment_due', 'assignment_met', 'assignment_done', 'assignment_before', 'assignment_exempt'}


def test_what_two_columns_share_is_counted_once_in_each():
    """An article posted in two stretches of days counts in both, and once in the column that covers both."""
    tally = figures.Tally()
    tally.add(['article_posted'], 1, 7, 0, [10, 11])
    tally.add(['article_posted'], 1, 8, 1, [11])
    tally.add(['author_total'], 1, 7, 0, [10], keys={'x'})
    tally.add(['author_total'], 1, 8, 1, [11], keys={'x'})
    tally.add(['broadcast_total'], 1, 7, 0, [10], amount=5)
    counted = figures.Counted(tally, 1, None, {'value': {1}, 'cumulative': {0, 1}, 'previous': {0}}, {
        ('publications', 'value'): True, ('publications', 'cumulative'): True, ('publications', 'previous'): False})
    line = counted.line('article_posted', "Articles", 'posting', 'publications', 'cchc.article')
    assert line.values == {'value': 1, 'cumulative': 2, 'previous': None}
    assert line.lists == {'value': (11,), 'cumulative': (10, 11)}
    assert counted.count('author_total', 'cumulative') == (1, (10, 11))
    assert counted.count('broadcast_total', 'cumulative') == (5, (10,))
    assert counted.count('broadcast_total', 'value') == (0, ())


def test_without_assignments_there_is_no_share():
    counted = figures.Counted(figures.Tally(), 1, None, {'value': {0}}, {('assignments', 'value'): True})
    line = counted.share('rate', "Share", 'plan', 'assignments', 'cchc.assignment', 'part', 'whole')
    assert (line.values, line.text('value')) == ({'value': None}, '–')


def test_windows_up_to_the_14th():
    """The year of such reports begins on 15/12 of the year before; a leap day is a day like others."""
    def days_of(period):
        return report_window(period, 14)

    days = {column: tuple(map(str, window)) for column, window in figures.windows(
        Period.parse('2024-Q1'), days_of).items()}
    assert days == {
        'value': ('2023-12-15', '2024-03-14'), 'previous': ('2023-09-15', '2023-12-14'),
        'same_last_year': ('2022-12-15', '2023-03-14'), 'cumulative': ('2023-12-15', '2024-03-14')}
    assert tuple(map(str, figures.windows(Period.parse('2024-M02'))['value'])) == ('2024-02-01', '2024-02-29')
    assert figures.windows(Period.parse('2024-M02'))['same_last_year'][1].day == 28


def test_stretches_cut_the_days_where_a_column_begins_or_ends():
    all_windows = [window for key in ('2024-H1', '2024-Q2') for window in figures.windows(Period.parse(key)).values()]
    stretches = figures.stretches(all_windows)
    for window in all_windows:
        within = [days for days in stretches if window[0] <= days[0] and days[1] <= window[1]]
        assert sum((last - first).days + 1 for first, last in within) == (window[1] - window[0]).days + 1
    assert all(before[1] < after[0] for before, after in pairwise(stretches))


def printed(*topics):
    return [(row.code, row.content, row.lead, row.kind, len(row.assignments), sorted(row.joins))
            for row in appendix.rows(topics)]


def test_bullets_of_a_nameless_row_begin_on_its_own_line():
    bullets = [Topic(2, name="first"), Topic(3, name="second", lead="Office")]
    assert printed(Topic(1, code='1', lead="Board", time="2024", children=bullets)) == [
        ('1', "- first", "Board", 'publications', 0, []),
        ('', "- second", "Office", 'publications', 0, ['code', 'coordinator', 'time'])]


def test_turns_of_a_rotation_are_rows_shared_by_both_channels():
    """4.1 of the 2024 plan: a. Quý 1 … d. Quý 4, each for two channels."""
    assignments = [AssignmentLine(at, 'open', obligation, ordinal) for at, (obligation, ordinal) in enumerate(
        [(1, 1), (1, 2), (2, 1), (2, 2)])]
    turns = [Turn(obligation, quarter, quarter, f"{letter}. Quý {quarter}", f"Unit {quarter}")
             for obligation in (1, 2) for quarter, letter in ((1, 'a'), (2, 'b'))]
    assert printed(Topic(1, code='4.1', name="Each quarter", turns=turns, assignments=assignments)) == [
        ('4.1', "Each quarter", '', 'sum', 4, []),
        ('', "a. Quý 1", "Unit 1", 'assignments', 2, []),
        ('', "b. Quý 2", "Unit 2", 'assignments', 2, [])]


def test_turns_printed_in_the_lead_cell_are_its_lines():
    """4.2 of the 2024 plan: "- Tháng 1,2,3: Văn phòng", one below the other."""
    assignments = [AssignmentLine(month, 'open', 1, month) for month in range(1, 7)] + [AssignmentLine(99, 'overdue')]
    turns = [Turn(1, 1, 3), Turn(1, 4, 6)]
    topic = Topic(1, code='4.2', name="Each month", lead="- Tháng 1,2,3: A\n- Tháng 4,5,6: B", turns=turns,
                  assignments=assignments)
    joins = ['code', 'content', 'coordinator', 'time']
    assert printed(topic) == [
        ('4.2', "Each month", "- Tháng 1,2,3: A", 'assignments', 4, []),   # an ad hoc assignment is not lost
        ('', '', "- Tháng 4,5,6: B", 'assignments', 3, joins)]


def test_row_with_rows_below_tells_their_sum():
    below = Topic(2, code='4.1', name="Below", assignments=[AssignmentLine(1, 'done'), AssignmentLine(2, 'overdue')])
    assert printed(Topic(1, code='4', name="Above", children=[below])) == [
        ('4', "Above", '', 'sum', 2, []), ('4.1', "Below", '', 'assignments', 2, [])]


def test_long_words_and_empty_texts_take_their_lines():
    assert layout.lines_of('', 50, 11) == ['']
    assert len(layout.lines_of('https://example.example/' + 'a' * 200, 50, 11)) > 5
    assert layout.lines_of("một hai\nba", 500, 11) == ["một hai", "ba"]
    assert layout.row_height([('x\n' * 100, 50, 11, False)]) == layout.MAX_HEIGHT


@pytest.fixture
def workbook():
    with xlsxwriter.Workbook(io.BytesIO(), sheet.workbook_options()) as book:
        yield book


def test_every_refusal_of_the_writer_is_an_error(workbook):
    page = sheet.Sheet(workbook, "One", sheet.Styles(workbook), (10, 10))
    page.text(5, 0, "fifth")
    with pytest.raises(sheet.WorkbookError):
        page.text(4, 0, "lost without a word otherwise")
    with pytest.raises(sheet.WorkbookError):
        page.number(5, 20_000, 1)


@pytest.mark.parametrize('text', ['=1+1', '<r><t>x</t></r>', '@x', '', None, 'x' * 40_000])
def test_text_is_taken_as_it_is(workbook, text):
    page = sheet.Sheet(workbook, "One", sheet.Styles(workbook), (10,))
    page.text(0, 0, text)
    assert not (sheet.safe_text(text).startswith('<r>') and sheet.safe_text(text).endswith('</r>'))
    assert len(sheet.safe_text(text)) <= sheet.MAX_TEXT


def test_link_that_does_not_fit_is_text(workbook):
    page = sheet.Sheet(workbook, "One", sheet.Styles(workbook), (10,))
    page.link(0, 0, 'https://a.example/' + 'x' * 3000, "long", None)
    page.link(1, 0, 'https://a.example/', "short", None)
    assert page._links == 1


def test_our_words_are_quoted_in_formulas():
    assert sheet.quoted('say "no"') == '"say ""no"""'
