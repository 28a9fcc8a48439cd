# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The rows of the plan's appendix, each with its result in words."""

from collections import defaultdict

from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.cchc_propaganda.tools.decree import decree_day

from ..tools import appendix
from ..tools.figures import FEWEST, MET, MISSED, figure_text, share
from ..tools.snapshot import Row, Told

MAX_LINES = 12   # a row with more assignments shows their sum


class AppendixGathering:
    """The plan's appendix in its own words and order, with the result of each row up to the report's last day."""

    def __init__(self, gathering):
        self.gathering = gathering
        self.report, self.env = gathering.report, gathering.env
        self.plan = self.report.plan_id
        # Rows that an amendment has abolished, too: what was done for them before is reported.
        self.plan_rows = self.plan.with_context(active_test=False).topic_ids
        self.topics = {topic.id: topic for topic in self.plan_rows}
        self.start = min(self.plan.date_from, gathering.windows['value'][0])
        self.end = gathering.windows['value'][1]
        self.articles, self.newest = self._articles_by_topic(), self._newest_by_topic()
        self.outreach = self._outreach_by_topic()
        self.told = set()   # topics whose own words are already told

    def rows(self):
        """Yield the rows as ``snapshot.Row``."""
        for row in appendix.rows(self._topics()):
            told, fill = self._result(row)
            yield Row(
                code=row.code, content=row.content, lead=row.lead, coordinator=row.coordinator, time=row.time,
                told=tuple(told), fill=fill, joins=tuple(sorted(row.joins)), is_heading=row.is_heading)

    # ------------------------------------------------------------------
    # Data
    # ------------------------------------------------------------------

    def _topics(self):
        """Return the first level of the plan's appendix, as ``appendix.Topic``; in a report on some subjects, without
        the rows that are not about them."""
        by_parent = self.plan_rows.grouped('parent_id')
        by_topic = self.gathering.assignments.filtered(
            lambda assignment: assignment.plan_id == self.plan).grouped('topic_id')
        none = self.env['cchc.assignment']

        def topic(record):
            return appendix.Topic(
                id=record.id, code=record.code or '', name=self._name(record), lead=record.lead_text or '',
                coordinator=record.coordinator_text or '', time=record.time_text or '',
                children=[topic(child) for child in by_parent.get(record, ()) if is_shown(child)],
                turns=[
                    appendix.Turn(obligation.id, turn.period_from, turn.period_to, turn.name or '',
                                  turn.lead_text or self.gathering.name_of(turn.department_id), turn.time_text or '')
                    for obligation in record.obligation_ids for turn in obligation.rotation_ids],
                assignments=[self.gathering.lines[assignment.id] for assignment in by_topic.get(record, none)])

        def is_shown(record):
            return record in about and (record.active or has_work(record)) or any(
                is_shown(child) for child in by_parent.get(record, ()))

        def has_work(record):
            return record.id in self.articles or record.id in self.outreach or any(
                self.gathering.lines[assignment.id].outcome in {*MET, *MISSED}
                for assignment in by_topic.get(record, none))

        about = self.env['cchc.topic'].with_context(active_test=False).search(
            Domain('plan_id', '=', self.plan.id) & self.report._subject_domain('cchc.topic'))
        return [topic(record) for record in by_parent.get(self.env['cchc.topic'], ()) if is_shown(record)]

    def _name(self, topic):
        """Return the words of the row; of one that an amendment has abolished, with a note."""
        name = topic.name or ''
        return name if topic.active else self.env._("%(content)s (abolished)", content=name).strip()

    def _articles_by_topic(self):
        """Return ``{topic id: [(genre, number of articles)]}`` of articles posted up to the report's last day."""
        posted = self.report._publication_domain((self.start, self.end))
        articles = self.report._own_domain() & Domain('publication_ids', 'any', posted)
        by_topic = defaultdict(list)
        for topic, genre, number in self.env['cchc.article']._read_group(
                articles & Domain('topic_ids', 'in', self.plan_rows.ids), ['topic_ids', 'genre_id'],
                ['__count']):
            by_topic[topic.id].append((genre, number))
        return by_topic

    def _newest_by_topic(self):
        """Return ``{topic id: (day, link)}`` of the latest publication of these articles."""
        publication, article = self.env['cchc.publication'], self.env['cchc.article']
        publication.flush_model(['article_id', 'company_id', 'department_id', 'state', 'date_published', 'url'])
        article.flush_model(['topic_ids'])
        of_unit = SQL('AND publication.department_id IN %s', self.report._counted_units()) \
            if self.report.department_id else SQL()
        rows = self.env.execute_query(SQL(
            """SELECT DISTINCT ON (rel.topic_id) rel.topic_id, publication.date_published, publication.url
                 FROM cchc_publication publication
                 JOIN cchc_article_topic_rel rel ON rel.article_id = publication.article_id
                WHERE rel.topic_id IN %s AND publication.company_id = %s AND publication.state = 'published'
                  AND publication.date_published BETWEEN %s AND %s %s
                ORDER BY rel.topic_id, publication.date_published DESC, publication.id DESC""",
            tuple(self.plan_rows.ids) or (0,), self.report.company_id.id, self.start, self.end, of_unit))
        return {topic: (day, url or '') for topic, day, url in rows}

    def _outreach_by_topic(self):
        """Return ``{topic id: (number, latest day)}`` of outreach accepted and held up to the report's last day."""
        domain = self.gathering.outreach_domain(self.start, self.end)
        return {
            topic.id: (number, day) for topic, number, day in self.env['cchc.outreach']._read_group(
                domain & Domain('topic_ids', 'in', self.plan_rows.ids), ['topic_ids'], ['__count', 'date:max'])}

    # ------------------------------------------------------------------
    # The result of a row, in words
    # ------------------------------------------------------------------

    def _result(self, row):
        """Return ``(lines, fill)``: the result of the row, with the fill of its worst outcome."""
        if row.kind == 'publications':
            return self._told_of_work(row)
        if row.kind == 'sum' or len(row.assignments) > MAX_LINES:
            told, fill = self._told_of_sum(row)
        else:
            told, fill = self._told_of_assignments(row)
        return [*told, *self._told_by_unit(row.topic)], fill

    def _told_of_work(self, row):
        """Return what was posted and held about the topic, and what its lead unit says."""
        topic = self.topics[row.topic]
        told = [*self._told_of_articles(topic), *self._told_of_outreach(topic)]
        has_evidence = bool(told)
        told += self._told_by_unit(topic.id)
        if not has_evidence and not told:
            return [Told(self.env._("Nothing yet"), is_muted=True)], ''
        return told, 'good' if topic.result_state == 'done' else ''

    def _told_of_articles(self, topic):
        _, articles = self.env._, self.articles.get(topic.id, ())
        if not articles:
            return
        day, url = self.newest[topic.id]
        words = self._number_of_articles(articles)
        words = _("There are %(articles)s", articles=words) if sum(number for __, number in articles) == 1 else _(
            "There are %(articles)s; latest:", articles=words)
        yield Told(words, decree_day(day, with_year=False), url)

    def _told_of_outreach(self, topic):
        _ = self.env._
        if topic.id not in self.outreach:
            return
        number, day = self.outreach[topic.id]
        words = _("%(number)s activities", number=f'{number:02}') if number == 1 else _(
            "%(number)s activities; latest:", number=f'{number:02}')
        yield Told(words, decree_day(day, with_year=False))

    def _told_by_unit(self, topic_id):
        """Return the words of the lead unit about its topic, once: its result, else the state that it confirmed."""
        topic = self.topics[topic_id]
        if topic_id in self.told:
            return
        self.told.add(topic_id)
        if topic.result:
            yield Told(topic.result)
        elif topic.is_result_confirmed and not topic.child_ids and topic.result_state != 'not_started':
            yield Told(dict(topic._fields['result_state']._description_selection(self.env))[topic.result_state])

    def _number_of_articles(self, articles):
        """Return “02 bài, 01 video clip”: texts as one number, other genres by name."""
        _, texts, others = self.env._, 0, []
        for genre, number in sorted(articles, key=lambda counted: (counted[0].sequence, counted[0].id)):
            if genre.requires_body or not genre:
                texts += number
            else:
                others.append(f'{number:02} {genre.name.lower()}')
        parts = [_("%(number)s articles", number=f'{texts:02}')] if texts else []
        return ', '.join(parts + others)

    def _told_of_assignments(self, row):
        """Return one line for each assignment of the row."""
        assignments = sorted(row.assignments, key=lambda one: (one.ordinal, one.obligation, one.id))
        if not assignments:
            return [Told(self.env._("Nothing yet"), is_muted=True)], ''
        if all(one.outcome == 'open' for one in assignments):
            return [Told(self.env._("Not due yet"), is_muted=True)], ''
        names = [
            name for name in ('period', 'unit', 'channel') if len({getattr(one, name) for one in assignments}) > 1]
        told = []
        for assignment in assignments:
            label, words = ' · '.join(getattr(assignment, name) for name in names), self._outcome_in_words(assignment)
            told.append(Told(
                f'{label}: {words}' if label else words[:1].upper() + words[1:],
                decree_day(assignment.done_on, with_year=False) if assignment.outcome in MET else '',
                assignment.url if assignment.outcome in MET else '',
                is_bold=assignment.outcome in ('late', 'overdue'), is_muted=assignment.outcome == 'open'))
        return told, appendix.fill(one.outcome for one in assignments)

    def _outcome_in_words(self, assignment):
        """Return the outcome of an assignment in words: “đúng hạn”, “hoàn thành quá hạn 15 ngày”."""
        _ = self.env._
        if assignment.outcome == 'late':
            return _("%(days)s days late", days=(assignment.done_on - assignment.deadline).days)
        words = {
            'done': _("on time"),
            'overdue': _("not met, explained") if assignment.is_explained else _("not met"),
            'waiting': _("sent in time, waiting for the channel"),
            'before': _("before the issue, not counted"),
            'exempt': _("exempt"),
            'waived': _("no longer asked"),
            'open': _("not due yet"),
        }[assignment.outcome]
        is_part = assignment.asked > 1 and assignment.outcome in {*MISSED, 'open'}
        more = f'{assignment.posted}/{assignment.asked}' if is_part else self.gathering.later(assignment)
        return f'{words} ({more})' if more else words

    def _told_of_sum(self, row):
        _, counts = self.env._, appendix.summary(row.assignments)
        if not counts['due']:
            return [Told(_("Not due yet"), is_muted=True)], ''
        numbers = {'met': f"{counts['met']:02}", 'due': f"{counts['due']:02}"}
        words = [
            _("Met %(met)s/%(due)s assignments that were due", **numbers) if counts['due'] < FEWEST else
            _("Met %(met)s/%(due)s assignments that were due (%(share)s)", **numbers,
              share=figure_text(share(counts['met'], counts['due']), 'percent'))]
        if counts['late']:
            words.append(_("%(number)s late", number=f"{counts['late']:02}"))
        if counts['missed']:
            words.append(_("%(number)s not met", number=f"{counts['missed']:02}"))
        return [Told(', '.join(words))], ''
