# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CchcClosesRemindersMixin(models.AbstractModel):
    """A document that meets an assignment, its ``assignment_id``: when it begins or ceases to, the reminders of that
    assignment close."""
    _name = 'cchc.closes.reminders.mixin'
    _description = "Document That Meets an Assignment"

    def write(self, vals):
        if 'assignment_id' not in vals or self._through_gate():   # steps and matching close reminders for all at once
            return super().write(vals)
        before = self.assignment_id
        result = super().write(vals)
        (before | self.assignment_id)._close_reminders()
        return result

    def _match_assignments(self):
        result = super()._match_assignments()
        self.assignment_id._close_reminders()
        return result
