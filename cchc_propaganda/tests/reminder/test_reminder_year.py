# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, timedelta
from pathlib import Path

from odoo.fields import Command
from odoo.tests import tagged

from ..common import CchcCommon
from .reminders import RemindersMixin

ISSUED, LAST = date(2024, 1, 2), date(2024, 12, 31)
NO_CRON = {date(2024, 5, day) for day in (20, 21, 22)}
KILLED = date(2024, 6, 6)   # two assignments are reminded of on that day
EXPECTED = Path(__file__).with_name('reminders_2024.txt')


@tagged('post_install', '-at_install')
class TestReminderYear(RemindersMixin, CchcCommon):
    """Reminders of the 2024 plan, day by day, in an agency where much goes wrong."""

    @classmethod
    def _set_up_agency(cls):
        plan = cls.load_plan_2024()
        cls.company = plan.company_id
        cls.env = cls.env(context={**cls.env.context, 'allowed_company_ids': cls.company.ids})
        cls.plan = plan.with_env(cls.env)
        cls.users = {user.login: user for user in cls.env['res.users'].search([('company_id', '=', cls.company.id)])}

    def ref(self, name):
        return self.env.ref(f'cchc_propaganda.{name}')

    def assignment(self, key, code):
        return self.plan.assignment_ids.filtered(
            lambda assignment: assignment.period_key == key and assignment.channel_id.code == code)

    def write_article(self, assignment, author):
        article = self.as_(self.env['cchc.article'], author).create({
            'name': f"Article {next(self._numbers)}", 'body': "<p>The forms are online.</p>",
            'genre_id': self.ref('genre_news').id, 'department_id': assignment.department_id.id,
            'publication_ids': [Command.create({
                'channel_id': assignment.channel_id.id, 'assignment_id': assignment.id})]})
        article.action_submit()
        self.as_(article, 'bientap1').action_approve()
        return self.as_(article, 'bientap1').publication_ids

    def publish(self, assignment, author):
        publication = self.write_article(assignment, author)
        publication.url = f'{assignment.channel_id.url_prefix.split()[0]}/{next(self._numbers)}'
        publication.action_publish()
        return publication

    # ------------------------------------------------------------------
    # What happens on each day, after the run of the morning
    # ------------------------------------------------------------------

    def on_2024_01_02(self):
        """The agency stays closed after the public days of Tết, and works one Saturday for it."""
        self.env['cchc.special.day'].create([
            {'company_id': self.company.id, 'date': day, 'kind': kind, 'name': "Nghỉ Tết theo thông báo của tỉnh"}
            for day, kind in (('2024-02-15', 'off'), ('2024-02-16', 'off'), ('2024-02-24', 'work'))])

    def on_2024_01_05(self):
        """Two heads have told their staff; a third only throws the reminder away."""
        for login in ('chanhvanphong', 'truongphong.cds'):
            self.as_(self.reminders(self.plan, login), login).action_done()
        self.reminders(self.plan, 'chanhthanhtra').unlink()

    def on_2024_01_24(self):
        self.publish(self.assignment('2024-M01', 'CONG-SO'), 'chuyenvien.vanphong')

    def on_2024_02_29(self):
        self.as_(self.assignment('2024-M02', 'CONG-SO'), 'chanhvanphong').action_explain("Nghỉ Tết")

    def on_2024_03_05(self):
        self.as_(self.assignment('2024-Q1', 'CONG-TINH-ZALO'), 'phogiamdoc').action_exempt("Kênh đang bảo trì")

    def on_2024_03_12(self):
        self.as_(self.assignment('2024-M03', 'CONG-SO'), 'chanhvanphong').user_id = self.users['chuyenvien.vanphong']

    def on_2024_03_15(self):
        """A missed assignment is made up for, late."""
        self.publish(self.assignment('2024-M02', 'CONG-SO'), 'chuyenvien.vanphong')

    def on_2024_03_19(self):
        self.sent = self.write_article(self.assignment('2024-Q1', 'CCHC-TINH'), 'chuyenvien.vanphong')
        self.sent.action_send()
        self.publish(self.assignment('2024-M03', 'CONG-SO'), 'chuyenvien.vanphong')

    def on_2024_04_02(self):
        self.as_(self.sent, 'bientap1').action_refuse("Quá dài")

    def on_2024_04_18(self):
        self.wrong = self.publish(self.assignment('2024-M04', 'CONG-SO'), 'chuyenvien.ttbcxb')

    def on_2024_05_06(self):
        self.as_(self.wrong, 'vanphong').action_remove("Sai số liệu")

    def on_2024_05_08(self):
        self.publish(self.assignment('2024-M04', 'CONG-SO'), 'chuyenvien.ttbcxb')

    def on_2024_07_10(self):
        self.users['truongphong.cds'].active = False

    def on_2024_10_01(self):
        self.ref('department_inspectorate').manager_id = False

    def test_every_reminder_comes_once_and_none_after_what_it_asked_for(self):
        """DESIGN §6 against a list written from the plan's deadlines, the shipped rules and the calendar of 2024.
        A quarter of a minute: the daily run is done for each day of the year."""
        with self.on(str(ISSUED), '05:00'):
            self.as_(self.plan, 'vanphong').action_submit()
            self.as_(self.plan, 'phogiamdoc').action_approve()
            self.as_(self.plan, 'vanphong').write({'number': '99/KH-STTTT', 'date_issued': ISSUED})
            self.as_(self.plan, 'vanphong').action_publish()
        for day in (ISSUED + timedelta(days=number) for number in range((LAST - ISSUED).days + 1)):
            self.at(str(day), '06:00')
            if day == KILLED:
                kept = self.remind(batch=1, killed_at=2)
                self.assertEqual(len(kept), 1, "what was committed before the end is kept, and no more")
                self.assertEqual(len(self.remind(batch=1)), 1, "the next run goes on where the first was cut off")
            elif day not in NO_CRON:
                self.remind()
            if event := getattr(self, f'on_{day:%Y_%m_%d}', None):
                self.at(str(day), '10:00')
                event()
        self.assertEqual(self.story(), EXPECTED.read_text())
        self.assertFalse(self.remind(), "running it again changes nothing")
        activities = self.logs().activity_id.filtered('active')
        self.assertEqual(
            len(activities), len(self.logs().filtered('activity_id').grouped(
                lambda log: (log.res_model, log.res_id, log.department_id, log.user_id,
                             log.res_model == 'cchc.plan' and log.kind))) - 2,   # two were ticked
            "one open activity for each assignment and person, and for each thing asked about a plan")
        for assignment in self.plan.assignment_ids:
            self.assertEqual(
                bool(self.reminders(assignment)), assignment.state in ('open', 'overdue'),
                f"{assignment.display_name}: {assignment.state}")
        self.assertFalse(self.plan.assignment_ids.message_partner_ids - self.env['res.partner'].union(*(
            self.users[login].partner_id for login in ('chuyenvien.vanphong',))), "reminding makes nobody a follower")

    def story(self):
        """Return the log by record: day, title and person of each line; [head]: the unit had no head."""
        lines = []
        by_record = self.logs().grouped(lambda log: (log.res_model, log.res_id))
        for (model, id_), logs in sorted(by_record.items()):
            record = self.env[model].browse(id_)
            lines.append('plan' if model == 'cchc.plan' else ' '.join(
                [record.period_key if model == 'cchc.assignment' else 'sent to', record.channel_id.code]))
            lines += [
                f'  {self.company._cchc_day_of(log.date_reminded):%d/%m} {log.rule_id.name}: {log.user_id.login}'
                + (f' [{log.fault}]' if log.fault else '') for log in logs.sorted(
                    lambda log: (log.date_reminded, log.rule_id.name, log.user_id.login))]
        return '\n'.join(lines) + '\n'
