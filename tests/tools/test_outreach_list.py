# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Lists of conferences, meetings and notices as offices keep them: pasted, or in a workbook that a person made."""

import doctest
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from cchc_propaganda.tools import limits, outreach_list
from cchc_propaganda.tools.outreach_list import read, read_count, understand
from cchc_propaganda.tools.table_reading import ListError

PASTED = """THỐNG KÊ NIÊM YẾT CÔNG KHAI\t\t\t\t\t
TT\tNội dung\tThời gian\tĐịa điểm\tSố người tham dự\tLồng ghép với
(1)\t(2)\t(3)\t(4)\t(5)\t(6)
I\tQuý I\t\t\t\t
1\tNiêm yết  bộ thủ tục.\t5/3/24\tBộ phận một cửa\t\t
2\tHội nghị phổ biến\tngày 7 tháng 3 năm 2024\tHội trường\tkhoảng 1.200 người\tHội nghị giao ban
3\tNiêm yết đường dây nóng\t-nt-\t"\t45\t
\tTổng cộng\t\t\t1245\t
"""


def test_examples_in_docstrings():
    result = doctest.testmod(outreach_list)
    assert result.attempted and not result.failed


def test_pasted_list_with_headings_numbers_totals_and_ditto_marks():
    found = understand(read(PASTED))
    cells = [(row.number, row.name, row.day, row.place, row.participants, row.integrated_with) for row in found.rows]
    assert cells == [
        (5, 'Niêm yết bộ thủ tục', date(2024, 3, 5), 'Bộ phận một cửa', '', ''),
        (6, 'Hội nghị phổ biến', date(2024, 3, 7), 'Hội trường', '1200', 'Hội nghị giao ban'),
        (7, 'Niêm yết đường dây nóng', date(2024, 3, 7), 'Hội trường', '45', '')]
    assert found.skipped == ((4, 'I Quý I'), (8, 'Tổng cộng 1245'))


def test_workbook_reads_the_sheet_that_has_outreach():
    book = openpyxl.Workbook()
    book.active.append(['Tên bài', 'Đường dẫn', 'Ngày'])
    sheet = book.create_sheet('Hoạt động')
    sheet.append(['Tên hoạt động', 'Hình thức', 'Thời gian tổ chức', 'Đơn vị tổ chức', 'Thành phần, đối tượng'])
    sheet.append(['Tập huấn', 'Lớp tập huấn', date(2024, 3, 5), 'Văn phòng', 'Công chức xã'])
    stream = BytesIO()
    book.save(stream)
    [row] = understand(read(data=stream.getvalue())).rows
    assert (row.name, row.form, row.day, row.department, row.audience) == (
        'Tập huấn', 'Lớp tập huấn', date(2024, 3, 5), 'Văn phòng', 'Công chức xã')


@pytest.mark.parametrize('text', ['-1', 'nhiều', '1e9', '9' * 10, '9' * 5000, '2-3'])
def test_number_that_is_no_number_of_people_stays_as_it_was_typed(text):
    assert read_count(text) is None
    [row] = understand(read(f'Nội dung\tNgày\tSố người\nA\t5/3/2024\t{text}')).rows
    assert row.participants == text


@pytest.mark.parametrize(('text', 'count'), [
    ('0', 0), ('86 đại biểu', 86), ('1 000 000', 1_000_000), ('1,200', 1200), ('hơn 50 lượt', 50), (None, 0)])
def test_number_of_people(text, count):
    assert read_count(text) == count


def test_day_that_does_not_exist_is_none():
    [row] = understand(read('Nội dung\tNgày\nA\t30/2/2024')).rows
    assert (row.date_text, row.day) == ('30/2/2024', None)


@pytest.mark.parametrize(('pasted', 'reason'), [
    ('', 'empty'), ('Hội nghị A', 'no_columns'), ('Hội nghị A\t5/3/2024', 'no_header'), ('Nội dung\tNgày\n\t', 'empty'),
    ('Nội dung\tNgày' + '\nA\t5/3/2024' * (limits.ROWS + 1), 'too_many'),
    ('Nội dung\tNgày\n' + 'a' * (limits.CELL + 1) + '\t5/3/2024', 'long_cell')])
def test_list_that_cannot_be_read(pasted, reason):
    with pytest.raises(ListError) as error:
        understand(read(pasted))
    assert error.value.reason == reason
