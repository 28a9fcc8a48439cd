# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class IrBinary(models.AbstractModel):
    _inherit = 'ir.binary'

    def _find_record(self, *args, **kwargs):
        """Serve a file of a document or its chatter only to those who may read the document. A kept address, signed or
        with a token of the editor, would otherwise work long after its user has lost the right."""
        record = super()._find_record(*args, **kwargs)
        if record._name == 'ir.attachment' and record._is_cchc_document(record.sudo().res_model):  # to read the owner
            record.sudo(False).check_access('read')
        return record
