# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import doctest
from itertools import cycle

import pytest

from cchc_propaganda.tools import accounts
from cchc_propaganda.tools.accounts import (
    first_password,
    is_email,
    is_login,
    normalize_login,
    propose_login,
    read_roles,
)


def test_examples_in_docstrings():
    result = doctest.testmod(accounts)
    assert result.attempted > 5 and not result.failed


@pytest.mark.parametrize(('typed', 'login'), [
    (' VanPhong ', 'vanphong'), ('\uff41nnv', 'annv'), (None, ''), ('van phong', 'van phong')])
def test_login_has_one_spelling(typed, login):
    assert normalize_login(typed) == login


@pytest.mark.parametrize('login', [
    '', 'an', 'an nv', 'văn', 'a' * 65, '.an.', 'an\u200bnv', '\u0430nnv', 'an%', 'an\n', '-an'])
def test_login_has_plain_letters_only(login):
    """A letter of another alphabet, or one that nobody sees, would make a second account look like the first."""
    assert not is_login(login)


@pytest.mark.parametrize('name', ['Cán Bộ', 'Đ', 'Ở', 'A ' * 200, 'cán bộ (văn phòng) 2'])
def test_proposed_login_is_one(name):
    assert is_login(propose_login(name))


@pytest.mark.parametrize('name', ['', None, '\u200b', '…'])
def test_no_login_is_proposed_without_a_name(name):
    assert propose_login(name) == ''


@pytest.mark.parametrize('address', ['', 'a@b', 'a b@c.vn', 'a@b.vn\nBcc: c@d.vn', '@b.vn', 'a@b..vn', 'a@@b.vn'])
def test_what_is_no_address(address):
    assert not is_email(address)


def test_password_is_long_and_read_from_paper():
    signs = cycle('abc')
    assert first_password(lambda choices: next(signs)) == 'abca-bcab-cabc'
    seen = set()
    first_password(lambda choices: seen.update(choices) or choices[0])
    assert len(seen) == 31 and not seen & set('l1iIoO0')


@pytest.mark.parametrize(('cell', 'roles'), [
    ('Văn phòng (tổng hợp)', ['office']), ('Lãnh đạo phòng, đơn vị', ['unit_head']), ('Ban Biên tập', ['editor']),
    ('Chánh Văn phòng', ['unit_head']), ('Phó Giám đốc Sở', ['director']), ('Chủ tịch', ['director']),
    ('Quản trị; CTV', ['admin', 'contributor']), ('CÔNG CHỨC', ['contributor']), ('', []), (None, [])])
def test_roles_in_the_words_of_an_office(cell, roles):
    assert read_roles(cell)[0] == roles
    assert len(read_roles(cell)[1]) <= 1
