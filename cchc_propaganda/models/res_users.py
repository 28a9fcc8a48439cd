from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    _inherit = 'res.users'

    def _cchc_departments(self):
        """The units in which the user sits, own unit and borrowed seats (board, party cell, union), of all companies;
        as superuser, for an ordinary user has no rights on employees. One who left (archived employee) sits nowhere."""
        self.ensure_one()
        return self.env['hr.department'].sudo().search(
            Domain('member_ids', 'any', [('user_id', '=', self.id), ('active', '=', True)])
            | Domain('cchc_member_ids', 'in', self.ids))

    def _cchc_headed_departments(self):
        """The units that the user heads, as superuser."""
        self.ensure_one()
        return self.env['hr.department'].sudo().search(
            [('manager_id', 'any', [('user_id', '=', self.id), ('active', '=', True)])])

    def _cchc_home_department(self, company):
        """The one unit an article of this user is proposed for in the company: the one that employs them, else the
        first body that borrowed them; empty when they have none there."""
        departments = self._cchc_departments().filtered(lambda department: department.company_id == company)
        employed = departments.filtered(lambda department: self in department.member_ids.user_id)
        return (employed or departments)[:1].sudo(False)
