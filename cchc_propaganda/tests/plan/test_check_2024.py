# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import tagged

from ..common import CchcCommon

# severity, where, what and why
OF_2024 = [
    ('review', "Row 4.2",
     "Phòng Thông tin – Báo chí – Xuất bản coordinates itself: it has the lead in months 4–6."),
    ('review', "Row 4.2",
     "25/01/2024, 25/02/2024: due before the plan is issued (29/02/2024). Nobody is reminded of it, and it does not "
     "count as missed."),
    ('review', "Row 4.2",
     "25/02/2024 (Sunday), 25/05/2024 (Saturday), 25/08/2024 (Sunday): due on a day off. The deadline stays; the "
     "reminders come on the working day before."),
    ('review', "Title of the appendix",
     "“NỘI DUNG TUYÊN TRUYỀN CẢI CÁCH HÀNH CHÍNH NĂM 2023 TẠI SỞ…” says 2023, while the plan is for 2024."),
    ('review', "Section V", "The sections go from III to V: IV is left out."),
    ('review', "Ban Biên tập Cổng TTĐT của Sở",
     "One unit has several names: “Ban Biên tập Cổng TTĐT của Sở” (1), “Ban Biên tập Trang thông tin điện tử của Sở” "
     "(Closing). Keep one of them."),
    ('review', "Thanh tra",
     "One unit has several names: “Phòng Thanh tra” (4.2), “Thanh tra” (4.1). Keep one of them."),
    ('review', "Cổng TTĐT Sở",
     "One channel has several names: “Trang thông tin điện tử (TTĐT) của Sở” (I.1), “Cổng TTĐT của Sở” (III.2). Keep "
     "one of them."),
    ('review', "Chuyên trang CCHC tỉnh",
     "One channel has several names: “Chuyên trang CCHC tỉnh” (I.1), “Chuyên trang CCHC tỉnh Sóc Trăng” (V.3), “trang "
     "CCHC của tỉnh” (4). Keep one of them."),
    ('review', "Section III.2",
     "Form 1, “Lồng ghép việc triển khai các văn bản có nội dung liên quan…”, has no row in the appendix, so no "
     "unit leads it."),
    ('review', "Section III.2",
     "Form 2, “Thông qua sinh hoạt của Đảng bộ; các chi bộ trực thuộc Đảng…”, has no row in the appendix, so no "
     "unit leads it."),
    ('review', "Section III.2",
     "Form 5, “Tham gia Đoàn học tập kinh nghiệm CCHC của tỉnh tổ chức đi…”, has no row in the appendix, so no "
     "unit leads it."),
    ('review', "Section V.6", "No day is named by which the periodic report is sent to Sở Nội vụ."),
    ('note', "Number and day of issue",
     "Number and day of issue stay empty: the Office enters them when it is issued."),
    ('note', "Section III.2",
     "Form 4, “Niêm yết công các TTHC thuộc lĩnh vực thông tin và truyền…”, is at the same time content 10 of row 1."),
    ('note', "Section III.2",
     "Form 6, “Tuyên truyền tính tiện ích và hướng dẫn cá nhân, tổ chức sử…”, is at the same time content 11 of "
     "section III.1, row 2."),
    ('note', "Section V.5", "The text speaks of money, and the budget has no figures."),
]


@tagged('post_install', '-at_install')
class TestCheckOfThePlanOf2024(CchcCommon):
    """The real plan, as a draft: the check finds its real peculiarities, nothing else, and none that blocks."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.maxDiff = None
        cls.plan = cls.load_plan_2024()
        by = {name: cls.env.ref(f'cchc_propaganda.user_{name}') for name in ('vanphong', 'phogiamdoc')}
        cls.office, cls.director = (
            cls.plan.with_user(by[name]).with_context(lang='en_US') for name in ('vanphong', 'phogiamdoc'))

    def found(self, plan=None):
        findings = (plan or self.office).findings['list']
        return [(finding['severity'], finding['where'], finding['text']) for finding in findings]

    def gone(self):
        """Return what the check no longer finds."""
        return [finding for finding in OF_2024 if finding not in self.found()]

    def test_it_shows_its_real_peculiarities_and_nothing_else(self):
        self.assertEqual(self.found(), OF_2024)

    def test_none_of_them_blocks_and_the_director_sees_the_same(self):
        self.assertTrue(self.office.can_submit)
        self.office.action_submit()
        self.assertEqual(self.found(self.director), OF_2024)
        self.director.action_approve()
        self.office.write({'number': '12/KH-STTTT', 'date_issued': '2024-02-28'})
        self.office.action_publish()
        self.assertEqual(self.office.findings['list'], [], "an issued plan is changed by an amending plan")

    def test_the_message_says_the_first_and_how_many_more(self):
        params = self.office.action_check()['params']
        self.assertEqual(params['message'].splitlines(), [
            *(text for __, __, text in OF_2024[:3]), "And 10 more, listed beside the form.",
            "The plan can be submitted: issuing it will give out 20 assignments."])
        self.assertEqual((params['type'], params['sticky']), ('warning', False))
        self.assertEqual([finding['text'] for finding in params['findings']], [text for __, __, text in OF_2024])

    def test_every_finding_names_a_place_that_the_form_has(self):
        for finding in self.office.findings['list']:
            place = finding['place']
            self.assertIn(place['field'], self.office._fields)
            if 'key' in place:
                self.assertIn(int(place['key']), self.office[place['field']].ids, finding['text'])

    def test_each_goes_when_it_is_mended(self):
        ref = self.env.ref
        sections = {number: section for section in self.office.section_ids for number in [section.number]}
        self.office.appendix_title = self.office.appendix_title.replace('2023', '2024')
        self.assertEqual(self.gone(), [OF_2024[3]])
        sections['V'].number = 'IV'
        self.assertNotIn("left out", str(self.found()))
        sections['V'].number = 'V'
        for turn in ref('cchc_propaganda.topic_4_1').with_env(self.office.env).obligation_ids.rotation_ids:
            turn.lead_text = turn.lead_text.replace("Thanh tra", "Phòng Thanh tra")
        self.assertNotIn("“Thanh tra”", str(self.found()))
        row = ref('cchc_propaganda.topic_4_2').with_env(self.office.env)
        row.coordinator_department_ids = [Command.set(ref('cchc_propaganda.department_centre').ids)]
        self.assertNotIn("coordinates itself", str(self.found()))
        row.obligation_ids.due_day = 22
        self.assertIn("22/06/2024 (Saturday), 22/09/2024 (Sunday), 22/12/2024 (Sunday): due", str(self.found()))
        self.office.date_text = "ngày …/01/2024"
        self.assertIn("22/01/2024: due before the plan is issued (31/01/2024)", str(self.found()))
        self.office.date_issued = '2024-01-15'
        self.assertNotIn("due before", str(self.found()))
        self.office.number = '12/KH-STTTT'
        self.assertNotIn("stay empty", str(self.found()))
        self.office.budget_line_ids = [Command.create({'planned': 20_000_000})]
        self.assertNotIn("speaks of money", str(self.found()))
        sections['V'].body = sections['V'].body.replace("6 tháng, năm", "6 tháng, năm trước ngày 10")
        self.assertNotIn("No day is named", str(self.found()))
        sections['III.2'].body = "<p>- Viết tin, bài; - Niêm yết công khai</p>"
        self.assertNotIn("Form", str(self.found()))

    def test_a_year_in_a_title_is_changed_with_one_click(self):
        [fix] = [found['fix'] for found in self.office.findings['list'] if found.get('fix')]
        self.assertEqual(fix['label'], "Change to 2024")
        self.office[fix['field']] = fix['value']
        self.assertEqual(self.gone(), [OF_2024[3]])
        self.assertIn("HÀNH CHÍNH NĂM 2024 TẠI SỞ", self.office.appendix_title)

    def test_without_a_printed_month_today_is_taken(self):
        self.office.date_text = False
        self.assertIn("25/01/2024, 25/02/2024: due before the plan is issued (11/03/2024)", str(self.found()))

    def test_years_of_contents_laws_and_spans_stay_silent(self):
        """“Chỉ số CCHC năm 2023” and “giai đoạn 2021 - 2030” are right inside a content."""
        self.office.topic_ids[1].name = "Kết quả xác định Chỉ số CCHC năm 2023, giai đoạn 2021 - 2030"
        self.office.section_ids[1].title = "MỤC TIÊU (Nghị quyết số 76/NQ-CP ngày 15/7/2021), GIAI ĐOẠN 2021 - 2030"
        self.assertEqual(self.found(), OF_2024)
        self.office.topic_ids[0].time_text = "Trước ngày 30/11/2023"
        self.assertIn(
            ('review', "Row 1", "“Trước ngày 30/11/2023” says 2023, while the plan is for 2024."), self.found())
