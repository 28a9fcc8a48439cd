# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Lists of legal documents as offices keep them: a table, a workbook, or the first lines of last year's plan."""

from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from cchc_propaganda.tools import limits
from cchc_propaganda.tools.legal_list import read, understand
from cchc_propaganda.tools.table_reading import ListError, Table

PLAN = Path(__file__).parents[1] / 'data/plan-2024.txt'
TABLE = """DANH MỤC VĂN BẢN\t\t\t\t\t\t\t
STT\tLoại văn bản\tSố, ký hiệu\tNgày ban hành\tCơ quan ban hành\tTrích yếu\tCó hiệu lực từ ngày\tĐược thay thế bằng
(1)\t(2)\t(3)\t(4)\t(5)\t(6)\t(7)\t(8)
I\tTrung ương\t\t\t\t\t\t
1\tNghị quyết\t76/NQ-CP\t15/7/2021\tChính phủ\tBan hành Chương trình tổng thể;\t\t
2\tNghị định\t42/2022/NĐ-CP\t24/6/2022\t-nt-\tCung cấp thông tin\t15/8/2022\tNghị định số 224/2026/NĐ-CP
3\t\t224/2026/NĐ-CP\tngày 20 tháng 5 năm 2026\t\tCổng thông tin\t01/07/2026\t
4\tChương trình\t30-CTr/TU\t32/3/2021\tTỉnh ủy\tChuyển đổi số\t\t
"""


def cells(found):
    return [(row.number, row.kind, row.symbol, row.day, row.issuer, row.name, row.date_from, row.replaced_by)
            for row in found.rows]


def test_table_with_headings_numbers_and_ditto_marks():
    found = understand(read(TABLE))
    assert cells(found) == [
        (5, 'resolution', '76/NQ-CP', date(2021, 7, 15), 'Chính phủ', 'Ban hành Chương trình tổng thể', None, ''),
        (6, 'decree', '42/2022/NĐ-CP', date(2022, 6, 24), 'Chính phủ', 'Cung cấp thông tin', date(2022, 8, 15),
         '224/2026/NĐ-CP'),
        (7, 'decree', '224/2026/NĐ-CP', date(2026, 5, 20), 'Chính phủ', 'Cổng thông tin', date(2026, 7, 1), ''),
        (8, 'other', '30-CTr/TU', None, 'Tỉnh ủy', 'Chuyển đổi số', None, '')]
    assert found.rows[3].date_text == '32/3/2021', "kept, to be shown to who corrects it"
    assert found.skipped == ((4, 'I Trung ương'),)


def test_cell_that_holds_the_whole_citation():
    for rows in (
        [['TT', 'Tên văn bản', 'Cơ quan ban hành'],
         [1, 'Quyết định số 12/QĐ-UBND ngày 05/01/2024 về tuyên truyền', 'UBND tỉnh']],
        [['Số, ký hiệu, ngày ban hành', 'Trích yếu', 'Cơ quan'],
         ['Quyết định số 12/QĐ-UBND ngày 5/1/2024', 'về tuyên truyền', 'UBND tỉnh']],
    ):
        assert cells(understand(Table(rows, {}))) == [
            (2, 'decision', '12/QĐ-UBND', date(2024, 1, 5), 'UBND tỉnh', 'về tuyên truyền', None, '')]


def test_first_lines_of_a_plan():
    found = understand(read(PLAN.read_text(encoding='utf-8').split('xây dựng Kế hoạch')[0]))
    assert cells(found) == [
        (9, 'plan', '30/KH-UBND', date(2024, 2, 21), 'UBND tỉnh Sóc Trăng',
         'về việc tuyên truyền cải cách hành chính tỉnh Sóc Trăng năm 2024', None, ''),
        (13, 'plan', '01/KH-STTTT', date(2024, 1, 16), 'Sở Thông tin và Truyền thông',
         'về việc thực hiện cải cách hành chính năm 2024', None, '')]
    assert found.skipped, "the other lines are shown"


def test_lines_that_end_in_no_sign():
    found = understand(read('1. Luật Thanh tra ngày 25/6/2025\n- Nghị định số 42/2022/NĐ-CP\nNghị quyết 76/NQ-CP'))
    assert [(row.kind, row.symbol, row.name) for row in found.rows] == [
        ('law', '', 'Luật Thanh tra'), ('decree', '42/2022/NĐ-CP', ''), ('resolution', '76/NQ-CP', '')]
    assert [row.issuer for row in found.rows] == ['Quốc hội', 'Chính phủ', 'Chính phủ'], "a law is always of one body"


def test_workbook_with_real_dates():
    book, stream = openpyxl.Workbook(), BytesIO()
    for row in (['Số, ký hiệu', 'Ngày ban hành', 'Trích yếu', 'Có hiệu lực đến ngày'],
                ['76/NQ-CP', date(2021, 7, 15), 'Chương trình', date(2030, 12, 31)]):
        book.active.append(row)
    book.save(stream)
    [row] = understand(read(data=stream.getvalue())).rows
    assert (row.day, row.date_to, row.kind, row.issuer) == (
        date(2021, 7, 15), date(2030, 12, 31), 'resolution', 'Chính phủ')


@pytest.mark.parametrize(('text', 'reason'), [
    ('', 'empty'), ('một câu không có cột', 'no_columns'), ('a\tb\nc\td', 'no_header'),
    ('Số, ký hiệu\tTrích yếu\n\t', 'empty'),
    ('\n'.join(f'Quyết định số {n}/QĐ-UBND' for n in range(limits.ROWS + 1)), 'too_many'),
])
def test_what_cannot_be_read(text, reason):
    with pytest.raises(ListError) as refused:
        understand(read(text))
    assert refused.value.reason == reason
