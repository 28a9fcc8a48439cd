# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import tagged

from ..common import TODAY
from ..guard.matrix import REASON, Built, MatrixCase

STEPS = ('send', 'publish', 'refuse', 'remove')
STATES = ('pending', 'sent', 'published', 'refused', 'removed')
MEMBERS = {'editor', 'poster'}
UNIT = {'author', 'coauthor', 'colleague', 'head', 'poster'}    # the author's unit, and whoever wrote it
TARGETS = {'send': 'sent', 'publish': 'published', 'refuse': 'refused', 'remove': 'removed'}
# DESIGN §4, the rows "publication": channel -> from, step -> who. Every publication has its link filled in.
PAGE = {    # external; the unit may send by itself
    ('pending', 'send'): UNIT | MEMBERS,
    ('pending', 'publish'): MEMBERS,
    ('sent', 'publish'): MEMBERS,
    ('sent', 'refuse'): MEMBERS,
    ('published', 'remove'): MEMBERS | {'office'},
    ('refused', 'send'): UNIT | MEMBERS,     # adds a publication, see below
}
CLOSED = {**PAGE, ('pending', 'send'): MEMBERS, ('refused', 'send'): MEMBERS}    # external; only members send
PORTAL = {    # the agency's own: nothing is sent
    ('pending', 'publish'): MEMBERS,
    ('published', 'remove'): MEMBERS | {'office'},
}
# By a plain change of the state: only steps without a reason; a refused publication stays refused.
WRITES = {
    ('pending', 'sent'): UNIT | MEMBERS,
    ('pending', 'published'): MEMBERS,
    ('sent', 'published'): MEMBERS,
}


@tagged('post_install', '-at_install')
class TestWorkflowPublication(MatrixCase):
    reasons = ('refuse', 'remove')

    def setUp(self):
        super().setUp()
        self.publications = Built(STATES, self.build)

    def build(self, state, channel='page'):
        publication = self.publication_in(state, channel)
        if state in ('pending', 'sent'):
            self.as_(publication, 'editor').url = self.link(channel)
        return publication

    def test_every_role_tries_every_button_on_an_external_channel(self):
        self.check_steps(self.publications, STEPS, PAGE, TARGETS, {('refused', 'send'): 'refused'})

    def test_every_role_tries_every_button_on_a_channel_that_only_members_send_to(self):
        publications = Built(('pending', 'refused'), lambda state: self.build(state, 'closed'))
        self.check_steps(publications, ('send', 'publish'), {
            key: logins for key, logins in CLOSED.items() if key[0] in ('pending', 'refused')}, TARGETS,
            {('refused', 'send'): 'refused'})

    def test_every_role_tries_every_button_on_the_own_channel(self):
        publications = Built(('pending', 'published', 'removed'), lambda state: self.build(state, 'portal'))
        self.check_steps(publications, STEPS, PORTAL, TARGETS)

    def test_every_role_writes_every_state(self):
        self.check_writes(self.publications, STATES, WRITES, ('author', 'editor', 'office', 'director'))

    def test_import_is_no_other_way(self):
        self.check_imports(self.publications, STATES, WRITES, ('author', 'editor', 'office'))

    def test_no_publication_begins_anywhere_but_as_pending(self):
        article = self.article_in('draft', ())
        self.check_creation('cchc.publication', {
            'article_id': article.id, 'channel_id': self.channels['page'].id}, STATES, ['author'], batch=False)

    def test_buttons_are_shown_to_whoever_may_use_them(self):
        self.check_flags(self.publications, STEPS, {key: logins for key, logins in PAGE.items() if key[0] != 'refused'})

    def test_sending_again_is_offered_to_whoever_may_send(self):
        for login in self.users:
            publication = self.as_(self.publications['refused'], login)
            if publication.has_access('read'):
                with self.subTest(login=login):
                    [flags] = publication.read(['can_resend'])
                    self.assertEqual(flags['can_resend'], login in PAGE['refused', 'send'])

    def test_steps_that_need_a_reason_are_refused_without_one(self):
        self.check_reasons(self.publications, PAGE)

    def test_each_step_leaves_one_line_with_the_article(self):
        self.check_lines(self.publications, {key: logins for key, logins in PAGE.items() if key[0] != 'refused'},
                         lambda publication: publication.article_id)

    # ------------------------------------------------------------------
    # Conditions of a step
    # ------------------------------------------------------------------

    def test_nothing_moves_before_the_article_is_approved(self):
        """DESIGN §4: every step needs an approved or published article."""
        for state in ('draft', 'submitted'):
            article = self.article_in(state, ('page', 'portal'))
            for publication in article.publication_ids.with_env(self.env):
                with self.subTest(state=state, channel=publication.channel_id.name):
                    self.assertRefused("must be approved first", publication.sudo().action_send)
                    self.assertRefused("must be approved first", publication.sudo().action_publish)

    def test_own_channel_is_not_sent_to(self):
        self.assertRefused("the agency's own channel", self.as_(
            self.publication_in('pending', 'portal'), 'editor').action_send)

    def test_posting_needs_a_link_of_the_channel_or_a_file(self):
        """DESIGN §4: link (http/https, under one line of ``url_prefix``) or evidence."""
        publication = self.publication_in('pending')
        editor = self.as_(publication, 'editor')
        self.assertRefused("Enter the link of the publication, or attach a file", editor.action_publish)
        for url in ('https://portal.example/1', 'https://page.example.evil.example/1', 'javascript:alert(1)',
                    'ftp://page.example/1', 'page.example/1', 'https://page.example@evil.example/1', 'https://'):
            with self.subTest(url=url), self.undone():
                editor.url = url
                self.assertRefused("is not an address of Page.*https://page.example/", editor.action_publish)
        with self.undone():
            editor.evidence_ids = self.attachment('editor')
            self.assertAllowed(editor.action_publish)
        editor.url = 'https://page.example/a/b?c=1'
        self.assertAllowed(editor.action_publish)

    def test_channel_with_several_addresses_takes_each_and_one_without_any_takes_all(self):
        publication = self.publication_in('pending')
        editor = self.as_(publication, 'editor')
        self.channels['page'].url_prefix = "https://page.example/news/\n\n  https://zalo.example/page/ "
        for url, fits in (('https://page.example/news/1', True), ('https://zalo.example/page/1', True),
                          ('https://page.example/other/1', False)):
            with self.subTest(url=url), self.undone():
                editor.url = url
                self.assertEqual(self.refusal(editor.action_publish) == '', fits)
        self.channels['page'].url_prefix = False
        editor.url = 'http://anywhere.example/1'
        self.assertAllowed(editor.action_publish)

    def test_day_of_posting_lies_between_the_approval_and_today(self):
        """DESIGN §4: the day is not in the future and, for a reviewed article, not before its approval."""
        publication = self.as_(self.build('pending'), 'editor')
        publication.date_published = '2024-03-12'
        self.assertRefused("12/03/2024, lies in the future", publication.action_publish)
        publication.date_published = '2024-03-10'
        self.assertRefused("approved on 11/03/2024", publication.action_publish)
        publication.date_published = '2024-03-11'
        self.assertAllowed(publication.action_publish)
        self.at('2024-03-12', '00:05')
        publication.date_published = '2024-03-12'
        self.assertAllowed(publication.action_publish)

    def test_same_link_twice_is_refused_with_the_record_that_has_it(self):
        posted = self.publication_in('published')
        posted.article_id.sudo()._with_gate().name = "The first one"
        publication = self.as_(self.publication_in('pending'), 'editor')
        publication.url = posted.url
        self.assertRefused("already recorded for “The first one · Page”", publication.action_publish)
        self.as_(posted, 'office').action_remove(REASON)
        self.assertAllowed(publication.action_publish)

    # ------------------------------------------------------------------
    # Effects of a step
    # ------------------------------------------------------------------

    def test_sending_again_after_a_refusal_adds_a_publication(self):
        """DESIGN §3, publication: sending again after a refusal adds a publication."""
        publication = self.publications['refused']
        article = publication.article_id
        self.as_(publication, 'author').action_send()
        again = self.publication(article, 'page')
        self.assertEqual((publication.state, publication.reason), ('refused', "Too long"))
        self.assertEqual((again.state, again.attempt, again.reason, again.url), ('sent', 2, False, False))
        self.assertRefused("already on its way again", self.as_(publication, 'author').action_send)
        self.assertEqual(len(article.publication_ids), 2)

    def test_sending_keeps_the_moment_and_a_refusal_its_reason(self):
        publication = self.publication_in('sent')
        self.assertEqual(publication.date_sent, self.clock())
        self.as_(publication, 'editor').action_refuse("Not our subject")
        self.assertEqual((publication.state, publication.reason), ('refused', "Not our subject"))
        self.assertEqual(publication.article_id.state, 'approved')

    def test_day_of_posting_is_the_agency_s_own_when_none_is_given(self):
        self.at('2024-03-12', '00:30')   # still the 11th in UTC
        self.assertEqual(str(self.publication_in('published').date_published), '2024-03-12')

    def test_two_publications_are_posted_together_or_not_at_all(self):
        article = self.article_in('approved', ('page', 'portal'))
        publications = article.publication_ids
        self.as_(self.publication(article, 'page'), 'editor').url = self.link('page')
        self.assertRefused("Enter the link", self.as_(publications, 'editor').action_publish)
        self.as_(self.publication(article, 'portal'), 'editor').url = self.link()
        self.as_(publications, 'editor').action_publish()
        self.assertEqual(publications.mapped('state'), ['published', 'published'])
        self.assertEqual(len(self.lines(article).filtered(lambda line: '<b>Post</b>' in line.body)), 1)

    def test_superuser_skips_who_and_never_what_is_missing(self):
        publication = self.publication_in('pending').sudo()
        self.assertRefused("Enter the link", publication.action_publish)
        self.assertRefused("is not possible", publication.action_remove, REASON)
        self.assertRefused("needs a reason", self.publications['sent'].sudo().action_refuse)

    # ------------------------------------------------------------------
    # Who may type what
    # ------------------------------------------------------------------

    def may_type(self, publication, name, value):
        return {login for login in self.users if not self.refusal(self.as_(publication, login).write, {name: value})}

    def test_who_enters_link_and_day(self):
        """DESIGN §4: members enter them; after sending with ``unit_may_send`` the unit, too (Báo link)."""
        for state, who in (('pending', MEMBERS), ('sent', MEMBERS | UNIT), ('published', set()), ('refused', set()),
                           ('removed', set())):
            with self.subTest(state=state):
                self.assertEqual(self.may_type(self.publications[state], 'url', 'https://page.example/typed'), who)
                self.assertEqual(self.may_type(self.publications[state], 'date_published', '2024-03-01'), who)
        self.assertEqual(self.may_type(self.build('sent', 'closed'), 'url', 'https://closed.example/typed'), MEMBERS)

    def test_link_that_is_entered_and_not_confirmed_says_that_it_counts_for_nothing_yet(self):
        """The form says so (in wagtail #7319 a date is set, nothing happens and nothing says so)."""
        plan = self.plan_in('published')
        article = self.article_in('approved', assignments=[self.assignment(plan, '2024-M03')])
        publication = self.as_(self.publication(article, 'portal'), 'editor')
        publication.write({'url': self.link(), 'date_published': TODAY})
        self.assertEqual((publication.state, self.assignment(plan, '2024-M03').state), ('pending', 'open'))
        self.assertIn("not confirmed yet", publication.hint)
        publication.action_publish()
        self.assertEqual((publication.hint, self.assignment(plan, '2024-M03').state), (False, 'done'))

    def test_who_types_while_the_article_is_a_draft(self):
        publication = self.article_in('draft', ('page',)).publication_ids.with_env(self.env)
        self.assertEqual(self.may_type(publication, 'url', self.link('page')), {'author', 'coauthor', 'head', 'office'})

    def test_article_and_channel_of_a_publication_are_settled(self):
        for state in STATES:
            publication = self.publications[state]
            for values in ({'article_id': self.article_in().id}, {'channel_id': self.channels['portal'].id}):
                for login in ('author', 'editor', 'office'):
                    self.assertTrue(self.refusal(self.as_(publication, login).write, values))
                self.assertTrue(self.refusal(publication.sudo().write, values))

    def test_channel_added_after_approval_only_by_one_of_its_own_members(self):
        """DESIGN §4: a channel added after approval needs the approval of one of its own members."""
        for state in ('submitted', 'approved', 'published'):
            article = self.article_in(state)
            values = {'article_id': article.id, 'channel_id': self.channels['page'].id}
            foreign = {'article_id': article.id, 'channel_id': self.channels['elsewhere'].id}
            for login in self.users:
                with self.subTest(state=state, login=login):
                    may = login in ('editor', 'poster')
                    create = self.model('cchc.publication', login).create
                    self.assertEqual(not self.refusal(create, values), may)
                    self.assertEqual(not self.refusal(self.as_(article, login).write, {
                        'channel_ids': [Command.link(self.channels['page'].id)]}), login == 'editor')
                    if state != 'published':    # members see posted articles
                        self.assertTrue(self.refusal(create, foreign))
        cancelled = self.article_in('cancelled')
        self.assertTrue(self.refusal(self.model('cchc.publication', 'editor').create, {
            'article_id': cancelled.id, 'channel_id': self.channels['page'].id}))

    def test_publications_are_deleted_only_while_nobody_has_acted_on_them(self):
        for state in STATES[1:]:
            for login in ('author', 'editor', 'office'):
                self.assertTrue(self.refusal(self.as_(self.publications[state], login).unlink))
            self.assertRefused("cannot be deleted", self.publications[state].sudo().unlink)
        self.assertEqual({login for login in self.users if not self.refusal(
            self.as_(self.publications['pending'], login).unlink)}, MEMBERS)
        draft = self.article_in('draft').publication_ids.with_env(self.env)
        self.assertEqual({login for login in self.users if not self.refusal(self.as_(draft, login).unlink)},
                         {'author', 'coauthor', 'head', 'office'})

    def test_ten_links_are_confirmed_in_one_go_or_none_of_them(self):
        """SCREENS §3: links are typed into the list, then the selected lines are confirmed together."""
        publications = self.env['cchc.publication'].union(*(
            self.publication(self.article_in('approved'), 'portal') for __ in range(10)))
        mine = self.as_(publications, 'editor')
        for publication in mine[:9]:
            publication.url = self.link()
        self.assertRefused("Enter the link of the publication", mine.action_publish)
        mine[9].url = mine[0].url
        self.assertRefused("is entered more than once: “.*”, “.*”", mine.action_publish)
        mine[9].url = self.link()
        mine.action_publish()
        self.assertEqual(publications.mapped('state'), ['published'] * 10)
        self.assertEqual(set(publications.article_id.mapped('state')), {'published'})
