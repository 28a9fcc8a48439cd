# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command

from ..common import CchcCommon

JULY, AUGUST, OCTOBER = '2024-07-01', '2024-08-01', '2024-10-01'


class AmendmentCase(CchcCommon):
    """DESIGN §5: an amendment is a plan of its own; issuing it writes its difference into the rows of the amended plan
    (ids kept) and gives out the assignments again."""

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in('published', {
            'frequency': 'quarter', 'due_day': 20, 'rotation_ids': [
                Command.create({'period_from': first, 'period_to': last, 'department_id': self.units[unit].id})
                for unit, first, last in (('press', 1, 2), ('digital', 3, 4))]}, {
            'channel_id': self.channels['page'].id})
        self.quarterly, self.monthly = self.plan.obligation_ids
        self.row = self.plan.topic_ids

    def amend(self, day=JULY):
        self.at(day)
        plan = self.as_(self.plan, 'office')
        return plan.browse(plan.action_amend()['res_id'])

    def issue(self, amendment, day=JULY):
        self.at(day)
        self._walk_plan(amendment, 'published', day)
        self.refresh(self.plan)
        return amendment

    def of(self, amendment, original):
        """Return the part of the amendment that was made from that part of the plan."""
        parts = {
            'cchc.topic': amendment.topic_ids, 'cchc.obligation': amendment.obligation_ids,
            'cchc.obligation.rotation': amendment.obligation_ids.rotation_ids}[original._name]
        return parts.filtered(lambda part: part.origin_id == original)

    def states(self, obligation):
        """Return ``{(period, unit that the plan named): state}`` of the assignments of an obligation."""
        return {
            (one.period_key.removeprefix('2024-'), one.origin_department_id.name): one.state
            for one in self.plan.assignment_ids if one.obligation_id == obligation}

    def told(self, amendment):
        """Return what the amendment changes: rows as ``(kind, number, {cell: (before, after)})``, and counts."""
        changes = amendment._changes()
        return [(row['kind'], row['code'], {cell: (before, after) for cell, before, after in row['cells']})
                for row in changes['rows']], {kind: those['count'] for kind, those in changes['assignments'].items()}
