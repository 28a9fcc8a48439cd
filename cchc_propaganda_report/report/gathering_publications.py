# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The publications of a report's period, however many: a batch at a time."""

from collections import namedtuple

from odoo.fields import Domain

from odoo.addons.cchc_propaganda.tools.outcome import is_late

from ..tools import snapshot

BATCH = 2000    # publications held in memory
# What is read of a publication.
Stored = namedtuple('Stored', (
    'id', 'article_id', 'channel_id', 'genre_id', 'department_id', 'author_id', 'assignment_id', 'date_published',
    'date_recorded', 'is_recorded_late', 'url', 'quantity'))
NAMED = {'genre_id': 'cchc.genre', 'author_id': 'res.users'}


class PublicationGathering:
    """The publications of a report, with what they name: channel, genre, unit, author, assignment."""

    def __init__(self, gathering):
        self.gathering = gathering
        self.report, self.env = gathering.report, gathering.env
        self.names = {name: {} for name in NAMED}   # of what was met so far, by id
        self.units = {}         # id -> name on the report's last day
        self.channels = {}      # id -> (name on that day, whether it broadcasts)
        self.matched = {}       # id of an assignment -> (period in words, met on, deadline, due before the issue)

    def publications(self):
        """Yield the publications of the period by the day of posting, reading a batch at a time. Their stored values
        are read as they are: a record for each of a hundred thousand would take longer than all the rest."""
        seen = Seen()
        more = self.report._publication_columns()
        for rows in self._batches():
            titles = dict(self._values(
                'cchc.article', Domain('id', 'in', [row.article_id for row in rows]), ('id', 'name')))
            self._learn(rows)
            records = self.env['cchc.publication'].browse([row.id for row in rows] if more else ())
            for at, row in enumerate(rows):
                texts = tuple(column.text(records[at]) for column in more)
                yield self._publication(row, titles[row.article_id] or '', seen.is_new(row.article_id), texts)
            if more:
                self.env.invalidate_all()   # release the batch from memory

    def _batches(self):
        """Yield the publications in batches, each found after the last of the one before: no list of all is kept."""
        domain = self.report._publication_domain(self.gathering.windows['value']) & (
            self.gathering.about('cchc.publication'))
        after = Domain.TRUE
        while rows := self._values(
                'cchc.publication', domain & after, Stored._fields, order='date_published, id', limit=BATCH):
            rows = [Stored(*row) for row in rows]
            yield rows
            if len(rows) < BATCH:
                return
            last = rows[-1]
            after = Domain('date_published', '>=', last.date_published) & (
                Domain('date_published', '>', last.date_published) | Domain('id', '>', last.id))

    def _values(self, model, domain, names, **options):
        """Return the stored values of the records that the domain finds."""
        records = self.env[model].with_context(active_test=False)
        query = records._search(domain, **options)
        return self.env.execute_query(query.select(*(
            records._field_to_sql(query.table, name, query) for name in names)))

    def _learn(self, rows):
        """Read what these rows name and none before did: genres, units, authors, channels, assignments."""
        def unknown(model, name, known):
            return self.env[model].browse({getattr(row, name) for row in rows} - {None} - known.keys())

        day = self.report.date_end
        for name, model in NAMED.items():
            self.names[name] |= {one.id: one.name or '' for one in unknown(model, name, self.names[name])}
        units = unknown('hr.department', 'department_id', self.units)
        self.units |= units._cchc_names_on(day)
        channels = unknown('cchc.channel', 'channel_id', self.channels)
        names = channels._cchc_names_on(day)
        self.channels |= {one.id: (names[one.id], one.kind == 'broadcast') for one in channels}
        assignments = unknown('cchc.assignment', 'assignment_id', self.matched)
        assignments.fetch(['period_key', 'date_deadline', 'date_done', 'is_before_issue'])
        self.matched |= {
            one.id: (one.period_label or '', one.date_done, one.date_deadline, one.is_before_issue)
            for one in assignments}

    def _publication(self, row, title, is_first, more):
        day, (channel, is_broadcast) = row.date_published, self.channels[row.channel_id]
        timing, period = self._timing_of(row.assignment_id, day)
        genre, author = (known.get(getattr(row, name), '') for name, known in self.names.items())
        unit = self.units.get(row.department_id) or ''
        return snapshot.Publication(
            title=title, genre=genre, author=author, unit=unit, channel=channel, day=day, recorded=row.date_recorded,
            url=row.url or '', period=period, timing=timing, channel_id=row.channel_id, genre_id=row.genre_id or 0,
            broadcasts=(row.quantity or 0) if is_broadcast else 0, is_first=is_first,
            is_recorded_late=bool(row.is_recorded_late), more=more)

    def _timing_of(self, assignment, day):
        """Return ``(on_time, late, extra or none; the assignment's period in words)``. Once the assignment is met, a
        further publication is extra, never late."""
        if not assignment:
            return 'none', ''
        period, met_on, deadline, is_before_issue = self.matched[assignment]
        if met_on and day > met_on:
            return 'extra', period
        return 'late' if is_late(day, deadline, is_before_issue) else 'on_time', period


class Seen:
    """Ids that were met before: one bit each, so that a long list needs no memory."""

    def __init__(self):
        self._bits = bytearray()

    def is_new(self, id_):
        at, bit = id_ >> 3, 1 << (id_ & 7)
        if at >= len(self._bits):
            self._bits.extend(bytes(at - len(self._bits) + 4096))
        is_new = not self._bits[at] & bit
        self._bits[at] |= bit
        return is_new
