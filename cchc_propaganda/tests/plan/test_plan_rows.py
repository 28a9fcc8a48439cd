# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import unicodedata
from importlib.util import module_from_spec, spec_from_file_location

from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools.misc import file_path

from ..common import CchcCommon

PLAN_FORM = 'cchc_propaganda.cchc_plan_view_form'


class PlanRowsCase(CchcCommon):

    def new_form(self):
        form = Form(self.model('cchc.plan', 'office'), PLAN_FORM)
        form.name = "Plan of 2024"
        return form

    def typed(self, *codes, **values):
        """Return a plan whose rows are typed with these numbers, each row named by its number."""
        form = self.new_form()
        for code in codes:
            with form.row_ids.new() as row:
                row.code, row.name = code, f"Row {code}"
                for name, value in values.items():
                    row[name] = value
        return form.save()

    def outline(self, plan):
        plan.invalidate_recordset()
        return [(row.code, row.level, row.parent_id.code) for row in plan.topic_ids]


@tagged('post_install', '-at_install')
class TestPlanRows(PlanRowsCase):
    """Rows of the appendix, as the list of the plan's form sends them: by order and level."""

    def test_a_typed_number_puts_the_row_in_its_place(self):
        self.assertEqual(self.outline(self.typed('1', '2', '2.1', 'a)', 'b)', '-', '2.2', '3')), [
            ('1', 0, False), ('2', 0, False), ('2.1', 1, '2'), ('a)', 2, '2.1'), ('b)', 2, '2.1'), ('-', 3, 'b)'),
            ('2.2', 1, '2'), ('3', 0, False)])

    def test_a_row_can_be_indented_whatever_its_number(self):
        form = self.new_form()
        for code, level in (('1', 0), ('x', 1), ('y', 4)):
            with form.row_ids.new() as row:
                row.code = code
                row.level = level
        self.assertEqual(self.outline(form.save()), [('1', 0, False), ('x', 1, '1'), ('y', 2, 'x')])

    def test_a_row_below_another_without_a_number_is_a_dash(self):
        """Without a number it would be a bullet inside the cell of the row above, and leave the list."""
        form = self.new_form()
        for level in (0, 1):
            with form.row_ids.new() as row:
                row.name = "Row"
                row.level = level
        plan = form.save()
        self.assertEqual(plan.row_ids.mapped('code'), [False, '-'])

    def test_moved_rows_find_the_row_above_them_again(self):
        plan = self.typed('1', '1.1', '2')
        first, below, second = plan.row_ids
        with Form(plan, PLAN_FORM) as form:
            for index, sequence in ((0, 10), (1, 30), (2, 20)):
                with form.row_ids.edit(index) as row:
                    row.sequence = sequence
        self.assertEqual((below.parent_id, plan.topic_ids), (second, first | second | below))
        with Form(plan, PLAN_FORM) as form, form.row_ids.edit(2) as row:
            row.level = 0
        self.assertFalse(below.parent_id)

    def test_deleting_a_heading_keeps_the_rows_below_it(self):
        plan = self.typed('1', '1.1', 'a)', '2')
        with Form(plan, PLAN_FORM) as form:
            form.row_ids.remove(1)
        self.assertEqual(self.outline(plan), [('1', 0, False), ('a)', 1, '1'), ('2', 0, False)])
        with Form(plan, PLAN_FORM) as form:
            form.row_ids.remove(0)
        self.assertEqual(self.outline(plan), [('a)', 0, False), ('2', 0, False)])

    def test_a_row_given_a_row_above_moves_there(self):
        """Over RPC, in an import and in the row's own form the row above is named."""
        plan = self.typed('1', '2', '3')
        first, second, third = plan.row_ids
        third.parent_id = first
        self.assertEqual(self.outline(plan), [('1', 0, False), ('3', 1, '1'), ('2', 0, False)])
        plan.topic_ids = [Command.create({'name': "Bullet", 'parent_id': second.id})]
        plan.env['cchc.topic'].create({'parent_id': first.id, 'plan_id': False, 'name': "Its plan is that of its row"})
        new = plan.env['cchc.topic'].create({'plan_id': plan.id, 'parent_id': third.id, 'code': '3.1'})
        self.assertEqual(self.outline(plan), [
            ('1', 0, False), (False, 1, '1'), ('3', 1, '1'), ('3.1', 2, '3'), ('2', 0, False), (False, 1, '2')])
        self.assertEqual(plan.row_ids, first | third | new | second, "the bullet stands in the cell of its row")

    def test_rows_written_by_level_over_rpc_find_the_row_above(self):
        plan = self.typed('1', '2')
        plan.row_ids[1].level = 1
        self.assertEqual(self.outline(plan), [('1', 0, False), ('2', 1, '1')])
        plan.row_ids[0].level = 7
        self.assertEqual(self.outline(plan), [('1', 0, False), ('2', 1, '1')])

    def test_bullets_stay_with_their_row_when_rows_move(self):
        plan = self.typed('1', '2')
        with Form(plan.row_ids[0]) as form:
            for name in ("One", "Two"):
                with form.child_ids.new() as bullet:
                    bullet.name = name
        with Form(plan, PLAN_FORM) as form, form.row_ids.edit(0) as row:
            row.sequence = 99
        self.assertEqual(plan.topic_ids.mapped('printed_name'), ["Row 2", "Row 1", "One", "Two"])

    def test_units_typed_as_words_are_understood_and_stay_as_typed(self):
        form = self.new_form()
        with form.row_ids.new() as row:
            row.lead_text = "Press; PRESS\nUnknown body"
            self.assertEqual(row.lead_understood, "✓ Press · ? Unknown body")
            row.coordinator_text = "Các phòng"
        plan = form.save()
        self.assertEqual((plan.row_ids.lead_department_ids, plan.row_ids.lead_text),
                         (self.units['press'], "Press; PRESS\nUnknown body"))
        self.assertEqual(set(plan.row_ids.coordinator_department_ids.mapped('name')), {"Digital", "Office", "Press"})

    def test_any_text_may_be_pasted_into_a_row(self):
        """Control characters as a PDF holds them, letters composed of two characters, cells of 10,000 letters."""
        words = unicodedata.normalize('NFD', "Truyền thông cải cách\x02 hành chính\x1b")
        form = self.new_form()
        with form.row_ids.new() as row:
            for name in ('code', 'name', 'lead_text', 'coordinator_text', 'time_text'):
                for text in ("\u200b", "x" * 10_000, words * 200, words, "'\"<&>🙂", "1.1.1.1.1.1.1", False):
                    row[name] = text
            row.code, row.name, row.lead_text = '1\x02', words, "Press\x07"
            with row.obligation_ids.new() as obligation:
                obligation.channel_id = self.channels['portal']
        plan = form.save()
        self.assertEqual(plan.row_ids.code, '1')
        self.assertEqual(unicodedata.normalize('NFC', plan.row_ids.name), "Truyền thông cải cách hành chính")
        self.assertEqual(plan.row_ids.lead_department_ids, self.units['press'])
        long = "Nội dung " * 1_100
        with Form(plan, PLAN_FORM) as form, form.row_ids.edit(0) as row:
            row.name = long
        self.assertEqual(len(plan.row_ids.name), len(long))

    def test_rows_that_two_people_type_at_once_are_all_kept(self):
        plan = self.typed('1', '2')
        mine, theirs = Form(plan, PLAN_FORM), Form(plan.with_user(self.users['office']), PLAN_FORM)
        with mine.row_ids.new() as row:
            row.code, row.name = '2.1', "Mine"
        with theirs.row_ids.new() as row:
            row.code, row.name = '2.1', "Theirs"
        with theirs.row_ids.edit(0) as row:
            row.name = "Their words"
        with mine.row_ids.edit(1) as row:
            row.name = "My words"
        mine.save()
        theirs.save()
        self.assertEqual(sorted(plan.topic_ids.mapped('name')), ["Mine", "My words", "Their words", "Theirs"])
        self.assertEqual(sorted(level for __, level, __ in self.outline(plan)), [0, 0, 1, 1])

    def test_old_plans_are_put_in_order(self):
        """Before, a bullet's place was counted inside its row, and months were taken for quarters."""
        plan = self.typed('1', '2')
        first, second = plan.row_ids
        bullet = plan.env['cchc.topic'].create({'plan_id': plan.id, 'parent_id': first.id, 'name': "Bullet"})
        obligation = plan.env['cchc.obligation'].create({
            'topic_id': second.id, 'channel_id': self.channels['portal'].id, 'frequency': 'month', 'turns': [
                {'first': first, 'last': first + 2, 'unit': self.units['press'].id} for first in (1, 4, 7, 10)]})
        self.env.flush_all()
        self.env.cr.execute("UPDATE cchc_topic SET sequence = 10 WHERE plan_id = %s", [plan.id])
        self.env.cr.execute("UPDATE cchc_obligation SET frequency = 'quarter' WHERE id = %s", [obligation.id])
        self.env.invalidate_all()
        path = file_path('cchc_propaganda/migrations/19.0.1.2.0/post-plan-rows.py')
        spec = spec_from_file_location('post_plan_rows', path)
        script = module_from_spec(spec)
        spec.loader.exec_module(script)
        script.migrate(self.env.cr, '19.0.1.1.0')
        self.env.invalidate_all()
        self.assertEqual(plan.with_env(self.env).topic_ids, (first | bullet | second).with_env(self.env))
        self.assertEqual([(turn.period_from, turn.period_to) for turn in obligation.rotation_ids],
                         [(1, 1), (2, 2), (3, 3), (4, 4)])


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


@tagged('post_install', '-at_install')
class TestPlanFindings(PlanRowsCase):
    """What the check says: the same list beside the form, in its dialog, and when the plan is submitted."""

    def texts(self, plan, severity):
        return '\n'.join(finding['text'] for finding in plan.findings['list'] if finding['severity'] == severity)

    def told(self, plan):
        return plan.action_check()['params']['message']

    def test_a_plan_that_asks_nothing_of_anybody_is_told_so(self):
        plan = self.typed('1')
        self.assertIn("Nothing is asked of anybody", self.texts(plan, 'review'))
        self.assertIn("Nothing is asked of anybody", self.told(plan))
        self.assertAllowed(plan.action_submit)

    def test_two_identical_obligations_are_told(self):
        plan = self.plan_in('draft', {}, {})
        self.assertIn("asked for twice", self.texts(plan, 'review'))
        plan.obligation_ids[1].due_day = 10
        self.assertNotIn("asked for twice", self.texts(plan, 'review'))

    def test_a_lead_unit_without_a_turn_is_told(self):
        plan = self.plan_in('draft', {'turns': [{'first': 1, 'last': 12, 'unit': self.units['press'].id}]},
                            leads=('press', 'digital'))
        self.assertIn("Digital has no turn", self.texts(plan, 'review'))

    def test_archived_units_and_channels_are_named_with_their_successor(self):
        plan = self.plan_in('draft', {'turns': [{'first': 1, 'last': 12, 'unit': self.units['digital'].id}]})
        self.units['digital'].cchc_successor_ids = self.units['press']
        for record in (self.units['digital'], self.channels['portal']):
            self._archive(record)
        texts = self.texts(plan, 'review')
        self.assertIn("the unit “Digital” is archived (taken over by Press)", texts)
        self.assertIn("“1. News of the reform” names “Digital”, which is archived", texts, "it coordinates, too")
        self.assertIn("the channel is archived", texts)

    def _archive(self, records):
        """As before anybody asked whether something is open there."""
        self.env.flush_all()
        self.env.cr.execute(f'UPDATE {records._table} SET active = false WHERE id IN %s', [tuple(records.ids)])   # pylint: disable=sql-injection
        self.env.invalidate_all()

    def test_the_draft_of_the_next_year_names_what_is_archived_by_then(self):
        plan = self.plan_in('published', {}, {'channel_id': self.channels['page'].id})
        self._archive(self.units['press'] | self.units['digital'])
        self._archive(self.channels['page'])
        action = self.as_(plan, 'office').action_roll_over()
        draft = self.env['cchc.plan'].browse(action['res_id'])
        self.assertEqual(draft.topic_ids.with_context(active_test=False).lead_department_ids, self.units['press'])
        texts = self.texts(draft, 'review')
        for words in ("names “Press”, which is archived", "names “Digital”, which is archived", "channel is archived"):
            self.assertIn(words, texts)
            self.assertIn(words, str(self.lines(draft)[-1].body))

    def test_the_next_year_takes_over_months_of_a_quarterly_obligation_as_quarters(self):
        plan = self.plan_in('published', {'frequency': 'month', 'turns': [
            {'first': first, 'last': first + 2, 'unit': self.units['press'].id} for first in (1, 4, 7, 10)]})
        self.env.flush_all()
        self.env.cr.execute("UPDATE cchc_obligation SET frequency = 'quarter' WHERE plan_id = %s", [plan.id])
        self.env.invalidate_all()
        draft = self.env['cchc.plan'].browse(self.as_(plan, 'office').action_roll_over()['res_id'])
        self.assertEqual([(turn['first'], turn['last']) for turn in draft.obligation_ids.turns],
                         [(1, 1), (2, 2), (3, 3), (4, 4)])

    def queries_to_look(self, size):
        """Return the queries that the form of a draft with so many rows and obligations needs for what it computes."""
        turns = [{'first': 1, 'last': 4, 'unit': self.units['press'].id}]
        plan = self.model('cchc.plan', 'office').create({'name': "Plan", 'year': 2024, 'row_ids': [
            Command.create({'code': f'{number}', 'lead_text': "Press", 'obligation_ids': [Command.create({
                'channel_id': self.channels['portal'].id, 'frequency': 'quarter', 'turns': turns})]})
            for number in range(size)]})
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        plan.mapped('findings')
        plan.mapped('assignment_preview')
        plan.row_ids.mapped('lead_understood')
        plan.row_ids.obligation_ids.mapped('rotation_text')
        self.assertEqual(plan.expected_assignment_count, 4 * size)
        return self.env.cr.sql_log_count - before

    def test_a_long_plan_is_checked_with_the_queries_of_a_short_one(self):
        self.queries_to_look(2)     # rules and units are read once
        self.assertEqual(self.queries_to_look(40), self.queries_to_look(2))

    def test_a_row_below_itself_is_told_while_it_is_typed(self):
        plan = self.typed('1', '2')
        row = plan.row_ids[0]
        plan.flush_recordset()
        self.env.cr.execute("UPDATE cchc_topic SET parent_id = id WHERE id = %s", [row.id])
        self.env.invalidate_all()
        self.assertIn("stands below itself", self.texts(plan, 'fault'))

    def test_the_findings_follow_what_is_typed(self):
        form = self.new_form()
        self.assertEqual([finding['severity'] for finding in form.findings['list']], ['fault'])
        with form.row_ids.new() as row:
            row.code = '1'
            with row.obligation_ids.new() as obligation:
                obligation.channel_id = self.channels['portal']
        self.assertIn("has no lead unit", form.findings['list'][0]['text'])
        with form.row_ids.edit(0) as row:
            row.lead_text = "Press"
        self.assertEqual({finding['severity'] for finding in form.findings['list']}, {'note'})
        self.assertIn("4 assignments: Press 4", form.next_step)

    # ------------------------------------------------------------------
    # Proposals
    # ------------------------------------------------------------------

    def test_the_number_after_the_last_one_is_proposed_on_the_day_of_issue(self):
        self.company.cchc_symbol = 'SNV'
        plan = self.plan_in('approved')
        with Form(self.as_(plan, 'office'), PLAN_FORM) as form:
            form.date_issued = '2024-03-01'
            self.assertEqual(form.number, '1/KH-SNV')
            form.number = '7/KH-SNV'
        other = self.plan_in('approved')
        with Form(self.as_(other, 'office'), PLAN_FORM) as form:
            form.date_issued = '2024-03-02'
        self.assertEqual(other.number, '8/KH-SNV')

    def test_the_code_of_a_channel_is_proposed(self):
        for name, code in (("Cổng TTĐT Sở", 'cong-ttdt-so'), ("Cổng TTĐT Sở.", 'cong-ttdt-so-2')):
            form = Form(self.model('cchc.channel', 'office'), 'cchc_propaganda.cchc_channel_view_form')
            form.name = name
            self.assertEqual(form.code, code)
            form.save()
