# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""An article as a Word file and as a package: complete, safe, and the same bytes for the same article."""

import base64
import doctest
import io
import re
import zipfile

import pytest
from docx import Document
from PIL import Image

from cchc_propaganda.tools import archive
from cchc_propaganda.tools.archive import Archive, safe_name
from cchc_propaganda.tools.article_docx import ArticleText, Picture, article_docx


def photo(size=(40, 30), kind='PNG', **options):
    stream = io.BytesIO()
    Image.new('RGB', size, 'red').save(stream, kind, **options)
    return stream.getvalue()


def written(body, pictures=None, **values):
    return Document(io.BytesIO(article_docx(
        ArticleText('Công khai thủ tục', body, **values), (pictures or {}).get)))


def lines(document):
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text.strip()]


def styled(document, look):
    return [run.text for paragraph in document.paragraphs for run in paragraph.runs if look(run)]


def test_examples_in_the_docstrings():
    assert doctest.testmod(archive).failed == 0


def test_title_lead_text_authors_facts_and_captions_in_order():
    document = written(
        '<p>Sapo của bài.</p><p>Đoạn hai.</p>', byline='Tác giả A, CTV B',
        facts=[('Đơn vị', 'Văn phòng'), ('Kênh', '')],
        correction=('Đính chính', 'Ngày 5 chứ không phải 6.'), captions_title='Chú thích ảnh',
        captions=[('anh/01-a.jpg', 'Một cửa. Ảnh: C'), ('anh/02-b.jpg', '')])
    assert lines(document) == [
        'Công khai thủ tục', 'Sapo của bài.', 'Đoạn hai.', 'Tác giả A, CTV B', 'Đính chính: Ngày 5 chứ không phải 6.',
        'Đơn vị: Văn phòng', 'Chú thích ảnh', '1. anh/01-a.jpg: Một cửa. Ảnh: C', '2. anh/02-b.jpg']
    bold = styled(document, lambda run: run.bold)
    assert 'Sapo của bài.' in bold and 'Đoạn hai.' not in bold


def test_page_and_font():
    document = written('<p>Một</p>')
    section, normal = document.sections[0], document.styles['Normal']
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert (normal.font.name, normal.font.size.pt) == ('Times New Roman', 14)


def test_the_file_holds_what_a_text_uses_and_no_more():
    made = article_docx(ArticleText('T', '<p>a</p><ul><li>b</li></ul><table><tr><td>c</td></tr></table>'))
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        names = set(parts.namelist())
        assert not [name for name in names if 'thumbnail' in name or 'customXml' in name or 'WithEffects' in name]
        types = parts.read('[Content_Types].xml').decode()
        assert set(re.findall('PartName="/([^"]+)"', types)) <= names
    assert len(made) < 15_000


def test_headings_lists_and_looks():
    document = written(
        '<p>Sapo</p><h2>Mục I</h2><p>Chữ <b>đậm</b>, <em>nghiêng</em>, <u>gạch</u>, m<sup>2</sup>, H<sub>2</sub>O</p>'
        '<ul><li>một<ul><li>trong</li></ul></li><li><p>hai</p></li></ul><ol><li>thứ nhất</li><li>thứ hai</li></ol>'
        '<ol><li>lại một</li></ol><blockquote>trích</blockquote>')
    assert lines(document)[2:] == [
        'Mục I', 'Chữ đậm, nghiêng, gạch, m2, H2O', 'một', 'trong', 'hai', '1. thứ nhất', '2. thứ hai', '1. lại một',
        'trích']
    assert styled(document, lambda run: run.italic) == ['nghiêng']
    assert styled(document, lambda run: run.font.superscript) == ['2']
    styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert (styles['một'], styles['trong'], styles['hai']) == ('List Bullet', 'List Bullet 2', 'List Bullet')


def test_links_go_out_only_to_web_and_mail():
    document = written('<p>Sapo</p><p><a href="https://a.vn/1?x=1&amp;y=2">xem</a> '
                       '<a href="javascript:alert(1)">bấm</a> <a href="file:///etc/passwd">tệp</a> '
                       '<a href="mailto:a@b.vn">thư</a></p>')
    outside = sorted(relation.target_ref for relation in document.part.rels.values() if relation.is_external)
    assert outside == ['https://a.vn/1?x=1&y=2', 'mailto:a@b.vn']
    assert 'xem bấm tệp thư' in lines(document)


def test_table_of_the_text_is_a_table():
    document = written('<p>Sapo</p><table><tr><th>STT</th><th>Nội dung</th></tr>'
                       '<tr><td>1</td><td>Một <b>cửa</b></td></tr>'
                       '<tr><td>2</td></tr></table><p>Sau</p>')
    [table] = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ['STT', 'Nội dung'], ['1', 'Một cửa'], ['2', '']]
    assert lines(document)[-1] == 'Sau'


def test_picture_stands_in_its_place_with_its_caption():
    document = written('<p>Sapo</p><p>trước<img src="/web/image/7">sau</p>',
                       {'/web/image/7': Picture(photo(), 'Bộ phận Một cửa. Ảnh: A')})
    assert len(document.inline_shapes) == 1
    assert lines(document)[1:] == ['Sapo', 'trước', 'Bộ phận Một cửa. Ảnh: A', 'sau']


def test_caption_of_a_figure_is_not_printed_twice():
    document = written('<p>Sapo</p><figure><img src="x"><figcaption>Chú thích</figcaption></figure>',
                       {'x': Picture(photo(), 'Chú thích')})
    assert lines(document).count('Chú thích') == 1


def test_large_photo_is_made_smaller_and_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6        # a phone held upright
    data = photo((2000, 1500), 'JPEG', exif=exif)
    made = article_docx(ArticleText('T', '<img src="x">'), {'x': Picture(data)}.get)
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        [name] = [name for name in parts.namelist() if name.startswith('word/media/')]
        assert Image.open(io.BytesIO(parts.read(name))).size == (1200, 1600)


@pytest.mark.parametrize('kind', ['GIF', 'BMP', 'TIFF'])
def test_other_kinds_of_pictures(kind):
    assert len(written('<img src="x">', {'x': Picture(photo(kind=kind))}).inline_shapes) == 1


def test_picture_in_the_text_itself():
    uri = 'data:image/png;base64,' + base64.b64encode(photo()).decode()
    assert len(written(f'<p>Sapo</p><img src="{uri}">').inline_shapes) == 1


@pytest.mark.parametrize('data', [b'', b'no picture', photo()[:40], b'<svg xmlns="http://www.w3.org/2000/svg"/>'])
def test_broken_picture_leaves_its_words(data):
    document = written('<p>Sapo</p><img src="x" alt="Một cửa">', {'x': Picture(data)})
    assert lines(document)[2:] == ['[Một cửa]']


def test_nothing_is_fetched():
    document = written('<p>Sapo</p><img src="https://a.vn/x.png"><img src="file:///etc/passwd"><iframe src="https://a.vn"/>'
                       '<object data="https://a.vn">thay thế</object>')
    assert not document.inline_shapes
    assert lines(document)[1:] == ['Sapo', 'thay thế']


@pytest.mark.parametrize('body', [
    '', None, '<p></p>', '   ', '<p>&nbsp;</p>', 'chữ trần', '<p>\x00\x0b\ud800chữ</p>',
    '<unknown><o:p>chữ</o:p></unknown>',
    '<ul>chữ<li>một</li></ul>', '<table></table>',
    '<table><tr><td><table><tr><td>x</td></tr></table></td></tr></table>',
    '<?xml version="1.0" encoding="UTF-8"?><p>chữ</p>', '<p>' * 200 + 'sâu', '<script>alert(1)</script>',
    '<br><br>', '<li>lẻ</li>', '<p>chữ<!-- ghi chú --></p>'])
def test_whatever_stands_in_the_text_a_file_comes_out(body):
    text = '\n'.join(lines(written(body)))
    assert 'alert' not in text and 'ghi chú' not in text


def test_same_article_gives_the_same_bytes():
    one, two = (article_docx(ArticleText('T', '<p>a</p><img src="x">', 'b', [('c', 'd')]), {'x': Picture(photo())}.get)
                for __ in range(2))
    assert one == two


# -- names and archives ------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(('name', 'safe'), [
    ('Ảnh 1.JPG', 'Ảnh 1.JPG'), ('a/b\\c.jpg', 'a b c.jpg'), ('..', 'tep'), ('NUL', '_NUL'),
    ('a\u202egpj.exe', 'a gpj.exe'),
    ('x' * 300 + '.jpg', 'x' * 80 + '.jpg'), ('tên. ', 'tên'), (None, 'tep'), ('a\nb', 'a b')])
def test_safe_names(name, safe):
    assert safe_name(name) == safe


def test_archive_gives_each_file_a_name_of_its_own_and_reads_no_clock():
    def made():
        stream = io.BytesIO()
        with Archive(stream) as package:
            names = [package.add('anh/a.jpg', b'1'), package.add('anh/A.jpg', b'2'), package.add('x', b''),
                     package.add('x', b'')]
        return stream.getvalue(), names

    (one, names), (two, __) = made(), made()
    assert one == two
    assert names == ['anh/a.jpg', 'anh/A (2).jpg', 'x', 'x (2)']
