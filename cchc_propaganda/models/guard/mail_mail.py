# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class MailMail(models.Model):
    """A mail that takes an article to a channel. When it fails, a job reopens its publication at once
    (``cchc.publication._cron_reopen_unsent``)."""
    _inherit = 'mail.mail'

    cchc_publication_id = fields.Many2one(
        'cchc.publication', "Publication", index='btree_not_null', readonly=True, copy=False, ondelete='set null',
        help="The publication that is recorded as sent with this mail.")

    def _postprocess_sent_message(self, success_pids, success_emails, failure_reason=False, failure_type=None):
        ours = self.filtered('cchc_publication_id')     # before Odoo deletes mails that it does not keep
        failed = bool(ours.filtered(lambda mail: mail.state != 'sent'))
        result = super()._postprocess_sent_message(
            success_pids, success_emails, failure_reason=failure_reason, failure_type=failure_type)
        if failed:
            self.env.ref('cchc_propaganda.ir_cron_unsent').sudo()._trigger()    # the server starts its own job
        return result
