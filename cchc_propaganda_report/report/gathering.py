# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Reading the records of a report into a snapshot, in the language of the agency."""

import tempfile
from collections import defaultdict

from odoo.fields import Domain

from odoo.addons.cchc_propaganda.tools.decree import decree_day, roman, short_body_name
from odoo.addons.cchc_propaganda.tools.html_tree import html_tree, inner_html
from odoo.addons.cchc_propaganda.tools.outcome import judged_on
from odoo.addons.cchc_propaganda.tools.period import Period
from odoo.addons.cchc_propaganda.tools.text import plain_text

from ..tools import appendix, snapshot
from ..tools.figures import COLUMNS, MISSED, periods
from ..tools.province import COUNTED
from .gathering_appendix import AppendixGathering
from .gathering_publications import PublicationGathering

# Figures that are parts of the figure above them.
PARTS = ('kind_', 'channel_', 'genre_', 'publication_own', 'publication_external', 'assignment_waiting',
         'assignment_explained', 'assignment_after')


class Gathering:
    """A report with its records. Give it the report as superuser and in the language of its agency."""

    def __init__(self, report):
        self.report = report
        self.env = report.env
        self.company = report.company_id
        self.taken_on = self.company._cchc_day_of(report.date_figures)
        self.as_of, __ = judged_on(report.date_end, self.taken_on)
        self.figure_windows = report._figure_windows()
        self.windows = self.figure_windows[report.period_key]
        self._named = {}    # (model, id) -> how it was called on the report's last day
        self.assignments, self.standings = self._assignments()
        self.links = self._links()
        self.lines = {assignment.id: self._assignment_line(assignment) for assignment in self.assignments}

    def about(self, model):
        """Return the domain of the report's own records of the model: of its agency, unit and subjects."""
        return self.report._own_domain() & self.report._subject_domain(model)

    def name_of(self, record):
        """Return how a unit, a channel or the agency was called on the report's last day, '' without one."""
        key = (record._name, record.id)
        if key not in self._named:
            self._named[key] = self.report._name_then(record)
        return self._named[key]

    def means_of(self, assignment):
        """Return the names of the channel or form of an assignment that were in use then, the main one first."""
        means = assignment._met_by()
        key = ('names', means._name, means.id)
        if key not in self._named:
            self._named[key] = means._names_on(self.report.date_end)
        return self._named[key]

    def snapshot(self):
        """Return the snapshot, in a temporary file."""
        file = tempfile.TemporaryFile()     # closed with the snapshot  # noqa: SIM115
        snapshot.write(file, self._parts(), PublicationGathering(self).publications())
        return snapshot.Snapshot(file)

    def _parts(self):
        yield self._head()
        yield from self._sections()
        yield snapshot.Summary(tuple(self.report._summary_sentences(self.report._stored_lines())))
        yield from self._figure_tables()
        yield from AppendixGathering(self).rows()
        start, end = self.windows['cumulative']
        for assignment in self.assignments:
            if start <= assignment.date_end <= end:
                yield self._assignment(assignment)
        yield from self._outreach()
        yield from self._difficulties()
        yield from self._budget()
        yield from self._agencies()

    # ------------------------------------------------------------------
    # Head and texts
    # ------------------------------------------------------------------

    def _head(self):
        report, company, plan = self.report, self.company, self.report.plan_id
        start, end = self.windows['value']
        parent, agency = company.cchc_parent_name or '', self.name_of(company)
        return snapshot.Head(
            language=self.env.lang or 'en_US', title=report.name or '', level=report.level, agency=agency,
            parent=parent, body=short_body_name(agency, parent), unit=self.name_of(report.department_id),
            symbol=company.cchc_symbol or '', place=company.cchc_place or '', plan=plan.name or '',
            plan_year=plan.year, period_key=report.period_key, period_type=report.period_type,
            period=report.period_label, version=report.version, start=start, end=end,
            year_start=self.windows['cumulative'][0], as_of=self.as_of, day=self.taken_on,
            recipients=tuple(report.recipient_ids.mapped('name')),
            signer_title=tuple((report.signer_title or '').splitlines()), signer=report.signer_name or '',
            assignment_more=self._more(report._assignment_columns()),
            publication_more=self._more(report._publication_columns()), plan_issued=plan.date_issued or None)

    def _more(self, columns):
        return tuple(snapshot.More(column.title, column.width) for column in columns)

    def _sections(self):
        for name, body in self.report._printed_narrative().items():
            field = self.report._fields[f'narrative_{name}']
            heading = field._description_string(self.env)
            if self.report.level == 'department' and name == 'assessment':
                heading = self.env._("III. Assessment; difficulties")
            yield snapshot.Section(field.name, heading, str(body), tuple(paragraphs(body)))

    # ------------------------------------------------------------------
    # Figures
    # ------------------------------------------------------------------

    def _figure_tables(self):
        clocks = dict(self.env['cchc.report.figure']._fields['clock']._description_selection(self.env))
        tables = self.report.figure_ids.grouped('period_key')
        own = self.report.period_key
        for key in sorted(tables, key=lambda key: (key != own, key)):
            days = self.figure_windows[key]
            columns = tuple(
                snapshot.Column(name, self._column_heading(name, key, *days[name]), *days[name]) for name in COLUMNS)
            channels = self.env['cchc.channel'].browse(
                int(figure.code.removeprefix('channel_')) for figure in tables[key]
                if figure.code.startswith('channel_'))
            notes = list(dict.fromkeys(figure.footnote for figure in tables[key] if figure.footnote))
            yield snapshot.FigureTable(
                key, self.report._period_in_words(key), columns,
                tuple(self._figure(figure, clocks, channels, notes) for figure in tables[key]),
                tuple(f'({at}) {note}' for at, note in enumerate(notes, start=1)))

    def _figure(self, figure, clocks, channels, notes):
        return snapshot.Figure(
            code=figure.code, name=figure.name, clock=figure.clock, clock_words=clocks[figure.clock],
            unit=figure.unit, is_section=figure.is_section,
            is_part=figure.is_detail or figure.code.startswith(PARTS), is_detail=figure.is_detail,
            values={} if figure.is_section else {name: whole(figure._number(name)) for name in COLUMNS},
            texts={} if figure.is_section else {name: figure[f'{name}_text'] or '' for name in COLUMNS},
            note=notes.index(figure.footnote) + 1 if figure.footnote else 0,
            record_id=figure._about_id(),
            sums=self._summed(figure.code, channels))

    def _summed(self, code, channels):
        """Return the ids of the channels whose lines a line sums up."""
        if code in ('publication_own', 'publication_external'):
            is_own = code == 'publication_own'
            return tuple(channel.id for channel in channels if channel.is_internal == is_own)
        if code.startswith('kind_'):
            return tuple(channel.id for channel in channels if channel.kind == code.removeprefix('kind_'))
        return ()

    def _column_heading(self, name, key, start, end):
        if name == 'cumulative':
            return self.env._("From %(start)s to %(end)s", start=decree_day(start), end=decree_day(end))
        return self.report._period_in_words(periods(Period.parse(key))[name].key)

    # ------------------------------------------------------------------
    # Assignments
    # ------------------------------------------------------------------

    def _assignments(self):
        """Return the assignments of the year so far and all assignments of the plan, by deadline, and how they stood;
        for a unit, those that it owed on the report's last day."""
        report, units = self.report, set(self.report._counted_units())
        start, end = self.windows['cumulative']
        so_far = Domain('date_end', '>=', start) & Domain('date_end', '<=', end)
        of_plan = Domain('plan_id', '=', report.plan_id.id)
        own = self.about('cchc.assignment')
        if units:   # whichever unit owes them now
            handed_on = self.env['cchc.assignment.past'].search([('department_id', 'in', list(units))]).assignment_id
            own |= Domain('id', 'in', handed_on.ids) & report._subject_domain('cchc.assignment')
        assignments = self.env['cchc.assignment'].search((so_far | of_plan) & own, order='date_deadline, id')
        standings = report._standings(assignments)
        if units:
            assignments = assignments.filtered(lambda one: standings[one.id].department_id in units)
        assignments.channel_id.alias_ids.mapped('name')     # in one query
        return assignments, standings

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
        """Return the assignment as the appendix shows it. An assignment of a later period is "not due yet", unless it
        was met within the report's period."""
        standing = self.standings[assignment.id]
        found, met_on = standing.outcome, standing.met_on
        outcome = 'open' if found.kind == 'waiting' and not found.is_missed else found.kind
        is_later = assignment.date_end > self.windows['value'][1]
        if is_later and outcome not in ('exempt', 'waived') and not met_on:
            outcome = 'open'
        period = Period.parse(assignment.period_key)
        return appendix.AssignmentLine(
            id=assignment.id, outcome=outcome, obligation=assignment.obligation_id.id, ordinal=period.ordinal,
            period=self._short_period(period), channel=self._short_means(assignment),
            unit=self.name_of(assignment.department_id.browse(standing.department_id)), deadline=standing.deadline,
            done_on=met_on, url=self.links[assignment.id] if met_on else '',
            met_after=standing.met_after,
            is_explained=bool(assignment.explanation), posted=assignment.done_quantity, asked=assignment.quantity)

    def _assignment(self, assignment):
        line = self.lines[assignment.id]
        return snapshot.Assignment(
            outcome=line.outcome, period=assignment.period_label, unit=line.unit, means=self.means_of(assignment)[0],
            deadline=line.deadline, end=assignment.date_end, done_on=line.done_on, url=line.url,
            is_explained=line.is_explained, explanation=assignment.explanation or '',
            note=assignment.office_note or '', later=self.later(line),
            more=tuple(column.text(assignment) for column in self.report._assignment_columns()))

    def later(self, line):
        """Return what came after the report's last day, in words: “đăng 04/4, sau kỳ báo cáo”."""
        if not line.met_after or line.outcome not in MISSED:
            return ''
        return self.env._("met on %(day)s, after the period", day=decree_day(line.met_after, with_year=False))

    def _short_period(self, period):
        _ = self.env._
        if period.kind == 'month':
            return _("M%(month)s", month=period.ordinal)
        if period.kind == 'quarter':
            return _("Quarter %(quarter)s", quarter=roman(period.ordinal))
        return self.report._period_in_words(period.key)

    def _short_means(self, assignment):
        """Return the shortest name of its channel or form, for narrow cells."""
        return min(self.means_of(assignment), key=lambda name: (len(name), name))

    # ------------------------------------------------------------------
    # Outreach, difficulties, budget
    # ------------------------------------------------------------------

    def outreach_domain(self, start, end):
        """Return the domain of accepted outreach held on these days."""
        return (self.about('cchc.outreach') & Domain('state', '=', 'approved') & Domain('date', '>=', start)
                & Domain('date', '<=', end))

    def _outreach(self):
        _ = self.env._
        for one in self.env['cchc.outreach'].search(self.outreach_domain(*self.windows['value']), order='date, id'):
            files = len(one.evidence_ids)
            yield snapshot.Outreach(
                day=one.date, name=one.name, form=one.form_id.name, unit=self.name_of(one.department_id),
                place=one.place or '', held_with=(one.integrated_with or '') if one.is_integrated else '',
                audience=one.audience or '', participants=one.participants,
                proof=_("%(number)s files", number=f'{files:02}') if files else '')

    def _difficulties(self):
        """Yield what was raised by the report's last day and was not answered then, or was raised or answered in its
        period."""
        start, end = self.windows['value']
        domain = self.about('cchc.difficulty') & Domain('date_raised', '<=', end) & (
            Domain('date_answered', '=', False) | Domain('date_raised', '>=', start)
            | Domain('date_answered', '>=', start))
        for one in self.env['cchc.difficulty'].search(domain, order='date_raised, id'):
            yield snapshot.Difficulty(
                day=one.date_raised, name=one.name, description=one.description or '', proposal=one.proposal or '',
                unit=self.name_of(one.department_id), state=one._state_label(one.state),
                deadline=one.date_deadline or None, answer=one.answer or '', answered_on=one.date_answered or None,
                is_open=not one.date_answered or one.date_answered > end)

    def _budget(self):
        domain = Domain('plan_id', '=', self.report.plan_id.id) & self.about('cchc.budget.line')
        end = self.windows['value'][1]
        lines = self.env['cchc.budget.line'].search(domain)
        sources = dict(lines._fields['source']._description_selection(self.env))
        for line in lines:
            yield snapshot.Budget(
                content=line.topic_id.display_name or self.env._("The whole plan"),
                unit=self.name_of(line.department_id),
                source=sources[line.source], planned=line.planned,
                # What was decided after the report's last day is not allocated yet.
                allocated=line.allocated if line.decision_date and line.decision_date <= end else 0,
                decision=' '.join(filter(None, (
                    line.decision_number, line.decision_date and decree_day(line.decision_date)))),
                spent=line.spent)


    # ------------------------------------------------------------------
    # Agencies that report to this one
    # ------------------------------------------------------------------

    def _agencies(self):
        """Yield the agencies below, each with the figures of the report that it has sent for the same period."""
        part = self.report._part_of_agencies()
        if not part:
            return
        lines = self.env['cchc.report.agency'].with_context(
            allowed_company_ids=self.company.ids, cchc_part=part).search([('year', '=', self.report.year)])
        kinds = [kind for kind, __ in lines._fields['kind'].selection]
        lines_sudo = lines.sudo()   # of the agencies themselves, which the user may not read, the names are taken alone
        called = lines_sudo.agency_id._cchc_names_on(self.report.date_end)
        names = {line.id: called[line.agency_id.id] for line in lines_sudo}
        for line in lines.sorted(lambda line: (kinds.index(line.kind) if line.kind else len(kinds), names[line.id])):
            sent = line[f'{part}_sent']
            words = self.env._("sent %(date)s", date=decree_day(sent, with_year=False)) if sent else self.env._(
                "not sent")
            counted = {name: line[name] for name in COUNTED} if line.has_figures else {}
            yield snapshot.Agency(name=names[line.id], report=words, is_sent=bool(sent), **counted)


def whole(number):
    """Return a number without a fraction as an integer; None stays None."""
    return int(number) if number is not None and number == int(number) else number


def paragraphs(body):
    """Return the paragraphs of a text in HTML, without markup. Items of a list begin with "- " or their number."""
    root = html_tree(body)
    for item in root.iter('li'):
        parent = item.getparent()
        mark = '-'
        if parent is not None and parent.tag == 'ol':
            mark = f'{[child for child in parent if child.tag == "li"].index(item) + 1}.'
        item.text = f'{mark} {(item.text or "").lstrip()}'
    return plain_text(inner_html(root)).split('\n') if len(root) or root.text else []
