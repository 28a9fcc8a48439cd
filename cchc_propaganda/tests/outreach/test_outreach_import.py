# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
import io

from openpyxl import Workbook

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, HttpCase, tagged

from ...tools import limits, outreach_list
from ..common import ROLES, CchcCommon, CchcMixin
from .outreach_case import OutreachMixin

HEADER = "What was done\tForm\tHeld on\tPlace\tUnit\tAudience\tParticipants\tHeld together with"


@tagged('post_install', '-at_install')
class TestOutreachImport(OutreachMixin, CchcCommon):
    """Several outreach records at once from a list: preview, correction, entered with the checks of a single one."""

    def listed(self, name="Notice of procedures", form="notice", day="5/3/2024", place="One-stop shop", unit="Press",
               audience="Citizens", participants="", together=""):
        return '\t'.join((name, form, day, place, unit, audience, participants, together))

    def preview(self, *rows, by='author', header=HEADER, **values):
        wizard = self.model('cchc.outreach.import', by).create({'text': '\n'.join((header, *rows)), **values})
        wizard.action_preview()
        return wizard

    def problems(self, *rows, **given):
        return [line.problem or '' for line in self.preview(*rows, **given).line_ids]

    def found(self):
        return self.env['cchc.outreach'].search([('company_id', '=', self.company.id)])

    # ------------------------------------------------------------------
    # Preview
    # ------------------------------------------------------------------

    def test_row_is_understood(self):
        [line] = self.preview(self.listed(
            form="Public notice (administrative procedures, hotline)", day="05.03.24", participants="1.200 people",
            together="Monthly meeting")).line_ids
        self.assertEqual(
            (line.name, line.form_id, str(line.date), line.place, line.department_id, line.participants,
             line.problem), (
                "Notice of procedures", self.form('notice'), '2024-03-05', "One-stop shop", self.units['press'],
                '1200', ''))

    def test_form_is_named_in_the_language_of_the_agency(self):
        self.load_vietnamese()
        self.company.partner_id.lang = 'vi_VN'
        [line] = self.preview(self.listed(form="hoc tap kinh nghiem")).line_ids
        self.assertEqual(line.form_id, self.form('study'))

    def test_one_kind_for_all_rows(self):
        header = "Nội dung\tThời gian\tĐịa điểm"
        lines = self.preview(
            "A\t5/3/2024\tX", "B\t-nt-\tY", header=header, default_form_id=self.form('notice').id).line_ids
        self.assertEqual(lines.mapped('problem'), ['', ''])
        self.assertEqual((lines.form_id, lines.department_id), (self.form('notice'), self.units['press']))

    def test_kind_that_is_chosen_later_fills_the_rows_without_one(self):
        wizard = self.preview("A\t5/3/2024", "B\t6/3/2024", header="What was done\tHeld on")
        self.assertIn("Choose the form.", wizard.line_ids[0].problem)
        with Form(wizard) as form:
            form.default_form_id = self.form('notice')
        self.assertEqual(wizard.line_ids.mapped('form_id'), self.form('notice'))

    def test_nothing_is_saved_by_the_preview(self):
        self.preview(self.listed(), self.listed("Other"))
        self.assertFalse(self.found())

    def test_each_thing_that_is_missing_or_not_understood_is_named(self):
        required = self.model('cchc.outreach.form', 'office').create(
            {'name': "Fair", 'code': 'fair', 'evidence': 'required'})
        for values, words in (
            ({'name': ""}, "Enter what was done."),
            ({'form': "thơ"}, "“thơ” is not understood. Choose the form."),
            ({'form': ""}, "Choose the form."),
            ({'day': "tháng 3"}, "“tháng 3” is not understood. Enter the day it was held"),
            ({'day': ""}, "Enter the day it was held"),
            ({'day': "12/3/2024"}, "12/03/2024, lies in the future: send it after it was held"),
            ({'day': "5/3/1999"}, "before the year 2000"),
            ({'unit': "Ministry of Nothing"}, "“Ministry of Nothing” is not understood. Choose the unit."),
            ({'unit': "Digital"}, "Outreach of “Digital” is entered by its people or the Office."),
            ({'participants': "-1"}, "“-1” is no number of participants: enter 0 to 1,000,000."),
            ({'participants': "1000000000"}, "is no number of participants"),
            ({'participants': "9" * 400}, "is no number of participants"),
            ({'participants': "many"}, "“many” is no number of participants"),
            ({'form': required.name}, "“Fair” asks for evidence: untick"),
        ):
            with self.subTest(values=values):
                [problem] = self.problems(self.listed(**values))
                self.assertIn(words, problem)
        self.assertEqual(self.problems(self.listed(unit="Digital"), by='office'), [''])

    def test_rows_to_be_corrected_come_first_and_are_ready_once_corrected(self):
        wizard = self.preview(self.listed("First"), self.listed("Second", participants="-1"))
        lines = wizard.line_ids.sorted(lambda line: (line.sequence, line.number))
        self.assertEqual(lines.mapped('name'), ["Second", "First"])
        lines[0].participants = "1"
        self.assertEqual((lines[0].problem, wizard.ready_count, wizard.open_count), ('', 2, 0))

    def test_unit_that_is_only_alike_is_shown_for_a_second_look(self):
        self.units['press'].name = "Phòng Công nghệ số"
        [line] = self.preview(self.listed(unit="Phòng Công nghê sô và")).line_ids
        self.assertRegex(line.note, r"was read as “Phòng Công nghệ số” \(\d\d%\)")

    def test_what_lies_ahead_may_be_kept_as_a_draft(self):
        wizard = self.preview(self.listed(day="20/3/2024"), is_sent=False)
        wizard.action_record()
        self.assertEqual(wizard.line_ids.outreach_id.state, 'draft')

    def test_what_cannot_be_read_says_why(self):
        book = io.BytesIO()
        Workbook().save(book)
        for values, words in (
            ({'text': ""}, "There is no row yet"),
            ({'text': "a text without columns"}, "has no columns"),
            ({'text': "a\tb\nc\td"}, "at least “What was done” and the day"),
            ({'file': base64.b64encode(b'%PDF-1.4')}, "is no Excel workbook"),
            ({'file': base64.b64encode(b'\xd0\xcf\x11\xe0' + b'\0' * 100)}, "old Excel file"),
            ({'file': base64.b64encode(book.getvalue())}, "There is no row yet"),
            ({'text': HEADER + "\n" + "\n".join(f"T{n}\tnotice\t5/3/2024" for n in range(limits.ROWS + 1))},
             "1001 rows; record at most 1000"),
        ):
            with self.subTest(words=words):
                wizard = self.model('cchc.outreach.import', 'author').create(values)
                self.assertRefused(words, wizard.action_preview)

    def test_workbook_is_read_like_pasted_rows(self):
        book, stream = Workbook(), io.BytesIO()
        for line in (["DANH SÁCH"], HEADER.split('\t'), self.listed().split('\t')):
            book.active.append(line)
        book.save(stream)
        wizard = self.model('cchc.outreach.import', 'author').create({'file': base64.b64encode(stream.getvalue())})
        wizard.action_preview()
        self.assertEqual((wizard.line_ids.name, wizard.line_ids.problem), ("Notice of procedures", ''))

    # ------------------------------------------------------------------
    # Entering
    # ------------------------------------------------------------------

    def test_rows_that_are_ready_are_sent_to_the_office_and_the_others_stay(self):
        plan = self.plan_in('published', {
            'channel_id': False, 'form_id': self.form('notice').id, 'frequency': 'quarter', 'due_day': 20})
        wizard = self.preview(
            self.listed("First", participants="45 people", together="Monthly meeting"),
            self.listed("Second", participants="-1"), self.listed("Third"),
            topic_ids=[Command.set(plan.topic_ids.ids)])
        wizard.action_record()
        found = self.found().sorted('name')
        self.assertEqual(found.mapped('name'), ["First", "Third"])
        first = found[0]
        self.assertEqual(
            (first.state, first.form_id, str(first.date), first.place, first.department_id, first.audience,
             first.participants, first.is_integrated, first.integrated_with, first.plan_id, first.topic_ids,
             first.submitted_by_id, first.create_uid),
            ('submitted', self.form('notice'), '2024-03-05', "One-stop shop", self.units['press'], "Citizens", 45, True,
             "Monthly meeting", plan, plan.topic_ids, self.users['author'], self.users['author']))
        self.assertEqual(wizard.line_ids.mapped(lambda line: bool(line.outreach_id)), [True, False, True])
        self.as_(found, 'office').action_approve()
        self.assertEqual(plan.assignment_ids.sorted('date_start')[0].state, 'done')
        wizard.line_ids[1].participants = ""
        wizard.action_record()
        self.assertEqual(set(self.found().mapped('name')), {"First", "Second", "Third"})

    def test_entering_again_enters_nothing_twice(self):
        rows = self.listed("First"), self.listed("Second")
        wizard = self.preview(*rows)
        again = self.preview(*rows)
        wizard.action_record()
        self.assertRefused("No row is ready", wizard.action_record)
        self.assertRefused("No row is ready", again.action_record)
        self.assertIn("It is recorded already, with this name, form, day and place", again.line_ids[0].problem)
        self.assertEqual(self.problems(self.listed("first"), self.listed("First", place="Hall")), [
            again.line_ids[0].problem, ''])
        self.assertEqual(len(self.found()), 2)

    def test_same_row_twice_in_a_list_is_entered_once(self):
        self.assertEqual(self.problems(self.listed(), self.listed()), [
            '', "Row 2 has the same name, form, day and place."])

    def test_rows_that_a_client_adds_are_no_more_than_a_list_may_have(self):
        wizard = self.preview(self.listed())
        self.patch(type(wizard), '_most_rows', 2)
        wizard.line_ids = [Command.create({
            'name': f"More {number}", 'form_id': self.form('notice').id, 'date': '2024-03-05',
            'department_id': self.units['press'].id}) for number in range(2)]
        self.assertRefused("3 rows; record at most 2", wizard.action_record)

    def test_forged_line_does_not_pass_the_gate(self):
        """The preview only informs; the gate of outreach decides."""
        wizard = self.preview(self.listed())
        line = wizard.line_ids
        self.patch(type(line), '_problems', lambda line, mine: [])
        for values, words in (
                ({'department_id': self.units['digital'].id}, "own unit|not allowed|access"),
                ({'date': '2024-03-20'}, "lies in the future"), ({'date': '1999-01-01'}, "before the year 2000"),
                ({'participants': '9000000'}, "0 to 1,000,000")):
            with self.subTest(values=values), self.undone():
                line.write(values)
                self.assertRefused(words, wizard.action_record)
        self.assertFalse(self.found())

    def test_what_the_office_enters_is_accepted_by_the_director(self):
        wizard = self.preview(self.listed(), by='office')
        wizard.action_record()
        outreach = wizard.line_ids.outreach_id
        self.assertRefused("up to somebody else", self.as_(outreach, 'office').action_approve)
        self.assertAllowed(self.as_(outreach, 'director').action_approve)

    def test_who_is_told_of_thirty_rows(self):
        """The Office gets one notice, not thirty."""
        wizard = self.preview(*(self.listed(f"Notice {number}") for number in range(30)))
        told = self.notices_of(wizard.action_record)
        self.assertEqual(told.mapped('res_partner_id'), self.users['office'].partner_id)
        self.assertEqual(len(told), 1)

    # ------------------------------------------------------------------
    # Rights
    # ------------------------------------------------------------------

    def test_everybody_with_a_role_opens_the_dialog(self):
        for login in ROLES:
            with self.subTest(login=login):
                if login != 'admin':
                    self.assertTrue(self.model('cchc.outreach.import', login).create({}))
                    continue
                self.assertRaises(AccessError, self.model('cchc.outreach.import', login).create, {})
                self.assertRaises(AccessError, self.model('cchc.outreach.import', login)._template_xlsx)

    def test_nobody_reads_the_list_of_another(self):
        wizard = self.preview(self.listed())
        for records in (wizard, wizard.line_ids):
            self.assertRaises(AccessError, self.as_(records, 'office').read, [])
            self.assertFalse(self.model(records._name, 'office').search([]))

    def test_outreach_or_row_of_a_plan_that_is_out_of_sight_is_not_shown(self):
        draft = self.plan_in('draft', name="Secret plan")
        hidden = self.outreach_in(name="Secret conference")
        wizard = self.model('cchc.outreach.import', 'stranger').create({})
        said = self.refusal(wizard.write, {'topic_ids': [Command.set(draft.topic_ids.ids)]})
        self.assertRegex(said, "access")
        self.assertNotIn("News of the reform", said)
        said = self.refusal(wizard.write, {'line_ids': [Command.create({'outreach_id': hidden.id})]})
        self.assertRegex(said, "access")
        self.assertNotIn("Secret", said)

    # ------------------------------------------------------------------
    # Set-wise
    # ------------------------------------------------------------------

    def test_thirty_rows_cost_what_three_rows_cost(self):
        self.plan_in('published')

        def cost(size, by):
            def spent(function):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                function()
                self.env.flush_all()
                return self.env.cr.sql_log_count - before

            rows = (self.listed(f"Notice {size} {number} {by}", day=f'{number % 11 + 1}/3/2024')
                    for number in range(size))
            wizard = self.model('cchc.outreach.import', by).create({'text': '\n'.join((HEADER, *rows))})
            costs = spent(wizard.action_preview), spent(wizard.action_record)
            self.assertEqual(len(wizard.line_ids.outreach_id), size)
            return costs

        for by in ('author', 'office'):
            with self.subTest(by=by):
                cost(2, by)
                few, many = cost(3, by), cost(30, by)
                self.assertLessEqual(many[0], few[0], "preview")
                self.assertLessEqual(many[1], few[1] + 2, "record")


@tagged('post_install', '-at_install')
class TestOutreachTemplate(CchcMixin, HttpCase):

    def test_template_offers_forms_and_own_units(self):
        for login, status in (('author', 200), ('office', 200), ('admin', 403)):
            self.authenticate(f'test.{login}', f'test.{login}')
            answer = self.url_open('/cchc/outreach-list-template')
            self.assertEqual(answer.status_code, status, login)
            if status == 200:
                self.assertTrue(outreach_list.read('', answer.content).rows)

    def test_names_of_its_columns_are_understood_in_both_languages(self):
        self.load_vietnamese()
        for lang in ('en_US', 'vi_VN'):
            data = self.env['cchc.outreach.import'].with_user(self.users['author']).with_context(
                lang=lang)._template_xlsx()
            found = outreach_list._header(outreach_list.read(data=data).rows)
            self.assertEqual(set(found[1]), set(outreach_list.COLUMNS), lang)
