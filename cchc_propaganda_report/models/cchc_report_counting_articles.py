# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import SQL

from .cchc_report_counting import CHANNEL, GENRE, KIND, TOPIC, UNIT

STEPS = ('article_submitted', 'article_approved', 'article_returned')


class CchcReport(models.Model):
    """Counting articles and their publications: by the day of posting, and by the day of their steps."""
    _inherit = 'cchc.report'

    def _count_publications(self, span, tally):
        """Count the publications by the day of posting, whenever they were recorded; those taken down count no more."""
        rows = self.env.execute_query(SQL(
            """SELECT p.company_id, p.department_id, days.stretch, p.channel_id, channel.kind, channel.is_internal,
                      COALESCE(p.date_recorded > %s, FALSE), COALESCE(p.is_recorded_late, FALSE),
                      ARRAY_AGG(p.id), SUM(p.quantity)
                 FROM cchc_publication p
                 JOIN (%s) days ON days.company_id = p.company_id
                                   AND p.date_published BETWEEN days.first AND days.last
                 JOIN cchc_channel channel ON channel.id = p.channel_id
                WHERE p.state = 'published' AND %s
                GROUP BY 1, 2, 3, 4, 5, 6, 7, 8""",
            span.until, self._sql_span(span), self._sql_own(span, 'p', 'cchc.publication')))
        for agency, unit, stretch, channel, kind, is_own, is_after, is_late, ids, broadcasts in rows:
            codes = ['publication_total', 'publication_own' if is_own else 'publication_external',
                     f'{KIND}{kind}', f'{CHANNEL}{channel}']
            codes += ['publication_recorded_after'] * is_after + ['publication_recorded_late'] * is_late
            tally.add(codes, agency, unit, stretch, ids)
            tally.add(['spread_channels'], agency, unit, stretch, ids, keys={kind})
            if kind == 'broadcast':
                tally.add(['broadcast_total'], agency, unit, stretch, ids, amount=broadcasts)

    def _count_posted(self, span, tally):
        """Count the articles with a publication in the span, each once: by genre, row of the plan, unit and author."""
        rows = self.env.execute_query(SQL(
            """WITH posted AS MATERIALIZED (
                   SELECT DISTINCT p.company_id, p.department_id, days.stretch, p.genre_id, p.article_id
                     FROM cchc_publication p
                     JOIN (%s) days ON days.company_id = p.company_id
                                       AND p.date_published BETWEEN days.first AND days.last
                    WHERE p.state = 'published' AND %s),
               writer AS (
                   SELECT posted.*, person.partner_id
                     FROM posted JOIN cchc_article article ON article.id = posted.article_id
                          JOIN res_users person ON person.id = article.author_id
                   UNION ALL
                   SELECT posted.*, other.partner_id
                     FROM posted JOIN cchc_article_contributor_rel other ON other.article_id = posted.article_id)
               SELECT 'genre', company_id, department_id, stretch, genre_id, ARRAY_AGG(article_id)
                 FROM posted GROUP BY 2, 3, 4, 5
               UNION ALL
               SELECT 'topic', company_id, department_id, stretch, about.topic_id, ARRAY_AGG(posted.article_id)
                 FROM posted JOIN cchc_article_topic_rel about ON about.article_id = posted.article_id
                GROUP BY 2, 3, 4, 5
               UNION ALL
               SELECT 'author', company_id, department_id, stretch, partner_id, ARRAY_AGG(article_id)
                 FROM writer GROUP BY 2, 3, 4, 5""",
            self._sql_span(span), self._sql_own(span, 'p', 'cchc.publication')))
        for part, agency, unit, stretch, key, ids in rows:
            if part == 'genre':
                tally.add(['article_posted', f'{GENRE}{key or 0}', f'{UNIT}{unit or 0}'], agency, unit, stretch, ids)
            elif part == 'topic':
                tally.add([f'{TOPIC}{key}'], agency, unit, stretch, ids)
            else:
                tally.add(['author_total'], agency, unit, stretch, ids, keys={key})

    def _count_steps(self, span, tally):
        """Count the articles submitted, approved, and returned and not submitted again, by the day of the step: in all,
        by genre, channel, row of the plan and unit."""
        rows = self.env.execute_query(SQL(
            """WITH stepped AS MATERIALIZED (
                   SELECT step.code, a.company_id, a.department_id, days.stretch, a.genre_id, a.id
                     FROM cchc_article a
                     JOIN (%s) days ON days.company_id = a.company_id
                                       AND (a.date_submitted >= days.since AND a.date_submitted < days.before
                                            OR a.approved_date >= days.since AND a.approved_date < days.before)
                     JOIN LATERAL (VALUES
                         ('submitted', a.date_submitted, TRUE), ('approved', a.approved_date, TRUE),
                         ('returned', a.date_submitted, a.is_returned AND a.state = 'draft')
                     ) step (code, moment, holds) ON step.holds AND step.moment >= days.since
                                                     AND step.moment < days.before
                    WHERE %s)
               SELECT 'genre', code, company_id, department_id, stretch, genre_id, ARRAY_AGG(id)
                 FROM stepped GROUP BY 2, 3, 4, 5, 6
               UNION ALL
               SELECT 'channel', stepped.code, stepped.company_id, stepped.department_id, stepped.stretch,
                      meant.channel_id, ARRAY_AGG(DISTINCT stepped.id)
                 FROM stepped JOIN cchc_publication meant ON meant.article_id = stepped.id
                WHERE stepped.code <> 'returned' GROUP BY 2, 3, 4, 5, 6
               UNION ALL
               SELECT 'topic', code, company_id, department_id, stretch, about.topic_id, ARRAY_AGG(id)
                 FROM stepped JOIN cchc_article_topic_rel about ON about.article_id = stepped.id
                WHERE code <> 'returned' GROUP BY 2, 3, 4, 5, 6""",
            self._sql_span(span), self._sql_own(span, 'a', 'cchc.article')))
        prefixes = {'genre': GENRE, 'channel': CHANNEL, 'topic': TOPIC}
        for part, step, agency, unit, stretch, key, ids in rows:
            codes = [f'{step}_{prefixes[part]}{key or 0}'] if step != 'returned' else []
            if part == 'genre':
                codes += [f'article_{step}'] + ([f'{step}_{UNIT}{unit or 0}'] if step != 'returned' else [])
            tally.add(codes, agency, unit, stretch, ids)
