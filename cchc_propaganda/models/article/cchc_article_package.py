# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import tempfile

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...tools import pictures
from ...tools.archive import Archive, safe_name
from ...tools.article_docx import ArticleText, Picture, article_docx

MAX_PACKAGE = 500 * 2**20       # bytes of all files in one package
IN_MEMORY = 16 * 2**20


class CchcArticle(models.Model):
    """A package for portals and owners of channels: the text as a Word file, and the original photos."""
    _inherit = 'cchc.article'

    @api.readonly
    def action_download_package(self):
        """Return the action that downloads one ZIP of these articles."""
        self._check_package()
        ids = ','.join(map(str, self.ids))
        return {'type': 'ir.actions.act_url', 'url': f'/cchc/package?ids={ids}', 'target': 'download'}

    def _check_package(self):
        """Raise unless the user may read all the articles and they fit into one package."""
        self.check_access('read')
        if self._package_size() > MAX_PACKAGE:
            raise UserError(self.env._(
                "The photos and files of these articles are larger than %(most)s MB together: choose fewer articles.",
                most=MAX_PACKAGE // 2**20))

    def _package_size(self):
        """Return how many bytes the photos and files of these articles have."""
        return sum(self._files_to_hand_out().mapped('file_size'))

    def _package_name(self):
        if len(self) == 1:
            return safe_name(self.display_name) + '.zip'
        return safe_name(self.env._("Articles %(date)s (%(count)s)", count=len(self), date=format_date(
            self.env, self.env.company._cchc_today(), date_format='dd-MM-yyyy'))) + '.zip'

    def _package(self):
        """Return the ZIP as an open file, at its beginning. The same articles give the same bytes. Several articles get
        a folder each, in the order given."""
        self._check_package()
        stream = tempfile.SpooledTemporaryFile(IN_MEMORY)   # noqa: SIM115 the caller sends it and closes it
        with Archive(stream) as archive:
            for number, article in enumerate(self, start=1):
                folder = f'{number:02}-{safe_name(article.display_name, length=60)}/' if len(self) > 1 else ''
                article._add_to_package(archive, folder)
        stream.seek(0)
        return stream

    def _add_to_package(self, archive, folder):
        article = self._in_company_language()
        captions = []
        for number, (file, path) in enumerate(article._package_files(), start=1):
            data = file.raw or b''
            name = archive.add(f'{folder}{path}/{number:02}-{safe_name(file.name)}', data)
            if path == 'anh':
                captions.append((name.removeprefix(folder), article._caption_of(file)))
        archive.add(f'{folder}{safe_name(article.display_name)}.docx', article._docx(captions))

    def _package_files(self):
        """Return ``[(file, folder)]``: photos in the text in its order, other photos, other files."""
        article = self.sudo()   # _check_package checked the article; its readers may read its files
        in_text = pictures.stored_numbers(article.body)
        order = {number: at for at, number in reversed(list(enumerate(in_text)))}
        files = article._files_to_hand_out().sorted(lambda file: (order.get(file.id, len(order)), file.id))
        photos = files.filtered(lambda file: (file.mimetype or '').startswith('image/'))
        return [(file, 'anh') for file in photos] + [(file, 'tep') for file in files - photos]

    def _caption_of(self, file):
        """Return “Caption. Photo: credit”, without a missing part."""
        credit = file.cchc_credit and self.env._("Photo: %(name)s", name=file.cchc_credit)
        return '. '.join(filter(None, [(file.cchc_caption or '').rstrip('. '), credit]))

    def _docx(self, captions):
        article = self.sudo()   # _check_package checked the article; its readers may read files and authors' names
        _, files = self.env._, {file.id: file for file in article._content_files()}

        def picture_of(src):
            file = next((files.get(number) for number in pictures.stored_numbers(src)), None)
            return file and Picture(file.raw or b'', self._caption_of(file))

        channels = article._live_publications().channel_id
        return article_docx(ArticleText(
            title=article.display_name, body=article.body or '', byline=', '.join(article._credit_names()),
            facts=[
                (_("Genre"), article.genre_id.name or ''),
                (_("Unit"), article.department_id.name or ''),
                (_("Author"), ', '.join(article._credit_names())),
                (_("Channel"), ', '.join(channels.mapped('name'))),
            ],
            correction=(_("Correction"), article.correction or ''),
            captions_title=_("Photo captions"), captions=captions), picture_of)
