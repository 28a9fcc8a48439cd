# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..common import CchcCommon


@tagged('post_install', '-at_install')
class TestCheckOfRows(CchcCommon):
    """What a careful clerk sees in the rows of an appendix, and in the text around it."""

    def told(self, plan, *words):
        """Return the findings that have one of these words: ``[(severity, where, text)]``."""
        plan = self.as_(plan, 'office')
        return [(found['severity'], found['where'], found['text']) for found in plan.findings['list']
                if any(word in found['text'] for word in words)]

    def plan_of(self, *rows, **values):
        return self.model('cchc.plan', 'office').create({
            'name': "Plan of 2024", 'year': 2024, 'row_ids': [Command.create(row) for row in rows], **values})

    def test_rows_that_stand_twice_and_numbers_left_out(self):
        plan = self.plan_of({'code': '1', 'name': "Tin, bài về CCHC."}, {'code': '2', 'name': "Hội thi"},
                            {'code': '4', 'name': "TIN, BÀI VỀ CCHC"}, {'code': '4', 'name': "Tập huấn"})
        self.assertEqual(self.told(plan, "twice", "left out", "have the number"), [
            ('review', "Row 4", "The rows go from 2 to 4: 3 is left out."),
            ('review', "Row 4", "Two rows have the number 4."),
            ('review', "Row 4", "“TIN, BÀI VỀ CCHC” stands twice in the appendix: here and in Row 1.")])
        plan.row_ids[2].write({'code': '3', 'name': "Tin, bài về dịch vụ công"})
        self.assertEqual(self.told(plan, "twice", "left out", "have the number"), [])

    def test_a_name_that_is_no_unit_is_told_unless_the_unit_is_chosen(self):
        form = Form(self.model('cchc.plan', 'office'), 'cchc_propaganda.cchc_plan_view_form')
        form.name, form.year = "Plan of 2024", 2024
        with form.row_ids.new() as row:
            row.code, row.name = '1', "Tin, bài"
            row.lead_text, row.coordinator_text = "Phòng Nghiệp vụ", "Press; Sở Nội vụ"
        plan = form.save()
        lead = ('review', "Row 1",
                "“Phòng Nghiệp vụ” has the lead, yet is no unit of the agency: choose the unit, or add this name to "
                "it.")
        note = ('note', "Row 1", "“Sở Nội vụ” is no unit of the agency: it coordinates on paper only.")
        self.assertEqual(self.told(plan, "no unit of the agency"), [lead, note])
        plan.row_ids.lead_department_ids = self.units['digital']
        self.assertEqual(self.told(plan, "no unit of the agency"), [note], "somebody chose what the words mean")

    def test_a_unit_that_leads_and_coordinates(self):
        plan = self.plan_in('draft', leads=('press', 'digital'), coordinators=('digital', 'office'))
        self.assertEqual(self.told(plan, "coordinates itself"), [
            ('review', "Row 1", "Digital coordinates itself: it has the lead, too.")])
        plan.obligation_ids.turns = [{'first': 1, 'last': 6, 'unit': self.units['press'].id},
                                     {'first': 7, 'last': 12, 'unit': self.units['office'].id}]
        self.assertEqual(self.told(plan, "coordinates itself"), [
            ('review', "Row 1", "Office coordinates itself: it has the lead in months 7–12.")])
        plan.topic_ids.coordinator_text = "Các phòng thuộc Sở"
        self.assertEqual(self.told(plan, "coordinates itself"), [], "a word for many means the others")

    def test_special_days_of_the_agency_count(self):
        plan = self.plan_in('draft', {'frequency': 'once', 'date_deadline': '2024-05-25'})
        self.assertEqual(len(self.told(plan, "25/05/2024 (Saturday): due on a day off")), 1)
        self.env['cchc.special.day'].create([
            {'company_id': self.company.id, 'date': '2024-05-25', 'kind': 'work', 'name': "Làm bù"},
            {'company_id': self.company.id, 'date': '2024-05-24', 'kind': 'off', 'name': "Ngày truyền thống"}])
        self.assertEqual(self.told(plan, "day off"), [])
        plan.obligation_ids.date_deadline = '2024-05-24'
        self.assertEqual(len(self.told(plan, "24/05/2024 (Ngày truyền thống): due on a day off")), 1)

    def test_what_follows_the_form_before_it_is_saved(self):
        """The list is that of the form as it is typed: sections, too."""
        plan = self.plan_of({'code': '1', 'name': "Tin, bài"})
        plan.section_ids = [Command.create({'number': number, 'kind': 'heading', 'title': number}) for number in 'I']
        with Form(self.as_(plan, 'office'), 'cchc_propaganda.cchc_plan_view_form') as form:
            self.assertNotIn("left out", str(form.findings))
            with form.section_ids.new() as section:
                section.number, section.kind, section.title = 'III', 'form', "HÌNH THỨC NĂM 2022"
                section.body = "<p>- Sinh hoạt chi bộ, đoàn thể</p>"
            for words in ("II is left out", "says 2022", "has no row in the appendix"):
                self.assertIn(words, str(form.findings))
            [found] = [found for found in form.findings['list'] if "left out" in found['text']]
            self.assertEqual(found['place']['field'], 'section_ids')

    def test_who_may_not_read_the_budget_learns_no_figure(self):
        """A head reads the draft, and only the budget lines of their own unit."""
        plan = self.plan_of({'code': '1', 'name': "Tin, bài"}, section_ids=[
            Command.create({'number': 'V', 'kind': 'organisation', 'body': "<p>1. Kinh phí do Sở cấp.</p>"})])
        told = [('note', "Section V.1", "The text speaks of money, and the budget has no figures.")]
        head = self.as_(plan, 'head')
        self.assertEqual([(found['severity'], found['where'], found['text']) for found in head.findings['list']
                          if "money" in found['text']], told)
        self.as_(plan, 'office').budget_line_ids = [
            Command.create({'planned': 5_000_000, 'department_id': self.units['digital'].id})]
        self.assertNotIn("money", str(self.as_(plan, 'head').findings))
        self.assertFalse(self.as_(plan, 'head').budget_line_ids)

    def test_a_long_text_is_checked_with_the_queries_of_a_short_one(self):
        def queries(size):
            plan = self.plan_of(*[
                {'code': f'{number}', 'name': f"Nội dung {number}", 'lead_text': "Press",
                 'coordinator_text': "Digital", 'time_text': "Năm 2023"} for number in range(1, size + 1)],
                section_ids=[Command.create({
                    'number': f'I.{number}', 'kind': 'form', 'body': f"<p>- Hình thức {number}</p>"})
                    for number in range(1, size + 1)])
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertGreater(len(plan.findings['list']), size)
            return self.env.cr.sql_log_count - before

        queries(2)
        self.assertEqual(queries(40), queries(2))
