# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from ast import literal_eval

from lxml import etree

from odoo.tests import TransactionCase, tagged

from ...tools.workflow import WorkflowError, check_table

# STYLE §4: the steps of each model, and the computed states, to which no step leads.
STEPS = {
    'cchc.plan': {'submit', 'approve', 'return', 'publish', 'recall', 'cancel', 'terminate', 'close'},
    'cchc.article': {'submit', 'recall', 'approve', 'return', 'publish', 'register', 'cancel'},
    'cchc.publication': {'send', 'publish', 'refuse', 'remove'},
    'cchc.outreach': {'submit', 'approve', 'return', 'cancel'},
    'cchc.difficulty': {'receive', 'forward', 'answer', 'resolve'},
    'cchc.assignment': {'exempt', 'waive', 'reopen', 'postpone', 'reassign', 'explain'},
    'cchc.reorganisation': {'schedule', 'reopen', 'apply', 'cancel'},
}
COMPUTED = {'cchc.assignment': {'done', 'late', 'overdue'}}
# The dialog asks for the reason, the day or the unit.
IN_DIALOG = {
    'cchc.plan': {'return', 'cancel', 'terminate'}, 'cchc.article': {'return', 'cancel'},
    'cchc.publication': {'refuse', 'remove'}, 'cchc.outreach': {'return', 'cancel'}, 'cchc.difficulty': {'answer'},
    'cchc.reorganisation': {'cancel'},
    'cchc.assignment': STEPS['cchc.assignment']}
# With self-approval allowed, users approve their own articles through the dialog.
EITHER_WAY = {('cchc.article', 'approve')}


@tagged('post_install', '-at_install')
class TestWorkflowTables(TransactionCase):

    def setUp(self):
        super().setUp()
        self.env = self.env(context={'lang': 'en_US'})

    def test_every_model_with_a_workflow_is_in_these_tests(self):
        inheriting = {
            name for name in self.registry['cchc.workflow.mixin']._inherit_children
            if not self.registry[name]._abstract and self.registry[name]._original_module == 'cchc_propaganda'}
        self.assertGreaterEqual(inheriting, set(STEPS))
        for model in inheriting:
            self.assertTrue(self.env[model]._transitions)

    def test_tables_are_sound(self):
        """Every step is named once and joins declared states, and every state is reached."""
        for model, steps in STEPS.items():
            with self.subTest(model=model):
                Model = self.env[model]
                self.assertEqual({step.name for step in Model._transitions}, steps)
                states = dict(Model._fields['state'].selection)
                computed = COMPUTED.get(model, set())
                if computed:
                    with self.assertRaises(WorkflowError) as caught:
                        check_table(Model._transitions, states, Model._first_state())
                    self.assertEqual(str(caught.exception), f'no step reaches {sorted(computed)}')
                else:
                    check_table(Model._transitions, states, Model._first_state())

    def test_every_step_has_its_action_its_flag_and_its_word(self):
        for model, steps in STEPS.items():
            Model = self.env[model]
            self.assertEqual(set(Model._step_labels()), steps)
            self.assertEqual({name for name in Model._fields if name.startswith('can_')} & {
                f'can_{step}' for step in steps}, {f'can_{step}' for step in steps})
            for step in Model._transitions:
                with self.subTest(model=model, step=step.name):
                    self.assertTrue(callable(getattr(Model, f'action_{step.name}')))
                    for method in filter(None, (step.who, step.guard, step.effect, step.after)):
                        self.assertTrue(callable(getattr(Model, method)))
                        self.assertTrue(method.startswith('_'), "not for RPC")
                    for group in filter(None, step.groups.split(',')):
                        self.assertTrue(self.env.ref(group), "an unknown group is just nobody")

    def form(self, model):
        """Return the form as the model's users get it, inherited views included."""
        return etree.fromstring(self.env[model].get_view(view_type='form')['arch'])

    def step_of(self, node):
        """Return the step of a button and whether it opens the dialog; ``(None, None)`` for other buttons."""
        context = node.get('context') or ''
        if 'default_step' in context:
            return literal_eval(context)['default_step'], True
        name = node.get('name') or ''
        return (name.removeprefix('action_'), False) if name.startswith('action_') else (None, None)

    def test_header_has_a_button_for_each_step_that_hides_where_the_step_is_not_possible(self):
        """STYLE §4: ``action_<step>`` or the reason dialog ↔ ``invisible="not can_<step>"``."""
        for model, steps in STEPS.items():
            shown = set()
            for button in self.form(model).iterfind('header/button'):
                step, in_dialog = self.step_of(button)
                if step not in steps:
                    continue
                shown.add(step)
                with self.subTest(model=model, step=step):
                    conditions = (button.get('invisible') or '').split(' or ')
                    self.assertIn(f'not can_{step}', conditions)
                    if (model, step) not in EITHER_WAY:
                        self.assertEqual(in_dialog, step in IN_DIALOG[model])
                    self.assertEqual(button.get('type'), 'action' if in_dialog else 'object')
                    word = self.env[model]._step_labels()[step]
                    if in_dialog:   # the dialog is titled with its step
                        dialog = self.env['ir.actions.act_window'].browse(int(button.get('name')))
                        self.assertEqual((dialog.res_model, dialog.name), ('cchc.reason.wizard', word))
                        self.assertEqual(literal_eval(dialog.context), {'default_step': step})
                    self.assertEqual(button.get('string').removesuffix('…'), word)
                    self.assertEqual(button.get('string').endswith('…'), in_dialog, "… says that more is asked")
            self.assertEqual(shown, steps, model)

    def test_buttons_outside_the_header_hide_as_well(self):
        """On cards and in lists a flag of the server, never a state, shows the button of a step."""
        models = {model: self.env[model] for model in STEPS}
        for model, Model in models.items():
            for kind in ('form', 'kanban', 'list'):
                arch = etree.fromstring(Model.get_view(view_type=kind)['arch'])
                for node in arch.iter('button', 'a'):
                    if node.getparent().tag == 'header':
                        continue
                    step, __ = self.step_of(node)
                    if step not in set().union(*STEPS.values()):
                        continue
                    with self.subTest(model=model, kind=kind, step=step):
                        self.assertIn('can_', ' '.join(filter(None, (
                            node.get('invisible'), node.get('t-if'), node.get('t-elif')))))

    def test_state_is_shown_and_never_typed(self):
        for model in STEPS:
            for kind in ('form', 'kanban', 'list'):
                arch = etree.fromstring(self.env[model].get_view(view_type=kind)['arch'])
                for node in arch.iter('field'):
                    if node.get('name') == 'state' and node.get('widget') == 'statusbar':
                        self.assertNotIn('clickable', node.get('options') or '')
            self.assertTrue(self.env[model]._fields['state'].readonly)
