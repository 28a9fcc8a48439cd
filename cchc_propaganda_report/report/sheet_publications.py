# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo.tools import split_every

from ..tools.sheet import column_letter, quoted
from .base import LINK_LOOK, ReportSheet

HELPERS = ('first', 'channel', 'genre', 'broadcasts', 'recorded_late')   # hidden columns, after the printed ones
BATCH = 2000   # publications held in memory
DAY, RECORDED, LINK, TIMING = 6, 7, 8, 10


class PublicationSheet(ReportSheet):
    """Every publication of the period with its link. Batches keep the use of memory constant."""

    widths = (4.5, 22, 9, 10.5, 12, 12, 10.5, 10.5, 16, 9.5, 7.5)
    annex = 4
    helpers = len(HELPERS)

    def __init__(self, workbook, styles, content):
        super().__init__(workbook, styles, content)
        self.ids = content.publication_ids()
        self.first_row = 5   # below the title (3 rows and a gap) and the header
        self.last_row = self.first_row + max(len(self.ids), 1) - 1
        _ = self.env._
        self.timing = {
            'on_time': _("On time"), 'late': _("Met late"), 'extra': _("More than asked"), 'none': _("No assignment")}

    def name(self):
        return self.env._("List of articles")

    def more_columns(self):
        return self.report._publication_columns()

    def range(self, name):
        """Return the address of a whole helper column."""
        return self.sheet.reference(self.first_row, len(self.widths) + HELPERS.index(name), self.last_row)

    def draw(self):
        _ = self.env._
        self.title(_("LIST OF NEWS ITEMS AND ARTICLES POSTED, %(period)s",
                     period=self.content.period_heading('value').upper()))
        header = self.row
        self.header([_("No."), _("Title"), _("Genre"), _("Author"), _("Unit"), _("Channel"), _("Posted on"),
                     _("Recorded on"), _("Link"), _("Assignment"), _("On time, late"),
                     *(column.title for column in self.more)])
        self.sheet.freeze(self.row)
        self._prepare_styles()
        self.seen, self.counted, self.recorded_late = set(), dict.fromkeys(self.timing, 0), 0
        self.labels, self.periods = {}, {}
        for ids in split_every(BATCH, self.ids):
            for publication in self._fetch(ids):
                self._line(publication)
            self.env.invalidate_all()   # release the batch from memory
        if not self.ids:
            self.wide(_("No article was posted in the period."), border=1, align='center')
        self.sheet.filter(header, self.last_row, self.last_column)
        self._totals()
        self.sheet.page(self.row, self.last_column, header_row=header)

    def _fetch(self, ids):
        publications = self.env['cchc.publication'].browse(ids)
        publications.fetch(['article_id', 'channel_id', 'genre_id', 'department_id', 'author_id', 'date_published',
                            'date_recorded', 'is_recorded_late', 'url', 'quantity', 'assignment_id'])
        publications.article_id.fetch(['name'])
        publications.assignment_id.fetch(['period_key', 'date_deadline', 'date_done', 'is_before_issue'])
        return publications

    def _prepare_styles(self):
        shared = {'font_size': self.size, 'border': 1}
        self.plain = self.style(text_wrap=True, **shared)
        self.centre = self.style(align='center', **shared)
        self.day = self.style(align='center', num_format='dd/mm/yyyy', **shared)
        self.late_day = self.style(align='center', num_format='dd/mm/yyyy', bold=True, **shared)
        self.linked = self.style(text_wrap=True, **LINK_LOOK, **shared)
        self.linked_day = self.style(align='center', num_format='dd/mm/yyyy', **LINK_LOOK, **shared)

    def _line(self, publication):
        sheet, at, article, channel = self.sheet, self.row, publication.article_id, publication.channel_id
        sheet.number(at, 0, at - self.first_row + 1, self.centre)
        texts = (article.name or '', *map(self._label, (
            publication.genre_id, publication.author_id, publication.department_id, channel)))
        for column, words in enumerate(texts, start=1):
            sheet.text(at, column, words, self.plain)
        lines = [len(words) / self.widths[column] for column, words in enumerate(texts, start=1)]
        lines.append(len(publication.url or '') / self.widths[LINK])
        sheet.height(at, (int(max(lines)) + 1) * self.size * 1.2 + 2)   # by their lengths only, for speed
        self._day_and_link(publication)
        if publication.date_recorded:
            look = self.late_day if publication.is_recorded_late else self.day
            sheet.day(at, RECORDED, publication.date_recorded, look)
        else:
            sheet.blank(at, RECORDED, self.day)
        timing = self._timing_of(publication)
        self.counted[timing] += 1
        sheet.text(at, LINK + 1, self._period_of(publication.assignment_id), self.plain)
        sheet.text(at, TIMING, self.timing[timing], self.plain)
        first_helper = len(self.widths)
        for column, more in enumerate(self.more, start=first_helper - len(self.more)):
            sheet.text(at, column, more.text(publication), self.plain)
        if article.id not in self.seen:
            self.seen.add(article.id)
            sheet.number(at, first_helper, 1)
        sheet.number(at, first_helper + 1, channel.id)
        sheet.number(at, first_helper + 2, publication.genre_id.id or 0)
        if channel.kind == 'broadcast':
            sheet.number(at, first_helper + 3, publication.quantity)
        if publication.is_recorded_late:
            sheet.number(at, first_helper + 4, 1)
            self.recorded_late += 1
        self.row += 1

    def _label(self, record):
        """Return the name of a genre, person, unit or channel, read once for the whole list."""
        key = (record._name, record.id)
        if key not in self.labels:
            self.labels[key] = record.name or ''
        return self.labels[key]

    def _period_of(self, assignment):
        if assignment.id not in self.periods:
            self.periods[assignment.id] = assignment.period_label or ''
        return self.periods[assignment.id]

    def _timing_of(self, publication):
        """Return the key in ``timing``. Once the assignment is met, a further publication is extra, never late."""
        assignment, day = publication.assignment_id, publication.date_published
        if not assignment:
            return 'none'
        if assignment.date_done and day > assignment.date_done:
            return 'extra'
        return 'late' if assignment._is_late(day) else 'on_time'

    def _day_and_link(self, publication):
        """Write the day as a link to the publication, and the address in full. The address is a link, too, if it fits
        on one line: LibreOffice does not wrap a link."""
        sheet, at, url, day = self.sheet, self.row, publication.url, publication.date_published
        if not url:
            sheet.day(at, DAY, day, self.day)
            sheet.text(at, LINK, self.env._("File kept as evidence"), self.plain)
            return
        sheet.link(at, DAY, url, '', self.linked_day)
        sheet.day(at, DAY, day, self.linked_day)
        if len(url) <= self.widths[LINK]:
            sheet.link(at, LINK, url, url, self.linked)
        else:
            sheet.text(at, LINK, url, self.plain)

    def _totals(self):
        """Write the totals. They count only the rows that the filter shows."""
        _ = self.env._
        first, last = self.first_row + 1, self.last_row + 1
        flag = column_letter(len(self.widths))
        self._total(_("Publications shown"), f'=SUBTOTAL(102,G{first}:G{last})', len(self.ids))
        self._total(_("Articles, each counted once"), f'=SUM({flag}{first}:{flag}{last})', len(self.seen))
        afterwards = column_letter(len(self.widths) + HELPERS.index('recorded_late'))
        self._total(_("Posted by the deadline, recorded only after it (day of recording in bold)"),
                    f'=SUM({afterwards}{first}:{afterwards}{last})', self.recorded_late)
        for timing in ('on_time', 'late', 'extra'):
            self._total(_("Publications for an assignment: %(timing)s", timing=self.timing[timing].lower()),
                        f'=COUNTIF(K{first}:K{last},{quoted(self.timing[timing])})', self.counted[timing])

    def _total(self, label, formula, value):
        bold = {'bold': True, 'border': 1, 'bg_color': '#F2F2F2'}
        self.place(label, 0, 5, align='right', **bold)
        style = self.style(font_size=self.size, align='center', num_format='0', **bold)
        self.sheet.formula(self.row, 6, formula, value, style)
        for column in range(7, len(self.widths)):
            self.sheet.blank(self.row, column, style)
        self.row += 1
