# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Greedy input: each reader of `tools/` ends within two seconds and 200 MiB, whatever it is given."""

import inspect
import io
import pickle
import random
import re
import signal
import struct
import zipfile
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import pytest
import xlsxwriter
from bounded import TOOLS, Bounded
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from office_files import HEADER, PICTURE, ROW, packed, relation, replaced, workbook
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from PIL import Image

from cchc_propaganda.tools import limits, table_reading
from cchc_propaganda.tools.article_docx import ArticleText
from cchc_propaganda.tools.text import plain_text

MIB = limits.MIB
DOCTYPE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha">]><a>&b;</a>'
DEEP = '<a>' * (limits.DEPTH + 1) + '</a>' * (limits.DEPTH + 1)
WIDE = '<a>' + '<b/>' * limits.WORD.elements + '</a>'
SIDE = int(limits.PIXELS ** 0.5)


@pytest.fixture(scope='module')
def bounded():
    runner = Bounded()
    yield runner
    runner.close()


# -- Word --------------------------------------------------------------------------------------------------------------

def of_type(kind, part, content):
    """A Word file that refers to a part as one of that kind, under a name that is no .xml."""
    return packed({f'word/{part}': content}, relations=relation(part, kind, mode=''))


def picture(content):
    return packed({'word/media/a.png': content}, PICTURE % 'embed', relations=relation('media/a.png', mode=''))


def black(*size):
    """A picture of so many points, all alike, so that the file is small."""
    file = io.BytesIO()
    Image.new('1', size).save(file, 'PNG')
    return file.getvalue()


def long_directory(count, zip64=False):
    """A ZIP that lists so many empty files; with ``zip64``, only its larger record says so."""
    entry = b'PK\1\2' + bytes(24) + struct.pack('<H', 4) + bytes(16) + b'word'
    directory = entry * count
    end = struct.pack('<4s4HLLH', b'PK\5\6', 0, 0, 1, 1, 50 if zip64 else len(directory), 0, 0)
    record = struct.pack('<4sQ2H2L4Q', b'PK\6\6', 44, 45, 45, 0, 0, count, count, len(directory), 0)
    locator = struct.pack('<4sLQL', b'PK\6\7', 0, len(directory), 1)
    return directory + (record + locator if zip64 else b'') + end


WORD_FILES = {
    'elements in a part of another name': (lambda: of_type('styles', 'styles.dat', WIDE), 'long'),
    'elements in a picture that is named as styles too': (lambda: of_type('styles', 'media/a.png', WIDE), 'long'),
    'depth in a part of another name': (lambda: of_type('footnotes', 'notes', DEEP), 'damaged'),
    'DOCTYPE in a part of another name': (lambda: of_type('comments', 'comments.bin', DOCTYPE), 'entity'),
    'attributes': (lambda: packed(body='<w:p ' + ' '.join(f'w:a{i}="1"' for i in range(300_000)) + '/>'), 'long'),
    'one long word': (lambda: packed(body=f'<w:p><w:r><w:t>{"a" * 9 * MIB}</w:t></w:r></w:p>'), 'long'),
    'as many elements as there may be': (lambda: packed(body='<w:p><w:r><w:t>Tin</w:t></w:r></w:p>' * 9_900), None),
    'links without an address': (lambda: packed(
        body='<w:p>' + '<w:hyperlink w:anchor="a"><w:r><w:t>a</w:t></w:r></w:hyperlink>' * 9_500 + '</w:p>'), None),
    'a list of a million files': (lambda: b'PK\3\4' + long_directory(1_000_000), 'bomb'),
    'a list of a million files in the larger record': (lambda: b'PK\3\4' + long_directory(1_000_000, True), 'bomb'),
    'packed so that unpacking takes any memory': (
        lambda: packed({'word/a.bin': b'a'}, compression=zipfile.ZIP_LZMA), 'damaged'),
    'a heavy picture': (lambda: picture(random.Random(1).randbytes(MIB) + bytes(100 * MIB)), 'picture'),
    'a picture of 200 million points': (lambda: picture(black(14_200, 14_200)), 'pixels'),
    'a picture with one line too many': (lambda: picture(black(SIDE + 1, SIDE + 1)), 'pixels'),
}


@pytest.mark.parametrize('case', WORD_FILES)
def test_word_file(bounded, case):
    build, code = WORD_FILES[case]
    outcome = bounded('word.read_word', build())
    assert code is None or outcome.value == code


def test_the_parts_that_office_writes_itself_are_taken(bounded):
    """A drawing with a DOCTYPE, as Illustrator saves it, is shown to Word only, and read by nobody as XML."""
    content = packed({'word/media/a.svg': DOCTYPE}, relations=relation('media/a.svg', mode=''))
    assert bounded('word.read_word', content).value.title == 'Tin'


# -- HTML --------------------------------------------------------------------------------------------------------------

MOST = limits.MARKUP_TAGS // 2 - 2
TEXTS = {
    'Word marks': ('<p>' + 'Tin<o:p></o:p>' * 40_000 + '</p>', 'long'),
    'as many Word marks as there may be': ('<p>' + 'Tin<o:p></o:p>' * MOST + '</p>', None),
    'Word classes': ('<p>' + '<span class="MsoNormal" lang="VI">Tin </span>' * MOST + '</p>', None),
    'Word classes that stay': ('<p class="MsoNormal">' + '<span class="MsoNormal a">Tin </span>' * MOST + '</p>', None),
    'one long word': ('mso' * limits.MARKUP, 'long'),
    'comments': ('<!--' * limits.MARKUP_TAGS, None),
    'open tags': ('<b' * limits.MARKUP_TAGS, None),
    'deep': ('<o:p>' * 3_000 + 'Tin', 'deep'),
    'deep again and again': (('<b>' * 101 + 'Tin' + '</b>' * 101) * 90, 'deep'),
    'as deep as it may be': (('<font>' * 98 + 'Tin' + '</font>' * 98) * 100, None),
    'attributes': ('<p ' + ' '.join(f'mso{i}="1"' for i in range(80_000)) + '>Tin</p>', 'long'),
    'styles': ('<p style="' + 'mso-a:b;' * 3_700 + '">Tin</p>', None),
    'pictures in the text': ('<img src="data:image/png;base64,' + 'A' * 11 * MIB + '">', 'long'),
    'picture in the text': ('<img src="data:image/png;base64,' + 'A' * 9 * MIB + '"><o:p></o:p>', None),
}


@pytest.mark.parametrize('case', TEXTS)
def test_text_that_is_saved(bounded, case):
    body, code = TEXTS[case]
    outcome = bounded('markup.clean_markup', body)
    assert outcome.value == code if code else len(outcome.value) <= len(body) + 50
    if not code:
        for reader in ('markup.pictures', 'text.plain_text', 'pictures.loaded', 'pictures.stored_numbers'):
            bounded(reader, outcome.value)


def test_text_of_ten_million_letters_is_read_to_its_end():
    words = 'Tin ' * 2_600_000
    assert plain_text(f'<p>{words}</p>') == words.strip()


PRINTED = {
    'paragraphs': '<p>Tin</p>' * 4_000,
    'deep, from an older version': '<div>' * 2_000 + 'Tin' + '</div>' * 2_000,
    'deep lists': '<ul><li>' * 900 + 'Tin',
    'a table of a million cells': (
        '<table>' + '<tr><td>a</td></tr>' * 2_000 + '<tr>' + '<td></td>' * 1_000 + '</tr></table>'),
    'a table as large as it may be': '<table>' + ('<tr>' + '<td>a</td>' * 10 + '</tr>') * 100 + '</table>',
    'links': '<p>' + ''.join(f'<a href="https://a.vn/{n}">a</a> ' for n in range(2_000)) + '</p>',
    'one picture again and again': '<img src="x">' * 1_000,
}


@pytest.mark.parametrize('case', PRINTED)
def test_text_that_becomes_a_word_file(bounded, case):
    bounded('article_docx.article_docx', ArticleText('Tin', PRINTED[case]))


def test_picture_that_becomes_part_of_a_word_file(bounded):
    """The largest that is taken is made small in time; one line more, and its words stand in its place."""
    photo = io.BytesIO()
    Image.new('RGB', (SIDE, SIDE), 'navy').save(photo, 'JPEG', progressive=True)
    assert bounded('article_docx._printable', photo.getvalue()).value[1] == (1600, 1600)
    assert bounded('article_docx._printable', black(SIDE, SIDE)).value[1] == (1600, 1600)
    assert bounded('article_docx._printable', black(SIDE + 1, SIDE + 1)).value is None


# -- Comparison --------------------------------------------------------------------------------------------------------

def test_comparison_of_paragraphs_has_one_budget_for_the_whole_text(bounded):
    """Words are compared until the budget is used up; the paragraphs after it are shown one after the other."""
    words = ' '.join(map(str, range(700)))
    html = ''.join(f'<p><added>{words} new</added><removed>{words} old</removed></p>' for __ in range(60))
    marked = bounded('comparison.by_words', html).value
    assert marked.startswith(f'<p>{words} <removed>old</removed><added>new</added></p>')
    assert marked.endswith(f'<p><removed>{words} old</removed><added>{words} new</added></p>')


def test_long_texts_are_compared_as_one_piece(bounded):
    texts = ''.join(f'<p>{n}</p>' for n in range(90_000)), ''.join(f'<p>{n * n}</p>' for n in range(90_000))
    assert bounded('comparison.is_long', *texts).value
    assert bounded('comparison.patch_as_one', *texts).value.startswith('R@')
    assert '<removed>' in bounded('comparison.as_one', *texts).value


# -- Lists -------------------------------------------------------------------------------------------------------------

PASTED = {
    'letters': ('Tiêu đề\tLink\n' + 'a' * limits.LIST, 'too_big'),
    'cells': ('Tiêu đề\tLink\n' + '\t' * limits.CELLS, 'too_big'),
    'lines': ('Tiêu đề\tLink\n' + '\n' * limits.CELLS, 'too_big'),
    'rows': ('Tiêu đề\tLink\n' + 'a\thttps://a.vn\n' * 40_000, 'too_many'),
    'a long cell': ('Tiêu đề\tLink\n' + 'a' * (limits.CELL + 1) + '\tb', 'long_cell'),
    'quotation marks': ('Tiêu đề\tLink\n' + '\t"""' * 40_000, 'too_many'),
    'an open quotation': ('Tiêu đề\tLink\n' + '"a\t' + '""' * 900_000, 'long_cell'),
}


@pytest.mark.parametrize('case', PASTED)
def test_pasted_list(bounded, case):
    text, reason = PASTED[case]
    if case == 'quotation marks':
        text = text.replace('\t"""', '\n"a""\t"""', 40_000)
    assert bounded('table_reading.read_text', text).value == reason


def sheet_with(xml, before=b'<pageMargins'):
    """A workbook as Excel writes it, texts in a list of their own, with more XML in its sheet."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate((HEADER, ROW)):
            sheet.write_row(at, 0, row)
    return replaced(file.getvalue(), 'xl/worksheets/sheet1.xml',
                    lambda old: old.replace(before, xml.encode() + before, 1))


def merged(*areas):
    return sheet_with('<mergeCells>' + ''.join(f'<mergeCell ref="{area}"/>' for area in areas) + '</mergeCells>')


def many_sheets():
    book = Workbook()
    for number in range(200):
        book.create_sheet(f'Tuần {number}').append(ROW)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def cells(rows, columns, cell='<c r="{at}" t="s"><v>0</v></c>'):
    """Rows of cells behind those of the list."""
    return ''.join(
        f'<row r="{row}">' + ''.join(cell.format(at=f'{get_column_letter(column)}{row}')
                                     for column in range(1, columns + 1)) + '</row>'
        for row in range(10, 10 + rows))


def same_cell(letters, rows, columns):
    """A workbook whose every cell is the same text, which is in the file once."""
    data = sheet_with(cells(rows, columns), b'</sheetData>')
    return replaced(data, 'xl/sharedStrings.xml', lambda old: old.replace(b'STT', b'a' * letters))


WORKBOOKS = {
    'a merged sheet': (lambda: merged('A1:XFD1048576'), 'too_big'),
    'merged columns': (lambda: merged('A:C'), 'too_big'),
    'overlapping merged areas': (lambda: merged(*(f'A{n}:Z100' for n in range(1, 99))), 'too_big'),
    'as many merged cells as there may be': (lambda: merged(*['A3:B4'] * (limits.MERGED_CELLS // 4)), None),
    'a link over the sheet': (lambda: sheet_with(
        '<hyperlinks><hyperlink ref="A1:XFD1048576" location="a"/></hyperlinks>'), 'too_big'),
    'as many links as there may be': (lambda: sheet_with('<hyperlinks>' + ''.join(
        f'<hyperlink ref="A{n}" location="a"/>' for n in range(1, limits.SHEET_LINKS)) + '</hyperlinks>'), 'too_many'),
    'hundreds of sheets': (many_sheets, 'too_many_sheets'),
    'one sheet hundreds of times': (lambda: replaced(workbook([HEADER, ROW]), 'xl/workbook.xml', lambda old: re.sub(
        b'(<sheet [^>]*/>)', lambda found: found[0] * 300, old)), 'too_many_sheets'),
    'a cell at the end of the sheet': (lambda: sheet_with(
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c><c r="A1048576"><v>1</v></c></row>', b'</sheetData>'),
        'too_many_lines'),
    'cells': (lambda: sheet_with(cells(3_000, 60), b'</sheetData>'), 'too_big'),
    'as many cells as there may be': (lambda: sheet_with(cells(1_200, 60), b'</sheetData>'), 'too_many'),
    'blank cells with a look': (lambda: sheet_with(cells(2_400, 60, '<c r="{at}" s="0"/>'), b'</sheetData>'), None),
    'a long cell again and again': (lambda: same_cell(32_000, 900, 60), 'long_cell'),
    'a cell again and again': (lambda: same_cell(limits.CELL, 900, 60), 'too_big'),
    'DOCTYPE in a sheet of another name': (lambda: with_sheet_named('xl/worksheets/sheet1.bin', DOCTYPE), 'not_xlsx'),
    'depth in a sheet of another name': (lambda: with_sheet_named('xl/worksheets/sheet1.bin', DEEP), 'not_xlsx'),
    'a list of a million files': (lambda: b'PK\3\4' + long_directory(1_000_000), 'too_big'),
}


def with_sheet_named(name, content):
    """A workbook whose sheet has another name in the file, and that content."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook([HEADER, ROW]))) as old, zipfile.ZipFile(file, 'w') as new:
        for part in old.namelist():
            if part == 'xl/worksheets/sheet1.xml':
                new.writestr(name, content)
            else:
                new.writestr(part, old.read(part).replace(b'/sheet1.xml', b'/' + name.rpartition('/')[2].encode()))
    return file.getvalue()


@pytest.mark.parametrize('case', WORKBOOKS)
def test_workbook(bounded, case):
    build, reason = WORKBOOKS[case]
    value = bounded('posted_list.read', '', build()).value
    assert value == reason if reason else value.rows


def test_list_at_its_limits_is_understood_in_time(bounded):
    rows = [[*ROW[:1], 'Tin "a" ' * 20, *ROW[2:-1], f'https://a.vn/{n}'] for n in range(limits.ROWS)]
    found = bounded('posted_list.understand', table_reading.Table([HEADER, *rows], {}))
    assert len(found.value.rows) == limits.ROWS


def test_list_of_outreach_at_its_limits_is_understood_in_time(bounded):
    names = ['Nội dung', 'Thời gian', 'Địa điểm', 'Số người tham dự', *['Ghi chú'] * (limits.COLUMNS - 4)]
    rows = [['Hội nghị ' * 60, '5/3/2024', 'Hội trường ' * 40, '1.200 người'] for __ in range(limits.ROWS)]
    found = bounded('outreach_list.understand', table_reading.Table([names, *rows], {}))
    assert len(found.value.rows) == limits.ROWS


def test_list_of_documents_at_its_limits_is_understood_in_time(bounded):
    lines = [[f'Căn cứ Nghị quyết số {n}/NQ-CP ngày 15/7/2021 của Chính phủ ' + 'về việc ban hành ' * 50]
             for n in range(limits.ROWS)]
    found = bounded('legal_list.understand', table_reading.Table(lines, {}))
    assert len(found.value.rows) == limits.ROWS


# -- Templates of documents -------------------------------------------------------------------------------------------

def template(*lines):
    return packed(body=''.join(f'<w:p><w:r><w:t>{line}</w:t></w:r></w:p>' for line in lines))


def loops(depth, inner='x'):
    return ''.join(f'{{% for a{at} in rows %}}' for at in range(depth)) + inner + '{% endfor %}' * depth


TEMPLATES = {
    'loops in loops': (lambda: template(loops(8)), 'endless'),
    'much in loops': (lambda: template(loops(3, '{{ long }}' * 30)), 'output'),
    'conditions in loops': (lambda: template(loops(2, '{% if rows == rows %}{% endif %}' * 100)), 'endless'),
    'as many placeholders as there may be': (lambda: template(*['{{ a }}'] * 6_000), None),
    'open braces': (lambda: template('{{' * 400_000), 'tag'),
    'braces that nothing closes': (lambda: template(*['{'] * 6_000), 'syntax'),
    'percent signs': (lambda: template('%' * 1_000_000), None),
    'braces apart': (lambda: template('{ ' * 700_000), None),
    'long texts in many places': (lambda: template(*['{{p body|text }}'] * 500), 'output'),
    'brackets': (lambda: template('{{ ' + '(' * 200 + '1' + ')' * 200 + ' }}'), 'syntax'),
    'a long sum': (lambda: template('{{ 1' + '+1' * 240 + ' }}'), None),
    'rows in rows': (
        lambda: packed(body='<w:tbl><w:tr><w:tc>' * 40 + '<w:p/>' + '</w:tc></w:tr></w:tbl>' * 40), 'damaged'),
}


@pytest.mark.parametrize('case', TEMPLATES)
def test_template(bounded, case):
    build, code = TEMPLATES[case]
    data = {'a': '1', 'rows': ['1'] * 500, 'long': 'x' * 500, 'body': [{'runs': [{'text': 'x' * 20_000}]}]}
    outcome = bounded('docx_template.render', build(), data)
    assert outcome.value == code if code else outcome.value.startswith(b'PK')


# -- Files -------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(('content', 'mimetype', 'code'), [
    (b'PK\3\4' + long_directory(1_000_000), 'application/zip', 'crowded'),
    (b'PK\3\4' + long_directory(1_000_000, True), 'application/zip', 'crowded'),
    (black(SIDE + 1, SIDE + 1), 'image/png', 'pixels'),
    (black(14_200, 14_200), 'image/png', 'pixels'),
    (black(SIDE, SIDE), 'image/png', ''),
], ids=['zip', 'zip64', 'points', 'many points', 'most points'])
def test_file_beside_an_article(bounded, content, mimetype, code):
    assert bounded('files.fault', 'a', content, mimetype).value == code


# -- Every regular expression ------------------------------------------------------------------------------------------

BUDGET = 0.5                # seconds of processor time for 20,000 letters; what is linear takes thousandths
LETTERS = 20_000
PIECES = ('0', '1', '20', '2024', '.', '..', ',', ';', ':', '/', '-', '–', ' ', '  ', '\t', '\n', '\xa0', '"', "'", '(',
          ')', '<', '>', '<a', '</', '&', '&#', 'a', 'A', 'i', 'x', 'đ', 'Sở', 'sở', ' sở', 'và', ' và ', 'ngày ',
          'tháng ', 'năm ', 'Phòng', 'http://', 'https://a.vn/', 'www.', 'a.', '@', '=', '\\', '/*', 'url(', 'mso',
          'data:image/', ';base64,', '/web/image/', '29', '29/2/', '1/QĐ-', 'access_token=', 'Ảnh', 'nt', '″', '\u200b')
FUNCTIONS = (
    ('text.normalize', ()), ('text.fold', ()), ('text.title_key', ()), ('text.unit_key', ()),
    ('text.split_units', ()), ('text.move_year', (2024, 2026)), ('text.plain_text', ()), ('text.is_http_url', ()),
    ('text.url_matches', ('https://a.vn',)), ('markup.check_markup', ()), ('markup.clean_markup', ()),
    ('markup.pictures', ()), ('pictures.loaded', ()), ('pictures.file_number', ()), ('pictures.stored_numbers', ()),
    ('pictures.served', ()), ('pictures.with_copies', ({1: 2},)), ('pictures.host', ()),
    ('accounts.read_roles', ()), ('accounts.propose_login', ()), ('accounts.is_email', ()),
    ('comparison.by_words', ()), ('archive.safe_name', ()), ('table_reading.read_text', ()),
    ('table_reading.column_of', ({'ngay dang': 'date'},)), ('posted_list.find_urls', ()),
    ('table_reading.parse_date', ()),
    ('schedule.read_schedule', (2024,)), ('quota.read_quotas', ()), ('matching.place_of', ()),
    ('matching.match_channels', ({1: ['Cổng TTĐT Sở']},)), ('matching.match_forms', ({1: ['Hội thi']},)),
    ('matching.match_unit_cell', ({1: ['Văn phòng']},)),
    ('posted_list.genre_code', ()), ('posted_list.split_authors', ()), ('posted_list.normalize_title', ()),
    ('outreach_list.read_count', ()), ('document_text.html_blocks', ()),
    ('citation.read_citation', ()),
    ('check.deadlines.printed_day', ()), ('check.items.items', ()), ('check.promises.reports_without_day', ()),
    ('check.promises.is_money_without_figures', ()), ('check.names.found_names', ({1: ['Cổng TTĐT Sở']},)),
    ('check.sameness.is_same', ('Tin, bài về cải cách hành chính',)),
    ('check.sameness.stands_in', ('Tin, bài về cải cách hành chính',)),
)
REFUSALS = ('MarkupError', 'ListError')


def patterns():
    """Every regular expression that a module of `tools/` keeps."""
    for name in TOOLS:
        module = import_module(f'cchc_propaganda.tools.{name}')
        for key, value in vars(module).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f'{name}.{key}', value


@contextmanager
def budget(name, text):
    def over(*args):
        raise AssertionError(f"{name}: more than {BUDGET} s for {len(text)} letters like {text[:60]!r}")

    before = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, BUDGET)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@st.composite
def long_runs(draw):
    """A text that repeats a few pieces very often, with others before and after."""
    pieces = st.sampled_from(PIECES)
    run = ''.join(draw(st.lists(pieces, min_size=1, max_size=3)))
    begin, end = (''.join(draw(st.lists(pieces, max_size=3))) for __ in range(2))
    return begin + run * (LETTERS // len(run)) + end


bounded_fuzz = settings(deadline=None, database=None, derandomize=True, max_examples=60,
                        suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize('piece', PIECES)
def test_no_pattern_takes_the_square_of_a_piece(piece):
    try_patterns(piece * (LETTERS // len(piece)) + '\0')


@bounded_fuzz
@given(long_runs())
def test_no_pattern_takes_the_square_of_a_long_run(text):
    try_patterns(text)


def try_patterns(text):
    for name, pattern in patterns():
        with budget(name, text):
            pattern.match(text)
            pattern.fullmatch(text)
            for __ in pattern.finditer(text):
                pass


@bounded_fuzz
@given(long_runs())
def test_no_function_takes_the_square_of_a_long_run(text):
    for name, more in FUNCTIONS:
        module, __, function = name.rpartition('.')
        with budget(name, text):
            try:
                getattr(import_module(f'cchc_propaganda.tools.{module}'), function)(text, *more)
            except Exception as error:
                if type(error).__name__ not in REFUSALS:
                    raise


def test_every_tool_that_reads_text_is_among_those_that_are_tried():
    """A new module with a regular expression is added to the list, or it would not be tried."""
    folder = Path(import_module('cchc_propaganda.tools').__path__[0])
    with_patterns = {'.'.join(path.relative_to(folder).with_suffix('').parts).removesuffix('.__init__')
                     for path in folder.rglob('*.py')
                     if 're.compile' in path.read_text()}
    assert with_patterns <= {*TOOLS, 'period', 'limits'}


def test_functions_that_are_tried_exist_and_their_results_can_leave_the_process():
    for name, __ in FUNCTIONS:
        module, __, function = name.rpartition('.')
        assert inspect.isfunction(inspect.unwrap(getattr(import_module(f'cchc_propaganda.tools.{module}'), function)))
    assert pickle.loads(pickle.dumps(ArticleText('a', 'b'))).title == 'a'
