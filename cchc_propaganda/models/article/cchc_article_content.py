# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import hashlib
import json
from urllib.parse import urlsplit

from odoo import api, fields, models

from ...tools import pictures
from ..core.cchc_files_mixin import PHOTO_WORDS


class CchcArticle(models.Model):
    """The content that an approval covers: version of the text, pictures in it, files beside it."""
    _inherit = 'cchc.article'

    approved_digest = fields.Char(
        "Digest of what was approved", readonly=True, copy=False, server_only=True,
        help="SHA-256 of the approved title, text, genre, topics and files.")
    is_as_approved = fields.Boolean("As it was approved", compute='_compute_is_as_approved')
    is_approval_without_version = fields.Boolean(
        "Approved before versions were kept", compute='_compute_is_as_approved',
        help="Nothing was kept of the approved text, so that it cannot be compared.")
    approval_text = fields.Char("Approval", compute='_compute_approval_text', help="What was approved, and when.")

    @api.depends('name', 'body', 'genre_id', 'topic_ids', 'attachment_ids.checksum', 'picture_ids.checksum',
                 'word_file_ids.checksum', 'approved_digest', 'approved_version', 'approved_checksums')
    def _compute_is_as_approved(self):
        for article in self:
            differences = article.approved_by_id and article._differences_from_approval()
            is_comparable = bool(article.approved_digest)
            article.is_as_approved = article.approved_by_id and is_comparable and not differences
            article.is_approval_without_version = article.approved_by_id and not is_comparable and not differences

    @api.depends('approved_by_id', 'approved_date', 'approved_version', 'approved_checksums', 'approved_digest')
    @api.depends_context('lang')
    def _compute_approval_text(self):
        for article in self:
            when = article._format_moment(article.approved_date)
            if not article.approved_by_id:
                article.approval_text = False
            elif not article.approved_digest:
                article.approval_text = self.env._("Approved at %(when)s, before versions were kept", when=when)
            else:
                article.approval_text = self.env._(
                    "Approved: %(version)s, at %(when)s, files: %(files)s",
                    version=article._version_name(article.approved_version).lower(), when=when,
                    files=len(article.approved_checksums or {}))

    # ------------------------------------------------------------------
    # Pictures in the text
    # ------------------------------------------------------------------

    def _keep_pictures(self):
        """Bind pictures uploaded into the text to the article: its readers can read them, and they freeze with it."""
        for article in self:
            pictures_shown = article._pictures_in_text()
            if pictures_shown != article.sudo().picture_ids:   # compare with all pictures, readable or not
                article._with_gate().picture_ids = pictures_shown

    def _pictures_in_text(self):
        """Return the files shown in the text that belong to the article or are fresh uploads of the user; as
        superuser."""
        ids = set(pictures.stored_numbers(self.body))
        files = self.env['ir.attachment'].sudo().browse(ids).exists()   # the next line drops other people's files
        return files.filtered(lambda file: (
            (file.res_model, file.res_id) == (self._name, self._origin.id)
            or (not file.res_id and file.create_uid == self.env.user)))

    def _missing_of_pictures(self):
        """Return the faults of pictures in the text that would not freeze with it, as sentences; one record. The owner
        of such a picture could exchange it after approval."""
        body = self.sudo().body or ''   # the user may read the article: skip a second check
        home = urlsplit(self.get_base_url()).netloc
        local = [address.partition(home)[2] if urlsplit(address).netloc == home else address
                 for address in pictures.loaded(body)]
        sites = sorted(filter(None, {pictures.host(address) for address in local}))
        served = [address for address in local if not pictures.host(address)] + pictures.served(body)
        # A saved article has its pictures bound, loaded for all articles at once; an article being typed has not.
        own = set((self.sudo().picture_ids if self.id else self._pictures_in_text()).ids) if served else ()
        numbers = [pictures.file_number(address) for address in served]
        missing = []
        if any(number not in own for number in numbers):
            missing.append(self.env._(
                "The text shows a picture that belongs to another record: remove it and insert it here again."))
        if sites:
            missing.append(self.env._(
                "The text shows a picture stored on another site (%(sites)s), where it could be exchanged after "
                "approval: save the picture and insert it here.", sites=', '.join(sites)))
        return missing

    # ------------------------------------------------------------------
    # Files
    # ------------------------------------------------------------------

    def _get_versioned_fields(self):
        return ['body']

    def _files_to_hand_out(self):
        """Return the content files for a channel, without the Word files that the text was read from; as superuser."""
        return self._content_files() - self.sudo().word_file_ids    # a reader of the article may read its files

    def _files_are_frozen(self):
        return self.state in ('approved', 'published', 'cancelled')

    def _refusal_to_change_files(self):
        return self._refusal_to_edit()

    # ------------------------------------------------------------------
    # What is approved
    # ------------------------------------------------------------------

    def _logged_version(self):
        return self.content_version

    def _content_checksums(self):
        """Return ``{id: SHA-1}`` of all content files, the ids as text (keys of Json are text); one record."""
        return {str(file.id): file.checksum for file in self._content_files()}

    def _content_digest(self):
        """Return the SHA-256 of everything that freezes; one record."""
        article = self.sudo()   # also covers topics of a plan that the reader may not read
        content = [article.name, article.body, article.genre_id.id, sorted(article.topic_ids.ids), [
            [file.id, file.checksum, file.name, *(file[name] or '' for name in PHOTO_WORDS)]
            for file in article._content_files().sorted('id')]]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

    def _values_of_content(self):
        """Return the values that keep which version and which files are approved; one record."""
        return {
            'approved_version': self.content_version,
            'approved_checksums': self._content_checksums(),
            'approved_digest': self._content_digest(),
        }

    def _differences_from_approval(self, read_files=False):
        """Return how the content differs from the approved content, as sentences; one record. With ``read_files``, read
        the bytes of the files and not only their checksums in the database. Of what was approved before versions were
        kept, only the files whose checksums were kept can be compared."""
        _ = self.env._
        approved, differences = self.approved_checksums or {}, []
        files = {str(file.id): file for file in self._content_files()}
        for number, file in files.items():
            checksum = hashlib.sha1(file.raw or b'', usedforsecurity=False).hexdigest() if read_files else file.checksum
            if number not in approved:
                if not self.approved_digest:
                    continue    # an earlier version of this program did not keep the checksums of every file
                differences.append(_("The file “%(file)s” was added after the approval.", file=file.name))
            elif approved[number] != checksum or file.checksum != checksum:
                differences.append(_("The file “%(file)s” differs from the approved one.", file=file.name))
        if gone := len(approved.keys() - files.keys()):
            differences.append(_("Files that are missing: %(count)s.", count=gone))
        if not self.approved_digest:
            return differences
        if self.approved_version != self.content_version - self._versions_of_adoption():
            differences.append(_("The article is now at version %(version)s.", version=self.content_version))
        elif not differences and self.approved_digest != self._content_digest():
            differences.append(_("Title, text, genre, topics or captions were changed without a version being kept."))
        return differences

    def _versions_of_adoption(self):
        """Return how many versions after the approval only put the article into its plan (an earlier version of this
        program kept them); one record. Nobody changes the plan of what is approved."""
        if self.approved_version == self.content_version:
            return 0
        revisions = self.sudo()._revisions()    # only to count them
        return sum(
            revision['revision_id'] > self.approved_version and not revision['patch']
            and list(revision.get('changes') or ()) == ['plan_id'] for revision in revisions)

    @api.readonly
    def action_verify_approval(self):
        """Show whether the content is still the approved content, reading every file again. Every reader may."""
        self.ensure_one()
        self.check_access('read')
        differences = self._differences_from_approval(read_files=True) if self.approved_by_id else [
            self.env._("“%(name)s” is not approved.", name=self.display_name)]
        if differences:
            kind, message = 'danger', ' '.join(differences)
        elif self.approved_digest:
            kind, message = 'success', self.env._("Text and files are exactly what was approved.")
        else:
            kind, message = 'info', self.env._(
                "The article was approved before versions were kept: its text cannot be compared. Nothing says that it "
                "was changed.")
        return {
            'type': 'ir.actions.client', 'tag': 'display_notification',
            'params': {
                'type': kind, 'sticky': kind == 'danger', 'title': self.approval_text or self.display_name,
                'message': message,
            }}

    # ------------------------------------------------------------------
    # A copy
    # ------------------------------------------------------------------

    def copy(self, default=None):
        """Copy the pictures in the text, too, as files of the copy."""
        if 'body' in (default or {}):
            return super().copy(default)
        return self.browse().concat(*(
            super(CchcArticle, article).copy({**(default or {}), 'body': article._body_of_copy()}) for article in self))

    def _body_of_copy(self):
        """Return the text with fresh copies of its pictures, ready to be bound to the new article."""
        body = self.body or ''
        own = self.sudo().picture_ids   # a reader of the text may read its pictures
        copies = {file.id: file.copy({'res_model': False, 'res_id': False, 'access_token': False}).id for file in own}
        return body and pictures.with_copies(body, copies)
