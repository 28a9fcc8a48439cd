# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import SUPERUSER_ID, api, fields, models  # the system's own account signs with any name
from odoo.exceptions import AccessError

from ..core.readers import out_of_sight
from ..core.server import WORDED

# The fields that hold a message's words and its author; the others (stars, reactions, who was told) may still change.
SAID = frozenset({
    'author_id', 'author_guest_id', 'email_from', 'body', 'subject', 'date', 'message_type', 'subtype_id',
    'is_internal', 'parent_id', 'attachment_ids', 'partner_ids', 'model', 'res_id'})
# Fields of a message that only the server fills in: when it was written, what it reports, where answers go.
SERVERS = frozenset({
    'create_date', 'date', 'incoming_email_cc', 'incoming_email_to', 'mail_server_id', 'message_id', 'reply_to',
    'reply_to_force_new', 'tracking_value_ids'})
# Fields that the author of a comment may change.
WORDS = frozenset({'attachment_ids', 'body', 'partner_ids', 'subject'})


class MailMessage(models.Model):
    """The chatter of our documents: those who may read a document write there under their own name, and only the
    author changes a message. Odoo itself posts as superuser, and so do the workflow steps."""
    _inherit = 'mail.message'
    # Odoo runs commands about messages, in values that it writes as superuser for a user, with the user's own rights.
    _allow_sudo_commands = False

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            vals_list = [self._cchc_as_comment(vals) for vals in vals_list]
        messages = super().create(vals_list)
        messages._check_cchc_written()
        return messages

    def write(self, vals):
        if self.env.su or (SAID | SERVERS).isdisjoint(vals):
            return super().write(vals)
        self._check_cchc_own(beyond_words=((SAID | SERVERS) - WORDS) & vals.keys())
        res = super().write(vals)
        self._check_cchc_written()
        return res

    def unlink(self):
        if not self.env.su:
            self._check_cchc_own()
        return super().unlink()

    def _compute_record_name(self):
        result = super()._compute_record_name()
        self._cchc_out_of_sight().record_name = False   # Odoo tells the name of any document
        return result

    # ------------------------------------------------------------------
    # Ours
    # ------------------------------------------------------------------

    def _cchc_of_ours(self):
        """Return the messages about one of our documents."""
        return self.filtered(lambda message: self.env['mail.thread']._is_cchc_model(message.model) and message.res_id)

    def _cchc_out_of_sight(self):
        """Return the messages about one of our documents that the user may not read."""
        hidden = self.browse()
        for model, messages in self._cchc_of_ours().grouped('model').items():
            hidden |= out_of_sight(messages, self.env[model])
        return hidden

    @api.model
    def _cchc_of_server(self):
        """Return the names of the fields that only the server fills in."""
        return SERVERS

    def _cchc_as_comment(self, vals):
        """Return the values for a message that a client creates. About one of our documents it is always a comment (or
        a notice to single people) dated now, whatever type and date the client gives."""
        given = {name.removeprefix('default_'): value for name, value in self.env.context.items()
                 if name.startswith('default_')} | vals
        if not self.env['mail.thread']._is_cchc_model(given.get('model')):
            return vals
        told = given.get('message_type') == 'user_notification'
        return {
            **{name: value for name, value in vals.items() if name not in SERVERS},     # Odoo fills in the rest
            'date': fields.Datetime.now(), 'reply_to_force_new': False,
            'message_type': 'user_notification' if told else 'comment'}

    def _check_cchc_written(self):
        """Raise AccessError unless the user may read the document and the message answered, and signs with their own
        name. Nobody writes the line of a step but the gate."""
        if self.env.su and self.env.context.get('cchc_worded') is WORDED:
            return      # the gate's own lines
        ours = self._cchc_of_ours()
        if not self.env.su:
            self.sudo().parent_id._cchc_of_ours().sudo(False).check_access('read')  # the parent may be unreadable
            for model, messages in ours.grouped('model').items():
                self.env[model].browse(messages.mapped('res_id')).check_access('read')
        # Odoo also creates messages as superuser with a client's values, so the account decides, not the rights.
        if not ours or self.env.uid == SUPERUSER_ID or self.env.context.get('cchc_worded') is WORDED:
            return
        mark = self.env.ref('cchc_propaganda.mt_step')
        for message in ours:
            self.env['mail.thread'].sudo(False)._check_cchc_signature(message.author_id, message.email_from)
            if message.subtype_id == mark:
                raise AccessError(self.env['mail.thread']._cchc_refusal_of_mark())

    def _check_cchc_own(self, beyond_words=()):
        """Raise AccessError unless the user wrote these comments and changes nothing but their words and files;
        ``beyond_words``: the names of other fields about to change."""
        for message in self.sudo()._cchc_of_ours():     # the user may not read other people's messages
            if beyond_words:
                raise AccessError(self.env._(
                    "The author of a message can change only its words and files, not when, where and by whom it was "
                    "written."))
            if message.author_id != self.env.user.partner_id or message.message_type != 'comment':
                raise AccessError(self.env._(
                    "Only the author of a message can change or delete it, and nobody can change the line of a step. "
                    "Write a new message."))
