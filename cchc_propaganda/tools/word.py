"""A Word file as the text of an article: read with limits, never run, and nothing fetched from elsewhere.

What is no plain .docx is refused with a code that says what it is (:class:`WordError`); what cannot be shown on a page
(drawings, linked pictures) is left out and counted.
"""

import re
from dataclasses import dataclass
from io import BytesIO
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

import mammoth
from lxml import html
from mammoth.docx.files import InvalidFileReferenceError
from PIL import Image, UnidentifiedImageError

from .markup import clean_markup
from .text import normalize

MIB = 1024 * 1024
MAX_FILE = 60 * MIB         # with a dozen photos of a telephone
MAX_UNPACKED = 300 * MIB
MAX_RATIO = 200             # unpacked to packed; text reaches 20, an empty drawing 100
SMALL = 20 * MIB            # below it, no ratio is dangerous
MAX_XML = 20 * MIB          # a text of ten thousand pages
MAX_ELEMENTS = 200_000
MAX_DEPTH = 150
MAX_PARTS = 2_000
MAX_PICTURES = 40
MAX_PICTURE = 20 * MIB
MAX_PIXELS = 120_000_000    # the largest telephones take 108 million
MAX_TITLE = 300

# What a page shows as it is, by what Pillow finds in the file, and what is turned into PNG for it.
_SHOWN = {'JPEG': ('jpg', 'image/jpeg'), 'PNG': ('png', 'image/png'), 'GIF': ('gif', 'image/gif'),
          'WEBP': ('webp', 'image/webp'), 'MPO': ('jpg', 'image/jpeg')}
_TURNED = ('BMP',)
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
        with ZipFile(BytesIO(content)) as archive:
            _check_archive(archive)
        return _converted(content)
    except WordError:
        raise
    except (BadZipFile, KeyError, ValueError, OSError, EOFError, RuntimeError, NotImplementedError,
            AttributeError, IndexError, TypeError, expat.ExpatError) as error:
        # Whatever a broken file makes the readers stumble over (RecursionError is a RuntimeError).
        raise WordError('damaged') from error


def _check_kind(content):
    """Tell by its first bytes what the file is, whatever its name says."""
    if not content:
        raise WordError('empty')
    if len(content) > MAX_FILE:
        raise WordError('large', most=MAX_FILE // MIB)
    if content.startswith(b'\xd0\xcf\x11\xe0'):     # the container of .doc, and of every encrypted document
        raise WordError('encrypted' if 'EncryptedPackage'.encode('utf-16-le') in content else 'old')
    for start, code in ((b'%PDF', 'pdf'), (b'{\\rtf', 'rtf')):
        if content.startswith(start):
            raise WordError(code)
    if not content.startswith(b'PK'):
        raise WordError('other')


def _check_archive(archive):
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise WordError('encrypted')
    if any('vbaproject' in name.lower() for name in names):
        raise WordError('macro')
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    xml = [part for part in parts if part.filename.lower().endswith(('.xml', '.rels'))]
    if unpacked > MAX_UNPACKED or len(parts) > MAX_PARTS or (
            unpacked > SMALL and unpacked > MAX_RATIO * max(packed, 1)):
        raise WordError('bomb')
    if sum(part.file_size for part in xml) > MAX_XML:
        raise WordError('long')
    if '[Content_Types].xml' not in names:
        raise WordError('other')
    if len(set(names)) != len(names):
        raise WordError('damaged')      # which of two parts of one name is read is anybody's guess
    if b'macroEnabled' in archive.read('[Content_Types].xml'):
        raise WordError('macro')
    if not any(name.startswith('word/') for name in names):
        raise WordError('other')
    elements = 0
    for part in xml:
        elements += _count_elements(archive.read(part))
        if elements > MAX_ELEMENTS:
            raise WordError('long')


def _count_elements(part):
    """How many elements the XML has. Raises for what no document needs and an attack does: definitions of its own,
    an abyss of nested elements."""
    count = depth = 0

    def start(name, attributes):
        nonlocal count, depth
        count, depth = count + 1, depth + 1
        if depth > MAX_DEPTH:
            raise WordError('damaged')
        if count > MAX_ELEMENTS:
            raise WordError('long')

    def end(name):
        nonlocal depth
        depth -= 1

    def doctype(*args):
        raise WordError('entity')

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = doctype
    parser.Parse(part, True)
    return count


def _converted(content):
    pictures, left_out = [], 0

    def picture(image):
        nonlocal left_out
        if len(pictures) >= MAX_PICTURES:
            raise WordError('pictures', most=MAX_PICTURES)
        try:
            with image.open() as file:
                found = _picture(file.read(), len(pictures) + 1)
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
    root = html.document_fromstring(f'<body>{result.value}</body>').body
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
    if len(content) > MAX_PICTURE:
        raise WordError('picture', most=MAX_PICTURE // MIB)
    try:
        with Image.open(BytesIO(content)) as image:     # reads the head only
            kind, size = image.format, image.width * image.height
    except Image.DecompressionBombError as error:
        raise WordError('pixels', most=MAX_PIXELS // 1_000_000) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return None
    if size > MAX_PIXELS:
        raise WordError('pixels', most=MAX_PIXELS // 1_000_000)
    if kind in _TURNED:
        turned = BytesIO()
        with Image.open(BytesIO(content)) as image:
            image.convert('RGB').save(turned, 'PNG')
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
        if 0 < len(normalize(heading.text_content())) <= MAX_TITLE:
            return heading
    for element in root:
        if element.tag in ('p', *_HEADINGS) and (words := normalize(element.text_content())):
            return element if len(words) <= MAX_TITLE else None
    return None


def _only_pictures(element):
    line = html.Element('p')
    line.extend(element.iterdescendants('img'))
    return line


def _inner(root):
    text = html.tostring(root, encoding='unicode')
    return clean_markup(text[text.index('>') + 1:text.rindex('</')].strip())
