# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError

from .server import as_server

_PEN = object()   # compared by identity: a client can send any context key, but never this object


class CchcWorkflowLog(models.Model):
    """One line per step: who, when, which document, which version, why. The log remains when chatter or document are
    deleted. Only ``cchc.workflow.mixin`` writes lines; nobody changes or deletes one, whatever their rights."""
    _name = 'cchc.workflow.log'
    _description = "Log of Steps"
    _order = 'date desc, id desc'
    _check_company_auto = True
    _rec_name = 'record_name'

    date = fields.Datetime("When", required=True, readonly=True)
    res_model = fields.Char("Model", required=True, readonly=True)
    res_id = fields.Many2oneReference("Record", model_field='res_model', required=True, readonly=True)
    model_id = fields.Many2one('ir.model', "Kind of document", readonly=True, ondelete='set null')
    record_name = fields.Char("Document", readonly=True, help="The name of the document at that moment.")
    company_id = fields.Many2one('res.company', required=True, index=True, readonly=True, ondelete='restrict')
    department_id = fields.Many2one('hr.department', "Unit", index=True, readonly=True, ondelete='restrict')
    user_id = fields.Many2one('res.users', "Who", required=True, index=True, readonly=True, ondelete='restrict')
    step = fields.Char("Name of the step", required=True, readonly=True, help="The technical name.")
    step_name = fields.Char("Step", readonly=True)
    state_from = fields.Char(readonly=True)
    state_to = fields.Char(readonly=True)
    state_from_name = fields.Char("From the state", readonly=True)
    state_to_name = fields.Char("To the state", readonly=True)
    version = fields.Integer("At version", readonly=True, aggregator=None, help="0: the text as first written.")
    reason = fields.Text(readonly=True)
    note = fields.Text(readonly=True)

    _record_index = models.Index('(res_model, res_id)')
    _list_index = models.Index('(company_id, date DESC, id DESC)')

    @api.model_create_multi
    def create(self, vals_list):
        self._check_pen()
        return super().create(vals_list)

    def write(self, vals):
        self._check_pen()
        return super().write(vals)

    def unlink(self):
        # Not @api.ondelete: a client can skip it by sending the context key of an uninstallation.
        self._check_pen()
        return super().unlink()

    def _check_pen(self):
        if self.env.context.get('cchc_pen') is not _PEN:
            raise AccessError(self.env._(
                "Only the system writes the log of steps: nobody can enter, change or delete a line."))

    @api.model
    def _record(self, vals_list):
        """Add these lines to the log."""
        if vals_list:
            as_server(self, cchc_pen=_PEN).create(vals_list)

    @api.readonly
    def action_open_record(self):
        """Open the document. Raise AccessError when it is deleted or the user may not read it."""
        self.ensure_one()
        self.check_access('read')
        record = self.env[self.res_model].browse(self.res_id)
        if not record.exists():
            raise AccessError(self.env._("“%(name)s” has been deleted since.", name=self.record_name))
        if not record.has_access('read'):
            raise AccessError(self.env._(
                "You can read this line of the log, but not “%(name)s” itself. Ask %(user)s, who took the step.",
                name=self.record_name, user=self.user_id.name))
        return {'type': 'ir.actions.act_window', 'res_model': self.res_model, 'res_id': self.res_id,
                'views': [(False, 'form')]}
