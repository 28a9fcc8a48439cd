# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from .common import ReportCommon

REASON = "The system was down"


@tagged('post_install', '-at_install')
class TestReportLock(ReportCommon):
    """Due day and lock day are apart. A locked report is submitted once it was unlocked, with a reason, by the Office;
    the report of the agency by the director."""

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in('published')

    def of_unit(self):
        return self.ready(self.unit_report(self.plan, regime_id=self.regime('month').id))

    def of_agency(self):
        return self.ready(self.report_of(self.plan, '2024-Q1', regime_id=self.regime('quarter').id))

    def ready(self, report):
        with self.on('2024-04-03'):
            return self.report_in('draft', report)

    def submit(self, report):
        return self.refusal(self.as_(report, 'head' if report.level == 'department' else 'office').action_submit)

    def test_due_day_and_lock_day_are_apart(self):
        for report, due, lock in ((self.of_unit(), '2024-04-05', '2024-05-05'),
                                  (self.of_agency(), '2024-04-10', '2024-05-10')):
            with self.subTest(level=report.level):
                self.assertEqual((str(report.date_deadline), str(report.date_lock)), (due, lock))
                self.at(lock, '23:30')
                self.assertFalse(report.is_locked)
                self.assertEqual(self.submit(report), '')
                self.at(str(report.date_lock.replace(day=report.date_lock.day + 1)), '00:10')   # still 5/5 in UTC
                report.invalidate_recordset()
                self.assertTrue(report.is_locked)
                self.assertIn(report, report.search([('is_locked', '=', True)]))
                self.assertRegex(self.submit(report), f"locked after {lock[8:]}/05/2024")

    def test_a_later_due_day_does_not_move_the_lock_day(self):
        """Whoever corrects the due day would otherwise unlock the report in passing."""
        report = self.of_agency()
        self.as_(report, 'office').date_deadline = '2024-12-01'
        self.assertEqual(str(report.date_lock), '2024-05-10')

    def test_who_unlocks(self):
        self.at('2024-05-20')
        for report, allowed in ((self.of_unit(), {'office'}), (self.of_agency(), {'director'})):
            with self.subTest(level=report.level):
                let = {login for login in self.users if not self.refusal(self.as_(report, login).action_unlock, REASON)}
                self.assertEqual(let, allowed)
                shown = {login for login in ('head', 'office', 'director') if self.as_(
                    report, login).has_access('read') and self.as_(report, login).can_unlock}
                self.assertEqual(shown, allowed)

    def test_unlocked_with_a_reason_that_is_logged(self):
        report = self.of_unit()
        self.at('2024-05-20')
        office = self.as_(report, 'office')
        self.assertRefused("needs a reason", office.action_unlock)
        dialog = self.model('cchc.reason.wizard', 'office', active_model='cchc.report', active_ids=report.ids)
        dialog.create({'step': 'unlock', 'reason': REASON}).action_confirm()
        self.assertEqual(
            (report.unlocked_by_id, report.state, report.is_locked), (self.users['office'], 'draft', False))
        self.assertIn(REASON, self.lines(report)[-1].body)
        log = self.env['cchc.workflow.log'].search(
            [('res_model', '=', 'cchc.report'), ('res_id', '=', report.id)], limit=1)
        self.assertEqual((log.step, log.reason), ('unlock', REASON))
        self.assertEqual(self.submit(report), '')

    def test_only_what_is_locked_is_unlocked(self):
        report = self.of_unit()
        self.at('2024-05-05')
        self.assertRefused("It is not locked", self.as_(report, 'office').action_unlock, REASON)
        self.at('2024-05-20')
        self.as_(report, 'head').invalidate_recordset()
        self.as_(report, 'office').action_unlock(REASON)
        self.assertRefused("It is not locked", self.as_(report, 'office').action_unlock, REASON)

    def test_form_says_once_that_it_is_locked_and_who_unlocks_it(self):
        report = self.of_agency()
        self.at('2024-05-20')
        for login in ('office', 'director'):
            with self.subTest(login=login):
                self.assertEqual(self.as_(report, login).next_step.count("ask the director to unlock it"), 1)

    def test_the_head_is_told(self):
        report = self.of_unit()
        self.at('2024-05-20')
        told = self.notices_of(self.as_(report, 'office').action_unlock, REASON)
        self.assertEqual(told.res_partner_id, self.users['head'].partner_id)

    def test_the_correction_of_a_sent_report_is_not_locked(self):
        report = self.report_in('published', self.of_agency())
        self.at('2024-07-01')
        new = report.browse(self.as_(report, 'office').action_new_version()['res_id'])
        self.assertEqual((new.regime_id, new.version, new.date_lock), (report.regime_id, 2, False))
        self.assertEqual(self.submit(new), '')

    def test_ad_hoc_report_is_never_locked(self):
        report = self.report_of(self.plan, '2024-01-10..2024-02-20')
        self.assertFalse(report.date_lock)
