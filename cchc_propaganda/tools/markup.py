"""The text of an article as HTML: what a word processor leaves in it is taken out, and its pictures are looked at."""

import re
import unicodedata
from dataclasses import dataclass

from lxml import etree, html

_FROM_WORD = re.compile(r'\bmso|<!--|<!\[|<\?xml|</?(?:[ovwm]|st1):|schemas-microsoft-com', re.I)
_KEPT_STYLES = ('text-align', 'text-decoration', 'font-weight', 'font-style', 'vertical-align', 'width', 'height',
                'border', 'list-style')
_NO_TEXT = ('head', 'style', 'script', 'title', 'xml', 'meta', 'link')
_NO_ATTRIBUTES = ('lang', 'face', 'size', 'color', 'link', 'vlink')
_CAPTION = re.compile(r'\W*(?:trong )?(?:ảnh|hình|nguồn|chú thích)(?: (?:ảnh|minh họa|\d+))?\s*[:.–-]', re.I)
_CREDIT = re.compile(r'\b(?:ảnh|nguồn|tác giả ảnh|photo)\s*[:–-]\s*\w', re.I)
_LONGEST_CAPTION = 300
_BREAKS = ('p', 'br', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'td', 'th', 'tr', 'table', 'blockquote', 'figure',
           'figcaption', 'div', 'section', 'ul', 'ol')


def clean_markup(body: str | None) -> str:
    """The HTML in composed letters (NFC) and, where it was pasted from a word processor, without what only that
    program understands: its comments, classes, tags and styles. The words, emphasis, lists, tables and pictures stay.

    >>> clean_markup('<p class="MsoNormal" style="mso-pagination:none;text-align:center">Tin<o:p></o:p></p>')
    '<p style="text-align:center">Tin</p>'
    """
    body = unicodedata.normalize('NFC', body or '').replace('\0', '')
    if not _FROM_WORD.search(body):
        return body
    root = _parsed(body)
    for element in list(root.iter()):
        if element is root:
            continue
        if not isinstance(element.tag, str) or element.tag in _NO_TEXT:   # comments and instructions have no name
            element.drop_tree()
        elif ':' in element.tag:
            element.drop_tag()
        else:
            _clean_element(element)
    return _inner_html(root)


def _clean_element(element):
    classes = [name for name in element.get('class', '').split() if not name.lower().startswith('mso')]
    _set_or_drop(element, 'class', ' '.join(classes))
    styles = [style.strip() for style in element.get('style', '').split(';') if style.strip().startswith(_KEPT_STYLES)]
    _set_or_drop(element, 'style', ';'.join(styles))
    for name in [name for name in element.attrib if name in _NO_ATTRIBUTES or ':' in name]:
        del element.attrib[name]
    if element.tag == 'font' or (element.tag == 'span' and not element.attrib):
        element.drop_tag()


def _set_or_drop(element, name, value):
    if value:
        element.set(name, value)
    else:
        element.attrib.pop(name, None)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a text: its address, and whether words below it say what it shows and who took it."""

    src: str
    has_caption: bool
    has_credit: bool


def pictures(body: str | None) -> list[Picture]:
    """The pictures in the HTML, in order.

    A caption is the figure's own, or the line below when it begins with "Ảnh", "Hình", "Nguồn" or is wholly in
    italics; a credit is "Ảnh: …" or "Nguồn: …" in it.

    >>> [picture] = pictures('<p><img src="/web/image/1"/></p><p><em>Cán bộ tiếp dân. Ảnh: Thu Hà</em></p>')
    >>> picture.has_caption, picture.has_credit
    (True, True)
    """
    found, waiting = [], []     # waiting: the pictures above the next line
    for line in _lines(body) if '<img' in (body or '') else ():
        if isinstance(line, str):
            waiting.append(line)
        elif waiting:
            has_caption, has_credit = _is_caption(*line)
            found += [Picture(src, has_caption, has_credit) for src in waiting]
            waiting = []
    return found + [Picture(src, False, False) for src in waiting]


def _lines(body):
    """The address of each picture, and each line of text as ``(words, whether it says that it is a caption)``."""
    buffer, slanted, captions = [], 0, 0    # in how many elements of either kind we stand

    def line():
        words = ' '.join(''.join(text for text, __ in buffer).split())
        marked = captions or all(is_slanted for text, is_slanted in buffer if text.strip(' .,:()\xa0\n\r\t'))
        buffer.clear()
        return [(words, bool(marked))] if words else []

    for event, element in etree.iterwalk(_parsed(body), events=('start', 'end')):
        if not isinstance(element.tag, str):
            continue
        if element.tag == 'img' or element.tag in _BREAKS:
            yield from line()
        step = 1 if event == 'start' else -1
        slanted += step * (element.tag in ('em', 'i'))
        captions += step * (element.tag == 'figcaption')
        if event == 'start' and element.tag == 'img':
            yield element.get('src') or ''
        buffer.append(((element.text if event == 'start' else element.tail) or '', slanted > 0))
    yield from line()


def _is_caption(words, is_marked):
    is_caption = len(words) <= _LONGEST_CAPTION and bool(is_marked or _CAPTION.match(words) or _CREDIT.search(words))
    return is_caption, is_caption and bool(_CREDIT.search(words))


def _parsed(body):
    parser = html.HTMLParser(encoding='utf-8', huge_tree=True)
    return html.document_fromstring(b'<body>' + str(body).encode('utf-8', 'ignore') + b'</body>', parser=parser).body


def _inner_html(root):
    root.attrib.clear()
    return html.tostring(root, encoding='unicode').removeprefix('<body>').strip().removesuffix('</body>').strip()
