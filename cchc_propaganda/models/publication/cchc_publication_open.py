# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models


class CchcOpenWork(models.AbstractModel):
    _inherit = 'cchc.open.work'

    @api.model
    def _open_at(self, records):
        """Articles that are meant for the channel, or sent to it and not answered."""
        found = super()._open_at(records)
        if records._name == 'cchc.channel':
            waiting = self.env['cchc.publication'].sudo().search([      # only their number is told
                ('channel_id', 'in', records.ids), ('state', 'in', ('pending', 'sent')),
                ('article_id.state', '!=', 'cancelled')])
            for channel, own in waiting.grouped('channel_id').items():
                found[channel.id].append(self.env._("%(count)s articles meant for it and not posted yet",
                                                    count=len(own)))
        return found
