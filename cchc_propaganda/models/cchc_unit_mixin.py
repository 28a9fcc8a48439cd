from odoo import api, fields, models


class CchcUnitMixin(models.AbstractModel):
    """A record of one unit (``department_id``), which people look for as "my unit's"."""
    _name = 'cchc.unit.mixin'
    _description = "Record of a Unit"

    is_my_unit = fields.Boolean("My unit's", compute='_compute_is_my_unit', search='_search_is_my_unit')

    @api.depends('department_id')
    @api.depends_context('uid')
    def _compute_is_my_unit(self):
        departments = self.env.user._cchc_departments()
        for record in self:
            record.is_my_unit = record.department_id in departments

    @api.model
    def _search_is_my_unit(self, operator, value):
        if operator != 'in':
            return NotImplemented
        return [('department_id', 'in' if True in value else 'not in', self.env.user._cchc_departments().ids)]
