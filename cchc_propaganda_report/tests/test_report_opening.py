# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, timedelta
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.cchc_propaganda.tests.reminder.reminders import RemindersMixin

from .common import ReportCommon

# The plan is issued on 15/02/2024: the report of January was due before, on 05/02. Units: press and digital; neither
# the Office nor the leadership nor the board. Quarter II is part of the half-year, quarter IV of the year.
OPENED = {
    '2024-03-01': ['digital 2024-M02', 'press 2024-M02'],
    '2024-04-01': ['digital 2024-M03', 'press 2024-M03', 'agency 2024-Q1'],
    '2024-05-01': ['digital 2024-M04', 'press 2024-M04'],
    '2024-06-01': ['digital 2024-M05', 'press 2024-M05'],
    '2024-07-01': ['digital 2024-M06', 'press 2024-M06', 'agency 2024-H1'],
    '2024-08-01': ['digital 2024-M07', 'press 2024-M07'],
    '2024-09-01': ['digital 2024-M08', 'press 2024-M08'],
    '2024-10-01': ['digital 2024-M09', 'press 2024-M09', 'agency 2024-Q3'],
    '2024-11-01': ['digital 2024-M10', 'press 2024-M10'],
    '2024-12-01': ['digital 2024-M11', 'press 2024-M11'],
    '2025-01-01': ['digital 2024-M12', 'press 2024-M12', 'agency 2024-Y'],
}


class OpeningCase(RemindersMixin, ReportCommon):

    def reports(self):
        self.env.invalidate_all()
        return self.env['cchc.report'].search([('company_id', '=', self.company.id)])

    def open_on(self, day, clock='06:00'):
        """Run the job on that day; return the reports that it opens."""
        self.at(day, clock)
        before = self.reports()
        self.env['cchc.report']._cron_open()
        self.env.flush_all()
        return self.reports() - before

    def said_of(self, reports):
        """Return ``unit key`` of the reports."""
        return sorted((f"{(report.department_id.name or 'agency').lower()} {report.period_key}" for report in reports),
                      key=lambda words: ('agency' in words, words))

    def own(self, code, **values):
        """Return the agency's own copy of a shared rule."""
        rule = self.regime(code).with_user(self.users['office'])
        copy = self.env['cchc.report.regime'].browse(rule.action_own_copy()['res_id'])
        copy.write(values)
        return copy


@tagged('post_install', '-at_install')
class TestReportOpening(OpeningCase):
    """Reports are opened by themselves, each once, on the day after its data are closed."""

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in('published', issued='2024-02-15')

    def test_a_year_day_by_day(self):
        """Across New Year; a second run on the same day changes nothing."""
        opened, day = {}, date(2024, 2, 15)
        while day <= date(2025, 2, 10):
            if reports := self.open_on(str(day)):
                opened[str(day)] = self.said_of(reports)
                self.assertFalse(self.open_on(str(day), '18:00'))
            day += timedelta(days=1)
        self.assertEqual(opened, OPENED)
        half = self.reports().filtered(lambda report: report.period_key == '2024-H1')
        self.assertEqual([key for key, __ in half._figure_periods()], ['2024-H1', '2024-Q2'])

    def test_what_a_report_is_opened_with(self):
        self.open_on('2024-03-01')
        reports = self.open_on('2024-04-01')
        self.assertEqual(reports.plan_id, self.plan)
        self.assertEqual(set(reports.mapped('state')), {'draft'})
        press = reports.filtered(lambda report: report.department_id == self.units['press'])
        self.assertEqual(
            (press.name, str(press.date_start), str(press.date_end), str(press.date_deadline), str(press.date_lock)),
            ("Report on communication, month 3 of 2024 – Press", '2024-03-01', '2024-03-31', '2024-04-05',
             '2024-05-05'))
        self.assertAllowed(self.as_(press, 'head').action_refresh)

    def test_by_the_day_of_the_agency(self):
        """The last minute of the month in Viet Nam is 16:59 UTC; 23:30 UTC is already the next day there."""
        self.assertFalse(self.open_on('2024-02-29', '23:59'))
        self.assertEqual(self.said_of(self.open_on('2024-03-01', '06:30')), OPENED['2024-03-01'])

    def test_days_without_a_run_are_made_up_for_until_the_report_is_locked(self):
        self.assertEqual(self.said_of(self.open_on('2024-04-20')), OPENED['2024-04-01'])   # February: locked on 04/04
        self.assertFalse(self.open_on('2024-04-21'))

    def test_two_servers_at_once(self):
        """The second does not see yet what the first has opened: the table refuses it, and the job goes on."""
        first = self.open_on('2024-04-01')
        Report = self.env.registry['cchc.report']
        with patch.object(Report, '_opened', lambda self, company, wanted: set()):
            self.assertFalse(self.open_on('2024-04-01'))
        self.assertEqual(self.reports(), first)
        self.regime('month').sequence = 5   # the transaction is still good
        self.env.flush_all()

    def test_what_only_the_other_server_opened_is_left_out(self):
        self.open_on('2024-03-31')
        only = self.unit_report(self.plan, '2024-M03', 'digital', regime_id=self.regime('month').id)
        Report = self.env.registry['cchc.report']
        with patch.object(Report, '_opened', lambda self, company, wanted: set()):    # it does not see them
            opened = self.open_on('2024-04-01')
        self.assertEqual(self.said_of(opened), ['press 2024-M03', 'agency 2024-Q1'])
        self.assertEqual(len(only.search([('period_key', '=', '2024-M03')])), 2)

    def test_a_fault_in_one_agency_keeps_no_other_from_its_reports(self):
        Report, open_for = self.env.registry['cchc.report'], self.env.registry['cchc.report']._open_for

        def faulty(reports, company, regimes):
            open_for(reports, company, regimes)
            if company == self.other_company:
                raise ValueError("no such thing")

        with self.on('2024-02-15'):
            plan = self.env['cchc.plan'].create({
                'name': "Theirs", 'year': 2024, 'company_id': self.other_company.id, 'date_issued': '2024-02-15'})
            plan._with_gate().write({'state': 'published'})
        with patch.object(Report, '_open_for', faulty), mute_logger(Report._open_for.__module__):
            self.assertEqual(self.said_of(self.open_on('2024-04-05')), OPENED['2024-04-01'])
        self.assertFalse(self.env['cchc.report'].search([('company_id', '=', self.other_company.id)]))

    def test_without_an_issued_plan_nothing_is_opened(self):
        self.open_on('2024-03-01')      # February was over while the plan was still in force
        self.at('2024-03-10')
        self.as_(self.plan, 'director').action_terminate("The agency is merged")
        self.assertFalse(self.open_on('2024-04-01'))

    def test_what_was_over_before_a_plan_ended_is_still_reported(self):
        """Agencies merge on 01/07: the first half-year of the old ones is still to be reported, nothing later."""
        self.open_on('2024-06-30')
        self.at('2024-07-01', '05:00')
        self.as_(self.plan, 'director').action_terminate("The agency is merged")
        self.assertEqual(self.said_of(self.open_on('2024-07-01')), OPENED['2024-07-01'])
        self.assertFalse(self.open_on('2024-07-02'))
        self.assertFalse(self.open_on('2024-10-01'))

    def test_a_rule_that_is_switched_off_opens_nothing(self):
        self.own('month', active=False)
        self.own('quarter', active=False)
        self.assertFalse(self.open_on('2024-04-01'))

    def test_the_agency_s_own_rule_stands_for_the_shared_one(self):
        """What the shared rule has opened is not opened again."""
        self.open_on('2024-04-01')
        own = self.own('month', due_day=3)
        self.assertFalse(self.open_on('2024-04-02'))
        opened = self.open_on('2024-05-01')
        self.assertEqual((opened.regime_id, set(map(str, opened.mapped('date_deadline')))), (own, {'2024-05-03'}))

    def test_a_rule_names_its_units(self):
        self.own('month', department_ids=self.units['office'].ids)
        self.own('quarter', active=False)
        self.assertEqual(self.said_of(self.open_on('2024-04-05')), ['office 2024-M03'])

    def test_quarters_have_a_report_of_their_own_if_the_agency_wants_it(self):
        self.own('month', active=False)
        self.own('half', includes_quarter=False)
        self.assertEqual(self.said_of(self.open_on('2024-07-01')), ['agency 2024-H1', 'agency 2024-Q2'])

    def test_a_quarter_that_goes_to_somebody_else_is_not_part_of_the_half_year(self):
        self.own('month', active=False)
        self.own('quarter', recipient="People's Committee")
        self.assertEqual(self.said_of(self.open_on('2024-07-01')), ['agency 2024-H1', 'agency 2024-Q2'])

    def test_the_ministry_s_four(self):
        self.own('month', active=False)
        for code in ('quarter', 'half', 'year'):
            self.own(code, active=False)
        for code in ('ministry_q1', 'ministry_half', 'ministry_q3', 'ministry_year'):
            self.own(code, active=True, date_from='2024-01-01')
        opened, day = {}, date(2024, 3, 10)
        while day <= date(2025, 1, 20):
            if reports := self.open_on(str(day)):
                opened[str(day)] = [(report.period_key, str(report.date_start)) for report in reports]
            day += timedelta(days=1)
        self.assertEqual(opened, {
            '2024-03-15': [('2024-Q1', '2023-12-15')], '2024-06-15': [('2024-H1', '2023-12-15')],
            '2024-09-15': [('2024-Q3', '2024-06-15')], '2024-12-15': [('2024-Y', '2023-12-15')]})

    def test_a_rule_switched_on_late_opens_nothing_that_fell_due_before(self):
        self.own('month', active=False)
        self.own('quarter', active=False)
        self.at('2024-04-08')
        rule = self.own('ministry_q1')
        self.as_(rule, 'office').active = True
        self.assertFalse(self.open_on('2024-04-08'))    # it was due on 20/03

    def test_a_report_that_is_asked_for_is_not_deleted(self):
        """It would be opened again on the next day."""
        report = self.open_on('2024-03-01')[:1]
        self.assertRefused("would be opened again", self.as_(report, 'office').unlink)
        self.own('month', active=False)
        self.assertAllowed(self.as_(report, 'office').unlink)

    def test_a_unit_with_an_open_report_is_not_archived(self):
        self.open_on('2024-04-05')
        unit = self.units['digital']
        self.assertRefused("1 reports not accepted yet: Month 3 of 2024", unit.action_archive)
        self.own('month', department_ids=unit.ids)
        self.at('2024-05-06')   # its report is locked now
        refusal = self.refusal(unit.action_archive)
        self.assertIn("1 reporting rules that name it: Monthly report of a unit", refusal)
        self.assertNotIn("not accepted", refusal)

    def test_two_hundred_units_cost_what_twenty_cost(self):
        def cost(count):
            with self.undone():
                self.env['hr.department'].create([
                    {'name': f'Unit {number}', 'cchc_kind': 'subordinate', 'company_id': self.company.id}
                    for number in range(count)])
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                opened = self.open_on('2024-04-01')
                self.assertEqual(len(opened), 2 * count + 3)    # of February and March
                return self.env.cr.sql_log_count - before

        self.open_on('2024-03-01')      # fill the caches of both
        few, many = cost(20), cost(200)
        self.assertLessEqual(many, few + 20)

    # ------------------------------------------------------------------
    # Closing the year
    # ------------------------------------------------------------------

    def test_a_year_is_closed_once_its_report_is_sent(self):
        report = self.open_on('2025-01-01').filtered(lambda report: report.period_key == '2024-Y')
        self.assertFalse(self.as_(self.plan, 'office').can_close)
        self.assertRefused(
            "Send the report of the year 2024 first", self.as_(self.plan, 'office').action_close)
        self.assertEqual(self.as_(self.plan, 'office').action_report_of_year()['res_id'], report.id)
        self.assertIn("Send the report of the year 2024 first (“", self.as_(self.plan, 'office').next_step)
        self.assertIn("“Report of the year” opens it.", self.as_(self.plan, 'office').next_step)
        self.assertNotIn("Send the report", self.as_(self.plan, 'director').next_step)
        office = self.as_(report, 'office')
        office.action_refresh()
        office.narrative_result = "<p>All went well.</p>"
        office.action_submit()
        self.as_(report, 'director').action_approve()
        self.assertRefused("Send the report", self.as_(self.plan, 'office').action_close)
        self.as_(report, 'office').write({'number': '1/BC-TEST', 'date_sent': '2025-01-01'})
        self.as_(report, 'office').action_publish()
        self.assertFalse(self.as_(self.plan, 'office').has_report_to_send)
        self.assertRefused("is sent, or no reporting rule", self.as_(self.plan, 'office').action_report_of_year)
        self.assertAllowed(self.as_(self.plan, 'office').action_close)

    def test_the_end_of_a_year_opens_its_report_where_the_job_has_not(self):
        """The job opens no report that is locked already; the year would never be closed."""
        self.at('2024-12-31')
        self.assertRefused("once its year is over", self.as_(self.plan, 'office').action_report_of_year)
        self.assertFalse(self.as_(self.plan, 'office').has_report_to_send)
        self.at('2025-06-02')
        for login in self.users:
            with self.subTest(login=login), self.undone():
                self.assertEqual(
                    self.refusal(self.as_(self.plan, login).action_report_of_year) == '', login == 'office')
        plan = self.as_(self.plan, 'office')
        report = self.reports().browse(plan.action_report_of_year()['res_id'])
        self.assertEqual((report.period_key, report.plan_id, report.level, report.state),
                         ('2024-Y', self.plan, 'agency', 'draft'))
        self.assertEqual(plan.action_report_of_year()['res_id'], report.id, "a second click opens the same")

    def test_without_a_rule_for_the_year_nothing_keeps_it_open(self):
        self.own('year', active=False)
        self.at('2025-01-02')
        self.assertAllowed(self.as_(self.plan, 'office').action_close)


@tagged('post_install', '-at_install')
class TestReportReminders(OpeningCase):
    """Who is reminded of a report, when, and who asks for it."""

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in('published', issued='2024-03-06')

    def play(self, first, last):
        """Run both jobs day by day; return ``{day: [(title, login)]}`` of what is said by rules."""
        day, said = date.fromisoformat(first), {}
        while day <= date.fromisoformat(last):
            self.open_on(str(day))
            if logs := self.remind():
                said[str(day)] = sorted(self.said(logs.filtered(lambda log: log.res_model == 'cchc.report')))
            day += timedelta(days=1)
        return {day: lines for day, lines in said.items() if lines}

    def report(self, key, unit='press'):
        of_unit = self.units[unit] if unit else self.env['hr.department']
        return self.reports().filtered(lambda report: report.period_key == key and report.department_id == of_unit)

    def test_activity_of_a_report_is_there_from_its_opening(self):
        self.open_on('2024-04-01')
        for login, unit, key in (('head', 'press', '2024-M03'), ('other_head', 'digital', '2024-M03'),
                                 ('office', None, '2024-Q1')):
            with self.subTest(login=login):
                activity = self.reminders(self.report(key, unit))
                self.assertEqual(activity.user_id, self.users[login])
                self.assertEqual(activity.date_deadline, self.report(key, unit).date_deadline)
                self.assertIn("Report to be sent by", activity.summary)

    def test_three_days_before_on_the_day_one_and_three_days_after(self):
        self.own('month', department_ids=self.units['press'].ids, date_from='2024-07-06')
        for code in ('quarter', 'half'):
            self.own(code, active=False)
        self.assertEqual(self.play('2024-08-01', '2024-08-12'), {
            '2024-08-02': [("Report due in three days", 'head')],
            '2024-08-05': [("Report due today", 'head')],
            '2024-08-06': [("Report overdue", 'head')],
            '2024-08-08': [("A unit has not sent its report", 'office')],
        })
        self.assertEqual(len(self.reminders(self.report('2024-M07'), 'head')), 1)    # one, not a pile

    def test_of_the_agency_s_report_the_office_then_the_director(self):
        self.own('month', active=False)
        self.assertEqual(self.play('2024-04-01', '2024-04-16'), {
            '2024-04-05': [("Report due in three days", 'office')],     # 07/04 is a Sunday
            '2024-04-10': [("Report due today", 'office')],
            '2024-04-11': [("Report overdue", 'office')],
            '2024-04-15': [("The report of the agency is overdue", 'director')],    # 13/04 is a Saturday
        })

    def test_what_waits_for_the_director_is_the_director_s(self):
        self.own('month', active=False)
        self.open_on('2024-04-01')
        report = self.report_in('submitted', self.report('2024-Q1', None))
        self.assertFalse(self.reminders(report))
        self.at('2024-04-10')
        said = self.said(self.remind().filtered(lambda log: log.res_model == 'cchc.report'))
        self.assertEqual(said, [("Report due today", 'director')])

    def test_once_it_is_sent_all_activities_close(self):
        self.play('2024-04-01', '2024-04-08')
        report = self.report('2024-M03')
        self.assertTrue(self.reminders(report))
        head = self.as_(report, 'head')
        head.action_refresh()
        head.narrative_result = "<p>One article.</p>"
        head.action_submit()
        self.assertFalse(self.reminders(report))
        self.at('2024-04-09')
        self.assertFalse([log for log in self.remind() if log.res_id == report.id and log.res_model == 'cchc.report'])
        self.as_(report, 'office').action_return("Write more")
        self.at('2024-04-10')
        self.remind()
        self.assertTrue(self.reminders(report, 'head'))     # returned: to be sent again

    def test_a_unit_without_a_head_falls_to_the_office(self):
        self.units['press'].manager_id = False
        self.open_on('2024-04-01')
        self.assertEqual(self.reminders(self.report('2024-M03')).user_id, self.users['office'])

    def test_a_year_that_is_closed_reminds_of_nothing(self):
        self.open_on('2024-12-01')
        self.own('year', active=False)
        self.at('2025-01-02')
        self.as_(self.plan, 'office').action_close()
        self.remind()
        self.assertFalse(self.env['cchc.report'].search(self.env['cchc.report']._reminder_domain('report_due')))

    # ------------------------------------------------------------------
    # Who has not sent
    # ------------------------------------------------------------------

    def nudge(self, reports, login='office'):
        return self.model('cchc.report.nudge', login, active_model='cchc.report', active_ids=reports.ids).create({})

    def test_list_of_units_that_have_not_sent(self):
        self.open_on('2024-04-01')
        self.report_in('submitted', self.report('2024-M03'))
        action = self.env.ref('cchc_propaganda_report.cchc_report_not_sent_action')
        domain = [('level', '=', 'department'), ('is_not_sent', '=', True)]
        self.assertEqual(action.domain, str(domain))
        self.at('2024-04-09')
        found = self.model('cchc.report', 'office').search(domain)
        self.assertEqual(found.department_id, self.units['digital'])
        self.assertTrue(found.is_late)
        self.assertEqual(found.search([('is_late', '=', True)]), found)
        self.assertFalse(self.report('2024-M03').is_late)

    def test_the_office_asks_all_units_of_a_period_from_one_of_them(self):
        self.open_on('2024-04-01')
        self.at('2024-04-07')
        nudge = self.nudge(self.report('2024-M03'))
        self.assertEqual(nudge.report_ids.department_id, self.units['press'] | self.units['digital'])
        self.assertEqual(nudge.text, (
            "Please send the report of month 3 of 2024, due 05/04/2024:\n"
            "- Digital: overdue by 2 days\n- Press: overdue by 2 days"))
        before = self.logs()
        nudge.action_remind()
        logs = self.logs() - before
        told = {(self.role(log.user_id), self.role(log.sender_id), log.kind, log.is_noticed) for log in logs}
        self.assertEqual(told, {
            ('head', 'office', 'report_due', True), ('other_head', 'office', 'report_due', True)})
        [activity] = self.reminders(self.report('2024-M03'), 'head')    # the one of its opening, with other words
        self.assertIn("office asks for it", activity.note)
        self.assertTrue(self.env['mail.notification'].search([
            ('res_partner_id', '=', self.users['head'].partner_id.id),
            ('mail_message_id.subject', 'ilike', "Reminders: 1")]))

    def test_what_is_sent_meanwhile_is_not_asked_for(self):
        self.open_on('2024-04-01')
        nudge = self.nudge(self.report('2024-M03') | self.report('2024-M03', 'digital'))
        self.report_in('submitted', self.report('2024-M03'))
        before = self.logs()
        self.as_(nudge, 'office').action_remind()
        self.assertEqual({self.role(log.user_id) for log in self.logs() - before}, {'other_head'})

    def test_who_asks(self):
        self.open_on('2024-04-01')
        reports = self.report('2024-M03')
        for login in self.users:
            with self.subTest(login=login):
                refused = self.refusal(lambda login=login: self.nudge(reports, login).action_remind())
                self.assertEqual(not refused, login in ('office', 'director'))

    # ------------------------------------------------------------------
    # The first screen
    # ------------------------------------------------------------------

    def lines_of(self, login):
        """Return ``{(section, name): line}`` of the reports on the first screen."""
        data = self.model('cchc.my.work', login).get_data()
        return {(section['key'], line['name']): line for section in data['sections'] for line in section['lines']
                if line['model'] == 'cchc.report'}

    def test_first_screen_of_a_head_of_the_office_and_of_the_director(self):
        self.open_on('2024-04-01')
        unit, agency = self.report('2024-M03').name, self.report('2024-Q1', None).name
        silent = "Units that have not sent the report of month 3 of 2024: 2"
        self.assertEqual(set(self.lines_of('head')), {('todo', unit)})
        self.assertEqual(set(self.lines_of('office')), {('todo', agency), ('waiting', silent)})
        self.assertEqual(self.lines_of('office')['waiting', silent]['why'], "Digital, Press")
        self.assertFalse(self.lines_of('director'))
        self.assertFalse(self.lines_of('author'))
        self.at('2024-04-08')
        self.assertEqual(set(self.lines_of('head')), {('overdue', unit)})
        self.assertEqual(set(self.lines_of('office')), {('todo', agency), ('overdue', silent)})
        self.report_in('submitted', self.report('2024-M03'))
        self.report_in('submitted', self.report('2024-Q1', None))
        self.at('2024-04-08')
        self.assertFalse(self.lines_of('head'))
        self.assertEqual(set(self.lines_of('office')), {
            ('review', unit), ('waiting', agency), ('overdue', silent.replace('2024: 2', '2024: 1'))})
        self.assertEqual(set(self.lines_of('director')), {('review', agency)})
        self.as_(self.report('2024-Q1', None), 'director').action_return("Section III is empty")
        self.assertIn(('returned', agency), self.lines_of('office'))

    def test_first_screen_says_that_a_report_is_locked_and_who_unlocks_it(self):
        self.open_on('2024-04-01')
        self.at('2024-06-01')
        self.assertIn("ask the Office", self.lines_of('head')['overdue', self.report('2024-M03').name]['why'])
        self.assertIn("ask the director", self.lines_of('office')['overdue', self.report('2024-Q1', None).name]['why'])
        self.assertIn(('overdue', self.report('2024-Q1', None).name), self.lines_of('director'))

    def test_first_screen_asks_as_often_for_two_hundred_units(self):
        def cost(count):
            with self.undone():
                self.env['hr.department'].create([
                    {'name': f'Unit {number}', 'cchc_kind': 'subordinate', 'company_id': self.company.id}
                    for number in range(count)])
                self.open_on('2024-04-01')
                self.env.flush_all()
                screen = self.model('cchc.my.work', 'office')
                before = self.env.cr.sql_log_count
                screen.get_data()
                return self.env.cr.sql_log_count - before

        cost(1)
        self.assertLessEqual(cost(200), cost(20) + 2)
