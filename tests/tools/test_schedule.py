# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Times of rows, in the words of real plans, reports and letters."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_propaganda.tools import schedule
from cchc_propaganda.tools.schedule import Schedule, format_schedule, parse_schedule, read_schedule, read_span

YEAR = 2024
J, F = date(2024, 1, 1), date(2024, 12, 31)


def once(start=None, end=None, due=None):
    return Schedule('once', start, end, due)


def window(first, last, year=YEAR):
    return once(date(year, first, 1), date(year + last // 12, last % 12 + 1, 1) - timedelta(days=1))


def each(frequency, due_day=None, offset=0, count=None):
    return Schedule(frequency, due_day=due_day, due_month_offset=offset, count=count)


UNDERSTOOD = {
    # the plan of 2024
    'Năm 2024': once(J, F),
    'Thường xuyên': Schedule('ongoing'),
    'Chậm nhất 20/3/2024': once(due=date(2024, 3, 20)),
    'Chậm nhất 20/06/2024': once(due=date(2024, 6, 20)),
    'Chậm nhất Ngày 25 hàng tháng': each('month', 25),
    'Mỗi quý có ít nhất 01 tin, bài viết…': each('quarter', count=1),
    'Mỗi tháng có ít nhất 01 tin…': each('month', count=1),
    'chậm nhất ngày 05 của tháng sau tháng báo cáo': each('month', 5, 1),
    'Tháng 1,2,3: Văn phòng': window(1, 3),
    'a. Quý 1': window(1, 3),
    # reports and letters
    'chậm nhất là ngày 20 của tháng cuối kỳ báo cáo': each('', 20),
    'từ ngày 15 tháng 12 của năm trước kỳ báo cáo đến ngày 14 tháng 3 thuộc kỳ báo cáo':
        once(date(2023, 12, 15), date(2024, 3, 14)),
    '6 tháng đầu năm': window(1, 6),
    'từ ngày 15 tháng 6 đến ngày 14 tháng 9': once(date(2024, 6, 15), date(2024, 9, 14)),
    'trước ngày 20/11 hàng năm': Schedule('year', due=date(2024, 11, 19)),
    'trước ngày 15 của tháng': each('month', 14),
    'trước ngày 05 tháng cuối cùng của mỗi quý': each('quarter', 4),
    'trước ngày 05/6': once(due=date(2024, 6, 4)),
    'trước ngày 25/11 hàng năm': Schedule('year', due=date(2024, 11, 24)),
    'trước ngày 15/4/2023': once(due=date(2023, 4, 14)),
    'định kỳ 1 lần/quý': each('quarter', count=1),
    '01 chuyên mục/tháng': each('month', count=1),
    '02 cuộc/năm': each('year', count=2),
    '24 kỳ/năm': each('year', count=24),
    '36 kỳ/năm': each('year', count=36),
    'trong quý I/2021': window(1, 3, 2021),
    'vào quý II/2021': window(4, 6, 2021),
    'giai đoạn 2022-2025': once(date(2022, 1, 1), date(2025, 12, 31)),
    'bắt đầu từ ngày 12/12/2017': once(date(2017, 12, 12)),
    'kết thúc vào đầu tháng 01/2018': once(due=date(2018, 1, 10)),
    'trước ngày 15 của tháng cuối cùng hàng quý trong năm': each('quarter', 14),
    'từ ngày 15 tháng trước đến ngày 14 của tháng thuộc kỳ báo cáo': each('month', 14),
    '9 tháng': once(date(2023, 12, 15), date(2024, 9, 14)),
    'chậm nhất vào ngày 15 tháng 10 hàng năm': Schedule('year', due=date(2024, 10, 15)),
    'chậm nhất ngày 25/7/2026': once(due=date(2026, 7, 25)),
    'trước 16h ngày 22/7/2026': once(due=date(2026, 7, 22)),
    'từ ngày 1 đến ngày 5 hằng tháng': each('month', 5),
    'từ ngày 5 đến ngày 10 hằng tháng': each('month', 10),
    'triển khai từ tháng 9/2025 và hoàn thành trước ngày 15/10/2025':
        once(date(2025, 9, 1), due=date(2025, 10, 14)),
    'Thời hạn cuối … là 5-4': once(due=date(2024, 4, 5)),
    'từ ngày 1-1-2012 đến 31-12-2012': once(date(2012, 1, 1), date(2012, 12, 31)),
    'từ 1-1-2015 đến hết 30-9-2016': once(date(2015, 1, 1), date(2016, 9, 30)),
    'Tháng 1 – 3': window(1, 3),
    'Tháng 10 – 12': window(10, 12),
    '6/2025': window(6, 6, 2025),
    '2025': window(1, 12, 2025),
    'Hoàn thành trong quý III': once(date(2024, 7, 1), date(2024, 9, 30), date(2024, 9, 30)),
    'trước ngày 10/06/2026': once(due=date(2026, 6, 9)),
    '30/9/2026': once(due=date(2026, 9, 30)),
    '2026-09-30T00:00:00': once(due=date(2026, 9, 30)),
    '2026-09-30 00:00:00': once(due=date(2026, 9, 30)),
    '45371': once(due=date(2024, 3, 20)),
    'Cuối kỳ/30/09': once(due=date(2024, 9, 30)),
    'Hằng ngày': Schedule('ongoing'),
    'Hằng tháng': each('month'),
    'Bắt đầu từ ngày 05/9/2026': once(date(2026, 9, 5)),
    'từ ngày 16/7 đến 24/7/2026': once(date(2026, 7, 16), date(2026, 7, 24)),
    'hạn chậm nhất ngày 25 hàng tháng': each('month', 25),
    # usual, too
    'Quý I': window(1, 3),
    'Quý II-III': window(4, 9),
    'Quý II, III': window(4, 9),
    'Quý I, II, III, IV': each('quarter'),
    'Quý 1/2024 – Quý 2/2024': window(1, 6),
    'Tháng 3': window(3, 3),
    'Tháng 3/2024': window(3, 3),
    'Tháng 4-6/2024': window(4, 6),
    'Từ tháng 3 đến tháng 11': window(3, 11),
    'Trong tháng 9': window(9, 9),
    'Hoàn thành trong tháng 9': once(date(2024, 9, 1), date(2024, 9, 30), date(2024, 9, 30)),
    'Trước ngày 25 hằng tháng': each('month', 24),
    'hàng tháng, trước ngày 25': each('month', 24),
    'Hằng quý': each('quarter'),
    'Hằng quý, chậm nhất ngày 20 của tháng cuối quý': each('quarter', 20),
    'ngày cuối cùng của quý': each('quarter', 31),
    'trước ngày 01 của tháng sau': each('month', 31),
    '6 tháng cuối năm': window(7, 12),
    '9 tháng đầu năm': window(1, 9),
    'Cả năm': once(J, F),
    'Trong năm': once(J, F),
    'Thường xuyên trong năm': Schedule('ongoing'),
    'Đầu quý II': window(4, 4),
    'Giữa quý II': window(5, 5),
    'Cuối quý II': window(6, 6),
    'Tháng 3, 6, 9, 12': each('quarter', 31),
    'Chậm nhất 20/3, 20/6, 20/9 và 20/12': each('quarter', 20),
    'Tuần đầu hằng tháng': each('month', 7),
    '6 tháng/lần': each('half', count=1),
    'mỗi tháng 1 lần': each('month', count=1),
    '02 lần/tháng': each('month', count=2),
    '20.3.24': once(due=date(2024, 3, 20)),
    'Ngày 20 tháng 3 năm 2024': once(due=date(2024, 3, 20)),
    'Đến hết ngày 30/6': once(end=date(2024, 6, 30)),
    'Trong quý IV/2024, trước ngày 15/12': once(date(2024, 10, 1), F, date(2024, 12, 14)),
    'Chậm nhất 29/02': once(due=date(2024, 2, 29)),
}

NOT_UNDERSTOOD = {
    'định kỳ hàng quý, 6 tháng, năm': 'rhythms',
    'hàng quý, 6 tháng và hàng năm': 'rhythms',
    'Hằng tháng, hằng quý': 'rhythms',
    'Thường xuyên, hằng quý': 'rhythms',
    'Hằng tháng, chậm nhất 20/3/2024': 'rhythms',
    'ngày ……../02/2024': 'incomplete',
    'ngày 20': 'incomplete',
    '(nếu có)': 'event',
    'Khi phát sinh': 'event',
    'Khi có yêu cầu': 'event',
    'Theo lịch/Đột xuất': 'event',
    'qua các năm': 'unknown',
    '02 ngày làm việc kể từ ngày chốt số liệu': 'relative',
    'không ít hơn 01 ngày làm việc tính từ…': 'relative',
    'chậm nhất 60 ngày, kể từ ngày … đăng tải': 'relative',
    'Ngay sau khi Kế hoạch ban hành': 'relative',
    'Sau khi có hướng dẫn của Bộ Nội vụ': 'relative',
    'Hằng tuần': 'weekly',
    'định kỳ sáng thứ Bảy hàng tuần': 'weekly',
    'Theo kế hoạch': 'elsewhere',
    'Theo lịch': 'elsewhere',
    'Theo lịch thi': 'elsewhere',
    'Theo Kế hoạch của UBND tỉnh': 'elsewhere',
    'Quý I và Quý III': 'periods',
    'Tháng 2 và tháng 8': 'periods',
    'Chậm nhất 20/3 và 20/9': 'periods',
    'trước ngày 01 tháng cuối quý': 'periods',
    'Chậm nhất 31/9': 'impossible',
    'Chậm nhất 30/02/2024': 'impossible',
    'Tháng 13': 'impossible',
    'từ ngày 30/9 đến ngày 1/9': 'impossible',
    'nhân dịp 30/4': 'unknown',
    'Khoảng tháng 9': 'unknown',
    'Sẽ thông báo': 'unknown',
    '': 'empty',
    None: 'empty',
    ' . ': 'empty',
    'a' * 500: 'unknown',
}


@pytest.mark.parametrize(('words', 'meaning'), UNDERSTOOD.items())
def test_every_wording_means_what_officials_mean(words, meaning):
    assert parse_schedule(words, YEAR) == meaning


@pytest.mark.parametrize(('words', 'problem'), NOT_UNDERSTOOD.items())
def test_what_no_date_can_say_stays_undated_and_says_why(words, problem):
    reading = read_schedule(words, YEAR)
    assert (reading.schedule, reading.problem) == (None, problem)
    assert parse_schedule(words, YEAR) is None


@pytest.mark.parametrize(('words', 'parts'), [
    ('Quý I và Quý III', (window(1, 3), window(7, 9))),
    ('Quý I, quý IV', (window(1, 3), window(10, 12))),
    ('Tháng 2 và tháng 8', (window(2, 2), window(8, 8))),
    ('Trong tháng 3, tháng 6 và tháng 11', (window(3, 3), window(6, 6), window(11, 11))),
    ('Chậm nhất 20/3 và 20/9', (once(due=date(2024, 3, 20)), once(due=date(2024, 9, 20)))),
    ('Trước ngày 20/3 và trước ngày 20/9', (once(due=date(2024, 3, 19)), once(due=date(2024, 9, 19)))),
    ('Quý I, II và IV', ()),                    # once in the first half, or in each quarter?
    ('Quý I và Quý III, chậm nhất 20/3', ()),
    ('Hằng tháng, quý I và quý III', ()),
    ('Đầu quý I và đầu quý III', ()),
    ('Quý I/2024 và Quý III/2025', ()),
    ('Quý III và Quý I', ()),
    ('Quý I', ()),
])
def test_days_or_periods_apart_are_read_one_by_one(words, parts):
    reading = read_schedule(words, YEAR)
    assert reading.parts == parts
    assert not (parts and reading.schedule), "they are no one schedule"


@pytest.mark.parametrize('words', UNDERSTOOD)
@pytest.mark.parametrize('dirt', [
    lambda words: unicodedata.normalize('NFD', words),
    str.upper,
    lambda words: words.replace(' ', '\u00a0'),
    lambda words: words.replace(' ', ' \n '),
    lambda words: f'  - {words}.',
    lambda words: words.replace('hàng', 'hằng').replace(' – ', ' - ').replace('-', '–') + ' ;',
], ids=['decomposed', 'capitals', 'hard-spaces', 'broken-lines', 'bullet', 'dashes'])
def test_dirt_changes_no_meaning(words, dirt):
    assert parse_schedule(dirt(words), YEAR) == UNDERSTOOD[words]


@pytest.mark.parametrize(('words', 'notes'), [
    ('Trước ngày 15/4/2024', {'before'}),
    ('Chậm nhất 15/4/2024', set()),
    ('trước 16h ngày 22/7/2024', {'hour'}),
    ('Đầu quý II', {'vague'}),
    ('từ ngày 1 đến ngày 5 hằng tháng', {'window'}),
    ('9 tháng', {'report_window'}),
    ('Quý II (nếu có)', {'conditional'}),
    ('Chậm nhất 20/3/2023', {'other_year'}),
])
def test_the_reading_says_what_a_person_should_know(words, notes):
    assert set(read_schedule(words, YEAR).notes) == notes


def test_an_impossible_day_is_named():
    assert read_schedule('Chậm nhất ngày 31/9', YEAR).words == '31/9'
    assert read_schedule('Chậm nhất 29/02/2023', YEAR).words == '29/02/2023'


def test_the_year_of_the_plan_fills_in():
    assert parse_schedule('Quý I', 2026) == window(1, 3, 2026)
    assert parse_schedule('trước ngày 05/6', 2026) == once(due=date(2026, 6, 4))
    assert parse_schedule('Chậm nhất 29/02', 2026) is None


@pytest.mark.parametrize(('words', 'span'), [
    ('a. Quý 1', (1, 3)), ('Quý IV:', (10, 12)), ('Tháng 1,2,3:', (1, 3)), ('Tháng 10-12', (10, 12)),
])
def test_months_of_a_turn(words, span):
    expected = window(*span)
    assert read_span(words, YEAR) == (expected.date_from, expected.date_to)


@pytest.mark.parametrize('words', ['Chậm nhất 20/3', 'Hằng quý', 'Văn phòng', '', None, 'Quý I và III'])
def test_anything_else_is_no_turn(words):
    assert read_span(words, YEAR) is None


@pytest.mark.parametrize('values', [
    {'frequency': 'weekly'}, {'frequency': 'once', 'due_day': 3}, {'frequency': 'month', 'due_day': 32},
    {'frequency': 'month', 'due': J}, {'frequency': 'once', 'date_from': F, 'date_to': J},
    {'frequency': 'once', 'count': 2}, {'frequency': 'month', 'count': 0},
    {'frequency': 'month', 'due_month_offset': 1}, {'frequency': 'month', 'due_day': 3, 'due_month_offset': 2},
])
def test_a_schedule_that_cannot_be_is_refused(values):
    with pytest.raises(schedule.ScheduleError):
        Schedule(**values)


days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
windows = st.tuples(st.none() | days, st.none() | days).filter(lambda ends: not all(ends) or ends[0] <= ends[1])


@st.composite
def schedules(draw):
    frequency = draw(st.sampled_from(['once', 'ongoing', 'month', 'quarter', 'half', 'year', '']))
    date_from, date_to = draw(windows)
    due = due_day = count = None
    offset = 0
    if frequency == 'once':
        due = draw(days if not (date_from or date_to) else st.none() | days)
    elif frequency not in ('ongoing', ''):
        count = draw(st.none() | st.integers(1, 99))
    if frequency not in ('once', 'ongoing'):
        due_day = draw(st.integers(1, 31) if frequency == '' else st.none() | st.integers(1, 31))
        offset = draw(st.integers(0, 1)) if due_day else 0
    if frequency == 'year' and due_day is None:
        due = draw(st.none() | days)
    return Schedule(frequency, date_from, date_to, due, due_day, offset, count)


@given(schedules(), st.integers(2000, 2100))
def test_what_is_written_is_read_back(written, year):
    assert parse_schedule(format_schedule(written), year) == written


@given(st.text(max_size=120))
def test_any_text_is_read_or_refused(words):
    reading = read_schedule(words, YEAR)
    assert (reading.schedule is None) == bool(reading.problem)


KNOWN = ('từ đến ngày tháng quý năm trước chậm nhất hằng cuối đầu giữa của sau kỳ lần / , - 1 2 3 20 31 12 2024 I IV 6 '
         'hoàn thành trong 20/3 30/9/2024 / tuần')


@given(st.lists(st.sampled_from(KNOWN.split()), max_size=10).map(' '.join))
def test_any_order_of_known_words_is_read_or_refused(words):
    reading = read_schedule(words, YEAR)
    assert (reading.schedule is None) == bool(reading.problem)
