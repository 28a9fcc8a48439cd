# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

TOLD = {'publish': 'published', 'refuse': 'refused', 'remove': 'removed'}


class CchcPublication(models.Model):
    """Notices to authors about the publications of their article; the notice links to the article."""
    _inherit = 'cchc.publication'

    def _tell_of_step(self, step, reason, before):
        # Nobody is told of articles recorded afterwards.
        publications = self.filtered(lambda publication: not publication.article_id.is_registered)
        if kind := TOLD.get(step.name):
            articles = publications.article_id
            people = {article: article._people_to_tell(kind) for article in articles}
            articles._send_notice(kind, people, reason, publication_ids=publications.ids)

    def _tell_of_unsent(self, sender, reason):
        self.article_id._send_notice('unsent', sender, reason, publication_ids=self.ids)
        return super()._tell_of_unsent(sender, reason)
