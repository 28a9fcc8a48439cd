# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Lists of posted articles as offices keep them: pasted, or in a workbook that a person made."""

import doctest
import io
import zipfile
from dataclasses import replace
from datetime import date, datetime, time

import pytest
from office_files import HEADER, ROW, replaced, workbook
from openpyxl import load_workbook

from cchc_propaganda.tools import limits, posted_list, table_reading
from cchc_propaganda.tools.list_template import Column, template
from cchc_propaganda.tools.posted_list import understand
from cchc_propaganda.tools.table_reading import ListError, Table, parse_date, read_text


def read_xlsx(data):
    return table_reading.read_xlsx(data, posted_list._header)


def rows_of(rows, prepare=None):
    return understand(read_xlsx(workbook(rows, prepare))).rows


def refused(function, *args):
    with pytest.raises(ListError) as caught:
        function(*args)
    return caught.value.reason


def test_examples_in_the_docstrings():
    assert doctest.testmod(posted_list).failed == 0


# -- a pasted text -----------------------------------------------------------------------------------------------------

def test_pasted_rows_are_understood_by_the_names_of_their_columns_in_any_order():
    text = 'Link\tNgày đăng\tTên bài\tĐơn vị\nhttps://a.vn/1\t5/3/24\tTin A\tThanh tra\n'
    [row] = understand(read_text(text)).rows
    assert (row.title, row.url, row.day, row.department, row.number) == (
        'Tin A', 'https://a.vn/1', date(2024, 3, 5), 'Thanh tra', 2)


@pytest.mark.parametrize('names', [
    ['tieu de', 'link'], ['TIÊU ĐỀ', 'ĐƯỜNG DẪN'], ['Tên tin, bài', 'Đường link'],
    ['Tiêu đề *', 'Link bài viết (URL)']])
def test_names_of_columns_with_and_without_diacritics(names):
    table = Table([names, ['Tin A', 'https://a.vn/1']], {})
    assert [(row.title, row.url) for row in understand(table).rows] == [('Tin A', 'https://a.vn/1')]


def test_names_in_decomposed_letters():
    import unicodedata
    names = [unicodedata.normalize('NFD', name) for name in ('Tiêu đề', 'Đường dẫn')]
    [row] = understand(Table([names, [unicodedata.normalize('NFD', 'Đăng ký'), 'https://a.vn/1']], {})).rows
    assert row.title == 'Đăng ký'


def test_rows_without_names_of_columns_have_the_order_of_the_template():
    text = 'Tin A\tTin\tTác giả A\tVăn phòng\tCổng\t5/3/2024\thttps://a.vn/1'
    [row] = understand(read_text(text)).rows
    assert (row.title, row.genre, row.author, row.department, row.channel, row.date_text) == (
        'Tin A', 'Tin', 'Tác giả A', 'Văn phòng', 'Cổng', '5/3/2024')
    [numbered] = understand(read_text('7\t' + text)).rows
    assert (numbered.title, numbered.url) == ('Tin A', 'https://a.vn/1')


def test_cell_of_several_lines_that_excel_has_quoted():
    text = 'Tiêu đề\tTác giả\tLink\n"Tin ""A""\nnối dài"\tTác giả A\thttps://a.vn/1\nTin B\tB\thttps://a.vn/2'
    assert [row.title for row in understand(read_text(text)).rows] == ['Tin "A" nối dài', 'Tin B']


def test_title_that_begins_with_a_quotation_mark_swallows_no_row():
    text = 'Tiêu đề\tLink\n"Một cửa" ở xã\thttps://a.vn/1\nTin B\thttps://a.vn/2'
    assert [row.title for row in understand(read_text(text)).rows] == ['"Một cửa" ở xã', 'Tin B']


@pytest.mark.parametrize(('text', 'reason'), [
    ('', 'empty'), (' \n\t\n', 'empty'), ('một đoạn văn\nkhông có cột', 'no_columns'), ('a\tb\nc\td', 'no_header'),
    ('Tiêu đề\tLink\n', 'empty')])
def test_text_that_is_no_list_says_why(text, reason):
    assert refused(lambda: understand(read_text(text))) == reason


def test_too_many_rows_are_refused_with_their_number():
    text = 'Tiêu đề\tLink\n' + ''.join(f'Tin {number}\thttps://a.vn/{number}\n' for number in range(1001))
    with pytest.raises(ListError) as caught:
        understand(read_text(text))
    assert (caught.value.reason, caught.value.count) == ('too_many', 1001)
    assert len(understand(read_text(text.rsplit('Tin 1000', 1)[0])).rows) == 1000


# -- a workbook --------------------------------------------------------------------------------------------------------

def test_titles_above_repeated_names_totals_and_blank_rows():
    found = understand(read_xlsx(workbook([
        ['SỞ THÔNG TIN VÀ TRUYỀN THÔNG'], ['DANH SÁCH TIN, BÀI QUÝ I NĂM 2024'], [], HEADER, range(1, 9),
        ['I', 'Văn phòng'], ROW, [], HEADER, [2, 'Tin B', 'Bài', 'B', 'Thanh tra', 'Zalo', '6/3/2024', 'https://a.vn/2'],
        ['Tổng cộng', '2']])))
    assert [row.title for row in found.rows] == ['Công khai thủ tục', 'Tin B']
    assert found.rows[0].number == 7
    assert [text for __, text in found.skipped] == ['I Văn phòng', 'Tổng cộng 2']     # nothing goes unseen


def test_names_of_columns_over_two_rows():
    rows = [['STT', 'Tên bài', 'Tác giả', 'Thông tin đăng tải', None, None],
            [None, None, None, 'Kênh', 'Ngày đăng', 'Link'],
            [1, 'Tin A', 'A', 'Zalo', '5/3/2024', 'https://a.vn/1']]

    def merge(book):
        book.active.merge_cells('D1:F1')
        book.active.merge_cells('A1:A2')

    [row] = rows_of(rows, merge)
    assert (row.title, row.author, row.channel, row.day, row.url) == (
        'Tin A', 'A', 'Zalo', date(2024, 3, 5), 'https://a.vn/1')


def test_merged_cells_and_ditto_marks_stand_for_each_row():
    rows = [['Tiêu đề', 'Đơn vị', 'Tác giả', 'Link'], ['Tin A', 'Thanh tra', 'A', 'https://a.vn/1'],
            ['Tin B', None, '-nt-', 'https://a.vn/2'], ['Tin C', None, '"', 'https://a.vn/3']]
    found = rows_of(rows, lambda book: book.active.merge_cells('B2:B4'))
    assert [(row.department, row.author) for row in found] == [('Thanh tra', 'A')] * 3


def test_blank_cell_that_is_not_merged_stays_blank():
    found = rows_of([['Tiêu đề', 'Đơn vị', 'Link'], ['A', 'Thanh tra', 'https://a.vn/1'], ['B', None, 'https://a.vn/2']])
    assert [row.department for row in found] == ['Thanh tra', '']


def test_days_of_excel_as_dates_numbers_and_texts():
    moment = datetime.combine(date(2024, 3, 5), time(8, 30))
    days = [moment, date(2024, 3, 5), 45356, '05.03.24', '8:30 ngày 05-03-2024', '2024-03-05']
    found = rows_of([
        ['Tiêu đề', 'Ngày', 'Link'], *([f'Tin {n}', day, f'https://a.vn/{n}'] for n, day in enumerate(days))])
    assert [row.day for row in found] == [date(2024, 3, 5)] * len(days)


@pytest.mark.parametrize('text', ['', 'tháng 3', '31/02/2024', '5/3', '2024', '13/13/2024', '99999', '120/3/2024'])
def test_what_is_no_day(text):
    assert parse_date(text) is None


def test_formula_gives_the_value_that_excel_kept_and_is_never_run():
    """openpyxl writes no values of formulas, so the cell is read as empty, not as the formula."""
    [row] = rows_of([HEADER, [1, '=HYPERLINK("https://evil.vn","x")', *ROW[2:]]])
    assert row.title == ''
    assert row.url == 'https://a.vn/1'


def test_address_behind_a_cell():
    def link(book):
        book.active['B2'].hyperlink = 'https://a.vn/an-sau-chu'
        book.active['A3'].hyperlink = 'https://a.vn/sau-tieu-de'
        book.active['A4'].hyperlink = 'javascript:alert(1)'

    found = rows_of([['Tiêu đề', 'Link', 'Kênh'], ['A', 'Xem tại đây', 'X'], ['B', None, 'X'], ['C', None, 'X']], link)
    assert [row.url for row in found] == ['https://a.vn/an-sau-chu', 'https://a.vn/sau-tieu-de', '']


def test_two_links_in_a_cell_are_two_rows():
    found = rows_of([HEADER, [*ROW[:-1], 'https://a.vn/1\nhttps://b.vn/2 https://a.vn/1']])
    assert [(row.title, row.url) for row in found] == [
        ('Công khai thủ tục', 'https://a.vn/1'), ('Công khai thủ tục', 'https://b.vn/2')]


def test_row_that_lacks_its_link_is_kept():
    [row] = rows_of([HEADER, [*ROW[:-1], None]])
    assert (row.title, row.url) == ('Công khai thủ tục', '')


def test_sheet_with_the_list_is_found_and_hidden_ones_are_not_read():
    def prepare(book):
        hidden = book.create_sheet('Ẩn', 0)
        hidden.append(HEADER)
        hidden.append([*ROW[:1], 'Trong trang ẩn', *ROW[2:]])
        hidden.sheet_state = 'hidden'
        listed = book.create_sheet('Tin bài')
        listed.append(HEADER)
        listed.append(ROW)

    assert [row.title for row in rows_of([['Ghi chú chung']], prepare)] == ['Công khai thủ tục']


def zipped(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_files_that_are_no_workbook():
    good = workbook([HEADER, ROW])
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    assert refused(read_xlsx, b'') == 'not_xlsx'
    assert refused(read_xlsx, b'Ti\xc3\xaau \xc4\x91\xe1\xbb\x81,Link') == 'not_xlsx'
    assert refused(read_xlsx, b'\xd0\xcf\x11\xe0' + b'\0' * 600) == 'old_excel'
    assert refused(read_xlsx, zipped(**{'a.txt': 'x'})) == 'not_xlsx'
    assert refused(read_xlsx, good[:len(good) // 2]) == 'not_xlsx'
    assert refused(read_xlsx, replaced(good, 'xl/workbook.xml', lambda old: entity + old)) == 'not_xlsx'
    assert refused(read_xlsx, b'PK' + b'\0' * limits.WORKBOOK.file) == 'too_big'


def test_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(limits, 'WORKBOOK', replace(limits.WORKBOOK, unpacked=limits.MIB))
    bomb = replaced(workbook([HEADER, ROW]), 'xl/styles.xml', lambda __: b' ' * (limits.WORKBOOK.unpacked + 1))
    assert len(bomb) < limits.MIB // 10
    assert refused(read_xlsx, bomb) == 'too_big'


def test_million_formatted_rows_below_the_list_are_not_walked():
    def prepare(book):
        book.active.cell(900_000, 3, ' ')

    assert [row.title for row in rows_of([HEADER, ROW], prepare)] == ['Công khai thủ tục']


# -- names -------------------------------------------------------------------------------------------------------------

def test_people_are_matched_by_diacritics_first():
    people = posted_list.People([(1, 'Tác giả Hoà'), (2, 'Tác giả Hoa'), (3, 'Biên tập viên')])
    assert people.match('tác giả hoa') == [2]
    assert people.match('TAC GIA HOA') == [1, 2]
    assert people.match('Biên  tập viên') == [3]
    assert people.match('Người lạ') == []


@pytest.mark.parametrize(('cell', 'names'), [
    ('A', ['A']), ('A, B', ['A', 'B']), ('A; B\nC', ['A', 'B', 'C']), ('Đ/c A và B', ['A', 'B']),
    ('Nguyễn A – Kim', ['Nguyễn A – Kim']), ('A - B; C', ['A – B', 'C']), ('A-B, C', ['A-B', 'C']),
    ('', []), ('A, A', ['A'])])
def test_authors_in_a_cell(cell, names):
    assert posted_list.split_authors(cell) == names


# -- the template ------------------------------------------------------------------------------------------------------

COLUMNS = [
    Column('Tiêu đề', 50), Column('Thể loại', 16, choices=['Tin', 'Bài viết']), Column('Tác giả', 24),
    Column('Đơn vị', 34, choices=['Văn phòng']), Column('Kênh', 34, choices=[]), Column('Ngày đăng', 14, is_date=True),
    Column('Đường dẫn', 60)]


def test_template_filled_in_is_understood():
    data = template('Tin, bài đã đăng', COLUMNS, 'Danh mục')
    book = load_workbook(io.BytesIO(data))
    book.worksheets[0].append(ROW[1:])
    stream = io.BytesIO()
    book.save(stream)
    found = understand(read_xlsx(stream.getvalue()))
    assert [(row.title, row.channel, row.day) for row in found.rows] == [
        ('Công khai thủ tục', 'Cổng TTĐT Sở', date(2024, 3, 5))]
    assert not found.missing
    assert [cell.value for cell in book.worksheets[1][1]] == ['Thể loại', 'Đơn vị', 'Kênh']
    rules = book.worksheets[0].data_validations.dataValidation
    offered = {str(rule.sqref).split(':')[0]: rule.formula1 for rule in rules}
    assert offered == {'B2': "'Danh mục'!$A$2:$A$3", 'D2': "'Danh mục'!$B$2:$B$2"}
    assert refused(lambda: understand(read_xlsx(data))) == 'empty'


def test_same_template_has_the_same_bytes():
    assert template('a', COLUMNS, 'b') == template('a', COLUMNS, 'b')
