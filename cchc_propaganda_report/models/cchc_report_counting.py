# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.cchc_propaganda.tools.outcome import judged_on
from odoo.addons.cchc_propaganda.tools.period import Period

from ..tools.figures import COLUMNS, Line, Tally, figure_text, stretches, windows

# Prefixes of codes for one channel, genre, kind of channel, form of outreach, row of the plan, unit.
CHANNEL, GENRE, KIND, FORM, TOPIC, UNIT = 'channel_', 'genre_', 'kind_', 'form_', 'topic_', 'department_'


@dataclass(frozen=True)
class Span:
    """What is counted in one pass: reports on the same days, with the same subjects, judged on the same day."""

    stretches: tuple    # (first day, last day) of each stretch, in order
    until: date         # the last day whose facts count
    today: date         # the day on which deadlines are seen
    companies: tuple    # ids of the agencies
    units: tuple        # ids of the units, when only these are reported on; empty: all
    subjects: tuple     # ids of the subjects; empty: all

    def within(self, window):
        """Return the numbers of the stretches that lie within the window."""
        start, end = window
        return {number for number, (first, last) in enumerate(self.stretches) if start <= first and last <= end}


class CchcReport(models.Model):
    """Counting the figures: all reports on the same days in one pass, so that the reports of 200 units take as many
    queries as one. The count is the same for every reader: as superuser, within the report's agency (and unit)."""
    _inherit = 'cchc.report'

    # ------------------------------------------------------------------
    # Taking the figures
    # ------------------------------------------------------------------

    def _take_figures(self):
        """Count and store the figures of these reports, through the gate."""
        moment = fields.Datetime.now()
        lines = self._counted_lines(moment)
        self.figure_ids.unlink()
        self.write({'date_figures': moment})
        self.env['cchc.report.figure'].create([
            report._prepare_figure_vals(line, key, sequence)
            for report in self for key, of_period in lines[report].items() for sequence, line in enumerate(of_period)])

    def _freeze_figures(self):
        """Keep the figures of submitted reports with the records behind them, through the gate. They were kept when the
        figures were taken; those taken by an earlier version of the program are counted once more."""
        without = self.filtered(lambda report: not any(report.figure_ids.mapped('res_model')))
        without._take_figures()

    def _figure_lines(self, as_of):
        """Return the lines of the report's own period as known on the day ``as_of``, without storing them."""
        self.ensure_one()
        return self._counted_lines(self.company_id._cchc_midnight(as_of))[self][self.period_key]

    def _counted_lines(self, moment):
        """Return ``{report: {period key: [figures.Line]}}`` by what is known at the moment."""
        reports = self.sudo()       # the count is the same for every reader of the report
        self.env.flush_all()
        lines = {}
        for span, same in reports._spans(moment).items():
            tally = Tally()
            facts = same._count(span, tally)
            for report in same:
                lines[report.id] = report._in_company_language()._lines_of(span, tally, facts)
        sent = reports._sent_figures()
        noted = {
            report.id: {
                key: report._in_company_language()._with_footnotes(key, of_period, sent)
                for key, of_period in lines[report.id].items()}
            for report in reports}
        return {report: noted[report.id] for report in self}

    def _spans(self, moment):
        """Return ``{Span: the reports that are counted in it}``."""
        same = defaultdict(self.browse)
        for report in self:
            until, today = judged_on(report.date_end, report.company_id._cchc_day_of(moment))
            days = {window for windows in report._figure_windows().values() for window in windows.values()}
            subjects = tuple(sorted(report._subjects().ids))
            same[tuple(stretches(days)), until, today, subjects, subjects and report.company_id] |= report
        return {
            Span(days, until, today, tuple(sorted(reports.company_id.ids)),
                 () if any(report.level == 'agency' for report in reports)
                 else tuple(sorted({unit for report in reports for unit in report._counted_units()})),
                 subjects): reports
            for (days, until, today, subjects, __), reports in same.items()}

    def _figure_windows(self):
        """Return ``{period key: {column: (first day, last day)}}`` of the sets of figures; one record."""
        return {key: windows(Period.parse(key), self._window_of) for key, __ in self._figure_periods()}

    # ------------------------------------------------------------------
    # Counting
    # ------------------------------------------------------------------

    def _count(self, span, tally):
        """Count everything of the span into the tally. Return what lines need besides: ``{name: value}``."""
        self._count_assignments(span, tally)
        self._count_publications(span, tally)
        self._count_posted(span, tally)
        self._count_steps(span, tally)
        self._count_outreach(span, tally)
        return {
            'difficulties': self._read_difficulties(span), 'budget': self._read_budget(span),
            'first': self._first_days(span)}

    def _sql_span(self, span):
        """Return the SQL of the agencies' stretches of days, ``(company_id, stretch, first, last, since, before)``: the
        first and last day, the moments in UTC at which they begin and end in the agency."""
        rows = SQL(', ').join(
            SQL("(%s, %s::date, %s::date)", number, first, last) for number, (first, last) in enumerate(span.stretches))
        return SQL(
            """SELECT agency.id AS company_id, stretch.number AS stretch, stretch.first, stretch.last,
                      stretch.first::timestamp AT TIME ZONE agency.cchc_tz AT TIME ZONE 'UTC' AS since,
                      (stretch.last + 1)::timestamp AT TIME ZONE agency.cchc_tz AT TIME ZONE 'UTC' AS before
                 FROM res_company agency CROSS JOIN (VALUES %s) AS stretch (number, first, last)
                WHERE agency.id IN %s""", rows, span.companies)

    def _sql_own(self, span, alias, model=None):
        """Return the SQL condition that a row (its alias) belongs to the units and subjects of the span."""
        table = SQL.identifier(alias)
        condition = SQL("%s.department_id IN %s", table, span.units) if span.units else SQL("TRUE")
        if model and span.subjects:
            about = self.env[model]._search(self[:1]._subject_domain(model), active_test=False)
            condition = SQL("%s AND %s.id IN %s", condition, table, about.subselect())
        return condition

    def _first_days(self, span):
        """Return ``{(kind, agency, unit): day of the first record}``: before it there are no data."""
        day_submitted = "(one.date_submitted AT TIME ZONE 'UTC' AT TIME ZONE agency.cchc_tz)::date"
        parts = (
            ('assignments', 'cchc_assignment', 'one.date_end', "TRUE"),
            ('publications', 'cchc_publication', 'one.date_published', "one.state = 'published'"),
            ('steps', 'cchc_article', day_submitted, "one.date_submitted IS NOT NULL"),
            ('outreach', 'cchc_outreach', 'one.date', "one.state = 'approved'"),
            ('difficulties', 'cchc_difficulty', 'one.date_raised', "TRUE"))
        rows = self.env.execute_query(SQL(" UNION ALL ").join(
            SQL("""SELECT %s, one.company_id, one.department_id, MIN(%s)
                     FROM %s one JOIN res_company agency ON agency.id = one.company_id
                    WHERE one.company_id IN %s AND %s AND %s
                    GROUP BY one.company_id, one.department_id""",
                kind, SQL(day), SQL.identifier(table), span.companies, SQL(counted),
                self._sql_own(span, 'one'))
            for kind, table, day, counted in parts))
        first = {}
        for kind, agency, unit, day in rows:
            for one in (unit, None):
                first[kind, agency, one] = min(day, first.get((kind, agency, one), day)) if day else None
        return first

    # ------------------------------------------------------------------
    # Which records are a report's own, for lists
    # ------------------------------------------------------------------

    def _own_domain(self):
        """Return the domain of the report's agency; in a unit's report, of the unit."""
        domain = Domain('company_id', '=', self.company_id.id)
        return domain & Domain('department_id', 'in', self._counted_units()) if self.department_id else domain

    def _counted_units(self):
        """Return the ids of the units on which this report reports: its own, and those that were merged into it; none
        for the report of the agency; one record."""
        merged = self.env['hr.department']._cchc_merged_into().get(self.department_id.id, ())
        return (self.department_id.id, *sorted(merged)) if self.department_id else ()

    def _assignment_domain(self, window):
        """Return the domain of assignments whose plan period ends in the window (the plan's clock)."""
        start, end = window
        return self._own_domain() & Domain('date_end', '>=', start) & Domain('date_end', '<=', end)

    def _publication_domain(self, window):
        """Return the domain of publications by the day of posting, without those taken down since."""
        start, end = window
        return (self._own_domain() & Domain('state', '=', 'published') & Domain('date_published', '>=', start)
                & Domain('date_published', '<=', end))

    def _standings(self, assignments):
        """Return ``{assignment id: Standing}``: how these assignments stand in this report, whose last day decides."""
        known_on = self.company_id._cchc_day_of(self.date_figures or fields.Datetime.now())
        return assignments.sudo()._standing(    # the count is the same for every reader of the report
            *judged_on(self.date_end, known_on))

    # ------------------------------------------------------------------
    # Stored figures
    # ------------------------------------------------------------------

    def _prepare_figure_vals(self, line, period_key, sequence):
        vals = {
            'report_id': self.id, 'sequence': sequence, 'code': line.code, 'name': line.name, 'period_key': period_key,
            'clock': line.clock, 'unit': line.unit, 'is_section': line.is_section, 'is_detail': line.is_detail,
            'res_model': line.model, 'footnote': line.footnote, **self.env['cchc.report.figure']._list_vals(line.lists)}
        for column in COLUMNS if not line.is_section else ():
            value = line.values.get(column)
            vals |= {column: value or 0, f'has_{column}': value is not None, f'{column}_text': line.text(column)}
        return vals

    def _stored_lines(self):
        """Return the lines of the report's own period as last counted; one record."""
        return [
            Line(figure.code, figure.name, figure.clock, {column: figure._number(column) for column in COLUMNS},
                 figure.unit, figure.is_section, figure._about_id(), is_detail=figure.is_detail)
            for figure in self.figure_ids if figure.period_key == self.period_key]

    def _figure_of(self, code, period_key=None):
        """Return the stored figure of that code, of the report's own period or of another set; empty when nothing of
        its kind was counted; one record."""
        return self.figure_ids.filtered(
            lambda figure: figure.code == code and figure.period_key == (period_key or self.period_key))

    def _counted_ids(self, code):
        """Return the ids of the records that a figure of the report's own period counted; one record."""
        return self.sudo()._figure_of(code)._ids_of('value')    # who reads the report may read its figures

    def _summary_sentences(self, lines):
        """Yield the sentences that are printed where all sections are empty, in the language of the context."""
        _, by_code = self.env._, {line.code: line for line in lines}

        def number(code, column='value'):
            value = by_code[code].values[column] if code in by_code else None
            return f'{value or 0:02.0f}'   # official documents write 05

        def percent(column):
            due = by_code['assignment_due'].values[column]
            return figure_text(by_code['assignment_rate'].values[column], 'percent', due)

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
