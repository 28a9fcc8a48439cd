# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ...tools.dates import in_figures, without_year
from ...tools.decree import roman
from ...tools.period import Period


class CchcPeriodMixin(models.AbstractModel):
    """A record about one period of the year. People read the period in words, never its key."""
    _name = 'cchc.period.mixin'
    _description = "Record of a Period"

    period_key = fields.Char(
        "Period key", required=True, readonly=True, help="2024-M03, 2024-Q1, 2024-H1, 2024-9M, 2024-Y, or two days.")
    period_label = fields.Char("Period", compute='_compute_period_label')

    @api.depends('period_key')
    @api.depends_context('lang')
    def _compute_period_label(self):
        for record in self:
            record.period_label = record.period_key and self._period_in_words(record.period_key)

    def _period_in_words(self, key):
        """Return ``Quý I năm 2024`` for ``2024-Q1``, in the reader's language."""
        _ = self.env._
        period = Period.parse(key)
        year = period.year
        if period.kind == 'month':
            # Decree 30/2020: days below 10 and months 1 and 2 are written with a leading zero
            month = period.start.month
            return _("Month %(month)s of %(year)s", month=f'{month:02}' if month < 3 else month, year=year)
        if period.kind == 'quarter':
            return _("Quarter %(quarter)s of %(year)s", quarter=roman(period.ordinal), year=year)
        if period.kind == 'half':
            return _("First half of %(year)s", year=year) if period.ordinal == 1 else _(
                "Second half of %(year)s", year=year)
        if period.kind == 'nine':
            return _("Nine months of %(year)s", year=year)
        if period.kind == 'year':
            return _("Year %(year)s", year=year)
        start, end = in_figures(period.start), in_figures(period.end)
        return _("From %(start)s to %(end)s", start=start, end=end)

    def _period_short(self):
        """Return ``Quý I`` for ``2024-Q1``: the period without its year."""
        self.ensure_one()
        return self._short_words(self.period_key)

    @api.model
    def _short_words(self, key):
        """Return these words for the key of a period."""
        _ = self.env._
        period = Period.parse(key)
        if period.kind == 'month':
            return _("Month %(month)s", month=period.start.month)
        if period.kind == 'quarter':
            return _("Quarter %(quarter)s", quarter=roman(period.ordinal))
        if period.kind == 'half':
            return _("First half") if period.ordinal == 1 else _("Second half")
        if period.kind == 'nine':
            return _("Nine months")
        if period.kind == 'year':
            return _("Whole year")
        return f"{without_year(period.start)} – {without_year(period.end)}"
