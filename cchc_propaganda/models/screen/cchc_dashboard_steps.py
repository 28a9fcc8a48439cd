from odoo import models
from odoo.tools import SQL

from ..article.cchc_article_clock import WAITING_LONG


class CchcDashboard(models.AbstractModel):
    """How long each step takes, of the review and of each channel."""
    _inherit = 'cchc.dashboard'

    def _steps(self, plan, channels):
        """The median of days in each step: of the review from the article's turn there to the agreement, then on each
        channel from sending (the agency's own: from the approval) to the publication. Every unit's, for one unit has
        too few to tell anything."""
        _ = self.env._
        self.env['cchc.article'].flush_model(['date_submitted', 'approved_date', 'plan_id', 'is_registered'])
        self.env['cchc.publication'].flush_model(['state', 'date_sent', 'date_published', 'article_id'])
        self.env['cchc.review'].flush_model()
        self.env['cchc.review.step'].flush_model()
        board = self.env['ir.model.data']._xmlid_to_res_id('cchc_propaganda.review_step_board') or 0
        lang = self.env.lang or 'en_US'
        found = self.env.execute_query(SQL(
            """
            WITH step AS (
                SELECT - COALESCE(review.step_id, %(board)s) AS key, review.date - review.date_since AS waited
                  FROM cchc_review review JOIN cchc_article article ON article.id = review.article_id
                 WHERE article.plan_id = %(plan)s AND review.decision = 'agreed' AND review.date_since IS NOT NULL
             UNION ALL
                SELECT - %(board)s, article.approved_date - article.date_submitted
                  FROM cchc_article article
                 WHERE article.plan_id = %(plan)s AND article.approved_date >= article.date_submitted
                   AND NOT EXISTS (SELECT FROM cchc_review review WHERE review.article_id = article.id)
             UNION ALL
                SELECT publication.channel_id,
                       publication.date_published::timestamp
                       - date_trunc('day', COALESCE(publication.date_sent, article.approved_date)
                                           AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)
                  FROM cchc_publication publication JOIN cchc_article article ON article.id = publication.article_id
                 WHERE article.plan_id = %(plan)s AND publication.state = 'published'
                   AND NOT article.is_registered IS TRUE
                   AND COALESCE(publication.date_sent, article.approved_date) IS NOT NULL),
            median AS (
                SELECT key, GREATEST(percentile_cont(0.5) WITHIN GROUP (
                           ORDER BY EXTRACT(EPOCH FROM waited) / 86400), 0) AS days, count(*) AS count
                  FROM step GROUP BY key)
            SELECT COALESCE(median.key, - review.id), median.days, median.count,
                   COALESCE(review.name->>%(lang)s, review.name->>'en_US'), review.days
              FROM median FULL JOIN (
                       SELECT * FROM cchc_review_step WHERE company_id IS NULL OR company_id = %(company)s) review
                   ON median.key = - review.id
             WHERE median.key IS NOT NULL OR review.active
          ORDER BY review.sequence, review.id
            """, plan=plan.id, tz=self.env.company.cchc_tz, board=board, lang=lang, company=self.env.company.id))
        # Figures of the agency, without a name of a person in them.
        medians = {key: (round(days, 1), count) for key, days, count, __, __ in found if count}
        point = self.env['res.lang']._get_data(code=lang).decimal_point
        steps = [
            (key, _("The board approves") if key == -board else _("%(step)s agrees", step=name), days or WAITING_LONG)
            for key, __, __, name, days in found if key <= 0
        ] or [(0, _("The board approves"), WAITING_LONG)]
        steps += [
            (channel.id, _("%(channel)s posts", channel=channel.name), WAITING_LONG if channel.is_internal
             else channel.lead_days) for channel in channels.sorted('sequence')]
        return [{
            'label': label, 'days': f'{medians[key][0]:g}'.replace('.', point) if key in medians else '–',
            'count': medians[key][1] if key in medians else 0, 'slow': key in medians and medians[key][0] > most,
        } for key, label, most in steps]
