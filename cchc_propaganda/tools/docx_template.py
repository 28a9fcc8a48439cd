# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Fill in a Word template: placeholders {{ … }} and {% … %} in a .docx, which somebody wrote in Word.

docxtpl hands the text of a template to Jinja, which would run whatever it says. So a template here is only what a form
needs: names, conditions and loops over the given data. It may call, compute and define nothing; it sees plain data
alone; how much it does and how long it becomes is limited; and what it prints is escaped. Whatever else a file could
bring along (macros, embedded programs, contents fetched from elsewhere, fields that fetch or run) is refused.

The same template and the same data give the same bytes.
"""

import io
import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime, time

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, nodes
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import Markup, escape

from . import limits
from .archive import repacked
from .characters import xml_safe
from .document_text import lines
from .text import is_http_url
from .word import BROKEN, WordError, check_word

# What a template may say, as kinds of Jinja's nodes. Calls are not among them, and nothing that defines a name.
_SYNTAX = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Tuple, nodes.List, nodes.Getattr,
    nodes.Getitem, nodes.For, nodes.If, nodes.CondExpr, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not, nodes.Add, nodes.Sub, nodes.Concat, nodes.Neg)
_FILTERS = frozenset({
    'capitalize', 'count', 'default', 'first', 'join', 'last', 'length', 'lower', 'text', 'trim', 'upper'})
_TESTS = frozenset({'defined', 'undefined', 'none', 'odd', 'even'})
_LOOP = frozenset({'index', 'index0', 'first', 'last', 'length', 'revindex', 'revindex0'})
# Parts that a template may have, by the last word of their relationship; "hyperlink" may lead elsewhere.
_PARTS = frozenset({
    'officeDocument', 'core-properties', 'extended-properties', 'custom-properties', 'thumbnail', 'styles',
    'stylesWithEffects', 'numbering', 'settings', 'webSettings', 'fontTable', 'font', 'theme', 'header', 'footer',
    'footnotes', 'endnotes', 'comments', 'commentsExtended', 'commentsIds', 'people', 'image', 'hyperlink', 'customXml',
    'customXmlProps', 'attachedTemplate'})
_FIELDS = frozenset({'PAGE', 'NUMPAGES', 'SECTION', 'SECTIONPAGES', 'PAGEREF', 'REF', 'SEQ', 'STYLEREF'})
_TAG_ENDS = {'{{': '}}', '{%': '%}', '{#': '#}'}
_TAG_START = re.compile(r'\{[{%#]')
_OPEN = re.compile(r"block that needs to be closed is '(\w+)'")
_TEXT_TAG = re.compile(r'\A\s*\{\{p\s+(.+?)\|\s*text\s*\}\}\s*\Z', re.DOTALL)
_ALIGNMENTS = {'center': WD_ALIGN_PARAGRAPH.CENTER, 'right': WD_ALIGN_PARAGRAPH.RIGHT}
_STYLES = {'b': 'bold', 'i': 'italic', 'u': 'underline', 's': 'strike', '^': 'superscript', '_': 'subscript'}
_LINE, _LONG_CELL = 36, 700     # letters in a line of a wide column, and of a cell of twenty lines
_INDENT = Cm(0.5)           # of a row for each level below the first


class TemplateError(ValueError):
    """The template is refused. ``code``: those of :class:`word.WordError`, and ``part field linked tag syntax open
    name forbidden value endless output layout``; ``values`` fill the sentence (``words``: the placeholder or the name
    that is wrong; ``place``: the line of the document in which it stands; ``most``: the limit)."""

    def __init__(self, code, **values):
        super().__init__(f'{code}: {values}' if values else code)
        self.code, self.values = code, values


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says about itself; no clock is read."""

    title: str = ''
    author: str = ''
    day: date = date(2000, 1, 1)


def render(template: bytes, data: Mapping, properties: Properties | None = None, wide: bool = False) -> bytes:
    """Return the filled-in .docx. ``data``: texts, numbers, lists and dictionaries, and nothing else. ``wide``: the
    last section is turned to landscape. Raise :class:`TemplateError`."""
    plain = _plain(data)
    try:
        check_word(template, limits.TEMPLATE)
    except WordError as error:
        raise TemplateError(error.code, **error.values) from error
    try:
        document = _Document(io.BytesIO(template))
        document.render(plain, _Environment())
        _describe(document.docx, properties or Properties())
        _let_break(document.docx)
        if wide:
            _turn(document.docx)
        stream = io.BytesIO()
        document.docx.save(stream)
        return repacked(stream.getvalue())
    except TemplateError:
        raise
    except (etree.XMLSyntaxError, *BROKEN) as error:
        raise TemplateError('damaged') from error


def _plain(value):
    """Return a copy of the data that holds nothing but plain text, numbers, lists and dictionaries."""
    if isinstance(value, str):
        return xml_safe(str.__str__(value))     # not Markup, which would be printed without escaping
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    raise TypeError(f"a template gets plain data, not {type(value).__name__}")


# -- Jinja -----------------------------------------------------------------------------------------------------------

class _Environment(ImmutableSandboxedEnvironment):
    """One template being filled in once: what it may use, and how much of its work is left."""

    def __init__(self):
        super().__init__(undefined=StrictUndefined, autoescape=True, finalize=_printed)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in _FILTERS if name in self.filters} | {
            'text': self._text, 'join': _joined, '_counted': self._counted}
        self.tests = {name: self.tests[name] for name in _TESTS}
        self.work = limits.TEMPLATE_WORK
        self.letters = limits.TEMPLATE_XML
        self.looks = []

    def getattr(self, obj, attribute):
        """Return a part of the data. Nothing that Python knows of an object is reached, whatever its name."""
        if isinstance(obj, Undefined):
            str(obj)        # raises: it names what is not there
        if isinstance(obj, dict):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj, argument):
        if isinstance(obj, list) and isinstance(argument, int):
            return obj[argument] if -len(obj) <= argument < len(obj) else self.undefined(obj=obj, name=argument)
        return self.getattr(obj, argument)

    def call(self, *args, **kwargs):
        raise TemplateError('forbidden', words='( )')

    def template(self, source):
        """Return the compiled template. Raise TemplateError for whatever a template may not say."""
        tree = self.parse(source)
        for node in _all_nodes(tree):
            self._check(node)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(
                loop.iter, '_counted', [nodes.Const(_weight(loop))], [], None, None, lineno=loop.lineno)
        tree.set_environment(self)
        return self.template_class.from_code(self, self.compile(tree), {}, None)

    def _check(self, node):
        words = ''
        if not isinstance(node, _SYNTAX + (nodes.Keyword,)) or isinstance(node, nodes.For) and node.recursive:
            words = type(node).__name__.lower()
        elif isinstance(node, nodes.Filter) and node.name not in _FILTERS:
            words = f'|{node.name}'
        elif isinstance(node, nodes.Test) and node.name not in _TESTS:
            words = f'is {node.name}'
        elif isinstance(node, nodes.Name) and node.name.startswith('_') or (
                isinstance(node, nodes.Getattr) and node.attr.startswith('_')):
            words = node.name if isinstance(node, nodes.Name) else node.attr
        if words:
            raise _Located('forbidden', node.lineno, words=words)

    def take(self, work):
        self.work -= work
        if self.work < 0:
            raise TemplateError('endless')

    def _counted(self, value, weight):
        """Return the list that a loop goes over, after taking its work from what is left."""
        if isinstance(value, Undefined):
            str(value)      # raises: there is no such name
        if not isinstance(value, list):
            raise TemplateError('value')
        self.take(weight * len(value))
        return value

    def _text(self, value, look=-1):
        """Return the paragraphs and tables of a text, in the look of the paragraph in which the placeholder stands."""
        if isinstance(value, Undefined):
            str(value)
        blocks = lines(value) if isinstance(value, str) else value or []
        if not isinstance(blocks, list) or not all(
                isinstance(block, dict) and block.keys() & {'runs', 'rows'} for block in blocks):
            raise TemplateError('value')
        found = self.looks[look] if isinstance(look, int) and 0 <= look < len(self.looks) else _Look()
        return Markup(found.xml(blocks))


class _Located(TemplateError):
    """An error of which the line is known before anything is printed."""

    def __init__(self, code, lineno, **values):
        super().__init__(code, **values)
        self.lineno = lineno


def _all_nodes(tree):
    pending = [tree]
    while pending:
        node = pending.pop()
        yield node
        pending += node.iter_child_nodes()


def _weight(loop):
    """Return how much work one round of the loop is: the expressions in it."""
    return 1 + sum(1 for part in (*loop.body, *loop.else_) for __ in _all_nodes(part))


def _printed(value):
    """Return what a placeholder prints: nothing for what is empty; lists and the like are not printed."""
    if value is None or isinstance(value, bool):
        return ''
    if isinstance(value, (str, int, float, Undefined)):
        return value
    raise TemplateError('value')


def _joined(value, between=''):
    if isinstance(value, Undefined):
        str(value)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise TemplateError('value')
    return str(between).join(value)


# -- Word ------------------------------------------------------------------------------------------------------------

class _Document(DocxTemplate):
    """docxtpl, which turns placeholders in Word into Jinja and back."""

    def render(self, context, jinja_env=None, autoescape=True):
        self.render_init()
        _check_package(self.docx)
        jinja_env.looks = _numbered_texts(self.docx.element.body)
        return super().render(context, jinja_env)

    def init_docx(self, reload=True):
        if self.docx:       # the placeholders for texts are numbered in the document that is open
            return None
        return super().init_docx(reload)

    def render_xml_part(self, src_xml, part, context, jinja_env=None):
        source = re.sub(r'<w:p([ >])', r'\n<w:p\1', src_xml)
        try:
            template = jinja_env.template(source)
            pieces, left = [], jinja_env.letters
            for piece in template.generate(context):
                pieces.append(piece)
                left -= len(piece)
                if left < 0:
                    raise TemplateError('output')
        except (JinjaError, TemplateError, SyntaxError, RecursionError, MemoryError, OverflowError, *BROKEN) as error:
            raise _told(error, source) from error
        jinja_env.letters = left
        return self.resolve_listing(re.sub(r'\n<w:p([ >])', r'<w:p\1', ''.join(pieces)))

    def fix_tables(self, xml):
        """Refuse what no longer is a document: docxtpl would mend it by leaving out parts of it."""
        try:
            etree.fromstring(xml, _parser())
        except etree.XMLSyntaxError as error:
            raise TemplateError('layout') from error
        return super().fix_tables(xml)

    def render_properties(self, context, jinja_env=None):
        """What the file says about itself comes from the caller."""

    def render_footnotes(self, context, jinja_env=None):
        """Fill in each part once: docxtpl does it once for each section, and would run what was filled in."""
        for part in self.docx.part.package.iter_parts():
            if part.content_type.endswith(('.footnotes+xml', '.endnotes+xml')):
                xml = self.render_xml_part(self.patch_xml(part.blob.decode()), part, context, jinja_env)
                etree.fromstring(xml.encode(), _parser())
                part._blob = xml.encode()


def _told(error, source):
    """Return the TemplateError for an error of Jinja or of ours, with the line of the document in which it happened."""
    lineno = getattr(error, 'lineno', None)
    if not isinstance(error, (_Located, TemplateSyntaxError)):
        trace = error.__traceback__
        while trace:
            if trace.tb_frame.f_code.co_filename == '<template>':
                lineno = trace.tb_lineno
            trace = trace.tb_next
    place = _place(source, lineno)
    if isinstance(error, TemplateError):
        return TemplateError(error.code, **{'place': place, **error.values})
    if isinstance(error, UndefinedError):
        found = re.findall(r"'([^']*)'", error.message or '')
        return TemplateError('name', words=found[-1] if found else '', place=place)
    if isinstance(error, SecurityError):
        return TemplateError('forbidden', words='', place=place)
    if opened := _OPEN.search(getattr(error, 'message', None) or ''):
        return TemplateError('open', words=opened[1], place=place)
    return TemplateError('syntax', place=place)


def _place(source, lineno):
    found = source.split('\n')
    line = found[lineno - 1] if lineno and 0 < lineno <= len(found) else ''
    return ' '.join(re.sub(r'<[^>]*>', '', line).split())[:limits.TEMPLATE_TAG]


# -- What a file may hold --------------------------------------------------------------------------------------------

def _check_package(document):
    """Raise TemplateError for parts that a template may not have, and for placeholders that are not closed."""
    package, seen = document.part.package, set()
    for source in [package, *package.iter_parts()]:
        for key, relation in list(source.rels.items()):
            kind = relation.reltype.rpartition('/')[2]
            if kind not in _PARTS:
                raise TemplateError('part', words=kind)
            if kind == 'attachedTemplate':      # where the file was written from, often a path on a disk
                del source.rels[key]
            elif relation.is_external and not (kind == 'hyperlink' and _leads_to_page(relation.target_ref)):
                raise TemplateError('linked', words=relation.target_ref[:limits.TEMPLATE_TAG])
            elif kind in ('header', 'footer') and (relation.target_part.partname in seen
                                                   or seen.add(relation.target_part.partname)):
                raise TemplateError('damaged')      # it would be filled in twice
    settings = document.settings.element
    for element in settings.findall(qn('w:attachedTemplate')):
        settings.remove(element)
    for part in package.iter_parts():
        if part.content_type.endswith('+xml') and part.partname.startswith('/word/'):
            root = etree.fromstring(part.blob, _parser())     # not python-docx's elements, whose text is another
            _check_fields(root)
            _check_tags(root)


def _parser():
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _leads_to_page(address):
    return is_http_url(address) or address.startswith('mailto:')


def _check_fields(root):
    """Raise TemplateError for a field that fetches or runs something, however it is split into pieces."""
    found, open_fields = [], []
    for element in root.iter(qn('w:fldChar'), qn('w:instrText'), qn('w:fldSimple')):
        if element.tag == qn('w:fldSimple'):
            found.append(element.get(qn('w:instr')) or '')
        elif element.tag == qn('w:instrText'):
            if not open_fields:
                open_fields.append([])
            open_fields[-1].append(element.text or '')
        elif element.get(qn('w:fldCharType')) == 'begin':
            open_fields.append([])
        elif element.get(qn('w:fldCharType')) == 'end' and open_fields:
            found.append(''.join(open_fields.pop()))
    found += [''.join(pieces) for pieces in open_fields]
    for instruction in found:
        name = (instruction.split() or [''])[0].upper()
        if name and name not in _FIELDS:
            raise TemplateError('field', words=name[:limits.TEMPLATE_TAG])


def _check_tags(root):
    """Raise TemplateError for a placeholder that does not end in its paragraph, or stands where no text is."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        for value in element.attrib.values():
            if _TAG_START.search(value):
                raise TemplateError('tag', words=value[:limits.TEMPLATE_TAG])
        if element.tag != qn('w:t') and element.text and _TAG_START.search(element.text):
            raise TemplateError('tag', words=element.text[:limits.TEMPLATE_TAG])
    for line in root.iter(qn('w:p')):
        words = ''.join(text.text or '' for text in line.iter(qn('w:t')) if next(text.iterancestors(qn('w:p'))) is line)
        at = 0
        while start := _TAG_START.search(words, at):
            end = words.find(_TAG_ENDS[start[0]], start.end(), start.end() + limits.TEMPLATE_TAG)
            if end < 0:
                raise TemplateError('tag', words=words[start.start():][:80])
            at = end + 2


# -- Texts of several paragraphs -------------------------------------------------------------------------------------

def _numbered_texts(body):
    """Number the placeholders ``{{p …|text }}``, and return the look of each: that of its paragraph."""
    looks = []
    for line in body.iter(qn('w:p')):
        pieces = [text for text in line.iter(qn('w:t')) if next(text.iterancestors(qn('w:p'))) is line]
        found = _TEXT_TAG.match(''.join(text.text or '' for text in pieces))
        if not found:
            continue
        run = pieces[0].getparent()
        looks.append(_Look(line.find(qn('w:pPr')), run.find(qn('w:rPr')), line.getparent().tag == qn('w:tc')))
        for text in pieces[1:]:
            text.text = ''
        pieces[0].text = f'{{{{p {found[1].strip()}|text({len(looks) - 1}) }}}}'
    return looks


class _Look:
    """How a placeholder's paragraph looks, and the XML of a text that looks like it."""

    def __init__(self, paragraph=None, run=None, in_cell=False):
        self.paragraph, self.run, self.in_cell = deepcopy(paragraph), deepcopy(run), in_cell

    def xml(self, blocks):
        if self.in_cell:    # a cell holds at least a paragraph, and no table here
            blocks = [block for block in blocks if 'runs' in block] or [{'runs': []}]
        return ''.join(self._line(block) if 'runs' in block else self._table(block) for block in blocks)

    def _line(self, block, in_table=False):
        element = parse_xml(f'<w:p {nsdecls("w")}/>')
        if self.paragraph is not None:
            element.append(deepcopy(self.paragraph))
        layout = Paragraph(element, None).paragraph_format
        align = _ALIGNMENTS.get(block.get('align'), WD_ALIGN_PARAGRAPH.LEFT if in_table else None)
        if align is not None:
            layout.alignment, layout.first_line_indent = align, 0
        if indent := block.get('indent'):
            layout.left_indent = _INDENT * min(int(indent), 10)
        if block.get('keep'):
            layout.keep_with_next = True
        runs = ''.join(map(self._run, block['runs']))
        layout = _bare(element.pPr) if element.pPr is not None else ''
        return f'<w:p>{layout}{runs}</w:p>'

    def _run(self, run):
        element = parse_xml(f'<w:r {nsdecls("w")}/>')
        if self.run is not None:
            element.append(deepcopy(self.run))
        styled, look = Run(element, None), run.get('look') or ''
        for letter, name in _STYLES.items():
            if letter in look:
                setattr(styled.font, name, True)
        layout = _bare(element.rPr) if element.rPr is not None else ''
        return f'<w:r>{layout}<w:t xml:space="preserve">{escape(run.get("text") or "")}</w:t></w:r>'

    def _table(self, block):
        width = max(map(len, block['rows']), default=0)
        edges = ''.join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
                        for edge in ('top', 'left', 'bottom', 'right', 'insideH', 'insideV'))
        rows = ''.join(
            '<w:tr><w:trPr><w:cantSplit/></w:trPr>' + ''.join(
                '<w:tc><w:tcPr/>' + (''.join(self._line(line, in_table=True) for line in cell)
                                     or self._line({'runs': []}, in_table=True)) + '</w:tc>'
                for cell in row) + '</w:tr>' for row in block['rows'])
        return (f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>'
                f'<w:tblGrid>{"<w:gridCol/>" * width}</w:tblGrid>{rows}</w:tbl>'
                + self._line({'runs': []}))


def _bare(element):
    """Return the XML of an element for a place where its namespaces are known."""
    return re.sub(r' xmlns:\w+="[^"]*"', '', etree.tostring(element, encoding='unicode'))


# -- The finished file -----------------------------------------------------------------------------------------------

def _describe(document, properties):
    """Write what the file says about itself, the same whenever and wherever it is made."""
    core = document.core_properties
    core.title, core.author = xml_safe(properties.title)[:255], xml_safe(properties.author)[:255]
    core.last_modified_by, core.comments, core.keywords, core.subject = core.author, '', '', ''
    core.created = core.modified = core.last_printed = datetime.combine(properties.day, time())
    core.revision = 1


def _let_break(document):
    """Let a row break over two pages when it is so long that keeping it together would leave a page half empty."""
    for row in document.element.body.iter(qn('w:tr')):
        kept = row.find(f'{qn("w:trPr")}/{qn("w:cantSplit")}')
        if kept is not None and max(map(_length, row.tc_lst), default=0) > _LONG_CELL:
            kept.getparent().remove(kept)


def _length(cell):
    """Return about how many letters a cell takes, the rest of each last line included."""
    return sum(len(line.text) + _LINE // 2 for line in cell.iter(qn('w:p')))


def _turn(document):
    """Turn the last section to landscape and stretch its tables to the new width."""
    section = document.sections[-1]
    if section.page_width >= section.page_height:
        return
    before = _text_width(section)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    ratio = _text_width(section) / before
    body = document.element.body
    break_ = f'{qn("w:pPr")}/{qn("w:sectPr")}'
    breaks = [index for index, element in enumerate(body) if element.find(break_) is not None]
    for element in body[breaks[-1] + 1 if breaks else 0:]:
        for width in element.iter(qn('w:gridCol'), qn('w:tcW'), qn('w:tblW')):
            if width.get(qn('w:type'), 'dxa') == 'dxa' and (width.get(qn('w:w')) or '').isdecimal():
                width.set(qn('w:w'), str(round(int(width.get(qn('w:w'))) * ratio)))


def _text_width(section):
    return section.page_width - section.left_margin - section.right_margin
