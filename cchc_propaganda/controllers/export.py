from odoo.addons.web.controllers.export import ExcelExport, ExportXlsxWriter, GroupExportXlsxWriter


class _TextStaysText:
    """What somebody typed is never run as a formula or followed as a link by the program that opens the file: Odoo
    writes a title that begins with "=" as a formula (its CSV export quotes it)."""

    def write(self, row, column, cell_value, style=None):
        if isinstance(cell_value, str):
            return self.worksheet.write_string(row, column, cell_value, style)
        return super().write(row, column, cell_value, style)


class _Writer(_TextStaysText, ExportXlsxWriter):
    pass


class _GroupWriter(_TextStaysText, GroupExportXlsxWriter):
    pass


class CchcExcelExport(ExcelExport):
    """Odoo's own export to Excel, for every model, with the writers above."""

    def from_data(self, fields, columns_headers, rows):
        with _Writer(fields, columns_headers, len(rows)) as writer:
            for number, row in enumerate(rows, 1):
                for column, value in enumerate(row):
                    writer.write_cell(number, column, value)
        return writer.value

    def from_group_data(self, fields, columns_headers, groups):
        with _GroupWriter(fields, columns_headers, groups.count) as writer:
            row, column = 1, 0
            for name, group in groups.children.items():
                row, column = writer.write_group(row, column, name, group)
        return writer.value
