# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Read the plan without its appendix from the lines outside the table: number, day, legal bases, sections, recipients,
signer."""

import re

from .. import limits
from ..citation import BEGIN, NUMBERED, read_citation
from ..table_reading import parse_date
from ..text import fold
from .document import Basis, Head, Section

_NUMBER = re.compile(r'\bsố\s*:?\s*(\d{1,5}\s*/\s*KH\s*-\s*[^\W\d_][\w-]*)', re.IGNORECASE)
_DAY = re.compile(r',\s*ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})\s*$', re.IGNORECASE)
_YEAR = re.compile(r'\bnăm\s+(20\d{2})\b', re.IGNORECASE)
_ROMAN = re.compile(r'\A([IVX]{1,5})\s*[.)-]\s*(\S.*)\Z')
_ARABIC = re.compile(r'\A(\d{1,2})\s*[.)]\s*(?=\D)(\S.*)\Z')
_BULLET = re.compile(r'\A[-–—+•●▪*]\s*')
_KINDS = (
    ('organisation', r'\bto chuc thuc hien\b|\btrach nhiem\b'),
    ('objective', r'\bmuc tieu\b|\bmuc dich\b'), ('requirement', r'\byeu cau\b'),
    ('audience', r'\bdoi tuong\b'), ('scope', r'\bpham vi\b'),
    ('form', r'\bhinh thuc\b'), ('content', r'\bnoi dung\b|\bnhiem vu\b'),
)
_KINDS = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_RECIPIENTS = re.compile(r'\Anơi nhận\s*:?', re.IGNORECASE)
_APPENDIX = re.compile(r'\Aphụ lục(?:\s+(?:[IVX]+|\d+))?\s*:?\Z', re.IGNORECASE)
_TITLE = re.compile(r'\A(?:kế hoạch|quyết định)\Z', re.IGNORECASE)
_ATTACHED = re.compile(r'\A\(?\s*(?:ban hành )?kèm theo\b', re.IGNORECASE)
_SIGNS = re.compile(r'\A(?:KT|TM|TL|TUQ|Q)\s*\.|\A(?:PHÓ )?(?:GIÁM ĐỐC|CHỦ TỊCH|CHÁNH VĂN PHÒNG|TRƯỞNG BAN|BỘ TRƯỞNG|'
                    r'CHI CỤC TRƯỞNG|CỤC TRƯỞNG|THỨ TRƯỞNG|TRƯỞNG PHÒNG|TỔNG CỤC TRƯỞNG|VIỆN TRƯỞNG)\b')
_MOTTO = re.compile(r'\A(?:cộng hòa xã hội|cộng hoà xã hội|độc lập)', re.IGNORECASE)
_RULE = re.compile(r'\A[\s_*.–—=-]+\Z')
_ENDS = re.compile(r'[.;:!?…]["”)]*\Z|\./\.\Z')


def read_head(lines):
    """Return what the lines outside the appendix say. A line that a file breaks in the middle of a sentence is joined
    with the next one."""
    lines = [line for line in (' '.join(line.split()) for line in lines) if line and not _RULE.match(line)]
    lines = lines[:limits.PLAN_LINES]
    appendix = next((at for at, line in enumerate(lines) if _APPENDIX.match(line)), None)
    text, after = (lines, []) if appendix is None else (lines[:appendix], lines[appendix + 1:])
    ends = next((at for at, line in enumerate(text) if _RECIPIENTS.match(line)), None)
    body, close = (text, []) if ends is None else (text[:ends], text[ends:])
    ends = next((at for at, line in enumerate(after) if _RECIPIENTS.match(line)), None)
    if not close and ends is not None:
        after, close = after[:ends], after[ends:]       # the appendix stands above the signature
    number, day = _identity(body)
    name, body = _name(body)
    bases, body = _bases(_joined(body))
    recipients, signer_title, signer_name = _close(close)
    title = _appendix_title(after)
    years = [int(year) for year in _YEAR.findall(f'{name} {title}')]
    return Head(name, number, day, years[0] if years else None, bases, _sections(body), recipients, signer_title,
                signer_name, title)


def _identity(lines):
    """Return the number and the day; blanks for them ("Số: …/KH-STTTT") are none."""
    number = next((match[1] for match in map(_NUMBER.search, lines[:limits.HEADING_ROWS]) if match
                   and not BEGIN.match(match.string)), '')
    day = next((match for match in map(_DAY.search, lines[:limits.HEADING_ROWS]) if match), None)
    return re.sub(r'\s+', '', number), day and parse_date(f'{day[1]}/{day[2]}/{day[3]}')


def _name(lines):
    """Return the name of the plan (the lines below "KẾ HOẠCH"), and the lines after it."""
    at = next((at for at, line in enumerate(lines) if _TITLE.match(line)), None)
    if at is None:
        at = next((at for at, line in enumerate(lines)
                   if fold(line).startswith('ke hoach ') and _YEAR.search(line)), None)
        if at is None:
            return '', lines
        return re.sub(r'\A\S+ \S+ ', '', lines[at]), lines[at + 1:]
    end = at + 1
    while end < len(lines) and end < at + 6 and not (
            BEGIN.match(lines[end]) or _ROMAN.match(lines[end]) or lines[end].endswith((':', '.', ';'))
            or len(lines[end]) > 150 or _MOTTO.match(lines[end])):
        end += 1
    return ' '.join(lines[at + 1:end]), lines[end:]


def _joined(lines):
    """Join the lines of which a sentence consists: a text out of a PDF breaks it at the edge of the page."""
    joined = []
    for line in lines:
        if joined and not _begins(line, joined[-1]):
            joined[-1] += ' ' + line
        else:
            joined.append(line)
    return joined


def _begins(line, before):
    if _BULLET.match(line) or _ROMAN.match(line) or BEGIN.match(line) and line[0].isupper():
        return True
    if _ARABIC.match(line) and (_ENDS.search(before) or _is_title(before) or len(before) < 60):
        return True
    if _ROMAN.match(before) and before.upper() == before:
        return line.upper() != line     # a title in capitals may take two lines
    if _ARABIC.match(before) and _is_title(before):
        return True
    return bool(_ENDS.search(before)) and line[0].isupper()


def _is_title(line):
    return len(line) < 60 and not _ENDS.search(line) and ':' not in line


def _bases(lines):
    bases = []
    while lines and BEGIN.match(lines[0]) and (NUMBERED.search(lines[0]) or fold(lines[0]).startswith('can cu')):
        name = lines[0].rstrip(' .;,')
        cited = read_citation(name)
        bases.append(Basis(name, cited.number, cited.day, cited.issuer))
        lines = lines[1:]
    if not bases:       # other lines may stand between the title and the first basis
        at = next((at for at, line in enumerate(lines[:10]) if fold(line).startswith('can cu')), None)
        if at:
            found, rest = _bases(lines[at:])
            return found, lines[:at] + rest
    return tuple(bases), lines


def _sections(lines):
    """Return the parts as printed: what stands before the first heading, each heading, each numbered part below it."""
    parts, roman = [('', 'opening', '', [])], ''
    for line in lines:
        heading, numbered = _ROMAN.match(line), _ARABIC.match(line)
        if heading and (line.upper() == line or len(line) < 120):
            roman = heading[1]
            title = heading[2]
            parts.append((roman, 'organisation' if _kind(title) == 'organisation' else 'heading', title, []))
        elif numbered and roman and parts[-1][1] != 'organisation':
            title, colon, rest = numbered[2].partition(':')
            if not colon and len(title) > 80:
                title, rest = '', numbered[2]
            parts.append((f'{roman}.{numbered[1]}', _kind(title) or 'other', title.strip() + colon,
                          [rest.strip()] if rest.strip() else []))
        else:
            parts[-1][3].append(line)
    number, kind, title, paragraphs = parts[-1]
    if kind == 'organisation' and len(paragraphs) > 1 and not _ARABIC.match(paragraphs[-1]) and not _BULLET.match(
            paragraphs[-1]):
        closing = paragraphs.pop()
        parts.append(('', 'closing', '', [closing]))
    result = []
    for number, kind, title, paragraphs in parts:
        if kind == 'heading' and paragraphs:
            kind = _kind(title) or 'other'
        if title or paragraphs:
            result.append(Section(number, kind, title, tuple(paragraphs)))
    return tuple(result)


def _kind(title):
    folded = fold(title)
    return next((kind for kind, pattern in _KINDS if pattern.search(folded)), None)


def _close(lines):
    """Return recipients, title and name of the signer."""
    recipients, titles, name = [], [], ''
    for line in lines:
        line = _RECIPIENTS.sub('', line).strip()
        if not line:
            continue
        if _SIGNS.match(line):
            titles.append(line)
        elif _BULLET.match(line):
            recipients.append(_BULLET.sub('', line).rstrip(' ;.,'))
        elif titles and not name and len(line) < 60:
            name = line
        elif recipients and not titles and line[0].islower():
            recipients[-1] = f'{recipients[-1]} {line.rstrip(" ;.,")}'
    return tuple(filter(None, recipients)), '\n'.join(titles), name


def _appendix_title(lines):
    title = []
    for line in lines[:6]:
        if _ATTACHED.match(line):
            break
        title.append(line)
    return ' '.join(title)
