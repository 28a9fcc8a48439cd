# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which characters no text may carry."""

import re

# What XML forbids, as texts out of PDFs and old Word files hold it; and halves of a pair that stand alone.
_FORBIDDEN = re.compile(r'[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]')
LONGEST = 5     # digits of 65535, the last of them
_OLD_BREAK = re.compile(r'\r?[\x0b\x0c]')      # a line or a page that Word ends within a paragraph
_REFERENCE = re.compile(r'&#(?:[xX]([0-9a-fA-F]++)|([0-9]++));?')


def xml_safe(text: str, is_html: bool = False) -> str:
    """The text without the characters that XML forbids: they print nothing, and make whatever reads the text as XML
    fail. A line that an old Word file breaks with one of them stays broken. Of HTML (``is_html``) the numbers that
    stand for such characters go, too. A text without them comes back itself.

    >>> xml_safe('Tin\\x02 bài\\x0bmới\\ufffe'), xml_safe('<p>Tin&#2; bài&#x1B;&#8203;</p>', is_html=True)
    ('Tin bài\\nmới', '<p>Tin bài&#8203;</p>')
    """
    if _FORBIDDEN.search(text):
        text = _FORBIDDEN.sub('', _OLD_BREAK.sub('\n', text))
    if is_html and '&#' in text:
        cleaned = _REFERENCE.sub(_kept, text)
        # What is left may join to one again: a space between keeps it from that.
        text = text if cleaned == text else _REFERENCE.sub(lambda found: _kept(found) or ' ', cleaned)
    return text


def _kept(reference):
    hexadecimal, decimal = reference.groups()
    digits = (hexadecimal or decimal).lstrip('0') or '0'
    if len(digits) > LONGEST:
        return reference[0]
    character = chr(int(digits, 16 if hexadecimal else 10))
    if _OLD_BREAK.match(character):
        return '\n'
    return '' if _FORBIDDEN.match(character) else reference[0]
