# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .people import PeopleCase


@tagged('post_install', '-at_install')
class TestPredecessors(PeopleCase):
    """An agency that took over from another: its administrator gives the roles, and who decides reads the history."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls.env['res.company'].create({'name': "First Department"})
        cls.first.cchc_successor_ids = cls.other_company
        cls.other_company.cchc_successor_ids = cls.company
        cls.former = cls.first | cls.other_company
        cls.newcomer = cls.users['outside_editor']
        cls.newcomer.write({'company_ids': [Command.set((cls.company | cls.other_company).ids)],
                            'company_id': cls.company.id})

    def give(self, user, *roles):
        people = self.model('cchc.person', 'admin')
        people._set_roles({people._accounts_of(user.ids): roles})

    def test_successor_s_administrator_gives_the_roles(self):
        self.give(self.newcomer, 'editor', 'office')
        self.assertEqual(self.roles(self.newcomer), {'contributor', 'editor', 'office'})
        self.newcomer.company_ids |= self.env['res.company'].create({'name': "Third Department"})
        self.assertRefused("also belongs to other agencies", self.give, self.newcomer, 'director')

    def test_who_decides_reads_the_history(self):
        """And no longer, once they decide no more; who has worked there goes on."""
        author, newcomer = self.users['author'], self.newcomer
        self.env['hr.employee'].create({
            'name': newcomer.name, 'user_id': newcomer.id, 'company_id': self.other_company.id})
        for user in (author, newcomer):
            self.give(user, 'office')
            self.assertEqual(user.company_ids, self.company | self.former)
            self.assertEqual(user.company_id, self.company)
        self.give(author, 'director')
        self.assertEqual(author.company_ids, self.company | self.former)
        self.give(author, 'editor')
        self.give(newcomer, 'editor')
        self.assertEqual(author.company_ids, self.company)
        self.assertEqual(newcomer.company_ids, self.company | self.other_company)
        people = self.model('cchc.person', 'admin')
        added = people._create_accounts([
            {'name': login, 'login': login, 'email': '', 'roles': roles, 'department': self.units['office'],
             'job_title': ''} for login, roles in (('new.clerk', ['office']), ('new.writer', []))])
        self.assertEqual([user.company_ids for user in added], [self.company | self.former, self.company])

    def test_agencies_take_over_in_one_direction(self):
        with self.assertRaises(ValidationError):
            self.company.cchc_successor_ids = self.first
