# Copyright 2026 CCHC Communication contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
from collections import Counter, defaultdict

from odoo import api, fields, models

from ...tools.dates import in_figures
from ...tools.obligation import turns_outside

# What the check and the count of assignments read, so that both follow the form while the plan is typed.
CHECKED_OBLIGATION = (
    'channel_id.active', 'form_id.active', 'genre_ids', 'quantity', 'frequency', 'due_day', 'due_month_offset',
    'date_from', 'date_to',
    'date_deadline', 'turns')
CHECKED_ROW = (
    'code', 'name', 'level', 'parent_id', 'lead_department_ids.active', 'coordinator_department_ids.active')
CHECKED = ('state', 'date_from', 'date_to', 'number', 'date_issued', *(
    f'{rows}.{name}' for rows in ('topic_ids', 'row_ids')
    for name in (*CHECKED_ROW, *(f'obligation_ids.{name}' for name in CHECKED_OBLIGATION))))


class CchcPlan(models.Model):
    """The check of a plan, and what issuing it would give out: of the stored plan, or of the plan as it is typed."""
    _inherit = 'cchc.plan'

    expected_assignment_count = fields.Integer("Assignments to come", compute='_compute_assignment_preview')
    assignment_preview = fields.Json(
        "Assignments to come by unit", compute='_compute_assignment_preview',
        help="What issuing the plan would give out to whom, by the rule that gives it out.")
    findings = fields.Json(compute='_compute_findings', help="What the check finds.")

    @api.depends(*CHECKED)
    @api.depends_context('lang')
    def _compute_assignment_preview(self):
        for plan in self:
            plan.assignment_preview = plan._preview_assignments()
            plan.expected_assignment_count = plan.assignment_preview['total']

    @api.depends(*CHECKED)
    @api.depends_context('lang')
    def _compute_findings(self):
        for plan in self:
            plan.findings = {'list': plan._findings() if plan.state == 'draft' else []}

    def _transition_depends(self):
        return (*super()._transition_depends(), *CHECKED)

    # ------------------------------------------------------------------
    # Rows and obligations, stored or typed
    # ------------------------------------------------------------------

    def _checked_rows(self):
        """Return the rows of the appendix. While the form is filled in, they are those of the form, with the bullets
        inside their cells as they are stored."""
        if self.id:
            return self.topic_ids
        stored = self._origin.topic_ids
        return self.row_ids | stored.filtered(lambda row: row.parent_id and not row.code)

    def _checked_obligations(self):
        return self._checked_rows().obligation_ids

    # ------------------------------------------------------------------
    # What issuing it gives out
    # ------------------------------------------------------------------

    def _preview_assignments(self):
        """Return the number of assignments: in all, by unit and kind of period, and by obligation."""
        self.ensure_one()
        by_unit, by_obligation = defaultdict(Counter), {}
        for obligation in self._checked_obligations():
            units = [unit for __, owing in obligation._owed() for unit in owing]
            by_obligation[_key(obligation)] = len(units)
            for unit in units:
                by_unit[unit][obligation.frequency] += 1
        units = self.env['hr.department'].browse(by_unit).exists()
        return {
            'total': sum(by_obligation.values()),
            'obligations': by_obligation,
            'units': [{
                'id': unit.id, 'name': unit.name, 'month': by_unit[unit.id]['month'],
                'quarter': by_unit[unit.id]['quarter'], 'total': by_unit[unit.id].total(),
            } for unit in units.sorted(lambda unit: (-by_unit[unit.id].total(), unit.name))],
            'idle': [unit.name for unit in self._checked_rows().lead_department_ids._origin if unit.id not in by_unit],
        }

    def _assignments_in_words(self):
        """Return ``20 assignments: Office 5 · Press 5``."""
        preview = self.assignment_preview
        return self.env._(
            "%(count)s assignments: %(units)s", count=preview['total'],
            units=' · '.join(f"{unit['name']} {unit['total']}" for unit in preview['units']),
        ) if preview['units'] else self.env._("%(count)s assignments", count=preview['total'])

    # ------------------------------------------------------------------
    # The check
    # ------------------------------------------------------------------

    def action_check(self):
        """Show the findings that prevent submitting the plan (DESIGN §7), and what else a careful clerk would see."""
        self.ensure_one()
        self.check_access('read')
        findings = self._findings()
        faults = [finding for finding in findings if finding['severity'] == 'fault']
        told = [finding['text'] for finding in findings if finding['severity'] != 'note']
        return {
            'type': 'ir.actions.client',
            'tag': 'display_notification',
            'params': {
                'title': self.env._("Check of the plan"),
                'message': '\n'.join(told) or self.env._(
                    "The plan can be submitted: issuing it will give out %(count)s assignments.",
                    count=self.expected_assignment_count),
                'type': 'warning' if told else 'success',
                'sticky': bool(faults),
            },
        }

    def _blocking_findings(self):
        """Return the faults that prevent submitting, as sentences: no topic, an obligation without lead, a period that
        no unit owes, a deadline outside the plan's dates. Peculiarities of the 2024 plan never block."""
        return [finding['text'] for finding in self._findings() if finding['severity'] == 'fault']

    def _findings(self):
        """Return what the check finds, worst first: ``[{severity, text, row, about}]``; ``severity``: fault, review or
        note."""
        self.ensure_one()
        rows = self._checked_rows()
        if not rows:
            return [_finding('fault', self.env._("The appendix has no topic."))]
        obligations = rows.obligation_ids
        units = obligations._units_of([turn for one in obligations for __, turn in one._known_turns()])
        findings = [
            *(finding for row in rows for finding in row._findings_of_row()),
            *(finding for one in obligations for finding in one._findings_of_obligation(units)),
            *self._findings_of_plan(rows)]
        return sorted(findings, key=lambda finding: SEVERITIES.index(finding['severity']))

    def _findings_of_plan(self, rows):
        _ = self.env._
        if not rows.obligation_ids:
            yield _finding('review', _(
                "Nothing is asked of anybody: no row has an obligation, so issuing the plan gives out no assignment."))
        seen = set()
        for obligation in rows.obligation_ids:
            asked = (obligation.topic_id, obligation._asked())
            if obligation._met_by() and asked in seen:
                yield _finding('review', _(
                    "“%(name)s” is asked for twice, in the same words. Delete one of the two, or raise the number.",
                    name=obligation.display_name), obligation.topic_id)
            seen.add(asked)
        if self.state == 'draft' and not self.number:
            yield _finding('note', _("Number and day of issue stay empty: the Office enters them when it is issued."))


SEVERITIES = ('fault', 'review', 'note')


def _finding(severity, text, row=None, about=''):
    return {'severity': severity, 'text': text, 'row': row.code or '' if row else '', 'about': about}


def _key(record):
    """Return by what the form knows the record: its id, or the client's own name of a new one."""
    return str(record._origin.id or getattr(record.id, 'ref', None) or '')


class CchcTopic(models.Model):
    _inherit = 'cchc.topic'

    def _findings_of_row(self):
        """Return what the check finds about this row itself."""
        _, findings = self.env._, []
        if self._origin and self.parent_id._origin == self._origin or self in self.parent_id:
            findings.append(_finding('fault', _(
                "“%(name)s” stands below itself. Choose another row above it.", name=self.display_name), self))
        everyone = self.with_context(active_test=False)
        for unit in (everyone.lead_department_ids | everyone.coordinator_department_ids).filtered(_is_archived):
            findings.append(_finding('review', _(
                "“%(row)s” names “%(unit)s”, which is archived%(successor)s. Choose another unit.",
                row=self.display_name, unit=unit.name, successor=unit._cchc_successors_in_words()), self, 'archived'))
        return findings


class CchcObligation(models.Model):
    _inherit = 'cchc.obligation'

    def _asked(self):
        """Return what makes two obligations of one row the same."""
        return (self.channel_id._origin, self.form_id._origin, self.genre_ids._origin, self.frequency, self.due_day,
                self.due_month_offset,
                self.date_from, self.date_to, self.date_deadline, tuple(turn for __, turn in self._known_turns()))

    def _findings_of_obligation(self, known_units):
        """Return what the check finds about this obligation: its channel, its units, its periods. ``known_units``: the
        units of all turns of the plan."""
        _, plan, row, name = self.env._, self.plan_id or self.topic_id.plan_id, self.topic_id, self.display_name
        findings = []
        if not self._met_by():
            findings.append(_finding('fault', _("An obligation of row “%(row)s” has no channel.", row=row.code or ''),
                                     row))
        elif not self._met_by().active:
            findings.append(_finding('review', (
                _("“%(name)s”: the form is archived. Choose another one.", name=name) if self.form_id
                else _("“%(name)s”: the channel is archived. Choose another one.", name=name)), row, 'archived'))
        turns = [turn for __, turn in self._known_turns()]
        units = known_units.filtered(lambda unit: unit.id in {turn.unit for turn in turns})
        for unit in units.filtered(_is_archived):
            findings.append(_finding('review', _(
                "“%(name)s”: the unit “%(unit)s” is archived%(successor)s. Choose another unit for its turn.",
                name=name, unit=unit.name, successor=unit._cchc_successors_in_words()), row, 'archived'))
        if self.frequency == 'ongoing':
            return findings
        if turns_outside(self.frequency, turns):
            findings.append(_finding('fault', _(
                "“%(name)s” has turns outside its periods. Choose its periods again.", name=name), row))
        owed_periods = self._owed()
        if not any(units for __, units in owed_periods):
            findings.append(_finding('fault', _("Obligation “%(name)s” has no lead unit.", name=name), row))
            return findings
        if uncovered := [owed.period.ordinal for owed, units in owed_periods if not units]:
            findings.append(_finding('fault', _(
                "Obligation “%(name)s”: no unit owes period %(periods)s.",
                name=name, periods=', '.join(map(str, uncovered))), row))
        outside = [owed.deadline for owed, __ in owed_periods
                   if not plan.date_from <= owed.deadline <= plan.date_to]
        if outside:
            findings.append(_finding('fault', _(
                "Obligation “%(name)s”: the deadline %(date)s lies outside the plan's dates.",
                name=name, date=in_figures(outside[0])), row))
        if turns and (idle := row._leads()._origin - units):
            findings.append(_finding('review', _(
                "“%(name)s”: %(units)s has no turn, though the row names it as lead.",
                name=name, units=', '.join(idle.mapped('name'))), row))
        return findings


def _is_archived(unit):
    return not unit.active
