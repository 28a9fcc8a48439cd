# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.dates import in_figures
from ...tools.groups import DIRECTOR, HEAD, OFFICE

READERS = f'{HEAD},{OFFICE},{DIRECTOR}'     # heads read the lines of their unit
WHOLE = f'{OFFICE},{DIRECTOR}'
SOURCES = [
    ('regular', "Regular operating funds"),
    ('non_autonomous', "Non-autonomous funds"),
    ('other', "Other"),
]


class CchcBudgetLine(models.Model):
    """Money for a row of the plan, or for the plan as a whole: planned in the draft, allocated by a decision, spent.
    What is planned belongs to the plan and freezes with it; the rest lives on. A plan without figures has no lines."""
    _name = 'cchc.budget.line'
    _inherit = ['cchc.plan.part', 'cchc.unit.mixin']
    _description = "Budget Line"
    _order = 'plan_id, sequence, id'
    _check_company_auto = True

    _living_fields = frozenset({'allocated', 'decision_number', 'decision_date', 'spent'})

    plan_id = fields.Many2one('cchc.plan', required=True, index=True, ondelete='cascade', check_company=True)
    company_id = fields.Many2one(related='plan_id.company_id', store=True, index=True, precompute=True)
    currency_id = fields.Many2one(related='company_id.currency_id')
    sequence = fields.Integer(default=10)
    topic_id = fields.Many2one(
        'cchc.topic', "Row", index='btree_not_null', ondelete='restrict', check_company=True,
        domain="[('plan_id', '=', plan_id)]", help="Empty: for the plan as a whole.")
    department_id = fields.Many2one(
        'hr.department', "Unit", index='btree_not_null', ondelete='restrict', check_company=True)
    source = fields.Selection(SOURCES, required=True, default='regular')
    planned = fields.Monetary()
    allocated = fields.Monetary()
    decision_number = fields.Char("Number of the decision")
    decision_date = fields.Date("Date of the decision")
    spent = fields.Monetary()
    left = fields.Monetary(compute='_compute_left', store=True, precompute=True)

    _amounts_positive = models.Constraint(
        'CHECK (COALESCE(planned, 0) >= 0 AND COALESCE(allocated, 0) >= 0 AND COALESCE(spent, 0) >= 0)',
        "An amount of money cannot be negative.")

    @api.depends('topic_id.display_name', 'source')
    @api.depends_context('lang')
    def _compute_display_name(self):
        sources = dict(self._fields['source']._description_selection(self.env))
        for line in self:
            line.display_name = ' · '.join(filter(None, [line.topic_id.display_name, sources.get(line.source)]))

    @api.depends('allocated', 'spent')
    def _compute_left(self):
        for line in self:
            line.left = line.allocated - line.spent

    @api.constrains('allocated', 'spent', 'decision_number', 'decision_date')
    def _check_decision(self):
        for line in self:
            if line.allocated and not (line.decision_number and line.decision_date):
                raise ValidationError(self.env._(
                    "“%(line)s”: money is allocated by a decision. Enter its number and date.", line=line.display_name))
            if line.decision_date and line.decision_date > line.company_id._cchc_today():
                raise ValidationError(self.env._(
                    "“%(line)s”: the decision of %(date)s lies in the future.", line=line.display_name,
                    date=in_figures(line.decision_date)))
            if line.spent > line.allocated:
                raise ValidationError(self.env._(
                    "“%(line)s”: more is spent than is allocated. Enter the allocation and its decision first.",
                    line=line.display_name))

    def _check_open(self):
        """A line without a planned amount is no part of what was decided: money allocated after the issue."""
        return super(CchcBudgetLine, self.filtered('planned'))._check_open()

    @api.ondelete(at_uninstall=True)
    def _unlink_except_allocated(self):
        for line in self.filtered('allocated'):
            raise UserError(self.env._(
                "“%(line)s” has an allocation and is kept. Enter 0 as the allocated amount first if it was a mistake.",
                line=line.display_name))


class CchcPlan(models.Model):
    _inherit = 'cchc.plan'

    budget_line_ids = fields.One2many('cchc.budget.line', 'plan_id', "Budget", copy=False, groups=READERS)
    currency_id = fields.Many2one(related='company_id.currency_id')
    budget_planned = fields.Monetary("Planned in all", compute='_compute_budget', groups=WHOLE)
    budget_allocated = fields.Monetary("Allocated in all", compute='_compute_budget', groups=WHOLE)
    budget_spent = fields.Monetary("Spent in all", compute='_compute_budget', groups=WHOLE)
    budget_left = fields.Monetary("Left in all", compute='_compute_budget', groups=WHOLE)

    @api.depends('budget_line_ids.planned', 'budget_line_ids.allocated', 'budget_line_ids.spent')
    def _compute_budget(self):
        for plan in self:
            for name in ('planned', 'allocated', 'spent', 'left'):
                plan[f'budget_{name}'] = sum(plan.budget_line_ids.mapped(name))
