# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which files are accepted as content of a document, judged by their bytes and not only by their name."""

import zipfile

from . import limits

HEAD = 4096     # bytes read to recognise a file
EMPTY, PROGRAM, MACRO, CODE, UNKNOWN = 'empty', 'program', 'macro', 'code', 'unknown'
CROWDED, PIXELS = 'crowded', 'pixels'


def _words(text):
    return frozenset(text.split())


_PROGRAMS = (b'\x7fELF', b'\xfe\xed\xfa\xce', b'\xfe\xed\xfa\xcf', b'\xce\xfa\xed\xfe', b'\xcf\xfa\xed\xfe',
             b'\xca\xfe\xba\xbe', b'#!', b'L\x00\x00\x00\x01\x14\x02\x00', b'MSCF')
_PROGRAM_TYPES = frozenset({
    'application/x-dosexec', 'application/x-msdownload', 'application/vnd.microsoft.portable-executable',
    'application/x-executable', 'application/x-pie-executable', 'application/x-sharedlib', 'application/x-object',
    'application/x-mach-binary', 'application/java-archive', 'application/x-java-applet',
    'application/vnd.android.package-archive', 'application/x-msi', 'application/x-ms-shortcut',
    'application/vnd.debian.binary-package', 'application/x-rpm', 'application/x-iso9660-image',
    'application/vnd.ms-cab-compressed', 'text/x-shellscript', 'text/x-msdos-batch'})
_PROGRAM_ENDINGS = _words(
    'exe dll com scr pif cpl msi msp bat cmd ps1 psm1 vbs vbe js jse mjs ws wsf wsh hta jar class apk app dmg deb rpm '
    'iso img lnk reg sh bash py pyw php pl rb')
_CODE = (b'<!doctype html', b'<html', b'<head', b'<body', b'<script', b'<svg', b'<iframe', b'<?xml', b'<!doctype svg',
         b'<!--', b'mime-version:')
_CODE_TYPES = frozenset({
    'text/html', 'application/xhtml+xml', 'image/svg+xml', 'image/svg', 'text/xml', 'application/xml',
    'text/javascript', 'application/javascript', 'message/rfc822', 'multipart/related'})
_CODE_ENDINGS = _words('html htm xhtml xht shtml mht mhtml svg svgz xml xsl xslt swf')
_MACRO_ENDINGS = _words('docm dotm xlsm xltm xlam pptm potm ppsm ppam')
_DOCUMENTS = frozenset({
    'application/pdf', 'application/rtf', 'application/msword', 'application/cdfv2', 'application/x-ole-storage',
    'application/zip', 'application/x-7z-compressed', 'application/x-rar', 'application/x-rar-compressed',
    'application/vnd.rar', 'application/ogg', 'application/postscript', 'application/vnd.adobe.photoshop',
    'application/illustrator', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint', 'application/vnd.ms-asf'})
_DOCUMENT_FAMILIES = ('image/', 'audio/', 'video/', 'text/', 'application/vnd.openxmlformats-officedocument.',
                      'application/vnd.oasis.opendocument.')
# Names accepted for a file whose bytes are not recognised: no library knows all variants of these formats.
_QUIET_ENDINGS = _words(
    'jpg jpeg png gif webp bmp tif tiff heic heif raw cr2 cr3 nef arw dng mp3 m4a wav wma aac amr ogg flac mp4 m4v mov '
    'avi mkv wmv 3gp mpg mpeg mts webm pdf doc docx xls xlsx ppt pptx odt ods odp rtf zip rar 7z psd ai eps')


def fault(name, content, mimetype):
    """Return why a file is refused: one of ``EMPTY, PROGRAM, MACRO, CODE, UNKNOWN``, ``CROWDED`` for a ZIP with too
    many files, ``PIXELS`` for a picture with too many pixels; '' when the file is accepted.

    ``mimetype``: the type that a library of signatures finds in the content (lower case).
    """
    if not content:
        return EMPTY
    head, ending = content[:HEAD], ending_of(name)
    if (ending in _PROGRAM_ENDINGS or mimetype in _PROGRAM_TYPES or head.startswith(_PROGRAMS)
            or (head.startswith(b'MZ') and b'\x00' in head)):
        return PROGRAM
    if ending in _MACRO_ENDINGS:
        return MACRO
    if head.startswith(b'PK') and (found := _fault_of_zip(content)):
        return found
    if ending in _CODE_ENDINGS or mimetype in _CODE_TYPES or _begins_like_code(head):
        return CODE
    if mimetype.startswith('image/') and _is_too_large(content):
        return PIXELS
    if mimetype in _DOCUMENTS or mimetype.startswith(_DOCUMENT_FAMILIES) or ending in _QUIET_ENDINGS:
        return ''
    return UNKNOWN


def served_type(guessed, kept):
    """Return the MIME type under which an accepted file is served: ``guessed`` from its bytes, never the sender's word;
    ``kept``, which follows from its name, when the bytes say too little."""
    if guessed.startswith('text/'):
        return 'text/plain'
    if guessed in ('application/octet-stream', 'application/zip', 'application/cdfv2', 'application/x-ole-storage'):
        harmless = kept.startswith(('image/', 'audio/', 'video/', 'application/vnd.', 'application/msword'))
        return kept if harmless and kept not in _CODE_TYPES | _PROGRAM_TYPES else guessed
    return guessed


def ending_of(name: str | None) -> str:
    """Return the ending of a file's name in small letters, '' without one.

    >>> ending_of('Biên bản.DOCX'), ending_of('photo')
    ('docx', '')
    """
    return name.rpartition('.')[2].strip().lower() if '.' in (name or '') else ''


def _begins_like_code(head):
    text = head.removeprefix(b'\xef\xbb\xbf')
    if text.startswith((b'\xff\xfe', b'\xfe\xff')):
        text = text.replace(b'\x00', b'')[2:]
    return text.lstrip().lower().startswith(_CODE)


def _fault_of_zip(content):
    try:
        with limits.open_zip(content) as archive:
            return MACRO if any(name.lower().endswith('vbaproject.bin') for name in archive.namelist()) else ''
    except limits.LimitError:
        return CROWDED
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ''


def _is_too_large(content):
    try:
        with limits.open_picture(content):
            return False
    except limits.LimitError:
        return True
