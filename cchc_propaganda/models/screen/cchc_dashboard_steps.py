# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from statistics import median

from odoo import models
from odoo.tools import SQL

from ..article.cchc_article_clock import WAITING_LONG


class CchcDashboard(models.AbstractModel):
    """How long each step of the review and each channel takes."""
    _inherit = 'cchc.dashboard'

    def _steps(self, plan, channels):
        """Return the median days of each step: in the review, from its beginning to the agreement; on a channel, from
        sending (on the agency's own: from the approval) to posting. All units count together, because one unit has too
        few articles."""
        _ = self.env._
        steps = self.env['cchc.review.step'].sudo().with_context(   # every reader sees the names of the steps
            active_test=False).search_fetch(
                [('company_id', 'in', (False, self.env.company.id))],
                ['name', 'days', 'active', 'company_id', 'replaces_id'])
        replaced = steps.replaces_id
        board = self.env['ir.model.data']._xmlid_to_res_id('cchc_propaganda.review_step_board') or 0
        in_review, to_posting = self._days_waited(plan, board)
        lines = [
            (_("The board approves") if board in step._with_shared().ids else _("%(step)s agrees", step=step.name),
             in_review[step.id], step.days or WAITING_LONG)
            for step in steps if (step.active and step not in replaced) or step.id in in_review]
        if not lines or 0 in in_review:     # the board's own step was deleted
            lines.append((_("The board approves"), in_review[0], WAITING_LONG))
        lines += [
            (_("%(channel)s posts", channel=channel.name), to_posting[channel.id],
             WAITING_LONG if channel.is_internal else channel.lead_days)
            for channel in channels.sorted('sequence')]
        return [self._step_line(*line) for line in lines]

    def _step_line(self, label, waited, most):
        """Return the line of a step. ``waited``: the days of each article; ``slow``: their median is above ``most``."""
        days = round(max(median(waited), 0), 1) if waited else 0
        point = self.env['res.lang']._get_data(code=self.env.lang or 'en_US').decimal_point
        return {
            'label': label, 'days': f'{days:g}'.replace('.', point) if waited else '–', 'count': len(waited),
            'slow': days > most,
        }

    def _days_waited(self, plan, board):
        """Return ``{id of the review step: the days that each article waited}`` and ``{id of the channel: the days that
        each publication took}``. An article approved without a recorded decision counts for the ``board``.

        Every user sees these figures of the whole agency, because they name nobody.
        """
        self.env['cchc.article'].flush_model(['date_submitted', 'approved_date', 'plan_id', 'is_registered'])
        self.env['cchc.publication'].flush_model(['state', 'date_sent', 'date_published', 'article_id'])
        self.env['cchc.review'].flush_model()
        days = {'review': defaultdict(list), 'channel': defaultdict(list)}
        for kind, key, waited in self.env.execute_query(SQL(
            """
            SELECT 'review', COALESCE(review.step_id, %(board)s), review.date - review.date_since
              FROM cchc_review review JOIN cchc_article article ON article.id = review.article_id
             WHERE article.plan_id = %(plan)s AND review.decision = 'agreed' AND review.date_since IS NOT NULL
         UNION ALL
            SELECT 'review', %(board)s, article.approved_date - article.date_submitted
              FROM cchc_article article
             WHERE article.plan_id = %(plan)s AND article.approved_date >= article.date_submitted
               AND NOT EXISTS (SELECT FROM cchc_review review WHERE review.article_id = article.id)
         UNION ALL
            SELECT 'channel', publication.channel_id,
                   publication.date_published::timestamp
                   - date_trunc('day', COALESCE(publication.date_sent, article.approved_date)
                                       AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)
              FROM cchc_publication publication JOIN cchc_article article ON article.id = publication.article_id
             WHERE article.plan_id = %(plan)s AND publication.state = 'published'
               AND NOT article.is_registered IS TRUE
               AND COALESCE(publication.date_sent, article.approved_date) IS NOT NULL
            """, plan=plan.id, board=board, tz=self.env.company.cchc_tz)):
            days[kind][key].append(waited.total_seconds() / 86400)
        return days['review'], days['channel']
