# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.addons.cchc_propaganda.tools.decree import text_width

from ..tools.sheet import MAX_URL, Formula, column_letter, quoted
from .base import LINK_LOOK, Field, ListSheet

CHANNEL, DAY, RECORDED, TIMING = 5, 6, 7, 9
LONG = 5000     # a longer list has no links of its own, which stay in memory, but formulas


class PublicationSheet(ListSheet):
    """Every publication of the period. Channel and day open it."""

    widths = (4, 22, 8, 11, 12, 13, 9.5, 9.5, 9.5, 8)
    annex = 5
    helpers = ('first', 'channel', 'genre', 'broadcasts', 'recorded_late', 'url', 'channel_name')

    def __init__(self, book):
        super().__init__(book)
        _ = self.env._
        self.timing = {
            'on_time': _("On time"), 'late': _("Met late"), 'extra': _("More than asked"), 'none': _("No assignment")}
        self.is_long = self.number() > LONG

    def name(self):
        return self.env._("List of articles")

    def more_columns(self):
        return self.snapshot.head.publication_more

    def heading(self):
        return self.env._("LIST OF NEWS ITEMS AND ARTICLES POSTED, %(period)s", period=self.head.period.upper())

    def fields(self):
        _ = self.env._
        return [Field(_("No."), 'number'), Field(_("Title")), Field(_("Genre")), Field(_("Author")), Field(_("Unit")),
                Field(_("Channel")), Field(_("Posted on"), 'day'), Field(_("Recorded on"), 'day'),
                Field(_("Assignment")), Field(_("On time, late"))]

    def number(self):
        return self.snapshot.totals.publications

    def lines(self):
        late_day = self.look('day', bold=True)
        linked, linked_day = self.look('text', **LINK_LOOK), self.look('day', **LINK_LOOK)
        url_column, name_column = (column_letter(self.helper(name)) for name in ('url', 'channel_name'))
        for number, one in enumerate(self.snapshot.publications(), start=1):
            row, looks, channel, url, name = self.row, {}, one.channel, None, None
            if one.url and self.is_long:
                if len(one.url) <= MAX_URL:
                    channel = Formula(f'HYPERLINK({url_column}{row + 1},{name_column}{row + 1})', one.channel)
                    url, name, looks[CHANNEL] = one.url, one.channel, linked
            elif one.url:
                # LibreOffice does not wrap a link: the channel is one where it fits on one line.
                is_short = text_width(one.channel, self.size) <= self.width_of(CHANNEL)
                looks = {DAY: linked_day, **({CHANNEL: linked} if is_short else {})}
            if one.is_recorded_late:
                looks[RECORDED] = late_day
            yield (number, one.title, one.genre, one.author, one.unit, channel, one.day, one.recorded, one.period,
                   self.timing[one.timing], *one.more, 1 if one.is_first else None, one.channel_id, one.genre_id,
                   one.broadcasts or None, 1 if one.is_recorded_late else None, url, name), looks
            if one.url and not self.is_long:
                for column in looks.keys() & {CHANNEL, DAY}:
                    self.sheet.linked(row, column, one.url)

    def height_of(self, texts):
        """By the lengths of the texts only, for speed."""
        lines = max(len(self.shown(text)) / self.widths[column] for text, column in texts)
        return (int(lines * 1.05) + 1) * self.size * 1.2 + 2

    def nothing(self):
        return self.env._("No article was posted in the period.")

    def totals(self):
        """Write the totals. They count only the rows that the filter shows."""
        _, totals = self.env._, self.snapshot.totals
        first, last = self.FIRST_ROW + 1, self.last_row + 1

        def cells(name):
            letter = column_letter(self.helper(name) if isinstance(name, str) else name)
            return f'{letter}{first}:{letter}{last}'

        self.total(_("Publications"), DAY, f'=SUBTOTAL(102,{cells(DAY)})', totals.publications)
        self.total(_("Articles, each counted once"), DAY, f'=SUM({cells("first")})', totals.articles)
        self.total(_("Posted by the deadline, recorded only after it (day of recording in bold)"), DAY,
                   f'=SUM({cells("recorded_late")})', totals.recorded_late)
        for timing in ('on_time', 'late', 'extra'):
            self.total(_("Publications for an assignment: %(timing)s", timing=self.timing[timing].lower()), DAY,
                       f'=COUNTIF({cells(TIMING)},{quoted(self.timing[timing])})', totals.by_timing.get(timing, 0))
        if totals.publications:
            self.note(_(
                "Note: channel and day open what was posted. Where they do not, a file kept by the agency proves it."))
