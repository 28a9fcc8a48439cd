# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import socket

from odoo import models
from odoo.tools import config, email_normalize

THIS_MACHINE = 'localhost'     # Odoo's default: whether a server runs there is found out by knocking


class ResCompany(models.Model):
    """Whether the agency can send mails."""
    _inherit = 'res.company'

    def _cchc_refusal_to_mail(self):
        """Return '' when mails of the agency can leave, else a sentence saying what is missing and who enters it."""
        self.ensure_one()
        if not self._cchc_sender():
            return self.env._(
                "%(agency)s has no sender address for mails. Its administrator enters one in Configuration, Settings.",
                agency=self.name)
        if not self._cchc_has_mail_server():
            return self.env._(
                "There is no outgoing mail server on this system. Ask the person who runs the system to set one up.")
        return ''

    def _cchc_sender(self):
        """Return the address from which the agency's mails come, with its name; '' without one."""
        sender = self.sudo().email_formatted or ''     # an ordinary user may not read the company's contact
        return sender if email_normalize(sender) else ''

    def _cchc_has_mail_server(self):
        """Whether Odoo knows a server for the agency's mails, or one runs on the machine itself."""
        servers = self.env['ir.mail_server'].sudo()     # only the system administrator reads them
        server, __ = servers._find_mail_server(self._cchc_sender())
        if server or config['smtp_server'] not in (False, None, '', THIS_MACHINE):
            return True
        try:
            socket.create_connection((THIS_MACHINE, int(config['smtp_port'])), timeout=1).close()
        except OSError:
            return False
        return True
