# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# What a test writes needs no translation.
# pylint: disable=translation-required

from unittest.mock import patch

from markupsafe import Markup

from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from ...models.core import internet
from ..common import CchcMixin
from ..core.test_file_contents import PNG
from .web_calls import WebCallsMixin

DECISION = "A decision"
MISSPELT = "A qestion"
SECRET = "Unapproved zq7"
PLAN = "Unissued zq7"
FORGED = "Approved by the board"


@tagged('post_install', '-at_install')
class TestIntruder(WebCallsMixin, CchcMixin, HttpCase):
    """A user without rights on a record sends requests directly to the server. Each may be refused or have no effect,
    but must not reveal, change or forge anything."""
    maxDiff = None

    def created(self, login, model, values, **given):
        """Return the ids that the call created, none when it is refused."""
        return self.call(login, model, 'create', [values], **given) or []

    # ------------------------------------------------------------------
    # Into an article
    # ------------------------------------------------------------------

    def test_member_of_another_channel_does_not_bring_an_article_onto_it(self):
        """Members of an article's channels read and review it, so only those who may read it can add a channel."""
        for state in ('submitted', 'approved'):
            article = self.article_in(state)
            publication = {'channel_id': self.channels['elsewhere'].id}
            with self.subTest(state=state):
                self.created('outside_editor', 'cchc.publication', {**publication, 'article_id': article.id})
                self.created(
                    'outside_editor', 'cchc.publication', publication, context={'default_article_id': article.id})
                self.call('outside_editor', 'ir.default', 'set', 'cchc.publication', 'article_id', article.id, True)
                self.created('outside_editor', 'cchc.publication', publication)
                self.env['ir.default'].search([]).unlink()
                self.assertEqual(article.publication_ids.channel_id, self.channels['portal'])
                self.assertFalse(self.as_(article, 'outside_editor').has_access('read'))

    def test_default_kept_by_a_reviewer_changes_no_decision(self):
        article = self.article_in('submitted')
        self.call('editor', 'ir.default', 'set', 'cchc.review', 'channel_id', self.channels['portal'].id, True)
        self.call('editor', 'ir.default', 'set', 'cchc.review', 'reason', FORGED, True)
        self.call('editor', 'cchc.article', 'action_approve', article.ids)
        [review] = article.review_ids
        self.assertEqual((article.state, review.decision, review.channel_id.ids, review.reason or ''), (
            'approved', 'agreed', [], ''))

    def test_step_that_no_longer_asks_a_group_is_not_read_by_it(self):
        step = self.env['cchc.review.step'].create({
            'name': "Heads", 'company_id': self.company.id, 'reviewer': 'group', 'sequence': 1,
            'group_id': self.env.ref('cchc_propaganda.group_unit_head').id})
        article = self.article_in('submitted')
        self.assertTrue(self.as_(article, 'other_head').has_access('read'))
        self.as_(step, 'office').reviewer = 'editors'
        for record in (article, article.publication_ids):
            self.assertFalse(self.as_(record, 'other_head').has_access('read'))

    # ------------------------------------------------------------------
    # Names of unreadable records
    # ------------------------------------------------------------------

    def test_no_dialog_and_no_form_tells_of_what_is_out_of_sight(self):
        article = self.article_in('draft', name=SECRET)
        plan = self.plan_in('draft', name=PLAN)
        publication, model = article.publication_ids, self.env['ir.model']._get_id('cchc.article')
        message = {'model': 'cchc.article', 'res_id': article.id}
        everybody = ('stranger', 'other_head', 'outside_editor', 'outsider')
        words = {'subject': {}, 'body': {}}
        facts = {name: {'fields': {'display_name': {}}} for name in ('author_id', 'channel_ids', 'publication_ids')}
        for login in everybody:
            answers = {
                'letter': self.call(
                    login, 'cchc.send.wizard', 'onchange', [], {'publication_id': publication.id},
                    ['publication_id'], words),
                'record of a message': self.call(
                    login, 'mail.message', 'onchange', [], message, ['res_id'], {'record_name': {}}),
                'plan of a message': self.call(
                    login, 'mail.message', 'onchange', [], {'model': 'cchc.plan', 'res_id': plan.id}, ['res_id'],
                    {'record_name': {}}),
                'record of an activity': self.call(
                    login, 'mail.activity', 'onchange', [], {'res_model_id': model, 'res_id': article.id},
                    ['res_id', 'res_model_id'], {'res_name': {}}),
                **{f'publication in an article {commands}': self.call(
                    login, 'cchc.article', 'onchange', [], {'publication_ids': commands}, ['publication_ids'], facts)
                   for commands in ([[4, publication.id]], [[1, publication.id, {}]], [[6, 0, [publication.id]]],
                                    [publication.id], [{'id': publication.id}])},
                'notice': self.call(login, 'mail.thread', 'message_notify', body="x", model='cchc.article',
                                    res_id=article.id, partner_ids=self.users[login].partner_id.ids),
            }
            own = self.created(login, 'cchc.article', {'name': "Mine", 'plan_id': plan.id})
            answers['plan'] = own and self.call(login, 'cchc.article', 'read', own, ['plan_id'])
            lines = self.created(login, 'mail.message', {'model': 'cchc.article', 'res_id': article.id, 'body': "x"})
            told = self.call(login, 'mail.message', 'search_read',
                             [['author_id', '=', self.users[login].partner_id.id]], ['record_name'])
            answers['own messages'] = (lines, told)
            for name, answer in answers.items():
                with self.subTest(login=login, name=name):
                    secrets = {SECRET, 'Portal'} | ({PLAN} if login != 'other_head' else set())   # heads read drafts
                    self.assertEqual([secret for secret in secrets if secret in str(answer)], [])

    def test_saving_over_a_newer_version_tells_nothing_of_a_text_out_of_sight(self):
        """The refusal holds both texts, for the form of who may write."""
        article = self.article_in('draft', name=SECRET, body=f'<p>{SECRET}</p>')
        self.as_(article, 'author').web_save({'body': f'<p>{SECRET} twice</p>', 'name': f'{SECRET} twice'}, {})
        values = {'body': "<p>x</p>", 'name': "x", 'opened_version': 0}
        for login in ('stranger', 'other_head', 'outside_editor', 'outsider'):
            for method, args in (('write', [article.ids, values]), ('web_save', [article.ids, values, {}]),
                                 ('web_save_multi', [article.ids, [values], {}]),
                                 ('compare_typed', [article.ids, values, 0])):
                with self.subTest(login=login, method=method):
                    answer = self.answer(login, 'cchc.article', method, *args)
                    self.assertIn('error', answer)
                    self.assertNotIn(SECRET, str(answer['error']['data'].get('context')))
                    self.assertNotIn(SECRET, answer['error']['data']['message'])
        self.assertIn(SECRET, str(self.answer('author', 'cchc.article', 'write', article.ids, values)))
        # The check does not depend on what an article checks before it looks for a newer version.
        self.assertNotIn(SECRET, self.refusal(self.as_(article, 'stranger')._without_old_text, values, 0) or SECRET)

    def test_message_names_no_other_that_its_writer_may_not_read(self):
        article = self.article_in('draft', name=SECRET)
        notice = self.as_(article, 'author').message_notify(
            body="x", subject=SECRET, partner_ids=self.users['coauthor'].partner_id.ids)
        partner = self.users['stranger'].partner_id
        ids = self.created('stranger', 'mail.message', {
            'body': "x", 'parent_id': notice.id, 'author_id': partner.id, 'partner_ids': [[6, 0, partner.ids]]})
        self.assertNotIn(SECRET, str(ids and self.call('stranger', 'mail.message', 'read', ids, ['parent_id'])))
        own = self.created('stranger', 'cchc.article', {'name': "Mine"})
        values = {'model': 'cchc.article', 'res_ids': str(own), 'parent_id': notice.id}
        ids = self.created('stranger', 'mail.compose.message', values)
        self.assertNotIn(SECRET, str(ids and self.call(
            'stranger', 'mail.compose.message', 'read', ids, ['parent_id', 'subject'])))
        for parent in (notice.id, {'id': notice.id}):
            self.assertNotIn(SECRET, str(self.call(
                'stranger', 'mail.compose.message', 'onchange', [], {**values, 'parent_id': parent}, ['parent_id'],
                {'subject': {}, 'body': {}, 'parent_id': {'fields': {'display_name': {}}}})))

    def test_list_of_posted_articles_names_nothing_of_others(self):
        hidden = self.article_in('draft', name=SECRET)
        [dialog] = self.created('outside_editor', 'cchc.article.import', {})
        lines = self.created(
            'outside_editor', 'cchc.article.import.line', {'wizard_id': dialog, 'article_id': hidden.id})
        self.assertNotIn(SECRET, str(lines and self.call(
            'outside_editor', 'cchc.article.import.line', 'read', lines, ['article_id'])))
        lines = self.created('outside_editor', 'cchc.article.import.line', {'wizard_id': dialog})
        self.call('outside_editor', 'cchc.article.import.line', 'write', lines, {'article_id': hidden.id})
        self.assertNotIn(SECRET, str(self.call(
            'outside_editor', 'cchc.article.import.line', 'read', lines, ['article_id'])))
        publication = self.post(self.article_in('approved', name=SECRET))
        for dialog in self.created('outsider', 'cchc.article.import', {'company_id': self.company.id}):
            lines = self.created('outsider', 'cchc.article.import.line', {'wizard_id': dialog, 'url': publication.url})
            self.assertNotIn(SECRET, str(self.call(
                'outsider', 'cchc.article.import.line', 'read', lines, ['problem'])))

    def test_settings_are_told_to_those_who_keep_them(self):
        names = ['cchc_director_id', 'cchc_office_id']
        self.assertTrue(self.call('admin', 'cchc.settings', 'default_get', names))
        for login in ('author', 'colleague', 'office'):
            self.assertFalse(self.call(login, 'cchc.settings', 'default_get', names), login)

    # ------------------------------------------------------------------
    # Into the chatter, and under another's name
    # ------------------------------------------------------------------

    def test_nobody_writes_into_a_chatter_that_they_may_not_read(self):
        article = self.article_in('draft')
        before = article.message_ids
        for login in ('stranger', 'outside_editor', 'outsider'):
            me = self.users[login].partner_id.id
            values = {'author_id': me, 'body': "In", 'message_type': 'comment'}
            [note] = self.created(login, 'mail.message', {**values, 'partner_ids': [[6, 0, [me]]]})
            self.created(login, 'mail.message', {
                **values, 'model': 'cchc.article', 'res_id': article.id, 'parent_id': note})
            self.call(login, 'mail.message', 'write', [note], {'model': 'cchc.article', 'res_id': article.id})
            own = self.created(login, 'cchc.article', {'name': "Mine"})
            [activity] = self.created(login, 'mail.activity', {
                'res_model_id': self.env['ir.model']._get_id('cchc.article'), 'res_id': own[0],
                'activity_type_id': self.env.ref('mail.mail_activity_data_todo').id, 'user_id': self.users[login].id})
            self.call(login, 'mail.activity', 'write', [activity], {'res_id': article.id, 'summary': "In"})
            self.call(login, 'mail.activity', 'write', [activity], {
                'res_id': article.id, 'summary': "In", 'user_id': self.users['author'].id})
            with self.subTest(login=login):
                self.assertEqual((article.message_ids, article.activity_ids.ids), (before, []))

    def test_what_somebody_said_is_changed_by_nobody_else(self):
        article = self.article_in('submitted')
        said = self.as_(article, 'editor').message_post(
            body=DECISION, message_type='comment', partner_ids=self.users['stranger'].partner_id.ids)
        step = article.message_ids.filtered(lambda message: 'Submit' in (message.body or ''))
        for login in ('author', 'stranger', 'coauthor', 'colleague'):
            for message in (said, step):
                self.call(login, 'mail.message', 'write', message.ids, {'body': FORGED})
                self.call(login, 'mail.message', 'write', message.ids, {'author_id': self.users[login].partner_id.id})
                self.call(login, 'mail.message', 'write', message.ids, {'date': '2020-01-01'})
                self.call(login, 'mail.message', 'unlink', message.ids)
        self.assertEqual(said.author_id, self.users['editor'].partner_id)
        self.assertIn("A decision", said.body)
        self.assertEqual(step.author_id, self.users['author'].partner_id)
        self.assertIn('Submit', step.body, "whoever took a step does not rewrite its line either")
        self.assertEqual(step.date.year, 2024)

    def test_own_comment_is_still_corrected_and_deleted(self):
        article = self.article_in('submitted')
        own = self.as_(article, 'author').message_post(body=MISSPELT, message_type='comment')
        self.assertTrue(self.call('author', 'mail.message', 'write', own.ids, {'body': "A question"}))
        self.assertIn("A question", own.body)
        self.assertTrue(self.call('author', 'mail.message', 'unlink', own.ids))

    def test_no_message_and_no_mail_is_signed_with_another_s_name(self):
        for login, user in self.users.items():
            user.email = f'{login}@example.com'
        article, editor = self.article_in('submitted'), self.users['editor'].partner_id
        document = {'model': 'cchc.article', 'res_ids': str(article.ids)}
        name = {'author_id': editor.id, 'email_from': 'editor@example.com'}
        before = self.env['mail.message'].search([('author_id', '=', editor.id)])
        for login in ('author', 'colleague'):
            own = self.as_(article, login).message_post(body=FORGED, message_type='comment')
            for changed in name.items():
                self.call(login, 'mail.message', 'write', own.ids, dict([changed]))
            self.call(login, 'cchc.article', 'message_mail_with_source', article.ids, 'web.brand_promotion_message',
                      author_id=editor.id, subject=FORGED)
            for mode in ('comment', 'mass_mail'):
                for values in (name, {'email_from': 'editor@example.com'}):
                    dialog = self.created(login, 'mail.compose.message', {
                        **document, **values, 'composition_mode': mode, 'body': FORGED, 'subject': FORGED,
                        'partner_ids': [[6, 0, self.users['poster'].partner_id.ids]]})
                    self.call(login, 'mail.compose.message', 'action_send_mail', dialog)
            scheduled = {'model': 'cchc.article', 'res_id': article.id, 'body': FORGED,
                         'scheduled_date': '2024-03-12 00:00:00'}
            self.created(login, 'mail.scheduled.message', {**scheduled, 'author_id': editor.id})
            for number in self.created(login, 'mail.scheduled.message', {
                    **scheduled, 'author_id': self.users[login].partner_id.id}):
                self.call(login, 'mail.scheduled.message', 'write', [number], {'author_id': editor.id})
        self.at('2024-03-20')
        self.env['mail.scheduled.message']._post_messages_cron()
        self.assertEqual(self.env['mail.message'].search([('author_id', '=', editor.id)]), before)
        self.assertFalse(self.env['mail.message'].search(
            [('email_from', 'ilike', 'editor@'), ('body', 'ilike', FORGED)]))
        self.assertFalse(self.env['mail.mail'].search([('email_from', 'ilike', 'editor@')]))

    def write_to_chatter(self, login, article, **data):
        """Post a message as the chatter of the web client does; return the ids it created."""
        self.env.flush_all()
        self.authenticate(f'test.{login}', f'test.{login}')
        before = article.message_ids
        self.opener.post(f'{self.base_url()}/mail/message/post', json={'params': {
            'thread_model': 'cchc.article', 'thread_id': article.id, 'post_data': data}})
        self.env.invalidate_all()
        return (article.message_ids - before).ids

    def test_message_says_only_what_its_author_says(self):
        """The server decides the date, the type and the reply address of a message."""
        article = self.article_in('submitted')
        document = {'model': 'cchc.article', 'res_id': article.id, 'body': FORGED}
        state = self.env['ir.model.fields']._get('cchc.article', 'state').id
        forged = {
            'date': '2020-01-01 00:00:00', 'message_type': 'notification', 'reply_to': 'elsewhere@example.org',
            'reply_to_force_new': True, 'tracking_value_ids': [[0, 0, {
                'field_id': state, 'old_value_char': "Submitted", 'new_value_char': "Approved"}]]}
        values = {name: value for name, value in forged.items() if name != 'tracking_value_ids'}
        before = article.message_ids
        self.created('author', 'mail.message', {**document, **forged})
        self.created('author', 'mail.message', {**document, **values})
        self.created('author', 'mail.message', document, context={
            f'default_{name}': value for name, value in values.items()})
        self.created('author', 'mail.message', {'body': FORGED}, context={
            'default_model': 'cchc.article', 'default_res_id': article.id, 'default_date': '2020-01-01 00:00:00'})
        for name, value in forged.items():
            self.call('author', 'cchc.article', 'message_post', article.ids, body=FORGED, **{name: value})
        self.write_to_chatter('author', article, body=FORGED, message_type='notification', subtype_xmlid='mail.mt_note')
        dialog = self.created('author', 'mail.compose.message', {
            'model': 'cchc.article', 'res_ids': str(article.ids), 'composition_mode': 'comment', 'body': FORGED,
            'message_type': 'notification', 'reply_to': 'elsewhere@example.org', 'reply_to_force_new': True})
        self.call('author', 'mail.compose.message', 'action_send_mail', dialog)
        said = article.message_ids - before
        self.assertGreater(len(said), 6, "saying something is not refused")
        for message in said:
            self.assertEqual((message.date.year, message.message_type, message.tracking_value_ids.ids), (
                2024, 'comment', []))
            self.assertNotIn('elsewhere', message.reply_to)
            for name, value in values.items():
                self.call('author', 'mail.message', 'write', message.ids, {name: value})
            self.assertEqual((message.date.year, message.message_type), (2024, 'comment'))
            self.assertNotIn('elsewhere', message.reply_to)

    def test_nobody_writes_a_line_that_looks_like_a_step(self):
        """The lines of steps have a mark of their own, and the log of steps proves them."""
        article, mark = self.article_in('submitted'), self.env.ref('cchc_propaganda.mt_step')
        lines = article.message_ids.filtered(lambda line: line.subtype_id == mark)
        log = self.env['cchc.workflow.log'].search([('res_model', '=', 'cchc.article'), ('res_id', '=', article.id)])
        self.assertEqual(len(lines), len(log))
        self.assertEqual(set(lines.mapped('message_type')), {'notification'})
        document = {'model': 'cchc.article', 'res_id': article.id, 'body': "<b>Approve</b>: Submitted → Approved"}
        own = self.as_(article, 'author').message_post(body="A question", message_type='comment')
        for values in ({'subtype_id': mark.id}, {'subtype_id': mark.id, 'message_type': 'notification'}):
            self.created('author', 'mail.message', {**document, **values})
            self.created('author', 'mail.message', document, context={
                f'default_{name}': value for name, value in values.items()})
            self.call('author', 'cchc.article', 'message_post', article.ids, body="x", **values)
            self.call('author', 'mail.message', 'write', own.ids, values)
        self.call('author', 'cchc.article', 'message_post', article.ids, body="x",
                  subtype_xmlid='cchc_propaganda.mt_step')
        self.call('author', 'cchc.article', 'message_post', article.ids, body="x", context={'cchc_worded': True},
                  subtype_xmlid='cchc_propaganda.mt_step')
        self.write_to_chatter('author', article, body="x", message_type='notification',
                  subtype_xmlid='cchc_propaganda.mt_step')
        dialog = self.created('author', 'mail.compose.message', {
            'model': 'cchc.article', 'res_ids': str(article.ids), 'composition_mode': 'comment', 'body': "x",
            'subtype_id': mark.id})
        self.call('author', 'mail.compose.message', 'action_send_mail', dialog)
        self.call('author', 'mail.message.subtype', 'write', own.subtype_id.ids, {'description': "Step"})
        self.assertEqual(article.message_ids.filtered(lambda line: line.subtype_id == mark), lines)

    def test_to_do_of_the_board_is_closed_by_the_board(self):
        article = self.article_in('submitted')
        values = {'res_model_id': self.env['ir.model']._get_id('cchc.article'), 'res_id': article.id,
                  'activity_type_id': self.env.ref('mail.mail_activity_data_todo').id, 'summary': "Review"}
        reminder = self.env['mail.activity'].with_user(self.users['author']).sudo().create(
            {**values, 'user_id': self.users['editor'].id})     # as the system creates it
        rule = self.env['cchc.reminder.rule'].search([('kind', '=', 'article_waiting')], limit=1)
        self.env['cchc.reminder.log'].create({
            'rule_id': rule.id, 'kind': rule.kind, 'days': rule.days, 'res_model': 'cchc.article', 'res_id': article.id,
            'company_id': self.company.id, 'user_id': self.users['editor'].id, 'date_deadline': '2024-03-11',
            'date_reminded': '2024-03-11 02:00:00', 'activity_id': reminder.id})
        [given] = self.env['mail.activity'].browse(self.created(
            'editor', 'mail.activity', {**values, 'user_id': self.users['colleague'].id}))
        for login in ('author', 'coauthor'):
            for number in (reminder.id, given.id):
                self.call(login, 'mail.activity', 'unlink', [number])
                self.call(login, 'mail.activity', 'action_cancel', [number])
                self.call(login, 'mail.activity', 'write', [number], {'active': False})
                self.call(login, 'mail.activity', 'write', [number], {'user_id': self.users[login].id})
                self.call(login, 'mail.activity', 'write', [number], {'date_deadline': '2030-01-01'})
                self.call(login, 'mail.activity', 'action_feedback', [number], feedback="Reviewed")
            self.call(login, 'cchc.article', 'activity_unlink', article.ids, ['mail.mail_activity_data_todo'])
            self.call(login, 'cchc.article', 'activity_feedback', article.ids, ['mail.mail_activity_data_todo'])
        self.assertEqual((reminder | given).exists().mapped('active'), [True, True])
        self.assertEqual((reminder | given).user_id, self.users['editor'] | self.users['colleague'])
        self.call('editor', 'mail.activity', 'action_feedback', reminder.ids, feedback="Reviewed")
        self.call('editor', 'mail.activity', 'unlink', given.ids)
        self.assertEqual((reminder.active, given.exists().ids), (False, []))
        done = article.message_ids.filtered('mail_activity_type_id')
        self.assertEqual((done.message_type, done.author_id), ('notification', self.users['editor'].partner_id))

    # ------------------------------------------------------------------
    # Files
    # ------------------------------------------------------------------

    def get(self, login, address):
        self.env.flush_all()
        self.authenticate(login and f'test.{login}', login and f'test.{login}')
        return self.url_open(address)

    def test_signed_address_of_a_file_opens_nothing_to_others(self):
        """The chatter gives out signed addresses that last for weeks; each opens only for those who may read the
        file."""
        article = self.article_in('draft')
        file = self.attachment('author', name='photo.png', raw=PNG)
        self.as_(article, 'author').attachment_ids = file
        chat = self.attachment('author', name='note.png', raw=PNG, res_model='cchc.article', res_id=article.id)
        [token] = self.as_(chat, 'author').generate_access_token()
        signed = self.as_(file, 'author')._get_raw_access_token()
        for address in (f'/web/content/{file.id}?access_token={signed}', f'/web/content/{chat.id}?access_token={token}',
                        f'/web/image/{chat.id}?access_token={chat.with_user(self.users["author"])._get_raw_access_token()}'):
            self.assertEqual(self.get('author', address).content, PNG)
            for login in ('stranger', 'outside_editor', 'outsider', None):
                with self.subTest(address=address.split('?')[0], login=login):
                    self.assertNotEqual(self.get(login, address).content, PNG)

    def test_file_of_an_article_is_public_by_no_way(self):
        article = self.article_in('draft')
        values = {'name': 'p.png', 'raw': PNG, 'public': True}
        bound = self.attachment('author', **values, res_model='cchc.article', res_id=article.id)
        for file in (bound, self.attachment('author', **values)):
            self.as_(article, 'author').attachment_ids = [Command.link(file.id)]
            self.assertFalse(file.public)
            self.assertNotEqual(self.get('stranger', f'/web/content/{file.id}').content, PNG)

    # ------------------------------------------------------------------
    # Beside the documents
    # ------------------------------------------------------------------

    def test_filter_that_holds_for_others_is_the_administrator_s(self):
        """A default filter for everybody that finds nothing would empty the list of the board."""
        nothing = {'name': "Nothing", 'model_id': 'cchc.article', 'domain': "[('id', '=', 0)]"}
        me, editor = self.users['author'].id, self.users['editor'].id
        shared = [[6, 0, [me, editor]]]
        for values in ({'user_ids': [], 'is_default': True}, {'user_ids': []}, {'user_ids': shared, 'is_default': True},
                       {'user_ids': [[6, 0, [editor]]], 'is_default': True}):
            with self.subTest(values=values):
                self.assertFalse(self.created('author', 'ir.filters', {**nothing, **values}))
        own = self.created('author', 'ir.filters', {**nothing, 'user_ids': [[6, 0, [me]]], 'is_default': True})
        self.assertTrue(own)
        for values in ({'user_ids': [[5]]}, {'user_ids': shared}, {'user_ids': [[4, editor]]}):
            self.call('author', 'ir.filters', 'write', own, values)
            self.assertEqual(self.env['ir.filters'].browse(own).user_ids.ids, [me])
        self.assertTrue(self.created('author', 'ir.filters', {**nothing, 'name': "Told", 'user_ids': shared}))
        general = self.created('admin', 'ir.filters', {**nothing, 'name': "All", 'user_ids': []})
        self.assertTrue(general)
        self.call('author', 'ir.filters', 'write', general, {'is_default': True})
        self.call('author', 'ir.filters', 'unlink', general)
        self.assertEqual(self.env['ir.filters'].browse(general).exists().mapped('is_default'), [False])
        self.assertTrue(self.created('author', 'ir.filters', {**nothing, 'model_id': 'res.partner', 'user_ids': []}))

    def preview(self, login, address):
        self.env.flush_all()
        self.authenticate(login and f'test.{login}', login and f'test.{login}')
        return self.opener.post(f'{self.base_url()}/html_editor/link_preview_external', json={
            'params': {'preview_url': address}}).json()

    def test_server_fetches_nothing_from_its_own_network(self):
        """The user does not even learn whether a server answers there."""
        picture = f'{self.base_url()}/web/static/img/nologo.png'
        with patch.object(internet, 'is_public', return_value=True):
            self.assertIn('error', self.preview(None, picture), "visitors get no preview at all")
            self.assertTrue(self.preview('author', picture)['result'], "the picture can be had")
        port = picture.split(':')[2].partition('/')[0]
        for address in (picture, f'http://localhost:{port}/', f'http://[::ffff:127.0.0.1]:{port}/', 'http://10.0.0.1/',
                        'http://169.254.169.254/latest', 'http://0.0.0.0/', 'file:///etc/passwd', 'nonsense'):
            with self.subTest(address=address):
                self.assertFalse(self.preview('author', address).get('result'))

    def test_server_fetches_nothing_from_its_own_network_for_a_message_either(self):
        """Not for a message about a record of another app either: whoever may write one would learn what answers."""
        self.env['ir.config_parameter'].sudo().set_param('mail.link_preview_throttle', 99)
        picture = f'{self.base_url()}/mail/static/src/img/odoobot.png'
        talk = self.env['discuss.channel'].with_user(self.users['author'])._create_channel(name="Lunch", group_id=None)
        for record in (self.article_in('draft'), talk):
            message = record.with_user(self.users['author']).message_post(
                message_type='comment', body=Markup('<a href="%s?%s">x</a> <a href="%s?2%s">x</a>') % (
                    picture, record._name, picture, record._name))
            with self.subTest(record=record):
                for is_public, shown in ((False, 0), (True, 2), (True, 2)):
                    with patch.object(internet, 'is_public', return_value=is_public):
                        self.env.flush_all()
                        self.authenticate('test.author', 'test.author')
                        answer = self.opener.post(
                            f'{self.base_url()}/mail/link_preview', json={'params': {'message_id': message.id}})
                    self.assertNotIn('error', answer.json())
                    self.env.invalidate_all()
                    self.assertEqual(len(message.sudo().message_link_preview_ids), shown)
