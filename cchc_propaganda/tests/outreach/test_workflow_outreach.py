# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from ..guard.matrix import Built, MatrixCase
from .outreach_case import OutreachMixin

STEPS = ('submit', 'approve', 'return', 'cancel')
STATES = ('draft', 'submitted', 'approved', 'cancelled')
UNIT = {'author', 'colleague', 'poster', 'head'}
TARGETS = {'submit': 'submitted', 'approve': 'approved', 'return': 'draft', 'cancel': 'cancelled'}
# DESIGN §4, the row "outreach": from, step -> who. It comes from the unit ``press``.
STEPS_OF_UNIT = {
    ('draft', 'submit'): UNIT | {'office'},
    ('draft', 'cancel'): UNIT | {'office'},
    ('submitted', 'approve'): {'office'},
    ('submitted', 'return'): {'office'},
    ('submitted', 'cancel'): {'office'},
    ('approved', 'return'): {'office'},
}
WRITES = {('draft', 'submitted'): UNIT | {'office'}, ('submitted', 'approved'): {'office'}}


@tagged('post_install', '-at_install')
class TestWorkflowOutreach(OutreachMixin, MatrixCase):
    reasons = ('return', 'cancel')

    def setUp(self):
        super().setUp()
        self.outreach = Built(STATES, self.outreach_in)

    def test_every_role_tries_every_button(self):
        self.check_steps(self.outreach, STEPS, STEPS_OF_UNIT, TARGETS)

    def test_every_role_writes_every_state(self):
        self.check_writes(self.outreach, STATES, WRITES, ('author', 'editor', 'office', 'director'))

    def test_import_is_no_other_way(self):
        self.check_imports(self.outreach, STATES, WRITES, ('author', 'editor', 'office'))

    def test_no_outreach_begins_anywhere_but_as_a_draft(self):
        self.check_creation('cchc.outreach', {
            'name': "Conference", 'form_id': self.form().id, 'department_id': self.units['press'].id},
            STATES, ['author'])

    def test_buttons_are_shown_to_whoever_may_use_them(self):
        self.check_flags(self.outreach, STEPS, STEPS_OF_UNIT)

    def test_steps_that_need_a_reason_are_refused_without_one(self):
        self.check_reasons(self.outreach, STEPS_OF_UNIT)

    def test_each_step_leaves_one_line(self):
        self.check_lines(self.outreach, STEPS_OF_UNIT)

    def test_director_decides_on_what_comes_from_the_office(self):
        """What the Office held, and what somebody of the Office entered for another unit."""
        for values in ({'department_id': self.units['office'].id, 'by': 'office_head'}, {'by': 'office'}):
            with self.subTest(values=values), self.undone():
                outreach = self.outreach_in('submitted', **values)
                self.assertRefused("director|somebody else", self.as_(outreach, 'office').action_approve)
                self.as_(outreach, 'director').action_approve()
                self.assertEqual(outreach.state, 'approved')

    def test_nobody_accepts_what_they_sent(self):
        outreach = self.outreach_in('draft')
        self.as_(outreach, 'office').action_submit()
        self.assertRefused("somebody else", self.as_(outreach, 'office').action_approve)

    def test_the_office_accepts_many_at_once(self):
        outreach = self.outreach_in('submitted') | self.outreach_in('submitted', date='2024-03-01')
        self.as_(outreach, 'office').action_approve()
        self.assertEqual(set(outreach.mapped('state')), {'approved'})

    def test_ten_accepted_at_once_give_each_person_one_notice(self):
        ten = self.env['cchc.outreach'].union(*(
            self.outreach_in('submitted', name=f"Conference {number}", by=('author', 'colleague')[number % 2])
            for number in range(10)))
        told = self.notices_of(self.as_(ten, 'office').action_approve)
        self.assertEqual(
            sorted(self.role_of(notice) for notice in told), ['author', 'colleague', 'head'], "one each, not ten")
        self.assertEqual(set(ten.mapped('state')), {'approved'})
        [message] = told.filtered(lambda notice: self.role_of(notice) == 'head').mail_message_id
        self.assertEqual(message.subject.count("and 9 more"), 1)

    def role_of(self, notice):
        return notice.res_partner_id.user_ids.login.removeprefix('test.')

    def test_accepting_all_or_none(self):
        """One of ten that the Office may not decide on stops all of them, by name."""
        mixed = self.outreach_in('submitted') | self.outreach_in('submitted', name="Our own conference", by='office')
        self.assertRefused("Our own conference", self.as_(mixed, 'office').action_approve)

    def test_accepting_thirty_costs_what_accepting_three_costs(self):
        self.plan_in('published', {
            'channel_id': False, 'form_id': self.form().id, 'frequency': 'quarter', 'due_day': 20, 'quantity': 90})

        def cost(size):
            sent = self.env['cchc.outreach'].union(*(
                self.outreach_in('submitted', name=f"Conference {size}/{number}") for number in range(size)))
            sent = self.as_(sent.browse(sent.ids), 'office')    # loaded together
            before = self.env.cr.sql_log_count
            sent.action_approve()
            self.env.flush_all()
            self.assertEqual(set(sent.mapped('state')), {'approved'})
            self.assertEqual(len(sent.assignment_id), 1)
            return self.env.cr.sql_log_count - before

        cost(2)
        few, many = cost(3), cost(30)
        self.assertLessEqual(many, few + 1, f"{few} queries for 3, {many} for 30")

    def test_who_decides_and_the_unit_are_told(self):
        outreach = self.outreach_in('draft')
        told = self.notices_of(self.as_(outreach, 'author').action_submit)
        self.assertEqual(told.res_partner_id, self.users['office'].partner_id)
        told = self.notices_of(self.as_(outreach, 'office').action_return, "Which hall?")
        self.assertEqual(told.res_partner_id, self.users['author'].partner_id | self.users['head'].partner_id)
