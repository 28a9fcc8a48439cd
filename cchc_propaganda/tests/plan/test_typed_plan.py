# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.tests import Form, tagged
from odoo.tools.convert import convert_file

from ..common import CchcCommon
from .test_generation import DIGITAL, INSPECTORATE, OFFICE, PORTAL, PRESS, PROVINCE, REFORM_PAGE, TWENTY

PLAN_FORM = 'cchc_propaganda.cchc_plan_view_form'
# The appendix of the 2024 plan, as printed: number, content, lead, coordination, time.
ROWS = [
    ('1', "Vai trò, ý nghĩa, mục tiêu và tác động của CCHC", "- Văn phòng.\n- Ban Biên tập Cổng TTĐT của Sở.",
     "Các phòng và đơn vị thuộc Sở", "Năm 2024"),
    ('2', "Tuyên truyền tính tiện ích của dịch vụ công", "- Trung tâm Công nghệ số\n- Văn phòng", "Các phòng thuộc Sở",
     "Thường xuyên"),
    ('3', "Cập nhật, đăng tải các văn bản, tin, bài lên Cổng TTĐT của Sở", "Ban Biên tập Cổng TTĐT của Sở.",
     "Các phòng và đơn vị thuộc Sở.", "Năm 2024"),
    ('4', "Thực hiện một số tin, bài về CCHC", '', '', ''),
    ('4.1', "Mỗi quý có ít nhất 01 tin, bài viết, phóng sự gửi và được duyệt đăng Chuyên trang CCHC; 01 trên kênh Zalo",
     "a. Văn phòng\nb. Phòng Thông tin – Báo chí – Xuất\nbản\nc. Phòng Chuyển đổi số\nd. Thanh tra", '',
     "Chậm nhất ngày 20 tháng cuối quý"),
    ('4.2', "Mỗi tháng có ít nhất 01 tin, bài viết, phóng sự được duyệt và đăng trên Cổng TTĐT của Sở",
     "- Tháng 1,2,3: Văn phòng\n- Tháng 4,5,6: Phòng Thông tin – \nBáo chí – Xuất bản\n"
     "- Tháng 7,8,9: Phòng Chuyển đổi số\n- Tháng 10,11,12: Phòng Thanh tra",
     "Phòng\n\nThông tin –\nBáo chí –\nXuất bản", "Chậm nhất Ngày 25 hàng tháng"),
]
LEVELS = [0, 0, 0, 0, 1, 1]


@tagged('post_install', '-at_install')
class TestTypedPlan2024(CchcCommon):
    """The real plan, typed by its Office into the form of a plan that is not saved yet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        convert_file(cls.env, 'cchc_propaganda', 'demo/cchc_agency_demo.xml', {}, mode='init', noupdate=True)
        cls.by = {name: cls.env.ref(f'cchc_propaganda.user_{name}') for name in ('vanphong', 'phogiamdoc')}

    def type_rows(self, form):
        for code, name, lead, coordination, time in ROWS:
            with form.row_ids.new() as row:
                row.code, row.name, row.lead_text = code, name, lead
                row.coordinator_text, row.time_text = coordination, time

    def type_obligation(self, form, index, channel, frequency, due_day, turns):
        with form.row_ids.edit(index) as row, row.obligation_ids.new() as obligation:
            obligation.frequency = frequency
            obligation.channel_id = self.env['cchc.channel'].search([
                ('name', '=', channel), ('company_id', '=', self.by['vanphong'].company_id.id)])
            obligation.due_day = due_day
            obligation.turns_wanted = turns

    def test_typed_in_one_go_it_gives_out_exactly_the_twenty_of_the_paper(self):
        office = self.env['cchc.plan'].with_user(self.by['vanphong']).with_context(lang='vi_VN')
        form = Form(office, PLAN_FORM)
        form.name, form.year = "Tuyên truyền cải cách hành chính năm 2024", 2024
        self.type_rows(form)
        self.type_obligation(form, 4, REFORM_PAGE, 'quarter', 20, 'each')
        self.type_obligation(form, 4, PROVINCE, 'quarter', 20, 'each')
        self.type_obligation(form, 5, PORTAL, 'month', 25, 'three')
        preview = form.assignment_preview
        self.assertEqual(preview['total'], 20)
        self.assertEqual({unit['name']: (unit['month'], unit['quarter'], unit['total']) for unit in preview['units']},
                         dict.fromkeys((OFFICE, PRESS, DIGITAL, INSPECTORATE), (3, 2, 5)))
        self.assertEqual({finding['severity'] for finding in form.findings['list']}, {'review', 'note'})
        plan = form.save()
        self.assertEqual(plan.topic_ids.mapped('level'), LEVELS)
        self.assertEqual(plan.topic_ids.parent_id.mapped('code'), ['4'])
        self.assertEqual(plan.topic_ids.mapped('lead_text'), [row[2] for row in ROWS], "printed words stay")
        self.assertEqual(plan.assignment_preview['total'], 20)
        plan.action_submit()
        plan.with_user(self.by['phogiamdoc']).action_approve()
        plan.write({'number': '99/KH-TEST', 'date_issued': date(2024, 2, 28)})
        with self.on('2024-02-28'):
            plan.action_publish()
        self.assertEqual({
            (assignment.channel_id.name, assignment.period_key, assignment.department_id.name, assignment.date_deadline)
            for assignment in plan.assignment_ids}, TWENTY)
        self.assertEqual(len(plan.assignment_ids), 20)
