# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from ..tools.layout import balanced, decree_day, decree_month, row_height
from .base import LINK_LOOK, ReportSheet

INDENT = '\u00a0' * 8   # about 1.27 cm; justified text would stretch ordinary blanks


class CoverSheet(ReportSheet):
    """The cover: the text of the report in the layout of Decree 30/2020. Number and day stay blank for the clerk."""

    widths = (8.3,) * 10
    size = 14
    left, right = (0, 3), (4, 9)   # columns of the two halves
    left_rule, right_rule = (1, 2), (5, 8)

    def name(self):
        return self.env._("Cover")

    def draw(self, tables):
        self._head()
        self._title()
        self._body()
        self._tables(tables)
        self._foot()
        self.sheet.page(self.row, self.last_column, numbered=False, pages_high=1)

    def _pair(self, left, right):
        """Write a row in two halves, each (text, properties). A text of None draws a line: the upper border of some
        cells in the middle."""
        heights = []
        for (text, properties), (first, last), rule in zip(
                (left, right), (self.left, self.right), (self.left_rule, self.right_rule), strict=True):
            if text is None:
                for column in range(rule[0], rule[1] + 1):
                    self.sheet.blank(self.row, column, self.style(top=1))
                heights.append(8)
            elif text:
                self.place(text, first, last, **properties)
                heights.append(row_height([(
                    text, self.width_of(first, last), properties.get('font_size', self.size),
                    properties.get('bold', False))]))
        self.sheet.height(self.row, max(heights, default=14))
        self.row += 1

    def _rule(self, first, last):
        for column in range(first, last + 1):
            self.sheet.blank(self.row, column, self.style(top=1))
        self._gap(8)

    def _gap(self, points=10):
        self.sheet.height(self.row, points)
        self.row += 1

    def _head(self):
        _, content, company = self.env._, self.content, self.content.company
        centre = {'align': 'center', 'font_size': 13}
        bold, nothing, rule = {**centre, 'bold': True}, ('', {}), (None, {})
        unit = self.report.department_id
        above = content.body_name() if unit else company.cchc_parent_name or ''
        body = unit.name if unit else content.body_name()
        body = body.upper().replace(' VÀ ', ' VÀ\u00a0')   # no line ends with "and"
        names = balanced(body, self.width_of(*self.left), 13, bold=True)
        left = [(above.upper(), centre), *((name, bold) for name in names), rule]
        right = [(_("SOCIALIST REPUBLIC OF VIET NAM"), bold),
                 (_("Independence – Freedom – Happiness"), {**bold, 'font_size': 14}), rule]
        for at in range(max(len(left), len(right))):
            self._pair(left[at] if at < len(left) else nothing, right[at] if at < len(right) else nothing)
        day = _("%(place)s, day %(day)s month %(month)s of %(year)s", place=company.cchc_place or ' ' * 10,
                day=content.day_of_report(), month=decree_month(content.report_day().month),
                year=content.report_day().year)
        self._pair((_("Number: %(number)s", number=content.number()), centre),
                   (day, {'align': 'center', 'italic': True, 'font_size': 14}))
        self._gap(20)

    def _title(self):
        bold = {'align': 'center', 'bold': True, 'font_size': 14}
        self.wide(self.env._("REPORT"), **bold)
        self.wide(self.env._("Results of communication on administrative reform"), **bold)
        self.wide(self.report._period_in_words(self.report.period_key), **bold)
        self._rule(4, 5)
        self._gap(14)

    def _body(self):
        _, report = self.env._, self.report
        start, end = self.content.windows['value']
        period = report._period_in_words(report.period_key)
        self._paragraph(_(
            "Carrying out the plan of communication on administrative reform of %(year)s, %(body)s reports the results "
            "of %(period)s as follows:", year=report.plan_id.year,
            body=report.department_id.name or self.content.body_name(),
            period=period[:1].lower() + period[1:]))
        for number, sentence in enumerate(report._summary_sentences(self.content.lines), start=1):
            self._paragraph(f'{number}. {sentence}')
        self._paragraph(_(
            "Data from %(start)s to %(end)s. Details are in the tables attached to this report./.",
            start=decree_day(start), end=decree_day(end)))

    def _paragraph(self, text):
        self.wide(INDENT + text, align='justify')
        self._gap(4)

    def _tables(self, tables):
        self._gap(6)
        self.wide(INDENT + self.env._("Tables attached:"))
        style = self.style(font_size=13, **LINK_LOOK)
        for number, table in enumerate(tables, start=1):
            quoted = table.sheet.name.replace("'", "''")
            self.sheet.text(self.row, 1, f'{number}.', self.style(font_size=13, align='right'))
            self.sheet.link(self.row, 2, f"internal:'{quoted}'!A1", table.sheet.name, style)
            self.row += 1
        self._gap(18)

    def _foot(self):
        recipients = self.report.recipient_ids.mapped('name')
        signer = (self.report.signer_title or '').splitlines()
        left = [(self.env._("Recipients:"), {'bold': True, 'italic': True, 'font_size': 12})] if recipients else []
        left += [(f'- {name.rstrip(" ;.")}{"." if at == len(recipients) else ";"}', {'font_size': 11})
                 for at, name in enumerate(recipients, start=1)]
        bold = {'bold': True, 'align': 'center', 'font_size': 14}
        right = [(line, bold) for line in signer]
        if self.report.signer_name:
            right += [('', bold)] * 5 + [(self.report.signer_name, bold)]   # room for the signature
        nothing = ('', {})
        for at in range(max(len(left), len(right), 6)):
            self._pair(left[at] if at < len(left) else nothing, right[at] if at < len(right) else nothing)
