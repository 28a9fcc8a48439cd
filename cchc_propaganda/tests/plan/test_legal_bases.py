# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from psycopg2.errors import UniqueViolation

from odoo.exceptions import ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from ..common import CchcCommon


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
