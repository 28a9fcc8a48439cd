from dataclasses import dataclass
from datetime import timedelta

from odoo import models
from odoo.fields import Domain

from odoo.addons.cchc_propaganda.tools.period import Period

from ..tools.figures import COLUMNS, MET, OUT_OF_COUNT, UNMET, Line, duty_values, figure_text, windows

CHANNEL, GENRE, KIND = 'channel_', 'genre_', 'kind_'   # begin the codes of lines that follow an agency's own lists
STEPS = ('article_submitted', 'article_approved', 'article_returned')


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted for one window."""

    duties: dict     # code -> number
    channels: dict   # channel -> (posts, broadcasts)
    genres: dict     # genre -> articles posted
    steps: dict      # code -> number


class CchcReport(models.Model):
    """How the figures are counted: set-wise, with a number of queries that no amount of data changes. Everything is
    counted as superuser, whoever may read the articles, within the report's own agency (and unit)."""
    _inherit = 'cchc.report'

    def _figure_lines(self, as_of):
        """The lines of the report, judged by what is known on the day ``as_of``: a list of ``figures.Line``."""
        self.ensure_one()
        report = self.sudo()._in_company_language()   # counted whoever may read the articles
        days = windows(Period.parse(report.period_key))
        counts = {window: report._count(window, as_of) for window in dict.fromkeys(days.values())}
        counts = {column: counts[window] for column, window in days.items()}
        known = report._known(days)
        return [*report._duty_lines(counts, known), *report._posting_lines(counts, known),
                *report._step_lines(counts, known)]

    # ------------------------------------------------------------------
    # Counting
    # ------------------------------------------------------------------

    def _count(self, window, as_of):
        Assignment, Publication = self.env['cchc.assignment'], self.env['cchc.publication']
        duties, posts = self._duty_domain(window), self._post_domain(window)
        missed = duties & self._missed_domain(as_of)
        return Counts(
            duties=duty_values(
                Assignment._read_group(duties, ['department_id', 'state', 'is_before_issue'], ['__count']),
                Assignment._read_group(missed, ['is_waiting_channel'], ['__count']),
                Assignment.search_count(missed & Domain('explanation', '!=', False))),
            channels={channel: tuple(numbers) for channel, *numbers in Publication._read_group(
                posts, ['channel_id'], ['__count', 'quantity:sum'])},
            genres=dict(Publication._read_group(posts, ['genre_id'], ['article_id:count_distinct'])),
            steps={code: self.env['cchc.article'].search_count(self._step_domain(code, window)) for code in STEPS},
        )

    def _own_domain(self):
        """Records of the report's agency; in a unit's report, those of the unit."""
        domain = Domain('company_id', '=', self.company_id.id)
        return domain & Domain('department_id', '=', self.department_id.id) if self.department_id else domain

    def _duty_domain(self, window):
        """Duties owed for the periods of the plan that end in the window: the plan's clock."""
        start, end = window
        return self._own_domain() & Domain('date_end', '>=', start) & Domain('date_end', '<=', end)

    def _missed_domain(self, as_of):
        """Unmet and past the deadline on that day; tested on the day itself, not on the stored "overdue"."""
        return (Domain('state', 'in', list(UNMET)) & Domain('is_before_issue', '=', False)
                & Domain('date_deadline', '<', as_of))

    def _post_domain(self, window):
        """Posts by the day of posting, those taken down since left out."""
        start, end = window
        return (self._own_domain() & Domain('state', '=', 'published') & Domain('date_published', '>=', start)
                & Domain('date_published', '<=', end))

    def _step_domain(self, code, window):
        """Articles by the moment of a step, on the agency's days."""
        moment = 'approved_date' if code == 'article_approved' else 'date_submitted'
        start, end = window
        domain = (self._own_domain() & Domain(moment, '>=', self.company_id._cchc_midnight(start))
                  & Domain(moment, '<', self.company_id._cchc_midnight(end + timedelta(days=1))))
        if code == 'article_returned':
            domain &= Domain('is_returned', '=', True) & Domain('state', '=', 'draft')
        return domain

    def _known(self, days):
        """``{(kind, column): whether there are data}``: from the first record on, and for the days of the plan."""
        own, first = self._own_domain(), {}
        for kind, model, domain, day in (
                ('duties', 'cchc.assignment', own, 'date_end'),
                ('posts', 'cchc.publication', own & Domain('state', '=', 'published'), 'date_published'),
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

    def _duty_lines(self, counts, known):
        _ = self.env._
        names = {
            'duty_due': _("To be met in the period"),
            'duty_done': _("Met on time"),
            'duty_late': _("Met late"),
            'duty_unmet': _("Not met"),
            'duty_waiting': _("of these: sent in time, waiting for the channel"),
            'duty_explained': _("of these: explained by the unit"),
            'duty_pending': _("Not due yet"),
            'duty_rate': _("Share met"),
            'duty_exempt': _("Not counted: exempt, no longer asked"),
            'duty_before': _("Not counted: due before the plan was issued"),
            'unit_due': _("Units that owe"),
            'unit_met': _("Units that met everything"),
        }
        yield Line('section_duties', _("Duties of the plan"), 'plan', {}, is_section=True)
        for code, name in names.items():
            values = {
                column: counts[column].duties[code] if known['duties', column] else None for column in COLUMNS}
            yield Line(code, name, 'plan', values, 'percent' if code == 'duty_rate' else 'count')

    def _posting_lines(self, counts, known):
        _ = self.env._

        def line(code, name, number, record_id=None):
            values = {column: number(counts[column]) if known['posts', column] else None for column in COLUMNS}
            return Line(code, name, 'posting', values, record_id=record_id)

        def posts(matches):
            return lambda count: sum(posts for channel, (posts, __) in count.channels.items() if matches(channel))

        yield Line('section_posts', _("News items and articles"), 'posting', {}, is_section=True)
        yield line('article_posted', _("Articles posted"), lambda count: sum(count.genres.values()))
        for genre in self._counted(counts, 'genres'):
            yield line(f'{GENRE}{genre.id or 0}', genre.name or _("Without genre"),
                       lambda count, genre=genre: count.genres.get(genre, 0), record_id=genre.id or 0)
        yield line('post_total', _("Posts on all channels"), posts(lambda channel: True))
        yield line('post_own', _("on the agency's own channels"), posts(lambda channel: channel.is_internal))
        yield line('post_external', _("on channels of others"), posts(lambda channel: not channel.is_internal))
        for kind, label in self.env['cchc.channel']._fields['kind']._description_selection(self.env):
            number = posts(lambda channel, kind=kind: channel.kind == kind)
            if any(number(count) for count in counts.values()):
                yield line(f'{KIND}{kind}', label, number)
        for channel in self._counted(counts, 'channels', self.plan_id.obligation_ids.channel_id):
            yield line(f'{CHANNEL}{channel.id}', channel.name, posts(lambda one, channel=channel: one == channel),
                       record_id=channel.id)
        if any(channel.kind == 'broadcast' for count in counts.values() for channel in count.channels):
            yield line('broadcast_total', _("Broadcasts on radio and television"), lambda count: sum(
                number for channel, (__, number) in count.channels.items() if channel.kind == 'broadcast'))

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
        """The channels or genres with a number in any column, and those that are always shown, in their own order."""
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
        """The lines as they were last counted."""
        return [
            Line(figure.code, figure.name, figure.clock, {column: figure._number(column) for column in COLUMNS},
                 figure.unit, figure.is_section)
            for figure in self.figure_ids]

    # ------------------------------------------------------------------
    # What stands behind a figure, and its words
    # ------------------------------------------------------------------

    def _figure_target(self, code, window):
        """``(model, domain)`` of the records that a figure counts in the window; None where it counts no records."""
        as_of = self.company_id._cchc_day_of(self.date_figures)
        duties, missed = self._duty_domain(window), self._missed_domain(as_of)
        unmet = Domain('state', 'in', list(UNMET))
        before = Domain('is_before_issue', '=', True)
        met = Domain('state', 'in', list(MET))
        by_code = {
            'duty_due': met | (unmet & ~before),
            'duty_done': Domain('state', '=', 'done'),
            'duty_late': Domain('state', '=', 'late'),
            'duty_unmet': missed,
            'duty_waiting': missed & Domain('is_waiting_channel', '=', True),
            'duty_explained': missed & Domain('explanation', '!=', False),
            'duty_pending': unmet & ~before & Domain('date_deadline', '>=', as_of),
            'duty_exempt': Domain('state', 'in', list(OUT_OF_COUNT)),
            'duty_before': unmet & before,
        }
        if code in by_code:
            return 'cchc.assignment', duties & by_code[code]
        if code in STEPS:
            return 'cchc.article', self._step_domain(code, window)
        prefix, __, rest = code.rpartition('_')
        posts = self._post_domain(window)
        if code == 'article_posted':
            return 'cchc.article', Domain('publication_ids', 'any', posts)
        if prefix + '_' == GENRE:
            return 'cchc.article', Domain('genre_id', '=', int(rest) or False) & Domain('publication_ids', 'any', posts)
        by_code = {
            'post_total': Domain.TRUE,
            'post_own': Domain('channel_id.is_internal', '=', True),
            'post_external': Domain('channel_id.is_internal', '=', False),
            'broadcast_total': Domain('channel_id.kind', '=', 'broadcast'),
        }
        if prefix + '_' == CHANNEL:
            return 'cchc.publication', posts & Domain('channel_id', '=', int(rest))
        if prefix + '_' == KIND:
            return 'cchc.publication', posts & Domain('channel_id.kind', '=', rest)
        return ('cchc.publication', posts & by_code[code]) if code in by_code else None

    def _summary_sentences(self, lines):
        """The figures in the words of a report's opening, in the language of the context."""
        _, by_code = self.env._, {line.code: line for line in lines}

        def number(code, column='value'):
            value = by_code[code].values[column] if code in by_code else None
            return f'{value or 0:02.0f}'   # documents write 05

        def percent(column):
            return figure_text(by_code['duty_rate'].values[column], 'percent')

        def met(column):
            return f"{sum(by_code[code].values[column] or 0 for code in ('duty_done', 'duty_late')):02.0f}"

        if by_code['duty_due'].values['value']:
            sentences = [_(
                "Duties to be met in the period: %(due)s; met: %(met)s (%(rate)s), on time: %(done)s, late: %(late)s.",
                due=number('duty_due'), met=met('value'), rate=percent('value'), done=number('duty_done'),
                late=number('duty_late'))]
            if by_code['duty_unmet'].values['value']:
                sentences.append(_(
                    "Not met: %(unmet)s, of these explained by the unit: %(explained)s.", unmet=number('duty_unmet'),
                    explained=number('duty_explained')))
            sentences.append(_(
                "Since the new year: %(met)s/%(due)s duties (%(rate)s).", met=met('cumulative'),
                due=number('duty_due', 'cumulative'), rate=percent('cumulative')))
            yield ' '.join(sentences)
        else:
            yield _("No duty of the plan was to be met in the period.")
        if by_code['post_total'].values['value']:
            channels = [
                f"{line.name} {number(line.code)}" for line in lines
                if line.code.startswith(CHANNEL) and line.values['value']]
            yield _("Articles posted in the period: %(articles)s, in %(posts)s posts: %(channels)s.",
                    articles=number('article_posted'), posts=number('post_total'), channels=', '.join(channels))
        else:
            yield _("No article was posted in the period.")
