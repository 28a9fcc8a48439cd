# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The articles that the staff write, from the files articles_*.toml."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Piece:
    """One article. `better`: the second version, after a return; `corrected`: the words an editor replaces, and by
    which."""

    slug: str
    title: str
    genre: str
    topics: tuple
    text: str = ''
    better: str = ''
    corrected: tuple = ()

    @property
    def body(self):
        """Return the text as HTML, a paragraph for each block of lines."""
        return _paragraphs(self.text)

    @property
    def better_body(self):
        """Return the second version as HTML."""
        return _paragraphs(self.better)


def read(name):
    """Return `{slug: Piece}` of the file articles_<name>.toml, in its order."""
    with (Path(__file__).parent / f'articles_{name}.toml').open('rb') as file:
        return {slug: Piece(slug, **values) for slug, values in tomllib.load(file).items()}


def _paragraphs(text):
    return Markup().join(Markup("<p>%s</p>") % block.strip() for block in text.split('\n\n') if block.strip())
