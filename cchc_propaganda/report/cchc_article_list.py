# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo import api, models


class ArticleList(models.AbstractModel):
    """The values of the printed list: the chosen articles, or the reader's own articles of a year."""
    _name = 'report.cchc_propaganda.article_list'
    _description = "Printed List of Articles"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return ``docs`` in the order of their days, ``year`` for the reader's own list, and ``named``, which names a
        unit, a channel or the agency as on the last day of that year, else as today."""
        articles, year = self.env['cchc.article'], int((data or {}).get('year') or 0)
        articles = articles._mine_of_year(year) if year else articles.browse(docids).exists()
        articles.check_access('read')
        day = (articles[:1].company_id or self.env.company)._cchc_today()
        day = min(day, date(year, 12, 31)) if year else day
        return {'doc_model': articles._name, 'doc_ids': articles.ids, 'year': year,
                'named': lambda record: record.sudo()._cchc_name_on(day),   # who reads the article reads these names
                'docs': articles.sorted(lambda article: (article.date, article.id))}
