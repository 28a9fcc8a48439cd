# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""ZIP files whose bytes depend on nothing but their content, and names that every system can unpack."""

import io
import re
import unicodedata
import zipfile
from typing import BinaryIO

_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]')
_RESERVED = re.compile(r'(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?', re.IGNORECASE)
_PLAIN = re.compile(r'[A-Za-z0-9]+')
_D = str.maketrans('đĐ', 'dD')      # which no decomposition turns into a plain letter
_STORED = ('.jpg', '.jpeg', '.png', '.gif', '.webp', '.mp4', '.mov', '.mp3', '.zip', '.docx', '.xlsx', '.pdf')
_DAY = (1980, 1, 1, 0, 0, 0)


def safe_name(name: str | None, default: str = 'tep', length: int = 80) -> str:
    """A file name that Windows, macOS and Linux accept, with its Vietnamese letters and its extension.

    >>> safe_name('Tin: "Một cửa" 24/7?.jpg'), safe_name('../../etc/passwd'), safe_name('con.txt'), safe_name(' . ')
    ('Tin Một cửa 24 7.jpg', 'etc passwd', '_con.txt', 'tep')
    """
    name = unicodedata.normalize('NFC', name or '')
    name = ' '.join(_UNSAFE.sub(' ', name).split()).lstrip('. ').rstrip('. ')
    stem, dot, extension = name.rpartition('.')
    if stem and len(extension) <= 5 and extension.isalnum():
        name = stem[:length].rstrip('. ') + dot + extension
    else:
        name = name[:length].rstrip('. ')
    name = name or default
    return f'_{name}' if _RESERVED.fullmatch(name) else name


def plain_name(name: str | None, default: str = 'tep', length: int = 60) -> str:
    """A name without extension in plain letters, digits and hyphens: even programs that know no Vietnamese letters
    unpack it. It is cut after a whole word.

    >>> plain_name('Kế hoạch số 30/KH-STTTT: bản đã ký số'), plain_name('aux'), plain_name('Đường dây nóng', length=10)
    ('Ke-hoach-so-30-KH-STTTT-ban-da-ky-so', '_aux', 'Duong-day')
    """
    letters = unicodedata.normalize('NFD', (name or '').translate(_D))
    words = _PLAIN.findall(letters.encode('ascii', 'ignore').decode())
    plain = ''
    for word in words:
        longer = f'{plain}-{word}' if plain else word[:length]
        if len(longer) > length:
            break
        plain = longer
    plain = plain or default
    return f'_{plain}' if _RESERVED.fullmatch(plain) else plain


class Archive:
    """A ZIP written to a stream, file by file. A name used twice gets a number, and no clock is read."""

    def __init__(self, stream: BinaryIO):
        self._zip = zipfile.ZipFile(stream, 'w', zipfile.ZIP_DEFLATED)
        self._names = set()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._zip.close()

    def add(self, name: str, data: bytes) -> str:
        """Add a file under the name, which may begin with safe folder names. Return the name it got."""
        stem, dot, extension = name.rpartition('.')
        number, free = 1, name
        while free.casefold() in self._names:
            number += 1
            free = f'{stem} ({number}){dot}{extension}' if stem and '/' not in extension else f'{name} ({number})'
        self._names.add(free.casefold())
        member = zipfile.ZipInfo(free, _DAY)
        member.external_attr = 0o644 << 16
        member.compress_type = zipfile.ZIP_STORED if free.lower().endswith(_STORED) else zipfile.ZIP_DEFLATED
        self._zip.writestr(member, data)
        return free


def repacked(data: bytes) -> bytes:
    """Return the same ZIP file without the times at which its files were written."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, 'w') as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _DAY)
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            target.writestr(member, source.read(name))
    return stream.getvalue()
