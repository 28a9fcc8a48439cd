# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
import hashlib
from base64 import b64decode

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.cchc_propaganda.tests.guard.matrix import Built, MatrixCase
from odoo.addons.cchc_propaganda.tools.workflow import check_table

from .common import ReportCommon

STEPS = ('submit', 'recall', 'approve', 'return', 'publish', 'cancel')
STATES = ('draft', 'submitted', 'approved', 'published', 'cancelled')
TARGETS = {'submit': 'submitted', 'recall': 'draft', 'approve': 'approved', 'return': 'draft', 'publish': 'published',
           'cancel': 'cancelled'}
# The report of the agency and that of the unit ``press``: (from, step) -> who.
AGENCY = {
    ('draft', 'submit'): {'office'},
    ('draft', 'cancel'): {'office'},
    ('submitted', 'recall'): {'office'},
    ('submitted', 'approve'): {'director'},
    ('submitted', 'return'): {'director'},
    ('submitted', 'cancel'): {'office'},
    ('approved', 'return'): {'director'},
    ('approved', 'publish'): {'office'},
}
UNIT = {
    ('draft', 'submit'): {'head'},
    ('submitted', 'recall'): {'head'},
    ('submitted', 'approve'): {'office'},
    ('submitted', 'return'): {'office'},
    ('approved', 'return'): {'office'},
}
# A plain write of the state, as an import and a drag do: steps without a reason, where only one joins the two states.
AGENCY_WRITES = {('draft', 'submitted'): {'office'}, ('submitted', 'approved'): {'director'},
                 ('approved', 'published'): {'office'}}
UNIT_WRITES = {('draft', 'submitted'): {'head'}, ('submitted', 'approved'): {'office'}}


class ReportMatrix(ReportCommon, MatrixCase):
    reasons = ('return', 'cancel')

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in('published')


@tagged('post_install', '-at_install')
class TestWorkflowAgencyReport(ReportMatrix):

    def setUp(self):
        super().setUp()
        self.reports = Built(STATES, self.agency_report)

    def agency_report(self, state):
        report = self.report_in(state, self.report_of(self.plan))
        if state == 'approved':
            self.as_(report, 'office').write({
                'number': f'{next(self._numbers)}/BC-TEST', 'date_sent': '2024-04-03'})
        return report.with_env(self.env)

    def test_table_is_sound_and_each_step_has_its_action_flag_and_word(self):
        model = self.env['cchc.report']
        check_table(model._transitions, dict(model._fields['state'].selection), 'draft')
        self.assertEqual([step.name for step in model._transitions], [*STEPS, 'unlock'])    # test_report_lock
        self.assertEqual(set(model._step_labels()), {*STEPS, 'unlock'})
        for step in model._transitions:
            self.assertIn(f'can_{step.name}', model._fields)
            for method in filter(None, (step.who, step.guard, step.effect, step.after)):
                self.assertTrue(callable(getattr(model, method)))

    def test_every_role_tries_every_button(self):
        self.check_steps(self.reports, STEPS, AGENCY, TARGETS)

    def test_every_role_writes_every_state(self):
        self.check_writes(self.reports, STATES, AGENCY_WRITES, ('head', 'editor', 'office', 'director'))

    def test_import_is_no_other_way(self):
        self.check_imports(self.reports, STATES, AGENCY_WRITES, ('head', 'office'))

    def test_no_report_begins_anywhere_but_as_a_draft(self):
        self.check_creation('cchc.report', {'period_key': '2024-Q2', 'plan_id': self.plan.id}, STATES, ['office'])

    def test_buttons_are_shown_to_whoever_may_use_them(self):
        self.check_flags(self.reports, STEPS, AGENCY)

    def test_steps_that_need_a_reason_are_refused_without_one(self):
        self.check_reasons(self.reports, AGENCY)

    def test_each_step_leaves_one_line(self):
        self.check_lines(self.reports, AGENCY)

    def test_number_and_day_are_needed_to_send_it(self):
        report = self.report_in('approved', self.report_of(self.plan))
        office = self.as_(report, 'office')
        self.assertRefused("Enter the number and symbol of the report.\n- Enter the day", office.action_publish)
        self.assertIn("enter the number and symbol of the report; enter the day of sending", office.next_step)
        office.write({'number': '1/BC', 'date_sent': '2024-04-04'})
        self.assertRefused("lies in the future", office.action_publish)
        office.date_sent = '2024-03-30'
        self.assertRefused("before the end of the period, 31/03/2024", office.action_publish)
        office.date_sent = '2024-04-03'
        self.assertAllowed(office.action_publish)
        self.report_in('published', self.report_of(self.plan, '2024-M03'), number='1/BC')
        self.assertRefused("another report of that year", self.as_(report, 'office').action_publish)

    def test_report_is_submitted_with_figures_and_text_once_its_period_is_over(self):
        report = self.report_of(self.plan)
        self.assertRefused("runs until 31/03/2024.*\n- Use “Refresh the figures” first.*\n- Write section II",
                           report.action_submit)
        self.at('2024-03-31')
        report.action_refresh()
        report.narrative_result = "<p>All went well.</p>"
        self.assertAllowed(report.action_submit)

    def test_what_was_submitted_changes_no_more(self):
        content = (
            {'narrative_result': "<p>Other</p>"}, {'narrative_proposal': "<p>Other</p>"}, {'signer_name': "Other"},
            {'signer_title': "Other"}, {'recipient_ids': [Command.create({'name': "Other"})]})
        for state in ('submitted', 'approved', 'published', 'cancelled'):
            with self.subTest(state=state), self.undone():
                report = self.report_of(self.plan)
                report.recipient_ids = [Command.create({'name': "Home Affairs"})]
                report = self.report_in(state, report)
                for values in content:
                    self.assertTrue(self.refusal(self.as_(report, 'office').write, values), values)
                    self.assertTrue(self.refusal(report.sudo().write, values), values)
                recipient = report.recipient_ids
                for who in (self.as_(recipient, 'office'), recipient.sudo()):
                    self.assertRefused("can no longer be changed", who.write, {'name': "Other"})
                    self.assertRefused("can no longer be changed", who.unlink)
                    self.assertRefused("can no longer be changed", who.create, [
                        {'report_id': report.id, 'name': "Other"}])
                self.assertRefused("no longer change", self.as_(report, 'office').action_refresh)
                sent = state in ('published', 'cancelled')
                for values in ({'number': '9/BC'}, {'date_sent': '2024-04-02'}, {'date_deadline': '2024-05-01'}):
                    self.assertEqual(bool(self.refusal(self.as_(report, 'office').write, values)), sent, values)

    def test_files_are_frozen_on_submission_and_released_by_a_return(self):
        report = self.report_in('submitted', self.report_of(self.plan))
        self.assertEqual(hashlib.sha256(b64decode(report.xlsx_file)).hexdigest(), report.xlsx_sha256)
        self.as_(report, 'director').action_return("One figure is wrong")
        self.assertFalse(report.xlsx_file or report.xlsx_sha256)
        self.assertEqual((report.is_returned, report.return_reason), (True, "One figure is wrong"))
        self.assertIn("Returned: “One figure is wrong”", self.as_(report, 'office').next_step)
        self.assertAllowed(self.as_(report, 'office').write, {'narrative_result': "<p>Other</p>"})

    def test_signed_copy_is_attached_by_the_office_once_the_report_is_approved(self):
        signed = {'signed_document_ids': [Command.create({'name': 'signed.pdf', 'raw': b'%PDF-1.7'})]}
        report = self.report_in('submitted', self.report_of(self.plan))
        self.assertRefused("once the report is approved", self.as_(report, 'office').write, signed)
        self.as_(report, 'director').action_approve()
        for state in ('approved', 'published'):
            if state == 'published':
                self.as_(report, 'office').write({'number': '5/BC', 'date_sent': '2024-04-03'})
                self.as_(report, 'office').action_publish()
            self.assertAllowed(self.as_(report, 'office').write, signed)
            self.assertTrue(self.refusal(self.as_(report, 'director').write, signed))

    def test_correction_is_a_new_version_beside_the_old(self):
        report = self.report_in('published', self.report_of(self.plan))
        before = report.read(['number', 'date_sent', 'narrative_result', 'xlsx_sha256', 'date_figures', 'state'])
        self.assertEqual({login for login in self.users if not self.refusal(
            self.as_(report, login).action_new_version)}, {'office'})
        self.at('2024-04-20')
        action = self.as_(report, 'office').action_new_version()
        new = self.env['cchc.report'].browse(action['res_id'])
        self.assertEqual((new.version, new.state, new.replaces_id, new.number), (2, 'draft', report, False))
        self.assertIn("All went well.", new.narrative_result)
        self.assertIn("(version 2)", new.display_name)
        self.assertTrue(new.figure_ids)
        self.assertEqual(report.read(list(before[0])), before)
        self.assertRefused("already has a corrected version", self.as_(report, 'office').action_new_version)
        self.as_(new, 'office').action_cancel("Not needed")
        again = self.as_(report, 'office').action_new_version()
        self.assertEqual(self.env['cchc.report'].browse(again['res_id']).version, 3)

    def test_only_what_was_sent_is_corrected_by_a_version(self):
        for state in ('draft', 'submitted', 'approved', 'cancelled'):
            with self.subTest(state=state), self.undone():
                report = self.report_in(state, self.report_of(self.plan))
                self.assertRefused("was not sent yet", self.as_(report, 'office').action_new_version)
        unit = self.report_in('approved', self.unit_report(self.plan))
        self.assertRefused("unit's report", self.as_(unit, 'office').action_new_version)

    def test_who_decides_and_who_wrote_it_are_told(self):
        report = self.report_in('draft', self.report_of(self.plan))
        told = self.notices_of(self.as_(report, 'office').action_submit)
        self.assertEqual(told.res_partner_id, self.users['director'].partner_id)
        told = self.notices_of(self.as_(report, 'director').action_return, "Not yet")
        self.assertEqual(told.res_partner_id, self.users['office'].partner_id)


@tagged('post_install', '-at_install')
class TestWorkflowUnitReport(ReportMatrix):

    def setUp(self):
        super().setUp()
        self.reports = Built(('draft', 'submitted', 'approved'), lambda state: self.report_in(
            state, self.unit_report(self.plan)))

    def test_every_role_tries_every_button(self):
        self.check_steps(self.reports, STEPS, UNIT, TARGETS)

    def test_every_role_writes_every_state(self):
        self.check_writes(self.reports, STATES, UNIT_WRITES, ('head', 'other_head', 'office', 'director'))

    def test_buttons_are_shown_to_whoever_may_use_them(self):
        self.check_flags(self.reports, STEPS, UNIT)

    def test_steps_that_need_a_reason_are_refused_without_one(self):
        self.check_reasons(self.reports, UNIT)

    def test_steps_that_a_unit_s_report_lacks_are_refused_with_the_sentence(self):
        report = self.report_in('approved', self.unit_report(self.plan))
        self.assertRefused("ends when the Office accepts it", self.as_(report, 'office').action_publish)
        draft = self.report_in('draft', self.unit_report(self.plan, '2024-M02'))
        self.assertRefused("is not cancelled", self.as_(draft, 'office').action_cancel, "Why not")

    def test_states_have_the_words_of_a_unit_s_report(self):
        report = self.report_in('submitted', self.unit_report(self.plan))
        self.assertEqual(report._state_label(report.state), "Sent to the Office")
        self.assertEqual(self.as_(report, 'office').status_text, "To be accepted")
        self.assertEqual(self.as_(report, 'head').status_text, "Sent to the Office")
        self.as_(report, 'office').action_return("One month is missing")
        self.assertEqual(self.as_(report, 'office').status_text, "Returned")

    def test_its_text_is_the_head_s_and_the_rest_the_office_s(self):
        report = self.report_in('draft', self.unit_report(self.plan))
        for login, text, day in (('head', True, False), ('office', False, True), ('director', False, False),
                                 ('other_head', False, False)):
            with self.subTest(login=login):
                self.assertEqual(not self.refusal(
                    self.as_(report, login).write, {'narrative_next': "<p>Go on.</p>"}), text)
                self.assertEqual(not self.refusal(
                    self.as_(report, login).write, {'date_deadline': '2024-04-08'}), day)

    def test_report_of_a_unit_without_a_head_is_the_office_s(self):
        self.units['press'].manager_id = False
        report = self.unit_report(self.plan)
        self.at('2024-04-03')
        office = self.as_(report, 'office')
        office.action_refresh()
        office.narrative_result = "<p>All went well.</p>"
        self.assertAllowed(office.action_submit)

    def test_nothing_to_report_is_one_click(self):
        """Nothing was due, posted or written in the unit: its sections say so, and it is sent."""
        report = self.unit_report(self.plan, unit='digital')
        self.at('2024-04-03')
        head = self.as_(report, 'other_head')
        head.action_refresh()
        self.assertTrue(head.can_report_nothing)
        self.assertIn("“Nothing to report” is enough", head.next_step)
        head.action_nothing_to_report()
        self.assertEqual(report.state, 'submitted')
        self.assertIn("Digital had nothing to report", report.narrative_result)
        self.assertIn(">Nothing to report.</p>", report.narrative_proposal)

    def test_nothing_to_report_is_absent_where_something_was_counted_and_the_sentence_says_why(self):
        report = self.unit_report(self.plan)
        self.at('2024-04-03')
        head = self.as_(report, 'head')
        head.action_refresh()
        self.assertFalse(head.can_report_nothing)
        head.narrative_result = "<p>All went well.</p>"
        self.assertIn("“Nothing to report” is not offered, because something was counted: To be met in the period: 1",
                      head.next_step)
        self.assertRefused("has something to report: To be met in the period: 1", head.action_nothing_to_report)
        for login in ('office', 'director', 'other_head', 'author'):
            self.assertTrue(self.refusal(self.as_(report, login).action_nothing_to_report), login)
        agency = self.report_of(self.plan)
        self.assertRefused("only a unit reports", agency.action_nothing_to_report)

    def test_the_office_accepts_all_at_once(self):
        sent = self.report_in('submitted', self.unit_report(self.plan)) \
            | self.report_in('submitted', self.unit_report(self.plan, '2024-M02'))
        agency = self.report_of(self.plan)
        self.assertEqual(agency.waiting_unit_count, 2)
        self.assertRefused("up to the Office", self.as_(agency, 'director').action_accept_units)
        self.as_(agency, 'office').action_accept_units()
        self.assertEqual(set(sent.mapped('state')), {'approved'})
        self.assertRefused("No unit's report", self.as_(agency, 'office').action_accept_units)

    def test_moment_of_submission_is_that_of_the_first_time(self):
        report = self.report_in('submitted', self.unit_report(self.plan))
        first = report.date_submitted
        self.as_(report, 'office').action_return("Again")
        self.at('2024-04-07')
        self.as_(report, 'head').action_submit()
        self.assertEqual(report.date_submitted, first)
        self.as_(report, 'head').action_recall()
        self.assertFalse(report.date_submitted)

    def test_the_unit_is_told_of_the_decision(self):
        report = self.report_in('draft', self.unit_report(self.plan))
        told = self.notices_of(self.as_(report, 'head').action_submit)
        self.assertEqual(told.res_partner_id, self.users['office'].partner_id)
        told = self.notices_of(self.as_(report, 'office').action_approve)
        self.assertEqual(told.res_partner_id, self.users['head'].partner_id)
