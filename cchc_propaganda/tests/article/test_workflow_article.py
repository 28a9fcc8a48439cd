# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import tagged

from ..guard.matrix import REASON, Built, MatrixCase

STEPS = ('submit', 'recall', 'approve', 'return', 'publish', 'register', 'cancel')
STATES = ('draft', 'submitted', 'approved', 'published', 'cancelled')
# DESIGN §4, the rows "article": from, step -> who. ``recorded`` is a draft that the editor typed for its author, with
# the link and the day of an earlier posting.
EXPECTED = {
    ('draft', 'submit'): {'author', 'coauthor', 'head', 'office'},
    ('draft', 'cancel'): {'author'},
    ('recorded', 'submit'): {'author', 'coauthor', 'head', 'office'},
    ('recorded', 'register'): {'editor', 'office'},
    ('recorded', 'cancel'): {'author'},
    ('submitted', 'recall'): {'author'},
    ('submitted', 'approve'): {'editor'},
    ('submitted', 'return'): {'editor', 'head'},
    ('submitted', 'cancel'): {'editor', 'office'},
    ('approved', 'return'): {'editor'},
    ('approved', 'publish'): {'editor', 'poster'},    # members of the channel post it
    ('approved', 'cancel'): {'editor', 'office'},
}
TARGETS = {
    'submit': 'submitted', 'recall': 'draft', 'approve': 'approved', 'return': 'draft', 'publish': 'published',
    'register': 'published', 'cancel': 'cancelled'}
# Two steps lead from submitted to draft, recall and return: a plain change of the state does not tell which.
WRITES = {
    ('draft', 'submitted'): EXPECTED['draft', 'submit'],
    ('recorded', 'submitted'): EXPECTED['recorded', 'submit'],
    ('recorded', 'published'): EXPECTED['recorded', 'register'],
    ('submitted', 'approved'): EXPECTED['submitted', 'approve'],
    ('approved', 'published'): EXPECTED['approved', 'publish'],
}


@tagged('post_install', '-at_install')
class TestWorkflowArticle(MatrixCase):
    reasons = ('return', 'cancel')

    def setUp(self):
        super().setUp()
        self.articles = Built((*STATES, 'recorded'), self.build)

    def build(self, state):
        if state == 'recorded':
            return self.article_in('draft', by='editor', publication_ids=[Command.create({
                'channel_id': self.channels['portal'].id, 'url': self.link(), 'date_published': '2024-03-04'})])
        article = self.article_in(state)
        if state == 'approved':
            self.as_(self.publication(article, 'portal'), 'editor').url = self.link()
        return article

    def test_every_role_tries_every_button_in_every_state(self):
        self.check_steps(self.articles, STEPS, EXPECTED, TARGETS)

    def test_every_role_writes_every_state(self):
        self.check_writes(self.articles, STATES, WRITES, ('author', 'editor', 'office', 'director'))

    def test_import_is_no_other_way(self):
        """An import also needs the right to write the record; those who only post do not have it."""
        self.check_imports(
            self.articles, STATES, {**WRITES, ('approved', 'published'): {'editor'}},
            ('author', 'editor', 'office'))

    def test_no_article_begins_anywhere_but_as_a_draft(self):
        for login in ('author', 'editor', 'office'):
            self.check_creation('cchc.article', {
                'name': "Article", 'author_id': self.users['author' if login == 'office' else login].id,
                'department_id': self.units['digital' if login == 'editor' else 'press'].id}, STATES, [login])

    def test_buttons_are_shown_to_whoever_may_use_them(self):
        self.check_flags(self.articles, STEPS, EXPECTED)

    def test_steps_that_need_a_reason_are_refused_without_one(self):
        self.check_reasons(self.articles, EXPECTED)

    def test_each_step_leaves_one_line(self):
        self.check_lines(self.articles, EXPECTED)

    def test_publications_cannot_bring_a_state_into_a_new_article(self):
        for state in ('sent', 'published', 'refused', 'removed'):
            with self.subTest(state=state):
                self.assertRefused("begins as", self.model('cchc.article', 'author').create, [{
                    'name': "Article", 'publication_ids': [Command.create(
                        {'channel_id': self.channels['portal'].id, 'state': state})]}])

    # ------------------------------------------------------------------
    # Those involved in an article do not approve it
    # ------------------------------------------------------------------

    def involved(self, how):
        """Return a submitted article in which the editor is involved."""
        if how == 'author':
            article = self.article_in('draft', by='editor', author_id=self.users['editor'].id,
                                      department_id=self.units['digital'].id)
        elif how == 'coauthor':
            article = self.article_in('draft', contributor_ids=self.users['editor'].partner_id.ids)
        else:
            article = self.article_in('draft')
            self.users['editor'].group_ids += self.env.ref('cchc_propaganda.group_office')
        self.as_(article, 'author' if how == 'coauthor' else 'editor').action_submit()
        return article

    def test_author_coauthor_and_submitter_never_approve(self):
        """DESIGN §4: never author, co-author or submitter."""
        for how in ('author', 'coauthor', 'submitter'):
            with self.subTest(how=how), self.undone():
                article = self.as_(self.involved(how), 'editor')
                self.assertRefused("do not approve it yourself", article.action_approve, REASON)
                self.assertRefused("do not approve it yourself", article.write, {'state': 'approved'})
                self.assertFalse(article.can_approve)
                self.assertFalse(article.is_to_review)

    def test_where_self_approval_is_allowed_it_needs_a_reason_and_the_log_says_so(self):
        """DESIGN §4: with ``cchc_allow_self_approval`` on, a reason is required and the log says so."""
        self.company.cchc_allow_self_approval = True
        article = self.as_(self.involved('author'), 'editor')
        self.assertRefused("needs a reason", article.action_approve)
        self.assertRefused("needs a reason", article.write, {'state': 'approved'})
        self.assertTrue(article.can_approve)
        article.action_approve("The other editor is on leave")
        self.assertEqual(article.state, 'approved')
        self.assertIn("The other editor is on leave", self.lines(article)[-1].body)
        self.assertEqual(self.refusal(self.as_(self.article_in('submitted'), 'editor').action_approve), '')

    def test_reviewer_cannot_strike_out_his_own_part_while_reviewing(self):
        """The board corrects title, text, topics and genre of a submitted article, but not its authors."""
        article = self.as_(self.involved('coauthor'), 'editor')
        self.assertTrue(self.refusal(article.write, {'contributor_ids': [Command.clear()]}))
        article = self.as_(self.article_in('submitted'), 'editor')
        self.assertTrue(self.refusal(article.write, {'contributor_ids': [Command.clear()]}))
        self.assertTrue(self.refusal(article.write, {'department_id': self.units['digital'].id}))
        self.assertTrue(self.refusal(article.write, {'author_id': self.users['stranger'].id}))
        self.assertAllowed(article.write, {
            'name': "Better title", 'body': "<p>Better text.</p>", 'genre_id': self.video.id, 'topic_ids': []})

    def test_coauthor_who_reviews_does_not_strike_himself_out_before_it_waits(self):
        """A writer never approves the article (DESIGN §4); only the author removes a name entered by mistake."""
        editor = self.users['editor'].partner_id
        article = self.article_in('draft', contributor_ids=editor.ids)
        off = {'contributor_ids': [Command.unlink(editor.id)]}
        for commands in (off, {'contributor_ids': [Command.clear()]}, {'contributor_ids': [Command.set([])]}):
            self.assertRefused("Only the author can remove you", self.as_(article, 'editor').write, commands)
        self.assertAllowed(self.as_(article, 'editor').write, {'name': "Better title"})
        self.as_(article, 'author').write(off)
        self.as_(article, 'author').action_submit()
        self.assertAllowed(self.as_(article, 'editor').action_approve)

    def test_author_who_reviews_does_not_edit_while_it_waits(self):
        """DESIGN §4: members of its channels correct it; the author must recall it first."""
        article = self.as_(self.involved('author'), 'editor')
        self.assertRefused("Recall it", article.write, {'body': "<p>Different.</p>"})
        self.assertFalse(article.is_editable)

    def test_nobody_records_as_posted_what_he_wrote_himself(self):
        """DESIGN §4, register: the author may not register the article."""
        values = {'publication_ids': [Command.create({
            'channel_id': self.channels['portal'].id, 'url': self.link(), 'date_published': '2024-03-04'})]}
        own = self.article_in('draft', by='editor', author_id=self.users['editor'].id,
                              department_id=self.units['digital'].id, **values)
        self.assertRefused("is your own", self.as_(own, 'editor').action_register)
        shared = self.article_in('draft', by='editor', contributor_ids=self.users['editor'].partner_id.ids, **values)
        self.assertRefused("is your own", self.as_(shared, 'editor').action_register)
        self.assertAllowed(self.as_(own, 'office').action_register)

    # ------------------------------------------------------------------
    # Conditions of a step
    # ------------------------------------------------------------------

    def test_all_that_is_missing_is_told_at_once(self):
        empty = self.model('cchc.article', 'author').create({'name': False, 'department_id': False})
        told = self.refusal(empty.action_submit)
        for sentence in ("Enter the title", "Choose the genre", "Write the text", "Choose at least one channel",
                         "Choose the unit"):
            self.assertIn(sentence, told)
            self.assertIn(sentence.lower(), empty.next_step)

    def test_what_submitting_needs(self):
        """DESIGN §4: title, real text, genre, a channel."""
        article = self.as_(self.articles['draft'], 'author')
        for values, sentence in (
                ({'name': False}, "Enter the title"),
                ({'name': "  "}, "Enter the title"),
                ({'name': "x" * 301}, "Shorten the title: it has 301"),
                ({'body': "<p><br></p>"}, "Write the text"),
                ({'body': "<p>&nbsp; </p><div><img src='data:image/png;base64,AA=='></div>"}, "Write the text"),
                ({'genre_id': False}, "Choose the genre"),
                ({'channel_ids': [Command.clear()]}, "at least one channel")):
            with self.subTest(values=values), self.undone():
                article.write(values)
                self.assertRefused(sentence, article.action_submit)
                self.assertFalse(article.can_submit)
        self.assertAllowed(article.write, {'name': "x" * 300, 'state': 'submitted'})

    def test_genre_without_text_needs_a_file_or_a_link(self):
        """DESIGN §3, genre: video, infographic, photo, document: a file or link instead."""
        article = self.as_(self.articles['draft'], 'author')
        article.write({'genre_id': self.video.id, 'body': False})
        self.assertRefused("Write the text, or attach a file or a link", article.action_submit)
        with self.undone():
            article.attachment_ids = self.attachment('author')
            self.assertAllowed(article.action_submit)
        article.publication_ids.url = self.link()
        self.assertAllowed(article.action_submit)

    def test_article_that_the_board_emptied_is_not_approved(self):
        article = self.as_(self.articles['submitted'], 'editor')
        article.body = "<p> </p>"
        self.assertRefused("Write the text", article.action_approve)

    def test_return_and_cancel_wait_for_the_answer_of_the_channel(self):
        """DESIGN §4: both are refused while a publication is ``sent`` (refuse that one first)."""
        publication = self.publication_in('sent')
        article = publication.article_id
        for login, action in (('editor', 'action_return'), ('editor', 'action_cancel'), ('office', 'action_cancel')):
            self.assertRefused("was sent to Page", getattr(self.as_(article, login), action), REASON)
        self.as_(publication, 'editor').action_refuse("Too long")
        for action in ('action_return', 'action_cancel'):
            self.assertAllowed(getattr(self.as_(article, 'editor'), action), REASON)

    def test_what_is_posted_is_not_returned(self):
        article = self.articles['published']
        self.assertRefused("is not possible", self.as_(article, 'editor').action_return, REASON)
        self.as_(article.publication_ids, 'editor').action_remove("Wrong figures")
        self.assertRefused("is not possible", self.as_(article, 'editor').action_return, REASON)

    def test_posting_needs_a_link_or_evidence(self):
        article = self.article_in('approved')
        editor = self.as_(article, 'editor')
        self.assertRefused("enter the link", editor.action_publish)
        self.as_(article.publication_ids, 'editor').write({'evidence_ids': self.attachment('editor').ids})
        self.as_(article, 'editor').action_publish()
        self.assertEqual((article.state, article.publication_ids.state), ('published', 'published'))
        self.assertEqual(str(article.publication_ids.date_published), '2024-03-11', "the agency's day")

    def test_recording_needs_channel_link_and_day(self):
        """DESIGN §4, register: channel, link or evidence, date; body optional."""
        article = self.as_(self.articles['recorded'], 'editor')
        article.body = False
        publications = article.publication_ids
        for change, sentence in (
                (lambda: publications.write({'date_published': False}), "Enter the day it was posted on Portal"),
                (lambda: publications.write({'url': False}), "Enter the link of the publication"),
                (publications.unlink, "Choose at least one channel"),
                (lambda: article.write({'name': False}), "Enter the title"),
                (lambda: publications.write({'url': 'https://evil.example/1'}), "is not an address of Portal"),
                (lambda: publications.write({'date_published': '2024-03-12'}), "lies in the future")):
            with self.subTest(sentence=sentence), self.undone():
                change()
                self.assertRefused(sentence, article.action_register)
        self.assertAllowed(article.action_register)

    # ------------------------------------------------------------------
    # Effects of a step
    # ------------------------------------------------------------------

    def test_return_keeps_the_publications_and_says_why(self):
        """DESIGN §4: pending publications stay. So does the day of submission: without it the editor is locked out."""
        article = self.articles['approved']
        publications, submitted = article.publication_ids, article.date_submitted
        self.as_(article, 'editor').action_return("Photo without caption")
        self.assertEqual((article.state, article.is_returned, article.return_reason),
                         ('draft', True, "Photo without caption"))
        self.assertEqual((article.publication_ids, article.date_submitted), (publications, submitted))
        self.assertFalse(article.approved_by_id or article.approved_date or article.approved_checksums)
        self.assertIn("Photo without caption", self.as_(article, 'author').next_step)
        self.assertTrue(self.as_(article, 'editor').has_access('read'))
        self.as_(article, 'author').write({'body': "<p>With a caption.</p>"})
        self.as_(article, 'author').action_submit()
        self.assertEqual((article.is_returned, article.submission_count), (False, 2))

    def test_cancelling_drops_the_publications_that_nobody_has_acted_on(self):
        """DESIGN §4: cancelling deletes pending publications."""
        article = self.article_in('approved', ('portal', 'page'))
        self.as_(self.publication(article, 'page'), 'author').action_send()
        self.as_(self.publication(article, 'page'), 'editor').action_refuse("Too long")
        self.as_(article, 'office').action_cancel(REASON)
        self.assertEqual(article.publication_ids.mapped('state'), ['refused'])

    def test_first_posted_publication_makes_the_article_posted(self):
        article = self.article_in('approved', ('portal', 'page'))
        self.post(article, 'page')
        self.assertEqual(article.state, 'published')
        self.assertEqual(self.publication(article, 'portal').state, 'pending')
        self.assertAllowed(self.post, article, 'portal')

    def test_button_posts_the_own_channels_whose_link_is_filled_in_and_no_others(self):
        """DESIGN §4: the button publishes the internal channels whose link is filled in."""
        article = self.article_in('approved', ('portal', 'page'))
        for channel in ('portal', 'page'):
            self.as_(self.publication(article, channel), 'editor').url = self.link(channel)
        self.as_(article, 'editor').action_publish()
        self.assertEqual((self.publication(article, 'portal').state, self.publication(article, 'page').state),
                         ('published', 'pending'))

    def test_submission_keeps_who_and_when(self):
        article = self.article_in('draft')
        self.as_(article, 'head').action_submit()
        self.assertEqual((article.submitted_by_id, article.date_submitted), (self.users['head'], self.clock()))
        self.assertEqual(article.author_id, self.users['author'])

    def test_draft_is_deleted_by_its_author_until_it_was_submitted(self):
        """DESIGN §4: authors delete their own never submitted drafts, with the pending publications."""
        for login in self.users:
            with self.subTest(login=login):
                told = self.refusal(self.as_(self.articles['draft'], login).unlink)
                self.assertEqual(not told, login in ('author', 'coauthor'), told)
        returned = self.article_in('submitted')
        self.as_(returned, 'editor').action_return(REASON)
        for article in (returned, *(self.articles[state] for state in STATES[1:])):
            for login in ('author', 'editor', 'office'):
                self.assertTrue(self.refusal(self.as_(article, login).unlink))
            self.assertRefused("is kept", article.sudo().unlink)

    def test_recorded_article_is_not_deleted(self):
        article = self.articles['recorded']
        self.as_(article, 'editor').action_register()
        self.assertRefused("is kept", article.sudo().unlink)

    def test_second_click_is_told_who_did_it_and_when(self):
        """DESIGN §4: a second click or a second editor is told who did it and when."""
        article = self.articles['submitted']
        self.as_(article, 'editor').action_approve()
        self.at('2024-03-11', '10:00')
        self.assertRefused(r"“Approved, to be posted” since 09:00 11/03/2024 \(editor\)",
                           self.as_(article, 'editor').action_approve)

    def test_refusal_names_those_who_may(self):
        told = self.refusal(self.as_(self.articles['submitted'], 'head').action_approve)
        self.assertIn("Forms online", told)
        self.assertIn("editor", told)
        self.assertNotIn("poster", told, "a member who is no editor does not approve")
        self.assertNotIn("outside_editor", told)

    def test_form_says_why_the_button_is_not_there(self):
        """When a button is missing, the form shows the sentence of the refusal."""
        article = self.articles['submitted']
        self.assertIn("You are an author", self.as_(article, 'author').next_step)
        self.assertIn("approved by the editorial board of its channels: editor", self.as_(article, 'head').next_step)
        self.assertNotIn("May approve", self.as_(article, 'editor').next_step)

    def test_an_approval_asks_the_database_fourteen_times(self):
        """PERFORMANCE.md: one step. Two articles cost no more."""
        articles = self.env['cchc.article'].union(*(self.article_in('submitted') for __ in range(4)))
        costs = []
        for some in (articles[:1], articles[1:2], articles[2:]):    # the first fills what is kept between requests
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.as_(some, 'editor').action_approve()
            self.env.flush_all()
            costs.append(self.env.cr.sql_log_count - before)
        self.assertEqual(set(articles.mapped('state')), {'approved'})
        self.assertLessEqual(costs[1], 14)
        self.assertLessEqual(costs[2], costs[1])
