# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The empty workbook in which an office fills in a list: its posted articles, its outreach."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from .limits import ROWS


@dataclass(frozen=True, slots=True)
class Column:
    """A column to be filled in. ``choices``: the texts that its cells offer; other texts may be typed as well."""

    name: str
    width: int                          # in characters
    is_date: bool = False
    choices: Sequence[str] | None = None


def template(title: str, columns: Sequence[Column], choices_title: str) -> bytes:
    """Return an XLSX file with the names of the columns; what there is to choose from stands on a second sheet. The
    same arguments give the same bytes."""
    stream = io.BytesIO()
    book = Workbook(stream, {'in_memory': True, 'strings_to_formulas': False, 'strings_to_urls': False})
    book.set_properties({'title': title, 'created': datetime(2000, 1, 1)})  # noqa: DTZ001 a constant
    head = book.add_format({'bold': True, 'font_name': 'Times New Roman', 'font_size': 12, 'bg_color': '#D9E2F3',
                            'border': 1, 'text_wrap': True, 'valign': 'vcenter', 'align': 'center'})
    cell = book.add_format({'font_name': 'Times New Roman', 'font_size': 12, 'text_wrap': True, 'valign': 'top'})
    day = book.add_format(
        {'font_name': 'Times New Roman', 'font_size': 12, 'num_format': 'dd/mm/yyyy', 'valign': 'top'})
    sheet, lists = book.add_worksheet(title[:31]), book.add_worksheet(choices_title[:31])
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width, day if column.is_date else cell)
        sheet.write_string(0, number, column.name, head)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    offering = [(number, column) for number, column in enumerate(columns) if column.choices is not None]
    for at, (number, column) in enumerate(offering):
        lists.set_column(at, at, 45, cell)
        lists.write_string(0, at, column.name, head)
        for row, name in enumerate(column.choices, start=1):
            lists.write_string(row, at, name, cell)
        if column.choices:
            letter = xl_col_to_name(at)
            source = f"='{lists.name}'!${letter}$2:${letter}${len(column.choices) + 1}"
            # Other spellings may be typed: reading the list understands them or asks.
            sheet.data_validation(1, number, ROWS, number, {
                'validate': 'list', 'source': source, 'error_type': 'information', 'show_error': False})
    book.close()
    return stream.getvalue()
