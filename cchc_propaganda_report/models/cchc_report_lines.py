# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import models

from ..tools.figures import Counted, Line
from .cchc_report_counting import CHANNEL, FORM, GENRE, KIND, TOPIC, UNIT

ASSIGNMENT, PUBLICATION, ARTICLE, OUTREACH = 'cchc.assignment', 'cchc.publication', 'cchc.article', 'cchc.outreach'


class CchcReport(models.Model):
    """The lines of a report made of what was counted: their codes, names and order."""
    _inherit = 'cchc.report'

    def _lines_of(self, span, tally, facts):
        """Return ``{period key: [figures.Line]}``; one record, in the language of its agency."""
        agency, unit = self.company_id.id, self._counted_units() or None
        lines = {}
        for key, days in self._figure_windows().items():
            counted = Counted(
                tally, agency, unit, {column: span.within(window) for column, window in days.items()},
                self._known(days, facts['first']))
            lines[key] = [
                *self._assignment_lines(counted), *self._posting_lines(counted), *self._outreach_lines(counted),
                *self._step_lines(counted), *self._difficulty_lines(counted, days, span, facts['difficulties'][agency]),
                *self._budget_lines(facts['budget'][self.plan_id.id]), *self._details(counted)]
        return lines

    def _known(self, days, first):
        """Return ``{(kind, column): whether there are data}``: from the first record on, and for the plan's dates."""
        plan, agency, units = self.plan_id, self.company_id.id, self._counted_units() or (None,)

        def is_known(kind, start, end):
            begun = [first.get((kind, agency, unit)) for unit in units]
            return any(day and day <= end for day in begun) or (start <= plan.date_to and end >= plan.date_from)

        return {
            (kind, column): is_known(kind, *window) for column, window in days.items()
            for kind in ('assignments', 'publications', 'steps', 'outreach', 'difficulties')}

    # ------------------------------------------------------------------
    # Sections
    # ------------------------------------------------------------------

    def _assignment_lines(self, counted):
        _ = self.env._
        yield Line('section_assignments', _("Assignments of the plan"), 'plan', is_section=True)
        names = {
            'assignment_due': _("To be met in the period"),
            'assignment_done': _("Met on time"),
            'assignment_late': _("Met late"),
            'assignment_unmet': _("Not met"),
            'assignment_waiting': _("of these: sent in time, waiting for the channel"),
            'assignment_explained': _("of these: explained by the unit"),
            'assignment_after': _("of these: posted after the period of the report"),
            'assignment_pending': _("Not due yet"),
        }
        for code, name in names.items():
            yield counted.line(code, name, 'plan', 'assignments', ASSIGNMENT)
        yield counted.share('assignment_rate', _("Share met"), 'plan', 'assignments', ASSIGNMENT,
                            'assignment_met', 'assignment_due')
        yield counted.line('assignment_exempt', _("Not counted: exempt, no longer asked"), 'plan', 'assignments',
                           ASSIGNMENT)
        yield counted.line('assignment_before', _("Not counted: due before the plan was issued"), 'plan', 'assignments',
                           ASSIGNMENT)
        yield from self._lines_of_units(counted)

    def _lines_of_units(self, counted):
        """Yield how many units owe something, and how many of them have met everything."""
        due, met = {}, {}
        units = counted.tally.units('assignment_due', counted.agency)
        for column in counted.within:
            numbers = {
                unit: tuple(counted.count(code, column, unit)[0] for code in ('assignment_due', 'assignment_met'))
                for unit in units if counted.unit is None or unit in counted.unit}
            due[column] = tuple(sorted(unit for unit, (owed, __) in numbers.items() if owed))
            met[column] = tuple(sorted(unit for unit, (owed, done) in numbers.items() if owed and owed == done))
        names = {'unit_due': self.env._("Units that owe"), 'unit_met': self.env._("Units that met everything")}
        for code, lists in {'unit_due': due, 'unit_met': met}.items():
            yield Line(code, names[code], 'plan', {
                column: len(ids) if counted.known['assignments', column] else None for column, ids in lists.items()},
                model='hr.department', lists=lists)

    def _posting_lines(self, counted):
        _ = self.env._
        yield Line('section_publications', _("News items and articles"), 'posting', is_section=True)
        yield counted.line('article_posted', _("Articles posted"), 'posting', 'publications', ARTICLE)
        for genre in self._records('cchc.genre', counted.codes(GENRE), GENRE):
            yield counted.line(f'{GENRE}{genre.id or 0}', genre.name or _("Without genre"), 'posting', 'publications',
                               ARTICLE, record_id=genre.id or 0)
        yield counted.line('author_total', _("Number of authors"), 'posting', 'publications', ARTICLE)
        names = {
            'publication_total': _("Publications on all channels"),
            'publication_own': _("on the agency's own channels"),
            'publication_external': _("on channels of others"),
        }
        for code, name in names.items():
            yield counted.line(code, name, 'posting', 'publications', PUBLICATION)
        kinds = counted.codes(KIND)
        for kind, label in self.env['cchc.channel']._fields['kind']._description_selection(self.env):
            if f'{KIND}{kind}' in kinds:
                yield counted.line(f'{KIND}{kind}', label, 'posting', 'publications', PUBLICATION)
        # Channels that the plan asks for are shown although nothing was posted there.
        for channel in self._records(
                'cchc.channel', counted.codes(CHANNEL), CHANNEL, self.plan_id.obligation_ids.channel_id):
            yield counted.line(f'{CHANNEL}{channel.id}', self._name_then(channel), 'posting', 'publications',
                               PUBLICATION, record_id=channel.id)
        if counted.codes('broadcast_total'):
            yield counted.line('broadcast_total', _("Broadcasts on radio and television"), 'posting', 'publications',
                               PUBLICATION)
        names = {
            'publication_recorded_late': _("Recorded only after the deadline of their assignment"),
            'publication_recorded_after': _("Recorded only after the period of the report"),
            'spread_channels': _("Kinds of channels used"),
        }
        for code, name in names.items():
            yield counted.line(code, name, 'posting', 'publications', PUBLICATION)

    def _outreach_lines(self, counted):
        _ = self.env._
        yield Line('section_outreach', _("Other forms of communication"), 'held', is_section=True)
        yield counted.line('outreach_total', _("Held and accepted"), 'held', 'outreach', OUTREACH)
        yield counted.line('participant_total', _("Participants"), 'held', 'outreach', OUTREACH)
        for form in self._records('cchc.outreach.form', counted.codes(FORM), FORM):
            yield counted.line(f'{FORM}{form.id}', form.name, 'held', 'outreach', OUTREACH, record_id=form.id)
            yield counted.line(f'participant_{FORM}{form.id}', _("%(form)s: participants", form=form.name), 'held',
                               'outreach', OUTREACH, record_id=form.id)
        yield counted.line('outreach_recorded_after', _("Recorded only after the period of the report"), 'held',
                           'outreach', OUTREACH)
        yield counted.line('spread_forms', _("Forms used"), 'held', 'outreach', OUTREACH)

    def _step_lines(self, counted):
        _ = self.env._
        yield Line('section_steps', _("Work of the editorial board"), 'step', is_section=True)
        for code, name in {
                **self._step_names(), 'article_returned': _("Returned and not submitted again")}.items():
            yield counted.line(code, name, 'step', 'steps', ARTICLE)

    def _step_names(self):
        _ = self.env._
        return {'article_submitted': _("Submitted for review"), 'article_approved': _("Approved for posting")}

    def _difficulty_lines(self, counted, days, span, difficulties):
        _ = self.env._
        own = [(id_, raised, answered) for id_, unit, raised, answered in difficulties
               if counted.unit is None or unit in counted.unit]
        lists = {'difficulty_raised': {}, 'difficulty_answered': {}, 'difficulty_open': {}}
        for column, (start, end) in days.items():
            end = min(end, span.until)
            by_code = {
                'difficulty_raised': [one for one, raised, __ in own if start <= raised <= end],
                'difficulty_answered': [one for one, __, answered in own if answered and start <= answered <= end],
                'difficulty_open': [
                    one for one, raised, answered in own if raised <= end and not (answered and answered <= end)]}
            for code, ids in by_code.items():
                lists[code][column] = tuple(ids)
        yield Line('section_difficulties', _("Difficulties"), 'step', is_section=True)
        names = {
            'difficulty_raised': _("Raised in the period"),
            'difficulty_answered': _("Answered in the period"),
            'difficulty_open': _("Without an answer at the end of the period"),
        }
        for code, name in names.items():
            yield Line(code, name, 'step', {
                column: len(ids) if counted.known['difficulties', column] else None
                for column, ids in lists[code].items()}, model='cchc.difficulty', lists=lists[code])

    def _budget_lines(self, lines):
        """Yield the money of the plan, as recorded so far: nobody records in which period it was spent."""
        _, units = self.env._, self._counted_units()
        own = [(id_, *amounts) for id_, of, *amounts in lines if not units or of in units]
        if not own:
            return
        yield Line('section_budget', _("Money of the plan"), 'taken', is_section=True)
        names = {'budget_planned': _("Planned"), 'budget_allocated': _("Allocated"), 'budget_spent': _("Spent")}
        for at, (code, name) in enumerate(names.items(), start=1):
            counted = [one for one in own if one[at]]
            yield Line(
                code, name, 'taken', {'cumulative': float(sum(one[at] for one in counted))}, 'money',
                model='cchc.budget.line', lists={'cumulative': tuple(one[0] for one in counted)})

    # ------------------------------------------------------------------
    # Parts, by unit, row of the plan, genre and channel
    # ------------------------------------------------------------------

    def _details(self, counted):
        _ = self.env._
        names = {
            'section_detail_assignments': _("Share of assignments met, by unit"),
            'section_detail_posted': _("Articles posted, by row of the plan and unit"),
            'section_detail_steps': _("Articles submitted and approved, in detail"),
        }
        parts = (self._rates_of_units(counted), self._posted_details(counted), self._step_details(counted))
        for (code, name), lines in zip(names.items(), parts, strict=True):
            if lines := list(lines):
                yield Line(code, name, lines[0].clock, is_section=True, is_detail=True)
                yield from lines

    def _rates_of_units(self, counted):
        due = f'assignment_due_{UNIT}'
        for unit in () if counted.unit else self._records('hr.department', counted.codes(due), due):
            yield counted.share(
                f'rate_{UNIT}{unit.id}', self._name_then(unit), 'plan', 'assignments', ASSIGNMENT,
                f'assignment_met_{UNIT}{unit.id}', f'{due}{unit.id}', record_id=unit.id, is_detail=True)

    def _posted_details(self, counted):
        for prefix, record in self._detailed(counted, '', (TOPIC, UNIT)):
            yield counted.line(f'{prefix}{record.id or 0}', self._detail_name(record), 'posting', 'publications',
                               ARTICLE, record_id=record.id or 0, is_detail=True)

    def _step_details(self, counted):
        for code, name in self._step_names().items():
            step = f'{code.removeprefix("article_")}_'
            for prefix, record in self._detailed(counted, step, (GENRE, CHANNEL, TOPIC, UNIT)):
                yield counted.line(
                    f'{step}{prefix}{record.id or 0}', f'{name}: {self._detail_name(record)}', 'step', 'steps',
                    ARTICLE, record_id=record.id or 0, is_detail=True)

    def _detailed(self, counted, before, prefixes):
        """Yield ``(prefix, record)`` of what has a number of its own. In a unit's report there is only one unit."""
        models_of = {GENRE: 'cchc.genre', CHANNEL: 'cchc.channel', TOPIC: 'cchc.topic', UNIT: 'hr.department'}
        for prefix in prefixes:
            if prefix == UNIT and counted.unit:
                continue
            for record in self._records(models_of[prefix], counted.codes(before + prefix), before + prefix):
                yield prefix, record

    def _detail_name(self, record):
        without = {'cchc.genre': self.env._("Without genre"), 'hr.department': self.env._("Without unit")}
        if record._name in ('hr.department', 'cchc.channel'):
            return self._name_then(record) or without.get(record._name, '')
        return (record.display_name if record._name == 'cchc.topic' else record.name) or without.get(record._name, '')

    def _records(self, model, codes, prefix, always=()):
        """Return the records that the codes are about and those ``always`` shown, in their own order; an empty record
        last for what has none. Rows of the plan: of this report's plan only."""
        ids = {int(code.removeprefix(prefix)) for code in codes}
        records = self.env[model].browse(sorted(ids - {0})).union(*always)
        if model == 'cchc.topic':
            ordered = records.filtered(lambda topic: topic.plan_id == self.plan_id).sorted(
                lambda topic: (topic.sequence, topic.id))
        elif model == 'hr.department':
            ordered = records.sorted(lambda unit: (self._name_then(unit), unit.id))
        else:
            ordered = records.sorted(lambda one: (
                model == 'cchc.channel' and not one.is_internal, one.sequence, one.name, one.id))
        return [*ordered, self.env[model]] if 0 in ids else list(ordered)
