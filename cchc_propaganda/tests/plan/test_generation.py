# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date
from math import ceil

from psycopg2 import IntegrityError

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CchcCommon

OFFICE, PRESS, DIGITAL, INSPECTORATE = (
    "Văn phòng", "Phòng Thông tin – Báo chí – Xuất bản", "Phòng Chuyển đổi số", "Thanh tra")
REFORM_PAGE, PROVINCE, PORTAL = "Chuyên trang CCHC tỉnh", "Cổng TTĐT tỉnh – kênh Zalo", "Cổng TTĐT Sở"

# Rows 4.1 and 4.2 of the appendix of the 2024 plan, copied from the paper: channel, period, unit, last day.
TWENTY = {
    (REFORM_PAGE, '2024-Q1', OFFICE, date(2024, 3, 20)),
    (REFORM_PAGE, '2024-Q2', PRESS, date(2024, 6, 20)),
    (REFORM_PAGE, '2024-Q3', DIGITAL, date(2024, 9, 20)),
    (REFORM_PAGE, '2024-Q4', INSPECTORATE, date(2024, 12, 20)),
    (PROVINCE, '2024-Q1', OFFICE, date(2024, 3, 20)),
    (PROVINCE, '2024-Q2', PRESS, date(2024, 6, 20)),
    (PROVINCE, '2024-Q3', DIGITAL, date(2024, 9, 20)),
    (PROVINCE, '2024-Q4', INSPECTORATE, date(2024, 12, 20)),
    (PORTAL, '2024-M01', OFFICE, date(2024, 1, 25)),
    (PORTAL, '2024-M02', OFFICE, date(2024, 2, 25)),
    (PORTAL, '2024-M03', OFFICE, date(2024, 3, 25)),
    (PORTAL, '2024-M04', PRESS, date(2024, 4, 25)),
    (PORTAL, '2024-M05', PRESS, date(2024, 5, 25)),
    (PORTAL, '2024-M06', PRESS, date(2024, 6, 25)),
    (PORTAL, '2024-M07', DIGITAL, date(2024, 7, 25)),
    (PORTAL, '2024-M08', DIGITAL, date(2024, 8, 25)),
    (PORTAL, '2024-M09', DIGITAL, date(2024, 9, 25)),
    (PORTAL, '2024-M10', INSPECTORATE, date(2024, 10, 25)),
    (PORTAL, '2024-M11', INSPECTORATE, date(2024, 11, 25)),
    (PORTAL, '2024-M12', INSPECTORATE, date(2024, 12, 25)),
}


@tagged('post_install', '-at_install')
class TestPlan2024(CchcCommon):
    """The real plan, issued on 28/02/2024 by its own people through the workflow steps."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls.load_plan_2024()

    def issue(self):
        self.at('2024-02-26')
        by = {user.login: self.plan.with_user(user) for user in self.env['res.users'].search(
            [('company_id', '=', self.plan.company_id.id)])}
        by['vanphong'].action_submit()
        by['phogiamdoc'].action_approve()
        self.at('2024-02-28')
        by['vanphong'].write({'number': '99/KH-TEST', 'date_issued': '2024-02-28'})
        by['vanphong'].action_publish()

    def assignments(self):
        return {
            (assignment.channel_id.name, assignment.period_key, assignment.department_id.name, assignment.date_deadline)
            for assignment in self.plan.assignment_ids.with_context(lang='vi_VN')}

    def test_plan_gives_out_exactly_the_twenty_of_the_paper(self):
        """DESIGN §5: 8 quarterly and 12 monthly assignments; rows 4.1 and 4.2 of the plan."""
        self.issue()
        self.assertEqual(self.assignments(), TWENTY)
        self.assertEqual(len(self.plan.assignment_ids), 20)

    def test_every_assignment_has_one_article_and_the_unit_the_plan_named(self):
        self.issue()
        for assignment in self.plan.assignment_ids:
            self.assertEqual(assignment.quantity, 1)
            self.assertEqual(assignment.origin_department_id, assignment.department_id)
            self.assertEqual(assignment.department_name, assignment.with_context(lang='vi_VN').department_id.name)
            self.assertEqual(assignment.date_planned, assignment.date_deadline)
            self.assertEqual(assignment.company_id, self.plan.company_id)
            self.assertEqual(assignment.topic_id, assignment.obligation_id.topic_id)

    def test_what_was_due_before_the_issue_is_never_overdue(self):
        """DESIGN §5: the plan is issued on 28/02/2024, so months 1 and 2 count only if they are met."""
        self.issue()
        before = self.plan.assignment_ids.filtered('is_before_issue')
        self.assertEqual(set(before.mapped('period_key')), {'2024-M01', '2024-M02'})
        self.at('2025-01-02')
        self.refresh(self.plan)
        self.assertEqual(set(before.mapped('state')), {'open'})
        self.assertEqual(set((self.plan.assignment_ids - before).mapped('state')), {'overdue'})

    def test_giving_out_again_changes_nothing(self):
        self.issue()
        before = self.plan.assignment_ids.read()
        office = self.plan.with_user(self.env.ref('cchc_propaganda.user_vanphong'))
        self.assertIs(office.action_generate_assignments(), True)
        self.assertEqual(self.plan.assignment_ids.read(), before)

    def test_the_coming_assignments_are_counted_before_the_issue(self):
        self.assertEqual(self.plan.expected_assignment_count, 20)
        self.assertFalse(self.plan.assignment_ids)


@tagged('post_install', '-at_install')
class TestGeneration(CchcCommon):

    def keys(self, plan):
        return sorted((assignment.period_key, assignment.department_id.name) for assignment in plan.assignment_ids)


    def test_assignments_are_counted_as_soon_as_the_rows_are_there(self):
        plan = self.env['cchc.plan'].create({'name': "Plan", 'year': 2024, 'company_id': self.company.id})
        self.assertFalse(plan.obligation_ids)
        topic = self.env['cchc.topic'].create({'plan_id': plan.id, 'lead_department_ids': self.units['press'].ids})
        obligation = self.env['cchc.obligation'].create(
            {'topic_id': topic.id, 'channel_id': self.channels['portal'].id, 'frequency': 'quarter'})
        self.assertEqual((plan.obligation_ids, plan.expected_assignment_count), (obligation, 4))

    def test_each_frequency_gives_its_periods(self):
        """DESIGN §3: once, half and year too; ongoing creates no assignment, only its topic's result."""
        plan = self.plan_in(
            'published',
            {'frequency': 'half', 'due_day': 31}, {'frequency': 'year', 'due_day': 15},
            {'frequency': 'once', 'date_deadline': '2024-10-10'},
            {'frequency': 'once', 'date_from': '2024-04-01', 'date_to': '2024-05-15'},
            {'frequency': 'ongoing'})
        self.assertEqual(
            [(assignment.period_key, str(assignment.date_start), str(assignment.date_end),
              str(assignment.date_deadline))
             for assignment in plan.assignment_ids.sorted(
                 lambda assignment: (assignment.date_start, assignment.date_deadline))],
            [('2024-H1', '2024-01-01', '2024-06-30', '2024-06-30'),
             ('2024-Y', '2024-01-01', '2024-12-31', '2024-10-10'),
             ('2024-Y', '2024-01-01', '2024-12-31', '2024-12-15'),
             ('2024-04-01..2024-05-15', '2024-04-01', '2024-05-15', '2024-05-15'),
             ('2024-H2', '2024-07-01', '2024-12-31', '2024-12-31')])

    def test_due_in_the_month_after_the_period(self):
        plan = self.plan_in('published', {
            'frequency': 'quarter', 'due_day': 5, 'due_month_offset': 1, 'date_to': '2024-09-30'})
        self.assertEqual(
            [str(assignment.date_deadline) for assignment in plan.assignment_ids.sorted('date_start')],
            ['2024-04-05', '2024-07-05', '2024-10-05'])

    def test_last_day_of_the_month_knows_february(self):
        plan = self.plan_in('published', {'due_day': 31, 'date_from': '2024-01-01', 'date_to': '2024-04-30'})
        self.assertEqual([assignment.date_deadline.day for assignment in plan.assignment_ids.sorted('date_start')],
                         [31, 29, 31, 30])

    def test_without_rotation_every_lead_unit_owes(self):
        plan = self.plan_in('published', {'frequency': 'half', 'due_day': 20}, leads=('press', 'digital'))
        self.assertEqual(self.keys(plan), [
            ('2024-H1', 'Digital'), ('2024-H1', 'Press'), ('2024-H2', 'Digital'), ('2024-H2', 'Press')])

    def test_rotation_names_who_owes_when_and_the_lead_does_not(self):
        plan = self.plan_in('published', {'frequency': 'quarter', 'due_day': 20, 'rotation_ids': [
            Command.create({'period_from': 1, 'period_to': 2, 'department_id': self.units['office'].id}),
            Command.create({'period_from': 3, 'period_to': 4, 'department_id': self.units['digital'].id})]})
        self.assertEqual(self.keys(plan), [
            ('2024-Q1', 'Office'), ('2024-Q2', 'Office'), ('2024-Q3', 'Digital'), ('2024-Q4', 'Digital')])

    def test_gap_in_the_rotation_blocks_the_plan_and_is_named(self):
        """DESIGN §7: an uncovered period is one of the four blocking findings."""
        gap = {'frequency': 'quarter', 'due_day': 20, 'rotation_ids': [
            Command.create({'period_from': 1, 'period_to': 1, 'department_id': self.units['office'].id}),
            Command.create({'period_from': 3, 'period_to': 4, 'department_id': self.units['digital'].id})]}
        plan = self.plan_in('draft', gap)
        self.assertRefused("no unit owes quarter II", self.as_(plan, 'office').action_submit)
        self.assertEqual(plan.expected_assignment_count, 3)

    def test_two_units_in_one_turn_both_owe(self):
        plan = self.plan_in('published', {'frequency': 'year', 'due_day': 20, 'rotation_ids': [
            Command.create({'period_from': 1, 'period_to': 1, 'department_id': self.units[unit].id})
            for unit in ('office', 'digital')]})
        self.assertEqual(self.keys(plan), [('2024-Y', 'Digital'), ('2024-Y', 'Office')])

    def test_a_bullet_inherits_the_lead_of_its_row(self):
        """DESIGN §3, topic: a bullet in a cell is a child topic that inherits lead and time."""
        plan = self.plan_in('draft')
        bullet = self.env['cchc.topic'].create({
            'plan_id': plan.id, 'parent_id': plan.topic_ids.id, 'name': "A bullet"})
        plan.obligation_ids.topic_id = bullet
        self._walk_plan(self.as_(plan, 'office'), 'published', '2024-01-02')
        self.assertEqual(set(plan.assignment_ids.department_id), {self.units['press']})

    def test_one_assignment_per_obligation_period_and_unit_is_held_by_the_database(self):
        plan = self.plan_in('published')
        assignment = plan.assignment_ids[0]
        with self.assertRaises(IntegrityError), mute_logger('odoo.sql_db'), self.undone():
            self.env['cchc.assignment']._create_generated([{
                name: assignment._fields[name].convert_to_write(assignment[name], assignment) for name in (
                    'obligation_id', 'plan_id', 'topic_id', 'channel_id', 'company_id', 'department_id',
                    'origin_department_id', 'period_key', 'date_start', 'date_end', 'date_planned', 'date_deadline')}])

    def test_only_an_issued_plan_gives_out_assignments_and_only_office_and_director_ask_for_it(self):
        draft, issued = self.plan_in('approved'), self.plan_in('published')
        for login in self.users:
            with self.subTest(login=login):
                allowed = login in ('office', 'director')
                told = self.refusal(self.as_(issued, login).action_generate_assignments)
                self.assertEqual(told == '', allowed, told)
                self.assertTrue(self.refusal(self.as_(draft, login).action_generate_assignments))
        self.assertFalse(draft.assignment_ids)

    def test_articles_begun_before_the_issue_are_adopted_by_the_plan(self):
        """DESIGN §3, article: the year's plan is proposed, and matched again when it is issued."""
        early, other_year = self.article_in(), self.article_in()
        self.assertFalse(early.plan_id)
        with self.on('2023-12-20'):
            other_year = self.article_in()
        plan = self.plan_in('published', issued=str(self.company._cchc_today()))
        self.assertEqual(early.plan_id, plan)
        self.assertFalse(other_year.plan_id)
        self.assertEqual(self.article_in().plan_id, plan)

    # ------------------------------------------------------------------
    # Giving out again, after the rows have changed
    # ------------------------------------------------------------------

    def change(self, plan, vals):
        """Change the obligations of an issued plan by SQL, as an amendment will: users may not change them."""
        self.env.flush_all()
        obligations = plan.obligation_ids
        sets = ', '.join(f'{name} = %s' for name in vals)
        self.env.cr.execute(f'UPDATE cchc_obligation SET {sets} WHERE id IN %s',   # pylint: disable=sql-injection
                            [*vals.values(), tuple(obligations.ids)])
        obligations.invalidate_recordset()

    def give_out(self, plan):
        self.as_(plan, 'office').action_generate_assignments()

    def test_changed_day_moves_what_nobody_touched_and_nothing_else(self):
        """DESIGN §5: re-running after an amendment moves what is untouched; it never deletes work."""
        plan = self.plan_in('published', {'date_from': '2024-01-01', 'date_to': '2024-05-31'})
        january, february, march, april, may = plan.assignment_ids.sorted('date_start')
        with self.on('2024-01-10'):
            self.post(self.article_in('approved'))                        # January is met
        planned = self.article_in('draft', assignments=[february])        # somebody works on February
        self.as_(march, 'office').action_postpone('2024-04-02', "Ministry's conference")
        self.as_(april, 'office').action_exempt("No staff")
        self.change(plan, {'due_day': 20})
        self.give_out(plan)
        self.assertEqual([str(assignment.date_deadline) for assignment in (january, february, march, april, may)],
                         ['2024-01-25', '2024-02-25', '2024-04-02', '2024-04-25', '2024-05-20'])
        self.assertEqual(january.state, 'done')
        self.assertEqual(april.state, 'exempt')
        self.assertEqual(planned.assignment_ids, february)
        self.assertEqual(march.date_planned, date(2024, 3, 20), "the plan's own day follows the plan")

    def test_more_articles_are_asked_of_what_is_still_open(self):
        plan = self.plan_in('published', {'date_from': '2024-03-01', 'date_to': '2024-04-30'})
        self.change(plan, {'quantity': 2})
        self.give_out(plan)
        self.assertEqual(set(plan.assignment_ids.mapped('quantity')), {2})

    def test_what_is_no_longer_asked_is_waived_with_a_note_and_kept(self):
        """DESIGN §5: waives with a note what is no longer asked."""
        plan = self.plan_in('published', {'date_from': '2024-02-01', 'date_to': '2024-04-30'})
        february, march, april = plan.assignment_ids.sorted('date_start')
        with self.on('2024-02-10'):
            self.post(self.article_in('approved'))
        self.change(plan, {'date_to': '2024-01-31', 'date_from': '2024-01-01'})
        self.give_out(plan)
        self.assertEqual(february.state, 'done', "what was met stays met")
        self.assertEqual((march.state, april.state), ('waived', 'waived'))
        self.assertTrue(march.waiver_reason)
        self.assertIn(march.waiver_reason, self.lines(march)[-1].body)
        self.assertEqual(len(plan.assignment_ids), 4, "January is new, nothing is deleted")

    def test_what_is_asked_for_again_is_reopened(self):
        plan = self.plan_in('published', {'date_from': '2024-03-01', 'date_to': '2024-04-30'})
        march, april = plan.assignment_ids.sorted('date_start')
        self.as_(march, 'office').action_waive("Not this year")
        self.change(plan, {'date_to': '2024-03-31'})
        self.give_out(plan)
        self.assertEqual(april.state, 'waived')
        self.change(plan, {'date_to': '2024-04-30'})
        self.give_out(plan)
        self.assertEqual(april.state, 'open')
        self.assertEqual(march.state, 'waived', "what the Office decided stays decided")

    def test_a_reassigned_assignment_is_not_made_again(self):
        """DESIGN §5: unique per obligation × period × the unit that the plan named."""
        plan = self.plan_in('published', {'date_from': '2024-03-01', 'date_to': '2024-04-30'})
        march = self.assignment(plan, '2024-M03')
        self.as_(march, 'office').action_reassign(self.units['digital'].id, "They hold the conference")
        self.give_out(plan)
        self.assertEqual(len(plan.assignment_ids), 2)
        self.assertEqual(march.department_id, self.units['digital'])
        self.assertEqual(march.origin_department_id, self.units['press'])
        self.assertEqual(march.department_name, 'Digital')

    def test_one_unit_can_hold_two_assignments_of_a_period_after_a_merger(self):
        plan = self.plan_in('published', {'date_from': '2024-03-01', 'date_to': '2024-03-31'},
                            leads=('press', 'digital'))
        self.as_(self.assignment(plan, '2024-M03', unit='press'), 'office').action_reassign(
            self.units['digital'].id, "The units are merged")
        self.give_out(plan)
        self.assertEqual(plan.assignment_ids.department_id, self.units['digital'])
        self.assertEqual(len(plan.assignment_ids), 2)

    def test_articles_posted_before_the_assignment_was_given_out_count_for_it(self):
        """An article of this month that was posted before the plan was issued meets the month's assignment, which falls
        due after the issue."""
        with self.on('2024-03-05'):
            publication = self.post(self.article_in('approved'))
        plan = self.plan_in('published', issued='2024-03-11')
        march = self.assignment(plan, '2024-M03')
        self.assertEqual(publication.assignment_id, march)
        self.assertEqual(march.state, 'done')

    # ------------------------------------------------------------------
    # Cost
    # ------------------------------------------------------------------

    def queries_to_give_out(self, channels, units):
        """Return the queries needed to give out 4 assignments for each channel and unit, flush included."""
        leads = self.env['hr.department'].create([
            {'name': f"Unit {number}", 'company_id': self.company.id, 'cchc_kind': 'division'}
            for number in range(units)])
        plan = self.plan_in('approved', *[{'frequency': 'quarter', 'due_day': 20}] * channels)
        self.env.cr.execute("DELETE FROM cchc_topic_lead_rel WHERE topic_id = %s", [plan.topic_ids.id])
        self.env.cr.execute("INSERT INTO cchc_topic_lead_rel (topic_id, department_id) SELECT %s, unnest(%s)",
                            [plan.topic_ids.id, leads.ids])
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        created = plan._generate_assignments()
        self.env.flush_all()
        self.assertEqual(len(created), 4 * channels * units)
        return self.env.cr.sql_log_count - before

    def test_two_thousand_assignments_cost_what_twenty_cost_plus_the_batches(self):
        """DESIGN §2: queries(2,000) ≤ queries(20) + ⌈n/100⌉ writes per table and flush + ⌈n/1000⌉ reads."""
        few = self.queries_to_give_out(1, 5)
        for channels, units in ((100, 5), (5, 100)):
            with self.subTest(channels=channels, units=units):
                many = self.queries_to_give_out(channels, units)
                self.assertLessEqual(many, few + ceil(2000 / 100) + ceil(2000 / 1000))

    def test_running_again_costs_the_same_for_two_thousand(self):
        counts = []
        for channels in (1, 100):
            self.queries_to_give_out(channels, 5)
            plan = self.env['cchc.plan'].search([('company_id', '=', self.company.id)], limit=1, order='id desc')
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertFalse(plan._generate_assignments())
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + ceil(2000 / 1000))
