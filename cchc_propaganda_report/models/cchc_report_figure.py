# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ..tools.figures import COLUMNS, figure_text


class CchcReportFigure(models.Model):
    """One line of a report's figures. Only the report writes figures: no user has the right to."""
    _name = 'cchc.report.figure'
    _description = "Figure of a Report"
    _order = 'report_id, sequence, id'
    _check_company_auto = True

    report_id = fields.Many2one('cchc.report', required=True, index=True, ondelete='cascade', check_company=True)
    company_id = fields.Many2one(related='report_id.company_id', store=True, index=True, precompute=True)
    sequence = fields.Integer(required=True)
    code = fields.Char(required=True)
    name = fields.Char("Figure", required=True, help="As printed, in the agency's language.")
    period_key = fields.Char("Period key", required=True)
    clock = fields.Selection([
        ('plan', "by the periods of the plan"),
        ('posting', "by the day of posting"),
        ('step', "by the day of the step"),
    ], required=True)
    unit = fields.Selection([('count', "Count"), ('percent', "Percentage")], required=True, default='count')
    is_section = fields.Boolean("Heading")
    value = fields.Float("This period")
    previous = fields.Float("Period before")
    same_last_year = fields.Float("Same period last year")
    cumulative = fields.Float("Since the new year")
    # A Float cannot be unknown: without data, the number is 0 and the text is "–".
    has_value = fields.Boolean("Data of this period")
    has_previous = fields.Boolean("Data of the period before")
    has_same_last_year = fields.Boolean("Data of last year")
    has_cumulative = fields.Boolean("Data since the new year")
    value_text = fields.Char("This period, as printed", compute='_compute_texts')
    previous_text = fields.Char("Period before, as printed", compute='_compute_texts')
    same_last_year_text = fields.Char("Last year, as printed", compute='_compute_texts')
    cumulative_text = fields.Char("Since the new year, as printed", compute='_compute_texts')
    can_open = fields.Boolean(compute='_compute_can_open')

    _code_unique = models.UniqueIndex('(report_id, period_key, code)', "This figure is already there.")

    @api.depends('is_section', 'unit', *COLUMNS, *(f'has_{column}' for column in COLUMNS))
    def _compute_texts(self):
        for figure in self:
            for column in COLUMNS:
                figure[f'{column}_text'] = '' if figure.is_section else figure_text(figure._number(column), figure.unit)

    @api.depends('code', 'is_section')
    def _compute_can_open(self):
        for figure in self:
            figure.can_open = bool(
                not figure.is_section and figure.report_id._figure_target(figure.code, figure._window()))

    def action_open(self):
        """Return the action that opens the records counted by the figure of this period."""
        self.ensure_one()
        self.check_access('read')
        model, domain = self.report_id._figure_target(self.code, self._window())
        return {
            'type': 'ir.actions.act_window', 'name': self.name, 'res_model': model, 'domain': list(domain),
            'views': [(False, 'list'), (False, 'form')], 'context': {'create': False},
        }

    def _number(self, column):
        """Return the figure of a column, None without data."""
        return self[column] if self[f'has_{column}'] else None

    def _window(self):
        return self.report_id.date_start, self.report_id.date_end
