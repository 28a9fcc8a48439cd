# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Word files and workbooks built by hand, for the tests of their readers."""

import io
import zipfile

from openpyxl import Workbook

HEADER = ['STT', 'Tiêu đề', 'Thể loại', 'Tác giả', 'Đơn vị', 'Kênh', 'Ngày đăng', 'Đường dẫn']
ROW = [1, 'Công khai thủ tục', 'Tin', 'Tác giả A', 'Văn phòng', 'Cổng TTĐT Sở', '05/03/2024', 'https://a.vn/1']
NAMESPACES = ('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
              'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"')
TYPES = '''<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.%s"/>
</Types>'''
PLAIN, MACRO = 'document.main+xml', 'document.macroEnabled.main+xml'
PICTURE = '''<w:p><w:r><w:drawing><wp:inline
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><a:graphic
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:%s="rId9"/></pic:blipFill>
 </pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'''


def packed(parts=None, body='<w:p><w:r><w:t>Tin</w:t></w:r></w:p>', kind=PLAIN, relations='', prolog='', **options):
    """Return a Word file; ``parts``: additional or changed parts."""
    content = {
        '[Content_Types].xml': TYPES % kind,
        '_rels/.rels': '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                       '<Relationship Id="rId1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
                       'officeDocument/2006/relationships/officeDocument"/></Relationships>',
        'word/document.xml': f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<w:document {NAMESPACES}>'
                             f'<w:body>{body}</w:body></w:document>',
        'word/_rels/document.xml.rels': '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                                        f'relationships">{relations}</Relationships>',
        **(parts or {})}
    file = io.BytesIO()
    with zipfile.ZipFile(file, 'w', **{'compression': zipfile.ZIP_DEFLATED, **options}) as archive:
        for name, part in content.items():
            if part is not None:
                archive.writestr(name, part)
    return file.getvalue()


def relation(target, kind='image', mode='TargetMode="External"'):
    return (f'<Relationship Id="rId9" Target="{target}" {mode} Type="http://schemas.openxmlformats.org/officeDocument/'
            f'2006/relationships/{kind}"/>')


def workbook(rows, prepare=None, sheet='Danh sách'):
    """Return a workbook with these rows; ``prepare(book)`` changes it before it is saved."""
    book = Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    if prepare:
        prepare(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def replaced(data, part, change):
    """Return the workbook with one part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, 'w', zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            content = old.read(item)
            new.writestr(item.filename, change(content) if item.filename == part else content)
    return stream.getvalue()
