# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CchcReport(models.Model):
    """The files of a report: its workbook."""
    _inherit = 'cchc.report'

    def action_print_xlsx(self):
        """Return the action that opens the workbook. For a draft, count the figures first if the user may."""
        self.ensure_one()
        self.check_access('read')
        if self.can_refresh:
            self.action_refresh()
        return self.env.ref('cchc_propaganda_report.cchc_report_workbook_action').report_action(self, config=False)

    def _render_workbook(self):
        """Return the bytes of the workbook of one report. Raise UserError if the report has no figures yet."""
        self.ensure_one()
        return self.env['ir.actions.report']._render_xlsx('cchc_propaganda_report.workbook', self.ids, data=None)[0]

    def _assignment_columns(self):
        """Return the columns to add to the sheet of assignments: a list of ``tools.sheet.Column``."""
        return []

    def _publication_columns(self):
        """Return the columns to add to the list of articles: a list of ``tools.sheet.Column``."""
        return []
