# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Write each addon's README.rst, in the layout of OCA, from the fragments in its readme/ and its manifest.

`.cache/python/bin/python docs/addon_readme.py` after a change of either; a test tells when they are out of step.
OCA's own generator reads the same fragments. It also points to a repository and its issues at OCA: this one has none.
"""

import ast
from pathlib import Path

import mistune
from mistune.renderers.rst import RSTRenderer

ROOT = Path(__file__).resolve().parent.parent
NOTICE = (
    "This file is generated from the fragments in readme/",
    "by docs/addon_readme.py: changes will be overwritten.",
)
BADGES = """\
.. |badge1| image:: https://img.shields.io/badge/maturity-Beta-yellow.png
    :target: https://odoo-community.org/page/development-status
    :alt: Beta
.. |badge2| image:: https://img.shields.io/badge/license-AGPL--3-blue.png
    :target: https://www.gnu.org/licenses/agpl-3.0-standalone.html
    :alt: License: AGPL-3

|badge1| |badge2|
"""
# fragment: its title, in the order of OCA
SECTIONS = {
    'CONTEXT': "Use Cases / Context",
    'INSTALL': "Installation",
    'CONFIGURE': "Configuration",
    'USAGE': "Usage",
    'DEVELOP': "Development",
    'ROADMAP': "Known issues / Roadmap",
    'HISTORY': "Changelog",
}
CREDITS = {'CONTRIBUTORS': "Contributors", 'CREDITS': "Other credits"}


class Renderer(RSTRenderer):
    """Keeps the lines of the fragments."""

    def softbreak(self, token, state):
        return '\n'


def readme(addon):
    """Return the text of README.rst for the addon in the folder `addon`."""
    manifest = ast.literal_eval((addon / '__manifest__.py').read_text())
    name, authors = manifest['name'], manifest['author'].split(',')
    parts = [
        f"{'=' * len(name)}\n{name}\n{'=' * len(name)}\n",
        _notice(),
        BADGES,
        _fragment(addon, 'DESCRIPTION'),
        "**Table of contents**\n\n.. contents::\n   :local:\n",
        *(_section(addon, fragment, title, '=') for fragment, title in SECTIONS.items()),
        _titled("Credits", '='),
        _titled("Authors", '-') + '\n' + ''.join(f"* {author.strip()}\n" for author in authors),
        *(_section(addon, fragment, title, '-') for fragment, title in CREDITS.items()),
    ]
    return '\n'.join(filter(None, parts))


def _notice():
    width = max(map(len, NOTICE))
    rule = '!' * (width + 6)
    return '\n   '.join(['..', rule, *(f'!! {line:{width}} !!' for line in NOTICE), rule]) + '\n'


def _fragment(addon, name):
    """Return a fragment as reStructuredText, empty if the addon has none."""
    path = addon / 'readme' / f'{name}.md'
    if not path.exists():
        return ''
    return mistune.create_markdown(renderer=Renderer())(path.read_text()).strip() + '\n'


def _section(addon, fragment, title, underline):
    text = _fragment(addon, fragment)
    return text and f"{_titled(title, underline)}\n{text}"


def _titled(title, underline):
    return f"{title}\n{underline * len(title)}\n"


def main():
    for manifest in sorted(ROOT.glob('*/__manifest__.py')):
        (manifest.parent / 'README.rst').write_text(readme(manifest.parent))


if __name__ == '__main__':
    main()
