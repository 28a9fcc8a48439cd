# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import Form, tagged

from .plan_rows import PLAN_FORM, PlanRowsCase


@tagged('post_install', '-at_install')
class TestPlanTurns(PlanRowsCase):
    """Who owes when: turns that are typed, proposed and refused."""

    def obligation(self, plan, **values):
        return plan.env['cchc.obligation'].create({
            'topic_id': plan.row_ids[:1].id, 'channel_id': self.channels['portal'].id, 'frequency': 'quarter',
            'due_day': 20, **values})

    def turn(self, first, last, unit='press', **values):
        return {'first': first, 'last': last, 'unit': self.units[unit].id, **values}

    def test_months_are_no_turns_of_a_quarterly_obligation(self):
        plan = self.typed('1', lead_text="Press")
        obligation = self.obligation(plan)
        for turns in ([self.turn(4, 6)], [self.turn(1, 1), self.turn(10, 12)]):
            self.assertRefused("go from 1 to 4.*months belong to a monthly", obligation.write, {'turns': turns})
        self.assertRefused("go from 1 to 4", plan.env['cchc.obligation.rotation'].create, {
            'obligation_id': obligation.id, 'period_from': 4, 'period_to': 6,
            'department_id': self.units['press'].id})
        obligation.turns = [self.turn(1, 3), self.turn(4, 4, 'digital')]
        self.assertRefused("go from 1 to 2", obligation.write, {'frequency': 'half'})
        self.assertAllowed(obligation.write, {'frequency': 'month'})
        self.assertRefused("go from 1 to 4", obligation.rotation_ids[0].write, {'period_to': 5})

    def test_another_frequency_begins_without_turns(self):
        form = self.new_form()
        with form.row_ids.new() as row:
            row.lead_text = "Press; Digital"
            with row.obligation_ids.new() as obligation:
                obligation.frequency = 'month'
                obligation.channel_id = self.channels['portal']
                obligation.turns = [self.turn(10, 12)]
                obligation.frequency = 'quarter'
                self.assertFalse(obligation.turns)
                obligation.turns = [self.turn(1, 4)]
        plan = form.save()
        with Form(plan, PLAN_FORM) as form, form.row_ids.edit(0) as row, row.obligation_ids.edit(0) as obligation:
            obligation.frequency = 'month'
            obligation.turns = [self.turn(1, 12, 'digital')]
        self.assertEqual(plan.obligation_ids.rotation_text, "M 1–12 Digital")
        self.assertEqual(plan.expected_assignment_count, 12)

    def test_turns_keep_their_printed_words(self):
        plan = self.typed('1')
        obligation = self.obligation(plan, rotation_ids=[
            Command.create({'name': f'{letter}. Quý {number}', 'period_from': number, 'period_to': number,
                            'department_id': self.units['press'].id, 'lead_text': "Phòng"})
            for number, letter in enumerate('abcd', 1)])
        kept = obligation.rotation_ids
        turns = obligation.turns
        turns[1]['unit'] = self.units['digital'].id
        obligation.turns = [*turns[:3], self.turn(4, 4, 'office')]
        self.assertEqual(obligation.rotation_ids.mapped('name'), ['a. Quý 1', 'b. Quý 2', 'c. Quý 3', False])
        self.assertEqual(obligation.rotation_ids & kept, kept[:3])
        self.assertEqual(obligation.rotation_text, "Q I Press · Q II Digital · Q III Press · Q IV Office")

    def test_what_is_no_turn_is_refused_in_words(self):
        obligation = self.obligation(self.typed('1'))
        for turns in ([1], [{}], ['x'], [[]], [None], [{'first': 1, 'last': 1}], [{'first': '1', 'last': 1, 'unit': 1}],
                      [{'first': 1, 'last': 1, 'unit': True}], [{'first': 1, 'last': 1, 'unit': -1}], {'first': 1},
                      'x', 7):
            with self.subTest(turns=turns):
                self.assertRefused("not complete", obligation.write, {'turns': turns})
        for unit in (2**30, 2**70):
            self.assertRefused("not complete", obligation.write, {'turns': [{'first': 1, 'last': 1, 'unit': unit}]})
        foreign = self.env['hr.department'].create({'name': "Foreign", 'company_id': self.other_company.id})
        self.assertTrue(self.refusal(obligation.write, {'turns': [{'first': 1, 'last': 1, 'unit': foreign.id}]}))

    def test_the_buttons_fill_the_turns_in_the_order_of_the_lead_units(self):
        expected = {
            ('quarter', 'each'): "Q I Press · Q II Digital · Q III Press · Q IV Digital",
            ('quarter', 'three'): "Q I Press · Q II Digital · Q III Press · Q IV Digital",
            ('month', 'three'): "M 1–3 Press · M 4–6 Digital · M 7–9 Press · M 10–12 Digital",
            ('half', 'each'): "1 Press · 2 Digital",
        }
        for (frequency, wanted), words in expected.items():
            form = self.new_form()
            with form.row_ids.new() as row:
                row.lead_text = "Press; Digital"
            with form.row_ids.edit(0) as row, row.obligation_ids.new() as obligation:
                obligation.channel_id = self.channels['portal']
                obligation.frequency = frequency
                obligation.turns_wanted = wanted
            self.assertEqual(form.save().obligation_ids.rotation_text, words)

    def test_the_buttons_know_the_lead_units_of_an_unsaved_row_above(self):
        form = self.new_form()
        for code, lead in (('1', "Press; Office"), ('1.1', '')):
            with form.row_ids.new() as row:
                row.code, row.lead_text = code, lead
        with form.row_ids.edit(1) as row, row.obligation_ids.new() as obligation:
            obligation.channel_id = self.channels['portal']
            obligation.frequency = 'quarter'
            obligation.turns_wanted = 'each'
        self.assertEqual(form.assignment_preview['total'], 4)
        self.assertEqual(form.save().obligation_ids.rotation_text,
                         "Q I Press · Q II Office · Q III Press · Q IV Office")

    def test_the_preview_is_what_the_issue_gives_out(self):
        plan = self.plan_in(
            'draft', {'frequency': 'quarter', 'turns': [self.turn(1, 2, 'office'), self.turn(2, 4, 'digital')]},
            {'frequency': 'month'}, {'frequency': 'once', 'channel_id': self.channels['page'].id},
            {'frequency': 'ongoing'}, leads=('press', 'digital'))
        preview = plan.assignment_preview
        self._walk_plan(self.as_(plan, 'office'), 'published', '2024-01-02')
        given = plan.assignment_ids
        self.assertEqual(preview['total'], len(given))
        self.assertEqual({unit['name']: unit['total'] for unit in preview['units']}, {
            unit.name: len(own) for unit, own in given.grouped('department_id').items()})
        self.assertEqual({int(key): count for key, count in preview['obligations'].items() if count}, {
            obligation.id: len(own) for obligation, own in given.grouped('obligation_id').items()})

    def test_the_director_reads_who_gets_how_much_before_approving(self):
        plan = self.as_(self.plan_in('submitted'), 'director')
        self.assertEqual(plan.assignment_preview['units'][0]['total'], 12)
        self.assertIn("12 assignments: Press 12", plan.next_step)
