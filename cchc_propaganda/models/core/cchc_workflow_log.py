from odoo import api, fields, models
from odoo.exceptions import AccessError

from .server import as_server

_PEN = object()   # compared by identity: a client may send any context key, never this object


class CchcWorkflowLog(models.Model):
    """Who moved what, when, from which version and why: the proof that outlives the chatter and the document itself.
    The gate writes it (``cchc.workflow.mixin``); nobody else does, whatever their rights, and nobody changes it."""
    _name = 'cchc.workflow.log'
    _description = "Log of Steps"
    _order = 'date desc, id desc'
    _check_company_auto = True
    _rec_name = 'record_name'

    date = fields.Datetime("When", required=True, readonly=True)
    res_model = fields.Char("Model", required=True, readonly=True)
    res_id = fields.Many2oneReference("Record", model_field='res_model', required=True, readonly=True)
    model_id = fields.Many2one('ir.model', "Kind of document", readonly=True, ondelete='set null')
    record_name = fields.Char("Document", readonly=True, help="By the name it had at that moment.")
    company_id = fields.Many2one('res.company', required=True, index=True, readonly=True, ondelete='restrict')
    department_id = fields.Many2one('hr.department', "Unit", index=True, readonly=True, ondelete='restrict')
    user_id = fields.Many2one('res.users', "Who", required=True, index=True, readonly=True, ondelete='restrict')
    step = fields.Char("Name of the step", required=True, readonly=True, help="As the system calls it.")
    step_name = fields.Char("Step", readonly=True)
    state_from = fields.Char(readonly=True)
    state_to = fields.Char(readonly=True)
    state_from_name = fields.Char("From the state", readonly=True)
    state_to_name = fields.Char("To the state", readonly=True)
    version = fields.Integer("At version", readonly=True, aggregator=None, help="0: as it was first written.")
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
        # Not @api.ondelete: a client may ask Odoo to skip that (with the context of an uninstallation).
        self._check_pen()
        return super().unlink()

    def _check_pen(self):
        if self.env.context.get('cchc_pen') is not _PEN:
            raise AccessError(self.env._(
                "The log of steps is kept by the system: nobody enters, changes or deletes a line."))

    @api.model
    def _record(self, vals_list):
        """Write these lines."""
        if vals_list:
            as_server(self, cchc_pen=_PEN).create(vals_list)

    def action_open_record(self):
        """Open the document. Raises AccessError where it has been deleted since, or is not the user's to read."""
        self.ensure_one()
        self.check_access('read')
        record = self.env[self.res_model].browse(self.res_id)
        if not record.exists():
            raise AccessError(self.env._("“%(name)s” has been deleted since.", name=self.record_name))
        if not record.has_access('read'):
            raise AccessError(self.env._(
                "You may read this line, not “%(name)s” itself. %(user)s took the step: ask there.",
                name=self.record_name, user=self.user_id.name))
        return {'type': 'ir.actions.act_window', 'res_model': self.res_model, 'res_id': self.res_id,
                'views': [(False, 'form')]}
