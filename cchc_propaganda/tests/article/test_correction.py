# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from .versions import VersionCase


@tagged('post_install', '-at_install')
class TestCorrectionAfterPosting(VersionCase):

    def test_correction_and_each_amendment_of_it_are_logged(self):
        article = self.article_in('published')
        before = len(self.lines(article))
        self.as_(article, 'editor').correction = "It was 120, not 12."
        self.assertRegex(self.last_words(article), "Correction.*It was 120, not 12.")
        self.as_(article, 'office').correction = "It was 121, not 12."
        self.assertRegex(self.last_words(article), "It was 120, not 12. → It was 121, not 12.")
        self.assertEqual(self.lines(article)[-1].author_id, self.users['office'].partner_id)
        self.as_(article, 'office').correction = "It was 121, not 12."
        self.as_(article, 'office').correction = False
        self.assertRegex(self.last_words(article), "withdrawn: It was 121")
        self.assertEqual(len(self.lines(article)), before + 3)

    def test_those_who_wrote_it_learn_of_the_correction_as_it_stands(self):
        article = self.article_in('published')

        def correct():
            self.as_(article, 'editor').correction = "It was 120, not 12."
            self.as_(article, 'editor').correction = "It was 121, not 12."
        told = self.notices_of(correct)
        self.assertEqual(sorted(told.res_partner_id.mapped('name')), ['author', 'coauthor'])
        self.assertEqual(len(told), 2, "one notice each")
        self.assertIn("<p>Correction: It was 121, not 12.</p>", told.mail_message_id.body)
        self.assertFalse(self.notices_of(self.as_(article, 'editor').write, {'correction': "It was 121, not 12."}))

    def test_posted_text_stays_as_it_was_approved(self):
        article = self.article_in('published')
        body, version, history = article.body, article.content_version, article.html_field_history
        self.as_(article, 'editor').correction = "It was 120, not 12."
        self.assertEqual((article.body, article.content_version, article.html_field_history), (body, version, history))
        self.assertTrue(article.is_as_approved)

    def test_dialog_of_the_correction_opens_for_those_who_may(self):
        article = self.article_in('published')
        action = self.as_(article, 'editor').action_correct()
        self.assertEqual((action['res_id'], action['target']), (article.id, 'new'))
        for login in ('author', 'head', 'stranger', 'director'):
            self.assertRefused("editorial board of its channels or the Office", self.as_(article, login).action_correct)
        self.assertTrue(self.refusal(self.as_(self.article_in('approved'), 'editor').action_correct))
