# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tools import SQL
from odoo.tools.sql import column_exists, create_column


def migrate(cr, version):
    """Fill in who wrote an article before it was first submitted (from its history), and who recorded it as already
    posted (from the log of steps)."""
    for name, kind in (('registered_by_id', 'int4'), ('drafter_ids', 'jsonb')):
        if not column_exists(cr, 'cchc_article', name):
            create_column(cr, 'cchc_article', name, kind)
    cr.execute(SQL("""
        UPDATE cchc_article article SET registered_by_id = log.user_id
          FROM cchc_workflow_log log
         WHERE log.res_model = 'cchc.article' AND log.res_id = article.id AND log.step = 'register'
           AND article.is_registered AND article.registered_by_id IS NULL
    """))
    cr.execute(SQL("""
        WITH writer AS (
            SELECT article.id AS article_id, article.create_uid AS user_id
              FROM cchc_article article WHERE article.create_uid IS NOT NULL
             UNION
            SELECT article.id, (revision ->> 'create_uid')::int
              FROM cchc_article article
                   CROSS JOIN LATERAL jsonb_array_elements(
                       CASE jsonb_typeof(article.html_field_history -> 'body')
                            WHEN 'array' THEN article.html_field_history -> 'body' ELSE '[]' END) revision
                   LEFT JOIN LATERAL (
                       SELECT MIN(log.date) AS date
                         FROM cchc_workflow_log log
                        WHERE log.res_model = 'cchc.article' AND log.res_id = article.id
                          AND log.step = 'submit') submitted ON TRUE
             WHERE (submitted.date IS NULL OR (revision ->> 'create_date')::timestamp <= submitted.date)
               AND (revision ->> 'patch' <> '' OR revision -> 'changes' ?| ARRAY['name', 'attachment_ids']))
        UPDATE cchc_article article SET drafter_ids = written.user_ids
          FROM (SELECT article_id, jsonb_agg(user_id ORDER BY user_id) AS user_ids
                  FROM writer JOIN res_users account ON account.id = user_id GROUP BY article_id) written
         WHERE written.article_id = article.id AND article.drafter_ids IS NULL
    """))
