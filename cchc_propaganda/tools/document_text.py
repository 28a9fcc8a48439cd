# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Typed HTML as the paragraphs and tables of a printed document, in plain data.

A paragraph is ``{'runs': [{'text', 'look'}], 'align', 'indent', 'keep'}``; ``look`` holds the letters b, i, u, s for
bold, italic, underlined, struck and ^, _ for raised and lowered words. A table is
``{'rows': [[[paragraph, …], …], …]}``.
"""

import re

from markupsafe import Markup, escape

from . import limits
from .html_tree import flatten, html_tree

_LOOKS = {'b': 'b', 'strong': 'b', 'th': 'b', 'i': 'i', 'em': 'i', 'cite': 'i', 'u': 'u', 'ins': 'u', 's': 's',
          'del': 's', 'strike': 's', 'sup': '^', 'sub': '_'}
_TAGS = {'b': 'b', 'i': 'i', 'u': 'u', 's': 's', '^': 'sup', '_': 'sub'}
_HEADINGS = ('h1', 'h2', 'h3', 'h4', 'h5', 'h6')
_BLOCKS = {'address', 'article', 'aside', 'blockquote', 'caption', 'center', 'dd', 'div', 'dl', 'dt', 'figcaption',
           'figure', 'footer', 'header', 'hr', 'main', 'p', 'pre', 'section', *_HEADINGS}
_NO_TEXT = ('script', 'style', 'template', 'title', 'head')
_ALIGNED = re.compile(r'text-align:\s*(center|right)')
_INVISIBLE = '\u200b\ufeff\xa0 '
_MARKED = re.compile(r'[-–•*+]\s|\d{1,3}[.)]\s')
MARKS = ('- ', '+ ', '. ')      # of a list, of one within it, and of one within that


def paragraph(words: str = '', look: str = '', **values) -> dict:
    """Return one paragraph of these words."""
    return {'runs': [{'text': words, 'look': look}] if words else [], 'align': '', 'indent': 0, 'keep': False, **values}


def lines(text: str | None, indent: int = 0) -> list[dict]:
    """Return a paragraph for each line of a plain text, word for word; an empty text has none."""
    return [paragraph(line, indent=indent) for line in (text or '').splitlines() if line.strip()]


def words_of(block: dict) -> str:
    """Return the words of a paragraph."""
    return ''.join(run['text'] for run in block['runs'])


def html_blocks(body: str | None) -> list[dict]:
    """Return the paragraphs and tables of the HTML, in order. A list becomes paragraphs that begin as official
    documents write them: with "- ", within them "+ ", or with their number. Pictures are left out.

    >>> [words_of(block) for block in html_blocks('<p>Một <b>cửa</b></p><ul><li>tin</li><li>bài</li></ul>')]
    ['Một cửa', '- tin', '- bài']
    """
    root = html_tree(body)
    flatten(root, limits.MARKUP_DEPTH)
    return _Reader().blocks_of(root)


def blocks_as_html(blocks: list[dict], style: str = '') -> Markup:
    """Return paragraphs and tables as HTML for a page that a browser prints; ``style``: CSS of each paragraph.

    >>> blocks_as_html([paragraph('a & b', 'b')])
    Markup('<p style=""><b>a &amp; b</b></p>')
    """
    return Markup().join(
        _table_as_html(block) if 'rows' in block else _line_as_html(block, style) for block in blocks)


def _line_as_html(block, style):
    layout = [style] if style else []
    if block['indent']:
        layout.append(f'margin-left: {0.5 * block["indent"]}cm')
    if block['align']:
        layout.append(f'text-align: {block["align"]}; text-indent: 0')
    return Markup('<p style="%s">%s</p>') % ('; '.join(layout), Markup().join(map(_run_as_html, block['runs'])))


def _run_as_html(run):
    words = escape(run['text'])
    for letter, tag in _TAGS.items():
        if letter in run['look']:
            words = Markup(f'<{tag}>%s</{tag}>') % words  # noqa: S704 - the tag is ours, the words are escaped
    return words


def _table_as_html(block):
    rows = Markup().join(Markup('<tr>%s</tr>') % Markup().join(
        Markup('<td>%s</td>') % blocks_as_html(cell, 'margin: 0') for cell in row) for row in block['rows'])
    return Markup('<table class="o_cchc_rows">%s</table>') % rows


class _Reader:

    def __init__(self):
        self.blocks, self.open, self.mark = [], None, ''

    def blocks_of(self, root):
        self._inside(root, '', {}, 0)
        for block in self.blocks:
            if 'runs' in block:
                _tidy(block)
        return [block for block in self.blocks if 'rows' in block or words_of(block).strip(_INVISIBLE)]

    def _inside(self, element, look, style, depth):
        self._text(element.text, look, style)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _NO_TEXT:
                self._element(child, look, style, depth)
            self._text(child.tail, look, style)

    def _element(self, element, look, style, depth):
        tag, look = element.tag, _within(element, look)
        if tag == 'br':
            if self.open is not None:
                self.open = None
        elif tag in ('ul', 'ol'):
            self._list(element, look, style, depth)
        elif tag == 'table':
            self._table(element, look)
        elif tag in _BLOCKS:
            self.open = None
            aligned = _ALIGNED.search(element.get('style') or '')
            if tag == 'blockquote':
                style = {**style, 'indent': style.get('indent', 0) + 1}
            if aligned or tag == 'center':
                style = {**style, 'align': aligned[1] if aligned else 'center'}
            if tag in _HEADINGS:
                look, style = _looks(look + 'b'), {**style, 'keep': True}
            self._inside(element, look, style, depth)
            self.open = None
        else:
            self._inside(element, look, style, depth)

    def _list(self, element, look, style, depth):
        number = 0
        for item in element:
            if not isinstance(item.tag, str):
                continue
            if item.tag in ('ul', 'ol'):
                self._list(item, look, style, depth + 1)
                continue
            number += 1
            self.open = None
            self.mark = f'{number}. ' if element.tag == 'ol' else MARKS[min(depth, len(MARKS) - 1)]
            self._item(item, _within(item, look), style, depth)
            self.open, self.mark = None, ''

    def _item(self, item, look, style, depth):
        """Read a list item; its first paragraph stands on the line of its mark."""
        self._text(item.text, look, style)
        for child in item:
            if isinstance(child.tag, str) and child.tag not in _NO_TEXT:
                if child.tag in ('ul', 'ol'):
                    self._list(child, look, style, depth + 1)
                else:
                    self._element(child, look, style, depth)
            self._text(child.tail, look, style)

    def _text(self, words, look, style):
        words = re.sub(r'[ \t\r\n]+', ' ', words or '')
        if self.open is None:
            words = words.lstrip(' ')
            if not words.strip(_INVISIBLE):
                return
            self.open = paragraph(**style)
            if self.mark and not _MARKED.match(words):
                self._run(self.mark, '')
            self.mark = ''
            self.blocks.append(self.open)
        if words:
            self._run(words, look)

    def _run(self, words, look):
        runs = self.open['runs']
        if runs and runs[-1]['look'] == look:
            runs[-1]['text'] += words
        else:
            runs.append({'text': words, 'look': look})

    def _table(self, element, look):
        self.open = None
        rows = [[cell for cell in row if cell.tag in ('td', 'th')]
                for row in element.iter('tr') if next(row.iterancestors('table')) is element]
        rows = [row for row in rows if row]
        if not rows or sum(map(len, rows)) > limits.PRINTED_CELLS:
            self._inside(element, look, {}, 0)
            self.open = None
            return
        width = max(map(len, rows))
        self.blocks.append({'rows': [
            [_cell(cell, look) for cell in row] + [[] for __ in range(width - len(row))] for row in rows]})


def _cell(cell, look):
    """Return the paragraphs of a table cell; a table within it becomes its words."""
    reader = _Reader()
    reader._inside(cell, _within(cell, look), {}, 0)
    blocks = reader.blocks
    return [block for found in blocks for block in (
        [found] if 'runs' in found else [one for row in found['rows'] for inner in row for one in inner])]


def _within(element, look):
    style = (element.get('style') or '').lower().replace(' ', '')
    return _looks(look + _LOOKS.get(element.tag, '')
                  + ('b' if 'font-weight:bold' in style or 'font-weight:700' in style else '')
                  + ('i' if 'font-style:italic' in style else '')
                  + ('u' if 'text-decoration:underline' in style else ''))


def _looks(letters):
    return ''.join(letter for letter in 'bius^_' if letter in letters)


def _tidy(block):
    """Take away the blank at the end of a paragraph."""
    if block['runs']:
        last = block['runs'][-1]
        last['text'] = last['text'].rstrip(' ')
