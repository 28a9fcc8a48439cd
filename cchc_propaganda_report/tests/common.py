# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.addons.cchc_propaganda.tests.common import CchcCommon


class ReportCommon(CchcCommon):
    """The agency of ``cchc_propaganda``'s tests, with what a report needs."""

    def report_of(self, plan, key='2024-Q1', login='office', **values):
        return self.model('cchc.report', login).create({'period_key': key, 'plan_id': plan.id, **values})

    def regime(self, code):
        """Return a reporting rule as shipped."""
        return self.env.ref(f'cchc_propaganda_report.regime_{code}')

    def figures(self, report, column='value'):
        """Return ``{code: printed figure}`` of a column."""
        return {
            figure.code: figure[f'{column}_text'] for figure in report.with_env(self.env).figure_ids
            if not figure.is_section}

    def number_of(self, report, code, column='value'):
        """Return the number of a figure of the report's own period, None without data."""
        figure = report._figure_of(code)
        return figure._number(column) if figure else None

    def unit_report(self, plan, key='2024-M03', unit='press', login='office', **values):
        """Return the report of a unit, created by the Office."""
        return self.report_of(plan, key, login, level='department', department_id=self.units[unit].id, **values)

    def report_in(self, state='draft', report=None, number=None):
        """Bring the report, by default that of the agency for Quarter I, to that state by its steps, as the right
        people, after the end of its period."""
        report = report if report is not None else self.report_of(self.plan_in('published'))
        self.at('2024-04-03')
        writer = 'head' if report.level == 'department' else 'office'
        report = self.as_(report, writer)
        report.action_refresh()
        report.narrative_result = f'{report.narrative_result or ""}<p>All went well.</p>'
        if state == 'cancelled':
            self.as_(report, 'office').action_cancel("Not asked for")
        if state in ('submitted', 'approved', 'published'):
            report.action_submit()
        if state in ('approved', 'published'):
            self.as_(report, 'office' if report.level == 'department' else 'director').action_approve()
        if state == 'published':
            self.as_(report, 'office').write({
                'number': number or f'{next(self._numbers)}/BC-TEST', 'date_sent': '2024-04-03'})
            self.as_(report, 'office').action_publish()
        return report.with_env(self.env)
