# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Which files are accepted, by their content."""

import io
import zipfile

import pytest

from odoo.tools.mimetypes import guess_mimetype

from odoo.addons.cchc_propaganda.tools.files import CODE, EMPTY, MACRO, PROGRAM, UNKNOWN, ending_of, fault, served_type

PNG = bytes.fromhex(
    '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf500f00038601805a346f6b'
    '0000000049454e44ae426082')
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
EXE = b'MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00' + b'\x00' * 200


def packed(*names):
    with io.BytesIO() as target:
        with zipfile.ZipFile(target, 'w') as archive:
            for name in names:
                archive.writestr(name, 'x')
        return target.getvalue()


def judged(name, content):
    return fault(name, content, guess_mimetype(content).lower() if content else '')


@pytest.mark.parametrize(('name', 'content'), [
    ('ảnh hội nghị.png', PNG),
    ('NFD ảnh.png', PNG),
    ('no ending', PNG),
    ('photo.jpg', PNG),                                     # called otherwise, and still a picture
    ('photo.heic', b'\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic'),
    ('clip.mp4', b'\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom'),
    ('sound.mp3', b'ID3\x03\x00\x00\x00\x00\x00\x21'),
    ('sound.mp3', b'\xff\xfb\x90\x64' + b'\x00' * 60),
    ('plan.pdf', b'%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'),
    ('text.txt', "Tin về cải cách hành chính".encode()),
    ('table.csv', b'a,b\n1,2\n'),
    ('article.docx', packed('[Content_Types].xml', '_rels/.rels', 'word/document.xml')),
    ('table.xlsx', packed('[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml')),
    ('old.doc', b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + b'\x00' * 600),
    ('photos.zip', packed('a.jpg', 'b.jpg')),
    ('raw.cr2', b'II*\x00\x10\x00\x00\x00CR\x02\x00'),
])
def test_what_an_office_attaches_is_taken(name, content):
    assert judged(name, content) == ''


@pytest.mark.parametrize(('name', 'content', 'why'), [
    ('photo.jpg', b'', EMPTY),
    ('photo.jpg', EXE, PROGRAM),
    ('photo.jpg', b'\x7fELF\x02\x01\x01' + b'\x00' * 60, PROGRAM),
    ('photo.jpg', b'#!/bin/sh\nrm -rf /\n', PROGRAM),
    ('report.pdf.exe', b'%PDF-1.7', PROGRAM),
    ('setup.msi', b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + b'\x00' * 600, PROGRAM),
    ('run.bat', b'@echo off\r\ndel *\r\n', PROGRAM),
    ('run.ps1', b'Get-Process', PROGRAM),
    ('shortcut.lnk', b'L\x00\x00\x00\x01\x14\x02\x00' + b'\x00' * 60, PROGRAM),
    ('app.jar', packed('META-INF/MANIFEST.MF', 'A.class'), PROGRAM),
    ('photo.jpg', b'<html><script>alert(1)</script></html>', CODE),
    ('photo.jpg', b'\xef\xbb\xbf  \n<!DOCTYPE html><p>x', CODE),
    ('photo.jpg', b'\xff\xfe' + '<html><script>'.encode('utf-16-le'), CODE),
    ('photo.jpg', SVG, CODE),
    ('drawing.svg', SVG, CODE),
    ('photo.jpg', b'<?xml version="1.0"?>' + SVG, CODE),
    ('page.html', b'just words', CODE),
    ('PAGE.HTM', b'just words', CODE),
    ('table.xlsm', packed('[Content_Types].xml', 'xl/workbook.xml', 'xl/vbaProject.bin'), MACRO),
    ('article.docx', packed('[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin'), MACRO),
    ('thing.bin', b'\x01\x02\x03\x04' * 30, UNKNOWN),
])
def test_what_could_do_harm_is_refused_whatever_it_is_called(name, content, why):
    assert judged(name, content) == why


@pytest.mark.parametrize(('guessed', 'kept', 'served'), [
    ('image/png', 'image/jpeg', 'image/png'),                # its bytes, not its name
    ('application/pdf', 'text/html', 'application/pdf'),
    ('text/plain', 'text/html', 'text/plain'),
    ('text/x-c', 'text/x-c', 'text/plain'),
    ('application/octet-stream', 'audio/mpeg', 'audio/mpeg'),
    ('application/octet-stream', 'text/html', 'application/octet-stream'),
    ('application/octet-stream', 'image/svg+xml', 'application/octet-stream'),
    ('application/octet-stream', 'application/javascript', 'application/octet-stream'),
    ('application/zip', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
     'application/vnd.openxmlformats-officedocument.wordprocessingml.document'),
])
def test_file_is_handed_out_as_what_it_is(guessed, kept, served):
    assert served_type(guessed, kept) == served


@pytest.mark.parametrize(('name', 'ending'), [
    ('Biên bản.DOCX', 'docx'), ('photo', ''), ('a.tar.gz', 'gz'), (None, ''), ('photo.jpg ', 'jpg')])
def test_ending_of_a_name(name, ending):
    assert ending_of(name) == ending
