from odoo import api, models
from odoo.exceptions import UserError


class CchcFilesMixin(models.AbstractModel):
    """A document whose files are content: they are bound to it, so that whoever reads it reads them, and they freeze
    with it (``ir_attachment.py``). Files of the chatter are not content."""
    _name = 'cchc.files.mixin'
    _description = "Document with Files"

    _file_fields = ()   # Many2many to ir.attachment

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
        records = self.sudo()
        return self.env['ir.attachment'].sudo().union(*(records[name] for name in self._file_fields))

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        if any(name in vals for vals in vals_list for name in self._file_fields):
            records._bind_files()
        return records

    def write(self, vals):
        res = super().write(vals)
        if any(name in vals for name in self._file_fields):
            self._bind_files()
        return res

    def _bind_files(self):
        """Tie fresh uploads to their record (uploaded on a new record they have no ``res_id``, and nobody else could
        read them). A file of another record, or of another person, is refused: it would open what one may not read."""
        for record in self:
            for attachment in record._content_files():
                if (attachment.res_model, attachment.res_id) == (self._name, record.id):
                    continue
                if attachment.res_id or not (self.env.su or attachment.create_uid == self.env.user):
                    raise UserError(self.env._(
                        "The file “%(file)s” belongs to another record. Upload it here again.", file=attachment.name))
                attachment.write({'res_model': self._name, 'res_id': record.id, 'res_field': False, 'public': False})
