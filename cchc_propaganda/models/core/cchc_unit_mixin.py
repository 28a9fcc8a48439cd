# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class CchcUnitMixin(models.AbstractModel):
    """A record of one unit (``department_id``), with the filter "my unit's". The record rules use these two fields:
    each is one subquery in SQL, while a domain through ``member_ids`` costs a further query each time."""
    _name = 'cchc.unit.mixin'
    _description = "Record of a Unit"

    is_my_unit = fields.Boolean("My unit's", compute='_compute_is_my_unit', search='_search_is_my_unit')
    is_headed_by_me = fields.Boolean(
        "Of a unit I head", compute='_compute_is_headed_by_me', search='_search_is_headed_by_me')

    @api.depends('department_id')
    @api.depends_context('uid')
    def _compute_is_my_unit(self):
        departments = self.env.user.with_context(active_test=False)._cchc_departments()   # closed units included
        for record in self:
            record.is_my_unit = record.department_id in departments

    @api.model
    def _search_is_my_unit(self, operator, value):
        return self._search_unit_in(self.env.user._cchc_departments_sql, operator, value)

    @api.depends('department_id')
    @api.depends_context('uid')
    def _compute_is_headed_by_me(self):
        departments = self.env.user.with_context(active_test=False)._cchc_headed_departments()
        for record in self:
            record.is_headed_by_me = record.department_id in departments

    @api.model
    def _search_is_headed_by_me(self, operator, value):
        return self._search_unit_in(self.env.user._cchc_headed_departments_sql, operator, value)

    @api.model
    def _search_unit_in(self, departments, operator, value):
        """Return the domain of records whose unit is in the subquery that ``departments()`` returns."""
        if operator != 'in':
            return NotImplemented

        def condition(model, alias, query):
            # As an array, the subquery runs once and PostgreSQL can use an index on the unit.
            is_in = SQL("%s = ANY(ARRAY(%s))", model._field_to_sql(alias, 'department_id', query), departments())
            return is_in if True in value else SQL("(%s) IS NOT TRUE", is_in)

        return Domain.custom(to_sql=condition)
