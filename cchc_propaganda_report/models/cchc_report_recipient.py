# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.cchc_propaganda.tools.text import is_same_body


class CchcReportRecipient(models.Model):
    """Who receives a report, as printed. It changes only while the report is a draft."""
    _name = 'cchc.report.recipient'
    _inherit = ['cchc.part.mixin']
    _description = "Recipient of a Report"
    _order = 'report_id, sequence, id'
    _check_company_auto = True

    report_id = fields.Many2one('cchc.report', required=True, index=True, ondelete='cascade', check_company=True)
    company_id = fields.Many2one(related='report_id.company_id', store=True, index=True, precompute=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)

    def _check_open(self):
        if self.env['cchc.report']._through_gate():
            return
        if decided := self.report_id.filtered(lambda report: report.state != 'draft')[:1]:
            raise UserError(self.env._(
                "“%(name)s” is “%(state)s”: its recipients can no longer be changed. %(instead)s",
                name=decided.display_name, state=decided._state_label(decided.state),
                instead=decided._instead_of_editing()))


class CchcReport(models.Model):
    _inherit = 'cchc.report'

    def _usual_recipients(self):
        """Return the names of those who usually receive the report of an agency, in its language; they can be edited.
        Whom its reporting rule names comes first; one record."""
        report = self.sudo()._in_company_language()     # who reports may not be allowed to read the rule
        _ = report.env._
        body, company = report.regime_id.recipient or _("Department of Home Affairs"), report.company_id
        if is_same_body(body, company.name):      # that body reports to whom it belongs
            body = company.cchc_parent_id.name or company.cchc_parent_name
        return [
            *([_("%(body)s (to report)", body=body)] if body else []), _("Board of Directors"),
            _("Units of the agency"), _("Kept: registry, Office")]
