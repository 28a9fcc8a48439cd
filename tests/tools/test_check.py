# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a careful clerk sees in a plan (DESIGN §7), one table of good and bad examples for each rule."""

import doctest
from datetime import date

import pytest

from cchc_propaganda.tools import text
from cchc_propaganda.tools.check import deadlines, items, names, numbering, promises, sameness
from cchc_propaganda.tools.working_days import WorkingCalendar

PORTAL = ('Cổng TTĐT Sở', 'Cổng thông tin điện tử của Sở', 'Trang TTĐT của Sở')
BOARD = ('Ban Biên tập Cổng TTĐT của Sở', 'Ban Biên tập')
KNOWN = {'portal': PORTAL, 'board': BOARD, 'inspectorate': ('Thanh tra', 'Phòng Thanh tra')}


@pytest.mark.parametrize('module', [deadlines, items, names, numbering, promises, sameness],
                         ids=lambda module: module.__name__)
def test_examples_in_the_docstrings(module):
    result = doctest.testmod(module)
    assert result.attempted
    assert not result.failed


@pytest.mark.parametrize('words, years', [
    ('NỘI DUNG TUYÊN TRUYỀN NĂM 2023', [2023]),
    ('Chậm nhất 20/3/2024 và 20-6-2025', [2024, 2025]),
    ('Giai đoạn 2021 - 2030', []),
    ('từ 2021 đến năm 2025', []),
    ('Kế hoạch số 30/KH-UBND ngày 21/02/2024', []),
    ('https://soctrang.example/2023/tin', []),
    ('mã 120234', []),
    (None, []),
])
def test_years_that_a_text_names(words, years):
    assert text.years_in(words) == years


@pytest.mark.parametrize('numbers, missing', [
    (['I', 'II', 'III', 'V'], ['IV']),
    (['I', 'II', 'III', 'IV', 'V'], []),
    (['VIII', 'IX', 'X', 'XII'], ['XI']),
    (['I.1', 'I.3', 'II', 'II.1', 'II.2'], ['I.2']),
    (['4', '4.1', '4.2', '5', '5.1', '5.2'], []),
    (['1', '4'], ['2', '3']),
    (['I', '1', '2', 'II', '1', '3'], ['2']),
    (['a.', 'c.', '-', '+', None, ''], []),     # letters are often left out on purpose
    (['IIII', '12/KH', 'Mục 1'], []),           # no numbers
    (['2', '3'], []),                           # a plan may begin in the middle
])
def test_numbers_left_out(numbers, missing):
    assert [number for __, number, __ in numbering.missing_numbers(numbers)] == missing


@pytest.mark.parametrize('numbers, repeated', [
    (['1', '2', '2.', '3'], ['2']),
    (['I', 'II', 'II', 'II'], ['II']),
    (['I', '1', '2', 'II', '1', '2'], []),
    (['-', '-', 'a.', 'a.', '', None], []),
    (['4.1', '4.1'], ['4.1']),
])
def test_numbers_that_stand_twice(numbers, repeated):
    assert numbering.repeated_numbers(numbers) == repeated


@pytest.mark.parametrize('words, found', [
    ('đăng lên Cổng TTĐT của Sở.', [('portal', 'Cổng TTĐT của Sở')]),
    ('đăng lên Cổng thông tin điện\ntử Sở', [('portal', 'Cổng thông tin điện\ntử Sở')]),
    ('TRANG THÔNG TIN ĐIỆN TỬ (TTĐT) CỦA SỞ', [('portal', 'TRANG THÔNG TIN ĐIỆN TỬ (TTĐT) CỦA SỞ')]),
    ('đăng lên Cổng TTĐT của tỉnh', []),                # somebody else's
    ('công tác thanh tra, kiểm tra', []),               # a short name means other things, too
    ('Phòng Thanh tra và Ban Biên tập', [('inspectorate', 'Phòng Thanh tra'), ('board', 'Ban Biên tập')]),
    ('Ban Biên tập Cổng TTĐT của Sở', [('board', 'Ban Biên tập Cổng TTĐT của Sở')]),    # not its portal
    ('', []), (None, []),
])
def test_names_in_running_text(words, found):
    assert names.found_names(words, KNOWN) == found


def test_a_name_of_two_things_is_nobodys():
    assert names.found_names('Cổng TTĐT tỉnh', {1: ['Cổng TTĐT tỉnh'], 2: ['Cổng TTĐT của tỉnh']}) == []


def test_the_caller_gets_its_own_keys_back():
    """Not those of a caller before it that are equal: a record of Odoo belongs to one transaction."""
    for key in (1, 1.0, True):
        [(found, __)] = names.found_names('Cổng TTĐT tỉnh', {key: ['Cổng TTĐT tỉnh']})
        assert found is key


@pytest.mark.parametrize('called, differing', [
    (['Văn phòng', 'Văn phòng Sở', 'Văn phòng của Sở'], []),
    (['Thanh tra', 'Phòng Thanh tra'], [0, 1]),
    (['Cổng TTĐT Sở', 'Cổng TTĐT của Sở', 'Trang TTĐT của Sở'], [0, 2]),
    (['Chuyên trang CCHC', 'chuyên trang CCHC của tỉnh', 'Chuyên trang CCHC tỉnh Sóc Trăng'], [0, 2]),
    ([], []),
])
def test_one_thing_by_several_names(called, differing):
    assert names.spelt_differently(called) == differing


@pytest.mark.parametrize('row, form, carries', [
    ('Đăng tải văn bản, tin, bài lên Cổng TTĐT của Sở', 'Viết tin, bài về CCHC gửi các báo', True),
    ('Niêm yết công khai thủ tục hành chính', 'Niêm yết TTHC tại bộ phận một cửa', True),
    ('Đăng tải tin, bài', 'Lồng ghép trong các hội nghị', False),
    ('Vai trò, ý nghĩa của CCHC', 'Sinh hoạt chi bộ, đoàn thể', False),
    ('', 'Học tập kinh nghiệm', False),
])
def test_which_row_carries_out_a_form(row, form, carries):
    assert sameness.carries_out(row, form) is carries


@pytest.mark.parametrize('one, other, same', [
    ('Niêm yết công khai TTHC tại Trung tâm', 'Niêm yết công khai TTHC tại Trung tâm.', True),
    ('Kết quả xác định Chỉ số CCHC của tỉnh', 'Kết quả phòng chống tham nhũng của tỉnh', False),
    ('Tin, bài', 'Tin, bài viết về CCHC', False),       # too few words to say
    ('', '', False),
])
def test_two_texts_are_the_same(one, other, same):
    assert sameness.is_same(one, other) is same


@pytest.mark.parametrize('words, asks', [
    ('Báo cáo định kỳ hàng quý, 6 tháng, năm về Sở Nội vụ.', True),
    ('Hằng tháng, các phòng báo cáo Văn phòng.', True),
    ('Báo cáo hằng quý trước ngày 10 của tháng sau.', False),
    ('Báo cáo định kỳ: 20/6 và 20/12.', False),
    ('Tổng hợp, báo cáo Giám đốc Sở nắm, chỉ đạo.', False),
    ('Kế hoạch CCHC hàng năm của UBND tỉnh.', False),
    ('', False),
])
def test_a_periodic_report_needs_a_day(words, asks):
    assert bool(promises.reports_without_day(words)) is asks


@pytest.mark.parametrize('words, open_', [
    ('Kinh phí được trích từ nguồn chi thường xuyên', True),
    ('Kinh phí: 35 triệu đồng', False),
    ('Kinh phí dự kiến 20.000.000 đồng', False),
    ('khắc phục chi phí không chính thức', False),
    (None, False),
])
def test_money_needs_figures(words, open_):
    assert promises.is_money_without_figures(words) is open_


@pytest.mark.parametrize('words, day', [
    ('ngày ……../02/2024', date(2024, 2, 29)),
    ('ngày …/02/2023', date(2023, 2, 28)),
    ('Sóc Trăng, ngày     tháng 3 năm 2024', date(2024, 3, 31)),
    ('tháng 12/2024', date(2024, 12, 31)),
    ('ngày 05/3/2024', date(2024, 3, 5)),
    ('ngày 30/02/2024', None), ('ngày …/13/2024', None), ('năm 2024', None), ('', None), (None, None),
])
def test_the_day_that_a_date_line_prints(words, day):
    assert deadlines.printed_day(words) == day


def test_deadlines_before_the_issue_and_on_days_off():
    days = [date(2024, 1, 25), date(2024, 2, 25), date(2024, 4, 30), date(2024, 3, 25), date(2024, 2, 25)]
    assert deadlines.before_issue(days, date(2024, 2, 25)) == [date(2024, 1, 25)], "on the day itself it is in time"
    own = WorkingCalendar(days_off={date(2024, 3, 25): 'Ngày truyền thống'}, extra_working_days={date(2024, 2, 25)})
    assert deadlines.on_days_off(days, own) == [
        (date(2024, 3, 25), 'Ngày truyền thống'), (date(2024, 4, 30), 'Ngày Chiến thắng')]


@pytest.mark.parametrize('numbers, found', [([1, 2, 3], [(1, 3)]), ([7, 1, 2], [(1, 2), (7, 7)]), ([], [])])
def test_spans(numbers, found):
    assert deadlines.spans(numbers) == found
