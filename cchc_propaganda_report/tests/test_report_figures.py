# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import io
from itertools import product

import openpyxl

from odoo.fields import Command
from odoo.tests import tagged

from ..tools.figures import COLUMNS
from .common import ReportCommon


@tagged('post_install', '-at_install')
class TestReportFigures(ReportCommon):
    """A small quarter counted by hand. One article a month on the portal by the 25th, one a quarter on the page by the
    20th, both owed by ``press``; the plan is issued on 10/02/2024."""

    maxDiff = None

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in('published', {}, {
            'channel_id': self.channels['page'].id, 'frequency': 'quarter', 'due_day': 20}, issued='2024-02-10')

    def live_the_first_quarter(self):
        """February on time and also on the radio, March late, the page without an answer; a video on the radio, an
        article taken down again, one returned."""
        with self.on('2024-02-20'):
            article = self.article_in('approved', ('portal', 'closed'))
            self.post(article, 'portal')
        with self.on('2024-03-01'):
            self.post(article, 'closed')
        with self.on('2024-03-18'):
            self.as_(self.publication(self.article_in('approved', ('page',)), 'page'), 'editor').action_send()
        with self.on('2024-03-28'):
            self.post(self.article_in('approved'))
        with self.on('2024-03-30'):
            video = self.article_in('draft', ('closed',), genre_id=self.video.id)
            self.as_(self.publication(video, 'closed'), 'author').quantity = 5
            self.as_(video, 'author').action_submit()
            self.as_(video, 'editor').action_approve()
            self.post(video, 'closed')
            self.as_(self.post(self.article_in('approved')), 'editor').action_remove("Wrong figures")
        with self.on('2024-03-31', '23:30'):
            self.as_(self.article_in('submitted'), 'editor').action_return("No photo")

    def refreshed(self, key='2024-Q1', day='2024-04-05', **values):
        with self.on(day):
            report = self.report_of(self.plan, key, **values)
            report.action_refresh()
        return report

    def test_the_year_ends_at_the_agencys_midnight(self):
        """Half an hour before midnight and half an hour after are the same day in UTC, and two years in the agency."""
        for day, clock in (('2024-12-31', '23:30'), ('2025-01-01', '00:30')):
            with self.on(day, clock):
                self.post(self.article_in('approved'))
        report = self.refreshed('2024-M12', '2025-01-03')
        # Owed: the month, met after the 25th, and the last quarter on the page.
        counted = ('article_submitted', 'article_approved', 'article_posted', 'publication_total', 'assignment_due',
                   'assignment_late', 'assignment_unmet')
        december = self.figures(report)
        self.assertEqual([december[code] for code in counted], ['1', '1', '1', '1', '2', '1', '1'])
        self.assertEqual(self.figures(report, 'cumulative')['article_posted'], '1')
        january = self.refreshed('2025-M01', '2025-02-03')
        self.assertEqual([self.figures(january)[code] for code in counted[:4]], ['1'] * 4)
        self.assertEqual(
            [self.figures(january, 'previous')[code] for code in counted], [december[code] for code in counted])
        self.assertEqual(self.figures(january, 'cumulative')['article_posted'], '1', "of the new year")

    def test_small_quarter_counted_by_hand(self):
        self.live_the_first_quarter()
        figures, of_plan = self.figures(self.refreshed()), ('assignment', 'unit')
        self.assertEqual({code: text for code, text in figures.items() if code.startswith(of_plan)}, {
            'assignment_due': '3',      # months 2 and 3, and the quarter
            'assignment_done': '1',     # month 2
            'assignment_late': '1',     # month 3, posted on the 28th
            'assignment_unmet': '1',    # the quarter: sent on the 18th, no answer
            'assignment_waiting': '1',
            'assignment_explained': '0',
            'assignment_after': '0',
            'assignment_pending': '0',
            'assignment_rate': '2/3',   # of fewer than 5 no percentage
            'assignment_exempt': '0',
            'assignment_before': '1',   # month 1, due before the plan was issued
            'unit_due': '1',
            'unit_met': '0',
        })
        others = {code for code, text in figures.items() if not code.startswith(of_plan)}
        press = self.units['press'].id
        self.assertEqual({code: figures[code] for code in others}, {
            'author_total': '2',     # who wrote them, and the co-author
            'publication_recorded_late': '0',
            'publication_recorded_after': '0',
            'spread_channels': '2',
            'outreach_total': '0',
            'participant_total': '0',
            'outreach_recorded_after': '0',
            'spread_forms': '0',
            'difficulty_raised': '0',
            'difficulty_answered': '0',
            'difficulty_open': '0',
            f'rate_department_{press}': '2/3',
            f'department_{press}': '3',
            f'submitted_genre_{self.genre.id}': '5',
            f'submitted_genre_{self.video.id}': '1',
            f'submitted_channel_{self.channels["portal"].id}': '4',
            f'submitted_channel_{self.channels["page"].id}': '1',
            f'submitted_channel_{self.channels["closed"].id}': '2',
            f'submitted_department_{press}': '6',
            f'approved_genre_{self.genre.id}': '4',
            f'approved_genre_{self.video.id}': '1',
            f'approved_channel_{self.channels["portal"].id}': '3',
            f'approved_channel_{self.channels["page"].id}': '1',
            f'approved_channel_{self.channels["closed"].id}': '2',
            f'approved_department_{press}': '5',
            'article_posted': '3',   # the one on two channels counts once, the one taken down not at all
            f'genre_{self.genre.id}': '2',
            f'genre_{self.video.id}': '1',
            'publication_total': '4',
            'publication_own': '2',
            'publication_external': '2',
            'kind_website': '2',
            'kind_broadcast': '2',
            f'channel_{self.channels["portal"].id}': '2',
            f'channel_{self.channels["page"].id}': '0',     # shown although empty: the plan asks for it
            f'channel_{self.channels["closed"].id}': '2',
            'broadcast_total': '6',
            'article_submitted': '6',
            'article_approved': '5',
            'article_returned': '1',
        })

    def test_explained_and_exempt_assignments(self):
        assignment = self.assignment(self.plan, '2024-M02')
        with self.on('2024-03-05'):
            self.as_(assignment, 'head').action_explain("The portal was down")
            self.as_(self.assignment(self.plan, '2024-M03'), 'office').action_exempt("No staff")
        figures = self.figures(self.refreshed())
        expected = {'due': '2', 'unmet': '2', 'explained': '1', 'exempt': '1', 'rate': '0/2'}
        self.assertEqual({name: figures[f'assignment_{name}'] for name in expected}, expected)

    def test_assignment_is_not_missed_before_its_deadline_has_passed(self):
        """On the 25th the assignment is not missed yet, whatever the stored state says; on the 26th it is."""
        with self.on('2024-03-25'):
            self.assertEqual(self.figures(self.refreshed(day='2024-03-25'))['assignment_pending'], '1')
        self.assertEqual(self.figures(self.refreshed(day='2024-03-26'))['assignment_pending'], '0')

    def test_article_for_a_past_assignment_counts_by_both_clocks(self):
        """Posted in April for March: an assignment of the first quarter, met late, and a publication of the second.
        On 31/3 it was not met: the report to 31/3 says so, and that it was posted since."""
        with self.on('2024-04-03'):
            self.post(self.article_in('approved', assignments=self.assignment(self.plan, '2024-M03')))
        first, second = self.refreshed('2024-Q1'), self.refreshed('2024-Q2', '2024-07-02')
        codes = ('assignment_late', 'assignment_unmet', 'assignment_after', 'publication_total')
        for report, column, expected in (
                (first, 'value', ['0', '3', '1', '0']), (second, 'value', ['0', '4', '0', '1']),
                (second, 'previous', ['1', '2', '0', '0'])):
            figures = self.figures(report, column)
            self.assertEqual([figures[code] for code in codes], expected)

    def test_columns_beside_the_period(self):
        self.live_the_first_quarter()
        report = self.refreshed('2024-Q2', '2024-05-02')
        value, before, cumulative = (
            self.figures(report, column) for column in ('value', 'previous', 'cumulative'))
        codes = ('assignment_due', 'assignment_unmet', 'assignment_pending', 'article_posted')
        self.assertEqual([value[code] for code in codes], ['4', '1', '3', '0'])       # months 4 to 6, and the quarter
        self.assertEqual([before[code] for code in codes], ['3', '1', '0', '3'])
        self.assertEqual([cumulative[code] for code in codes], ['7', '2', '3', '3'])

    def test_no_data_is_never_zero(self):
        """“–” before the first record, 0 afterwards (SCREENS 7)."""
        self.live_the_first_quarter()
        report = self.refreshed()
        for column in ('previous', 'same_last_year'):
            self.assertEqual(set(self.figures(report, column).values()), {'–'})
        with self.on('2024-02-12'):
            old = self.article_in('draft', by='office', publication_ids=[Command.create({
                'channel_id': self.channels['portal'].id, 'url': self.link(), 'date_published': '2023-11-10'})])
            self.as_(old, 'office').action_register()
        self.as_(report, 'office').action_refresh()
        before = self.figures(report, 'previous')
        self.assertEqual(
            (before['article_posted'], before['publication_external'], before['assignment_due']), ('1', '0', '–'))
        self.assertEqual(self.figures(report, 'same_last_year')['article_posted'], '–')

    def test_unit_sees_its_own_figures(self):
        self.live_the_first_quarter()
        for unit, due, publications in (('press', '3', '4'), ('digital', '0', '0')):
            with self.subTest(unit=unit):
                figures = self.figures(self.refreshed(level='department', department_id=self.units[unit].id))
                self.assertEqual((figures['assignment_due'], figures['publication_total']), (due, publications))

    def test_other_agencies_count_nothing(self):
        self.live_the_first_quarter()
        theirs = self.env['cchc.plan'].create({
            'name': "Theirs", 'year': 2024, 'company_id': self.other_company.id})
        with self.on('2024-04-05'):
            report = self.env['cchc.report'].create({
                'period_key': '2024-Q1', 'plan_id': theirs.id, 'company_id': self.other_company.id})
            report.action_refresh()
        figures = self.figures(report)
        self.assertEqual((figures['assignment_due'], figures['publication_total']), ('0', '0'))

    def test_every_figure_opens_the_list_behind_it(self):
        self.live_the_first_quarter()
        report = self.refreshed()
        self.assertGreater(len(report.figure_ids.filtered('can_open')), 40)
        self.check_lists(report)
        with self.on('2024-04-05'):     # the list stays the one that was counted, whatever is changed afterwards
            self.post(self.article_in('approved'))
            self.as_(self.env['cchc.publication'].search([('state', '=', 'published')], limit=1),
                     'editor').action_remove("Wrong figures")
            self.as_(self.assignment(self.plan, '2024-Q1', 'page'), 'office').action_postpone('2024-04-20', "Holidays")
        self.check_lists(report)

    def check_lists(self, report):
        """Assert that each figure of each column opens as many records as it says."""
        for figure, column in product(report.figure_ids.filtered(lambda one: not one.is_section), COLUMNS):
            if figure[f'has_{column}']:
                with self.subTest(code=figure.code, column=column):
                    action = figure.with_context(cchc_column=column).action_open()
                    records = self.model(action['res_model'], 'office').search(action['domain'])
                    self.assertEqual(self.number_of(figure.code, records, figure[f'{column}_text']), figure[column])

    def number_of(self, code, records, text):
        """Return the figure that these records make."""
        if code == 'broadcast_total':
            return sum(records.mapped('quantity'))
        if code.startswith('participant_'):
            return sum(records.mapped('participants'))
        if code.startswith('budget_'):
            return sum(records.mapped(code.removeprefix('budget_')))
        if code == 'author_total':
            return len(records.author_id.partner_id | records.contributor_ids)
        if code == 'spread_channels':
            return len(set(records.mapped('channel_kind')))
        if code == 'spread_forms':
            return len(records.form_id)
        if '/' in text:
            part, whole = map(int, text.split('/'))
            self.assertEqual(len(records), whole)
            return part / whole
        return len(records)

    def test_old_figures_keep_what_was_printed(self):
        """An upgrade stores the texts; of fewer than 5 assignments a percentage was printed so far. A figure without
        the records behind it opens nothing."""
        self.live_the_first_quarter()
        report = self.refreshed()
        figures = report.figure_ids.filtered(lambda one: not one.is_section)
        names = [f'{column}_text' for column in COLUMNS]
        kept = {one.code: one.read(names)[0] for one in figures if one.unit == 'count'}
        self.env.cr.execute("""UPDATE cchc_report_figure SET lists = NULL, res_model = NULL, value_text = NULL,
            previous_text = NULL, same_last_year_text = NULL, cumulative_text = NULL""")
        self.migrate('cchc_propaganda_report/migrations/19.0.1.3.0/post-figure-texts.py')
        self.assertEqual({one.code: one.read(names)[0] for one in figures if one.unit == 'count'}, kept)
        self.assertEqual(self.figures(report)['assignment_rate'], '67%')
        self.assertFalse(any(figures.mapped('can_open')))
        self.assertRefused("counts no records", self.as_(figures[0], 'office').action_open)
        report._with_gate()._freeze_figures()
        self.assertTrue(all(report.figure_ids.filtered(lambda one: not one.is_section).mapped('can_open')))

    def test_second_refresh_changes_nothing(self):
        self.live_the_first_quarter()
        report = self.refreshed()
        before = report.figure_ids.mapped('value')
        with self.on('2024-04-05'):
            self.as_(report, 'office').action_refresh()
        self.assertEqual(report.figure_ids.mapped('value'), before)

    def test_sentences_of_a_report_without_text_come_from_the_figures(self):
        self.live_the_first_quarter()
        report = self.refreshed()
        self.assertEqual(list(report._summary_sentences(report._stored_lines())), [
            "Assignments to be met in the period: 03; met: 02 (2/3), on time: 01, late: 01. Not met: 01, of these "
            "explained by the unit: 00. Since the new year: 02/03 assignments (2/3).",
            "Articles posted in the period: 03, in 04 publications: Portal 02, Closed 02."])


    def test_workbook_is_in_the_language_of_the_agency(self):
        """The reader's language does not matter. The workbook of a unit bears the unit's name."""
        self.live_the_first_quarter()
        unit = self.refreshed(level='department', department_id=self.units['press'].id)
        self.users['office'].lang = 'vi_VN'
        book = openpyxl.load_workbook(io.BytesIO(self.as_(unit, 'office', lang='vi_VN')._render_workbook()))
        self.assertEqual(book.sheetnames, [
            'Cover', 'Summary of figures', 'Progress by appendix', 'Units by months', 'Assignments',
            'List of articles', 'Other activities', 'Difficulties', 'Budget', 'Detailed figures',
            'Chart'])
        words = {cell for row in book['Cover'].values for cell in row}
        self.assertLessEqual({"DEPARTMENT OF THE PROVINCE", "PRESS", "REPORT"}, words)
        results = {row[5] for row in book['Progress by appendix'].values if row[5]}
        self.assertIn("Met 02/03 assignments that were due, 01 late, 01 not met", results)   # one line for all 16

    def test_assignment_by_form_is_counted_and_printed_as_one_by_channel(self):
        """A conference held and accepted in time meets its assignment; the workbook names its form."""
        form = self.env.ref('cchc_propaganda.outreach_form_integrated')
        plan = self.plan_in('published', {
            'channel_id': False, 'form_id': form.id, 'frequency': 'quarter', 'due_day': 20})
        outreach = self.model('cchc.outreach', 'author').create({
            'name': "Conference", 'form_id': form.id, 'date': '2024-03-11'})
        outreach.action_submit()
        self.as_(outreach, 'office').action_approve()
        self.at('2024-04-02')
        report = self.report_of(plan)
        report.action_refresh()
        figures = self.figures(report)
        self.assertEqual((figures['assignment_due'], figures['assignment_done']), ('4', '1'))    # 3 of the other plan
        book = openpyxl.load_workbook(io.BytesIO(report._render_workbook()), read_only=True)
        words = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell}
        self.assertTrue(any(form.with_context(lang='en_US').name in str(word) for word in words))

    def test_number_of_queries_does_not_depend_on_the_data(self):
        report = self.refreshed()
        self.live_the_first_quarter()
        few = self.queries_of_refresh(report)
        self.many_publications(300)
        many = self.queries_of_refresh(report)
        self.assertEqual(self.figures(report)['publication_total'], '304')
        self.assertEqual(many, few)

    def queries_of_refresh(self, report):
        with self.on('2024-04-05'):
            report = self.as_(report, 'office')
            report.action_refresh()   # warm
            self.env.flush_all()
            report = self.as_(report, 'office')
            before = self.env.cr.sql_log_count
            report.action_refresh()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

    def many_publications(self, number):
        """Create that many publications of March, as the server does."""
        articles = self.env['cchc.article']._with_gate().create([{
            'name': f'Article {at}', 'genre_id': self.genre.id, 'author_id': self.users['author'].id,
            'department_id': self.units['press'].id, 'company_id': self.company.id, 'state': 'published',
        } for at in range(number)])
        self.env['cchc.publication']._with_gate().create([{
            'article_id': article.id, 'channel_id': self.channels['portal'].id, 'state': 'published',
            'date_published': '2024-03-30', 'url': self.link(),
        } for article in articles])
        self.env.flush_all()
