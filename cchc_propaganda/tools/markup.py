# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Clean the HTML of an article from what a word processor leaves in it, and list its pictures."""

import re
import unicodedata
from dataclasses import dataclass

from lxml import etree, html

from . import limits
from .html_tree import html_tree, inner_html, is_deeper

_FROM_WORD = re.compile(r'\bmso|<!--|<!\[|<\?xml|</?(?:[ovwm]|st1):|schemas-microsoft-com', re.I)
_KEPT_STYLES = ('text-align', 'text-decoration', 'font-weight', 'font-style', 'vertical-align', 'width', 'height',
                'border', 'list-style')
_NO_TEXT = ('head', 'style', 'script', 'title', 'xml', 'meta', 'link')
_NO_ATTRIBUTES = ('lang', 'face', 'size', 'color', 'link', 'vlink')
_CAPTION = re.compile(r'\A\W*(?:trong )?(?:ảnh|hình|nguồn|chú thích)(?: (?:ảnh|minh họa|\d+))?\s*[:.–-]', re.I)
_CREDIT = re.compile(r'\b(?:ảnh|nguồn|tác giả ảnh|photo)\s*[:–-]\s*\w', re.I)
_LONGEST_CAPTION = 300
_DATA_PICTURE = re.compile(r'data:image/[\w.+-]+;base64,[\w+/=]+')
_LONG_TAG = re.compile(f'<[^<>]{{{limits.MARKUP_TAG}}}')
_TAG, _ATTRIBUTE = re.compile(r'[a-z][a-z0-9-]*'), re.compile(r'[a-z_][\w.-]*', re.I)
_BREAKS = ('p', 'br', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'td', 'th', 'tr', 'table', 'blockquote', 'figure',
           'figcaption', 'div', 'section', 'ul', 'ol')


class MarkupError(ValueError):
    """The text is refused; ``code``: ``long deep``."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code


def check_markup(body: str | None):
    """Raise MarkupError for HTML that is too long for an article or nested too deep."""
    body = body or ''
    pictures = sum(len(picture[0]) for picture in _DATA_PICTURE.finditer(body))
    tags = body.count('<')
    if len(body) - pictures > limits.MARKUP or pictures > limits.MARKUP_PICTURES or tags > limits.MARKUP_TAGS:
        raise MarkupError('long')
    if _LONG_TAG.search(_DATA_PICTURE.sub('', body) if pictures else body):
        raise MarkupError('long')
    if tags > limits.MARKUP_DEPTH and is_deeper(html_tree(body), limits.MARKUP_DEPTH):
        raise MarkupError('deep')


def clean_markup(body: str | None) -> str:
    """Return the HTML in composed letters (NFC). If it was pasted from a word processor, leave out that program's own
    comments, classes, tags and styles; the words, emphasis, lists, tables and pictures stay. Raise MarkupError as
    :func:`check_markup` does.

    >>> clean_markup('<p class="MsoNormal" style="mso-pagination:none;text-align:center">Tin<o:p></o:p></p>')
    '<p style="text-align:center">Tin</p>'
    """
    check_markup(body)
    body = unicodedata.normalize('NFC', body or '').replace('\0', '')
    if not _FROM_WORD.search(body):
        return body
    clean = html.Element('body')
    _copy_clean(html_tree(body), clean)
    return inner_html(clean)


def _copy_clean(source, target):
    """Copy the content that is kept from one element into another. Copying takes linear time; removing tags from a
    tree takes quadratic time."""
    words, last = [], None
    for piece in _kept_content(source):
        if isinstance(piece, str):
            words.append(piece)
            continue
        _put_words(words, target, last)
        last = etree.SubElement(target, piece.tag)
        for name, value in _kept_attributes(piece).items():
            last.set(name, value)
        _copy_clean(piece, last)
    _put_words(words, target, last)


def _put_words(words, target, last):
    """Append the words after the last child, or to the element's own text when it has no child."""
    text = ''.join(words)
    words.clear()
    if last is None:
        target.text = text
    else:
        last.tail = text


def _kept_content(element):
    """Yield the texts and children that are kept, in order; a removed tag yields its content."""
    yield element.text or ''
    for child in element:
        is_element = isinstance(child.tag, str)     # comments and instructions have no tag name
        if is_element and child.tag not in _NO_TEXT:
            is_kept = _TAG.fullmatch(child.tag) and child.tag != 'font' and (
                child.tag != 'span' or _kept_attributes(child))
            if is_kept:
                yield child
            else:
                yield from _kept_content(child)
        yield child.tail or ''


def _kept_attributes(element):
    kept = {name: value for name, value in element.attrib.items()
            if name not in _NO_ATTRIBUTES and _ATTRIBUTE.fullmatch(name)}
    classes = [name for name in kept.pop('class', '').split() if not name.lower().startswith('mso')]
    styles = [style.strip() for style in kept.pop('style', '').split(';') if style.strip().startswith(_KEPT_STYLES)]
    return kept | ({'class': ' '.join(classes)} if classes else {}) | ({'style': ';'.join(styles)} if styles else {})


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a text: its address, and whether it has a caption and a credit."""

    src: str
    has_caption: bool
    has_credit: bool


def pictures(body: str | None) -> list[Picture]:
    """Return the pictures in the HTML, in order.

    The caption is the figure's own, or the line below the picture if it begins with "Ảnh", "Hình", "Nguồn" or is wholly
    in italics. The credit is "Ảnh: …" or "Nguồn: …" in the caption.

    >>> [picture] = pictures('<p><img src="/web/image/1"/></p><p><em>Cán bộ tiếp dân. Ảnh: Thu Hà</em></p>')
    >>> picture.has_caption, picture.has_credit
    (True, True)
    """
    found, waiting = [], []     # waiting: the pictures above the line that comes next
    for line in _lines(body) if '<img' in (body or '') else ():
        if isinstance(line, str):
            waiting.append(line)
        elif waiting:
            has_caption, has_credit = _is_caption(*line)
            found += [Picture(src, has_caption, has_credit) for src in waiting]
            waiting = []
    return found + [Picture(src, False, False) for src in waiting]


def _lines(body):
    """Yield the address of each picture, and each line of text as ``(words, whether it is marked as a caption)``."""
    buffer, slanted, captions = [], 0, 0    # slanted, captions: how many open elements

    def line():
        words = ' '.join(''.join(text for text, __ in buffer).split())
        marked = captions or all(is_slanted for text, is_slanted in buffer if text.strip(' .,:()\xa0\n\r\t'))
        buffer.clear()
        return [(words, bool(marked))] if words else []

    for event, element in etree.iterwalk(html_tree(body), events=('start', 'end')):
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
