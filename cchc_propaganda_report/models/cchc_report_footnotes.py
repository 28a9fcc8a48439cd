# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dataclasses import replace

from odoo import models
from odoo.fields import Domain

from odoo.addons.cchc_propaganda.tools.dates import in_figures

from ..tools.figures import COLUMNS


class CchcReport(models.Model):
    """The columns beside the period are counted as of the end of this report. Where a report that was sent said
    otherwise about the same days, a footnote says what it said."""
    _inherit = 'cchc.report'

    def _sent_figures(self):
        """Return ``{(agency, unit, subjects, days): (sent report, period key, {code: figure as printed})}`` of the days
        with which these reports compare; of several versions, the last."""
        ends = {
            end for report in self for days in report._figure_windows().values()
            for column, (__, end) in days.items() if column != 'value'}
        sent = self.search(
            Domain('company_id', 'in', self.company_id.ids) & Domain('date_end', 'in', sorted(ends)) & (
                Domain('level', '=', 'agency') & Domain('state', '=', 'published')
                | Domain('level', '=', 'department') & Domain('department_id', 'in', self.department_id.ids)
                & Domain('state', '=', 'approved')),
            order='version, id')
        texts = {}
        for figure in self.env['cchc.report.figure'].search_fetch(
                [('report_id', 'in', sent.ids), ('is_section', '=', False)],
                ['report_id', 'period_key', 'code', 'value_text']):
            texts.setdefault((figure.report_id, figure.period_key), {})[figure.code] = figure.value_text
        return {
            (*report._footnote_key(), days['value']): (report, key, texts.get((report, key), {}))
            for report in sent for key, days in report._figure_windows().items()}

    def _footnote_key(self):
        return self.company_id.id, self.department_id.id or None, tuple(sorted(self._subjects().ids))

    def _with_footnotes(self, period_key, lines, sent):
        """Return the lines with their footnotes; one record, in the language of its agency."""
        key, days = self._footnote_key(), self._figure_windows()[period_key]
        others = [(column, *sent[*key, days[column]]) for column in COLUMNS
                  if column != 'value' and (*key, days[column]) in sent]
        others = [other for other in others if other[1].id != self.id]
        result = []
        for line in lines:
            notes = dict.fromkeys(
                self._footnote(report, of_period, texts[line.code]) for column, report, of_period, texts in others
                if not line.is_section and line.values.get(column) is not None
                and texts.get(line.code, line.text(column)) != line.text(column))
            result.append(replace(line, footnote=' '.join(notes)) if notes else line)
        return result

    def _footnote(self, report, period_key, said):
        """Return the sentence saying what the sent report said."""
        words = {'period': self._period_in_words(period_key), 'said': said}
        if report.level == 'department':
            return self.env._("%(period)s: the report that the Office accepted says %(said)s.", **words)
        return self.env._(
            "%(period)s: report number %(number)s of %(date)s says %(said)s.", number=report.number or '…',
            date=in_figures(report.date_sent) if report.date_sent else '…', **words)
