# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Two agencies of one database on the day before one takes over the other, with everything that can be open."""

from odoo.fields import Command
from odoo.tests import new_test_user

from ..common import CchcCommon

DAY = '2024-07-01'
BASIS = "Decision 12/QĐ-UBND"


class AgenciesCase(CchcCommon):
    """``company`` is taken over by ``other_company``, where ``outsider`` has all roles."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new = cls.other_company
        cls.users['system'] = new_test_user(
            cls.env, 'test.system', 'base.group_system', company_id=cls.company.id, lang='en_US',
            company_ids=[Command.set((cls.company | cls.new).ids)])
        cls.new_units = dict(zip(('office', 'press'), cls.env['hr.department'].create([
            {'name': name, 'cchc_kind': 'division', 'company_id': cls.new.id} for name in ("Office", "PRESS")]),
            strict=True))
        cls.new.cchc_office_id = cls.new_units['office']
        cls.new_portal = cls.env['cchc.channel'].create({
            'name': "Portal", 'code': 'gate', 'is_internal': True, 'company_id': cls.new.id})
        cls.own_form = cls.env['cchc.outreach.form'].create({
            'name': "Theatre on the market", 'code': 'theatre', 'company_id': cls.company.id})

    def plan_of_successor(self, company=None, number='1/KH-B', unit=None, **values):
        """Return an issued plan of the successor, with one row."""
        company, unit = company or self.new, unit or self.new_units['press']
        with self.on('2024-01-05'):
            plan = self.model('cchc.plan', 'outsider', allowed_company_ids=company.ids).create(
                {'name': f"Plan of {company.name}", 'year': 2024, **values})
            topic = plan.env['cchc.topic'].create({
                'plan_id': plan.id, 'code': '1', 'name': "News of the reform.", 'lead_department_ids': unit.ids})
            plan.env['cchc.obligation'].create({
                'topic_id': topic.id, 'form_id': self.env.ref('cchc_propaganda.outreach_form_law').id,
                'frequency': 'year', 'due_day': 20})
            plan.action_submit()
            plan.action_approve()
            plan.write({'number': number, 'date_issued': '2024-01-05'})
            plan.action_publish()
        return plan.with_env(self.env)

    def plan_with_all_that_can_be_open(self):
        """Return the plan of the old agency. Missed: months 1 to 5. Met: month 6. Handed in and not answered: quarter
        III on the channel "Closed". One of two posted: quarter III on the page. All others are not due yet."""
        channel = {name: self.channels[name].id for name in ('page', 'closed')}
        plan = self.plan_in(
            'published', {}, {'channel_id': channel['page'], 'frequency': 'quarter', 'due_day': 20, 'quantity': 2,
                              'date_from': '2024-07-01'},
            {'channel_id': channel['closed'], 'frequency': 'quarter', 'due_day': 20, 'date_from': '2024-07-01'},
            {'channel_id': False, 'form_id': self.own_form.id, 'frequency': 'year', 'due_day': 20},
            {'channel_id': False, 'form_id': self.env.ref('cchc_propaganda.outreach_form_law').id,
             'frequency': 'year', 'due_day': 20}, issued='2024-01-02')
        self.at('2024-06-10')
        self.post(self.article_in('approved', assignments=[self.assignment(plan, '2024-M06')]))
        self.post(self.article_in('approved', ('page',), assignments=[
            self.assignment(plan, '2024-Q3', 'page')]), 'page', '2024-06-10')
        waiting = self.article_in('approved', ('closed',), assignments=[self.assignment(plan, '2024-Q3', 'closed')])
        self.as_(self.publication(waiting, 'closed'), 'editor').action_send()
        self.as_(self.assignment(plan, '2024-M08'), 'office').user_id = self.users['colleague']
        picture, photo = self.attachment('author', name='picture.png'), self.attachment('author')
        self.draft = self.article_in(
            channels=('portal', 'closed'), name="Draft", assignments=[self.assignment(plan, '2024-M08')],
            topic_ids=plan.topic_ids.ids, body=f'<p>Text <img src="/web/image/{picture.id}"></p>',
            attachment_ids=photo.ids)
        self.submitted = self.article_in('submitted', name="Sent in")
        self.next_year = self.plan_in('draft', year=2025, name="Plan of 2025", issued='2024-06-10')
        self.at(DAY)
        self.refresh(plan)
        return plan

    def in_words(self, assignments):
        """Return ``unit, by what it is met, quantity, first day, deadline`` of each."""
        return [f"{one.department_id.name}, {one._met_by().name}, {one.quantity}, {one.date_start:%d/%m}, "
                f"{one.date_deadline:%d/%m}" for one in assignments.sorted('id')]

    def give_role(self, user, *roles):
        """Give roles as the administrator of the successor."""
        people = self.model('cchc.person', 'outsider', allowed_company_ids=self.new.ids)
        people._set_roles({people._accounts_of(user.ids): roles})

    def third_agency(self):
        """Return one more successor, with a unit "Digital", a channel "Page" and a plan."""
        third = self.env['res.company'].create({'name': "Third Department"})
        third.partner_id.lang = 'en_US'
        (self.users['outsider'] | self.users['system']).company_ids = [Command.link(third.id)]
        unit = self.env['hr.department'].create({'name': "Digital", 'cchc_kind': 'division', 'company_id': third.id})
        self.env['cchc.channel'].create({'name': "Page", 'code': 'page', 'company_id': third.id})
        self.plan_of_successor(third, '2/KH-C', unit)
        return third
