# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from ..common import CchcCommon


@tagged('post_install', '-at_install')
class TestMigrationWords(CchcCommon):
    """An upgrade brings the new Vietnamese, and leaves alone what an agency has written."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.load_vietnamese()

    def vietnamese(self, xml_id):
        return self.env.ref(f'cchc_propaganda.{xml_id}').with_context(lang='vi_VN')

    def test_old_labels_and_shipped_texts_are_replaced_and_an_agencys_own_text_stays(self):
        dialog, late = self.vietnamese('cchc_reason_wizard_action_waive'), self.vietnamese('reminder_late_1')
        own, form = self.vietnamese('reminder_late_7'), self.vietnamese('cchc_plan_view_form')
        now = (dialog.name, late.text, form.arch_db)
        dialog.name = "Thôi yêu cầu…"
        late.text = "Đơn vị đã quá hạn. Cần đăng bù ngay và giải trình."
        own.text = "Văn phòng gọi điện cho đơn vị."
        form.update_field_translations('arch_db', {'vi_VN': {"Sections": "Phần lời"}})
        self.assertIn("Phần lời", form.arch_db)
        self.migrate('cchc_propaganda/migrations/19.0.1.2.0/post-words.py')
        self.assertEqual((dialog.name, late.text, form.arch_db), now)
        self.assertEqual(own.text, "Văn phòng gọi điện cho đơn vị.")

    def test_labels_that_changed_since_are_replaced(self):
        """A menu entry that was renamed would keep its old Vietnamese name, and two would be called the same."""
        menu, own = self.vietnamese('cchc_assignment_menu'), self.vietnamese('reminder_late_7')
        now = menu.name
        menu.name = "Tên cũ"
        own.text = "Văn phòng gọi điện cho đơn vị."
        self.migrate('cchc_propaganda/migrations/19.0.1.4.0/post-words.py')
        self.assertEqual((menu.name, own.text), (now, "Văn phòng gọi điện cho đơn vị."))
