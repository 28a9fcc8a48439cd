# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from odoo import api, fields, models

from ...tools import amendment, text
from ...tools.amendment import Cell, Part
from ...tools.comparison import sides
from ...tools.dates import in_figures
from .cchc_plan_check import finding
from .cchc_plan_preview import COUNTED

SHOWN_CELLS = ('lead_text', 'coordinator_text', 'time_text', 'expected_output')
COMPARED = ('amends_id', 'issued_changes', *COUNTED, *(
    f'{rows}.{name}' for rows in ('topic_ids', 'row_ids') for name in SHOWN_CELLS))
MOST_LINES = 200    # assignments of each kind that are named one by one; the rest is counted


class CchcPlan(models.Model):
    """What an amendment changes, row by row, and what becomes of the assignments: of the stored amendment, or of the
    one that is typed. Once it is issued, what it changed is kept as it was."""
    _inherit = 'cchc.plan'

    issued_changes = fields.Json(
        "What it changed", readonly=True, copy=False, server_only=True,
        help="What the amendment changed when it was issued.")
    changes_html = fields.Html("What changes", compute='_compute_changes_html', sanitize=False)

    @api.depends(*COMPARED)
    @api.depends_context('lang')
    def _compute_changes_html(self):
        for plan in self:
            plan.changes_html = plan.env['ir.qweb']._render('cchc_propaganda.plan_changes', {
                'plan': plan, 'sides': sides, **plan._changes()}) if plan.amends_id else False

    def _changes(self):
        """Return ``{'rows': […], 'assignments': {…}}``: the rows that the amendment adds, changes and abolishes, and
        the assignments that it gives out, changes and no longer asks for; one amendment."""
        self.ensure_one()
        if self.issued_changes:
            return self.issued_changes
        pairs = self._pairs_of_rows()
        return {
            'rows': [
                {'kind': change.kind, 'code': change.code, 'title': change.title,
                 'cells': [list(cell) for cell in change.cells]} for change in amendment.changes(
                    self._rows_to_compare(self.amends_id._origin), self._rows_to_compare(self), pairs)],
            'assignments': self._changes_of_assignments(pairs),
        }

    def _rows_to_compare(self, plan):
        """Return the rows of the plan as ``tools.amendment.Row``, in order."""
        return [amendment.Row(
            row.id, (row.code or row.parent_id.code or '').strip(), text.shortened(row.printed_name or row.name or ''),
            row._cells_to_compare()) for row in plan._checked_rows().sorted('sequence')]

    # ------------------------------------------------------------------
    # Which part is which
    # ------------------------------------------------------------------

    def _pairs_of_rows(self):
        """Return ``{id of a row here: id of the row of the amended plan that it is}``."""
        return amendment.paired(
            [Part(row.id, identity=row._identity()) for row in self.amends_id._origin.topic_ids],
            [Part(row.id, row.origin_id._origin.id, row._identity()) for row in self._checked_rows()])

    def _pairs_of_obligations(self, rows):
        """Return ``{id of an obligation here: id of the obligation that it is}``: in the same row (``rows``: pairs of
        rows), on the same channel or in the same form. Its assignments are about that channel."""
        return amendment.paired(
            [Part(one.id, identity=one._identity(one.topic_id.id)) for one in self.amends_id._origin.obligation_ids],
            # From the row on: in a form, an obligation that nobody touched names the stored row as its own.
            [Part(one.id, one.origin_id._origin.id, one._identity(rows.get(row.id)))
             for row in self._checked_rows() for one in row.obligation_ids], is_strict=True)

    # ------------------------------------------------------------------
    # What becomes of the assignments
    # ------------------------------------------------------------------

    def _generation_of_amendment(self, rows):
        """Return the ``Generation`` of the assignments that issuing the amendment will carry out. ``rows``: pairs of
        rows."""
        plan, obligations = self.amends_id._origin, self._pairs_of_obligations(rows)
        asked = [(self.env['cchc.obligation'].browse(obligations.get(one.id)), one)
                 for one in self._checked_rows().obligation_ids]
        return plan._compare_given(
            asked, plan.assignment_ids.filtered('obligation_id'), self.date_issued or self.company_id._cchc_today())

    def _units_affected(self):
        """Return the units that issuing the amendment gives assignments to, or whose assignments it changes."""
        found = self._generation_of_amendment(self._pairs_of_rows())
        given = self.env['cchc.assignment'].union(*found.to_update, *found.asked_again, *found.dropped)
        return given.department_id | self.env['hr.department'].browse(unit for __, __, unit in found.to_create)

    def _changes_of_assignments(self, rows):
        """Return the assignments that issuing the amendment gives out, changes and no longer asks for, in words."""
        found = self._generation_of_amendment(rows)
        units = self.env['hr.department'].browse(unit for __, __, unit in found.to_create).exists()
        names = {unit.id: unit.name for unit in units}
        period = self.env['cchc.assignment']._period_in_words
        lines = {
            'new': [_line(names.get(unit, '?'), period(owed.period.key), obligation._met_by().name, owed.deadline)
                    for obligation, owed, unit in found.to_create],
            'moved': [_line(one.department_id.name, one.period_label, one._met_by().name,
                            values.get('date_deadline', one.date_deadline), one.date_deadline,
                            values.get('quantity', one.quantity), one.quantity)
                      for one, values in found.to_update.items()],
            'dropped': [_line(one.department_id.name, one.period_label, one._met_by().name, one.date_deadline)
                        for one in found.dropped],
        }
        lines['new'] += [_line(one.department_id.name, one.period_label, one._met_by().name, one.date_deadline)
                         for one in found.asked_again]
        return {kind: {'count': len(those), 'lines': those[:MOST_LINES]} for kind, those in lines.items()}

    def _owed_to_count(self):
        """An amendment gives out nothing that is over; what it leaves as it was is counted for the whole year."""
        counted = super()._owed_to_count()
        if not self.amends_id:
            return counted
        known = self._pairs_of_obligations(self._pairs_of_rows())
        since = self.date_issued or self.company_id._cchc_today()
        return {obligation: owed if obligation.id in known else [
            (one, units) for one, units in owed if not amendment.leaves_alone(since, None, one.deadline)]
            for obligation, owed in counted.items()}

    # ------------------------------------------------------------------
    # Words
    # ------------------------------------------------------------------

    def _cell_labels(self):
        """Return ``{name of a cell: its label}``."""
        _ = self.env._
        return {
            'place': _("Place"), 'code': _("No."), 'content': _("Content"), 'lead': _("Lead"),
            'coordinator': _("Coordination"), 'time': _("Time"), 'output': _("Expected output"), 'days': _("Days"),
            'asked': _("Obligations")}

    def _change_labels(self):
        """Return ``{kind of change: its label}``."""
        _ = self.env._
        return {'added': _("Added"), 'changed': _("Changed"), 'abolished': _("Abolished")}

    def _sentence_of_the_issue(self):
        if not self.amends_id:
            return super()._sentence_of_the_issue()
        changes = self._changes()
        return self.env._(
            "Issuing it changes %(rows)s rows of the plan; assignments: %(new)s given out, %(moved)s changed, "
            "%(dropped)s no longer asked for.", rows=len(changes['rows']),
            **{kind: those['count'] for kind, those in changes['assignments'].items()})

    def _sentence_without_faults(self):
        if not self.amends_id:
            return super()._sentence_without_faults()
        return ' '.join([self.env._("The amendment can be submitted."), self._sentence_of_the_issue()])

    def _findings_of_plan(self, rows):
        yield from super()._findings_of_plan(rows)
        if self.amends_id and not self._changes()['rows']:
            yield finding('fault', self.env._(
                "Nothing is changed yet: change, add or delete rows of the appendix."), where=self.env._("Appendix"),
                place={'field': 'row_ids'})


def _line(unit, period, means, deadline, deadline_before=None, quantity=0, quantity_before=0):
    """Return one assignment as it is shown, in words and figures that can be stored."""
    return {
        'unit': unit, 'period': period, 'means': means or '', 'deadline': in_figures(deadline),
        'deadline_before': in_figures(deadline_before) if deadline_before and deadline_before != deadline else '',
        'quantity': quantity if quantity != quantity_before else 0, 'quantity_before': quantity_before}


class CchcTopic(models.Model):
    _inherit = 'cchc.topic'

    def _identity(self):
        """Return by what a row that was deleted and typed again is known to be the same: its number and its words."""
        key = text.title_key(self.name)
        return ((self.code or '').strip().rstrip('.)'), key) if self.code or key else None

    def _cells_to_compare(self):
        """Return the cells of the row, ``{name: Cell}``, without empty ones."""
        cells = {
            'place': Cell(self.parent_id.code or '') if self.code and self.parent_id else Cell(),
            'code': Cell(self.code or ''),
            'content': Cell(self.name or ''),
            'lead': self._cell_of_units('lead'), 'coordinator': self._cell_of_units('coordinator'),
            'time': Cell(self.time_text or ''), 'output': Cell(self.expected_output or ''),
            'days': Cell(' – '.join(in_figures(day) for day in (self.date_from, self.date_to) if day)),
            'asked': Cell('\n'.join(one._in_words() for one in self.obligation_ids),
                          '\n'.join(filter(None, (one._details_in_words() for one in self.obligation_ids)))),
        }
        return {name: cell for name, cell in cells.items() if cell.words or cell.meant}

    def _cell_of_units(self, part):
        names = ' · '.join(self[f'{part}_department_ids'].mapped('name'))
        return Cell(self[f'{part}_text'] or names, names)


class CchcObligation(models.Model):
    _inherit = 'cchc.obligation'

    def _identity(self, row):
        """Return by what an obligation is known to be the same in the row of that id: what it is met by."""
        return row and (row, self.channel_id._origin.id, self.form_id._origin.id)

    def _details_in_words(self):
        """Return what ``_in_words`` leaves out: genres, first and last day, the printed words of the turns."""
        _ = self.env._
        return '; '.join(filter(None, [
            self._met_by().name,
            ', '.join(self.genre_ids.mapped('name')),
            ' – '.join(in_figures(day) for day in (self.date_from, self.date_to) if day),
            *(' '.join(filter(None, [turn.name, turn.lead_text, turn.time_text])) for turn in self.rotation_ids)]))
