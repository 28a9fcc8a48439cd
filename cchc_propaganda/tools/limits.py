"""How much of a file or a text is looked into: every limit of the readers, and the checks that several of them share.

A limit is asked before the work that it bounds. What reaches one is refused with a code (:class:`LimitError`), which
the model that was handed the file turns into a sentence.
"""

import struct
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from xml.parsers import expat

from PIL import Image

MIB = 2**20


@dataclass(frozen=True, slots=True)
class PackageLimits:
    """What a Word file or a workbook may be, which both are a ZIP of XML parts."""

    file: int           # bytes as it is sent
    unpacked: int       # bytes of all parts together
    xml: int            # bytes of those parts that are XML
    elements: int       # of the XML, all parts together


# Mail servers rarely take more than 25 MB; 60 is a text with two dozen photos of a telephone. Unpacked it is hardly
# larger, but for bitmaps. An article of 100 pages has 1 MB of XML and 15,000 elements; 30,000 take a second and a half.
WORD = PackageLimits(file=60 * MIB, unpacked=150 * MIB, xml=8 * MIB, elements=30_000)
# A list of 1,000 rows and 20 columns has 60,000 elements and 2 MB of XML; the other sheets of the year lie beside it.
WORKBOOK = PackageLimits(file=10 * MIB, unpacked=60 * MIB, xml=24 * MIB, elements=150_000)

DEPTH = 150                 # elements within each other; Word nests up to 30, tables in tables included
PARTS = 2_000               # files in a document; Word makes 15 and one for each picture
DIRECTORY = MIB             # bytes of a ZIP's list of contents: 10,000 files with long names
RATIO = 200                 # unpacked to packed; text reaches 20, an empty drawing 100 …
SMALL = 20 * MIB            # … and below this size no ratio does harm

PICTURES = 40               # in a Word file that becomes an article
PICTURE = 20 * MIB          # bytes of one of them; a photo of 40 million points has 15
PIXELS = 40_000_000         # points of any picture: decoded it takes four bytes for each, 160 MB
PRINTED_PICTURES = 200      # in an article that becomes a Word file; each takes up to a second
PRINTED_LINKS = 200         # likewise; python-docx looks through all the earlier ones for each
PRINTED_CELLS = 5_000       # likewise, of one table: 500 rows of ten columns

TITLE = 300                 # letters; a longer first line is a paragraph
MARKUP = 2_000_000          # letters of an article's HTML without the pictures in it: 600 pages
MARKUP_PICTURES = 10 * MIB  # of the pictures that lie in the HTML itself
MARKUP_TAGS = 20_000        # "<" in it; a page pasted from Word has 200
MARKUP_TAG = 30_000         # letters of one tag without its picture; the parser takes the square of its attributes
MARKUP_DEPTH = 100          # elements within each other; an editor nests up to 20, and the parser cuts off at 2,048

LINES_COMPARED = 800        # changed lines of two texts that are compared line by line; it takes the cube of them
LINES_MATCHED = 4_000       # lines of both texts together, the unchanged ones included
WORDS_COMPARED = 3_000      # words and spaces of a changed paragraph, old and new; longer ones are read in turn
WORDS_BUDGET = 20_000_000   # products of old and new words of all the paragraphs that are compared in one text

ROWS = 1_000                # rows of a list of posted articles; an agency posts 500 a year
HEADING_ROWS = 30           # rows of titles above the names of its columns
COLUMNS = 60                # its columns; more are remarks
SHEET_ROWS = 5_000          # rows of a sheet, with the blank ones between
SHEETS = 50                 # sheets of a workbook: a year by weeks
MERGED_CELLS = 20_000       # cells in merged areas, counted in each area; openpyxl makes an object of each
SHEET_LINKS = 3_000         # cells that are links: two in each row, and some more
CELL = 5_000                # letters of one cell
CELLS = 100_000             # cells of a pasted list
LIST = 2_000_000            # letters of a whole list; with titles and links it has 300 a row
UNIT_NAME = 500             # letters that can be the name of a unit


class LimitError(ValueError):
    """More than is looked into, or nothing that an honest program writes. ``code``: ``large bomb long damaged
    encrypted entity pixels``; ``values`` fill the sentence (``most``: the limit)."""

    def __init__(self, code, **values):
        super().__init__(code)
        self.code, self.values = code, values


def base64_size(size: int) -> int:
    """How many letters at most so many bytes take in base64, line breaks included."""
    return size * 4 // 3 + size // 50 + 4


# -- ZIP files -------------------------------------------------------------------------------------------------------

def open_zip(content: bytes) -> zipfile.ZipFile:
    """The ZIP file, its list of contents read. Raises LimitError for a list too long to be read, BadZipFile for what
    is no ZIP."""
    if _directory_size(content) > DIRECTORY:
        raise LimitError('bomb')
    return zipfile.ZipFile(BytesIO(content))


def _directory_size(content):
    """How long the list of contents says it is, in any of the places in which ``zipfile`` may read that."""
    end = content.rfind(b'PK\5\6', max(0, len(content) - 22 - 0xffff))
    if end < 0 or end + 22 > len(content):
        raise zipfile.BadZipFile("no list of contents")
    sizes = [struct.unpack_from('<L', content, end + 12)[0]]
    locator = end - 20
    if locator >= 0 and content.startswith(b'PK\6\7', locator):
        for record in (locator - 56, struct.unpack_from('<Q', content, locator + 8)[0]):
            if 0 <= record <= locator - 56 and content.startswith(b'PK\6\6', record):
                sizes.append(struct.unpack_from('<Q', content, record + 40)[0])
    return max(sizes)


@contextmanager
def open_package(content: bytes, bounds: PackageLimits):
    """The ZIP file of a document, once its size, its number of parts and what they unpack to were found to be in
    bounds. Raises LimitError, BadZipFile."""
    if len(content) > bounds.file:
        raise LimitError('large', most=bounds.file // MIB)
    with open_zip(content) as archive:
        parts = archive.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise LimitError('encrypted')
        unpacked = sum(part.file_size for part in parts)
        if unpacked > bounds.unpacked or len(parts) > PARTS or unpacked > max(SMALL, RATIO * len(content)):
            raise LimitError('bomb')
        if len({part.filename for part in parts}) != len(parts):
            raise LimitError('damaged')     # which of two parts of one name is read is anybody's guess
        if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
            raise LimitError('damaged')     # no Office packs otherwise, and unpacking may take any memory
        yield archive


# -- XML -------------------------------------------------------------------------------------------------------------

_HEAD, _CHUNK = 4096, MIB
_NO_XML = ('/image', '/aFChunk')      # types of relationships


def check_xml(archive: zipfile.ZipFile, bounds: PackageLimits, on_element=lambda name, attributes: None):
    """Look through all the XML in the parts of a document without building anything of it.

    A part is read as XML because another one names it, not because of its own name: whatever a relationship or the
    list of content types names is looked through, but for pictures and web pages, which nobody here reads as XML.
    ``on_element`` is called with the name and the attributes of each element. Raises LimitError for too much of it, for
    definitions of its own (entities), for an abyss of elements within each other.
    """
    scan = _Scan(bounds, on_element)
    parts = sorted(archive.infolist(), key=_names_no_parts)     # first what names the others
    for part in parts:
        is_xml = not _names_no_parts(part) or part.filename.lower().endswith('.xml')
        if is_xml and scan.bytes + part.file_size > bounds.xml:
            raise LimitError('long')
        if is_xml or _file_name(part.filename) in scan.named:
            with archive.open(part) as file:
                scan.part(file, is_xml)


def _names_no_parts(part):
    return not (part.filename.lower().endswith('.rels') or part.filename == '[Content_Types].xml')


def _file_name(path):
    return path.rpartition('/')[2]


class _Scan:

    def __init__(self, bounds, on_element):
        self.bounds, self.on_element = bounds, on_element
        self.bytes = self.elements = self.depth = 0
        self.named = set()

    def part(self, file, is_named_xml):
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = self._refuse_definition
        self.depth, chunk = 0, file.read(_HEAD)
        try:
            while chunk:
                parser.Parse(chunk, False)
                self.bytes += len(chunk)
                if self.bytes > self.bounds.xml:
                    raise LimitError('long')
                chunk = file.read(_CHUNK)
            parser.Parse(b'', True)
        except expat.ExpatError as error:
            if is_named_xml:
                raise LimitError('damaged') from error

    def _start(self, name, attributes):
        self.elements += 1 + len(attributes) // 8       # an attribute takes its place as well
        self.depth += 1
        if self.depth > DEPTH:
            raise LimitError('damaged')
        if self.elements > self.bounds.elements:
            raise LimitError('long')
        if name.endswith('Relationship') and not attributes.get('Type', '').endswith(_NO_XML):
            self.named.add(_file_name(attributes.get('Target', '')))
        elif name.endswith('Override'):
            self.named.add(_file_name(attributes.get('PartName', '')))
        self.on_element(name, attributes)

    def _end(self, name):
        self.depth -= 1

    def _refuse_definition(self, *args):
        raise LimitError('entity')


# -- Pictures --------------------------------------------------------------------------------------------------------

# What is looked into; of others Pillow would run a reader that nobody needs (EPS, fonts, icons of a Mac).
_PICTURE_FORMATS = ('JPEG', 'PNG', 'GIF', 'WEBP', 'BMP', 'TIFF')


@contextmanager
def open_picture(content: bytes):
    """The picture, of which only the head was read; None of what is no picture that can be read. Raises LimitError for
    one with too many points to be decoded."""
    Image.init()    # nothing where the server has chosen its formats already, as Odoo does
    try:
        image = Image.open(BytesIO(content), formats=[kind for kind in _PICTURE_FORMATS if kind in Image.OPEN])
    except Image.DecompressionBombError as error:
        raise LimitError('pixels', most=PIXELS // 1_000_000) from error
    except Exception:   # noqa: BLE001 - whatever a broken picture makes Pillow raise
        yield None
        return
    with image:
        if image.width * image.height > PIXELS:
            raise LimitError('pixels', most=PIXELS // 1_000_000)
        yield image
