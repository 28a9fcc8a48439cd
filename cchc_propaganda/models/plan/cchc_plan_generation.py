# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from dataclasses import dataclass, field

from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.tools import split_every

from ...tools.amendment import leaves_alone
from ...tools.groups import DIRECTOR, OFFICE

BATCH = 2_000   # assignments compared and created at a time: so many are in memory at once


@dataclass(slots=True)
class Generation:
    """What giving out the assignments of a plan would do."""

    to_create: list = field(default_factory=list)       # (obligation, Owed, id of the unit)
    to_update: dict = field(default_factory=dict)       # {assignment: values}
    asked_again: list = field(default_factory=list)     # assignments
    dropped: list = field(default_factory=list)         # assignments that are not met


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
            if plan.amends_id:
                raise UserError(self.env._(
                    "“%(name)s” is an amendment: assignments are given out under the plan that it amends, "
                    "“%(plan)s”.", name=plan.display_name, plan=plan.amends_id.display_name))
            if plan.state != 'published':
                raise UserError(self.env._(
                    "“%(name)s” is “%(state)s”: assignments are given out once it is issued.",
                    name=plan.display_name, state=plan._state_label(plan.state)))
            plan._refuse_if_closed()
        self.sudo()._generate_assignments()   # only the server may write assignments; the right was checked above
        return True

    def _generate_assignments(self):
        """Bring the assignments in line with the obligations: create missing ones, update untouched ones,
        waive with a note those no longer asked. Delete nothing; work set-wise, in batches that leave nothing in memory.
        Return the new assignments."""
        Assignment = self.env['cchc.assignment']
        created, asked_again, dropped = [], [], defaultdict(list)
        for plan in self:
            names, last = plan._department_names(), plan._last_amendment()
            for obligations, given in plan._given_in_batches():
                generation = plan._compare_given(
                    [(obligation, obligation) for obligation in obligations], given, last.date_issued or None)
                for batch in split_every(BATCH, generation.to_create):
                    created += self._create_batch(batch, names)
                to_update = defaultdict(list)
                for assignment, values in generation.to_update.items():
                    to_update[tuple(sorted(values.items()))].append(assignment.id)
                for values, ids in to_update.items():
                    Assignment.browse(ids)._with_gate().write(dict(values))
                asked_again += [assignment.id for assignment in generation.asked_again]
                dropped[last] += [assignment.id for assignment in generation.dropped]
                Assignment.invalidate_model()
        Assignment.browse(asked_again)._ask_again()
        for amendment, ids in dropped.items():
            Assignment.browse(ids)._drop(amendment)
        created = Assignment.browse(created)
        (created | Assignment.browse(asked_again))._match_published()
        return created

    def _given_in_batches(self):
        """Yield ``(obligations, assignments given out by them)``; one plan. A batch asks for about ``BATCH``
        assignments; no two obligations share one. The last has what was given out by an obligation that the plan no
        longer has."""
        everything = self.obligation_ids
        batch, asked = everything.browse(), 0
        for obligation in everything:
            batch |= obligation
            asked += obligation.assignment_count
            if asked >= BATCH or obligation == everything[-1]:
                yield batch, self._given([('obligation_id', 'in', batch.ids)])
                batch, asked = everything.browse(), 0
        yield batch, self._given([('obligation_id', 'not in', [False, *everything.ids])])

    def _given(self, domain):
        return self.env['cchc.assignment'].search([('plan_id', '=', self.id), *domain])

    def _create_batch(self, batch, names):
        """Create assignments: ``[(obligation, Owed, id of the unit)]``; ``names``: of the units. Return the ids."""
        created = self.env['cchc.assignment']._create_generated([
            obligation._prepare_moving_vals(owed) | obligation._prepare_assignment_vals(owed, unit, names[unit])
            for obligation, owed, unit in batch])
        self.env.flush_all()
        created.invalidate_model(flush=False)   # also what Odoo has kept of the values before they were records
        return created._ids

    def _compare_given(self, asked, given, since=None):
        """Return the ``Generation`` that brings the assignments ``given`` in line with what is ``asked``; one plan.

        ``asked``: ``[(obligation of this plan, the obligation that says what it asks for)]``, which are two records
        while an amendment is drafted; the first is empty for a new one. ``since``: the day of issue of the last
        amendment, None without one."""
        left = {
            (assignment.obligation_id.id, assignment.period_key, assignment.origin_department_id.id): assignment
            for assignment in given}
        # After a merger the successor owes what each of the merged units was given.
        before = self.union(*(says.plan_id for __, says in asked))._units_that_owe()._cchc_predecessors()
        found = Generation()
        for obligation, says in asked:
            for owed, units in says._owed():
                for unit in units:
                    keys = [(obligation.id, owed.period.key, origin) for origin in (unit, *before.get(unit, ()))]
                    assignments = [left.pop(key) for key in keys if key in left]
                    if not assignments and not leaves_alone(since, None, owed.deadline):
                        found.to_create.append((says, owed, unit))
                    for assignment in assignments:
                        if leaves_alone(since, assignment.date_deadline, owed.deadline):
                            continue
                        if assignment.is_dropped:
                            found.asked_again.append(assignment)
                        if moved := assignment._values_moved(says._prepare_moving_vals(owed)):
                            found.to_update[assignment] = moved
        found.dropped += [
            assignment for assignment in left.values()
            if assignment._is_unmet() and not leaves_alone(since, assignment.date_deadline, None)]
        return found

    def _department_names(self):
        """Return ``{id: name}`` of the units that owe under this plan, in the agency's language."""
        departments = self._units_that_owe().with_context(lang=self.company_id._cchc_lang())
        return {department.id: department.name for department in departments}

    def _units_that_owe(self):
        return self.obligation_ids.rotation_ids.department_id | self.topic_ids.lead_department_ids

    def _adopt_articles(self):
        """Link the articles of the year that were begun before the plan was issued. This changes nothing that somebody
        wrote or approved: it is no new version."""
        for plan in self:
            self.env['cchc.article'].search([
                ('plan_id', '=', False), ('company_id', '=', plan.company_id.id),
                ('date', '>=', plan.date_from), ('date', '<=', plan.date_to),
            ])._write_without_version({'plan_id': plan.id})
