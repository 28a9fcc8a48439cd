# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from ..common import CchcCommon
from .web_client import Screen

EVENT = 'cchc.calendar.event'
MARCH = [('date', '>=', '2024-03-01'), ('date', '<=', '2024-03-31')]


@tagged('post_install', '-at_install')
class TestCalendar(CchcCommon):
    """The entries of the agency's calendar, and who sees them."""

    def events(self, login='author', domain=()):
        return [(str(event.date), event.kind, event.display_name)
                for event in self.model(EVENT, login).search(list(domain))]

    def special_day(self, day, kind, name, company=None):
        return self.env['cchc.special.day'].create(
            {'date': day, 'kind': kind, 'name': name, 'company_id': (company or self.company).id})

    def test_deadlines_publications_and_days_off_stand_on_their_days(self):
        self.assignment_in('done')
        self.special_day('2024-03-15', 'off', "Foundation of the agency")
        self.special_day('2024-03-16', 'work', "Swapped Saturday")
        self.assertEqual(self.events(domain=MARCH), [
            ('2024-03-15', 'day_off', "Foundation of the agency"),
            ('2024-03-16', 'working_day', "Swapped Saturday"),
            ('2024-03-20', 'publication', "Forms online"),
            ('2024-03-25', 'deadline', "Portal · Press"),
        ])
        deadlines = self.events(domain=[('kind', '=', 'deadline')])
        self.assertEqual([day for day, __, __ in deadlines], [f'2024-{month:02}-25' for month in range(1, 13)])

    def test_change_of_a_document_is_found_at_once(self):
        assignment = self.assignment(self.plan_in('published'), '2024-M03')
        search = self.model(EVENT, 'office').search
        self.assertEqual(search([('date', '=', '2024-03-25')]).assignment_id, assignment)
        assignment.with_user(self.users['office']).action_postpone('2024-03-29', "Waits for the decree")
        self.assertFalse(search([('date', '=', '2024-03-25')]))
        self.assertEqual(search([('date', '=', '2024-03-29')]).assignment_id, assignment)

    def test_what_is_no_longer_asked_or_not_yet_in_force_is_left_out(self):
        for state in ('exempt', 'waived'):
            with self.subTest(state=state), self.undone():
                self.assignment_in(state)
                self.assertEqual(self.events(domain=MARCH), [])
        for state in ('draft', 'approved', 'cancelled'):
            with self.subTest(plan=state), self.undone():
                self.plan_in(state)
                self.assertEqual(self.events(domain=MARCH), [])

    def test_publication_that_is_not_or_no_longer_there_is_left_out(self):
        for state in ('pending', 'sent', 'refused', 'removed'):
            with self.subTest(state=state), self.undone():
                self.publication_in(state)
                self.assertEqual(self.events(domain=[('kind', '=', 'publication')]), [])

    def test_everybody_of_the_agency_sees_it_and_nobody_else(self):
        self.assignment_in('done')
        self.special_day('2024-03-15', 'off', "Foundation of the agency")
        self.special_day('2024-03-14', 'off', "Foundation of the other", self.other_company)
        expected = self.events('author')
        self.assertEqual(len(expected), 14)
        for login in ('stranger', 'head', 'editor', 'office', 'director'):
            with self.subTest(login=login):
                self.assertEqual(self.events(login), expected)
        self.assertEqual(self.events('outsider'), [('2024-03-14', 'day_off', "Foundation of the other")])
        self.assertRefused("not allowed", self.events, 'admin')
        self.assertRefused("not allowed", self.model(EVENT, 'admin').get_unusual_days, '2024-02-10')

    def test_own_unit(self):
        self.plan_in('published', leads=('press', 'digital'), coordinators=())
        mine = [('is_my_unit', '=', True), *MARCH]
        self.assertEqual(self.events('author', mine), [('2024-03-25', 'deadline', "Portal · Press")])
        self.assertEqual(self.events('stranger', mine), [('2024-03-25', 'deadline', "Portal · Digital")])

    def test_open_leads_to_the_document_itself(self):
        assignment = self.assignment_in('done')
        day = self.special_day('2024-03-15', 'off', "Foundation of the agency")
        documents = [(day._name, day.id), ('cchc.article', assignment.publication_ids.article_id.id),
                     (assignment._name, assignment.id)]
        actions = [event.action_open() for event in self.model(EVENT, 'author').search(MARCH)]
        self.assertEqual([(action['res_model'], action['res_id']) for action in actions], documents)

    def test_days_without_work_are_those_of_the_agency(self):
        """Tết 2024: 8 to 14 February; the Government swapped Monday 29 April for Saturday 4 May."""
        unusual = self.model(EVENT, 'author').get_unusual_days('2024-01-31 17:00:00', '2024-05-05 16:59:59')
        self.assertEqual((min(unusual), max(unusual), len(unusual)), ('2024-01-31', '2024-05-05', 96))
        off = {day for day, is_off in unusual.items() if is_off}
        self.assertEqual({day for day in off if '2024-02-05' <= day <= '2024-02-16'}, {
            '2024-02-08', '2024-02-09', '2024-02-10', '2024-02-11', '2024-02-12', '2024-02-13', '2024-02-14'})
        self.assertEqual({day for day in off if day >= '2024-04-26'}, {
            '2024-04-27', '2024-04-28', '2024-04-29', '2024-04-30', '2024-05-01', '2024-05-05'})
        self.special_day('2024-03-13', 'off', "Foundation of the agency")
        self.special_day('2024-03-16', 'work', "Own swapped Saturday")
        for login, expected in (('author', {'2024-03-13': True, '2024-03-16': False}),
                                ('outsider', {'2024-03-13': False, '2024-03-16': True})):
            with self.subTest(login=login):
                unusual = self.model(EVENT, login).get_unusual_days('2024-03-13', '2024-03-16')
                self.assertEqual({day: unusual[day] for day in expected}, expected)

    def test_a_full_month_costs_as_many_queries_as_a_day(self):
        self.plan_in('published', leads=('press',), coordinators=())
        self.plan_in('published', *[
            {'due_day': day} for day in range(1, 29)], name="Another plan", leads=('press', 'digital', 'office'))
        self.env.flush_all()

        def cost(domain):
            screen = Screen(self.model(EVENT, 'author'), 'list')
            screen.open_list(domain)
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            found = screen.open_list(domain)['length']
            return found, self.env.cr.sql_log_count - before

        (few, cheap), (many, dear) = cost([('date', '=', '2024-03-07')]), cost(MARCH)
        self.assertLess(few, 10)
        self.assertGreater(many, 50)
        self.assertLessEqual(dear, cheap + 1)   # a full page needs one more query to count
