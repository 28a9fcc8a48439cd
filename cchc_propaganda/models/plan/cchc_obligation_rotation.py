# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models


class CchcObligationRotation(models.Model):
    """One turn: the periods of the year (1-based, inclusive) in which one unit owes."""
    _name = 'cchc.obligation.rotation'
    _inherit = ['cchc.plan.amended.part']
    _description = "Turn in a Rotation"
    _order = 'obligation_id, period_from, id'
    _check_company_auto = True

    obligation_id = fields.Many2one(
        'cchc.obligation', required=True, index=True, ondelete='cascade', check_company=True)
    origin_id = fields.Many2one(
        'cchc.obligation.rotation', "Turn that it amends", index='btree_not_null', ondelete='set null', readonly=True,
        copy=False, check_company=True,
        help="In an amendment: the turn of the amended plan. Empty: a new one.")
    company_id = fields.Many2one(related='obligation_id.company_id', store=True, index=True, precompute=True)
    name = fields.Char("As printed", help="“a. Quý 1”, “Tháng 1,2,3”")
    lead_text = fields.Char("Unit, as printed")
    time_text = fields.Char("Time, as printed")
    period_from = fields.Integer("From period", required=True, default=1)
    period_to = fields.Integer("To period", required=True, default=1)
    department_id = fields.Many2one(
        'hr.department', "Unit", required=True, index=True, ondelete='restrict', check_company=True)

    _periods_ordered = models.Constraint(
        'CHECK (period_from >= 1 AND period_to BETWEEN period_from AND 12)',
        "The first period of a turn cannot come after its last one (months 1–12, quarters 1–4).")

    @api.depends('name', 'department_id')
    def _compute_display_name(self):
        for turn in self:
            turn.display_name = ': '.join(filter(None, [turn.name, turn.department_id.name]))

    @api.constrains('period_from', 'period_to', 'obligation_id')
    def _check_periods(self):
        self.obligation_id._check_turns()

    def _plan_of_part(self):
        return self.obligation_id.plan_id
