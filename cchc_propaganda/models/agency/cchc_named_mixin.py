# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models


class CchcNamedMixin(models.AbstractModel):
    """A record that is renamed in the course of time, a unit, a channel or the agency: its earlier names are kept with
    the last day on which each held (``cchc.earlier.name``)."""
    _name = 'cchc.named.mixin'
    _description = "Record with Dated Names"

    def write(self, vals):
        named = self._cchc_with_dated_names() if 'name' in vals else self.browse()
        before = named._cchc_names_now()
        res = super().write(vals)
        if named:
            self.env['cchc.earlier.name']._keep(named, before)
        return res

    def _update_field_translations(self, field_name, translations, digest=None, source_lang=''):
        named = self._cchc_with_dated_names() if field_name == 'name' else self.browse()
        before = named._cchc_names_now()
        res = super()._update_field_translations(field_name, translations, digest, source_lang)
        if named:
            self.env['cchc.earlier.name']._keep(named, before)
        return res

    def _cchc_with_dated_names(self):
        """Return those of the records that are ours; records of other apps keep no earlier names."""
        return self

    def _cchc_agency(self):
        """Return the agency to which the record belongs; one record."""
        return self.company_id or self.env.company

    def _cchc_names_now(self):
        """Return ``{id: name}`` in the language of the agencies."""
        return {
            record.id: record.with_context(lang=agency._cchc_lang()).name
            for agency, records in self.grouped(lambda record: record._cchc_agency()).items() for record in records}

    def _cchc_names_on(self, day):
        """Return ``{id: name}`` as they were called on that day, in the language of the agencies."""
        names, kept = self._cchc_names_now(), self.env['cchc.earlier.name']._kept_of(self._name)
        for key in names.keys() & kept.keys():
            names[key] = next((name for last_day, name in kept[key] if last_day >= day), names[key])
        return names

    def _cchc_name_on(self, day):
        """Return how the record was called on that day, '' without a record; at most one record."""
        return self._cchc_names_on(day)[self.id] or '' if self else ''
