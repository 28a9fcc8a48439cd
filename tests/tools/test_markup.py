# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Markup pasted into a text, and the captions below pictures."""

import doctest

import pytest

from cchc_propaganda.tools import markup
from cchc_propaganda.tools.markup import Picture, clean_markup, pictures


def test_the_examples_of_the_module_hold():
    assert not doctest.testmod(markup).failed


@pytest.mark.parametrize('body', [
    '', '<p>Tin</p>', '<p class="lead" style="color: red">Chữ</p>', 'a &amp; b', '<p>a < b</p>',
    '<ul class="o_checklist"><li>Một</li></ul>'])
def test_a_text_without_marks_of_word_is_not_touched(body):
    assert clean_markup(body) == body


@pytest.mark.parametrize(('pasted', 'clean'), [
    ('<p class="MsoNormal lead">Tin</p>', '<p class="lead">Tin</p>'),
    ('<p>Tin<o:p>&nbsp;</o:p></p>', '<p>Tin\xa0</p>'),
    ('<p>a<!-- b -->c</p>', '<p>ac</p>'),
    ('<p>1 &lt; 2<o:p></o:p></p>', '<p>1 &lt; 2</p>'),
    ('chữ <b>đậm</b><o:p></o:p> rồi', 'chữ <b>đậm</b> rồi'),
    ('<p><span lang="VI" style="mso-ansi-language:VI">Tin</span></p>', '<p>Tin</p>'),
    ('<p style="mso-line-height-alt:9pt;text-align:center">Ô</p>', '<p style="text-align:center">Ô</p>'),
    ('<p><font face="Times" size="4">Tin</font><o:p></o:p></p>', '<p>Tin</p>'),
    ('<html><head><style>p.MsoNormal {margin:0}</style></head><body lang="VI"><p>Tin</p></body></html>', '<p>Tin</p>'),
    ('<p><a href="https://a.example/">x</a><st1:place>Sóc Trăng</st1:place></p>',
     '<p><a href="https://a.example/">x</a>Sóc Trăng</p>'),
    ('<p><img src="/web/image/1" style="width:50%;mso-x:1"></p>', '<p><img src="/web/image/1" style="width:50%"></p>'),
])
def test_what_only_word_understands_goes_and_the_words_stay(pasted, clean):
    assert clean_markup(pasted) == clean


@pytest.mark.parametrize(('body', 'expected'), [
    ('<figure><img src="1"><figcaption>Hội nghị</figcaption></figure>', (True, False)),
    ('<figure><img src="1"><figcaption>Hội nghị. Ảnh: Thu Hà</figcaption></figure>', (True, True)),
    ('<p>Trước <img src="1"/><br/>Ảnh: Thu Hà</p>', (True, True)),
    ('<img src="1"><p>(Nguồn: Cổng TTĐT)</p>', (True, True)),
    ('<img src="1"><p>Hình 2. Quang cảnh</p>', (True, False)),
    ('<p><img src="1"></p><p><em>Quang cảnh hội nghị</em></p>', (True, False)),
    ('<p><img src="1"></p><p></p><p><i>Quang cảnh</i>.</p>', (True, False)),
    ('<p><img src="1"></p><p>Ảnh hưởng của việc này rất lớn.</p>', (False, False)),
    ('<p><em><img src="1"></em></p><p>Cán bộ hướng dẫn người dân</p>', (False, False)),
    ('<p><img src="1"></p><p>Một <em>từ</em> nghiêng.</p>', (False, False)),
    ('<p><img src="1"></p><p>' + 'Ảnh: dài ' * 60 + '</p>', (False, False)),
    ('<p><img src="1"></p>', (False, False)),
])
def test_the_line_below_a_picture_is_its_caption_when_it_says_so(body, expected):
    assert pictures(body) == [Picture('1', *expected)]


def test_pictures_side_by_side_share_the_line_below():
    assert pictures('<img src="1"><img src="2"><p>Ảnh: Thu Hà</p><img src="3"><p>Hết.</p>') == [
        Picture('1', True, True), Picture('2', True, True), Picture('3', False, False)]


def test_a_text_without_pictures_has_none():
    assert pictures('<p>Ảnh: Thu Hà</p>') == []
    assert pictures(False) == []
