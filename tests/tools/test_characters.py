# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which characters no text may carry: what becomes of them, and of the texts that had them."""

import io
import time

import pytest
from docx import Document
from lxml import html

from cchc_propaganda.tools import markup, pictures
from cchc_propaganda.tools.article_docx import ArticleText, article_docx
from cchc_propaganda.tools.characters import xml_safe
from cchc_propaganda.tools.html_tree import html_tree
from cchc_propaganda.tools.text import composed_values, fold, plain_text, split_units, title_key, unit_key

FORBIDDEN = [*map(chr, [*range(9), *range(14, 32), 0x7f, 0xfffe, 0xffff, 0xd800, 0xdfff])]
HIDDEN = [*FORBIDDEN, '\x0b', '\x0c', '&#2;', '&#x1B;', '&#xFFFE;', '&#55296;', '&#0;']


@pytest.mark.parametrize('character', FORBIDDEN, ids=lambda character: f'U+{ord(character):04X}')
def test_a_forbidden_character_goes_however_it_is_written(character):
    number = ord(character)
    assert xml_safe(f'Tin{character} bài') == 'Tin bài'
    for reference in (f'&#{number};', f'&#000{number} ', f'&#x{number:x};', f'&#X00{number:X};'):
        assert xml_safe(f'Tin{reference}bài', is_html=True) in ('Tinbài', 'Tin bài')
        assert xml_safe(f'Tin{reference}bài') == f'Tin{reference}bài', "no HTML: these are characters that print"


@pytest.mark.parametrize('text', [
    'Tin\tbài\r\nmới', 'Tin 👩‍👩‍👧 🇻🇳', 'Cải cách \u200b', 'C&#', '&#;', '&#x;', '&#xg;', '&#8203;&#x1F1FB;', '&#146;',
    '&#10;&#13;&#9;', '&#' + '9' * 5000 + ';', '&amp;#2;', ''])
def test_other_texts_come_back_themselves(text):
    assert xml_safe(text) is text
    assert xml_safe(text, is_html=True) is text


def test_an_old_line_break_stays_one():
    assert xml_safe('Mục 1\x0bMục 2\x0cMục 3\r\x0bMục 4') == 'Mục 1\nMục 2\nMục 3\nMục 4'
    assert plain_text('<p>Mục&#11;một</p>') == 'Mục một'


@pytest.mark.parametrize('text', ['&#&#2;2;', '&#&#&#2;2;2;', '&#x&#2;2;', '&#\x022;', '&\x02#2;', '&#2&#2;;'])
def test_what_is_left_joins_to_no_other_reference(text):
    assert '\x02' not in html_tree(text).text_content()
    assert xml_safe(xml_safe(text, is_html=True), is_html=True) == xml_safe(text, is_html=True)


def test_a_clean_text_costs_nothing_and_a_bad_one_its_length():
    for text in ('<p>' + 'Tin ' * 200_000 + '</p>', '&#' * 250_000, '&#2;' * 50_000, '&#x' + '0' * 500_000,
                 '\x02' * 500_000, '&#' * 100_000 + '2;' * 100_000):
        start = time.perf_counter()
        xml_safe(text, is_html=True)
        assert time.perf_counter() - start < 2


def body_with(hidden):
    return (f'<p class="Mso{hidden}Normal" title="{hidden}">Tin{hidden} bài<o:p></o:p></p><ul><li>{hidden}Một</li></ul>'
            f'<table><tr><td>{hidden}</td></tr></table><p><img src="/web/image/{hidden}1" alt="{hidden}"/></p>'
            f'<p>Ảnh: {hidden}A</p><a href="https://a.vn/{hidden}">x</a><script>{hidden}</script>')


@pytest.mark.parametrize('hidden', HIDDEN)
def test_every_reader_takes_a_text_that_has_them(hidden):
    body = body_with(hidden)
    assert plain_text(body).split('\n')[0].replace('\ufffd', '') in ('Tin bài', 'Tin bài')
    html.fromstring(markup.clean_markup(body))
    assert len(markup.pictures(body)) == 1
    pictures.loaded(body)


def test_a_word_file_takes_them_all():
    every = ''.join(HIDDEN)
    words = Document(io.BytesIO(article_docx(ArticleText(
        f'Tiêu{every} đề', ''.join(map(body_with, HIDDEN)), byline=every, facts=[('Thể loại', every)],
        correction=('Đính chính', every), captions=[(every, every)])))).paragraphs
    assert [paragraph.text for paragraph in words].count('Tin bài') == len(HIDDEN)


@pytest.mark.parametrize('hidden', FORBIDDEN)
def test_names_are_compared_without_them(hidden):
    assert fold(f'Văn{hidden} phòng') == 'van phong'
    assert unit_key(f'Văn{hidden} phòng') == unit_key('Văn phòng')
    assert title_key(f'{hidden}Tin') == 'tin'
    assert split_units(f'- Văn phòng{hidden}.\n- Ban{hidden} Biên tập') == ['Văn phòng', 'Ban Biên tập']
    assert composed_values({'name': f'Tin{hidden}'}, ('name',)) == {'name': 'Tin'}
