# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
import zipfile
from unittest.mock import patch

from odoo.tests import tagged

from ..common import CchcCommon

# DESIGN §4: members of the channel send; with unit_may_send the author's unit, too.
MEMBERS = {'editor'}
UNIT = {'author', 'coauthor', 'colleague', 'head'}
PEOPLE = ('author', 'coauthor', 'colleague', 'stranger', 'head', 'editor', 'outside_editor', 'office', 'director',
          'outsider')


@tagged('post_install', '-at_install')
class TestSendWizard(CchcCommon):

    def setUp(self):
        super().setUp()
        self.channels['page'].email = 'page@owner.example'
        self.company.email = 'office@agency.example'
        self.env['ir.mail_server'].search([]).active = False
        self.env['ir.mail_server'].create({'name': "Mail", 'smtp_host': 'mail.agency.example'})

    def waiting(self):
        """Return the publication of an approved article on the external channel."""
        return self.publication_in('pending')

    def dialog(self, publication, login):
        return self.model('cchc.send.wizard', login).create({'publication_id': publication.id})

    def mails(self):
        return self.env['mail.mail'].sudo().search([('email_to', '=', 'page@owner.example')])

    def test_article_goes_by_mail_and_is_sent(self):
        publication = self.waiting()
        self.dialog(publication, 'author').action_mail()
        self.assertEqual(publication.state, 'sent')
        mail = self.mails()
        self.assertEqual(mail.state, 'outgoing', "queued: a mail of a step that is undone is never sent")
        self.assertIn(publication.article_id.name, mail.subject)
        self.assertIn(self.users['author'].email, mail.reply_to)
        with zipfile.ZipFile(io.BytesIO(mail.attachment_ids.raw)) as archive:
            self.assertTrue([name for name in archive.namelist() if name.endswith('.docx')])
        self.assertIn('page@owner.example', publication.article_id.message_ids.sorted('id')[-1].body)

    def test_handing_over_is_recorded_without_a_mail(self):
        publication = self.waiting()
        self.dialog(publication, 'author').action_record()
        self.assertEqual((publication.state, len(self.mails())), ('sent', 0))

    def test_who_sends_is_who_may_take_the_step(self):
        for unit_may_send, senders in ((True, MEMBERS | UNIT), (False, MEMBERS)):
            self.channels['page'].unit_may_send = unit_may_send
            for login in PEOPLE:
                publication = self.waiting()
                for method in ('action_mail', 'action_record'):
                    with self.subTest(login=login, method=method, unit_may_send=unit_may_send):
                        refusal = self.refusal(self.send, publication, login, method)
                        self.assertEqual(not refusal, login in senders, refusal)

    def send(self, publication, login, method):
        getattr(self.dialog(publication, login), method)()

    def test_second_click_sends_no_second_mail(self):
        publication = self.waiting()
        first, second = self.dialog(publication, 'author'), self.dialog(publication, 'author')
        first.action_mail()
        self.assertTrue(self.refusal(second.action_mail))
        self.assertEqual(len(self.mails()), 1)

    def test_channel_without_an_address_is_only_recorded(self):
        self.channels['page'].email = False
        publication = self.waiting()
        dialog = self.dialog(publication, 'author')
        self.assertIn(publication.channel_id.name, dialog.hint)
        self.assertIn(publication.channel_id.name, self.refusal(dialog.action_mail))
        dialog.action_record()
        self.assertEqual(publication.state, 'sent')

    def test_too_large_for_a_mail_says_what_to_do(self):
        publication = self.waiting()
        with patch.object(self.registry['cchc.article'], '_package_size', lambda self: 30 * 2**20):
            self.assertIn("30 MB", self.refusal(self.dialog(publication, 'author').action_mail))

    def test_dialog_shows_nothing_of_an_article_out_of_sight(self):
        publication = self.article_in('draft').publication_ids
        self.assertTrue(self.refusal(self.dialog, publication, 'stranger'))

    def test_line_break_in_the_subject_adds_no_header(self):
        dialog = self.dialog(self.waiting(), 'author')
        dialog.subject = "Tin\nBcc: all@elsewhere.example"
        dialog.action_mail()
        self.assertEqual(self.mails().subject, "Tin Bcc: all@elsewhere.example")
