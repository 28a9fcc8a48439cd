# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from pathlib import Path

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools import text
from ..core.cchc_files_mixin import PHOTO_WORDS
from ..core.server import SERVER

# The fields that hold a file's content and its owner; the others (thumbnails, full-text index) may still change.
CONTENT = frozenset({
    'name', 'datas', 'raw', 'db_datas', 'store_fname', 'checksum', 'mimetype', 'type', 'url', 'res_model', 'res_id',
    'res_field', 'company_id', 'public', 'cchc_caption', 'cchc_credit'})
LOOKED_AT = ('raw', 'datas', 'db_datas', 'name', 'type', 'mimetype')   # fields that decide whether a file is accepted


class IrAttachment(models.Model):
    _inherit = 'ir.attachment'

    cchc_caption = fields.Char("Photo caption", copy=False, help="What the photo shows; printed below it.")
    cchc_credit = fields.Char("Photo by", copy=False, help="Who took it, or where it comes from.")

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_cchc_server_only(vals.get('res_model'), vals.get('res_field'))
        return super().create([text.composed_values(vals, PHOTO_WORDS) for vals in vals_list])

    def write(self, vals):
        if CONTENT.isdisjoint(vals):
            return super().write(text.composed_values(vals, PHOTO_WORDS))
        self._check_cchc_stored(vals)
        owners = self._check_cchc_frozen()
        if vals.get('public'):
            self._check_cchc_public(owners)
        before = {record: files._cchc_file_words() for record, files in owners.items()}
        res = super().write(text.composed_values(vals, PHOTO_WORDS))
        if not vals.keys().isdisjoint(LOOKED_AT):
            for record, files in owners.items():
                for attachment in files:
                    record._check_kind_of_file(attachment)
        self._tell_cchc_owners(owners, before)
        return res

    @api.model
    def _file_write(self, bin_value, checksum):
        """Leave no part of a file when the disk is full. Odoo would find it when the same content comes again, and
        refuse that for ever: it "collides with an existing file"."""
        path = Path(self._full_path(f'{checksum[:2]}/{checksum}'))
        is_new = not path.exists()
        try:
            return super()._file_write(bin_value, checksum)
        except OSError:
            if is_new:
                path.unlink(missing_ok=True)
            raise

    def _postprocess_contents(self, values):
        """Keep the files of an article as uploaded: Odoo shrinks large pictures, but a channel wants the
        photographer's original. Odoo still makes previews in the size in which they are shown."""
        if self._is_cchc_document(values.get('res_model')):
            return values
        return super()._postprocess_contents(values)

    def _is_cchc_document(self, model):
        """Whether the files of the model are content of its records."""
        return model in self.env and isinstance(self.env[model], self.env.registry['cchc.files.mixin'])

    @api.ondelete(at_uninstall=True)
    def _unlink_except_cchc_frozen(self):
        self._check_cchc_stored()
        owners = self._check_cchc_frozen()
        before = {record: files._cchc_file_words() for record, files in owners.items()}
        self._tell_cchc_owners(dict.fromkeys(owners, self.browse()), before)

    def _cchc_file_words(self):
        """Return the files in words: name, caption, credit and the beginning of the checksum."""
        return ', '.join(
            ' · '.join(filter(None, [file.name, file.cchc_caption, file.cchc_credit, (file.checksum or '')[:8]]))
            for file in self.sorted('id'))

    def _tell_cchc_owners(self, owners, before):
        """Tell the documents which of their files changed, so that they keep both. ``owners``: ``{document: its files
        now}``; ``before``: ``{document: its files before, in words}``."""
        exchanged = {}
        for record, files in owners.items():
            words = [before[record], files._cchc_file_words()]
            if words[0] != words[1]:
                exchanged.setdefault(record._name, {})[record] = words
        for model, records in exchanged.items():
            self.env[model]._keep_exchanged_files(records)

    def _check_cchc_stored(self, vals=None):
        """Raise UserError when one of these is the file in a field that only the system writes, or would become it by
        the values. Odoo lets whoever may write the record write the attachment behind its field."""
        vals = vals or {}
        for attachment in self.sudo():      # whose file it is, whoever asks
            self._check_cchc_server_only(attachment.res_model, attachment.res_field)
            self._check_cchc_server_only(
                vals.get('res_model', attachment.res_model), vals.get('res_field', attachment.res_field))

    @api.model
    def _check_cchc_server_only(self, model, name):
        if not (model and name) or self.env.context.get('cchc_server') is SERVER:
            return
        field = self.env[model]._fields.get(name) if model in self.env else None
        if getattr(field, 'server_only', False):
            raise UserError(self.env._(
                "“%(field)s” is written by the system alone: its file cannot be added, exchanged or deleted.",
                field=field._description_string(self.env)))

    def _check_cchc_frozen(self):
        """Return ``{document: its files among these}``. Raise UserError when a document is approved: nobody can change
        its files, so that exactly what was approved is published. Raise AccessError when the user may not change the
        files of the document."""
        owners = self._cchc_owners()
        for record, content in owners.items():
            if record._files_are_frozen():
                raise UserError(self.env._(
                    "The file “%(file)s” belongs to “%(name)s”, which is “%(state)s”: it can no longer be changed.",
                    file=content[0].name, name=record.display_name, state=record._state_label(record.state)))
            # Check the user's own rights, even as superuser: the chatter deletes files as superuser.
            if refusal := record.with_user(self.env.user)._refusal_to_change_files():
                raise AccessError(refusal)
        return owners

    def _check_cchc_public(self, owners):
        for record, content in owners.items():
            raise UserError(self.env._(
                "The file “%(file)s” belongs to “%(name)s” and cannot be public: only its readers may read the file.",
                file=content[0].name, name=record.display_name))

    def _cchc_owners(self):
        """Return ``{document: its content files among these}``, both as superuser."""
        owners = {}
        for model, attachments in self.sudo().filtered('res_id').grouped('res_model').items():  # to read the owner
            if self._is_cchc_document(model):
                for record in attachments.env[model].browse(set(attachments.mapped('res_id'))).exists():
                    if content := record._content_files() & attachments:
                        owners[record] = content
        return owners
