# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from datetime import timedelta
from functools import partial

from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.fields import Domain

from odoo.addons.cchc_propaganda.tools.decree import decree_day, short_body_name, within_sentence
from odoo.addons.cchc_propaganda.tools.period import MONTHS

from ..tools.figures import FEWEST, figure_text
from .cchc_report_counting import CHANNEL, FORM

MOST = 12           # sentences of one kind; the rest is counted


class CchcReport(models.Model):
    """The ready sentences of a report: what the figures and records say, in the words of officials, and no opinion that
    they do not hold. Numbers below 10 have a leading zero, as officials write them."""
    _inherit = 'cchc.report'

    def _ready_sentences(self, lines):
        """Return ``{key: sentence}`` in the order in which the sections print them; one record, in the agency's
        language. ``lines``: its figures, a list of ``figures.Line``. A key begins with its section."""
        report = self.sudo()._in_company_language()     # the sentences are the same for every reader of the report
        by_code = {line.code: line.values for line in lines}
        channels, forms = (
            [(line.name, line.values['value']) for line in lines
             if line.code.startswith(prefix) and not line.is_detail and line.values['value']]
            for prefix in (CHANNEL, FORM))
        (late, more_late), (missed, more_missed) = map(report._behind, ('assignment_late', 'assignment_unmet'))
        stood, difficulties = report._standings(late | missed), report._difficulties()
        return {key: sentence for key, sentence in (
            *report._sentences_of_direction(), *report._sentences_of_assignments(by_code),
            *report._sentences_of_articles(by_code, channels), *report._sentences_of_outreach(by_code, forms),
            *report._sentences_of_assessment(by_code, late, missed, more_late + more_missed, stood, difficulties),
            *report._sentences_of_next(missed, stood), *report._sentences_of_proposals(difficulties)) if sentence}

    # ------------------------------------------------------------------
    # I. Direction
    # ------------------------------------------------------------------

    def _sentences_of_direction(self):
        _, plan = self.env._, self.plan_id
        words = {'plan': plan.name, 'number': plan.number or '…', 'date': plan.date_issued and decree_day(
            plan.date_issued) or '…'}
        if plan.date_issued and self.date_start <= plan.date_issued <= self.date_end:
            given = plan.assignment_ids.filtered(lambda one: one.state not in ('exempt', 'waived'))
            yield 'direction_issue', _(
                "In the period, %(body)s issued its plan number %(number)s of %(date)s (%(plan)s) and gave out "
                "%(count)s assignments to %(units)s units.", body=self._body_name(), count=self._two(len(given)),
                units=self._two(len(given.department_id)), **words)
        else:
            yield 'direction_plan', _(
                "%(who)s carried out its communication on administrative reform by the plan number %(number)s of "
                "%(date)s (%(plan)s).", who=self._who(), **words)
        answered = self.env['cchc.difficulty'].search(self._own_domain() & Domain(
            'date_answered', '>=', self.date_start) & Domain('date_answered', '<=', self.date_end), limit=MOST)
        for difficulty in answered:
            yield f'direction_answer_{difficulty.id}', _(
                "On the difficulty “%(name)s”, the answer of %(date)s was: “%(answer)s”.", name=difficulty.name,
                date=decree_day(difficulty.date_answered), answer=self._quoted(difficulty.answer))

    # ------------------------------------------------------------------
    # II. Results
    # ------------------------------------------------------------------

    def _sentences_of_assignments(self, by_code):
        _, number = self.env._, partial(_number, by_code)
        due, done, late = number('assignment_due'), number('assignment_done'), number('assignment_late')
        words = {'period': self._period_within(self.period_key), 'who': self._who()}
        if not due:
            yield 'result_assignments', _("In %(period)s, no assignment of the plan fell due for %(who)s.", **words)
        elif late:
            yield 'result_assignments', _(
                "In %(period)s, %(due)s assignments fell due for %(who)s; %(met)s were met%(rate)s, of these "
                "%(done)s on time and %(late)s late.", due=self._two(due), met=self._two(done + late),
                rate=self._rate(done + late, due), done=self._two(done), late=self._two(late), **words)
        else:
            yield 'result_assignments', _(
                "In %(period)s, %(due)s assignments fell due for %(who)s; %(met)s were met%(rate)s, all of them on "
                "time.",
                due=self._two(due), met=self._two(done), rate=self._rate(done, due), **words) if done else _(
                "In %(period)s, %(due)s assignments fell due for %(who)s; none was met.", due=self._two(due), **words)
        unmet, explained = number('assignment_unmet'), number('assignment_explained')
        if unmet:
            yield 'result_unmet', _(
                "%(unmet)s assignments are overdue and not met; %(explained)s of them were explained by the unit.",
                unmet=self._two(unmet), explained=self._two(explained)) if explained else _(
                "%(unmet)s assignments are overdue and not met.", unmet=self._two(unmet))
        if waiting := number('assignment_waiting'):
            yield 'result_waiting', _(
                "For %(count)s assignments the article was sent in time and waits for the channel.",
                count=self._two(waiting))
        due_so_far = number('assignment_due', 'cumulative')
        met_so_far = number('assignment_done', 'cumulative') + number('assignment_late', 'cumulative')
        if due_so_far > due:
            yield 'result_cumulative', _(
                "Since the beginning of the year, %(met)s of %(due)s assignments were met%(rate)s.",
                met=self._two(met_so_far), due=self._two(due_so_far), rate=self._rate(met_so_far, due_so_far),
            ) if met_so_far else _(
                "Since the beginning of the year, %(due)s assignments were due; none of them was met.",
                due=self._two(due_so_far))

    def _sentences_of_articles(self, by_code, channels):
        _ = self.env._
        posted, total = _number(by_code, 'article_posted'), _number(by_code, 'publication_total')
        if not posted:
            yield 'result_articles', _("No article was posted in the period.")
        else:
            yield 'result_articles', _(
                "%(articles)s articles were posted, in %(publications)s publications: %(channels)s.",
                articles=self._two(posted), publications=self._two(total),
                channels=', '.join(f'{name} {self._two(number)}' for name, number in channels))
        last_year = (by_code.get('article_posted') or {}).get('same_last_year')     # None is "no data"
        if last_year is None or not (posted or last_year):
            return
        difference = posted - last_year
        if difference > 0:
            yield 'result_compared', _("That is %(count)s articles more than in the same period of last year.",
                                       count=self._two(difference))
        elif difference < 0:
            yield 'result_compared', _("That is %(count)s articles fewer than in the same period of last year.",
                                       count=self._two(-difference))
        else:
            yield 'result_compared', _("That is as many articles as in the same period of last year.")

    def _sentences_of_outreach(self, by_code, forms):
        _ = self.env._
        held, people = _number(by_code, 'outreach_total'), _number(by_code, 'participant_total')
        if not held:
            return
        kinds = ', '.join(f'{name} {self._two(number)}' for name, number in forms)
        words = {'count': self._two(held), 'kinds': f': {kinds}' if kinds else ''}
        yield 'result_outreach', _(
            "%(count)s other activities of communication were held, with %(people)s participants%(kinds)s.",
            people=self._two(people), **words) if people else _(
            "%(count)s other activities of communication were held%(kinds)s.", **words)

    # ------------------------------------------------------------------
    # III. Assessment
    # ------------------------------------------------------------------

    def _sentences_of_assessment(self, by_code, late, missed, more, stood, difficulties):
        _ = self.env._
        due = _number(by_code, 'assignment_due')
        if due and due == _number(by_code, 'assignment_done'):
            yield 'assessment_all', _("All assignments that fell due in the period were met on time.")
        for one in late:
            if met_on := stood[one.id].met_on:
                yield f'assessment_late_{one.id}', _(
                    "The assignment of %(assignment)s was met late, on %(date)s.",
                    assignment=self._in_words(one, stood[one.id]), date=decree_day(met_on))
        for one in missed:
            met_after, words = stood[one.id].met_after, self._in_words(one, stood[one.id])
            yield f'assessment_unmet_{one.id}', ' '.join(filter(None, [
                _("The assignment of %(assignment)s was not met in the period; it was met after it, on %(date)s.",
                  assignment=words, date=decree_day(met_after)) if met_after else
                _("The assignment of %(assignment)s is overdue and not met.", assignment=words),
                one.explanation and _("The unit explains: “%(text)s”.", text=self._quoted(one.explanation)),
                one.office_note and _("Note of the Office: “%(text)s”.", text=self._quoted(one.office_note))]))
        if more:
            yield 'assessment_more', _("%(count)s further such assignments are in the list attached.",
                                       count=self._two(more))
        for difficulty in difficulties:
            yield f'assessment_difficulty_{difficulty.id}', _(
                "%(unit)s raised the difficulty: %(name)s.", unit=self._name_then(difficulty.department_id),
                name=self._quoted(difficulty.name)) if not self.department_id else _(
                "A difficulty was raised: %(name)s.", name=self._quoted(difficulty.name))

    def _behind(self, code):
        """Return the first assignments that a figure counts, by deadline, and how many there are besides."""
        domain = Domain('id', 'in', self._counted_ids(code))
        found = self.env['cchc.assignment'].search(domain, order='date_deadline, id', limit=MOST)
        more = found.search_count(domain) - MOST if len(found) == MOST else 0
        return found, more

    def _difficulties(self):
        """Return the difficulties raised in the period, and those raised before that were open when it was over."""
        return self.env['cchc.difficulty'].search(
            self._own_domain() & Domain('date_raised', '<=', self.date_end)
            & (Domain('date_raised', '>=', self.date_start) | Domain('date_answered', '=', False)
               | Domain('date_answered', '>', self.date_end)),
            order='date_raised, id', limit=MOST)

    # ------------------------------------------------------------------
    # IV. Next period, V. Proposals
    # ------------------------------------------------------------------

    def _sentences_of_next(self, missed, stood):
        _ = self.env._
        for one in missed.filtered(lambda one: not stood[one.id].met_after):
            yield f'next_makeup_{one.id}', _("Make up for the assignment of %(assignment)s.",
                                             assignment=self._in_words(one, stood[one.id]))
        start, end = self._next_days()
        domain = (self._own_domain() & Domain('date_deadline', '>=', start) & Domain('date_deadline', '<=', end)
                  & Domain('waiver', '=', False) & Domain('is_before_issue', '=', False)
                  & (Domain('date_done', '=', False) | Domain('date_done', '>', self.date_end)))
        found = self.env['cchc.assignment'].search(domain, order='date_deadline, id')
        groups = list(found.grouped(lambda one: (one.department_id, one._met_by())).items())
        for (unit, means), ones in groups[:MOST]:
            words = {
                'count': self._two(sum(ones.mapped('quantity'))), 'means': means._names_on(self.date_end)[0],
                'unit': self._name_then(unit),
                'periods': '; '.join(self._due_in_words_of(one) for one in ones)}
            if self.department_id:
                sentence = _(
                    "Post %(count)s articles on %(means)s: %(periods)s.", **words,
                ) if ones[:1].channel_id else _(
                    "Hold %(count)s times “%(means)s”: %(periods)s.", **words)
            else:
                sentence = _(
                    "%(unit)s posts %(count)s articles on %(means)s: %(periods)s.", **words,
                ) if ones[:1].channel_id else _(
                    "%(unit)s holds %(count)s times “%(means)s”: %(periods)s.", **words)
            yield f'next_{unit.id}_{means._name.rpartition(".")[2]}_{means.id}', sentence
        if rest := groups[MOST:]:
            yield 'next_more', _(
                "%(count)s further assignments of the period are in the appendix of the plan.",
                count=self._two(sum(len(ones) for __, ones in rest)))

    def _due_in_words_of(self, assignment):
        """Return the period of an assignment with its deadline: ``tháng 10 năm 2024 (hạn 25/10/2024)``."""
        return self.env._("%(period)s (by %(date)s)", period=self._period_within(assignment.period_key),
                          date=decree_day(assignment.date_deadline))

    def _next_days(self):
        """Return the first and last day of the period after that of the report."""
        start = self.date_end + timedelta(days=1)
        if self.period_type == 'nine':
            return start, start + relativedelta(months=3, days=-1)
        if self.period_type in MONTHS:
            return start, start + relativedelta(months=MONTHS[self.period_type], days=-1)
        return start, start + (self.date_end - self.date_start)

    def _sentences_of_proposals(self, difficulties):
        _ = self.env._
        for difficulty in difficulties.filtered(lambda one: one.proposal and not (
                one.date_answered and one.date_answered <= self.date_end)):
            yield f'proposal_{difficulty.id}', _(
                "%(unit)s proposes: %(proposal)s.", unit=self._name_then(difficulty.department_id),
                proposal=self._quoted(difficulty.proposal)) if not self.department_id else _(
                "It is proposed: %(proposal)s.", proposal=self._quoted(difficulty.proposal))

    # ------------------------------------------------------------------
    # Words
    # ------------------------------------------------------------------

    def _who(self):
        """Return the name of who reports, as within a sentence."""
        return self._name_then(self.department_id) or self._body_name()

    def _body_name(self):
        return short_body_name(self._name_then(self.company_id), self.company_id.cchc_parent_name or '')

    def _period_within(self, key):
        """Return the period in words within a sentence: ``quý I năm 2024``."""
        return within_sentence(self._period_in_words(key))

    def _in_words(self, assignment, standing):
        """Return an assignment within a sentence, with its deadline on the report's last day; in the agency's report
        with the unit that owed it then. ``standing``: as ``_standings`` gives it."""
        _, unit = self.env._, assignment.department_id.browse(standing.department_id)
        words = {
            'period': self._period_within(assignment.period_key),
            'means': assignment._met_by()._names_on(self.date_end)[0],
            'date': decree_day(standing.deadline), 'unit': self._name_then(unit)}
        if self.department_id:
            return _("%(period)s (%(means)s, due on %(date)s)", **words)
        return _("%(period)s (%(means)s, due on %(date)s) given to %(unit)s", **words)

    def _two(self, number):
        """Return a number as officials write it in a sentence: 05, 12."""
        return f'{number:02.0f}'

    def _rate(self, part, whole):
        """Return " (88%)" where there are enough for a share, else ''."""
        return f" ({figure_text(part / whole, 'percent')})" if whole >= FEWEST else ''

    def _quoted(self, text):
        """Return a typed text within a sentence, on one line and without its last full stop."""
        return ' '.join((text or '').split()).rstrip('.;')


def _number(by_code, code, column='value'):
    """Return a figure of the report, 0 without data."""
    return (by_code.get(code) or {}).get(column) or 0
