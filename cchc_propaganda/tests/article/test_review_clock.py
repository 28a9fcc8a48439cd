# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import tagged

from ..reminder.reminders import RemindersMixin
from .review import ReviewCase


@tagged('post_install', '-at_install')
class TestReviewClock(RemindersMixin, ReviewCase):
    """How long a step may take: clock, reminders and my work."""

    def test_clock_is_that_of_the_step(self):
        """Each step has its own clock, which starts with its turn: the head has two days, the board three."""
        self.use('head')
        article = self.article_in('submitted')      # Monday the 11th
        for day, level in (('2024-03-12', 'muted'), ('2024-03-13', 'warning')):
            self.check_clock(article, day, level)
        self.agree(article, 'head')
        for day, level in (('2024-03-13', 'muted'), ('2024-03-15', 'muted'), ('2024-03-16', 'warning')):
            self.check_clock(article, day, level)

    def test_my_work_waits_as_long_as_the_step_says(self):
        self.env.ref('cchc_propaganda.review_step_board').days = 30
        article = self.article_in('submitted')
        self.at('2024-03-16')
        [line] = [line for section in self.model('cchc.my.work', 'editor').get_data('mine')['sections']
                  for line in section['lines'] if line['section'] == 'review']
        self.assertEqual((line['id'], line['level']), (article.id, 'muted'))

    def test_articles_of_two_agencies_are_judged_each_by_its_own(self):
        """One editor works for two agencies: the first allows self-approval and thirty days, the second does not."""
        editor, both = self.users['editor'], self.company | self.other_company
        editor.company_ids = [Command.set(both.ids)]
        self.company.cchc_allow_self_approval = True
        self.env.ref('cchc_propaganda.review_step_board').copy({
            'name': "Board", 'company_id': self.company.id, 'days': 30, 'active': True, 'sequence': 1})
        channel = self.env['cchc.channel'].create({
            'name': "Theirs", 'code': 'theirs', 'company_id': self.other_company.id,
            'member_ids': [Command.set(editor.ids)]})
        unit = self.env['hr.department'].create({'name': "Theirs", 'company_id': self.other_company.id})
        ours = self.article_in('draft', by='office', author_id=editor.id, contributor_ids=False)
        theirs = self.env['cchc.article'].create({
            'company_id': self.other_company.id,
            'name': "Forms", 'body': "<p>Forms.</p>", 'genre_id': self.genre.id, 'author_id': editor.id,
            'department_id': unit.id, 'publication_ids': [Command.create({'channel_id': channel.id})]})
        for article in (ours, theirs):
            self.as_(article, 'editor', allowed_company_ids=article.company_id.ids).action_submit()
        self.at('2024-03-16')
        for order in (both, self.other_company | self.company):
            articles = self.as_(ours | theirs, 'editor', allowed_company_ids=order.ids)
            for name, of_ours, of_theirs in (('is_to_review', True, False), ('clock_level', 'muted', 'warning')):
                for article, value in zip(articles, (of_ours, of_theirs), strict=True):
                    with self.subTest(first=order[0].name, name=name, value=value):
                        self.assertEqual(article[name], value)
                        self.assertEqual(articles.search([('id', 'in', articles.ids), (name, '=', value)]), article)

    def test_reminder_is_of_the_step_whose_turn_it_is(self):
        """The head has until the 13th; then the board has until Saturday the 16th, so its reminder comes on Monday."""
        self.plan_in('published')
        self.use('head')
        article = self.article_in('submitted')
        self.at('2024-03-13')
        self.remind()
        self.assertEqual(self.reminded(article), {'head': '2024-03-13'})
        self.agree(article, 'head')
        self.assertEqual(self.reminded(article), {}, "closed by deciding")
        self.at('2024-03-18')
        self.remind()
        self.assertEqual(self.reminded(article), {'editor': '2024-03-18'})

    def reminded(self, article):
        self.env.invalidate_all()
        return {activity.user_id.name: str(activity.date_deadline) for activity in article.activity_ids}

    def check_clock(self, article, day, level):
        self.at(day)
        article = self.as_(article, 'editor', allowed_company_ids=self.company.ids)
        self.assertEqual(article.clock_level, level, day)
        for other in ('muted', 'warning', 'danger', 'success'):
            self.assertEqual(article.search([('id', '=', article.id), ('clock_level', '=', other)]) == article,
                             other == level, (day, other))

    def test_my_work_shows_it_to_whoever_has_the_turn(self):
        self.use('head')
        article = self.article_in('submitted')
        for turn in ('head', 'editor'):
            for login in ('head', 'editor', 'office', 'author'):
                data = self.model('cchc.my.work', login, allowed_company_ids=self.company.ids).get_data()
                lines = [
                    line for section in data['sections'] if section['key'] == 'review' for line in section['lines']]
                self.assertEqual([line['id'] for line in lines], article.ids if login == turn else [], (turn, login))
            self.agree(article, turn)
