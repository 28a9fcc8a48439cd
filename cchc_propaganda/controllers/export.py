import json
from contextvars import ContextVar

from odoo.addons.web.controllers.export import ExcelExport, ExportXlsxWriter

_of_ours = ContextVar('an export of records of ours is being written', default=False)
_write = ExportXlsxWriter.write


def _write_text_as_text(self, row, column, cell_value, style=None):
    if _of_ours.get() and isinstance(cell_value, str):
        return self.worksheet.write_string(row, column, cell_value, style)
    return _write(self, row, column, cell_value, style)


# Odoo names its writers in the methods that use them, so that no other can take their place.
ExportXlsxWriter.write = _write_text_as_text


class CchcExcelExport(ExcelExport):
    """What somebody typed is never run as a formula or followed as a link by the program that opens the file: Odoo
    writes a title that begins with "=" as a formula (its CSV export quotes it). Exports of other apps stay as they
    are."""

    def base(self, data):
        token = _of_ours.set(json.loads(data)['model'].startswith('cchc.'))
        try:
            return super().base(data)
        finally:
            _of_ours.reset(token)
