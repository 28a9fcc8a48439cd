# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Find what a text makes its reader's browser load by itself (pictures, films, sounds, backgrounds), and the addresses
under which this server serves the files of a text. Links are not included: the browser does not load them by itself."""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import parse_qsl, unquote, urlsplit

from lxml import etree

from .html_tree import html_tree

_ADDRESSES = ('src', 'poster', 'background', 'data')
_LOADING = {'img', 'source', 'video', 'audio', 'track', 'input', 'iframe', 'embed', 'object', 'frame', 'image', 'use'}
_STYLE_URL = re.compile(r'''url\(\s*+(?:"([^"]*)"|'([^']*)'|([^)]*))''', re.I)
_ESCAPED_STYLE = re.compile(r'\\|/\*|image-set|@import', re.I)   # CSS that hides an address from the pattern above
_SERVED = r'/web/(?:image|content)\b'
_STORED = r'(/web/(?:image|content)(?:/ir\.attachment)?/)(\d{1,9})\b'    # a file by its id, as editors write it
_IN_TEXT = r'[^\s"\'<>]*'      # the remainder of an address within HTML
_STORED_PATH = re.compile(rf'{_STORED}(?:-\w+)?(?:/[^\\]*)?')
_STORED_IN_TEXT = re.compile(_STORED + _IN_TEXT)
_SERVED_IN_TEXT = re.compile(_SERVED + _IN_TEXT)
_TOKEN = re.compile(r'[?&](?:amp;)?access_token=[^&"\']*')
_HARMLESS = {'access_token', 'unique', 'width', 'height', 'crop', 'quality', 'download'}   # lead to no other file
_SHIPPED = re.compile(r'/[a-z0-9_]+/static/(?!.*\.\.)')   # a file of the program itself


def loaded(body: str | None) -> list[str]:
    """Return the addresses that a browser loads to show the HTML, each once, in order. Pictures embedded in the text
    (``data:``) and the program's own are left out: they cannot change later.

    >>> loaded('<p>A <a href="https://a.vn/1">link</a><img src="https://a.vn/2.png"><img src="/web/image/3"></p>')
    ['https://a.vn/2.png', '/web/image/3']
    >>> loaded('<p style="background-image: url(&quot;//a.vn/4.png&quot;)"><img src="data:image/png;base64,iVB="></p>')
    ['//a.vn/4.png']
    """
    if not (body or '').strip():
        return []
    root = html_tree(body)
    found = (address.strip() for element in root.iter(etree.Element) for address in _addresses(element))
    return [address for address in dict.fromkeys(found)
            if address and not address.lower().startswith('data:') and not _SHIPPED.match(address)]


def _addresses(element) -> Iterator[str]:
    if element.tag in _LOADING:
        yield from (element.get(name, '') for name in _ADDRESSES)
        yield from (part.split()[0] for part in element.get('srcset', '').split(',') if part.strip())
        if element.tag in ('image', 'use'):
            yield from (value for name, value in element.attrib.items() if name.endswith('href'))
    elif background := element.get('background'):
        yield background
    style = element.get('style', '')
    if _ESCAPED_STYLE.search(style):
        yield style
    yield from (next(filter(None, match.groups()), '') for match in _STYLE_URL.finditer(style))


def file_number(address: str) -> int | None:
    """Return the id of the file of this server that the address serves; None when it names none, or when its path or
    parameters may lead the browser or the server to something else.

    >>> [file_number(f'/web/image/{tail}') for tail in ('3', '3-a1/%C4%91.png?access_token=x', 'ir.attachment/3/raw')]
    [3, 3, 3]
    >>> [file_number(f'/web/image/{tail}') for tail in ('3/../4', '3/%2e%2e/4', '3?model=res.users')]
    [None, None, None]
    """
    try:
        parts = urlsplit(unescape(address))
    except ValueError:
        return None
    path, names = unquote(parts.path), {name for name, __ in parse_qsl(parts.query, keep_blank_values=True)}
    found = _STORED_PATH.fullmatch(path)
    if not found or names - _HARMLESS or not {'', '.', '..'}.isdisjoint(path.split('/')[1:]):
        return None
    return int(found[2])


def stored_address(number: int) -> str:
    """Return the address under which a text shows a file of this server.

    >>> file_number(stored_address(3))
    3
    """
    return f'/web/image/{number}'


def stored_numbers(body: str | None) -> list[int]:
    """Return the ids of all files that the HTML or address names anywhere, in order.

    >>> stored_numbers('<img src="/web/image/3-a1/x.png"><a href="/web/content/4?download=1">x</a>')
    [3, 4]
    """
    return [int(found[2]) for found in _STORED_IN_TEXT.finditer(body or '')]


def served(body: str | None) -> list[str]:
    """Return the addresses in the HTML under which this server serves files, by id or otherwise.

    >>> served('<img src="/web/image/3"><a href="/web/content?id=4">x</a>')
    ['/web/image/3', '/web/content?id=4']
    """
    return _SERVED_IN_TEXT.findall(body or '')


def with_copies(body: str, copies: Mapping[int, int]) -> str:
    """Return the HTML with the ids of some files replaced by those of their copies, without the access tokens of the
    old files.

    >>> with_copies('<img src="/web/image/3-a1/x.png?access_token=abc"><img src="/web/image/4">', {3: 7})
    '<img src="/web/image/7-a1/x.png"><img src="/web/image/4">'
    """
    def copied(found):
        if (number := int(found[2])) not in copies:
            return found[0]
        return f'{found[1]}{copies[number]}' + _TOKEN.sub('', found[0][len(found[1] + found[2]):])

    return _STORED_IN_TEXT.sub(copied, body)


def host(address: str) -> str:
    """Return the site that an address belongs to; '' for this server's own and for anything but an address.

    >>> host('https://page.vn:443/a.png'), host('//page.vn/a.png'), host('/web/image/3')
    ('page.vn', 'page.vn', '')
    """
    try:
        return urlsplit(address).hostname or ''
    except ValueError:
        return ''
