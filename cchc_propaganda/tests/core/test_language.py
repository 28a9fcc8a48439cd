# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from ...models.core.words import time_left, waiting_for
from ..common import CchcCommon


@tagged('post_install', '-at_install')
class TestLanguage(CchcCommon):
    """Stored words are in the agency's language, whoever takes the step: here the agency is Vietnamese and its people
    read English."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.load_vietnamese()
        cls.company.partner_id.lang = 'vi_VN'

    def as_(self, records, login, **context):
        return super().as_(records, login, **{'lang': 'en_US', **context})

    def test_reason_why_assignments_are_asked_no_longer(self):
        plan = self.plan_in('published')
        self.as_(plan, 'director').action_terminate("Hết kinh phí")
        self.assertEqual(set(plan.assignment_ids.mapped('waiver_reason')) - {False},
                         {"Kế hoạch chấm dứt thực hiện: Hết kinh phí"})

    def test_why_an_amended_plan_asks_no_longer_and_asks_again(self):
        plan = self.plan_in('published')
        assignments = self.as_(plan.assignment_ids, 'office').sudo()
        assignments._drop()
        self.assertEqual(set(assignments.mapped('waiver_reason')), {"Kế hoạch không còn yêu cầu này."})
        assignments._ask_again()
        self.assertIn("Kế hoạch tiếp tục yêu cầu.", assignments[0].message_ids[0].body)

    def test_letter_and_the_line_of_sending_it(self):
        self.channels['page'].email = 'page@owner.example'
        self.company.email = 'office@agency.example'
        self.env['ir.mail_server'].create({'name': "Mail", 'smtp_host': 'mail.agency.example'})
        publication = self.publication_in('pending')
        dialog = self.model('cchc.send.wizard', 'author').create({'publication_id': publication.id})
        self.assertIn("đề nghị đăng", dialog.subject)
        dialog.action_mail()
        self.assertIn("Đã gửi thư tới", publication.article_id.message_ids[0].body)

    def test_one_day_is_no_days(self):
        env = self.env(context={'lang': 'en_US'})
        self.assertEqual([time_left(env, days) for days in (-2, -1, 0, 1, 2)], [
            "Overdue by 2 days", "Overdue by 1 day", "Due today", "1 day left", "2 days left"])
        self.assertEqual([waiting_for(env, days) for days in (0, 1, 3)], [
            "Waiting since today", "Waiting for 1 day", "Waiting for 3 days"])
