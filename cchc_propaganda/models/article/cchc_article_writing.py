import unicodedata

from odoo import api, models
from odoo.fields import Domain

from ...tools import markup, text

WORDS = ('name', 'correction')


class CchcArticle(models.Model):
    """Texts as people type and paste them: kept in one spelling and without what a word processor leaves, refused for
    neither."""
    _inherit = 'cchc.article'

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._tidy_values(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._tidy_values(vals))

    @api.model
    def _tidy_values(self, vals):
        """The values with letters composed, the title on one line, and the text without the marks of Word."""
        vals = text.composed_values(vals, WORDS)
        if isinstance(vals.get('name'), str):
            vals['name'] = ' '.join(vals['name'].split())
        if vals.get('body'):
            vals['body'] = markup.clean_markup(vals['body'])
        return vals

    @api.model
    def _search(self, domain, *args, **kwargs):
        # What is looked for may have been typed on a Mac as well.
        return super()._search(Domain(domain).map_conditions(_composed_condition), *args, **kwargs)


def _composed_condition(condition):
    if isinstance(condition.value, str) and not unicodedata.is_normalized('NFC', condition.value):
        return Domain(condition.field_expr, condition.operator, unicodedata.normalize('NFC', condition.value))
    return condition
