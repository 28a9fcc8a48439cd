# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CchcSpecialDay(models.Model):
    """A day off or working day that differs from the public calendar. Swapped Saturdays are announced late and apply to
    civil servants only (DOMAIN: Labour Code art. 112 and the yearly notices)."""
    _name = 'cchc.special.day'
    _inherit = ['cchc.text.mixin']
    _description = "Day Off or Extra Working Day"
    _order = 'date desc, id desc'

    company_id = fields.Many2one(
        'res.company', required=True, index=True, ondelete='cascade', default=lambda self: self.env.company)
    date = fields.Date(required=True)
    kind = fields.Selection([('off', "Day off"), ('work', "Working day")], required=True, default='off')
    name = fields.Char("Occasion", required=True)

    _date_unique = models.UniqueIndex('(company_id, date)', "This day is already entered.")
