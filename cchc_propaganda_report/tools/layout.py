# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The height that the texts of a row take in a workbook."""

from odoo.addons.cchc_propaganda.tools.decree import lines_of

MAX_HEIGHT = 409   # of a row, in points


def row_height(cells, size_of_line: float = 1.16, padding: float = 2) -> float:
    """Return the height of a row in points; ``cells``: (text, width in millimetres, size in points, bold). Without a
    height in the file, office programs show one line only.

    >>> row_height([('Tin, bài', 50, 13, False)]) < row_height([('Tin, bài về cải cách hành chính', 50, 13, False)])
    True
    """
    return min(MAX_HEIGHT, padding + max(
        (len(lines_of(text, width, size, bold)) * size * size_of_line for text, width, size, bold in cells), default=0))
