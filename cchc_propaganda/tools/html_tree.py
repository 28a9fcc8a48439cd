# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""HTML as a tree and back: the one parser of the texts that people write."""

from lxml import etree, html

from .characters import xml_safe


def html_tree(body: str | None) -> html.HtmlElement:
    """Return the ``<body>`` of the HTML, even of broken HTML; nothing is fetched."""
    # Parse bytes: lxml refuses a str with an XML declaration.
    source = xml_safe(str(body or ''), is_html=True).encode()
    parser = html.HTMLParser(encoding='utf-8', huge_tree=True, no_network=True)
    return html.document_fromstring(b'<body>' + source + b'</body>', parser=parser).find('.//body')


def inner_html(root: html.HtmlElement) -> str:
    """Return the HTML within the element."""
    text = html.tostring(root, encoding='unicode', with_tail=False)
    end = text.rfind('</')
    return text[text.index('>') + 1:end if end > 0 else None].strip()


def is_deeper(root: html.HtmlElement, depth: int) -> bool:
    """Whether elements are nested more than ``depth`` deep."""
    level = 0
    for event, __ in etree.iterwalk(root, events=('start', 'end')):
        level += 1 if event == 'start' else -1
        if level > depth:
            return True
    return False


def flatten(root: html.HtmlElement, depth: int):
    """Replace elements nested more than ``depth`` deep by their words."""
    level, last = 0, []
    for event, element in etree.iterwalk(root, events=('start', 'end')):
        level += 1 if event == 'start' else -1
        if event == 'start' and level == depth and len(element):
            last.append(element)
    for element in last:
        words = element.text_content()
        for child in list(element):
            element.remove(child)
        element.text = words
