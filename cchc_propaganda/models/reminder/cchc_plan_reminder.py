# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta

from odoo import models
from odoo.fields import Domain

from ..core.server import as_server

WITHIN = 7   # days after the issue


class CchcPlan(models.Model):
    """Reminders of an issued plan: it has no obligations, a unit has not yet brought it to its staff, or results of its
    rows are not confirmed as its end comes near."""
    _name = 'cchc.plan'
    _inherit = ['cchc.reminder.mixin', 'cchc.plan']

    _reminder_of_unit = True
    _reminder_kinds_apart = True    # an open "bring it to the staff" is not what asks for results

    def _reminder_domain(self, kind):
        issued = Domain('state', '=', 'published') & Domain('date_issued', '!=', False) & Domain(
            'date_closed', '=', False) & Domain('amends_id', '=', False)
        return issued & Domain('obligation_ids', '=', False) if kind == 'plan_no_obligation' else issued

    def _reminder_deadline(self, kind, roster):
        return self.date_to if kind == 'topic_result' else self.date_issued + timedelta(days=WITHIN)

    def _reminder_units(self, kind):
        if kind == 'plan_no_obligation':
            return self.office_id or self.company_id.cchc_office_id
        if kind == 'topic_result':
            return self.topic_ids._results_to_confirm()._units_to_confirm()
        told = self.env['cchc.reminder.log'].search([   # the head of the unit, or a stand-in, ticked it
            ('kind', '=', kind), ('res_model', '=', self._name), ('res_id', '=', self.id),
            ('rule_id.recipient', '=', 'head'), ('date_ticked', '!=', False)])
        return self.assignment_ids.department_id - told.department_id

    def _close_reminders(self):
        result = super()._close_reminders()
        closed = self.filtered('date_closed')
        terminated = self.filtered(lambda plan: plan.state == 'cancelled')
        (closed | terminated).assignment_ids._close_reminders()
        closed.sudo().article_ids.publication_ids._close_reminders()   # whatever articles the user may read
        return result


class CchcTopic(models.Model):
    _inherit = 'cchc.topic'

    def write(self, vals):
        result = super().write(vals)
        if 'is_result_confirmed' in vals:
            as_server(self).plan_id._close_reminders()  # whoever confirms closes everybody's reminders
        return result
