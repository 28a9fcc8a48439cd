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
    its own sheets; the same data give the same bytes."""
    _name = 'report.cchc_propaganda_report.workbook'
    _inherit = 'report.report_xlsx.abstract'
    _description = "Workbook of a Periodic Report"

    def get_workbook_options(self):
        return workbook_options()

    def generate_xlsx_report(self, workbook, data, objs):
        """Write the workbook of the one report ``objs``. Whoever may read the report reads all that stands in it."""
        if len(objs) != 1:
            raise UserError(self.env._("Export one report at a time."))
        objs.check_access('read')
        if not objs.date_figures:
            raise UserError(self.env._("“%(name)s” has no figures yet. Refresh them first.", name=objs.display_name))
        report = objs.sudo()._in_company_language()   # the figures count what the reader may not see one by one
        content = Content(report)
        workbook.set_properties({
            'title': report.name, 'author': report.company_id.name, 'company': report.company_id.name,
            'created': datetime.combine(report.date_end, time()),   # the clock's would make every file another
        })
        styles = Styles(workbook)
        # Sheets are made in the order of their tabs; each knows where the others keep what it sums.
        kinds = (CoverSheet, FigureSheet, AppendixSheet, AssignmentSheet, PublicationSheet)
        cover, figures, appendix, assignments, publications = (kind(workbook, styles, content) for kind in kinds)
        cover.draw([figures, appendix, assignments, publications])
        figures.draw(assignments, publications)
        appendix.draw(assignments)
        assignments.draw()
        publications.draw()
