# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.fields import Command
from odoo.tests import tagged

from .test_units import BASIS, ReorganisationCase


@tagged('post_install', '-at_install')
class TestAnswers(ReorganisationCase):
    """What a client may write about what moves: only an answer that the row asks for, whichever way it is sent."""

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in('published', {'channel_id': self.channels['page'].id})
        self.at('2024-07-15')
        self.refresh(self.plan)

    def test_only_what_is_asked_is_answered(self):
        merger = self.merger()
        merger.action_preview()
        people, owed, missed = (self.line(merger, key)[:1] for key in ('person', 'assignment', 'overdue'))
        target = self.env['cchc.reorganisation.target'].create({'reorganisation_id': merger.id, 'name': "Forged"})
        for line, values in (
                (people, {'choice': 'keep'}), (owed, {'choice': 'waive'}), (owed, {'choice': 'keep'}),
                (owed, {'target_id': target.id}), (missed, {'target_id': target.id}),
                (missed, {'person_id': self.employees['head'].id})):
            with self.subTest(line=line.key, values=values), self.undone():
                self.assertRefused("does not ask|one of the people", line.write, values)
                self.assertRefused("does not ask|one of the people", merger.write, {
                    'line_ids': [Command.update(line.id, values)]})
        self.assertRefused("not allowed to delete", merger.write, {'line_ids': [Command.delete(missed.id)]})
        self.assertRefused("makes these rows", merger.write, {'line_ids': [Command.create({
            'key': 'x', 'what': "Forged"})]})
        with self.subTest("what is not due yet never stays with a unit that is no more"):
            split = self.reorganisation(kind='split', old_department_ids=self.units_of('press'), target_ids=[
                Command.create({'name': "Newsroom"}), Command.create({'name': "Data"})])
            split.action_preview()
            self.assertRefused("does not ask", self.line(split, 'person')[:1].write, {'choice': 'keep'})
            self.assertRefused("does not ask", self.line(split, 'assignment')[:1].write, {'choice': 'keep'})
            self.line(split, 'overdue')[:1].choice = 'keep'
            end = self.reorganisation(kind='end', old_department_ids=self.units_of('press'))
            end.action_preview()
            self.assertRefused("not due yet", self.line(end, 'assignment')[:1].write, {'choice': 'keep'})
            self.line(end, 'assignment')[:1].choice = 'waive'

    def test_odd_heads_are_refused(self):
        press = self.units_of('press')
        for values, words in (
                ({'kind': 'split', 'old_department_ids': press, 'target_ids': [
                    Command.create({'name': "Newsroom"}), Command.create({'name': "NEWSROOM "})]}, "twice"),
                ({'kind': 'split', 'old_department_ids': press, 'target_ids': [
                    Command.create({'department_id': self.units['union'].id}) for __ in range(2)]}, "twice"),
                ({'kind': 'rename', 'old_department_ids': press, 'new_name': "  "}, "Enter the new name"),
                ({'kind': 'rename', 'old_department_ids': press, 'new_name': "Press "}, "is its name already"),
                ({'kind': 'merge', 'new_name': " \u200b "}, "Enter the name of the new one"),
                ({'date': '0001-01-01'}, "check the year"), ({'date': '1999-12-31'}, "check the year"),
                ({'date': '9999-12-31'}, "begins on 31/12/9999"),
                ({'new_name': "x" * 3000}, "long"),
                ({'basis': "  "}, "Enter the decision"),
        ):
            with self.subTest(values=values), self.undone():
                def prepare(values=values):
                    one = self.merger(**values)
                    one.action_preview()
                    if self.line(one, 'head'):
                        self.choose_head(one)
                    one.action_apply()
                    one.env.flush_all()
                self.assertRefused(words, prepare)

    def test_what_cannot_be_carried_out_on_its_day_is_given_back(self):
        """Without it, it would wait forever, and only the log of the server would say why."""
        merger = self.merger(date='2024-08-01')
        merger.action_preview()
        self.choose_head(merger)
        merger.action_schedule()
        self.env['hr.department'].create({
            'name': "Media and data", 'cchc_kind': 'division', 'company_id': self.company.id})
        self.at('2024-08-01', '00:20')
        self.env['cchc.reorganisation']._cron_apply()
        self.assertEqual(merger.state, 'draft')
        self.assertIn("is a unit of the agency already", self.lines(merger)[-1].body)
        self.assertTrue(self.units['press'].active)
        notice = self.env['cchc.notice'].search([('res_model', '=', merger._name)])
        self.assertEqual((notice.kind, self.users['office'].id in notice.reader_ids), ('given_back', True))

    def test_publications_of_a_channel_that_ends_may_stay(self):
        waiting = self.publication_in('sent', name="Sent")
        end = self.reorganisation(
            subject='channel', kind='end', old_channel_ids=[Command.set(self.channels['page'].ids)], basis=BASIS)
        end.action_preview()
        self.line(end, 'publication').choice = 'keep'
        end.action_apply()
        self.assertEqual((waiting.state, waiting.channel_id), ('sent', self.channels['page']))


@tagged('post_install', '-at_install')
class TestQueries(ReorganisationCase):
    """A reorganisation costs what its rows cost to list, not a query for each thing that moves."""

    def queries(self, size, prepare):
        """Return how many queries the preview and the carrying out take when each month owes ``size`` assignments, each
        with a draft."""
        with self.undone():
            channels = [channel for channel in self.channels.values() if channel.company_id == self.company][:size]
            self.at('2024-01-02')
            plan = self.plan_in('published', *({'channel_id': channel.id} for channel in channels))
            self.at('2024-07-15')
            for number in range(size * 3):
                self.article_in('draft', name=f"Draft {number}")
            self.refresh(plan)
            reorganisation = prepare()
            counts = []
            for step in ('action_preview', 'action_apply'):
                if step == 'action_apply':
                    self.answer(reorganisation)
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                getattr(reorganisation, step)()
                self.env.flush_all()
                counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(reorganisation.state, 'done')
            return counts

    def answer(self, reorganisation):
        if self.line(reorganisation, 'head'):
            self.choose_head(reorganisation)
        if reorganisation.target_ids:
            reorganisation.target_ids[0].action_take_the_rest()

    def test_many_things_cost_what_few_things_cost(self):
        def ending():
            return self.reorganisation(kind='end', old_department_ids=self.units_of('press'), target_ids=[
                Command.create({'department_id': self.units['digital'].id})])

        for prepare in (self.merger, ending):
            few, many = self.queries(1, prepare), self.queries(4, prepare)
            for step, less, more in zip(('preview', 'apply'), few, many, strict=True):
                self.assertLessEqual(more, less + 6, step)
