# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Bring the Vietnamese of an existing database up to date. On an upgrade Odoo adds what is new and keeps what is there,
so the old labels would stay."""

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL
from odoo.tools.misc import file_path
from odoo.tools.translate import TranslationImporter

FILE = 'cchc_propaganda/i18n/vi.po'
# Texts that the addon shipped and that an agency may have changed: only those that still say this are replaced.
SHIPPED = {
    ('cchc_review_step', 'name'): ("Lãnh đạo phòng",),
    ('cchc_reminder_rule', 'text'): (
        "Viết bài và gửi duyệt; kênh của cơ quan khác cần vài ngày để đăng.",
        "Cần đăng trước hạn: Ban Biên tập cần thời gian duyệt, đăng.",
        "Bài đăng sau hôm nay tính là hoàn thành quá hạn.",
        "Đơn vị đã quá hạn. Cần đăng bù ngay và giải trình.",
        "Đơn vị chưa đăng bù: cần đôn đốc, hoặc quyết định gia hạn, chuyển đơn vị thực hiện, cho miễn.",
        "Đơn vị và Văn phòng chưa giải quyết xong.",
        "Ghi giải trình tại nhiệm vụ: lý do quá hạn và biện pháp khắc phục.",
        "Lãnh đạo đơn vị chưa giải trình: cần đôn đốc.",
        "Phân công người thực hiện.",
        "Tác giả đang chờ: duyệt đăng, hoặc trả lại và nêu lý do.",
        "Ban Biên tập chưa duyệt: cần đôn đốc hoặc bố trí người duyệt khác.",
        "Liên hệ cơ quan quản lý kênh, sau đó báo link, hoặc ghi nhận kênh không duyệt đăng.",
        "Liên hệ lại cơ quan quản lý kênh, hoặc ghi nhận kênh không duyệt đăng.",
        "Triển khai kế hoạch đến toàn thể công chức, viên chức, người lao động của phòng, đơn vị (mục V của kế hoạch), "
        "sau đó đánh dấu đã xong.",
        "Lãnh đạo đơn vị chưa đánh dấu đã triển khai: cần đôn đốc.",
        "Kế hoạch đã ban hành nhưng chưa có chỉ tiêu nên chưa đơn vị nào có nhiệm vụ: cần sửa đổi, bổ sung.",
        "Kế hoạch đã ban hành nhưng chưa có chỉ tiêu nên chưa đơn vị nào có nhiệm vụ: cần chỉ đạo sửa đổi, bổ sung.",
    ),
}


def migrate(cr, version):
    """Write the labels of the addon anew, and those texts of its rules and steps that nobody has changed."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    if not env['res.lang']._get_data(code='vi_VN'):
        return
    for (table, column), texts in SHIPPED.items():
        cr.execute(SQL("UPDATE %(table)s SET %(column)s = %(column)s - 'vi_VN' WHERE %(column)s->>'vi_VN' IN %(texts)s",
                       table=SQL.identifier(table), column=SQL.identifier(column), texts=texts))
    words = TranslationImporter(cr, verbose=False)
    words.load_file(file_path(FILE), 'vi_VN')
    words.save(overwrite=True)
