# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A report's workbook from elsewhere, as this program made it or as somebody who knows the checksum forges it."""

import io
import re
import zipfile

import pytest
import xlsxwriter

from odoo.addons.cchc_propaganda_report.tools import digest
from odoo.addons.cchc_propaganda_report.tools.workbook_reading import MOST_COUNTED, WorkbookError, read

SHEET, TYPES, PROPERTIES = 'xl/worksheets/sheet2.xml', '[Content_Types].xml', 'docProps/custom.xml'
EMPTY = '<c r="A9" t="{}"/>'
DOCTYPE = '<?xml version="1.0" encoding="{}"?><!DOCTYPE a [<!ENTITY b "ha">]><worksheet/>'


def workbook(*figures, **properties):
    """Return a workbook with these figures: ``(code, value, unit)``."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    book.add_worksheet("Cover").write(0, 0, "Report")
    page = book.add_worksheet("Figures")
    for row, (code, value, unit) in enumerate(figures):
        page.write_row(row, 0, (f"Name of {code}", value, value, value, value, code, '2024-Q1', unit))
    for name, value in {
            'cchc_template': 'cchc-report-2', 'cchc_agency': "Ward", 'cchc_period': '2024-Q1', 'cchc_version': '1',
            'cchc_digest': '0' * 64, **properties}.items():
        book.set_custom_property(name, value, 'text')
    book.close()
    return signed(file.getvalue())


def changed(content, changes):
    """Return the workbook with some parts changed: ``{name: function, or new bytes}``."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as new:
        parts = {name: old.read(name) for name in old.namelist()}
        for name, change in changes.items():
            parts[name] = change(parts[name].decode()).encode() if callable(change) else change
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


def signed(content):
    """Return the workbook with the checksum of its values."""
    stated = digest.digest_of(io.BytesIO(content))
    return changed(content, {PROPERTIES: lambda text: re.sub('[0-9a-f]{64}', stated, text)})


FIGURES = (('assignment_due', 37, 'count'), ('assignment_rate', 0.5, 'percent'), ('budget', 45_000_000, 'money'))


def test_figures_and_properties_are_read():
    found = read(workbook(*FIGURES, cchc_version='2', cchc_plan_issued='2024-01-05'))
    assert (found.agency, found.period.key, found.version, str(found.plan_issued)) == (
        "Ward", '2024-Q1', 2, '2024-01-05')
    assert [(one.code, one.values['cumulative']) for one in found.figures] == [
        ('assignment_due', 37), ('assignment_rate', 0.5), ('budget', 45_000_000)]
    assert read(workbook(('assignment_due', MOST_COUNTED, 'count'))).figures[0].values['value'] == MOST_COUNTED


@pytest.mark.parametrize('value', ['NaN', 'Infinity', '-Infinity', '1e300', f'{MOST_COUNTED + 1}', '-5', '0.5'])
def test_a_number_that_no_agency_counts_is_refused_although_the_checksum_is_right(value):
    """The parent agency adds these figures up: one of them would keep it from its whole list."""
    content = changed(workbook(*FIGURES), {SHEET: lambda text: text.replace('<v>37</v>', f'<v>{value}</v>')})
    with pytest.raises(WorkbookError, match='damaged'):
        read(signed(content))


@pytest.mark.parametrize('value', ['NaN', '1e300'])
def test_other_numbers_are_finite_and_small_enough_to_be_kept(value):
    content = changed(workbook(*FIGURES), {SHEET: lambda text: text.replace('<v>0.5</v>', f'<v>{value}</v>')})
    with pytest.raises(WorkbookError, match='damaged'):
        read(signed(content))


def test_texts_carry_no_characters_that_cannot_be_kept():
    content = workbook(('assignment_due', 37, 'count'))
    content = changed(content, {'xl/sharedStrings.xml': lambda text: text.replace('Name of', 'Name_x0000_of')})
    assert read(signed(content)).figures[0].name == "Nameof assignment_due"


@pytest.mark.parametrize('version', ['9' * 30, '2147483648', '9' * 200, 'two', '-1'])
def test_a_version_that_is_none_is_refused(version):
    with pytest.raises(WorkbookError, match='damaged'):
        read(workbook(*FIGURES, cchc_version=version))


@pytest.mark.parametrize('changes', [
    {SHEET: lambda text: text.replace('r="A1"', '').replace('r="B1"', '')},
    {SHEET: lambda text: text.replace('</sheetData>', f'<row r="9">{EMPTY.format("s")}</row></sheetData>')},
    {SHEET: lambda text: text.replace('</sheetData>', f'<row r="9">{EMPTY.format("inlineStr")}</row></sheetData>')},
    {SHEET: DOCTYPE.format('utf-8').encode()}, {SHEET: DOCTYPE.format('utf-16').encode('utf-16')},
    {SHEET: DOCTYPE.format('UTF-7').encode('utf-7')}, {SHEET: b''}, {'xl/workbook.xml': b'<a>'},
], ids=range(8))
def test_a_broken_workbook_is_refused_as_such(changes):
    content = changed(workbook(*FIGURES), changes)
    with pytest.raises(WorkbookError, match='damaged|changed'):
        read(content)


def test_compressed_bytes_that_are_none_are_refused():
    content = bytearray(workbook(*FIGURES))
    start = zipfile.ZipFile(io.BytesIO(content)).getinfo(SHEET).header_offset + 30 + len(SHEET)
    content[start + 20:start + 60] = bytes(one ^ 0xff for one in content[start + 20:start + 60])
    with pytest.raises(WorkbookError, match='damaged|not_xlsx'):
        read(bytes(content))


def test_a_sheet_is_read_under_the_name_of_an_xml_part_alone():
    """What is not called .xml may be anything, and is not searched for definitions of entities."""
    page = zipfile.ZipFile(io.BytesIO(workbook(*FIGURES))).read(SHEET)
    content = changed(workbook(*FIGURES), {
        'xl/_rels/workbook.xml.rels': lambda text: text.replace('sheet2.xml', 'sheet2.bin'),
        TYPES: lambda text: text.replace('sheet2.xml', 'sheet2.bin'), 'xl/worksheets/sheet2.bin': page})
    with pytest.raises(WorkbookError, match='damaged'):
        read(content)


def test_a_small_file_that_takes_long_to_read_is_refused():
    """20,000 publications, or one text again and again."""
    texts = '<si><t>x</t></si>' * 300_000 + '</sst>'
    content = changed(workbook(*FIGURES), {'xl/sharedStrings.xml': lambda text: text.replace('</sst>', texts)})
    assert len(content) < 100_000
    with pytest.raises(WorkbookError, match='large'):
        read(content)


@pytest.mark.parametrize('changes', [
    {'xl/vbaProject.bin': b'\xd0\xcf\x11\xe0'},
    {TYPES: lambda text: text.replace('spreadsheetml.sheet.main+xml', 'sheet.macroEnabled.main+xml')}], ids=range(2))
def test_a_macro_is_refused(changes):
    """No report has one, and the file is kept for others to open."""
    content = changed(workbook(*FIGURES), changes)
    with pytest.raises(WorkbookError, match='macro'):
        read(content)
