# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from psycopg2 import IntegrityError

from odoo import fields
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common import CchcCommon

INDEX = "Chỉ số CCHC của tỉnh và của Sở năm 2023; Chỉ số đo lường sự hài lòng…"
YEAR = "Kế hoạch CCHC tỉnh Sóc Trăng năm 2025 và các nội dung khác về CCHC…"
BASES = (
    "Căn cứ Kế hoạch số 30/KH-UBND ngày 21/02/2024 của UBND tỉnh Sóc Trăng về việc tuyên truyền cải cách hành chính "
    "tỉnh Sóc Trăng năm 2024",
    "Căn cứ Kế hoạch số 01/KH-STTTT ngày 16/01/2024 của Sở Thông tin và Truyền thông về việc thực hiện cải cách hành "
    "chính năm 2024")
# where, kind, the words as they are now
MARKS = [
    ("Name of the plan", 'moved', "Tuyên truyền cải cách hành chính năm 2025 tại Sở Thông tin và Truyền…"),
    ("Day of issue, as printed", 'moved', "ngày ……../02/2025"),
    ("Opening", 'moved', "…truyền cải cách hành chính (CCHC) năm 2025 của Sở, cụ thể như sau:"),
    ("Section III.1", 'moved', "…" + YEAR),
    ("Section III.1", 'asked', "…" + INDEX),
    ("Section V", 'moved',
     "…phí thực hiện tuyên truyền CCHC năm 2025 tại đơn vị được trích từ… …thực hiện các nhiệm vụ CCHC tại Sở năm "
     "2025."),
    ("Row 1", 'moved', "Năm 2025"),
    ("Row 1", 'moved', "…" + YEAR),
    ("Row 1", 'asked', "…" + INDEX),
    ("Row 3", 'moved', "Năm 2025"),
    *(("Row 4.1", 'moved', f"Chậm nhất 20/{month}/2025") for month in ('3', '06', '09', '12')),
    *(("Legal bases", 'basis', basis) for basis in BASES),
]


@tagged('post_install', '-at_install')
class TestRollOver(CchcCommon):
    """The plan of 2024, issued, becomes the draft of 2025: days shifted, rotation kept, years in texts moved on and
    marked, one by one, to be read again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.maxDiff = None
        plan = cls.load_plan_2024()
        by = {name: cls.env.ref(f'cchc_propaganda.user_{name}') for name in ('vanphong', 'phogiamdoc')}
        cls.office, cls.director = (
            plan.with_user(by[name]).with_context(lang='en_US') for name in ('vanphong', 'phogiamdoc'))
        cls.office.action_submit()
        cls.director.action_approve()
        cls.office.write({'number': '12/KH-STTTT', 'date_issued': '2024-02-28'})
        cls.office.action_publish()
        cls.clock.move_to('2024-12-16 02:00:00')
        cls.draft = cls.office.browse(cls.office.action_roll_over()['res_id'])

    def setUp(self):
        super().setUp()
        self.at('2024-12-16')

    def left(self):
        """Return the marks that the check names: ``[(where, text)]``."""
        return [(found['where'], found['text']) for found in self.draft.findings['list'] if found.get('mark')]

    def test_a_second_click_opens_the_same_draft(self):
        self.assertEqual(self.office.action_roll_over()['res_id'], self.draft.id)
        with self.assertRaises(IntegrityError), mute_logger('odoo.sql_db'), self.undone():     # at the same moment
            self.office.create({'name': "Kế hoạch 2025", 'year': 2025})._with_gate().previous_id = self.office
            self.env.flush_all()
        self.draft.action_cancel("Drafted by mistake")
        self.assertNotEqual(self.office.action_roll_over()['res_id'], self.draft.id)

    # ------------------------------------------------------------------
    # What is taken over
    # ------------------------------------------------------------------

    def test_text_rows_and_recipients_are_those_of_the_plan_before(self):
        draft, plan = self.draft, self.office
        self.assertEqual((draft.year, draft.state, str(draft.date_from), str(draft.date_to)),
                         (2025, 'draft', '2025-01-01', '2025-12-31'))
        self.assertFalse(draft.number or draft.date_issued)
        self.assertEqual(draft.section_ids.mapped('number'), plan.section_ids.mapped('number'))
        self.assertEqual(draft.section_ids.mapped('kind'), plan.section_ids.mapped('kind'))
        self.assertEqual(draft.recipient_ids.mapped('name'), plan.recipient_ids.mapped('name'))
        self.assertEqual(tuple(draft.legal_basis_ids.mapped('name')), BASES, "a document keeps its year")
        self.assertEqual(draft.topic_ids.mapped('code'), plan.topic_ids.mapped('code'))
        self.assertEqual(draft.topic_ids.previous_id, plan.topic_ids)
        bullets = '\n'.join(filter(None, draft.topic_ids.mapped('name')))
        for words in ("giai đoạn 2021 - 2030", "ngày 27/12/2018", "của Sở năm 2023", "tỉnh Sóc Trăng năm 2025"):
            self.assertIn(words, bullets)

    def test_rotation_and_days_give_the_same_twenty_assignments_a_year_later(self):
        def owed(plan):
            return [(one.topic_id.code, one.channel_id, period.period.ordinal, units, period.deadline)
                    for one in plan.obligation_ids for period, units in one._owed()]

        self.assertEqual(self.draft.expected_assignment_count, 20)
        self.assertEqual(
            [(*rest, deadline.replace(year=2024)) for *rest, deadline in owed(self.draft)], owed(self.office))
        self.assertEqual(self.draft.obligation_ids.rotation_ids[0].time_text, "Chậm nhất 20/3/2025")

    # ------------------------------------------------------------------
    # What is to be read again
    # ------------------------------------------------------------------

    def test_each_text_whose_year_was_moved_is_marked_and_other_years_are_asked_about(self):
        self.assertEqual([(mark.where, mark.kind, mark.after) for mark in self.draft.mark_ids], MARKS)
        self.assertEqual(self.draft.mark_ids[1].before, "ngày ……../02/2024")

    def test_the_check_names_what_is_left_until_it_is_ticked_off(self):
        self.assertEqual([where for where, __ in self.left()], [where for where, *__ in MARKS])
        self.assertEqual(
            self.left()[1][1], "“ngày ……../02/2025”: the year was moved on. Read it again, then tick it off.")
        self.assertEqual(
            self.left()[4][1], f"“…{INDEX}” was taken over with its year. Is that year still meant in 2025?")
        self.assertEqual(
            self.left()[-1][1], f"“{BASES[1]}” was taken over. Is it still in force, or is there one for 2025?")
        with Form(self.draft, 'cchc_propaganda.cchc_plan_view_form') as form, form.mark_ids.edit(0) as mark:
            mark.is_checked = True
        self.assertEqual([where for where, __ in self.left()], [where for where, *__ in MARKS[1:]])
        self.draft.mark_ids.is_checked = True
        self.assertFalse(self.left())
        self.assertTrue(self.draft.can_submit)

    def test_the_list_follows_a_tick_before_it_is_saved(self):
        form = Form(self.draft, 'cchc_propaganda.cchc_plan_view_form')
        before = len(form.findings['list'])
        with form.mark_ids.edit(0) as mark:
            mark.is_checked = True
        self.assertEqual(len(form.findings['list']), before - 1)

    def test_what_is_left_does_not_block(self):
        self.assertTrue(self.draft.can_submit)
        self.draft.action_submit()
        self.assertRefused("Recall it first", self.draft.mark_ids.write, {'is_checked': True})

    def test_a_mark_is_only_ticked_off(self):
        mark = self.draft.mark_ids[0]
        self.assertRefused("is only ticked off", mark.write, {'after': "Năm 2026"})
        self.assertRefused("is only ticked off", self.draft.write, {'mark_ids': [
            Command.update(mark.id, {'is_checked': True, 'before': "x"})]})
        self.assertTrue(self.refusal(mark.create, {'plan_id': self.draft.id}))
        self.assertTrue(self.refusal(mark.unlink))
        self.assertTrue(self.refusal(mark.with_user(self.director.env.uid).write, {'is_checked': True}))

    def test_a_row_that_is_deleted_takes_its_marks_along(self):
        row = self.draft.topic_ids.filtered(lambda row: row.code == '3')
        row.unlink()
        self.assertNotIn("Row 3", [where for where, __ in self.left()])

    # ------------------------------------------------------------------
    # What became of it last year
    # ------------------------------------------------------------------

    def test_the_results_of_last_year_stand_beside_each_row(self):
        rows = {row.code or row.id: row for row in self.draft.topic_ids}
        self.assertEqual(rows['4.1'].previous_text, "Year 2024: 0 of 8 assignments met, 6 missed. Result: Not started")
        self.assertEqual(
            rows['4.2'].previous_text, "Year 2024: 0 of 10 assignments met, 9 missed. Result: Not started",
            "two months were due before the issue")
        self.assertEqual(rows['2'].previous_text, "Year 2024: nothing was owed. Result: Not started")
        self.assertFalse(any(row.previous_text for row in self.draft.topic_ids if not row.code))
        self.assertFalse(rows['4'].previous_text, "the rows below say it")
        due = self.office.topic_ids.filtered(lambda row: row.code == '4.1').assignment_ids.sorted('date_deadline')
        due[0]._with_gate().sudo().write({'waiver': 'exempt'})
        self.env.flush_all()
        self.env.cr.execute("UPDATE cchc_assignment SET date_done = %s, state = 'done' WHERE id = %s",
                            [due[1].date_deadline, due[1].id])
        self.env.cr.execute("UPDATE cchc_assignment SET date_done = %s, state = 'late' WHERE id = %s",
                            [fields.Date.add(due[2].date_deadline, days=3), due[2].id])
        self.env.invalidate_all()
        previous = self.office.topic_ids.filtered(lambda row: row.code == '4.1')
        previous.write({'result_state': 'running', 'result': "02 tin, bài trên Chuyên trang"})
        self.assertEqual(
            rows['4.1'].previous_text,
            "Year 2024: 2 of 7 assignments met, 1 late, 3 missed. Result: Under way. 02 tin, bài trên Chuyên trang")

    def test_they_are_shown_while_the_plan_is_drafted(self):
        self.assertTrue(any(self.draft.topic_ids.mapped('previous_text')))
        self.assertFalse(any(self.office.topic_ids.mapped('previous_text')))
        self.draft.action_cancel("Drafted twice")
        self.assertFalse(any(self.draft.topic_ids.mapped('previous_text')))

    def test_a_row_typed_by_hand_may_name_the_one_before(self):
        plan = self.office.create({'name': "Kế hoạch 2025", 'year': 2025})
        row = plan.topic_ids.create({'plan_id': plan.id, 'code': '1', 'name': "Tin, bài"})
        row.previous_id = self.office.topic_ids[-1]
        self.assertIn("Year 2024: 0 of 10", row.previous_text)

    def test_many_rows_cost_the_queries_of_few(self):
        def queries(rows):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rows.mapped('previous_text')
            return self.env.cr.sql_log_count - before

        rows = self.draft.topic_ids.browse(self.draft.topic_ids.ids)
        few = rows.filtered(lambda row: row.code in ('4', '4.2'))
        queries(rows)       # rules and groups are read once
        self.assertLessEqual(queries(rows), queries(few.browse(few.ids)))
