# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import binascii
from pathlib import PurePath

from markupsafe import Markup, escape

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..tools import limits, pictures, text, word

WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'


class CchcArticleWord(models.TransientModel):
    """Read the text of an article from a Word file, into a draft or a new article."""
    _name = 'cchc.article.word'
    _inherit = ['cchc.text.mixin']
    _description = "Article from a Word File"

    article_id = fields.Many2one('cchc.article', readonly=True, ondelete='cascade')
    file = fields.Binary("Word file", attachment=False)
    filename = fields.Char("File name")
    has_text = fields.Boolean(compute='_compute_has_text')
    mode = fields.Selection([
        ('append', "Add it after the present text"),
        ('replace', "Replace the present text"),
    ], required=True, default='append')

    @api.depends('article_id')
    def _compute_has_text(self):
        for wizard in self:
            wizard.has_text = wizard.article_id.has_access('write') and bool(
                text.has_text(wizard.article_id.body) or wizard.article_id.picture_ids)

    @api.model_create_multi
    def create(self, vals_list):
        wizards = super().create(vals_list)
        wizards.article_id.check_access('write')    # the dialog shows the title of the article
        return wizards

    def write(self, vals):
        res = super().write(vals)
        if 'article_id' in vals:
            self.article_id.check_access('write')
        return res

    def action_read(self):
        """Put text and pictures into the article, all or nothing. The article keeps the file; the chatter shows it.

        Return the action that opens the article. Raise UserError saying why the file is refused and what to do.
        """
        self.ensure_one()
        content = self._content()
        try:
            found = word.read_word(content)
        except word.WordError as error:
            raise UserError(self._refusal(error)) from error
        article = self.article_id or self.env['cchc.article'].create({})
        if article.state != 'draft':
            raise UserError(self.env._(
                "“%(name)s” is no longer a draft: you cannot replace its text by a file.",
                name=article.display_name))
        body = found.body if article.name else found.body_without_title
        body = self._with_pictures(article, body, found.pictures)
        if self.mode == 'append' and self.has_text:
            body = Markup('%s\n%s') % (article.body, body)
        article.write({'body': body, **({} if article.name or not found.title else {'name': found.title})})
        self._keep_file(article, content)
        return self._opened(article, found.left_out)

    def _content(self):
        file = self.with_context(bin_size=False).file or b''
        if len(file) > limits.base64_size(limits.WORD.file):
            raise UserError(self._refusal(word.WordError('large', most=limits.WORD.file // limits.MIB)))
        try:
            content = base64.b64decode(file)
        except binascii.Error as error:
            raise UserError(self._refusal(word.WordError('damaged'))) from error
        if not content:
            raise UserError(self._refusal(word.WordError('empty')))
        return content

    def _with_pictures(self, article, body, found):
        """Return the body with its pictures stored as files of the article, like pictures inserted by hand."""
        files = self.env['ir.attachment'].create([{
            'name': self._picture_name(picture), 'raw': picture.content, 'mimetype': picture.mimetype,
            'res_model': article._name, 'res_id': article.id,
        } for picture in found])
        for picture, file in zip(found, files, strict=True):
            body = body.replace(f'src="{picture.src}"', f'src="{pictures.stored_address(file.id)}"')
        return Markup(body)     # noqa: S704 - the field sanitizes it

    def _picture_name(self, picture):
        return f'{PurePath(self.filename or "word").stem} - {picture.name}'

    def _keep_file(self, article, content):
        """Keep the file as content of the article, which freezes with it, to show later where the text came from."""
        name = self.filename or 'word.docx'
        file = self.env['ir.attachment'].create({
            'name': name, 'raw': content, 'mimetype': WORD_TYPE, 'res_model': article._name, 'res_id': article.id})
        article._with_gate().word_file_ids = [Command.link(file.id)]
        _ = article._in_company_language().env._
        article._message_log(
            body=escape(_("The text was taken from the Word file “%(file)s”.", file=name)),
            attachment_ids=file.ids)

    def _opened(self, article, left_out):
        """Return the action that shows the article, with a message about pictures left out."""
        action = {'type': 'ir.actions.act_window_close'} if self.article_id else {
            'type': 'ir.actions.act_window', 'res_model': article._name, 'res_id': article.id,
            'views': [(False, 'form')]}
        if not left_out:
            return action
        return {
            'type': 'ir.actions.client', 'tag': 'display_notification',
            'params': {
                'type': 'warning', 'sticky': True, 'next': action,
                'message': self.env._(
                    "Pictures that could not be taken from the Word file (linked from elsewhere, or a drawing): "
                    "%(count)s. Save them as JPG or PNG and insert them here.", count=left_out)}}

    def _refusal(self, error):
        """Return the sentence about a refused file: what is wrong and what to do."""
        _ = self.env._
        return {
            'empty': _("Choose a Word file (.docx)."),
            'large': _("The file is larger than %(most)s MB: make the pictures in it smaller, or add them to the "
                       "article by themselves."),
            'pdf': _("This is a PDF file. Choose the Word file (.docx) that it was made from."),
            'rtf': _("This is an RTF file. Open it in Word, save it as .docx and choose that file."),
            'old': _("This is a file of an old Office (.doc). Open it in Word, save it as .docx and choose that file."),
            'encrypted': _("The file is locked with a password. Remove the password in Word, save it and choose it "
                           "again."),
            'other': _("This is no Word file (.docx), despite its name. Choose another file."),
            'damaged': _("The Word file is damaged. Open it in Word, save it under a new name and choose that file."),
            'macro': _("The file contains macros, which are not allowed. Save it in Word as .docx (without macros) and "
                       "choose that file."),
            'bomb': _("The file is far too large when unpacked, so it is not opened. Copy the text "
                      "into a new Word file."),
            'entity': _("The file contains definitions that Word never writes and that may be an attack, so it is not "
                        "opened. Copy the text into a new Word file."),
            'long': _("The text is too long for an article. Choose a file with this one article only."),
            'pictures': _("There are more than %(most)s pictures in the file. Take some out, and add them to the "
                          "article as photos."),
            'picture': _("A picture in the file is larger than %(most)s MB. Make it smaller in Word (Compress "
                         "Pictures), or add it to the article as a photo."),
            'pixels': _("A picture in the file has more than %(most)s million points. Make it smaller in Word "
                        "(Compress Pictures), or add it to the article as a photo."),
            'blank': _("There is neither text nor a picture in the file."),
        }[error.code] % error.values
