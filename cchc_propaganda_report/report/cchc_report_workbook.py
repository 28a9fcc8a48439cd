# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import datetime, time

from odoo import models
from odoo.exceptions import UserError

from ..tools.sheet import Styles, workbook_options
from .content import Content
from .sheet_appendix import AppendixSheet
from .sheet_assignments import AssignmentSheet
from .sheet_cover import CoverSheet
from .sheet_figures import FigureSheet
from .sheet_publications import PublicationSheet


class CchcReportWorkbook(models.AbstractModel):
    """The workbook of a report: cover, figures, progress by appendix row, assignments, articles. Sums are formulas over
    its sheets. The same data give the same bytes."""
    _name = 'report.cchc_propaganda_report.workbook'
    _inherit = 'report.report_xlsx.abstract'
    _description = "Workbook of a Periodic Report"

    def get_workbook_options(self):
        return workbook_options()

    def generate_xlsx_report(self, workbook, data, objs):
        """Write the workbook of the one report ``objs``. A reader of the report may read everything in its workbook."""
        if len(objs) != 1:
            raise UserError(self.env._("Export one report at a time."))
        objs.check_access('read')
        if not objs.date_figures:
            raise UserError(self.env._("“%(name)s” has no figures yet. Refresh them first.", name=objs.display_name))
        report = objs.sudo()._in_company_language()   # the workbook is the same for every reader of the report
        content = Content(report)
        workbook.set_properties({
            'title': report.name, 'author': report.company_id.name, 'company': report.company_id.name,
            'created': datetime.combine(report.date_end, time()),   # not now: equal data give equal files
        })
        styles = Styles(workbook)
        # Create the sheets in the order of their tabs. A sheet refers to the cells that it sums on other sheets.
        kinds = (CoverSheet, FigureSheet, AppendixSheet, AssignmentSheet, PublicationSheet)
        cover, figures, appendix, assignments, publications = (kind(workbook, styles, content) for kind in kinds)
        cover.draw([figures, appendix, assignments, publications])
        figures.draw(assignments, publications)
        appendix.draw(assignments)
        assignments.draw()
        publications.draw()
