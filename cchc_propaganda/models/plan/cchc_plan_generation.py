# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import models
from odoo.exceptions import AccessError, UserError

from ...tools.groups import DIRECTOR, OFFICE


class CchcPlan(models.Model):
    """Assignments generated from the obligations of an issued plan."""
    _inherit = 'cchc.plan'

    def action_generate_assignments(self):
        """Give out the assignments of an issued plan. Running it again only corrects what differs. Return True."""
        self.check_access('read')
        if not (self.env.su or self.env.user.has_groups(f'{OFFICE},{DIRECTOR}')):
            raise AccessError(self.env._("Assignments are given out by the Office or the director."))
        self._lock_records()
        for plan in self:
            if plan.state != 'published':
                raise UserError(self.env._(
                    "“%(name)s” is “%(state)s”: assignments are given out once it is issued.",
                    name=plan.display_name, state=plan._state_label(plan.state)))
            plan._refuse_if_closed()
        self.sudo()._generate_assignments()   # only the server may write assignments; the right was checked above
        return True

    def _generate_assignments(self):
        """Bring the assignments in line with the obligations: create missing ones, update untouched ones,
        waive with a note those no longer asked. Delete nothing; work set-wise. Return the new assignments."""
        Assignment = self.env['cchc.assignment']
        existing = {
            (assignment.obligation_id.id, assignment.period_key, assignment.origin_department_id.id): assignment
            for assignment in Assignment.search([('plan_id', 'in', self.ids), ('obligation_id', '!=', False)])}
        to_create, to_update, asked_again = [], defaultdict(list), []
        for plan in self:
            names = plan._department_names()
            for obligation in plan.obligation_ids:
                for owed, units in obligation._owed():
                    for unit in units:
                        vals = obligation._prepare_moving_vals(owed)
                        assignment = existing.pop((obligation.id, owed.period.key, unit), None)
                        if assignment is None:
                            to_create.append(vals | obligation._prepare_assignment_vals(owed, unit, names[unit]))
                            continue
                        if assignment.is_dropped:
                            asked_again.append(assignment.id)
                        if moved := assignment._values_moved(vals):
                            to_update[tuple(sorted(moved.items()))].append(assignment.id)
        created = Assignment._create_generated(to_create)
        for moved, ids in to_update.items():
            Assignment.browse(ids)._with_gate().write(dict(moved))
        Assignment.browse(asked_again)._ask_again()
        Assignment.union(*existing.values())._drop()
        (created | Assignment.browse(asked_again))._match_published()
        return created

    def _department_names(self):
        """Return ``{id: name}`` of the units that owe under this plan, in the agency's language."""
        departments = self.obligation_ids.rotation_ids.department_id | self.topic_ids.lead_department_ids
        lang = self.company_id._cchc_lang()
        return {department.id: department.name for department in departments.with_context(lang=lang)}

    def _adopt_articles(self):
        """Link the articles of the year that were begun before the plan was issued. This changes nothing that somebody
        wrote or approved: it is no new version."""
        for plan in self:
            self.env['cchc.article'].search([
                ('plan_id', '=', False), ('company_id', '=', plan.company_id.id),
                ('date', '>=', plan.date_from), ('date', '<=', plan.date_to),
            ])._write_without_version({'plan_id': plan.id})
