# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import socket
from contextlib import closing, contextmanager
from unittest.mock import patch

from odoo.tests import Form, HttpCase, tagged
from odoo.tools import config, mute_logger

from odoo.addons.base.tests.common import MockSmtplibCase
from odoo.addons.mail.models.mail_mail import MailMail

from ..common import CchcCommon, CchcMixin


def closed_port():
    """Return a port of this machine at which nobody listens."""
    with closing(socket.socket()) as probe:
        probe.bind(('localhost', 0))
        return probe.getsockname()[1]


class MailCase(MockSmtplibCase, CchcMixin):
    """An agency with a sender address, a mail server at which nobody listens, and a channel with an address."""

    def setUp(self):
        super().setUp()
        self.company.email = 'office@agency.example'
        self.channels['page'].email = 'page@owner.example'
        self.env['ir.mail_server'].search([]).active = False
        self.server = self.env['ir.mail_server'].create(
            {'name': "Mail", 'smtp_host': 'localhost', 'smtp_port': closed_port()})

    def dialog(self, publication, login='author'):
        return self.model('cchc.send.wizard', login).create({'publication_id': publication.id})

    def mails(self):
        return self.env['mail.mail'].sudo().search([('email_to', '=', 'page@owner.example')])

    def mailed(self):
        """Return a publication whose mail waits in the queue."""
        publication = self.publication_in('pending')
        self.dialog(publication).action_mail()
        self.env.flush_all()
        return publication

    @contextmanager
    def really_sending(self):
        """Odoo sends nothing while tests run; in this block it does."""
        with patch.object(self.registry['ir.mail_server'], '_disable_send', lambda self: False):
            yield

    @mute_logger('odoo.addons.mail.models.mail_mail')
    def send_queue(self):
        """Send the mails that wait, as Odoo's job does, then run the job that looks after failed mails."""
        self.env['mail.mail'].process_email_queue()
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref('cchc_propaganda.ir_cron_unsent').method_direct_trigger()
        self.env.invalidate_all()

    @contextmanager
    def nothing_listens_here(self):
        """No mail server is entered, and the machine itself runs none."""
        self.server.active = False
        with patch.dict(config.options, {'smtp_server': 'localhost', 'smtp_port': closed_port()}):
            yield


@tagged('post_install', '-at_install')
class TestMail(MailCase, CchcCommon):
    """What is recorded as sent by mail has left (or its sender is told)."""

    def test_without_a_sender_address_nothing_is_mailed_or_recorded(self):
        self.company.email = False
        publication = self.publication_in('pending')
        dialog = self.dialog(publication)
        self.assertIn("has no sender address", dialog.hint)
        self.assertRefused("has no sender address", dialog.action_mail)
        self.assertEqual((publication.state, publication.date_sent, len(self.mails())), ('pending', False, 0))

    def test_without_a_mail_server_nothing_is_mailed_or_recorded(self):
        publication = self.publication_in('pending')
        with self.nothing_listens_here():
            dialog = self.dialog(publication)
            self.assertIn("no outgoing mail server", dialog.hint)
            self.assertRefused("no outgoing mail server", dialog.action_mail)
        self.assertEqual((publication.state, publication.date_sent, len(self.mails())), ('pending', False, 0))

    def test_server_on_the_machine_itself_is_enough(self):
        publication = self.publication_in('pending')
        self.server.active = False
        with closing(socket.socket()) as listening:
            listening.bind(('localhost', 0))
            listening.listen()
            with patch.dict(config.options, {'smtp_server': 'localhost', 'smtp_port': listening.getsockname()[1]}):
                self.assertFalse(self.dialog(publication).hint)

    def test_handing_over_in_another_way_is_recorded_without_a_mail_server(self):
        publication = self.publication_in('pending')
        with self.nothing_listens_here():
            self.dialog(publication).action_record()
        self.assertEqual(publication.state, 'sent')

    def test_mail_that_fails_reopens_the_publication_and_tells_the_sender(self):
        publication = self.mailed()
        self.assertEqual(publication.state, 'sent')
        self._send_notices()
        with self.really_sending():
            told = self.notices_of(self.send_queue)
        self.assertEqual((publication.state, publication.date_sent), ('pending', False))
        self.assertEqual(told.res_partner_id, self.users['author'].partner_id)
        self.assertEqual(told.notification_type, 'inbox', "mail does not work, so the notice is no mail")
        self.assertIn("did not leave", told.mail_message_id.body)
        self.assertIn("Page", told.mail_message_id.body)
        self.assertIn("did not leave", self.lines(publication.article_id)[-1].body)
        [logged] = self.env['cchc.workflow.log'].search(
            [('res_model', '=', 'cchc.publication'), ('res_id', '=', publication.id), ('step', '=', 'unsent')])
        self.assertIn("refused", logged.note, "the log keeps what the server said")
        self.assertIn("did not leave", publication.hint)

    def test_failed_mail_does_not_leave_later_beside_a_new_one(self):
        publication = self.mailed()
        with self.really_sending():
            self.send_queue()
        old = self.mails()
        self.assertEqual(old.state, 'cancel')
        self.dialog(publication).action_mail()
        self.assertEqual((publication.state, publication.reason), ('sent', False))
        old.action_retry()
        with self.mock_smtplib_connection():
            self.send_queue()
        self.assertEqual(len(self.emails), 1)
        self.assertEqual(publication.state, 'sent')

    def test_mail_that_leaves_stays_sent(self):
        publication = self.mailed()
        with self.mock_smtplib_connection():
            told = self.notices_of(self.send_queue)
        self.assertEqual((len(self.emails), publication.state, len(told)), (1, 'sent', 0))
        self.assertEqual(self.emails[0]['msg_from_fmt'], self.company.email_formatted)
        self.assertEqual(self.mails().state, 'sent')

    def test_mail_cancelled_by_the_system_administrator_reopens_too(self):
        publication = self.mailed()
        self.mails().cancel()
        self.send_queue()
        self.assertEqual(publication.state, 'pending')
        self.assertIn("cancelled", publication.reason)

    def test_address_that_is_none_is_named(self):
        publication = self.mailed()
        self.mails().email_to = 'page@'
        with self.mock_smtplib_connection():
            self.send_queue()
        self.assertEqual(publication.state, 'pending')
        self.assertIn("page@owner.example", publication.reason)

    def test_what_was_posted_or_refused_meanwhile_stays_so(self):
        for step in ('publish', 'refuse'):
            publication = self.mailed()
            if step == 'publish':
                self.as_(publication, 'editor').url = self.link('page')
                self.as_(publication, 'editor').action_publish()
            else:
                self.as_(publication, 'editor').action_refuse("Too long")
            state = publication.state
            with self.subTest(step=step), self.really_sending():
                self.assertFalse(self.notices_of(self.send_queue))
                self.assertEqual((publication.state, self.mails().filtered('cchc_publication_id')), (
                    state, self.mails().browse()))

    def test_job_runs_again_without_a_second_notice(self):
        publication = self.mailed()
        with self.really_sending():
            self.send_queue()
        lines = len(self.lines(publication.article_id))
        self.assertFalse(self.notices_of(self.send_queue))
        self.assertEqual(len(self.lines(publication.article_id)), lines)

    def test_failure_starts_the_job_at_once(self):
        self.mailed()
        job = self.env.ref('cchc_propaganda.ir_cron_unsent')
        before = self.env['ir.cron.trigger'].search_count([('cron_id', '=', job.id)])
        with self.really_sending(), mute_logger('odoo.addons.mail.models.mail_mail'):
            self.env['mail.mail'].process_email_queue()
        self.assertEqual(self.env['ir.cron.trigger'].search_count([('cron_id', '=', job.id)]), before + 1)

    def test_mails_of_other_apps_cost_no_query_more(self):
        """Failing mails of others touch nothing of ours."""
        job = self.env.ref('cchc_propaganda.ir_cron_unsent')
        mail = self.env['mail.mail'].create(
            {'subject': "Other", 'email_to': 'a@b.example', 'email_from': 'c@d.example'})
        before = self.env['ir.cron.trigger'].search_count([('cron_id', '=', job.id)])

        def cost(method):
            self.env.flush_all()
            self.env.invalidate_all()
            count = self.env.cr.sql_log_count
            method(mail, success_pids=[], success_emails=[], failure_type='mail_smtp')
            return self.env.cr.sql_log_count - count
        ours, odoos = self.registry['mail.mail']._postprocess_sent_message, MailMail._postprocess_sent_message
        cost(ours)  # fill the caches that stay
        self.assertEqual(cost(ours), cost(odoos))
        self.assertEqual(self.env['ir.cron.trigger'].search_count([('cron_id', '=', job.id)]), before)

    def test_who_has_no_address_is_told_in_the_inbox(self):
        """Whatever the account prefers: a comment, a notice and a reminder reach somebody without an e-mail address."""
        self.users['author'].write({'notification_type': 'email'})
        self.users['author'].partner_id.email = False
        self.users['coauthor'].write({'notification_type': 'email'})
        article = self.article_in('submitted')
        told = self.notices_of(self.as_(article, 'editor').action_return, "Add the source")
        types = {one.res_partner_id: one.notification_type for one in told}
        self.assertEqual(types[self.users['author'].partner_id], 'inbox')
        self.assertEqual(types[self.users['coauthor'].partner_id], 'email')
        words = "Look"
        told = self.notices_of(lambda: article.message_post(
            body=words, partner_ids=self.users['author'].partner_id.ids, message_type='comment'))
        self.assertEqual(told.filtered(
            lambda one: one.res_partner_id == self.users['author'].partner_id).notification_type, 'inbox')


@tagged('post_install', '-at_install')
class TestMailCheck(MailCase, CchcCommon):
    """The administrator enters the sender address and sees whether a mail leaves."""

    def check(self, login='admin', **values):
        return self.model('cchc.mail.check', login).create({'email_from': 'office@agency.example', **values})

    def test_mail_leaves_and_nothing_is_kept_but_the_address(self):
        self.company.email = False
        mails = self.env['mail.mail'].search_count([])
        check = Form(self.model('cchc.mail.check', 'admin'))
        self.assertEqual(check.email_to, self.users['admin'].email)
        check.email_from = "vanphong@agency.example"
        check = check.save()
        with self.mock_smtplib_connection():
            action = check.action_send()
        self.assertEqual((check.has_left, check.failure, action['res_id']), (True, '', check.id))
        self.assertEqual(self.company.email, 'vanphong@agency.example')
        [mail] = self.emails
        self.assertEqual((mail['smtp_to_list'], 'vanphong@agency.example' in mail['msg_from']), (
            [self.users['admin'].email], True))
        self.assertEqual(self.env['mail.mail'].search_count([]), mails)

    def test_open_settings_do_not_write_the_old_address_back(self):
        settings = self.model('cchc.settings', 'admin').create({})
        with self.nothing_listens_here():
            self.check(email_from="new@agency.example").action_send()
        settings.action_save()
        self.assertEqual(self.company.email, 'new@agency.example')

    def test_server_that_does_not_answer_is_said_with_its_words(self):
        check = self.check()
        with self.really_sending(), mute_logger('odoo.addons.mail.models.mail_mail'):
            check.action_send()
        self.assertFalse(check.has_left)
        self.assertIn("did not take the test mail", check.failure)
        self.assertIn("refused", check.detail)

    def test_missing_server_is_said(self):
        check = self.check()
        with self.nothing_listens_here():
            check.action_send()
        self.assertIn("no outgoing mail server", check.failure)

    def test_address_that_is_none_is_refused(self):
        for values in ({'email_from': "office"}, {'email_to': "nobody@"}):
            self.assertRefused("is no mail address", self.check(**values).action_send)

    def test_only_the_administrator_of_the_agency_checks(self):
        check = self.check()
        for login in ('office', 'director', 'author'):
            self.assertTrue(self.refusal(self.check, login))
            self.assertTrue(self.refusal(self.as_(check, login).action_send))
        theirs = self.check(company_id=self.other_company.id)
        self.assertRefused("another agency", theirs.action_send)


@tagged('post_install', '-at_install')
class TestMailOverHttp(MailCase, HttpCase):

    def test_refusal_reaches_the_client_and_nothing_is_recorded(self):
        self.company.email = False
        publication = self.publication_in('pending')
        dialog = self.dialog(publication)
        self.env.flush_all()
        self.authenticate('test.author', 'test.author')
        with mute_logger('odoo.http'):
            answer = self.opener.post(f'{self.base_url()}/web/dataset/call_kw/cchc.send.wizard/action_mail', json={
                'jsonrpc': '2.0', 'method': 'call', 'params': {
                    'model': 'cchc.send.wizard', 'method': 'action_mail', 'args': [dialog.ids], 'kwargs': {}}}).json()
        self.assertIn("has no sender address", answer['error']['data']['message'])
        publication.invalidate_recordset()
        self.assertEqual((publication.state, publication.date_sent), ('pending', False))
