from odoo import models

TOLD = {'publish': 'published', 'refuse': 'refused', 'remove': 'removed'}


class CchcPublication(models.Model):
    """What its authors are told of an article's way through the channels; the notice stands on the article."""
    _inherit = 'cchc.publication'

    def _tell_of_step(self, step, reason, before):
        rows = self.filtered(lambda row: not row.article_id.is_registered)   # of what is recorded later nobody is told
        if kind := TOLD.get(step.name):
            articles = rows.article_id
            articles._send_notice(
                kind, {article: article._people_to_tell(kind) for article in articles}, reason, row_ids=rows.ids)
