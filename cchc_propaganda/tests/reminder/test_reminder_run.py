# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .reminders import RemindersCase

RUN = 'odoo.addons.cchc_propaganda.models.reminder.cchc_reminder_run'


@tagged('post_install', '-at_install')
class TestReminderRun(RemindersCase):
    """One open activity and one notice a person, whatever happens to a run; the log proves what was sent."""

    def test_a_second_run_changes_nothing(self):
        self.on_the_day('2024-03-18')
        before = self.env['mail.activity'].search([]).mapped('write_date')
        self.assertFalse(self.remind())
        self.assertEqual(self.env['mail.activity'].search([]).mapped('write_date'), before)

    def test_one_open_activity_for_each_assignment_and_person(self):
        for day in ('2024-03-15', '2024-03-18', '2024-03-22', '2024-03-25', '2024-03-26', '2024-03-28'):
            self.on_the_day(day)
        activity = self.reminders(self.march, 'head')
        self.assertEqual(len(activity), 1)
        self.assertIn('Explain the missed deadline', activity.summary, "the words of the last reminder")
        self.assertEqual(len(self.logs(self.march).filtered(lambda log: log.user_id == self.users['head'])), 6)

    def test_ticked_while_unmet_the_next_reminder_asks_again(self):
        assignment = self.reminded()
        self.as_(self.reminders(assignment, 'head'), 'head').action_done()
        self.assertTrue(self.logs(assignment).filtered('date_ticked'))
        self.on_the_day('2024-03-19')
        self.assertFalse(self.reminders(assignment, 'head'))
        self.on_the_day('2024-03-22')
        self.assertTrue(self.reminders(assignment, 'head'))

    def test_one_notice_a_person_in_their_language(self):
        self.plan_in('published', {}, {'channel_id': self.channels['page'].id}, number='8/KH-X')
        self.users['head'].lang = 'vi_VN'
        Message = self.env['mail.message']
        partner = self.users['head'].partner_id
        before = Message.search([('partner_ids', 'in', partner.ids)])
        self.on_the_day('2024-03-18')
        notice = Message.search([('partner_ids', 'in', partner.ids)]) - before
        self.assertEqual(len(notice), 1)
        self.assertEqual(notice.body.count('<li>'), 3)
        self.assertIn("Tháng 3 năm 2024", notice.body)
        self.assertTrue(all(self.logs().mapped('is_noticed')))

    def test_a_notice_lost_with_its_run_is_sent_by_the_next(self):
        self.at('2024-03-18', '06:00')
        self.remind(batch=1, killed_at=2)
        partner = self.users['head'].partner_id
        before = self.env['mail.message'].search_count([('partner_ids', 'in', partner.ids)])
        self.remind()
        self.assertEqual(self.env['mail.message'].search_count([('partner_ids', 'in', partner.ids)]), before + 1)

    def test_reminding_makes_nobody_a_follower(self):
        followers = self.march.message_partner_ids
        self.reminded()
        self.assertEqual(self.march.message_partner_ids, followers)

    def test_one_bad_record_is_logged_and_skipped(self):
        other = self.assignment(self.plan_in('published', number='9/KH-X'), '2024-M03')
        Assignment = self.env.registry['cchc.assignment']
        healthy = Assignment._reminder_units

        def broken(assignment, kind):
            if assignment == self.march:
                raise ValueError("a unit that cannot be found")
            return healthy(assignment, kind)

        with patch.object(Assignment, '_reminder_units', broken), self.assertLogs(RUN, 'ERROR') as caught:
            self.on_the_day('2024-03-18')
        self.assertIn("a unit that cannot be found", caught.output[0])
        self.assertTrue(self.reminders(other, 'head'))
        self.assertFalse(self.reminders(self.march))

    def test_the_cron_runs(self):
        self.at('2024-03-18', '06:00')
        with self.enter_registry_test_mode():
            self.env.ref('cchc_propaganda.ir_cron_reminder_run').method_direct_trigger()
        self.assertTrue(self.reminders(self.march, 'head'))

    # ------------------------------------------------------------------
    # The log
    # ------------------------------------------------------------------

    def test_the_log_is_written_by_nobody(self):
        self.reminded()
        log = self.logs(self.march)[0]
        vals = {'res_model': 'cchc.plan', 'res_id': self.plan.id, 'company_id': self.company.id,
                'date_reminded': '2024-03-18 00:00:00'}
        for login in ('author', 'head', 'editor', 'office', 'director', 'admin'):
            with self.subTest(login=login):
                self.assertTrue(self.refusal(lambda login=login: self.model('cchc.reminder.log', login).create(vals)))
                self.assertTrue(self.refusal(lambda login=login: self.as_(log, login).write({'is_noticed': False})))
                self.assertTrue(self.refusal(lambda login=login: self.as_(log, login).unlink()))
        self.assertTrue(self.as_(log, 'director').record_name)
        self.assertRaises(AccessError, lambda: self.as_(log, 'author').record_name)
        self.assertRaises(AccessError, lambda: self.as_(log, 'outsider').record_name)

    def test_the_proof_outlives_the_activity(self):
        assignment = self.reminded()
        self.reminders(assignment).unlink()
        self.assertEqual(self.said(self.logs(assignment))[0], ('Due in a week', 'head'))

    def test_an_upgrade_leaves_the_agencys_rules_alone(self):
        shipped = self.env['ir.model.data'].search([('model', '=', 'cchc.reminder.rule')])
        self.assertTrue(shipped)
        self.assertTrue(all(shipped.mapped('noupdate')))

    # ------------------------------------------------------------------
    # Set-wise
    # ------------------------------------------------------------------

    def test_queries_do_not_grow_with_the_assignments(self):
        """STYLE §11: many assignments cost what 20 cost, plus Odoo's batches of inserts and reads."""
        def queries(count):
            with self.undone():
                plan = self.env['cchc.plan'].browse(self.plan.id)
                self.env['cchc.assignment']._create_generated([{
                    'plan_id': plan.id, 'channel_id': self.channels['portal'].id, 'company_id': self.company.id,
                    'department_id': self.units['press'].id, 'origin_department_id': self.units['press'].id,
                    'period_key': f'2024-03-01..2024-03-{1 + number % 28:02}', 'quantity': 1,
                    'date_start': '2024-03-01', 'date_end': '2024-03-31', 'date_planned': '2024-03-25',
                    'date_deadline': '2024-03-25',
                } for number in range(count)])
                self.env.flush_all()
                self.env.invalidate_all()
                self.at('2024-03-18', '06:00')
                before = self.env.cr.sql_log_count
                logs = self.remind(batch=1000)
                self.env.flush_all()
                self.assertGreaterEqual(len(logs), 2 * count)
                return self.env.cr.sql_log_count - before

        queries(1)
        few, many = queries(20), queries(400)
        # 800 activities and lines of the log, inserted and (names, notices) updated in Odoo's batches of 100
        self.assertLessEqual(many, few + 4 * 8)
