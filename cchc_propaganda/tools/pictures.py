"""What a text makes its reader's browser load by itself: pictures, films, sounds, backgrounds. Links are followed by
people and are not meant."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree, html

_ADDRESSES = ('src', 'poster', 'background', 'data')
_LOADING = {'img', 'source', 'video', 'audio', 'track', 'input', 'iframe', 'embed', 'object', 'frame', 'image', 'use'}
_STYLE_URL = re.compile(r'''url\(\s*(["']?)(.*?)\1\s*\)''', re.I | re.S)
_ESCAPED_STYLE = re.compile(r'\\|/\*|image-set|@import', re.I)   # ways of CSS to hide an address from the line above
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


def host(address: str) -> str:
    """The site that an address belongs to; '' for this server's own, and for what is no address.

    >>> host('https://page.vn:443/a.png'), host('//page.vn/a.png'), host('/web/image/3')
    ('page.vn', 'page.vn', '')
    """
    try:
        return urlsplit(address).hostname or ''
    except ValueError:
        return ''
