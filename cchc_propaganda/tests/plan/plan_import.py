# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
from io import BytesIO

import docx

from ..common import CchcCommon

HEADER = ['STT', 'Nội dung tuyên truyền', 'Đơn vị chủ trì', 'Đơn vị phối hợp', 'Thời gian thực hiện']


def word_file(*parts):
    """Return a Word file of texts (paragraphs) and lists of rows (tables), in base64."""
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(rows=0, cols=len(HEADER))
        for row in part:
            for cell, text in zip(table.add_row().cells, row, strict=False):
                first, *others = (text or '').split('\n')
                cell.paragraphs[0].text = first
                for line in others:
                    cell.add_paragraph(line)
    stream = BytesIO()
    document.save(stream)
    return base64.b64encode(stream.getvalue())


class PlanImportCase(CchcCommon):

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        names = {'office': "Văn phòng", 'press': "Phòng Báo chí – Xuất bản", 'digital': "Phòng Chuyển đổi số"}
        for key, name in names.items():
            cls.units[key].name = name
        cls.channels['portal'].name = "Cổng TTĐT Sở"
        cls.channels['page'].name = "Chuyên trang CCHC tỉnh"

    def previewed(self, *rows, by='office', text=(), **values):
        """Return the dialog after it read a Word file of these rows."""
        wizard = self.model('cchc.plan.import', by).create({
            'file': word_file(*text, [HEADER, *rows]), 'filename': "ke-hoach.docx", 'year': 2024, **values})
        wizard.action_preview()
        return wizard

    def entered(self, wizard):
        """Enter the rows; return the plan."""
        return self.env['cchc.plan'].browse(wizard.action_import()['res_id'])

    def obligations(self, plan):
        return [(one.topic_id.code, one._met_by().name, one.frequency, one.quantity, one.due_day,
                 [(turn.period_from, turn.period_to, turn.department_id.name) for turn in one.rotation_ids])
                for one in plan.topic_ids.obligation_ids]
