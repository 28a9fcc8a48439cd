from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools import text
from ..core.cchc_files_mixin import PHOTO_WORDS

# What makes up a file and says whose it is; the rest (thumbnails, full-text index) may go on changing.
CONTENT = frozenset({
    'name', 'datas', 'raw', 'db_datas', 'store_fname', 'checksum', 'mimetype', 'type', 'url', 'res_model', 'res_id',
    'res_field', 'company_id', 'public', 'cchc_caption', 'cchc_credit'})
LOOKED_AT = ('raw', 'datas', 'db_datas', 'name', 'type', 'mimetype')   # what tells whether a file is taken


class IrAttachment(models.Model):
    _inherit = 'ir.attachment'

    cchc_caption = fields.Char("Photo caption", copy=False, help="What the photo shows; printed below it.")
    cchc_credit = fields.Char("Photo by", copy=False, help="Who took it, or where it comes from.")

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([text.composed_values(vals, PHOTO_WORDS) for vals in vals_list])

    def write(self, vals):
        if CONTENT.isdisjoint(vals):
            return super().write(text.composed_values(vals, PHOTO_WORDS))
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

    def _postprocess_contents(self, values):
        """Keep the bytes of what an article is made of: Odoo shrinks large pictures when they are uploaded, but a
        channel wants the photographer's original. Previews are still made in the size they are shown."""
        if self._is_cchc_document(values.get('res_model')):
            return values
        return super()._postprocess_contents(values)

    def _is_cchc_document(self, model):
        """Whether the model is one whose files are content."""
        return model in self.env and isinstance(self.env[model], self.env.registry['cchc.files.mixin'])

    @api.ondelete(at_uninstall=True)
    def _unlink_except_cchc_frozen(self):
        owners = self._check_cchc_frozen()
        before = {record: files._cchc_file_words() for record, files in owners.items()}
        self._tell_cchc_owners(dict.fromkeys(owners, self.browse()), before)

    def _cchc_file_words(self):
        """The files in words: name, caption, credit and the beginning of the checksum."""
        return ', '.join(
            ' · '.join(filter(None, [file.name, file.cchc_caption, file.cchc_credit, (file.checksum or '')[:8]]))
            for file in self.sorted('id'))

    def _tell_cchc_owners(self, owners, before):
        """Their documents keep what was changed: ``owners`` are ``{record: its files now}``."""
        exchanged = {}
        for record, files in owners.items():
            words = [before[record], files._cchc_file_words()]
            if words[0] != words[1]:
                exchanged.setdefault(record._name, {})[record] = words
        for model, records in exchanged.items():
            self.env[model]._keep_exchanged_files(records)

    def _check_cchc_frozen(self):
        """What was approved is what is published: its files change for nobody, whichever way they are reached; before,
        they change for those who may change the record's own field. Returns ``{record: its files among these}``."""
        owners = self._cchc_owners()
        for record, content in owners.items():
            if record._files_are_frozen():
                raise UserError(self.env._(
                    "The file “%(file)s” belongs to “%(name)s”, which is “%(state)s”: it can no longer be changed.",
                    file=content[0].name, name=record.display_name, state=record._state_label(record.state)))
            # The user's own rights, whatever the call borrows: the chatter deletes files as superuser.
            if refusal := record.with_user(self.env.user)._refusal_to_change_files():
                raise AccessError(refusal)
        return owners

    def _check_cchc_public(self, owners):
        for record, content in owners.items():
            raise UserError(self.env._(
                "The file “%(file)s” belongs to “%(name)s”: whoever may read that reads it, and nobody else.",
                file=content[0].name, name=record.display_name))

    def _cchc_owners(self):
        """``{document: those of these files that are its content}``, both as superuser."""
        owners = {}
        for model, attachments in self.sudo().filtered('res_id').grouped('res_model').items():   # whose, not which
            if self._is_cchc_document(model):
                for record in attachments.env[model].browse(set(attachments.mapped('res_id'))).exists():
                    if content := record._content_files() & attachments:
                        owners[record] = content
        return owners
