# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Plans as Word files and workbooks in the layouts that offices use, built for the tests."""

import io
from pathlib import Path

import docx
import openpyxl
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

DATA = Path(__file__).parent / 'data'
HEADER = ['STT', 'Nội dung tuyên truyền', 'Phòng, đơn vị chủ trì', 'Phòng, đơn vị phối hợp', 'Thời gian thực hiện']


def plan_2024_text():
    return (DATA / 'plan-2024.txt').read_bytes()


def word_file(*parts, change=None):
    """Return a Word file of texts (paragraphs) and lists of rows (tables). ``change`` receives the document."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(rows=0, cols=max(map(len, part)))
        for row in part:
            cells = table.add_row().cells
            for cell, text in zip(cells, row, strict=False):
                fill(cell, text)
    if change:
        change(document)
    return saved(document)


def fill(cell, text):
    """Write each line of the text as a paragraph of the cell."""
    lines = text.split('\n')
    cell.paragraphs[0].text = lines[0]
    for line in lines[1:]:
        cell.add_paragraph(line)


def saved(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def workbook(*sheets, merge=(), change=None):
    """Return a workbook of lists of rows. ``merge``: areas of the first sheet, such as ``A1:B1``."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f'Sheet{number}')
        for row in rows:
            sheet.append(row)
    for area in merge:
        book.worksheets[0].merge_cells(area)
    if change:
        change(book)
    return saved(book)


# -- what Word does to a paragraph or a cell -------------------------------------------------------------------------

def numbering(document, levels, style=None):
    """Add a multi-level list of ``(format, text)``; return its number. With ``style``, the style has the list."""
    root = document.part.numbering_part.element
    key = str(900 + len(root))
    xml = ''.join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        '</w:lvl>'
        for depth, (kind, text) in enumerate(levels))
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{key}">{xml}</w:abstractNum>'))
    root.append(parse_xml(
        f'<w:num {nsdecls("w")} w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>'))
    if style is not None:
        properties = style.element.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="{key}"/></w:numPr>'))
    return key


def number(paragraph, key, level=0):
    """Number the paragraph automatically."""
    paragraph._p.get_or_add_pPr().append(parse_xml(
        f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{key}"/></w:numPr>'))


def inserted(paragraph, text):
    """Add a text that somebody inserted while changes were tracked."""
    paragraph._p.append(parse_xml(
        f'<w:ins {nsdecls("w")} w:id="1" w:author="A"><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:ins>'))


def deleted(paragraph, text):
    """Add a text that somebody deleted while changes were tracked."""
    paragraph._p.append(parse_xml(
        f'<w:del {nsdecls("w")} w:id="2" w:author="A"><w:r><w:delText>{text}</w:delText></w:r></w:del>'))


def delete_row(row):
    row._tr.get_or_add_trPr().append(parse_xml(f'<w:del {nsdecls("w")} w:id="3" w:author="A"/>'))


def in_content_control(element):
    """Put the paragraph, row or table into a content control."""
    control = OxmlElement('w:sdt')
    content = OxmlElement('w:sdtContent')
    control.append(content)
    element.addprevious(control)
    content.append(element)


def plan_2024_word():
    """The plan of 2024 as a Word file: what is read of the text, set out as an office would."""
    from cchc_propaganda.tools.plan_file import read_plan_file

    plan = read_plan_file(plan_2024_text())
    head, rows = plan.head, [HEADER]
    for row in plan.rows:
        rows.append([row.code, '\n'.join(filter(None, [row.content, *(f'- {bullet}' for bullet in row.bullets)])),
                     row.lead, row.coordinator, row.time])
        rows += [['', turn.name, turn.lead, '', turn.time] for turn in row.turns]
    rows.insert(4, HEADER)      # the heading again, as at the top of a page

    def change(document):
        heading = document.add_table(rows=2, cols=2)
        for cell, text in zip(heading._cells, [
                'UBND TỈNH SÓC TRĂNG\nSỞ THÔNG TIN VÀ TRUYỀN THÔNG',
                'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc', 'Số:       /KH-STTTT',
                'Sóc Trăng, ngày      tháng 02 năm 2024'], strict=True):
            fill(cell, text)
        document.element.body.insert(0, heading._tbl)
        close = document.add_table(rows=1, cols=2)
        fill(close.cell(0, 0), '\n'.join(['Nơi nhận:', *(f'- {name};' for name in head.recipients)]))
        fill(close.cell(0, 1), f'{head.signer_title}\n\n{head.signer_name}')
        appendix = next(p for p in document.paragraphs if p.text == 'PHỤ LỤC')
        appendix._p.addprevious(close._tbl)

    text = ['KẾ HOẠCH', head.name, *(f'{basis.name};' for basis in head.bases)]
    roman = ''
    for section in head.sections:
        if section.number and '.' not in section.number:
            text.append(f'{section.number}. {section.title}')
        elif section.number:
            roman = section.number.split('.')[1]
            text.append(f'{roman}. {section.title}' + (
                f' {section.paragraphs[0]}' if section.title.endswith(':') else ''))
        text += section.paragraphs[1 if section.title.endswith(':') else 0:]
    return word_file(*text, 'PHỤ LỤC', head.appendix_title,
                     '(Kèm theo Kế hoạch số …/KH-STTTT ngày …/02/2024 của Sở Thông tin và Truyền thông)', rows,
                     change=change)


def cell_of(document, row, column, table=-1):
    return document.tables[table].rows[row].cells[column]
