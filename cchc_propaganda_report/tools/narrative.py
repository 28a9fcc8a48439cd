# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The sections of a report: sentences made from the figures, and what people made of them.

A ready sentence is a paragraph with two classes, ``<p class="o_cchc_auto k-result_articles">``. It counts as unchanged
while its words are those that were generated. Taking the figures again replaces unchanged sentences, spares changed and
added ones, and does not bring back those that somebody dropped.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from lxml import html

from odoo.addons.cchc_propaganda.tools.html_tree import html_tree, inner_html

SECTIONS = ('direction', 'result', 'assessment', 'next', 'proposal')
READY, NOTHING, TAKEN, ORIGIN = 'o_cchc_auto', 'o_cchc_nothing', 'o_cchc_taken', 'o_cchc_origin'
_KEY = re.compile(r'(?:^|\s)k-([\w-]+)')
_SPACE = re.compile(r'[\s\xa0]+')
_OURS = re.compile(r'(?:o_cchc_\w+|[kr]-[\w-]+)$')


@dataclass(frozen=True, slots=True)
class Paragraph:
    """An element at the top of a section. ``key``: of the ready sentence that it is or was, '' for any other."""

    key: str
    words: str
    is_plain: bool      # words without any markup: what a ready sentence is while nobody changed it
    source: str         # its HTML
    classes: frozenset


def paragraphs(text: str | None) -> list[Paragraph]:
    """Return the elements of a section, and the words between them, in order.

    >>> [(found.key, found.words) for found in paragraphs('<p class="o_cchc_auto k-result_a">Đã  đăng</p>tự gõ')]
    [('result_a', 'Đã đăng'), ('', 'tự gõ')]
    """
    root = html_tree(text)
    found = [_words_between(root.text)] if _is_said(root.text) else []
    for element in root:
        found.append(_read(element))
        if _is_said(element.tail):
            found.append(_words_between(element.tail))
    return found


def section_of(key: str) -> str:
    """Return the section of a ready sentence, the beginning of its key.

    >>> section_of('assessment_missed_7')
    'assessment'
    """
    return key.partition('_')[0]


def ready(key: str, sentence: str) -> str:
    """Return the paragraph of a ready sentence.

    >>> ready('next_a', 'Đăng 01 tin & 02 bài.')
    '<p class="o_cchc_auto k-next_a">Đăng 01 tin &amp; 02 bài.</p>'
    """
    return f'<p class="{READY} k-{key}">{escape(sentence, quote=False)}</p>'


def is_unchanged(paragraph: Paragraph, source: Mapping[str, str]) -> bool:
    """Whether the paragraph still says what was generated (``source``: ``{key: sentence}``)."""
    return bool(paragraph.key) and paragraph.is_plain and paragraph.words == _one_line(source.get(paragraph.key))


def refreshed(text: str | None, source: Mapping[str, str], sentences: Mapping[str, str]) -> str:
    """Return the section with its ready sentences of now. ``source``: the sentences generated before, ``sentences``:
    those of now, both ``{key: sentence}`` of this section.

    >>> old, new = {'a': 'Một.', 'b': 'Hai.'}, {'a': '01.', 'b': '02.', 'c': '03.'}
    >>> refreshed('<p class="o_cchc_auto k-b">Hai, đã sửa.</p><p>Tự gõ.</p>', old, new)
    '<p class="o_cchc_auto k-b">Hai, đã sửa.</p><p class="o_cchc_auto k-c">03.</p><p>Tự gõ.</p>'
    """
    kept = []   # (key, HTML)
    for paragraph in paragraphs(text):
        if is_unchanged(paragraph, source):
            if paragraph.key in sentences:
                kept.append((paragraph.key, ready(paragraph.key, sentences[paragraph.key])))
        elif _is_content(paragraph):
            kept.append((paragraph.key, paragraph.source))
    present = {key for key, __ in kept}
    last = 0    # where the next new sentence goes: after the ready sentence before it
    for key, sentence in sentences.items():
        at = next((at for at, (known, __) in enumerate(kept, start=1) if known == key), None)
        if at is not None:
            last = at
        elif key not in source and key not in present:
            kept.insert(last, (key, ready(key, sentence)))
            last += 1
    nothing = [paragraph.source for paragraph in paragraphs(text) if NOTHING in paragraph.classes]
    return ''.join(source for __, source in kept) or ''.join(nothing)


def taken(text: str | None, other: str | None, origin: str, record_id: int) -> str:
    """Return the section with the paragraphs of another report's section at its end, each with a small tag that names
    its origin and is not printed. What was taken from that report before is not taken twice.

    >>> taken('<p>Một.</p>', '<p class="o_cchc_auto k-result_a">Hai.</p>', 'Thanh tra', 7)
    '<p>Một.</p><p class="o_cchc_taken r-7">Hai. <span class="o_cchc_origin">Thanh tra</span></p>'
    """
    mark = f'r-{record_id}'
    here = paragraphs(text)
    known = {paragraph.words for paragraph in here if mark in paragraph.classes}
    added = []
    for element in html_tree(other):
        paragraph = _read(element)
        tag = html.fragment_fromstring(f'<span class="{ORIGIN}">{escape(origin)}</span>')
        if not _is_content(paragraph) or paragraph.words in known:
            continue
        for span in element.xpath(f'.//span[contains(concat(" ", @class, " "), " {ORIGIN} ")]'):
            span.drop_tree()
        element.set('class', f'{TAKEN} {mark}')
        element.tail = None
        last = element[-1] if len(element) else None
        if last is None:
            element.text = f'{(element.text or "").rstrip()} '
        else:
            last.tail = f'{(last.tail or "").rstrip()} '
        element.append(tag)
        added.append(html.tostring(element, encoding='unicode', with_tail=False))
    kept = [paragraph.source for paragraph in here if _is_content(paragraph) or not added]
    return ''.join([*kept, *added])


def printed(text: str | None) -> str:
    """Return the section as it is printed: without tags of origin and without our classes.

    >>> printed('<p class="o_cchc_taken r-7">Hai. <span class="o_cchc_origin">Thanh tra</span></p>')
    '<p>Hai.</p>'
    """
    root = html_tree(text)
    for span in root.xpath(f'.//span[contains(concat(" ", @class, " "), " {ORIGIN} ")]'):
        before = span.getprevious()
        owner, name = (before, 'tail') if before is not None else (span.getparent(), 'text')
        setattr(owner, name, (getattr(owner, name) or '').rstrip() or None)
        span.drop_tree()
    for element in root.iter():
        if isinstance(element.tag, str) and (classes := element.attrib.pop('class', None)):
            others = [name for name in classes.split() if not _OURS.match(name)]
            if others:
                element.set('class', ' '.join(others))
    return inner_html(root)


def _read(element) -> Paragraph:
    classes = frozenset((element.get('class') or '').split()) if isinstance(element.tag, str) else frozenset()
    key = _KEY.search(element.get('class') or '') if isinstance(element.tag, str) else None
    words = ''.join(element.xpath(
        f'.//text()[not(ancestor::span[contains(concat(" ", @class, " "), " {ORIGIN} ")])]')) \
        if isinstance(element.tag, str) else ''
    children = [child for child in element if child.tag != 'br']
    return Paragraph(
        key=key[1] if key else '', words=_one_line(words), is_plain=not children,
        source=html.tostring(element, encoding='unicode', with_tail=False), classes=classes)


def _words_between(text):
    return Paragraph('', _one_line(text), True, f'<p>{escape(_one_line(text), quote=False)}</p>', frozenset())


def _is_content(paragraph: Paragraph) -> bool:
    """Whether the paragraph says anything besides that there is nothing to say."""
    return NOTHING not in paragraph.classes and bool(paragraph.words or '<img' in paragraph.source)


def _is_said(text) -> bool:
    return bool(_one_line(text))


def _one_line(text: str | None) -> str:
    return _SPACE.sub(' ', text or '').strip()


def sections(source: Mapping[str, str] | None) -> dict[str, dict[str, str]]:
    """Return ``{section: {key: sentence}}`` of ``{key: sentence}``."""
    found: dict[str, dict[str, str]] = {section: {} for section in SECTIONS}
    for key, sentence in (source or {}).items():
        found.setdefault(section_of(key), {})[key] = sentence
    return found
