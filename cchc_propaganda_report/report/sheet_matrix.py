# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import defaultdict

from odoo.addons.cchc_propaganda.tools.decree import decree_day

from ..tools.figures import MET, MISSED
from ..tools.sheet import column_letter, quoted
from ..tools.snapshot import DUE
from .base import SUM_LOOK, ReportSheet
from .sheet_appendix import FILLS

UNIT, FIRST = 0, 1      # column of the unit, of the first month


class MatrixSheet(ReportSheet):
    """Units by months: how many of the assignments due were met, and the worst outcome in a word, coloured by it. An
    assignment stands in the month in which its period ends."""

    annex = 3
    size = 9
    helpers = ('unit',)

    def __init__(self, book):
        head = book.snapshot.head
        first, last = (12 * day.year + day.month - 1 for day in (head.year_start, head.end))
        self.months = [(number // 12, number % 12 + 1) for number in range(first, last + 1)]
        self.widths = (18, *(max(5.6, min(12, 62 / len(self.months))),) * len(self.months), 6.5)
        super().__init__(book)
        _ = self.env._
        self.words = {
            'missed': _("Past due"), 'late': _("Late"), 'done': _("On time"), 'open': _("Within time"),
            'other': _("Not counted")}

    def name(self):
        return self.env._("Units by months")

    def draw(self):
        _, head = self.env._, self.head
        self.units = self.book.assignments.units
        self.outcomes = defaultdict(list)   # of the assignments, by unit and month, by unit, by month
        for one in self.snapshot.assignments:
            month, number = (one.end.year, one.end.month), self.units[one.unit]
            for key in ((number, month), number, month):
                self.outcomes[key].append(one.outcome)
        self.title(_("ASSIGNMENTS OF THE UNITS BY MONTHS, FROM %(start)s TO %(end)s",
                     start=decree_day(head.year_start), end=decree_day(head.end)))
        header = self.row
        self.header([_("Unit"), *(self._month(*month) for month in self.months), _("In all")])
        self.sheet.freeze(self.row, FIRST)
        self.first_row = self.row
        for unit, number in self.units.items():
            self._unit(number, unit)
        if not self.units:
            self.wide(_("No assignment of the plan was to be met in these months."), border=1, align='center')
        self._colours()
        self._sums()
        self.note(_(
            "Note: met/due. On time: all were met by their deadline; late: all were met, some after it; overdue: the "
            "deadline of some has passed and they are not met; not counted: exempt, no longer asked or due before the "
            "issue. An assignment of a quarter stands in its last month. The state is that of %(day)s.",
            day=decree_day(head.as_of)))
        self.sheet.page(self.row - 1, self.last_column, header_row=header)

    def _month(self, year, month):
        label = self.env._("M%(month)s", month=month)
        return label if year == self.head.end.year else f'{label}/{year}'

    def _unit(self, number, unit):
        row = self.row
        self.sheet.text(row, UNIT, unit, self.style(font_size=11, border=1, text_wrap=True))
        style = self.style(font_size=self.size, border=1, align='center', valign='vcenter', text_wrap=True)
        for at, month in enumerate(self.months):
            self.sheet.formula(row, FIRST + at, *self._cell(number, month), style)
        self.sheet.formula(row, self.last_column, *self._in_all(number), style)
        self.sheet.number(row, self.helper('unit'), number)
        self.fit([(unit, UNIT), *((f'0/0\n{word}', FIRST) for word in self.words.values())])
        self.row += 1

    def _range(self, name):
        return self.book.assignments.range(name)

    def _which(self, month=None):
        """Return the conditions of SUMIFS for the unit of this row, in the month."""
        unit = f'${column_letter(self.helper("unit"))}{self.row + 1}'
        days = self._days(month) if month else ''
        return f'{self._range("unit")},{unit}{days}'

    def _days(self, month):
        first = month[0] * 10000 + month[1] * 100
        return f',{self._range("end")},">{first}",{self._range("end")},"<={first + 31}"'

    def _sum_if(self, name, month=None):
        return f'SUMIFS({self._range(name)},{self._which(month)})'

    def _cell(self, number, month):
        """Return ``(formula, value)`` of what became of the unit's assignments of the month."""
        words = {name: quoted(word) for name, word in self.words.items()}
        due, missed, late = (self._sum_if(name, month) for name in ('due', 'missed', 'late'))
        formula = (
            f'IF({due}=0,IF(COUNTIFS({self._which(month)})=0,"",'
            f'IF({self._sum_if("open", month)}>0,{words["open"]},{words["other"]})),'
            f'{self._sum_if("met", month)}&"/"&{due}&CHAR(10)&'
            f'IF({missed}>0,{words["missed"]},IF({late}>0,{words["late"]},{words["done"]})))')
        return f'={formula}', self._value(self.outcomes[number, month])

    def _value(self, outcomes):
        due = sum(one in DUE for one in outcomes)
        if not due:
            return self.words['open' if 'open' in outcomes else 'other'] if outcomes else ''
        met, missed = sum(one in MET for one in outcomes), any(one in MISSED for one in outcomes)
        word = 'missed' if missed else 'late' if 'late' in outcomes else 'done'
        return f'{met}/{due}\n{self.words[word]}'

    def _in_all(self, number):
        outcomes = self.outcomes[number]
        due, met = self._sum_if('due'), self._sum_if('met')
        numbers = [sum(one in group for one in outcomes) for group in (MET, DUE)]
        return f'=IF({due}=0,"–",{met}&"/"&{due})', f'{numbers[0]}/{numbers[1]}' if numbers[1] else '–'

    def _colours(self):
        if self.units:
            workbook = self.book.workbook
            self.sheet.colour(self.first_row, FIRST, self.row - 1, self.last_column - 1, [
                (self.words[word], workbook.add_format({'bg_color': FILLS[fill]}))
                for word, fill in (('missed', 'bad'), ('late', 'warning'), ('done', 'good'))])

    def _sums(self):
        """Write how many assignments of each month were met on time, late and not: the chart draws these rows."""
        _, self.sums = self.env._, {}
        labels = {'done': _("Met on time"), 'late': _("Met late"), 'missed': _("Not met")}
        groups = {'done': ('done',), 'late': ('late',), 'missed': MISSED}
        style = self.style(font_size=self.size, align='center', num_format='0', **SUM_LOOK)
        for name, label in labels.items():
            self.sheet.text(self.row, UNIT, label, self.style(font_size=11, text_wrap=True, **SUM_LOOK))
            for at, month in enumerate(self.months):
                value = sum(one in groups[name] for one in self.outcomes[month])
                self.sheet.formula(self.row, FIRST + at, self._sum_of(name, month), value, style)
            first, last = column_letter(FIRST), column_letter(self.last_column - 1)
            self.sheet.formula(
                self.row, self.last_column, f'=SUM({first}{self.row + 1}:{last}{self.row + 1})',
                sum(one.outcome in groups[name] for one in self.snapshot.assignments), style)
            self.fit([(label, UNIT)], 11, bold=True)
            self.sums[name] = self.row
            self.row += 1

    def _sum_of(self, name, month):
        days = self._days(month)
        if name == 'done':
            return f'=SUMIFS({self._range("met")}{days})-SUMIFS({self._range("late")}{days})'
        return f'=SUMIFS({self._range(name)}{days})'
