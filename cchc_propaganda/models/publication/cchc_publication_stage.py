# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CchcPublication(models.Model):
    """Where a publication stands, in one word and one colour. Until it is sent or posted, its article says so: in
    review, it is not merely "not sent yet"."""
    _inherit = 'cchc.publication'

    stage_text = fields.Char("Where it stands", compute='_compute_stage')
    stage_level = fields.Selection([
        ('success', "Posted"), ('info', "Waiting"), ('warning', "Returned"), ('danger', "Not accepted"),
        ('muted', "Other"),
    ], "Colour", compute='_compute_stage')

    @api.depends('state', 'article_id.state', 'article_id.is_returned', 'channel_id.is_internal')
    @api.depends_context('lang')
    def _compute_stage(self):
        levels = {'sent': 'info', 'published': 'success', 'refused': 'danger'}
        for publication in self:
            article, label, level = publication.article_id, False, levels.get(publication.state, 'muted')
            if publication.state == 'pending':
                if article.state == 'draft' and article.is_returned:
                    label, level = self.env._("Returned"), 'warning'
                elif article.state in ('draft', 'submitted', 'cancelled'):
                    label, level = article._state_label(article.state), (
                        'info' if article.state == 'submitted' else 'muted')
                elif publication.is_internal:
                    label, level = article._state_label('approved'), 'info'
            publication.stage_text = label or publication._state_label(publication.state)
            publication.stage_level = level
