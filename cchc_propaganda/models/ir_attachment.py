from odoo import api, models
from odoo.exceptions import AccessError, UserError

# What makes up a file and says whose it is; the rest (thumbnails, full-text index) may go on changing.
CONTENT = frozenset({
    'name', 'datas', 'raw', 'db_datas', 'store_fname', 'checksum', 'mimetype', 'type', 'url', 'res_model', 'res_id',
    'res_field', 'company_id', 'public'})


class IrAttachment(models.Model):
    _inherit = 'ir.attachment'

    def write(self, vals):
        if not CONTENT.isdisjoint(vals):
            self._check_cchc_frozen()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_cchc_frozen(self):
        self._check_cchc_frozen()

    def _check_cchc_frozen(self):
        """What was approved is what is published: its files change for nobody, whichever way they are reached; before,
        they change for those who may change the record's own field."""
        for model, attachments in self.sudo().filtered('res_id').grouped('res_model').items():
            if model not in self.env or not isinstance(self.env[model], self.env.registry['cchc.files.mixin']):
                continue
            for record in self.env[model].sudo().browse(set(attachments.mapped('res_id'))).exists():
                content = record._content_files() & attachments
                if content and record._files_are_frozen():
                    raise UserError(self.env._(
                        "The file “%(file)s” belongs to “%(name)s”, which is “%(state)s”: it can no longer be changed.",
                        file=content[0].name, name=record.display_name, state=record._state_label(record.state)))
                if content and (refusal := record.with_env(self.env)._refusal_to_change_files()):
                    raise AccessError(refusal)
