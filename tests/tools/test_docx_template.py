# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A Word template is filled in with plain data, and does nothing else, whatever it says."""

import io
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from markupsafe import Markup
from office_files import MACRO, packed, relation, replaced

from cchc_propaganda.tools import limits
from cchc_propaganda.tools.document_text import html_blocks, paragraph, words_of
from cchc_propaganda.tools.docx_template import Properties, TemplateError, render

DATA = {'plan': {'name': "Kế hoạch", 'items': "của tôi"}, 'rows': [{'code': '1'}, {'code': '2'}], 'empty': None,
        'yes': True, 'body': html_blocks('<p>Một <b>cửa</b></p><ul><li>tin</li></ul>')}


def template(*words, prepare=None):
    """Return a template with a paragraph for each of the words; ``prepare(document)`` changes it before it is saved."""
    document = Document()
    for line in words:
        document.add_paragraph(line)
    if prepare:
        prepare(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def filled(*words, data=DATA, prepare=None, **options):
    return Document(io.BytesIO(render(template(*words, prepare=prepare), data, **options)))


def printed(*words, **options):
    return [line.text for line in filled(*words, **options).paragraphs]


def refusal(content, data=DATA):
    with pytest.raises(TemplateError) as refused:
        render(content, data)
    return refused.value


# -- What it prints ----------------------------------------------------------------------------------------------------

def test_names_conditions_and_loops():
    assert printed(
        'Tên: {{ plan.name }}', '{%p for row in rows %}', '{{ loop.index }}) {{ row.code }}', '{%p endfor %}',
        '{%p if empty %}', 'không', '{%p else %}', 'có {{ empty }}{{ yes }}', '{%p endif %}', '{{ rows[1].code }}') == [
            'Tên: Kế hoạch', '1) 1', '2) 2', 'có ', '2']


def test_a_name_of_the_data_wins_over_what_python_knows_of_a_dictionary():
    assert printed('{{ plan.items }}') == ['của tôi']


@pytest.mark.parametrize('words', [
    '<b>&amp; "trích" \'dẫn\'</b>', '{{ 7 * 7 }}', '{% for x in y %}', '{_{ x }_}', ']]>', '=1+1', 'a\u200fb'])
def test_what_was_typed_is_printed_as_it_is(words):
    """It is neither run nor read as XML; also when somebody marked it as safe HTML."""
    for typed in (words, Markup(words)):
        assert printed('{{ name }}', '{{p body|text }}', data={'name': typed, 'body': typed}) == [words, words]


def test_characters_that_no_text_may_carry_are_left_out():
    assert printed('{{ name }}', data={'name': 'a\x00\x07\ud800b\uffff'}) == ['ab']


def test_lines_stay_lines():
    assert printed('{{ name }}', data={'name': 'KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC'}) == ['KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC']
    assert printed('{{p name|text }}', data={'name': 'một\n\nhai'}) == ['một', 'hai']


def test_text_has_the_look_of_the_paragraph_in_which_it_stands():
    def prepare(document):
        line = document.add_paragraph(style='Quote')
        line.paragraph_format.space_before = Pt(7)
        for piece in ('{{p bo', 'dy|', 'text }}'):      # as Word splits what is typed
            line.add_run(piece).font.size = Pt(11)

    document = filled(prepare=prepare)
    assert [line.text for line in document.paragraphs] == ['Một cửa', '- tin']
    assert {line.style.name for line in document.paragraphs} == {'Quote'}
    assert {line.paragraph_format.space_before for line in document.paragraphs} == {Pt(7)}
    runs = document.paragraphs[0].runs
    assert [(run.text, run.bold, run.font.size) for run in runs] == [('Một ', None, Pt(11)), ('cửa', True, Pt(11))]


def test_a_cell_keeps_a_paragraph_whatever_its_text():
    def prepare(document):
        cells = document.add_table(1, 2).rows[0].cells
        cells[0].paragraphs[0].text = '{{p empty|text }}'
        cells[1].paragraphs[0].text = '{{p body|text }}'

    body = html_blocks('<table><tr><td>ô</td></tr></table><p>dưới</p>')
    document = filled(prepare=prepare, data={'empty': [], 'body': body})
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ['', 'dưới']


def test_tables_of_a_text_become_tables():
    document = filled('{{p body|text }}', data={'body': html_blocks(
        '<p>Kinh phí</p><table><tr><th>Nguồn</th><th>Số tiền</th></tr><tr><td>Thường xuyên</td></tr></table>')})
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [
        ['Nguồn', 'Số tiền'], ['Thường xuyên', '']]


def test_the_same_data_give_the_same_bytes():
    content = template('{{ plan.name }}')
    first = render(content, DATA, Properties("Kế hoạch", "Sở", date(2024, 2, 21)))
    assert render(content, DATA, Properties("Kế hoạch", "Sở", date(2024, 2, 21))) == first
    core = Document(io.BytesIO(first)).core_properties
    assert (core.title, core.author, core.created.date()) == ("Kế hoạch", "Sở", date(2024, 2, 21))
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_footnotes_and_headers_are_filled_in_once():
    """What was filled in is never run, also where Word shows it twice."""
    def prepare(document):
        document.sections[0].header.paragraphs[0].text = '{{ plan.name }}'
        document.add_section(WD_SECTION.NEW_PAGE)

    document = filled('a', prepare=prepare, data={'plan': {'name': '{{ 7 }}'}})
    assert document.sections[0].header.paragraphs[0].text == '{{ 7 }}'


def test_only_the_last_section_is_turned_and_its_table_becomes_wider():
    def prepare(document):
        document.add_section(WD_SECTION.NEW_PAGE)
        document.add_table(1, 2)

    upright, wide = (filled('a', prepare=prepare, wide=wide) for wide in (False, True))
    assert [section.orientation for section in wide.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    widths = [[column.width for column in document.tables[0].columns] for document in (upright, wide)]
    section = wide.sections[1]
    room = section.page_width - section.left_margin - section.right_margin
    assert sum(widths[0]) < sum(widths[1]) and abs(sum(widths[1]) - room) < Pt(2)


def test_a_row_stays_together_unless_it_is_long():
    def prepare(document):
        rows = document.add_table(2, 1).rows
        for row, words in zip(rows, ('ngắn', 'dài ' * 300), strict=True):
            row._tr.get_or_add_trPr().append(parse_xml(f'<w:cantSplit {nsdecls("w")}/>'))
            row.cells[0].paragraphs[0].text = words

    rows = filled(prepare=prepare).tables[0].rows
    assert [bool(row._tr.xpath('w:trPr/w:cantSplit')) for row in rows] == [True, False]


def test_data_is_plain():
    for value in (object(), b'bytes', {1, 2}, date(2024, 1, 1), iter(())):
        with pytest.raises(TypeError):
            render(template('a'), {'a': value})


# -- What it refuses ---------------------------------------------------------------------------------------------------

SAID = {
    "{{ ''.__class__.__mro__ }}": 'forbidden',
    "{{ ''['__class__'] }}": 'name',
    "{{ plan|attr('__class__') }}": 'forbidden',
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}": 'forbidden',
    "{{ plan.name.format() }}": 'forbidden',
    "{{ plan.pop }}": 'name',
    "{{ rows.append }}": 'name',
    "{{ self }}": 'value',
    "{{ loop }}": 'name',
    "{% for i in range(10**9) %}{% endfor %}": 'forbidden',
    "{{ range }}": 'name',
    "{{ 'a' * 1000000000 }}": 'forbidden',
    "{{ 10 ** 10 ** 10 }}": 'forbidden',
    "{{ '%0999999999d' % 1 }}": 'forbidden',
    "{{ 'a'|center(999999999) }}": 'forbidden',
    "{{ plan.name|replace('a', 'aa') }}": 'forbidden',
    "{{ rows|map(attribute='code')|list }}": 'forbidden',
    "{% set a = plan %}": 'forbidden',
    "{% macro f() %}{{ f() }}{% endmacro %}": 'forbidden',
    "{% include 'x' %}": 'forbidden',
    "{% import 'x' as y %}": 'forbidden',
    "{% extends 'x' %}": 'forbidden',
    "{% block a %}{% endblock %}": 'forbidden',
    "{% filter upper %}{% endfilter %}": 'forbidden',
    "{% for row in rows recursive %}{{ loop(rows) }}{% endfor %}": 'forbidden',
    "{{ plan.name[0:5] }}": 'forbidden',
    "{{ plan is mapping }}": 'forbidden',
    "{{ wrong }}": 'name',
    "{{ plan.wrong }}": 'name',
    "{{ plan }}": 'value',
    "{{ rows }}": 'value',
    "{{ rows|join(',') }}": 'value',
    "{% for letter in plan.name %}{% endfor %}": 'value',
    "{{ plan.name": 'tag',
    "{{ " + "a" * 600 + " }}": 'tag',
    "{% if plan %}": 'open',
    "{% endif %}": 'syntax',
    "{{ plan. }}": 'syntax',
    "{{ " + "(" * 150 + "1" + ")" * 150 + " }}": 'syntax',
    "{%tr for row in rows %}": 'syntax',
    "{{ 1 + 'a' }}": 'syntax',
}


@pytest.mark.parametrize('words', SAID)
def test_template_that_says_too_much(words):
    refused = refusal(template('Dòng đầu', words, 'Dòng cuối'))
    assert refused.code == SAID[words]


def test_error_names_the_line():
    refused = refusal(template('Dòng đầu', 'Tên: {{ plan.nam }}', 'Dòng cuối'))
    assert refused.values == {'words': 'nam', 'place': 'Tên: {{ plan.nam }}'}


def nested(depth, inner='x'):
    return ''.join(f'{{% for a{at} in rows %}}' for at in range(depth)) + inner + '{% endfor %}' * depth


@pytest.mark.parametrize('words, code', [
    (nested(6), 'endless'), (nested(2, '{{ long }}'), 'output'), (nested(25), 'syntax'),
    (nested(3, "{% if long == long %}{% endif %}"), 'endless')])
def test_endless_template(words, code):
    data = {'rows': ['1'] * 200, 'long': 'x' * 1000}
    assert refusal(template(words), data).code == code


def test_placeholders_that_break_the_document_apart():
    def prepare(document):
        cell = document.add_table(1, 1).rows[0].cells[0]
        cell.paragraphs[0].text = '{%tr for row in rows %}'
        document.add_paragraph('{%p endfor %}')

    assert refusal(template('a', prepare=prepare)).code == 'layout'


def field(*pieces):
    """A field whose instruction is split into these pieces."""
    runs = ''.join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ('begin', 'end'))
    return f'<w:p>{begin}{runs}{end}</w:p>'


DOCTYPE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
FILES = {
    'nothing': (lambda: b'', 'empty'),
    'a PDF': (lambda: b'%PDF-1.7', 'pdf'),
    'any ZIP': (lambda: packed({'[Content_Types].xml': None}), 'other'),
    'cut off': (lambda: template('a')[:-200], 'damaged'),
    'a file with macros': (lambda: packed(kind=MACRO), 'macro'),
    'a macro project': (lambda: packed({'word/vbaProject.bin': 'x'}), 'macro'),
    'external entities': (lambda: packed(prolog=DOCTYPE), 'entity'),
    'a zip bomb': (lambda: packed({'word/a.bin': bytes(limits.TEMPLATE.unpacked + 1)}), 'bomb'),
    'too large': (lambda: packed({'word/a.bin': b'a' * (limits.TEMPLATE.file + 1)}, compression=0), 'large'),
    'too much XML': (lambda: packed(body=f'<w:p><w:r><w:t>{"a" * limits.TEMPLATE.xml}</w:t></w:r></w:p>'), 'long'),
    'too many elements': (lambda: packed(body='<w:p/>' * limits.TEMPLATE.elements), 'long'),
    'a picture from elsewhere': (lambda: packed(relations=relation('http://a.example/a.png')), 'linked'),
    'a file from a disk': (lambda: packed(relations=relation('file:///c:/a.docx', 'hyperlink')), 'linked'),
    'an embedded program': (lambda: packed({'word/a.xml': '<a/>'}, relations=relation('a.xml', 'control', '')), 'part'),
    'a page of the web': (lambda: packed({'word/a.xml': '<a/>'}, relations=relation('a.xml', 'aFChunk', '')), 'part'),
    'a field that starts a program': (lambda: packed(body=field('DDE', 'AUTO cmd')), 'field'),
    'a field that fetches': (lambda: packed(body='<w:p><w:fldSimple w:instr="INCLUDETEXT a"/></w:p>'), 'field'),
    'a placeholder in an attribute': (lambda: packed(body='<w:p w:rsidR="{{ plan.name }}"/>'), 'tag'),
    'a placeholder in a field': (lambda: packed(body=field(' PAGE {{ plan.name }}')), 'tag'),
    'a placeholder over two paragraphs': (
        lambda: packed(body='<w:p><w:r><w:t>{{ a</w:t></w:r></w:p><w:p><w:r><w:t>.b }}</w:t></w:r></w:p>'), 'tag'),
}


@pytest.mark.parametrize('case', FILES)
def test_file_that_is_no_template(case):
    build, code = FILES[case]
    assert refusal(build()).code == code


def test_page_numbers_and_web_addresses_are_no_fault():
    body = field(' PA', 'GE ') + '<w:p><w:r><w:t>{{ plan.name }}</w:t></w:r></w:p>'
    made = render(packed(body=body, relations=relation('https://a.example/', 'hyperlink')), DATA)
    assert Document(io.BytesIO(made)).paragraphs[1].text == "Kế hoạch"


def test_where_the_file_was_written_from_is_forgotten():
    """Word would fetch that other template, with its macros, from whatever address is named."""
    content = replaced(template('a'), 'word/_rels/document.xml.rels', lambda part: part)
    settings = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                + relation('http://a.example/a.dotm', 'attachedTemplate') + '</Relationships>')
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, 'a') as archive:
        archive.writestr('word/_rels/settings.xml.rels', settings)
    with zipfile.ZipFile(io.BytesIO(render(stream.getvalue(), DATA))) as archive:
        assert not [name for name in archive.namelist() if b'a.example' in archive.read(name)]


# -- Typed texts as paragraphs -----------------------------------------------------------------------------------------

def test_html_as_paragraphs():
    blocks = html_blocks(
        '<h3>Đề mục</h3><p>Một<br/>hai</p><ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ul>'
        '<ol><li>e</li></ol><p>\xa0</p><p style="text-align: center"><i>f</i><sup>2</sup></p><script>x</script>trần')
    assert [words_of(block) for block in blocks] == [
        'Đề mục', 'Một', 'hai', '- a', '+ b', '- c', 'd', '1. e', 'f2', 'trần']
    assert blocks[0]['runs'][0]['look'] == 'b' and blocks[0]['keep']
    assert [run['look'] for run in blocks[8]['runs']] == ['i', '^'] and blocks[8]['align'] == 'center'


def test_a_mark_that_was_typed_is_not_printed_twice():
    assert [words_of(block) for block in html_blocks('<ul><li>- a</li></ul><ol><li>1) b</li></ol>')] == ['- a', '1) b']


def test_table_within_a_table_becomes_its_words():
    [table] = html_blocks('<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>')
    assert [[[words_of(line) for line in cell] for cell in row] for row in table['rows']] == [[['a', 'b']]]


def test_deep_html_is_read():
    assert words_of(html_blocks('<div>' * 1500 + 'a' + '</div>' * 1500)[0]) == 'a'


def test_a_paragraph_of_no_words_has_no_runs():
    assert paragraph()['runs'] == []
