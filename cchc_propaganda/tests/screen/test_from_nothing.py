# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from ..common import TODAY, CchcCommon

PLAN_FORM = 'cchc_propaganda.cchc_plan_view_form'


@tagged('post_install', '-at_install')
class TestFromNothing(CchcCommon):
    """What data files can load, a person in the role can type into the forms, in an agency that has nothing yet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new_agency = cls.env['res.company'].create({'name': "An agency on its first day"})
        for role in ('office', 'admin', 'contributor', 'director'):
            cls.users[f'new_{role}'] = new_test_user(
                cls.env, f'test.new_{role}', f'cchc_propaganda.group_{role}', lang='en_US', tz='Asia/Ho_Chi_Minh',
                company_id=cls.new_agency.id)

    def _unit(self, name, *logins):
        """A unit of the new agency, and who sits in it."""
        unit = self.env['hr.department'].create(
            {'name': name, 'cchc_kind': 'division', 'company_id': self.new_agency.id})
        self.env['hr.employee'].create([
            {'name': login, 'user_id': self.users[login].id, 'department_id': unit.id,
             'company_id': self.new_agency.id} for login in logins])
        return unit

    def _channel(self, login='new_office', **values):
        form = Form(self.model('cchc.channel', login), 'cchc_propaganda.cchc_channel_view_form')
        form.name = "Portal"
        form.code = 'portal'
        for name, value in values.items():
            form[name] = value
        with form.alias_ids.new() as alias:
            alias.name = f"The site {form.code}"
        return form.save()

    def _choices(self, model, name):
        return [value for value, __ in self.env[model]._fields[name]._description_selection(self.env)]

    def _plan(self):
        form = Form(self.model('cchc.plan', 'new_office'), PLAN_FORM)
        form.name = "Plan of 2024"
        return form.save()

    # ------------------------------------------------------------------
    # A plan
    # ------------------------------------------------------------------

    def test_a_plan_is_typed_by_the_office_and_issued(self):
        """A new plan, a row of its appendix, an obligation on it and its turns, saved at each stage."""
        unit, channel = self._unit("Office", 'new_office'), self._channel(is_internal=True)
        plan = self._plan()
        with Form(plan, PLAN_FORM) as form, form.row_ids.new() as row:
            row.code = '1'
            row.name = "News of the reform"
            row.lead_text = "office"
            self.assertEqual(row.lead_understood, "✓ Office")
        self.assertEqual(plan.row_ids.lead_department_ids, unit)
        with Form(plan.row_ids) as form, form.child_ids.new() as bullet:
            bullet.name = "Forms"
        with (Form(plan, PLAN_FORM) as form, form.row_ids.edit(0) as row,
              row.obligation_ids.new() as obligation):
            obligation.channel_id = channel
        for first, last in ((1, 3), (4, 4)):
            with (Form(plan, PLAN_FORM) as form, form.row_ids.edit(0) as row,
                  row.obligation_ids.edit(0) as obligation):
                obligation.turns = [*(obligation.turns or ()), {'first': first, 'last': last, 'unit': unit.id}]
        self.assertEqual((plan.obligation_ids.assignment_count, plan.expected_assignment_count), (4, 4))
        plan.action_submit()
        self.as_(plan, 'new_director').action_approve()
        with Form(self.as_(plan, 'new_office'), PLAN_FORM) as form:
            form.number = '1/KH'
            form.date_issued = TODAY
        plan.action_publish()
        self.assertEqual(len(plan.assignment_ids), 4)

    def test_the_rest_of_a_plan_is_typed_before_anything_is_saved(self):
        form = Form(self.model('cchc.plan', 'new_office'), PLAN_FORM)
        with form.row_ids.new() as row:
            row.name = "News of the reform"
        with form.section_ids.new() as section:
            section.title = "Objectives"
            section.body = "<p>…</p>"
        with form.legal_basis_ids.new() as basis:
            basis.name = "Decision"
        with form.recipient_ids.new() as recipient:
            recipient.name = "The units"
        form.name = "Plan of 2024"
        plan = form.save()
        self.assertEqual((len(plan.row_ids), len(plan.section_ids), plan.recipient_ids.name), (1, 1, "The units"))

    def test_an_obligation_takes_whatever_is_typed_on_the_way(self):
        """While a form is filled in its values may be missing or impossible; only saving them may be refused."""
        unit, channel, plan = self._unit("Office", 'new_office'), self._channel(), self._plan()
        with Form(plan, PLAN_FORM) as form, form.row_ids.new() as row:
            row.name = "News of the reform"
        with Form(plan.row_ids) as form, form.obligation_ids.new() as obligation:
            for frequency in ('once', 'month', 'quarter', 'half', 'year', 'ongoing', 'quarter'):
                obligation.frequency = frequency
            for name, values in {
                'due_day': (0, 32, -1, 25), 'due_month_offset': (9, -9, 0), 'quantity': (0, -1, 1),
                'date_from': ('2025-06-01', '9999-12-31', '2024-01-01'), 'date_to': ('2023-01-01', False),
            }.items():
                for value in values:
                    obligation[name] = value
                    for other in ('once', 'month', 'quarter'):
                        obligation.frequency = other
            for first, last in ((0, 0), (-9, 99), (5, 2), (1, 4)):
                obligation.turns = [{'first': first, 'last': last, 'unit': unit.id}]
            obligation.channel_id = channel
        self.assertEqual((plan.obligation_ids.assignment_count, plan.obligation_ids.rotation_text),
                         (4, "Q I–IV Office"))

    def test_a_year_that_cannot_be_is_refused_in_words(self):
        form = Form(self.model('cchc.plan', 'new_office'), PLAN_FORM)
        form.name = "Plan"
        for year in (0, 24, -1, 99_999):
            form.year = year
            self.assertRefused("year", form.save)
        form.year = 2024
        form.save()

    def test_a_row_below_itself_is_refused_in_words(self):
        plan = self._plan()
        with Form(plan, PLAN_FORM) as form:
            for name in ("First", "Second"):
                with form.row_ids.new() as row:
                    row.name = name
        topic, other = plan.row_ids
        plan.obligation_ids = [Command.create({'topic_id': topic.id, 'channel_id': self._channel().id})]
        form = Form(topic)
        form.parent_id = topic
        self.assertRefused("below itself|[Rr]ecursi", form.save)
        topic.parent_id = other
        form = Form(other)
        form.parent_id = topic
        self.assertRefused("below itself|[Rr]ecursi", form.save)

    # ------------------------------------------------------------------
    # What else the Office and the administrator make
    # ------------------------------------------------------------------

    def test_the_settings_of_the_agency(self):
        for login in ('new_office', 'new_admin'):
            with self.subTest(login):
                channel = self._channel(
                    login, code=login, url_prefix='https://a.vn/', owner="Home Affairs", email='a@a.vn', lead_days=3)
                self.assertEqual(channel.company_id, self.new_agency)
                form = Form(channel)
                form.url_prefix = 'no address'
                self.assertRefused("no web address", form.save)

                form = Form(self.model('cchc.genre', login), 'cchc_propaganda.cchc_genre_view_form')
                form.name, form.code, form.min_words, form.max_words = "Interview", f'interview-{login}', 300, 100
                self.assertEqual(form.save().company_id, self.new_agency)

                form = Form(self.model('cchc.special.day', login))
                form.date, form.kind, form.name = f'2024-05-0{len(login) % 7 + 1}', 'work', "Instead of 29/04"
                self.assertEqual(form.save().company_id, self.new_agency)

                form = Form(self.model('cchc.review.step', login), 'cchc_propaganda.cchc_review_step_view_form')
                form.name = "Chief editor"
                for reviewer in self._choices('cchc.review.step', 'reviewer'):
                    form.reviewer = reviewer
                form.reviewer = self._choices('cchc.review.step', 'reviewer')[0]
                form.days = 5
                form.channel_ids.add(channel)
                self.assertEqual(form.save().company_id, self.new_agency)

                form = Form(self.model('cchc.reminder.rule', login), 'cchc_propaganda.cchc_reminder_rule_view_form')
                form.name = "Due soon"
                for name in ('kind', 'day_type', 'recipient'):
                    for value in self._choices('cchc.reminder.rule', name):
                        form[name] = value
                form.kind, form.days, form.text = 'assignment', -3, "Write it."
                self.assertEqual(form.save().company_id, self.new_agency)

    def test_an_article_without_plan_unit_or_channel(self):
        for login in ('new_office', 'new_contributor'):
            with self.subTest(login):
                form = Form(self.model('cchc.article', login), 'cchc_propaganda.cchc_article_view_form')
                form.name = "Forms online"
                form.body = "<p>Tin</p>"
                form.genre_id = self.genre
                article = form.save()
                self.assertRefused("at least one channel", article.action_submit)
        unit = self._unit("Office", 'new_contributor')
        channel = self._channel()
        with Form(self.as_(article, 'new_contributor')) as form:
            form.department_id = unit
            form.channel_ids.add(self.as_(channel, 'new_contributor'))
        article.action_submit()
        self.assertEqual(article.state, 'submitted')

    def test_an_assignment_given_by_the_office(self):
        plan = self.plan_in('published')
        form = Form(self.model('cchc.assignment', 'office'), 'cchc_propaganda.cchc_assignment_view_form')
        form.plan_id = self.as_(plan, 'office')
        form.channel_id = self.as_(self.channels['page'], 'office')
        form.department_id = self.as_(self.units['press'], 'office')
        for start, end in (('2024-05-01', '2024-04-01'), ('2024-03-01', '2024-03-31')):
            form.date_start, form.date_end = start, end
        form.date_deadline = '2024-03-31'
        form.quantity = 2
        assignment = form.save()
        self.assertEqual((assignment.department_id, assignment.state), (self.units['press'], 'open'))
