# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date, timedelta
from itertools import cycle

from odoo.fields import Command
from odoo.tests import tagged

from ..article.test_article_files import photo
from ..common import CchcCommon, moment
from .web_client import Screen

PICTURE = photo(8, 8)
# More than those for which Odoo's check of the rights is cheaper; a full page of 80 would be counted, too.
FEW, MANY = 30, 70
READERS = ('author', 'head', 'editor', 'office', 'director')
PUBLICATION_STATES = {      # of an article in that state, on one channel and on another
    'draft': ('pending', 'pending'),
    'submitted': ('pending', 'pending'),
    'approved': ('pending', 'sent'),
    'published': ('published', 'refused'),
    'cancelled': (),
}
# Odoo reads each linked model once; a kanban also reads each of its columns and their colours.
ARTICLES, LIST, KANBAN, FORM = 14, 20, 38, 41


@tagged('post_install', '-at_install')
class TestQueries(CchcCommon):
    """PERFORMANCE.md: the queries of any list, kanban and form do not depend on the number of records shown.

    Each article has its own unit, author, topic, channel and assignment: none profits from the cache of another.
    The readers see all articles: the contributor belongs to every unit, the head heads every unit.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        env, company = cls.env, cls.company.id
        numbers = range(MANY)
        units = env['hr.department'].create([{
            'name': f"Unit {number}", 'company_id': company, 'manager_id': cls.employees['head'].id,
            'cchc_member_ids': cls.users['author'].ids} for number in numbers])
        cls.writers = env['res.users'].with_context(no_reset_password=True).create([{
            'name': f"Writer {number}", 'login': f'writer.{number}', 'company_id': company, 'company_ids': [company],
            'group_ids': env.ref('cchc_propaganda.group_contributor').ids} for number in numbers])
        cls.plans = env['cchc.plan'].create([{
            'name': f"Plan {number}", 'year': 2024, 'company_id': company, 'number': f'{number}/KH',
            'date_issued': '2024-02-01'} for number in numbers])
        cls.portals = env['cchc.channel'].create([{
            'name': f"Portal {number}", 'code': f'portal{number}', 'company_id': company,
            'member_ids': cls.users['editor'].ids} for number in numbers])
        cls._appendix(cls.plans[1], units[:FEW])
        obligations = cls._appendix(cls.plans[0], units)
        cls.plans._with_gate().write({'state': 'published'})
        cls.assignments = env['cchc.assignment']._create_generated([
            cls._assignment_vals(*owed) for owed in zip(numbers, obligations, units, strict=True)])
        cls.articles = env['cchc.article']._with_gate().create([
            cls._article_vals(*written)
            for written in zip(cycle(PUBLICATION_STATES), cls.writers, cls.assignments, strict=False)])
        env.flush_all()

    @classmethod
    def _appendix(cls, plan, units):
        """Add a row of the appendix and an obligation to the plan for each unit; return the obligations."""
        topics = cls.env['cchc.topic'].create([{
            'plan_id': plan.id, 'code': str(number), 'name': f"Topic {number}", 'lead_department_ids': unit.ids,
            'coordinator_department_ids': unit.ids} for number, unit in enumerate(units)])
        return cls.env['cchc.obligation'].create([{
            'topic_id': topic.id, 'plan_id': plan.id, 'channel_id': portal.id, 'frequency': 'month',
        } for topic, portal in zip(topics, cls.portals, strict=False)])

    @classmethod
    def _assignment_vals(cls, number, obligation, unit):
        due = date(2024, 3, 11) + timedelta(days=number % 5 - 2)    # passed, today, to come
        return {
            'obligation_id': obligation.id, 'plan_id': obligation.plan_id.id, 'topic_id': obligation.topic_id.id,
            'channel_id': obligation.channel_id.id, 'company_id': cls.company.id, 'department_id': unit.id,
            'origin_department_id': unit.id, 'department_name': unit.name, 'period_key': '2024-M03',
            'date_start': '2024-03-01', 'date_end': '2024-03-31', 'date_planned': due, 'date_deadline': due,
            'waiver': 'exempt' if number % 5 == 4 else False,
        }

    @classmethod
    def _article_vals(cls, state, writer, assignment, channels=()):
        """Return the values of an article with a publication for the assignment and one on the page, or on the given
        channels instead."""
        decided = state in ('approved', 'published')
        channels = channels or (assignment.channel_id, cls.channels['page'])
        picture = cls.env['ir.attachment'].create({'name': 'form.jpg', 'raw': PICTURE})
        return {
            'name': f"Article by {writer.name}", 'genre_id': cls.genre.id,
            'body': f'<p>The forms are online. <img src="/web/image/{picture.id}-a/form.jpg"/></p>',
            'author_id': writer.id, 'contributor_ids': cls.users['coauthor'].partner_id.ids, 'state': state,
            'department_id': assignment.department_id.id, 'company_id': cls.company.id,
            'plan_id': assignment.plan_id.id, 'topic_ids': assignment.topic_id.ids,
            'submitted_by_id': writer.id, 'date_submitted': moment('2024-03-05'),
            'approved_by_id': decided and cls.users['editor'].id, 'approved_date': decided and moment('2024-03-06'),
            'publication_ids': [
                Command.create(cls._publication_vals(channel, publication_state, assignment))
                for channel, publication_state in zip(channels, cycle(PUBLICATION_STATES[state]), strict=False)],
        }

    @classmethod
    def _publication_vals(cls, channel, state, assignment):
        return {
            'channel_id': channel.id, 'state': state,
            'assignment_id': channel == assignment.channel_id and assignment.id,
            'date_sent': state in ('sent', 'refused') and moment('2024-03-07'),
            'date_published': state == 'published' and '2024-03-08',
            'url': state == 'published' and f'https://{channel.code}.example/{next(cls._numbers)}.html',
            'reason': state == 'refused' and "Too long",
        }

    def queries(self, login, question):
        """Return the number of queries of ``question(res.users as that reader)``, after the caches that Odoo keeps
        between requests are filled."""
        env = self.model('res.users', login, allowed_company_ids=self.company.ids).env
        question(env)
        env.flush_all()
        env.invalidate_all()
        before = self.env.cr.sql_log_count
        question(env)
        return self.env.cr.sql_log_count - before

    def check(self, few, many, ceiling):
        """Assert that both questions cost each reader the same, within the ceiling."""
        for login in READERS:
            with self.subTest(login=login):
                cost = self.queries(login, many)
                self.assertEqual(self.queries(login, few), cost)
                self.assertLessEqual(cost, ceiling)

    def check_page(self, records, kind, ceiling, open_view=Screen.open_list):
        """Assert that opening a list or kanban costs the same with few records as with many."""
        self.assertGreaterEqual(len(records), MANY)
        few, many = (
            lambda env, ids=records[:size].ids: open_view(Screen(env[records._name], kind), [('id', 'in', ids)])
            for size in (FEW, MANY))
        self.check(few, many, ceiling)

    def check_form(self, small, big):
        """Assert that opening a form costs the same with many rows in its lists as with few."""
        self.check(*(
            lambda env, record=record: Screen(env[record._name], 'form').open_form(record) for record in (small, big)),
            FORM)

    def test_list_of_articles(self):
        self.check_page(self.articles, 'list', ARTICLES)

    def test_list_of_articles_leaves_their_text_in_the_database(self):
        def question(env):
            Screen(env['cchc.article'], 'list').open_list([('id', 'in', self.articles.ids)])

        for login in READERS:
            with self.subTest(login=login), self.assertLogs('odoo.sql_db', 'DEBUG') as log:
                self.queries(login, question)
                self.assertIn('"cchc_article"."name"', str(log.output))
                self.assertNotIn('"cchc_article"."body"', str(log.output))

    def test_kanban_of_articles(self):
        self.check_page(self.articles, 'kanban', KANBAN, Screen.open_columns)

    def test_kanban_of_articles_with_several_review_steps(self):
        self.env['cchc.review.step'].with_context(active_test=False).search([]).active = True
        self.check_page(self.articles, 'kanban', KANBAN, Screen.open_columns)

    def test_files_of_a_record_are_found_without_going_through_all(self):
        models = [model for model in self.env.values() if isinstance(model, self.env.registry['cchc.files.mixin'])]
        fields = [model._fields[name] for model in models for name in model._file_fields]
        self.assertGreater(len(fields), 3)
        self.assertEqual([str(field) for field in fields if not field.bypass_search_access], [])

    def test_list_of_publications(self):
        self.check_page(self.articles.publication_ids, 'list', LIST)

    def test_list_of_assignments(self):
        self.check_page(self.assignments, 'list', LIST)

    def test_cards_of_assignments(self):
        self.check_page(self.assignments, 'kanban', LIST)

    def test_list_of_plans(self):
        self.check_page(self.plans, 'list', LIST)

    def test_form_of_an_article(self):
        channels = self.env['cchc.channel'].create([{
            'name': f"Channel {number}", 'code': f'channel{number}', 'company_id': self.company.id,
            'member_ids': self.users['editor'].ids} for number in range(FEW)])
        self.check_form(*self.env['cchc.article']._with_gate().create([
            self._article_vals('published', self.writers[0], self.assignments[0], where)
            for where in (channels[:2], channels)]))

    def test_form_of_an_assignment(self):
        small, big = self.assignments[0], self.assignments[5]     # both passed, before any of these articles was posted
        self.env['cchc.article']._with_gate().create([
            self._article_vals('published', writer, assignment)
            for assignment, writers in ((small, self.writers[:1]), (big, self.writers[:FEW])) for writer in writers])
        self.check_form(small, big)

    def test_form_of_a_plan(self):
        self.check_form(self.plans[1], self.plans[0])
