# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class CchcPartMixin(models.AbstractModel):
    """A part of a document: it changes only while its document is open, whichever way a client writes it."""
    _name = 'cchc.part.mixin'
    _inherit = ['cchc.text.mixin']
    _description = "Part of a Document"

    _living_fields = frozenset()   # fields that may change after the document is decided

    def _check_open(self):
        """Raise unless the documents of these parts are open."""
        raise NotImplementedError

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._check_open()
        return parts

    def write(self, vals):
        if vals.keys() <= self._living_fields:
            return super().write(vals)
        self._check_open()
        res = super().write(vals)
        self._check_open()   # again, because the part may have moved into a decided document
        return res

    @api.ondelete(at_uninstall=True)
    def _unlink_except_of_decided(self):
        self._check_open()
