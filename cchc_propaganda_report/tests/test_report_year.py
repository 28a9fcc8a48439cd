# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from datetime import date

from odoo.tests import tagged

from ..tools.figures import COLUMNS
from .common import ReportCommon

# Assignment (key of its period, means) -> (day of posting, day on which it was recorded). One was never posted.
POSTED = {
    ('2024-Q1', 'reform_page'): ('2024-03-15', '2024-03-15'),
    ('2024-Q1', 'province_zalo'): ('2024-04-04', '2024-04-04'),     # late, after the first quarter
    ('2024-M03', 'department_portal'): ('2024-03-21', '2024-04-02'),    # on time, recorded after the first quarter
    ('2024-M04', 'department_portal'): ('2024-04-24', '2024-04-24'),
    ('2024-M05', 'department_portal'): ('2024-05-30', '2024-05-30'),    # late
    ('2024-Q2', 'reform_page'): ('2024-06-10', '2024-06-10'),
    ('2024-Q2', 'province_zalo'): ('2024-06-12', '2024-06-12'),
    ('2024-M06', 'department_portal'): ('2024-07-03', '2024-07-03'),    # late, after the half-year
    ('2024-M07', 'department_portal'): ('2024-07-24', '2024-07-24'),
    ('2024-M08', 'department_portal'): ('2024-08-22', '2024-08-22'),
    ('2024-M09', 'department_portal'): ('2024-09-20', '2024-09-20'),
    ('2024-Q3', 'reform_page'): ('2024-09-18', '2024-09-18'),
    ('2024-M10', 'department_portal'): ('2024-10-25', '2024-10-25'),
    ('2024-M11', 'department_portal'): ('2024-11-20', '2024-11-20'),
    ('2024-M12', 'department_portal'): ('2024-12-24', '2024-12-31'),
    ('2024-Q4', 'reform_page'): ('2024-12-19', '2024-12-19'),
    ('2024-Q4', 'province_zalo'): ('2024-12-19', '2024-12-19'),
}
# Outside the assignments: (channel, day of posting, genre), the last one on the last day of the year.
OTHERS = (('department_portal', '2024-03-15', 'news'), ('department_zalo', '2024-02-29', 'video'),
          ('department_portal', '2023-05-04', 'news'), ('department_portal', '2024-12-31', 'news'))
ASSIGNMENTS = ('due', 'done', 'late', 'unmet', 'after', 'pending', 'exempt', 'before', 'rate')


@tagged('post_install', '-at_install')
class TestReportYear(ReportCommon):
    """The 2024 plan and its year: 20 assignments, two of them due before the issue on 28/02."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls.load_plan_2024()
        cls.agency = cls.plan.company_id
        cls.clock.move_to('2024-02-28 02:00')
        cls.plan._with_gate().write({'state': 'published', 'number': '99/KH-STTTT', 'date_issued': '2024-02-28'})
        cls.plan.action_generate_assignments()
        for (key, channel), (day, recorded) in sorted(POSTED.items(), key=lambda item: item[1][1]):
            [assignment] = cls.plan.assignment_ids.filtered(lambda one, key=key, channel=channel: (
                one.period_key == key and one.channel_id == cls.channel(channel)))
            cls.clock.move_to(f'{recorded} 02:00')
            cls.posted(cls.channel(channel), day, assignment=assignment)
        for channel, day, genre in OTHERS:
            cls.posted(cls.channel(channel), day, genre=cls.env.ref(f'cchc_propaganda.genre_{genre}'))
        cls.env.flush_all()

    @classmethod
    def channel(cls, name):
        return cls.env.ref(f'cchc_propaganda.channel_{name}')

    @classmethod
    def posted(cls, channel, day, assignment=None, genre=None):
        """An article posted on that channel on that day and recorded now, as the server would write it."""
        unit = assignment.department_id if assignment else cls.agency.cchc_office_id
        author = cls.env['res.users'].search([('login', '=', 'chuyenvien.vanphong')])
        article = cls.env['cchc.article']._with_gate().create({
            'name': f"Tin {next(cls._numbers)}", 'genre_id': (genre or cls.genre).id, 'author_id': author.id,
            'department_id': unit.id, 'company_id': cls.agency.id, 'plan_id': cls.plan.id, 'state': 'published',
            'topic_ids': (assignment.topic_id if assignment else cls.env.ref('cchc_propaganda.topic_1_bullet_01')).ids,
            'date_submitted': f'{day} 01:00', 'approved_date': f'{day} 02:00'})
        cls.env['cchc.publication']._with_gate().create({
            'article_id': article.id, 'channel_id': channel.id, 'state': 'published', 'date_published': day,
            'assignment_id': assignment.id if assignment else False,
            'url': f'https://soctrang.example/{next(cls._numbers)}.html'})

    def report(self, key, day, code=None, **values):
        self.clock.move_to(f'{day} 02:00')
        report = self.env['cchc.report'].create({
            'period_key': key, 'plan_id': self.plan.id, 'company_id': self.agency.id,
            'regime_id': self.regime(code).id if code else False, **values})
        report.action_refresh()
        return report

    def assignments(self, report, column='value', key=None):
        return [report._figure_of(f'assignment_{code}', key)[f'{column}_text'] for code in ASSIGNMENTS]

    def test_quarter_counted_by_hand(self):
        report = self.report('2024-Q1', '2024-04-05', 'quarter')
        # Two quarterly ones and March; the article on Zalo came on 04/4.
        self.assertEqual(self.assignments(report), ['3', '2', '0', '1', '1', '0', '0', '2', '2/3'])
        self.assertEqual(
            [self.number_of(report, code) for code in (
                'article_posted', 'publication_total', 'publication_recorded_after', 'publication_recorded_late',
                'author_total')], [4, 4, 3, 1, 1])
        self.assertEqual([self.number_of(report, 'article_posted', column) for column in COLUMNS], [4, 0, None, 4])
        self.check_by_records(report)

    def test_half_year_and_its_second_quarter_counted_by_hand(self):
        report = self.report('2024-H1', '2024-07-08', 'half')
        self.assertEqual(self.assignments(report), ['8', '5', '2', '1', '1', '0', '0', '2', '88%'])
        self.assertEqual(self.assignments(report, key='2024-Q2'), ['5', '3', '1', '1', '1', '0', '0', '0', '80%'])
        # The first quarter as of 30/6: Zalo is met by now, 15 days late.
        self.assertEqual(self.assignments(report, 'previous', '2024-Q2'),
                         ['3', '2', '1', '0', '0', '0', '0', '2', '3/3'])
        self.assertEqual(self.assignments(report, 'cumulative', '2024-Q2'), self.assignments(report))
        self.assertEqual(self.number_of(report, 'article_posted', 'same_last_year'), 1)
        self.check_by_records(report)

    def test_year_counted_by_hand(self):
        report = self.report('2024-Y', '2025-01-08', 'year')
        self.assertEqual(self.assignments(report), ['18', '14', '3', '1', '0', '0', '0', '2', '94%'])
        self.assertEqual(self.assignments(report, key='2024-Q4'), ['5', '5', '0', '0', '0', '0', '0', '0', '100%'])
        self.assertEqual(self.number_of(report, 'article_posted'), 20)
        self.check_by_records(report)

    def test_window_up_to_the_14th(self):
        """The ministry's first quarter, from 15/12 to 14/3, a leap day within it: what was posted on 15/3 is outside,
        and nothing of the plan's first quarter was over yet."""
        report = self.report('2024-Q1', '2024-03-20', 'ministry_q1')
        self.assertEqual((self.number_of(report, 'article_posted'), self.number_of(report, 'assignment_due')), (1, 0))
        self.check_by_records(report)

    def test_units_add_up_to_the_agency(self):
        """Counted together or one by one, the figures of the units are parts of the agency's."""
        agency = self.report('2024-H1', '2024-07-08')
        units = self.plan.assignment_ids.department_id
        reports = self.env['cchc.report'].create([{
            'period_key': '2024-H1', 'plan_id': self.plan.id, 'company_id': self.agency.id, 'level': 'department',
            'department_id': unit.id} for unit in units])
        reports.action_refresh()
        together = {report: self.figures(report) for report in reports}
        for report in reports:
            report.action_refresh()
            self.assertEqual(self.figures(report), together[report])
        for code in ('assignment_due', 'assignment_done', 'assignment_late', 'assignment_unmet', 'article_posted',
                     'publication_total', 'article_submitted', 'unit_due', 'unit_met'):
            with self.subTest(code=code):
                self.assertEqual(sum(self.number_of(report, code) for report in reports), self.number_of(agency, code))

    # ------------------------------------------------------------------
    # The same figures, from the records one by one
    # ------------------------------------------------------------------

    def check_by_records(self, report):
        """Assert for each set, column and code that the figure is what the records say, and that its list is they."""
        for key, days in report._figure_windows().items():
            for column in COLUMNS:
                expected = self.by_records(report, *days[column])
                figures = report.figure_ids.filtered(lambda one, key=key: one.period_key == key and not one.is_section)
                compared = figures.filtered(lambda one, column=column: one[f'has_{column}'] and one.unit == 'count')
                self.assertTrue(compared or column not in ('value', 'cumulative'))
                for figure in compared:
                    with self.subTest(key=key, column=column, code=figure.code):
                        records = self.env[figure.res_model].browse(sorted(expected.get(figure.code, ())))
                        action = figure.with_context(cchc_column=column).action_open()
                        opened = self.env[action['res_model']].search(action['domain'])
                        self.assertEqual(set(opened.ids), set(records.ids))
                        number = len(records)
                        if figure.code == 'author_total':
                            number = len(records.author_id.partner_id | records.contributor_ids)
                        if figure.code == 'spread_channels':
                            number = len(set(records.channel_id.mapped('kind')))
                        self.assertEqual(figure[column], number)
                self.assertLessEqual(
                    {code for code, ids in expected.items() if ids} - {'assignment_met'}, set(figures.mapped('code')))

    def by_records(self, report, start, end):
        """Return ``{code: ids}``, from the publications, articles and assignments one by one."""
        found, last = defaultdict(set), report.date_end
        everything = [('company_id', '=', self.agency.id)]
        for one in self.env['cchc.publication'].search(everything):
            if not (one.state == 'published' and start <= one.date_published <= end):
                continue
            article, channel = one.article_id, one.channel_id
            codes = ['publication_total', f'channel_{channel.id}', f'kind_{channel.kind}', 'spread_channels',
                     'publication_own' if channel.is_internal else 'publication_external']
            codes += ['publication_recorded_after'] * (one.date_recorded > last)
            codes += ['publication_recorded_late'] * one.is_recorded_late
            for code in codes:
                found[code].add(one.id)
            for code in ('article_posted', f'genre_{article.genre_id.id}', f'department_{article.department_id.id}',
                         'author_total', *(f'topic_{topic.id}' for topic in article.topic_ids)):
                found[code].add(article.id)
        for one in self.env['cchc.article'].search(everything):
            for step, moment in (('submitted', one.date_submitted), ('approved', one.approved_date)):
                if start <= self.agency._cchc_day_of(moment) <= end:
                    for code in (f'article_{step}', f'{step}_genre_{one.genre_id.id}',
                                 f'{step}_department_{one.department_id.id}',
                                 *(f'{step}_topic_{topic.id}' for topic in one.topic_ids),
                                 *(f'{step}_channel_{channel.id}' for channel in one.publication_ids.channel_id)):
                        found[code].add(one.id)
        owed = defaultdict(list)
        for one in self.env['cchc.assignment'].search(everything):
            if start <= one.date_end <= end:
                for code in self.codes_of(one, last):
                    found[code].add(one.id)
                    owed[one.department_id.id] += [code] if code in ('assignment_due', 'assignment_met') else []
        found['unit_due'] = {unit for unit, codes in owed.items() if 'assignment_due' in codes}
        found['unit_met'] = {unit for unit in found['unit_due']
                             if owed[unit].count('assignment_met') == owed[unit].count('assignment_due')}
        return found

    def codes_of(self, assignment, last):
        """Return the codes that count an assignment when that day is over, from its publications."""
        posted = min(assignment.publication_ids.mapped('date_published'), default=date.max)
        if posted <= last:
            on_time = posted <= assignment.date_deadline or assignment.is_before_issue
            return ['assignment_due', 'assignment_met', 'assignment_done' if on_time else 'assignment_late']
        if assignment.is_before_issue:
            return ['assignment_before']
        if assignment.date_deadline > last:
            return ['assignment_due', 'assignment_pending']
        return ['assignment_due', 'assignment_unmet', *['assignment_after'] * (posted < date.max)]
