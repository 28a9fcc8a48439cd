# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The index of an evidence pack as a workbook: the score, what proves it, what is missing."""

import io
from datetime import date, datetime, time
from types import SimpleNamespace

import xlsxwriter

from odoo.addons.cchc_propaganda.tools.dates import in_figures

from ..tools.scoring import FILE
from ..tools.sheet import MAX_URL, Formula, Styles, quoted, workbook_options
from .base import LINK_LOOK, SUM_LOOK, Field, ListSheet, ReportSheet

LONG = 5000     # a longer list has no links of its own, which stay in memory, but formulas
POINTS = '0.00'


def scoring_workbook(scoring, lines, names):
    """Return the bytes of the index of these lines of a pack; the same pack gives the same bytes. ``names``: ``{id of a
    file: its name in the ZIP}``; without any, the workbook stands alone."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, workbook_options())
    book = SimpleNamespace(
        workbook=workbook, env=scoring.env, styles=Styles(workbook), snapshot=SimpleNamespace(head=scoring),
        scoring=scoring, lines=lines, names=names, agency=scoring.company_id._cchc_name_on(scoring._day()))
    sheets = [ScoreSheet(book), EvidenceSheet(book), MissingSheet(book)]
    for sheet in sheets:
        sheet.draw()
    workbook.set_properties({
        'title': scoring.name, 'author': book.agency, 'company': book.agency,
        'created': datetime.combine(date(scoring.year, 12, 31), time())})     # not now: equal data give equal files
    workbook.close()
    return file.getvalue()


class ScoringSheet(ReportSheet):
    """What the sheets share: the title names the agency, the pack and the scheme."""

    def title(self, text):
        scoring = self.book.scoring
        self.wide(self.book.agency.upper(), align='center', bold=True, font_size=12)
        self.wide(text, align='center', bold=True, font_size=13)
        self.wide(self.env._(
            "(%(scheme)s; evidence looked for on %(date)s)", scheme=scoring.scheme_id.display_name,
            date=in_figures(scoring._day())), align='center', italic=True)
        self.gap()


class ScoreSheet(ScoringSheet):
    """The criteria with their points. Sums are formulas."""

    widths = (5, 31, 8, 8, 8, 27)
    size = 11

    def name(self):
        return self.env._("Self-score")

    def draw(self):
        _, lines = self.env._, self.book.lines
        self.title(_("SELF-SCORING OF COMMUNICATION ON ADMINISTRATIVE REFORM, %(year)s", year=self.book.scoring.year))
        self.header([_("No."), _("Criterion"), _("Maximum score"), _("Self-score"), _("Appraised score"),
                     _("Evidence and explanation")])
        self.sheet.freeze(self.row)
        header = self.row - 1
        parts, head, rows = {}, None, []
        for at, line in enumerate(lines, start=self.row):
            if line.rule == 'sum':
                head = at
                parts[head] = []
            elif line.is_part and head is not None:
                parts[head].append(at)
                rows.append(at)
            else:
                head = None
                rows.append(at)
        for line in lines:
            self._line(line, parts.get(self.row))
        self._sum(rows)
        scheme = self.book.scoring.scheme_id
        if scheme.source_note:
            self.gap()
            self.wide(_("Criteria: %(decision)s", decision=scheme.source_note), italic=True)
        self.sheet.page(self.row - 1, self.last_column, header_row=header)

    def _line(self, line, parts):
        bold = {'bold': True} if line.rule == 'sum' else {}
        text, points = self._look(**bold), self._look(align='right', num_format=POINTS, **bold)
        named = '\n'.join(filter(None, (line.name, line.explanation)))
        missing = [self.env._("Missing: %(what)s", what=gap) for gap in (line.gap_text or '').splitlines()]
        words = '\n'.join(filter(None, (line.evidence_text, *missing, line.note)))
        self.sheet.text(self.row, 0, line.code or '', text)
        self.sheet.text(self.row, 1, named, text)
        for column, value in ((2, line.max_score), (3, line.score)):
            if parts:
                letter = 'CD'[column - 2]
                self.sheet.formula(
                    self.row, column, '=' + '+'.join(f'{letter}{row + 1}' for row in parts), value, points)
            else:
                self.sheet.number(self.row, column, value, points)
        if line.is_appraised:
            self.sheet.number(self.row, 4, line.appraised_score, points)
        else:
            self.sheet.blank(self.row, 4, points)
        self.sheet.text(self.row, 5, words, text)
        self.fit([(named, 1), (words, 5)], bold=bool(bold))
        self.row += 1

    def _sum(self, rows):
        scoring, look = self.book.scoring, self._look(align='right', num_format=POINTS, **SUM_LOOK)
        whole = len(self.book.lines) == len(scoring.line_ids)
        scores = self.book.lines.filtered(lambda line: line.rule != 'sum')
        self.place(self.env._("Sum"), 0, 1, **SUM_LOOK)
        if rows:
            for column, letter, value in (
                    (2, 'C', scoring.max_score if whole else sum(scores.mapped('max_score'))),
                    (3, 'D', scoring.score if whole else sum(scores.mapped('score')))):
                self.sheet.formula(
                    self.row, column, '=' + '+'.join(f'{letter}{row + 1}' for row in rows), value, look)
        if scoring.is_appraised and whole:
            self.sheet.number(self.row, 4, scoring.appraised_score, look)
        else:
            self.sheet.blank(self.row, 4, look)
        proven = self.env._("Proven by documents: %(points)s points", points=scoring._points(scoring.proven_score))
        self.sheet.text(self.row, 5, proven if whole else '', self._look(**SUM_LOOK))
        self.row += 1

    def _look(self, **properties):
        return self.style(**{'font_size': self.size, 'border': 1, 'text_wrap': True, **properties})


class EvidenceSheet(ScoringSheet, ListSheet):
    """Every link and file, criterion by criterion; in the ZIP a file is a link to its place."""

    widths = (5, 6, 38, 17, 10, 27)
    helpers = ('target',)

    def __init__(self, book):
        self.pieces = [(line, one) for line in book.lines if line.rule != 'sum' for one in line._pieces()]
        super().__init__(book)

    def name(self):
        return self.env._("List of evidence")

    def heading(self):
        return self.env._("LIST OF EVIDENCE, %(year)s", year=self.book.scoring.year)

    def fields(self):
        _ = self.env._
        return [Field(_("No."), 'number'), Field(_("Criterion"), 'centre'), Field(_("Piece of evidence")),
                Field(_("Unit")), Field(_("Day"), 'day'), Field(_("Link or file"))]

    def number(self):
        return len(self.pieces)

    def lines(self):
        linked, is_long = self.look('text', **LINK_LOOK), len(self.pieces) > LONG
        for number, (line, one) in enumerate(self.pieces, start=1):
            row, target = self.row, self.book.names.get(one.file) if one.kind == FILE else one.url
            shown, looks, helper = self._shown(one), {}, None
            if target and len(target) <= MAX_URL:
                looks[5] = linked
                if one.kind == FILE or is_long:
                    helper = target
                    shown = Formula(f'HYPERLINK(G{row + 1},{quoted(shown)})' if one.kind == FILE else (
                        f'HYPERLINK(G{row + 1},G{row + 1})'), shown)
            yield (number, line.code or '', one.name, one.unit, date.fromisoformat(one.day) if one.day else None, shown,
                   helper), looks
            if target and not helper and looks:
                self.sheet.linked(row, 5, target)

    def _shown(self, one):
        if one.kind != FILE:
            return one.url
        if name := self.book.names.get(one.file):
            return name
        return self.env._("%(name)s: not there any more", name=one.file_name) if self.book.names else one.file_name

    def nothing(self):
        return self.env._("No evidence was found.")


class MissingSheet(ScoringSheet, ListSheet):
    """What is missing, and the unit that has it."""

    widths = (5, 12, 46, 25, 15)

    def __init__(self, book):
        self.gaps = book.lines.gap_ids.filtered('is_open').sorted()
        super().__init__(book)

    def name(self):
        return self.env._("Missing")

    def heading(self):
        return self.env._("DOCUMENTS THAT ARE MISSING, %(year)s", year=self.book.scoring.year)

    def fields(self):
        _ = self.env._
        return [Field(_("No."), 'number'), Field(_("Criterion"), 'centre'), Field(_("Missing document")),
                Field(_("Unit")), Field(_("Reminded"), 'centre')]

    def number(self):
        return len(self.gaps)

    def lines(self):
        units = self.gaps.department_id._cchc_names_on(self.book.scoring._day())
        for number, gap in enumerate(self.gaps, start=1):
            codes = ', '.join(filter(None, (gap.line_ids & self.book.lines).mapped('code')))
            yield (number, codes, gap.name, units.get(gap.department_id.id, ''), gap.reminded_text or ''), {}

    def nothing(self):
        return self.env._("Nothing is missing.")
