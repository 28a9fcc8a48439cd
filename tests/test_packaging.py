# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Each addon as OCA and the app store expect it: README out of its fragments, app store page, banner, manifest."""

import ast
import importlib.util
import re
import subprocess
from pathlib import Path

import lxml.html
import pytest
from docutils.core import publish_doctree
from PIL import Image

from odoo.tools import html_sanitize

ROOT = Path(__file__).resolve().parents[1]
ADDONS = [ROOT / name for name in ('cchc_propaganda', 'cchc_propaganda_report')]
each_addon = pytest.mark.parametrize('addon', ADDONS, ids=lambda addon: addon.name)
FRAGMENTS = {'DESCRIPTION', 'CONTEXT', 'INSTALL', 'CONFIGURE', 'USAGE', 'ROADMAP', 'DEVELOP', 'CONTRIBUTORS', 'CREDITS',
             'HISTORY'}   # those that OCA's generator knows
NEEDED = {'DESCRIPTION', 'CONFIGURE', 'USAGE', 'CONTRIBUTORS', 'HISTORY'}
NAME_LENGTH = 25   # of a name in the app store's list
BANNER = (1120, 560)
COPYRIGHT = (
    "Copyright 2026 CCHC Communication contributors",
    "License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).",
)


def manifest(addon):
    return ast.literal_eval((addon / '__manifest__.py').read_text())


def page(addon):
    return (addon / 'static/description/index.html').read_text()


def pictures(html):
    return [(image.get('src'), image.get('alt')) for image in lxml.html.document_fromstring(html).iter('img')]


@pytest.fixture(scope='module')
def generator():
    spec = importlib.util.spec_from_file_location('addon_readme', ROOT / 'docs/addon_readme.py')
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@each_addon
def test_readme_says_what_its_fragments_say(addon, generator):
    """Renewed by `.cache/python/bin/python docs/addon_readme.py`."""
    assert (addon / 'README.rst').read_text() == generator.readme(addon)


@each_addon
def test_readme_is_faultless_and_has_every_fragment(addon, generator):
    tree = publish_doctree((addon / 'README.rst').read_text(), settings_overrides={'report_level': 1, 'halt_level': 2})
    titles = {node.astext() for node in tree.findall() if node.tagname == 'title'}
    fragments = {path.stem for path in (addon / 'readme').iterdir()}
    assert NEEDED <= fragments <= FRAGMENTS
    assert {title for name, title in (generator.SECTIONS | generator.CREDITS).items() if name in fragments} <= titles


@each_addon
def test_history_begins_with_the_present_version(addon):
    first = (addon / 'readme/HISTORY.md').read_text().splitlines()[0]
    assert first == f"## {manifest(addon)['version']}"


@each_addon
def test_manifest_fits_the_app_store(addon):
    keys = manifest(addon)
    assert len(keys['name']) <= NAME_LENGTH
    assert keys['images'] == ['static/description/banner.png']
    assert Image.open(addon / keys['images'][0]).size == BANNER
    assert keys['author'] == "CCHC Communication contributors"
    assert 'website' not in keys


@each_addon
def test_app_store_page_has_nothing_that_the_store_or_odoo_takes_away(addon):
    """Neither script nor style sheet nor anything from elsewhere; Odoo's own clean-up leaves every tag and style."""
    document = lxml.html.document_fromstring(page(addon))
    allowed = {'html', 'head', 'meta', 'title', 'body', 'div', 'section', 'h2', 'h3', 'p', 'em', 'ul', 'li', 'img'}
    assert {element.tag for element in document.iter()} <= allowed
    assert {link for *_rest, link, _position in document.iterlinks()} == {src for src, _alt in pictures(page(addon))}
    assert not re.search(r'url\(|\bon\w+\s*=|https?:', page(addon))
    cleaned = lxml.html.document_fromstring(html_sanitize(lxml.html.tostring(document, encoding='unicode')))
    for path in ('//h2', '//h3', '//p', '//li', '//img/@src', '//@style'):
        assert len(cleaned.xpath(path)) == len(document.xpath(path)), path


@each_addon
def test_app_store_page_is_in_vietnamese_and_below_in_english(addon):
    sections = lxml.html.document_fromstring(page(addon)).xpath('//section')
    assert [section.get('lang') for section in sections] == ['vi', 'en']
    vietnamese, english = ([[element.tag for element in section.iter('h2', 'h3', 'p', 'li')]] for section in sections)
    assert vietnamese == english


@each_addon
def test_pictures_of_the_app_store_page_are_the_present_screens(addon):
    """Renewed by `docs/screenshots.py`, which ends with `docs/store.py`."""
    shown = pictures(page(addon))
    assert all(alt for _src, alt in shown)
    kept = {path.name for path in (addon / 'static/description').glob('*.png')} - {'icon.png'}
    assert {src for src, _alt in shown} == kept
    for name in kept - {'banner.png'}:
        assert (addon / 'static/description' / name).read_bytes() == (ROOT / 'docs/images' / name).read_bytes(), name


def test_each_source_says_whose_it_is_and_under_which_licence():
    """What is empty, or only imports its neighbours, needs none."""
    tracked = subprocess.run(['git', 'ls-files', '-z', '*.py', '*.js'], cwd=ROOT, capture_output=True, text=True,
                             check=True).stdout
    without = []
    for path in (ROOT / name for name in filter(None, tracked.split('\0'))):
        if path.name == '__init__.py' or not path.is_file() or not (text := path.read_text()):
            continue
        mark = '//' if path.suffix == '.js' else '#'
        if text.splitlines()[:2] != [f'{mark} {line}' for line in COPYRIGHT]:
            without.append(str(path.relative_to(ROOT)))
    assert not without
