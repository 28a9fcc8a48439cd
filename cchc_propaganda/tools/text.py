# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Compare, split and check Vietnamese texts as people type, paste and print them, and move them to another year."""

import re
import unicodedata
from calendar import isleap
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import count
from textwrap import shorten
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from lxml import etree
from rapidfuzz import fuzz

from . import limits
from .characters import xml_safe
from .html_tree import html_tree

_DASHES = '-‐‑‒–—―−'   # hyphen-minus, hyphens, figure, en, em and bar dash, minus
_SPACED_DASH = re.compile(rf'(?<=\S)(?:\s+[{_DASHES}]\s*|[{_DASHES}]\s+)(?=\S)')
_DASH = re.compile(rf'[{_DASHES}]')
# soft hyphen, zero-width spaces and joiners, text directions, byte order mark
_INVISIBLE = re.compile('[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]')


def normalize(text: str | None) -> str:
    """Return the text on one line in one spelling: composed letters, single spaces, ' – ' between words, '-' in words.

    Invisible characters are dropped, and so are ' . ; ,' at the end. None and False give ''.

    >>> normalize('Phòng  Thông tin -Báo chí —\\nXuất bản.')
    'Phòng Thông tin – Báo chí – Xuất bản'
    """
    text = ' '.join(_composed(text).split())
    parts = [_DASH.sub('-', part) for part in _SPACED_DASH.split(text)]
    return ' – '.join(parts).rstrip(' .;,')


def fold(text: str | None) -> str:
    """Return the normalized text without case and diacritics, for comparing and searching.

    >>> fold('Đảng bộ Sở.')
    'dang bo so'
    """
    decomposed = unicodedata.normalize('NFD', normalize(text).casefold().replace('đ', 'd'))
    return ''.join(char for char in decomposed if not unicodedata.combining(char))


def shortened(text: str | None, width: int = 60) -> str:
    """Return the text on one line, cut at a word when it is long, to be quoted.

    >>> shortened('Lồng ghép việc triển khai các văn bản', 20)
    'Lồng ghép việc…'
    """
    return shorten(text or '', width, placeholder='…')


def title_key(title: str | None) -> str:
    """Return a key that is equal for all spellings of one title: no case, diacritics, punctuation.

    >>> title_key('CẢI CÁCH – hành chính.') == title_key('Cải cách  "hành chính"')
    True
    """
    return ' '.join(re.sub(r'[\W_]+', ' ', fold(title)).split())


def is_same_body(name: str | None, other: str | None) -> bool:
    """Whether two names of a body mean the same one, though one of them leaves out of which province it is.

    >>> is_same_body('Sở Nội vụ', 'SỞ NỘI VỤ TỈNH SÓC TRĂNG'), is_same_body('Sở Nội vụ', 'Sở Tư pháp')
    (True, False)
    >>> is_same_body('Ban Nội', 'Ban Nội chính'), is_same_body('', 'Sở Tư pháp')
    (False, False)
    """
    short, long = sorted((title_key(name), title_key(other)), key=len)
    return bool(short) and (short == long or re.match(rf'{short} (?:tinh|thanh pho|tp) ', long) is not None)


def composed_values(vals: Mapping, names: Iterable[str]) -> dict:
    """Return the values with the texts ``names`` in composed letters (NFC): a Mac or a phone may type two characters
    for one letter, which a search would not find. Characters
    that no text may carry are left out."""
    return {key: unicodedata.normalize('NFC', xml_safe(value)) if key in names and isinstance(value, str) else value
            for key, value in vals.items()}


def _composed(text):
    return unicodedata.normalize('NFC', _INVISIBLE.sub('', xml_safe(text or '')))


# -- units -----------------------------------------------------------------------------------------------------------

CERTAIN = 99    # the least score of a match that nobody needs to check

# Remove "Sở" before the diacritics: without them, "số" in "Chuyển đổi số" would go too.
_OF_THE_AGENCY = re.compile(r'(?<=\S)(?<!\bcơ)(?<!\btrụ)(?:\s+(?:trực\s+thuộc|thuộc|của))?\s+sở$')
_GENERIC_WORD = re.compile(r'^(?:phong|ban) (?=\S)')
_NUMBER = re.compile(r'\d+|\b(?:[ivx]+|\w)\b')


def unit_key(name: str | None) -> str:
    """Return a key that is equal for all spellings of one unit: no case, diacritics, punctuation, "Phòng", "Ban", "của
    Sở".

    "Trung tâm" stays: a centre and a division with the same work are two units.

    >>> unit_key('Phòng Thanh tra') == unit_key('Thanh tra Sở')
    True
    >>> unit_key('Văn phòng của Sở.')
    'van phong'
    """
    name = _OF_THE_AGENCY.sub('', normalize(name).casefold())
    return _GENERIC_WORD.sub('', re.sub(r'[\W_]+', ' ', fold(name)).strip())


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit that a text may mean: its ``id``, the ``name`` most alike, and a ``score`` up to 100.

    100: the same name; 99: the same :func:`unit_key`; less: only similar.
    """

    id: Hashable
    name: str
    score: float

    @property
    def is_certain(self) -> bool:
        """Whether nobody needs to check the match."""
        return self.score >= CERTAIN


def match_units(text: str | None, names: Mapping[Hashable, Iterable[str]], cut_off: float = 80) -> list[UnitMatch]:
    """Return the units that the text may mean, the best first; none when no name is similar.

    ``names``: unit id -> its names, with aliases and former names. Units whose numbers differ ("Chi bộ 1", "Chi bộ 2")
    never match.
    """
    if len(text or '') > limits.UNIT_NAME or not fold(text):
        return []
    best = (max((UnitMatch(unit_id, name, _likeness(text, name)) for name in unit_names),
                key=lambda match: match.score, default=None) for unit_id, unit_names in names.items())
    return sorted((match for match in best if match and match.score >= cut_off), key=lambda match: -match.score)


def _likeness(text, name):
    (text, text_key), (name, name_key) = _spellings(text), _spellings(name)
    if text == name:
        return 100
    if text_key == name_key:
        return CERTAIN
    if sorted(_NUMBER.findall(text_key)) != sorted(_NUMBER.findall(name_key)):
        return 0
    return min(fuzz.token_sort_ratio(text_key, name_key), CERTAIN - 1)


@lru_cache(maxsize=4096)
def _spellings(name):
    return fold(name), unit_key(name)


_BULLET = re.compile(r'\A(?:[-+•●▪◦·*]|\d+[.)](?=\D)|[a-zđ][.)](?=\s))\s*')
_LONG_DASH_BULLET = re.compile(r'[–—]\s*')
_INLINE_BULLET = re.compile(r'[.;]\s+(?=[-+•–—]\s)')
_UNFINISHED = re.compile(rf'[{_DASHES},(/]$|\b(?:và|của|thuộc|với)$|^(?:các\s+)?(?:phòng|ban|trung\s+tâm)$', re.I)
_CONTINUED = re.compile(rf'[{_DASHES},)]|Sở\W*$')


def split_units(cell: str | None) -> list[str]:
    """Return the names in a table cell, separated by bullets, lines or semicolons; a name broken across lines is one.

    >>> split_units('- Văn phòng.\\n- Ban Biên tập Cổng TTĐT của Sở.')
    ['Văn phòng', 'Ban Biên tập Cổng TTĐT của Sở']
    >>> split_units('Phòng Thông tin – Báo chí – Xuất\\nbản')
    ['Phòng Thông tin – Báo chí – Xuất bản']
    """
    text = _INLINE_BULLET.sub('\n', _composed(cell)).replace(';', ';\n')
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if line.strip('.;,')]
    # A long dash begins an item only in a list of such items; otherwise it is part of a broken name.
    long_dashes = bool(lines) and bool(_LONG_DASH_BULLET.match(lines[0]))
    has_bullets = any(_BULLET.match(line) for line in lines) or long_dashes
    names = []
    for line in lines:
        bullet = _BULLET.match(line) or (long_dashes and _LONG_DASH_BULLET.match(line))
        line = line[bullet.end():] if bullet else line
        if names and not bullet and _goes_on(names[-1], line, has_bullets):
            names[-1] += ' ' + line
        else:
            names.append(line)
    return [name for name in map(normalize, names) if name]


def _goes_on(before, line, has_bullets):
    """Whether the line continues the name before it. In a list with bullets only a full stop ends a name early."""
    if before.endswith(('.', ';')):
        return False
    return bool(has_bullets or line[0].islower() or _CONTINUED.match(line) or _UNFINISHED.search(before))


_TURN = re.compile(r'^(?=[^:]*(?:\d|\b(?:tháng|quý|kỳ)\b))[^:]{1,60}:\s*', re.I)   # "Tháng 1,2,3: Văn phòng"
_SEPARATORS = re.compile(r',| và ')
_SURE, _AHEAD = 90, 5   # a name this similar is taken, when no other unit comes near


def understood_units(cell: str | None, names: Mapping[Hashable, Iterable[str]],
                     groups: Mapping[str, Iterable[Hashable]] | None = None) -> list[tuple[str, tuple[Hashable, ...]]]:
    """Return what each name in a table cell means: ``[(name, (unit id, …))]`` in the order of the cell, without ids
    where it is not understood.

    ``names``: unit id -> its names; ``groups``: word -> the units that "các …" means, as in "Các phòng thuộc Sở".

    >>> names = {1: ['Văn phòng'], 2: ['Phòng Chuyển đổi số'], 3: ['Thanh tra']}
    >>> understood_units('- Tháng 1,2,3: Văn phòng\\n- Tháng 4,5,6: Phòng CĐS\\n- Sở Nội vụ', names)
    [('Văn phòng', (1,)), ('Phòng CĐS', (2,)), ('Sở Nội vụ', ())]
    >>> understood_units('Văn phòng, Phòng Thanh tra', names)
    [('Văn phòng', (1,)), ('Phòng Thanh tra', (3,))]
    >>> understood_units('Các phòng thuộc Sở', names, {'phòng': [1, 2]})
    [('Các phòng thuộc Sở', (1, 2))]
    """
    if len(cell or '') > limits.UNITS_CELL:
        return []
    found = []
    for name in (_TURN.sub('', name) for name in split_units(cell)):
        units = _meant(name, names, groups)
        parts = list(filter(None, map(str.strip, _SEPARATORS.split(' '.join(name.split())))))
        if units or len(parts) < 2:
            found.append((name, units))
            continue
        meanings = [(part, _meant(part, names, groups)) for part in parts]
        found += meanings if any(units for __, units in meanings) else [(name, ())]
    return found


_MANY = 'cac '     # the plural, folded


def names_group(cell: str | None) -> bool:
    """Return whether the cell names many units by one word, such as "Các phòng thuộc Sở".

    >>> names_group('Các phòng và đơn vị thuộc Sở'), names_group('- Văn phòng.\\n- Ban Biên tập'), names_group(None)
    (True, False, False)
    """
    return len(cell or '') <= limits.UNITS_CELL and any(fold(name).startswith(_MANY) for name in split_units(cell))


def _meant(name, names, groups):
    if (words := fold(name)).startswith(_MANY):
        units = [unit for word, members in (groups or {}).items()
                 if re.search(rf'\b{re.escape(fold(word))}\b', words) for unit in members]
        return tuple(dict.fromkeys(units))
    best = match_units(name, names, _SURE - _AHEAD)
    if best and best[0].score >= _SURE and (
            best[0].is_certain or len(best) == 1 or best[0].score - best[1].score >= _AHEAD):
        return (best[0].id,)
    letters = unit_key(name).replace(' ', '')
    short = [unit_id for unit_id, unit_names in names.items()
             if len(letters) > 1 and any(letters == _initials(unit_name) for unit_name in unit_names)]
    return tuple(short) if len(short) == 1 else ()


@lru_cache(maxsize=4096)
def _initials(name):
    return ''.join(word[0] for word in unit_key(name).split())


# -- codes -----------------------------------------------------------------------------------------------------------

def code_of(name: str | None, taken: Iterable[str] = ()) -> str:
    """Return a short code for the name, not among those ``taken``; '' when the name has no letter or figure.

    >>> code_of('Cổng TTĐT tỉnh – kênh Zalo'), code_of('Cổng TTĐT Sở', {'cong-ttdt-so'})
    ('cong-ttdt-tinh-kenh-zalo', 'cong-ttdt-so-2')
    """
    code, taken = re.sub(r'[^a-z0-9]+', '-', fold(name[:200] if name else ''))[:40].strip('-'), set(taken)
    if not code or code not in taken:
        return code
    return next(numbered for number in count(2) if (numbered := f'{code}-{number}') not in taken)


def next_number(numbers: Iterable[str], symbol: str | None = None) -> str:
    """Return the number and symbol that follow those of the year's plans, the one numbered last coming last in
    ``numbers``; without any, the first number under the agency's symbol; '' when nothing is known.

    >>> next_number(['07/KH-STTTT', '12/KH-STTTT']), next_number([], 'STTTT'), next_number([])
    ('13/KH-STTTT', '1/KH-STTTT', '')
    """
    parts = [match for match in map(_PLAN_NUMBER.fullmatch, map(str.strip, numbers)) if match]
    if parts:
        return f'{max(int(part[1]) for part in parts) + 1}{parts[-1][2]}'
    return f'1/KH-{symbol}' if symbol else ''


_PLAN_NUMBER = re.compile(r'(\d{1,6})\s*(/\s*KH\b.*)')


# -- years -----------------------------------------------------------------------------------------------------------

_DATE = r'\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}'
_KEEP_YEAR = '|'.join((
    r'</?[a-zA-Z!][^<>]*>|&#?\w+;',                                              # markup
    r'https?://[^\s<>"]+',
    rf'(?<!\d)\d{{1,9}}(?:/\d{{4}})?/[^\W\d_][\w-]*(?:,?\s+ngày\s+(?:{_DATE}))?',     # 1847/QĐ-TTg ngày 27/12/2018
    rf'\d{{4}}\s*(?:[{_DASHES}]|đến(?:\s+hết)?(?:\s+năm)?)\s*\d{{4}}(?!\w)',      # 2021 - 2030
))
_YEARS = re.compile(rf'(?:{_KEEP_YEAR})|(?<!\w)(?P<year>20\d\d)(?!\w)')


def years_in(text: str | None) -> list[int]:
    """Return the years that a text names, in its order: not those of documents and their dates, of spans and of links.

    >>> years_in('Chỉ số năm 2023, theo Quyết định 12/QĐ-UBND ngày 05/01/2022, giai đoạn 2021 - 2030; 20/3/2024')
    [2023, 2024]
    """
    return [year for year, __, __ in year_places(unicodedata.normalize('NFC', text or ''))]


def year_places(text: str) -> list[tuple[int, int, int]]:
    """Return ``[(year, where it begins, where it ends)]`` of the years that ``years_in`` returns."""
    return [(int(match['year']), *match.span('year')) for match in _YEARS.finditer(text) if match['year']]


def move_year(text: str | None, year: int, new_year: int) -> str:
    """Return the text or HTML with the plan's year replaced, in running text and in dates; the rest stays (in NFC).

    Other years, spans of years, documents with their dates, links and longer numbers stay. 29 February becomes the
    28th when the new year has none.

    >>> move_year('Chậm nhất 20/3/2024, theo Quyết định số 12/QĐ-UBND ngày 05/01/2024', 2024, 2026)
    'Chậm nhất 20/3/2026, theo Quyết định số 12/QĐ-UBND ngày 05/01/2024'
    >>> move_year('Kế hoạch năm 2024, giai đoạn 2021 - 2030, Chỉ số năm 2023', 2024, 2026)
    'Kế hoạch năm 2026, giai đoạn 2021 - 2030, Chỉ số năm 2023'
    """
    leap_day = r'(?<!\d)29(?=(?:\s*[/.-]\s*0?2\s*[/.-]\s*|\s+tháng\s+0?2\s+năm\s+)YEAR(?!\w))'
    pattern = rf'(?P<keep>{_KEEP_YEAR})|(?P<leap_day>{leap_day})|(?<!\w)YEAR(?!\w)'.replace('YEAR', str(year))
    new_leap_day = '29' if isleap(new_year) else '28'

    def moved(match):
        if match['keep'] is not None:
            return match['keep']
        return new_leap_day if match['leap_day'] else str(new_year)

    return re.sub(pattern, moved, unicodedata.normalize('NFC', text or ''))


# -- HTML and links --------------------------------------------------------------------------------------------------

_BLOCKS = ('address', 'article', 'aside', 'blockquote', 'br', 'dd', 'div', 'dl', 'dt', 'figcaption', 'figure', 'footer',
           'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'li', 'main', 'ol', 'p', 'pre', 'section', 'table', 'td',
           'th', 'tr', 'ul')
_TAG = re.compile(r'''<(?:[^<>"']|"[^"]*"|'[^']*')*>''')
_LETTERS = re.compile('[0-9A-Za-zÀ-ɏẠ-ỹ]{2}')     # none that a reader would not see
_UNSEEN = re.compile('<(?:script|style|template|title|!)', re.IGNORECASE)
_HOST = re.compile(r'\A(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|(?=[^:]*:)[0-9a-f:.]+)')
_DEFAULT_PORTS = (None, 80, 443)
_PLAIN = ''.join(map(chr, range(33, 127)))   # a browser sends these unchanged
LONGEST_URL = 2000
_UNSAFE = re.compile(rf'[\\\s\x00-\x1f\x7f-\x9f]|{_INVISIBLE.pattern}')


def plain_text(body: str | None) -> str:
    """Return the text that a reader of the HTML sees, one line for each paragraph; '' when there is only markup.

    Scripts, styles, comments, non-breaking and zero-width spaces do not count as text.

    >>> plain_text('<p>Tin <b>C</b>CHC</p><p><br/>&nbsp;&#8203;</p><p>Hết</p>')
    'Tin CCHC\\nHết'
    """
    body = ' '.join(xml_safe(body or '', is_html=True).split())     # line breaks of the source do not show
    if not body:
        return ''
    root = html_tree(body)
    etree.strip_elements(root, 'script', 'style', 'template', 'title', with_tail=False)
    for element in root.iter(*_BLOCKS):
        element.text = '\n' + (element.text or '')
        element.tail = '\n' + (element.tail or '')
    lines = (' '.join(line.split()) for line in _composed(root.text_content()).split('\n'))
    return '\n'.join(line for line in lines if line)


def has_text(body: str | None) -> bool:
    """Whether a reader of the HTML sees any text, as ``plain_text`` has it: two letters outside of all tags tell it
    without parsing.

    >>> has_text('<p>Tin</p>'), has_text('<p><br/>&nbsp;</p>'), has_text('<style>p {color: red}</style>')
    (True, False, False)
    """
    body = body or ''
    rest = _TAG.sub(' ', body)
    is_plain = '<' not in rest and not _UNSEEN.search(body)
    return is_plain and bool(_LETTERS.search(unescape(rest))) or bool(plain_text(body))


def is_http_url(url: str | None) -> bool:
    """Whether the text is an http or https address with a host that no user name, backslash or space disguises."""
    return _parse_url(url) is not None


def is_short_url(url: str | None) -> bool:
    """Whether the address is short enough to store, counted as a browser sends it: a letter with marks takes several.

    >>> is_short_url('https://a.vn/' + 'b' * 1987), is_short_url('https://a.vn/' + 'b' * 1988)
    (True, False)
    >>> is_short_url('https://a.vn/' + 'ạ' * 200), is_short_url('https://a.vn/' + 'ạ' * 250)
    (True, False)
    """
    url = url or ''
    return len(url) <= LONGEST_URL and len(quote(url, safe=_PLAIN)) <= LONGEST_URL


def url_matches(url: str | None, prefixes: str | None) -> bool:
    """Whether the address begins with one of the allowed prefixes, one per line; without any, every http(s) address
    matches.

    http and https are the same, host names ignore case, and a path ends at a segment: /cchc covers /cchc/tin, not
    /cchc2. The query of a prefix must be part of the address's query.
    """
    target = _parse_url(url)
    lines = [line.strip() for line in (prefixes or '').splitlines() if line.strip()]
    if target is None or not lines:
        return target is not None
    allowed = (_parse_url(line if '://' in line else f'https://{line}') for line in lines)
    return any(_lies_under(target, prefix) for prefix in allowed if prefix)


@dataclass(frozen=True, slots=True)
class _Url:
    host: str
    port: int | None
    path: tuple[str, ...]
    query: frozenset[tuple[str, str]]


def _parse_url(url):
    """Return the parts by which two addresses are compared, None for anything but a plain http(s) address."""
    url = (url or '').strip()
    if _UNSAFE.search(url):
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or '').removesuffix('.')
        host = host if ':' in host else host.encode('idna').decode().lower()
        port = None if parts.port in _DEFAULT_PORTS else parts.port
    except ValueError:      # a bad port, bracket or host name
        return None
    # The browser resolves "..", so such an address leads elsewhere than it says.
    path = tuple(segment for segment in unicodedata.normalize('NFC', unquote(parts.path)).split('/') if segment)
    if parts.scheme not in ('http', 'https') or '@' in parts.netloc or not _HOST.fullmatch(host) or '..' in path:
        return None
    return _Url(host, port, path, frozenset(parse_qsl(parts.query)))


def _lies_under(target, prefix):
    return ((target.host, target.port) == (prefix.host, prefix.port)
            and target.path[:len(prefix.path)] == prefix.path
            and prefix.query <= target.query)
