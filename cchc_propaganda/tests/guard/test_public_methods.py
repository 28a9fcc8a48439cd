# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from contextlib import suppress

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .access import AccessCase
from .public_methods import only_reading, public_methods

REASON = "For no good reason"
# Those not involved in the record who get through: an article of ``press`` that waits for review, its publication, its
# assignment and its plan. One line for each public method of this addon; a new method without a line fails.
WEAK = ('plain', 'portal', 'public', 'stranger', 'outsider')
NOBODY = frozenset()
OTHERS = {'outsider'}       # the method creates a record of their own agency
READER = {'stranger'}       # the record is public in the agency, and the method only opens it
METHODS = {
    ('res.company', 'cchc_first_steps'): ((), NOBODY),
    ('res.company', 'action_apply_profile'): (('commune',), NOBODY),
    ('res.company', 'action_suggest_channels'): ((), NOBODY),
    ('res.company', 'action_remind_of_step'): (('plan',), NOBODY),
    ('cchc.genre', 'action_own_copy'): ((), OTHERS),
    ('cchc.outreach.form', 'action_own_copy'): ((), OTHERS),
    ('cchc.subject', 'action_own_copy'): ((), OTHERS),
    ('cchc.legal.basis', 'action_replace'): ((), NOBODY),
    ('cchc.reorganisation', 'action_preview'): ((), NOBODY),
    ('cchc.reorganisation', 'action_schedule'): ((), NOBODY),
    ('cchc.reorganisation', 'action_reopen'): ((), NOBODY),
    ('cchc.reorganisation', 'action_apply'): ((), NOBODY),
    ('cchc.reorganisation', 'action_cancel'): ((REASON,), NOBODY),
    ('cchc.reorganisation.target', 'action_take_the_rest'): ((), NOBODY),
    ('cchc.difficulty', 'action_receive'): ((), NOBODY),
    ('cchc.difficulty', 'action_forward'): ((), NOBODY),
    ('cchc.difficulty', 'action_answer'): ((REASON,), NOBODY),
    ('cchc.difficulty', 'action_resolve'): ((), NOBODY),
    ('cchc.outreach', 'action_submit'): ((), NOBODY),
    ('cchc.outreach', 'action_approve'): ((), NOBODY),
    ('cchc.outreach', 'action_return'): ((REASON,), NOBODY),
    ('cchc.outreach', 'action_cancel'): ((REASON,), NOBODY),
    ('cchc.outreach', 'action_count_for'): ((lambda test: test.records['cchc.assignment'].id,), NOBODY),
    ('cchc.review.step', 'action_own_copy'): ((), OTHERS),
    ('cchc.reminder.rule', 'action_own_copy'): ((), OTHERS),
    ('cchc.article', 'action_submit'): ((), NOBODY),
    ('cchc.article', 'action_recall'): ((), NOBODY),
    ('cchc.article', 'action_approve'): ((REASON,), NOBODY),
    ('cchc.article', 'action_return'): ((REASON,), NOBODY),
    ('cchc.article', 'action_publish'): ((), NOBODY),
    ('cchc.article', 'action_register'): ((), NOBODY),
    ('cchc.article', 'action_cancel'): ((REASON,), NOBODY),
    ('cchc.article', 'action_enter_link'): ((), NOBODY),
    ('cchc.article', 'action_correct'): ((), NOBODY),
    ('cchc.article', 'action_verify_approval'): ((), NOBODY),
    ('cchc.article', 'read_versions'): ((), NOBODY),
    ('cchc.article', 'compare_typed'): (({'body': "<p>x</p>"},), NOBODY),
    ('cchc.article', 'announce_presence'): (('tab',), NOBODY),
    ('cchc.article', 'action_download_package'): ((), NOBODY),
    ('cchc.article', 'action_count_for'): ((lambda test: test.records['cchc.assignment'].id,), NOBODY),
    ('cchc.article.word', 'action_read'): ((), NOBODY),
    ('cchc.my.list', 'action_print'): ((), NOBODY),
    ('cchc.send.wizard', 'action_mail'): ((), NOBODY),
    ('cchc.send.wizard', 'action_record'): ((), NOBODY),
    ('cchc.article.import', 'action_preview'): ((), NOBODY),
    ('cchc.article.import', 'action_record'): ((), NOBODY),
    ('cchc.article.import', 'action_restart'): ((), NOBODY),
    ('cchc.article.import', 'action_open_recorded'): ((), NOBODY),
    ('cchc.article.import', 'action_download_template'): ((), {'outsider'}),    # an empty list of the caller's agency
    ('cchc.outreach.import', 'action_preview'): ((), NOBODY),
    ('cchc.outreach.import', 'action_record'): ((), NOBODY),
    ('cchc.outreach.import', 'action_restart'): ((), NOBODY),
    ('cchc.outreach.import', 'action_open_recorded'): ((), NOBODY),
    ('cchc.legal.document.import', 'action_preview'): ((), NOBODY),
    ('cchc.legal.document.import', 'action_record'): ((), NOBODY),
    ('cchc.legal.document.import', 'action_restart'): ((), NOBODY),
    ('cchc.legal.document.import', 'action_open_recorded'): ((), NOBODY),
    ('cchc.legal.document.import', 'action_download_template'): ((), {'outsider'}),     # an empty list
    ('cchc.outreach.import', 'action_download_template'): ((), {'stranger', 'outsider'}),   # an empty list
    ('cchc.publication', 'action_send'): ((), NOBODY),
    ('cchc.publication', 'action_publish'): ((), NOBODY),
    ('cchc.publication', 'action_refuse'): ((REASON,), NOBODY),
    ('cchc.publication', 'action_remove'): ((REASON,), NOBODY),
    ('cchc.publication', 'action_enter_link'): ((), NOBODY),
    ('cchc.topic', 'action_confirm_result'): ((), NOBODY),
    ('cchc.topic', 'action_propose_result'): ((), NOBODY),
    ('cchc.plan', 'action_print_docx'): ((), READER),
    ('cchc.plan', 'action_print_pdf'): ((), READER),
    ('cchc.plan', 'action_print_results'): ((), READER),
    ('cchc.word.template', 'action_use_shared'): ((), {'outsider'}),    # names no template, so deletes none
    ('cchc.plan', 'action_submit'): ((), NOBODY),
    ('cchc.plan', 'action_recall'): ((), NOBODY),
    ('cchc.plan', 'action_approve'): ((), NOBODY),
    ('cchc.plan', 'action_return'): ((REASON,), NOBODY),
    ('cchc.plan', 'action_publish'): ((), NOBODY),
    ('cchc.plan', 'action_cancel'): ((REASON,), NOBODY),
    ('cchc.plan', 'action_terminate'): ((REASON,), NOBODY),
    ('cchc.plan', 'action_close'): ((), NOBODY),
    ('cchc.plan', 'action_check'): ((), READER),
    ('cchc.plan', 'action_open_assignments'): ((), READER),
    ('cchc.plan', 'action_open_articles'): ((), READER),
    ('cchc.plan', 'action_generate_assignments'): ((), NOBODY),
    ('cchc.plan', 'action_roll_over'): ((), NOBODY),
    ('cchc.plan', 'action_amend'): ((), NOBODY),
    ('cchc.plan', 'action_offer'): ((), NOBODY),
    ('cchc.plan', 'action_take_back_offer'): ((), NOBODY),
    ('cchc.plan', 'action_draft_from_template'): ((), NOBODY),
    ('cchc.plan', 'action_open_amendments'): ((), READER),
    ('cchc.assignment', 'action_exempt'): ((REASON,), NOBODY),
    ('cchc.assignment', 'action_waive'): ((REASON,), NOBODY),
    ('cchc.assignment', 'action_reopen'): ((REASON,), NOBODY),
    ('cchc.assignment', 'action_postpone'): (('2024-04-01', REASON), NOBODY),
    ('cchc.assignment', 'action_reassign'): ((lambda test: test.units['digital'].id, REASON), NOBODY),
    ('cchc.assignment', 'action_explain'): ((REASON,), NOBODY),
    ('cchc.assignment', 'action_record_outreach'): ((), READER),     # opens an empty form
    ('cchc.assignment', 'action_write_article'): ((), READER),     # opens an empty form
    ('cchc.assignment', 'action_count_article'): ((lambda test: test.records['cchc.article'].id,), NOBODY),
    ('cchc.assignment', 'action_count_outreach'): ((lambda test: test.records['cchc.outreach'].id,), NOBODY),
    ('cchc.assignment', 'get_reminder_text'): (
        (lambda test: test.units['press'].id, lambda test: test.records['cchc.plan'].id), NOBODY),
    ('cchc.calendar.event', 'action_open'): ((), READER),
    ('cchc.calendar.event', 'get_unusual_days'): (('2024-03-01', '2024-03-31'), {'stranger', 'outsider'}),
    ('cchc.reminder.log', 'action_open_record'): ((), NOBODY),
    ('cchc.workflow.log', 'action_open_record'): ((), NOBODY),
    ('cchc.reason.wizard', 'action_confirm'): ((), NOBODY),
    ('cchc.plan.import', 'action_preview'): ((), NOBODY),
    ('cchc.plan.import', 'action_restart'): ((), NOBODY),
    ('cchc.plan.import', 'action_import'): ((), NOBODY),
    ('cchc.plan.import.line', 'action_accept'): ((), NOBODY),
    ('cchc.plan.import.line', 'action_read_again'): ((), NOBODY),
    ('cchc.plan.import.name', 'action_remember'): ((), NOBODY),
    ('cchc.plan.import.name', 'action_once'): ((), NOBODY),
    ('cchc.plan.import.name', 'action_leave'): ((), NOBODY),
    ('cchc.plan.import.name', 'action_add_unit'): ((), NOBODY),
    ('cchc.plan.import.head', 'action_correct_year'): ((), NOBODY),
    ('cchc.settings', 'action_save'): ((), NOBODY),
    ('cchc.mail.check', 'action_send'): ((), NOBODY),
    ('cchc.department.wizard', 'action_save'): ((), NOBODY),
    ('cchc.department.wizard', 'action_archive_unit'): ((), NOBODY),
    ('cchc.department.wizard', 'action_unarchive_unit'): ((), NOBODY),
    ('cchc.person', 'action_new_password'): ((), NOBODY),
    ('cchc.person.add', 'action_add'): ((), NOBODY),
    ('cchc.person.add', 'action_take_back'): ((), NOBODY),
    ('cchc.person.move', 'action_confirm'): ((), NOBODY),
    ('cchc.person.import', 'action_preview'): ((), NOBODY),
    ('cchc.person.import', 'action_restart'): ((), NOBODY),
    ('cchc.person.import', 'action_record'): ((), NOBODY),
    ('cchc.person.import.line', 'action_confirm_unit'): ((), NOBODY),
    # Screens: each participant sees their own work, in their own agency.
    ('cchc.my.work', 'get_data'): (('unit',), {'stranger', 'outsider'}),
    ('cchc.article', 'action_open_review'): ((), {'stranger', 'outsider'}),
    ('cchc.dashboard', 'get_data'): ((), {'stranger', 'outsider'}),
}

# Those of them that only read, so that a replica of the database can answer them: `@api.readonly`.
READING = {
    ('res.company', 'cchc_first_steps'),
    ('cchc.article', 'action_open_review'),
    ('cchc.article', 'action_enter_link'),
    ('cchc.article', 'action_correct'),
    ('cchc.article', 'action_verify_approval'),
    ('cchc.article', 'action_download_package'),
    ('cchc.article', 'read_versions'),
    ('cchc.article', 'compare_typed'),
    ('cchc.publication', 'action_enter_link'),
    ('cchc.plan', 'action_print_docx'),
    ('cchc.plan', 'action_print_pdf'),
    ('cchc.plan', 'action_print_results'),
    ('cchc.plan', 'action_check'),
    ('cchc.plan', 'action_open_assignments'),
    ('cchc.plan', 'action_open_articles'),
    ('cchc.plan', 'action_open_amendments'),
    ('cchc.assignment', 'action_record_outreach'),
    ('cchc.assignment', 'action_write_article'),
    ('cchc.calendar.event', 'action_open'),
    ('cchc.calendar.event', 'get_unusual_days'),
    ('cchc.reminder.log', 'action_open_record'),
    ('cchc.workflow.log', 'action_open_record'),
    ('cchc.my.work', 'get_data'),
    ('cchc.dashboard', 'get_data'),
    ('cchc.my.list', 'action_print'),
    *((f'cchc.{name}.import', f'action_{step}') for name in ('article', 'outreach', 'legal.document')
      for step in ('open_recorded', 'download_template')),
}


@tagged('post_install', '-at_install')
class TestPublicMethods(AccessCase):
    """Every public method checks its rights itself: anybody can call a method whose name has no leading underscore, and
    rights on records do not protect a method that uses sudo()."""

    def test_every_public_method_has_its_line(self):
        methods = public_methods(self.env, 'cchc_propaganda')
        self.assertEqual(methods - set(METHODS), set(), "say who may call it")
        self.assertEqual(set(METHODS) - methods, set(), "there is no such method")
        self.assertEqual(only_reading(self.env, 'cchc_propaganda'), READING)

    def basis_of(self, plan):
        """Return a legal basis of an issued plan."""
        return self.env['cchc.plan']._with_gate().env['cchc.legal.basis'].create({'plan_id': plan.id, 'name': "Decree"})

    def build(self):
        plan = self.plan_in('published')
        assignment = self.assignment(plan, '2024-M03')
        article = self.article_in('submitted', assignments=[assignment])
        self.records = {
            'res.company': self.company,
            'cchc.plan': plan, 'cchc.topic': plan.topic_ids, 'cchc.assignment': assignment, 'cchc.article': article,
            'cchc.publication': article.publication_ids, 'cchc.legal.basis': self.basis_of(plan),
            'cchc.genre': self.genre, 'cchc.review.step': self.env.ref('cchc_propaganda.review_step_board'),
            'cchc.reminder.rule': self.env.ref('cchc_propaganda.reminder_late_1'),
            'cchc.difficulty': self.model('cchc.difficulty', 'head').create(
                {'name': "No staff", 'department_id': self.units['press'].id}),
            'cchc.reorganisation': (split := self.env['cchc.reorganisation'].create({
                'company_id': self.company.id, 'kind': 'rename', 'old_department_ids': self.units['union'].ids,
                'new_name': "Trade union", 'basis': "Decision 12", 'target_ids': [Command.create({'name': "Other"})]})),
            'cchc.reorganisation.target': split.target_ids,
            'cchc.outreach.form': self.env.ref('cchc_propaganda.outreach_form_study'),
            'cchc.subject': self.env.ref('cchc_propaganda.subject_digital'),
            'cchc.outreach': self.model('cchc.outreach', 'author').create({
                'name': "Conference", 'form_id': self.env.ref('cchc_propaganda.outreach_form_integrated').id}),
            'cchc.calendar.event': self.env['cchc.calendar.event'].search([('assignment_id', '=', assignment.id)]),
            'cchc.article.word': self.env['cchc.article.word'].create({'article_id': article.id}),
            'cchc.my.list': self.env['cchc.my.list'].create({}),
            'cchc.send.wizard': self.env['cchc.send.wizard'].create({'publication_id': article.publication_ids.id}),
            'cchc.article.import': self.env['cchc.article.import'].create(
                {'company_id': self.company.id, 'text': "Title\tLink\nA\thttps://a.vn/1"}),
            'cchc.outreach.import': self.env['cchc.outreach.import'].create(
                {'company_id': self.company.id, 'text': "What was done\tHeld on\nA\t5/3/2024"}),
            'cchc.legal.document.import': self.env['cchc.legal.document.import'].create(
                {'company_id': self.company.id, 'text': "Nghị quyết số 76/NQ-CP ngày 15/7/2021"}),
            'cchc.plan.import': (from_file := self.env['cchc.plan.import'].create(
                {'company_id': self.company.id, 'year': 2024})),
            'cchc.plan.import.line': self.env['cchc.plan.import.line'].create({'wizard_id': from_file.id, 'code': '1'}),
            'cchc.plan.import.name': self.env['cchc.plan.import.name'].create({
                'wizard_id': from_file.id, 'words': "The new press", 'department_id': self.units['press'].id}),
            'cchc.plan.import.head': self.env['cchc.plan.import.head'].create({
                'wizard_id': from_file.id, 'kind': 'appendix_title', 'value': "NĂM 2023"}),
            'cchc.settings': self.env['cchc.settings'].create(
                {'company_id': self.company.id, 'cchc_tz': 'Asia/Ho_Chi_Minh'}),
            'cchc.mail.check': self.env['cchc.mail.check'].create(
                {'company_id': self.company.id, 'email_from': 'a@agency.example', 'email_to': 'b@agency.example'}),
            'cchc.department.wizard': self.env['cchc.department.wizard'].with_context(
                allowed_company_ids=self.company.ids).create({'department_id': self.units['press'].id}),
            'cchc.person': self.env['cchc.person'].browse(self.users['author'].id),
            'cchc.person.add': self.env['cchc.person.add'].with_company(self.company).create(
                {'name': "X", 'login': 'xxx', 'department_id': self.units['press'].id}),
            'cchc.person.move': self.env['cchc.person.move'].create(
                {'kind': 'leave', 'user_ids': self.users['author'].ids}),
            'cchc.person.import': (staff := self.env['cchc.person.import'].create(
                {'company_id': self.company.id, 'text': "Full name\tUnit\nA\tPress"})),
            'cchc.person.import.line': self.env['cchc.person.import.line'].create({
                'wizard_id': staff.id, 'name': "A", 'login': 'aaa', 'department_id': self.units['press'].id}),
            'cchc.reason.wizard': self.env['cchc.reason.wizard'].create(
                {'res_model': 'cchc.article', 'res_ids': article.ids, 'step': 'return', 'reason': REASON}),
        }
        self.model('cchc.assignment', 'office').get_reminder_text(self.units['press'].id, plan.id)
        self.records['cchc.reminder.log'] = self.env['cchc.reminder.log'].search([
            ('res_model', '=', 'cchc.plan'), ('res_id', '=', plan.id)])
        self.records['cchc.workflow.log'] = self.env['cchc.workflow.log'].search([
            ('res_model', '=', 'cchc.article')], limit=1)

    def test_who_has_no_part_in_a_record_gets_nowhere(self):
        self.build()
        for (model, method), (__, allowed) in METHODS.items():
            record = self.records.get(model, self.env[model])
            values = self.arguments(model, method)
            with self.subTest(model=model, method=method):
                self.assertEqual(self.let_through(WEAK, record, method, *values), allowed)
        # What says that it only reads writes nothing: Odoo would call it a second time, on the primary.
        self.assertEqual(self.refused_reading(self.records, READING, self.arguments), {
            ('cchc.article', 'action_enter_link'), ('cchc.article', 'action_correct'), ('cchc.my.list', 'action_print'),
            *((model, method) for model, method in READING if method == 'action_open_recorded'),
        }, "refused, for the article is not posted yet, or the dialog is somebody else's")

    def arguments(self, model, method):
        return [value(self) if callable(value) else value for value in METHODS[model, method][0]]

    def test_method_reached_on_no_record_at_all_does_nothing(self):
        """A client may leave out the ids; the method must not then work on all records."""
        self.build()
        for model, method in METHODS:
            values = self.arguments(model, method)
            if method.startswith('get_'):
                continue
            before = self.states()
            for login in ('stranger', 'outsider'):
                with self.subTest(model=model, method=method, login=login), self.undone():
                    with suppress(UserError, ValueError):   # "Expected singleton" is one
                        getattr(self.model(model, login), method)(*values)
                    self.assertEqual(self.states(), before)

    def states(self):
        self.env.invalidate_all()
        return {model: record.mapped('state') for model, record in self.records.items()
                if model.startswith('cchc.') and 'state' in record._fields}
