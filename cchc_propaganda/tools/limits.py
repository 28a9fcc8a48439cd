# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How much of a file or a text is read: every limit of the readers, and the checks that several readers share.

Each limit is checked before the work that it bounds. Input above a limit is refused with a code (:class:`LimitError`),
which the model that received the file turns into a sentence.
"""

import struct
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from xml.parsers import expat

from PIL import Image

MIB = 2**20


@dataclass(frozen=True, slots=True)
class PackageLimits:
    """The limits of a Word file or a workbook; both are a ZIP of XML parts."""

    file: int           # bytes of the file itself
    unpacked: int       # bytes of all parts together
    xml: int            # bytes of the parts that are XML
    elements: int       # XML elements of all parts together


# Mail servers rarely accept more than 25 MB; 60 MB is a text with two dozen phone photos. Unpacked it is hardly larger,
# except for bitmaps. An article of 100 pages has 1 MB of XML and 15,000 elements; 30,000 elements take 1.5 seconds.
WORD = PackageLimits(file=60 * MIB, unpacked=150 * MIB, xml=8 * MIB, elements=30_000)
# A list of 1,000 rows and 20 columns has 60,000 elements and 2 MB of XML; the workbook may hold other sheets, too.
WORKBOOK = PackageLimits(file=10 * MIB, unpacked=60 * MIB, xml=24 * MIB, elements=150_000)
# The workbook of a report: 5,000 publications have 250,000 elements and 12 MB of XML, which take a second.
REPORT = PackageLimits(file=20 * MIB, unpacked=60 * MIB, xml=40 * MIB, elements=500_000)
# The template of a printed document: three pages with a coat of arms have 60 KB of XML and 2,500 elements.
TEMPLATE = PackageLimits(file=5 * MIB, unpacked=20 * MIB, xml=2 * MIB, elements=20_000)
TEMPLATE_TAG = 500          # letters of one placeholder
TEMPLATE_WORK = 2_000_000   # expressions evaluated, each as often as its loop goes round; 200 rows take 10,000
TEMPLATE_XML = 8_000_000    # letters of XML that come out: 2,000 rows
# A plan of 60 pages with a table of 500 rows has 60,000 elements, which take two seconds.
PLAN = PackageLimits(file=20 * MIB, unpacked=100 * MIB, xml=16 * MIB, elements=100_000)

DEPTH = 150                 # nested elements; Word nests up to 30, tables in tables included
PARTS = 2_000               # files in a document; Word makes 15 and one for each picture
DIRECTORY = MIB             # bytes of a ZIP's directory: 10,000 files with long names
RATIO = 200                 # unpacked to packed; text reaches 20, an empty drawing 100 …
SMALL = 20 * MIB            # … and below this size no ratio does harm

PICTURES = 40               # in a Word file that becomes an article
PICTURE = 20 * MIB          # bytes of one of them; a photo of 40 million pixels has 15 MB
LOGO = 2 * MIB              # bytes of an agency's logo; it is printed 3 cm wide
PIXELS = 40_000_000         # pixels of any picture; decoded, each takes four bytes: 160 MB
PRINTED_PICTURES = 200      # in an article that becomes a Word file; each takes up to a second
PRINTED_LINKS = 200         # in such an article; for each link python-docx looks through all earlier ones
PRINTED_CELLS = 5_000       # in one table of such an article: 500 rows of ten columns

TITLE = 300                 # letters; a longer first line is a paragraph
MARKUP = 2_000_000          # letters of an article's HTML without the pictures in it: 600 pages
MARKUP_PICTURES = 10 * MIB  # bytes of the pictures embedded in the HTML
MARKUP_TAGS = 20_000        # "<" in it; a page pasted from Word has 200
MARKUP_TAG = 30_000         # letters of one tag without its picture; parsing takes the square of its attributes
MARKUP_DEPTH = 100          # nested elements; an editor nests up to 20, and the parser cuts off at 2,048

LINES_COMPARED = 800        # changed lines of two texts compared line by line; the time grows with their cube
LINES_MATCHED = 4_000       # lines of both texts together, the unchanged ones included
WORDS_COMPARED = 3_000      # words and spaces of a changed paragraph, old and new; longer ones are not compared
WORDS_BUDGET = 20_000_000   # old words times new words, summed over all compared paragraphs of a text
PARAGRAPHS_MATCHED = 4_000_000    # paragraphs of one text times those of the other; longer ones match as a whole

OLDEST_DAY = date(2000, 1, 1)  # agencies posted and held nothing before, so an earlier year is a typing error
OLDEST_LAW, NEWEST_LAW = date(1945, 9, 2), date(2199, 12, 31)   # days in force outside them are a typing error, too

ROWS = 1_000                # rows of a list of posted articles; an agency posts 500 a year
PLAN_ROWS = 500             # rows of the appendix of a plan; a province's has 100
PLAN_LINES = 3_000          # lines outside the appendix that are read; ten pages have 300
PLAN_TEXT = 1_000_000       # letters of a plan as plain text; the plan of 2024 has 15,000
PEOPLE = 100                # people added at once; each first password takes a third of a second
HEADING_ROWS = 30           # rows of titles above the column names
COLUMNS = 60                # columns of such a list; further ones are remarks
SHEET_ROWS = 5_000          # rows of a sheet, blank ones included
SHEETS = 50                 # sheets of a workbook: one for each week of a year
MERGED_CELLS = 20_000       # cells in all merged areas together; openpyxl makes an object for each
SHEET_LINKS = 3_000         # cells with a link: two in each row, and some more
CELL = 5_000                # letters of one cell
CELLS = 100_000             # cells of a pasted list
LIST = 2_000_000            # letters of a whole list; a row with title and link has 300
UNIT_NAME = 500             # letters of a unit's name
UNITS_CELL = 2_000          # letters of a table cell that names units; a real one has up to 300


class LimitError(ValueError):
    """The input is above a limit, or was not written by an honest program. ``code``: ``large bomb long damaged
    encrypted entity pixels``; ``values`` fill the sentence (``most``: the limit)."""

    def __init__(self, code, **values):
        super().__init__(code)
        self.code, self.values = code, values


def base64_size(size: int) -> int:
    """Return the most letters that ``size`` bytes take in base64, line breaks included."""
    return size * 4 // 3 + size // 50 + 4


# -- ZIP files -------------------------------------------------------------------------------------------------------

def open_zip(content: bytes) -> zipfile.ZipFile:
    """Return the ZIP file with its directory read. Raise LimitError for a directory that is too long, BadZipFile for
    anything but a ZIP."""
    if _directory_size(content) > DIRECTORY:
        raise LimitError('bomb')
    return zipfile.ZipFile(BytesIO(content))


def _directory_size(content):
    """Return the largest directory size stated in any of the places where ``zipfile`` may read it."""
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
    """Return the ZIP file of a document after checking its size, its number of parts and their unpacked size. Raise
    LimitError or BadZipFile."""
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
            raise LimitError('damaged')     # two parts of one name: each program may read another one
        if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
            raise LimitError('damaged')     # Office uses no other compression, and unpacking others may take any memory
        yield archive


# -- XML -------------------------------------------------------------------------------------------------------------

_HEAD, _CHUNK = 4096, MIB
_NO_XML = ('/image', '/aFChunk')      # types of relationships


def check_xml(archive: zipfile.ZipFile, bounds: PackageLimits, on_element=lambda name, attributes: None):
    """Read through all the XML in the parts of a document without building a tree.

    A program reads a part as XML because another part refers to it, not because of its name. So this checks every part
    that a relationship or the list of content types names, except pictures and web pages, which are never read as XML.
    Call ``on_element`` with the name and the attributes of each element. Raise LimitError for too many elements, for
    entity definitions and for elements nested too deep.
    """
    scan = _Scan(bounds, on_element)
    parts = sorted(archive.infolist(), key=_names_no_parts)     # first the parts that name the others
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
        self.elements += 1 + len(attributes) // 8       # eight attributes count as an element
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

# The only formats read; for others Pillow would run readers that nobody needs (EPS, fonts, icons of a Mac).
_PICTURE_FORMATS = ('JPEG', 'PNG', 'GIF', 'WEBP', 'BMP', 'TIFF')


@contextmanager
def open_picture(content: bytes):
    """Return the picture with only its header read, None for anything that is not a readable picture. Raise LimitError
    for a picture with too many pixels."""
    Image.init()    # does nothing when the formats were chosen before, as Odoo does
    try:
        image = Image.open(BytesIO(content), formats=[kind for kind in _PICTURE_FORMATS if kind in Image.OPEN])
    except Image.DecompressionBombError as error:
        raise LimitError('pixels', most=PIXELS // 1_000_000) from error
    except Exception:   # noqa: BLE001 - Pillow raises anything for a broken picture
        yield None
        return
    with image:
        if image.width * image.height > PIXELS:
            raise LimitError('pixels', most=PIXELS // 1_000_000)
        yield image
