# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import unicodedata

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools import markup, text

WORDS = ('name', 'correction')


class CchcArticle(models.Model):
    """Tidy texts as people type and paste them: letters in one encoding, without the leftovers of a word processor. No
    text is refused for these."""
    _inherit = 'cchc.article'

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._tidy_values(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._tidy_values(vals))

    @api.model
    def _stored_values(self, vals):
        return self._tidy_values(super()._stored_values(vals))

    @api.model
    def _tidy_values(self, vals):
        """Return the values with composed letters, a title on one line, and a text without the markup of Word."""
        vals = text.composed_values(vals, WORDS)
        if isinstance(vals.get('name'), str):
            vals['name'] = ' '.join(vals['name'].split())
        if vals.get('body'):
            try:
                vals['body'] = markup.clean_markup(vals['body'])
            except markup.MarkupError as error:
                raise UserError(self._refusal_of_text(error)) from error
        return vals

    @api.model
    def _refusal_of_text(self, error):
        _ = self.env._
        return {
            'long': _("The text is too long for an article. Keep this one article only, and add its pictures as files "
                      "instead of pasting them."),
            'deep': _("The text is nested too deeply, as no editor writes it. Paste it again as plain text."),
        }[error.code]

    @api.model
    def _search(self, domain, *args, **kwargs):
        # A Mac types decomposed letters: compose the searched words, too.
        return super()._search(Domain(domain).map_conditions(_composed_condition), *args, **kwargs)


def _composed_condition(condition):
    if isinstance(condition.value, str) and not unicodedata.is_normalized('NFC', condition.value):
        return Domain(condition.field_expr, condition.operator, unicodedata.normalize('NFC', condition.value))
    return condition
