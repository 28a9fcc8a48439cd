# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

from ..core.readers import out_of_sight
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
        """Hide the document's name on an unsaved activity whose document the user may not read: Odoo would tell the
        name of any document. A saved activity is protected by its access check."""
        result = super()._compute_res_name()
        for activity in self.filtered(lambda activity: not activity.id and activity.res_id):
            if self.env['mail.thread']._is_cchc_model(activity.res_model) and not (
                    self.env[activity.res_model].sudo(False).browse(activity.res_id).has_access('read')):
                activity.res_name = False
        return result

    def _check_cchc_readers(self):
        """Raise ValidationError when the person in charge may not read the document. The server's own reminders choose
        readers themselves, so they are not checked and never fail."""
        if self.env.su:
            return
        for activity in self.sudo()._cchc_out_of_sight():   # the person in charge counts, not the current user
            raise ValidationError(self.env._(
                "%(user)s may not read “%(name)s”. Choose somebody of its unit or its editorial board.",
                user=activity.user_id.name, name=activity.res_name))

    def _cchc_out_of_sight(self):
        """Return the activities whose document the person in charge may not read."""
        hidden = self.browse()
        ours = self.filtered(lambda activity: activity.user_id and activity.res_id and (
            self.env['mail.thread']._is_cchc_model(activity.res_model)))
        for (model, user), activities in ours.grouped(lambda activity: (activity.res_model, activity.user_id)).items():
            hidden |= out_of_sight(activities, self.env[model], user)
        return hidden

    def _check_access(self, operation):
        """Forbid reading an activity whose document the person in charge may no longer read: the activity tells the
        document's name, and Odoo always lets the person in charge read it."""
        result = super()._check_access(operation)
        if operation != 'read':
            return result
        mine = self.sudo().filtered(   # this is the access check: only the superuser reads before it
            lambda activity: activity.user_id == self.env.user)
        hidden = (mine._cchc_out_of_sight() if mine else mine).sudo(False)
        if not hidden:
            return result
        forbidden = hidden | result[0] if result else hidden
        return forbidden, lambda: forbidden._make_access_error(operation)

    def _search(self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            # Odoo already finds other people's activities only with their document; this domain covers the user's own.
            domain = Domain(domain) & (
                Domain('user_id', '!=', self.env.uid) | self.env['mail.thread']._cchc_domain_in_sight())
        return super()._search(domain, offset, limit, order, bypass_access=bypass_access, **kwargs)

    def _check_cchc_theirs(self):
        """Raise AccessError unless the user does each of these to-dos or gave it. Nobody gave the to-do of a
        reminder."""
        if self.env.su:
            return
        of_others = self.sudo().filtered(   # the user may not read other people's to-dos
            lambda activity: self.env['mail.thread']._is_cchc_model(activity.res_model)
            and activity.user_id and activity.user_id != self.env.user)
        if of_others:
            # The log tells which to-dos come from the system, even if the user may not read the log.
            logs = self.env['cchc.reminder.log'].sudo().search([('activity_id', 'in', of_others.ids)])
            of_others = of_others.filtered(
                lambda activity: activity.create_uid != self.env.user or activity in logs.activity_id)
        for activity in of_others:
            raise AccessError(self.env._(
                "The to-do “%(todo)s” is for %(user)s: only they, or whoever gave it to them, may change, close or "
                "delete it.", todo=activity.summary or activity.activity_type_id.name, user=activity.user_id.name))

    @api.ondelete(at_uninstall=True)
    def _unlink_except_cchc_of_others(self):
        self._check_cchc_theirs()

    def _action_done(self, feedback=False, attachment_ids=None):
        # Note the tick before Odoo deletes the activities: afterwards the log no longer finds its activity.
        ours = self.filtered(lambda activity: self.env['mail.thread']._is_cchc_model(activity.res_model))
        if ours:
            self.env['cchc.reminder.log'].sudo().search(   # only the server writes the log
                [('activity_id', 'in', ours.ids)]).write({'date_ticked': fields.Datetime.now()})
            ours._check_cchc_theirs()
            messages, following = super(MailActivity, self.with_context(cchc_worded=WORDED))._action_done(
                feedback=feedback, attachment_ids=attachment_ids)
            return messages.with_env(self.env), following.with_env(self.env)
        return super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
