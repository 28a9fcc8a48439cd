# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Plans in the layouts of real files: which table is the appendix, what a column means, what belongs to which row."""

import io
import json
import unicodedata
import zipfile
from datetime import date, datetime
from functools import cache

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from office_files import MACRO, packed
from plan_files import (
    DATA,
    HEADER,
    cell_of,
    delete_row,
    deleted,
    fill,
    in_content_control,
    inserted,
    number,
    numbering,
    plan_2024_text,
    plan_2024_word,
    saved,
    word_file,
    workbook,
)

from cchc_propaganda.tools import limits
from cchc_propaganda.tools.plan_file import PlanFileError, read_plan_file
from cchc_propaganda.tools.plan_file.document import Turn

EXPECTED = json.loads((DATA / 'plan-2024.expected.json').read_text(encoding='utf-8'))
ROW = ['1', 'Đăng tin', 'Văn phòng', 'Các phòng', 'Quý I']


@cache
def plan_2024():
    return read_plan_file(plan_2024_text())


def rows_of(content, *names):
    """Return the named parts of the rows that are read."""
    return [tuple(getattr(row, name) for name in names) for row in read_plan_file(content).rows]


def table(*rows, **options):
    return rows_of(word_file([HEADER, *rows], **options), 'code', 'content', 'lead', 'coordinator', 'time')


# -- the plan of 2024 ------------------------------------------------------------------------------------------------

def test_the_text_of_2024_is_read_entirely():
    plan, counts = plan_2024(), EXPECTED['counts']
    head = plan.head
    sections = {section.kind: section for section in head.sections}
    assert {
        'legal_basis': len(head.bases),
        'objectives': len(sections['objective'].paragraphs),
        'requirements': len(sections['requirement'].paragraphs),
        'contents': len(sections['content'].paragraphs),
        'forms': len(sections['form'].paragraphs),
        'organisation': len(sections['organisation'].paragraphs),
        'recipients': len(head.recipients),
        'appendix_numbered_rows': [row.code for row in plan.rows],
        'bullets_of_row_1': len(plan.rows[0].bullets),
        'quarter_rows_of_4.1': len(plan.rows[4].turns),
    } == counts
    assert not plan.left_out


def test_the_head_of_2024():
    head = plan_2024().head
    assert head.name == ('Tuyên truyền cải cách hành chính năm 2024 tại Sở Thông tin và Truyền thông tỉnh Sóc Trăng')
    assert (head.number, head.day, head.year) == ('', None, 2024), "number and day are blank in the draft"
    assert [(basis.number, basis.day, basis.issuer) for basis in head.bases] == [
        ('30/KH-UBND', date(2024, 2, 21), 'UBND tỉnh Sóc Trăng'),
        ('01/KH-STTTT', date(2024, 1, 16), 'Sở Thông tin và Truyền thông')]
    assert [section.number for section in head.sections] == [
        '', 'I', 'I.1', 'I.2', 'II', 'II.1', 'II.2', 'III', 'III.1', 'III.2', 'V', '']
    assert (head.sections[0].kind, head.sections[-1].kind) == ('opening', 'closing')
    assert head.sections[-1].paragraphs[0].endswith('chỉ đạo./.')
    assert head.recipients[0] == 'Sở Nội vụ'
    assert head.recipients[-1] == 'Lưu: VT'
    assert (head.signer_title, bool(head.signer_name)) == ('KT.GIÁM ĐỐC\nPHÓ GIÁM ĐỐC', True)
    assert 'NĂM 2023' in head.appendix_title, "the slip of the document is kept"
    assert 'Kèm theo' not in head.appendix_title


def test_the_rows_of_2024():
    rows = {row.code: row for row in plan_2024().rows}
    assert [row.level for row in plan_2024().rows] == [0, 0, 0, 0, 1, 1]
    assert (rows['1'].content, rows['1'].lead, rows['1'].coordinator, rows['1'].time) == (
        '', '- Văn phòng.\n- Ban Biên tập Cổng TTĐT của Sở.', 'Các phòng và đơn vị thuộc Sở', 'Năm 2024')
    assert rows['1'].bullets[10].endswith('qua các năm.')
    assert rows['1'].bullets[8].startswith('Công khai đường dây nóng'), "a bullet goes on over a page break"
    assert rows['3'].lead == 'Ban Biên tập Cổng TTĐT của Sở.'
    assert rows['4'].lead == rows['4'].time == ''
    assert rows['4.1'].turns == [
        Turn('a. Quý 1', 'Văn phòng', 'Chậm nhất 20/3/2024'),
        Turn('b. Quý 2', 'Phòng Thông tin – Báo chí – Xuất bản', 'Chậm nhất 20/06/2024'),
        Turn('c. Quý 3', 'Phòng Chuyển đổi số', 'Chậm nhất 20/09/2024'),
        Turn('d. Quý 4', 'Thanh tra', 'Chậm nhất 20/12/2024')]
    assert rows['4.2'].lead.split('\n')[3] == '- Tháng 10,11,12: Phòng Thanh tra'
    assert rows['4.2'].coordinator == 'Phòng Thông tin – Báo chí – Xuất bản'
    assert rows['4.2'].time == 'Chậm nhất Ngày 25 hàng tháng'


def test_word_file_of_2024_says_what_its_text_says():
    plan, text = read_plan_file(plan_2024_word()), plan_2024()
    assert plan.head == text.head

    def parts(rows):
        return [(row.code, row.content, row.bullets, row.lead, row.coordinator, row.time, row.level, row.turns)
                for row in rows]
    assert parts(plan.rows) == parts(text.rows)


@pytest.mark.parametrize('form', ['NFC', 'NFD'])
def test_text_file_in_other_encodings(form):
    text = plan_2024_text().decode()
    for content in (unicodedata.normalize(form, text).encode('utf-16'), b'\xef\xbb\xbf' + text.encode(),
                    text.replace('\n', '\r\n').encode()):
        assert [row.code for row in read_plan_file(content).rows] == EXPECTED['counts']['appendix_numbered_rows']


# -- which table, which column ---------------------------------------------------------------------------------------

def test_the_appendix_is_found_among_other_tables():
    content = word_file(
        [['UBND TỈNH', 'CỘNG HÒA'], ['SỞ NỘI VỤ', 'Độc lập']], 'KẾ HOẠCH',
        [['STT', 'Nội dung chi', 'Số tiền'], ['1', 'In ấn', '5.000.000']],
        [HEADER, ROW], [['Nơi nhận:', 'GIÁM ĐỐC']])
    assert rows_of(content, 'code', 'content') == [('1', 'Đăng tin')]


@pytest.mark.parametrize('header', [
    ['TT', 'Nhiệm vụ', 'Cơ quan chủ trì', 'Cơ quan phối hợp', 'Thời hạn hoàn thành'],
    ['Số TT', 'NỘI DUNG\nCÔNG VIỆC', 'Đơn vị thực hiện', 'Phối hợp', 'Tiến độ'],
    ['STT', 'Hoạt động', 'CHỦ TRÌ', 'PHỐI HỢP', 'Thời gian\nthực hiện (dự kiến)'],
    [unicodedata.normalize('NFD', name) for name in HEADER],
    [name.replace(' ', '\u00a0').upper() for name in HEADER],
])
def test_columns_are_told_by_what_they_mean(header):
    assert rows_of(word_file([header, ROW]), 'code', 'content', 'lead', 'coordinator', 'time') == [tuple(ROW)]


def test_columns_stand_in_any_order_with_others_among_them():
    content = word_file([
        ['Ghi chú', 'Thời gian', 'Sản phẩm', 'Đơn vị phối hợp', 'Đơn vị chủ trì', 'Kinh phí', 'Nội dung', 'STT'],
        ['cả năm', 'Quý I', '02 tin', 'Các phòng', 'Văn phòng', '5 triệu', 'Đăng tin', '1']])
    assert rows_of(content, 'code', 'content', 'lead', 'coordinator', 'time', 'output', 'note') == [
        ('1', 'Đăng tin', 'Văn phòng', 'Các phòng', 'Quý I', '02 tin', 'cả năm')]


def test_heading_of_two_rows_with_merged_cells():
    def merge(document):
        found = document.tables[0]
        found.cell(0, 2).merge(found.cell(0, 3))
        for column in (0, 1, 4):
            found.cell(0, column).merge(found.cell(1, column))

    rows = [['STT', 'Nội dung', 'Đơn vị thực hiện', '', 'Thời gian'], ['', '', 'Chủ trì', 'Phối hợp', ''], ROW]
    assert rows_of(word_file(rows, change=merge), 'code', 'content', 'lead', 'coordinator', 'time') == [tuple(ROW)]


def test_heading_of_two_rows_in_a_workbook_and_numbers_of_columns_below():
    content = workbook([
        ['PHỤ LỤC'], ['NỘI DUNG TUYÊN TRUYỀN NĂM 2024'], [],
        ['STT', 'Nội dung', 'Đơn vị', None, 'Thời gian'], [None, None, 'Chủ trì', 'Phối hợp', None],
        ['(1)', '(2)', '(3)', '(4)', '(5)'], [1, *ROW[1:4], datetime(2024, 3, 20)],     # noqa: DTZ001 - a cell has none
    ], merge=('C4:D4', 'A4:A5', 'B4:B5', 'E4:E5'))
    assert rows_of(content, 'code', 'content', 'lead', 'coordinator', 'time') == [(*ROW[:4], '20/03/2024')]
    assert read_plan_file(content).head.appendix_title == 'NỘI DUNG TUYÊN TRUYỀN NĂM 2024'


def test_lead_and_coordination_in_one_column():
    content = word_file([['STT', 'Nội dung', 'Đơn vị chủ trì, phối hợp', 'Thời gian'],
                         ['1', 'Đăng tin', 'Chủ trì: Văn phòng; Phối hợp: Các phòng', 'Quý I'],
                         ['2', 'Đăng bài', 'Thanh tra', 'Quý II']])
    assert rows_of(content, 'lead', 'coordinator') == [('Văn phòng', 'Các phòng'), ('Thanh tra', '')]


def test_heading_is_repeated_after_a_page_break():
    rows = table(['1', '- Một', 'Văn phòng', '', 'Quý I'], HEADER, ['', '- Hai'], ['', 'và ba'], HEADER, ['2', 'Bốn'])
    assert [row[:2] for row in rows] == [('1', ''), ('2', 'Bốn')]
    [first, __] = read_plan_file(word_file(
        [HEADER, ['1', '- Một'], HEADER, ['', '- Hai'], ['', 'và ba'], HEADER, ['2', 'Bốn']])).rows
    assert first.bullets == ['Một', 'Hai và ba']


def test_two_tables_are_one_appendix():
    content = word_file(
        'I. TRÊN CỔNG', [HEADER, ROW], 'II. HỘI NGHỊ', [HEADER, ['2', 'Hội nghị', 'Thanh tra', '', '']])
    assert rows_of(content, 'code') == [('1',), ('2',)]


def test_a_table_goes_on_after_a_page_break_without_its_heading():
    content = word_file([HEADER, ROW], [['2', 'Hội nghị', 'Thanh tra', '', 'Quý II']])
    assert rows_of(content, 'code', 'lead') == [('1', 'Văn phòng'), ('2', 'Thanh tra')]


def test_sheets_of_a_workbook():
    content = workbook([['Kinh phí'], ['STT', 'Nội dung chi', 'Số tiền'], [1, 'In', 5]], [HEADER, [1, *ROW[1:]]])
    assert rows_of(content, 'code', 'content') == [('1', 'Đăng tin')]


def test_text_with_tabs_is_a_table():
    rows = [HEADER, ROW, ['2', 'Đăng bài', '-nt-', 'nt', 'Quý II']]
    content = '\n'.join(map('\t'.join, rows))
    assert rows_of(content.encode(), 'code', 'lead', 'coordinator', 'time') == [
        ('1', 'Văn phòng', 'Các phòng', 'Quý I'), ('2', 'Văn phòng', 'Các phòng', 'Quý II')]


# -- which row -------------------------------------------------------------------------------------------------------

def test_numbers_of_several_levels():
    content = word_file([
        HEADER, ['I', 'Trên cổng'], ['1', 'Đăng tin'], ['1.1', 'Tin'], ['a)', 'Ngắn'], ['-', 'Rất ngắn'],
        ['2', 'Đăng bài'], ['II', 'Hội nghị']])
    assert rows_of(content, 'code', 'level') == [
        ('I', 0), ('1', 1), ('1.1', 2), ('a)', 3), ('-', 4), ('2', 1), ('II', 0)]


def test_a_group_of_rows_has_a_heading_across_the_table():
    def merge(document):
        for row in (1, 3):
            found = document.tables[0].rows[row].cells
            found[0].merge(found[4])

    rows = [HEADER, ['I. Trên cổng'], ROW, ['II. Hội nghị'], ['2', 'Họp', 'Văn phòng']]
    assert rows_of(word_file(rows, change=merge), 'code', 'content', 'level') == [
        ('I.', 'Trên cổng', 0), ('1', 'Đăng tin', 1), ('II.', 'Hội nghị', 0), ('2', 'Họp', 1)]


def test_automatic_numbers_are_read():
    def change(document):
        key = numbering(document, [('upperRoman', '%1'), ('decimal', '%2.'), ('decimal', '%2.%3')])
        for row, level in enumerate([0, 1, 2, 2, 1, 0, 1], start=1):
            number(cell_of(document, row, 0).paragraphs[0], key, level)

    content = word_file([HEADER, *[['', f'Việc {row}', 'Văn phòng'] for row in range(7)]], change=change)
    assert rows_of(content, 'code', 'level') == [
        ('I', 0), ('1.', 1), ('1.1', 2), ('1.2', 2), ('2.', 1), ('II', 0), ('1.', 1)]


def test_automatic_numbers_and_dashes_come_through_the_style():
    def change(document):
        base = document.styles.add_style('Numbered', WD_STYLE_TYPE.PARAGRAPH)
        numbering(document, [('decimal', '%1')], base)
        derived = document.styles.add_style('Derived', WD_STYLE_TYPE.PARAGRAPH)
        derived.base_style = base
        dashes = document.styles.add_style('Dashes', WD_STYLE_TYPE.PARAGRAPH)
        numbering(document, [('bullet', '\uf0b7')], dashes)
        for row in (1, 2):
            cell_of(document, row, 0).paragraphs[0].style = derived
            for paragraph in cell_of(document, row, 1).paragraphs:
                paragraph.style = dashes

    plan = read_plan_file(word_file([HEADER, ['', 'Một\nHai', 'Văn phòng'], ['', 'Ba', 'Thanh tra']], change=change))
    assert [(row.code, row.content, row.bullets) for row in plan.rows] == [('1', '', ['Một', 'Hai']), ('2', '', ['Ba'])]


def test_tracked_changes_are_accepted():
    def change(document):
        cell = cell_of(document, 1, 1).paragraphs[0]
        inserted(cell, ' mới')
        deleted(cell, ' cũ')
        delete_row(document.tables[0].rows[2])

    assert table(ROW, ['2', 'Bỏ', 'Thanh tra'], change=change) == [('1', 'Đăng tin mới', *ROW[2:])]


def test_content_controls_hide_nothing():
    def change(document):
        in_content_control(cell_of(document, 1, 1).paragraphs[0]._p)
        in_content_control(document.tables[0].rows[1]._tr)
        in_content_control(document.tables[0]._tbl)

    assert table(ROW, change=change) == [tuple(ROW)]


def test_hidden_words_and_a_table_within_a_cell():
    def change(document):
        cell = cell_of(document, 1, 2)
        run = cell.paragraphs[0].add_run(' ẩn')
        run.font.hidden = True
        inner = cell.add_table(rows=1, cols=1)
        fill(inner.cell(0, 0), 'Thanh tra')

    assert table(ROW, change=change)[0][2] == 'Văn phòng\nThanh tra'


def test_cells_merged_downwards_count_for_each_row():
    def merge(document):
        for column in (2, 4):
            document.tables[0].cell(1, column).merge(document.tables[0].cell(2, column))

    assert table(['1', 'Một', 'Văn phòng', '', 'Quý I'], ['2', 'Hai', '', '', ''], change=merge) == [
        ('1', 'Một', 'Văn phòng', '', 'Quý I'), ('2', 'Hai', 'Văn phòng', '', 'Quý I')]
    content = workbook(
        [HEADER, [1, 'Một', 'Văn phòng', None, 'Quý I'], [2, 'Hai', None, None, 'Quý II']], merge=('C2:C3',))
    assert rows_of(content, 'lead', 'time') == [('Văn phòng', 'Quý I'), ('Văn phòng', 'Quý II')]


def test_a_blank_cell_that_is_not_merged_inherits_nothing():
    assert table(['1', 'Một', 'Văn phòng', '', 'Quý I'], ['2', 'Hai', '', '', ''])[1] == ('2', 'Hai', '', '', '')


@pytest.mark.parametrize('ditto', ['nt', '-nt-', '- nt -', '"', '〃', 'Như trên', 'NHƯ TRÊN.'])
def test_ditto_repeats_the_cell_above(ditto):
    rows = table(ROW, ['2', 'Hai', ditto, '', 'Quý II'], ['3', 'Ba', ditto, '', ditto])
    assert [(row[2], row[4]) for row in rows[1:]] == [('Văn phòng', 'Quý II'), ('Văn phòng', 'Quý II')]


def test_content_merged_over_several_units_and_times():
    def merge(document):
        for column in (0, 1):
            document.tables[0].cell(1, column).merge(document.tables[0].cell(2, column))

    [row] = read_plan_file(word_file([HEADER, ['1', 'Mỗi quý 01 tin', 'Văn phòng', '', 'Quý I'],
                                      ['', '', 'Thanh tra', '', 'Quý II']], change=merge)).rows
    assert [(turn.lead, turn.time) for turn in row.turns] == [('Văn phòng', 'Quý I'), ('Thanh tra', 'Quý II')]


def test_a_cell_that_goes_on_in_the_next_line():
    assert table(['1', 'Một', 'Văn phòng', '', 'Quý I'], ['', '', 'Thanh tra', '', '']) == [
        ('1', 'Một', 'Văn phòng\nThanh tra', '', 'Quý I')]


def test_bullets_of_a_cell():
    [row] = read_plan_file(word_file([HEADER, ['1', 'Các việc:\n- Một\nrồi một nữa\n+ nhỏ\n– Hai', 'Văn phòng']])).rows
    assert (row.content, row.bullets) == ('Các việc:', ['Một rồi một nữa\n+ nhỏ', 'Hai'])


def test_grid_of_months_with_ticks():
    rows = [['STT', 'Nội dung', 'Chủ trì', 'Thời gian thực hiện', *[''] * 11],
            ['', '', '', *map(str, range(1, 13))],
            ['1', 'Hằng tháng', 'Văn phòng', *['x'] * 12],
            ['2', 'Hằng quý', 'Văn phòng', *[('X' if month % 3 == 0 else '') for month in range(1, 13)]],
            ['3', 'Đầu năm', 'Văn phòng', 'x', 'x', '✓', *[''] * 9],
            ['4', 'Luân phiên', '', *['Thanh tra', '', 'Văn phòng', *[''] * 9]]]

    def merge(document):
        found = document.tables[0]
        found.cell(0, 3).merge(found.cell(0, 14))
        for column in range(3):
            found.cell(0, column).merge(found.cell(1, column))

    expected = [('Văn phòng', 'Hằng tháng'), ('Văn phòng', 'Tháng 3, 6, 9, 12'), ('Văn phòng', 'Tháng 1, 2, 3'),
                ('- Tháng 1: Thanh tra\n- Tháng 3: Văn phòng', '')]
    assert rows_of(word_file(rows, change=merge), 'lead', 'time') == expected
    blank = [[value or None for value in row] for row in rows]
    assert rows_of(workbook(blank, merge=('D1:O1', 'A1:A2', 'B1:B2', 'C1:C2')), 'lead', 'time') == expected


def test_grid_of_quarters():
    content = word_file([['STT', 'Nội dung', 'Chủ trì', 'Quý I', 'Quý II', 'Quý III', 'Quý IV'],
                         ['1', 'Một', 'Văn phòng', 'x', '', 'x', ''], ['2', 'Hai', 'Văn phòng', 'x', 'x', 'x', 'x']])
    assert rows_of(content, 'time') == [('Quý I, III',), ('Hằng quý',)]


def test_what_is_no_row_is_told():
    plan = read_plan_file(word_file([HEADER, ['', '', '', '', 'Quý I'], ROW]))
    assert [row.code for row in plan.rows] == ['1']
    assert [text for __, text in plan.left_out] == ['Quý I']


# -- the head --------------------------------------------------------------------------------------------------------

def test_number_day_and_signer_of_an_issued_plan():
    def change(document):
        table = document.add_table(rows=1, cols=2)
        fill(table.cell(0, 0), 'Nơi nhận:\n- UBND tỉnh;\n- Các phòng, đơn vị\nthuộc Sở;\n- Lưu: VT, VP.')
        fill(table.cell(0, 1), 'GIÁM ĐỐC\n\n\nNgười ký A')

    head = read_plan_file(word_file(
        [['SỞ NỘI VỤ', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'], ['Số: 12/KH-SNV', 'Huế, ngày 05 tháng 3 năm 2025']],
        'KẾ HOẠCH', 'Truyền thông cải cách hành chính năm 2025', '_____',
        'Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ ban hành Chương trình tổng thể;',
        'Thực hiện Quyết định số 100/QĐ-UBND ngày 02/01/2025 của Ủy ban nhân dân tỉnh về cải cách hành chính.',
        'Sở Nội vụ ban hành Kế hoạch như sau:', 'I. MỤC ĐÍCH, YÊU CẦU', '1. Mục đích', 'Nâng cao nhận thức.',
        'II. TỔ CHỨC THỰC HIỆN', '1. Văn phòng theo dõi.', '2. Các phòng thực hiện./.',
        'PHỤ LỤC I', 'DANH MỤC NHIỆM VỤ', '(Kèm theo Kế hoạch số 12/KH-SNV)', [HEADER, ROW], change=change)).head
    assert (head.number, head.day, head.year) == ('12/KH-SNV', date(2025, 3, 5), 2025)
    assert head.name == 'Truyền thông cải cách hành chính năm 2025'
    assert [(basis.number, basis.day, basis.issuer) for basis in head.bases] == [
        ('76/NQ-CP', date(2021, 7, 15), 'Chính phủ'), ('100/QĐ-UBND', date(2025, 1, 2), 'Ủy ban nhân dân tỉnh')]
    assert [(section.number, section.kind) for section in head.sections] == [
        ('', 'opening'), ('I', 'heading'), ('I.1', 'objective'), ('II', 'organisation')]
    assert head.appendix_title == 'DANH MỤC NHIỆM VỤ'
    assert head.recipients == ('UBND tỉnh', 'Các phòng, đơn vị thuộc Sở', 'Lưu: VT, VP')
    assert (head.signer_title, head.signer_name) == ('GIÁM ĐỐC', 'Người ký A')


# -- bad files -------------------------------------------------------------------------------------------------------

def zipped(**parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return stream.getvalue()


def changed(content, part, change):
    """Return the file with one part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, 'w', zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, change(data) if name == part else data)
    return stream.getvalue()


def many_rows(count):
    return [HEADER, *[[str(at), 'Đăng tin', 'Văn phòng', '', 'Quý I'] for at in range(1, count + 1)]]


BAD = {
    'empty': lambda: b'',
    'pdf': lambda: b'%PDF-1.7 ...',
    'rtf': lambda: b'{\\rtf1 ...}',
    'old': lambda: b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + b'\0' * 600,
    'encrypted': lambda: b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + b'\0' * 99 + 'EncryptedPackage'.encode('utf-16-le'),
    'macro': lambda: packed(kind=MACRO),
    'other': lambda: zipped(**{'a.txt': 'a'}),
    'damaged': lambda: word_file([HEADER, ROW])[:-200],
    'entity': lambda: changed(word_file([HEADER, ROW]), 'word/document.xml', lambda data: data.replace(
        b'<w:document', b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document', 1)),
    'bomb': lambda: changed(word_file([HEADER, ROW]), 'word/document.xml', lambda data: data + b' ' * 2**27),
    'no_table': lambda: word_file('KẾ HOẠCH', 'Không có bảng.'),
    'no_rows': lambda: word_file([HEADER]),
    'too_many': lambda: workbook(many_rows(limits.PLAN_ROWS + 1)),
    'language': lambda: 'Tiếng Việt'.encode('cp1258', 'replace') + b'\xe1\xe2\xff',
    'large': lambda: b'PK' + b'\0' * limits.PLAN.file,
}


@pytest.mark.parametrize('code', BAD)
def test_a_bad_file_is_refused_with_its_reason(code):
    with pytest.raises(PlanFileError) as caught:
        read_plan_file(BAD[code]())
    assert caught.value.code == code


def test_ten_thousand_rows_are_refused_before_they_are_read():
    for content in (workbook(many_rows(10_000)), word_of(10_000)):
        with pytest.raises(PlanFileError) as caught:
            read_plan_file(content)
        assert caught.value.code in ('long', 'too_many')


def word_of(count):
    """A Word file with as many rows, written directly."""
    cells = ''.join(f'<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>' for text in ROW)
    heading = ''.join(f'<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>' for text in HEADER)
    return packed(body=f'<w:tbl><w:tr>{heading}</w:tr>{f"<w:tr>{cells}</w:tr>" * count}</w:tbl>')


@pytest.mark.parametrize('text', [
    'The plan of the year', 'No. Task Lead Support Time\n1 Post news Office All Q1', '年度计划', '\n\n',
    'a\tb\tc\n1\t2\t3',
])
def test_other_languages_and_other_texts_have_no_appendix(text):
    with pytest.raises(PlanFileError) as caught:
        read_plan_file(text.encode())
    assert caught.value.code == 'no_table'


def test_parts_with_odd_names_are_read():
    content = word_file([HEADER, ROW])
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, 'w') as target:
        for name in source.namelist():
            data = source.read(name)
            if name in ('[Content_Types].xml', '_rels/.rels'):
                data = data.replace(b'word/document.xml', b'word/phu luc (1).xml')
            name = name.replace('word/document.xml', 'word/phu luc (1).xml').replace(
                'word/_rels/document.xml.rels', 'word/_rels/phu luc (1).xml.rels')
            target.writestr(name, data)
    assert rows_of(stream.getvalue(), 'code', 'content') == [('1', 'Đăng tin')]


def test_a_formula_gives_the_value_that_was_stored():
    content = changed(workbook([HEADER, [1, *ROW[1:]]]), 'xl/worksheets/sheet1.xml', lambda data: data.replace(
        b'<c r="A2" t="n"><v>1</v></c>', b'<c r="A2"><f>ROW()-1</f><v>7</v></c>'))
    assert rows_of(content, 'code') == [('7',)]


def test_a_list_that_numbers_millions_ends():
    def change(document):
        root = document.part.numbering_part.element
        key = numbering(document, [('upperRoman', '%1')])
        root[0][0][0].set('{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val', '99999999')
        number(cell_of(document, 1, 0).paragraphs[0], key)

    assert rows_of(word_file([HEADER, ['', 'Một', 'Văn phòng']], change=change), 'content') == [('Một',)]


def test_a_paragraph_whose_end_was_deleted_goes_on():
    document = docx.Document(io.BytesIO(word_file('KẾ HOẠCH', 'Tuyên truyền', 'năm 2024', [HEADER, ROW])))
    document.paragraphs[1]._p.get_or_add_pPr().append(parse_xml(
        f'<w:rPr {nsdecls("w")}><w:del w:id="4" w:author="A"/></w:rPr>'))
    assert read_plan_file(saved(document)).head.name == 'Tuyên truyềnnăm 2024'
