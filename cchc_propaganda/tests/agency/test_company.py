# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import base64
from datetime import date

from psycopg2.errors import UniqueViolation

from odoo.fields import Command, Datetime
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..article.test_article_files import photo
from ..common import CchcCommon


@tagged('post_install', '-at_install')
class TestCompany(CchcCommon):
    """The agency's day, its days off and the plan of a day; the units of people; the dialogs for settings and units."""

    # ------------------------------------------------------------------
    # Days
    # ------------------------------------------------------------------

    def test_today_turns_at_the_agency_s_midnight(self):
        self.other_company.cchc_tz = 'UTC'
        for clock, day, ours, theirs in (
                ('23:30', '2024-03-11', date(2024, 3, 11), date(2024, 3, 11)),
                ('00:30', '2024-03-12', date(2024, 3, 12), date(2024, 3, 11)),
                ('06:59', '2024-03-12', date(2024, 3, 12), date(2024, 3, 11)),
                ('07:00', '2024-03-12', date(2024, 3, 12), date(2024, 3, 12))):
            self.at(day, clock)
            self.assertEqual((self.company._cchc_today(), self.other_company._cchc_today()), (ours, theirs), clock)

    def test_today_is_the_same_for_every_reader(self):
        """The time zone of the user or the context moves no deadline."""
        self.at('2024-03-12', '00:30')
        for tz in ('UTC', 'Pacific/Honolulu', False):
            self.assertEqual(self.company.with_context(tz=tz)._cchc_today(), date(2024, 3, 12))

    def test_midnight_and_day_undo_each_other(self):
        midnight = self.company._cchc_midnight(date(2024, 3, 12))
        self.assertEqual(midnight, Datetime.to_datetime('2024-03-11 17:00:00'))
        self.assertEqual(self.company._cchc_day_of(midnight), date(2024, 3, 12))
        self.assertEqual(self.company._cchc_day_of(Datetime.to_datetime('2024-03-11 16:59:59')), date(2024, 3, 11))

    def test_special_days_change_the_agency_s_calendar_and_nobody_else_s(self):
        self.model('cchc.special.day', 'office').create([
            {'date': '2024-03-13', 'name': "Anniversary of the province"},
            {'date': '2024-03-16', 'kind': 'work', 'name': "Swapped Saturday"}])
        wednesday, saturday = date(2024, 3, 13), date(2024, 3, 16)
        calendar = self.as_(self.company, 'author')._cchc_working_calendar()
        self.assertEqual((calendar.is_working(wednesday), calendar.is_working(saturday)), (False, True))
        self.assertEqual(calendar.on_or_after(wednesday), date(2024, 3, 14))
        others = self.other_company._cchc_working_calendar()
        self.assertEqual((others.is_working(wednesday), others.is_working(saturday)), (True, False))
        self.assertFalse(calendar.is_working(date(2024, 4, 30)), "the public holidays remain")

    def test_special_day_is_entered_once_and_by_the_office(self):
        self.assertRefused("not allowed", self.model('cchc.special.day', 'author').create,
                           {'date': '2024-03-13', 'name': "My birthday"})
        day = {'date': '2024-03-13', 'name': "Anniversary"}
        self.model('cchc.special.day', 'office').create(day)
        with self.assertRaises(UniqueViolation), mute_logger('odoo.sql_db'), self.undone():
            self.model('cchc.special.day', 'office').create(day)

    # ------------------------------------------------------------------
    # Periods in words
    # ------------------------------------------------------------------

    def test_periods_in_words(self):
        """Decree 30/2020: only months 1 and 2 are written with a leading zero."""
        self.env['res.lang']._activate_lang('vi_VN')
        labels = {
            '2024-M02': ("Month 02 of 2024", "Tháng 02 năm 2024"),
            '2024-M03': ("Month 3 of 2024", "Tháng 3 năm 2024"),
            '2024-M12': ("Month 12 of 2024", "Tháng 12 năm 2024"),
            '2024-Q1': ("Quarter I of 2024", "Quý I năm 2024"),
            '2024-Q4': ("Quarter IV of 2024", "Quý IV năm 2024"),
            '2024-H1': ("First half of 2024", "6 tháng đầu năm 2024"),
            '2024-H2': ("Second half of 2024", "6 tháng cuối năm 2024"),
            '2024-9M': ("Nine months of 2024", "9 tháng năm 2024"),
            '2024-Y': ("Year 2024", "Năm 2024"),
            '2024-01-10..2024-02-20': (
                "From 10/01/2024 to 20/02/2024", "Từ ngày 10/01/2024 đến ngày 20/02/2024"),
        }
        for lang, number in (('en_US', 0), ('vi_VN', 1)):
            assignments = self.env['cchc.assignment'].with_context(lang=lang)
            self.assertEqual(
                {key: assignments.new({'period_key': key}).period_label for key in labels},
                {key: words[number] for key, words in labels.items()})

    # ------------------------------------------------------------------
    # The plan of a day
    # ------------------------------------------------------------------

    def test_plan_of_a_day_is_the_latest_issued_one_of_the_agency(self):
        first = self.plan_in('published', issued='2024-01-02')
        second = self.plan_in('published', issued='2024-03-01')
        self.plan_in('approved')
        plan_of = self.env['cchc.plan']._plan_of
        self.assertEqual(plan_of(self.company, date(2024, 12, 31)), second)
        for company, day in ((self.company, date(2023, 12, 31)), (self.company, date(2025, 1, 1)),
                             (self.other_company, date(2024, 6, 1))):
            self.assertFalse(plan_of(company, day))
        self.as_(second, 'director').action_terminate("Withdrawn")
        self.assertEqual(plan_of(self.company, date(2024, 1, 1)), first)

    def test_new_article_belongs_to_the_plan_of_today(self):
        plan = self.plan_in('published')
        self.assertEqual(self.article_in().plan_id, plan)
        self.at('2025-01-02')
        self.assertFalse(self.article_in().plan_id)

    # ------------------------------------------------------------------
    # Units of people
    # ------------------------------------------------------------------

    def test_unit_is_found_without_rights_on_employees(self):
        self.assertFalse(self.model('hr.employee', 'author').has_access('read'))
        author = self.as_(self.users['author'], 'author')
        self.assertEqual(author._cchc_departments(), self.units['press'])
        self.assertEqual(author._cchc_home_department(self.company), self.units['press'])
        self.assertFalse(author._cchc_home_department(self.other_company))
        self.assertEqual(self.model('cchc.article', 'author').create({'name': "Mine"}).department_id,
                         self.units['press'])

    def test_borrowed_seat_counts_beside_the_own_unit(self):
        poster = self.as_(self.users['poster'], 'poster')
        self.assertEqual(poster._cchc_departments(), self.units['press'] | self.units['board'])
        self.assertEqual(poster._cchc_home_department(self.company), self.units['press'])

    def test_who_left_sits_and_heads_nowhere(self):
        (self.employees['author'] | self.employees['head']).active = False
        self.assertFalse(self.users['author']._cchc_departments())
        self.assertNotIn(self.users['author'], self.units['press']._cchc_users())
        self.assertFalse(self.as_(self.units['press'], 'head')._cchc_is_headed())
        self.assertFalse(self.users['head']._cchc_headed_departments())

    def test_locked_account_sits_nowhere_in_its_unit(self):
        self.users['colleague'].active = False
        for unit in ('press', 'cell'):
            self.assertNotIn(self.users['colleague'], self.units[unit]._cchc_users())

    # ------------------------------------------------------------------
    # Settings of the agency
    # ------------------------------------------------------------------

    def test_administrator_changes_the_settings(self):
        settings = self.model('cchc.settings', 'admin').create({})
        self.assertEqual((settings.cchc_tz, settings.cchc_office_id, settings.cchc_director_id), (
            'Asia/Ho_Chi_Minh', self.units['office'], self.users['director']))
        settings.write({'cchc_tz': 'Asia/Bangkok', 'cchc_parent_name': "UBND TỈNH", 'cchc_office_id': self.units[
            'press'].id})
        settings.action_save()
        self.assertEqual(
            (self.company.cchc_tz, self.company.cchc_parent_name, self.company.cchc_office_id),
            ('Asia/Bangkok', "UBND TỈNH", self.units['press']))

    def test_settings_touch_nothing_else_of_the_company(self):
        others = [name for name, field in self.company._fields.items() if field.store and field.column_type
                  and not name.startswith(('cchc_', 'write_'))]
        before = self.company.read(others)
        self.model('cchc.settings', 'admin').create({'cchc_place': "Huế"}).action_save()
        self.assertEqual(self.company.cchc_place, "Huế")
        self.assertEqual(self.company.read(others), before)
        self.assertRefused("not allowed", self.as_(self.company, 'admin').write, {'name': "Mine"})

    def test_administrator_writes_the_letterhead(self):
        """Name, logo and sender address, without rights on companies."""
        settings = self.model('cchc.settings', 'admin').create({})
        self.assertEqual(settings.name, self.company.name)
        settings.write({'name': " Sở Nội vụ ", 'email': 'so@example.gov.vn', 'logo': base64.b64encode(photo(40, 30))})
        settings.action_save()
        self.assertEqual((self.company.name, self.company.email), ("Sở Nội vụ", 'so@example.gov.vn'))
        self.assertTrue(self.company.logo)
        settings.write({'email': False, 'logo': False})
        settings.action_save()
        self.assertFalse(self.company.email)

    def test_letterhead_that_cannot_be_used_is_refused(self):
        for name, value, words in (
                ('name', "   ", "Enter the name"), ('name', self.other_company.name, "another agency"),
                ('email', "so@x.vn, y@z.vn", "no e-mail address"),
                ('email', "so@x.vn\nBcc: y@z.vn", "no e-mail address"),
                ('logo', base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), "Only admins"),
                ('logo', base64.b64encode(b'nothing'), "no picture"),
                ('logo', base64.b64encode(photo(20, 20) + bytes(3 * 2**20)), "larger than 2 MB")):
            with self.subTest(name=name, words=words):
                self.assertRefused(words, lambda name=name, value=value: self.model(
                    'cchc.settings', 'admin').create({name: value}).action_save())

    def test_settings_of_two_agencies_do_not_mix(self):
        """The dialog shows the active agency; it is not saved into another one of the same user."""
        self.users['admin'].company_ids |= self.other_company
        settings = self.model('cchc.settings', 'admin', allowed_company_ids=[
            self.company.id, self.other_company.id])
        for values in ({}, {'cchc_office_id': False, 'cchc_director_id': False}):
            self.assertRefused("another agency", lambda values=values: settings.create(
                {'company_id': self.other_company.id, **values}).action_save())

    def test_nobody_else_opens_or_saves_the_settings(self):
        settings = self.model('cchc.settings', 'admin').create({'cchc_allow_self_approval': True})
        for login in ('author', 'editor', 'head', 'office', 'director'):
            self.assertRefused("not allowed", self.model('cchc.settings', login).create, {'cchc_tz': 'UTC'})
            self.assertRefused("Only its administrator", self.as_(settings, login).action_save)
        self.assertFalse(self.company.cchc_allow_self_approval)

    def test_office_and_director_are_of_the_agency(self):
        theirs = self.env['hr.department'].create({'name': "Theirs", 'company_id': self.other_company.id})
        for values in ({'cchc_office_id': theirs.id}, {'cchc_director_id': self.users['outsider'].id}):
            with self.subTest(values=values):
                self.assertRefused("belongs to another agency", self.model('cchc.settings', 'admin').create, values)
                self.assertRefused("a unit and a person of this agency", self.company.write, values)

    def test_settings_of_another_agency_are_refused(self):
        settings = self.model('cchc.settings', 'outsider').create(
            {'company_id': self.company.id, 'cchc_tz': 'UTC', 'cchc_office_id': False, 'cchc_director_id': False})
        self.assertRefused("another agency", settings.action_save)
        self.assertEqual(self.company.cchc_tz, 'Asia/Ho_Chi_Minh')

    # ------------------------------------------------------------------
    # Units, as the Office keeps them
    # ------------------------------------------------------------------

    def dialog(self, login='office', unit='press', **values):
        return self.model('cchc.department.wizard', login, active_id=self.units[unit].id).create(values)

    def test_office_keeps_five_things_of_a_unit(self):
        press = self.units['press']
        press.cchc_alias_ids = [Command.create({'name': name}) for name in ("Press", "Press and media")]
        kept = press.cchc_alias_ids.filtered(lambda alias: alias.name == "Press")
        others = [name for name, field in press._fields.items() if field.store and field.column_type and name not in (
            'manager_id', 'cchc_kind', 'write_date', 'write_uid')]
        before = press.read(others)
        dialog = self.dialog()
        self.assertEqual((dialog.manager_id.id, dialog.cchc_kind, dialog.alias_names), (
            self.employees['head'].id, 'division', "Press\nPress and media"))
        dialog.write({
            'manager_id': self.employees['colleague'].id, 'cchc_kind': 'subordinate',
            'cchc_member_ids': [Command.link(self.users['stranger'].id)],
            'cchc_successor_ids': [Command.link(self.units['digital'].id)],
            'alias_names': " Press \n\nNewsroom\nNewsroom"})
        dialog.action_save()
        self.assertEqual((press.manager_id, press.cchc_kind), (self.employees['colleague'], 'subordinate'))
        self.assertEqual(press.cchc_member_ids, self.users['stranger'])
        self.assertEqual(press.cchc_successor_ids, self.units['digital'])
        self.assertCountEqual(press.cchc_alias_ids.mapped('name'), ["Press", "Newsroom"])
        self.assertIn(kept, press.cchc_alias_ids)
        self.assertEqual(press.read(others), before)

    def test_saving_an_untouched_dialog_changes_nothing(self):
        names = ('manager_id', 'cchc_kind', 'cchc_member_ids', 'cchc_successor_ids', 'cchc_alias_ids')
        before = self.units['board'].read(names)
        self.dialog(unit='board').action_save()
        self.assertEqual(self.units['board'].read(names), before)

    def test_nobody_else_keeps_units(self):
        dialog = self.dialog()
        for login in ('author', 'head', 'editor', 'director'):
            self.assertRefused("not allowed", self.dialog, login, cchc_kind='board')
            self.assertRefused("Only the Office can change", self.as_(dialog, login).action_save)
        self.assertRefused("not allowed", self.as_(self.units['press'], 'office').write, {'name': "Ours"})

    def test_unit_of_another_agency_is_refused(self):
        theirs = self.env['hr.department'].create({'name': "Theirs", 'company_id': self.other_company.id})
        self.assertRefused("another agency", lambda: self.model('cchc.department.wizard', 'office').create(
            {'department_id': theirs.id, 'cchc_kind': 'board', 'manager_id': False}).action_save())
        self.assertFalse(theirs.cchc_kind)

    def test_unit_of_another_agency_is_not_shown_whatever_companies_a_client_names(self):
        theirs = self.env['hr.department'].create({'name': "Theirs", 'company_id': self.other_company.id})
        theirs.cchc_alias_ids = [Command.create({'name': "Secret name"})]
        dialog = self.model('cchc.department.wizard', 'office', allowed_company_ids=self.other_company.ids)
        values = {'department_id': theirs.id}
        self.assertNotEqual(self.refusal(dialog.onchange, values, ['department_id'], {'alias_names': {}}), '')
        self.assertNotEqual(self.refusal(dialog.create, values), '')

    def test_unit_does_not_take_over_from_itself(self):
        self.units['digital'].cchc_successor_ids = self.units['press']
        dialog = self.dialog(cchc_successor_ids=[Command.link(self.units['digital'].id)])
        self.assertRefused("cannot take over from itself", dialog.action_save)
