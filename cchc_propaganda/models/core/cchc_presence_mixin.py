# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

PRESENCE = 'PRESENCE'
CHANNEL = 'cchc_presence:'      # what a client subscribes to: this, model, ":", id


class CchcPresenceMixin(models.AbstractModel):
    """A document whose form shows who else has it open. Each form tells the others by the bus; nothing is stored.

    The bus asks for the rights when somebody subscribes (``guard/ir_websocket.py``) and not again: it is sent nothing
    but a name.
    """
    _name = 'cchc.presence.mixin'
    _description = "Document Open in Several Places"

    def announce_presence(self, tab, open_for=0, is_editing=False, is_asking=False, has_left=False):
        """Tell the other forms that the user has the document open in this tab of the browser, for so many seconds, or
        has left it. ``is_asking``: those who are there shall answer."""
        self.ensure_one()
        self.check_access('read')
        self.env['bus.bus']._sendone((self, PRESENCE), 'cchc_presence', {
            'res_model': self._name, 'res_id': self.id, 'tab': str(tab)[:40], 'user_id': self.env.uid,
            'name': self.env.user.name, 'open_for': min(max(int(open_for), 0), 10**6),
            'is_editing': bool(is_editing), 'is_asking': bool(is_asking), 'has_left': bool(has_left)})
        return True
