# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
# What a test writes needs no translation.
# pylint: disable=translation-required

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from unittest.mock import patch

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ...models.core import internet
from ..common import CchcMixin
from .web_calls import WebCallsMixin

FORGED = "Approved by the board"


@tagged('post_install', '-at_install')
class TestAsSuperuser(WebCallsMixin, CchcMixin, HttpCase):
    """Some methods of Odoo take values of any employee and use them as superuser, or for everybody. None of them
    reaches our documents, the log, or the seats that decide on rights."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.add_users_without_role()
        for login, user in cls.users.items():
            user.email = f'{login}@example.com'
        cls.template = cls.env['mail.template'].create({
            'name': "Welcome", 'model_id': cls.env['ir.model']._get_id('res.users'), 'body_html': "Welcome",
            'subject': "Welcome", 'auto_delete': False})

    # ------------------------------------------------------------------
    # Letters made from a template
    # ------------------------------------------------------------------

    def send(self, login, **values):
        """Have a letter made from a template about the user's own account, with further values."""
        return self.call(
            login, 'mail.template', 'send_mail', self.template.id, self.users[login].id, email_values=values)

    def test_letter_from_a_template_forges_no_message(self):
        article, director = self.article_in('submitted'), self.users['director'].partner_id
        before = article.message_ids
        forged = {'model': 'cchc.article', 'res_id': article.id, 'author_id': director.id, 'is_notification': True,
                  'email_from': 'director@example.com', 'body_html': FORGED, 'body': FORGED, 'auto_delete': False}
        mark = self.env.ref('cchc_propaganda.mt_step')
        for login in ('plain', 'stranger', 'outsider', 'author'):
            for values in (forged, {**forged, 'message_type': 'comment', 'date': '2020-01-01 00:00:00'},
                           {**forged, 'message_type': 'notification', 'subtype_id': mark.id},
                           {**forged, 'author_id': self.users[login].partner_id.id, 'subtype_id': mark.id}):
                self.send(login, **values)
                self.send(login, child_ids=[[0, 0, values]])
        self.assertEqual(article.message_ids, before)

    def test_letter_from_a_template_changes_no_message(self):
        article = self.article_in('submitted')
        mark = self.env.ref('cchc_propaganda.mt_step')
        [line] = article.message_ids.filtered(lambda line: line.subtype_id == mark)
        body = line.body
        for login in ('plain', 'stranger', 'outsider', 'author'):
            partner = self.users[login].partner_id
            self.send(login, child_ids=[[1, line.id, {'body': FORGED}]])
            self.send(login, child_ids=[[4, line.id]])
            self.send(login, child_ids=[[2, line.id]])
            self.send(login, mail_message_id=line.id, body=FORGED, body_html=FORGED)
            self.send(login, child_ids=[[1, line.id, {'notification_ids': [[0, 0, {'res_partner_id': partner.id}]]}]])
            self.send(login, parent_id=line.id)
        self.assertEqual((line.exists().body, line.parent_id.ids, line.child_ids.ids), (body, [], []))
        self.assertNotIn(self.users['plain'].partner_id, line.notification_ids.res_partner_id)

    def test_letter_from_a_template_takes_no_publication_along(self):
        """A publication is sent again when the mail that took it to its channel fails."""
        publication = self.publication_in('sent')
        before = self.env['mail.mail'].search([])
        for login in ('plain', 'stranger', 'outsider', 'author'):
            self.send(login, cchc_publication_id=publication.id, email_to='nowhere', subject=FORGED)
        self.assertFalse((self.env['mail.mail'].search([]) - before).cchc_publication_id)

    def test_letter_from_an_own_template_is_signed_with_one_s_own_name(self):
        article = self.article_in('draft')
        before = article.message_ids
        [template] = self.call('author', 'mail.template', 'create', [{
            'name': "Mine", 'model_id': self.env['ir.model']._get_id('cchc.article'), 'body_html': "A question",
            'subject': FORGED, 'email_from': 'director@example.com', 'auto_delete': False,
            'partner_to': str(self.users['poster'].partner_id.id)}])
        self.call('author', 'mail.template', 'send_mail', template, article.id)
        self.assertFalse(self.env['mail.mail'].search([('subject', '=', FORGED)]))
        self.call('author', 'mail.template', 'write', [template], {'email_from': False})
        self.assertTrue(self.call('author', 'mail.template', 'send_mail', template, article.id))
        self.assertEqual((article.message_ids - before).author_id, self.users['author'].partner_id)

    def test_letter_about_other_records_is_sent_as_before(self):
        sent = self.send('plain', email_to='somebody@example.com', subject="Hello", recipient_ids=[
            [4, self.users['poster'].partner_id.id]], author_id=self.users['editor'].partner_id.id)
        self.assertEqual(self.env['mail.mail'].browse(sent).subject, "Hello")

    def test_text_message_is_logged_only_where_its_sender_reads(self):
        """As Odoo's dialog for text messages logs what it sends to many; the dialog belongs to another addon."""
        article = self.article_in('submitted')
        before = article.message_ids
        for login in ('plain', 'stranger', 'outsider'):
            self.assertTrue(self.refusal(
                self.as_(article, login)._message_log_batch, {article.id: FORGED}, message_type='sms'))
        self.assertEqual(article.message_ids, before)
        self.assertAllowed(self.as_(article, 'author')._message_log_batch, {article.id: "Hello"}, message_type='sms')

    # ------------------------------------------------------------------
    # The own account
    # ------------------------------------------------------------------

    def test_own_account_opens_no_seat_in_a_unit(self):
        """A user may write the tags of the own employee: Odoo writes them as superuser, with all that hangs on them."""
        head, me = self.employees['head'], self.employees['stranger']
        seats = {employee: (employee.department_id, employee.user_id, employee.active)
                 for employee in self.employees.values()}
        heads = {unit: unit.manager_id for unit in self.units.values()}
        line = self.article_in('submitted').message_ids[:1]
        for number, command in enumerate((
                [1, me.id, {'department_id': self.units['press'].id}], [1, head.id, {'active': False}],
                [1, head.id, {'user_id': False}], [0, 0, {'name': "x", 'department_id': self.units['press'].id}],
                [1, head.id, {'message_ids': [[1, line.id, {'body': FORGED}]]}],
                [1, me.id, {'version_ids': [[1, me.current_version_id.id, {'department_id': self.units['press'].id}]]}],
                [2, head.id])):
            self.call('stranger', 'res.users', 'write', self.users['stranger'].ids, {
                'category_ids': [[0, 0, {'name': f"Tag {number}", 'employee_ids': [command]}]]})
        self.assertEqual({employee: (employee.department_id, employee.user_id, employee.active)
                          for employee in self.employees.values()}, seats)
        self.assertEqual({unit: unit.manager_id for unit in self.units.values()}, heads)
        self.assertNotIn(FORGED, line.body)

    def test_name_that_stands_below_decisions_is_changed_by_no_one_themselves(self):
        """A user may change the own name in Odoo, and would then write and decide under the director's."""
        user, plain = self.users['author'], self.users['plain']
        self.call('author', 'res.users', 'write', user.ids, {'name': "director"})
        partner = user.partner_id.with_user(user).sudo()    # as the portal writes the own address
        self.assertTrue(self.refusal(partner.write, {'name': "director"}))
        self.assertEqual((user.name, user.partner_id.name, self.employees['author'].name), 3 * ('author',))
        for values in ({'signature': "A"}, {'tz': 'UTC'}, {'name': 'author', 'tz': 'UTC'}):
            self.assertTrue(self.call('author', 'res.users', 'write', user.ids, values))
        self.assertTrue(self.call('plain', 'res.users', 'write', plain.ids, {'name': "Somebody"}))
        user.name = "By the administrator"
        self.assertEqual(user.name, "By the administrator")

    # ------------------------------------------------------------------
    # What is kept for everybody
    # ------------------------------------------------------------------

    def test_tab_that_holds_for_others_is_the_administrator_s(self):
        """A tab above a list of ours could call a step in the name of whoever clicks it."""
        action = self.env.ref('cchc_propaganda.cchc_assignment_action')
        other = self.env.ref('base.action_partner_form')
        tab = {'name': "All", 'parent_action_id': action.id, 'parent_res_model': 'cchc.plan',
               'python_method': 'action_approve'}
        me, director = self.users['author'].id, self.users['director'].id
        for values in ({}, {'user_id': director}, {'user_id': False, 'parent_res_model': 'res.partner'},
                       {'user_id': False, 'parent_action_id': other.id}, {'parent_res_model': 'no.model'}):
            with self.subTest(values=values):
                self.assertFalse(self.call('author', 'ir.embedded.actions', 'create', [{**tab, **values}]))
        own = self.call('author', 'ir.embedded.actions', 'create', [{**tab, 'user_id': me}])
        self.assertTrue(own)
        for values in ({'user_id': False}, {'user_id': director}):
            self.call('author', 'ir.embedded.actions', 'write', own, values)
        self.assertEqual(self.env['ir.embedded.actions'].browse(own).user_id.id, me)
        self.assertFalse(self.call('admin', 'ir.embedded.actions', 'create', [{**tab, 'name': "Shared"}]))
        shared = self.env['ir.embedded.actions'].create({**tab, 'name': "Shared"}).ids
        self.call('author', 'ir.embedded.actions', 'write', shared, {'python_method': 'action_cancel'})
        self.call('author', 'ir.embedded.actions', 'unlink', shared)
        self.assertEqual(self.env['ir.embedded.actions'].browse(shared).exists().python_method, 'action_approve')
        self.assertTrue(self.call('author', 'ir.embedded.actions', 'create', [{
            **tab, 'parent_action_id': other.id, 'parent_res_model': 'res.partner', 'python_method': 'open_parent'}]))

    def test_tab_of_one_user_closes_the_list_to_nobody(self):
        action = self.env.ref('cchc_propaganda.cchc_assignment_action')
        plan = self.plan_in('published')
        for values in ({'domain': "(("}, {'domain': "[('nothing', '=', 1)]"}, {'parent_res_model': 'no.model'}):
            self.assertTrue(self.call('author', 'ir.embedded.actions', 'create', [{
                'name': "Mine", 'parent_action_id': action.id, 'parent_res_model': 'cchc.plan', 'python_method': 'x',
                'user_id': self.users['author'].id, **values}]))
        self.authenticate('test.director', 'test.director')
        answer = self.opener.post(f'{self.base_url()}/web/action/load', json={'params': {
            'action_id': action.id, 'context': {'active_id': plan.id, 'active_model': 'cchc.plan'}}}).json()
        self.assertEqual(answer['result']['res_model'], 'cchc.assignment')

    # ------------------------------------------------------------------
    # Addresses that the server opens
    # ------------------------------------------------------------------

    def server(self):
        """Return the address of a server in the server's own network, and the list of what is sent to it."""
        asked = []

        class Inside(BaseHTTPRequestHandler):
            def do_POST(self):
                asked.append(self.path)
                self.send_response(201)
                self.end_headers()

            def log_message(self, *args):
                pass

        server = HTTPServer(('127.0.0.1', 0), Inside)
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f'http://127.0.0.1:{server.server_port}', asked

    def test_notices_to_a_browser_are_not_sent_into_the_own_network(self):
        """A user registers the address to which the server sends what the browser is to show."""
        address, asked = self.server()
        public = self.call('author', 'mail.push.device', 'get_web_push_vapid_public_key')
        self.call('author', 'mail.push.device', 'register_devices', endpoint=f'{address}/push', keys={
            'p256dh': public, 'auth': 'BTBZMqHH6r4Tts7J_aSIgg'}, vapid_public_key=public)
        device = self.env['mail.push.device'].search([('endpoint', '=like', f'{address}%')])
        self.assertEqual(device.partner_id, self.users['author'].partner_id)
        private = self.env['ir.config_parameter'].get_param('mail.web_push_vapid_private_key')
        for path in ('first', 'second'):
            device.endpoint = f'{address}/{path}'
            with patch.object(internet, 'is_public', return_value=path == 'second'), mute_logger(
                    'odoo.addons.mail.models.mail_thread', 'odoo.addons.mail.models.mail_push',
                    'odoo.addons.mail.tools.web_push'):
                self.env['mail.thread']._web_push_send_notification(device, private, public, payload={'title': "x"})
                self.env['mail.push'].create({'mail_push_device_id': device.id, 'payload': '{}'})
                self.env['mail.push']._push_notification_to_endpoint()
        self.assertEqual(asked, ['/second', '/second'])
