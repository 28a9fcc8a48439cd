# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tools import SQL
from odoo.tools.sql import column_exists, create_column


def migrate(cr, version):
    """Fill in when a publication was recorded: the day it was confirmed, which is the first known for certain; without
    a confirmation, the day of its last change. Set the number of broadcasts to 1 on channels that do not broadcast."""
    if not column_exists(cr, 'cchc_publication', 'date_recorded'):
        create_column(cr, 'cchc_publication', 'date_recorded', 'date')
    cr.execute(SQL("""
        UPDATE cchc_publication publication
           SET date_recorded = (COALESCE(
                   confirmed.date, publication.date_last_step, publication.write_date)
                   AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(company.cchc_tz, 'Asia/Ho_Chi_Minh'))::date
          FROM cchc_publication same
               JOIN res_company company ON company.id = same.company_id
               LEFT JOIN LATERAL (
                   SELECT MIN(log.date) AS date
                     FROM cchc_workflow_log log
                    WHERE log.res_model = 'cchc.publication' AND log.res_id = same.id
                      AND log.step = 'publish') confirmed ON TRUE
         WHERE same.id = publication.id AND publication.date_recorded IS NULL
           AND (publication.url IS NOT NULL OR publication.state IN ('published', 'removed')
                OR EXISTS (SELECT FROM cchc_publication_evidence_rel rel WHERE rel.publication_id = publication.id))
    """))
    cr.execute(SQL("""
        UPDATE cchc_publication publication SET quantity = 1
          FROM cchc_channel channel
         WHERE channel.id = publication.channel_id AND channel.kind <> 'broadcast' AND publication.quantity <> 1
    """))
