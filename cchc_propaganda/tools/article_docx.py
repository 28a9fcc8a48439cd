# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Write an article as a Word file that any portal's editor can use: title, lead, text, pictures, authors, captions.

The file contains only what the caller gives: no address is fetched, and an unknown tag becomes its text.
"""

import base64
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from lxml import etree
from PIL import ImageOps

from . import limits
from .archive import repacked
from .characters import xml_safe
from .html_tree import flatten, html_tree
from .text import is_http_url

FONT, SIZE = 'Times New Roman', 14
_TEXT_WIDTH = Cm(16)            # between the margins of A4
_PIXELS = 1600                  # longer side of a picture in the Word file; the original is a file of its own
_HEADINGS = {'h1': 16, 'h2': 15, 'h3': 14, 'h4': 14, 'h5': 14, 'h6': 14}
_BLOCKS = {'address', 'article', 'aside', 'blockquote', 'center', 'dd', 'div', 'dl', 'dt', 'figcaption', 'figure',
           'footer', 'header', 'hr', 'li', 'main', 'ol', 'p', 'pre', 'section', 'table', 'ul', 'caption', *_HEADINGS}
_BOLD, _ITALIC, _UNDERLINE, _STRUCK = {'b', 'strong', 'th'}, {'i', 'em', 'cite'}, {'u', 'ins'}, {'s', 'del', 'strike'}
# What python-docx's own template has beside the text, for editors of 2007 and as a picture of an empty page.
_BALLAST = ('customXml', 'stylesWithEffects', 'thumbnail')
_TABLE_STYLES = ('Normal Table', 'Table Grid')
_DATA_URI = re.compile(r'data:image/[\w.+-]+;base64,', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the text: its bytes, and the caption printed below it ('' for none)."""

    data: bytes
    caption: str = ''


@dataclass(frozen=True, slots=True)
class ArticleText:
    """What the file prints. ``facts``: ``(label, value)`` below the text; ``captions``: ``(file, caption)`` pairs."""

    title: str
    body: str
    byline: str = ''
    facts: Sequence[tuple[str, str]] = ()
    correction: tuple[str, str] = ('', '')      # label and text
    captions_title: str = ''
    captions: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class _Look:
    bold: bool = False
    italic: bool = False
    underline: bool = False
    struck: bool = False
    raised: bool = False
    lowered: bool = False
    address: str = ''

    def within(self, element):
        tag, style = element.tag, (element.get('style') or '').lower().replace(' ', '')
        address = (element.get('href') or '').strip() if tag == 'a' else ''
        return replace(
            self, bold=self.bold or tag in _BOLD or 'font-weight:bold' in style or 'font-weight:700' in style,
            italic=self.italic or tag in _ITALIC or 'font-style:italic' in style,
            underline=self.underline or tag in _UNDERLINE, struck=self.struck or tag in _STRUCK,
            raised=self.raised or tag == 'sup', lowered=self.lowered or tag == 'sub',
            address=address if is_http_url(address) or address.startswith('mailto:') else self.address)


def article_docx(article: ArticleText, picture_of: Callable[[str], Picture | None] = lambda src: None) -> bytes:
    """Return the bytes of the DOCX; ``picture_of`` returns the picture behind an address in the text (``src``).

    The same arguments give the same bytes.
    """
    return _Writer(picture_of).document_of(article)


@cache
def _template():
    """Return the bytes of the empty document: page, font, and no more styles and parts than a text uses."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = section.right_margin = Cm(2)
    section.left_margin = Cm(3)
    for name in ('Normal', 'List Bullet', 'List Bullet 2', 'List Bullet 3'):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(SIZE)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ('w:ascii', 'w:hAnsi', 'w:eastAsia', 'w:cs'):
            fonts.set(qn(kind), FONT)
    layout = document.styles['Normal'].paragraph_format
    layout.space_after, layout.line_spacing = Pt(6), 1.2
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in _TABLE_STYLES:
            style.delete()
    for relations in (document.part.rels, document.part.package.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.rpartition('/')[2] in _BALLAST:
                del relations[key]
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


class _Writer:

    def __init__(self, picture_of):
        self.picture_of = picture_of
        self.document = Document(io.BytesIO(_template()))
        self.container = self.document
        self.paragraph = None       # inline text continues in this one
        self.style = {}             # style of new paragraphs
        self.printable = {}         # pictures by address, each prepared for printing once
        self.links = 0

    def document_of(self, article):
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = _clean(article.title)[:255], '', ''
        self._line(article.title, align=WD_ALIGN_PARAGRAPH.CENTER, bold=True, size=16)
        self._body(article.body)
        if article.byline:
            self._line(article.byline, align=WD_ALIGN_PARAGRAPH.RIGHT, bold=True)
        label, correction = article.correction
        if correction:
            self._line(f'{label}: {correction}', italic=True)
        for label, value in article.facts:
            if value:
                self._labelled(label, value)
        if article.captions:
            self._line(article.captions_title, bold=True, size=13)
            for number, (name, caption) in enumerate(article.captions, start=1):
                self._line(f'{number}. {name}' + (f': {caption}' if caption else ''), size=13)
        stream = io.BytesIO()
        self.document.save(stream)
        return repacked(stream.getvalue())

    # -- plain paragraphs --------------------------------------------------------------------------------------------

    def _line(self, words, align=None, bold=False, italic=False, size=None):
        paragraph = self.document.add_paragraph()
        paragraph.alignment = align
        run = paragraph.add_run(_clean(words))
        run.bold, run.italic, run.font.size = bold or None, italic or None, size and Pt(size)

    def _labelled(self, label, value):
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        for words, italic in ((f'{label}: ', True), (value, False)):
            run = paragraph.add_run(_clean(words))
            run.font.size, run.italic = Pt(13), italic or None

    # -- the text ----------------------------------------------------------------------------------------------------

    def _body(self, body):
        if not (body or '').strip():
            return
        root = html_tree(body)
        etree.strip_elements(root, 'script', 'style', 'template', 'title', 'head', etree.Comment, with_tail=False)
        flatten(root, limits.MARKUP_DEPTH)
        first = len(self.document.paragraphs)
        self._inside(root, _Look(), 0)
        lead = next((paragraph for paragraph in self.document.paragraphs[first:]
                     if paragraph.text.strip() and paragraph.alignment != WD_ALIGN_PARAGRAPH.CENTER), None)
        if lead is not None:
            for run in lead.runs:
                run.bold = True

    def _inside(self, element, look, depth):
        """Write the text and the children of an element; each block becomes a paragraph."""
        self._text(element.text, look)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, look, depth)
            self._text(child.tail, look)

    def _element(self, element, look, depth):
        tag = element.tag
        if tag == 'br':
            if self.paragraph is not None:
                self.paragraph.add_run().add_break()
        elif tag == 'img':
            self._picture(element)
        elif tag in ('ul', 'ol'):
            self._list(element, look, depth)
        elif tag == 'table':
            self._table(element, look)
        elif tag in _BLOCKS:
            self._block(element, look.within(element), depth)
        else:
            self._inside(element, look.within(element), depth)

    def _block(self, element, look, depth):
        before, self.paragraph = self.style, None
        tag = element.tag
        if tag in _HEADINGS:
            look = replace(look, bold=True)
            self.style = {'size': _HEADINGS[tag], 'heading': True}
        elif tag in ('figcaption', 'caption'):
            look = replace(look, italic=True)
            self.style = {'align': WD_ALIGN_PARAGRAPH.CENTER, 'size': 13}
        elif tag in ('blockquote', 'dd'):
            self.style = {**before, 'indent': before.get('indent', 0) + 1}
        elif align := re.search(r'text-align:\s*(center|right)', element.get('style') or ''):
            self.style = {**before, 'align': getattr(WD_ALIGN_PARAGRAPH, align[1].upper())}
        self._inside(element, look, depth)
        self.style, self.paragraph = before, None

    def _list(self, element, look, depth):
        before, number = self.style, 0
        for child in element:
            if not isinstance(child.tag, str):
                continue
            if child.tag in ('ul', 'ol'):
                self._list(child, look, depth + 1)
                continue
            number += 1
            self.paragraph = None
            self.style = {'list': depth, 'mark': f'{number}. ' if element.tag == 'ol' else ''}
            self._inside_item(child, look.within(child), depth)
        self.style, self.paragraph = before, None

    def _inside_item(self, item, look, depth):
        """Write a list item; a paragraph within it continues in the item's own."""
        self._text(item.text, look)
        for child in item:
            if isinstance(child.tag, str):
                if child.tag in ('ul', 'ol'):
                    self._list(child, look, depth + 1)
                elif child.tag in ('p', 'div'):
                    self._inside(child, look.within(child), depth)
                else:
                    self._element(child, look, depth)
            self._text(child.tail, look)

    def _text(self, words, look):
        words = re.sub(r'[ \t\r\n]+', ' ', words or '')
        if self.paragraph is None:
            words = words.lstrip(' ')
            if not words.strip('\u200b\ufeff\xa0'):
                return
            self.paragraph = self._new_paragraph()
        if not words:
            return
        run = self.paragraph.add_run(words)
        run.bold, run.italic, run.underline = look.bold or None, look.italic or None, look.underline or None
        run.font.strike, run.font.superscript = look.struck or None, look.raised or None
        if look.lowered:
            run.font.subscript = True
        if size := self.style.get('size'):
            run.font.size = Pt(size)
        if look.address and self.links < limits.PRINTED_LINKS:
            self.links += 1
            self._link(run, look.address)

    def _new_paragraph(self):
        style = self.style
        paragraph = self.container.add_paragraph()
        layout = paragraph.paragraph_format
        if 'list' in style:
            depth = min(style['list'], 2)
            if style['mark']:
                layout.left_indent, layout.first_line_indent = Cm(1.27 + depth), Cm(-0.63)
                paragraph.add_run(style['mark'])
            else:
                paragraph.style = self.document.styles['List Bullet' + (f' {depth + 1}' if depth else '')]
            # Further paragraphs of the item have no bullet or number.
            self.style = {'indent': 1 + depth}
        elif self.container is self.document and not style.get('heading') and 'align' not in style:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            layout.first_line_indent = Cm(1.27)
        if style.get('indent'):
            layout.left_indent = Cm(style['indent'])
        if style.get('heading'):
            layout.keep_with_next = True
        if 'align' in style:
            paragraph.alignment = style['align']
        return paragraph

    def _link(self, run, address):
        relation = self.document.part.relate_to(_clean(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = OxmlElement('w:hyperlink')
        link.set(qn('r:id'), relation)
        run.underline = True
        run._r.addprevious(link)
        link.append(run._r)

    def _table(self, element, look):
        rows = [row for row in element.iter('tr') if next(row.iterancestors('table')) is element]
        cells = [[cell for cell in row if cell.tag in ('td', 'th')] for row in rows]
        width = max(map(len, cells), default=0)
        # A table within a table, or one above the limit, becomes its text.
        if not width or width * len(cells) > limits.PRINTED_CELLS or self.container is not self.document:
            self._block(element, look, 0)
            return
        table = self.document.add_table(len(cells), width)
        table.style, table.alignment = 'Table Grid', WD_TABLE_ALIGNMENT.CENTER
        before = self.style, self.paragraph
        for row, sources in zip(table.rows, cells, strict=True):
            for cell, source in zip(row.cells, sources, strict=False):      # a row may be shorter than the widest
                self.container, self.style = cell, {'size': 13}
                self.paragraph = self.container.paragraphs[0]
                self._inside(source, look.within(source), 0)
        self.container, (self.style, __) = self.document, before
        self.paragraph = None
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)

    def _picture(self, element):
        src = element.get('src') or ''
        picture, image = self._printable_picture(src)
        in_figure = any(figure.find('.//figcaption') is not None for figure in element.iterancestors('figure'))
        caption = '' if in_figure or picture is None else picture.caption
        self.paragraph = None
        if not image:
            words = caption or (element.get('alt') or '').strip()
            if words:
                self._captioned(f'[{words}]')
            return
        data, (pixels, __) = image
        paragraph = self.container.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        width = min(_TEXT_WIDTH if self.container is self.document else Cm(6), Cm(pixels / 96 * 2.54))
        paragraph.add_run().add_picture(io.BytesIO(data), width=int(width))
        if caption:
            paragraph.paragraph_format.keep_with_next = True
            self._captioned(caption)

    def _printable_picture(self, src):
        """Return the picture of the address and its printed ``(bytes, size)``; each is None when there is none."""
        if src not in self.printable:
            picture = self.picture_of(src)
            if picture is None and (found := _DATA_URI.match(src)):
                picture = Picture(_decoded(src[found.end():]))
            is_one_more = picture and len(self.printable) < limits.PRINTED_PICTURES
            self.printable[src] = picture, _printable(picture.data) if is_one_more else None
        return self.printable[src]

    def _captioned(self, words):
        paragraph = self.container.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(_clean(words))
        run.italic, run.font.size = True, Pt(13)


def _clean(words):
    return xml_safe(words or '')


def _decoded(text):
    try:
        return base64.b64decode(text, validate=False)
    except ValueError:
        return b''


def _printable(data):
    """Return ``(JPEG or PNG, (width, height))`` of a picture that Pillow reads, upright and not larger than paper
    needs; None for anything else, broken pictures included."""
    try:
        with limits.open_picture(data) as source:
            kind = source.format
            # Pillow then decodes a JPEG at the reduced size.
            source.thumbnail((_PIXELS, _PIXELS), reducing_gap=1)
            image = ImageOps.exif_transpose(source)
            stream = io.BytesIO()
            if kind in ('JPEG', 'MPO') and image.mode in ('RGB', 'L', 'CMYK'):
                image.convert('RGB').save(stream, 'JPEG', quality=85)
            else:
                image.convert('RGBA').save(stream, 'PNG')
            return stream.getvalue(), image.size
    except Exception:   # noqa: BLE001 - Pillow raises anything for a broken picture; the text is written without it
        return None
