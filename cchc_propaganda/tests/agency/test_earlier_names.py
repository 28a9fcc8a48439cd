# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date
from unittest.mock import patch

from odoo.tests import tagged

from ...models.agency.cchc_earlier_name import Since
from ..common import CchcCommon


@tagged('post_install', '-at_install')
class TestEarlierNames(CchcCommon):
    """When a unit, a channel or the agency is renamed, its earlier name is kept with the last day on which it held."""

    def setUp(self):
        super().setUp()
        self.plan_in('published')

    def on_days(self, record, *days):
        return [record._cchc_names_on(date.fromisoformat(day))[record.id] for day in days]

    def test_names_of_a_day(self):
        for record in (self.units['press'], self.channels['page'], self.company):
            with self.subTest(model=record._name):
                first = record.name
                self.at('2024-03-15')
                record.name = "Second"
                self.at('2024-06-01')
                record.name = "Third"
                self.assertEqual(
                    self.on_days(record, '2024-01-01', '2024-03-14', '2024-03-15', '2024-05-31', '2024-06-01'),
                    [first, first, "Second", "Second", "Third"])

    def test_name_that_is_corrected_before_the_first_plan_is_not_kept(self):
        """An agency that sets itself up replaces the names it began with: nothing was ever printed under those."""
        other = self.env['hr.department'].create(
            {'name': "Unit 1", 'cchc_kind': 'division', 'company_id': self.other_company.id})
        self.other_company.cchc_office_id = other
        self.at('2024-04-01')
        other.name = self.other_company.name = "Office"
        for record in (other, self.other_company):
            self.assertEqual(self.on_days(record, '2024-01-01'), ["Office"])
        other.with_context(cchc_name_since=Since(date(2024, 3, 1))).name = "General affairs"
        self.assertEqual(self.on_days(other, '2024-01-01', '2024-03-01'), ["Office", "General affairs"], "by decision")

    def test_name_that_did_not_hold_a_day_is_not_kept(self):
        press = self.units['press']
        press.name = "Presss"
        press.name = "Media"
        press.name = "Media"
        self.assertEqual(press.cchc_earlier_name_ids.mapped('name'), ["Press"])
        self.assertEqual(self.on_days(press, '2024-03-10', '2024-03-11'), ["Press", "Media"])

    def test_name_may_hold_since_an_earlier_day_when_the_server_says_so(self):
        press = self.units['press']
        press.with_context(cchc_name_since=Since(date(2024, 3, 1))).name = "Media"
        self.assertEqual(self.on_days(press, '2024-02-29', '2024-03-01'), ["Press", "Media"])
        self.units['digital'].with_context(cchc_name_since='2024-03-01').name = "Data"
        self.assertEqual(self.on_days(self.units['digital'], '2024-03-10'), ["Digital"])

    def test_names_are_those_in_the_agency_s_language(self):
        self.env['res.lang']._activate_lang('vi_VN')
        self.company.partner_id.lang = 'vi_VN'
        press = self.units['press'].with_context(lang='en_US')
        press.with_context(lang='vi_VN').name = "Phòng Báo chí"
        self.at('2024-04-01')
        press.name = "Newsroom"
        self.assertNotIn("Phòng Báo chí", press.cchc_earlier_name_ids.mapped('name'))
        press.update_field_translations('name', {'vi_VN': "Phòng Truyền thông"})
        self.assertEqual(self.on_days(press, '2024-03-31', '2024-04-01'), ["Phòng Báo chí", "Phòng Truyền thông"])

    def test_nothing_is_asked_of_the_database_when_nothing_was_renamed(self):
        units = self.env['hr.department'].union(*self.units.values())
        units._cchc_names_on(date(2024, 1, 1))
        with self.assertQueryCount(0):
            names = units._cchc_names_on(date(2024, 1, 1))
        self.assertEqual(names, {unit.id: unit.name for unit in units})

    def test_departments_and_companies_of_other_apps_keep_nothing_and_cost_nothing(self):
        for record in (self.env['hr.department'].create({'name': "Sales", 'company_id': self.other_company.id}),
                       self.env['res.company'].create({'name': "A shop"})):
            def queries(name, record=record):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                record.name = name
                self.env.flush_all()
                return self.env.cr.sql_log_count - before
            with self.subTest(model=record._name):
                queries("Warm")
                ours = queries("Sales of today")
                with patch.object(type(record), '_cchc_with_dated_names', lambda records: records.browse()):
                    self.assertEqual(ours, queries("Sales of tomorrow"))
        self.assertFalse(self.env['cchc.earlier.name'].search([('name', 'in', ("Sales", "Warm", "A shop"))]))

    def test_earlier_names_are_understood_in_plans_and_lists(self):
        self.units['press'].name, self.channels['page'].name = "Media", "Portal of reform"
        self.assertIn("Press", self.env['hr.department']._cchc_names_by_unit(self.company)[self.units['press'].id])
        self.assertIn("Page", self.channels['page']._names())
        self.assertEqual(self.env['cchc.channel'].name_search("Page")[0][0], self.channels['page'].id)

    def test_earlier_name_belongs_to_one(self):
        wrong = {'name': "Old", 'date_to': '2023-12-31'}
        for values in (wrong, {**wrong, 'department_id': self.units['press'].id, 'agency_id': self.company.id}):
            self.assertRefused("Say whose", self.model('cchc.earlier.name', 'office').create, values)
        mine = {**wrong, 'department_id': self.units['press'].id}
        for day in (self.company._cchc_today(), '9999-12-31'):
            self.assertRefused("must be over", self.model('cchc.earlier.name', 'office').create, {
                **mine, 'date_to': day})
        self.assertRefused("Enter", self.model('cchc.earlier.name', 'office').create, {**mine, 'name': " \u200b"})
        theirs = self.env['hr.department'].create({'name': "Theirs", 'company_id': self.other_company.id})
        self.assertRefused(
            "company|agency", self.model('cchc.earlier.name', 'office').create, {**wrong, 'department_id': theirs.id})
