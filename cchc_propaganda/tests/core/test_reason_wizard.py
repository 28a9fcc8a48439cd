# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import date

from odoo.tests import tagged

from ..common import CchcCommon


@tagged('post_install', '-at_install')
class TestReasonWizard(CchcCommon):
    """The dialog of a step that asks for a reason runs the step's own action, with the same checks."""

    def dialog(self, records, step, login, **values):
        return self.model('cchc.reason.wizard', login, active_model=records._name, active_ids=records.ids).create(
            {'step': step, **values})

    def test_dialog_takes_the_step_on_what_was_selected(self):
        plan = self.plan_in('published')
        assignments = self.assignment(plan, '2024-M04') | self.assignment(plan, '2024-M05')
        dialog = self.dialog(assignments, 'exempt', 'office', reason="No staff")
        self.assertEqual((dialog.step_label, dialog.company_id), ("Exempt from the assignment", self.company))
        for assignment in assignments:
            self.assertIn(assignment.display_name, dialog.record_names)
        self.assertEqual(dialog.action_confirm(), {'type': 'ir.actions.act_window_close'})
        self.assertEqual(assignments.mapped('waiver_reason'), ["No staff"] * 2)
        self.assertEqual(plan.assignment_ids.filtered('waiver'), assignments)

    def test_form_with_one_record_gives_its_id(self):
        article = self.article_in('submitted')
        dialog = self.model('cchc.reason.wizard', 'editor', active_model='cchc.article', active_id=article.id).create(
            {'step': 'return', 'reason': "Name the source"})
        dialog.action_confirm()
        self.assertEqual((article.state, article.return_reason), ('draft', "Name the source"))

    def test_every_document_of_the_workflow_is_reached(self):
        publication = self.publication_in('published')
        self.dialog(publication, 'remove', 'office', reason="Wrong figures").action_confirm()
        self.assertEqual((publication.state, publication.reason), ('removed', "Wrong figures"))
        plan = self.plan_in('submitted')
        self.dialog(plan, 'return', 'director', reason="Name the units").action_confirm()
        self.assertEqual(plan.state, 'draft')

    def test_reason_is_needed_and_blanks_are_none(self):
        assignment = self.assignment_in('open')
        for reason in (False, '', ' \n '):
            dialog = self.dialog(assignment, 'waive', 'office', reason=reason)
            self.assertRefused("needs a reason", dialog.action_confirm)
        self.assertEqual(assignment.state, 'open')

    def test_dialog_gives_no_right(self):
        assignment = self.assignment_in('open')
        for login in ('author', 'head', 'editor', 'director'):
            dialog = self.dialog(assignment, 'exempt', login, reason="No staff")
            self.assertRefused("up to the Office", dialog.action_confirm)
        self.assertEqual(assignment.state, 'open')

    def test_state_is_checked_when_it_is_confirmed(self):
        """Somebody else took a step while the reason was being written."""
        assignment = self.assignment_in('open')
        dialog = self.dialog(assignment, 'exempt', 'office', reason="No staff")
        self.as_(assignment, 'office').action_waive("No longer needed")
        self.assertRefused("No longer asked.*Reload", self.as_(dialog, 'office').action_confirm)

    def test_models_without_a_workflow_are_refused(self):
        for model in ('res.users', 'res.partner', 'cchc.channel', 'cchc.reason.wizard', 'no.such.model'):
            dialog = self.model('cchc.reason.wizard', 'office').create(
                {'res_model': model, 'res_ids': [1], 'step': 'exempt', 'reason': "Why not"})
            self.assertRefused("opens from a button on the document", dialog.action_confirm)

    def test_only_steps_are_called_no_other_method(self):
        assignment = self.assignment_in('open')
        for step in ('write_article', 'unlink', 'approve', '_drop', ''):
            dialog = self.dialog(assignment, step, 'office', reason="Why not")
            self.assertRefused("no such step", dialog.action_confirm)

    def test_step_without_a_reason_belongs_to_its_button(self):
        plan = self.plan_in('draft')
        self.assertRefused(
            "asks for no reason", self.dialog(plan, 'submit', 'office', reason="Why not").action_confirm)
        self.assertEqual(plan.state, 'draft')

    def test_postponing_asks_for_the_new_day(self):
        assignment = self.assignment_in('open')
        self.assertRefused(
            "Enter the new deadline", self.dialog(assignment, 'postpone', 'office', reason="Flood").action_confirm)
        self.dialog(assignment, 'postpone', 'office', reason="Flood", date='2024-04-05').action_confirm()
        self.assertEqual(assignment.date_deadline, date(2024, 4, 5))

    def test_reassigning_asks_for_the_new_unit(self):
        assignment = self.assignment_in('open')
        self.assertRefused(
            "Choose a unit", self.dialog(assignment, 'reassign', 'office', reason="Swapped").action_confirm)
        self.dialog(
            assignment, 'reassign', 'office', reason="Swapped", department_id=self.units['digital'].id).action_confirm()
        self.assertEqual(assignment.department_id, self.units['digital'])

    def test_head_explains_in_the_same_dialog(self):
        assignment = self.assignment_in('overdue')
        self.dialog(assignment, 'explain', 'head', reason="The author was ill").action_confirm()
        self.assertEqual(assignment.explanation, "The author was ill")

    def test_nobody_confirms_the_dialog_of_another_person(self):
        """The web client sends the id of its own dialog; a forged id belongs to another person."""
        dialog = self.dialog(self.assignment_in('open'), 'exempt', 'author', reason="No staff")
        self.assertNotEqual(self.refusal(self.as_(dialog, 'office').action_confirm), '')
