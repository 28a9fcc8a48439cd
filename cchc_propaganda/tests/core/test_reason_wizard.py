from datetime import date

from odoo.tests import tagged

from ..common import CchcCommon


@tagged('post_install', '-at_install')
class TestReasonWizard(CchcCommon):
    """The dialog of a step that asks for a reason: another door to the step's own action, with the same checks."""

    def dialog(self, records, step, login, **values):
        return self.model('cchc.reason.wizard', login, active_model=records._name, active_ids=records.ids).create(
            {'step': step, **values})

    def test_dialog_takes_the_step_on_what_was_selected(self):
        plan = self.plan_in('published')
        duties = self.duty(plan, '2024-M04') | self.duty(plan, '2024-M05')
        dialog = self.dialog(duties, 'exempt', 'office', reason="No staff")
        self.assertEqual((dialog.step_label, dialog.company_id), ("Exempt from the duty", self.company))
        for duty in duties:
            self.assertIn(duty.display_name, dialog.record_names)
        self.assertEqual(dialog.action_confirm(), {'type': 'ir.actions.act_window_close'})
        self.assertEqual(duties.mapped('waiver_reason'), ["No staff"] * 2)
        self.assertEqual(plan.assignment_ids.filtered('waiver'), duties)

    def test_form_with_one_record_gives_its_id(self):
        article = self.article_in('submitted')
        dialog = self.model('cchc.reason.wizard', 'editor', active_model='cchc.article', active_id=article.id).create(
            {'step': 'return', 'reason': "Name the source"})
        dialog.action_confirm()
        self.assertEqual((article.state, article.return_reason), ('draft', "Name the source"))

    def test_every_document_of_the_workflow_is_reached(self):
        row = self.publication_in('published')
        self.dialog(row, 'remove', 'office', reason="Wrong figures").action_confirm()
        self.assertEqual((row.state, row.reason), ('removed', "Wrong figures"))
        plan = self.plan_in('submitted')
        self.dialog(plan, 'return', 'director', reason="Name the units").action_confirm()
        self.assertEqual(plan.state, 'draft')

    def test_reason_is_needed_and_blanks_are_none(self):
        duty = self.assignment_in('open')
        for reason in (False, '', ' \n '):
            self.assertRefused("needs a reason", self.dialog(duty, 'waive', 'office', reason=reason).action_confirm)
        self.assertEqual(duty.state, 'open')

    def test_dialog_gives_no_right(self):
        duty = self.assignment_in('open')
        for login in ('author', 'head', 'editor', 'director'):
            dialog = self.dialog(duty, 'exempt', login, reason="No staff")
            self.assertRefused("up to the Office", dialog.action_confirm)
        self.assertEqual(duty.state, 'open')

    def test_state_is_checked_when_it_is_confirmed(self):
        """Somebody else was faster than the one who wrote the reason."""
        duty = self.assignment_in('open')
        dialog = self.dialog(duty, 'exempt', 'office', reason="No staff")
        self.as_(duty, 'office').action_waive("No longer needed")
        self.assertRefused("No longer asked.*Reload", self.as_(dialog, 'office').action_confirm)

    def test_models_without_a_workflow_are_refused(self):
        for model in ('res.users', 'res.partner', 'cchc.channel', 'cchc.reason.wizard', 'no.such.model'):
            dialog = self.model('cchc.reason.wizard', 'office').create(
                {'res_model': model, 'res_ids': [1], 'step': 'exempt', 'reason': "Why not"})
            self.assertRefused("Open this dialog from a button", dialog.action_confirm)

    def test_only_steps_are_called_no_other_method(self):
        duty = self.assignment_in('open')
        for step in ('write_article', 'unlink', 'approve', '_drop', ''):
            dialog = self.dialog(duty, step, 'office', reason="Why not")
            self.assertRefused("no such step", dialog.action_confirm)

    def test_step_without_a_reason_belongs_to_its_button(self):
        plan = self.plan_in('draft')
        self.assertRefused(
            "asks for no reason", self.dialog(plan, 'submit', 'office', reason="Why not").action_confirm)
        self.assertEqual(plan.state, 'draft')

    def test_postponing_asks_for_the_new_day(self):
        duty = self.assignment_in('open')
        self.assertRefused(
            "Enter the new deadline", self.dialog(duty, 'postpone', 'office', reason="Flood").action_confirm)
        self.dialog(duty, 'postpone', 'office', reason="Flood", date='2024-04-05').action_confirm()
        self.assertEqual(duty.date_deadline, date(2024, 4, 5))

    def test_reassigning_asks_for_the_new_unit(self):
        duty = self.assignment_in('open')
        self.assertRefused("Choose a unit", self.dialog(duty, 'reassign', 'office', reason="Swapped").action_confirm)
        self.dialog(
            duty, 'reassign', 'office', reason="Swapped", department_id=self.units['digital'].id).action_confirm()
        self.assertEqual(duty.department_id, self.units['digital'])

    def test_head_explains_in_the_same_dialog(self):
        duty = self.assignment_in('overdue')
        self.dialog(duty, 'explain', 'head', reason="The author was ill").action_confirm()
        self.assertEqual(duty.explanation, "The author was ill")

    def test_nobody_confirms_the_dialog_of_another_person(self):
        """The web client names its own dialog; a forged id is another person's."""
        dialog = self.dialog(self.assignment_in('open'), 'exempt', 'author', reason="No staff")
        self.assertNotEqual(self.refusal(self.as_(dialog, 'office').action_confirm), '')
