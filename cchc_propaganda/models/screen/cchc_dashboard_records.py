# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

LINES = 6   # lines shown; the rest is counted


class CchcDashboard(models.AbstractModel):
    """Publications recorded after their deadline or by one person alone; for the Office and the director, who may read
    everything in their agency."""
    _inherit = 'cchc.dashboard'

    def _records(self, plan):
        """Return these publications, posted in the period of the plan: the last recorded first."""
        company = self.env.company
        self.env['cchc.publication'].flush_model()
        self.env['cchc.article'].flush_model(['name'])
        found = self.env.execute_query(SQL(
            """
            SELECT publication.id, article.name, channel.name, publication.date_published, publication.date_recorded,
                   partner.name, publication.is_recorded_late, publication.is_recorded_alone, count(*) OVER ()
              FROM cchc_publication publication
                   JOIN cchc_article article ON article.id = publication.article_id
                   JOIN cchc_channel channel ON channel.id = publication.channel_id
                   LEFT JOIN res_users account ON account.id = publication.recorded_by_id
                   LEFT JOIN res_partner partner ON partner.id = account.partner_id
             WHERE publication.company_id = %s AND publication.state = 'published'
               AND publication.date_published BETWEEN %s AND %s
               AND (publication.is_recorded_late OR publication.is_recorded_alone)
          ORDER BY publication.date_recorded DESC, publication.is_recorded_late DESC, publication.id DESC
             LIMIT %s
            """, company.id, plan.date_from, plan.date_to, LINES))
        words = self.env['cchc.publication']._words_of_record
        lines = [{'id': id_, 'what': f'{title} · {channel}', 'why': words(*record)}
                 for id_, title, channel, *record, __ in found]
        domain = (
            Domain('company_id', '=', company.id) & Domain('state', '=', 'published')
            & Domain('date_published', '>=', plan.date_from) & Domain('date_published', '<=', plan.date_to)
            & self.env['cchc.publication']._recorded_afterwards())
        return {'lines': lines, 'count': found[0][-1] if found else 0, 'domain': list(domain)}
