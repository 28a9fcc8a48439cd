# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from ..common import CchcCommon, CchcMixin

STEPS = ['agency', 'units', 'people', 'board', 'channels', 'plan', 'issue', 'mail']


class NewAgency(CchcMixin):
    """An agency on its first day: nothing but the accounts of its administrator and of the Office."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agency = cls.env['res.company'].create({'name': "UBND phường Sông Xanh"})
        for role in ('admin', 'office'):
            cls.new_user(role, role)

    @classmethod
    def new_user(cls, name, roles):
        cls.users[f'new_{name}'] = new_test_user(
            cls.env, f'test.new_{name}', ','.join(f'cchc_propaganda.group_{role}' for role in roles.split()),
            name=f"New {name}", lang='en_US', tz='Asia/Ho_Chi_Minh', notification_type='inbox',
            company_id=cls.agency.id)
        return cls.users[f'new_{name}']

    def steps(self, login='new_admin'):
        return {step['key']: step for step in self.as_(self.agency, login).cchc_first_steps()}

    def done(self, login='new_admin'):
        return [key for key, step in self.steps(login).items() if step['done']]

    def labels(self, key, login='new_admin'):
        return [button['label'] for button in self.steps(login)[key]['buttons']]

    def start(self, login='new_admin'):
        return self.model('cchc.my.work', login).get_data()['first_steps']

    def set_up(self, *, people=True):
        """Do every step before the plan."""
        self.agency.write({'cchc_parent_name': "UBND tỉnh", 'cchc_symbol': "UBND", 'cchc_place': "Sông Xanh"})
        self.as_(self.agency, 'new_admin').action_apply_profile('commune')
        if people:
            units = self.env['hr.department'].search([('company_id', '=', self.agency.id), ('cchc_kind', '!=', False)])
            for number, unit in enumerate(units.filtered(lambda unit: unit.cchc_kind != 'leadership')):
                user = self.new_user(f'head{number}', 'unit_head editor' if number < 2 else 'unit_head')
                unit.manager_id = self.env['hr.employee'].create({
                    'name': user.name, 'user_id': user.id, 'department_id': unit.id, 'company_id': self.agency.id})
            self.new_user('director', 'director')
            self.as_(self.agency, 'new_admin').action_suggest_channels()

    def issue(self, state='published'):
        """Draw up the plan with one obligation and bring it to that state."""
        plan = self.model('cchc.plan', 'new_office').create({'name': "Plan of 2024", 'year': 2024})
        channel = self.env['cchc.channel'].search([('company_id', '=', self.agency.id), ('is_internal', '=', True)])[:1]
        unit = self.agency.cchc_office_id
        topic = plan.env['cchc.topic'].create({
            'plan_id': plan.id, 'code': '1', 'name': "News", 'lead_department_ids': [Command.set(unit.ids)]})
        plan.env['cchc.obligation'].create({'topic_id': topic.id, 'channel_id': channel.id, 'frequency': 'month'})
        if state != 'draft':
            plan.action_submit()
        if state in ('approved', 'published'):
            self.as_(plan, 'new_director').action_approve()
        if state == 'published':
            self.as_(plan, 'new_office').write({'number': "1/KH-UBND", 'date_issued': '2024-03-01'})
            self.as_(plan, 'new_office').action_publish()
        return plan


@tagged('post_install', '-at_install')
class TestFirstSteps(NewAgency, CchcCommon):
    """SCREENS §9: what the agency lacks, asked of the data each time."""

    def test_nothing_is_done_on_the_first_day(self):
        steps = self.as_(self.agency, 'new_admin').cchc_first_steps()
        self.assertEqual([step['key'] for step in steps], STEPS)
        self.assertEqual(self.done(), [])
        for step in steps:
            self.assertTrue(step['text'])
            self.assertTrue(step['buttons'] or step['wait'], step['key'])

    def test_each_step_ticks_itself_off_and_comes_back_with_the_data(self):
        self.env['ir.mail_server'].create({'name': "Mail", 'smtp_host': 'mail.example'})
        self.agency.write({'cchc_parent_name': "UBND tỉnh", 'cchc_symbol': "UBND", 'cchc_place': "Sông Xanh"})
        self.assertEqual(self.done(), STEPS[:1])
        self.as_(self.agency, 'new_admin').action_apply_profile('commune')
        self.assertEqual(self.done(), STEPS[:2])
        self.set_up()
        self.assertEqual(self.done(), STEPS[:5])
        plan = self.issue('draft')
        self.assertEqual(self.done(), STEPS[:6])
        plan.action_cancel("Begun wrongly")
        self.assertEqual(self.done(), STEPS[:5])
        self.issue()
        self.assertEqual(self.done(), STEPS[:7])
        self.agency.email = 'office@agency.example'
        self.assertEqual(self.done(), STEPS)
        self.env['hr.department'].search([('company_id', '=', self.agency.id)], limit=2)[1].manager_id.active = False
        self.assertNotIn('people', self.done(), "the head has left")

    def test_the_list_is_gone_when_all_is_done(self):
        self.assertEqual(self.start('new_office')['done'], 0)
        self.set_up()
        self.issue()
        self.assertIs(self.start('new_office'), False, "mail is not required")
        self.assertEqual(self.start('new_admin')['done'], 7, "an administrator has no other work here")

    def test_only_administrator_and_office_see_it(self):
        self.set_up()
        for login in ('new_director', 'new_head0'):
            self.assertIs(self.start(login), False)
            self.assertRefused("administrator of the agency and the Office", self.steps, login)
        self.assertRefused(
            "administrator of the agency and the Office", self.as_(self.agency, 'admin').cchc_first_steps)

    def test_my_work_of_an_administrator_who_does_nothing_else_opens(self):
        data = self.model('cchc.my.work', 'new_admin').get_data()
        self.assertEqual((data['sections'], data['has_work']), ([], False))
        self.assertEqual(data['first_steps']['total'], 7)

    def test_each_role_has_its_own_buttons(self):
        self.assertEqual(self.labels('units'), ["Department of the province", "Commune or ward", "Enter one by one"])
        self.assertEqual(self.labels('units', 'new_office'), self.labels('units'))
        self.assertEqual(self.labels('agency'), ["Enter"])
        self.assertEqual(self.labels('agency', 'new_office'), ["Remind: New admin"])
        self.assertEqual(self.labels('plan'), ["Remind: New office"])
        self.assertEqual(self.labels('plan', 'new_office'), ["Draw up the plan"])
        self.assertEqual(self.steps()['issue']['wait'], "after step 6")
        self.set_up()
        self.assertEqual(self.labels('agency', 'new_office'), [], "what is done and another's needs no button")

    def test_issue_is_the_turn_of_whoever_takes_the_next_step(self):
        self.set_up()
        for state, admin, office in (
                ('draft', ["Remind: New office"], ["Open the plan"]),
                ('submitted', ["Remind: New director"], ["Open the plan", "Remind: New director"]),
                ('approved', ["Remind: New office"], ["Open the plan"])):
            with self.subTest(state=state), self.undone():
                self.issue(state)
                self.assertEqual((self.labels('issue'), self.labels('issue', 'new_office')), (admin, office))

    def test_reminder_reaches_those_whose_turn_it_is(self):
        self.agency.partner_id.lang = 'en_US'
        told = self.notices_of(self.as_(self.agency, 'new_admin').action_remind_of_step, 'plan')
        self.assertEqual(told.res_partner_id, self.users['new_office'].partner_id)
        message = told.mail_message_id
        self.assertEqual(message.author_id, self.users['new_admin'].partner_id)
        self.assertIn("Plan of the year", message.subject)
        self.assertFalse(message.model and message.res_id)
        for key in ('nothing', 'agency'):
            self.assertRefused(
                "Nobody has to be reminded", self.as_(self.agency, 'new_admin').action_remind_of_step, key)
        self.assertRefused("administrator of the agency and the Office",
                           self.as_(self.agency, 'author').action_remind_of_step, 'plan')

    def test_roles_that_nobody_has_are_named(self):
        self.users['new_office'].group_ids = [Command.unlink(self.env.ref('cchc_propaganda.group_office').id)]
        roles = {role['label']: role for role in self.start()['roles']}
        self.assertEqual((roles["Office (coordination)"]['value'], roles["Office (coordination)"]['level']), (
            "! Nobody yet", 'danger'))
        self.assertEqual(roles["Administrator"]['value'], "New admin")
        self.assertIn("Nobody has the role of the Office yet", self.steps()['people']['text'])

    def test_one_reviewer_is_not_enough_unless_the_agency_says_so(self):
        self.new_user('only', 'editor')
        self.assertNotIn('board', self.done())
        self.assertIn("Only New only so far", self.steps()['board']['text'])
        self.agency.cchc_allow_self_approval = True
        self.assertIn('board', self.done())

    def test_office_that_has_left_counts_no_longer(self):
        self.set_up()
        self.env['hr.employee'].create({
            'name': "Office", 'user_id': self.users['new_office'].id, 'company_id': self.agency.id}).active = False
        self.assertNotIn('people', self.done())

    def test_agency_of_many_units_costs_what_a_small_one_costs(self):
        def cost():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.start()
            return self.env.cr.sql_log_count - before
        self.set_up()
        cost()
        few = cost()
        self.env['hr.department'].create([
            {'name': f"Unit {number}", 'cchc_kind': 'division', 'company_id': self.agency.id} for number in range(40)])
        cost()      # a new unit empties the caches of the server
        self.assertLessEqual(cost(), few + 2)


@tagged('post_install', '-at_install')
class TestFirstStepsTour(NewAgency, HttpCase):

    def test_administrator_makes_units_and_channels_and_reminds_the_office(self):
        self.start_tour('/odoo/action-cchc_propaganda.cchc_my_work_action', 'cchc_first_steps', login='test.new_admin')
        units = [('company_id', '=', self.agency.id), ('cchc_kind', '!=', False)]
        self.assertEqual(self.env['hr.department'].search_count(units), 5)
        self.assertEqual(self.env['cchc.channel'].search_count([('company_id', '=', self.agency.id)]), 3)
        self.assertTrue(self.env['mail.notification'].search(
            [('res_partner_id', '=', self.users['new_office'].partner_id.id)]))
