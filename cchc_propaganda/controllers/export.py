# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import json
from contextvars import ContextVar

from odoo.addons.web.controllers.export import ExcelExport, ExportXlsxWriter

_of_ours = ContextVar('an export of records of ours is being written', default=False)
_write = ExportXlsxWriter.write


def _write_text_as_text(self, row, column, cell_value, style=None):
    if _of_ours.get() and isinstance(cell_value, str):
        return self.worksheet.write_string(row, column, cell_value, style)
    return _write(self, row, column, cell_value, style)


# Odoo's methods name the class of their writer, so a subclass of the writer would not be used.
ExportXlsxWriter.write = _write_text_as_text


class CchcExcelExport(ExcelExport):
    """Export typed text as text. Odoo writes a title that begins with "=" as a formula, which the program that opens
    the file would run; its CSV export quotes such a title. Exports of other apps stay as they are."""

    def base(self, data):
        token = _of_ours.set(json.loads(data)['model'].startswith('cchc.'))
        try:
            return super().base(data)
        finally:
            _of_ours.reset(token)
