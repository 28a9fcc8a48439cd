# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CchcGenre(models.Model):
    _name = 'cchc.genre'
    _inherit = ['cchc.shared.mixin']
    _description = "Genre of Article"
    _order = 'sequence, name, id'

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    replaces_id = fields.Many2one(
        'cchc.genre', "Stands for", index='btree_not_null', ondelete='restrict', readonly=True, copy=False,
        help="The shared genre that this one replaces in the agency.")
    requires_body = fields.Boolean(
        "Needs a text", default=True, help="If not, a file or the link of the posted article is enough.")
    min_words = fields.Integer("Words, from", help="A shorter text is warned about, never refused.")
    max_words = fields.Integer("Words, up to", help="A longer text is warned about, never refused.")

    _code_unique = models.UniqueIndex('(company_id, code) NULLS NOT DISTINCT', "This code is already in use.")
    _words_positive = models.Constraint('CHECK (min_words >= 0 AND max_words >= 0)', "Words cannot be negative.")
