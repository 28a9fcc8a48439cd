# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Pictures in a text that could change without a new version, and the differences of two versions."""

import doctest

import pytest

from cchc_propaganda.tools import comparison, pictures


@pytest.mark.parametrize('module', [comparison, pictures])
def test_examples_in_the_docstrings(module):
    result = doctest.testmod(module)
    assert result.attempted and not result.failed


@pytest.mark.parametrize(('body', 'expected'), [
    (None, []), ('', []), ('  ', []), ('<!-- x -->', []), ('no markup', []), ('<p', []),
    ('<img>', []), ('<img src=" ">', []), ('<img src="DATA:image/png;base64,x">', []),
    ('<img src="/web/static/img/smile.svg">', []),
    ('<img src="/web/static/../image/3">', ['/web/static/../image/3']),
    ('<img src="a.png" srcset="b.png 1x, //c.vn/d.png 2x">', ['a.png', 'b.png', '//c.vn/d.png']),
    ('<img src="a.png"><p><img src="a.png"></p>', ['a.png']),
    ('<video poster="p.png"><source src="v.mp4"></video>', ['p.png', 'v.mp4']),
    ('<table background="b.png"><tr><td>x</td></tr></table>', ['b.png']),
    ('<p style="background-image: URL( \'b.png\' )">x</p>', ['b.png']),
    ('<p style="background-image: u\\72l(https://a.vn/b.png)">x</p>', ['background-image: u\\72l(https://a.vn/b.png)']),
    ('<a href="https://a.vn/b.png">https://a.vn/c.png</a>', []),
])
def test_addresses_that_are_loaded_by_themselves(body, expected):
    assert pictures.loaded(body) == expected


@pytest.mark.parametrize('address', ['http://[', 'x', '', '/web/image/1'])
def test_what_is_no_site_has_no_host(address):
    assert pictures.host(address) == ''


@pytest.mark.parametrize('tail', [
    '', '/', '-abc12', '-abc12/a.png', '/a.png', '-ab/a%20b.png?access_token=1-2', '?unique=1', '/100x100',
    '/%C4%91.png', '-x/h.png?access_token=x&amp;height=3', '?download=true#top'])
def test_file_is_named_by_its_number(tail):
    assert pictures.file_number(f'/web/image/7{tail}') == (None if tail == '/' else 7)
    assert pictures.file_number(f'/web/content/ir.attachment/7{tail}') == (None if tail == '/' else 7)


@pytest.mark.parametrize('address', [
    '', '/', 'x.png', '/web/image', '/web/image/', '/web/image/x', '/web/image/7x', '/web/image/res.users/7/image',
    '/web/image/7/../8', '/web/image/7/..', '/web/image/7/./../8', '/web/image/7/%2e%2e/8', '/web/image/7/.%2E/8',
    '/web/image/7//8', '/web/image/7/..\\8', '/web/image/7\\..\\8', '/web/image/7/..%2f8', '/web/image/7/..%5c8',
    '/web/image/7?xmlid=base.x', '/web/image/7?model=res.users', '/web/image/7?access_token=1&amp;id=8',
    '/web/image/7?id=8&unique=1', '/web/image/7?field', '/WEB/image/7', '//a.vn/web/image/7', 'http://[/web/image/7'])
def test_address_that_may_lead_elsewhere_names_no_file(address):
    expected = 7 if address.startswith('//') else None   # the site was checked before
    assert pictures.file_number(address) == expected


def test_changed_words_keep_entities_and_spaces():
    html = '<p><added>A &amp; B,  all of it online</added><removed>A &amp; C,  all of it online</removed></p>'
    assert comparison.by_words(html) == '<p>A &amp; <removed>C,</removed><added>B,</added>  all of it online</p>'


def test_what_was_only_added_or_removed_stays_as_odoo_shows_it():
    for html in ('<p><added>New.</added></p>', '<p><removed>Old.</removed></p>', '<p>Same.</p>'):
        assert comparison.by_words(html) == html


def test_very_long_paragraphs_are_not_compared_word_by_word():
    old, new = 'a ' * 3000, 'a ' * 2999 + 'b'
    assert comparison.by_words(f'<added>{new}</added><removed>{old}</removed>') == (
        f'<removed>{old}</removed><added>{new}</added>')
