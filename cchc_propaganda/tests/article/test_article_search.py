# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from ast import literal_eval

from lxml import etree

from odoo.exceptions import AccessError
from odoo.fields import Command, Domain
from odoo.tests import tagged

from ..common import CchcCommon

READERS = ('author', 'coauthor', 'colleague', 'poster', 'head', 'editor', 'outside_editor', 'office', 'director')
SUBMITTED = ('submitted', 'approved', 'published')
BOOLEANS = ('is_mine', 'is_my_unit', 'is_headed_by_me', 'is_to_review', 'is_on_my_channels', 'was_on_my_channels',
            'is_shown_for_review', 'is_late', 'is_withdrawn')
PAGE = 40


@tagged('post_install', '-at_install')
class TestArticleSearch(CchcCommon):
    """The filters of the list find exactly the articles whose field has the value."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Article = cls.env['cchc.article']

    def setUp(self):
        super().setUp()
        plan = self.plan_in('published')
        for state in ('draft', 'submitted', 'approved', 'published', 'cancelled'):
            self.article_in(state, ('portal', 'page'))
        self.before_group = self.article_in('submitted', ('elsewhere',))
        self.article_in('draft', by='office', author_id=self.users['office'].id)
        self.waiting = self.article_in('submitted')
        self.late = self.article_in('approved', assignments=[self.assignment(plan, '2024-M02')])
        self.post(self.late)
        self.refused = self.publication_in('refused').article_id
        self.withdrawn = self.publication_in('removed').article_id
        self.returned = self.article_in('submitted')
        self.as_(self.returned, 'editor').action_return("Too short")
        secretariat = self.env['res.groups'].create({
            'name': "Secretariat", 'user_ids': [Command.link(self.users['poster'].id)]})
        self.model('cchc.review.step', 'office').create({
            'name': "Secretariat", 'sequence': 5, 'reviewer': 'group', 'group_id': secretariat.id,
            'channel_ids': [Command.set(self.channels['elsewhere'].ids)]})      # for what waits, too

    def test_each_filter_finds_what_the_field_says(self):
        for login in READERS:
            articles = self.model('cchc.article', login)
            seen = articles.search([])
            self.assertTrue(seen)
            for name in BOOLEANS:
                for value in (True, False):
                    with self.subTest(login=login, name=name, value=value):
                        found = articles.search([(name, '=', value)])
                        self.assertEqual(found, seen.filtered(name) if value else seen - seen.filtered(name))

    def test_colours_share_the_articles_out(self):
        articles = self.model('cchc.article', 'office')
        seen, found = articles.search([]), articles.browse()
        for level, __ in articles._fields['clock_level'].selection:
            with self.subTest(level=level):
                of_level = articles.search([('clock_level', '=', level)])
                self.assertEqual(of_level, seen.grouped('clock_level').get(level, articles.browse()))
                self.assertFalse(found & of_level)
            found |= of_level
        self.assertEqual(found, seen)

    def test_returned_article_is_no_mere_draft_in_the_list(self):
        """A returned article is not listed as a new draft (in nukeviet #2470 the list shows a wrong status)."""
        self.assertEqual((self.returned.clock_text, self.returned.clock_level), ("Returned", 'warning'))
        self.as_(self.returned, 'author').action_submit()
        self.assertEqual((self.returned.clock_text, self.returned.clock_level), ("Waiting since today", 'muted'))

    def test_table_of_the_board_opens_with_what_each_reviews(self):
        """Director and Office belong to no channel: the filter by own channels would show them nothing."""
        for login, own in (('editor', 1), ('outside_editor', 1), ('office', 0), ('director', 0)):
            context = self.model('cchc.article', login).action_open_review()['context']
            self.assertEqual(context, {
                'search_default_in_review': 1, 'search_default_recent': 1, 'search_default_my_channels': own}, login)

    def test_board_shows_what_waits_and_the_last_ninety_days(self):
        """However much was ever posted, the board counts a season of it; what waits stays until it is decided."""
        articles = self.model('cchc.article', 'editor')
        search = etree.fromstring(articles.get_view(view_type='search')['arch'])
        domain = Domain.AND(literal_eval(search.find(f".//filter[@name='{name}']").get('domain'))
                            for name in ('in_review', 'recent'))
        self.assertEqual(articles.search(domain), articles.search([('state', 'in', SUBMITTED)]))
        posted = articles.search([('state', '=', 'published')])
        self.assertEqual(set(map(str, posted.mapped('date'))), {'2024-03-11'})
        self.at('2024-06-09')
        self.assertEqual(articles.search(domain) & posted, posted)
        self.at('2024-06-10')
        self.assertEqual(articles.search(domain), articles.search([('state', 'in', ('submitted', 'approved'))]))

    def test_list_opens_with_this_year_and_what_is_still_to_be_dealt_with(self):
        """Of the articles of 2024, a year later: what is in review or to be posted, and the user's own drafts."""
        current = self.Article.search([('is_current', '=', True)])
        self.assertEqual(current, self.Article.search([('company_id', '=', self.company.id)]), "all are of this year")
        self.at('2025-01-02')
        for login in READERS:
            articles = self.model('cchc.article', login)
            seen = articles.search([])
            current = seen.filtered(lambda article: article.state in ('submitted', 'approved') or (
                article.state == 'draft' and article.is_mine))
            self.assertEqual(articles.search([('is_current', '=', True)]), current, login)
            self.assertEqual(articles.search([('is_current', '=', False)]), seen - current, login)
            self.assertEqual(seen.filtered('is_current'), current, login)
        plan = self.plan_in('published', year=2025, issued='2025-01-02')
        new = self.article_in('published', plan_id=plan.id)
        self.assertIn(new, self.Article.search([('is_current', '=', True)]))

    def test_clock_says_why_it_has_its_colour(self):
        """A red clock says that the deadline has passed, not merely how long the article has waited."""
        assignment = self.assignment(self.late.plan_id, '2024-M03')
        article = self.article_in('submitted', assignments=[assignment])
        self.assertEqual((article.clock_text, article.clock_level), ("Waiting since today", 'muted'))
        for day, clock, beside in (
                ('2024-03-14', ("Waiting for 3 days", 'warning'), "Due 25/03/2024 · 11 days left"),
                ('2024-03-20', ("5 days left", 'warning'), "Due 25/03/2024 · waiting for 9 days"),
                ('2024-03-27', ("Overdue by 2 days", 'danger'), "Due 25/03/2024 · waiting for 16 days")):
            self.at(day)
            article.invalidate_recordset()
            self.assertEqual((article.clock_text, article.clock_level), clock)
            self.assertEqual(article.deadline_text, beside)
            self.assertIn(article, self.Article.search([('clock_level', '=', clock[1])]))

    def test_made_up_for_after_the_deadline_is_late(self):
        self.assertEqual(self.Article.search([('is_late', '=', True)]), self.late)
        self.assertEqual(self.assignment(self.late.plan_id, '2024-M02').state, 'late')

    def test_taken_down_from_its_last_channel_is_withdrawn(self):
        self.assertEqual(self.Article.search([('is_withdrawn', '=', True)]), self.withdrawn)

    def test_editor_goes_on_seeing_what_the_channel_refused(self):
        """DESIGN §4: editors read what was ever submitted to their channels."""
        refused = self.as_(self.refused, 'editor')
        self.assertFalse(refused.is_on_my_channels)
        self.assertIn(refused, refused.search([('was_on_my_channels', '=', True)]))
        self.assertNotIn(refused, refused.search([('is_on_my_channels', '=', True)]))
        self.assertNotIn(refused, self.model('cchc.article', 'outside_editor').search([]))

    def test_group_sees_what_waits_for_it_and_its_people_what_they_decided_on(self):
        articles = self.model('cchc.article', 'poster')
        self.assertEqual(articles.search([('is_shown_for_review', '=', True)]), self.before_group)
        self.as_(self.before_group, 'poster').action_approve()
        self.assertFalse(self.before_group.review_step_id.group_id, "it waits for the board now")
        self.assertEqual(articles.search([('is_shown_for_review', '=', True)]), self.before_group)

    def test_right_to_a_whole_page_is_the_right_to_each_of_its_articles(self):
        """The database answers for many articles what Odoo's rules answer for one."""
        many = self.env['cchc.article'].union(*(
            self.article_in('draft', name=f"Title {number}") for number in range(PAGE)))
        for login in READERS:
            page = self.as_(many | self.Article.search([('company_id', '=', self.company.id)]), login)
            readable = page.browse(article.id for article in page if article.has_access('read'))
            with self.subTest(login=login):
                self.env.invalidate_all()
                self.assertEqual(page._filtered_access('read'), readable)
                self.assertEqual(page.has_access('read'), page == readable)
                self.assertTrue(readable.has_access('read'))
                if page == readable:
                    page.check_access('read')
                else:
                    with self.assertRaises(AccessError):
                        page.check_access('read')
        outside = self.as_(many, 'author').with_user(self.users['outside_editor'])
        self.assertFalse(outside._filtered_access('read'))

    def test_no_client_says_that_an_article_was_late(self):
        for name in ('is_late', 'is_withdrawn'):
            with self.subTest(name=name):
                article = self.as_(self.waiting, 'office')
                self.assertRefused("by hand", article.write, {name: True})
