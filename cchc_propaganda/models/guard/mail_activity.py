from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

from ..core.server import WORDED


class MailActivity(models.Model):
    _inherit = 'mail.activity'

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create(vals_list)
        activities._check_cchc_readers()
        return activities

    def write(self, vals):
        self._check_cchc_theirs()
        res = super().write(vals)
        if not vals.keys().isdisjoint(('user_id', 'res_id', 'res_model_id', 'res_model')):
            self._check_cchc_readers()
        return res

    def _compute_res_name(self):
        """Odoo names the document of any activity, saved or not; a saved one is read by those who read its document."""
        result = super()._compute_res_name()
        for activity in self.filtered(lambda activity: not activity.id and activity.res_id):
            if self.env['mail.thread']._is_cchc_model(activity.res_model) and not (
                    self.env[activity.res_model].sudo(False).browse(activity.res_id).has_access('read')):
                activity.res_name = False
        return result

    def _check_cchc_readers(self):
        """Refuse to give work on a document to somebody who may not read it; the server's own reminders choose readers
        and never fail on this."""
        if self.env.su:
            return
        for activity in self.sudo()._cchc_out_of_sight():   # whoever gives the work may read the document
            raise ValidationError(self.env._(
                "%(user)s may not read “%(name)s”. Choose somebody of its unit or its editorial board.",
                user=activity.user_id.name, name=activity.res_name))

    def _cchc_out_of_sight(self):
        """Those of the activities whose document the person in charge may not read."""
        hidden = self.browse()
        ours = self.filtered(lambda activity: activity.user_id and activity.res_id and (
            self.env['mail.thread']._is_cchc_model(activity.res_model)))
        for (model, user), activities in ours.grouped(lambda activity: (activity.res_model, activity.user_id)).items():
            records = self.env[model].browse(activities.mapped('res_id'))
            companies = user.sudo().company_ids.ids   # asked on behalf of somebody else
            seen = records.with_user(user).with_context(allowed_company_ids=companies)._filtered_access('read')
            hidden |= activities.filtered(lambda activity, seen=seen: activity.res_id not in seen._ids)
        return hidden

    def _check_access(self, operation):
        """Odoo lets the person in charge read an activity whatever has become of their rights on its document, and the
        activity tells the document's name."""
        result = super()._check_access(operation)
        if operation != 'read':
            return result
        mine = self.sudo().filtered(   # asked before it is known whether they may be read
            lambda activity: activity.user_id == self.env.user)
        hidden = (mine._cchc_out_of_sight() if mine else mine).sudo(False)
        if not hidden:
            return result
        forbidden = hidden | result[0] if result else hidden
        return forbidden, lambda: forbidden._make_access_error(operation)

    def _search(self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            # Odoo itself looks after the activities of other people: they are found with their document.
            domain = Domain(domain) & (
                Domain('user_id', '!=', self.env.uid) | self.env['mail.thread']._cchc_domain_in_sight())
        return super()._search(domain, offset, limit, order, bypass_access=bypass_access, **kwargs)

    def _check_cchc_theirs(self):
        """Raise AccessError unless these to-dos are the user's: theirs to do, or given by them. What the system reminds
        of was given by nobody."""
        if self.env.su:
            return
        of_others = self.sudo().filtered(   # asked before it is known whether they may be read
            lambda activity: self.env['mail.thread']._is_cchc_model(activity.res_model)
            and activity.user_id and activity.user_id != self.env.user)
        if of_others:
            # The log tells which to-dos come from the system, even if the user may not read the log.
            logs = self.env['cchc.reminder.log'].sudo().search([('activity_id', 'in', of_others.ids)])
            of_others = of_others.filtered(
                lambda activity: activity.create_uid != self.env.user or activity in logs.activity_id)
        for activity in of_others:
            raise AccessError(self.env._(
                "The to-do “%(todo)s” is up to %(user)s: only they, or whoever gave it to them, may change, close or "
                "delete it.", todo=activity.summary or activity.activity_type_id.name, user=activity.user_id.name))

    @api.ondelete(at_uninstall=True)
    def _unlink_except_cchc_of_others(self):
        self._check_cchc_theirs()

    def _action_done(self, feedback=False, attachment_ids=None):
        # Before the activities are gone: whoever ticks a reminder has settled it for their unit, or is asked again.
        ours = self.filtered(lambda activity: self.env['mail.thread']._is_cchc_model(activity.res_model))
        if ours:
            self.env['cchc.reminder.log'].sudo().search(   # nobody writes the log
                [('activity_id', 'in', ours.ids)]).write({'date_ticked': fields.Datetime.now()})
            ours._check_cchc_theirs()
            messages, following = super(MailActivity, self.with_context(cchc_worded=WORDED))._action_done(
                feedback=feedback, attachment_ids=attachment_ids)
            return messages.with_env(self.env), following.with_env(self.env)
        return super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
