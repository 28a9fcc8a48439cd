"""What a text shows that could change by itself, and what changed between two versions of it."""

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
