# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models
from odoo.tools import SQL

from odoo.addons.cchc_propaganda.models.assignment.cchc_assignment_standing import FACTS
from odoo.addons.cchc_propaganda.tools.outcome import kind_of

from ..tools.figures import assignment_codes
from .cchc_report_counting import UNIT


class CchcReport(models.Model):
    """Counting assignments, as they stood when the last day of the report was over."""
    _inherit = 'cchc.report'

    def _count_assignments(self, span, tally):
        """Count the assignments whose period in the plan ends within the span, by unit and outcome."""
        these = SQL("company_id IN %s AND date_end BETWEEN %s AND %s", span.companies, span.stretches[0][0],
                    span.stretches[-1][1])
        rows = self.env.execute_query(SQL(
            """SELECT standing.company_id, standing.department_id, days.stretch, standing.is_explained,
                      COALESCE(standing.date_done > %s, FALSE) AS is_met_after, %s, ARRAY_AGG(standing.id)
                 FROM (%s) standing
                 JOIN (%s) days ON days.company_id = standing.company_id
                                   AND standing.date_end BETWEEN days.first AND days.last
                WHERE %s
                GROUP BY 1, 2, 3, 4, 5, %s""",
            span.until, SQL(', ').join(map(SQL.identifier, FACTS)),
            self.env['cchc.assignment']._sql_standing(these, span.until, span.today), self._sql_span(span),
            self._sql_own(span, 'standing', 'cchc.assignment'),
            SQL(', ').join(map(SQL.identifier, FACTS))))
        for agency, unit, stretch, is_explained, is_met_after, *facts, ids in rows:
            codes = assignment_codes(kind_of(*facts), facts[FACTS.index('is_over')], is_explained, is_met_after)
            tally.add(codes, agency, unit, stretch, ids)
            by_unit = [f'{code}_{UNIT}{unit}' for code in codes if code in ('assignment_due', 'assignment_met')]
            tally.add(by_unit, agency, unit, stretch, ids)
