# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, timedelta
from itertools import product

from odoo.tests import tagged

from ...tools.outcome import KINDS, MET, OWED
from ..common import CchcCommon

DUE = date(2024, 3, 25)
DAYS = (DUE - timedelta(days=1), DUE, DUE + timedelta(days=1))


@tagged('post_install', '-at_install')
class TestOutcome(CchcCommon):
    """An assignment has one outcome: computed for one record, in a search and stored for lists."""

    def assignments_of_every_kind(self):
        """Create one assignment for each combination of facts that the database may hold. They are written by SQL,
        because no step leads to some of them."""
        plan = self.plan_in('published')
        facts = product((None, *DAYS), (False, True), (False, True), (None, 'exempt', 'waived'))
        assignments = self.env['cchc.assignment']
        for met_on, waiting, before, waiver in facts:
            assignment = self.model('cchc.assignment', 'office').create({
                'plan_id': plan.id, 'channel_id': self.channels['portal'].id,
                'department_id': self.units['press'].id, 'date_start': '2024-03-01',
                'date_end': '2024-03-31', 'date_deadline': DUE}).with_env(self.env)
            self.env.flush_all()
            self.env.cr.execute("""
                UPDATE cchc_assignment SET date_done = %s, is_waiting_channel = %s, is_before_issue = %s, waiver = %s
                 WHERE id = %s""", [met_on, waiting, before, waiver, assignment.id])
            assignments |= assignment
        self.env.invalidate_all()
        self.env.add_to_compute(assignments._fields['state'], assignments)
        assignments.flush_recordset(['state'])
        return assignments

    def test_search_finds_what_each_assignment_says(self):
        assignments = self.assignments_of_every_kind()
        for today in DAYS:
            found = {
                kind: assignments.search(assignments._outcome_domain(kind, today=today)) & assignments
                for kind in KINDS}
            for kind in KINDS:
                with self.subTest(today=today, kind=kind):
                    told = assignments.filtered(lambda one, kind=kind, today=today: one._outcome(today).kind == kind)
                    self.assertEqual(found[kind], told)
            for kinds in (OWED, (*MET, *OWED), ('open', 'overdue'), ('before', *OWED)):
                with self.subTest(today=today, kinds=kinds):
                    together = assignments.search(assignments._outcome_domain(*kinds, today=today)) & assignments
                    self.assertEqual(together, assignments.filtered(
                        lambda one, kinds=kinds, today=today: one._outcome(today).kind in kinds))

    def test_state_of_a_list_is_that_of_the_outcome(self):
        for assignment in self.assignments_of_every_kind():
            self.assertEqual(assignment.state, assignment._outcome().state)

    def test_unknown_outcome_is_no_outcome(self):
        with self.assertRaises(ValueError):
            self.env['cchc.assignment']._outcome_domain('finished')

    def test_overdue_alone_needs_a_day(self):
        with self.assertRaises(ValueError):
            self.env['cchc.assignment']._outcome_domain('overdue')
