# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tests import Form, tagged

from ..guard.matrix import REASON, Built, MatrixCase
from ..reminder.reminders import RemindersMixin

STEPS = ('receive', 'forward', 'answer', 'resolve')
STATES = ('raised', 'office', 'director', 'resolved')
TARGETS = {'receive': 'office', 'forward': 'director', 'answer': '', 'resolve': 'resolved'}
# DESIGN §4, the row "difficulty". The one before the Office and the one before the director are answered.
ALLOWED = {
    ('raised', 'receive'): {'office'},
    ('office', 'forward'): {'office'},
    ('office', 'answer'): {'office'},
    ('office', 'resolve'): {'office'},
    ('director', 'answer'): {'director'},
    ('director', 'resolve'): {'office'},
}
WRITES = {('raised', 'office'): {'office'}, ('office', 'director'): {'office'}, ('office', 'resolved'): {'office'},
          ('director', 'resolved'): {'office'}}


@tagged('post_install', '-at_install')
class TestDifficulty(RemindersMixin, MatrixCase):
    """A difficulty: raised by a unit or a board, received by the Office, answered, closed."""
    reasons = ('answer',)
    stays = ('answer',)

    def setUp(self):
        super().setUp()
        self.difficulties = Built(STATES, self.difficulty_in)

    def difficulty_in(self, state='raised', by='head', answered=True, **values):
        difficulty = self.model('cchc.difficulty', by).create({
            'name': "No staff for videos", 'department_id': self.units['press'].id, **values})
        if state != 'raised':
            self.as_(difficulty, 'office').action_receive()
        if state == 'director':
            self.as_(difficulty, 'office').action_forward()
            if answered:
                self.as_(difficulty, 'director').action_answer("Hire one")
        elif state in ('office', 'resolved') and answered:
            self.as_(difficulty, 'office').action_answer("Ask the centre")
        if state == 'resolved':
            self.as_(difficulty, 'office').action_resolve()
        return difficulty.with_env(self.env)

    def test_every_role_tries_every_button(self):
        self.check_steps(self.difficulties, STEPS, ALLOWED, TARGETS)

    def test_every_role_writes_every_state(self):
        self.check_writes(self.difficulties, STATES, WRITES, ('head', 'editor', 'office', 'director'))

    def test_import_is_no_other_way(self):
        self.check_imports(self.difficulties, STATES, WRITES, ('head', 'office', 'director'))

    def test_every_difficulty_begins_as_raised(self):
        self.check_creation(
            'cchc.difficulty', {'name': "No staff", 'department_id': self.units['press'].id}, STATES, ['head'])

    def test_buttons_are_shown_to_whoever_may_use_them(self):
        self.check_flags(self.difficulties, STEPS, ALLOWED)

    def test_each_step_leaves_one_line(self):
        self.check_lines(self.difficulties, ALLOWED)

    def test_answer_without_words_is_refused(self):
        self.check_reasons(self.difficulties, ALLOWED)

    def test_raised_by_the_head_of_the_unit_or_a_member_of_the_board(self):
        for login, unit, allowed in (
                ('head', 'press', True), ('other_head', 'digital', True), ('editor', 'board', True),
                ('head', 'digital', False), ('author', 'press', False), ('poster', 'board', False),
                ('outside_editor', 'board', False), ('office', 'press', False), ('director', 'press', False)):
            with self.subTest(login=login, unit=unit), self.undone():
                refusal = self.refusal(self.difficulty_in, by=login, department_id=self.units[unit].id)
                self.assertEqual(not refusal, allowed, refusal)

    def test_typed_in_a_form(self):
        for login, unit in (('head', 'press'), ('editor', 'board')):
            with self.subTest(login=login):
                form = Form(self.model('cchc.difficulty', login))
                form.name = "Thiếu nhân sự làm video"
                form.proposal = "Bố trí thêm 01 người"
                self.assertEqual(form.save().department_id, self.units[unit])

    def test_head_who_also_heads_a_party_cell_raises_it_for_their_own_unit(self):
        self.units['cell'].manager_id = self.employees['head']
        self.assertEqual(Form(self.model('cchc.difficulty', 'head')).department_id, self.units['press'])
        self.units['press'].manager_id = False
        self.assertEqual(Form(self.model('cchc.difficulty', 'head')).department_id, self.units['cell'])

    def test_who_raised_it_changes_it_until_it_is_received(self):
        difficulty = self.difficulty_in()
        self.as_(difficulty, 'head').name = "No camera"
        self.assertRefused("raised it", self.as_(difficulty, 'office').write, {'name': "Other"})
        self.as_(difficulty, 'office').date_deadline = '2024-03-29'
        self.as_(difficulty, 'office').action_receive()
        self.assertRefused("no longer", self.as_(difficulty, 'head').write, {'name': "Other"})
        self.assertRefused("kept", self.as_(difficulty, 'head').unlink)

    def test_once_forwarded_the_director_answers(self):
        """What the Office had answered before is its proposal, and closes nothing."""
        difficulty = self.difficulty_in('office')
        self.as_(difficulty, 'office').action_forward()
        self.assertRefused("not answered", self.as_(difficulty, 'office').action_resolve)
        self.assertRefused("director answers", self.as_(difficulty, 'office').action_answer, REASON)
        self.as_(difficulty, 'director').action_answer("Hire one")
        self.as_(difficulty, 'office').action_resolve()
        self.assertEqual((difficulty.answer, difficulty.answered_by_id, difficulty.date_answered.isoformat()),
                         ("Hire one", self.users['director'], '2024-03-11'))

    def test_read_by_the_unit_the_office_and_the_director(self):
        difficulty = self.difficulty_in()
        readers = {login for login in self.users if self.as_(difficulty, login).has_access('read')}
        self.assertEqual(readers, {'author', 'colleague', 'poster', 'head', 'office', 'director'})

    def test_reminded_before_and_after_its_deadline_until_it_is_answered(self):
        """The Office for what it received, the director for what was forwarded."""
        self.plan_in('published')
        for state, login in (('office', 'office'), ('director', 'director')):
            for day in ('2024-03-26', '2024-04-01'):
                with self.subTest(state=state, day=day), self.undone():
                    difficulty = self.difficulty_in(state, answered=False)
                    self.as_(difficulty, 'office').date_deadline = '2024-03-29'
                    with self.on(day):
                        self.remind()
                        self.assertEqual(self.reminders(difficulty).user_id, self.users[login])
                        self.as_(difficulty, login).action_answer(REASON)
                        self.assertFalse(self.reminders(difficulty))

    def test_my_work_names_who_acts_next(self):
        difficulty = self.difficulty_in('director', answered=False)
        for login, section in (('director', 'todo'), ('head', 'waiting')):
            with self.subTest(login=login):
                data = self.model('cchc.my.work', login).get_data()
                lines = {part['key']: part['lines'] for part in data['sections']}[section]
                self.assertEqual([line['id'] for line in lines if line['model'] == 'cchc.difficulty'], difficulty.ids)
