# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.addons.cchc_propaganda.tools.decree import decree_day

from ..tools.figures import FEWEST, figure_text, share
from ..tools.layout import row_height
from ..tools.sheet import quoted, sentence_formula
from ..tools.snapshot import DUE
from .base import LINK_LOOK, ReportSheet

FILLS = {'good': '#E6F4EA', 'warning': '#FFF3D6', 'bad': '#F8D7DA'}   # light enough to print the words well
COLUMNS = ('code', 'content', 'lead', 'coordinator', 'time')
RESULT, DAY = 5, 6   # two columns under one heading: the words, and the day with its link
THIN, HAIR = 1, 7    # borders


class AppendixSheet(ReportSheet):
    """The plan's appendix in its own words and order, with an added column for the result of each row. Excel allows one
    link per cell, so each line of a result is a cell of its own. Hairlines part what belongs to one row, and no page
    break leaves a cell open."""

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
        """Write the rows. A row takes one line of the sheet per line of its result; its other cells stand in the first.
        Cells are not merged over lines: a page that ends within a merged cell leaves it open."""
        for at, row in enumerate(rows):
            below = rows[at + 1].joins if at + 1 < len(rows) else ()
            heights = [self._height(row, line) for line in row.told]
            heights[0] = max(heights[0], row_height([
                (getattr(row, field), self.width_of(column), self.size, row.is_heading)
                for column, field in enumerate(COLUMNS) if field not in row.joins]))
            for number, line in enumerate(row.told):
                top, bottom = number == 0, number == len(row.told) - 1
                self.sheet.height(self.row, heights[number])
                for column, field in enumerate(COLUMNS):
                    style = self._style_of(
                        row, field, top=THIN if top and field not in row.joins else HAIR,
                        bottom=THIN if bottom and field not in below else HAIR)
                    text = getattr(row, field) if top and field not in row.joins else ''
                    self.sheet.text(self.row, column, text, style)
                self._told(line, row.fill, top, bottom)
                self.row += 1

    def _height(self, row, line):
        width = self.width_of(RESULT) if line.day else self.width_of(RESULT, DAY)
        return row_height([(line.words, width, self.size, line.is_bold)])

    def _style_of(self, row, field, **edges):
        return self.style(
            font_size=self.size, text_wrap=True, left=THIN, right=THIN, **edges,
            bold=row.is_heading and field == 'content', align='center' if field in ('code', 'time') else 'left')

    def _told(self, line, fill, top, bottom):
        """Write a line of a result."""
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
            'due': DUE, 'done': ('done',), 'late': ('late',),
            'unmet': ('overdue', 'waiting'), 'met': ('done', 'late')}
        outcomes = [one.outcome for one in self.snapshot.assignments]
        numbers = {name: sum(one in group for one in outcomes) for name, group in groups.items()}
        formulas = {name: count(*group) for name, group in groups.items()}
        met, due = formulas['met'], formulas['due']
        rate = f'IF({due}=0,"–",IF({due}<{FEWEST},{met}&"/"&{due},TEXT({met}/{due},"0%")))'
        parts = {name: (formulas[name], str(number)) for name, number in numbers.items()} | {
            'rate': (rate, figure_text(share(numbers['met'], numbers['due']), 'percent', numbers['due']))}
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
