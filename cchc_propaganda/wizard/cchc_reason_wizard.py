# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from inspect import signature

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import workflow


class CchcReasonWizard(models.TransientModel):
    """The dialog for every step that needs a reason. It calls the action of the step, which checks everything."""
    _name = 'cchc.reason.wizard'
    _inherit = ['cchc.text.mixin']
    _description = "Reason of a Step"

    res_model = fields.Char(required=True, readonly=True, default=lambda self: self.env.context.get('active_model'))
    res_ids = fields.Json(required=True, readonly=True, default=lambda self: self._default_res_ids())
    step = fields.Char(required=True, readonly=True)
    step_label = fields.Char(compute='_compute_labels')
    record_names = fields.Char(compute='_compute_labels')
    company_id = fields.Many2one('res.company', compute='_compute_labels')
    reason = fields.Text()
    date = fields.Date("New deadline")
    department_id = fields.Many2one('hr.department', "New unit", domain="[('company_id', '=', company_id)]")

    @api.model
    def _default_res_ids(self):
        context = self.env.context
        return context.get('active_ids') or [context.get('active_id')]

    @api.depends('res_model', 'res_ids', 'step')
    def _compute_labels(self):
        for wizard in self:
            records, step = wizard._records(), wizard._transition()
            wizard.step_label = records._step_label(step)
            wizard.record_names = ', '.join(records.mapped('display_name')[:5])
            wizard.company_id = records[:1].company_id

    def _records(self):
        """Return the records of the step. Raise UserError for a model without a workflow."""
        self.ensure_one()
        model = self.env.get(self.res_model)
        if model is None or not isinstance(model, self.env.registry['cchc.workflow.mixin']):
            raise UserError(self.env._(
                "This dialog opens from a button on the document that the step is about."))
        return model.browse(self.res_ids).exists()

    def _transition(self):
        try:
            return workflow.named(self._records()._transitions, self.step)
        except workflow.WorkflowError as error:
            raise UserError(self.env._("There is no such step: %(step)s", step=self.step)) from error

    def action_confirm(self):
        self.ensure_one()
        records, name = self._records(), self._transition().name
        if name == 'postpone':
            records.action_postpone(self.date, self.reason)
        elif name == 'reassign':
            records.action_reassign(self.department_id.id, self.reason)
        else:
            action = getattr(records, f'action_{name}')
            if not signature(action).parameters:
                raise UserError(self.env._("“%(step)s” asks for no reason: use its button.", step=self.step_label))
            action(self.reason)
        return {'type': 'ir.actions.act_window_close'}
