# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from types import SimpleNamespace
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import RecordCapturer, new_test_user, tagged

from odoo.addons.bus.models import ir_websocket

from ...models.core.cchc_presence_mixin import PRESENCE
from ..common import CchcCommon


@tagged('post_install', '-at_install')
class TestPresence(CchcCommon):
    """The form shows who else has an article open: to those who may read it, and to nobody else."""

    def let_listen(self, login, *asked):
        """Return what of ours a client of that user is let listen to, and the names that are left of what it asked."""
        user = self.users[login]
        session = SimpleNamespace(session=SimpleNamespace(uid=user.id))
        with patch.object(ir_websocket, 'request', session):
            found = self.model('ir.websocket', login)._build_bus_channel_list(list(asked))
        ours = [channel[0].with_env(self.env) for channel in found
                if isinstance(channel, tuple) and channel[1] == PRESENCE]
        return ours, [channel for channel in found if isinstance(channel, str)]

    def test_who_may_read_it_is_let_listen(self):
        self.users['portal'] = new_test_user(
            self.env, 'test.portal', groups='base.group_portal', company_id=self.company.id)
        draft, submitted = self.article_in('draft'), self.article_in('submitted')
        readers = {'author', 'coauthor', 'head', 'office', 'director'}
        for article, expected in ((draft, readers - {'office', 'director', 'head'}), (submitted, readers | {'editor'})):
            for login in self.users:
                is_let = self.let_listen(login, f'cchc_presence:cchc.article:{article.id}', 'other')
                may_read = self.as_(article, login).has_access('read')
                with self.subTest(article=article.state, login=login):
                    self.assertEqual(is_let, ([article] if may_read else [], ['other', 'broadcast']))
                    if login in expected:
                        self.assertTrue(may_read)
                    if login in ('stranger', 'outsider', 'portal', 'admin'):
                        self.assertFalse(may_read)

    def test_nothing_else_is_let_through(self):
        article = self.article_in('draft')
        plan = self.plan_in('published')
        for asked in (f'cchc_presence:cchc.plan:{plan.id}', 'cchc_presence:res.partner:1',
                      'cchc_presence:cchc.article:0',
                      'cchc_presence:cchc.article:999999', 'cchc_presence:cchc.article:99999999999999999999',
                      f'cchc_presence:cchc.article:{article.id} ', f'cchc_presence:cchc.article:{article.id},1',
                      'cchc_presence:cchc.nothing:1', 'cchc_presence:', 'cchc_presence:cchc.article:-1'):
            with self.subTest(asked=asked):
                self.assertEqual(self.let_listen('author', asked), ([], ['broadcast']))

    def test_channels_of_other_apps_cost_and_get_nothing(self):
        with patch.object(self.registry['ir.websocket'], '_cchc_presence_record') as ours:
            self.assertEqual(self.let_listen('author', 'a', 'b')[1], ['a', 'b', 'broadcast'])
        ours.assert_not_called()

    def test_others_are_told_the_name_and_no_more(self):
        article = self.article_in('draft')
        with RecordCapturer(self.env['bus.bus'].sudo()) as sent:
            self.as_(article, 'coauthor').announce_presence('x' * 100, open_for=-5, is_editing=1, is_asking=True)
            self.env.cr.precommit.run()
        [message] = sent.records.filtered(lambda message: 'cchc_presence' in message.message)
        self.assertIn(f'"cchc.article",{article.id},"PRESENCE"', message.channel)
        self.assertIn('"name":"coauthor"', message.message)
        self.assertIn(f'"tab":"{"x" * 40}","user_id":{self.users["coauthor"].id}', message.message)
        self.assertIn('"open_for":0,"is_editing":true,"is_asking":true,"has_left":false', message.message)
        self.assertNotIn(article.name, message.message)
        self.assertRaises(AccessError, self.as_(article, 'stranger').announce_presence, 'x')
