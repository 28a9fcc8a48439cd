# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What the tests of people share."""

from odoo.exceptions import AccessDenied
from odoo.tests import new_test_user

from ..common import CchcCommon

ROLES = ('unit_head', 'editor', 'office', 'director', 'admin')


class PeopleCase(CchcCommon):
    """An agency with two administrators."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users['second_admin'] = new_test_user(
            cls.env, 'test.second_admin', 'cchc_propaganda.group_admin', company_id=cls.company.id, lang='en_US')

    def account(self, login='colleaguen'):
        return self.env['res.users'].with_context(active_test=False).search([('login', '=', login)])

    def employees_of(self, user):
        return self.env['hr.employee'].with_context(active_test=False).search([('user_id', '=', user.id)])

    def log(self, user=None):
        domain = [('res_id', '=', user.id)] if user else []
        return self.env['cchc.workflow.log'].search([('res_model', '=', 'cchc.person'), *domain], order='id')

    def passwords_of(self, action):
        """Return ``{login: password}`` as the dialog shows them."""
        self.assertEqual(action['res_model'], 'cchc.person.password')
        return dict(line.split('\t')[1:] for line in action['context']['default_passwords'].splitlines())

    def password_of(self, action):
        [password] = self.passwords_of(action).values()
        return password

    def can_log_in(self, login, password):
        try:
            self.env['res.users'].authenticate(
                {'login': login, 'password': password, 'type': 'password'}, {'interactive': False})
        except AccessDenied:
            return False
        return True

    def roles(self, user):
        return {role for role in (*ROLES, 'contributor') if self.env['cchc.person']._role(role) in user.group_ids}
