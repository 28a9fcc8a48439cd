# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from ..tools.sheet import column_letter
from .base import SUM_LOOK, Field, ListSheet

FIRST_FIGURE = 3
FIGURES = ('due', 'met', 'on_time', 'articles', 'outreach')     # in the order of their columns


class AgencySheet(ListSheet):
    """The agencies that report to this one, with the figures of the reports that they have sent."""

    widths = (4, 34, 15, 11, 11, 10, 10, 11)
    annex = 9

    def name(self):
        return self.env._("Agencies")

    def heading(self):
        return self.env._("RESULTS OF THE AGENCIES, %(period)s", period=self.head.period.upper())

    def fields(self):
        _ = self.env._
        return [Field(_("No."), 'number'), Field(_("Agency")), Field(_("Report"), 'centre'),
                Field(_("Assignments due"), 'number'), Field(_("Assignments met"), 'number'),
                Field(_("On time"), 'number'), Field(_("Articles"), 'number'), Field(_("Other activities"), 'number')]

    def number(self):
        return len(self.snapshot.agencies)

    def lines(self):
        for number, one in enumerate(self.snapshot.agencies, start=1):
            yield (number, one.name, one.report, *(
                '–' if getattr(one, name) is None else getattr(one, name) for name in FIGURES)), {}

    def totals(self):
        first, last = self.FIRST_ROW + 1, self.last_row + 1
        self.place(self.env._("Sum"), 0, FIRST_FIGURE - 1, align='right', **SUM_LOOK)
        style = self.look('number', bold=True, bg_color='#F2F2F2')
        for column, name in enumerate(FIGURES, start=FIRST_FIGURE):
            letter = column_letter(column)
            value = sum(getattr(one, name) or 0 for one in self.snapshot.agencies)
            self.sheet.formula(self.row, column, f'=SUM({letter}{first}:{letter}{last})', value, style)
        self.row += 1
        self.note(self.env._(
            "Figures since the new year, of the reports that the agencies have sent; “–”: the report is not sent. "
            "Sent: %(sent)s of %(all)s agencies.", sent=sum(one.is_sent for one in self.snapshot.agencies),
            all=self.number()))
