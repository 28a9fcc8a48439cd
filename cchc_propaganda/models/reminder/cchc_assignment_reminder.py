# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.fields import Domain

LONG = 32   # days: a period longer than a month


class CchcAssignment(models.Model):
    """Reminders of assignments that a unit has not met."""
    _name = 'cchc.assignment'
    _inherit = ['cchc.reminder.mixin', 'cchc.assignment']

    _reminder_date = 'date_deadline'

    def write(self, vals):
        result = super().write(vals)
        if 'user_id' in vals:
            self._close_reminders()
        return result

    def _reminder_domain(self, kind):
        owed = self._outcome_domain('open', 'overdue') & Domain(
            'plan_id', 'any', [('state', '=', 'published'), ('date_closed', '=', False)])
        return owed & Domain('explanation', 'in', (False, '')) if kind == 'unexplained' else owed

    def _reminder_stands(self, kind, roster):
        if kind == 'unexplained':
            return self._outcome(roster.today).is_missed
        return kind != 'unassigned' or not self._reminder_users(kind, 'responsible', roster)

    def _reminder_fits(self, rule):
        longer = (self.date_end - self.date_start).days >= LONG
        return rule.frequency == 'all' or longer == (rule.frequency == 'longer')

    def _reminder_users(self, kind, level, roster):
        if level == 'responsible':   # former members of the unit are not reminded
            return self.user_id if self.user_id.id in roster.members(self.department_id) else self.env['res.users']
        return self._met_by()._chasers()

    def _reminder_is_given(self):
        return bool(self.user_id)

    def _reminder_coordinators(self):
        return self.topic_id._coordinators() - self.department_id if self.topic_id else self.env['hr.department']
