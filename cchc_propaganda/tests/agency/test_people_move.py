# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import Form, tagged

from .people import PeopleCase

VIEW = 'cchc_propaganda.cchc_person_move_view_form'


@tagged('post_install', '-at_install')
class TestPeopleMove(PeopleCase):
    """People who move to another unit, are replaced or leave; and what must be handed over first."""

    def move(self, kind, *logins, by='admin', **values):
        return self.model('cchc.person.move', by, default_kind=kind, default_user_ids=[
            self.users[login].id for login in logins]).create(values)

    def assignment_of(self, login):
        assignment = self.assignment(self.plan_in('published'), '2024-M03')
        self.as_(assignment, 'head').user_id = self.users[login]
        return assignment

    # ------------------------------------------------------------------
    # Moving
    # ------------------------------------------------------------------

    def test_who_moves_leaves_seat_and_open_work_of_the_old_unit(self):
        assignment = self.assignment_of('author')
        self.units['press'].manager_id = self.employees['author']
        form = Form(self.model('cchc.person.move', 'admin', default_kind='move',
                               default_user_ids=self.users['author'].ids), VIEW)
        self.assertIn("Head of Press", form.held)
        self.assertIn("In charge of 1 open assignments", form.held)
        form.department_id = self.units['digital']
        form.save().action_confirm()
        self.assertEqual(self.employees['author'].department_id, self.units['digital'])
        self.assertFalse(self.units['press'].manager_id or assignment.user_id)
        self.assertEqual(self.log(self.users['author']).mapped('note'), ["Press → Digital"])

    def test_colleague_takes_over_from_who_moves(self):
        assignment = self.assignment_of('author')
        self.move('move', 'author', department_id=self.units['digital'].id,
                  successor_id=self.users['colleague'].id).action_confirm()
        self.assertEqual(assignment.user_id, self.users['colleague'])

    def test_unit_of_another_agency_is_refused(self):
        theirs = self.env['hr.department'].create({'name': "Theirs", 'company_id': self.other_company.id})
        self.assertRefused("Choose the new unit", self.move('move', 'author', department_id=False).action_confirm)
        self.assertRefused("another agency. Choose again", self.move, 'move', 'author', department_id=theirs.id)

    # ------------------------------------------------------------------
    # Replacing
    # ------------------------------------------------------------------

    def test_who_is_replaced_hands_over_seats_channels_and_roles(self):
        self.company.cchc_director_id = self.users['editor']
        self.move('replace', 'editor', successor_id=self.users['stranger'].id).action_confirm()
        for records, field in ((self.channels['portal'], 'member_ids'), (self.units['board'], 'cchc_member_ids')):
            self.assertIn(self.users['stranger'], records[field])
            self.assertNotIn(self.users['editor'], records[field])
        self.assertEqual(self.company.cchc_director_id, self.users['stranger'])
        self.assertEqual((self.roles(self.users['editor']), self.roles(self.users['stranger'])), (
            {'contributor'}, {'contributor', 'editor'}))
        self.assertTrue(self.users['editor'].active and self.users['editor'].has_group('base.group_user'))

    def test_one_person_is_replaced_by_another_one(self):
        self.assertRefused("Choose one person", self.move('replace', 'editor').action_confirm)
        self.assertRefused("Choose one person", self.move(
            'replace', 'editor', 'author', successor_id=self.users['stranger'].id).action_confirm)
        self.assertRefused("cannot take over from", self.move(
            'replace', 'editor', successor_id=self.users['editor'].id).action_confirm)

    def test_nobody_without_the_right_account_takes_over(self):
        self.users['head'].group_ids = [Command.link(self.env.ref('base.group_system').id)]
        for login, words in (('outsider', "another agency|does not work"), ('head', "rights outside"),
                             ('admin', "Nobody")):
            with self.subTest(login=login):
                self.assertRefused(words, self.move(
                    'replace', 'editor', successor_id=self.users[login].id).action_confirm)
        self.assertRefused("does not work", self.move(
            'leave', 'editor', successor_id=self.users['outsider'].id).action_confirm)

    # ------------------------------------------------------------------
    # Leaving
    # ------------------------------------------------------------------

    def test_who_leaves_keeps_what_was_written_and_no_right(self):
        assignment, article = self.assignment_of('head'), self.article_in(
            'draft', by='head', author_id=self.users['head'].id)
        dialog = self.move('leave', 'head', successor_id=self.users['colleague'].id)
        self.assertIn("Author of 1 articles not posted yet", dialog.held)
        self.assertIn("Roles: Head of unit", dialog.held)
        dialog.action_confirm()
        user = self.users['head']
        self.assertFalse(user.active or self.employees['head'].active or self.roles(user))
        self.assertFalse(user.share, "an account of the staff, to be opened again")
        self.assertEqual((self.units['press'].manager_id, assignment.user_id), (
            self.employees['colleague'], self.users['colleague']))
        self.assertEqual(article.author_id, user)
        self.assertEqual(self.log(user).mapped(lambda line: (line.step, line.note)), [('person_leave', "Head of unit")])

    def test_without_a_successor_the_seats_are_empty(self):
        self.move('leave', 'head', 'editor').action_confirm()
        self.assertFalse(self.units['press'].manager_id)
        self.assertNotIn(self.users['editor'], self.channels['portal'].member_ids)

    def test_limits_hold_for_those_who_go_too(self):
        self.users['author'].company_ids |= self.other_company
        for login, words in (('admin', "Nobody changes their own"), ('outsider', "another agency"),
                             ('author', "also belongs")):
            for kind in ('move', 'replace', 'leave'):
                with self.subTest(login=login, kind=kind):
                    self.assertRefused(words, self.move(
                        kind, login, department_id=self.units['press'].id,
                        successor_id=self.users['colleague'].id).action_confirm)
        self.assertTrue(self.users['admin'].active and self.users['outsider'].active)
        self.assertRefused("no account any more", self.move('leave').action_confirm)

    def test_dialog_tells_nothing_of_people_of_elsewhere(self):
        self.assertNotIn('outsider', self.move('leave', 'outsider').held or '')


@tagged('post_install', '-at_install')
class TestNothingOpen(PeopleCase):
    """A unit or channel is archived only when nothing is open there."""

    def test_unit_with_open_work_is_not_archived(self):
        self.plan_in('published')
        self.article_in('draft')
        self.plan_in('draft', name="Next plan")
        for archive in (lambda unit: unit.action_archive(), lambda unit: unit.write({'active': False})):
            refusal = self.refusal(archive, self.units['press'])
            for words in ("“Press” cannot be archived", "people who sit in it: ", "assignments not met yet: ",
                          "1 articles not posted yet", "the plan “Next plan”"):
                self.assertIn(words, refusal)
        self.assertIn("it is the Office", self.refusal(self.units['office'].action_archive))

    def test_unit_is_archived_once_nothing_is_open(self):
        plan, unit = self.plan_in('published', leads=('union',)), self.units['union']
        self.assertIn("12 assignments not met yet", self.refusal(unit.action_archive))
        for assignment in plan.assignment_ids:
            self.as_(assignment, 'office').action_waive("The unit ends")
        self.assertAllowed(unit.action_archive)

    def test_departments_of_other_applications_are_not_looked_at(self):
        department = self.env['hr.department'].create({'name': "Sales", 'company_id': self.company.id})
        self.env['hr.employee'].create({'name': "X", 'department_id': department.id, 'company_id': self.company.id})
        self.assertAllowed(department.action_archive)

    def test_who_may_not_archive_learns_nothing_of_what_is_open(self):
        self.plan_in('draft', name="Next plan")
        for records, login in ((self.channels['portal'], 'stranger'), (self.units['press'], 'stranger'),
                               (self.channels['portal'], 'outsider'), (self.units['press'], 'office')):
            refusal = self.refusal(self.as_(records, login).write, {'active': False})
            self.assertTrue(refusal)
            self.assertNotIn("Next plan", refusal)

    def test_channel_with_open_work_is_not_archived(self):
        self.plan_in('published')
        self.article_in('submitted')
        refusal = self.refusal(self.as_(self.channels['portal'], 'admin').action_archive)
        self.assertIn("assignments not met yet", refusal)
        self.assertIn("1 articles meant for it", refusal)
        self.assertAllowed(self.as_(self.channels['closed'], 'admin').action_archive)
