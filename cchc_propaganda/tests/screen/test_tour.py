# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from ..article.test_article_files import photo
from ..common import CchcMixin

TITLE = "Công khai đường dây nóng tiếp nhận phản ánh"
MARCH = {'date_from': '2024-03-01', 'date_to': '2024-03-31'}
ASSIGNMENTS = '/odoo/action-cchc_propaganda.cchc_assignment_action'
REVIEW = '/odoo/action-cchc_propaganda.cchc_article_action_review'
NOT_NOW = "Not now"
MY_WORK = '/odoo/action-cchc_propaganda.cchc_my_work_action'


@tagged('post_install', '-at_install')
class TestTour(CchcMixin, HttpCase):
    """The stories of contributor, board and Office, in the browser. The first one takes a quarter of a minute more: the
    server then builds the scripts and styles of the web client."""

    def test_from_an_assignment_through_a_return_to_posted_with_its_link(self):
        self.genre.with_context(lang='en_US').name = 'Tin'
        plan = self.plan_in('published', MARCH, {
            **MARCH, 'date_from': '2024-01-01', 'channel_id': self.channels['page'].id, 'frequency': 'quarter'})
        assignments = self.assignment(plan, '2024-M03') | self.assignment(plan, '2024-Q1', 'page')
        self.start_tour(MY_WORK, 'cchc_write_article', login='test.author')
        article = self.env['cchc.article'].search([('name', '=', TITLE)])
        self.assertEqual((article.state, article.department_id), ('submitted', self.units['press']))
        self.assertEqual(article.contributor_ids.mapped('name'), ["Cộng tác viên ngoài"])
        self.assertEqual(article.publication_ids.assignment_id, assignments, "one article serves both")

        self.as_(article, 'editor').action_return("Name the office")
        self.start_tour(MY_WORK, 'cchc_correct_returned_article', login='test.author')
        self.assertEqual((article.state, article.submission_count), ('submitted', 2))
        self.assertIn("Văn phòng niêm yết", article.body)

        self.start_tour(REVIEW, 'cchc_review_article', login='test.editor')
        self.assertEqual(article.state, 'published')
        self.assertIn("Văn phòng Sở", article.body, "the editor's correction")
        self.assertEqual(self.publication(article, 'portal').url, 'https://portal.example/bai-1')
        self.assertEqual((assignments[0].state, assignments[0].done_quantity), ('done', 1))

    def test_author_says_what_a_photo_shows_and_who_took_it(self):
        files = [self.attachment('author', name=f'{name}.jpg', res_model='cchc.article', res_id=0,
                                 raw=photo(40, 30, colour)).id for name, colour in (('one', 'navy'), ('two', 'teal'))]
        article = self.article_in('draft', attachment_ids=[Command.set(files)])
        self.start_tour(f'/odoo/cchc.article/{article.id}', 'cchc_photos', login='test.author')
        article.invalidate_recordset()
        self.assertEqual(len(article.attachment_ids), 1)
        self.assertEqual((article.attachment_ids.cchc_caption, article.attachment_ids.cchc_credit),
                         ("Bộ phận một cửa", "Văn phòng"))

    def _meanwhile(self, vals):
        """A co-author saves these values while the author is typing: once the author's form asks the server for the
        first time."""
        waiting, onchange = [vals], self.registry['cchc.article'].onchange

        def save_first(articles, *args):
            if waiting:
                articles.with_user(self.users['coauthor'].id).write(waiting.pop())
                self.env.flush_all()
            return onchange(articles, *args)
        self.patch(self.registry['cchc.article'], 'onchange', save_first)

    def test_two_people_write_one_text(self):
        article = self.article_in('draft', body="<p>First.</p><p>The second one.</p><p>Third.</p>")
        self._meanwhile({'body': "<p>First. Theirs.</p><p>The second one. Theirs.</p><p>Third.</p>"})
        self.start_tour(f'/odoo/cchc.article/{article.id}', 'cchc_two_people', login='test.author')
        article.invalidate_recordset()
        self.assertEqual(article.body.replace(' data-oe-version="2.0"', ''), (
            "<p>First. Theirs.</p><p>The second one. Theirs.</p><p>The second one. Mine.</p><p>Third. Mine too.</p>"))
        self.assertEqual(article.content_version, 2)

    def test_two_people_write_one_title(self):
        article = self.article_in('draft')
        self._meanwhile({'name': "Their title"})
        self.start_tour(f'/odoo/cchc.article/{article.id}', 'cchc_two_titles', login='test.author')
        article.invalidate_recordset()
        self.assertEqual((article.name, article.content_version), ("Their title", 1))

    def test_what_was_typed_is_offered_again(self):
        article = self.article_in('draft', body="<p>First.</p><p>The second one.</p><p>Third.</p>")
        refused, write = [], self.registry['cchc.article'].write

        def refuse_first(articles, vals):
            if 'opened_version' in vals and not refused:
                refused.append(vals)
                raise UserError(NOT_NOW)
            return write(articles, vals)
        self.patch(self.registry['cchc.article'], 'write', refuse_first)
        self.start_tour(f'/odoo/cchc.article/{article.id}', 'cchc_draft_is_offered', login='test.author')
        article.invalidate_recordset()
        self.assertIn("The second one. Never saved.", article.body)
        self.assertIn("Never saved.", refused[0]['body'], "the closing page has tried")
        self.assertEqual(article.content_version, 1)

    def test_what_was_typed_stays_when_an_onchange_fails(self):
        article = self.article_in('draft', body="<p>First.</p><p>The second one.</p><p>Third.</p>")
        failing, onchange = [1], self.registry['cchc.article'].onchange

        def fail_once(articles, values, names, spec):
            if failing and names == ['body']:
                failing.pop()
                raise UserError(NOT_NOW)
            return onchange(articles, values, names, spec)
        self.patch(self.registry['cchc.article'], 'onchange', fail_once)
        self.start_tour(f'/odoo/cchc.article/{article.id}', 'cchc_onchange_fails', login='test.author')
        article.invalidate_recordset()
        self.assertEqual(failing, [])
        self.assertIn("The second one. Typed.", article.body)

    def test_office_exempts_a_unit(self):
        plan = self.plan_in('published', MARCH)
        self.start_tour(ASSIGNMENTS, 'cchc_exempt_assignment', login='test.office')
        self.assertEqual(plan.assignment_ids.mapped('state'), ['exempt'])

    def test_office_records_what_was_posted_before(self):
        plan = self.plan_in('published', MARCH)
        article = self.model('cchc.article', 'office').create({
            'name': TITLE, 'genre_id': self.genre.id, 'author_id': self.users['author'].id,
            'department_id': self.units['press'].id, 'publication_ids': [Command.create({
                'channel_id': self.channels['portal'].id, 'url': self.link(), 'date_published': '2024-03-05'})]})
        self.start_tour(f'/odoo/cchc.article/{article.id}', 'cchc_record_posted', login='test.office')
        self.assertTrue(article.with_env(self.env).is_registered)
        self.assertEqual(plan.assignment_ids.mapped('state'), ['done'])
