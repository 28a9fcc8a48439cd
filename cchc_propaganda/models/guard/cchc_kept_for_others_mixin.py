# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class CchcKeptForOthersMixin(models.AbstractModel):
    """A record that users keep for themselves and that may be made to hold for others: a filter, a tab. The check runs
    on what is made, on what a change finds, on what it leaves, and on what is deleted. List it before the model
    itself in ``_inherit``."""
    _name = 'cchc.kept.for.others.mixin'
    _description = "Record That May Hold for Other Users"

    def _check_cchc_for_others(self):
        """Raise AccessError for a record of ours that holds for others, unless the user may make such a one."""
        raise NotImplementedError

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._check_cchc_for_others()
        return records

    def write(self, vals):
        self._check_cchc_for_others()
        res = super().write(vals)
        self._check_cchc_for_others()
        return res

    @api.ondelete(at_uninstall=True)
    def _unlink_except_cchc_for_others(self):
        self._check_cchc_for_others()
