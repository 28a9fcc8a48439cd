# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The guides in docs/vi: in the words of the screens, in the words of an office, with links and pictures that exist."""

import re
from pathlib import Path

import polib
import pytest
from test_translations import ADDRESS, CAPITALS, FORBIDDEN

ROOT = Path(__file__).resolve().parents[1]
GUIDES = sorted((ROOT / 'docs/vi').glob('*.md'))
BOLD = re.compile(r'\*\*([^*]+)\*\*')
LINK = re.compile(r'\]\(([^)#]+?)(?:#[^)]*)?\)')
# Odoo's own buttons that the guides name.
OF_ODOO = {"Mới", "Lưu", "Tác vụ", "Thêm một dòng", "Xuất", "Lưu trữ", "Nhân bản", "Huỷ bỏ", "Tải lên"}
each_guide = pytest.mark.parametrize('guide', GUIDES, ids=[guide.stem for guide in GUIDES])


def shown():
    """Return everything that the screens of both addons say in Vietnamese, one line each, without placeholders."""
    texts = {entry.msgstr for addon in ('cchc_propaganda', 'cchc_propaganda_report')
             for entry in polib.pofile(ROOT / addon / 'i18n' / 'vi.po')}
    texts |= {re.sub(r':? \(?%s\)?$', '', text) for text in texts}     # “Của đơn vị (3)”
    return {' '.join(text.split()) for text in texts} | OF_ODOO


@each_guide
def test_what_is_bold_stands_on_a_screen(guide):
    screens = shown()
    text = guide.read_text()
    named = [' '.join(words.split()) for words in BOLD.findall(text)]
    intro = {"đậm"} if guide.stem == 'README' else set()
    assert not [words for words in named if words not in screens and words not in intro
                and not words[0].islower() and words.rstrip(':.') not in screens]


@each_guide
def test_guide_speaks_as_an_office_does(guide):
    text = ' '.join(guide.read_text().split())
    for rule in (FORBIDDEN, ADDRESS, CAPITALS):
        assert not rule.findall(re.sub(r'\]\([^)]*\)', ']', text)), rule.pattern
    assert not re.search(r'phía sau\b|chỗ khác|docs/screenshots', text)


@each_guide
def test_links_and_pictures_exist(guide):
    assert not [target for target in LINK.findall(guide.read_text())
                if not target.startswith('http') and not (guide.parent / target).exists()]
