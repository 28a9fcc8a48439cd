# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import tagged

from ..tools.narrative import paragraphs
from .common import ReportCommon


@tagged('post_install', '-at_install')
class TestReportUnits(ReportCommon):
    """The agency's report beside those of its units, what the director must know, and later differences."""

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in('published', coordinators=())
        self.unit = self.report_in('submitted', self.unit_report(self.plan))
        self.agency = self.report_of(self.plan)
        self.agency.action_refresh()

    def read_as(self, login='office', section='result'):
        return self.as_(self.agency, login).read_unit_sections(section)

    def test_sections_of_the_units_stand_beside_the_agency_s(self):
        draft = self.unit_report(self.plan, '2024-M02')
        of_another_quarter = self.report_in('submitted', self.unit_report(self.plan, '2023-M12'))
        self.assertTrue(draft and of_another_quarter)
        [one] = self.read_as()
        self.assertEqual((one['id'], one['unit'], one['status'], one['is_taken'], one['can_take']),
                         (self.unit.id, "Press", "To be accepted", False, True))
        self.assertIn("All went well.", one['text'])
        self.assertNotIn('o_cchc', one['text'])
        self.assertFalse(self.read_as('director')[0]['can_take'])
        self.assertRefused("no section “figure_ids”", self.read_as, 'office', 'figure_ids')

    def test_a_unit_s_paragraphs_are_taken_once_with_their_origin(self):
        self.as_(self.agency, 'office').action_take(self.unit.id, 'result')
        last = paragraphs(self.agency.narrative_result)[-1]
        self.assertEqual(last.words, "All went well.")
        self.assertIn('<span class="o_cchc_origin">Press</span>', last.source)
        self.assertTrue(self.read_as()[0]['is_taken'])
        self.assertRefused("is in “.*” already", self.as_(self.agency, 'office').action_take, self.unit.id, 'result')
        self.agency.action_refresh()
        self.assertEqual(paragraphs(self.agency.narrative_result)[-1], last)
        self.assertNotIn("Press</span>", self.agency._printed_narrative()['result'])

    def test_who_may_take_what(self):
        self.assertEqual({login for login in self.users if not self.refusal(
            self.as_(self.agency, login).action_take, self.unit.id, 'result')}, {'office'})
        draft = self.unit_report(self.plan, '2024-M02')
        draft.with_env(self.env).sudo().narrative_result = "<p>Not sent yet.</p>"
        office = self.as_(self.agency, 'office')
        for report in (draft, self.agency):
            self.assertRefused("not a report that a unit has sent", office.action_take, report.id, 'result')
        self.assertRefused("no section", office.action_take, self.unit.id, 'number')
        office.action_submit()
        self.assertRefused("Only into the draft", office.action_take, self.unit.id, 'result')
        self.assertRefused("Only into the draft", self.as_(self.unit, 'office').action_take, self.unit.id, 'result')

    def test_director_sees_what_to_know_before_approving(self):
        self.unit_report(self.plan, '2024-M02', unit='digital')
        brief = self.as_(self.agency, 'director').brief
        for words in ("0/3", "Not met: ", "Not explained.", "Not sent by the unit: Digital."):
            self.assertIn(words, brief)
        in_form = self.as_(self.agency, 'director', bin_size=True)     # as a form reads it
        self.assertEqual(in_form.brief, brief)

    def test_words_of_people_in_the_brief_are_words(self):
        self.as_(self.assignment(self.plan, '2024-M03'), 'head').action_explain("<script>x</script>")
        self.assertIn("&lt;script&gt;", self.as_(self.agency, 'director').brief)

    def test_later_changes_of_the_data_show_as_differences(self):
        report = self.report_in('published', self.agency)
        self.assertIn("every figure is as it was taken", self.as_(report, 'office').differences)
        stored = self.figures(report)
        with self.on('2024-03-20'):
            self.post(self.article_in('approved', assignments=[self.assignment(self.plan, '2024-M03')]))
        table = self.as_(report, 'office').differences
        self.assertIn("Articles posted", table)
        self.assertEqual(self.figures(report), stored)
        action = self.as_(report, 'office').action_differences()
        self.assertEqual((action['res_id'], action['target']), (report.id, 'new'))
        self.assertRefused("no figures yet", self.report_of(self.plan, '2024-Q2').action_differences)
