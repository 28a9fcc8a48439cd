# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Texts of several paragraphs, in the look of the paragraph in which their placeholder stands."""

import re
from copy import deepcopy

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from lxml import etree
from markupsafe import escape

_TEXT_TAG = re.compile(r'\A\s*\{\{p\s+(.+?)\|\s*text\s*\}\}\s*\Z', re.DOTALL)
_ALIGNMENTS = {'center': WD_ALIGN_PARAGRAPH.CENTER, 'right': WD_ALIGN_PARAGRAPH.RIGHT}
_STYLES = {'b': 'bold', 'i': 'italic', 'u': 'underline', 's': 'strike', '^': 'superscript', '_': 'subscript'}
_INDENT = Cm(0.5)           # of a row for each level below the first


def numbered_texts(body):
    """Number the placeholders ``{{p …|text }}``, and return the look of each: that of its paragraph."""
    looks = []
    for line in body.iter(qn('w:p')):
        pieces = [text for text in line.iter(qn('w:t')) if next(text.iterancestors(qn('w:p'))) is line]
        found = _TEXT_TAG.match(''.join(text.text or '' for text in pieces))
        if not found:
            continue
        run = pieces[0].getparent()
        looks.append(Look(line.find(qn('w:pPr')), run.find(qn('w:rPr')), line.getparent().tag == qn('w:tc')))
        for text in pieces[1:]:
            text.text = ''
        pieces[0].text = f'{{{{p {found[1].strip()}|text({len(looks) - 1}) }}}}'
    return looks


class Look:
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
