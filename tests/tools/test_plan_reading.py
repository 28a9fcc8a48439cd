# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What rows of an appendix ask for: numbers, units, channels, turns, and what a person has to look at."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_files import DATA, plan_2024_text, plan_2024_word

from cchc_propaganda.tools import plan_reading
from cchc_propaganda.tools.matching import ASKED, match_channels, match_forms, match_unit_cell
from cchc_propaganda.tools.obligation import Turn, owed_periods, units_in_turn
from cchc_propaganda.tools.plan_file import read_plan_file
from cchc_propaganda.tools.plan_file.document import Row
from cchc_propaganda.tools.plan_file.document import Turn as PrintedTurn
from cchc_propaganda.tools.plan_reading import Names, read_rows
from cchc_propaganda.tools.quota import read_quotas

EXPECTED = json.loads((DATA / 'plan-2024.expected.json').read_text(encoding='utf-8'))
UNITS = {
    'office': ['Văn phòng'], 'press': ['Phòng Thông tin – Báo chí – Xuất bản', 'Phòng TT – BC – XB'],
    'digital': ['Phòng Chuyển đổi số'], 'inspectorate': ['Thanh tra'], 'centre': ['Trung tâm Công nghệ số'],
    'board': ['Ban Biên tập Cổng TTĐT của Sở'], 'cell1': ['Chi bộ 1'], 'cell2': ['Chi bộ 2'],
}
GROUPS = {'phòng': ['office', 'press', 'digital', 'inspectorate'], 'đơn vị': ['centre'], 'trung tâm': ['centre']}
CHANNELS = {
    'portal': ['Cổng TTĐT Sở'], 'page': ['Chuyên trang CCHC tỉnh', 'Chuyên trang CCHC'],
    'province': ['Cổng TTĐT tỉnh – kênh Zalo', 'Cổng TTĐT của tỉnh'], 'zalo': ['Zalo OA của Sở'],
    'radio': ['Đài Phát thanh – Truyền hình tỉnh'],
}
FORMS = {'meeting': ['Lồng ghép hội nghị, cuộc họp'], 'contest': ['Hội thi'], 'training': ['Tập huấn']}
NAMES = Names(UNITS, GROUPS, CHANNELS, FORMS)


def read(content='', lead='', time='', **values):
    [found] = read_rows([Row(1, '1', content, lead=lead, time=time, **values)], 2024, NAMES)
    return found


def codes(found):
    return [code for code, __ in found.doubts]


# -- numbers ---------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(('content', 'quotas'), [
    ('Mỗi quý có ít nhất 01 tin, bài viết, phóng sự được duyệt đăng Chuyên trang CCHC; 02 bài trên Cổng TTĐT của tỉnh',
     [(1, 'quarter', ('news', 'article', 'reportage')), (2, 'quarter', ('article',))]),
    ('Mỗi tháng có ít nhất 01 tin trên Cổng', [(1, 'month', ('news',))]),
    ('Phát thanh 02 lần/tháng', [(2, 'month', ())]),
    ('Chuyên mục CCHC: 24 kỳ/năm', [(24, 'year', ())]),
    ('Tổ chức hội nghị tuyên truyền, 02 cuộc/năm', [(2, 'year', ())]),
    ('Đăng tối thiểu 05 tin, bài/quý', [(5, 'quarter', ('news', 'article'))]),
    ('Có ít nhất 03 video clip mỗi 6 tháng', [(3, 'half', ('video',))]),
    ('Thực hiện 01 chuyên mục/tháng', [(1, 'month', ())]),
    ('Hằng tháng, mỗi phòng viết 02 bài', [(2, 'month', ('article',))]),
    ('Ít nhất 10 tin bài đăng trên Cổng', [(10, '', ('news', 'article'))]),
    ('Kết quả Chỉ số CCHC năm 2023; giai đoạn 2021 - 2030', []),
    ('Căn cứ Kế hoạch số 30/KH-UBND, 76/NQ-CP', []),
    ('11 nội dung, 6 hình thức', []),
    ('', []), (None, []),
])
def test_quotas_in_a_content(content, quotas):
    assert [(one.quantity, one.frequency, one.genres) for one in read_quotas(content)] == quotas


@given(st.text(max_size=200))
def test_any_content_is_read(content):
    assert all(quota.quantity > 0 for quota in read_quotas(content))


# -- names -----------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(('cell', 'ids'), [
    ('Văn phòng', [('office',)]), ('VP', [('office',)]), ('Văn phòng Sở', [('office',)]),
    ('Phòng Thanh tra', [('inspectorate',)]), ('TT Công nghệ số', [('centre',)]), ('P. Chuyển đổi số', [('digital',)]),
    ('P.CĐS', [('digital',)]), ('Phòng TTBCXB', [('press',)]), ('BBT Cổng TTĐT', [('board',)]),
    ('BAN BIÊN TẬP CỔNG TTĐT CỦA SỞ', [('board',)]),
    ('Phòng Thông tin - Báo chí -\nXuất bản', [('press',)]),
    ('- Văn phòng.\n- Thanh tra;', [('office',), ('inspectorate',)]),
    ('Văn phòng, Thanh tra và Phòng Chuyển đổi số', [('office',), ('inspectorate',), ('digital',)]),
    ('Các phòng và đơn vị thuộc Sở', [('office', 'press', 'digital', 'inspectorate', 'centre')]),
    ('Tất cả các phòng', [tuple(GROUPS['phòng'])]),
    ('Thủ trưởng các phòng, đơn vị', [(*GROUPS['phòng'], 'centre')]),
    ('Chi bộ 2', [('cell2',)]),
])
def test_units_of_a_cell(cell, ids):
    found = match_unit_cell(cell, UNITS, GROUPS)
    assert [match.ids for match in found] == ids
    assert not any(match.is_asked for match in found), found


@pytest.mark.parametrize(('cell', 'ids'), [
    ('Phòng Thông tin Báo chí', [('press',)]),      # similar
    ('Các phòng còn lại', [tuple(GROUPS['phòng'])]),
    ('Sở Nội vụ', [()]), ('Các đơn vị có liên quan', [()]), ('Các xã', [()]), ('Chi bộ 3', [()]),
    ('a' * 3000, [()]),
])
def test_below_the_threshold_a_person_is_asked(cell, ids):
    found = match_unit_cell(cell, UNITS, GROUPS)
    assert [match.ids for match in found] == ids
    assert all(match.is_asked and match.score < ASKED for match in found)


@pytest.mark.parametrize(('words', 'ids'), [
    ('được duyệt đăng Chuyên trang CCHC', ['page']),
    ('Trang thông tin điện tử của Sở', ['portal']), ('cổng TTĐT Sở', ['portal']), ('Website Sở', ['portal']),
    ('Cổng TTĐT của tỉnh (trên kênh Zalo)', ['province']),
    ('Cổng TTĐT của Sở và Chuyên trang cải cách hành chính tỉnh', ['portal', 'page']),
    ('Đài PT-TH tỉnh', ['radio']), ('Đài phát thanh truyền hình tỉnh', ['radio']),
    ('', []), ('nội dung khác', []),
])
def test_channels_in_words(words, ids):
    assert [match.ids[0] for match in match_channels(words, CHANNELS)] == ids


def test_a_channel_that_is_only_similar_is_asked_for():
    [match] = match_channels('đăng trên trang Zalo của cơ quan', {'zalo': ['Trang Zalo Sở']})
    assert match.is_asked


def test_forms_in_words():
    assert match_forms('đăng tin', FORMS) == []
    [match] = match_forms('tổ chức hội nghị chuyên đề', FORMS)
    assert (match.ids, match.is_asked) == (('meeting',), True)
    assert [match.ids for match in match_forms('tại hội nghị, cuộc họp cơ quan', FORMS)] == [('meeting',)]


# -- rows ------------------------------------------------------------------------------------------------------------

def assignments(found):
    """The assignments that the obligations would give out: ``(channel, period, unit, deadline)``."""
    return [(asked.channel, owed.period.key, unit, str(owed.deadline))
            for one in found for asked in one.asked
            for owed in owed_periods(asked.frequency, date(2024, 1, 1), date(2024, 12, 31), asked.due_day,
                                     asked.due_month_offset, asked.due)
            for unit in units_in_turn(owed.period.ordinal,
                                      [Turn(turn.first, turn.last, turn.unit) for turn in asked.turns],
                                      [unit for match in one.leads for unit in match.ids])]


@pytest.mark.parametrize('content', [plan_2024_text, plan_2024_word])
def test_the_plan_of_2024_asks_for_its_twenty_assignments(content):
    found = read_rows(read_plan_file(content()).rows, 2024, NAMES)
    assert not any(row.doubts for row in found), [row.doubts for row in found]
    keys = {'Chuyên trang CCHC tỉnh': 'page', 'Cổng TTĐT tỉnh (kênh Zalo)': 'province', 'Cổng TTĐT Sở': 'portal'}
    unit_keys = {name: key for key, names in UNITS.items() for name in names}
    quarterly, monthly = EXPECTED['quarterly'], EXPECTED['monthly']
    expected = [(keys[channel], row['period'], unit_keys[row['unit']], row['due'])
                for channel in quarterly['channels'] for row in quarterly['rows']]
    expected += [(keys[monthly['channel']], period, unit_keys[row['unit']], f'2024-{period[-2:]}-{monthly["due_day"]}')
                 for row in monthly['rows'] for period in row['periods']]
    assert sorted(assignments(found)) == sorted(expected)
    assert len(expected) == EXPECTED['assignments_total']


def test_a_row_below_takes_time_and_lead_from_the_row_above_but_one_beside_it_nothing():
    rows = [Row(1, '1', 'Đăng tin', lead='Văn phòng', time='Hằng tháng'),
            Row(2, '1.1', 'Ít nhất 02 tin trên Cổng TTĐT Sở', level=1), Row(3, '2', 'Ít nhất 01 tin trên Cổng TTĐT Sở')]
    __, below, beside = read_rows(rows, 2024, NAMES)
    assert [(asked.frequency, asked.quantity) for asked in below.asked] == [('month', 2)]
    assert 'no_lead' not in codes(below)
    assert [asked.frequency for asked in beside.asked] == ['once']
    assert 'no_lead' in codes(beside)


@pytest.mark.parametrize(('content', 'time', 'values'), [
    ('Mỗi quý 01 tin trên Cổng TTĐT Sở', 'Năm 2024', ('quarter', 31, 0, None)),
    ('Mỗi quý 01 tin trên Cổng TTĐT Sở', 'Chậm nhất là ngày 20 của tháng cuối kỳ', ('quarter', 20, 0, None)),
    ('Mỗi tháng 01 tin trên Cổng TTĐT Sở', 'Trước ngày 05 của tháng sau', ('month', 4, 1, None)),
    ('Ít nhất 02 tin trên Cổng TTĐT Sở', 'Hằng tháng, trước ngày 25', ('month', 24, 0, None)),
    ('Ít nhất 02 tin trên Cổng TTĐT Sở', 'Hoàn thành trong quý III', ('once', 31, 0, date(2024, 9, 30))),
    ('02 bài/năm trên Cổng TTĐT Sở', 'Trước ngày 20/11 hàng năm', ('once', 31, 0, date(2024, 11, 19))),
])
def test_number_and_time_make_one_obligation(content, time, values):
    found = read(content, 'Văn phòng', time)
    [asked] = found.asked
    assert (asked.frequency, asked.due_day, asked.due_month_offset, asked.due) == values
    assert not found.doubts


def test_one_item_is_asked_for_in_each_of_several_periods():
    found = read('Tìm hiểu CCHC', 'Văn phòng', 'Quý I và Quý III', form='Hội thi', quantity='1')
    assert [(asked.form, asked.quantity, asked.frequency, asked.date_from, asked.date_to) for asked in found.asked] == [
        ('contest', 1, 'once', date(2024, 1, 1), date(2024, 3, 31)),
        ('contest', 1, 'once', date(2024, 7, 1), date(2024, 9, 30))]
    assert not found.doubts
    assert not codes(read('Tuyên truyền lưu động', 'Văn phòng', 'Chậm nhất 20/3 và 20/9'))
    for content, lead in (('Ít nhất 02 tin trên Cổng TTĐT Sở', 'Văn phòng'),
                          ('Mỗi quý 01 tin trên Cổng TTĐT Sở', 'Văn phòng'),
                          ('Ít nhất 01 tin trên Cổng TTĐT Sở', 'Quý I: Văn phòng\nQuý III: Thanh tra')):
        assert 'unread' in codes(read(content, lead, 'Quý I và Quý III')), content


@pytest.mark.parametrize(('row', 'doubts'), [
    ({'time': 'Theo kế hoạch'}, ['unread']),
    ({'time': 'Chậm nhất 31/9'}, ['unread']),
    ({'time': 'Chậm nhất 20/3/2023'}, ['noted']),
    ({'time': 'Đầu quý II'}, ['noted']),
    ({'time': 'Thường xuyên', 'lead': 'Văn phòng'}, []),
    ({'lead': 'Sở Nội vụ'}, ['unknown_unit']),
    ({'lead': 'Phòng Thông tin Báo chí'}, ['similar_unit']),
    ({'content': 'Mỗi quý 01 tin trên báo', 'lead': 'Văn phòng'}, ['no_means']),
    ({'content': 'Mỗi quý 01 tin trên Cổng TTĐT Sở'}, ['no_lead']),
    ({'content': 'Mỗi quý 01 tin trên Cổng TTĐT Sở, Chuyên trang CCHC', 'lead': 'Văn phòng'}, ['many_means']),
    ({'content': 'Mỗi quý 01 tin trên Cổng TTĐT Sở', 'lead': 'Văn phòng', 'time': 'Hằng tháng'}, ['rhythm_differs']),
    ({'content': 'Mỗi quý 01 tin trên Cổng TTĐT Sở', 'lead': 'Văn phòng', 'time': 'Chậm nhất 20/3/2024'},
     ['rhythm_differs']),
    ({'content': 'Mỗi quý 01 tin trên Cổng TTĐT Sở', 'lead': 'Quý I: Văn phòng\nQuý II: Thanh tra'}, ['turns_missing']),
    ({'content': 'Mỗi quý 01 tin trên Cổng TTĐT Sở', 'lead': 'Tháng 1: Văn phòng\nTháng 2: Thanh tra'},
     ['turn_unread']),
    ({'content': 'a', 'is_doubtful': True}, ['cells_mixed']),
])
def test_what_a_person_has_to_look_at(row, doubts):
    assert codes(read(**row))[:len(doubts) or 1] == doubts


def test_turns_with_different_days_are_not_levelled():
    turns = [PrintedTurn(f'Quý {number}', 'Văn phòng', f'Chậm nhất {day}/{3 * number}/2024')
             for number, day in zip((1, 2, 3, 4), (20, 20, 20, 15), strict=True)]
    found = read('Mỗi quý 01 tin trên Cổng TTĐT Sở', turns=turns)
    assert codes(found) == ['turns_differ']
    assert found.asked[0].due_day is None


def test_months_of_units_become_the_periods_asked_for():
    lead = 'Quý I: Văn phòng\nQuý II: Thanh tra\nTháng 7, 8, 9: Phòng Chuyển đổi số\nQuý IV: VP'
    asked = read('Mỗi tháng 01 tin trên Cổng TTĐT Sở', lead, 'Ngày 25 hằng tháng').asked[0]
    assert [(turn.first, turn.last, turn.unit) for turn in asked.turns] == [
        (1, 3, 'office'), (4, 6, 'inspectorate'), (7, 9, 'digital'), (10, 12, 'office')]


def test_channel_form_and_number_in_columns_of_their_own():
    found = read('Đăng tin', 'Văn phòng', 'Hằng tháng', channel='Cổng TTĐT Sở', quantity='02 tin')
    assert [(asked.channel, asked.quantity, asked.frequency) for asked in found.asked] == [('portal', 2, 'month')]
    found = read('Tìm hiểu CCHC', 'Văn phòng', 'Quý III', form='Hội thi', quantity='1')
    assert [(asked.form, asked.channel, asked.date_to) for asked in found.asked] == [
        ('contest', None, date(2024, 9, 30))]


def test_an_event_is_met_by_a_form():
    found = read('Tổ chức tập huấn CCHC: 02 lớp/năm', 'Văn phòng')
    assert [(asked.form, asked.channel, asked.quantity, asked.frequency) for asked in found.asked] == [
        ('training', None, 2, 'year')]


def test_a_time_of_a_row_without_a_number_asks_for_nothing():
    assert not read('Cập nhật văn bản', 'Văn phòng', 'Hằng tháng').asked


@given(st.lists(st.builds(
    Row, st.just(1), st.just('1'), st.text(max_size=40), lead=st.text(max_size=30), time=st.text(max_size=30),
    level=st.integers(0, 3)), max_size=4))
def test_any_rows_are_read(rows):
    assert len(read_rows(rows, 2024, NAMES)) == len(rows)


def test_every_doubt_has_a_name():
    assert {value for name, value in vars(plan_reading).items() if name.isupper() and isinstance(value, str)} >= {
        'unread', 'unknown_unit', 'similar_unit', 'no_lead', 'no_means', 'similar_means', 'many_means',
        'rhythm_differs', 'turns_differ', 'turns_missing', 'turn_unread', 'cells_mixed', 'noted'}
