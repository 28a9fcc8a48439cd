# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Where the words of a plan stand on paper (Decree 30/2020/NĐ-CP, annex I)."""

import doctest
from datetime import date

from cchc_propaganda.tools import decree, document_text, plan_document
from cchc_propaganda.tools.decree import BLANK
from cchc_propaganda.tools.document_text import words_of
from cchc_propaganda.tools.plan_document import Agency, Section, Topic, Turn, number_and_day, printed_rows

AGENCY = Agency('Sở Thông tin và Truyền thông tỉnh Sóc Trăng', 'UBND tỉnh Sóc Trăng', 'Sóc Trăng', 'STTTT')


def words(blocks):
    return [words_of(block) for block in blocks]


def printed(*sections):
    return [(section['heading'], words(block for block in section['body'] if 'runs' in block))
            for section in plan_document.printed_sections(sections)]


def test_examples_in_the_docstrings():
    for module in (decree, document_text, plan_document):
        assert doctest.testmod(module).failed == 0


def test_name_of_the_agency_breaks_before_a_small_word():
    assert AGENCY.data()['printed_name'] == 'SỞ THÔNG TIN\nVÀ TRUYỀN THÔNG'
    assert AGENCY.data()['short_name'] == 'Sở Thông tin và Truyền thông'


def test_number_and_day_are_blank_until_they_are_known():
    blank = number_and_day('KH', AGENCY, '', None, date(2024, 7, 1))
    assert blank == {'number': f'{BLANK * 8}/KH-STTTT', 'day': BLANK * 5, 'month': '7', 'year': '2024'}
    known = number_and_day('KH', AGENCY, '30/KH-STTTT', date(2024, 2, 5), date(2024, 7, 1))
    assert known == {'number': '30/KH-STTTT', 'day': '05', 'month': '02', 'year': '2024'}


def test_the_last_paragraph_ends_the_document_and_no_other_does():
    assert printed(Section('I', 'A', '<p>một./.</p><p>hai</p>'), Section('', '', '<p>ba <b>bốn.</b></p>')) == [
        ('I. A', ['một.', 'hai']), ('', ['ba bốn./.'])]
    assert printed(Section('I', 'A'), Section('II', 'B')) == [('I. A', []), ('II. B', ['./.'])]
    assert printed() == []


def test_the_end_stands_below_a_table():
    [(__, lines)] = printed(Section('I', 'A', '<table><tr><td>1</td></tr></table>'))
    assert lines == ['./.']


def test_a_title_with_a_colon_stands_on_the_line_of_its_text():
    assert printed(Section('II.1', 'Đối tượng:', '<p>Toàn thể</p><p>sau</p>')) == [
        ('', ['1. Đối tượng: Toàn thể', 'sau./.'])]
    assert printed(Section('II.1', 'Đối tượng:')) == [('1. Đối tượng:', ['./.'])]


def rows(*topics):
    return [(row['code'], words(row['content']), words(row['lead']), words(row['result']))
            for row in printed_rows(topics)]


def test_bullets_stand_in_their_row_or_in_one_of_their_own():
    assert rows(Topic('1', 'A', 'X', children=[Topic('', 'b'), Topic('', '+ c'), Topic('', 'd', 'Y')])) == [
        ('1', ['A', '- b', '+ c'], ['X'], []), ('', ['- d'], ['Y'], [])]


def test_a_row_of_bullets_begins_with_its_first():
    assert rows(Topic('1', '', 'X', children=[Topic('', 'b', 'Y'), Topic('', 'c', 'Z')])) == [
        ('1', ['- b'], ['Y'], []), ('', ['- c'], ['Z'], [])]


def test_rows_below_are_indented_and_turns_stand_between():
    found = printed_rows([Topic('1', 'A', children=[Topic('1.1', 'B')], turns=[Turn('a. Quý I', 'X', result='r')])])
    assert [(row['code'], row['content'][0]['indent']) for row in found] == [('1', 0), ('', 0), ('1.1', 1)]
    assert words(found[1]['result']) == ['r']


def test_lines_of_a_cell_are_kept_and_empty_ones_are_not():
    assert rows(Topic('1', ' a \n\n b', 'X\nY')) == [('1', [' a ', ' b'], ['X', 'Y'], [])]
