# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tools import SQL


def migrate(cr, version):
    """Fill in, from the log of steps, what assignments asked for before each decision, and when publications were
    refused or taken down."""
    cr.execute(SQL("""
        INSERT INTO cchc_assignment_past
               (assignment_id, company_id, date_until, date_deadline, department_id, waiver, is_before_issue)
        SELECT terms.id, terms.company_id, terms.date_until, terms.date_deadline, terms.department_id, terms.waiver,
               COALESCE(terms.date_deadline < plan.date_issued, FALSE)
          FROM (SELECT a.id, a.company_id, a.plan_id, line.date, line.id AS line_id,
                       (line.date AT TIME ZONE 'UTC'
                        AT TIME ZONE COALESCE(agency.cchc_tz, 'Asia/Ho_Chi_Minh'))::date AS date_until,
                       COALESCE(
                           (SELECT to_date(substring(e.note FROM '[0-9]{2}/[0-9]{2}/[0-9]{4}'), 'DD/MM/YYYY')
                              FROM cchc_workflow_log e
                             WHERE e.res_model = 'cchc.assignment' AND e.res_id = a.id AND e.step = 'postpone'
                               AND (e.date, e.id) < (line.date, line.id)
                             ORDER BY e.date DESC, e.id DESC LIMIT 1),
                           CASE WHEN EXISTS (
                               SELECT FROM cchc_workflow_log e
                                WHERE e.res_model = 'cchc.assignment' AND e.res_id = a.id AND e.step = 'postpone'
                                  AND (e.date, e.id) >= (line.date, line.id))
                                THEN a.date_planned ELSE a.date_deadline END) AS date_deadline,
                       COALESCE(
                           (SELECT e.department_id
                              FROM cchc_workflow_log e
                             WHERE e.res_model = 'cchc.assignment' AND e.res_id = a.id AND e.step = 'reassign'
                               AND (e.date, e.id) < (line.date, line.id)
                             ORDER BY e.date DESC, e.id DESC LIMIT 1),
                           CASE WHEN EXISTS (
                               SELECT FROM cchc_workflow_log e
                                WHERE e.res_model = 'cchc.assignment' AND e.res_id = a.id AND e.step = 'reassign'
                                  AND (e.date, e.id) >= (line.date, line.id))
                                THEN a.origin_department_id ELSE a.department_id END) AS department_id,
                       (SELECT CASE e.step WHEN 'exempt' THEN 'exempt' WHEN 'waive' THEN 'waived' END
                          FROM cchc_workflow_log e
                         WHERE e.res_model = 'cchc.assignment' AND e.res_id = a.id
                           AND e.step IN ('exempt', 'waive', 'reopen') AND (e.date, e.id) < (line.date, line.id)
                         ORDER BY e.date DESC, e.id DESC LIMIT 1) AS waiver
                  FROM cchc_workflow_log line
                       JOIN cchc_assignment a ON a.id = line.res_id
                       JOIN res_company agency ON agency.id = a.company_id
                 WHERE line.res_model = 'cchc.assignment'
                   AND line.step IN ('exempt', 'waive', 'reopen', 'postpone', 'reassign')
                   AND NOT EXISTS (SELECT FROM cchc_assignment_past known WHERE known.assignment_id = a.id)) terms
               JOIN cchc_plan plan ON plan.id = terms.plan_id
         ORDER BY terms.date, terms.line_id
    """))
    cr.execute(SQL("""
        UPDATE cchc_publication publication
           SET date_answered = answer.date
          FROM (SELECT res_id, MAX(date) AS date
                  FROM cchc_workflow_log
                 WHERE res_model = 'cchc.publication' AND step IN ('refuse', 'remove')
                 GROUP BY res_id) answer
         WHERE answer.res_id = publication.id AND publication.date_answered IS NULL
           AND publication.state IN ('refused', 'removed')
    """))
