# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import tagged

from .review import ReviewCase


@tagged('post_install', '-at_install')
class TestReviewSteps(ReviewCase):
    """Which steps there are, and which articles take them."""

    # ------------------------------------------------------------------
    # What is shipped
    # ------------------------------------------------------------------

    def test_by_default_the_board_alone_decides(self):
        steps = self.env['cchc.review.step'].with_context(active_test=False).search([('company_id', '=', False)])
        self.assertEqual([(step.name, step.reviewer, step.active) for step in steps], [
            ("Leadership of the unit", 'head', False), ("Editorial board", 'editors', True),
            ("Leadership of the agency", 'group', False)])
        article = self.article_in('submitted')
        self.assertFalse(self.as_(article, 'editor').review_step_text, "one step is no chain")
        self.agree(article, 'editor')
        self.assertEqual(self.reviews(article), [("Editorial board", 'editor', 'agreed')])

    def test_where_no_step_applies_the_board_decides_all_the_same(self):
        """Under every configuration somebody reviews the article."""
        self.step('board').active = False
        article = self.article_in('submitted')
        self.assertFalse(article.review_step_id)
        for login in ('head', 'director', 'office', 'author'):
            self.assertRefused(
                "May approve: editor|approved by the editorial board", self.as_(article, login).action_approve)
        self.assertTrue(self.as_(article, 'editor').is_to_review)
        self.agree(article, 'editor')
        self.assertEqual((article.state, self.reviews(article)),
                         ('approved', [("Editorial board", 'editor', 'agreed')]))

    # ------------------------------------------------------------------
    # Which articles take a step
    # ------------------------------------------------------------------

    def test_step_of_a_channel_or_genre_is_for_its_articles_only(self):
        for values, expected in (
                ({}, True),
                ({'channel_ids': [Command.set(self.channels['portal'].ids)]}, True),
                ({'channel_ids': [Command.set(self.channels['page'].ids)]}, False),
                ({'genre_ids': [Command.set(self.genre.ids)]}, True),
                ({'genre_ids': [Command.set(self.video.ids)]}, False),
                ({'channel_ids': [Command.set(self.channels['portal'].ids)],
                  'genre_ids': [Command.set(self.video.ids)]}, False),
                ({'only_external': True}, False),
                ({'active': False}, False)):
            with self.subTest(values=values), self.undone():
                step = self.own_step(**values)
                self.assertEqual(self.article_in('submitted').review_step_id == step, expected)

    def test_step_of_one_agency_never_applies_in_another(self):
        """In server-ux #757 an approval rule of one company applies to another."""
        article = self.article_in('submitted')
        self.env['cchc.review.step'].create({
            'name': "Theirs", 'sequence': 1, 'company_id': self.other_company.id, 'reviewer': 'head'})
        self.assertEqual(self.turn(article), 'board')
        self.assertEqual(self.turn(self.article_in('submitted')), 'board')
        self.assertNotIn("Theirs", self.model('cchc.review.step', 'office').search([]).mapped('name'))

    def test_what_all_agencies_share_is_not_changed_by_one_of_them(self):
        """A change by one agency would add a step in all others."""
        step = self.as_(self.step('head'), 'office')
        self.assertRefused("is shared by every agency.*Make our own", step.write, {'active': True})
        self.assertRefused("is shared by every agency", self.own_step, company_id=False)
        copy = step.copy()
        self.assertEqual((copy.company_id, copy.active), (self.company, False))
        copy.active = True
        self.assertEqual(self.article_in('submitted').review_step_id, copy)
        self.assertAllowed(self.as_(self.step('head'), 'office').with_user(self.env.ref('base.user_root')).write, {
            'active': True})

    def test_steps_are_kept_by_the_office_and_the_administrator(self):
        step = self.own_step()
        for login in self.users:
            with self.subTest(login=login):
                allowed = not self.refusal(self.as_(step, login).write, {'days': 4})
                self.assertEqual(allowed, login in ('office', 'admin'))   # the outsider belongs to another agency

    def test_group_is_asked_for_where_a_group_decides(self):
        self.assertRefused("Choose the group", self.own_step, group_id=False)

    def test_step_that_decided_is_switched_off_not_deleted(self):
        self.use('head')
        article = self.article_in('submitted')
        self.assertRefused("archive the step", self.step('head').unlink)
        self.agree(article, 'head', 'editor')
        self.assertRefused("archive the step", self.step('head').unlink)
        self.assertAllowed(self.step('leadership').unlink)

    def test_change_of_steps_reaches_what_waits_and_approves_nothing(self):
        article = self.article_in('submitted')
        self.use('head')
        self.assertEqual(self.turn(article), 'head')
        self.agree(article, 'head')
        self.step('board').active = False
        self.assertEqual((article.state, self.turn(article)), ('submitted', None))
        self.assertTrue(self.as_(article, 'editor').can_approve, "somebody approves, not a setting")
        self.agree(article, 'editor')
        self.assertEqual(article.state, 'approved')
