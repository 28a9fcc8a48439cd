# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

WRITTEN = frozenset({'name', 'attachment_ids'})     # what is written besides the text; the rest is sorting it in


class CchcArticle(models.Model):
    """Who wrote an article before it was first submitted, and so does not approve it."""
    _inherit = 'cchc.article'

    drafter_ids = fields.Json(
        "Written by", readonly=True, copy=False, server_only=True,
        help="Ids of the users who created it, or wrote a version of it before it was first submitted: they do not "
             "approve it.")

    @api.model_create_multi
    def create(self, vals_list):
        articles = super().create(vals_list)
        articles._keep_drafter()
        return articles

    def _log_versions(self, kept):
        self.browse().union(*(
            article for article, (changes, is_text, __) in kept.items()
            if not article.date_submitted and (is_text or not WRITTEN.isdisjoint(changes))))._keep_drafter()
        return super()._log_versions(kept)

    def _keep_drafter(self):
        """Write down that the user has written these articles."""
        for writers, articles in self.grouped(lambda article: tuple(article.drafter_ids or ())).items():
            if self.env.uid not in writers:
                articles._with_gate().write({'drafter_ids': [*writers, self.env.uid]})

    def _drafters(self):
        """Who created the articles, or wrote a version before they were first submitted."""
        return self.env['res.users'].browse(
            dict.fromkeys(id_ for article in self for id_ in article.drafter_ids or ()))
