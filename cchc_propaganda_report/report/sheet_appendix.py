# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from dataclasses import dataclass

from ..tools import appendix
from ..tools.figures import figure_text, share
from ..tools.layout import decree_day, row_height, spread_heights
from ..tools.sheet import quoted, sentence_formula
from .base import LINK_LOOK, ReportSheet

FILLS = {'good': '#E6F4EA', 'warning': '#FFF3D6', 'bad': '#F8D7DA'}   # light enough to print the words well
MAX_LINES = 12   # a row with more assignments shows their sum
COLUMNS = ('code', 'content', 'lead', 'coordinator', 'time')
RESULT, DAY = 5, 6   # two columns under one heading: the words, and the day with its link


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a result: words, and the day as a link to the publication. Excel allows one link per cell, so each
    line is a cell of its own."""

    words: str
    day: str = ''
    url: str = ''
    is_bold: bool = False
    is_muted: bool = False


class AppendixSheet(ReportSheet):
    """The plan's appendix in its own words and order, with an added column for the result of each row."""

    widths = (4.5, 30, 14, 11, 11, 13.5, 5)
    annex = 2

    def name(self):
        return self.env._("Progress by appendix")

    def draw(self, assignments):
        _, content = self.env._, self.content
        self.assignments = assignments
        self.articles, self.newest = content.articles_by_topic(), content.newest_by_topic()
        self.topics = {topic.id: topic for topic in self.report.plan_id.topic_ids}
        self.title(_("PROGRESS OF THE CONTENTS OF COMMUNICATION ON ADMINISTRATIVE REFORM OF %(year)s",
                     year=self.report.plan_id.year))
        header = self.row
        self._header(decree_day(content.windows['value'][1]))
        self.sheet.freeze(self.row)
        self._table(appendix.rows(content.topics()))
        self._sum()
        self._note()
        self.sheet.page(self.row, self.last_column, header_row=header)

    def _header(self, day):
        _, row = self.env._, self.row
        self.header([
            _("NO."), _("CONTENTS OF COMMUNICATION"), _("LEAD UNITS"), _("COORDINATING UNITS"), _("TIME"),
            _("RESULT\nup to %(day)s", day=day), ''])
        self.row = row
        self.place(_("RESULT\nup to %(day)s", day=day), RESULT, DAY, bold=True, align='center', valign='vcenter',
                   border=1)
        self.row += 1

    # ------------------------------------------------------------------
    # Rows
    # ------------------------------------------------------------------

    def _table(self, rows):
        """Write the rows. A row takes one line of the sheet per line of its result. Its other cells are merged over
        these lines, and over the following rows that continue them."""
        results = [self._result(row) for row in rows]
        starts, at = [], self.row
        for told, __ in results:
            starts.append(at)
            at += len(told)
        ends = [*starts[1:], at]
        spans = {}   # (column, first line) -> last line
        for column, field in enumerate(COLUMNS):
            first = None
            for index, row in enumerate(rows):
                if first is None or field not in row.joins:
                    first = starts[index]
                spans[column, first] = ends[index] - 1
        heights = self._heights(rows, results, starts, spans)
        for index, row in enumerate(rows):
            told, fill = results[index]
            for number, line in enumerate(told):
                self.sheet.height(self.row, heights[self.row - starts[0]])
                self._words(row, number, spans)
                self._told(line, fill, top=number == 0, bottom=number == len(told) - 1)
                self.row += 1
        for (column, first), last in spans.items():
            if last > first:
                self.sheet.join(first, last, column)

    def _heights(self, rows, results, starts, spans):
        needs = []
        for told, __ in results:
            for line in told:
                width = self.width_of(RESULT) if line.day else self.width_of(RESULT, DAY)
                needs.append(row_height([(line.words, width, self.size, line.is_bold)]))
        zero = starts[0] if starts else 0
        merged = []
        for row, start in zip(rows, starts, strict=True):
            for column, field in enumerate(COLUMNS):
                if (column, start) in spans:
                    merged.append((start - zero, spans[column, start] - zero, row_height([
                        (getattr(row, field), self.width_of(column), self.size, row.is_heading)])))
        return spread_heights(needs, merged)

    def _words(self, row, number, spans):
        for column, field in enumerate(COLUMNS):
            style, text = self._style_of(row, column), getattr(row, field)
            if number == 0 and text and (column, self.row) in spans:
                self.sheet.text(self.row, column, text, style)
            else:
                self.sheet.blank(self.row, column, style)

    def _style_of(self, row, column):
        field = COLUMNS[column]
        return self.style(
            font_size=self.size, text_wrap=True, border=1, bold=row.is_heading and field == 'content',
            align='center' if field in ('code', 'time') else 'left')

    def _told(self, line, fill, top, bottom):
        edge = {'font_size': self.size, 'text_wrap': True, 'top': int(top), 'bottom': int(bottom)}
        if fill:
            edge['bg_color'] = FILLS[fill]
        words = {**edge, 'left': 1, 'bold': line.is_bold, **({'font_color': '#555555'} if line.is_muted else {})}
        if not line.day:
            self.sheet.merged(self.row, RESULT, DAY, line.words, self.style(**words, right=1))
            return
        self.sheet.text(self.row, RESULT, line.words, self.style(**words))
        day = {**edge, 'right': 1, 'align': 'center'}
        if line.url:
            self.sheet.link(self.row, DAY, line.url, line.day, self.style(**day, **LINK_LOOK))
        else:
            self.sheet.text(self.row, DAY, line.day, self.style(**day))

    # ------------------------------------------------------------------
    # The added column
    # ------------------------------------------------------------------

    def _result(self, row):
        """Return ``(lines, fill)``: the result of the row, with the fill of its worst outcome."""
        if row.kind == 'publications':
            return self._told_of_publications(row)
        if row.kind == 'sum' or len(row.assignments) > MAX_LINES:
            return self._told_of_sum(row)
        return self._told_of_assignments(row)

    def _told_of_publications(self, row):
        """Return the number of articles posted on the topic and the newest; without any, the lead unit's own words."""
        _, articles, topic = self.env._, self.articles.get(row.topic, ()), self.topics[row.topic]
        told = []
        if articles:
            day, url = self.newest[row.topic]
            words = self._number_of_articles(articles)
            words = _("There are %(articles)s", articles=words) if sum(number for __, number in articles) == 1 else _(
                "There are %(articles)s; latest:", articles=words)
            told.append(Told(words, decree_day(day, with_year=False), url))
        if topic.result:
            told.append(Told(topic.result))
        elif not articles and topic.result_state != 'not_started':
            told.append(Told(topic._fields['result_state'].convert_to_export(topic.result_state, topic)))
        is_done = bool(articles) or topic.result_state == 'done'
        return told or [Told(_("Nothing yet"), is_muted=True)], 'good' if is_done else ''

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
            return [Told('–')], ''
        if all(one.outcome == 'open' for one in assignments):
            return [Told(self.env._("Not due yet"), is_muted=True)], ''
        names = [
            name for name in ('period', 'unit', 'channel') if len({getattr(one, name) for one in assignments}) > 1]
        told = []
        for assignment in assignments:
            label, words = ' · '.join(getattr(assignment, name) for name in names), self._became(assignment)
            told.append(Told(
                f'{label}: {words}' if label else words[:1].upper() + words[1:],
                decree_day(assignment.done_on, with_year=False) if assignment.outcome in appendix.MET else '',
                assignment.url, is_bold=assignment.outcome in ('late', 'overdue'),
                is_muted=assignment.outcome == 'open'))
        return told, appendix.fill(one.outcome for one in assignments)

    def _became(self, assignment):
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
        is_part = assignment.asked > 1 and assignment.outcome in ('overdue', 'waiting', 'open')
        return f'{words} ({assignment.posted}/{assignment.asked})' if is_part else words

    def _told_of_sum(self, row):
        _, counts = self.env._, appendix.summary(row.assignments)
        if not counts['due']:
            return [Told(_("Not due yet"), is_muted=True)], ''
        words = [_("Met %(met)s/%(due)s assignments that were due (%(share)s)", met=f"{counts['met']:02}",
                   due=f"{counts['due']:02}", share=figure_text(share(counts['met'], counts['due']), 'percent'))]
        if counts['late']:
            words.append(_("%(number)s late", number=f"{counts['late']:02}"))
        if counts['missed']:
            words.append(_("%(number)s not met", number=f"{counts['missed']:02}"))
        return [Told(', '.join(words))], ''

    # ------------------------------------------------------------------
    # The closing row
    # ------------------------------------------------------------------

    def _sum(self):
        """Write the closing row, with formulas over the sheet of assignments."""
        _, cells, words = self.env._, self.assignments.range('outcome'), self.assignments.words
        outcomes = [self.content.assignment_lines[one.id].outcome for one in self.assignments.assignments]

        def count(*names):
            return '(' + '+'.join(f'COUNTIF({cells},{quoted(words[name])})' for name in names) + ')'

        groups = {
            'due': ('done', 'late', 'overdue', 'waiting'), 'done': ('done',), 'late': ('late',),
            'unmet': ('overdue', 'waiting'), 'met': ('done', 'late')}
        numbers = {name: sum(one in group for one in outcomes) for name, group in groups.items()}
        formulas = {name: count(*group) for name, group in groups.items()}
        rate = f'IF({formulas["due"]}=0,"–",TEXT({formulas["met"]}/{formulas["due"]},"0%"))'
        parts = {name: (formulas[name], str(number)) for name, number in numbers.items()} | {
            'rate': (rate, figure_text(share(numbers['met'], numbers['due']), 'percent'))}
        bold = {'font_size': self.size, 'bold': True, 'border': 1, 'text_wrap': True, 'bg_color': '#F2F2F2'}
        for first, last, align, sentence in (
                (0, RESULT - 1, 'right',
                 _("Assignments that were due: %(due)s. On time %(done)s, late %(late)s, not met %(unmet)s",
                   due='{due}', done='{done}', late='{late}', unmet='{unmet}')),
                (RESULT, DAY, 'left', _("Share met %(rate)s", rate='{rate}'))):
            style = self.style(align=align, **bold)
            self.sheet.merged(self.row, first, last, '', style)
            self.sheet.formula(self.row, first, *sentence_formula(sentence, parts), style)
        self.sheet.height(self.row, 32)
        self.row += 1

    def _note(self):
        self.sheet.height(self.row, 6)
        self.row += 1
        self.wide(self.env._(
            "Note: numbers and contents are those of the plan's appendix. Assignments are counted by the periods of "
            "the plan; a day is that of posting, its link opens the publication. The state of assignments is that of "
            "%(day)s.",
            day=decree_day(self.content.as_of)), italic=True)
