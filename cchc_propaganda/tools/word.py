# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Read a Word file as the text of an article: within limits, running nothing and fetching nothing.

Anything but a plain .docx is refused with a code that says what it is (:class:`WordError`). What a page cannot show
(drawings, linked pictures) is left out and counted.
"""

import re
from dataclasses import dataclass
from io import BytesIO
from xml.parsers import expat
from zipfile import BadZipFile

import mammoth
from lxml import html
from mammoth.docx.files import InvalidFileReferenceError

from . import limits
from .html_tree import html_tree, inner_html
from .markup import MarkupError, clean_markup
from .text import normalize

# Picture formats, as Pillow names them: those that a page shows as they are, and those converted to PNG.
_SHOWN = {'JPEG': ('jpg', 'image/jpeg'), 'PNG': ('png', 'image/png'), 'GIF': ('gif', 'image/gif'),
          'WEBP': ('webp', 'image/webp'), 'MPO': ('jpg', 'image/jpeg')}
_TURNED, _MODES = ('BMP',), ('1', 'L', 'P', 'RGB')
_STYLES = '''
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='caption'] => p:fresh > em
p[style-name='Caption'] => p:fresh > em
'''
# The errors that readers raise for a broken file (RecursionError is a RuntimeError).
BROKEN = (BadZipFile, KeyError, ValueError, OSError, EOFError, RuntimeError, NotImplementedError, AttributeError,
          IndexError, TypeError, expat.ExpatError)
_HEADINGS = ('h1', 'h2', 'h3', 'h4', 'h5', 'h6')
_LINK = re.compile(r'(?:https?://|mailto:)', re.I)


class WordError(ValueError):
    """The file is refused. ``code``: ``empty large pdf rtf old encrypted other damaged macro bomb entity long
    pictures picture pixels blank``; ``values`` fill the sentence (``most``: the limit)."""

    def __init__(self, code, **values):
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(frozen=True, slots=True)
class WordPicture:
    """A picture with its bytes as in the file; ``src`` is its address in the body."""

    src: str
    name: str
    mimetype: str
    content: bytes


@dataclass(frozen=True, slots=True)
class WordText:
    """The content read: a proposed title ('' when there is none), the body with the title and the body without it, the
    pictures, and how many pictures were left out."""

    title: str
    body: str
    body_without_title: str
    pictures: tuple[WordPicture, ...]
    left_out: int


def read_word(content: bytes) -> WordText:
    """Return the text and the pictures of a .docx. Raise :class:`WordError`."""
    check_word(content, limits.WORD)
    try:
        return _converted(content)
    except WordError:
        raise
    except (limits.LimitError, MarkupError, *BROKEN) as error:
        raise _word_error(error) from error


def check_word(content: bytes, bounds: limits.PackageLimits):
    """Raise :class:`WordError` unless the content is a .docx within the bounds, without macros and definitions."""
    _check_kind(content, bounds)
    try:
        with limits.open_package(content, bounds) as archive:
            _check_archive(archive, bounds)
    except WordError:
        raise
    except (limits.LimitError, *BROKEN) as error:
        raise _word_error(error) from error


def _word_error(error):
    if isinstance(error, limits.LimitError):
        return WordError(error.code, **error.values)
    return WordError('long' if isinstance(error, MarkupError) else 'damaged')


def _check_kind(content, bounds):
    """Raise WordError unless the first bytes are those of a .docx; the name of the file does not count."""
    if not content:
        raise WordError('empty')
    if len(content) > bounds.file:
        raise WordError('large', most=bounds.file // limits.MIB)
    if content.startswith(b'\xd0\xcf\x11\xe0'):     # the container of .doc, and of every encrypted document
        raise WordError('encrypted' if 'EncryptedPackage'.encode('utf-16-le') in content else 'old')
    for start, code in ((b'%PDF', 'pdf'), (b'{\\rtf', 'rtf')):
        if content.startswith(start):
            raise WordError(code)
    if not content.startswith(b'PK'):
        raise WordError('other')


def _check_archive(archive, bounds):
    names = archive.namelist()
    if any('vbaproject' in name.lower() for name in names):
        raise WordError('macro')
    if '[Content_Types].xml' not in names:
        raise WordError('other')
    limits.check_xml(archive, bounds)
    if b'macroEnabled' in archive.read('[Content_Types].xml'):
        raise WordError('macro')
    if not any(name.startswith('word/') for name in names):
        raise WordError('other')


def _converted(content):
    pictures, left_out = [], 0

    def picture(image):
        nonlocal left_out
        if len(pictures) >= limits.PICTURES:
            raise WordError('pictures', most=limits.PICTURES)
        try:
            with image.open() as file:
                found = _picture(file.read(limits.PICTURE + 1), len(pictures) + 1)
        except (InvalidFileReferenceError, KeyError):    # linked, or missing in the file
            found = None
        if found is None:
            left_out += 1
            raise InvalidFileReferenceError('left out')     # mammoth then leaves the picture out
        pictures.append(found)
        return {'src': found.src}

    result = mammoth.convert_to_html(
        BytesIO(content), style_map=_STYLES, include_embedded_style_map=False, external_file_access=False,
        convert_image=mammoth.images.img_element(picture))
    root = html_tree(result.value)
    _tidy(root)
    body = _inner(root)
    if not root.text_content().strip() and not pictures:
        raise WordError('blank')
    title = _title_element(root)
    name = normalize(title.text_content()) if title is not None else ''
    if title is not None:
        title.drop_tree() if title.find('.//img') is None else title.getparent().replace(title, _only_pictures(title))
    return WordText(name, body, _inner(root) if name else body, tuple(pictures), left_out)


def _picture(content, number):
    """Return the picture, None when a page cannot show it. Raise WordError for one that is too large."""
    if len(content) > limits.PICTURE:
        raise WordError('picture', most=limits.PICTURE // limits.MIB)
    with limits.open_picture(content) as image:
        kind = image.format if image else ''
        if kind in _TURNED:
            turned = BytesIO()
            (image if image.mode in _MODES else image.convert('RGB')).save(turned, 'PNG')
            content, kind = turned.getvalue(), 'PNG'
    if kind not in _SHOWN:
        return None
    extension, mimetype = _SHOWN[kind]
    return WordPicture(f'picture:{number}', f'{number:02}.{extension}', mimetype, content)


def _tidy(root):
    for element in list(root.iter('a')):
        href = element.get('href', '')
        if href.startswith(('#footnote-ref', '#endnote-ref')):
            element.drop_tree()     # the arrow that leads back from a note
        elif not _LINK.match(href):
            element.drop_tag()      # bookmarks and addresses within the file or on a disk
    for table in root.iter('table'):
        table.set('class', 'table table-bordered')
    for element in root.iter('li', 'sup', 'p'):
        element.attrib.pop('id', None)
    for level in reversed(range(1, 6)):     # the article's title is the only heading of the first level
        for heading in root.findall(f'.//h{level}'):
            heading.tag = f'h{level + 1}'


def _title_element(root):
    """Return the first heading, else the first line; None when it is too long for a title."""
    for heading in root.iter('h2'):     # headings of the first level have become h2
        if 0 < len(normalize(heading.text_content())) <= limits.TITLE:
            return heading
    for element in root:
        if element.tag in ('p', *_HEADINGS) and (words := normalize(element.text_content())):
            return element if len(words) <= limits.TITLE else None
    return None


def _only_pictures(element):
    line = html.Element('p')
    line.extend(element.iterdescendants('img'))
    return line


def _inner(root):
    return clean_markup(inner_html(root))
