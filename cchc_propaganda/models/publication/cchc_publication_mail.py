# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import UserError

from ..core.server import as_server

FAILED = ('exception', 'cancel')
NO_RECIPIENT = ('mail_email_invalid', 'mail_email_missing')
NO_SENDER = ('mail_from_invalid', 'mail_from_missing')


class CchcPublication(models.Model):
    """A publication recorded as sent whose mail did not leave: it waits to be sent again, and the sender is told."""
    _inherit = 'cchc.publication'

    @api.model
    def _cron_reopen_unsent(self):
        """Reopen the publications whose mail failed or was cancelled. Such a mail is set aside, so that it does not
        leave later, beside a new one."""
        mails = as_server(self.env['mail.mail']).search(
            [('cchc_publication_id', '!=', False), ('state', 'in', FAILED)])
        for remaining, mail in zip(reversed(range(len(mails))), mails, strict=True):
            try:
                with self.env.cr.savepoint():
                    mail.cchc_publication_id._reopen_unsent(mail)
                    mail.write({'cchc_publication_id': False, 'state': 'cancel'})
            except UserError:   # somebody works on it at this moment: the next run tries again
                continue
            self.env['ir.cron']._commit_progress(1, remaining=remaining)

    def _reopen_unsent(self, mail):
        """Take back that this publication was sent with the mail, and say so in the chatter, the log and to the sender;
        unless it was posted or refused meanwhile."""
        self._lock_records()
        self.invalidate_recordset(['state'])
        if self.state != 'sent':
            return
        publication, sender = self._in_company_language(), self.last_step_by_id
        reason = publication._reason_unsent(mail)
        publication._with_gate().write(
            {'state': 'pending', 'date_sent': False, 'sent_assignment_id': False, 'reason': reason})
        publication._post_lines({publication: Markup("<b>%s</b><br/>%s") % (
            publication._event_labels()['unsent'], reason)})
        publication._log_event('unsent', {publication: ' '.join(filter(None, [reason, mail.failure_reason]))})
        publication._tell_of_unsent(sender, reason)

    def _reason_unsent(self, mail):
        """Return why the mail did not leave and what to do, in words for the author."""
        _ = self.env._
        if mail.state == 'cancel':
            return _("The mail was cancelled before it left. Send the article again.")
        if mail.failure_type in NO_RECIPIENT:
            return _("“%(email)s” is no valid mail address. Ask the Office to correct it, then send the article again.",
                     email=self.channel_id.email)
        if mail.failure_type in NO_SENDER:
            return _(
                "The mail server does not accept the sender address %(email)s. Ask the administrator of the agency to "
                "correct it, then send the article again.", email=self.company_id.email)
        return _("The mail server did not take the mail. Ask the administrator of the agency, then send the article "
                 "again, or hand it over in another way.")

    def _event_labels(self):
        return {**super()._event_labels(), 'unsent': self.env._("The mail did not leave")}

    def _tell_of_unsent(self, sender, reason):
        """Tell the sender (``cchc.notice.mixin``)."""
