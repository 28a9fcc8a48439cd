"""What a text makes its reader's browser load by itself: pictures, films, sounds, backgrounds. Links are followed by
people and are not meant."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import parse_qsl, unquote, urlsplit

from lxml import etree, html

_ADDRESSES = ('src', 'poster', 'background', 'data')
_LOADING = {'img', 'source', 'video', 'audio', 'track', 'input', 'iframe', 'embed', 'object', 'frame', 'image', 'use'}
_STYLE_URL = re.compile(r'''url\(\s*(["']?)(.*?)\1\s*\)''', re.I | re.S)
_ESCAPED_STYLE = re.compile(r'\\|/\*|image-set|@import', re.I)   # ways of CSS to hide an address from the line above
_FILE = re.compile(r'/web/(?:image|content)(?:/ir\.attachment)?/(\d+)(?:-\w+)?(?:/[^\\]*)?')
_HARMLESS = {'access_token', 'unique', 'width', 'height', 'crop', 'quality', 'download'}   # these name no other file
_SHIPPED = re.compile(r'/[a-z0-9_]+/static/(?!.*\.\.)')   # a file of the program itself


def loaded(body: str | None) -> list[str]:
    """The addresses that are loaded when the HTML is shown, each once, in their order. Pictures that lie in the text
    itself (``data:``) and the program's own are left out: they cannot change by themselves.

    >>> loaded('<p>A <a href="https://a.vn/1">link</a><img src="https://a.vn/2.png"><img src="/web/image/3"></p>')
    ['https://a.vn/2.png', '/web/image/3']
    >>> loaded('<p style="background-image: url(&quot;//a.vn/4.png&quot;)"><img src="data:image/png;base64,iVB="></p>')
    ['//a.vn/4.png']
    """
    if not (body or '').strip():
        return []
    try:
        root = html.fragment_fromstring(body, create_parent='div')
    except (etree.ParserError, ValueError):
        return []   # nothing that a browser could show
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
    yield from (match[2] for match in _STYLE_URL.finditer(style))


def file_number(address: str) -> int | None:
    """The number of the one file of this server that the address can hand out; None where it names none, or where its
    path or its parameters may lead a browser, or the server, to something else.

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
    found = _FILE.fullmatch(path)
    if not found or names - _HARMLESS or not {'', '.', '..'}.isdisjoint(path.split('/')[1:]):
        return None
    return int(found[1])


def host(address: str) -> str:
    """The site that an address belongs to; '' for this server's own, and for what is no address.

    >>> host('https://page.vn:443/a.png'), host('//page.vn/a.png'), host('/web/image/3')
    ('page.vn', 'page.vn', '')
    """
    try:
        return urlsplit(address).hostname or ''
    except ValueError:
        return ''
