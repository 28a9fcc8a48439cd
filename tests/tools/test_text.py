# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Texts of the 2024 plan and of clerks: unit names, broken table cells, years to shift, bodies and links."""

import doctest
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_propaganda.tools import text as text_module
from cchc_propaganda.tools.text import (
    UnitMatch,
    fold,
    has_text,
    is_http_url,
    match_units,
    move_year,
    normalize,
    plain_text,
    split_units,
    unit_key,
    url_matches,
)

PRESS = 'Phòng Thông tin – Báo chí – Xuất bản'
UNITS = {
    1: ['Văn phòng'],
    2: [PRESS, 'Phòng TTBCXB'],
    3: ['Phòng Chuyển đổi số', 'Phòng CĐS'],
    4: ['Thanh tra'],
    5: ['Trung tâm Công nghệ số'],
    6: ['Ban Biên tập Cổng TTĐT'],
    7: ['Chi bộ 1'],
    8: ['Chi bộ 2'],
    9: ['Đoàn Thanh niên'],
    10: [],
}


def nfd(text):
    return unicodedata.normalize('NFD', text)


def test_what_reads_like_the_rule():
    result = doctest.testmod(text_module)
    assert result.failed == 0
    assert result.attempted


# -- spelling --------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize('typed', [
    'Phòng Thông tin - Báo chí - Xuất bản',
    'Phòng\u00a0Thông tin —  Báo chí ‒ Xuất\tbản. ',
    'Phòng Thông tin -Báo chí– Xuất bản;',
    'Phòng \n\nThông tin – \n\nBáo chí – \n\nXuất bản',
    '\ufeffPhòng Thông\u200b tin – Báo chí – Xu\u00adất bản .,;',
    nfd('Phòng Thông tin − Báo chí – Xuất bản'),
])
def test_one_name_has_one_spelling(typed):
    assert normalize(typed) == PRESS


@pytest.mark.parametrize(('typed', 'expected'), [
    ('2021–2030', '2021-2030'),
    ('2021 - 2030', '2021 – 2030'),
    ('1847/QĐ\u2011TTg', '1847/QĐ-TTg'),
    ('- Văn phòng', '- Văn phòng'),
    ('tin, bài,…', 'tin, bài,…'),
    ('e\u200b\u0301', 'é'),
    (' . ;', ''),
    ('', ''),
    (None, ''),
    (False, ''),
])
def test_dashes_spaces_and_ends(typed, expected):
    assert normalize(typed) == expected


@pytest.mark.parametrize(('one', 'other'), [
    ('Đảng bộ Sở', 'DANG BO SO'),
    ('Hòa', 'Hoà'),
    (nfd('Chuyển đổi số'), 'chuyển đổi số.'),
    (None, ''),
])
def test_folded_texts_compare_without_case_and_diacritics(one, other):
    assert fold(one) == fold(other)


# -- units -----------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(('one', 'other'), [
    ('Thanh tra', 'Phòng Thanh tra'),
    ('Thanh tra Sở', 'thanh tra'),
    ('Văn phòng', 'Văn phòng Sở.'),
    ('Ban Biên tập Cổng TTĐT của Sở', 'Biên tập Cổng TTĐT'),
    ('Các phòng và đơn vị thuộc Sở', 'Các phòng và đơn vị trực thuộc Sở'),
    (PRESS, 'Thông tin, Báo chí, Xuất bản'),
    (nfd('Phòng Chuyển đổi số'), 'chuyển đổi số thuộc Sở'),
])
def test_spellings_of_one_unit_share_a_key(one, other):
    assert unit_key(one) == unit_key(other) != ''


@pytest.mark.parametrize(('name', 'key'), [
    ('Văn phòng', 'van phong'),
    ('Văn phòng UBND huyện', 'van phong ubnd huyen'),
    ('Phòng', 'phong'),
    ('Sở', 'so'),
    ('Trung tâm Công nghệ số', 'trung tam cong nghe so'),
    ('Phòng Chuyển đổi số', 'chuyen doi so'),
    ('Công đoàn cơ sở', 'cong doan co so'),
    ('Trụ sở', 'tru so'),
    ('Sở Nội vụ', 'so noi vu'),
    ('', ''),
    (None, ''),
])
def test_a_key_keeps_what_tells_units_apart(name, key):
    assert unit_key(name) == key


@pytest.mark.parametrize(('text', 'unit_id', 'score'), [
    ('Văn phòng', 1, 100),
    ('văn phòng. ', 1, 100),
    (nfd('Thanh tra'), 4, 100),
    ('Phòng TTBCXB', 2, 100),
    ('Phong chuyen doi so', 3, 100),
    ('Phòng Thanh tra', 4, 99),
    ('Ban Biên tập Cổng TTĐT của Sở.', 6, 99),
    ('Phòng Thông tin - Báo chí - Xuất bản', 2, 100),
])
def test_a_name_or_its_key_is_a_certain_match(text, unit_id, score):
    best = match_units(text, UNITS)[0]
    assert (best.id, best.score, best.is_certain) == (unit_id, score, True)


@pytest.mark.parametrize(('text', 'unit_id'), [
    ('Phòng Báo chí - Thông tin - Xuất bản', 2),
    ('Phòng Thông tin, Báo chí và Xuất bản', 2),
    ('Phòng Chuyển đổi sô số', 3),
    ('Đoàn Thanh niênn', 9),
])
def test_what_is_only_alike_needs_a_second_look(text, unit_id):
    best = match_units(text, UNITS)[0]
    assert best.id == unit_id
    assert 80 <= best.score < 99
    assert not best.is_certain


@pytest.mark.parametrize('text', [
    'Các phòng và đơn vị thuộc Sở', 'Phòng Công nghệ số', 'Trung tâm Chuyển đổi số', 'Chi bộ 3', 'Chi bộ', 'Sở Nội vụ',
    'VP', '', '…', None,
])
def test_a_unit_that_does_not_exist_is_not_guessed(text):
    assert [match for match in match_units(text, UNITS) if match.score > 90] == []
    assert match_units(text, {}) == []


def test_numbers_tell_units_apart():
    assert match_units('Chi bộ 2', UNITS) == [UnitMatch(8, 'Chi bộ 2', 100)]
    assert match_units('Chi bộ II', {1: ['Chi bộ I'], 2: ['Chi bộ II.']}) == [UnitMatch(2, 'Chi bộ II.', 100)]


def test_the_best_match_comes_first_and_the_cut_off_decides_how_many():
    names = {'division': ['Phòng Thanh tra'], 'people': ['Ban Thanh tra nhân dân'], 'inspectors': ['Thanh tra']}
    assert match_units('Thanh tra', names) == [UnitMatch('inspectors', 'Thanh tra', 100),
                                               UnitMatch('division', 'Phòng Thanh tra', 99)]
    assert [match.id for match in match_units('Thanh tra', names, cut_off=50)] == ['inspectors', 'division', 'people']


# -- cells of the appendix -------------------------------------------------------------------------------------------

@pytest.mark.parametrize(('cell', 'names'), [
    ('- Văn phòng. \n\n- Ban Biên tập Cổng TTĐT của Sở. ', ['Văn phòng', 'Ban Biên tập Cổng TTĐT của Sở']),
    ('- Trung tâm Công nghệ số \n\n- Văn phòng ', ['Trung tâm Công nghệ số', 'Văn phòng']),
    ('Ban Biên tập Cổng TTĐT của Sở.', ['Ban Biên tập Cổng TTĐT của Sở']),
    ('Các phòng \n\nvà đơn vị \n\nthuộc Sở. ', ['Các phòng và đơn vị thuộc Sở']),
    ('Phòng \n\nThông tin – \n\nBáo chí – \n\nXuất bản', [PRESS]),
    ('Phòng Thông tin – Báo chí – Xuất \n\nbản', [PRESS]),
    (PRESS, [PRESS]),
])
def test_cells_of_the_2024_appendix(cell, names):
    assert split_units(cell) == names
    assert split_units(nfd(cell)) == names


@pytest.mark.parametrize(('cell', 'names'), [
    ('Văn phòng; Thanh tra;', ['Văn phòng', 'Thanh tra']),
    ('Văn phòng\nThanh tra\nPhòng Chuyển đổi số', ['Văn phòng', 'Thanh tra', 'Phòng Chuyển đổi số']),
    ('Văn phòng.\nban Biên tập', ['Văn phòng', 'ban Biên tập']),
    ('- Văn phòng. - Thanh tra', ['Văn phòng', 'Thanh tra']),
    ('+ Văn phòng\n• Thanh tra', ['Văn phòng', 'Thanh tra']),
    ('1. Văn phòng\n2) Thanh tra', ['Văn phòng', 'Thanh tra']),
    ('4.1 Văn phòng', ['4.1 Văn phòng']),
    ('a) Văn phòng\nb) Thanh tra', ['Văn phòng', 'Thanh tra']),
    ('– Văn phòng\n– Thanh tra', ['Văn phòng', 'Thanh tra']),
    ('Văn phòng\n- Thanh tra', ['Văn phòng', 'Thanh tra']),
    ('-Ban Biên tập\nCổng TTĐT\n-\n-Thanh tra', ['Ban Biên tập Cổng TTĐT', 'Thanh tra']),
    ('- Văn phòng.\nThanh tra', ['Văn phòng', 'Thanh tra']),
    ('Phòng Thông tin\n– Báo chí\n– Xuất bản', [PRESS]),
    ('Trung tâm\nCông nghệ số', ['Trung tâm Công nghệ số']),
    ('Thanh tra của\nSở Nội vụ', ['Thanh tra của Sở Nội vụ']),
    ('Văn phòng\nSở.', ['Văn phòng Sở']),
    ('', []),
    (' . \n-\n;', []),
    (None, []),
])
def test_a_cell_names_one_unit_a_bullet_line_or_semicolon(cell, names):
    assert split_units(cell) == names


# -- years -----------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(('text', 'moved'), [
    ('Chậm nhất 20/3/2024', 'Chậm nhất 20/3/2026'),
    ('Chậm nhất \n20/06/2024', 'Chậm nhất \n20/06/2026'),
    ('Năm 2024', 'Năm 2026'),
    ('NĂM 2024.', 'NĂM 2026.'),
    ('Kế hoạch CCHC tỉnh Sóc Trăng năm 2024 và nội dung khác',
     'Kế hoạch CCHC tỉnh Sóc Trăng năm 2026 và nội dung khác'),
    ('Tháng 3/2024, Quý I/2024, 05-02-2024, 5.2.2024', 'Tháng 3/2026, Quý I/2026, 05-02-2026, 5.2.2026'),
    ('ngày 05 tháng 3 năm 2024', 'ngày 05 tháng 3 năm 2026'),
    ('từ 10/01/2024 - 20/02/2024', 'từ 10/01/2026 - 20/02/2026'),
    ('từ 10/01/2024 đến 20/02/2024', 'từ 10/01/2026 đến 20/02/2026'),
    ('2024-03-20', '2026-03-20'),
    ('Kế hoạch số ……./KH-STTTT ngày ……../02/2024', 'Kế hoạch số ……./KH-STTTT ngày ……../02/2026'),
    ('<p data-id="2024">Năm <b>2024</b>&#2024;</p>', '<p data-id="2024">Năm <b>2026</b>&#2024;</p>'),
    ('tỷ lệ < 90% năm 2024, > 80%', 'tỷ lệ < 90% năm 2026, > 80%'),
])
def test_the_plan_s_year_moves_on(text, moved):
    assert move_year(text, 2024, 2026) == moved
    assert move_year(nfd(text), 2024, 2026) == moved


@pytest.mark.parametrize('text', [
    'năm 2023', 'Chỉ số CCHC của tỉnh và của Sở năm \n2023', 'giai đoạn \n2021 - 2030 của Chính phủ',
    'giai đoạn 2024 - 2030', 'giai đoạn 2021–2024', 'từ 2024 đến năm 2030', '2024 đến hết 2025',
    'Quyết định số \n\n1847/QĐ-TTg ngày 27/12/2018.', 'Quyết định số 12/QĐ-UBND ngày 05/01/2024 của UBND tỉnh',
    'Công văn số 12/STTTT-VP, ngày 05 tháng 01 năm 2024', 'Nghị định số 30/2024/NĐ-CP', 'Luật số 28/2024/QH15',
    'https://cong.example/2024/03/tin-2024.html', '120240 hồ sơ', '20245', 'mã A2024', '2024A', '', '29/02/2028',
])
def test_other_years_documents_links_and_numbers_stay(text):
    assert move_year(text, 2024, 2026) == text


def test_a_date_that_the_new_year_does_not_have_is_its_last_of_february():
    assert move_year('29/02/2024; 29-2-2024; ngày 29 tháng 02 năm 2024', 2024, 2026) == (
        '28/02/2026; 28-2-2026; ngày 28 tháng 02 năm 2026')
    assert move_year('29/02/2024', 2024, 2028) == '29/02/2028'
    assert move_year('29/03/2024, 129/02/2024', 2024, 2026) == '29/03/2026, 129/02/2026'


def test_nothing_to_move():
    assert move_year(None, 2024, 2026) == move_year(False, 2024, 2026) == ''


# -- bodies ----------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize('body', [
    '', '   ', None, False, '<p></p>', '<p><br></p>', '<p>&nbsp;</p>', '<p>\u200b&#8203;&zwnj;&#xFEFF;&shy;</p>', '\0',
    '<div><img src="https://cong.example/a.png" alt="ảnh"/></div>', '<!-- nháp -->', '<style>p {color: red}</style>',
    '<script>alert(1)</script>', '<head><title>Tin</title></head>', '<p><span><font></font></span></p>',
])
def test_markup_alone_is_no_text(body):
    assert plain_text(body) == ''
    assert not has_text(body)


@pytest.mark.parametrize(('body', 'text'), [
    ('Chỉ có chữ', 'Chỉ có chữ'),
    ('<p>Sở <b>T</b>hông  tin&nbsp;và\nTruyền thông</p>', 'Sở Thông tin và Truyền thông'),
    ('<h1>Tin</h1><p>Một<br>hai</p><ul><li>ba</li><li>bốn</li></ul>năm', 'Tin\nMột\nhai\nba\nbốn\nnăm'),
    ('<table><tr><td>1</td><td>2</td></tr></table>', '1\n2'),
    ('<p>5 &lt; 6 &amp; 7</p><!-- nháp -->hết', '5 < 6 & 7\nhết'),
    ('<style>p {}</style><p>Tin</p><script>1</script>', 'Tin'),
    ('<?xml version="1.0" encoding="latin1"?><p>Đảng bộ</p>', 'Đảng bộ'),
    ('<p>Chưa đóng <b>thẻ', 'Chưa đóng thẻ'),
    ('Tin\0\ud800', 'Tin'),
    (nfd('<p>Chuyển đổi số</p>'), 'Chuyển đổi số'),
])
def test_the_text_that_a_reader_sees(body, text):
    assert plain_text(body) == text
    assert has_text(body)


PIECES = ('<p>', '</p>', '<img alt="a > b"', "<i title='hai'", '/>', '>', '<', '"', "'", '&nbsp;', '&lt;', '&#8203;',
          'Tin', '\u115f\u115f', '—', '<!-- nháp -->', '<!--', '<style>p {}</style>', '<script>', 'x', ' ', '\0',
          '&amp;')


@given(st.lists(st.sampled_from(PIECES), max_size=8).map(''.join))
def test_whether_there_is_text_is_what_the_text_tells(body):
    assert has_text(body) == bool(plain_text(body))


# -- links -----------------------------------------------------------------------------------------------------------

ALLOWED = """
https://cong.example/cchc/

HTTP://Zalo.Example/oa?id=7
soctrang.example
"""


@pytest.mark.parametrize('url', [
    'https://cong.example/cchc', 'http://cong.example/cchc/', 'HTTPS://CONG.EXAMPLE/cchc/tin?id=1#dau',
    ' https://cong.example/cchc/a ', 'https://cong.example:443/cchc/a', 'http://cong.example:80/cchc', 'https://cong.example./cchc/a',
    'https://cong.example//cchc/a', 'https://cong.example/%63chc/a', 'https://zalo.example/oa/bai?x=1&id=7',
    'https://soctrang.example', 'http://soctrang.example/tin', 'https://soctrang.example/a@b',
])
def test_a_link_under_an_allowed_address(url):
    assert url_matches(url, ALLOWED)


@pytest.mark.parametrize('url', [
    'https://cong.example/', 'https://cong.example/cchc2/tin', 'https://cong.example/CCHC/tin',
    'https://cong.example@evil.example/cchc/', 'https://cong.example:x@evil.example/cchc', 'https://a@cong.example/cchc/',
    'https://cong.example.evil.example/cchc/', 'https://evil.example/cong.example/cchc/', 'https://evilcong.example/cchc',
    'https://evil.example\\@cong.example/cchc', 'https://evil.example#@cong.example/cchc',
    'https://cong.example/cchc/../khac', 'https://cong.example/cchc/%2e%2E/khac', 'https://cong.example/cchc/..%2fkhac',
    'https://cong.example:8443/cchc/tin', 'https://cong.example:99999/cchc', 'https://cong.example:a/cchc',
    'https://zalo.example/oa', 'https://zalo.example/oa?id=77', 'https://www.soctrang.example/',
    'ftp://soctrang.example/', 'javascript:alert(1)//soctrang.example', '//soctrang.example/', 'soctrang.example/tin',
    'https:///soctrang.example', 'https:soctrang.example', 'https://soctrang.example/ tin', 'https://soctr\u200bang.example/',
    'https://soctrang.exam\nple/', 'https://[::1/', '', None, False,
])
def test_a_link_that_lies_elsewhere(url):
    assert not url_matches(url, ALLOWED)


def test_vietnamese_addresses_compare_in_any_spelling():
    assert url_matches('https://xn--bo-mia.example/tin-t%E1%BB%A9c/1', 'https://báo.example/' + nfd('tin-tức'))
    assert url_matches('https://[2001:DB8::1]/a', 'http://[2001:db8::1]')
    assert url_matches('https://cong.example:8443/a', 'https://cong.example:8443')


@pytest.mark.parametrize('prefixes', ['', None, False, ' \n '])
def test_without_allowed_addresses_any_web_address_will_do(prefixes):
    assert url_matches('http://bat-ky.example/tin', prefixes)
    assert not url_matches('ftp://bat-ky.example/tin', prefixes)


def test_an_allowed_address_that_cannot_be_read_allows_nothing():
    assert not url_matches('https://bat-ky.example/tin', 'ftp://bat-ky.example')


@pytest.mark.parametrize(('url', 'expected'), [
    ('https://cong.example/tin?a=1&b=2', True),
    ('http://localhost:8069/x', True),
    ('https://', False),
    ('https://?a', False),
    ('https://a..example/', False),
    ('https://"><b>.example/', False),
    ('https://' + 'a' * 64 + '.example/', False),
    ('mailto:vanphong@cong.example', False),
    ('cong.example', False),
    ('Báo giấy số 12', False),
])
def test_what_is_a_web_address(url, expected):
    assert is_http_url(url) is expected
