# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from ...tools import legal_list
from ..common import CchcCommon

HEADER = "Kind\tNumber\tDate\tIssuer\tAbstract\tIn force from\tIn force until\tReplaced by"


class TestLegalBases(CchcCommon):
    """DESIGN §3: the register of documents; what a plan cites stays printed as it was (DOMAIN §7: decrees end)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portals = cls.document('42/2022/NĐ-CP', '2022-06-24', "Online information of state bodies", '2022-08-15')
        cls.successor = cls.document('224/2026/NĐ-CP', '2026-05-20', "Portals of state bodies", '2026-07-01')

    @classmethod
    def document(cls, number, day, name, in_force_from=None, **values):
        return cls.env['cchc.legal.document'].create({
            'kind': 'decree', 'number': number, 'date': day, 'issuer': "Government", 'name': name,
            'date_from': in_force_from or day, 'company_id': cls.company.id, **values})

    def basis(self, plan, **values):
        return self.as_(plan, 'office').env['cchc.legal.basis'].create({'plan_id': plan.id, **values})

    def test_register_is_kept_by_the_office(self):
        form = Form(self.model('cchc.legal.document', 'office'))
        form.kind, form.number, form.date = 'resolution', '76/NQ-CP', '2021-07-15'
        form.issuer, form.name = "Government", "Programme of administrative reform"
        document = form.save()
        self.assertEqual(document.date_from.isoformat(), '2021-07-15')
        self.assertTrue(document.is_in_force)
        self.assertRefused("not allowed", self.as_(document, 'author').write, {'issuer': "Somebody"})
        with self.assertRaises(UniqueViolation), mute_logger('odoo.sql_db'), self.undone():
            self.document('76/NQ-CP', '2021-07-15', "Again")

    def test_document_is_entered_once_with_days_that_can_be(self):
        document = self.document('76/NQ-CP', '2021-07-15', "Programme")
        values = {'kind': 'resolution', 'number': '76/NQ-CP', 'date': '2021-07-15', 'issuer': document.issuer,
                  'name': "Programme"}
        create = self.model('cchc.legal.document', 'office').create
        for wrong, words in (
                ({'number': ' 76/nq-cp '}, "already in the register"), ({'number': '  '}, "Enter"),
                ({'number': '1/X', 'issuer': '\u200b'}, "Enter"), ({'number': '1/X', 'name': ' '}, "Enter"),
                ({'number': '1/X', 'date': '0001-01-01'}, "check the year"),
                ({'number': '1/X', 'date_to': '9999-12-31'}, "check the year"),
                ({'number': '1/X', 'date_from': '1234-01-01'}, "check the year")):
            with self.subTest(wrong=wrong):
                self.assertRefused(words, create, {**values, **wrong})
        self.assertRefused("already in the register", create({**values, 'number': '77/NQ-CP'}).write, {
            'number': '76 / NQ-CP'})

    def test_document_stays_in_the_register_of_its_agency(self):
        """Plans that cite it belong to that agency, and an agency's settings never move to another (operations.md)."""
        other = self.env['res.company'].create({'name': "Another agency"})
        office = self.users['office']
        office.company_ids |= other
        document = self.portals.with_user(office).with_context(allowed_company_ids=[self.company.id, other.id])
        self.assertRefused("register of its agency", document.write, {'company_id': other.id})
        document.write({'company_id': self.company.id, 'name': "Portals of public bodies"})
        self.assertEqual((self.portals.company_id, self.portals.name), (self.company, "Portals of public bodies"))

    def test_document_that_is_replaced_ends_the_day_before(self):
        self.portals.replaced_by_id = self.successor
        self.assertEqual(self.portals.date_to.isoformat(), '2026-06-30')
        for day, is_in_force in (('2026-06-30', True), ('2026-07-01', False)):
            with self.on(day):
                self.portals.invalidate_recordset(['is_in_force'])
                self.assertEqual(self.portals.is_in_force, is_in_force)
                found = self.model('cchc.legal.document', 'office').search([('is_in_force', '=', True)])
                self.assertEqual(self.portals in found, is_in_force)

    def test_document_replaces_no_document_that_replaces_it(self):
        self.portals.replaced_by_id = self.successor
        with self.assertRaises(ValidationError):
            self.successor.replaced_by_id = self.portals

    def test_words_come_from_the_register_and_stay_as_printed(self):
        basis = self.basis(self.plan_in('draft'), document_id=self.portals.id)
        words = ("Pursuant to Decree number 42/2022/NĐ-CP of 24/06/2022 of Government, Online information of state "
                 "bodies")
        self.assertEqual(basis.name, words)
        self.assertEqual((basis.number, basis.issuer), ('42/2022/NĐ-CP', "Government"))
        self.portals.write({'name': "Changed", 'issuer': "Changed"})
        self.assertEqual((basis.name, basis.issuer), (words, "Government"))

    def test_typed_words_are_not_overwritten_by_the_register(self):
        basis = self.basis(self.plan_in('draft'), name="As the province wrote it")
        basis.document_id = self.portals
        self.assertEqual(basis.name, "As the province wrote it")
        self.assertEqual(basis.number, '42/2022/NĐ-CP')

    def test_dead_decree_is_named_with_its_successor_and_replaced_by_one_click(self):
        plan = self.plan_in('draft')
        basis = self.basis(plan, document_id=self.portals.id)
        self.assertEqual([*plan._ended_legal_bases()], [])
        self.portals.replaced_by_id = self.successor
        with self.on('2026-11-01'):
            plan.invalidate_recordset()
            [(found, sentence)] = plan._ended_legal_bases()
            self.assertEqual(found, basis)
            self.assertIn("no longer in force since 01/07/2026", sentence)
            self.assertIn("Decree 224/2026/NĐ-CP", sentence)
            self.assertIn(sentence, [one['text'] for one in plan._findings()])
            self.assertEqual(basis.standing, "Replaced by Decree 224/2026/NĐ-CP")
            basis.action_replace()
            self.assertEqual(basis.document_id, self.successor)
            self.assertIn("224/2026/NĐ-CP", basis.name)
            self.assertEqual([*plan._ended_legal_bases()], [])
            self.assertRefused("No document in the register replaces", basis.action_replace)

    def test_document_whose_last_day_nobody_knows_is_to_be_reviewed(self):
        """Not in force yet, replaced already, its last day taken out."""
        first = self.document('1/2021/NĐ-CP', '2021-01-01', "The first", '2030-01-01', replaced_by_id=self.portals.id)
        first.date_to = False
        plan = self.plan_in('draft')
        self.basis(plan, document_id=first.id)
        [(__, sentence)] = plan._ended_legal_bases()
        self.assertIn("is not in force on", sentence)

    def test_issued_plan_keeps_its_legal_bases(self):
        plan = self.plan_in('draft')
        basis = self.basis(plan, document_id=self.portals.id)
        self._walk_plan(self.as_(plan, 'office'), 'published', '2024-01-02')
        self.portals.replaced_by_id = self.successor
        self.assertRefused("can no longer be changed", self.as_(basis, 'office').action_replace)
        with self.on('2026-11-01'):
            self.assertEqual([*plan._ended_legal_bases()], [], "it was in force when the plan was issued")

    def test_cited_document_is_not_deleted(self):
        self.basis(self.plan_in('draft'), document_id=self.portals.id)
        self.assertRefused("is cited by a plan", self.as_(self.portals, 'office').unlink)
        self.assertAllowed(self.as_(self.successor, 'office').unlink)

    def test_documents_of_another_agency_are_not_cited(self):
        other = self.document('1/QĐ', '2024-01-01', "Of the other", company_id=self.other_company.id)
        self.assertTrue(self.refusal(self.basis, self.plan_in('draft'), document_id=other.id))

    # ------------------------------------------------------------------
    # Lists
    # ------------------------------------------------------------------

    def preview(self, *lines, by='office'):
        wizard = self.model('cchc.legal.document.import', by).create({'text': '\n'.join(lines)})
        wizard.action_preview()
        return wizard

    def test_legal_bases_of_a_plan_are_pasted_into_the_register(self):
        wizard = self.preview(
            "Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ ban hành Chương trình tổng thể;",
            "Căn cứ Luật Thanh tra ngày 25/6/2025;", "Theo đề nghị của Chánh Văn phòng.",
            "Căn cứ Nghị định số 42/2022/NĐ-CP ngày 24/6/2022 của Government;")
        resolution, law, known = wizard.line_ids.sorted('number')
        self.assertEqual(wizard.summary, "3 rows: 1 ready to be entered, 2 to be corrected, 0 entered.")
        self.assertEqual(resolution.problem, '')
        self.assertIn("Enter its number and symbol.", law.problem)
        self.assertIn("already in the register", known.problem)
        self.assertEqual(wizard.skipped, "Row 3: Theo đề nghị của Chánh Văn phòng.")
        before = self.env['cchc.legal.document'].search([])
        law.symbol, law.issuer = '85/2025/QH15', "Quốc hội"
        wizard.action_record()
        found = (self.env['cchc.legal.document'].search([]) - before).sorted('date')
        self.assertEqual(
            [(one.kind, one.number, str(one.date), one.issuer, one.name, str(one.date_from)) for one in found], [
                ('resolution', '76/NQ-CP', '2021-07-15', "Chính phủ", "ban hành Chương trình tổng thể", '2021-07-15'),
                ('law', '85/2025/QH15', '2025-06-25', "Quốc hội", "Luật Thanh tra", '2025-06-25')])
        self.assertEqual(found.company_id, self.company)
        self.assertEqual(
            found[1]._citation(), "Pursuant to Luật Thanh tra number 85/2025/QH15 of 25/06/2025", "by its name")
        self.assertRefused("No row is ready", wizard.action_record)
        self.assertEqual(wizard.action_open_recorded()['domain'], [('id', 'in', found.ids)])

    def test_each_fault_of_a_row_is_named(self):
        self.document('5/QĐ', '2024-01-01', "One")
        self.document('5/QĐ', '2025-01-01', "Two")
        good = {'kind': "Decision", 'number': "1/QĐ", 'day': "5/1/2024", 'issuer': "UBND", 'name': "About", 'begin': "",
                'end': "", 'by': ""}
        cases = (
            ({}, ''), ({'kind': "", 'number': "12"}, "Choose the kind"), ({'number': ""}, "Enter its number"),
            ({'day': "32/1/2024"}, "“32/1/2024” is not understood. Enter the day of issue"),
            ({'issuer': ""}, "Enter the issuing body"), ({'name': ""}, "what the document is about"),
            ({'begin': "soon"}, "“soon” is not understood. Enter the days in force"),
            ({'end': "4/1/2024"}, "cannot end before"), ({'by': "1/QĐ"}, "cannot replace itself"),
            ({'by': "99/QĐ"}, "“99/QĐ” is neither in the register nor in this list"),
            ({'by': "5/QĐ"}, "Several documents have the number “5/QĐ”"),
            ({'number': "42/2022/NĐ-CP", 'day': "24/6/2022", 'issuer': "GOVERNMENT"}, "already in the register"),
        )
        for values, words in cases:
            with self.subTest(values=values):
                line = self.preview(HEADER, '\t'.join({**good, **values}.values())).line_ids
                self.assertIn(words, line.problem) if words else self.assertEqual(line.problem, '')
        twice = self.preview(HEADER, '\t'.join(good.values()), '\t'.join(good.values()))
        self.assertEqual(twice.line_ids.sorted('number').mapped('problem'), [
            '', "Row 2 has the same number, day and issuing body."])
        alike = self.preview(HEADER, '\t'.join({**good, 'number': "5/QĐ", 'day': "1/1/2024"}.values())).line_ids
        self.assertIn("has this number and day already, of “Government”", alike.note)

    def test_row_is_linked_to_what_replaced_it_once_both_are_entered(self):
        wizard = self.preview(
            HEADER, "Decree\t1/2020/NĐ-CP\t1/2/2020\tGovernment\tOld\t\t\t2/2024/NĐ-CP",
            "Decree\t2/2024/NĐ-CP\t1/2/2024\t\tNew\t1/3/2024\t\t42/2022/NĐ-CP",
            "Decree\t3/2024/NĐ-CP\t1/2/2024\tGovernment\tOther\t\t\t224/2026/NĐ-CP")
        old, new, other = wizard.line_ids.sorted('number')
        new.issuer = False
        wizard.action_record()
        self.assertEqual(other.document_id.replaced_by_id, self.successor)
        self.assertFalse(old.document_id.replaced_by_id, "it waits for the row that is still to be corrected")
        new.write({'issuer': "Government", 'replaced_by': False})
        wizard.action_record()
        self.assertEqual(old.document_id.replaced_by_id, new.document_id)
        self.assertEqual(str(old.document_id.date_to), '2024-02-29', "the day before the new one is in force")

    def test_lists_are_entered_by_the_office_alone(self):
        self.assertRaises(AccessError, self.model('cchc.legal.document.import', 'author').create, {})
        self.assertRaises(AccessError, self.model('cchc.legal.document.import', 'director')._template_xlsx)
        self.load_vietnamese()
        for lang in ('en_US', 'vi_VN'):
            data = self.model('cchc.legal.document.import', 'office', lang=lang)._template_xlsx()
            columns = legal_list._header(legal_list.read(data=data).rows)[1]
            self.assertEqual(set(columns), set(legal_list.COLUMNS), lang)
        wizard = self.model('cchc.legal.document.import', 'office').create({'text': "a text"})
        self.assertRefused("No line cites a document by its number", wizard.action_preview)

    def test_fifty_rows_cost_what_five_rows_cost(self):
        def cost(size):
            rows = (f"Nghị quyết số {number}{size}/NQ-CP ngày 15/7/2021 về việc {number}" for number in range(size))
            wizard = self.model('cchc.legal.document.import', 'office').create({'text': '\n'.join(rows)})
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            wizard.action_preview()
            wizard.action_record()
            self.env.flush_all()
            self.assertEqual(len(wizard.line_ids.document_id), size)
            return self.env.cr.sql_log_count - before

        cost(2)
        self.assertLessEqual(cost(50), cost(5) + 2)

    def test_imported_plan_cites_the_register(self):
        wizard = self.model('cchc.plan.import', 'office').create({'year': 2024})
        parts = self.env['cchc.plan.import.head'].create([
            {'wizard_id': wizard.id, 'kind': 'basis', 'value': f"As printed {number}", 'number': number, 'date': day}
            for number, day in (('42 /2022/nđ-cp', '2022-06-24'), ('42/2022/NĐ-CP', '2023-06-24'), ('9/QĐ', False))])
        self.assertEqual(len(parts), 3)
        bases = [values for __, __, values in wizard._prepare_plan_vals()['legal_basis_ids'][1:]]
        self.assertEqual([basis['document_id'] for basis in bases], [self.portals.id, False, False])
        self.assertEqual(bases[0]['name'], "As printed 42 /2022/nđ-cp")
