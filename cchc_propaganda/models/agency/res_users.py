# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from contextlib import contextmanager

from odoo import api, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools.groups import ALL


class ResUsers(models.Model):
    _inherit = 'res.users'

    @tools.ormcache('self.id')
    def _get_group_ids(self):
        """Leave out our groups for a user who has left the agency, even if the account still has them. Rights, rules,
        steps and menus all use this method. ``hr.employee`` clears the cache."""
        groups = super()._get_group_ids()
        if not self._cchc_has_left():
            return groups
        definitions = self.env['res.groups']._get_group_definitions()
        ours = {definitions.get_id(group) for group in self._cchc_role_groups()}
        return tuple(group for group in groups if group not in ours)

    @api.model
    def _cchc_role_groups(self):
        """Return the external ids of the groups that the administrator of an agency gives, and that a person who leaves
        loses."""
        return ALL

    @tools.ormcache('self.id')
    def _cchc_has_left(self):
        """Whether the user was employed and no longer is: all their employee records are archived. An account without
        any (a leader, a system account) has not left."""
        return bool(self._cchc_who_left())

    def _cchc_who_left(self, without=()):
        """Return the users who have left, read from the database. ``without``: employees to ignore."""
        # An ordinary user may not read employees. The ormcache keeps the answer longer than Odoo's record cache would.
        employed = self.env['hr.employee'].sudo().with_context(active_test=False)._read_group(
            [('user_id', 'in', self.ids), ('id', 'not in', [employee.id for employee in without])],
            ['user_id'], ['active:bool_or'])
        return self.browse(user.id for user, present in employed if not present)

    @contextmanager
    def _cchc_coming_and_leaving(self):
        """Clear the cache of groups after the block if one of these users left or came back in it."""
        before = self._cchc_who_left() if self else self
        yield
        if self and self._cchc_who_left() != before:
            self.env.registry.clear_cache()

    def _cchc_present(self):
        """Return the users with an active account who have not left. They are still read together with the others."""
        present = self.filtered(lambda user: user.active and not user._cchc_has_left())
        return present.with_prefetch(self._prefetch_ids)

    def _cchc_check_agency(self, company, where):
        """Raise ValidationError if one of the users has no account in the agency; ``where``: the name of the
        record that they were entered on."""
        people = self.sudo()    # an ordinary user may not read the agencies of others
        if strangers := people.filtered(lambda user: company not in user.company_ids):
            raise ValidationError(self.env._(
                "%(names)s: no account in %(agency)s. Only people of the agency are entered for “%(where)s”.",
                names=', '.join(strangers.mapped('name')), agency=company.name, where=where))

    def _cchc_departments(self):
        """Return the units that the user sits in, in all companies: the own unit and those that borrow the user (board,
        party cell, union). As superuser: an ordinary user may not read employees. An archived employee sits nowhere."""
        return self._cchc_search_departments(self._cchc_departments_sql())

    def _cchc_departments_sql(self):
        """Return the ids of ``_cchc_departments`` as a subquery."""
        self.ensure_one()
        department, version = self.env['hr.department']._fields, self.env['hr.version']._fields
        return SQL(
            """SELECT version.department_id FROM hr_employee employee
                 JOIN hr_version version ON version.id = employee.current_version_id
                WHERE employee.user_id = %(user)s AND employee.active
               UNION ALL SELECT department_id FROM cchc_department_member_rel WHERE user_id = %(user)s""",
            user=self.id, to_flush=(
                *self._cchc_employee_fields('current_version_id'), version['department_id'],
                department['cchc_member_ids']))

    def _cchc_departments_of_each(self):
        """Return ``{user: units}`` as in ``_cchc_departments``, for all the users at once."""
        departments = self.env['hr.department'].sudo().search(     # an ordinary user may not read employees
            Domain('member_ids', 'any', [('user_id', 'in', self.ids), ('active', '=', True)])
            | Domain('cchc_member_ids', 'in', self.ids))
        seats = dict.fromkeys(self, departments.browse())
        for department in departments:
            sitting = department.member_ids.filtered('active').user_id | department.cchc_member_ids
            for user in sitting & self:
                seats[user] |= department
        return seats

    def _cchc_headed_departments(self):
        """Return the units that the user heads, as superuser."""
        return self._cchc_search_departments(self._cchc_headed_departments_sql())

    def _cchc_headed_departments_sql(self):
        """Return the ids of ``_cchc_headed_departments`` as a subquery."""
        self.ensure_one()
        return SQL(
            """SELECT department.id FROM hr_department department
                 JOIN hr_employee employee ON employee.id = department.manager_id
                WHERE employee.user_id = %s AND employee.active""",
            self.id, to_flush=(*self._cchc_employee_fields(), self.env['hr.department']._fields['manager_id']))

    def _cchc_employee_fields(self, *more):
        employee = self.env['hr.employee']._fields
        return [employee[name] for name in ('user_id', 'active', *more)]

    def _cchc_search_departments(self, ids_sql):
        return self.env['hr.department'].sudo().search(Domain.custom(   # users find their unit without rights on hr
            to_sql=lambda model, alias, query: SQL("%s = ANY(ARRAY(%s))", SQL.identifier(alias, 'id'), ids_sql)))

    def _cchc_home_department(self, company):
        """Return the unit to propose for an article of this user in the company: the unit that employs the user, else
        the first unit that borrows the user, else an empty recordset."""
        departments = self._cchc_departments().filtered(lambda department: department.company_id == company)
        employed = departments.filtered(lambda department: self in department.member_ids.user_id)
        return (employed or departments)[:1].sudo(False)
