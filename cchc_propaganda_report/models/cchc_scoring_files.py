# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import tempfile

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.cchc_propaganda.models.article.cchc_article_package import IN_MEMORY, MAX_PACKAGE
from odoo.addons.cchc_propaganda.tools.archive import Archive, plain_name, safe_name

from ..report.scoring_workbook import scoring_workbook
from ..tools.scoring import FILE, INDEX, folder_of, packed_names

SHOWN = 12      # folders that the form shows


class CchcScoring(models.Model):
    """The files of a pack: the index as a workbook, and a ZIP of the index and all files, with a folder for each
    criterion. Both are made of the evidence that the lines keep; the index names what is missing."""
    _inherit = 'cchc.scoring'

    @api.depends('line_ids.evidence')
    @api.depends_context('lang')
    def _compute_package_text(self):
        _ = self.env._
        for scoring in self:
            names = packed_names(scoring._folders(scoring.line_ids))
            folders = {}
            for name in names.values():
                folder = name.partition('/')[0]
                folders[folder] = folders.get(folder, 0) + 1
            lines = [_("%(name)s (what is there, and what is missing)", name=INDEX)]
            lines += [_("%(name)s: %(count)s files", name=name, count=count)
                      for name, count in [*folders.items()][:SHOWN]]
            size = sum({one.file: one.size for __, pieces in scoring._folders(scoring.line_ids)
                        for one in pieces if one.kind == FILE}.values())
            lines.append(_("%(count)s files, %(size)s MB", count=len(names), size=-(-size // 2**20)))
            scoring.package_text = '\n'.join(lines)

    def _folders(self, lines):
        """Return ``[(name of the folder, evidence)]`` of these lines, in their order."""
        return [(folder_of(line.code, line.name), line._pieces()) for line in lines if line.rule != 'sum']

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------

    def action_download_xlsx(self):
        """Return the action that downloads the index. Of a pack that is being prepared, look for the evidence first."""
        self.ensure_one()
        self.check_access('read')
        self._refresh_open()
        return {'type': 'ir.actions.act_url', 'url': f'/cchc/scoring/{self.id}/xlsx', 'target': 'download'}

    def action_download_zip(self):
        """Return the action that downloads the ZIP. Of a pack that is being prepared, look for the evidence first."""
        self.ensure_one()
        self.check_access('read')
        self._refresh_open()
        return self._package_action(self.line_ids)

    def _refresh_open(self):
        if self.state == 'draft' and self.has_access('write'):
            self.action_refresh()

    def _package_action(self, lines):
        """Return the action that downloads the ZIP of these lines."""
        self._check_package(lines)
        part = f'?line={lines.id}' if len(lines) == 1 else ''
        return {'type': 'ir.actions.act_url', 'url': f'/cchc/scoring/{self.id}/zip{part}', 'target': 'download'}

    # ------------------------------------------------------------------
    # The files
    # ------------------------------------------------------------------

    def _check_package(self, lines):
        """Raise unless the user may read the pack and its files are not too large together."""
        self.check_access('read')
        sizes = {one.file: one.size for __, pieces in self._folders(lines) for one in pieces if one.kind == FILE}
        if sum(sizes.values()) > MAX_PACKAGE:
            raise UserError(self.env._(
                "The files of “%(name)s” are larger than %(most)s MB together. Open a criterion and use “ZIP of this "
                "criterion”, one after the other.", name=self.display_name, most=MAX_PACKAGE // 2**20) if len(
                lines) > 1 else self.env._(
                "The files of “%(name)s” are larger than %(most)s MB together: hand them in by links, or make videos "
                "smaller.", name=lines.display_name, most=MAX_PACKAGE // 2**20))

    def _file_name(self, ending):
        title = f'{self._in_company_language().name} - {self.company_id.name}'
        return f'{plain_name(title, length=120) if ending == "zip" else safe_name(title, length=160)}.{ending}'

    def _xlsx(self):
        """Return the bytes of the index."""
        self.ensure_one()
        self.check_access('read')
        return self._index(self.line_ids, {})

    def _zip(self, lines=None):
        """Return the ZIP as an open file, at its beginning: of the whole pack, or of these lines. One file at a time is
        in memory. The same pack gives the same bytes."""
        self.ensure_one()
        lines = lines or self.line_ids
        self._check_package(lines)
        names = self._present(lines)
        stream = tempfile.SpooledTemporaryFile(IN_MEMORY)   # noqa: SIM115 the caller sends it and closes it
        with Archive(stream) as archive:
            archive.add(INDEX, self._index(lines, names))
            for number, name in names.items():
                archive.add(name, self._bytes_of(number))
        stream.seek(0)
        return stream

    def _present(self, lines):
        """Return ``{id of a file: its name in the ZIP}`` of the files that are there as they were when found."""
        folders = self._folders(lines)
        names = packed_names(folders)
        files = self.env['ir.attachment'].sudo().search_fetch(      # who reads the pack reads its files
            [('id', 'in', list(names))], ['checksum'])
        stored = {file.id: file.checksum or '' for file in files}
        found = {one.file: one.checksum for __, pieces in folders for one in pieces if one.kind == FILE}
        return {number: name for number, name in names.items()
                if number in stored and stored[number] == found[number]}

    def _bytes_of(self, number):
        """Return the bytes of one file, and keep none of them: the cache would grow with each file."""
        file = self.env['ir.attachment'].sudo().browse(number)  # _check_package checked the pack; its readers read them
        content = file.raw or b''
        file.invalidate_recordset(['raw'], flush=False)
        return content

    def _index(self, lines, names):
        """Return the bytes of the workbook that lists score, evidence and what is missing."""
        scoring = self.sudo()._in_company_language()    # the index is the same for every reader of the pack
        return scoring_workbook(scoring, lines.with_env(scoring.env), names)
