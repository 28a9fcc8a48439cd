# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dataclasses import dataclass
from datetime import timedelta

from odoo import models
from odoo.fields import Domain

from odoo.addons.cchc_propaganda.tools.outcome import EXCUSED, MET, OWED
from odoo.addons.cchc_propaganda.tools.period import Period

from ..tools.figures import COLUMNS, Line, assignment_values, figure_text, windows

CHANNEL, GENRE, KIND = 'channel_', 'genre_', 'kind_'   # prefixes of codes for one channel, genre or kind of channel
STEPS = ('article_submitted', 'article_approved', 'article_returned')


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of one window."""

    assignments: dict   # code -> number
    channels: dict      # channel -> (publications, broadcasts)
    genres: dict        # genre -> articles posted
    steps: dict         # code -> number

    def publications(self, channels):
        """Return the number of publications on these channels."""
        return sum(number for channel, (number, __) in self.channels.items() if channel in channels)

    def broadcasts(self):
        return sum(number for channel, (__, number) in self.channels.items() if channel.kind == 'broadcast')


class CchcReport(models.Model):
    """Counting the figures: set-wise, with a number of queries that does not depend on the data. The count is the same
    for every reader: as superuser, within the report's agency (and unit)."""
    _inherit = 'cchc.report'

    def _figure_lines(self, as_of):
        """Return the lines of the report, a list of ``figures.Line``, by the state of things on the day ``as_of``."""
        self.ensure_one()
        report = self.sudo()._in_company_language()   # the count is the same for every reader of the report
        days = windows(Period.parse(report.period_key))
        counts = {window: report._count(window, as_of) for window in dict.fromkeys(days.values())}
        counts = {column: counts[window] for column, window in days.items()}
        known = report._known(days)
        return [*report._assignment_lines(counts, known), *report._posting_lines(counts, known),
                *report._step_lines(counts, known)]

    # ------------------------------------------------------------------
    # Counting
    # ------------------------------------------------------------------

    def _count(self, window, as_of):
        Assignment, Publication = self.env['cchc.assignment'], self.env['cchc.publication']
        assignments, publications = self._assignment_domain(window), self._publication_domain(window)
        missed = assignments & self._missed_domain(as_of)
        return Counts(
            assignments=assignment_values(
                Assignment._read_group(assignments, ['department_id', 'state', 'is_before_issue'], ['__count']),
                Assignment._read_group(missed, ['is_waiting_channel'], ['__count']),
                Assignment.search_count(missed & Domain('explanation', '!=', False))),
            channels={channel: tuple(numbers) for channel, *numbers in Publication._read_group(
                publications, ['channel_id'], ['__count', 'quantity:sum'])},
            genres=dict(Publication._read_group(publications, ['genre_id'], ['article_id:count_distinct'])),
            steps={code: self.env['cchc.article'].search_count(self._step_domain(code, window)) for code in STEPS},
        )

    def _own_domain(self):
        """Return the domain of the report's agency; in a unit's report, of the unit."""
        domain = Domain('company_id', '=', self.company_id.id)
        return domain & Domain('department_id', '=', self.department_id.id) if self.department_id else domain

    def _assignment_domain(self, window):
        """Return the domain of assignments whose plan period ends in the window (the plan's clock)."""
        start, end = window
        return self._own_domain() & Domain('date_end', '>=', start) & Domain('date_end', '<=', end)

    def _missed_domain(self, as_of):
        """Return the domain of assignments that were overdue on that day. The stored state is today's, so not used."""
        return Domain('date_deadline', '<', as_of) & self.env['cchc.assignment']._outcome_domain(
            'waiting', 'overdue', today=as_of)

    def _publication_domain(self, window):
        """Return the domain of publications by the day of posting, without those taken down since."""
        start, end = window
        return (self._own_domain() & Domain('state', '=', 'published') & Domain('date_published', '>=', start)
                & Domain('date_published', '<=', end))

    def _step_domain(self, code, window):
        """Return the domain of articles by the moment of a step, by days in the agency's time zone."""
        moment = 'approved_date' if code == 'article_approved' else 'date_submitted'
        start, end = window
        domain = (self._own_domain() & Domain(moment, '>=', self.company_id._cchc_midnight(start))
                  & Domain(moment, '<', self.company_id._cchc_midnight(end + timedelta(days=1))))
        if code == 'article_returned':
            domain &= Domain('is_returned', '=', True) & Domain('state', '=', 'draft')
        return domain

    def _known(self, days):
        """Return ``{(kind, column): whether there are data}``: from the first record on, and for the plan's dates."""
        own, first = self._own_domain(), {}
        for kind, model, domain, day in (
                ('assignments', 'cchc.assignment', own, 'date_end'),
                ('publications', 'cchc.publication', own & Domain('state', '=', 'published'), 'date_published'),
                ('steps', 'cchc.article', own & Domain('date_submitted', '!=', False), 'date_submitted')):
            [(earliest,)] = self.env[model]._read_group(domain, [], [f'{day}:min'])
            first[kind] = earliest and (self.company_id._cchc_day_of(earliest) if kind == 'steps' else earliest)
        plan = self.plan_id

        def is_known(kind, start, end):
            return bool(first[kind] and first[kind] <= end) or (start <= plan.date_to and end >= plan.date_from)

        return {(kind, column): is_known(kind, *window) for kind in first for column, window in days.items()}

    # ------------------------------------------------------------------
    # Lines
    # ------------------------------------------------------------------

    def _assignment_lines(self, counts, known):
        _ = self.env._
        names = {
            'assignment_due': _("To be met in the period"),
            'assignment_done': _("Met on time"),
            'assignment_late': _("Met late"),
            'assignment_unmet': _("Not met"),
            'assignment_waiting': _("of these: sent in time, waiting for the channel"),
            'assignment_explained': _("of these: explained by the unit"),
            'assignment_pending': _("Not due yet"),
            'assignment_rate': _("Share met"),
            'assignment_exempt': _("Not counted: exempt, no longer asked"),
            'assignment_before': _("Not counted: due before the plan was issued"),
            'unit_due': _("Units that owe"),
            'unit_met': _("Units that met everything"),
        }
        yield Line('section_assignments', _("Assignments of the plan"), 'plan', {}, is_section=True)
        for code, name in names.items():
            values = {
                column: counts[column].assignments[code] if known['assignments', column] else None
                for column in COLUMNS}
            yield Line(code, name, 'plan', values, 'percent' if code == 'assignment_rate' else 'count')

    def _posting_lines(self, counts, known):
        _ = self.env._
        channels = self._counted(counts, 'channels', self.plan_id.obligation_ids.channel_id)
        everywhere = self.env['cchc.channel'].union(*channels)
        lines = [(
            'article_posted', _("Articles posted"),
            {column: sum(count.genres.values()) for column, count in counts.items()}, None)]
        lines += [(
            f'{GENRE}{genre.id or 0}', genre.name or _("Without genre"),
            {column: count.genres.get(genre, 0) for column, count in counts.items()}, genre.id or 0,
        ) for genre in self._counted(counts, 'genres')]
        own = everywhere.filtered('is_internal')
        groups = [
            ('publication_total', _("Publications on all channels"), everywhere, None),
            ('publication_own', _("on the agency's own channels"), own, None),
            ('publication_external', _("on channels of others"), everywhere - own, None)]
        kinds = everywhere.grouped('kind')
        groups += [
            (f'{KIND}{kind}', label, kinds[kind], None)
            for kind, label in everywhere._fields['kind']._description_selection(self.env)
            if any(count.publications(kinds.get(kind, ())) for count in counts.values())]
        groups += [(f'{CHANNEL}{channel.id}', channel.name, channel, channel.id) for channel in channels]
        lines += [
            (code, name, {column: count.publications(on) for column, count in counts.items()}, record_id)
            for code, name, on, record_id in groups]
        if any(channel.kind == 'broadcast' for count in counts.values() for channel in count.channels):
            lines.append((
                'broadcast_total', _("Broadcasts on radio and television"),
                {column: count.broadcasts() for column, count in counts.items()}, None))
        yield Line('section_publications', _("News items and articles"), 'posting', {}, is_section=True)
        for code, name, numbers, record_id in lines:
            values = {column: number if known['publications', column] else None for column, number in numbers.items()}
            yield Line(code, name, 'posting', values, record_id=record_id)

    def _step_lines(self, counts, known):
        _ = self.env._
        names = {
            'article_submitted': _("Submitted for review"),
            'article_approved': _("Approved for posting"),
            'article_returned': _("Returned and not submitted again"),
        }
        yield Line('section_steps', _("Work of the editorial board"), 'step', {}, is_section=True)
        for code, name in names.items():
            values = {column: counts[column].steps[code] if known['steps', column] else None for column in COLUMNS}
            yield Line(code, name, 'step', values)

    def _counted(self, counts, kind, always=None):
        """Return the channels or genres with a number in any column and those ``always`` shown, in their own order."""
        found = {record for count in counts.values() for record in getattr(count, kind)} | set(always or ())
        model = self.env['cchc.channel' if kind == 'channels' else 'cchc.genre']
        records = model.union(*found)
        ordered = list(records.sorted(lambda record: (
            not record.is_internal if kind == 'channels' else False, record.sequence, record.name, record.id)))
        return [*ordered, model] if model in found else ordered

    def _prepare_figure_vals(self, line, sequence):
        vals = {
            'sequence': sequence, 'code': line.code, 'name': line.name, 'period_key': self.period_key,
            'clock': line.clock, 'unit': line.unit, 'is_section': line.is_section,
        }
        for column, value in line.values.items():
            vals |= {column: value or 0, f'has_{column}': value is not None}
        return vals

    def _stored_lines(self):
        """Return the lines as last counted."""
        return [
            Line(figure.code, figure.name, figure.clock, {column: figure._number(column) for column in COLUMNS},
                 figure.unit, figure.is_section)
            for figure in self.figure_ids]

    # ------------------------------------------------------------------
    # The records behind a figure, and its sentences
    # ------------------------------------------------------------------

    def _figure_target(self, code, window):
        """Return ``(model, domain)`` of the records that a figure counts in the window, None if it counts none."""
        as_of = self.company_id._cchc_day_of(self.date_figures)
        assignments, missed = self._assignment_domain(window), self._missed_domain(as_of)
        became = self.env['cchc.assignment']._outcome_domain
        by_code = {
            'assignment_due': became(*MET, *OWED),
            'assignment_done': became('done'),
            'assignment_late': became('late'),
            'assignment_unmet': missed,
            'assignment_waiting': missed & became('waiting'),
            'assignment_explained': missed & Domain('explanation', '!=', False),
            'assignment_pending': became(*OWED) & Domain('date_deadline', '>=', as_of),
            'assignment_exempt': became(*EXCUSED),
            'assignment_before': became('before'),
        }
        if code in by_code:
            return 'cchc.assignment', assignments & by_code[code]
        if code in STEPS:
            return 'cchc.article', self._step_domain(code, window)
        prefix, __, rest = code.rpartition('_')
        publications = self._publication_domain(window)
        posted = Domain('publication_ids', 'any', publications)
        if code == 'article_posted':
            return 'cchc.article', posted
        if prefix + '_' == GENRE:
            return 'cchc.article', Domain('genre_id', '=', int(rest) or False) & posted
        by_code = {
            'publication_total': Domain.TRUE,
            'publication_own': Domain('channel_id.is_internal', '=', True),
            'publication_external': Domain('channel_id.is_internal', '=', False),
            'broadcast_total': Domain('channel_id.kind', '=', 'broadcast'),
        }
        if prefix + '_' == CHANNEL:
            return 'cchc.publication', publications & Domain('channel_id', '=', int(rest))
        if prefix + '_' == KIND:
            return 'cchc.publication', publications & Domain('channel_id.kind', '=', rest)
        return ('cchc.publication', publications & by_code[code]) if code in by_code else None

    def _summary_sentences(self, lines):
        """Return the sentences with which the report begins, in the language of the context."""
        _, by_code = self.env._, {line.code: line for line in lines}

        def number(code, column='value'):
            value = by_code[code].values[column] if code in by_code else None
            return f'{value or 0:02.0f}'   # official documents write 05

        def percent(column):
            return figure_text(by_code['assignment_rate'].values[column], 'percent')

        def met(column):
            return f"{sum(by_code[code].values[column] or 0 for code in ('assignment_done', 'assignment_late')):02.0f}"

        if by_code['assignment_due'].values['value']:
            sentences = [_(
                "Assignments to be met in the period: %(due)s; met: %(met)s (%(rate)s), on time: %(done)s, "
                "late: %(late)s.",
                due=number('assignment_due'), met=met('value'), rate=percent('value'), done=number('assignment_done'),
                late=number('assignment_late'))]
            if by_code['assignment_unmet'].values['value']:
                sentences.append(_(
                    "Not met: %(unmet)s, of these explained by the unit: %(explained)s.",
                    unmet=number('assignment_unmet'), explained=number('assignment_explained')))
            sentences.append(_(
                "Since the new year: %(met)s/%(due)s assignments (%(rate)s).", met=met('cumulative'),
                due=number('assignment_due', 'cumulative'), rate=percent('cumulative')))
            yield ' '.join(sentences)
        else:
            yield _("No assignment of the plan was to be met in the period.")
        if by_code['publication_total'].values['value']:
            channels = [
                f"{line.name} {number(line.code)}" for line in lines
                if line.code.startswith(CHANNEL) and line.values['value']]
            yield _("Articles posted in the period: %(articles)s, in %(publications)s publications: %(channels)s.",
                    articles=number('article_posted'), publications=number('publication_total'),
                    channels=', '.join(channels))
        else:
            yield _("No article was posted in the period.")
