from odoo import SUPERUSER_ID, api, models  # to tell the system's own account from people's
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import email_normalize

from ..core.server import QUIET, WORDED
from .mail_message import SERVERS

DECIDE_RIGHTS = ('hr.employee', 'hr.department')    # who sits in which unit, and heads it


class MailThread(models.AbstractModel):
    """What the chatter of one of our documents takes from whom, and whom it tells."""
    _inherit = 'mail.thread'

    def _is_cchc_document(self):
        return self._is_cchc_model(self._name)

    @api.model
    def _is_cchc_model(self, name):
        """Whether a model of that name is one of our documents."""
        return isinstance(self.env.get(name), self.env.registry['cchc.workflow.mixin'])

    @api.model
    def _check_cchc_signature(self, author, email=None):
        """Raise AccessError unless what is written is signed by the user, who is its ``author``, with no other mail
        address."""
        me = self.env.user.partner_id
        if not self.env.su and (author != me or email and email_normalize(email) not in (False, me.email_normalized)):
            raise AccessError(self.env._("You write under your own name."))

    @api.model
    def _cchc_domain_in_sight(self):
        """Domain for records with ``res_model`` and ``res_id`` (followers, activities): those about a document of ours
        that the user may not read are left out, all others stay."""
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
        """Mail about our documents comes in through the gateway of the server, which runs as the system. Odoo lets any
        user hand in a mail, and so write into any record under any name."""
        if not (self.env.su or self.env.user._is_system()):
            for model, *__ in routes or ():
                if self._is_cchc_model(model) or (
                        model in DECIDE_RIGHTS and not self.env[model].has_access('create')):
                    raise AccessError(self.env._("Mail comes in through the gateway of the server only."))
        return super()._message_route_process(message, message_dict, routes)

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """None of our documents is made by a mail that comes in."""
        if self._is_cchc_document():
            raise UserError(self.env._("A %(document)s is not made from a mail: create it in the application.",
                                       document=self.env['ir.model']._get(self._name).name))
        return super().message_new(msg_dict, custom_values)

    def message_post(self, **kwargs):
        """On our documents whoever posts says something and no more: it is a comment of this moment, whose answers go
        where those to all others go. Odoo's routes post as superuser, so the account counts: only the system's own
        (the mail gateway, a cron) is believed."""
        if not self._is_cchc_document():
            return super().message_post(**kwargs)
        # SUPERUSER_ID: nobody logs in as the system.
        if self.env.uid != SUPERUSER_ID and self.env.context.get('cchc_worded') is not WORDED:
            kwargs = {name: value for name, value in kwargs.items() if name not in SERVERS}
            kwargs['message_type'] = 'comment'
            mark = self.env['ir.model.data']._xmlid_to_res_id('cchc_propaganda.mt_step')
            if kwargs.get('subtype_id') == mark or kwargs.get('subtype_xmlid') == 'cchc_propaganda.mt_step':
                raise AccessError(self._cchc_refusal_of_mark())
        message = super().message_post(**kwargs)
        self._check_cchc_signature(message.author_id)
        return message

    @api.model
    def _cchc_refusal_of_mark(self):
        return self.env._("The line of a step is written by the system when somebody takes the step. Write a message.")

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        if self.env.context.get('cchc_reminding') is QUIET:   # an activity makes its user a follower; a reminder none
            return True
        return super().message_subscribe(partner_ids=partner_ids, subtype_ids=subtype_ids)

    def message_get_followers(self, after=None, limit=100, filter_recipients=False):
        if self._is_cchc_document():
            self.check_access('read')   # who follows a draft is who writes it
        return super().message_get_followers(after=after, limit=limit, filter_recipients=filter_recipients)

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """A follower who may no longer read the document (moved, left, lost the group) is told nothing of it. Whom a
        message names expressly is told: that is up to whoever writes it."""
        recipients = super()._notify_get_recipients(message, msg_vals=msg_vals, **kwargs)
        if not (self and recipients and self._is_cchc_document()):
            return recipients
        named = set((msg_vals or {}).get('partner_ids') or message.sudo().partner_ids.ids)   # may be out of our sight
        followers = [data for data in recipients if data['uid'] and not data['share'] and data['id'] not in named]
        users = self.env['res.users'].browse(data['uid'] for data in followers)
        blind = {user.id for user in users if not self._cchc_is_read_by(user)}
        return [data for data in recipients if data['uid'] not in blind or data['id'] in named]

    def _cchc_is_read_by(self, user):
        """Whether that user may read these records, all of one agency."""
        company = self.sudo().company_id   # asked on behalf of somebody else
        companies = user.sudo().company_ids   # the acting user may not read other users
        return company in companies and self.with_user(user).with_context(
            allowed_company_ids=company.ids).has_access('read')
