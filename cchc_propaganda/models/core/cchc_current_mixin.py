# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain


class CchcCurrentMixin(models.AbstractModel):
    """A record that lists show without being asked: it belongs to this year, or somebody still has to act on it. Lists
    open with this filter, and older records appear once it is removed."""
    _name = 'cchc.current.mixin'
    _description = "Record of This Year"

    is_current = fields.Boolean(
        "This year, or still to be dealt with", compute='_compute_is_current', search='_search_is_current')

    @api.depends_context('uid')
    def _compute_is_current(self):
        current = self.search(Domain('id', 'in', self.ids) & Domain('is_current', '=', True))
        for record in self:
            record.is_current = record._origin in current

    @api.model
    def _search_is_current(self, operator, value):
        if operator != 'in':
            return NotImplemented
        current = Domain.OR(
            Domain('company_id', '=', company.id) & self._current_domain(company, company._cchc_today())
            for company in self.env.companies)
        return current if True in value else ~current

    @api.model
    def _current_domain(self, company, today):
        """Return the domain of the agency's records that lists show without being asked."""
        return Domain.TRUE
