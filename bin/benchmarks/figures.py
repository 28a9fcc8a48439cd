# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The figures of a province's report on a year, with the records behind each, against the same counts in one SQL."""

import datetime

from . import _agency, _articles, _measure

SIZES = ((1_000, 9), (10_000, 7), (100_000, 5))     # articles, repetitions
QUICK = ((1_000, 5),)
GOAL, LARGE = 1.2, 100_000   # below, the reading of names and the writing of lines outweigh the counting

# What an expert would write who wants the numbers alone: each table is read once, and no record is kept.
FLOOR = """
WITH days (col, first, last) AS (VALUES
         ('value', %(start)s::date, %(end)s::date), ('previous', %(before)s::date, %(before_end)s::date),
         ('same_last_year', %(before)s::date, %(before_end)s::date), ('cumulative', %(start)s::date, %(end)s::date)),
     posted AS MATERIALIZED (
         SELECT p.company_id, days.col, p.article_id, p.channel_id, p.genre_id, p.department_id, p.quantity,
                channel.kind, channel.is_internal, p.date_recorded > %(end)s AS is_after, p.is_recorded_late
           FROM cchc_publication p JOIN days ON p.date_published BETWEEN days.first AND days.last
                JOIN cchc_channel channel ON channel.id = p.channel_id
          WHERE p.company_id = ANY(%(companies)s) AND p.state = 'published'),
     article AS MATERIALIZED (
         SELECT DISTINCT company_id, col, article_id, genre_id, department_id FROM posted),
     stepped AS MATERIALIZED (
         SELECT a.company_id, days.col, step.code, a.id, a.genre_id, a.department_id
           FROM cchc_article a CROSS JOIN days
                JOIN LATERAL (VALUES ('submitted', a.date_submitted), ('approved', a.approved_date),
                    ('returned', CASE WHEN a.is_returned AND a.state = 'draft' THEN a.date_submitted END)
                ) step (code, moment) ON step.moment >= days.first - INTERVAL '7 hours'
                                         AND step.moment < days.last + INTERVAL '17 hours'
          WHERE a.company_id = ANY(%(companies)s))
SELECT company_id, col, 'channel ' || channel_id, COUNT(*) FROM posted GROUP BY 1, 2, 3
UNION ALL SELECT company_id, col, 'kind ' || kind || is_internal, COUNT(*) FROM posted GROUP BY 1, 2, 3
UNION ALL SELECT company_id, col, 'recorded ' || COALESCE(is_after, FALSE) || COALESCE(is_recorded_late, FALSE),
                 COUNT(*) FROM posted GROUP BY 1, 2, 3
UNION ALL SELECT company_id, col, 'broadcasts', SUM(quantity) FROM posted WHERE kind = 'broadcast' GROUP BY 1, 2, 3
UNION ALL SELECT company_id, col, 'genre ' || genre_id, COUNT(*) FROM article GROUP BY 1, 2, 3
UNION ALL SELECT company_id, col, 'unit ' || department_id, COUNT(*) FROM article GROUP BY 1, 2, 3
UNION ALL SELECT company_id, col, 'topic ' || about.topic_id, COUNT(*)
            FROM article JOIN cchc_article_topic_rel about USING (article_id) GROUP BY 1, 2, 3
UNION ALL SELECT company_id, col, 'authors', COUNT(DISTINCT partner_id) FROM (
              SELECT article.company_id, article.col, person.partner_id
                FROM article JOIN cchc_article a ON a.id = article.article_id
                     JOIN res_users person ON person.id = a.author_id
               UNION ALL
              SELECT article.company_id, article.col, other.partner_id
                FROM article JOIN cchc_article_contributor_rel other USING (article_id)
          ) writer GROUP BY 1, 2, 3
UNION ALL SELECT company_id, col, code || ' genre ' || genre_id, COUNT(*) FROM stepped GROUP BY 1, 2, 3
UNION ALL SELECT company_id, col, code || ' unit ' || department_id, COUNT(*) FROM stepped GROUP BY 1, 2, 3
UNION ALL SELECT stepped.company_id, col, code || ' channel ' || meant.channel_id, COUNT(DISTINCT stepped.id)
            FROM stepped JOIN cchc_publication meant ON meant.article_id = stepped.id GROUP BY 1, 2, 3
UNION ALL SELECT company_id, col, code || ' topic ' || about.topic_id, COUNT(*)
            FROM stepped JOIN cchc_article_topic_rel about ON about.article_id = stepped.id GROUP BY 1, 2, 3
UNION ALL SELECT a.company_id, days.col, 'assignment ' || a.department_id || ' ' || CASE
              WHEN a.waiver IS NOT NULL THEN a.waiver
              WHEN a.date_done <= %(end)s AND a.date_done <= a.date_deadline THEN 'done'
              WHEN a.date_done <= %(end)s THEN 'late'
              WHEN a.is_before_issue THEN 'before'
              WHEN a.is_waiting_channel THEN 'waiting'
              ELSE 'missed' END, COUNT(*)
            FROM cchc_assignment a JOIN days ON a.date_end BETWEEN days.first AND days.last
           WHERE a.company_id = ANY(%(companies)s) GROUP BY 1, 2, 3
"""


def rows(open_env, options):
    for articles, repeat in QUICK if options.quick else SIZES:
        with open_env() as env:
            agency = _agency.Agency(env)
            _articles.fill(agency, articles)
            yield _row(agency, repeat, GOAL if articles >= LARGE else None)


def _row(agency, repeat, goal):
    env, company = agency.env, agency.company
    year = company._cchc_today().year - 1      # the last year that is over, with the year before it
    report = env['cchc.report'].create({
        'period_key': f'{year}-Y', 'company_id': company.id,
        'plan_id': env['cchc.plan'].search([('company_id', '=', company.id), ('year', '=', year)]).id})
    env.flush_all()
    moment = datetime.datetime.combine(datetime.date(year + 1, 1, 8), datetime.time())
    days = {'start': f'{year}-01-01', 'end': f'{year}-12-31', 'before': f'{year - 1}-01-01',
            'before_end': f'{year - 1}-12-31', 'companies': company.ids}
    env.cr.execute("SELECT COUNT(*) FROM cchc_publication WHERE company_id = %s AND state = 'published'", [company.id])
    [[publications]] = env.cr.fetchall()

    def count():
        env.invalidate_all()
        return report._counted_lines(moment)

    def floor():
        env.cr.execute(FLOOR, days)
        return {(column, code): number for __, column, code, number in env.cr.fetchall()}

    lines, numbers = {line.code: line for line in count()[report][f'{year}-Y']}, floor()
    for channel in agency.channels:
        if lines[f'channel_{channel.id}'].values['value'] != numbers.get(('value', f'channel {channel.id}'), 0):
            raise AssertionError(f'the figure of {channel.name} is not that of the SQL')
    taken = _measure.in_turn({'real': count, 'floor': floor}, repeat)
    return {
        'name': "figures of a year, with the records behind them", 'size': publications, 'seconds': taken['real'],
        'floor_seconds': taken['floor'], 'ratio': taken['real'] / taken['floor'], 'goal': goal,
        'peak_mib': _measure.peak_mib(count),
    }
