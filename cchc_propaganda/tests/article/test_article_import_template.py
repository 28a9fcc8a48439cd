# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import HttpCase, tagged

from ...tools import posted_list
from ..common import CchcMixin

MAY_RECORD = {'editor', 'outside_editor', 'office', 'outsider'}


@tagged('post_install', '-at_install')
class TestTemplate(CchcMixin, HttpCase):

    def test_template_is_for_those_who_record(self):
        for login, status in (('office', 200), ('editor', 200), ('author', 403)):
            self.authenticate(f'test.{login}', f'test.{login}')
            answer = self.url_open('/cchc/posted-list-template')
            self.assertEqual(answer.status_code, status, login)
            if status == 200:
                self.assertTrue(posted_list.read('', answer.content).rows)
