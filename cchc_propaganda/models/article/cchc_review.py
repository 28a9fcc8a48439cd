# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CchcReview(models.Model):
    """One decision on an article: who, when, on which version, why. Only the server writes it; nobody deletes it."""
    _name = 'cchc.review'
    _description = "Review"
    _order = 'date desc, id desc'
    _rec_name = 'step_name'

    article_id = fields.Many2one('cchc.article', required=True, index=True, ondelete='restrict', readonly=True)
    company_id = fields.Many2one('res.company', "Agency", required=True, index=True, readonly=True)
    department_id = fields.Many2one(related='article_id.department_id', string="Unit")
    step_id = fields.Many2one(
        'cchc.review.step', "Review step", index='btree_not_null', ondelete='restrict', readonly=True)
    channel_id = fields.Many2one(
        'cchc.channel', "Added channel", ondelete='restrict', readonly=True,
        help="A channel that one of its members added after the approval.")
    step_name = fields.Char("Step", required=True, readonly=True, help="The name of the step at that moment.")
    user_id = fields.Many2one(
        'res.users', "Decided by", required=True, index=True, ondelete='restrict', readonly=True)
    date = fields.Datetime("Decided on", required=True, readonly=True)
    date_since = fields.Datetime("Waiting since", readonly=True, help="When the article came to this step.")
    decision = fields.Selection([
        ('agreed', "Agreed"),
        ('returned', "Returned"),
    ], required=True, readonly=True)
    is_by_office = fields.Boolean(
        "By the Office instead", readonly=True, help="Nobody named by the step could decide.")
    reason = fields.Text(readonly=True)
    round = fields.Integer(readonly=True, help="How many times the article had been submitted.")
    version = fields.Integer("Version of the text", readonly=True)
    checksums = fields.Json("Files", readonly=True, help="SHA-1 of each file at the decision, by its id.")
