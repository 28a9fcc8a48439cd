# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import AccessError, MissingError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import CchcCommon
from ..outreach.outreach_case import OutreachMixin

GOAL = 12   # queries; PERFORMANCE.md allows twelve


@tagged('post_install', '-at_install')
class TestDashboard(OutreachMixin, CchcCommon):
    """SCREENS §4, on 17/06/2024: two units owe one article a month on the portal until June, due on the 25th, and one a
    quarter on the external page until June, due on the 20th: 16 assignments.

    ``press`` met January on time, February six days late and May on time, is exempt from April, missed March and the
    first quarter, has June in review, and nothing for the second quarter. ``digital`` did nothing.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.half = {'date_from': '2024-01-01', 'date_to': '2024-06-30'}

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in(
            'published', self.half,
            {**self.half, 'frequency': 'quarter', 'due_day': 20, 'channel_id': self.channels['page'].id},
            leads=('press', 'digital'), coordinators=())
        self.written('2024-M01', '2024-01-15', '2024-01-17', '2024-01-20', topics=True)
        self.written('2024-M02', '2024-02-28', '2024-03-01', '2024-03-02')
        self.written('2024-M05', '2024-05-16', '2024-05-20', '2024-05-20')
        self.written('2024-M06', '2024-06-14')
        self.as_(self.assignment(self.plan, '2024-M04'), 'office').action_exempt("Whole unit on a course")
        self.at('2024-06-17')
        self.refresh(self.plan)

    def written(self, key, submitted, approved=None, posted=None, topics=False):
        """Return an article of ``press`` for that assignment, with the steps for which a day is given."""
        self.at(submitted)
        article = self.article_in(
            'draft', assignments=[self.assignment(self.plan, key)], contributor_ids=False, plan_id=self.plan.id)
        if topics:
            self.as_(article, 'author').write({'topic_ids': [Command.set(self.plan.topic_ids.ids)]})
        self.as_(article, 'author').action_submit()
        if approved:
            self.at(approved)
            self.as_(article, 'editor').action_approve()
            self.at(posted)
            self.post(article)
        return article

    def data(self, login, plan=False):
        return self.model('cchc.dashboard', login).get_data(plan)

    def kinds(self, data):
        """Return ``{(unit, column): [kind, …]}`` of the grid."""
        return {(unit['name'], column): [cell['kind'] for cell in cells]
                for unit in data['units'] for column, cells in unit['cells'].items()}

    def test_totals_are_those_counted_by_hand(self):
        expected = {'all': 16, 'done': 2, 'late': 1, 'overdue': 8, 'running': 4, 'risk': 2}
        totals = self.data('director')['totals']
        self.assertEqual({total['key']: total['count'] for total in totals}, expected)
        for total in totals:
            self.assertEqual(self.env['cchc.assignment'].search_count(total['domain']), total['count'], total['key'])
        hints = {total['key']: total['hint'] for total in totals}
        self.assertEqual(hints, {
            'all': "assignments, 1 not counted", 'done': "of 11 due so far", 'late': "posted up to 6 days after",
            'overdue': "8 not explained", 'running': "next due in 3 days", 'risk': "of those under way"})

    def test_each_assignment_stands_in_its_month_or_beside_its_quarter(self):
        data = self.data('office')
        self.assertEqual(self.kinds(data), {
            ('Press', 'm1'): ['done'], ('Press', 'm2'): ['late'], ('Press', 'm3'): ['overdue'],
            ('Press', 'm4'): ['exempt'], ('Press', 'm5'): ['done'], ('Press', 'm6'): ['review'],
            ('Press', 'q1'): ['overdue'], ('Press', 'q2'): ['risk'],
            ('Digital', 'm1'): ['overdue'], ('Digital', 'm2'): ['overdue'], ('Digital', 'm3'): ['overdue'],
            ('Digital', 'm4'): ['overdue'], ('Digital', 'm5'): ['overdue'], ('Digital', 'm6'): ['running'],
            ('Digital', 'q1'): ['overdue'], ('Digital', 'q2'): ['risk']})
        press = next(unit for unit in data['units'] if unit['name'] == 'Press')
        texts = {key: (cell['short'], cell['sign'], cell['word'], cell['date'])
                 for key, [cell] in press['cells'].items()}
        self.assertEqual(texts['m1'], ('', '✓', "Met", '20/01'))
        self.assertEqual(texts['m2'], ('', '✓', "Late", '02/03'))
        self.assertEqual(texts['m3'], ('', '!', "Past due", "84 days"))
        self.assertEqual(texts['m6'], ('', '', "In review", "due 25/06"))
        self.assertEqual(texts['q2'], ('Page', '▲', "May be missed", "due 20/06"))
        self.assertEqual(data['idle'], ['Board', 'Office'])
        now = [column['key'] for quarter in data['quarters'] for column in quarter['columns'] if column['now']]
        self.assertEqual(now, ['m6'])

    def test_before_the_period_a_cell_shows_only_its_deadline(self):
        self.at('2024-03-11')
        [unit] = self.data('author')['units']
        [cell] = unit['cells']['m6']
        self.assertEqual((cell['kind'], cell['sign'], cell['word'], cell['date']), ('ahead', '', '', '25/06'))

    def test_each_role_sees_its_units(self):
        for login, units, assignments in (
                ('director', ['Digital', 'Press'], 16), ('office', ['Digital', 'Press'], 16), ('head', ['Press'], 8),
                ('author', ['Press'], 8), ('other_head', ['Digital'], 8), ('stranger', ['Digital'], 8)):
            data = self.data(login)
            self.assertEqual(sorted(unit['name'] for unit in data['units']), units, login)
            self.assertEqual(data['totals'][0]['count'], assignments, login)
            self.assertEqual(self.env['cchc.assignment'].search_count(data['totals'][0]['domain']), assignments, login)
        self.assertIs(self.data('outsider')['plan'], False)
        with self.assertRaises(AccessError):
            self.data('admin')
        with self.assertRaises(MissingError):
            self.data('outsider', self.plan.id)

    def test_decisions_begin_with_what_can_still_be_saved(self):
        decisions = self.data('director')['decisions']
        self.assertEqual(decisions['count'], 10)
        self.assertEqual([line['kind'] for line in decisions['lines']], ['risk'] * 2 + ['overdue'] * 8)
        self.assertEqual(decisions['lines'][0]['why'], (
            "Nothing was sent for review yet. This channel usually posts 5 days after it receives an article; "
            "3 days left."))
        self.assertEqual(decisions['lines'][2]['why'], "No article yet. Not explained yet.")

    def test_what_may_be_missed(self):
        """DESIGN §9: seven days or less are left and nothing is sent for review, or the channel takes longer than the
        days left."""
        assignment = self.assignment(self.plan, '2024-Q2', 'page')
        article = self.article_in('submitted', ('page',), assignments=[assignment])
        self.assertIn((assignment.id, 'risk'), self.cells('director'), "the page takes five days, three are left")
        self.channels['page'].lead_days = 3
        self.assertIn((assignment.id, 'review'), self.cells('director'))
        self.as_(article, 'editor').action_return("Name the source")
        self.assertIn((assignment.id, 'risk'), self.cells('director'))
        self.as_(article, 'author').action_submit()
        self.as_(article, 'editor').action_approve()
        self.as_(self.publication(article, 'page'), 'editor').action_send()
        self.assertIn((assignment.id, 'sent'), self.cells('director'))

        june = self.assignment(self.plan, '2024-M06', unit='digital')
        self.assertIn((june.id, 'running'), self.cells('director'), "eight days are left")
        self.at('2024-06-18')
        self.assertIn((june.id, 'risk'), self.cells('director'))

    def test_sent_by_the_deadline_is_never_overdue(self):
        """An article sent in time waits for the channel, however long: the unit is not responsible."""
        assignment = self.assignment(self.plan, '2024-Q1', 'page')
        self.assertIn((assignment.id, 'overdue'), self.cells('director'))
        with self.on('2024-03-15'):
            article = self.article_in('approved', ('page',), assignments=[assignment])
            self.as_(self.publication(article, 'page'), 'editor').action_send()
        self.assertIn((assignment.id, 'sent'), self.cells('director'))
        totals = {total['key']: total['count'] for total in self.data('director')['totals']}
        self.assertEqual((totals['overdue'], totals['running']), (7, 5))

    def cells(self, login):
        return [(cell['id'], cell['kind']) for unit in self.data(login)['units'] for cells in unit['cells'].values()
                for cell in cells]

    def test_the_median_of_each_step(self):
        """The board took 2, 2 and 4 days; the portal was posted on 3, 1 and 0 days after the approval."""
        steps = {step['label']: (step['days'], step['count']) for step in self.data('director')['steps']}
        self.assertEqual(steps, {'The board approves': ('2', 3), 'Portal posts': ('1', 3), 'Page posts': ('–', 0)})

    def test_each_step_of_the_review_has_its_own_median(self):
        self.env.ref('cchc_propaganda.review_step_head').active = True
        article = self.article_in('submitted', plan_id=self.plan.id)
        self.at('2024-06-21')
        self.as_(article, 'head').action_approve()
        self.at('2024-06-22')
        self.as_(article, 'editor').action_approve()
        self.at('2024-06-25')
        data = self.data('director')
        steps = {step['label']: (step['days'], step['count']) for step in data['steps']}
        self.assertEqual(list(steps)[:2], ["Leadership of the unit agrees", "The board approves"])
        self.assertEqual(steps["The board approves"], ('2', 4))
        self.assertEqual(steps["Leadership of the unit agrees"][1], 1)

    def test_contents_without_anything_are_those_not_started(self):
        topics = self.data('director')['topics']
        self.assertEqual((len(topics['lines']), topics['total']), (0, 1))
        january = self.assignment(self.plan, '2024-M01').publication_ids
        self.as_(january, 'editor').action_remove("Wrong figures")
        self.assertFalse(self.data('director')['topics']['lines'])      # other months are met
        idle = self.plan_in('published', self.half, name="Idle plan")
        topics = self.data('director', idle.id)['topics']
        self.assertEqual([topic['name'] for topic in topics['lines']], ["1. News of the reform"])
        outreach = self.outreach_in('submitted', date='2024-06-14', topic_ids=idle.topic_ids.ids, plan_id=idle.id)
        self.assertTrue(self.data('director', idle.id)['topics']['lines'])
        self.as_(outreach, 'office').action_approve()
        self.assertFalse(self.data('director', idle.id)['topics']['lines'])

    def test_an_assignment_due_before_the_issue_is_not_counted(self):
        plan = self.plan_in('published', self.half, issued='2024-02-28', name="Late plan")
        data = self.data('office', plan.id)
        self.assertEqual(self.kinds(data)['Press', 'm1'], ['before'])
        self.assertEqual(data['totals'][0]['hint'], "assignments, 2 not counted")
        self.assertEqual({option['id'] for option in data['plans']}, {plan.id, self.plan.id})
        self.assertTrue(all('/KH-TEST' in option['name'] for option in data['plans']), "two plans of one year")

    def test_queries_do_not_grow_with_the_units(self):
        few, many = self.queries('director', 5), self.queries('director', 50)
        self.assertEqual(few, many)
        self.assertLessEqual(many, GOAL)

    def queries(self, login, count):
        """Return the queries for a plan with that many units; two assignments of each have an article on its way."""
        with self.undone():
            units = self.env['hr.department'].create([
                {'name': f"Unit {number}", 'cchc_kind': 'division', 'company_id': self.company.id}
                for number in range(count)])
            self.units = {**self.units, **{unit.name: unit for unit in units}}
            plan = self.plan_in('published', self.half, leads=tuple(units.mapped('name')), coordinators=())
            for unit in units:
                for chosen in (True, False):
                    self.article_in(
                        'submitted', by='office', department_id=unit.id, plan_id=plan.id,
                        assignments=[self.assignment(plan, '2024-M06', unit=unit.name)] if chosen else ())
            model = self.model('cchc.dashboard', login, lang='en_US', allowed_company_ids=self.company.ids)
            model.get_data(plan.id)     # fill the caches of the process
            model.env.invalidate_all()
            before = self.env.cr.sql_log_count
            data = model.get_data(plan.id)
            self.assertEqual(len(data['units']), count)
            return self.env.cr.sql_log_count - before
