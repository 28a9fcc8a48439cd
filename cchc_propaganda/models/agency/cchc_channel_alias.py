# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CchcChannelAlias(models.Model):
    _name = 'cchc.channel.alias'
    _inherit = ['cchc.text.mixin']
    _description = "Other Name of a Channel"
    _order = 'name, id'

    name = fields.Char(required=True)
    channel_id = fields.Many2one('cchc.channel', required=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='channel_id.company_id', store=True, index=True)

    _name_unique = models.UniqueIndex('(company_id, lower(name))', "This name already belongs to a channel.")
