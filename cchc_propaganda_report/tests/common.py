# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.addons.cchc_propaganda.tests.common import CchcCommon


class ReportCommon(CchcCommon):
    """The agency of ``cchc_propaganda``'s tests, with what a report needs."""

    def report_of(self, plan, key='2024-Q1', login='office', **values):
        return self.model('cchc.report', login).create({'period_key': key, 'plan_id': plan.id, **values})

    def figures(self, report, column='value'):
        """Return ``{code: printed figure}`` of a column."""
        return {
            figure.code: figure[f'{column}_text'] for figure in report.with_env(self.env).figure_ids
            if not figure.is_section}
