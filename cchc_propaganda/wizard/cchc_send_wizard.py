# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_split, plaintext2html

from ..models.core.server import as_server

MAX_MAILED = 20 * 2**20     # bytes; a mail needs a third more, and many servers accept 25 MB


class CchcSendWizard(models.TransientModel):
    """Send an article to the owner of an external channel: by a mail with the article as a ZIP, or in another way, of
    which the dialog records the day."""
    _name = 'cchc.send.wizard'
    _inherit = ['cchc.text.mixin']
    _description = "Sending to a Channel"

    publication_id = fields.Many2one(
        'cchc.publication', required=True, readonly=True, ondelete='cascade',
        default=lambda self: self.env.context.get('active_id'))
    email_to = fields.Char("Mail address", compute='_compute_mail')
    hint = fields.Char(compute='_compute_mail')
    # With the user's rights: a client can name any publication.
    subject = fields.Char(compute='_compute_words', compute_sudo=False, store=True, readonly=False)
    body = fields.Text("Letter", compute='_compute_words', compute_sudo=False, store=True, readonly=False)

    @api.depends('publication_id')
    @api.depends_context('lang')
    def _compute_mail(self):
        for wizard in self:
            publication = wizard.publication_id
            wizard.email_to, wizard.hint = publication.channel_id.email, wizard._refusal_to_mail()

    @api.depends('publication_id')
    def _compute_words(self):
        """Write an official letter of two sentences, in the agency's language."""
        for wizard in self:
            publication = wizard.publication_id._in_company_language()
            _ = publication.env._
            words = {'title': publication.article_id.display_name, 'agency': publication.company_id.name,
                     'channel': publication.channel_id.name, 'unit': publication.department_id.name or '',
                     'sender': self.env.user.name}
            wizard.subject = _("%(agency)s: article for posting, “%(title)s”", **words)
            wizard.body = _(
                "Dear editors of %(channel)s,\n\n"
                "%(agency)s sends you the article “%(title)s” and asks you to post it. The text (Word) and the "
                "original photos are attached. Once it is posted, please reply with its link.\n\n"
                "Yours sincerely,\n%(sender)s\n%(unit)s", **words)

    @api.constrains('publication_id')
    def _check_readable(self):
        self.sudo(False).publication_id.check_access('read')    # the dialog shows the title of the article

    def _refusal_to_mail(self):
        """Return '' when the article can be mailed, else a sentence saying why not and what to do; one record."""
        publication = self.publication_id
        if not email_split(publication.channel_id.email or ''):
            return self.env._(
                "%(channel)s has no mail address: record here that it was handed over, or ask the Office to enter one.",
                channel=publication.channel_id.name)
        if refusal := publication.company_id._cchc_refusal_to_mail():
            return refusal + ' ' + self.env._(
                "Until then, hand the article over in another way and record it here.")
        size = publication.article_id._package_size()
        if size > MAX_MAILED:
            return self.env._(
                "Photos and files have %(size)s MB, too much for a mail (%(most)s MB): download the article, hand it "
                "over another way and record it here.", size=size // 2**20, most=MAX_MAILED // 2**20)
        return ''

    def action_mail(self):
        """Mail the article to the channel's owner and record it as sent, both or neither."""
        self.ensure_one()
        publication = self.publication_id
        publication.action_send()   # checks rights and state
        if refusal := self._refusal_to_mail():
            raise UserError(refusal)
        sender = self.env.user
        as_server(self.env['mail.mail']).create({   # action_send has checked the right; a user may not create mails
            'subject': ' '.join((self.subject or '').split()) or publication.article_id.display_name,
            'body_html': plaintext2html(self.body or ''),
            'email_to': ', '.join(email_split(publication.channel_id.email)),
            'cchc_publication_id': publication.id,
            'email_from': publication.company_id._cchc_sender(),
            'reply_to': sender.email_formatted or publication.company_id._cchc_sender(),
            'attachment_ids': [fields.Command.create({
                'name': publication.article_id._package_name(), 'raw': publication.article_id._package().read(),
                'mimetype': 'application/zip'})],
        })
        _ = publication._in_company_language().env._
        publication.article_id._post_lines({publication.article_id: Markup("%s") % _(
            "Mailed to %(channel)s (%(email)s), with the text and the photos.",
            channel=publication.channel_id.name, email=publication.channel_id.email)})
        return {'type': 'ir.actions.act_window_close'}

    def action_record(self):
        """Record that the article was handed over, on paper or in another way."""
        self.ensure_one()
        self.publication_id.action_send()
        return {'type': 'ir.actions.act_window_close'}
