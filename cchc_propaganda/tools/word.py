"""A Word file as the text of an article: read with limits, never run, and nothing fetched from elsewhere.

What is no plain .docx is refused with a code that says what it is (:class:`WordError`); what cannot be shown on a page
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

# What a page shows as it is, by what Pillow finds in the file, and what is turned into PNG for it.
_SHOWN = {'JPEG': ('jpg', 'image/jpeg'), 'PNG': ('png', 'image/png'), 'GIF': ('gif', 'image/gif'),
          'WEBP': ('webp', 'image/webp'), 'MPO': ('jpg', 'image/jpeg')}
_TURNED, _MODES = ('BMP',), ('1', 'L', 'P', 'RGB')
_STYLES = '''
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='caption'] => p:fresh > em
p[style-name='Caption'] => p:fresh > em
'''
_HEADINGS = ('h1', 'h2', 'h3', 'h4', 'h5', 'h6')
_LINK = re.compile(r'(?:https?://|mailto:)', re.I)


class WordError(ValueError):
    """The file is not taken. ``code``: ``empty large pdf rtf old encrypted other damaged macro bomb entity long
    pictures picture pixels blank``; ``values`` fill the sentence (``most``: the limit)."""

    def __init__(self, code, **values):
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(frozen=True, slots=True)
class WordPicture:
    """A picture of the file as it was put in; ``src`` is what the body calls it."""

    src: str
    name: str
    mimetype: str
    content: bytes


@dataclass(frozen=True, slots=True)
class WordText:
    """What was read: a proposed title ('' when there is none), the body with the title and the body without it, the
    pictures, and how many pictures were left out."""

    title: str
    body: str
    body_without_title: str
    pictures: tuple[WordPicture, ...]
    left_out: int


def read_word(content: bytes) -> WordText:
    """The text and the pictures of a .docx. Raises :class:`WordError`."""
    _check_kind(content)
    try:
        with limits.open_package(content, limits.WORD) as archive:
            _check_archive(archive)
        return _converted(content)
    except WordError:
        raise
    except limits.LimitError as error:
        raise WordError(error.code, **error.values) from error
    except MarkupError as error:
        raise WordError('long') from error
    except (BadZipFile, KeyError, ValueError, OSError, EOFError, RuntimeError, NotImplementedError,
            AttributeError, IndexError, TypeError, expat.ExpatError) as error:
        # Whatever a broken file makes the readers stumble over (RecursionError is a RuntimeError).
        raise WordError('damaged') from error


def _check_kind(content):
    """Tell by its first bytes what the file is, whatever its name says."""
    if not content:
        raise WordError('empty')
    if len(content) > limits.WORD.file:
        raise WordError('large', most=limits.WORD.file // limits.MIB)
    if content.startswith(b'\xd0\xcf\x11\xe0'):     # the container of .doc, and of every encrypted document
        raise WordError('encrypted' if 'EncryptedPackage'.encode('utf-16-le') in content else 'old')
    for start, code in ((b'%PDF', 'pdf'), (b'{\\rtf', 'rtf')):
        if content.startswith(start):
            raise WordError(code)
    if not content.startswith(b'PK'):
        raise WordError('other')


def _check_archive(archive):
    names = archive.namelist()
    if any('vbaproject' in name.lower() for name in names):
        raise WordError('macro')
    if '[Content_Types].xml' not in names:
        raise WordError('other')
    limits.check_xml(archive, limits.WORD)
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
        except (InvalidFileReferenceError, KeyError):    # linked from elsewhere, or not in the file
            found = None
        if found is None:
            left_out += 1
            raise InvalidFileReferenceError('left out')     # mammoth then goes on without it
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
    """The picture, None when a page cannot show it. Raises for one too large to be looked at."""
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
            element.drop_tree()     # the arrow back from a note
        elif not _LINK.match(href):
            element.drop_tag()      # bookmarks, addresses within the file or on somebody's disk
    for table in root.iter('table'):
        table.set('class', 'table table-bordered')
    for element in root.iter('li', 'sup', 'p'):
        element.attrib.pop('id', None)
    for level in reversed(range(1, 6)):     # the title is the article's own heading of the first level
        for heading in root.findall(f'.//h{level}'):
            heading.tag = f'h{level + 1}'


def _title_element(root):
    """The first heading, else the first line; none that is too long for a title."""
    for heading in root.iter('h2'):     # the first level, moved down one
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
