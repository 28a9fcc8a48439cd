# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a report prints as plain data, and the checksum of a workbook's values, without Odoo."""

import gzip
import io
import itertools
import json
from datetime import date

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.escape import unescape

from cchc_propaganda_report.tools import digest, sheet, snapshot

DAY = date(2024, 3, 31)
HEAD = snapshot.Head(
    language='vi_VN', title='Báo cáo', level='agency', agency='Sở', parent='UBND', body='Sở', unit='', symbol='STTTT',
    place='Sóc Trăng', plan='Kế hoạch', plan_year=2024, period_key='2024-Q1', period_type='quarter',
    period='Quý I năm 2024', version=1, start=date(2024, 1, 1), end=DAY, year_start=date(2024, 1, 1), as_of=DAY,
    day=DAY, recipients=('Sở Nội vụ',), signer_title=('KT. GIÁM ĐỐC', 'PHÓ GIÁM ĐỐC'), signer='',
    publication_more=(snapshot.More('Ghi chú', 12.5),))
PARTS = [
    HEAD,
    snapshot.Section('narrative_result', 'II. Kết quả', '<p>\ud800Tốt</p>', ('Tốt',)),
    snapshot.Summary(('Một.', 'Hai.')),
    snapshot.FigureTable('2024-Q1', 'Quý I', (snapshot.Column('value', 'Quý I', date(2024, 1, 1), DAY),), (
        snapshot.Figure(
            'channel_7', 'Cổng', 'posting', 'theo ngày đăng', 'count', False, True, {'value': None}, 7, (1, 2)),),
        ('Ghi chú.',)),
    snapshot.Row('1', 'Nội dung', 'Văn phòng', '', 'Năm 2024', (snapshot.Told('Có 01 tin', '22/02', 'https://a.vn/1'),),
                 'good', ('lead',)),
    snapshot.Assignment('late', 'Quý I', 'Văn phòng', 'Zalo', date(2024, 3, 20), DAY, date(2024, 4, 4), more=('x',)),
    snapshot.Outreach(DAY, 'Hội nghị', 'Hội nghị', 'Văn phòng', '', '', '', 30, ''),
    snapshot.Difficulty(DAY, 'Thiếu máy', '', '', 'Văn phòng', 'Đã phản ánh', None, '', None, True),
    snapshot.Budget('Toàn bộ', '', 'Thường xuyên', 1e6, 0, '', 0),
]


def publication(number, **values):
    return snapshot.Publication(**{
        'title': f'Bài {number}', 'genre': 'Tin', 'author': '', 'unit': 'Văn phòng', 'channel': 'Cổng', 'day': DAY,
        'recorded': None, 'url': f'https://a.vn/{number}', 'period': '', 'timing': 'none', 'channel_id': 7,
        'genre_id': 3, 'broadcasts': 0, 'is_first': True, 'is_recorded_late': False, **values})


def written(parts=PARTS, number=3):
    file = io.BytesIO()
    snapshot.write(file, parts, (publication(at) for at in range(number)))
    return file.getvalue()


def test_everything_comes_back_as_it_was():
    read = snapshot.Snapshot(io.BytesIO(written()))
    assert [read.head, *read.sections, read.summary, *read.figures, *read.rows, *read.assignments, *read.outreach,
            *read.difficulties, *read.budget] == PARTS
    assert list(read.publications()) == [publication(at) for at in range(3)]
    assert list(read.publications()) == [publication(at) for at in range(3)]     # as often as one likes


def test_publications_are_summed_up_on_their_way():
    file = io.BytesIO()
    snapshot.write(file, PARTS, [
        publication(1), publication(1, channel_id=8, is_first=False, timing='late', is_recorded_late=True),
        publication(2, channel_id=8, genre_id=0, broadcasts=5)])
    assert snapshot.Snapshot(file).totals == snapshot.Totals(
        publications=3, articles=2, broadcasts=5, recorded_late=1, by_channel={'7': 1, '8': 2},
        by_genre={'3': 1, '0': 1}, by_timing={'none': 2, 'late': 1})


def test_same_data_give_the_same_bytes():
    assert written() == written()


def test_snapshot_is_lines_of_json_that_any_program_reads():
    lines = [json.loads(line) for line in gzip.decompress(written()).splitlines()]
    assert [line['kind'] for line in lines[:-3]] == [
        'snapshot', 'head', 'section', 'summary', 'figures', 'row', 'assignment', 'outreach', 'difficulty', 'budget',
        'totals', 'publications']
    assert [dict(zip(lines[-4]['names'], line, strict=True))['title'] for line in lines[-3:]] == [
        'Bài 0', 'Bài 1', 'Bài 2']


@pytest.mark.parametrize('content', [
    b'', b'no gzip', gzip.compress(b''), gzip.compress(b'[]\n'), gzip.compress(b'{"kind": "snapshot", "format": 99}\n'),
    written()[:60], gzip.compress(b'{"kind": "snapshot", "format": 1}\n{"kind": "riddle"}\n'),
    gzip.compress(b'{"kind": "snapshot", "format": 1}\n{"kind": "section", "title": 1}\n'),
    written(parts=PARTS[1:]),
], ids=itertools.count())    # gzip keeps the time: names made of the bytes would differ between the processes of a run
def test_what_is_no_snapshot_is_refused(content):
    with pytest.raises(snapshot.SnapshotError):
        snapshot.Snapshot(io.BytesIO(content))


def test_list_that_breaks_off_is_refused():
    lines = gzip.decompress(written()).splitlines(keepends=True)
    cut = snapshot.Snapshot(io.BytesIO(gzip.compress(b''.join(lines[:-1]))))
    with pytest.raises(snapshot.SnapshotError):
        list(cut.publications())


# -- The checksum of the values ----------------------------------------------------------------------------------------

NASTY = ('=1+1', '+1', '-1', '@x', '<r><t>raw</t></r>', ' _x0041_ & <b> ', 'a\tb\r\nc\x02', '\ud800', 'a' * 40_000,
         '😀' * 20_000, '  Tin  ', 'https://a.vn/1', '007', '1E5', '\ufffe', '"quoted"', "'")


def workbook(draw):
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, sheet.workbook_options())
    page = sheet.Sheet(book, "Bìa & 'x' kỳ", sheet.Styles(book), (20, 20, 20))
    draw(page, book)
    book.close()
    return file, digest.workbook_digest([(page.name, page.digest.hexdigest())])


def by_cells(page, book):
    for row, text in enumerate(NASTY):
        page.text(row, 0, text)
    page.number(20, 1, 8 / 9)
    page.day(21, 0, DAY, page.style(num_format='dd/mm/yyyy'))
    page.formula(21, 2, '=1/3', 1 / 3)
    page.formula(21, 1, '="a"&"b"', 'ab')
    page.link(22, 0, 'https://a.vn/1', 'Cổng', None)
    page.merged(23, 0, 2, 'Gộp', page.style(border=1))


def by_lines(page, book):
    style = page.style(border=1)
    page.text(0, 0, 'Tiêu đề')
    for row, text in enumerate(NASTY, start=1):
        page.line(row, [(0, text, style), (1, row / 3, None), (2, DAY, style)], height=30)
        page.linked(row, 0, f'https://a.vn/{row}')
    page.line(30, [(0, None, style), (1, sheet.Formula('1/3', 1 / 3), style), (2, sheet.Formula('"x"', 'x'), style)])
    page.text(31, 0, 'Cộng')


@pytest.mark.parametrize('draw', [by_cells, by_lines])
def test_checksum_of_the_values_is_that_of_the_file(draw):
    file, expected = workbook(draw)
    assert digest.digest_of(file) == expected


def test_checksum_tells_a_changed_value():
    file, expected = workbook(by_cells)
    other, __ = workbook(lambda page, book: (by_cells(page, book), page.number(24, 0, 1)))
    assert digest.digest_of(other) != expected


def test_line_written_as_a_whole_reads_like_its_cells():
    """Texts of users in whole rows stay texts, with their borders, links and heights."""
    file, __ = workbook(by_lines)
    page = openpyxl.load_workbook(file).worksheets[0]
    for row, text in enumerate(NASTY, start=2):
        cell = page.cell(row, 1)
        shown = sheet.safe_text(text)
        if shown:   # openpyxl shows the address of an empty cell with a link
            assert (unescape(cell.value), cell.data_type) == (shown, 's')
        assert cell.border.left.style == 'thin'
        assert page.row_dimensions[row].height == 30
        assert cell.hyperlink.target == f'https://a.vn/{row - 1}'
        assert page.cell(row, 3).value == 45382
    assert page.cell(31, 2).value == '=1/3'


def test_row_without_cells_keeps_its_height():
    """XlsxWriter in constant memory leaves such a row out, and it gets the usual height."""
    def draw(page, book):
        page.text(0, 0, 'a')
        page.height(1, 6)
        page.height(2, 40)
        page.text(2, 0, 'b')
        page.height(3, 7)
        page.line(4, [(0, 'c', None)], height=20)
        page.height(5, 8)

    file, __ = workbook(draw)
    page = openpyxl.load_workbook(file).worksheets[0]
    for row, height in enumerate((6, 40, 7, 20, 8), start=2):
        assert page.row_dimensions[row].height == pytest.approx(height, abs=0.75)


def test_row_already_written_is_an_error():
    """In constant memory XlsxWriter would lose it without a word."""
    def draw(page, book):
        page.line(3, [(0, 'a', None)])
        page.line(3, [(0, 'b', None)])

    with pytest.raises(sheet.WorkbookError):
        workbook(draw)
