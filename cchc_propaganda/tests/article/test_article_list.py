# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from ..common import CchcCommon, CchcMixin

MY_LIST = '/odoo/action-cchc_propaganda.cchc_my_list_action'


@tagged('post_install', '-at_install')
class TestArticleList(CchcCommon):
    """The printed list of articles: the user's own articles of a year, or the selected ones."""

    def printed(self, login, docids=None, **data):
        html, __ = self.model('ir.actions.report', login)._render_qweb_html(
            'cchc_propaganda.article_list', docids, data=data)
        return html.decode()

    def test_own_list_has_what_one_wrote_alone_or_with_others_in_that_year(self):
        posted = self.article_in('approved', name="Posted in March")
        self.post(posted)
        self.article_in('draft', name="Begun in March", contributor_ids=[Command.clear()])
        self.article_in('cancelled', name="Given up")
        self.at('2025-02-03')
        self.article_in('draft', name="Of another year")
        for login, titles in (('author', {"Posted in March", "Begun in March"}), ('coauthor', {"Posted in March"}),
                              ('colleague', set()), ('editor', set())):
            with self.subTest(login=login):
                found = self.printed(login, year=2024)
                self.assertEqual({title for title in (
                    "Posted in March", "Begun in March", "Given up", "Of another year") if title in found}, titles)

    def test_list_shows_channel_day_link_and_state(self):
        article = self.article_in('approved')
        publication = self.post(article)
        found = self.printed('author', article.ids)
        for words in (article.name, publication.channel_id.name, publication.date_published.strftime('%d/%m/%Y'),
                      publication.url, article.department_id.name, article.genre_id.name, "Posted"):
            self.assertIn(words, found)

    def test_nothing_is_printed_of_an_article_out_of_sight(self):
        self.assertTrue(self.refusal(self.printed, 'stranger', self.article_in('draft').ids))

    def test_dialog_says_when_there_is_nothing_to_print(self):
        wizard = self.model('cchc.my.list', 'colleague').create({'year': 2024})
        self.assertIn("2024", self.refusal(wizard.action_print))
        wrong = self.model('cchc.my.list', 'author').create({'year': 24})
        self.assertIn("four digits", self.refusal(wrong.action_print))
        self.article_in('draft')
        self.assertEqual(self.model('cchc.my.list', 'author').create({'year': 2024}).article_count, 1)


@tagged('post_install', '-at_install')
class TestListWithoutPdf(CchcMixin, HttpCase):

    def test_server_without_pdf_opens_a_page_to_print(self):
        """Whatever is wrong with the program that makes PDF files, nobody reads HTML in a notice."""
        self.article_in('draft')
        for state in ('install', 'broken', 'workers', 'upgrade'):
            with self.subTest(state=state), patch.object(
                    self.registry['ir.actions.report'], 'get_wkhtmltopdf_state', lambda self, state=state: state):
                self.start_tour(MY_LIST, 'cchc_list_tour', login='test.author')
