# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields, models


class CchcDepartmentAlias(models.Model):
    """Another name of a unit in plans: "Phòng Thanh tra" and "Thanh tra" are the same unit."""
    _name = 'cchc.department.alias'
    _inherit = ['cchc.text.mixin']
    _description = "Other Name of a Unit"
    _order = 'name, id'
    _check_company_auto = True

    name = fields.Char(required=True)
    department_id = fields.Many2one(
        'hr.department', required=True, index=True, ondelete='cascade', check_company=True)
    company_id = fields.Many2one(related='department_id.company_id', store=True, index=True)

    _name_unique = models.UniqueIndex('(company_id, lower(name))', "This name already belongs to a unit.")
