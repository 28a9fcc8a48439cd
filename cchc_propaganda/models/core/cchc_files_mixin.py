# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.mimetypes import guess_mimetype

from ...tools import files, limits

PHOTO_WORDS = ('cchc_caption', 'cchc_credit')   # printed below a photo


class CchcFilesMixin(models.AbstractModel):
    """A document whose files are part of its content. The files are bound to the document: its readers can read them,
    and they freeze with it (``ir_attachment.py``). Chatter files are not content."""
    _name = 'cchc.files.mixin'
    _description = "Document with Files"

    # Names of Many2many fields to ir.attachment. The fields bypass the search (Odoo would go through every file in the
    # database), not the rights.
    _file_fields = ()

    def _files_are_frozen(self):
        """Whether the files of this record may no longer change."""
        return False

    def _refusal_to_change_files(self):
        """Return '' when the user may exchange the unfrozen files of this record, else a sentence saying who may."""
        return ''

    def _keep_exchanged_files(self, exchanged):
        """Called after the name or bytes of content files changed; ``exchanged``: ``{record: [words before, words
        now]}``."""

    def _content_files(self):
        """Return all content files of these records, as superuser."""
        records = self.sudo()   # a user who may write the record may handle its files
        return records.env['ir.attachment'].union(*(records[name] for name in self._file_fields))

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._bind_files()   # whether they came from the values or from a default
        return records

    def write(self, vals):
        if not any(name in vals for name in self._file_fields):
            return super().write(vals)
        known = self._content_files()
        res = super().write(vals)
        self._bind_files(known)
        return res

    def _bind_files(self, known=()):
        """Bind fresh uploads to their record. A file uploaded on an unsaved record has no ``res_id``: nobody but the
        uploader could read it. Refuse a file of another record or person: binding would make it readable here.
        ``known``: files that were content before; their kind has been checked."""
        for record in self:
            for attachment in record._content_files():
                if attachment not in known:
                    record._check_kind_of_file(attachment)
                if (attachment.res_model, attachment.res_id) == (self._name, record.id):
                    if attachment.public:
                        attachment.public = False
                    continue
                if attachment.res_id or not (self.env.su or attachment.create_uid == self.env.user):
                    raise UserError(self.env._(
                        "The file “%(file)s” belongs to another record. Upload it here again.", file=attachment.name))
                attachment.write({'res_model': self._name, 'res_id': record.id, 'res_field': False, 'public': False})

    def _check_kind_of_file(self, attachment):
        """Raise when the content of the file could do harm on a reader's machine; one record, one attachment as
        superuser. An accepted file gets the mimetype of its content."""
        if attachment.type != 'binary':
            raise UserError(self.env._(
                "“%(file)s” is a link, not a file. Download it and attach the file to “%(name)s”.",
                file=attachment.name, name=self.display_name))
        content = attachment.raw or b''
        guessed = guess_mimetype(content).lower() if content else ''
        if fault := files.fault(attachment.name, content, guessed):
            raise UserError(self.env._(
                "“%(file)s” cannot be attached to “%(name)s”: %(why)s Allowed are pictures, sound, video, PDF, Word, "
                "Excel, PowerPoint and OpenDocument files, plain text and ZIP.",
                file=attachment.name, name=self.display_name, why=self._why_not_taken(fault)))
        served = files.served_type(guessed, attachment.mimetype or '')
        if served != attachment.mimetype:
            attachment.write({'mimetype': served})

    def _why_not_taken(self, fault):
        _ = self.env._
        return {
            files.EMPTY: _("it is empty. Upload it again."),
            files.PROGRAM: _("it is a program."),
            files.MACRO: _("it contains macros. Save it without them (.docx, .xlsx)."),
            files.CODE: _("it is a web page or a drawing that can contain a program. Save it as PDF or PNG."),
            files.UNKNOWN: _("its kind is not recognised."),
            files.CROWDED: _("it holds too many files. Put fewer of them into it."),
            files.PIXELS: _("it has more than %(most)s million points. Make it smaller.",
                            most=limits.PIXELS // 1_000_000),
        }[fault]
