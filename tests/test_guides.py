# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The guides that the app opens are those of docs/vi, and every link and picture in them leads somewhere."""

import importlib.util
from pathlib import Path

import pytest
from lxml import html

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / 'cchc_propaganda/static/help'


@pytest.fixture(scope='module')
def guides():
    spec = importlib.util.spec_from_file_location('guides', ROOT / 'docs/guides.py')
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_pages_say_what_the_guides_say(guides):
    """Renewed by `.cache/python/bin/python docs/guides.py`."""
    assert {path.name: path.read_text(encoding='utf-8') for path in PAGES.glob('*.html')} == guides.pages()
    assert {path.name: path.read_bytes() for path in PAGES.glob('images/*')} == {
        path.name: path.read_bytes() for path in guides.pictures()}


@pytest.mark.parametrize('page', sorted(PAGES.glob('*.html')), ids=lambda page: page.stem)
def test_every_link_and_picture_is_there_without_a_network(page):
    tree = html.fromstring(page.read_text(encoding='utf-8'))
    addresses = [address for __, __, address, __ in tree.iterlinks()]
    assert not [address for address in addresses if not (page.parent / address.partition('#')[0]).is_file()]
    assert len(tree.xpath('//h1')) == 1
    assert all(picture.get('alt') for picture in tree.iter('img'))


def test_every_guide_is_reached_from_the_first(guides):
    first = html.fromstring(guides.pages()['README.html'])
    assert set(guides.pages()) == {address for __, __, address, __ in first.iterlinks() if address.endswith('.html')}
