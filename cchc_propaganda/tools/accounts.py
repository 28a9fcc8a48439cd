# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Names by which people log in, their first passwords, and the words by which a list names a role."""

import re
import unicodedata
from collections.abc import Callable, Container, Sequence

from .text import fold, normalize

LOGIN_MOST = 64
_LOGIN = re.compile(r'[a-z0-9][a-z0-9._@+-]{1,62}[a-z0-9]')
_EMAIL = re.compile(r'[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}')
_PASSWORD_SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789'  # noqa: S105 - without l 1 i o 0, alike on paper
_PASSWORD_GROUPS, _GROUP = 3, 4

# The words of a list for each role; the most exact first, because "lãnh đạo phòng" holds "lãnh đạo".
_ROLE_WORDS = (
    ('unit_head', r'lanh dao (?:phong|don vi|ban|trung tam)|truong phong|pho (?:truong )?phong|phu trach|'
                  r'(?:pho )?chanh van phong|(?:pho )?truong (?:ban|don vi)|unit_head|head'),
    ('director', r'lanh dao(?: co quan| so| ubnd| uy ban)?|(?:pho )?giam doc(?: so)?|(?:pho )?chu tich|director'),
    ('editor', r'(?:ban )?bien tap(?: vien)?|duyet(?: tin)? bai|editor'),
    ('office', r'van phong(?: tong hop)?|tong hop|office'),
    ('admin', r'quan tri(?: vien| he thong)?|admin(?:istrator)?'),
    ('contributor', r'cong tac vien|ctv|viet (?:tin )?bai|viet tin|nguoi viet|chuyen vien|cong chuc|vien chuc|'
                    r'contributor'),
)
_ROLE_OF = [(role, re.compile(rf'(?:{words})\Z')) for role, words in _ROLE_WORDS]
_SEPARATOR = re.compile(r'[,;+/&\n|]|\s[-–—]\s|\svà\s', re.IGNORECASE)


def normalize_login(login: str | None) -> str:
    """Return the login as it is stored: composed, small letters, no spaces around it.

    >>> normalize_login('  AnNV ')
    'annv'
    """
    return unicodedata.normalize('NFKC', login or '').strip().lower()


def is_login(login: str) -> bool:
    """Whether the normalized login has 3 to 64 plain letters, digits and ``. _ - + @``.

    >>> is_login('annv'), is_login('an nv'), is_login('ấnnv'), is_login('an')
    (True, False, False, False)
    """
    return bool(_LOGIN.fullmatch(login))


def is_email(address: str | None) -> bool:
    """Whether the text is one e-mail address and nothing else.

    >>> is_email('van.phong@so.gov.vn'), is_email('a@b.vn, c@d.vn'), is_email('Văn phòng <a@b.vn>')
    (True, False, False)
    """
    return bool(_EMAIL.fullmatch((address or '').strip()))


def propose_login(name: str | None, taken: Container[str] = ()) -> str:
    """Return a free login for a person: the given name and the initials of what stands before it; '' without a name.

    >>> propose_login('Cộng Tác Viên'), propose_login('Đơn Vị A'), propose_login('Cộng Tác Viên', {'vienct'})
    ('vienct', 'adv', 'vienct2')
    """
    words = re.findall('[a-z0-9]+', fold(name))
    if not words:
        return ''
    login = (words[-1] + ''.join(word[0] for word in words[:-1]))[:LOGIN_MOST - 4]
    return free_login(login if len(login) > 2 else login + 'nd', taken)


def free_login(login: str, taken: Container[str]) -> str:
    """Return the login, with the smallest number behind it that makes it free.

    >>> free_login('vanphong', {'vanphong', 'vanphong2'})
    'vanphong3'
    """
    if login not in taken:
        return login
    number = 2
    while f'{login}{number}' in taken:
        number += 1
    return f'{login}{number}'


def first_password(choose: Callable[[Sequence[str]], str]) -> str:
    """Return a password that a person can read from paper; ``choose`` picks one of several, such as secrets.choice."""
    return '-'.join(''.join(choose(_PASSWORD_SIGNS) for __ in range(_GROUP)) for __ in range(_PASSWORD_GROUPS))


def read_roles(cell: str | None) -> tuple[list[str], list[str]]:
    """Return the roles that a cell names and the words in it that name none.

    >>> read_roles('Biên tập + viết bài'), read_roles('Trưởng phòng; thủ quỹ'), read_roles('Lãnh đạo cơ quan')
    ((['editor', 'contributor'], []), (['unit_head'], ['thủ quỹ']), (['director'], []))
    """
    if role := _role_of(cell):      # "Lãnh đạo phòng, đơn vị" is one role
        return [role], []
    roles, unknown = [], []
    for words in map(normalize, _SEPARATOR.split(cell or '')):
        if role := _role_of(words):
            roles.append(role)
        elif re.search(r'\w', words):
            unknown.append(words)
    return list(dict.fromkeys(roles)), unknown


def _role_of(words):
    plain = ' '.join(re.sub(r'[^a-z0-9_ ]+', ' ', fold(words)).split())
    return next((role for role, pattern in _ROLE_OF if pattern.match(plain)), None)
