# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.addons.cchc_propaganda.tools.decree import balanced, decree_day, decree_month, signing_title, within_sentence

from ..tools.layout import row_height
from .base import LINK_LOOK, ReportSheet

FOOT_ROWS = 6
PAGE = 728      # height of a page within its margins, in points
INDENT = '\u00a0' * 8   # about 1.27 cm; justified text would stretch ordinary blanks


class CoverSheet(ReportSheet):
    """The cover: the text of the report in the layout of Decree 30/2020. Number and day stay blank for the clerk."""

    widths = (7.6,) * 4 + (8.5,) * 6    # as wide as the page: nothing is scaled
    size = 13
    left, right = (0, 3), (4, 9)   # columns of the two halves
    left_rule, right_rule = (1, 2), (5, 8)

    def name(self):
        return self.env._("Cover")

    def draw(self):
        self._head()
        self._title()
        self._body()
        self._tables()
        self._foot()
        self.sheet.page(self.row - 1, self.last_column, numbered='next')

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

    def _rows_of_pairs(self, left, right, least=0):
        nothing = ('', {})
        for at in range(max(len(left), len(right), least)):
            self._pair(left[at] if at < len(left) else nothing, right[at] if at < len(right) else nothing)

    def _head(self):
        _, head = self.env._, self.head
        centre = {'align': 'center', 'font_size': 13}
        bold, rule = {**centre, 'bold': True}, (None, {})
        above, body = (head.body, head.unit) if head.unit else (head.parent, head.body)
        body = body.upper().replace(' VÀ ', ' VÀ\u00a0')   # no line ends with "and"
        names = balanced(body, self.width_of(*self.left), 13, bold=True)
        self._rows_of_pairs(
            [(above.upper(), centre), *((name, bold) for name in names), rule],
            [(_("SOCIALIST REPUBLIC OF VIET NAM"), bold),
             (_("Independence – Freedom – Happiness"), {**bold, 'font_size': 14}), rule])
        day = _("%(place)s, day %(day)s month %(month)s of %(year)s", place=head.place or ' ' * 10, day=' ' * 5,
                month=decree_month(head.day.month), year=head.day.year)
        self._pair((_("Number: %(number)s", number=self.symbol()), centre),
                   (day, {'align': 'center', 'italic': True, 'font_size': 13}))
        self.gap(20)

    def _title(self):
        bold = {'align': 'center', 'bold': True, 'font_size': 14}
        self.wide(self.env._("REPORT"), **bold)
        self.wide(self.env._("Results of communication on administrative reform"), **bold)
        self.wide(self.head.period, **bold)
        for column in (4, 5):
            self.sheet.blank(self.row, column, self.style(top=1))
        self.gap(22)

    def _body(self):
        _, head = self.env._, self.head
        self._paragraph(_(
            "Carrying out the plan of communication on administrative reform of %(year)s, %(body)s reports the results "
            "of %(period)s as follows:", year=head.plan_year, body=head.unit or head.body,
            period=within_sentence(head.period)))
        written = [section for section in self.snapshot.sections if section.paragraphs]
        for section in written:
            self._keep_together(60)     # no heading stands alone at the end of a page
            self._paragraph(section.heading, bold=True)
            for paragraph in section.paragraphs:
                self._paragraph(paragraph)
        if not written:
            for number, sentence in enumerate(self.snapshot.summary.sentences, start=1):
                self._paragraph(f'{number}. {sentence}')
        self._paragraph(_(
            "Data from %(start)s to %(end)s. Details are in the tables attached to this report./.",
            start=decree_day(head.start), end=decree_day(head.end)))

    def _paragraph(self, text, **properties):
        self.wide(INDENT + text, align='justify', **properties)
        self.gap(6)

    def _tables(self):
        self.gap()
        self.wide(INDENT + self.env._("Tables attached:"))
        style = self.style(font_size=12, **LINK_LOOK)
        tables = self.book.tables
        for at in range(0, len(tables), 2):
            for table, column in zip(tables[at:at + 2], (1, 5), strict=False):
                quoted = table.sheet.name.replace("'", "''")
                self.sheet.text(self.row, column, f'{table.annex}.', self.style(font_size=12, align='right'))
                self.sheet.link(self.row, column + 1, f"internal:'{quoted}'!A1", table.sheet.name, style)
            self.gap(16)
        self.gap(18)

    def _keep_together(self, points):
        """Begin a page where the rest of this one has no room for so many points."""
        rest = PAGE - self.sheet.used % PAGE
        if points > rest:
            self.gap(max(rest - 6, 1))      # the filling must not go to the next page itself

    def _foot(self):
        """Write the recipients and the block of the signature, with room for it, on one page."""
        head = self.head
        recipients = [name.rstrip(' ;.') for name in head.recipients]
        left = [(self.env._("Recipients:"), {'bold': True, 'italic': True, 'font_size': 12})] if recipients else []
        left += [(f'- {name}{"." if at == len(recipients) else ";"}', {'font_size': 11})
                 for at, name in enumerate(recipients, start=1)]
        bold = {'bold': True, 'align': 'center', 'font_size': 13}
        right = [(signing_title(line), bold) for line in head.signer_title]
        if head.signer:
            right += [('', bold)] * 5 + [(head.signer, bold)]
        self._keep_together(18 * max(len(left), len(right), FOOT_ROWS))
        self._rows_of_pairs(left, right, least=FOOT_ROWS)
