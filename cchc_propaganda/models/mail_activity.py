from odoo import fields, models


class MailActivity(models.Model):
    _inherit = 'mail.activity'

    def _action_done(self, feedback=False, attachment_ids=None):
        # Before the activities are gone: whoever ticks a reminder has settled it for their unit, or is asked again.
        self.env['cchc.reminder.log'].sudo().search(   # nobody writes the log
            [('activity_id', 'in', self.ids)]).write({'date_ticked': fields.Datetime.now()})
        return super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
