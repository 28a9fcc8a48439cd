# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The data of a workbook, read once for all sheets, in the language of the agency."""

from collections import defaultdict

from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.cchc_propaganda.models.core.cchc_period_mixin import ROMAN
from odoo.addons.cchc_propaganda.tools.period import Period

from ..tools import appendix
from ..tools.figures import windows
from ..tools.layout import decree_day, decree_month, short_body_name


class Content:
    """A report with its assignments and publications, as superuser and in its agency's language."""

    def __init__(self, report):
        self.report = report
        self.env = report.env
        self.company = report.company_id
        self.as_of = self.company._cchc_day_of(report.date_figures)
        self.windows = windows(Period.parse(report.period_key))
        self.lines = report._figure_lines(self.as_of)
        self.assignments = self._assignments()
        self.links = self._links()
        self.assignment_lines = {assignment.id: self._assignment_line(assignment) for assignment in self.assignments}

    # ------------------------------------------------------------------
    # Data
    # ------------------------------------------------------------------

    def _assignments(self):
        """Return the assignments of the year so far and all assignments of the plan, by deadline."""
        start, end = self.windows['cumulative']
        so_far = self.report._assignment_domain((start, end))
        of_plan = self.report._own_domain() & Domain('plan_id', '=', self.report.plan_id.id)
        assignments = self.env['cchc.assignment'].search(so_far | of_plan, order='date_deadline, id')
        assignments.channel_id.alias_ids.mapped('name')     # in one query
        return assignments

    def _links(self):
        """Return ``{assignment id: link of the publication that met the assignment}``."""
        links = defaultdict(dict)
        for publication in self.env['cchc.publication'].search_fetch(
                [('assignment_id', 'in', self.assignments.ids), ('state', '=', 'published')],
                ['assignment_id', 'date_published', 'url'], order='date_published, id'):
            links[publication.assignment_id.id].setdefault(publication.date_published, publication.url)
        return {
            assignment.id: links[assignment.id].get(assignment.date_done) or '' for assignment in self.assignments}

    def _assignment_line(self, assignment):
        """Return the assignment as the report shows it. An assignment of a later period is "not due yet", unless it was
        met within the report's period."""
        found = assignment._outcome(self.as_of)
        became = 'open' if found.kind == 'waiting' and not found.is_missed else found.kind
        end = self.windows['value'][1]
        is_later = assignment.date_end > end
        if is_later and became not in ('exempt', 'waived') and not (
                assignment.date_done and assignment.date_done <= end):
            became = 'open'
        period = Period.parse(assignment.period_key)
        return appendix.AssignmentLine(
            id=assignment.id, outcome=became, obligation=assignment.obligation_id.id, ordinal=period.ordinal,
            period=self.short_period(period), channel=self.short_means(assignment._met_by()),
            unit=assignment.department_name or assignment.department_id.name, deadline=assignment.date_deadline,
            done_on=assignment.date_done or None, url=self.links[assignment.id],
            is_explained=bool(assignment.explanation), posted=assignment.done_quantity, asked=assignment.quantity)

    def due_assignments(self):
        """Return the assignments of the year so far, which the sheet of assignments lists and the figures count."""
        start, end = self.windows['cumulative']
        return self.assignments.filtered(lambda assignment: start <= assignment.date_end <= end)

    def topics(self):
        """Return the first level of the plan's appendix, as ``appendix.Topic``."""
        plan = self.report.plan_id
        by_parent = plan.topic_ids.grouped('parent_id')
        by_topic = self.assignments.filtered(lambda assignment: assignment.plan_id == plan).grouped('topic_id')
        none = self.env['cchc.assignment']

        def topic(record):
            return appendix.Topic(
                id=record.id, code=record.code or '', name=record.name or '', lead=record.lead_text or '',
                coordinator=record.coordinator_text or '', time=record.time_text or '',
                children=[topic(child) for child in by_parent.get(record, ())],
                turns=[
                    appendix.Turn(obligation.id, turn.period_from, turn.period_to, turn.name or '',
                                  turn.lead_text or turn.department_id.name, turn.time_text or '')
                    for obligation in record.obligation_ids for turn in obligation.rotation_ids],
                assignments=[self.assignment_lines[assignment.id] for assignment in by_topic.get(record, none)])

        return [topic(record) for record in by_parent.get(self.env['cchc.topic'], ())]

    def articles_by_topic(self):
        """Return ``{topic id: [(genre, number of articles)]}`` of articles posted up to the report's last day."""
        articles = self.report._own_domain() & Domain('publication_ids', 'any', self._posted_so_far())
        by_topic = defaultdict(list)
        for topic, genre, number in self.env['cchc.article']._read_group(
                articles & Domain('topic_ids', 'in', self.report.plan_id.topic_ids.ids), ['topic_ids', 'genre_id'],
                ['__count']):
            by_topic[topic.id].append((genre, number))
        return by_topic

    def newest_by_topic(self):
        """Return ``{topic id: (day, link)}`` of the latest publication of these articles."""
        start, end = self._days_so_far()
        publication, article = self.env['cchc.publication'], self.env['cchc.article']
        publication.flush_model(['article_id', 'company_id', 'department_id', 'state', 'date_published', 'url'])
        article.flush_model(['topic_ids'])
        of_unit = SQL('AND publication.department_id = %s', self.report.department_id.id) \
            if self.report.department_id else SQL()
        rows = self.env.execute_query(SQL(
            """SELECT DISTINCT ON (rel.topic_id) rel.topic_id, publication.date_published, publication.url
                 FROM cchc_publication publication
                 JOIN cchc_article_topic_rel rel ON rel.article_id = publication.article_id
                WHERE rel.topic_id IN %s AND publication.company_id = %s AND publication.state = 'published'
                  AND publication.date_published BETWEEN %s AND %s %s
                ORDER BY rel.topic_id, publication.date_published DESC, publication.id DESC""",
            tuple(self.report.plan_id.topic_ids.ids) or (0,), self.company.id, start, end, of_unit))
        return {topic: (day, url or '') for topic, day, url in rows}

    def _days_so_far(self):
        return min(self.report.plan_id.date_from, self.windows['value'][0]), self.windows['value'][1]

    def _posted_so_far(self):
        return self.report._publication_domain(self._days_so_far())

    def publication_ids(self):
        """Return the ids of the listed publications, in order."""
        return self.env['cchc.publication'].search(
            self.report._publication_domain(self.windows['value']), order='date_published, id').ids

    def recorded_late(self):
        """How many of them were posted by the deadline of their assignment and recorded only after it."""
        return self.env['cchc.publication'].search_count(
            self.report._publication_domain(self.windows['value']) & Domain('is_recorded_late', '=', True))

    # ------------------------------------------------------------------
    # Words
    # ------------------------------------------------------------------

    def short_period(self, period):
        _ = self.env._
        if period.kind == 'month':
            return _("M%(month)s", month=period.ordinal)
        if period.kind == 'quarter':
            return _("Quarter %(quarter)s", quarter=ROMAN[period.ordinal])
        return self.report._period_in_words(period.key)

    def period_heading(self, column):
        """Return the heading of a column of figures: its period in words."""
        start, end = self.windows[column]
        if column == 'cumulative':
            return self.env._("From %(start)s to %(end)s", start=decree_day(start), end=decree_day(end))
        period = Period.of(self.report.period_type, start)
        return self.report._period_in_words(period.key)

    def short_means(self, means):
        """Return the shortest name of a channel or form, for narrow cells."""
        return min(means._names(), key=lambda name: (len(name), name))

    def body_name(self):
        """Return the name of the agency without that of its parent body: Sở Thông tin và Truyền thông."""
        return short_body_name(self.company.name, self.company.cchc_parent_name or '')

    def attached_to(self):
        """Return the line below the title of each table. It names the report, with blanks for number and day."""
        return self.env._(
            "(Attached to report number %(number)s, day %(day)s month %(month)s of %(year)s, of %(body)s)",
            number=self.number(), day=self.day_of_report(), month=decree_month(self.report_day().month),
            year=self.report_day().year, body=self.body_name())

    def number(self):
        symbol = self.company.cchc_symbol or ''
        return self.report.number or self.env._("%(blank)s/RPT-%(symbol)s", blank=' ' * 8, symbol=symbol)

    def report_day(self):
        """Return the day of the document: the day of sending, before it the month in which the figures were taken."""
        return self.report.date_sent or self.as_of

    def day_of_report(self):
        return f'{self.report.date_sent.day:02}' if self.report.date_sent else ' ' * 5
