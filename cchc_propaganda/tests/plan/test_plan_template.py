# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CchcCommon


@tagged('post_install', '-at_install')
class TestPlanTemplate(CchcCommon):
    """A plan that a parent agency offers, and the draft that an agency makes of it. Here the agency of the tests is the
    parent, and the other one reports to it."""

    def setUp(self):
        super().setUp()
        self.other_company.cchc_parent_id = self.company
        self.other_company.cchc_office_id, self.own_press = self.env['hr.department'].create([
            {'name': name, 'cchc_kind': 'division', 'company_id': self.other_company.id}
            for name in ("Bureau", "Press")])
        self.own_portal = self.env['cchc.channel'].create({
            'name': "Our site", 'code': 'site', 'is_internal': True, 'company_id': self.other_company.id})
        self.plan = self.plan_in('published', {}, {'channel_id': self.channels['page'].id})

    def draft(self):
        action = self.model('cchc.plan', 'outsider').action_draft_from_template()
        return self.model('cchc.plan', 'outsider').browse(action['res_id'])

    def test_only_the_office_offers_an_issued_plan_and_only_where_agencies_report(self):
        for login in ('director', 'head', 'author', 'admin', 'outsider'):
            self.assertTrue(self.refusal(self.as_(self.plan, login).action_offer), login)
        for values in ({'is_template': True}, {'template_id': self.plan.id}):
            self.assertTrue(self.refusal(self.as_(self.plan, 'office').write, values))
        self.assertRefused("not an issued plan", self.as_(self.plan_in('draft', year=2025), 'office').action_offer)
        plan = self.as_(self.plan, 'office')
        self.assertTrue(plan.can_offer)
        plan.action_offer()
        self.assertRefused("offered already", plan.action_offer)
        plan.action_take_back_offer()
        self.assertRefused("is not offered", plan.action_take_back_offer)
        self.other_company.cchc_parent_id = False
        self.assertRefused("No agency reports to", plan.action_offer)

    def test_agency_drafts_its_own_plan_with_its_own_units_and_channels(self):
        def has_button():
            arch = self.model('cchc.plan', 'outsider').get_view(view_type='list')['arch']
            return 'action_draft_from_template' in arch

        self.assertRefused("offers no plan", self.model('cchc.plan', 'outsider').action_draft_from_template)
        self.assertFalse(has_button())
        self.as_(self.plan, 'office').action_offer()
        self.assertTrue(has_button())
        self.assertRefused("offers no plan", self.model('cchc.plan', 'office').action_draft_from_template)
        plan = self.draft()
        topic = plan.topic_ids
        self.assertEqual((plan.company_id, plan.state, plan.year, plan.is_template),
                         (self.other_company, 'draft', 2024, False))
        self.assertEqual((topic.name, topic.lead_department_ids), ("News of the reform", self.own_press))
        self.assertEqual(topic.obligation_ids.channel_id, self.own_portal)      # the page of the parent has none here
        self.assertIn("News of the reform: Page", plan.message_ids.mapped('body')[0])
        self.assertIn("No row differs", plan.template_html)
        self.assertIn("Department of the Province", plan.template_name)
        topic.name = "News of the ward"
        self.env['cchc.topic'].with_user(plan.env.user).create(
            {'plan_id': plan.id, 'name': "Our own row", 'code': '2', 'sequence': 20})
        html = self.as_(plan, 'outsider').template_html
        for words in ("News of the reform", "News of the ward", "Our own row"):
            self.assertIn(words, html)
        self.assertRefused("There is a plan of 2024 already", self.draft)
        with self.assertRaises(IntegrityError), mute_logger('odoo.sql_db'), self.undone():     # at the same moment
            plan.create({'name': "Plan of the ward", 'year': 2024})._with_gate().sudo().template_id = self.plan
            self.env.flush_all()
        # The template itself stays out of sight.
        self.assertFalse(self.as_(self.plan, 'outsider').has_access('read'))
        self.assertTrue(self.refusal(plan.read, ['template_id']))
        self.assertTrue(self.refusal(topic.read, ['template_topic_id']))

    def test_unit_that_is_not_found_leaves_the_row_to_the_office(self):
        self.own_press.unlink()
        self.as_(self.plan, 'office').action_offer()
        plan = self.draft()
        self.assertEqual(plan.topic_ids.lead_department_ids, self.other_company.cchc_office_id)
        self.assertIn("Led by the Office for now", plan.message_ids.mapped('body')[0])
