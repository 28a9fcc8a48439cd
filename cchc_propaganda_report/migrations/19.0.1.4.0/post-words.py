# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import SUPERUSER_ID, api
from odoo.tools.misc import file_path
from odoo.tools.translate import TranslationImporter


def migrate(cr, version):
    """Write the Vietnamese labels of the addon anew. On an upgrade Odoo would keep the old ones."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    if env['res.lang']._get_data(code='vi_VN'):
        words = TranslationImporter(cr, verbose=False)
        words.load_file(file_path('cchc_propaganda_report/i18n/vi.po'), 'vi_VN')
        words.save(overwrite=True)
