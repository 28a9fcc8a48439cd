# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter, defaultdict

from odoo import api, fields, models

# What the check and the count of assignments read, so that both follow the form while the plan is typed.
COUNTED_OBLIGATION = (
    'channel_id.active', 'form_id.active', 'genre_ids', 'quantity', 'frequency', 'due_day', 'due_month_offset',
    'date_from', 'date_to',
    'date_deadline', 'turns')
COUNTED_ROW = (
    'code', 'name', 'level', 'parent_id', 'lead_department_ids.active', 'coordinator_department_ids.active')
COUNTED = ('state', 'date_from', 'date_to', 'number', 'date_issued', *(
    f'{rows}.{name}' for rows in ('topic_ids', 'row_ids')
    for name in (*COUNTED_ROW, *(f'obligation_ids.{name}' for name in COUNTED_OBLIGATION))))


class CchcPlan(models.Model):
    """What issuing a plan would give out: of the stored plan, or of the plan as it is typed."""
    _inherit = 'cchc.plan'

    expected_assignment_count = fields.Integer("Assignments to come", compute='_compute_assignment_preview')
    assignment_preview = fields.Json(
        "Assignments to come by unit", compute='_compute_assignment_preview',
        help="What issuing the plan would give out to whom, by the rule that gives it out.")

    @api.depends(*COUNTED)
    @api.depends_context('lang')
    def _compute_assignment_preview(self):
        for plan in self:
            plan.assignment_preview = plan._preview_assignments()
            plan.expected_assignment_count = plan.assignment_preview['total']

    def _checked_rows(self):
        """Return the rows of the appendix. While the form is filled in, they are those of the form, with the bullets
        inside their cells as they are stored."""
        if self.id:
            return self.topic_ids
        stored = self._origin.topic_ids
        return self.row_ids | stored.filtered(lambda row: row.parent_id and not row.code)

    def _preview_assignments(self):
        """Return the number of assignments: in all, by unit and kind of period, and by obligation."""
        self.ensure_one()
        by_unit, by_obligation = defaultdict(Counter), {}
        for obligation, owed in self._owed_to_count().items():
            units = [unit for __, owing in owed for unit in owing]
            by_obligation[key_in_form(obligation)] = len(units)
            for unit in units:
                by_unit[unit][obligation.frequency] += 1
        units = self.env['hr.department'].browse(by_unit).exists()
        return {
            'total': sum(by_obligation.values()),
            'obligations': by_obligation,
            'units': [{
                'id': unit.id, 'name': unit.name, 'month': by_unit[unit.id]['month'],
                'quarter': by_unit[unit.id]['quarter'], 'total': by_unit[unit.id].total(),
            } for unit in units.sorted(lambda unit: (-by_unit[unit.id].total(), unit.name))],
            'idle': [unit.name for unit in self._checked_rows().lead_department_ids._origin if unit.id not in by_unit],
        }

    def _owed_to_count(self):
        """Return ``{obligation: what issuing this plan would ask for by it}``, as ``_owed`` gives it; one plan."""
        return {obligation: obligation._owed() for obligation in self._checked_rows().obligation_ids}

    def _assignments_in_words(self):
        """Return ``20 assignments: Office 5 · Press 5``."""
        preview = self.assignment_preview
        return self.env._(
            "%(count)s assignments: %(units)s", count=preview['total'],
            units=' · '.join(f"{unit['name']} {unit['total']}" for unit in preview['units']),
        ) if preview['units'] else self.env._("%(count)s assignments", count=preview['total'])


def key_in_form(record):
    """Return by what the form knows the record: its id, or the client's own name of a new one."""
    return str(record._origin.id or getattr(record.id, 'ref', None) or '')
