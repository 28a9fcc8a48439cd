from odoo import models


class IrBinary(models.AbstractModel):
    _inherit = 'ir.binary'

    def _find_record(self, *args, **kwargs):
        """Whoever reads a document reads its files and those of its chatter, and nobody else, whatever address they
        have kept: it may be signed, or carry a token of the editor, and would outlive every right."""
        record = super()._find_record(*args, **kwargs)
        if record._name == 'ir.attachment' and record._is_cchc_document(record.sudo().res_model):   # whose, not which
            record.sudo(False).check_access('read')
        return record
