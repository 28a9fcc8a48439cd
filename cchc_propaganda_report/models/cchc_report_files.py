# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import hashlib

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

    def _freeze_files(self):
        """Store the files as they are now, with their checksums; one submitted report, through the gate."""
        content = self._render_workbook()
        self._with_gate().write({
            'xlsx_file': base64.b64encode(content), 'xlsx_sha256': hashlib.sha256(content).hexdigest()})

    def _release_files(self):
        """Forget the stored files: the reports were returned or recalled."""
        self._with_gate().write({'xlsx_file': False, 'xlsx_sha256': False})

    def _assignment_columns(self):
        """Return the columns to add to the sheet of assignments: a list of ``tools.sheet.Column``."""
        return []

    def _publication_columns(self):
        """Return the columns to add to the list of articles: a list of ``tools.sheet.Column``."""
        return []
