# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from .versions import VersionCase


@tagged('post_install', '-at_install')
class TestReturnedArticle(VersionCase):
    """A returned article can be edited and resubmitted, its status is right in the list, and the author's own edit is
    not approved. Other systems fail here: nukeviet #756, nukeviet #2470, knowledge #466."""

    def test_returned_article_is_edited_submitted_again_and_approved(self):
        article = self.article_in('submitted')
        for round_ in (1, 2):
            self.as_(article, 'editor').action_return(f"Reason {round_}")
            mine = self.as_(article, 'author')
            self.assertTrue(mine.is_editable and mine.can_submit)
            mine.web_save({'name': f"Title {round_}", 'body': f"<p>Text {round_}.</p>", 'topic_ids': [],
                           'genre_id': self.genre.id}, {'id': {}})
            self.as_(article, 'author').action_submit()
            self.assertEqual((article.state, article.submission_count), ('submitted', round_ + 1))
        self.as_(article, 'editor').action_approve()
        self.assertEqual((article.state, article.approved_version), ('approved', 2))

    def test_returned_after_approval_names_no_version_until_it_is_approved_again(self):
        article = self.article_in('approved')
        self.assertEqual(len(article.approved_digest), 64)
        self.as_(article, 'editor').action_return("One figure is wrong")
        self.assertEqual(
            (article.approved_version, article.approved_checksums, article.approved_digest), (0, False, False))
        self.as_(article, 'author').body = "<p>The right figure.</p>"
        self.assertFalse(article.is_as_approved)
        self.assertEqual(article.state, 'draft', "editing approves nothing")

    def test_lists_and_groups_show_the_state_it_is_in(self):
        article = self.article_in('submitted')
        self.as_(article, 'editor').action_return("Shorter")
        for login in ('author', 'editor', 'office'):
            for state in ('draft', 'submitted', 'approved', 'published', 'cancelled'):
                found = self.model('cchc.article', login).search([('state', '=', state)])
                self.assertEqual(article in found, state == 'draft', f"{login}: {state}")
            [(state, is_returned, count)] = self.model('cchc.article', login)._read_group(
                [('id', '=', article.id)], ['state', 'is_returned'], ['__count'])
            self.assertEqual((state, is_returned, count), ('draft', True, 1))
