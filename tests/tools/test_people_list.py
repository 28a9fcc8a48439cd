# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import doctest
from io import BytesIO

import openpyxl
import pytest

from cchc_propaganda.tools import limits, people_list
from cchc_propaganda.tools.people_list import read, understand
from cchc_propaganda.tools.table_reading import ListError

PASTED = """DANH SÁCH CÁN BỘ\t\t\t\t
STT\tHọ và tên\tĐơn vị công tác\tChức vụ\tNhiệm vụ (trong CT)
1\t2\t3\t4\t5
1\tCán bộ  A\tVăn phòng\tChánh Văn phòng\tVăn phòng
2\tCán bộ B\t-nt-\tChuyên viên\tBiên tập + viết bài
\t\t\t\t
"""


def test_examples_in_docstrings():
    result = doctest.testmod(people_list)
    assert result.attempted and not result.failed


def test_pasted_list_with_headings_numbers_and_ditto_marks():
    found = understand(read(PASTED))
    assert [(row.number, row.name, row.department, row.job_title, row.roles) for row in found.rows] == [
        (4, 'Cán bộ A', 'Văn phòng', 'Chánh Văn phòng', 'Văn phòng'),
        (5, 'Cán bộ B', 'Văn phòng', 'Chuyên viên', 'Biên tập + viết bài')]


def test_workbook_reads_the_sheet_that_has_people():
    book = openpyxl.Workbook()
    book.active.append(['Ghi chú', 'x'])
    sheet = book.create_sheet('Cán bộ')
    sheet.append(['Họ tên', 'Phòng', 'Tài khoản', 'Ngày sinh'])
    sheet.append(['Cán bộ A', 'Văn phòng', 'canboa', '01/01/1990'])
    stream = BytesIO()
    book.save(stream)
    found = understand(read(data=stream.getvalue()))
    assert [(row.name, row.login) for row in found.rows] == [('Cán bộ A', 'canboa')]
    assert found.ignored == ('Ngày sinh',)


@pytest.mark.parametrize(('pasted', 'reason'), [
    ('', 'empty'), ('Cán bộ A', 'no_columns'), ('Cán bộ A\tVăn phòng', 'no_header'), ('Họ tên\tPhòng\n\t', 'empty'),
    ('Họ tên\tPhòng' + '\nA\tB' * (limits.PEOPLE + 1), 'too_many')])
def test_list_that_cannot_be_read(pasted, reason):
    with pytest.raises(ListError) as error:
        understand(read(pasted))
    assert error.value.reason == reason
