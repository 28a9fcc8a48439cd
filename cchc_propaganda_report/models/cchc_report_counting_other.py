# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo import models
from odoo.tools import SQL

from .cchc_report_counting import FORM


class CchcReport(models.Model):
    """Counting outreach by the day on which it was held, and reading difficulties and money."""
    _inherit = 'cchc.report'

    def _count_outreach(self, span, tally):
        """Count the outreach that the Office has accepted, whenever it did."""
        rows = self.env.execute_query(SQL(
            """SELECT o.company_id, o.department_id, days.stretch, o.form_id,
                      COALESCE(o.date_recorded > %s, FALSE), ARRAY_AGG(o.id), SUM(COALESCE(o.participants, 0))
                 FROM cchc_outreach o
                 JOIN (%s) days ON days.company_id = o.company_id AND o.date BETWEEN days.first AND days.last
                WHERE o.state = 'approved' AND o.date <= %s AND %s
                GROUP BY 1, 2, 3, 4, 5""",
            span.until, self._sql_span(span), span.until, self._sql_own(span, 'o', 'cchc.outreach')))
        for agency, unit, stretch, form, is_after, ids, participants in rows:
            codes = ['outreach_total', f'{FORM}{form}'] + ['outreach_recorded_after'] * is_after
            tally.add(codes, agency, unit, stretch, ids)
            tally.add(['spread_forms'], agency, unit, stretch, ids, keys={form})
            tally.add(['participant_total', f'participant_{FORM}{form}'], agency, unit, stretch, ids,
                      amount=participants)

    def _read_difficulties(self, span):
        """Return ``{agency: [(id, unit, day raised, day answered)]}`` of what was raised by the last day."""
        found = defaultdict(list)
        for id_, agency, *rest in self.env.execute_query(SQL(
                """SELECT d.id, d.company_id, d.department_id, d.date_raised, d.date_answered
                     FROM cchc_difficulty d
                    WHERE d.company_id IN %s AND d.date_raised <= %s AND %s
                    ORDER BY d.id""", span.companies, span.until, self._sql_own(span, 'd', 'cchc.difficulty'))):
            found[agency].append((id_, *rest))
        return found

    def _read_budget(self, span):
        """Return ``{plan: [(id, unit, planned, allocated, spent)]}`` of the plans of these reports. Money allocated by
        a decision after the last day is not allocated yet; nobody records on which day it was spent."""
        found = defaultdict(list)
        for id_, plan, *rest in self.env.execute_query(SQL(
                """SELECT b.id, b.plan_id, b.department_id, COALESCE(b.planned, 0),
                          CASE WHEN b.decision_date <= %s THEN COALESCE(b.allocated, 0) ELSE 0 END,
                          COALESCE(b.spent, 0)
                     FROM cchc_budget_line b
                    WHERE b.plan_id IN %s AND %s
                    ORDER BY b.id""",
                span.until, tuple(self.plan_id.ids) or (0,), self._sql_own(span, 'b', 'cchc.budget.line'))):
            found[plan].append((id_, *rest))
        return found
