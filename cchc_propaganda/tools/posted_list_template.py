# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The empty workbook in which an office fills in its posted articles."""

import io
from collections.abc import Mapping, Sequence
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from .limits import ROWS

_WIDTHS = (50, 16, 24, 34, 34, 14, 60)
_DATE_COLUMN = 5


def template(title: str, columns: Sequence[str], choices: Mapping[int, Sequence[str]], choices_title: str) -> bytes:
    """Return an XLSX file with the column names. Each column in ``choices`` (0-based) offers a list, kept on a second
    sheet. The same arguments give the same bytes."""
    stream = io.BytesIO()
    book = Workbook(stream, {'in_memory': True, 'strings_to_formulas': False, 'strings_to_urls': False})
    book.set_properties({'title': title, 'created': datetime(2000, 1, 1)})  # noqa: DTZ001 a constant
    head = book.add_format({'bold': True, 'font_name': 'Times New Roman', 'font_size': 12, 'bg_color': '#D9E2F3',
                            'border': 1, 'text_wrap': True, 'valign': 'vcenter', 'align': 'center'})
    cell = book.add_format({'font_name': 'Times New Roman', 'font_size': 12, 'text_wrap': True, 'valign': 'top'})
    day = book.add_format(
        {'font_name': 'Times New Roman', 'font_size': 12, 'num_format': 'dd/mm/yyyy', 'valign': 'top'})
    sheet, lists = book.add_worksheet(title[:31]), book.add_worksheet(choices_title[:31])
    for number, (name, width) in enumerate(zip(columns, _WIDTHS, strict=True)):
        sheet.set_column(number, number, width, day if number == _DATE_COLUMN else cell)
        sheet.write_string(0, number, name, head)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for at, (number, names) in enumerate(sorted(choices.items())):
        lists.set_column(at, at, 45, cell)
        lists.write_string(0, at, columns[number], head)
        for row, name in enumerate(names, start=1):
            lists.write_string(row, at, name, cell)
        if names:
            letter = xl_col_to_name(at)
            source = f"='{lists.name}'!${letter}$2:${letter}${len(names) + 1}"
            # Other spellings may be typed: reading the list understands them or asks.
            sheet.data_validation(1, number, ROWS, number, {
                'validate': 'list', 'source': source, 'error_type': 'information', 'show_error': False})
    book.close()
    return stream.getvalue()
