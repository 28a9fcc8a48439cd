# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The sheets of a workbook as tables."""

from .. import table_reading
from .document import Cell, Table


def read_workbook(content):
    """Return the visible sheets as tables. Raise ``table_reading.ListError``."""
    return [_table(sheet) for sheet in table_reading.read_sheets(content)]


def _table(sheet):
    texts = {at: cell.value for at, cell in table_reading.sheet_cells(sheet).items()}
    width, height = (max((at[axis] for at in texts), default=0) for axis in (1, 0))
    rows = [[Cell() for __ in range(width)] for __ in range(height)]
    for (row, column), value in texts.items():
        rows[row - 1][column - 1] = Cell(table_reading.cell_text(value))
    for area in sheet.merged_cells.ranges:
        text = table_reading.cell_text(texts.get((area.min_row, area.min_col)))
        for row in range(area.min_row, min(area.max_row, height) + 1):
            for column in range(area.min_col, min(area.max_col, width) + 1):
                rows[row - 1][column - 1] = Cell(text, row > area.min_row, column > area.min_col)
    return Table(rows)
