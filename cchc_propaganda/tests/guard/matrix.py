# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from functools import partial
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError

from ..common import CchcCommon

NO_ACCESS = "The rules of access do not let you."
REASON = "For a good reason"
# Context keys that a client may send; none may pass the gate. (The gate's key is an object: no client can send it.)
FORGED = {
    'cchc_gate': True, 'default_state': 'published', 'default_approved_by_id': 1, 'tracking_disable': True,
    'mail_notrack': True, 'import_file': True, 'install_mode': True, 'active_test': False, 'no_check': True,
    'su': True, 'uid': 1,
}
FORGED_AS_TEXT = {'cchc_gate': '<object object at 0x7f0000000000>'}


class Built(dict):
    """One record for each state, built on first use."""

    def __init__(self, states, build):
        super().__init__()
        self._states, self._build = states, build

    def __missing__(self, state):
        self[state] = self._build(state)
        return self[state]

    def items(self):
        return [(state, self[state]) for state in self._states]


class MatrixCase(CchcCommon):
    """Every role tries every step in every state through every door. The test compares all successes with what the
    design allows, copied by hand: nothing is derived from the tables under test.

    A matrix is ``{(state, step or target): {login, …}}``; a pair that is missing is refused to everybody.
    """
    reasons = ()        # steps that ask for a reason
    arguments = {}      # step -> further arguments, before the reason
    stays = ()          # steps that do not change the state

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Skip Odoo's search for the rules to blame: it takes longer than the rest of a refusal.
        cls.startClassPatcher(patch.object(
            cls.registry['ir.rule'], '_make_access_error', lambda rule, operation, records: AccessError(NO_ACCESS)))

    def call(self, record, step):
        """Press the button of the step, with all that it asks for."""
        return self.action(record, step)(*([REASON] if step in self.reasons else ()))

    def action(self, record, step):
        """Return the step's action, to be called with its reason."""
        arguments = [argument(self) if callable(argument) else argument for argument in self.arguments.get(step, ())]
        return partial(getattr(record, f'action_{step}'), *arguments)

    def passes(self, record, login, door, context):
        """Return the state of the record after this user passes the door, False when the user is refused; then the
        state is unchanged."""
        state = record.state
        with self.undone():
            try:
                door(self.as_(record, login, **context))
                self.env.flush_all()
            except UserError:
                self.assertEqual(record.with_env(self.env).state, state)
                return False
            return record.with_env(self.env).state

    def got_through(self, records, doors, context, logins=None):
        """Return ``{(state, door): {login, …}}`` of all who got through, and ``{(state, door): new state}``."""
        passed, targets = {}, {}
        for state, record in records.items():
            for name, door in doors.items():
                for login in logins or self.users:
                    if name != record.state and (after := self.passes(record, login, door, context)):
                        passed.setdefault((state, name), set()).add(login)
                        targets[state, name] = after
        return passed, targets

    def check_steps(self, records, steps, expected, targets, exceptions=()):
        """Compare who gets through by the buttons, and to which state, with any context. ``exceptions``: other targets
        from some states."""
        doors = {step: lambda record, step=step: self.call(record, step) for step in steps}
        passed, reached = self.got_through(records, doors, FORGED)
        self.assertEqual(self.sorted(passed), self.sorted(expected))
        self.assertEqual(reached, {
            key: dict(exceptions).get(key, targets[key[1]] or records[key[0]].state) for key in expected})

    def check_writes(self, records, states, expected, logins):
        """Compare who gets through by ``write`` (as an import, a kanban drag and a list edit do), for everybody; by the
        form's calls and with another forged context, for these logins."""
        for name, context, some, door in (
                ('write', FORGED, None, lambda record, state: record.write({'state': state})),
                ('write', FORGED_AS_TEXT, logins, lambda record, state: record.write({'state': state})),
                ('web_save', {}, logins, lambda record, state: record.web_save({'state': state}, {}))):
            with self.subTest(door=name, context=context):
                doors = {state: lambda record, state=state, door=door: door(record, state) for state in states}
                passed, reached = self.got_through(records, doors, context, some)
                self.assertEqual(self.sorted(passed), self.sorted(self.of(expected, some)))
                self.assertTrue(all(state == target for (__, target), state in reached.items()))

    def of(self, expected, logins):
        return {key: allowed & set(logins or self.users) for key, allowed in expected.items()}

    def check_imports(self, records, states, expected, logins):
        """Compare who gets through by importing a file that names the record."""
        def load(record, state):
            result = record.load(['.id', 'state'], [[str(record.id), state]])
            if not result['ids']:
                raise UserError(str(result['messages']))
        doors = {state: lambda record, state=state: load(record, state) for state in states}
        passed, __ = self.got_through(records, doors, {}, logins)
        self.assertEqual(self.sorted(passed), self.sorted(self.of(expected, logins)))

    def check_creation(self, model, values, states, logins, batch=True):
        """Assert that every record begins in the first state, whoever creates it and however the state is given;
        ``batch``: two such records may exist at once."""
        first, *others = states
        without_default = {key: value for key, value in FORGED.items() if not key.startswith('default_')}
        for login in logins:
            create = self.model(model, login)
            self.assertAllowed(create.create, [values])
            self.assertAllowed(create.create, [{**values, 'state': first}])
            for state in others:
                with self.subTest(login=login, state=state):
                    self.assertRefused("begins as", create.create, [{**values, 'state': state}])
                    if batch:
                        self.assertRefused("begins as", create.create, [values, {**values, 'state': state}])
                    self.assertRefused("begins as", create.with_context(default_state=state).create, [values])
                    self.assertRefused("begins as", create.with_context(
                        **{**without_default, 'default_state': state}).create, [values])

    def check_flags(self, records, steps, expected):
        """Assert that ``can_<step>`` is true exactly for those who get through (among the readers of the record)."""
        names = [f'can_{step}' for step in steps]
        for state, record in records.items():
            for login in self.users:
                seen = self.as_(record, login)
                if not seen.has_access('read'):
                    continue
                [flags] = seen.read(names)
                for step in steps:
                    with self.subTest(state=state, login=login, step=step):
                        self.assertEqual(flags[f'can_{step}'], login in expected.get((state, step), ()))

    def check_reasons(self, records, expected):
        """Assert that a step without a reason is refused with the instruction and keeps the state."""
        for (state, step), logins in expected.items():
            if step not in self.reasons:
                continue
            for reason in ('', ' \n ', None, False):
                with self.subTest(state=state, step=step, reason=reason):
                    record = self.as_(records[state], min(logins))
                    self.assertRefused("needs a reason|Write why", self.action(record, step), reason)

    def check_lines(self, records, expected, document=lambda record: record):
        """Assert that each step writes exactly one line in the chatter (who, from, to, why), with any context."""
        for (state, step), logins in expected.items():
            login, record = min(logins), records[state]
            with self.subTest(state=state, step=step, login=login), self.undone():
                words = dict(record.with_context(lang='en_US')._fields['state']._description_selection(record.env))
                before = self.lines(document(record))
                source = words[record.state]
                self.call(self.as_(record, login, tracking_disable=True, mail_notrack=True), step)
                target = words[record.with_env(self.env).state]
                label = record.with_context(lang='en_US')._step_labels()[step]
                button = f'<b>{label}</b>'
                own = (self.lines(document(record)) - before).filtered(lambda line, button=button: button in line.body)
                self.assertEqual(len(own), 1, own.mapped('body'))
                self.assertEqual(own.author_id, self.users[login].partner_id)
                if source != target and step not in self.stays:
                    self.assertIn(f"{source} → {target}", own.body)
                if step in self.reasons:
                    self.assertIn(REASON, own.body)
                self.assertEqual((record.last_step_by_id, record.date_last_step), (self.users[login], self.clock()))

    def sorted(self, matrix):
        return {key: sorted(logins) for key, logins in sorted(matrix.items()) if logins}
