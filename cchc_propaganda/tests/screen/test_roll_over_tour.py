# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from ..common import CchcMixin


@tagged('post_install', '-at_install')
class TestRollOverTour(CchcMixin, HttpCase):
    """The plan of the next year in the browser: drafted from the one before, checked, approved and issued."""

    def test_the_next_year_is_drafted_checked_and_issued(self):
        plan = self.plan_in('draft', appendix_title="Contents of 2023")
        self.as_(plan, 'office').section_ids = [
            Command.create({'sequence': number, 'number': roman, 'kind': kind, 'title': title, 'body': body})
            for number, (roman, kind, title, body) in enumerate([
                ('I', 'objective', "Goals", "<p>- The report of 2023 is read by all.</p>"),
                ('III', 'form', "Forms", "<p>- Tin, bài</p>"),
                ('V', 'organisation', "Organisation", "<p>The Office follows it up.</p>")])]
        self._walk_plan(self.as_(plan, 'office'), 'published', '2024-01-26')
        self.at('2025-01-15')
        self.start_tour(f'/odoo/cchc.plan/{plan.id}', 'cchc_roll_over', login='test.office', timeout=120)
        draft = self.env['cchc.plan'].search([('company_id', '=', self.company.id), ('year', '=', 2025)])
        self.assertEqual((draft.state, draft.appendix_title), ('submitted', "Contents of 2025"))
        self.assertEqual(set(draft.mark_ids.mapped('is_checked')), {True})
        self.assertEqual(draft.topic_ids.previous_id, plan.topic_ids)
        self.start_tour(f'/odoo/cchc.plan/{draft.id}', 'cchc_roll_over_approve', login='test.director')
        self.start_tour(f'/odoo/cchc.plan/{draft.id}', 'cchc_roll_over_issue', login='test.office')
        self.assertEqual((draft.state, draft.number, str(draft.date_issued)), ('published', '3/KH-TEST', '2025-01-15'))
        self.assertEqual(sorted(draft.assignment_ids.mapped('period_key')),
                         [f'2025-M{month:02}' for month in range(1, 13)])
