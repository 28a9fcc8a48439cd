from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.mimetypes import guess_mimetype

from ...tools import files

PHOTO_WORDS = ('cchc_caption', 'cchc_credit')   # what is printed below a photo


class CchcFilesMixin(models.AbstractModel):
    """A document whose files are content: they are bound to it, so that whoever reads it reads them, and they freeze
    with it (``ir_attachment.py``). Files of the chatter are not content."""
    _name = 'cchc.files.mixin'
    _description = "Document with Files"

    # Many2many to ir.attachment. They bypass the search, not the rights: else Odoo goes through every file in the
    # database to find the few of a record.
    _file_fields = ()

    def _files_are_frozen(self):
        """Whether the files of this record may no longer change."""
        return False

    def _refusal_to_change_files(self):
        """'' when the user may exchange the files of this record, as far as they are not frozen, else who may."""
        return ''

    def _keep_exchanged_files(self, exchanged):
        """Called when content files were changed where they lie: ``{record: [words before, words now]}``."""

    def _content_files(self):
        """All files that are content of these records, as superuser (a file has rights of its own)."""
        records = self.sudo()   # a file has rights of its own
        return records.env['ir.attachment'].union(*(records[name] for name in self._file_fields))

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._bind_files()   # of whatever brought them: the values, a default of the context or a kept one
        return records

    def write(self, vals):
        if not any(name in vals for name in self._file_fields):
            return super().write(vals)
        known = self._content_files()
        res = super().write(vals)
        self._bind_files(known)
        return res

    def _bind_files(self, known=()):
        """Tie fresh uploads to their record (uploaded on a new record they have no ``res_id``, and nobody else could
        read them). A file of another record, or of another person, is refused: it would open what one may not read.
        ``known``: files that were content before, and have been looked into."""
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
        """Refuse a file that could do harm on somebody's machine, by what is in it; one record, one attachment as
        superuser. What is taken is handed out as what it is."""
        if attachment.type != 'binary':
            raise UserError(self.env._(
                "“%(file)s” is a link, not a file. Download it and attach the file to “%(name)s”.",
                file=attachment.name, name=self.display_name))
        content = attachment.raw or b''
        guessed = guess_mimetype(content).lower() if content else ''
        if fault := files.fault(attachment.name, content, guessed):
            raise UserError(self.env._(
                "“%(file)s” is not taken for “%(name)s”: %(why)s Allowed are pictures, sound, video, PDF, Word, Excel, "
                "PowerPoint and OpenDocument files, plain text and ZIP.",
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
            files.UNKNOWN: _("nobody can tell what kind of file it is."),
        }[fault]
