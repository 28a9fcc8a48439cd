# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import re

from odoo import models

from ..core.cchc_presence_mixin import CHANNEL, PRESENCE

ASKED = re.compile(re.escape(CHANNEL) + r'(cchc\.[a-z.]+):([1-9]\d{0,8})')


class IrWebsocket(models.AbstractModel):
    """Who may read a document may hear who else has it open; a channel of ours is let through in no other way."""
    _inherit = 'ir.websocket'

    def _build_bus_channel_list(self, channels):
        asked = [channel for channel in channels if isinstance(channel, str) and channel.startswith(CHANNEL)]
        if asked:
            channels = [channel for channel in channels if channel not in asked]
            channels += [(record, PRESENCE) for record in map(self._cchc_presence_record, asked) if record]
        return super()._build_bus_channel_list(channels)

    def _cchc_presence_record(self, channel):
        """The document of that name if the user may read it, else None."""
        found = ASKED.fullmatch(channel)
        model = found and self.env.get(found[1])
        if model is None or not isinstance(model, self.env.registry['cchc.presence.mixin']) or not (
                self.env.user._is_internal()):
            return None
        record = model.browse(int(found[2])).exists()
        return record if record and record.has_access('read') else None
