# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from email.message import EmailMessage

from odoo.fields import Command
from odoo.tests import tagged

from ..common import CchcCommon

COMMENT = "In"
QUESTION = "A question"
NEWS = "News"
BLIND = ('stranger', 'other_head', 'outside_editor', 'admin', 'outsider')


@tagged('post_install', '-at_install')
class TestChatter(CchcCommon):
    """The chatter of a document cannot be used to get around the document's rules."""

    def ways_in(self, article, activity, login):
        """Return the ways that this user tries, by name."""
        seen = self.as_(article, login)
        env, partner = seen.env, self.users[login].partner_id
        activity_values = {
            'res_model_id': self.env['ir.model']._get_id('cchc.article'), 'res_id': article.id,
            'activity_type_id': self.env.ref('mail.mail_activity_data_todo').id, 'user_id': self.users[login].id}
        message_values = {'model': 'cchc.article', 'res_id': article.id, 'body': "In"}
        return {
            'follower record': lambda: env['mail.followers'].create(
                {'res_model': 'cchc.article', 'res_id': article.id, 'partner_id': partner.id}),
            'followers of the record': lambda: seen.write({'message_follower_ids': [Command.clear()]}),
            'unfollow others': lambda: seen.message_unsubscribe(self.users['author'].partner_id.ids),
            'post': lambda: seen.message_post(body=COMMENT),
            'post a file of its own': lambda: seen.message_post(
                body=COMMENT, attachment_ids=self.attachment(login).ids),
            'notify': lambda: seen.message_notify(body=COMMENT, partner_ids=partner.ids),
            'message': lambda: env['mail.message'].create(message_values),
            'activity': lambda: env['mail.activity'].create(activity_values),
            'schedule': lambda: seen.activity_schedule('mail.mail_activity_data_todo'),
            'take over': lambda: env['mail.activity'].browse(activity.id).write({'user_id': self.users[login].id}),
            'tick off': lambda: env['mail.activity'].browse(activity.id).action_feedback("Done"),
            'file': lambda: env['ir.attachment'].create(
                {'name': 'x.txt', 'raw': b'x', 'res_model': 'cchc.article', 'res_id': article.id}),
            'composer': lambda: env['mail.compose.message'].create({
                'model': 'cchc.article', 'res_ids': str(article.ids), 'body': "In",
                'composition_mode': 'comment'})._action_send_mail(),
            'edit': lambda: env['mail.message'].browse(article.message_ids[0].id).write({'body': "In"}),
        }

    def test_nobody_gets_into_the_chatter_of_what_they_may_not_read(self):
        article = self.article_in('submitted')
        self.as_(article, 'author').message_post(body=QUESTION)
        activity = article.activity_schedule('mail.mail_activity_data_todo', user_id=self.users['author'].id)
        subtype = self.env.ref('mail.mt_comment')
        for login in BLIND:
            seen, partner = self.as_(article, login), self.users[login].partner_id
            for name, call in self.ways_in(article, activity, login).items():
                with self.subTest(login=login, name=name):
                    self.assertTrue(self.refusal(call), "it was let through")
            with self.subTest(login=login):
                self.assertFalse(seen.message_subscribe(partner.ids), "Odoo refuses without a word")
                self.assertFalse(seen.message_subscribe(partner.ids, subtype.ids))
                self.as_(article, login).activity_feedback(['mail.mail_activity_data_todo'])
                self.assertNotIn(partner, article.message_partner_ids)
                self.assertTrue(activity.active)

    def test_message_hands_over_no_file_of_somebody_else(self):
        """A message that names a file by its id does not make it readable."""
        secret = self.article_in('draft')
        file = self.attachment('author', name='secret.txt', raw=b'secret')
        self.as_(secret, 'author').attachment_ids = file
        own = self.model('cchc.article', 'stranger').create({'name': "Mine"})
        self.assertTrue(self.refusal(self.as_(own, 'stranger').write, {'attachment_ids': [Command.link(file.id)]}))
        self.assertTrue(self.refusal(self.as_(own, 'stranger').message_post, body="See", attachment_ids=file.ids))

    def test_mail_that_any_user_sends_in_by_rpc_is_not_taken(self):
        """Odoo's gateway method, which any user may call, writes as the system into any record under any name."""
        article = self.article_in('submitted')
        mail = EmailMessage()
        mail['From'], mail['To'], mail['Message-Id'] = 'editor@example.com', 'x@example.com', '<1@example.com>'
        mail['Subject'] = "Approved by the board"
        mail.set_content("Approved")
        for login in ('plain', *BLIND, 'author', 'editor'):
            if login in self.users:
                process = self.model('mail.thread', login).message_process
                self.assertRefused("gateway", process, 'cchc.article', mail.as_string(), thread_id=article.id)
                self.assertRefused("gateway", process, 'cchc.article', mail.as_string(),
                                   custom_values={'author_id': self.users['editor'].id})
        self.assertRefused("not made from a mail", self.env['mail.thread'].message_process, 'cchc.article',
                           mail.as_string())

    def test_mail_of_any_user_gives_nobody_a_seat_in_a_unit(self):
        """Odoo creates records from a mail as the system, with the caller's values; an employee created this way would
        get the rights of a unit. A gateway with its own account keeps working for all other models."""
        mail = EmailMessage()
        mail['From'], mail['To'], mail['Message-Id'] = 'stranger@example.com', 'x@example.com', '<2@example.com>'
        mail['Subject'] = "Seat"
        mail.set_content("Please")
        process = self.model('mail.thread', 'stranger').message_process
        seat = {'user_id': self.users['stranger'].id, 'department_id': self.units['press'].id,
                'company_id': self.other_company.id}
        for model, values in (('hr.employee', seat), ('hr.department', {'name': "Unit"})):
            self.assertRefused("gateway", process, model, mail.as_string(), custom_values=values)
        self.assertAllowed(process, 'res.partner', mail.as_string())

    def test_nobody_writes_into_the_chatter_under_another_s_name(self):
        article = self.article_in('submitted')
        editor = self.users['editor'].partner_id
        self.users['editor'].email = 'editor@example.com'
        for values in ({'author_id': editor.id}, {'email_from': 'editor@example.com'},
                       {'author_id': editor.id, 'message_type': 'comment', 'subtype_xmlid': 'mail.mt_comment'}):
            with self.subTest(values=values):
                self.assertRefused("under your own name", self.as_(article, 'author').message_post,
                                   body="Approved", **values)
        self.assertRefused("under your own name", self.model('mail.message', 'author').create, {
            'model': 'cchc.article', 'res_id': article.id, 'author_id': editor.id, 'body': "Approved"})
        self.assertAllowed(self.as_(article, 'author').message_post, body="A question")

    def test_words_of_users_are_shown_as_words(self):
        """Names, reasons and corrections are escaped in the chatter and on the cards."""
        evil = '<img src=x onerror=alert(1)>'
        self.channels['portal'].name = evil
        self.users['editor'].name = evil
        article = self.article_in('submitted', name=evil)
        self.as_(article, 'editor').action_return(evil)
        self.as_(article, 'author').message_post(body=evil)
        for line in self.lines(article):
            self.assertNotIn('<img', line.body)
        self.assertNotIn('<img', article.channels_html)
        self.as_(article, 'author').action_submit()
        self.as_(article, 'editor').action_approve()
        publication = self.post(article)
        self.as_(article, 'editor').correction = evil
        self.as_(publication, 'editor').action_remove(evil)
        self.env.invalidate_all()
        self.assertFalse([line.body for line in self.lines(article) if '<img' in line.body])
        self.assertNotIn('<img', article.channels_html)

    # ------------------------------------------------------------------
    # Followers and activities of those who no longer read the document
    # ------------------------------------------------------------------

    def test_follower_who_moved_away_is_told_nothing_more(self):
        article = self.article_in('submitted')
        follower = self.users['colleague'].partner_id
        self.as_(article, 'colleague').message_subscribe(follower.ids)

        def told():
            message = self.as_(article, 'author').message_post(body=NEWS, subtype_xmlid='mail.mt_comment')
            return follower in message.sudo().notified_partner_ids

        self.assertTrue(told())
        self.employees['colleague'].department_id = self.units['digital']
        self.assertFalse(told())
        self.employees['colleague'].department_id = self.units['press']
        self.assertTrue(told())
        self.employees['colleague'].active = False
        self.assertFalse(told())

    def test_work_is_given_to_those_only_who_read_the_document(self):
        article = self.article_in('submitted')
        give = self.as_(article, 'author').activity_schedule
        self.assertAllowed(give, 'mail.mail_activity_data_todo', user_id=self.users['colleague'].id)
        for login in ('stranger', 'other_head', 'outside_editor', 'outsider'):
            self.assertRefused("may not read", give, 'mail.mail_activity_data_todo', user_id=self.users[login].id)
        activity = give('mail.mail_activity_data_todo', user_id=self.users['colleague'].id)
        self.assertRefused("may not read", activity.write, {'user_id': self.users['stranger'].id})

    def test_open_work_of_who_moved_away_tells_nothing_more(self):
        """The activity of a person who moved neither fails (as in OCA/mail #114) nor still tells them of the
        article."""
        article = self.article_in('submitted', name="Unapproved")
        activity = self.as_(article, 'author').activity_schedule(
            'mail.mail_activity_data_todo', user_id=self.users['colleague'].id, summary="Look at Unapproved")
        mine = self.as_(activity, 'colleague')
        self.assertEqual(mine.search([('user_id', '=', mine.env.uid), ('res_model', '=', 'cchc.article')]), mine)
        self.employees['colleague'].department_id = self.units['digital']
        mine = self.as_(activity, 'colleague')
        self.assertFalse(mine.has_access('read'))
        self.assertFalse(mine.search([('user_id', '=', mine.env.uid), ('res_model', '=', 'cchc.article')]))
        self.assertNotIn("Unapproved", str(self.as_(self.users['colleague'], 'colleague')._get_activity_groups()))
        self.assertAllowed(self.as_(article, 'editor').action_approve)
        self.assertAllowed(article.activity_ids.sudo().action_feedback)
