# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.figures import COLUMNS, packed, unpacked


class CchcReportFigure(models.Model):
    """One line of a report's figures, as printed, with the records it counted. Only the report writes figures: no user
    has the right to."""
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
        ('held', "by the day on which it was held"),
        ('taken', "as recorded when the figures were taken"),
    ], required=True)
    unit = fields.Selection(
        [('count', "Count"), ('percent', "Percentage"), ('money', "Money")], required=True, default='count')
    is_section = fields.Boolean("Heading")
    is_detail = fields.Boolean("Detail", help="A part of another figure: by unit, row of the plan, genre or channel.")
    value = fields.Float("This period")
    previous = fields.Float("Period before")
    same_last_year = fields.Float("Same period last year")
    cumulative = fields.Float("Since the new year")
    # A Float cannot be unknown: without data, the number is 0 and the text is "–".
    has_value = fields.Boolean("Data of this period")
    has_previous = fields.Boolean("Data of the period before")
    has_same_last_year = fields.Boolean("Data of last year")
    has_cumulative = fields.Boolean("Data since the new year")
    value_text = fields.Char("This period, as printed")
    previous_text = fields.Char("Period before, as printed")
    same_last_year_text = fields.Char("Last year, as printed")
    cumulative_text = fields.Char("Since the new year, as printed")
    footnote = fields.Text(help="What a report that was sent says about the same days, where it says otherwise.")
    res_model = fields.Char("Kind of record counted", help="The model of the records behind the figure.")
    lists = fields.Binary(
        "Records counted", attachment=False, prefetch=False, groups=fields.NO_ACCESS,
        help="The ids of the records behind the figure, by column, compressed.")
    can_open = fields.Boolean(compute='_compute_can_open')

    _code_unique = models.UniqueIndex('(report_id, period_key, code)', "This figure is already there.")

    @api.depends('res_model')
    def _compute_can_open(self):
        for figure in self:
            figure.can_open = bool(figure.res_model)

    @api.readonly
    def action_open(self):
        """Return the action that opens the records that the figure counted, of this period or of the column that the
        button names in the context."""
        self.ensure_one()
        self.check_access('read')
        column = self.env.context.get('cchc_column', 'value')
        if column not in COLUMNS or not self.res_model:
            raise UserError(self.env._("“%(name)s” counts no records.", name=self.name))
        if column == 'value' and not self.has_value and self.has_cumulative:
            column = 'cumulative'
        return {
            'type': 'ir.actions.act_window', 'name': self.name, 'res_model': self.res_model,
            'domain': [('counted_in', '=', f'{self.id}.{column}')],
            'views': [(False, 'list'), (False, 'form')], 'context': {'create': False},
        }

    def _ids_of(self, column):
        """Return the ids of the records that the figure counted in the column; at most one record."""
        # Who reads a figure may know which records it counted. A form asks for the sizes of files only.
        content = self.sudo().with_context(bin_size=False).lists
        return unpacked(base64.b64decode(content)).get(column, ()) if content else ()

    @api.model
    def _list_vals(self, lists):
        return {'lists': base64.b64encode(packed(lists))} if lists else {}

    def _number(self, column):
        """Return the figure of a column, None without data."""
        return self[column] if self[f'has_{column}'] else None

    def _about_id(self):
        """Return the id of the channel, genre … that the line is about, None if it is about none; one record."""
        tail = self.code.rpartition('_')[2]
        return int(tail) if tail.isdecimal() else None
