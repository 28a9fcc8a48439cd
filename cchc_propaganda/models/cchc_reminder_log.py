from odoo import api, fields, models
from odoo.exceptions import UserError

from .cchc_reminder_rule import KINDS


class CchcReminderLog(models.Model):
    """Who was reminded of what, and when: the lock that keeps a run from reminding twice, and the proof that outlives
    the activities and notices themselves. Only the server writes it."""
    _name = 'cchc.reminder.log'
    _description = "Log of Reminders"
    _order = 'date_reminded desc, id desc'
    _check_company_auto = True
    _rec_name = 'record_name'

    rule_id = fields.Many2one(
        'cchc.reminder.rule', index='btree_not_null', ondelete='restrict', readonly=True,
        help="Empty: somebody reminded by hand.")
    kind = fields.Selection(KINDS, readonly=True)
    days = fields.Integer("Days from the deadline", readonly=True, help="Negative: before the deadline.")
    res_model = fields.Char("Model", required=True, readonly=True)
    res_id = fields.Many2oneReference("Record", model_field='res_model', required=True, readonly=True)
    record_name = fields.Char("Reminded of", readonly=True)
    company_id = fields.Many2one('res.company', required=True, index=True, readonly=True, ondelete='restrict')
    department_id = fields.Many2one('hr.department', "Unit", index=True, readonly=True, ondelete='restrict')
    user_id = fields.Many2one(
        'res.users', "Person reminded", index=True, readonly=True, ondelete='restrict',
        help="Empty: the unit as a whole.")
    sender_id = fields.Many2one(
        'res.users', "Reminded by", readonly=True, ondelete='restrict', help="Empty: the system.")
    date_deadline = fields.Date("Deadline then", readonly=True)
    date_reminded = fields.Datetime("Reminded on", required=True, readonly=True)
    fault = fields.Selection([
        ('person', "The person in charge has left the unit"),
        ('head', "The unit has no head with an account"),
        ('channel', "The channel has no member"),
        ('office', "Nobody has the role of the Office"),
    ], "To mend", readonly=True, help="Why the reminder went to somebody further up.")
    text = fields.Text(readonly=True, help="The words of a reminder that somebody copied.")
    activity_id = fields.Many2one(
        'mail.activity', index='btree_not_null', readonly=True, ondelete='set null', help="While it is open.")
    date_ticked = fields.Datetime("Ticked done on", readonly=True)
    is_closed = fields.Boolean("Closed by itself", readonly=True, help="What it reminded of was settled.")
    is_noticed = fields.Boolean("Told", readonly=True, help="The person has had the notice of that run.")

    _once = models.UniqueIndex(
        '(rule_id, res_model, res_id, department_id, user_id, days, date_deadline) NULLS NOT DISTINCT '
        'WHERE rule_id IS NOT NULL',
        "This person has already been reminded of it.")
    _record_index = models.Index('(res_model, res_id)')
    _list_index = models.Index('(company_id, date_reminded DESC, id DESC)')
    _notice_index = models.Index('(company_id) WHERE is_noticed IS NOT TRUE')

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise UserError(self.env._("The log of reminders is kept."))

    def action_open_record(self):
        """Open what was reminded of."""
        self.ensure_one()
        return {'type': 'ir.actions.act_window', 'res_model': self.res_model, 'res_id': self.res_id,
                'views': [(False, 'form')]}
