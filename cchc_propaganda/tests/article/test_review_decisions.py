# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..guard.matrix import REASON
from .review import ReviewCase


@tagged('post_install', '-at_install')
class TestReviewDecisions(ReviewCase):
    """Who decides in a step, what is kept of it, and how an article goes back."""

    # ------------------------------------------------------------------
    # Who decides
    # ------------------------------------------------------------------

    def test_member_of_a_group_reads_it_at_their_turn_and_not_before(self):
        """FEATURES §9: a later reviewer is told before their turn, or never (server-ux #800, #1329)."""
        group = self.env['res.groups'].create({'name': "Secretaries"})
        self.users['stranger'].group_ids += group
        step = self.own_step(sequence=25, group_id=group.id)
        article = self.article_in('submitted')
        seen = self.as_(article, 'stranger')
        self.assertFalse(seen.has_access('read'))
        self.agree(article, 'editor')
        self.assertEqual(article.review_step_id, step)
        seen = self.as_(article, 'stranger')
        self.assertTrue(seen.has_access('read') and seen.can_approve and seen.is_to_review)
        self.assertEqual(seen.search([('is_to_review', '=', True)]), seen)
        self.assertTrue(seen.publication_ids.has_access('read'))
        self.assertFalse(seen.has_access('write'))
        self.agree(article, 'stranger')
        self.assertEqual(article.state, 'approved')
        self.assertTrue(self.as_(article, 'stranger').has_access('read'), "what one has decided on stays in sight")
        self.assertFalse(self.as_(self.article_in('submitted'), 'stranger').has_access('read'))

    def test_step_of_a_channel_is_decided_by_the_members_of_that_channel(self):
        self.own_step(reviewer='editors', group_id=False, sequence=25,
                      channel_ids=[Command.set(self.channels['elsewhere'].ids)])
        article = self.article_in('submitted', ('portal', 'elsewhere'))
        self.agree(article, 'editor')
        self.assertEqual(article.state, 'submitted')
        for login in ('editor', 'outside_editor'):
            seen = self.as_(article, login)
            self.assertEqual(seen.can_approve, login == 'outside_editor')
            self.assertEqual(seen in seen.search([('is_to_review', '=', True)]), login == 'outside_editor')
        self.agree(article, 'outside_editor')
        self.assertEqual(article.state, 'approved')

    def test_author_coauthor_and_submitter_decide_in_no_step(self):
        """DESIGN §4: author, co-author and submitter never decide; for a head who wrote it the Office decides."""
        self.use('head')
        for how in ('author', 'coauthor', 'submitter'):
            with self.subTest(how=how), self.undone():
                values = {
                    'author': {'by': 'head', 'author_id': self.users['head'].id},
                    'coauthor': {'contributor_ids': self.users['head'].partner_id.ids}}.get(how, {})
                article = self.article_in('draft', **values)
                self.as_(article, {'author': 'head', 'coauthor': 'author', 'submitter': 'head'}[how]).action_submit()
                self.assertTrue(self.refusal(self.as_(article, 'head').action_approve, REASON))
                self.assertFalse(self.as_(article, 'head').is_to_review)
                self.assertTrue(self.as_(article, 'office').can_approve)

    def test_step_that_finds_nobody_falls_to_the_office_and_says_so(self):
        """A step without reviewers is visible and does not block the article for ever."""
        self.use('head')
        for name, change in (
                ('no head', lambda: self.units['press'].write({'manager_id': False})),
                ('head left', lambda: self.employees['head'].write({'active': False})),
                ('account closed', lambda: self.users['head'].write({'active': False}))):
            with self.subTest(name), self.undone():
                article = self.article_in('submitted')
                self.assertFalse(self.as_(article, 'office').can_approve)
                change()
                waiting = self.model('cchc.article', 'office').search([('is_to_review', '=', True)])
                self.assertEqual(waiting, article)
                self.assertIn("falls to the Office", self.as_(article, 'editor').next_step)
                self.agree(article, 'office')
                self.assertEqual((article.state, self.turn(article)), ('submitted', 'board'))
                self.assertTrue(article.review_ids.is_by_office)
                self.assertIn("the Office, as nobody else could", self.lines(article)[-1].body)
                self.assertFalse(self.as_(article, 'office').can_approve, "the board's own step is not the Office's")

    def test_board_without_another_member_asks_the_office_for_one(self):
        self.channels['portal'].member_ids = self.users['poster']
        article = self.article_in('submitted')
        why = "Those who are entered on Portal do not belong to the editorial board (poster)."
        self.assertIn(f"nobody yet. {why} The Office enters a member who does", self.as_(article, 'head').next_step)
        self.assertRefused("do not belong to the editorial board", self.as_(article, 'office').action_approve)
        self.assertIn(why, self.as_(article, 'author').why_no_reviewer)
        self.channels['portal'].member_ids = [Command.clear()]
        self.assertIn("Nobody is entered on Portal to review and post.", self.as_(article, 'author').why_no_reviewer)
        self.as_(self.channels['portal'], 'office').member_ids += self.users['outside_editor']
        self.assertAllowed(self.as_(article, 'outside_editor').action_approve)

    def test_whoever_decides_in_two_steps_decides_in_each_in_turn(self):
        self.use('head')
        self.users['head'].group_ids += self.env.ref('cchc_propaganda.group_editor')
        self.channels['portal'].member_ids += self.users['head']
        article = self.article_in('submitted')
        first = article.review_step_id.id
        self.agree(article, 'head')
        self.assertEqual(self.turn(article), 'board')
        self.assertRefused(   # the second click of a double click, meant for the first step
            "agreed at 09:00 11/03/2024.*now waits for “Editorial board”",
            self.as_(article, 'head', cchc_review_step=first).action_approve)
        self.as_(article, 'head', cchc_review_step=article.review_step_id.id).action_approve()
        self.assertEqual(article.state, 'approved')

    def test_second_of_two_is_told_who_decided_and_when(self):
        self.use('head')
        article = self.article_in('submitted')
        self.agree(article, 'head')
        self.assertRefused(r"agreed at 09:00 11/03/2024 \(head\).*now waits for “Editorial board”: editor",
                           self.as_(article, 'head').action_approve)

    # ------------------------------------------------------------------
    # What is kept
    # ------------------------------------------------------------------

    def test_each_decision_is_kept_with_the_text_it_was_about(self):
        self.use('head')
        photo = self.attachment('author')
        article = self.article_in('submitted', attachment_ids=photo.ids)
        self.at('2024-03-12')
        self.agree(article, 'head')
        self.as_(article, 'editor').body = "<p>The forms are online at last.</p>"
        self.at('2024-03-14')
        self.agree(article, 'editor')
        first, second = article.review_ids.sorted('id')
        for review, user, since, day, version in (
                (first, 'head', '2024-03-11', '2024-03-12', 0), (second, 'editor', '2024-03-12', '2024-03-14', 1)):
            self.assertEqual(review.user_id, self.users[user])
            self.assertEqual((str(review.date_since)[:10], str(review.date)[:10]), (since, day))
            self.assertEqual((review.round, review.decision), (1, 'agreed'))
            self.assertEqual(review.version, version)
            self.assertEqual(review.checksums, {str(photo.id): photo.checksum})
        self.assertEqual(article.approved_version, 1)
        self.step('head').name = "Somebody else"
        self.assertEqual(first.step_name, "Leadership of the unit", "as it was called then")

    def test_agreement_stands_when_the_board_corrects_the_text_and_says_so(self):
        self.use('head')
        article = self.article_in('submitted')
        self.agree(article, 'head')
        self.assertNotIn("corrected after that", self.as_(article, 'editor').reviews_html)
        self.as_(article, 'editor').body = "<p>The forms are online at last.</p>"
        self.assertIn("corrected after that", self.as_(article, 'head').reviews_html)
        self.assertEqual(self.turn(article), 'board')

    def test_decisions_are_written_by_nobody_and_kept(self):
        self.use('head')
        article = self.article_in('submitted')
        self.agree(article, 'head', 'editor')
        review = article.review_ids[0]
        for login in self.users:
            with self.subTest(login=login):
                seen = self.as_(review, login)
                self.assertEqual(not self.refusal(seen.read, ['reason']), login in ('office', 'director'))
                for call in ((seen.write, {'decision': 'returned'}), (seen.unlink,), (seen.copy,), (
                        seen.create, {'article_id': article.id, 'decision': 'agreed'})):
                    self.assertTrue(self.refusal(*call))
                for values in ({'review_ids': [Command.clear()]}, {'review_step_id': self.step('board').id},
                               {'review_since': '2024-03-01 00:00:00'}, {'review_step_count': 5}):
                    self.assertTrue(self.refusal(self.as_(article, login).write, values))
                    self.assertTrue(self.refusal(self.model('cchc.article', login).create, values))

    def test_each_decision_is_one_line_in_the_chatter(self):
        self.use('head')
        article = self.article_in('submitted')
        for login, words in (('head', "Leadership of the unit agreed → Editorial board"),
                             ('editor', "Awaiting review → Approved, to be posted")):
            before = self.lines(article)
            self.agree(article, login)
            line = self.lines(article) - before
            self.assertEqual((len(line), line.author_id), (1, self.users[login].partner_id))
            self.assertIn(words, line.body)
        self.assertEqual((article.approved_by_id, article.last_step_by_id), (self.users['editor'],) * 2)

    # ------------------------------------------------------------------
    # Returning, recalling
    # ------------------------------------------------------------------

    def test_after_a_return_the_first_step_begins_anew(self):
        """The author's own edit never counts as approved (in knowledge #466 it does)."""
        self.use('head')
        article = self.article_in('submitted')
        self.agree(article, 'head')
        self.as_(article, 'editor').action_return(REASON)
        self.assertFalse(article.review_step_id or article.review_since)
        self.as_(article, 'author').body = "<p>Different.</p>"
        self.as_(article, 'author').action_submit()
        self.assertEqual(self.turn(article), 'head')
        self.assertFalse(self.as_(article, 'editor').can_approve)
        self.assertEqual(self.as_(article, 'editor').reviews_html, '', "of this round")
        self.agree(article, 'head', 'editor')
        self.assertEqual(article.state, 'approved')
        self.assertEqual(self.reviews(article), [
            ("Leadership of the unit", 'head', 'agreed'), ("Editorial board", 'editor', 'returned'),
            ("Leadership of the unit", 'head', 'agreed'), ("Editorial board", 'editor', 'agreed')])
        self.assertEqual(article.review_ids.sorted('id').mapped('round'), [1, 1, 2, 2])
        self.assertEqual(article.review_ids.sorted('id')[1].reason, REASON)

    def test_recall_is_possible_before_the_first_decision_only(self):
        """DESIGN §4, recall: author, before the first decision."""
        self.use('head')
        article = self.article_in('submitted')
        self.assertTrue(self.as_(article, 'author').can_recall)
        self.agree(article, 'head')
        self.assertRefused(r"agreed at 09:00 11/03/2024 \(head\)", self.as_(article, 'author').action_recall)
        self.assertFalse(self.as_(article, 'author').can_recall)
        self.assertIn("ask the editorial board to return it", self.as_(article, 'author').next_step)

    def test_text_that_was_emptied_meanwhile_passes_no_step(self):
        self.use('head')
        article = self.article_in('submitted')
        self.as_(article, 'editor').body = "<p> </p>"
        self.assertRefused("Write the text", self.as_(article, 'head').action_approve)

    def test_return_tells_everybody_who_had_agreed(self):
        """Everybody who agreed in this round is told once (in wagtail #10196 only one person is told)."""
        self.use('head', 'leadership')
        article = self.article_in('submitted', ('page',))
        self.agree(article, 'head', 'editor')
        before = self.env['cchc.notice'].search([])
        self.as_(article, 'director').action_return(REASON)
        told = self.told(before)
        self.assertEqual(told['agreed_returned'], {'head', 'editor'})
        self.assertEqual(told['returned'], {'author', 'coauthor'})

    def test_buttons_stay_while_the_board_corrects_the_text(self):
        """In a form with unsaved changes the channels have provisional ids."""
        with Form(self.as_(self.article_in('submitted'), 'editor')) as form:
            form.body = "<p>The office has put up its telephone number.</p>"
            self.assertEqual((form.can_approve, form.can_return), (True, True))

    def test_reviewers_are_told_at_their_turn(self):
        """FEATURES §9: a later reviewer is told before their turn, or never (server-ux #800, #1329)."""
        self.use('head')
        article = self.article_in('draft')
        for login, action, expected in (
                ('author', 'action_submit', {'submitted': {'head'}}),
                ('head', 'action_approve', {'agreed': {'editor'}}),
                ('editor', 'action_approve', {'approved': {'author', 'coauthor', 'poster'}})):
            before = self.env['cchc.notice'].search([])
            getattr(self.as_(article, login), action)()
            self.assertEqual(self.told(before), expected)

    def told(self, before):
        """Return ``{kind: who}`` of the notices created since."""
        self.env.invalidate_all()
        logins = {user.id: login for login, user in self.users.items()}
        return {kind: {logins[id_] for ids in notices.mapped('reader_ids') for id_ in ids}
                for kind, notices in (self.env['cchc.notice'].search([]) - before).grouped('kind').items()}

    def test_who_adds_a_channel_after_the_approval_approves_it_there(self):
        """DESIGN §4: a channel added after approval needs the approval of one of its members who neither wrote nor
        submitted the article."""
        for state in ('approved', 'published'):
            with self.subTest(state=state), self.undone():
                article = self.article_in(state)
                self.channels['page'].member_ids += self.users['author']
                values = {'article_id': article.id, 'channel_id': self.channels['page'].id}
                self.assertRefused("another member of Page can add this channel: editor, poster",
                                   self.model('cchc.publication', 'author').create, values)
                self.model('cchc.publication', 'poster').create(values)
                review = article.review_ids.filtered('channel_id')
                self.assertEqual((review.channel_id, review.user_id, review.decision),
                                 (self.channels['page'], self.users['poster'], 'agreed'))
                self.assertIn("Added: Page", self.as_(article, 'author').reviews_html)
