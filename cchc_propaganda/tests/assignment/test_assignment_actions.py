# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import CchcCommon

DECISIONS = {'exempt': (), 'waive': (), 'postpone': ('2024-04-10',), 'reassign': ('digital',)}


@tagged('post_install', '-at_install')
class TestAssignmentActions(CchcCommon):
    """Decisions about an assignment and their effects: DESIGN §5."""

    def decide(self, assignment, step, login='office', reason="A good reason"):
        arguments = [self.units[value].id if value in self.units else value for value in DECISIONS.get(step, ())]
        return getattr(self.as_(assignment, login), f'action_{step}')(*arguments, reason)

    # ------------------------------------------------------------------
    # Decisions
    # ------------------------------------------------------------------

    def test_office_decides_and_nobody_else(self):
        assignment = self.assignment_in('open')
        for step in DECISIONS:
            for login in ('author', 'head', 'other_head', 'editor', 'director'):
                self.assertRefused("up to the Office", self.decide, assignment, step, login)
            self.assertRefused("not allowed", self.decide, assignment, step, 'admin')
            self.assertAllowed(self.decide, assignment, step)

    def test_director_decides_about_the_office_s_own_assignments(self):
        assignment = self.assignment_in('open', unit='office')
        for step in DECISIONS:
            self.assertRefused("an assignment of the Office itself", self.decide, assignment, step, 'office')
            self.assertAllowed(self.decide, assignment, step, 'director')
        waived = self.assignment_in('waived', unit='office')
        self.assertRefused("an assignment of the Office itself", self.decide, waived, 'reopen', 'office')
        self.assertAllowed(self.decide, waived, 'reopen', 'director')

    def test_decision_needs_a_reason(self):
        assignment = self.assignment_in('open')
        for step in DECISIONS:
            for reason in ('', '  \n', False):
                self.assertRefused("needs a reason", self.decide, assignment, step, reason=reason)
        self.assertRefused("needs a reason", self.decide, self.assignment_in('exempt'), 'reopen', reason='')

    def test_reason_is_kept_with_its_author(self):
        for step in DECISIONS:
            with self.undone():
                assignment = self.assignment_in('open')
                self.decide(assignment, step, reason="Flood in the district")
                line = self.lines(assignment)[-1]
                self.assertEqual(line.author_id, self.users['office'].partner_id)
                self.assertIn("Flood in the district", line.body)

    def test_what_the_plan_named_stays_whatever_is_decided(self):
        """The statistics stay complete: unit and deadline of the plan are kept."""
        for step in DECISIONS:
            with self.undone():
                assignment = self.assignment_in('open')
                self.decide(assignment, step)
                self.assertTrue(assignment.exists())
                self.assertEqual((assignment.origin_department_id, assignment.date_planned, assignment.period_key),
                                 (self.units['press'], date(2024, 3, 25), '2024-M03'))

    def test_exempt_and_waived_assignments_reopen_on_the_day_s_own_terms(self):
        for step, state in (('exempt', 'exempt'), ('waive', 'waived')):
            with self.undone():
                assignment = self.assignment_in('open')
                self.decide(assignment, step, reason="No staff")
                self.assertEqual((assignment.state, assignment.waiver_reason), (state, "No staff"))
                self.assertRefused("is not possible", self.decide, assignment, 'postpone')
                with self.undone():
                    self.decide(assignment, 'reopen')
                    self.assertEqual((assignment.state, assignment.waiver, assignment.waiver_reason),
                                     ('open', False, False))
                self.at('2024-03-26')
                self.decide(assignment, 'reopen')
                self.assertEqual(assignment.state, 'overdue')

    def test_open_assignment_is_not_reopened(self):
        self.assertRefused("is not possible", self.decide, self.assignment_in('open'), 'reopen')

    def test_later_deadline_makes_an_overdue_assignment_open_again(self):
        assignment = self.assignment_in('overdue')
        self.decide(assignment, 'postpone')
        self.assertEqual((assignment.state, assignment.date_deadline, assignment.date_planned),
                         ('open', date(2024, 4, 10), date(2024, 3, 25)))

    def test_deadline_only_moves_on(self):
        assignment = self.as_(self.assignment_in('open'), 'office')
        for day in ('2024-03-25', '2024-03-01'):
            self.assertRefused("must be later than 25/03/2024", assignment.action_postpone, day, "Flood")
        self.assertRefused("Enter the new deadline", assignment.action_postpone, False, "Flood")
        self.assertEqual(assignment.date_deadline, date(2024, 3, 25))

    def test_met_assignment_is_settled(self):
        for state in ('done', 'late'):
            assignment = self.assignment_in(state)
            for step in DECISIONS:
                self.assertRefused("is not possible", self.decide, assignment, step)

    def test_other_unit_owes_under_its_own_name_with_nobody_in_charge(self):
        assignment = self.assignment_in('open')
        self.as_(assignment, 'head').user_id = self.users['author']
        self.decide(assignment, 'reassign')
        self.assertEqual(
            (assignment.department_id, assignment.department_name, assignment.origin_department_id,
             assignment.user_id),
            (self.units['digital'], "Digital", self.units['press'], self.env['res.users']))
        self.as_(assignment, 'other_head').user_id = self.users['stranger']
        self.assertNotEqual(self.refusal(self.as_(assignment, 'head').write, {'user_id': self.users['author'].id}), '')

    def test_assignment_goes_to_a_unit_of_the_same_agency(self):
        theirs = self.env['hr.department'].create({'name': "Theirs", 'company_id': self.other_company.id})
        assignment = self.as_(self.assignment_in('open'), 'office')
        for unit in (theirs.id, False, 2**30):
            self.assertRefused("unit of the same agency", assignment.action_reassign, unit, "Swapped")

    def test_several_assignments_are_decided_together_or_not_at_all(self):
        plan = self.plan_in('published')
        assignments = self.assignment(plan, '2024-M04') | self.assignment(plan, '2024-M05')
        self.decide(assignments[1], 'waive')
        self.assertRefused("is not possible", self.decide, assignments, 'exempt')
        self.assertEqual(assignments.mapped('state'), ['open', 'waived'])

    def test_giving_out_the_assignments_again_undoes_no_decision(self):
        plan = self.plan_in('published')
        decided = {step: self.assignment(plan, f'2024-M{month:02}') for month, step in enumerate(DECISIONS, 4)}
        for step, assignment in decided.items():
            if step == 'postpone':
                self.as_(assignment, 'office').action_postpone('2024-12-01', "Flood")
            else:
                self.decide(assignment, step)
        names = ['state', 'waiver_reason', 'department_id', 'origin_department_id', 'date_deadline', 'date_planned']
        before = plan.assignment_ids.read(names)
        self.as_(plan, 'office').action_generate_assignments()
        self.assertEqual(plan.assignment_ids.read(names), before)

    # ------------------------------------------------------------------
    # Explanations, notes, people
    # ------------------------------------------------------------------

    def test_head_of_the_owing_unit_explains_and_nobody_else(self):
        assignment = self.assignment_in('overdue')
        for login in ('author', 'other_head', 'editor', 'office', 'director'):
            self.assertRefused("Only the head of “Press”", self.as_(assignment, login).action_explain, "Ill")
        for text in ('', ' ', False):
            self.assertRefused("Write why", self.as_(assignment, 'head').action_explain, text)
        self.as_(assignment, 'head').action_explain("The author was ill")
        self.assertEqual((assignment.explanation, assignment.state), ("The author was ill", 'overdue'))
        self.as_(assignment, 'head').action_explain("Posted next week")
        self.assertEqual(assignment.explanation, "Posted next week")
        self.assertIn("The author was ill", ''.join(self.lines(assignment).mapped('body')))

    def test_what_was_met_late_is_explained_too_and_what_was_met_in_time_is_not(self):
        self.assertAllowed(self.as_(self.assignment_in('late'), 'head').action_explain, "The author was ill")
        self.assertRefused(
            "is not possible", self.as_(self.assignment_in('done'), 'head').action_explain, "No need")

    def test_note_is_written_by_the_office(self):
        assignment = self.assignment_in('open')
        self.as_(assignment, 'office').office_note = "Ask them on Monday"
        self.assertRefused("Only the Office", self.as_(assignment, 'head').write, {'office_note': "All is well"})
        self.assertNotEqual(self.refusal(self.as_(assignment, 'author').write, {'office_note': "All is well"}), '')
        self.assertEqual(assignment.office_note, "Ask them on Monday")

    def test_person_in_charge_sits_in_the_unit(self):
        assignment = self.assignment_in('open')
        for login in ('head', 'office'):
            self.assertRefused("does not sit in “Press”", self.as_(assignment, login).write,
                               {'user_id': self.users['stranger'].id})
            self.assertAllowed(self.as_(assignment, login).write, {'user_id': self.users['colleague'].id})
        self.assertNotEqual(
            self.refusal(self.as_(assignment, 'author').write, {'user_id': self.users['author'].id}), '')
        self.units['press'].cchc_member_ids = self.users['stranger']
        self.assertAllowed(self.as_(assignment, 'head').write, {'user_id': self.users['stranger'].id})

    def test_what_an_assignment_asks_is_not_typed_over(self):
        assignment = self.assignment_in('open')
        for values in (
                {'date_deadline': '2024-04-10'}, {'department_id': self.units['digital'].id}, {'quantity': 3},
                {'waiver': 'exempt'}, {'explanation': "Ill"}, {'done_quantity': 1}, {'date_planned': '2024-04-10'},
                {'origin_department_id': self.units['digital'].id}, {'period_key': '2024-M04'}):
            self.assertRefused("cannot be entered by hand", self.as_(assignment, 'office').write, values)
        for state in ('done', 'late', 'overdue'):
            self.assertRefused("cannot be marked by hand", self.as_(assignment, 'office').write, {'state': state})

    def test_assignments_are_never_deleted(self):
        assignment = self.assignment_in('open')
        for login in ('office', 'director', 'admin'):
            self.assertNotEqual(self.refusal(self.as_(assignment, login).unlink), '')
        with self.assertRaisesRegex(UserError, "never deleted"):
            assignment.sudo().unlink()
        self.assertTrue(assignment.exists())

    # ------------------------------------------------------------------
    # Ad hoc assignments
    # ------------------------------------------------------------------

    def ad_hoc(self, plan, login='office', context=(), **values):
        return self.model('cchc.assignment', login, **dict(context)).create({
            'plan_id': plan.id, 'topic_id': plan.topic_ids.id, 'channel_id': self.channels['page'].id,
            'department_id': self.units['press'].id, 'company_id': self.company.id,
            'date_start': '2024-03-10', 'date_end': '2024-04-20', 'date_deadline': '2024-04-15', **values})

    def test_office_gives_out_an_assignment_of_its_own_period(self):
        assignment = self.ad_hoc(self.plan_in())
        self.assertEqual(
            (assignment.period_key, assignment.date_planned, assignment.origin_department_id,
             assignment.department_name, assignment.state),
            ('2024-03-10..2024-04-20', date(2024, 4, 15), self.units['press'], "Press", 'open'))
        self.assertFalse(assignment.obligation_id)
        self.assertEqual(assignment.period_label, "From 10/03/2024 to 20/04/2024")

    def test_nobody_else_gives_out_assignments(self):
        plan = self.plan_in()
        for login in ('author', 'head', 'editor', 'director', 'admin'):
            self.assertRefused("given out by the Office", self.ad_hoc, plan, login)

    def test_assignment_is_given_out_under_an_issued_plan(self):
        for state in ('draft', 'submitted', 'approved'):
            self.assertRefused("is not issued", self.ad_hoc, self.plan_in(state))

    def test_assignment_needs_unit_period_and_deadline(self):
        plan = self.plan_in()
        for name in ('department_id', 'date_start', 'date_end', 'date_deadline'):
            self.assertRefused("Enter: ", self.ad_hoc, plan, **{name: False})
        self.assertRefused("cannot end before it begins", self.ad_hoc, plan, date_end='2024-03-09')

    def test_server_keeps_the_rest_of_a_new_assignment(self):
        plan = self.plan_in()
        forged = {
            'waiver': 'exempt', 'is_dropped': True, 'done_quantity': 1, 'date_done': '2024-03-11', 'explanation': "Ill",
            'period_key': '2024-M03', 'date_planned': '2024-05-01', 'is_before_issue': True,
            'origin_department_id': self.units['digital'].id, 'obligation_id': plan.obligation_ids.id}
        for name, value in forged.items():
            self.assertRefused("cannot be entered by hand", self.ad_hoc, plan, **{name: value})
            self.assertRefused("cannot be entered by hand", self.ad_hoc, plan, context={f'default_{name}': value})

    def test_new_assignment_begins_open(self):
        plan = self.plan_in()
        for state in ('done', 'late', 'exempt', 'waived'):
            self.assertRefused("begins as “Within the deadline”", self.ad_hoc, plan, state=state)
            self.assertRefused(
                "begins as “Within the deadline”", self.ad_hoc, plan, context={'default_state': state})

    def test_giving_out_the_assignments_again_leaves_ad_hoc_ones_alone(self):
        plan = self.plan_in()
        assignment = self.ad_hoc(plan)
        self.as_(plan, 'office').action_generate_assignments()
        self.assertEqual((assignment.state, assignment.is_dropped), ('open', False))

    # ------------------------------------------------------------------
    # Overnight
    # ------------------------------------------------------------------

    def refresh_all(self, time_left=float('inf'), **kwargs):
        """Run the cron, which commits in batches; return what it reported at each commit."""
        reports = []

        def commit_progress(cron, processed=0, *, remaining=None):
            reports.append((processed, remaining))
            return time_left

        with patch.object(self.env.registry['ir.cron'], '_commit_progress', commit_progress):
            self.env['cchc.assignment']._cron_refresh(**kwargs)
        self.env.invalidate_all()
        return reports

    def plan_of_the_other_agency(self):
        unit = self.env['hr.department'].create({'name': "Theirs", 'company_id': self.other_company.id})
        channel = self.env['cchc.channel'].create(
            {'name': "Their portal", 'code': 'portal', 'is_internal': True, 'company_id': self.other_company.id})
        with self.on('2024-01-02'):
            plan = self.model('cchc.plan', 'outsider').create({'name': "Their plan", 'year': 2024})
            topic = plan.env['cchc.topic'].create({
                'plan_id': plan.id, 'code': '1', 'name': "News", 'lead_department_ids': [Command.set(unit.ids)]})
            plan.env['cchc.obligation'].create(
                {'topic_id': topic.id, 'channel_id': channel.id, 'frequency': 'month', 'due_day': 25})
            plan.action_submit()
            plan.action_approve()
            plan.write({'number': '1/KH-THEIRS', 'date_issued': '2024-01-02'})
            plan.action_publish()
        return plan.with_env(self.env)

    def overdue(self, plan):
        overdue = plan.assignment_ids.filtered(lambda assignment: assignment.state == 'overdue')
        return sorted(overdue.mapped('period_key'))

    def test_assignment_is_overdue_from_the_agency_s_midnight_on(self):
        """17:30 UTC on the 25th is the 26th in Hà Nội, and still the 25th in an agency on UTC."""
        self.other_company.cchc_tz = 'UTC'
        ours, theirs = self.plan_in(), self.plan_of_the_other_agency()
        self.at('2024-01-25', '23:30')
        self.refresh_all()
        self.assertEqual((self.overdue(ours), self.overdue(theirs)), ([], []))
        self.at('2024-01-26', '00:30')
        self.refresh_all()
        self.assertEqual((self.overdue(ours), self.overdue(theirs)), (['2024-M01'], []))
        self.at('2024-01-26', '07:30')
        self.refresh_all()
        self.assertEqual((self.overdue(ours), self.overdue(theirs)), (['2024-M01'], ['2024-M01']))

    def test_refresh_works_in_batches_and_is_done_when_it_is_done(self):
        plan = self.plan_in()
        self.at('2024-03-26')
        self.assertEqual(self.refresh_all(batch=2), [(2, 1), (1, 0)])
        self.assertEqual(self.overdue(plan), ['2024-M01', '2024-M02', '2024-M03'])
        self.assertEqual(self.refresh_all(batch=2), [])

    def test_refresh_stops_when_its_time_is_over_and_goes_on_next_time(self):
        plan = self.plan_in()
        self.at('2024-03-26')
        self.assertEqual(self.refresh_all(time_left=0, batch=2), [(2, 1)])
        self.assertEqual(self.overdue(plan), ['2024-M01', '2024-M02'])
        self.refresh_all()
        self.assertEqual(self.overdue(plan), ['2024-M01', '2024-M02', '2024-M03'])

    def test_refresh_leaves_what_is_settled(self):
        plan = self.plan_in()
        self.decide(self.assignment(plan, '2024-M04'), 'exempt')
        with self.on('2024-04-20'):
            self.decide(self.assignment(plan, '2024-M05'), 'waive')
        self.at('2024-06-01')
        self.refresh_all()
        self.assertEqual(self.overdue(plan), ['2024-M01', '2024-M02', '2024-M03'])
