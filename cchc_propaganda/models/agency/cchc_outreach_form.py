# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CchcOutreachForm(models.Model):
    """A kind of communication other than an article: a conference, a party meeting, a notice board, a study tour."""
    _name = 'cchc.outreach.form'
    _inherit = ['cchc.shared.mixin', 'cchc.means.mixin']
    _description = "Form of Communication"
    _order = 'sequence, name, id'

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    replaces_id = fields.Many2one(
        'cchc.outreach.form', "Stands for", index='btree_not_null', ondelete='restrict', readonly=True, copy=False,
        help="The shared form that this one replaces in the agency.")
    evidence = fields.Selection([
        ('required', "Required"),
        ('optional', "Optional"),
        ('never', "Never attached"),
    ], required=True, default='optional',
        help="Whether a photo or the minutes are attached. Never: documents of party meetings stay with the party.")

    _code_unique = models.UniqueIndex('(company_id, code) NULLS NOT DISTINCT', "This code is already in use.")
