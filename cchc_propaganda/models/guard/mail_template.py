# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import AccessError

from .mail_message import SAID, SERVERS, WORDS

# Values of a letter by which its message would become, change or answer another message.
REACHING = frozenset({'mail_message_id', 'mail_message_id_int', 'parent_id'})


class MailTemplate(models.Model):
    """Any user may have a letter made from a template and give further values for it, which Odoo writes as superuser.
    These values reach no message that exists, and no document of ours but the one that the letter is about."""
    _inherit = 'mail.template'

    def send_mail_batch(self, res_ids, force_send=False, raise_exception=False, email_values=None,
                        email_layout_xmlid=False):
        if email_values and not self.env.su:
            self._check_cchc_letter(email_values)
        return super().send_mail_batch(
            res_ids, force_send=force_send, raise_exception=raise_exception, email_values=email_values,
            email_layout_xmlid=email_layout_xmlid)

    @api.model
    def _cchc_refused_in_letter(self):
        """Return the names of the values that no letter takes from a client: our own fields, too."""
        return REACHING | {
            name for name, field in self.env['mail.mail']._fields.items()
            if field.type == 'one2many' or name.startswith('cchc_')}

    def _check_cchc_letter(self, values):
        """Raise AccessError when values for the letters of this one template reach more than these letters."""
        refused = self._cchc_refused_in_letter()
        if any(self.env['mail.thread']._is_cchc_model(model) for model in (self.model, values.get('model'))):
            refused |= (SAID | SERVERS) - WORDS
        if names := sorted(refused & values.keys()):
            raise AccessError(self.env._(
                "A letter from the template “%(name)s” cannot be sent with these values: %(values)s. Leave them out.",
                name=self.name, values=', '.join(names)))
