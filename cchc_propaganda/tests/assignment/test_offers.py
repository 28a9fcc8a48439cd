# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import tagged

from ..common import CchcCommon

SPRING = {'date_from': '2024-01-01', 'date_to': '2024-06-30'}
REVIEWERS = "Portal may add this channel now"


@tagged('post_install', '-at_install')
class TestOffers(CchcCommon):
    """Assignments offered to an article, and articles offered to an assignment: DESIGN §5. Today is 11/03/2024."""

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in(
            'published', SPRING, {**SPRING, 'channel_id': self.channels['page'].id, 'frequency': 'quarter'})

    def offered(self, article, login='author'):
        """Return the offers that the article's form shows to that user: ``channel period``, in order."""
        offers = self.as_(article, login).offer_ids
        return [f'{assignment.channel_id.code} {assignment.period_key}' for assignment in offers]

    def offered_to(self, assignment, login='author'):
        return self.as_(assignment, login).offer_article_ids

    def written(self, login='author', **values):
        """Return the article that the button “Write an article” of March opens, saved unchanged."""
        march = self.assignment(self.plan, '2024-M03')
        context = self.as_(march, login).action_write_article()['context']
        return self.model('cchc.article', login, **context).create(values).with_env(self.env)

    # ------------------------------------------------------------------
    # What is offered
    # ------------------------------------------------------------------

    def test_writing_for_a_month_offers_the_quarter_on_the_other_channel(self):
        """One article may serve both channels; the author chose March, so earlier months are not offered."""
        self.assertEqual(self.offered(self.written()), ['page 2024-Q1'])

    def test_new_form_offers_before_anything_is_saved(self):
        march = self.assignment(self.plan, '2024-M03')
        drafts = self.model('cchc.article', 'author', **self.as_(march, 'author').action_write_article()['context'])
        new = drafts.new(drafts.default_get(['department_id', 'plan_id', 'publication_ids', 'origin', 'author_id']))
        self.assertEqual([assignment._origin.channel_id.code for assignment in new.offer_ids], ['page'])

    def test_article_for_a_later_quarter_is_offered_its_sibling_first(self):
        plan = self.plan_in('published', *(
            {**SPRING, 'frequency': 'quarter', 'channel_id': self.channels[channel].id}
            for channel in ('closed', 'elsewhere')))
        article = self.article_in('draft', ('closed',), assignments=[self.assignment(plan, '2024-Q2', 'closed')])
        self.assertEqual(
            self.offered(article), ['elsewhere 2024-Q2', 'portal 2024-M03', 'page 2024-Q1', 'elsewhere 2024-Q1'])

    def test_publication_without_a_choice_is_offered_the_missed_months_the_nearest_first(self):
        article = self.article_in('draft', ('portal', 'page'))
        self.assertEqual(article.publication_ids.expected_assignment_id.mapped('period_key'), ['2024-M03', '2024-Q1'])
        self.assertEqual(self.offered(article), ['portal 2024-M02', 'portal 2024-M01'])

    def test_posted_article_is_offered_only_what_it_makes_up_for(self):
        """Never a period that begins after the day of posting."""
        article = self.article_in('published')
        self.assertEqual(self.offered(article, 'editor'), ['page 2024-Q1', 'portal 2024-M02', 'portal 2024-M01'])
        self.assertEqual(self.offered(article, 'author'), [], "the editor chooses then")

    def test_offer_never_makes_another_assignment_missed(self):
        article = self.article_in('published')
        self.at('2024-03-26')
        self.assertNotIn('portal 2024-M02', self.offered(article, 'editor'), "March would be missed")
        self.at('2024-03-12')
        second = self.article_in('published')
        self.at('2024-03-26')
        self.assertEqual(second.publication_ids.assignment_id.period_key, '2024-M03')
        self.assertIn('portal 2024-M02', self.offered(second, 'editor'), "one of the two is to spare")

    def test_assignment_that_a_submitted_article_will_meet_is_offered_to_no_other(self):
        self.article_in('submitted', ('page',))
        self.assertEqual(self.offered(self.written()), [])

    def test_draft_of_a_colleague_keeps_nobody_waiting(self):
        self.article_in('draft', ('page',), contributor_ids=[Command.clear()])
        self.assertEqual(self.offered(self.written('colleague'), 'colleague'), ['page 2024-Q1'])

    def test_assignment_that_asks_for_another_genre_is_not_offered(self):
        self.plan_in('published', {**SPRING, 'channel_id': self.channels['elsewhere'].id,
                                   'genre_ids': [Command.set(self.video.ids)]})
        self.assertEqual(self.offered(self.written(genre_id=self.genre.id)), ['page 2024-Q1'])
        self.assertEqual(self.offered(self.written(genre_id=self.video.id)), ['page 2024-Q1', 'elsewhere 2024-M03'])

    def test_exempt_assignment_is_not_offered(self):
        self.as_(self.assignment(self.plan, '2024-Q1', 'page'), 'office').action_exempt("The page is being rebuilt")
        self.assertEqual(self.offered(self.written()), [])

    def test_reposted_or_cancelled_article_is_offered_nothing(self):
        self.assertEqual(self.offered(self.article_in('draft', origin='repost')), [])
        self.assertEqual(self.offered(self.article_in('cancelled')), [])

    def test_coordinating_unit_is_offered_the_running_assignment_and_not_what_the_lead_missed(self):
        article = self.article_in(
            'draft', by='stranger', author_id=self.users['stranger'].id, department_id=self.units['digital'].id)
        self.assertEqual(self.offered(article, 'stranger'), ['portal 2024-M03', 'page 2024-Q1'])

    def test_what_was_due_before_the_issue_is_offered_for_what_was_posted_in_its_period(self):
        plan = self.plan_in('published', {'date_from': '2024-01-01', 'date_to': '2024-02-29',
                                          'channel_id': self.channels['elsewhere'].id}, issued='2024-02-28')
        with self.on('2024-02-22'):
            article = self.article_in('submitted', ('elsewhere',))
            self.as_(article, 'outside_editor').action_approve()
            publication = article.publication_ids
            self.as_(publication, 'outside_editor').write({'url': 'https://elsewhere.example/1'})
            self.as_(publication, 'outside_editor').action_publish()
        self.assertEqual(self.offered(article, 'outside_editor')[:1], ['elsewhere 2024-M02'])
        self.as_(article, 'outside_editor').action_count_for(self.assignment(plan, '2024-M02', 'elsewhere').id)
        self.assertEqual(self.assignment(plan, '2024-M02', 'elsewhere').state, 'done')

    # ------------------------------------------------------------------
    # Articles for an assignment
    # ------------------------------------------------------------------

    def test_assignment_finds_the_articles_that_offer_it(self):
        """The same rule works in both directions; articles that count anyway or that the reader cannot choose are not
        listed."""
        unchosen = self.article_in('draft')
        elsewhere = self.article_in('draft', ('elsewhere',))
        foreign = self.article_in('draft', by='office', department_id=self.units['digital'].id,
                                  author_id=self.users['stranger'].id, contributor_ids=[Command.clear()])
        february, march = (self.assignment(self.plan, f'2024-M0{month}') for month in (2, 3))
        self.assertEqual(self.offered_to(february), unchosen)
        self.assertEqual(self.offered_to(march), elsewhere)
        self.assertEqual(self.as_(march, 'author').moving_publication_ids.article_id, unchosen)
        self.assertEqual(self.offered_to(march, 'stranger'), foreign)
        self.assertFalse(self.offered_to(march, 'director'))

    def test_met_assignment_looks_for_nothing(self):
        self.article_in('published')
        self.article_in('draft', ('elsewhere',))
        self.assertFalse(self.offered_to(self.assignment(self.plan, '2024-M03')))

    # ------------------------------------------------------------------
    # Taking the offer
    # ------------------------------------------------------------------

    def test_one_click_adds_the_channel_for_the_assignment(self):
        article, quarter = self.written(), self.assignment(self.plan, '2024-Q1', 'page')
        self.as_(quarter, 'author', article_id=article.id).action_count_article()
        self.assertEqual(self.publication(article, 'page').assignment_id, quarter)
        self.assertEqual(article.channel_ids, self.channels['portal'] | self.channels['page'])
        self.assertEqual(self.offered(article), [])

    def test_second_click_changes_nothing(self):
        article, quarter = self.written(), self.assignment(self.plan, '2024-Q1', 'page')
        for __ in range(2):
            self.assertIs(self.as_(article, 'author', assignment_id=quarter.id).action_count_for(), True)
        self.assertEqual(len(article.publication_ids), 2)

    def test_made_up_for_by_the_editor_after_posting(self):
        article, february = self.article_in('published'), self.assignment(self.plan, '2024-M02')
        self.as_(article, 'editor').action_count_for(february.id)
        self.assertEqual((february.state, self.assignment(self.plan, '2024-M03').state), ('late', 'open'))
        self.assertRegex(self.as_(article.publication_ids, 'author').assignment_text, "Makes up for: Month 02")
        self.assertIn("Counts for", self.lines(article)[-1].body)

    def test_who_may_let_an_article_count_in_each_state(self):
        """By hand from DESIGN §4: authors and heads while it is a draft, those who post on the channel from then on."""
        expected = {
            'draft': {'author', 'coauthor', 'head', 'office'},
            'submitted': {'editor', 'poster'},
            'approved': {'editor', 'poster'},
            'published': {'editor', 'poster'},
            'cancelled': set(),
        }
        february = self.assignment(self.plan, '2024-M02')
        for state, people in expected.items():
            article = self.article_in(state)
            for login in self.users:
                with self.subTest(state=state, login=login):
                    refusal = self.refusal(self.as_(article, login).action_count_for, february.id)
                    self.assertEqual(not refusal, login in people, refusal)

    def test_refusal_says_why(self):
        article = self.article_in('draft')
        march, quarter = self.assignment(self.plan, '2024-M03'), self.assignment(self.plan, '2024-Q1', 'page')
        other = self.article_in('draft', by='office', department_id=self.units['office'].id)
        count = self.as_(article, 'author').action_count_for
        self.assertRefused("Choose the assignment", count)
        self.assertRefused("met by articles of its unit", self.as_(other, 'office').action_count_for, march.id)
        self.assertRefused("Choose the article", self.as_(march, 'author').action_count_article)
        submitted = self.as_(self.article_in('submitted'), 'author')
        self.assertRefused("only those who review Page", submitted.action_count_for, quarter.id)
        with self.on('2024-02-10'):
            posted = self.article_in('published')
        self.assertRefused("before the period of .* begins", self.as_(posted, 'editor').action_count_for, march.id)
        self.article_in('published')
        self.assertRefused("needs no further article: Met on time", count, march.id)

    # ------------------------------------------------------------------
    # Cost
    # ------------------------------------------------------------------

    def test_queries_do_not_grow_with_articles_nor_assignments(self):
        plans = [self.plan, *(self.plan_in('published', SPRING) for __ in range(3))]
        articles = self.env['cchc.article'].union(*(self.article_in('draft') for __ in range(12)))

        def cost(records, name):
            records = self.as_(records.browse(records.ids), 'author')    # loaded together
            before = self.env.cr.sql_log_count
            records.mapped(name)
            return self.env.cr.sql_log_count - before

        assignments = self.env['cchc.plan'].union(*plans).assignment_ids
        for records, name in ((articles, 'offer_ids'), (assignments, 'offer_article_ids')):
            cost(records, name)
            few = cost(records[:2], name)
            self.assertLessEqual(cost(records, name), few, name)
