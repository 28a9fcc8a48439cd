# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.fields import Domain


class CchcOpenWork(models.AbstractModel):
    _inherit = 'cchc.open.work'

    @api.model
    def _open_at(self, records):
        """Reports that the unit may still send or that the Office has not accepted yet; rules that name the unit."""
        found = super()._open_at(records)
        if records._name != 'hr.department':
            return found
        Report = self.env['cchc.report'].sudo()     # whoever archives learns how much is open
        open_ = Domain('plan_id.date_closed', '=', False) & (
            Domain('state', '=', 'submitted') | Domain('state', '=', 'draft') & Domain('is_locked', '=', False))
        reports = Report.search(Domain('department_id', 'in', records.ids) & open_)
        for unit, own in reports.grouped('department_id').items():
            self._add(found, unit, own.mapped('period_label'), self.env._("reports not accepted yet"))
        rules = self.env['cchc.report.regime'].sudo().search([('department_ids', 'in', records.ids)])   # likewise
        for unit in rules.department_ids & records:
            own = rules.filtered(lambda rule, unit=unit: unit in rule.department_ids)
            self._add(found, unit, own.mapped('name'), self.env._("reporting rules that name it"))
        return found
