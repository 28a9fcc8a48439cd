# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Make the pages that the app opens under *Hướng dẫn* from the guides in docs/vi: plain HTML in the addon, with the
pictures that they show. They need no network and no other file.

`.cache/python/bin/python docs/guides.py` after a change of a guide or a picture. A test fails while the pages are old.
"""

import html
import re
import shutil
from pathlib import Path

import mistune

ROOT = Path(__file__).resolve().parent.parent
GUIDES = ROOT / 'docs/vi'
PAGES = ROOT / 'cchc_propaganda/static/help'
PAGE = """\
<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – Tuyên truyền CCHC</title>
<link rel="stylesheet" href="help.css">
</head>
<body>
<header><nav aria-label="Hướng dẫn"><a href="README.html">Hướng dẫn sử dụng</a></nav></header>
<main>
{content}</main>
</body>
</html>
"""


def pages():
    """Return ``{name of the file: its text}`` for all guides."""
    return {f'{path.stem}.html': _page(path.read_text(encoding='utf-8')) for path in sorted(GUIDES.glob('*.md'))}


def pictures():
    """Return the pictures that the guides show."""
    shown = {name for path in GUIDES.glob('*.md')
             for name in re.findall(r'\(\.\./images/([\w-]+\.png)\)', path.read_text(encoding='utf-8'))}
    return [ROOT / 'docs/images' / name for name in sorted(shown)]


def _page(text):
    markdown = mistune.create_markdown(plugins=['table', 'strikethrough'])
    content = markdown(text)
    content = re.sub(r'href="([\w-]+)\.md(#[\w-]+)?"', r'href="\1.html\2"', content)
    # Pages of the repository are not part of the addon: their name stays, the link goes.
    content = re.sub(r'<a href="\.\./[^"]*">(.*?)</a>', r'\1', content)
    content = content.replace('src="../images/', 'src="images/').replace('<th>', '<th scope="col">')
    title = re.search(r'<h1>(.*?)</h1>', content)[1]
    return PAGE.format(title=html.unescape(re.sub('<[^>]+>', '', title)), content=content)


def main():
    shutil.rmtree(PAGES / 'images', ignore_errors=True)
    for old in PAGES.glob('*.html'):
        old.unlink()
    (PAGES / 'images').mkdir(parents=True)
    for name, page in pages().items():
        (PAGES / name).write_text(page, encoding='utf-8')
    for picture in pictures():
        shutil.copy(picture, PAGES / 'images')


if __name__ == '__main__':
    main()
