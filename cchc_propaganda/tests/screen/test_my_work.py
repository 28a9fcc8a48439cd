# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from ..common import CchcCommon, CchcMixin

MONTHLY = {}                                                    # on the portal, due on the 25th
QUARTERLY = {'frequency': 'quarter', 'due_day': 20}


@tagged('post_install', '-at_install')
class TestMyWork(CchcCommon):
    """SCREENS §1, on 11/03/2024: of twelve monthly assignments of the unit ``press`` two are overdue and one runs, of
    four quarterly ones on the external page one runs."""

    def setUp(self):
        super().setUp()
        self.without_reports()
        self.plan = self.plan_in('published', MONTHLY, {**QUARTERLY, 'channel_id': self.channels['page'].id})

    def data(self, login, scope='mine'):
        return self.model('cchc.my.work', login).get_data(scope)

    def lines_of(self, login, section, scope='mine'):
        """Return ``[(record, labels of the buttons), …]`` of that section."""
        sections = {section['key']: section for section in self.data(login, scope)['sections']}
        return [
            (self.env[line['model']].browse(line['id']), [button['label'] for button in line['buttons']])
            for line in sections[section]['lines']] if section in sections else None

    def records(self, login, section, scope='mine'):
        return [record for record, __ in self.lines_of(login, section, scope) or ()]

    def test_what_is_overdue_comes_before_what_runs_and_nothing_that_has_not_begun(self):
        overdue = [self.assignment(self.plan, key) for key in ('2024-M01', '2024-M02')]
        running = [self.assignment(self.plan, '2024-Q1', 'page'), self.assignment(self.plan, '2024-M03')]
        self.assertEqual(
            self.lines_of('author', 'overdue'), [(assignment, ["Write an article"]) for assignment in overdue])
        self.assertEqual(
            self.lines_of('author', 'todo'), [(assignment, ["Write an article"]) for assignment in running])
        first, second = (line for section in self.data('author')['sections'] if section['key'] == 'todo'
                         for line in section['lines'])
        self.assertEqual((first['clock'], first['date'], first['level']), ("9 days left", '20/03/2024', 'muted'))
        self.assertIn("better sent before 15/03", first['why'])     # the page takes five days
        self.assertNotIn("better sent", second['why'])              # the agency's own portal takes none

    def test_the_summary_counts_the_unit_s_year(self):
        summary = self.data('author')['summary']
        self.assertEqual((summary['head'], summary['met'], summary['rest']),
                         ("Unit in 2024:", "0/16 assignments met", "2 overdue, 2 under way"))
        self.assertEqual(self.env['cchc.assignment'].search_count(summary['domain']), 16)
        self.post(self.article_in('approved', assignments=[self.assignment(self.plan, '2024-M03')]))
        self.assertEqual(self.data('author')['summary']['met'], "1/16 assignments met")
        self.assertEqual(self.data('office')['summary']['head'], "Agency in 2024:")

    def test_an_assignment_appears_once_under_the_record_that_moves_it(self):
        assignment = self.assignment(self.plan, '2024-M03')
        article = self.article_in('draft', assignments=[assignment], contributor_ids=False)
        self.assertEqual(self.lines_of('author', 'todo')[1], (article, ["Go on writing"]))
        self.assertNotIn(assignment, self.records('author', 'todo'))

        self.as_(article, 'author').action_submit()
        self.assertEqual(self.records('author', 'todo'), [self.assignment(self.plan, '2024-Q1', 'page')])
        self.assertEqual(self.lines_of('editor', 'review'), [(article, ["Read and approve"])])
        self.assertIsNone(self.lines_of('author', 'review'), "a section that the role cannot have")

        self.as_(article, 'editor').action_return("Name the source")
        self.assertEqual(self.lines_of('author', 'returned'), [(article, ["Correct and submit again"])])
        [line] = [line for section in self.data('author')['sections'] if section['key'] == 'returned'
                  for line in section['lines']]
        self.assertEqual(line['why'], "editor returned it on 11/03: “Name the source”")
        self.assertEqual(self.records('colleague', 'returned'), [])

        self.as_(article, 'author').action_submit()
        self.as_(article, 'editor').action_approve()
        self.assertEqual(
            self.lines_of('editor', 'todo'), [(self.publication(article, 'portal'), ["Confirm as posted"])])
        self.assertEqual(self.records('author', 'todo'), [self.assignment(self.plan, '2024-Q1', 'page')])
        self.post(article)
        self.assertEqual(self.records('editor', 'todo'), [])

    def test_the_author_s_side_sends_and_reports_the_link(self):
        article = self.article_in('approved', ('page',), contributor_ids=False)
        publication = self.publication(article, 'page')
        self.assertIn((publication, ["Send to the channel"]), self.lines_of('author', 'todo'))
        self.as_(publication, 'author').action_send()
        self.at('2024-03-18')
        self.assertIn((publication, ["Report the link"]), self.lines_of('author', 'todo'))
        self.assertIn((publication, ["Confirm as posted"]), self.lines_of('editor', 'todo'))
        clocks = {line['id']: line['clock'] for section in self.data('author')['sections'] for line in section['lines']
                  if line['model'] == 'cchc.publication'}
        self.assertEqual(clocks, {publication.id: "Sent 7 days ago"})
        self.assertNotIn(publication, self.records('colleague', 'todo'))

    def test_a_channel_where_units_do_not_send_is_not_the_author_s_business(self):
        publication = self.publication(self.article_in('approved', ('closed',), contributor_ids=False), 'closed')
        self.assertNotIn(publication, self.records('author', 'todo'))
        self.assertIn(publication, self.records('editor', 'todo'))

    def test_the_head_explains_and_gives_work_to_people(self):
        overdue, running = self.assignment(self.plan, '2024-M01'), self.assignment(self.plan, '2024-M03')
        self.assertEqual(self.lines_of('head', 'overdue')[0], (overdue, ["Explain", "Write an article"]))
        self.assertIn((running, ["Give to…", "Write an article"]), self.lines_of('head', 'todo', 'unit'))
        people = self.data('head', 'unit')['people'][self.units['press'].id]
        self.assertEqual([person['name'] for person in people], ['author', 'colleague', 'head', 'poster'])

        self.as_(running, 'head').write({'user_id': self.users['colleague'].id})
        self.assertIn(running, self.records('colleague', 'todo'))
        self.assertNotIn(running, self.records('author', 'todo'))
        self.assertNotIn(running, self.records('head', 'todo'))
        self.assertIn(running, self.records('head', 'todo', 'unit'))

        self.as_(overdue, 'head').action_explain("Two of us were ill")
        self.assertEqual(self.lines_of('head', 'overdue')[0], (overdue, ["Write an article"]))
        self.assertEqual(self.data('author', 'unit')['scope'], 'mine', "only a head looks at the unit")
        self.assertIs(self.data('author')['unit_count'], False)

    def test_an_overdue_assignment_on_its_way_still_wants_an_explanation(self):
        overdue = self.assignment(self.plan, '2024-M01')
        self.article_in('submitted', assignments=[overdue])
        self.assertEqual(self.lines_of('head', 'overdue')[0], (overdue, ["Explain"]))
        self.assertNotIn(overdue, self.records('author', 'overdue'))

    def test_an_assignment_of_two_articles_asks_for_the_second(self):
        plan = self.plan_in('published', {'quantity': 2})
        assignment = self.assignment(plan, '2024-M03')
        self.article_in('submitted', assignments=[assignment])
        self.assertIn(assignment, self.records('author', 'todo'))
        self.article_in('submitted', assignments=[assignment])
        self.assertNotIn(assignment, self.records('author', 'todo'))

    def test_plans_wait_for_the_director_then_for_the_office(self):
        plan = self.plan_in('submitted', name="Next plan")
        self.assertEqual(self.lines_of('director', 'review'), [(plan, ["Read and approve"])])
        self.as_(plan, 'director').action_return("Name the leads")
        self.assertEqual(self.lines_of('office', 'returned'), [(plan, ["Correct and submit again"])])
        self.as_(plan, 'office').action_submit()
        self.as_(plan, 'director').action_approve()
        self.assertEqual(self.lines_of('office', 'todo'), [(plan, ["Issue"])])
        self.assertEqual(self.records('head', 'todo'), self.records('author', 'todo'), "not the business of a head")

    def test_who_has_nothing_to_do_is_told_what_comes_next(self):
        """A unit exempt from its current assignment sees the next ones and from which day an article counts."""
        begun = self.plan.assignment_ids.filtered(lambda assignment: str(assignment.date_start) <= '2024-03-11')
        for assignment in begun:
            self.as_(assignment, 'office').action_exempt("Merged with another unit")
        data = self.data('author')
        self.assertFalse(any(section['count'] for section in data['sections']))
        self.assertEqual(data['next'][0]['id'], self.assignment(self.plan, '2024-M04').id)
        self.assertEqual([button['label'] for button in data['next'][0]['buttons']], ["Write ahead"])
        self.assertIn("month 4, from 01/04/2024", data['next_note'])
        self.assertEqual(data['summary']['rest'], "none due yet")

    def test_what_waits_for_others_says_where_it_is(self):
        """What the author has sent on is at the end of the page, and is not "to do"."""
        article = self.article_in('submitted', ('portal', 'closed'), contributor_ids=False)
        [line] = self.section('author', 'waiting')
        self.assertEqual((line['id'], line['why'], line['buttons']),
                         (article.id, "In review: Editorial board (editor)", []))
        self.assertEqual(self.data('head', 'unit')['unit_count'], 3, "two overdue, one under way, without March")
        self.assertEqual(self.section('colleague', 'waiting'), [])
        self.assertEqual([line['id'] for line in self.section('head', 'waiting', 'unit')], [article.id])
        self.assertEqual(self.section('editor', 'waiting'), [], "it waits for the editor")

        self.at('2024-03-12')
        self.as_(article, 'editor').action_approve()
        self.assertEqual(
            [line['why'] for line in self.section('author', 'waiting')],
            [f"Approved; to be {todo} by: editor, poster" for todo in ("posted on Portal", "sent to Closed")])
        self.as_(self.publication(article, 'closed'), 'editor').action_send()
        self.post(article)
        [line] = self.section('author', 'waiting')
        self.assertEqual((line['why'], line['form']), (
            "Sent to Closed, no answer yet.", {'model': 'cchc.article', 'id': article.id}))
        self.as_(self.publication(article, 'closed'), 'editor').action_refuse("Too long")
        self.assertEqual(self.section('author', 'waiting'), [])

    def test_plans_wait_for_the_other_of_office_and_director(self):
        plan = self.plan_in('submitted', name="Next plan")
        self.assertEqual([line['why'] for line in self.section('office', 'waiting')],
                         ["Submitted: the director approves it."])
        self.as_(plan, 'director').action_approve()
        self.assertEqual([line['why'] for line in self.section('director', 'waiting')],
                         ["Approved: the Office issues it."])
        self.assertEqual(self.section('office', 'waiting'), [])

    def test_head_gives_out_the_next_periods_already(self):
        ahead = self.assignment(self.plan, '2024-M04')
        data = self.data('head', 'unit')
        self.assertTrue(any(section['count'] for section in data['sections']), "not a quiet day")
        self.assertEqual((data['next'][0]['id'], [button['label'] for button in data['next'][0]['buttons']]),
                         (ahead.id, ["Give to…", "Write ahead"]))
        self.assertEqual(self.env['cchc.assignment'].search_count(data['next_domain']), 12)
        self.as_(ahead, 'head').write({'user_id': self.users['colleague'].id})
        self.assertEqual(ahead.user_id, self.users['colleague'])

    def test_sent_in_time_asks_for_no_explanation(self):
        assignment = self.assignment(self.plan, '2024-Q1', 'page')
        article = self.article_in('approved', ('page',), assignments=[assignment])
        self.as_(self.publication(article, 'page'), 'editor').action_send()
        self.at('2024-03-22')
        self.assertNotIn(assignment, self.records('head', 'overdue'))
        self.assertIn("2 overdue", self.data('author')['summary']['rest'])

    def test_plans_of_earlier_years_are_one_line_until_the_year_is_closed(self):
        """What the user has begun stays: a draft, a returned article, a review."""
        missed = self.assignment(self.plan, '2024-M03')
        mine = self.article_in('draft', assignments=[missed], contributor_ids=False)
        returned = self.article_in('submitted', contributor_ids=False)
        self.as_(returned, 'editor').action_return("Name the source")
        waiting = self.article_in('submitted', contributor_ids=False)
        self.at('2025-01-06')
        self.assertEqual(self.records('author', 'overdue'), [mine], "no assignment of last year")
        self.assertEqual(self.records('author', 'returned'), [returned])
        self.assertEqual(self.records('editor', 'review'), [waiting])
        for login in ('author', 'head', 'office', 'director'):
            earlier = self.data(login)['earlier']
            self.assertEqual((earlier['label'], earlier['text']), ("Year 2024:", "assignments not met: 16"), login)
            self.assertEqual(self.env['cchc.assignment'].search_count(earlier['domain']), 16)
            self.assertEqual([plan['label'] for plan in earlier['plans']],
                             ["Close the year 2024"] if login == 'office' else [], login)
        self.assertIs(self.data('stranger')['earlier'], False)

        self.as_(self.plan, 'office').action_close()
        for login in ('author', 'head', 'office', 'director'):
            self.assertIs(self.data(login)['earlier'], False, login)
            self.assertEqual(self.records(login, 'overdue'), [], login)
        self.assertEqual(self.records('author', 'returned'), [returned])
        self.assertEqual(self.records('editor', 'review'), [waiting])

    def test_what_a_channel_never_answered_leaves_with_the_year(self):
        article = self.article_in('approved', ('page',), contributor_ids=False, plan_id=self.plan.id)
        publication = self.publication(article, 'page')
        self.as_(publication, 'editor').action_send()
        self.at('2025-01-06')
        self.assertEqual(self.records('editor', 'todo'), [publication])
        self.as_(self.plan, 'office').action_close()
        for login in ('editor', 'author'):
            self.assertEqual((self.records(login, 'todo'), self.section(login, 'waiting')), ([], []), login)

    def test_extended_into_the_next_year_is_still_to_do(self):
        assignment = self.assignment(self.plan, '2024-M12')
        self.as_(assignment, 'office').action_postpone('2025-01-15', "Flood")
        self.at('2025-01-06')
        self.assertEqual(self.records('author', 'todo'), [assignment])
        self.assertEqual(self.data('author')['earlier']['text'], "assignments not met: 15")
        lists = self.env['cchc.assignment']
        self.assertEqual(lists.search([('plan_id', '=', self.plan.id), ('is_current', '=', True)]), assignment)
        self.at('2024-12-31')
        self.assertEqual(lists.search([('plan_id', '=', self.plan.id), ('is_current', '=', True)]),
                         self.plan.assignment_ids)

    def test_office_sees_explanations_without_its_note(self):
        overdue = self.assignment(self.plan, '2024-M01')
        self.as_(overdue, 'head').action_explain("Two of us were ill")
        [line] = [line for line in self.section('office', 'todo') if line['id'] == overdue.id]
        self.assertEqual((line['why'], line['buttons'][0]['label']),
                         ("Explained: “Two of us were ill”", "Add the note of the Office"))
        self.assertTrue(line['name'].startswith("Press · "))
        self.assertNotIn(overdue, self.records('director', 'todo'))
        self.as_(overdue, 'office').office_note = "Noted"
        self.assertNotIn(overdue, self.records('office', 'todo'))

    def test_office_sees_what_nobody_can_act_on(self):
        self.assertIsNone(self.lines_of('office', 'stuck'))
        article = self.article_in('submitted', contributor_ids=self.users['editor'].partner_id.ids)
        approved = self.article_in('approved', ('page',))
        self.channels['page'].member_ids = [Command.clear()]
        self.units['press'].manager_id = False
        told = dict(self.told('office', 'stuck'))
        self.assertEqual(set(told), {article, self.channels['page'], self.units['press']})
        self.assertIn("Whoever reviews on Portal wrote or submitted this article (editor).", told[article])
        self.assertIn("Approved articles that nobody can post: 1.", told[self.channels['page']])
        self.assertIn("nobody can give out or explain: 16, the next due 25/01", told[self.units['press']])
        self.employees['author'].active = self.employees['colleague'].active = False
        self.employees['poster'].active = self.employees['head'].active = False
        self.assertIn("The unit has nobody with an account", dict(self.told('office', 'stuck'))[self.units['press']])
        self.assertIsNone(self.lines_of('director', 'stuck'))
        self.assertTrue(approved)

    def told(self, login, section):
        return [(self.env[line['model']].browse(line['id']), line['why']) for line in self.section(login, section)]

    def section(self, login, key, scope='mine'):
        """Return the lines of that section, [] if it is not drawn."""
        return [line for section in self.data(login, scope)['sections'] if section['key'] == key
                for line in section['lines']]

    def test_others_see_nothing_of_the_unit(self):
        self.article_in('draft', assignments=[self.assignment(self.plan, '2024-M03')], contributor_ids=False)
        data = self.data('stranger')
        self.assertFalse(any(section['count'] for section in data['sections']) or data['next'] or data['summary'])
        self.assertFalse(any(section['count'] for section in self.data('outsider')['sections']))
        self.assertEqual(self.data('admin')['sections'], [], "an administrator has no part in the work")

    def test_the_app_opens_my_work(self):
        """SCREENS §9: an administrator sees there what the agency still lacks."""
        for login in ('author', 'director', 'admin'):
            menus = self.model('ir.ui.menu', login).load_web_menus(False)
            root = menus[self.env.ref('cchc_propaganda.cchc_propaganda_menu_root').id]
            self.assertEqual(root['actionID'], self.env.ref('cchc_propaganda.cchc_my_work_action').id, login)

    def test_the_number_of_queries_does_not_grow(self):
        few, many = self.queries(5), self.queries(30)
        self.assertEqual(few, many)
        at_work = max(many[login] for login in ('author', 'head', 'editor'))    # the Office has the first steps as well
        self.assertLessEqual(at_work, 55)   # including the queries of the record rules of each model

    def test_many_units_cost_the_office_what_few_cost(self):
        """Units with people and a head, which owe something: the Office is told of those without."""
        self.plan_in('published', leads=self.manned_units(2))
        few = self.queries_of('office', 'mine')
        self.plan_in('published', leads=self.manned_units(6))
        self.assertEqual(self.queries_of('office', 'mine'), few)

    def manned_units(self, count):
        """Make units, each with a head of its own; return their keys in ``units``."""
        names = [f'unit {next(self._numbers)}' for __ in range(count)]
        units = self.env['hr.department'].create([
            {'name': name, 'cchc_kind': 'division', 'company_id': self.company.id} for name in names])
        users = self.env['res.users'].with_context(no_reset_password=True).create([{
            'name': name, 'login': name, 'company_id': self.company.id, 'company_ids': self.company.ids,
            'group_ids': self.env.ref('cchc_propaganda.group_unit_head').ids} for name in names])
        for unit, user in zip(units, users, strict=True):
            unit.manager_id = self.env['hr.employee'].create({
                'name': user.name, 'user_id': user.id, 'department_id': unit.id, 'company_id': self.company.id})
        self.units = {**self.units, **dict(zip(names, units, strict=True))}
        return names

    def queries(self, count):
        """Return ``{login: queries}`` with ``count`` more assignments, each with an article that waits for a step."""
        with self.undone():
            self.moving_articles(count)
            return {login: self.queries_of(login, scope) for login, scope in (
                ('author', 'mine'), ('head', 'unit'), ('editor', 'mine'), ('office', 'mine'))}

    def moving_articles(self, count):
        plan = self.plan_in('published', *[{'date_from': '2024-03-01', 'date_to': '2024-03-31'}] * count)
        states = ('draft', 'submitted', 'approved')
        for number, assignment in enumerate(plan.assignment_ids):
            self.article_in(states[number % 3], assignments=[assignment], name=f"Article {number}")

    def queries_of(self, login, scope):
        model = self.model('cchc.my.work', login, lang='en_US', allowed_company_ids=self.company.ids)
        model.get_data(scope)   # fill the caches of the process
        model.env.invalidate_all()
        before = self.env.cr.sql_log_count
        model.get_data(scope)
        return self.env.cr.sql_log_count - before


@tagged('post_install', '-at_install')
class TestMyWorkTour(CchcMixin, HttpCase):
    """In the browser, on 11/03/2024."""

    def setUp(self):
        super().setUp()
        self.without_reports()
        self.plan = self.plan_in('published', MONTHLY, {**QUARTERLY, 'channel_id': self.channels['page'].id})
        self.refresh(self.plan)

    def test_a_line_of_my_work_leads_to_its_form(self):
        self.start_tour('/odoo/cchc-my-work', 'cchc_my_work', login='test.author')

    def test_the_head_gives_work_and_explains(self):
        self.start_tour('/odoo/cchc-my-work', 'cchc_my_work_of_the_unit', login='test.head')
        given = self.plan.assignment_ids.filtered('user_id')
        self.assertEqual((len(given), given.user_id), (1, self.users['colleague']))
        self.assertEqual(self.assignment(self.plan, '2024-M01').explanation, "Two of us were ill")

    def test_the_office_closes_the_year(self):
        self.at('2025-01-06')
        self.refresh(self.plan)
        self.start_tour('/odoo/cchc-my-work', 'cchc_close_year', login='test.office')
        self.assertEqual(str(self.plan.date_closed), '2025-01-06')

    def test_a_draft_says_what_it_lacks_where_its_button_will_be(self):
        article = self.article_in('draft', name=False)
        self.start_tour(f'/odoo/cchc.article/{article.id}', 'cchc_missing_in_header', login='test.author')
        self.assertEqual((article.state, article.name), ('cancelled', "Forms online"))

    def test_the_director_follows_up(self):
        self.start_tour('/odoo/cchc-follow-up', 'cchc_follow_up', login='test.director')
