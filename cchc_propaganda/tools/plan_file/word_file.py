# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The lines and tables of a Word file as its reader sees them: changes accepted, automatic numbers written out."""

import io
import re
from collections import defaultdict

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from .document import Cell, Table

_WRAPPERS = frozenset(map(qn, ('w:ins', 'w:moveTo', 'w:sdt', 'w:sdtContent', 'w:customXml', 'w:smartTag', 'w:hyperlink',
                               'w:fldSimple', 'w:dir', 'w:bdo')))
_ALTERNATIVE, _CHOICE = ('{http://schemas.openxmlformats.org/markup-compatibility/2006}' + name
                         for name in ('AlternateContent', 'Choice'))
_COLUMNS = 63       # Word itself allows no more
_DASHES = '-–—+'
_ROMAN = ((10, 'x'), (9, 'ix'), (5, 'v'), (4, 'iv'), (1, 'i'))


def read_word_file(content):
    """Return the paragraphs (texts) and tables of the file, in order."""
    document = docx.Document(io.BytesIO(content))
    return _Reader(document).blocks(document.element.body)


def _children(element):
    """The children, with content controls, accepted insertions and alternatives looked into."""
    for child in element.iterchildren('*'):
        if child.tag in _WRAPPERS:
            yield from _children(child)
        elif child.tag == _ALTERNATIVE:
            for choice in child.iterchildren(_CHOICE):
                yield from _children(choice)
        else:
            yield child


class _Reader:

    def __init__(self, document):
        self.numbers = _Numbers(document)

    def blocks(self, element):
        blocks, joined = [], ''
        for child in _children(element):
            if child.tag == qn('w:p'):
                text = joined + self.paragraph(child)
                joined = text if _mark_is_deleted(child) else ''
                if not joined:
                    blocks += [line for line in text.split('\n') if line.strip()]
            elif child.tag == qn('w:tbl'):
                blocks.append(self.table(child))
        return blocks + [joined] if joined.strip() else blocks

    def paragraph(self, element):
        """Return the text with its automatic number in front."""
        words = ''.join(self._runs(element))
        label = self.numbers.label_of(element)
        return f'{label} {words}'.strip() if label else words

    def _runs(self, element):
        for child in _children(element):
            if child.tag != qn('w:r') or _is_hidden(child):
                continue
            for part in _children(child):
                if part.tag == qn('w:t'):
                    yield part.text or ''
                elif part.tag in (qn('w:br'), qn('w:cr')):
                    yield '\n'
                elif part.tag == qn('w:tab'):
                    yield ' '
                elif part.tag == qn('w:noBreakHyphen'):
                    yield '-'

    def table(self, element):
        rows, above = [], []
        for line in _children(element):
            if line.tag == qn('w:tr') and line.find(f'{qn("w:trPr")}/{qn("w:del")}') is None:
                above = self._row(line, above)
                rows.append(above)
        width = max(map(len, rows), default=0)
        return Table([[*row, *[Cell()] * (width - len(row))] for row in rows])

    def _row(self, line, above):
        cells = [Cell()] * _number(line, 'w:trPr/w:gridBefore', 0)
        for element in _children(line):
            if element.tag != qn('w:tc') or len(cells) >= _COLUMNS:
                continue
            text = self._cell_text(element)
            merge = element.find(_path('w:tcPr/w:vMerge'))
            beside = element.find(_path('w:tcPr/w:hMerge'))
            if beside is not None and beside.get(qn('w:val')) != 'restart' and cells:
                cells.append(Cell(cells[-1].text, cells[-1].is_down, is_across=True))
                continue
            is_down = merge is not None and merge.get(qn('w:val')) != 'restart' and len(cells) < len(above)
            if is_down:
                text = above[len(cells)].text
            cells.append(Cell(text, is_down))
            cells += [Cell(text, is_down, is_across=True)] * (_number(element, 'w:tcPr/w:gridSpan', 1) - 1)
        return cells[:_COLUMNS]

    def _cell_text(self, cell):
        lines = []
        for block in self.blocks(cell):
            if isinstance(block, Table):    # a table within a cell: its words belong to the cell
                lines += [part.text for row in block.rows for part in row
                          if part.text and not (part.is_down or part.is_across)]
            else:
                lines.append(block)
        return '\n'.join(line.strip() for line in lines if line.strip())


def _path(path):
    return '/'.join(map(qn, path.split('/')))


def _number(element, path, otherwise):
    found = element.find(_path(path))
    value = found.get(qn('w:val')) if found is not None else None
    return min(int(value), _COLUMNS) if value and value.isdigit() else otherwise


def _is_hidden(run):
    hidden = run.find(_path('w:rPr/w:vanish'))
    return hidden is not None and hidden.get(qn('w:val')) not in ('0', 'false', 'off')


def _mark_is_deleted(paragraph):
    """Whether the end of the paragraph was deleted, so that it goes on in the next one."""
    return paragraph.find(_path('w:pPr/w:rPr/w:del')) is not None


class _Numbers:
    """The automatic numbers, in the order in which the paragraphs are read."""

    def __init__(self, document):
        self.levels, self.abstract, self.starts = {}, {}, {}
        self.counters = defaultdict(dict)
        self.styles = {style.get(qn('w:styleId')): style for style in document.styles.element.iter(qn('w:style'))}
        self.default = next((name for name, style in self.styles.items()
                             if style.get(qn('w:type')) == 'paragraph' and style.get(qn('w:default')) in ('1', 'true')),
                            None)
        for relation in document.part.rels.values():
            if relation.reltype == RELATIONSHIP_TYPE.NUMBERING and not relation.is_external:
                self._read(getattr(relation.target_part, 'element', None))

    def _read(self, root):
        if root is None:
            return
        for definition in root.iter(qn('w:abstractNum')):
            self.levels[definition.get(qn('w:abstractNumId'))] = {
                int(level.get(qn('w:ilvl')) or 0): level for level in definition.iter(qn('w:lvl'))}
        for number in root.iterchildren(qn('w:num')):
            key = number.get(qn('w:numId'))
            abstract = number.find(qn('w:abstractNumId'))
            if abstract is None:
                continue
            self.abstract[key] = abstract.get(qn('w:val'))
            for override in number.iter(qn('w:lvlOverride')):
                start = override.find(qn('w:startOverride'))
                if start is not None:
                    self.starts[key, int(override.get(qn('w:ilvl')) or 0)] = int(start.get(qn('w:val')) or 1)

    def label_of(self, paragraph):
        """Return the number or the dash in front of the paragraph, '' without one; count it."""
        key, depth = self._numbering_of(paragraph)
        levels = self.levels.get(self.abstract.get(key))
        if not levels or depth not in levels:
            return ''
        counters = self.counters[self.abstract[key]]
        if (key, depth) in self.starts:     # a list that begins again
            counters[depth] = self.starts.pop((key, depth)) - 1
        counters[depth] = counters.get(depth, self._start(levels[depth]) - 1) + 1
        for deeper in [level for level in counters if level > depth]:
            del counters[deeper]
        kind = self._value(levels[depth], 'w:numFmt', 'decimal')
        pattern = self._value(levels[depth], 'w:lvlText', '')
        if kind == 'bullet':
            return pattern if pattern in _DASHES and pattern else '-'
        if kind == 'none':
            return ''

        def number(match):
            level = int(match[1]) - 1
            if level not in levels:
                return ''
            return _formatted(counters.get(level, self._start(levels[level])),
                              self._value(levels[level], 'w:numFmt', 'decimal'))
        return re.sub(r'%([1-9])', number, pattern)

    def _numbering_of(self, paragraph):
        """Return the list and the level of a paragraph: its own, else those of its style or of one below it."""
        own = paragraph.find(_path('w:pPr/w:numPr'))
        key, depth = self._ids(own)
        style = paragraph.find(_path('w:pPr/w:pStyle'))
        name, seen = (style.get(qn('w:val')) if style is not None else self.default), set()
        while key is None and name in self.styles and name not in seen:
            seen.add(name)
            found, level = self._ids(self.styles[name].find(_path('w:pPr/w:numPr')))
            if found is not None:
                key = found
                depth = depth if depth is not None else level if level is not None else self._level_of_style(key, name)
            based = self.styles[name].find(qn('w:basedOn'))
            name = based.get(qn('w:val')) if based is not None else None
        return key, depth or 0

    def _ids(self, properties):
        if properties is None:
            return None, None
        values = [properties.find(qn(name)) for name in ('w:numId', 'w:ilvl')]
        key, level = (value.get(qn('w:val')) if value is not None else None for value in values)
        return key, int(level) if level and level.isdigit() else None

    def _level_of_style(self, key, name):
        for depth, level in self.levels.get(self.abstract.get(key), {}).items():
            if self._value(level, 'w:pStyle', None) == name:
                return depth
        return None

    def _start(self, level):
        value = self._value(level, 'w:start', '1')
        return int(value) if value.isdigit() else 1

    def _value(self, element, name, otherwise):
        found = element.find(qn(name))
        return found.get(qn('w:val')) if found is not None and found.get(qn('w:val')) is not None else otherwise


def _formatted(number, kind):
    if kind in ('upperRoman', 'lowerRoman') and number < 100:
        words = ''
        for value, letters in _ROMAN:
            while number >= value:
                words, number = words + letters, number - value
        return words.upper() if kind == 'upperRoman' else words
    if kind in ('upperLetter', 'lowerLetter'):
        letter = chr(ord('a') + (number - 1) % 26)
        return letter.upper() if kind == 'upperLetter' else letter
    if kind == 'decimalZero':
        return f'{number:02}'
    return str(number)
