# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..tools.narrative import NOTHING, paragraphs
from .common import ReportCommon

HOSTILE = ('<p class="o_cchc_auto k-result_articles" onclick="x()">Hay.</p><script>alert(1)</script>'
           '<p style="position:fixed;background:url(//x)">a</p><img src="x" onerror="x()">'
           '<a href="javascript:x()">b</a>')


@tagged('post_install', '-at_install')
class TestReportNarrative(ReportCommon):
    """The sections begin with sentences from the figures; what people made of them is spared."""

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in('published', {'channel_id': self.channels['portal'].id}, coordinators=())
        self.at('2024-01-20')
        self.post(self.article_in('approved', assignments=[self.assignment(self.plan, '2024-M01')]), 'portal')
        self.at('2024-02-27')
        self.post(self.article_in('approved', assignments=[self.assignment(self.plan, '2024-M02')]), 'portal')
        self.at('2024-03-28')
        self.refresh(self.plan)
        self.as_(self.assignment(self.plan, '2024-M03'), 'head').action_explain("The figures came late")
        self.difficulty = self.model('cchc.difficulty', 'head').create({
            'name': "The province answers slowly.", 'proposal': "Agree on three days", 'department_id':
            self.units['press'].id})
        self.at('2024-04-03')

    def said(self, report, section):
        return [paragraph.words for paragraph in paragraphs(report[f'narrative_{section}'])]

    def refreshed(self, **values):
        report = self.report_of(self.plan, **values)
        report.action_refresh()
        return report

    def test_sentences_of_the_agency_s_report(self):
        report = self.refreshed()
        self.assertEqual(self.said(report, 'direction'), [
            f"In the period, Department of the Province issued its plan number {self.plan.number} of 02/01/2024 (Plan "
            "of 2024) and gave out 12 assignments to 01 units."])
        self.assertEqual(self.said(report, 'result'), [
            "In quarter I of 2024, 03 assignments fell due for Department of the Province; 02 were met, of these 01 on "
            "time and 01 late.",
            "01 assignments are overdue and not met; 01 of them were explained by the unit.",
            "02 articles were posted, in 02 publications: Portal 02."])
        self.assertEqual(self.said(report, 'assessment'), [
            "The assignment of month 02 of 2024 (Portal, due on 25/02/2024) given to Press was met late, on "
            "27/02/2024.",
            "The assignment of month 3 of 2024 (Portal, due on 25/3/2024) given to Press is overdue and not met. The "
            "unit explains: “The figures came late”.",
            "Press raised the difficulty: The province answers slowly."])
        self.assertEqual(self.said(report, 'next'), [
            "Make up for the assignment of month 3 of 2024 (Portal, due on 25/3/2024) given to Press.",
            "Press posts 03 articles on Portal: month 4 of 2024 (by 25/4/2024); month 5 of 2024 (by 25/5/2024); month "
            "6 of 2024 (by 25/6/2024)."])
        self.assertEqual(self.said(report, 'proposal'), ["Press proposes: Agree on three days."])

    def test_sentences_of_a_unit_s_report_are_its_own(self):
        report = self.unit_report(self.plan)
        report.action_refresh()
        self.assertIn(
            "In month 3 of 2024, 01 assignments fell due for Press; none was met.", self.said(report, 'result'))
        self.assertIn("Post 01 articles on Portal: month 4 of 2024 (by 25/4/2024).", self.said(report, 'next'))
        other = self.unit_report(self.plan, unit='digital')
        other.action_refresh()
        self.assertEqual(self.said(other, 'result'), [
            "In month 3 of 2024, no assignment of the plan fell due for Digital.",
            "No article was posted in the period."])
        self.assertEqual((self.said(other, 'next'), self.said(other, 'proposal')), ([], []))

    def test_a_difficulty_is_judged_by_the_last_day_of_the_report(self):
        """Raised in March and answered on 2/5, it was open when April was over. In May it is nothing but answered."""
        self.at('2024-05-02')
        office = self.as_(self.difficulty, 'office')
        office.action_receive()
        office.action_answer("Three days are agreed")
        office.action_resolve()
        april = self.refreshed(key='2024-M04')
        self.assertIn("Press raised the difficulty: The province answers slowly.", self.said(april, 'assessment'))
        self.assertEqual(self.said(april, 'proposal'), ["Press proposes: Agree on three days."])
        self.at('2024-06-03')
        may = self.refreshed(key='2024-M05')
        self.assertIn("the answer of 02/5/2024 was: “Three days are agreed”.", self.said(may, 'direction')[-1])
        self.assertFalse([words for words in self.said(may, 'assessment') if "difficulty" in words])
        self.assertEqual(self.said(may, 'proposal'), [])

    def test_sentence_since_the_new_year_says_in_words_that_nothing_was_met(self):
        report = self.report_of(self.plan)
        for met, words in (
            (0, "Since the beginning of the year, 05 assignments were due; none of them was met."),
            (2, "Since the beginning of the year, 02 of 05 assignments were met (40%)."),
        ):
            said = dict(report._sentences_of_assignments(
                {'assignment_due': {'cumulative': 5}, 'assignment_done': {'cumulative': met}}))
            self.assertEqual(said['result_cumulative'], words)

    def test_sentences_are_in_the_agency_s_language(self):
        self.load_vietnamese()
        self.company.partner_id.lang = 'vi_VN'
        report = self.refreshed()
        self.assertIn("quý I năm 2024", str(report.narrative_result))

    def test_refreshing_replaces_what_nobody_changed_and_spares_the_rest(self):
        report = self.refreshed()
        before = self.said(report, 'result')
        changed = str(report.narrative_result).replace("02 articles were posted", "The unit posted 02 articles")
        changed = changed.replace(f'<p class="o_cchc_auto k-result_unmet">{before[1]}</p>', '')
        report.narrative_result = changed + "<p>Typed by hand.</p>"
        with self.on('2024-03-29'):
            self.post(self.article_in('approved', assignments=[self.assignment(self.plan, '2024-M03')]), 'portal')
        report.action_refresh()
        after = self.said(report, 'result')
        self.assertIn("03 were met", after[0])
        self.assertIn("The unit posted 02 articles, in 02 publications: Portal 02.", after)
        self.assertEqual(after[-1], "Typed by hand.")
        self.assertFalse([words for words in after if "overdue and not met" in words])

    def test_a_sentence_that_was_dropped_is_kept_for_who_asks_for_it(self):
        report = self.refreshed()
        report.narrative_proposal = False
        report.action_refresh()
        self.assertEqual(self.said(report, 'proposal'), [])
        self.assertEqual(report.narrative_source[f'proposal_{self.difficulty.id}'],
                         "Press proposes: Agree on three days.")

    def test_classes_stay_and_hostile_html_goes(self):
        report = self.refreshed()
        report.narrative_result = HOSTILE
        text = str(report.narrative_result)
        self.assertIn('class="o_cchc_auto k-result_articles"', text)
        for word in ('onclick', 'onerror', '<script', 'javascript:', 'position'):
            self.assertNotIn(word, text)

    def test_typed_words_in_sentences_are_words(self):
        self.as_(self.difficulty, 'head').write({'name': "<img src=x onerror=x()> & more", 'proposal': "<b>x</b>"})
        report = self.refreshed()
        self.assertIn("&lt;b&gt;x&lt;/b&gt;", str(report.narrative_proposal))
        self.assertIn("Press raised the difficulty: <img src=x onerror=x()> & more.", self.said(report, 'assessment'))

    def test_nothing_to_report_is_marked_so_that_sentences_replace_it(self):
        report = self.unit_report(self.plan, unit='digital')
        self.as_(report, 'other_head').action_nothing_to_report()
        self.assertIn(NOTHING, str(report.narrative_next))

    def test_two_clerks_overwrite_nothing(self):
        report = self.refreshed()
        opened = report.content_version
        self.as_(report, 'office').web_save({
            'narrative_result': f'{report.narrative_result}<p>Of one.</p>', 'opened_version': opened}, {})
        self.as_(report, 'office').web_save({'narrative_next': "<p>Next.</p>", 'opened_version': opened}, {})
        self.assertIn("Of one.", str(report.narrative_result))
        for name in ('narrative_result', 'narrative_next'):
            with self.subTest(name=name), self.undone(), self.assertRaises(UserError) as caught:
                self.as_(report, 'office').web_save({name: "<p>Of the other.</p>", 'opened_version': opened}, {})
            self.assertEqual(type(caught.exception).__name__, 'VersionConflict')
        conflict = caught.exception.context['cchc_conflict']
        self.assertEqual([(field['name'], field['saved'], field['mine']) for field in conflict['fields']
                          if field['state'] == 'both'], [('narrative_next', "Next.", "Of the other.")])

    def test_number_of_queries_does_not_depend_on_the_data(self):
        report = self.refreshed()
        report.action_refresh()
        self.env.flush_all()

        def queries():
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            report._ready_sentences(report._stored_lines())
            return self.cr.sql_log_count - before

        few = queries()
        with self.on('2024-03-11'):
            for number in range(12):
                self.model('cchc.difficulty', 'head').create({
                    'name': f"Difficulty {number}", 'proposal': "x", 'department_id': self.units['press'].id})
        self.assertLessEqual(queries(), few)
