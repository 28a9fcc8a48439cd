# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Good and bad Word files, each built by the test."""

import zipfile
from dataclasses import replace
from functools import cache
from io import BytesIO

import docx
import pytest
from office_files import MACRO, NAMESPACES, PICTURE, packed, relation
from PIL import Image

from cchc_propaganda.tools import limits, word
from cchc_propaganda.tools.text import plain_text

TITLE = "Hội nghị triển khai cải cách hành chính"
STYLES = {'Normal', 'Title', 'heading 1', 'List Bullet'}


def image(kind='PNG', size=(8, 6), colour='navy'):
    file = BytesIO()
    Image.new('RGB', size, colour).save(file, kind)
    return file.getvalue()


def saved(document):
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def small_document():
    """Return an empty document with only the styles that the tests use: Word's own have 9,000 elements."""
    return docx.Document(BytesIO(_small_document()))


@cache
def _small_document():
    document = docx.Document()
    styles = document.styles.element
    for style in list(styles):
        if getattr(style, 'name_val', None) not in STYLES:
            styles.remove(style)
    [copy] = [key for key, link in document.part.rels.items() if link.reltype.endswith('/stylesWithEffects')]
    document.part.rels.pop(copy)
    return saved(document)


def article(pictures=('PNG',), title_style='Heading 1', document=None):
    """Return the Word file of a unit: title, text, a list, a table, and pictures with captions."""
    document = document or small_document()
    document.add_paragraph(TITLE, style=title_style)
    line = document.add_paragraph("Sáng 11/3, ")
    line.add_run("Sở").bold = True
    line.add_run(" tổ chức hội nghị.")
    document.add_paragraph("Một cửa", style='List Bullet')
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Đơn vị", "Số bài"
    for kind in pictures:
        document.add_picture(BytesIO(image(kind)))
        document.add_paragraph("Quang cảnh hội nghị. Ảnh: Thu Hà")
    return saved(document)


def refusal(content):
    with pytest.raises(word.WordError) as caught:
        word.read_word(content)
    return caught.value.code


# -- what is read ----------------------------------------------------------------------------------------------------

def test_an_article_is_read_with_its_title_text_and_pictures():
    found = word.read_word(article(document=docx.Document()))
    assert found.title == TITLE
    assert plain_text(found.body_without_title).splitlines() == [
        "Sáng 11/3, Sở tổ chức hội nghị.", "Một cửa", "Đơn vị", "Số bài", "Quang cảnh hội nghị. Ảnh: Thu Hà"]
    assert plain_text(found.body).splitlines()[0] == TITLE
    for kept in ('<strong>Sở</strong>', '<li>Một cửa</li>', '<table', '<img src="picture:1"'):
        assert kept in found.body_without_title
    assert found.left_out == 0
    [picture] = found.pictures
    assert (picture.name, picture.mimetype, picture.content) == ('01.png', 'image/png', image())


@pytest.mark.parametrize('style', ['Title', 'Heading 1', 'Normal'])
def test_the_title_is_the_first_heading_or_line(style):
    found = word.read_word(article(title_style=style))
    assert found.title == TITLE
    assert TITLE not in found.body_without_title


def test_a_heading_after_the_letterhead_is_the_title_and_the_letterhead_stays():
    document = small_document()
    document.add_paragraph("SỞ THÔNG TIN VÀ TRUYỀN THÔNG")
    document.add_paragraph(TITLE, style='Heading 1')
    document.add_paragraph("Sáng 11/3")
    found = word.read_word(saved(document))
    assert found.title == TITLE
    assert plain_text(found.body_without_title).splitlines() == ["SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "Sáng 11/3"]


def test_a_long_first_line_is_no_title():
    document = small_document()
    document.add_paragraph("chữ " * 100)
    found = word.read_word(saved(document))
    assert found.title == ''
    assert found.body == found.body_without_title


def test_a_picture_in_the_title_stays_in_the_text():
    document = small_document()
    heading = document.add_paragraph(TITLE, style='Heading 1')
    heading.add_run().add_picture(BytesIO(image()))
    found = word.read_word(saved(document))
    assert found.title == TITLE
    assert found.body_without_title == '<p><img src="picture:1"></p>'


def test_pictures_keep_their_bytes_and_what_a_page_cannot_show_is_turned_into_png():
    found = word.read_word(article(('JPEG', 'GIF', 'PNG', 'BMP')))
    assert [picture.mimetype for picture in found.pictures] == [
        'image/jpeg', 'image/gif', 'image/png', 'image/png']
    for picture, kind in zip(found.pictures[:3], ('JPEG', 'GIF', 'PNG'), strict=True):
        assert picture.content == image(kind)
    assert found.pictures[3].content.startswith(b'\x89PNG')


def test_bookmarks_and_addresses_on_a_disk_go_and_links_stay():
    link = '<w:hyperlink r:id="rId9"><w:r><w:t>này</w:t></w:r></w:hyperlink>'
    body = f'<w:p><w:bookmarkStart w:id="0" w:name="_Hlk1"/><w:r><w:t>Xem </w:t></w:r>{link}</w:p>'
    for target, expected in (('https://a.example/1', '<p>Xem <a href="https://a.example/1">này</a></p>'),
                             ('file:///C:/a.docx', '<p>Xem này</p>'), ('javascript:alert(1)', '<p>Xem này</p>')):
        found = word.read_word(packed(body=body, relations=relation(target, 'hyperlink')))
        assert found.body == expected


def test_a_template_on_somebodys_disk_is_nothing_to_refuse():
    """Word writes the name of the writer's template into most files."""
    settings = relation('file:///C:/Users/a/Normal.dotm', 'attachedTemplate')
    assert word.read_word(packed({'word/_rels/settings.xml.rels': f'<Relationships>{settings}</Relationships>'})).title


# -- what is left out ------------------------------------------------------------------------------------------------

@pytest.mark.parametrize('target', ['https://evil.example/a.png', 'file:///etc/passwd', '\\\\server\\a.png'])
@pytest.mark.parametrize('way', ['link', 'embed'])
def test_a_picture_from_elsewhere_is_neither_fetched_nor_shown(target, way, monkeypatch):
    monkeypatch.setattr('socket.socket.connect', lambda *args: pytest.fail("it went out"))
    found = word.read_word(packed(body='<w:p><w:r><w:t>Tin</w:t></w:r></w:p>' + PICTURE % way,
                                  relations=relation(target)))
    assert (found.pictures, found.left_out) == ((), 1)
    assert '<img' not in found.body


def test_a_drawing_is_left_out_and_counted():
    body = PICTURE % 'embed' + '<w:p><w:r><w:t>Tin</w:t></w:r></w:p>'
    content = packed({'word/media/a.emf': b'\x01\x00\x00\x00 EMF'}, body,
                     relations=relation('media/a.emf', mode=''))
    found = word.read_word(content)
    assert (found.pictures, found.left_out) == ((), 1)


# -- what is refused -------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(('content', 'code'), [
    (b'', 'empty'),
    (b'%PDF-1.7 ...', 'pdf'),
    (b'{\\rtf1 Tin}', 'rtf'),
    (b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(600), 'old'),
    (b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + 'EncryptedPackage'.encode('utf-16-le'), 'encrypted'),
    (b'Tin, b\xc3\xa0i', 'other'),
    (b'MZ\x90\x00 a program', 'other'),
    (b'<html><body>Tin</body></html>', 'other'),
    (b'PK\x03\x04 and nothing after it', 'damaged'),
    (article()[:-200], 'damaged'),
], ids=lambda value: value if isinstance(value, str) else '')
def test_a_file_is_known_by_its_content(content, code):
    assert refusal(content) == code


def test_other_files_of_the_same_container_are_no_word_files():
    for parts in ({'[Content_Types].xml': None, 'mimetype': 'application/vnd.oasis.opendocument.text'},
                  {'word/document.xml': None, 'word/_rels/document.xml.rels': None, 'xl/workbook.xml': '<workbook/>'}):
        assert refusal(packed(parts)) == 'other'


def test_a_file_without_its_text_is_damaged():
    assert refusal(packed({'word/document.xml': None})) == 'damaged'
    assert refusal(packed({'word/document.xml': '<w:document'})) == 'damaged'


@pytest.mark.parametrize('content', [
    packed({'word/vbaProject.bin': b'x'}), packed({'word/VBAProject.bin': b'x'}), packed(kind=MACRO)])
def test_macros_are_refused_whatever_the_name_of_the_file(content):
    assert refusal(content) == 'macro'


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(zipfile.ZipFile, 'read', lambda *args: pytest.fail("it was unpacked"))
    assert refusal(packed({'word/media/a.bmp': bytes(limits.SMALL + limits.MIB)})) == 'bomb'
    assert refusal(packed({f'word/media/{number}.bin': b'' for number in range(limits.PARTS + 1)})) == 'bomb'
    assert refusal(packed({'word/styles.xml': '<a>' + 'chữ ' * (limits.WORD.xml // 6) + '</a>'},
                          compression=zipfile.ZIP_STORED)) == 'long'


@pytest.mark.parametrize('prolog', [
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>', '<!DOCTYPE a SYSTEM "https://evil.example/a.dtd">',
    '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>', '<!DOCTYPE a>'])
@pytest.mark.parametrize('encoding', ['utf-8', 'utf-16'])
def test_definitions_in_the_xml_are_refused_in_any_encoding(prolog, encoding):
    document = f'<?xml version="1.0" encoding="{encoding}"?>{prolog}<w:document {NAMESPACES}><w:body/></w:document>'
    assert refusal(packed({'word/document.xml': document.encode(encoding)})) == 'entity'
    assert refusal(packed({'word/footnotes.xml': document.encode(encoding)})) == 'entity'


def test_an_abyss_of_nested_elements_is_refused():
    depth = limits.DEPTH + 1
    assert refusal(packed(body='<w:p>' * depth + '</w:p>' * depth)) == 'damaged'
    assert refusal(packed(body='<w:p/>' * (limits.WORD.elements + 1))) == 'long'


def test_too_many_too_heavy_and_too_wide_pictures_are_refused(monkeypatch):
    monkeypatch.setattr(limits, 'PICTURES', 2)
    assert len(word.read_word(article(('PNG',) * 2)).pictures) == 2
    assert refusal(article(('PNG',) * 3)) == 'pictures'
    monkeypatch.setattr(limits, 'PICTURE', len(image()) - 1)
    assert refusal(article()) == 'picture'
    monkeypatch.setattr(limits, 'PICTURE', limits.MIB)
    monkeypatch.setattr(limits, 'PIXELS', 8 * 6 - 1)
    assert refusal(article()) == 'pixels'


def test_a_file_too_large_is_refused_unread(monkeypatch):
    monkeypatch.setattr(limits, 'WORD', replace(limits.WORD, file=100))
    assert refusal(article()) == 'large'


def test_an_empty_document_is_refused():
    assert refusal(saved(small_document())) == 'blank'
