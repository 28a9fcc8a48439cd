# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Renew the pictures of the app store pages: the banners are drawn, the screens are copied from docs/images.

`.cache/python/bin/python docs/store.py`; `docs/screenshots.py` ends with it.
"""

import shutil
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
BANNER = {'width': 1120, 'height': 560}


def main():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path='/usr/bin/chromium', args=['--no-sandbox'])
        for source in sorted((ROOT / 'docs/banner').glob('*.html')):
            page = browser.new_page(viewport=BANNER)
            page.goto(source.as_uri())
            page.evaluate('document.fonts.ready')
            page.screenshot(path=ROOT / source.stem / 'static/description/banner.png')
        browser.close()
    for path in ROOT.glob('cchc_*/static/description/*.png'):
        if (ROOT / 'docs/images' / path.name).exists():
            shutil.copy(ROOT / 'docs/images' / path.name, path)


def shrink(path):
    """Keep 256 colours of a picture: a third of its size."""
    with Image.open(path) as picture:
        picture.convert('RGB').quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == '__main__':
    main()
