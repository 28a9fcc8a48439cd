# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from datetime import date
from itertools import product

from odoo.tests import tagged

from ...tools.outcome import judged_on, outcome, progress
from ..common import CchcCommon, moment

DUE, END = date(2024, 3, 25), date(2024, 3, 31)
LATER = date(2024, 4, 3)
EARLY = '2024-03-11'     # before everything else


@tagged('post_install', '-at_install')
class TestStanding(CchcCommon):
    """How an assignment stood on an earlier day, whatever was decided and posted since."""

    def setUp(self):
        super().setUp()
        self.plan = self.plan_in('published', {}, {'channel_id': self.channels['page'].id, 'due_day': 25})

    def kind(self, assignment, end=END, known_on=date(2024, 4, 10)):
        return assignment._standing(*judged_on(end, known_on))[assignment.id].outcome.kind

    def test_last_day_of_the_window_is_over(self):
        """What was due on the last day of the window and not posted was missed."""
        assignment = self.assignment(self.plan, '2024-M03')
        self.assertEqual(self.kind(assignment, DUE), 'overdue')
        self.assertEqual(self.kind(assignment, DUE, known_on=DUE), 'open', "the day is not over yet")

    def test_posted_later_was_missed_then(self):
        assignment = self.assignment(self.plan, '2024-M03')
        with self.on('2024-04-03'):
            self.post(self.article_in('approved', assignments=assignment))
        self.assertEqual(assignment.state, 'late')
        standing = assignment._standing(*judged_on(END, LATER))[assignment.id]
        self.assertEqual((standing.outcome.kind, standing.met_on, standing.met_after), ('overdue', None, LATER))
        self.assertEqual(self.kind(assignment, LATER), 'late')

    def test_posted_in_time_and_recorded_later_was_met(self):
        assignment = self.assignment(self.plan, '2024-M03')
        with self.on('2024-03-20'):
            article = self.article_in('approved', assignments=assignment)
        with self.on('2024-04-03'):
            self.post(article, day='2024-03-21')
        self.assertEqual(self.kind(assignment), 'done')

    def test_taken_down_later_counts_no_more(self):
        assignment = self.assignment(self.plan, '2024-M03')
        with self.on('2024-03-20'):
            publication = self.post(self.article_in('approved'))
        self.assertEqual(self.kind(assignment), 'done')
        with self.on('2024-04-03'):
            self.as_(publication, 'editor').action_remove("Wrong figures")
        self.assertEqual(self.kind(assignment), 'overdue')

    def test_channel_that_answered_later_had_not_answered_then(self):
        """Whether the answer was yes or no, and whichever assignment the posting counts for."""
        for answer in ('publish', 'refuse'):
            with self.subTest(answer=answer), self.undone():
                assignment = self.assignment(self.plan, '2024-M03', 'page')
                with self.on('2024-03-20'):
                    publication = self.publication(self.article_in('approved', ('page',)), 'page')
                    self.as_(publication, 'editor').action_send()
                with self.on('2024-04-03'):
                    if answer == 'publish':
                        self.post(publication.article_id, 'page')
                    else:
                        self.as_(publication, 'editor').action_refuse("Too long")
                self.assertEqual(self.kind(assignment), 'waiting')
                self.assertEqual(self.kind(assignment, LATER), 'overdue')
                self.assertEqual(self.kind(assignment, date(2024, 3, 19)), 'open', "not sent yet")

    def test_decisions_count_from_the_day_they_are_taken(self):
        assignment = self.assignment(self.plan, '2024-M03')
        with self.on('2024-03-28'):
            self.as_(assignment, 'office').action_postpone('2024-04-05', "Holidays")
        with self.on('2024-04-02'):
            self.as_(assignment, 'office').action_postpone('2024-04-15', "Holidays again")
            self.as_(assignment, 'office').action_reassign(self.units['digital'].id, "Swapped")
        with self.on('2024-04-03'):
            self.as_(assignment, 'office').action_exempt("No staff")
        known = date(2024, 4, 10)
        expected = (
            (date(2024, 3, 27), 'overdue', date(2024, 3, 25), 'press'), (END, 'open', date(2024, 4, 5), 'press'),
            (date(2024, 4, 2), 'open', date(2024, 4, 15), 'digital'), (LATER, 'exempt', date(2024, 4, 15), 'digital'))
        for end, kind, deadline, unit in expected:
            with self.subTest(end=end):
                standing = assignment._standing(*judged_on(end, known))[assignment.id]
                self.assertEqual((standing.outcome.kind, standing.deadline, standing.department_id),
                                 (kind, deadline, self.units[unit].id))

    def test_decision_just_before_midnight_counts_on_its_day(self):
        assignment = self.assignment(self.plan, '2024-M03')
        with self.on('2024-03-31', '23:30'):
            self.as_(assignment, 'office').action_exempt("No staff")
        self.assertEqual(self.kind(assignment), 'exempt')
        other = self.assignment(self.plan, '2024-M02')
        with self.on('2024-04-01', '00:30'):     # 31/03 in UTC
            self.as_(other, 'office').action_exempt("No staff")
        self.assertEqual(self.kind(other), 'overdue')

    def test_outreach_counts_by_its_day_once_accepted(self):
        form = self.env.ref('cchc_propaganda.outreach_form_integrated')
        plan = self.plan_in('published', {'channel_id': False, 'form_id': form.id, 'due_day': 25})
        [assignment] = plan.assignment_ids.filtered(lambda one: one.period_key == '2024-M03')
        outreach = self.model('cchc.outreach', 'author').create({
            'name': "Conference", 'form_id': form.id, 'date': '2024-03-11'})
        with self.on('2024-03-20'):
            outreach.action_submit()
        self.as_(outreach, 'office').assignment_id = assignment
        self.assertEqual(self.kind(assignment), 'waiting')
        with self.on('2024-04-03'):
            self.as_(outreach, 'office').action_approve()
        self.assertEqual(self.kind(assignment), 'done')

    def test_every_combination_of_facts(self):
        """The standing is that of the one rule (``tools.outcome``), applied to the facts of the day."""
        sent_on = ('2024-03-20', '2024-03-28')
        answers = (
            ('pending', None, None), ('sent', None, None), *(('published', day, None) for day in (
                '2024-03-22', '2024-03-30', '2024-04-03')),
            ('refused', None, '2024-03-29'), ('refused', None, '2024-04-03'), ('removed', '2024-03-22', '2024-04-03'))
        facts = list(product(
            (None, *sent_on), answers, (False, True), (None, 'exempt'), (None, '2024-03-30', '2024-04-02')))
        assignments = self.model('cchc.assignment', 'office').create([{
            'plan_id': self.plan.id, 'channel_id': self.channels['page'].id,
            'department_id': self.units['press'].id, 'date_start': '2024-03-01', 'date_end': '2024-03-31',
            'date_deadline': DUE} for __ in facts]).with_env(self.env)
        articles = self.env['cchc.article']._with_gate().create([{
            'name': "Article", 'genre_id': self.genre.id, 'author_id': self.users['author'].id, 'state': 'approved',
            'department_id': self.units['press'].id, 'company_id': self.company.id} for __ in facts])
        publications = self.env['cchc.publication']._with_gate().create([{
            'article_id': article.id, 'channel_id': self.channels['page'].id, 'state': answer[0],
            'date_sent': sent and moment(sent), 'date_published': answer[1],
            'date_answered': answer[2] and moment(answer[2]),
            'assignment_id': assignment.id, 'url': self.link('page'),
        } for article, assignment, (sent, answer, *__) in zip(articles, assignments, facts, strict=True)])
        changed = defaultdict(list)
        for assignment, (*__, before, waiver, decided) in zip(assignments, facts, strict=True):
            changed[before, waiver, decided].append(assignment.id)
        for (before, waiver, decided), ids in changed.items():
            with self.on(decided or EARLY):
                if waiver:
                    assignments.browse(ids)._with_gate().write({'waiver': waiver})
                elif decided:
                    assignments.browse(ids)._with_gate().write({'date_deadline': '2024-04-05'})
            self.env.flush_all()
            self.env.cr.execute("UPDATE cchc_assignment SET is_before_issue = %s WHERE id IN %s", [before, tuple(ids)])
            self.env.cr.execute("UPDATE cchc_assignment_past SET is_before_issue = %s WHERE assignment_id IN %s",
                                [before, tuple(ids)])
        self.env.invalidate_all()
        for end, known in ((END, date(2024, 4, 10)), (DUE, DUE), (LATER, LATER), (date(2024, 3, 29), END)):
            until, today = judged_on(end, known)
            standing = assignments._standing(until, today)
            for assignment, publication, (*__, before, waiver, decided) in zip(
                    assignments, publications, facts, strict=True):
                holds = date.fromisoformat(decided or EARLY) <= until
                deadline = date(2024, 4, 5) if decided and not waiver and holds else DUE
                expected = self.by_hand(publication, until, today, deadline, before, waiver if holds else None)
                with self.subTest(end=end, known=known, facts=facts[assignments.ids.index(assignment.id)]):
                    self.assertEqual(standing[assignment.id].outcome, expected)

    def by_hand(self, publication, until, today, deadline, before, waiver):
        """Return the outcome by the rule, from the facts of the publication up to the day ``until``."""
        sent, posted = [], []
        if publication.state == 'published' and publication.date_published <= until:
            posted.append(publication.date_published)
        elif publication.date_sent and publication.state in ('sent', 'published', 'refused'):
            day = self.company._cchc_day_of(publication.date_sent)
            answered = publication.date_answered and self.company._cchc_day_of(publication.date_answered)
            if day <= until and not (answered and answered <= until):
                sent.append(day)
        found = progress(1, deadline, posted, sent)
        return outcome(today, deadline, found.met_on, found.is_waiting, before, waiver)

    def test_number_of_queries_does_not_depend_on_the_assignments(self):
        few, many = (self.plan.assignment_ids[:number] for number in (1, 24))
        for assignments in (few, many):
            self.env.flush_all()
            with self.assertQueryCount(1):
                assignments._standing(END, LATER)

    def test_old_decisions_are_read_from_the_log(self):
        """An upgrade fills in the earlier terms and the moment of refusals from the log of steps."""
        assignment, other = (self.assignment(self.plan, key) for key in ('2024-M03', '2024-M04'))
        with self.on('2024-03-28'):
            self.as_(assignment, 'office').action_postpone('2024-04-05', "Holidays")
            refused = self.publication_in('refused')
        with self.on('2024-04-02'):
            self.as_(assignment, 'office').action_postpone('2024-04-15', "Holidays again")
            self.as_(assignment, 'office').action_reassign(self.units['digital'].id, "Swapped")
            self.as_(other, 'office').action_exempt("No staff")
        with self.on('2024-04-03'):
            self.as_(other, 'office').action_reopen("Staff again")
        self.env.flush_all()
        names = ['assignment_id', 'company_id', 'date_until', 'date_deadline', 'department_id', 'waiver',
                 'is_before_issue']
        kept = self.env['cchc.assignment.past'].search([]).read(names, load='')
        moment_of_refusal = refused.date_answered
        self.env.cr.execute("DELETE FROM cchc_assignment_past; UPDATE cchc_publication SET date_answered = NULL")
        for __ in range(2):     # once more changes nothing
            self.migrate('cchc_propaganda/migrations/19.0.1.3.0/post-earlier-terms.py')
            filled = self.env['cchc.assignment.past'].search([]).read(names, load='')
            self.assertEqual([{**one, 'id': 0} for one in filled], [{**one, 'id': 0} for one in kept])
            self.assertEqual(refused.date_answered, moment_of_refusal)
