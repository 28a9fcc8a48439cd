# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, models

INSPECTOR = 'cchc_propaganda_report.group_inspector'


class ResUsers(models.Model):
    _inherit = 'res.users'

    @api.model
    def _cchc_role_groups(self):
        return (*super()._cchc_role_groups(), INSPECTOR)


class CchcPerson(models.Model):
    """The administrator of an agency gives accounts to inspectors, too. An inspector who has no other role does not
    work in the agency."""
    _inherit = 'cchc.person'

    @api.model
    def _role_names(self):
        return [*super()._role_names(), 'inspector']

    @api.model
    def _roles_without_unit(self):
        return super()._roles_without_unit() | {'inspector'}

    @api.model
    def _is_from_outside(self, keys):
        return set(keys) == {'inspector'} or super()._is_from_outside(keys)
