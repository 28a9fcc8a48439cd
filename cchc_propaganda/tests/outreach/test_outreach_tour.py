# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import HttpCase, tagged

from ..common import CchcMixin
from .outreach_case import OutreachMixin

OUTREACH = '/odoo/action-cchc_propaganda.cchc_outreach_action'


@tagged('post_install', '-at_install')
class TestOutreachTour(OutreachMixin, CchcMixin, HttpCase):
    """The stories of outreach in the browser: on a contributor's phone, on the desk of the Office."""

    def found(self):
        return self.env['cchc.outreach'].search([('company_id', '=', self.company.id)])

    def test_conference_with_a_photo_from_a_phone(self):
        plan = self.plan_in('published', {
            'channel_id': False, 'form_id': self.form().id, 'frequency': 'quarter', 'due_day': 20})
        self.browser_size, self.touch_enabled = '390x844', True
        self.start_tour(OUTREACH, 'cchc_conference_on_a_phone', login='test.author')
        outreach = self.found()
        self.assertEqual(
            (outreach.name, outreach.state, outreach.form_id, str(outreach.date), outreach.place, outreach.participants,
             outreach.is_integrated, outreach.department_id, outreach.plan_id, outreach.create_uid),
            ("Hội nghị phổ biến dịch vụ công", 'submitted', self.form(), '2024-03-11', "Hội trường", 86, True,
             self.units['press'], plan, self.users['author']))
        self.assertEqual(outreach.evidence_ids.mapped('mimetype'), ['image/jpeg'])
        self.assertEqual(outreach.evidence_ids.res_id, outreach.id)

    def test_office_accepts_ten_from_the_list(self):
        for number in range(10):
            self.outreach_in('submitted', name=f"Conference {number}")
        told = self.notices_of(
            lambda: self.start_tour(OUTREACH, 'cchc_accept_ten', login='test.office'))
        self.assertEqual(set(self.found().mapped('state')), {'approved'})
        self.assertEqual(len(told), 2, "one notice for the author, one for the head")

    def test_list_is_pasted_corrected_and_sent(self):
        self.outreach_in(name="Conference of before")
        self.start_tour(OUTREACH, 'cchc_outreach_list', login='test.author')
        self.assertEqual(
            sorted((one.name, one.participants, one.state) for one in self.found() - self.found().filtered(
                lambda one: one.state == 'draft')),
            [("Hội nghị", 40, 'submitted'), ("Niêm yết thủ tục", 0, 'submitted')])
