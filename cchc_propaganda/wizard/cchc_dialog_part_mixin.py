# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import AccessError


class CchcDialogPartMixin(models.AbstractModel):
    """A row of a dialog, or a part of such a row. It is put into a dialog of one's own only: its agency, by which its
    links are checked, is that of the dialog."""
    _name = 'cchc.dialog.part.mixin'
    _description = "Part of a Dialog"

    _part_of = 'wizard_id'      # the link to the dialog, or to the row

    @api.constrains(lambda self: [self._part_of])
    def _check_own_dialog(self):
        parts = self.sudo(False)    # Odoo checks constraints as superuser
        # The system itself opens no dialog: only tests and scripts do.
        if parts.env.uid != SUPERUSER_ID and not parts[self._part_of].has_access('read'):
            raise AccessError(self.env._("This dialog is somebody else's. Open one of your own."))
