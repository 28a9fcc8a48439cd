# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from psycopg2.errors import UniqueViolation

from odoo.exceptions import UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import ReportCommon

REPORT_FORM = 'cchc_propaganda_report.cchc_report_view_form'
# Level, kind, number, cut-off day, due day, month offset, lock days, includes the quarter, active.
SHIPPED = {
    'month': ('department', 'month', 0, 0, 5, 1, 30, False, True),
    'quarter': ('agency', 'quarter', 0, 0, 10, 1, 30, False, True),
    'half': ('agency', 'half', 1, 0, 10, 1, 30, True, True),
    'year': ('agency', 'year', 0, 0, 10, 1, 30, True, True),
    'ministry_q1': ('agency', 'quarter', 1, 14, 20, 0, 30, False, False),
    'ministry_half': ('agency', 'half', 1, 14, 20, 0, 30, False, False),
    'ministry_q3': ('agency', 'quarter', 3, 14, 20, 0, 30, False, False),
    'ministry_year': ('agency', 'year', 0, 14, 20, 0, 30, False, False),
}


@tagged('post_install', '-at_install')
class TestReportRegime(ReportCommon):
    """Reporting rules, and the reports that follow from them."""

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in('published')

    def of_rule(self, code, key, **values):
        return self.report_of(self.plan, key, regime_id=self.regime(code).id, **values)

    def own(self, code, **values):
        """Return the agency's own copy of a shared rule, changed by the Office."""
        rule = self.regime(code).with_user(self.users['office'])
        copy = self.env['cchc.report.regime'].browse(rule.action_own_copy()['res_id'])
        self.as_(copy, 'office').write(values)
        return copy

    def test_rules_as_shipped(self):
        for code, expected in SHIPPED.items():
            with self.subTest(rule=code):
                rule = self.regime(code)
                self.assertEqual(
                    (rule.level, rule.period_type, rule.period_number, rule._cut_off(), rule.due_day,
                     rule.due_month_offset, rule.lock_days, rule.includes_quarter, rule.active), expected)
                self.assertTrue(rule.source_note)
        shipped = self.env['cchc.report.regime'].with_context(active_test=False).search([('company_id', '=', False)])
        self.assertEqual(len(shipped), len(SHIPPED))

    def test_the_day_that_no_plan_names_is_said_to_be_an_assumption(self):
        for code in ('quarter', 'half', 'year'):
            self.assertIn("assumption", self.regime(code).source_note)

    def test_days_of_a_report_follow_from_its_rule(self):
        for code, key, days in (
                ('quarter', '2024-Q1', ('2024-01-01', '2024-03-31', '2024-04-10')),
                ('year', '2024-Y', ('2024-01-01', '2024-12-31', '2025-01-10')),
                ('ministry_q1', '2024-Q1', ('2023-12-15', '2024-03-14', '2024-03-20')),
                ('ministry_year', '2024-Y', ('2023-12-15', '2024-12-14', '2024-12-20'))):
            with self.subTest(rule=code):
                report = self.of_rule(code, key)
                self.assertEqual(
                    (str(report.date_start), str(report.date_end), str(report.date_deadline)), days)

    def test_half_year_and_year_include_their_last_quarter(self):
        half, year = self.of_rule('half', '2024-H1'), self.of_rule('year', '2024-Y')
        self.assertEqual([(key, str(first), str(last)) for key, (first, last) in half._figure_periods()],
                         [('2024-H1', '2024-01-01', '2024-06-30'), ('2024-Q2', '2024-04-01', '2024-06-30')])
        self.assertEqual([key for key, __ in year._figure_periods()], ['2024-Y', '2024-Q4'])
        self.assertEqual((half.period_label, year.period_label),
                         ("Quarter II and first half of 2024", "Quarter IV and year 2024"))
        self.assertIn("quarter II and first half of 2024", half.name)
        ministry = self.of_rule('ministry_half', '2024-H1')
        self.assertEqual([(key, str(first), str(last)) for key, (first, last) in ministry._figure_periods()],
                         [('2024-H1', '2023-12-15', '2024-06-14')])

    def test_a_quarter_within_a_report_up_to_the_14th_closes_on_the_14th(self):
        rule = self.own('ministry_half', includes_quarter=True)
        report = self.report_of(self.plan, '2024-H1', regime_id=rule.id)
        self.assertEqual([(key, str(first), str(last)) for key, (first, last) in report._figure_periods()],
                         [('2024-H1', '2023-12-15', '2024-06-14'), ('2024-Q2', '2024-03-15', '2024-06-14')])

    def test_an_open_report_keeps_the_days_that_were_asked_for(self):
        rule = self.own('half')
        report = self.report_of(self.plan, '2024-H1', regime_id=rule.id)
        before = report.read(['date_start', 'date_end', 'date_deadline', 'includes_quarter', 'cut_off_day'])
        self.as_(rule, 'office').write({
            'window': 'cut_off', 'cut_off_day': 14, 'due_day': 20, 'due_month_offset': 0, 'includes_quarter': False})
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(report.read([*before[0].keys() - {'id'}]), before)

    def test_one_report_of_each_period_and_rule(self):
        self.of_rule('quarter', '2024-Q1')
        unit = {'department_id': self.units['press'].id}
        self.of_rule('month', '2024-M01', **unit)
        self.of_rule('month', '2024-M01', department_id=self.units['digital'].id)
        self.report_of(self.plan, '2024-Q1')    # ad hoc: as many as are wanted
        self.report_of(self.plan, '2024-Q1')
        self.env.flush_all()
        for code, key, values in (('quarter', '2024-Q1', {}), ('month', '2024-M01', unit)):
            with self.subTest(rule=code), mute_logger('odoo.sql_db'), self.assertRaises(UniqueViolation), self.undone():
                self.of_rule(code, key, **values)
                self.env.flush_all()

    def test_a_report_is_what_its_rule_asks_for(self):
        for code, key, values in (
                ('quarter', '2024-M01', {}), ('half', '2024-H2', {}), ('ministry_q1', '2024-Q2', {}),
                ('month', '2024-M01', {'level': 'agency'}), ('quarter', '2024-01-10..2024-02-20', {})):
            with self.subTest(rule=code, key=key):
                self.assertRefused("does not ask for", self.of_rule, code, key, **values)

    # ------------------------------------------------------------------
    # Ad hoc
    # ------------------------------------------------------------------

    def test_ad_hoc_report_covers_any_days(self):
        report = self.report_of(self.plan, '2024-01-10..2024-02-20')
        self.assertEqual((report.period_type, str(report.date_start), str(report.date_end), report.year),
                         ('window', '2024-01-10', '2024-02-20', 2024))
        self.assertIn("from 10/01/2024 to 20/02/2024", report.name)
        self.assertEqual(report._figure_periods()[0][0], '2024-01-10..2024-02-20')
        report.action_refresh()
        self.assertTrue(report.figure_ids)

    def test_ad_hoc_report_is_typed(self):
        form = Form(self.model('cchc.report', 'office'), REPORT_FORM)
        form.period_type = 'window'
        form.window_from = '2024-02-25'
        form.window_to = '2024-03-05'
        form.plan_id = self.as_(self.plan, 'office')
        report = form.save()
        self.assertEqual((report.period_key, str(report.date_end)), ('2024-02-25..2024-03-05', '2024-03-05'))
        self.assertRefused("first and the last day", self.model('cchc.report', 'office').create,
                           {'period_type': 'window', 'window_from': '2024-01-01', 'plan_id': self.plan.id})

    def test_report_of_a_rule_is_typed(self):
        self.at('2024-07-03')
        form = Form(self.model('cchc.report', 'office'), REPORT_FORM)
        form.regime_id = self.as_(self.regime('month'), 'office')
        self.assertEqual((form.level, form.period_type, form.period_number), ('department', 'month', 6))
        form.department_id = self.as_(self.units['digital'], 'office')
        self.assertEqual(str(form.save().date_deadline), '2024-07-05')
        form = Form(self.model('cchc.report', 'office'), REPORT_FORM)
        form.regime_id = self.as_(self.regime('half'), 'office')
        self.assertEqual(form.save().period_label, "Quarter II and first half of 2024")

    # ------------------------------------------------------------------
    # Rules as typed
    # ------------------------------------------------------------------

    def test_rules_that_cannot_be_are_refused_in_words(self):
        for code, values, words in (
                ('month', {'period_number': 13}, "no such period"), ('quarter', {'period_number': 5}, "no such period"),
                ('quarter', {'includes_quarter': True}, "includes a quarter"),
                ('month', {'due_day': 32}, "from 1 to 31"), ('month', {'due_month_offset': 12}, "11 months"),
                ('month', {'window': 'cut_off', 'cut_off_day': 31}, "from 1 to 30"),
                ('quarter', {'department_ids': self.units['press'].ids}, "the agency reports")):
            with self.subTest(rule=code, values=values):
                self.assertRefused(words, self.own, code, **values)

    def test_shared_rule_is_changed_by_no_office(self):
        self.assertRefused("shared by every agency", self.as_(self.regime('month'), 'office').write, {'due_day': 3})

    def test_words_of_a_rule(self):
        self.at('2024-03-11')
        rule = self.as_(self.regime('ministry_q1'), 'office')
        self.assertEqual((rule.window_text, rule.due_text, rule.next_text), (
            "from day 15 of the month before to day 14 of the last month", "day 20 of the last month",
            "Quarter I of 2024: data from 15/12/2023 to 14/03/2024, due 20/03/2024"))

    def test_rules_warn_when_the_agency_is_due_before_its_units(self):
        self.at('2024-03-11')
        for code in ('month', 'quarter', 'half', 'year'):
            self.assertFalse(self.as_(self.regime(code), 'office').warning)
        rule = self.own('quarter', due_day=5)
        self.assertEqual(self.as_(rule, 'office').warning, (
            "The report of quarter I of 2024 is due on 05/04/2024, but the units report month 3 of 2024 only by "
            "05/04/2024 (“Monthly report of a unit”). Set a later day here, or an earlier one there."))
        rule.due_day = 6
        self.assertFalse(self.as_(rule, 'office').warning)
        self.own('month', due_day=8)
        self.assertIn("only by 08/04/2024", self.as_(rule, 'office').warning)

    def test_rules_warn_of_a_day_before_the_data_are_closed(self):
        rule = self.own('month', due_day=25, due_month_offset=0)
        self.assertIn("before its data are closed", self.as_(rule, 'office').warning)

    def test_a_rule_that_is_switched_on_begins_on_that_day(self):
        """What fell due before was asked for by nobody."""
        self.at('2024-04-09')
        rule = self.own('ministry_q1')
        self.assertFalse(rule.active)
        self.assertFalse(rule.date_from)
        self.as_(rule, 'office').active = True
        self.assertEqual(str(rule.date_from), '2024-04-09')
        self.assertFalse(self.own('month').date_from)   # an own copy goes on where the shared rule stopped
        entered = self.model('cchc.report.regime', 'office').create({'name': "Weekly"})
        self.assertEqual(str(entered.date_from), '2024-04-09')

    # ------------------------------------------------------------------
    # Subjects
    # ------------------------------------------------------------------

    def test_report_on_some_subjects_is_about_their_rows(self):
        """Two reports out of the same records: one on procedures, one on all else."""
        procedures = self.env.ref('cchc_propaganda.subject_procedures')
        row = self.plan.topic_ids
        self.as_(row, 'office').subject_ids = procedures
        rule = self.own('quarter', subject_ids=procedures.ids)
        report = self.report_of(self.plan, '2024-Q1', regime_id=rule.id)
        self.assertEqual(report._subjects(), procedures)
        self.assertIn("Reform of administrative procedures", report.name)
        digital = self.report_of(self.plan, '2024-Q1', regime_id=self.env['cchc.report.regime'].create({
            'name': "Digital", 'level': 'agency', 'period_type': 'quarter', 'company_id': self.company.id,
            'subject_ids': self.env.ref('cchc_propaganda.subject_digital').ids}).id)
        everything = self.of_rule('quarter', '2024-Q1')
        self.at('2024-03-20')
        article = self.article_in('approved', assignments=[self.assignment(self.plan, '2024-M03')])
        self.post(article)
        for model, expected in (
                ('cchc.topic', row), ('cchc.assignment', self.plan.assignment_ids),
                ('cchc.obligation', self.plan.obligation_ids), ('cchc.publication', article.publication_ids)):
            with self.subTest(model=model):
                found = [self.env[model].search(
                    one._subject_domain(model)) & expected for one in (report, digital, everything)]
                self.assertEqual(found, [expected, expected.browse(), expected])

    def test_rule_on_some_subjects_warns_of_rows_without_any(self):
        self.at('2024-03-11')
        rule = self.own('quarter', subject_ids=self.env.ref('cchc_propaganda.subject_digital').ids)
        self.assertIn("Rows of “Plan of 2024” without a subject: 1", self.as_(rule, 'office').warning)
        self.as_(self.plan.topic_ids, 'office').subject_ids = self.env.ref('cchc_propaganda.subject_finance')
        self.assertFalse(self.as_(rule, 'office').warning)

    def test_rule_of_another_agency_is_refused_and_tells_nothing(self):
        theirs = {'company_id': self.other_company.id}
        subject = self.env['cchc.subject'].create({'name': "Theirs: subject", 'code': 'theirs', **theirs})
        rule = self.env['cchc.report.regime'].create({
            'name': "Theirs: rule", 'level': 'agency', 'period_type': 'quarter', 'recipient': "Theirs: body",
            'subject_ids': subject.ids, **theirs})
        unit = self.env['hr.department'].create({'name': "Theirs: unit", **theirs})
        model, values = self.model('cchc.report', 'office'), {'regime_id': rule.id, 'plan_id': self.plan.id}
        shown = {'name': {}, 'period_label': {}, 'date_deadline': {}, 'regime_id': {'fields': {'display_name': {}}}}
        for answer in (lambda: str(model.onchange(values, ['regime_id'], shown)),
                       lambda: self.refusal(model.create, {**values, 'period_key': '2024-Q1'}),
                       lambda: self.refusal(self.own, 'month', department_ids=unit.ids)):
            with self.undone():
                try:
                    self.assertNotIn("Theirs", answer())
                except UserError as error:
                    self.assertNotIn("Theirs", str(error))
        self.assertTrue(self.refusal(model.create, {**values, 'period_key': '2024-Q1'}))
        self.assertTrue(self.refusal(self.own, 'month', department_ids=unit.ids))

    def test_the_agency_s_own_subject_counts_as_the_shared_one(self):
        shared = self.env.ref('cchc_propaganda.subject_procedures')
        self.as_(self.plan.topic_ids, 'office').subject_ids = shared
        own = shared.browse(self.as_(shared, 'office').action_own_copy()['res_id'])
        rule = self.own('quarter', subject_ids=own.ids)
        report = self.report_of(self.plan, '2024-Q1', regime_id=rule.id)
        self.assertIn(self.plan.topic_ids, self.env['cchc.topic'].search(report._subject_domain('cchc.topic')))
