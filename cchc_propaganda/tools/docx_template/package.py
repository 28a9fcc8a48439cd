# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the file of a template may hold: nothing that runs or fetches, and placeholders that are closed."""

import re

from docx.oxml.ns import qn
from lxml import etree

from .. import limits
from ..text import is_http_url
from .errors import TemplateError

# Parts that a template may have, by the last word of their relationship; "hyperlink" may lead elsewhere.
_PARTS = frozenset({
    'officeDocument', 'core-properties', 'extended-properties', 'custom-properties', 'thumbnail', 'styles',
    'stylesWithEffects', 'numbering', 'settings', 'webSettings', 'fontTable', 'font', 'theme', 'header', 'footer',
    'footnotes', 'endnotes', 'comments', 'commentsExtended', 'commentsIds', 'people', 'image', 'hyperlink', 'customXml',
    'customXmlProps', 'attachedTemplate'})
_FIELDS = frozenset({'PAGE', 'NUMPAGES', 'SECTION', 'SECTIONPAGES', 'PAGEREF', 'REF', 'SEQ', 'STYLEREF'})
_TAG_ENDS = {'{{': '}}', '{%': '%}', '{#': '#}'}
_TAG_START = re.compile(r'\{[{%#]')


def check_package(document):
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
            root = etree.fromstring(part.blob, safe_parser())     # not python-docx's elements, whose text is another
            _check_fields(root)
            _check_tags(root)


def safe_parser():
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
