# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ..common import CchcCommon


@tagged('post_install', '-at_install')
class TestGoodExample(CchcCommon):
    """A good example is marked by the board or the Office, never by who wrote or recorded it."""

    def who_may(self, article):
        may = {login for login in self.users if not self.refusal(
            self.as_(article, login).write, {'is_good_example': not article.is_good_example})}
        self.assertEqual(may, {
            login for login in self.users if login != 'outsider' and self.as_(article, login).has_access('write')
            and self.as_(article, login).can_commend}, "the form offers what is allowed")
        return may

    def test_marked_and_unmarked_by_board_and_office(self):
        for state in ('submitted', 'approved', 'published'):
            with self.subTest(state=state):
                article = self.article_in(state)
                self.assertEqual(self.who_may(article), {'editor', 'office'})
                self.as_(article, 'office').is_good_example = True
                self.assertEqual(self.who_may(article), {'editor', 'office'})
                self.assertRefused("neither wrote", self.as_(article, 'author').write, {'is_good_example': False})

    def test_never_by_author_or_co_author_whatever_their_role(self):
        values = {'author_id': self.users['editor'].id, 'department_id': self.units['digital'].id,
                  'contributor_ids': [Command.set(self.users['office'].partner_id.ids)]}
        article = self.model('cchc.article', 'editor').create({
            'name': "Ours", 'body': "<p>Text.</p>", 'genre_id': self.genre.id, **values})
        for login in ('editor', 'office'):
            self.assertRefused("neither wrote", self.as_(article, login).write, {'is_good_example': True})
        self.assertRefused("neither wrote", self.model('cchc.article', 'author').create, {
            'name': "Mine", 'is_good_example': True})
        self.assertRefused("neither wrote", self.model('cchc.article', 'author', default_is_good_example=True).create, {
            'name': "Mine"})

    def test_never_by_who_recorded_it(self):
        article = self.model('cchc.article', 'editor').create({
            'name': "Posted before", 'author_id': self.users['author'].id, 'genre_id': self.genre.id,
            'department_id': self.units['press'].id, 'publication_ids': [Command.create({
                'channel_id': self.channels['portal'].id, 'url': self.link(), 'date_published': '2024-03-01'})]})
        article.action_register()
        self.assertRefused("neither wrote", article.write, {'is_good_example': True})
        self.assertAllowed(self.as_(article, 'office').write, {'is_good_example': True})

    def test_a_copy_is_no_good_example(self):
        article = self.article_in('published')
        self.as_(article, 'office').is_good_example = True
        self.assertFalse(self.as_(article, 'author').copy().is_good_example)

    def test_the_list_to_commend_from_holds_what_is_posted(self):
        posted, waiting = self.article_in('published'), self.article_in('submitted')
        for article in (posted, waiting):
            self.as_(article, 'office').is_good_example = True
        domain = safe_eval(self.env.ref('cchc_propaganda.cchc_article_action_example').domain)
        for login in ('office', 'director', 'editor'):
            self.assertEqual(self.model('cchc.article', login).search(domain), posted)
