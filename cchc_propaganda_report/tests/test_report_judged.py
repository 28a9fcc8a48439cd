# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import fields
from odoo.tests import tagged

from ..tools.figures import COLUMNS
from .common import ReportCommon

UNITS = (1, 20, 200)


@tagged('post_install', '-at_install')
class TestReportJudged(ReportCommon):
    """A report on the days up to 31/3 is judged by what was so on 31/3. One article a month on the portal by the 25th,
    one a quarter on the page by the 20th, both owed by ``press``; the plan is issued on 02/01/2024."""

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in('published', {}, {
            'channel_id': self.channels['page'].id, 'frequency': 'quarter', 'due_day': 20})

    def refreshed(self, key='2024-Q1', day='2024-04-05', **values):
        with self.on(day):
            report = self.report_of(self.plan, key, **values)
            report.action_refresh()
        return report

    def numbers(self, report, codes, column='value'):
        return [self.number_of(report, code, column) for code in codes]

    def test_recorded_later_counts_and_is_listed(self):
        with self.on('2024-03-20'):
            article = self.article_in('approved')
        with self.on('2024-04-03'):
            publication = self.post(article, day='2024-03-21')
        report = self.refreshed()
        self.assertEqual(self.numbers(report, (
            'assignment_done', 'publication_total', 'publication_recorded_after', 'publication_recorded_late',
        )), [1] * 4)
        action = report._figure_of('publication_recorded_after').action_open()
        self.assertEqual(self.model(action['res_model'], 'office').search(action['domain']), publication)

    def test_posted_at_half_past_eleven_in_the_evening(self):
        """23:30 in the agency on 31/3 is 16:30 UTC; 00:30 on 01/4 is still 31/3 in UTC."""
        for day, clock in (('2024-03-31', '23:30'), ('2024-04-01', '00:30')):
            with self.on(day, clock):
                self.post(self.article_in('approved'))
        report = self.refreshed()
        self.assertEqual(self.numbers(report, ('article_posted', 'article_submitted', 'article_approved')), [1, 1, 1])

    def test_decisions_after_the_last_day_count_from_the_next_report(self):
        codes = ('assignment_due', 'assignment_unmet', 'assignment_exempt', 'assignment_pending')
        month, quarter = self.assignment(self.plan, '2024-M03'), self.assignment(self.plan, '2024-Q1', 'page')
        before = self.numbers(self.refreshed(), codes)
        self.assertEqual(before, [4, 4, 0, 0])
        with self.on('2024-04-02'):
            self.as_(month, 'office').action_exempt("No staff")
            self.as_(quarter, 'office').action_postpone('2024-07-10', "The page was closed")
        self.assertEqual(self.numbers(self.refreshed(), codes), before)
        second = self.refreshed('2024-Q2', '2024-07-05')
        self.assertEqual(self.numbers(second, codes, 'previous'), [3, 2, 1, 1])

    def test_unit_that_owed_it_on_the_last_day(self):
        """Handed to another unit on 02/4, the assignment stays in the first unit's report to 31/3."""
        with self.on('2024-04-02'):
            self.as_(self.assignment(self.plan, '2024-M03'), 'office').action_reassign(
                self.units['digital'].id, "Swapped")
        for key, day, expected in (('2024-Q1', '2024-04-05', (4, 0)), ('2024-H1', '2024-07-05', (7, 1))):
            reports = [self.refreshed(key, day, level='department', department_id=self.units[unit].id)
                       for unit in ('press', 'digital')]
            self.assertEqual(tuple(self.number_of(report, 'assignment_due') for report in reports), expected)

    def test_footnote_says_what_a_sent_report_said_otherwise(self):
        sent = self.report_in('published', self.report_of(self.plan), number='30/BC-TEST')
        self.assertFalse(any(sent.figure_ids.mapped('footnote')))
        with self.on('2024-04-08'):
            self.post(self.article_in('approved', assignments=self.assignment(self.plan, '2024-M03')))
        later = self.refreshed('2024-Q2', '2024-07-05')
        notes = {figure.code: figure.footnote for figure in later.figure_ids if figure.footnote}
        self.assertEqual(self.number_of(later, 'assignment_late', 'previous'), 1)
        self.assertEqual(
            notes['assignment_late'], "Quarter I of 2024: report number 30/BC-TEST of 03/04/2024 says 0.")
        self.assertEqual(notes['assignment_unmet'],
                         "Quarter I of 2024: report number 30/BC-TEST of 03/04/2024 says 4.")
        self.assertNotIn('assignment_due', notes)
        self.assertNotIn('article_posted', notes)
        unit = self.refreshed('2024-Q2', '2024-07-05', level='department', department_id=self.units['press'].id)
        self.assertFalse(any(unit.figure_ids.mapped('footnote')), "the agency's report said nothing of the unit")

    def test_footnote_of_a_unit(self):
        self.report_in('approved', self.unit_report(self.plan, '2024-M03'))
        with self.on('2024-04-08'):
            self.post(self.article_in('approved', assignments=self.assignment(self.plan, '2024-M03')))
        later = self.refreshed('2024-M04', '2024-05-03', level='department', department_id=self.units['press'].id)
        self.assertEqual(later._figure_of('assignment_late').footnote,
                         "Month 3 of 2024: the report that the Office accepted says 0.")

    def test_sent_report_opens_what_it_counted(self):
        with self.on('2024-03-20'):
            publication = self.post(self.article_in('approved'))
        sent = self.report_in('published', self.report_of(self.plan))
        figure = sent._figure_of('publication_total')
        with self.on('2024-04-09'):
            self.as_(publication, 'editor').action_remove("Wrong figures")
        action = self.as_(figure, 'director').action_open()
        self.assertEqual(self.model(action['res_model'], 'director').search(action['domain']), publication)
        self.assertEqual((figure.value, figure.value_text), (1, '1'))
        self.assertFalse(self.model('cchc.publication', 'stranger').search(action['domain']),
                         "who may not read the figure finds nothing by it")

    def test_other_forms_of_communication(self):
        """Outreach counts by its day once accepted, with its participants."""
        form = self.env.ref('cchc_propaganda.outreach_form_integrated')
        for day, recorded, people, accepted in (
                ('2024-03-11', '2024-03-12', 40, '2024-04-02'), ('2024-03-12', '2024-04-01', 25, '2024-04-02'),
                ('2024-03-13', '2024-03-13', 10, None), ('2024-04-01', '2024-04-01', 5, '2024-04-02')):
            with self.on(recorded):
                outreach = self.model('cchc.outreach', 'author').create({
                    'name': "Conference", 'form_id': form.id, 'date': day, 'participants': people})
                outreach.action_submit()
            if accepted:
                with self.on(accepted):
                    self.as_(outreach, 'office').action_approve()
        report = self.refreshed()
        self.assertEqual(self.numbers(report, (
            'outreach_total', 'participant_total', f'form_{form.id}', f'participant_form_{form.id}',
            'outreach_recorded_after', 'spread_forms')), [2, 65, 2, 65, 1, 1])
        self.assertEqual(self.numbers(report, ('outreach_total', 'participant_total'), 'previous'), [None, None])
        action = report._figure_of('participant_total').action_open()
        self.assertEqual(sum(self.model('cchc.outreach', 'office').search(action['domain']).mapped('participants')), 65)

    def test_difficulties_as_of_the_last_day(self):
        raised = {}
        for day, answered in (('2024-02-10', '2024-03-01'), ('2024-03-20', '2024-04-02'), ('2024-03-25', None),
                              ('2024-04-01', None)):
            with self.on(day):
                raised[day] = self.model('cchc.difficulty', 'head').create({
                    'name': f"No staff {day}", 'department_id': self.units['press'].id})
            with self.on(answered or day):
                self.as_(raised[day], 'office').action_receive()
                if answered:
                    self.as_(raised[day], 'office').action_answer("Somebody comes")
        report = self.refreshed()
        codes = ('difficulty_raised', 'difficulty_answered', 'difficulty_open')
        self.assertEqual(self.numbers(report, codes), [3, 1, 2])
        second = self.refreshed('2024-Q2', '2024-07-05')
        self.assertEqual(self.numbers(second, codes), [1, 1, 2])
        self.assertEqual(self.numbers(second, codes, 'previous'), [3, 1, 2])
        action = report._figure_of('difficulty_open').action_open()
        self.assertEqual(self.model('cchc.difficulty', 'office').search(action['domain']),
                         (raised['2024-03-20'] | raised['2024-03-25']).with_env(self.env).sorted('id', reverse=True))

    def test_money_allocated_after_the_last_day_is_not_allocated_yet(self):
        self.plan = self.plan_in('draft')
        lines = self.env['cchc.budget.line'].create([{
            'plan_id': self.plan.id, 'department_id': self.units[unit].id, 'planned': planned,
        } for unit, planned in (('press', 5_000_000), ('digital', 2_000_000), ('press', 0))])
        with self.on('2024-01-02'):
            self._walk_plan(self.as_(self.plan, 'office'), 'published', '2024-01-02')
        for line, day, allocated, spent in zip(
                lines, ('2024-03-01', '2024-04-02', '2024-03-05'), (4_000_000, 1_000_000, 3_000_000),
                (1_500_000, 0, 0), strict=True):
            with self.on(day):
                self.as_(line, 'office').write({
                    'allocated': allocated, 'spent': spent, 'decision_number': '1/QĐ', 'decision_date': day})
        codes = ('budget_planned', 'budget_allocated', 'budget_spent')
        report = self.refreshed()
        self.assertEqual(self.numbers(report, codes), [None] * 3, "nobody records in which period it was spent")
        self.assertEqual(self.numbers(report, codes, 'cumulative'), [7_000_000, 7_000_000, 1_500_000])
        self.assertEqual(report._figure_of('budget_planned').cumulative_text, '7.000.000')
        unit = self.refreshed(level='department', department_id=self.units['digital'].id)
        self.assertEqual(self.numbers(unit, codes, 'cumulative'), [2_000_000, 0, 0])
        action = report._figure_of('budget_allocated').action_open()
        self.assertEqual(sum(self.model('cchc.budget.line', 'office').search(action['domain']).mapped('allocated')),
                         7_000_000)

    def test_report_on_some_subjects_counts_what_belongs_to_them(self):
        subject = self.env['cchc.subject'].search([], limit=1)
        rule = self.env['cchc.report.regime'].browse(
            self.regime('quarter').with_user(self.users['office']).action_own_copy()['res_id'])
        rule.subject_ids = subject
        with self.on('2024-03-20'):
            self.post(self.article_in('approved', plan_id=self.plan.id, topic_ids=self.plan.topic_ids.ids))
            self.post(self.article_in('approved', ('closed',)), 'closed')
        codes = ('assignment_due', 'article_posted', 'publication_total', 'article_submitted')
        self.assertEqual(self.numbers(self.refreshed(regime_id=rule.id), codes), [0, 0, 0, 0])
        self.plan.topic_ids.subject_ids = subject
        self.env['cchc.report'].search([('regime_id', '=', rule.id)]).unlink()
        self.assertEqual(self.numbers(self.refreshed(regime_id=rule.id), codes), [4, 1, 1, 1])
        self.assertEqual(self.numbers(self.refreshed(), codes), [4, 2, 2, 2])

    def test_reports_of_200_units_take_as_many_queries_as_one(self):
        units = self.env['hr.department'].create([
            {'name': f'Unit {at}', 'company_id': self.company.id, 'cchc_kind': 'division'} for at in range(UNITS[-1])])
        articles = self.env['cchc.article']._with_gate().create([{
            'name': f'Article {at}', 'genre_id': self.genre.id, 'author_id': self.users['author'].id,
            'department_id': unit.id, 'company_id': self.company.id, 'state': 'published',
            'date_submitted': '2024-03-11 02:00'} for at, unit in enumerate(units)])
        self.env['cchc.publication']._with_gate().create([{
            'article_id': article.id, 'channel_id': self.channels['portal'].id, 'state': 'published',
            'date_published': '2024-03-12', 'url': self.link()} for article in articles])
        reports = self.env['cchc.report'].create([{
            'period_key': '2024-M03', 'plan_id': self.plan.id, 'company_id': self.company.id, 'level': 'department',
            'department_id': unit.id} for unit in units])
        taken = {}
        with self.on('2024-04-03'):
            for number in (*UNITS, *UNITS):     # the second time, with warm caches
                some = reports[:number].with_env(self.env)
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                lines = some._counted_lines(fields.Datetime.now())
                taken[number] = self.env.cr.sql_log_count - before
                self.assertEqual(len(lines), number)
                for report in some:
                    posted = {line.code: line for line in lines[report]['2024-M03']}['article_posted']
                    self.assertEqual([posted.values[column] for column in COLUMNS], [1, 0, None, 1])
        self.assertEqual(len(set(taken.values())), 1, taken)
        self.assertLess(taken[1], 60)
