# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
from io import BytesIO

import openpyxl

from odoo.fields import Command
from odoo.tests import tagged

from .people import PeopleCase

HEAD = "Họ và tên\tĐơn vị\tChức vụ\tTài khoản\tThư điện tử\tVai trò\tNgày sinh\n"


@tagged('post_install', '-at_install')
class TestPeopleImport(PeopleCase):
    """A pasted list of staff: a preview, questions, and nothing saved before they are answered."""

    def read_list(self, *rows, by='admin'):
        wizard = self.model('cchc.person.import', by).create({'text': HEAD + '\n'.join(rows)})
        wizard.action_preview()
        return wizard

    def line(self, row):
        return self.read_list(row).line_ids

    def test_list_is_read_answered_and_added(self):
        wizard = self.read_list("Cán bộ A\tPress\tTrưởng phòng\t\t\tLãnh đạo phòng\t1990",
                           "Cán bộ B\tUnion\tChuyên viên\tCanBoB\tb@example.com\tBiên tập + viết bài\t",
                           "Cán bộ C\tNowhere\t\t\t\t\t")
        self.assertEqual(wizard.ignored, "Ngày sinh")
        self.assertEqual(wizard.line_ids.mapped('login'), ['acb', 'canbob', 'ccb'])
        self.assertEqual([bool(line.problem) for line in wizard.line_ids], [False, False, True])
        self.assertEqual((wizard.open_count, wizard.has_notes), (1, False))
        self.assertFalse(self.account('acb'), "nothing is saved before")
        with self.assertLogs('odoo', 'DEBUG') as logged:
            passwords = self.passwords_of(wizard.action_record())
            self.env.flush_all()
        self.assertEqual(set(passwords), {'acb', 'canbob'})
        log = '\n'.join(logged.output)
        self.assertIn('canbob', log, "the statements are in it")
        self.assertFalse([login for login, password in passwords.items() if password in log])
        self.assertTrue(all(self.can_log_in(*pair) for pair in passwords.items()))
        self.assertEqual(self.roles(self.account('acb')), {'unit_head', 'contributor'})
        self.assertEqual(self.roles(self.account('canbob')), {'editor', 'contributor'})
        self.assertEqual(self.employees_of(self.account('acb')).mapped('department_id'), self.units['press'])
        self.assertEqual(self.units['press'].manager_id, self.employees['head'], "a head remains the head")
        self.assertRefused("No row is ready", wizard.action_record)
        wizard.line_ids.filtered('problem').department_id = self.units['press']
        self.assertEqual(set(self.passwords_of(wizard.action_record())), {'ccb'})
        self.assertEqual((wizard.ready_count, wizard.open_count), (0, 0))

    def test_workbook_is_read_as_well(self):
        book, stream = openpyxl.Workbook(), BytesIO()
        book.active.append(["Full name", "Unit"])
        book.active.append(["Officer", "Press"])
        book.save(stream)
        wizard = self.model('cchc.person.import', 'admin').create({'file': base64.b64encode(stream.getvalue())})
        wizard.action_preview()
        self.assertEqual(wizard.line_ids.mapped('department_id'), self.units['press'])

    def test_similar_unit_is_asked_about_and_remembered(self):
        self.units['press'].name = "Phòng Văn hóa – Xã hội"
        wizard = self.read_list("Cán bộ A\tVăn hóa Xã hội khu\t\t\t\t\t", "Cán bộ B\tVăn hóa Xã hội khu\t\t\t\t\t")
        self.assertIn("Is “Văn hóa Xã hội khu” the unit", wizard.line_ids[0].problem)
        wizard.line_ids[0].action_confirm_unit()
        self.assertFalse(any(wizard.line_ids.mapped('problem')), "rows of the same words are answered together")
        self.assertEqual(self.units['press'].cchc_alias_ids.mapped('name'), ["Văn hóa Xã hội khu"])
        self.assertFalse(self.line("Cán bộ C\tVăn hóa Xã hội khu\t\t\t\t\t").problem)

    def test_login_that_exists_is_the_same_person_or_another_one(self):
        line = self.line("author\tPress\t\tTEST.AUTHOR\t\tVăn phòng\t")
        self.assertIn("“author” has this login already", line.problem)
        self.assertIn("test.author2", line.problem)
        line.is_known = True
        self.assertFalse(line.problem)
        line.wizard_id.action_record()
        self.assertEqual(self.roles(self.users['author']), {'contributor', 'office'})

    def test_limits_hold_for_people_of_a_list(self):
        self.users['head'].group_ids = [Command.link(self.env.ref('hr.group_hr_user').id)]
        for login, words in (('test.admin', "Nobody changes their own"), ('test.head', "rights outside"),
                             ('test.outsider', "taken")):
            line = self.line(f"X\tPress\t\t{login}\t\tLãnh đạo cơ quan\t")
            line.is_known = True
            with self.subTest(login=login):
                self.assertRegex(line.problem, words)
                self.assertRefused("No row is ready", line.wizard_id.action_record)

    def test_known_person_becomes_head_of_no_unit_of_another_agency(self):
        theirs = self.env['hr.department'].create({'name': "Theirs", 'company_id': self.other_company.id})
        line = self.line("author\tPress\t\ttest.author\t\tTrưởng phòng\t")
        self.assertRefused("another agency", line.write, {'is_known': True, 'department_id': theirs.id})
        theirs.company_id = self.company
        line.write({'is_known': True, 'department_id': theirs.id})
        theirs.company_id = self.other_company      # it has moved since
        line.invalidate_recordset(['problem'])
        self.assertEqual(line.problem, "Choose a unit of this agency.")
        self.assertRefused("No row is ready", line.wizard_id.action_record)

    def test_archived_unit_takes_nobody_in(self):
        line = self.line("Cán bộ A\tUnion\t\tacb\t\t\t")
        self.units['union'].active = False
        line.invalidate_recordset(['problem'])
        self.assertEqual(line.problem, "Choose a unit of this agency.")

    def test_faults_of_a_row(self):
        for row, words in (
                ("A\tPress\t\tan nv\t\t\t", "3 to 64 small letters"), ("A\tPress\t\tabc\tx@\t\t", "no e-mail address"),
                ("A\t\t\tabc\t\t\t", "Choose the unit")):
            with self.subTest(row=row):
                self.assertIn(words, self.line(row).problem)
        twice = self.read_list("A\tPress\t\tabc\t\t\t", "B\tPress\t\tABC\t\tthủ quỹ\t").line_ids
        self.assertEqual([line.problem for line in twice], ['', "Row 2 has the same login."])
        self.assertIn("“thủ quỹ” names no role", twice[1].note)
        self.assertTrue(twice.wizard_id.has_notes)

    def test_role_of_another_application_is_none(self):
        line = self.line("A\tPress\t\tabc\t\t\t")
        line.role_ids = [Command.link(self.env.ref('base.group_system').id)]    # as a client may send it
        line.wizard_id.action_record()
        self.assertFalse(self.env['cchc.person']._other_rights(self.account('abc')))

    def test_only_the_administrator_reads_and_adds(self):
        for login in ('office', 'director', 'author'):
            self.assertRefused("not allowed", self.read_list, "A\tPress\t\t\t\t\t", by=login)
        theirs = self.env['hr.department'].create({'name': "Theirs", 'company_id': self.other_company.id})
        line = self.line("A\tTheirs\t\tabc\t\t\t")
        self.assertIn("no unit of the agency", line.problem)
        self.assertRefused("another agency. Choose again", line.write, {'department_id': theirs.id})

    def test_rows_that_a_client_adds_are_no_more_than_a_list_may_have(self):
        """Each first password takes a third of a second."""
        wizard = self.model('cchc.person.import', 'admin').create({'line_ids': [Command.create({
            'name': f"Person {number}", 'login': f'person{number}', 'department_id': self.units['press'].id,
        }) for number in range(101)]})
        self.assertRefused("The list has 101 people; add at most 100 at once", wizard.action_record)
        self.assertFalse(self.account('person0'))

    def test_list_that_cannot_be_read_says_why(self):
        for text, words in (
                ("", "no row yet"), ("A\tB", "at least “Full name”"), (HEAD + "A\tPress\n" * 101, "at most 100")):
            wizard = self.model('cchc.person.import', 'admin').create({'text': text})
            self.assertRefused(words, wizard.action_preview)
        wizard = self.model('cchc.person.import', 'admin').create({'file': base64.b64encode(b'PK nothing')})
        self.assertRefused("no Excel workbook", wizard.action_preview)
