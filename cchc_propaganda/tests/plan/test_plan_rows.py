# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import unicodedata

from odoo.fields import Command
from odoo.tests import Form, tagged

from .plan_rows import PLAN_FORM, PlanRowsCase


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
        self.migrate('cchc_propaganda/migrations/19.0.1.2.0/post-plan-rows.py')
        self.assertEqual(plan.with_env(self.env).topic_ids, (first | bullet | second).with_env(self.env))
        self.assertEqual([(turn.period_from, turn.period_to) for turn in obligation.rotation_ids],
                         [(1, 1), (2, 2), (3, 3), (4, 4)])


@tagged('post_install', '-at_install')
class TestRowWithArticles(PlanRowsCase):

    def test_row_with_articles_is_not_deleted(self):
        """An approved article would silently lose its topic."""
        draft = self.plan_in('draft')
        article = self.article_in('draft', plan_id=False)
        article.topic_ids = draft.topic_ids
        self.assertRefused("Forms online", self.as_(draft.topic_ids, 'office').unlink)
        self.assertRefused("Forms online", self.as_(draft, 'office').unlink)
        self.as_(article, 'author').topic_ids = [Command.clear()]
        self.assertAllowed(self.as_(draft, 'office').unlink)
