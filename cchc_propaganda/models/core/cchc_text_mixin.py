# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

from ...tools.characters import xml_safe

TYPED = ('char', 'text', 'html')


class CchcTextMixin(models.AbstractModel):
    """A record with texts that people type or paste. They are stored without the characters that no text may carry
    (``tools/characters.py``)."""
    _name = 'cchc.text.mixin'
    _description = "Record with Typed Texts"

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._printable_values(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._printable_values(vals))

    def _update_field_translations(self, field_name, translations, digest=None, source_lang=''):
        translations = {
            lang: self._printable_values({field_name: value})[field_name] for lang, value in translations.items()}
        return super()._update_field_translations(field_name, translations, digest, source_lang)

    @api.model
    def _printable_values(self, vals):
        """Return the values with their texts cleaned; the same object where there is nothing to clean."""
        cleaned = {}
        for name, value in vals.items():
            field = self._fields.get(name)
            if isinstance(value, str) and field is not None and field.type in TYPED:
                text = xml_safe(value, is_html=field.type == 'html')
                if text is not value:
                    cleaned[name] = text
        return {**vals, **cleaned} if cleaned else vals
