# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from lxml import etree

from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from .common import ReportCommon

REPORT_FORM = 'cchc_propaganda_report.cchc_report_view_form'


@tagged('post_install', '-at_install')
class TestReportFromNothing(ReportCommon):
    """A report is typed by the Office; what is not there yet is said in words."""

    def _form(self):
        return Form(self.model('cchc.report', 'office'), REPORT_FORM)

    def _typed(self):
        form = self._form()
        for level in ('department', 'agency'):
            form.level = level
            for kind in ('month', 'half', 'nine', 'year', 'quarter'):
                form.period_type = kind
                form.year = 2023
                form.year = 2024
        form.period_number = 1
        form.narrative_result = "<p>Tin\x02 bài &#2;</p>"
        return form

    def test_a_report_is_typed_by_the_office(self):
        plan = self.plan_in('published')
        form = self._typed()
        form.plan_id = self.as_(plan, 'office')
        with form.recipient_ids.new() as recipient:
            recipient.name = "Home\x02 Affairs"
        report = form.save()
        self.assertEqual((report.period_key, report.recipient_ids.name), ('2024-Q1', "Home Affairs"))
        self.assertEqual(report.narrative_result, '<p>Tin bài </p>')
        report.action_refresh()
        self.assertTrue(report.figure_ids)

    def test_a_new_report_offers_its_figures_and_no_units(self):
        """A report that is not saved yet has one button: the one that saves it and counts."""
        view = self.model('cchc.report', 'office').get_view(self.env.ref(REPORT_FORM).id, 'form')
        offered = {name: [
            button for button in etree.fromstring(view['arch']).findall(f'header/button[@name="{name}"]')
            if not safe_eval(button.get('invisible'), {
                'id': False, 'can_refresh': False, 'date_figures': False, 'level': 'agency', 'waiting_unit_count': 3})]
            for name in ('action_refresh', 'action_accept_units')}
        self.assertEqual({name: len(buttons) for name, buttons in offered.items()},
                         {'action_refresh': 1, 'action_accept_units': 0})

    def test_a_period_that_cannot_be_is_refused_in_words(self):
        for name, values, words in (
            ('year', (0, -1, 24, 9_999, 99_999), "the year with four digits"),
            ('period_number', (0, 13, -1), "Enter a number from 1"),
        ):
            for value in values:
                with self.subTest(name=name, value=value):
                    self.assertRefused(words, setattr, self._form(), name, value)

    def test_without_an_issued_plan_the_form_opens_and_asks_for_one(self):
        form = self._typed()
        self.assertFalse(form.plan_id)
        with self.assertRaisesRegex(AssertionError, 'plan_id is a required field'):
            form.save()
