# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Command

from ..models.plan.cchc_obligation import FREQUENCIES
from ..tools.dates import in_figures
from ..tools.obligation import days_of_no_plan
from ..tools.period import MONTHS


class CchcPlanImportObligationLine(models.TransientModel):
    """What the row asks for on one channel, or in one form of outreach."""
    _name = 'cchc.plan.import.obligation.line'
    _inherit = ['cchc.dialog.part.mixin', 'cchc.text.mixin']
    _description = "Obligation of a Plan from a File"
    _check_company_auto = True
    _order = 'id'

    _part_of = 'line_id'

    line_id = fields.Many2one('cchc.plan.import.line', required=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='line_id.company_id')
    place = fields.Char("Named in the file", readonly=True)
    channel_id = fields.Many2one('cchc.channel', check_company=True, domain="[('company_id', '=', company_id)]")
    form_id = fields.Many2one('cchc.outreach.form', check_company=True, domain="[('is_in_use', '=', True)]")
    genre_ids = fields.Many2many('cchc.genre', 'cchc_plan_import_genre_rel', string="Genres", check_company=True,
                                 domain="[('is_in_use', '=', True)]")
    quantity = fields.Integer("At least", required=True, default=1)
    frequency = fields.Selection(FREQUENCIES, required=True, default='quarter')
    due_day = fields.Integer("Due on day", default=31, help="31: the last day of the month.")
    due_month_offset = fields.Integer("Months after the period", default=0)
    date_deadline = fields.Date("Due on")
    date_from = fields.Date("From")
    date_to = fields.Date("To")
    rotation = fields.Json(compute='_compute_rotation', help="The turns of the row in the periods of this obligation.")

    @api.depends('frequency', 'line_id.turn_ids.month_from', 'line_id.turn_ids.month_to',
                 'line_id.turn_ids.department_id')
    def _compute_rotation(self):
        for asked in self:
            asked.rotation = [{'first': vals['period_from'], 'last': vals['period_to'], 'unit': vals['department_id']}
                              for vals in asked._prepare_rotation_vals()]

    def _prepare_rotation_vals(self):
        """Return the turns of the row whose months are periods of this obligation."""
        length = MONTHS.get(self.frequency)
        return [{
            'name': turn.name or False, 'lead_text': turn.lead_text or False, 'time_text': turn.time_text or False,
            'period_from': (turn.month_from - 1) // length + 1, 'period_to': turn.month_to // length,
            'department_id': turn.department_id.id,
        } for turn in self.line_id.turn_ids if turn.department_id and turn._fits(length)] if length else []

    def _prepare_obligation_vals(self):
        return {
            'channel_id': self.channel_id.id, 'form_id': self.form_id.id if not self.channel_id else False,
            'genre_ids': [Command.set(self.genre_ids.ids)], 'quantity': self.quantity, 'frequency': self.frequency,
            'due_day': self.due_day or 31, 'due_month_offset': self.due_month_offset,
            'date_deadline': self.date_deadline, 'date_from': self.date_from, 'date_to': self.date_to,
            'rotation_ids': [Command.create(vals) for vals in self._prepare_rotation_vals()]}

    def _problems(self):
        """Return why the obligation cannot be entered yet."""
        _ = self.env._
        if not (self.channel_id or self.form_id):
            yield _("Choose the channel or the form on which “%(words)s” is asked for.", words=self.place or '…')
        if self.channel_id and self.form_id:
            yield _("Choose either a channel or a form, not both.")
        if self.quantity < 1:
            yield _("Ask for at least one item.")
        if not 1 <= self.due_day <= 31:
            yield _("Enter the day of the month on which it is due, from 1 to 31.")
        if self.due_month_offset not in (0, 1):
            yield _("It is due in the last month of the period (0) or in the month after it (1).")
        if self.date_from and self.date_to and self.date_to < self.date_from:
            yield _("An obligation cannot end before it begins.")
        if days := days_of_no_plan(self.date_from, self.date_to, self.date_deadline):
            yield _("%(date)s lies in no year of a plan. Write the year with four digits.", date=in_figures(days[0]))
        length = MONTHS.get(self.frequency)
        if length and any(not turn._fits(length) for turn in self.line_id.turn_ids if turn.month_from):
            yield _("A turn has other months than the periods of the obligation. Change the turn, or how often it is "
                    "asked for.")


class CchcPlanImportTurn(models.TransientModel):
    """A turn of the row: the months in which one unit owes."""
    _name = 'cchc.plan.import.turn'
    _inherit = ['cchc.dialog.part.mixin', 'cchc.text.mixin']
    _description = "Turn of a Plan from a File"
    _check_company_auto = True
    _order = 'month_from, id'

    _part_of = 'line_id'

    line_id = fields.Many2one('cchc.plan.import.line', required=True, index=True, ondelete='cascade')
    company_id = fields.Many2one(related='line_id.company_id')
    name = fields.Char("As printed")
    lead_text = fields.Char("Unit, as printed")
    time_text = fields.Char("Time, as printed")
    month_from = fields.Integer("From month", required=True, default=1)
    month_to = fields.Integer("To month", required=True, default=1)
    department_id = fields.Many2one(
        'hr.department', "Unit", check_company=True, domain="[('company_id', '=', company_id)]")

    def _fits(self, length):
        """Whether the months are whole periods of so many months."""
        return (1 <= self.month_from <= self.month_to <= 12
                and not (self.month_from - 1) % length and not self.month_to % length)

    def _problems(self):
        _ = self.env._
        if not 1 <= self.month_from <= self.month_to <= 12:
            yield _("The months of a turn go from 1 to 12, the first one first.")
        if not self.department_id:
            yield _("Choose the unit of the turn “%(turn)s”.", turn=' '.join(
                filter(None, [self.name, self.lead_text])) or f'{self.month_from}–{self.month_to}')
