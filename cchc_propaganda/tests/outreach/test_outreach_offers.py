# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import Form, tagged

from ..common import CchcCommon
from .outreach_case import OutreachMixin


@tagged('post_install', '-at_install')
class TestOutreachOffers(OutreachMixin, CchcCommon):
    """Assignments offered to outreach, and outreach offered to an assignment: DESIGN §5. Today is 11/03/2024; a
    conference is asked for each month, by the 25th, of the unit ``press``, which ``digital`` supports."""

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in('published', {'channel_id': False, 'form_id': self.form().id})

    def month(self, number, plan=None):
        [assignment] = (plan or self.plan).assignment_ids.filtered(
            lambda one: one.period_key == f'2024-M{number:02}' and one.form_id)
        return assignment

    def offered(self, outreach, login='author'):
        return self.as_(outreach, login).offer_ids.mapped('period_key')

    def offered_to(self, assignment, login='author'):
        return self.as_(assignment, login).offer_outreach_ids

    def held(self, day, **values):
        with self.on(day):
            return self.outreach_in('approved', **values)

    # ------------------------------------------------------------------
    # What is offered
    # ------------------------------------------------------------------

    def test_missed_months_are_offered_the_nearest_first(self):
        self.assertEqual(self.offered(self.outreach_in()), ['2024-M02', '2024-M01'])

    def test_new_form_offers_before_anything_is_saved(self):
        form = Form(self.model('cchc.outreach', 'author'))
        form.form_id = self.form()
        self.assertEqual(form.offer_ids[:].mapped('period_key'), ['2024-M02', '2024-M01'])
        form.date = False       # typed again: nothing fails meanwhile
        self.assertFalse(form.offer_ids[:])

    def test_another_form_is_offered_nothing(self):
        self.assertEqual(self.offered(self.outreach_in(form_id=self.form('study').id)), [])

    def test_what_was_chosen_by_hand_is_respected_until_it_is_accepted(self):
        outreach = self.outreach_in(assignment_id=self.month(1).id)
        self.assertEqual(self.offered(outreach), [])

    def test_offer_never_makes_another_assignment_missed(self):
        outreach = self.held('2024-03-11')
        self.at('2024-03-26')
        self.assertEqual(self.offered(outreach, 'office'), [], "March would be missed")
        second = self.held('2024-03-12')
        self.assertEqual(self.offered(second, 'office'), ['2024-M02', '2024-M01'], "one of the two is to spare")

    def test_assignment_that_another_will_meet_is_not_offered(self):
        self.outreach_in('submitted', assignment_id=self.month(2).id)
        self.assertEqual(self.offered(self.outreach_in()), ['2024-M01'])

    def test_coordinating_unit_is_offered_the_running_assignment_and_not_what_the_lead_missed(self):
        outreach = self.outreach_in(by='stranger', department_id=self.units['digital'].id)
        self.assertEqual(self.offered(outreach, 'stranger'), ['2024-M03'])

    def test_who_may_not_choose_is_offered_nothing(self):
        outreach = self.outreach_in('submitted')
        self.assertEqual(self.offered(outreach), [], "the Office chooses then")
        self.assertEqual(self.offered(outreach, 'office'), ['2024-M02', '2024-M01'])
        self.assertEqual(self.offered(self.outreach_in('cancelled'), 'office'), [])

    def test_exempt_assignment_is_not_offered(self):
        self.as_(self.month(2), 'office').action_exempt("No hall")
        self.assertEqual(self.offered(self.outreach_in()), ['2024-M01'])

    def test_what_was_due_before_the_issue_is_offered_for_what_was_held_in_its_period(self):
        plan = self.plan_in('published', {
            'channel_id': False, 'form_id': self.form('study').id, 'date_from': '2024-01-01',
            'date_to': '2024-02-29'}, issued='2024-02-28')
        outreach = self.held('2024-02-10', form_id=self.form('study').id)
        self.assertFalse(outreach.assignment_id)
        self.assertEqual(self.offered(outreach, 'office'), ['2024-M02'])
        self.as_(outreach, 'office').action_count_for(self.month(2, plan).id)
        self.assertEqual(self.month(2, plan).state, 'done')

    def test_assignment_finds_the_outreach_that_offers_it(self):
        """The same rule works in both directions; what counts anyway or the reader cannot choose is not listed."""
        outreach = self.outreach_in()
        foreign = self.outreach_in(by='stranger', department_id=self.units['digital'].id)
        self.assertEqual(self.offered_to(self.month(2)), outreach)
        self.assertFalse(self.offered_to(self.month(3)))
        self.assertEqual(self.as_(self.month(3), 'author').moving_outreach_ids, outreach)
        self.assertEqual(self.offered_to(self.month(3), 'stranger'), foreign)
        self.assertFalse(self.offered_to(self.month(2), 'director'))

    def test_met_assignment_looks_for_nothing(self):
        self.held('2024-02-10')
        self.outreach_in()
        self.assertFalse(self.offered_to(self.month(2)))
        self.assertEqual(len(self.as_(self.month(2), 'author').moving_outreach_ids), 1)

    # ------------------------------------------------------------------
    # Taking the offer
    # ------------------------------------------------------------------

    def test_one_click_makes_up_for_a_missed_month(self):
        outreach = self.outreach_in()
        for __ in range(2):     # a second click changes nothing
            self.assertIs(self.as_(self.month(2), 'author', outreach_id=outreach.id).action_count_outreach(), True)
        self.assertEqual(outreach.assignment_id, self.month(2))
        self.assertEqual(sum("Counts for" in line.body for line in self.lines(outreach)), 1)
        self.as_(outreach, 'author').action_submit()
        self.as_(outreach, 'office').action_approve()
        self.assertEqual((self.month(2).state, self.month(3).state), ('late', 'open'))

    def test_made_up_for_by_the_office_after_it_was_accepted(self):
        outreach = self.held('2024-03-11')
        self.assertEqual((outreach.assignment_id, self.month(3).state), (self.month(3), 'done'))
        self.as_(outreach, 'office', assignment_id=self.month(2).id).action_count_for()
        self.assertEqual((self.month(2).state, self.month(3).state), ('late', 'open'))

    def test_who_may_let_outreach_count_in_each_state(self):
        """By hand from DESIGN §4: the people of the unit while it is a draft, the Office from then on."""
        unit = {'author', 'colleague', 'poster', 'head'}
        expected = {'draft': unit | {'office'}, 'submitted': {'office'}, 'approved': {'office'}, 'cancelled': set()}
        for state, people in expected.items():
            outreach = self.outreach_in(state)
            for login in self.users:
                with self.subTest(state=state, login=login):
                    refusal = self.refusal(self.as_(outreach, login).action_count_for, self.month(2).id)
                    self.assertEqual(not refusal, login in people, refusal)

    def test_refusal_says_why(self):
        outreach, march = self.outreach_in(), self.month(3)
        count = self.as_(outreach, 'author').action_count_for
        self.assertRefused("Choose the assignment", count)
        self.assertRefused("Choose the outreach", self.as_(march, 'author').action_count_outreach)
        study = self.outreach_in(form_id=self.form('study').id)
        self.assertRefused("is for .*, not for Study tour", self.as_(study, 'author').action_count_for, march.id)
        office = self.outreach_in(by='office', department_id=self.units['office'].id)
        self.assertRefused("met by outreach of its unit", self.as_(office, 'office').action_count_for, march.id)
        earlier = self.outreach_in(date='2024-02-10')
        self.assertRefused("before the period of .* begins", self.as_(earlier, 'author').action_count_for, march.id)
        self.held('2024-03-11')
        self.assertRefused("needs no further outreach: Met on time", count, march.id)

    def test_outreach_held_before_the_period_is_not_sent_for_it(self):
        outreach = self.outreach_in(date='2024-02-10', assignment_id=self.month(3).id)
        self.assertRefused("before the period of .* begins", self.as_(outreach, 'author').action_submit)
        self.as_(outreach, 'author').date = '2024-03-01'
        self.assertAllowed(self.as_(outreach, 'author').action_submit)

    # ------------------------------------------------------------------
    # Cost
    # ------------------------------------------------------------------

    def test_queries_do_not_grow_with_outreach_nor_assignments(self):
        plans = [self.plan, *(self.plan_in(
            'published', {'channel_id': False, 'form_id': self.form().id}) for __ in range(3))]
        outreach = self.env['cchc.outreach'].union(*(self.outreach_in() for __ in range(12)))

        def cost(records, name):
            records = self.as_(records.browse(records.ids), 'author')    # loaded together
            before = self.env.cr.sql_log_count
            records.mapped(name)
            return self.env.cr.sql_log_count - before

        # The first of them is offered something, the second has something on its way.
        assignments = self.month(2) | self.month(3) | self.env['cchc.plan'].union(*plans).assignment_ids
        for records, name in ((outreach, 'offer_ids'), (assignments, 'offer_outreach_ids'),
                              (assignments, 'moving_outreach_ids')):
            cost(records, name)
            few = cost(records[:2], name)
            self.assertLessEqual(cost(records, name), few, name)
