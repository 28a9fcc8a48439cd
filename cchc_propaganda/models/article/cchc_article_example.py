# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...tools.groups import EDITOR, OFFICE


class CchcArticle(models.Model):
    """Good examples: the board or the Office marks what is worth commending, never who wrote or recorded it."""
    _inherit = 'cchc.article'

    is_good_example = fields.Boolean(
        "Good example", copy=False, help="Good practice or exemplary people. Marked by the editorial board or the "
                                         "Office, by somebody who neither wrote nor recorded it.")
    can_commend = fields.Boolean("May mark it as a good example", compute='_compute_can_commend')

    @api.depends('state', 'author_id', 'contributor_ids', 'submitted_by_id', 'drafter_ids')
    @api.depends_context('uid')
    def _compute_can_commend(self):
        for article in self:
            article.can_commend = not article._refusal_to_commend()

    def _refusal_to_commend(self):
        """Return '' when the user may mark the article as a good example, else a sentence that says who may."""
        allowed = self.state != 'cancelled' and self.env.user.has_groups(f'{EDITOR},{OFFICE}')
        if allowed and self.env.user not in self._barred_users() | self.sudo().create_uid:    # only compared
            return ''
        return self.env._(
            "“%(name)s” is marked as a good example by the editorial board or the Office, by somebody who neither "
            "wrote nor recorded it.", name=self.display_name)

    @api.model_create_multi
    def create(self, vals_list):
        articles = super().create(vals_list)
        articles.filtered('is_good_example')._check_commended()
        return articles

    def write(self, vals):
        if 'is_good_example' in vals:
            changed = self.filtered(lambda article: article.is_good_example != bool(vals['is_good_example']))
            changed._check_commended()
        return super().write(vals)

    def _check_commended(self):
        if self._through_gate() or self.env.su:
            return
        for article in self:
            if refusal := article._refusal_to_commend():
                raise AccessError(refusal)
