# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from ..common import CchcCommon
from ..reminder.reminders import RemindersMixin

SHARED = ('genre_news', 'reminder_late_1', 'review_step_head')
# In English, and for the one call that is made in Vietnamese.
REFUSED = "is shared by every agency.*Make our own|dùng chung cho mọi cơ quan.*Tạo bản riêng"
KEEPERS = ('office', 'admin')


@tagged('post_install', '-at_install')
class TestShared(RemindersMixin, CchcCommon):
    """Only the system administrator changes what is shipped for all agencies; an agency uses its own copy instead."""

    def shared(self):
        return [self.env.ref(f'cchc_propaganda.{name}') for name in SHARED]

    def own_copy(self, record, login='office'):
        action = self.as_(record, login).action_own_copy()
        return self.as_(self.env[action['res_model']].browse(action['res_id']), login)

    # ------------------------------------------------------------------
    # Who changes what
    # ------------------------------------------------------------------

    def test_no_agency_changes_what_is_shared(self):
        self.env['res.lang']._activate_lang('vi_VN')
        for shared in self.shared():
            for login in KEEPERS:
                with self.subTest(model=shared._name, login=login):
                    mine = self.as_(shared, login)
                    self.assertFalse(mine.can_change)
                    for call in (
                            (mine.write, {'name': "Ours"}), (mine.write, {'active': not shared.active}),
                            (mine.with_context(lang='vi_VN').write, {'name': "Của ta"}),
                            (mine.write, {'company_id': self.company.id}),
                            (mine.action_archive if mine.active else mine.action_unarchive,), (mine.unlink,),
                            (mine.update_field_translations, 'name', {'vi_VN': "Của ta"}),
                            (mine.web_override_translations, {'name': "Ours"})):
                        self.assertRefused(REFUSED, *call)
                    values = {'name': "New", 'company_id': False, **(
                        {'code': 'new'} if shared._name == 'cchc.genre' else {})}
                    if shared._name == 'cchc.reminder.rule':
                        values['days'] = 3
                    self.assertRefused("“New” is shared by every agency", mine.create, values)

    def test_the_rules_of_access_say_the_same(self):
        """The record rules also cover code that does not call ``write``."""
        for shared in self.shared():
            for login in KEEPERS:
                mine = self.as_(shared, login)
                self.assertTrue(mine.has_access('read'))
                self.assertFalse(mine.has_access('write') or mine.has_access('unlink'))
                self.assertTrue(self.own_copy(shared, login).has_access('write'))

    def test_the_system_administrator_changes_it(self):
        chief = new_test_user(
            self.env, 'test.chief', 'base.group_system,cchc_propaganda.group_admin', company_id=self.company.id)
        for shared in self.shared():
            mine = shared.with_user(chief)
            self.assertTrue(mine.can_change)
            self.assertAllowed(mine.write, {'name': "For all"})
            self.assertAllowed(mine.update_field_translations, 'name', {'en_US': "For all"})

    def test_what_somebody_enters_is_their_agency_s_own(self):
        """The form fills in the agency without asking."""
        for model, values in (('cchc.genre', {'name': "Poem", 'code': 'poem'}),
                              ('cchc.reminder.rule', {'name': "Soon", 'days': -2}),
                              ('cchc.review.step', {'name': "Secretary"})):
            with Form(self.model(model, 'office')) as form:
                for name, value in values.items():
                    form[name] = value
            self.assertEqual((form.record.company_id, form.record.scope), (self.company, "Our own"))
            self.assertFalse(form.record.with_user(self.users['outsider']).has_access('read'))

    def test_own_settings_stay_their_agency_s(self):
        for shared in self.shared():
            own = self.own_copy(shared)
            self.assertAllowed(own.write, {'name': "Changed", 'active': False})
            self.assertTrue(self.refusal(own.with_user(self.users['outsider']).write, {'name': "Theirs"}))
            self.assertRefused("only if it belongs to an agency itself", own.write, {'company_id': False})
            self.assertRefused("is shared by every agency", own.copy().write, {'company_id': False})

    # ------------------------------------------------------------------
    # The agency's copy replaces the shared one
    # ------------------------------------------------------------------

    def test_there_is_one_copy_and_the_lists_say_what_stands(self):
        for shared in self.shared():
            with self.subTest(model=shared._name):
                self.assertEqual(self.as_(shared, 'office').scope, "Shared by every agency")
                own = self.own_copy(shared)
                self.assertEqual((own.name, own.active, own.replaces_id, own.company_id, own.scope), (
                    shared.name, shared.active, shared, self.company, "Our own, instead of the shared one"))
                self.assertEqual(self.own_copy(shared), own)
                own.active = True
                self.assertEqual(self.as_(shared, 'office').scope, "Shared; here our own stands for it")
                own.active = False
                self.assertEqual(self.as_(shared, 'office').scope, "Shared; switched off here")
                self.assertEqual(self.as_(shared, 'outsider').scope, "Shared by every agency")
                again = own.copy()
                self.assertFalse(again.replaces_id or again.active)

    def test_switched_off_here_it_stands_elsewhere(self):
        for shared in self.shared():
            shared.active = True
            own = self.own_copy(shared)
            own.active = False
            in_use = shared._in_use(self.company | self.other_company)
            self.assertNotIn(shared, in_use[self.company])
            self.assertIn(shared, in_use[self.other_company])
            own.active = True
            self.assertIn(own.sudo(), shared._in_use(self.company)[self.company])

    def test_a_genre_of_ones_own_is_offered_instead_of_the_shared_one(self):
        self.assertIn(self.genre, self.model('cchc.genre', 'author').search([('is_in_use', '=', True)]))
        own = self.own_copy(self.genre)
        own.min_words = 0
        found = self.model('cchc.genre', 'author').search([('is_in_use', '=', True)])
        self.assertIn(own, found)
        self.assertNotIn(self.genre, found)
        self.assertIn(self.genre, self.model('cchc.genre', 'outsider').search([('is_in_use', '=', True)]))

    def test_own_genre_meets_what_asks_for_the_shared_one(self):
        """The plan is issued and the review step set up before the copy is made."""
        plan = self.plan_in('published', {'genre_ids': [Command.set(self.genre.ids)]})
        step = self.model('cchc.review.step', 'office').create({
            'name': "Secretary", 'reviewer': 'head', 'genre_ids': [Command.set(self.genre.ids)]})
        own = self.own_copy(self.genre)
        article = self.article_in('submitted', genre_id=own.id, assignments=[self.assignment(plan, '2024-M03')])
        self.assertEqual(article.review_step_id, step)

    def test_a_reminder_switched_off_reminds_nobody_here(self):
        plan = self.plan_in('published', {'date_from': '2024-03-01', 'date_to': '2024-03-31'})
        rule = self.env.ref('cchc_propaganda.reminder_late_1')
        own = self.own_copy(rule)
        logs = self.env['cchc.reminder.log']
        for active, spoke in ((False, False), (True, True)):
            with self.undone():
                own.active = active
                self.at('2024-03-26')
                self.remind()
                found = logs.search([('res_id', 'in', plan.assignment_ids.ids), ('rule_id', 'in', (rule | own).ids)])
                self.assertEqual(found.rule_id, own.sudo() if spoke else logs.rule_id)

    def test_what_the_shared_rule_has_said_its_copy_does_not_say_again(self):
        plan = self.plan_in('published', {'date_from': '2024-03-01', 'date_to': '2024-03-31'})
        rule = self.env.ref('cchc_propaganda.reminder_late_1')
        self.at('2024-03-26')
        self.remind()
        logs = self.env['cchc.reminder.log'].search(
            [('res_id', 'in', plan.assignment_ids.ids), ('rule_id', '=', rule.id)])
        self.assertTrue(logs.activity_id)
        own = self.own_copy(rule)
        self.at('2024-03-27')
        self.remind()
        self.assertFalse(logs.search([('rule_id', '=', own.id)]))
        self.assertTrue(logs.activity_id, "it still stands")
        own.active = False
        self.at('2024-03-28')
        self.remind()
        self.assertFalse(logs.activity_id, "switched off, it closes")

    # ------------------------------------------------------------------
    # People of the agency
    # ------------------------------------------------------------------

    def test_members_and_people_in_charge_are_of_the_agency(self):
        stranger = [Command.link(self.users['outsider'].id)]
        plan = self.plan_in('published')
        for write, values in (
                (self.units['board'].write, {'cchc_member_ids': stranger}),
                (self.channels['portal'].write, {'member_ids': stranger}),
                (self.as_(self.channels['portal'], 'office').write, {'member_ids': stranger}),
                (self.assignment(plan, '2024-M03').write, {'user_id': self.users['outsider'].id})):
            self.assertRefused("outsider: no account in Department of the Province.*people of the", write, values)
        self.users['outsider'].company_ids = [Command.link(self.company.id)]
        self.assertAllowed(self.units['board'].write, {'cchc_member_ids': stranger})

    def test_the_head_of_a_unit_is_of_the_agency_and_other_departments_are_left_alone(self):
        employee = self.env['hr.employee'].create({'name': "Head there", 'company_id': self.other_company.id})
        self.assertRefused("“Head there” works in Another Department, not in Department of the Province.*Press",
                           self.units['press'].write, {'manager_id': employee.id})
        other = self.env['hr.department'].create({'name': "Of another app", 'company_id': self.company.id})
        self.assertAllowed(other.write, {'manager_id': employee.id})
        other.manager_id = employee
        self.assertRefused("“Head there” works in", other.write, {'cchc_kind': 'division'})
