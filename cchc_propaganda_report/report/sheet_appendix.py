# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from ..tools.figures import figure_text, share
from ..tools.layout import decree_day, row_height, spread_heights
from ..tools.sheet import quoted, sentence_formula
from .base import LINK_LOOK, ReportSheet

FILLS = {'good': '#E6F4EA', 'warning': '#FFF3D6', 'bad': '#F8D7DA'}   # light enough to print the words well
COLUMNS = ('code', 'content', 'lead', 'coordinator', 'time')
RESULT, DAY = 5, 6   # two columns under one heading: the words, and the day with its link
THIN, HAIR = 1, 7    # borders


class AppendixSheet(ReportSheet):
    """The plan's appendix in its own words and order, with an added column for the result of each row. Excel allows one
    link per cell, so each line of a result is a cell of its own."""

    widths = (4.5, 30, 14, 11, 11, 13.5, 5)
    annex = 2

    def name(self):
        return self.env._("Progress by appendix")

    def draw(self):
        _, head = self.env._, self.head
        self.title(_("PROGRESS OF THE CONTENTS OF COMMUNICATION ON ADMINISTRATIVE REFORM OF %(year)s",
                     year=head.plan_year))
        header = self.row
        self._header(decree_day(head.end))
        self.sheet.freeze(self.row)
        self._table(self.snapshot.rows)
        self._sum()
        self.note(_(
            "Note: numbers and contents are those of the plan's appendix. Assignments are counted by the periods of "
            "the plan; a day is that of posting, its link opens the publication. The state of assignments is that of "
            "%(day)s.", day=decree_day(head.as_of)))
        self.sheet.page(self.row - 1, self.last_column, header_row=header)

    def _header(self, day):
        _, row = self.env._, self.row
        result = _("RESULT\nup to %(day)s", day=day)
        self.header([_("NO."), _("CONTENTS OF COMMUNICATION"), _("LEAD UNITS"), _("COORDINATING UNITS"), _("TIME"),
                     result, ''])
        self.row = row
        self.place(result, RESULT, DAY, bold=True, align='center', valign='vcenter', border=THIN)
        self.row += 1

    # ------------------------------------------------------------------
    # Rows
    # ------------------------------------------------------------------

    def _table(self, rows):
        """Write the rows. A row takes one line of the sheet per line of its result. Its other cells are merged over
        these lines, and over the following rows that continue them."""
        starts, at = [], self.row
        for row in rows:
            starts.append(at)
            at += len(row.told)
        ends = [*starts[1:], at]
        spans = {}   # (column, first line) -> last line
        for column, field in enumerate(COLUMNS):
            first = None
            for index, row in enumerate(rows):
                if first is None or field not in row.joins:
                    first = starts[index]
                spans[column, first] = ends[index] - 1
        heights = self._heights(rows, starts, spans)
        for row in rows:
            for number, line in enumerate(row.told):
                self.sheet.height(self.row, heights[self.row - starts[0]])
                self._words(row, number, spans)
                self._told(line, row.fill, top=number == 0, bottom=number == len(row.told) - 1)
                self.row += 1
        for (column, first), last in spans.items():
            if last > first:
                self.sheet.join(first, last, column)

    def _heights(self, rows, starts, spans):
        needs = []
        for row in rows:
            for line in row.told:
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
            style, text = self._style_of(row, field), getattr(row, field)
            if number == 0 and text and (column, self.row) in spans:
                self.sheet.text(self.row, column, text, style)
            else:
                self.sheet.blank(self.row, column, style)

    def _style_of(self, row, field):
        return self.style(
            font_size=self.size, text_wrap=True, border=THIN, bold=row.is_heading and field == 'content',
            align='center' if field in ('code', 'time') else 'left')

    def _told(self, line, fill, top, bottom):
        """Write a line of a result. Lines of one result are parted by hairlines only, but no page break leaves a cell
        open."""
        edge = {'font_size': self.size, 'text_wrap': True, 'border': THIN, 'top': THIN if top else HAIR,
                'bottom': THIN if bottom else HAIR}
        if fill:
            edge['bg_color'] = FILLS[fill]
        words = {**edge, 'bold': line.is_bold, **({'font_color': '#555555'} if line.is_muted else {})}
        if not line.day:
            self.sheet.merged(self.row, RESULT, DAY, line.words, self.style(**words))
            return
        self.sheet.text(self.row, RESULT, line.words, self.style(**words, right=HAIR))
        day = {**edge, 'left': HAIR, 'align': 'center'}
        if line.url:
            self.sheet.link(self.row, DAY, line.url, line.day, self.style(**day, **LINK_LOOK))
        else:
            self.sheet.text(self.row, DAY, line.day, self.style(**day))

    # ------------------------------------------------------------------
    # The closing row
    # ------------------------------------------------------------------

    def _sum(self):
        """Write the closing row, with formulas over the sheet of assignments."""
        _, assignments = self.env._, self.book.assignments
        cells = assignments.range('outcome')

        def count(*names):
            return '(' + '+'.join(f'COUNTIF({cells},{quoted(assignments.words[name])})' for name in names) + ')'

        groups = {
            'due': ('done', 'late', 'overdue', 'waiting'), 'done': ('done',), 'late': ('late',),
            'unmet': ('overdue', 'waiting'), 'met': ('done', 'late')}
        outcomes = [one.outcome for one in self.snapshot.assignments]
        numbers = {name: sum(one in group for one in outcomes) for name, group in groups.items()}
        formulas = {name: count(*group) for name, group in groups.items()}
        rate = f'IF({formulas["due"]}=0,"–",TEXT({formulas["met"]}/{formulas["due"]},"0%"))'
        parts = {name: (formulas[name], str(number)) for name, number in numbers.items()} | {
            'rate': (rate, figure_text(share(numbers['met'], numbers['due']), 'percent'))}
        bold = {'font_size': self.size, 'bold': True, 'border': THIN, 'text_wrap': True, 'bg_color': '#F2F2F2'}
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
