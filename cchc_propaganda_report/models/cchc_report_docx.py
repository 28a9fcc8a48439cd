# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
from datetime import date

from odoo import api, fields, models

from odoo.addons.cchc_propaganda.tools import docx_template
from odoo.addons.cchc_propaganda.tools.docx_template import Properties

from ..report import word

KIND = 'report'


class CchcReport(models.Model):
    """The Word file of a report, for signing: its text, main figures and signature, with the appendix and its results.
    It is made from the snapshot and a template; what was submitted keeps both."""
    _inherit = 'cchc.report'

    docx_template_file = fields.Binary(
        "Template of the Word file", attachment=True, readonly=True, copy=False, server_only=True,
        help="The template as it was when the report was submitted: the Word file can be made again from it.")

    def action_print_docx(self):
        """Return the action that downloads the Word file. For a draft, count the figures first if the user may."""
        self.ensure_one()
        self.check_access('read')
        if self.can_refresh:
            self.action_refresh()
        return {'type': 'ir.actions.act_url', 'url': f'/cchc/report/{self.id}/docx', 'target': 'download'}

    def _docx(self):
        """Return the bytes of the Word file of one report: that of a submitted report as it was stored, byte for
        byte."""
        self.ensure_one()
        self.check_access('read')
        if stored := self._stored_file('docx'):
            return stored
        with self._take_snapshot() as snapshot:
            return self._render_docx(snapshot)

    def _render_docx(self, snapshot):
        """Return the Word file made from a snapshot, by the template that the report keeps or the agency's present
        one."""
        report = self.sudo().with_context(lang=snapshot.head.language)      # the same for every reader of the report
        head = snapshot.head
        data, properties = word.report_data(snapshot, report.env), Properties(head.title, head.agency, head.end)
        if kept := report._stored_file('docx_template'):
            return docx_template.render(kept, data, properties)
        return report.env['cchc.word.template']._print(report.company_id, KIND, data, properties)

    def _freeze_files(self):
        """Keep the template, too: the agency may replace it later."""
        result = super()._freeze_files()
        templates = self.env['cchc.word.template']
        for company, reports in self.grouped('company_id').items():
            content = base64.b64encode(templates._content_for(company, KIND))
            reports._with_gate().write({'docx_template_file': content})
        return result

    def _release_files(self):
        result = super()._release_files()
        self._with_gate().write({'docx_template_file': False})
        return result


class CchcWordTemplate(models.Model):
    _inherit = 'cchc.word.template'

    kind = fields.Selection(selection_add=[(KIND, "Report")], ondelete={KIND: 'cascade'})

    @api.model
    def _shared_paths(self):
        return {**super()._shared_paths(), KIND: 'cchc_propaganda_report/data/templates/report.docx'}

    @api.model
    def _examples(self, kind):
        return word.examples(self.env, date(2024, 2, 21)) if kind == KIND else super()._examples(kind)
