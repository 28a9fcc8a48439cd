# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CchcSubject(models.Model):
    """What a row of a plan is about: one of the contents of the reform (resolution 76/NQ-CP), or their direction. A
    reporting rule may ask for some of them only."""
    _name = 'cchc.subject'
    _inherit = ['cchc.shared.mixin']
    _description = "Subject of the Reform"
    _order = 'sequence, name, id'

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    replaces_id = fields.Many2one(
        'cchc.subject', "Stands for", index='btree_not_null', ondelete='restrict', readonly=True, copy=False,
        help="The shared subject that this one replaces in the agency.")

    _code_unique = models.UniqueIndex('(company_id, code) NULLS NOT DISTINCT', "This code is already in use.")

    def _same_in(self, company):
        """Return these subjects with those that count as the same in the agency: a shared one and its own copy."""
        return self | self.replaces_id | self.browse().union(*(self | self.replaces_id)._own_copies(company).values())
