# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dataclasses import dataclass
from datetime import date

from odoo import api, models
from odoo.tools import SQL

from ...tools.outcome import Outcome, kind_of

FACTS = ('waiver', 'is_met', 'is_late', 'is_before_issue', 'is_waiting', 'is_over')     # as ``kind_of`` takes them


@dataclass(frozen=True, slots=True)
class Standing:
    """How an assignment stood when a day was over."""

    outcome: Outcome
    deadline: date          # the deadline then
    department_id: int      # the unit that owed it then
    met_on: date | None     # the day on which it was met, if by then
    met_after: date | None  # the day on which it was met since then


class CchcAssignment(models.Model):
    """How assignments stood when an earlier day was over, whatever was decided or posted since.

    What counts is the day of posting, for outreach the day on which it was held, whenever it was recorded or accepted.
    Exemptions, extensions and units count by the day of their decision. What was taken down since counts no more."""
    _inherit = 'cchc.assignment'

    def _standing(self, until, today):
        """Return ``{assignment id: Standing}``: by the facts of the days up to ``until``, with the deadlines as seen on
        ``today`` (``tools.outcome.judged_on``)."""
        if not self.ids:
            return {}
        these = self._sql_standing(SQL("id IN %s", tuple(self.ids)), until, today)
        rows = self.env.execute_query(SQL(
            "SELECT id, date_deadline, department_id, date_done, %s FROM (%s) standing",
            SQL(', ').join(map(SQL.identifier, FACTS)), these))
        return {row[0]: self._standing_of(row, until, today) for row in rows}

    @api.model
    def _standing_of(self, row, until, today):
        assignment, deadline, department, met_on, *facts = row
        kind, is_known = kind_of(*facts), bool(met_on) and met_on <= until
        days = (met_on - deadline).days if kind == 'late' else (deadline - today).days
        return Standing(
            Outcome(kind, days), deadline, department, met_on if is_known else None, None if is_known else met_on)

    @api.model
    def _sql_standing(self, condition, until, today):
        """Return the SQL of a query with a row for each assignment that meets the ``condition`` (SQL, on columns of
        ``cchc_assignment``): its id, agency, plan, topic, end of period, explanation; unit and deadline as of then;
        the FACTS as ``tools.outcome.kind_of`` takes them."""
        for name in ('cchc.assignment', 'cchc.assignment.past', 'cchc.publication', 'cchc.outreach'):
            self.env[name].flush_model()
        return SQL(
            """SELECT asked.*, asked.date_done <= %(until)s AS is_met,
                      asked.date_done > asked.date_deadline AND NOT asked.is_before_issue AS is_late,
                      asked.date_deadline < %(today)s AS is_over,
                      COALESCE(answer.number, 0) >= asked.quantity AS is_waiting
                 FROM (SELECT a.id, a.company_id, a.plan_id, a.topic_id, a.date_end, a.quantity, a.date_done,
                              COALESCE(a.explanation, '') <> '' AS is_explained,
                              COALESCE(past.department_id, a.department_id) AS department_id,
                              COALESCE(past.date_deadline, a.date_deadline) AS date_deadline,
                              CASE WHEN past.id IS NULL THEN a.waiver ELSE past.waiver END AS waiver,
                              COALESCE(CASE WHEN past.id IS NULL THEN a.is_before_issue ELSE past.is_before_issue END,
                                       FALSE) AS is_before_issue
                         FROM (SELECT * FROM cchc_assignment WHERE %(condition)s) a
                              LEFT JOIN (SELECT DISTINCT ON (assignment_id) *
                                           FROM cchc_assignment_past
                                          WHERE date_until > %(until)s
                                          ORDER BY assignment_id, date_until, id) past ON past.assignment_id = a.id
                      ) asked
                      JOIN res_company agency ON agency.id = asked.company_id
                      LEFT JOIN LATERAL (%(in_time)s) answer
                        ON asked.waiver IS NULL AND NOT asked.is_before_issue
                           AND (asked.date_done IS NULL OR asked.date_done > %(until)s)""",
            until=until, today=today, condition=condition, in_time=self._sql_in_time(until))

    @api.model
    def _sql_in_time(self, until):
        """Return the SQL of the number of articles and outreach that were posted or sent by the deadline of the row
        ``asked``, and not refused by the day ``until``. What was sent then and answered later had been sent for the
        assignment that fitted on the day of sending."""
        def day(table, column):
            return SQL("(%s AT TIME ZONE 'UTC' AT TIME ZONE COALESCE(agency.cchc_tz, 'Asia/Ho_Chi_Minh'))::date",
                       SQL.identifier(table, column))

        return SQL(
            """SELECT SUM(one) AS number FROM (
                   SELECT 1 AS one
                     FROM cchc_publication p
                    WHERE (p.assignment_id = asked.id OR p.sent_assignment_id = asked.id)
                      AND CASE WHEN p.state = 'published' AND p.date_published <= %(until)s
                               THEN p.assignment_id = asked.id
                                    AND p.date_published <= LEAST(asked.date_deadline, %(until)s)
                               ELSE %(sent)s <= LEAST(asked.date_deadline, %(until)s)
                                    AND CASE p.state
                                        WHEN 'sent' THEN COALESCE(p.assignment_id, p.sent_assignment_id) = asked.id
                                        WHEN 'published'
                                            THEN COALESCE(p.sent_assignment_id, p.assignment_id) = asked.id
                                        WHEN 'refused' THEN %(answered)s > %(until)s
                                            AND COALESCE(p.sent_assignment_id, p.assignment_id) = asked.id
                                        ELSE FALSE END
                          END
                   UNION ALL
                   SELECT 1
                     FROM cchc_outreach o
                    WHERE (o.assignment_id = asked.id OR o.assignment_id IS NULL AND o.state = 'submitted'
                                                         AND o.sent_assignment_id = asked.id)
                      AND CASE o.state WHEN 'approved' THEN o.date
                                       WHEN 'submitted' THEN %(submitted)s END
                          <= LEAST(asked.date_deadline, %(until)s)) found""",
            until=until, sent=day('p', 'date_sent'), answered=day('p', 'date_answered'),
            submitted=day('o', 'date_submitted'))
