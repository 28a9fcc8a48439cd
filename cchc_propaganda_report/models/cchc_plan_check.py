# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from odoo.addons.cchc_propaganda.models.plan.cchc_plan_check import finding
from odoo.addons.cchc_propaganda.tools.check.deadlines import after_report
from odoo.addons.cchc_propaganda.tools.dates import in_figures
from odoo.addons.cchc_propaganda.tools.decree import within_sentence


class CchcPlan(models.Model):
    """The check of a plan beside the reporting rules: what is due after the data of its report are closed is told only
    in the next report. The plan's time and the report's are two clocks (decree 09/2019/NĐ-CP, art. 12)."""
    _inherit = 'cchc.plan'

    def _findings_of_plan(self, rows):
        yield from super()._findings_of_plan(rows)
        company = self.company_id or self.env.company
        rules = self.env['cchc.report.regime']._in_use(company)[company].filtered(
            lambda regime: not regime._impossible())
        for row in rows.filtered('obligation_ids'):
            late = {}
            for regime in rules.filtered(lambda regime, row=row: regime._needs_row(row)):
                for deadline, report, last in after_report(regime._owed_to_report(row), regime._rule()):
                    late.setdefault(deadline, (regime._in_words(report.key), last))
            if late:
                yield finding('review', self.env._(
                    "%(days)s: due after the data of the report are closed. What is done after that day stands in the "
                    "next report.", days='; '.join(
                        self.env._("%(due)s (report of %(period)s: data up to %(last)s)", due=in_figures(due),
                                   period=within_sentence(period), last=in_figures(last))
                        for due, (period, last) in sorted(late.items()))), row)


class CchcReportRegime(models.Model):
    _inherit = 'cchc.report.regime'

    def _needs_row(self, row):
        """Whether reports by this rule tell what is done for the row of the plan; one rule."""
        return not self.subject_ids or bool(self.subject_ids & row.subject_ids._origin)

    def _owed_to_report(self, row):
        """Return what the units of this rule owe by the row; one rule."""
        reporting = set(self.department_ids.ids)
        return [owed for obligation in row.obligation_ids for owed, units in obligation._owed()
                if units and (not reporting or reporting & set(units))]
