# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Why a template is refused."""


class TemplateError(ValueError):
    """The template is refused. ``code``: those of :class:`word.WordError`, and ``part field linked tag syntax open
    name forbidden value endless output layout``; ``values`` fill the sentence (``words``: the placeholder or the name
    that is wrong; ``place``: the line of the document in which it stands; ``most``: the limit)."""

    def __init__(self, code, **values):
        super().__init__(f'{code}: {values}' if values else code)
        self.code, self.values = code, values


class Located(TemplateError):
    """An error of which the line is known before anything is printed."""

    def __init__(self, code, lineno, **values):
        super().__init__(code, **values)
        self.lineno = lineno
