# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import SUPERUSER_ID, api, models  # to tell the system's own account from those of people
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import email_normalize

from ..core.readers import readable
from ..core.server import QUIET, WORDED
from .mail_message import SERVERS
from .mail_push import internet_only

DECIDE_RIGHTS = ('hr.employee', 'hr.department')    # who belongs to a unit and heads it decides rights


class MailThread(models.AbstractModel):
    """Who may write in the chatter of our documents, and who is notified."""
    _inherit = 'mail.thread'

    def _is_cchc_document(self):
        return self._is_cchc_model(self._name)

    @api.model
    def _is_cchc_model(self, name):
        """Whether the model ``name`` is one of our documents."""
        return isinstance(self.env.get(name), self.env.registry['cchc.workflow.mixin'])

    @api.model
    def _check_cchc_signature(self, author, email=None):
        """Raise AccessError unless ``author`` is the user's own contact and ``email``, if given, the user's own
        address."""
        me = self.env.user.partner_id
        if not self.env.su and (author != me or email and email_normalize(email) not in (False, me.email_normalized)):
            raise AccessError(self.env._("You can write only under your own name."))

    @api.model
    def _cchc_domain_in_sight(self):
        """Return a domain for records with ``res_model`` and ``res_id`` (followers, activities). It leaves out those
        about one of our documents that the user may not read."""
        names = self.env.registry['cchc.workflow.mixin']._inherit_children
        companies = list(self.env.user._get_company_ids())
        models = [self.env[name].with_context(allowed_company_ids=companies) for name in names if name in self.env]
        models = [model for model in models if not model._abstract]
        return Domain.OR([
            Domain('res_model', 'not in', [model._name for model in models]),
            *(Domain('res_model', '=', model._name) & Domain('res_id', 'in', model._search(Domain.TRUE))
              for model in models if model.has_access('read'))])

    @api.model
    def _message_route_process(self, message, message_dict, routes):
        """Raise AccessError when a user hands in a mail about our documents: only the server's mail gateway, which runs
        as the system, delivers it. Odoo lets any user do so, and thus write into any record under any name."""
        if not (self.env.su or self.env.user._is_system()):
            for model, *__ in routes or ():
                if self._is_cchc_model(model) or (
                        model in DECIDE_RIGHTS and not self.env[model].has_access('create')):
                    raise AccessError(self.env._("Only the mail gateway of the server can deliver incoming mail."))
        return super()._message_route_process(message, message_dict, routes)

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """Raise UserError on our documents: an incoming mail creates none of them."""
        if self._is_cchc_document():
            raise UserError(self.env._("A %(document)s is not made from a mail: create it in the application.",
                                       document=self.env['ir.model']._get(self._name).name))
        return super().message_new(msg_dict, custom_values)

    def message_post(self, **kwargs):
        """On our documents a user can post only a comment dated now, and cannot redirect its answers. Odoo's routes
        post as superuser, so the account decides: only the system's own (the mail gateway, a cron) may post more."""
        if not self._is_cchc_document():
            return super().message_post(**kwargs)
        # SUPERUSER_ID is the system: nobody can log in with it.
        if self.env.uid != SUPERUSER_ID and self.env.context.get('cchc_worded') is not WORDED:
            kwargs = {name: value for name, value in kwargs.items() if name not in SERVERS}
            kwargs['message_type'] = 'comment'
            mark = self.env['ir.model.data']._xmlid_to_res_id('cchc_propaganda.mt_step')
            if kwargs.get('subtype_id') == mark or kwargs.get('subtype_xmlid') == 'cchc_propaganda.mt_step':
                raise AccessError(self._cchc_refusal_of_mark())
        message = super().message_post(**kwargs)
        self._check_cchc_signature(message.author_id)
        return message

    def _message_log_batch(self, bodies, subject=False, author_id=None, email_from=None, message_type='notification',
                           partner_ids=False, attachment_ids=False, tracking_value_ids=False):
        """Log what a user sends (a text message) only in documents that the user may read: Odoo logs as superuser. What
        Odoo itself has to say of a document ("notification") follows from a change that was allowed."""
        if message_type != 'notification' and self._is_cchc_document():
            self.check_access('read')
        return super()._message_log_batch(
            bodies, subject=subject, author_id=author_id, email_from=email_from, message_type=message_type,
            partner_ids=partner_ids, attachment_ids=attachment_ids, tracking_value_ids=tracking_value_ids)

    @api.model
    def _cchc_refusal_of_mark(self):
        return self.env._("Only the system writes the line of a step, when somebody takes the step. Write a message.")

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        if self.env.context.get('cchc_reminding') is QUIET:   # unlike other activities, a reminder adds no follower
            return True
        return super().message_subscribe(partner_ids=partner_ids, subtype_ids=subtype_ids)

    def message_get_followers(self, after=None, limit=100, filter_recipients=False):
        if self._is_cchc_document():
            self.check_access('read')   # the followers of a draft are its authors
        return super().message_get_followers(after=after, limit=limit, filter_recipients=filter_recipients)

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Leave out followers who may no longer read the document (moved, left, lost the group). Those named in the
        message are notified: the writer of the message decides that."""
        recipients = super()._notify_get_recipients(message, msg_vals=msg_vals, **kwargs)
        if not (recipients and self._is_cchc_document()):
            return recipients
        for recipient in recipients:
            if recipient['uid'] and recipient['notif'] == 'email' and not recipient['email_normalized']:
                recipient['notif'] = 'inbox'    # a mail to nowhere tells nobody
        if not self:
            return recipients
        named = set((msg_vals or {}).get('partner_ids') or message.sudo().partner_ids.ids)  # some are unreadable
        followers = [data for data in recipients if data['uid'] and not data['share'] and data['id'] not in named]
        users = self.env['res.users'].browse(data['uid'] for data in followers)
        blind = {user.id for user in users if not self._cchc_is_read_by(user)}
        return [data for data in recipients if data['uid'] not in blind or data['id'] in named]

    def _web_push_send_notification(self, devices, private_key, public_key, payload_by_lang=None, payload=None):
        with internet_only():   # each user registers the address to which the server sends
            return super()._web_push_send_notification(
                devices, private_key, public_key, payload_by_lang=payload_by_lang, payload=payload)

    def _cchc_is_read_by(self, user):
        """Whether ``user`` may read these records, which belong to one agency."""
        company = self.sudo().company_id   # the current user may not read the records
        companies = user.sudo().company_ids   # the current user may not read other users
        return company in companies and readable(self, user, company) == self
